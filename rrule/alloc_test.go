package rrule_test

import (
	"testing"

	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/rrule"
)

var (
	sampleRules = map[string]string{
		"Daily":   "FREQ=DAILY;INTERVAL=1;DTSTART=2023-05-20;UNTIL=2023-05-28",
		"Monthly": "FREQ=MONTHLY;INTERVAL=2;BYMONTH=1,7;BYDAY=1TH,-1FR;BYSETPOS=1,-1;DTSTART=2023-05-20;COUNT=10",
	}
	sampleAlarm = "ACTION=EMAIL;TRIGGER=-P1D;TRIGGER_TIME=22:52"
)

// What is valid costs no memory.
func TestAllocations(t *testing.T) {
	check := func(name string, f func()) { testkit.Allocs(t, name, 0, f) }
	buf := make([]byte, 0, 256)
	for name, text := range sampleRules {
		r, err := rrule.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		check(name+" Parse", func() { _, _ = rrule.Parse(text) })
		check(name+" AppendTo", func() { buf = r.AppendTo(buf[:0]) })
		check(name+" Validate", func() { _ = r.Validate() })
		check(name+" Warnings", func() { _ = r.Warnings() })
	}
	a, err := rrule.ParseAlarm(sampleAlarm)
	if err != nil {
		t.Fatal(err)
	}
	check("ParseAlarm", func() { _, _ = rrule.ParseAlarm(sampleAlarm) })
	check("ParseAlarm DATE-TIME", func() { _, _ = rrule.ParseAlarm("ACTION=POPUP;TRIGGER=DATE-TIME:2021-01-18T12:45:00+05:30") })
	check("Alarm Warnings", func() { _ = a.Warnings() })
	check("Alarm AppendTo", func() { buf = a.AppendTo(buf[:0]) })
	check("ParseReminder", func() { _, _ = rrule.ParseReminder("15 mins") })
	check("Reminder Warnings", func() { _ = rrule.Minutes(15).Warnings() })
	check("Reminder AppendTo", func() { buf = rrule.Minutes(15).AppendTo(buf[:0]) })
}

func BenchmarkParse(b *testing.B) {
	for name, text := range sampleRules {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := rrule.Parse(text); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkString(b *testing.B) {
	for name, text := range sampleRules {
		r, err := rrule.Parse(text)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_ = r.String()
			}
		})
	}
}

func BenchmarkParseAlarm(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := rrule.ParseAlarm(sampleAlarm); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkDates looks at a thousand dates, and at a whole cycle of the
// calendar without any.
func BenchmarkDates(b *testing.B) {
	for name, r := range map[string]rrule.Rule{
		"Daily":   rrule.Daily(),
		"Monthly": rrule.Monthly().On(rrule.Monday, rrule.Tuesday, rrule.Wednesday, rrule.Thursday, rrule.Friday).Only(-1),
		"Never":   rrule.Daily().In(2).OnDay(30),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			r := r.From(rrule.Day(2023, 5, 20))
			for b.Loop() {
				for range r.Dates(1000) {
				}
			}
		})
	}
}
