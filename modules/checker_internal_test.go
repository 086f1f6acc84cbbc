package modules

import (
	"fmt"
	"math"
	"math/bits"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/program"
	"github.com/seed12a3e673/zohocrm/record"
)

// byHand returns a record of members.
func byHand(members ...fieldtype.Member) *record.Record {
	rec := record.New()
	for _, m := range members {
		rec.Value(m.Name, m.Value)
	}
	return rec
}

// paths returns the paths and reasons of problems.
func paths(errs zohocrm.Errors) string {
	var all []string
	for _, e := range errs {
		all = append(all, e.Path.JSONPath()+" "+string(e.Reason))
	}
	return strings.Join(all, ", ")
}

// A checker keeps no value of a struct, and not the memory of a very large one.
func TestCheckerForgets(t *testing.T) {
	c := newChecker(Leads())
	for _, n := range []int{1, 2, maxScratch, 3, maxScratch + 1, 5 * maxScratch, 1} {
		fields := make([]reflect.StructField, n)
		for i := range fields {
			fields[i] = reflect.StructField{Name: fmt.Sprint("Own_", i), Type: reflect.TypeFor[string]()}
		}
		fields[0].Tag = `zoho:"Last_Name"`
		x := reflect.New(reflect.StructOf(fields))
		for i := range n {
			x.Elem().Field(i).SetString("Daly")
		}
		if _, errs := c.appendParts(nil, nil, record.New().ViewStruct(x.Interface()), nil); errs.Err() != nil {
			t.Fatal(errs)
		}
		c.forget()
		if len(c.scratch) != 0 || cap(c.scratch) > maxScratch || n < 10 && cap(c.scratch) == 0 {
			t.Errorf("%d fields: %d of %d members are kept", n, len(c.scratch), cap(c.scratch))
		}
		for _, m := range c.scratch[:cap(c.scratch)] {
			if m.Name != "" || !m.Value.IsAbsent() {
				t.Fatalf("%d fields: %s is kept", n, m.Name)
			}
		}
	}
}

// A checker reads text directly where fieldtype does.
func TestCheckerReadsTextDirectly(t *testing.T) {
	rec, err := record.FromJSON([]byte(`{"Last_Name":"Daly"}`))
	if err != nil {
		t.Fatal(err)
	}
	c := newChecker(Leads())
	text := record.Internal.Text(program.Key{}, rec)
	_, _, _, direct := fieldtype.Internal.AppendText(program.Key{}, c.column.program, new(program.State), nil, text, new(fieldtype.Member))
	if c.append(nil, nil, rec); (c.text == text) != direct {
		t.Errorf("read directly: %v, want %v", c.text == text, direct)
	}
}

// A field of a module's table replaces the one that all modules have, wherever it is.
func TestOwnFieldsReplaceCommonOnes(t *testing.T) {
	for _, fields := range [][]fieldtype.Field{
		{{APIName: "Owner", Spec: text(3)}, {APIName: "Name"}}, {{APIName: "Name"}, {APIName: "Owner", Spec: text(3)}},
	} {
		m := newModule(definition{apiName: "Trips", fields: fields})
		if f, _ := m.Field("Owner"); f.Spec.Kind != fieldtype.SingleLine {
			t.Errorf("%v: Owner is %v", fields, f.Spec.Kind)
		}
	}
}

// The paths of all problems begin with the steps to the record, however many
// they are: those of its fields, of what a field holds, of its rules, and of the
// record itself.
func TestCheckerPaths(t *testing.T) {
	c := newChecker(Leads())
	rec := byHand(
		fieldtype.Member{Name: "Email", Value: fieldtype.Text("p.daly@zylker")},
		fieldtype.Member{Name: "Tag", Value: fieldtype.Array(fieldtype.Text("VIP"))},
		fieldtype.Member{Name: "Own\xff", Value: fieldtype.Array(fieldtype.Text("\xff"))},
		fieldtype.Member{Name: "Wizard", Value: fieldtype.Text("1")},
	)
	at := zohocrm.Path{}
	for range 7 {
		_, errs := c.append(nil, nil, rec, at...)
		want := []string{".Email", ".Tag[0]", "['Own\ufffd']", "['Own\ufffd'][0]", ".Last_Name", ".$wizard_connection_path"}
		if len(errs) != len(want) {
			t.Fatal(errs)
		}
		for i, e := range errs {
			if got := e.Path.JSONPath(); got != at.JSONPath()+want[i] {
				t.Errorf("the path of problem %d is %s, want %s%s", i, got, at.JSONPath(), want[i])
			}
		}
		if got := errs[5].Details.Dependee.Path.JSONPath(); got != at.JSONPath()+".Wizard" {
			t.Errorf("the path of the dependee is %s", got)
		}
		_, errs = c.append(nil, nil, nil, at...)
		if len(errs) != 1 || !slices.Equal(errs[0].Path, at) {
			t.Errorf("no record: %v", errs)
		}
		at = append(at, zohocrm.Key("data"))
	}
}

// What a checker remembers of the records before does not change what it says of
// a record: fields at other positions, more of them than it remembers, other
// spellings, and fields that Zoho sets itself.
func TestCheckerIsTheSameAfterOtherRecords(t *testing.T) {
	var fields []fieldtype.Field
	var all []fieldtype.Member
	const many = 1030
	for i := range many {
		fields = append(fields, fieldtype.Field{APIName: fmt.Sprint("Field_", i), Spec: text(3), Mandatory: i == 0})
		all = append(all, fieldtype.Member{Name: fields[i].APIName, Value: fieldtype.Text("x")})
	}
	fields = append(fields, fieldtype.Field{APIName: "Other_0", Spec: text(3), AliasOf: "Field_0"}, fieldtype.Field{APIName: "Made", Spec: text(3), ReadOnly: true})
	m := newModule(definition{apiName: "Wide", fields: fields})
	member := func(name, value string) fieldtype.Member {
		return fieldtype.Member{Name: name, Value: fieldtype.Text(value)}
	}
	short := []*record.Record{
		byHand(all...),
		byHand(all[:3]...),
		byHand(all[2], all[0], all[1]),
		byHand(member("Own", "x"), all[0]),
		byHand(member("Own", "long"), all[0], member("Field_1", "long")),
		byHand(member("Other_0", "x"), member("Made", "x"), all[1]),
		byHand(all[1], member("Other_0", "long"), member("Made", "long")),
		byHand(append(slices.Clone(all[many-2:]), all[:2]...)...),
		byHand(append(slices.Clone(all[1:]), member("Field_0", "long"))...),
		byHand(),
	}
	c := newChecker(m)
	for _, i := range []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 9, 1, 8, 2, 7, 3, 6, 4, 5, 5, 0, 0} {
		wantBody, want := (newChecker(m)).append(nil, nil, short[i])
		body, errs := c.append(nil, nil, short[i])
		if string(body) != string(wantBody) || paths(errs) != paths(want) {
			t.Errorf("record %d: %.200s %s\nalone: %.200s %s", i, body, paths(errs), wantBody, paths(want))
		}
	}
}

// Each field that is mandatory or that a rule reads has a bit of its own, another
// spelling of it has the same, and no other field has one.
func TestOneBitForEachField(t *testing.T) {
	surname := WithField(fieldtype.Field{APIName: "Surname", AliasOf: "Last_Name"})
	ownToo := WithField(fieldtype.Field{APIName: "Family_Name", AliasOf: "Last_Name", Mandatory: true})
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
		for _, f := range m.fields {
			if f.Mandatory {
				counted |= give(f.APIName)
			}
		}
		if m.program.Counted != counted || m.program.Uncounted {
			t.Errorf("%s: counted %b, %v, want %b", m.apiName, m.program.Counted, m.program.Uncounted, counted)
		}
		for r, rule := range slices.Collect(m.Rules()) {
			var trigger uint64
			for _, name := range rule.fields {
				trigger |= give(name)
			}
			if m.program.Triggers[r] != trigger {
				t.Errorf("%s: the trigger of %s is %b, want %b", m.apiName, rule.Name, m.program.Triggers[r], trigger)
			}
		}
		if next == 0 || next > 64 {
			t.Errorf("%s: %d bits", m.apiName, next)
		}
		for i, f := range m.fields {
			if want := own[f.APIName] | own[f.AliasOf]; m.program.Fields[i].Bit != want {
				t.Errorf("%s: the bit of %s is %b, want %b", m.apiName, f.APIName, m.program.Fields[i].Bit, want)
			}
		}
	}
}

// When the bits are used up, the mandatory fields without one are counted by
// name, and a rule with a field without one runs for every record.
func TestFieldsWithoutABit(t *testing.T) {
	for n := 60; n <= 70; n++ {
		var fields []fieldtype.Field
		for i := range n {
			fields = append(fields, fieldtype.Field{APIName: fmt.Sprint("Must_", i), Mandatory: true})
		}
		fields = append(fields, fieldtype.Field{APIName: "A"}, fieldtype.Field{APIName: "B"})
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
		if got := [3]uint64(m.program.Triggers); got != want {
			t.Errorf("%d mandatory fields: triggers %b, want %b", n, got, want)
		}
		counted, uncounted := m.program.Counted, m.program.Uncounted
		if bits.OnesCount64(counted) != min(n, 64) || uncounted != (n > 64) || n >= 64 && counted != math.MaxUint64 {
			t.Errorf("%d mandatory fields: %b, %v", n, counted, uncounted)
		}
	}
}

// A rule runs for a record that has one of its fields, by whatever spelling, or
// when it names none, and for no other.
func TestRuleRuns(t *testing.T) {
	var ran []string
	rule := func(name string, fields ...string) Rule {
		return Rule{Name: name, fields: fields, check: func(*check) { ran = append(ran, name) }}
	}
	m := newModule(definition{apiName: "Asking",
		fields: []fieldtype.Field{{APIName: "First"}, {APIName: "Second"}, {APIName: "Third"}, {APIName: "Other_First", AliasOf: "First"}},
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
		ran = nil
		_, errs := m.Append(nil, nil, record.New().Text(test.field, "x"))
		if errs.Err() != nil || !slices.Equal(ran, test.want) {
			t.Errorf("%s: %q runs, want %q; %v", test.field, ran, test.want, errs)
		}
	}
}

// Of a record whose check panics, nothing comes into the next one.
func TestCheckerAfterPanic(t *testing.T) {
	panics := true
	m, err := Calls().With(WithNow(func() time.Time {
		if panics {
			panic("no clock")
		}
		return time.Time{}
	}))
	if err != nil {
		t.Fatal(err)
	}
	call := func(subject string) *record.Record {
		return RelatedTo(ScheduledCall(subject, time.Unix(0, 0).UTC()), "Deals", "1").Lookup("Who_Id", "2")
	}
	check := Internal.Request(program.Key{}, m, fieldtype.Value{}, program.Request{}).Append
	for _, run := range []func(string) ([]byte, zohocrm.Errors){
		func(subject string) ([]byte, zohocrm.Errors) { return m.Append(nil, nil, call(subject)) },
		func(subject string) ([]byte, zohocrm.Errors) { return check(nil, nil, call(subject), 0) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Error("the clock does not panic")
				}
			}()
			panics = true
			run("of the first")
		}()
		panics = false
		body, errs := run("of the second")
		want := `{"Subject":"of the second","Call_Type":"Outbound","Outgoing_Call_Status":"Scheduled",` +
			`"Call_Start_Time":"1970-01-01T00:00:00+00:00","What_Id":{"id":"1"},"$se_module":"Deals","Who_Id":{"id":"2"}}`
		if len(errs) > 0 || string(body) != want {
			t.Errorf("got %s, %v, want %s", body, errs, want)
		}
	}
}
