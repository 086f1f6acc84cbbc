package modules_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/record"
)

// now is the clock of the rules that need one.
var now = time.Date(2023, 5, 20, 9, 0, 0, 0, time.FixedZone("", 5*3600+1800))

const (
	ids       = `"Who_Id":{"id":"1"},"What_Id":{"id":"2"},"$se_module":"Deals"`
	scheduled = ids + `,"Outgoing_Call_Status":"Scheduled"`
)

// ruleTests hold, for each rule, what it finds in the minimal record of a
// module with some fields more. A rule that has one entry without a problem and
// one with a problem is tested.
var ruleTests = []struct {
	rule   string
	module *modules.Module
	fields string // set in the minimal record; null takes a field away
	want   []string
}{
	{"wizard_connection_path", modules.Leads(), `"Wizard":"554023000002734009"`,
		[]string{"error DEPENDENT_FIELD_MISSING mandatory $wizard_connection_path $.$wizard_connection_path"}},
	{"wizard_connection_path", modules.Leads(), `"Wizard":{"id":"554023000002734009"},"$wizard_connection_path":[]`,
		[]string{"error DEPENDENT_FIELD_MISSING mandatory $wizard_connection_path $.$wizard_connection_path"}},
	{"wizard_connection_path", modules.Leads(), `"Wizard":"554023000002734009","$wizard_connection_path":["1","2"]`, nil},
	{"wizard_connection_path", modules.Custom("Vehicles"), `"Wizard":"554023000002734009"`,
		[]string{"error DEPENDENT_FIELD_MISSING mandatory $wizard_connection_path $.$wizard_connection_path"}},

	// "$se_module: string, mandatory when you give What_Id"
	{"se_module_mandatory", modules.Tasks(), `"What_Id":{"id":"1"}`, []string{"error MANDATORY_NOT_FOUND mandatory $se_module $.$se_module"}},
	{"se_module_mandatory", modules.Calls(), `"What_Id":{"id":"1"}`, []string{"error MANDATORY_NOT_FOUND mandatory $se_module $.$se_module"}},
	{"se_module_mandatory", modules.Events(), `"What_Id":{"id":"1"}`, []string{"error MANDATORY_NOT_FOUND mandatory $se_module $.$se_module"}},
	{"se_module_mandatory", modules.Events(), `"What_Id":{"id":"1"},"$se_module":null`, []string{"error MANDATORY_NOT_FOUND mandatory $se_module $.$se_module"}},
	{"se_module_mandatory", modules.Events(), `"What_Id":{"id":"1"},"$se_module":"Deals"`, nil},
	{"se_module_mandatory", modules.Events(), `"Who_Id":{"id":"1"}`, nil},

	// "Possible values: Accounts, Deals, Products, Quotes, ..."
	{"se_module_value", modules.Events(), `"$se_module":"Purchase_Orders"`, nil},
	{"se_module_value", modules.Events(), `"$se_module":"Leads"`, []string{"warning INVALID_DATA supported $se_module $.$se_module"}},
	{"se_module_value", modules.Events(), `"$se_module":"deals"`, []string{"warning INVALID_DATA supported $se_module $.$se_module"}},
	{"se_module_value", modules.Events(), `"$se_module":"Nothing"`, []string{"warning INVALID_DATA supported $se_module $.$se_module"}}, // it may be a custom module
	{"se_module_value", modules.Tasks(), `"$se_module":"Leads"`, nil},
	{"se_module_value", modules.Calls(), `"$se_module":"Calls"`, []string{"error INVALID_DATA supported $se_module $.$se_module"}},
	{"se_module_value", modules.Tasks(), `"$se_module":""`, nil},
	{"se_module_value", modules.Tasks(), `"se_module":"Leads"`, []string{"warning INVALID_DATA renamed se_module $.se_module"}},
	{"se_module_value", modules.Tasks(), `"se_module":"Nothing"`, []string{
		"warning INVALID_DATA renamed se_module $.se_module", "warning INVALID_DATA supported se_module $.se_module"}},

	// "Call_Duration: string, mandatory for completed calls"
	{"call_duration_mandatory", modules.Calls(), `"Call_Duration":null`, []string{"error MANDATORY_NOT_FOUND mandatory Call_Duration $.Call_Duration"}},
	{"call_duration_mandatory", modules.Calls(), `"Call_Duration":"","Outgoing_Call_Status":"Completed"`,
		[]string{"error MANDATORY_NOT_FOUND mandatory Call_Duration $.Call_Duration"}},
	{"call_duration_mandatory", modules.Calls(), `"Call_Duration":null,"Call_Type":"Missed"`, nil},
	{"call_duration_mandatory", modules.Calls(), `"Call_Duration":null,"Call_Start_Time":"2024-01-01T00:00:00+00:00",` + scheduled, nil},
	{"call_duration_mandatory", modules.Calls(), `"Call_Duration":null,"Call_Start_Time":"2024-01-01T00:00:00+00:00","Outbound_Call_Status":"Scheduled",` + ids,
		[]string{"warning INVALID_DATA renamed Outbound_Call_Status $.Outbound_Call_Status"}},

	// "The time duration in HH:mm format"
	{"call_duration_format", modules.Calls(), `"Call_Duration":"00:20"`, nil},
	{"call_duration_format", modules.Calls(), `"Call_Duration":"99:59"`, nil},
	{"call_duration_format", modules.Calls(), `"Call_Duration":"10:60"`, []string{"error INVALID_DATA format Call_Duration $.Call_Duration"}},
	{"call_duration_format", modules.Calls(), `"Call_Duration":"10.00"`, []string{"error INVALID_DATA format Call_Duration $.Call_Duration"}},
	{"call_duration_format", modules.Calls(), `"Call_Duration":"1:00"`, []string{"error INVALID_DATA format Call_Duration $.Call_Duration"}},
	{"call_duration_format", modules.Calls(), `"Call_Duration":"aa:00"`, []string{"error INVALID_DATA format Call_Duration $.Call_Duration"}},

	// "the call duration for an Inbound or Outbound call cannot be zero"
	{"call_duration_zero", modules.Calls(), `"Call_Duration":"00:01"`, nil},
	{"call_duration_zero", modules.Calls(), `"Call_Duration":"00:00"`, []string{"error DEPENDENT_MISMATCH conflict Call_Duration $.Call_Duration"}},
	{"call_duration_zero", modules.Calls(), `"Call_Duration":"00:00","Call_Type":"Inbound"`, []string{"error DEPENDENT_MISMATCH conflict Call_Duration $.Call_Duration"}},
	{"call_duration_zero", modules.Calls(), `"Call_Duration":"00:00","Call_Type":"Missed"`, nil},

	// "Who_Id, What_Id: mandatory for scheduled calls"
	{"call_scheduled", modules.Calls(), `"Outgoing_Call_Status":"Scheduled","Call_Start_Time":"2024-01-01T00:00:00+00:00"`, []string{
		"error MANDATORY_NOT_FOUND mandatory Who_Id $.Who_Id", "error MANDATORY_NOT_FOUND mandatory What_Id $.What_Id"}},
	{"call_scheduled", modules.Calls(), scheduled + `,"Call_Start_Time":"2024-01-01T00:00:00+00:00"`, nil},

	// "For a scheduled call, this time must be greater than the current time."
	{"call_scheduled_future", modules.Calls(), scheduled + `,"Call_Start_Time":"2023-05-20T09:00:00+05:30"`,
		[]string{"error DEPENDENT_MISMATCH conflict Call_Start_Time $.Call_Start_Time"}},
	{"call_scheduled_future", modules.Calls(), scheduled + `,"Call_Start_Time":"2023-05-20T09:00:01+05:30"`, nil},
	{"call_scheduled_future", modules.Calls(), scheduled + `,"Call_Start_Time":"2023-05-20T05:30:01+02:00"`, nil},

	{"event_end", modules.Events(), `"End_DateTime":"2023-05-20T08:59:59+05:30"`, []string{"warning DEPENDENT_MISMATCH conflict End_DateTime $.End_DateTime"}},
	{"event_end", modules.Events(), `"End_DateTime":"2023-05-20T03:30:00+00:00"`, nil}, // the same moment

	// "Only 50 participants can be added to an event."
	{"event_participants", modules.Events(), `"Participants":[` + strings.Repeat(`{"type":"email","Email":"a@b.co"},`, 49) + `{"type":"email","Email":"a@b.co"}]`, nil},
	{"event_participants", modules.Events(), `"Participants":[` + strings.Repeat(`{"type":"email","Email":"a@b.co"},`, 50) + `{"type":"email","Email":"a@b.co"}]`,
		[]string{"error LIMIT_EXCEEDED max_items Participants $.Participants"}},

	// "Remind_At: JSON array, mandatory for recurring meetings"
	{"event_recurring_reminder", modules.Events(), `"Recurring_Activity":{"RRULE":"FREQ=DAILY;INTERVAL=1;DTSTART=2023-05-20;UNTIL=2023-05-28"}`,
		[]string{"error MANDATORY_NOT_FOUND mandatory Remind_At $.Remind_At"}},
	{"event_recurring_reminder", modules.Events(), `"Remind_At":[{"unit":15,"period":"minutes"}],"Recurring_Activity":{"RRULE":"FREQ=DAILY;INTERVAL=1;DTSTART=2023-05-20;UNTIL=2023-05-28"}`, nil},

	// "-PnD and -PmW can be used only for recurring tasks."
	{"task_relative_alarm", modules.Tasks(), `"Remind_At":{"ALARM":"ACTION=EMAIL;TRIGGER=-P1D;TRIGGER_TIME=22:52"}`,
		[]string{"error DEPENDENT_MISMATCH conflict ALARM $.Remind_At.ALARM"}},
	{"task_relative_alarm", modules.Tasks(), `"Remind_At":{"ALARM":"ACTION=EMAIL;TRIGGER=-P1D;TRIGGER_TIME=22:52"},"Recurring_Activity":{"RRULE":"FREQ=DAILY;INTERVAL=1;DTSTART=2022-04-06;UNTIL=2022-04-12"}`, nil},
	{"task_relative_alarm", modules.Tasks(), `"Remind_At":{"ALARM":"ACTION=EMAIL;TRIGGER=DATE-TIME:2023-07-03T12:30:00+05:30"}`, nil},

	{"appointment_address", modules.Appointments(), `"Location":"Client Address"`, []string{"error DEPENDENT_FIELD_MISSING mandatory Address $.Address"}},
	{"appointment_address", modules.Appointments(), `"Location":"Client Address","Address":"1 Main Street"`, nil},
	{"appointment_scheduled_future", modules.Appointments(), `"Status":"Scheduled","Appointment_Start_Time":"2023-05-20T08:59:59+05:30"`,
		[]string{"error DEPENDENT_MISMATCH conflict Status $.Status"}},
	{"appointment_scheduled_future", modules.Appointments(), `"Status":"Scheduled","Appointment_Start_Time":"2023-05-20T09:00:01+05:30"`, nil},
	{"appointment_finished_past", modules.Appointments(), `"Status":"Completed","Appointment_Start_Time":"2023-05-20T09:00:01+05:30"`,
		[]string{"error DEPENDENT_MISMATCH conflict Status $.Status"}},
	{"appointment_finished_past", modules.Appointments(), `"Status":"Overdue","Appointment_Start_Time":"2023-05-20T08:00:00+05:30"`, nil},
	{"appointment_cancelled_status", modules.Appointments(), `"Cancellation_Reason":"By Team"`, []string{"error DEPENDENT_FIELD_MISSING mandatory Status $.Status"}},
	{"appointment_cancelled_status", modules.Appointments(), `"Cancellation_Note":"ill","Status":"Cancelled"`, nil},
	{"appointment_for_module", modules.Appointments(), `"Appointment_For":{"module":{"api_name":"Products"},"id":"1"}`,
		[]string{"warning INVALID_DATA supported api_name $.Appointment_For.module.api_name"}},
	{"appointment_for_module", modules.Appointments(), `"Appointment_For":{"module":{"api_name":"Accounts"},"id":"1"}`, nil},
	{"appointment_rescheduled_from", modules.Appointments(), `"Reschedule_Note":"ill"`, []string{"error DEPENDENT_FIELD_MISSING mandatory Rescheduled_From $.Rescheduled_From"}},
	{"appointment_rescheduled_from", modules.Appointments(), `"Rescheduled_From":"2023-05-20T03:30:00+00:00"`,
		[]string{"error DEPENDENT_FIELD_UNCHANGED conflict Rescheduled_From $.Rescheduled_From"}},
	{"appointment_rescheduled_from", modules.Appointments(), `"Reschedule_Reason":"By Team","Rescheduled_From":"2023-05-19T09:00:00+05:30"`, nil},
	{"appointment_job_sheet_section", modules.Appointments(), `"Job_Sheet_Required":"yes"`,
		[]string{"error DEPENDENT_FIELD_MISSING mandatory Job_Sheet_Section__s $.Job_Sheet_Section__s"}},
	{"appointment_job_sheet_section", modules.Appointments(), `"Job_Sheet_Required":"yes","Job_Sheet_Section__s":"General","Status":"Completed"`, nil},
	{"appointment_job_sheet", modules.Appointments(), `"Job_Sheet_Name__s":"Sheet"`, []string{"error DEPENDENT_MISMATCH conflict Job_Sheet_Name__s $.Job_Sheet_Name__s"}},
	{"appointment_job_sheet", modules.Appointments(), `"Job_Sheet_Name__s":"Sheet","Status":"Completed"`, nil},
	{"rescheduled_time_past", modules.AppointmentsRescheduledHistory(), `"Rescheduled_Time":"2023-05-20T09:00:01+05:30"`,
		[]string{"error INVALID_DATA range Rescheduled_Time $.Rescheduled_Time"}},
	{"rescheduled_time_past", modules.AppointmentsRescheduledHistory(), `"Rescheduled_Time":"2023-05-20T09:00:00+05:30"`, nil},

	{"service_duration", modules.Services(), `"Duration":14`, []string{"warning INVALID_DATA range Duration $.Duration"}},
	{"service_duration", modules.Services(), `"Duration":15`, nil},
	{"service_availability", modules.Services(), `"Availability_Type":"Specific Date Range"`, []string{
		"error DEPENDENT_FIELD_MISSING mandatory Available_From $.Available_From", "error DEPENDENT_FIELD_MISSING mandatory Available_Till $.Available_Till"}},
	{"service_availability", modules.Services(), `"Availability_Type":"Specific Date Range","Available_From":"2023-05-20","Available_Till":"2023-05-20"`,
		[]string{"error DEPENDENT_MISMATCH conflict Available_Till $.Available_Till"}},
	{"service_availability", modules.Services(), `"Availability_Type":"Specific Date Range","Available_From":"2023-05-20","Available_Till":"2023-05-21"`, nil},
	{"service_availability", modules.Services(), `"Availability_Type":"Specific Date(s)"`, []string{"error DEPENDENT_FIELD_MISSING mandatory Available_Dates $.Available_Dates"}},
	{"service_availability", modules.Services(), `"Availability_Type":"Specific Date(s)","Available_Dates":[` + strings.Repeat(`"2023-05-20",`, 20) + `"2023-05-20"]`,
		[]string{"error LIMIT_EXCEEDED max_items Available_Dates $.Available_Dates"}},
	{"service_availability", modules.Services(), `"Availability_Type":"Specific Day(s)"`, []string{"error DEPENDENT_FIELD_MISSING mandatory Available_Days $.Available_Days"}},
	{"service_timings", modules.Services(), `"Available_Timings":[{"From":"09:00","To":"12:00"},{"From":"13:00","To":"13:59"}]`,
		[]string{"warning INVALID_DATA conflict To $.Available_Timings[1].To"}},
	{"service_timings", modules.Services(), `"Available_Timings":[{"From":"09:00","To":"12:00"},{"From":"13:00","To":"14:00"}]`, nil},
	{"service_job_sheet", modules.Services(), `"Job_Sheet_Required":"Yes"`, []string{"warning DEPENDENT_FIELD_MISSING mandatory Job_Sheet_Section__s $.Job_Sheet_Section__s"}},
	{"service_job_sheet", modules.Services(), `"Job_Sheet_Required":"No","Job_Sheet_Section__s":"General"`,
		[]string{"error DEPENDENT_MISMATCH conflict Job_Sheet_Section__s $.Job_Sheet_Section__s"}},
	{"service_job_sheet", modules.Services(), `"Job_Sheet_Required":"Yes","Job_Sheet_Section__s":"General"`, nil},
	{"service_unavailable", modules.Services(), `"Status":"Temporarily Unavailable"`, []string{
		"error DEPENDENT_FIELD_MISSING mandatory Unavailable_From $.Unavailable_From", "error DEPENDENT_FIELD_MISSING mandatory Unavailable_Till $.Unavailable_Till"}},
	{"service_unavailable", modules.Services(), `"Status":"Not in Use","Unavailable_From":"2023-05-20T09:00:00+05:30"`, nil},
	{"service_unavailable_till", modules.Services(), unavailableUntil + `"2023-05-20T03:30:00+00:00"`,
		[]string{"error DEPENDENT_MISMATCH conflict Unavailable_Till $.Unavailable_Till"}},
	{"service_unavailable_till", modules.Services(), unavailableUntil + `"2023-05-20T03:30:01+00:00"`, nil},

	// "Note_Content: string, mandatory", and in v8 "either content or title"
	{"note_content", modules.Notes(), `"Note_Content":null`, []string{"error EXPECTED_FIELD_MISSING mandatory  $"}},
	{"note_content", modules.Notes(), `"Note_Content":"","Note_Title":"Called"`, []string{"warning MANDATORY_NOT_FOUND mandatory Note_Content $.Note_Content"}},
	{"note_content", modules.Notes(), `"Note_Title":"Called"`, nil},

	// "The probability of winning a deal cannot be less than 0% or greater than 100%."
	{"deal_probability", modules.Deals(), `"Probability":0`, nil},
	{"deal_probability", modules.Deals(), `"Probability":100`, nil},
	{"deal_probability", modules.Deals(), `"Probability":-1`, []string{"error INVALID_DATA range Probability $.Probability"}},
	{"deal_probability", modules.Deals(), `"Probability":101`, []string{"error INVALID_DATA range Probability $.Probability"}},
	{"price_ranges", modules.PriceBooks(), `"Pricing_Details":[{"from_range":5,"to_range":1,"discount":2}]`,
		[]string{"warning INVALID_DATA conflict to_range $.Pricing_Details[0].to_range"}},
	{"price_ranges", modules.PriceBooks(), `"Pricing_Details":[{"from_range":5,"to_range":5,"discount":2}]`, nil},
	{"price_ranges_overlap", modules.PriceBooks(), `"Pricing_Details":[{"from_range":1,"to_range":5,"discount":2},{"from_range":5,"to_range":9,"discount":3}]`,
		[]string{"warning INVALID_DATA conflict from_range $.Pricing_Details[1].from_range"}},
	{"price_ranges_overlap", modules.PriceBooks(), `"Pricing_Details":[{"from_range":1,"to_range":5,"discount":2},{"from_range":6,"to_range":9,"discount":3}]`, nil},
}

// patched returns the minimal record of a module with fields set.
func patched(t testing.TB, m *modules.Module, fields string) *record.Record {
	rec := parse(t, minimal[m.APIName()])
	for name, value := range parse(t, "{"+fields+"}").Fields() {
		rec = rec.Value(name, value)
	}
	return rec
}

func TestRules(t *testing.T) {
	clock := modules.WithNow(func() time.Time { return now })
	for _, tt := range ruleTests {
		t.Run(tt.rule+"/"+tt.module.APIName()+"/"+short(tt.fields), func(t *testing.T) {
			rec := patched(t, tt.module, tt.fields)
			m := with(t, tt.module, clock)
			got := problems(t, m, rec)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			// Without the rule, what it found is gone, and nothing else is there.
			if tt.want != nil {
				less := problems(t, with(t, m, modules.WithoutRule(tt.rule)), rec)
				left := slices.DeleteFunc(slices.Clone(got), func(line string) bool { return !slices.Contains(less, line) })
				if len(less) == len(got) && !strings.Contains(got[0], "renamed") || !slices.Equal(left, less) {
					t.Errorf("without the rule: %q, with it: %q", less, got)
				}
			}
		})
	}
}

func short(s string) string { return s[:min(len(s), 40)] }

// ofRequests are the rules that find nothing in a single record. Their tests are
// in request_test.go.
var ofRequests = map[string]bool{"unique_in_request": true, "history_rows_in_request": true}

// TestEveryRuleIsTested looks up the rules of all modules in the table above.
func TestEveryRuleIsTested(t *testing.T) {
	for _, m := range allModules() {
		seen := map[string]bool{}
		for rule := range m.Rules() {
			if rule.Name == "" || rule.Doc == "" || seen[rule.Name] {
				t.Errorf("%s: rule %q, %q has no name or no text, or is there twice", m.APIName(), rule.Name, rule.Doc)
			}
			seen[rule.Name] = true
			if ofRequests[rule.Name] {
				continue
			}
			var passes, fails bool
			for _, tt := range ruleTests {
				if tt.rule == rule.Name {
					passes, fails = passes || tt.want == nil, fails || tt.want != nil
				}
			}
			if !passes || !fails {
				t.Errorf("%s: rule %s is tested where it passes: %v, and where it finds something: %v", m.APIName(), rule.Name, passes, fails)
			}
		}
	}
}

// TestRulesWithoutClock leaves the rules silent that need the time.
func TestRulesWithoutClock(t *testing.T) {
	for _, tt := range ruleTests {
		switch tt.rule {
		case "call_scheduled_future", "appointment_scheduled_future", "appointment_finished_past", "rescheduled_time_past", "service_unavailable_till":
			if got := problems(t, tt.module, patched(t, tt.module, tt.fields)); got != nil {
				t.Errorf("%s: %v", tt.rule, got)
			}
		}
	}
}

// TestRulesReadTimes gives rules a time.Time in place of its text.
func TestRulesReadTimes(t *testing.T) {
	rec := patched(t, modules.Events(), `"Venue":"here"`).
		Value("Start_DateTime", fieldtype.Time(now)).
		Value("End_DateTime", fieldtype.Time(now.Add(-time.Second)))
	if diff := cmp.Diff([]string{"warning DEPENDENT_MISMATCH conflict End_DateTime $.End_DateTime"}, problems(t, modules.Events(), rec)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	service := patched(t, modules.Services(), `"Availability_Type":"Specific Date Range"`).
		Value("Available_From", fieldtype.Time(now)).Value("Available_Till", fieldtype.Time(now))
	if diff := cmp.Diff([]string{"error DEPENDENT_MISMATCH conflict Available_Till $.Available_Till"}, problems(t, modules.Services(), service)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestRulesOnWrongTypes gives every field that a rule reads a value of another
// type. The field's own check reports it, and no rule panics.
func TestRulesOnWrongTypes(t *testing.T) {
	for _, tt := range ruleTests {
		for name := range parse(t, "{"+tt.fields+"}").Fields() {
			for _, v := range []fieldtype.Value{
				fieldtype.Int(-1), fieldtype.Bool(true), fieldtype.Text("\x00"), fieldtype.Texts("", "x"), fieldtype.Array(fieldtype.Null(), fieldtype.Int(1)),
				fieldtype.Object(fieldtype.Member{Name: "ALARM", Value: fieldtype.Int(1)}), fieldtype.ValueOf(make(chan int)), fieldtype.ID("x"), fieldtype.Time(time.Time{}),
			} {
				rec := patched(t, tt.module, tt.fields).Value(name, v)
				body, errs := with(t, tt.module, modules.WithNow(func() time.Time { return now })).Append(nil, nil, rec)
				if errs.Err() == nil && !json.Valid(body) {
					t.Errorf("%s with %s: passes as %s", short(tt.fields), name, body)
				}
			}
		}
	}
}

// TestRuleAnswers compares the JSON of problems that tie two fields together
// with the page and its error answers.
func TestRuleAnswers(t *testing.T) {
	tests := []struct {
		module       *modules.Module
		fields, want string
	}{
		{modules.Calls(), `"Call_Duration":"00:00"`,
			`{"code":"DEPENDENT_MISMATCH","details":{"dependee":{"api_name":"Call_Type","json_path":"$.Call_Type"},"api_name":"Call_Duration","json_path":"$.Call_Duration"},"message":"Call Duration can not be zero.","status":"error"}`},
		{modules.Appointments(), `"Location":"Client Address"`,
			`{"code":"DEPENDENT_FIELD_MISSING","details":{"dependee":{"api_name":"Location","json_path":"$.Location"},"api_name":"Address","json_path":"$.Address"},"message":"Dependent Field missing","status":"error"}`},
		{modules.Deals(), `"Probability":101`,
			`{"code":"INVALID_DATA","details":{"range":{"from":0,"to":100},"api_name":"Probability","json_path":"$.Probability"},"message":"Given Probability is not valid","status":"error"}`},
		{modules.Events(), `"Participants":[` + strings.Repeat(`{"type":"email","Email":"a@b.co"},`, 50) + `{"type":"email","Email":"a@b.co"}]`,
			`{"code":"LIMIT_EXCEEDED","details":{"limit":50,"api_name":"Participants","json_path":"$.Participants"},"message":"Only 50 participants can be added to an event.","status":"error"}`},
		{modules.Events(), `"$se_module":"Nothing"`,
			`{"code":"INVALID_DATA","details":{"supported_values":["Accounts","Deals","Products","Quotes","Sales_Orders","Purchase_Orders","Invoices","Campaigns","Vendors","Cases"],"api_name":"$se_module","json_path":"$.$se_module"},"message":"invalid data","status":"error"}`},
	}
	for _, tt := range tests {
		_, errs := tt.module.Append(nil, nil, patched(t, tt.module, tt.fields))
		if len(errs) != 1 {
			t.Errorf("%s: %v", short(tt.fields), errs)
			continue
		}
		got, err := json.Marshal(errs[0])
		if err != nil || string(got) != tt.want {
			t.Errorf("got  %s, %v\nwant %s", got, err, tt.want)
		}
	}
}
