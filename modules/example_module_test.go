package modules_test

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
)

// The modules whose names differ for URLs, people and OAuth scopes.
func ExampleAll() {
	for m := range modules.All() {
		if m.Label() != m.APIName() {
			fmt.Printf("%s, %s, ZohoCRM.modules.%s.CREATE\n", m.APIName(), m.Label(), m.ScopeName())
		}
	}
	// Output:
	// Events, Meetings, ZohoCRM.modules.events.CREATE
	// Price_Books, Price Books, ZohoCRM.modules.pricebooks.CREATE
	// Sales_Orders, Sales Orders, ZohoCRM.modules.salesorders.CREATE
	// Purchase_Orders, Purchase Orders, ZohoCRM.modules.purchaseorders.CREATE
	// Appointments__s, Appointments, ZohoCRM.modules.appointments.CREATE
	// Appointments_Rescheduled_History__s, Appointments Rescheduled History, ZohoCRM.modules.appointments_rescheduled_history.CREATE
	// Services__s, Services, ZohoCRM.modules.services.CREATE
}

// Field names in the order of the module, such as for the header of a table.
func ExampleModule_Position() {
	leads := modules.Leads()
	names := []string{"Email", "My_Field", "Company", "Last_Name"}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Compare(leads.Position(a), leads.Position(b))
	})
	fmt.Println(names)
	// Output: [Last_Name Company Email My_Field]
}

// The records of a request are compared in their unique fields.
func ExampleModule_Unique() {
	leads, err := modules.Leads().With(modules.WithField(modules.Field{
		APIName: "Customer_No",
		Spec:    fieldtype.Spec{Kind: fieldtype.LongInteger},
		Unique:  true,
	}))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(slices.Collect(leads.Unique()))

	fmt.Println(payload.NewInsert(leads).Add(
		payload.NewRecord().Text("Last_Name", "Daly").Text("Customer_No", "0012345600012"),
		payload.NewRecord().Text("Last_Name", "Dolan").Text("Customer_No", "0012345600012"),
	).Validate())
	// Output:
	// [Customer_No]
	// $.data[1].Customer_No: DUPLICATE_DATA: duplicate data: expected a value that no other record of the request has
}

// For many records of one module, one after another.
func ExampleModule_NewChecker() {
	checker := modules.Leads().NewChecker()
	var body []byte
	for _, l := range []lead{{"Daly", "p.daly@zylker.com"}, {"Dolan", "dolan@zylker"}} {
		record, problems := checker.Append(body[:0], nil, l)
		if problems.Err() != nil {
			fmt.Println(problems)
			continue
		}
		fmt.Println(string(record))
		body = record
	}
	// Output:
	// {"Last_Name":"Daly","Email":"p.daly@zylker.com"}
	// $.Email: INVALID_DATA: invalid data: expected an email address: name@domain.tld: no dot in the domain
}
