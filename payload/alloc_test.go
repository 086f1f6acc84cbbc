package payload_test

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
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
		modules.WithField(fieldtype.Field{APIName: "Lead_Source", Spec: fieldtype.Spec{
			Kind: fieldtype.Picklist, Values: []string{"Advertisement", "Cold Call"}, OnlyListed: true,
		}}),
		modules.WithField(fieldtype.Field{APIName: "Courses_Opted", Spec: fieldtype.Spec{
			Kind: fieldtype.MultiSelect, Values: []string{"Analytics", "Big data"}, OnlyListed: true,
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

// A batch of valid records takes no memory, once its buffer and its records have
// been filled before. A snapshot of a list takes what it needs itself.
func TestValidBatchAllocations(t *testing.T) {
	testkit.SkipAllocs(t)
	leads, _, m := allocLeads(t)
	for name, tt := range map[string]struct {
		fill  func(r *record.Record, i int)
		lists float64 // of a record, two allocations each
	}{
		"ready":   {nil, 0},
		"structs": {func(r *record.Record, i int) { r.SetStruct(&leads[i]) }, 1},
		"setters": {func(r *record.Record, i int) {
			l := &leads[i]
			r.Text("Last_Name", l.LastName).Text("City", l.City).Text("Email", l.Email).Text("Phone", l.Phone).Text("Website", l.Website).
				Text("Lead_Source", l.Source).Float("Annual_Revenue", l.Revenue).Int("No_of_Employees", int64(l.Staff)).
				Bool("Email_Opt_Out", l.OptOut).Text("Last_Visited_Time", l.Visited).Lookup("Owner", l.Owner.ID).Text("Description", l.Note)
		}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			in, records := payload.NewInsert(m), make([]*record.Record, len(leads))
			for i := range records {
				records[i] = record.New().SetStruct(&leads[i])
				in.Add(records[i])
			}
			var body []byte
			build := func() {
				for i, r := range records {
					if tt.fill != nil {
						tt.fill(r.Reset(), i)
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
			if n := testing.AllocsPerRun(20, build); n > 2*tt.lists*float64(len(records)) {
				t.Errorf("%v allocations for %d valid records", n, len(records))
			}
		})
	}
}

// A stream of one view that is filled again takes the memory of its bodies, and
// none for a record.
func TestViewAllocations(t *testing.T) {
	if testkit.Race || !direct {
		t.Skip("the race detector allocates, and so does a list of a map that is made a Value first")
	}
	leads, maps, m := allocLeads(t)
	for name, view := range map[string]func(r *record.Record, i int){
		"maps":    func(r *record.Record, i int) { r.ViewMap(maps[i]) },
		"structs": func(r *record.Record, i int) { r.ViewStruct(&leads[i]) },
	} {
		rec := record.New()
		stream := func(yield func(*record.Record) bool) {
			for i := range leads {
				if view(rec, i); !yield(rec) {
					return
				}
			}
		}
		n := testing.AllocsPerRun(20, func() {
			for batch, err := range payload.NewInsert(m).Batches(stream) {
				if err != nil || len(batch.Index) != len(leads) {
					t.Fatalf("%d records, %v", len(batch.Index), err)
				}
			}
		})
		if n > float64(len(leads))/2 {
			t.Errorf("%s: %v allocations for %d records", name, n, len(leads))
		}
	}
}

// Rows in a map, and rows in those, take no memory.
func TestRowsOfMapsAllocations(t *testing.T) {
	if testkit.Race || !direct {
		t.Skip("the race detector allocates, and so do rows that are made Values first")
	}
	quote := map[string]any{
		"Subject": "Offer", "Tag": []any{map[string]any{"name": "a"}, map[string]any{"name": "b"}},
		"Quoted_Items": []any{
			map[string]any{
				"Product_Name": map[string]any{"id": "4150868000000623001"}, "Quantity": 2, "Description": "x",
				"Line_Tax": []map[string]any{{"name": "VAT", "percentage": 10.5}},
			},
			map[string]any{"Product_Name": map[string]any{"id": "4150868000000623002"}, "Quantity": 1.5, "List_Price": int64(7)},
		},
	}
	rec := record.New()
	in := payload.NewInsert(modules.Quotes())
	stream := func(yield func(*record.Record) bool) {
		for range payload.MaxRecords {
			if !yield(rec.ViewMap(quote)) {
				return
			}
		}
	}
	const want = `{"data":[{"Subject":"Offer","Quoted_Items":[` +
		`{"Description":"x","Line_Tax":[{"name":"VAT","percentage":10.5}],"Product_Name":{"id":"4150868000000623001"},"Quantity":2},` +
		`{"List_Price":7,"Product_Name":{"id":"4150868000000623002"},"Quantity":1.5}],"Tag":[{"name":"a"},{"name":"b"}]}`
	n := testing.AllocsPerRun(20, func() {
		for batch, err := range in.Batches(stream) {
			if err != nil || len(batch.Problems) > 0 || !bytes.HasPrefix(batch.Body, []byte(want)) {
				t.Fatalf("%s, %v, %v", batch.Body[:500], batch.Problems, err)
			}
		}
	})
	if n > payload.MaxRecords/2 {
		t.Errorf("%v allocations for %d records", n, payload.MaxRecords)
	}
}

// Records that are JSON text take no memory, whatever is in them and whatever the
// call: none of them is parsed into Values of its own.
func TestTextAllocations(t *testing.T) {
	if testkit.Race || !direct {
		t.Skip("the race detector allocates, and so does a text that is made a Value first")
	}
	leads, _, m := allocLeads(t)
	lead, err := record.New().SetStruct(&leads[0]).MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	linked := modules.Leads().MustWith(
		modules.WithField(fieldtype.Field{APIName: "Listings", Spec: fieldtype.Spec{Kind: fieldtype.MultiSelectLookup, ConnectedLookup: "Listing"}}),
		modules.WithField(fieldtype.Field{APIName: "Users", Spec: fieldtype.Spec{Kind: fieldtype.MultiUserLookup, ConnectedLookup: "User"}}),
	)
	links := `"Listings":[{"Listing":{"id":"1","name":"x"}}],"Users":[{"User":{"id":"2"}}],"Owner":{"id":"3","name":"y"}}`
	event := `"Event_Title":"Demo","Start_DateTime":"2026-03-02T10:00:00+05:30","End_DateTime":"2026-03-02T12:00:00+05:30","$se_module":"Deals",` +
		`"What_Id":{"id":"1"},"Remind_At":[{"unit":15,"period":"minutes"}],"Participants":[{"type":"contact","participant":"41"},{"type":"email","Email":"a@b.cc"}]}`
	for name, tt := range map[string]struct {
		request *payload.Request
		record  string
	}{
		"lead":                 {payload.NewInsert(m), string(lead)},
		"lead with a layout":   {payload.NewInsert(m).Layout("7"), string(lead)},
		"lead with more":       {payload.NewInsert(m), `{"Last_Name":"x","Own_1":"a","Own_2":{"id":"1"},"Own_3":[{"a":1.50}]}`},
		"update with more":     {payload.NewUpdate(m), `{"id":"%d","Own_1":"a","Own_2":null,"Own_3":[{"a":1.50}]}`},
		"lead with its own":    {payload.NewInsert(m).Layout("7"), `{"Last_Name":"x","Layout":{"id":"8"}}`},
		"links":                {payload.NewInsert(linked), `{"Last_Name":"x",` + links},
		"event":                {payload.NewInsert(modules.Events()), `{` + event},
		"quote":                {payload.NewInsert(modules.Quotes()), `{"Subject":"Offer","Quoted_Items":[{"Product_Name":{"id":"1"},"Quantity":2,"Line_Tax":[{"name":"VAT","percentage":10}]}]}`},
		"update":               {payload.NewUpdate(m), `{"id":"554023%d","Company":null,"City":"Graz","Phone":""}`},
		"update with links":    {payload.NewUpdate(linked).Layout("7"), `{"id":"%d",` + links},
		"update of an event":   {payload.NewUpdate(modules.Events()), `{"id":"%d",` + event},
		"update of line items": {payload.NewUpdate(modules.Quotes()), `{"id":"%d","Quoted_Items":[{"id":"5","Quantity":2}]}`},
		"upsert":               {payload.NewUpsert(m).Layout("7"), `{"Last_Name":"x","Email":"a%d@b.cc","Phone":null}`},
	} {
		t.Run(name, func(t *testing.T) {
			for i := range payload.MaxRecords {
				rec, err := record.FromJSON([]byte(strings.Replace(tt.record, "%d", strconv.Itoa(100+i), 1)))
				if err != nil {
					t.Fatal(err)
				}
				tt.request.Add(rec)
			}
			body, err := tt.request.AppendJSON(nil)
			if err != nil {
				t.Fatal(err)
			}
			if n := testing.AllocsPerRun(20, func() { body, _ = tt.request.AppendJSON(body[:0]) }); n > payload.MaxRecords/4 {
				t.Errorf("%v allocations for %d valid records", n, payload.MaxRecords)
			}
		})
	}
}

// A valid line of JSON takes two allocations: its record and its text, as the
// caller may keep the record. The body and the reader take a few for all lines.
func TestLineAllocations(t *testing.T) {
	if testkit.Race || !direct {
		t.Skip("the race detector allocates, and so does a line that is made a Value first")
	}
	leads, _, m := allocLeads(t)
	var lines bytes.Buffer
	for i := range leads {
		line, err := record.New().SetStruct(&leads[i]).MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		lines.Write(append(line, '\n'))
	}
	n := testing.AllocsPerRun(20, func() {
		for batch, err := range payload.NewInsert(m).Batches(record.ReadJSONLines(bytes.NewReader(lines.Bytes()))) {
			if err != nil || len(batch.Index) != len(leads) {
				t.Fatalf("%d records, %v", len(batch.Index), err)
			}
		}
	})
	if n > 2.5*float64(len(leads)) {
		t.Errorf("%v allocations for %d records", n, len(leads))
	}
}

// A problem takes four allocations at most, and one more when it is in an array and
// has a copy of the values that the field takes. The list of problems grows a few
// times a batch.
func TestProblemAllocations(t *testing.T) {
	testkit.SkipAllocs(t)
	leads, _, m := allocLeads(t)
	for name, spoil := range map[string]func(*record.Record){
		"mandatory":    func(r *record.Record) { r.Null("Last_Name") },
		"max length":   func(r *record.Record) { r.Text("City", string(make([]byte, 101))) },
		"email":        func(r *record.Record) { r.Text("Email", "p.boyle@zylker") },
		"phone":        func(r *record.Record) { r.Text("Phone", "91((987)654321") },
		"picklist":     func(r *record.Record) { r.Text("Lead_Source", "Fair") },
		"multi-select": func(r *record.Record) { r.MultiSelect("Courses_Opted", "Analytics", "Cloud") },
		"date":         func(r *record.Record) { r.Text("Last_Visited_Time", "2017-02-29T14:32:23+05:30") },
		"digits":       func(r *record.Record) { r.Int("No_of_Employees", 1_000_000_000) },
		"type":         func(r *record.Record) { r.Text("Email_Opt_Out", "true") },
		"id":           func(r *record.Record) { r.Lookup("Owner", "one") },
	} {
		in := payload.NewInsert(m)
		for i := range leads {
			r := record.New().SetStruct(&leads[i])
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
		most := 4.0
		if name == "multi-select" {
			most = 5
		}
		if math.Floor(n) > most {
			t.Errorf("%s: %v allocations a problem", name, n)
		}
	}
}

// TestBatcherAllocations makes bodies of ready records with the memory of the first
// one.
func TestBatcherAllocations(t *testing.T) {
	testkit.SkipAllocs(t)
	leads, _, m := allocLeads(t)
	records := make([]*record.Record, len(leads))
	for i := range records {
		records[i] = record.New().SetStruct(&leads[i])
	}
	b, problems := payload.NewInsert(m).Batcher()
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	build := func() {
		for _, r := range records {
			if problems := b.Add(r); problems.Err() != nil {
				t.Fatal(problems)
			}
		}
		b.Reuse(b.Flush())
	}
	build()
	if n := testing.AllocsPerRun(20, build); n > 0 {
		t.Errorf("%v allocations for a body of %d valid records", n, len(records))
	}
}
