package modules_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
)

// loadedLeads returns Leads with the answer of testdata: 87 fields, of every
// data_type.
func loadedLeads(t testing.TB) *modules.Module {
	t.Helper()
	return with(t, modules.Leads(),
		modules.WithFieldsMetadata(bytes.NewReader(answer(t, "fields-leads.json"))),
		modules.WithSubformMetadata("Visits", bytes.NewReader(answer(t, "fields-subform.json"))),
	)
}

// An example is fields of a record, without those that are mandatory, and the
// problems they have.
type example struct {
	fields string
	want   []string
}

// xs returns a text of n characters as JSON.
func xs(n int) string { return `"` + strings.Repeat("é", n) + `"` }

// TestFieldsDataTypes checks that the answer of testdata holds every data_type,
// and which field type each field gets of it.
func TestFieldsDataTypes(t *testing.T) {
	v, err := fieldtype.ParseJSON(answer(t, "fields-leads.json"))
	if err != nil {
		t.Fatal(err)
	}
	fields, _ := v.Member("fields")
	if fields.Len() != 87 {
		t.Errorf("%d fields, want 87", fields.Len())
	}
	dataTypes := map[string]bool{}
	for _, f := range fields.Elements() {
		dataType, _ := f.Member("data_type")
		s, _ := dataType.AsText()
		dataTypes[s] = true
	}
	for _, s := range strings.Fields(`text textarea email phone website picklist multiselectpicklist date datetime integer bigint
		currency double percent boolean lookup ownerlookup userlookup multiselectlookup multiuserlookup multi_module_lookup
		subform fileupload imageupload profileimage autonumber formula rollup_summary territories layout ALARM RRULE
		multireminder event_reminder consent_lookup linetax time_range module mediumtext long address`) {
		if !dataTypes[s] {
			t.Errorf("no field of data_type %s", s)
		}
	}
	m := loadedLeads(t)
	for name, want := range map[string]fieldtype.Spec{
		"Last_Name":         {Kind: fieldtype.SingleLine, MaxLength: 80},
		"Short_Note":        {Kind: fieldtype.MultiLine, MaxLength: 2000},
		"Description":       {Kind: fieldtype.MultiLineLarge, MaxLength: 32000},
		"Proposal":          {Kind: fieldtype.RichText, MaxLength: 50000},
		"Email":             {Kind: fieldtype.Email, MaxLength: 100},
		"Phone":             {Kind: fieldtype.Phone, MaxLength: 30},
		"Website":           {Kind: fieldtype.URL, MaxLength: 255},
		"Salutation":        {Kind: fieldtype.Picklist, Values: []string{"-None-", "Mr.", "Mrs.", "Ms.", "Dr.", "Prof."}},
		"Rating":            {Kind: fieldtype.Picklist, Values: []string{"-None-", "Acquired", "Active", "Market Failed", "Project Cancelled", "Shut Down", "ShutDown"}},
		"interests":         {Kind: fieldtype.MultiSelect, Values: []string{"Analytics", "Big data", "Machine learning", "ML"}},
		"Birthday":          {Kind: fieldtype.Date},
		"Created_Time":      {Kind: fieldtype.DateTime},
		"Seats":             {Kind: fieldtype.Number, MaxDigits: 3},
		"EAN_Code":          {Kind: fieldtype.LongInteger, MaxDigits: 13},
		"Annual_Revenue":    {Kind: fieldtype.Currency, MaxDigits: 16, MaxDecimals: 2},
		"Budget":            {Kind: fieldtype.Currency, MaxDigits: 7, MaxDecimals: -1},
		"Weight":            {Kind: fieldtype.DecimalNumber, MaxDigits: 5, MaxDecimals: 3},
		"Margin":            {Kind: fieldtype.Percent, MaxDigits: 5, MaxDecimals: 2},
		"Email_Opt_Out":     {Kind: fieldtype.Checkbox},
		"Partner":           {Kind: fieldtype.Lookup},
		"Owner":             {Kind: fieldtype.User},
		"Sourced_By":        {Kind: fieldtype.User},
		"Listings":          {Kind: fieldtype.MultiSelectLookup, ConnectedLookup: "Interested_Listings"},
		"Consultants":       {Kind: fieldtype.MultiUserLookup, ConnectedLookup: "Consultant"},
		"Referred_By":       {Kind: fieldtype.MultiModuleLookup, Values: []string{"Contacts", "Accounts"}},
		"Contract_File":     {Kind: fieldtype.FileUpload, MaxLength: 1},
		"Photos":            {Kind: fieldtype.ImageUpload, MaxLength: 2},
		"Record_Image":      {Kind: fieldtype.ProfileImage},
		"Lead_Number":       {Kind: fieldtype.AutoNumber},
		"Expected_Value":    {Kind: fieldtype.Formula},
		"Open_Tasks":        {Kind: fieldtype.RollupSummary},
		"Territories":       {Kind: fieldtype.Territories},
		"Layout":            {Kind: fieldtype.Layout},
		"Callback_Alarm":    {Kind: fieldtype.Alarm},
		"Fee_Taxes":         {Kind: fieldtype.LineTax},
		"Office_Hours":      {Kind: fieldtype.TimeRanges},
		"Tag":               {Kind: fieldtype.Tag},    // a text and an array
		"Wizard":            {Kind: fieldtype.Wizard}, // a bigint
		"Related_Module":    {},                       // these are not verified
		"Old_Notes":         {},
		"Old_Number":        {},
		"Home_Address":      {},
		"Callback_Time":     {},
		"Referrer":          {Kind: fieldtype.URL, MaxLength: 3000}, // not listed
		"Last_Visited_Time": {Kind: fieldtype.DateTime},             // not listed
	} {
		f, ok := m.Field(name)
		if diff := cmp.Diff(want, f.Spec, cmpopts.IgnoreUnexported(fieldtype.Spec{})); !ok || diff != "" {
			t.Errorf("%s: known %t (-want +got):\n%s", name, ok, diff)
		}
	}
	for name, want := range map[string]fieldtype.Kind{
		"Callback_Recurrence": fieldtype.RRule, "Callback_Reminders": fieldtype.Reminders,
		"Data_Processing_Basis_Details": fieldtype.Consent, "Visits": fieldtype.Subform,
	} {
		if f, _ := m.Field(name); f.Spec.Kind != want {
			t.Errorf("%s: %v, want %v", name, f.Spec.Kind, want)
		}
	}
	var mandatory, readOnly []string
	for f := range m.Fields() {
		if f.Mandatory {
			mandatory = append(mandatory, f.APIName)
		}
		if f.ReadOnly {
			readOnly = append(readOnly, f.APIName)
		}
	}
	if diff := cmp.Diff([]string{"Last_Name"}, mandatory); diff != "" {
		t.Errorf("mandatory (-want +got):\n%s", diff)
	}
	slices.Sort(readOnly)
	wantReadOnly := strings.Fields(`Change_Log_Time__s Converted_Account Converted_Contact Converted_Date_Time Converted_Deal
		Converted__s Created_By Created_Time Enrich_Status__s Expected_Value Full_Name Last_Activity_Time
		Last_Enriched_Time__s Lead_Conversion_Time Lead_Number Locked__s Modified_By Modified_Time Open_Tasks Partner_Phone
		Record_Status__s Territories Unsubscribed_Mode Unsubscribed_Time id`)
	slices.Sort(wantReadOnly)
	if diff := cmp.Diff(wantReadOnly, readOnly); diff != "" {
		t.Errorf("not creatable (-want +got):\n%s", diff)
	}
	if got := slices.Collect(m.Unique()); !slices.Equal(got, []string{"Email", "Phone"}) {
		t.Errorf("unique: %q", got)
	}
}

// TestFields checks records against the answer of testdata.
func TestFields(t *testing.T) {
	m := loadedLeads(t)
	for _, test := range []example{
		// A record that has most of the organization's fields, and obeys.
		{`"First_Name":"Patricia","Company":"Zylker","Email":"p.daly@zylker.com","Phone":"+91 98765 43210",
		  "Owner":{"id":"4876876000000225013"},"Layout":{"id":"4876876000000091055"},"Tag":[{"name":"VIP"}],
		  "interests":["Analytics","ML"],"Short_Note":"x","Proposal":"<b>x</b>","Birthday":"2017-08-16","EAN_Code":"0012345600012",
		  "Margin":12345.67,"Budget":1234567,"Seats":999,"Weight":-12345.678,"Partner":{"id":"1"},"Sourced_By":{"id":"2"},
		  "Listings":[{"Interested_Listings":{"id":"3"}}],"Consultants":[{"Consultant":{"id":"4"}}],
		  "Referred_By":{"module":{"api_name":"Contacts"},"id":"5"},"Contract_File":[{"File_Id__s":"ae9c7cefa418"}],
		  "Photos":[{"File_Id__s":"a"},{"File_Id__s":"b"}],"Record_Image":"image.png","Visitor_Score":"1234567890123456789",
		  "Visits":[{"Visited_On":"2026-01-31","Purpose":"Demo","Duration":60,"Outcome":"-None-"}],
		  "Callback_Recurrence":{"RRULE":"FREQ=DAILY;INTERVAL=1;DTSTART=2023-05-20;UNTIL=2023-05-28"},
		  "Callback_Reminders":[{"unit":15,"period":"minutes"}],"Fee_Taxes":[{"name":"Vat","percentage":1.5}],
		  "Office_Hours":[{"From":"09:00","To":"17:30"}],"$approved":false`, nil},
		// What is not verified is not refused.
		{`"Related_Module":"Leads","Old_Notes":7,"Old_Number":"7","Home_Address":{"Street":"1"},"Callback_Time":"soon"`, nil},
		// Null and "" pass where the field is optional, whatever its type.
		{`"Seats":null,"Budget":"","interests":null,"Visits":null,"Email":"","Rating":"","Listings":null`, nil},

		// Lengths, in code points.
		{`"First_Name":` + xs(40) + `,"Designation":` + xs(100) + `,"Street":` + xs(250) + `,"Zip_Code":` + xs(30), nil},
		{`"First_Name":` + xs(41), []string{`error INVALID_DATA max_length $.First_Name {"maximum_length":40}`}},
		{`"Zip_Code":` + xs(31), []string{`error INVALID_DATA max_length $.Zip_Code {"maximum_length":30}`}},
		{`"Short_Note":` + xs(2001), []string{`error INVALID_DATA max_length $.Short_Note {"maximum_length":2000}`}},
		{`"Description":` + xs(32000) + `,"Proposal":` + xs(50000), nil},
		{`"Description":` + xs(32001), []string{`error INVALID_DATA max_length $.Description {"maximum_length":32000}`}},
		{`"Proposal":` + xs(50001), []string{`error INVALID_DATA max_length $.Proposal {"maximum_length":50000}`}},
		{`"Website":"www.zylker.com/` + strings.Repeat("x", 241) + `"`, []string{`error INVALID_DATA max_length $.Website {"maximum_length":255}`}},
		{`"Mobile":"` + strings.Repeat("1", 31) + `"`, []string{`error INVALID_DATA max_length $.Mobile {"maximum_length":30}`}},
		// That of a picklist is none of these.
		{`"Lead_Status":"Contacted","Salutation":"Prof."`, nil},

		// Digits and decimals; 0 decimals are none.
		{`"Seats":1000`, []string{`error INVALID_DATA digits $.Seats {"maximum_length":3}`}},
		{`"Seats":1.5`, []string{`error INVALID_DATA type $.Seats {"expected_data_type":"integer"}`}},
		{`"Budget":12345678`, []string{`error INVALID_DATA digits $.Budget {"maximum_length":7}`}},
		{`"Budget":1.5`, []string{`error INVALID_DATA decimals $.Budget {"maximum_decimal_place":0}`}},
		{`"Annual_Revenue":250000.95`, nil},
		{`"Annual_Revenue":250000.955`, []string{`error INVALID_DATA decimals $.Annual_Revenue {"maximum_decimal_place":2}`}},
		{`"Annual_Revenue":12345678901234567`, []string{`error INVALID_DATA digits $.Annual_Revenue {"maximum_length":16}`}},
		{`"Weight":0.1234`, []string{`error INVALID_DATA decimals $.Weight {"maximum_decimal_place":3}`}},
		{`"Margin":123456`, []string{`error INVALID_DATA digits $.Margin {"maximum_length":5}`}},
		{`"Margin":"12"`, []string{`error INVALID_DATA quoted_number $.Margin {"expected_data_type":"double"}`}},
		{`"EAN_Code":"12345678901234"`, []string{`error INVALID_DATA digits $.EAN_Code {"maximum_length":13}`}},
		{`"EAN_Code":1234567890123`, []string{`warning INVALID_DATA bigint_number $.EAN_Code`}},

		// Picklists: a display or an actual value, also "-None-"; others warn.
		{`"Rating":"Shut Down"`, nil},
		{`"Rating":"ShutDown"`, nil},
		{`"Rating":"-None-","Lead_Source":"Chat","Industry":"Data/Telecom OEM"`, nil},
		{`"Lead_Source":"Chat (renamed)"`, nil},
		{`"Rating":"shut down"`, []string{`warning INVALID_DATA picklist $.Rating one of 7`}},
		{`"Rating":7`, []string{`error INVALID_DATA type $.Rating {"expected_data_type":"text"}`}},
		{`"interests":["Analytics","Sports"]`, []string{`warning INVALID_DATA picklist $.interests[1] one of 4`}},
		{`"interests":"Analytics;ML"`, []string{`error INVALID_DATA type $.interests {"expected_data_type":"jsonarray"}`}},

		// Fields that Zoho sets itself.
		{`"Full_Name":"Patricia Daly","Created_Time":"2017-08-16T14:32:23+05:30"`, []string{
			`warning INVALID_DATA not_creatable $.Full_Name`, `warning INVALID_DATA not_creatable $.Created_Time`,
		}},
		{`"Lead_Number":"L-7","Expected_Value":1.5,"Open_Tasks":"3","Partner_Phone":"1"`, []string{
			`warning INVALID_DATA not_creatable $.Lead_Number`, `warning INVALID_DATA not_creatable $.Expected_Value`,
			`warning INVALID_DATA not_creatable $.Open_Tasks`, `warning INVALID_DATA not_creatable $.Partner_Phone`,
		}},
		// Read-only for the user is another matter.
		{`"Owner":{"id":"1"},"Data_Source":"API","Number_Of_Chats":3,"Average_Time_Spent_Minutes":1.25`, nil},

		// Names: one that is in neither, one that only the module knew, keys
		// that are no fields.
		{`"Compny":"Zylker"`, []string{`error INVALID_DATA unknown_field $.Compny`}},
		{`"Qwertz":{"any":["thing"]}`, []string{`error INVALID_DATA unknown_field $.Qwertz`}},
		{`"Skype_ID":"zylker"`, []string{`warning INVALID_DATA unknown_field $.Skype_ID`}},
		{`"Skype_ID":` + xs(51), []string{
			`warning INVALID_DATA unknown_field $.Skype_ID`, `error INVALID_DATA max_length $.Skype_ID {"maximum_length":50}`,
		}},
		{`"$approved":true,"$append_values":{"interests":true},"$currency_symbol":"€"`, nil},
		{`"$aproved":true`, []string{`warning INVALID_DATA unknown_field $.$aproved`}},

		// Tag is a text and an array, Wizard a bigint and a text or an object.
		{`"Tag":"VIP"`, []string{`error INVALID_DATA type $.Tag {"expected_data_type":"jsonarray"}`}},
		{`"Wizard":"3652397000003677001","$wizard_connection_path":["1"]`, nil},
		{`"Wizard":{"id":"3652397000003677001"},"$wizard_connection_path":["1"]`, nil},

		// Multi-select and multi-user lookups hold each record under the name of
		// the lookup in the linking module.
		{`"Listings":[{"Listings":{"id":"3"}}]`, []string{`error MANDATORY_NOT_FOUND mandatory $.Listings[0].Interested_Listings`}},
		{`"Listings":[{"Interested_Listings":{"id":"3"}},{"Interested_Listings":{}}]`, []string{
			`error MANDATORY_NOT_FOUND mandatory $.Listings[1].Interested_Listings.id`,
		}},
		{`"Consultants":[{"User":{"id":"4"}}]`, []string{`error MANDATORY_NOT_FOUND mandatory $.Consultants[0].Consultant`}},
		{`"Listings":{"Interested_Listings":{"id":"3"}}`, []string{`error INVALID_DATA type $.Listings {"expected_data_type":"jsonarray"}`}},
		// A multi-module lookup goes to one of its modules.
		{`"Referred_By":{"module":{"api_name":"Accounts"},"id":"5","name":"Zylker"}`, nil},
		{`"Referred_By":{"module":{"api_name":"Vendors"},"id":"5"}`, []string{`error INVALID_DATA supported $.Referred_By.module.api_name one of 2`}},

		// Files and images, by count.
		{`"Contract_File":[{"File_Id__s":"a"},{"File_Id__s":"b"}]`, []string{`error LIMIT_EXCEEDED max_items $.Contract_File {"limit":1}`}},
		{`"Photos":[{"File_Id__s":"a"},{"File_Id__s":"b"},{"File_Id__s":"c"}]`, []string{`error LIMIT_EXCEEDED max_items $.Photos {"limit":2}`}},
		{`"Photos":[{"id":"a"}]`, []string{`error MANDATORY_NOT_FOUND mandatory $.Photos[0].File_Id__s`}},

		// Rows of a subform.
		{`"Visits":[{"Purpose":"Demo"}]`, []string{`error MANDATORY_NOT_FOUND mandatory $.Visits[0].Visited_On`}},
		{`"Visits":[{"Visited_On":"2026-01-31"},{"Visited_On":"2026-02-30","Purpose":` + xs(21) + `,"Duration":1000}]`, []string{
			`error INVALID_DATA calendar $.Visits[1].Visited_On {"expected_data_type":"date"}`,
			`error INVALID_DATA max_length $.Visits[1].Purpose {"maximum_length":20}`,
			`error INVALID_DATA digits $.Visits[1].Duration {"maximum_length":3}`,
		}},
		{`"Visits":[{"Visited_On":"2026-01-31","Outcome":"Maybe","id":"1","$se":1}]`, []string{
			`warning INVALID_DATA picklist $.Visits[0].Outcome one of 3`,
		}},
		{`"Visits":[{"Visited_On":"2026-01-31","Minutes_Total":5,"Created_Time":"now"}]`, []string{
			`warning INVALID_DATA not_creatable $.Visits[0].Minutes_Total`, `warning INVALID_DATA not_creatable $.Visits[0].Created_Time`,
		}},
		{`"Visits":[{"Visited_On":"2026-01-31","Purpos":"Demo"}]`, []string{`error INVALID_DATA unknown_field $.Visits[0].Purpos`}},
		{`"Visits":{"Visited_On":"2026-01-31"}`, []string{`error INVALID_DATA type $.Visits {"expected_data_type":"jsonarray"}`}},
	} {
		object := `{"Last_Name":"Daly",` + test.fields + `}`
		if diff := cmp.Diff(test.want, verdicts(t, m, object)); diff != "" {
			t.Errorf("%.300s (-want +got):\n%s", object, diff)
		}
	}
	// The mandatory field.
	for object, want := range map[string][]string{
		`{}`:                 {`error MANDATORY_NOT_FOUND mandatory $.Last_Name`},
		`{"Last_Name":""}`:   {`error MANDATORY_NOT_FOUND mandatory $.Last_Name`},
		`{"Last_Name":null}`: {`error MANDATORY_NOT_FOUND mandatory $.Last_Name`},
	} {
		if diff := cmp.Diff(want, verdicts(t, m, object)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", object, diff)
		}
	}
}

// TestFieldsDidYouMean wants the name of the field that was meant.
func TestFieldsDidYouMean(t *testing.T) {
	m := loadedLeads(t)
	for name, want := range map[string]string{
		"Compny":        "expected a field of the module; did you mean Company?",
		"EAN_code":      "expected a field of the module; did you mean EAN_Code?",
		"Anual_Revenue": "expected a field of the module; did you mean Annual_Revenue?",
		"Interests":     "expected a field of the module; did you mean interests?",
		"Qwertz":        "expected a field of the module",
	} {
		_, errs := m.Append(nil, nil, parse(t, `{"Last_Name":"Daly","`+name+`":"x"}`))
		if len(errs) != 1 || errs[0].Warning || errs[0].Expectation() != want {
			t.Errorf("%s: %v", name, errs)
		}
	}
}

// TestFieldsUnique finds the same value twice in one request.
func TestFieldsUnique(t *testing.T) {
	in := payload.NewInsert(loadedLeads(t))
	for _, email := range []string{"p.daly@zylker.com", "P.DALY@zylker.com", "o.brien@zylker.com"} {
		in.Add(parse(t, `{"Last_Name":"Daly","Email":"`+email+`","Secondary_Email":"info@zylker.com"}`))
	}
	var got []string
	for e := range in.Problems() {
		got = append(got, testkit.Line(e))
	}
	want := []string{`error DUPLICATE_DATA duplicate_value $.data[1].Email {"dependee":{"api_name":"Email","json_path":"$.data[0].Email"}}`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestFieldsEvents loads the fields of Events whose data_type does not name
// their field type.
func TestFieldsEvents(t *testing.T) {
	const good = `"Event_Title":"New Meeting","Start_DateTime":"2023-05-20T09:00:00+05:30","End_DateTime":"2023-05-20T10:00:00+05:30"`
	m := with(t, modules.Events(), withFields(`{"fields":[
		{"api_name":"Event_Title","data_type":"text","json_type":"string","length":255,"system_mandatory":true},
		{"api_name":"Start_DateTime","data_type":"datetime","json_type":"string","length":120,"system_mandatory":true},
		{"api_name":"End_DateTime","data_type":"datetime","json_type":"string","length":120,"system_mandatory":true},
		{"api_name":"Participants","data_type":"bigint","json_type":"jsonarray","length":18},
		{"api_name":"Remind_At","data_type":"multireminder","json_type":"jsonarray","length":100,"system_mandatory":false},
		{"api_name":"What_Id","data_type":"lookup","json_type":"jsonobject","lookup":{"module":{"api_name":"se_module"}}},
		{"api_name":"Recurring_Activity","data_type":"RRULE","json_type":"jsonobject",
		 "operation_type":{"web_update":true,"api_create":true,"web_create":true,"api_update":false}}]}`))
	for _, test := range []example{
		{`"Participants":[{"type":"email","Email":"p.daly@zylker.com"}],"Remind_At":[{"unit":15,"period":"minutes"}],
		  "What_Id":{"id":"1"},"$se_module":"Deals","$send_notification":true`, nil},
		{`"Participants":"3652397000000416001"`, []string{`error INVALID_DATA type $.Participants {"expected_data_type":"jsonarray"}`}},
		{`"Participants":[{"type":"nobody"}]`, []string{`error INVALID_DATA supported $.Participants[0].type one of 4`}},
		{`"Venue":"Berlin"`, []string{`warning INVALID_DATA unknown_field $.Venue`}},
	} {
		object := `{` + good + `,` + test.fields + `}`
		if diff := cmp.Diff(test.want, verdicts(t, m, object)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", object, diff)
		}
	}
}

// TestFieldsKnownBetter loads what the metadata says of fields that the module
// knows more of than a data_type can say.
func TestFieldsKnownBetter(t *testing.T) {
	for _, test := range []struct {
		m        *modules.Module
		field    string
		fields   string
		problems []string
	}{
		// A lookup that Zoho takes by name stays one.
		{modules.Contacts(), `"api_name":"Account_Name","data_type":"lookup","json_type":"jsonobject","length":120`,
			`"Last_Name":"Daly","Account_Name":{"name":"Zylker"}`, []string{`warning MANDATORY_NOT_FOUND lookup_by_name $.Account_Name.id`}},
		// A number that Zoho's samples quote.
		{modules.Accounts(), `"api_name":"SIC_Code","data_type":"integer","json_type":"integer","length":9`,
			`"Account_Name":"Zylker","SIC_Code":"208"`, []string{`warning INVALID_DATA quoted_number $.SIC_Code {"expected_data_type":"integer"}`}},
		// The rows of Pricing_Details and the duration of a call.
		{modules.PriceBooks(), `"api_name":"Pricing_Details","data_type":"subform","json_type":"jsonarray"`,
			`"Price_Book_Name":"P","Pricing_Details":[{"from_range":1,"to_range":5}]`, []string{`error MANDATORY_NOT_FOUND mandatory $.Pricing_Details[0].discount`}},
		{modules.Calls(), `"api_name":"Call_Duration","data_type":"text","json_type":"string","length":255`,
			`"Subject":"s","Call_Type":"Inbound","Call_Start_Time":"2021-02-23T13:30:00+05:30","Call_Duration":"ten"`,
			[]string{`error INVALID_DATA format $.Call_Duration`}},
		// The line items keep the fields that their own answer leaves out.
		{modules.Quotes(), `"api_name":"Quoted_Items","data_type":"subform","json_type":"jsonarray","operation_type":{"api_create":false}`,
			`"Subject":"s","Quoted_Items":[{"Product_Name":{"id":"1"},"Quantity":"ten"}]`, []string{`error INVALID_DATA type $.Quoted_Items[0].Quantity {"expected_data_type":"double"}`}},
	} {
		// Only the field itself is listed, so the others warn as unlisted.
		m := with(t, test.m, withFields(`{"fields":[{`+test.field+`}]}`))
		got := slices.DeleteFunc(verdicts(t, m, `{`+test.fields+`}`), func(s string) bool {
			return strings.HasPrefix(s, "warning INVALID_DATA unknown_field ")
		})
		if diff := cmp.Diff(test.problems, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.fields, diff)
		}
	}
}

// TestFieldsTextarea: the three kinds of textarea are recognized by textarea.type,
// without that by length, and without both as the module knew.
func TestFieldsTextarea(t *testing.T) {
	for _, test := range []struct {
		field, attrs string
		want         fieldtype.Spec
	}{
		{"F", `"textarea":{"type":"small"}`, fieldtype.Spec{Kind: fieldtype.MultiLine}},
		{"F", `"textarea":{"type":"large"}`, fieldtype.Spec{Kind: fieldtype.MultiLineLarge}},
		{"F", `"textarea":{"type":"rich_text"}`, fieldtype.Spec{Kind: fieldtype.RichText}},
		{"F", `"textarea":{"type":"small"},"length":50000`, fieldtype.Spec{Kind: fieldtype.MultiLine, MaxLength: 50000}},
		{"F", `"textarea":{"type":"large"},"length":50000`, fieldtype.Spec{Kind: fieldtype.MultiLineLarge, MaxLength: 50000}},
		{"F", `"textarea":{"type":"rich_text"},"length":2000`, fieldtype.Spec{Kind: fieldtype.RichText, MaxLength: 2000}},
		{"F", `"length":2000`, fieldtype.Spec{Kind: fieldtype.MultiLine, MaxLength: 2000}},
		{"F", `"textarea":{},"length":2001`, fieldtype.Spec{Kind: fieldtype.MultiLineLarge, MaxLength: 2001}},
		{"F", `"textarea":null,"length":32000`, fieldtype.Spec{Kind: fieldtype.MultiLineLarge, MaxLength: 32000}},
		{"F", `"length":32001`, fieldtype.Spec{Kind: fieldtype.RichText, MaxLength: 32001}},
		{"F", `"length":null`, fieldtype.Spec{Kind: fieldtype.MultiLine}},
		{"Description", `"length":null`, fieldtype.Spec{Kind: fieldtype.MultiLineLarge}},
		{"Description", `"length":2000`, fieldtype.Spec{Kind: fieldtype.MultiLine, MaxLength: 2000}},
		{"Description", `"textarea":{"type":"small"}`, fieldtype.Spec{Kind: fieldtype.MultiLine}},
		{"Company", `"length":0`, fieldtype.Spec{Kind: fieldtype.MultiLine}},
	} {
		m := with(t, modules.Leads(), withFields(`{"fields":[{"api_name":"`+test.field+`","data_type":"textarea",`+test.attrs+`}]}`))
		f, _ := m.Field(test.field)
		if diff := cmp.Diff(test.want, f.Spec, cmpopts.IgnoreUnexported(fieldtype.Spec{})); diff != "" {
			t.Errorf("%s: %s (-want +got):\n%s", test.field, test.attrs, diff)
		}
	}
}

// TestFieldsMandatoryByRule loads that the duration of a call is mandatory: the
// metadata cannot say that a call may be scheduled or missed, the rule does.
func TestFieldsMandatoryByRule(t *testing.T) {
	m := with(t, modules.Calls(),
		withFields(`{"fields":[{"api_name":"Subject","system_mandatory":true},{"api_name":"Call_Type","system_mandatory":true},
			{"api_name":"Call_Start_Time","system_mandatory":true},{"api_name":"Call_Duration","data_type":"text","system_mandatory":true}]}`),
		withLayouts(`{"layouts":[{"id":"1","sections":[{"fields":[{"api_name":"Subject","required":true},{"api_name":"Call_Type"},
			{"api_name":"Call_Start_Time"},{"api_name":"Call_Duration","required":true}]}]}]}`))
	for fields, want := range map[string][]string{
		`"Call_Type":"Missed"`:                          nil,
		`"Call_Type":"Inbound"`:                         {`error MANDATORY_NOT_FOUND mandatory $.Call_Duration`},
		`"Call_Type":"Inbound","Call_Duration":""`:      {`error MANDATORY_NOT_FOUND mandatory $.Call_Duration`},
		`"Call_Type":"Inbound","Call_Duration":"10:00"`: nil,
		`"Call_Type":"Missed","Layout":{"id":"1"}`:      nil,
		`"Call_Type":"Inbound","Layout":{"id":"1"}`:     {`error MANDATORY_NOT_FOUND mandatory $.Call_Duration`},
	} {
		object := `{"Subject":"s","Call_Start_Time":"2021-02-23T13:30:00+05:30",` + fields + `}`
		if diff := cmp.Diff(want, verdicts(t, m, object)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", object, diff)
		}
	}
	// Other fields of calls, and other modules, are as the metadata says.
	m = with(t, m, withFields(`{"fields":[{"api_name":"Caller_ID","system_mandatory":true}]}`))
	want := []string{`error MANDATORY_NOT_FOUND mandatory $.Caller_ID`}
	if diff := cmp.Diff(want, verdicts(t, m, `{"Subject":"s","Call_Start_Time":"2021-02-23T13:30:00+05:30","Call_Type":"Missed"}`)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	m = with(t, modules.Custom("Visits"), withFields(`{"fields":[{"api_name":"Call_Duration","system_mandatory":true},{"api_name":"Name"}]}`))
	want = []string{`error MANDATORY_NOT_FOUND mandatory $.Call_Duration`}
	if diff := cmp.Diff(want, verdicts(t, m, `{"Name":"n"}`)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestSubforms attaches the answer for the rows to the field of the subform.
func TestSubforms(t *testing.T) {
	rows := func() modules.Option {
		return modules.WithSubformMetadata("Quoted_Items", strings.NewReader(`{"fields":[
			{"api_name":"Parent_Id","data_type":"lookup","json_type":"jsonobject","system_mandatory":true},
			{"api_name":"Product_Name","data_type":"lookup","json_type":"jsonobject","system_mandatory":true},
			{"api_name":"Quantity","data_type":"double","json_type":"double","length":4,"decimal_place":1,"system_mandatory":true},
			{"api_name":"Colour","data_type":"picklist","json_type":"string","pick_list_values":[{"display_value":"Red"}]},
			{"api_name":"Total","data_type":"formula","json_type":"double","system_mandatory":true,"operation_type":{"api_create":false}}]}`))
	}
	m := with(t, modules.Quotes(), rows())
	again := with(t, m, rows())
	for object, want := range map[string][]string{
		`{"Product_Name":{"id":"1"},"Quantity":2.5,"Colour":"Red","Discount":"5","Description":"kept"}`: {
			`warning INVALID_DATA quoted_number $.Quoted_Items[0].Discount {"expected_data_type":"double"}`,
		},
		`{"Product_Name":{"name":"Pen"},"Quantity":2}`: {`warning MANDATORY_NOT_FOUND lookup_by_name $.Quoted_Items[0].Product_Name.id`},
		`{"Product_Name":{"id":"1"},"Quantity":12345.55,"Colour":"Blue"}`: {
			`error INVALID_DATA digits $.Quoted_Items[0].Quantity {"maximum_length":4}`,
			`warning INVALID_DATA picklist $.Quoted_Items[0].Colour one of 1`,
		},
		`{"Product_Name":{"id":"1"}}`:                         {`error MANDATORY_NOT_FOUND mandatory $.Quoted_Items[0].Quantity`},
		`{"Product_Name":{"id":"1"},"Quantity":1,"Colors":1}`: {`error INVALID_DATA unknown_field $.Quoted_Items[0].Colors`},
	} {
		for _, m := range []*modules.Module{m, again} {
			if diff := cmp.Diff(want, verdicts(t, m, `{"Subject":"s","Quoted_Items":[`+object+`]}`)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", object, diff)
			}
		}
	}
	// A field that Zoho sets itself warns, and so does another spelling that the
	// module knows of the rows.
	visits := fieldtype.Field{APIName: "Visits", Spec: fieldtype.Spec{Kind: fieldtype.Subform, Fields: []fieldtype.Field{
		{APIName: "Place"}, {APIName: "Where", AliasOf: "Place"}, {APIName: "Number", ReadOnly: true}, {APIName: "Minutes", ReadOnly: true},
	}}}
	spelled := with(t, modules.Leads(), modules.WithField(visits), modules.WithSubformMetadata("Visits", strings.NewReader(`{"fields":[
		{"api_name":"Place","data_type":"text","system_mandatory":true},{"api_name":"Minutes","operation_type":{"api_create":true}},
		{"api_name":"Total","data_type":"formula"}]}`)))
	for row, want := range map[string][]string{
		`{"Place":"Berlin","Minutes":5}`: nil,
		`{"Where":"Berlin","Total":5,"Number":"1"}`: {`warning INVALID_DATA renamed $.Visits[0].Where`,
			`warning INVALID_DATA not_creatable $.Visits[0].Total`, `warning INVALID_DATA not_creatable $.Visits[0].Number`},
		`{"Plce":"Berlin"}`: {`error INVALID_DATA unknown_field $.Visits[0].Plce`, `error MANDATORY_NOT_FOUND mandatory $.Visits[0].Place`},
	} {
		if diff := cmp.Diff(want, verdicts(t, spelled, `{"Last_Name":"Daly","Visits":[`+row+`]}`)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", row, diff)
		}
	}
	// The module itself still takes any field of a row.
	if got := verdicts(t, modules.Quotes(), `{"Subject":"s","Quoted_Items":[{"Product_Name":{"id":"1"},"Colors":1}]}`); got != nil {
		t.Errorf("Quotes itself: %q", got)
	}

	for _, name := range []string{"", "Subject", "Purchase_Items", "No_Such_Field"} {
		_, err := modules.Quotes().With(modules.WithSubformMetadata(name, strings.NewReader(`{"fields":[]}`)))
		if got, want := place(err), "$: INVALID_DATA unknown_field"; got != want {
			t.Errorf("WithSubformMetadata(%q): got %s, want %s", name, got, want)
		}
	}
	// A subform may be the first field there is.
	first := with(t, modules.Custom("Vehicles"),
		modules.WithField(fieldtype.Field{APIName: "Name", Spec: fieldtype.Spec{Kind: fieldtype.Subform}}),
		modules.WithSubformMetadata("Name", strings.NewReader(`{"fields":[{"api_name":"Given"}]}`)))
	want := []string{`error INVALID_DATA unknown_field $.Name[0].Family`}
	if diff := cmp.Diff(want, verdicts(t, first, `{"Name":[{"Given":"x","Family":"y"}]}`)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestFieldsWithField declares a field after the metadata: whoever declares it
// knows that the organization has it.
func TestFieldsWithField(t *testing.T) {
	m := with(t, loadedLeads(t),
		modules.WithField(fieldtype.Field{APIName: "New_Field", Spec: fieldtype.Spec{Kind: fieldtype.Number}}),
		modules.WithField(fieldtype.Field{APIName: "Skype_ID", Spec: fieldtype.Spec{Kind: fieldtype.SingleLine}}),
	)
	if got := verdicts(t, m, `{"Last_Name":"Daly","New_Field":1,"Skype_ID":"zylker"}`); got != nil {
		t.Errorf("declared fields: %q", got)
	}
	want := []string{`error INVALID_DATA type $.New_Field {"expected_data_type":"integer"}`}
	if diff := cmp.Diff(want, verdicts(t, m, `{"Last_Name":"Daly","New_Field":"x"}`)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	// A field without a name is odd, and stays that.
	odd := with(t, modules.Leads(), modules.WithField(fieldtype.Field{}), withFields(`{"fields":[{"api_name":"Last_Name"}]}`))
	if got := verdicts(t, odd, `{"Last_Name":"Daly","":1}`); got != nil {
		t.Errorf("a field without a name: %q", got)
	}
}

// TestFieldsCustomModule checks a module that the metadata alone describes.
func TestFieldsCustomModule(t *testing.T) {
	m := with(t, modules.Custom("Vehicles"), withFields(`{"fields":[
		{"api_name":"Name","data_type":"text","json_type":"string","length":120,"system_mandatory":true},
		{"api_name":"Owner","data_type":"ownerlookup","json_type":"jsonobject","operation_type":{"api_create":true}},
		{"api_name":"Wheels","data_type":"integer","json_type":"integer","length":2,"system_mandatory":true},
		{"api_name":"Plate","data_type":"text","json_type":"string","length":8,"unique":{"case_sensitive":false}}]}`))
	for object, want := range map[string][]string{
		`{"Name":"n","Wheels":4,"Plate":"B ZC 123","Owner":{"id":"1"},"Layout":{"id":"1"}}`: nil,
		`{}`: {`error MANDATORY_NOT_FOUND mandatory $.Name`, `error MANDATORY_NOT_FOUND mandatory $.Wheels`},
		`{"Name":"n","Wheels":100,"Plate":"B ZC 1234","Color":"red"}`: {
			`error INVALID_DATA digits $.Wheels {"maximum_length":2}`,
			`error INVALID_DATA max_length $.Plate {"maximum_length":8}`,
			`error INVALID_DATA unknown_field $.Color`,
		},
	} {
		if diff := cmp.Diff(want, verdicts(t, m, object)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", object, diff)
		}
	}
	if got := slices.Collect(m.Unique()); !slices.Equal(got, []string{"Plate"}) {
		t.Errorf("unique: %q", got)
	}
	// Its name may be numbered by Zoho.
	numbered := with(t, modules.Custom("Vehicles"), withFields(`{"fields":[{"api_name":"Name","data_type":"autonumber","system_mandatory":true}]}`))
	if got := verdicts(t, numbered, `{}`); got != nil {
		t.Errorf("an automatic name: %q", got)
	}
}

// TestFieldsFlips changes one key of the metadata at a time, and with it the
// verdict on the same record.
func TestFieldsFlips(t *testing.T) {
	const none = ""
	for _, test := range []struct {
		key        string
		field      string // of a custom field "F", with %s for what changes
		a, b       string
		value      string
		withA      string
		withB      string
		onlyRecord bool // the record does not have the field
	}{
		{key: "api_name", field: `"api_name":"%s"`, a: "F", b: "G", value: `1`,
			withB: `error INVALID_DATA unknown_field $.F`},
		{key: "data_type", field: `"data_type":"%s"`, a: "email", b: "text", value: `"x"`,
			withA: `error INVALID_DATA pattern $.F {"expected_data_type":"email"}`},
		{key: "data_type, of an unknown kind", field: `"data_type":"%s"`, a: "integer", b: "hologram", value: `"x"`,
			withA: `error INVALID_DATA type $.F {"expected_data_type":"integer"}`},
		{key: "json_type", field: `"data_type":"text","json_type":"%s"`, a: "string", b: "jsonarray", value: `["x"]`,
			withA: `error INVALID_DATA type $.F {"expected_data_type":"text"}`},
		{key: "json_type integer of a bigint, which is another form", field: `"data_type":"bigint","json_type":"%s"`, a: "string", b: "integer", value: `"x"`,
			withA: `error INVALID_DATA format $.F {"expected_data_type":"bigint"}`, withB: `error INVALID_DATA format $.F {"expected_data_type":"bigint"}`},
		{key: "json_type integer of a text", field: `"data_type":"text","json_type":"%s"`, a: "string", b: "integer", value: `7`,
			withA: `error INVALID_DATA type $.F {"expected_data_type":"text"}`},
		{key: "json_type of a bigint", field: `"data_type":"bigint","json_type":"%s"`, a: "string", b: "jsonarray", value: `[]`,
			withA: `error INVALID_DATA type $.F {"expected_data_type":"bigint"}`},
		{key: "length of a text", field: `"data_type":"text","length":%s`, a: "3", b: "4", value: `"äöüß"`,
			withA: `error INVALID_DATA max_length $.F {"maximum_length":3}`},
		{key: "length, absent", field: `"data_type":"text","length":%s`, a: "null", b: "255", value: xs(256),
			withA: `error INVALID_DATA max_length $.F {"maximum_length":255}`, withB: `error INVALID_DATA max_length $.F {"maximum_length":255}`},
		{key: "length, 0", field: `"data_type":"text","length":%s`, a: "3", b: "0", value: `"abcd"`,
			withA: `error INVALID_DATA max_length $.F {"maximum_length":3}`},
		{key: "length as a text", field: `"data_type":"text","length":%s`, a: `"3"`, b: `"4"`, value: `"abcd"`,
			withA: `error INVALID_DATA max_length $.F {"maximum_length":3}`},
		{key: "length of an email", field: `"data_type":"email","length":%s`, a: "5", b: "6", value: `"a@b.co"`,
			withA: `error INVALID_DATA max_length $.F {"maximum_length":5}`},
		{key: "length of a phone", field: `"data_type":"phone","length":%s`, a: "5", b: "6", value: `"123456"`,
			withA: `error INVALID_DATA max_length $.F {"maximum_length":5}`},
		{key: "length of a website", field: `"data_type":"website","length":%s`, a: "5", b: "6", value: `"zoh.co"`,
			withA: `error INVALID_DATA max_length $.F {"maximum_length":5}`},
		{key: "length of a textarea", field: `"data_type":"textarea","textarea":{"type":"small"},"length":%s`, a: "3", b: "4", value: `"abcd"`,
			withA: `error INVALID_DATA max_length $.F {"maximum_length":3}`},
		{key: "length of an integer", field: `"data_type":"integer","length":%s`, a: "3", b: "4", value: `1234`,
			withA: `error INVALID_DATA digits $.F {"maximum_length":3}`},
		{key: "length of a bigint", field: `"data_type":"bigint","length":%s`, a: "3", b: "4", value: `"1234"`,
			withA: `error INVALID_DATA digits $.F {"maximum_length":3}`},
		{key: "length of a currency", field: `"data_type":"currency","length":%s`, a: "3", b: "4", value: `1234.5`,
			withA: `error INVALID_DATA digits $.F {"maximum_length":3}`},
		{key: "length of a double", field: `"data_type":"double","length":%s`, a: "3", b: "4", value: `1234.5`,
			withA: `error INVALID_DATA digits $.F {"maximum_length":3}`},
		{key: "length of a percent", field: `"data_type":"percent","length":%s`, a: "3", b: "4", value: `1234`,
			withA: `error INVALID_DATA digits $.F {"maximum_length":3}`},
		{key: "length of a fileupload", field: `"data_type":"fileupload","length":%s`, a: "1", b: "5", value: `[{"File_Id__s":"a"},{"File_Id__s":"b"}]`,
			withA: `error LIMIT_EXCEEDED max_items $.F {"limit":1}`},
		{key: "length of an imageupload", field: `"data_type":"imageupload","length":%s`, a: "1", b: "2", value: `[{"File_Id__s":"a"},{"File_Id__s":"b"}]`,
			withA: `error LIMIT_EXCEEDED max_items $.F {"limit":1}`},
		{key: "length of a picklist, which has no meaning", field: `"data_type":"picklist","length":%s`, a: "1", b: "9", value: `"four"`},
		{key: "length of a lookup, which has no meaning", field: `"data_type":"lookup","length":%s`, a: "1", b: "9", value: `{"id":"1234"}`},
		{key: "decimal_place", field: `"data_type":"currency","decimal_place":%s`, a: "1", b: "2", value: `1.25`,
			withA: `error INVALID_DATA decimals $.F {"maximum_decimal_place":1}`},
		{key: "decimal_place, 0", field: `"data_type":"percent","decimal_place":%s`, a: "0", b: "1", value: `1.5`,
			withA: `error INVALID_DATA decimals $.F {"maximum_decimal_place":0}`},
		{key: "decimal_place, null", field: `"data_type":"double","decimal_place":%s`, a: "8", b: "null", value: `1.123456789`,
			withA: `error INVALID_DATA decimals $.F {"maximum_decimal_place":8}`},
		{key: "system_mandatory", field: `"system_mandatory":%s`, a: "false", b: "true", onlyRecord: true,
			withB: `error MANDATORY_NOT_FOUND mandatory $.F`},
		{key: "system_mandatory of what Zoho sets itself", field: `"system_mandatory":true,"operation_type":{"api_create":%s}`, a: "true", b: "false", onlyRecord: true,
			withA: `error MANDATORY_NOT_FOUND mandatory $.F`},
		{key: "operation_type.api_create", field: `"operation_type":{"api_create":%s}`, a: "true", b: "false", value: `1`,
			withB: `warning INVALID_DATA not_creatable $.F`},
		{key: "operation_type.web_create, which is another's", field: `"operation_type":{"web_create":%s,"api_create":true}`, a: "true", b: "false", value: `1`},
		{key: "read_only, which is the user's", field: `"read_only":%s,"field_read_only":true`, a: "true", b: "false", value: `1`},
		{key: "data_type of a field that is not creatable", field: `"operation_type":{"api_create":false},"data_type":"%s"`, a: "multiselectpicklist", b: "subform", value: `[]`,
			withA: `warning INVALID_DATA not_creatable $.F`},
		{key: "data_type autonumber", field: `"data_type":"%s"`, a: "text", b: "autonumber", value: `"x"`,
			withB: `warning INVALID_DATA not_creatable $.F`},
		{key: "data_type formula", field: `"json_type":"double","data_type":"%s"`, a: "double", b: "formula", value: `1`,
			withB: `warning INVALID_DATA not_creatable $.F`},
		{key: "data_type rollup_summary", field: `"json_type":"integer","data_type":"%s"`, a: "integer", b: "rollup_summary", value: `1`,
			withB: `warning INVALID_DATA not_creatable $.F`},
		{key: "element_type", field: `"element_type":"%s"`, a: "field", b: "mirror_field", value: `1`,
			withB: `warning INVALID_DATA not_creatable $.F`},
		{key: "display_value", field: `"data_type":"picklist","pick_list_values":[{"display_value":"%s","actual_value":"z"}]`, a: "x", b: "y", value: `"x"`,
			withB: `warning INVALID_DATA picklist $.F one of 2`},
		{key: "actual_value", field: `"data_type":"picklist","pick_list_values":[{"display_value":"z","actual_value":"%s"}]`, a: "x", b: "y", value: `"x"`,
			withB: `warning INVALID_DATA picklist $.F one of 2`},
		{key: "type of a value, as the unused are taken, too", field: `"data_type":"picklist","pick_list_values":[{"display_value":"x","type":"%s"}]`, a: "used", b: "unused", value: `"x"`},
		{key: "pick_list_values", field: `"data_type":"multiselectpicklist","pick_list_values":%s`, a: `[{"display_value":"y"}]`, b: `[]`, value: `["x"]`,
			withA: `warning INVALID_DATA picklist $.F[0] one of 1`},
		{key: "textarea.type small", field: `"data_type":"textarea","textarea":{"type":"%s"}`, a: "small", b: "large", value: xs(2001),
			withA: `error INVALID_DATA max_length $.F {"maximum_length":2000}`},
		{key: "textarea.type rich_text", field: `"data_type":"textarea","textarea":{"type":"%s"}`, a: "large", b: "rich_text", value: xs(32001),
			withA: `error INVALID_DATA max_length $.F {"maximum_length":32000}`},
		{key: "textarea without type, by length", field: `"data_type":"textarea","length":%s`, a: "2000", b: "32000", value: xs(2001),
			withA: `error INVALID_DATA max_length $.F {"maximum_length":2000}`},
		{key: "multiselectlookup.connectedlookup_apiname", field: `"data_type":"multiselectlookup","multiselectlookup":{"connectedlookup_apiname":"%s"}`, a: "A", b: "B", value: `[{"A":{"id":"1"}}]`,
			withB: `error MANDATORY_NOT_FOUND mandatory $.F[0].B`},
		{key: "multiuserlookup.connectedlookup_apiname", field: `"data_type":"multiuserlookup","multiuserlookup":{"connectedlookup_apiname":"%s"}`, a: "A", b: "B", value: `[{"A":{"id":"1"}}]`,
			withB: `error MANDATORY_NOT_FOUND mandatory $.F[0].B`},
		{key: "connectedlookup_apiname, absent", field: `"data_type":"multiselectlookup","multiselectlookup":{%s}`, a: ``, b: `"connectedlookup_apiname":"B"`, value: `[{"A":{"id":"1"}}]`,
			withB: `error MANDATORY_NOT_FOUND mandatory $.F[0].B`},
		{key: "multi_module_lookup.modules", field: `"data_type":"multi_module_lookup","multi_module_lookup":{"modules":[{"api_name":"%s"}]}`, a: "A", b: "B", value: `{"id":"1","module":{"api_name":"A"}}`,
			withB: `error INVALID_DATA supported $.F.module.api_name one of 1`},
		{key: "multi_module_lookup, empty", field: `"data_type":"multi_module_lookup","multi_module_lookup":{%s}`, a: ``, b: `"modules":[{"api_name":"B"}]`, value: `{"id":"1","module":{"api_name":"A"}}`,
			withB: `error INVALID_DATA supported $.F.module.api_name one of 1`},
	} {
		for _, side := range []struct{ with, want string }{{test.a, test.withA}, {test.b, test.withB}} {
			field := strings.Replace(test.field, "%s", side.with, 1)
			if !strings.Contains(field, `"api_name":"F"`) && test.key != "api_name" {
				field = `"api_name":"F",` + field
			}
			m := with(t, modules.Leads(), withFields(`{"fields":[{"api_name":"Last_Name"},{`+field+`}]}`))
			object := `{"Last_Name":"Daly","F":` + test.value + `}`
			if test.onlyRecord {
				object = `{"Last_Name":"Daly"}`
			}
			var want []string
			if side.want != none {
				want = []string{side.want}
			}
			if diff := cmp.Diff(want, verdicts(t, m, object)); diff != "" {
				t.Errorf("%s: %.200s (-want +got):\n%s", test.key, field, diff)
			}
		}
		if test.withA == test.withB && !strings.Contains(test.key, ",") {
			t.Errorf("%s does not flip the verdict", test.key)
		}
	}

	// unique shows in a request of two records.
	for unique, want := range map[string]int{`{}`: 0, `null`: 0, `{"case_sensitive":false}`: 1, `{"casesensitive":false}`: 1} {
		m := with(t, modules.Leads(), withFields(`{"fields":[{"api_name":"Last_Name"},{"api_name":"F","unique":`+unique+`}]}`))
		rec := parse(t, `{"Last_Name":"Daly","F":"x"}`)
		got := 0
		for e := range payload.NewInsert(m).Add(rec, rec).Problems() {
			if e.Code == zohocrm.CodeDuplicateData {
				got++
			}
		}
		if got != want {
			t.Errorf("unique %s: %d duplicates, want %d", unique, got, want)
		}
	}
}

// A field of the table is flipped by the metadata in both directions.
func TestFieldsFlipsOfTheTable(t *testing.T) {
	for _, test := range []struct{ field, object, before, after string }{
		{`{"api_name":"Last_Name","system_mandatory":false}`, `{}`, `error MANDATORY_NOT_FOUND mandatory $.Last_Name`, ``},
		{`{"api_name":"Last_Name"}`, `{}`, `error MANDATORY_NOT_FOUND mandatory $.Last_Name`, `error MANDATORY_NOT_FOUND mandatory $.Last_Name`},
		{`{"api_name":"Full_Name","operation_type":{"api_create":true}}`, `{"Last_Name":"D","Full_Name":"F"}`, `warning INVALID_DATA not_creatable $.Full_Name`, ``},
		{`{"api_name":"Company","data_type":"integer"}`, `{"Last_Name":"D","Company":1}`, `error INVALID_DATA type $.Company {"expected_data_type":"text"}`, ``},
		{`{"api_name":"Phone","data_type":"text","length":99}`, `{"Last_Name":"D","Phone":"+"}`, `error INVALID_DATA pattern $.Phone {"expected_data_type":"phone"}`, ``},
		{`{"api_name":"Last_Name"}`, `{"Last_Name":"D","Zip_Code":"600001"}`, ``, `warning INVALID_DATA unknown_field $.Zip_Code`},
		{`{"api_name":"Visitor_Score","data_type":"bigint","length":18}`, `{"Last_Name":"D","Visitor_Score":"1234567890123456789"}`, ``, `error INVALID_DATA digits $.Visitor_Score {"maximum_length":18}`},
	} {
		for _, side := range []struct {
			m    *modules.Module
			want string
		}{
			{modules.Leads(), test.before},
			{with(t, modules.Leads(), withFields(`{"fields":[`+test.field+`]}`)), test.after},
		} {
			got := slices.DeleteFunc(verdicts(t, side.m, test.object), func(s string) bool { return s == `warning INVALID_DATA unknown_field $.Last_Name` })
			if want := slices.DeleteFunc([]string{side.want}, func(s string) bool { return s == "" }); !slices.Equal(got, want) {
				t.Errorf("%s: got %q, want %q", test.field, got, want)
			}
		}
	}
}

// TestFieldsErrors shows an error for people.
func TestFieldsErrors(t *testing.T) {
	for doc, want := range map[string]string{
		`{"fields":[{"api_name":"A"},{"api_name":"B","length":"ten"}]}`: "$.fields[1].length: INVALID_DATA: invalid data: expected a whole number from 0 to 1000000",
		`{"fields":[{"api_name":"A","system_mandatory":"yes"}]}`:        "$.fields[0].system_mandatory: INVALID_DATA: invalid data: expected true or false",
		`{"fields":[{"api_name":"A"},{"api_name":"A"}]}`:                "$.fields[1].api_name: INVALID_DATA: invalid data: expected each field once",
		`{"fields":{}}`:    "$.fields: INVALID_DATA: invalid data: expected an array",
		`[]`:               "INVALID_DATA: invalid data: expected the answer of the metadata call, an object with fields",
		"{\n\"fields\":[}": "INVALID_DATA: invalid data: line 2, column 11: expected a JSON value",
	} {
		_, err := modules.Leads().With(withFields(doc))
		if fmt.Sprint(err) != want {
			t.Errorf("%s:\n got %v\nwant %s", doc, err, want)
		}
	}
}
