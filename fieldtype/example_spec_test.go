package fieldtype_test

import (
	"fmt"

	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// The limits that numbers have as long as the organization sets no others.
func ExampleKinds() {
	for kind := range fieldtype.Kinds() {
		if _, digits, decimals := kind.Limits(); digits > 0 {
			fmt.Println(kind.DataType(), digits, decimals, kind.Example())
		}
	}
	// Output:
	// integer 9 0 120
	// currency 16 9 250000.90
	// double 16 9 250000.50
	// percent 5 9 25
	// bigint 18 0 "0012345600012"
}

// The field says how a cell of a table is read.
func ExampleCell() {
	for _, column := range []struct {
		kind fieldtype.Kind
		cell string
	}{
		{fieldtype.Currency, "+250000.90"},
		{fieldtype.MultiSelect, "Analytics; Big data"},
		{fieldtype.Lookup, "425248000000104001"},
		{fieldtype.SingleLine, " 007 "},
		{fieldtype.Checkbox, "yes"},
	} {
		spec := fieldtype.Spec{Kind: column.kind}
		body, problems := spec.Append(nil, nil, fieldtype.Cell(column.cell))
		if len(problems) > 0 {
			fmt.Println(problems)
			continue
		}
		fmt.Println(string(body))
	}
	// Output:
	// 250000.90
	// ["Analytics","Big data"]
	// {"id":"425248000000104001"}
	// "007"
	// INVALID_DATA: invalid data: expected true or false
}
