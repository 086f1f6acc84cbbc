package fieldtype

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed12a3e673/zohocrm"
)

// EmailPattern is the regular expression with which Zoho CRM checks an email field
// (page, "Sample Attributes", Email), without the page's escaping and quotation
// marks. It is for documentation and tests: package regexp has no look-ahead, which
// it needs, and a backtracking engine takes exponential time for some texts.
const EmailPattern = `^[\+\-\p{L}\p{M}\p{N}_]([\p{L}\p{M}\p{N}!#$%&'*+\-\/=?^_` + "`" + `{|}~.]*)` +
	`@(?=.{4,256}$)(([\p{L}\p{N}\p{M}]+)(([\-_]*[\p{L}\p{M}\p{N}])*)[.])+[\p{L}\p{M}]{2,22}$`

// emailTwin matches the same texts as EmailPattern, each in only one way: a label of
// the domain begins and ends with a letter or digit.
const emailTwin = `^[+\-_\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}!#$%&'*+\-/=?^_` + "`" + `{|}~.]*` +
	`@(?=.{4,256}$)(?:[\p{L}\p{M}\p{N}](?:[\-_\p{L}\p{M}\p{N}]*[\p{L}\p{M}\p{N}])?\.)+[\p{L}\p{M}]{2,22}$`

var emailJudge = patternJudge(emailTwin)

const (
	emailFirst = 1 << iota
	emailLocal
	emailLetter
	emailJoin
	emailDomain // the characters of a part of the domain
)

var emailClass = patternClasses(
	patternLetters+patternDigits+"+-_",
	patternLetters+patternDigits+"!#$%&'*+-/=?^_`{|}~.",
	patternLetters,
	"-_",
	patternLetters+patternDigits+"-_",
)

// matchEmail reports whether EmailPattern matches s. If not, it returns why and
// the byte offset where.
func matchEmail(s string) (reason zohocrm.Reason, offset int) { return emailMatch(s) }

// emailMatch is matchEmail in one pass for an ASCII text. At a character that is not
// ASCII it stops, and emailReason starts it again with an ASCII text of the same
// classes.
func emailMatch[T string | []byte](s T) (reason zohocrm.Reason, offset int) {
	if len(s) == 0 || emailClass[s[0]]&emailFirst == 0 {
		return emailReason(string(s), 0, 0)
	}
	at := 1
	for at < len(s) && emailClass[s[at]]&emailLocal != 0 {
		at++
	}
	if at == len(s) || s[at] != '@' {
		return emailReason(string(s), 0, at)
	}
	start := at + 1
	domain := s[start:]
	for i := 0; ; i++ { // one label of the domain
		label := i
		for i < len(domain) && emailClass[domain[i]]&emailDomain != 0 {
			i++
		}
		if i == label || emailClass[domain[label]]&emailJoin != 0 || emailClass[domain[i-1]]&emailJoin != 0 {
			return emailReason(string(s), start+label, start+i)
		}
		if i < len(domain) {
			if domain[i] != '.' {
				return emailReason(string(s), start+label, start+i)
			}
			continue
		}
		if n := i - label; label == 0 || n < 2 || n > 22 || i > 256 {
			return emailReason(string(s), start+label, start+i)
		}
		for j := label; j < len(domain); j++ {
			if emailClass[domain[j]]&emailLetter == 0 {
				return emailReason(string(s), start+label, start+i)
			}
		}
		return "", 0
	}
}

// emailMatchWide is matchEmail for a text that is not ASCII. It matches a text
// in which each code point is one ASCII character of the same class.
func emailMatchWide(s string) (reason zohocrm.Reason, offset int) {
	var room [128]byte
	ascii := room[:0]
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf:
			ascii = append(ascii, byte(r))
		case unicode.IsLetter(r) || unicode.IsMark(r):
			ascii = append(ascii, 'a')
		case unicode.IsNumber(r):
			ascii = append(ascii, '1')
		case unicode.IsControl(r):
			ascii = append(ascii, '\n')
		default:
			ascii = append(ascii, ' ')
		}
	}
	reason, n := emailMatch(ascii)
	for offset = range s {
		if n == 0 {
			return reason, offset
		}
		n--
	}
	return reason, len(s)
}

// emailReason returns why the match stopped at stop, and the byte offset of what to
// correct. label is the start of the part of the domain in which it stopped. It first
// looks for control characters, and for no "@" or a second one.
func emailReason(s string, label, stop int) (reason zohocrm.Reason, offset int) {
	if s == "" {
		return zohocrm.ReasonEmpty, 0
	}
	if !textIsASCII(s) {
		return emailMatchWide(s)
	}
	if i := strings.IndexFunc(s, unicode.IsControl); i >= 0 {
		return zohocrm.ReasonControl, i
	}
	local, domain, found := strings.Cut(s, "@")
	start := len(local) + 1
	if !found {
		return zohocrm.ReasonNoAt, len(s)
	}
	if i := strings.IndexByte(domain, '@'); i >= 0 {
		return zohocrm.ReasonSecondAt, start + i
	}
	switch {
	case stop == 0:
		return zohocrm.ReasonFirstCharacter, 0
	case stop < start:
		return zohocrm.ReasonCharacter, stop
	case !strings.Contains(domain, "."):
		return zohocrm.ReasonNoDot, len(s)
	case stop == label && (stop == len(s) || s[stop] == '.'):
		return zohocrm.ReasonEmptyLabel, stop
	case emailClass[s[label]]&emailJoin != 0:
		return zohocrm.ReasonLabelEdge, label
	}
	if strings.Contains(s[label:], ".") { // it is not the last part
		if s[stop] == '.' {
			return zohocrm.ReasonLabelEdge, stop - 1
		}
		return zohocrm.ReasonCharacter, stop
	}
	for i := label; i < stop; i++ {
		class := emailClass[s[i]]
		if i == len(s)-1 && class&emailJoin != 0 {
			return zohocrm.ReasonLabelEdge, i
		}
		if class&emailLetter == 0 {
			return zohocrm.ReasonTopLevelCharacter, i
		}
	}
	if stop < len(s) {
		return zohocrm.ReasonCharacter, stop
	}
	if n := len(s) - label; n < 2 || n > 22 {
		return zohocrm.ReasonTopLevelLength, label
	}
	return zohocrm.ReasonDomainLength, start
}
