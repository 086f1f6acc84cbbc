package fieldtype

import (
	"encoding/json"
	"maps"
	"slices"
	"time"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/internal/program"
)

// Internal has the methods that only the other packages of this library can call:
// they need a key of an internal type.
var Internal internals

type internals struct{}

// Compile returns the program of a record with these fields. rules are the
// fields that each rule of the object reads. mode is that of the call.
func (internals) Compile(_ program.Key, fields []Field, unknown program.Policy, what string,
	unlisted func(*Field) bool, rules [][]string, mode program.Mode,
) *program.Object {
	return compileObject(fields, options{unknown: unknown, record: true, what: what, unlisted: unlisted, rules: rules, mode: mode})
}

// ExternalField returns the name of the external field by which an object points to
// its record, or "".
func (internals) ExternalField(_ program.Key, v Value) string {
	if !v.isObject() {
		return ""
	}
	return externalField(&v)
}

// CloneFields returns a deep copy of fields.
func (internals) CloneFields(_ program.Key, fields []Field) []Field { return cloneFields(fields) }

// Append checks the fields of a record, those of a Go map among them, and
// appends its JSON object to dst; see [appendSource].
func (internals) Append(_ program.Key, o *program.Object, st *program.State, dst []byte, errs zohocrm.Errors,
	members []Member, others map[string]any, at []zohocrm.Step,
) ([]byte, zohocrm.Errors, uint64) {
	s := source{members: members, others: others}
	return appendSource(o, st, dst, errs, &s, at)
}

// AppendText appends the JSON object of a record that is text, if the record is valid
// and has no warning. A field first that is not absent is written before the others,
// unless the text has it; see [appendRecord].
func (internals) AppendText(_ program.Key, o *program.Object, st *program.State, dst []byte, text program.Text, first *Member) (
	_ []byte, seen uint64, added, ok bool,
) {
	return appendRecord(o, st, dst, text, first)
}

// Forget drops the references of the state to the last record.
func (internals) Forget(_ program.Key, st *program.State) { forgetGo(st) }

// FindText returns the value of a field of the last text of AppendText.
func (internals) FindText(_ program.Key, o *program.Object, st *program.State, text program.Text, name string) Value {
	return findText(o, st, text, name)
}

// GivenText reports whether that text has a field with that name.
func (internals) GivenText(_ program.Key, o *program.Object, st *program.State, text program.Text, is func(name string) bool) bool {
	return givenText(o, st, text, is)
}

// SpanText returns where the value of a field is in that text, or nil if the text
// does not have the field.
func (internals) SpanText(_ program.Key, o *program.Object, st *program.State, name string) *program.Span {
	return spanOf(st, positionOf(o, st, name))
}

// TextMembers returns the members of that text.
func (internals) TextMembers(_ program.Key, text program.Text) []Member {
	switch {
	case text.Row.Header != nil:
		return rowMembers(text.Row)
	case text.View != nil:
		members, _ := appendStruct(nil, text.View, true)
		return members
	}
	v, _ := parseText(text.JSON, maxParsed, false)
	members, _ := Internal.Members(program.Key{}, v)
	return members
}

// CompileCells returns a format of cells, nil for that of [Cell], or what is wrong
// with it.
func (internals) CompileCells(_ program.Key, f *CellFormat) (*program.Cells, *zohocrm.Error) {
	return f.compile()
}

// Find returns the value of a field by its verified name or another spelling, and the
// name that the record has. For a large record it uses the index.
func (internals) Find(_ program.Key, o *program.Object, members []Member, others map[string]any, index *program.Index,
	name string,
) (v Value, spelling string) {
	s := source{members: members, others: others, index: *index}
	v, spelling = s.spelling(o, name)
	*index = s.index
	if v.form == cell {
		if p := find(o, name); p != nil {
			v = readCell(p, &v)
		}
	}
	return v, spelling
}

// Sorted returns the members of a record, those of a Go map among them in the
// order of the object.
func (internals) Sorted(_ program.Key, o *program.Object, members []Member, others map[string]any) []Member {
	if len(others) == 0 {
		return members
	}
	names := make([]string, 0, len(others))
	for name := range others {
		names = append(names, name)
	}
	sortNames(o, names)
	all := slices.Grow(slices.Clone(members), len(names))
	var c converter
	for _, name := range names {
		all = append(all, Member{Name: name})
		c.set(&all[len(all)-1].Value, others[name], MaxDepth)
	}
	return all
}

// Snapshot returns a copy of a map. Values that can change become Values.
func (internals) Snapshot(_ program.Key, m map[string]any) map[string]any {
	if m == nil {
		return nil
	}
	own := make(map[string]any, len(m))
	var c converter
	for name, x := range m {
		own[name] = c.snapshot(x)
	}
	if c.used > MaxValues { // the result must not depend on the order of the map
		c = converter{}
		for _, name := range slices.Sorted(maps.Keys(m)) {
			own[name] = c.snapshot(m[name])
		}
	}
	return own
}

// snapshot returns x, or its Value if x can change.
func (c *converter) snapshot(x any) any {
	switch x.(type) {
	case nil, string, bool, int, int64, float64, json.Number, time.Time, Decimal, Value:
		return x
	}
	return c.of(x, MaxDepth)
}

// AppendStruct appends the fields of a struct to dst; see [appendStruct]. For a view,
// read the Values before the struct changes.
func (internals) AppendStruct(_ program.Key, dst []Member, x any, view bool) ([]Member, error) {
	return appendStruct(dst, x, view)
}

// AppendMembers appends the members of a record of no module as a JSON object.
func (internals) AppendMembers(_ program.Key, dst []byte, members []Member) ([]byte, zohocrm.Errors) {
	s := source{members: members}
	dst, errs, _ := appendSource(&anyObject, &program.State{}, dst, nil, &s, nil)
	return dst, errs
}

// Members returns the members of an object. Do not change them.
func (internals) Members(_ program.Key, v Value) ([]Member, bool) {
	switch v.form {
	case id:
		return []Member{{"id", Text(v.text)}}, true
	case object:
		return *v.ref.(*[]Member), true
	}
	return nil, false
}

// ParseLong is like [ParseJSON], for a text with any number of values.
func (internals) ParseLong(_ program.Key, data []byte) (Value, error) {
	return parseJSON(data, len(data)+1)
}

// ParseText is like [ParseJSON].
func (internals) ParseText(_ program.Key, text string) (Value, error) {
	return parseText(text, maxParsed, false)
}

// CheckText returns the error of [ParseJSON]. Its Value has only the JSON type, or is
// invalid for an object with the same key twice.
func (internals) CheckText(_ program.Key, text string) (Value, error) {
	return parseText(text, maxParsed, true)
}

// Moment returns the time, in UTC, of a text that is a date and time with an offset.
// Unlike [time.Parse], it does not allocate.
func (internals) Moment(_ program.Key, s string) (t time.Time, ok bool) {
	if dateTimeVerdict(s) != valid {
		return time.Time{}, false
	}
	return momentOf(s), true
}

// DriverText returns the text that a database driver gave as bytes.
func (internals) DriverText(_ program.Key, b []byte) Value { return driverText(b) }
