// Package record makes records, from whatever source people have them: setters
// ([New]), Go maps ([FromMap]), structs ([FromStruct]), JSON ([FromJSON]), the rows
// of a database ([FromRows]), and streams of JSON lines ([ReadJSONLines]), of a
// JSON array ([ReadJSONArray]) and of a table ([ReadCSV], and [Table] for tables as
// people have them).
//
//	rec := record.New().
//		Text("Last_Name", "Daly").
//		Decimal("Annual_Revenue", "250000.90").
//		MultiSelect("Courses", "Analytics", "Big data")
//
// There is one type, [Record]. Package modules checks it, and package payload
// writes request bodies of it. What is wrong with a record as a whole travels with
// it, and every check reports it: a stream that fails ends with a record that says
// so.
package record
