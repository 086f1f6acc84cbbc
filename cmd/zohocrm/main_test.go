package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm/internal/testkit"
)

// A result is what a call of the command leaves.
type result struct {
	status   int
	out, err string
}

// invoke calls the command, without a summary, as insert if no other is named.
func invoke(stdin string, args ...string) result {
	var out, err bytes.Buffer
	status := run(quietly(args), strings.NewReader(stdin), &out, &err)
	return result{status, out.String(), err.String()}
}

// quietly returns the arguments of a call without a summary.
func quietly(args []string) []string {
	name := "insert"
	for _, c := range commands() {
		if len(args) > 0 && c.name == args[0] {
			name, args = c.name, args[1:]
		}
	}
	if slices.Contains([]string{"insert", "update", "upsert", "bulk", "outcome"}, name) {
		return append([]string{name, "-quiet"}, args...)
	}
	return append([]string{name}, args...)
}

// want compares a result.
func (r result) want(t *testing.T, status int, out, err string) {
	t.Helper()
	if diff := cmp.Diff(result{status, out, err}, r, cmp.AllowUnexported(result{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// golden compares text with a file, by its path from this directory.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if testkit.Update() && strings.HasPrefix(file, "testdata/") {
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(read(t, file), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

func read(t testing.TB, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// write makes a file of its own for a test.
func write(t testing.TB, name, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return file
}

// decoded returns a JSON value as encoding/json reads it, numbers as they are
// written.
func decoded(t testing.TB, text string) any {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%.200s: %v", text, err)
	}
	return v
}

const (
	leadsFile  = "../../testdata/leads.json"
	leadsLines = "../../testdata/leads.jsonl"
	leadsBody  = "../../testdata/leads.body.json"
	brokenFile = "../../testdata/leads-broken.json"
)

// TestMainCommand sends good records, in every form that they can come in.
func TestMainCommand(t *testing.T) {
	body := read(t, leadsBody)
	object, _, _ := strings.Cut(read(t, leadsLines), "\n")
	tests := []struct {
		name, stdin string
		args        []string
		want        string
	}{
		{"a file with an array", "", []string{leadsFile}, body},
		{"a file with a record a line", "", []string{leadsLines}, body},
		{"the format in capitals", "", []string{write(t, "LEADS.JSONL", read(t, leadsLines))}, body},
		{"a file with a body", "", []string{leadsBody}, body},
		{"a body, said so", "", []string{"-in", "body", leadsBody}, body},
		{"standard input", read(t, leadsFile), nil, body},
		{"standard input by its name", read(t, leadsFile), []string{"-"}, body},
		{"standard input, a record a line", read(t, leadsLines), []string{"-in", "jsonl", "-"}, body},
		{"standard input, a body", body, []string{"-in=body"}, body},
		{"one record", object, nil, `{"data":[` + object + "]}\n"},
		{"one record on a line", object, []string{"-in", "jsonl"}, `{"data":[` + object + "]}\n"},
		{"a byte order mark", "\uFEFF" + object, nil, `{"data":[` + object + "]}\n"},
		{"a byte order mark before a line", "\uFEFF" + object + "\r\n", []string{"-in", "jsonl"}, `{"data":[` + object + "]}\n"},
		{"a byte order mark before a body", "\uFEFF" + body, []string{"-in", "body"}, body},
		{"no record in an array", " [ ] ", nil, ""},
		{"no record on the lines", "\n\r\n", []string{"-in", "jsonl"}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			invoke(tt.stdin, append([]string{"-module", "Leads"}, tt.args...)...).want(t, exitOK, tt.want, "")
		})
	}
}

// TestModuleNames finds the module by each of its names.
func TestModuleNames(t *testing.T) {
	for _, name := range []string{"Price_Books", "pricebooks", "price books", "PRICEBOOKS"} {
		invoke(`{"Price_Book_Name":"a","Pricing_Details":[{"from_range":1,"to_range":5,"discount":2}]}`, "-module", name).
			want(t, exitOK, `{"data":[{"Price_Book_Name":"a","Pricing_Details":[{"from_range":1,"to_range":5,"discount":2}]}]}`+"\n", "")
	}
}

// TestBrokenRecords sends the good records out, and reports seven problems of
// the bad one.
func TestBrokenRecords(t *testing.T) {
	for _, style := range []string{"text", "json"} {
		got := invoke("", "-module", "Leads", "-problems", style, brokenFile)
		if got.status != exitRefused {
			t.Errorf("%s: exit %d, want %d", style, got.status, exitRefused)
		}
		if diff := cmp.Diff(read(t, leadsBody), got.out); diff != "" {
			t.Errorf("%s: body (-want +got):\n%s", style, diff)
		}
		if n := strings.Count(got.err, "\n"); n != 7 {
			t.Errorf("%s: %d lines, want 7", style, n)
		}
		golden(t, "testdata/leads-broken."+style, got.err)
	}
}

// TestPageSamples takes each sample body of the page and gives the same JSON
// values out.
func TestPageSamples(t *testing.T) {
	files, err := filepath.Glob("../../testdata/page/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		module := strings.TrimSuffix(filepath.Base(file), ".json")
		t.Run(module, func(t *testing.T) {
			got := invoke("", "-module", module, "-in", "body", file)
			if got.status != exitOK || strings.Contains(got.err, "error") {
				t.Errorf("exit %d, %s", got.status, got.err)
			}
			if strings.Count(got.out, "\n") != 1 {
				t.Errorf("%d lines, want one", strings.Count(got.out, "\n"))
			}
			if diff := cmp.Diff(decoded(t, read(t, file)), decoded(t, got.out)); diff != "" {
				t.Errorf("(-page +out):\n%s", diff)
			}
		})
	}
}

// numbered returns an array of n leads; those of bad lack a name.
func numbered(n int, bad ...int) string {
	var records []string
	for i := range n {
		name := `"Last_Name":"Daly",`
		if slices.Contains(bad, i) {
			name = ""
		}
		records = append(records, fmt.Sprintf(`{%s"No_of_Employees":%d}`, name, i))
	}
	return "[" + strings.Join(records, ",\n") + "]"
}

// TestManyRecords makes three bodies of 250 records.
func TestManyRecords(t *testing.T) {
	got := invoke(numbered(250), "-module", "Leads")
	if got.status != exitOK || got.err != "" {
		t.Fatalf("exit %d, %s", got.status, got.err)
	}
	bodies := strings.SplitAfter(got.out, "\n")
	var sizes []int
	next := 0
	for _, body := range bodies[:len(bodies)-1] {
		data := decoded(t, body).(map[string]any)["data"].([]any)
		sizes = append(sizes, len(data))
		for _, record := range data {
			if n := record.(map[string]any)["No_of_Employees"]; n != json.Number(fmt.Sprint(next)) {
				t.Fatalf("record %v where %d is due", n, next)
			}
			next++
		}
	}
	if diff := cmp.Diff([]int{100, 100, 50}, sizes); diff != "" {
		t.Errorf("records by body (-want +got):\n%s", diff)
	}
}

// TestLongArray takes an array of more values than one record may hold.
func TestLongArray(t *testing.T) {
	n := testkit.Size(3_000, 30_000, 30_000)
	got := invoke("["+strings.Repeat(`{"Last_Name":"Daly","State":"Texas","Company":"ABC","City":"Austin"},`, n-1)+`{"Last_Name":"Daly"}]`, "-module", "Leads")
	if got.status != exitOK || got.err != "" || strings.Count(got.out, "\n") != n/100 || strings.Count(got.out, "Daly") != n {
		t.Errorf("exit %d, %.200s; %d bodies", got.status, got.err, strings.Count(got.out, "\n"))
	}
}

// TestProblemsJSON checks each line: its keys in the order of the contract, and
// the number of the record in the input, over several bodies.
func TestProblemsJSON(t *testing.T) {
	got := invoke(numbered(250, 0, 120, 249), "-module", "Leads", "-problems", "json")
	var want strings.Builder
	for _, n := range []int{0, 120, 249} {
		fmt.Fprintf(&want, `{"record":%d,"level":"error","reason":"mandatory","code":"MANDATORY_NOT_FOUND",`+
			`"details":{"api_name":"Last_Name","json_path":"$.data[%d].Last_Name"},"message":"required field not found","status":"error",`+
			`"expected":"a value","hint":"give the field a value","row":%d}`+"\n", n, n, n+1)
	}
	if got.status != exitRefused || strings.Count(got.out, "\n") != 3 {
		t.Errorf("exit %d, %d bodies", got.status, strings.Count(got.out, "\n"))
	}
	if diff := cmp.Diff(want.String(), got.err); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}

	// Warnings, and the envelope.
	const body = `{"data":[{"Last_Name":"Daly"},{"Last_Name":"Dolan","Full_Name":"x"}],"process":["review_process"]}`
	invoke(body, "-module", "Leads", "-in", "body", "-problems", "json").want(t, exitOK, body+"\n",
		`{"record":-1,"level":"warning","reason":"unknown_key","code":"INVALID_DATA","details":{"api_name":"process","json_path":"$.process"},"message":"invalid data","status":"error",`+
			`"expected":"a key that the page documents beside data","hint":"use a key that Zoho documents, or remove the key"}`+"\n"+
			`{"record":1,"level":"warning","reason":"not_creatable","code":"INVALID_DATA","details":{"api_name":"Full_Name","json_path":"$.data[1].Full_Name"},"message":"invalid data","status":"error",`+
			`"expected":"no value: Zoho sets the field itself","hint":"remove the field"}`+"\n")
	invoke(`{"data":[{"Last_Name":"Daly"}],"trigger":["x"]}`, "-module", "Leads", "-in", "body", "-problems", "json").want(t, exitRefused, "",
		`{"record":-1,"level":"error","reason":"supported","code":"INVALID_DATA","details":{"supported_values":["workflow","approval","blueprint","pathfinder","orchestration"],"api_name":"trigger","json_path":"$.trigger[0]"},"message":"invalid data","status":"error",`+
			`"expected":"one of workflow, approval, blueprint, pathfinder, orchestration","hint":"choose one of the supported values"}`+"\n")
}

// problemLine is the form of a problem as JSON, with its keys in their order.
var problemLine = regexp.MustCompile(`^\{"record":(-1|\d+),"level":"(error|warning)","reason":"[a-z0-9_]+","code":"[A-Z_]+","details":\{.*\},` +
	`"message":"[^"]+","status":"error"(,"expected":"([^"\\]|\\.)+")?(,"hint":"([^"\\]|\\.)+")?(,"suggestion":"([^"\\]|\\.)+")?` +
	`(,"row":[1-9]\d*(,"column":[1-9]\d*)?)?(,"position":\d+)?(,"more":[1-9]\d*)?\}\n$`)

// TestProblemKeys looks at every line that the command writes for the oddest
// records.
func TestProblemKeys(t *testing.T) {
	const records = `[1,null,{},{"Last_Name":1,"\u0000<&>\u2028\"\\":{"a":1,"a":2}},{"Last_Name":"x","$line_tax":1,"Layout":[],"Owner":"x","Wizard":1.5}]`
	got := invoke(records, "-module", "Leads", "-problems", "json", "-strict")
	for line := range strings.Lines(got.err) {
		if !problemLine.MatchString(line) || !json.Valid([]byte(line)) {
			t.Error(line)
		}
	}
	if n := strings.Count(got.err, "\n"); n < 7 {
		t.Errorf("%d lines:\n%s", n, got.err)
	}
}

// TestProblemsAreOneLineEach prints names that could move a cursor.
func TestProblemsAreOneLineEach(t *testing.T) {
	got := invoke(`{"Last_Name":"Daly","a\nb\u001b[2J\u202e":{"x":1,"x":1}}`, "-module", "Leads") // no API name, and a key twice
	if strings.ContainsAny(got.err, "\x1b\u202e") || strings.Count(got.err, "\n") != 2 || got.status != exitRefused {
		t.Errorf("exit %d, %q", got.status, got.err)
	}
}

// TestCheckWritesNothing: -check reports, and writes nothing.
func TestCheckWritesNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	invoke("", "-module", "Leads", "-check", leadsFile).want(t, exitOK, "", "")
	invoke("", "-module", "Leads", "-check", "-o", dir, leadsFile).want(t, exitOK, "", "")
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%s is there: %v", dir, err)
	}
	got := invoke("", "-module", "Leads", "-check", brokenFile)
	if got.status != exitRefused || got.out != "" || strings.Count(got.err, "\n") != 7 {
		t.Errorf("exit %d, out %q, err %q", got.status, got.out, got.err)
	}
}

// TestStrict refuses for warnings.
func TestStrict(t *testing.T) {
	const records = `[{"Last_Name":"Daly"},{"Last_Name":"Dolan","Full_Name":"Brian Dolan"}]`
	const warning = "$.data[1].Full_Name: warning: INVALID_DATA: invalid data: expected no value: Zoho sets the field itself: line 1\n"
	invoke(records, "-module", "Leads").want(t, exitOK, `{"data":[{"Last_Name":"Daly"},{"Last_Name":"Dolan","Full_Name":"Brian Dolan"}]}`+"\n", warning)
	invoke(records, "-module", "Leads", "-strict").want(t, exitRefused, `{"data":[{"Last_Name":"Daly"}]}`+"\n", strings.Replace(warning, "warning: ", "", 1))
	invoke("", "-module", "Leads", "-strict", leadsFile).want(t, exitOK, read(t, leadsBody), "")
}

// TestDirectory writes each body to a file of its own, and nothing else.
func TestDirectory(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "b")
	invoke(numbered(250, 7), "-module", "Leads", "-o", dir, "-trigger", "none").
		want(t, exitRefused, "", "$.data[7].Last_Name: MANDATORY_NOT_FOUND: required field not found: expected a value: line 8\n")
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	total := 0
	for _, e := range entries {
		names = append(names, e.Name())
		if e.Name() == manifestName {
			continue
		}
		body := decoded(t, read(t, filepath.Join(dir, e.Name()))).(map[string]any)
		total += len(body["data"].([]any))
		if diff := cmp.Diff([]any{}, body["trigger"]); diff != "" {
			t.Errorf("%s: trigger (-want +got):\n%s", e.Name(), diff)
		}
	}
	if diff := cmp.Diff([]string{"body-00001.json", "body-00002.json", "body-00003.json", "run.json"}, names); diff != "" || total != 249 {
		t.Errorf("%d records in files (-want +got):\n%s", total, diff)
	}

	// Where no file can be written, or no directory made.
	file := write(t, "file", "")
	for _, dir := range []string{file, filepath.Join(file, "a")} {
		if got := invoke(`{"Last_Name":"Daly"}`, "-module", "Leads", "-o", dir); got.status != exitUsage || got.out != "" || !strings.HasPrefix(got.err, "zohocrm: -o "+dir+": ") {
			t.Errorf("exit %d, %q, %q", got.status, got.out, got.err)
		}
	}
}

// TestEnvelopeFlags sets the keys of the request.
func TestEnvelopeFlags(t *testing.T) {
	const record = `{"Last_Name":"Daly"}`
	tests := []struct {
		args []string
		want string
	}{
		{nil, `{"data":[{"Last_Name":"Daly"}]}`},
		{[]string{"-trigger", "none"}, `{"data":[{"Last_Name":"Daly"}],"trigger":[]}`},
		{[]string{"-trigger", "workflow"}, `{"data":[{"Last_Name":"Daly"}],"trigger":["workflow"]}`},
		{[]string{"-trigger", "approval, workflow"}, `{"data":[{"Last_Name":"Daly"}],"trigger":["approval","workflow"]}`},
		{[]string{"-apply", "layout_rules"}, `{"data":[{"Last_Name":"Daly"}],"apply_feature_execution":[{"name":"layout_rules"}]}`},
		{[]string{"-skip", "cadences"}, `{"data":[{"Last_Name":"Daly"}],"skip_feature_execution":[{"name":"cadences"}]}`},
		{[]string{"-lar-id", "3652397000000186017"}, `{"data":[{"Last_Name":"Daly"}],"lar_id":"3652397000000186017"}`},
		{[]string{"-layout", "554023000002734009"}, `{"data":[{"Layout":{"id":"554023000002734009"},"Last_Name":"Daly"}]}`},
		{[]string{"-lar-id", "1", "-skip", "cadences", "-apply", "layout_rules", "-trigger", "workflow", "-layout", "2"},
			`{"data":[{"Layout":{"id":"2"},"Last_Name":"Daly"}],"trigger":["workflow"],"apply_feature_execution":[{"name":"layout_rules"}],"skip_feature_execution":[{"name":"cadences"}],"lar_id":"1"}`},
	}
	for _, tt := range tests {
		invoke(record, append([]string{"-module", "Leads"}, tt.args...)...).want(t, exitOK, tt.want+"\n", "")
	}

	// Over the keys of a body, whose other keys stay.
	invoke(`{"data":[{"Last_Name":"Daly","Layout":{"id":"1"}}],"trigger":["blueprint"],"lar_id":"1"}`,
		"-module", "Leads", "-in", "body", "-trigger", "none", "-layout", "2", "-skip", "cadences").
		want(t, exitOK, `{"data":[{"Last_Name":"Daly","Layout":{"id":"1"}}],"trigger":[],"lar_id":"1","skip_feature_execution":[{"name":"cadences"}]}`+"\n", "")

	// A warning about a flag comes once.
	const warning = "$.lar_id: warning: INVALID_DATA: invalid data: expected no lar_id: it starts a lead assignment rule, and the module has none\n"
	invoke(numbered(250), "-module", "Contacts", "-lar-id", "1", "-check").
		want(t, exitOK, "", warning)
}

// TestUsage answers what cannot be done with exit status 2 and a clear word.
// A rule is stricter than the organization: it is left out, and the others
// stay.
func TestWithoutRule(t *testing.T) {
	const call = `{"Subject":"s","Call_Type":"Outbound","Call_Start_Time":"2026-03-01T10:00:00+01:00","Outgoing_Call_Status":"Scheduled"`
	calls := func(args ...string) []string {
		return append([]string{"-module", "Calls", "-now", "2026-01-31T09:00:00+01:00"}, args...)
	}
	invoke(call+"}", calls()...).want(t, exitRefused, "",
		"$.data[0].Who_Id: MANDATORY_NOT_FOUND: required field not found: expected a value\n"+
			"$.data[0].What_Id: MANDATORY_NOT_FOUND: required field not found: expected a value\n")
	invoke(call+"}", calls("-without-rule", "call_scheduled")...).want(t, exitOK, `{"data":[`+call+"}]}\n", "")
	invoke(call+`,"What_Id":{"id":"1"},"$se_module":"Boats"}`, calls("-without-rule", "call_scheduled", "-without-rule", "se_module_value")...).want(t, exitOK,
		`{"data":[`+call+`,"What_Id":{"id":"1"},"$se_module":"Boats"}]}`+"\n", "")
}

func TestUsage(t *testing.T) {
	notJSON := write(t, "bad.json", "{\n  \"Last_Name\": \"Daly\"\n  \"Company\": \"ABC\"\n}\n")
	leads := func(args ...string) []string { return append([]string{"-module", "Leads"}, args...) }
	tests := []struct {
		name, stdin string
		args        []string
		message     string
	}{
		{"no module", "{}", nil, "zohocrm: -module is required"},
		{"unknown module", "{}", []string{"-module", "Leed"}, "zohocrm: -module: INVALID_MODULE: the module name given seems to be invalid: expected the API name of a module, such as Leads, "},
		{"a line-item module", "{}", []string{"-module", "Quoted_Items"}, "INVALID_MODULE"},
		{"unknown flag", "{}", leads("-sorted"), "flag provided but not defined: -sorted"},
		{"a flag without its value", "{}", []string{"-module"}, "flag needs an argument: -module"},
		{"a wrong value of a switch", "{}", leads("-strict=maybe"), `invalid boolean value "maybe" for -strict`},
		{"standard input twice", "{}", leads("-", leadsFile, "-"), "zohocrm: standard input can be read once"},
		{"a file twice", "", leads(leadsFile, leadsFile), "zohocrm: " + leadsFile + " is named twice"},
		{"two bodies", "", leads(leadsBody, leadsFile), "zohocrm: " + leadsBody + ": a whole body is a run of its own: name one file"},
		{"an unknown extension", "", leads("../../README.md"), "zohocrm: ../../README.md: the format cannot be told from the extension: known are .csv, .json, .jsonl, .ndjson, .tsv, each also with .gz; say -in json, "},
		{"format", "{}", leads("-in", "xml"), `zohocrm: invalid value "xml" for flag -in: expected json, jsonl`},
		{"style", "{}", leads("-problems", "xml"), `zohocrm: invalid value "xml" for flag -problems: expected text, json, github, sarif, none`},
		{"a number", "{}", leads("-max-problems", "many"), `zohocrm: invalid value "many" for flag -max-problems: expected a number from 0 on`},
		{"time", "{}", leads("-now", "today"), `zohocrm: invalid value "today" for flag -now: expected a time such as 2026-01-31T09:00:00+01:00`},
		{"a report of another form", "{}", leads("-report", "report.pdf"), "zohocrm: -report: expected a file .html, .json or .md"},
		{"rejects over the input", "", leads("-rejects", "../../testdata/../testdata/leads.json", leadsFile), "is a file of the input: write to another one"},
		{"a unique field that is none", "{}", leads("-unique", "Emal"), "zohocrm: -unique: Emal is no field of Leads; did you mean Email?"},
		{"trigger", "{}", leads("-trigger", "workflow,aproval"), "$.trigger[1]: INVALID_DATA: invalid data: expected one of workflow, approval, blueprint, pathfinder, orchestration"},
		{"an empty trigger", "{}", leads("-trigger", "workflow,"), "$.trigger[1]: INVALID_DATA"},
		{"feature to apply", "{}", leads("-apply", "rules"), "$.apply_feature_execution[0].name: INVALID_DATA: invalid data: expected one of layout_rules"},
		{"feature to skip", "{}", leads("-skip", "cadence"), `$.skip_feature_execution[0].name: INVALID_DATA: Invalid data has been provided for the "name" key in the "skip_feature_execution" property: expected one of cadences`},
		{"lar_id", "{}", leads("-lar-id", "x"), "$.lar_id: INVALID_DATA: invalid data: expected an id: text of 1 to 19 digits"},
		{"a strict flag", "{}", []string{"-module", "Contacts", "-lar-id", "1", "-strict"}, "$.lar_id: INVALID_DATA: invalid data: expected no lar_id"},
		{"layout", "{}", leads("-layout", "Standard"), "zohocrm: -layout: $.id: INVALID_DATA: invalid data: expected an id: text of 1 to 19 digits"},
		{"a rule of another module", "{}", leads("-without-rule", "call_scheduled"), "zohocrm: -without-rule: expected one of wizard_connection_path"},
		{"field without a type", "{}", leads("-field", "EAN_Code"), `invalid value "EAN_Code" for flag -field: expected NAME:TYPE[:LENGTH[:DECIMALS]]`},
		{"field without a name", "{}", leads("-field", ":text"), "expected NAME:TYPE[:LENGTH[:DECIMALS]]"},
		{"field of too many parts", "{}", leads("-field", "a:double:1:2:3"), "expected NAME:TYPE[:LENGTH[:DECIMALS]]"},
		{"field of an unknown type", "{}", leads("-field", "EAN_Code:barcode"), "expected a data_type of the Fields metadata, such as text, email, bigint or currency"},
		{"field of too many decimals", "{}", leads("-field", "a:double:9:1000001"), "expected LENGTH and DECIMALS as numbers"},
		{"field of too great a length", "{}", leads("-field", "a:text:1000001"), "expected LENGTH and DECIMALS as numbers"},
		{"field of no length", "{}", leads("-field", "a:text:0"), "expected LENGTH and DECIMALS as numbers"},
		{"field of a wrong length", "{}", leads("-field", "a:text:long"), "expected LENGTH and DECIMALS as numbers"},
		{"field of negative decimals", "{}", leads("-field", "a:double:9:-1"), "expected LENGTH and DECIMALS as numbers"},
		{"field whose name is no UTF-8", "{}", leads("-field", "a\xff:text"), "zohocrm: INVALID_DATA: invalid data: expected a field name in UTF-8"},
		{"missing file", "", leads("no-such-file.json"), "zohocrm: open no-such-file.json: "},
		{"a directory", "", leads("-in", "json", "testdata"), "zohocrm: read testdata: "},
		{"malformed JSON", "", leads(notJSON), "zohocrm: INVALID_DATA: invalid data: line 3, column 3: expected ',' or '}'"},
		{"malformed body", "{\"data\":[\n{}\n}", leads("-in", "body"), "zohocrm: INVALID_DATA: invalid data: line 3, column 1: expected ',' or ']'"},
		{"nothing", "", leads(), "zohocrm: INVALID_DATA: invalid data: line 1, column 1: expected a JSON value"},
		{"10,000 deep", strings.Repeat("[", 10000), leads(), "expected at most 32 arrays and objects inside one another"},
		{"10,000 deep, a body", strings.Repeat(`{"data":[`, 10000), leads("-in", "body"), "expected at most 32 arrays and objects inside one another"},
		{"not UTF-8", "{\"Last_Name\":\"\xff\"}", leads(), "line 1, column 15: expected UTF-8"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := invoke(tt.stdin, tt.args...)
			if got.status != exitUsage || got.out != "" {
				t.Errorf("exit %d, out %q; want %d", got.status, got.out, exitUsage)
			}
			if !strings.Contains(got.err, tt.message) {
				t.Errorf("message %q, want %q in it", got.err, tt.message)
			}
			first, _, _ := strings.Cut(got.err, "\n")
			if !strings.Contains(first, tt.message) {
				t.Errorf("the first line is %q", first)
			}
			if strings.HasPrefix(tt.message, "zohocrm: ") && strings.Count(got.err, "\n") != 1 {
				t.Errorf("%d lines, want one:\n%s", strings.Count(got.err, "\n"), got.err)
			}
		})
	}
}

// TestHelp has a line for each flag of the contract, an example and the exit statuses
// for each command.
func TestHelp(t *testing.T) {
	records := "module custom in field fields layouts pipelines rules without-rule layout trigger apply skip now external strict dry-run o overwrite unique " +
		"j report-values map ignore delimiter encoding date-format decimal true false empty problems max-problems rejects report quiet"
	for name, flags := range map[string]string{
		"insert": records + " lar-id", "update": records + " unmodified-since", "upsert": records + " lar-id duplicate-check expect-updates unmodified-since",
		"bulk": "module custom in field fields layouts pipelines rules without-rule layout now strict dry-run plan o overwrite unique operation find-by ignore-empty callback table " +
			"j report-values map ignore delimiter encoding date-format decimal true false empty problems max-problems rejects report quiet",
		"outcome": "run batch problems rejects o overwrite quiet", "modules": "", "fields": "module custom field fields layouts pipelines rules", "explain": "", "version": "",
	} {
		for _, args := range [][]string{{name, "-h"}, {name, "-help"}, {name, "--help"}, {"help", name}} {
			var out, err bytes.Buffer
			if status := run(args, strings.NewReader(""), &out, &err); status != exitOK || err.Len() > 0 {
				t.Errorf("%s: exit %d, err %q", args, status, err.String())
			}
			help := out.String()
			if !strings.HasPrefix(help, "usage: zohocrm "+name) || !strings.Contains(help, "\nexit status:\n  0 ") {
				t.Errorf("%s: %s", args, help)
			}
			if name != "version" && !strings.Contains(help, "\nexamples:\n  zohocrm "+name) {
				t.Errorf("%s: there is no example:\n%s", args, help)
			}
			for _, flag := range strings.Fields(flags) {
				if n := len(regexp.MustCompile(`(?m)^  -`+flag+` .*[a-z]`).FindAllString(help, -1)); n != 1 {
					t.Errorf("%s: there are %d lines on -%s:\n%s", args, n, flag, help)
				}
			}
			if len(regexp.MustCompile(`(?m)^  -`).FindAllString(help, -1)) != len(strings.Fields(flags)) {
				t.Errorf("%s: other flags:\n%s", args, help)
			}
			for line := range strings.Lines(help) {
				if n := utf8.RuneCountInString(line); n > 180 {
					t.Errorf("%s: a line of %d characters: %s", args, n, line)
				}
			}
		}
	}
}

// TestCommands lists the commands, and answers what is none.
func TestCommands(t *testing.T) {
	for _, args := range [][]string{{"-h"}, {"help"}, {}} {
		var out, err bytes.Buffer
		status := run(args, strings.NewReader(""), &out, &err)
		text := out.String()
		if len(args) == 0 {
			text, status = err.String(), status-exitUsage
		}
		if status != exitOK {
			t.Errorf("%q: exit %d", args, status)
		}
		for _, c := range commands() {
			if !strings.Contains(text, "\n  "+c.name+" ") || c.summary == "" {
				t.Errorf("%q: %s is not listed", args, c.name)
			}
		}
	}
	for arg, want := range map[string]string{
		"inserts": "zohocrm: there is no command inserts (did you mean insert?): zohocrm -h lists them\n",
		"-module": "zohocrm: name a command before the flags, such as insert: zohocrm -h lists them\n",
	} {
		var out, err bytes.Buffer
		if status := run([]string{arg}, strings.NewReader(""), &out, &err); status != exitUsage || err.String() != want || out.Len() > 0 {
			t.Errorf("exit %d, %q", status, err.String())
		}
	}
}

// TestFlagsAnywhere takes flags before, between and after files, and several files as
// one run.
func TestFlagsAnywhere(t *testing.T) {
	one, two := write(t, "a.json", numbered(60)), write(t, "b.jsonl", "{\"Last_Name\":\"Boyle\"}\n")
	want := invoke("", "-module", "Leads", "-trigger", "none", one, two)
	if want.status != exitOK || strings.Count(want.out, "\n") != 1 || !strings.Contains(want.out, `{"Last_Name":"Boyle"}],"trigger":[]}`) {
		t.Fatalf("%+v", want)
	}
	for _, args := range [][]string{
		{one, two, "-module", "Leads", "-trigger", "none"}, {"-module", "Leads", one, "-trigger=none", two}, {"-module", "Leads", "-trigger", "none", "--", one, two},
		{one, "-module", "Leads", "-trigger", "none", "--", two},
	} {
		if got := invoke("", args...); got != want {
			t.Errorf("%q: %+v", args, got)
		}
	}
	dash := filepath.Join(t.TempDir(), "-strict.json")
	if err := os.WriteFile(dash, []byte("[]"), 0o666); err != nil {
		t.Fatal(err)
	}
	t.Chdir(filepath.Dir(dash))
	invoke("", "-module", "Leads", "--", "-strict.json").want(t, exitOK, "", "")
}

// TestJSONLines reads on after a line that is not JSON, and names its line and
// column.
func TestJSONLines(t *testing.T) {
	const lines = "{\"Last_Name\":\"Daly\"}\r\n\r\n{\"Last_Name\":\"Dolan\"\n[1]\n{\"Last_Name\":\"Boyle\"}"
	invoke(lines, "-module", "Leads", "-in", "jsonl").want(t, exitRefused, `{"data":[{"Last_Name":"Daly"},{"Last_Name":"Boyle"}]}`+"\n",
		"$.data[1]: INVALID_DATA: invalid data: line 3, column 21: expected ',' or '}'\n"+
			"$.data[2]: INVALID_DATA: invalid data: expected a record as an object: line 4\n")
}

// TestKeyOfABodyTwice takes an object with a key of a body twice for a body.
func TestKeyOfABodyTwice(t *testing.T) {
	for input, path := range map[string]string{
		`{"data":[{"Last_Name":"a"}],"data":[]}`:                 "$.data",
		`{"data":[{"Last_Name":"a"}],"trigger":[],"trigger":[]}`: "$.trigger",
	} {
		invoke(input, "-module", "Leads").want(t, exitRefused, "", path+": INVALID_DATA: invalid data: expected each key once\n")
	}
	invoke(`{"data":null}`, "-module", "Leads").
		want(t, exitRefused, "", "$.data: INVALID_DATA: invalid data: expected an array of records\n")
}

// TestBodiesAreRefusedAsAWhole: what Zoho refuses as a whole is refused, and the records
// are still reported.
func TestBodiesAreRefusedAsAWhole(t *testing.T) {
	hundredAndOne := `{"data":` + numbered(101, 3) + `}`
	const missing = "Last_Name: MANDATORY_NOT_FOUND: required field not found: expected a value\n"
	tests := []struct {
		name, body string
		err        string
	}{
		{"101 records", hundredAndOne, "$.data: LIMIT_EXCEEDED: count of records in your request exceeds the limit: expected at most 100 records\n$.data[3]." + missing},
		{"no record", `{"data":[],"trigger":[]}`, "$.data: INVALID_DATA: invalid data: expected at least 1 record\n"},
		{"a wrong key beside the records", `{"data":[{"Last_Name":"Daly"},{}],"trigger":{}}`,
			"$.data[1]." + missing + "$.trigger: INVALID_DATA: invalid data: expected an array; [] lets none run\n"},
		{"no data", `{"trigger":[]}`, "$.data: INVALID_DATA: invalid data: expected an array of records\n"},
		{"data is an object", `{"data":{"Last_Name":"Daly"}}`, "$.data: INVALID_DATA: invalid data: expected an array of records\n"},
		{"no object", `[{"Last_Name":"Daly"}]`, "INVALID_DATA: body: expected an object with data\n"},
		{"a key twice", `{"data":[],"data":[]}`, "$.data: INVALID_DATA: invalid data: expected each key once\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			invoke(tt.body, "-module", "Leads", "-in", "body").want(t, exitRefused, "", tt.err)
		})
	}

	// A wrong record is left out.
	invoke(`{"trigger":["workflow"],"data":[{},{"Last_Name":"Daly"}]}`, "-module", "Leads", "-in", "body").
		want(t, exitRefused, `{"data":[{"Last_Name":"Daly"}],"trigger":["workflow"]}`+"\n", "$.data[0]."+missing)
	// Without -in a body is known by its data.
	invoke(hundredAndOne, "-module", "Leads", "-check").want(t, exitRefused, "", tests[0].err)
	// A record of another module may have a field of that name.
	invoke(`{"Name":"x","data":"y"}`, "-module", "Vehicles", "-field", "data:text").want(t, exitOK, `{"data":[{"Name":"x","data":"y"}]}`+"\n", "")
}

// TestFieldDeclaresCustomFields: -field has many forms.
func TestFieldDeclaresCustomFields(t *testing.T) {
	tests := []struct {
		field, value string
		err          string // of the field; "" when it passes
	}{
		{"EAN_Code:bigint", `"0012345600012"`, ""},
		{"EAN_Code:bigint", `"12-34"`, `expected text of digits, such as "0012345600012"`},
		{"EAN_Code:bigint:5", `"123456"`, "expected at most 5 digits"},
		{"Code:text:3", `"äöü"`, ""},
		{"Code:text:3", `"abcd"`, "expected at most 3 characters"},
		{"Rate:double:4:2", `1234.56`, ""},
		{"Rate:double:4:2", `12345.6`, "expected at most 4 digits before the decimal point"},
		{"Rate:double:4:2", `1.234`, "expected at most 2 decimals"},
		{"Rate:currency:4:0", `12.5`, "expected at most 0 decimals"},
		{"Rate:currency:4:0", `12.0`, ""},
		{"Rate:currency:4", `1.123456789`, ""},
		{"Day:date", `"2017-08-16"`, ""},
		{"Day:date", `"16.08.2017"`, "expected a date as yyyy-MM-dd"},
		{"Mail:email", `"p.boyle@zylker"`, "expected an email address: name@domain.tld: no dot in the domain"},
		{"Opted:multiselectpicklist", `["Analytics","Big data"]`, ""},
		{"Opted:multiselectpicklist", `"Analytics"`, `expected an array of texts, such as ["Analytics","Big data"]`},
		{"Flag:boolean", `true`, ""},
		{"Ref:lookup", `{"id":"425248000000104001"}`, ""},
		{"Boss:ownerlookup", `{"email":"p.boyle@zylker.com"}`, ""},
		{"Files:fileupload:2", `[{"File_Id__s":"a"},{"File_Id__s":"b"}]`, ""},
		{"Text:textarea:32000", `"` + strings.Repeat("x", 32000) + `"`, ""},
		{"Text:textarea:1000000", `"x"`, ""},
		{"Text:text:1", `"xy"`, "expected at most 1 character"},
		{"Rate:double:9:1000000", `1.5`, ""},
		{"Text:textarea", `"` + strings.Repeat("x", 2001) + `"`, "expected at most 2000 characters"},
	}
	for _, tt := range tests {
		name, _, _ := strings.Cut(tt.field, ":")
		got := invoke(`{"Name":"x","`+name+`":`+tt.value+`}`, "-module", "Vehicles", "-field", tt.field)
		switch {
		case tt.err == "":
			got.want(t, exitOK, `{"data":[{"Name":"x","`+name+`":`+tt.value+`}]}`+"\n", "")
		case got.status != exitRefused || got.out != "" || !strings.HasPrefix(got.err, "$.data[0]."+name+": ") || !strings.HasSuffix(got.err, ": "+tt.err+"\n"):
			t.Errorf("%s, %s: exit %d, %q; want %q", tt.field, tt.value, got.status, got.err, tt.err)
		}
	}

	// Several, and of a module of the page.
	invoke(`{"Product_Name":"Box","EAN_Code":"1x","Depth":"1"}`, "-module", "Products", "-field", "EAN_Code:bigint", "-field", "Depth:integer:3").
		want(t, exitRefused, "", "$.data[0].EAN_Code: INVALID_DATA: invalid data: expected text of digits, such as \"0012345600012\"\n"+
			"$.data[0].Depth: INVALID_DATA: invalid data: expected a number without quotes\n")
	// A flag can set the type of a known field, which stays mandatory.
	for module, field := range map[string]string{"Leads": "Last_Name", "Vehicles": "Name"} {
		invoke(`{"`+field+`":"abc"}`, "-module", module, "-field", field+":text:2").
			want(t, exitRefused, "", "$.data[0]."+field+": INVALID_DATA: invalid data: expected at most 2 characters\n")
		invoke(`{}`, "-module", module, "-field", field+":text:2").
			want(t, exitRefused, "", "$.data[0]."+field+": MANDATORY_NOT_FOUND: required field not found: expected a value\n")
	}
	// A custom module is one with fields.
	if got := invoke(`{"Name":"x"}`, "-module", "Vehicles"); got.status != exitUsage || !strings.Contains(got.err, "-field") {
		t.Errorf("exit %d, %q", got.status, got.err)
	}
}

// TestNowSetsTheClock: -now is the time of the rules.
func TestNowSetsTheClock(t *testing.T) {
	const call = `{"Subject":"Discussion","Call_Type":"Outbound","Outgoing_Call_Status":"Scheduled","Call_Start_Time":"2023-05-20T09:00:00+05:30","Who_Id":{"id":"1"},"What_Id":{"id":"2"},"$se_module":"Deals"}`
	invoke(call, "-module", "Calls", "-now", "2023-05-20T03:29:59Z").want(t, exitOK, `{"data":[`+call+"]}\n", "")
	for _, args := range [][]string{{"-now", "2023-05-20T03:30:00Z"}, nil} { // and today
		got := invoke(call, append([]string{"-module", "Calls"}, args...)...)
		if got.status != exitRefused || !strings.HasPrefix(got.err, "$.data[0].Call_Start_Time: DEPENDENT_MISMATCH") {
			t.Errorf("%q: exit %d, %q", args, got.status, got.err)
		}
	}
}

// A full writer takes nothing.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space\x1b[2J left") }

// A failing reader breaks off after some text.
type failing struct{ text io.Reader }

func (f failing) Read(p []byte) (int, error) {
	n, err := f.text.Read(p)
	if err == io.EOF {
		err = errors.New("connection reset")
	}
	return n, err
}

// TestBrokenStreams ends with status 2 when the input cannot be read or the
// output not be written, and nothing has been done.
func TestBrokenStreams(t *testing.T) {
	var out, problems bytes.Buffer
	args := []string{"-module", "Leads"}
	if got := run(quietly(args), strings.NewReader(`{"Last_Name":"Daly"}`), full{}, &problems); got != exitUsage || problems.String() != "zohocrm: no space\uFFFD[2J left\n" {
		t.Errorf("full output: exit %d, %q", got, problems.String())
	}
	for _, input := range []string{`[{},{"Last_Name":"Daly"}]`, `{"data":[]}`} {
		if got := run(quietly(args), strings.NewReader(input), &out, full{}); got != exitUsage {
			t.Errorf("no room for problems: exit %d", got)
		}
	}
	for _, format := range []string{"json", "jsonl", "body"} {
		problems.Reset()
		got := run(quietly(append(args, "-in", format)), failing{strings.NewReader("{\"Last_Name\":\"Da")}, io.Discard, &problems)
		if got != exitUsage || problems.String() != "zohocrm: connection reset\n" {
			t.Errorf("%s, broken input: exit %d, %q", format, got, problems.String())
		}
	}
}

func TestPrintable(t *testing.T) {
	tests := map[string]string{
		"plain äöü 漢字 é":   "plain äöü 漢字 é",
		"a\nb\tc\rd":       "a\uFFFDb\uFFFDc\uFFFDd",
		"\x1b[31m\u009b":   "\uFFFD[31m\uFFFD",
		"\u202e\u200b\xff": "\uFFFD\uFFFD\uFFFD",
	}
	for s, want := range tests {
		if got := printable(s); got != want {
			t.Errorf("printable(%q) = %q, want %q", s, got, want)
		}
	}
}

// TestFullDiskIsSaidOnce: the error of the output is said once.
func TestFullDiskIsSaidOnce(t *testing.T) {
	for _, args := range [][]string{{"modules"}, {"fields", "-module", "Leads"}} {
		var problems strings.Builder
		if status := run(args, strings.NewReader(""), full{}, &problems); status != exitUsage || strings.Count(problems.String(), "no space") != 1 {
			t.Errorf("%q: exit %d, %q", args, status, problems.String())
		}
	}
}
