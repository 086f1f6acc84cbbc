package modules

import (
	"hash/maphash"
	"slices"
	"strconv"
	"strings"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/program"
	"github.com/seed12a3e673/zohocrm/record"
)

// Internal has the methods that only the other packages of this library can call:
// they need a key of an internal type.
var Internal internals

type internals struct{}

// Request returns a checker of the records of requests. layout is for the records
// that name none, unless it is absent.
func (internals) Request(_ program.Key, m *Module, layout fieldtype.Value, settings program.Request) *request {
	m = m.orNone()
	op := Operation(settings.Operation)
	if op == Upsert && settings.Updates {
		op = matching
	}
	r := &request{
		checker:  checker{module: m, column: m.columnOf(op), layout: layout},
		settings: settings, seen: useTable{seed: maphash.MakeSeed()},
	}
	r.checker.request = r
	r.checks = m.checkFields(settings.Checks)
	return r
}

// Unique returns the API names of the unique fields of a module, and whether the
// organization's metadata lists them.
func (internals) Unique(_ program.Key, m *Module) (names []string, loaded bool) {
	m = m.orNone()
	return m.unique, m.loaded
}

// Known returns the module's own field with an API name, or nil. Do not change it.
func (internals) Known(_ program.Key, m *Module, apiName string) *fieldtype.Field {
	return m.orNone().known(apiName)
}

// UniqueValue returns a text to compare the value of a unique field: two records have
// the same value if the texts are equal. It returns false if the record has no value.
// A number and a text differ.
func (internals) UniqueValue(_ program.Key, m *Module, op Operation, rec *record.Record, apiName string) (string, bool) {
	m = m.orNone()
	c := check{module: m, column: m.columnOf(op)}
	var problem *zohocrm.Error
	c.members, c.others, _, problem = record.Internal.Parts(program.Key{}, rec, nil)
	if problem != nil || c.column.program == nil {
		return "", false
	}
	key, _, ok := c.uniqueKey(apiName)
	if key.number {
		key.value = "\xff" + key.value // no text in UTF-8 is the same
	}
	return key.value, ok
}

// Nearest returns the field of a module whose API name is nearest to a name, or "".
func (internals) Nearest(_ program.Key, m *Module, name string) string {
	m = m.orNone()
	if m.program == nil {
		return ""
	}
	if i := m.program.Near.Find(name); i >= 0 {
		return m.program.Fields[i].APIName
	}
	return ""
}

// Recurs reports whether the record that was checked last recurs.
func (r *request) Recurs(rec *record.Record) bool {
	if r.text != noText {
		return !fieldtype.Internal.FindText(program.Key{}, r.column.program, &r.state, r.text, recurringField).IsEmpty()
	}
	return Internal.Recurs(program.Key{}, rec)
}

// Recurs reports whether a task or event recurs.
func (internals) Recurs(_ program.Key, rec *record.Record) bool {
	v, _ := rec.Field(recurringField)
	return !v.IsEmpty()
}

// TakesLeadAssignment reports whether a lead assignment rule can run for records
// of the module.
func (internals) TakesLeadAssignment(_ program.Key, m *Module) bool { return m.orNone().assigned }

// A request checks the records of one request.
type request struct {
	checker
	settings program.Request
	checks   []string      // the fields by which an upsert finds records
	external []string      // the entries of X-EXTERNAL of the record that was checked last
	prefixed record.Record // the record with the layout of the request
	seen     useTable      // the values of valid records
	pending  []pendingUse  // the values of the record that is checked
}

// A pendingUse is a value of the record that is checked, and the name of the
// field there.
type pendingUse struct {
	key      requestKey
	hash     uint64
	spelling string
}

// Reset begins another request.
func (r *request) Reset() { r.seen.reset() }

// Append checks the record at position i of a request and appends its JSON.
func (r *request) Append(dst []byte, errs zohocrm.Errors, rec *record.Record, i int) ([]byte, zohocrm.Errors) {
	before := len(errs)
	at := [2]zohocrm.Step{zohocrm.Key("data"), zohocrm.Index(i)}
	var done bool
	if dst, errs, done = r.appendText(dst, errs, rec, at[:]); !done {
		if rec != nil && !r.layout.IsAbsent() {
			if v, _ := rec.Field(layoutField); v.IsAbsent() {
				record.Internal.Prefixed(program.Key{}, &r.prefixed, rec, fieldtype.Member{Name: layoutField, Value: r.layout})
				rec = &r.prefixed
				defer record.Internal.Forget(program.Key{}, &r.prefixed)
			}
		}
		dst, errs = r.appendParts(dst, errs, rec, at[:])
	}
	errs = r.takeExternal(errs, before, len(at), rec)
	if r.settings.LayoutRules && len(r.module.layoutRules) > 0 {
		errs = r.appendRequestProblems(errs, rec, at[:], func(c *check) { c.checkLayoutRules() })
	}
	r.harden(errs[before:])
	if len(r.column.requestRules) == 0 || errs[before:].Err() != nil {
		return dst, errs
	}
	r.pending = r.pending[:0]
	errs = r.appendRequestProblems(errs, rec, at[:], func(c *check) {
		for i := range r.column.requestRules {
			c.first = len(c.errs)
			r.column.requestRules[i].request(c, r)
		}
	})
	r.harden(errs[before:])
	if errs[before:].Err() == nil { // a refused record uses nothing
		r.take(i)
	}
	return dst, errs
}

// appendRequestProblems appends the problems that a rule of requests finds.
func (r *request) appendRequestProblems(errs zohocrm.Errors, rec *record.Record, at []zohocrm.Step, run func(*check)) zohocrm.Errors {
	source, scratch := r.textSource(), r.scratch
	var problem *zohocrm.Error
	if r.text == noText {
		source.members, source.others, scratch, problem = record.Internal.Parts(program.Key{}, rec, r.scratch)
	}
	before := len(errs)
	if problem == nil {
		r.check = r.checkOf(source, errs)
		run(&r.check)
		errs = r.check.errs
		r.check = check{}
		for _, e := range errs[before:] {
			dependee := e.Details.Dependee
			e.PrefixPath(at...)
			if e.Code == zohocrm.CodeDuplicateData { // it is in another record
				e.Details.Dependee = dependee
			}
		}
	}
	r.finish(rec, errs[before:], len(at), scratch)
	return errs
}

// use returns the earlier use of a value, and notes that the record uses it. spelling
// is the name of the field in the record.
func (r *request) use(key requestKey, spelling string) requestUse {
	hash := r.seen.hash(&key)
	r.pending = append(r.pending, pendingUse{key, hash, spelling})
	if use := r.seen.find(&key, hash); use != nil {
		return *use
	}
	return requestUse{}
}

// take notes the values of the record at position i, for the records after it.
func (r *request) take(i int) {
	for k := range r.pending {
		p := &r.pending[k]
		if use := r.seen.find(&p.key, p.hash); use != nil {
			use.count++
		} else {
			r.seen.add(requestUse{key: p.key, hash: p.hash, count: 1, first: i, spelling: p.spelling})
		}
	}
}

// Uses returns the values of the last record that the records of one request may use
// only once, or a few times. It is nil if there are none. Give it to
// [request.TakeUses] of another checker for the same requests.
func (r *request) Uses() any {
	if len(r.pending) == 0 {
		return nil
	}
	return slices.Clone(r.pending)
}

// TakeUses notes the values of a record at position i, which another checker found
// valid. If another record uses one of them, it notes nothing and returns false: then
// [request.Append] decides whether there is a problem.
func (r *request) TakeUses(uses any, i int) bool {
	pending, _ := uses.([]pendingUse)
	r.pending = append(r.pending[:0], pending...)
	for k := range r.pending {
		p := &r.pending[k]
		p.hash = r.seen.hash(&p.key) // the other checker has another seed
		if r.seen.find(&p.key, p.hash) != nil {
			return false
		}
	}
	r.take(i)
	return true
}

// harden turns the warnings of a strict request into errors.
func (r *request) harden(errs zohocrm.Errors) {
	for _, e := range errs {
		e.Warning = e.Warning && !r.settings.Strict
	}
}

// uniqueRule is the rule of unique fields (page, "Duplicates are checked for
// every insert record API call based on unique fields").
var uniqueRule = Rule{
	Name:    "unique_in_request",
	Doc:     "No two records of a request have the same value in a unique field. Letter case does not count, and 5 is the same number as 5.0.",
	Source:  `page, "Request Details", Note: "Duplicates are checked for every insert record API call based on unique fields"; facts 1.1, unique`,
	on:      onInsert | onUpdate,
	request: func(c *check, r *request) { c.duplicates(r, c.module.unique) },
}

// duplicates reports the fields of the record that have the same value as in an
// earlier record.
func (c *check) duplicates(r *request, fields []string) {
	for _, name := range fields {
		key, spelling, ok := c.uniqueKey(name)
		if !ok {
			continue
		}
		use := r.use(key, spelling)
		if use.count == 0 {
			continue
		}
		e := zohocrm.Duplicate("a value that no other record of the request has")
		e.Warning = c.column.warnings
		c.report(name, e)
		e.Details.Dependee = &zohocrm.FieldRef{
			APIName: use.spelling, Path: zohocrm.Path{zohocrm.Key("data"), zohocrm.Index(use.first), zohocrm.Key(use.spelling)},
		}
	}
}

// uniqueKey returns the key that compares the value of a unique field of the record,
// and the name of the field there.
func (c *check) uniqueKey(apiName string) (key requestKey, spelling string, ok bool) {
	v, spelling := c.find(apiName)
	kind := fieldtype.Any
	if f := c.module.known(apiName); f != nil {
		kind = f.Spec.Kind
	}
	key, ok = uniqueKey(kind, apiName, v)
	return key, spelling, ok
}

// uniqueKey returns the key that compares the value of a unique field, or false for
// an empty value. A text and a number differ, except in a Long Integer, which is sent
// as a text.
func uniqueKey(kind fieldtype.Kind, apiName string, v fieldtype.Value) (requestKey, bool) {
	key := requestKey{rule: "unique", field: apiName}
	if s, ok := v.AsText(); ok {
		key.value = strings.ToLower(s)
		return key, s != ""
	}
	d, ok := v.AsDecimal()
	key.value, key.number = d.String(), kind != fieldtype.LongInteger
	if strings.Contains(key.value, ".") {
		key.value = strings.TrimRight(strings.TrimRight(key.value, "0"), ".")
	}
	if key.value == "-0" {
		key.value = "0"
	}
	return key, ok
}

// maxHistoryRows is the largest number of rows of the rescheduled history that
// one appointment may have in a request.
const maxHistoryRows = 20

// historyRowsRule is a rule of the rescheduled history (the page on adding
// appointments rescheduled history).
var historyRowsRule = Rule{
	Name:   "history_rows_in_request",
	Doc:    "An appointment has at most 20 rows of the rescheduled history in a request.",
	Source: `Add Appointments Rescheduled History page, "Possible Errors": IN_REQUEST_LIMIT_EXCEEDED`,
	on:     onInsert | onUpsert,
	request: func(c *check, r *request) {
		const appointment = "Appointment_Name"
		v, spelling := c.find(appointment)
		id, ok := v.AsID()
		if !ok {
			id, ok = v.AsText()
		}
		if ok && r.use(requestKey{rule: "history", field: appointment, value: id}, spelling).count >= maxHistoryRows {
			c.report(appointment, zohocrm.TooManyInRequest(maxHistoryRows,
				"at most "+strconv.Itoa(maxHistoryRows)+" rows of one appointment in a request"))
		}
	},
}
