package zohocrm_test

import (
	"strings"
	"testing"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/record"
)

// renamedPipeline is the layout of an organization that renamed its first
// pipeline and a stage (real cases 4 to 6).
const renamedPipeline = `{"layouts":[{"id":"1","sections":[{"fields":[
	{"api_name":"Deal_Name"},{"api_name":"Stage"},
	{"api_name":"Pipeline","pick_list_values":[
		{"display_value":"Turf Installation","actual_value":"Standard (Standard)","maps":[{"api_name":"Stage","pick_list_values":[
			{"display_value":"New Lead","actual_value":"Qualification"}]}]},
		{"display_value":"Care","actual_value":"Care","maps":[{"api_name":"Stage","pick_list_values":[
			{"display_value":"Booked","actual_value":"Booked"}]}]}
	]}]}]}]}`

// TestRealCases holds what real users sent and what Zoho did. The number is that
// of the case; "" passes, and a problem is "CODE reason path", with "warning" for
// one that does not block.
func TestRealCases(t *testing.T) {
	field := func(name string, spec fieldtype.Spec) modules.Option {
		return modules.WithField(fieldtype.Field{APIName: name, Spec: spec})
	}
	deals := modules.Deals().MustWith(field("Submitted", fieldtype.Spec{Kind: fieldtype.DateTime}))
	renamed := modules.Deals().MustWith(modules.WithLayoutsMetadata(strings.NewReader(renamedPipeline)))
	leads := modules.Leads().MustWith(
		field("Score", fieldtype.Spec{Kind: fieldtype.Number}),
		field("Countries", fieldtype.Spec{Kind: fieldtype.MultiSelect}),
		field("Ticket", fieldtype.Spec{Kind: fieldtype.SingleLine}),
		field("Lead_Source", fieldtype.Spec{Kind: fieldtype.Picklist, Values: []string{"Web", "Fair"}}),
	)
	closed := leads.MustWith(field("Lead_Source", fieldtype.Spec{Kind: fieldtype.Picklist, Values: []string{"Web", "Fair"}, OnlyListed: true}))
	offers := modules.Custom("Offers").MustWith(field("Valuation", fieldtype.Spec{Kind: fieldtype.Currency, MaxDecimals: 2}))
	deal := func(more string) string { return `{"Deal_Name":"Roof","Stage":"Booked",` + more + `}` }
	lead := func(more string) string { return `{"Last_Name":"Daly",` + more + `}` }

	for _, test := range []struct {
		number int
		module *modules.Module
		record string
		want   string
	}{
		{1, deals, deal(`"Submitted":"2025-08-16T16:26:30"`), "warning INVALID_DATA format $.Submitted"},
		{2, deals, deal(`"Submitted":"2025-08-16T16:26:04.240Z"`), "INVALID_DATA format $.Submitted"},
		{3, deals, deal(`"Submitted":"2025-08-16T16:26:30Z"`), "INVALID_DATA format $.Submitted"},
		{4, renamed, `{"Deal_Name":"Roof","Stage":"New Lead","Pipeline":"Standard (Standard)"}`, "MAPPING_MISMATCH picklist $.Pipeline"},
		{4, renamed, `{"Deal_Name":"Roof","Stage":"New Lead","Pipeline":"Standard (Standard)","Layout":{"id":"1"}}`, "MAPPING_MISMATCH picklist $.Pipeline"},
		{5, renamed, `{"Deal_Name":"Roof","Stage":"New Lead","Pipeline":"Turf Installation"}`, ""},
		{6, renamed, `{"Deal_Name":"Roof","Stage":"Booked","Pipeline":"Turf Installation"}`, "MAPPING_MISMATCH picklist $.Stage"},
		{6, renamed, `{"Deal_Name":"Roof","Stage":"Qualification","Pipeline":"Turf Installation"}`, "warning MAPPING_MISMATCH picklist $.Stage"},
		{7, deals, deal(`"Account_Name":{"name":"Zylker"}`), "warning MANDATORY_NOT_FOUND lookup_by_name $.Account_Name.id"},
		{8, deals, deal(`"Account_Name":"Zylker Ltd"`), "warning INVALID_DATA lookup_by_name $.Account_Name"},
		{8, modules.Contacts(), lead(`"Account_Name":"Zylker Ltd"`), "warning INVALID_DATA lookup_by_name $.Account_Name"},
		{8, modules.Solutions(), `{"Solution_Title":"Reset","Product_Name":"Router"}`, "warning INVALID_DATA lookup_by_name $.Product_Name"},
		{8, modules.Cases(), `{"Case_Origin":"Web","Status":"New","Subject":"No light","Product_Name":"Router"}`, "warning INVALID_DATA lookup_by_name $.Product_Name"},
		{9, deals, deal(`"Contact_Name":{"name":"Daly"}`), "MANDATORY_NOT_FOUND mandatory $.Contact_Name.id"},
		{9, deals, deal(`"Contact_Name":{"First_Name":"P","Last_Name":"Daly"}`), "MANDATORY_NOT_FOUND mandatory $.Contact_Name.id"},
		{10, leads, lead(`"Score":"54"`), "INVALID_DATA quoted_number $.Score"},
		{11, leads, lead(`"Ticket":105`), "INVALID_DATA type $.Ticket"},
		{12, leads, lead(`"Countries":"Italy"`), "INVALID_DATA type $.Countries"},
		{13, offers, `{"Name":"A","Valuation":10.125}`, "INVALID_DATA decimals $.Valuation"},
		{14, leads, lead(`"Phone":"none"`), ""}, // letters are digits to the published pattern
		{14, leads, lead(`"Phone":"n/a"`), "INVALID_DATA pattern $.Phone"},
		{15, offers, `{"Valuation":10}`, "MANDATORY_NOT_FOUND mandatory $.Name"},
		{15, modules.Linking("Leads_X_Courses", "Lead", "Course"), `{"Lead":{"id":"1"},"Course":{"id":"2"}}`, ""},
		{20, leads, lead(`"Lead_Sorce":"Web"`), "warning INVALID_DATA unknown_field $.Lead_Sorce"},
		{22, leads, lead(`"Tag":["a"]`), "INVALID_DATA type $.Tag[0]"},
		{22, leads, lead(`"Tag":[{"name":"a"}]`), ""},
		{23, leads, lead(`"Owner":{}`), "MANDATORY_NOT_FOUND mandatory $.Owner.id"},
		{23, leads, lead(`"Owner":null`), ""},
		{24, modules.Events(), `{"Event_Title":"Fair","Start_DateTime":"2025-08-16T09:00:00+00:00","End_DateTime":"2025-08-16T10:00:00+00:00",` +
			`"Participants":[{"type":"contact","participant":{"External_Contact_ID":"x"}}]}`,
			"warning MANDATORY_NOT_FOUND external_lookup $.Participants[0].participant.id"},
		{25, modules.Quotes(), `{"Subject":"Roof","Product_Details":[{"product":{"id":"1"},"quantity":1}]}`, "warning INVALID_DATA renamed $.Product_Details"},
		{25, modules.Invoices(), `{"Subject":"Roof","Product_Details":[{"product":{"id":"1"},"quantity":1}]}`, "warning INVALID_DATA renamed $.Product_Details"},
		{26, leads, lead(`"Lead_Source":"WhatsApp"`), "warning INVALID_DATA picklist $.Lead_Source"},
		{26, closed, lead(`"Lead_Source":"WhatsApp"`), "INVALID_DATA picklist $.Lead_Source"},
	} {
		rec, err := record.FromJSON([]byte(test.record))
		if err != nil {
			t.Fatalf("case %d: %v", test.number, err)
		}
		_, problems := test.module.Append(nil, nil, rec)
		if got := problemLines(problems); got != test.want {
			t.Errorf("case %d: %s\ngot  %q\nwant %q", test.number, test.record, got, test.want)
		}
	}
}

// problemLines returns the problems as "CODE reason path", joined by "; ".
func problemLines(problems zohocrm.Errors) string {
	var lines []string
	for _, p := range problems {
		line := string(p.Code) + " " + string(p.Reason) + " " + p.Path.JSONPath()
		if p.Warning {
			line = "warning " + line
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "; ")
}
