package bench

import (
	"errors"
	"slices"
	"testing"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// A refusal is a request of 100 records that are all refused.
type refusal struct {
	name     string
	in       *payload.Insert
	buf      []byte
	problems int
}

// misfits are changes that break a record as no [Lead] can be broken.
var misfits = []struct {
	name  string
	spoil func(*record.Record)
}{
	{"quoted_number", func(r *record.Record) { r.Text("No_of_Employees", "120") }},
	{"number_for_text", func(r *record.Record) { r.Int("Company", 120) }},
	{"text_for_array", func(r *record.Record) { r.Text("Courses_Opted", "Analytics;Cloud") }},
	{"text_for_checkbox", func(r *record.Record) { r.Text("Email_Opt_Out", "true") }},
	{"lookup_without_id", func(r *record.Record) { r.Value("Owner", fieldtype.Object()) }},
	{"mandatory_null", func(r *record.Record) { r.Null("Last_Name") }},
}

// refusals returns a refusal for each way to break a record, and one of
// records that are broken in seven ways.
func refusals(tb testing.TB) []refusal {
	var all []refusal
	for _, b := range broken {
		all = append(all, refusalOf(tb, b.name, 1, b.spoil, nil))
	}
	for _, m := range misfits {
		all = append(all, refusalOf(tb, m.name, 1, nil, m.spoil))
	}
	seven := []string{"mandatory", "max_length_company", "email", "phone", "picklist", "date", "multi_select"}
	return append(all, refusalOf(tb, "seven", len(seven), func(l *Lead) {
		for _, b := range broken {
			if slices.Contains(seven, b.name) {
				b.spoil(l)
			}
		}
	}, nil))
}

func refusalOf(tb testing.TB, name string, problems int, spoilLead func(*Lead), spoilRecord func(*record.Record)) refusal {
	tb.Helper()
	leads := Leads(payload.MaxRecords)
	r := refusal{name: name, in: payload.NewInsert(Module()), problems: problems * len(leads)}
	for i := range leads {
		if spoilLead != nil {
			spoilLead(&leads[i])
		}
		rec := leads[i].Fill(record.New())
		if spoilRecord != nil {
			spoilRecord(rec)
		}
		r.in.Add(rec)
	}
	r.buf = make([]byte, 0, len(appendFloor(nil, leads))+1<<10)
	var found zohocrm.Errors
	if _, err := r.in.AppendJSON(r.buf); !errors.As(err, &found) || len(found) != r.problems {
		tb.Fatalf("%s: %d problems, want %d: %v", name, len(found), r.problems, err)
	}
	return r
}

var errTaken = errors.New("taken, though it is broken")

// refuse checks the records.
func (r refusal) refuse() error {
	if _, err := r.in.AppendJSON(r.buf); err == nil {
		return errTaken
	}
	return nil
}

// allocations returns how many allocations a problem takes.
func (r refusal) allocations() float64 {
	return testing.AllocsPerRun(10, func() { r.refuse() }) / float64(r.problems)
}

// BenchmarkRefused checks 100 leads that are all refused and reports what a
// problem costs, with its share of the record's check.
func BenchmarkRefused(b *testing.B) {
	for _, r := range refusals(b) {
		b.Run(r.name, func(b *testing.B) {
			for b.Loop() {
				if err := r.refuse(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*r.problems), "ns/problem")
			b.ReportMetric(r.allocations(), "allocs/problem")
		})
	}
}
