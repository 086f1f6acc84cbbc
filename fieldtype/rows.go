package fieldtype

import (
	"slices"
	"strings"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/internal/program"
)

// appendPriceRange appends one row of Pricing_Details (page, "Price Books"): an
// object with the numbers from_range, to_range and discount. A row may have
// unit_price in place of the discount.
func appendPriceRange(p *field, st *program.State, dst []byte, errs zohocrm.Errors, v *Value) ([]byte, zohocrm.Errors) {
	dst, errs = appendRow(p, st, dst, errs, v)
	if v.isObject() && !hasOneOf(p, v) {
		errs = append(errs, zohocrm.MissingKey().PrefixPath(zohocrm.Key("discount")))
	}
	return dst, errs
}

// hasOneOf reports whether an object has one of the members of which those of the
// field need one.
func hasOneOf(p *field, v *Value) bool {
	return slices.ContainsFunc(oneOf[Kind(p.Kind)], func(name string) bool {
		member, _ := v.Member(name)
		return !member.IsEmpty()
	})
}

// appendTag appends one tag: an object with "name" (real case 22), or with the "id" of
// a tag. No source says what Zoho does with an object that has neither, so it warns.
func appendTag(p *field, st *program.State, dst []byte, errs zohocrm.Errors, v *Value) ([]byte, zohocrm.Errors) {
	before := len(errs)
	dst, errs = appendRow(p, st, dst, errs, v)
	if !v.isObject() {
		for _, e := range errs[before:] {
			e.Fix = "write an object for each tag: " + Tag.Example()
		}
		return dst, errs
	}
	if !hasOneOf(p, v) {
		errs = append(errs, zohocrm.MissingKey().AsWarning().PrefixPath(zohocrm.Key("name")))
	}
	return dst, errs
}

// participantTypes are the types of the participants of an event (page,
// "Participants").
var participantTypes = []string{"lead", "contact", "user", "email"}

// appendParticipant appends one participant of an event: an object with "type",
// and "participant", the id of a record or user, or "Email" for type email. A
// participant may be an object that names the record by an external field.
func appendParticipant(p *field, dst []byte, errs zohocrm.Errors, v *Value) ([]byte, zohocrm.Errors) {
	if !v.isObject() {
		return appendRow(p, nil, dst, errs, v)
	}
	kind, _ := v.Member("type")
	name, isText := kind.AsText()
	participant, _ := v.Member("participant")
	o, known := participantProgram(p, name, participant.isObject() && externalField(&participant) != "")
	if removed := removal(v); p.Object.Stored && removed.form != absent {
		o = stored(o)
	}
	dst, errs = appendMembers(o, nil, dst, errs, v)
	email, _ := v.Member("Email")
	switch {
	case kind.IsEmpty():
		e := zohocrm.MissingKey().PrefixPath(zohocrm.Key("type"))
		e.Details.SupportedValues = slices.Clone(participantTypes)
		errs = append(errs, e.AsWarning())
	case !isText: // reported as a value of a wrong type
	case !known:
		e := zohocrm.NotSupported(slices.Clone(participantTypes)).PrefixPath(zohocrm.Key("type"))
		e.Warning = slices.Contains(participantTypes, strings.ToLower(name))
		errs = append(errs, e)
	case participant.IsEmpty() && email.IsEmpty():
		key := "participant"
		if name == "email" {
			key = "Email"
		}
		errs = append(errs, zohocrm.MissingKey().PrefixPath(zohocrm.Key(key)))
	}
	return dst, errs
}

// participantProgram returns the program of a participant of a type, and whether
// there is such a type. external says that it is named by an external field.
func participantProgram(p *field, name string, external bool) (o *objectProgram, known bool) {
	known = slices.Contains(participantTypes, name)
	switch {
	case name != "email" && external:
		return externalParticipant, known
	case known && name != "email":
		return recordParticipant, known
	}
	return p.Object, known
}

// externalParticipant is the program of a participant that is named by an
// external field (real cases, 24).
var externalParticipant = compileParticipant(Lookup)
