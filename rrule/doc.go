// Package rrule reads and writes the recurrence and reminder texts of Zoho CRM as
// typed values.
//
// It has one type for each field of the Insert Records page (API v7) that holds such
// a text:
//
//	Recurring_Activity of Events and Tasks   {"RRULE": "FREQ=DAILY;INTERVAL=1;DTSTART=2023-05-20;UNTIL=2023-05-28"}   Rule
//	Remind_At of Tasks                       {"ALARM": "ACTION=EMAIL;TRIGGER=-P1D;TRIGGER_TIME=22:52"}               Alarm
//	Remind_At of Events                      [{"unit": 15, "period": "minutes"}] or "15 mins"                        Reminder
//
// # Values
//
// All three are small immutable values: you can copy them, compare them with == and
// use them as map keys. The zero value is no rule, alarm or reminder, and its
// Validate returns an error.
//
// [Parse], [ParseAlarm] and [ParseReminder] read a value. Builders make one:
//
//	rrule.Weekly().Every(2).On(rrule.Monday, rrule.Friday).From(rrule.Day(2023, 5, 20)).Times(10)
//	rrule.Email().DaysBefore(1).At("22:52")
//	rrule.Minutes(15)
//
// Builders never fail. If a value has no text (the 40th of a month), Validate reports
// it and String returns "invalid Rule", which Zoho refuses.
//
// # The dialect
//
// The text of a [Rule] is not an RFC 5545 recurrence rule, although it looks like
// one: its dates have dashes (2023-05-20), the start is a part of it (DTSTART), and
// there are only parts about days. The prefix "RRULE:" belongs to another call of the
// vendor, which schedules a backup.
//
// # Errors and warnings
//
// Errors have the type [*zohocrm.Error]. They say which part is wrong and what it
// expects. Errors of a parsed text also name the character, in code points from 1.
// They never quote the text.
//
// A text is refused only if it contradicts the vendor's pages. What they do not
// mention is kept, and the Warnings method reports it: a week start (WKST), a time in
// DTSTART or UNTIL, a semicolon at the end, and parts that RFC 5545 does not combine.
package rrule
