package modules_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/modules"
)

// email is a participant of an event.
const email = `{"type":"email","Email":"patricia.boyle@zylker.com"}`

// activityRules show the rules of calls, events and tasks. The answers are in
// testdata/rules.
var activityRules = []ruleExample{
	// "mandatory when you give What_Id"
	{modules.Calls(), "se_module_mandatory", `"What_Id":{"id":"1"},"$se_module":"Deals"`, `"What_Id":{"id":"1"}`},
	{modules.Events(), "se_module_mandatory", `"What_Id":{"id":"1"},"$se_module":"Cases"`, `"What_Id":{"id":"1"},"$se_module":""`},
	{modules.Tasks(), "se_module_mandatory", `"What_Id":{"id":"1"},"$se_module":"Leads"`, `"What_Id":{"id":"1"},"$se_module":null`},

	// "Possible values: Accounts, Deals, Products, ...". Another module warns:
	// samples have it, or it may be a custom module. Activities cannot be related
	// to price books.
	{modules.Calls(), "se_module_value", `"$se_module":"Contacts"`, `"$se_module":"Price_Books"`},
	{modules.Events(), "se_module_value", `"$se_module":"Sales_Orders"`, `"$se_module":"Leads"`},
	{modules.Tasks(), "se_module_value", `"$se_module":"Leads"`, `"$se_module":"leads"`},

	// "mandatory for completed calls"
	{modules.Calls(), "call_duration_mandatory", `"Call_Type":"Missed","Call_Duration":null`, `"Outgoing_Call_Status":"Completed","Call_Duration":null`},
	{modules.Calls(), "call_duration_format", `"Call_Duration":"00:20"`, `"Call_Duration":"20"`},
	// "the call duration for an Inbound or Outbound call cannot be zero"
	{modules.Calls(), "call_duration_zero", `"Call_Type":"Missed","Call_Duration":"00:00"`, `"Call_Type":"Inbound","Call_Duration":"00:00"`},
	// "mandatory for scheduled calls"
	{modules.Calls(), "call_scheduled", later + `,"Who_Id":{"id":"1"},"What_Id":{"id":"2"},"$se_module":"Deals"`, later},
	// "For a scheduled call, this time must be greater than the current time."
	{modules.Calls(), "call_scheduled_future", later + `,` + ids, `"Outgoing_Call_Status":"Scheduled","Call_Start_Time":"2023-05-20T03:30:00+00:00",` + ids},

	{modules.Events(), "event_end", `"End_DateTime":"2023-05-20T09:00:00+05:30"`, `"End_DateTime":"2023-05-20T08:59:59+05:30"`},
	// "Only 50 participants can be added to an event."
	{modules.Events(), "event_participants",
		`"Participants":[` + strings.Repeat(email+",", 49) + email + `]`, `"Participants":[` + strings.Repeat(email+",", 50) + email + `]`},
	// "mandatory for recurring meetings"
	{modules.Events(), "event_recurring_reminder",
		`"Recurring_Activity":` + daily + `,"Remind_At":[{"unit":15,"period":"minutes"}]`, `"Recurring_Activity":` + daily + `,"Remind_At":[]`},

	// "-PnD and -PmW can be used only for recurring tasks."
	{modules.Tasks(), "task_relative_alarm",
		`"Recurring_Activity":` + daily + `,"Remind_At":{"ALARM":"ACTION=EMAIL;TRIGGER=-P1D;TRIGGER_TIME=22:52"}`,
		`"Remind_At":{"ALARM":"ACTION=EMAIL;TRIGGER=-P1D;TRIGGER_TIME=22:52"}`},
}

// later makes a call one that is to be made tomorrow.
const later = `"Outgoing_Call_Status":"Scheduled","Call_Start_Time":"2023-05-21T09:00:00+05:30"`

func TestActivityRules(t *testing.T) { checkRules(t, activityRules) }

// TestCallDurations checks which texts are HH:mm, and which of them are zero.
func TestCallDurations(t *testing.T) {
	const format = "error INVALID_DATA format Call_Duration $.Call_Duration"
	const zero = "error DEPENDENT_MISMATCH conflict Call_Duration $.Call_Duration"
	for duration, want := range map[string]string{
		"10:00": "", "00:20": "", "00:01": "", "01:00": "", "99:59": "", // the page's, the specification's, and the bounds
		"00:00": zero,
		"0:00":  format, "1:00": format, "10:60": format, "10:6": format, "010:00": format, "10.00": format, "10:00:00": format,
		" 10:00": format, "-1:00": format, "1000": format, "20 mins": format, "aa:bb": format, "１0:00": format, "10:0\x00": format,
	} {
		rec := patched(t, modules.Calls(), `"Call_Type":"Inbound"`)
		rec = rec.Value("Call_Duration", text(duration))
		var wanted []string
		if want != "" {
			wanted = []string{want}
		}
		if diff := cmp.Diff(wanted, problems(t, modules.Calls(), rec)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", duration, diff)
		}
	}
}

// TestCallStatusInBothSpellings gives the status as the page and as the SDKs
// have it: one field, the same rules.
func TestCallStatusInBothSpellings(t *testing.T) {
	m := with(t, modules.Calls(), modules.WithNow(func() time.Time { return now }))
	for _, name := range []string{"Outbound_Call_Status", "Outgoing_Call_Status"} {
		rec := patched(t, m, `"`+name+`":"Scheduled","Call_Duration":null,"Call_Start_Time":"2023-05-20T09:00:00+05:30"`)
		errs, body := answerTo(t, m, rec)
		if name == "Outbound_Call_Status" {
			if line := "warning INVALID_DATA renamed " + name + " $.data[0]." + name; len(errs) == 0 || testkit.Lines(errs[:1])[0] != line {
				t.Fatalf("problems %v, want first %s", testkit.Lines(errs), line)
			}
			errs = errs[1:]
		}
		want := []string{
			"error MANDATORY_NOT_FOUND mandatory Who_Id $.data[0].Who_Id",
			"error MANDATORY_NOT_FOUND mandatory What_Id $.data[0].What_Id",
			"error DEPENDENT_MISMATCH conflict Call_Start_Time $.data[0].Call_Start_Time",
		}
		if diff := cmp.Diff(want, testkit.Lines(errs)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		// The answer speaks of the name that the record has.
		if dependee := `"dependee":{"api_name":"` + name + `","json_path":"$.data[0].` + name + `"}`; !strings.Contains(body, dependee) {
			t.Errorf("%s: %s is not in %s", name, dependee, body)
		}
	}
}

// TestScheduledCallWithoutTime misses the time, and does not compare it.
func TestScheduledCallWithoutTime(t *testing.T) {
	m := with(t, modules.Calls(), modules.WithNow(func() time.Time { return now }))
	want := []string{"error MANDATORY_NOT_FOUND mandatory Call_Start_Time $.Call_Start_Time"}
	rec := patched(t, m, scheduled+`,"Call_Start_Time":null`)
	if diff := cmp.Diff(want, problems(t, m, rec)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestRelatedRecordsOfTasks are the forms that Zoho's own article on tasks
// gives, and a bare id, which another has.
func TestRelatedRecordsOfTasks(t *testing.T) {
	for fields, want := range map[string][]string{
		`"What_Id":{"id":"1"},"$se_module":"Leads"`:                        nil,
		`"Who_Id":{"id":"1"},"$se_module":"Contacts"`:                      nil,
		`"Who_Id":{"id":"1"},"What_Id":{"id":"2"},"$se_module":"Accounts"`: nil,
		`"Who_Id":{"id":"1"}`:                                              nil,
		`"What_Id":"3652397000006067001","$se_module":"Deals"`:             {"warning INVALID_DATA bare_id What_Id $.What_Id"},
	} {
		if diff := cmp.Diff(want, problems(t, modules.Tasks(), patched(t, modules.Tasks(), fields))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", fields, diff)
		}
	}
}

// A vector is a text of the page or of Zoho's samples, and the level and reason
// of the one problem of a record with it, or "".
type vector struct{ text, reason string }

// checkVectors puts each text into a record, and expects its problem at path.
func checkVectors(t *testing.T, m *modules.Module, fields, path string, vectors []vector) {
	t.Helper()
	name := path[strings.LastIndexByte(path, '.')+1:]
	for _, v := range vectors {
		var want []string
		if level, reason, ok := strings.Cut(v.reason, " "); ok {
			want = []string{level + " INVALID_DATA " + reason + " " + name + " " + path}
		}
		rec := patched(t, m, strings.Replace(fields, "?", v.text, 1))
		if diff := cmp.Diff(want, problems(t, m, rec)); diff != "" {
			t.Errorf("%s: %s (-want +got):\n%s", m.APIName(), v.text, diff)
		}
	}
}

// recurrences are the distinct texts of the page and of Zoho's samples; those
// with a prefix belong to backup schedules, and not to records.
var recurrences = []vector{
	{"FREQ=DAILY;INTERVAL=1;DTSTART=2023-05-20;UNTIL=2023-05-28", ""},
	{"FREQ=DAILY;INTERVAL=1;DTSTART=2022-04-06;UNTIL=2022-04-12", ""},
	{"FREQ=WEEKLY;BYDAY=SU;INTERVAL=2;UNTIL=2020-03-15", ""},
	{"FREQ=WEEKLY;INTERVAL=1;UNTIL=2020-05-16;BYDAY=SA;DTSTART=2020-05-02", ""},
	{"FREQ=DAILY;INTERVAL=10;UNTIL=2022-08-14;DTSTART=2022-07-03", ""},
	{"FREQ=DAILY;INTERVAL=10;UNTIL=2020-08-14;DTSTART=2020-07-03", ""},
	{"FREQ=DAILY;INTERVAL=10;UNTIL=2023-08-14;DTSTART=2023-07-03", ""},
	{"FREQ=DAILY;INTERVAL=10;UNTIL=2023-08-14;DTSTART=2020-07-03", ""},
	{"RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "error format"},
	{"RRULE:FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=16", "error format"},
	{"RRULE:FREQ=MONTHLY;INTERVAL=1;BYDAY=1TH", "error format"},
	{"RRULE:FREQ=MONTHLY;INTERVAL=1;BYDAY=4TH", "error format"},
	{"RRULE:FREQ=WEEKLY;INTERVAL=1;BYDAY=FR", "error format"},
	{"RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "error format"},
	{"FREQ=DAILY;UNTIL=2022-04-12;", "warning format"},
	{"INTERVAL=1;FREQ=DAILY", "error format"},
	{"FREQ=HOURLY", "error supported"},
	{"FREQ=DAILY;INTERVAL=0", "error range"},
	{"FREQ=DAILY;FOO=1", "error unknown_key"},
	{"FREQ=DAILY;INTERVAL=1;INTERVAL=2", "error duplicate_key"},
	{"FREQ=DAILY;COUNT=2;UNTIL=2022-04-12", "error conflict"},
	{"FREQ=DAILY;DTSTART=2022-04-06;UNTIL=2022-04-05", "error conflict"},
	{"FREQ=DAILY;UNTIL=2022-04-31", "error calendar"},
}

func TestRecurrencesOfTheSamples(t *testing.T) {
	checkVectors(t, modules.Tasks(), `"Recurring_Activity":{"RRULE":"?"}`, "$.Recurring_Activity.RRULE", recurrences)
	checkVectors(t, modules.Events(), `"Remind_At":[{"unit":15,"period":"minutes"}],"Recurring_Activity":{"RRULE":"?"}`,
		"$.Recurring_Activity.RRULE", recurrences)
}

// TestAlarmsOfTheSamples takes the distinct texts of the page and of Zoho's
// samples, those that cannot be right among them.
func TestAlarmsOfTheSamples(t *testing.T) {
	once := []vector{
		{"ACTION=EMAILANDPOPUP;TRIGGER=DATE-TIME:2023-07-03T12:30:00+05:30", ""},
		{"ACTION=EMAILANDPOPUP;TRIGGER=DATE-TIME:2020-07-03T12:30:00+05:30", ""},
		{"FREQ=NONE;ACTION=EMAILANDPOPUP;TRIGGER=DATE-TIME:2020-07-03T12:30:00+05:30", ""},
		{"FREQ=NONE;ACTION=POPUP;TRIGGER=DATE-TIME:2021-01-18T12:45:00+05:30", ""},
		{"FREQ=NONE;ACTION=EMAIL;TRIGGER=DATE-TIME:2021-01-18T12:45:00+05:30", ""},
		{"FREQ=WEEKLY;UNTIL=2020-05-21T11:00:00+05:30ACTION=POPUP;TRIGGER=DATE-TIME:2020-05-01T11:00:00+05:30", "error format"},
		{"FREQ=NONE;ACTION=EMAILANDPOPUP;TRIGGER=DATE-TIME:2020-07-03T12:30:00.05:30", "error format"},
		{"ACTION=EMAILANDPOPUPTRIGGER=DATE-TIME:2020-07-03T12:30:00+05:30", "error format"},
		{"ACTION=EMAIL;TRIGGER=P1D;TRIGGER_TIME=09:00", "error format"},
		{"ACTION=EMAIL", "error mandatory"},
		{"ACTION=FAX;TRIGGER=DATE-TIME:2020-07-03T12:30:00+05:30", "error supported"},
	}
	recurring := []vector{{"ACTION=EMAIL;TRIGGER=-P1D;TRIGGER_TIME=22:52", ""}, {"ACTION=EMAIL;TRIGGER=-P1D", "error mandatory"}}
	for before := range strings.FieldsSeq("-P1D -P2D -P3D -P4D -P5D -P6D -P1W -P2W -P3W") {
		recurring = append(recurring, vector{"ACTION=POPUP;TRIGGER=" + before + ";TRIGGER_TIME=09:00", ""})
	}
	const path = "$.Remind_At.ALARM"
	checkVectors(t, modules.Tasks(), `"Remind_At":{"ALARM":"?"}`, path, once)
	checkVectors(t, modules.Tasks(), `"Remind_At":{"ALARM":"?"},"Recurring_Activity":`+daily, path, append(once, recurring...))
}

// TestRemindersOfTheSamples puts the page's reminders and those of the SDKs
// into events and appointments.
func TestRemindersOfTheSamples(t *testing.T) {
	tests := []struct {
		value              string
		event, appointment []string
	}{
		{`[{"unit":15,"period":"minutes"},{"unit":5,"period":"minutes"},{"unit":1,"period":"days","time":"10.30"}]`, nil, nil}, // the page's
		{`[{"unit":1,"period":"days","time":"10:30"}]`, nil, nil},
		{`"15 mins"`, nil, nil},
		{`"2 hrs"`, nil, nil},
		{`["15 mins","2 hrs"]`, nil, nil},
		{`[{"unit":60,"period":"hours"}]`, nil, nil},
		{`[{"unit":61,"period":"hours"}]`, []string{"error INVALID_DATA range unit $.Remind_At[0].unit"}, nil},
		{`[{"unit":100,"period":"minutes"}]`, []string{"error INVALID_DATA range unit $.Remind_At[0].unit"}, nil},
		{`[{"unit":101,"period":"minutes"}]`, []string{"error INVALID_DATA range unit $.Remind_At[0].unit"}, []string{"error INVALID_DATA range unit $.Remind_At[0].unit"}},
		{`[{"unit":1,"period":"weeks"}]`, nil, []string{"error INVALID_DATA supported period $.Remind_At[0].period"}},
		{`[{"unit":1,"period":"mins"}]`, []string{"warning INVALID_DATA renamed period $.Remind_At[0].period"}, []string{"warning INVALID_DATA renamed period $.Remind_At[0].period"}},
		{`[{"period":"days"}]`, []string{"error MANDATORY_NOT_FOUND mandatory unit $.Remind_At[0].unit"}, []string{"error MANDATORY_NOT_FOUND mandatory unit $.Remind_At[0].unit"}},
		{`"2020-02-01T09:45:00+05:30"`, []string{"warning INVALID_DATA format Remind_At $.Remind_At"}, []string{"warning INVALID_DATA format Remind_At $.Remind_At"}},
		{`"soon"`, []string{"error INVALID_DATA format Remind_At $.Remind_At"}, []string{"error INVALID_DATA format Remind_At $.Remind_At"}},
	}
	for _, tt := range tests {
		fields := `"Remind_At":` + tt.value
		if diff := cmp.Diff(tt.event, problems(t, modules.Events(), patched(t, modules.Events(), fields))); diff != "" {
			t.Errorf("event with %s (-want +got):\n%s", tt.value, diff)
		}
		if diff := cmp.Diff(tt.appointment, problems(t, modules.Appointments(), patched(t, modules.Appointments(), fields))); diff != "" {
			t.Errorf("appointment with %s (-want +got):\n%s", tt.value, diff)
		}
	}
}
