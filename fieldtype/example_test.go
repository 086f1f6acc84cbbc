package fieldtype_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/big"
	"time"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// A Spec checks a value and writes it in one pass.
func ExampleSpec_Append() {
	amount := fieldtype.Spec{Kind: fieldtype.Currency, MaxDecimals: 2}

	body, problems := amount.Append(nil, nil, fieldtype.ValueOf(json.Number("250000.90")))
	fmt.Println(string(body), len(problems))

	_, problems = amount.Append(nil, nil, fieldtype.ValueOf(json.Number("250000.905")))
	for _, p := range problems {
		// The caller knows which field it is and adds the path to it.
		p.PrefixPath(zohocrm.Key("data"), zohocrm.Index(0), zohocrm.Key("Annual_Revenue"))
		fmt.Println(p)
	}
	// Output:
	// 250000.90 0
	// $.data[0].Annual_Revenue: INVALID_DATA: invalid data: expected at most 2 decimals
}

func ExampleSpec_Check() {
	courses := fieldtype.Spec{Kind: fieldtype.MultiSelect, Values: []string{"Analytics", "Big data"}, OnlyListed: true}

	fmt.Println(courses.Check(fieldtype.Texts("Analytics", "Big data")))
	fmt.Println(courses.Check(fieldtype.Text("Analytics;Big data")))
	fmt.Println(courses.Check(fieldtype.Texts("Analytics", "Cooking")))
	// Output:
	// <nil>
	// INVALID_DATA: invalid data: expected an array of texts, such as ["Analytics","Big data"]
	// $[1]: INVALID_DATA: invalid data: expected one of Analytics, Big data
}

func ExampleValueOf() {
	var anything fieldtype.Spec
	body, problems := anything.Append(nil, nil, fieldtype.ValueOf(map[string]any{
		"Last_Name":     "O'Leary",
		"No_of_Seats":   uint8(12),
		"Discount":      0.1,
		"Email_Opt_Out": false,
		"Owner":         map[string]string{"id": "4150868000000623001"},
		"Birthday":      time.Date(2017, time.August, 16, 14, 32, 23, 0, time.FixedZone("", 19800)),
		"Referrer":      (*string)(nil),
	}))
	fmt.Println(string(body), len(problems))

	// It never fails. What has no JSON form is reported when it is checked.
	fmt.Println(anything.Check(fieldtype.ValueOf([]any{1.5, math.NaN()})))
	// Output:
	// {"Birthday":"2017-08-16T14:32:23+05:30","Discount":0.1,"Email_Opt_Out":false,"Last_Name":"O'Leary","No_of_Seats":12,"Owner":{"id":"4150868000000623001"},"Referrer":null} 0
	// $[1]: INVALID_DATA: invalid data: expected a finite number
}

func ExampleParseJSON() {
	v, err := fieldtype.ParseJSON([]byte(`{"Last_Name": "Daly", "Amount": 250000.90}`))
	for name, value := range v.Members() {
		fmt.Println(name, value.JSONType())
	}
	amount, _ := v.Member("Amount")
	number, _ := amount.AsDecimal()
	fmt.Println(number, err)

	// The error of text that is not JSON has the position where it stops.
	_, err = fieldtype.ParseJSON([]byte("{\n  \"Company\": \"ABC\"\n  \"Last_Name\": \"Dolan\"\n}"))
	var place *fieldtype.SyntaxError
	if errors.As(err, &place) {
		fmt.Println(place.Line, place.Column, place.Expected)
	}
	// Output:
	// Last_Name string
	// Amount number
	// 250000.90 <nil>
	// 3 3 ',' or '}'
}

func ExampleParseDecimal() {
	amount, err := fieldtype.ParseDecimal("1.50e6")
	before, after := amount.Digits()
	fmt.Println(amount, before, after, err)

	_, err = fieldtype.ParseDecimal("1,500,000")
	fmt.Println(err)
	// Output:
	// 1500000 7 0 <nil>
	// INVALID_DATA: invalid data: expected a decimal number such as -1250.50
}

func ExampleDecimalOf() {
	third, _ := fieldtype.DecimalOf(float32(0.1)) // in its shortest form
	large, _ := fieldtype.DecimalOf(new(big.Int).Lsh(big.NewInt(1), 70))
	fmt.Println(third, large)
	// Output: 0.1 1180591620717411303424
}

func ExampleKindOf() {
	kind, ok := fieldtype.KindOf("bigint")
	fmt.Println(kind, kind.JSONType(), ok)
	// Output: Long Integer string true
}

func ExampleValue_Elements() {
	for i, v := range fieldtype.Texts("Analytics", "Big data").Elements() {
		text, _ := v.AsText()
		fmt.Println(i, text)
	}
	// Output:
	// 0 Analytics
	// 1 Big data
}

func ExampleObject() {
	owner := fieldtype.Object(
		fieldtype.Member{Name: "name", Value: fieldtype.Text("Patricia Boyle")},
		fieldtype.Member{Name: "id", Value: fieldtype.Text("4150868000000623001")},
	)
	id, ok := owner.AsID()
	fmt.Println(id, ok, fieldtype.ValidateUser(owner))
	// Output: 4150868000000623001 true <nil>
}

func ExampleValidateSingleLine() {
	fmt.Println(fieldtype.ValidateSingleLine("Mike O'Leary"))
	// Output: <nil>
}

func ExampleValidateNumber() {
	tooLarge, _ := fieldtype.ParseDecimal("1234567890")
	fmt.Println(fieldtype.ValidateNumber(tooLarge))
	// Output: INVALID_DATA: invalid data: expected at most 9 digits before the decimal point
}

func ExampleValidateLongInteger() {
	fmt.Println(fieldtype.ValidateLongInteger("0012345600012"))
	// Output: <nil>
}

func ExampleValidateDateTime() {
	fmt.Println(fieldtype.ValidateDateTime("2017-08-16T14:32:23+05:30"))
	fmt.Println(fieldtype.ValidateDateTime("2025-08-16T16:26:04.240Z"))
	err := fieldtype.ValidateDateTime("2017-02-29T14:32:23+05:30")
	fmt.Println(errors.Is(err, zohocrm.ReasonCalendar))
	// Output:
	// <nil>
	// INVALID_DATA: invalid data: expected a date and time as yyyy-MM-ddTHH:mm:ss±HH:mm
	// true
}

func ExampleValidateLookup() {
	fmt.Println(fieldtype.ValidateLookup(fieldtype.ID("425248000000104001")))
	fmt.Println(fieldtype.ValidateLookup(fieldtype.Text("Zylker")))
	byName := fieldtype.Object(fieldtype.Member{Name: "name", Value: fieldtype.Text("Zylker")})
	fmt.Println(fieldtype.ValidateLookup(byName))
	// Output:
	// <nil>
	// INVALID_DATA: invalid data: expected an object with "id", such as {"id":"425248000000104001"}
	// $.id: MANDATORY_NOT_FOUND: required field not found: expected a value
}

func ExampleAppendQuote() {
	fmt.Println(string(fieldtype.AppendQuote(nil, "2 \"lines\"\nof <text>")))
	// Output: "2 \"lines\"\nof <text>"
}

// Each field type can be checked on its own.
func Example() {
	err := fieldtype.ValidatePhone("91(987)654321")
	fmt.Println(err)

	err = fieldtype.ValidatePhone("-91 987 654321")
	fmt.Println(err)
	// Output:
	// <nil>
	// INVALID_DATA: invalid data: expected a phone number: digits and letters, with single spaces, dots or dashes between them, parentheses, or + at the start: character 1: a dash or dot at the start
}

// A syntax error knows its place in the text.
func ExampleSyntaxError_Place() {
	_, err := fieldtype.ParseJSON([]byte("{\n  \"Last_Name\" \"Daly\"\n}"))
	var syntax *fieldtype.SyntaxError
	if errors.As(err, &syntax) {
		line, column := syntax.Place()
		fmt.Println(line, column, syntax.Expects())
	}
	// Output: 2 15 ':'
}
