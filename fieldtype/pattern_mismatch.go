package fieldtype

import (
	"strconv"
	"unicode/utf8"

	"github.com/seed12a3e673/zohocrm"
)

// A Mismatch says what to mend in a text that [EmailPattern], [PhonePattern] or
// [URLPattern] does not match. It is the Err of the [zohocrm.Error] with
// [zohocrm.ReasonPattern], and found with the errors package:
//
//	errors.Is(err, zohocrm.ReasonNoAt)
//
//	var m *fieldtype.Mismatch
//	if errors.As(err, &m) {
//		mark(m.Position)
//	}
//
// It is a hint: some texts that no pattern takes get none.
type Mismatch struct {
	Reason   zohocrm.Reason // one of the finer reasons, such as [zohocrm.ReasonNoDot]
	Position int            // in code points, from 0: the first that is wrong, or where the missing one might stand
}

// Error returns the hint in words. It counts characters from 1, as people do.
func (m *Mismatch) Error() string {
	text := mismatchText(m.Reason)
	switch m.Reason {
	case zohocrm.ReasonEmpty, zohocrm.ReasonNoAt, zohocrm.ReasonNoDot, zohocrm.ReasonNoDigit:
		return text // there is nothing to point at
	}
	return "character " + strconv.Itoa(m.Position+1) + ": " + text
}

// Is reports whether target is the mismatch's reason.
func (m *Mismatch) Is(target error) bool { return m.Reason == target }

// mismatch returns a Mismatch at the byte offset in s.
func mismatch(s string, reason zohocrm.Reason, offset int) *Mismatch {
	return &Mismatch{reason, utf8.RuneCountInString(s[:offset])}
}

func mismatchText(reason zohocrm.Reason) string {
	switch reason {
	case zohocrm.ReasonEmpty:
		return "it is empty"
	case zohocrm.ReasonNoAt:
		return "no @"
	case zohocrm.ReasonSecondAt:
		return "a second @"
	case zohocrm.ReasonFirstCharacter:
		return "the name before the @ must begin with a letter, a digit, +, - or _"
	case zohocrm.ReasonNoDot:
		return "no dot in the domain"
	case zohocrm.ReasonEmptyLabel:
		return "a part of the domain is empty"
	case zohocrm.ReasonLabelEdge:
		return "a part of the domain begins or ends with a dash or underscore"
	case zohocrm.ReasonTopLevelCharacter:
		return "only letters may follow the domain's last dot"
	case zohocrm.ReasonTopLevelLength:
		return "2 to 22 letters must follow the domain's last dot"
	case zohocrm.ReasonDomainLength:
		return "the domain is longer than 256 characters"
	case zohocrm.ReasonNoDigit:
		return "no digit and no letter"
	case zohocrm.ReasonLeadingSeparator:
		return "a dash or dot in front"
	case zohocrm.ReasonSeparators:
		return "a separator that no digit or letter follows"
	case zohocrm.ReasonParentheses:
		return "parentheses come in pairs, with digits or letters next to them inside, and no dot behind"
	case zohocrm.ReasonExtension:
		return "after , ; or # only digits and letters may come, and a # or ; at the end"
	case zohocrm.ReasonScheme:
		return "the scheme must be http://, https:// or ftp://, in small letters"
	case zohocrm.ReasonControl:
		return "a newline or another control character"
	}
	return "a character that may not stand there"
}
