package fieldtype_test

import (
	"strings"
	"testing"
	"time"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// A grammarText is a text that an object has under a key, and what is
// wrong with it.
type grammarText struct {
	text    string
	problem *zohocrm.Error // nil when the text passes without a word
}

// checkGrammar checks texts, each in an object by itself and beside another
// key.
func checkGrammar(t *testing.T, kind fieldtype.Kind, name string, texts []grammarText) {
	t.Helper()
	spec := fieldtype.Spec{Kind: kind}
	for _, tt := range texts {
		for _, object := range []string{`{"` + name + `":"` + tt.text + `"}`, `{"a":1,"` + name + `":"` + tt.text + `","EXDATE":"2023-05-21"}`} {
			var want zohocrm.Errors
			if tt.problem != nil {
				e := *tt.problem
				want = problems(e.PrefixPath(key(name)))
			}
			check(t, spec, []row{{in: parse(object), out: object, problems: want}})
		}
	}
	checkTypes(t, kind, "jsonobject", "text", "number", "boolean", "array", "time")
	checkTypesAt(t, spec, `{"`+name+`":?}`, "number boolean array object", "text", key(name))
	checkMissingAt(t, spec, `{"`+name+`":?,"EXDATE":"2023-05-21"}`, name, keyMissing(key(name)))
}

// TestRRule puts every recurrence that the page and Zoho's samples have into
// the object that holds it. What a rule may say is tested in package rrule.
func TestRRule(t *testing.T) {
	format := invalidData(zohocrm.ReasonFormat, zohocrm.Details{})
	conflict := invalidData(zohocrm.ReasonConflict, zohocrm.Details{})
	checkGrammar(t, fieldtype.RRule, "RRULE", []grammarText{
		{"FREQ=DAILY;INTERVAL=1;DTSTART=2023-05-20;UNTIL=2023-05-28", nil}, // the page's event
		{"FREQ=DAILY;INTERVAL=1;DTSTART=2022-04-06;UNTIL=2022-04-12", nil}, // the page's task
		{"FREQ=WEEKLY;BYDAY=SU;INTERVAL=2;UNTIL=2020-03-15", nil},
		{"FREQ=WEEKLY;INTERVAL=1;UNTIL=2020-05-16;BYDAY=SA;DTSTART=2020-05-02", nil},
		{"FREQ=DAILY;INTERVAL=10;UNTIL=2022-08-14;DTSTART=2022-07-03", nil},
		{"FREQ=DAILY;INTERVAL=10;UNTIL=2020-08-14;DTSTART=2020-07-03", nil},
		{"FREQ=DAILY;INTERVAL=10;UNTIL=2023-08-14;DTSTART=2023-07-03", nil},
		{"FREQ=DAILY;INTERVAL=10;UNTIL=2023-08-14;DTSTART=2020-07-03", nil},
		// Without the prefix, the texts of backup schedules are rules as well.
		{"FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", nil},
		{"FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=16", nil},
		{"FREQ=MONTHLY;INTERVAL=1;BYDAY=1TH", nil},
		{"FREQ=MONTHLY;INTERVAL=1;BYDAY=4TH", nil},
		{"FREQ=WEEKLY;INTERVAL=1;BYDAY=FR", nil},
		{"FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", nil},
		{"RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", format},
		{"RRULE:FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=16", format},
		{"RRULE:FREQ=MONTHLY;INTERVAL=1;BYDAY=1TH", format},
		{"RRULE:FREQ=MONTHLY;INTERVAL=1;BYDAY=4TH", format},
		{"RRULE:FREQ=WEEKLY;INTERVAL=1;BYDAY=FR", format},
		{"RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", format},
		// What a connector for a sister product sends: a semicolon at the end.
		{"FREQ=DAILY;INTERVAL=1;UNTIL=2022-04-12;", warning(invalidData(zohocrm.ReasonFormat, zohocrm.Details{}))},
		{"FREQ=DAILY;DTSTART=2023-05-20;UNTIL=2023-05-19", conflict},
		{"FREQ=DAILY;COUNT=2;UNTIL=2023-05-19", conflict},
		{"FREQ=DAILY;DTSTART=20230520", format},
		{"FREQ=DAILY;DTSTART=2023-05-32", invalidData(zohocrm.ReasonCalendar, zohocrm.Details{})},
	})
	// Text that is not UTF-8 is one problem, not two.
	spec := fieldtype.Spec{Kind: fieldtype.RRule}
	object := fieldtype.Object(fieldtype.Member{Name: "RRULE", Value: fieldtype.Text("\xff")})
	if _, errs := spec.Append(nil, nil, object); len(errs) != 1 {
		t.Errorf("text that is not UTF-8: %v", errs)
	}
	// So is a value that has no JSON form.
	object = fieldtype.Object(fieldtype.Member{Name: "RRULE", Value: fieldtype.ValueOf(make(chan int))})
	check(t, spec, []row{{in: object, problems: problems(invalidData(zohocrm.ReasonGoType, zohocrm.Details{}, key("RRULE")))}})
}

// TestAlarm does the same with the alarms of tasks.
func TestAlarm(t *testing.T) {
	format := invalidData(zohocrm.ReasonFormat, zohocrm.Details{})
	actions := invalidData(zohocrm.ReasonSupported, zohocrm.Details{SupportedValues: []string{"EMAIL", "POPUP", "EMAILANDPOPUP"}})
	checkGrammar(t, fieldtype.Alarm, "ALARM", []grammarText{
		{"ACTION=EMAIL;TRIGGER=-P1D;TRIGGER_TIME=22:52", nil}, // the page's task
		{"ACTION=EMAILANDPOPUP;TRIGGER=DATE-TIME:2023-07-03T12:30:00+05:30", nil},
		{"ACTION=EMAILANDPOPUP;TRIGGER=DATE-TIME:2020-07-03T12:30:00+05:30", nil},
		{"FREQ=NONE;ACTION=EMAILANDPOPUP;TRIGGER=DATE-TIME:2020-07-03T12:30:00+05:30", nil},
		{"FREQ=NONE;ACTION=POPUP;TRIGGER=DATE-TIME:2021-01-18T12:45:00+05:30", nil},
		{"FREQ=NONE;ACTION=EMAIL;TRIGGER=DATE-TIME:2021-01-18T12:45:00+05:30", nil},
		// "-P1D, -P2D, -P3D, -P4D, -P5D, -P6D, -P1W, -P2W -P3W"
		{"ACTION=POPUP;TRIGGER=-P6D;TRIGGER_TIME=00:00", nil},
		{"ACTION=POPUP;TRIGGER=-P3W;TRIGGER_TIME=23:59", nil},
		{"ACTION=POPUP;TRIGGER=-P7D;TRIGGER_TIME=09:00", invalidData(zohocrm.ReasonRange, zohocrm.Details{})},
		{"ACTION=POPUP;TRIGGER=-P4W;TRIGGER_TIME=09:00", invalidData(zohocrm.ReasonRange, zohocrm.Details{})},
		{"ACTION=POPUP;TRIGGER=-P1D", invalidData(zohocrm.ReasonMandatory, zohocrm.Details{})},
		{"ACTION=POPUP", invalidData(zohocrm.ReasonMandatory, zohocrm.Details{})},
		{"TRIGGER=DATE-TIME:2023-07-03T12:30:00+05:30", func() *zohocrm.Error {
			e := *actions
			e.Reason = zohocrm.ReasonMandatory
			return &e
		}()},
		{"ACTION=SMS;TRIGGER=-P1D;TRIGGER_TIME=22:52", actions},
		// Malformed texts that Zoho's pages have.
		{"FREQ=WEEKLY;UNTIL=2020-05-21T11:00:00+05:30ACTION=POPUP;TRIGGER=DATE-TIME:2020-05-01T11:00:00+05:30", format},
		{"FREQ=NONE;ACTION=EMAILANDPOPUP;TRIGGER=DATE-TIME:2020-07-03T12:30:00.05:30", format},
		{"ACTION=EMAILANDPOPUPTRIGGER=DATE-TIME:2020-07-03T12:30:00+05:30", format},
		{"ACTION=EMAIL;TRIGGER=P1D;TRIGGER_TIME=09:00", format}, // the page has -P1D
	})
}

// wrongReminder returns the problem of a reminder, with the message that Zoho
// has for it.
func wrongReminder(reason zohocrm.Reason, message string, details zohocrm.Details, at ...zohocrm.Step) *zohocrm.Error {
	e := &zohocrm.Error{Code: zohocrm.CodeInvalidData, Reason: reason, Message: message, Details: details}
	return e.PrefixPath(at...)
}

// TestReminders is the page's Remind_At of events: "in string "Unit Period".
// For example, 15 mins and 2 hrs. Unit: numbers between 0 to 60. Period: mins,
// hrs, days, weeks." Its sample has objects.
func TestReminders(t *testing.T) {
	const page = `[{"unit":15,"period":"minutes"},{"unit":5,"period":"minutes"},{"unit":1,"period":"days","time":"10.30"}]`
	const checkValues = "Please check whether the input values are correct"
	spec := fieldtype.Spec{Kind: fieldtype.Reminders}
	unit := func(most int, at ...zohocrm.Step) *zohocrm.Error {
		return wrongReminder(zohocrm.ReasonRange, checkValues, zohocrm.Details{Range: &zohocrm.Range{To: most}}, at...)
	}
	period := func(values string, at ...zohocrm.Step) *zohocrm.Error {
		return wrongReminder(zohocrm.ReasonSupported, "INVALID_DATA", zohocrm.Details{SupportedValues: strings.Fields(values)}, at...)
	}
	renamed := func(i int) *zohocrm.Error {
		return warning(invalidData(zohocrm.ReasonRenamed, zohocrm.Details{}, index(i), key("period")))
	}
	older := warning(invalidData(zohocrm.ReasonFormat, zohocrm.Details{}))
	check(t, spec, []row{
		{in: parse(page), out: page},
		{in: parse(`[]`), out: `[]`},
		{in: parse(`[{"unit":0,"period":"hours"},{"unit":60,"period":"weeks","time":"00:00"}]`), out: `[{"unit":0,"period":"hours"},{"unit":60,"period":"weeks","time":"00:00"}]`},
		{in: parse(`[{"unit":61,"period":"minutes"}]`), problems: problems(unit(60, index(0), key("unit")))},
		{in: parse(`[{"unit":15,"period":"minutes"},{"unit":-1,"period":"minutes"}]`), problems: problems(unit(60, index(1), key("unit")))},
		{in: parse(`[{"unit":1,"period":"years"}]`), problems: problems(period("minutes hours days weeks", index(0), key("period")))},
		{in: parse(`[{"unit":1,"period":"days","time":"24.00"}]`), problems: problems(wrongReminder(zohocrm.ReasonFormat, "invalid data", zohocrm.Details{}, index(0), key("time")))},
		{in: parse(`[{"unit":1,"period":"hours","time":"10.30"}]`), out: `[{"unit":1,"period":"hours","time":"10.30"}]`,
			problems: problems(warning(invalidData(zohocrm.ReasonConflict, zohocrm.Details{}, index(0), key("time"))))},
		{in: parse(`[{"unit":1.5,"period":"days"}]`), problems: problems(wrongType("integer", index(0), key("unit")))},
		{in: parse(`[{"unit":"15","period":"minutes"}]`), problems: problems(
			invalidData(zohocrm.ReasonQuotedNumber, zohocrm.Details{ExpectedDataType: "integer"}, index(0), key("unit")))},
		{in: parse(`[{}]`), problems: problems(keyMissing(index(0), key("unit")), keyMissing(index(0), key("period")))},

		// The page's words for periods are written as its sample has them.
		{in: parse(`[{"unit":15,"period":"mins"},{"period":"hrs","unit":2}]`), out: `[{"unit":15,"period":"minutes"},{"period":"hours","unit":2}]`,
			problems: problems(renamed(0), renamed(1))},
		{in: parse(`[{"note":"mins","unit":15,"period":"mins"}]`), out: `[{"note":"mins","unit":15,"period":"minutes"}]`, problems: problems(renamed(0))},
		{in: parse(`[{"unit":99,"period":"mins"}]`), problems: problems(unit(60, index(0), key("unit")))},

		// The page's text, and several of them.
		{in: parse(`"15 mins"`), out: `[{"unit":15,"period":"minutes"}]`},
		{in: parse(`"2 hrs"`), out: `[{"unit":2,"period":"hours"}]`},
		{in: parse(`["15 mins","1 days","3 weeks","2 hours"]`), out: `[{"unit":15,"period":"minutes"},{"unit":1,"period":"days"},{"unit":3,"period":"weeks"},{"unit":2,"period":"hours"}]`},
		{in: fieldtype.Texts("15 mins", "2 hrs"), out: `[{"unit":15,"period":"minutes"},{"unit":2,"period":"hours"}]`},
		{in: parse(`["15 mins",{"unit":5,"period":"minutes"}]`), out: `[{"unit":15,"period":"minutes"},{"unit":5,"period":"minutes"}]`},
		{in: parse(`"61 mins"`), problems: problems(unit(60))},
		{in: parse(`["15 mins","61 mins"]`), problems: problems(unit(60, index(1)))},
		{in: parse(`"mins 15"`), problems: problems(invalidData(zohocrm.ReasonFormat, zohocrm.Details{}))},
		{in: parse(`"15 years"`), problems: problems(invalidData(zohocrm.ReasonFormat, zohocrm.Details{}))},
		{in: parse(`["15"]`), problems: problems(invalidData(zohocrm.ReasonFormat, zohocrm.Details{}, index(0)))},

		// An older form: the moment itself.
		{in: parse(`"2020-02-01T09:45:00+05:30"`), out: `"2020-02-01T09:45:00+05:30"`, problems: problems(older)},
		{in: fieldtype.Time(time.Date(2020, 2, 1, 9, 45, 0, 0, time.FixedZone("", 5*3600+1800))), out: `"2020-02-01T09:45:00+05:30"`, problems: problems(older)},
	})
	checkTypes(t, fieldtype.Reminders, "jsonarray", "number", "boolean", "object")
	checkTypesAt(t, spec, `[{"unit":5,"period":"minutes"},?]`, "number boolean array", "jsonobject", index(1))
	checkTypesAt(t, spec, `[{"unit":?,"period":"minutes"}]`, "text boolean array object", "integer", index(0), key("unit"))
	checkTypesAt(t, spec, `[{"unit":5,"period":?}]`, "number boolean array object", "text", index(0), key("period"))
	checkTypesAt(t, spec, `[{"unit":5,"period":"days","time":?}]`, "number boolean array object", "text", index(0), key("time"))
	checkMissingAt(t, spec, `[{"unit":?,"period":"days"}]`, "unit", keyMissing(index(0), key("unit")))
	checkMissingAt(t, spec, `[{"unit":5,"period":?}]`, "period", keyMissing(index(0), key("period")))

	// Those of appointments: "unit 0–100, period minutes|hours|days", as Zoho's
	// own answers list them.
	const most = 100
	appointment := fieldtype.Spec{Kind: fieldtype.Reminders, Range: zohocrm.Range{To: most}, Values: []string{"minutes", "hours", "days"}}
	check(t, appointment, []row{
		{in: parse(`[{"unit":100,"period":"minutes"}]`), out: `[{"unit":100,"period":"minutes"}]`},
		{in: parse(`"100 mins"`), out: `[{"unit":100,"period":"minutes"}]`},
		{in: parse(`[{"unit":15,"period":"mins"}]`), out: `[{"unit":15,"period":"minutes"}]`, problems: problems(renamed(0))},
		{in: parse(`[{"unit":101,"period":"minutes"}]`), problems: problems(unit(most, index(0), key("unit")))},
		{in: parse(`[{"unit":1,"period":"weeks"}]`), problems: problems(period("minutes hours days", index(0), key("period")))},
		{in: parse(`[{"unit":1,"period":"years"}]`), problems: problems(period("minutes hours days", index(0), key("period")))},
		{in: parse(`"1 weeks"`), problems: problems(period("minutes hours days"))},
	})
}
