// Package fieldtype checks a value against a field type of Zoho CRM, with the limits
// of the Insert Records page (API v7), and writes it as JSON.
//
// A [Value] is the value of a field. Functions such as [Text], [Int], [Time] and [ID]
// make one, [ValueOf] makes one of any Go value, [ParseJSON] of JSON, and [Cell] of a
// cell of a table. A Value never changes.
//
// A [Kind] is a field type, such as [Email], [Currency] or [Lookup]. A [Spec] is a
// field type with the limits of one field. It checks a Value and writes it in one
// pass:
//
//	spec := fieldtype.Spec{Kind: fieldtype.Phone, MaxLength: 20}
//	json, problems := spec.Append(nil, nil, fieldtype.Text("91(987)654321"))
//
// Append functions may overwrite dst's spare capacity.
//
// # Numbers
//
// A [Decimal] keeps its digits, as 16 digits and 9 decimals do not fit a float64. A
// Long Integer is a text of digits whose leading zeros count, such as an EAN code.
//
// # Patterns
//
// [EmailPattern], [PhonePattern] and [URLPattern] are the regular expressions that
// Zoho publishes. A check refuses only texts that they refuse. A [Mismatch] says
// which character is wrong, and why.
//
// # Empty values
//
// Zoho accepts null and empty text in every field that is not mandatory, and so do
// [Spec.Append], [Spec.Check] and the Validate functions.
package fieldtype
