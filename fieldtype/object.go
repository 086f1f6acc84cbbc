package fieldtype

import (
	"strings"

	"github.com/seed12a3e673/zohocrm"
)

// A Column is a member of an object whose members are known: a field in the
// rows of a subform, or a key such as "File_Id__s".
type Column struct {
	APIName   string
	Spec      Spec
	Mandatory bool
}

// columnsOf gives the members of the objects that the page and the metadata
// describe, by field type. Members that are not listed pass as they are.
var columnsOf = [...][]Column{
	ImageUpload: {{"File_Id__s", fileID, true}},
	FileUpload:  {{"File_Id__s", fileID, true}},
	LineTax: {
		{"name", Spec{Kind: SingleLine}, false},
		{"percentage", Spec{Kind: Percent}, false},
		{"value", Spec{Kind: Currency}, false},
		{"id", Spec{Kind: LarID}, false},
	},
	PricingDetails: {
		{"from_range", Spec{Kind: Double}, true},
		{"to_range", Spec{Kind: Double}, true},
		{"discount", Spec{Kind: Double}, false},
		{"unit_price", Spec{Kind: Currency}, false}, // of v8
	},
	Participants: {
		{"type", Spec{Kind: SingleLine}, false},
		{"participant", Spec{Kind: SingleLine}, false},
		{"Email", Spec{Kind: Email}, false},
		{"name", Spec{Kind: SingleLine}, false},
	},
	Tag: {
		{"name", Spec{Kind: SingleLine}, false},
		{"id", Spec{Kind: LarID}, false},
	},
	Consent: {
		{"Consent_Remarks", Spec{Kind: RichText}, false},
		{"Consent_Through", Spec{Kind: Picklist}, false},
		{"Consent_Date", Spec{Kind: Date}, false},
		{"Data_Processing_Basis", Spec{Kind: Picklist}, false},
		{"Contact_Through_Email", Spec{Kind: Checkbox}, false},
		{"Contact_Through_Social", Spec{Kind: Checkbox}, false},
		{"Contact_Through_Survey", Spec{Kind: Checkbox}, false},
		{"Contact_Through_Phone", Spec{Kind: Checkbox}, false},
	},
	Reminders: {
		{"unit", Spec{Kind: Number}, true},
		{"period", Spec{Kind: SingleLine}, true},
		{"time", Spec{Kind: SingleLine}, false},
	},
	TimeRanges: {
		{"From", Spec{Kind: Clock}, true},
		{"To", Spec{Kind: Clock}, true},
	},
}

// fileID is the spec of the id that the Files API gave an uploaded file.
var fileID = Spec{Kind: SingleLine}

// columns returns the members that are known of the objects of a field.
func (s *Spec) columns() []Column {
	if len(s.Columns) > 0 || int(s.Kind) >= len(columnsOf) {
		return s.Columns
	}
	return columnsOf[s.Kind]
}

// appendKnown appends an object whose members are columns of the spec.
func (s *Spec) appendKnown(dst []byte, errs zohocrm.Errors, v Value) ([]byte, zohocrm.Errors) {
	if !v.isObject() {
		return dst, appendWrongType(errs, v, "jsonobject", "an object")
	}
	columns := s.columns()
	dst, errs = appendMembers(dst, errs, v, func(dst []byte, errs zohocrm.Errors, name string, value Value) ([]byte, zohocrm.Errors) {
		for i := range columns {
			if c := &columns[i]; c.APIName == name {
				if c.Mandatory && value.IsEmpty() {
					return dst, errs // reported below
				}
				return c.Spec.Append(dst, errs, value)
			}
		}
		if s.Kind == Subform && s.Closed && name != "id" && !strings.HasPrefix(name, "$") {
			errs = append(errs, &zohocrm.Error{
				Code: zohocrm.CodeInvalidData, Reason: zohocrm.ReasonUnknownField,
				Message: "the field api name given seems to be invalid", Expected: "a field of the subform",
			})
		}
		return appendAny(dst, errs, value)
	})
	for i := range columns {
		if c := &columns[i]; c.Mandatory {
			if m, _ := v.Member(c.APIName); m.IsEmpty() {
				errs = append(errs, s.missingColumn(c.APIName))
			}
		}
	}
	return dst, errs
}

// missingColumn returns the problem of an object that lacks a member. Zoho has
// one message for a field of a subform and another for a key.
func (s *Spec) missingColumn(name string) *zohocrm.Error {
	e := missingProblem(name)
	if s.Kind != Subform {
		e.Message = messageKeyMissing
	}
	return e
}

// messageKeyMissing is Zoho's message for an object that lacks a key.
const messageKeyMissing = "mandatory key missing"

// isObject reports whether v is an object.
func (v Value) isObject() bool { return v.form == object || v.form == id }

// appendWrongType appends the problem of a value that has another type than
// expected, or that is invalid.
func appendWrongType(errs zohocrm.Errors, v Value, dataType, expected string) zohocrm.Errors {
	if e := v.Problem(); e != nil {
		return append(errs, e)
	}
	return append(errs, typeProblem(dataType, expected))
}

// appendPriceRange appends one row of Pricing_Details (page, "Price Books"): an
// object with the numbers from_range, to_range and discount. A row may have
// unit_price in place of the discount.
func (s *Spec) appendPriceRange(dst []byte, errs zohocrm.Errors, v Value) ([]byte, zohocrm.Errors) {
	dst, errs = s.appendKnown(dst, errs, v)
	discount, _ := v.Member("discount")
	price, _ := v.Member("unit_price")
	if v.isObject() && discount.IsEmpty() && price.IsEmpty() {
		errs = append(errs, s.missingColumn("discount"))
	}
	return dst, errs
}
