// Package payload makes the bodies of Zoho CRM's Insert Records call out of
// records, or reports the problems that Zoho would find in them.
//
// Package record makes the records: by setters, of a map, of a struct, of JSON, of
// the rows of a database, or of a stream. An [Insert] collects records of one
// module with the keys beside them in the request, and builds the body:
//
//	body, err := payload.NewInsert(modules.Leads()).
//		Add(record.New().
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
