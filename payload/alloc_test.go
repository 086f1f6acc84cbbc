package payload_test

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"testing"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
)

// An allocLead is a record of each of the common field types.
type allocLead struct {
	LastName string   `zoho:"Last_Name"`
	City     string   `zoho:"City"`
	Email    string   `zoho:"Email"`
	Phone    string   `zoho:"Phone"`
	Website  string   `zoho:"Website"`
	Source   string   `zoho:"Lead_Source"`
	Revenue  float64  `zoho:"Annual_Revenue"`
	Staff    int      `zoho:"No_of_Employees"`
	OptOut   bool     `zoho:"Email_Opt_Out"`
	Visited  string   `zoho:"Last_Visited_Time"`
	Courses  []string `zoho:"Courses_Opted"`
	Owner    struct {
		ID string `zoho:"id"`
	} `zoho:"Owner"`
	Note string `zoho:"Description"`
}

// allocLeads returns 100 leads, the same as maps, and their module.
func allocLeads(t *testing.T) ([]allocLead, []map[string]any, *modules.Module) {
	t.Helper()
	m, err := modules.Leads().With(
		modules.WithField(modules.Field{APIName: "Lead_Source", Spec: fieldtype.Spec{
			Kind: fieldtype.Picklist, Values: []string{"Advertisement", "Cold Call"}, Closed: true,
		}}),
		modules.WithField(modules.Field{APIName: "Courses_Opted", Spec: fieldtype.Spec{
			Kind: fieldtype.MultiSelect, Values: []string{"Analytics", "Big data"}, Closed: true,
		}}),
	)
	if err != nil {
		t.Fatal(err)
	}
	leads := make([]allocLead, payload.MaxRecords)
	maps := make([]map[string]any, len(leads))
	for i := range leads {
		l := &leads[i]
		*l = allocLead{
			fmt.Sprint("O'Leary ", i), "München", fmt.Sprintf("p.boyle+%d@zylker.com", i), "91(987)654321", "https://www.zylker.com",
			"Cold Call", 250000.75 + float64(i), i, i%2 == 0, "2017-08-16T14:32:23+05:30", []string{"Analytics", "Big data"},
			struct {
				ID string `zoho:"id"`
			}{"4150868000000623001"}, "Wants \"a line\".\nAnd another.",
		}
		maps[i] = map[string]any{
			"Last_Name": l.LastName, "City": l.City, "Email": l.Email, "Phone": l.Phone, "Website": l.Website, "Lead_Source": l.Source,
			"Annual_Revenue": l.Revenue, "No_of_Employees": l.Staff, "Email_Opt_Out": l.OptOut, "Last_Visited_Time": l.Visited,
			"Courses_Opted": []any{l.Courses[0], l.Courses[1]}, "Owner": map[string]any{"id": l.Owner.ID}, "Description": l.Note,
		}
	}
	return leads, maps, m
}

// A batch of valid records takes no memory, from whatever they are made, once
// its buffer and its records have been filled before.
func TestValidBatchAllocations(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector allocates")
	}
	leads, maps, m := allocLeads(t)
	for name, fill := range map[string]func(r *payload.Record, i int){
		"ready":   nil,
		"maps":    func(r *payload.Record, i int) { r.SetMap(maps[i]) },
		"structs": func(r *payload.Record, i int) { r.SetStruct(&leads[i]) },
		"setters": func(r *payload.Record, i int) {
			l := &leads[i]
			r.Text("Last_Name", l.LastName).Text("City", l.City).Text("Email", l.Email).Text("Phone", l.Phone).Text("Website", l.Website).
				Text("Lead_Source", l.Source).Float("Annual_Revenue", l.Revenue).Int("No_of_Employees", int64(l.Staff)).
				Bool("Email_Opt_Out", l.OptOut).Text("Last_Visited_Time", l.Visited).Lookup("Owner", l.Owner.ID).Text("Description", l.Note)
		},
	} {
		t.Run(name, func(t *testing.T) {
			in, records := payload.NewInsert(m), make([]*payload.Record, len(leads))
			for i := range records {
				records[i] = payload.NewRecord().SetStruct(&leads[i])
				in.Add(records[i])
			}
			var body []byte
			build := func() {
				for i, r := range records {
					if fill != nil {
						fill(r.Reset(), i)
					}
				}
				var err error
				if body, err = in.AppendJSON(body[:0]); err != nil {
					t.Fatal(err)
				}
			}
			build()
			if n := bytes.Count(body, []byte(`"Last_Name":"O'Leary `)); n != len(records) {
				t.Fatalf("the body has %d records, want %d", n, len(records))
			}
			if n := testing.AllocsPerRun(20, build); n > 0 {
				t.Errorf("%v allocations for %d valid records", n, len(records))
			}
		})
	}
}

// A problem takes four allocations at most. The list of them grows a few times
// a batch.
func TestProblemAllocations(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector allocates")
	}
	leads, _, m := allocLeads(t)
	for name, spoil := range map[string]func(*payload.Record){
		"mandatory":    func(r *payload.Record) { r.Null("Last_Name") },
		"max length":   func(r *payload.Record) { r.Text("City", string(make([]byte, 101))) },
		"email":        func(r *payload.Record) { r.Text("Email", "p.boyle@zylker") },
		"phone":        func(r *payload.Record) { r.Text("Phone", "91((987)654321") },
		"picklist":     func(r *payload.Record) { r.Text("Lead_Source", "Fair") },
		"multi-select": func(r *payload.Record) { r.Texts("Courses_Opted", "Analytics", "Cloud") },
		"date":         func(r *payload.Record) { r.Text("Last_Visited_Time", "2017-02-29T14:32:23+05:30") },
		"digits":       func(r *payload.Record) { r.Int("No_of_Employees", 1_000_000_000) },
		"type":         func(r *payload.Record) { r.Text("Email_Opt_Out", "true") },
		"id":           func(r *payload.Record) { r.Lookup("Owner", "one") },
	} {
		in := payload.NewInsert(m)
		for i := range leads {
			r := payload.NewRecord().SetStruct(&leads[i])
			spoil(r)
			in.Add(r)
		}
		var errs zohocrm.Errors
		if _, err := in.Build(); !errors.As(err, &errs) || len(errs) != len(leads) {
			t.Errorf("%s: %d problems in %d records", name, len(errs), len(leads))
			continue
		}
		body := make([]byte, 0, 1<<20)
		n := testing.AllocsPerRun(20, func() { _, _ = in.AppendJSON(body) }) / float64(len(leads))
		if math.Floor(n) > 4 {
			t.Errorf("%s: %v allocations a problem", name, n)
		}
	}
}
