package payload_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
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
	record, err := payload.FromStruct(&Lead{
		LastName: "Boyle",
		Email:    "p.boyle@zylker.com",
		Visited:  time.Date(2017, 8, 16, 14, 32, 23, 0, time.UTC),
		Revenue:  250000.9,
		Owner:    &Owner{"4150868000000225013"},
	})
	if err != nil {
		panic(err) // not a struct
	}
	body, err := payload.NewInsert(modules.Leads()).Add(record).Build()
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
	record, err := payload.FromStruct(Quote{
		Subject: "Spring order",
		Address: Address{City: "Chennai"},
		Items:   []Item{{ID{"4150868000000363009"}, 2}, {ID{"4150868000000363010"}, 1}},
	})
	if err != nil {
		panic(err)
	}
	body, err := payload.NewInsert(modules.Quotes()).Add(record).Build()
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
	record, err := payload.FromStruct(Lead{Email: "p.boyle"})
	if err != nil {
		panic(err)
	}
	err = payload.NewInsert(modules.Leads()).Add(record).Validate()
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

// One record serves for many structs.
func ExampleRecord_SetStruct() {
	type Lead struct {
		LastName string `zoho:"Last_Name"`
		City     string `zoho:"City,omitempty"`
	}
	leads := []Lead{{"Boyle", "Chennai"}, {"Daly", ""}}

	m := modules.Leads()
	record := payload.NewRecord()
	for i := range leads {
		record.Reset().Text("Lead_Source", "Trade Show").SetStruct(&leads[i])
		body, err := payload.NewInsert(m).Add(record).Build()
		fmt.Println(string(body), err)
	}
	// Output:
	// {"data":[{"Lead_Source":"Trade Show","Last_Name":"Boyle","City":"Chennai"}]} <nil>
	// {"data":[{"Lead_Source":"Trade Show","Last_Name":"Daly"}]} <nil>
}

// An Opt tells "do not send" from null, and both from false.
func ExampleOpt() {
	type Lead struct {
		LastName string              `zoho:"Last_Name"`
		OptOut   payload.Opt[bool]   `zoho:"Email_Opt_Out"`
		City     payload.Opt[string] `zoho:"City"`
		Company  payload.Opt[string] `zoho:"Company"`
	}
	record, err := payload.FromStruct(Lead{
		LastName: "Boyle",
		OptOut:   payload.Some(false),
		City:     payload.Null[string](),
	})
	if err != nil {
		panic(err)
	}
	body, err := payload.NewInsert(modules.Leads()).Add(record).Build()
	fmt.Println(string(body), err)
	// Output:
	// {"data":[{"Last_Name":"Boyle","Email_Opt_Out":false,"City":null}]} <nil>
}

// Read from JSON, an Opt keeps what was there.
func ExampleOpt_UnmarshalJSON() {
	var form struct {
		City  payload.Opt[string] `json:"city"`
		Phone payload.Opt[string] `json:"phone"`
		Fax   payload.Opt[string] `json:"fax"`
	}
	if err := json.Unmarshal([]byte(`{"city":"Chennai","phone":null}`), &form); err != nil {
		panic(err)
	}
	city, ok := form.City.Get()
	fmt.Println(city, ok, form.Phone.IsNull(), form.Fax.IsAbsent())
	// Output:
	// Chennai true true true
}
