// Package payload makes the bodies of Zoho CRM's Insert Records, Update Records
// and Upsert Records calls out of records, or reports the problems that Zoho would
// find in them.
//
// Package record makes the records: by setters, of a map, of a struct, of JSON, of
// the rows of a database, or of a stream. A [Request] collects records of one
// module with the keys beside them, and builds the body:
//
//	body, err := payload.NewInsert(modules.Leads()).
//		Add(record.New().
//			Text("Last_Name", "Daly").
//			Text("Email", "p.daly@zylker.com")).
//		Triggers(payload.Workflow, payload.Approval).
//		Build()
//
// No setter fails: Build reports every problem of every record at once, as
// [zohocrm.Errors]. A body holds at most 100 records; [Request.Batches] splits a
// longer stream and leaves out the records that Zoho would refuse. What Zoho
// answers to a body is matched with its records by [Batch.Outcome].
//
// [NewUpdate] and [NewUpsert] return the same kind of request for the other two
// calls. What differs is which fields have to be there, how a record is named, and
// which keys go with the records: a setting that a call does not take is a
// problem that Build reports.
package payload
