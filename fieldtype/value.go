package fieldtype

import (
	"fmt"
	"iter"
	"log/slog"
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/seed12a3e673/zohocrm"
)

// A Value is one value of a record: absent, null, a text, a number, a boolean,
// an array or an object. The zero Value is absent, which is not null: an absent
// field is left out of the request body.
//
// Functions such as [Text] and [Int] make a Value, and [ValueOf] makes one of any Go
// value. A Value never changes, even if the slice or map that it was made of does. A
// Go value without a JSON form makes an invalid Value, which every [Spec] reports as
// a problem.
type Value struct {
	text string // of text, marshaled, cell and id; the literal of number; the Go type that an object was made from
	n    int64  // of integer, boolean; the bits of float; depth and size of array, object
	ref  any    // *[]Value of array, *[]string of texts, *[]Member of object, time.Time of moment, *zohocrm.Error of invalid
	form form
}

// A form says how a Value holds its content.
type form uint8

const (
	absent form = iota
	null
	boolean
	integer // a Go integer
	float   // a finite float64
	number  // a decimal literal
	text
	marshaled // the text of a Go type that marshals itself: a field for numbers reads it as a number
	cell      // the text of a table cell, which the field reads
	id        // the object {"id": text}
	texts     // an array of texts
	array     // an array of values
	object    // an object
	moment    // a time, written in the format of its field
	invalid
)

// A Member is one name and value of an object.
type Member struct {
	Name  string
	Value Value
}

// Null returns the JSON null.
func Null() Value { return Value{form: null} }

// Text returns a text.
func Text(s string) Value { return Value{form: text, text: s} }

// Bool returns true or false.
func Bool(b bool) Value {
	var v Value
	v.setBool(b)
	return v
}

func (v *Value) setBool(b bool) {
	v.form, v.n = boolean, 0
	if b {
		v.n = 1
	}
}

// Int returns an integer. A [LongInteger] field writes it as text.
func Int(n int64) Value { return Value{form: integer, n: n} }

// Float returns a number in its shortest decimal form. NaN and the infinities
// make an invalid Value ([zohocrm.ReasonNotFinite]).
func Float(f float64) Value {
	if !finite(f) {
		return invalidValue(zohocrm.ReasonNotFinite, "a finite number")
	}
	var v Value
	v.setFloat(f)
	return v
}

func (v *Value) setFloat(f float64) { v.form, v.n = float, int64(math.Float64bits(f)) }

// getFloat returns the number of a Value of that form.
func (v *Value) getFloat() float64 { return math.Float64frombits(uint64(v.n)) }

// finite reports whether f is neither NaN nor an infinity: f-f is NaN for these.
func finite(f float64) bool { return f-f == 0 }

// NumberOf returns an exact decimal number.
func NumberOf(d Decimal) Value { return Value{form: number, text: d.String()} }

// ParseNumber returns the number that a decimal literal such as "250000.90" writes;
// see [ParseDecimal]. Any other text makes an invalid Value.
func ParseNumber(s string) Value {
	d, err := ParseDecimal(s)
	if err != nil {
		return Invalid(err.(*zohocrm.Error))
	}
	return NumberOf(d)
}

// Time returns a time. A [Date] field writes it as yyyy-MM-dd, a [DateTime] field as
// yyyy-MM-ddTHH:mm:ss±HH:mm, both in t's own time zone.
func Time(t time.Time) Value { return Value{form: moment, ref: t} }

// ID returns the object {"id":"…"} for a [Lookup], [User] or [Layout] field.
func ID(s string) Value { return Value{form: id, text: s} }

// Texts returns an array of texts.
func Texts(elements ...string) Value { return newTexts(slices.Clone(elements)).bounded() }

func newTexts(elements []string) Value { return Value{form: texts, ref: &elements} }

// Array returns an array.
func Array(elements ...Value) Value { return newArray(slices.Clone(elements)).bounded() }

func newArray(elements []Value) Value { return arrayOf(&elements) }

// arrayOf returns an array of elements. It keeps the slice.
func arrayOf(elements *[]Value) Value {
	var ext extent
	for i := range *elements {
		ext.add(&(*elements)[i])
	}
	return Value{form: array, ref: elements, n: ext.packed()}
}

// Object returns an object with its members in the given order. Two members with the
// same name make an invalid Value ([zohocrm.ReasonDuplicateKey]).
func Object(members ...Member) Value {
	if len(members) == 1 && members[0].isID() {
		return ID(members[0].Value.text)
	}
	return newObject(slices.Clone(members)).bounded()
}

func newObject(members []Member) Value {
	if len(members) == 1 && members[0].isID() {
		return ID(members[0].Value.text)
	}
	own := members // only this copy is allocated, not that of an id
	return objectOf(&own)
}

// objectOf returns an object of members. It keeps the slice.
func objectOf(members *[]Member) Value {
	if name, ok := duplicateName(*members); ok {
		return duplicateKey(name)
	}
	var ext extent
	for i := range *members {
		ext.add(&(*members)[i].Value)
	}
	return Value{form: object, ref: members, n: ext.packed()}
}

// duplicateKey returns the invalid Value of an object with a key twice.
func duplicateKey(name string) Value {
	v := invalidValue(zohocrm.ReasonDuplicateKey, "each key once")
	v.ref.(*zohocrm.Error).PrefixPath(zohocrm.Key(ownName(name)))
	return v
}

// isID reports whether m is "id" with a text.
func (m *Member) isID() bool { return m.Name == "id" && m.Value.form == text }

// An extent is the depth of an array or object and the number of values in it. Each
// Value has both. They bound the time to walk a value whose parts are shared.
type extent struct{ depth, size int64 }

func (v *Value) extent() extent {
	switch v.form {
	case array, object:
		return extent{v.n >> 32, v.n & math.MaxUint32}
	case texts, id:
		return extent{1, int64(v.Len())}
	}
	return extent{}
}

// add adds a value that the array or object holds.
func (e *extent) add(v *Value) {
	inner := v.extent()
	e.depth = max(e.depth, inner.depth)
	e.size += 1 + inner.size
}

// packed returns the extent of an array or object with the values that were added.
func (e *extent) packed() int64 { return (e.depth+1)<<32 | min(e.size, math.MaxUint32) }

// bounded returns v, or an invalid Value if v is too deep or has too many values.
func (v Value) bounded() Value {
	switch ext := v.extent(); {
	case ext.depth > MaxDepth:
		return tooDeep()
	case ext.size > MaxValues:
		return tooMany()
	}
	return v
}

// duplicateName returns the first name that occurs twice.
func duplicateName(members []Member) (string, bool) {
	if len(members) <= 32 {
		for i := 1; i < len(members); i++ {
			for j := range i {
				if members[j].Name == members[i].Name {
					return members[i].Name, true
				}
			}
		}
		return "", false
	}
	seen := make(map[string]struct{}, len(members))
	for _, m := range members {
		if _, ok := seen[m.Name]; ok {
			return m.Name, true
		}
		seen[m.Name] = struct{}{}
	}
	return "", false
}

// Invalid returns a Value without a JSON form. Every [Spec] reports a copy of e for
// it.
func Invalid(e *zohocrm.Error) Value {
	if e == nil {
		e = zohocrm.Invalid(zohocrm.ReasonGoType, "a value with a JSON form")
	}
	problem := *e
	return Value{form: invalid, ref: &problem}
}

// invalidValue returns an invalid Value with a problem of that reason.
func invalidValue(reason zohocrm.Reason, expected string) Value {
	return Value{form: invalid, ref: zohocrm.Invalid(reason, expected)}
}

// IsAbsent reports whether v is the zero Value.
func (v Value) IsAbsent() bool { return v.form == absent }

// IsNull reports whether v is the JSON null.
func (v Value) IsNull() bool { return v.form == null }

// IsEmpty reports whether v is absent, null, the empty text, an empty array or an
// empty object. For Zoho a mandatory field with such a value is missing.
func (v Value) IsEmpty() bool {
	switch v.form {
	case absent, null:
		return true
	case text, marshaled:
		return v.text == ""
	case texts, array, object:
		return v.Len() == 0
	}
	return false
}

// MarshalJSON returns the value as JSON, or an error about a part without a JSON
// form. It knows no field type, so it converts nothing. An absent value is null.
func (v Value) MarshalJSON() ([]byte, error) {
	if v.form == absent {
		return []byte("null"), nil
	}
	dst, errs := appendValue(&anything, nil, nil, &v)
	return dst, errs.Err()
}

// Format prints the JSON type of the value for every verb, and never the value, which
// may be personal data.
func (v Value) Format(f fmt.State, _ rune) {
	if f != nil {
		fmt.Fprint(f, v.printed())
	}
}

// LogValue returns what [Value.Format] prints, for package slog.
func (v Value) LogValue() slog.Value { return slog.StringValue(v.printed()) }

func (v Value) printed() string {
	if name := v.JSONType(); name != "" {
		return name
	}
	return "no value"
}

// JSONType returns the JSON type of v: "null", "string", "number", "boolean",
// "array", "object", or "" if v is absent or invalid.
func (v Value) JSONType() string {
	switch v.form {
	case null:
		return "null"
	case boolean:
		return "boolean"
	case integer, float, number:
		return "number"
	case text, marshaled, cell, moment:
		return "string"
	case texts, array:
		return "array"
	case id, object:
		return "object"
	}
	return ""
}

// AsText returns the text that v holds.
func (v Value) AsText() (string, bool) {
	if v.form != text && v.form != marshaled && v.form != cell {
		return "", false
	}
	return v.text, true
}

// AsBool returns the boolean that v holds.
func (v Value) AsBool() (b, ok bool) { return v.n != 0, v.form == boolean }

// AsTime returns the time that v was made from.
func (v Value) AsTime() (time.Time, bool) {
	t, ok := v.ref.(time.Time)
	return t, ok
}

// AsDecimal returns the number that v holds.
func (v Value) AsDecimal() (Decimal, bool) {
	switch v.form {
	case integer:
		return Decimal{strconv.FormatInt(v.n, 10)}, true
	case float:
		return Decimal{string(appendFloat(nil, v.getFloat()))}, true
	case number:
		return Decimal{v.text}, true
	}
	return Decimal{}, false
}

// AsFloat returns the float64 nearest to the number that v holds.
func (v Value) AsFloat() (f float64, ok bool) {
	switch v.form {
	case integer:
		return float64(v.n), true
	case float:
		return v.getFloat(), true
	case number:
		f, err := strconv.ParseFloat(v.text, 64)
		return f, err == nil
	}
	return 0, false
}

// AsID returns the id in the object {"id":"…"} if it is a text.
func (v Value) AsID() (string, bool) {
	if v.form == id {
		return v.text, true
	}
	m, _ := v.Member("id")
	return m.AsText()
}

// isArray reports whether v is an array.
func (v *Value) isArray() bool { return v.form == array || v.form == texts }

// Len returns the number of elements of an array or members of an object, or 0.
func (v Value) Len() int {
	switch v.form {
	case id:
		return 1
	case texts:
		return len(*v.ref.(*[]string))
	case array:
		return len(*v.ref.(*[]Value))
	case object:
		return len(*v.ref.(*[]Member))
	}
	return 0
}

// Element returns the element of an array at position i, from 0. It is absent if
// there is none.
func (v Value) Element(i int) Value {
	if i < 0 || i >= v.Len() {
		return Value{}
	}
	switch v.form {
	case texts:
		return Text((*v.ref.(*[]string))[i])
	case array:
		return (*v.ref.(*[]Value))[i]
	}
	return Value{}
}

// Elements yields the elements of an array with their positions.
func (v Value) Elements() iter.Seq2[int, Value] {
	return func(yield func(int, Value) bool) {
		if !v.isArray() {
			return
		}
		for i := range v.Len() {
			if !yield(i, v.Element(i)) {
				return
			}
		}
	}
}

// Member returns the value of an object's member. It is absent, and ok is false, if
// there is none.
func (v Value) Member(name string) (value Value, ok bool) {
	switch v.form {
	case id:
		if name == "id" {
			return Text(v.text), true
		}
	case object:
		for _, m := range *v.ref.(*[]Member) {
			if m.Name == name {
				return m.Value, true
			}
		}
	}
	return Value{}, false
}

// memberAt returns the member of an object at position i, from 0.
func (v *Value) memberAt(i int) (name string, value Value) {
	switch v.form {
	case id:
		return "id", Text(v.text)
	case object:
		m := &(*v.ref.(*[]Member))[i]
		return m.Name, m.Value
	}
	return "", Value{}
}

// isObject reports whether v is an object.
func (v *Value) isObject() bool { return v.form == object || v.form == id }

// Members yields the names and values of an object in its order.
func (v Value) Members() iter.Seq2[string, Value] {
	return func(yield func(string, Value) bool) {
		if v.form != id && v.form != object {
			return
		}
		for i := range v.Len() {
			if !yield(v.memberAt(i)) {
				return
			}
		}
	}
}

// Problem returns what is wrong with an invalid Value, or nil.
func (v Value) Problem() *zohocrm.Error {
	if v.form != invalid {
		return nil
	}
	e := *v.ref.(*zohocrm.Error)
	return &e
}
