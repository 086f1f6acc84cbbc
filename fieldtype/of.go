package fieldtype

import (
	"encoding"
	"encoding/json"
	"errors"
	"iter"
	"maps"
	"math/big"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/seed12a3e673/zohocrm"
)

// The bounds of what one Value holds. No body that Zoho takes comes near them;
// they stop values in a cycle and values made to be slow. For [ParseJSON] only
// the depth is bounded: its values are never more than its text is long, and a
// text may hold any number of records.
const (
	MaxDepth  = 32      // arrays and objects inside one another
	MaxValues = 1 << 17 // values inside one value, or in the map or struct that a record is made of, counted together
)

// marshaled marks a text that MarshalText gave: a field for numbers reads it as
// a number.
const marshaled = 1

// Of returns the Value that a Go value stands for:
//
//   - nil, and a nil pointer, map or slice: null;
//   - string, bool, every integer and float type, and types made from these;
//     json.Number, *big.Int, [Decimal], time.Time;
//   - a type with MarshalText: its text, which a field for numbers reads as a
//     number, so that decimal types work, unless it has also MarshalJSON and
//     that gives no text;
//   - a type with MarshalJSON, and json.RawMessage: what the JSON says;
//   - slices and arrays, and maps with string keys, of any of these. A map's
//     members are in the order of their names;
//   - a struct: an object with its fields, as [AppendStruct] takes them. If the
//     type has MarshalText or MarshalJSON and no field with a zoho tag, what
//     the method gives. A method of the pointer counts, too;
//   - an [Optional]: what it holds;
//   - a Value: itself.
//
// A pointer stands for what it points to. Of never fails and never changes x.
// What has no JSON form (NaN, a channel, a struct without an exported field, a
// value that contains itself) makes an invalid Value, and so do bytes, which may
// stand for text or for base64.
func Of(x any) Value {
	if v, ok := x.(Value); ok {
		return v
	}
	var c converter
	return c.of(x, MaxDepth)
}

// A Converter makes Values of the Go values of one record, which share the bound
// [MaxValues]. The zero Converter is ready to use.
type Converter struct{ converter }

// Set sets dst, which is the zero Value, to what the function [Of] returns: in
// its place at once, as a copy of a Value takes longer than most conversions.
func (c *Converter) Set(dst *Value, x any) { c.set(dst, x, MaxDepth) }

// A converter counts the values it may still make, so that shared parts of a
// Go value cannot unfold without end.
type converter struct{ used int }

func (c *converter) of(x any, depth int) (v Value) {
	c.set(&v, x, depth)
	return v
}

// set converts the types that are frequent in maps, and leaves the others to
// other, as it is quicker without room for what those need.
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
			dst.form, dst.ref = anys, value
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

// other converts what set leaves to it. The room for the value that otherValue
// returns is its own, not that of set.
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
		return Literal(x.String())
	case Decimal:
		return Num(x)
	case *Decimal:
		if x == nil {
			return Null()
		}
		return Num(*x)
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

// array converts the n elements of a slice or array. When there are too many
// values in all, it ends at once, and so do the arrays and objects around it.
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
	return Array(elements...)
}

// object converts the n members of a map, in the order of their names, as the
// order in a Go map changes from time to time.
func (c *converter) object(n, depth int, all iter.Seq2[string, any]) Value {
	if !c.take(n) {
		return tooMany()
	}
	members, values := make([]Member, 0, n), make([]any, 0, n)
	for name, value := range all { // without c, which would then cost memory in every call of Of
		members, values = append(members, Member{Name: name}), append(values, value)
	}
	for i := range members {
		c.set(&members[i].Value, values[i], depth-1)
		if c.used > MaxValues {
			return tooMany()
		}
	}
	slices.SortFunc(members, func(a, b Member) int { return strings.Compare(a.Name, b.Name) })
	return Object(members...)
}

// take reports whether n values more may be made. It is asked before they are,
// as a wide slice in a cycle would fill the memory.
func (c *converter) take(n int) bool {
	c.used += n
	return c.used <= MaxValues
}

// counted takes what is inside v, which is made already.
func (c *converter) counted(v Value) Value {
	if !c.take(int(v.extent().size)) {
		return tooMany()
	}
	return v
}

// reflect converts what has no case of its own.
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
	if value, ok := c.marshaler(x); ok {
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
			return Literal(strconv.FormatFloat(v.Float(), 'f', -1, 32))
		}
		return f
	case reflect.Float64:
		return Float(v.Float())
	case reflect.Pointer:
		return c.of(v.Elem().Interface(), depth-1)
	case reflect.Slice, reflect.Array:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return invalidValue(zohocrm.ReasonGoType, "a string in place of bytes, which may be text or base64")
		}
		if v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Struct {
			// By their addresses, which spares copies.
			return c.array(v.Len(), depth, func(i int) any { return v.Index(i).Addr().Interface() })
		}
		return c.array(v.Len(), depth, func(i int) any { return v.Index(i).Interface() })
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

// marshaler converts what x gives when it marshals itself.
func (c *converter) marshaler(x any) (v Value, ok bool) {
	var b []byte
	err := errMethod
	switch m := x.(type) {
	case json.RawMessage:
		return c.counted(parsed(m, nil)), true
	case encoding.TextMarshaler:
		// Beside it, a type for an optional number has a MarshalJSON that gives
		// null or a number; that of a decimal type mostly gives a text too.
		if j, ok := x.(json.Marshaler); ok {
			guard(func() { b, err = j.MarshalJSON() })
			if v := parsed(b, err); v.form != text && v.form != invalid {
				return c.counted(v), true
			}
			err = errMethod
		}
		guard(func() { b, err = m.MarshalText() })
		if err == nil {
			return Value{form: text, text: string(b), n: marshaled}, true
		}
		return parsed(nil, err), true
	case json.Marshaler:
		guard(func() { b, err = m.MarshalJSON() })
		return c.counted(parsed(b, err)), true
	}
	return Value{}, false
}

// guard calls a method of a type that is not ours. What a struct has by a nil
// pointer that it embeds panics, and that depends on the data.
func guard(call func()) {
	defer func() { _ = recover() }()
	call()
}

// errMethod stands for the result of a method that has panicked.
var errMethod = errors.New("the method panicked")

// parsed returns the value that a marshaler wrote.
func parsed(b []byte, err error) Value {
	if err != nil {
		return invalidValue(zohocrm.ReasonGoType, "a Go value that can be marshaled")
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

// allTexts reports whether all elements are texts, which then need no
// conversion.
func allTexts(elements []any) bool {
	for _, x := range elements {
		if _, ok := x.(string); !ok {
			return false
		}
	}
	return true
}
