package fuzz_test

import (
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// FuzzDate compares ValidateDate with package time.
func FuzzDate(f *testing.F) {
	shape := regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`)
	f.Fuzz(func(t *testing.T, s string) {
		dateVerdict(t, fieldtype.ValidateDate(s), s, "2006-01-02", shape)
	})
}

// FuzzDateTime compares ValidateDateTime with package time.
func FuzzDateTime(f *testing.F) {
	shape := regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[+-][0-9]{2}:[0-9]{2}$`)
	f.Fuzz(func(t *testing.T, s string) {
		dateVerdict(t, fieldtype.ValidateDateTime(s), s, "2006-01-02T15:04:05-07:00", shape)
	})
}

// dateVerdict checks the error of a text. It passes exactly if package time
// reads it and writes it in the same way, in the years 1 to 9999 and with an
// offset of up to 14 hours. "-00:00" is an offset that package time does not
// write.
func dateVerdict(t *testing.T, err error, s, layout string, shape *regexp.Regexp) {
	t.Helper()
	if s == "" {
		if err != nil {
			t.Fatalf("the empty text: %v", err)
		}
		return
	}
	at, parseErr := time.Parse(layout, s)
	_, offset := at.Zone()
	written := s
	if strings.HasSuffix(s, "-00:00") {
		written = strings.TrimSuffix(s, "-00:00") + "+00:00"
	}
	valid := parseErr == nil && at.Format(layout) == written && at.Year() >= 1 && at.Year() <= 9999 && offset >= -14*3600 && offset <= 14*3600
	switch {
	case valid && err != nil:
		t.Fatalf("%q: %v, but package time takes it", s, err)
	case valid:
	case shape.MatchString(s) && !errors.Is(err, zohocrm.ReasonCalendar):
		t.Fatalf("%q: %v, want reason calendar", s, err)
	case !shape.MatchString(s) && !errors.Is(err, zohocrm.ReasonFormat):
		t.Fatalf("%q: %v, want reason format", s, err)
	}
}
