package fieldtype

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
)

// Pieces from which longer texts are made: most of what comes out is nearly
// right, some of it is right.
var patternPieces = map[string][]any{
	"email": {"a", "b-c", "ä", "\u0301", "x_y", "a.b", "o'b", "@", "a@b", "@ü.", ".", ".co", ".com", "1", "-", "\n"},
	"phone": {"1", "23", "x", "-1", ".1", " 1", ". 1", "(1)", " (12-3)", "(1)-2", ")", "(", ",1", ",;1", ";1", "#1", "#", "+", "-", " ", "\n"},
	"url":   {"http://", "www.", "www", "a", "b.c", ".d", ".", "/", "?", "/x?y", "ä", " ", ":80", "@", `"`, "\n"},
}

func patternText(pieces []any) gopter.Gen {
	return gen.SliceOf(gen.OneConstOf(pieces...)).Map(func(parts []string) string { return strings.Join(parts, "") })
}

func TestPatternLaws(t *testing.T) {
	properties := testkit.LawsUpTo(t, 5000, 16)
	for _, p := range patternSubjects {
		text := patternText(patternPieces[p.name])
		twin := func(s string) bool { return patternMatches(p.judge(), s) }

		properties.Property(p.name+": what the matcher matches, the twin matches, and nothing else", prop.ForAll(
			func(s string) bool { return p.matches(s) == twin(s) }, text))
		properties.Property(p.name+": the twin says what the second opinion says", prop.ForAll(
			func(s string) bool { return twin(s) == p.second(s) }, text))
		properties.Property(p.name+": the problem is the twin's verdict", prop.ForAll(
			func(s string) bool { return (p.problem(s) == nil) == twin(s) }, text))
		properties.Property(p.name+": a mismatch points into the text, or to its end", prop.ForAll(
			func(s string) bool {
				e := p.problem(s)
				if e == nil {
					return true
				}
				at := e.Err.(*Mismatch).Position
				return 0 <= at && at <= utf8.RuneCountInString(s)
			}, text))
		properties.Property(p.name+": a problem tells the same of another text", prop.ForAll(
			func(s string) bool {
				// Letters for letters of the same kind: everything that may be
				// printed stays.
				return patternReport(p.problem(s)) == patternReport(p.problem(strings.NewReplacer("a", "z", "b", "q", "23", "98").Replace(s)))
			}, text))
	}
	properties.TestingRun(t)
}

// patternReport returns all that leaves the program of a problem.
func patternReport(e *zohocrm.Error) string {
	if e == nil {
		return ""
	}
	b, err := json.Marshal(e)
	return fmt.Sprintln(e, string(b), err)
}
