package fieldtype

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed12a3e673/zohocrm"
)

// EmailPattern is the regular expression with which Zoho CRM checks an email
// field (page, "Sample Attributes", Email), without the page's escaping and
// quotation marks. It is for documentation and for tests: it has look-ahead,
// which package regexp lacks, and takes a backtracking engine exponential time.
const EmailPattern = `^[\+\-\p{L}\p{M}\p{N}_]([\p{L}\p{M}\p{N}!#$%&'*+\-\/=?^_` + "`" + `{|}~.]*)` +
	`@(?=.{4,256}$)(([\p{L}\p{N}\p{M}]+)(([\-_]*[\p{L}\p{M}\p{N}])*)[.])+[\p{L}\p{M}]{2,22}$`

// emailTwin has the language of EmailPattern and one way to match: a label of
// the domain is a letter or digit, or two of them and any, with dashes, between.
const emailTwin = `^[+\-_\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}!#$%&'*+\-/=?^_` + "`" + `{|}~.]*` +
	`@(?=.{4,256}$)(?:[\p{L}\p{M}\p{N}](?:[\-_\p{L}\p{M}\p{N}]*[\p{L}\p{M}\p{N}])?\.)+[\p{L}\p{M}]{2,22}$`

var emailJudge = patternJudge(emailTwin)

// ValidateEmail checks an email address (page, "Email"): UTF-8 of up to 100
// code points that [EmailPattern] matches. It reports [zohocrm.ReasonUTF8],
// [zohocrm.ReasonMaxLength], or [zohocrm.ReasonPattern] with a [Mismatch].
//
// The pattern takes letters of any script, and dashes and underscores within
// the domain; it wants a dot in the domain, and 2 to 22 letters after the last.
func ValidateEmail(s string) error {
	// What the scanner takes is ASCII, whose bytes are its code points.
	if len(s) <= kinds[Email].maxLength && emailScan(s) {
		return nil
	}
	return patternValidate(Email, s, emailProblem)
}

// emailProblem returns the problem of a text in UTF-8, of any length, that
// EmailPattern does not match, and nil for any other.
func emailProblem(s string) *zohocrm.Error {
	if emailScan(s) || patternMatches(emailJudge(), s) {
		return nil
	}
	return patternProblem(Email, "an email address: name@domain.tld", emailMismatch(s))
}

const (
	emailFirst = 1 << iota
	emailLocal
	emailLetter
	emailDigit
	emailJoin
)

var emailClass = patternClasses(
	patternLetters+patternDigits+"+-_",
	patternLetters+patternDigits+"!#$%&'*+-/=?^_`{|}~.",
	patternLetters,
	patternDigits,
	"-_",
)

// emailScan says yes to the ASCII texts that EmailPattern matches. Its no means
// nothing.
func emailScan(s string) bool {
	if s == "" || emailClass[s[0]]&emailFirst == 0 {
		return false
	}
	at := 1
	for at < len(s) && emailClass[s[at]]&emailLocal != 0 {
		at++
	}
	if at == len(s) || s[at] != '@' {
		return false
	}
	domain := s[at+1:]
	if len(domain) < 4 || len(domain) > 256 {
		return false
	}
	for i := 0; ; i++ { // a label a time
		label := i
		for i < len(domain) && emailClass[domain[i]]&(emailLetter|emailDigit|emailJoin) != 0 {
			i++
		}
		if i == label || emailClass[domain[label]]&emailJoin != 0 || emailClass[domain[i-1]]&emailJoin != 0 {
			return false
		}
		if i < len(domain) {
			if domain[i] != '.' {
				return false
			}
			continue
		}
		if n := i - label; label == 0 || n < 2 || n > 22 {
			return false
		}
		for ; label < len(domain); label++ {
			if emailClass[domain[label]]&emailLetter == 0 {
				return false
			}
		}
		return true
	}
}

// emailMismatch returns what to mend in a text that EmailPattern does not
// match, or nil.
func emailMismatch(s string) *Mismatch {
	if s == "" {
		return mismatch(s, zohocrm.ReasonEmpty, 0)
	}
	if i := strings.IndexFunc(s, unicode.IsControl); i >= 0 {
		return mismatch(s, zohocrm.ReasonControl, i)
	}
	local, domain, found := strings.Cut(s, "@")
	if !found {
		return mismatch(s, zohocrm.ReasonNoAt, len(s))
	}
	start := len(local) + 1
	if i := strings.IndexByte(domain, '@'); i >= 0 {
		return mismatch(s, zohocrm.ReasonSecondAt, start+i)
	}
	if first, _ := utf8.DecodeRuneInString(s); !emailIs(first, emailFirst) {
		return mismatch(s, zohocrm.ReasonFirstCharacter, 0)
	}
	for i, r := range local {
		if !emailIs(r, emailLocal) {
			return mismatch(s, zohocrm.ReasonCharacter, i)
		}
	}
	if !strings.Contains(domain, ".") {
		return mismatch(s, zohocrm.ReasonNoDot, len(s))
	}
	for label := range strings.SplitSeq(domain, ".") {
		last := start+len(label) == len(s)
		if label == "" {
			return mismatch(s, zohocrm.ReasonEmptyLabel, start)
		}
		for i, r := range label {
			switch {
			case !emailIs(r, emailLetter|emailDigit|emailJoin):
				return mismatch(s, zohocrm.ReasonCharacter, start+i)
			case (i == 0 || i == len(label)-1) && emailIs(r, emailJoin):
				return mismatch(s, zohocrm.ReasonLabelEdge, start+i)
			case last && !emailIs(r, emailLetter):
				return mismatch(s, zohocrm.ReasonTopLevelCharacter, start+i)
			}
		}
		if n := utf8.RuneCountInString(label); last && (n < 2 || n > 22) {
			return mismatch(s, zohocrm.ReasonTopLevelLength, start)
		}
		start += len(label) + 1
	}
	if utf8.RuneCountInString(domain) > 256 {
		return mismatch(s, zohocrm.ReasonDomainLength, len(local)+1)
	}
	return nil
}

// emailIs reports whether r is in one of the classes.
func emailIs(r rune, classes uint8) bool {
	switch {
	case r < utf8.RuneSelf:
		return emailClass[r]&classes != 0
	case unicode.IsNumber(r):
		return classes&^(emailLetter|emailJoin) != 0
	case unicode.IsLetter(r) || unicode.IsMark(r):
		return classes&^(emailDigit|emailJoin) != 0
	}
	return false
}
