// Package zohobeam has steps for Apache Beam pipelines that check records and make
// request bodies.
//
// Each step takes a collection of records, as JSON text (string) or of a struct type for
// [record.FromStruct], and returns two collections: bodies of the call, or files of Bulk
// Write, and the records that Zoho would refuse, with their problems. Each record is in
// exactly one of the two, also if the engine runs a bundle again. Register a struct type
// with beam.RegisterType, as for every pipeline.
//
// Counters of the namespace "zohocrm" have the number of records ("records"), of those
// that were refused ("refused"), and of their reasons ("refused_mandatory" and so on).
//
// The steps send nothing. An engine runs a bundle again if a worker fails, so a step
// that sends may send twice. That is harmless for an update or upsert, but an insert
// would create records twice. Write the bodies with a key for each to a store, such
// as a queue that drops duplicates, and send from there; or use upserts.
//
// Each worker makes the module once, from a [Config] that holds the organization's
// metadata as JSON.
package zohobeam

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// A Config describes the records and how they are sent. It is part of the pipeline,
// so the workers get the metadata with it.
type Config struct {
	Module         string   // the API name
	Custom         bool     // a module of the organization
	Fields         []byte   // the answer of the Fields metadata call, or nothing
	Layouts        []byte   // the answer of the Layouts metadata call, or nothing
	DuplicateCheck []string // of an upsert; see payload.Request.DuplicateCheck
	FindBy         string   // of Bulk Write; see payload.BulkWrite.FindBy
	Strict         bool     // warnings are errors
	Shards         int      // how many bodies are filled at the same time; 0 for 16
}

// Refused is a record that Zoho would refuse.
type Refused struct {
	Record   string   // the text of the record, or the JSON of a struct
	Problems []string // each as JSON, in the form of Zoho's answer
}

// A Body is the body of one call.
type Body struct {
	JSON    string
	Records int
}

// A File is one file of Bulk Write.
type File struct {
	Zip     []byte
	Job     string // without the file_id; see payload.FillBulkJob
	Records []string
}

func init() {
	beam.RegisterType(reflect.TypeFor[Refused]())
	beam.RegisterType(reflect.TypeFor[Body]())
	beam.RegisterType(reflect.TypeFor[File]())
	register.DoFn4x1[context.Context, string, func(string, string), func(Refused), error](&checkFn{})
	register.DoFn4x1[context.Context, beam.T, func(string), func(Refused), error](&structFn{})
	register.DoFn5x1[context.Context, string, func(*string) bool, func(Body), func(Refused), error](&bodyFn{})
	register.DoFn5x1[context.Context, string, func(*string) bool, func(File), func(Refused), error](&fileFn{})
	register.DoFn4x1[context.Context, string, func(string, string), func(string), error](&keyFn{})
	register.DoFn5x0[context.Context, string, func(*string) bool, func(string), func(Refused)](&firstFn{})
	register.Emitter1[string]()
	register.Emitter1[Refused]()
	register.Emitter1[Body]()
	register.Emitter1[File]()
	register.Emitter2[string, string]()
	register.Iter1[string]()
}

// Insert turns records into bodies of Insert Records.
func Insert(s beam.Scope, c Config, records beam.PCollection) (bodies, refused beam.PCollection) {
	return call(s.Scope("zohobeam.Insert"), modules.Insert, c, records)
}

// Update turns records, each with its id, into bodies of Update Records.
func Update(s beam.Scope, c Config, records beam.PCollection) (bodies, refused beam.PCollection) {
	return call(s.Scope("zohobeam.Update"), modules.Update, c, records)
}

// Upsert turns records into bodies of Upsert Records.
func Upsert(s beam.Scope, c Config, records beam.PCollection) (bodies, refused beam.PCollection) {
	return call(s.Scope("zohobeam.Upsert"), modules.Upsert, c, records)
}

// call checks each record, distributes the good ones over shards, and makes a body of
// each hundred records of a shard. In an unbounded collection a body ends with its
// window.
//
// It groups by shard and does not use transforms/batch: the in-process runner of the
// SDK 2.77 panics if a grouping reads what a timer has emitted.
func call(s beam.Scope, op modules.Operation, c Config, records beam.PCollection) (bodies, refused beam.PCollection) {
	good, refused := check(s, Step{op, c}, records)
	bodies, again := beam.ParDo2(s, &bodyFn{Step: Step{op, c}}, beam.GroupByKey(s, good))
	return bodies, beam.Flatten(s, refused, again)
}

// BulkWrite turns records into files of Bulk Write, of at most 25,000 records each. A
// shard holds the rows of one file in memory.
func BulkWrite(s beam.Scope, op modules.Operation, c Config, records beam.PCollection) (files, refused beam.PCollection) {
	s = s.Scope("zohobeam.BulkWrite")
	good, refused := check(s, Step{op, c}, records)
	files, again := beam.ParDo2(s, &fileFn{Step: Step{op, c}}, beam.GroupByKey(s, good))
	return files, beam.Flatten(s, refused, again)
}

// check checks each record, and gives the good ones the keys of their shards.
func check(s beam.Scope, step Step, records beam.PCollection) (good, refused beam.PCollection) {
	if records.Type().Type() == reflect.TypeFor[string]() {
		return beam.ParDo2(s, &checkFn{Step: step}, records)
	}
	texts, before := Texts(s, step.Operation, step.Config, records)
	good, refused = beam.ParDo2(s, &checkFn{Step: step}, texts)
	return good, beam.Flatten(s, before, refused)
}

// Texts turns records of a struct type into JSON text for a call, such as for
// [Unique]. It refuses a struct that Zoho would refuse.
func Texts(s beam.Scope, op modules.Operation, c Config, records beam.PCollection) (texts, refused beam.PCollection) {
	return beam.ParDo2(s.Scope("zohobeam.Texts"), &structFn{Step: Step{op, c}}, records)
}

// Unique removes records with the same value in a field, in any letter case, as
// another record of the collection. For each value it keeps the record whose text is
// first in order. It keeps records without a value. The records are JSON text; see
// [Texts].
func Unique(s beam.Scope, field string, records beam.PCollection) (kept, refused beam.PCollection) {
	s = s.Scope("zohobeam.Unique")
	keyed, without := beam.ParDo2(s, &keyFn{Field: field}, records)
	first, refused := beam.ParDo2(s, &firstFn{Field: field}, beam.GroupByKey(s, keyed))
	return beam.Flatten(s, first, without), refused
}

// A Step is the common part of all steps. Its exported fields are sent to the
// workers.
type Step struct {
	Operation modules.Operation
	Config    Config
}

// module makes the module.
func (p *Step) module() (*modules.Module, error) {
	m := modules.Custom(p.Config.Module)
	if !p.Config.Custom {
		var err error
		if m, err = modules.Lookup(p.Config.Module); err != nil {
			return nil, err
		}
	}
	var options []modules.Option
	if len(p.Config.Fields) > 0 {
		options = append(options, modules.WithFieldsMetadata(bytes.NewReader(p.Config.Fields)))
	}
	if len(p.Config.Layouts) > 0 {
		options = append(options, modules.WithLayoutsMetadata(bytes.NewReader(p.Config.Layouts)))
	}
	return m.With(options...)
}

// request returns an empty request of the call.
func (p *Step) request(m *modules.Module) *payload.Request {
	r := payload.NewInsert(m)
	switch p.Operation {
	case modules.Update:
		r = payload.NewUpdate(m)
	case modules.Upsert:
		r = payload.NewUpsert(m).DuplicateCheck(p.Config.DuplicateCheck...)
	}
	if p.Config.Strict {
		r.Strict()
	}
	return r
}

// counters count the records of the steps.
var (
	recordsSeen = beam.NewCounter("zohocrm", "records")
	refusedSeen = beam.NewCounter("zohocrm", "refused")
)

// refuse counts a refused record by its reasons and returns it.
func refuse(ctx context.Context, text string, problems zohocrm.Errors) Refused {
	r := Refused{Record: text}
	refusedSeen.Inc(ctx, 1)
	for _, p := range problems {
		if p.Warning {
			continue
		}
		beam.NewCounter("zohocrm", "refused_"+string(p.Reason)).Inc(ctx, 1)
		line, err := json.Marshal(p)
		if err != nil {
			line, _ = json.Marshal(p.Error())
		}
		r.Problems = append(r.Problems, string(line))
	}
	return r
}

// problemsOf returns the problems that an error holds.
func problemsOf(err error) zohocrm.Errors {
	var all zohocrm.Errors
	if errors.As(err, &all) {
		return all
	}
	var one *zohocrm.Error
	if errors.As(err, &one) {
		return zohocrm.Errors{one}
	}
	return zohocrm.Errors{zohocrm.Syntax(err)}
}

// checkFn checks records one by one and gives each good one a shard.
type checkFn struct {
	Step

	m *modules.Module
	r *payload.Request
}

func (f *checkFn) Setup(context.Context) (err error) {
	f.m, err = f.module()
	return err
}

// ProcessElement checks one record.
func (f *checkFn) ProcessElement(ctx context.Context, text string, good func(string, string), refused func(Refused)) error {
	recordsSeen.Inc(ctx, 1)
	rec, err := record.FromJSON([]byte(text))
	if err == nil {
		err = f.request(f.m).Add(rec).Validate()
	}
	if err != nil {
		refused(refuse(ctx, text, problemsOf(err)))
		return nil
	}
	shards := f.Config.Shards
	if shards <= 0 {
		shards = 16
	}
	h := fnv.New32a()
	_, _ = h.Write([]byte(text))
	good(strconv.Itoa(int(h.Sum32()%uint32(shards))), text)
	return nil
}

// structFn turns a struct into JSON text.
type structFn struct {
	Step

	m *modules.Module
}

func (f *structFn) Setup(context.Context) (err error) {
	f.m, err = f.module()
	return err
}

// ProcessElement checks one struct.
func (f *structFn) ProcessElement(ctx context.Context, v beam.T, texts func(string), refused func(Refused)) error {
	rec, err := record.FromStruct(v)
	var body []byte
	if err == nil {
		body, err = f.request(f.m).Add(rec).Build()
	}
	var sent struct{ Data []json.RawMessage }
	if err == nil {
		if err := json.Unmarshal(body, &sent); err != nil || len(sent.Data) != 1 {
			return fmt.Errorf("a body of one record: %w", err)
		}
		texts(string(sent.Data[0]))
		return nil
	}
	recordsSeen.Inc(ctx, 1) // the others are counted where they are checked
	text, _ := rec.MarshalJSON()
	refused(refuse(ctx, string(text), problemsOf(err)))
	return nil
}

// bodyFn makes bodies of good records. It refuses records that conflict with others,
// such as a value of a unique field that occurs twice.
type bodyFn struct {
	Step

	m *modules.Module
}

func (f *bodyFn) Setup(context.Context) (err error) {
	f.m, err = f.module()
	return err
}

// ProcessElement makes the bodies of a shard.
func (f *bodyFn) ProcessElement(ctx context.Context, _ string, next func(*string) bool, bodies func(Body), refused func(Refused)) error {
	w := window{next: next}
	for b, err := range f.request(f.m).Batches(w.records()) {
		if err := w.setAside(ctx, b.Problems, err, refused); err != nil {
			return err
		}
		if b.Body != nil {
			bodies(Body{JSON: string(b.Body), Records: len(b.Index)})
			w.drop(b.Index)
		}
	}
	return nil
}

// fileFn makes files of Bulk Write.
type fileFn struct {
	Step

	m *modules.Module
}

func (f *fileFn) Setup(context.Context) (err error) {
	f.m, err = f.module()
	return err
}

// ProcessElement makes the files of a shard.
func (f *fileFn) ProcessElement(ctx context.Context, _ string, next func(*string) bool, files func(File), refused func(Refused)) error {
	b := payload.NewBulkWrite(f.m, f.Operation)
	if f.Config.FindBy != "" {
		b.FindBy(f.Config.FindBy)
	}
	if f.Config.Strict {
		b.Strict()
	}
	w := window{next: next}
	for file, err := range b.Files(w.records()) {
		if err := w.setAside(ctx, file.Problems, err, refused); err != nil {
			return err
		}
		if file.Zip == nil {
			continue
		}
		out := File{Zip: file.Zip, Job: string(file.Job(""))}
		for _, i := range file.Index {
			out.Records = append(out.Records, w.texts[i-w.from])
		}
		files(out)
		w.drop(file.Index)
	}
	return nil
}

// A window holds the texts of the records of a shard that are in no body or file
// yet.
type window struct {
	next  func(*string) bool
	texts []string
	from  int // the position of the first text in the shard
}

// records yields the records of the shard, which were checked.
func (w *window) records() func(func(*record.Record) bool) {
	return func(yield func(*record.Record) bool) {
		var text string
		for w.next(&text) {
			w.texts = append(w.texts, text)
			rec, err := record.FromJSON([]byte(text))
			if err != nil { // the check has found none
				rec = record.New()
			}
			if !yield(rec) {
				return
			}
		}
	}
}

// drop removes the texts of a body or file.
func (w *window) drop(index []int) {
	done := index[len(index)-1] + 1 - w.from
	w.texts, w.from = slices.Clone(w.texts[done:]), w.from+done
}

// setAside emits the records with errors. An error that is about no record fails the
// bundle.
func (w *window) setAside(ctx context.Context, problems zohocrm.Errors, err error, refused func(Refused)) error {
	var all zohocrm.Errors
	if err != nil && !errors.As(err, &all) {
		return err
	}
	of := map[int]zohocrm.Errors{}
	var order []int
	for _, p := range problems {
		i := p.Path.Record() - w.from
		switch {
		case p.Warning:
			continue
		case i < 0 || i >= len(w.texts):
			return p
		case of[i] == nil:
			order = append(order, i)
		}
		of[i] = append(of[i], p)
	}
	for _, i := range order {
		refused(refuse(ctx, w.texts[i], of[i]))
	}
	return nil
}

// keyFn gives each record the value of a field as its key.
type keyFn struct{ Field string }

// ProcessElement reads the value of one record.
func (f *keyFn) ProcessElement(_ context.Context, text string, keyed func(string, string), without func(string)) error {
	if rec, err := record.FromJSON([]byte(text)); err == nil {
		v, _ := rec.Field(f.Field)
		key, ok := v.AsText()
		if d, isNumber := v.AsDecimal(); isNumber {
			key, ok = d.String(), true
		}
		if ok && key != "" {
			keyed(strings.ToLower(key), text)
			return nil
		}
	}
	without(text)
	return nil
}

// firstFn keeps one record of each value.
type firstFn struct{ Field string }

// ProcessElement keeps the record whose text is first.
func (f *firstFn) ProcessElement(ctx context.Context, _ string, next func(*string) bool, kept func(string), refused func(Refused)) {
	var first, text string
	for n := 0; next(&text); n++ {
		if n == 0 {
			first = text
			continue
		}
		other := text
		if text < first {
			first, other = text, first
		}
		e := zohocrm.Duplicate("a value that no other record has").PrefixPath(zohocrm.Key(f.Field))
		refused(refuse(ctx, other, zohocrm.Errors{e}))
	}
	kept(first)
}
