package rrule

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/seed12a3e673/zohocrm"
)

// MaxLength is the largest number of code points of a text. It is a limit of this
// library: even a rule that names every possible day is shorter.
const MaxLength = 8000

// A part is one KEY=VALUE of a text.
type part struct {
	key    string
	want   string        // what the value may be, for people
	values []string      // all that it may be, if these are few
	limit  zohocrm.Range // of its numbers, without zero
}

func (p *part) takes(n int) bool { return n != 0 && p.limit.From <= n && n <= p.limit.To }

// problem says what is expected in the part, or the part if it is missing.
func (p *part) problem(reason zohocrm.Reason) *zohocrm.Error {
	want := p.want
	if p.values != nil {
		want = "one of " + strings.Join(p.values, ", ")
	}
	if reason == zohocrm.ReasonMandatory {
		want = "the part " + p.key + " with " + want
	} else {
		want += " in " + p.key
	}
	e := zohocrm.Invalid(reason, want)
	e.Details.SupportedValues = slices.Clone(p.values) // as the caller may change the problem
	if reason == zohocrm.ReasonRange && p.limit.To > 0 {
		e.Details.Range = &zohocrm.Range{From: p.limit.From, To: p.limit.To}
	}
	return e
}

// nilProblem returns the problem of an Unmarshal method of a nil pointer.
func nilProblem() *zohocrm.Error { return zohocrm.GoType("a pointer that is not nil") }

// at adds to e the character of text at the offset.
func at(e *zohocrm.Error, text string, offset int) *zohocrm.Error {
	e.Expected += " at character " + strconv.Itoa(utf8.RuneCountInString(text[:offset])+1)
	return e
}

// A doubt is a warning and whether it applies.
type doubt struct {
	applies bool
	reason  zohocrm.Reason
	want    string
}

func warnings(doubts ...doubt) (ws zohocrm.Errors) {
	for _, d := range doubts {
		if d.applies {
			ws = append(ws, zohocrm.Warn(d.reason, d.want))
		}
	}
	return ws
}

func tooLong(text string) *zohocrm.Error {
	if len(text) <= MaxLength || utf8.RuneCountInString(text) <= MaxLength {
		return nil
	}
	return zohocrm.TooLong(MaxLength)
}

// A scanner finds the parts of a text, which have ";" between them. Each part may
// occur once.
type scanner struct {
	text  string
	parts []part // that may occur

	index  int     // of the part found, in parts
	start  int     // its offset
	value  string  // its value
	values [12]int // by index: the offset of the value, or 0 if the text does not have the part

	next     int            // offset of the next part
	trailing bool           // the text ends in ";"
	err      *zohocrm.Error // why scan found no part, nil at the end of the text
}

// scan finds the next part.
func (s *scanner) scan() bool {
	if s.next == 0 {
		if s.err = tooLong(s.text); s.err != nil {
			return false
		}
	}
	if s.next >= len(s.text) {
		s.trailing = s.next == len(s.text)
		return false
	}
	s.start = s.next
	text, _, _ := strings.Cut(s.text[s.start:], ";")
	s.next += len(text) + len(";")
	key, value, ok := strings.Cut(text, "=")
	offset := s.start + len(key) + len("=")
	if !ok {
		return s.fail(zohocrm.ReasonFormat, `parts KEY=VALUE joined by ";"`, s.start)
	}
	if i := strings.IndexByte(value, '='); i >= 0 {
		return s.fail(zohocrm.ReasonFormat, `";" before the next KEY=VALUE, whose "=" is`, offset+i)
	}
	s.index, s.value = s.find(key), value
	switch {
	case s.index < 0:
		return s.failKey(key)
	case s.values[s.index] > 0:
		return s.fail(zohocrm.ReasonDuplicateKey, key+" once, and not again", s.start)
	}
	s.values[s.index] = offset
	return true
}

func (s *scanner) find(key string) int {
	for i := range s.parts {
		if s.parts[i].key == key {
			return i
		}
	}
	return -1
}

func (s *scanner) fail(reason zohocrm.Reason, want string, offset int) bool {
	s.err = at(zohocrm.Invalid(reason, want), s.text, offset)
	return false
}

// failKey reports a key that is unknown.
func (s *scanner) failKey(key string) bool {
	var known []string
	for i := range s.parts {
		known = append(known, s.parts[i].key)
	}
	want := "one of the keys " + strings.Join(known, ", ")
	if printable(key) {
		want += " instead of " + key
	}
	s.fail(zohocrm.ReasonUnknownKey, want, s.start)
	s.err.Details.SupportedValues = known
	return false
}

// printable reports whether an error may name an unknown key. A text that does not
// look like a key may be personal data.
func printable(key string) bool {
	for i := range len(key) {
		if c := key[i]; (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '-' {
			return false
		}
	}
	return 1 <= len(key) && len(key) <= 20
}
