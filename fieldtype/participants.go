package fieldtype

import (
	"slices"
	"strings"

	"github.com/seed12a3e673/zohocrm"
)

// participantTypes are the types of participants of an event (page,
// "Participants").
var participantTypes = []string{"lead", "contact", "user", "email"}

// recordParticipant is the spec of a participant that is a record or user, and
// so has an id.
var recordParticipant = Spec{Kind: Participants, Columns: []Column{
	{"type", Spec{Kind: SingleLine}, false},
	{"participant", Spec{Kind: LarID}, false},
	{"Email", Spec{Kind: Email}, false},
	{"name", Spec{Kind: SingleLine}, false},
}}

// appendParticipant appends one participant of an event: an object with "type",
// and "participant", the id of a record or user, or "Email" for type email.
func (s *Spec) appendParticipant(dst []byte, errs zohocrm.Errors, v Value) ([]byte, zohocrm.Errors) {
	kind, _ := v.Member("type")
	name, isText := kind.AsText()
	known := slices.Contains(participantTypes, name)
	if known && name != "email" {
		s = &recordParticipant
	}
	dst, errs = s.appendKnown(dst, errs, v)
	if !v.isObject() {
		return dst, errs
	}
	participant, _ := v.Member("participant")
	email, _ := v.Member("Email")
	switch {
	case kind.IsEmpty():
		e := missingProblem("type")
		e.Message = messageKeyMissing
		e.Details.SupportedValues = slices.Clone(participantTypes)
		e.Warning = true
		errs = append(errs, e)
	case !isText: // reported as a wrong type
	case !known:
		e := &zohocrm.Error{
			Code: zohocrm.CodeInvalidData, Reason: zohocrm.ReasonSupported, Message: messageInvalid,
			Details: zohocrm.Details{SupportedValues: slices.Clone(participantTypes)},
			Warning: slices.Contains(participantTypes, strings.ToLower(name)),
		}
		errs = append(errs, e.Within(zohocrm.Key("type")))
	case participant.IsEmpty() && email.IsEmpty():
		key := "participant"
		if name == "email" {
			key = "Email"
		}
		errs = append(errs, s.missingColumn(key))
	}
	return dst, errs
}
