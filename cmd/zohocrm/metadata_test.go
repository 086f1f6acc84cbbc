package main

import (
	"strings"
	"testing"
)

// The answers of an organization, which package modules has for its own tests.
const (
	leadsFields    = "../../modules/testdata/fields-leads.json"
	visitsFields   = "../../modules/testdata/fields-subform.json"
	dealsLayouts   = "../../modules/testdata/layouts-deals.json"
	dealsPipelines = "../../modules/testdata/pipelines-deals.json"
	dealsRules     = "../../modules/testdata/layout-rules.json"
)

// TestMetadata checks records against an organization's own answers.
func TestMetadata(t *testing.T) {
	leads := []string{"-module", "Leads", "-fields", leadsFields}
	visits := append([]string{"-fields", "Visits=" + visitsFields}, leads...)
	deals := []string{"-module", "Deals", "-layouts", dealsLayouts, "-pipelines", dealsPipelines}
	custom := []string{"-module", "Vehicles", "-fields", write(t, "vehicles.json", `{"fields":[
		{"api_name":"Name","data_type":"text","length":20,"system_mandatory":true},
		{"api_name":"Wheels","data_type":"integer","json_type":"integer","length":2,"system_mandatory":true}]}`)}
	more := write(t, "more.json", `{"fields":[{"api_name":"Age","data_type":"integer","length":3}]}`)
	with := func(args []string, more ...string) []string { return append(append([]string{}, args...), more...) }
	for _, tt := range []struct {
		name   string
		args   []string
		record string
		status int
		err    string
	}{
		{"fields, obeyed", leads, `{"Last_Name":"Daly","interests":["Analytics"],"Budget":100}`, exitOK, ""},
		{"fields, broken", leads, `{"Last_Name":"Daly","Budget":1.5}`, exitRefused,
			"$.data[0].Budget: INVALID_DATA: invalid data: expected at most 0 decimals\n"},
		{"an unknown field", leads, `{"Last_Name":"Daly","Compny":"Zylker"}`, exitRefused,
			"$.data[0].Compny: INVALID_DATA: the field api name given seems to be invalid: expected a field of the module; did you mean Company?\n"},
		{"a warning", leads, `{"Last_Name":"Daly","Full_Name":"Patricia Daly"}`, exitOK,
			"$.data[0].Full_Name: warning: INVALID_DATA: invalid data: expected no value: Zoho sets the field itself\n"},
		{"a warning, strict", with(leads, "-strict"), `{"Last_Name":"Daly","Full_Name":"Patricia Daly"}`, exitRefused,
			"$.data[0].Full_Name: INVALID_DATA: invalid data: expected no value: Zoho sets the field itself\n"},
		{"a layout that the fields do not list", []string{"-module", "Leads", "-fields", more, "-field", "Last_Name:text", "-layout", "7", "-strict"},
			`{"Last_Name":"Daly","Age":7}`, exitOK, ""},
		{"another answer for the fields", with(leads, "-fields", more), `{"Last_Name":"Daly","Age":1000,"Budget":1}`, exitRefused,
			"$.data[0].Age: INVALID_DATA: invalid data: expected at most 3 digits before the decimal point\n"},
		{"a declared field goes before", with(leads, "-field", "Budget:currency:7:2"), `{"Last_Name":"Daly","Budget":1.5}`, exitOK, ""},
		{"a declared field that is not listed", with(leads, "-field", "New:text", "-strict"), `{"Last_Name":"Daly","New":"x"}`, exitOK, ""},

		{"rows without their fields", leads, `{"Last_Name":"Daly","Visits":[{"Any":1}]}`, exitOK, ""},
		{"rows, obeyed", visits, `{"Last_Name":"Daly","Visits":[{"Visited_On":"2026-01-31"}]}`, exitOK, ""},
		{"rows, broken", visits, `{"Last_Name":"Daly","Visits":[{"Visited_On":"2026-01-31","Purpose":7}]}`, exitRefused,
			"$.data[0].Visits[0].Purpose: INVALID_DATA: invalid data: expected text\n"},

		{"layouts and pipelines, obeyed", deals, `{"Deal_Name":"d","Stage":"Closed Won","Pipeline":"Partners","Closing_Date":"2026-03-31"}`, exitOK, ""},
		{"the default layout", deals, `{"Deal_Name":"d","Stage":"Closed Won","Pipeline":"Partners"}`, exitOK,
			"$.data[0].Closing_Date: warning: MANDATORY_NOT_FOUND: required field not found: expected a value\n"},
		{"the named layout", with(deals, "-layout", "4876876000000095991"), `{"Deal_Name":"d","Stage":"Closed Won","Pipeline":"Renewals"}`, exitRefused,
			"$.data[0].Account_Name: MANDATORY_NOT_FOUND: required field not found: expected a value\n"},
		{"a stage of another pipeline", deals, `{"Deal_Name":"d","Stage":"Needs Analysis","Pipeline":"Partners","Closing_Date":"2026-03-31"}`, exitRefused,
			"$.data[0].Stage: MAPPING_MISMATCH: Pipeline doesn't contain the Stage: expected a stage of the pipeline\n"},
		{"a pipeline of no layout", []string{"-module", "Deals", "-pipelines", dealsPipelines}, `{"Deal_Name":"d","Stage":"Closed Won","Pipeline":"Nordic"}`, exitRefused,
			"$.data[0].Pipeline: MAPPING_MISMATCH: Layout doesn't contain the Pipeline: expected a pipeline of the layout\n"},

		{"rules that are not asked for", []string{"-module", "Deals", "-rules", dealsRules}, `{"Deal_Name":"d","Stage":"s"}`, exitOK, ""},
		{"rules that are", []string{"-module", "Deals", "-rules", dealsRules, "-apply", "layout_rules"}, `{"Deal_Name":"d","Stage":"s"}`, exitRefused,
			"$.data[0].Next_Step: MANDATORY_NOT_FOUND: required field not found: expected a value\n"},

		{"a custom module, obeyed", custom, `{"Name":"n","Wheels":4}`, exitOK, ""},
		{"a custom module, broken", custom, `{"Name":"n","Wheels":400,"Wings":2}`, exitRefused,
			"$.data[0].Wheels: INVALID_DATA: invalid data: expected at most 2 digits before the decimal point\n" +
				"$.data[0].Wings: INVALID_DATA: the field api name given seems to be invalid: expected a field of the module\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := invoke(tt.record, tt.args...)
			if got.status != tt.status || got.err != tt.err {
				t.Errorf("exit %d, want %d; got %q, want %q", got.status, tt.status, got.err, tt.err)
			}
			if (got.out != "") != (tt.status == exitOK) {
				t.Errorf("out %q", got.out)
			}
		})
	}
}

// TestMetadataProblemsJSON shows the layout rule in the JSON form of a problem.
func TestMetadataProblemsJSON(t *testing.T) {
	invoke(`{"Deal_Name":"d","Stage":"s","Next_Step":"call","Lead_Source":"Partner"}`,
		"-module", "Deals", "-rules", dealsRules, "-apply", "layout_rules", "-layout", "4876876000000095023", "-problems", "json",
	).want(t, exitRefused, "", `{"record":0,"level":"error","reason":"mandatory","code":"MANDATORY_NOT_FOUND","details":{"layout_rule":{"name":"Referrals","id":"5410702000000761547"},"api_name":"Description","json_path":"$.data[0].Description"},"message":"required field not found","status":"error","expected":"a value","hint":"give the field a value"}`+"\n")
}

// TestMetadataCSV reads cells as the organization's fields say.
func TestMetadataCSV(t *testing.T) {
	invoke("Last_Name,interests,EAN_Code,Budget,Partner\nDaly,Analytics;ML,0012345600012,100,4876876000000225013\n",
		"-module", "Leads", "-fields", leadsFields, "-in", "csv",
	).want(t, exitOK, `{"data":[{"Last_Name":"Daly","interests":["Analytics","ML"],"EAN_Code":"0012345600012","Budget":100,"Partner":{"id":"4876876000000225013"}}]}`+"\n", "")
}

// TestMetadataUsage gives metadata that cannot be loaded: nothing is done, and the
// message names the flag, the file and the path.
func TestMetadataUsage(t *testing.T) {
	cut := write(t, "cut.json", "{\n \"fields\": [\n")
	wrong := write(t, "wrong.json", `{"fields":[{"api_name":"A"},{"api_name":"B","length":"ten"}]}`)
	refused := write(t, "refused.json", `{"code":"INVALID_TOKEN","details":{},"message":"invalid oauth token","status":"error"}`)
	for _, tt := range []struct {
		args    []string
		message string
	}{
		{[]string{"-fields", cut}, "-fields " + cut + ": INVALID_DATA: invalid data: line 3, column 1: expected a JSON value"},
		{[]string{"-fields", wrong}, "-fields " + wrong + ": $.fields[1].length: INVALID_DATA: invalid data: expected a whole number from 0 to 1000000"},
		{[]string{"-fields", refused}, "-fields " + refused + ": $.fields: INVALID_DATA: invalid data: expected the answer of the metadata call, an object with fields"},
		{[]string{"-layouts", refused}, "-layouts " + refused + ": $.layouts: INVALID_DATA"},
		{[]string{"-pipelines", refused}, "-pipelines " + refused + ": $.pipeline: INVALID_DATA"},
		{[]string{"-rules", refused}, "-rules " + refused + ": $.layout_rules: INVALID_DATA"},
		{[]string{"-layouts", leadsFields}, "-layouts " + leadsFields + ": $.layouts: INVALID_DATA"},
		{[]string{"-fields", leadsFields, "-fields", wrong}, "-fields " + wrong + ": $.fields[1].length"},
		{[]string{"-fields", "no-such-file.json"}, "-fields no-such-file.json: open no-such-file.json: "},
		{[]string{"-rules", "testdata"}, "-rules testdata: leads-broken.json: expected a JSON object"},
		{[]string{"-fields", "Visits=" + visitsFields}, "-fields Visits=" + visitsFields + ": INVALID_DATA: the field api name given seems to be invalid: expected the API name of a subform of the module"},
		{[]string{"-fields", leadsFields, "-fields", "Company=" + visitsFields}, "expected the API name of a subform of the module"},
		{[]string{"-fields", leadsFields, "-fields", "Visits=" + wrong}, "-fields Visits=" + wrong + ": $.fields[1].length"},
		{[]string{"-fields", "./no=such.json"}, "-fields ./no=such.json: open ./no=such.json: "},
		{[]string{"-fields"}, "flag needs an argument: -fields"},
	} {
		got := invoke(`{"Last_Name":"Daly"}`, append([]string{"-module", "Leads"}, tt.args...)...)
		if got.status != exitUsage || got.out != "" || !strings.Contains(got.err, tt.message) {
			t.Errorf("%q: exit %d, out %q, message %q, want %q in it", tt.args, got.status, got.out, got.err, tt.message)
		}
	}
	// What describes no module does not make one of a misspelled name.
	got := invoke(`{"Last_Name":"Daly"}`, "-module", "Laeds", "-rules", dealsRules)
	if got.status != exitUsage || !strings.Contains(got.err, "INVALID_MODULE") {
		t.Errorf("exit %d, message %q", got.status, got.err)
	}
}
