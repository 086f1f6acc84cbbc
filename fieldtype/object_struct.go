package fieldtype

import (
	"reflect"
	"time"

	"github.com/seed12a3e673/zohocrm/internal/program"
)

// A boundStruct is a struct type whose fields are bound to those of an object.
type boundStruct struct {
	of     reflect.Type
	object *objectProgram
	plan   *structPlan
	fields []boundField // nil if the name of a field may have a problem
	kept   []Value      // of the fields of the struct that was appended last, if they were made Values
}

// A boundField is a field of a struct and the one of the object.
type boundField struct {
	p      *field
	index  int // in the struct
	op     structOp
	simple bool // its value is never left out and is no pointer
	found  bool // in the struct that was appended last
}

// bind returns the fields of a struct type. The state keeps those of the type that
// it has met last.
func bind(o *objectProgram, st *program.State, t reflect.Type) *boundStruct {
	if b, ok := st.Struct.(*boundStruct); ok && b.of == t && b.object == o {
		return b
	}
	b := &boundStruct{of: t, object: o, plan: planOf(t)}
	st.Struct = b
	if b.plan.op != opStruct {
		return b
	}
	fields := make([]boundField, len(b.plan.fields))
	for i := range fields {
		f := &b.plan.fields[i]
		p := find(o, f.name)
		if p == nil {
			p = strange(o, st, f.name)
		}
		if p == nil || !p.Plain {
			return b
		}
		fields[i] = boundField{p: p, index: f.index[0], op: f.op, simple: len(f.index) == 1 && !f.pointer && !f.omitEmpty && !f.omitZero}
	}
	b.fields, b.kept = fields, make([]Value, len(fields))
	return b
}

// appendGo does what [appendRecord] says for a struct, or for a pointer to one. seen
// are the bits of the fields that the record has besides.
func appendGo(o *objectProgram, st *program.State, dst []byte, seen uint64, x any) (_ []byte, _ uint64, ok bool) {
	st.Spans = st.Spans[:0]
	v := reflect.ValueOf(x)
	if v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	if v.Kind() != reflect.Struct {
		return dst, 0, false
	}
	b := bind(o, st, v.Type())
	if b.fields == nil {
		return dst, 0, false
	}
	return b.append(dst, seen, addressable(v))
}

// position returns where the field at a position in the object is, if the struct
// that was appended last has it, or -1.
func (b *boundStruct) position(position int) int {
	for i := range b.fields {
		if b.fields[i].p.Position == position && b.fields[i].found {
			return i
		}
	}
	return -1
}

// append appends the struct v, which has an address. seen are the bits of the
// fields that the record has besides.
func (b *boundStruct) append(dst []byte, seen uint64, v reflect.Value) (_ []byte, _ uint64, ok bool) {
	c := converter{view: true}
	c.take(len(b.fields))
	start := len(dst)
	for i := range b.fields {
		f := &b.fields[i]
		var value reflect.Value
		isNull := false
		if f.found = true; f.simple {
			value = v.Field(f.index)
		} else if value, isNull, f.found = b.plan.fields[i].of(v); !f.found {
			continue
		}
		named, why := f.p.Name.Append(dst), asTree
		out := named
		if !isNull {
			out, why = c.run(f.p, named, f.op, value)
		}
		if why != valid {
			if why > asTree {
				return dst, 0, false
			}
			kept := &b.kept[i]
			if *kept = (Value{}); isNull {
				kept.form = null
			} else {
				c.convert(kept, f.op, value, MaxDepth)
			}
			if f.found = kept.form != absent; !f.found {
				continue
			}
			if out, ok = appendKept(b.object, f.p, named, kept); !ok {
				return dst, 0, false
			}
		}
		dst = out
		seen |= f.p.Bit
	}
	if c.used > MaxValues {
		return dst, 0, false
	}
	return closed(b.object, dst, start, seen)
}

// run hands a value to the run function of its form, if its Go type alone says
// which that is.
func (c *converter) run(p *field, dst []byte, op structOp, v reflect.Value) ([]byte, verdict) {
	switch op {
	case opText:
		return runText(p, dst, v.String())
	case opBool:
		return runBool(p, dst, v.Bool())
	case opInt:
		return runInteger(p, dst, v.Int())
	case opFloat:
		if f := v.Float(); finite(f) {
			return runFloat(p, dst, f)
		}
	case opTexts:
		if list := *v.Addr().Interface().(*[]string); list != nil {
			c.take(len(list))
			return runTexts(p, dst, list, nil)
		}
	case opID:
		c.take(1)
		return runID(p, dst, v.Field(0).String())
	case opTime:
		return runTime(p, dst, *v.Addr().Interface().(*time.Time))
	}
	return dst, asTree
}

// findGo returns the value of a field of the struct that [appendGo] has taken
// last.
func findGo(o *objectProgram, st *program.State, x any, name string) Value {
	b := st.Struct.(*boundStruct)
	i := b.position(positionOf(o, st, name))
	if i < 0 {
		return Value{}
	}
	if b.kept[i].form != absent {
		return b.kept[i]
	}
	v := reflect.ValueOf(x)
	if v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	value, _, _ := b.plan.fields[i].of(addressable(v))
	var found Value
	c := converter{view: true}
	c.convert(&found, b.fields[i].op, value, MaxDepth)
	return found
}

// givenGo reports whether that struct has a field of such a name.
func givenGo(st *program.State, is func(name string) bool) bool {
	for _, f := range st.Struct.(*boundStruct).fields {
		if f.found && is(f.p.APIName) {
			return true
		}
	}
	return false
}

// forgetGo drops the Values of the last struct.
func forgetGo(st *program.State) {
	if b, ok := st.Struct.(*boundStruct); ok {
		clear(b.kept)
	}
}
