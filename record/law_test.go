package record_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"iter"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/internal/testkit/requests"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// A sample is one value in each form that it has.
type sample struct {
	value any                                    // for maps, structs and FromFields
	set   func(r *record.Record, apiName string) // a setter of its own
	json  string                                 // "" if JSON cannot say it
	cell  string                                 // "" if a cell of its field cannot say it
}

// lawKinds are the fields of the law's module, in its order.
var lawKinds = []struct {
	apiName string
	spec    fieldtype.Spec
}{
	{"Text", fieldtype.Spec{Kind: fieldtype.SingleLine, MaxLength: 20}},
	{"Email", fieldtype.Spec{Kind: fieldtype.Email}},
	{"Phone", fieldtype.Spec{Kind: fieldtype.Phone}},
	{"URL", fieldtype.Spec{Kind: fieldtype.URL}},
	{"Pick", fieldtype.Spec{Kind: fieldtype.Picklist, Values: []string{"Analytics", "Big data"}, OnlyListed: true}},
	{"Open", fieldtype.Spec{Kind: fieldtype.Picklist, Values: []string{"Analytics", "Big data"}}},
	{"List", fieldtype.Spec{Kind: fieldtype.MultiSelect, Values: []string{"Analytics", "Big data"}, OnlyListed: true}},
	{"Flag", fieldtype.Spec{Kind: fieldtype.Checkbox}},
	{"Number", fieldtype.Spec{Kind: fieldtype.Number}},
	{"Currency", fieldtype.Spec{Kind: fieldtype.Currency, MaxDecimals: 2}},
	{"Double", fieldtype.Spec{Kind: fieldtype.DecimalNumber}},
	{"Percent", fieldtype.Spec{Kind: fieldtype.Percent, Range: zohocrm.Range{From: 1, To: 100}}},
	{"Long", fieldtype.Spec{Kind: fieldtype.LongInteger}},
	{"Date", fieldtype.Spec{Kind: fieldtype.Date}},
	{"DateTime", fieldtype.Spec{Kind: fieldtype.DateTime}},
	{"Lookup", fieldtype.Spec{Kind: fieldtype.Lookup}},
	{"User", fieldtype.Spec{Kind: fieldtype.User}},
	{"Rows", fieldtype.Spec{Kind: fieldtype.Subform, Fields: []fieldtype.Field{
		{APIName: "A", Spec: fieldtype.Spec{Kind: fieldtype.Number}}, {APIName: "B", Spec: fieldtype.Spec{Kind: fieldtype.SingleLine}, Mandatory: true},
	}}},
	{"Files", fieldtype.Spec{Kind: fieldtype.FileUpload}},
}

func lawModule(t testing.TB) *modules.Module {
	t.Helper()
	var fields []fieldtype.Field
	for _, k := range lawKinds {
		fields = append(fields, fieldtype.Field{APIName: k.apiName, Spec: k.spec, ReadOnly: k.apiName == "Open"})
	}
	m, err := modules.Custom("Vehicles").With(modules.WithField(fields...))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func textSample(s string) sample {
	x := sample{value: s, set: func(r *record.Record, name string) { r.Text(name, s) }, json: testkit.JSON(s)}
	if s == strings.ToValidUTF8(s, "") {
		x.cell = strings.TrimSpace(s)
	} else {
		x.json = ""
	}
	if x.cell != s {
		x.cell = ""
	}
	return x
}

func intSample(n int64) sample {
	s := strconv.FormatInt(n, 10)
	return sample{n, func(r *record.Record, name string) { r.Int(name, n) }, s, s}
}

func floatSample(f float64) sample {
	s := strconv.FormatFloat(f, 'f', -1, 64)
	return sample{f, func(r *record.Record, name string) { r.Float(name, f) }, s, s}
}

func decimalSample(s string) sample {
	return sample{json.Number(s), func(r *record.Record, name string) { r.Decimal(name, s) }, s, s}
}

func boolSample(b bool) sample {
	return sample{b, func(r *record.Record, name string) { r.Bool(name, b) }, fmt.Sprint(b), strings.ToUpper(fmt.Sprint(b))}
}

func listSample(values ...string) sample {
	values = append([]string{}, values...) // nil is null, and no list
	x := sample{value: values, set: func(r *record.Record, name string) { r.MultiSelect(name, values...) }, json: testkit.JSON(values), cell: strings.Join(values, " ; ")}
	if strings.Contains(strings.Join(values, ""), ";") || slices.Contains(values, "") {
		x.cell = ""
	}
	return x
}

func timeSample(t time.Time, layout string) sample {
	s := t.Format(layout)
	return sample{t, func(r *record.Record, name string) { r.DateTime(name, t) }, testkit.JSON(s), s}
}

func idSample(id string) sample {
	return sample{map[string]any{"id": id}, func(r *record.Record, name string) { r.Lookup(name, id) }, `{"id":` + testkit.JSON(id) + `}`, id}
}

func rowsSample(rows ...map[string]any) sample {
	return sample{rows, func(r *record.Record, name string) {
		records := make([]*record.Record, len(rows))
		for i, row := range rows {
			if records[i] = record.FromMap(row); row == nil {
				records[i] = nil
			}
		}
		r.Subform(name, records...)
	}, testkit.JSON(rows), testkit.JSON(rows)}
}

// sampleFor returns a random value of the kind of a field, mostly a right one.
func sampleFor(r *rand.Rand, kind fieldtype.Kind) sample {
	pick := func(n int) int { return r.IntN(n) * min(1, max(0, r.IntN(4)-2)) } // the first is right
	day := time.Date(1990+r.IntN(50), time.Month(1+r.IntN(12)), 1+r.IntN(31), r.IntN(24), r.IntN(60), r.IntN(60), 0, time.FixedZone("", 1800*(r.IntN(40)-20)))
	one := func(s ...string) sample { return textSample(s[pick(len(s))]) }
	switch kind {
	case fieldtype.Email:
		return one("p.boyle@zylker.com", "p.boyle", "@", strings.Repeat("x", 90)+"@zylker.com", "")
	case fieldtype.Phone:
		return one("+91 98765 43210", "9900000000", "n/a", "91((987)654321", "")
	case fieldtype.URL:
		return one("https://www.zylker.com", "www.zylker.com", "zylker", "")
	case fieldtype.Picklist:
		return one("Analytics", "Big data", "analytics", "Cloud", "")
	case fieldtype.MultiSelect:
		return []sample{listSample("Analytics"), listSample("Analytics", "Big data"), listSample("Cloud", "Analytics"), listSample("a;b"), listSample("", "Analytics"), listSample()}[pick(6)]
	case fieldtype.Checkbox:
		return boolSample(r.IntN(2) == 0)
	case fieldtype.Number, fieldtype.Currency, fieldtype.DecimalNumber, fieldtype.Percent:
		return []sample{
			intSample(r.Int64N(200) - 50), intSample(r.Int64()), floatSample(r.NormFloat64() * 1000), floatSample(float64(r.IntN(1000)) / 4), floatSample(1e21),
			decimalSample("250000.90"), decimalSample("-0.10"), decimalSample("12345678901234567.1234567890"), decimalSample("0"),
		}[pick(9)]
	case fieldtype.LongInteger:
		return one("0012345600012", "1234567890123456789", "12 34", "x", "")
	case fieldtype.Date:
		return []sample{timeSample(day, "2006-01-02"), one("2017-08-16", "2017-02-29", "16.8.2017", "2017-08-16T14:32:23+05:30", "")}[pick(2)]
	case fieldtype.DateTime:
		return []sample{timeSample(day, "2006-01-02T15:04:05-07:00"), one("2017-08-16T14:32:23+05:30", "2017-08-16T14:32:23", "2017-08-16", "now", "")}[pick(2)]
	case fieldtype.Lookup, fieldtype.User:
		return []sample{idSample("4150868000000623001"), idSample("1"), idSample("12345678901234567890"), idSample("Zylker")}[pick(4)]
	case fieldtype.Subform:
		return []sample{rowsSample(map[string]any{"A": 1, "B": "x"}), rowsSample(map[string]any{"A": "few", "C": true}, map[string]any{"B": ""}), rowsSample(map[string]any{"B": "x", "a": 2}, nil)}[pick(3)]
	case fieldtype.FileUpload:
		return []sample{
			{[]map[string]string{{"File_Id__s": "2cx"}}, func(r *record.Record, name string) { r.Files(name, "2cx") }, `[{"File_Id__s":"2cx"}]`, `[{"File_Id__s":"2cx"}]`},
			{[]any{map[string]any{"File_Id__s": nil}}, func(r *record.Record, name string) {
				r.Subform(name, record.New().Null("File_Id__s"))
			}, `[{"File_Id__s":null}]`, `[{"File_Id__s":null}]`},
		}[pick(2)]
	}
	return one("Daly", "München", "Mike O'Leary \"<é>\"", " Daly\t", "a\nb", strings.Repeat("ä", 20), strings.Repeat("x", 21), "\xff", "", "0012", "{}")
}

// A lawRecord is a record as fields with samples, in the order of the module.
type lawRecord []struct {
	apiName string
	sample
}

// randomRecord returns a record that is random, and mostly right.
func randomRecord(r *rand.Rand) (fields lawRecord) {
	add := func(name string, s sample) {
		fields = append(fields, struct {
			apiName string
			sample
		}{name, s})
	}
	if r.IntN(20) > 0 {
		add("Name", textSample("Van 7"))
	}
	for _, k := range lawKinds {
		switch r.IntN(8) {
		case 0, 1:
			add(k.apiName, sampleFor(r, k.spec.Kind))
		case 2:
			add(k.apiName, sample{fieldtype.Value{}, func(r *record.Record, name string) { r.Value(name, fieldtype.Value{}) }, "-", "-"})
		case 3:
			switch r.IntN(12) {
			case 0:
				add(k.apiName, sample{nil, func(r *record.Record, name string) { r.Null(name) }, "null", ""})
			case 1: // a value of another type
				s := sampleFor(r, lawKinds[r.IntN(len(lawKinds))].spec.Kind)
				if t, isTime := s.value.(time.Time); isTime { // JSON knows no times
					s = textSample(t.Format(time.DateOnly))
				}
				if _, isInt := s.value.(int64); isInt && k.spec.Kind == fieldtype.LongInteger { // a Go integer is written as text
					s.json = ""
				}
				s.cell = ""
				add(k.apiName, s)
			case 2:
				add(k.apiName, sample{math.NaN(), func(r *record.Record, name string) { r.Float(name, math.NaN()) }, "", ""})
			}
		}
	}
	// What the module does not know comes last, sorted.
	for _, name := range []string{"Emial", "Own_1", "Own_2", "no name", "text"} {
		if r.IntN(10) == 0 {
			s := sampleFor(r, []fieldtype.Kind{fieldtype.SingleLine, fieldtype.Number, fieldtype.Subform, fieldtype.Lookup}[r.IntN(4)])
			if _, isText := s.value.(string); !isText {
				s.cell = ""
			}
			add(name, s)
		}
	}
	return fields
}

// ways returns the record in each way that can say it.
func (fields lawRecord) ways(t testing.TB) iter.Seq2[string, *record.Record] {
	var all []field
	var object strings.Builder
	var header, cells []string
	m := map[string]any{}
	setters := record.New()
	inJSON, inTable := true, len(fields) > 0
	for _, f := range fields {
		all = append(all, field{f.apiName, f.value})
		m[f.apiName] = f.value
		f.set(setters, f.apiName)
		inJSON, inTable = inJSON && f.json != "", inTable && f.cell != ""
		header = append(header, f.apiName)
		if f.json == "-" { // absent
			cells = append(cells, "")
			continue
		}
		cells = append(cells, f.cell)
		object.WriteString([]string{",", "{"}[min(1, max(0, 1-object.Len()))] + testkit.JSON(f.apiName) + ":" + f.json)
	}
	if object.Len() == 0 {
		object.WriteString("{")
	}
	object.WriteString("}")
	return func(yield func(string, *record.Record) bool) {
		if !yield("typed setters", setters) {
			return
		}
		for name, rec := range ways(t, all, m) {
			if !yield(name, rec) {
				return
			}
		}
		if inJSON {
			v, err := fieldtype.ParseJSON([]byte(object.String()))
			if err != nil {
				t.Fatalf("%s: %v", object.String(), err)
			}
			if !yield("FromJSON", requests.FromJSON(t, object.String())) || !yield("FromValue", record.FromValue(v)) {
				return
			}
			for rec := range record.ReadJSONLines(strings.NewReader(object.String())) {
				if !yield("ReadJSONLines", rec) {
					return
				}
			}
		}
		if inTable {
			var table strings.Builder
			csv.NewWriter(&table).WriteAll([][]string{header, cells})
			for rec := range record.ReadCSV(strings.NewReader(table.String())) {
				if !yield("ReadCSV", rec) {
					return
				}
			}
		}
	}
}

// TestOneTruth: a record says the same, to the byte, whichever way it was made,
// and has the same problems.
func TestOneTruth(t *testing.T) {
	properties := testkit.Laws(t, 1500)
	m := lawModule(t)
	seen, good := map[string]int{}, 0
	properties.Property("one body and one list of problems", prop.ForAll(func(seed uint64) string {
		fields := randomRecord(rand.New(rand.NewPCG(seed, 0)))
		var body string
		var problems []string
		first := ""
		for way, rec := range fields.ways(t) {
			seen[way]++
			dst, errs := m.Append(nil, nil, rec)
			if errs.Err() != nil {
				dst = nil // is of no use
			}
			if first == "" {
				first, body, problems = way, string(dst), testkit.Lines(errs)
				if errs.Err() == nil {
					good++
				}
				continue
			}
			want := slices.Clone(problems)
			if way == "ReadCSV" { // which names a column by its position when the name may be data
				for i, f := range fields {
					for k := range want {
						if f.apiName == "no name" {
							want[k] = strings.ReplaceAll(want[k], f.apiName, fmt.Sprint("column ", i+1))
						}
					}
				}
			}
			if diff := cmp.Diff(want, testkit.Lines(errs)); diff != "" {
				return fmt.Sprintf("%v\nproblems (-%s +%s):\n%s", m.Check(rec), first, way, diff)
			}
			if diff := cmp.Diff(body, string(dst)); diff != "" {
				return fmt.Sprintf("bodies (-%s +%s):\n%s", first, way, diff)
			}
		}
		return ""
	}, gen.UInt64()))

	properties.TestingRun(t)

	properties = testkit.Laws(t, 15)
	properties.Property("the batches together are the whole", prop.ForAll(func(seed uint64) string {
		random := rand.New(rand.NewPCG(seed, 0))
		var want, wantProblems, got, gotProblems []string
		var records []*record.Record
		for i := range random.IntN(250) {
			var way []*record.Record
			for _, rec := range randomRecord(random).ways(t) {
				way = append(way, rec)
			}
			rec := way[random.IntN(len(way))]
			records = append(records, rec)
			body, errs := m.Append(nil, nil, rec)
			if errs.Err() == nil {
				want = append(want, string(body))
			}
			for _, e := range errs {
				wantProblems = append(wantProblems, testkit.Lines(zohocrm.Errors{e.PrefixPath(zohocrm.Key("data"), zohocrm.Index(i))})...)
			}
		}
		for batch := range payload.NewInsert(m).Batches(slices.Values(records)) {
			data, err := batchRecords(batch.Body)
			if err != nil {
				return err.Error()
			}
			got = append(got, data...)
			gotProblems = append(gotProblems, testkit.Lines(batch.Problems)...)
		}
		return cmp.Diff(want, got) + cmp.Diff(wantProblems, gotProblems)
	}, gen.UInt64()))
	properties.TestingRun(t)

	// Lest the law be about nothing.
	for _, way := range []string{"typed setters", "setters", "FromMap", "ViewMap", "FromStruct", "ViewStruct", "FromFields", "FromJSON", "FromValue", "ReadJSONLines", "ReadCSV"} {
		if seen[way] < testkit.Runs(200) {
			t.Errorf("only %d records were made by %s", seen[way], way)
		}
	}
	if good < testkit.Runs(200) {
		t.Errorf("only %d records had no error", good)
	}
}
