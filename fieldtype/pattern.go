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

// patternJudge returns the compiled form of a published pattern's twin, made
// at the first use.
//
// The RE2 option makes "$" the very end of the text and "\d" the ASCII digits.
// The limits are set here because regexp2's defaults can be changed by anyone:
// no time-out, as a busy machine would then refuse fine values, and none on the
// stack, which the twins keep in proportion to the text.
func patternJudge(twin string) func() *regexp2.Regexp {
	return sync.OnceValue(func() *regexp2.Regexp {
		re, err := regexp2.Compile(twin, regexp2.RE2, regexp2.OptionMaxBacktrackingStackSize(-1))
		if err != nil {
			panic(err) // the twins are constants, which every test compiles
		}
		re.MatchTimeout = math.MaxInt64
		return re
	})
}

// patternRunes holds buffers for patternMatches. Those of regexp2 end at 256 Ki
// symbols; beyond, it would allocate one for each text.
var patternRunes = sync.Pool{New: func() any { return new([]rune) }}

// patternMatches reports whether the judge takes s.
//
// An error of the engine is not a verdict. There is no limit left that could
// cause one; if one came all the same, the value would pass, and Zoho decide.
func patternMatches(judge *regexp2.Regexp, s string) bool {
	buf := patternRunes.Get().(*[]rune)
	runes := slices.Grow((*buf)[:0], len(s))
	for _, r := range s {
		runes = append(runes, r)
	}
	ok, err := judge.MatchRunes(runes)
	*buf = runes
	patternRunes.Put(buf)
	return ok || err != nil
}

// patternClasses returns a table of the classes, one bit each, that an ASCII
// character is in: the first class is 1, the second 2, the third 4, and so on.
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

// patternValidate checks a text against the limits of the kind, then against
// its pattern, so that the matcher sees no long text.
func patternValidate(k Kind, s string, problem func(string) *zohocrm.Error) error {
	info := &kinds[k]
	if e := textProblem(s, info.maxLength, info.expected); e != nil {
		return e
	}
	if e := problem(s); e != nil {
		return e
	}
	return nil
}

// patternProblem returns the problem of a text that the pattern of the kind
// does not match. A nil why says nothing finer.
func patternProblem(k Kind, expected string, why *Mismatch) *zohocrm.Error {
	e := &zohocrm.Error{
		Code: zohocrm.CodeInvalidData, Reason: zohocrm.ReasonPattern, Message: messageInvalid,
		Details:  zohocrm.Details{ExpectedDataType: kinds[k].expected},
		Expected: expected,
	}
	if why != nil {
		e.Err = why
	}
	return e
}

// textProblem returns the problem of a text that is not UTF-8 or has more than
// max code points, and nil for any other. A max of 0 sets no limit.
func textProblem(s string, max int, expectedDataType string) *zohocrm.Error {
	ascii := textIsASCII(s)
	if !ascii && !utf8.ValidString(s) {
		return &zohocrm.Error{
			Code: zohocrm.CodeInvalidData, Reason: zohocrm.ReasonUTF8, Message: messageInvalid,
			Details:  zohocrm.Details{ExpectedDataType: expectedDataType},
			Expected: "text in UTF-8",
		}
	}
	// No text has more code points than bytes, and ASCII has as many.
	if max > 0 && len(s) > max && (ascii || utf8.RuneCountInString(s) > max) {
		return &zohocrm.Error{
			Code: zohocrm.CodeInvalidData, Reason: zohocrm.ReasonMaxLength, Message: messageInvalid,
			Details: zohocrm.Details{MaximumLength: max},
		}
	}
	return nil
}

// textIsASCII looks at eight bytes at a time; the last eight may overlap others.
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
	if i > 0 && i < len(s) { // the last eight, of which some were looked at
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
