package zohobeam

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
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

// TestNoModule: a module that there is not fails the pipeline.
func TestNoModule(t *testing.T) {
	p, s := beam.NewPipelineWithRoot()
	Insert(s, Config{Module: "Laeds"}, beam.CreateList(s, []string{`{}`}))
	if err := ptest.Run(p); err == nil {
		t.Error("it runs")
	}
}
