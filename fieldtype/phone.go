package fieldtype

import (
	"strings"
	"unicode"

	"github.com/seed12a3e673/zohocrm"
)

// PhonePattern is the regular expression with which Zoho CRM checks a phone
// field (page, "Sample Attributes", Phone), without the page's escaping and with
// the backslashes of its literal parentheses, which the page has lost: as it is
// printed there it refuses the page's own example, 91(987)654321. It is for
// documentation and for tests: it has atomic groups and look-ahead, which
// package regexp lacks.
const PhonePattern = `^([+]?)(?![.-])` +
	`(?>(?>[.-]?[ ]?[\da-zA-Z]+)+|([ ]?\((?![.-])(?>[ .-]?[\da-zA-Z]+)+\)(?![.])([ -]?[\da-zA-Z]+)?)+)+` +
	`(?>(?>([,]+)?[;]?[\da-zA-Z]+)+(([#][\da-zA-Z]+)+)?)?[#;]?$`

// phoneTwin is PhonePattern without captures, which take memory. The pattern
// itself leaves the engine one way to match: its loops are atomic, and none of
// them begins with what the one before it may end with.
const phoneTwin = `^\+?(?![.-])` +
	`(?>(?>[.-]?[ ]?[\da-zA-Z]+)+|(?:[ ]?\((?![.-])(?>[ .-]?[\da-zA-Z]+)+\)(?![.])(?:[ -]?[\da-zA-Z]+)?)+)+` +
	`(?>(?>,*;?[\da-zA-Z]+)+(?:#[\da-zA-Z]+)*)?[#;]?$`

var phoneJudge = patternJudge(phoneTwin)

// ValidatePhone checks a phone number (page, "Phone"): UTF-8 of up to 30 code
// points that [PhonePattern] matches. It reports [zohocrm.ReasonUTF8],
// [zohocrm.ReasonMaxLength], or [zohocrm.ReasonPattern] with a [Mismatch].
//
// The pattern takes ASCII digits and letters, a "+" in front, single spaces,
// dots and dashes between them, parentheses around some of them, and at the end
// an extension behind "," or ";".
func ValidatePhone(s string) error {
	// What the scanner takes is ASCII, whose bytes are its code points.
	if len(s) <= kinds[Phone].maxLength {
		if _, ok := phoneScan(s); ok {
			return nil
		}
	}
	return patternValidate(Phone, s, phoneProblem)
}

// phoneProblem returns the problem of a text in UTF-8, of any length, that
// PhonePattern does not match, and nil for any other.
func phoneProblem(s string) *zohocrm.Error {
	stop, ok := phoneScan(s)
	if ok || patternMatches(phoneJudge(), s) {
		return nil
	}
	return patternProblem(Phone,
		"a phone number: digits and letters, with single spaces, dots or dashes between them, parentheses, or + in front",
		phoneMismatch(s, stop))
}

const (
	phoneAlnum = 1 << iota
	phoneSeparator
	phoneOther
)

var phoneClass = patternClasses(patternLetters+patternDigits, " .-", "+(),;#")

// phoneScan says yes to the texts that PhonePattern matches. Its no means
// nothing; stop is then how far it came.
//
// It takes each loop as far as it goes and never goes back, as the pattern's
// atomic groups do.
func phoneScan(s string) (stop int, ok bool) {
	i := 0
	if i < len(s) && s[i] == '+' {
		i++
	}
	if i < len(s) && (s[i] == '.' || s[i] == '-') {
		return i, false
	}
	start := i
	for {
		next := phoneRun(s, i)
		if next == i {
			next = phoneGroup(s, i)
		}
		if next == i {
			break
		}
		if i = next; i == len(s) {
			return i, true
		}
	}
	if i == start {
		return i, false
	}
	i = phoneExtension(s, i)
	return i, i == len(s) || i+1 == len(s) && (s[i] == '#' || s[i] == ';')
}

// phoneRun returns the end of [.-]?[ ]?[\da-zA-Z]+ at i, or i.
func phoneRun(s string, i int) int {
	j := i
	if j < len(s) && (s[j] == '.' || s[j] == '-') {
		j++
	}
	if j < len(s) && s[j] == ' ' {
		j++
	}
	if end := phoneAlnums(s, j); end > j {
		return end
	}
	return i
}

// phoneGroup returns the end of a text in parentheses at i with what may follow
// them, or i.
func phoneGroup(s string, i int) int {
	j := i
	if j < len(s) && s[j] == ' ' {
		j++
	}
	if j == len(s) || s[j] != '(' {
		return i
	}
	j++
	if j < len(s) && (s[j] == '.' || s[j] == '-') {
		return i
	}
	inside := j
	for {
		next := phonePart(s, j)
		if next == j {
			break
		}
		j = next
	}
	if j == inside || j == len(s) || s[j] != ')' {
		return i
	}
	j++
	if j < len(s) && s[j] == '.' {
		return i
	}
	return phonePart(s, j)
}

// phonePart returns the end of [ .-]?[\da-zA-Z]+ at i, or i.
func phonePart(s string, i int) int {
	j := i
	if j < len(s) && phoneClass[s[j]]&phoneSeparator != 0 {
		j++
	}
	if end := phoneAlnums(s, j); end > j {
		return end
	}
	return i
}

// phoneExtension returns the end of what may follow the number, or i.
func phoneExtension(s string, i int) int {
	start := i
	for {
		j := i
		for j < len(s) && s[j] == ',' {
			j++
		}
		if j < len(s) && s[j] == ';' {
			j++
		}
		end := phoneAlnums(s, j)
		if end == j {
			break
		}
		i = end
	}
	if i == start {
		return i
	}
	for i < len(s) && s[i] == '#' {
		end := phoneAlnums(s, i+1)
		if end == i+1 {
			break
		}
		i = end
	}
	return i
}

func phoneAlnums(s string, i int) int {
	for i < len(s) && phoneClass[s[i]]&phoneAlnum != 0 {
		i++
	}
	return i
}

// phoneMismatch returns what to mend in a text that PhonePattern does not match
// beyond stop, or nil.
func phoneMismatch(s string, stop int) *Mismatch {
	if s == "" {
		return mismatch(s, zohocrm.ReasonEmpty, 0)
	}
	if i := strings.IndexFunc(s, unicode.IsControl); i >= 0 {
		return mismatch(s, zohocrm.ReasonControl, i)
	}
	digit := false
	for i, r := range s {
		switch {
		case r >= 0x80 || phoneClass[r] == 0 || r == '+' && i > 0:
			return mismatch(s, zohocrm.ReasonCharacter, i)
		case phoneClass[r] == phoneAlnum:
			digit = true
		}
	}
	if !digit {
		return mismatch(s, zohocrm.ReasonNoDigit, len(s))
	}
	if strings.ContainsAny(s[:stop], ",;") {
		return mismatch(s, zohocrm.ReasonExtension, stop)
	}
	switch s[stop] {
	case '.', '-':
		if stop == 0 || stop == 1 && s[0] == '+' {
			return mismatch(s, zohocrm.ReasonLeadingSeparator, stop)
		}
		return mismatch(s, zohocrm.ReasonSeparators, stop)
	case ' ':
		if stop+1 < len(s) && s[stop+1] == '(' {
			return mismatch(s, zohocrm.ReasonParentheses, stop+1)
		}
		return mismatch(s, zohocrm.ReasonSeparators, stop)
	case '(', ')':
		return mismatch(s, zohocrm.ReasonParentheses, stop)
	case ',', ';', '#':
		return mismatch(s, zohocrm.ReasonExtension, stop)
	}
	return nil
}
