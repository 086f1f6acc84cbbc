package fieldtype

import (
	"math/bits"
	"strings"
	"unicode/utf8"

	"github.com/seed12a3e673/zohocrm/internal/program"
	"github.com/seed12a3e673/zohocrm/internal/words"
)

// A jsonReader reads JSON text value by value. It does not move past a value that it
// cannot read.
type jsonReader struct {
	s    string
	i    int
	left int // how many values may still come
	size int // the elements of the array that was read last

	trees *parser // of the values that have to be parsed, once there is one; it lends its memory
}

// record appends the next object. seen are the bits of its fields outside the text.
// depth is how many arrays and objects may be inside one another.
func (r *jsonReader) record(o *objectProgram, st *program.State, dst []byte, seen uint64, depth int) (_ []byte, _ uint64, ok bool) {
	r.left--
	if !r.skip('{') {
		return dst, 0, false
	}
	st.Spans = st.Spans[:0]
	start := len(dst)
	var met [maxPlaces / 64]uint64 // by the positions of the fields
	for k := 0; ; k++ {
		p, more := r.next(o, st, k)
		if !more {
			break
		}
		if p == nil || p.Position >= maxPlaces || met[p.Position/64]&(1<<(p.Position%64)) != 0 {
			return dst, 0, false
		}
		met[p.Position/64] |= 1 << (p.Position % 64)
		seen |= p.Bit
		from, left := r.i, r.left
		r.size = 0
		out, why := r.run(p, p.Name.Append(dst), depth-1)
		switch why {
		case valid:
		case blank:
			empty := Value{form: null}
			if r.s[from] == '"' {
				empty.form = text
			}
			if !mayEmpty(o, p, &empty) {
				return dst, 0, false
			}
		case asTree:
			r.i, r.left = from, left
			if out, ok = r.tree(o, p, p.Name.Append(dst), depth-1); !ok {
				return dst, 0, false
			}
		default:
			return dst, 0, false
		}
		dst = out
		if o.Record {
			st.Spans = append(st.Spans, program.Span{Position: p.Position, Start: from, End: r.i, Elements: r.size})
		}
	}
	return closed(o, dst, start, seen)
}

// closed completes the object whose fields begin at start, each after a comma. It is
// not ok if a mandatory field may be missing.
func closed(o *objectProgram, dst []byte, start int, seen uint64) (_ []byte, _ uint64, ok bool) {
	if o.Counted&^seen != 0 || o.Uncounted {
		return dst, 0, false
	}
	if len(dst) == start {
		dst = append(dst, '{')
	}
	dst[start] = '{' // in place of a comma
	return append(dst, '}'), seen, true
}

// next reads what is before the value at position k of an object: the name of
// its field. There is no more at the end of the object. The field is nil if there is
// anything to say of the name, or the text is no JSON.
func (r *jsonReader) next(o *objectProgram, st *program.State, k int) (p *field, more bool) {
	known := places(st)
	if k < len(known) { // usually it is the same field as in the last record
		p = known[k]
		if k > 0 && r.word(p.Name.Text) || k == 0 && r.word(p.Name.Text[1:]) {
			r.space()
			return p, true
		}
	}
	if r.skip('}') {
		return nil, false
	}
	if k > 0 && !r.skip(',') {
		return nil, true
	}
	r.space()
	if k < len(known) && r.word(p.Name.Text[1:]) {
		r.space()
		return p, true
	}
	return r.name(o, st, k), true
}

// name reads a name and the colon after it. It returns the field of that name, or
// nil if there is anything to say of it.
func (r *jsonReader) name(o *objectProgram, st *program.State, k int) *field {
	end, form := textEnd(r.s, r.i)
	if end < 0 || form&escaped != 0 {
		return nil
	}
	name := r.s[r.i+1 : end]
	r.i = end + 1
	if !r.skip(':') {
		return nil
	}
	r.space()
	p := find(o, name)
	if p == nil && o.Record {
		p = strange(o, st, name)
	}
	if p == nil || !p.Plain {
		return nil
	}
	remember(st, k, p)
	return p
}

// maxStrangers is the largest number of unknown names that a state remembers.
const maxStrangers = 100

// strange returns the program of a record's field that the object does not know, as
// one that the organization has added, or nil if there is anything to say of its
// name. The state keeps it, at a position after the fields of the object.
func strange(o *objectProgram, st *program.State, name string) *field {
	if p := strangerOf(st, name); p != nil {
		return p
	}
	if len(st.Strangers) == maxStrangers || unknownProblem(o, name, true) != nil {
		return nil
	}
	p := &field{
		APIName: strings.Clone(name), Name: program.NewConstant(append(AppendQuote([]byte{','}, name), ':')),
		Kind: anything.Kind, Length: anything.Length, Plain: true, Position: len(o.Fields) + len(st.Strangers),
	}
	st.Strangers = append(st.Strangers, p)
	return p
}

// strangerOf returns what the state knows of a name, or nil.
func strangerOf(st *program.State, name string) *field {
	for _, p := range st.Strangers {
		if p.APIName == name {
			return p
		}
	}
	return nil
}

// tree appends the value of a field that has to be parsed, if there is nothing to
// say of it.
func (r *jsonReader) tree(o *objectProgram, p *field, dst []byte, depth int) ([]byte, bool) {
	if r.trees == nil {
		r.trees = parsers.Get().(*parser)
		r.trees.s, r.trees.lends = r.s, true
	}
	v, ok := r.parse(r.trees, depth)
	if !ok {
		return dst, false
	}
	if v.isArray() {
		r.size = v.Len()
	}
	return appendKept(o, p, dst, &v)
}

// appendKept appends a value of any form, if there is nothing to say of it.
func appendKept(o *objectProgram, p *field, dst []byte, v *Value) (_ []byte, ok bool) {
	if v.IsEmpty() && !mayEmpty(o, p, v) {
		return dst, false
	}
	dst, errs := appendValue(p, dst, nil, v)
	return dst, len(errs) == 0
}

// mayEmpty reports whether there is nothing to say of an empty value of a field.
func mayEmpty(o *objectProgram, p *field, v *Value) bool {
	return !p.Mandatory && p.Bit&o.OneOf == 0 && (!o.Partial || len(appendEmptied(p, nil, v)) == 0)
}

// run reads a value and hands it to the run function of its form. The verdict is
// asTree, too, if the value is of a form that only a [parser] reads.
func (r *jsonReader) run(p *field, dst []byte, depth int) ([]byte, verdict) {
	r.left--
	if r.i >= len(r.s) {
		return dst, asTree
	}
	switch c := r.s[r.i]; {
	case c == '"':
		return r.runText(p, dst)
	case c == '-' || '0' <= c && c <= '9':
		if n, ok := scanNumber(r.s[r.i:]); ok {
			literal, ok := expandExponent(r.s[r.i : r.i+n])
			r.left -= max(len(literal)-n, 0)
			if r.i += n; ok {
				return runLiteral(p, dst, literal)
			}
		}
	case c == '{':
		if id, ok := r.id(); ok {
			return runID(p, dst, id)
		}
	case c == '[':
		switch {
		case Kind(p.Kind) == MultiSelect:
			return r.runTexts(p, dst)
		case plainRows(p) || needyRows(p):
			return r.rows(p, dst, depth)
		}
	case r.word("true"):
		return runBool(p, dst, true)
	case r.word("false"):
		return runBool(p, dst, false)
	case r.word("null"):
		return append(dst, "null"...), blank // as run says of every field
	}
	return dst, asTree
}

// runText hands a text to runText, or as it is to runQuoted.
func (r *jsonReader) runText(p *field, dst []byte) ([]byte, verdict) {
	end, form := textEnd(r.s, r.i)
	if end < 0 || form&wide != 0 && !utf8.ValidString(r.s[r.i:end]) {
		return dst, asTree
	}
	quoted := r.s[r.i : end+1]
	r.i = end + 1
	if form&longer == 0 {
		if out, why := runQuoted(p, dst, quoted); why == valid {
			return out, valid
		}
	}
	if form&escaped == 0 {
		return runText(p, dst, quoted[1:len(quoted)-1])
	}
	q := parser{s: quoted}
	text := q.text()
	if q.problem != "" {
		return dst, asTree
	}
	return runText(p, dst, text)
}

// runTexts hands an array of texts to runTexts.
func (r *jsonReader) runTexts(p *field, dst []byte) ([]byte, verdict) {
	var room [16]string
	list := room[:0]
	r.i++
	for {
		r.space()
		end, form := textEnd(r.s, r.i)
		if end < 0 || form&escaped != 0 {
			return dst, asTree
		}
		r.left--
		list = append(list, r.s[r.i+1:end])
		r.i = end + 1
		if r.skip(',') {
			continue
		}
		if !r.skip(']') {
			return dst, asTree
		}
		r.size = len(list)
		return runTexts(p, dst, list, nil)
	}
}

// needyRows reports whether the elements of the field's arrays are objects that need
// one of some members, and appendElement checks nothing else.
func needyRows(p *field) bool {
	switch Kind(p.Kind) {
	case PricingDetails, Participants, Tag:
	case MultiSelectLookup, MultiUserLookup:
		if p.ConnectedLookup == "" {
			return false
		}
	default:
		return false
	}
	return p.Object.Changed == nil && p.Object.OneOf != 0
}

// rows appends an array of objects with the fields of the program's object.
func (r *jsonReader) rows(p *field, dst []byte, depth int) ([]byte, verdict) {
	var states [2]program.State // rows usually have the same fields in the same order
	start := len(dst)
	r.i++
	for n := 1; ; n++ {
		r.space()
		o, st, ok := p.Object, &states[0], true
		if Kind(p.Kind) == Participants {
			if o, ok = r.participant(p); o != p.Object {
				st = &states[1]
			}
		}
		var seen uint64
		if ok {
			dst, seen, ok = r.record(o, st, append(dst, ','), 0, depth-1)
		}
		if !ok || n > p.Length || o.OneOf != 0 && seen&o.OneOf == 0 { // of which the check knows what is missing
			return dst[:start], asTree
		}
		if r.skip(',') {
			continue
		}
		if !r.skip(']') {
			return dst[:start], asTree
		}
		r.size = n
		dst[start] = '[' // in place of a comma
		return append(dst, ']'), valid
	}
}

// participant returns the program of the participant that comes next, if its type
// is its first member. It reads nothing.
func (r *jsonReader) participant(p *field) (o *objectProgram, ok bool) {
	q := *r
	if !q.skip('{') {
		return p.Object, false
	}
	if q.space(); !q.word(`"type"`) || !q.skip(':') {
		return p.Object, false
	}
	q.space()
	end, form := textEnd(q.s, q.i)
	if end < 0 || form != 0 {
		return p.Object, false
	}
	return participantProgram(p, q.s[q.i+1:end], false)
}

// id reads the object {"id":"…"} and returns its id. It does not move past another
// value.
func (r *jsonReader) id() (id string, ok bool) {
	q := *r
	if !q.skip('{') {
		return "", false
	}
	if q.space(); !q.word(`"id"`) || !q.skip(':') {
		return "", false
	}
	q.space()
	end, form := textEnd(q.s, q.i)
	if end < 0 || form != 0 {
		return "", false
	}
	id = q.s[q.i+1 : end]
	q.i = end + 1
	q.left--
	if !q.skip('}') {
		return "", false
	}
	*r = q
	return id, true
}

// value parses the value that comes next, which record has read before.
func (r *jsonReader) value() Value {
	if end, form := textEnd(r.s, r.i); end >= 0 && form == 0 {
		return Text(r.s[r.i+1 : end])
	}
	if id, ok := r.id(); ok {
		return ID(id)
	}
	p := parsers.Get().(*parser)
	p.s = r.s
	v, _ := r.parse(p, MaxDepth-1)
	p.free()
	return v
}

// parse reads the value that comes next with a parser of the text.
func (r *jsonReader) parse(p *parser, depth int) (v Value, ok bool) {
	p.i, p.left = r.i, r.left
	v = p.value(depth)
	r.i, r.left = p.i, p.left
	return v, p.problem == "" && r.left >= 0
}

// space skips white space.
func (r *jsonReader) space() {
	for r.i < len(r.s) && r.s[r.i] <= ' ' {
		switch r.s[r.i] {
		case ' ', '\t', '\n', '\r':
			r.i++
		default:
			return
		}
	}
}

// skip skips white space and the byte c, or nothing if another one comes.
func (r *jsonReader) skip(c byte) bool {
	if r.i < len(r.s) && r.s[r.i] == c {
		r.i++
		return true
	}
	from := r.i
	if r.space(); r.i < len(r.s) && r.s[r.i] == c {
		r.i++
		return true
	}
	r.i = from
	return false
}

// word skips a word, or nothing if another one comes.
func (r *jsonReader) word(w string) bool {
	if !strings.HasPrefix(r.s[r.i:], w) {
		return false
	}
	r.i += len(w)
	return true
}

// What a JSON text may contain.
const (
	wide    = 1 << iota // a character that is not ASCII
	escaped             // an escape
	longer              // an escape that AppendQuote does not write
)

// textEnd returns the position of the last quotation mark of the text at position i
// of s, and what the text contains. It returns -1 if there is no text, or a control
// character in it.
func textEnd(s string, i int) (end, form int) {
	if i >= len(s) || s[i] != '"' {
		return -1, 0
	}
	for i++; i < len(s); {
		if i+8 <= len(s) {
			m := special(words.Eight(s[i : i+8]))
			if m == 0 {
				i += 8
				continue
			}
			i += bits.TrailingZeros64(m) / 8
		}
		switch c := s[i]; {
		case c == '"':
			return i, form
		case c < ' ':
			return -1, 0
		case c >= utf8.RuneSelf:
			form |= wide
			for i++; i < len(s) && s[i] >= utf8.RuneSelf; {
				i++
			}
		case c == '\\':
			if i++; i == len(s) {
				return -1, 0
			}
			switch form |= escaped; s[i] {
			case '"', '\\', 'n', 'r', 't':
			default:
				form |= longer
			}
			i++
		default:
			i++
		}
	}
	return -1, 0
}
