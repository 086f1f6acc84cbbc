package payload_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// Records without a layout of their own get that of the request. lar_id starts
// a lead assignment rule.
func ExampleInsert_Layout() {
	in := payload.NewInsert(modules.Leads()).
		Layout("554023000002734009").
		LeadAssignmentRule("3652397000002045001").
		Add(
			record.New().Text("Last_Name", "Daly"),
			record.New().Text("Last_Name", "Dolan").Lookup("Layout", "554023000002734010"),
		)
	body, err := in.Build()
	fmt.Printf("%s %v\n", body, err)
	// Output:
	// {"data":[{"Layout":{"id":"554023000002734009"},"Last_Name":"Daly"},{"Last_Name":"Dolan","Layout":{"id":"554023000002734010"}}],"lar_id":"3652397000002045001"} <nil>
}

// A form that shows one problem at a time needs no more.
func ExampleInsert_MaxErrors() {
	err := payload.NewInsert(modules.Leads()).
		Add(record.New().Text("Email", "p.daly").Text("Phone", "n/a")).
		MaxErrors(1).
		Validate()
	var problems zohocrm.Errors
	if errors.As(err, &problems) {
		fmt.Println(len(problems), problems[0].APIName)
	}
	// Output: 1 Email
}

// The buffer of one body serves for the next.
func ExampleInsert_AppendJSON() {
	in := payload.NewInsert(modules.Leads())
	rec := record.New()
	in.Add(rec)
	var body []byte
	for _, name := range []string{"Daly", "Dolan"} {
		rec.Reset().Text("Last_Name", name)
		var err error
		if body, err = in.AppendJSON(body[:0]); err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(string(body))
	}
	// Output:
	// {"data":[{"Last_Name":"Daly"}]}
	// {"data":[{"Last_Name":"Dolan"}]}
}

// A body from elsewhere that is larger than a request is split into batches.
func ExampleInsert_Records() {
	large := `{"data":[` + strings.Repeat(`{"Last_Name":"Daly"},`, 149) + `{"Last_Name":"Dolan"}]}`
	in, err := payload.ParseInsert(modules.Leads(), []byte(large))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(in.Validate())

	records := in.Records()
	for batch, err := range in.Batches(slices.Values(records)) {
		fmt.Println(len(batch.Index), err)
	}
	// Output:
	// $.data: LIMIT_EXCEEDED: count of records in your request exceeds the limit: expected at most 100 records
	// 100 <nil>
	// 50 <nil>
}
