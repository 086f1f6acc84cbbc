package payload_test

import (
	"errors"
	"fmt"
	"strings"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
)

// A setter for each field type. Set takes any Go value, and Value those of
// package fieldtype.
func ExampleRecord() {
	lead := payload.NewRecord().
		Text("Last_Name", "Daly").
		Int("No_of_Employees", 120).
		Decimal("Annual_Revenue", "250000.90").
		Float("Exchange_Rate", 1.0625).
		Bool("Email_Opt_Out", false).
		Texts("Courses", "Analytics", "Big data").
		Lookup("Owner", "4150868000000623001").
		Null("Description").
		Set("Seats", []int{12, 17}).
		Value("Budget", fieldtype.Literal("1e6"))
	body, err := payload.NewInsert(modules.Leads()).Add(lead).Build()
	fmt.Printf("%s %v\n", body, err)
	// Output:
	// {"data":[{"Last_Name":"Daly","No_of_Employees":120,"Annual_Revenue":250000.90,"Exchange_Rate":1.0625,"Email_Opt_Out":false,"Courses":["Analytics","Big data"],"Owner":{"id":"4150868000000623001"},"Description":null,"Seats":[12,17],"Budget":1000000}]} <nil>
}

// What is set of a record beside its fields: tags, the approval mode, and the
// wizard with its screens.
func ExampleRecord_Wizard() {
	lead := payload.NewRecord().
		Text("Last_Name", "Daly").
		Tags("VIP", "Trade Show").
		Approved(false).
		Wizard("3652397000003677001", "3652397000003677009", "3652397000003677012")
	body, err := payload.NewInsert(modules.Leads()).Add(lead).Build()
	fmt.Printf("%s %v\n", body, err)
	// Output:
	// {"data":[{"Last_Name":"Daly","Tag":[{"name":"VIP"},{"name":"Trade Show"}],"$approved":false,"Wizard":{"id":"3652397000003677001"},"$wizard_connection_path":["3652397000003677009","3652397000003677012"]}]} <nil>
}

// The rows of a subform are records themselves.
func ExampleRecord_Rows() {
	lead := payload.NewRecord().
		Text("Last_Name", "Daly").
		Rows("Visits",
			payload.NewRecord().Text("Visited_On", "2017-08-16").Int("Minutes", 45),
			payload.NewRecord().Text("Visited_On", "2017-08-17").Int("Minutes", 15),
		)
	body, err := payload.NewInsert(modules.Leads()).Add(lead).Build()
	fmt.Printf("%s %v\n", body, err)
	// Output:
	// {"data":[{"Last_Name":"Daly","Visits":[{"Visited_On":"2017-08-16","Minutes":45},{"Visited_On":"2017-08-17","Minutes":15}]}]} <nil>
}

// A record is looked through by position, or asked for a field.
func ExampleRecord_Field() {
	lead := payload.FromMap(map[string]any{"Last_Name": "Daly", "Company": "ABC"})
	for i := range lead.Len() {
		name, v := lead.At(i)
		text, _ := v.AsText()
		fmt.Println(name, text)
	}
	_, ok := lead.Field("Email")
	fmt.Println("Email:", ok)
	fmt.Println(len(lead.Members()), "fields")
	// Output:
	// Company ABC
	// Last_Name Daly
	// Email: false
	// 2 fields
}

// A record that keeps a map does not copy it.
func ExampleRecord_Parts() {
	lead := payload.NewRecord().SetMap(map[string]any{"Last_Name": "Daly", "Company": "ABC"})
	members, others := lead.Parts()
	fmt.Println(len(members), others)
	members, others = lead.Text("City", "Austin").Parts()
	fmt.Println(len(members), others)
	// Output:
	// 0 map[Company:ABC Last_Name:Daly]
	// 3 map[]
}

// One record serves for many maps, and copies none.
func ExampleRecord_SetMap() {
	leads := []map[string]any{
		{"Last_Name": "Daly", "Company": "ABC"},
		{"Last_Name": "Dolan"},
	}
	in, record := payload.NewInsert(modules.Leads()), payload.NewRecord()
	in.Add(record)
	for _, lead := range leads {
		record.Reset().SetMap(lead)
		body, err := in.Build()
		fmt.Printf("%s %v\n", body, err)
	}
	// Output:
	// {"data":[{"Last_Name":"Daly","Company":"ABC"}]} <nil>
	// {"data":[{"Last_Name":"Dolan"}]} <nil>
}

// The records of a larger JSON text are read where they stand.
func ExampleFromValue() {
	export, err := fieldtype.ParseJSON([]byte(`{"exported":"2023-05-20","leads":[{"Last_Name":"Daly"},{"Last_Name":"Dolan"}]}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	in := payload.NewInsert(modules.Leads())
	leads, _ := export.Member("leads")
	for _, v := range leads.Elements() {
		in.Add(payload.FromValue(v))
	}
	body, err := in.Build()
	fmt.Printf("%s %v\n", body, err)
	// Output:
	// {"data":[{"Last_Name":"Daly"},{"Last_Name":"Dolan"}]} <nil>
}

// A line item with all that it may have.
func ExampleProduct() {
	item := payload.Product("3652397000000416001").
		Description("with a cable").
		PriceBook("3652397000000416021").
		Quantity("2").
		ListPrice("19.90").
		Discount("1.50").
		Taxes(payload.Tax{Name: "Vat", Percentage: "1.5"}).
		Set("Sequence_Number", 1)
	body, err := payload.NewInsert(modules.Invoices()).
		Add(payload.NewRecord().Text("Subject", "Printers").LineItems("Invoiced_Items", item)).
		Build()
	fmt.Printf("%s %v\n", body, err)
	// Output:
	// {"data":[{"Subject":"Printers","Invoiced_Items":[{"Product_Name":{"id":"3652397000000416001"},"Description":"with a cable","Price_Book_Name":{"id":"3652397000000416021"},"Quantity":2,"List_Price":19.90,"Discount":1.50,"Line_Tax":[{"percentage":1.5,"name":"Vat"}],"Sequence_Number":1}]}]} <nil>
}

// Each kind of participant.
func ExampleLeadParticipant() {
	event := payload.NewRecord().
		Text("Event_Title", "New Meeting").
		Text("Start_DateTime", "2023-05-20T09:00:00+05:30").
		Text("End_DateTime", "2023-05-20T10:00:00+05:30").
		Participants(
			payload.LeadParticipant("3652397000000649013").Named("Daly"),
			payload.ContactParticipant("5545974000002858122"),
			payload.UserParticipant("3652397000000186017"),
			payload.EmailParticipant("p.dolan@zylker.com"),
		)
	body, err := payload.NewInsert(modules.Events()).Add(event).Build()
	_, participants, _ := strings.Cut(string(body), `"Participants":`)
	fmt.Println(participants, err)
	// Output:
	// [{"name":"Daly","type":"lead","participant":"3652397000000649013"},{"type":"contact","participant":"5545974000002858122"},{"type":"user","participant":"3652397000000186017"},{"type":"email","Email":"p.dolan@zylker.com"}]}]} <nil>
}

// An array of any length, an element at a time. An error ends it.
func ExampleReadJSONArray() {
	file := strings.NewReader(`[
  {"Last_Name": "Daly"},
  {"Last_Name": "Dolan", "Email": "dolan@zylker"},
  {"Last_Name": "Boyle"
]`)
	leads := modules.Leads()
	var readErr error
	records := payload.Until(payload.ReadJSONArray(file), &readErr)
	for batch, err := range payload.NewInsert(leads).Batches(records) {
		fmt.Println(string(batch.Body))
		fmt.Println(err)
	}
	fmt.Println(readErr)

	var place *fieldtype.SyntaxError
	if errors.As(readErr, &place) {
		fmt.Println(errors.Is(readErr, zohocrm.ReasonSyntax), place.Line, place.Column)
	}
	// Output:
	// {"data":[{"Last_Name":"Daly"}]}
	// $.data[1].Email: INVALID_DATA: invalid data: expected an email address: name@domain.tld: no dot in the domain
	// INVALID_DATA: invalid data: line 5, column 1: expected ',' or '}'
	// true 5 1
}
