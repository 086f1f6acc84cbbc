package modules_test

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
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
func ExampleModule_Fields() {
	position := map[string]int{}
	for f := range modules.Leads().Fields() {
		position[f.APIName] = len(position)
	}
	names := []string{"Email", "Company", "Last_Name"}
	slices.SortFunc(names, func(a, b string) int { return cmp.Compare(position[a], position[b]) })
	fmt.Println(names)
	// Output: [Last_Name Company Email]
}

// No two records of a request may have the same value in a unique field.
func ExampleModule_Unique() {
	leads, err := modules.Leads().With(modules.WithField(fieldtype.Field{
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
		record.New().Text("Last_Name", "Daly").Text("Customer_No", "0012345600012"),
		record.New().Text("Last_Name", "Dolan").Text("Customer_No", "0012345600012"),
	).Validate())
	// Output:
	// [Customer_No]
	// $.data[1].Customer_No: DUPLICATE_DATA: duplicate data: expected a value that no other record of the request has
}

// A linking module has no Name. Its fields are two lookups.
func ExampleLinking() {
	interests := modules.Linking("Deals_X_Listings", "Deals", "Interested_Listings")
	fmt.Println(interests.Check(record.New().Lookup("Deals", "3652397000001978001").Lookup("Interested_Listings", "3652397000001978005")))
	fmt.Println(interests.Check(record.New().Text("Deals", "Mega Deal")))
	// Output:
	// <nil>
	// $.Deals: INVALID_DATA: invalid data: expected an object with "id", such as {"id":"425248000000104001"}
}

// Who says that a list takes no other values.
func ExampleModule_Source() {
	fmt.Println(modules.Calls().Source("Call_Type"))
	// Output: page, "Sample Input to Insert a Call": Call_Type
}

// A module of the program's own, as a package variable.
func ExampleModule_MustWith() {
	products := modules.Products().MustWith(modules.WithField(fieldtype.Field{
		APIName: "EAN_Code",
		Spec:    fieldtype.Spec{Kind: fieldtype.LongInteger},
	}))
	fmt.Println(products.Check(record.New().Text("Product_Name", "Box").Text("EAN_Code", "12-34")))
	// Output: $.EAN_Code: INVALID_DATA: invalid data: expected text of digits, such as "0012345600012"
}
