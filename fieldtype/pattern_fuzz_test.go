package fieldtype

import (
	"testing"
	"unicode/utf8"
)

// FuzzPatterns compares scanners, twins and second opinions on texts of any
// length, and with the published patterns on those that are short enough for
// them.
func FuzzPatterns(f *testing.F) {
	for _, p := range patternSubjects {
		for _, family := range patternFamilies[p.name] {
			f.Add(family.text(12))
			f.Add(family.text(40))
		}
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			t.Skip()
		}
		for _, p := range patternSubjects {
			if len(s) <= 16 {
				p.check(t, s)
			}
			ok := patternMatches(p.judge(), s)
			p.checkAgainst(t, s, ok)
			p.checkProblem(t, s, ok)
		}
	})
}
