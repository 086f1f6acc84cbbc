package payload_test

import (
	"fmt"
	"strings"
	"sync"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// A loop of one's own has the problems of each record at once.
func ExampleRequest_Batcher() {
	input := "{\"Last_Name\":\"Daly\"}\n{\"Last_Name\":\"Dolan\",\"Email\":\"none\"}\n{\"Last_Name\":\"Hart\"}\n"

	b, problems := payload.NewInsert(modules.Leads()).Batcher()
	if err := problems.Err(); err != nil {
		fmt.Println(err)
		return
	}
	for rec := range record.ReadJSONLines(strings.NewReader(input)) {
		if err := rec.Ended(); err != nil {
			fmt.Println(err)
			break
		}
		if problems := b.Add(rec); problems.Err() != nil {
			fmt.Println("line", rec.Row(), "is refused:", problems[0].Expectation())
		}
		if b.Len() == payload.MaxRecords {
			batch := b.Flush()
			fmt.Println(string(batch.Body))
			b.Reuse(batch) // it is sent, and the next body takes its memory
		}
	}
	if batch := b.Flush(); batch.Body != nil {
		fmt.Println(string(batch.Body), batch.Index)
	}
	// Output:
	// line 2 is refused: expected an email address: name@domain.tld
	// {"data":[{"Last_Name":"Daly"},{"Last_Name":"Hart"}]} [0 2]
}

// Several goroutines check records, and one makes the bodies of them in their order.
func ExampleChecker() {
	records := []*record.Record{
		record.New().Text("Last_Name", "Daly"), record.New().Text("Company", "Zylker"), record.New().Text("Last_Name", "Hart"),
	}

	r := payload.NewInsert(modules.Leads())
	checked := make([]payload.Checked, len(records))
	var wg sync.WaitGroup
	const workers = 2
	for w := range workers {
		checker := r.Checker() // of this goroutine
		wg.Go(func() {
			for n := w; n < len(records); n += workers {
				checked[n], _ = checker.Check(nil, records[n], n)
			}
		})
	}
	wg.Wait()

	b, _ := r.Batcher()
	var refused zohocrm.Errors
	for n, rec := range records {
		refused = append(refused, b.AddChecked(rec, checked[n])...)
	}
	fmt.Println(string(b.Flush().Body))
	fmt.Println(refused)
	// Output:
	// {"data":[{"Last_Name":"Daly"},{"Last_Name":"Hart"}]}
	// $.data[1].Last_Name: MANDATORY_NOT_FOUND: required field not found: expected a value
}

// The same customer twice costs most after an import.
func ExampleRequest_Duplicates() {
	table := "Last_Name,Email\nDaly,p.daly@zylker.com\nHart,m.hart@zylker.com\nDaly,P.Daly@zylker.com\n"

	d := payload.NewInsert(modules.Leads()).Duplicates(1_000_000, "Email")
	for rec := range record.ReadCSV(strings.NewReader(table)) {
		for _, twin := range d.Find(rec) {
			fmt.Printf("row %d has the %s of row %d\n", rec.Row(), twin.APIName, twin.First)
		}
		d.Take(int64(rec.Row()))
	}
	// Output:
	// row 4 has the Email of row 2
}

// Workers hash the values; one goroutine compares them in the order of the records.
func ExampleDuplicates_FindFingerprints() {
	d := payload.NewInsert(modules.Leads()).Duplicates(2, "Email")
	for n, email := range []string{"p.daly@zylker.com", "m.hart@zylker.com", "P.Daly@zylker.com", "b.dolan@zylker.com"} {
		prints := d.Fingerprints(record.New().Text("Email", email)) // in a worker
		for _, twin := range d.FindFingerprints(prints) {
			fmt.Println("record", n, "has the", twin.APIName, "of record", twin.First)
		}
		d.Take(int64(n))
	}
	fmt.Println(d.Ignored(), "value was not remembered")
	// Output:
	// record 2 has the Email of record 0
	// 1 value was not remembered
}

// What is worth sending again is a body of its own.
func ExampleBatch_Only() {
	batch, err := payload.NewInsert(modules.Leads()).
		Add(record.New().Text("Last_Name", "Daly"), record.New().Text("Last_Name", "Hart")).
		Triggers(payload.Workflow).
		Batch()
	if err != nil {
		fmt.Println(err)
		return
	}
	outcome, err := batch.Outcome([]byte(`{"data":[
		{"code":"SUCCESS","details":{"id":"5725767000000524157"},"message":"record added","status":"success"},
		{"code":"INTERNAL_ERROR","details":{},"message":"Internal Server Error","status":"error"}]}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	again, err := batch.Only(outcome.Resend())
	fmt.Println(string(again.Body), again.Index, err)
	// Output:
	// {"data":[{"Last_Name":"Hart"}],"trigger":["workflow"]} [1] <nil>
}
