package fieldtype

import (
	"strconv"

	"github.com/seed12a3e673/zohocrm"
)

// A Spec is a field type with the limits of one field. A limit of 0 is the one
// that the page gives for the field type, as "this limit may vary based on the
// value configured in the properties of the field".
type Spec struct {
	Kind        Kind
	MaxLength   int           // code points of a text, elements of an array
	MaxDigits   int           // digits before the decimal point, or of an integer
	MaxDecimals int           // digits after the decimal point; negative for none
	Values      []string      // the known values of a picklist
	Closed      bool          // only Values, or of a subform only Columns, are taken; otherwise others pass, and other values warn
	ByName      bool          // a lookup that Zoho also takes by name; that warns
	Quoted      bool          // a number that Zoho's own samples quote; that warns
	AsNumber    bool          // a Long Integer that is sent as a number
	Range       zohocrm.Range // bounds of a number, or of the unit of a reminder; none if both are 0
	Inner       string        // the name of the lookup in the objects of a multi-select or multi-user lookup, if known
	Columns     []Column      // the fields that are known of a subform's rows
}

// maxLength returns the limit in force.
func (s *Spec) maxLength() int {
	if s.MaxLength > 0 {
		return s.MaxLength
	}
	return s.Kind.info().maxLength
}

func (s *Spec) maxDigits() int {
	if s.MaxDigits > 0 {
		return s.MaxDigits
	}
	return s.Kind.info().digits
}

func (s *Spec) maxDecimals() int {
	switch {
	case s.MaxDecimals > 0:
		return s.MaxDecimals
	case s.MaxDecimals < 0:
		return 0
	}
	return s.Kind.info().decimals
}

// Check returns the problems that Zoho would find in v, as one error of type
// [zohocrm.Errors], or nil. Absent, null and empty values pass: whether a field
// is mandatory is its module's to know.
func (s *Spec) Check(v Value) error {
	_, errs := s.appendChecked(nil, nil, v)
	return errs.Err()
}

// Append checks v and appends its JSON form to dst in one pass. It appends the
// problems it finds, warnings among them, to errs; their paths start at v. When
// one of them is an error, what was appended to dst is of no use.
//
// Null and the empty text pass in every field and are written as they are. An
// absent value is written as null.
func (s *Spec) Append(dst []byte, errs zohocrm.Errors, v Value) ([]byte, zohocrm.Errors) {
	p := s.limits()
	m := [1]Member{{Value: v}}
	if dst, stop, _ := AppendValid(dst, m[:], []*Prepared{&p}, 0); stop > 0 {
		return dst, errs
	}
	return s.appendChecked(dst, errs, v)
}

// appendChecked does what Append does, for values of every form.
func (s *Spec) appendChecked(dst []byte, errs zohocrm.Errors, v Value) ([]byte, zohocrm.Errors) {
	switch {
	case v.form == absent || v.form == null:
		return append(dst, "null"...), errs
	case v.form == text && v.text == "":
		return append(dst, `""`...), errs
	case v.form == invalid:
		return dst, append(errs, v.Problem())
	}
	switch s.Kind {
	case SingleLine, MultiLine, MultiLineLarge, RichText, Email, Phone, URL, ProfileImage, SEModule:
		return s.appendText(dst, errs, v)
	case Picklist:
		return s.appendPicklist(dst, errs, v)
	case MultiSelect:
		return s.appendMultiSelect(dst, errs, v)
	case Date:
		return appendDate(dst, errs, v)
	case DateTime:
		return appendDateTime(dst, errs, v)
	case Number, Currency, Double, Percent:
		return s.appendNumber(dst, errs, v)
	case LongInteger:
		return s.appendLongInteger(dst, errs, v)
	case Checkbox:
		return appendCheckbox(dst, errs, v)
	case Lookup, User, Layout:
		return s.appendLookup(dst, errs, v)
	case LarID:
		return appendID(dst, errs, v)
	case Wizard:
		return s.appendWizard(dst, errs, v)
	case WizardPath:
		return s.appendArrayOf(dst, errs, v, appendID)
	case ImageUpload, FileUpload, Subform, LineTax, Tag, TimeRanges:
		return s.appendArrayOf(dst, errs, v, s.appendKnown)
	case PricingDetails:
		return s.appendArrayOf(dst, errs, v, s.appendPriceRange)
	case Participants:
		return s.appendArrayOf(dst, errs, v, s.appendParticipant)
	case Consent:
		return s.appendKnown(dst, errs, v)
	case MultiSelectLookup, MultiUserLookup:
		return s.appendMultiLookup(dst, errs, v)
	case MultiModuleLookup:
		return s.appendMultiModuleLookup(dst, errs, v)
	case RRule:
		return s.appendRRule(dst, errs, v)
	case Alarm:
		return s.appendAlarm(dst, errs, v)
	case Reminders:
		return s.appendReminders(dst, errs, v)
	case Clock:
		return appendClock(dst, errs, v)
	}
	return s.appendShape(dst, errs, v)
}

// messageInvalid is Zoho's message for most values it refuses.
const messageInvalid = "invalid data"

// typeProblem returns the problem of a value that has another type than
// details.expected_data_type says.
func typeProblem(dataType, expected string) *zohocrm.Error {
	return &zohocrm.Error{
		Code: zohocrm.CodeInvalidData, Reason: zohocrm.ReasonType, Message: messageInvalid,
		Details:  zohocrm.Details{ExpectedDataType: dataType},
		Expected: expected,
	}
}

// typeProblem returns the problem of a value that has not the kind's type.
func (k Kind) typeProblem(expected string) *zohocrm.Error {
	return typeProblem(k.info().expected, expected)
}

// warning returns a problem that does not block.
func warning(reason zohocrm.Reason, expected string) *zohocrm.Error {
	return &zohocrm.Error{
		Code: zohocrm.CodeInvalidData, Reason: reason, Message: messageInvalid, Expected: expected, Warning: true,
	}
}

// limitProblem returns the problem of an array with more than n elements.
func (k Kind) limitProblem(n int) *zohocrm.Error {
	message := "more than " + strconv.Itoa(n) + " elements are not allowed"
	switch k {
	case ImageUpload:
		message = "Record insertion limit for Image upload field has been exceeded."
	case MultiUserLookup:
		message = "More than " + strconv.Itoa(n) + " users cannot be associated"
	}
	return &zohocrm.Error{
		Code: zohocrm.CodeLimitExceeded, Reason: zohocrm.ReasonMaxItems, Message: message,
		Details: zohocrm.Details{Limit: n},
	}
}

// appendArrayOf appends an array, each element by element, within the limit of
// the spec.
func (s *Spec) appendArrayOf(dst []byte, errs zohocrm.Errors, v Value, element appendFunc) ([]byte, zohocrm.Errors) {
	if !v.isArray() {
		return dst, append(errs, s.Kind.typeProblem("an array"))
	}
	if n := s.maxLength(); n > 0 && v.Len() > n {
		return dst, append(errs, s.Kind.limitProblem(n))
	}
	return appendArray(dst, errs, v, element)
}

// appendShape appends a value of which at most is known that it is an array.
func (s *Spec) appendShape(dst []byte, errs zohocrm.Errors, v Value) ([]byte, zohocrm.Errors) {
	if s.Kind.info().jsonType == "jsonarray" {
		return s.appendArrayOf(dst, errs, v, appendAny)
	}
	return appendAny(dst, errs, v)
}
