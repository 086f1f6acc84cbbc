package modules_test

import (
	"fmt"
	"time"

	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/record"
)

// The least that the modules of sales and marketing take.
func Example_sales() {
	write := func(m *modules.Module, r *record.Record) {
		body, problems := m.Append(nil, nil, r)
		fmt.Println(m.APIName(), string(body), len(problems))
	}
	write(modules.Leads(), record.New().Text("Last_Name", "Daly"))
	write(modules.Accounts(), record.New().Text("Account_Name", "Zylker"))
	write(modules.Contacts(), record.New().Text("Last_Name", "Dolan"))
	write(modules.Deals(), record.New().Text("Deal_Name", "Villa by the sea").Text("Stage", "Qualification"))
	write(modules.Campaigns(), record.New().Text("Campaign_Name", "Trade show"))
	// Output:
	// Leads {"Last_Name":"Daly"} 0
	// Accounts {"Account_Name":"Zylker"} 0
	// Contacts {"Last_Name":"Dolan"} 0
	// Deals {"Deal_Name":"Villa by the sea","Stage":"Qualification"} 0
	// Campaigns {"Campaign_Name":"Trade show"} 0
}

// The least that the modules of activities take, and a note. For other calls see
// ScheduledCall and CompletedCall.
func Example_activities() {
	write := func(m *modules.Module, r *record.Record) {
		body, problems := m.Append(nil, nil, r)
		fmt.Println(m.APIName(), string(body), len(problems))
	}
	start := time.Date(2023, time.May, 20, 9, 0, 0, 0, time.UTC)
	write(modules.Tasks(), record.New().Text("Subject", "Call back"))
	write(modules.Events(), record.New().
		Text("Event_Title", "New Meeting").
		DateTime("Start_DateTime", start).
		DateTime("End_DateTime", start.Add(time.Hour)))
	write(modules.Calls(), modules.MissedCall("Discussion", start))
	write(modules.Notes(), record.New().
		LookupIn("Parent_Id", "Leads", "3652397000000649013").
		Text("Note_Content", "Called back"))
	// Output:
	// Tasks {"Subject":"Call back"} 0
	// Events {"Event_Title":"New Meeting","Start_DateTime":"2023-05-20T09:00:00+00:00","End_DateTime":"2023-05-20T10:00:00+00:00"} 0
	// Calls {"Subject":"Discussion","Call_Type":"Missed","Call_Start_Time":"2023-05-20T09:00:00+00:00"} 0
	// Notes {"Parent_Id":{"module":{"api_name":"Leads"},"id":"3652397000000649013"},"Note_Content":"Called back"} 0
}

// The least that the modules of the inventory take.
func Example_inventory() {
	write := func(m *modules.Module, r *record.Record) {
		body, problems := m.Append(nil, nil, r)
		fmt.Println(m.APIName(), string(body), len(problems))
	}
	item := modules.LineItem("3652397000000416001", 2)
	write(modules.Products(), record.New().Text("Product_Name", "Printer"))
	write(modules.Vendors(), record.New().Text("Vendor_Name", "Zylker"))
	write(modules.PriceBooks(), record.New().
		Text("Price_Book_Name", "Retail").
		PriceRanges("Pricing_Details", record.PriceRange{From: "1", To: "10", Discount: "5"}))
	write(modules.Quotes(), record.New().Text("Subject", "Printers").Subform("Quoted_Items", item))
	write(modules.SalesOrders(), record.New().Text("Subject", "Printers").Subform("Ordered_Items", item))
	write(modules.Invoices(), record.New().Text("Subject", "Printers").Subform("Invoiced_Items", item))
	write(modules.PurchaseOrders(), record.New().
		Text("Subject", "Printers").
		Lookup("Vendor_Name", "3652397000000649013").
		Subform("Purchase_Items", item))
	// Output:
	// Products {"Product_Name":"Printer"} 0
	// Vendors {"Vendor_Name":"Zylker"} 0
	// Price_Books {"Price_Book_Name":"Retail","Pricing_Details":[{"from_range":1,"to_range":10,"discount":5}]} 0
	// Quotes {"Subject":"Printers","Quoted_Items":[{"Product_Name":{"id":"3652397000000416001"},"Quantity":2}]} 0
	// Sales_Orders {"Subject":"Printers","Ordered_Items":[{"Product_Name":{"id":"3652397000000416001"},"Quantity":2}]} 0
	// Invoices {"Subject":"Printers","Invoiced_Items":[{"Product_Name":{"id":"3652397000000416001"},"Quantity":2}]} 0
	// Purchase_Orders {"Subject":"Printers","Vendor_Name":{"id":"3652397000000649013"},"Purchase_Items":[{"Product_Name":{"id":"3652397000000416001"},"Quantity":2}]} 0
}

// The least that the modules of support take.
func Example_support() {
	write := func(m *modules.Module, r *record.Record) {
		body, problems := m.Append(nil, nil, r)
		fmt.Println(m.APIName(), string(body), len(problems))
	}
	write(modules.Cases(), record.New().
		Text("Case_Origin", "Phone").
		Text("Status", "New").
		Text("Subject", "Printer does not print"))
	write(modules.Solutions(), record.New().Text("Solution_Title", "Switch it on"))
	// Output:
	// Cases {"Case_Origin":"Phone","Status":"New","Subject":"Printer does not print"} 0
	// Solutions {"Solution_Title":"Switch it on"} 0
}

// The least that a service takes, an appointment for it, and the entry of its
// history when it is moved.
func Example_appointments() {
	write := func(m *modules.Module, r *record.Record) {
		body, problems := m.Append(nil, nil, r)
		fmt.Println(m.APIName(), string(body), len(problems))
	}
	start := time.Date(2023, time.May, 20, 9, 0, 0, 0, time.UTC)
	const patricia = "4150868000000623001"
	write(modules.Services(), record.New().
		Text("Service_Name", "Installation").
		Int("Duration", 60).
		Text("Location", "Business Address").
		Lookups("Members", "Members", patricia).
		Text("Availability_Type", "Every Business Days").
		Decimal("Price", "99.90"))
	write(modules.Appointments(), record.New().
		Lookup("Service_Name", "3652397000000416001").
		Text("Appointment_Name", "Installation at Zylker").
		LookupIn("Appointment_For", "Contacts", "3652397000000649013").
		Lookup("Owner", patricia).
		DateTime("Appointment_Start_Time", start).
		Text("Location", "Business Address"))
	write(modules.AppointmentsRescheduledHistory(), record.New().
		Lookup("Appointment_Name", "3652397000000416002").
		DateTime("Rescheduled_Time", start.AddDate(0, 0, -2)).
		Lookup("Rescheduled_By", patricia).
		DateTime("Rescheduled_From", start).
		DateTime("Rescheduled_To", start.AddDate(0, 0, 1)))
	// Output:
	// Services__s {"Service_Name":"Installation","Duration":60,"Location":"Business Address","Members":[{"Members":{"id":"4150868000000623001"}}],"Availability_Type":"Every Business Days","Price":99.90} 0
	// Appointments__s {"Service_Name":{"id":"3652397000000416001"},"Appointment_Name":"Installation at Zylker","Appointment_For":{"module":{"api_name":"Contacts"},"id":"3652397000000649013"},"Owner":{"id":"4150868000000623001"},"Appointment_Start_Time":"2023-05-20T09:00:00+00:00","Location":"Business Address"} 0
	// Appointments_Rescheduled_History__s {"Appointment_Name":{"id":"3652397000000416002"},"Rescheduled_Time":"2023-05-18T09:00:00+00:00","Rescheduled_By":{"id":"4150868000000623001"},"Rescheduled_From":"2023-05-20T09:00:00+00:00","Rescheduled_To":"2023-05-21T09:00:00+00:00"} 0
}
