package fieldtype

import (
	"database/sql/driver"
	"encoding"
	"encoding/json"
	"math/big"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"
)

// A structPlan says how the values of a struct type are converted.
type structPlan struct {
	op     structOp // opStruct: to an object with the fields
	fields []structField
	id     bool   // see isIDStruct
	goType string // for problems
}

// A structField is a field that a struct has itself or by a struct that it
// embeds.
type structField struct {
	name       string
	index      []int // of the field in the struct, as in reflect.Value.FieldByIndex
	named      int   // the source of the name: 2 a zoho tag, 1 a json tag, 0 none
	pointer    bool  // op is for what the field points to
	op         structOp
	omitEmpty  bool
	omitZero   bool
	zeroMethod bool // the type has an IsZero method
}

// structPlans caches the plan of every struct type that was converted.
var structPlans sync.Map // of reflect.Type to *structPlan

func planOf(t reflect.Type) *structPlan {
	if p, ok := structPlans.Load(t); ok {
		return p.(*structPlan)
	}
	p, _ := structPlans.LoadOrStore(t, newPlan(t))
	return p.(*structPlan)
}

var (
	optionalType      = reflect.TypeFor[Optional]()
	textMarshalerType = reflect.TypeFor[encoding.TextMarshaler]()
	jsonMarshalerType = reflect.TypeFor[json.Marshaler]()
	valuerType        = reflect.TypeFor[driver.Valuer]()
	zeroerType        = reflect.TypeFor[zeroer]()
)

// newPlan reads a type and the types that it embeds, but not the types of its fields,
// as a type may hold itself.
func newPlan(t reflect.Type) *structPlan {
	if op := opOf(t); op != opStruct {
		return &structPlan{op: op}
	}
	fields, tagged, lost := structFields(t)
	switch {
	case tagged && lost:
		return &structPlan{op: opLost}
	case !tagged && hasMethod(reflect.PointerTo(t)):
		return &structPlan{op: opMarshaler}
	case len(fields) == 0:
		return &structPlan{op: opNone}
	}
	return &structPlan{op: opStruct, fields: fields, id: isIDStruct(t), goType: t.String()}
}

// isIDStruct reports whether a struct type has a text "id" and nothing else, as
// most lookups have.
func isIDStruct(t reflect.Type) bool {
	if t.NumField() != 1 || hasMethod(reflect.PointerTo(t)) {
		return false
	}
	f := t.Field(0)
	tag := parseTag(f)
	return f.IsExported() && opOf(f.Type) == opText && tag.name == "id" && tag.options == ""
}

// hasMethod reports whether the values of a type convert themselves.
func hasMethod(t reflect.Type) bool {
	return t.Implements(optionalType) || t.Implements(textMarshalerType) || t.Implements(jsonMarshalerType) || t.Implements(valuerType)
}

// opOf returns how the values of a type are converted.
func opOf(t reflect.Type) structOp {
	switch t {
	case reflect.TypeFor[time.Time]():
		return opTime
	case reflect.TypeFor[Decimal](), reflect.TypeFor[big.Int]():
		return opPointer
	case reflect.TypeFor[Value](), reflect.TypeFor[json.Number]():
		return opAny
	case reflect.TypeFor[[]string]():
		return opTexts
	}
	switch p := reflect.PointerTo(t); {
	case t.Kind() == reflect.Struct && p.Implements(optionalType):
		return opOptional
	case t.Kind() == reflect.Struct:
		return opStruct
	case hasMethod(t):
		return opAny
	case hasMethod(p):
		return opPointer
	}
	switch t.Kind() {
	case reflect.String:
		return opText
	case reflect.Bool:
		return opBool
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return opInt
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return opUint
	case reflect.Float64:
		return opFloat
	}
	return opAny
}

// structFields returns the fields of a struct type that are sent, in its order.
// tagged reports whether any has a zoho tag. lost reports whether an embedded type
// marshals itself and has no fields that could be sent. It reads embedded structs by
// their depth, as encoding/json does.
func structFields(t reflect.Type) (fields []structField, tagged, lost bool) {
	level, seen := []embedded{{t: t, count: 1}}, map[reflect.Type]bool{}
	for len(level) > 0 {
		w := structWalk{fields: fields, tagged: tagged, lost: lost}
		for _, e := range level {
			if !seen[e.t] {
				seen[e.t] = true
				w.walk(e)
			}
		}
		level, fields, tagged, lost = w.next, w.fields, w.tagged, w.lost
	}
	return dominant(fields), tagged, lost
}

// An embedded is a struct type that a struct embeds at some depth.
type embedded struct {
	t     reflect.Type
	index []int // of the field that embeds it
	count int   // how often the type is embedded at this depth
}

// A structWalk collects the fields of the structs of one depth.
type structWalk struct {
	next         []embedded // the structs that these embed
	fields       []structField
	tagged, lost bool // see structFields
}

// walk adds the fields of a struct.
func (w *structWalk) walk(e embedded) {
	for i := range e.t.NumField() {
		goField := e.t.Field(i)
		target := goField.Type
		if target.Kind() == reflect.Pointer {
			target = target.Elem()
		}
		if !goField.IsExported() && (!goField.Anonymous || target.Kind() != reflect.Struct) {
			continue
		}
		tag := parseTag(goField)
		w.tagged = w.tagged || tag.zoho
		if tag.out {
			continue
		}
		index := append(slices.Clone(e.index), i)
		if goField.Anonymous && tag.named == 0 && target.Kind() == reflect.Struct {
			w.embed(target, index)
			continue
		}
		f := tag.field(goField)
		f.index = index
		w.fields = append(w.fields, f)
		if e.count > 1 {
			w.fields = append(w.fields, f) // as dominant drops the fields of a type that is embedded twice at one depth
		}
	}
}

// embed notes an embedded struct for the next depth.
func (w *structWalk) embed(t reflect.Type, index []int) {
	w.lost = w.lost || hasMethod(reflect.PointerTo(t)) && !hasExported(t)
	if at := slices.IndexFunc(w.next, func(e embedded) bool { return e.t == t }); at >= 0 {
		w.next[at].count++
		return
	}
	w.next = append(w.next, embedded{t, index, 1})
}

// hasExported reports whether a struct type has an exported field or embeds a
// type.
func hasExported(t reflect.Type) bool {
	for i := range t.NumField() {
		if f := t.Field(i); f.IsExported() || f.Anonymous {
			return true
		}
	}
	return false
}

// dominant returns the field that counts for each name, in the order of the struct.
func dominant(fields []structField) []structField {
	slices.SortStableFunc(fields, func(a, b structField) int {
		if d := strings.Compare(a.name, b.name); d != 0 {
			return d
		}
		if d := len(a.index) - len(b.index); d != 0 {
			return d
		}
		return b.named - a.named
	})
	var taken []structField
	for len(fields) > 0 {
		n := 1
		for n < len(fields) && fields[n].name == fields[0].name {
			n++
		}
		if n == 1 || len(fields[0].index) < len(fields[1].index) || fields[0].named > fields[1].named {
			taken = append(taken, fields[0])
		}
		fields = fields[n:]
	}
	slices.SortFunc(taken, func(a, b structField) int { return slices.Compare(a.index, b.index) })
	return taken
}

// A fieldTag is the content of the tags of a Go field.
type fieldTag struct {
	name    string
	options string
	named   int  // see structField
	zoho    bool // there is a zoho tag
	out     bool // the field is left out
}

func parseTag(f reflect.StructField) fieldTag {
	zoho, ok := f.Tag.Lookup("zoho")
	inJSON := f.Tag.Get("json")
	tag := fieldTag{zoho: ok, out: zoho == "-" || !ok && inJSON == "-"}
	if inJSON != "-" {
		tag.name, tag.options, _ = strings.Cut(inJSON, ",")
	}
	if tag.name != "" && !strings.ContainsFunc(tag.name, notInJSONTag) {
		tag.named = 1
	}
	if ok {
		name, options, _ := strings.Cut(zoho, ",")
		if tag.options = options; name != "" {
			tag.name, tag.named = name, 2
		}
	}
	return tag
}

// notInJSONTag reports whether r cannot be in a name in a json tag, as in
// encoding/json.
func notInJSONTag(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("!#$%&()*+-./:;<=>?@[]^_{|}~ ", r)
}

// field returns a field with this tag.
func (tag fieldTag) field(goField reflect.StructField) structField {
	f := structField{name: tag.name, named: tag.named}
	if f.named == 0 {
		f.name = goField.Name
	}
	for option := range strings.SplitSeq(tag.options, ",") {
		f.omitEmpty = f.omitEmpty || option == "omitempty"
		f.omitZero = f.omitZero || option == "omitzero"
	}
	t := goField.Type
	switch t.Kind() {
	case reflect.Pointer:
		f.zeroMethod = t.Implements(zeroerType)
		if t.Elem().Kind() != reflect.Pointer {
			t, f.pointer = t.Elem(), true
		}
	case reflect.Interface:
		f.zeroMethod = t.Implements(zeroerType)
	default:
		f.zeroMethod = reflect.PointerTo(t).Implements(zeroerType)
	}
	switch f.op = opOf(t); {
	case f.op == opStruct && isIDStruct(t):
		f.op = opID
	case f.op != opStruct && !goField.IsExported():
		f.op = opNone // an unexported embedded type: its methods cannot be called
	}
	return f
}

// promoted returns the value of a field of an embedded struct v. It is invalid if a
// struct in between is embedded by a nil pointer.
func promoted(v reflect.Value, index []int) reflect.Value {
	for _, n := range index {
		if v.Kind() == reflect.Pointer {
			if v = v.Elem(); !v.IsValid() {
				return v
			}
		}
		v = v.Field(n)
	}
	return v
}

// of returns the value of the field in the struct v, or the value that it points to.
// It is not ok if the field is left out.
func (f *structField) of(v reflect.Value) (value reflect.Value, isNull, ok bool) {
	value = v.Field(f.index[0])
	if len(f.index) > 1 {
		if value = promoted(value, f.index[1:]); !value.IsValid() {
			return value, false, false
		}
	}
	switch {
	case (f.omitEmpty || f.omitZero) && f.omitted(value):
		return value, false, false
	case !f.pointer:
		return value, false, true
	case value.IsNil():
		return value, true, true
	}
	return value.Elem(), false, true
}

// omitted reports whether an option leaves the value out.
func (f *structField) omitted(v reflect.Value) bool {
	return f.omitEmpty && isEmpty(v) || f.omitZero && f.isZero(v)
}

func isEmpty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.String, reflect.Slice, reflect.Map, reflect.Array:
		return v.Len() == 0
	case reflect.Struct, reflect.Chan, reflect.Func, reflect.Complex64, reflect.Complex128, reflect.UnsafePointer:
		return false
	}
	return v.IsZero()
}

// A zeroer has an IsZero method, as time.Time has.
type zeroer interface{ IsZero() bool }

func (f *structField) isZero(v reflect.Value) (zero bool) {
	switch {
	case !f.zeroMethod:
		return v.IsZero()
	case v.Kind() != reflect.Pointer && v.Kind() != reflect.Interface:
		v = v.Addr()
	case v.IsNil() || v.Kind() == reflect.Interface && v.Elem().Kind() == reflect.Pointer && v.Elem().IsNil():
		return true
	}
	_ = guard(func() error { zero = v.Interface().(zeroer).IsZero(); return nil })
	return zero
}
