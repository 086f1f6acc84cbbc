package payload_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/internal/testkit/requests"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// pageWarnings are what there is to say of the page's own samples, by module.
// None is refused.
var pageWarnings = map[string][]string{
	"Leads":  nil,
	"Deals":  nil,
	"Quotes": nil,
	"Calls":  {"warning INVALID_DATA renamed Outbound_Call_Status $.data[0].Outbound_Call_Status"},
	"Events": nil,
	"Tasks":  nil,
}

// TestPageSamples reads every sample body of the page and builds one with the same
// JSON values: 250000.90 would stay 250000.90.
func TestPageSamples(t *testing.T) {
	files, err := filepath.Glob("../testdata/page/*.json")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".json")
		seen[name] = true
		t.Run(name, func(t *testing.T) {
			sample, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			m, err := modules.Lookup(name)
			if err != nil {
				t.Fatal(err)
			}
			in, err := payload.ParseInsert(m, sample)
			if err != nil {
				t.Fatal(err)
			}
			body := requests.Build(t, in)
			if diff := cmp.Diff(testkit.Decode(t, sample), testkit.Decode(t, []byte(body))); diff != "" {
				t.Errorf("(-page +body):\n%s", diff)
			}
			if diff := cmp.Diff(pageWarnings[name], testkit.Lines(requests.All(in))); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}

			// The same values from maps, in another order.
			var maps struct{ Data []map[string]any }
			if err := json.Unmarshal(sample, &maps); err != nil {
				t.Fatal(err)
			}
			again := payload.NewInsert(m)
			for _, fields := range maps.Data {
				again.Add(record.FromMap(fields))
			}
			want := testkit.Decode(t, sample).(map[string]any)["data"]
			if diff := cmp.Diff(want, testkit.Decode(t, []byte(requests.Build(t, again))).(map[string]any)["data"]); diff != "" {
				t.Errorf("of maps (-page +body):\n%s", diff)
			}
		})
	}
	for name := range pageWarnings {
		if !seen[name] {
			t.Errorf("the sample for %s is missing", name)
		}
	}
}

// TestParseInsertKeepsNumbers keeps digits that no float64 holds, at any depth and
// beside the records.
func TestParseInsertKeepsNumbers(t *testing.T) {
	const body = `{"data":[{"Last_Name":"Daly","Annual_Revenue":250000.90,"x":[1234567890123456789012345678901234567890,-0.10,0.000000000000000000001]}],"y":1.000}`
	in, err := payload.ParseInsert(modules.Leads(), []byte(body))
	if err != nil {
		t.Fatal(err)
	}
	if got := requests.Build(t, in); got != body {
		t.Errorf("got  %s\nwant %s", got, body)
	}
}

// TestParseInsertOrder puts data first and keeps the order of the other keys.
func TestParseInsertOrder(t *testing.T) {
	in, err := payload.ParseInsert(modules.Leads(), []byte("\n{ \"trigger\" : [ ] , \"b\":1, \"data\": [ {\"Last_Name\":\"Daly\"} ], \"a\":2 }\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := requests.Build(t, in), daly+`,"trigger":[],"b":1,"a":2}`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	// What is set on it replaces what was there, or comes last.
	in.Triggers(payload.Workflow).LeadAssignmentRule("1").Add(requests.Lead().Text("Company", "ABC"))
	if got, want := requests.Build(t, in), `{"data":[{"Last_Name":"Daly"},{"Last_Name":"Daly","Company":"ABC"}],"trigger":["workflow"],"b":1,"a":2,"lar_id":"1"}`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestParseInsertRefuses refuses what is no body, and leaves what is wrong with its
// records to Build.
func TestParseInsertRefuses(t *testing.T) {
	const wrongBody = `{"code":"INVALID_DATA","details":{"expected_data_type":"jsonobject"},"message":"body","status":"error"}`
	const wrongData = `{"code":"INVALID_DATA","details":{"expected_data_type":"jsonarray","api_name":"data","json_path":"$.data"},"message":"invalid data","status":"error"}`
	tests := []struct {
		name, body string
		reason     zohocrm.Reason
		answer     string
	}{
		{"an array of records", `[{"Last_Name":"Daly"}]`, zohocrm.ReasonType, wrongBody},
		{"a text", `"data"`, zohocrm.ReasonType, wrongBody},
		{"null", `null`, zohocrm.ReasonType, wrongBody},
		{"no data", `{"trigger":[]}`, zohocrm.ReasonMandatory, wrongData},
		{"a record for a body", `{"Last_Name":"Daly"}`, zohocrm.ReasonMandatory, wrongData},
		{"data is one record", `{"data":{"Last_Name":"Daly"}}`, zohocrm.ReasonType, wrongData},
		{"data is null", `{"data":null}`, zohocrm.ReasonType, wrongData},
		{"data twice", `{"data":[],"data":[]}`, zohocrm.ReasonDuplicateKey,
			`{"code":"INVALID_DATA","details":{"api_name":"data","json_path":"$.data"},"message":"invalid data","status":"error"}`},
		{"a key twice in data", `{"data":{"a":1,"a":2}}`, zohocrm.ReasonDuplicateKey,
			`{"code":"INVALID_DATA","details":{"api_name":"a","json_path":"$.data.a"},"message":"invalid data","status":"error"}`},
		{"no JSON", `{"data":[`, zohocrm.ReasonSyntax, ``},
		{"nothing", ``, zohocrm.ReasonSyntax, ``},
		{"10,000 deep", strings.Repeat(`{"data":[`, 10000), zohocrm.ReasonDepth, ``},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in, err := payload.ParseInsert(modules.Leads(), []byte(tt.body))
			if in != nil || !errors.Is(err, tt.reason) {
				t.Fatalf("ParseInsert: request %v, error %v; want %s", in != nil, err, tt.reason)
			}
			answer, _ := json.Marshal(err)
			if tt.answer != "" && string(answer) != tt.answer {
				t.Errorf("got  %s\nwant %s", answer, tt.answer)
			}
			if syntax := new(fieldtype.SyntaxError); errors.As(err, &syntax) != (tt.answer == "") {
				t.Errorf("cause %v", errors.Unwrap(err))
			}
		})
	}

	for body, fix := range map[string]string{
		`{"Data":[]}`: `write the key "data" in small letters`, `{"x":1,"DATA":[],"y":2}`: `write the key "data" in small letters`,
		`{"data":{},"Data":[]}`: "", `{"records":[]}`: "",
	} {
		var e *zohocrm.Error
		if _, err := payload.ParseInsert(modules.Leads(), []byte(body)); !errors.As(err, &e) || e.Fix != fix {
			t.Errorf("%s: %v, fix %q, want %q", body, err, e.Fix, fix)
		}
	}

	in, err := payload.ParseInsert(modules.Leads(), []byte(`{"data":[1,{"Last_Name":"Daly"},null,[],{"a":1,"a":1}]}`))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"error INVALID_DATA type data $.data[0]", "error INVALID_DATA type data $.data[2]", "error INVALID_DATA type data $.data[3]",
		"error INVALID_DATA duplicate_key a $.data[4].a",
	}
	if diff := cmp.Diff(want, testkit.Lines(requests.Refused(t, in))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestParseInsertOfManyValues takes as many values as a full request of long
// subforms has.
func TestParseInsertOfManyValues(t *testing.T) {
	row := `{"Product_Name":{"id":"3652397000000416001","name":"x"},"Quantity":1,"Discount":0,"Line_Tax":[{"name":"Vat","percentage":1}]}`
	record := `{"Subject":"quote","Quoted_Items":[` + strings.Repeat(row+",", 99) + row + `]}`
	body := `{"data":[` + strings.Repeat(record+",", 99) + record + `]}`
	in, err := payload.ParseInsert(modules.Quotes(), []byte(body))
	if err != nil {
		t.Fatal(err)
	}
	if got := requests.Build(t, in); got != body {
		t.Errorf("%d bytes came out of %d", len(got), len(body))
	}
}

// TestParseInsertOfManyKeys takes time in proportion to the keys beside data.
func TestParseInsertOfManyKeys(t *testing.T) {
	var keys strings.Builder
	n := testkit.Size(10_000, 50_000, 50_000)
	for i := range n {
		keys.WriteString(`,"k` + itoa(i) + `":1`)
	}
	in, err := payload.ParseInsert(modules.Leads(), []byte(daly+keys.String()+"}"))
	if err != nil {
		t.Fatal(err)
	}
	if got := len(requests.All(in)); got != n {
		t.Errorf("%d warnings for %d keys", got, n)
	}
}
