package rrule

import (
	"strings"
	"time"

	"github.com/seed12a3e673/zohocrm"
)

// An Alarm says when and how a task reminds its owner: the ALARM text of Remind_At
// (section "Sample Input to Insert a Recurring Task"). Make it with [ParseAlarm], or
// with [Email], [Popup] or [EmailAndPopup] and the methods below. The zero Alarm is
// not valid.
type Alarm struct {
	action   Action
	before   uint8 // days, of TRIGGER=-PnD and -PmW
	freq     Freq
	bad      uint8 // by key: the argument of a setter has no text
	trailing bool  // the text ended in ";"
	when     moment
	daily    clock // of TRIGGER=TIME
	clock    clock // TRIGGER_TIME
	until    moment
}

// Email returns the alarm that sends an email.
func Email() Alarm { return Alarm{action: ActionEmail} }

// Popup returns the alarm that opens a pop-up.
func Popup() Alarm { return Alarm{action: ActionPopup} }

// EmailAndPopup returns the alarm that does both.
func EmailAndPopup() Alarm { return Alarm{action: ActionEmailAndPopup} }

// On sets the date and time of the alarm, to the second: TRIGGER=DATE-TIME. A task
// that does not recur must have it.
func (a Alarm) On(t time.Time) Alarm {
	a.when, a.before, a.daily = momentOf(t), 0, clock{}
	return a.mark(trigger, a.when.IsValid())
}

// DaysBefore sets the alarm to n days before the task, at the time of [Alarm.At]:
// TRIGGER=-PnD, with n from 1 to 6. 7, 14 and 21 days are 1, 2 and 3 weeks. Only a
// recurring task may have it.
func (a Alarm) DaysBefore(n int) Alarm {
	a.when, a.before, a.daily = moment{}, 0, clock{}
	if 1 <= n && n <= 6 || n == 7 || n == 14 || n == 21 {
		a.before = uint8(n)
	}
	return a.mark(trigger, a.before > 0)
}

// WeeksBefore sets the alarm to n weeks before the task, at the time of [Alarm.At]:
// TRIGGER=-PnW, with n from 1 to 3. Only a recurring task may have it.
func (a Alarm) WeeksBefore(n int) Alarm {
	if n < 1 || n > 3 {
		n = 0
	}
	return a.DaysBefore(7 * n)
}

// At sets the time of the day that DaysBefore and WeeksBefore need, such as
// "22:52": TRIGGER_TIME, 24 hours.
func (a Alarm) At(hhmm string) Alarm {
	var reason zohocrm.Reason
	a.clock, reason = parseClock(hhmm, ":")
	return a.mark(triggerTime, reason == "")
}

func (a Alarm) mark(k int, good bool) Alarm {
	a.bad &^= 1 << k
	if !good {
		a.bad |= 1 << k
	}
	return a
}

// Action returns the action, or 0 for the zero Alarm.
func (a Alarm) Action() Action { return a.action }

// Relative reports whether the trigger is -PnD or -PmW, which only a recurring
// task may have.
func (a Alarm) Relative() bool { return a.before > 0 }

// Before returns how many days the alarm is before the task, or 0 if the trigger is
// not relative.
func (a Alarm) Before() int { return int(a.before) }

// When returns the date and time of the trigger, or false if it has none.
func (a Alarm) When() (time.Time, bool) {
	if !a.when.IsValid() {
		return time.Time{}, false
	}
	return a.when.time(), true
}

// Time returns TRIGGER_TIME as HH:mm, or "" when there is none.
func (a Alarm) Time() string { return a.clock.String() }

// Validate returns nil, or the first problem as a [*zohocrm.Error]: no action,
// no trigger, something that a setter could not take, or -PnD or -PmW without
// TRIGGER_TIME.
func (a Alarm) Validate() error {
	if e := a.check(); e != nil {
		return e
	}
	return nil
}

func (a *Alarm) check() *zohocrm.Error {
	switch {
	case a.action == 0:
		return alarmParts[action].problem(zohocrm.ReasonMandatory)
	case a.bad&(1<<trigger) != 0:
		return alarmParts[trigger].problem(zohocrm.ReasonRange)
	case a.bad != 0:
		return alarmParts[triggerTime].problem(zohocrm.ReasonFormat)
	case !a.Relative() && !a.when.IsValid() && a.daily == clock{}:
		return alarmParts[trigger].problem(zohocrm.ReasonMandatory)
	case a.Relative() && a.clock == clock{}:
		return alarmParts[triggerTime].problem(zohocrm.ReasonMandatory)
	}
	return nil
}

// Warnings returns warnings about what the page does not mention: UNTIL and a FREQ
// other than NONE, which an older form has, TRIGGER=TIME, a TRIGGER_TIME without
// effect, and a semicolon at the end.
func (a Alarm) Warnings() zohocrm.Errors {
	return warnings(
		doubt{a.freq != 0 && a.freq != FreqNone, zohocrm.ReasonUnknownKey, "no FREQ but NONE, the others being an older form"},
		doubt{a.until.IsValid(), zohocrm.ReasonUnknownKey, "no UNTIL, which is an older form"},
		doubt{a.daily != clock{}, zohocrm.ReasonFormat, "DATE-TIME, -PnD or -PmW instead of TIME in TRIGGER"},
		doubt{!a.Relative() && a.clock != clock{}, zohocrm.ReasonConflict, "TRIGGER_TIME with -PnD or -PmW only"},
		doubt{a.trailing, zohocrm.ReasonFormat, `no ";" at the end`},
	)
}

// The parts of an alarm, in the order of its text.
const (
	alarmFreq = iota
	alarmUntil
	action
	trigger
	triggerTime
)

var alarmParts = []part{
	alarmFreq:   {key: "FREQ", values: freqNames[FreqDaily:]},
	alarmUntil:  {key: "UNTIL", want: "a date and time yyyy-MM-ddTHH:mm:ss±HH:mm of the calendar"},
	action:      {key: "ACTION", values: actionNames[ActionEmail:]},
	trigger:     {key: "TRIGGER", want: "DATE-TIME:yyyy-MM-ddTHH:mm:ss±HH:mm, -P1D to -P6D, or -P1W to -P3W"},
	triggerTime: {key: "TRIGGER_TIME", want: "a time HH:mm from 00:00 to 23:59"},
}

// ParseAlarm reads an alarm from its text: parts KEY=VALUE joined by ";", once
// each.
//
//	ACTION        EMAIL, POPUP or EMAILANDPOPUP; mandatory
//	TRIGGER       DATE-TIME:yyyy-MM-ddTHH:mm:ss±HH:mm, -P1D to -P6D, -P1W to -P3W; mandatory; TIME:HH:mm warns
//	TRIGGER_TIME  HH:mm, 24 hours; mandatory with -PnD and -PmW
//	FREQ          NONE; of an older form, and warning, DAILY, WEEKLY, MONTHLY or YEARLY
//	UNTIL         of an older form, a date and time; warns
//
// -PnD and -PmW need a recurring task, which the caller must check: see
// [Alarm.Relative].
func ParseAlarm(text string) (Alarm, error) {
	var a Alarm
	s := scanner{text: text, parts: alarmParts}
	for s.scan() {
		if reason := a.read(s.index, s.value); reason != "" {
			return Alarm{}, at(alarmParts[s.index].problem(reason), text, s.values[s.index])
		}
	}
	if s.err != nil {
		return Alarm{}, s.err
	}
	if e := a.check(); e != nil { // something is missing: at the end
		return Alarm{}, at(e, text, len(text))
	}
	a.trailing = s.trailing
	return a, nil
}

// read sets the part k from its text. The reason is empty if the text is valid.
func (a *Alarm) read(k int, s string) (reason zohocrm.Reason) {
	switch k {
	case alarmFreq:
		if a.freq = Freq(named(freqNames, s)); a.freq == 0 {
			reason = zohocrm.ReasonSupported
		}
	case alarmUntil:
		a.until, reason = parseMoment(s)
	case action:
		if a.action = Action(named(actionNames, s)); a.action == 0 {
			reason = zohocrm.ReasonSupported
		}
	case trigger:
		reason = a.readTrigger(s)
	case triggerTime:
		a.clock, reason = parseClock(s, ":")
	}
	return reason
}

func (a *Alarm) readTrigger(s string) (reason zohocrm.Reason) {
	if when, ok := strings.CutPrefix(s, "DATE-TIME:"); ok {
		if a.when, reason = parseMoment(when); reason == "" && !a.when.timed {
			reason = zohocrm.ReasonFormat
		}
		return reason
	}
	if daily, ok := strings.CutPrefix(s, "TIME:"); ok {
		a.daily, reason = parseClock(daily, ":")
		return reason
	}
	if len(s) != len("-PnD") || s[:2] != "-P" || s[2] < '0' || s[2] > '9' {
		return zohocrm.ReasonFormat
	}
	n, most := s[2]-'0', byte(6)
	switch s[3] {
	case 'D':
		a.before = n
	case 'W':
		a.before, most = 7*n, 3
	default:
		return zohocrm.ReasonFormat
	}
	if n < 1 || n > most {
		return zohocrm.ReasonRange
	}
	return ""
}

// String returns the text of a: FREQ, UNTIL, ACTION, TRIGGER, TRIGGER_TIME, as
// far as they are set. [ParseAlarm] of it gives a again. An alarm with a
// problem is "invalid Alarm".
func (a Alarm) String() string { return string(a.AppendTo(make([]byte, 0, 96))) }

// AppendTo appends the text that String returns to dst.
func (a Alarm) AppendTo(dst []byte) []byte {
	if a.check() != nil {
		return append(dst, "invalid Alarm"...)
	}
	if a.freq != 0 {
		dst = append(append(append(dst, "FREQ="...), a.freq.String()...), ';')
	}
	if a.until.IsValid() {
		dst = append(a.until.appendTo(append(dst, "UNTIL="...)), ';')
	}
	dst = append(append(dst, "ACTION="...), a.action.String()...)
	dst = append(dst, ";TRIGGER="...)
	switch {
	case a.when.IsValid():
		dst = a.when.appendTo(append(dst, "DATE-TIME:"...))
	case !a.Relative():
		dst = append(append(dst, "TIME:"...), a.daily[:]...)
	case a.before%7 == 0:
		dst = append(dst, '-', 'P', '0'+a.before/7, 'W')
	default:
		dst = append(dst, '-', 'P', '0'+a.before, 'D')
	}
	if a.clock != (clock{}) {
		dst = append(append(dst, ";TRIGGER_TIME="...), a.clock[:]...)
	}
	if a.trailing {
		dst = append(dst, ';')
	}
	return dst
}

// MarshalText returns the text of a, or the problem that [Alarm.Validate]
// reports.
func (a Alarm) MarshalText() ([]byte, error) { return a.AppendTo(nil), a.Validate() }

// UnmarshalText sets a to what [ParseAlarm] makes of the text.
func (a *Alarm) UnmarshalText(text []byte) (err error) {
	if a == nil {
		return nilProblem()
	}
	*a, err = ParseAlarm(string(text))
	return err
}
