package modules

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/program"
	"github.com/seed12a3e673/zohocrm/record"
)

// mapRecords returns a snapshot and a view of a map, with the first members
// before its fields.
func mapRecords(first []fieldtype.Member, others map[string]any) []*record.Record {
	records := []*record.Record{record.FromMap(others), record.New().ViewMap(others)}
	for i := range records {
		for _, m := range slices.Backward(first) {
			prefixed := record.New()
			record.Internal.Prefixed(program.Key{}, prefixed, records[i], m)
			records[i] = prefixed
		}
	}
	return records
}

// The fields of a map are written in the order of the module, and after them
// those that it does not know, sorted. Members are written before both.
func TestMapRecord(t *testing.T) {
	leads, err := Leads().With(WithField(fieldtype.Field{APIName: "Surname", Spec: text(80), AliasOf: "Last_Name"}))
	if err != nil {
		t.Fatal(err)
	}
	c := newChecker(leads)
	layout := []fieldtype.Member{{Name: "Layout", Value: fieldtype.ID("1")}}
	lastName := []fieldtype.Member{{Name: "Last_Name", Value: fieldtype.Text("Daly")}}
	for _, test := range []struct {
		name     string
		first    []fieldtype.Member
		others   map[string]any
		want     string
		problems string
	}{
		{"in the order of the module", nil, map[string]any{"City": "Austin", "Company": "ABC", "Last_Name": "Daly"},
			`{"Last_Name":"Daly","Company":"ABC","City":"Austin"}`, ``},
		{"the same again", nil, map[string]any{"City": "Austin", "Company": "ABC", "Last_Name": "Daly"},
			`{"Last_Name":"Daly","Company":"ABC","City":"Austin"}`, ``},
		{"fewer", nil, map[string]any{"City": "Austin", "Last_Name": "Daly"}, `{"Last_Name":"Daly","City":"Austin"}`, ``},
		{"others", nil, map[string]any{"Zulu": 1, "Alfa": []any{1, nil}, "Last_Name": "Daly", "State": "Texas"},
			`{"Last_Name":"Daly","State":"Texas","Alfa":[1,null],"Zulu":1}`, ``},
		{"members before", layout, map[string]any{"Last_Name": "Daly", "Alfa": true}, `{"Layout":{"id":"1"},"Last_Name":"Daly","Alfa":true}`, ``},
		{"nothing", nil, map[string]any{}, ``, `$.x.Last_Name mandatory`},
		{"no map", nil, nil, ``, `$.x.Last_Name mandatory`},
		{"no mandatory field", nil, map[string]any{"City": "Austin"}, ``, `$.x.Last_Name mandatory`},
		{"the mandatory field among the members", lastName, map[string]any{"City": nil}, `{"Last_Name":"Daly","City":null}`, ``},
		{"absent values", nil, map[string]any{"Last_Name": "Daly", "City": fieldtype.Value{}, "Alfa": fieldtype.Value{}}, `{"Last_Name":"Daly"}`, ``},
		{"an absent mandatory field", nil, map[string]any{"Last_Name": fieldtype.Value{}}, ``, `$.x.Last_Name mandatory`},
		{"another spelling", nil, map[string]any{"Surname": "Daly"}, `{"Surname":"Daly"}`, `$.x.Surname renamed`},
		{"not creatable", nil, map[string]any{"Last_Name": "Daly", "Full_Name": "Daly"}, `{"Last_Name":"Daly","Full_Name":"Daly"}`, `$.x.Full_Name not_creatable`},
		{"problems in the same order", nil, map[string]any{"Zulu": make(chan int), "City": 1, "Company": true, "Alfa": []any{1, func() {}}, "Email": "x"}, ``,
			`$.x.Company type, $.x.Email pattern, $.x.City type, $.x.Alfa[1] go_type, $.x.Zulu go_type, $.x.Last_Name mandatory`},
	} {
		for i, rec := range mapRecords(test.first, test.others) {
			body, errs := c.append([]byte("before"), nil, rec, zohocrm.Key("x"))
			if got := paths(errs); got != test.problems {
				t.Errorf("%s, %d: problems %s, want %s", test.name, i, got, test.problems)
			}
			if errs.Err() == nil && string(body) != "before"+test.want {
				t.Errorf("%s, %d: %s, want %s", test.name, i, body, test.want)
			}
		}
	}
}

// A rule runs for a map that has one of its fields, and for no other, and it can
// read all fields in the order in which they are written.
func TestRuleRunsForMaps(t *testing.T) {
	var ran []string
	rule := func(name string, fields ...string) Rule {
		return Rule{Name: name, fields: fields, check: func(c *check) {
			var all []string
			for range 2 { // a rule may read them more than once
				all = nil
				for _, m := range c.all() {
					s, _ := m.Value.AsText()
					all = append(all, m.Name+"="+s)
				}
			}
			ran = append(ran, name+": "+strings.Join(all, ","))
		}}
	}
	m := newModule(definition{apiName: "Asking",
		fields: []fieldtype.Field{{APIName: "First"}, {APIName: "Second"}, {APIName: "Third"}},
		rules:  []Rule{rule("first", "First"), rule("last two", "Second", "Third")},
	})
	c := newChecker(m)
	first := []fieldtype.Member{{Name: "First", Value: fieldtype.Text("f")}}
	for _, test := range []struct {
		first  []fieldtype.Member
		others map[string]any
		want   []string
	}{
		{nil, map[string]any{"Alfa": "a", "First": "f"}, []string{"first: First=f,Alfa=a"}},
		{nil, map[string]any{"Third": "t"}, []string{"last two: Third=t"}},
		{nil, map[string]any{"Alfa": "a"}, nil},
		{nil, map[string]any{"Second": fieldtype.Value{}}, nil},
		{nil, map[string]any{"Second": nil}, []string{"last two: Second="}},
		{first, map[string]any{"Third": "t", "Second": "s"}, []string{"first: First=f,Second=s,Third=t", "last two: First=f,Second=s,Third=t"}},
	} {
		for i, rec := range mapRecords(test.first, test.others) {
			ran = nil
			if _, errs := c.append(nil, nil, rec); errs.Err() != nil || !slices.Equal(ran, test.want) {
				t.Errorf("%v, %d: %q runs, want %q; %v", test.others, i, ran, test.want, errs)
			}
		}
	}
}

// What a checker remembers of the maps before does not change what it says of a
// map: others than before, fewer, very many, and the same again. It keeps the
// names of few fields only.
func TestCheckerIsTheSameAfterOtherMaps(t *testing.T) {
	few := map[string]any{"Last_Name": "Daly"}
	many := map[string]any{"Last_Name": "Daly", "Full_Name": "Daly", "City": 1}
	for i := range 200 {
		many[fmt.Sprint("Own_", i)] = i
	}
	more := maps.Clone(many)
	for i := range 2000 {
		more[fmt.Sprint("Own_", i)] = "x"
	}
	all := []map[string]any{
		few, many, more, {}, {"City": "Austin"}, {"Last_Name": "Daly", "Own_1": 1}, {"Last_Name": "Daly", "Own_0": 1, "Own_2": 1, "Company": "ABC"},
		{"Last_Name": true, "Own_300": 1, "Email": "x"}, {"Zulu": 1, "Alfa": func() {}, "Last_Name": "Daly"},
	}
	c := newChecker(Leads())
	for _, i := range []int{0, 1, 0, 1, 2, 0, 4, 5, 6, 3, 7, 8, 5, 6, 2, 2, 8, 7, 3, 1, 6} {
		for j, rec := range mapRecords(nil, all[i]) {
			wantBody, want := (newChecker(Leads())).append(nil, nil, rec)
			body, errs := c.append(nil, nil, rec)
			if string(body) != string(wantBody) || paths(errs) != paths(want) {
				t.Errorf("map %d, %d: %.200s %s\nalone: %.200s %s", i, j, body, paths(errs), wantBody, paths(want))
			}
		}
		if n := len(c.state.Order); n > 1024 {
			t.Errorf("map %d: %d names are kept", i, n)
		}
	}
}
