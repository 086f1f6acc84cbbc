package fieldtype

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/internal/words"
)

// AppendText appends s as a JSON text to dst, in double quotes, with an escape
// where JSON demands one and nowhere else. s must be UTF-8.
func AppendText(dst []byte, s string) []byte {
	dst, _ = appendText(dst, s)
	return dst
}

// appendPlain appends a text that is known to need no escape.
func appendPlain(dst []byte, s string) []byte {
	n := len(s)
	if cap(dst)-len(dst) < n+2 {
		dst = slices.Grow(dst, n+2)
	}
	out := dst[len(dst) : len(dst)+n+2]
	out[0], out[n+1] = '"', '"'
	copy(out[1:], s)
	return dst[:len(dst)+n+2]
}

// appendText does what [AppendText] does and reports whether s is ASCII.
func appendText(dst []byte, s string) (_ []byte, ascii bool) {
	n := len(s)
	if cap(dst)-len(dst) < n+2 {
		dst = slices.Grow(dst, n+2)
	}
	out := dst[len(dst) : len(dst)+n+2]
	out[0] = '"'
	if plain := copyPlain(out[1:1+n], s); plain < n {
		return appendEscaped(dst[:len(dst)+1+plain], s[plain:])
	}
	out[n+1] = '"'
	return dst[:len(dst)+n+2], true
}

// copyPlain copies s to out, eight bytes at a time, up to the first character
// that is not ASCII or needs an escape. It returns the length of what is before
// that; some of what is behind it may be copied too.
func copyPlain(out []byte, s string) int {
	n := len(s)
	out = out[:n]
	i := 0
	if n >= 8 {
		last := words.Eight(s[n-8:]) // of which some may be looked at twice
		for ; i < n-8; i += 8 {
			w := words.Eight(s[i : i+8])
			binary.LittleEndian.PutUint64(out[i:i+8], w)
			if m := special(w); m != 0 {
				return i + bits.TrailingZeros64(m)/8
			}
		}
		binary.LittleEndian.PutUint64(out[n-8:], last)
		if m := special(last); m != 0 {
			return n - 8 + bits.TrailingZeros64(m)/8
		}
		return n
	}
	if n >= 4 {
		head, tail := words.Four(s), words.Four(s[n-4:])
		if special(uint64(head)|uint64(tail)<<32) == 0 {
			binary.LittleEndian.PutUint32(out, head)
			binary.LittleEndian.PutUint32(out[n-4:], tail)
			return n
		}
	}
	for ; i < n; i++ {
		c := s[i]
		if c < ' ' || c == '"' || c == '\\' || c >= utf8.RuneSelf {
			return i
		}
		out[i] = c
	}
	return n
}

// appendEscaped appends the rest of a text, in which something needs an escape
// or is not ASCII, and reports whether it is ASCII.
func appendEscaped(dst []byte, s string) (_ []byte, ascii bool) {
	ascii = true
	for {
		if cap(dst)-len(dst) < len(s)+escapeRoom {
			dst = slices.Grow(dst, len(s)+escapeRoom)
		}
		end := len(dst)
		out := dst[:cap(dst)]
		plain, high := copyUnescaped(out[end:], s)
		ascii = ascii && !high
		end += plain
		if plain == len(s) {
			out[end] = '"'
			return out[:end+1], ascii
		}
		if c := s[plain]; c == '"' || c == '\\' {
			out[end], out[end+1] = '\\', c
			dst = out[:end+2]
		} else {
			dst = appendControl(out[:end], c)
		}
		s = s[plain+1:]
	}
}

// copyUnescaped copies s to out up to the first character that needs an escape.
// It returns the length of what is before that, and whether there, or near
// behind it, something is not ASCII.
func copyUnescaped(out []byte, s string) (n int, high bool) {
	out = out[:len(s)]
	i := 0
	for ; i <= len(s)-8; i += 8 {
		w := words.Eight(s[i : i+8])
		binary.LittleEndian.PutUint64(out[i:i+8], w)
		if special(w) != 0 {
			high = high || w&highs != 0
			if m := escapes(w) & highs; m != 0 {
				return i + bits.TrailingZeros64(m)/8, high
			}
		}
	}
	for ; i < len(s); i++ {
		c := s[i]
		if c < ' ' || c == '"' || c == '\\' {
			return i, high
		}
		high = high || c >= utf8.RuneSelf
		out[i] = c
	}
	return len(s), high
}

// escapeRoom is enough for one escape, the last quotation mark, and what is
// written ahead.
const escapeRoom = 16

// The lowest and the highest bit of each of eight bytes.
const (
	lows  = 0x0101010101010101
	highs = lows << 7
)

// special returns the highest bits of the bytes of w that are not ASCII or that
// JSON demands an escape for. The first is right; those behind it may be others.
func special(w uint64) uint64 {
	quote, backslash := w^lows*'"', w^lows*'\\'
	plain := (quote + (highs - lows)) & (backslash + (highs - lows)) & (w + (highs - lows*' '))
	return (w | ^plain) & highs
}

// escapes returns a number with the highest bit of some byte set if JSON
// demands an escape for any of the eight bytes of w, and with none set if not.
// The first byte with that bit is the first that needs an escape; those behind
// it may be others.
func escapes(w uint64) uint64 {
	quote, backslash := w^lows*'"', w^lows*'\\'
	return (quote-lows)&^quote | (backslash-lows)&^backslash | (w-lows*' ')&^w
}

// appendControl appends a control character.
func appendControl(dst []byte, c byte) []byte {
	switch c {
	case '\n':
		return append(dst, `\n`...)
	case '\r':
		return append(dst, `\r`...)
	case '\t':
		return append(dst, `\t`...)
	}
	dst = append(dst, `\u00`...)
	return append(dst, "0123456789abcdef"[c>>4], "0123456789abcdef"[c&15])
}

// appendAny appends v as it is, for a field of which nothing is known. It
// reports invalid values and texts that are not UTF-8.
func appendAny(dst []byte, errs zohocrm.Errors, v Value) ([]byte, zohocrm.Errors) {
	switch v.form {
	case absent, null:
		dst = append(dst, "null"...)
	case boolean:
		dst = appendBool(dst, v)
	case integer, float, number:
		dst = appendNumber(dst, v)
	case text:
		if e := textProblem(v.text, len(v.text), "text"); e != nil {
			return dst, append(errs, e)
		}
		dst = AppendText(dst, v.text)
	case moment:
		return appendTime(dst, errs, v, dateTimeFormat, "datetime")
	case id:
		return appendObject(dst, errs, v)
	case texts, anys, array:
		return appendArray(dst, errs, v, func(dst []byte, errs zohocrm.Errors, element Value) ([]byte, zohocrm.Errors) {
			return appendAny(dst, errs, element)
		})
	case object:
		return appendObject(dst, errs, v)
	case invalid:
		errs = append(errs, v.Problem())
	}
	return dst, errs
}

func appendBool(dst []byte, v Value) []byte {
	if v.n != 0 {
		return append(dst, "true"...)
	}
	return append(dst, "false"...)
}

// An appendFunc checks a value and appends its JSON form, as [Spec.Append]
// does.
type appendFunc func(dst []byte, errs zohocrm.Errors, v Value) ([]byte, zohocrm.Errors)

// appendArray appends the elements of an array and adds their positions to the
// paths of their problems.
func appendArray(dst []byte, errs zohocrm.Errors, v Value, element appendFunc) ([]byte, zohocrm.Errors) {
	dst = append(dst, '[')
	for i := range v.Len() {
		if i > 0 {
			dst = append(dst, ',')
		}
		before := len(errs)
		dst, errs = element(dst, errs, v.Element(i))
		for _, e := range errs[before:] {
			e.Within(zohocrm.Index(i))
		}
	}
	return append(dst, ']'), errs
}

// appendObject appends the members of an object, of which nothing is known,
// and adds their names to the paths of their problems.
func appendObject(dst []byte, errs zohocrm.Errors, v Value) ([]byte, zohocrm.Errors) {
	return appendMembers(dst, errs, v, func(dst []byte, errs zohocrm.Errors, _ string, value Value) ([]byte, zohocrm.Errors) {
		return appendAny(dst, errs, value)
	})
}

// appendMembers appends the members of an object, each by what member makes of
// it, and adds their names to the paths of their problems.
func appendMembers(dst []byte, errs zohocrm.Errors, v Value,
	member func(dst []byte, errs zohocrm.Errors, name string, value Value) ([]byte, zohocrm.Errors),
) ([]byte, zohocrm.Errors) {
	dst = append(dst, '{')
	first := true
	for i := range v.Len() {
		name, value := v.MemberAt(i)
		if value.IsAbsent() {
			continue
		}
		if !first {
			dst = append(dst, ',')
		}
		first = false
		before := len(errs)
		if e := textProblem(name, len(name), "text"); e != nil {
			errs = append(errs, e)
		}
		dst = AppendText(dst, name)
		dst = append(dst, ':')
		dst, errs = member(dst, errs, name, value)
		for _, e := range errs[before:] {
			e.Within(zohocrm.Key(name))
		}
	}
	return append(dst, '}'), errs
}

// The formats of the page, in the notation of package time.
const (
	dateFormat     = "2006-01-02"
	dateTimeFormat = "2006-01-02T15:04:05-07:00"
)

// maxOffset is the largest offset from UTC, in seconds.
const maxOffset = 14 * 60 * 60

// appendTime appends the moment v in the given format. A moment with an offset
// that the format cannot say is written in UTC: the zones of old times have
// seconds.
func appendTime(dst []byte, errs zohocrm.Errors, v Value, format, expected string) ([]byte, zohocrm.Errors) {
	t := v.ref.(time.Time)
	if _, offset := t.Zone(); format == dateTimeFormat && (offset%60 != 0 || offset < -maxOffset || offset > maxOffset) {
		t = t.UTC()
	}
	if y := t.Year(); y < 1 || y > 9999 {
		e := typeProblem(expected, "a time in a year from 1 to 9999")
		e.Reason = zohocrm.ReasonCalendar
		return dst, append(errs, e)
	}
	dst = append(dst, '"')
	dst = t.AppendFormat(dst, format)
	return append(dst, '"'), errs
}
