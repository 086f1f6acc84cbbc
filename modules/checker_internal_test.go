package modules

import (
	"fmt"
	"math"
	"math/bits"
	"slices"
	"testing"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// plainRecord is a record that has no members ready.
type plainRecord []fieldtype.Member

func (r plainRecord) Len() int { return len(r) }

func (r plainRecord) At(i int) (string, fieldtype.Value) { return r[i].Name, r[i].Value }

func (r plainRecord) Field(apiName string) (fieldtype.Value, bool) {
	view := memberView{r}
	return view.Field(apiName)
}

// A checker keeps no value of a record, and little memory of a large one.
func TestCheckerForgets(t *testing.T) {
	c := Leads().NewChecker()
	for _, n := range []int{0, 1, maxPlaces, maxPlaces + 1, 20 * maxPlaces, 3} {
		record := plainRecord{{Name: "Last_Name", Value: fieldtype.Text("Daly")}}
		for i := range n {
			record = append(record, fieldtype.Member{Name: fmt.Sprint("Own_", i), Value: fieldtype.Text("x")})
		}
		if _, errs := c.Append(nil, nil, record); errs.Err() != nil {
			t.Fatal(errs)
		}
		if len(c.copied) != 0 || cap(c.copied) > maxPlaces || len(c.specs) > maxPlaces {
			t.Errorf("%d fields: %d of %d members and %d specs are kept", n, len(c.copied), cap(c.copied), len(c.specs))
		}
		for _, m := range c.copied[:cap(c.copied)] {
			if m.Name != "" || !m.Value.IsAbsent() {
				t.Fatalf("%d fields: %s is kept", n, m.Name)
			}
		}
	}
}

// The paths of all problems begin with the steps to the record, however many
// they are: those of its fields, of what a field holds, and of the record.
func TestCheckerPaths(t *testing.T) {
	c := Leads().NewChecker()
	record := plainRecord{
		{Name: "Email", Value: fieldtype.Text("p.daly@zylker")},
		{Name: "Tag", Value: fieldtype.Array(fieldtype.Text("VIP"))},
		{Name: "Own\xff", Value: fieldtype.Array(fieldtype.Text("\xff"))},
	}
	at := zohocrm.Path{}
	for range 7 {
		_, errs := c.Append(nil, nil, record, at...)
		want := []string{".Email", ".Tag[0]", "['Own\ufffd']", "['Own\ufffd'][0]", ".Last_Name"}
		if len(errs) != len(want) {
			t.Fatal(errs)
		}
		for i, e := range errs {
			if got := e.Path.JSONPath(); got != at.JSONPath()+want[i] {
				t.Errorf("the path of problem %d is %s, want %s%s", i, got, at.JSONPath(), want[i])
			}
		}
		_, errs = c.Append(nil, nil, nil, at...)
		if len(errs) != 1 || !slices.Equal(errs[0].Path, at) {
			t.Errorf("no record: %v", errs)
		}
		at = append(at, zohocrm.Key("data"))
	}
}

// A checker remembers at which positions the fields of its last records stood,
// but no more of them than maxPlaces, and nothing of a field that there may be
// something to say of.
func TestCheckerPlaces(t *testing.T) {
	var fields []Field
	var record, turned plainRecord
	for i := range maxPlaces + 2 {
		fields = append(fields, Field{APIName: fmt.Sprint("Field_", i), Spec: text(0), Mandatory: i == 0})
		record = append(record, fieldtype.Member{Name: fields[i].APIName, Value: fieldtype.Text("x")})
	}
	fields = append(fields, Field{APIName: "Other_0", Spec: text(0), Preferred: "Field_0"}, Field{APIName: "Made", Spec: text(0), NotCreatable: true})
	m := newModule(definition{apiName: "Wide", fields: fields})
	c := m.NewChecker()
	look := func(rec plainRecord, places int) {
		t.Helper()
		_, errs := c.Append(nil, nil, rec)
		if errs.Err() != nil {
			t.Fatal(errs)
		}
		if len(c.specs) != places {
			t.Fatalf("%d specs are kept, want %d", len(c.specs), places)
		}
		for i, spec := range c.specs {
			if p := m.plan(rec[i].Name); p.plain && spec != &p.spec || !p.plain && spec != &nowhere.spec {
				t.Errorf("%s is not what is kept of position %d", rec[i].Name, i)
			}
		}
	}
	for range 2 {
		look(record, maxPlaces)
	}
	c = m.NewChecker()
	look(plainRecord{{Name: "Own", Value: fieldtype.Text("x")}, record[0]}, 2)
	c = m.NewChecker()
	look(plainRecord{{Name: "Other_0", Value: fieldtype.Text("x")}, {Name: "Made", Value: fieldtype.Text("x")}, record[1]}, 3)
	c = m.NewChecker()
	look(record[:3], 3)
	turned = append(turned, record[2], record[0], record[1])
	look(turned, 3)
}

// Each field that is mandatory or that a rule is about has a bit of its own,
// another spelling of it has the same, and no other field has one.
func TestBits(t *testing.T) {
	surname := WithField(Field{APIName: "Surname", Preferred: "Last_Name"})
	ownToo := WithField(Field{APIName: "Family_Name", Preferred: "Last_Name", Mandatory: true})
	leads, err := Leads().With(surname, ownToo)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range append(slices.Collect(All()), Custom("Vehicles"), leads) {
		own := map[string]uint64{}
		var next uint64
		give := func(name string) uint64 {
			if _, ok := own[name]; !ok {
				own[name] = 1 << next
				next++
			}
			return own[name]
		}
		var counted uint64
		for _, i := range m.required {
			counted |= give(m.fields[i].APIName)
		}
		if m.counted != counted || m.uncounted {
			t.Errorf("%s: counted %b, %v, want %b", m.apiName, m.counted, m.uncounted, counted)
		}
		for r, rule := range m.rules {
			var trigger uint64
			for _, name := range rule.fields {
				trigger |= give(name)
			}
			if m.triggers[r] != trigger {
				t.Errorf("%s: the trigger of %s is %b, want %b", m.apiName, rule.Name, m.triggers[r], trigger)
			}
		}
		if next == 0 || next > 64 {
			t.Errorf("%s: %d bits", m.apiName, next)
		}
		for i, f := range m.fields {
			if want := own[f.APIName] | own[f.Preferred]; m.plans[i].spec.Bit != want {
				t.Errorf("%s: the bit of %s is %b, want %b", m.apiName, f.APIName, m.plans[i].spec.Bit, want)
			}
		}
	}
}

// When the bits are used up, the mandatory fields without one are counted by
// name, and a rule with a field without one is asked about every record.
func TestBitsUsedUp(t *testing.T) {
	for n := 60; n <= 70; n++ {
		var fields []Field
		for i := range n {
			fields = append(fields, Field{APIName: fmt.Sprint("Must_", i), Mandatory: true})
		}
		fields = append(fields, Field{APIName: "A"}, Field{APIName: "B"})
		quiet := func(*check) {}
		m := newModule(definition{apiName: "Strict", fields: fields, rules: []Rule{
			{fields: []string{"Must_0"}, check: quiet}, {fields: []string{"A"}, check: quiet}, {fields: []string{"Must_0", "B"}, check: quiet},
		}})
		want := [3]uint64{1}
		if n < 64 {
			want[1] = 1 << n
		}
		if n < 63 {
			want[2] = 1 | 1<<(n+1)
		}
		if got := [3]uint64(m.triggers); got != want {
			t.Errorf("%d mandatory fields: triggers %b, want %b", n, got, want)
		}
		if bits.OnesCount64(m.counted) != min(n, 64) || m.uncounted != (n > 64) || n >= 64 && m.counted != math.MaxUint64 {
			t.Errorf("%d mandatory fields: %b, %v", n, m.counted, m.uncounted)
		}
	}
}

// A rule is asked about a record that has one of its fields, by whatever
// spelling, or when it names none, and about no other.
func TestRuleIsAsked(t *testing.T) {
	var asked []string
	rule := func(name string, fields ...string) Rule {
		return Rule{Name: name, fields: fields, check: func(*check) { asked = append(asked, name) }}
	}
	m := newModule(definition{apiName: "Asking",
		fields: []Field{{APIName: "First"}, {APIName: "Second"}, {APIName: "Third"}, {APIName: "Other_First", Preferred: "First", AliasOK: true}},
		rules:  []Rule{rule("first", "First"), rule("any"), rule("last two", "Second", "Third"), rule("one that is unknown", "Unknown", "Third")},
	})
	for _, test := range []struct {
		field string
		want  []string
	}{
		{"First", []string{"first", "any"}},
		{"Other_First", []string{"first", "any"}},
		{"Second", []string{"any", "last two"}},
		{"Third", []string{"any", "last two", "one that is unknown"}},
		{"Own", []string{"any"}},
	} {
		asked = nil
		var errs zohocrm.Errors
		_, errs = m.Append(nil, nil, plainRecord{{Name: test.field, Value: fieldtype.Text("x")}})
		if errs.Err() != nil || !slices.Equal(asked, test.want) {
			t.Errorf("%s: %q is asked, want %q; %v", test.field, asked, test.want, errs)
		}
	}
}
