package record_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

func ExampleFromStruct() {
	type Owner struct {
		ID string `zoho:"id"`
	}
	type Lead struct {
		LastName string    `zoho:"Last_Name"`
		Email    string    `json:"Email"` // a json tag does as well
		Phone    string    `zoho:"Phone,omitempty"`
		Visited  time.Time `zoho:"First_Visited_Time,omitzero"`
		Revenue  float64   `zoho:"Annual_Revenue"`
		OptOut   bool      `zoho:"Email_Opt_Out"` // false is sent
		Owner    *Owner    `zoho:"Owner,omitempty"`
		Internal int       `zoho:"-"`
	}
	lead, err := record.FromStruct(&Lead{
		LastName: "Boyle",
		Email:    "p.boyle@zylker.com",
		Visited:  time.Date(2017, 8, 16, 14, 32, 23, 0, time.UTC),
		Revenue:  250000.9,
		Owner:    &Owner{"4150868000000225013"},
	})
	if err != nil {
		panic(err) // not a struct
	}
	body, err := payload.NewInsert(modules.Leads()).Add(lead).Build()
	fmt.Println(string(body), err)
	// Output:
	// {"data":[{"Last_Name":"Boyle","Email":"p.boyle@zylker.com","First_Visited_Time":"2017-08-16T14:32:23+00:00","Annual_Revenue":250000.9,"Email_Opt_Out":false,"Owner":{"id":"4150868000000225013"}}]} <nil>
}

// A subform is a slice of structs, and what several modules share is embedded.
func ExampleFromStruct_subform() {
	type ID struct {
		ID string `zoho:"id"`
	}
	type Item struct {
		Product  ID  `zoho:"Product_Name"`
		Quantity int `zoho:"Quantity"`
	}
	type Address struct {
		City    string `zoho:"Billing_City,omitempty"`
		Country string `zoho:"Billing_Country,omitempty"`
	}
	type Quote struct {
		Subject string `zoho:"Subject"`
		Address
		Items []Item `zoho:"Quoted_Items"`
	}
	lead, err := record.FromStruct(Quote{
		Subject: "Spring order",
		Address: Address{City: "Chennai"},
		Items:   []Item{{ID{"4150868000000363009"}, 2}, {ID{"4150868000000363010"}, 1}},
	})
	if err != nil {
		panic(err)
	}
	body, err := payload.NewInsert(modules.Quotes()).Add(lead).Build()
	fmt.Println(string(body), err)
	// Output:
	// {"data":[{"Subject":"Spring order","Billing_City":"Chennai","Quoted_Items":[{"Product_Name":{"id":"4150868000000363009"},"Quantity":2},{"Product_Name":{"id":"4150868000000363010"},"Quantity":1}]}]} <nil>
}

// What is wrong with a value is found when the record is checked, under its
// API name.
func ExampleFromStruct_problems() {
	type Lead struct {
		LastName string `zoho:"Last_Name"`
		Email    string `zoho:"Email"`
	}
	lead, err := record.FromStruct(Lead{Email: "p.boyle"})
	if err != nil {
		panic(err)
	}
	err = payload.NewInsert(modules.Leads()).Add(lead).Validate()
	var problems zohocrm.Errors
	if errors.As(err, &problems) {
		for _, p := range problems {
			fmt.Println(p.Path.JSONPath(), p.Code, p.Reason)
		}
	}
	// Output:
	// $.data[0].Last_Name MANDATORY_NOT_FOUND mandatory
	// $.data[0].Email INVALID_DATA pattern
}

// A struct adds to what was set before.
func ExampleRecord_SetStruct() {
	type Lead struct {
		LastName string `zoho:"Last_Name"`
		City     string `zoho:"City,omitempty"`
	}
	in := payload.NewInsert(modules.Leads())
	for _, lead := range []Lead{{"Boyle", "Chennai"}, {"Daly", ""}} {
		in.Add(record.New().Text("Lead_Source", "Trade Show").SetStruct(lead))
	}
	body, err := in.Build()
	fmt.Println(string(body), err)
	// Output:
	// {"data":[{"Lead_Source":"Trade Show","Last_Name":"Boyle","City":"Chennai"},{"Lead_Source":"Trade Show","Last_Name":"Daly"}]} <nil>
}

// One struct is filled again and again, and never copied.
func ExampleRecord_ViewStruct() {
	type Lead struct {
		LastName string `zoho:"Last_Name"`
		City     string `zoho:"City,omitempty"`
	}
	records := func(yield func(*record.Record) bool) {
		var lead Lead
		rec := record.New().ViewStruct(&lead)
		for _, lead.LastName = range []string{"Boyle", "Daly"} {
			if !yield(rec) {
				return
			}
		}
	}
	for batch, err := range payload.NewInsert(modules.Leads()).Batches(records) {
		fmt.Println(string(batch.Body), err)
	}
	// Output:
	// {"data":[{"Last_Name":"Boyle"},{"Last_Name":"Daly"}]} <nil>
}

// With an Opt, "do not send", null and false are different.
func ExampleOpt() {
	type Lead struct {
		LastName string             `zoho:"Last_Name"`
		OptOut   record.Opt[bool]   `zoho:"Email_Opt_Out"`
		City     record.Opt[string] `zoho:"City"`
		Company  record.Opt[string] `zoho:"Company"`
	}
	lead, err := record.FromStruct(Lead{
		LastName: "Boyle",
		OptOut:   record.Some(false),
		City:     record.Null[string](),
	})
	if err != nil {
		panic(err)
	}
	body, err := payload.NewInsert(modules.Leads()).Add(lead).Build()
	fmt.Println(string(body), err)
	// Output:
	// {"data":[{"Last_Name":"Boyle","Email_Opt_Out":false,"City":null}]} <nil>
}

// Read from JSON, an Opt keeps what was there.
func ExampleOpt_UnmarshalJSON() {
	var form struct {
		City  record.Opt[string] `json:"city"`
		Phone record.Opt[string] `json:"phone"`
		Fax   record.Opt[string] `json:"fax"`
	}
	if err := json.Unmarshal([]byte(`{"city":"Chennai","phone":null}`), &form); err != nil {
		panic(err)
	}
	city, ok := form.City.Get()
	fmt.Println(city, ok, form.Phone.IsNull(), form.Fax.IsAbsent())
	// Output:
	// Chennai true true true
}

// An Opt is read from a database and written to one.
func ExampleOpt_Scan() {
	var city, phone record.Opt[string]
	for _, err := range []error{city.Scan("Chennai"), phone.Scan(nil)} { // as rows.Scan(&city, &phone) does
		if err != nil {
			fmt.Println(err)
		}
	}
	fmt.Println(city.Get())
	fmt.Println(phone.IsNull())

	value, err := city.Value()
	fmt.Println(value, err)
	// Output:
	// Chennai true
	// true
	// Chennai <nil>
}
