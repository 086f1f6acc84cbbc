package fakezoho

import (
	"fmt"
	"strings"
	"time"
)

func (c *checker) has(name string) bool { return !absent(c.record[name]) && !isEmpty(c.record[name]) }

// stored reports whether a field may be stored.
func (c *checker) stored(name string) bool {
	_, given := c.record[name]
	return c.operation == "update" && !given
}

func (c *checker) text(name string) string {
	s, _ := c.record[name].(string)
	return s
}

func (c *checker) time(name string) (time.Time, bool) { return parseMoment(c.record[name]) }

// need refuses a record without a field. An update may leave it as it is stored.
func (c *checker) need(name string) {
	if !c.has(name) && !c.stored(name) {
		c.missing(name)
	}
}

func (c *checker) dependent(code, name, dependee, message string) {
	c.bad(name, code, message, "dependee", dependee)
}

func (c *checker) dependentMissing(name, dependee string) {
	if !c.has(name) && !c.stored(name) {
		c.dependent("DEPENDENT_FIELD_MISSING", name, dependee, "Dependent Field missing")
	}
}

func (c *checker) mismatch(name, dependee, message string) {
	c.dependent("DEPENDENT_MISMATCH", name, dependee, message)
}

// aliases are the other names of fields that the sources have (facts 7.3, 7.4, 7.7,
// real case 25).
var aliases = map[string]map[string]string{
	"Purchase_Orders": {"Purchased_Items": "Purchase_Items", "Product_Details": "Purchase_Items"},
	"Quotes":          {"Product_Details": "Quoted_Items"},
	"Sales_Orders":    {"Product_Details": "Ordered_Items"},
	"Invoices":        {"Product_Details": "Invoiced_Items"},
	"Calls":           {"Outbound_Call_Status": "Outgoing_Call_Status", "se_module": "$se_module"},
	"Events":          {"All_Day": "All_day", "se_module": "$se_module"},
	"Tasks":           {"se_module": "$se_module"},
}

// rules are those that tie fields together. Of an update they see what is in
// the record.
var rules = map[string][]func(c *checker){
	"*": {wizardPath},
	"Deals": {func(c *checker) {
		var n int
		if _, err := fmt.Sscan(fmt.Sprint(c.record["Probability"]), &n); err == nil && (n < 0 || n > 100) {
			c.bad("Probability", "INVALID_DATA", "Given Probability is not valid")
		}
	}},
	"Tasks":  {relatedTo},
	"Events": {relatedTo, recurringReminder},
	"Calls":  {relatedTo, callDuration, scheduledCall},
	"Notes": {func(c *checker) {
		if !c.has("Note_Content") && !c.has("Note_Title") && c.operation != "update" {
			c.bad("", "EXPECTED_FIELD_MISSING", "should contain either content or title")
		}
	}},
	"Appointments__s": {appointmentAddress, appointmentStatus, appointmentCancelled, appointmentRescheduled},
	"Appointments_Rescheduled_History__s": {func(c *checker) {
		if at, ok := c.time("Rescheduled_Time"); ok && at.After(c.now) {
			c.invalid("Rescheduled_Time")
		}
	}},
	"Services__s": {serviceAvailability, serviceUnavailable, serviceSheet},
}

func wizardPath(c *checker) {
	if c.has("Wizard") && !c.has("$wizard_connection_path") && c.operation != "update" {
		c.bad("$wizard_connection_path", "DEPENDENT_FIELD_MISSING", "Required field not found")
	}
}

// unrelated are names that $se_module cannot have. A module that the page does not
// list may be one: samples have Leads and leads.
var unrelated = []string{"tasks", "events", "calls", "notes", "price_books"}

func relatedTo(c *checker) {
	if c.has("What_Id") {
		c.need("$se_module")
	}
	name := c.text("$se_module")
	if name != "" && (strings.Trim(strings.ToLower(name), "abcdefghijklmnopqrstuvwxyz0123456789_") != "" || contains(unrelated, strings.ToLower(name))) {
		c.invalid("$se_module")
	}
}

func recurringReminder(c *checker) {
	if c.has("Recurring_Activity") && c.operation != "update" { // which does not write it (facts 1.2)
		c.need("Remind_At")
	}
}

func callDuration(c *checker) {
	kind := c.text("Call_Type")
	if kind != "Missed" && c.text("Outgoing_Call_Status") != "Scheduled" && (kind != "" || c.operation != "update") {
		c.need("Call_Duration")
	}
	if (kind == "Inbound" || kind == "Outbound") && c.text("Call_Duration") == "00:00" {
		c.mismatch("Call_Duration", "Call_Type", "Call Duration can not be zero.")
	}
}

func scheduledCall(c *checker) {
	if c.text("Outgoing_Call_Status") != "Scheduled" {
		return
	}
	c.need("Who_Id")
	c.need("What_Id")
	if start, ok := c.time("Call_Start_Time"); ok && !start.After(c.now) {
		c.mismatch("Call_Start_Time", "Outgoing_Call_Status", "invalid data")
	}
}

func appointmentAddress(c *checker) {
	if c.text("Location") == "Client Address" {
		c.dependentMissing("Address", "Location")
	}
}

func appointmentStatus(c *checker) {
	start, ok := c.time("Appointment_Start_Time")
	status := c.text("Status")
	if ok && status == "Scheduled" && start.Before(c.now) {
		c.mismatch("Status", "Appointment_Start_Time", "Appointment cannot be scheduled for past dates")
	}
	end, given := c.time("Appointment_End_Time")
	if (status == "Completed" || status == "Overdue") && (ok && start.After(c.now) || given && end.After(c.now)) {
		c.mismatch("Status", "Appointment_Start_Time", "invalid data")
	}
	for _, name := range []string{"Job_Sheet_Name__s", "Job_Sheet_Section__s", "Job_Sheet_Description__s"} {
		if c.has(name) && status != "Completed" && (status != "" || c.operation != "update") {
			c.mismatch(name, "Status", "invalid data")
		}
	}
}

func appointmentCancelled(c *checker) {
	deciding := c.first("Cancellation_Reason", "Cancellation_Note")
	switch {
	case deciding == "":
	case !c.has("Status"):
		c.dependentMissing("Status", deciding)
	case c.text("Status") != "Cancelled":
		c.mismatch("Status", deciding, "invalid data")
	}
}

// first returns the first of the fields that the record has.
func (c *checker) first(names ...string) string {
	for _, name := range names {
		if c.has(name) {
			return name
		}
	}
	return ""
}

func appointmentRescheduled(c *checker) {
	if deciding := c.first("Reschedule_Reason", "Reschedule_Note"); deciding != "" {
		c.dependentMissing("Rescheduled_From", deciding)
	}
	from, ok := c.time("Rescheduled_From")
	start, given := c.time("Appointment_Start_Time")
	switch {
	case !ok || !given:
	case from.Equal(start):
		c.dependent("DEPENDENT_FIELD_UNCHANGED", "Rescheduled_From", "Appointment_Start_Time", "Reschedule_From and Appointment_Start_Time cannot be same")
	case from.After(start):
		c.mismatch("Rescheduled_From", "Appointment_Start_Time", "invalid data")
	}
}

func serviceAvailability(c *checker) {
	const deciding = "Availability_Type"
	switch c.text(deciding) {
	case "Specific Date Range":
		c.dependentMissing("Available_From", deciding)
		c.dependentMissing("Available_Till", deciding)
		from, ok := parseDay(c.record["Available_From"])
		till, given := parseDay(c.record["Available_Till"])
		if ok && given && !till.After(from) {
			c.bad("Available_Till", "INVALID_DATA", "invalid data")
		}
	case "Specific Date(s)":
		c.dependentMissing("Available_Dates", deciding)
	case "Specific Day(s)":
		c.dependentMissing("Available_Days", deciding)
	}
}

func serviceUnavailable(c *checker) {
	status := c.text("Status")
	if status == "Temporarily Unavailable" || status == "Not in Use" {
		c.dependentMissing("Unavailable_From", "Status")
	}
	if status == "Temporarily Unavailable" {
		c.dependentMissing("Unavailable_Till", "Status")
		if till, ok := c.time("Unavailable_Till"); ok && !till.After(c.now) {
			c.mismatch("Unavailable_Till", "Status", "invalid data")
		}
	}
}

func serviceSheet(c *checker) {
	if c.has("Job_Sheet_Section__s") && strings.ToLower(c.text("Job_Sheet_Required")) != "yes" && !c.stored("Job_Sheet_Required") {
		c.mismatch("Job_Sheet_Section__s", "Job_Sheet_Required", "invalid data")
	}
}
