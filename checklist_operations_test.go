package zohocrm_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// TestUpdateChecklist walks what the page on Update Records and those on subforms
// and external fields say beyond the Insert Records page.
func TestUpdateChecklist(t *testing.T) { walkRows(t, updateChecklist) }

// TestUpsertChecklist walks what the page on Upsert Records says beyond the Insert
// Records page.
func TestUpsertChecklist(t *testing.T) { walkRows(t, upsertChecklist) }

const (
	update = modules.Update
	upsert = modules.Upsert

	taken   = "" // no problem
	noIDAt  = "error MANDATORY_NOT_FOUND mandatory $.data[0].id"
	badIDAt = `error INVALID_DATA id $.data[0].id {"expected_data_type":"string"}`
)

// asks checks which problems a request of an operation has, each as one line. A
// body without "data" is that of one record.
func asks(op modules.Operation, m *modules.Module, body string, want ...string) check {
	return func(t *testing.T) {
		t.Helper()
		if !strings.HasPrefix(body, `{"data"`) {
			body = `{"data":[` + body + `]}`
		}
		r, err := payload.Parse(op, m, []byte(body))
		if err != nil {
			t.Fatal(err)
		}
		lines := []string{}
		for p := range r.Problems() {
			lines = append(lines, testkit.Line(p))
		}
		want := slices.DeleteFunc(slices.Clone(want), func(s string) bool { return s == taken })
		if diff := cmp.Diff(append([]string{}, want...), lines); diff != "" {
			t.Errorf("%s %s %s (-want +got):\n%s", op, m.APIName(), body, diff)
		}
	}
}

// becomes checks the outcome of the only record of a batch.
func becomes(answer, want string) check {
	return func(t *testing.T) {
		t.Helper()
		out, err := payload.Batch{Index: []int{0}}.Outcome([]byte(answer))
		if err != nil {
			t.Fatal(err)
		}
		row := out.Rows[0]
		got := fmt.Sprintf("id %q, action %q, matched %q, duplicate of %q", row.ID, row.Action, row.Matched, row.DuplicateID())
		for _, p := range row.Problems {
			got += ", " + testkit.Line(p)
		}
		if got != want {
			t.Errorf("%s\n got %s\nwant %s", answer, got, want)
		}
	}
}

// callsAre checks the method and path of a request.
func callsAre(r *payload.Request, method, path string) check {
	return func(t *testing.T) {
		t.Helper()
		if r.Method() != method || r.Path() != path {
			t.Errorf("%s %s, want %s %s", r.Method(), r.Path(), method, path)
		}
	}
}

// needs checks the header X-EXTERNAL that a record of an operation needs.
func needs(op modules.Operation, m *modules.Module, members, header string) check {
	return func(t *testing.T) {
		t.Helper()
		r, err := payload.Parse(op, m, []byte(`{"data":[`+members+`]}`))
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Headers()[payload.ExternalHeader]; got != header {
			t.Errorf("%s: header %q, want %q", members, got, header)
		}
	}
}

// setsTo checks the body of a record that is made by setters.
func setsTo(op modules.Operation, m *modules.Module, rec *record.Record, body string) check {
	return func(t *testing.T) {
		t.Helper()
		r := payload.NewUpdate(m)
		if op == upsert {
			r = payload.NewUpsert(m)
		}
		if got, err := r.Add(rec).Build(); err != nil || string(got) != body {
			t.Errorf("got %s, %v; want %s", got, err, body)
		}
	}
}

// takesModules checks which modules of the insert page a call does not take.
func takesModules(op modules.Operation, but ...string) check {
	return func(t *testing.T) {
		t.Helper()
		var not []string
		for m := range modules.All() {
			if !m.Takes(op) {
				not = append(not, m.APIName())
			}
		}
		if !slices.Equal(not, but) || !modules.Custom("Trips").Takes(op) {
			t.Errorf("%s does not take %q, want %q", op, not, but)
		}
	}
}

// matchesBy checks the duplicate check fields of the modules.
func matchesBy(pairs string) check {
	return func(t *testing.T) {
		t.Helper()
		for pair := range strings.SplitSeq(pairs, ", ") {
			module, field, _ := strings.Cut(pair, " ")
			if got := moduleOf(t, module).DuplicateCheckField(); got != field {
				t.Errorf("%s: %q, want %q", module, got, field)
			}
		}
	}
}

var (
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
	lead = func() *record.Record {
		return record.New().Text("Last_Name", "Daly").Text("Email", "p.daly@zylker.com")
	}
)

var updateChecklist = []row{
	section("The call"),
	says("PUT {api-domain}/crm/v7/{module_api_name}", callsAre(payload.NewUpdate(leads), "PUT", "Leads")),
	says("PUT {api-domain}/crm/v7/{module_api_name}/{record_id}", callsAre(payload.NewUpdate(leads).ID("7"), "PUT", "Leads/7"),
		func(t *testing.T) {
			if err := payload.NewUpdate(leads).ID("7").Add(lead(), lead()).Validate(); !errors.Is(err, zohocrm.CodeLimitExceeded) {
				t.Error(err)
			}
		}),
	says("You can update 100 records per call.",
		asks(update, leads, `{"data":[`+strings.Join(withIDs(100), ",")+`]}`, taken),
		asks(update, leads, `{"data":[`+strings.Join(withIDs(101), ",")+`]}`, `error LIMIT_EXCEEDED max_items $.data {"maximum_length":100}`)),
	says("Supported modules: those of insert", takesModules(update)),
	onServer("Scope ZohoCRM.modules.{module}.{UPDATE, WRITE, ALL}", "a token's scopes are known to the server"),
	says("If-Unmodified-Since: yyyy-MM-ddTHH:mm:ss±HH:mm", func(t *testing.T) {
		since := time.Date(2024, 1, 15, 15, 26, 49, 0, time.FixedZone("", 19800))
		if got := payload.NewUpdate(leads).IfUnmodifiedSince(since).Headers()[payload.UnmodifiedHeader]; got != "2024-01-15T15:26:49+05:30" {
			t.Error(got)
		}
	}),
	onServer("ALREADY_MODIFIED, 412: record updated time has already passed if-unmodified-since time", "the time of the last change is known to the server",
		becomes(`{"data":[{"code":"ALREADY_MODIFIED","details":{"Modified_Time":"2024-01-15T15:26:49+05:30","id":"9"},"message":"record updated time has already passed if-unmodified-since time","status":"error"}]}`,
			`id "", action "", matched "", duplicate of "", error ALREADY_MODIFIED  $.data[0] {"id":"9"}`)),

	section("The id"),
	says("id is mandatory, in the record or in the URL",
		asks(update, leads, `{"City":"Oslo"}`, noIDAt), asks(update, leads, `{"id":"","City":"Oslo"}`, noIDAt), asks(update, leads, `{"id":"7","City":"Oslo"}`, taken),
		func(t *testing.T) {
			if err := payload.NewUpdate(leads).ID("7").Add(record.New().Text("City", "Oslo")).Validate(); err != nil {
				t.Error(err)
			}
		}),
	says("the id given seems to be invalid", asks(update, leads, `{"id":"7a","City":"Oslo"}`, badIDAt), asks(update, leads, `{"id":"`+strings.Repeat("1", 20)+`","City":"Oslo"}`, badIDAt)),
	onServer("INVALID_DATA: the id of no record", "the records are known to the server"),
	onServer("the same id twice: the last one wins is not documented", "only the server knows which is written last; it warns",
		asks(update, leads, `{"data":[{"id":"7","City":"Oslo"},{"id":"7","City":"Lund"}]}`, `warning INVALID_DATA duplicate_value $.data[1].id`)),

	section("Presence"),
	says("Fields that are not sent stay as they are.", asks(update, deals, `{"id":"7","Amount":5}`, taken), asks(update, quotes, `{"id":"7","Subject":"q"}`, taken)),
	says("null or \"\" for a mandatory field is refused",
		asks(update, leads, `{"id":"7","Last_Name":null}`, "error MANDATORY_NOT_FOUND mandatory $.data[0].Last_Name"),
		asks(update, leads, `{"id":"7","Last_Name":""}`, "error MANDATORY_NOT_FOUND mandatory $.data[0].Last_Name")),
	says("null empties an optional field, \"\" one of text", asks(update, leads, `{"id":"7","City":null,"Annual_Revenue":null,"Email":null,"Phone":"","Lead_Source":null}`, taken)),
	onServer("null for a boolean is not documented", "what it does is known to the server; it warns",
		asks(update, linked, `{"id":"7","Agreed":null}`, `warning INVALID_DATA type $.data[0].Agreed {"expected_data_type":"boolean"}`)),
	says("[] for a subform deletes all its rows, [] for a multi-select picklist empties it",
		asks(update, linked, `{"id":"7","Rows":[]}`, taken), asks(update, ownLeads, `{"id":"7","Languages":[]}`, taken)),
	onServer("[] for links, images and files is not documented", "what it does is known to the server; it warns",
		asks(update, linked, `{"id":"7","Listings":[],"AssociatedUser":[],"Images":[],"Files":[]}`,
			`warning INVALID_DATA type $.data[0].Listings {"expected_data_type":"jsonarray"}`, `warning INVALID_DATA type $.data[0].AssociatedUser {"expected_data_type":"jsonarray"}`,
			`warning INVALID_DATA type $.data[0].Images {"expected_data_type":"jsonarray"}`, `warning INVALID_DATA type $.data[0].Files {"expected_data_type":"jsonarray"}`)),
	says("Fields with api_update false are not updated", asks(update, ownLeads, `{"id":"7","City":"Oslo","Created_By":{"id":"1"}}`, "warning INVALID_DATA not_updatable $.data[0].Created_By")),
	says("Recurring_Activity is creatable, not updatable",
		asks(update, events, `{"id":"7","Recurring_Activity":{"RRULE":"FREQ=DAILY;INTERVAL=1;DTSTART=2023-05-20;UNTIL=2023-05-28"}}`, "warning INVALID_DATA not_updatable $.data[0].Recurring_Activity")),
	says("The types and lengths of insert hold",
		asks(update, leads, `{"id":"7","Last_Name":"`+x(81)+`"}`, `error INVALID_DATA max_length $.data[0].Last_Name {"maximum_length":80}`),
		asks(update, leads, `{"id":"7","Email":"x"}`, `error INVALID_DATA pattern $.data[0].Email {"expected_data_type":"email"}`)),
	says("A rule runs when all that it reads is in the record",
		asks(update, events, `{"id":"7","End_DateTime":"2023-05-20T09:00:00+05:30"}`, taken),
		asks(update, calls, `{"id":"7","Call_Duration":"00:00"}`, taken),
		asks(update, calls, `{"id":"7","Call_Type":"Inbound","Call_Duration":"00:00"}`,
			`error DEPENDENT_MISMATCH conflict $.data[0].Call_Duration {"dependee":{"api_name":"Call_Type","json_path":"$.data[0].Call_Type"}}`)),
	says("Only 50 participants can be added to an event.",
		asks(update, events, `{"id":"7","Participants":[`+times(50, `{"type":"email","Email":"p.daly@zylker.com"}`)+`]}`, taken),
		asks(update, events, `{"id":"7","Participants":[`+times(51, `{"type":"email","Email":"p.daly@zylker.com"}`)+`]}`, `error LIMIT_EXCEEDED max_items $.data[0].Participants {"limit":50}`)),
	says("An update of nothing spends a credit: it warns", asks(update, leads, `{"id":"7"}`, "warning INVALID_DATA empty $.data[0]")),
	onServer("If a function that a workflow triggered updates the record, the workflow is not run again.", "workflows run on the server"),

	section("Rows, links, files"),
	says("A row without id is appended: its mandatory fields count",
		asks(update, linked, `{"id":"7","Rows":[{"Language":"French"}]}`, taken),
		asks(update, linked, `{"id":"7","Rows":[{"Level":"Native"}]}`, "error MANDATORY_NOT_FOUND mandatory $.data[0].Rows[0].Language")),
	says("A row with id is changed", asks(update, linked, `{"id":"7","Rows":[{"id":"8","Level":"Native"},{"id":"9"}]}`, taken),
		asks(update, linked, `{"id":"7","Rows":[{"id":"8","Language":""}]}`, "error MANDATORY_NOT_FOUND mandatory $.data[0].Rows[0].Language")),
	says(`{"id":"…","_delete":null} removes a row, a link, a user or an image`,
		asks(update, linked, `{"id":"7","Rows":[{"id":"8","_delete":null}],"Listings":[{"id":"8","_delete":null}],"AssociatedUser":[{"id":"8","_delete":null}],"Images":[{"id":"8","_delete":null}]}`, taken),
		setsTo(update, linked, record.New().ID("7").Subform("Rows", record.DeleteRow("8")).Unlink("Listings", "9"),
			`{"data":[{"id":"7","Rows":[{"id":"8","_delete":null}],"Listings":[{"id":"9","_delete":null}]}]}`)),
	says("_delete is null: any other value is an error",
		asks(update, linked, `{"id":"7","Rows":[{"id":"8","_delete":true}]}`, "error INVALID_DATA type $.data[0].Rows[0]._delete"),
		asks(update, linked, `{"id":"7","Listings":[{"id":"8","_delete":"null"}]}`, "error INVALID_DATA type $.data[0].Listings[0]._delete")),
	says("_delete without id names nothing", asks(update, linked, `{"id":"7","Rows":[{"_delete":null}]}`, "error MANDATORY_NOT_FOUND mandatory $.data[0].Rows[0].id")),
	says("_delete elsewhere is an error",
		asks(update, leads, `{"id":"7","_delete":null,"City":"Oslo"}`, "error INVALID_DATA unknown_key $.data[0]._delete"),
		asks(update, contacts, `{"id":"7","Account_Name":{"id":"8","_delete":null}}`, "error INVALID_DATA unknown_key $.data[0].Account_Name._delete"),
		asks(update, linked, `{"id":"7","Listings":[{"Interested_Listings":{"id":"8","_delete":null}}]}`, "error INVALID_DATA unknown_key $.data[0].Listings[0].Interested_Listings._delete"),
		asks(update, leads, `{"id":"7","Tag":[{"name":"VIP","_delete":null}]}`, `error INVALID_DATA unknown_key $.data[0].Tag[0]._delete`)),
	onServer("_delete of a file is not documented", "what it does is known to the server; it warns",
		asks(update, linked, `{"id":"7","Files":[{"id":"8","_delete":null}]}`, "warning INVALID_DATA unknown_key $.data[0].Files[0]._delete")),
	onServer("You must pass the ID of the linking module in the input", "ids look alike"),
	says("A subform takes at most 100 rows; stored rows are not known: those that are added count",
		asks(update, linked, `{"id":"7","Rows":[`+times(100, `{"Language":"x"}`)+`]}`, taken),
		asks(update, linked, `{"id":"7","Rows":[`+times(101, `{"Language":"x"}`)+`]}`, `error LIMIT_EXCEEDED max_items $.data[0].Rows {"limit":100}`)),
	onServer("DUPLICATE_LINKING_DATA: duplicate association", "links that exist are known to the server",
		becomes(`{"data":[{"code":"DUPLICATE_LINKING_DATA","details":{"linking_fields":["Bugs_MxN","CM_MxN"],"id":"5"},"message":"duplicate association","status":"error"}]}`,
			`id "", action "", matched "", duplicate of "", error DUPLICATE_LINKING_DATA  $.data[0] {"id":"5","linking_fields":["Bugs_MxN","CM_MxN"]}`)),
	onServer("RECORD_LOCKED, NOT_APPROVED, NOT_REVIEWED", "locks, approvals and reviews are known to the server",
		becomes(`{"data":[{"code":"NOT_REVIEWED","details":{},"message":"record in review","status":"error"}]}`,
			`id "", action "", matched "", duplicate of "", error NOT_REVIEWED  $.data[0]`)),

	section("$append_values"),
	says("true adds the values to the stored ones, false replaces them",
		asks(update, ownLeads, `{"id":"7","Languages":["French"],"$append_values":{"Languages":true}}`, taken),
		asks(update, ownLeads, `{"id":"7","Languages":["French"],"$append_values":{"Languages":"true"}}`, `error INVALID_DATA type $.data[0].$append_values.Languages {"expected_data_type":"boolean"}`),
		setsTo(update, ownLeads, record.New().ID("7").MultiSelect("Languages", "French").Append("Languages", true),
			`{"data":[{"id":"7","Languages":["French"],"$append_values":{"Languages":true}}]}`)),
	says("It is for multi-select picklists",
		asks(update, ownLeads, `{"id":"7","City":"Oslo","$append_values":{"City":true}}`, `error INVALID_DATA unknown_field $.data[0].$append_values.City`)),
	says("It sits in the record, not beside data",
		asks(update, leads, `{"data":[{"id":"7","City":"Oslo"}],"$append_values":{"Languages":true}}`, "warning INVALID_DATA unknown_key $.$append_values")),

	section("Keys beside data"),
	says("trigger, apply_feature_execution and skip_feature_execution",
		asks(update, leads, `{"data":[{"id":"7","City":"Oslo"}],"trigger":["approval","workflow","blueprint"],"skip_feature_execution":[{"name":"cadences"}],"apply_feature_execution":[{"name":"layout_rules"}]}`, taken)),
	onServer("apply_feature_execution and skip_feature_execution take more names in v8", "the library is for v7; they warn",
		asks(update, leads, `{"data":[{"id":"7","City":"Oslo"}],"skip_feature_execution":[{"name":"connected_workflows"}]}`, "warning INVALID_DATA supported $.skip_feature_execution[0].name one of 1")),
	says("lar_id and duplicate_check_fields are not for updates",
		asks(update, leads, `{"data":[{"id":"7","City":"Oslo"}],"lar_id":"8","duplicate_check_fields":["Email"]}`, "warning INVALID_DATA unknown_key $.lar_id", "warning INVALID_DATA unknown_key $.duplicate_check_fields")),
	onServer("All records that are updated will enter the review process by default", "reviews are the server's"),

	section("External fields"),
	says("A record is named by its external field, with X-EXTERNAL", func(t *testing.T) {
		r := payload.NewUpdate(contacts).External("Contacts.External_Contact_ID").Add(record.New().Text("External_Contact_ID", "extcontact1").Text("City", "Oslo"))
		if err := r.Validate(); err != nil || r.Headers()[payload.ExternalHeader] != "Contacts.External_Contact_ID" {
			t.Error(err, r.Headers())
		}
	}),
	says("Module.Lookup.Field", needs(update, contacts, `{"id":"7","Account_Name":{"External_Account_ID":"a"}}`, "Contacts.Account_Name.External_Account_ID")),
	says("Module.Subform.Lookup.Field", needs(update, quotes, `{"id":"7","Quoted_Items":[{"Product_Name":{"Products_External":"p"},"Quantity":1}]}`, "Quotes.Quoted_Items.Product_Name.Products_External")),
	says("Module.Lookup->Target.Field",
		needs(update, events, `{"id":"7","What_Id":{"External_Account_ID":"a"},"$se_module":"Accounts"}`, "Events.What_Id->Accounts.External_Account_ID"),
		needs(update, events, `{"id":"7","Participants":[{"type":"contact","participant":{"External_Contact_ID":"c"}}]}`, "Events.Participants.participant->Contacts.External_Contact_ID"),
		needs(update, notes, `{"id":"7","Parent_Id":{"module":{"api_name":"Leads"},"External_Lead_ID":"l"}}`, "Notes.Parent_Id->Leads.External_Lead_ID"),
		needs(update, events, `{"id":"7","What_Id":{"External_Account_ID":"a"}}`, "")),
	onServer("The value of the external field is invalid.", "external values are known to the server"),
	onServer("An external field cannot be updated through its own value: NOT_ALLOWED", "the record has one value for both",
		becomes(`{"data":[{"code":"NOT_ALLOWED","details":{"api_name":"External_Contact_ID","json_path":"$.data[0].External_Contact_ID"},"message":"not allowed","status":"error"}]}`,
			`id "", action "", matched "", duplicate of "", error NOT_ALLOWED  $.data[0].External_Contact_ID`)),

	section("Answers"),
	says("record updated", becomes(`{"data":[{"code":"SUCCESS","details":{"id":"7"},"message":"record updated","status":"success"}]}`, `id "7", action "", matched "", duplicate of ""`)),
}

// withIDs returns n records with an id and a city.
func withIDs(n int) []string {
	var all []string
	for i := range n {
		all = append(all, fmt.Sprintf(`{"id":"%d","City":"Oslo"}`, i+1))
	}
	return all
}

const notInsert = "warning MANDATORY_NOT_FOUND mandatory $.data[0]"

var upsertChecklist = []row{
	section("The call"),
	says("POST {api-domain}/crm/v7/{module_api_name}/upsert", callsAre(payload.NewUpsert(leads), "POST", "Leads/upsert")),
	says("Supported modules: those of insert without Tasks, Events, Calls and Notes", takesModules(upsert, "Tasks", "Events", "Calls", "Notes"),
		asks(upsert, tasks, `{"Subject":"t"}`, `error INVALID_MODULE unknown_module $ {"resource_path_index":0}`)),
	says("You can insert or update 100 records per call.",
		asks(upsert, leads, `{"data":[`+times(101, `{"Last_Name":"Daly"}`)+`]}`, append([]string{`error LIMIT_EXCEEDED max_items $.data {"maximum_length":100}`}, hundredWarnings()...)...)),
	onServer("Scope ZohoCRM.modules.{module}.{CREATE, WRITE, ALL}", "a token's scopes are known to the server"),
	onServer("Which module field an upsert of Appointments and Services checks is not documented", "it is known to the server", matchesBy("Appointments , Services ")),

	section("Duplicate check fields"),
	says("System-defined duplicate check fields", matchesBy("Leads Email, Accounts Account_Name, Contacts Email, Deals Deal_Name, Campaigns Campaign_Name, Cases Subject, Solutions Solution_Title, "+
		"Products Product_Name, Vendors Vendor_Name, Price_Books Price_Book_Name, Quotes Subject, Sales_Orders Subject, Purchase_Orders Subject, Invoices Subject")),
	says("Without duplicate_check_fields the system checks the module's field, then the unique fields",
		asks(upsert, ownLeads, `{"Last_Name":"Daly","Email":"p.daly@zylker.com"}`, taken), asks(upsert, ownLeads, `{"Last_Name":"Daly","Branch":"b"}`, taken),
		asks(upsert, ownLeads, `{"Last_Name":"Daly","City":"Oslo"}`, notInsert)),
	says("Unique fields are checked in any case, the module's own field only if it is named",
		asks(upsert, ownLeads, `{"data":[{"Last_Name":"Daly","Branch":"b"}],"duplicate_check_fields":["Customer_No"]}`, "warning INVALID_DATA conflict $.duplicate_check_fields"),
		asks(upsert, ownLeads, `{"data":[{"Last_Name":"Daly","Email":"p.daly@zylker.com"}],"duplicate_check_fields":["Customer_No"]}`, notInsert, "warning INVALID_DATA conflict $.duplicate_check_fields"),
		asks(upsert, ownLeads, `{"data":[{"Last_Name":"Daly","Email":"p.daly@zylker.com"}],"duplicate_check_fields":["Customer_No","Email"]}`, taken)),
	says("Only the module's own field and unique fields may be listed",
		asks(upsert, ownLeads, `{"data":[{"Last_Name":"Daly","Email":"p.daly@zylker.com"}],"duplicate_check_fields":["Email","City"]}`, "error INVALID_DATA supported $.duplicate_check_fields[1] one of 3"),
		asks(upsert, leads, `{"data":[{"Last_Name":"Daly","Email":"p.daly@zylker.com"}],"duplicate_check_fields":["Email","City"]}`, "warning INVALID_DATA supported $.duplicate_check_fields[1] one of 1")),
	says("duplicate_check_fields is an array of API names",
		asks(upsert, leads, `{"data":[{"Last_Name":"Daly","Email":"p.daly@zylker.com"}],"duplicate_check_fields":"Email"}`, `error INVALID_DATA type $.duplicate_check_fields {"expected_data_type":"jsonarray"}`),
		func(t *testing.T) {
			body, err := payload.NewUpsert(leads).DuplicateCheck("Email").Add(lead()).Build()
			if want := `{"data":[{"Last_Name":"Daly","Email":"p.daly@zylker.com"}],"duplicate_check_fields":["Email"]}`; err != nil || string(body) != want {
				t.Error(string(body), err)
			}
		}),
	onServer("\"id\" in duplicate_check_fields, and an id in a record, are not documented", "what they mean is known to the server; they warn",
		asks(upsert, ownLeads, `{"data":[{"id":"7","Last_Name":"Daly","Email":"p.daly@zylker.com"}],"duplicate_check_fields":["Email","id"]}`,
			"warning INVALID_DATA conflict $.data[0].id", "warning INVALID_DATA supported $.duplicate_check_fields[1] one of 3")),
	onServer("Two records of a request with the same value", "whether both are inserted is known to the server; it warns",
		asks(upsert, leads, `{"data":[{"Last_Name":"Daly","Email":"p.daly@zylker.com"},{"Last_Name":"Dolan","Email":"P.Daly@zylker.com"}]}`,
			`warning DUPLICATE_DATA duplicate_value $.data[1].Email {"dependee":{"api_name":"Email","json_path":"$.data[0].Email"}}`)),
	onServer("DUPLICATE_DATA: another record has the value of a second unique field", "stored values are known to the server",
		becomes(`{"data":[{"code":"DUPLICATE_DATA","details":{"api_name":"Branch","json_path":"$.data[0].Branch","duplicate_record":{"id":"77"}},"message":"duplicate data","status":"error"}]}`,
			`id "", action "", matched "", duplicate of "77", error DUPLICATE_DATA duplicate_value $.data[0].Branch {"duplicate_record":{"id":"77"}}`)),

	section("Insert or update"),
	says("Mandatory fields, as for insert", asks(upsert, leads, `{"Email":"p.daly@zylker.com"}`, "error MANDATORY_NOT_FOUND mandatory $.data[0].Last_Name"),
		func(t *testing.T) {
			if err := payload.NewUpsert(leads).ExpectUpdates().Add(record.New().Text("Email", "p.daly@zylker.com")).Validate(); err != nil {
				t.Error(err)
			}
		}),
	onServer("MANDATORY_NOT_FOUND with the id of the record that was found", "which records are found is known to the server",
		becomes(`{"data":[{"code":"MANDATORY_NOT_FOUND","details":{"api_name":"Single_Line_1","json_path":"$.data[0].Single_Line_1","id":"5410702000000761568"},"message":"required field not found","status":"error"}]}`,
			`id "", action "", matched "", duplicate of "", error MANDATORY_NOT_FOUND mandatory $.data[0].Single_Line_1 {"id":"5410702000000761568"}`)),
	says("The types and lengths of insert hold", asks(upsert, leads, `{"Last_Name":"`+x(81)+`","Email":"p.daly@zylker.com"}`, `error INVALID_DATA max_length $.data[0].Last_Name {"maximum_length":80}`)),
	onServer("Rows with an id are those of a record that is found", "which branch runs is known to the server; they warn",
		asks(upsert, linked, `{"Last_Name":"Daly","Email":"p.daly@zylker.com","Rows":[{"id":"8","Level":"x"}]}`, "warning INVALID_DATA conflict $.data[0].Rows[0].id")),
	says("$append_values", asks(upsert, ownLeads, `{"Last_Name":"Daly","Email":"p.daly@zylker.com","Languages":["French"],"$append_values":{"Languages":true}}`, taken)),

	section("Keys beside data"),
	says("trigger: workflow, approval, blueprint; [] for none",
		asks(upsert, leads, `{"data":[{"Last_Name":"Daly","Email":"p.daly@zylker.com"}],"trigger":["workflow","approval","blueprint"]}`, taken),
		asks(upsert, leads, `{"data":[{"Last_Name":"Daly","Email":"p.daly@zylker.com"}],"trigger":[]}`, taken),
		asks(upsert, leads, `{"data":[{"Last_Name":"Daly","Email":"p.daly@zylker.com"}],"trigger":["flow"]}`, "error INVALID_DATA supported $.trigger[0] one of 5")),
	says("skip_feature_execution: name and action are mandatory",
		asks(upsert, leads, `{"data":[{"Last_Name":"Daly","Email":"p.daly@zylker.com"}],"skip_feature_execution":[{"name":"cadences","action":"insert"},{"name":"cadences","action":"update"}]}`, taken),
		asks(upsert, leads, `{"data":[{"Last_Name":"Daly","Email":"p.daly@zylker.com"}],"skip_feature_execution":[{"name":"cadences"}]}`, "error MANDATORY_NOT_FOUND mandatory $.skip_feature_execution[0].action"),
		asks(upsert, leads, `{"data":[{"Last_Name":"Daly","Email":"p.daly@zylker.com"}],"skip_feature_execution":[{"action":"insert"}]}`, "error MANDATORY_NOT_FOUND mandatory $.skip_feature_execution[0].name"),
		asks(upsert, leads, `{"data":[{"Last_Name":"Daly","Email":"p.daly@zylker.com"}],"skip_feature_execution":[{"name":"cadences","action":"both"}]}`, "error INVALID_DATA supported $.skip_feature_execution[0].action one of 2")),
	says("The heading's $skip_feature_execution is the sample's skip_feature_execution",
		asks(upsert, leads, `{"data":[{"Last_Name":"Daly","Email":"p.daly@zylker.com"}],"$skip_feature_execution":[]}`, "warning INVALID_DATA unknown_key $.$skip_feature_execution")),
	says("lar_id, while inserting", asks(upsert, leads, `{"data":[{"Last_Name":"Daly","Email":"p.daly@zylker.com"}],"lar_id":"8"}`, taken)),
	says("No header for the module's own external field, which is a unique field",
		needs(upsert, leads, `{"Last_Name":"Daly","Email":"p.daly@zylker.com","External_Lead_ID":"l"}`, "")),

	section("Answers"),
	says("action says what was done; duplicate_field names the field that matched",
		becomes(`{"data":[{"code":"SUCCESS","duplicate_field":"Email","action":"update","details":{"id":"7"},"message":"record updated","status":"success"}]}`, `id "7", action "update", matched "Email", duplicate of ""`),
		becomes(`{"data":[{"code":"SUCCESS","duplicate_field":null,"action":"insert","details":{"id":"7"},"message":"record added","status":"success"}]}`, `id "7", action "insert", matched "", duplicate of ""`)),
	says("v8 fills duplicate_field for an insert, too: read action",
		becomes(`{"data":[{"code":"SUCCESS","duplicate_field":"Email","action":"insert","details":{"id":"7"},"message":"record added","status":"success"}]}`, `id "7", action "insert", matched "", duplicate of ""`)),
	says("TOO_MANY_REQUESTS, INTERNAL_ERROR: the request is worth sending again", func(t *testing.T) {
		for _, code := range []string{"TOO_MANY_REQUESTS", "INTERNAL_ERROR"} {
			_, err := payload.Batch{Index: []int{3, 5}}.Outcome([]byte(`{"code":"` + code + `","details":{},"message":"m","status":"error"}`))
			var refused *payload.RequestError
			if !errors.As(err, &refused) || !slices.Equal(refused.Resend(), []int{3, 5}) {
				t.Errorf("%s: %v", code, err)
			}
		}
	}),
}

// hundredWarnings returns what there is to say of 100 records that an upsert can
// only insert.
func hundredWarnings() []string {
	var lines []string
	for i := range 100 {
		lines = append(lines, fmt.Sprintf("warning MANDATORY_NOT_FOUND mandatory $.data[%d]", i))
	}
	return lines
}
