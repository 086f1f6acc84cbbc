package fieldtype_test

import (
	"fmt"

	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// A format is checked before a table is read.
func ExampleCellFormat_Check() {
	for _, dates := range []string{"dd/MM/yyyy", "dd/MM/yyyy HH:mm", "dd/MM/yy"} {
		f := fieldtype.CellFormat{Decimal: ",", Dates: []string{dates}}
		fmt.Println(f.Check())
	}
	// Output:
	// <nil>
	// <nil>
	// INVALID_DATA: invalid data: expected year, month and day such as dd/MM/yyyy or yyyy-MM-dd HH:mm:ss as CellFormat.Dates (-date-format)
}

// People see the label of a field.
func ExampleField_ShownLabel() {
	for _, f := range []fieldtype.Field{{APIName: "First_Name"}, {APIName: "Designation", Label: "Title"}, {APIName: "Locked__s"}} {
		fmt.Println(f.APIName, "is", f.ShownLabel())
	}
	// Output:
	// First_Name is First Name
	// Designation is Title
	// Locked__s is Locked
}
