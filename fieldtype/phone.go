package fieldtype

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed12a3e673/zohocrm"
)

// PhonePattern is the regular expression with which Zoho CRM checks a phone field
// (page, "Sample Attributes", Phone), without the page's escaping. Its literal
// parentheses have the backslashes that the page has lost: the printed form refuses
// the page's own example, 91(987)654321. It is for documentation and tests: package
// regexp has no atomic groups and no look-ahead, which it needs.
const PhonePattern = `^([+]?)(?![.-])` +
	`(?>(?>[.-]?[ ]?[\da-zA-Z]+)+|([ ]?\((?![.-])(?>[ .-]?[\da-zA-Z]+)+\)(?![.])([ -]?[\da-zA-Z]+)?)+)+` +
	`(?>(?>([,]+)?[;]?[\da-zA-Z]+)+(([#][\da-zA-Z]+)+)?)?[#;]?$`

// phoneTwin is PhonePattern without captures, which allocate. The engine never
// backtracks: the loops of the pattern are atomic, and none begins with a character
// with which the one before it may end.
const phoneTwin = `^\+?(?![.-])` +
	`(?>(?>[.-]?[ ]?[\da-zA-Z]+)+|(?:[ ]?\((?![.-])(?>[ .-]?[\da-zA-Z]+)+\)(?![.])(?:[ -]?[\da-zA-Z]+)?)+)+` +
	`(?>(?>,*;?[\da-zA-Z]+)+(?:#[\da-zA-Z]+)*)?[#;]?$`

var phoneJudge = patternJudge(phoneTwin)

const (
	phoneAlnum = 1 << iota
	phoneSeparator
	phoneOther
)

var phoneClass = patternClasses(patternLetters+patternDigits, " .-", "+(),;#")

// matchPhone reports whether PhonePattern matches s. If not, it returns why and
// the byte offset where.
//
// Like the pattern's atomic groups, it runs each loop to its end and never
// backtracks.
func matchPhone(s string) (reason zohocrm.Reason, offset int) {
	i := 0
	if i < len(s) && s[i] == '+' {
		i++
	}
	if i < len(s) && (s[i] == '.' || s[i] == '-') {
		return phoneReason(s, i)
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
			return "", 0
		}
	}
	if i == start {
		return phoneReason(s, i)
	}
	i = phoneExtension(s, i)
	if i == len(s) || i+1 == len(s) && (s[i] == '#' || s[i] == ';') {
		return "", 0
	}
	return phoneReason(s, i)
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

// phoneGroup returns the end of a text in parentheses at i and of what may follow it,
// or i.
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

// phoneReason returns why the match stopped at stop, and the byte offset of what to
// correct. Characters that no phone number may have are found first.
func phoneReason(s string, stop int) (reason zohocrm.Reason, offset int) {
	if s == "" {
		return zohocrm.ReasonEmpty, 0
	}
	if i := strings.IndexFunc(s, unicode.IsControl); i >= 0 {
		return zohocrm.ReasonControl, i
	}
	digit := false
	for i, r := range s {
		switch {
		case r >= utf8.RuneSelf || phoneClass[r] == 0 || r == '+' && i > 0:
			return zohocrm.ReasonCharacter, i
		case phoneClass[r] == phoneAlnum:
			digit = true
		}
	}
	if !digit {
		return zohocrm.ReasonNoDigit, len(s)
	}
	if strings.ContainsAny(s[:stop], ",;") {
		return zohocrm.ReasonExtension, stop
	}
	switch s[stop] {
	case '.', '-':
		if stop == 0 || stop == 1 && s[0] == '+' {
			return zohocrm.ReasonLeadingSeparator, stop
		}
		return zohocrm.ReasonSeparators, stop
	case ' ':
		if stop+1 < len(s) && s[stop+1] == '(' {
			return zohocrm.ReasonParentheses, stop + 1
		}
		return zohocrm.ReasonSeparators, stop
	case '(', ')':
		return zohocrm.ReasonParentheses, stop
	case ',', ';', '#':
		return zohocrm.ReasonExtension, stop
	}
	return zohocrm.ReasonCharacter, stop
}
