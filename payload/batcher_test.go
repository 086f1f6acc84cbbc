package payload_test

import (
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
