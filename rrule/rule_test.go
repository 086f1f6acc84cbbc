package rrule_test

import (
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/rrule"
)

// The RRULE texts of the page, of the vendor's SDKs and of its articles, each
// with the text that the rule is written as.
func TestParsePublishedRules(t *testing.T) {
	for _, tt := range []struct{ name, text, canonical string }{
		{"R1 page, recurring event", "FREQ=DAILY;INTERVAL=1;DTSTART=2023-05-20;UNTIL=2023-05-28", ""},
		{"R2 page, recurring task", "FREQ=DAILY;INTERVAL=1;DTSTART=2022-04-06;UNTIL=2022-04-12", ""},
		{"R3 no DTSTART, BYDAY before INTERVAL", "FREQ=WEEKLY;BYDAY=SU;INTERVAL=2;UNTIL=2020-03-15", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;UNTIL=2020-03-15"},
		{"R4 DTSTART last", "FREQ=WEEKLY;INTERVAL=1;UNTIL=2020-05-16;BYDAY=SA;DTSTART=2020-05-02", "FREQ=WEEKLY;INTERVAL=1;BYDAY=SA;DTSTART=2020-05-02;UNTIL=2020-05-16"},
		{"R5", "FREQ=DAILY;INTERVAL=10;UNTIL=2022-08-14;DTSTART=2022-07-03", "FREQ=DAILY;INTERVAL=10;DTSTART=2022-07-03;UNTIL=2022-08-14"},
		{"R6", "FREQ=DAILY;INTERVAL=10;UNTIL=2020-08-14;DTSTART=2020-07-03", "FREQ=DAILY;INTERVAL=10;DTSTART=2020-07-03;UNTIL=2020-08-14"},
		{"R7", "FREQ=DAILY;INTERVAL=10;UNTIL=2023-08-14;DTSTART=2023-07-03", "FREQ=DAILY;INTERVAL=10;DTSTART=2023-07-03;UNTIL=2023-08-14"},
		{"R8", "FREQ=DAILY;INTERVAL=10;UNTIL=2023-08-14;DTSTART=2020-07-03", "FREQ=DAILY;INTERVAL=10;DTSTART=2020-07-03;UNTIL=2023-08-14"},
		{"R9 without its prefix", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", ""},
		{"R10 without its prefix", "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=16", ""},
		{"R11 without its prefix", "FREQ=MONTHLY;INTERVAL=1;BYDAY=1TH", ""},
		{"R11b without its prefix", "FREQ=MONTHLY;INTERVAL=1;BYDAY=4TH", ""},
		{"R12 without its prefix", "FREQ=WEEKLY;INTERVAL=1;BYDAY=FR", ""},
		{"R13 without its prefix", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r, err := rrule.Parse(tt.text)
			if err != nil {
				t.Fatal(err)
			}
			want := tt.canonical
			if want == "" {
				want = tt.text
			}
			if got := r.String(); got != want {
				t.Errorf("String() = %s, want %s", got, want)
			}
			if ws := r.Warnings(); ws != nil {
				t.Errorf("Warnings() = %v, want none", ws)
			}
			if again, err := rrule.Parse(r.String()); again != r || err != nil {
				t.Errorf("Parse(String()) = %v, %v", again, err)
			}
		})
	}
}

// Texts with parts that no published record has but nothing forbids.
func TestParseAccepts(t *testing.T) {
	for _, tt := range []struct{ text, canonical string }{
		{"FREQ=DAILY", "FREQ=DAILY"},
		{"FREQ=YEARLY;COUNT=3", "FREQ=YEARLY;COUNT=3"},
		{"FREQ=DAILY;INTERVAL=100;COUNT=100", "FREQ=DAILY;INTERVAL=100;COUNT=100"}, // beyond the sister product's 99
		{"FREQ=DAILY;INTERVAL=2147483647;COUNT=2147483647", "FREQ=DAILY;INTERVAL=2147483647;COUNT=2147483647"},
		{"FREQ=DAILY;INTERVAL=007", "FREQ=DAILY;INTERVAL=7"},
		{"FREQ=MONTHLY;BYDAY=-1FR,+2TU,MO,SU,MO", "FREQ=MONTHLY;BYDAY=MO,SU,2TU,-1FR"},
		{"FREQ=YEARLY;BYDAY=-53SU,53MO", "FREQ=YEARLY;BYDAY=53MO,-53SU"},
		{"FREQ=MONTHLY;BYMONTHDAY=-1,31,1,-31", "FREQ=MONTHLY;BYMONTHDAY=1,31,-31,-1"},
		{"FREQ=YEARLY;BYMONTH=12,1", "FREQ=YEARLY;BYMONTH=1,12"},
		{"FREQ=YEARLY;BYSETPOS=-366,366,-1,1;BYDAY=MO", "FREQ=YEARLY;BYDAY=MO;BYSETPOS=1,366,-366,-1"},
		{"FREQ=DAILY;BYMONTH=1;BYSETPOS=1", "FREQ=DAILY;BYMONTH=1;BYSETPOS=1"}, // any other BY part will do beside BYSETPOS
		{"FREQ=MONTHLY;BYMONTHDAY=1,2;BYSETPOS=-1", "FREQ=MONTHLY;BYMONTHDAY=1,2;BYSETPOS=-1"},
		{"FREQ=DAILY;DTSTART=2024-02-29;UNTIL=2024-02-29", "FREQ=DAILY;DTSTART=2024-02-29;UNTIL=2024-02-29"},
		{"FREQ=DAILY;DTSTART=0000-02-29;UNTIL=9999-12-31", "FREQ=DAILY;DTSTART=0000-02-29;UNTIL=9999-12-31"},
	} {
		r, err := rrule.Parse(tt.text)
		if err != nil {
			t.Errorf("Parse(%s): %v", tt.text, err)
			continue
		}
		if got := r.String(); got != tt.canonical {
			t.Errorf("Parse(%s) = %s, want %s", tt.text, got, tt.canonical)
		}
		if ws := r.Warnings(); ws != nil {
			t.Errorf("Parse(%s).Warnings() = %v, want none", tt.text, ws)
		}
	}
}

// Texts that pass with a warning. They are written as they were read.
func TestRuleWarnings(t *testing.T) {
	for _, tt := range []struct {
		text   string
		reason zohocrm.Reason
	}{
		{"FREQ=DAILY;INTERVAL=1;UNTIL=2023-05-28;", zohocrm.ReasonFormat},
		{"FREQ=DAILY;DTSTART=2023-05-20T09:00:00+05:30", zohocrm.ReasonFormat},
		{"FREQ=DAILY;UNTIL=2023-05-28T23:59:59-14:00", zohocrm.ReasonFormat},
		{"FREQ=WEEKLY;WKST=SU", zohocrm.ReasonUnknownKey},
		{"FREQ=WEEKLY;BYMONTHDAY=16", zohocrm.ReasonConflict},
		{"FREQ=WEEKLY;BYDAY=1TH", zohocrm.ReasonConflict},
		{"FREQ=DAILY;BYDAY=-1TH", zohocrm.ReasonConflict},
		{"FREQ=MONTHLY;BYSETPOS=1", zohocrm.ReasonConflict},
	} {
		r, err := rrule.Parse(tt.text)
		if err != nil {
			t.Errorf("Parse(%s): %v", tt.text, err)
			continue
		}
		if got := r.String(); got != tt.text {
			t.Errorf("Parse(%s) = %s", tt.text, got)
		}
		ws := r.Warnings()
		if len(ws) != 1 || !ws[0].Warning || ws[0].Reason != tt.reason || ws[0].Code != zohocrm.CodeInvalidData || ws.Err() != nil {
			t.Errorf("Parse(%s).Warnings() = %v, want one for %s", tt.text, ws, tt.reason)
		}
	}
}

const (
	wantFreq  = "one of DAILY, WEEKLY, MONTHLY, YEARLY in FREQ"
	wantKeys  = "one of the keys FREQ, INTERVAL, BYMONTH, BYMONTHDAY, BYDAY, BYSETPOS, WKST, DTSTART, UNTIL, COUNT"
	wantDay   = "weekdays such as MO, or 1MO with a number from 1 to 53 or -53 to -1, in BYDAY"
	wantParts = `parts KEY=VALUE joined by ";"`
)

func TestParseRefuses(t *testing.T) {
	for _, tt := range []struct {
		text     string
		reason   zohocrm.Reason
		expected string
	}{
		{"", zohocrm.ReasonMandatory, "the part FREQ with one of DAILY, WEEKLY, MONTHLY, YEARLY at character 1"},
		{"INTERVAL=1", zohocrm.ReasonMandatory, "the part FREQ with one of DAILY, WEEKLY, MONTHLY, YEARLY at character 1"},
		{"INTERVAL=1;FREQ=DAILY", zohocrm.ReasonFormat, "FREQ as the first part, and not at character 12"},
		{"RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", zohocrm.ReasonFormat, `FREQ=, without the prefix "RRULE:" of backup schedules, at character 1`},
		{"FREQ=DAILY;RRULE:COUNT=1", zohocrm.ReasonUnknownKey, wantKeys + " at character 12"},

		{"FREQ", zohocrm.ReasonFormat, wantParts + " at character 1"},
		{"every day", zohocrm.ReasonFormat, wantParts + " at character 1"},
		{";FREQ=DAILY", zohocrm.ReasonFormat, wantParts + " at character 1"},
		{"FREQ=DAILY;;COUNT=1", zohocrm.ReasonFormat, wantParts + " at character 12"},
		{"FREQ=DAILY;;", zohocrm.ReasonFormat, wantParts + " at character 12"},
		{"FREQ==DAILY", zohocrm.ReasonFormat, `";" before the next KEY=VALUE, whose "=" is at character 6`},
		{"FREQ=DAILYINTERVAL=1", zohocrm.ReasonFormat, `";" before the next KEY=VALUE, whose "=" is at character 19`},

		{"FREQ=", zohocrm.ReasonSupported, wantFreq + " at character 6"},
		{"FREQ=HOURLY", zohocrm.ReasonSupported, wantFreq + " at character 6"},
		{"FREQ=NONE", zohocrm.ReasonSupported, wantFreq + " at character 6"}, // alarms only
		{"FREQ=daily", zohocrm.ReasonSupported, wantFreq + " at character 6"},
		{"FREQ=DAILY;FREQ=WEEKLY", zohocrm.ReasonDuplicateKey, "FREQ once, and not again at character 12"},
		{"FREQ=DAILY;COUNT=1;COUNT=1", zohocrm.ReasonDuplicateKey, "COUNT once, and not again at character 20"},

		{"FREQ=DAILY;BYWEEKNO=1", zohocrm.ReasonUnknownKey, wantKeys + " instead of BYWEEKNO at character 12"},
		{"FREQ=DAILY;EXDATE=2023-05-21", zohocrm.ReasonUnknownKey, wantKeys + " instead of EXDATE at character 12"},
		{"FREQ=DAILY;X-A0123456789012345=", zohocrm.ReasonUnknownKey, wantKeys + " instead of X-A0123456789012345 at character 12"},
		{"FREQ=DAILY;X-A01234567890123456=", zohocrm.ReasonUnknownKey, wantKeys + " instead of X-A01234567890123456 at character 12"},
		{"FREQ=DAILY;Z=1", zohocrm.ReasonUnknownKey, wantKeys + " instead of Z at character 12"},
		{"FREQ=DAILY;X-A012345678901234567=1", zohocrm.ReasonUnknownKey, wantKeys + " at character 12"}, // longer than any key
		{"FREQ=DAILY;interval=1", zohocrm.ReasonUnknownKey, wantKeys + " at character 12"},
		{"FREQ=DAILY; COUNT=1", zohocrm.ReasonUnknownKey, wantKeys + " at character 12"},
		{"FREQ=DAILY;=1", zohocrm.ReasonUnknownKey, wantKeys + " at character 12"},
		{"日=1;FREQ=DAILY", zohocrm.ReasonUnknownKey, wantKeys + " at character 1"},

		{"FREQ=DAILY;INTERVAL=0", zohocrm.ReasonRange, "a number from 1 to 2147483647 in INTERVAL at character 21"},
		{"FREQ=DAILY;INTERVAL=2147483648", zohocrm.ReasonRange, "a number from 1 to 2147483647 in INTERVAL at character 21"},
		{"FREQ=DAILY;INTERVAL=-1", zohocrm.ReasonFormat, "a number from 1 to 2147483647 in INTERVAL at character 21"},
		{"FREQ=DAILY;INTERVAL=1.5", zohocrm.ReasonFormat, "a number from 1 to 2147483647 in INTERVAL at character 21"},
		{"FREQ=DAILY;INTERVAL=", zohocrm.ReasonFormat, "a number from 1 to 2147483647 in INTERVAL at character 21"},
		{"FREQ=DAILY;COUNT=0", zohocrm.ReasonRange, "a number from 1 to 2147483647 in COUNT at character 18"},
		{"FREQ=DAILY;COUNT=99999999999999999999", zohocrm.ReasonRange, "a number from 1 to 2147483647 in COUNT at character 18"},

		{"FREQ=YEARLY;BYMONTH=13", zohocrm.ReasonRange, "months from 1 to 12 in BYMONTH at character 21"},
		{"FREQ=YEARLY;BYMONTH=-1", zohocrm.ReasonFormat, "months from 1 to 12 in BYMONTH at character 21"},
		{"FREQ=YEARLY;BYMONTH=1,2,MAR", zohocrm.ReasonFormat, "months from 1 to 12 in BYMONTH at character 25"},
		{"FREQ=MONTHLY;BYMONTHDAY=1,32", zohocrm.ReasonRange, "days from 1 to 31 or -31 to -1 in BYMONTHDAY at character 27"},
		{"FREQ=MONTHLY;BYMONTHDAY=-32", zohocrm.ReasonRange, "days from 1 to 31 or -31 to -1 in BYMONTHDAY at character 25"},
		{"FREQ=MONTHLY;BYMONTHDAY=0", zohocrm.ReasonRange, "days from 1 to 31 or -31 to -1 in BYMONTHDAY at character 25"},
		{"FREQ=MONTHLY;BYMONTHDAY=1,,2", zohocrm.ReasonFormat, "days from 1 to 31 or -31 to -1 in BYMONTHDAY at character 27"},
		{"FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0", zohocrm.ReasonRange, "positions from 1 to 366 or -366 to -1 in BYSETPOS at character 32"},
		{"FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1,367", zohocrm.ReasonRange, "positions from 1 to 366 or -366 to -1 in BYSETPOS at character 34"},

		{"FREQ=WEEKLY;BYDAY=", zohocrm.ReasonFormat, wantDay + " at character 19"},
		{"FREQ=WEEKLY;BYDAY=M", zohocrm.ReasonFormat, wantDay + " at character 19"},
		{"FREQ=WEEKLY;BYDAY=MO,TX", zohocrm.ReasonFormat, wantDay + " at character 22"},
		{"FREQ=WEEKLY;BYDAY=MO,", zohocrm.ReasonFormat, wantDay + " at character 22"},
		{"FREQ=MONTHLY;BYDAY=MO1", zohocrm.ReasonFormat, wantDay + " at character 20"},
		{"FREQ=MONTHLY;BYDAY=xMO", zohocrm.ReasonFormat, wantDay + " at character 20"},
		{"FREQ=MONTHLY;BYDAY=0MO", zohocrm.ReasonRange, wantDay + " at character 20"},
		{"FREQ=YEARLY;BYDAY=MO,-54MO", zohocrm.ReasonRange, wantDay + " at character 22"},
		{"FREQ=WEEKLY;WKST=XX", zohocrm.ReasonSupported, "one of MO, TU, WE, TH, FR, SA, SU in WKST at character 18"},

		{"FREQ=DAILY;DTSTART=2023-02-29", zohocrm.ReasonCalendar, "a date yyyy-MM-dd of the calendar in DTSTART at character 20"},
		{"FREQ=DAILY;DTSTART=2023-13-01", zohocrm.ReasonCalendar, "a date yyyy-MM-dd of the calendar in DTSTART at character 20"},
		{"FREQ=DAILY;DTSTART=2023-04-31", zohocrm.ReasonCalendar, "a date yyyy-MM-dd of the calendar in DTSTART at character 20"},
		{"FREQ=DAILY;UNTIL=20230528", zohocrm.ReasonFormat, "a date yyyy-MM-dd of the calendar in UNTIL at character 18"},
		{"FREQ=DAILY;UNTIL=2023-5-28", zohocrm.ReasonFormat, "a date yyyy-MM-dd of the calendar in UNTIL at character 18"},
		{"FREQ=DAILY;UNTIL=2O23-05-28", zohocrm.ReasonFormat, "a date yyyy-MM-dd of the calendar in UNTIL at character 18"}, // the letter
		{"FREQ=DAILY;UNTIL=28/05/2023", zohocrm.ReasonFormat, "a date yyyy-MM-dd of the calendar in UNTIL at character 18"},
		{"FREQ=DAILY;UNTIL=2023-05-28T09:00:00Z", zohocrm.ReasonFormat, "a date yyyy-MM-dd of the calendar in UNTIL at character 18"},
		{"FREQ=DAILY;UNTIL=2023-05-28T24:00:00+00:00", zohocrm.ReasonCalendar, "a date yyyy-MM-dd of the calendar in UNTIL at character 18"},
		{"FREQ=DAILY;UNTIL=2023-05-28T09:00:00+14:01", zohocrm.ReasonCalendar, "a date yyyy-MM-dd of the calendar in UNTIL at character 18"},
		{"FREQ=DAILY;UNTIL=2023-05-32T09:00:00+14:00", zohocrm.ReasonCalendar, "a date yyyy-MM-dd of the calendar in UNTIL at character 18"},

		{"FREQ=DAILY;UNTIL=2023-05-28;COUNT=3", zohocrm.ReasonConflict, "no COUNT beside UNTIL at character 35"},
		{"FREQ=DAILY;COUNT=3;UNTIL=2023-05-28", zohocrm.ReasonConflict, "no COUNT beside UNTIL at character 18"},
		{"FREQ=DAILY;DTSTART=2023-05-20;UNTIL=2023-05-19", zohocrm.ReasonConflict, "a date not before DTSTART in UNTIL at character 37"},
		{"FREQ=DAILY;UNTIL=2022-05-20;DTSTART=2023-05-20T09:00:00+05:30", zohocrm.ReasonConflict, "a date not before DTSTART in UNTIL at character 18"},
		{"FREQ=DAILY;UNTIL=2023-05-20T09:00:00+01:00;DTSTART=2023-05-20T08:30:00+00:00", zohocrm.ReasonConflict, "a date not before DTSTART in UNTIL at character 18"},
	} {
		r, err := rrule.Parse(tt.text)
		if r != (rrule.Rule{}) {
			t.Errorf("Parse(%s) = %v beside an error", tt.text, r)
		}
		checkProblem(t, tt.text, err, tt.reason, tt.expected)
	}
}

// The same two instants, in the other order: UNTIL is written as an earlier
// time of the day and is later. Without a time on both sides the days count.
func TestUntilComparesInstants(t *testing.T) {
	for _, text := range []string{
		"FREQ=DAILY;DTSTART=2023-05-20T09:00:00+01:00;UNTIL=2023-05-20T08:30:00+00:00",
		"FREQ=DAILY;DTSTART=2023-05-20T09:00:00+05:30;UNTIL=2023-05-20",
		"FREQ=DAILY;DTSTART=2023-05-20;UNTIL=2023-05-20T01:00:00+05:30",
	} {
		if _, err := rrule.Parse(text); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func checkProblem(t *testing.T, text string, err error, reason zohocrm.Reason, expected string) {
	t.Helper()
	var e *zohocrm.Error
	if !errors.As(err, &e) {
		t.Errorf("%s: error %v, want a *zohocrm.Error", text, err)
		return
	}
	if e.Code != zohocrm.CodeInvalidData || e.Reason != reason || e.Message != "invalid data" || e.Expected != expected || e.Warning || e.Err != nil {
		t.Errorf("%s:\n got %s, %s\nwant %s, %s", text, e.Reason, e.Expected, reason, expected)
	}
}

func TestParseDetails(t *testing.T) {
	for _, tt := range []struct {
		text string
		want zohocrm.Details
	}{
		{"FREQ=HOURLY", zohocrm.Details{SupportedValues: []string{"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}}},
		{"FREQ=DAILY;WKST=mo", zohocrm.Details{SupportedValues: []string{"MO", "TU", "WE", "TH", "FR", "SA", "SU"}}},
		{"FREQ=DAILY;INTERVAL=0", zohocrm.Details{Range: &zohocrm.Range{From: 1, To: 2147483647}}},
		{"FREQ=DAILY;INTERVAL=1.5", zohocrm.Details{}}, // no number, and so in no range
		{"FREQ=DAILY;BYMONTH=0", zohocrm.Details{Range: &zohocrm.Range{From: 1, To: 12}}},
		{"FREQ=DAILY;BYMONTHDAY=-32", zohocrm.Details{Range: &zohocrm.Range{From: -31, To: 31}}},
		{"FREQ=DAILY;BYDAY=54MO", zohocrm.Details{Range: &zohocrm.Range{From: -53, To: 53}}},
		{"FREQ=DAILY;BYSETPOS=367", zohocrm.Details{Range: &zohocrm.Range{From: -366, To: 366}}},
		{"FREQ=DAILY;BYHOUR=1", zohocrm.Details{SupportedValues: []string{"FREQ", "INTERVAL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS", "WKST", "DTSTART", "UNTIL", "COUNT"}}},
		{strings.Repeat("x", rrule.MaxLength+1), zohocrm.Details{MaximumLength: rrule.MaxLength}},
	} {
		_, err := rrule.Parse(tt.text)
		var e *zohocrm.Error
		if !errors.As(err, &e) {
			t.Errorf("Parse(%.30s): %v", tt.text, err)
		} else if diff := cmp.Diff(tt.want, e.Details); diff != "" {
			t.Errorf("Parse(%.30s): details -want +got\n%s", tt.text, diff)
		}
	}
}

// What an error lends out is the caller's to change.
func TestDetailsAreCopies(t *testing.T) {
	_, err := rrule.Parse("FREQ=HOURLY")
	var e *zohocrm.Error
	if !errors.As(err, &e) {
		t.Fatal(err)
	}
	e.Details.SupportedValues[0] = "HOURLY"
	if _, err := rrule.Parse("FREQ=DAILY"); err != nil {
		t.Error(err)
	}
	if _, err := rrule.Parse("FREQ=HOURLY"); err == nil {
		t.Error("HOURLY has become a frequency")
	}
}

// The limit is in code points and is the first thing that is looked at.
func TestLengthLimit(t *testing.T) {
	for _, tt := range []struct {
		text   string
		reason zohocrm.Reason
	}{
		{"FREQ=DAILY;INTERVAL=" + strings.Repeat("0", rrule.MaxLength-21) + "1", ""},
		{"FREQ=DAILY;INTERVAL=" + strings.Repeat("0", rrule.MaxLength-20) + "1", zohocrm.ReasonMaxLength},
		{strings.Repeat("ü", rrule.MaxLength), zohocrm.ReasonFormat},
		{strings.Repeat("ü", rrule.MaxLength+1), zohocrm.ReasonMaxLength},
	} {
		_, err := rrule.Parse(tt.text)
		if tt.reason == "" && err != nil || tt.reason != "" && !errors.Is(err, tt.reason) {
			t.Errorf("%d bytes: %v, want %q", len(tt.text), err, tt.reason)
		}
	}
	// The longest rule there is fits.
	longest := rrule.Yearly().Every(2147483647).From(rrule.Day(2023, 5, 20)).Times(2147483647)
	for n := 1; n <= 366; n++ {
		longest = longest.Only(n, -n)
		if n <= 31 {
			longest = longest.OnDay(n, -n)
		}
		if n <= 12 {
			longest = longest.In(time.Month(n))
		}
		for day := rrule.Monday; day <= rrule.Sunday && n <= 53; day++ {
			longest = longest.On(day).OnThe(n, day).OnThe(-n, day)
		}
	}
	text := longest.String()
	if again, err := rrule.Parse(text); err != nil || again != longest {
		t.Errorf("rule of %d characters: %v", len(text), err)
	}
	if len(text) > rrule.MaxLength || len(text) < rrule.MaxLength*9/10 {
		t.Errorf("the longest rule has %d characters, MaxLength is %d", len(text), rrule.MaxLength)
	}
}

func TestBuilder(t *testing.T) {
	for _, tt := range []struct {
		rule rrule.Rule
		want string
	}{
		{rrule.Daily().From(rrule.Day(2023, 5, 20)).Until(rrule.Day(2023, 5, 28)), "FREQ=DAILY;INTERVAL=1;DTSTART=2023-05-20;UNTIL=2023-05-28"},
		{rrule.Weekly().Every(2).On(rrule.Monday, rrule.Friday).On(rrule.Thursday).Times(10), "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH,FR;COUNT=10"},
		{rrule.Monthly().OnDay(16, -1), "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=16,-1"},
		{rrule.Monthly().OnThe(2, rrule.Tuesday).OnThe(4, rrule.Tuesday, rrule.Wednesday), "FREQ=MONTHLY;INTERVAL=1;BYDAY=2TU,4TU,4WE"},
		{rrule.Monthly().On(rrule.Monday, rrule.Tuesday, rrule.Wednesday, rrule.Thursday, rrule.Friday).Only(-1), "FREQ=MONTHLY;INTERVAL=1;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"},
		{rrule.Yearly().In(time.November, time.May).OnThe(-1, rrule.Thursday), "FREQ=YEARLY;INTERVAL=1;BYMONTH=5,11;BYDAY=-1TH"},
		{rrule.Daily().Every(0).Every(3), "FREQ=DAILY;INTERVAL=3"}, // a setter that is used again forgets what was wrong
		{rrule.Daily().Until(rrule.Day(2023, 2, 30)).Until(rrule.Day(2023, 3, 1)), "FREQ=DAILY;INTERVAL=1;UNTIL=2023-03-01"},
	} {
		if err := tt.rule.Validate(); err != nil {
			t.Errorf("%s: %v", tt.want, err)
		}
		if got := tt.rule.String(); got != tt.want {
			t.Errorf("got %s, want %s", got, tt.want)
		}
	}
}

func TestBuilderProblems(t *testing.T) {
	day := rrule.Day(2023, 5, 20)
	for _, tt := range []struct {
		name     string
		rule     rrule.Rule
		reason   zohocrm.Reason
		expected string
	}{
		{"zero", rrule.Rule{}, zohocrm.ReasonMandatory, "the part FREQ with one of DAILY, WEEKLY, MONTHLY, YEARLY"},
		{"Every(0)", rrule.Daily().Every(0), zohocrm.ReasonRange, "a number from 1 to 2147483647 in INTERVAL"},
		{"Times(-1)", rrule.Daily().Times(-1), zohocrm.ReasonRange, "a number from 1 to 2147483647 in COUNT"},
		{"In(13)", rrule.Yearly().In(time.May, 13), zohocrm.ReasonRange, "months from 1 to 12 in BYMONTH"},
		{"OnDay(40)", rrule.Monthly().OnDay(40).OnDay(4), zohocrm.ReasonRange, "days from 1 to 31 or -31 to -1 in BYMONTHDAY"},
		{"On(8)", rrule.Weekly().On(rrule.Sunday + 1), zohocrm.ReasonRange, wantDay},
		{"OnThe(0)", rrule.Monthly().OnThe(0, rrule.Monday), zohocrm.ReasonRange, wantDay},
		{"OnThe(54)", rrule.Yearly().OnThe(54, rrule.Monday), zohocrm.ReasonRange, wantDay},
		{"Only(0)", rrule.Monthly().On(rrule.Monday).Only(0), zohocrm.ReasonRange, "positions from 1 to 366 or -366 to -1 in BYSETPOS"},
		{"From(no day)", rrule.Daily().From(rrule.Day(2023, 2, 30)), zohocrm.ReasonCalendar, "a date yyyy-MM-dd of the calendar in DTSTART"},
		{"Until(no day)", rrule.Daily().Until(rrule.Date{}), zohocrm.ReasonCalendar, "a date yyyy-MM-dd of the calendar in UNTIL"},
		{"Until and Times", rrule.Daily().Until(day).Times(3), zohocrm.ReasonConflict, "no COUNT beside UNTIL"},
		{"Every(0) and Times(0)", rrule.Daily().Every(0).Times(0), zohocrm.ReasonRange, "a number from 1 to 2147483647 in INTERVAL"}, // the first in the text
		{"Every(0) and In(13)", rrule.Yearly().Every(0).In(13), zohocrm.ReasonRange, "a number from 1 to 2147483647 in INTERVAL"},
		{"Every(0) and On(8)", rrule.Weekly().Every(0).On(rrule.Sunday + 1), zohocrm.ReasonRange, "a number from 1 to 2147483647 in INTERVAL"},
		{"Until before From", rrule.Daily().From(day).Until(rrule.Day(2023, 5, 19)), zohocrm.ReasonConflict, "a date not before DTSTART in UNTIL"},
	} {
		checkProblem(t, tt.name, tt.rule.Validate(), tt.reason, tt.expected)
		if got := tt.rule.String(); got != "invalid Rule" {
			t.Errorf("%s: String() = %s", tt.name, got)
		}
		if _, err := tt.rule.MarshalText(); !errors.Is(err, tt.reason) {
			t.Errorf("%s: MarshalText: %v", tt.name, err)
		}
		for d := range tt.rule.Dates(1) {
			t.Errorf("%s: Dates yields %v", tt.name, d)
		}
	}
	if _, err := rrule.Parse(rrule.Rule{}.String()); err == nil {
		t.Error("the text of the zero Rule is a rule")
	}
}

// A method returns another rule and leaves its own as it is.
func TestRuleIsImmutable(t *testing.T) {
	base := rrule.Monthly().OnDay(1).On(rrule.Monday)
	want := base.String()
	base.Every(3).On(rrule.Tuesday).OnThe(1, rrule.Wednesday).OnDay(2).In(3).Only(1).Times(2).From(rrule.Day(2023, 5, 20))
	if got := base.String(); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestRuleAccessors(t *testing.T) {
	r, err := rrule.Parse("FREQ=YEARLY;INTERVAL=2;BYMONTH=1,11;BYMONTHDAY=5,-3;BYDAY=MO,4TH,-1FR;BYSETPOS=1,-2;WKST=SU;DTSTART=2023-05-20T10:00:00+05:30;COUNT=7")
	if err != nil {
		t.Fatal(err)
	}
	type parts struct {
		Freq                  rrule.Freq
		Interval, Count       int
		Start, End            string
		Months                []time.Month
		MonthDays, SetPos     []int
		Days                  []rrule.NthDay
		WeekStart             rrule.Weekday
		FreqName, WeekdayName string
	}
	of := func(r rrule.Rule) parts {
		return parts{r.Freq(), r.Interval(), r.Count(), r.Start().String(), r.End().String(), r.ByMonth(),
			r.ByMonthDay(), r.BySetPos(), r.ByDay(), r.WeekStart(), r.Freq().String(), r.WeekStart().String()}
	}
	want := parts{rrule.FreqYearly, 2, 7, "2023-05-20", "invalid Date", []time.Month{1, 11}, []int{5, -3}, []int{1, -2},
		[]rrule.NthDay{{0, rrule.Monday}, {4, rrule.Thursday}, {-1, rrule.Friday}}, rrule.Sunday, "YEARLY", "SU"}
	if diff := cmp.Diff(want, of(r)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	want = parts{Interval: 1, Start: "invalid Date", End: "invalid Date", WeekStart: rrule.Monday, WeekdayName: "MO"}
	if diff := cmp.Diff(want, of(rrule.Rule{})); diff != "" {
		t.Errorf("zero Rule: -want +got\n%s", diff)
	}
}

func TestNamesOfNothing(t *testing.T) {
	for _, s := range []string{
		rrule.Freq(99).String(), rrule.Weekday(99).String(), rrule.Action(99).String(), rrule.Period(99).String(), rrule.Weekday(0).String(),
		(rrule.FreqNone + 1).String(), (rrule.Sunday + 1).String(), (rrule.ActionEmailAndPopup + 1).String(), (rrule.PeriodWeeks + 1).String(),
	} {
		if s != "" {
			t.Errorf("a name for nothing: %s", s)
		}
	}
}

func TestRuleAsText(t *testing.T) {
	type activity struct {
		RRULE rrule.Rule
		ALARM rrule.Alarm
	}
	const text = `{"RRULE":"FREQ=DAILY;INTERVAL=1;DTSTART=2022-04-06;UNTIL=2022-04-12","ALARM":"ACTION=EMAIL;TRIGGER=-P1D;TRIGGER_TIME=22:52"}`
	var a activity
	if err := json.Unmarshal([]byte(text), &a); err != nil {
		t.Fatal(err)
	}
	got, err := json.Marshal(a)
	if err != nil || string(got) != text {
		t.Errorf("got %s, %v", got, err)
	}
	if err := json.Unmarshal([]byte(`{"RRULE":"daily"}`), &a); !errors.Is(err, zohocrm.ReasonFormat) {
		t.Errorf("a wrong RRULE: %v", err)
	}
	if err := json.Unmarshal([]byte(`{"ALARM":"daily"}`), &a); !errors.Is(err, zohocrm.ReasonFormat) {
		t.Errorf("a wrong ALARM: %v", err)
	}
}

func TestDate(t *testing.T) {
	for _, tt := range []struct {
		year, day int
		month     time.Month
		want      string
	}{
		{2023, 20, 5, "2023-05-20"},
		{0, 1, 1, "0000-01-01"},
		{9999, 31, 12, "9999-12-31"},
		{2000, 29, 2, "2000-02-29"},
		{1900, 29, 2, "invalid Date"},
		{2023, 31, 4, "invalid Date"},
		{2023, 0, 1, "invalid Date"},
		{2023, 1, 0, "invalid Date"},
		{2023, 1, 13, "invalid Date"},
		{-1, 1, 1, "invalid Date"},
		{10000, 1, 1, "invalid Date"},
		{1 << 17, 1, 1, "invalid Date"},
	} {
		d := rrule.Day(tt.year, tt.month, tt.day)
		if d.String() != tt.want || d.IsValid() != (tt.want != "invalid Date") {
			t.Errorf("Day(%d, %d, %d) = %v, want %s", tt.year, tt.month, tt.day, d, tt.want)
		}
		if year, month, day := d.Date(); d.IsValid() && (year != tt.year || month != tt.month || day != tt.day) {
			t.Errorf("%v.Date() = %d, %d, %d", d, year, month, day)
		}
	}
	// Each day of 28 years has the weekday that package time gives it.
	for at := time.Date(1999, 12, 31, 23, 59, 59, 0, time.UTC); at.Year() < 2028; at = at.AddDate(0, 0, 1) {
		d := rrule.DayOf(at)
		if want := strings.ToUpper(at.Weekday().String()[:2]); d.Weekday().String() != want {
			t.Fatalf("%v: %v, want %s", d, d.Weekday(), want)
		}
	}
	if day := (rrule.Date{}).Weekday(); day != 0 {
		t.Errorf("the zero Date is a %v", day)
	}
}

func TestDateAsText(t *testing.T) {
	for in, want := range map[string]rrule.Date{
		"2023-05-20": rrule.Day(2023, 5, 20), "0000-01-01": rrule.Day(0, 1, 1), "9999-12-31": rrule.Day(9999, 12, 31), "": {},
	} {
		d := rrule.Day(1, 1, 1)
		if err := d.UnmarshalText([]byte(in)); err != nil || d != want {
			t.Errorf("%q is read as %v, %v", in, d, err)
		}
		if out, err := d.MarshalText(); err != nil || string(out) != in {
			t.Errorf("%v is written as %q, %v", d, out, err)
		}
	}
	for in, reason := range map[string]zohocrm.Reason{
		"2023-02-30": zohocrm.ReasonCalendar, "2023-5-20": zohocrm.ReasonFormat, "20.05.2023": zohocrm.ReasonFormat,
		"2023-05-20T00:00:00+00:00": zohocrm.ReasonFormat, "invalid Date": zohocrm.ReasonFormat,
	} {
		d := rrule.Day(1, 1, 1)
		if err := d.UnmarshalText([]byte(in)); !errors.Is(err, reason) || d != rrule.Day(1, 1, 1) {
			t.Errorf("%q is read as %v, %v, want reason %s", in, d, err, reason)
		}
	}
}

func TestDateCompare(t *testing.T) {
	days := []rrule.Date{{}, rrule.Day(0, 1, 1), rrule.Day(2022, 12, 31), rrule.Day(2023, 1, 1), rrule.Day(2023, 1, 2), rrule.Day(2023, 2, 1)}
	for i, d := range days {
		for j, e := range days {
			want := 0
			if i < j {
				want = -1
			} else if i > j {
				want = 1
			}
			if got := d.Compare(e); got != want {
				t.Errorf("%v.Compare(%v) = %d, want %s", d, e, got, strconv.Itoa(want))
			}
		}
	}
}
