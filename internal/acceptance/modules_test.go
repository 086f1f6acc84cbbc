package acceptance

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
)

// moduleOf returns a module by its name in testdata: a module of the page, or one of
// setups.
func moduleOf(t *testing.T, name string) *modules.Module {
	t.Helper()
	if m := setups[name]; m != nil {
		return m
	}
	m, err := modules.Lookup(name)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// setups are the modules that have other fields or rules than those of the page.
var setups = map[string]*modules.Module{
	"Warranty":         warranty,
	"sampleAttributes": sampleAttributes,
	"leadsOfOrg":       leadsOfOrg,
	"leadsOfLayout":    leadsOfLayout,
	"leadsWithRules":   leadsWithRules,
	"dealsPiped":       dealsPiped,
	"dealsOfLayout":    dealsOfLayout,
	"callsNow":         callsNow,
	"dealsCustom":      dealsCustom,
	"ownLeads":         ownLeads,
	"linked":           linked,
	"leadsRegion":      leadsRegion,
	"callsUnscheduled": callsUnscheduled,
	"sampleEAN":        sampleEAN,
	"sampleDecimal":    sampleDecimal,
	"leadsFile":        leadsFile,
	"samplePercent":    samplePercent,
	"leadsSizes":       leadsSizes,
	"dealsSubmitted":   dealsSubmitted,
	"dealsRenamed":     dealsRenamed,
	"leadsScored":      leadsScored,
	"leadsClosed":      leadsClosed,
	"offers":           offers,
	"linkingCourses":   linkingCourses,
}

// The fields of sampleAttributes are those of the page's examples.
var (
	leads    = modules.Leads()
	contacts = modules.Contacts()
	deals    = modules.Deals()
	tasks    = modules.Tasks()
	calls    = modules.Calls()
	events   = modules.Events()
	quotes   = modules.Quotes()
	notes    = modules.Notes()

	sampleAttributes = refined(modules.Custom("Sample_Attributes"),
		field("Name", fieldtype.SingleLine),
		field("Last_Name", fieldtype.SingleLine),
		field("Multi_Line_1", fieldtype.MultiLine),
		field("Multi_Line_Large", fieldtype.MultiLineLarge),
		field("Multi_Line_Rich", fieldtype.RichText),
		field("Email_1", fieldtype.Email),
		field("Phone_1", fieldtype.Phone),
		field("Industry", fieldtype.Picklist),
		field("Courses_Opted", fieldtype.MultiSelect),
		field("Date_1", fieldtype.Date),
		field("Date_Time", fieldtype.DateTime),
		field("Number_1", fieldtype.Number),
		field("Annual_Revenue", fieldtype.Currency),
		field("Decimal_1", fieldtype.DecimalNumber),
		field("Percentage", fieldtype.Percent),
		field("EAN_Code", fieldtype.LongInteger),
		field("Email_Opt_Out", fieldtype.Checkbox),
		field("URL", fieldtype.URL),
		field("Lookup", fieldtype.Lookup),
		field("User", fieldtype.User),
		field("Image_Upload", fieldtype.ImageUpload),
		field("File_Upload", fieldtype.FileUpload),
		field("Listings", fieldtype.MultiSelectLookup),
		field("Multi_user", fieldtype.MultiUserLookup),
		field("Subform_1", fieldtype.Subform),
	)

	// What one organization has set up.
	leadsOfOrg     = refined(leads, modules.WithFieldsMetadata(metadata("fields-leads.json")))
	leadsOfLayout  = refined(leads, modules.WithLayoutsMetadata(metadata("layouts-leads.json")))
	leadsWithRules = refined(leads, modules.WithLayoutRulesJSON(metadata("rules-leads.json")))
	dealsPiped     = refined(deals, modules.WithPipelinesMetadata(metadata("pipelines-deals.json")))
	dealsOfLayout  = refined(deals, modules.WithLayoutsMetadata(metadata("layouts-deals.json")))

	// Variants.
	warranty         = modules.Custom("Warranty")
	leadsRegion      = refined(leads, modules.WithField(fieldtype.Field{APIName: "Region", Mandatory: true}))
	callsUnscheduled = refined(calls, modules.WithoutRule("call_scheduled"))
	sampleEAN        = refined(sampleAttributes, modules.WithField(fieldtype.Field{APIName: "EAN_Code", Spec: fieldtype.Spec{Kind: fieldtype.LongInteger, AllowNumber: true}}))
	sampleDecimal    = refined(sampleAttributes, modules.WithField(fieldtype.Field{APIName: "Decimal_1", Spec: fieldtype.Spec{Kind: fieldtype.DecimalNumber, MaxDigits: 18}}))
	leadsFile        = refined(leads, modules.WithField(fieldtype.Field{APIName: "File_Upload", Spec: fieldtype.Spec{Kind: fieldtype.FileUpload, MaxLength: 1}}))
	samplePercent    = refined(sampleAttributes, modules.WithField(fieldtype.Field{APIName: "Percentage", Spec: fieldtype.Spec{Kind: fieldtype.Percent, MaxDecimals: 2}}))
	leadsSizes       = refined(leads, modules.WithField(fieldtype.Field{APIName: "Size", Spec: fieldtype.Spec{Kind: fieldtype.Picklist, Values: []string{"S", "L"}, OnlyListed: true}}))

	// now is later than the page's samples.
	now         = modules.WithNow(func() time.Time { return time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC) })
	callsNow    = refined(calls, now)
	dealsCustom = refined(deals,
		field("Image_Upload", fieldtype.ImageUpload), field("File_Upload", fieldtype.FileUpload),
		modules.WithField(fieldtype.Field{APIName: "Listings", Spec: fieldtype.Spec{Kind: fieldtype.MultiSelectLookup, ConnectedLookup: "Interested_Listings"}}),
		modules.WithField(fieldtype.Field{APIName: "Multi_user", Spec: fieldtype.Spec{Kind: fieldtype.MultiUserLookup, ConnectedLookup: "Multi_user"}}),
	)

	// ownLeads has the fields of an organization: a multi-select picklist and two unique ones.
	ownLeads = refined(leads, modules.WithFieldsMetadata(strings.NewReader(`{"fields":[
		{"api_name":"Last_Name","data_type":"text","system_mandatory":true},{"api_name":"Email","data_type":"email"},{"api_name":"City","data_type":"text"},
		{"api_name":"Customer_No","data_type":"text","unique":{"case_sensitive":false}},{"api_name":"Branch","data_type":"text","unique":{"case_sensitive":false}},
		{"api_name":"Languages","data_type":"multiselectpicklist","json_type":"jsonarray"},
		{"api_name":"Created_By","data_type":"ownerlookup","operation_type":{"api_create":false,"api_update":false}}]}`)))
	linked = refined(leads, modules.WithField(
		fieldtype.Field{APIName: "Listings", Spec: fieldtype.Spec{Kind: fieldtype.MultiSelectLookup, ConnectedLookup: "Interested_Listings"}},
		fieldtype.Field{APIName: "AssociatedUser", Spec: fieldtype.Spec{Kind: fieldtype.MultiUserLookup, ConnectedLookup: "User"}},
		fieldtype.Field{APIName: "Images", Spec: fieldtype.Spec{Kind: fieldtype.ImageUpload}},
		fieldtype.Field{APIName: "Files", Spec: fieldtype.Spec{Kind: fieldtype.FileUpload}},
		fieldtype.Field{APIName: "Agreed", Spec: fieldtype.Spec{Kind: fieldtype.Checkbox}},
		fieldtype.Field{APIName: "Rows", Spec: fieldtype.Spec{Kind: fieldtype.Subform, Fields: []fieldtype.Field{
			{APIName: "Language", Spec: fieldtype.Spec{Kind: fieldtype.SingleLine}, Mandatory: true}, {APIName: "Level", Spec: fieldtype.Spec{Kind: fieldtype.SingleLine}}}}},
	))

	// The modules of the real cases.
	dealsSubmitted = refined(modules.Deals(), field("Submitted", fieldtype.DateTime))
	dealsRenamed   = refined(modules.Deals(), modules.WithLayoutsMetadata(strings.NewReader(renamedPipeline)))
	leadsScored    = refined(modules.Leads(), field("Score", fieldtype.Number), field("Countries", fieldtype.MultiSelect), field("Ticket", fieldtype.SingleLine),
		modules.WithField(fieldtype.Field{APIName: "Lead_Source", Spec: fieldtype.Spec{Kind: fieldtype.Picklist, Values: []string{"Web", "Fair"}}}))
	leadsClosed = refined(leadsScored,
		modules.WithField(fieldtype.Field{APIName: "Lead_Source", Spec: fieldtype.Spec{Kind: fieldtype.Picklist, Values: []string{"Web", "Fair"}, OnlyListed: true}}))
	offers         = refined(modules.Custom("Offers"), modules.WithField(fieldtype.Field{APIName: "Valuation", Spec: fieldtype.Spec{Kind: fieldtype.Currency, MaxDecimals: 2}}))
	linkingCourses = modules.Linking("Leads_X_Courses", "Lead", "Course")
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

// refined returns a module with options that are known to be valid.
func refined(m *modules.Module, options ...modules.Option) *modules.Module {
	return m.MustWith(options...)
}

func field(name string, kind fieldtype.Kind) modules.Option {
	return modules.WithField(fieldtype.Field{APIName: name, Spec: fieldtype.Spec{Kind: kind}})
}

// metadata returns a reader of a file of testdata.
func metadata(name string) *bytes.Reader {
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		panic(err)
	}
	return bytes.NewReader(data)
}
