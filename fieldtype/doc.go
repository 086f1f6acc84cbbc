// Package fieldtype knows one value of one field type of Zoho CRM: what the
// Insert Records page (API v7) says of it, its limits, and how it is written in
// JSON.
//
// A [Value] is what a field is set to. It is made by [Text], [Int], [Time], [ID]
// and the like, by [ValueOf] from any Go value, by [ParseJSON] from JSON, or by
// [Cell] from a cell of a table. It never changes.
//
// A [Kind] is a field type: [Email], [Currency], [Lookup]. A [Spec] is a field
// type with the limits of one field, and checks a Value and writes it in one
// pass:
//
//	spec := fieldtype.Spec{Kind: fieldtype.Phone, MaxLength: 20}
//	json, problems := spec.Append(nil, nil, fieldtype.Text("91(987)654321"))
//
// Append functions may overwrite dst's spare capacity.
//
// # Numbers
//
// A [Decimal] keeps the digits that it was written with, since 16 digits and 9
// decimals do not fit a float64. A Long Integer is text of digits, whose leading
// zeros count: an EAN code is no number.
//
// # Patterns
//
// [EmailPattern], [PhonePattern] and [URLPattern] are the regular expressions
// that Zoho publishes. What a check refuses for its pattern, they refuse; a
// [Mismatch] says which character is wrong, and why.
//
// # Empty values
//
// Zoho takes null and empty text in every field that is not mandatory, and so
// do [Spec.Append], [Spec.Check] and the Validate functions.
package fieldtype
