package rrule_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/rrule"
)

const wantTrigger = "DATE-TIME:yyyy-MM-ddTHH:mm:ss±HH:mm, -P1D to -P6D, or -P1W to -P3W"

// The ALARM texts of the page, of the vendor's SDKs and of its articles that
// are well formed. Each is written as it is read.
func TestParsePublishedAlarms(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		action     rrule.Action
		relative   bool
	}{
		{"A1 page", "ACTION=EMAIL;TRIGGER=-P1D;TRIGGER_TIME=22:52", rrule.ActionEmail, true},
		{"A2", "ACTION=EMAILANDPOPUP;TRIGGER=DATE-TIME:2023-07-03T12:30:00+05:30", rrule.ActionEmailAndPopup, false},
		{"A3", "ACTION=EMAILANDPOPUP;TRIGGER=DATE-TIME:2020-07-03T12:30:00+05:30", rrule.ActionEmailAndPopup, false},
		{"A4", "FREQ=NONE;ACTION=EMAILANDPOPUP;TRIGGER=DATE-TIME:2020-07-03T12:30:00+05:30", rrule.ActionEmailAndPopup, false},
		{"A5", "FREQ=NONE;ACTION=POPUP;TRIGGER=DATE-TIME:2021-01-18T12:45:00+05:30", rrule.ActionPopup, false},
		{"A6", "FREQ=NONE;ACTION=EMAIL;TRIGGER=DATE-TIME:2021-01-18T12:45:00-08:00", rrule.ActionEmail, false},
		{"A6b", "FREQ=NONE;ACTION=POPUP;TRIGGER=DATE-TIME:2021-01-18T12:45:00+00:00", rrule.ActionPopup, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a, err := rrule.ParseAlarm(tt.text)
			if err != nil {
				t.Fatal(err)
			}
			if got := a.String(); got != tt.text {
				t.Errorf("String() = %s, want %s", got, tt.text)
			}
			if a.Action() != tt.action || a.Relative() != tt.relative || a.Validate() != nil || a.Warnings() != nil {
				t.Errorf("action %v, relative %v, problem %v, warnings %v", a.Action(), a.Relative(), a.Validate(), a.Warnings())
			}
		})
	}
}

// The last minute of an hour is one, in a time and in an offset.
func TestAlarmLastMinute(t *testing.T) {
	for _, text := range []string{
		"ACTION=EMAIL;TRIGGER=-P1D;TRIGGER_TIME=23:59",
		"ACTION=EMAIL;TRIGGER=DATE-TIME:2023-07-03T23:59:59+05:59",
	} {
		if a, err := rrule.ParseAlarm(text); err != nil || a.String() != text {
			t.Errorf("ParseAlarm(%s) = %v, %v", text, a, err)
		}
	}
}

// The triggers that the page lists, and no others.
func TestAlarmTriggers(t *testing.T) {
	for trigger, days := range map[string]int{
		"-P1D": 1, "-P2D": 2, "-P3D": 3, "-P4D": 4, "-P5D": 5, "-P6D": 6, "-P1W": 7, "-P2W": 14, "-P3W": 21,
	} {
		text := "ACTION=POPUP;TRIGGER=" + trigger + ";TRIGGER_TIME=00:00"
		a, err := rrule.ParseAlarm(text)
		if err != nil || a.String() != text || a.Before() != days || !a.Relative() || a.Time() != "00:00" {
			t.Errorf("ParseAlarm(%s) = %v, %v; %d days", text, a, err, a.Before())
		}
		if _, ok := a.When(); ok {
			t.Errorf("%s has a date", text)
		}
		if built := rrule.Popup().DaysBefore(days).At("00:00"); built != a {
			t.Errorf("DaysBefore(%d) = %v, want %v", days, built, a)
		}
	}
	for trigger, reason := range map[string]zohocrm.Reason{
		"-P0D": zohocrm.ReasonRange, "-P7D": zohocrm.ReasonRange, "-P9D": zohocrm.ReasonRange, "-P0W": zohocrm.ReasonRange, "-P4W": zohocrm.ReasonRange,
		"-P1M": zohocrm.ReasonFormat, "-P10D": zohocrm.ReasonFormat, "-PT15M": zohocrm.ReasonFormat, "+P1D": zohocrm.ReasonFormat, "-P1d": zohocrm.ReasonFormat, "-PxD": zohocrm.ReasonFormat, "": zohocrm.ReasonFormat,
		"2023-07-03T12:30:00+05:30":             zohocrm.ReasonFormat,
		"DATE-TIME:":                            zohocrm.ReasonFormat,
		"DATE-TIME:2023-07-03":                  zohocrm.ReasonFormat,
		"DATE-TIME:2023-07-03T12:30:00Z":        zohocrm.ReasonFormat,
		"DATE-TIME:2023-07-03T12:30:00":         zohocrm.ReasonFormat,
		"DATE-TIME:2023-07-03T12:30+05:30":      zohocrm.ReasonFormat,
		"DATE-TIME:2023-07-03 12:30:00+05:30":   zohocrm.ReasonFormat,
		"DATE-TIME:2023-07-03T12:30:00.0+05:30": zohocrm.ReasonFormat,
		"DATE-TIME:2023-07-32T12:30:00+05:30":   zohocrm.ReasonCalendar,
		"DATE-TIME:2023-07-03T24:30:00+05:30":   zohocrm.ReasonCalendar,
		"DATE-TIME:2023-07-03T12:60:00+05:30":   zohocrm.ReasonCalendar,
		"DATE-TIME:2023-07-03T12:30:60+05:30":   zohocrm.ReasonCalendar,
		"DATE-TIME:2023-07-03T12:30:00+05:60":   zohocrm.ReasonCalendar,
		"TIME:24:00":                            zohocrm.ReasonRange,
		"TIME:2345":                             zohocrm.ReasonFormat,
	} {
		text := "ACTION=EMAIL;TRIGGER=" + trigger + ";TRIGGER_TIME=09:00"
		_, err := rrule.ParseAlarm(text)
		checkProblem(t, text, err, reason, wantTrigger+" in TRIGGER at character 22")
	}
}

func TestParseAlarmRefuses(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		reason     zohocrm.Reason
		expected   string
	}{
		{"A7", "FREQ=WEEKLY;UNTIL=2020-05-21T11:00:00+05:30ACTION=POPUP;TRIGGER=DATE-TIME:2020-05-01T11:00:00+05:30", zohocrm.ReasonFormat, `";" before the next KEY=VALUE, whose "=" is at character 50`},
		{"A8", "FREQ=NONE;ACTION=EMAILANDPOPUP;TRIGGER=DATE-TIME:2020-07-03T12:30:00.05:30", zohocrm.ReasonFormat, wantTrigger + " in TRIGGER at character 40"},
		{"A9", "ACTION=EMAILANDPOPUPTRIGGER=DATE-TIME:2020-07-03T12:30:00+05:30", zohocrm.ReasonFormat, `";" before the next KEY=VALUE, whose "=" is at character 28`},
		{"A10", "ACTION=EMAIL;TRIGGER=P1D;TRIGGER_TIME=09:00", zohocrm.ReasonFormat, wantTrigger + " in TRIGGER at character 22"},

		{"empty", "", zohocrm.ReasonMandatory, "the part ACTION with one of EMAIL, POPUP, EMAILANDPOPUP at character 1"},
		{"no action", "TRIGGER=-P1D;TRIGGER_TIME=22:52", zohocrm.ReasonMandatory, "the part ACTION with one of EMAIL, POPUP, EMAILANDPOPUP at character 32"},
		{"no trigger", "ACTION=EMAIL", zohocrm.ReasonMandatory, "the part TRIGGER with " + wantTrigger + " at character 13"},
		{"no time", "ACTION=EMAIL;TRIGGER=-P1D", zohocrm.ReasonMandatory, "the part TRIGGER_TIME with a time HH:mm from 00:00 to 23:59 at character 26"},
		{"unknown action", "ACTION=SMS;TRIGGER=-P1D;TRIGGER_TIME=22:52", zohocrm.ReasonSupported, "one of EMAIL, POPUP, EMAILANDPOPUP in ACTION at character 8"},
		{"unknown frequency", "FREQ=HOURLY;ACTION=EMAIL", zohocrm.ReasonSupported, "one of DAILY, WEEKLY, MONTHLY, YEARLY, NONE in FREQ at character 6"},
		{"unknown key", "ACTION=EMAIL;REPEAT=1", zohocrm.ReasonUnknownKey, "one of the keys FREQ, UNTIL, ACTION, TRIGGER, TRIGGER_TIME instead of REPEAT at character 14"},
		{"key twice", "ACTION=EMAIL;ACTION=POPUP", zohocrm.ReasonDuplicateKey, "ACTION once, and not again at character 14"},
		{"one-digit hour", "ACTION=EMAIL;TRIGGER=-P1D;TRIGGER_TIME=9:00", zohocrm.ReasonFormat, "a time HH:mm from 00:00 to 23:59 in TRIGGER_TIME at character 40"},
		{"point", "ACTION=EMAIL;TRIGGER=-P1D;TRIGGER_TIME=09.00", zohocrm.ReasonFormat, "a time HH:mm from 00:00 to 23:59 in TRIGGER_TIME at character 40"},
		{"24:00", "ACTION=EMAIL;TRIGGER=-P1D;TRIGGER_TIME=24:00", zohocrm.ReasonRange, "a time HH:mm from 00:00 to 23:59 in TRIGGER_TIME at character 40"},
		{"12:60", "ACTION=EMAIL;TRIGGER=-P1D;TRIGGER_TIME=12:60", zohocrm.ReasonRange, "a time HH:mm from 00:00 to 23:59 in TRIGGER_TIME at character 40"},
		{"UNTIL", "FREQ=DAILY;UNTIL=never;ACTION=EMAIL", zohocrm.ReasonFormat, "a date and time yyyy-MM-ddTHH:mm:ss±HH:mm of the calendar in UNTIL at character 18"},
	} {
		a, err := rrule.ParseAlarm(tt.text)
		if a != (rrule.Alarm{}) {
			t.Errorf("%s: %v beside an error", tt.name, a)
		}
		checkProblem(t, tt.name, err, tt.reason, tt.expected)
	}
}

// Texts that pass with a warning. They are written as they were read.
func TestAlarmWarnings(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		reason     zohocrm.Reason
	}{
		{"A7 with its semicolon", "FREQ=WEEKLY;UNTIL=2020-05-21T11:00:00+05:30;ACTION=POPUP;TRIGGER=DATE-TIME:2020-05-01T11:00:00+05:30", zohocrm.ReasonUnknownKey},
		{"older form", "FREQ=YEARLY;ACTION=EMAIL;TRIGGER=DATE-TIME:2019-10-29T17:59:00+05:30", zohocrm.ReasonUnknownKey},
		{"UNTIL alone", "UNTIL=2020-05-21;ACTION=POPUP;TRIGGER=DATE-TIME:2020-05-01T11:00:00+05:30", zohocrm.ReasonUnknownKey},
		{"TIME", "ACTION=EMAIL;TRIGGER=TIME:23:45", zohocrm.ReasonFormat},
		{"time for nothing", "ACTION=EMAIL;TRIGGER=DATE-TIME:2020-05-01T11:00:00+05:30;TRIGGER_TIME=22:52", zohocrm.ReasonConflict},
		{"semicolon", "ACTION=EMAIL;TRIGGER=-P1D;TRIGGER_TIME=22:52;", zohocrm.ReasonFormat},
	} {
		a, err := rrule.ParseAlarm(tt.text)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if got := a.String(); got != tt.text {
			t.Errorf("%s: String() = %s, want %s", tt.name, got, tt.text)
		}
		ws := a.Warnings()
		if len(ws) == 0 || !ws[0].Warning || ws[0].Reason != tt.reason || ws.Err() != nil {
			t.Errorf("%s: warnings %v, want one for %s", tt.name, ws, tt.reason)
		}
	}
}

func TestAlarmPartsInAnyOrder(t *testing.T) {
	a, err := rrule.ParseAlarm("TRIGGER_TIME=22:52;TRIGGER=-P1W;FREQ=NONE;ACTION=EMAIL")
	if want := "FREQ=NONE;ACTION=EMAIL;TRIGGER=-P1W;TRIGGER_TIME=22:52"; err != nil || a.String() != want {
		t.Errorf("got %v, %v; want %s", a, err, want)
	}
}

func TestAlarmBuilder(t *testing.T) {
	india := time.FixedZone("IST", 5*3600+1800)
	for _, tt := range []struct {
		alarm rrule.Alarm
		want  string
	}{
		{rrule.Email().DaysBefore(1).At("22:52"), "ACTION=EMAIL;TRIGGER=-P1D;TRIGGER_TIME=22:52"},
		{rrule.Popup().WeeksBefore(3).At("09:00"), "ACTION=POPUP;TRIGGER=-P3W;TRIGGER_TIME=09:00"},
		{rrule.EmailAndPopup().On(time.Date(2023, 7, 3, 12, 30, 0, 999, india)), "ACTION=EMAILANDPOPUP;TRIGGER=DATE-TIME:2023-07-03T12:30:00+05:30"},
		{rrule.Email().On(time.Date(2023, 7, 3, 12, 30, 0, 0, time.FixedZone("", -3*3600-1800))), "ACTION=EMAIL;TRIGGER=DATE-TIME:2023-07-03T12:30:00-03:30"},
		{rrule.Email().On(time.Date(2023, 7, 3, 12, 30, 0, 0, time.FixedZone("LMT", 3601))), "ACTION=EMAIL;TRIGGER=DATE-TIME:2023-07-03T11:29:59+00:00"},
		{rrule.Email().On(time.Date(2023, 7, 3, 12, 30, 0, 0, time.FixedZone("", 15*3600))), "ACTION=EMAIL;TRIGGER=DATE-TIME:2023-07-02T21:30:00+00:00"},
		{rrule.Email().On(time.Date(2023, 7, 3, 12, 30, 0, 0, time.FixedZone("", 14*3600))), "ACTION=EMAIL;TRIGGER=DATE-TIME:2023-07-03T12:30:00+14:00"},
		{rrule.Email().On(time.Date(2023, 7, 3, 12, 30, 0, 0, time.FixedZone("", -14*3600))), "ACTION=EMAIL;TRIGGER=DATE-TIME:2023-07-03T12:30:00-14:00"},
		{rrule.Email().DaysBefore(99).DaysBefore(1).At("x").At("22:52"), "ACTION=EMAIL;TRIGGER=-P1D;TRIGGER_TIME=22:52"},
		{rrule.Email().DaysBefore(1).On(time.Date(2023, 7, 3, 12, 30, 0, 0, time.UTC)), "ACTION=EMAIL;TRIGGER=DATE-TIME:2023-07-03T12:30:00+00:00"},
	} {
		if err := tt.alarm.Validate(); err != nil || tt.alarm.String() != tt.want {
			t.Errorf("got %v, %v; want %s", tt.alarm, err, tt.want)
		}
		if again, err := rrule.ParseAlarm(tt.want); again != tt.alarm {
			t.Errorf("ParseAlarm(%s) = %v, %v", tt.want, again, err)
		}
	}
	at := time.Date(2023, 7, 3, 12, 30, 0, 0, india)
	when, ok := rrule.Email().On(at).When()
	if !ok || !when.Equal(at) {
		t.Errorf("When() = %v, %v, want %v", when, ok, at)
	}
}

func TestAlarmBuilderProblems(t *testing.T) {
	seventh := 7
	for range 6 {
		seventh *= 2 - 7*seventh // in the end 7*seventh is 1, as an int wraps around
	}
	for _, tt := range []struct {
		name     string
		alarm    rrule.Alarm
		reason   zohocrm.Reason
		expected string
	}{
		{"zero", rrule.Alarm{}, zohocrm.ReasonMandatory, "the part ACTION with one of EMAIL, POPUP, EMAILANDPOPUP"},
		{"no trigger", rrule.Email(), zohocrm.ReasonMandatory, "the part TRIGGER with " + wantTrigger},
		{"no time", rrule.Email().DaysBefore(1), zohocrm.ReasonMandatory, "the part TRIGGER_TIME with a time HH:mm from 00:00 to 23:59"},
		{"DaysBefore(8)", rrule.Email().DaysBefore(8).At("22:52"), zohocrm.ReasonRange, wantTrigger + " in TRIGGER"},
		{"DaysBefore(-1)", rrule.Email().DaysBefore(-1).At("22:52"), zohocrm.ReasonRange, wantTrigger + " in TRIGGER"},
		{"DaysBefore(257)", rrule.Email().DaysBefore(257).At("22:52"), zohocrm.ReasonRange, wantTrigger + " in TRIGGER"},
		{"WeeksBefore(4)", rrule.Email().WeeksBefore(4).At("22:52"), zohocrm.ReasonRange, wantTrigger + " in TRIGGER"},
		{"WeeksBefore(n) with 7n = 1", rrule.Email().WeeksBefore(seventh).At("22:52"), zohocrm.ReasonRange, wantTrigger + " in TRIGGER"},
		{"DaysBefore(8) and At(x)", rrule.Email().DaysBefore(8).At("x"), zohocrm.ReasonRange, wantTrigger + " in TRIGGER"}, // the first in the text
		{"At(10.52 PM)", rrule.Email().DaysBefore(1).At("10.52 PM"), zohocrm.ReasonFormat, "a time HH:mm from 00:00 to 23:59 in TRIGGER_TIME"},
		{"On(year 10000)", rrule.Email().On(time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)), zohocrm.ReasonRange, wantTrigger + " in TRIGGER"},
	} {
		checkProblem(t, tt.name, tt.alarm.Validate(), tt.reason, tt.expected)
		if got := tt.alarm.String(); got != "invalid Alarm" {
			t.Errorf("%s: String() = %s", tt.name, got)
		}
		if _, err := tt.alarm.MarshalText(); !errors.Is(err, tt.reason) {
			t.Errorf("%s: MarshalText: %v", tt.name, err)
		}
	}
}

func TestAlarmDetails(t *testing.T) {
	for text, want := range map[string]zohocrm.Details{
		"ACTION=SMS":         {SupportedValues: []string{"EMAIL", "POPUP", "EMAILANDPOPUP"}},
		"TRIGGER_TIME=24:00": {}, // a range that is not of numbers
	} {
		_, err := rrule.ParseAlarm(text)
		var e *zohocrm.Error
		if !errors.As(err, &e) {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, e.Details); diff != "" {
			t.Errorf("%s: -want +got\n%s", text, diff)
		}
	}
	if got := rrule.ActionEmailAndPopup.String(); got != "EMAILANDPOPUP" {
		t.Errorf("got %s", got)
	}
}
