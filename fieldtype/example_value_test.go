package fieldtype_test

import (
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
		fieldtype.Num(revenue),
		fieldtype.Literal("1.5e6"),
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

// The members of an object are in the order in which they were written. Members
// walks over them; these two suit other loops.
func ExampleValue_MemberAt() {
	owner := fieldtype.Of(map[string]string{"name": "Patricia Boyle", "id": "4150868000000623001"})
	for i := range owner.Len() {
		name, v := owner.MemberAt(i)
		text, _ := v.AsText()
		fmt.Println(name, text)
	}
	members, ok := owner.Object()
	fmt.Println(len(members), ok)
	// Output:
	// id 4150868000000623001
	// name Patricia Boyle
	// 2 true
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

// A value without a JSON form is reported where it stands when it is checked.
func ExampleValue_Problem() {
	quantity := fieldtype.Literal("a dozen")
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

// One Converter for a record keeps the fields together within MaxValues.
func ExampleConverter() {
	var c fieldtype.Converter
	members := []fieldtype.Member{{Name: "Last_Name"}, {Name: "Courses"}, {Name: "Owner"}}
	c.Set(&members[0].Value, "Daly")
	c.Set(&members[1].Value, []string{"Analytics", "Big data"})
	c.Set(&members[2].Value, map[string]any{"id": "4150868000000623001"})
	var anything fieldtype.Spec
	body, problems := anything.Append(nil, nil, fieldtype.Object(members...))
	fmt.Println(string(body), len(problems))
	// Output: {"Last_Name":"Daly","Courses":["Analytics","Big data"],"Owner":{"id":"4150868000000623001"}} 0
}

// The values of a map are checked and written as they are. What the quick check
// does not take is converted.
func ExampleConverter_AppendValid() {
	email, currency := fieldtype.Spec{Kind: fieldtype.Email}, fieldtype.Spec{Kind: fieldtype.Currency}
	address, revenue := email.Prepare("Email"), currency.Prepare("Annual_Revenue")
	fields := []*fieldtype.Prepared{&address, &revenue}
	for _, lead := range []map[string]any{
		{"Annual_Revenue": 250000.9, "Email": "p.daly@zylker.com"},
		{"Annual_Revenue": "250000.9", "Email": "p.daly@zylker.com"},
	} {
		var c fieldtype.Converter
		body, stop, _, _ := c.AppendValid(nil, lead, fields, 0)
		fmt.Println(string(body))
		if stop < len(fields) {
			var v fieldtype.Value
			c.Set(&v, lead[fields[stop].APIName])
			fmt.Println(currency.Check(v))
		}
	}
	// Output:
	// ,"Email":"p.daly@zylker.com","Annual_Revenue":250000.9
	// ,"Email":"p.daly@zylker.com"
	// INVALID_DATA: invalid data: expected a number without quotes
}

// The fields of a struct, some of them under names of their own.
func ExampleAppendStruct() {
	type Lead struct {
		LastName string `zoho:"Last_Name"`
		Email    string `json:"Email,omitempty"`
		Seats    int    `zoho:"No_of_Seats"`
		Internal string `zoho:"-"`
	}
	members, err := fieldtype.AppendStruct(nil, &Lead{LastName: "Daly", Internal: "call back"})
	for _, m := range members {
		fmt.Println(m.Name, m.Value.JSONType())
	}
	fmt.Println(err)

	_, err = fieldtype.AppendStruct(nil, "Daly")
	fmt.Println(errors.Is(err, zohocrm.ReasonGoType))
	// Output:
	// Last_Name string
	// No_of_Seats number
	// <nil>
	// true
}
