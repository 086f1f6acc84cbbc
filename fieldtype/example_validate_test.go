package fieldtype_test

import (
	"errors"
	"fmt"
	"strings"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// The three kinds of Multi Line differ in their length only.
func ExampleValidateMultiLine() {
	minutes := strings.Repeat("Called back. ", 200)
	fmt.Println(fieldtype.ValidateMultiLine(minutes))
	fmt.Println(fieldtype.ValidateMultiLineLarge(minutes))
	fmt.Println(fieldtype.ValidateRichText("<b>Called back</b> on Monday"))
	// Output:
	// INVALID_DATA: invalid data: expected at most 2000 characters
	// <nil>
	// <nil>
}

// Zoho lets a request add a value to a picklist. Where the list is known and closed,
// a Spec reports the others.
func ExampleValidatePicklist() {
	fmt.Println(fieldtype.ValidatePicklist("automobile"))

	industry := fieldtype.Spec{Kind: fieldtype.Picklist, Values: []string{"Automobile", "Real estate"}, OnlyListed: true}
	fmt.Println(industry.Check(fieldtype.Text("automobile")))
	// Output:
	// <nil>
	// INVALID_DATA: invalid data: expected one of Automobile, Real estate
}

func ExampleValidateDate() {
	fmt.Println(fieldtype.ValidateDate("2017-08-16"))
	fmt.Println(fieldtype.ValidateDate("16/08/2017"))
	fmt.Println(errors.Is(fieldtype.ValidateDate("2017-02-29"), zohocrm.ReasonCalendar))
	// Output:
	// <nil>
	// INVALID_DATA: invalid data: expected a date as yyyy-MM-dd
	// true
}

// The field types for numbers with decimals differ in their digits. They take
// exact numbers.
func ExampleValidateCurrency() {
	for _, literal := range []string{"250000.90", "250", "-1234567.5", "0.0123456789"} {
		d, err := fieldtype.ParseDecimal(literal)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(d, "as Currency:", fieldtype.ValidateCurrency(d))
		fmt.Println(d, "as Decimal:", fieldtype.ValidateDecimal(d))
		fmt.Println(d, "as Percent:", fieldtype.ValidatePercent(d))
	}
	// Output:
	// 250000.90 as Currency: <nil>
	// 250000.90 as Decimal: <nil>
	// 250000.90 as Percent: INVALID_DATA: invalid data: expected at most 5 digits before the decimal point
	// 250 as Currency: <nil>
	// 250 as Decimal: <nil>
	// 250 as Percent: <nil>
	// -1234567.5 as Currency: <nil>
	// -1234567.5 as Decimal: <nil>
	// -1234567.5 as Percent: INVALID_DATA: invalid data: expected at most 5 digits before the decimal point
	// 0.0123456789 as Currency: INVALID_DATA: invalid data: expected at most 9 decimals
	// 0.0123456789 as Decimal: INVALID_DATA: invalid data: expected at most 9 decimals
	// 0.0123456789 as Percent: INVALID_DATA: invalid data: expected at most 9 decimals
}

func ExampleValidateCheckbox() {
	fmt.Println(fieldtype.ValidateCheckbox(fieldtype.Bool(false)))
	fmt.Println(fieldtype.ValidateCheckbox(fieldtype.Text("false")))
	// Output:
	// <nil>
	// INVALID_DATA: invalid data: expected true or false, not text or a number
}

// A user is given by id or by email.
func ExampleValidateUser() {
	fmt.Println(fieldtype.ValidateUser(fieldtype.ID("4150868000000623001")))
	byEmail := fieldtype.Object(fieldtype.Member{Name: "email", Value: fieldtype.Text("p.boyle@zylker.com")})
	fmt.Println(fieldtype.ValidateUser(byEmail))
	// Output:
	// <nil>
	// <nil>
}

// What belongs to the record or the request, and not to a field: its layout,
// its wizard, and the lead assignment rule.
func ExampleValidateLayout() {
	fmt.Println(fieldtype.ValidateLayout(fieldtype.ID("554023000002734009")))
	fmt.Println(fieldtype.ValidateLayout(fieldtype.Text("Standard")))

	fmt.Println(fieldtype.ValidateWizard(fieldtype.ID("3652397000003677001")))
	fmt.Println(fieldtype.ValidateWizard(fieldtype.Text("3652397000003677001")))

	fmt.Println(fieldtype.ValidateLarID("3652397000002045001"))
	fmt.Println(fieldtype.ValidateLarID("Round robin"))
	// Output:
	// <nil>
	// INVALID_DATA: invalid data: expected an object with "id", such as {"id":"425248000000104001"}
	// <nil>
	// <nil>
	// <nil>
	// INVALID_DATA: invalid data: expected an id: text of 1 to 19 digits
}
