package fieldtype

import (
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/seed12a3e673/zohocrm"
)

// A Prepared spec writes many values of one field. It is made by [Spec.Prepare]
// and keeps the spec.
type Prepared struct {
	spec   *Spec
	quoted []string // the values of its picklist as they stand in JSON
}

// Prepare returns s made ready for many values. s must not change afterwards.
func (s *Spec) Prepare() Prepared {
	p := Prepared{spec: s}
	for _, value := range s.Values {
		if !utf8.ValidString(value) {
			return Prepared{spec: s}
		}
		p.quoted = append(p.quoted, string(AppendText(nil, value)))
	}
	return p
}

// AppendValid appends the JSON form of v to dst if v is of the common form of
// its field type and within its limits: a text in UTF-8, an email address that
// needs no look at the Unicode tables, a bare id, and so on. It may only say
// yes. When it does not, dst is returned as it was, and [Spec.Append] says what
// there is to say.
func (p *Prepared) AppendValid(dst []byte, v *Value) (_ []byte, ok bool) {
	return p.spec.appendValid(dst, v, p.quoted)
}

func (s *Spec) appendValid(dst []byte, v *Value, quoted []string) (_ []byte, ok bool) {
	switch s.Kind {
	case SingleLine, MultiLine, MultiLineLarge, RichText:
		return s.appendLimited(dst, v)
	case Email:
		if v.form == text && len(v.text) <= s.maxLength() && emailScan(v.text) {
			return appendPlain(dst, v.text), true
		}
	case Phone:
		if v.form == text && len(v.text) <= s.maxLength() {
			if _, ok := phoneScan(v.text); ok {
				return appendPlain(dst, v.text), true
			}
		}
	case URL:
		if v.form == text {
			if _, ok := urlScan(v.text); ok {
				return s.appendLimited(dst, v)
			}
		}
	case Picklist:
		if v.form == text && v.text != "" {
			return s.appendListed(dst, v.text, quoted)
		}
	case MultiSelect:
		return s.appendValues(dst, v, quoted)
	case Date:
		if v.form == text && dateReason(v.text) == "" {
			return appendPlain(dst, v.text), true
		}
	case DateTime:
		if v.form == text && dateTimeReason(v.text) == "" {
			return appendPlain(dst, v.text), true
		}
	case Number, Currency, Double, Percent:
		return s.appendNumeral(dst, v)
	case Checkbox:
		if v.form == boolean {
			return appendBool(dst, *v), true
		}
	case Lookup, User, Layout:
		if v.form == id && isID(v.text) {
			dst = append(dst, `{"id":"`...)
			dst = append(dst, v.text...)
			return append(dst, `"}`...), true
		}
	}
	return dst, false
}

// appendLimited appends a text that is UTF-8, not empty and not too long.
func (s *Spec) appendLimited(dst []byte, v *Value) ([]byte, bool) {
	limit := s.maxLength()
	if v.form != text || v.text == "" || len(v.text) > utf8.UTFMax*limit {
		return dst, false
	}
	out, ascii := appendText(dst, v.text)
	if !ascii && !utf8.ValidString(v.text) || len(v.text) > limit && utf8.RuneCountInString(v.text) > limit {
		return dst, false
	}
	return out, true
}

// appendListed appends a value of a picklist: one of its values or, when they
// are not known, any that is ASCII.
func (s *Spec) appendListed(dst []byte, value string, quoted []string) ([]byte, bool) {
	if len(quoted) > 0 {
		for i := range s.Values {
			if s.Values[i] == value {
				return append(dst, quoted[i]...), true
			}
		}
		return dst, false
	}
	if len(s.Values) > 0 && !slices.Contains(s.Values, value) {
		return dst, false
	}
	if out, ascii := appendText(dst, value); ascii {
		return out, true
	}
	return dst, false
}

// appendValues appends the values of a multi-select picklist.
func (s *Spec) appendValues(dst []byte, v *Value, quoted []string) ([]byte, bool) {
	n := v.Len()
	if v.form != texts && v.form != anys || n == 0 || s.MaxLength > 0 {
		return dst, false
	}
	end := len(dst)
	dst = append(dst, '[')
	for i := range n {
		if i > 0 {
			dst = append(dst, ',')
		}
		var ok bool
		if dst, ok = s.appendListed(dst, v.Element(i).text, quoted); !ok {
			return dst[:end], false
		}
	}
	return append(dst, ']'), true
}

// powers are the powers of ten that an integer is compared with.
var powers = [...]int64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18}

// appendNumeral appends a number within the digits and decimals of the spec.
func (s *Spec) appendNumeral(dst []byte, v *Value) ([]byte, bool) {
	if s.Range != (zohocrm.Range{}) {
		return dst, false
	}
	digits := s.maxDigits()
	switch v.form {
	case integer:
		if digits < len(powers) && -powers[digits] < v.n && v.n < powers[digits] {
			return strconv.AppendInt(dst, v.n, 10), true
		}
	case float, number:
		end := len(dst)
		dst = appendNumber(dst, *v)
		before, after := countDigits(dst[end:])
		if before <= digits && after <= s.maxDecimals() && (after == 0 || s.Kind != Number) {
			return dst, true
		}
		return dst[:end], false
	}
	return dst, false
}
