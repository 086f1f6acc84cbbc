package rrule

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/seed12a3e673/zohocrm"
)

// The largest units of reminders.
const (
	EventUnits       = 60  // Events: 0 to 60
	AppointmentUnits = 100 // Appointments: 0 to 100
)

// A Reminder says how long before an event its participants are reminded: one
// entry of Remind_At (section "Sample Input to Insert a Recurring Event"), such
// as {"unit":1,"period":"days","time":"10.30"}, or the text "15 mins". The zero
// Reminder is not valid.
type Reminder struct {
	unit   int
	period Period
	bad    bool // the argument of At was no time
	clock  clock
}

// Minutes returns the reminder n minutes before.
func Minutes(n int) Reminder { return Reminder{unit: n, period: PeriodMinutes} }

// Hours returns the reminder n hours before.
func Hours(n int) Reminder { return Reminder{unit: n, period: PeriodHours} }

// Days returns the reminder n days before.
func Days(n int) Reminder { return Reminder{unit: n, period: PeriodDays} }

// Weeks returns the reminder n weeks before. Zoho refuses weeks in a reminder of an
// appointment.
func Weeks(n int) Reminder { return Reminder{unit: n, period: PeriodWeeks} }

// ReminderOf returns the reminder of a JSON object with that unit and period. The
// period is minutes, hours, days or weeks, or the page's mins or hrs.
// [Reminder.Validate] reports any other.
func ReminderOf(unit int, period string) Reminder {
	return Reminder{unit: unit, period: periodOf(period)}
}

func periodOf(word string) Period {
	return Period(max(named(periodNames, word), named(periodShorts, word)))
}

// At sets the time of the day, HH.mm or HH:mm, 24 hours. It is for reminders of
// days and weeks.
func (r Reminder) At(time string) Reminder {
	var reason zohocrm.Reason
	r.clock, reason = parseClock(time, ".:")
	r.bad = reason != ""
	return r
}

// Unit returns the number of periods.
func (r Reminder) Unit() int { return r.unit }

// Period returns the period, or 0 when it is none of the known ones.
func (r Reminder) Period() Period { return r.period }

// Time returns the time of the day as it was given, or "" when there is none.
func (r Reminder) Time() string { return r.clock.String() }

// Validate returns nil, or the first problem as a [*zohocrm.Error]: a unit that
// is not from 0 to maxUnit, an unknown period, or a time that is none. The
// error's path is the member of the JSON object, and details and message are
// those of the server. maxUnit is [EventUnits] or [AppointmentUnits].
func (r Reminder) Validate(maxUnit int) error {
	var e *zohocrm.Error
	member := ""
	switch {
	case r.period == 0:
		member = "period"
		e = zohocrm.NotSupportedAs(string(zohocrm.CodeInvalidData), slices.Clone(periodNames[PeriodMinutes:]))
	case r.unit < 0 || r.unit > maxUnit:
		member = "unit"
		e = zohocrm.OutOfRange(0, maxUnit)
	case r.bad:
		member = "time"
		e = zohocrm.BadFormat("", "a time HH.mm from 00.00 to 23.59")
	default:
		return nil
	}
	return e.PrefixPath(zohocrm.Key(member))
}

// Warnings returns a warning about a time of the day with minutes or hours, which the
// page does not mention.
func (r Reminder) Warnings() zohocrm.Errors {
	ws := warnings(doubt{r.clock != clock{} && r.period < PeriodDays, zohocrm.ReasonConflict, "a time with days or weeks only"})
	for _, w := range ws {
		w.PrefixPath(zohocrm.Key("time"))
	}
	return ws
}

// ParseReminder reads a reminder from its text, the page's "Unit Period": a number,
// one space, and mins, hrs, days, weeks, minutes or hours. [Reminder.Validate] checks
// the limit of the number, which depends on the module.
func ParseReminder(text string) (Reminder, error) {
	if e := tooLong(text); e != nil {
		return Reminder{}, e
	}
	number, word, _ := strings.Cut(text, " ")
	for i := range len(number) {
		if number[i] < '0' || number[i] > '9' {
			return Reminder{}, reminderProblem(zohocrm.ReasonFormat, text, i)
		}
	}
	unit, err := strconv.ParseInt(number, 10, 32)
	switch {
	case number == "":
		return Reminder{}, reminderProblem(zohocrm.ReasonFormat, text, 0)
	case err != nil:
		return Reminder{}, reminderProblem(zohocrm.ReasonRange, text, 0)
	}
	r := Reminder{unit: int(unit), period: periodOf(word)}
	if r.period == 0 {
		return Reminder{}, reminderProblem(zohocrm.ReasonFormat, text, min(len(number)+1, len(text)))
	}
	return r, nil
}

func reminderProblem(reason zohocrm.Reason, text string, offset int) *zohocrm.Error {
	return at(zohocrm.Invalid(reason, `a number, a space, and mins, hrs, days or weeks, as in "15 mins",`), text, offset)
}

// String returns the text "Unit Period", such as "15 mins". If there is a time it
// follows, as in "1 days 10.30", which is no text that Zoho takes. A reminder with an
// invalid period or time is "invalid Reminder".
func (r Reminder) String() string { return string(r.AppendTo(make([]byte, 0, 96))) }

// AppendTo appends the text that String returns to dst.
func (r Reminder) AppendTo(dst []byte) []byte {
	if r.period == 0 || r.bad {
		return append(dst, "invalid Reminder"...)
	}
	dst = strconv.AppendInt(dst, int64(r.unit), 10)
	dst = append(append(dst, ' '), periodShorts[r.period]...)
	if r.clock != (clock{}) {
		dst = append(append(dst, ' '), r.clock[:]...)
	}
	return dst
}

// MarshalJSON returns the JSON object, such as {"unit":15,"period":"minutes"}.
// It checks the unit against the larger limit only, that of appointments.
func (r Reminder) MarshalJSON() ([]byte, error) {
	if err := r.Validate(AppointmentUnits); err != nil {
		return nil, err
	}
	return json.Marshal(struct {
		Unit   int    `json:"unit"`
		Period string `json:"period"`
		Time   string `json:"time,omitempty"`
	}{r.unit, r.period.String(), r.Time()})
}

// UnmarshalJSON sets r to what the JSON object, such as
// {"unit":15,"period":"minutes"}, or the text "15 mins" says. It refuses what
// [Reminder.MarshalJSON] refuses. It does not change r then, nor for null.
func (r *Reminder) UnmarshalJSON(data []byte) error {
	if r == nil {
		return nilProblem()
	}
	if string(data) == "null" {
		return nil
	}
	var text string
	if json.Unmarshal(data, &text) == nil {
		read, err := ParseReminder(text)
		if err != nil {
			return err
		}
		return r.become(read)
	}
	var object struct {
		Unit   *int   `json:"unit"`
		Period string `json:"period"`
		Time   string `json:"time"`
	}
	// The error of package json may hold a value.
	if json.Unmarshal(data, &object) != nil || object.Unit == nil {
		return zohocrm.WrongType("jsonobject", `an object such as {"unit":15,"period":"minutes"}`)
	}
	read := ReminderOf(*object.Unit, object.Period)
	if object.Time != "" {
		read = read.At(object.Time)
	}
	return r.become(read)
}

// become sets r to a reminder that is valid.
func (r *Reminder) become(read Reminder) error {
	if err := read.Validate(AppointmentUnits); err != nil {
		return err
	}
	*r = read
	return nil
}
