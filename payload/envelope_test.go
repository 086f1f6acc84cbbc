package payload_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/internal/testkit/requests"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

const daly = `{"data":[{"Last_Name":"Daly"}]`

// TestEnvelope sets the keys beside "data".
func TestEnvelope(t *testing.T) {
	tests := []struct {
		name string
		set  func(in *payload.Insert)
		want string
	}{
		{"nothing: all automation runs", func(in *payload.Insert) {}, ``},
		{"no trigger at all: none runs", func(in *payload.Insert) { in.Triggers() }, `,"trigger":[]`},
		{"one", func(in *payload.Insert) { in.Triggers(payload.Workflow) }, `,"trigger":["workflow"]`},
		{"the page's, in its order", func(in *payload.Insert) {
			in.Triggers(payload.Approval, payload.Workflow, payload.Blueprint, payload.Pathfinder, payload.Orchestration)
		}, `,"trigger":["approval","workflow","blueprint","pathfinder","orchestration"]`},
		{"set again", func(in *payload.Insert) { in.Triggers(payload.Workflow).Triggers() }, `,"trigger":[]`},
		{"layout rules", func(in *payload.Insert) { in.ApplyFeatures(payload.LayoutRules) }, `,"apply_feature_execution":[{"name":"layout_rules"}]`},
		{"cadences", func(in *payload.Insert) { in.SkipFeatures(payload.Cadences) }, `,"skip_feature_execution":[{"name":"cadences"}]`},
		{"no feature", func(in *payload.Insert) { in.ApplyFeatures().SkipFeatures() }, `,"apply_feature_execution":[],"skip_feature_execution":[]`},
		{"lar_id", func(in *payload.Insert) { in.LeadAssignmentRule("3652397000000186017") }, `,"lar_id":"3652397000000186017"`},
		{"in the order of setting", func(in *payload.Insert) {
			in.LeadAssignmentRule("1").SkipFeatures(payload.Cadences).Triggers(payload.Workflow).ApplyFeatures(payload.LayoutRules).LeadAssignmentRule("2")
		}, `,"lar_id":"2","skip_feature_execution":[{"name":"cadences"}],"trigger":["workflow"],"apply_feature_execution":[{"name":"layout_rules"}]`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := requests.Leads(requests.Lead())
			tt.set(in)
			if got, want := requests.Build(t, in), daly+tt.want+"}"; got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
			if errs := requests.All(in); len(errs) > 0 {
				t.Errorf("problems: %v", errs)
			}
		})
	}
}

// TestEnvelopeProblems compares what is said of wrong keys with the answers
// under testdata/envelope, which are in the shape of Zoho's.
func TestEnvelopeProblems(t *testing.T) {
	body := func(keys string) func(t *testing.T) *payload.Insert {
		return func(t *testing.T) *payload.Insert {
			in, err := payload.ParseInsert(modules.Leads(), []byte(daly+","+keys+"}"))
			if err != nil {
				t.Fatal(err)
			}
			return in
		}
	}
	set := func(f func(in *payload.Insert)) func(t *testing.T) *payload.Insert {
		return func(*testing.T) *payload.Insert {
			in := requests.Leads(requests.Lead())
			f(in)
			return in
		}
	}
	tests := []struct {
		golden string
		in     func(t *testing.T) *payload.Insert
		want   []string
	}{
		{"trigger_unknown", set(func(in *payload.Insert) { in.Triggers(payload.Workflow, "workflows", "Approval") }), []string{
			"error INVALID_DATA supported trigger $.trigger[1]", "error INVALID_DATA supported trigger $.trigger[2]"}},
		{"trigger_text", body(`"trigger":"workflow"`), []string{"error INVALID_DATA type trigger $.trigger"}},
		{"trigger_numbers", body(`"trigger":["workflow",1,["approval"]]`), []string{
			"error INVALID_DATA supported trigger $.trigger[1]", "error INVALID_DATA supported trigger $.trigger[2]"}},
		{"apply_unknown", set(func(in *payload.Insert) { in.ApplyFeatures(payload.Cadences) }), []string{
			"error INVALID_DATA supported name $.apply_feature_execution[0].name"}},
		{"apply_text", body(`"apply_feature_execution":["layout_rules"]`), []string{
			"error INVALID_DATA type apply_feature_execution $.apply_feature_execution[0]"}},
		{"apply_object", body(`"apply_feature_execution":{"name":"layout_rules"}`), []string{
			"error INVALID_DATA type apply_feature_execution $.apply_feature_execution"}},
		{"apply_without_name", body(`"apply_feature_execution":[{"name":"layout_rules"},{}]`), []string{
			"error MANDATORY_NOT_FOUND mandatory name $.apply_feature_execution[1].name"}},
		{"skip_unknown", set(func(in *payload.Insert) { in.SkipFeatures("cadence") }), []string{
			"error INVALID_DATA supported name $.skip_feature_execution[0].name"}},
		{"skip_without_name", body(`"skip_feature_execution":[{"feature":"cadences"},{"name":null},{"name":""}]`), []string{
			"error MANDATORY_NOT_FOUND mandatory name $.skip_feature_execution[0].name",
			"error MANDATORY_NOT_FOUND mandatory name $.skip_feature_execution[1].name",
			"error MANDATORY_NOT_FOUND mandatory name $.skip_feature_execution[2].name"}},
		{"lar_id", set(func(in *payload.Insert) { in.LeadAssignmentRule("rule 1") }), []string{"error INVALID_DATA id lar_id $.lar_id"}},
		{"lar_id_array", body(`"lar_id":["3652397000000186017"]`), []string{"error INVALID_DATA type lar_id $.lar_id"}},
		{"several", body(`"trigger":{},"lar_id":"x","skip_feature_execution":[1]`), []string{
			"error INVALID_DATA type trigger $.trigger", "error INVALID_DATA id lar_id $.lar_id",
			"error INVALID_DATA type skip_feature_execution $.skip_feature_execution[0]"}},
		{"with_a_record", func(t *testing.T) *payload.Insert {
			return requests.Leads(requests.Lead(), record.New().Text("Company", "ABC")).Triggers("all")
		}, []string{"error MANDATORY_NOT_FOUND mandatory Last_Name $.data[1].Last_Name", "error INVALID_DATA supported trigger $.trigger[0]"}},
		{"no_records", set(func(in *payload.Insert) { *in = *payload.NewInsert(modules.Leads()) }), []string{"error INVALID_DATA empty data $.data"}},
		{"too_many_records", set(func(in *payload.Insert) {
			for range 100 {
				in.Add(requests.Lead())
			}
		}), []string{"error LIMIT_EXCEEDED max_items data $.data"}},
		{"layout", set(func(in *payload.Insert) { in.Layout("Standard") }), []string{"error INVALID_DATA id id $.data[0].Layout.id"}},
		{"layout_empty", set(func(in *payload.Insert) { in.Layout("") }), []string{"error MANDATORY_NOT_FOUND mandatory id $.data[0].Layout.id"}},
		{"approved", set(func(in *payload.Insert) { in.Add(requests.Lead().Text("$approved", "false")) }), []string{"error INVALID_DATA type $approved $.data[1].$approved"}},
		{"wizard", set(func(in *payload.Insert) { in.Add(wizard("first", "1", "b")) }), []string{
			"error INVALID_DATA id id $.data[1].Wizard.id",
			"error INVALID_DATA id $wizard_connection_path $.data[1].$wizard_connection_path[1]"}},
	}
	for _, tt := range tests {
		t.Run(tt.golden, func(t *testing.T) {
			errs := requests.Refused(t, tt.in(t))
			if diff := cmp.Diff(tt.want, testkit.Lines(errs)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			answer, err := json.Marshal(errs)
			if err != nil {
				t.Fatal(err)
			}
			testkit.Golden(t, "envelope/"+tt.golden+".json", testkit.Indent(t, answer))
		})
	}
}

// TestEnvelopeWarnings lets pass what the page does not forbid.
func TestEnvelopeWarnings(t *testing.T) {
	tests := []struct {
		name   string
		module *modules.Module
		body   string
		want   []string
		words  string
	}{
		{"lar_id of another module", modules.Contacts(), daly + `,"lar_id":"3652397000000186017"}`,
			[]string{"warning INVALID_DATA unknown_key lar_id $.lar_id"}, "expected no lar_id: it starts a lead assignment rule, and the module has none"},
		{"lar_id as a number", modules.Leads(), daly + `,"lar_id":3652397000000186017}`,
			[]string{"warning INVALID_DATA numeric_id lar_id $.lar_id"}, "expected an id: text of 1 to 19 digits"},
		{"the SDKs' process", modules.Leads(), daly + `,"process":["review_process"]}`,
			[]string{"warning INVALID_DATA unknown_key process $.process"}, "expected a key that the page documents beside data"},
		{"a misspelled key", modules.Leads(), daly + `,"triggers":[]}`,
			[]string{"warning INVALID_DATA unknown_key triggers $.triggers"}, "expected a key that the page documents beside data"},
		{"a key with a value of its own", modules.Leads(), daly + `,"x":{"deep":[null,1.50]}}`,
			[]string{"warning INVALID_DATA unknown_key x $.x"}, "expected a key that the page documents beside data"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in, err := payload.ParseInsert(tt.module, []byte(tt.body))
			if err != nil {
				t.Fatal(err)
			}
			if got := requests.Build(t, in); got != tt.body {
				t.Errorf("got  %s\nwant %s", got, tt.body)
			}
			errs := requests.All(in)
			if diff := cmp.Diff(tt.want, testkit.Lines(errs)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if len(errs) > 0 && errs[0].Expectation() != tt.words {
				t.Errorf("words %q, want %q", errs[0].Expectation(), tt.words)
			}
			// Strict makes errors of them.
			strict := requests.Refused(t, in.Strict())
			if diff := cmp.Diff(strings.ReplaceAll(strings.Join(tt.want, "\n"), "warning", "error"), strings.Join(testkit.Lines(strict), "\n")); diff != "" {
				t.Errorf("strict (-want +got):\n%s", diff)
			}
		})
	}
}

// TestLayout sets a layout for all records, which those that name one keep.
func TestLayout(t *testing.T) {
	named := requests.Lead().Text("Company", "ABC").Lookup("Layout", "554023000002734009")
	in := requests.Leads(requests.Lead(), named, record.FromMap(map[string]any{"State": "Texas", "Last_Name": "Dolan"}), requests.Lead().Null("Layout")).Layout("554023000000000001")
	const want = `{"data":[{"Layout":{"id":"554023000000000001"},"Last_Name":"Daly"},` +
		`{"Last_Name":"Daly","Company":"ABC","Layout":{"id":"554023000002734009"}},` +
		`{"Layout":{"id":"554023000000000001"},"Last_Name":"Dolan","State":"Texas"},` +
		`{"Last_Name":"Daly","Layout":null}]}`
	if got := requests.Build(t, in); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if named.Len() != 3 {
		t.Error("the record has changed")
	}

	// The layout of the request does not move the problems of a record.
	errs := requests.Refused(t, requests.Leads(record.New().Int("Last_Name", 1)).Layout("1"))
	if diff := cmp.Diff([]string{"error INVALID_DATA type Last_Name $.data[0].Last_Name"}, testkit.Lines(errs)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// wizard returns a lead that is created in a wizard by these connections.
func wizard(id string, connections ...string) *record.Record {
	r := requests.Lead().Lookup("Wizard", id)
	if len(connections) > 0 {
		r.MultiSelect("$wizard_connection_path", connections...)
	}
	return r
}

// TestApprovedAndWizard are keys of the record, not of the envelope.
func TestApprovedAndWizard(t *testing.T) {
	in := requests.Leads(requests.Lead().Bool("$approved", false).Lookup("Wizard", "1").MultiSelect("$wizard_connection_path", "2", "3"), requests.Lead().Bool("$approved", true).Set("Wizard", "1").MultiSelect("$wizard_connection_path", "2"))
	const want = `{"data":[{"Last_Name":"Daly","$approved":false,"Wizard":{"id":"1"},"$wizard_connection_path":["2","3"]},` +
		`{"Last_Name":"Daly","$approved":true,"Wizard":"1","$wizard_connection_path":["2"]}]}`
	if got := requests.Build(t, in); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	errs := requests.Refused(t, requests.Leads(wizard("1")))
	if diff := cmp.Diff([]string{"error DEPENDENT_FIELD_MISSING mandatory $wizard_connection_path $.data[0].$wizard_connection_path"}, testkit.Lines(errs)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if d := errs[0].Details.Dependee; d == nil || d.Path.JSONPath() != "$.data[0].Wizard" {
		t.Errorf("dependee %+v", d)
	}
}

// TestSupportedValuesAreACopy changes the values that a problem names, and looks
// whether they are still taken.
func TestSupportedValuesAreACopy(t *testing.T) {
	errs := requests.Refused(t, requests.Leads(requests.Lead()).Triggers("x").SkipFeatures("x"))
	for _, e := range errs {
		clear(e.Details.SupportedValues)
	}
	requests.Build(t, requests.Leads(requests.Lead()).Triggers(payload.Workflow).SkipFeatures(payload.Cadences))
}
