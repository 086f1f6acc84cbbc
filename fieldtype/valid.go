package fieldtype

import (
	"strconv"
	"unicode/utf8"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/internal/names"
)

// A Prepared spec writes many values of one field. It is made by
// [Spec.Prepare].
type Prepared struct {
	APIName string
	Bit     uint64 // the caller's, who learns by it which fields a record has

	name     constant // with a comma in front and a colon behind
	kind     Kind
	slow     bool // no value is of the common form, as the limits are not
	listed   bool // the values of the picklist are known
	length   int
	digits   int
	decimals int
	values   names.Table
	quoted   []constant // the values
}

// A constant is a text that is written often: the name of a field, or a value
// of a picklist, as it stands in JSON.
type constant struct {
	text  string
	start [startSize]byte // the beginning of text
}

// startSize is how many bytes of a constant are written at once, without a look
// at how many it has.
const startSize = 32

func newConstant(text []byte) constant {
	c := constant{text: string(text)}
	copy(c.start[:], text)
	return c
}

func (c *constant) append(dst []byte) []byte {
	if len(c.text) > startSize || cap(dst)-len(dst) < startSize {
		return append(dst, c.text...)
	}
	*(*[startSize]byte)(dst[len(dst) : len(dst)+startSize]) = c.start
	return dst[:len(dst)+len(c.text)]
}

// Prepare returns s made ready for many values of the field of that API name.
func (s *Spec) Prepare(apiName string) Prepared {
	p := s.limits()
	p.APIName = apiName
	p.name = newConstant(append(AppendText([]byte{','}, apiName), ':'))
	var values []string
	for _, value := range s.Values {
		if value != "" && utf8.ValidString(value) {
			values = append(values, value)
			p.quoted = append(p.quoted, newConstant(AppendText(nil, value)))
		}
	}
	if len(values) > 0 {
		p.values = names.New(values)
	}
	return p
}

// limits returns s prepared but for the name and the values of its picklist.
func (s *Spec) limits() Prepared {
	return Prepared{
		kind:   s.Kind,
		slow:   s.Range != (zohocrm.Range{}) || s.Kind == MultiSelect && s.MaxLength > 0,
		listed: len(s.Values) > 0,
		length: s.maxLength(), digits: s.maxDigits(), decimals: s.maxDecimals(),
	}
}

// AppendName appends the name of the field with a comma in front and a colon
// behind it.
func (p *Prepared) AppendName(dst []byte) []byte { return p.name.append(dst) }

// AppendValid appends the members of a record from position i on, each with a
// comma in front, as long as each is that of the field at the same position and
// its value is of the common form of its field type and within its limits: a
// text in UTF-8, an email address that needs no look at the Unicode tables, a
// bare id, and so on. It returns the position at which it stops, and the bits of
// the fields before it. It may only say yes: what there is to say of the member
// there says [Spec.Append].
func AppendValid(dst []byte, members []Member, fields []*Prepared, i int) (_ []byte, stop int, seen uint64) {
	for ; i < len(members) && i < len(fields); i++ {
		p, v := fields[i], &members[i].Value
		if p.APIName != members[i].Name {
			return dst, i, seen
		}
		start := len(dst)
		dst = p.name.append(dst)
		ok := false
		switch v.form {
		case text:
			dst, ok = p.appendText(dst, v.text)
		case integer:
			dst, ok = p.appendInteger(dst, v.n)
		case float:
			dst, ok = p.appendFloat(dst, v.getFloat())
		case number:
			dst, ok = p.appendLiteral(dst, v.text)
		case boolean:
			dst, ok = p.appendBool(dst, v.n != 0)
		case id:
			dst, ok = p.appendID(dst, v.text)
		case texts:
			dst, ok = p.appendList(dst, *v.ref.(*[]string), nil)
		case anys:
			dst, ok = p.appendList(dst, nil, v.ref.([]any))
		}
		if !ok {
			return dst[:start], i, seen
		}
		seen |= p.Bit
	}
	return dst, i, seen
}

// AppendValid does for the values of a map what the function [AppendValid] does
// for members, and converts none that it appends. Fields that the map does not
// have are left out; found is how many it has before the position of the stop.
func (c *Converter) AppendValid(dst []byte, source map[string]any, fields []*Prepared, i int) (_ []byte, stop, found int, seen uint64) {
	for ; i < len(fields); i++ {
		p := fields[i]
		value, ok := source[p.APIName]
		if !ok {
			continue
		}
		start := len(dst)
		dst = p.name.append(dst)
		if s, isText := value.(string); isText { // as most are
			dst, ok = p.appendText(dst, s)
		} else {
			dst, ok = c.appendOther(dst, p, value)
		}
		if !ok {
			return dst[:start], i, found, seen
		}
		found++
		seen |= p.Bit
	}
	return dst, i, found, seen
}

// appendOther appends a value that is no text.
func (c *Converter) appendOther(dst []byte, p *Prepared, value any) (_ []byte, ok bool) {
	switch x := value.(type) {
	case int:
		return p.appendInteger(dst, int64(x))
	case int64:
		return p.appendInteger(dst, x)
	case float64:
		return p.appendFloat(dst, x)
	case bool:
		return p.appendBool(dst, x)
	case map[string]any:
		if id, isText := x["id"].(string); isText && len(x) == 1 {
			dst, ok = p.appendID(dst, id)
			return dst, ok && c.take(1)
		}
	case []any:
		dst, ok = p.appendList(dst, nil, x)
		return dst, ok && c.take(len(x))
	case []string:
		dst, ok = p.appendList(dst, x, nil)
		return dst, ok && c.take(len(x))
	}
	return dst, false
}

// appendText appends a text of the common form of its field type.
func (p *Prepared) appendText(dst []byte, s string) (_ []byte, ok bool) {
	switch p.kind {
	case SingleLine, MultiLine, MultiLineLarge, RichText:
		return p.appendLimited(dst, s)
	case URL:
		if _, ok = urlScan(s); ok {
			return p.appendLimited(dst, s)
		}
	case Picklist:
		return p.appendListed(dst, s)
	case Email:
		ok = len(s) <= p.length && emailScan(s)
	case Phone:
		if len(s) <= p.length {
			_, ok = phoneScan(s)
		}
	case Date:
		ok = dateReason(s) == ""
	case DateTime:
		ok = dateTimeReason(s) == ""
	}
	if ok { // it stands as it is
		dst = appendPlain(dst, s)
	}
	return dst, ok
}

// appendLimited appends a text that is UTF-8, not empty and not too long even if
// each of its bytes is a code point.
func (p *Prepared) appendLimited(dst []byte, s string) ([]byte, bool) {
	if s == "" || len(s) > p.length {
		return dst, false
	}
	out, ascii := appendText(dst, s)
	return out, ascii || utf8.ValidString(s)
}

// appendListed appends a value of a picklist: one of its values or, when they
// are not known, any that is ASCII.
func (p *Prepared) appendListed(dst []byte, value string) ([]byte, bool) {
	if p.listed {
		at := p.values.Find(value)
		if at < 0 {
			return dst, false
		}
		return p.quoted[at].append(dst), true
	}
	if value == "" {
		return dst, false
	}
	if out, ascii := appendText(dst, value); ascii {
		return out, true
	}
	return dst, false
}

// appendList appends the values of a multi-select picklist, which are in one of
// the lists.
func (p *Prepared) appendList(dst []byte, typed []string, untyped []any) ([]byte, bool) {
	n := len(typed) + len(untyped)
	if p.kind != MultiSelect || n == 0 || p.slow {
		return dst, false
	}
	end := len(dst)
	for i := range n {
		var value string
		ok := true
		if i < len(typed) {
			value = typed[i]
		} else if value, ok = untyped[i].(string); !ok {
			return dst[:end], false
		}
		if dst, ok = p.appendListed(append(dst, ','), value); !ok {
			return dst[:end], false
		}
	}
	dst[end] = '[' // in place of a comma
	return append(dst, ']'), true
}

func (p *Prepared) appendBool(dst []byte, b bool) ([]byte, bool) {
	if p.kind != Checkbox {
		return dst, false
	}
	return strconv.AppendBool(dst, b), true
}

// appendID appends the object {"id":"…"}.
func (p *Prepared) appendID(dst []byte, id string) ([]byte, bool) {
	if p.kind != Lookup && p.kind != User && p.kind != Layout || !isID(id) {
		return dst, false
	}
	return append(appendPlain(append(dst, `{"id":`...), id), '}'), true
}

// takesNumbers reports whether numbers within its digits are of the common form.
func (p *Prepared) takesNumbers() bool {
	return !p.slow && (p.kind == Currency || p.kind == Number || p.kind == Double || p.kind == Percent)
}

// powers are the powers of ten that an integer is compared with.
var powers = [...]int64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18}

func (p *Prepared) appendInteger(dst []byte, n int64) ([]byte, bool) {
	if !p.takesNumbers() || p.digits >= len(powers) || n <= -powers[p.digits] || n >= powers[p.digits] {
		return dst, false
	}
	return strconv.AppendInt(dst, n, 10), true
}

func (p *Prepared) appendFloat(dst []byte, f float64) ([]byte, bool) {
	if !p.takesNumbers() || !finite(f) {
		return dst, false
	}
	return p.limitDigits(appendFloat(dst, f), len(dst))
}

func (p *Prepared) appendLiteral(dst []byte, literal string) ([]byte, bool) {
	if !p.takesNumbers() {
		return dst, false
	}
	return p.limitDigits(append(dst, literal...), len(dst))
}

// limitDigits returns dst, or what of it is before start when the number there
// has too many digits or decimals.
func (p *Prepared) limitDigits(dst []byte, start int) ([]byte, bool) {
	before, after := countDigits(dst[start:])
	if before > p.digits || after > p.decimals || after > 0 && p.kind == Number {
		return dst[:start], false
	}
	return dst, true
}
