package fieldtype

import (
	"slices"
	"strings"

	"github.com/seed12a3e673/zohocrm"
)

// A Spec is a field type with the limits of one field. A limit of 0 means the default
// of the page, where "this limit may vary based on the value configured in the
// properties of the field".
type Spec struct {
	Kind            Kind
	MaxLength       int           // code points of a text, elements of an array
	MaxDigits       int           // digits before the decimal point, or of an integer
	MaxDecimals     int           // digits after the decimal point; negative for none
	Values          []string      // the known values of a picklist; others warn
	OnlyListed      bool          // values that are not in Values are errors; in a subform, fields that are not in Fields
	AllowName       bool          // a lookup may have a name instead of an id, which warns
	AllowQuoted     bool          // a number may be quoted, as in Zoho's own samples, which warns
	AllowNumber     bool          // a Long Integer is sent as a number; a text warns
	Range           zohocrm.Range // bounds of a number, or of the unit of a reminder; none if both are 0
	ConnectedLookup string        // the name of the lookup in the objects of a multi-select or multi-user lookup, if known
	Fields          []Field       // the known fields of a subform's rows
}

// A Field is a named field of a module or of the rows of a subform.
type Field struct {
	APIName   string
	Label     string // the name for people; see ShownLabel
	Spec      Spec
	Mandatory bool   // system-mandatory: Zoho refuses a record without it
	Unique    bool   // no two records have the same value
	ReadOnly  bool   // Zoho sets it, and a value warns
	Only      Writes // OnCreate or OnUpdate if only that writes it; then a value in the other warns
	AliasOf   string // the verified name, if APIName is another spelling of it, which warns
}

// ShownLabel returns the name for people: the Label or, without one, the API name
// with spaces instead of _ and without the __s of Zoho's own fields. It is empty for
// nil.
func (f *Field) ShownLabel() string {
	switch {
	case f == nil:
		return ""
	case f.Label == "":
		return strings.ReplaceAll(strings.TrimSuffix(f.APIName, "__s"), "_", " ")
	}
	return f.Label
}

// Writes is a set of ways to write a field: when a record is created, and when it is
// updated.
type Writes uint8

// The elements of the set.
const (
	OnCreate Writes = 1 << iota
	OnUpdate
)

// WrittenBy reports whether one of the ways writes the field. It is false for a nil
// *Field.
func (f *Field) WrittenBy(w Writes) bool {
	return f != nil && !f.ReadOnly && (f.Only == 0 || f.Only&w != 0)
}

// Check returns the problems that Zoho would find in v, as one error of type
// [zohocrm.Errors], or nil. Absent, null and empty values pass, as only the module
// knows whether a field is mandatory.
func (s *Spec) Check(v Value) error {
	p := s.compile(&v)
	var room [checkRoom]byte
	if _, why := run(&p, room[:0], &v); why.accepts() {
		return nil
	}
	_, errs := appendValue(&p, nil, nil, &v)
	ownLists(errs)
	return errs.Err()
}

// checkRoom is enough for the JSON of most values, which Check then handles without
// an allocation.
const checkRoom = 512

// Append checks v and appends its JSON to dst in one pass. It appends errors and
// warnings to errs; their paths start at v. If one of them is an error, ignore what
// Append appended to dst.
//
// Null and the empty text pass in every field and are written unchanged. An absent
// value is written as null. Append may overwrite dst's spare capacity.
func (s *Spec) Append(dst []byte, errs zohocrm.Errors, v Value) ([]byte, zohocrm.Errors) {
	p := s.compile(&v)
	before := len(errs)
	dst, errs = appendValue(&p, dst, errs, &v)
	ownLists(errs[before:])
	return dst, errs
}

// compile returns the program for one value. A nil Spec is the zero Spec.
func (s *Spec) compile(v *Value) field {
	if s == nil {
		s = &Spec{}
	}
	p := compile(s)
	if v.Len() > manyMembers { // each is searched in the list of values
		index(&p)
	}
	return p
}

// ownLists gives the problems copies of the lists of a spec, as the caller may change
// them. All problems share one copy of each list.
func ownLists(errs zohocrm.Errors) {
	var last, own []string
	for _, e := range errs {
		list := e.Details.SupportedValues
		if len(list) == 0 {
			continue
		}
		if len(last) == 0 || &list[0] != &last[0] {
			last, own = list, slices.Clone(list)
		}
		e.Details.SupportedValues = own
	}
}
