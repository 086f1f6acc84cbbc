package modules

import (
	"slices"
	"strings"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/internal/near"
	"github.com/seed12a3e673/zohocrm/rrule"
)

// seModuleRules are the rules of $se_module, which calls, events and tasks
// have.
var seModuleRules = []Rule{{
	Name:   "se_module_mandatory",
	Doc:    "$se_module is mandatory when What_Id is given.",
	Source: `page, "Sample Input to Insert a Call" and "… a Recurring Event": $se_module`,
	fields: []string{"What_Id"},
	needs:  []string{"What_Id", "$se_module"},
	check: func(c *check) {
		if c.has("What_Id") {
			c.mandatory("$se_module")
		}
	},
}, {
	Name:   "se_module_value",
	Doc:    "$se_module is the API name of a module that activities can be related to. A module that is not on the page's list warns, except those that cannot be.",
	Source: `page, "Sample Input to Insert a Recurring Event": $se_module; facts 7.5`,
	fields: []string{"$se_module"},
	check: func(c *check) {
		name := c.text("$se_module")
		f := c.module.known("$se_module")
		if name == "" || f == nil || slices.Contains(f.Spec.Values, name) {
			return
		}
		e := zohocrm.NotSupported(f.Spec.Values)
		e.Warning = isModuleName(name) && !slices.ContainsFunc(unrelated, func(m string) bool { return strings.EqualFold(m, name) })
		if nearest := near.New(f.Spec.Values); nearest.Find(name) >= 0 {
			e.Suggestion = f.Spec.Values[nearest.Find(name)]
		}
		c.report("$se_module", e)
	},
}}

// unrelated are the modules to which activities cannot be related.
var unrelated = []string{"Tasks", "Events", "Calls", "Notes", "Price_Books"}

// isModuleName reports whether name can be the API name of a custom module.
func isModuleName(name string) bool {
	return strings.Trim(name, "0123456789_") != "" && !strings.ContainsFunc(name, func(r rune) bool {
		return r != '_' && (r < '0' || '9' < r) && (r < 'A' || 'Z' < r) && (r < 'a' || 'z' < r)
	})
}

const callStatus = "Outgoing_Call_Status"

var callRules = append([]Rule{{
	Name:    "call_duration_mandatory",
	Doc:     "Call_Duration is mandatory unless the call is scheduled or missed.",
	Source:  `page, "System-defined mandatory fields" and "Sample Input to Insert a Call": Call_Duration`,
	decides: []string{"Call_Duration"},
	needs:   []string{"Call_Duration", "Call_Type", "Outgoing_Call_Status"},
	check: func(c *check) {
		if c.text("Call_Type") != "Missed" && c.text(callStatus) != "Scheduled" {
			c.mandatory("Call_Duration")
		}
	},
}, {
	Name:   "call_duration_format",
	Doc:    "Call_Duration is HH:mm.",
	Source: `page, "Sample Input to Insert a Call": Call_Duration`,
	fields: []string{"Call_Duration"},
	check: func(c *check) {
		if s := c.text("Call_Duration"); s != "" && !isDuration(s) {
			c.report("Call_Duration", zohocrm.BadFormat("", "a duration as HH:mm, such as 00:20"))
		}
	},
}, {
	Name:   "call_duration_zero",
	Doc:    "The Call_Duration of an inbound or outbound call is not zero.",
	Source: `page, "Possible Errors": DEPENDENT_MISMATCH, "Call Duration can not be zero."`,
	fields: []string{"Call_Duration"},
	needs:  []string{"Call_Duration", "Call_Type"},
	check: func(c *check) {
		callType := c.text("Call_Type")
		if s := c.text("Call_Duration"); isDuration(s) && s == "00:00" && (callType == "Inbound" || callType == "Outbound") {
			c.mismatch("Call_Duration", "Call_Type", "Call Duration can not be zero.", "a duration of at least 00:01")
		}
	},
}, {
	Name:   "call_scheduled",
	Doc:    "A scheduled call has Who_Id and What_Id, besides the Call_Start_Time of every call. One that the organization does not have warns.",
	Source: `page, "Sample Input to Insert a Call": Who_Id, What_Id; facts 7.5`,
	fields: []string{"Outgoing_Call_Status"},
	check: func(c *check) {
		if c.text(callStatus) != "Scheduled" {
			return
		}
		for _, name := range []string{"Who_Id", "What_Id"} {
			if !c.has(name) && !c.stored(name) {
				e := zohocrm.Missing()
				e.Warning = c.module.lacks(name)
				c.report(name, e)
			}
		}
	},
}, {
	Name:   "call_scheduled_future",
	Doc:    "A scheduled call starts later than now.",
	Source: `page, "Sample Input to Insert a Call": Call_Start_Time`,
	fields: []string{"Outgoing_Call_Status"},
	needs:  []string{"Outgoing_Call_Status", "Call_Start_Time"},
	check: func(c *check) {
		now, ok := c.now()
		start, given := c.time("Call_Start_Time")
		if ok && given && c.text(callStatus) == "Scheduled" && !start.After(now) {
			c.mismatch("Call_Start_Time", callStatus, zohocrm.MessageInvalid, "a time later than now, as the call is scheduled")
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
	Doc:    "An event that ends before it starts warns.",
	Source: `facts 2.2, Events: "unverified in docs, obvious"`,
	fields: []string{"End_DateTime"},
	needs:  []string{"Start_DateTime", "End_DateTime"},
	check: func(c *check) {
		start, ok := c.time("Start_DateTime")
		end, given := c.time("End_DateTime")
		if ok && given && end.Before(start) {
			e := zohocrm.DependentMismatch(zohocrm.MessageInvalid, "a time that is not before Start_DateTime").AsWarning()
			c.reportDependent("End_DateTime", "Start_DateTime", e)
		}
	},
}, {
	Name:   "event_participants",
	Doc:    "An event has at most 50 participants.",
	Source: `page, "Possible Errors": LIMIT_EXCEEDED`,
	fields: []string{"Participants"},
	check: func(c *check) {
		if c.elements("Participants") > maxParticipants {
			c.report("Participants", zohocrm.TooManyItems(maxParticipants, zohocrm.MessageTooManyParticipants))
		}
	},
}, {
	Name:   "event_recurring_reminder",
	Doc:    "Remind_At is mandatory for a recurring event.",
	Source: `page, "Sample Input to Insert a Recurring Event": Remind_At`,
	fields: []string{"Recurring_Activity"},
	needs:  []string{"Recurring_Activity", "Remind_At"},
	check: func(c *check) {
		if c.has("Recurring_Activity") {
			c.mandatory("Remind_At")
		}
	},
}}, seModuleRules...)

var taskRules = append([]Rule{{
	Name:   "task_relative_alarm",
	Doc:    "Only a recurring task has an alarm with a TRIGGER of -PnD or -PmW.",
	Source: `page, "Sample Input to Insert a Recurring Task": TRIGGER`,
	fields: []string{"Remind_At"},
	needs:  []string{"Remind_At", "Recurring_Activity"},
	check: func(c *check) {
		text, _ := c.value("Remind_At").Member("ALARM")
		s, _ := text.AsText()
		alarm, err := rrule.ParseAlarm(s)
		if err == nil && alarm.Relative() && !c.has("Recurring_Activity") {
			e := zohocrm.DependentMismatch(zohocrm.MessageInvalid, "TRIGGER=DATE-TIME, as the task does not recur")
			c.reportDependent("Remind_At", "Recurring_Activity", e.PrefixPath(zohocrm.Key("ALARM")))
		}
	},
}}, seModuleRules...)
