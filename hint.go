package zohocrm

import (
	"errors"
	"strings"
	"unicode"
)

// Hint says what to do, in one sentence for people: "write the number without
// quotes". It is, in this order, Fix; "did you mean X?" when there is a
// Suggestion for a name or value that is unknown; the Hint method of Err; and
// the sentence of the reason, as [Reason.Hint] returns it. It quotes no value
// of the record. It is empty when the reason is unknown.
func (e *Error) Hint() string {
	if e == nil {
		return ""
	}
	if e.Fix != "" {
		return e.Fix
	}
	info := e.Reason.info()
	if e.Suggestion != "" && info.named {
		return "did you mean " + printableName(e.Suggestion) + "?"
	}
	var cause hinter
	if errors.As(e.Err, &cause) {
		if hint := cause.Hint(); hint != "" {
			return hint
		}
	}
	return info.hint
}

// A hinter is a cause that knows what to do.
type hinter interface{ Hint() string }

// A placer is a cause that knows its place in the input, counted from 1; 0 is
// unknown.
type placer interface{ Place() (row, column int) }

// An expecter is a cause that knows what was expected.
type expecter interface{ Expects() string }

// A positioner is a cause that knows the character of the text that is wrong,
// in code points from 0.
type positioner interface{ Position() int }

// printableName returns a name for people: one line, at most 100 characters.
func printableName(name string) string {
	name, cut := cutName(name, maxName)
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return unicode.ReplacementChar
		}
		return r
	}, name) + cut
}
