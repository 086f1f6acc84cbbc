package fieldtype

import (
	"slices"
	"strconv"
	"strings"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/internal/program"
	"github.com/seed12a3e673/zohocrm/rrule"
)

// appendGrammar appends the text of a recurrence or alarm (page,
// "Recurring_Activity", and "Remind_At" of tasks); see [rrule.Parse] and
// [rrule.ParseAlarm].
func appendGrammar(p *field, dst []byte, errs zohocrm.Errors, v *Value) ([]byte, zohocrm.Errors) {
	text, ok := v.AsText()
	if !ok {
		return dst, append(errs, wrongTypeProblem("text", "text", v))
	}
	var warnings zohocrm.Errors
	var err error
	if Kind(p.Kind) == rruleText {
		var rule rrule.Rule
		rule, err = rrule.Parse(text)
		warnings = rule.Warnings()
	} else {
		var alarm rrule.Alarm
		alarm, err = rrule.ParseAlarm(text)
		warnings = alarm.Warnings()
	}
	if err != nil {
		return dst, append(errs, err.(*zohocrm.Error))
	}
	return AppendQuote(dst, text), append(errs, warnings...)
}

// appendReminders appends the reminders of an event or appointment (page,
// "Remind_At" of events): an array, or the page's text form "15 mins" for one.
// A date and time is an older form and warns.
func appendReminders(p *field, dst []byte, errs zohocrm.Errors, v *Value) ([]byte, zohocrm.Errors) {
	isText := v.form == text || v.form == marshaled
	switch {
	case v.form == moment || isText && dateTimeVerdict(v.text) == valid:
		e := zohocrm.Warn(zohocrm.ReasonFormat, `an array of reminders such as [{"unit":15,"period":"minutes"}]`)
		return appendValue(&kindPrograms[DateTime], dst, append(errs, e), v)
	case !isText:
		return appendElements(p, dst, errs, v)
	}
	dst, errs = appendReminder(p, nil, append(dst, '['), errs, v)
	return append(dst, ']'), errs
}

// appendReminder appends one reminder: an object with unit, period and maybe
// time, or the text "15 mins", which is written as an object.
func appendReminder(p *field, st *program.State, dst []byte, errs zohocrm.Errors, v *Value) ([]byte, zohocrm.Errors) {
	if v.form == text || v.form == marshaled {
		r, err := rrule.ParseReminder(v.text)
		if err == nil {
			err = reminderProblem(p, r)
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
	named, errs := renamePeriod(v, errs)
	renamed := len(errs)
	if dst, errs = appendRow(p, st, dst, errs, &named); len(errs) > renamed {
		return dst, errs
	}
	unit, _ := named.Member("unit")
	period, _ := named.Member("period")
	time, _ := named.Member("time")
	r := rrule.ReminderOf(unit.int(), period.text)
	if !time.IsEmpty() {
		r = r.At(time.text)
	}
	if err := reminderProblem(p, r); err != nil {
		return dst, append(errs[:before], err.(*zohocrm.Error))
	}
	return dst, append(errs, r.Warnings()...)
}

// reminderProblem returns the problem of a reminder that breaks a limit of the field:
// its largest unit, or its list of periods.
func reminderProblem(p *field, r rrule.Reminder) error {
	if p.Listed && !lists(p, r.Period().String()) {
		e := zohocrm.NotSupported(p.Values)
		e.Message = string(zohocrm.CodeInvalidData)
		return e.PrefixPath(zohocrm.Key("period"))
	}
	maxUnit := rrule.EventUnits
	if p.Range.To > 0 {
		maxUnit = p.Range.To
	}
	return r.Validate(maxUnit)
}

// renamePeriod returns a reminder with the word that Zoho's samples have for its
// period, instead of mins and hrs.
func renamePeriod(v *Value, errs zohocrm.Errors) (Value, zohocrm.Errors) {
	if v.form != object {
		return *v, errs
	}
	members := *v.ref.(*[]Member)
	for i, m := range members {
		period, isText := m.Value.AsText()
		if m.Name != "period" || !isText {
			continue
		}
		switch period {
		case "mins":
			m.Value = Text("minutes")
		case "hrs":
			m.Value = Text("hours")
		default:
			return *v, errs
		}
		members = slices.Clone(members)
		members[i] = m
		e := zohocrm.Warn(zohocrm.ReasonRenamed, "the period minutes or hours; it is written so")
		return newObject(members), append(errs, e.PrefixPath(zohocrm.Key("period")))
	}
	return *v, errs
}

// int returns the whole number that v is known to hold.
func (v Value) int() int {
	d, _ := v.AsDecimal()
	whole, _, _ := strings.Cut(d.literal, ".")
	n, _ := strconv.Atoi(whole)
	return n
}
