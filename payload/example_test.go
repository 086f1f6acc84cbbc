package payload_test

import (
	"errors"
	"fmt"
	"iter"
	"strings"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// The page's sample input, by setters.
func Example() {
	body, err := payload.NewInsert(modules.Leads()).
		Add(
			record.New().
				Lookup("Layout", "554023000002734009").
				Text("Lead_Source", "Employee Referral").
				Text("Company", "ABC").
				Text("Last_Name", "Daly").
				Text("Email", "p.daly@zylker.com"),
			record.New().
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

// Build reports every problem at once. The errors package reads them.
func ExampleInsert_Build_problems() {
	_, err := payload.NewInsert(modules.Leads()).
		Add(record.FromMap(map[string]any{"Email": "p.daly@zylker", "No_of_Employees": "120"})).
		Build()

	fmt.Println("something is missing:", errors.Is(err, zohocrm.CodeMandatoryNotFound))
	fmt.Println("a number is in quotes:", errors.Is(err, zohocrm.ReasonQuotedNumber))

	var problems zohocrm.Errors
	if errors.As(err, &problems) {
		for _, p := range problems {
			fmt.Println(p.Path.JSONPath(), p.Code, p.Reason, "-", p.Expectation())
		}
	}
	// Output:
	// something is missing: true
	// a number is in quotes: true
	// $.data[0].Email INVALID_DATA pattern - expected an email address: name@domain.tld
	// $.data[0].No_of_Employees INVALID_DATA quoted_number - expected a number without quotes
	// $.data[0].Last_Name MANDATORY_NOT_FOUND mandatory - expected a value
}

// Warnings do not stop a body from being built. Problems yields them
// too.
func ExampleInsert_Problems() {
	in := payload.NewInsert(modules.Leads()).Add(record.FromMap(map[string]any{
		"Last_Name": "Daly",
		"Compny":    "ABC",
		"Full_Name": "Paul Daly",
	}))
	fmt.Println(in.Validate())
	for p := range in.Problems() {
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
	var rows iter.Seq[*record.Record] = func(yield func(*record.Record) bool) {
		for i := range 250 {
			row := record.New().Int("No_of_Employees", int64(i))
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

func ExampleParseInsert() {
	in, err := payload.ParseInsert(modules.Leads(), []byte(`{"data":[{"Last_Name":"Daly"}],"trigger":["workflow","aproval"]}`))
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
