package rrule_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm/rrule"
)

// The page's recurring task is answered with seven results, and the rules of
// RFC 5545 section 3.8.5.3 that hold no times have the dates given there.
func TestDates(t *testing.T) {
	for _, tt := range []struct {
		name, rule string
		limit      int
		want       string
	}{
		{"page, recurring task", "FREQ=DAILY;INTERVAL=1;DTSTART=2022-04-06;UNTIL=2022-04-12", 100,
			"2022-04-06 2022-04-07 2022-04-08 2022-04-09 2022-04-10 2022-04-11 2022-04-12"},
		{"R4", "FREQ=WEEKLY;INTERVAL=1;UNTIL=2020-05-16;BYDAY=SA;DTSTART=2020-05-02", 100, "2020-05-02 2020-05-09 2020-05-16"},
		{"R5", "FREQ=DAILY;INTERVAL=10;UNTIL=2022-08-14;DTSTART=2022-07-03", 100, "2022-07-03 2022-07-13 2022-07-23 2022-08-02 2022-08-12"},
		{"no DTSTART", "FREQ=DAILY", 3, ""},
		{"limit 0", "FREQ=DAILY;DTSTART=2022-04-06", 0, ""},
		{"negative limit", "FREQ=DAILY;DTSTART=2022-04-06", -1, ""},
		{"limit within a period", "FREQ=MONTHLY;BYMONTHDAY=1,2,3;DTSTART=2022-04-01", 2, "2022-04-01 2022-04-02"},
		{"COUNT", "FREQ=DAILY;DTSTART=2022-04-06;COUNT=2", 100, "2022-04-06 2022-04-07"},
		{"DTSTART that does not fit", "FREQ=WEEKLY;BYDAY=MO;DTSTART=2022-04-06;COUNT=2", 100, "2022-04-11 2022-04-18"},
		{"times are not looked at", "FREQ=DAILY;DTSTART=2022-04-06T23:00:00+05:30;UNTIL=2022-04-07T01:00:00+05:30", 9, "2022-04-06 2022-04-07"},

		{"weekly, on the day of DTSTART", "FREQ=WEEKLY;DTSTART=1997-09-02", 3, "1997-09-02 1997-09-09 1997-09-16"},
		{"every other week", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR;DTSTART=1997-09-01", 6, "1997-09-01 1997-09-03 1997-09-05 1997-09-15 1997-09-17 1997-09-19"},
		{"week starts on Monday", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO;DTSTART=1997-08-05", 9, "1997-08-05 1997-08-10 1997-08-19 1997-08-24"},
		{"week starts on Sunday", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU;DTSTART=1997-08-05", 9, "1997-08-05 1997-08-17 1997-08-19 1997-08-31"},
		{"first Friday", "FREQ=MONTHLY;COUNT=10;BYDAY=1FR;DTSTART=1997-09-05", 99,
			"1997-09-05 1997-10-03 1997-11-07 1997-12-05 1998-01-02 1998-02-06 1998-03-06 1998-04-03 1998-05-01 1998-06-05"},
		{"every other month, first and last Sunday", "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU;DTSTART=1997-09-07", 99,
			"1997-09-07 1997-09-28 1997-11-02 1997-11-30 1998-01-04 1998-01-25 1998-03-01 1998-03-29 1998-05-03 1998-05-31"},
		{"second-to-last Monday", "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO;DTSTART=1997-09-22", 99, "1997-09-22 1997-10-20 1997-11-17 1997-12-22 1998-01-19 1998-02-16"},
		{"third-to-last day", "FREQ=MONTHLY;BYMONTHDAY=-3;DTSTART=1997-09-28", 6, "1997-09-28 1997-10-29 1997-11-28 1997-12-29 1998-01-29 1998-02-26"},
		{"first and last day", "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1;DTSTART=1997-09-30", 99,
			"1997-09-30 1997-10-01 1997-10-31 1997-11-01 1997-11-30 1997-12-01 1997-12-31 1998-01-01 1998-01-31 1998-02-01"},
		{"every 18 months", "FREQ=MONTHLY;INTERVAL=18;BYMONTHDAY=10,11;DTSTART=1997-09-10", 4, "1997-09-10 1997-09-11 1999-03-10 1999-03-11"},
		{"June and July", "FREQ=YEARLY;COUNT=4;BYMONTH=6,7;DTSTART=1997-06-10", 99, "1997-06-10 1997-07-10 1998-06-10 1998-07-10"},
		{"20th Monday of the year", "FREQ=YEARLY;BYDAY=20MO;DTSTART=1997-05-19", 3, "1997-05-19 1998-05-18 1999-05-17"},
		{"Thursdays in March", "FREQ=YEARLY;BYMONTH=3;BYDAY=TH;DTSTART=1997-03-13", 4, "1997-03-13 1997-03-20 1997-03-27 1998-03-05"},
		{"Friday the 13th", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;DTSTART=1997-09-02", 5, "1998-02-13 1998-03-13 1998-11-13 1999-08-13 2000-10-13"},
		{"first Saturday after the first Sunday", "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13;DTSTART=1997-09-13", 10,
			"1997-09-13 1997-10-11 1997-11-08 1997-12-13 1998-01-10 1998-02-07 1998-03-07 1998-04-11 1998-05-09 1998-06-13"},
		{"election day", "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;DTSTART=1996-11-05", 3, "1996-11-05 2000-11-07 2004-11-02"},
		{"third Tuesday, Wednesday or Thursday", "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3;DTSTART=1997-09-04", 99, "1997-09-04 1997-10-07 1997-11-06"},
		{"second-to-last weekday", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2;DTSTART=1997-09-29", 7,
			"1997-09-29 1997-10-30 1997-11-27 1997-12-30 1998-01-29 1998-02-26 1998-03-30"},
		{"days that some months do not have", "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5;DTSTART=2007-01-15", 99, "2007-01-15 2007-01-30 2007-02-15 2007-03-15 2007-03-30"},

		{"leap day", "FREQ=YEARLY;DTSTART=2020-02-29", 3, "2020-02-29 2024-02-29 2028-02-29"},
		{"31st", "FREQ=MONTHLY;DTSTART=2023-01-31", 3, "2023-01-31 2023-03-31 2023-05-31"},
		{"plain and numbered weekdays together", "FREQ=MONTHLY;BYDAY=1TU,WE;DTSTART=2023-02-01", 6, "2023-02-01 2023-02-07 2023-02-08 2023-02-15 2023-02-22 2023-03-01"},
		{"numbers mean nothing in a week", "FREQ=WEEKLY;BYDAY=2TU;DTSTART=2023-02-01", 2, "2023-02-07 2023-02-14"},
		{"position in the first week", "FREQ=WEEKLY;BYDAY=MO,TH;BYSETPOS=1;DTSTART=2023-02-01", 2, "2023-02-06 2023-02-13"}, // Monday 30 is the first
		{"position of a lone day", "FREQ=DAILY;BYSETPOS=-1;DTSTART=2023-02-01", 2, "2023-02-01 2023-02-02"},
		{"week across the year", "FREQ=WEEKLY;BYDAY=MO,SU;DTSTART=2024-12-30", 3, "2024-12-30 2025-01-05 2025-01-06"},
		{"53rd Saturday", "FREQ=YEARLY;BYDAY=53SA;DTSTART=2000-01-01", 3, "2000-12-30 2005-12-31 2011-12-31"},

		{"first days of the calendar", "FREQ=WEEKLY;BYDAY=SA,MO;DTSTART=0000-01-01", 2, "0000-01-01 0000-01-03"},
		{"last days of the calendar", "FREQ=DAILY;DTSTART=9999-12-30", 9, "9999-12-30 9999-12-31"},
		{"last week of the calendar", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;DTSTART=9999-12-30", 9, "9999-12-30 9999-12-31"},
		{"last month of the calendar", "FREQ=MONTHLY;DTSTART=9999-11-30", 9, "9999-11-30 9999-12-30"},
		{"last year of the calendar", "FREQ=YEARLY;DTSTART=9998-11-30", 9, "9998-11-30 9999-11-30"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r, err := rrule.Parse(tt.rule)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for d := range r.Dates(tt.limit) {
				got = append(got, d.String())
			}
			if diff := cmp.Diff(strings.Fields(tt.want), append([]string{}, got...)); diff != "" {
				t.Errorf("%s: -want +got\n%s", tt.rule, diff)
			}
		})
	}
}

// A rule without any day still ends, and soon.
func TestDatesOfNothing(t *testing.T) {
	for _, text := range []string{
		"FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;DTSTART=0000-01-01",
		"FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=30;DTSTART=0000-01-01",
		"FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30;DTSTART=0000-01-01",
		"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;DTSTART=0000-01-01",
		"FREQ=YEARLY;BYMONTH=2;BYDAY=53MO;DTSTART=0000-01-01",
		"FREQ=WEEKLY;BYDAY=MO;BYSETPOS=2;DTSTART=0000-01-01",
	} {
		r, err := rrule.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		for d := range r.Dates(1 << 30) {
			t.Fatalf("%s: %v", text, d)
		}
	}
	for _, r := range []rrule.Rule{rrule.Daily(), rrule.Weekly(), rrule.Monthly(), rrule.Yearly()} {
		r = r.Every(1<<31 - 1).From(rrule.Day(2023, 5, 20))
		if got := slices.Collect(r.Dates(1 << 30)); len(got) != 1 {
			t.Errorf("%v: %v", r, got)
		}
	}
}

// Days that come once in many years are not missed, up to the last year: 29
// February on one weekday, looked for in every nth period.
func TestRareDates(t *testing.T) {
	start := rrule.Day(1600, time.February, 1)
	for _, tt := range []struct {
		rule         rrule.Rule
		months, days int // of one period
		intervals    []int
	}{
		{rrule.Yearly(), 12, 0, []int{1, 2, 3, 4, 12, 28, 40, 100, 399}},
		{rrule.Monthly(), 1, 0, []int{1, 5, 7, 12, 13, 99}},
		{rrule.Daily(), 0, 1, []int{1, 4, 7, 28}},
	} {
		if testing.Short() {
			tt.intervals = tt.intervals[3:4]
		}
		for _, interval := range tt.intervals {
			var want []rrule.Date
			for at := time.Date(1600, time.February, 1, 0, 0, 0, 0, time.UTC); at.Year() <= 9999; at = at.AddDate(0, tt.months*interval, tt.days*interval) {
				leap := time.Date(at.Year(), time.February, 29, 0, 0, 0, 0, time.UTC)
				if leap.Weekday() == time.Tuesday && leap.Month() == time.February && at.Month() == time.February && (tt.days == 0 || at == leap) {
					want = append(want, rrule.DayOf(leap))
				}
			}
			r := tt.rule.Every(interval).In(time.February).OnDay(29).On(rrule.Tuesday).From(start)
			if got := slices.Collect(r.Dates(1 << 30)); !slices.Equal(got, want) || len(want) == 0 {
				t.Errorf("%v: %d dates, want %d", r, len(got), len(want))
			}
		}
	}
}

// A loop that is left early is left at once.
func TestDatesStop(t *testing.T) {
	n := 0
	for range rrule.Daily().From(rrule.Day(2023, 5, 20)).Dates(10) {
		if n++; n == 3 {
			break
		}
	}
	if n != 3 {
		t.Errorf("%d dates, want 3", n)
	}
}
