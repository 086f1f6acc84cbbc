// Package record makes records from setters ([New]), Go maps ([FromMap]), structs
// ([FromStruct]), JSON ([FromJSON]) and rows of a database ([FromRows]). It reads
// streams of records from JSON lines ([ReadJSONLines]), a JSON array
// ([ReadJSONArray]) and CSV ([ReadCSV], and [Table] for tables from other programs).
//
//	rec := record.New().
//		Text("Last_Name", "Daly").
//		Decimal("Annual_Revenue", "250000.90").
//		MultiSelect("Courses", "Analytics", "Big data")
//
// All of them make a [Record]. Package modules checks it, and package payload builds
// request bodies of it. A Record also holds what is wrong with it as a whole, and
// every check reports that: a stream that fails ends with a record that has the
// error.
package record
