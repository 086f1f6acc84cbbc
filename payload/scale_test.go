package payload_test

import (
	"bytes"
	"fmt"
	"io"
	"iter"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// The sizes at which the time is measured. No record may hold more than 131,072
// values.
var scaleSizes = []int{1_000, 10_000, 100_000}

// maxGrowth is how many times longer one element may take among 100,000 than
// among 1,000, beyond what a plain Go map takes longer.
const maxGrowth = 3

// A scaling is something whose time must grow with the number of fields, elements
// or names, and no faster. prepare returns the function to measure.
type scaling struct {
	name    string
	prepare func(tb testing.TB, n int) func()
}

var scalings = []scaling{
	{"fields outside the layout", func(tb testing.TB, n int) func() {
		m := adapted(tb, modules.Leads(), modules.WithField(textFields(n)...), modules.WithLayoutsMetadata(strings.NewReader(
			`{"layouts":[{"id":"1","sections":[{"fields":[{"api_name":"Last_Name","required":true}]}]}]}`)))
		rec := filled(n).Text("Last_Name", "Daly").Lookup("Layout", "1")
		return checks(tb, m, rec, zohocrm.ReasonMore)
	}},
	{"fields outside the layout, of a map", func(tb testing.TB, n int) func() {
		m := adapted(tb, modules.Leads(), modules.WithField(textFields(n)...), modules.WithLayoutsMetadata(strings.NewReader(
			`{"layouts":[{"id":"1","sections":[{"fields":[{"api_name":"Last_Name","required":true}]}]}]}`)))
		values := textMap(n)
		values["Last_Name"], values["Layout"] = "Daly", map[string]any{"id": "1"}
		return checks(tb, m, record.FromMap(values), zohocrm.ReasonMore)
	}},
	{"fields × unique", func(tb testing.TB, n int) func() {
		fields := textFields(n)
		for i := range fields {
			fields[i].Unique = true
		}
		m := adapted(tb, modules.Leads(), modules.WithField(fields...))
		first, second := filled(n).Text("Last_Name", "Daly"), filled(n).Text("Last_Name", "Daly")
		return request(tb, payload.NewInsert(m).Add(first, second), zohocrm.ReasonDuplicateValue)
	}},
	{"fields × mandatory", func(tb testing.TB, n int) func() {
		m := adapted(tb, modules.Leads(), modules.WithField(mandatoryFields(n)...))
		return checks(tb, m, filled(n).Text("Last_Name", "Daly"), "")
	}},
	{"fields × mandatory, of a map", func(tb testing.TB, n int) func() {
		m := adapted(tb, modules.Leads(), modules.WithField(mandatoryFields(n)...))
		values := textMap(n)
		values["Last_Name"] = "Daly"
		return checks(tb, m, record.FromMap(values), "")
	}},
	{"fields × other mandatory fields", func(tb testing.TB, n int) func() {
		fields := mandatoryFields(n)
		for i, name := range otherNames(n) {
			fields[i].APIName = name
		}
		m := adapted(tb, modules.Leads(), modules.WithField(fields...))
		return checks(tb, m, filled(n).Text("Last_Name", "Daly"), zohocrm.ReasonMandatory)
	}},
	{"fields × layout rules", func(tb testing.TB, n int) func() {
		rules := make([]modules.LayoutRule, n)
		for i, name := range names(n) {
			rules[i] = modules.LayoutRule{
				Name: name, When: []modules.Criterion{{APIName: name, Values: []string{"x"}}}, Mandatory: []string{name + "_c"},
			}
		}
		m := adapted(tb, modules.Leads(), modules.WithLayoutRules(rules...))
		in := payload.NewInsert(m).ApplyFeatures(payload.LayoutRules).Add(filled(n).Text("Last_Name", "Daly"))
		return request(tb, in, zohocrm.ReasonMore)
	}},
	{"known values × list", func(tb testing.TB, n int) func() {
		spec := fieldtype.Spec{Kind: fieldtype.MultiSelect, Values: names(n), OnlyListed: true}
		return checkSpec(tb, &spec, fieldtype.Texts(names(n)...), "")
	}},
	{"unknown values × list", func(tb testing.TB, n int) func() {
		spec := fieldtype.Spec{Kind: fieldtype.MultiSelect, Values: names(n), OnlyListed: true}
		return checkSpec(tb, &spec, fieldtype.Texts(otherNames(n)...), zohocrm.ReasonPicklist)
	}},
	{"unknown values × list, of a module", func(tb testing.TB, n int) func() {
		m := adapted(tb, modules.Leads(), modules.WithField(fieldtype.Field{
			APIName: "Courses", Spec: fieldtype.Spec{Kind: fieldtype.MultiSelect, Values: names(n)},
		}))
		return checks(tb, m, record.New().Text("Last_Name", "Daly").MultiSelect("Courses", otherNames(n)...), zohocrm.ReasonPicklist)
	}},
	{"empty values × list", func(tb testing.TB, n int) func() {
		spec := fieldtype.Spec{Kind: fieldtype.MultiSelect, Values: names(n)}
		return checkSpec(tb, &spec, fieldtype.Texts(make([]string, n)...), zohocrm.ReasonPicklist)
	}},
	{"unknown values × list, of a type without one", func(tb testing.TB, n int) func() {
		spec := fieldtype.Spec{Kind: fieldtype.Territories, Values: names(n), OnlyListed: true}
		return checkSpec(tb, &spec, fieldtype.Texts(otherNames(n)...), zohocrm.ReasonPicklist)
	}},
	{"reminders × list", func(tb testing.TB, n int) func() {
		spec := fieldtype.Spec{Kind: fieldtype.Reminders, Values: names(n), MaxLength: n}
		elements := make([]fieldtype.Value, n)
		for i := range elements {
			elements[i] = fieldtype.Object(
				fieldtype.Member{Name: "unit", Value: fieldtype.Int(1)}, fieldtype.Member{Name: "period", Value: fieldtype.Text("fortnights")})
		}
		if n > fieldtype.MaxValues/3 {
			elements = elements[:fieldtype.MaxValues/3]
		}
		return checkSpec(tb, &spec, fieldtype.Array(elements...), zohocrm.ReasonSupported)
	}},
	{"unknown names × fields", func(tb testing.TB, n int) func() {
		m := adapted(tb, modules.Leads(), modules.WithField(textFields(n)...))
		rec := record.New().Text("Last_Name", "Daly")
		for _, name := range otherNames(n) {
			rec.Text(name, "x")
		}
		return checks(tb, m, rec, "")
	}},
	{"near names × fields", func(tb testing.TB, n int) func() {
		m := adapted(tb, modules.Leads(), modules.WithField(textFields(n)...))
		rec := record.New().Text("Last_Name", "Daly")
		for _, name := range names(n) {
			rec.Text(name+"x", "x")
		}
		return checks(tb, m, rec, zohocrm.ReasonMore)
	}},
	{"setters", func(tb testing.TB, n int) func() {
		list := names(n)
		return func() {
			rec := record.New()
			for _, name := range list {
				rec.Text(name, "x")
			}
			size(tb, rec.Len(), n)
		}
	}},
	{"setters, a record of before", func(tb testing.TB, n int) func() {
		list := names(n)
		rec := filled(n)
		return func() {
			rec.Reset()
			for _, name := range slices.Backward(list) {
				rec.Text(name, "y")
			}
			size(tb, rec.Len(), n)
		}
	}},
	{"Field", func(tb testing.TB, n int) func() {
		list := names(n)
		rec := filled(n)
		return func() {
			for _, name := range list {
				if _, ok := rec.Field(name); !ok {
					tb.Fatal(name)
				}
			}
		}
	}},
	{"SetMap on a filled record", func(tb testing.TB, n int) func() {
		values := textMap(n)
		return func() { size(tb, filled(n).SetMap(values).Len(), n) }
	}},
	{"SetMap beside other fields", func(tb testing.TB, n int) func() {
		values := textMap(n)
		return func() { size(tb, record.New().Text("Last_Name", "Daly").SetMap(values).Len(), n+1) }
	}},
	{"FromMap", func(tb testing.TB, n int) func() {
		values := textMap(n)
		return func() { size(tb, record.FromMap(values).Len(), n) }
	}},
	{"FromMap, checked", func(tb testing.TB, n int) func() {
		values := textMap(n)
		values["Last_Name"] = "Daly"
		return checks(tb, modules.Leads(), record.FromMap(values), "")
	}},
	{"FromFields", func(tb testing.TB, n int) func() {
		fields := filled(n).Fields()
		return func() { size(tb, record.FromFields(fields).Len(), n) }
	}},
	{"FromJSON", func(tb testing.TB, n int) func() {
		text, err := filled(n).MarshalJSON()
		if err != nil {
			tb.Fatal(err)
		}
		return func() {
			rec, err := record.FromJSON(text)
			if err != nil {
				tb.Fatal(err)
			}
			size(tb, rec.Len(), n)
		}
	}},
	{"ReadCSV", func(tb testing.TB, n int) func() {
		table := strings.Join(names(n), ",") + "\n" + strings.Repeat("x,", n-1) + "x\n"
		return func() {
			for rec := range record.ReadCSV(strings.NewReader(table)) {
				if err := rec.Err(); err != nil {
					tb.Fatal(err)
				}
				size(tb, rec.Len(), n)
			}
		}
	}},
	{"ReadCSV, with problems", func(tb testing.TB, n int) func() {
		fields := textFields(n)
		for i := range fields {
			fields[i].Spec = fieldtype.Spec{Kind: fieldtype.Date}
		}
		m := adapted(tb, modules.Leads(), modules.WithField(fields...))
		table := strings.Join(names(n), ",") + "\n" + strings.Repeat("x,", n-1) + "x\n"
		return func() {
			for rec := range record.ReadCSV(strings.NewReader(table)) {
				expect(tb, m.Check(rec), zohocrm.ReasonMore)
			}
		}
	}},
	{"JSON lines of one field", func(tb testing.TB, n int) func() {
		text := strings.Repeat(`{"Last_Name":"Daly"}`+"\n", n)
		return func() { streamed(tb, record.ReadJSONLines(strings.NewReader(text)), n) }
	}},
	{"a JSON array of records", func(tb testing.TB, n int) func() {
		text := "[" + strings.Repeat(`{"Last_Name":"Daly"},`, n-1) + `{"Last_Name":"Daly"}]`
		return func() { streamed(tb, record.ReadJSONArray(strings.NewReader(text)), n) }
	}},
	{"records that are refused", func(tb testing.TB, n int) func() {
		rec := record.New().Text("Last_Name", "Daly").Text("Email", "x")
		return func() {
			problems := 0
			for batch := range payload.NewInsert(modules.Leads()).Batches(func(yield func(*record.Record) bool) {
				for range n {
					if !yield(rec) {
						return
					}
				}
			}) {
				problems += len(batch.Problems)
			}
			size(tb, problems, n)
		}
	}},
	{"Add", func(tb testing.TB, n int) func() {
		records := make([]*record.Record, n)
		for i := range records {
			records[i] = record.New().Text("Last_Name", "Daly")
		}
		return func() {
			in := payload.NewInsert(modules.Leads())
			for _, rec := range records {
				in.Add(rec)
			}
			expect(tb, in.Validate(), zohocrm.ReasonMaxItems)
		}
	}},
	{"keys beside the records", func(tb testing.TB, n int) func() {
		var body bytes.Buffer
		body.WriteString(`{"data":[{"Last_Name":"Daly"}]`)
		for _, name := range names(n) {
			fmt.Fprintf(&body, `,"%s":1`, name)
		}
		body.WriteString("}")
		return func() {
			in, err := payload.ParseInsert(modules.Leads(), body.Bytes())
			if err != nil {
				tb.Fatal(err)
			}
			expect(tb, in.Validate(), "")
		}
	}},
	{"values of triggers", func(tb testing.TB, n int) func() {
		triggers := make([]payload.Trigger, n)
		for i, name := range names(n) {
			triggers[i] = payload.Trigger(name)
		}
		return request(tb, payload.NewInsert(modules.Leads()).Triggers(triggers...).Add(record.New().Text("Last_Name", "Daly")), zohocrm.ReasonSupported)
	}},
	{"With of fields", func(tb testing.TB, n int) func() {
		options := make([]modules.Option, n)
		for i, f := range textFields(n) {
			options[i] = modules.WithField(f)
		}
		return func() { adapted(tb, modules.Leads(), options...) }
	}},
	{"With of rules that are dropped", func(tb testing.TB, n int) func() {
		options := make([]modules.Option, n)
		for i, name := range names(n) {
			options[i] = modules.WithoutRule(name)
		}
		return func() { adapted(tb, modules.Leads(), options...) }
	}},
	{"With of layout rules", func(tb testing.TB, n int) func() {
		options := make([]modules.Option, n)
		for i, name := range names(n) {
			options[i] = modules.WithLayoutRules(modules.LayoutRule{Name: name, Mandatory: []string{name}})
		}
		return func() { adapted(tb, modules.Leads(), options...) }
	}},
	{"With of fields metadata", func(tb testing.TB, n int) func() {
		list := names(n)
		return func() {
			options := make([]modules.Option, n)
			for i, name := range list {
				options[i] = modules.WithFieldsMetadata(strings.NewReader(`{"fields":[{"api_name":"` + name + `"}]}`))
			}
			adapted(tb, modules.Leads(), options...)
		}
	}},
	{"With of layouts metadata", func(tb testing.TB, n int) func() {
		return func() {
			options := make([]modules.Option, n)
			for i := range options {
				options[i] = modules.WithLayoutsMetadata(strings.NewReader(`{"layouts":[{"id":"` + strconv.Itoa(i) + `"}]}`))
			}
			adapted(tb, modules.Leads(), options...)
		}
	}},
	{"With of pipelines metadata", func(tb testing.TB, n int) func() {
		return func() {
			options := make([]modules.Option, n)
			for i := range options {
				options[i] = modules.WithPipelinesMetadata(strings.NewReader(`{"pipeline":[{"display_value":"` + strconv.Itoa(i) + `"}]}`))
			}
			adapted(tb, modules.Deals(), options...)
		}
	}},
	{"fields of one answer", func(tb testing.TB, n int) func() {
		var answer strings.Builder
		for i, name := range names(n) {
			fmt.Fprintf(&answer, `%c{"api_name":%q}`, "[,"[min(i, 1)], name)
		}
		return func() {
			adapted(tb, modules.Leads(), modules.WithFieldsMetadata(io.MultiReader(
				strings.NewReader(`{"fields":`), strings.NewReader(answer.String()), strings.NewReader(`]}`))))
		}
	}},
	{"problems as JSON", func(tb testing.TB, n int) func() {
		errs := manyProblems(n)
		return func() {
			if _, err := errs.MarshalJSON(); err != nil {
				tb.Fatal(err)
			}
		}
	}},
	{"problems by record and field", func(tb testing.TB, n int) func() {
		errs := manyProblems(n)
		return func() {
			found := 0
			for _, of := range errs.Records() {
				for _, named := range of.ByField() {
					found += len(named)
				}
			}
			size(tb, found, n)
		}
	}},
	{"one answer", func(tb testing.TB, n int) func() {
		answer, err := manyProblems(n).MarshalJSON()
		if err != nil {
			tb.Fatal(err)
		}
		return func() {
			a, err := zohocrm.ParseAnswer(answer)
			if err != nil {
				tb.Fatal(err)
			}
			size(tb, len(a.Items), n)
		}
	}},
}

// names returns n names that no module knows.
func names(n int) []string { return numbered("Field", n) }

// otherNames returns n names, none of which names returns.
func otherNames(n int) []string { return numbered("Other", n) }

func numbered(prefix string, n int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = prefix + "_" + strconv.Itoa(1_000_000+i)
	}
	return list
}

func textFields(n int) []fieldtype.Field {
	fields := make([]fieldtype.Field, n)
	for i, name := range names(n) {
		fields[i] = fieldtype.Field{APIName: name, Spec: fieldtype.Spec{Kind: fieldtype.SingleLine}}
	}
	return fields
}

func mandatoryFields(n int) []fieldtype.Field {
	fields := textFields(n)
	for i := range fields {
		fields[i].Mandatory = true
	}
	return fields
}

func filled(n int) *record.Record {
	rec := record.New()
	for _, name := range names(n) {
		rec.Text(name, "x")
	}
	return rec
}

func textMap(n int) map[string]any {
	m := make(map[string]any, n)
	for _, name := range names(n) {
		m[name] = "x"
	}
	return m
}

func manyProblems(n int) zohocrm.Errors {
	errs := make(zohocrm.Errors, n)
	for i, name := range names(n) {
		errs[i] = zohocrm.TooLong(i+1).PrefixPath(zohocrm.Key("data"), zohocrm.Index(i), zohocrm.Key(name))
	}
	return errs
}

func adapted(tb testing.TB, m *modules.Module, options ...modules.Option) *modules.Module {
	tb.Helper()
	with, err := m.With(options...)
	if err != nil {
		tb.Fatal(err)
	}
	return with
}

// checks returns a function that checks a record, in which there is a problem of
// that reason, or no error for "".
func checks(tb testing.TB, m *modules.Module, rec *record.Record, reason zohocrm.Reason) func() {
	var body []byte
	var errs zohocrm.Errors
	return func() {
		body, errs = m.Append(body[:0], nil, rec)
		expectAny(tb, errs, reason)
	}
}

func checkSpec(tb testing.TB, spec *fieldtype.Spec, v fieldtype.Value, reason zohocrm.Reason) func() {
	var body []byte
	var errs zohocrm.Errors
	return func() {
		body, errs = spec.Append(body[:0], nil, v)
		expectAny(tb, errs, reason)
	}
}

func request(tb testing.TB, in *payload.Insert, reason zohocrm.Reason) func() {
	return func() { expectAny(tb, slices.Collect(in.Problems()), reason) }
}

// expectAny looks for a problem of that reason, warnings among them.
func expectAny(tb testing.TB, errs zohocrm.Errors, reason zohocrm.Reason) {
	if reason == "" {
		expect(tb, errs.Err(), "")
		return
	}
	if !slices.ContainsFunc(errs, func(e *zohocrm.Error) bool { return e.Reason == reason }) {
		tb.Fatalf("no problem %s in %d problems, such as %.300v", reason, len(errs), errs)
	}
}

func expect(tb testing.TB, err error, reason zohocrm.Reason) {
	errs, _ := err.(zohocrm.Errors)
	switch {
	case reason == "" && err != nil:
		tb.Fatalf("%.300v", err)
	case reason != "":
		expectAny(tb, errs, reason)
	}
}

func size(tb testing.TB, got, want int) {
	if got != want {
		tb.Fatalf("%d, want %d", got, want)
	}
}

func streamed(tb testing.TB, records iter.Seq[*record.Record], n int) {
	found := 0
	for batch, err := range payload.NewInsert(modules.Leads()).Batches(records) {
		if err != nil {
			tb.Fatal(err)
		}
		found += len(batch.Index)
	}
	size(tb, found, n)
}

// BenchmarkScale measures the time per field, element or name:
//
//	go test ./payload -run '^$' -bench Scale
func BenchmarkScale(b *testing.B) {
	for _, s := range scalings {
		for _, n := range scaleSizes {
			b.Run(fmt.Sprintf("%s/%d", s.name, n), func(b *testing.B) {
				run := s.prepare(b, n)
				b.ResetTimer()
				for b.Loop() {
					run()
				}
				b.ReportMetric(0, "ns/op")
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/element")
			})
		}
	}
}

// TestScale asks that the time per field, element or name stays about the same
// from 1,000 to 100,000:
//
//	go test ./payload -run '^TestScale$' -long -v
//
// Nothing that needs memory keeps the same time, as caches hold 1,000 names and
// not 100,000. So the growth is divided by that of a plain Go map and slice of as
// many names, measured at the same time.
func TestScale(t *testing.T) {
	if !testkit.Long() {
		t.Skip("measures for minutes: needs -long")
	}
	defer debug.SetGCPercent(debug.SetGCPercent(-1)) // what it collects is not what is measured
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(1 << 30))
	least := scaleSizes[0]
	t.Logf("%-46s%9d%9d%9d   growth  of a map's", "nanoseconds an element, of", scaleSizes[0], scaleSizes[1], scaleSizes[2])
	for _, s := range scalings {
		t.Run(s.name, func(t *testing.T) {
			line := fmt.Sprintf("%-46s", s.name)
			plain := quickest(plainMap(least)) / float64(least)
			first, last, growth := 0.0, 0, 0.0
			for _, n := range scaleSizes {
				if growth > 3*maxGrowth {
					line += "        –" // it would take long
					continue
				}
				each := quickest(s.prepare(t, n)) / float64(n)
				if first == 0 {
					first = each
				}
				last, growth = n, each/first
				line += fmt.Sprintf("%9.0f", each)
			}
			plain = max(1, quickest(plainMap(last))/float64(last)/plain)
			t.Logf("%s%9.1f%9.1f", line, growth, growth/plain)
			if growth/plain > maxGrowth {
				t.Errorf("one among %d takes %.1f times as long as one among %d, in a map %.1f times", last, growth, least, plain)
			}
		})
	}
}

// plainMap returns a function that does with n names what no check can do
// without.
func plainMap(n int) func() {
	list := names(n)
	return func() {
		index, members := map[string]int{}, []fieldtype.Member(nil)
		for i, name := range list {
			index[name] = i
			members = append(members, fieldtype.Member{Name: name})
		}
		for _, name := range list {
			members[index[name]].Value = fieldtype.Text(name)
		}
	}
}

// quickest returns the nanoseconds of the quickest of several runs, without the
// collection of garbage.
func quickest(run func()) float64 {
	const enough = 200 * time.Millisecond
	best := time.Duration(1<<63 - 1)
	var all time.Duration
	for i := 0; i < 3 || all < enough; i++ {
		runtime.GC()
		start := time.Now()
		run()
		took := time.Since(start)
		best, all = min(best, took), all+took
		if took > 5*time.Second {
			break
		}
	}
	return float64(best.Nanoseconds())
}
