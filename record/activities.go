package record

import (
	"encoding"
	"errors"
	"math"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/rrule"
)

// Recurrence sets Recurring_Activity of Tasks and Events to a recurrence rule.
func (r *Record) Recurrence(apiName string, rule rrule.Rule) *Record {
	return r.Value(apiName, grammarObject("RRULE", rule))
}

// Alarm sets Remind_At of Tasks to a reminder.
func (r *Record) Alarm(apiName string, alarm rrule.Alarm) *Record {
	return r.Value(apiName, grammarObject("ALARM", alarm))
}

// grammarObject returns an object with the text of a rule or alarm. An invalid one
// becomes an invalid Value, which every check reports.
func grammarObject(key string, m encoding.TextMarshaler) fieldtype.Value {
	text, err := m.MarshalText()
	v := fieldtype.Text(string(text))
	if err != nil {
		v = invalid(err)
	}
	return fieldtype.Object(fieldtype.Member{Name: key, Value: v})
}

// invalid returns the invalid Value of an error of package rrule.
func invalid(err error) fieldtype.Value {
	var problem *zohocrm.Error
	if !errors.As(err, &problem) {
		problem = zohocrm.WrongType("text", "a text of the grammar")
	}
	return fieldtype.Invalid(problem)
}

// Reminders sets Remind_At of Events and Appointments to reminders. The check of the
// record knows the largest unit. Without reminders the value is an empty array, which
// is no value for a mandatory field.
func (r *Record) Reminders(apiName string, reminders ...rrule.Reminder) *Record {
	elements := make([]fieldtype.Value, len(reminders))
	for i, m := range reminders {
		// The check of the field knows the limit of the unit.
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
	return r.Value(apiName, fieldtype.Array(elements...))
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

// Participants sets Participants of Events to at most 50 participants (page,
// "Participants").
func (r *Record) Participants(apiName string, participants ...Participant) *Record {
	rows := make([]*Record, len(participants))
	for i, p := range participants {
		rows[i] = New()
		if p.name != "" {
			rows[i].Text("name", p.name)
		}
		rows[i].Text("type", p.kind).Text(p.key, p.value)
	}
	return r.Subform(apiName, rows...)
}
