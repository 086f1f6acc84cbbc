package zohocrm

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// A Step is one step of a [Path]: the name of an object's member, made with
// [Key], or the position of an array's element, made with [Index].
type Step struct {
	name  string
	index int // 0 for a name, position+1 for an element, -1 for every element
}

// Key is the step to the member of that name.
func Key(name string) Step { return Step{name: name} }

// Index is the step to the element at position i, counted from 0. A negative i means
// every element, as in Zoho's "$.data[*].Layout". The largest position is
// [math.MaxInt] - 1, which also replaces a larger one.
func Index(i int) Step {
	if i < 0 {
		return Step{index: -1}
	}
	return Step{index: min(i, math.MaxInt-1) + 1}
}

// Key returns the step's name, or false when the step is a position.
func (s Step) Key() (name string, ok bool) { return s.name, s.index == 0 }

// Index returns the step's position, -1 for every element, or false when the
// step is a name.
func (s Step) Index() (i int, ok bool) {
	if s.index < 0 {
		return -1, true
	}
	return s.index - 1, s.index > 0
}

// A Path leads from a request body to one value in it. The empty path is the
// body itself.
type Path []Step

// Equal reports whether p and q have the same steps.
func (p Path) Equal(q Path) bool { return slices.Equal(p, q) }

// JSONPath returns the path as Zoho writes it in details.json_path, such as
// "$.data[0].Quoted_Items[2].Quantity". A name that is not made of ASCII letters,
// digits, "_" and "$" is put in brackets and single quotes. A character that is not
// printable (see [unicode.IsPrint]) is escaped as \uHHHH, or as a surrogate pair
// above U+FFFF. So the path is one line and safe on a terminal.
func (p Path) JSONPath() string { return string(p.AppendJSONPath(nil)) }

// AppendJSONPath appends the path's JSONPath form to dst.
func (p Path) AppendJSONPath(dst []byte) []byte { return p.appendJSONPath(dst, math.MaxInt) }

// maxName is the largest number of characters of a name in a text for people.
const maxName = 100

// appendText appends the path for people: names that are too long are cut.
func (p Path) appendText(dst []byte) []byte { return p.appendJSONPath(dst, maxName) }

// cutName returns at most limit characters of a name, with "…" if it was cut.
func cutName(name string, limit int) (string, string) {
	if len(name) <= limit {
		return name, ""
	}
	for i := range name {
		if limit == 0 {
			return name[:i], "…"
		}
		limit--
	}
	return name, ""
}

// appendJSONPath appends the path with names of at most limit characters.
func (p Path) appendJSONPath(dst []byte, limit int) []byte {
	dst = append(dst, '$')
	for _, s := range p {
		switch {
		case s.index < 0:
			dst = append(dst, "[*]"...)
		case s.index > 0:
			dst = append(dst, '[')
			dst = strconv.AppendInt(dst, int64(s.index-1), 10)
			dst = append(dst, ']')
		case isPlainName(s.name):
			name, cut := cutName(s.name, limit)
			dst = append(dst, '.')
			dst = append(dst, name...)
			dst = append(dst, cut...)
		default:
			name, cut := cutName(s.name, limit)
			dst = append(dst, "['"...)
			for _, r := range name {
				switch {
				case r == '\'' || r == '\\':
					dst = append(dst, '\\', byte(r))
				case unicode.IsPrint(r):
					dst = utf8.AppendRune(dst, r)
				default:
					dst = appendEscape(dst, r)
				}
			}
			dst = append(dst, cut...)
			dst = append(dst, "']"...)
		}
	}
	return dst
}

// appendEscape appends \uHHHH, above U+FFFF twice.
func appendEscape(dst []byte, r rune) []byte {
	if high, low := utf16.EncodeRune(r); r > 0xFFFF {
		return appendEscape(appendEscape(dst, high), low)
	}
	dst = append(dst, `\u`...)
	for shift := 12; shift >= 0; shift -= 4 {
		dst = append(dst, "0123456789abcdef"[r>>shift&15])
	}
	return dst
}

func isPlainName(name string) bool {
	for i := range len(name) {
		c := name[i]
		letter := 'a' <= c|0x20 && c|0x20 <= 'z' || c == '_' || c == '$'
		if !letter && (i == 0 || c < '0' || '9' < c) {
			return false
		}
	}
	return name != ""
}

// Pointer returns the path as an RFC 6901 JSON Pointer, such as "/data/0/Email", or
// "" for the empty path. A pointer cannot name every element: that step becomes "-".
func (p Path) Pointer() string {
	var b strings.Builder
	for _, s := range p {
		b.WriteByte('/')
		switch {
		case s.index < 0:
			b.WriteByte('-')
		case s.index > 0:
			b.WriteString(strconv.Itoa(s.index - 1))
		default:
			b.WriteString(pointerEscape.Replace(strings.ToValidUTF8(s.name, "\uFFFD")))
		}
	}
	return b.String()
}

var pointerEscape = strings.NewReplacer("~", "~0", "/", "~1")

// Record returns the position in "data" of the record that the path leads into, or -1
// if it leads into none.
func (p Path) Record() int {
	if len(p) < 2 || p[0] != Key("data") || p[1].index < 1 {
		return -1
	}
	return p[1].index - 1
}
