package fieldtype

import (
	"math"
	"reflect"
	"slices"

	"github.com/seed12a3e673/zohocrm"
)

// appendStruct appends the fields of a struct to dst as names and values, in
// the order of the struct. x is the struct or a pointer to it, which spares a
// copy of it. With room in dst, texts, numbers and booleans cost no memory.
//
// A field's name is that of its zoho tag, or else of its json tag, or else that
// of the Go field:
//
//	type Lead struct {
//		LastName string    `zoho:"Last_Name"`
//		Email    string    `json:"Email,omitempty"`
//		Birthday time.Time `zoho:"Date_of_Birth,omitzero"`
//		Notes    string    `zoho:"-"`
//	}
//
// A tag "-" leaves the field out, and so does a small first letter. The options
// are those of the zoho tag if there is one, and otherwise those of the json
// tag. Both mean what they mean to encoding/json: omitempty leaves out false, 0,
// nil, and an empty text, array, slice or map; omitzero leaves out the zero
// value, or what the type's IsZero method says. Without an option every value
// is sent, false and 0 among them, a nil pointer, slice or map as null, and the
// zero time.Time as a day in the year 1. The option string means nothing here:
// the field type decides how a number is written.
//
// The fields of an embedded struct count as fields of the struct around it, by
// the rules of encoding/json: of several fields of one name that with the least
// depth is taken, among these that with a zoho tag, then that with a json tag,
// and when there are still several none of them. A struct embedded by a nil
// pointer has no fields.
//
// Each value is converted as by [ValueOf]; nested structs become objects, and slices
// of structs arrays of objects. A value without a JSON form is left to be
// reported when it is checked. appendStruct itself fails only when x is not a
// struct with fields ([zohocrm.ReasonGoType]), or when it is a type that
// marshals itself and what it gives is no object.
//
// As a view, the texts of slices are those of x, and have to be read at once.
func appendStruct(dst []Member, x any, view bool) ([]Member, error) {
	v := reflect.ValueOf(x)
	if v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	if v.Kind() != reflect.Struct {
		return dst, notStruct()
	}
	v = addressable(v)
	p := planOf(v.Type())
	c := converter{view: view}
	if p.op == opStruct {
		return c.appendFields(dst, p, v, MaxDepth), nil
	}
	var o Value
	c.convert(&o, p.op, v, MaxDepth)
	if e := o.Problem(); e != nil {
		return dst, e
	}
	if !o.isObject() {
		return dst, notStruct()
	}
	for name, value := range o.Members() {
		dst = append(dst, Member{name, value})
	}
	return dst, nil
}

func notStruct() *zohocrm.Error {
	return zohocrm.GoType("a struct with exported fields, or a pointer to one")
}

// addressable returns v, or a copy of it when it has no address, since a method
// of a pointer needs one.
func addressable(v reflect.Value) reflect.Value {
	if v.CanAddr() {
		return v
	}
	variable := reflect.New(v.Type()).Elem()
	variable.Set(v)
	return variable
}

// structure converts a struct.
func (c *converter) structure(v reflect.Value, depth int) Value {
	if depth < 0 {
		return tooDeep()
	}
	v = addressable(v)
	p := planOf(v.Type())
	op := p.op
	if p.id {
		op = opID
	}
	switch {
	case op == opStruct:
	case op == opID || v.CanInterface():
		var value Value
		c.convert(&value, op, v, depth)
		return value
	default: // embedded and not exported: a method cannot be called on it
		return Invalid(notStruct())
	}
	members := c.appendFields(nil, p, v, depth-1)
	if c.used > MaxValues {
		return tooMany()
	}
	o := newObject(members)
	if o.form == object {
		o.text = p.goType
	}
	return o.bounded()
}

// appendFields appends the fields of the struct v, which has an address. It
// ends at once when there are too many values in all.
func (c *converter) appendFields(dst []Member, p *structPlan, v reflect.Value, depth int) []Member {
	c.take(len(p.fields))
	dst = slices.Grow(dst, len(p.fields))
	for i := range p.fields {
		f := &p.fields[i]
		field, isNull, ok := f.of(v)
		if !ok {
			continue
		}
		// In its place at once, as a copy of a Value takes longer than most
		// conversions.
		dst = append(dst, Member{})
		m := &dst[len(dst)-1]
		m.Name = f.name
		switch {
		case c.used > MaxValues:
			m.Value = tooMany()
			return dst
		case isNull:
			m.Value.form = null
		default:
			c.convert(&m.Value, f.op, field, depth)
		}
		if m.Value.form == absent {
			dst = dst[:len(dst)-1]
		}
	}
	return dst
}

// A structOp says how a value is converted, as far as its Go type tells. The
// frequent types have one of their own, which spares the interface of [ValueOf].
type structOp uint8

const (
	opAny     structOp = iota // by ValueOf
	opPointer                 // by ValueOf, by its address
	opOptional
	opMarshaler
	opStruct
	opID // a struct that is as isIDStruct says
	opText
	opBool
	opInt
	opUint
	opFloat
	opTime
	opTexts
	opNone // has no JSON form
	opLost // embeds what has a JSON form of its own and no name
)

// convert sets the zero Value that dst points to. v has an address. It leaves
// what is less frequent to convertOther, as it is quicker without room for what
// that needs.
func (c *converter) convert(dst *Value, op structOp, v reflect.Value, depth int) {
	switch op {
	case opText:
		dst.form, dst.text = text, v.String()
		return
	case opBool:
		dst.setBool(v.Bool())
		return
	case opInt:
		dst.form, dst.n = integer, v.Int()
		return
	case opUint:
		if n := v.Uint(); n <= math.MaxInt64 {
			dst.form, dst.n = integer, int64(n)
			return
		}
	case opFloat:
		if f := v.Float(); finite(f) {
			dst.setFloat(f)
			return
		}
	case opTexts:
		if !v.IsNil() && c.take(v.Len()) {
			list := v.Addr().Interface().(*[]string)
			if !c.view {
				own := slices.Clone(*list)
				list = &own
			}
			dst.form, dst.ref = texts, list
			return
		}
	case opID:
		if depth >= 0 && c.take(1) {
			dst.form, dst.text = id, v.Field(0).String()
			return
		}
	}
	c.convertOther(dst, op, v, depth)
}

func (c *converter) convertOther(dst *Value, op structOp, v reflect.Value, depth int) {
	switch op {
	case opPointer:
		c.set(dst, v.Addr().Interface(), depth)
	case opOptional:
		*dst = c.optional(v.Addr().Interface().(Optional), depth)
	case opMarshaler:
		*dst, _ = c.marshaler(v.Addr().Interface(), depth)
	case opStruct:
		*dst = c.structure(v, depth)
	case opTime:
		dst.form, dst.ref = moment, v.Interface()
	case opNone:
		*dst = Invalid(notStruct())
	case opLost:
		*dst = Invalid(zohocrm.GoType("a zoho tag with a name at each embedded type that marshals itself"))
	case opID: // beyond one of the bounds
		if depth < 0 {
			*dst = tooDeep()
		} else {
			*dst = tooMany()
		}
	default:
		c.set(dst, v.Interface(), depth)
	}
}
