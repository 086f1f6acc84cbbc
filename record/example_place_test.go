package record_test

import (
	"fmt"
	"strings"

	"github.com/seed12a3e673/zohocrm/record"
)

// A record of a stream knows the line on which it starts and its text, that of a table
// its row.
func ExampleRecord_Row() {
	for rec := range record.ReadJSONLines(strings.NewReader("{\"Last_Name\":\"Daly\"}\n\n{\"Last_Name\":\n")) {
		text, _ := rec.Raw()
		fmt.Println(rec.Row(), text, rec.Err() == nil)
	}
	for rec := range record.ReadCSV(strings.NewReader("Last_Name\nDaly\nHart\n")) {
		fmt.Println(rec.Row(), rec)
	}
	// Output:
	// 1 {"Last_Name":"Daly"} true
	// 3 {"Last_Name": false
	// 2 record(Last_Name)
	// 3 record(Last_Name)
}
