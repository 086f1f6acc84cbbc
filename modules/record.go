package modules

import (
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// A Record gives the fields of one record. Package payload makes records of
// maps, JSON and setters; a Go type of yours may be one without any
// reflection.
type Record interface {
	// Len returns the number of fields.
	Len() int
	// At returns the field at position i, from 0 to Len()-1. A field whose
	// value is absent is left out of the request body.
	At(i int) (apiName string, v fieldtype.Value)
	// Field returns the value of the field of that API name.
	Field(apiName string) (v fieldtype.Value, ok bool)
}

// Check returns the problems that Zoho would find in a record, as one error of
// type [zohocrm.Errors], or nil.
func (m *Module) Check(rec Record) error {
	_, errs := m.Append(nil, nil, rec)
	return errs.Err()
}

// Append checks a record and appends its JSON object to dst in one pass. It
// appends the problems it finds, warnings among them, to errs: first those of
// the fields in the record's order, then mandatory fields that are missing in
// the module's order, then what the rules found. Their paths start at the
// record. When one of them is an error, what was appended to dst is of no use.
func (m *Module) Append(dst []byte, errs zohocrm.Errors, rec Record) ([]byte, zohocrm.Errors) {
	c := checkers.Get().(*Checker)
	if c.module != m {
		c.module, c.specs, c.order = m, c.specs[:0], nil
	}
	dst, errs = c.Append(dst, errs, rec)
	checkers.Put(c)
	return dst, errs
}

// checkers holds checkers that are done.
var checkers = sync.Pool{New: func() any { return new(Checker) }}

// A Checker checks records of one module one after another. As they mostly have
// the same fields in the same order, it looks first where a field stood before.
// It is not safe for use by several goroutines.
type Checker struct {
	module *Module
	specs  []*fieldtype.Prepared // of the field that stood last at each position
	order  []*fieldtype.Prepared // of the fields of maps, see appendMap
	copied []fieldtype.Member    // of a record that has no members ready
	view   memberView
	mapped mapView
	check  check
}

// A memberView is a record of members.
type memberView struct{ members []fieldtype.Member }

func (r *memberView) Len() int { return len(r.members) }

func (r *memberView) At(i int) (string, fieldtype.Value) {
	return r.members[i].Name, r.members[i].Value
}

func (r *memberView) Field(apiName string) (fieldtype.Value, bool) {
	for i := range r.members {
		if r.members[i].Name == apiName {
			return r.members[i].Value, true
		}
	}
	return fieldtype.Value{}, false
}

// NewChecker returns a checker for records of the module.
func (m *Module) NewChecker() *Checker { return &Checker{module: m} }

// A partedRecord gives its fields as it holds them, which need then not be
// copied to be looked at: members of an object, and the others in a map.
type partedRecord interface {
	Parts() (members []fieldtype.Member, others map[string]any)
}

// Append does what [Module.Append] does. The paths of the problems begin with
// the steps that lead to the record.
func (c *Checker) Append(dst []byte, errs zohocrm.Errors, rec Record, at ...zohocrm.Step) ([]byte, zohocrm.Errors) {
	if rec == nil {
		e := &zohocrm.Error{
			Code: zohocrm.CodeInvalidData, Reason: zohocrm.ReasonType, Message: messageInvalid,
			Details: zohocrm.Details{ExpectedDataType: "jsonobject"}, Expected: "a record",
		}
		return dst, append(errs, e.Within(at...))
	}
	start := len(dst)
	members, others, fields := c.parts(rec)
	var seen uint64 // the bits of the fields that the record has
	for i := 0; ; {
		var bits uint64
		dst, i, bits = fieldtype.AppendValid(dst, members, c.specs, i)
		seen |= bits
		if i == len(members) {
			break
		}
		m := &members[i]
		p := c.module.plan(m.Name)
		switch {
		case m.Value.IsAbsent():
			i++
		case p.plain && c.place(i, p): // look again, as it is known now
		default:
			seen |= p.spec.Bit
			before := len(errs)
			dst, errs = c.module.appendField(dst, errs, fields, p, m)
			withinField(errs[before:], at, m.Name)
			i++
		}
	}
	if others != nil {
		var bits uint64
		dst, errs, bits = c.appendMap(dst, errs, others, fields, at)
		seen |= bits
	}
	if len(dst) == start {
		dst = append(dst, '{')
	}
	dst[start] = '{' // in place of a comma
	before := len(errs)
	errs = c.appendRecordProblems(errs, fields, seen)
	for _, e := range errs[before:] {
		e.Within(at...)
	}
	c.view.members, c.mapped = nil, mapView{}
	clear(c.copied)
	if c.copied = c.copied[:0]; cap(c.copied) > maxPlaces {
		c.copied = nil
	}
	if len(c.order) > maxPlaces {
		c.order = nil
	}
	return append(dst, '}'), errs
}

// withinField puts the steps to a field of the record in front of the paths of
// problems, all at once, as each time takes memory.
func withinField(errs zohocrm.Errors, at []zohocrm.Step, name string) {
	var most [4]zohocrm.Step
	steps := append(append(most[:0], at...), zohocrm.Key(name))
	for _, e := range errs {
		e.Within(steps...)
	}
}

// parts returns the fields of a record, and the record that rules ask for them.
func (c *Checker) parts(rec Record) ([]fieldtype.Member, map[string]any, Record) {
	c.copied = c.copied[:0] // which a record that has panicked may have left
	if r, ok := rec.(partedRecord); ok {
		members, others := r.Parts()
		if others != nil {
			c.mapped = mapView{checker: c, rec: rec, members: members, others: others}
			return members, others, &c.mapped
		}
		c.view.members = members
		return members, nil, &c.view
	}
	for i := range rec.Len() {
		name, v := rec.At(i)
		c.copied = append(c.copied, fieldtype.Member{Name: name, Value: v})
	}
	return c.copied, nil, rec
}

// maxPlaces bounds the fields of a record that a checker remembers, and those of
// maps.
const maxPlaces = 1024

// place remembers that a field stands at position i of a record. It is false
// when that was known, or is too far to be remembered.
func (c *Checker) place(i int, p *plan) bool {
	if i >= maxPlaces || i < len(c.specs) && c.specs[i] == &p.spec {
		return false
	}
	for len(c.specs) <= i {
		c.specs = append(c.specs, &nowhere.spec)
	}
	c.specs[i] = &p.spec
	return true
}

// nowhere is the plan of a field that the module does not know. No field has
// its name.
var nowhere = &plan{spec: (&fieldtype.Spec{}).Prepare("\xff")}

// plan returns the plan of a field, or nowhere when the module does not know it.
func (m *Module) plan(apiName string) *plan {
	if at := m.names.Find(apiName); at >= 0 {
		return &m.plans[at]
	}
	return nowhere
}

// appendRecordProblems appends the problems of a record as a whole: mandatory
// fields that are missing, and what the rules find.
func (c *Checker) appendRecordProblems(errs zohocrm.Errors, rec Record, seen uint64) zohocrm.Errors {
	m := c.module
	if m.counted&^seen != 0 || m.uncounted {
		for _, i := range m.required {
			if name := m.fields[i].APIName; m.value(rec, name).IsAbsent() {
				errs = append(errs, missing(name))
			}
		}
	}
	for i, fields := range m.triggers {
		if fields&seen == 0 && fields != 0 {
			continue
		}
		c.check = check{module: m, rec: rec, errs: errs}
		m.rules[i].check(&c.check)
		errs = c.check.errs
		c.check = check{}
	}
	return errs
}

// value returns the value of a field by its verified name or, when that is
// empty, by another spelling of it.
func (m *Module) value(rec Record, apiName string) fieldtype.Value {
	v, _ := rec.Field(apiName)
	if !v.IsEmpty() {
		return v
	}
	for _, name := range m.spellings[apiName] {
		if other, _ := rec.Field(name); v.IsAbsent() || !other.IsEmpty() {
			v = other
		}
	}
	return v
}

// appendField appends a field whatever its value and whatever there is to say
// of it.
func (m *Module) appendField(dst []byte, errs zohocrm.Errors, rec Record, p *plan, member *fieldtype.Member) ([]byte, zohocrm.Errors) {
	f, v := p.field, member.Value
	if p == nowhere {
		return m.appendUnknown(dst, errs, member.Name, v)
	}
	dst = p.spec.AppendName(dst)
	switch {
	case f.Preferred != "" && !f.AliasOK:
		errs = append(errs, warning(zohocrm.ReasonRenamed, "the field name "+f.Preferred))
	case f.NotCreatable:
		errs = append(errs, warning(zohocrm.ReasonNotCreatable, "no value: Zoho sets the field itself"))
	case p.unlisted:
		errs = append(errs, warning(zohocrm.ReasonUnknownField, "a field that the organization uses"))
	}
	if m.lacks(rec, f, v) {
		errs = append(errs, &zohocrm.Error{
			Code: zohocrm.CodeMandatoryNotFound, Reason: zohocrm.ReasonMandatory, Message: messageRequired,
		})
	} else {
		spec := &f.Spec
		if f.NotCreatable { // whatever the value, it does not count
			spec = &unknown
		}
		dst, errs = spec.Append(dst, errs, v)
	}
	return dst, errs
}

// lacks reports whether v is an empty value of a mandatory field that has no
// other value by another spelling.
func (m *Module) lacks(rec Record, f *Field, v fieldtype.Value) bool {
	if !v.IsEmpty() {
		return false
	}
	if at := m.names.Find(f.Preferred); f.Preferred != "" && at >= 0 {
		f = &m.fields[at]
	}
	return f.Mandatory && m.value(rec, f.APIName).IsEmpty()
}

// appendUnknown appends a field that the module does not know. It is a custom
// field and passes, unless the organization's fields are loaded. They never
// hold a key such as "$approved", so that others of that kind always pass. A
// name that is nearly that of a known field warns.
func (m *Module) appendUnknown(dst []byte, errs zohocrm.Errors, name string, v fieldtype.Value) ([]byte, zohocrm.Errors) {
	near, ok := m.nearestField(name)
	loaded := m.loaded && !strings.HasPrefix(name, "$")
	if ok || loaded {
		e := &zohocrm.Error{
			Code: zohocrm.CodeInvalidData, Reason: zohocrm.ReasonUnknownField, Message: messageUnknownField,
			Expected: "a field of the module", Warning: !loaded,
		}
		if ok {
			e.Expected += "; did you mean " + near + "?"
		}
		errs = append(errs, e)
	}
	if !utf8.ValidString(name) {
		errs = append(errs, fieldNameProblem())
	}
	dst = fieldtype.AppendText(append(dst, ','), name)
	dst, errs = unknown.Append(append(dst, ':'), errs, v)
	return dst, errs
}

// unknown is the spec of a field of which nothing is known.
var unknown = fieldtype.Spec{Kind: fieldtype.Any}

// fieldNameProblem returns the problem of a field name that no JSON can hold.
func fieldNameProblem() *zohocrm.Error {
	return &zohocrm.Error{
		Code: zohocrm.CodeInvalidData, Reason: zohocrm.ReasonUTF8, Message: messageInvalid, Expected: "a field name in UTF-8",
	}
}

// missing returns the problem of a record that lacks a mandatory field.
func missing(apiName string) *zohocrm.Error {
	e := &zohocrm.Error{
		Code: zohocrm.CodeMandatoryNotFound, Reason: zohocrm.ReasonMandatory, Message: messageRequired,
	}
	return e.Within(zohocrm.Key(apiName))
}

// warning returns a problem that does not block.
func warning(reason zohocrm.Reason, expected string) *zohocrm.Error {
	return &zohocrm.Error{
		Code: zohocrm.CodeInvalidData, Reason: reason, Message: messageInvalid, Expected: expected, Warning: true,
	}
}
