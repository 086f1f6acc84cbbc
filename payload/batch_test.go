package payload_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"iter"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/internal/testkit/requests"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// stream yields n leads, each with its position, of which those of bad are
// refused.
func stream(n int, bad func(i int) bool) iter.Seq[*record.Record] {
	return func(yield func(*record.Record) bool) {
		for i := range n {
			r := requests.Lead().Int("No_of_Employees", int64(i))
			if bad != nil && bad(i) {
				r.Int("Last_Name", 1)
			}
			if !yield(r) {
				return
			}
		}
	}
}

// data returns the records of a body.
func data(t testing.TB, body []byte) []map[string]any {
	t.Helper()
	var got struct{ Data []map[string]any }
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	if err := d.Decode(&got); err != nil {
		t.Fatalf("%.200s: %v", body, err)
	}
	return got.Data
}

// position returns the position in the stream that a record was given.
func position(t testing.TB, record map[string]any) int {
	t.Helper()
	n, err := record["No_of_Employees"].(json.Number).Int64()
	if err != nil {
		t.Fatal(err)
	}
	return int(n)
}

// TestBatches splits streams of all sizes, with and without records that are
// refused. Each record is in a body or has a problem; the bodies hold at most
// 100, are full but for the last, and Index leads back into the stream.
func TestBatches(t *testing.T) {
	none := func(int) bool { return false }
	kinds := map[string]func(int) bool{
		"good":      none,
		"every 7th": func(i int) bool { return i%7 == 0 },
		"the first": func(i int) bool { return i == 0 },
		"the last":  func(i int) bool { return i == 99 || i == 100 || i == 249 },
		"most":      func(i int) bool { return i%10 != 3 },
		"all":       func(int) bool { return true },
	}
	for kind, bad := range kinds {
		for _, n := range []int{0, 1, 99, 100, 101, 199, 200, 250} {
			good := 0
			for i := range n {
				if !bad(i) {
					good++
				}
			}
			sent, refused, bodies := map[int]bool{}, map[int]bool{}, 0
			for batch, err := range payload.NewInsert(modules.Leads()).Triggers().Batches(stream(n, bad)) {
				if (err != nil) != (batch.Problems.Err() != nil) {
					t.Fatalf("%s, %d: error %v, problems %v", kind, n, err, batch.Problems)
				}
				for _, e := range batch.Problems {
					i := e.Path.Record()
					if e.Path.JSONPath() != "$.data["+itoa(i)+"].Last_Name" || !bad(i) || refused[i] {
						t.Errorf("%s, %d: %v", kind, n, e)
					}
					refused[i] = true
				}
				if (batch.Body == nil) != (len(batch.Index) == 0) {
					t.Errorf("%s, %d: body %s with index %v", kind, n, batch.Body, batch.Index)
				}
				if batch.Body == nil {
					continue
				}
				bodies++
				records := data(t, batch.Body)
				if len(records) != len(batch.Index) || len(records) > payload.MaxRecords {
					t.Errorf("%s, %d: %d records with an index of %d", kind, n, len(records), len(batch.Index))
				}
				for i, record := range records {
					at := position(t, record)
					if at != batch.Index[i] || sent[at] {
						t.Errorf("%s, %d: record %d is at %d, where the index says %d", kind, n, at, i, batch.Index[i])
					}
					sent[at] = true
				}
				if !bytes.HasSuffix(batch.Body, []byte(`],"trigger":[]}`)) {
					t.Errorf("%s, %d: body ends in %.50s", kind, n, batch.Body[max(0, len(batch.Body)-50):])
				}
			}
			if len(sent) != good || len(refused) != n-good || bodies != (good+99)/100 {
				t.Errorf("%s, %d: %d sent in %d bodies, %d refused; want %d in %d", kind, n, len(sent), bodies, len(refused), good, (good+99)/100)
			}
		}
	}
}

func itoa(i int) string {
	text, _ := json.Marshal(i)
	return string(text)
}

// TestBatchIsWhatBuildGives compares a batch with the body that Build makes of
// the same records.
func TestBatchIsWhatBuildGives(t *testing.T) {
	records := []*record.Record{
		requests.Lead(), record.FromMap(map[string]any{"b": 1, "a": 2, "Last_Name": "x"}), requests.Lead().Lookup("Layout", "2"), record.FromFields(person{"Dolan"}.Fields()), requests.Lead().Text("Full_Name", "x"),
	}
	in := requests.Leads(records...).Layout("1").Triggers(payload.Workflow).ApplyFeatures(payload.LayoutRules)
	for batch, err := range in.Batches(slices.Values(records)) {
		if err != nil || string(batch.Body) != requests.Build(t, in) {
			t.Errorf("batch %s, %v\nbody  %s", batch.Body, err, requests.Build(t, in))
		}
		if diff := cmp.Diff(testkit.Lines(requests.All(in)), testkit.Lines(batch.Problems)); diff != "" {
			t.Errorf("problems (-Build +Batches):\n%s", diff)
		}
	}
}

// TestBatchBodiesStay keeps the bodies and looks at them when the stream is
// through.
func TestBatchBodiesStay(t *testing.T) {
	var kept [][]byte
	var copies []string
	var index [][]int
	for batch := range requests.Leads().Batches(stream(450, func(i int) bool { return i%3 == 0 })) {
		kept = append(kept, batch.Body)
		copies = append(copies, string(batch.Body))
		index = append(index, batch.Index)
	}
	for i := range kept {
		if string(kept[i]) != copies[i] {
			t.Errorf("body %d has changed", i)
		}
		if records := data(t, kept[i]); position(t, records[0]) != index[i][0] {
			t.Errorf("index %d has changed", i)
		}
		_ = append(kept[i], "x"...) // belongs to the caller
	}
}

// TestBatchesOfEndlessBadRecords hands problems out before they fill the
// memory.
func TestBatchesOfEndlessBadRecords(t *testing.T) {
	read, total, left := 0, 0, false
	endless := func(yield func(*record.Record) bool) {
		for read = 0; yield(record.New()); read++ {
		}
	}
	for batch, err := range requests.Leads().Batches(endless) {
		if batch.Body != nil || batch.Index != nil || err == nil {
			t.Fatalf("batch %+v, %v", batch, err)
		}
		if len(batch.Problems) != 1000 || batch.Problems[0].Path.Record() != total {
			t.Fatalf("%d problems, from record %d on, after %d", len(batch.Problems), batch.Problems[0].Path.Record(), total)
		}
		if total += len(batch.Problems); total >= 3000 {
			left = true
			break
		}
	}
	if read != total-1 || !left {
		t.Errorf("%d records read for %d problems", read+1, total)
	}
}

// TestBatchesOfManyWarnings: records with warnings are sent.
func TestBatchesOfManyWarnings(t *testing.T) {
	warned := func(yield func(*record.Record) bool) {
		for i := range 2500 {
			if !yield(requests.Lead().Int("No_of_Employees", int64(i)).Text("Full_Name", "x")) {
				return
			}
		}
	}
	n := 0
	for batch, err := range requests.Leads().Batches(warned) {
		if err != nil {
			t.Fatal(err)
		}
		for i, record := range data(t, batch.Body) {
			if position(t, record) != n || batch.Index[i] != n {
				t.Fatalf("record %d where %d is due", position(t, record), n)
			}
			n++
		}
		if len(batch.Problems) != len(batch.Index) {
			t.Errorf("%d warnings for %d records", len(batch.Problems), len(batch.Index))
		}
	}
	if n != 2500 {
		t.Errorf("%d records", n)
	}
}

// TestBatchesStop reads no record more when the loop is left.
func TestBatchesStop(t *testing.T) {
	read := 0
	for batch := range requests.Leads().Batches(func(yield func(*record.Record) bool) {
		for yield(requests.Lead().Int("No_of_Employees", int64(read))) {
			read++
		}
	}) {
		if len(batch.Index) != 100 {
			t.Errorf("a batch of %d", len(batch.Index))
		}
		break
	}
	if read != 99 { // the hundredth was not asked for more
		t.Errorf("%d records were read after the first", read)
	}
}

// TestBatchesEnvelope reports what is wrong beside the records before any of
// them is read, and warnings with the first batch only.
func TestBatchesEnvelope(t *testing.T) {
	untouched := func(yield func(*record.Record) bool) { t.Error("a record was read") }
	n := 0
	for batch, err := range requests.Leads().Triggers("x").Batches(untouched) {
		n++
		if batch.Body != nil || !errors.Is(err, zohocrm.ReasonSupported) || len(batch.Problems) != 1 {
			t.Errorf("%+v, %v", batch, err)
		}
	}
	for _, err := range payload.NewInsert(modules.Contacts()).LeadAssignmentRule("1").Strict().Batches(untouched) {
		n++
		if !errors.Is(err, zohocrm.ReasonUnknownKey) {
			t.Error(err)
		}
	}
	if n != 2 {
		t.Errorf("%d batches, want one of each", n)
	}

	var warned []int
	for batch, err := range payload.NewInsert(modules.Contacts()).LeadAssignmentRule("1").Batches(stream(250, nil)) {
		if err != nil {
			t.Error(err)
		}
		warned = append(warned, len(batch.Problems))
	}
	if diff := cmp.Diff([]int{1, 0, 0}, warned); diff != "" && len(warned) == 3 {
		t.Errorf("warnings by batch (-want +got):\n%s", diff)
	}
	// Also when there is no record at all.
	for batch, err := range payload.NewInsert(modules.Contacts()).LeadAssignmentRule("1").Batches(stream(0, nil)) {
		if err != nil || batch.Body != nil || len(batch.Problems) != 1 {
			t.Errorf("%+v, %v", batch, err)
		}
	}
}

// TestBatchesLeaveAddedRecords alone: those of Add are not part of a stream.
func TestBatchesLeaveAddedRecords(t *testing.T) {
	in := requests.Leads(record.New())
	for batch, err := range in.Batches(stream(1, nil)) {
		if err != nil || len(data(t, batch.Body)) != 1 {
			t.Errorf("%s, %v", batch.Body, err)
		}
	}
	for range in.Batches(stream(0, nil)) {
		t.Error("a batch of nothing")
	}
}

// TestBatchesOfALargeRecord begins a stream with a record that the largest int of
// 32 bits holds fewer than 900 times.
func TestBatchesOfALargeRecord(t *testing.T) {
	large := record.New().Text("Name", "x").Text("Notes", strings.Repeat("x", 3<<20))
	in := payload.NewInsert(modules.Custom("Papers")).Add(large)
	for batch, err := range in.Batches(slices.Values([]*record.Record{large})) {
		if err != nil || string(batch.Body) != requests.Build(t, in) {
			t.Errorf("batch %.100s of %d bytes, %v", batch.Body, len(batch.Body), err)
		}
	}
}

// TestBatchesOfNoRecords streams records that are not there.
func TestBatchesOfNoRecords(t *testing.T) {
	var none *record.Record
	for batch, err := range requests.Leads().Batches(slices.Values([]*record.Record{nil, requests.Lead(), none})) {
		if got := string(batch.Body); got != daly+"}" || len(batch.Index) != 1 || batch.Index[0] != 1 {
			t.Errorf("%s, %v", got, batch.Index)
		}
		if diff := cmp.Diff([]string{"error INVALID_DATA type data $.data[0]", "error INVALID_DATA type data $.data[2]"}, testkit.Lines(err.(zohocrm.Errors))); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

func TestBatchLaws(t *testing.T) {
	laws := testkit.LawsUpTo(t, 40, 400)

	// The bodies' records, one after the other, are the stream without the
	// records that are refused; and the problems are those of each record.
	laws.Property("the bodies together are the stream", prop.ForAll(
		func(good []bool) bool {
			var want, got []string
			var wantProblems, gotProblems []string
			bad := func(i int) bool { return !good[i] }
			i := 0
			for rec := range stream(len(good), bad) {
				body, err := requests.Leads(rec).Build()
				if err == nil {
					want = append(want, strings.TrimSuffix(strings.TrimPrefix(string(body), `{"data":[`), `]}`))
				} else {
					wantProblems = append(wantProblems, strings.Replace(err.Error(), "data[0]", "data["+itoa(i)+"]", 1))
				}
				i++
			}
			for batch := range requests.Leads().Batches(stream(len(good), bad)) {
				if batch.Body != nil {
					got = append(got, strings.TrimSuffix(strings.TrimPrefix(string(batch.Body), `{"data":[`), `]}`))
				}
				for _, e := range batch.Problems {
					gotProblems = append(gotProblems, e.Error())
				}
			}
			return strings.Join(want, ",") == strings.Join(got, ",") && slices.Equal(wantProblems, gotProblems)
		}, gen.SliceOf(gen.Bool())))

	laws.TestingRun(t)
}

// TestBatchOnly: the records at some positions, with the keys of the body and the
// headers. The positions are those of the stream.
func TestBatchOnly(t *testing.T) {
	const recurs = `"Recurring_Activity":{"RRULE":"FREQ=DAILY;INTERVAL=1;DTSTART=2023-05-20;UNTIL=2023-05-28"}`
	tasks := slices.Values([]*record.Record{
		record.New(), parse(t, `{"Subject":"a"}`), parse(t, `{"Subject":"b",`+recurs+`}`), parse(t, `{"Subject":"c"}`),
	})
	since := time.Unix(0, 0).UTC()
	var whole payload.Batch
	for whole = range payload.NewInsert(modules.Tasks()).Triggers(payload.Workflow).IfUnmodifiedSince(since).Batches(tasks) {
	}
	for _, tt := range []struct {
		positions []int
		body      string
		index     []int
		recurring bool
	}{
		{[]int{3, 1, 0, 9}, `{"data":[{"Subject":"a"},{"Subject":"c"}],"trigger":["workflow"]}`, []int{1, 3}, false},
		{[]int{2, 3}, `{"data":[{"Subject":"b",` + recurs + `},{"Subject":"c"}],"trigger":["workflow"]}`, []int{2, 3}, true},
		{[]int{0}, "", nil, false},
		{nil, "", nil, false},
	} {
		only, err := whole.Only(tt.positions)
		if err != nil || string(only.Body) != tt.body || !slices.Equal(only.Index, tt.index) || only.Recurring != tt.recurring {
			t.Errorf("Only(%v) = %s, %+v, %v", tt.positions, only.Body, only, err)
		}
		if tt.body != "" && only.Headers[payload.UnmodifiedHeader] == "" {
			t.Errorf("Only(%v) has the headers %v", tt.positions, only.Headers)
		}
	}

	// Zoho's answer to an update has an item for each record, whatever is in it.
	whole, err := payload.NewUpdate(modules.Tasks()).Add(parse(t, `{"id":"1",`+recurs+`}`)).Batch()
	if only, wrong := whole.Only([]int{0}); err != nil || wrong != nil || only.Recurring || only.Body == nil {
		t.Errorf("%+v, %v, %v", only, err, wrong)
	}
	for name, b := range map[string]payload.Batch{
		"no body": {}, "no JSON": {Body: []byte("x"), Index: []int{0}}, "no array": {Body: []byte(`{"data":{}}`)},
		"more records": {Body: []byte(`{"data":[{},{}]}`), Index: []int{0}}, "fewer records": {Body: []byte(`{"data":[]}`), Index: []int{0}},
	} {
		if only, err := b.Only([]int{0}); err == nil || only.Body != nil {
			t.Errorf("%s: %+v, %v", name, only, err)
		}
	}
}
