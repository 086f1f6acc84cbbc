// Package payload takes records in and gives the body of Zoho CRM's Insert
// Records call out, or the problems that Zoho would find in it.
//
// A [Record] is made by setters, or of a map ([FromMap]), a struct ([FromStruct])
// or JSON ([FromJSON]); [ReadJSONLines], [ReadJSONArray] and [ReadCSV] read
// streams of them.
// An [Insert] collects records of one module with the keys that stand beside
// them in the request, and builds the body:
//
//	body, err := payload.NewInsert(modules.Leads()).
//		Add(payload.NewRecord().
//			Text("Last_Name", "Daly").
//			Text("Email", "p.daly@zylker.com")).
//		Triggers(payload.Workflow, payload.Approval).
//		Build()
//
// No setter fails: Build reports every problem of every record at once, as
// [zohocrm.Errors]. A body holds at most 100 records; [Insert.Batches] splits a
// longer stream and leaves out the records that Zoho would refuse. What Zoho
// answers to a body is matched with its records by [Batch.Outcome].
package payload
