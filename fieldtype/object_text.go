package fieldtype

import (
	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/internal/program"
)

// appendRecord is the fast path of [appendSource] for a valid record that is text or
// a struct. It reads each value once and passes it to a run function. It decides
// nothing itself. If anything needs attention (a problem, a warning, an unknown name,
// a name twice, text that is not JSON), it returns false and appends nothing, and the
// caller takes the general way with Values.
//
// If first is not absent and the text does not have its name, it is written before
// the other fields, and added is true.
//
// Afterwards the state has the offset of each value; see [findText].
func appendRecord(o *objectProgram, st *program.State, dst []byte, text program.Text, first *Member) (_ []byte, seen uint64, added, ok bool) {
	if !direct {
		return dst, 0, false, false
	}
	out, p := dst, (*field)(nil)
	if first.Value.form != absent {
		if p = find(o, first.Name); p == nil || !p.Plain {
			return dst, 0, false, false
		}
		var errs zohocrm.Errors
		if out, errs = appendValue(p, p.Name.Append(dst), nil, &first.Value); len(errs) > 0 {
			return dst, 0, false, false
		}
		seen = p.Bit
	}
	fields := len(out)
	switch {
	case text.View != nil:
		out, seen, ok = appendGo(o, st, out, seen, text.View)
	case text.Row.Header != nil:
		out, seen, ok = appendCells(o, st, out, seen, text.Row)
	default:
		out, seen, ok = appendJSON(o, st, out, seen, text.JSON)
	}
	switch {
	case !ok:
		return dst, 0, false, false
	case p == nil:
	case hasText(st, text, p.Position):
		out = append(out[:len(dst)], out[fields:]...)
	default:
		if added, out[len(dst)] = true, '{'; out[fields+1] == '}' {
			out = append(out[:fields], '}')
		} else {
			out[fields] = ','
		}
	}
	return out, seen, added, true
}

// appendJSON is appendRecord for JSON text. seen are the bits of other fields of the
// record.
func appendJSON(o *objectProgram, st *program.State, dst []byte, seen uint64, text string) (_ []byte, _ uint64, ok bool) {
	r := jsonReader{s: text, left: maxParsed}
	r.space()
	dst, seen, ok = r.record(o, st, dst, seen, MaxDepth)
	r.space()
	if r.trees != nil {
		r.trees.free()
	}
	return dst, seen, ok && r.i == len(text) && r.left >= 0
}

// spanOf returns where the value of the field at a position is in the last text of
// appendRecord, or nil if the text does not have the field.
func spanOf(st *program.State, position int) *program.Span {
	for i := range st.Spans {
		if st.Spans[i].Position == position {
			return &st.Spans[i]
		}
	}
	return nil
}

// findText returns the value of a field of the last text of appendRecord. It is
// absent if the text does not have the field.
func findText(o *objectProgram, st *program.State, text program.Text, name string) Value {
	if text.View != nil {
		return findGo(o, st, text.View, name)
	}
	span := spanOf(st, positionOf(o, st, name))
	switch {
	case span == nil:
		return Value{}
	case text.Row.Header == nil:
		r := jsonReader{s: text.JSON[:span.End], i: span.Start, left: maxParsed}
		return r.value()
	case span.Start == span.End:
		return Null()
	}
	v := cellOf(text.Row.Header, text.Row.Text[span.Start:span.End])
	return readCell(&o.Fields[span.Position], &v)
}

// hasText reports whether the last text of appendRecord has the field at a position.
func hasText(st *program.State, text program.Text, position int) bool {
	if text.View != nil {
		return st.Struct.(*boundStruct).position(position) >= 0
	}
	return spanOf(st, position) != nil
}

// positionOf returns the position of the field with that name, or -1.
func positionOf(o *objectProgram, st *program.State, name string) int {
	position := o.Names.Find(name)
	if position < 0 {
		if p := strangerOf(st, name); p != nil {
			return p.Position
		}
	}
	return position
}

// givenText reports whether that text has a field with that name.
func givenText(o *objectProgram, st *program.State, text program.Text, is func(name string) bool) bool {
	if text.View != nil {
		return givenGo(st, is)
	}
	for i := range st.Spans {
		position, fields := st.Spans[i].Position, len(o.Fields)
		if position < fields && is(o.Fields[position].APIName) || position >= fields && is(st.Strangers[position-fields].APIName) {
			return true
		}
	}
	return false
}
