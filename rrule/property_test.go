package rrule_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/rrule"
)

// A source draws the parts of random values.
type source struct{ *rand.Rand }

func (s source) maybe() bool { return s.IntN(2) == 0 }

func (s source) day() rrule.Date {
	return rrule.DayOf(time.Date(s.IntN(9999), 1, 1+s.IntN(365), 0, 0, 0, 0, time.UTC))
}

func (s source) either(most int) int {
	n := 1 + s.IntN(most)
	if s.maybe() {
		n = -n
	}
	return n
}

func (s source) weekday() rrule.Weekday { return rrule.Monday + rrule.Weekday(s.IntN(7)) }

// parts returns the parts of a random valid rule, FREQ first.
func (s source) parts() []string {
	list := func(key string, item func() any) string {
		var items []string
		for range 1 + s.IntN(5) {
			items = append(items, fmt.Sprint(item()))
		}
		return key + "=" + strings.Join(items, ",")
	}
	times := func(d rrule.Date) string {
		if s.IntN(4) > 0 {
			return d.String()
		}
		return fmt.Sprintf("%vT%02d:%02d:%02d%s", d, s.IntN(24), s.IntN(60), s.IntN(60), []string{"+00:00", "+05:30", "-03:30", "+14:00", "-14:00"}[s.IntN(5)])
	}
	parts := []string{"FREQ=" + []string{"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}[s.IntN(4)]}
	for _, part := range []func() string{
		func() string { return fmt.Sprint("INTERVAL=", 1+s.Int32N(1<<s.IntN(31))) },
		func() string { return list("BYMONTH", func() any { return 1 + s.IntN(12) }) },
		func() string { return list("BYMONTHDAY", func() any { return s.either(31) }) },
		func() string {
			return list("BYDAY", func() any {
				if s.maybe() {
					return s.weekday()
				}
				return fmt.Sprintf("%d%v", s.either(53), s.weekday())
			})
		},
		func() string { return list("BYSETPOS", func() any { return s.either(366) }) },
		func() string { return fmt.Sprint("WKST=", s.weekday()) },
	} {
		if s.IntN(3) == 0 {
			parts = append(parts, part())
		}
	}
	first, last := s.day(), s.day()
	if first.Compare(last) > 0 {
		first, last = last, first
	}
	if first == last {
		return append(parts, "UNTIL="+last.String())
	}
	if s.maybe() {
		parts = append(parts, "DTSTART="+times(first))
	}
	switch s.IntN(3) {
	case 0:
		parts = append(parts, "UNTIL="+last.String()) // without a time it is not before DTSTART
	case 1:
		parts = append(parts, fmt.Sprint("COUNT=", 1+s.Int32N(1<<s.IntN(31))))
	}
	return parts
}

func (s source) alarm() rrule.Alarm {
	a := []func() rrule.Alarm{rrule.Email, rrule.Popup, rrule.EmailAndPopup}[s.IntN(3)]()
	switch s.IntN(3) {
	case 0:
		return a.On(time.Unix(s.Int64N(253402300799), 0).In(time.FixedZone("", (s.IntN(28*60+1)-14*60)*60)))
	case 1:
		a = a.WeeksBefore(1 + s.IntN(3))
	default:
		a = a.DaysBefore(1 + s.IntN(6))
	}
	return a.At(fmt.Sprintf("%02d:%02d", s.IntN(24), s.IntN(60)))
}

func random(seed int64) source { return source{rand.New(rand.NewPCG(uint64(seed), 0))} }

// Reading gives back what was written, and writing what was read; the order of the
// parts after FREQ means nothing.
func TestRoundTrip(t *testing.T) {
	p := testkit.Laws(t, 2000)
	p.Property("a rule survives its text", prop.ForAllNoShrink(func(seed int64) string {
		s := random(seed)
		parts := s.parts()
		r, err := rrule.Parse(strings.Join(parts, ";"))
		if err != nil {
			return fmt.Sprint(parts, err)
		}
		if again, err := rrule.Parse(r.String()); err != nil || again != r || again.String() != r.String() || r.Validate() != nil {
			return fmt.Sprint(r, again, err)
		}
		s.Shuffle(len(parts)-1, func(i, j int) { parts[i+1], parts[j+1] = parts[j+1], parts[i+1] })
		if shuffled, err := rrule.Parse(strings.Join(parts, ";")); err != nil || shuffled != r {
			return fmt.Sprint(r, shuffled, err)
		}
		trailing, err := rrule.Parse(r.String() + ";")
		if err != nil || trailing.String() != r.String()+";" || len(trailing.Warnings()) != len(r.Warnings())+1 {
			return fmt.Sprint(r, trailing, err)
		}
		return ""
	}, gen.Int64()))
	p.Property("a rule is what its accessors say", prop.ForAllNoShrink(func(seed int64) string {
		s := random(seed)
		r, err := rrule.Parse(strings.Join(s.parts(), ";"))
		if err != nil {
			return err.Error()
		}
		var months, positions, monthDays []string
		for _, n := range r.ByMonth() {
			months = append(months, fmt.Sprint(int(n)))
		}
		for _, n := range r.BySetPos() {
			positions = append(positions, fmt.Sprint(n))
		}
		for _, n := range r.ByMonthDay() {
			monthDays = append(monthDays, fmt.Sprint(n))
		}
		text := r.String()
		for key, list := range map[string][]string{"BYMONTH": months, "BYSETPOS": positions, "BYMONTHDAY": monthDays} {
			if got := strings.Join(list, ","); !strings.Contains(text+";", ";"+key+"="+got+";") && got != "" || got == "" && strings.Contains(text, key+"=") {
				return fmt.Sprint(text, key, got)
			}
		}
		return ""
	}, gen.Int64()))
	p.Property("an alarm survives its text", prop.ForAllNoShrink(func(seed int64) string {
		a := random(seed).alarm()
		if again, err := rrule.ParseAlarm(a.String()); err != nil || again != a || a.Validate() != nil || a.Warnings() != nil {
			return fmt.Sprint(a, again, err, a.Warnings())
		}
		return ""
	}, gen.Int64()))
	p.Property("a reminder survives its text", prop.ForAll(func(unit int, period int) string {
		r := []func(int) rrule.Reminder{rrule.Minutes, rrule.Hours, rrule.Days, rrule.Weeks}[period](unit)
		if again, err := rrule.ParseReminder(r.String()); err != nil || again != r {
			return fmt.Sprint(r, again, err)
		}
		return ""
	}, gen.IntRange(0, 1<<31-1), gen.IntRange(0, 3)))
	p.Property("a reminder survives its JSON", prop.ForAll(func(unit, period, hour int) string {
		r := []func(int) rrule.Reminder{rrule.Minutes, rrule.Hours, rrule.Days, rrule.Weeks}[period](unit)
		if hour < 24 {
			r = r.At(fmt.Sprintf("%02d.30", hour))
		}
		var again rrule.Reminder
		if out, err := json.Marshal(r); err != nil || json.Unmarshal(out, &again) != nil || again != r {
			return fmt.Sprint(r, string(out), again, err)
		}
		return ""
	}, gen.IntRange(0, rrule.AppointmentUnits), gen.IntRange(0, 3), gen.IntRange(0, 30)))
	p.TestingRun(t)
}

// The dates are in order, from DTSTART to UNTIL, no more than asked for, and on
// the days that the rule names.
func TestDatesProperties(t *testing.T) {
	p := testkit.Laws(t, 300)
	p.Property("dates fit", prop.ForAllNoShrink(func(seed int64, limit int) string {
		s := random(seed)
		r, err := rrule.Parse(strings.Join(s.parts(), ";"))
		if err != nil {
			return err.Error()
		}
		dates := slices.Collect(r.Dates(limit))
		if len(dates) > limit || r.Count() > 0 && len(dates) > r.Count() || len(dates) > 0 && !r.Start().IsValid() {
			return fmt.Sprint(r, len(dates))
		}
		for i, d := range dates {
			_, month, day := d.Date()
			named := func(n rrule.NthDay) bool { return n.Day == d.Weekday() }
			switch {
			case !d.IsValid(), d.Compare(r.Start()) < 0, r.End().IsValid() && d.Compare(r.End()) > 0,
				i > 0 && d.Compare(dates[i-1]) <= 0,
				r.ByMonth() != nil && !slices.Contains(r.ByMonth(), month),
				r.ByMonthDay() != nil && r.ByMonthDay()[0] > 0 && slices.Max(r.ByMonthDay()) == slices.Min(r.ByMonthDay()) && day != r.ByMonthDay()[0],
				r.ByDay() != nil && !slices.ContainsFunc(r.ByDay(), named):
				return fmt.Sprint(r, i, d)
			}
		}
		return ""
	}, gen.Int64(), gen.IntRange(0, 50)))
	p.TestingRun(t)
}

// Any text is answered with a value that survives its own text, or with one
// problem that does not quote it.
func TestAnyTextIsReadOrRefused(t *testing.T) {
	const secret = "Zylker-Ünal"
	judge := func(text string, again func(string) (fmt.Stringer, error)) string {
		v, err := again(text)
		if err == nil {
			if w, err := again(v.String()); err != nil || w != v {
				return fmt.Sprintf("%q gives %v, which gives %v, %v", text, v, w, err)
			}
			return ""
		}
		var e *zohocrm.Error
		if !errors.As(err, &e) || e.Code != zohocrm.CodeInvalidData || e.Reason == "" || e.Expectation() == "" {
			return fmt.Sprintf("%q: %v", text, err)
		}
		if strings.Contains(err.Error(), secret) || !utf8.ValidString(err.Error()) {
			return fmt.Sprintf("%q is quoted in %v", text, err)
		}
		return ""
	}
	all := func(text string) string {
		return judge(text, func(s string) (fmt.Stringer, error) { return rrule.Parse(s) }) +
			judge(text, func(s string) (fmt.Stringer, error) { return rrule.ParseAlarm(s) }) +
			judge(text, func(s string) (fmt.Stringer, error) { return rrule.ParseReminder(s) })
	}
	pieces := []any{
		"FREQ=", "DAILY", "WEEKLY", "MONTHLY", "INTERVAL=", "COUNT=", "UNTIL=", "DTSTART=", "BYDAY=", "BYMONTHDAY=", "BYSETPOS=", "WKST=",
		"2023-05-20", "T09:00:00+05:30", "MO", "FR", "1", "-1", "53", "366", "0", ",", ";", ";", ";", "=", "ACTION=", "EMAIL", "POPUP",
		"TRIGGER=", "TRIGGER_TIME=", "-P1D", "DATE-TIME:", "TIME:", "22:52", "NONE", "15", " ", "mins", "hours", secret, "\xff", "\x00",
	}
	p := testkit.Laws(t, 2000)
	p.Property("any bytes", prop.ForAll(func(text []byte) string { return all(string(text)) }, gen.SliceOf(gen.UInt8())))
	p.Property("any text", prop.ForAll(all, gen.AnyString()))
	p.Property("pieces of rules", prop.ForAll(func(pieces []string) string { return all(strings.Join(pieces, "")) },
		gen.SliceOf(gen.OneConstOf(pieces...))))
	p.Property("a valid text with one byte changed", prop.ForAllNoShrink(func(seed int64) string {
		s := random(seed)
		text := []byte(strings.Join(s.parts(), ";"))
		if s.maybe() {
			text = s.alarm().AppendTo(nil)
		}
		text[s.IntN(len(text))] = "0123456789;=,-:TDWPSUMOZ \xc3"[s.IntN(26)]
		return all(string(text))
	}, gen.Int64()))
	p.TestingRun(t)
}

// A number passes up to its limit and not beyond, read or set.
func TestLimits(t *testing.T) {
	date := rrule.Day(2023, 5, 20)
	for _, tt := range []struct {
		text  string
		built func(n int) rrule.Rule
		takes func(n int) bool
	}{
		{"FREQ=DAILY;INTERVAL=%d", func(n int) rrule.Rule { return rrule.Daily().Every(n) }, func(n int) bool { return n >= 1 }},
		{"FREQ=DAILY;INTERVAL=1;COUNT=%d", func(n int) rrule.Rule { return rrule.Daily().Times(n) }, func(n int) bool { return n >= 1 }},
		{"FREQ=YEARLY;INTERVAL=1;BYMONTH=%d", func(n int) rrule.Rule { return rrule.Yearly().In(time.Month(n)) }, func(n int) bool { return 1 <= n && n <= 12 }},
		{"FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=%d", func(n int) rrule.Rule { return rrule.Monthly().OnDay(n) }, func(n int) bool { return n != 0 && -31 <= n && n <= 31 }},
		{"FREQ=YEARLY;INTERVAL=1;BYDAY=%dTU", func(n int) rrule.Rule { return rrule.Yearly().OnThe(n, rrule.Tuesday) }, func(n int) bool { return n != 0 && -53 <= n && n <= 53 }},
		{"FREQ=YEARLY;INTERVAL=1;BYDAY=MO;BYSETPOS=%d", func(n int) rrule.Rule { return rrule.Yearly().On(rrule.Monday).Only(n) }, func(n int) bool { return n != 0 && -366 <= n && n <= 366 }},
		{"FREQ=DAILY;INTERVAL=1;DTSTART=2023-05-%02d", func(n int) rrule.Rule { return rrule.Daily().From(rrule.Day(2023, 5, n)) }, func(n int) bool { return 1 <= n && n <= 31 }},
		{"FREQ=DAILY;INTERVAL=1;DTSTART=2023-05-20;UNTIL=2023-05-%02d", func(n int) rrule.Rule { return rrule.Daily().From(date).Until(rrule.Day(2023, 5, n)) }, func(n int) bool { return 20 <= n && n <= 31 }},
	} {
		for n := -400; n <= 400; n++ {
			text := fmt.Sprintf(tt.text, n)
			read, err := rrule.Parse(text)
			if (err == nil) != tt.takes(n) {
				t.Errorf("Parse(%s): %v", text, err)
			}
			built := tt.built(n)
			if err := built.Validate(); (err == nil) != tt.takes(n) {
				t.Errorf("%s built: %v", text, err)
			}
			if tt.takes(n) && (built != read || built.String() != text) {
				t.Errorf("built %v, read %v, want %s", built, read, text)
			}
		}
	}
	for unit := -5; unit <= 150; unit++ {
		for _, most := range []int{rrule.EventUnits, rrule.AppointmentUnits} {
			if err := rrule.Hours(unit).Validate(most); (err == nil) != (0 <= unit && unit <= most) {
				t.Errorf("%d hours of %d: %v", unit, most, err)
			}
		}
	}
}
