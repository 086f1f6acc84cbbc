package fieldtype

import (
	"math"
	"strconv"
	"unicode/utf8"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/internal/names"
)

// A Prepared spec writes many values of one field. It is made by
// [Spec.Prepare].
type Prepared struct {
	apiName  string
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
	p.apiName = apiName
	p.name = newConstant(append(AppendText([]byte{','}, apiName), ':'))
	var values []string
	for _, value := range s.Values {
		if utf8.ValidString(value) {
			values = append(values, value)
			p.quoted = append(p.quoted, newConstant(AppendText(nil, value)))
		}
	}
	p.values = names.New(values)
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
// bare id, and so on. It returns the position at which it stops. It may only say
// yes: what there is to say of the member there says [Spec.Append].
func AppendValid(dst []byte, members []Member, fields []*Prepared, i int) (_ []byte, stop int) {
	for ; i < len(members) && i < len(fields); i++ {
		p, v := fields[i], &members[i].Value
		if p.apiName != members[i].Name {
			return dst, i
		}
		start := len(dst)
		dst = p.name.append(dst)
		ok := false
		switch v.form {
		case text:
			s := v.text
			switch p.kind {
			case SingleLine, MultiLine, MultiLineLarge, RichText:
				if dst, ok = p.appendLimited(dst, s); ok {
					continue
				}
			case URL:
				if _, ok = urlScan(s); ok {
					if dst, ok = p.appendLimited(dst, s); ok {
						continue
					}
				}
			case Picklist:
				if dst, ok = p.appendListed(dst, s); ok {
					continue
				}
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
			if ok { // a text that stands as it is
				dst = appendPlain(dst, s)
			}
		case integer, float, number:
			dst, ok = p.appendNumeral(dst, v)
		case boolean:
			if p.kind == Checkbox {
				dst, ok = appendBool(dst, *v), true
			}
		case id:
			if (p.kind == Lookup || p.kind == User || p.kind == Layout) && isID(v.text) {
				dst = append(dst, `{"id":`...)
				dst, ok = append(appendPlain(dst, v.text), '}'), true
			}
		case texts, anys:
			dst, ok = p.appendValues(dst, v)
		}
		if !ok {
			return dst[:start], i
		}
	}
	return dst, i
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

// appendValues appends the values of a multi-select picklist.
func (p *Prepared) appendValues(dst []byte, v *Value) ([]byte, bool) {
	var typed []string
	var untyped []any
	if v.form == texts {
		typed = *v.ref.(*[]string)
	} else {
		untyped = v.ref.([]any)
	}
	n := len(typed) + len(untyped)
	if p.kind != MultiSelect || n == 0 || p.slow {
		return dst, false
	}
	end := len(dst)
	for i := range n {
		var value string
		if i < len(typed) {
			value = typed[i]
		} else {
			value, _ = untyped[i].(string)
		}
		var ok bool
		if dst, ok = p.appendListed(append(dst, ','), value); !ok {
			return dst[:end], false
		}
	}
	dst[end] = '[' // in place of a comma
	return append(dst, ']'), true
}

// powers are the powers of ten that an integer is compared with.
var powers = [...]int64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18}

// appendNumeral appends a number within its digits and decimals.
func (p *Prepared) appendNumeral(dst []byte, v *Value) ([]byte, bool) {
	switch {
	case p.slow:
		return dst, false
	case p.kind != Currency && p.kind != Number && p.kind != Double && p.kind != Percent:
		return dst, false
	case v.form == integer:
		if p.digits < len(powers) && -powers[p.digits] < v.n && v.n < powers[p.digits] {
			return strconv.AppendInt(dst, v.n, 10), true
		}
		return dst, false
	case v.form == float:
		f := math.Float64frombits(uint64(v.n))
		if cents, ok := centsOf(f); ok && p.decimals >= 2 && p.kind != Number && p.digits < len(powers) && math.Abs(f) < float64(powers[p.digits]) {
			return appendCents(dst, cents), true
		}
	}
	end := len(dst)
	dst = appendNumber(dst, *v)
	before, after := countDigits(dst[end:])
	if before <= p.digits && after <= p.decimals && (after == 0 || p.kind != Number) {
		return dst, true
	}
	return dst[:end], false
}
