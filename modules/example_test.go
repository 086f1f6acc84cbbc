package modules_test

import (
	"errors"
	"fmt"
	"iter"
	"time"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/record"
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

// A lead is a Go type that gives its fields. [record.FromFields] makes a record of
// it without reflection.
type lead struct{ lastName, email string }

func (l lead) Fields() iter.Seq2[string, fieldtype.Value] {
	return func(yield func(string, fieldtype.Value) bool) {
		_ = yield("Last_Name", fieldtype.Text(l.lastName)) && yield("Email", fieldtype.Text(l.email))
	}
}

func ExampleModule_Check() {
	good := lead{"Daly", "p.daly@zylker.com"}
	fmt.Println(modules.Leads().Check(record.FromFields(good.Fields())))

	bad := lead{"", "p.daly@zylker"}
	err := modules.Leads().Check(record.FromFields(bad.Fields()))
	fmt.Println(err)
	fmt.Println(errors.Is(err, zohocrm.CodeMandatoryNotFound), errors.Is(err, zohocrm.ReasonPattern))
	// Output:
	// <nil>
	// $.Last_Name: MANDATORY_NOT_FOUND: required field not found: expected a value
	// $.Email: INVALID_DATA: invalid data: expected an email address: name@domain.tld: no dot in the domain
	// true true
}

// Records that are checked one after another can share the memory of their JSON.
func ExampleModule_Append() {
	var body []byte
	for _, l := range []lead{{"Daly", "p.daly@zylker.com"}, {"Dolan", "dolan@zylker"}} {
		var problems zohocrm.Errors
		body, problems = modules.Leads().Append(body[:0], nil, record.FromFields(l.Fields()))
		if problems.Err() != nil {
			fmt.Println(problems)
			continue
		}
		fmt.Println(string(body))
	}
	// Output:
	// {"Last_Name":"Daly","Email":"p.daly@zylker.com"}
	// $.Email: INVALID_DATA: invalid data: expected an email address: name@domain.tld: no dot in the domain
}

// An organization has fields of its own and may be less strict than the page.
func ExampleModule_With() {
	calls, err := modules.Calls().With(
		modules.WithField(fieldtype.Field{APIName: "Ticket", Spec: fieldtype.Spec{Kind: fieldtype.LongInteger}, Mandatory: true}),
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
	vehicles, err := modules.Custom("Vehicles").With(modules.WithField(fieldtype.Field{
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
