package modules

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// A mapRecord is a record of members and of a map.
type mapRecord struct {
	members plainRecord
	others  map[string]any
}

func (r mapRecord) Parts() ([]fieldtype.Member, map[string]any) { return r.members, r.others }

func (r mapRecord) Len() int { panic("a record that gives its parts is not asked for its length") }

func (r mapRecord) At(int) (string, fieldtype.Value) {
	panic("a record that gives its parts is not asked for them one by one")
}

func (r mapRecord) Field(apiName string) (fieldtype.Value, bool) {
	if x, ok := r.others[apiName]; ok {
		return fieldtype.Of(x), true
	}
	return r.members.Field(apiName)
}

// The fields of a map go out in the order of the module, and those that it does
// not know behind them, sorted. Members stand in front.
func TestMapRecord(t *testing.T) {
	leads, err := Leads().With(WithField(Field{APIName: "Surname", Spec: text(80), Preferred: "Last_Name"}))
	if err != nil {
		t.Fatal(err)
	}
	c := leads.NewChecker()
	for _, test := range []struct {
		name     string
		rec      mapRecord
		want     string
		problems string
	}{
		{"in the order of the module", mapRecord{others: map[string]any{"City": "Austin", "Company": "ABC", "Last_Name": "Daly"}},
			`{"Last_Name":"Daly","Company":"ABC","City":"Austin"}`, ``},
		{"the same again", mapRecord{others: map[string]any{"City": "Austin", "Company": "ABC", "Last_Name": "Daly"}},
			`{"Last_Name":"Daly","Company":"ABC","City":"Austin"}`, ``},
		{"fewer", mapRecord{others: map[string]any{"City": "Austin", "Last_Name": "Daly"}}, `{"Last_Name":"Daly","City":"Austin"}`, ``},
		{"others", mapRecord{others: map[string]any{"Zulu": 1, "Alfa": []any{1, nil}, "Last_Name": "Daly", "State": "Texas"}},
			`{"Last_Name":"Daly","State":"Texas","Alfa":[1,null],"Zulu":1}`, ``},
		{"members in front", mapRecord{plainRecord{{Name: "Layout", Value: fieldtype.ID("1")}}, map[string]any{"Last_Name": "Daly", "Alfa": true}},
			`{"Layout":{"id":"1"},"Last_Name":"Daly","Alfa":true}`, ``},
		{"nothing", mapRecord{others: map[string]any{}}, ``, `$.x.Last_Name mandatory`},
		{"no mandatory field", mapRecord{others: map[string]any{"City": "Austin"}}, ``, `$.x.Last_Name mandatory`},
		{"the mandatory field among the members", mapRecord{plainRecord{{Name: "Last_Name", Value: fieldtype.Text("Daly")}}, map[string]any{"City": nil}},
			`{"Last_Name":"Daly","City":null}`, ``},
		{"absent values", mapRecord{others: map[string]any{"Last_Name": "Daly", "City": fieldtype.Value{}, "Alfa": fieldtype.Value{}}}, `{"Last_Name":"Daly"}`, ``},
		{"an absent mandatory field", mapRecord{others: map[string]any{"Last_Name": fieldtype.Value{}}}, ``, `$.x.Last_Name mandatory`},
		{"another spelling", mapRecord{others: map[string]any{"Surname": "Daly"}}, `{"Surname":"Daly"}`, `$.x.Surname renamed`},
		{"not creatable", mapRecord{others: map[string]any{"Last_Name": "Daly", "Full_Name": "Daly"}}, `{"Last_Name":"Daly","Full_Name":"Daly"}`, `$.x.Full_Name not_creatable`},
		{"problems in the same order", mapRecord{others: map[string]any{"Zulu": make(chan int), "City": 1, "Company": true, "Alfa": []any{1, func() {}}, "Email": "x"}}, ``,
			`$.x.Company type, $.x.Email pattern, $.x.City type, $.x.Alfa[1] go_type, $.x.Zulu go_type, $.x.Last_Name mandatory`},
	} {
		body, errs := c.Append([]byte("before"), nil, test.rec, zohocrm.Key("x"))
		var problems []string
		for _, e := range errs {
			problems = append(problems, e.Path.JSONPath()+" "+string(e.Reason))
		}
		if got := strings.Join(problems, ", "); got != test.problems {
			t.Errorf("%s: problems %s, want %s", test.name, got, test.problems)
		}
		if errs.Err() == nil && string(body) != "before"+test.want {
			t.Errorf("%s: %s, want %s", test.name, body, test.want)
		}
	}
}

// A rule is asked about a map that has one of its fields, and about no other,
// and goes through all fields in the order in which they go out.
func TestRuleIsAskedAboutMaps(t *testing.T) {
	var asked []string
	rule := func(name string, fields ...string) Rule {
		return Rule{Name: name, fields: fields, check: func(c *check) {
			var all []string
			for range 2 { // a rule may go through them more than once
				all = nil
				for i := range c.rec.Len() {
					name, v := c.rec.At(i)
					s, _ := v.AsText()
					all = append(all, name+"="+s)
				}
			}
			asked = append(asked, name+": "+strings.Join(all, ","))
		}}
	}
	m := newModule(definition{apiName: "Asking",
		fields: []Field{{APIName: "First"}, {APIName: "Second"}, {APIName: "Third"}},
		rules:  []Rule{rule("first", "First"), rule("last two", "Second", "Third")},
	})
	c := m.NewChecker()
	for _, test := range []struct {
		rec  mapRecord
		want []string
	}{
		{mapRecord{others: map[string]any{"Alfa": "a", "First": "f"}}, []string{"first: First=f,Alfa=a"}},
		{mapRecord{others: map[string]any{"Third": "t"}}, []string{"last two: Third=t"}},
		{mapRecord{others: map[string]any{"Alfa": "a"}}, nil},
		{mapRecord{others: map[string]any{"Second": fieldtype.Value{}}}, nil},
		{mapRecord{others: map[string]any{"Second": nil}}, []string{"last two: Second="}},
		{mapRecord{plainRecord{{Name: "First", Value: fieldtype.Text("f")}}, map[string]any{"Third": "t", "Second": "s"}},
			[]string{"first: First=f,Second=s,Third=t", "last two: First=f,Second=s,Third=t"}},
	} {
		asked = nil
		if _, errs := c.Append(nil, nil, test.rec); errs.Err() != nil || !slices.Equal(asked, test.want) {
			t.Errorf("%v: %q is asked, want %q; %v", test.rec, asked, test.want, errs)
		}
	}
}

// A checker keeps the names of maps, but not those of a map of very many
// fields, and no value.
func TestCheckerForgetsMaps(t *testing.T) {
	c := Leads().NewChecker()
	few := map[string]any{"Last_Name": "Daly"}
	look := func(source map[string]any, kept int) {
		t.Helper()
		if _, errs := c.Append(nil, nil, mapRecord{others: source}); errs.Err() != nil {
			t.Fatal(errs)
		}
		if len(c.order) != kept || len(c.copied) > 0 || c.mapped.rec != nil || c.mapped.others != nil {
			t.Errorf("%d names are kept, want %d; %+v", len(c.order), kept, c.mapped)
		}
	}
	many := map[string]any{"Last_Name": "Daly"}
	for i := range maxStrange {
		many[fmt.Sprint("Own_", i)] = i
	}
	look(few, 1)
	look(many, maxStrange+1)
	look(few, maxStrange+1)
	many["Own"] = 1
	look(many, maxStrange+2)
	look(few, 1)
	look(map[string]any{"Last_Name": "Daly", "City": "Austin"}, 2)

	// What is known of a name stays as it is when others come.
	look(map[string]any{"Last_Name": "Daly", "Own_1": 1}, 3)
	known := slices.Clone(c.order)
	look(map[string]any{"Last_Name": "Daly", "Own_0": 1, "Own_2": 1, "Company": "ABC"}, 6)
	for _, spec := range known {
		if !slices.Contains(c.order, spec) {
			t.Errorf("%s is learned again", spec.APIName)
		}
	}
	for i := range maxPlaces {
		many[fmt.Sprint("Own_", i)] = i
	}
	look(many, 0)
}

// Of a record that panics, nothing comes into the next.
func TestCheckerAfterPanic(t *testing.T) {
	c := Leads().NewChecker()
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the record does not panic")
			}
		}()
		_, _ = c.Append(nil, nil, panicking{{Name: "Own", Value: fieldtype.Text("of the first")}})
	}()
	body, errs := c.Append(nil, nil, plainRecord{{Name: "Last_Name", Value: fieldtype.Text("Daly")}})
	if got, want := string(body), `{"Last_Name":"Daly"}`; len(errs) > 0 || got != want {
		t.Errorf("got %s, %v, want %s", got, errs, want)
	}
}

// A panicking record has no second field, though it says so.
type panicking []fieldtype.Member

func (r panicking) Len() int                             { return 2 }
func (r panicking) At(i int) (string, fieldtype.Value)   { return r[i].Name, r[i].Value }
func (r panicking) Field(string) (fieldtype.Value, bool) { return fieldtype.Value{}, false }
