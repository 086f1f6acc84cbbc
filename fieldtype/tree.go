package fieldtype

import (
	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/internal/program"
)

// appendValue checks a value of any form. It appends its JSON to dst and its problems
// to errs; their paths start at the value. If one of them is an error, ignore what it
// appended to dst.
func appendValue(p *field, dst []byte, errs zohocrm.Errors, v *Value) ([]byte, zohocrm.Errors) {
	out, why := run(p, dst, v)
	switch {
	case why <= blank:
		return out, errs
	case v.form == cell:
		before := len(errs)
		read := readCell(p, v)
		dst, errs = appendValue(p, dst, errs, &read)
		for _, e := range errs[before:] {
			if fix := cellFix(kindOf(p), e, v); fix != "" {
				e.Fix = fix
			}
		}
		return dst, errs
	case why == asTree:
		return appendTree(p, dst, errs, v)
	}
	return out, explain(p, errs, why, v)
}

// appendTree is [appendValue] for the values about which [run] does not decide:
// arrays and objects, and values of fields that take them.
func appendTree(p *field, dst []byte, errs zohocrm.Errors, v *Value) ([]byte, zohocrm.Errors) {
	if v.form == invalid {
		return dst, append(errs, v.Problem())
	}
	switch Kind(p.Kind) {
	case limited:
		return appendLimited(p, dst, errs, v)
	case Lookup, User, Layout, Wizard:
		return appendLookup(p, dst, errs, v)
	case MultiModuleLookup:
		return appendMultiModuleLookup(p, dst, errs, v)
	case Consent, RRule, Alarm:
		return appendRow(p, nil, dst, errs, v)
	case rruleText, alarmText:
		return appendGrammar(p, dst, errs, v)
	case Reminders:
		return appendReminders(p, dst, errs, v)
	case MultiSelect, WizardPath, ImageUpload, FileUpload, Subform, LineTax, Tag, TimeRanges, PricingDetails, Participants,
		MultiSelectLookup, MultiUserLookup, Territories:
		return appendElements(p, dst, errs, v)
	}
	return appendAny(dst, errs, v)
}

// plainRows reports whether the program of the object alone checks the elements of a
// field's array, and none of them can be stored.
func plainRows(p *field) bool {
	switch Kind(p.Kind) {
	case ImageUpload, FileUpload, Subform, LineTax, TimeRanges: // as in appendElement
		return p.Object.Changed == nil
	}
	return false
}

// appendElement appends an element of an array.
func appendElement(p *field, st *program.State, dst []byte, errs zohocrm.Errors, v *Value) ([]byte, zohocrm.Errors) {
	if p.Object != nil && p.Object.Changed != nil && namesStored(v) {
		return appendStored(p, dst, errs, v)
	}
	switch Kind(p.Kind) {
	case MultiSelect:
		return appendChoice(p, dst, errs, v)
	case WizardPath:
		before := len(errs)
		dst, errs = appendID(dst, errs, v)
		for _, e := range errs[before:] {
			e.Message = zohocrm.MessageWizardConnection
		}
		return dst, errs
	case ImageUpload, FileUpload, Subform, LineTax, TimeRanges:
		return appendRow(p, st, dst, errs, v)
	case Tag:
		return appendTag(p, st, dst, errs, v)
	case PricingDetails:
		return appendPriceRange(p, st, dst, errs, v)
	case Participants:
		return appendParticipant(p, dst, errs, v)
	case MultiSelectLookup, MultiUserLookup:
		return appendConnected(p, st, dst, errs, v)
	case Reminders:
		return appendReminder(p, st, dst, errs, v)
	}
	return appendAny(dst, errs, v)
}

// appendLimited appends a value of a field with limits that its kind does not know,
// and checks these limits, too.
func appendLimited(p *field, dst []byte, errs zohocrm.Errors, v *Value) ([]byte, zohocrm.Errors) {
	if v.form == cell {
		read := readCell(p, v)
		return appendLimited(p, dst, errs, &read)
	}
	start, before := len(dst), len(errs)
	dst, errs = appendValue(p.Base, dst, errs, v)
	if errs[before:].Err() != nil {
		return dst, errs
	}
	return dst, appendLimitProblems(p, errs, v, dst[start:])
}

// appendLimitProblems appends the problems of a value with the limits that its kind
// does not know. written is the JSON of the value.
func appendLimitProblems(p *field, errs zohocrm.Errors, v *Value, written []byte) zohocrm.Errors {
	switch {
	case v.isArray():
		return appendElementProblems(p, errs, v)
	case v.isObject():
		if p.Object != nil {
			_, errs = appendMembers(p.Object, nil, nil, errs, v)
		}
		return errs
	}
	s, isText := v.AsText()
	if written[0] != '"' {
		isText = false // a number, as which the field read it
	} else if !isText {
		s, isText = string(written[1:len(written)-1]), true // the text of a time or an integer
	}
	if isText && s != "" {
		if p.Length > 0 && textVerdict(p, s) == tooLong {
			return append(errs, zohocrm.TooLong(p.Length))
		}
		if p.Listed && !lists(p, s) {
			e := notListedProblem(p, v)
			e.Warning = !p.OnlyListed
			return append(errs, e)
		}
	}
	if d, ok := v.AsDecimal(); ok {
		before, after := d.Digits()
		switch {
		case p.Digits > 0 && before > p.Digits:
			return append(errs, zohocrm.TooManyDigits(p.Digits))
		case p.Decimals != 0 && after > max(p.Decimals, 0):
			return append(errs, zohocrm.TooManyDecimals(max(p.Decimals, 0)))
		case p.Ranged && outside(p, d.String()):
			return append(errs, zohocrm.OutOfRange(p.Range.From, p.Range.To))
		}
	}
	return errs
}

// appendElementProblems appends the problems of an array and its elements with
// the limits that the kind does not know.
func appendElementProblems(p *field, errs zohocrm.Errors, v *Value) zohocrm.Errors {
	if p.Length > 0 && v.Len() > p.Length {
		return append(errs, itemsProblem(Kind(p.Base.Kind), p.Length))
	}
	each := *p
	each.Length = 0 // the limit is for the array
	start := len(errs)
	for i, element := range v.Elements() {
		if element.isArray() {
			continue
		}
		before := len(errs)
		written, _ := appendAny(nil, nil, &element)
		errs = appendLimitProblems(&each, errs, &element, written)
		within(errs[before:], zohocrm.Index(i))
		errs = errs.Bounded(start)
	}
	return errs
}

// within puts a step before the paths of problems.
func within(errs zohocrm.Errors, step zohocrm.Step) {
	for _, e := range errs {
		e.PrefixPath(step)
	}
}

// itemsProblem returns the problem of an array with more than n elements.
func itemsProblem(k Kind, n int) *zohocrm.Error {
	switch k {
	case ImageUpload:
		return zohocrm.TooManyItems(n, zohocrm.MessageTooManyImages)
	case MultiUserLookup:
		return zohocrm.TooManyUsers(n)
	}
	return zohocrm.TooManyItems(n, "")
}

// appendElements appends an array within the limit of the field.
func appendElements(p *field, dst []byte, errs zohocrm.Errors, v *Value) ([]byte, zohocrm.Errors) {
	if !v.isArray() {
		expected := "an array"
		if Kind(p.Kind) == MultiSelect {
			expected = wants[MultiSelect]
		}
		return dst, append(errs, wrongTypeProblem(Kind(p.Kind).info().expected, expected, v))
	}
	if v.Len() > p.Length && added(p, v) > p.Length {
		return dst, append(errs, itemsProblem(Kind(p.Kind), p.Length))
	}
	dst, errs = appendArray(p, dst, errs, v)
	return dst, appendRepeated(p, errs, v)
}

// appendArray appends the elements of an array and puts their positions before
// the paths of their problems.
func appendArray(p *field, dst []byte, errs zohocrm.Errors, v *Value) ([]byte, zohocrm.Errors) {
	var st program.State // rows usually have the same fields in the same order
	dst = append(dst, '[')
	start := len(errs)
	elements, _ := v.ref.(*[]Value)
	var e Value // outside the loop, where it would be allocated each time
	for i := range v.Len() {
		if i > 0 {
			dst = append(dst, ',')
		}
		before := len(errs)
		if elements != nil {
			dst, errs = appendElement(p, &st, dst, errs, &(*elements)[i])
		} else {
			e = v.Element(i)
			dst, errs = appendElement(p, &st, dst, errs, &e)
		}
		within(errs[before:], zohocrm.Index(i))
		errs = errs.Bounded(start)
	}
	return append(dst, ']'), errs
}

// appendAny appends a value of a field about which nothing is known. It reports only
// invalid values and texts that are not UTF-8.
func appendAny(dst []byte, errs zohocrm.Errors, v *Value) ([]byte, zohocrm.Errors) {
	switch v.form {
	case array, texts:
		return appendArray(&anything, dst, errs, v)
	case object, id:
		return appendMembers(&anyObject, nil, dst, errs, v)
	case invalid:
		return dst, append(errs, v.Problem())
	}
	out, why := run(&anything, dst, v)
	return out, explain(&anything, errs, why, v)
}

// anything is the program of a field about which nothing is known, and anyObject that
// of such an object.
var (
	anything  = field{Kind: uint8(Any), Length: noLimit}
	anyObject objectProgram
)

// appendChoice appends an element of a multi-select picklist.
func appendChoice(p *field, dst []byte, errs zohocrm.Errors, v *Value) ([]byte, zohocrm.Errors) {
	s, ok := v.AsText()
	if !ok {
		return dst, append(errs, wrongTypeProblem("text", wants[Picklist], v))
	}
	dst, why := runChoice(p, dst, s)
	return dst, explain(p, errs, why, v)
}

// appendRow appends an object whose members are the fields of the program's
// object.
func appendRow(p *field, st *program.State, dst []byte, errs zohocrm.Errors, v *Value) ([]byte, zohocrm.Errors) {
	if !v.isObject() {
		return dst, append(errs, wrongTypeProblem("jsonobject", "an object", v))
	}
	return appendMembers(p.Object, st, dst, errs, v)
}
