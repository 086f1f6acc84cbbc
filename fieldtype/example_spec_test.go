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

// For many records of the same fields: what the quick check does not take,
// Append looks at.
func ExampleAppendValid() {
	email := fieldtype.Spec{Kind: fieldtype.Email}
	prepared := email.Prepare("Email")
	fields := []*fieldtype.Prepared{&prepared}
	for _, text := range []string{"p.daly@zylker.com", "jürgen@zylker.com", "p.daly@zylker"} {
		v := fieldtype.Text(text)
		body, stop, _ := fieldtype.AppendValid(nil, []fieldtype.Member{{Name: "Email", Value: v}}, fields, 0)
		if stop == 1 {
			fmt.Println(string(body))
			continue
		}
		body, problems := email.Append(prepared.AppendName(nil), nil, v)
		if problems.Err() != nil {
			fmt.Println(problems)
			continue
		}
		fmt.Println(string(body), "at second sight")
	}
	// Output:
	// ,"Email":"p.daly@zylker.com"
	// ,"Email":"jürgen@zylker.com" at second sight
	// INVALID_DATA: invalid data: expected an email address: name@domain.tld: no dot in the domain
}
