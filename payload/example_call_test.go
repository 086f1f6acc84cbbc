package payload_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// show prints a request body, or what is wrong with it.
func show(r *payload.Request) {
	body, err := r.Build()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%s %s %s\n", r.Method(), r.Path(), body)
}

// An update names each record by its id. What a record does not have stays as it
// is, and null empties a field.
func ExampleNewUpdate() {
	show(payload.NewUpdate(modules.Deals()).Add(
		record.New().ID("3652397000003852095").Text("Stage", "Closed Won").Null("Description"),
	))
	show(payload.NewUpdate(modules.Deals()).Add(record.New().Text("Stage", "Closed Won")))
	show(payload.NewUpdate(modules.Deals()).Add(record.New().ID("3652397000003852095").Null("Deal_Name")))
	// Output:
	// PUT Deals {"data":[{"id":"3652397000003852095","Stage":"Closed Won","Description":null}]}
	// $.data[0].id: MANDATORY_NOT_FOUND: required field not found: expected a value
	// $.data[0].Deal_Name: MANDATORY_NOT_FOUND: required field not found: expected a value
}

// An upsert updates what it finds by the duplicate check fields and inserts the
// rest.
func ExampleNewUpsert() {
	r := payload.NewUpsert(modules.Leads()).
		DuplicateCheck("Email", "Mobile").
		SkipFeaturesOn(payload.Inserted, payload.Cadences).
		Add(record.New().Text("Last_Name", "Daly").Text("Email", "p.daly@zylker.com"))
	fmt.Println(r.Operation())
	show(r)
	for p := range r.Problems() {
		fmt.Println(p)
	}
	show(payload.NewUpsert(modules.Tasks()).Add(record.New().Text("Subject", "Call back")))
	// Output:
	// upsert
	// POST Leads/upsert {"data":[{"Last_Name":"Daly","Email":"p.daly@zylker.com"}],"duplicate_check_fields":["Email","Mobile"],"skip_feature_execution":[{"name":"cadences","action":"insert"}]}
	// $.duplicate_check_fields[1]: warning: INVALID_DATA: invalid data: expected the module's own check field, or a unique field
	// INVALID_MODULE: the module name given seems to be invalid: expected a module that upsert takes
}

// An upsert that finds all of its records needs no mandatory fields.
func ExampleRequest_ExpectUpdates() {
	rec := record.New().Text("Email", "p.daly@zylker.com").Text("City", "Zylkertown")
	fmt.Println(payload.NewUpsert(modules.Leads()).Add(rec).Validate())
	fmt.Println(payload.NewUpsert(modules.Leads()).Add(rec).ExpectUpdates().Validate())
	// Output:
	// $.data[0].Last_Name: MANDATORY_NOT_FOUND: required field not found: expected a value
	// <nil>
}

// The only record of an update may be named by the URL.
func ExampleRequest_ID() {
	show(payload.NewUpdate(modules.Leads()).ID("3652397000003852095").
		Add(record.New().Text("Lead_Status", "Contacted")))
	upsert := payload.NewUpsert(modules.Leads())
	fmt.Println(upsert.Method(), upsert.Path())
	// Output:
	// PUT Leads/3652397000003852095 {"data":[{"Lead_Status":"Contacted"}]}
	// POST Leads/upsert
}

// A request knows the headers that it needs.
func ExampleRequest_Headers() {
	account := map[string]any{"External_Account_ID": "account-7"}
	r := payload.NewUpdate(modules.Contacts()).
		IfUnmodifiedSince(time.Date(2024, 1, 15, 15, 26, 49, 0, time.FixedZone("", 19800))).
		Add(record.New().ID("3652397000003852095").Set("Account_Name", account))
	headers := r.Headers()
	fmt.Println(headers[payload.ExternalHeader])
	fmt.Println(headers[payload.UnmodifiedHeader])
	// Output:
	// Contacts.Account_Name.External_Account_ID
	// 2024-01-15T15:26:49+05:30
}

// With the entry of an external field, a record is named by it in place of its id.
func ExampleRequest_External() {
	show(payload.NewUpdate(modules.Contacts()).
		External("Contacts.External_Contact_ID").
		Add(record.New().Text("External_Contact_ID", "contact-7").Text("City", "Zylkertown")))
	// Output:
	// PUT Contacts {"data":[{"External_Contact_ID":"contact-7","City":"Zylkertown"}]}
}

// A whole body is checked as one of the call that it is for.
func ExampleParse() {
	r, err := payload.Parse(modules.Update, modules.Leads(), []byte(`{"data":[{"id":"1","City":null}],"duplicate_check_fields":["Email"]}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	for p := range r.Problems() {
		fmt.Println(p)
	}
	// Output:
	// $.duplicate_check_fields: warning: INVALID_DATA: invalid data: expected no duplicate_check_fields: only an upsert reads it
}

// A batch of the records that were added is what an answer is matched with.
func ExampleRequest_Batch() {
	batch, err := payload.NewUpdate(modules.Leads()).ID("3652397000003852095").
		Add(record.New().Text("City", "Zylkertown")).
		Batch()
	if err != nil {
		fmt.Println(err)
		return
	}
	out, err := batch.Outcome([]byte(`{"code":"NOT_APPROVED","details":{"resource_path_index":1},"message":"Cannot update record that is not approved yet","status":"error"}`))
	fmt.Println(out.Problems, err)
	// Output:
	// $.data[0]: NOT_APPROVED: Cannot update record that is not approved yet <nil>
}

// What an upsert did with each record, and what to send again.
func ExampleOutcome_Resend() {
	batch := payload.Batch{Index: []int{0, 1, 2}}
	out, err := batch.Outcome([]byte(`{"data":[
		{"code":"SUCCESS","duplicate_field":"Email","action":"update","details":{"id":"11"},"message":"record updated","status":"success"},
		{"code":"DUPLICATE_DATA","details":{"api_name":"Phone","json_path":"$.data[1].Phone","duplicate_record":{"id":"12"}},"message":"duplicate data","status":"error"},
		{"code":"INTERNAL_ERROR","details":{},"message":"Internal Server Error","status":"error"}]}`))
	fmt.Println(out.Rows[0].Action, out.Rows[0].Matched, out.Rows[0].ID)
	fmt.Println("the value is that of", out.Rows[1].DuplicateID())
	fmt.Println("refused:", out.Refused(), "worth sending again:", out.Resend(), err)
	// Output:
	// update Email 11
	// the value is that of 12
	// refused: [1] worth sending again: [2] <nil>
}

// Zoho had too many requests: nothing is wrong with the records.
func ExampleRequestError_Retryable() {
	batch := payload.Batch{Index: []int{100, 101}}
	_, err := batch.Outcome([]byte(`{"code":"TOO_MANY_REQUESTS","details":{},"message":"Too many requests","status":"error"}`))
	var refused *payload.RequestError
	if errors.As(err, &refused) && refused.Retryable() {
		fmt.Println("send again later:", refused.Resend())
	}
	// Output:
	// send again later: [100 101]
}
