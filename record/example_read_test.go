package record_test

import (
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// A line that is not JSON is a problem of its record alone.
func ExampleReadJSONLines() {
	file := strings.NewReader(`{"Last_Name":"Daly"}
{"Last_Name":"Dolan"
{"Last_Name":"Boyle"}
`)
	for batch, err := range payload.NewInsert(modules.Leads()).Batches(record.ReadJSONLines(file)) {
		fmt.Println(err)
		fmt.Println(string(batch.Body), batch.Index)
	}
	// Output:
	// $.data[1]: INVALID_DATA: invalid data: line 2, column 21: expected ',' or '}'
	// {"data":[{"Last_Name":"Daly"},{"Last_Name":"Boyle"}]} [0 2]
}

// An array of any length, an element at a time. Where it stops being JSON, the
// stream ends, and the last error says so.
func ExampleReadJSONArray() {
	file := strings.NewReader(`[
  {"Last_Name": "Daly"},
  {"Last_Name": "Dolan", "Email": "dolan@zylker"},
  {"Last_Name": "Boyle"
]`)
	for batch, err := range payload.NewInsert(modules.Leads()).Batches(record.ReadJSONArray(file)) {
		fmt.Println(len(batch.Index), "records:", err)
		var place *fieldtype.SyntaxError
		if errors.As(err, &place) {
			fmt.Println(errors.Is(err, zohocrm.ReasonSyntax), place.Line, place.Column)
		}
	}
	// Output:
	// 1 records: $.data[1].Email: INVALID_DATA: invalid data: expected an email address: name@domain.tld: no dot in the domain
	// 0 records: INVALID_DATA: invalid data: line 5, column 1: expected ',' or '}'
	// true 5 1
}

// Without a batch, the end of a stream is asked for.
func ExampleRecord_Ended() {
	file := strings.NewReader(`[{"Last_Name":"Daly"},{"Last_Name":"Dolan"} {}]`)
	for rec := range record.ReadJSONArray(file) {
		if err := rec.Ended(); err != nil {
			fmt.Println("the rest is not read:", err)
			break
		}
		fmt.Println(rec, modules.Leads().Check(rec))
	}
	// Output:
	// record(Last_Name) <nil>
	// record(Last_Name) <nil>
	// the rest is not read: INVALID_DATA: invalid data: line 1, column 45: expected ',' or ']'
}

// Every problem says the row and column, and the module how a cell is read.
func ExampleReadCSV() {
	const table = `Last_Name,Email,Annual_Revenue,Email_Opt_Out
Daly,p.daly@zylker.com,250000.90,false
Boyle,,about 3000,
,p.boyle@zylker.com,,TRUE
`
	for batch, err := range payload.NewInsert(modules.Leads()).Batches(record.ReadCSV(strings.NewReader(table))) {
		fmt.Println(string(batch.Body))
		fmt.Println(err)
	}
	// Output:
	// {"data":[{"Last_Name":"Daly","Email":"p.daly@zylker.com","Annual_Revenue":250000.90,"Email_Opt_Out":false}]}
	// $.data[1].Annual_Revenue: INVALID_DATA: invalid data: expected a decimal number such as -1250.50: row 3, column 3 (Annual_Revenue)
	// $.data[2].Last_Name: MANDATORY_NOT_FOUND: required field not found: expected a value: row 4, column 1 (Last_Name)
}

// The row and column are for programs, too.
func ExampleCellError_Place() {
	table := strings.NewReader("Last_Name,Email\nDaly,p.daly@zylker\n")
	for rec := range record.ReadCSV(table) {
		var cell *record.CellError
		if err := modules.Leads().Check(rec); errors.As(err, &cell) {
			row, column := cell.Place()
			fmt.Printf("%s in row %d and column %d: %v\n", cell.APIName, row, column, cell.Unwrap())
		}
	}
	// Output: Email in row 2 and column 2: no dot in the domain
}

// The columns of a query are named as the fields.
func ExampleFromRows() {
	db, err := sql.Open("customers", "") // of a driver such as github.com/lib/pq
	if err != nil {
		fmt.Println(err)
		return
	}
	defer db.Close()
	rows, err := db.Query(`SELECT name AS "Last_Name", mail AS "Email", seats AS "No_of_Employees" FROM customers`)
	if err != nil {
		fmt.Println(err)
		return
	}
	for batch, err := range payload.NewInsert(modules.Leads()).Batches(record.FromRows(rows)) {
		fmt.Println(string(batch.Body), err)
	}
	// Output: {"data":[{"Last_Name":"Daly","Email":"p.daly@zylker.com","No_of_Employees":12},{"Last_Name":"Dolan","Email":null,"No_of_Employees":7}]} <nil>
}
