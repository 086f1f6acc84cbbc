package fieldtype

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/internal/words"
)

// ParseJSON reads one JSON value (RFC 8259). Objects keep the order of their members,
// and numbers their digits. An object with the same key twice becomes an invalid
// Value, as nobody knows which member Zoho would use.
//
// ParseJSON refuses text that is not JSON ([zohocrm.ReasonSyntax] with a
// [*SyntaxError] as its cause), values nested deeper than [MaxDepth]
// ([zohocrm.ReasonDepth]), more than 262,144 values ([zohocrm.ReasonSize]), and text
// that is not UTF-8 or has half of a surrogate pair ([zohocrm.ReasonUTF8]).
func ParseJSON(data []byte) (Value, error) { return parseJSON(data, maxParsed) }

// maxParsed is the largest number of values in a text, where digits that exponents
// add count too. It bounds the memory, as a Value is far larger than a number of two
// bytes.
const maxParsed = 2 * MaxValues

func parseJSON(data []byte, most int) (Value, error) { return parseText(string(data), most, false) }

// parseText reads one JSON value. If check is true, the Value has no elements and
// members, and is invalid for an object with the same key twice.
func parseText(text string, most int, check bool) (Value, error) {
	p := parsers.Get().(*parser)
	defer p.free()
	p.s, p.left, p.check = text, most, check
	v := p.value(MaxDepth)
	if p.space(); p.problem == "" && p.i < len(p.s) {
		p.fail("the end")
	}
	if p.problem != "" {
		return Value{}, p.error()
	}
	return v, nil
}

// parsers holds unused parsers with their memory.
var parsers = sync.Pool{New: func() any { return new(parser) }}

// A SyntaxError says where text stops being JSON.
type SyntaxError struct {
	Offset   int    // bytes before it
	Line     int    // from 1
	Column   int    // code points from 1
	Expected string // what could be there
}

// Error returns the position and what was expected there. It is "<nil>" for nil.
func (e *SyntaxError) Error() string {
	if e == nil {
		return "<nil>"
	}
	return fmt.Sprintf("line %d, column %d: expected %s", e.Line, e.Column, e.Expected)
}

// Place returns the line and column, and zeros for nil.
func (e *SyntaxError) Place() (line, column int) {
	if e == nil {
		return 0, 0
	}
	return e.Line, e.Column
}

// Expects returns, for people, what could be there. It is empty for nil.
func (e *SyntaxError) Expects() string {
	if e == nil {
		return ""
	}
	return e.Expected
}

// A parser reads JSON text up to its first problem.
type parser struct {
	s       string
	i       int
	problem string // what was expected
	at      int    // where
	reason  zohocrm.Reason
	left    int  // how many more values are allowed
	check   bool // make no Values; only the names of the outermost object are kept

	// The members and elements of the open objects and arrays. Those of the innermost
	// are last.
	members  []Member
	elements []Value

	// If lends is true, the Values are valid until free is called: their members,
	// elements and texts are in memory that the parser reuses.
	lends        bool
	lentMembers  slab[Member]
	lentElements slab[Value]
	lentTexts    slab[string]
}

// A slab is memory that slices share.
type slab[T any] struct {
	items  []T
	slices [][]T
}

// take returns a slice of n items. It allocates the slice unless lent is true.
func (m *slab[T]) take(n int, lent bool) *[]T {
	if !lent {
		own := make([]T, n)
		return &own
	}
	start := len(m.items)
	m.items = slices.Grow(m.items, n)[:start+n] // earlier slices keep the old memory
	m.slices = append(m.slices, m.items[start:start+n:start+n])
	return &m.slices[len(m.slices)-1]
}

// reset makes the memory free again. It drops large memory.
func (m *slab[T]) reset() {
	clear(m.items)
	clear(m.slices)
	if m.items, m.slices = m.items[:0], m.slices[:0]; cap(m.items) > maxKept || cap(m.slices) > maxKept {
		*m = slab[T]{}
	}
}

// maxKept is the largest number of members and elements for which a parser keeps
// memory.
const maxKept = 1 << 10

// free resets p for another text.
func (p *parser) free() {
	members, elements := p.members[:cap(p.members)], p.elements[:cap(p.elements)]
	clear(members)
	clear(elements)
	p.lentMembers.reset()
	p.lentElements.reset()
	p.lentTexts.reset()
	*p = parser{lentMembers: p.lentMembers, lentElements: p.lentElements, lentTexts: p.lentTexts}
	if len(members) <= maxKept && len(elements) <= maxKept {
		p.members, p.elements = members[:0], elements[:0]
	}
	parsers.Put(p)
}

func (p *parser) fail(expected string) Value {
	if p.problem == "" {
		p.problem, p.at, p.reason = expected, p.i, zohocrm.ReasonSyntax
	}
	return Value{}
}

func (p *parser) error() error {
	before := p.s[:p.at]
	line := strings.LastIndexByte(before, '\n') + 1
	return zohocrm.Invalid(p.reason, "").WithCause(&SyntaxError{
		Offset:   p.at,
		Line:     strings.Count(before, "\n") + 1,
		Column:   utf8.RuneCountInString(before[line:]) + 1,
		Expected: p.problem,
	})
}

func (p *parser) space() {
	for p.i < len(p.s) {
		switch p.s[p.i] {
		case ' ', '\t', '\n', '\r':
			p.i++
		default:
			return
		}
	}
}

// next skips white space and returns the byte after it, 0 at the end.
func (p *parser) next() byte {
	p.space()
	if p.i < len(p.s) {
		return p.s[p.i]
	}
	return 0
}

// value reads a value that holds at most depth arrays and objects inside one
// another.
func (p *parser) value(depth int) Value {
	if p.left--; p.left < 0 {
		p.fail(expectedFew)
		p.reason = zohocrm.ReasonSize
		return Value{}
	}
	switch c := p.next(); {
	case c == '"':
		return Text(p.text())
	case depth == 0 && (c == '{' || c == '['):
		p.fail(expectedDepth)
		p.reason = zohocrm.ReasonDepth
		return Value{}
	case c == '{':
		return p.object(depth)
	case c == '[':
		return p.array(depth)
	case c == '-' || '0' <= c && c <= '9':
		n, ok := scanNumber(p.s[p.i:])
		p.i += n
		if !ok {
			return p.fail("a digit")
		}
		s, ok := expandExponent(p.s[p.i-n : p.i])
		if !ok {
			return Value{form: invalid, ref: zohocrm.NumberTooLong("double", maxExpanded)}
		}
		p.left -= max(len(s)-n, 0) // digits that an exponent adds
		return Value{form: number, text: s}
	case p.word("true"):
		return Bool(true)
	case p.word("false"):
		return Bool(false)
	case p.word("null"):
		return Null()
	}
	return p.fail("a JSON value")
}

var expectedFew = fmt.Sprintf("at most %d values in one text", maxParsed)

func (p *parser) word(w string) bool {
	if !strings.HasPrefix(p.s[p.i:], w) {
		return false
	}
	p.i += len(w)
	return true
}

func (p *parser) array(depth int) Value {
	p.i++
	if p.next() == ']' {
		p.i++
		return arrayOf(p.lentElements.take(0, p.lends))
	}
	base := len(p.elements)
	for {
		if v := p.value(depth - 1); !p.check {
			p.elements = append(p.elements, v)
		}
		if p.problem != "" {
			return Value{}
		}
		switch p.next() {
		case ',':
			p.i++
		case ']':
			p.i++
			return p.takeArray(base)
		default:
			return p.fail("',' or ']'")
		}
	}
}

// takeArray returns an array with the elements from base on.
func (p *parser) takeArray(base int) Value {
	if p.check {
		return Value{form: array}
	}
	elements := p.elements[base:]
	p.elements = p.elements[:base]
	for i := range elements {
		if elements[i].form != text {
			own := p.lentElements.take(len(elements), p.lends)
			copy(*own, elements)
			return arrayOf(own)
		}
	}
	all := p.lentTexts.take(len(elements), p.lends)
	for i := range elements {
		(*all)[i] = elements[i].text
	}
	return Value{form: texts, ref: all}
}

func (p *parser) object(depth int) Value {
	p.i++
	if p.next() == '}' {
		p.i++
		return objectOf(p.lentMembers.take(0, p.lends))
	}
	base := len(p.members)
	for {
		if p.next() != '"' {
			return p.fail("a key in double quotes")
		}
		name := p.text()
		if p.problem != "" {
			return Value{}
		}
		if p.next() != ':' {
			return p.fail("':'")
		}
		p.i++
		if v := p.value(depth - 1); !p.check || depth == MaxDepth {
			p.members = append(p.members, Member{name, v})
		}
		if p.problem != "" {
			return Value{}
		}
		switch p.next() {
		case ',':
			p.i++
		case '}':
			p.i++
			return p.takeObject(base)
		default:
			return p.fail("',' or '}'")
		}
	}
}

// takeObject returns an object with the members from base on.
func (p *parser) takeObject(base int) Value {
	members := p.members[base:]
	p.members = p.members[:base]
	if p.check {
		if name, ok := duplicateName(members); ok {
			return duplicateKey(name)
		}
		return Value{form: object}
	}
	if len(members) == 1 && members[0].isID() {
		return ID(members[0].Value.text)
	}
	own := p.lentMembers.take(len(members), p.lends)
	copy(*own, members)
	return objectOf(own)
}

// text reads a text from its first double quote on. A text without an escape is part
// of the input and allocates nothing.
func (p *parser) text() string {
	p.i++
	start := p.i
	var all uint64 // the bits of all bytes that the fast path skips
	for ; p.i+8 <= len(p.s); p.i += 8 {
		w := words.Eight(p.s[p.i : p.i+8])
		if escapes(w)&highs != 0 {
			break
		}
		all |= w
	}
	ascii := all&highs == 0
	for ; p.i < len(p.s); p.i++ {
		switch c := p.s[p.i]; {
		case c == '"':
			s := p.s[start:p.i]
			if !ascii && !utf8.ValidString(s) {
				p.failUTF8(start)
				return ""
			}
			p.i++
			return s
		case c == '\\':
			return p.escaped(start)
		case c < ' ':
			p.fail("an escape in place of a control character")
			return ""
		case c >= utf8.RuneSelf:
			ascii = false
		}
	}
	p.fail(`'"'`)
	return ""
}

// escaped reads the rest of a text that began at start and has an escape.
func (p *parser) escaped(start int) string {
	b := []byte(p.s[start:p.i])
	for p.i < len(p.s) {
		c := p.s[p.i]
		switch {
		case c == '"':
			if s := string(b); utf8.ValidString(s) {
				p.i++
				return s
			}
			p.failUTF8(start)
			return ""
		case c < ' ':
			p.fail("an escape in place of a control character")
			return ""
		case c != '\\':
			b = append(b, c)
			p.i++
			continue
		}
		if p.i+1 == len(p.s) {
			break
		}
		if c = p.s[p.i+1]; c == 'u' {
			r, ok := p.unicode()
			if !ok {
				return ""
			}
			b = utf8.AppendRune(b, r)
			continue
		}
		i := strings.IndexByte(`"\/bfnrt`, c)
		if i < 0 {
			p.fail(`one of " \ / b f n r t u after the backslash`)
			return ""
		}
		b = append(b, "\"\\/\b\f\n\r\t"[i])
		p.i += 2
	}
	p.fail(`'"'`)
	return ""
}

// unicode reads a \u escape, or two that are a surrogate pair. It returns false after
// an error.
func (p *parser) unicode() (r rune, ok bool) {
	if r, ok = hex4(p.s[p.i:]); !ok {
		p.fail(expectedHex)
		return 0, false
	}
	if !utf16.IsSurrogate(r) {
		p.i += 6
		return r, true
	}
	rest := p.s[p.i+6:]
	low, ok := hex4(rest)
	if !ok && strings.HasPrefix(rest, `\u`) {
		p.fail(expectedHex)
		return 0, false
	}
	if r = utf16.DecodeRune(r, low); r == utf8.RuneError {
		p.fail("the halves of a surrogate pair together")
		p.reason = zohocrm.ReasonUTF8
		return 0, false
	}
	p.i += 12
	return r, true
}

const expectedHex = `\u and four hexadecimal digits`

// hex4 reads \u and four hexadecimal digits at the start of s.
func hex4(s string) (r rune, ok bool) {
	if len(s) < 6 || s[0] != '\\' || s[1] != 'u' {
		return 0, false
	}
	for i := 2; i < 6; i++ {
		c := rune(s[i])
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			c = c | 0x20 - 'a' + 10
		default:
			return 0, false
		}
		r = r<<4 | c
	}
	return r, true
}

// failUTF8 reports the first byte from start on that is not UTF-8.
func (p *parser) failUTF8(start int) {
	for p.i = start; p.i < len(p.s); {
		r, n := utf8.DecodeRuneInString(p.s[p.i:])
		if r == utf8.RuneError && n == 1 {
			break
		}
		p.i += n
	}
	p.fail("UTF-8")
	p.reason = zohocrm.ReasonUTF8
}
