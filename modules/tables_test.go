package modules_test

import (
	"maps"
	"regexp"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
)

// pageField is a line of the page's "System-defined mandatory fields for each
// module", and the kind that our table gives the field. The page calls Subject
// of tasks and calls "Multi Line" here and limits it to 255 characters in its
// sections; the last settles it.
type pageField struct {
	name, fieldType string
	kind            fieldtype.Kind
}

// mandatoryOnPage follows the page's list, module by module, in its order.
// Appointments, their history, services and notes have pages of their own.
var mandatoryOnPage = []struct {
	module *modules.Module
	fields []pageField
}{
	{modules.Leads(), []pageField{{"Last_Name", "Single Line", fieldtype.SingleLine}}},
	{modules.Contacts(), []pageField{{"Last_Name", "Single Line", fieldtype.SingleLine}}},
	{modules.Accounts(), []pageField{{"Account_Name", "Single Line", fieldtype.SingleLine}}},
	{modules.Deals(), []pageField{
		{"Deal_Name", "Single Line", fieldtype.SingleLine},
		{"Stage", "Picklist", fieldtype.Picklist},
		{"Pipeline", "Single Line (mandatory when pipeline is enabled)", fieldtype.Picklist},
	}},
	{modules.Tasks(), []pageField{{"Subject", "Multi Line", fieldtype.SingleLine}}},
	{modules.Calls(), []pageField{
		{"Subject", "Multi Line", fieldtype.SingleLine},
		{"Call_Type", "Picklist", fieldtype.Picklist},
		{"Call_Start_Time", "Date/Time", fieldtype.DateTime},
		{"Call_Duration", "Single Line", fieldtype.SingleLine},
	}},
	{modules.Events(), []pageField{
		{"Event_Title", "Single Line", fieldtype.SingleLine},
		{"Start_DateTime", "Date/Time", fieldtype.DateTime},
		{"Remind_At", "Single Line", fieldtype.Reminders},
		{"End_DateTime", "Date/Time", fieldtype.DateTime},
	}},
	{modules.Products(), []pageField{{"Product_Name", "Single Line", fieldtype.SingleLine}}},
	{modules.Quotes(), []pageField{
		{"Subject", "Single Line", fieldtype.SingleLine},
		{"Quoted_Items", "Line item subform", fieldtype.Subform},
	}},
	{modules.Invoices(), []pageField{
		{"Subject", "Single Line", fieldtype.SingleLine},
		{"Invoiced_Items", "Line item subform", fieldtype.Subform},
	}},
	{modules.Campaigns(), []pageField{{"Campaign_Name", "Single Line", fieldtype.SingleLine}}},
	{modules.Vendors(), []pageField{{"Vendor_Name", "Single Line", fieldtype.SingleLine}}},
	{modules.PriceBooks(), []pageField{
		{"Price_Book_Name", "Single Line", fieldtype.SingleLine},
		{"Pricing_Details", "JSON Array", fieldtype.PricingDetails},
	}},
	{modules.Cases(), []pageField{
		{"Case_Origin", "Picklist", fieldtype.Picklist},
		{"Status", "Picklist", fieldtype.Picklist},
		{"Subject", "Single Line", fieldtype.SingleLine},
	}},
	{modules.Solutions(), []pageField{{"Solution_Title", "Single Line", fieldtype.SingleLine}}},
	{modules.PurchaseOrders(), []pageField{
		{"Subject", "Single Line", fieldtype.SingleLine},
		{"Vendor_Name", "Lookup", fieldtype.Lookup},
		{"Purchased_Items", "Line item subform", fieldtype.Subform},
	}},
	{modules.SalesOrders(), []pageField{
		{"Subject", "Single Line", fieldtype.SingleLine},
		{"Ordered_Items", "Line item subform", fieldtype.Subform},
	}},
	{modules.Appointments(), []pageField{
		{"Service_Name", "Lookup", fieldtype.Lookup},
		{"Appointment_Name", "Single Line", fieldtype.SingleLine},
		{"Appointment_For", "Multi-module lookup", fieldtype.MultiModuleLookup},
		{"Owner", "User", fieldtype.User},
		{"Appointment_Start_Time", "Date/Time", fieldtype.DateTime},
		{"Location", "Picklist", fieldtype.Picklist},
	}},
	{modules.AppointmentsRescheduledHistory(), []pageField{
		{"Appointment_Name", "Lookup", fieldtype.Lookup},
		{"Rescheduled_Time", "Date/Time", fieldtype.DateTime},
		{"Rescheduled_By", "User", fieldtype.User},
		{"Rescheduled_From", "Date/Time", fieldtype.DateTime},
		{"Rescheduled_To", "Date/Time", fieldtype.DateTime},
	}},
	{modules.Services(), []pageField{
		{"Service_Name", "Single Line", fieldtype.SingleLine},
		{"Duration", "Number", fieldtype.Number},
		{"Location", "Picklist", fieldtype.Picklist},
		{"Members", "JSON Array", fieldtype.MultiUserLookup},
		{"Availability_Type", "Picklist", fieldtype.Picklist},
		{"Price", "Currency", fieldtype.Currency},
	}},
	{modules.Notes(), []pageField{
		{"Parent_Id", "Lookup", fieldtype.MultiModuleLookup},
		{"Note_Content", "Multi Line", fieldtype.RichText},
	}},
}

// conditional are the fields of the page's list that a record may lack: a
// deal's is mandatory once an organization has pipelines, an event's for a
// recurring meeting, a call's unless it is scheduled or missed. A note's is so by a
// rule, as v8 takes a title instead.
var conditional = map[string]string{"Deals": "Pipeline", "Events": "Remind_At", "Calls": "Call_Duration", "Notes": "Note_Content"}

func fieldsOf(m *modules.Module) map[string]fieldtype.Field {
	fields := map[string]fieldtype.Field{}
	for f := range m.Fields() {
		fields[f.APIName] = f
	}
	return fields
}

func TestMandatoryFieldsOfThePage(t *testing.T) {
	for _, tt := range mandatoryOnPage {
		t.Run(tt.module.APIName(), func(t *testing.T) {
			fields := fieldsOf(tt.module)
			var want []string
			for _, p := range tt.fields {
				f, ok := fields[p.name]
				if !ok {
					t.Errorf("%s (%s) is not in the table", p.name, p.fieldType)
					continue
				}
				if f.Spec.Kind != p.kind {
					t.Errorf("%s (%s) has kind %v, want %v", p.name, p.fieldType, f.Spec.Kind, p.kind)
				}
				if f.AliasOf != "" { // the mandatory rule sits on the verified spelling
					p.name = f.AliasOf
				}
				if conditional[tt.module.APIName()] != p.name {
					want = append(want, p.name)
				}
			}
			var got []string
			for _, f := range fields {
				if f.Mandatory {
					got = append(got, f.APIName)
				}
			}
			slices.Sort(want)
			slices.Sort(got)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("mandatory fields (-page +table):\n%s", diff)
			}
		})
	}
}

var fieldName = regexp.MustCompile(`^[$A-Za-z][A-Za-z0-9_]*$`)

func TestTablesAreWellFormed(t *testing.T) {
	for _, tt := range mandatoryOnPage {
		t.Run(tt.module.APIName(), func(t *testing.T) {
			seen := map[string]bool{}
			for f := range tt.module.Fields() {
				if !fieldName.MatchString(f.APIName) {
					t.Errorf("%q is no field API name", f.APIName)
				}
				if seen[f.APIName] {
					t.Errorf("%s is in the table twice", f.APIName)
				}
				seen[f.APIName] = true
				if f.Mandatory && f.ReadOnly {
					t.Errorf("%s is mandatory and not creatable", f.APIName)
				}
				values := slices.Sorted(slices.Values(f.Spec.Values))
				if len(slices.Compact(values)) != len(f.Spec.Values) {
					t.Errorf("%s has a value twice: %v", f.APIName, f.Spec.Values)
				}
				if f.Spec.OnlyListed && len(values) == 0 {
					t.Errorf("%s takes no value at all", f.APIName)
				}
			}
			for _, f := range fieldsOf(tt.module) {
				if f.AliasOf == "" {
					continue
				}
				real, ok := fieldsOf(tt.module)[f.AliasOf]
				if !ok || real.AliasOf != "" {
					t.Errorf("%s is an alias of %s, which is not a field", f.APIName, f.AliasOf)
				}
				if f.Mandatory {
					t.Errorf("%s is an alias and mandatory", f.APIName)
				}
				if f.APIName == "Product_Details" { // its rows have other names
					continue
				}
				if diff := cmp.Diff(real.Spec, f.Spec); diff != "" {
					t.Errorf("%s differs from %s:\n%s", f.APIName, f.AliasOf, diff)
				}
			}
		})
	}
}

// TestCommonFields checks what every module has: "of these only Owner and Tag
// are creatable".
func TestCommonFields(t *testing.T) {
	notCreatable := map[string]bool{
		"Owner": false, "Layout": false, "Tag": false, "$approved": false,
		"Wizard": false, "$wizard_connection_path": false, "Data_Processing_Basis_Details": false,
		"id": true, "Created_By": true, "Created_Time": true, "Modified_By": true, "Modified_Time": true,
		"Record_Status__s": true, "Locked__s": true, "Change_Log_Time__s": true,
	}
	for _, tt := range mandatoryOnPage {
		fields := fieldsOf(tt.module)
		for name, want := range notCreatable {
			if f, ok := fields[name]; !ok || f.ReadOnly != want {
				t.Errorf("%s.%s: in the table %v, not creatable %v; want true, %v", tt.module.APIName(), name, ok, f.ReadOnly, want)
			}
		}
	}
}

// TestLeadsAsInFieldsMetadata checks the table of Leads against the
// documentation's own Fields metadata: types, lengths, and the fields whose
// operation_type.api_create is false.
func TestLeadsAsInFieldsMetadata(t *testing.T) {
	fields := fieldsOf(modules.Leads())

	lengths := map[string]int{
		"First_Name": 40, "Last_Name": 80, "Company": 200, "Designation": 100, "Street": 250,
		"City": 100, "State": 100, "Country": 100, "Zip_Code": 30, "Fax": 30, "Skype_ID": 50,
		"Twitter": 50, "Website": 255, "First_Visited_URL": 3000, "Referrer": 3000, "Full_Name": 120,
	}
	got := map[string]int{}
	for name, f := range fields {
		if f.Spec.MaxLength != 0 {
			got[name] = f.Spec.MaxLength
		}
	}
	if diff := cmp.Diff(lengths, got); diff != "" {
		t.Errorf("lengths (-metadata +table):\n%s", diff)
	}

	kinds := map[string]fieldtype.Kind{
		"Email": fieldtype.Email, "Secondary_Email": fieldtype.Email, "Phone": fieldtype.Phone,
		"Mobile": fieldtype.Phone, "Fax": fieldtype.SingleLine, "Website": fieldtype.URL,
		"Referrer": fieldtype.URL, "First_Visited_URL": fieldtype.URL, "Description": fieldtype.MultiLineLarge,
		"No_of_Employees": fieldtype.Number, "Annual_Revenue": fieldtype.Currency,
		"Average_Time_Spent_Minutes": fieldtype.DecimalNumber, "Visitor_Score": fieldtype.LongInteger,
		"Last_Visited_Time": fieldtype.DateTime, "Email_Opt_Out": fieldtype.Checkbox,
		"Record_Image": fieldtype.ProfileImage, "Lead_Source": fieldtype.Picklist, "Owner": fieldtype.User,
	}
	for name, kind := range kinds {
		if f := fields[name]; f.Spec.Kind != kind {
			t.Errorf("%s has kind %v, want %v", name, f.Spec.Kind, kind)
		}
	}
	if f := fields["Visitor_Score"]; f.Spec.MaxDigits != 19 {
		t.Errorf("Visitor_Score takes %d digits, want 19", f.Spec.MaxDigits)
	}

	notCreatable := []string{
		"Change_Log_Time__s", "Converted_Account", "Converted_Contact", "Converted_Date_Time",
		"Converted_Deal", "Converted__s", "Created_By", "Created_Time", "Enrich_Status__s",
		"Full_Name", "Last_Activity_Time", "Last_Enriched_Time__s", "Lead_Conversion_Time",
		"Locked__s", "Modified_By", "Modified_Time", "Record_Status__s", "Territories",
		"Unsubscribed_Mode", "Unsubscribed_Time", "id",
	}
	var read []string
	for name, f := range fields {
		if f.ReadOnly {
			read = append(read, name)
		}
	}
	slices.Sort(read)
	if diff := cmp.Diff(notCreatable, read); diff != "" {
		t.Errorf("not creatable (-metadata +table):\n%s", diff)
	}
}

// TestAliases lists every second spelling.
func TestAliases(t *testing.T) {
	want := map[string]string{
		"Calls.Outbound_Call_Status":      "Outgoing_Call_Status",
		"Calls.se_module":                 "$se_module",
		"Events.All_Day":                  "All_day",
		"Events.se_module":                "$se_module",
		"Notes.se_module":                 "$se_module",
		"Invoices.Product_Details":        "Invoiced_Items",
		"Purchase_Orders.Product_Details": "Purchase_Items",
		"Purchase_Orders.Purchased_Items": "Purchase_Items",
		"Quotes.Product_Details":          "Quoted_Items",
		"Sales_Orders.Product_Details":    "Ordered_Items",
		"Tasks.se_module":                 "$se_module",
	}
	got := map[string]string{}
	for _, tt := range mandatoryOnPage {
		for f := range tt.module.Fields() {
			if f.AliasOf != "" {
				got[tt.module.APIName()+"."+f.APIName] = f.AliasOf
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("aliases (-want +table):\n%s", diff)
	}
}

// TestClosedLists names the only fields whose unknown values are refused.
// [modules.Module.Source] says who closes them.
func TestClosedLists(t *testing.T) {
	whose := []string{"By Customer", "By Team"}
	want := map[string][]string{
		"Calls.Call_Type":                                       {"Inbound", "Outbound", "Missed"},
		"Appointments__s.Location":                              {"Client Address", "Business Address"},
		"Appointments__s.Status":                                {"Scheduled", "Completed", "Cancelled", "Overdue"},
		"Appointments__s.Cancellation_Reason":                   whose,
		"Appointments__s.Reschedule_Reason":                     whose,
		"Appointments_Rescheduled_History__s.Reschedule_Reason": whose,
		"Services__s.Location":                                  {"Client Address", "Business Address", "Business Address and Client Address"},
		"Services__s.Availability_Type":                         {"Every Business Days", "Specific Date Range", "Specific Date(s)", "Specific Day(s)"},
		"Services__s.Available_Days":                            {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
		"Services__s.Status":                                    {"Available", "Temporarily Unavailable", "Not in Use", "Not In Use", "Scheduled"},
		"Services__s.Job_Sheet_Required":                        {"Yes", "No", "yes", "no"},
	}
	got := map[string][]string{}
	for _, tt := range mandatoryOnPage {
		for f := range tt.module.Fields() {
			if f.Spec.OnlyListed {
				got[tt.module.APIName()+"."+f.APIName] = f.Spec.Values
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("closed lists (-want +table):\n%s", diff)
	}
}

// TestScopeNames compares with the page's "Possible module names", where custom is
// the row of all custom modules.
func TestScopeNames(t *testing.T) {
	want := []string{
		"leads", "accounts", "contacts", "deals", "campaigns", "tasks", "cases", "events", "calls",
		"solutions", "products", "vendors", "pricebooks", "quotes", "salesorders", "purchaseorders",
		"invoices", "appointments", "appointments_rescheduled_history", "services", "notes",
	}
	slices.Sort(want)
	got := map[string]bool{}
	for _, tt := range mandatoryOnPage {
		got[tt.module.ScopeName()] = true
	}
	if diff := cmp.Diff(want, slices.Sorted(maps.Keys(got))); diff != "" {
		t.Errorf("scope names (-page +tables):\n%s", diff)
	}
}
