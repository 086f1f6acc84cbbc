package fuzz_test

import (
	"regexp"
	"testing"
	"unicode/utf8"

	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// FuzzURL compares ValidateURL with the published pattern in regexp2 on texts
// short enough for it, and in package regexp on all.
func FuzzURL(f *testing.F) {
	published := patternPublished(fieldtype.URLPattern)
	linear := regexp.MustCompile(fieldtype.URLPattern)
	f.Fuzz(func(t *testing.T, s string) {
		err := fieldtype.ValidateURL(s)
		if !patternInLimits(t, err, s, 450) {
			return
		}
		want := linear.MatchString(s)
		if utf8.RuneCountInString(s) <= 16 {
			if ok := patternMatch(t, published, s); ok != want {
				t.Fatalf("%+q: regexp2 says %t, regexp %t", s, ok, want)
			}
		}
		patternVerdict(t, err, s, want, "website")
	})
}
