package fuzz_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/record"
)

// FuzzTextRecord checks lines of JSON as text and as Values: they have the same
// bytes and problems in every module, also when a checker has seen another
// record before.
func FuzzTextRecord(f *testing.F) {
	for _, seed := range []string{
		`{"Last_Name":"Daly","Email":"p.daly@zylker.com","Annual_Revenue":250000.90,"Email_Opt_Out":false,"Owner":{"id":"1"},"Courses":["a","b"]}`,
		`{"Last_Name": "J\u00fcrgen \"x\"\n", "Company": null, "City": "", "Owner": { "id" : "1" }, "Courses": [ "a" ], "x": 1}`,
		`{"Last_Name":"x","Last_Name":"y"}`, `{"Last_Name":"x",}`, `{"Last_Name":"x"}}`, `{"L\u0061st_Name":"x"}`, `{}`, ` {} `, `[1]`, `{"Last_Name":"x`, "{\"Last_Name\":\"\xff\"}",
		`{"Event_Title":"a","Start_DateTime":"2026-03-02T10:00:00+05:30","End_DateTime":"2026-03-02T12:00:00+05:30","Participants":[{"type":"user","participant":"1"}],"Remind_At":[{"unit":15,"period":"minutes"}]}`,
		`{"Subject":"s","Quoted_Items":[{"Product_Name":{"id":"1"},"Quantity":1},{"Quantity":2,"Product_Name":{"id":"1"}}]}`,
		`{"Subject":"s","Quoted_Items":[{"Product_Name":{"id":"1"},"Quantity":1e2,"Quantity":1}],"Tag":[{"name":"a"}]}`,
	} {
		f.Add([]byte(seed), []byte(seed))
	}
	all := []*modules.Module{
		modules.Leads().MustWith(modules.WithField(
			fieldtype.Field{APIName: "Courses", Spec: fieldtype.Spec{Kind: fieldtype.MultiSelect, Values: []string{"a", "b"}}})),
		modules.Events(), modules.Quotes(),
	}
	f.Fuzz(func(t *testing.T, first, second []byte) {
		stream := bytes.Join([][]byte{first, second, first}, []byte("\n"))
		if bytes.Count(stream, []byte("\n")) != 2 || bytes.HasPrefix(stream, []byte("\uFEFF")) {
			return
		}
		for _, m := range all {
			i := 0
			lines := bytes.Split(stream, []byte("\n"))
			for rec := range record.ReadJSONLines(bytes.NewReader(stream)) {
				for len(bytes.TrimSpace(lines[i])) == 0 {
					i++
				}
				v, err := fieldtype.ParseJSON(bytes.TrimRight(lines[i], "\r"))
				i++
				if err != nil {
					var want *zohocrm.Error
					if errors.As(err, &want); !errors.Is(rec.Err(), want.Reason) {
						t.Fatalf("%q: %v, want %v", lines[i-1], rec.Err(), err)
					}
					continue
				}
				got, want := recordVerdict(m, rec), recordVerdict(m, record.FromValue(v))
				if got != want {
					t.Fatalf("%s: %q\ngot  %s\nwant %s", m.APIName(), lines[i-1], got, want)
				}
				if one, err := record.FromJSON(lines[i-1]); err == nil && recordVerdict(m, one) != want {
					t.Fatalf("%s: FromJSON of %q", m.APIName(), lines[i-1])
				}
			}
		}
	})
}
