package modules

import (
	"slices"
	"strings"
	"time"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// appointmentRules are the rules of appointments (page, "Possible Errors", and
// the page on creating appointments).
var appointmentRules = []Rule{{
	Name:   "appointment_address",
	Doc:    "Address is mandatory when Location is Client Address.",
	Source: `Create Appointments page, Address; facts 5, "dependent missing"`,
	fields: []string{"Location"},
	needs:  []string{"Location", "Address"},
	check: func(c *check) {
		if c.text("Location") == "Client Address" {
			c.dependent("Address", "Location", zohocrm.MessageDependentMissing)
		}
	},
}, {
	Name:   "appointment_scheduled_future",
	Doc:    "An appointment with Status Scheduled does not start in the past.",
	Source: `Create Appointments page, "Possible Errors": DEPENDENT_MISMATCH; facts 5, "dependent mismatch"`,
	fields: []string{"Status"},
	needs:  []string{"Status", "Appointment_Start_Time"},
	check: func(c *check) {
		now, ok := c.now()
		start, given := c.time("Appointment_Start_Time")
		if ok && given && c.text("Status") == "Scheduled" && start.Before(now) {
			c.mismatch("Status", "Appointment_Start_Time", "Appointment cannot be scheduled for past dates",
				"an Appointment_Start_Time that is not in the past")
		}
	},
}, {
	Name:   "appointment_finished_past",
	Doc:    "An appointment with Status Completed or Overdue neither starts nor ends in the future.",
	Source: `facts 2.2, Appointments__s: DEPENDENT_MISMATCH`,
	fields: []string{"Status"},
	check: func(c *check) {
		now, ok := c.now()
		if status := c.text("Status"); !ok || status != "Completed" && status != "Overdue" {
			return
		}
		for _, name := range []string{"Appointment_Start_Time", "Appointment_End_Time"} {
			if t, given := c.time(name); given && t.After(now) {
				c.mismatch("Status", name, zohocrm.MessageInvalid, "an "+name+" in the past")
				return
			}
		}
	},
}, {
	Name:   "appointment_cancelled_status",
	Doc:    "An appointment with Cancellation_Reason or Cancellation_Note has Status Cancelled.",
	Source: `Create Appointments page, "Possible Errors": DEPENDENT_FIELD_MISSING; API description of v8, createAppointmentsS, DependentMismatchCancellationResponse1`,
	fields: []string{"Cancellation_Reason", "Cancellation_Note"},
	needs:  []string{"Status"},
	check: func(c *check) {
		for _, name := range []string{"Cancellation_Reason", "Cancellation_Note"} {
			if !c.has(name) {
				continue
			}
			c.dependent("Status", name, zohocrm.MessageDependentMissing)
			if slices.Contains([]string{"Scheduled", "Completed", "Overdue"}, c.text("Status")) {
				c.mismatch("Status", name, "To Update the fields of Cancellation Information Section, value of Status should be Cancelled", "Cancelled")
			}
			return
		}
	},
}, {
	Name:   "appointment_rescheduled_from",
	Doc:    "Rescheduled_From is given with Reschedule_Reason or Reschedule_Note, and is before Appointment_Start_Time.",
	Source: `Create Appointments page, Rescheduled_From, and "Possible Errors": DEPENDENT_FIELD_MISSING; facts 5, "dependent unchanged"`,
	fields: []string{"Reschedule_Reason", "Reschedule_Note", "Rescheduled_From"},
	needs:  []string{"Rescheduled_From"},
	check: func(c *check) {
		for _, name := range []string{"Reschedule_Reason", "Reschedule_Note"} {
			if c.has(name) {
				c.dependent("Rescheduled_From", name, zohocrm.MessageDependentMissing)
				break
			}
		}
		from, ok := c.time("Rescheduled_From")
		start, given := c.time("Appointment_Start_Time")
		switch {
		case !ok || !given:
		case from.Equal(start):
			c.reportDependent("Rescheduled_From", "Appointment_Start_Time", zohocrm.DependentUnchanged("Reschedule_From and Appointment_Start_Time cannot be same"))
		case from.After(start):
			c.mismatch("Rescheduled_From", "Appointment_Start_Time", zohocrm.MessageInvalid, "a time before Appointment_Start_Time")
		}
	},
}, {
	Name:   "appointment_for_module",
	Doc:    "The module of Appointment_For is Contacts, Leads or Accounts. Another one warns unless the metadata has it.",
	Source: `Create Appointments page, Appointment_For`,
	fields: []string{"Appointment_For"},
	check: func(c *check) {
		module, _ := c.value("Appointment_For").Member("module")
		name, _ := module.Member("api_name")
		s, _ := name.AsText()
		if f := c.module.known("Appointment_For"); s == "" || f == nil || len(f.Spec.Values) > 0 || slices.Contains(customerModules, s) {
			return // or the metadata has a list
		}
		e := zohocrm.NotSupportedAs("the given module name is not exist in multimodulelookup", customerModules).AsWarning()
		c.report("Appointment_For", e.PrefixPath(zohocrm.Key("module"), zohocrm.Key("api_name")))
	},
}, {
	Name:   "appointment_job_sheet_section",
	Doc:    "Job_Sheet_Section__s is given when Job_Sheet_Required is Yes.",
	Source: `page, "Possible Errors": DEPENDENT_FIELD_MISSING`,
	needs:  []string{"Job_Sheet_Required", "Job_Sheet_Section__s"},
	check: func(c *check) {
		if strings.EqualFold(c.text("Job_Sheet_Required"), "Yes") {
			c.dependent("Job_Sheet_Section__s", "Job_Sheet_Required", zohocrm.MessageMissing)
		}
	},
}, {
	Name:   "appointment_job_sheet",
	Doc:    "Only an appointment with Status Completed has a job sheet.",
	Source: `page, "Possible Errors": DEPENDENT_MISMATCH`,
	fields: []string{"Job_Sheet_Name__s", "Job_Sheet_Section__s", "Job_Sheet_Description__s"},
	needs:  []string{"Status"},
	check: func(c *check) {
		if c.text("Status") == "Completed" {
			return
		}
		for _, name := range []string{"Job_Sheet_Name__s", "Job_Sheet_Section__s", "Job_Sheet_Description__s"} {
			if c.has(name) {
				c.mismatch(name, "Status", zohocrm.MessageInvalid, "Status Completed, as there is a job sheet")
				return
			}
		}
	},
}}

// customerModules are the modules that hold customers in every organization.
var customerModules = []string{"Contacts", "Leads", "Accounts"}

// historyRules are the rules of the history of rescheduled appointments.
var historyRules = []Rule{{
	Name:   "rescheduled_time_past",
	Doc:    "Rescheduled_Time is not in the future.",
	Source: `Add Appointments Rescheduled History page, "Possible Errors": INVALID_DATA`,
	fields: []string{"Rescheduled_Time"},
	check: func(c *check) {
		now, ok := c.now()
		if t, given := c.time("Rescheduled_Time"); ok && given && t.After(now) {
			c.report("Rescheduled_Time", zohocrm.OutOfBounds("a time that is not in the future"))
		}
	},
}, historyRowsRule}

const (
	minServiceMinutes = 15 // of Duration; fewer warn, as sources differ
	maxAvailableDates = 20
)

// availability names the fields that each Availability_Type of a service requires.
var availability = map[string][]string{
	"Specific Date Range": {"Available_From", "Available_Till"},
	"Specific Date(s)":    {"Available_Dates"},
	"Specific Day(s)":     {"Available_Days"},
}

// unavailability names the fields that each Status of a service requires.
var unavailability = map[string][]string{
	"Temporarily Unavailable": {"Unavailable_From", "Unavailable_Till"},
	"Not in Use":              {"Unavailable_From"},
	"Not In Use":              {"Unavailable_From"},
}

// serviceRules are the rules of services (the page on creating services).
var serviceRules = []Rule{{
	Name:   "service_duration",
	Doc:    "A Duration of less than 15 minutes warns.",
	Source: `facts 7.16`,
	fields: []string{"Duration"},
	check: func(c *check) {
		if n, ok := c.value("Duration").AsFloat(); ok && 5 <= n && n < minServiceMinutes {
			c.report("Duration", zohocrm.OutOfBounds("at least 15 minutes").AsWarning())
		}
	},
}, {
	Name:   "service_availability",
	Doc:    "Available_From and Available_Till, Available_Dates or Available_Days are given as Availability_Type asks for, at most 20 dates as yyyy-MM-dd, and Available_Till of a Specific Date Range is after Available_From.",
	Source: `Create Services page, "Request JSON Keys" and "Possible Errors": DEPENDENT_FIELD_MISSING, INVALID_DATA; facts 2.2, Services__s`,
	fields: []string{"Availability_Type", "Available_From", "Available_Till", "Available_Dates"},
	needs:  []string{},
	check: func(c *check) {
		for _, name := range availability[c.text("Availability_Type")] {
			c.dependent(name, "Availability_Type", zohocrm.MessageDependentMissing)
		}
		from, ok := c.date("Available_From")
		till, given := c.date("Available_Till")
		if ok && given && !till.After(from) && c.text("Availability_Type") == "Specific Date Range" {
			c.mismatch("Available_Till", "Available_From", zohocrm.MessageInvalid, "a date after Available_From")
		}
		if n := c.value("Available_Dates").Len(); n > maxAvailableDates {
			c.report("Available_Dates", zohocrm.TooManyItems(maxAvailableDates, zohocrm.MessageInvalid))
			return
		}
		for i, day := range c.value("Available_Dates").Elements() {
			if s, ok := day.AsText(); day.Problem() == nil && (!ok || fieldtype.ValidateDate(s) != nil) {
				e := zohocrm.BadFormat("date", "a date as yyyy-MM-dd")
				c.report("Available_Dates", e.PrefixPath(zohocrm.Index(i)))
			}
		}
	},
}, {
	Name:   "service_timings",
	Doc:    "Each of Available_Timings ends after it starts. One that is shorter than Duration warns.",
	Source: `Create Services page, "Possible Errors": INVALID_DATA, Available_Timings; facts 2.2, Services__s`,
	fields: []string{"Available_Timings"},
	check: func(c *check) {
		minutes, _ := c.value("Duration").AsFloat()
		for i, timing := range c.value("Available_Timings").Elements() {
			from, ok := clockMinutes(timing, "From")
			to, given := clockMinutes(timing, "To")
			if ok && given && (to <= from || float64(to-from) < minutes) {
				e := zohocrm.Conflict("a time that is later than From by at least Duration")
				e.Warning = to > from // sources differ: for each range, or for all together
				c.report("Available_Timings", e.PrefixPath(zohocrm.Index(i), zohocrm.Key("To")))
			}
		}
	},
}, {
	Name:   "service_job_sheet",
	Doc:    "Job_Sheet_Section__s is given only when Job_Sheet_Required is Yes. Without it, that warns, and so does yes in another letter case.",
	Source: `Create Services page, "Possible Errors": DEPENDENT_MISMATCH, Job_Sheet_Required; facts 2.2, Services__s`,
	fields: []string{"Job_Sheet_Required", "Job_Sheet_Section__s"},
	needs:  []string{"Job_Sheet_Required", "Job_Sheet_Section__s"},
	check: func(c *check) {
		required := c.text("Job_Sheet_Required")
		if required == "yes" || required == "no" {
			c.report("Job_Sheet_Required", zohocrm.NotListed([]string{"Yes", "No"}).AsWarning())
		}
		switch {
		case strings.EqualFold(required, "Yes"): // the page writes "yes"
			if !c.has("Job_Sheet_Section__s") {
				e := zohocrm.DependentMissing()
				e.Warning = true // a sample of the vendor does not have it
				c.reportDependent("Job_Sheet_Section__s", "Job_Sheet_Required", e)
			}
		case c.has("Job_Sheet_Section__s"):
			c.mismatch("Job_Sheet_Section__s", "Job_Sheet_Required", zohocrm.MessageInvalid, "no job sheet section, or Job_Sheet_Required Yes")
		}
	},
}, {
	Name:   "service_unavailable",
	Doc:    "Unavailable_From is given when Status is Temporarily Unavailable or Not in Use, and Unavailable_Till for the first.",
	Source: `Create Services page, Unavailable_From and Unavailable_Till, and "Possible Errors": DEPENDENT_FIELD_MISSING`,
	fields: []string{"Status"},
	check: func(c *check) {
		for _, name := range unavailability[c.text("Status")] {
			c.dependent(name, "Status", zohocrm.MessageDependentMissing)
		}
	},
}, {
	Name:   "service_unavailable_till",
	Doc:    "Unavailable_Till of a service with Status Temporarily Unavailable is later than now.",
	Source: `Create Services page, "Possible Errors": DEPENDENT_MISMATCH, Unavailable_Till; API description of v8, createServicesS, DependentMismatchResponse11`,
	fields: []string{"Unavailable_Till"},
	needs:  []string{"Unavailable_Till", "Status"},
	check: func(c *check) {
		now, ok := c.now()
		till, given := c.time("Unavailable_Till")
		if ok && given && c.text("Status") == "Temporarily Unavailable" && !till.After(now) {
			c.mismatch("Unavailable_Till", "Status", "Unavailable Till must be greater than current Time.", "a time later than now")
		}
	},
}}

// date returns the day of a field.
func (c *check) date(apiName string) (time.Time, bool) {
	v := c.value(apiName)
	if t, ok := v.AsTime(); ok {
		return t, true
	}
	s, _ := v.AsText()
	t, err := time.Parse(time.DateOnly, s)
	return t, err == nil
}

// clockMinutes returns a member HH:mm as minutes.
func clockMinutes(v fieldtype.Value, name string) (int, bool) {
	m, _ := v.Member(name)
	s, _ := m.AsText()
	t, err := time.Parse("15:04", s)
	return t.Hour()*60 + t.Minute(), err == nil
}
