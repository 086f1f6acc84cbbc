package fieldtype_test

import (
	"database/sql"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// Each kind of value, and its JSON.
func ExampleValue() {
	revenue, err := fieldtype.ParseDecimal("250000.90")
	if err != nil {
		fmt.Println(err)
		return
	}
	visited := time.Date(2017, time.August, 16, 14, 32, 23, 0, time.FixedZone("IST", 5*3600+1800))
	values := []fieldtype.Value{
		fieldtype.Text("Daly"),
		fieldtype.Bool(false),
		fieldtype.Int(120),
		fieldtype.Float(0.1),
		fieldtype.NumberOf(revenue),
		fieldtype.ParseNumber("1.5e6"),
		fieldtype.Time(visited),
		fieldtype.ID("425248000000104001"),
		fieldtype.Array(fieldtype.Text("Analytics"), fieldtype.Null()),
	}
	var anything fieldtype.Spec
	for _, v := range values {
		body, problems := anything.Append(nil, nil, v)
		fmt.Println(v.JSONType(), string(body), len(problems))
	}
	// Output:
	// string "Daly" 0
	// boolean false 0
	// number 120 0
	// number 0.1 0
	// number 250000.90 0
	// number 1500000 0
	// string "2017-08-16T14:32:23+05:30" 0
	// object {"id":"425248000000104001"} 0
	// array ["Analytics",null] 0
}

// A value is asked for what it may hold, and says whether it does.
func ExampleValue_reading() {
	lead, err := fieldtype.ParseJSON([]byte(
		`{"Last_Name":"Daly","Annual_Revenue":250000.90,"Email_Opt_Out":false,"Courses":["Analytics","Big data"]}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	revenue, _ := lead.Member("Annual_Revenue")
	fmt.Println(revenue.AsFloat())
	fmt.Println(revenue.AsBool())
	optOut, _ := lead.Member("Email_Opt_Out")
	fmt.Println(optOut.AsBool())
	courses, _ := lead.Member("Courses")
	fmt.Println(courses.Element(1).AsText())
	fmt.Println(courses.Len(), courses.Element(2).IsAbsent())

	visited := fieldtype.Time(time.Date(2017, time.August, 16, 14, 32, 23, 0, time.UTC))
	t, ok := visited.AsTime()
	fmt.Println(t.Format(time.DateOnly), ok)
	// Output:
	// 250000.9 true
	// false false
	// false true
	// Big data true
	// 2 true
	// 2017-08-16 true
}

// The members of an object are in the order in which they were written, those of
// a Go map in the order of their names.
func ExampleValue_Members() {
	owner := fieldtype.ValueOf(map[string]string{"name": "Patricia Boyle", "id": "4150868000000623001"})
	for name, v := range owner.Members() {
		text, _ := v.AsText()
		fmt.Println(name, text)
	}
	// Output:
	// id 4150868000000623001
	// name Patricia Boyle
}

// Zoho takes an empty mandatory field for a missing one. Only an absent value
// is left out of the body.
func ExampleValue_IsEmpty() {
	for _, v := range []fieldtype.Value{{}, fieldtype.Null(), fieldtype.Text(""), fieldtype.Texts(), fieldtype.Bool(false)} {
		fmt.Println(v.IsEmpty(), v.IsNull(), v.IsAbsent())
	}
	// Output:
	// true false true
	// true true false
	// true false false
	// true false false
	// false false false
}

// A check reports a value without a JSON form, with its path.
func ExampleValue_Problem() {
	quantity := fieldtype.ParseNumber("a dozen")
	fmt.Println(quantity.Problem())

	row := fieldtype.Object(fieldtype.Member{Name: "Quantity", Value: quantity})
	var anything fieldtype.Spec
	fmt.Println(anything.Check(fieldtype.Array(row)))
	fmt.Println(fieldtype.Float(math.Inf(1)).Problem())
	// Output:
	// INVALID_DATA: invalid data: expected a decimal number such as -1250.50
	// $[0].Quantity: INVALID_DATA: invalid data: expected a decimal number such as -1250.50
	// INVALID_DATA: invalid data: expected a finite number
}

// A reader of your own can leave its problems for the check to report.
func ExampleInvalid() {
	v := fieldtype.Invalid(&zohocrm.Error{
		Code: zohocrm.CodeInvalidData, Reason: zohocrm.ReasonFormat, Message: "invalid data",
		Expected: "one number on the card", Err: errors.New("card 17 has two"),
	})
	phone := fieldtype.Spec{Kind: fieldtype.Phone}
	err := phone.Check(v)
	fmt.Println(err)
	fmt.Println(errors.Is(err, zohocrm.ReasonFormat))
	// Output:
	// INVALID_DATA: invalid data: expected one number on the card: card 17 has two
	// true
}

// The fields of a struct, some of them under names of their own.
func ExampleValueOf_struct() {
	type Lead struct {
		LastName string `zoho:"Last_Name"`
		Email    string `json:"Email,omitempty"`
		Seats    int    `zoho:"No_of_Seats"`
		Internal string `zoho:"-"`
	}
	lead := fieldtype.ValueOf(&Lead{LastName: "Daly", Internal: "call back"})
	for name, v := range lead.Members() {
		fmt.Println(name, v.JSONType())
	}
	// Output:
	// Last_Name string
	// No_of_Seats number
}

// What a program has for its database goes as it is: NULL is null.
func ExampleValueOf_database() {
	row := map[string]any{
		"Last_Name":    sql.NullString{String: "Daly", Valid: true},
		"No_of_Seats":  sql.Null[int64]{V: 120, Valid: true},
		"Date_of_Last": sql.NullTime{},
	}
	var anything fieldtype.Spec
	body, problems := anything.Append(nil, nil, fieldtype.ValueOf(row))
	fmt.Println(string(body), len(problems))
	// Output: {"Date_of_Last":null,"Last_Name":"Daly","No_of_Seats":120} 0
}
