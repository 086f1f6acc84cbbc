package modules

import (
	"slices"
	"strings"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/rrule"
)

// seModuleRules are the rules of $se_module, which calls, events and tasks
// have.
var seModuleRules = []Rule{{
	Name:   "se_module_mandatory",
	Doc:    "$se_module is mandatory when What_Id is given.",
	fields: []string{"What_Id"},
	check: func(c *check) {
		if c.has("What_Id") {
			c.mandatory("$se_module")
		}
	},
}, {
	Name:   "se_module_value",
	Doc:    "$se_module is the API name of a module that activities can be related to.",
	fields: []string{"$se_module"},
	check: func(c *check) {
		name := c.text("$se_module")
		f, _ := c.module.Field("$se_module")
		if name == "" || slices.Contains(f.Spec.Values, name) {
			return
		}
		known := func(module string) bool { return strings.EqualFold(module, name) }
		c.report("$se_module", &zohocrm.Error{
			Code: zohocrm.CodeInvalidData, Reason: zohocrm.ReasonSupported, Message: messageInvalid,
			Details: zohocrm.Details{SupportedValues: slices.Clone(f.Spec.Values)},
			Warning: slices.ContainsFunc(moduleNames, known),
		})
	},
}}

// moduleNames are the API names of the page's modules.
var moduleNames = []string{
	"Leads", "Accounts", "Contacts", "Deals", "Campaigns", "Tasks", "Cases", "Events", "Calls", "Solutions",
	"Products", "Vendors", "Price_Books", "Quotes", "Sales_Orders", "Purchase_Orders", "Invoices",
	"Appointments__s", "Appointments_Rescheduled_History__s", "Services__s", "Notes",
}

const callStatus = "Outgoing_Call_Status"

var callRules = append([]Rule{{
	Name: "call_duration_mandatory",
	Doc:  "Call_Duration is mandatory unless the call is scheduled or missed.",
	check: func(c *check) {
		if c.text("Call_Type") != "Missed" && c.text(callStatus) != "Scheduled" {
			c.mandatory("Call_Duration")
		}
	},
}, {
	Name:   "call_duration_format",
	Doc:    "Call_Duration is HH:mm.",
	fields: []string{"Call_Duration"},
	check: func(c *check) {
		if s := c.text("Call_Duration"); s != "" && !isDuration(s) {
			c.report("Call_Duration", &zohocrm.Error{
				Code: zohocrm.CodeInvalidData, Reason: zohocrm.ReasonFormat, Message: messageInvalid,
				Expected: "a duration as HH:mm, such as 00:20",
			})
		}
	},
}, {
	Name:   "call_duration_zero",
	Doc:    "The Call_Duration of an inbound or outbound call is not zero.",
	fields: []string{"Call_Duration"},
	check: func(c *check) {
		callType := c.text("Call_Type")
		if s := c.text("Call_Duration"); isDuration(s) && s == "00:00" && (callType == "Inbound" || callType == "Outbound") {
			c.mismatch("Call_Duration", "Call_Type", "Call Duration can not be zero.", "a duration of at least 00:01")
		}
	},
}, {
	Name:   "call_scheduled",
	Doc:    "A scheduled call has Who_Id and What_Id, besides the Call_Start_Time of every call.",
	fields: []string{"Outgoing_Call_Status"},
	check: func(c *check) {
		if c.text(callStatus) == "Scheduled" {
			c.mandatory("Who_Id")
			c.mandatory("What_Id")
		}
	},
}, {
	Name:   "call_scheduled_future",
	Doc:    "A scheduled call starts later than now.",
	fields: []string{"Outgoing_Call_Status"},
	check: func(c *check) {
		now, ok := c.now()
		start, given := c.time("Call_Start_Time")
		if ok && given && c.text(callStatus) == "Scheduled" && !start.After(now) {
			c.mismatch("Call_Start_Time", callStatus, messageInvalid, "a time later than now, as the call is scheduled")
		}
	},
}}, seModuleRules...)

// isDuration reports whether s is HH:mm with at most 59 minutes.
func isDuration(s string) bool {
	if len(s) != len("HH:mm") || s[2] != ':' || s[3] > '5' {
		return false
	}
	for _, i := range []int{0, 1, 3, 4} {
		if s[i] < '0' || '9' < s[i] {
			return false
		}
	}
	return true
}

// maxParticipants is the largest number of participants of an event.
const maxParticipants = 50

var eventRules = append([]Rule{{
	Name:   "event_end",
	Doc:    "An event does not end before it starts.",
	fields: []string{"End_DateTime"},
	check: func(c *check) {
		start, ok := c.time("Start_DateTime")
		end, given := c.time("End_DateTime")
		if ok && given && end.Before(start) {
			c.mismatch("End_DateTime", "Start_DateTime", messageInvalid, "a time that is not before Start_DateTime")
		}
	},
}, {
	Name:   "event_participants",
	Doc:    "An event has at most 50 participants.",
	fields: []string{"Participants"},
	check: func(c *check) {
		if c.value("Participants").Len() > maxParticipants && c.value("Participants").JSONType() == "array" {
			c.report("Participants", &zohocrm.Error{
				Code: zohocrm.CodeLimitExceeded, Reason: zohocrm.ReasonMaxItems,
				Message: "Only 50 participants can be added to an event.",
				Details: zohocrm.Details{Limit: maxParticipants},
			})
		}
	},
}, {
	Name:   "event_recurring_reminder",
	Doc:    "Remind_At is mandatory for a recurring event.",
	fields: []string{"Recurring_Activity"},
	check: func(c *check) {
		if c.has("Recurring_Activity") {
			c.mandatory("Remind_At")
		}
	},
}}, seModuleRules...)

var taskRules = append([]Rule{{
	Name:   "task_relative_alarm",
	Doc:    "Only a recurring task has an alarm with a TRIGGER of -PnD or -PmW.",
	fields: []string{"Remind_At"},
	check: func(c *check) {
		text, _ := c.value("Remind_At").Member("ALARM")
		s, _ := text.AsText()
		alarm, err := rrule.ParseAlarm(s)
		if err == nil && alarm.Relative() && !c.has("Recurring_Activity") {
			c.mismatch("Remind_At", "Recurring_Activity", messageInvalid,
				"TRIGGER=DATE-TIME, as the task does not recur")
		}
	},
}}, seModuleRules...)
