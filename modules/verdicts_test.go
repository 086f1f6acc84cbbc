package modules_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/record"
)

// A judged record is the minimal record of a module with some fields more, and
// what the library says of it, warnings among it. Without a line it passes.
type judged struct {
	module *modules.Module
	fields string
	want   []string
}

// judge checks records by the clock of the tests.
func judge(t *testing.T, tests []judged) {
	t.Helper()
	for _, tt := range tests {
		m := with(t, tt.module, modules.WithNow(func() time.Time { return now }))
		if diff := cmp.Diff(tt.want, problems(t, m, patched(t, m, tt.fields))); diff != "" {
			t.Errorf("%s: %s (-want +got):\n%s", m.APIName(), short(tt.fields), diff)
		}
	}
}

func says(lines ...string) []string { return lines }

// TestLookupsByName gives names in place of ids (real cases 7 to 9). Zoho takes
// them in a few fields.
func TestLookupsByName(t *testing.T) {
	const byName = "warning INVALID_DATA lookup_by_name "
	const byObject = "warning MANDATORY_NOT_FOUND lookup_by_name id "
	judge(t, []judged{
		{modules.Deals(), `"Account_Name":"Acme Ltd"`, says(byName + "Account_Name $.Account_Name")},
		{modules.Deals(), `"Account_Name":{"name":"Acme Ltd"}`, says(byObject + "$.Account_Name.id")},
		{modules.Contacts(), `"Account_Name":"Acme Ltd"`, says(byName + "Account_Name $.Account_Name")},
		{modules.Cases(), `"Product_Name":"Box"`, says(byName + "Product_Name $.Product_Name")},
		{modules.Cases(), `"Product_Name":{"name":"Box"}`, says(byObject + "$.Product_Name.id")},
		{modules.Solutions(), `"Product_Name":"Box"`, says(byName + "Product_Name $.Product_Name")},
		{modules.Solutions(), `"Product_Name":{"name":"Box"}`, says(byObject + "$.Product_Name.id")},
		{modules.Quotes(), `"Quoted_Items":[{"Product_Name":"Box"}]`, says(byName + "Product_Name $.Quoted_Items[0].Product_Name")},

		{modules.Deals(), `"Account_Name":{"id":"1"}`, nil},
		{modules.Cases(), `"Product_Name":{"id":"1","name":"Box"}`, nil},
		{modules.Solutions(), `"Product_Name":{"id":"1"}`, nil},
		{modules.Solutions(), `"Product_Name":"3652397000000416001"`, says("warning INVALID_DATA bare_id Product_Name $.Product_Name")},

		{modules.Deals(), `"Contact_Name":{"name":"Boyle"}`, says("error MANDATORY_NOT_FOUND mandatory id $.Contact_Name.id")},
		{modules.Deals(), `"Contact_Name":{"First_Name":"Patricia","Last_Name":"Boyle"}`, says("error MANDATORY_NOT_FOUND mandatory id $.Contact_Name.id")},
		{modules.Cases(), `"Account_Name":"Acme Ltd"`, says("error INVALID_DATA type Account_Name $.Account_Name")},
		{modules.Contacts(), `"Vendor_Name":{"name":"Acme Ltd"}`, says("error MANDATORY_NOT_FOUND mandatory id $.Vendor_Name.id")},
	})
	// The metadata does not take that away.
	loaded := with(t, modules.Cases(), withFields(`{"fields":[{"api_name":"Case_Origin"},{"api_name":"Status"},{"api_name":"Subject"},
		{"api_name":"Product_Name","data_type":"lookup","json_type":"jsonobject","lookup":{"module":{"api_name":"Products"}}}]}`))
	judge(t, []judged{{loaded, `"Product_Name":"Box"`, says(byName + "Product_Name $.Product_Name")}})
}

// TestProductDetails gives line items under their name in older versions (real
// case 25).
func TestProductDetails(t *testing.T) {
	const renamed = "warning INVALID_DATA renamed Product_Details $.Product_Details"
	for name, m := range map[string]*modules.Module{
		"Quoted_Items": modules.Quotes(), "Ordered_Items": modules.SalesOrders(),
		"Purchase_Items": modules.PurchaseOrders(), "Invoiced_Items": modules.Invoices(),
	} {
		without := `"` + name + `":null,`
		judge(t, []judged{
			{m, without + `"Product_Details":[{"product":{"id":"1"},"quantity":2,"Discount":"5%","list_price":"1"}]`, says(renamed)},
			{m, without + `"Product_Details":[{"Product_Name":{"id":"1"},"Quantity":2}]`, says(renamed)},
			{m, without + `"Product_Details":[{"product":{"name":"Box"}}]`, says(renamed, "warning MANDATORY_NOT_FOUND lookup_by_name id $.Product_Details[0].product.id")},
			{m, without + `"Product_Details":[]`, says("error MANDATORY_NOT_FOUND mandatory "+name+" $."+name, renamed,
				"error MANDATORY_NOT_FOUND mandatory Product_Details $.Product_Details")},
			{m, without + `"Product_Details":{"product":{"id":"1"}}`, says(renamed, "error INVALID_DATA type Product_Details $.Product_Details")},
			{m, `"Description":"x"`, nil},
		})
	}
	// The body keeps the name, and the metadata does not make another field of it.
	loaded := with(t, modules.Quotes(), withFields(`{"fields":[{"api_name":"Subject"},{"api_name":"Quoted_Items","data_type":"subform","json_type":"jsonarray","system_mandatory":true}]}`))
	rec := parse(t, `{"Subject":"s","Product_Details":[{"product":{"id":"1"},"quantity":2}]}`)
	body, errs := loaded.Append(nil, nil, rec)
	if want := `{"Subject":"s","Product_Details":[{"product":{"id":"1"},"quantity":2}]}`; string(body) != want || errs.Err() != nil {
		t.Errorf("got %s, %v", body, errs)
	}
	// Metadata of an older version may make Product_Details mandatory.
	older := with(t, modules.Quotes(), withFields(`{"fields":[{"api_name":"Subject"},{"api_name":"Product_Details","json_type":"jsonarray","system_mandatory":true}]}`))
	judge(t, []judged{
		{older, `"Quoted_Items":null,"Product_Details":[{"product":{"id":"1"}}]`, says(
			"warning INVALID_DATA unknown_field Quoted_Items $.Quoted_Items", renamed)},
		{older, `"Description":null`, says(
			"warning INVALID_DATA unknown_field Quoted_Items $.Quoted_Items", "warning INVALID_DATA unknown_field Description $.Description")},
	})
	// An organization that has both has a field of its own.
	both := with(t, modules.Quotes(), withFields(`{"fields":[{"api_name":"Subject"},{"api_name":"Quoted_Items","data_type":"subform"},
		{"api_name":"Product_Details","data_type":"textarea","json_type":"string"}]}`))
	judge(t, []judged{{both, `"Product_Details":"a box"`, nil}})
}

// TestCustomNames loads what the metadata says of the Name of a custom module
// (real case 15).
func TestCustomNames(t *testing.T) {
	const noName = "error MANDATORY_NOT_FOUND mandatory Name $.Name"
	vehicles := modules.Custom("Vehicles")
	mandatoryName := fieldtype.Field{APIName: "Name", Spec: fieldtype.Spec{Kind: fieldtype.SingleLine}, Mandatory: true}
	judge(t, []judged{
		{vehicles, `"Name":null`, says(noName)},
		{vehicles, `"Name":"Van 7"`, nil},
		{with(t, vehicles, withFields(`{"fields":[{"api_name":"Name","system_mandatory":true}]}`)), `"Name":null`, says(noName)},
		{with(t, vehicles, withFields(`{"fields":[{"api_name":"Name"}]}`)), `"Name":null`, says(noName)},
		{with(t, vehicles, withFields(`{"fields":[{"api_name":"Name","system_mandatory":false}]}`)), `"Name":null`, nil},
		{with(t, vehicles, withFields(`{"fields":[{"api_name":"Wheels"}]}`)), `"Name":null`, says("warning INVALID_DATA unknown_field Name $.Name")},
		{with(t, vehicles, withFields(`{"fields":[{"api_name":"Wheels"}]}`), withFields(`{"fields":[{"api_name":"Name","system_mandatory":true}]}`)), `"Name":null`, says(noName)},
		{with(t, vehicles, modules.WithField(mandatoryName), withFields(`{"fields":[{"api_name":"Wheels"}]}`)), `"Name":null`,
			says("warning INVALID_DATA unknown_field Name $.Name", noName)}, // the caller says so
		{with(t, vehicles, withLayouts(`{"layouts":[{"id":"1","sections":[{"fields":[{"api_name":"Wheels"}]}]}]}`)), `"Name":null`, says(noName)},
	})
	for doc, want := range map[string][]string{
		`{"fields":[{"api_name":"Wheels"}]}`: nil,
		`{"fields":[]}`:                      nil,
		`{"fields":[{"api_name":"Name","system_mandatory":false}]}`:                 nil,
		`{"fields":[{"api_name":"Name","operation_type":{"api_create":false}}]}`:    nil,
		`{"fields":[{"api_name":"Name","system_mandatory":true},{"api_name":"W"}]}`: says(noName),
	} {
		if diff := cmp.Diff(want, problems(t, with(t, vehicles, withFields(doc)), parse(t, `{}`))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", doc, diff)
		}
	}
	// A standard module keeps its mandatory fields, whatever the answer leaves out.
	leads := with(t, modules.Leads(), withFields(`{"fields":[{"api_name":"Company"}]}`))
	if diff := cmp.Diff(says("error MANDATORY_NOT_FOUND mandatory Last_Name $.Last_Name"), problems(t, leads, parse(t, `{}`))); diff != "" {
		t.Errorf("Leads (-want +got):\n%s", diff)
	}
}

// TestLinking checks records of a linking module: its fields are two lookups.
func TestLinking(t *testing.T) {
	m := modules.Linking("Deals_X_Listings", "Deals", "Interested_Listings")
	if diff := cmp.Diff([3]string{"Deals_X_Listings", "custom", "Deals_X_Listings"}, look(m).Names); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
	if _, ok := m.Field("Name"); ok {
		t.Error("it has a Name")
	}
	for object, want := range map[string][]string{
		`{"Deals":{"id":"1"},"Interested_Listings":{"id":"2"}}`:          nil,
		`{"Deals":{"id":"1"},"Interested_Listings":{"id":"2"},"Rank":1}`: nil,
		`{"Deals":{"id":"1"}}`: nil,
		`{}`:                   nil,
		`{"Deals":{"name":"x"},"Interested_Listings":{"id":"2"}}`:              says("error MANDATORY_NOT_FOUND mandatory id $.Deals.id"),
		`{"Deals":{"id":"1"},"Interested_Listings":[{"id":"2"}]}`:              says("error INVALID_DATA type Interested_Listings $.Interested_Listings"),
		`{"Deals":{"id":"1"},"Interested_Listing":{"id":"2"}}`:                 says("warning INVALID_DATA unknown_field Interested_Listing $.Interested_Listing"),
		`{"Deals":{"id":"1"},"Interested_Listings":{"id":"2"},"Owner":{}}`:     says("error MANDATORY_NOT_FOUND mandatory id $.Owner.id"),
		`{"Deals":"1","Interested_Listings":{"id":"2"},"Layout":{"id":"x y"}}`: says("warning INVALID_DATA bare_id Deals $.Deals", "error INVALID_DATA id id $.Layout.id"),
	} {
		if diff := cmp.Diff(want, problems(t, m, parse(t, object))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", object, diff)
		}
	}
	// Nothing need be known of it, and the metadata may say all.
	bare := modules.Linking("Deals_X_Listings")
	loaded := with(t, bare, withFields(`{"fields":[{"api_name":"Deals","data_type":"lookup","system_mandatory":true},{"api_name":"Listings","data_type":"lookup"}]}`))
	judgeAll := func(m *modules.Module, object string, want ...string) {
		t.Helper()
		if diff := cmp.Diff(want, problems(t, m, parse(t, object))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", object, diff)
		}
	}
	judgeAll(bare, `{"Deals":{"id":"1"},"Listings":{"id":"2"}}`)
	judgeAll(loaded, `{"Deals":{"id":"1"},"Listings":{"id":"2"}}`)
	judgeAll(loaded, `{"Listings":{"id":"2"}}`, "error MANDATORY_NOT_FOUND mandatory Deals $.Deals")
	// A custom module is one, too, if that is what its metadata says.
	judgeAll(with(t, modules.Custom("Deals_X_Listings"), withFields(`{"fields":[{"api_name":"Deals","data_type":"lookup"},{"api_name":"Listings","data_type":"lookup"}]}`)),
		`{"Deals":{"id":"1"},"Listings":{"id":"2"}}`)
}

// TestScheduledCallsByMetadata leaves out what a scheduled call is related to.
// That is an error unless the organization does not have the field (facts 7.5).
func TestScheduledCallsByMetadata(t *testing.T) {
	calls := func(extra string) *modules.Module {
		return with(t, modules.Calls(), withFields(`{"fields":[{"api_name":"Subject"},{"api_name":"Call_Type"},{"api_name":"Call_Start_Time"},
			{"api_name":"Call_Duration"},{"api_name":"Outgoing_Call_Status"}`+extra+`]}`))
	}
	layout := func(fields string) *modules.Module {
		return with(t, modules.Calls(), withLayouts(`{"layouts":[{"id":"1","sections":[{"fields":[`+fields+`]}]}]}`))
	}
	const scheduled = `"Outgoing_Call_Status":"Scheduled","Call_Start_Time":"2023-05-21T09:00:00+05:30"`
	const who, what = " MANDATORY_NOT_FOUND mandatory Who_Id $.Who_Id", " MANDATORY_NOT_FOUND mandatory What_Id $.What_Id"
	judge(t, []judged{
		{modules.Calls(), scheduled, says("error"+who, "error"+what)},
		{calls(``), scheduled, says("warning"+who, "warning"+what)},
		{calls(`,{"api_name":"Who_Id"}`), scheduled + `,"Who_Id":{"id":"1"}`, says("warning" + what)},
		{calls(`,{"api_name":"Who_Id"}`), scheduled, says("error"+who, "warning"+what)},
		{calls(`,{"api_name":"What_Id"}`), scheduled + `,"What_Id":{"id":"1"},"$se_module":"Deals"`, says("warning" + who)},
		{calls(`,{"api_name":"Who_Id"},{"api_name":"What_Id"}`), scheduled, says("error"+who, "error"+what)},
		{calls(`,{"api_name":"Who_Id"},{"api_name":"What_Id"}`), scheduled + `,` + ids, nil},
		{layout(`{"api_name":"Subject"},{"api_name":"Who_Id"}`), scheduled, says("error"+who, "warning"+what)},
		{layout(`{"api_name":"Subject"},{"api_name":"Who_Id"},{"api_name":"What_Id"}`), scheduled, says("error"+who, "error"+what)},
		{layout(``), scheduled, says("error"+who, "error"+what)}, // which says nothing of fields
		{calls(``), `"Outgoing_Call_Status":"Completed"`, nil},
	})
}

// TestModulesOfActivities names what tasks, events and calls are related to: the
// page's list passes, a module that they cannot be related to is refused, and
// anything else warns, as it may be a custom module (facts 7.5).
func TestModulesOfActivities(t *testing.T) {
	for _, m := range []*modules.Module{modules.Tasks(), modules.Events(), modules.Calls()} {
		line := func(level string) []string { return says(level + " INVALID_DATA supported $se_module $.$se_module") }
		for _, name := range strings.Fields("Accounts Deals Products Quotes Sales_Orders Purchase_Orders Invoices Campaigns Vendors Cases") {
			judge(t, []judged{{m, `"What_Id":{"id":"1"},"$se_module":"` + name + `"`, nil}})
		}
		for _, name := range strings.Fields("Tasks Events Calls Notes Price_Books tasks PRICE_BOOKS") {
			judge(t, []judged{{m, `"What_Id":{"id":"1"},"$se_module":"` + name + `"`, line("error")}})
		}
		for _, name := range strings.Fields("Vehicles CustomModule12 Zz0_9zZ accounts DEALS sales_orders Deal Solutions Services__s Appointments__s") {
			judge(t, []judged{{m, `"What_Id":{"id":"1"},"$se_module":"` + name + `"`, line("warning")}})
		}
		for _, name := range []string{"Sales Orders", "deals.list", "Fälle", " "} { // no API name of anything
			judge(t, []judged{{m, `"What_Id":{"id":"1"},"$se_module":"` + name + `"`, line("error")}})
		}
	}
	judge(t, []judged{
		{modules.Events(), `"$se_module":"Leads"`, says("warning INVALID_DATA supported $se_module $.$se_module")},
		{modules.Tasks(), `"$se_module":"Leads"`, nil},
		{modules.Calls(), `"$se_module":"Contacts"`, nil},
	})
	for name, want := range map[string]string{"deals": "Deals", "Sales Orders": "Sales_Orders", "Invoice": "Invoices", "Account": "Accounts", "Vehicles": "", "Tasks": ""} {
		_, errs := modules.Tasks().Append(nil, nil, patched(t, modules.Tasks(), `"$se_module":"`+name+`"`))
		if len(errs) != 1 || errs[0].Suggestion != want {
			t.Errorf("%s: %v, suggestion %q, want %q", name, errs, errs[0].Suggestion, want)
		}
	}
}

// TestClosedListsRefuse gives fields whose values Zoho fixes another value. A
// list of the organization's own only warns.
func TestClosedListsRefuse(t *testing.T) {
	appointments, history, services := modules.Appointments(), modules.AppointmentsRescheduledHistory(), modules.Services()
	refused := func(field string) []string { return says("error INVALID_DATA picklist " + field + " $." + field) }
	const cancelled, rescheduled = `"Status":"Cancelled",`, `"Rescheduled_From":"2023-05-19T09:00:00+05:30",`
	judge(t, []judged{
		{appointments, `"Location":"Moon"`, refused("Location")},
		{appointments, `"Location":"business address"`, refused("Location")},
		{appointments, `"Location":"Business Address and Client Address"`, refused("Location")}, // of a service
		{appointments, `"Location":"Client Address","Address":"1 Main Street"`, nil},
		{appointments, `"Status":"Done"`, refused("Status")},
		{appointments, `"Status":"Overdue","Appointment_Start_Time":"2023-05-19T09:00:00+05:30"`, nil},
		{appointments, `"Status":null`, nil},
		{appointments, cancelled + `"Cancellation_Reason":"Weather"`, refused("Cancellation_Reason")},
		{appointments, cancelled + `"Cancellation_Reason":"By Team"`, nil},
		{appointments, rescheduled + `"Reschedule_Reason":"Weather"`, refused("Reschedule_Reason")},
		{appointments, rescheduled + `"Reschedule_Reason":"By Customer"`, nil},
		{history, `"Reschedule_Reason":"Weather"`, refused("Reschedule_Reason")},
		{history, `"Reschedule_Reason":"by team"`, refused("Reschedule_Reason")},
		{history, `"Reschedule_Reason":"By Team"`, nil},
		{history, `"Reschedule_Reason":""`, nil},
		{services, `"Location":"Moon"`, refused("Location")},
		{services, `"Location":"Business Address and Client Address"`, nil},
		{services, `"Status":"Retired"`, refused("Status")},
		{services, `"Status":"Available"`, nil},
		{services, `"Status":"Scheduled"`, nil},
		{services, `"Status":"Not In Use","Unavailable_From":"2023-05-20T09:00:00+05:30"`, nil},
		{services, `"Availability_Type":"Every Day"`, refused("Availability_Type")},
		{services, `"Availability_Type":"Every Business Days"`, nil},
		{services, `"Available_Days":["Funday"]`, says("error DEPENDENT_MISMATCH conflict Available_Days $.Available_Days")},
		{services, `"Available_Days":["Monday","Mon","Tue"]`, says("error DEPENDENT_MISMATCH conflict Available_Days $.Available_Days")},
		{services, `"Available_Days":["Sunday","Monday","Tuesday","Wednesday","Thursday","Friday","Saturday"]`, nil},
		{services, `"Available_Days":"Monday"`, says("error INVALID_DATA type Available_Days $.Available_Days")},
		{services, `"Job_Sheet_Required":"Maybe"`, says("error INVALID_DATA max_length Job_Sheet_Required $.Job_Sheet_Required")},
		{services, `"Job_Sheet_Required":"Ja"`, refused("Job_Sheet_Required")},
		{services, `"Job_Sheet_Required":"Nay"`, refused("Job_Sheet_Required")}, // 3 characters, the most
		{services, `"Job_Sheet_Required":"no"`, says("warning INVALID_DATA picklist Job_Sheet_Required $.Job_Sheet_Required")},
		{services, `"Job_Sheet_Required":"No"`, nil},

		{modules.Calls(), `"Outgoing_Call_Status":"Held"`, says("warning INVALID_DATA picklist Outgoing_Call_Status $.Outgoing_Call_Status")},
		{modules.Tasks(), `"Status":"Whatever"`, nil},
		{with(t, modules.Leads(), withFields(`{"fields":[{"api_name":"Last_Name"},{"api_name":"Rating","data_type":"picklist","pick_list_values":[{"display_value":"Active"}]}]}`)),
			`"Rating":"Hot"`, says("warning INVALID_DATA picklist Rating $.Rating")},
	})

	// The metadata may add a value. It does not take away those that are documented.
	loaded := with(t, services, withFields(`{"fields":[{"api_name":"Service_Name"},{"api_name":"Duration"},{"api_name":"Location"},{"api_name":"Members"},
		{"api_name":"Availability_Type"},{"api_name":"Price"},{"api_name":"Unavailable_From"},{"api_name":"Job_Sheet_Required","data_type":"picklist","pick_list_values":[]},
		{"api_name":"Available_Days","data_type":"multiselectpicklist","json_type":"jsonarray","pick_list_values":[{"display_value":"Montag","actual_value":"Monday"}]},
		{"api_name":"Status","data_type":"picklist","json_type":"string","pick_list_values":[{"display_value":"-None-"},{"display_value":"Paused"},{"display_value":"Not In Use"}]}]}`))
	judge(t, []judged{
		{loaded, `"Status":"Paused"`, nil},
		{loaded, `"Status":"-None-"`, nil},
		{loaded, `"Status":"Not in Use","Unavailable_From":"2023-05-20T09:00:00+05:30"`, nil},
		{loaded, `"Status":"Retired"`, refused("Status")},
		{loaded, `"Available_Days":["Montag","Tuesday"]`, nil},
		{loaded, `"Available_Days":["Funday"]`, says("error DEPENDENT_MISMATCH conflict Available_Days $.Available_Days")},
	})
	// A list that the caller declares open is open.
	open := with(t, services, modules.WithField(fieldtype.Field{APIName: "Available_Days", Spec: fieldtype.Spec{Kind: fieldtype.MultiSelect, Values: []string{"Monday"}}}))
	judge(t, []judged{{open, `"Available_Days":["Mon"]`, says("warning INVALID_DATA picklist Available_Days $.Available_Days[0]")}})
	// The metadata replaces the values of a list that the caller declares open, and of one
	// that only the caller closes.
	const montag = `{"fields":[{"api_name":"Available_Days","data_type":"multiselectpicklist","pick_list_values":[{"display_value":"Montag"}]}]}`
	const green = `{"fields":[{"api_name":"Last_Name"},{"api_name":"Colour","data_type":"picklist","pick_list_values":[{"display_value":"Green"}]}]}`
	colors := with(t, modules.Leads(), modules.WithField(fieldtype.Field{
		APIName: "Colour", Spec: fieldtype.Spec{Kind: fieldtype.Picklist, Values: []string{"Red"}, OnlyListed: true},
	}), withFields(green))
	for want, m := range map[string]*modules.Module{"Available_Days Montag": with(t, open, withFields(montag)), "Colour Green": colors} {
		name, value, _ := strings.Cut(want, " ")
		if f, _ := m.Field(name); !slices.Equal(f.Spec.Values, []string{value}) {
			t.Errorf("%s: %q, want %s", name, f.Spec.Values, value)
		}
	}
}

// TestDocumentedAnswers compares whole answers with those that Zoho documents.
func TestDocumentedAnswers(t *testing.T) {
	answer := func(code, details, message string) string {
		return `{"data":[{"code":"` + code + `","details":` + details + `,"message":"` + message + `","status":"error"}]}`
	}
	at := func(path string) string { // of the field that the path ends with
		name := path[strings.LastIndexByte(path, '.')+1:]
		return `"api_name":"` + name + `","json_path":"$.data[0].` + path + `"`
	}
	const toCancel = "To Update the fields of Cancellation Information Section, value of Status should be Cancelled"
	deals := with(t, modules.Deals(), withPipelines(renamedPipeline))
	for _, tt := range []struct {
		module       *modules.Module
		fields, want string
	}{
		{modules.Services(), `"Availability_Type":"Every Day"`,
			answer("INVALID_DATA", `{`+at("Availability_Type")+`}`, "The given Availability Type is not in picklist")},
		{modules.Services(), `"Available_Days":["Funday","Monday","Mon"]`,
			answer("DEPENDENT_MISMATCH", `{"dependee":{`+at("Status")+`},`+at("Available_Days")+`}`, "The given Available Days are not there in business days")},
		{modules.Services(), `"Job_Sheet_Required":"Perhaps"`,
			answer("INVALID_DATA", `{"maximum_length":3,`+at("Job_Sheet_Required")+`}`, "invalid data")},
		{modules.Services(), `"Status":"Retired"`,
			answer("INVALID_DATA", `{"supported_values":["Available","Temporarily Unavailable","Not in Use","Not In Use","Scheduled"],`+at("Status")+`}`, "invalid data")},
		{modules.Services(), `"Owner":"111115000000058229"`,
			answer("INVALID_DATA", `{"expected_data_type":"jsonobject",`+at("Owner")+`}`, "invalid data")},
		{modules.Services(), `"Owner":"madesh04"`,
			answer("INVALID_DATA", `{"expected_data_type":"jsonobject",`+at("Owner")+`}`, "invalid data")},
		{modules.Services(), unavailableUntil + `"2023-05-20T08:30:00+05:30"`,
			answer("DEPENDENT_MISMATCH", `{"dependee":{`+at("Status")+`},`+at("Unavailable_Till")+`}`, "Unavailable Till must be greater than current Time.")},
		{modules.Appointments(), `"Status":"Scheduled","Cancellation_Reason":"By Customer"`,
			answer("DEPENDENT_MISMATCH", `{"dependee":{`+at("Cancellation_Reason")+`},`+at("Status")+`}`, toCancel)},
		{modules.Appointments(), `"Status":"Overdue","Appointment_Start_Time":"2023-05-19T09:00:00+05:30","Cancellation_Note":"ill"`,
			answer("DEPENDENT_MISMATCH", `{"dependee":{`+at("Cancellation_Note")+`},`+at("Status")+`}`, toCancel)},
		{modules.Appointments(), `"Appointment_Name":` + xs(226),
			answer("INVALID_DATA", `{"maximum_length":225,`+at("Appointment_Name")+`}`, "invalid data")},
		{modules.Appointments(), `"Location":"Moon"`,
			answer("INVALID_DATA", `{"supported_values":["Client Address","Business Address"],`+at("Location")+`}`, "invalid data")},
		{modules.Notes(), `"Note_Content":null`,
			answer("EXPECTED_FIELD_MISSING", `{"expected_fields":[{`+at("Note_Content")+`},{`+at("Note_Title")+`}]}`, "should contain either content or title")},
		{deals, `"Pipeline":"Standard (Standard)","Stage":"New Lead"`,
			answer("MAPPING_MISMATCH", `{"mapped_field":"Layout",`+at("Pipeline")+`}`, "Layout doesn't contain the Pipeline")},
		{deals, `"Pipeline":"Turf Installation","Stage":"Closed Lost"`,
			answer("MAPPING_MISMATCH", `{"mapped_field":"Pipeline",`+at("Stage")+`}`, "Pipeline doesn't contain the Stage")},
		{modules.Tasks(), `"Remind_At":{"ALARM":"ACTION=EMAIL;TRIGGER=-P1D;TRIGGER_TIME=22:52"}`,
			answer("DEPENDENT_MISMATCH", `{"dependee":{`+at("Recurring_Activity")+`},`+at("Remind_At.ALARM")+`}`, "invalid data")},
	} {
		m := with(t, tt.module, modules.WithNow(func() time.Time { return now }))
		if _, got := answerTo(t, m, patched(t, m, tt.fields)); strings.TrimSpace(got) != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", short(tt.fields), got, tt.want)
		}
	}
}

// TestAnswersInAnyPlace checks that an answer of Zoho's own is the same in any
// record of a list, however its fields are given, and that what it expects is said
// in words.
func TestAnswersInAnyPlace(t *testing.T) {
	rec := patched(t, modules.Services(), `"Available_Days":["Mon","Tue"],"Owner":"1"`)
	prefix := []zohocrm.Step{zohocrm.Key("data"), zohocrm.Index(7)}
	want := says("error DEPENDENT_MISMATCH conflict Available_Days $.data[7].Available_Days", "error INVALID_DATA type Owner $.data[7].Owner")
	_, errs := modules.Services().Append(nil, nil, rec)
	for _, e := range errs {
		e.PrefixPath(prefix...)
	}
	if diff := cmp.Diff(want, testkit.Lines(errs)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for rec := range record.ReadCSV(strings.NewReader("Service_Name,Duration,Location,Members,Availability_Type,Price,Available_Days,Owner\n" +
		"Haircut,60,Business Address,\"[{\"\"Members\"\":{\"\"id\"\":\"\"1\"\"}}]\",Every Day,25.50,Mon;Tue;Monday,111115000000058229\n")) {
		_, errs := modules.Services().Append(nil, nil, rec)
		want := says("error INVALID_DATA picklist Availability_Type $.Availability_Type", "error DEPENDENT_MISMATCH conflict Available_Days $.Available_Days")
		if diff := cmp.Diff(want, testkit.Lines(errs)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		for i, words := range []string{"expected one of Every Business Days, Specific Date Range, Specific Date(s), Specific Day(s)", "expected days of the week, such as Monday"} {
			if got := errs[i].Expectation(); got != words {
				t.Errorf("%s: %q, want %q", errs[i].APIName, got, words)
			}
		}
	}
}

// TestAppointments checks what the page on creating appointments says.
func TestAppointments(t *testing.T) {
	appointments := modules.Appointments()
	const notCancelled = "error DEPENDENT_MISMATCH conflict Status $.Status"
	const module = "warning INVALID_DATA supported api_name $.Appointment_For.module.api_name"
	in := func(module string) string {
		return `"Appointment_For":{"module":{"api_name":"` + module + `"},"id":"1"}`
	}
	judge(t, []judged{
		{appointments, `"Status":"Cancelled","Cancellation_Reason":"By Team","Cancellation_Note":"ill"`, nil},
		{appointments, `"Status":"Scheduled","Cancellation_Reason":"By Team","Cancellation_Note":"ill"`, says(notCancelled)}, // once
		{appointments, `"Status":"Completed","Appointment_Start_Time":"2023-05-19T09:00:00+05:30","Cancellation_Note":"ill"`, says(notCancelled)},
		{appointments, `"Status":"Scheduled","Cancellation_Reason":null,"Cancellation_Note":""`, nil},
		{appointments, `"Cancellation_Note":"ill"`, says("error DEPENDENT_FIELD_MISSING mandatory Status $.Status")},
		{appointments, `"Status":"cancelled","Cancellation_Note":"ill"`, says("error INVALID_DATA picklist Status $.Status")},

		{appointments, `"Rescheduled_From":"2023-05-20T08:59:59+05:30"`, nil},
		{appointments, `"Rescheduled_From":"2023-05-20T09:00:00+05:30"`, says("error DEPENDENT_FIELD_UNCHANGED conflict Rescheduled_From $.Rescheduled_From")},
		{appointments, `"Rescheduled_From":"2023-05-20T09:00:01+05:30"`, says("error DEPENDENT_MISMATCH conflict Rescheduled_From $.Rescheduled_From")},
		{appointments, `"Rescheduled_From":"2023-05-20T05:00:00+00:00"`, says("error DEPENDENT_MISMATCH conflict Rescheduled_From $.Rescheduled_From")},
		{appointments, `"Rescheduled_From":null`, nil},

		{appointments, `"Appointment_Name":` + xs(225), nil},
		{appointments, `"Appointment_Name":` + xs(226), says("error INVALID_DATA max_length Appointment_Name $.Appointment_Name")},
		{with(t, appointments, modules.WithField(fieldtype.Field{APIName: "Appointment_Name", Spec: fieldtype.Spec{Kind: fieldtype.SingleLine, MaxLength: 255}})),
			`"Appointment_Name":` + xs(255), nil},

		{appointments, in("Contacts"), nil},
		{appointments, in("Leads"), nil},
		{appointments, in("Accounts"), nil},
		{appointments, in("Vehicles"), says(module)},
		{appointments, in("Deals"), says(module)},
		{appointments, in("contacts"), says(module)},
		{appointments, `"Appointment_For":{"module":{"id":"7"},"id":"1"}`, nil},
		{appointments, `"Owner":"5545974000000393001"`, says("warning INVALID_DATA bare_id Owner $.Owner")}, // as in the page's sample
	})
	loaded := with(t, appointments, withFields(`{"fields":[{"api_name":"Service_Name"},{"api_name":"Appointment_Name","data_type":"text","length":255},{"api_name":"Appointment_Start_Time"},
		{"api_name":"Location"},{"api_name":"Appointment_For","data_type":"multi_module_lookup","multi_module_lookup":{"modules":[{"api_name":"Contacts"},{"api_name":"Vehicles"}]}}]}`))
	judge(t, []judged{
		{loaded, in("Vehicles"), nil},
		{loaded, in("Contacts"), nil},
		{loaded, in("Boats"), says("error INVALID_DATA supported api_name $.Appointment_For.module.api_name")},
		{loaded, `"Appointment_Name":` + xs(255), nil},
	})
}

// TestServicesByTheClock checks the time until which a service is unavailable,
// and its owner.
func TestServicesByTheClock(t *testing.T) {
	services := modules.Services()
	const past = "error DEPENDENT_MISMATCH conflict Unavailable_Till $.Unavailable_Till"
	judge(t, []judged{
		{services, unavailableUntil + `"2023-05-20T09:00:01+05:30"`, nil},
		{services, unavailableUntil + `"2023-05-20T09:00:00+05:30"`, says(past)},
		{services, unavailableUntil + `"2022-05-20T09:00:00+05:30"`, says(past)},
		{services, unavailableUntil + `null`, says("error DEPENDENT_FIELD_MISSING mandatory Unavailable_Till $.Unavailable_Till")}, // none is not past
		{services, `"Status":"Available","Unavailable_From":"2022-05-20T08:00:00+05:30","Unavailable_Till":"2022-05-20T09:00:00+05:30"`, nil},
		{services, `"Unavailable_Till":"2022-05-20T09:00:00+05:30"`, nil},

		{services, `"Owner":{"id":"111115000000058229"}`, nil},
		{services, `"Owner":{"id":"111115000000058229","full_name":"madesh04","name":"madesh04"}`, nil},
		{services, `"Owner":"111115000000058229"`, says("error INVALID_DATA type Owner $.Owner")},
		{services, `"Owner":""`, nil},
		{modules.Leads(), `"Owner":"111115000000058229"`, says("warning INVALID_DATA bare_id Owner $.Owner")},
		{modules.Custom("Vehicles"), `"Owner":"111115000000058229"`, says("warning INVALID_DATA bare_id Owner $.Owner")},
	})
	// Without a clock nothing is compared.
	if got := problems(t, services, patched(t, services, unavailableUntil+`"2022-05-20T09:00:00+05:30"`)); got != nil {
		t.Errorf("without a clock: %q", got)
	}
}

// renamedPipeline has a pipeline and stages that the organization has renamed
// (real cases 4 to 6).
const renamedPipeline = `{"pipeline":[
	{"display_value":"Turf Installation","actual_value":"Standard (Standard)","maps":[
		{"display_value":"New Lead","actual_value":"Qualification"},{"display_value":"Won","actual_value":"Closed Won"},{"display_value":"Quoted","actual_value":"Quoted"}]},
	{"display_value":"Repair","actual_value":"Turf","maps":[{"display_value":"Closed Lost","actual_value":"Closed Lost"}]},
	{"display_value":"Turf","actual_value":"Turf 2","maps":[{"display_value":"Qualification","actual_value":"New Lead"}]},
	{"actual_value":"Old","maps":[{"actual_value":"Begun"}]}]}`

// TestRenamedPipelines gives pipelines and stages by their displayed and by their
// actual values.
func TestRenamedPipelines(t *testing.T) {
	layouts := `{"layouts":[{"id":"1","sections":[{"fields":[{"api_name":"Deal_Name"},{"api_name":"Stage"},{"api_name":"Pipeline","pick_list_values":` +
		strings.NewReplacer(`{"pipeline":`, ``, `]}]}`, `]}]}]`, `"maps":[`, `"maps":[{"api_name":"Stage","pick_list_values":[`, `]},`, `]}]},`).Replace(renamedPipeline) + `}]}]}]}`
	if !json.Valid([]byte(layouts)) {
		t.Fatalf("no JSON: %s", layouts)
	}
	const noPipeline = "error MAPPING_MISMATCH picklist Pipeline $.Pipeline"
	const noStage = " MAPPING_MISMATCH picklist Stage $.Stage"
	for name, m := range map[string]*modules.Module{
		"pipelines": with(t, modules.Deals(), withPipelines(renamedPipeline)),
		"layouts":   with(t, modules.Deals(), withLayouts(layouts)),
		"both":      with(t, modules.Deals(), withLayouts(layouts), withPipelines(renamedPipeline)),
	} {
		t.Run(name, func(t *testing.T) {
			judge(t, []judged{
				{m, `"Pipeline":"Standard (Standard)","Stage":"New Lead"`, says(noPipeline)},                     // case 4
				{m, `"Pipeline":"Standard (Standard)","Stage":"New Lead","Layout":{"id":"1"}`, says(noPipeline)}, // the same
				{m, `"Pipeline":"Turf Installation","Stage":"New Lead"`, nil},                                    // case 5
				{m, `"Pipeline":"Turf Installation","Stage":"Qualification"`, says("warning" + noStage)},         // case 6
				{m, `"Pipeline":"Turf Installation","Stage":"Closed Lost"`, says("error" + noStage)},             // case 6
				{m, `"Pipeline":"Turf Installation","Stage":"Closed Won"`, says("warning" + noStage)},            // a sibling
				{m, `"Pipeline":"Turf Installation","Stage":"Quoted"`, nil},                                      // never renamed
				{m, `"Pipeline":"Turf 2","Stage":"Qualification"`, says(noPipeline)},                             // the actual value of Turf
				{m, `"Pipeline":"Turf","Stage":"Qualification"`, nil},                                            // also the actual value of Repair
				{m, `"Pipeline":"Turf","Stage":"Closed Lost"`, says("error" + noStage)},                          // Repair is not meant
				{m, `"Pipeline":"Repair","Stage":"Closed Lost"`, nil},                                            //
				{m, `"Pipeline":"Old","Stage":"Begun"`, nil},                                                     // displayed as nothing else
				{m, `"Pipeline":"Turf Installation","Stage":1`, says("error INVALID_DATA type Stage $.Stage")},   //
				{m, `"Pipeline":"turf installation","Stage":"New Lead"`, says(noPipeline)},                       //
			})
			_, errs := m.Append(nil, nil, patched(t, m, `"Pipeline":"Turf Installation","Stage":"Qualification"`))
			if len(errs) != 1 || errs[0].Suggestion != "New Lead" || !strings.Contains(errs[0].Error(), "Zoho takes the displayed value") {
				t.Errorf("%v, suggestion %q", errs, errs[0].Suggestion)
			}
			_, errs = m.Append(nil, nil, patched(t, m, `"Pipeline":"Standard (Standard)"`))
			if len(errs) != 1 || errs[0].Suggestion != "Turf Installation" {
				t.Errorf("%v, suggestion %q", errs, errs[0].Suggestion)
			}
		})
	}
	// Nothing is loaded, or only the fields: either value passes (facts 7.14).
	fields := with(t, modules.Deals(), withFields(`{"fields":[{"api_name":"Deal_Name"},{"api_name":"Stage","data_type":"picklist","pick_list_values":[{"display_value":"New Lead","actual_value":"Qualification"}]},
		{"api_name":"Pipeline","data_type":"picklist","pick_list_values":[{"display_value":"Turf Installation","actual_value":"Standard (Standard)"}]}]}`))
	for _, m := range []*modules.Module{modules.Deals(), fields} {
		judge(t, []judged{{m, `"Pipeline":"Standard (Standard)","Stage":"Qualification"`, nil}})
	}
}

// TestUploadsInEveryModule gives images and files under the page's own names.
func TestUploadsInEveryModule(t *testing.T) {
	for _, m := range allModules() {
		judge(t, []judged{
			{m, `"Image_Upload":[{"File_Id__s":"2cxxxxxxxxxxxx2fa"},{"File_Id__s":"2cxxxxxxxxxxxx4fa"}],"File_Upload":[{"File_Id__s":"2cxxxxxxxxxxxx4fc"}]`, nil},
			{m, `"Image_Upload":[{}]`, says("error MANDATORY_NOT_FOUND mandatory File_Id__s $.Image_Upload[0].File_Id__s")},
			{m, `"File_Upload":[{"File_Id__s":"a"},{"id":"b"}]`, says("error MANDATORY_NOT_FOUND mandatory File_Id__s $.File_Upload[1].File_Id__s")},
			{m, `"File_Upload":"2cxxxxxxxxxxxx4fc"`, says("error INVALID_DATA type File_Upload $.File_Upload")},
			{m, `"Image_Upload":null,"File_Upload":[]`, nil},
			{m, `"Image_Upload_2":[{}],"File_Upload_1":"x"`, nil}, // others, of which nothing is known
		})
	}
	// The metadata may give the name to a field of another type.
	text := with(t, modules.Leads(), withFields(`{"fields":[{"api_name":"Last_Name"},{"api_name":"File_Upload","data_type":"text"}]}`))
	judge(t, []judged{{text, `"File_Upload":"x"`, nil}})
	// Where it does not have the name, no field has it, unless the caller says so.
	const unknown = "error INVALID_DATA unknown_field "
	none := func(options ...modules.Option) *modules.Module {
		return with(t, modules.Leads(), append(options, withFields(`{"fields":[{"api_name":"Last_Name"}]}`))...)
	}
	own := modules.WithField(fieldtype.Field{APIName: "File_Upload", Spec: fieldtype.Spec{Kind: fieldtype.FileUpload, MaxLength: 1}})
	judge(t, []judged{
		{none(), `"Image_Upload":[{"File_Id__s":"a"}],"File_Upload":[]`, says(unknown+"Image_Upload $.Image_Upload", unknown+"File_Upload $.File_Upload")},
		{none(own), `"File_Upload":[{"File_Id__s":"a"}]`, says("warning INVALID_DATA unknown_field File_Upload $.File_Upload")},
		{with(t, none(), own), `"File_Upload":[{"File_Id__s":"a"}]`, nil},
		{with(t, none(), own), `"File_Upload":[{"File_Id__s":"a"},{"File_Id__s":"b"}]`, says("error LIMIT_EXCEEDED max_items File_Upload $.File_Upload")},
		{with(t, none(), withFields(`{"fields":[{"api_name":"Image_Upload","data_type":"imageupload"}]}`)), `"Image_Upload":[{}]`,
			says("error MANDATORY_NOT_FOUND mandatory File_Id__s $.Image_Upload[0].File_Id__s")},
		{none(), `"Wizard":null,"Tag":[{"name":"x"}],"Owner":{"id":"1"}`, nil}, // the fields after them are still there
	})
}

// TestNotes gives notes content, a title, both and none.
func TestNotes(t *testing.T) {
	notes := modules.Notes()
	const neither = "error EXPECTED_FIELD_MISSING mandatory  $"
	const noContent = "warning MANDATORY_NOT_FOUND mandatory Note_Content $.Note_Content"
	judge(t, []judged{
		{notes, `"Note_Content":null`, says(neither)},
		{notes, `"Note_Content":"","Note_Title":""`, says(neither)},
		{notes, `"Note_Content":null,"Note_Title":null`, says(neither)},
		{notes, `"Note_Content":null,"Note_Title":"Called"`, says(noContent)},
		{notes, `"Note_Content":"","Note_Title":"Called"`, says(noContent)},
		{notes, `"Note_Content":"Called back","Note_Title":"Called"`, nil},
		{notes, `"Note_Content":"Called back"`, nil},
		{notes, `"Note_Content":"Called back","Parent_Id":null`, says("error MANDATORY_NOT_FOUND mandatory Parent_Id $.Parent_Id")},
		// The metadata cannot say that one of two fields is enough.
		{with(t, notes, withFields(`{"fields":[{"api_name":"Parent_Id"},{"api_name":"Note_Title"},{"api_name":"Note_Content","system_mandatory":true}]}`)),
			`"Note_Content":null,"Note_Title":"Called"`, says(noContent)},
	})
}

// TestAlarmsOfTasks gives tasks reminders that only recurring ones may have.
func TestAlarmsOfTasks(t *testing.T) {
	tasks := modules.Tasks()
	const relative = "error DEPENDENT_MISMATCH conflict ALARM $.Remind_At.ALARM"
	alarm := func(trigger string) string { return `"Remind_At":{"ALARM":"ACTION=EMAIL;TRIGGER=` + trigger + `"}` }
	judge(t, []judged{
		{tasks, alarm("-P1D;TRIGGER_TIME=22:52"), says(relative)},
		{tasks, alarm("-P6D;TRIGGER_TIME=09:00"), says(relative)},
		{tasks, alarm("-P3W;TRIGGER_TIME=09:00"), says(relative)},
		{tasks, alarm("DATE-TIME:2023-07-03T12:30:00+05:30"), nil},
		{tasks, `"Recurring_Activity":` + daily + `,` + alarm("-P3W;TRIGGER_TIME=09:00"), nil},
		{tasks, `"Recurring_Activity":` + daily + `,` + alarm("DATE-TIME:2023-07-03T12:30:00+05:30"), nil},
		{tasks, alarm("-P1D"), says("error INVALID_DATA mandatory ALARM $.Remind_At.ALARM")}, // which is no alarm at all
	})
}

// TestUndocumentedRefusals gives records that look wrong, but that no source says
// Zoho refuses: they warn.
func TestUndocumentedRefusals(t *testing.T) {
	judge(t, []judged{
		{modules.Events(), `"End_DateTime":"2023-05-20T08:59:59+05:30"`, says("warning DEPENDENT_MISMATCH conflict End_DateTime $.End_DateTime")},
		{modules.Events(), `"Start_DateTime":"2023-05-21T09:00:00+05:30"`, says("warning DEPENDENT_MISMATCH conflict End_DateTime $.End_DateTime")},
		{modules.Events(), `"End_DateTime":"2023-05-20T09:00:00+05:30"`, nil},
		{modules.Events(), `"End_DateTime":null`, says("error MANDATORY_NOT_FOUND mandatory End_DateTime $.End_DateTime")}, // none is not before the start
		{modules.PriceBooks(), `"Pricing_Details":[{"from_range":5,"to_range":1,"discount":2}]`, says("warning INVALID_DATA conflict to_range $.Pricing_Details[0].to_range")},
		{modules.PriceBooks(), `"Pricing_Details":[{"from_range":5,"to_range":5,"discount":2}]`, nil},
	})
}
