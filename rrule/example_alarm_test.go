package rrule_test

import (
	"fmt"
	"time"

	"github.com/seed12a3e673/zohocrm/rrule"
)

func ExampleEmailAndPopup() {
	fmt.Println(rrule.EmailAndPopup().WeeksBefore(2).At("09:00"))
	// Output: ACTION=EMAILANDPOPUP;TRIGGER=-P2W;TRIGGER_TIME=09:00
}

// A wrong argument of a setter is reported when the alarm is used.
func ExampleAlarm_Validate() {
	fmt.Println(rrule.Email().DaysBefore(1).At("22:52").Validate())
	fmt.Println(rrule.Email().DaysBefore(1).Validate())
	fmt.Println(rrule.Popup().DaysBefore(10).At("22:52").Validate())
	// Output:
	// <nil>
	// INVALID_DATA: invalid data: expected the part TRIGGER_TIME with a time HH:mm from 00:00 to 23:59
	// INVALID_DATA: invalid data: expected DATE-TIME:yyyy-MM-ddTHH:mm:ss±HH:mm, -P1D to -P6D, or -P1W to -P3W in TRIGGER
}

// Of the older forms of an alarm the page says nothing. They pass, with a
// warning.
func ExampleAlarm_Warnings() {
	alarm, err := rrule.ParseAlarm("FREQ=NONE;ACTION=POPUP;TRIGGER=TIME:09:00")
	fmt.Println(alarm, err)
	for _, w := range alarm.Warnings() {
		fmt.Println(w)
	}
	// Output:
	// FREQ=NONE;ACTION=POPUP;TRIGGER=TIME:09:00 <nil>
	// warning: INVALID_DATA: invalid data: expected DATE-TIME, -PnD or -PmW instead of TIME in TRIGGER
}

// The alarm of a task that does not recur has a date and time.
func ExampleAlarm_When() {
	alarm, err := rrule.ParseAlarm("ACTION=POPUP;TRIGGER=DATE-TIME:2021-01-18T12:45:00+05:30")
	if err != nil {
		fmt.Println(err)
		return
	}
	if when, ok := alarm.When(); ok {
		fmt.Println(when.Format(time.RFC1123Z))
	}
	// Output: Mon, 18 Jan 2021 12:45:00 +0530
}
