package fieldtype

import (
	"strconv"
	"unicode/utf8"

	"github.com/seed12a3e673/zohocrm"
)

// A Mismatch says what to correct in a text that [EmailPattern], [PhonePattern] or
// [URLPattern] does not match. It is the Err of the [zohocrm.Error] with
// [zohocrm.ReasonPattern]. Find it with the errors package:
//
//	errors.Is(err, zohocrm.ReasonNoAt)
//
//	var m *fieldtype.Mismatch
//	if errors.As(err, &m) {
//		mark(m.Position)
//		show(m.Hint())
//	}
//
// It holds nothing of the text.
type Mismatch struct {
	Reason   zohocrm.Reason // one of the more precise reasons, such as [zohocrm.ReasonNoDot]
	Position int            // in code points, from 0: the first wrong one, or where a missing one could be
}

// Error says what is wrong, and at which character, counted from 1. It is "<nil>" for
// nil.
func (m *Mismatch) Error() string {
	if m == nil {
		return "<nil>"
	}
	info := mismatchInfo(m.Reason)
	if info.nowhere {
		return info.text
	}
	return "character " + strconv.Itoa(m.Position+1) + ": " + info.text
}

// Hint says what to do, in one sentence, such as "write name@domain.tld". It
// never quotes the text.
func (m *Mismatch) Hint() string {
	if m == nil {
		return ""
	}
	return mismatchInfo(m.Reason).hint
}

// Is reports whether target is the mismatch's reason.
func (m *Mismatch) Is(target error) bool { return m != nil && m.Reason == target }

// mismatch returns a Mismatch at the byte offset in s.
func mismatch(s string, reason zohocrm.Reason, offset int) *Mismatch {
	return &Mismatch{reason, utf8.RuneCountInString(s[:offset])}
}

// A mismatchWords is the text for a reason.
type mismatchWords struct {
	text    string // what is wrong
	hint    string // what to do
	nowhere bool   // there is no position
}

var mismatches = map[zohocrm.Reason]mismatchWords{
	zohocrm.ReasonEmpty: {
		text: "it is empty", hint: "write a value, or leave the field out", nowhere: true,
	},
	zohocrm.ReasonNoAt: {
		text: "no @", hint: "write name@domain.tld", nowhere: true,
	},
	zohocrm.ReasonSecondAt: {
		text: "a second @", hint: "write one address with one @",
	},
	zohocrm.ReasonFirstCharacter: {
		text: "the name before the @ must begin with a letter, a digit, +, - or _",
		hint: "start the name before the @ with a letter, a digit, +, - or _",
	},
	zohocrm.ReasonNoDot: {
		text: "no dot in the domain", hint: "write the domain with a dot, such as domain.tld", nowhere: true,
	},
	zohocrm.ReasonEmptyLabel: {
		text: "a part of the domain is empty", hint: "write one dot between two parts of the domain, and none at its start or end",
	},
	zohocrm.ReasonLabelEdge: {
		text: "a part of the domain begins or ends with a dash or underscore",
		hint: "start and end each part of the domain with a letter or a digit",
	},
	zohocrm.ReasonTopLevelCharacter: {
		text: "only letters may follow the domain's last dot", hint: "end the domain with a dot and 2 to 22 letters, such as .com",
	},
	zohocrm.ReasonTopLevelLength: {
		text: "2 to 22 letters must follow the domain's last dot", hint: "end the domain with a dot and 2 to 22 letters, such as .com",
	},
	zohocrm.ReasonDomainLength: {
		text: "the domain is longer than 256 characters", hint: "write a domain of up to 256 characters",
	},
	zohocrm.ReasonNoDigit: {
		text: "no digit and no letter", hint: "write the digits of the number", nowhere: true,
	},
	zohocrm.ReasonLeadingSeparator: {
		text: "a dash or dot at the start", hint: "start the number with a digit, a letter, + or a parenthesis",
	},
	zohocrm.ReasonSeparators: {
		text: "a separator that no digit or letter follows", hint: "write one space, dot or dash between digits, and none at the end",
	},
	zohocrm.ReasonParentheses: {
		text: "parentheses come in pairs, with digits or letters next to them inside, and no dot behind",
		hint: "write parentheses in pairs around digits or letters, such as 91(987)654321",
	},
	zohocrm.ReasonExtension: {
		text: "after , ; or # only digits and letters may come, and a # or ; at the end",
		hint: "write the extension last, such as 9900000000,123 or 9900000000;123",
	},
	zohocrm.ReasonScheme: {
		text: "the scheme must be http://, https:// or ftp://, in small letters",
		hint: "begin with http://, https:// or ftp://: small letters, a colon and two slashes",
	},
	zohocrm.ReasonControl: {
		text: "a newline or another control character", hint: "remove the newline or control character",
	},
	zohocrm.ReasonCharacter: {
		text: "a character that is not allowed there", hint: "remove this character, or the word that it belongs to",
	},
}

// mismatchInfo returns the words for a reason. Without any it returns those of
// [zohocrm.ReasonCharacter].
func mismatchInfo(reason zohocrm.Reason) mismatchWords {
	if info, ok := mismatches[reason]; ok {
		return info
	}
	return mismatches[zohocrm.ReasonCharacter]
}
