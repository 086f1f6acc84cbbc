package fieldtype

import (
	"slices"

	"github.com/seed12a3e673/zohocrm"
)

// appendMultiLookup appends an array of objects, each of which holds a lookup
// under the name of the lookup field in the linking module (page, "Multi-select
// lookup" and "Multi-user lookup").
func (s *Spec) appendMultiLookup(dst []byte, errs zohocrm.Errors, v Value) ([]byte, zohocrm.Errors) {
	inner := Spec{Kind: Lookup}
	if s.Kind == MultiUserLookup {
		inner.Kind = User
	}
	return s.appendArrayOf(dst, errs, v, func(dst []byte, errs zohocrm.Errors, element Value) ([]byte, zohocrm.Errors) {
		const example = `an object such as {"Interested_Listings":{"id":"3652397000001978005"}}`
		if !element.isObject() {
			return dst, appendWrongType(errs, element, "jsonobject", example)
		}
		found := false
		dst, errs = appendMembers(dst, errs, element, func(dst []byte, errs zohocrm.Errors, name string, value Value) ([]byte, zohocrm.Errors) {
			named := name == s.Inner
			if s.Inner == "" { // then it is an object, or all that there is
				named = value.isObject() || element.Len() == 1 && name != "id"
			}
			if !named || value.IsNull() || value.form == text && value.text == "" {
				return appendAny(dst, errs, value)
			}
			found = true
			return inner.Append(dst, errs, value)
		})
		switch {
		case found:
		case s.Inner != "":
			errs = append(errs, s.missingColumn(s.Inner))
		default:
			errs = append(errs, &zohocrm.Error{
				Code: zohocrm.CodeMandatoryNotFound, Reason: zohocrm.ReasonMandatory, Message: messageKeyMissing,
				Expected: "the lookup under the name of its field in the linking module, " + example,
			})
		}
		return dst, errs
	})
}

// appendMultiModuleLookup appends an object that points to a record of one of
// several modules: {"module":{"api_name":"Contacts"},"id":"…"}. Without a
// module it warns.
func (s *Spec) appendMultiModuleLookup(dst []byte, errs zohocrm.Errors, v Value) ([]byte, zohocrm.Errors) {
	dst, errs = s.appendLookup(dst, errs, v)
	if !v.isObject() {
		return dst, errs
	}
	module, _ := v.Member("module")
	name, _ := module.Member("api_name")
	_, isText := name.AsText()
	switch {
	case module.IsEmpty():
		e := missingProblem("module")
		e.Warning = true
		errs = append(errs, e)
	case module.form == invalid || name.form == invalid: // reported as that
	case !module.isObject():
		errs = append(errs, typeProblem("jsonobject", `an object such as {"api_name":"Contacts"}`).Within(zohocrm.Key("module")))
	case !isText && !name.IsEmpty():
		e := typeProblem("text", "the API name of a module as text")
		errs = append(errs, e.Within(zohocrm.Key("module"), zohocrm.Key("api_name")))
	case isText && len(s.Values) > 0 && !slices.Contains(s.Values, name.text):
		e := &zohocrm.Error{
			Code: zohocrm.CodeInvalidData, Reason: zohocrm.ReasonSupported, Message: messageInvalid,
			Details: zohocrm.Details{SupportedValues: slices.Clone(s.Values)},
		}
		errs = append(errs, e.Within(zohocrm.Key("module"), zohocrm.Key("api_name")))
	}
	return dst, errs
}
