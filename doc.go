// Package zohocrm holds the errors of a library that checks records for Zoho CRM's
// insert, update, upsert and Bulk Write calls (API v7) and builds their request bodies
// and files, without sending anything. "The page" in the documentation is Zoho's page
// about Insert Records,
// https://www.zoho.com/crm/developer/docs/api/v7/insert-records.html.
//
// An [Error] is one problem. It has the [Code] that Zoho would answer with, the
// [Reason], which is more precise, and the [Path] to the value. The other packages do
// the work:
//
//   - package record makes records: by setters, of Go maps and structs, of JSON,
//     tables and databases;
//   - package payload makes request bodies of records, or says what is wrong;
//   - package modules knows the modules, their fields and their rules;
//   - package fieldtype knows one value of one field type and its limits;
//   - package rrule knows recurrence and reminder texts.
//
// Use the errors package to look at problems. Codes and reasons are errors, so one
// call asks about a whole list:
//
//	body, err := in.Build()
//	if errors.Is(err, zohocrm.CodeMandatoryNotFound) {
//		...
//	}
//	var problems zohocrm.Errors
//	if errors.As(err, &problems) {
//		for _, p := range problems {
//			log.Print(p.Path.JSONPath(), p.Code, p.Reason)
//		}
//	}
//
// [Error.Hint] says what to do, [Error.AppendLong] encodes everything that is known,
// and [Errors.ByField] sorts the problems for a form. Your own checks can report
// problems with constructors such as [Missing], [WrongType] and [TooLong].
//
// An error never holds the value that it is about: values in a CRM are personal data,
// and errors end up in logs.
package zohocrm
