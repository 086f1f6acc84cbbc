package fieldtype

import (
	"slices"

	"github.com/seed12a3e673/zohocrm"
)

// ValidateSingleLine checks a Single Line text (page, "Single Line"): UTF-8 of
// up to 255 code points, or [zohocrm.ReasonUTF8], [zohocrm.ReasonMaxLength].
func ValidateSingleLine(s string) error { return SingleLine.validateText(s) }

// ValidateMultiLine checks a small Multi Line text (page, "Multi Line"): like
// [ValidateSingleLine], of up to 2000 code points.
func ValidateMultiLine(s string) error { return MultiLine.validateText(s) }

// ValidateMultiLineLarge checks a large Multi Line text (page, "Multi Line"):
// like [ValidateSingleLine], of up to 32000 code points.
func ValidateMultiLineLarge(s string) error { return MultiLineLarge.validateText(s) }

// ValidateRichText checks a rich text of a Multi Line field, which may hold
// HTML: like [ValidateSingleLine], of up to 50000 code points.
func ValidateRichText(s string) error { return RichText.validateText(s) }

// ValidatePicklist checks a value of a picklist (page, "Picklist"). The page
// lets a new value be added, so that any text in UTF-8 passes; see [Spec] for
// lists that are closed.
func ValidatePicklist(s string) error { return Picklist.validateText(s) }

func (k Kind) validateText(s string) error {
	spec := Spec{Kind: k}
	return first(spec.Check(Text(s)))
}

// first returns the only problem of a list as what the list is: one error.
func first(err error) error {
	if errs, ok := err.(zohocrm.Errors); ok && len(errs) == 1 {
		return errs[0]
	}
	return err
}

// appendText appends a text in the limits of the spec that has the pattern of
// its kind.
func (s *Spec) appendText(dst []byte, errs zohocrm.Errors, v Value) ([]byte, zohocrm.Errors) {
	if v.form != text {
		return dst, append(errs, s.Kind.typeProblem("text"))
	}
	if e := textProblem(v.text, s.maxLength(), s.Kind.info().expected); e != nil {
		return dst, append(errs, e)
	}
	var e *zohocrm.Error
	switch s.Kind {
	case Email:
		e = emailProblem(v.text)
	case Phone:
		e = phoneProblem(v.text)
	case URL:
		e = urlProblem(v.text)
	}
	if e != nil {
		return dst, append(errs, e)
	}
	return AppendText(dst, v.text), errs
}

// appendPicklist appends one value of the spec's list.
func (s *Spec) appendPicklist(dst []byte, errs zohocrm.Errors, v Value) ([]byte, zohocrm.Errors) {
	if v.form != text {
		return dst, append(errs, s.Kind.typeProblem("text, one value of the list"))
	}
	return s.appendChoice(dst, errs, v)
}

// appendMultiSelect appends an array of values of the spec's list.
func (s *Spec) appendMultiSelect(dst []byte, errs zohocrm.Errors, v Value) ([]byte, zohocrm.Errors) {
	if !v.isArray() {
		return dst, append(errs, s.Kind.typeProblem(`an array of texts, such as ["Analytics","Big data"]`))
	}
	return s.appendArrayOf(dst, errs, v, s.appendChoice)
}

// appendChoice appends a text that is looked up in the spec's list.
func (s *Spec) appendChoice(dst []byte, errs zohocrm.Errors, v Value) ([]byte, zohocrm.Errors) {
	if v.form != text {
		return dst, appendWrongType(errs, v, "text", "text, one value of the list")
	}
	if e := textProblem(v.text, len(v.text), "text"); e != nil {
		return dst, append(errs, e)
	}
	if len(s.Values) > 0 && !slices.Contains(s.Values, v.text) {
		errs = append(errs, &zohocrm.Error{
			Code: zohocrm.CodeInvalidData, Reason: zohocrm.ReasonPicklist, Message: messageInvalid,
			Details: zohocrm.Details{SupportedValues: slices.Clone(s.Values)}, Warning: !s.Closed,
		})
	}
	return AppendText(dst, v.text), errs
}
