package fuzz_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"math/big"
	"testing"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
)

// FuzzRecord reads records as encoding/json does, or refuses them; checks them
// as leads; and gives those that are fine out with the values that encoding/json
// reads. The same record from a map is found to be the same.
func FuzzRecord(f *testing.F) {
	for _, record := range []string{
		`{"Last_Name":"Daly","Email":"p.daly@zylker.com","Annual_Revenue":250000.90,"Email_Opt_Out":false}`,
		`{"Last_Name":"山田","Owner":{"id":"1","name":"x"},"Layout":{"id":"554023000002734009"},"Tag":[{"name":"a"}],"x":[1.50,-0.0,1e3,1E-3,null]}`,
		`{"Last_Name":"\ud83d\ude00\"\\\/\b\f\n\r\t\u0000","No_of_Employees":999999999,"Visitor_Score":"0012345600012","Created_Time":"2017-08-16T14:32:23+05:30"}`,
		`{"Last_Name":"","email":1,"Phone":"91(987)654321","Website":"zylker.com","Company":[]}`,
		`{"Last_Name":"x","a":{"b":1,"b":2}}`, `{"Last_Name":"x","y":1e400}`, `{"\u0061":1,"a":2}`, ` {} `, `{"a":`, `[1]`, `"x"`, "{\"\xff\":1}", `{"a":"\ud800"}`,
	} {
		f.Add([]byte(record))
	}

	f.Fuzz(func(t *testing.T, data []byte) {
		record, err := payload.FromJSON(data)
		d := json.NewDecoder(bytes.NewReader(data))
		d.UseNumber()
		var want map[string]any
		valid := json.Valid(data) && d.Decode(&want) == nil && want != nil
		if err != nil {
			bodyProblem(t, err)
			// What is refused for its syntax is none of JSON, but for the text
			// that encoding/json mends.
			if errors.Is(err, zohocrm.ReasonSyntax) && json.Valid(data) && !bytes.Contains(data, []byte(`\u`)) {
				t.Fatalf("JSON is refused: %v", err)
			}
			return
		}
		if !valid {
			t.Fatal("it is read and is no JSON object")
		}
		m := modules.Leads()
		checked := m.Check(record)
		body, err := payload.NewInsert(m).Add(record).Build()
		if (checked == nil) != (err == nil) {
			t.Fatalf("Check: %v\nBuild: %v", checked, err)
		}
		// A key twice deep inside is lost to encoding/json, as is the order.
		fromMap := payload.NewInsert(m).Add(payload.FromMap(want)).Validate()
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
