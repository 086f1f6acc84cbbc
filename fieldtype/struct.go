package fieldtype

import (
	"math"
	"reflect"
	"slices"

	"github.com/seed12a3e673/zohocrm"
)

// appendStruct appends the fields of a struct to dst as names and values, in the
// order of the struct. x is the struct or a pointer to it, which avoids a copy. If
// dst has capacity, texts, numbers and booleans do not allocate.
//
// Names, tags, options and embedded structs are as record.FromStruct documents.
//
// [ValueOf] says how each value is converted. The check reports values without a JSON
// form. appendStruct itself fails only if x is no struct with fields
// ([zohocrm.ReasonGoType]), or if x marshals itself and the result is no object.
//
// If view is true, the Values share slices of x, and must be read before x changes.
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

// addressable returns v, or a copy if v has no address, which methods of a pointer
// need.
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
	default: // an unexported embedded type: its methods cannot be called
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

// appendFields appends the fields of the struct v, which must have an address. It
// stops once there are too many values.
func (c *converter) appendFields(dst []Member, p *structPlan, v reflect.Value, depth int) []Member {
	c.take(len(p.fields))
	dst = slices.Grow(dst, len(p.fields))
	for i := range p.fields {
		f := &p.fields[i]
		field, isNull, ok := f.of(v)
		if !ok {
			continue
		}
		// Converted in place, as a copy of a Value takes longer than most
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

// A structOp says how values of a Go type are converted. The frequent types have
// their own, which avoids the interface of [ValueOf].
type structOp uint8

const (
	opAny     structOp = iota // by ValueOf
	opPointer                 // by ValueOf, by its address
	opOptional
	opMarshaler
	opStruct
	opID // a struct for which isIDStruct is true
	opText
	opBool
	opInt
	opUint
	opFloat
	opTime
	opTexts
	opNone // has no JSON form
	opLost // embeds a type that marshals itself and has no name
)

// convert sets the zero Value that dst points to. v must have an address.
// convertOther handles the less frequent types, so that convert needs a small stack
// frame.
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
	case opID: // too deep or too many values
		if depth < 0 {
			*dst = tooDeep()
		} else {
			*dst = tooMany()
		}
	default:
		c.set(dst, v.Interface(), depth)
	}
}
