package modules_test

import (
	"fmt"
	"strings"

	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// The answer of the Fields metadata call is usually a file or the body of a
// response. Here it is a text with the keys that count.
func ExampleWithFieldsMetadata() {
	answer := strings.NewReader(`{"fields": [
		{"api_name": "Last_Name", "data_type": "text", "length": 80, "system_mandatory": true},
		{"api_name": "Budget", "data_type": "currency", "length": 16, "decimal_place": 2}
	]}`)
	leads, err := modules.Leads().With(modules.WithFieldsMetadata(answer))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(leads.Check(record.New().Text("Last_Name", "Daly").Decimal("Budget", "250000.905")))
	fmt.Println(leads.Check(record.New().Text("Last_Name", "Daly").Decimal("Budgt", "250000.90")))

	_, err = modules.Leads().With(modules.WithFieldsMetadata(strings.NewReader(`{"fields": [{"api_name": "Budget", "length": "long"}]}`)))
	fmt.Println(err)
	// Output:
	// $.Budget: INVALID_DATA: invalid data: expected at most 2 decimals
	// $.Budgt: INVALID_DATA: the field api name given seems to be invalid: expected a field of the module; did you mean Budget?
	// $.fields[0].length: INVALID_DATA: invalid data: expected a whole number from 0 to 1000000
}

// A layout makes fields mandatory, and Zoho ignores those that are not in it.
func ExampleWithLayoutsMetadata() {
	answer := strings.NewReader(`{"layouts": [{
		"id": "554023000002734009", "name": "Standard",
		"sections": [{"fields": [
			{"api_name": "Last_Name", "required": true},
			{"api_name": "Company", "required": true}
		]}]
	}]}`)
	leads, err := modules.Leads().With(modules.WithLayoutsMetadata(answer))
	if err != nil {
		fmt.Println(err)
		return
	}
	lead := record.New().Lookup("Layout", "554023000002734009").Text("Last_Name", "Daly").Text("City", "Chennai")
	_, problems := leads.Append(nil, nil, lead)
	fmt.Println(problems)
	// Output:
	// $.Company: MANDATORY_NOT_FOUND: required field not found: expected a value
	// $.City: warning: INVALID_DATA: invalid data: expected a field of the record's layout: Zoho ignores others
}

// In an organization with pipelines, a deal names one that has its stage.
func ExampleWithPipelinesMetadata() {
	answer := strings.NewReader(`{"pipeline": [{
		"display_value": "Standard (Standard)",
		"maps": [{"display_value": "Qualification"}, {"display_value": "Closed Won"}]
	}]}`)
	deals, err := modules.Deals().With(modules.WithPipelinesMetadata(answer))
	if err != nil {
		fmt.Println(err)
		return
	}
	deal := record.New().Text("Deal_Name", "Villa by the sea").Text("Stage", "Negotiation")
	fmt.Println(deals.Check(deal))
	fmt.Println(deals.Check(deal.Text("Pipeline", "Standard (Standard)")))
	fmt.Println(deals.Check(deal.Text("Stage", "Closed Won")))
	// Output:
	// $.Pipeline: MANDATORY_NOT_FOUND: required field not found: expected a value
	// $.Stage: MAPPING_MISMATCH: Pipeline doesn't contain the Stage: expected a stage of the pipeline
	// <nil>
}

// The rows of an organization's own subform are checked too.
func ExampleWithSubformMetadata() {
	answer := strings.NewReader(`{"fields": [
		{"api_name": "Visited_On", "data_type": "date", "system_mandatory": true},
		{"api_name": "Minutes", "data_type": "integer", "length": 3}
	]}`)
	leads, err := modules.Leads().With(
		modules.WithField(fieldtype.Field{APIName: "Visits", Spec: fieldtype.Spec{Kind: fieldtype.Subform}}),
		modules.WithSubformMetadata("Visits", answer),
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	lead := record.New().Text("Last_Name", "Daly").Subform("Visits",
		record.New().Text("Visited_On", "2017-08-16").Int("Minutes", 1200),
		record.New().Int("Minutes", 15),
	)
	fmt.Println(leads.Check(lead))
	// Output:
	// $.Visits[0].Minutes: INVALID_DATA: invalid data: expected at most 3 digits before the decimal point
	// $.Visits[1].Visited_On: MANDATORY_NOT_FOUND: required field not found: expected a value
}

// A layout rule, written in Go. It runs for a request that applies
// payload.LayoutRules.
func ExampleWithLayoutRules() {
	leads, err := modules.Leads().With(modules.WithLayoutRules(modules.LayoutRule{
		Name:      "Referrals",
		When:      []modules.Criterion{{APIName: "Lead_Source", Values: []string{"Employee Referral"}}},
		Mandatory: []string{"Company"},
	}))
	if err != nil {
		fmt.Println(err)
		return
	}
	lead := record.New().Text("Last_Name", "Daly").Text("Lead_Source", "Employee Referral")
	in := payload.NewInsert(leads).ApplyFeatures(payload.LayoutRules).Add(lead)
	for p := range in.Problems() {
		fmt.Println(p.Details.LayoutRule.Name, "-", p)
	}
	// Output:
	// Referrals - $.data[0].Company: MANDATORY_NOT_FOUND: required field not found: expected a value
}

// The organization's fields without a file at run time, as generated code has them.
func ExampleWithListedFields() {
	leads := modules.Leads().MustWith(modules.WithListedFields(
		fieldtype.Field{APIName: "Last_Name", Spec: fieldtype.Spec{Kind: fieldtype.SingleLine, MaxLength: 80}, Mandatory: true},
		fieldtype.Field{APIName: "Region", Spec: fieldtype.Spec{Kind: fieldtype.Picklist, Values: []string{"North", "South"}}},
	))
	fmt.Println(leads.Check(record.New().Text("Last_Name", "Daly").Text("Area", "North")))
	// Output: $.Area: INVALID_DATA: the field api name given seems to be invalid: expected a field of the module
}
