package fieldtype

import (
	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/internal/program"
)

// maxIDDigits is the length of the longest id.
const maxIDDigits = 19

func isID(s string) bool { return s != "" && len(s) <= maxIDDigits && allDigits(s) }

// appendLookup appends an object that points to a record, user, layout or
// wizard.
func appendLookup(p *field, dst []byte, errs zohocrm.Errors, v *Value) ([]byte, zohocrm.Errors) {
	if !v.isObject() {
		if Kind(p.Kind) == Wizard {
			return dst, append(errs, wrongTypeProblem("string", expectedID, v))
		}
		return dst, append(errs, wrongTypeProblem(Kind(p.Kind).info().expected, expectedLookup, v))
	}
	if e := lookupKeyProblem(p, v); e != nil {
		errs = append(errs, e)
	}
	o := lookupObject
	if p.Object != nil {
		o = p.Object
	}
	return appendMembers(o, nil, dst, errs, v)
}

// lookupObject is the program of an object that points to a record.
var lookupObject = compileObject([]Field{{APIName: "id", Spec: Spec{Kind: LarID}}}, options{what: "a documented key"})

// lookupKeyProblem returns the problem of an object that does not point to its record
// by an id, or nil.
func lookupKeyProblem(p *field, v *Value) *zohocrm.Error {
	kind := Kind(p.Kind)
	if m, _ := v.Member("id"); !m.IsEmpty() {
		return nil
	}
	if m, _ := v.Member("email"); kind == User && !m.IsEmpty() {
		return nil
	}
	problem := zohocrm.Missing().PrefixPath(zohocrm.Key("id"))
	if v.Len() == 0 {
		problem.Fix = "leave the field out, or write null"
		return problem
	}
	name, _ := v.Member("name")
	switch {
	case !name.IsEmpty():
		if !p.AllowName {
			return problem
		}
		problem.Reason = zohocrm.ReasonLookupByName
		problem.Expected = `"id"; Zoho looks the name up or creates a record`
	case (kind == Lookup || kind == User || kind == MultiModuleLookup) && externalField(v) != "":
		problem.Reason = zohocrm.ReasonExternalLookup
		problem.Expected = `"id", or the X-EXTERNAL header that names the external field`
	default:
		return problem
	}
	return problem.AsWarning()
}

// externalField returns the name of the external field by which an object points to
// its record, or "". It is the only key except for an object "module".
func externalField(v *Value) string {
	found := ""
	for i := range v.Len() {
		name, value := v.memberAt(i)
		switch {
		case name == "module" && value.isObject():
		case found != "" || name == "id" || name == "name" || value.IsEmpty():
			return ""
		default:
			found = name
		}
	}
	return found
}

// appendID appends an id: 1 to 19 digits as text. A Go integer is written as text. A
// JSON number is kept and warns, as SDKs send it.
func appendID(dst []byte, errs zohocrm.Errors, v *Value) ([]byte, zohocrm.Errors) {
	if s, ok := v.AsText(); ok && s == "" {
		return dst, append(errs, zohocrm.BadID(expectedID))
	}
	if v.form == null || v.form == absent {
		return dst, append(errs, wrongTypeProblem("string", expectedID, v))
	}
	return appendValue(&kindPrograms[LarID], dst, errs, v)
}

// appendConnected appends an element of a multi-select or multi-user lookup: an
// object that holds a lookup under the name of the lookup field in the linking
// module (page, "Multi-select lookup" and "Multi-user lookup").
func appendConnected(p *field, st *program.State, dst []byte, errs zohocrm.Errors, v *Value) ([]byte, zohocrm.Errors) {
	const example = `an object such as {"Interested_Listings":{"id":"3652397000001978005"}}`
	if !v.isObject() {
		return dst, append(errs, wrongTypeProblem("jsonobject", example, v))
	}
	if p.ConnectedLookup != "" {
		dst, errs = appendMembers(p.Object, st, dst, errs, v)
		if m, _ := v.Member(p.ConnectedLookup); saysNothing(&m) {
			errs = append(errs, zohocrm.MissingKey().PrefixPath(zohocrm.Key(p.ConnectedLookup)))
		}
		return dst, errs
	}
	// Then the lookup is the member that is an object, or the only member.
	found := false
	dst = append(dst, '{')
	for i := range v.Len() {
		name, value := v.memberAt(i)
		before := len(errs)
		errs = appendNameProblem(p.Object, errs, name)
		dst = append(AppendQuote(dst, name), ':')
		if (value.isObject() || v.Len() == 1 && name != "id") && !saysNothing(&value) {
			found = true
			dst, errs = appendValue(&p.Object.Fields[0], dst, errs, &value)
		} else {
			dst, errs = appendAny(dst, errs, &value)
		}
		dst = append(dst, ',')
		if len(errs) > before {
			within(errs[before:], zohocrm.Key(ownName(name)))
		}
	}
	if !found {
		e := zohocrm.MissingKey()
		e.Expected = "the lookup under the name of its field in the linking module, " + example
		errs = append(errs, e)
	}
	if v.Len() > 0 {
		dst = dst[:len(dst)-1] // the last comma
	}
	return append(dst, '}'), errs
}

// saysNothing reports whether a value is absent, null or an empty text.
func saysNothing(v *Value) bool {
	s, ok := v.AsText()
	return v.form <= null || ok && s == ""
}

// appendMultiModuleLookup appends an object that points to a record of one of
// several modules: {"module":{"api_name":"Contacts"},"id":"…"}. Without a
// module it warns.
func appendMultiModuleLookup(p *field, dst []byte, errs zohocrm.Errors, v *Value) ([]byte, zohocrm.Errors) {
	dst, errs = appendLookup(p, dst, errs, v)
	if !v.isObject() {
		return dst, errs
	}
	module, _ := v.Member("module")
	name, _ := module.Member("api_name")
	_, isText := name.AsText()
	switch {
	case module.IsEmpty():
		errs = append(errs, zohocrm.Missing().PrefixPath(zohocrm.Key("module")).AsWarning())
	case module.form == invalid || name.form == invalid: // reported as an invalid module
	case !module.isObject():
		errs = append(errs, zohocrm.WrongType("jsonobject", `an object such as {"api_name":"Contacts"}`).PrefixPath(zohocrm.Key("module")))
	case !isText && !name.IsEmpty():
		e := zohocrm.WrongType("text", "the API name of a module as text")
		errs = append(errs, e.PrefixPath(zohocrm.Key("module"), zohocrm.Key("api_name")))
	case isText && p.Listed && !lists(p, name.text):
		errs = append(errs, zohocrm.NotSupported(p.Values).PrefixPath(zohocrm.Key("module"), zohocrm.Key("api_name")))
	}
	return dst, errs
}
