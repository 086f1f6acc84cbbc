// Package payload builds the bodies of Zoho CRM's Insert Records, Update Records and
// Upsert Records calls, or reports the problems that Zoho would find in the records.
//
// Package record makes the records. A [Request] collects records of one module, and
// the keys of the request such as trigger, and builds the body:
//
//	body, err := payload.NewInsert(modules.Leads()).
//		Add(record.New().
//			Text("Last_Name", "Daly").
//			Text("Email", "p.daly@zylker.com")).
//		Triggers(payload.Workflow, payload.Approval).
//		Build()
//
// No setter fails: Build reports every problem of every record at once, as
// [zohocrm.Errors]. A body holds at most 100 records. [Request.Batches] splits a
// longer stream and leaves out the records that Zoho would refuse. [Batch.Outcome]
// reads Zoho's answer and returns what became of each record.
//
// [NewUpdate] and [NewUpsert] return requests for the other two calls. The calls
// differ in their mandatory fields, in how they identify records, and in their keys.
// Build reports a setting that the call does not take.
//
// For a loop of your own, [Request.Batcher] makes bodies of the records that you add
// one by one. A [Checker] checks records in a goroutine of its own, and [Duplicates]
// finds equal values in all bodies. [NewBulkWrite] makes the files of Bulk Write, for
// millions of records.
package payload
