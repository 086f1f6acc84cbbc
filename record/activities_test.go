package record_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/internal/testkit/requests"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
	"github.com/seed12a3e673/zohocrm/rrule"
)

// india is the time zone of the page's samples.
var india = time.FixedZone("", 5*3600+1800)

// meeting returns an event of an hour.
func meeting() *record.Record {
	start := time.Date(2023, 5, 20, 9, 0, 0, 0, india)
	return record.New().Text("Event_Title", "New Meeting").DateTime("Start_DateTime", start).DateTime("End_DateTime", start.Add(time.Hour))
}

const meetingJSON = `"Event_Title":"New Meeting","Start_DateTime":"2023-05-20T09:00:00+05:30","End_DateTime":"2023-05-20T10:00:00+05:30"`

// TestPageEvent writes the page's recurring event, without the names of the
// records that it is related to.
func TestPageEvent(t *testing.T) {
	event := meeting().Bool("All_day", false).
		Participants("Participants", record.ContactParticipant("5545974000002858122").Named("John"), record.EmailParticipant("patricia.boyle@zylker.com")).
		Lookup("Who_Id", "5545974000002755004").Lookup("What_Id", "5545974000002755007").Text("$se_module", "Deals").
		Reminders("Remind_At", rrule.Minutes(15), rrule.Minutes(5), rrule.Days(1).At("10.30")).
		Recurrence("Recurring_Activity", rrule.Daily().From(rrule.Day(2023, time.May, 20)).Until(rrule.Day(2023, time.May, 28)))
	const want = `{` + meetingJSON + `,"All_day":false,` +
		`"Participants":[{"name":"John","type":"contact","participant":"5545974000002858122"},{"type":"email","Email":"patricia.boyle@zylker.com"}],` +
		`"Who_Id":{"id":"5545974000002755004"},"What_Id":{"id":"5545974000002755007"},"$se_module":"Deals",` +
		`"Remind_At":[{"unit":15,"period":"minutes"},{"unit":5,"period":"minutes"},{"unit":1,"period":"days","time":"10.30"}],` +
		`"Recurring_Activity":{"RRULE":"FREQ=DAILY;INTERVAL=1;DTSTART=2023-05-20;UNTIL=2023-05-28"}}`
	if diff := cmp.Diff(requests.Body(want), requests.Build(t, payload.NewInsert(modules.Events()).Add(event))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestPageTask writes the page's recurring task.
func TestPageTask(t *testing.T) {
	task := record.New().Text("Subject", "Subject").
		Recurrence("Recurring_Activity", rrule.Daily().From(rrule.Day(2022, time.April, 6)).Until(rrule.Day(2022, time.April, 12))).
		Alarm("Remind_At", rrule.Email().DaysBefore(1).At("22:52"))
	const want = `{"Subject":"Subject","Recurring_Activity":{"RRULE":"FREQ=DAILY;INTERVAL=1;DTSTART=2022-04-06;UNTIL=2022-04-12"},` +
		`"Remind_At":{"ALARM":"ACTION=EMAIL;TRIGGER=-P1D;TRIGGER_TIME=22:52"}}`
	if diff := cmp.Diff(requests.Body(want), requests.Build(t, payload.NewInsert(modules.Tasks()).Add(task))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}

	// Once, there is nothing to count the days from.
	once := record.New().Text("Subject", "Subject").Alarm("Remind_At", rrule.Email().DaysBefore(1).At("22:52"))
	wantLines := []string{"error DEPENDENT_MISMATCH conflict ALARM $.data[0].Remind_At.ALARM"}
	if diff := cmp.Diff(wantLines, testkit.Lines(requests.Refused(t, payload.NewInsert(modules.Tasks()).Add(once)))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	once.Alarm("Remind_At", rrule.EmailAndPopup().On(time.Date(2023, 7, 3, 12, 30, 0, 0, india)))
	const wantOnce = `{"Subject":"Subject","Remind_At":{"ALARM":"ACTION=EMAILANDPOPUP;TRIGGER=DATE-TIME:2023-07-03T12:30:00+05:30"}}`
	if diff := cmp.Diff(requests.Body(wantOnce), requests.Build(t, payload.NewInsert(modules.Tasks()).Add(once))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestParticipantsBuilder writes each type of participant, and 50 of them.
func TestParticipantsBuilder(t *testing.T) {
	event := meeting().Participants("Participants",
		record.LeadParticipant("1"), record.ContactParticipant("2"), record.UserParticipant("3").Named("Patricia Boyle"), record.EmailParticipant("a@b.co"))
	const want = `{` + meetingJSON + `,"Participants":[{"type":"lead","participant":"1"},{"type":"contact","participant":"2"},` +
		`{"name":"Patricia Boyle","type":"user","participant":"3"},{"type":"email","Email":"a@b.co"}]}`
	in := payload.NewInsert(modules.Events()).Add(event)
	if diff := cmp.Diff(requests.Body(want), requests.Build(t, in)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}

	many := make([]record.Participant, 51)
	for i := range many {
		many[i] = record.EmailParticipant("a@b.co")
	}
	event.Participants("Participants", many[:50]...)
	if n := strings.Count(requests.Build(t, in), `"type":"email"`); n != 50 {
		t.Errorf("the body has %d of 50 participants", n)
	}
	event.Participants("Participants", many...)
	if diff := cmp.Diff([]string{"error LIMIT_EXCEEDED max_items Participants $.data[0].Participants"}, testkit.Lines(requests.Refused(t, in))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}

	event.Participants("Participants", record.LeadParticipant(""), record.EmailParticipant(""), record.EmailParticipant("nobody"), record.UserParticipant("Patricia"), record.Participant{})
	wantLines := []string{
		"error MANDATORY_NOT_FOUND mandatory participant $.data[0].Participants[0].participant",
		"error MANDATORY_NOT_FOUND mandatory Email $.data[0].Participants[1].Email",
		"error INVALID_DATA pattern Email $.data[0].Participants[2].Email",
		"error INVALID_DATA id participant $.data[0].Participants[3].participant",
	}
	if diff := cmp.Diff(wantLines, testkit.Lines(requests.Refused(t, in))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestBuildersReportOnce gives builders rules, alarms and reminders that are
// wrong. Each is one problem, with its path.
func TestBuildersReportOnce(t *testing.T) {
	day := rrule.Day(2023, time.May, 20)
	event := func(set func(*record.Record)) *payload.Insert {
		r := meeting().Reminders("Remind_At", rrule.Minutes(15))
		set(r)
		return payload.NewInsert(modules.Events()).Add(r)
	}
	task := func(set func(*record.Record)) *payload.Insert {
		r := record.New().Text("Subject", "Subject").Recurrence("Recurring_Activity", rrule.Daily().From(day))
		set(r)
		return payload.NewInsert(modules.Tasks()).Add(r)
	}
	appointment := func(reminders ...rrule.Reminder) *payload.Insert {
		return payload.NewInsert(modules.Appointments()).Add(record.New().Lookup("Service_Name", "1").Text("Appointment_Name", "Visit").
			LookupIn("Appointment_For", "Contacts", "2").Lookup("Owner", "3").DateTime("Appointment_Start_Time", time.Date(2023, 5, 20, 9, 0, 0, 0, india)).
			Text("Location", "Business Address").Reminders("Remind_At", reminders...))
	}
	tests := []struct {
		name string
		in   *payload.Insert
		want []string
	}{
		{"no rule", event(func(r *record.Record) { r.Recurrence("Recurring_Activity", rrule.Rule{}) }), []string{"error INVALID_DATA mandatory RRULE $.data[0].Recurring_Activity.RRULE"}},
		{"INTERVAL 0", event(func(r *record.Record) { r.Recurrence("Recurring_Activity", rrule.Daily().Every(0)) }), []string{"error INVALID_DATA range RRULE $.data[0].Recurring_Activity.RRULE"}},
		{"no such day", task(func(r *record.Record) {
			r.Recurrence("Recurring_Activity", rrule.Daily().From(rrule.Day(2023, time.February, 29)))
		}), []string{"error INVALID_DATA calendar RRULE $.data[0].Recurring_Activity.RRULE"}},
		{"UNTIL and COUNT", task(func(r *record.Record) { r.Recurrence("Recurring_Activity", rrule.Daily().Until(day).Times(3)) }), []string{"error INVALID_DATA conflict RRULE $.data[0].Recurring_Activity.RRULE"}},
		{"no alarm", task(func(r *record.Record) { r.Alarm("Remind_At", rrule.Alarm{}) }), []string{"error INVALID_DATA mandatory ALARM $.data[0].Remind_At.ALARM"}},
		{"7 weeks before", task(func(r *record.Record) { r.Alarm("Remind_At", rrule.Popup().WeeksBefore(7).At("09:00")) }), []string{"error INVALID_DATA range ALARM $.data[0].Remind_At.ALARM"}},
		{"no time", task(func(r *record.Record) { r.Alarm("Remind_At", rrule.Popup().DaysBefore(1)) }), []string{"error INVALID_DATA mandatory ALARM $.data[0].Remind_At.ALARM"}},
		{"no reminders", event(func(r *record.Record) { r.Reminders("Remind_At") }), nil},
		{"no reminders of a recurring event", event(func(r *record.Record) { r.Reminders("Remind_At").Recurrence("Recurring_Activity", rrule.Daily()) }), []string{"error MANDATORY_NOT_FOUND mandatory Remind_At $.data[0].Remind_At"}},
		{"wrong reminders", event(func(r *record.Record) {
			r.Reminders("Remind_At", rrule.Minutes(60), rrule.Minutes(61), rrule.Hours(-1), rrule.Reminder{}, rrule.Days(1).At("25.00"), rrule.ReminderOf(1, "years"), rrule.Weeks(101))
		}), []string{
			"error INVALID_DATA range unit $.data[0].Remind_At[1].unit",
			"error INVALID_DATA range unit $.data[0].Remind_At[2].unit",
			"error INVALID_DATA supported period $.data[0].Remind_At[3].period",
			"error INVALID_DATA format time $.data[0].Remind_At[4].time",
			"error INVALID_DATA supported period $.data[0].Remind_At[5].period",
			"error INVALID_DATA range unit $.data[0].Remind_At[6].unit",
		}},
		{"an appointment's", appointment(rrule.Minutes(100), rrule.Hours(0), rrule.Days(61)), nil},
		{"an appointment's, too many", appointment(rrule.Minutes(101), rrule.Weeks(1)), []string{
			"error INVALID_DATA range unit $.data[0].Remind_At[0].unit", "error INVALID_DATA supported period $.data[0].Remind_At[1].period"}},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, testkit.Lines(requests.All(tt.in))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
	// The limit is that of the module, whichever it is.
	for _, reminder := range []rrule.Reminder{rrule.Minutes(101), rrule.Hours(-1)} {
		errs := requests.Refused(t, event(func(r *record.Record) { r.Reminders("Remind_At", reminder) }))
		if r := errs[0].Details.Range; r == nil || r.From != 0 || r.To != 60 {
			t.Errorf("%v: the range of an event's unit is %v, want 0 to 60", reminder, r)
		}
	}
}
