package payload_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
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

// bodies are what a stream became.
type bodies struct {
	Batches  []payload.Batch
	Problems []string
}

// TestBatcherIsBatches makes the bodies of streams in three ways: by Batches, by a
// Batcher, and by Checkers in goroutines that a Batcher follows, also with the
// memory of one body. They are the same, and so are the problems.
func TestBatcherIsBatches(t *testing.T) {
	random := testkit.Rand(t)
	module := modules.Leads().MustWith(modules.WithField(fieldtype.Field{APIName: "Email", Spec: fieldtype.Spec{Kind: fieldtype.Email}, Unique: true}))
	for range testkit.Size(2, 30, 1000) {
		records := make([]*record.Record, random.IntN(500))
		for i := range records {
			records[i] = requests.Lead().Text("Email", fmt.Sprintf("p%d@zylker.com", random.IntN(2000)))
			switch random.IntN(10) {
			case 0:
				records[i].Text("Last_Name", "")
			case 1:
				records[i].Text("Full_Name", "x")
			case 2:
				records[i].Value("Owner", fieldtype.Object(fieldtype.Member{Name: "Ext", Value: fieldtype.Text("7")}))
			}
		}
		op := []func(*modules.Module) *payload.Request{payload.NewInsert, payload.NewUpsert}[random.IntN(2)]
		request := func() *payload.Request { return op(module).Triggers(payload.Workflow) }
		var want bodies
		for batch := range request().Batches(slices.Values(records)) {
			want.add(batch.Problems)
			batch.Problems = nil
			if batch.Body != nil {
				want.Batches = append(want.Batches, batch)
			}
		}
		added := func(b *payload.Batcher, i int) zohocrm.Errors { return b.Add(records[i]) }
		for name, add := range map[string]func(b *payload.Batcher, i int) zohocrm.Errors{
			"added": added, "added, with one body's memory": added,
			"checked": checkedBy(request(), records), "checked, with one body's memory": checkedBy(request(), records),
		} {
			var got bodies
			b, problems := request().Batcher()
			got.add(problems)
			flush := b.Flush
			if strings.HasSuffix(name, "memory") {
				flush = func() payload.Batch {
					batch := b.Flush()
					copied := batch
					copied.Body, copied.Index = slices.Clone(batch.Body), slices.Clone(batch.Index)
					b.Reuse(batch)
					return copied
				}
			}
			for i := range records {
				got.add(add(b, i))
				if b.Len() == payload.MaxRecords {
					got.Batches = append(got.Batches, flush())
				}
			}
			if batch := flush(); batch.Body != nil {
				got.Batches = append(got.Batches, batch)
			}
			if diff := cmp.Diff(want, got, cmp.AllowUnexported(payload.Batch{})); diff != "" {
				t.Fatalf("%s (-Batches +got):\n%s", name, diff)
			}
		}
	}
}

func (b *bodies) add(problems zohocrm.Errors) {
	for _, e := range problems {
		b.Problems = append(b.Problems, e.Error())
	}
}

// checkedBy checks records in goroutines.
func checkedBy(r *payload.Request, records []*record.Record) func(*payload.Batcher, int) zohocrm.Errors {
	checked := make([]payload.Checked, len(records))
	var wg sync.WaitGroup
	const workers = 3
	for w := range workers {
		c := r.Checker()
		wg.Go(func() {
			for i := w; i < len(records); i += workers {
				checked[i], _ = c.Check(nil, records[i], i)
			}
		})
	}
	wg.Wait()
	return func(b *payload.Batcher, i int) zohocrm.Errors { return b.AddChecked(records[i], checked[i]) }
}

// TestBatcherFound refuses a record for what the caller has found. Its values are
// free for others.
func TestBatcherFound(t *testing.T) {
	module := modules.Leads().MustWith(modules.WithField(fieldtype.Field{APIName: "Email", Spec: fieldtype.Spec{Kind: fieldtype.Email}, Unique: true}))
	b, _ := payload.NewInsert(module).Batcher()
	lead := func() *record.Record {
		return record.New().Text("Last_Name", "Daly").Text("Email", "p.daly@zylker.com")
	}
	if errs := b.Add(lead(), zohocrm.Conflict("another")); errs.Err() == nil {
		t.Error("it is not refused")
	}
	if errs := b.Add(lead(), zohocrm.Conflict("another").AsWarning()); errs.Err() != nil || len(errs) != 1 {
		t.Error(errs)
	}
	if errs := b.Add(lead()); errs.Err() == nil {
		t.Error("a duplicate is not refused")
	}
	if batch := b.Flush(); len(batch.Index) != 1 || batch.Index[0] != 1 {
		t.Errorf("%+v", batch)
	}
	for i := range payload.MaxRecords {
		b.Add(record.New().Text("Last_Name", fmt.Sprint(i)))
	}
	if errs := b.Add(record.New().Text("Last_Name", "x")); errs.Err() == nil || b.Len() != payload.MaxRecords {
		t.Error("there are too many records in a body")
	}
	if _, problems := payload.NewUpsert(modules.Tasks()).Batcher(); problems.Err() == nil {
		t.Error("Tasks are upserted")
	}
}

// TestBatcherOfNothing: the zero Batcher and Checker and nil refuse every record, also
// one that another Checker has checked.
func TestBatcherOfNothing(t *testing.T) {
	lead := requests.Lead()
	checked, _ := payload.NewInsert(modules.Leads()).Checker().Check(nil, lead, 0)
	for name, b := range map[string]*payload.Batcher{"nil": nil, "zero": {}} {
		for range 2 {
			if errs := b.AddChecked(lead, checked); !errors.Is(errs.Err(), zohocrm.CodeInvalidModule) || b.Len() != 0 || b.Flush().Body != nil {
				t.Errorf("%s: %v", name, errs)
			}
		}
	}
	b := &payload.Batcher{}
	b.Add(lead)
	if errs := b.Add(lead); errs[len(errs)-1].Path.JSONPath() != "$.data[1]" {
		t.Errorf("the second record: %v", errs)
	}
	for name, c := range map[string]*payload.Checker{"nil": nil, "zero": {}} {
		checked, dst := c.Check([]byte("x"), lead, 3)
		b, _ := payload.NewInsert(modules.Leads()).Batcher()
		if errs := b.AddChecked(lead, checked); errs.Err() != nil || string(dst) != "x" { // it is of another position, and checked again
			t.Errorf("%s: %v, %s", name, errs, dst)
		}
		checked, _ = c.Check(nil, lead, 1)
		if diff := cmp.Diff([]string{"error INVALID_MODULE unknown_module data $.data[1]"}, testkit.Lines(b.AddChecked(lead, checked))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// TestAddChecked: a record that was checked for another position, or that has no place in
// the body, is refused as Add refuses it. What the caller has found counts.
func TestAddChecked(t *testing.T) {
	module := modules.Leads().MustWith(modules.WithField(fieldtype.Field{APIName: "Email", Spec: fieldtype.Spec{Kind: fieldtype.Email}, Unique: true}))
	r := payload.NewInsert(module)
	b, _ := r.Batcher()
	n := 0
	add := func(rec *record.Record, at int, found ...*zohocrm.Error) []string {
		checked, _ := r.Checker().Check(nil, rec, at)
		n++
		return testkit.Lines(b.AddChecked(rec, checked, found...))
	}
	email := func(text string) *record.Record { return requests.Lead().Text("Email", text) }
	for _, tt := range []struct {
		name string
		got  []string
		want []string
	}{
		{"another position", add(record.New(), 7), []string{"error MANDATORY_NOT_FOUND mandatory Last_Name $.data[0].Last_Name"}},
		{"found an error", add(email("a@b.de"), n, zohocrm.Conflict("another")), []string{"error INVALID_DATA conflict  $"}},
		{"its value is free", add(email("a@b.de"), n, zohocrm.Conflict("another").AsWarning()), []string{"warning INVALID_DATA conflict  $"}},
		{"and is taken now", add(email("a@b.de"), n), []string{"error DUPLICATE_DATA duplicate_value Email $.data[3].Email"}},
	} {
		if diff := cmp.Diff(tt.want, tt.got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
	for b.Len() < payload.MaxRecords {
		if got := add(requests.Lead(), n); got != nil {
			t.Fatal(got)
		}
	}
	if diff := cmp.Diff([]string{"error LIMIT_EXCEEDED max_items data $.data"}, add(requests.Lead(), n)); diff != "" {
		t.Errorf("a full body (-want +got):\n%s", diff)
	}
	if records := data(t, b.Flush().Body); len(records) != payload.MaxRecords || records[0]["Email"] != "a@b.de" {
		t.Errorf("%d records in the body", len(records))
	}
	// The next body has values of its own.
	if got := add(email("a@b.de"), n); got != nil {
		t.Error(got)
	}
}

// TestRecurringByCall: Zoho answers with the occurrences of a task that is inserted. It
// answers with one item for one that is updated. All ways to a body say the same.
func TestRecurringByCall(t *testing.T) {
	const recurs = `,"Recurring_Activity":{"RRULE":"FREQ=DAILY;INTERVAL=1;DTSTART=2023-05-20;UNTIL=2023-05-28"}}`
	for op, calls := range map[string]func(*modules.Module) *payload.Request{"insert": payload.NewInsert, "update": payload.NewUpdate} {
		for _, ends := range [][]string{{recurs, "}"}, {"}", recurs}, {"}", "}"}} {
			var records []*record.Record
			for i, end := range ends {
				records = append(records, parse(t, fmt.Sprintf(`{"id":"%d","Subject":"a"`, i+1)+end))
			}
			r := calls(modules.Tasks())
			added, _ := r.Batcher()
			checked, _ := r.Batcher()
			for i, rec := range records {
				added.Add(rec)
				c, _ := r.Checker().Check(nil, rec, i)
				checked.AddChecked(rec, c)
			}
			built, err := calls(modules.Tasks()).Add(records...).Batch()
			want := op == "insert" && slices.Contains(ends, recurs)
			for way, batch := range map[string]payload.Batch{"Add": added.Flush(), "AddChecked": checked.Flush(), "Batch": built} {
				if batch.Recurring != want || err != nil || len(batch.Index) != 2 {
					t.Errorf("%s by %s of %q: recurring %t, %v", op, way, ends, batch.Recurring, err)
				}
			}
		}
	}
}

// TestDuplicatesOfAStream finds values however far they are apart, until there are too many.
func TestDuplicatesOfAStream(t *testing.T) {
	d := payload.NewInsert(modules.Leads()).Duplicates(3, "Email", "No_of_Employees")
	lead := func(email string, n int64) *record.Record {
		return record.New().Text("Email", email).Int("No_of_Employees", n)
	}
	for i, tt := range []struct {
		rec  *record.Record
		want []payload.Duplicate
	}{
		{lead("a@b.de", 1), nil},
		{lead("A@B.de", 2), []payload.Duplicate{{APIName: "Email", First: 0}}}, // takes 2
		{record.New().Value("No_of_Employees", fieldtype.ParseNumber("2.0")), []payload.Duplicate{{APIName: "No_of_Employees", First: 1}}},
		{record.New().Text("Email", "1"), nil}, // a text is no number; there is no room for it
		{record.New().Text("Email", "1"), nil},
		{record.New(), nil},
	} {
		if diff := cmp.Diff(tt.want, d.Find(tt.rec)); diff != "" {
			t.Errorf("record %d (-want +got):\n%s", i, diff)
		}
		d.Take(int64(i))
	}
	if d.Ignored() != 2 {
		t.Errorf("%d are ignored", d.Ignored())
	}
}

// TestDuplicatesOfFields: a value is compared within its field, however many fields there
// are, and with no Duplicates nothing is found.
func TestDuplicatesOfFields(t *testing.T) {
	fields := make([]string, 300)
	for i := range fields {
		fields[i] = fmt.Sprint("F", i)
	}
	r := payload.NewInsert(modules.Custom("Trips"))
	d := r.Duplicates(10, fields...)
	for i, tt := range []struct {
		rec  *record.Record
		want []payload.Duplicate
	}{
		{record.New().Text("F0", "x"), nil},
		{record.New().Text("F1", "x").Text("F256", "x"), nil},
		{record.New().Text("F256", "x").Text("F0", "y"), []payload.Duplicate{{APIName: "F256", First: 1}}},
	} {
		if diff := cmp.Diff(tt.want, d.Find(tt.rec)); diff != "" {
			t.Errorf("%v (-want +got):\n%s", tt.rec, diff)
		}
		d.Take(int64(i))
	}
	// Those of another list of fields.
	one := r.Duplicates(10, "F0")
	for range 2 {
		if got := one.FindFingerprints(d.Fingerprints(record.New().Text("F1", "x"))); got != nil {
			t.Error(got)
		}
		one.Take(1)
	}
	full := r.Duplicates(1, "F0", "F1", "F2")
	full.Find(record.New().Text("F0", "x").Text("F1", "x").Text("F2", "x"))
	if full.Take(1); full.Ignored() != 2 {
		t.Errorf("%d values are ignored, want 2", full.Ignored())
	}
	for _, none := range []*payload.Duplicates{nil, {}} {
		if none.Take(1); none.Fingerprints(record.New().Text("F0", "x")) != nil || none.Find(record.New().Text("F0", "x")) != nil || none.Ignored() != 0 {
			t.Error("something is found")
		}
	}
}
