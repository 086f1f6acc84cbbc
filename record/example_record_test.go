package record_test

import (
	"encoding/json"
	"fmt"
	"iter"
	"log/slog"
	"os"
	"slices"
	"time"

	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// A setter for each field type. Set takes any Go value, and Value those of
// package fieldtype.
func ExampleRecord() {
	visited := time.Date(2017, time.August, 16, 14, 32, 23, 0, time.UTC)
	lead := record.New().
		Text("Last_Name", "Daly").
		Number("No_of_Employees", 120).
		Decimal("Annual_Revenue", "250000.90").
		Float("Exchange_Rate", 1.0625).
		Bool("Email_Opt_Out", false).
		Date("Date_of_Birth", visited).
		DateTime("First_Visited_Time", visited).
		MultiSelect("Courses", "Analytics", "Big data").
		User("Owner", "4150868000000623001").
		Null("Description").
		Int("Visits", 3).
		Set("Seats", []int{12, 17}).
		Value("Budget", fieldtype.ParseNumber("1e6"))
	body, err := payload.NewInsert(modules.Leads()).Add(lead).Build()
	fmt.Printf("%s %v\n", body, err)
	// Output:
	// {"data":[{"Last_Name":"Daly","No_of_Employees":120,"Annual_Revenue":250000.90,"Exchange_Rate":1.0625,"Email_Opt_Out":false,"Date_of_Birth":"2017-08-16T14:32:23+00:00","First_Visited_Time":"2017-08-16T14:32:23+00:00","Courses":["Analytics","Big data"],"Owner":{"id":"4150868000000623001"},"Description":null,"Visits":3,"Seats":[12,17],"Budget":1000000}]} <nil>
}

// What is set of a record beside its fields: tags, the approval mode, the layout,
// and the wizard with its screens.
func ExampleRecord_Lookup() {
	lead := record.New().
		Text("Last_Name", "Daly").
		Tags("Tag", "VIP", "Trade Show").
		Bool("$approved", false).
		Lookup("Layout", "554023000002734009").
		Lookup("Wizard", "3652397000003677001").
		MultiSelect("$wizard_connection_path", "3652397000003677009", "3652397000003677012")
	body, err := payload.NewInsert(modules.Leads()).Add(lead).Build()
	fmt.Printf("%s %v\n", body, err)
	// Output:
	// {"data":[{"Last_Name":"Daly","Tag":[{"name":"VIP"},{"name":"Trade Show"}],"$approved":false,"Layout":{"id":"554023000002734009"},"Wizard":{"id":"3652397000003677001"},"$wizard_connection_path":["3652397000003677009","3652397000003677012"]}]} <nil>
}

// The rows of a subform are records themselves.
func ExampleRecord_Subform() {
	lead := record.New().
		Text("Last_Name", "Daly").
		Subform("Visits",
			record.New().Text("Visited_On", "2017-08-16").Int("Minutes", 45),
			record.New().Text("Visited_On", "2017-08-17").Int("Minutes", 15),
		)
	body, err := payload.NewInsert(modules.Leads()).Add(lead).Build()
	fmt.Printf("%s %v\n", body, err)
	// Output:
	// {"data":[{"Last_Name":"Daly","Visits":[{"Visited_On":"2017-08-16","Minutes":45},{"Visited_On":"2017-08-17","Minutes":15}]}]} <nil>
}

// A record is walked through, or asked for a field.
func ExampleRecord_Fields() {
	lead := record.FromMap(map[string]any{"Last_Name": "Daly", "Company": "ABC"})
	for name, v := range lead.Fields() {
		text, _ := v.AsText()
		fmt.Println(name, text)
	}
	_, ok := lead.Field("Email")
	fmt.Println("Email:", ok)
	fmt.Println(lead.Len(), "fields,", lead.Delete("Company").Len(), "without the company")
	// Output:
	// Company ABC
	// Last_Name Daly
	// Email: false
	// 2 fields, 1 without the company
}

// To print a record shows the names of its fields, and no personal data.
func ExampleRecord_Format() {
	lead := record.New().Text("Last_Name", "Daly").Text("Email", "p.daly@zylker.com")
	fmt.Println("not sent:", lead)

	handler := slog.NewTextHandler(os.Stdout, &slog.HandlerOptions{
		ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
			if a.Key == slog.TimeKey {
				return slog.Attr{}
			}
			return a
		},
	})
	slog.New(handler).Info("not sent", "lead", lead)
	// Output:
	// not sent: record(Last_Name, Email)
	// level=INFO msg="not sent" lead="record(Last_Name, Email)"
}

// A record as JSON, to keep those that were refused.
func ExampleRecord_MarshalJSON() {
	refused := []*record.Record{
		record.New().Text("Email", "p.daly").Decimal("Annual_Revenue", "250000.90"),
		record.FromMap(map[string]any{"Phone": "n/a", "City": "Austin"}),
	}
	data, err := json.Marshal(refused)
	fmt.Printf("%s %v\n", data, err)
	// Output:
	// [{"Email":"p.daly","Annual_Revenue":250000.90},{"City":"Austin","Phone":"n/a"}] <nil>
}

// A map is written in the order of the module's fields.
func ExampleFromMap() {
	lead := map[string]any{
		"Email":          "p.daly@zylker.com",
		"Last_Name":      "Daly",
		"Annual_Revenue": json.Number("250000.90"),
		"Owner":          map[string]any{"id": "4150868000000623001"},
		"My_Field":       []string{"a", "b"},
	}
	body, err := payload.NewInsert(modules.Leads()).Add(record.FromMap(lead)).Build()
	fmt.Println(string(body), err)
	// Output: {"data":[{"Last_Name":"Daly","Email":"p.daly@zylker.com","Annual_Revenue":250000.90,"Owner":{"id":"4150868000000623001"},"My_Field":["a","b"]}]} <nil>
}

// A map adds to what was set before.
func ExampleRecord_SetMap() {
	lead := record.New().
		Text("Lead_Source", "Trade Show").
		SetMap(map[string]any{"Last_Name": "Daly", "Company": "ABC"})
	body, err := payload.NewInsert(modules.Leads()).Add(lead).Build()
	fmt.Println(string(body), err)
	// Output: {"data":[{"Lead_Source":"Trade Show","Company":"ABC","Last_Name":"Daly"}]} <nil>
}

// One map is filled again and again, and never copied.
func ExampleRecord_ViewMap() {
	var records iter.Seq[*record.Record] = func(yield func(*record.Record) bool) {
		lead := map[string]any{"Lead_Source": "Trade Show"}
		rec := record.New().ViewMap(lead)
		for _, name := range []string{"Daly", "Dolan"} {
			lead["Last_Name"] = name
			if !yield(rec) {
				return
			}
		}
	}
	for batch, err := range payload.NewInsert(modules.Leads()).Batches(records) {
		fmt.Println(string(batch.Body), err)
	}
	// Output: {"data":[{"Last_Name":"Daly","Lead_Source":"Trade Show"},{"Last_Name":"Dolan","Lead_Source":"Trade Show"}]} <nil>
}

// A record is emptied and filled again, so that a long stream needs the memory
// of one.
func ExampleRecord_Reset() {
	rec := record.New()
	records := func(yield func(*record.Record) bool) {
		for _, name := range []string{"Daly", "Dolan"} {
			if !yield(rec.Reset().Text("Last_Name", name)) {
				return
			}
		}
	}
	for batch, err := range payload.NewInsert(modules.Leads()).Batches(records) {
		fmt.Println(string(batch.Body), err)
	}
	// Output: {"data":[{"Last_Name":"Daly"},{"Last_Name":"Dolan"}]} <nil>
}

func ExampleFromJSON() {
	rec, err := record.FromJSON([]byte(`{"Last_Name": "Daly", "Annual_Revenue": 250000.90}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	body, err := payload.NewInsert(modules.Leads()).Add(rec.Text("Company", "ABC")).Build()
	fmt.Println(string(body), err)

	_, err = record.FromJSON([]byte("{\n  \"Last_Name\": \"Daly\"\n  \"Company\": \"ABC\"\n}"))
	fmt.Println(err)
	// Output:
	// {"data":[{"Last_Name":"Daly","Annual_Revenue":250000.90,"Company":"ABC"}]} <nil>
	// INVALID_DATA: invalid data: line 3, column 3: expected ',' or '}'
}

// The records of a larger JSON text are read as parts of it.
func ExampleFromValue() {
	export, err := fieldtype.ParseJSON([]byte(`{"exported":"2023-05-20","leads":[{"Last_Name":"Daly"},{"Last_Name":"Dolan"}]}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	in := payload.NewInsert(modules.Leads())
	leads, _ := export.Member("leads")
	for _, v := range leads.Elements() {
		in.Add(record.FromValue(v))
	}
	body, err := in.Build()
	fmt.Printf("%s %v\n", body, err)
	// Output:
	// {"data":[{"Last_Name":"Daly"},{"Last_Name":"Dolan"}]} <nil>
}

// What is wrong with a record as a whole is known before it is checked.
func ExampleRecord_Err() {
	fmt.Println(record.FromValue(fieldtype.Text("Daly")).Err())
	fmt.Println(record.New().Err())
	// Output:
	// INVALID_DATA: invalid data: expected a record as an object
	// <nil>
}

// A customer becomes a record without reflection, by one method.
type customer struct{ name, email string }

// Fields yields the fields of the customer for Zoho CRM.
func (c customer) Fields() iter.Seq2[string, fieldtype.Value] {
	return func(yield func(string, fieldtype.Value) bool) {
		if !yield("Last_Name", fieldtype.Text(c.name)) || c.email == "" {
			return
		}
		yield("Email", fieldtype.Text(c.email))
	}
}

// A Go type gives its fields by a method.
func ExampleFromFields() {
	customers := []customer{{"Daly", "p.daly@zylker.com"}, {"Dolan", ""}}
	var records []*record.Record
	for _, c := range customers {
		records = append(records, record.FromFields(c.Fields()))
	}
	for batch, err := range payload.NewInsert(modules.Leads()).Batches(slices.Values(records)) {
		fmt.Println(string(batch.Body), err)
	}
	// Output: {"data":[{"Last_Name":"Daly","Email":"p.daly@zylker.com"},{"Last_Name":"Dolan"}]} <nil>
}
