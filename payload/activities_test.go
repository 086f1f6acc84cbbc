package payload_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/rrule"
)

// india is the time zone of the page's samples.
var india = time.FixedZone("", 5*3600+1800)

// meeting returns an event of an hour.
func meeting() *payload.Record {
	start := time.Date(2023, 5, 20, 9, 0, 0, 0, india)
	return payload.NewRecord().Text("Event_Title", "New Meeting").Time("Start_DateTime", start).Time("End_DateTime", start.Add(time.Hour))
}

const meetingJSON = `"Event_Title":"New Meeting","Start_DateTime":"2023-05-20T09:00:00+05:30","End_DateTime":"2023-05-20T10:00:00+05:30"`

// TestPageEvent writes the page's recurring event, without the names of the
// records that it is related to.
func TestPageEvent(t *testing.T) {
	event := meeting().Bool("All_day", false).
		Participants(payload.ContactParticipant("5545974000002858122").Named("John"), payload.EmailParticipant("patricia.boyle@zylker.com")).
		Lookup("Who_Id", "5545974000002755004").RelatedTo("Deals", "5545974000002755007").
		Reminders(rrule.Minutes(15), rrule.Minutes(5), rrule.Days(1).At("10.30")).
		Recurrence(rrule.Daily().From(rrule.Day(2023, time.May, 20)).Until(rrule.Day(2023, time.May, 28)))
	const want = `{` + meetingJSON + `,"All_day":false,` +
		`"Participants":[{"name":"John","type":"contact","participant":"5545974000002858122"},{"type":"email","Email":"patricia.boyle@zylker.com"}],` +
		`"Who_Id":{"id":"5545974000002755004"},"What_Id":{"id":"5545974000002755007"},"$se_module":"Deals",` +
		`"Remind_At":[{"unit":15,"period":"minutes"},{"unit":5,"period":"minutes"},{"unit":1,"period":"days","time":"10.30"}],` +
		`"Recurring_Activity":{"RRULE":"FREQ=DAILY;INTERVAL=1;DTSTART=2023-05-20;UNTIL=2023-05-28"}}`
	if diff := cmp.Diff(bodyOf(want), build(t, payload.NewInsert(modules.Events()).Add(event))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestPageTask writes the page's recurring task.
func TestPageTask(t *testing.T) {
	task := payload.NewRecord().Text("Subject", "Subject").
		Recurrence(rrule.Daily().From(rrule.Day(2022, time.April, 6)).Until(rrule.Day(2022, time.April, 12))).
		Alarm(rrule.Email().DaysBefore(1).At("22:52"))
	const want = `{"Subject":"Subject","Recurring_Activity":{"RRULE":"FREQ=DAILY;INTERVAL=1;DTSTART=2022-04-06;UNTIL=2022-04-12"},` +
		`"Remind_At":{"ALARM":"ACTION=EMAIL;TRIGGER=-P1D;TRIGGER_TIME=22:52"}}`
	if diff := cmp.Diff(bodyOf(want), build(t, payload.NewInsert(modules.Tasks()).Add(task))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}

	// Once, there is nothing to count the days from.
	once := payload.NewRecord().Text("Subject", "Subject").Alarm(rrule.Email().DaysBefore(1).At("22:52"))
	wantLines := []string{"error DEPENDENT_MISMATCH conflict Remind_At $.data[0].Remind_At"}
	if diff := cmp.Diff(wantLines, lines(refused(t, payload.NewInsert(modules.Tasks()).Add(once)))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	once.Alarm(rrule.EmailAndPopup().On(time.Date(2023, 7, 3, 12, 30, 0, 0, india)))
	const wantOnce = `{"Subject":"Subject","Remind_At":{"ALARM":"ACTION=EMAILANDPOPUP;TRIGGER=DATE-TIME:2023-07-03T12:30:00+05:30"}}`
	if diff := cmp.Diff(bodyOf(wantOnce), build(t, payload.NewInsert(modules.Tasks()).Add(once))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestParticipantsBuilder writes each type of participant, and 50 of them.
func TestParticipantsBuilder(t *testing.T) {
	event := meeting().Participants(
		payload.LeadParticipant("1"), payload.ContactParticipant("2"), payload.UserParticipant("3").Named("Patricia Boyle"), payload.EmailParticipant("a@b.co"))
	const want = `{` + meetingJSON + `,"Participants":[{"type":"lead","participant":"1"},{"type":"contact","participant":"2"},` +
		`{"name":"Patricia Boyle","type":"user","participant":"3"},{"type":"email","Email":"a@b.co"}]}`
	in := payload.NewInsert(modules.Events()).Add(event)
	if diff := cmp.Diff(bodyOf(want), build(t, in)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}

	many := make([]payload.Participant, 51)
	for i := range many {
		many[i] = payload.EmailParticipant("a@b.co")
	}
	event.Participants(many[:50]...)
	if n := strings.Count(build(t, in), `"type":"email"`); n != 50 {
		t.Errorf("the body has %d of 50 participants", n)
	}
	event.Participants(many...)
	if diff := cmp.Diff([]string{"error LIMIT_EXCEEDED max_items Participants $.data[0].Participants"}, lines(refused(t, in))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}

	event.Participants(payload.LeadParticipant(""), payload.EmailParticipant(""), payload.EmailParticipant("nobody"), payload.UserParticipant("Patricia"), payload.Participant{})
	wantLines := []string{
		"error MANDATORY_NOT_FOUND mandatory participant $.data[0].Participants[0].participant",
		"error MANDATORY_NOT_FOUND mandatory Email $.data[0].Participants[1].Email",
		"error INVALID_DATA pattern Email $.data[0].Participants[2].Email",
		"error INVALID_DATA id participant $.data[0].Participants[3].participant",
	}
	if diff := cmp.Diff(wantLines, lines(refused(t, in))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestBuildersReportOnce gives builders rules, alarms and reminders that are
// wrong. Each is one problem, where it stands.
func TestBuildersReportOnce(t *testing.T) {
	day := rrule.Day(2023, time.May, 20)
	event := func(set func(*payload.Record)) *payload.Insert {
		r := meeting().Reminders(rrule.Minutes(15))
		set(r)
		return payload.NewInsert(modules.Events()).Add(r)
	}
	task := func(set func(*payload.Record)) *payload.Insert {
		r := payload.NewRecord().Text("Subject", "Subject").Recurrence(rrule.Daily().From(day))
		set(r)
		return payload.NewInsert(modules.Tasks()).Add(r)
	}
	appointment := func(reminders ...rrule.Reminder) *payload.Insert {
		return payload.NewInsert(modules.Appointments()).Add(payload.NewRecord().Lookup("Service_Name", "1").Text("Appointment_Name", "Visit").
			LookupIn("Appointment_For", "Contacts", "2").Lookup("Owner", "3").Time("Appointment_Start_Time", time.Date(2023, 5, 20, 9, 0, 0, 0, india)).
			Text("Location", "Business Address").Reminders(reminders...))
	}
	tests := []struct {
		name string
		in   *payload.Insert
		want []string
	}{
		{"no rule", event(func(r *payload.Record) { r.Recurrence(rrule.Rule{}) }), []string{"error INVALID_DATA mandatory RRULE $.data[0].Recurring_Activity.RRULE"}},
		{"INTERVAL 0", event(func(r *payload.Record) { r.Recurrence(rrule.Daily().Every(0)) }), []string{"error INVALID_DATA range RRULE $.data[0].Recurring_Activity.RRULE"}},
		{"no such day", task(func(r *payload.Record) { r.Recurrence(rrule.Daily().From(rrule.Day(2023, time.February, 29))) }), []string{"error INVALID_DATA calendar RRULE $.data[0].Recurring_Activity.RRULE"}},
		{"UNTIL and COUNT", task(func(r *payload.Record) { r.Recurrence(rrule.Daily().Until(day).Times(3)) }), []string{"error INVALID_DATA conflict RRULE $.data[0].Recurring_Activity.RRULE"}},
		{"no alarm", task(func(r *payload.Record) { r.Alarm(rrule.Alarm{}) }), []string{"error INVALID_DATA mandatory ALARM $.data[0].Remind_At.ALARM"}},
		{"7 weeks before", task(func(r *payload.Record) { r.Alarm(rrule.Popup().WeeksBefore(7).At("09:00")) }), []string{"error INVALID_DATA range ALARM $.data[0].Remind_At.ALARM"}},
		{"no time", task(func(r *payload.Record) { r.Alarm(rrule.Popup().DaysBefore(1)) }), []string{"error INVALID_DATA mandatory ALARM $.data[0].Remind_At.ALARM"}},
		{"no reminders", event(func(r *payload.Record) { r.Reminders() }), nil},
		{"no reminders of a recurring event", event(func(r *payload.Record) { r.Reminders().Recurrence(rrule.Daily()) }), []string{"error MANDATORY_NOT_FOUND mandatory Remind_At $.data[0].Remind_At"}},
		{"wrong reminders", event(func(r *payload.Record) {
			r.Reminders(rrule.Minutes(60), rrule.Minutes(61), rrule.Hours(-1), rrule.Reminder{}, rrule.Days(1).At("25.00"), rrule.ReminderOf(1, "years"), rrule.Weeks(101))
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
		if diff := cmp.Diff(tt.want, lines(all(tt.in))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
	// The limit is that of the module, whichever it is.
	for _, reminder := range []rrule.Reminder{rrule.Minutes(101), rrule.Hours(-1)} {
		errs := refused(t, event(func(r *payload.Record) { r.Reminders(reminder) }))
		if r := errs[0].Details.Range; r == nil || r.From != 0 || r.To != 60 {
			t.Errorf("%v: the range of an event's unit is %v, want 0 to 60", reminder, r)
		}
	}
}

// TestCalls writes calls of the three sorts that the page names.
func TestCalls(t *testing.T) {
	start := time.Date(2021, 2, 23, 13, 30, 0, 0, india)
	clock := func(at time.Time) *modules.Module {
		m, err := modules.Calls().With(modules.WithNow(func() time.Time { return at }))
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	const when = `"Call_Start_Time":"2021-02-23T13:30:00+05:30"`
	tests := []struct {
		name string
		call *payload.Record
		want string
	}{
		{"scheduled", payload.ScheduledCall("Discussion", start).Lookup("Who_Id", "1").RelatedTo("Deals", "2"),
			`{"Subject":"Discussion","Call_Type":"Outbound","Outgoing_Call_Status":"Scheduled",` + when + `,"Who_Id":{"id":"1"},"What_Id":{"id":"2"},"$se_module":"Deals"}`},
		{"completed", payload.CompletedCall(payload.Outbound, "Discussion", start, 10*time.Hour),
			`{"Subject":"Discussion","Call_Type":"Outbound","Outgoing_Call_Status":"Completed",` + when + `,"Call_Duration":"10:00"}`},
		{"inbound", payload.CompletedCall(payload.Inbound, "Discussion", start, 20*time.Minute),
			`{"Subject":"Discussion","Call_Type":"Inbound",` + when + `,"Call_Duration":"00:20"}`},
		{"a minute begun", payload.CompletedCall(payload.Inbound, "Discussion", start, time.Second),
			`{"Subject":"Discussion","Call_Type":"Inbound",` + when + `,"Call_Duration":"00:01"}`},
		{"an hour and a bit", payload.CompletedCall(payload.Inbound, "Discussion", start, time.Hour+time.Nanosecond),
			`{"Subject":"Discussion","Call_Type":"Inbound",` + when + `,"Call_Duration":"01:01"}`},
		{"missed", payload.MissedCall("Discussion", start),
			`{"Subject":"Discussion","Call_Type":"Missed",` + when + `}`},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(bodyOf(tt.want), build(t, payload.NewInsert(clock(start.Add(-time.Hour))).Add(tt.call))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}

	refusals := []struct {
		name string
		now  time.Time
		call *payload.Record
		want []string
	}{
		{"scheduled for the past", start.Add(time.Hour), payload.ScheduledCall("Discussion", start), []string{
			"error MANDATORY_NOT_FOUND mandatory Who_Id $.data[0].Who_Id", "error MANDATORY_NOT_FOUND mandatory What_Id $.data[0].What_Id",
			"error DEPENDENT_MISMATCH conflict Call_Start_Time $.data[0].Call_Start_Time"}},
		{"no time at all", start, payload.CompletedCall(payload.Outbound, "Discussion", start, 0), []string{"error DEPENDENT_MISMATCH conflict Call_Duration $.data[0].Call_Duration"}},
		{"backwards", start, payload.CompletedCall(payload.Outbound, "Discussion", start, -time.Hour), []string{"error INVALID_DATA format Call_Duration $.data[0].Call_Duration"}},
		{"100 hours", start, payload.CompletedCall(payload.Outbound, "Discussion", start, 100*time.Hour), []string{"error INVALID_DATA format Call_Duration $.data[0].Call_Duration"}},
		{"for ever", start, payload.CompletedCall(payload.Inbound, "Discussion", start, math.MaxInt64), []string{"error INVALID_DATA format Call_Duration $.data[0].Call_Duration"}},
		{"of a type of its own", start, payload.CompletedCall("Video", "Discussion", start, time.Minute), []string{"error INVALID_DATA picklist Call_Type $.data[0].Call_Type"}},
		{"no subject", start, payload.MissedCall("", start), []string{"error MANDATORY_NOT_FOUND mandatory Subject $.data[0].Subject"}},
		{"no start", start, payload.MissedCall("Discussion", start).Null("Call_Start_Time"), []string{"error MANDATORY_NOT_FOUND mandatory Call_Start_Time $.data[0].Call_Start_Time"}},
	}
	for _, tt := range refusals {
		if diff := cmp.Diff(tt.want, lines(refused(t, payload.NewInsert(clock(tt.now)).Add(tt.call)))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}
