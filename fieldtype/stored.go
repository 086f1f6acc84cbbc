package fieldtype

import (
	"slices"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/internal/program"
)

// removeKey is the key that removes a row, link or image of a stored record
// (update page, "Sample Attributes": {"id": "…", "_delete": null}).
const removeKey = "_delete"

// link changes the program of a field for a record that may be stored. Rows, links
// and files get a second program, for those with the id of a stored one. In any other
// object "_delete" is an error.
func link(p *field, s *Spec, mode program.Mode) {
	switch s.Kind {
	case Lookup, User, Layout, MultiModuleLookup:
		p.Object = storedLookup
	case MultiSelectLookup, MultiUserLookup:
		p.Object = stored(p.Object)
		p.Object.Fields = slices.Clone(p.Object.Fields)
		p.Object.Fields[0].Object = storedLookup
	case Subform:
	default:
		if p.Object == nil {
			return
		}
		p.Object = stored(p.Object)
	}
	if mode.InRow {
		return
	}
	var fields []Field
	o := options{key: true, what: "a documented key"}
	switch s.Kind {
	case Subform:
		fields = s.Fields
		o = options{unknown: program.Suspect, what: "a field of the subform"}
		if s.OnlyListed {
			o.unknown = program.Refuse
		}
	case MultiSelectLookup, MultiUserLookup, ImageUpload, FileUpload, PricingDetails:
		fields = make([]Field, 0, len(p.Object.Fields)+1)
		for i := range p.Object.Fields {
			f := &p.Object.Fields[i]
			if f.APIName != "" {
				fields = append(fields, Field{APIName: f.APIName, Spec: Spec{Kind: Kind(f.Kind)}})
			}
		}
	default:
		return
	}
	known := false
	for i := range fields {
		known = known || fields[i].APIName == "id"
	}
	if !known {
		fields = append(fields[:len(fields):len(fields)], Field{APIName: "id", Spec: Spec{Kind: LarID}})
	}
	o.mode = mode
	o.mode.Partial, o.mode.InRow = true, true
	p.Object = stored(p.Object)
	p.Object.Changed = compileObject(fields, o)
	p.Object.Changed.Unsure = mode.Unsure
}

// stored returns a copy of an object's program in which "_delete" is an error.
func stored(o *objectProgram) *objectProgram {
	own := *o
	own.Stored = true
	return &own
}

// storedLookup is lookupObject for a record that may be stored.
var storedLookup *objectProgram

func init() { storedLookup = stored(lookupObject) } // in init, as compile uses it

// removal returns the value of "_delete" in an object, which is absent if it has
// none.
func removal(v *Value) Value {
	value, _ := v.Member(removeKey)
	return value
}

// namesStored reports whether a row or link has the id of a stored one, or "_delete".
func namesStored(v *Value) bool {
	id, _ := v.Member("id")
	removed := removal(v)
	return !id.IsEmpty() || removed.form != absent
}

// appendStored appends a row or link that changes a stored one or, with "_delete",
// removes it.
func appendStored(p *field, dst []byte, errs zohocrm.Errors, v *Value) ([]byte, zohocrm.Errors) {
	o := p.Object.Changed
	removal := removal(v)
	if removal.form == absent {
		dst, errs = appendMembers(o, nil, dst, errs, v)
	} else {
		dst, errs = appendMembers(removed, nil, dst, errs, v)
		errs = appendRemovalProblems(p, errs, v, &removal)
	}
	if o.Unsure {
		e := zohocrm.Warn(zohocrm.ReasonConflict, "no id: a record that the call creates has no stored rows or links")
		errs = append(errs, e.PrefixPath(zohocrm.Key("id")))
	}
	return dst, errs
}

// removed is the program of an object that removes a row or link.
var removed = compileObject([]Field{
	{APIName: "id", Spec: Spec{Kind: LarID}, Mandatory: true},
	{APIName: removeKey},
}, options{})

// appendRemovalProblems appends what is wrong with an object that has "_delete".
func appendRemovalProblems(p *field, errs zohocrm.Errors, v, removal *Value) zohocrm.Errors {
	var e *zohocrm.Error
	switch {
	case removal.form == invalid: // the invalid value is reported itself
		return errs
	case removal.form != null:
		e = zohocrm.WrongType("", `null, as in {"id":"…","_delete":null}`)
		e.Fix = `write "_delete":null to remove the row, or leave the key out`
	case v.Len() > 2:
		e = zohocrm.Conflict("nothing but id and _delete, as what is removed is not changed").AsWarning()
	case Kind(p.Kind) == FileUpload || Kind(p.Kind) == PricingDetails:
		e = zohocrm.Warn(zohocrm.ReasonUnknownKey, "no _delete: it is documented for subforms, links and images only")
	default:
		return errs
	}
	return append(errs, e.PrefixPath(zohocrm.Key(removeKey)))
}

// added returns how many elements of an array are new: those that name no stored one.
func added(p *field, v *Value) int {
	if p.Object == nil || p.Object.Changed == nil {
		return v.Len()
	}
	n := 0
	for _, element := range v.Elements() {
		if !namesStored(&element) {
			n++
		}
	}
	return n
}

// appendRepeated appends a warning for each element that names the same stored row or
// link as an earlier one.
func appendRepeated(p *field, errs zohocrm.Errors, v *Value) zohocrm.Errors {
	if p.Object == nil || p.Object.Changed == nil {
		return errs
	}
	var room [32]string // usually enough, so no map is needed
	few := room[:0]
	var seen map[string]bool
	start := len(errs)
	for i := range v.Len() {
		element := v.Element(i)
		id, ok := element.AsID()
		switch {
		case !ok || id == "":
		case seen[id] || slices.Contains(few, id):
			e := zohocrm.Warn(zohocrm.ReasonDuplicateValue, "an id that no other element has")
			errs = append(errs, e.PrefixPath(zohocrm.Index(i), zohocrm.Key("id"))).Bounded(start)
		case len(few) < len(room):
			few = append(few, id)
		default:
			if seen == nil {
				seen = map[string]bool{}
			}
			seen[id] = true
		}
	}
	return errs
}

// kindOf returns the field type of a program.
func kindOf(p *field) Kind {
	if p.Base != nil {
		p = p.Base
	}
	return Kind(p.Kind)
}

// appendEmptied appends the warning about an empty value in an update. Null empties
// most fields, "" those that hold text, and [] a subform or a multi-select picklist.
// For other fields no source says what happens, so they warn.
func appendEmptied(p *field, errs zohocrm.Errors, v *Value) zohocrm.Errors {
	kind := kindOf(p)
	expected := ""
	switch {
	case v.form == null:
		if kind == Checkbox {
			expected = "true or false: a checkbox cannot be empty"
		}
	case v.isArray():
		switch kind {
		case MultiSelectLookup, MultiUserLookup, ImageUpload, FileUpload:
			expected = `{"id":"…","_delete":null} for each element to remove`
		}
	case v.form == text:
		if kind.info().jsonType != "string" && kind.info().jsonType != "" || kind == Date || kind == DateTime || kind == Clock {
			expected = "null, which empties the field"
		}
	}
	if expected == "" {
		return errs
	}
	e := zohocrm.Warn(zohocrm.ReasonType, expected)
	e.Details.ExpectedDataType = kind.info().expected
	return append(errs, e)
}
