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

// FuzzDateTime compares ValidateDateTime with package time. A time without an
// offset passes with a warning.
func FuzzDateTime(f *testing.F) {
	const local = "2006-01-02T15:04:05"
	shape := regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([+-][0-9]{2}:[0-9]{2})?$`)
	spec := fieldtype.Spec{Kind: fieldtype.DateTime}
	f.Fuzz(func(t *testing.T, s string) {
		err, layout := fieldtype.ValidateDateTime(s), local+"-07:00"
		if len(s) == len(local) {
			layout = local
			_, errs := spec.Append(nil, nil, fieldtype.Text(s))
			if len(errs) != 1 || errs[0].Warning != (err == nil) || err == nil && errs[0].Reason != zohocrm.ReasonFormat {
				t.Fatalf("%q: %v, and all problems are %v", s, err, errs)
			}
		}
		dateVerdict(t, err, s, layout, shape)
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
