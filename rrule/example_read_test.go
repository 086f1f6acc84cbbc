package rrule_test

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/seed12a3e673/zohocrm/rrule"
)

// A rule that was read is asked for its parts.
func ExampleRule_parts() {
	review, err := rrule.Parse("FREQ=MONTHLY;INTERVAL=2;BYDAY=2TU,-1FR;DTSTART=2023-01-10;UNTIL=2023-12-29")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("every", review.Interval(), review.Freq(), "on", review.ByDay())
	fmt.Println("from", review.Start(), "to", review.End())

	// The last working day of each half-year, four times.
	closing, err := rrule.Parse("FREQ=MONTHLY;BYMONTH=6,12;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=4")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(closing.ByMonth(), closing.BySetPos(), closing.Count(), closing.End().IsValid())

	fmt.Println(rrule.Monthly().OnDay(-1, 15).ByMonthDay(), rrule.Weekly().WeekStart())
	// Output:
	// every 2 MONTHLY on [{2 TU} {-1 FR}]
	// from 2023-01-10 to 2023-12-29
	// [June December] [-1] 4 false
	// [15 -1] MO
}

// In JSON, such as a configuration, rules and alarms are their texts.
func ExampleRule_UnmarshalText() {
	var config struct {
		Review rrule.Rule  `json:"review"`
		Alarm  rrule.Alarm `json:"alarm"`
	}
	err := json.Unmarshal([]byte(`{"review":"FREQ=MONTHLY;BYDAY=-1FR","alarm":"ACTION=POPUP;TRIGGER=-P1W;TRIGGER_TIME=09:00"}`), &config)
	fmt.Println(config.Review.ByDay(), config.Alarm.Before(), err)

	text, err := json.Marshal(config)
	fmt.Println(string(text), err)

	err = json.Unmarshal([]byte(`{"review":"FREQ=MONTHLY;INTERVAL=0"}`), &config)
	fmt.Println(err)
	// Output:
	// [{-1 FR}] 7 <nil>
	// {"review":"FREQ=MONTHLY;BYDAY=-1FR","alarm":"ACTION=POPUP;TRIGGER=-P1W;TRIGGER_TIME=09:00"} <nil>
	// INVALID_DATA: invalid data: expected a number from 1 to 2147483647 in INTERVAL at character 23
}

// A recurring task written by hand, without a string for each text.
func ExampleRule_AppendTo() {
	rule := rrule.Weekly().On(rrule.Monday).Times(10)
	alarm := rrule.Email().DaysBefore(2).At("08:30")

	body := []byte(`{"Subject":"Call back","Recurring_Activity":{"RRULE":"`)
	body = rule.AppendTo(body)
	body = append(body, `"},"Remind_At":{"ALARM":"`...)
	body = alarm.AppendTo(body)
	body = append(body, `"}}`...)
	fmt.Println(string(body))
	// Output:
	// {"Subject":"Call back","Recurring_Activity":{"RRULE":"FREQ=WEEKLY;INTERVAL=1;BYDAY=MO;COUNT=10"},"Remind_At":{"ALARM":"ACTION=EMAIL;TRIGGER=-P2D;TRIGGER_TIME=08:30"}}
}

// A day is that of a time in its own time zone, or one of the calendar.
func ExampleDate() {
	india := time.FixedZone("IST", 5*3600+1800)
	kickoff := rrule.DayOf(time.Date(2023, time.May, 20, 23, 30, 0, 0, india))
	year, month, day := kickoff.Date()
	fmt.Println(kickoff, kickoff.Weekday(), year, month, day)
	fmt.Println(kickoff.Compare(rrule.Day(2023, time.May, 28)))
	fmt.Println(rrule.Day(2023, time.February, 30).IsValid())
	// Output:
	// 2023-05-20 SA 2023 May 20
	// -1
	// false
}
