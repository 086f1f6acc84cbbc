package modules_test

import (
	"fmt"
	"strings"

	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
)

// The answer of the Fields metadata call is mostly a file or a response's body.
// Here it has only what is needed of it.
func ExampleWithFields() {
	answer := strings.NewReader(`{"fields": [
		{"api_name": "Last_Name", "data_type": "text", "length": 80, "system_mandatory": true},
		{"api_name": "Budget", "data_type": "currency", "length": 16, "decimal_place": 2}
	]}`)
	leads, err := modules.Leads().With(modules.WithFields(answer))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(leads.Check(payload.NewRecord().Text("Last_Name", "Daly").Decimal("Budget", "250000.905")))
	fmt.Println(leads.Check(payload.NewRecord().Text("Last_Name", "Daly").Decimal("Budgt", "250000.90")))

	_, err = modules.Leads().With(modules.WithFields(strings.NewReader(`{"fields": [{"api_name": "Budget", "length": "long"}]}`)))
	fmt.Println(err)
	// Output:
	// $.Budget: INVALID_DATA: invalid data: expected at most 2 decimals
	// $.Budgt: INVALID_DATA: the field api name given seems to be invalid: expected a field of the module; did you mean Budget?
	// $.fields[0].length: INVALID_DATA: invalid data: expected a whole number from 0 to 1000000
}

// A layout makes fields mandatory, and Zoho ignores those that are not in it.
func ExampleWithLayouts() {
	answer := strings.NewReader(`{"layouts": [{
		"id": "554023000002734009", "name": "Standard",
		"sections": [{"fields": [
			{"api_name": "Last_Name", "required": true},
			{"api_name": "Company", "required": true}
		]}]
	}]}`)
	leads, err := modules.Leads().With(modules.WithLayouts(answer))
	if err != nil {
		fmt.Println(err)
		return
	}
	lead := payload.NewRecord().Layout("554023000002734009").Text("Last_Name", "Daly").Text("City", "Chennai")
	_, problems := leads.Append(nil, nil, lead)
	fmt.Println(problems)
	// Output:
	// $.Company: MANDATORY_NOT_FOUND: required field not found: expected a value
	// $.City: warning: INVALID_DATA: invalid data: expected a field of the record's layout: Zoho ignores others
}

// In an organization with pipelines, a deal names one that has its stage.
func ExampleWithPipelines() {
	answer := strings.NewReader(`{"pipeline": [{
		"display_value": "Standard (Standard)",
		"maps": [{"display_value": "Qualification"}, {"display_value": "Closed Won"}]
	}]}`)
	deals, err := modules.Deals().With(modules.WithPipelines(answer))
	if err != nil {
		fmt.Println(err)
		return
	}
	deal := payload.NewRecord().Text("Deal_Name", "Villa by the sea").Text("Stage", "Negotiation")
	fmt.Println(deals.Check(deal))
	fmt.Println(deals.Check(deal.Text("Pipeline", "Standard (Standard)")))
	fmt.Println(deals.Check(deal.Text("Stage", "Closed Won")))
	// Output:
	// $.Pipeline: MANDATORY_NOT_FOUND: required field not found: expected a value
	// $.Stage: MAPPING_MISMATCH: Pipeline doesn't contain the Stage: expected a stage of the pipeline
	// <nil>
}

// The rows of a subform of the organization's own are checked, too.
func ExampleWithSubform() {
	answer := strings.NewReader(`{"fields": [
		{"api_name": "Visited_On", "data_type": "date", "system_mandatory": true},
		{"api_name": "Minutes", "data_type": "integer", "length": 3}
	]}`)
	leads, err := modules.Leads().With(
		modules.WithField(modules.Field{APIName: "Visits", Spec: fieldtype.Spec{Kind: fieldtype.Subform}}),
		modules.WithSubform("Visits", answer),
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	lead := payload.NewRecord().Text("Last_Name", "Daly").Rows("Visits",
		payload.NewRecord().Text("Visited_On", "2017-08-16").Int("Minutes", 1200),
		payload.NewRecord().Int("Minutes", 15),
	)
	fmt.Println(leads.Check(lead))
	// Output:
	// $.Visits[0].Minutes: INVALID_DATA: invalid data: expected at most 3 digits before the decimal point
	// $.Visits[1].Visited_On: MANDATORY_NOT_FOUND: required field not found: expected a value
}

// A layout rule, written in Go. A request enforces it when it applies
// payload.LayoutRules; a single record is asked for here.
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
	lead := payload.NewRecord().Text("Last_Name", "Daly").Text("Lead_Source", "Employee Referral")
	for _, p := range leads.AppendLayoutRuleProblems(nil, lead) {
		fmt.Println(p.Details.LayoutRule.Name, "-", p)
	}
	// Output:
	// Referrals - $.Company: MANDATORY_NOT_FOUND: required field not found: expected a value
}
