package payload

import (
	"iter"
	"slices"
	"strconv"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/program"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/record"
)

// MaxRecords is the largest number of records in one request.
const MaxRecords = 100

// An Insert is the request body of one Insert Records call: records of one
// module, and the keys beside them. Its setters return the Insert itself and
// never fail; [Insert.Build] reports everything at once. It is not safe for
// use by several goroutines.
type Insert struct {
	module     *modules.Module
	moduleless bool
	records    []*record.Record
	added      map[*record.Record]int // where, from the second on
	twice      zohocrm.Errors         // of those that were added before
	layout     fieldtype.Value
	envelope   []fieldtype.Member
	strict     bool
	maxErrors  int
	checker    *checker // made when it is needed, and dropped when a setting changes
}

// NewInsert returns an empty request for records of a module.
//
// Without a module, everything is refused with INVALID_MODULE.
func NewInsert(m *modules.Module) *Insert {
	in := &Insert{module: m}
	in.init()
	return in
}

// init makes the zero Insert, and one without a module, ready.
func (in *Insert) init() {
	if in.module == nil {
		in.module, in.moduleless = modules.Custom(""), true
	}
}

// A checker checks the records of one body after another.
type checker struct {
	check  func(dst []byte, errs zohocrm.Errors, rec *record.Record, i int) ([]byte, zohocrm.Errors)
	recurs func(rec *record.Record) bool // of the record that was checked last
	reset  func()                        // for the next body
}

// newChecker returns a checker for records of the request.
func (in *Insert) newChecker() *checker {
	c := &checker{}
	c.check, c.recurs, c.reset = modules.Internal.Request(program.Key{}, in.module, in.layout, in.applies(LayoutRules), in.strict)
	return c
}

// Add adds records to the request, which keeps them: a field that is set in a
// record before Build is part of the body. The map or struct that a record was
// made of is not. Of a view ([record.Record.ViewMap], [record.Record.ViewStruct])
// Add takes a snapshot: what becomes of the view, and of its map or struct, does
// not change the body.
//
// Build reports more than [MaxRecords] records, and a record that was added
// before: each record needs a variable of its own. A record with which a stream
// ended makes Build fail with the error of the stream. For a stream of records
// there is [Insert.Batches].
func (in *Insert) Add(records ...*record.Record) *Insert {
	for _, rec := range records {
		rec = record.Internal.Viewed(program.Key{}, rec)
		in.note(rec)
		in.records = append(in.records, rec)
	}
	return in
}

// note notes that a record was added, and whether it was before: mostly it is one
// variable that a loop fills again and again.
func (in *Insert) note(rec *record.Record) {
	n := len(in.records)
	if rec == nil || n == 0 || n >= MaxRecords { // the first is noted with the second
		return
	}
	if in.added == nil {
		in.added = map[*record.Record]int{in.records[0]: 0}
	}
	first, twice := in.added[rec]
	if !twice {
		in.added[rec] = n
		return
	}
	e := zohocrm.GoType("a record of its own, not record " + strconv.Itoa(first) + " again")
	in.twice = append(in.twice, e.PrefixPath(zohocrm.Key("data"), zohocrm.Index(n)))
	record.Internal.Place(program.Key{}, rec, in.twice[len(in.twice)-1:], 2)
}

// Layout sets the layout of the records that name none themselves (page,
// "Layout").
func (in *Insert) Layout(id string) *Insert {
	in.layout, in.checker = fieldtype.ID(id), nil
	return in
}

// Triggers sets which automations run (page, note on "trigger"). Without a
// call of Triggers all of them run; Triggers() without a name lets none run.
func (in *Insert) Triggers(triggers ...Trigger) *Insert {
	names := make([]string, len(triggers))
	for i, t := range triggers {
		names[i] = string(t)
	}
	return in.set("trigger", fieldtype.Texts(names...))
}

// ApplyFeatures sets apply_feature_execution: [LayoutRules] makes the fields
// mandatory that a layout rule of the organization asks for.
func (in *Insert) ApplyFeatures(features ...Feature) *Insert {
	return in.set("apply_feature_execution", featureArray(features))
}

// SkipFeatures sets skip_feature_execution: [Cadences] are then not executed.
func (in *Insert) SkipFeatures(features ...Feature) *Insert {
	return in.set("skip_feature_execution", featureArray(features))
}

func featureArray(features []Feature) fieldtype.Value {
	elements := make([]fieldtype.Value, len(features))
	for i, f := range features {
		elements[i] = fieldtype.Object(fieldtype.Member{Name: "name", Value: fieldtype.Text(string(f))})
	}
	return fieldtype.Array(elements...)
}

// LeadAssignmentRule sets lar_id, the lead assignment rule that is run.
func (in *Insert) LeadAssignmentRule(id string) *Insert {
	return in.set("lar_id", fieldtype.Text(id))
}

// set sets a key beside "data".
func (in *Insert) set(name string, v fieldtype.Value) *Insert {
	in.checker = nil
	i := slices.IndexFunc(in.envelope, func(m fieldtype.Member) bool { return m.Name == name })
	if i < 0 {
		in.envelope = append(in.envelope, fieldtype.Member{Name: name, Value: v})
	} else {
		in.envelope[i].Value = v
	}
	return in
}

// Strict makes errors of warnings.
func (in *Insert) Strict() *Insert {
	in.strict, in.checker = true, nil
	return in
}

// MaxErrors stops the check of a request after n errors, of which no more are
// reported. Without it, or with 0, all are.
func (in *Insert) MaxErrors(n int) *Insert {
	in.maxErrors = n
	return in
}

// Build returns the request body, or all errors in it as [zohocrm.Errors]. For
// the warnings there is [Insert.Problems].
func (in *Insert) Build() ([]byte, error) { return in.AppendJSON(nil) }

// AppendJSON is like Build and appends the body to dst, which it returns as it
// was when there are errors. It may overwrite dst's spare capacity.
func (in *Insert) AppendJSON(dst []byte) ([]byte, error) {
	body, errs := in.append(dst)
	if err := errs.Err(); err != nil {
		return dst, err
	}
	return body, nil
}

// Validate returns all errors in the request as [zohocrm.Errors], or nil.
func (in *Insert) Validate() error {
	_, errs := in.append(nil)
	return errs.Err()
}

// Problems yields all problems in the request, warnings among them, in the order
// of the body.
func (in *Insert) Problems() iter.Seq[*zohocrm.Error] {
	return func(yield func(*zohocrm.Error) bool) {
		_, errs := in.append(nil)
		for _, e := range errs {
			if !yield(e) {
				return
			}
		}
	}
}

// append appends the request body and returns the problems in it.
func (in *Insert) append(dst []byte) ([]byte, zohocrm.Errors) {
	in.init()
	var errs zohocrm.Errors
	switch n := len(in.records); {
	case n == 0:
		errs = append(errs, zohocrm.Empty("at least 1 record").PrefixPath(zohocrm.Key("data")))
	case n > MaxRecords:
		errs = append(errs, zohocrm.TooManyRecords(MaxRecords).PrefixPath(zohocrm.Key("data")))
	}
	for _, e := range in.twice {
		problem := *e
		errs = append(errs, &problem)
	}
	if in.checker == nil {
		in.checker = in.newChecker()
	}
	in.checker.reset()
	dst = append(dst, `{"data":[`...)
	left := max(in.maxErrors, 0)
	left, errs = cut(errs, 0, left)
	for i, rec := range in.records[:min(len(in.records), MaxRecords)] { // Zoho looks at no others
		if left < 0 {
			return dst, errs
		}
		if i > 0 {
			dst = append(dst, ',')
		}
		before := len(errs)
		dst, errs = in.checker.check(dst, errs, rec, i)
		left, errs = cut(errs, before, left)
	}
	dst = append(dst, ']')
	if left < 0 {
		return dst, errs
	}
	before := len(errs)
	dst, errs = in.appendEnvelope(dst, errs)
	in.harden(errs[before:])
	_, errs = cut(errs, before, left)
	return append(dst, '}'), errs
}

// applies reports whether apply_feature_execution holds a feature.
func (in *Insert) applies(feature Feature) bool {
	for _, m := range in.envelope {
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
func (in *Insert) harden(errs zohocrm.Errors) {
	for _, e := range errs {
		e.Warning = e.Warning && !in.strict
	}
}

// cut ends a list with the left-th error at or after position from. It returns
// how many errors are left to find after those in the list: -1 when none are, 0
// when there is no limit.
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
