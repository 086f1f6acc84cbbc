package payload_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"strings"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
)

// The page's sample input, by setters.
func Example() {
	body, err := payload.NewInsert(modules.Leads()).
		Add(
			payload.NewRecord().
				Layout("554023000002734009").
				Text("Lead_Source", "Employee Referral").
				Text("Company", "ABC").
				Text("Last_Name", "Daly").
				Text("Email", "p.daly@zylker.com"),
			payload.NewRecord().
				Text("Last_Name", "Dolan").
				Decimal("Annual_Revenue", "250000.90").
				Bool("Email_Opt_Out", false),
		).
		ApplyFeatures(payload.LayoutRules).
		SkipFeatures(payload.Cadences).
		Triggers(payload.Workflow, payload.Approval).
		Build()
	if err != nil {
		fmt.Println(err)
		return
	}
	var pretty strings.Builder
	for _, part := range strings.SplitAfter(string(body), "},") {
		fmt.Fprintln(&pretty, part)
	}
	fmt.Print(pretty.String())
	// Output:
	// {"data":[{"Layout":{"id":"554023000002734009"},
	// "Lead_Source":"Employee Referral","Company":"ABC","Last_Name":"Daly","Email":"p.daly@zylker.com"},
	// {"Last_Name":"Dolan","Annual_Revenue":250000.90,"Email_Opt_Out":false}],"apply_feature_execution":[{"name":"layout_rules"}],"skip_feature_execution":[{"name":"cadences"}],"trigger":["workflow","approval"]}
}

// A map goes out in the order of the module's fields.
func ExampleFromMap() {
	lead := map[string]any{
		"Email":          "p.daly@zylker.com",
		"Last_Name":      "Daly",
		"Annual_Revenue": json.Number("250000.90"),
		"Owner":          map[string]any{"id": "4150868000000623001"},
		"My_Field":       []string{"a", "b"},
	}
	body, err := payload.NewInsert(modules.Leads()).Add(payload.FromMap(lead)).Build()
	fmt.Println(string(body), err)
	// Output: {"data":[{"Last_Name":"Daly","Email":"p.daly@zylker.com","Annual_Revenue":250000.90,"Owner":{"id":"4150868000000623001"},"My_Field":["a","b"]}]} <nil>
}

func ExampleFromJSON() {
	record, err := payload.FromJSON([]byte(`{"Last_Name": "Daly", "Annual_Revenue": 250000.90}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	body, err := payload.NewInsert(modules.Leads()).Add(record.Text("Company", "ABC")).Build()
	fmt.Println(string(body), err)

	_, err = payload.FromJSON([]byte("{\n  \"Last_Name\": \"Daly\"\n  \"Company\": \"ABC\"\n}"))
	fmt.Println(err)
	// Output:
	// {"data":[{"Last_Name":"Daly","Annual_Revenue":250000.90,"Company":"ABC"}]} <nil>
	// INVALID_DATA: invalid data: line 3, column 3: expected ',' or '}'
}

// Build reports every problem at once. The errors package reads them.
func ExampleInsert_Build_problems() {
	_, err := payload.NewInsert(modules.Leads()).
		Add(payload.FromMap(map[string]any{"Email": "p.daly@zylker", "No_of_Employees": "120"})).
		Build()

	fmt.Println("something is missing:", errors.Is(err, zohocrm.CodeMandatoryNotFound))
	fmt.Println("a number stands in quotes:", errors.Is(err, zohocrm.ReasonQuotedNumber))

	var problems zohocrm.Errors
	if errors.As(err, &problems) {
		for _, p := range problems {
			fmt.Println(p.Path.JSONPath(), p.Code, p.Reason, "-", p.Expectation())
		}
	}
	// Output:
	// something is missing: true
	// a number stands in quotes: true
	// $.data[0].Email INVALID_DATA pattern - expected an email address: name@domain.tld
	// $.data[0].No_of_Employees INVALID_DATA quoted_number - expected a number without quotes
	// $.data[0].Last_Name MANDATORY_NOT_FOUND mandatory - expected a value
}

// Warnings do not stop a body from being built. All yields them too.
func ExampleInsert_All() {
	in := payload.NewInsert(modules.Leads()).Add(payload.FromMap(map[string]any{
		"Last_Name": "Daly",
		"Compny":    "ABC",
		"Full_Name": "Paul Daly",
	}))
	fmt.Println(in.Validate())
	for p := range in.All() {
		fmt.Println(p)
	}
	fmt.Println(in.Strict().Validate() != nil)
	// Output:
	// <nil>
	// $.data[0].Full_Name: warning: INVALID_DATA: invalid data: expected no value: Zoho sets the field itself
	// $.data[0].Compny: warning: INVALID_DATA: the field api name given seems to be invalid: expected a field of the module; did you mean Company?
	// true
}

// A stream of any length makes bodies of 100 records. The records that Zoho
// would refuse are left out.
func ExampleInsert_Batches() {
	var rows iter.Seq[modules.Record] = func(yield func(modules.Record) bool) {
		for i := range 250 {
			row := payload.NewRecord().Int("No_of_Employees", int64(i))
			if i != 42 {
				row.Text("Last_Name", "Daly")
			}
			if !yield(row) {
				return
			}
		}
	}
	for batch, err := range payload.NewInsert(modules.Leads()).Batches(rows) {
		if err != nil {
			fmt.Println(err)
		}
		fmt.Printf("%d records, the last is number %d of the stream\n", len(batch.Index), batch.Index[len(batch.Index)-1])
	}
	// Output:
	// $.data[42].Last_Name: MANDATORY_NOT_FOUND: required field not found: expected a value
	// 100 records, the last is number 100 of the stream
	// 100 records, the last is number 200 of the stream
	// 49 records, the last is number 249 of the stream
}

func ExampleReadJSONLines() {
	file := strings.NewReader(`{"Last_Name":"Daly"}
{"Last_Name":"Dolan"
{"Last_Name":"Boyle"}
`)
	var readErr error
	records := func(yield func(modules.Record) bool) {
		for record, err := range payload.ReadJSONLines(file) {
			if readErr = err; err != nil || !yield(record) {
				return
			}
		}
	}
	for batch, err := range payload.NewInsert(modules.Leads()).Batches(records) {
		fmt.Println(err)
		fmt.Println(string(batch.Body), batch.Index)
	}
	fmt.Println(readErr)
	// Output:
	// $.data[1]: INVALID_DATA: invalid data: line 2, column 21: expected ',' or '}'
	// {"data":[{"Last_Name":"Daly"},{"Last_Name":"Boyle"}]} [0 2]
	// <nil>
}

func ExampleFromBody() {
	in, err := payload.FromBody(modules.Leads(), []byte(`{"data":[{"Last_Name":"Daly"}],"trigger":["workflow","aproval"]}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(in.Validate())
	body, err := in.Triggers(payload.Workflow, payload.Approval).Build()
	fmt.Println(string(body), err)
	// Output:
	// $.trigger[1]: INVALID_DATA: invalid data: expected one of workflow, approval, blueprint, pathfinder, orchestration
	// {"data":[{"Last_Name":"Daly"}],"trigger":["workflow","approval"]} <nil>
}

// A record is emptied and filled again, so that a long stream needs the memory
// of one.
func ExampleRecord_Reset() {
	record := payload.NewRecord()
	records := func(yield func(modules.Record) bool) {
		for _, name := range []string{"Daly", "Dolan"} {
			if !yield(record.Reset().Text("Last_Name", name)) {
				return
			}
		}
	}
	for batch, err := range payload.NewInsert(modules.Leads()).Batches(records) {
		fmt.Println(string(batch.Body), err)
	}
	// Output: {"data":[{"Last_Name":"Daly"},{"Last_Name":"Dolan"}]} <nil>
}
