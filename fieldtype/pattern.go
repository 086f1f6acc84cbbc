package fieldtype

import (
	"math"
	"slices"
	"sync"
	"unicode/utf8"

	"github.com/dlclark/regexp2/v2"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/internal/words"
)

// A pattern checks the texts of one field type against its published pattern.
type pattern struct {
	kind Kind

	// match reports whether the pattern matches a text. If not, it returns why and
	// the byte offset where. A match is final; the judge confirms a mismatch.
	match func(s string) (reason zohocrm.Reason, offset int)

	// judge returns the regular expression that confirms a mismatch.
	judge func() *regexp2.Regexp

	expected string // what to write, for people
}

// patterns has one row for each published pattern.
var patterns = [...]pattern{
	{Email, matchEmail, emailJudge, "an email address: name@domain.tld"},
	{Phone, matchPhone, phoneJudge, "a phone number: digits and letters, with single spaces, dots or dashes between them, parentheses, or + at the start"},
	{URL, matchURL, urlJudge, "a URL: host.tld, with or without http://, https:// or ftp:// before it"},
}

// The rows of patterns.
const (
	emailRow = iota
	phoneRow
	urlRow
)

// patternOf returns the pattern of a field type, or nil if it has none.
func patternOf(k Kind) *pattern {
	for i := range patterns {
		if patterns[i].kind == k {
			return &patterns[i]
		}
	}
	return nil
}

// check returns why the pattern does not match s, and the byte offset where. The
// reason is "" if it matches. If the judge does not confirm a mismatch, the text
// passes.
func (p *pattern) check(s string) (reason zohocrm.Reason, offset int) {
	reason, offset = p.match(s)
	if reason == "" || patternMatches(p.judge(), s) {
		return "", 0
	}
	return reason, offset
}

// patternJudge returns a function that compiles the twin of a published pattern on
// its first call.
//
// With the RE2 option, "$" is the end of the text and "\d" an ASCII digit. The limits
// are set here, as any package can change regexp2's defaults. There is no time-out,
// with which a busy machine would refuse valid values, and no limit of the stack,
// which grows only in proportion to the text.
func patternJudge(twin string) func() *regexp2.Regexp {
	return sync.OnceValue(func() *regexp2.Regexp {
		re, err := regexp2.Compile(twin, regexp2.RE2, regexp2.OptionMaxBacktrackingStackSize(-1))
		if err != nil {
			panic(err) // the twins are constants, and the tests compile them
		}
		re.MatchTimeout = math.MaxInt64
		return re
	})
}

// A patternBuffer holds the code points of a text while the judge reads them.
type patternBuffer struct{ runes []rune }

// patternBufferMax is the largest number of code points of a buffer in the pool. By
// default fields with a pattern have fewer. A longer text gets a new buffer.
const patternBufferMax = 64 << 10

var patternBuffers = sync.Pool{New: func() any { return new(patternBuffer) }}

// fill sets the buffer to the code points of s.
func (b *patternBuffer) fill(s string) {
	b.runes = slices.Grow(b.runes[:0], len(s))
	for _, r := range s {
		b.runes = append(b.runes, r)
	}
}

// free prepares the buffer for the pool: it clears the text, which is personal data,
// and drops the memory of a long one.
func (b *patternBuffer) free() {
	clear(b.runes)
	b.runes = b.runes[:0]
	if cap(b.runes) > patternBufferMax {
		b.runes = nil
	}
}

// patternMatches reports whether the judge matches s, in time in proportion to
// the length of s.
//
// An error of the engine is no mismatch: the value passes, and Zoho decides. No limit
// is set that could cause one.
func patternMatches(judge *regexp2.Regexp, s string) bool {
	buf := patternBuffers.Get().(*patternBuffer)
	buf.fill(s)
	ok, err := judge.MatchRunes(buf.runes)
	buf.free()
	patternBuffers.Put(buf)
	return ok || err != nil
}

// patternClasses returns the classes of each ASCII character as bits: the first class
// is 1, the second 2, the third 4, and so on.
func patternClasses(classes ...string) (table [256]uint8) {
	for bit, class := range classes {
		for i := range len(class) {
			table[class[i]] |= 1 << bit
		}
	}
	return table
}

const (
	patternLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	patternDigits  = "0123456789"
)

// textIsASCII reads eight bytes at a time. The last eight may overlap the others.
func textIsASCII(s string) bool {
	const high = 0x8080808080808080
	n := len(s)
	if n < 8 {
		for i := range n {
			if s[i] >= utf8.RuneSelf {
				return false
			}
		}
		return true
	}
	for i := 0; i < n-8; i += 8 {
		if words.Eight(s[i:i+8])&high != 0 {
			return false
		}
	}
	return words.Eight(s[n-8:])&high == 0
}

// allDigits reports whether s has nothing but ASCII digits.
func allDigits(s string) bool {
	i := 0
	for ; i <= len(s)-8; i += 8 {
		if !eightDigits.fits(words.Eight(s[i : i+8])) {
			return false
		}
	}
	if i > 0 && i < len(s) { // the last eight bytes, which may overlap
		return eightDigits.fits(words.Eight(s[len(s)-8:]))
	}
	for ; i < len(s); i++ {
		if s[i] < '0' || '9' < s[i] {
			return false
		}
	}
	return true
}

var eightDigits = shape8Of("00000000")
