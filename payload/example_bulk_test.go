package payload_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// The files of a table of any length, and what a result says of them.
func ExampleNewBulkWrite() {
	table := "Last_Name,Email,Owner\nDaly,p.daly@zylker.com,4150868000000623001\nDolan,dolan,\n=Frey,frey@zylker.com,\n"
	bulk := payload.NewBulkWrite(modules.Leads(), modules.Insert).Callback("https://www.zylker.com/bulk")
	for file, err := range bulk.Files(record.ReadCSV(strings.NewReader(table))) {
		if err != nil { // what is wrong with the records that were left out
			fmt.Println(err)
		}
		if file.Zip == nil {
			continue
		}
		fmt.Printf("file %d has the records %v:\n%s", file.Number, file.Index, firstCSV(file.Zip))

		// Upload the zip: POST https://content.zohoapis.com/crm/v8/upload. It answers with
		// a file_id, and the job is started with POST {api-domain}/crm/bulk/v7/write.
		job := file.Job("3524001000005697001")
		fmt.Println(strings.Contains(string(job), `"file_id": "3524001000005697001"`))

		// When the job is completed, its download_url gives the result.
		result := zipped("Last_Name,Email,Owner.id,STATUS,RECORD_ID,ERRORS\n" +
			"Daly,p.daly@zylker.com,4150868000000623001,added,5545974000002858122,\n" +
			"=Frey,frey@zylker.com,,skipped,,DUPLICATE_DATA-Email\n")
		outcome, err := bulk.Outcome(file.Zip, result, file.Index)
		if err != nil {
			fmt.Println(err)
			return
		}
		for _, row := range outcome.Rows {
			if row.ID != "" {
				fmt.Println(row.Index, row.ID)
			} else {
				fmt.Println(row.Index, row.Problems)
			}
		}
	}
	// Output:
	// $.data[1].Email: INVALID_DATA: invalid data: expected an email address: name@domain.tld: row 3, column 2 (Email): no @
	// file 1 has the records [0 2]:
	// Last_Name,Email,Owner.id
	// Daly,p.daly@zylker.com,4150868000000623001
	// =Frey,frey@zylker.com,
	// true
	// 0 5545974000002858122
	// 2 $.data[2].Email: DUPLICATE_DATA: duplicate data: expected a value that no stored record has
}

// An update that empties fields, with rows of a multi-select lookup.
func ExampleBulkWrite_FindBy() {
	bulk := payload.NewBulkWrite(modules.Leads(), modules.Update).FindBy("id").IgnoreEmpty(false).
		Table("Listings", "Leads_X_Listings").Strict()
	for file, err := range bulk.Files(record.ReadJSONLines(strings.NewReader(`{"id":"3652397000003852095","City":null,"Phone":"1"}`))) {
		fmt.Print(firstCSV(file.Zip))
		if err != nil {
			fmt.Println(err)
		}
	}
	// Output:
	// id,City,Phone
	// 3652397000003852095,,1
}

// A loop of your own that makes files: what is wrong with a record is known at once.
// Several goroutines may check the records, each with a Checker of its own, for
// AddChecked.
func ExampleBulkWrite_Batcher() {
	bulk := payload.NewBulkWrite(modules.Leads(), modules.Insert).Layout("554023000002734009")
	batcher, problems := bulk.Batcher()
	if batcher == nil {
		fmt.Println(problems)
		return
	}
	checker := bulk.Checker()
	flush := func() {
		for file := range batcher.Flush() {
			fmt.Printf("file %d has the records %v:\n%s", file.Number, file.Index, firstCSV(file.Zip))
		}
	}
	for i, name := range []string{"Daly", "", "Frey"} {
		rec := record.New().Text("Last_Name", name)
		checked, _ := checker.Check(nil, rec, i)
		if err := batcher.AddChecked(rec, checked).Err(); err != nil {
			fmt.Println(err)
		}
		if batcher.Full() { // 25,000 records, or the last one is for the next file: see Waits
			flush()
		}
	}
	fmt.Println(batcher.Add(record.New().Text("Last_Name", "Gill")).Err(), batcher.Waits())
	for batcher.Len() > 0 {
		flush()
	}
	// Output:
	// $.data[1].Last_Name: MANDATORY_NOT_FOUND: required field not found: expected a value
	// <nil> false
	// file 1 has the records [0 2 3]:
	// Layout.id,Last_Name
	// 554023000002734009,Daly
	// 554023000002734009,Frey
	// 554023000002734009,Gill
}

// The rows that Zoho did not come to, as a file to upload.
func ExampleOnlyBulkRows() {
	bulk := payload.NewBulkWrite(modules.Leads(), modules.Insert)
	for file := range bulk.Files(record.ReadCSV(strings.NewReader("Last_Name\nDaly\nDolan\nFrey\n"))) {
		result := "Last_Name,STATUS,RECORD_ID,ERRORS\nDaly,added,5545974000002858122,\nDolan,unprocessed,,\nFrey,unprocessed,,\n"
		outcome, err := bulk.Outcome(file.Zip, []byte(result), nil) // the positions are those in the file
		if err != nil {
			fmt.Println(err)
			return
		}
		again, err := payload.OnlyBulkRows(file.Zip, outcome.Resend())
		fmt.Print(firstCSV(again), err)
	}
	// Output:
	// Last_Name
	// Dolan
	// Frey
	// <nil>
}

// Files against calls.
func ExamplePlanBulk() {
	for _, records := range []int{1_000, 1_000_000} {
		plan := payload.PlanBulk(records)
		fmt.Printf("%d records: files: %d (%d credits), calls: %d (%d credits), files are cheaper: %t\n",
			records, plan.Files, plan.Credits, plan.Calls, plan.CallCredits, plan.Cheaper())
	}
	// Output:
	// 1000 records: files: 1 (500 credits), calls: 10 (100 credits), files are cheaper: false
	// 1000000 records: files: 40 (20000 credits), calls: 10000 (100000 credits), files are cheaper: true
}

// The body of a job that was kept in a file gets the id of the upload.
func ExampleFillBulkJob() {
	bulk := payload.NewBulkWrite(modules.Leads(), modules.Insert)
	for file := range bulk.Files(record.ReadCSV(strings.NewReader("Last_Name\nDaly\n"))) {
		job, err := payload.FillBulkJob(file.Job(""), "3524001000005697001")
		fmt.Println(string(job), err)
	}
	// Output:
	// {
	//   "character_encoding": "UTF-8",
	//   "operation": "insert",
	//   "resource": [
	//     {
	//       "type": "data",
	//       "module": {
	//         "api_name": "Leads"
	//       },
	//       "file_id": "3524001000005697001",
	//       "file_names": [
	//         "Leads.csv"
	//       ],
	//       "field_mappings": [
	//         {
	//           "api_name": "Last_Name",
	//           "index": 0
	//         }
	//       ]
	//     }
	//   ]
	// }
	//  <nil>
}

// firstCSV returns the text of the first file of a zip.
func firstCSV(data []byte) string {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return err.Error()
	}
	f, err := z.File[0].Open()
	if err != nil {
		return err.Error()
	}
	defer f.Close()
	text, _ := io.ReadAll(f)
	return string(text)
}

// zipped returns a zip with a CSV.
func zipped(table string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	f, _ := z.Create("result.csv")
	_, _ = io.WriteString(f, table)
	_ = z.Close()
	return b.Bytes()
}
