package fieldtype

import (
	"testing"
	"unicode/utf8"
)

// FuzzPatterns compares matchers, twins and second opinions on texts of any
// length, and with the published patterns on those that are short enough for
// them. ValidateEmail and ValidatePhone rely on it that what matches is UTF-8.
func FuzzPatterns(f *testing.F) {
	for _, p := range patternSubjects {
		for _, family := range patternFamilies[p.name] {
			f.Add(family.text(12))
			f.Add(family.text(40))
			f.Add(family.text(12) + "\xff")
		}
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			for _, p := range patternSubjects {
				if p.kind != URL && p.matches(s) {
					t.Fatalf("%s: %+q matches", p.name, s)
				}
			}
			return
		}
		for _, p := range patternSubjects {
			if len(s) <= 16 {
				p.agree(t, s)
			}
			ok := patternMatches(p.judge(), s)
			p.agreeWith(t, s, ok)
			p.checkProblem(t, s, ok)
		}
	})
}
