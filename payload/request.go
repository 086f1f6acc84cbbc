package payload

import (
	"iter"
	"slices"
	"strconv"
	"time"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/program"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/record"
)

// MaxRecords is the largest number of records in one request.
const MaxRecords = 100

// A Request is one call of Insert Records, Update Records or Upsert Records: records
// of one module, other keys of the body, and headers. Its setters return the Request
// itself and never fail. [Request.Build] reports all problems at once, also settings
// that the call does not take. A Request is not safe for use by several goroutines.
//
// The zero Request and a nil *Request have no module, and Build refuses them. The
// setters of a nil *Request return a new one.
type Request struct {
	operation  modules.Operation
	module     *modules.Module
	moduleless bool
	records    []*record.Record
	added      map[*record.Record]int // the positions of the records, from the second on
	twice      zohocrm.Errors         // of those that were added before
	layout     fieldtype.Value
	envelope   []fieldtype.Member
	strict     bool
	maxErrors  int
	updates    bool     // an upsert is expected to find each record
	id         string   // in the URL of an update
	hasID      bool     // there is one
	external   []string // the entries of the header X-EXTERNAL
	unmodified time.Time
	checker    checker // made when it is needed, and dropped when a setting changes
}

// An Insert is a [Request], as [NewInsert] returns it.
type Insert = Request

// NewInsert returns an empty request that inserts records of a module.
//
// Without a module, Build refuses the request with INVALID_MODULE.
func NewInsert(m *modules.Module) *Request { return newRequest(m, modules.Insert) }

// NewUpdate returns an empty request that updates records of a module. Each record
// needs its id, or [Request.ID] sets the id of the only one. An update keeps the
// fields that a record does not have; null empties a field.
func NewUpdate(m *modules.Module) *Request { return newRequest(m, modules.Update) }

// NewUpsert returns an empty request that updates the records that Zoho finds by the
// duplicate check fields, and inserts the others; see [Request.DuplicateCheck].
// Upsert does not take Tasks, Events, Calls and Notes: Build refuses them with
// INVALID_MODULE.
func NewUpsert(m *modules.Module) *Request { return newRequest(m, modules.Upsert) }

// newRequest returns an empty request. An operation that is none is Insert.
func newRequest(m *modules.Module, op modules.Operation) *Request {
	if op > modules.Upsert {
		op = modules.Insert
	}
	r := &Request{operation: op, module: m}
	return r.ready()
}

// ready makes the zero Request, and one without a module, ready. It returns a new
// one for nil.
func (r *Request) ready() *Request {
	if r == nil {
		r = &Request{}
	}
	if r.module == nil {
		r.module, r.moduleless = modules.Custom(""), true
	}
	return r
}

// A checker checks the records of one body after another.
type checker interface {
	// Append checks the record at position i and appends its JSON.
	Append(dst []byte, errs zohocrm.Errors, rec *record.Record, i int) ([]byte, zohocrm.Errors)
	// External returns the entries of X-EXTERNAL that the last record needs.
	External() []string
	// Recurs reports whether the last record is a task or event that recurs.
	Recurs(rec *record.Record) bool
	// Reset begins another body.
	Reset()
	// Uses returns what the last record uses of what the records of a body share.
	Uses() any
	// TakeUses notes what a valid record at position i uses, or returns false if
	// another record uses some of it.
	TakeUses(uses any, i int) bool
}

// newChecker returns a checker for records of the request.
func (r *Request) newChecker() checker {
	return modules.Internal.Request(program.Key{}, r.module, r.layout, program.Request{
		Operation: uint8(r.operation), Updates: r.updates, LayoutRules: r.applies(LayoutRules), Strict: r.strict,
		ID: r.id, Checks: r.checkFields(), External: r.external,
	})
}

// Add adds records to the request. The request keeps the pointers: a field that you
// set in a record before Build is part of the body. Add copies a view
// ([record.Record.ViewMap], [record.Record.ViewStruct]): later changes of its map or
// struct are not part of the body.
//
// Build reports more than [MaxRecords] records, and a record that was added twice:
// each record needs its own variable. If a stream ended with a record, Build returns
// the error of the stream. Use [Request.Batches] for a stream of records.
func (r *Request) Add(records ...*record.Record) *Request {
	r = r.ready()
	for _, rec := range records {
		rec = record.Internal.Viewed(program.Key{}, rec)
		r.note(rec)
		r.records = append(r.records, rec)
	}
	return r
}

// note notes that a record was added. It finds a record that was added twice, such as
// one variable that a loop fills again.
func (r *Request) note(rec *record.Record) {
	n := len(r.records)
	if rec == nil || n == 0 || n >= MaxRecords { // the first one is noted together with the second
		return
	}
	if r.added == nil {
		r.added = map[*record.Record]int{r.records[0]: 0}
	}
	first, twice := r.added[rec]
	if !twice {
		r.added[rec] = n
		return
	}
	e := zohocrm.GoType("a record of its own, not record " + strconv.Itoa(first) + " again")
	r.twice = append(r.twice, e.PrefixPath(zohocrm.Key("data"), zohocrm.Index(n)))
	record.Internal.Place(program.Key{}, rec, r.twice[len(r.twice)-1:], 2)
}

// Layout sets the layout of the records that name none themselves (page,
// "Layout").
func (r *Request) Layout(id string) *Request {
	r = r.ready()
	r.layout, r.checker = fieldtype.ID(id), nil
	return r
}

// Triggers sets the automations that run (page, note on "trigger"). By default all of
// them run. Triggers() without names lets none run.
func (r *Request) Triggers(triggers ...Trigger) *Request {
	names := make([]string, len(triggers))
	for i, t := range triggers {
		names[i] = string(t)
	}
	return r.set("trigger", fieldtype.Texts(names...))
}

// ApplyFeatures sets apply_feature_execution. With [LayoutRules], the organization's
// layout rules decide which fields are mandatory.
func (r *Request) ApplyFeatures(features ...Feature) *Request {
	return r.set("apply_feature_execution", featureArray(features))
}

// SkipFeatures sets skip_feature_execution: Zoho then does not run the features, such
// as [Cadences]. For an upsert, which also needs an action, use
// [Request.SkipFeaturesOn].
func (r *Request) SkipFeatures(features ...Feature) *Request {
	return r.set("skip_feature_execution", featureArray(features))
}

// SkipFeaturesOn sets skip_feature_execution of an upsert: Zoho then does not run the
// features for the records that it inserts, or for those that it updates.
func (r *Request) SkipFeaturesOn(action Action, features ...Feature) *Request {
	return r.set("skip_feature_execution", featureArray(features,
		fieldtype.Member{Name: "action", Value: fieldtype.Text(string(action))}))
}

func featureArray(features []Feature, more ...fieldtype.Member) fieldtype.Value {
	elements := make([]fieldtype.Value, len(features))
	for i, f := range features {
		name := fieldtype.Member{Name: "name", Value: fieldtype.Text(string(f))}
		elements[i] = fieldtype.Object(append([]fieldtype.Member{name}, more...)...)
	}
	return fieldtype.Array(elements...)
}

// LeadAssignmentRule sets lar_id, the id of the lead assignment rule that runs.
func (r *Request) LeadAssignmentRule(id string) *Request {
	return r.set("lar_id", fieldtype.Text(id))
}

// set sets a key of the request.
func (r *Request) set(name string, v fieldtype.Value) *Request {
	r = r.ready()
	r.checker = nil
	i := slices.IndexFunc(r.envelope, func(m fieldtype.Member) bool { return m.Name == name })
	if i < 0 {
		r.envelope = append(r.envelope, fieldtype.Member{Name: name, Value: v})
	} else {
		r.envelope[i].Value = v
	}
	return r
}

// Strict makes errors of warnings.
func (r *Request) Strict() *Request {
	r = r.ready()
	r.strict, r.checker = true, nil
	return r
}

// MaxErrors stops the check of a request after n errors. By default, or with 0, all
// errors are reported.
func (r *Request) MaxErrors(n int) *Request {
	r = r.ready()
	r.maxErrors = n
	return r
}

// Build returns the request body, or all errors in it as [zohocrm.Errors].
// [Request.Problems] also yields the warnings.
func (r *Request) Build() ([]byte, error) { return r.AppendJSON(nil) }

// AppendJSON appends the body of Build to dst. If there are errors, it returns dst
// unchanged. It may overwrite dst's spare capacity.
func (r *Request) AppendJSON(dst []byte) ([]byte, error) {
	body, errs := r.append(dst)
	if err := errs.Err(); err != nil {
		return dst, err
	}
	return body, nil
}

// Validate returns all errors in the request as [zohocrm.Errors], or nil.
func (r *Request) Validate() error {
	_, errs := r.append(nil)
	return errs.Err()
}

// Problems yields all problems in the request, warnings among them, in the order
// of the body.
func (r *Request) Problems() iter.Seq[*zohocrm.Error] {
	return func(yield func(*zohocrm.Error) bool) {
		_, errs := r.append(nil)
		for _, e := range errs {
			if !yield(e) {
				return
			}
		}
	}
}

// append appends the request body and returns the problems in it.
func (r *Request) append(dst []byte) ([]byte, zohocrm.Errors) {
	dst, errs, _ := r.appendAll(dst)
	return dst, errs
}

// appendAll does what append does, and returns the entries of X-EXTERNAL that the
// records need.
func (r *Request) appendAll(dst []byte) (_ []byte, errs zohocrm.Errors, need []string) {
	r = r.ready()
	errs = r.appendCallProblems(nil)
	r.harden(errs)
	switch n := len(r.records); {
	case n == 0:
		errs = append(errs, zohocrm.Empty("at least 1 record").PrefixPath(zohocrm.Key("data")))
	case n > MaxRecords:
		errs = append(errs, zohocrm.TooManyRecords(MaxRecords).PrefixPath(zohocrm.Key("data")))
	case n > 1 && r.hasID:
		errs = append(errs, zohocrm.TooManyRecords(1).PrefixPath(zohocrm.Key("data")))
	}
	for _, e := range r.twice {
		problem := *e
		errs = append(errs, &problem)
	}
	if r.checker == nil {
		r.checker = r.newChecker()
	}
	r.checker.Reset()
	dst = append(dst, `{"data":[`...)
	left := max(r.maxErrors, 0)
	left, errs = cut(errs, 0, left)
	for i, rec := range r.records[:min(len(r.records), MaxRecords)] { // Zoho reads no more
		if left < 0 {
			return dst, errs, need
		}
		if i > 0 {
			dst = append(dst, ',')
		}
		before := len(errs)
		dst, errs = r.checker.Append(dst, errs, rec, i)
		need = union(need, r.checker.External())
		left, errs = cut(errs, before, left)
	}
	dst = append(dst, ']')
	if left < 0 {
		return dst, errs, need
	}
	before := len(errs)
	dst, errs = r.appendEnvelope(dst, errs)
	r.harden(errs[before:])
	_, errs = cut(errs, before, left)
	return append(dst, '}'), errs, need
}

// applies reports whether apply_feature_execution has a feature.
func (r *Request) applies(feature Feature) bool {
	for _, m := range r.envelope {
		if m.Name != "apply_feature_execution" {
			continue
		}
		for _, element := range m.Value.Elements() {
			name, _ := element.Member("name")
			if s, _ := name.AsText(); s == string(feature) {
				return true
			}
		}
	}
	return false
}

// harden makes errors of the warnings of a strict request.
func (r *Request) harden(errs zohocrm.Errors) {
	for _, e := range errs {
		e.Warning = e.Warning && !r.strict
	}
}

// cut shortens a list after so many errors as are left, counted from position from.
// It returns how many errors are still left: -1 for none, 0 for no limit.
func cut(errs zohocrm.Errors, from, left int) (int, zohocrm.Errors) {
	if left <= 0 {
		return left, errs
	}
	for i, e := range errs[from:] {
		if e.Warning {
			continue
		}
		if left--; left == 0 {
			return -1, errs[:from+i+1]
		}
	}
	return left, errs
}
