package fieldtype_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/program"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
)

const (
	dateLayout     = "2006-01-02"
	dateTimeLayout = "2006-01-02T15:04:05-07:00"
)

// checkTexts checks texts that pass as they are, those in a wrong format, and
// those in the right format for which there is no day or time.
func checkTexts(t *testing.T, kind fieldtype.Kind, dataType string, validate func(string) error, valid, format, calendar []string) {
	t.Helper()
	spec := fieldtype.Spec{Kind: kind}
	for _, s := range valid {
		check(t, spec, []row{{in: fieldtype.Text(s), out: `"` + s + `"`}})
		if err := validate(s); err != nil {
			t.Errorf("%v %q: %v", kind, s, err)
		}
	}
	for reason, texts := range map[zohocrm.Reason][]string{zohocrm.ReasonFormat: format, zohocrm.ReasonCalendar: calendar} {
		for _, s := range texts {
			want := invalidData(reason, zohocrm.Details{ExpectedDataType: dataType})
			check(t, spec, []row{{in: fieldtype.Text(s), problems: problems(want)}})
			if err := validate(s); !errors.Is(err, reason) {
				t.Errorf("%v %q: %v, want reason %s", kind, s, err, reason)
			}
		}
	}
}

// The moment of a date and time is that of package time.
func TestMoment(t *testing.T) {
	r := testkit.Rand(t)
	for range testkit.Size(2000, 20_000, 200_000) {
		s := fmt.Sprintf("%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d", r.IntN(10_000), r.IntN(14), r.IntN(33), r.IntN(25), r.IntN(61), r.IntN(61),
			"+-Z"[r.IntN(3)], r.IntN(16), r.IntN(61))
		got, ok := fieldtype.Internal.Moment(program.Key{}, s)
		if ok != (fieldtype.ValidateDateTime(s) == nil) {
			t.Fatalf("%s: %t", s, ok)
		}
		if want, err := time.Parse(dateTimeLayout, s); ok && (err != nil || !got.Equal(want)) {
			t.Fatalf("%s: %v, want %v, %v", s, got, want, err)
		}
	}
}

// Date: "Accepts date in yyyy-MM-dd format."
func TestDate(t *testing.T) {
	checkTexts(t, fieldtype.Date, "date", fieldtype.ValidateDate, []string{
		"2017-08-16",
		"2024-02-29", "2000-02-29", // leap years
		"0001-01-01", "9999-12-31",
		"2023-01-31", "2023-04-30", "2023-12-31",
	}, []string{
		"2017-8-16", "2017-08-1", "17-08-16", "02017-08-16", "2017/08/16", "2017.08.16", "20170816", "16-08-2017", "08/16/2017",
		"2017-08-16 ", " 2017-08-16", "2017-08-16\n", "2017-08-16\x00", "2017-08-16T00:00:00+00:00", "2017-08-16Z", "-2017-08-16",
		"2017-0a-16", "2017-+8-16", "2017‐08‐16", "２０１７-08-16", "٢٠١٧-٠٨-١٦", "today", " ", "\xff", "2017-08-1\xff", strings.Repeat("2", 10),
	}, []string{
		"2023-02-29", "1900-02-29", "2100-02-29", "2017-02-30", "2017-04-31", "2017-06-31", "2017-09-31", "2017-11-31", "2017-08-32",
		"2017-00-16", "2017-13-16", "2017-99-16", "2017-08-00", "2017-08-99", "0000-01-01", "0000-00-00",
	})
	checkTypes(t, fieldtype.Date, "date", "number", "boolean", "array", "object")
	check(t, fieldtype.Spec{Kind: fieldtype.Date}, []row{
		{in: fieldtype.Time(time.Date(2017, 8, 16, 23, 59, 59, 999, time.FixedZone("", -12*3600))), out: `"2017-08-16"`},
		{in: fieldtype.ValueOf(textual("2017-08-16")), out: `"2017-08-16"`},
	})
}

// Date/Time: "Accepts date and time in yyyy-MM-ddTHH:mm:ss±HH:mm format."
func TestDateTime(t *testing.T) {
	checkTexts(t, fieldtype.DateTime, "datetime", fieldtype.ValidateDateTime, []string{
		"2017-08-16T14:32:23+05:30",
		"2017-08-16T14:32:23-07:00", "2017-08-16T14:32:23+00:00", "2017-08-16T14:32:23-00:00",
		"2017-08-16T00:00:00+05:45", "2017-08-16T23:59:59-09:30", "2024-02-29T00:00:00+00:00",
		"0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2017-08-16T14:32:23+13:59",
	}, []string{
		// What clients send in its place.
		"2025-08-16T16:26:04.240Z", "2017-08-16T14:32:23Z", "2017-08-16T14:32:23.5+05:30", "2017-08-16T14:32:23,5+05:30",
		"2017-08-16T14:32:23+0530", "2017-08-16T14:32:23+05", "2017-08-16T14:32:23 05:30", "2017-08-16T14:32:23IST",
		"2017-08-16 14:32:23+05:30", "2017-08-16t14:32:23+05:30", "2017-08-16T14:32+05:30", "2017-08-16T14:32:2", "2017-08-16T14:32:23+", "2017-08-16",
		"2017-08-16T2:32:23PM+05:30", "2017-08-16T14-32-23+05:30", "2017-08-16T14:32:23−05:30", "1502874143", "now",
		" 2017-08-16T14:32:23+05:30", "2017-08-16T14:32:23+05:30 ", "2017-08-16T14:32:23+05:30\n", "2017-08-16T14:32:23+05:3\xff",
		"2017-08-16T14:32:23++5:30", "2017-08-16T+4:32:23+05:30", " ",
	}, []string{
		"2017-02-29T14:32:23+05:30", "2017-13-16T14:32:23+05:30", "0000-08-16T14:32:23+05:30",
		"2017-08-16T24:00:00+05:30", "2017-08-16T14:60:23+05:30", "2017-08-16T14:32:60+05:30", "2017-08-16T99:99:99+05:30",
		"2017-08-16T14:32:23+14:01", "2017-08-16T14:32:23-14:01", "2017-08-16T14:32:23+15:00", "2017-08-16T14:32:23+05:60", "2017-08-16T14:32:23+99:99",
	})
	// Without an offset Zoho takes it, in the time zone of the user who sends it.
	local := warning(invalidData(zohocrm.ReasonFormat, zohocrm.Details{ExpectedDataType: "datetime"}))
	local.Fix = "add the offset, such as +00:00: without one Zoho takes the time zone of the user who sends it"
	check(t, fieldtype.Spec{Kind: fieldtype.DateTime}, []row{
		{in: fieldtype.Text("2017-08-16T14:32:23"), out: `"2017-08-16T14:32:23"`, problems: problems(local)},
		{in: fieldtype.Text("2017-02-29T14:32:23"), problems: problems(invalidData(zohocrm.ReasonCalendar, zohocrm.Details{ExpectedDataType: "datetime"}))},
		{in: fieldtype.Text("2017-08-16T24:00:00"), problems: problems(invalidData(zohocrm.ReasonCalendar, zohocrm.Details{ExpectedDataType: "datetime"}))},
	})
	checkTypes(t, fieldtype.DateTime, "datetime", "number", "boolean", "array", "object")
	check(t, fieldtype.Spec{Kind: fieldtype.DateTime}, []row{
		{in: fieldtype.Time(time.Date(2017, 8, 16, 14, 32, 23, 999999999, time.FixedZone("IST", 19800))), out: `"2017-08-16T14:32:23+05:30"`},
	})
}

// What is expected in place of a day that does not exist is a day that does.
func TestDateExpectation(t *testing.T) {
	clock := fieldtype.Spec{Kind: fieldtype.Clock}
	alone := func(err error) error { return err.(zohocrm.Errors)[0] }
	for _, test := range []struct {
		err  error
		want string
	}{
		{fieldtype.ValidateDate("16.08.2017"), "expected a date as yyyy-MM-dd"},
		{fieldtype.ValidateDate("2017-02-29"), "expected a day that exists, as yyyy-MM-dd"},
		{fieldtype.ValidateDateTime("2017-08-16"), "expected a date and time as yyyy-MM-ddTHH:mm:ss±HH:mm"},
		{fieldtype.ValidateDateTime("2017-08-16T24:00:00+00:00"), "expected a day and time that exist, a date and time as yyyy-MM-ddTHH:mm:ss±HH:mm"},
		{alone(clock.Check(fieldtype.Text("9:00"))), "expected a time as HH:mm, from 00:00 to 23:59"},
		{alone(clock.Check(fieldtype.Text("24:00"))), "expected a time as HH:mm, from 00:00 to 23:59"},
	} {
		var e *zohocrm.Error
		if !errors.As(test.err, &e) || e.Expectation() != test.want {
			t.Errorf("%v, want %s", test.err, test.want)
		}
	}
}

// A time of the day is HH:mm.
func TestClock(t *testing.T) {
	checkTexts(t, fieldtype.Clock, "text", func(s string) error {
		return (&fieldtype.Spec{Kind: fieldtype.Clock}).Check(fieldtype.Text(s))
	}, []string{
		"10:00", "00:00", "23:59", "09:05",
	}, []string{
		"9:05", "10:0", "10.00", "10:00:00", "1000", "10:00 ", " 9:00", "ten", "-1:00", "10:00\n", "１0:00", "10:\xff0",
	}, []string{
		"24:00", "10:60", "99:99",
	})
	checkTypes(t, fieldtype.Clock, "text", "number", "boolean", "array", "object", "time")
}

func TestDateLaws(t *testing.T) {
	l := testkit.Laws(t, 10_000)
	// Texts near to dates: mostly digits in the right places.
	near := func(layout string) func(r source) string {
		return func(r source) string {
			at := time.Date(r.Intn(11000)-500, time.Month(1+r.Intn(12)), 1+r.Intn(31), r.Intn(24), r.Intn(60), r.Intn(60), 0,
				time.FixedZone("", (r.Intn(30*60)-15*60)*60))
			s := []byte(at.Format(layout))
			for range r.Intn(3) {
				s[r.Intn(len(s))] = "0123456789-:T+Z"[r.Intn(15)]
			}
			return string(s)
		}
	}
	law := func(kind fieldtype.Kind, layout string) func(seed int64) (string, error) {
		return func(seed int64) (string, error) {
			s := near(layout)(fromSeed(seed))
			err := (&fieldtype.Spec{Kind: kind}).Check(fieldtype.Text(s))
			if want := isTime(s, layout); want != (err == nil) {
				return "", fmt.Errorf("%s: %v", s, err)
			}
			return "", nil
		}
	}
	l.Property("a date is what package time takes for one", prop.ForAll(law(fieldtype.Date, dateLayout), gen.Int64()))
	l.Property("a date and time is what package time takes for one", prop.ForAll(law(fieldtype.DateTime, dateTimeLayout), gen.Int64()))
	l.Property("a time is written as the same moment, in a form that passes", prop.ForAll(func(seconds int64, offset int) (string, error) {
		at := time.Unix(seconds, 0).In(time.FixedZone("", offset))
		for kind, layout := range map[fieldtype.Kind]string{fieldtype.Date: dateLayout, fieldtype.DateTime: dateTimeLayout} {
			spec := fieldtype.Spec{Kind: kind}
			out, errs := spec.Append(nil, nil, fieldtype.Time(at))
			if len(errs) > 0 {
				return "", errs
			}
			text, _ := parse(string(out)).AsText()
			if err := spec.Check(fieldtype.Text(text)); err != nil {
				return "", fmt.Errorf("%v is written as %s: %w", at, out, err)
			}
			back, err := time.Parse(layout, text)
			if err != nil || kind == fieldtype.DateTime && !back.Equal(at) || kind == fieldtype.Date && text != at.Format(layout) {
				return "", fmt.Errorf("%v comes back as %v, %v", at, back, err)
			}
		}
		return "", nil
	}, gen.Int64Range(-62_135_000_000, 253_402_000_000), gen.OneGenOf(gen.IntRange(-16*3600, 16*3600), gen.IntRange(-14*4, 14*4).Map(func(n int) int { return n * 900 }))))
	l.TestingRun(t)
}

// isTime reports whether package time takes s for a time in the years 1 to 9999,
// written in no other way than the layout, with an offset of up to 14 hours.
func isTime(s, layout string) bool {
	at, err := time.Parse(layout, s)
	if err != nil || at.Year() < 1 || at.Year() > 9999 {
		return false
	}
	if _, offset := at.Zone(); offset < -14*3600 || offset > 14*3600 {
		return false
	}
	written := at.Format(layout)
	return written == s || strings.HasSuffix(s, "-00:00") && written == strings.TrimSuffix(s, "-00:00")+"+00:00"
}
