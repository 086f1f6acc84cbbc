// Package rrule turns the recurrence and reminder texts of Zoho CRM into typed
// values and back.
//
// There are three of them, one for each field of the Insert Records page
// (API v7) that holds such a text:
//
//	Recurring_Activity of Events and Tasks   {"RRULE": "FREQ=DAILY;INTERVAL=1;DTSTART=2023-05-20;UNTIL=2023-05-28"}   Rule
//	Remind_At of Tasks                       {"ALARM": "ACTION=EMAIL;TRIGGER=-P1D;TRIGGER_TIME=22:52"}               Alarm
//	Remind_At of Events                      [{"unit": 15, "period": "minutes"}] or "15 mins"                        Reminder
//
// # Values
//
// All three are small immutable values: they can be copied, compared with ==
// and used as map keys. The zero value is no rule, alarm or reminder at all,
// and its Validate says so.
//
// A value is read with [Parse], [ParseAlarm] or [ParseReminder], or it is
// built. A builder reads like the sentence that it means:
//
//	rrule.Weekly().Every(2).On(rrule.Monday, rrule.Friday).From(rrule.Day(2023, 5, 20)).Times(10)
//	rrule.Email().DaysBefore(1).At("22:52")
//	rrule.Minutes(15)
//
// Builders never fail. What they cannot take (the 40th of a month) they
// remember, Validate reports it, and String gives "invalid Rule", which Zoho
// does not take either.
//
// # The dialect
//
// The text of a [Rule] looks like an RFC 5545 recurrence rule and is none: its
// dates carry dashes (2023-05-20), the start is a part of it (DTSTART), and
// only the parts that belong to days are there. The prefix "RRULE:" belongs to
// another call of the vendor, the one that schedules a backup.
//
// # Errors and warnings
//
// Errors are of type [*zohocrm.Error]. They say what was expected in which part
// and, for a parsed text, at which character of it, counted from 1 in code
// points. They never quote the text.
//
// A text is refused only for what the vendor's pages say. What is merely
// unheard of passes, and the Warnings method tells of it: a week start (WKST),
// a time in DTSTART or UNTIL, a semicolon at the end, parts that RFC 5545 does
// not put together. Such parts are kept and written again.
package rrule
