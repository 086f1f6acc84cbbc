package fuzz_test

import (
	"errors"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/dlclark/regexp2/v2"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// FuzzEmail compares ValidateEmail with the published pattern in regexp2 on
// texts short enough for it, and on all texts in package regexp, where the
// length of the domain is counted in place of the look-ahead.
func FuzzEmail(f *testing.F) {
	published := patternPublished(fieldtype.EmailPattern)
	linear := regexp.MustCompile(strings.ReplaceAll(fieldtype.EmailPattern, `(?=.{4,256}$)`, ``))
	f.Fuzz(func(t *testing.T, s string) {
		err := fieldtype.ValidateEmail(s)
		if !patternInLimits(t, err, s, 100) {
			return
		}
		_, domain, _ := strings.Cut(s, "@")
		n := utf8.RuneCountInString(domain)
		want := linear.MatchString(s) && 4 <= n && n <= 256
		if utf8.RuneCountInString(s) <= 24 {
			if ok := patternMatch(t, published, s); ok != want {
				t.Fatalf("%+q: regexp2 says %t, regexp %t", s, ok, want)
			}
		}
		patternVerdict(t, err, s, want, "email")
	})
}

// patternPublished compiles a published pattern as fieldtype's documentation
// reads it: "$" is the end of the text, "\d" is 0 to 9.
func patternPublished(pattern string) *regexp2.Regexp {
	return regexp2.MustCompile(pattern, regexp2.RE2, regexp2.OptionMaxBacktrackingStackSize(-1))
}

func patternMatch(t *testing.T, re *regexp2.Regexp, s string) bool {
	t.Helper()
	ok, err := re.MatchString(s)
	if err != nil {
		t.Fatalf("%+q: %v", s, err)
	}
	return ok
}

// patternInLimits checks the error of a text that is empty, not UTF-8 or too
// long, and reports whether s is none of these.
func patternInLimits(t *testing.T, err error, s string, max int) bool {
	t.Helper()
	if s == "" {
		if err != nil {
			t.Fatalf("the empty text: %v", err)
		}
		return false
	}
	want := zohocrm.ReasonUTF8
	if utf8.ValidString(s) {
		if utf8.RuneCountInString(s) <= max {
			return true
		}
		want = zohocrm.ReasonMaxLength
	}
	if !errors.Is(err, want) {
		t.Fatalf("%+q: %v, want %s", s, err, want)
	}
	return false
}

// patternVerdict checks the error of a text that the pattern matches or not.
func patternVerdict(t *testing.T, err error, s string, match bool, dataType string) {
	t.Helper()
	if match != (err == nil) {
		t.Fatalf("%+q: %v, the pattern says %t", s, err, match)
	}
	if match {
		return
	}
	var e *zohocrm.Error
	if !errors.As(err, &e) || e.Code != zohocrm.CodeInvalidData || e.Reason != zohocrm.ReasonPattern ||
		e.Details.ExpectedDataType != dataType || e.Warning {
		t.Fatalf("%+q: %#v", s, err)
	}
	var m *fieldtype.Mismatch
	if !errors.As(err, &m) || m.Position < 0 || m.Position > utf8.RuneCountInString(s) || m.Reason == "" || m.Hint() == "" {
		t.Fatalf("%+q: mismatch %+v", s, m)
	}
}
