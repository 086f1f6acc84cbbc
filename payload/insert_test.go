package payload_test

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"slices"
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

// TestNumberOfRecords builds bodies of no record, of one, of as many as Zoho
// takes, and of one more.
func TestNumberOfRecords(t *testing.T) {
	for _, n := range []int{0, 1, 100, 101, 150} {
		in := requests.Leads()
		for i := range n {
			in.Add(requests.Lead().Int("No_of_Employees", int64(i)))
		}
		body, err := in.Build()
		switch {
		case n == 0:
			if !errors.Is(err, zohocrm.CodeInvalidData) || !errors.Is(err, zohocrm.ReasonEmpty) {
				t.Errorf("%d records: %v", n, err)
			}
		case n > payload.MaxRecords:
			if !errors.Is(err, zohocrm.CodeLimitExceeded) || !errors.Is(err, zohocrm.ReasonMaxItems) {
				t.Errorf("%d records: %v", n, err)
			}
		default:
			if err != nil || bytes.Count(body, []byte("Last_Name")) != n {
				t.Errorf("%d records: %v, %s", n, err, body)
			}
		}
		if (body == nil) != (err != nil) {
			t.Errorf("%d records: %d bytes, %v", n, len(body), err)
		}
	}

	// What comes after the 100th is not looked at, not even whether it is a record again.
	again := requests.Leads()
	for range 100 {
		again.Add(requests.Lead())
	}
	again.Add(again.Records()[0])
	if diff := cmp.Diff([]string{"error LIMIT_EXCEEDED max_items data $.data"}, testkit.Lines(requests.All(again))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}

	// The first 100 records are checked, and no others.
	in := requests.Leads()
	for range 99 {
		in.Add(requests.Lead())
	}
	in.Add(record.New(), record.New())
	want := []string{"error LIMIT_EXCEEDED max_items data $.data", "error MANDATORY_NOT_FOUND mandatory Last_Name $.data[99].Last_Name"}
	if diff := cmp.Diff(want, testkit.Lines(requests.All(in))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestNoRecord adds records that are not there.
func TestNoRecord(t *testing.T) {
	var none *record.Record
	errs := requests.Refused(t, requests.Leads(nil, requests.Lead(), none))
	want := []string{"error INVALID_DATA type data $.data[0]", "error INVALID_DATA type data $.data[2]"}
	if diff := cmp.Diff(want, testkit.Lines(errs)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestAppendJSON appends the body to dst, and does not change dst when there is none.
func TestAppendJSON(t *testing.T) {
	dst := append(make([]byte, 0, 1000), "before"...)
	got, err := requests.Leads(requests.Lead()).AppendJSON(dst)
	if err != nil || string(got) != "before"+daly+"}" {
		t.Errorf("AppendJSON = %s, %v", got, err)
	}
	if &got[0] != &dst[0] {
		t.Error("a slice with room for the body was not used")
	}
	got, err = requests.Leads(requests.Lead(), record.New()).AppendJSON(dst)
	if err == nil || string(got) != "before" || &got[0] != &dst[0] {
		t.Errorf("AppendJSON of a record that is refused = %s, %v", got, err)
	}
	if got, err := requests.Leads(record.New()).AppendJSON(nil); got != nil || err == nil {
		t.Errorf("AppendJSON(nil) of a record that is refused = %v, %v", got, err)
	}
}

// TestNilErrors makes sure that no typed nil comes back, also when there are
// warnings.
func TestNilErrors(t *testing.T) {
	in := requests.Leads(requests.Lead().Text("Full_Name", "Paul Daly"))
	if err := in.Validate(); err != nil {
		t.Errorf("Validate = %v (%T)", err, err)
	}
	if _, err := in.Build(); err != nil {
		t.Errorf("Build = %v (%T)", err, err)
	}
	if len(requests.All(in)) != 1 {
		t.Errorf("Problems: %v", requests.All(in))
	}
}

// TestStrict makes errors of warnings, wherever they are from, and of nothing
// else.
func TestStrict(t *testing.T) {
	request := func() *payload.Insert {
		in, err := payload.ParseInsert(modules.Leads(), []byte(`{"data":[{"Last_Name":"Daly"},{"Last_Name":"Dolan","Full_Name":"x","email":"x","Owner":"4150868000000623001"}],"process":[]}`))
		if err != nil {
			t.Fatal(err)
		}
		return in
	}
	want := []string{
		"warning INVALID_DATA not_creatable Full_Name $.data[1].Full_Name",
		"warning INVALID_DATA unknown_field email $.data[1].email",
		"warning INVALID_DATA bare_id Owner $.data[1].Owner",
		"warning INVALID_DATA unknown_key process $.process",
	}
	if diff := cmp.Diff(want, testkit.Lines(requests.All(request()))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	requests.Build(t, request())

	for i := range want {
		want[i] = strings.Replace(want[i], "warning", "error", 1)
	}
	strict := request().Strict()
	if diff := cmp.Diff(want, testkit.Lines(requests.Refused(t, strict))); diff != "" {
		t.Errorf("strict (-want +got):\n%s", diff)
	}
	// A request that is fine stays fine.
	requests.Build(t, requests.Leads(requests.Lead()).Strict())
}

// TestMaxErrors stops after so many errors. Warnings do not count.
func TestMaxErrors(t *testing.T) {
	request := func() *payload.Insert {
		wrong := `{"Last_Name":1,"Full_Name":"x","Company":2,"State":3}`
		return requests.Leads(requests.FromJSON(t, wrong), requests.Lead(), requests.FromJSON(t, wrong)).Triggers("x")
	}
	full := requests.All(request())
	const errs, warnings = 7, 2
	if len(full) != errs+warnings {
		t.Fatalf("problems: %v", full)
	}
	for n := -1; n <= errs+1; n++ {
		got := requests.All(request().MaxErrors(n))
		count := 0
		for _, e := range got {
			if !e.Warning {
				count++
			}
		}
		want := n
		if n <= 0 || n > errs {
			want = errs
		}
		if count != want || !slices.Equal(testkit.Lines(got), testkit.Lines(full[:len(got)])) {
			t.Errorf("MaxErrors(%d): %v", n, testkit.Lines(got))
		}
		if got := requests.Refused(t, request().MaxErrors(n)); len(got) != want {
			t.Errorf("MaxErrors(%d): Build reports %d errors", n, len(got))
		}
	}
	if got, want := requests.Build(t, requests.Leads(requests.Lead()).MaxErrors(1)), daly+"}"; got != want {
		t.Errorf("a request that is fine: %s", got)
	}
	many := requests.Leads()
	for range 101 {
		many.Add(record.New())
	}
	if got := requests.Refused(t, many.MaxErrors(1)); len(got) != 1 || !errors.Is(got, zohocrm.CodeLimitExceeded) {
		t.Errorf("MaxErrors(1) of 101 records: %v", got)
	}
	if got := requests.Refused(t, many.MaxErrors(2)); len(got) != 2 {
		t.Errorf("MaxErrors(2) of 101 records: %v", got)
	}
}

// TestProblemsStop goes no further than the first problem.
func TestProblemsStop(t *testing.T) {
	n := 0
	for range requests.Leads(record.New(), record.New()).Problems() {
		n++
		break
	}
	if n != 1 {
		t.Errorf("%d problems", n)
	}
}

// TestBuildAgain builds the same request twice and adds to it after that.
func TestBuildAgain(t *testing.T) {
	in := requests.Leads(record.FromMap(map[string]any{"b": 1, "Last_Name": "Daly"}))
	first := requests.Build(t, in)
	if second := requests.Build(t, in); first != second {
		t.Errorf("first %s, then %s", first, second)
	}
	if got, want := requests.Build(t, in.Add(requests.Lead())), `{"data":[{"Last_Name":"Daly","b":1},{"Last_Name":"Daly"}]}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := len(in.Records()); got != 2 {
		t.Errorf("%d records", got)
	}
}

// TestDeterminism checks a request with everything in it a hundred times.
func TestDeterminism(t *testing.T) {
	request := func(last any) *payload.Insert {
		maps := []map[string]any{}
		for i := range 5 {
			m := map[string]any{"Last_Name": last}
			for j := range 20 {
				m[fmt.Sprintf("Custom_%c", 'z'-j)] = map[string]any{"b": i, "a": []any{j}}
			}
			maps = append(maps, m)
		}
		in := requests.Leads().Layout("1").Triggers(payload.Workflow).LeadAssignmentRule("1")
		for _, m := range maps {
			in.Add(record.FromMap(m))
		}
		return in
	}
	body, problems := requests.Build(t, request("Daly")), requests.Refused(t, request(1)).Error()
	for range 100 {
		if got := requests.Build(t, request("Daly")); got != body {
			t.Fatalf("got  %s\nthen %s", body, got)
		}
		if got := requests.Refused(t, request(1)).Error(); got != problems {
			t.Fatalf("got  %s\nthen %s", problems, got)
		}
	}
}

// A person is a Go type that gives its fields by a method.
type person struct{ name string }

func (p person) Fields() iter.Seq2[string, fieldtype.Value] {
	return func(yield func(string, fieldtype.Value) bool) { yield("Last_Name", fieldtype.Text(p.name)) }
}

// TestFieldsMethod sends a Go type of the program's own.
func TestFieldsMethod(t *testing.T) {
	if got, want := requests.Build(t, requests.Leads(record.FromFields(person{"Daly"}.Fields()), record.FromFields((&person{"Dolan"}).Fields())).Layout("1")),
		`{"data":[{"Layout":{"id":"1"},"Last_Name":"Daly"},{"Layout":{"id":"1"},"Last_Name":"Dolan"}]}`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	in := requests.Leads(record.FromFields(person{}.Fields()))
	if diff := cmp.Diff([]string{"error MANDATORY_NOT_FOUND mandatory Last_Name $.data[0].Last_Name"}, testkit.Lines(requests.Refused(t, in))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// An Insert without a module refuses everything, and does not panic.
func TestInsertWithoutModule(t *testing.T) {
	for name, in := range map[string]*payload.Insert{"nil": payload.NewInsert(nil), "zero": {}} {
		_, err := in.Add(record.New().Text("Name", "x")).Build()
		if !errors.Is(err, zohocrm.CodeInvalidModule) {
			t.Errorf("%s: Build gives %v, want INVALID_MODULE", name, err)
		}
		for _, err := range in.Batches(nil) {
			t.Errorf("%s: no stream gives %v", name, err)
		}
		if in.Validate() == nil || errors.Is(payload.NewInsert(modules.Leads()).Validate(), zohocrm.CodeInvalidModule) {
			t.Errorf("%s: the problem is that of the module", name)
		}
	}
}
