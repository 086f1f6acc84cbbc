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
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
)

// pageWarnings are what there is to say of the page's own samples, by module.
// None is refused.
var pageWarnings = map[string][]string{
	"Leads":  nil,
	"Deals":  nil,
	"Quotes": nil,
	"Calls":  nil,
	"Events": nil,
	"Tasks":  nil,
}

// TestPageSamples takes every sample body of the page in and gives it out with
// the same JSON values: 250000.90 would stay 250000.90.
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
			in, err := payload.FromBody(m, sample)
			if err != nil {
				t.Fatal(err)
			}
			body := build(t, in)
			if diff := cmp.Diff(decoded(t, sample), decoded(t, []byte(body))); diff != "" {
				t.Errorf("(-page +body):\n%s", diff)
			}
			if diff := cmp.Diff(pageWarnings[name], lines(all(in))); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}

			// The same values from maps, in another order.
			var maps struct{ Data []map[string]any }
			if err := json.Unmarshal(sample, &maps); err != nil {
				t.Fatal(err)
			}
			again := payload.NewInsert(m)
			for _, record := range maps.Data {
				again.Add(payload.FromMap(record))
			}
			want := decoded(t, sample).(map[string]any)["data"]
			if diff := cmp.Diff(want, decoded(t, []byte(build(t, again))).(map[string]any)["data"]); diff != "" {
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

// TestFromBodyKeepsNumbers keeps digits that no float64 holds, at any depth and
// beside the records.
func TestFromBodyKeepsNumbers(t *testing.T) {
	const body = `{"data":[{"Last_Name":"Daly","Annual_Revenue":250000.90,"x":[1234567890123456789012345678901234567890,-0.10,0.000000000000000000001]}],"y":1.000}`
	in, err := payload.FromBody(modules.Leads(), []byte(body))
	if err != nil {
		t.Fatal(err)
	}
	if got := build(t, in); got != body {
		t.Errorf("got  %s\nwant %s", got, body)
	}
}

// TestFromBodyOrder puts data first and keeps the order of the other keys.
func TestFromBodyOrder(t *testing.T) {
	in, err := payload.FromBody(modules.Leads(), []byte("\n{ \"trigger\" : [ ] , \"b\":1, \"data\": [ {\"Last_Name\":\"Daly\"} ], \"a\":2 }\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := build(t, in), daly+`,"trigger":[],"b":1,"a":2}`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	// What is set on it goes where it stood, or to the end.
	in.Triggers(payload.Workflow).LeadAssignmentRule("1").Add(lead().Text("Company", "ABC"))
	if got, want := build(t, in), `{"data":[{"Last_Name":"Daly"},{"Last_Name":"Daly","Company":"ABC"}],"trigger":["workflow"],"b":1,"a":2,"lar_id":"1"}`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestFromBodyRefuses refuses what is no body, and leaves what is wrong with its
// records to Build.
func TestFromBodyRefuses(t *testing.T) {
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
			in, err := payload.FromBody(modules.Leads(), []byte(tt.body))
			if in != nil || !errors.Is(err, tt.reason) {
				t.Fatalf("FromBody: request %v, error %v; want %s", in != nil, err, tt.reason)
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

	in, err := payload.FromBody(modules.Leads(), []byte(`{"data":[1,{"Last_Name":"Daly"},null,[],{"a":1,"a":1}]}`))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"error INVALID_DATA type data $.data[0]", "error INVALID_DATA type data $.data[2]", "error INVALID_DATA type data $.data[3]",
		"error INVALID_DATA duplicate_key a $.data[4].a",
	}
	if diff := cmp.Diff(want, lines(refused(t, in))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestFromBodyOfManyValues takes as many values as a full request of long
// subforms has.
func TestFromBodyOfManyValues(t *testing.T) {
	row := `{"Product_Name":{"id":"3652397000000416001","name":"x"},"Quantity":1,"Discount":0,"Line_Tax":[{"name":"Vat","percentage":1}]}`
	record := `{"Subject":"quote","Quoted_Items":[` + strings.Repeat(row+",", 99) + row + `]}`
	body := `{"data":[` + strings.Repeat(record+",", 99) + record + `]}`
	in, err := payload.FromBody(modules.Quotes(), []byte(body))
	if err != nil {
		t.Fatal(err)
	}
	if got := build(t, in); got != body {
		t.Errorf("%d bytes came out of %d", len(got), len(body))
	}
}

// TestFromBodyOfManyKeys takes time in proportion to the keys beside data.
func TestFromBodyOfManyKeys(t *testing.T) {
	var keys strings.Builder
	const n = 50000
	for i := range n {
		keys.WriteString(`,"k` + itoa(i) + `":1`)
	}
	in, err := payload.FromBody(modules.Leads(), []byte(daly+keys.String()+"}"))
	if err != nil {
		t.Fatal(err)
	}
	if got := len(all(in)); got != n {
		t.Errorf("%d warnings for %d keys", got, n)
	}
}
