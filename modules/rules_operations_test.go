package modules_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// TestRulesOfUpdatesAndUpserts checks requests whose records are JSON text, and the
// same with records of setters.
func TestRulesOfUpdatesAndUpserts(t *testing.T) {
	const noID = "error MANDATORY_NOT_FOUND mandatory id $.data[0].id"
	const noCheck = "warning MANDATORY_NOT_FOUND mandatory data $.data[0]"
	const twice = "warning INVALID_DATA duplicate_value id $.data[1].id"
	leads := with(t, modules.Leads(), languages)
	loaded := with(t, modules.Leads(), languages, withFields(`{"fields":[{"api_name":"Last_Name"},{"api_name":"City"},{"api_name":"Email"},
		{"api_name":"Languages","data_type":"multiselectpicklist"},{"api_name":"Countries","data_type":"multiselectpicklist"}]}`))
	unique := with(t, modules.Leads(), modules.WithField(fieldtype.Field{APIName: "Ticket", Unique: true}))
	reminded := with(t, modules.Events(), withLayouts(`{"layouts":[{"id":"7","sections":[{"fields":[
		{"api_name":"Event_Title"},{"api_name":"Recurring_Activity","required":true},
		{"api_name":"Venue","pick_list_values":[{"display_value":"Room"}]}]}]}]}`))
	url := func(id string) func(*payload.Request) { return func(r *payload.Request) { r.ID(id) } }
	external := func(entry string) func(*payload.Request) { return func(r *payload.Request) { r.External(entry) } }
	checks := func(names ...string) func(*payload.Request) {
		return func(r *payload.Request) { r.DuplicateCheck(names...) }
	}
	for _, tt := range []struct {
		op      modules.Operation
		module  *modules.Module
		set     func(*payload.Request)
		records string
		want    []string
	}{
		// "MANDATORY_NOT_FOUND: id". The id may be in the URL.
		{modules.Update, leads, nil, `{"City":"x"}`, says(noID)},
		{modules.Update, leads, url("1"), `{"City":"x"}`, nil},
		{modules.Update, leads, url("1"), `{"id":"1","City":"x"}`, nil},
		{modules.Update, leads, url("1"), `{"id":"2","City":"x"}`, says("warning INVALID_DATA conflict id $.data[0].id")},
		{modules.Update, leads, nil, `{"id":7,"City":"x"}`, says("warning INVALID_DATA numeric_id id $.data[0].id")},
		{modules.Update, leads, url("7"), `{"id":7,"City":"x"}`, says("warning INVALID_DATA numeric_id id $.data[0].id")},
		// "The record itself is named by its external field instead of id", with the header.
		{modules.Update, leads, nil, `{"Lead_No":"7","City":"x"}`, says(noID)},
		{modules.Update, leads, external("Leads.Lead_No"), `{"Lead_No":"7","City":"x"}`, nil},
		{modules.Update, leads, external("Leads.Lead_No"), `{"City":"x"}`, says(noID)},
		{modules.Update, leads, external("Leads.Lead_No"), `{"Lead_No":"","City":"x"}`, says(noID)},
		{modules.Update, leads, external("Contacts.Lead_No"), `{"Lead_No":"7","City":"x"}`, says("warning INVALID_DATA conflict  $", noID)},
		{modules.Update, leads, external("Leads.Partner.Lead_No"), `{"Lead_No":"7","Partner.Lead_No":"7","City":"x"}`,
			says("warning INVALID_DATA unknown_field Partner.Lead_No $.data[0]['Partner.Lead_No']", noID)}, // of a lookup

		// "An update of nothing spends a credit."
		{modules.Update, leads, nil, `{"id":"1"}`, says(emptyUpdate)},
		{modules.Update, leads, nil, `{"id":"1","Layout":{"id":"2"},"$append_values":{}}`, says(emptyUpdate)},
		{modules.Update, leads, nil, `{"id":"1","City":null}`, nil},
		{modules.Update, leads, nil, `{"id":"1","$append_values":{},"City":"x"}`, nil},

		// "The same id twice in a request: warning."
		{modules.Update, leads, nil, `{"id":"1","City":"x"},{"id":"1","City":"y"}`, says(twice)},
		{modules.Update, leads, nil, `{"id":"1","City":"x"},{"id":"2","City":"y"}`, nil},
		{modules.Update, leads, external("Leads.Lead_No"), `{"Lead_No":"7","City":"x"},{"Lead_No":"8","City":"y"}`, nil},

		// $append_values: "an object of booleans; keys must be multi-select picklists of the
		// module (error with metadata, warning without) and in the record".
		{modules.Update, leads, nil, `{"id":"1","City":"x","Languages":["A"],"$append_values":{"Languages":true}}`, nil},
		{modules.Upsert, leads, nil, `{"Last_Name":"x","Email":"a@zylker.com","Languages":["A"],"$append_values":{"Languages":false}}`, nil},
		{modules.Update, leads, nil, `{"id":"1","City":"x","$append_values":null}`, nil},
		{modules.Update, leads, nil, `{"id":"1","City":"x","$append_values":["Languages"]}`, says("error INVALID_DATA type $append_values $.data[0].$append_values")},
		{modules.Update, leads, nil, `{"id":"1","City":"x","Languages":["A"],"$append_values":{"Languages":"true"}}`, says("error INVALID_DATA type Languages $.data[0].$append_values.Languages")},
		{modules.Update, leads, nil, `{"id":"1","City":"x","$append_values":{"Languages":true}}`, says("warning INVALID_DATA mandatory Languages $.data[0].$append_values.Languages")},
		{modules.Update, leads, nil, `{"id":"1","City":"x","$append_values":{"City":true}}`, says("warning INVALID_DATA unknown_field City $.data[0].$append_values.City")},
		{modules.Update, loaded, nil, `{"id":"1","City":"x","$append_values":{"City":true}}`, says("error INVALID_DATA unknown_field City $.data[0].$append_values.City")},
		{modules.Update, loaded, nil, `{"id":"1","City":"x","$append_values":{"Zodiac":true}}`, says("error INVALID_DATA unknown_field Zodiac $.data[0].$append_values.Zodiac")},
		{modules.Update, leads, nil, `{"id":"1","City":"x","Zodiac":["A"],"$append_values":{"Zodiac":true}}`, nil}, // nothing is known about it
		{modules.Update, leads, nil, `{"id":"1","City":"x","$append_values":{"Zodiac":true}}`, says("warning INVALID_DATA mandatory Zodiac $.data[0].$append_values.Zodiac")},
		{modules.Update, leads, nil, `{"id":"1","City":"x","$append_values":{"Language":true}}`, says("warning INVALID_DATA unknown_field Language $.data[0].$append_values.Language")},

		// An upsert and ids.
		{modules.Upsert, leads, nil, `{"Last_Name":"x","Email":"a@zylker.com"}`, nil},
		{modules.Upsert, leads, nil, `{"id":"1","Last_Name":"x","Email":"a@zylker.com"}`, says("warning INVALID_DATA conflict id $.data[0].id")},
		{modules.Upsert, leads, nil, `{"id":null,"Last_Name":"x","Email":"a@zylker.com"}`, nil},
		// "A record that has none of the effective check fields: warning." They are those
		// of the list, or without one the check field of the module, and the unique fields.
		{modules.Upsert, leads, nil, `{"Last_Name":"x"}`, says(noCheck)},
		{modules.Upsert, modules.Services(), nil, compound["Services__s"], nil}, // which has no check field
		{modules.Upsert, unique, nil, `{"Last_Name":"x","Ticket":"7"}`, nil},
		{modules.Upsert, unique, nil, `{"Last_Name":"x","Email":"a@zylker.com"}`, nil},
		{modules.Upsert, unique, checks("Ticket"), `{"Last_Name":"x","Email":"a@zylker.com"}`, says(noCheck, "warning INVALID_DATA conflict duplicate_check_fields $.duplicate_check_fields")},
		{modules.Upsert, unique, nil, `{"Last_Name":"x","Ticket":"7"},{"Last_Name":"x","Ticket":"7"}`, says("warning DUPLICATE_DATA duplicate_value Ticket $.data[1].Ticket")},
		{modules.Upsert, unique, nil, `{"Last_Name":"x","Email":"a@zylker.com"},{"Last_Name":"x","Email":"A@zylker.com"}`, says("warning DUPLICATE_DATA duplicate_value Email $.data[1].Email")},
		{modules.Upsert, unique, checks("Email", "Ticket"), `{"Last_Name":"x","Ticket":"7"},{"Last_Name":"x","Ticket":"7"}`, says("warning DUPLICATE_DATA duplicate_value Ticket $.data[1].Ticket")},

		// An update does not write Recurring_Activity: no rule can know whether the event recurs.
		{modules.Update, modules.Events(), nil, `{"id":"1","Recurring_Activity":` + daily + `,"Remind_At":null}`, says("warning INVALID_DATA not_updatable Recurring_Activity $.data[0].Recurring_Activity")},
		{modules.Update, reminded, nil, `{"id":"1","Layout":{"id":"7"},"Recurring_Activity":null}`, says("warning INVALID_DATA not_updatable Recurring_Activity $.data[0].Recurring_Activity")},
		// The layout of an update without one is not known: only a named one has a list.
		{modules.Update, reminded, nil, `{"id":"1","Venue":"Hall"}`, nil},
		{modules.Update, reminded, nil, `{"id":"1","Layout":{"id":"7"},"Venue":"Hall"}`, says("warning INVALID_DATA picklist Venue $.data[0].Venue")},
		{modules.Insert, reminded, nil, `{"Event_Title":"t","Start_DateTime":"2023-05-20T09:00:00+05:30","End_DateTime":"2023-05-20T10:00:00+05:30","Venue":"Hall"}`,
			says("warning MANDATORY_NOT_FOUND mandatory Recurring_Activity $.data[0].Recurring_Activity", "warning INVALID_DATA picklist Venue $.data[0].Venue")},

		// "Only 50 participants can be added to an event."
		{modules.Update, modules.Events(), nil, `{"id":"1","Participants":[` + strings.Repeat(email+",", 49) + email + `]}`, nil},
		{modules.Update, modules.Events(), nil, `{"id":"1","Participants":[` + strings.Repeat(email+",", 50) + email + `]}`,
			says("error LIMIT_EXCEEDED max_items Participants $.data[0].Participants")},
	} {
		var texts []json.RawMessage
		if err := json.Unmarshal([]byte("["+tt.records+"]"), &texts); err != nil {
			t.Fatal(err)
		}
		for name, source := range map[string]func(*record.Record) *record.Record{
			"text":    func(rec *record.Record) *record.Record { return rec },
			"setters": func(rec *record.Record) *record.Record { return record.FromFields(rec.Fields()) },
		} {
			r := newRequest(tt.op, tt.module)
			if tt.set != nil {
				tt.set(r)
			}
			for _, text := range texts {
				r.Add(source(parse(t, string(text))))
			}
			if diff := cmp.Diff(tt.want, testkit.Lines(found(r))); diff != "" {
				t.Errorf("%s of %s, %s: %.200s (-want +got):\n%s", tt.op, tt.module.APIName(), name, tt.records, diff)
			}
		}
	}
}

// newRequest returns a request of an operation.
func newRequest(op modules.Operation, m *modules.Module) *payload.Request {
	return map[modules.Operation]func(*modules.Module) *payload.Request{
		modules.Insert: payload.NewInsert, modules.Update: payload.NewUpdate, modules.Upsert: payload.NewUpsert,
	}[op](m)
}

// emptyUpdate is the problem of an update without a field to write.
const emptyUpdate = "warning INVALID_DATA empty data $.data[0]"

// languages are two multi-select picklists.
var languages = modules.WithField(
	fieldtype.Field{APIName: "Languages", Spec: fieldtype.Spec{Kind: fieldtype.MultiSelect}},
	fieldtype.Field{APIName: "Countries", Spec: fieldtype.Spec{Kind: fieldtype.MultiSelect}},
)

// TestUpdatesOfNothing gives updates a field, none, and one that is absent.
func TestUpdatesOfNothing(t *testing.T) {
	for name, test := range map[string]struct {
		rec  *record.Record
		want []string
	}{
		"an id":              {record.New().ID("1"), says(emptyUpdate)},
		"an absent field":    {record.New().ID("1").Value("City", fieldtype.Value{}), says(emptyUpdate)},
		"a field":            {record.New().ID("1").Text("City", "x"), nil},
		"a map with an id":   {record.FromMap(map[string]any{"id": "1"}), says(emptyUpdate)},
		"a map":              {record.FromMap(map[string]any{"id": "1", "City": "x"}), nil},
		"an id and a layout": {record.New().ID("1").Value("Layout", fieldtype.ID("7")), says(emptyUpdate)},
	} {
		if diff := cmp.Diff(test.want, testkit.Lines(found(payload.NewUpdate(modules.Leads()).Add(test.rec)))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// TestAppendValuesDidYouMean wants the name of the multi-select picklist that was
// meant, in an object of at most 1,000 names.
func TestAppendValuesDidYouMean(t *testing.T) {
	for _, test := range []struct {
		name    string
		keys    int // of the object
		meant   string
		reason  zohocrm.Reason
		expects string
	}{
		{"Language", 1, "Languages", zohocrm.ReasonUnknownField, "expected a multi-select picklist of the module; did you mean Languages?"},
		{"Contries", 1, "Countries", zohocrm.ReasonUnknownField, "expected a multi-select picklist of the module; did you mean Countries?"},
		{"City", 1, "", zohocrm.ReasonUnknownField, "expected a multi-select picklist of the module"},
		{"Language", 1000, "Languages", zohocrm.ReasonUnknownField, "expected a multi-select picklist of the module; did you mean Languages?"},
		{"Language", 1001, "", zohocrm.ReasonMandatory, "expected a field that the record has"},
	} {
		members := []fieldtype.Member{{Name: test.name, Value: fieldtype.Bool(true)}}
		for i := 1; i < test.keys; i++ {
			members = append(members, fieldtype.Member{Name: fmt.Sprint("Own_", i), Value: fieldtype.Bool(true)})
		}
		rec := record.New().ID("1").Text("Email", "a@zylker.com").Value("$append_values", fieldtype.Object(members...))
		got := found(payload.NewUpdate(with(t, modules.Leads(), languages)).Add(rec))[0]
		if got.APIName != test.name || got.Suggestion != test.meant || got.Reason != test.reason || got.Expectation() != test.expects {
			t.Errorf("%s of %d: %v, suggestion %q", test.name, test.keys, got, got.Suggestion)
		}
	}
}
