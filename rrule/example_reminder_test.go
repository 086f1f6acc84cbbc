package rrule_test

import (
	"fmt"

	"github.com/seed12a3e673/zohocrm/rrule"
)

// An object of Remind_At, such as {"unit":1,"period":"weeks","time":"10.30"}.
func ExampleReminderOf() {
	reminder := rrule.ReminderOf(1, "weeks").At("10.30")
	fmt.Println(reminder == rrule.Weeks(1).At("10.30"))
	fmt.Println(reminder.Unit(), reminder.Period(), reminder.Time())

	fmt.Println(rrule.ReminderOf(2, "fortnights").Validate(rrule.EventUnits))
	// Output:
	// true
	// 1 weeks 10.30
	// $.period: INVALID_DATA: expected one of minutes, hours, days, weeks
}

// A time of the day belongs to days and weeks.
func ExampleReminder_Warnings() {
	reminder := rrule.Minutes(15).At("10.30")
	fmt.Println(reminder.Validate(rrule.EventUnits))
	for _, w := range reminder.Warnings() {
		fmt.Println(w)
	}
	// Output:
	// <nil>
	// $.time: warning: INVALID_DATA: invalid data: expected a time with days or weeks only
}

func ExampleReminder_AppendTo() {
	var column []byte
	for i, reminder := range []rrule.Reminder{rrule.Minutes(15), rrule.Hours(2), rrule.Days(1)} {
		if i > 0 {
			column = append(column, ", "...)
		}
		column = reminder.AppendTo(column)
	}
	fmt.Println(string(column))
	// Output: 15 mins, 2 hrs, 1 days
}
