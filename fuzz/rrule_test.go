package fuzz_test

import (
	"testing"

	"github.com/seed12a3e673/zohocrm/rrule"
)

// FuzzRRule holds that what [rrule.Parse] takes is valid, prints as a text that
// gives the same rule, and has days that rise, no more than were asked for.
func FuzzRRule(f *testing.F) {
	for _, seed := range []string{
		"FREQ=DAILY;INTERVAL=1;DTSTART=2023-05-20;UNTIL=2023-05-28",
		"FREQ=WEEKLY;BYDAY=SU;INTERVAL=2;UNTIL=2020-03-15",
		"FREQ=MONTHLY;INTERVAL=1;BYDAY=-1FR;DTSTART=2024-01-31;COUNT=5",
		"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;DTSTART=2020-02-29;WKST=SU;",
		"FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;DTSTART=2024-01-01",
		"RRULE:FREQ=DAILY", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;UNTIL=2023-05-28;COUNT=2", "",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		rule, err := rrule.Parse(text)
		if err != nil {
			return
		}
		if err := rule.Validate(); err != nil {
			t.Fatalf("%q is taken and not valid: %v", text, err)
		}
		again, err := rrule.Parse(rule.String())
		if err != nil || again != rule {
			t.Fatalf("%q prints as %q, which is another rule: %v", text, rule, err)
		}
		n, last := 0, rrule.Date{}
		for day := range rule.Dates(50) {
			if n++; n > 50 || day.Compare(last) <= 0 || day.Compare(rule.Start()) < 0 {
				t.Fatalf("%q: day %d is %v, after %v", text, n, day, last)
			}
			last = day
		}
	})
}

// FuzzAlarm holds that what [rrule.ParseAlarm] takes is valid and prints as a
// text that gives the same alarm.
func FuzzAlarm(f *testing.F) {
	for _, seed := range []string{
		"ACTION=EMAIL;TRIGGER=-P1D;TRIGGER_TIME=22:52",
		"ACTION=EMAILANDPOPUP;TRIGGER=DATE-TIME:2023-07-03T12:30:00+05:30",
		"FREQ=NONE;ACTION=POPUP;TRIGGER=DATE-TIME:2021-01-18T12:45:00+05:30",
		"FREQ=WEEKLY;UNTIL=2020-05-21T11:00:00+05:30ACTION=POPUP;TRIGGER=DATE-TIME:2020-05-01T11:00:00+05:30",
		"ACTION=EMAIL;TRIGGER=P1D;TRIGGER_TIME=09:00", "",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		alarm, err := rrule.ParseAlarm(text)
		if err != nil {
			return
		}
		if err := alarm.Validate(); err != nil {
			t.Fatalf("%q is taken and not valid: %v", text, err)
		}
		if again, err := rrule.ParseAlarm(alarm.String()); err != nil || again != alarm {
			t.Fatalf("%q prints as %q, which is another alarm: %v", text, alarm, err)
		}
	})
}

// FuzzReminder holds that what [rrule.ParseReminder] takes prints as a text that
// gives the same reminder.
func FuzzReminder(f *testing.F) {
	for _, seed := range []string{"15 mins", "2 hrs", "1 days", "3 weeks", "60 minutes", "1 day", "-1 mins", ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		reminder, err := rrule.ParseReminder(text)
		if err != nil {
			return
		}
		if again, err := rrule.ParseReminder(reminder.String()); err != nil || again != reminder {
			t.Fatalf("%q prints as %q, which is another reminder: %v", text, reminder, err)
		}
	})
}
