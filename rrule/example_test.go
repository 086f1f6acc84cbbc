package rrule_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/rrule"
)

// The recurrence of the page's recurring event, built and read.
func ExampleRule() {
	rule := rrule.Daily().From(rrule.Day(2023, time.May, 20)).Until(rrule.Day(2023, time.May, 28))
	fmt.Println(rule)

	read, err := rrule.Parse("FREQ=DAILY;INTERVAL=1;UNTIL=2023-05-28;DTSTART=2023-05-20")
	fmt.Println(read == rule, err)

	// Output:
	// FREQ=DAILY;INTERVAL=1;DTSTART=2023-05-20;UNTIL=2023-05-28
	// true <nil>
}

func ExampleWeekly() {
	fmt.Println(rrule.Weekly().Every(2).On(rrule.Monday, rrule.Friday).Times(10))
	// Output: FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;COUNT=10
}

func ExampleMonthly() {
	fmt.Println(rrule.Monthly().OnDay(16))
	fmt.Println(rrule.Monthly().OnThe(2, rrule.Tuesday).OnThe(-1, rrule.Friday))
	fmt.Println(rrule.Monthly().On(rrule.Monday, rrule.Tuesday, rrule.Wednesday, rrule.Thursday, rrule.Friday).Only(-1)) // the last working day
	// Output:
	// FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=16
	// FREQ=MONTHLY;INTERVAL=1;BYDAY=2TU,-1FR
	// FREQ=MONTHLY;INTERVAL=1;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1
}

func ExampleYearly() {
	fmt.Println(rrule.Yearly().In(time.November).OnThe(4, rrule.Thursday))
	// Output: FREQ=YEARLY;INTERVAL=1;BYMONTH=11;BYDAY=4TH
}

// A setter never fails: what is wrong is reported when the rule is used.
func ExampleRule_Validate() {
	rule := rrule.Monthly().OnDay(40)
	fmt.Println(rule)
	fmt.Println(rule.Validate())
	// Output:
	// invalid Rule
	// INVALID_DATA: invalid data: expected days from 1 to 31 or -31 to -1 in BYMONTHDAY
}

// A problem says what was expected and where, and does not quote the text.
func ExampleParse() {
	_, err := rrule.Parse("FREQ=WEEKLY;INTERVAL=0")
	fmt.Println(err)

	var problem *zohocrm.Error
	if errors.As(err, &problem) {
		fmt.Println(problem.Reason, *problem.Details.Range)
	}
	// Output:
	// INVALID_DATA: invalid data: expected a number from 1 to 2147483647 in INTERVAL at character 22
	// range {1 2147483647}
}

// What the page does not document passes, with a warning.
func ExampleRule_Warnings() {
	rule, err := rrule.Parse("FREQ=WEEKLY;BYDAY=1TH;UNTIL=2023-05-28;")
	fmt.Println(rule, err)
	for _, w := range rule.Warnings() {
		fmt.Println(w)
	}
	// Output:
	// FREQ=WEEKLY;BYDAY=1TH;UNTIL=2023-05-28; <nil>
	// warning: INVALID_DATA: invalid data: expected no number in BYDAY with FREQ=DAILY or FREQ=WEEKLY
	// warning: INVALID_DATA: invalid data: expected no ";" at the end
}

// Zoho makes a task of each date of the page's recurring task, and answers with
// seven results.
func ExampleRule_Dates() {
	rule, err := rrule.Parse("FREQ=DAILY;INTERVAL=1;DTSTART=2022-04-06;UNTIL=2022-04-12")
	if err != nil {
		fmt.Println(err)
		return
	}
	n := 0
	for date := range rule.Dates(100) {
		if n++; n <= 2 {
			fmt.Println(date, date.Weekday())
		}
	}
	fmt.Println(n, "dates")
	// Output:
	// 2022-04-06 WE
	// 2022-04-07 TH
	// 7 dates
}

func ExampleAlarm() {
	fmt.Println(rrule.Email().DaysBefore(1).At("22:52"))
	fmt.Println(rrule.Popup().On(time.Date(2021, time.January, 18, 12, 45, 0, 0, time.FixedZone("IST", 19800))))

	alarm, err := rrule.ParseAlarm("ACTION=EMAIL;TRIGGER=-P1W;TRIGGER_TIME=09:00")
	fmt.Println(alarm.Action(), alarm.Before(), "days before at", alarm.Time(), err)
	fmt.Println("for recurring tasks only:", alarm.Relative())
	// Output:
	// ACTION=EMAIL;TRIGGER=-P1D;TRIGGER_TIME=22:52
	// ACTION=POPUP;TRIGGER=DATE-TIME:2021-01-18T12:45:00+05:30
	// EMAIL 7 days before at 09:00 <nil>
	// for recurring tasks only: true
}

func ExampleReminder() {
	reminders := []rrule.Reminder{rrule.Minutes(15), rrule.Days(1).At("10.30")}
	body, err := json.Marshal(reminders)
	fmt.Println(string(body), err)

	reminder, err := rrule.ParseReminder("2 hrs")
	fmt.Println(reminder, reminder == rrule.Hours(2), err)
	fmt.Println(rrule.Minutes(90).Validate(rrule.EventUnits))
	// Output:
	// [{"unit":15,"period":"minutes"},{"unit":1,"period":"days","time":"10.30"}] <nil>
	// 2 hrs true <nil>
	// $.unit: INVALID_DATA: Please check whether the input values are correct: expected a number from 0 to 60
}
