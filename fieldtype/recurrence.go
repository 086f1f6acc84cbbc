package fieldtype

import (
	"slices"
	"strconv"
	"strings"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/rrule"
)

// appendRRule appends {"RRULE":"…"}, the recurrence of a task or event (page,
// "Recurring_Activity"); see [rrule.Parse].
func (s *Spec) appendRRule(dst []byte, errs zohocrm.Errors, v Value) ([]byte, zohocrm.Errors) {
	return s.appendGrammar(dst, errs, v, "RRULE", func(text string) (zohocrm.Errors, error) {
		rule, err := rrule.Parse(text)
		return rule.Warnings(), err
	})
}

// appendAlarm appends {"ALARM":"…"}, the reminder of a task (page, "Remind_At"
// of tasks); see [rrule.ParseAlarm].
func (s *Spec) appendAlarm(dst []byte, errs zohocrm.Errors, v Value) ([]byte, zohocrm.Errors) {
	return s.appendGrammar(dst, errs, v, "ALARM", func(text string) (zohocrm.Errors, error) {
		alarm, err := rrule.ParseAlarm(text)
		return alarm.Warnings(), err
	})
}

// appendGrammar appends an object whose member key is a text of a grammar.
func (s *Spec) appendGrammar(dst []byte, errs zohocrm.Errors, v Value, key string,
	parse func(text string) (zohocrm.Errors, error),
) ([]byte, zohocrm.Errors) {
	if !v.isObject() {
		return dst, appendWrongType(errs, v, "jsonobject", `an object such as {"`+key+`":"…"}`)
	}
	dst, errs = appendMembers(dst, errs, v, func(dst []byte, errs zohocrm.Errors, name string, value Value) ([]byte, zohocrm.Errors) {
		text, isText := value.AsText()
		switch {
		case name != key:
			return appendAny(dst, errs, value)
		case value.IsEmpty():
			return dst, errs // reported below
		case !isText:
			return dst, appendWrongType(errs, value, "text", "text")
		}
		warnings, err := parse(text)
		if err != nil {
			return dst, append(errs, err.(*zohocrm.Error))
		}
		return AppendText(dst, text), append(errs, warnings...)
	})
	if m, _ := v.Member(key); m.IsEmpty() {
		errs = append(errs, s.missingColumn(key))
	}
	return dst, errs
}

// appendReminders appends the reminders of an event or appointment (page,
// "Remind_At" of events): an array, or the page's text form "15 mins" for one.
// A date and time is an older form and warns.
func (s *Spec) appendReminders(dst []byte, errs zohocrm.Errors, v Value) ([]byte, zohocrm.Errors) {
	switch {
	case v.form == moment || v.form == text && dateTimeReason(v.text) == "":
		e := warning(zohocrm.ReasonFormat, `an array of reminders such as [{"unit":15,"period":"minutes"}]`)
		return appendDateTime(dst, append(errs, e), v)
	case v.form != text:
		return s.appendArrayOf(dst, errs, v, s.appendReminder)
	}
	dst = append(dst, '[')
	dst, errs = s.appendReminder(dst, errs, v)
	return append(dst, ']'), errs
}

// appendReminder appends one reminder: an object with unit, period and maybe
// time, or the text "15 mins", which is written as an object.
func (s *Spec) appendReminder(dst []byte, errs zohocrm.Errors, v Value) ([]byte, zohocrm.Errors) {
	if v.form == text {
		r, err := rrule.ParseReminder(v.text)
		if err == nil {
			err = s.reminderProblem(r)
		}
		if err != nil {
			e := err.(*zohocrm.Error)
			e.APIName, e.Path = "", nil
			return dst, append(errs, e)
		}
		object, _ := r.MarshalJSON()
		return append(dst, object...), errs
	}
	before := len(errs)
	v, errs = renamePeriod(v, errs)
	renamed := len(errs)
	if dst, errs = s.appendKnown(dst, errs, v); len(errs) > renamed {
		return dst, errs
	}
	unit, _ := v.Member("unit")
	period, _ := v.Member("period")
	time, _ := v.Member("time")
	r := rrule.ReminderOf(unit.int(), period.text)
	if !time.IsEmpty() {
		r = r.At(time.text)
	}
	if err := s.reminderProblem(r); err != nil {
		return dst, append(errs[:before], err.(*zohocrm.Error))
	}
	return dst, append(errs, r.Warnings()...)
}

// reminderProblem returns what is wrong with a reminder in the limits of the
// field: the largest unit, and the periods if they are fewer than usual.
func (s *Spec) reminderProblem(r rrule.Reminder) error {
	if len(s.Values) > 0 && !slices.Contains(s.Values, r.Period().String()) {
		e := &zohocrm.Error{
			Code: zohocrm.CodeInvalidData, Reason: zohocrm.ReasonSupported, Message: string(zohocrm.CodeInvalidData),
			Details: zohocrm.Details{SupportedValues: slices.Clone(s.Values)},
		}
		return e.Within(zohocrm.Key("period"))
	}
	maxUnit := rrule.EventUnits
	if s.Range.To > 0 {
		maxUnit = s.Range.To
	}
	return r.Validate(maxUnit)
}

// renamePeriod returns a reminder with the word for its period that the samples
// have, in place of the page's mins and hrs.
func renamePeriod(v Value, errs zohocrm.Errors) (Value, zohocrm.Errors) {
	if v.form != object {
		return v, errs
	}
	for i, m := range v.ref.([]Member) {
		if m.Name != "period" || m.Value.form != text {
			continue
		}
		switch m.Value.text {
		case "mins":
			m.Value = Text("minutes")
		case "hrs":
			m.Value = Text("hours")
		default:
			return v, errs
		}
		members := slices.Clone(v.ref.([]Member))
		members[i] = m
		e := warning(zohocrm.ReasonRenamed, "the period minutes or hours; it is written so")
		return Object(members...), append(errs, e.Within(zohocrm.Key("period")))
	}
	return v, errs
}

// int returns the whole number that v is known to hold.
func (v Value) int() int {
	d, _ := v.AsDecimal()
	whole, _, _ := strings.Cut(d.literal, ".")
	n, _ := strconv.Atoi(whole)
	return n
}
