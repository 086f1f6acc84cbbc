package payload_test

import (
	"errors"
	"fmt"
	"slices"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// Each batch reads the answer to its own body, and speaks of the records by
// their places in the stream.
func ExampleBatch_Outcome() {
	leads := []*record.Record{
		record.New().Text("Last_Name", "Daly"),
		record.New().Text("Email", "nobody@zylker.com"), // no Last_Name: stays here
		record.New().Text("Last_Name", "Boyle").Text("Email", "p.boyle@zylker.com"),
	}
	for batch := range payload.NewInsert(modules.Leads()).Batches(slices.Values(leads)) {
		// Send batch.Body, and read what Zoho answers.
		answer := []byte(`{"data":[
			{"code":"SUCCESS","details":{"id":"5725767000000524157"},"message":"record added","status":"success"},
			{"code":"DUPLICATE_DATA","details":{"api_name":"Email","duplicate_record":{"id":"5725767000000411001"},"json_path":"$.data[1].Email"},
			 "message":"duplicate data","status":"error"}]}`)

		out, err := batch.Outcome(answer)
		if err != nil {
			fmt.Println(err)
			return
		}
		for _, row := range out.Rows {
			if row.ID != "" {
				fmt.Println(row.Index, "inserted", row.ID)
			} else {
				fmt.Println(row.Index, row.Problems)
			}
		}
		fmt.Println("correct and send again:", out.Refused())
	}
	// Output:
	// 0 inserted 5725767000000524157
	// 2 $.data[2].Email: DUPLICATE_DATA: duplicate data: expected a value that record 5725767000000411001 does not have
	// correct and send again: [2]
}

// What Zoho found is asked as after a check: by code, by reason, by field.
func ExampleRow() {
	out, err := payload.Batch{Index: []int{17}}.Outcome([]byte(`{"data":[
		{"code":"DUPLICATE_DATA","details":{"api_name":"Email","duplicate_record":{"id":"5725767000000411001"},"json_path":"$.data[0].Email"},
		 "message":"duplicate data","status":"error"}]}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range out.Rows[0].Problems {
		if errors.Is(e, zohocrm.CodeDuplicateData) {
			fmt.Println(e.APIName, "is in record", e.Details.DuplicateRecord.ID)
		}
	}
	// Output:
	// Email is in record 5725767000000411001
}

// When Zoho refuses the request as a whole, no record has an outcome of its
// own. When the answer is not one to the batch, nothing is known.
func ExampleRequestError() {
	batch := payload.Batch{Index: []int{0, 1, 2}}
	for _, answer := range []string{
		`{"code":"INVALID_TOKEN","details":{},"message":"invalid oauth token","status":"error"}`,
		`<html><body>502 Bad Gateway</body></html>`,
	} {
		_, err := batch.Outcome([]byte(answer))
		var request *payload.RequestError
		var unknown *zohocrm.AnswerError
		switch {
		case errors.Is(err, zohocrm.CodeInvalidToken):
			fmt.Println("new token, and again:", err)
		case errors.As(err, &request):
			fmt.Println("mend the request:", err)
		case errors.As(err, &unknown):
			fmt.Println("look in Zoho first:", err)
		}
	}
	// Output:
	// new token, and again: request refused: INVALID_TOKEN: invalid oauth token
	// look in Zoho first: answer: $: expected JSON at line 1, column 1
}

// A body from a file, or one that Build made, is a batch of its own.
func ExampleParseBatch() {
	body, err := payload.NewInsert(modules.Tasks()).Add(
		record.New().Text("Subject", "Call back").
			Set("Recurring_Activity", map[string]any{"RRULE": "FREQ=DAILY;INTERVAL=1;DTSTART=2022-04-06;UNTIL=2022-04-08"}),
	).Build()
	if err != nil {
		fmt.Println(err)
		return
	}
	batch, err := payload.ParseBatch(body)
	if err != nil {
		fmt.Println(err)
		return
	}
	// Of a task that recurs each occurrence has an item.
	out, err := batch.Outcome([]byte(`{"data":[
		{"code":"SUCCESS","details":{"id":"3652397000007549434"},"message":"record added","status":"success"},
		{"code":"SUCCESS","details":{"id":"3652397000007549435"},"message":"record added","status":"success"},
		{"code":"SUCCESS","details":{"id":"3652397000007549436"},"message":"record added","status":"success"}]}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(out.Rows), "record:", out.Rows[0].ID)
	fmt.Println(len(out.IDs), "occurrences:", out.IDs)
	// Output:
	// 1 record: 3652397000007549434
	// 3 occurrences: [3652397000007549434 3652397000007549435 3652397000007549436]
}
