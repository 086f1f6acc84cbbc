package payload_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
)

// parsed returns the request of a body.
func parsed(t testing.TB, op modules.Operation, m *modules.Module, body string) *payload.Request {
	t.Helper()
	r, err := payload.Parse(op, m, []byte(body))
	if err != nil {
		t.Fatalf("%s: %v", body, err)
	}
	return r
}

// ofKind returns a module with one field of a kind, "F".
func ofKind(t testing.TB, kind fieldtype.Kind, mandatory bool) *modules.Module {
	t.Helper()
	f := fieldtype.Field{APIName: "F", Spec: fieldtype.Spec{Kind: kind}, Mandatory: mandatory}
	if kind == fieldtype.Subform {
		f.Spec.Fields = []fieldtype.Field{{APIName: "Language", Spec: fieldtype.Spec{Kind: fieldtype.SingleLine}, Mandatory: true}}
	}
	m, err := modules.Linking("M").With(modules.WithField(f))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// wrongTypes holds a value of a type that a kind does not take, or "" if it takes
// all.
func wrongType(kind fieldtype.Kind) string {
	switch kind.JSONType() {
	case "":
		return ""
	case "boolean":
		return `"yes"`
	case "jsonobject", "jsonarray":
		return `true`
	}
	return `[true]`
}

// TestOperationTable compares what each operation says of each kind of field, by
// the value that it has.
func TestOperationTable(t *testing.T) {
	var b strings.Builder
	for _, mandatory := range []bool{false, true} {
		for kind := range fieldtype.Kinds() {
			example := kind.Example()
			if kind == fieldtype.Subform {
				example = `[{"Language":"French"}]`
			}
			m := ofKind(t, kind, mandatory)
			for _, value := range []struct{ name, json string }{
				{"absent", ""}, {"null", "null"}, {"empty text", `""`}, {"empty array", `[]`}, {"value", example}, {"wrong type", wrongType(kind)},
			} {
				if value.json == "" && value.name != "absent" {
					continue
				}
				var said []string
				for _, op := range []modules.Operation{modules.Insert, modules.Update, modules.Upsert} {
					members := `"Other":"x"`
					if op == modules.Update {
						members = `"id":"1",` + members
					}
					if value.json != "" {
						members += `,"F":` + value.json
					}
					said = append(said, op.String()+" "+verdict(parsed(t, op, m, `{"data":[{`+members+`}]}`)))
				}
				if said[0] == "insert takes" && said[1] == "update takes" && said[2] == "upsert takes" {
					said = []string{"all take"}
				}
				label := kind.String()
				if label == "" {
					label = "any"
				}
				if mandatory {
					label += " (mandatory)"
				}
				fmt.Fprintf(&b, "%s, %s: %s\n", label, value.name, strings.Join(said, "; "))
			}
		}
	}
	testkit.Golden(t, "operations.txt", []byte(b.String()))
}

// verdict says what a request finds in its only record.
func verdict(r *payload.Request) string {
	var said []string
	for p := range r.Problems() {
		said = append(said, fmt.Sprintf("%s %s", map[bool]string{true: "warns", false: "refuses"}[p.Warning], p.Reason))
	}
	if len(said) == 0 {
		return "takes"
	}
	return strings.Join(slices.Compact(said), ", ")
}

// samples are the bodies of the pages on updates, upserts, subforms and external
// fields.
var samples = []struct {
	name     string
	op       modules.Operation
	module   *modules.Module
	id       string // in the URL
	external []string
	body     string
	warns    []string
}{
	{name: "update", op: modules.Update, module: modules.Deals(), body: `{"data":[{"id":"3652397000003852095","Deal_Name":"v7 Update","Stage":"Closed Won","Pipeline":"Standard (Standard)",
		"Foreign_Languages":["Korean","Spanish"],"$append_values":{"Foreign_Languages":false},
		"Image_Upload":[{"File_Id__s":"2cxx2fa"},{"id":"738964000002363016","_delete":null}],
		"Listings":[{"Interested_Listings":{"id":"3652397000001988001"}},{"id":"431581000000697244","_delete":null}],
		"AssociatedUser":[{"User":{"name":"J Smith","id":"3652397000000281001"}},{"id":"431581000000701821","_delete":null}]}],
		"skip_feature_execution":[{"name":"cadences"}]}`},
	{name: "upsert", op: modules.Upsert, module: modules.Leads(), body: `{"data":[
		{"Last_Name":"Lead_changed","Email":"newcrmapi@zoho.com","Company":"abc","Lead_Status":"Contacted","Foreign_Languages":["Korean"],"$append_values":{"Foreign_Languages":false}},
		{"Last_Name":"New Lead","First_Name":"CRM Lead","Email":"newlead@zoho.com","Lead_Status":"Attempted to Contact","Mobile":"7685635434","Foreign_Languages":["Korean","Spanish"],"$append_values":{"Foreign_Languages":true}}],
		"skip_feature_execution":[{"name":"cadences","action":"insert"}],
		"duplicate_check_fields":["Email","Mobile"],
		"trigger":["workflow"]}`,
		warns: []string{"warning INVALID_DATA supported $.duplicate_check_fields[1] one of 1"}}, // Mobile is not known to be unique
	{name: "rows changed", op: modules.Update, module: languages, body: `{"data":[{"id":"554023000000480721","Languages":[{"id":"554023000000480722"},{"id":"554023000000480787","Proficiency":"Native","Languages_Known":"French"}]}]}`},
	{name: "row added", op: modules.Update, module: languages, id: "554023000000480721", body: `{"data":[{"Languages":[{"Proficiency":"Pofessional"}]}]}`},
	{name: "row removed", op: modules.Update, module: languages, id: "554023000000480720", body: `{"data":[{"Languages":[{"id":"554023000000480721","_delete":null}]}]}`},
	{name: "rows removed", op: modules.Update, module: languages, body: `{"data":[{"id":"554023000000480721","Languages":[]}]}`},
	{name: "external lookup", op: modules.Update, module: modules.Contacts(), external: []string{"Contacts.External_Contact_ID", "Contacts.Account_Name.External_Account_ID"},
		body: `{"data":[{"External_Contact_ID":"extcontact1","Account_Name":{"External_Account_ID":"externalaccount1"}}]}`},
	{name: "external rows", op: modules.Insert, module: modules.Quotes(), external: []string{"Quotes.Quoted_Items.Product_Name.Products_External"},
		body: `{"data":[{"Subject":"Quote","Quoted_Items":[{"Product_Name":{"Products_External":"product1"},"Quantity":1}]}]}`},
	{name: "external participant", op: modules.Update, module: modules.Events(), external: []string{"Events.Participants.participant->Contacts.External_Contact_ID", "Events.What_Id->Accounts.External_Account_ID"},
		body: `{"data":[{"id":"1","$se_module":"Accounts","What_Id":{"External_Account_ID":"a"},"Participants":[{"type":"contact","participant":{"External_Contact_ID":"c"}}]}]}`},
	{name: "line items", op: modules.Update, module: modules.Quotes(), body: `{"data":[{"id":"1","Quoted_Items":[{"id":"2","Quantity":5},{"Product_Name":{"id":"3"},"Quantity":1},{"id":"4","_delete":null}]}]}`},
}

var languages = modules.Leads().MustWith(modules.WithField(fieldtype.Field{APIName: "Languages", Spec: fieldtype.Spec{Kind: fieldtype.Subform}}))

// TestSamplesPass: the samples pass, and are written as they are.
func TestSamplesPass(t *testing.T) {
	for _, tt := range samples {
		r := parsed(t, tt.op, tt.module, tt.body).External(tt.external...)
		if tt.id != "" {
			r.ID(tt.id)
		}
		var want bytes.Buffer
		if err := json.Compact(&want, []byte(tt.body)); err != nil {
			t.Fatal(err)
		}
		body, err := r.Build()
		if err != nil || string(body) != want.String() {
			t.Errorf("%s: %v\n got %s\nwant %s", tt.name, err, body, &want)
		}
		var warned []string
		for p := range r.Problems() {
			warned = append(warned, testkit.Line(p))
		}
		if diff := cmp.Diff(tt.warns, warned); diff != "" {
			t.Errorf("%s: warnings (-want +got):\n%s", tt.name, diff)
		}
		if want := strings.Join(tt.external, ","); r.Headers()[payload.ExternalHeader] != want {
			t.Errorf("%s: headers %v, want %q", tt.name, r.Headers(), want)
		}
		if tt.external == nil {
			continue
		}
		// Without the setting the lookups warn, and the headers are found.
		r = parsed(t, tt.op, tt.module, tt.body)
		lookups := slices.DeleteFunc(slices.Clone(tt.external), func(entry string) bool { return entry == "Contacts.External_Contact_ID" })
		n := 0
		for p := range r.Problems() {
			if p.Reason == zohocrm.ReasonExternalLookup && p.Warning {
				n++
			}
		}
		got := strings.Split(r.Headers()[payload.ExternalHeader], ",")
		slices.Sort(got)
		slices.Sort(lookups)
		if diff := cmp.Diff(lookups, got); diff != "" || n != len(lookups) {
			t.Errorf("%s: %d warnings; entries (-want +got):\n%s", tt.name, n, diff)
		}
	}
}

// withUnique is Leads with loaded metadata in which Customer_No is unique.
var withUnique = modules.Leads().MustWith(modules.WithFieldsMetadata(strings.NewReader(`{"fields":[
	{"api_name":"Last_Name","data_type":"text","system_mandatory":true},
	{"api_name":"Email","data_type":"email"},
	{"api_name":"Phone","data_type":"phone"},
	{"api_name":"Customer_No","data_type":"text","unique":{"case_sensitive":false}},
	{"api_name":"Languages","data_type":"multiselectpicklist","json_type":"jsonarray"}]}`)))

// rowsRequired is Quotes with a loaded layout that requires line items.
var rowsRequired = modules.Quotes().MustWith(modules.WithLayoutsMetadata(strings.NewReader(`{"layouts":[{"id":"1","sections":[{"fields":[
	{"api_name":"Subject","required":true},{"api_name":"Quoted_Items","required":true}]}]}]}`)))

// computed is Leads with fields of which Zoho makes the values.
var computed = modules.Leads().MustWith(modules.WithField(
	fieldtype.Field{APIName: "Number", Spec: fieldtype.Spec{Kind: fieldtype.AutoNumber}, Mandatory: true},
	fieldtype.Field{APIName: "Sum", Spec: fieldtype.Spec{Kind: fieldtype.RollupSummary}},
))

// TestCallProblems is what the calls refuse and warn of, beyond values.
func TestCallProblems(t *testing.T) {
	const update, upsert, insert = modules.Update, modules.Upsert, modules.Insert
	for _, tt := range []struct {
		op     modules.Operation
		module *modules.Module
		body   string
		want   []string
	}{
		// The id of an update.
		{update, modules.Leads(), `{"data":[{"City":"x"}]}`, []string{`error MANDATORY_NOT_FOUND mandatory $.data[0].id`}},
		{update, modules.Leads(), `{"data":[{"id":"","City":"x"}]}`, []string{`error MANDATORY_NOT_FOUND mandatory $.data[0].id`}},
		{update, modules.Leads(), `{"data":[{"id":null,"City":"x"}]}`, []string{`error MANDATORY_NOT_FOUND mandatory $.data[0].id`}},
		{update, modules.Leads(), `{"data":[{"id":"12a","City":"x"}]}`, []string{`error INVALID_DATA id $.data[0].id {"expected_data_type":"string"}`}},
		{update, modules.Leads(), `{"data":[{"id":"12345678901234567890","City":"x"}]}`, []string{`error INVALID_DATA id $.data[0].id {"expected_data_type":"string"}`}},
		{update, modules.Leads(), `{"data":[{"id":true,"City":"x"}]}`, []string{`error INVALID_DATA type $.data[0].id {"expected_data_type":"string"}`}},
		{update, modules.Leads(), `{"data":[{"id":12,"City":"x"}]}`, []string{`warning INVALID_DATA numeric_id $.data[0].id`}},
		{update, modules.Leads(), `{"data":[{"id":"1","City":"x"},{"id":"1","City":"y"}]}`, []string{`warning INVALID_DATA duplicate_value $.data[1].id`}},
		{update, modules.Leads(), `{"data":[{"id":"1"}]}`, []string{`warning INVALID_DATA empty $.data[0]`}},
		{update, modules.Leads(), `{"data":[{"id":"1","_delete":null}]}`, []string{`error INVALID_DATA unknown_key $.data[0]._delete`}},
		{update, modules.Leads(), `{"data":[]}`, []string{`error INVALID_DATA empty $.data {"minimum_length":1}`}},

		// Presence.
		{update, modules.Leads(), `{"data":[{"id":"1","Last_Name":null}]}`, []string{`error MANDATORY_NOT_FOUND mandatory $.data[0].Last_Name`}},
		{update, modules.Leads(), `{"data":[{"id":"1","Last_Name":""}]}`, []string{`error MANDATORY_NOT_FOUND mandatory $.data[0].Last_Name`}},
		{upsert, modules.Leads(), `{"data":[{"Email":"a@zylker.com"}]}`, []string{`error MANDATORY_NOT_FOUND mandatory $.data[0].Last_Name`}},
		{update, modules.Events(), `{"data":[{"id":"1","Recurring_Activity":{"RRULE":"FREQ=DAILY;INTERVAL=1;DTSTART=2023-05-20"}}]}`,
			[]string{`warning INVALID_DATA not_updatable $.data[0].Recurring_Activity`}},
		// An update does not write it, whatever it holds: the stored one may recur or not.
		{update, modules.Tasks(), `{"data":[{"id":"1","Recurring_Activity":null,"Remind_At":{"ALARM":"ACTION=EMAIL;TRIGGER=-P1D;TRIGGER_TIME=22:52"}}]}`,
			[]string{`warning INVALID_DATA not_updatable $.data[0].Recurring_Activity`}},
		{update, modules.Events(), `{"data":[{"id":"1","Recurring_Activity":{"RRULE":"FREQ=DAILY;INTERVAL=1;DTSTART=2023-05-20"},"Remind_At":null}]}`,
			[]string{`warning INVALID_DATA not_updatable $.data[0].Recurring_Activity`}},
		{update, modules.Calls(), `{"data":[{"id":"1","Call_Type":"Inbound","Call_Duration":"00:00"}]}`,
			[]string{`error DEPENDENT_MISMATCH conflict $.data[0].Call_Duration {"dependee":{"api_name":"Call_Type","json_path":"$.data[0].Call_Type"}}`}},
		{update, modules.Calls(), `{"data":[{"id":"1","Call_Duration":"00:00"}]}`, nil},
		{update, modules.Calls(), `{"data":[{"id":"1","Call_Type":"Inbound"}]}`, nil},

		// Rows and links.
		{update, modules.Quotes(), `{"data":[{"id":"1","Quoted_Items":[{"Quantity":1}]}]}`, []string{`error MANDATORY_NOT_FOUND mandatory $.data[0].Quoted_Items[0].Product_Name`}},
		{update, modules.Quotes(), `{"data":[{"id":"1","Quoted_Items":[{"id":"2","Product_Name":null}]}]}`, []string{`error MANDATORY_NOT_FOUND mandatory $.data[0].Quoted_Items[0].Product_Name`}},
		{update, modules.Quotes(), `{"data":[{"id":"1","Quoted_Items":[{"id":"2","_delete":true}]}]}`, []string{`error INVALID_DATA type $.data[0].Quoted_Items[0]._delete`}},
		{update, modules.Quotes(), `{"data":[{"id":"1","Quoted_Items":[{"id":"2","_delete":"null"}]}]}`, []string{`error INVALID_DATA type $.data[0].Quoted_Items[0]._delete`}},
		{update, modules.Quotes(), `{"data":[{"id":"1","Quoted_Items":[{"_delete":null}]}]}`, []string{`error MANDATORY_NOT_FOUND mandatory $.data[0].Quoted_Items[0].id`}},
		{update, modules.Quotes(), `{"data":[{"id":"1","Quoted_Items":[{"id":"2","_delete":null,"Quantity":1}]}]}`, []string{`warning INVALID_DATA conflict $.data[0].Quoted_Items[0]._delete`}},
		{update, modules.Quotes(), `{"data":[{"id":"1","Quoted_Items":[{"id":"x"}]}]}`, []string{`error INVALID_DATA id $.data[0].Quoted_Items[0].id {"expected_data_type":"string"}`}},
		{update, modules.Quotes(), `{"data":[{"id":"1","Quoted_Items":[{"id":"2"},{"id":"2","_delete":null}]}]}`, []string{`warning INVALID_DATA duplicate_value $.data[0].Quoted_Items[1].id`}},
		{update, modules.Quotes(), `{"data":[{"id":"1","Quoted_Items":[]}]}`, []string{`warning MANDATORY_NOT_FOUND mandatory $.data[0].Quoted_Items`}},
		{update, modules.Leads(), `{"data":[{"id":"1","File_Upload":[{"id":"2","_delete":null}]}]}`, []string{`warning INVALID_DATA unknown_key $.data[0].File_Upload[0]._delete`}},
		{update, modules.Leads(), `{"data":[{"id":"1","Image_Upload":[{"id":"2","_delete":null},{"Sequence_Number__s":1}]}]}`, []string{`error MANDATORY_NOT_FOUND mandatory $.data[0].Image_Upload[1].File_Id__s`}},
		{update, modules.Contacts(), `{"data":[{"id":"1","Account_Name":{"id":"2","_delete":null}}]}`, []string{`error INVALID_DATA unknown_key $.data[0].Account_Name._delete`}},
		{update, modules.Contacts(), `{"data":[{"id":"1","Owner":{"id":"2","_delete":null}}]}`, []string{`error INVALID_DATA unknown_key $.data[0].Owner._delete`}},
		{update, modules.Leads(), `{"data":[{"id":"1","Tag":[{"name":"x"},{"id":"2","_delete":null}]}]}`, []string{`error INVALID_DATA unknown_key $.data[0].Tag[1]._delete`}},
		{update, modules.Quotes(), `{"data":[{"id":"1","Quoted_Items":[{"id":"2","Line_Tax":[{"id":"3","_delete":null}]}]}]}`, []string{`error INVALID_DATA unknown_key $.data[0].Quoted_Items[0].Line_Tax[0]._delete`}},
		{update, modules.Quotes(), `{"data":[{"id":"1","Quoted_Items":[{"Product_Name":{"id":"3","_delete":null},"Quantity":1}]}]}`, []string{`error INVALID_DATA unknown_key $.data[0].Quoted_Items[0].Product_Name._delete`}},
		{update, modules.Events(), `{"data":[{"id":"1","Participants":[{"type":"lead","participant":"2","_delete":null}]}]}`, []string{`error INVALID_DATA unknown_key $.data[0].Participants[0]._delete`}},
		{update, modules.Leads(), `{"data":[{"id":"1","Other":[{"id":"2","_delete":null}]}]}`, nil},
		{insert, modules.Contacts(), `{"data":[{"Last_Name":"x","Account_Name":{"id":"2","_delete":null}}]}`, nil},
		{upsert, modules.Quotes(), `{"data":[{"Subject":"s","Quoted_Items":[{"id":"2","Quantity":1}]}]}`, []string{`warning INVALID_DATA conflict $.data[0].Quoted_Items[0].id`}},

		// $append_values.
		{update, withUnique, `{"data":[{"id":"1","Languages":["A"],"$append_values":{"Languages":true}}]}`, nil},
		{update, withUnique, `{"data":[{"id":"1","Languages":["A"],"$append_values":["Languages"]}]}`, []string{`error INVALID_DATA type $.data[0].$append_values {"expected_data_type":"jsonobject"}`}},
		// The description of v8 has a text here, and no source says that Zoho refuses one.
		{update, withUnique, `{"data":[{"id":"1","Languages":["A"],"$append_values":"true"}]}`, []string{`warning INVALID_DATA type $.data[0].$append_values {"expected_data_type":"jsonobject"}`}},
		{update, withUnique, `{"data":[{"id":"1","Languages":["A"],"$append_values":{"Languages":"true"}}]}`, []string{`error INVALID_DATA type $.data[0].$append_values.Languages {"expected_data_type":"boolean"}`}},
		{update, withUnique, `{"data":[{"id":"1","Email":"a@zylker.com","$append_values":{"Languages":true}}]}`, []string{`warning INVALID_DATA mandatory $.data[0].$append_values.Languages`}},
		{update, withUnique, `{"data":[{"id":"1","Email":"a@zylker.com","$append_values":{"Email":true}}]}`, []string{`error INVALID_DATA unknown_field $.data[0].$append_values.Email`}},
		{update, modules.Leads(), `{"data":[{"id":"1","Email":"a@zylker.com","$append_values":{"Email":true}}]}`, []string{`warning INVALID_DATA unknown_field $.data[0].$append_values.Email`}},
		{update, modules.Leads(), `{"data":[{"id":"1","City":"x"}],"$append_values":{"Languages":true}}`, []string{`warning INVALID_DATA unknown_key $.$append_values`}},

		// A price range with an id is a stored one, of which an update gives what changes.
		{update, modules.PriceBooks(), `{"data":[{"id":"1","Pricing_Details":[{"id":"2","discount":5}]}]}`, nil},
		{update, modules.PriceBooks(), `{"data":[{"id":"1","Pricing_Details":[{"discount":5}]}]}`,
			[]string{`error MANDATORY_NOT_FOUND mandatory $.data[0].Pricing_Details[0].from_range`, `error MANDATORY_NOT_FOUND mandatory $.data[0].Pricing_Details[0].to_range`}},

		// Rows that the layout requires (real case 16).
		{update, modules.Quotes(), `{"data":[{"id":"1","Quoted_Items":[]}]}`, []string{`warning MANDATORY_NOT_FOUND mandatory $.data[0].Quoted_Items`}},
		{update, rowsRequired, `{"data":[{"id":"1","Quoted_Items":[]}]}`, []string{`error MANDATORY_NOT_FOUND mandatory $.data[0].Quoted_Items`}},
		{update, rowsRequired, `{"data":[{"id":"1","Subject":"x"}]}`, nil},

		// A tag has a name or an id (real case 22).
		{insert, modules.Leads(), `{"data":[{"Last_Name":"x","Tag":[{"name":"VIP"},{"id":"1"},{},{"name":""},{"name":null}]}]}`,
			[]string{`warning MANDATORY_NOT_FOUND mandatory $.data[0].Tag[2].name`, `warning MANDATORY_NOT_FOUND mandatory $.data[0].Tag[3].name`, `warning MANDATORY_NOT_FOUND mandatory $.data[0].Tag[4].name`}},

		// A lookup without its id (ruling; real case 23).
		{insert, modules.PurchaseOrders(), `{"data":[{"Subject":"x","Vendor_Name":{},"Purchase_Items":[{"Product_Name":{},"Quantity":1}]}]}`,
			[]string{`error MANDATORY_NOT_FOUND mandatory $.data[0].Vendor_Name.id`, `error MANDATORY_NOT_FOUND mandatory $.data[0].Purchase_Items[0].Product_Name.id`}},

		// A name that no module can have.
		{insert, modules.Tasks(), `{"data":[{"Subject":"x","What_Id":{"id":"1"},"$se_module":"Visits"}]}`, []string{`warning INVALID_DATA supported $.data[0].$se_module one of 12`}},
		{insert, modules.Tasks(), `{"data":[{"Subject":"x","What_Id":{"id":"1"},"$se_module":"5"}]}`, []string{`error INVALID_DATA supported $.data[0].$se_module one of 12`}},

		// Fields whose values Zoho makes.
		{insert, computed, `{"data":[{"Last_Name":"x","Number":"1","Sum":2}]}`,
			[]string{`warning INVALID_DATA not_creatable $.data[0].Number`, `warning INVALID_DATA not_creatable $.data[0].Sum`}},

		// Keys beside data.
		{update, modules.Leads(), `{"data":[{"id":"1","City":"x"}],"lar_id":"1"}`, []string{`warning INVALID_DATA unknown_key $.lar_id`}},
		{update, modules.Leads(), `{"data":[{"id":"1","City":"x"}],"duplicate_check_fields":["Email"]}`, []string{`warning INVALID_DATA unknown_key $.duplicate_check_fields`}},
		{update, modules.Leads(), `{"data":[{"id":"1","City":"x"}],"apply_feature_execution":[{"name":"layout_rules"},{"name":"range_validation"},{"name":"x"}],"trigger":["approval","workflow","blueprint"]}`,
			[]string{`warning INVALID_DATA supported $.apply_feature_execution[1].name one of 1`, `error INVALID_DATA supported $.apply_feature_execution[2].name one of 1`}},
		{insert, modules.Leads(), `{"data":[{"Last_Name":"x"}],"skip_feature_execution":[{"name":"assignment_rules"},{"name":"connected_workflows"},{"name":"workflow"}]}`,
			[]string{`warning INVALID_DATA supported $.skip_feature_execution[0].name one of 1`, `warning INVALID_DATA supported $.skip_feature_execution[1].name one of 1`,
				`error INVALID_DATA supported $.skip_feature_execution[2].name one of 1`}},
		{insert, modules.Leads(), `{"data":[{"Last_Name":"x"}],"duplicate_check_fields":["Email"],"apply_feature_execution":[{"name":"range_validation"}]}`,
			[]string{`warning INVALID_DATA unknown_key $.duplicate_check_fields`, `warning INVALID_DATA supported $.apply_feature_execution[0].name one of 1`}},
		{upsert, modules.Leads(), `{"data":[{"Last_Name":"x","Email":"a@zylker.com"}],"skip_feature_execution":[{"name":"cadences"},{"action":"insert"},{"name":"cadences","action":"both"},{"name":"cadences","action":"update"}]}`,
			[]string{`error MANDATORY_NOT_FOUND mandatory $.skip_feature_execution[0].action`, `error MANDATORY_NOT_FOUND mandatory $.skip_feature_execution[1].name`,
				`error INVALID_DATA supported $.skip_feature_execution[2].action one of 2`}},
		{upsert, modules.Leads(), `{"data":[{"Last_Name":"x","Email":"a@zylker.com"}],"$skip_feature_execution":[]}`, []string{`warning INVALID_DATA unknown_key $.$skip_feature_execution`}},

		// Upsert.
		{upsert, modules.Tasks(), `{"data":[{"Subject":"x"}]}`, []string{`error INVALID_MODULE unknown_module $ {"resource_path_index":0}`}},
		{upsert, withUnique, `{"data":[{"Last_Name":"x","Email":"a@zylker.com"}],"duplicate_check_fields":["Email","Customer_No"]}`, nil},
		{upsert, withUnique, `{"data":[{"Last_Name":"x","Email":"a@zylker.com"}],"duplicate_check_fields":["Email","Phone"]}`, []string{`error INVALID_DATA supported $.duplicate_check_fields[1] one of 2`}},
		{upsert, withUnique, `{"data":[{"Last_Name":"x","Email":"a@zylker.com"}],"duplicate_check_fields":["Email","id","Email",1]}`,
			[]string{`warning INVALID_DATA supported $.duplicate_check_fields[1] one of 2`, `warning INVALID_DATA duplicate_value $.duplicate_check_fields[2]`, `error INVALID_DATA type $.duplicate_check_fields[3] {"expected_data_type":"text"}`}},
		{upsert, withUnique, `{"data":[{"Last_Name":"x","Customer_No":"1"}],"duplicate_check_fields":["Customer_No"]}`, []string{`warning INVALID_DATA conflict $.duplicate_check_fields`}},
		{upsert, withUnique, `{"data":[{"Last_Name":"x","Customer_No":"1"}],"duplicate_check_fields":"Customer_No"}`, []string{`error INVALID_DATA type $.duplicate_check_fields {"expected_data_type":"jsonarray"}`}},
		{upsert, withUnique, `{"data":[{"Last_Name":"x","Email":"a@zylker.com"}],"duplicate_check_fields":[]}`, []string{`warning INVALID_DATA empty $.duplicate_check_fields {"minimum_length":1}`}},
		{upsert, withUnique, `{"data":[{"Last_Name":"x","Email":"a@zylker.com"}],"trigger":[],"duplicate_check_fields":["Customer_No"]}`,
			[]string{`warning MANDATORY_NOT_FOUND mandatory $.data[0]`, `warning INVALID_DATA conflict $.duplicate_check_fields`}},
		{upsert, withUnique, `{"data":[{"Last_Name":"x","Email":"a@zylker.com"},{"Last_Name":"y","Email":"a@zylker.com"}],"duplicate_check_fields":["Email","Email"]}`,
			[]string{`warning DUPLICATE_DATA duplicate_value $.data[1].Email {"dependee":{"api_name":"Email","json_path":"$.data[0].Email"}}`, `warning INVALID_DATA duplicate_value $.duplicate_check_fields[1]`}},
		{upsert, modules.Leads(), `{"data":[{"Last_Name":"x","Email":"a@zylker.com"}],"duplicate_check_fields":[1,""]}`,
			[]string{`error INVALID_DATA type $.duplicate_check_fields[0] {"expected_data_type":"text"}`, `error INVALID_DATA type $.duplicate_check_fields[1] {"expected_data_type":"text"}`,
				`warning INVALID_DATA conflict $.duplicate_check_fields`}},
		{upsert, withUnique, `{"data":[{"Last_Name":"x","Phone":"12345"}]}`, []string{`warning MANDATORY_NOT_FOUND mandatory $.data[0]`}},
		{upsert, withUnique, `{"data":[{"Last_Name":"x","Customer_No":"A"},{"Last_Name":"y","Customer_No":"a"}]}`,
			[]string{`warning DUPLICATE_DATA duplicate_value $.data[1].Customer_No {"dependee":{"api_name":"Customer_No","json_path":"$.data[0].Customer_No"}}`}},
		{upsert, modules.Leads(), `{"data":[{"Last_Name":"x","Email":"a@zylker.com"},{"Last_Name":"y","Email":"A@zylker.com"}]}`,
			[]string{`warning DUPLICATE_DATA duplicate_value $.data[1].Email {"dependee":{"api_name":"Email","json_path":"$.data[0].Email"}}`}},
		{upsert, modules.Leads(), `{"data":[{"Last_Name":"x","Email":"a@zylker.com","id":"1"}]}`, []string{`warning INVALID_DATA conflict $.data[0].id`}},
		{update, withUnique, `{"data":[{"id":"1","Customer_No":"A"},{"id":"2","Customer_No":"a"}]}`,
			[]string{`error DUPLICATE_DATA duplicate_value $.data[1].Customer_No {"dependee":{"api_name":"Customer_No","json_path":"$.data[0].Customer_No"}}`}},
	} {
		var got []string
		for p := range parsed(t, tt.op, tt.module, tt.body).Problems() {
			got = append(got, testkit.Line(p))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s %s: (-want +got):\n%s", tt.op, tt.body, diff)
		}
	}
}

// TestMessagesAreThoseOfThePages: what the pages write of ids and keys, in their own words.
func TestMessagesAreThoseOfThePages(t *testing.T) {
	for body, want := range map[string]string{
		`{"data":[{"id":"x","City":"y"}]}`: `{"code":"INVALID_DATA","details":{"expected_data_type":"string","api_name":"id","json_path":"$.data[0].id"},"message":"the id given seems to be invalid","status":"error"}`,
		`{"data":[{"City":"y"}]}`:          `{"code":"MANDATORY_NOT_FOUND","details":{"api_name":"id","json_path":"$.data[0].id"},"message":"required field not found","status":"error"}`,
	} {
		for p := range parsed(t, modules.Update, modules.Leads(), body).Problems() {
			if got := testkit.JSON(p); got != want {
				t.Errorf("%s\n got %s\nwant %s", body, got, want)
			}
		}
	}
	for p := range parsed(t, modules.Upsert, modules.Calls(), `{"data":[{"Subject":"x"}]}`).Problems() {
		want := `{"code":"INVALID_MODULE","details":{"resource_path_index":0},"message":"the module name given seems to be invalid","status":"error"}`
		if got := testkit.JSON(p); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		break
	}
}
