package modules_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
)

// appointmentRules show the rules of appointments, of their history and of
// services. The answers are in testdata/rules.
var appointmentRules = []ruleExample{
	{modules.Appointments(), "appointment_address", `"Location":"Client Address","Address":"1 Main Street"`, `"Location":"Client Address"`},
	// "past time with Scheduled"
	{modules.Appointments(), "appointment_scheduled_future",
		`"Status":"Scheduled","Appointment_Start_Time":"2023-05-20T09:00:00+05:30"`, `"Status":"Scheduled","Appointment_Start_Time":"2023-05-20T08:59:59+05:30"`},
	// "Completed/Overdue before the end"
	{modules.Appointments(), "appointment_finished_past",
		`"Status":"Completed","Appointment_Start_Time":"2023-05-20T08:00:00+05:30","Appointment_End_Time":"2023-05-20T09:00:00+05:30"`,
		`"Status":"Overdue","Appointment_Start_Time":"2023-05-20T08:00:00+05:30","Appointment_End_Time":"2023-05-20T09:00:01+05:30"`},
	{modules.Appointments(), "appointment_cancelled_status", `"Status":"Cancelled","Cancellation_Reason":"By Team"`, `"Cancellation_Reason":"By Team","Cancellation_Note":"ill"`},
	// "Contacts, Leads, Accounts and other custom modules which hold customer data"
	{modules.Appointments(), "appointment_for_module", `"Appointment_For":{"module":{"api_name":"Leads"},"id":"1"}`, `"Appointment_For":{"module":{"api_name":"Vehicles"},"id":"1"}`},
	{modules.Appointments(), "appointment_rescheduled_from",
		`"Reschedule_Reason":"By Customer","Rescheduled_From":"2023-05-19T09:00:00+05:30"`, `"Reschedule_Reason":"By Customer","Rescheduled_From":"2023-05-20T03:30:00+00:00"`},
	// "You are trying to create a job sheet for an appointment that is not
	// completed."
	{modules.Appointments(), "appointment_job_sheet", `"Status":"Completed","Job_Sheet_Name__s":"Sheet","Job_Sheet_Section__s":"General"`, `"Job_Sheet_Name__s":"Sheet","Job_Sheet_Section__s":"General"`},
	// "you have given the value as "yes" for the Job_Sheet_Required key, but the
	// input does not have the job sheet section"
	{modules.Appointments(), "appointment_job_sheet_section", `"Job_Sheet_Required":"No"`, `"Job_Sheet_Required":"yes"`},
	{modules.AppointmentsRescheduledHistory(), "rescheduled_time_past", `"Rescheduled_Time":"2023-05-20T09:00:00+05:30"`, `"Rescheduled_Time":"2023-05-20T09:00:01+05:30"`},

	{modules.Services(), "service_duration", `"Duration":15`, `"Duration":5`},
	{modules.Services(), "service_availability",
		`"Availability_Type":"Specific Date Range","Available_From":"2023-05-20","Available_Till":"2023-05-21"`, `"Availability_Type":"Specific Date Range","Available_From":"2023-05-20"`},
	// "each ≥ Duration"
	{modules.Services(), "service_timings", `"Available_Timings":[{"From":"09:00","To":"10:00"}]`, `"Available_Timings":[{"From":"09:00","To":"10:00"},{"From":"13:00","To":"13:00"}]`},
	{modules.Services(), "service_job_sheet", `"Job_Sheet_Required":"Yes","Job_Sheet_Section__s":"General"`, `"Job_Sheet_Required":"No","Job_Sheet_Section__s":"General"`},
	{modules.Services(), "service_unavailable",
		`"Status":"Not in Use","Unavailable_From":"2023-05-20T09:00:00+05:30"`, `"Status":"Temporarily Unavailable","Unavailable_From":"2023-05-20T09:00:00+05:30"`},
	// "should be greater than the current time"
	{modules.Services(), "service_unavailable_till",
		unavailableUntil + `"2023-05-20T09:00:01+05:30"`, unavailableUntil + `"2023-05-20T09:00:00+05:30"`},
}

const unavailableUntil = `"Status":"Temporarily Unavailable","Unavailable_From":"2023-05-20T08:00:00+05:30","Unavailable_Till":`

func TestAppointmentRules(t *testing.T) { checkRules(t, appointmentRules) }

// TestAppointmentTimes: the clock decides which status an appointment can have.
func TestAppointmentTimes(t *testing.T) {
	const mismatch = "error DEPENDENT_MISMATCH conflict Status $.Status"
	const noStart = "error MANDATORY_NOT_FOUND mandatory Appointment_Start_Time $.Appointment_Start_Time"
	m := with(t, modules.Appointments(), modules.WithNow(func() time.Time { return now }))
	for fields, want := range map[string][]string{
		`"Status":"Scheduled","Appointment_Start_Time":"2023-05-20T08:59:59+05:30"`:                                                    {mismatch},
		`"Status":"Scheduled","Appointment_Start_Time":"2023-05-20T09:00:00+05:30"`:                                                    nil,
		`"Status":"Cancelled","Appointment_Start_Time":"2023-05-20T08:59:59+05:30"`:                                                    nil,
		`"Appointment_Start_Time":"2001-05-20T08:59:59+05:30"`:                                                                         nil,
		`"Status":"Completed","Appointment_Start_Time":"2023-05-20T09:00:00+05:30"`:                                                    nil,
		`"Status":"Completed","Appointment_Start_Time":"2023-05-20T09:00:01+05:30"`:                                                    {mismatch},
		`"Status":"Overdue","Appointment_Start_Time":"2023-05-20T09:00:01+05:30"`:                                                      {mismatch},
		`"Status":"Overdue","Appointment_Start_Time":"2023-05-20T08:00:00+05:30","Appointment_End_Time":"2023-05-20T09:30:00+05:30"`:   {mismatch},
		`"Status":"Completed","Appointment_Start_Time":"2023-05-20T09:30:00+05:30","Appointment_End_Time":"2023-05-20T10:30:00+05:30"`: {mismatch},
		`"Status":"Scheduled","Appointment_Start_Time":"2023-05-20T09:30:00+05:30","Appointment_End_Time":"2023-05-20T10:30:00+05:30"`: nil,
		`"Reschedule_Note":"ill","Rescheduled_From":"2023-05-20T09:00:00+05:30"`:                                                       {"error DEPENDENT_FIELD_UNCHANGED conflict Rescheduled_From $.Rescheduled_From"},
		// One of two times is not compared with none.
		`"Status":"Scheduled","Appointment_Start_Time":null`:                           {noStart},
		`"Rescheduled_From":"0001-01-01T00:00:00+00:00","Appointment_Start_Time":null`: {noStart},
		`"Reschedule_Reason":"By Team","Reschedule_Note":"ill"`:                        {"error DEPENDENT_FIELD_MISSING mandatory Rescheduled_From $.Rescheduled_From"}, // once
		`"Reschedule_Note":"ill"`:                                                      {"error DEPENDENT_FIELD_MISSING mandatory Rescheduled_From $.Rescheduled_From"},
	} {
		if diff := cmp.Diff(want, problems(t, m, patched(t, m, fields))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", fields, diff)
		}
	}
}

// TestServices checks what the page on creating services says of fields that
// call for each other.
func TestServices(t *testing.T) {
	const missing = "error DEPENDENT_FIELD_MISSING mandatory "
	day := func(n int) string { return strings.TrimSuffix(strings.Repeat(`"2023-05-20",`, n), ",") }
	for fields, want := range map[string][]string{
		`"Duration":5`:    {"warning INVALID_DATA range Duration $.Duration"},
		`"Duration":14`:   {"warning INVALID_DATA range Duration $.Duration"},
		`"Duration":4`:    {"error INVALID_DATA range Duration $.Duration"},
		`"Duration":1440`: nil,
		`"Duration":1441`: {"error INVALID_DATA range Duration $.Duration"},
		`"Duration":"60"`: {"warning INVALID_DATA quoted_number Duration $.Duration"},
		`"Price":1.234`:   {"error INVALID_DATA decimals Price $.Price"},

		`"Availability_Type":"Every Business Days"`: nil,
		`"Availability_Type":"Every Day"`:           {"error INVALID_DATA picklist Availability_Type $.Availability_Type"},
		`"Availability_Type":"Specific Date Range"`: {missing + "Available_From $.Available_From", missing + "Available_Till $.Available_Till"},
		`"Availability_Type":"Specific Date Range","Available_From":"2023-05-21","Available_Till":"2023-05-20"`: {"error DEPENDENT_MISMATCH conflict Available_Till $.Available_Till"},
		`"Availability_Type":"Specific Date Range","Available_From":"2023-05-20","Available_Till":"2023-05-20"`: {"error DEPENDENT_MISMATCH conflict Available_Till $.Available_Till"},
		`"Availability_Type":"Specific Date(s)"`:                                            {missing + "Available_Dates $.Available_Dates"},
		`"Availability_Type":"Specific Date(s)","Available_Dates":[]`:                       {missing + "Available_Dates $.Available_Dates"},
		`"Availability_Type":"Specific Date(s)","Available_Dates":[` + day(20) + `]`:        nil,
		`"Availability_Type":"Specific Date(s)","Available_Dates":[` + day(21) + `]`:        {"error LIMIT_EXCEEDED max_items Available_Dates $.Available_Dates"},
		`"Availability_Type":"Specific Date(s)","Available_Dates":"2023-05-20"`:             nil,
		`"Availability_Type":"Specific Date(s)","Available_Dates":["2023-05-20","20.5.",3]`: {"error INVALID_DATA format Available_Dates $.Available_Dates[1]", "error INVALID_DATA format Available_Dates $.Available_Dates[2]"},
		`"Availability_Type":"Specific Day(s)"`:                                             {missing + "Available_Days $.Available_Days"},
		`"Availability_Type":"Specific Day(s)","Available_Days":["Monday"]`:                 nil,

		`"Available_Timings":[{"From":"09:00","To":"09:59"}]`: {"warning INVALID_DATA conflict To $.Available_Timings[0].To"},
		`"Available_Timings":[{"From":"10:00","To":"09:00"}]`: {"error INVALID_DATA conflict To $.Available_Timings[0].To"},
		`"Duration":"60","Available_Timings":[{"From":"10:00","To":"10:00"}]`: {
			"warning INVALID_DATA quoted_number Duration $.Duration", "error INVALID_DATA conflict To $.Available_Timings[0].To"},
		`"Available_Timings":[{"From":"10:00"}]`:                      {"error MANDATORY_NOT_FOUND mandatory To $.Available_Timings[0].To"},
		`"Job_Sheet_Required":"Yes"`:                                  {"warning DEPENDENT_FIELD_MISSING mandatory Job_Sheet_Section__s $.Job_Sheet_Section__s"},
		`"Job_Sheet_Section__s":"General"`:                            {"error DEPENDENT_MISMATCH conflict Job_Sheet_Section__s $.Job_Sheet_Section__s"},
		`"Job_Sheet_Required":"yes","Job_Sheet_Section__s":"General"`: {"warning INVALID_DATA picklist Job_Sheet_Required $.Job_Sheet_Required"},
		`"Status":"Available"`:                                        nil,
		`"Status":"Not In Use"`:                                       {missing + "Unavailable_From $.Unavailable_From"},
		`"Status":"Temporarily Unavailable"`:                          {missing + "Unavailable_From $.Unavailable_From", missing + "Unavailable_Till $.Unavailable_Till"},
	} {
		if diff := cmp.Diff(want, problems(t, modules.Services(), patched(t, modules.Services(), fields))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", fields, diff)
		}
	}
	// A time.Time in the list of dates would be written with a time.
	rec := patched(t, modules.Services(), `"Availability_Type":"Specific Date(s)"`).
		Value("Available_Dates", fieldtype.Array(fieldtype.Time(now)))
	want := []string{"error INVALID_DATA format Available_Dates $.Available_Dates[0]"}
	if diff := cmp.Diff(want, problems(t, modules.Services(), rec)); diff != "" {
		t.Errorf("a time in Available_Dates (-want +got):\n%s", diff)
	}
}
