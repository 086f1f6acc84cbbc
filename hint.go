package zohocrm

import (
	"errors"
	"strings"
	"unicode"
)

// Hint says, for people, what to do, such as "write the number without quotes". It
// returns the first of these that is not empty: Fix; "did you mean X?" if an unknown
// name or value has a Suggestion; the Hint of Err; and [Reason.Hint]. It quotes no
// value of the record.
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

// A placer is a cause that knows its row and column in the input, from 1; 0 is
// unknown.
type placer interface{ Place() (row, column int) }

// An expecter is a cause that knows what was expected.
type expecter interface{ Expects() string }

// A positioner is a cause that knows which character of the text is wrong, in code
// points from 0.
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
