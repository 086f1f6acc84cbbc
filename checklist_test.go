package zohocrm_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
	"github.com/seed12a3e673/zohocrm/rrule"
)

// A row is one thing that a source says, in its words, and what the library
// makes of it: checks that run, or the reason why nothing can be known of it
// before a request is sent, or both.
type row struct {
	says   string
	server string
	checks []check
}

type check func(t *testing.T)

// says returns the row of words that the library answers for.
func says(words string, checks ...check) row { return row{says: words, checks: checks} }

// onServer returns the row of words that only the server can make true.
func onServer(words, reason string, checks ...check) row { return row{words, reason, checks} }

// section returns the row of a heading. Nothing is checked there.
func section(words string) row { return row{says: "# " + words} }

// TestPageChecklist walks the Insert Records page (API v7) from its first line
// to its last. testdata/checklist/page.txt holds the page's words, in its order,
// and was taken from the page itself: no line of it may be without a row.
func TestPageChecklist(t *testing.T) { walkChecklist(t, "page.txt", pageChecklist) }

// TestContradictions walks the places where the page contradicts itself or what
// other sources know, and what was decided.
func TestContradictions(t *testing.T) { walkChecklist(t, "contradictions.txt", contradictions) }

// TestRulings walks the questions that the sources leave open, and what was
// decided.
func TestRulings(t *testing.T) { walkChecklist(t, "rulings.txt", rulings) }

// TestLaws holds the table of laws in fuzz/README.md against the tests: those it
// names are there, and no fuzz target is left out.
func TestLaws(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join("fuzz", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]bool{}
	err = filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		source, err := os.ReadFile(path)
		for _, match := range regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)\w+)\(`).FindAllSubmatch(source, -1) {
			tests[string(match[1])] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]bool{}
	for _, match := range regexp.MustCompile("`((?:Test|Fuzz)\\w+)`").FindAllSubmatch(readme, -1) {
		name := string(match[1])
		if named[name] = true; !tests[name] {
			t.Errorf("fuzz/README.md names %s, and there is none", name)
		}
	}
	for name := range tests {
		if strings.HasPrefix(name, "Fuzz") && !named[name] {
			t.Errorf("fuzz/README.md does not name %s", name)
		}
	}
}

func walkChecklist(t *testing.T, file string, rows []row) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "checklist", file))
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, r := range rows {
		lines = append(lines, r.says)
	}
	if diff := cmp.Diff(strings.Split(strings.TrimSpace(string(text)), "\n"), lines); diff != "" {
		t.Fatalf("%s and the rows differ (-file +rows):\n%s", file, diff)
	}
	walkRows(t, rows)
}

// walkRows runs the checks of rows. None may be without a check and without a
// reason.
func walkRows(t *testing.T, rows []row) {
	t.Helper()
	checked, beyond := 0, 0
	heading := ""
	for i, r := range rows {
		if strings.HasPrefix(r.says, "# ") {
			heading = r.says
			continue
		}
		switch {
		case len(r.checks) > 0:
			checked++
		case r.server != "":
			beyond++
		default:
			t.Errorf("%s, %q: nothing is checked, and no reason is given", heading, r.says)
		}
		for _, run := range r.checks {
			t.Run(fmt.Sprintf("%03d %s", i, r.says), run)
		}
	}
	t.Logf("%d rows are checked, %d only the server can know", checked, beyond)
}

// The modules that rows are about. The fields of sampleAttributes are those of
// the page's examples.
var (
	leads     = modules.Leads()
	contacts  = modules.Contacts()
	accounts  = modules.Accounts()
	deals     = modules.Deals()
	tasks     = modules.Tasks()
	calls     = modules.Calls()
	events    = modules.Events()
	quotes    = modules.Quotes()
	notes     = modules.Notes()
	services  = modules.Services()
	purchases = modules.PurchaseOrders()
	visits    = modules.Appointments()

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
	leadsOfOrg     = refined(leads, modules.WithFieldsMetadata(checklistFile("fields-leads.json")))
	leadsOfLayout  = refined(leads, modules.WithLayoutsMetadata(checklistFile("layouts-leads.json")))
	leadsWithRules = refined(leads, modules.WithLayoutRulesJSON(checklistFile("rules-leads.json")))
	dealsPiped     = refined(deals, modules.WithPipelinesMetadata(checklistFile("pipelines-deals.json")))
	dealsOfLayout  = refined(deals, modules.WithLayoutsMetadata(checklistFile("layouts-deals.json")))

	// now is later than the page's samples.
	now         = modules.WithNow(func() time.Time { return time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC) })
	callsNow    = refined(calls, now)
	dealsCustom = refined(deals,
		field("Image_Upload", fieldtype.ImageUpload), field("File_Upload", fieldtype.FileUpload),
		modules.WithField(fieldtype.Field{APIName: "Listings", Spec: fieldtype.Spec{Kind: fieldtype.MultiSelectLookup, ConnectedLookup: "Interested_Listings"}}),
		modules.WithField(fieldtype.Field{APIName: "Multi_user", Spec: fieldtype.Spec{Kind: fieldtype.MultiUserLookup, ConnectedLookup: "Multi_user"}}),
	)
)

// The smallest records that are complete, by module.
var smallest = map[string]string{
	"Leads":           `{"Last_Name":"Daly"}`,
	"Contacts":        `{"Last_Name":"Boyle"}`,
	"Accounts":        `{"Account_Name":"ABC"}`,
	"Deals":           `{"Deal_Name":"Insert","Stage":"Qualification"}`,
	"Tasks":           `{"Subject":"Subject"}`,
	"Calls":           `{"Subject":"Discussion","Call_Type":"Outbound","Call_Start_Time":"2021-02-23T13:30:00+05:30","Call_Duration":"10:00"}`,
	"Events":          `{"Event_Title":"New Meeting","Start_DateTime":"2023-05-20T09:00:00+05:30","End_DateTime":"2023-05-20T10:00:00+05:30"}`,
	"Products":        `{"Product_Name":"ZCRM_Product"}`,
	"Quotes":          `{"Subject":"quote v6","Quoted_Items":[` + lineItem + `]}`,
	"Invoices":        `{"Subject":"invoice","Invoiced_Items":[` + lineItem + `]}`,
	"Campaigns":       `{"Campaign_Name":"Webinar"}`,
	"Vendors":         `{"Vendor_Name":"Zylker"}`,
	"Price_Books":     `{"Price_Book_Name":"Price Book 1","Pricing_Details":[{"from_range":1,"to_range":5,"discount":0}]}`,
	"Cases":           `{"Case_Origin":"Email","Status":"On Hold","Subject":"New Case"}`,
	"Solutions":       `{"Solution_Title":"How to"}`,
	"Purchase_Orders": `{"Subject":"order","Vendor_Name":` + someID + `,"Purchase_Items":[` + lineItem + `]}`,
	"Sales_Orders":    `{"Subject":"order","Ordered_Items":[` + lineItem + `]}`,
	"Appointments__s": `{"Service_Name":` + someID + `,"Appointment_Name":"Repair","Appointment_For":{"module":{"api_name":"Contacts"},"id":"3652397000000649013"},` +
		`"Owner":` + someID + `,"Appointment_Start_Time":"2023-05-20T09:00:00+05:30","Location":"Business Address"}`,
	"Appointments_Rescheduled_History__s": `{"Appointment_Name":` + someID + `,"Rescheduled_Time":"2023-05-19T09:00:00+05:30","Rescheduled_By":` + someID +
		`,"Rescheduled_From":"2023-05-20T09:00:00+05:30","Rescheduled_To":"2023-05-21T09:00:00+05:30"}`,
	"Services__s": `{"Service_Name":"Repair","Duration":60,"Location":"Business Address","Members":[{"Members":` + someID + `}],` +
		`"Availability_Type":"Every Business Days","Price":434}`,
	"Notes":    `{"Parent_Id":{"module":{"api_name":"Leads"},"id":"3652397000000649013"},"Note_Content":"Call back"}`,
	"Warranty": `{"Name":"Extended"}`,
}

const (
	someID   = `{"id":"3652397000000186017"}`
	lineItem = `{"Product_Name":{"id":"3652397000000416001"},"Quantity":1}`
	someCall = `{"Subject":"Discussion","Call_Start_Time":"2021-02-23T13:30:00+05:30"`
	someTime = `"Start_DateTime":"2023-05-20T09:00:00+05:30","End_DateTime":"2023-05-20T10:00:00+05:30"`
	meeting  = `{"Event_Title":"New Meeting",` + someTime
	daily    = `"Recurring_Activity":{"RRULE":"FREQ=DAILY;INTERVAL=1;DTSTART=2023-05-20;UNTIL=2023-05-28"}`
)

const textOf255 = "Accepts up to 255 characters, and alphanumeric and special characters."

var pageChecklist = []row{
	section("Purpose"),
	says("To add new entities to a module.", everySmallestRecordGoesOut),

	section("Endpoints"),
	says("POST /{module_api_name}", moduleNamesFitURL),

	section("Request URL"),
	onServer("{api-domain}/crm/{version}/{module_api_name}", "the address is the caller's; the library sends nothing", moduleNamesFitURL),

	section("Supported modules"),
	says("Leads, Accounts, Contacts, Deals, Campaigns, Tasks, Cases, Meetings, Calls, Solutions, Products, Vendors, Price Books, "+
		"Quotes, Sales Orders, Purchase Orders, Invoices, Appointments, Appointments Rescheduled History, Services and Custom",
		namesModules("Leads, Accounts, Contacts, Deals, Campaigns, Tasks, Cases, Meetings, Calls, Solutions, Products, Vendors, Price Books, "+
			"Quotes, Sales Orders, Purchase Orders, Invoices, Appointments, Appointments Rescheduled History, Services", (*modules.Module).Label),
		takes(modules.Custom("Warranty"), smallest["Warranty"])),

	section("Header"),
	onServer("Authorization: Zoho-oauthtoken", "the token is the caller's"),

	section("Scope"),
	onServer("scope=ZohoCRM.modules.{module_name}.{operation_type}", "a token's scopes are known to the server"),

	section("Possible module names"),
	says("leads, accounts, contacts, deals, campaigns, tasks, cases, events, calls, solutions, products, vendors, pricebooks, quotes, salesorders, "+
		"purchaseorders, invoices, custom, appointments, appointments_rescheduled_history, services and notes",
		namesModules("leads, accounts, contacts, deals, campaigns, tasks, cases, events, calls, solutions, products, vendors, pricebooks, quotes, salesorders, "+
			"purchaseorders, invoices, appointments, appointments_rescheduled_history, services, notes", (*modules.Module).ScopeName),
		equals("custom", modules.Custom("Warranty").ScopeName())),

	section("Possible operation types"),
	onServer("ALL - Full access to the record", "of a token's scope"),
	onServer("WRITE - Edit records in the module", "of a token's scope"),
	onServer("CREATE - Create records in the module", "of a token's scope"),

	section("Note"),
	says("To insert a single record, send only one JSON object in the input",
		takes(leads, `{"data":[{"Last_Name":"Daly"}]}`),
		refuses(leads, `{"data":[]}`, `$.data INVALID_DATA empty: invalid data {"minimum_length":1}`),
		refuses(leads, `{"data":{"Last_Name":"Daly"}}`, `$.data INVALID_DATA type: invalid data {"expected_data_type":"jsonarray"}`)),
	says("The 'INVALID_DATA' error is thrown if the field value length is more than the maximum length",
		takes(leads, `{"Last_Name":"`+x(80)+`"}`),
		refuses(leads, `{"Last_Name":"`+x(81)+`"}`, `$.data[0].Last_Name INVALID_DATA max_length: invalid data {"maximum_length":80}`)),
	says(`If the max length for a "Text field" is defined as 10, then value given for it in API cannot be "12345678901"`,
		takes(leadsOfOrg, `{"Last_Name":"Daly","Company":"1234567890"}`),
		refuses(leadsOfOrg, `{"Last_Name":"Daly","Company":"12345678901"}`, `$.data[0].Company INVALID_DATA max_length: invalid data {"maximum_length":10}`)),
	onServer("Duplicates are checked for every insert record API call based on unique fields.",
		"records that the organization has already are known to the server; those of one request are checked",
		takes(leadsOfOrg, `{"data":[{"Last_Name":"Daly","Email":"p.daly@zylker.com"},{"Last_Name":"Dolan","Email":"brian@villa.com"}]}`),
		refuses(leadsOfOrg, `{"data":[{"Last_Name":"Daly","Email":"p.daly@zylker.com"},{"Last_Name":"Dolan","Email":"P.Daly@zylker.com"}]}`,
			`$.data[1].Email DUPLICATE_DATA duplicate_value: duplicate data {"dependee":{"api_name":"Email","json_path":"$.data[0].Email"}}`)),
	says("A maximum of 100 records can be inserted per API call.",
		takes(leads, `{"data":[`+times(100, `{"Last_Name":"Daly"}`)+`]}`),
		refuses(leads, `{"data":[`+times(101, `{"Last_Name":"Daly"}`)+`]}`,
			`$.data LIMIT_EXCEEDED max_items: count of records in your request exceeds the limit {"maximum_length":100}`),
		batchesOf100),
	says("You must use only Field API names in the input.",
		warns(leads, `{"Last_Name":"Daly","last_name":"Daly"}`, `warning $.data[0].last_name INVALID_DATA unknown_field: the field api name given seems to be invalid`),
		takes(leads, `{"Last_Name":"Daly","A_Custom_Field":"Daly"}`),
		refuses(leadsOfOrg, `{"Last_Name":"Daly","A_Custom_Field":"Daly"}`, `$.data[0].A_Custom_Field INVALID_DATA unknown_field: the field api name given seems to be invalid`)),
	says("The trigger input can be workflow, approval, blueprint, pathfinder, or orchestration",
		takes(leads, `{"data":[{"Last_Name":"Daly"}],"trigger":["workflow","approval","blueprint","pathfinder","orchestration"]}`),
		refuses(leads, `{"data":[{"Last_Name":"Daly"}],"trigger":["workflow","cadences"]}`,
			`$.trigger[1] INVALID_DATA supported: invalid data {"supported_values":["workflow","approval","blueprint","pathfinder","orchestration"]}`),
		builds(payload.NewInsert(leads).Add(record.New().Text("Last_Name", "Daly")).
			Triggers(payload.Workflow, payload.Approval, payload.Blueprint, payload.Pathfinder, payload.Orchestration),
			`{"data":[{"Last_Name":"Daly"}],"trigger":["workflow","approval","blueprint","pathfinder","orchestration"]}`)),
	says(`If "trigger" is not mentioned, the automation actions related to the API will get executed.`,
		builds(payload.NewInsert(leads).Add(record.New().Text("Last_Name", "Daly")), `{"data":[{"Last_Name":"Daly"}]}`)),
	says("Enter the trigger value as [] to not execute the workflows.",
		takes(leads, `{"data":[{"Last_Name":"Daly"}],"trigger":[]}`),
		builds(payload.NewInsert(leads).Add(record.New().Text("Last_Name", "Daly")).Triggers(), `{"data":[{"Last_Name":"Daly"}],"trigger":[]}`)),
	says("Records with Subform details can also be inserted",
		takes(sampleAttributes, `{"Subform_1":[{"Customfield":"customValue","user_1":{"id":"4150868000000623001"}}]}`),
		takes(sampleAttributes, `{"Subform_1":[`+times(100, `{"Customfield":"customValue"}`)+`]}`),
		refuses(sampleAttributes, `{"Subform_1":[`+times(101, `{"Customfield":"customValue"}`)+`]}`,
			`$.data[0].Subform_1 LIMIT_EXCEEDED max_items: more than 100 elements are not allowed {"limit":100}`)),
	says("The $approved key is used to create records in the approval mode.",
		takes(contacts, `{"Last_Name":"Boyle","$approved":true}`),
		refuses(contacts, `{"Last_Name":"Boyle","$approved":"false"}`, `$.data[0].$approved INVALID_DATA type: invalid data {"expected_data_type":"boolean"}`)),
	says("Specify the value as false to create the record in approval mode.",
		takes(leads, `{"Last_Name":"Daly","$approved":false}`),
		builds(payload.NewInsert(leads).Add(record.New().Text("Last_Name", "Daly").Bool("$approved", false)), `{"data":[{"Last_Name":"Daly","$approved":false}]}`)),
	onServer("Multiselect Lookup association is restricted if the dependent record is locked", "which records are locked is known to the server",
		recognizes(`{"data":[{"code":"RECORD_LOCKED","details":{"api_name":"id","json_path":"$.data[0].id"},`+
			`"message":"Sorry, you cannot perform this operation as the record is locked.","status":"error"}]}`, zohocrm.CodeRecordLocked)),
	says("In calls module, the call duration for an Inbound or Outbound call cannot be zero.",
		refuses(calls, someCall+`,"Call_Type":"Inbound","Call_Duration":"00:00"}`, zeroDuration),
		refuses(calls, someCall+`,"Call_Type":"Outbound","Call_Duration":"00:00"}`, zeroDuration),
		takes(calls, someCall+`,"Call_Type":"Outbound","Call_Duration":"00:01"}`),
		takes(calls, someCall+`,"Call_Type":"Missed","Call_Duration":"00:00"}`)),

	section("Sample Request"),
	onServer(`curl "https://www.zohoapis.com/crm/v7/Leads"`, "the library sends nothing"),

	section("System-defined mandatory fields for each module"),
	says("make sure you enter user-defined mandatory fields too",
		refuses(refined(leads, modules.WithField(fieldtype.Field{APIName: "Region", Mandatory: true})), `{"Last_Name":"Daly"}`, notFound("Region")),
		refuses(leadsOfLayout, `{"Last_Name":"Daly","Layout":{"id":"554023000002734009"}}`, notFound("Company"))),
	says("- Leads", goesOut("Leads")),
	says(`"Last_Name" - Single Line`, mandatory("Leads", "Last_Name")),
	says("- Contacts", goesOut("Contacts")),
	says(`"Last_Name" - Single Line`, mandatory("Contacts", "Last_Name")),
	says("- Accounts", goesOut("Accounts")),
	says(`"Account_Name" - Single Line`, mandatory("Accounts", "Account_Name")),
	says("- Deals", goesOut("Deals")),
	says(`"Deal_Name"- Single Line`, mandatory("Deals", "Deal_Name")),
	says(`"Stage" - Picklist`, mandatory("Deals", "Stage")),
	says(`"Pipeline" - Single Line (mandatory when pipeline is enabled)`,
		takes(deals, smallest["Deals"]),
		refuses(dealsPiped, smallest["Deals"], notFound("Pipeline")),
		takes(dealsPiped, `{"Deal_Name":"Insert","Stage":"Qualification","Pipeline":"Standard (Standard)"}`)),
	says("- Tasks", goesOut("Tasks")),
	says(`"Subject" - Multi Line`, mandatory("Tasks", "Subject")),
	says("- Calls", goesOut("Calls")),
	says(`"Subject" - Multi Line`, mandatory("Calls", "Subject")),
	says(`"Call_Type" - Picklist`, mandatory("Calls", "Call_Type")),
	says(`"Call_Start_Time" - Date/Time`, mandatory("Calls", "Call_Start_Time")),
	says(`"Call_Duration" - Single Line`, mandatory("Calls", "Call_Duration")),
	says("- Events", goesOut("Events")),
	says(`"Event_Title"- Single Line`, mandatory("Events", "Event_Title")),
	says(`"Start_DateTime" - Date/Time`, mandatory("Events", "Start_DateTime")),
	says(`"Remind_At" - Single Line`, // of a recurring meeting only, says the page below
		takes(events, smallest["Events"]),
		refuses(events, meeting+`,`+daily+`}`, notFound("Remind_At"))),
	says(`"End_DateTime" - Date/Time`, mandatory("Events", "End_DateTime")),
	says("- Products", goesOut("Products")),
	says(`"Product_Name" - Single Line`, mandatory("Products", "Product_Name")),
	says("- Quotes", goesOut("Quotes")),
	says(`"Subject"- Single Line`, mandatory("Quotes", "Subject")),
	says(`"Quoted_Items" - Line item subform`, mandatory("Quotes", "Quoted_Items")),
	says("- Invoices", goesOut("Invoices")),
	says(`"Subject"- Single Line`, mandatory("Invoices", "Subject")),
	says(`"Invoiced_Items" - Line item subform`, mandatory("Invoices", "Invoiced_Items")),
	says("- Campaigns", goesOut("Campaigns")),
	says(`"Campaign_Name" - Single Line`, mandatory("Campaigns", "Campaign_Name")),
	says("- Vendors", goesOut("Vendors")),
	says(`"Vendor_Name"- Single Line`, mandatory("Vendors", "Vendor_Name")),
	says("- Price Books", goesOut("Price_Books")),
	says(`"Price_Book_Name"- Single Line`, mandatory("Price_Books", "Price_Book_Name")),
	says(`"Pricing_Details"- JSON Array with "from_range", "to_range", "discount"`,
		mandatory("Price_Books", "Pricing_Details"),
		refuses(modules.PriceBooks(), `{"Price_Book_Name":"Price Book 1","Pricing_Details":[{}]}`,
			`$.data[0].Pricing_Details[0].from_range MANDATORY_NOT_FOUND mandatory: mandatory key missing`,
			`$.data[0].Pricing_Details[0].to_range MANDATORY_NOT_FOUND mandatory: mandatory key missing`,
			`$.data[0].Pricing_Details[0].discount MANDATORY_NOT_FOUND mandatory: mandatory key missing`),
		refuses(modules.PriceBooks(), `{"Price_Book_Name":"Price Book 1","Pricing_Details":{"from_range":1,"to_range":5,"discount":0}}`,
			`$.data[0].Pricing_Details INVALID_DATA type: invalid data {"expected_data_type":"jsonarray"}`)),
	says("- Cases", goesOut("Cases")),
	says(`"Case_Origin" - Picklist`, mandatory("Cases", "Case_Origin")),
	says(`"Status"- Picklist`, mandatory("Cases", "Status")),
	says(`"Subject" - Single Line`, mandatory("Cases", "Subject")),
	says("- Solutions", goesOut("Solutions")),
	says(`"Solution_Title"- Single Line`, mandatory("Solutions", "Solution_Title")),
	says("- Purchase Orders", goesOut("Purchase_Orders")),
	says(`"Subject"- Single Line`, mandatory("Purchase_Orders", "Subject")),
	says(`"Vendor_Name"- Lookup`, mandatory("Purchase_Orders", "Vendor_Name")),
	says(`"Purchased_Items" - Line item subform`, mandatory("Purchase_Orders", "Purchase_Items"), purchasedItems),
	says("- Sales Orders", goesOut("Sales_Orders")),
	says(`"Subject"- Single Line`, mandatory("Sales_Orders", "Subject")),
	says(`"Ordered_Items" - Line item subform`, mandatory("Sales_Orders", "Ordered_Items")),

	section("Sample Attributes"),
	says("- Single Line", refuses(sampleAttributes, `{"Last_Name":123}`, wrongType("Last_Name", "text"))),
	says(textOf255, textUpTo(sampleAttributes, `{}`, "Last_Name", 255)),
	says(`"Last_Name": "Mike O'Leary"`, example(`"Last_Name": "Mike O'Leary"`)),
	says("- Multi Line", refuses(sampleAttributes, `{"Multi_Line_1":["a"]}`, wrongType("Multi_Line_1", "text"))),
	says("Small - accepts up to 2000 characters.", textUpTo(sampleAttributes, `{}`, "Multi_Line_1", 2000)),
	says("Large - accepts up to 32000 characters.", textUpTo(sampleAttributes, `{}`, "Multi_Line_Large", 32000)),
	onServer("You will not be able to use this field to create custom views, reports or other filters.", "about the use of the field, not about its value"),
	says(`"Multi_Line_1": "This is the first line`, example(`"Multi_Line_1": "This is the first line \n Now for the second Line"`)),
	says("- Email", refuses(sampleAttributes, `{"Email_1":1}`, wrongType("Email_1", "email")), emailLength),
	says("Accepts valid email IDs.",
		example(`"Email_1":"p.daly@zylker.com"`), example(`"Email_1":"brian@villa.com"`), example(`"Email_1":"patricia.boyle@zylker.com"`),
		refuses(sampleAttributes, `{"Email_1":"p.daly.zylker.com"}`, wrongPattern("Email_1", "email"))),
	says(`"Email_1": "p.boyle@zylker.com"`, example(`"Email_1": "p.boyle@zylker.com"`)),
	says("The regex in Zoho CRM to validate the email fields is:",
		matches(fieldtype.ValidateEmail, "-a@b.co", "+a@b.co", "a@b_c.com", "ä@ü.de", "o'brien@x.com"),
		matchesNot(fieldtype.ValidateEmail, ".a@b.co", "'a@b.com", "a@b", "a@b.c", "a@-b.com", "a@b-.com")),
	says("- Phone", refuses(sampleAttributes, `{"Phone_1":9900000000}`, wrongType("Phone_1", "phone"))),
	says("Accepts up to 30 characters.",
		example(`"Phone_1":"`+digits(30)+`"`),
		refuses(sampleAttributes, `{"Phone_1":"`+digits(31)+`"}`, tooMany("Phone_1", "max_length", 30))),
	says("This limit may vary based on the value configured in 'Number of characters allowed'",
		takes(leadsOfOrg, `{"Last_Name":"Daly","Phone":"`+digits(15)+`"}`),
		refuses(leadsOfOrg, `{"Last_Name":"Daly","Phone":"`+digits(16)+`"}`, tooMany("Phone", "max_length", 15))),
	says("The regex pattern in Zoho CRM to validate this field's value is",
		matches(fieldtype.ValidatePhone, "+91 98765 43210", "(987)654321", "+1 (555) 123-4567", "+1-555-123-4567", "555.123.4567", "abc", "555;123", "555,123#", "12 34 56", "555 x123"),
		matchesNot(fieldtype.ValidatePhone, "+", "-555", "1--2", ".5", "(.5)1", "1 (2).3", "555-1234-", "555#12")),
	says(`"Phone_1": "9900000000"`, example(`"Phone_1": "9900000000"`)),
	says(`"Phone_1":"91(987)654321"`, example(`"Phone_1":"91(987)654321"`)),
	says("- Picklist", refuses(sampleAttributes, `{"Industry":["automobile"]}`, wrongType("Industry", "text"))),
	says("You can either pass an existing pick list value or add a new one.",
		takes(leadsOfOrg, `{"Last_Name":"Daly","Lead_Source":"Employee Referral"}`),
		warns(leadsOfOrg, `{"Last_Name":"Daly","Lead_Source":"Trade Fair"}`,
			`warning $.data[0].Lead_Source INVALID_DATA picklist: invalid data {"supported_values":["-None-","Employee Referral","Referral"]}`)),
	says("The pick list value accepts all alphanumeric and special characters.",
		example(`"Industry":"Data/Telecom OEM"`), example(`"Industry":"Größe & Ämter (100 %) <#1>"`)),
	says(`"Industry": "automobile"`, example(`"Industry": "automobile"`)),
	says("- Multi-select picklist",
		refuses(sampleAttributes, `{"Courses_Opted":"Analytics;Big data"}`, wrongType("Courses_Opted", "jsonarray")),
		refuses(sampleAttributes, `{"Courses_Opted":["Analytics",1]}`, `$.data[0].Courses_Opted[1] INVALID_DATA type: invalid data {"expected_data_type":"text"}`)),
	says("You can either pass existing pick list values or add a new one.", example(`"Courses_Opted":["A course of my own"]`)),
	says(`"Courses_Opted": [`, example(`"Courses_Opted": ["Analytics","Big data"]`)),
	says("- Date", refuses(sampleAttributes, `{"Date_1":20170816}`, wrongType("Date_1", "date"))),
	says("Accepts date in yyyy-MM-dd format.",
		example(`"Date_1":"2024-02-29"`),
		refuses(sampleAttributes, `{"Date_1":"16-08-2017"}`, notOfFormat("Date_1", "date")),
		refuses(sampleAttributes, `{"Date_1":"2017-8-16"}`, notOfFormat("Date_1", "date")),
		refuses(sampleAttributes, `{"Date_1":"2023-02-29"}`, notInCalendar("Date_1", "date"))),
	says(`"Date_1": "2017-08-16"`, example(`"Date_1": "2017-08-16"`)),
	says("- Date/Time", refuses(sampleAttributes, `{"Date_Time":1502874143}`, wrongType("Date_Time", "datetime"))),
	says("Accepts date and time in yyyy-MM-ddTHH:mm:ss±HH:mm format.",
		example(`"Date_Time":"2023-05-10T01:10:47-07:00"`),
		refuses(sampleAttributes, `{"Date_Time":"2017-08-16 14:32:23+05:30"}`, notOfFormat("Date_Time", "datetime")),
		refuses(sampleAttributes, `{"Date_Time":"2025-08-16T16:26:04.240Z"}`, notOfFormat("Date_Time", "datetime")),
		refuses(sampleAttributes, `{"Date_Time":"2017-08-16T24:32:23+05:30"}`, notInCalendar("Date_Time", "datetime"))),
	says(`"Date_Time": "2017-08-16T14:32:23+05:30"`, example(`"Date_Time": "2017-08-16T14:32:23+05:30"`)),
	onServer("the time zone is the current user's time zone.", "who the current user is, the server knows; the offset is written in the value"),
	says("- Number", refuses(sampleAttributes, `{"Number_1":1.5}`, wrongType("Number_1", "integer"))),
	says("Accepts numbers up to 9 digits.",
		example(`"Number_1":999999999`), example(`"Number_1":-999999999`), example(`"Number_1":0`),
		refuses(sampleAttributes, `{"Number_1":1234567890}`, tooMany("Number_1", "digits", 9))),
	says("Accepts only numeric values.",
		refuses(sampleAttributes, `{"Number_1":"twelve"}`, wrongType("Number_1", "integer")),
		refuses(sampleAttributes, `{"Number_1":"120"}`, `$.data[0].Number_1 INVALID_DATA quoted_number: invalid data {"expected_data_type":"integer"}`)),
	says("- Currency", refuses(sampleAttributes, `{"Annual_Revenue":true}`, wrongType("Annual_Revenue", "double"))),
	says("Before decimal point - accepts numbers up to 16 digits.",
		example(`"Annual_Revenue":`+digits(16)), refuses(sampleAttributes, `{"Annual_Revenue":`+digits(17)+`}`, tooMany("Annual_Revenue", "digits", 16))),
	says("After decimal point - accepts precision up to 9 digits.",
		example(`"Annual_Revenue":`+digits(16)+`.123456789`),
		refuses(sampleAttributes, `{"Annual_Revenue":1.1234567891}`, tooManyDecimals("Annual_Revenue", 9)),
		refuses(leadsOfOrg, `{"Last_Name":"Daly","Annual_Revenue":1.123}`, tooManyDecimals("Annual_Revenue", 2))),
	says(`"Annual_Revenue": 250000.90`, example(`"Annual_Revenue": 250000.90`)),
	says("- Decimal", refuses(sampleAttributes, `{"Decimal_1":[1]}`, wrongType("Decimal_1", "double"))),
	says("Before decimal point - accepts numbers up to 16 digits.",
		example(`"Decimal_1":`+digits(16)), refuses(sampleAttributes, `{"Decimal_1":`+digits(17)+`}`, tooMany("Decimal_1", "digits", 16))),
	says("After decimal point - accepts precision up to 9 digits.",
		example(`"Decimal_1":0.123456789`), refuses(sampleAttributes, `{"Decimal_1":0.1234567891}`, tooManyDecimals("Decimal_1", 9))),
	says(`"Decimal_1": 250000.50`, example(`"Decimal_1": 250000.50`)),
	says("- Percent", refuses(sampleAttributes, `{"Percentage":"25 %"}`, wrongType("Percentage", "double"))),
	says("Accepts numbers up to 5 digits and only numeric values.",
		example(`"Percentage":12345`), example(`"Percentage":99.5`), refuses(sampleAttributes, `{"Percentage":123456}`, tooMany("Percentage", "digits", 5))),
	says(`"Percentage": 25`, example(`"Percentage": 25`)),
	says("- Long Integer", refuses(sampleAttributes, `{"EAN_Code":"12A"}`, notOfFormat("EAN_Code", "bigint"))),
	says("Accepts numbers up to 18 digits.",
		example(`"EAN_Code":"`+digits(18)+`"`), refuses(sampleAttributes, `{"EAN_Code":"`+digits(19)+`"}`, tooMany("EAN_Code", "digits", 18))),
	says(`"EAN_Code":"0012345600012"`, example(`"EAN_Code":"0012345600012"`)),
	says("- Checkbox", refuses(sampleAttributes, `{"Email_Opt_Out":1}`, wrongType("Email_Opt_Out", "boolean"))),
	says("Accepts only Boolean values (true,false)",
		example(`"Email_Opt_Out":false`), refuses(sampleAttributes, `{"Email_Opt_Out":"true"}`, wrongType("Email_Opt_Out", "boolean"))),
	says(`"Email_Opt_Out": true`, example(`"Email_Opt_Out": true`)),
	says("- URL", refuses(sampleAttributes, `{"URL":{}}`, wrongType("URL", "website"))),
	says("Accepts valid URLs. The regex pattern in Zoho CRM to validate this field's value is",
		matches(fieldtype.ValidateURL, "www.zylker.com", "zylker.com", "ftp://zylker.com", "http://www.zylker.com/a?b=c#d", "zylker.com:8080/a b"),
		matchesNot(fieldtype.ValidateURL, "http://localhost", "mailto:a@b.com", "zylker", "a..b", "a b")),
	says(`"URL": "https://www.zylker.com"`, example(`"URL": "https://www.zylker.com"`)),
	says("- Lookup", refuses(sampleAttributes, `{"Lookup":["425248000000104001"]}`, wrongType("Lookup", "jsonobject"))),
	says("Accepts unique ID of the record",
		refuses(sampleAttributes, `{"Lookup":{"id":"ZCRM_Product"}}`, `$.data[0].Lookup.id INVALID_DATA id: invalid data {"expected_data_type":"string"}`),
		refuses(sampleAttributes, `{"Lookup":{"name":"ZCRM_Product"}}`, `$.data[0].Lookup.id MANDATORY_NOT_FOUND mandatory: required field not found`)),
	says(`"Lookup" : {`, example(`"Lookup" : {"id" : "425248000000104001"}`)),
	says("- User", refuses(sampleAttributes, `{"User":1}`, wrongType("User", "jsonobject"))),
	says("This is a default look-up field to users in Zoho CRM.",
		example(`"User":{"id":"4150868000000623001"}`), example(`"User":{"email":"p.boyle@zylker.com"}`),
		refuses(sampleAttributes, `{"User":{"name":"Patricia Boyle"}}`, `$.data[0].User.id MANDATORY_NOT_FOUND mandatory: required field not found`)),
	says(`"User":`, example(`"User":{"name":"Patricia Boyle","id":"4150868000000623001"}`)),
	says("- lar_id", refuses(leads, `{"data":[{"Last_Name":"Daly"}],"lar_id":["1"]}`, `$.lar_id INVALID_DATA type: invalid data {"expected_data_type":"string"}`)),
	onServer("The unique ID of the lead assignment rule you want to trigger while inserting the lead.", "which rules there are is known to the server",
		takes(leads, `{"data":[{"Last_Name":"Daly"}],"lar_id":"3652397000002045001"}`),
		refuses(leads, `{"data":[{"Last_Name":"Daly"}],"lar_id":"first rule"}`, `$.lar_id INVALID_DATA id: invalid data {"expected_data_type":"string"}`),
		warns(contacts, `{"data":[{"Last_Name":"Daly"}],"lar_id":"3652397000002045001"}`, `warning $.lar_id INVALID_DATA unknown_key: invalid data`)),
	says(`This key must be given parallel to the key "data".`,
		builds(payload.NewInsert(leads).Add(record.New().Text("Last_Name", "Daly")).LeadAssignmentRule("3652397000002045001"),
			`{"data":[{"Last_Name":"Daly"}],"lar_id":"3652397000002045001"}`)),
	says("- Layout", takes(leads, `{"Last_Name":"Daly","Layout":{"id":"554023000002734009"}}`)),
	onServer("The ID represents the unique ID of the layout.", "which layouts there are, the server knows; with its metadata the library does, too",
		refuses(leads, `{"Last_Name":"Daly","Layout":{"id":"Standard"}}`, `$.data[0].Layout.id INVALID_DATA id: invalid data {"expected_data_type":"string"}`),
		warns(leadsOfLayout, `{"Last_Name":"Daly","Layout":{"id":"1"}}`, `warning $.data[0].Layout INVALID_DATA supported: invalid data`)),
	says("include the layout specific mandatory fields in the API-level mandatory check",
		refuses(leadsOfLayout, `{"Last_Name":"Daly","Layout":{"id":"554023000002734009"}}`, notFound("Company")),
		warns(leadsOfLayout, `{"Last_Name":"Daly"}`, "warning "+notFound("Company")),
		takes(leadsOfLayout, `{"Last_Name":"Daly","Company":"ABC","Layout":{"id":"554023000002734009"}}`)),
	says("include only the fields that are defined in your layout for API- level processing and ignore the rest",
		warns(leadsOfLayout, `{"Last_Name":"Daly","Company":"ABC","City":"Austin","Layout":{"id":"554023000002734009"}}`,
			`warning $.data[0].City INVALID_DATA not_in_layout: invalid data`)),
	says("- $wizard_connection_path",
		refuses(leads, `{"Last_Name":"Daly","Wizard":"3652397000003677001","$wizard_connection_path":"3652397000003677009"}`,
			wrongType("$wizard_connection_path", "jsonarray"))),
	onServer("The IDs of the connections in a wizard that indicates the screen traversal when the record is created.",
		"which connections a wizard has is known to the server",
		takes(leads, `{"Last_Name":"Daly","Wizard":"3652397000003677001","$wizard_connection_path":["3652397000003677009","3652397000003677012"]}`)),
	says("- Wizard", refuses(leads, `{"Last_Name":"Daly","Wizard":"first","$wizard_connection_path":["1"]}`,
		`$.data[0].Wizard INVALID_DATA id: invalid data {"expected_data_type":"string"}`)),
	onServer("The ID of the wizard in which you want to create the record.", "which wizards there are is known to the server",
		builds(payload.NewInsert(leads).Add(record.New().Text("Last_Name", "Daly").
			Lookup("Wizard", "3652397000003677001").MultiSelect("$wizard_connection_path", "3652397000003677009")),
			`{"data":[{"Last_Name":"Daly","Wizard":{"id":"3652397000003677001"},"$wizard_connection_path":["3652397000003677009"]}]}`)),
	says("- apply_feature_execution",
		refuses(leads, `{"data":[{"Last_Name":"Daly"}],"apply_feature_execution":{"name":"layout_rules"}}`,
			`$.apply_feature_execution INVALID_DATA type: invalid data {"expected_data_type":"jsonarray"}`)),
	says("Use this array to apply an existing layout rule when you create a record.",
		takes(leadsWithRules, `{"Last_Name":"Daly","Lead_Source":"Employee Referral"}`),
		takes(leadsWithRules, `{"data":[{"Last_Name":"Daly","Lead_Source":"Web"}],"apply_feature_execution":[{"name":"layout_rules"}]}`)),
	says("Specify the value layout_rules for the key name to apply a layout rule to the record.",
		refuses(leads, `{"data":[{"Last_Name":"Daly"}],"apply_feature_execution":[{"name":"cadences"}]}`,
			`$.apply_feature_execution[0].name INVALID_DATA supported: invalid data {"supported_values":["layout_rules"]}`),
		refuses(leads, `{"data":[{"Last_Name":"Daly"}],"apply_feature_execution":[{}]}`,
			`$.apply_feature_execution[0].name MANDATORY_NOT_FOUND mandatory: required field not found`),
		builds(payload.NewInsert(leads).Add(record.New().Text("Last_Name", "Daly")).ApplyFeatures(payload.LayoutRules),
			`{"data":[{"Last_Name":"Daly"}],"apply_feature_execution":[{"name":"layout_rules"}]}`)),
	says("the system throws the MANDATORY_NOT_FOUND error if you fail to give the Company key in the input.",
		refuses(leadsWithRules, `{"data":[{"Last_Name":"Daly","Lead_Source":"Employee Referral"}],"apply_feature_execution":[{"name":"layout_rules"}]}`,
			notFound("Company")+` {"layout_rule":{"name":"Referrals","id":"5410702000000761547"}}`)),
	says("- skip_feature_execution",
		refuses(leads, `{"data":[{"Last_Name":"Daly"}],"skip_feature_execution":"cadences"}`,
			`$.skip_feature_execution INVALID_DATA type: invalid data {"expected_data_type":"jsonarray"}`)),
	says("This key lets you skip the execution of the Cadences feature during record creation.",
		builds(payload.NewInsert(leads).Add(record.New().Text("Last_Name", "Daly")).SkipFeatures(payload.Cadences),
			`{"data":[{"Last_Name":"Daly"}],"skip_feature_execution":[{"name":"cadences"}]}`)),
	says(`The supported value for the "name" key is "cadences".`,
		refuses(leads, `{"data":[{"Last_Name":"Daly"}],"skip_feature_execution":[{"name":"layout_rules"}]}`, wrongSkip)),

	section("Sample Input"),
	says(`"Lead_Source": "Employee Referral",`, pageSample(leads, "Leads"), pageSample(leadsOfLayout, "Leads")),

	section("Sample Response"),
	says(`"$approval_state": "approved"`, pageResponse("Leads", "5725767000000524157", "5725767000000524157")),
	says("- Pipeline", refuses(deals, `{"Deal_Name":"Insert","Stage":"Qualification","Pipeline":{"name":"Standard"}}`, wrongType("Pipeline", "text"))),
	says("Note that this key is mandatory when a pipeline is enabled for the Deals module.",
		refuses(dealsPiped, smallest["Deals"], notFound("Pipeline")), refuses(dealsOfLayout, smallest["Deals"], notFound("Pipeline"))),
	says("Also, it is mandatory to input the Stage for the deal record.",
		refuses(dealsPiped, `{"Deal_Name":"Insert","Pipeline":"Standard (Standard)"}`, notFound("Stage"))),
	says("You can only add a stage that is available in this list to a deal for that pipeline.",
		takes(dealsPiped, `{"Deal_Name":"Insert","Stage":"Closed Won","Pipeline":"Renewals"}`),
		refuses(dealsPiped, `{"Deal_Name":"Insert","Stage":"Qualification","Pipeline":"Renewals"}`,
			`$.data[0].Stage MAPPING_MISMATCH picklist: Pipeline doesn't contain the Stage {"mapped_field":"Pipeline"}`),
		refuses(dealsOfLayout, `{"Deal_Name":"Insert","Stage":"Closed Won","Pipeline":"Renewals","Layout":{"id":"554023000002734011"}}`,
			`$.data[0].Pipeline MAPPING_MISMATCH picklist: Layout doesn't contain the Pipeline {"mapped_field":"Layout"}`)),
	says("- Image_Upload", refuses(sampleAttributes, `{"Image_Upload":"2cxxxxxxxxxxxx2fa"}`, wrongType("Image_Upload", "jsonarray"))),
	onServer("The API name of the image upload field in a module.", "which fields there are is in the organization's metadata",
		refuses(leadsOfOrg, `{"Last_Name":"Daly","Image_Upload":[]}`, `$.data[0].Image_Upload INVALID_DATA unknown_field: the field api name given seems to be invalid`)),
	onServer("File_Id__s", "whether a file was uploaded is known to the server",
		example(`"Image_Upload":[{"File_Id__s":"2cxxxxxxxxxxxx2fa"}]`),
		refuses(sampleAttributes, `{"Image_Upload":[{"id":"1"}]}`, `$.data[0].Image_Upload[0].File_Id__s MANDATORY_NOT_FOUND mandatory: mandatory key missing`)),
	says("You can add multiple images to the image upload field",
		example(`"Image_Upload":[`+times(10, `{"File_Id__s":"2c"}`)+`]`),
		refuses(sampleAttributes, `{"Image_Upload":[`+times(11, `{"File_Id__s":"2c"}`)+`]}`,
			`$.data[0].Image_Upload LIMIT_EXCEEDED max_items: Record insertion limit for Image upload field has been exceeded. {"limit":10}`)),
	says("- File_Upload", refuses(sampleAttributes, `{"File_Upload":{"File_Id__s":"2cxxxxxxxxxxxx4fc"}}`, wrongType("File_Upload", "jsonarray"))),
	onServer("The API name of the file upload field in a module.", "which fields there are is in the organization's metadata",
		refuses(leadsOfOrg, `{"Last_Name":"Daly","File_Upload":[]}`, `$.data[0].File_Upload INVALID_DATA unknown_field: the field api name given seems to be invalid`)),
	onServer("File_Id__s", "whether a file was uploaded is known to the server",
		example(`"File_Upload":[{"File_Id__s":"2cxxxxxxxxxxxx4fc"}]`),
		refuses(sampleAttributes, `{"File_Upload":[{"File_Id__s":null}]}`, `$.data[0].File_Upload[0].File_Id__s MANDATORY_NOT_FOUND mandatory: mandatory key missing`)),
	says("You can add multiple files to the file upload field",
		example(`"File_Upload":[`+times(5, `{"File_Id__s":"2c"}`)+`]`),
		refuses(sampleAttributes, `{"File_Upload":[`+times(6, `{"File_Id__s":"2c"}`)+`]}`,
			`$.data[0].File_Upload LIMIT_EXCEEDED max_items: more than 5 elements are not allowed {"limit":5}`)),
	says("- Multi-select lookup", refuses(sampleAttributes, `{"Listings":{"Interested_Listings":{"id":"3652397000001978005"}}}`, wrongType("Listings", "jsonarray"))),
	says("you must include the child module's lookup field's API name and specify the ID of the record",
		example(`"Listings":[{"Interested_Listings":{"id":"3652397000001978005"}},{"Interested_Listings":{"id":"3652397000001978016"}}]`),
		refuses(sampleAttributes, `{"Listings":[{"id":"3652397000001978005"}]}`, `$.data[0].Listings[0] MANDATORY_NOT_FOUND mandatory: mandatory key missing`)),
	says("Interested_Listings is the lookup field in the linking module.",
		refuses(dealsCustom, `{"Deal_Name":"Insert","Stage":"Qualification","Listings":[{"Listings":{"id":"3652397000001978005"}}]}`,
			`$.data[0].Listings[0].Interested_Listings MANDATORY_NOT_FOUND mandatory: mandatory key missing`)),
	says("- Listings", refuses(sampleAttributes, `{"Listings":["3652397000001978005"]}`, `$.data[0].Listings[0] INVALID_DATA type: invalid data {"expected_data_type":"jsonobject"}`)),
	says("The API name of the lookup field in the linking module.",
		builds(payload.NewInsert(dealsCustom).Add(record.New().Text("Deal_Name", "Insert").Text("Stage", "Qualification").
			Lookups("Listings", "Interested_Listings", "3652397000001978005")),
			`{"data":[{"Deal_Name":"Insert","Stage":"Qualification","Listings":[{"Interested_Listings":{"id":"3652397000001978005"}}]}]}`)),
	onServer("The unique ID of the record in the child module", "which records there are is known to the server",
		refuses(sampleAttributes, `{"Listings":[{"Interested_Listings":{"id":"first"}}]}`,
			`$.data[0].Listings[0].Interested_Listings.id INVALID_DATA id: invalid data {"expected_data_type":"string"}`)),
	says("- Multi-user lookup", refuses(sampleAttributes, `{"Multi_user":"3652397000000186017"}`, wrongType("Multi_user", "jsonarray"))),
	says("Accepts the IDs of the users as individual JSON objects.",
		example(`"Multi_user":[{"Multi_user":{"name":"Patricia Boyle","id":"3652397000000186017"}},{"Multi_user":{"name":"J Smith","id":"3652397000000281001"}}]`)),
	says("- Multi-user", refuses(sampleAttributes, `{"Multi_user":[{"Multi_user":"J Smith"}]}`, `$.data[0].Multi_user[0].Multi_user INVALID_DATA type: invalid data {"expected_data_type":"jsonobject"}`)),
	onServer("The unique ID of the user you want to associate with the multi-user lookup field.", "which users there are is known to the server",
		refuses(sampleAttributes, `{"Multi_user":[{"Multi_user":{"name":"J Smith"}}]}`,
			`$.data[0].Multi_user[0].Multi_user.id MANDATORY_NOT_FOUND mandatory: required field not found`)),

	section("Sample Request"),
	onServer(`curl "https://www.zohoapis.com/crm/v7/Deals"`, "the library sends nothing"),

	section("Sample Input"),
	says(`"Deal_Name": "Insert",`, pageSample(deals, "Deals"), pageSample(dealsCustom, "Deals"), pageSample(dealsPiped, "Deals")),

	section("Sample Response"),
	says(`"id": "3652397000006064046",`, dealsResponse),

	section("Sample Input for the Inventory Modules"),
	says("The parent key of this subform for Quotes, Sales Orders, Purchase Orders, and Invoices will be Quoted_Items, Ordered_Items, Purchased_Items, and Invoiced_Items, respectively.",
		goesOut("Quotes"), goesOut("Sales_Orders"), goesOut("Purchase_Orders"), goesOut("Invoices"), purchasedItems),
	says("All the other keys of this subform are common to all the inventory modules.", lineItemsAreAlike),
	says("This subform is mandatory while inserting a record in any of these inventory modules.",
		mandatory("Quotes", "Quoted_Items"), mandatory("Sales_Orders", "Ordered_Items"),
		mandatory("Purchase_Orders", "Purchase_Items"), mandatory("Invoices", "Invoiced_Items")),
	says("- Subject", mandatory("Quotes", "Subject")),
	says(textOf255, textUpTo(quotes, smallest["Quotes"], "Subject", 255)),
	says("- Quoted_Items",
		refuses(quotes, `{"Subject":"quote v6","Quoted_Items":`+lineItem+`}`, wrongType("Quoted_Items", "jsonarray"))),
	says("The details of the quote such as the product's name, price book's name, various taxes, discount, quantity etc,.",
		refuses(quotes, `{"Subject":"quote v6","Quoted_Items":[{"Quantity":"many"}]}`,
			`$.data[0].Quoted_Items[0].Quantity INVALID_DATA type: invalid data {"expected_data_type":"double"}`,
			`$.data[0].Quoted_Items[0].Product_Name MANDATORY_NOT_FOUND mandatory: required field not found`),
		refuses(quotes, `{"Subject":"quote v6","Quoted_Items":[{"Product_Name":`+someID+`,"Line_Tax":[{"percentage":"high","name":"Vat"}]}]}`,
			`$.data[0].Quoted_Items[0].Line_Tax[0].percentage INVALID_DATA type: invalid data {"expected_data_type":"double"}`)),

	section("Sample Request"),
	onServer(`curl "https://www.zohoapis.com/crm/v7/Quotes"`, "the library sends nothing"),

	section("Sample Input"),
	says(`"Subject": "quote v6",`, pageSample(quotes, "Quotes")),

	section("Sample Input to Insert a Call"),
	says("You can insert a record for a scheduled, completed, and missed call.",
		takes(callsNow, scheduledCall), takes(callsNow, smallest["Calls"]), takes(callsNow, someCall+`,"Call_Type":"Missed"}`)),
	says("- Subject", mandatory("Calls", "Subject")),
	says(textOf255, textUpTo(calls, smallest["Calls"], "Subject", 255)),
	says("- Call_Type", mandatory("Calls", "Call_Type")),
	says("The possible values are Inbound, Outbound, or Missed.",
		takes(calls, someCall+`,"Call_Type":"Inbound","Call_Duration":"10:00"}`),
		refuses(calls, someCall+`,"Call_Type":"Outgoing","Call_Duration":"10:00"}`,
			`$.data[0].Call_Type INVALID_DATA picklist: invalid data {"supported_values":["Inbound","Outbound","Missed"]}`)),
	says("- Who_Id", refuses(callsNow, replaced(scheduledCall, `"Who_Id":`+someID+`,`, ``), notFound("Who_Id"))),
	says("The name and ID of the contact you want to associate the call to.",
		takes(calls, with("Calls", `"Who_Id":{"name":"Patricia Boyle","id":"3652397000000649013"}`)),
		refuses(calls, with("Calls", `"Who_Id":{"name":"Patricia Boyle"}`), `$.data[0].Who_Id.id MANDATORY_NOT_FOUND mandatory: required field not found`)),
	says("- What_Id", refuses(callsNow, replaced(scheduledCall, `"What_Id":`+someID+`,`, ``), notFound("What_Id"))),
	says("The name and ID of the record(other than a Contact) you want to associate the call to.",
		takes(calls, with("Calls", `"What_Id":{"name":"Mega Deal","id":"3652397000000649013"},"$se_module":"Deals"`))),
	says("- $se_module", refuses(calls, with("Calls", `"What_Id":`+someID), notFound("$se_module"))),
	says("The API name of the module of the record specified in What_Id.",
		refuses(calls, with("Calls", `"What_Id":`+someID+`,"$se_module":["Deals"]`), wrongType("$se_module", "text"))),
	says("- Call_Start_Time", mandatory("Calls", "Call_Start_Time")),
	says("For a scheduled call, this time must be greater than the current time.",
		refuses(callsNow, replaced(scheduledCall, "2099-02-23", "2021-02-23"),
			`$.data[0].Call_Start_Time DEPENDENT_MISMATCH conflict: invalid data `+
				`{"dependee":{"api_name":"Outgoing_Call_Status","json_path":"$.data[0].Outgoing_Call_Status"}}`),
		takes(calls, replaced(scheduledCall, "2099-02-23", "2021-02-23"))),
	says("- Call_Duration",
		mandatory("Calls", "Call_Duration"),
		refuses(calls, someCall+`,"Call_Type":"Inbound"}`, notFound("Call_Duration")),
		takes(calls, scheduledCall)),
	says("The time duration in HH:mm format that the call lasted for.",
		refuses(calls, someCall+`,"Call_Type":"Inbound","Call_Duration":"10 minutes"}`, `$.data[0].Call_Duration INVALID_DATA format: invalid data`),
		refuses(calls, someCall+`,"Call_Type":"Inbound","Call_Duration":10}`, wrongType("Call_Duration", "text"))),
	says("- Call_Purpose", takes(calls, with("Calls", `"Call_Purpose":"Administrative"`))),
	onServer("Use the Fields Metadata API for the possible values of this field.", "they are the organization's; without its metadata any text passes",
		refuses(calls, with("Calls", `"Call_Purpose":1`), wrongType("Call_Purpose", "text"))),
	says("- Outbound_Call_Status", warns(calls, with("Calls", `"Outbound_Call_Status":"Completed"`), outboundRenamed)),
	says("The possible values are Scheduled or Completed.",
		warns(callsNow, replaced(scheduledCall, "Outgoing_Call_Status", "Outbound_Call_Status"), outboundRenamed),
		warns(calls, with("Calls", `"Outbound_Call_Status":"Cancelled"`), outboundRenamed,
			`warning $.data[0].Outbound_Call_Status INVALID_DATA picklist: invalid data {"supported_values":["Scheduled","Completed"]}`)),

	section("Sample Input to Insert a Call"),
	says(`"Description": "Discussion ZCRM",`, pageSample(callsNow, "Calls", outboundRenamed)),

	section("Sample Input to Insert a Recurring Event"),
	says("- Event_Title", mandatory("Events", "Event_Title")),
	says("it accepts alphanumeric and special characters.", takes(events, `{"Event_Title":"Größe & \"Ämter\" (100 %)",`+someTime+`}`)),
	says("- All_day", takes(events, meeting+`,"All_day":true}`), takes(events, meeting+`,"All_day":false}`)),
	says("Represents whether the event happens for an entire day.",
		refuses(events, meeting+`,"All_day":"true"}`, wrongType("All_day", "boolean"))),
	says("- Start_DateTime", mandatory("Events", "Start_DateTime")),
	says("The value should be given in the ISO8601 format.",
		refuses(events, `{"Event_Title":"New Meeting","Start_DateTime":"20/05/2023 09:00","End_DateTime":"2023-05-20T10:00:00+05:30"}`, notOfFormat("Start_DateTime", "datetime"))),
	says("- End_DateTime", mandatory("Events", "End_DateTime")),
	says("The value should be given in the ISO8601 format.",
		refuses(events, `{"Event_Title":"New Meeting","Start_DateTime":"2023-05-20T09:00:00+05:30","End_DateTime":"2023-05-20"}`, notOfFormat("End_DateTime", "datetime")),
		// No source says that Zoho refuses it.
		warns(events, `{"Event_Title":"New Meeting","Start_DateTime":"2023-05-20T09:00:00+05:30","End_DateTime":"2023-05-20T08:00:00+05:30"}`,
			`warning $.data[0].End_DateTime DEPENDENT_MISMATCH conflict: invalid data {"dependee":{"api_name":"Start_DateTime","json_path":"$.data[0].Start_DateTime"}}`)),
	says("- Participants", refuses(events, meeting+`,"Participants":{"type":"contact","participant":"5545974000002858122"}}`, wrongType("Participants", "jsonarray"))),
	says("Possible Values: lead, contact, user and email.",
		takes(events, meeting+`,"Participants":[{"type":"lead","participant":"1"},{"type":"contact","participant":"2"},{"type":"user","participant":"3"},{"type":"email","Email":"p.boyle@zylker.com"}]}`),
		refuses(events, meeting+`,"Participants":[{"type":"deal","participant":"1"}]}`,
			`$.data[0].Participants[0].type INVALID_DATA supported: invalid data {"supported_values":["lead","contact","user","email"]}`)),
	says("participant: This key holds the record ID of the participant.",
		refuses(events, meeting+`,"Participants":[{"type":"contact"}]}`, `$.data[0].Participants[0].participant MANDATORY_NOT_FOUND mandatory: mandatory key missing`),
		refuses(events, meeting+`,"Participants":[{"type":"contact","participant":"John"}]}`,
			`$.data[0].Participants[0].participant INVALID_DATA id: invalid data {"expected_data_type":"string"}`)),
	says(`Email: When "type":"email", use this key to specify the email ID of the participant.`,
		refuses(events, meeting+`,"Participants":[{"type":"email"}]}`, `$.data[0].Participants[0].Email MANDATORY_NOT_FOUND mandatory: mandatory key missing`),
		refuses(events, meeting+`,"Participants":[{"type":"email","Email":"p.boyle"}]}`,
			`$.data[0].Participants[0].Email INVALID_DATA pattern: invalid data {"expected_data_type":"email"}`)),
	says("- What_Id", takes(events, meeting+`,"What_Id":{"name":"Mega Deal","id":"5545974000002755007"},"$se_module":"Deals"}`)),
	says("Contains the name and ID of the record to which the event is related.",
		refuses(events, meeting+`,"What_Id":{"name":"Mega Deal"},"$se_module":"Deals"}`, `$.data[0].What_Id.id MANDATORY_NOT_FOUND mandatory: required field not found`)),
	says("- $se_module", refuses(events, meeting+`,"What_Id":`+someID+`}`, notFound("$se_module"))),
	says("Possible values: Accounts, Deals, Products, Quotes, Sales_Orders, Purchase_Orders, Invoices, Campaigns, Vendors, and Cases.", seModulesOfEvents),
	says("- Who_Id", takes(events, meeting+`,"Who_Id":{"name":"Christopher","id":"5545974000002755004"}}`)),
	says("contains the name and ID of the participant related to the What_ID",
		refuses(events, meeting+`,"Who_Id":{"name":"Christopher"}}`, `$.data[0].Who_Id.id MANDATORY_NOT_FOUND mandatory: required field not found`)),
	says("- Remind_At", refuses(events, meeting+`,"Remind_At":{"unit":15,"period":"minutes"}}`, wrongType("Remind_At", "jsonarray"))),
	says("JSON array, mandatory for recurring meetings",
		refuses(events, meeting+`,`+daily+`}`, notFound("Remind_At")),
		takes(events, meeting+`,`+daily+`,"Remind_At":[{"unit":15,"period":"minutes"}]}`)),
	says("For example, 15 mins and 2 hrs.",
		writes(events, meeting+`,"Remind_At":"15 mins"}`, meeting+`,"Remind_At":[{"unit":15,"period":"minutes"}]}`),
		writes(events, meeting+`,"Remind_At":["15 mins","2 hrs"]}`, meeting+`,"Remind_At":[{"unit":15,"period":"minutes"},{"unit":2,"period":"hours"}]}`)),
	says("Unit: numbers between 0 to 60",
		takes(events, meeting+`,"Remind_At":[{"unit":0,"period":"minutes"},{"unit":60,"period":"minutes"}]}`),
		refuses(events, meeting+`,"Remind_At":[{"unit":61,"period":"minutes"}]}`,
			`$.data[0].Remind_At[0].unit INVALID_DATA range: Please check whether the input values are correct {"range":{"from":0,"to":60}}`),
		refuses(events, meeting+`,"Remind_At":[{"period":"minutes"}]}`, `$.data[0].Remind_At[0].unit MANDATORY_NOT_FOUND mandatory: mandatory key missing`)),
	says("Period: mins, hrs, days, weeks.",
		writes(events, meeting+`,"Remind_At":["1 days","1 weeks"]}`, meeting+`,"Remind_At":[{"unit":1,"period":"days"},{"unit":1,"period":"weeks"}]}`),
		refuses(events, meeting+`,"Remind_At":[{"unit":1,"period":"months"}]}`,
			`$.data[0].Remind_At[0].period INVALID_DATA supported: INVALID_DATA {"supported_values":["minutes","hours","days","weeks"]}`)),
	says("- Recurring_Activity", refuses(events, meeting+`,"Remind_At":"15 mins","Recurring_Activity":"FREQ=DAILY"}`, wrongType("Recurring_Activity", "jsonobject"))),
	says("in the FREQ, INTERVAL, and UNTIL keys, respectively.",
		takes(events, meeting+`,"Remind_At":[{"unit":15,"period":"minutes"}],"Recurring_Activity":{"RRULE":"FREQ=WEEKLY;INTERVAL=2;UNTIL=2023-06-20"}}`),
		refuses(events, meeting+`,"Remind_At":"15 mins","Recurring_Activity":{"RRULE":"FREQ=SOMETIMES"}}`,
			`$.data[0].Recurring_Activity.RRULE INVALID_DATA supported: invalid data {"supported_values":["DAILY","WEEKLY","MONTHLY","YEARLY"]}`),
		refuses(events, meeting+`,"Remind_At":"15 mins","Recurring_Activity":{"RRULE":"FREQ=DAILY;INTERVAL=0"}}`,
			`$.data[0].Recurring_Activity.RRULE INVALID_DATA range: invalid data {"range":{"from":1,"to":2147483647}}`),
		refuses(events, meeting+`,"Remind_At":"15 mins","Recurring_Activity":{"RRULE":"FREQ=DAILY;UNTIL=tomorrow"}}`,
			`$.data[0].Recurring_Activity.RRULE INVALID_DATA format: invalid data`)),

	section("Sample Input"),
	says(`"Event_Title": "New Meeting",`, pageSample(events, "Events")),

	section("Sample Response"),
	says(`"id": "3652397000010183179",`, pageResponse("Events", "3652397000010183179", "3652397000010183181", "3652397000010183183")),

	section("Sample Input to Insert a Recurring Task"),
	says("- Subject", mandatory("Tasks", "Subject")),
	says("Accepts up to 255 characters and alphanumeric and special characters.", textUpTo(tasks, smallest["Tasks"], "Subject", 255)),
	says("- Recurring Activity",
		refuses(tasks, with("Tasks", `"Recurring_Activity":["FREQ=DAILY"]`), wrongType("Recurring_Activity", "jsonobject")),
		refuses(tasks, with("Tasks", `"Recurring_Activity":{}`), `$.data[0].Recurring_Activity.RRULE MANDATORY_NOT_FOUND mandatory: mandatory key missing`)),
	says("The RRULE that defines the frequency, interval, start date and end date of the task.",
		takes(tasks, with("Tasks", `"Recurring_Activity":{"RRULE":"FREQ=DAILY;INTERVAL=1;DTSTART=2022-04-06;UNTIL=2022-04-12"}`)),
		refuses(tasks, with("Tasks", `"Recurring_Activity":{"RRULE":"INTERVAL=1"}`),
			`$.data[0].Recurring_Activity.RRULE INVALID_DATA mandatory: invalid data {"supported_values":["DAILY","WEEKLY","MONTHLY","YEARLY"]}`),
		refuses(tasks, with("Tasks", `"Recurring_Activity":{"RRULE":"FREQ=DAILY;DTSTART=2022-04-06;UNTIL=2022-04-05"}`),
			`$.data[0].Recurring_Activity.RRULE INVALID_DATA conflict: invalid data`)),
	says("- Remind_At", refuses(tasks, with("Tasks", `"Remind_At":"ACTION=EMAIL"`), wrongType("Remind_At", "jsonobject"))),
	says("The details of the reminder you want to set up for the task.",
		builds(payload.NewInsert(tasks).Add(record.New().Text("Subject", "Subject").
			Alarm("Remind_At", rrule.Popup().On(time.Date(2021, 1, 18, 12, 45, 0, 0, time.FixedZone("", 19800))))),
			`{"data":[{"Subject":"Subject","Remind_At":{"ALARM":"ACTION=POPUP;TRIGGER=DATE-TIME:2021-01-18T12:45:00+05:30"}}]}`)),
	says("ACTION - mandatory.", alarmRefused("TRIGGER=DATE-TIME:2021-01-18T12:45:00+05:30", `mandatory: invalid data {"supported_values":["EMAIL","POPUP","EMAILANDPOPUP"]}`)),
	says("The values are EMAIL and POPUP.",
		takes(tasks, withAlarm("ACTION=EMAIL;TRIGGER=DATE-TIME:2021-01-18T12:45:00+05:30")),
		takes(tasks, withAlarm("ACTION=POPUP;TRIGGER=DATE-TIME:2021-01-18T12:45:00+05:30")),
		alarmRefused("ACTION=SMS;TRIGGER=DATE-TIME:2021-01-18T12:45:00+05:30", `supported: invalid data {"supported_values":["EMAIL","POPUP","EMAILANDPOPUP"]}`)),
	says("TRIGGER - mandatory.", alarmRefused("ACTION=EMAIL", "mandatory: invalid data")),
	says("You can also specify -P1D, -P2D, -P3D, -P4D, -P5D, -P6D, -P1W, -P2W -P3W", relativeAlarms,
		alarmRefused("ACTION=EMAIL;TRIGGER=-P7D;TRIGGER_TIME=22:52", "range: invalid data"),
		alarmRefused("ACTION=EMAIL;TRIGGER=-P4W;TRIGGER_TIME=22:52", "range: invalid data"),
		alarmRefused("ACTION=EMAIL;TRIGGER=-P1M;TRIGGER_TIME=22:52", "format: invalid data")),
	says("For non-recurring tasks, specify DATE-TIME only.",
		refuses(tasks, withAlarm("ACTION=EMAIL;TRIGGER=-P1D;TRIGGER_TIME=22:52"),
			`$.data[0].Remind_At.ALARM DEPENDENT_MISMATCH conflict: invalid data {"dependee":{"api_name":"Recurring_Activity","json_path":"$.data[0].Recurring_Activity"}}`)),
	says("TRIGGER_TIME - mandatory when you use -PnD and -PmW.",
		alarmRefused("ACTION=EMAIL;TRIGGER=-P1D", "mandatory: invalid data"),
		alarmRefused("ACTION=EMAIL;TRIGGER=-P1D;TRIGGER_TIME=24:00", "range: invalid data"),
		alarmRefused("ACTION=EMAIL;TRIGGER=-P1D;TRIGGER_TIME=9pm", "format: invalid data")),

	section("Possible Errors"),
	says("INVALID_MODULE: The module name given seems to be invalid", unknownModule),
	onServer("INVALID_MODULE: The given module is not supported in API", "which modules have an API is known to the server",
		recognizes(`{"code":"INVALID_MODULE","details":{"resource_path_index":0},"message":"The given module is not supported in API","status":"error"}`, zohocrm.CodeInvalidModule)),
	says("INVALID_DATA: Given Probability is not valid",
		takes(deals, with("Deals", `"Probability":0`)), takes(deals, with("Deals", `"Probability":100`)),
		refuses(deals, with("Deals", `"Probability":101`), `$.data[0].Probability INVALID_DATA range: Given Probability is not valid {"range":{"from":0,"to":100}}`),
		refuses(deals, with("Deals", `"Probability":-1`), `$.data[0].Probability INVALID_DATA range: Given Probability is not valid {"range":{"from":0,"to":100}}`)),
	onServer("MULTIPLE_OR_MULTI_ERRORS: Duplicate data in multiple fields", "records that the organization has already are known to the server; those of one request are checked",
		answersWith(leadsOfOrg, `{"data":[{"Last_Name":"Daly","Email":"p.daly@zylker.com","Phone":"1"},{"Last_Name":"Dolan","Email":"p.daly@zylker.com","Phone":"1"}]}`,
			`{"data":[{"code":"MULTIPLE_OR_MULTI_ERRORS","details":{"errors":[`+
				`{"code":"DUPLICATE_DATA","details":{"dependee":{"api_name":"Email","json_path":"$.data[0].Email"},"api_name":"Email","json_path":"$.data[1].Email"},"message":"duplicate data","status":"error"},`+
				`{"code":"DUPLICATE_DATA","details":{"dependee":{"api_name":"Phone","json_path":"$.data[0].Phone"},"api_name":"Phone","json_path":"$.data[1].Phone"},"message":"duplicate data","status":"error"}`+
				`]},"message":"Multiple errors in the request","status":"error"}]}`)),
	onServer("INVALID_DATA: Wizard connections supplied do not form a valid path", "the screens of a wizard are known to the server",
		recognizes(wizardAnswer("Wizard connections supplied do not form a valid path"), zohocrm.CodeInvalidData)),
	onServer("INVALID_DATA: Wizard connection id is invalid", "which connections there are is known to the server; what is no id at all is refused",
		recognizes(wizardAnswer("Wizard connection id is invalid"), zohocrm.CodeInvalidData),
		refuses(leads, `{"Last_Name":"Daly","Wizard":"1","$wizard_connection_path":["screen1"]}`,
			`$.data[0].$wizard_connection_path[0] INVALID_DATA id: invalid data {"expected_data_type":"string"}`)),
	onServer("INVALID_DATA: Wizard connections supplied do not form a valid path", "as above; the page has it twice",
		recognizes(wizardAnswer("Wizard connections supplied do not form a valid path"), zohocrm.CodeInvalidData)),
	says("DEPENDENT_FIELD_MISSING: Required field not found",
		refuses(leads, `{"Last_Name":"Daly","Wizard":"3652397000003677001"}`, missingFor("$wizard_connection_path", "Wizard"))),
	says(`Include the key "$wizard_connection_path" in the input.`,
		takes(leads, `{"Last_Name":"Daly","Wizard":"3652397000003677001","$wizard_connection_path":["3652397000003677009"]}`)),
	says("but the input does not have the job sheet section.",
		refuses(visits, with("Appointments__s", `"Status":"Completed","Job_Sheet_Required":"yes"`), missingFor("Job_Sheet_Section__s", "Job_Sheet_Required")),
		takes(visits, with("Appointments__s", `"Status":"Completed","Job_Sheet_Required":"yes","Job_Sheet_Section__s":"Job Sheet Information"`))),
	onServer("DEPENDENT_SERVICE_ERROR: Error", "the other service's state",
		recognizes(`{"data":[{"code":"DEPENDENT_SERVICE_ERROR","details":{"dependency_error":"PROCESSING_ERROR"},"message":"Error","status":"error"}]}`, zohocrm.CodeDependentServiceError)),
	onServer(`"NO_PERMISSION" indicates you do not have permission to create records in the dependent service's module.`, "permissions are known to the server"),
	onServer(`"LIMIT_EXCEEDED" indicates that you tried to add more than the allowed limit of 100 records per API call.`, "said of the other service; of the request itself it is checked",
		refuses(modules.Campaigns(), `{"data":[`+times(101, smallest["Campaigns"])+`]}`,
			`$.data LIMIT_EXCEEDED max_items: count of records in your request exceeds the limit {"maximum_length":100}`)),
	onServer(`"PROCESSING_ERROR" indicates there was an error while processing your request.`, "the other service's state"),
	says("INVALID_DATA: Invalid Data", // "There is a data type mismatch in one of the input keys"
		refuses(leads, `{"Last_Name":"Daly","No_of_Employees":"many"}`, wrongType("No_of_Employees", "integer")),
		refuses(leads, `{"data":[1]}`, `$.data[0] INVALID_DATA type: invalid data {"expected_data_type":"jsonobject"}`)),
	says(`INVALID_DATA: Invalid data has been provided for the "name" key in the "skip_feature_execution" property`,
		refuses(leads, `{"data":[{"Last_Name":"Daly"}],"skip_feature_execution":[{"name":"workflow"}]}`, wrongSkip)),
	says(`MANDATORY_NOT_FOUND: The required key is missing in the "skip_feature_execution" property`,
		refuses(leads, `{"data":[{"Last_Name":"Daly"}],"skip_feature_execution":[{}]}`,
			`$.skip_feature_execution[0].name MANDATORY_NOT_FOUND mandatory: The required key is missing in the "skip_feature_execution" property`)),
	says("MANDATORY_NOT_FOUND: Required field not found", // its resolution belongs to the next
		refuses(leads, `{"First_Name":"Paul"}`, notFound("Last_Name"))),
	says("INVALID_DATA: Invalid Data", // its resolution belongs to the one before
		refuses(leads, `{"Last_Name":{"first":"Paul"}}`, wrongType("Last_Name", "text"))),
	onServer("DEPENDENT_MISMATCH: In the Appointments module,", "which appointment a job sheet belongs to is known to the server",
		recognizes(`{"data":[{"code":"DEPENDENT_MISMATCH","details":{"dependee":{"api_name":"Status","json_path":"$.data[0].Status"},"api_name":"Job_Sheet_Name__s","json_path":"$.data[0].Job_Sheet_Name__s"},"message":"x","status":"error"}]}`, zohocrm.CodeDependentMismatch)),
	onServer("You are trying to update one or more fields of a job sheet that is not associated to that appointment.", "an insert updates nothing"),
	says("You are trying to create a job sheet for an appointment that is not competed.",
		refuses(visits, with("Appointments__s", `"Status":"Scheduled","Job_Sheet_Section__s":"Job Sheet Information"`),
			`$.data[0].Job_Sheet_Section__s DEPENDENT_MISMATCH conflict: invalid data {"dependee":{"api_name":"Status","json_path":"$.data[0].Status"}}`),
		takes(visits, with("Appointments__s", `"Status":"Completed","Job_Sheet_Section__s":"Job Sheet Information"`))),
	onServer("INVALID_URL_PATTERN: Please check if the URL trying to access is a correct one", "the URL is the caller's",
		recognizes(`{"code":"INVALID_URL_PATTERN","details":{},"message":"Please check if the URL trying to access is a correct one","status":"error"}`, zohocrm.CodeInvalidURLPattern)),
	onServer("OAUTH_SCOPE_MISMATCH: Unauthorized", "a token's scopes are known to the server",
		recognizes(`{"code":"OAUTH_SCOPE_MISMATCH","details":{},"message":"Unauthorized","status":"error"}`, zohocrm.CodeOAuthScopeMismatch)),
	onServer("NO_PERMISSION: Permission denied to add records", "permissions are known to the server",
		recognizes(`{"code":"NO_PERMISSION","details":{"permissions":["Crm_Implied_View_Leads"]},"message":"Permission denied to add records","status":"error"}`, zohocrm.CodeNoPermission)),
	onServer("INTERNAL_ERROR: Internal Server Error", "the server's state",
		recognizes(`{"code":"INTERNAL_ERROR","details":{},"message":"Internal Server Error","status":"error"}`, zohocrm.CodeInternalError)),
	onServer("INVALID_REQUEST_METHOD: The http request method type is not a valid one", "the method is the caller's",
		recognizes(`{"code":"INVALID_REQUEST_METHOD","details":{"resource_path_index":0},"message":"The http request method type is not a valid one","status":"error"}`, zohocrm.CodeInvalidRequestMethod)),
	onServer("AUTHORIZATION_FAILED: User does not have sufficient privilege to add records", "permissions are known to the server",
		recognizes(`{"code":"AUTHORIZATION_FAILED","details":{},"message":"User does not have sufficient privilege to add records","status":"error"}`, zohocrm.CodeAuthorizationFailed)),
	onServer("DUPLICATE_DATA: duplicate data", "records that the organization has already are known to the server; those of one request are checked",
		refuses(leadsOfOrg, `{"data":[{"Last_Name":"Daly","Phone":"1"},{"Last_Name":"Dolan","Phone":"1"}]}`,
			`$.data[1].Phone DUPLICATE_DATA duplicate_value: duplicate data {"dependee":{"api_name":"Phone","json_path":"$.data[0].Phone"}}`)),
	says("LIMIT_EXCEEDED: Only 50 participants can be added to an event.",
		takes(events, meeting+`,"Participants":[`+times(50, `{"type":"lead","participant":"1"}`)+`]}`),
		refuses(events, meeting+`,"Participants":[`+times(51, `{"type":"lead","participant":"1"}`)+`]}`,
			`$.data[0].Participants LIMIT_EXCEEDED max_items: Only 50 participants can be added to an event. {"limit":50}`)),
	onServer("RECORD_LOCKED: Sorry, you cannot perform this operation as the record is locked.", "which records are locked is known to the server",
		recognizes(`{"data":[{"code":"RECORD_LOCKED","details":{},"message":"Sorry, you cannot perform this operation as the record is locked.","status":"error"}]}`, zohocrm.CodeRecordLocked)),
	says("DEPENDENT_MISMATCH: Call Duration can not be zero.",
		answersWith(calls, someCall+`,"Call_Type":"Outbound","Call_Duration":"00:00"}`,
			`{"data":[{"code":"DEPENDENT_MISMATCH","details":{"dependee":{"api_name":"Call_Type","json_path":"$.data[0].Call_Type"},"api_name":"Call_Duration",`+
				`"json_path":"$.data[0].Call_Duration"},"message":"Call Duration can not be zero.","status":"error"}]}`)),

	section("Sample Input"),
	says(`"RRULE":"FREQ=DAILY;INTERVAL=1;DTSTART=2022-04-06;UNTIL=2022-04-12"`, pageSample(tasks, "Tasks")),

	section("Sample Response"),
	says(`"id": "3652397000007549440",`,
		pageResponse("Tasks", "3652397000007549434", "3652397000007549435", "3652397000007549436", "3652397000007549437", "3652397000007549438", "3652397000007549439", "3652397000007549440"),
		occurrences("FREQ=DAILY;INTERVAL=1;DTSTART=2022-04-06;UNTIL=2022-04-12", 7)),
}

var contradictions = []row{
	says("1. The phone pattern has lost the backslashes of its parentheses",
		matches(fieldtype.ValidatePhone, "91(987)654321", "(987)654321", "+1 (555) 123-4567"),
		matchesNot(fieldtype.ValidatePhone, "1 (2).3", "(.5)1", "91(987654321", "91()654321")),
	says("2. The email pattern stands between unlike quotation marks",
		matches(fieldtype.ValidateEmail, "p.boyle@zylker.com"), matchesNot(fieldtype.ValidateEmail, `"p.boyle@zylker.com"`, "p.boyle@zylker.com”")),
	says("3. Purchased_Items on the page, Purchase_Items everywhere else", purchasedItems),
	says("4. Outbound_Call_Status on the page, Outgoing_Call_Status in the SDKs",
		warns(calls, with("Calls", `"Outbound_Call_Status":"Completed"`), outboundRenamed), takes(calls, with("Calls", `"Outgoing_Call_Status":"Completed"`)),
		refuses(callsNow, replaced(replaced(scheduledCall, "Outgoing_Call_Status", "Outbound_Call_Status"), "2099-02-23", "2021-02-23"), outboundRenamed,
			`$.data[0].Call_Start_Time DEPENDENT_MISMATCH conflict: invalid data `+
				`{"dependee":{"api_name":"Outbound_Call_Status","json_path":"$.data[0].Outbound_Call_Status"}}`)),
	says("5. Who_Id and What_Id mandatory for scheduled calls, but not in the samples", // as the page says, and droppable
		refuses(calls, replaced(scheduledCall, `"What_Id":`+someID+`,`, ``), notFound("What_Id")),
		takes(refined(calls, modules.WithoutRule("call_scheduled")), replaced(scheduledCall, `"What_Id":`+someID+`,`, ``)),
		takes(calls, with("Calls", `"Who_Id":`+someID))),
	says(`6. Remind_At of an event: Single Line, text "15 mins", or an array of objects`,
		takes(events, meeting+`,"Remind_At":[{"unit":15,"period":"minutes"},{"unit":1,"period":"days","time":"10.30"},{"unit":1,"period":"weeks","time":"10:30"}]}`),
		writes(events, meeting+`,"Remind_At":"15 mins"}`, meeting+`,"Remind_At":[{"unit":15,"period":"minutes"}]}`),
		refuses(events, meeting+`,"Remind_At":"soon"}`, `$.data[0].Remind_At INVALID_DATA format: invalid data`),
		takes(visits, with("Appointments__s", `"Remind_At":[{"unit":100,"period":"minutes"}]`)),
		refuses(visits, with("Appointments__s", `"Remind_At":[{"unit":1,"period":"weeks"}]`),
			`$.data[0].Remind_At[0].period INVALID_DATA supported: INVALID_DATA {"supported_values":["minutes","hours","days"]}`)),
	says("7. Remind_At of a task: an object, or each object in this array; All_day or All_Day",
		refuses(tasks, with("Tasks", `"Remind_At":[{"ALARM":"ACTION=EMAIL;TRIGGER=DATE-TIME:2021-01-18T12:45:00+05:30"}]`), wrongType("Remind_At", "jsonobject")),
		warns(events, meeting+`,"All_Day":true}`, `warning $.data[0].All_Day INVALID_DATA renamed: invalid data`)),
	says("8. Subject of tasks and calls: Multi Line, or up to 255 characters; Pipeline: Single Line, or a picklist",
		textUpTo(tasks, smallest["Tasks"], "Subject", 255), textUpTo(calls, smallest["Calls"], "Subject", 255),
		takes(deals, with("Deals", `"Pipeline":"Standard (Standard)"`))),
	says("9. Wizard: a text, or an object with the id",
		takes(leads, `{"Last_Name":"Daly","Wizard":"3652397000003677001","$wizard_connection_path":["1"]}`),
		takes(leads, `{"Last_Name":"Daly","Wizard":{"id":"3652397000003677001"},"$wizard_connection_path":["1"]}`)),
	says("10. Percent up to 5 digits, decimals not mentioned",
		example(`"Percentage":12345.67`), example(`"Percentage":250`), example(`"Percentage":-5.5`),
		refuses(sampleAttributes, `{"Percentage":123456.7}`, tooMany("Percentage", "digits", 5))),
	says("11. Excess decimals: cut off, or refused",
		refuses(leadsOfOrg, `{"Last_Name":"Daly","Annual_Revenue":250000.905}`, tooManyDecimals("Annual_Revenue", 2)),
		takes(leadsOfOrg, `{"Last_Name":"Daly","Annual_Revenue":250000.900}`)),
	says("12. Long Integer: a text with leading zeros, or a number",
		example(`"EAN_Code":"0012345600012"`), example(`"EAN_Code":"-12"`),
		warns(sampleAttributes, `{"EAN_Code":12345600012}`, `warning $.data[0].EAN_Code INVALID_DATA bigint_number: invalid data`),
		takes(refined(sampleAttributes, modules.WithField(fieldtype.Field{APIName: "EAN_Code", Spec: fieldtype.Spec{Kind: fieldtype.LongInteger, AllowNumber: true}})),
			`{"EAN_Code":12345600012}`),
		takes(leads, `{"Last_Name":"Daly","Visitor_Score":"`+digits(19)+`"}`)),
	says("13. A new picklist value: taken, or not in picklist",
		warns(leadsOfOrg, `{"Last_Name":"Daly","Lead_Source":"Trade Fair"}`,
			`warning $.data[0].Lead_Source INVALID_DATA picklist: invalid data {"supported_values":["-None-","Employee Referral","Referral"]}`),
		strictly(leadsOfOrg, `{"Last_Name":"Daly","Lead_Source":"Trade Fair"}`,
			`$.data[0].Lead_Source INVALID_DATA picklist: invalid data {"supported_values":["-None-","Employee Referral","Referral"]}`),
		refuses(services, replaced(smallest["Services__s"], "Every Business Days", "Sometimes"),
			`$.data[0].Availability_Type INVALID_DATA picklist: The given Availability Type is not in picklist`)),
	says("14. actual_value or display_value",
		takes(leadsOfOrg, `{"Last_Name":"Daly","Lead_Source":"Employee Referral"}`), takes(leadsOfOrg, `{"Last_Name":"Daly","Lead_Source":"Referral"}`),
		takes(dealsPiped, `{"Deal_Name":"Insert","Stage":"Identify Decision Makers","Pipeline":"Standard (Standard)"}`),
		warns(dealsPiped, `{"Deal_Name":"Insert","Stage":"Id. Decision Makers","Pipeline":"Standard (Standard)"}`, // real case 6
			`warning $.data[0].Stage MAPPING_MISMATCH picklist: Pipeline doesn't contain the Stage {"mapped_field":"Pipeline"}`)),
	says("15. Decimal: 16 digits before the point, 1 to 18, or the metadata's length",
		example(`"Decimal_1":`+digits(16)), refuses(sampleAttributes, `{"Decimal_1":`+digits(17)+`}`, tooMany("Decimal_1", "digits", 16)),
		takes(refined(sampleAttributes, modules.WithField(fieldtype.Field{APIName: "Decimal_1", Spec: fieldtype.Spec{Kind: fieldtype.DecimalNumber, MaxDigits: 18}})), `{"Decimal_1":`+digits(18)+`}`)),
	says("16. Duration of a service: from 15 or from 5 minutes, a number or quoted",
		warns(services, replaced(smallest["Services__s"], `"Duration":60`, `"Duration":"60"`), `warning $.data[0].Duration INVALID_DATA quoted_number: invalid data {"expected_data_type":"integer"}`),
		warns(services, replaced(smallest["Services__s"], `"Duration":60`, `"Duration":5`), `warning $.data[0].Duration INVALID_DATA range: invalid data`),
		takes(services, replaced(smallest["Services__s"], `"Duration":60`, `"Duration":1440`)),
		refuses(services, replaced(smallest["Services__s"], `"Duration":60`, `"Duration":4`),
			`$.data[0].Duration INVALID_DATA range: Please check whether the input values are correct {"range":{"from":5,"to":1440}}`)),
	says("17. Address of an appointment: mandatory for Client Address; Appointment_Name of 225 or 255",
		refuses(visits, replaced(smallest["Appointments__s"], "Business Address", "Client Address"), missingFor("Address", "Location")),
		takes(visits, with("Appointments__s", `"Address":null`)),
		takes(visits, replaced(smallest["Appointments__s"], "Repair", x(225))),
		refuses(visits, replaced(smallest["Appointments__s"], "Repair", x(226)), tooMany("Appointment_Name", "max_length", 225))),
	says("18. Owner of an appointment: a bare id, or an object; Members of a service: an object, or an array",
		warns(visits, replaced(smallest["Appointments__s"], `"Owner":`+someID, `"Owner":"3652397000000186017"`), `warning $.data[0].Owner INVALID_DATA bare_id: invalid data {"expected_data_type":"jsonobject"}`),
		refuses(services, replaced(smallest["Services__s"], `[{"Members":`+someID+`}]`, `{"Members":`+someID+`}`), wrongType("Members", "jsonarray"))),
	says("19. The resolutions of MANDATORY_NOT_FOUND and INVALID_DATA are swapped",
		refuses(leads, `{}`, notFound("Last_Name")), refuses(leads, `{"Last_Name":1}`, wrongType("Last_Name", "text"))),
	says("20. The page's sample JSON is not valid in places", sampleOfPageIsNoJSON),
	says("21. One result for each input, or for each occurrence",
		pageResponse("Leads", "5725767000000524157", "5725767000000524157"),
		pageResponse("Events", "3652397000010183179", "3652397000010183181", "3652397000010183183"), unmatchedBatch),
	says("22. The inner key of a multi-user lookup: that of the field, or another",
		example(`"Multi_user":[{"Multi_user":{"id":"3652397000000186017"}}]`), example(`"Multi_user":[{"User":{"id":"3652397000000186017"}}]`)),
	says("23. Rich text of 50000 characters; three files where one may be allowed",
		textUpTo(sampleAttributes, `{}`, "Multi_Line_Rich", 50000), example(`"File_Upload":[`+times(3, `{"File_Id__s":"2c"}`)+`]`),
		refuses(refined(leads, modules.WithField(fieldtype.Field{APIName: "File_Upload", Spec: fieldtype.Spec{Kind: fieldtype.FileUpload, MaxLength: 1}})),
			`{"Last_Name":"Daly","File_Upload":[`+times(3, `{"File_Id__s":"2c"}`)+`]}`, `$.data[0].File_Upload LIMIT_EXCEEDED max_items: more than 1 elements are not allowed {"limit":1}`)),
	says("24. AUTHORIZATION_FAILED at 400, NO_PERMISSION at 403; Meetings or Events", // the status is not looked at
		recognizes(`{"code":"AUTHORIZATION_FAILED","details":{},"message":"x","status":"error"}`, zohocrm.CodeAuthorizationFailed),
		recognizes(`{"code":"NO_PERMISSION","details":{},"message":"x","status":"error"}`, zohocrm.CodeNoPermission),
		moduleNamed("Meetings", "Events"), moduleNamed("events", "Events")),
	says("25. The URL pattern is a weak check: it takes spaces, and refuses localhost",
		matches(fieldtype.ValidateURL, "a b.com", "www.a b"), matchesNot(fieldtype.ValidateURL, "http://localhost", "mailto:a@b.com")),
	says("26. DTSTART and UNTIL: date and time, or a date",
		takes(tasks, with("Tasks", `"Recurring_Activity":{"RRULE":"FREQ=DAILY;DTSTART=2022-04-06;UNTIL=2022-04-12"}`)),
		warns(tasks, with("Tasks", `"Recurring_Activity":{"RRULE":"FREQ=DAILY;DTSTART=2022-04-06T10:00:00+05:30;UNTIL=2022-04-12"}`),
			`warning $.data[0].Recurring_Activity.RRULE INVALID_DATA format: invalid data`)),
	says("27. What v8 adds to v7", // is not required, and what it relaxes warns
		takes(events, meeting+`,"Meeting_Venue__s":"Client location","Meeting_Provider__s":"Zoho Meeting"}`),
		takes(modules.PriceBooks(), `{"Price_Book_Name":"Price Book 1","Pricing_Details":[{"from_range":1,"to_range":10,"unit_price":999}]}`),
		warns(notes, `{"Parent_Id":{"module":{"api_name":"Leads"},"id":"1"},"Note_Title":"Contacted"}`, "warning "+notFound("Note_Content"))),
}

var rulings = []row{
	says("text length unit", // code points
		takes(sampleAttributes, `{"Last_Name":"`+strings.Repeat("😀", 255)+`"}`),
		refuses(sampleAttributes, `{"Last_Name":"`+strings.Repeat("é", 256)+`"}`, tooMany("Last_Name", "max_length", 255))),
	says(`null, ""`, // missing where mandatory, untouched where not
		mandatory("Leads", "Last_Name"),
		takes(leads, `{"Last_Name":"Daly","Email":"","Phone":null,"Annual_Revenue":"","Owner":null,"Tag":null}`)),
	says("number-typed value",
		refuses(leads, `{"Last_Name":"Daly","Annual_Revenue":"1212.1"}`, `$.data[0].Annual_Revenue INVALID_DATA quoted_number: invalid data {"expected_data_type":"double"}`),
		builds(payload.NewInsert(leads).Add(record.FromMap(map[string]any{"Last_Name": "Daly", "Annual_Revenue": 1212.1, "No_of_Employees": uint16(10)})),
			`{"data":[{"Last_Name":"Daly","No_of_Employees":10,"Annual_Revenue":1212.1}]}`),
		warns(accounts, with("Accounts", `"SIC_Code":"3827"`), `warning $.data[0].SIC_Code INVALID_DATA quoted_number: invalid data {"expected_data_type":"integer"}`)),
	says("Long Integer",
		example(`"EAN_Code":"0012345600012"`),
		builds(payload.NewInsert(sampleAttributes).Add(record.New().Int("EAN_Code", 12345600012)), `{"data":[{"EAN_Code":"12345600012"}]}`),
		warns(sampleAttributes, `{"EAN_Code":`+digits(18)+`}`, `warning $.data[0].EAN_Code INVALID_DATA bigint_number: invalid data`),
		refuses(sampleAttributes, `{"EAN_Code":`+digits(19)+`}`, `warning $.data[0].EAN_Code INVALID_DATA bigint_number: invalid data`, tooMany("EAN_Code", "digits", 18))),
	says("lookup, user",
		warns(contacts, with("Contacts", `"Account_Name":{"name":"ABC"}`), `warning $.data[0].Account_Name.id MANDATORY_NOT_FOUND lookup_by_name: required field not found`),
		warns(contacts, with("Contacts", `"Account_Name":"ABC"`), `warning $.data[0].Account_Name INVALID_DATA lookup_by_name: invalid data {"expected_data_type":"jsonobject"}`),
		warns(deals, with("Deals", `"Account_Name":{"name":"ABC"}`), `warning $.data[0].Account_Name.id MANDATORY_NOT_FOUND lookup_by_name: required field not found`),
		warns(quotes, `{"Subject":"quote v6","Quoted_Items":[{"Product_Name":{"name":"CRM"}}]}`,
			`warning $.data[0].Quoted_Items[0].Product_Name.id MANDATORY_NOT_FOUND lookup_by_name: required field not found`),
		refuses(deals, with("Deals", `"Contact_Name":{"name":"Paul"}`), `$.data[0].Contact_Name.id MANDATORY_NOT_FOUND mandatory: required field not found`),
		warns(sampleAttributes, `{"Lookup":"425248000000104001"}`, `warning $.data[0].Lookup INVALID_DATA bare_id: invalid data {"expected_data_type":"jsonobject"}`),
		refuses(sampleAttributes, `{"Lookup":"ZCRM_Product"}`, wrongType("Lookup", "jsonobject")),
		example(`"User":{"email":"p.boyle@zylker.com"}`),
		warns(sampleAttributes, `{"Lookup":{"Products_External":"P-17"}}`, `warning $.data[0].Lookup.id MANDATORY_NOT_FOUND external_lookup: required field not found`),
		warns(events, meeting+`,"Participants":[{"type":"contact","participant":{"Contacts_External":"C-17"}}]}`,
			`warning $.data[0].Participants[0].participant.id MANDATORY_NOT_FOUND external_lookup: required field not found`)),
	says("$se_module",
		takes(events, meeting+`,"What_Id":`+someID+`,"$se_module":"Accounts"}`),
		warns(events, meeting+`,"What_Id":`+someID+`,"$se_module":"Leads"}`, "warning "+wrongSEModule),
		warns(events, meeting+`,"What_Id":`+someID+`,"$se_module":"accounts"}`, "warning "+wrongSEModule),
		warns(events, meeting+`,"What_Id":`+someID+`,"$se_module":"Nowhere"}`, "warning "+wrongSEModule), // it may be a custom module
		refuses(events, meeting+`,"What_Id":`+someID+`,"$se_module":"Tasks"}`, wrongSEModule),
		warns(events, meeting+`,"What_Id":`+someID+`,"se_module":"Accounts"}`, `warning $.data[0].se_module INVALID_DATA renamed: invalid data`)),
	says("digits",
		example(`"Annual_Revenue":-`+digits(16)+`.123456789`), example(`"Annual_Revenue":0.500000000000`),
		refuses(sampleAttributes, `{"Annual_Revenue":-`+digits(17)+`}`, tooMany("Annual_Revenue", "digits", 16)),
		refuses(sampleAttributes, `{"Annual_Revenue":0.1234567891}`, tooManyDecimals("Annual_Revenue", 9))),
	says("percent",
		example(`"Percentage":12345.123456789`),
		refuses(refined(sampleAttributes, modules.WithField(fieldtype.Field{APIName: "Percentage", Spec: fieldtype.Spec{Kind: fieldtype.Percent, MaxDecimals: 2}})),
			`{"Percentage":12.345}`, tooManyDecimals("Percentage", 2))),
	says("date, date/time",
		example(`"Date_Time":"2017-08-16T14:32:23-14:00"`),
		refuses(sampleAttributes, `{"Date_Time":"2017-08-16T14:32:23Z"}`, notOfFormat("Date_Time", "datetime")),
		refuses(sampleAttributes, `{"Date_Time":"2017-08-16T14:32:23.000+05:30"}`, notOfFormat("Date_Time", "datetime")),
		warns(sampleAttributes, `{"Date_Time":"2017-08-16T14:32:23"}`, "warning "+notOfFormat("Date_Time", "datetime")),
		refuses(sampleAttributes, `{"Date_Time":"2017-08-16T14:32:23+14:01"}`, notInCalendar("Date_Time", "datetime")),
		refuses(sampleAttributes, `{"Date_1":"2023-02-30"}`, notInCalendar("Date_1", "date")),
		builds(payload.NewInsert(sampleAttributes).Add(record.New().
			Date("Date_1", time.Date(2017, 8, 16, 14, 32, 23, 7, time.UTC)).DateTime("Date_Time", time.Date(2017, 8, 16, 14, 32, 23, 7, time.FixedZone("", 19800)))),
			`{"data":[{"Date_1":"2017-08-16","Date_Time":"2017-08-16T14:32:23+05:30"}]}`)),
	says("default lengths",
		defaultLengths, textUpTo(leads, `{"Last_Name":"Daly"}`, "First_Name", 40), textUpTo(leads, `{"Last_Name":"Daly"}`, "Company", 200)),
	says("picklist",
		warns(leadsOfOrg, `{"Last_Name":"Daly","Lead_Source":"Trade Fair"}`,
			`warning $.data[0].Lead_Source INVALID_DATA picklist: invalid data {"supported_values":["-None-","Employee Referral","Referral"]}`),
		takes(leads, `{"Last_Name":"Daly","Lead_Source":"Trade Fair"}`),
		refuses(refined(leads, modules.WithField(fieldtype.Field{APIName: "Size", Spec: fieldtype.Spec{Kind: fieldtype.Picklist, Values: []string{"S", "L"}, OnlyListed: true}})),
			`{"Last_Name":"Daly","Size":"M"}`, `$.data[0].Size INVALID_DATA picklist: invalid data {"supported_values":["S","L"]}`)),
	says("unknown field name",
		takes(leads, `{"Last_Name":"Daly","A_Custom_Field":1}`),
		warns(leads, `{"Last_Name":"Daly","Custom Field":1}`, `warning $.data[0]['Custom Field'] INVALID_DATA unknown_field: the field api name given seems to be invalid`),
		warns(leads, `{"Last_Name":"Daly","Email_":"p.daly@zylker.com"}`, `warning $.data[0].Email_ INVALID_DATA unknown_field: the field api name given seems to be invalid`),
		refuses(leadsOfOrg, `{"Last_Name":"Daly","Emial":"p.daly@zylker.com"}`, `$.data[0].Emial INVALID_DATA unknown_field: the field api name given seems to be invalid`)),
	says("not creatable field",
		warns(leadsOfOrg, `{"Last_Name":"Daly","Full_Name":"Paul Daly"}`, `warning $.data[0].Full_Name INVALID_DATA not_creatable: invalid data`),
		takes(leadsOfOrg, `{"Last_Name":"Daly","Addresses":[{"City":"Austin"}]}`)),
	says("Purchased_Items / Purchase_Items", purchasedItems),
	says("Outbound_Call_Status / Outgoing_Call_Status",
		refuses(calls, `{"Subject":"Discussion","Call_Type":"Outbound","Outbound_Call_Status":"Scheduled","Call_Start_Time":"2099-02-23T13:30:00+05:30"}`,
			outboundRenamed, notFound("Who_Id"), notFound("What_Id")),
		refuses(calls, `{"Subject":"Discussion","Call_Type":"Outbound","Outgoing_Call_Status":"Scheduled","Call_Start_Time":"2099-02-23T13:30:00+05:30"}`, notFound("Who_Id"), notFound("What_Id"))),
	says("scheduled call",
		takes(callsNow, scheduledCall),
		refuses(callsNow, replaced(scheduledCall, `,"Call_Start_Time":"2099-02-23T13:30:00+05:30"`, ``), notFound("Call_Start_Time")),
		refuses(callsNow, replaced(scheduledCall, `,"$se_module":"Deals"`, ``), notFound("$se_module")),
		takes(refined(calls, modules.WithoutRule("call_scheduled")), `{"Subject":"Discussion","Call_Type":"Outbound","Outgoing_Call_Status":"Scheduled","Call_Start_Time":"2099-02-23T13:30:00+05:30"}`)),
	says("Events Remind_At",
		takes(events, meeting+`,"Remind_At":[{"unit":0,"period":"minutes"},{"unit":60,"period":"hours"},{"unit":1,"period":"weeks","time":"10.30"}]}`),
		writes(events, meeting+`,"Remind_At":"15 mins"}`, meeting+`,"Remind_At":[{"unit":15,"period":"minutes"}]}`),
		refuses(events, meeting+`,`+daily+`,"Remind_At":[]}`, notFound("Remind_At"))),
	says("Tasks Remind_At",
		takes(tasks, withAlarm("ACTION=EMAILANDPOPUP;TRIGGER=DATE-TIME:2023-07-03T12:30:00+05:30")),
		takes(tasks, withAlarm("FREQ=NONE;ACTION=POPUP;TRIGGER=DATE-TIME:2021-01-18T12:45:00+05:30")),
		alarmRefused("ACTION=EMAILANDPOPUP;TRIGGER=DATE-TIME:2020-07-03T12:30:00.05:30", "format: invalid data"),
		relativeAlarms),
	says("RRULE",
		takes(tasks, with("Tasks", `"Recurring_Activity":{"RRULE":"FREQ=WEEKLY;INTERVAL=1;UNTIL=2020-05-16;BYDAY=SA;DTSTART=2020-05-02"}`)),
		ruleRefused("INTERVAL=1;FREQ=DAILY", "format: invalid data"),
		ruleRefused("FREQ=DAILY;FREQ=DAILY", "duplicate_key: invalid data"),
		ruleRefused("FREQ=DAILY;DTSTART=20230520", "format: invalid data"),
		ruleRefused("FREQ=DAILY;UNTIL=2023-05-28;COUNT=3", "conflict: invalid data"),
		ruleRefused("FREQ=DAILY;BYHOUR=9", `unknown_key: invalid data {"supported_values":["FREQ","INTERVAL","BYMONTH","BYMONTHDAY","BYDAY","BYSETPOS","WKST","DTSTART","UNTIL","COUNT"]}`)),
	says("subforms",
		takes(quotes, `{"Subject":"quote v6","Quoted_Items":[`+times(100, lineItem)+`]}`),
		refuses(quotes, `{"Subject":"quote v6","Quoted_Items":[`+times(101, lineItem)+`]}`,
			`$.data[0].Quoted_Items LIMIT_EXCEEDED max_items: more than 100 elements are not allowed {"limit":100}`)),
	says("resolutions on the page", refuses(leads, `{}`, notFound("Last_Name")), refuses(leads, `{"Last_Name":1}`, wrongType("Last_Name", "text"))),
	says("recurring activities in one batch", unmatchedBatch),
	says("v7 or v8",
		refuses(leads, `{"data":[{"Last_Name":"Daly"}],"apply_feature_execution":[{"name":"criteria_validation_rule"}]}`,
			`$.apply_feature_execution[0].name INVALID_DATA supported: invalid data {"supported_values":["layout_rules"]}`),
		warns(services, `{"data":[`+smallest["Services__s"]+`],"skip_mandatory":false}`, `warning $.skip_mandatory INVALID_DATA unknown_key: invalid data`)),
}

// The problems that many rows are about.

func notFound(name string) string {
	return `$.data[0].` + name + ` MANDATORY_NOT_FOUND mandatory: required field not found`
}

func wrongType(name, dataType string) string {
	return `$.data[0].` + name + ` INVALID_DATA type: invalid data {"expected_data_type":"` + dataType + `"}`
}

func wrongPattern(name, dataType string) string {
	return `$.data[0].` + name + ` INVALID_DATA pattern: invalid data {"expected_data_type":"` + dataType + `"}`
}

func notOfFormat(name, dataType string) string {
	return `$.data[0].` + name + ` INVALID_DATA format: invalid data {"expected_data_type":"` + dataType + `"}`
}

func notInCalendar(name, dataType string) string {
	return `$.data[0].` + name + ` INVALID_DATA calendar: invalid data {"expected_data_type":"` + dataType + `"}`
}

func tooMany(name, reason string, limit int) string {
	return fmt.Sprintf(`$.data[0].%s INVALID_DATA %s: invalid data {"maximum_length":%d}`, name, reason, limit)
}

func tooManyDecimals(name string, limit int) string {
	return fmt.Sprintf(`$.data[0].%s INVALID_DATA decimals: invalid data {"maximum_decimal_place":%d}`, name, limit)
}

func missingFor(name, dependee string) string {
	return fmt.Sprintf(`$.data[0].%s DEPENDENT_FIELD_MISSING mandatory: Dependent Field missing {"dependee":{"api_name":"%s","json_path":"$.data[0].%s"}}`, name, dependee, dependee)
}

const (
	outboundRenamed = `warning $.data[0].Outbound_Call_Status INVALID_DATA renamed: invalid data`

	zeroDuration = `$.data[0].Call_Duration DEPENDENT_MISMATCH conflict: Call Duration can not be zero. {"dependee":{"api_name":"Call_Type","json_path":"$.data[0].Call_Type"}}`
	wrongSkip    = `$.skip_feature_execution[0].name INVALID_DATA supported: Invalid data has been provided for the "name" key in the "skip_feature_execution" property {"supported_values":["cadences"]}`

	wrongSEModule = `$.data[0].$se_module INVALID_DATA supported: invalid data ` +
		`{"supported_values":["Accounts","Deals","Products","Quotes","Sales_Orders","Purchase_Orders","Invoices","Campaigns","Vendors","Cases"]}`

	scheduledCall = `{"Who_Id":` + someID + `,"What_Id":` + someID + `,"Subject":"Discussion","Call_Type":"Outbound",` +
		`"Outgoing_Call_Status":"Scheduled","Call_Start_Time":"2099-02-23T13:30:00+05:30","$se_module":"Deals"}`
)

// takes checks that a record, or a whole body, has no problem and is written as it
// came in.
func takes(m *modules.Module, input string) check { return warns(m, input) }

// warns checks that a record, or a whole body, is written as it came in, with
// warnings.
func warns(m *modules.Module, input string, warnings ...string) check {
	return func(t *testing.T) {
		t.Helper()
		body, found := insertOf(t, m, input, false)
		if diff := cmp.Diff(warnings, found); diff != "" {
			t.Errorf("%s %s: the problems differ (-want +got):\n%s", m.APIName(), short(input), diff)
		}
		if want := bodyOf(input); body != want {
			t.Errorf("%s is written as\n%s", short(want), short(body))
		}
	}
}

// writes checks that a record has no problem and is written as another.
func writes(m *modules.Module, input, output string) check {
	return func(t *testing.T) {
		t.Helper()
		body, found := insertOf(t, m, input, false)
		if len(found) > 0 || body != bodyOf(output) {
			t.Errorf("%s is written as\n%s\nwant\n%s\nproblems %q", short(input), body, bodyOf(output), found)
		}
	}
}

// refuses checks that a record, or a whole body, is refused with these problems,
// warnings among them.
func refuses(m *modules.Module, input string, want ...string) check {
	return func(t *testing.T) {
		t.Helper()
		body, found := insertOf(t, m, input, false)
		if body != "" {
			t.Errorf("%s %s is written", m.APIName(), short(input))
		}
		if diff := cmp.Diff(want, found); diff != "" {
			t.Errorf("%s %s: the problems differ (-want +got):\n%s", m.APIName(), short(input), diff)
		}
	}
}

// strictly checks that a record is refused by a strict request.
func strictly(m *modules.Module, input string, want ...string) check {
	return func(t *testing.T) {
		t.Helper()
		body, found := insertOf(t, m, input, true)
		if diff := cmp.Diff(want, found); diff != "" || body != "" {
			t.Errorf("%s: body %q, the problems differ (-want +got):\n%s", short(input), body, diff)
		}
	}
}

// builds checks what a request made by setters is written as.
func builds(in *payload.Insert, want string) check {
	return func(t *testing.T) {
		t.Helper()
		if body, err := in.Build(); err != nil || string(body) != want {
			t.Errorf("%s, %v\nwant %s", body, err, want)
		}
	}
}

// answersWith checks that the problems of a request are Zoho's answer to it.
func answersWith(m *modules.Module, input, want string) check {
	return func(t *testing.T) {
		t.Helper()
		in := requestOf(t, m, input)
		got, err := json.Marshal(in.Validate())
		if err != nil || string(got) != want {
			t.Errorf("%s, %v\nwant %s", got, err, want)
		}
	}
}

// insertOf returns the body that a record, or a whole body, is written as, and the
// problems in it, a line each.
func insertOf(t *testing.T, m *modules.Module, input string, strict bool) (body string, found []string) {
	t.Helper()
	in := requestOf(t, m, input)
	if in == nil {
		_, err := payload.ParseInsert(m, []byte(input))
		return "", []string{problemLine(err.(*zohocrm.Error))}
	}
	if strict {
		in.Strict()
	}
	for e := range in.Problems() {
		found = append(found, problemLine(e))
	}
	out, err := in.Build()
	if err != nil {
		return "", found
	}
	return string(out), found
}

// requestOf returns the request of a record or of a whole body, nil when there
// is none.
func requestOf(t *testing.T, m *modules.Module, input string) *payload.Insert {
	t.Helper()
	if strings.HasPrefix(input, `{"data":`) {
		in, err := payload.ParseInsert(m, []byte(input))
		if err != nil {
			return nil
		}
		return in
	}
	record, err := record.FromJSON([]byte(input))
	if err != nil {
		t.Fatalf("%s: %v", short(input), err)
	}
	return payload.NewInsert(m).Add(record)
}

// problemLine returns what a program sees of a problem.
func problemLine(e *zohocrm.Error) string {
	line := fmt.Sprintf("%s %s %s: %s", e.Path.JSONPath(), e.Code, e.Reason, e.Message)
	if e.Warning {
		line = "warning " + line
	}
	var details bytes.Buffer
	encoder := json.NewEncoder(&details)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(e.Details); err != nil {
		return err.Error()
	}
	if s := strings.TrimSpace(details.String()); s != "{}" {
		line += " " + s
	}
	return line
}

// bodyOf returns the body of a record, or a whole body, without white space.
func bodyOf(input string) string {
	if !strings.HasPrefix(input, `{"data":`) {
		input = `{"data":[` + input + `]}`
	}
	var body bytes.Buffer
	if err := json.Compact(&body, []byte(input)); err != nil {
		return err.Error()
	}
	return body.String()
}

func short(s string) string {
	if len(s) > 400 {
		return s[:200] + "…" + s[len(s)-200:]
	}
	return s
}

// refined returns a module with options that are known to be fine.
func refined(m *modules.Module, options ...modules.Option) *modules.Module {
	m, err := m.With(options...)
	if err != nil {
		panic(err)
	}
	return m
}

func field(name string, kind fieldtype.Kind) modules.Option {
	return modules.WithField(fieldtype.Field{APIName: name, Spec: fieldtype.Spec{Kind: kind}})
}

func checklistFile(name string) *bytes.Reader {
	data, err := os.ReadFile(filepath.Join("testdata", "checklist", name))
	if err != nil {
		panic(err)
	}
	return bytes.NewReader(data)
}

func x(n int) string      { return strings.Repeat("x", n) }
func digits(n int) string { return strings.Repeat("1234567890", n/10+1)[:n] }

// times returns the elements of an array that holds the same n times.
func times(n int, element string) string {
	return strings.TrimSuffix(strings.Repeat(element+",", n), ",")
}

// with returns the smallest record of a module and more members.
func with(module, members string) string {
	return strings.TrimSuffix(smallest[module], "}") + "," + members + "}"
}

// replaced returns a record with one part of it replaced.
func replaced(record, part, by string) string {
	if strings.Count(record, part) != 1 {
		panic(part + " is not once in " + record)
	}
	return strings.Replace(record, part, by, 1)
}

// example checks that an example of the page, or another member, is taken.
func example(member string) check { return takes(sampleAttributes, "{"+member+"}") }

// textUpTo checks that a text field takes a number of code points and no more.
func textUpTo(m *modules.Module, record, name string, limit int) check {
	return func(t *testing.T) {
		t.Helper()
		full := textRecord(t, record, name, strings.Repeat("é", limit))
		if body, found := insertOf(t, m, full, false); body == "" || len(found) > 0 {
			t.Errorf("%s of %d characters: %q", name, limit, found)
		}
		over := textRecord(t, record, name, strings.Repeat("é", limit+1))
		refuses(m, over, tooMany(name, "max_length", limit))(t)
	}
}

// textRecord returns a record with a field set to a text.
func textRecord(t *testing.T, record, name, text string) string {
	t.Helper()
	var members map[string]any
	if err := json.Unmarshal([]byte(record), &members); err != nil {
		t.Fatal(err)
	}
	members[name] = text
	out, err := json.Marshal(members)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func matches(validate func(string) error, texts ...string) check {
	return func(t *testing.T) {
		t.Helper()
		for _, text := range texts {
			if err := validate(text); err != nil {
				t.Errorf("%q: %v", text, err)
			}
		}
	}
}

func matchesNot(validate func(string) error, texts ...string) check {
	return func(t *testing.T) {
		t.Helper()
		for _, text := range texts {
			if err := validate(text); !errors.Is(err, zohocrm.CodeInvalidData) || !errors.Is(err, zohocrm.ReasonPattern) {
				t.Errorf("%q: %v", text, err)
			}
		}
	}
}

func equals(want, got string) check {
	return func(t *testing.T) {
		t.Helper()
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// moduleOf returns a module of the page, or the custom module of the checklist.
func moduleOf(t *testing.T, name string) *modules.Module {
	t.Helper()
	if name == "Warranty" {
		return modules.Custom(name)
	}
	m, err := modules.Lookup(name)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func everySmallestRecordGoesOut(t *testing.T) {
	for name, record := range smallest {
		takes(moduleOf(t, name), record)(t)
	}
	for m := range modules.All() {
		if smallest[m.APIName()] == "" {
			t.Errorf("there is no smallest record of %s", m.APIName())
		}
	}
}

func goesOut(module string) check {
	return func(t *testing.T) {
		t.Helper()
		takes(moduleOf(t, module), smallest[module])(t)
	}
}

// mandatory checks that a field is mandatory: the smallest record of its module
// is refused without it, with null, and with nothing in it.
func mandatory(module, name string) check {
	return func(t *testing.T) {
		t.Helper()
		m := moduleOf(t, module)
		takes(m, smallest[module])(t)
		for label, change := range map[string]func(*fieldtype.Value){
			"absent": func(v *fieldtype.Value) { *v = fieldtype.Value{} },
			"null":   func(v *fieldtype.Value) { *v = fieldtype.Null() },
			"empty":  func(v *fieldtype.Value) { *v = map[string]fieldtype.Value{"array": fieldtype.Array()}[v.JSONType()] },
			`""`:     func(v *fieldtype.Value) { *v = fieldtype.Text("") },
		} {
			record, err := record.FromJSON([]byte(smallest[module]))
			if err != nil {
				t.Fatal(err)
			}
			v, ok := record.Field(name)
			if !ok {
				t.Fatalf("the smallest record of %s has no %s", module, name)
			}
			change(&v)
			var found []string
			for e := range payload.NewInsert(m).Add(record.Value(name, v)).Problems() {
				found = append(found, problemLine(e))
			}
			if want := []string{notFound(name)}; !slices.Equal(found, want) {
				t.Errorf("%s with %s %s: %q, want %q", module, name, label, found, want)
			}
		}
	}
}

// moduleNamesFitURL checks that the API names need no escape in a URL.
func moduleNamesFitURL(t *testing.T) {
	for m := range modules.All() {
		if strings.Trim(m.APIName(), "ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz") != "" {
			t.Errorf("the API name %q has other characters than letters and _", m.APIName())
		}
	}
}

// namesModules checks that all the names of a list are those of modules, and the
// modules of the page have no others.
func namesModules(names string, nameOf func(*modules.Module) string) check {
	return func(t *testing.T) {
		t.Helper()
		for name := range strings.SplitSeq(names, ", ") {
			m, err := modules.Lookup(name)
			if err != nil || nameOf(m) != name {
				t.Errorf("%s: %v", name, err)
			}
		}
		for m := range modules.All() {
			if name := nameOf(m); name != "Notes" && !slices.Contains(strings.Split(names, ", "), name) {
				t.Errorf("%s has the name %s, which the page does not", m.APIName(), name)
			}
		}
	}
}

func moduleNamed(name, want string) check {
	return func(t *testing.T) {
		t.Helper()
		if m := moduleOf(t, name); m.APIName() != want {
			t.Errorf("%s is %s, want %s", name, m.APIName(), want)
		}
	}
}

func unknownModule(t *testing.T) {
	_, err := modules.Lookup("Laeds")
	want := `$ INVALID_MODULE unknown_module: the module name given seems to be invalid {"resource_path_index":0}`
	var e *zohocrm.Error
	if !errors.As(err, &e) || problemLine(e) != want {
		t.Errorf("%v, want %s", err, want)
	}
}

func batchesOf100(t *testing.T) {
	records := func(yield func(*record.Record) bool) {
		for range 250 {
			if !yield(record.New().Text("Last_Name", "Daly")) {
				return
			}
		}
	}
	var sizes []int
	for batch, err := range payload.NewInsert(leads).Batches(records) {
		if err != nil {
			t.Fatal(err)
		}
		sizes = append(sizes, len(batch.Index))
	}
	if !slices.Equal(sizes, []int{100, 100, 50}) {
		t.Errorf("bodies of %v records", sizes)
	}
}

// purchasedItems checks that either spelling will do.
func purchasedItems(t *testing.T) {
	takes(purchases, smallest["Purchase_Orders"])(t)
	warns(purchases, replaced(smallest["Purchase_Orders"], "Purchase_Items", "Purchased_Items"),
		`warning $.data[0].Purchased_Items INVALID_DATA renamed: invalid data`)(t)
}

func lineItemsAreAlike(t *testing.T) {
	quoted, _ := quotes.Field("Quoted_Items")
	for module, name := range map[string]string{"Sales_Orders": "Ordered_Items", "Purchase_Orders": "Purchase_Items", "Invoices": "Invoiced_Items"} {
		f, ok := moduleOf(t, module).Field(name)
		if diff := cmp.Diff(quoted.Spec, f.Spec); !ok || diff != "" {
			t.Errorf("%s of %s differs:\n%s", name, module, diff)
		}
	}
}

func seModulesOfEvents(t *testing.T) {
	for name := range strings.SplitSeq("Accounts Deals Products Quotes Sales_Orders Purchase_Orders Invoices Campaigns Vendors Cases", " ") {
		takes(events, meeting+`,"What_Id":`+someID+`,"$se_module":"`+name+`"}`)(t)
	}
	refuses(events, meeting+`,"What_Id":`+someID+`,"$se_module":"Price_Books"}`, wrongSEModule)(t)
}

func withAlarm(text string) string { return with("Tasks", `"Remind_At":{"ALARM":"`+text+`"}`) }

const recurringTask = `"Recurring_Activity":{"RRULE":"FREQ=DAILY"}`

// alarmRefused checks that a recurring task with an alarm is refused for it.
func alarmRefused(text, want string) check {
	return refuses(tasks, with("Tasks", recurringTask+`,"Remind_At":{"ALARM":"`+text+`"}`), `$.data[0].Remind_At.ALARM INVALID_DATA `+want)
}

func ruleRefused(text, want string) check {
	return refuses(tasks, with("Tasks", `"Recurring_Activity":{"RRULE":"`+text+`"}`), `$.data[0].Recurring_Activity.RRULE INVALID_DATA `+want)
}

func relativeAlarms(t *testing.T) {
	for trigger := range strings.SplitSeq("-P1D -P2D -P3D -P4D -P5D -P6D -P1W -P2W -P3W", " ") {
		takes(tasks, with("Tasks", recurringTask+`,"Remind_At":{"ALARM":"ACTION=EMAIL;TRIGGER=`+trigger+`;TRIGGER_TIME=22:52"}`))(t)
	}
}

// emailLength checks that an email address has at most 100 characters.
func emailLength(t *testing.T) {
	const at = "@zylker.com"
	takes(sampleAttributes, `{"Email_1":"`+x(100-len(at))+at+`"}`)(t)
	refuses(sampleAttributes, `{"Email_1":"`+x(101-len(at))+at+`"}`, tooMany("Email_1", "max_length", 100))(t)
}

// defaultLengths checks the lengths of the fields of which no other is known.
func defaultLengths(t *testing.T) {
	for kind, limit := range map[fieldtype.Kind]int{
		fieldtype.SingleLine: 255, fieldtype.MultiLine: 2000, fieldtype.MultiLineLarge: 32000, fieldtype.RichText: 50000,
		fieldtype.Email: 100, fieldtype.Phone: 30, fieldtype.URL: 450,
	} {
		if got, _, _ := kind.Limits(); got != limit {
			t.Errorf("%s: %d, want %d", kind, got, limit)
		}
	}
}

func pageFile(t *testing.T, folder, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", folder, name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// pageSample checks that a sample body of the page is written as it is printed,
// with these warnings.
func pageSample(m *modules.Module, name string, warnings ...string) check {
	return func(t *testing.T) {
		t.Helper()
		warns(m, bodyOf(`{"data":`+strings.SplitN(string(pageFile(t, "page", name)), `"data":`, 2)[1]), warnings...)(t)
	}
}

// pageResponse checks that the page's response to its sample body is read, and
// has these ids.
func pageResponse(name string, ids ...string) check {
	return func(t *testing.T) {
		t.Helper()
		batch, err := payload.ParseBatch(pageFile(t, "page", name))
		if err != nil {
			t.Fatal(err)
		}
		out, err := batch.Outcome(pageFile(t, "answers", "page_"+strings.ToLower(name)))
		if err != nil || !slices.Equal(out.IDs, ids) || len(out.Rows) != len(batch.Index) || len(out.Refused()) > 0 {
			t.Errorf("%+v, %v, want ids %q", out, err, ids)
		}
	}
}

// dealsResponse checks that the page's two results for its one deal are not read as
// an answer.
func dealsResponse(t *testing.T) {
	answer := pageFile(t, "answers", "page_deals")
	if !strings.Contains(string(answer), "3652397000006064046") {
		t.Error("it is not the page's response")
	}
	batch, err := payload.ParseBatch(pageFile(t, "page", "Deals"))
	if err != nil {
		t.Fatal(err)
	}
	var misfit *zohocrm.AnswerError
	if out, err := batch.Outcome(answer); !errors.As(err, &misfit) {
		t.Errorf("%+v, %v", out, err)
	}
}

// unmatchedBatch checks that with a recurring record among others no result is said
// to be that of a record.
func unmatchedBatch(t *testing.T) {
	records := slices.Values([]*record.Record{
		record.New().Text("Subject", "once"),
		record.New().Text("Subject", "daily").Recurrence("Recurring_Activity", rrule.Daily().From(rrule.Day(2022, 4, 6)).Times(2)),
	})
	const inserted = `{"code":"SUCCESS","details":{"id":"1"},"message":"record added","status":"success"}`
	for batch, err := range payload.NewInsert(tasks).Batches(records) {
		if err != nil || !batch.Recurring {
			t.Fatalf("recurring %t, %v", batch.Recurring, err)
		}
		out, err := batch.Outcome([]byte(`{"data":[` + times(3, inserted) + `]}`))
		if err != nil || !out.Unmatched || len(out.Rows) != 0 || len(out.IDs) != 3 {
			t.Errorf("%+v, %v", out, err)
		}
	}
}

// occurrences checks how many results a recurrence has.
func occurrences(rule string, want int) check {
	return func(t *testing.T) {
		t.Helper()
		r, err := rrule.Parse(rule)
		if err != nil {
			t.Fatal(err)
		}
		if got := len(slices.Collect(r.Dates(1000))); got != want {
			t.Errorf("%d days, want %d", got, want)
		}
	}
}

// recognizes checks that an answer of the server is read.
func recognizes(answer string, code zohocrm.Code) check {
	return func(t *testing.T) {
		t.Helper()
		a, err := zohocrm.ParseAnswer([]byte(answer))
		if err != nil || len(a.Items) != 1 || a.Bare != !strings.HasPrefix(answer, `{"data"`) || !errors.Is(a.Items[0].Problems, code) {
			t.Errorf("%+v, %v, want %s", a, err, code)
		}
	}
}

func wizardAnswer(message string) string {
	return `{"data":[{"code":"INVALID_DATA","details":{"api_name":"$wizard_connection_path","json_path":"$.data[0].$wizard_connection_path"},"message":"` +
		message + `","status":"error"}]}`
}

// sampleOfPageIsNoJSON checks that JSON as the page prints it is refused, with the
// position.
func sampleOfPageIsNoJSON(t *testing.T) {
	const printed = `{"data":[{"Lead_Source":"Employee Referral","Company":"ABC" "Last_Name":"Dolan"}]}`
	_, err := payload.ParseInsert(leads, []byte(printed))
	var place *fieldtype.SyntaxError
	if !errors.Is(err, zohocrm.ReasonSyntax) || !errors.As(err, &place) || place.Offset != strings.Index(printed, `"Last_Name"`) {
		t.Errorf("%v, at %+v", err, place)
	}
	takes(leads, strings.Replace(printed, `"ABC" `, `"ABC",`, 1))(t)
}
