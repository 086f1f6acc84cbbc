package modules_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
)

func ExampleLookup() {
	for _, name := range []string{"Price_Books", "pricebooks", "price books", "Pricebok"} {
		m, err := modules.Lookup(name)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(m.APIName())
	}
	// Output:
	// Price_Books
	// Price_Books
	// Price_Books
	// INVALID_MODULE: the module name given seems to be invalid: expected the API name of a module, such as Price_Books, Products, Services__s
}

// A lead is a record without any reflection: a Go type that gives its fields.
type lead struct{ lastName, email string }

func (l lead) Len() int { return 2 }

func (l lead) At(i int) (string, fieldtype.Value) {
	name := [...]string{"Last_Name", "Email"}[i]
	v, _ := l.Field(name)
	return name, v
}

func (l lead) Field(apiName string) (fieldtype.Value, bool) {
	switch apiName {
	case "Last_Name":
		return fieldtype.Text(l.lastName), true
	case "Email":
		return fieldtype.Text(l.email), true
	}
	return fieldtype.Value{}, false
}

func ExampleModule_Check() {
	fmt.Println(modules.Leads().Check(lead{"Daly", "p.daly@zylker.com"}))

	err := modules.Leads().Check(lead{"", "p.daly@zylker"})
	fmt.Println(err)
	fmt.Println(errors.Is(err, zohocrm.CodeMandatoryNotFound), errors.Is(err, zohocrm.ReasonPattern))
	// Output:
	// <nil>
	// $.Last_Name: MANDATORY_NOT_FOUND: required field not found: expected a value
	// $.Email: INVALID_DATA: invalid data: expected an email address: name@domain.tld: no dot in the domain
	// true true
}

func ExampleModule_Append() {
	body, problems := modules.Leads().Append(nil, nil, lead{"Daly", "p.daly@zylker.com"})
	fmt.Println(string(body), len(problems))
	// Output: {"Last_Name":"Daly","Email":"p.daly@zylker.com"} 0
}

// An organization has fields of its own and may be less strict than the page.
func ExampleModule_With() {
	calls, err := modules.Calls().With(
		modules.WithField(modules.Field{APIName: "Ticket", Spec: fieldtype.Spec{Kind: fieldtype.LongInteger}, Mandatory: true}),
		modules.WithoutRule("call_duration_mandatory"),
		modules.WithNow(time.Now),
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	f, ok := calls.Field("Ticket")
	fmt.Println(f.APIName, f.Spec.Kind, ok)
	_, ok = modules.Calls().Field("Ticket")
	fmt.Println("in the module itself:", ok)
	// Output:
	// Ticket Long Integer true
	// in the module itself: false
}

func ExampleModule_Rules() {
	for rule := range modules.Calls().Rules() {
		if rule.Name == "call_duration_mandatory" {
			fmt.Println(rule.Doc)
		}
	}
	// Output: Call_Duration is mandatory unless the call is scheduled or missed.
}

func ExampleCustom() {
	vehicles, err := modules.Custom("Vehicles").With(modules.WithField(modules.Field{
		APIName: "Wheels",
		Spec:    fieldtype.Spec{Kind: fieldtype.Number, MaxDigits: 2},
	}))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(vehicles.APIName(), vehicles.ScopeName())
	for f := range vehicles.Fields() {
		if f.Mandatory {
			fmt.Println(f.APIName, "is mandatory")
		}
	}
	// Output:
	// Vehicles custom
	// Name is mandatory
}
