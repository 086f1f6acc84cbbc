package rrule

// A Freq is the FREQ part of a rule: how long a period is.
type Freq uint8

// The frequencies. FreqNone is for alarms only, and the others are for rules.
const (
	FreqDaily Freq = iota + 1
	FreqWeekly
	FreqMonthly
	FreqYearly
	FreqNone
)

var freqNames = []string{"", "DAILY", "WEEKLY", "MONTHLY", "YEARLY", "NONE"}

// String returns the name in the text, or "" if f is none of the
// constants.
func (f Freq) String() string { return nameOf(freqNames, uint8(f)) }

// A Weekday is a day of the week, counted from Monday = 1 to Sunday = 7.
type Weekday uint8

// The days of the week.
const (
	Monday Weekday = iota + 1
	Tuesday
	Wednesday
	Thursday
	Friday
	Saturday
	Sunday
)

var weekdayNames = []string{"", "MO", "TU", "WE", "TH", "FR", "SA", "SU"}

// String returns the name in the text, or "" if w is none of the
// constants.
func (w Weekday) String() string { return nameOf(weekdayNames, uint8(w)) }

// An Action says how a task's alarm reaches its owner.
type Action uint8

// The actions. The page documents EMAIL and POPUP; the vendor's SDKs also send
// EMAILANDPOPUP.
const (
	ActionEmail Action = iota + 1
	ActionPopup
	ActionEmailAndPopup
)

var actionNames = []string{"", "EMAIL", "POPUP", "EMAILANDPOPUP"}

// String returns the name in the text, or "" if a is none of the
// constants.
func (a Action) String() string { return nameOf(actionNames, uint8(a)) }

// A Period is the unit of time of an event's reminder.
type Period uint8

// The periods.
const (
	PeriodMinutes Period = iota + 1
	PeriodHours
	PeriodDays
	PeriodWeeks
)

var (
	periodNames  = []string{"", "minutes", "hours", "days", "weeks"} // in an object
	periodShorts = []string{"", "mins", "hrs", "days", "weeks"}      // in a text
)

// String returns the word in the JSON object, such as "minutes", or
// "" if p is none of the constants.
func (p Period) String() string { return nameOf(periodNames, uint8(p)) }

func nameOf(names []string, i uint8) string {
	if int(i) < len(names) {
		return names[i]
	}
	return ""
}

// named returns the position of s in names, or 0.
func named(names []string, s string) uint8 {
	for i, name := range names {
		if name == s {
			return uint8(i)
		}
	}
	return 0
}
