package zohobeam

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/options/jobopts"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/runners/prism"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/testing/passert"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/testing/ptest"

	"github.com/seed12a3e673/zohocrm/modules"
)

func TestMain(m *testing.M) {
	f, err := os.CreateTemp("", "worker")
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	f.Close()
	*jobopts.WorkerBinary = f.Name() // the runner is in this process and needs none
	code := ptest.MainRetWithDefault(m, "prism")
	os.Remove(f.Name())
	os.Exit(code)
}

// seeds makes the records of a range.
func seeds(from int, emit func(string)) {
	for i := from; i < from+1000; i++ {
		emit(lead(i))
	}
}

// lead returns a lead, 1 in 50 of which is broken.
func lead(i int) string {
	email := fmt.Sprintf("p.daly%d@zylker.com", i)
	if i%50 == 7 {
		email = "p.daly"
	}
	return fmt.Sprintf(`{"id":"%d","Last_Name":"Daly %d","Email":%q}`, i+1, i, email)
}

// namesOf returns the last names in a body.
func namesOf(b Body, emit func(string)) error {
	var body struct {
		Data []struct {
			Name string `json:"Last_Name"`
		}
	}
	if err := json.Unmarshal([]byte(b.JSON), &body); err != nil {
		return err
	}
	if len(body.Data) != b.Records || len(body.Data) > 100 {
		return fmt.Errorf("%d records, said to be %d", len(body.Data), b.Records)
	}
	for _, rec := range body.Data {
		emit(rec.Name)
	}
	return nil
}

// namesOfFile returns the last names in a file.
func namesOfFile(f File, emit func(string)) error {
	z, err := zip.NewReader(bytes.NewReader(f.Zip), int64(len(f.Zip)))
	if err != nil {
		return err
	}
	r, err := z.File[0].Open()
	if err != nil {
		return err
	}
	defer r.Close()
	rows, err := csv.NewReader(r).ReadAll()
	if err != nil || len(rows) != len(f.Records)+1 || !strings.Contains(f.Job, `"Leads.csv"`) {
		return fmt.Errorf("%d rows of %d records: %v", len(rows), len(f.Records), err)
	}
	for _, row := range rows[1:] {
		for c, name := range rows[0] {
			if name == "Last_Name" {
				emit(row[c])
			}
		}
	}
	return nil
}

// nameOf returns the last name of a refused record.
func nameOf(r Refused, emit func(string)) error {
	var rec struct {
		Name string `json:"Last_Name"`
	}
	if err := json.Unmarshal([]byte(r.Record), &rec); err != nil {
		return err
	}
	if len(r.Problems) == 0 || !json.Valid([]byte(r.Problems[0])) {
		return fmt.Errorf("%q has no problem", r.Record)
	}
	emit(rec.Name)
	return nil
}

func keyed(name string) (string, int) { return name, 1 }

func twice(name string, ones func(*int) bool, emit func(string)) {
	n, one := 0, 0
	for ones(&one) {
		n += one
	}
	if n != 1 {
		emit(fmt.Sprintf("%s is there %d times", name, n))
	}
}

// short emits the bodies that are not full.
func short(b Body, emit func(string, int)) {
	if b.Records < 100 {
		emit("short", 1)
	}
}

// fewShort fails if more bodies are not full than there are shards.
func fewShort(_ string, ones func(*int) bool) error {
	n, one := 0, 0
	for ones(&one) {
		n++
	}
	if n > testShards {
		return fmt.Errorf("%d bodies are not full", n)
	}
	return nil
}

const testShards = 4

func init() {
	register.Function2x0(seeds)
	register.Function2x0(visitors)
	register.Function2x1(visits)
	register.Function1x1(failing)
	register.Emitter1[Visitor]()
	beam.RegisterType(reflect.TypeFor[Visitor]())
	register.Function2x1(namesOf)
	register.Function2x1(namesOfFile)
	register.Function2x1(nameOf)
	register.Function1x2(keyed)
	register.Function3x0(twice)
	register.Function2x0(short)
	register.Function2x1(fewShort)
	register.Emitter2[string, int]()
	register.Emitter1[int]()
	register.Iter1[int]()
}

// size is how many records the tests have, in thousands.
func size() int {
	if testing.Short() {
		return 5
	}
	return 100
}

// leads returns the records of a test.
func leads(s beam.Scope) beam.PCollection {
	var starts []int
	for i := range size() {
		starts = append(starts, i*1000)
	}
	return beam.ParDo(s, seeds, beam.CreateList(s, starts))
}

// each checks that each record is in one body or refused, and that as many are
// refused as are broken.
func each(s beam.Scope, names, refused beam.PCollection) {
	refusedNames := beam.ParDo(s, nameOf, refused)
	all := beam.Flatten(s, names, refusedNames)
	passert.Empty(s, beam.ParDo(s, twice, beam.GroupByKey(s, beam.ParDo(s, keyed, all))))
	passert.Count(s, all, "records", size()*1000)
	passert.Count(s, refusedNames, "refused", size()*20)
}

// TestCalls: of 100,000 records, 1 in 50 broken, each is in one body or refused, and
// all bodies but the last of each shard are full.
func TestCalls(t *testing.T) {
	for name, step := range map[string]func(beam.Scope, Config, beam.PCollection) (bodies, refused beam.PCollection){
		"insert": Insert, "update": Update, "upsert": Upsert,
	} {
		if testing.Short() && name != "insert" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			p, s := beam.NewPipelineWithRoot()
			bodies, refused := step(s, Config{Module: "Leads", Shards: testShards}, leads(s))
			each(s, beam.ParDo(s, namesOf, bodies), refused)
			beam.ParDo0(s, fewShort, beam.GroupByKey(s, beam.ParDo(s, short, bodies)))
			result := ptest.RunAndValidate(t, p)
			seen := map[string]int64{}
			for _, c := range result.Metrics().AllMetrics().Counters() {
				if c.Key.Namespace == "zohocrm" {
					seen[c.Key.Name] += c.Committed
				}
			}
			if seen["records"] != int64(size()*1000) || seen["refused"] != int64(size()*20) || seen["refused_pattern"] != int64(size()*20) {
				t.Errorf("counters %v", seen)
			}
		})
	}
}

// TestFiles is the same for Bulk Write.
func TestFiles(t *testing.T) {
	p, s := beam.NewPipelineWithRoot()
	files, refused := BulkWrite(s, modules.Update, Config{Module: "Leads", Shards: 2, FindBy: "id"}, leads(s))
	each(s, beam.ParDo(s, namesOfFile, files), refused)
	ptest.RunAndValidate(t, p)
}

// TestUnique keeps one record of each value, in the whole collection.
func TestUnique(t *testing.T) {
	p, s := beam.NewPipelineWithRoot()
	kept, refused := Unique(s, "Email", beam.CreateList(s, []string{
		`{"Last_Name":"a","Email":"p.daly@zylker.com"}`, `{"Last_Name":"b","Email":"P.Daly@zylker.com"}`, `{"Last_Name":"c"}`,
		`{"Last_Name":"d","Email":"dolan@zylker.com"}`, `{"Last_Name":"e","Email":"p.daly@zylker.com"}`,
	}))
	passert.Equals(s, kept, `{"Last_Name":"a","Email":"p.daly@zylker.com"}`, `{"Last_Name":"c"}`, `{"Last_Name":"d","Email":"dolan@zylker.com"}`)
	passert.Equals(s, beam.ParDo(s, nameOf, refused), "b", "e")
	ptest.RunAndValidate(t, p)
}

// TestDuplicatesInBody: a record that does not go with the others of its body is set
// aside, and the others are sent.
func TestDuplicatesInBody(t *testing.T) {
	p, s := beam.NewPipelineWithRoot()
	c := Config{Module: "Leads", Shards: 1, Fields: []byte(`{"fields":[{"api_name":"Last_Name","data_type":"text","system_mandatory":true},
		{"api_name":"Email","data_type":"email","unique":{"case_sensitive":false}}]}`)}
	bodies, refused := Insert(s, c, beam.CreateList(s, []string{
		`{"Last_Name":"a","Email":"p.daly@zylker.com"}`, `{"Last_Name":"b","Email":"p.daly@zylker.com"}`, `{"Last_Name":"c"}`, `no JSON`,
	}))
	passert.Count(s, refused, "refused", 2)
	passert.Count(s, bodies, "bodies", 1)
	ptest.RunAndValidate(t, p)
}

// A Visitor is a record of a struct type.
type Visitor struct {
	Name   string  `zoho:"Last_Name"`
	Email  string  `zoho:"Email,omitempty"`
	Visits int64   `zoho:"Visits"`
	Spent  float64 `zoho:"Annual_Revenue"`
}

// visitors makes the structs of a range: 1 in 50 has a wrong address, and 1 in 50 an
// amount of too many digits.
func visitors(from int, emit func(Visitor)) {
	for i := from; i < from+1000; i++ {
		v := Visitor{Name: fmt.Sprintf("Daly %d", i), Email: fmt.Sprintf("p.daly%d@zylker.com", i), Visits: 1<<53 + int64(i), Spent: 1.5}
		switch i % 50 {
		case 7:
			v.Email = "p.daly"
		case 9:
			v.Spent = 1e30
		}
		emit(v)
	}
}

// visits emits the visits in a body that are not written as the field type asks.
func visits(b Body, emit func(string)) error {
	var body struct{ Data []struct{ Visits any } }
	if err := json.Unmarshal([]byte(b.JSON), &body); err != nil {
		return err
	}
	for _, rec := range body.Data {
		if text, ok := rec.Visits.(string); !ok || len(text) != 16 {
			emit(fmt.Sprint(rec.Visits))
		}
	}
	return nil
}

// TestStructs: records of a struct type are in one body or refused, and their values
// are what a record.FromStruct of the library makes of them.
func TestStructs(t *testing.T) {
	fields := []byte(`{"fields":[{"api_name":"Last_Name","data_type":"text","system_mandatory":true},{"api_name":"Email","data_type":"email"},
		{"api_name":"Visits","data_type":"bigint"},{"api_name":"Annual_Revenue","data_type":"currency","length":16}]}`)
	p, s := beam.NewPipelineWithRoot()
	records := beam.ParDo(s, visitors, beam.CreateList(s, []int{0, 1000}))
	bodies, refused := Insert(s, Config{Module: "Leads", Fields: fields, Shards: testShards, Strict: true}, records)
	names, refusedNames := beam.ParDo(s, namesOf, bodies), beam.ParDo(s, nameOf, refused)
	all := beam.Flatten(s, names, refusedNames)
	passert.Empty(s, beam.ParDo(s, twice, beam.GroupByKey(s, beam.ParDo(s, keyed, all))))
	passert.Count(s, all, "records", 2000)
	passert.Count(s, refusedNames, "refused", 80)
	passert.Empty(s, beam.ParDo(s, visits, bodies))

	texts, other := Texts(s, modules.Insert, Config{Module: "Leads"}, beam.CreateList(s, []Visitor{{Name: "a", Email: "x@zylker.com"}, {Name: "b", Email: "X@zylker.com"}, {}}))
	kept, twins := Unique(s, "Email", texts)
	passert.Count(s, kept, "kept", 1)
	passert.Equals(s, beam.ParDo(s, nameOf, twins), "b")
	passert.Count(s, other, "without a name", 1)
	result := ptest.RunAndValidate(t, p)
	seen := map[string]int64{}
	for _, c := range result.Metrics().AllMetrics().Counters() {
		if c.Key.Namespace == "zohocrm" {
			seen[c.Key.Name] += c.Committed
		}
	}
	if seen["records"] != 2001 || seen["refused"] != 82 || seen["refused_pattern"] != 40 || seen["refused_mandatory"] != 1 || seen["refused_duplicate_value"] != 1 {
		t.Errorf("counters %v", seen)
	}
}

// A worker runs bundles of a step as an engine does: what a bundle has emitted counts
// when it ends without an error, and not before.
type worker struct {
	random  *rand.Rand
	named   map[string]int // how often a record is in a body or file, or refused
	crashes int
}

// run runs a bundle until it ends. The step may crash while it emits; it is then run
// again, with the instance that has crashed or with a new one.
func (w *worker) run(t *testing.T, fresh func() func(emit func(names ...string)) error) {
	t.Helper()
	step := fresh()
	for attempt := 0; ; attempt++ {
		var names []string
		left := w.random.IntN(40)
		err := func() (err error) {
			defer func() {
				if r := recover(); r != nil {
					err = fmt.Errorf("%v", r)
				}
			}()
			return step(func(emitted ...string) {
				if left--; left < 0 && attempt < 5 {
					panic("the worker died")
				}
				names = append(names, emitted...)
			})
		}()
		if err == nil {
			for _, name := range names {
				w.named[name]++
			}
			return
		}
		if w.crashes++; attempt > 5 {
			t.Fatal(err)
		}
		if w.random.IntN(2) == 0 {
			step = fresh()
		}
	}
}

// collect calls a function of this test and returns what it emits.
func collect[T any](t *testing.T, f func(T, func(string)) error, v T) (names []string) {
	t.Helper()
	if err := f(v, func(name string) { names = append(names, name) }); err != nil {
		t.Fatal(err)
	}
	return names
}

// TestRetriedBundles: where bundles of each step crash at any place and are run again,
// each record is in exactly one body, or file, or refused.
func TestRetriedBundles(t *testing.T) {
	w := &worker{random: rand.New(rand.NewPCG(1, 2)), named: map[string]int{}}
	config := Config{Module: "Leads", Shards: testShards, Fields: []byte(`{"fields":[{"api_name":"Last_Name","data_type":"text","system_mandatory":true},
		{"api_name":"Email","data_type":"email","unique":{"case_sensitive":false}}]}`)}
	const n = 2000
	var texts []string
	for i := range n {
		text := lead(i)
		if i%70 == 9 { // the address of another record
			text = strings.Replace(text, fmt.Sprintf("p.daly%d@", i), fmt.Sprintf("p.daly%d@", i-1), 1)
		}
		texts = append(texts, text)
	}
	for name, makes := range map[string]func(step Step, shard []string) func() func(emit func(...string)) error{
		"bodies": func(step Step, shard []string) func() func(emit func(...string)) error {
			return func() func(emit func(...string)) error {
				f := &bodyFn{Step: step}
				if err := f.Setup(t.Context()); err != nil {
					t.Fatal(err)
				}
				return func(emit func(...string)) error {
					return f.ProcessElement(t.Context(), "", iterate(shard), func(b Body) { emit(collect(t, namesOf, b)...) }, func(r Refused) { emit(collect(t, nameOf, r)...) })
				}
			}
		},
		"files": func(step Step, shard []string) func() func(emit func(...string)) error {
			return func() func(emit func(...string)) error {
				f := &fileFn{Step: step}
				if err := f.Setup(t.Context()); err != nil {
					t.Fatal(err)
				}
				return func(emit func(...string)) error {
					return f.ProcessElement(t.Context(), "", iterate(shard), func(b File) { emit(collect(t, namesOfFile, b)...) }, func(r Refused) { emit(collect(t, nameOf, r)...) })
				}
			}
		},
	} {
		clear(w.named)
		step := Step{modules.Insert, config}
		shards := map[string][]string{}
		for from := 0; from < n; from += 50 { // bundles of the check
			bundle := texts[from : from+50]
			var good [][2]string
			w.run(t, func() func(emit func(...string)) error {
				f := &checkFn{Step: step}
				if err := f.Setup(t.Context()); err != nil {
					t.Fatal(err)
				}
				return func(emit func(...string)) error {
					good = nil
					for _, text := range bundle {
						err := f.ProcessElement(t.Context(), text, func(shard, text string) {
							emit()
							good = append(good, [2]string{shard, text})
						}, func(r Refused) { emit(collect(t, nameOf, r)...) })
						if err != nil {
							return err
						}
					}
					return nil
				}
			})
			for _, g := range good {
				shards[g[0]] = append(shards[g[0]], g[1])
			}
		}
		for _, shard := range shards {
			w.run(t, makes(step, shard))
		}
		for i := range n {
			if k := w.named[fmt.Sprintf("Daly %d", i)]; k != 1 {
				t.Errorf("%s: record %d is there %d times", name, i, k)
			}
		}
		if len(w.named) != n || w.crashes == 0 {
			t.Errorf("%s: %d records, %d crashes", name, len(w.named), w.crashes)
		}
	}
}

// iterate returns an iterator of Beam over texts.
func iterate(texts []string) func(*string) bool {
	return func(text *string) bool {
		if len(texts) == 0 {
			return false
		}
		*text, texts = texts[0], texts[1:]
		return true
	}
}

// failing fails in place of a sink.
func failing(Body) error { return errors.New("the sink is away") }

// TestFailingSink: the in-process runner runs no bundle again, and then the pipeline
// fails as a whole: nothing is lost without a word.
func TestFailingSink(t *testing.T) {
	p, s := beam.NewPipelineWithRoot()
	bodies, _ := Insert(s, Config{Module: "Leads"}, beam.CreateList(s, []string{lead(1)}))
	beam.ParDo0(s, failing, bodies)
	if err := ptest.Run(p); err == nil {
		t.Error("it runs")
	}
}

// TestNoModule: a module that there is not fails the pipeline.
func TestNoModule(t *testing.T) {
	p, s := beam.NewPipelineWithRoot()
	Insert(s, Config{Module: "Laeds"}, beam.CreateList(s, []string{`{}`}))
	if err := ptest.Run(p); err == nil {
		t.Error("it runs")
	}
}
