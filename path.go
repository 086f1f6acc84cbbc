package zohocrm

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// A Step is one step of a [Path]: the name of an object's member, made with
// [Key], or the position of an array's element, made with [Index].
type Step struct {
	name  string
	index int // 0 for a name, position+1 for an element, -1 for every element
}

// Key is the step to the member of that name.
func Key(name string) Step { return Step{name: name} }

// Index is the step to the element at position i, counted from 0. A negative i
// stands for every element, as in Zoho's "$.data[*].Layout".
func Index(i int) Step {
	if i < 0 {
		return Step{index: -1}
	}
	return Step{index: i + 1}
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
// "$.data[0].Quoted_Items[2].Quantity". A name that is not made of ASCII
// letters, digits, "_" and "$" is put in brackets and single quotes, with its
// control characters escaped: the path is one line, and safe on a terminal.
func (p Path) JSONPath() string { return string(p.AppendJSONPath(nil)) }

// AppendJSONPath appends the path's JSONPath form to dst.
func (p Path) AppendJSONPath(dst []byte) []byte {
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
			dst = append(dst, '.')
			dst = append(dst, s.name...)
		default:
			dst = append(dst, "['"...)
			for _, r := range s.name {
				switch {
				case r == '\'' || r == '\\':
					dst = append(dst, '\\', byte(r))
				case unicode.IsControl(r):
					dst = append(dst, `\u00`...)
					dst = append(dst, "0123456789abcdef"[r>>4], "0123456789abcdef"[r&15])
				default:
					dst = append(dst, string(r)...)
				}
			}
			dst = append(dst, "']"...)
		}
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

// Pointer returns the path as an RFC 6901 JSON Pointer, such as
// "/data/0/Email". The empty path gives "". Every element is "-", which a
// pointer cannot say better.
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

// Record returns the position in "data" of the record that the path leads
// into, or -1 when it does not lead into one.
func (p Path) Record() int {
	if len(p) < 2 || p[0] != Key("data") || p[1].index < 1 {
		return -1
	}
	return p[1].index - 1
}
