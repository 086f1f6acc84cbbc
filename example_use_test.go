package zohocrm_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// Records by setters, the keys beside them, and the body.
func Example() {
	body, err := payload.NewInsert(modules.Leads()).
		Add(
			record.New().
				Text("Last_Name", "Daly").
				Text("Email", "p.daly@zylker.com").
				Lookup("Layout", "554023000002734009"),
			record.New().
				Text("Last_Name", "Dolan").
				Decimal("Annual_Revenue", "250000.90").
				Bool("Email_Opt_Out", false),
		).
		Triggers(payload.Workflow, payload.Approval).
		Build()
	fmt.Println(string(body), err)
	// Output:
	// {"data":[{"Last_Name":"Daly","Email":"p.daly@zylker.com","Layout":{"id":"554023000002734009"}},{"Last_Name":"Dolan","Annual_Revenue":250000.90,"Email_Opt_Out":false}],"trigger":["workflow","approval"]} <nil>
}

// Records from Go maps and structs.
func Example_records() {
	type Lead struct {
		LastName string              `zoho:"Last_Name"`
		Email    string              `zoho:"Email,omitempty"`
		Revenue  record.Opt[float64] `zoho:"Annual_Revenue"` // absent, null or a number
	}
	dolan, err := record.FromStruct(Lead{LastName: "Dolan", Revenue: record.Some(250000.9)})
	if err != nil {
		fmt.Println(err)
		return
	}
	daly := record.FromMap(map[string]any{
		"Last_Name":      "Daly",
		"Annual_Revenue": json.Number("250000.90"),
		"Owner":          map[string]any{"id": "4150868000000623001"},
		"My_Field":       []string{"a", "b"},
	})
	body, err := payload.NewInsert(modules.Leads()).Add(daly, dolan).Build()
	fmt.Println(string(body), err)
	// Output:
	// {"data":[{"Last_Name":"Daly","Annual_Revenue":250000.90,"Owner":{"id":"4150868000000623001"},"My_Field":["a","b"]},{"Last_Name":"Dolan","Annual_Revenue":250000.9}]} <nil>
}

// A stream of any length makes bodies of 100 records.
func Example_stream() {
	file := strings.NewReader("Last_Name,Email,No_of_Employees\nDaly,p.daly@zylker.com,120\nDolan,dolan@zylker,12\nBoyle,,7\n")

	for batch, err := range payload.NewInsert(modules.Leads()).Batches(record.ReadCSV(file)) {
		fmt.Println(string(batch.Body))
		if err != nil { // what is wrong with the records that were left out, or the error of a file that broke off
			fmt.Println(err)
		}
	}
	// Output:
	// {"data":[{"Last_Name":"Daly","Email":"p.daly@zylker.com","No_of_Employees":120},{"Last_Name":"Boyle","No_of_Employees":7}]}
	// $.data[1].Email: INVALID_DATA: invalid data: expected an email address: name@domain.tld: row 3, column 2 (Email): no dot in the domain
}

// Problems are read with package errors. Codes and reasons are errors.
func Example_problems() {
	_, err := payload.NewInsert(modules.Leads()).
		Add(record.FromMap(map[string]any{"Email": "p.daly@zylker", "No_of_Employees": "120"})).
		Build()

	fmt.Println("something is missing:", errors.Is(err, zohocrm.CodeMandatoryNotFound))
	fmt.Println("a number is quoted:", errors.Is(err, zohocrm.ReasonQuotedNumber))

	var problems zohocrm.Errors
	if errors.As(err, &problems) {
		for _, p := range problems {
			fmt.Println(p.Path.JSONPath(), p.Code, p.Reason, "-", p.Hint())
		}
	}
	// Output:
	// something is missing: true
	// a number is quoted: true
	// $.data[0].Email INVALID_DATA pattern - write the domain with a dot, such as domain.tld
	// $.data[0].No_of_Employees INVALID_DATA quoted_number - write the number without quotes: 54, not "54"
	// $.data[0].Last_Name MANDATORY_NOT_FOUND mandatory - give the field a value
}

// One value of one field type.
func Example_value() {
	err := fieldtype.ValidatePhone("91(987)654321-")
	fmt.Println(err)
	// Output:
	// INVALID_DATA: invalid data: expected a phone number: digits and letters, with single spaces, dots or dashes between them, parentheses, or + at the start: character 14: a separator that no digit or letter follows
}
