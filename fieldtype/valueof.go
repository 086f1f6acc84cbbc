package fieldtype

import (
	"database/sql/driver"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"maps"
	"math/big"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/seed12a3e673/zohocrm"
)

// The bounds of one Value. Bodies that Zoho accepts are far smaller. The bounds stop
// values that contain themselves, and values that are made to be slow. [ParseJSON]
// allows twice as many values, as a text may be a whole request body.
const (
	MaxDepth  = 32      // arrays and objects inside one another
	MaxValues = 1 << 17 // values in one value, or in all fields of the map or struct of a record
)

// ValueOf returns the Value of a Go value:
//
//   - nil, and a nil pointer, map or slice: null;
//   - string, bool, every integer and float type, and types made from these;
//     json.Number, *big.Int, [Decimal], time.Time;
//   - a type with MarshalText: its text, which a field for numbers reads as a
//     number, so that decimal types work, unless it has also MarshalJSON and
//     that gives no text;
//   - a type with MarshalJSON, and json.RawMessage: what the JSON says;
//   - a driver.Valuer, such as sql.NullString: what it gives, null for NULL. Its
//     bytes are a text;
//   - slices and arrays, and maps with string keys, of any of these. A map's
//     members are in the order of their names;
//   - a struct: an object with its fields, as package record takes them. If the
//     type has one of these methods and no field with a zoho tag, what the method
//     gives. A method of the pointer counts, too;
//   - an [Optional]: what it holds;
//   - a Value: itself.
//
// A pointer is converted to the value that it points to. ValueOf never fails, and the
// Value does not change when x does. A value without a JSON form (NaN, a channel, a
// struct without an exported field, a value that contains itself) makes an invalid
// Value. So do bytes, which may be text or base64.
func ValueOf(x any) Value {
	if v, ok := x.(Value); ok {
		return v
	}
	var c converter
	return c.of(x, MaxDepth)
}

// A converter makes Values of Go values. It counts them, so that a Go value with
// shared parts cannot grow without bound.
type converter struct {
	used int
	view bool // the Values may share slices with x, as they are read at once
}

func (c *converter) of(x any, depth int) (v Value) {
	c.set(&v, x, depth)
	return v
}

// set converts the types that are frequent in maps. other converts the rest, so that
// set needs a small stack frame.
func (c *converter) set(dst *Value, value any, depth int) {
	if depth < 0 {
		*dst = tooDeep()
		return
	}
	switch x := value.(type) {
	case string:
		dst.form, dst.text = text, x
		return
	case bool:
		dst.setBool(x)
		return
	case int:
		dst.form, dst.n = integer, int64(x)
		return
	case float64:
		if finite(x) {
			dst.setFloat(x)
			return
		}
	case []any:
		if x != nil && allTexts(x) && c.take(len(x)) {
			*dst = textsOf(x)
			return
		}
	case map[string]any:
		if s, ok := x["id"].(string); ok && len(x) == 1 && c.take(1) {
			dst.form, dst.text = id, s
			return
		}
	}
	c.other(dst, value, depth)
}

// other converts what set does not. The result of otherValue is in its stack frame,
// not in that of set.
func (c *converter) other(dst *Value, value any, depth int) { *dst = c.otherValue(value, depth) }

func (c *converter) otherValue(value any, depth int) Value {
	switch x := value.(type) {
	case nil:
		return Null()
	case Value:
		return c.counted(x)
	case int64:
		return Int(x)
	case float64:
		return Float(x)
	case json.Number:
		if x == "" { // encoding/json writes an empty Number as 0
			return Int(0)
		}
		return ParseNumber(x.String())
	case Decimal:
		return NumberOf(x)
	case *Decimal:
		if x == nil {
			return Null()
		}
		return NumberOf(*x)
	case *big.Int:
		return bigInt(x)
	case time.Time:
		return Time(x)
	case *time.Time:
		if x == nil {
			return Null()
		}
		return Time(*x)
	case []string:
		if x == nil {
			return Null()
		}
		return c.counted(Texts(x...))
	case []any:
		if x == nil {
			return Null()
		}
		return c.array(len(x), depth, func(i int) any { return x[i] })
	case map[string]any:
		if x == nil {
			return Null()
		}
		return c.object(len(x), depth, maps.All(x))
	}
	return c.reflect(reflect.ValueOf(value), depth)
}

// array converts the n elements of a slice or array. If there are too many values, it
// stops at once, and so do the outer arrays and objects.
func (c *converter) array(n, depth int, at func(i int) any) Value {
	if !c.take(n) {
		return tooMany()
	}
	elements := make([]Value, n)
	for i := range elements {
		c.set(&elements[i], at(i), depth-1)
		if c.used > MaxValues {
			return tooMany()
		}
	}
	return newArray(elements).bounded()
}

// object converts the n members of a map in the order of their names, as a Go map has
// no fixed order.
func (c *converter) object(n, depth int, all iter.Seq2[string, any]) Value {
	if !c.take(n) {
		return tooMany()
	}
	members, values := make([]Member, 0, n), make([]any, 0, n)
	for name, value := range all { // does not use c, which would then be allocated in every call of ValueOf
		members, values = append(members, Member{Name: name}), append(values, value)
	}
	for i := range members {
		c.set(&members[i].Value, values[i], depth-1)
		if c.used > MaxValues {
			return tooMany()
		}
	}
	slices.SortFunc(members, func(a, b Member) int { return strings.Compare(a.Name, b.Name) })
	return newObject(members).bounded()
}

// take reports whether n more values may be made. Call it before they are made, as a
// wide slice in a cycle would fill the memory. It never counts beyond the bound: the
// length of a []struct{} may be the largest int.
func (c *converter) take(n int) bool {
	c.used = min(c.used+min(n, MaxValues+1), MaxValues+1)
	return c.used <= MaxValues
}

// counted counts the values in v.
func (c *converter) counted(v Value) Value {
	if !c.take(int(v.extent().size)) {
		return tooMany()
	}
	return v
}

// reflect converts a value of a type without a case of its own.
func (c *converter) reflect(v reflect.Value, depth int) Value {
	switch v.Kind() {
	case reflect.Pointer, reflect.Map, reflect.Slice:
		if v.IsNil() {
			return Null()
		}
	}
	switch {
	case v.Kind() == reflect.Struct:
		return c.structure(v, depth)
	case v.Kind() == reflect.Pointer && v.Type().Elem().Kind() == reflect.Struct:
		return c.structure(v.Elem(), depth)
	}
	x := v.Interface()
	if o, ok := x.(Optional); ok {
		return c.optional(o, depth)
	}
	if value, ok := c.marshaler(x, depth); ok {
		return value
	}
	switch v.Kind() {
	case reflect.String:
		return Text(v.String())
	case reflect.Bool:
		return Bool(v.Bool())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return Int(v.Int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		if n := int64(v.Uint()); n >= 0 {
			return Int(n)
		}
		return Value{form: number, text: strconv.FormatUint(v.Uint(), 10)}
	case reflect.Float32:
		f := Float(v.Float())
		if f.form == float {
			return ParseNumber(strconv.FormatFloat(v.Float(), 'f', -1, 32))
		}
		return f
	case reflect.Float64:
		return Float(v.Float())
	case reflect.Pointer:
		return c.of(v.Elem().Interface(), depth-1)
	case reflect.Slice, reflect.Array:
		return c.elements(v, depth)
	case reflect.Map:
		if v.Type().Key().Kind() != reflect.String {
			break
		}
		return c.object(v.Len(), depth, func(yield func(string, any) bool) {
			for name, value := range v.Seq2() {
				if !yield(name.String(), value.Interface()) {
					return
				}
			}
		})
	}
	return invalidValue(zohocrm.ReasonGoType,
		"a Go value with a JSON form: text, number, bool, time.Time, struct, slice, or map with string keys")
}

// elements converts a slice or array.
func (c *converter) elements(v reflect.Value, depth int) Value {
	switch element := v.Type().Elem().Kind(); {
	case element == reflect.Uint8:
		return invalidValue(zohocrm.ReasonGoType, "a string in place of bytes, which may be text or base64")
	case element == reflect.Struct && v.Kind() == reflect.Slice:
		// By their addresses, which avoids copies.
		return c.array(v.Len(), depth, func(i int) any { return v.Index(i).Addr().Interface() })
	}
	return c.array(v.Len(), depth, func(i int) any { return v.Index(i).Interface() })
}

// marshaler converts a value that marshals itself.
func (c *converter) marshaler(x any, depth int) (v Value, ok bool) {
	var b []byte
	var err error
	switch m := x.(type) {
	case json.RawMessage:
		return c.counted(parsed(m, nil, x)), true
	case encoding.TextMarshaler:
		// A type for an optional number also has a MarshalJSON that returns null or a
		// number. That of a decimal type usually returns a text.
		if j, ok := x.(json.Marshaler); ok {
			err = guard(func() (err error) { b, err = j.MarshalJSON(); return err })
			if v := parsed(b, err, x); v.form != text && v.form != invalid {
				return c.counted(v), true
			}
		}
		err = guard(func() (err error) { b, err = m.MarshalText(); return err })
		if err == nil {
			return Value{form: marshaled, text: string(b)}, true
		}
		return methodProblem(x, err), true
	case json.Marshaler:
		err = guard(func() (err error) { b, err = m.MarshalJSON(); return err })
		return c.counted(parsed(b, err, x)), true
	case driver.Valuer:
		return c.fromDriver(m, depth), true
	}
	return Value{}, false
}

// fromDriver converts the value of a driver.Valuer.
func (c *converter) fromDriver(m driver.Valuer, depth int) Value {
	var x any
	var err error
	if failed := guard(func() error { x, err = m.Value(); return err }); failed != nil {
		return methodProblem(m, failed)
	}
	if b, ok := x.([]byte); ok {
		return driverText(b)
	}
	if _, again := x.(driver.Valuer); again {
		return methodProblem(m, errors.New("the value is a driver.Valuer again"))
	}
	return c.of(x, depth-1)
}

// driverText returns the text of a database driver's bytes. A field for numbers reads
// it as a number. Bytes that are not UTF-8 make an invalid Value.
func driverText(b []byte) Value {
	switch {
	case b == nil:
		return Null()
	case !utf8.Valid(b):
		return Invalid(zohocrm.NotUTF8("text", "text in UTF-8, not other bytes"))
	}
	return Value{form: marshaled, text: string(b)}
}

// guard calls a method of a user's type, and returns its error or panic. A method
// that is promoted from an embedded nil pointer panics, for example.
func guard(call func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			cause, ok := r.(error)
			if !ok {
				cause = fmt.Errorf("panic: %v", r)
			}
			err = cause
		}
	}()
	return call()
}

// A methodError says that a method of a Go type failed or panicked. Its text does not
// have the cause, which may quote the value.
type methodError struct {
	goType string
	cause  error
}

func (e *methodError) Error() string { return "a method of the Go type " + e.goType + " failed" }

func (e *methodError) Unwrap() error { return e.cause }

// methodProblem returns the value of a type whose method failed.
func methodProblem(x any, cause error) Value {
	e := zohocrm.GoType("a Go value that can be marshaled")
	return Invalid(e.WithCause(&methodError{fmt.Sprintf("%T", x), cause}))
}

// parsed returns the value that a marshaler of x wrote.
func parsed(b []byte, err error, x any) Value {
	if err != nil {
		return methodProblem(x, err)
	}
	v, err := ParseJSON(b)
	if err != nil {
		return Invalid(err.(*zohocrm.Error))
	}
	return v
}

func tooDeep() Value {
	return invalidValue(zohocrm.ReasonDepth, expectedDepth)
}

var expectedDepth = "at most " + strconv.Itoa(MaxDepth) + " arrays and objects inside one another"

func tooMany() Value {
	return invalidValue(zohocrm.ReasonSize, "at most "+strconv.Itoa(MaxValues)+" values in one another")
}

// allTexts reports whether all elements are texts, which need no conversion.
func allTexts(elements []any) bool {
	for _, x := range elements {
		if _, ok := x.(string); !ok {
			return false
		}
	}
	return true
}

// textsOf returns the array of elements that are texts.
func textsOf(elements []any) Value {
	all := make([]string, len(elements))
	for i, x := range elements {
		all[i], _ = x.(string)
	}
	return newTexts(all)
}
