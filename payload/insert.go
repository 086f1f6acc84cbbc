package payload

import (
	"iter"
	"slices"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
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
	checker    *modules.Checker
	records    []modules.Record
	layout     fieldtype.Value
	envelope   []fieldtype.Member
	strict     bool
	maxErrors  int
	laidOut    Record      // a record with the layout of the request
	unique     uniqueSet   // of the records of one body
	history    historyRows // likewise
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
	if in.checker == nil {
		in.checker = in.module.NewChecker()
	}
}

// Add adds records to the request. More than [MaxRecords] are reported by
// Build; for a stream of records there is [Insert.Batches].
func (in *Insert) Add(records ...modules.Record) *Insert {
	in.records = append(in.records, records...)
	return in
}

// Layout sets the layout of the records that name none themselves (page,
// "Layout").
func (in *Insert) Layout(id string) *Insert {
	in.layout = fieldtype.ID(id)
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
	in.strict = true
	return in
}

// MaxErrors stops the check of a request after n errors, of which no more are
// reported. Without it, or with 0, all are.
func (in *Insert) MaxErrors(n int) *Insert {
	in.maxErrors = n
	return in
}

// Build returns the request body, or all errors in it as [zohocrm.Errors]. For
// the warnings there is [Insert.All].
func (in *Insert) Build() ([]byte, error) { return in.AppendJSON(nil) }

// AppendJSON is like Build and appends the body to dst, which it returns as it
// was when there are errors. What lies between the length and the capacity of
// dst may be written over.
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

// All yields all problems in the request, warnings among them, in the order of
// the body.
func (in *Insert) All() iter.Seq[*zohocrm.Error] {
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
		errs = append(errs, (&zohocrm.Error{
			Code: zohocrm.CodeInvalidData, Reason: zohocrm.ReasonEmpty, Message: messageInvalid,
			Details: zohocrm.Details{MinimumLength: 1}, Expected: "at least 1 record",
		}).Within(zohocrm.Key("data")))
	case n > MaxRecords:
		errs = append(errs, (&zohocrm.Error{
			Code: zohocrm.CodeLimitExceeded, Reason: zohocrm.ReasonMaxItems,
			Message: "count of records in your request exceeds the limit",
			Details: zohocrm.Details{MaximumLength: MaxRecords}, Expected: "at most 100 records",
		}).Within(zohocrm.Key("data")))
	}
	in.unique, in.history = nil, nil
	dst = append(dst, `{"data":[`...)
	left := max(in.maxErrors, 0)
	left, errs = cut(errs, 0, left)
	for i, rec := range in.records {
		if left < 0 {
			return dst, errs
		}
		if i > 0 {
			dst = append(dst, ',')
		}
		before := len(errs)
		dst, errs = in.appendRecord(dst, errs, rec, i)
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

// appendRecord appends one record, which stands at position i.
func (in *Insert) appendRecord(dst []byte, errs zohocrm.Errors, rec modules.Record, i int) ([]byte, zohocrm.Errors) {
	before := len(errs)
	if e := recordProblem(rec); e != nil {
		errs = append(errs, e.Within(zohocrm.Key("data"), zohocrm.Index(i)))
	} else {
		rec = in.layOut(rec)
		dst, errs = in.checker.Append(dst, errs, rec, zohocrm.Key("data"), zohocrm.Index(i))
		if in.applies(LayoutRules) {
			n := len(errs)
			errs = in.module.AppendLayoutRuleProblems(errs, rec)
			for _, e := range errs[n:] {
				e.Within(zohocrm.Key("data"), zohocrm.Index(i))
			}
		}
	}
	in.harden(errs[before:])
	if errs[before:].Err() == nil {
		errs = in.unique.append(errs, in.module, rec, i)
	}
	if errs[before:].Err() == nil {
		errs = in.history.append(errs, in.module, rec, i)
	}
	clear(in.laidOut.members) // so that no record is kept
	in.laidOut.source = nil
	return dst, errs
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

// recordProblem returns what is wrong with a record as a whole.
func recordProblem(rec modules.Record) *zohocrm.Error {
	r, ok := rec.(*Record)
	switch {
	case rec == nil || ok && r == nil:
		return typeProblem("jsonobject", "a record")
	case ok && r.problem != nil:
		e := *r.problem
		return &e
	}
	return nil
}

// layOut returns a record with the layout of the request in front when it has
// none itself.
func (in *Insert) layOut(rec modules.Record) modules.Record {
	if in.layout.IsAbsent() {
		return rec
	}
	if v, _ := rec.Field("Layout"); !v.IsAbsent() {
		return rec
	}
	members := append(in.laidOut.members[:0], fieldtype.Member{Name: "Layout", Value: in.layout})
	in.laidOut.source = nil
	if r, ok := rec.(interface {
		Parts() ([]fieldtype.Member, map[string]any)
	}); ok {
		own, source := r.Parts()
		members, in.laidOut.source = append(members, own...), source
	} else {
		for i := range rec.Len() {
			name, v := rec.At(i)
			members = append(members, fieldtype.Member{Name: name, Value: v})
		}
	}
	in.laidOut.members = members
	return &in.laidOut
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
