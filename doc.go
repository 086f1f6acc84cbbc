// Package zohocrm is the vocabulary of a library that checks records for Zoho
// CRM's Insert Records call (API v7) before anything is sent, and writes the
// request body for the rest.
//
// It holds what all the other packages speak: the [Code] that Zoho would
// answer with, the [Reason] behind it, the [Path] to the value, and [Error],
// which joins them. The work is done elsewhere:
//
//   - package record makes records: by setters, of Go maps and structs, of JSON,
//     tables and databases;
//   - package payload makes request bodies of records, or says what is wrong;
//   - package modules knows the modules, their fields and their rules;
//   - package fieldtype knows one value of one field type and its limits;
//   - package rrule knows recurrence and reminder texts.
//
// A problem is looked at with the errors package. Codes and reasons are
// themselves errors, so one call answers a question about a whole list:
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
// A check of one's own reports its problems with the constructors, such as
// [Missing], [WrongType] and [TooLong]. [Error.Hint] says what to do,
// [Error.AppendLong] encodes all that is known, and [Errors.ByField] sorts the
// problems for a form.
//
// An error never holds the value it is about: values in a CRM are personal
// data, and errors end up in logs.
package zohocrm
