package fieldtype

import "github.com/seed12a3e673/zohocrm"

// ValidateLookup checks a lookup (page, "Lookup"): an object whose "id" is the
// id of a record, 1 to 19 digits as text. A "name" beside it is tolerated.
//
// Without an id the problem is MANDATORY_NOT_FOUND at …id. Text that is no id,
// a number or an array is [zohocrm.ReasonType]. A bare id as text, an id as a
// number, and an object with one other key than "id" (an external field, which
// needs the X-EXTERNAL header) only warn.
func ValidateLookup(v Value) error { return Lookup.validate(v) }

// ValidateUser checks a user (page, "User"): like [ValidateLookup], and an
// object with "email" will do.
func ValidateUser(v Value) error { return User.validate(v) }

// ValidateLayout checks a layout (page, "Layout"): like [ValidateLookup].
func ValidateLayout(v Value) error { return Layout.validate(v) }

// ValidateLarID checks a lar_id (page, "lar_id"): the id of a lead assignment
// rule, 1 to 19 digits as text.
func ValidateLarID(s string) error { return LarID.validateText(s) }

// ValidateWizard checks a wizard (page, "Wizard"): its id as text, or an object
// with "id".
func ValidateWizard(v Value) error { return Wizard.validate(v) }

// maxIDDigits is the length of the longest id.
const maxIDDigits = 19

func isID(s string) bool { return s != "" && len(s) <= maxIDDigits && allDigits(s) }

const expectedLookup = `an object with "id", such as {"id":"425248000000104001"}`

// appendLookup appends an object that points to a record, user or layout.
func (s *Spec) appendLookup(dst []byte, errs zohocrm.Errors, v Value) ([]byte, zohocrm.Errors) {
	switch v.form {
	case text:
		if isID(v.text) {
			e := warning(zohocrm.ReasonBareID, expectedLookup)
			e.Details.ExpectedDataType = s.Kind.info().expected
			return appendPlain(dst, v.text), append(errs, e)
		}
		return dst, append(errs, s.Kind.typeProblem(expectedLookup))
	case id, object:
		if e := s.lookupKeyProblem(v); e != nil {
			errs = append(errs, e)
		}
		return appendMembers(dst, errs, v, func(dst []byte, errs zohocrm.Errors, name string, value Value) ([]byte, zohocrm.Errors) {
			if name == "id" && !value.IsEmpty() {
				return appendID(dst, errs, value)
			}
			return appendAny(dst, errs, value)
		})
	}
	return dst, append(errs, s.Kind.typeProblem(expectedLookup))
}

// lookupKeyProblem returns what there is to say of an object by which key it
// points to its record.
func (s *Spec) lookupKeyProblem(v Value) *zohocrm.Error {
	if m, _ := v.Member("id"); !m.IsEmpty() {
		return nil
	}
	if m, _ := v.Member("email"); s.Kind == User && !m.IsEmpty() {
		return nil
	}
	missing := missingProblem("id")
	name, _ := v.Member("name")
	_, only := v.MemberAt(0)
	switch {
	case !name.IsEmpty():
		if !s.ByName {
			return missing
		}
		missing.Reason = zohocrm.ReasonLookupByName
		missing.Expected = `"id"; Zoho looks the name up or creates a record`
	case (s.Kind == Lookup || s.Kind == User) && v.Len() == 1 && !only.IsEmpty():
		missing.Reason = zohocrm.ReasonExternalLookup
		missing.Expected = `"id", or the X-EXTERNAL header that names the external field`
	default:
		return missing
	}
	missing.Warning = true
	return missing
}

// missingProblem returns the problem of an object that lacks a key.
func missingProblem(name string) *zohocrm.Error {
	e := &zohocrm.Error{
		Code: zohocrm.CodeMandatoryNotFound, Reason: zohocrm.ReasonMandatory, Message: "required field not found",
	}
	return e.Within(zohocrm.Key(name))
}

// appendID appends an id: 1 to 19 digits as text. A Go integer is written as
// text. A JSON number is kept and warns, since SDKs send it.
func appendID(dst []byte, errs zohocrm.Errors, v Value) ([]byte, zohocrm.Errors) {
	const expected = "an id: text of 1 to 19 digits"
	switch v.form {
	case text:
		if !isID(v.text) {
			e := typeProblem("string", expected)
			e.Reason = zohocrm.ReasonID
			return dst, append(errs, e)
		}
		return appendPlain(dst, v.text), errs
	case integer:
		if v.n > 0 {
			dst = append(dst, '"')
			dst = appendNumber(dst, v)
			return append(dst, '"'), errs
		}
	case number:
		if isID(v.text) {
			return appendNumber(dst, v), append(errs, warning(zohocrm.ReasonNumericID, expected))
		}
	}
	return dst, appendWrongType(errs, v, "string", expected)
}

// appendWizard appends the id of a wizard, which the page gives as text and
// other sources as an object. Both are taken.
func (s *Spec) appendWizard(dst []byte, errs zohocrm.Errors, v Value) ([]byte, zohocrm.Errors) {
	if v.form == id || v.form == object {
		return s.appendLookup(dst, errs, v)
	}
	return appendID(dst, errs, v)
}
