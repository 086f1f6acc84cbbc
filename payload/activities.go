package payload

import (
	"encoding"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/rrule"
)

// Recurrence sets Recurring_Activity: the days on which a task or event recurs.
func (r *Record) Recurrence(rule rrule.Rule) *Record {
	return r.Value("Recurring_Activity", grammarObject("RRULE", rule))
}

// Alarm sets Remind_At of a task.
func (r *Record) Alarm(alarm rrule.Alarm) *Record {
	return r.Value("Remind_At", grammarObject("ALARM", alarm))
}

// grammarObject returns an object with the text of a rule or alarm. What is
// wrong with one is reported when the record is checked.
func grammarObject(key string, m encoding.TextMarshaler) fieldtype.Value {
	text, err := m.MarshalText()
	v := fieldtype.Text(string(text))
	if err != nil {
		v = invalid(err)
	}
	return fieldtype.Object(fieldtype.Member{Name: key, Value: v})
}

// invalid returns the value of a problem of package rrule.
func invalid(err error) fieldtype.Value {
	var problem *zohocrm.Error
	if !errors.As(err, &problem) {
		problem = typeProblem("text", "a text of the grammar")
	}
	return fieldtype.Invalid(problem)
}

// Reminders sets Remind_At of an event or appointment.
func (r *Record) Reminders(reminders ...rrule.Reminder) *Record {
	elements := make([]fieldtype.Value, len(reminders))
	for i, m := range reminders {
		// The field knows the limit of the unit.
		if err := m.Validate(math.MaxInt); err != nil && m.Unit() >= 0 {
			elements[i] = invalid(err)
			continue
		}
		members := []fieldtype.Member{
			{Name: "unit", Value: fieldtype.Int(int64(m.Unit()))},
			{Name: "period", Value: fieldtype.Text(m.Period().String())},
		}
		if m.Time() != "" {
			members = append(members, fieldtype.Member{Name: "time", Value: fieldtype.Text(m.Time())})
		}
		elements[i] = fieldtype.Object(members...)
	}
	return r.Value("Remind_At", fieldtype.Array(elements...))
}

// A Participant is somebody who attends an event (page, "Participants").
type Participant struct{ kind, key, value, name string }

// ContactParticipant returns the contact with that id as a participant.
func ContactParticipant(id string) Participant { return Participant{"contact", "participant", id, ""} }

// LeadParticipant returns the lead with that id as a participant.
func LeadParticipant(id string) Participant { return Participant{"lead", "participant", id, ""} }

// UserParticipant returns the user with that id as a participant.
func UserParticipant(id string) Participant { return Participant{"user", "participant", id, ""} }

// EmailParticipant returns the participant with that email address.
func EmailParticipant(address string) Participant { return Participant{"email", "Email", address, ""} }

// Named returns the participant with a name.
func (p Participant) Named(name string) Participant {
	p.name = name
	return p
}

// Participants sets Participants, at most 50.
func (r *Record) Participants(participants ...Participant) *Record {
	rows := make([]*Record, len(participants))
	for i, p := range participants {
		rows[i] = NewRecord()
		if p.name != "" {
			rows[i].Text("name", p.name)
		}
		rows[i].Text("type", p.kind).Text(p.key, p.value)
	}
	return r.Rows("Participants", rows...)
}

// A CallType says who made a call.
type CallType string

// The types of calls that took place.
const (
	Inbound  CallType = "Inbound"
	Outbound CallType = "Outbound"
)

// ScheduledCall returns a call that is to be made (page, "Sample Input to
// Insert a Call"). It needs Who_Id and, by [Record.RelatedTo], What_Id.
func ScheduledCall(subject string, start time.Time) *Record {
	return NewRecord().Text("Subject", subject).Text("Call_Type", string(Outbound)).
		Text("Outgoing_Call_Status", "Scheduled").Time("Call_Start_Time", start)
}

// CompletedCall returns a call that took place. A minute that has begun counts
// as a whole one.
func CompletedCall(t CallType, subject string, start time.Time, duration time.Duration) *Record {
	minutes := (duration + time.Minute - 1) / time.Minute
	r := NewRecord().Text("Subject", subject).Text("Call_Type", string(t))
	if t == Outbound {
		r.Text("Outgoing_Call_Status", "Completed")
	}
	return r.Time("Call_Start_Time", start).
		Text("Call_Duration", fmt.Sprintf("%02d:%02d", minutes/60, minutes%60))
}

// MissedCall returns a call that nobody took.
func MissedCall(subject string, start time.Time) *Record {
	return NewRecord().Text("Subject", subject).Text("Call_Type", "Missed").Time("Call_Start_Time", start)
}
