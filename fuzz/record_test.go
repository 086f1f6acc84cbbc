package fuzz_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"math/big"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// FuzzRecord reads records as encoding/json does, or refuses them; checks them
// as leads; and writes those that are fine with the values that encoding/json
// reads. The same record from setters, a map or a struct has the same bytes and
// problems.
func FuzzRecord(f *testing.F) {
	for _, seed := range []string{
		`{"Last_Name":"Daly","Email":"p.daly@zylker.com","Annual_Revenue":250000.90,"Email_Opt_Out":false}`,
		`{"Last_Name":"山田","Owner":{"id":"1","name":"x"},"Layout":{"id":"554023000002734009"},"Tag":[{"name":"a"}],"x":[1.50,-0.0,1e3,1E-3,null]}`,
		`{"Last_Name":"\ud83d\ude00\"\\\/\b\f\n\r\t\u0000","No_of_Employees":999999999,"Visitor_Score":"0012345600012","Created_Time":"2017-08-16T14:32:23+05:30"}`,
		`{"Last_Name":"","email":1,"Phone":"91(987)654321","Website":"zylker.com","Company":[]}`,
		`{"Last_Name":"x","Courses":["a","b",1],"Annual_Revenue":"1.5","Owner":{"id":"1"},"Layout":"x","Full Name":"y"}`,
		`{"Last_Name":"x","a":{"b":1,"b":2}}`, `{"Last_Name":"x","y":1e400}`, `{"\u0061":1,"a":2}`, ` {} `, `{"a":`, `[1]`, `"x"`, "{\"\xff\":1}", `{"a":"\ud800"}`,
	} {
		f.Add([]byte(seed))
	}

	m := modules.Leads().MustWith(modules.WithField(
		fieldtype.Field{APIName: "Courses", Spec: fieldtype.Spec{Kind: fieldtype.MultiSelect, Values: []string{"a", "b"}}}))
	f.Fuzz(func(t *testing.T, data []byte) {
		rec, err := record.FromJSON(data)
		d := json.NewDecoder(bytes.NewReader(data))
		d.UseNumber()
		var want map[string]any
		valid := json.Valid(data) && d.Decode(&want) == nil && want != nil
		if err != nil {
			bodyProblem(t, err)
			// What is refused for its syntax is none of JSON, but for the text that
			// encoding/json corrects.
			if errors.Is(err, zohocrm.ReasonSyntax) && json.Valid(data) && !bytes.Contains(data, []byte(`\u`)) {
				t.Fatalf("JSON is refused: %v", err)
			}
			return
		}
		if !valid {
			t.Fatal("it is read and is no JSON object")
		}
		checked := m.Check(rec)
		body, err := payload.NewInsert(m).Add(rec).Build()
		if (checked == nil) != (err == nil) {
			t.Fatalf("Check: %v\nBuild: %v", checked, err)
		}
		recordSources(t, m, rec, want)
		// A key twice deep inside is lost to encoding/json, as is the order.
		fromMap := payload.NewInsert(m).Add(record.FromMap(want)).Validate()
		if !errors.Is(err, zohocrm.ReasonDuplicateKey) && (err == nil) != (fromMap == nil) {
			t.Fatalf("of JSON: %v\nof a map: %v", err, fromMap)
		}
		if err != nil {
			return
		}
		var got struct{ Data []map[string]any }
		d = json.NewDecoder(bytes.NewReader(body))
		d.UseNumber()
		if err := d.Decode(&got); err != nil || len(got.Data) != 1 {
			t.Fatalf("body %q: %v", body, err)
		}
		if !recordEqual(want, got.Data[0]) {
			t.Fatalf("body %q has other values", body)
		}
	})
}

// recordSources checks that a record has the same bytes and problems whatever
// source its fields come from.
func recordSources(t *testing.T, m *modules.Module, rec *record.Record, fields map[string]any) {
	t.Helper()
	set, some := record.New(), record.New()
	for name, v := range rec.Fields() {
		set.Value(name, v)
	}
	var lead recordLead
	values := reflect.ValueOf(&lead).Elem()
	for i := range values.NumField() { // in the order of the struct
		name, _, _ := strings.Cut(values.Type().Field(i).Tag.Get("zoho"), ",")
		if x, ok := fields[name]; ok {
			if x == nil {
				x = fieldtype.Null() // nil is left out
			}
			values.Field(i).Set(reflect.ValueOf(x))
			some.Set(name, x)
		}
	}
	fromStruct, err := record.FromStruct(lead)
	if err != nil {
		t.Fatal(err)
	}
	text, err := rec.MarshalJSON()
	again, _ := record.FromJSON(text)
	if err != nil {
		again = rec // what has no JSON form cannot be read again
	}
	recordSame(t, m, rec, map[string]*record.Record{
		"setters": set, "fields": record.FromFields(rec.Fields()), "its own JSON": again,
	})
	recordSame(t, m, record.FromMap(fields), map[string]*record.Record{
		"a view of the map": record.New().ViewMap(fields), "setters from a map": recordInOrder(m, fields),
	})
	recordSame(t, m, some, map[string]*record.Record{
		"a struct": fromStruct, "a view of a struct": record.New().ViewStruct(&lead), "setters from a struct": record.New().SetStruct(&lead),
	})
}

// A recordLead is a lead as a struct.
type recordLead struct {
	Owner    any `zoho:"Owner,omitzero"`
	LastName any `zoho:"Last_Name,omitzero"`
	Company  any `zoho:"Company,omitzero"`
	Email    any `zoho:"Email,omitzero"`
	Phone    any `zoho:"Phone,omitzero"`
	Website  any `zoho:"Website,omitzero"`
	Revenue  any `zoho:"Annual_Revenue,omitzero"`
	Staff    any `zoho:"No_of_Employees,omitzero"`
	OptOut   any `zoho:"Email_Opt_Out,omitzero"`
	Courses  any `zoho:"Courses,omitzero"`
	Score    any `zoho:"Visitor_Score,omitzero"`
	Created  any `zoho:"Created_Time,omitzero"`
	Tag      any `zoho:"Tag,omitzero"`
	Layout   any `zoho:"Layout,omitzero"`
}

// recordInOrder returns the record of a map, set field by field: those of the
// module in its order, and the others sorted.
func recordInOrder(m *modules.Module, fields map[string]any) *record.Record {
	rec := record.New()
	for f := range m.Fields() {
		if x, ok := fields[f.APIName]; ok {
			rec.Set(f.APIName, x)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		if _, known := m.Field(name); !known {
			rec.Set(name, fields[name])
		}
	}
	return rec
}

// recordSame checks that records have the verdict of another.
func recordSame(t *testing.T, m *modules.Module, rec *record.Record, others map[string]*record.Record) {
	t.Helper()
	want := recordVerdict(m, rec)
	for source, other := range others {
		if got := recordVerdict(m, other); got != want {
			t.Fatalf("%s: %s\nwant %s", source, got, want)
		}
	}
}

// recordVerdict returns the bytes of a record, unless it has an error, and all
// that is known of its problems.
func recordVerdict(m *modules.Module, rec *record.Record) string {
	body, errs := m.Append(nil, nil, rec)
	if errs.Err() != nil {
		body = nil
	}
	for _, e := range errs {
		body = e.AppendLong(append(body, '\n'))
	}
	return string(body)
}

// recordEqual compares what encoding/json reads, numbers by what they are worth.
func recordEqual(a, b any) bool {
	switch a := a.(type) {
	case json.Number:
		n, ok := b.(json.Number)
		if !ok {
			return false
		}
		x, _ := new(big.Rat).SetString(a.String())
		y, _ := new(big.Rat).SetString(n.String())
		return x != nil && y != nil && x.Cmp(y) == 0
	case []any:
		list, ok := b.([]any)
		if !ok || len(list) != len(a) {
			return false
		}
		for i := range a {
			if !recordEqual(a[i], list[i]) {
				return false
			}
		}
		return true
	case map[string]any:
		object, ok := b.(map[string]any)
		if !ok || len(object) != len(a) {
			return false
		}
		for name := range a {
			if value, ok := object[name]; !ok || !recordEqual(a[name], value) {
				return false
			}
		}
		return true
	}
	return a == b
}
