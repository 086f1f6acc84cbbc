package payload_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/internal/testkit/requests"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// TestAddKeepsTheRecord: what is set in a record between Add and Build is part of
// the body, and what is deleted is not.
func TestAddKeepsTheRecord(t *testing.T) {
	rec := requests.Lead().Text("City", "Austin")
	in := requests.Leads(rec)
	if in.Records()[0] != rec {
		t.Error("Add keeps another record")
	}
	rec.Text("Last_Name", "Dolan").Delete("City").Text("Company", "ABC")
	if got, want := requests.Build(t, in), requests.Body(`{"Last_Name":"Dolan","Company":"ABC"}`); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	rec.Reset()
	if diff := cmp.Diff([]string{"error MANDATORY_NOT_FOUND mandatory Last_Name $.data[0].Last_Name"}, testkit.Lines(requests.Refused(t, in))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestAddKeepsNoMap: what becomes of the map, struct or value that a record was
// made of, between Add and Build, is not part of the body.
func TestAddKeepsNoMap(t *testing.T) {
	type row struct {
		Last    string   `zoho:"Last_Name"`
		Courses []string `zoho:"Courses"`
	}
	r := row{"Daly", []string{"a"}}
	nested := map[string]any{"id": "1", "list": []any{"a"}}
	m := map[string]any{"Last_Name": "Daly", "Courses": []string{"a"}, "x": nested}
	data := []byte(`{"Last_Name":"Daly"}`)
	sub := record.New().Text("a", "b")
	fromStruct, err := record.FromStruct(&r)
	if err != nil {
		t.Fatal(err)
	}
	fromJSON, err := record.FromJSON(data)
	if err != nil {
		t.Fatal(err)
	}
	viewMap, viewStruct := record.New().ViewMap(m), record.New().ViewStruct(&r)
	in := requests.Leads(record.FromMap(m), fromStruct, fromJSON, requests.Lead().Subform("x", sub), viewMap, viewStruct)
	before := requests.Build(t, in)

	r.Last, r.Courses[0] = "Dolan", "b"
	m["Last_Name"], m["y"] = "Dolan", 1
	m["Courses"].([]string)[0] = "b"
	nested["id"] = "2"
	nested["list"].([]any)[0] = "b"
	delete(m, "x")
	clear(data)
	sub.Text("a", "c").Int("d", 1)
	viewMap.Text("Last_Name", "Dolan")
	viewStruct.Reset().ViewMap(m)
	if after := requests.Build(t, in); after != before {
		t.Errorf("first %s\nthen  %s", before, after)
	}
}

// TestAddTwice: the same record added twice is an error, as it mostly is a
// variable of a loop; with what it is and where, for each time that it comes again.
func TestAddTwice(t *testing.T) {
	rec, other := requests.Lead(), requests.Lead()
	in := requests.Leads(rec, other, rec).Add(rec).Add(other)
	want := []string{
		"error INVALID_DATA go_type data $.data[2]", "error INVALID_DATA go_type data $.data[3]", "error INVALID_DATA go_type data $.data[4]",
	}
	for range 2 { // a second look finds the same
		errs := requests.Refused(t, in)
		if diff := cmp.Diff(want, testkit.Lines(errs)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if got := errs[2].Error(); !strings.Contains(got, "a record of its own, not record 1 again") {
			t.Errorf("it says %s", got)
		}
		errs[2].PrefixPath()
		errs[2].APIName, errs[2].Expected = "x", "" // which is the caller's own
	}
	if got := requests.Refused(t, requests.Leads(rec, rec).MaxErrors(1)); len(got) != 1 {
		t.Errorf("MaxErrors(1): %v", got)
	}

	// The loop that it is for: every body but the last would be lost.
	in = requests.Leads()
	for _, name := range []string{"Daly", "Dolan", "Boyle"} {
		in.Add(rec.Reset().Text("Last_Name", name))
	}
	if got := testkit.Lines(requests.Refused(t, in)); len(got) != 2 {
		t.Errorf("a loop: %v", got)
	}

	// Two records of one content are two records, and so are two of one map.
	m := map[string]any{"Last_Name": "Daly"}
	requests.Build(t, requests.Leads(requests.Lead(), requests.Lead(), record.FromMap(m), record.FromMap(m)))
	// A view is no record of the request: its snapshots are.
	view := record.New().ViewMap(m)
	in = requests.Leads()
	for _, name := range []string{"Daly", "Dolan", "Boyle"} {
		m["Last_Name"] = name
		in.Add(view)
	}
	if got, want := requests.Build(t, in), requests.Body(`{"Last_Name":"Daly"},{"Last_Name":"Dolan"},{"Last_Name":"Boyle"}`); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	// No record is not the same record.
	if diff := cmp.Diff([]string{"error INVALID_DATA type data $.data[0]", "error INVALID_DATA type data $.data[1]"}, testkit.Lines(requests.All(requests.Leads(nil, nil)))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	// A stream may give one record again and again, and two requests may share one.
	for batch, err := range requests.Leads().Batches(slices.Values(slices.Repeat([]*record.Record{requests.Lead()}, 3))) {
		if len(batch.Index) != 3 || err != nil {
			t.Errorf("%d records, %v", len(batch.Index), err)
		}
	}
	requests.Build(t, requests.Leads(other))
	requests.Build(t, payload.NewInsert(modules.Leads()).Add(other))
}
