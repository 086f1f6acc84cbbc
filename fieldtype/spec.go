package fieldtype

import (
	"slices"
	"strings"

	"github.com/seed12a3e673/zohocrm"
)

// A Spec is a field type with the limits of one field. A limit of 0 is the one
// that the page gives for the field type, as "this limit may vary based on the
// value configured in the properties of the field".
type Spec struct {
	Kind            Kind
	MaxLength       int           // code points of a text, elements of an array
	MaxDigits       int           // digits before the decimal point, or of an integer
	MaxDecimals     int           // digits after the decimal point; negative for none
	Values          []string      // the known values of a picklist; others warn
	OnlyListed      bool          // others than Values, or in a subform fields other than Fields, are errors
	AllowName       bool          // a lookup may give a name instead of an id; that warns
	AllowQuoted     bool          // a number may be quoted, as in Zoho's own samples; that warns
	AllowNumber     bool          // a Long Integer is sent as a number; a text warns
	Range           zohocrm.Range // bounds of a number, or of the unit of a reminder; none if both are 0
	ConnectedLookup string        // the name of the lookup in the objects of a multi-select or multi-user lookup, if known
	Fields          []Field       // the fields that are known of a subform's rows
}

// A Field is a named field of a module or of the rows of a subform.
type Field struct {
	APIName   string
	Label     string // what people see; see ShownLabel for the one of a field without
	Spec      Spec
	Mandatory bool   // system-mandatory: a record without it is refused
	Unique    bool   // no two records have the same value
	ReadOnly  bool   // Zoho sets it itself; a value warns
	Only      Writes // what writes it, if not both creation and update; a value warns in the other
	AliasOf   string // the verified name, if APIName is another spelling of it; the spelling warns
}

// ShownLabel returns what people see: the Label or, without one, the API name with
// spaces in place of _ and without the __s of Zoho's own fields. It is empty for
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

// Writes is a set of what writes a field: the creation of a record, its update.
type Writes uint8

// The elements of the set.
const (
	OnCreate Writes = 1 << iota
	OnUpdate
)

// WrittenBy reports whether one of some ways of writing a record writes the
// field. None writes a nil *Field.
func (f *Field) WrittenBy(w Writes) bool {
	return f != nil && !f.ReadOnly && (f.Only == 0 || f.Only&w != 0)
}

// Check returns the problems that Zoho would find in v, as one error of type
// [zohocrm.Errors], or nil. Absent, null and empty values pass: whether a field
// is mandatory is its module's to know.
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

// checkRoom is enough for the JSON of most values, which are checked without
// memory then.
const checkRoom = 512

// Append checks v and appends its JSON form to dst in one pass. It appends the
// problems it finds, warnings among them, to errs; their paths start at v. When
// one of them is an error, what it appended to dst is of no use.
//
// Null and the empty text pass in every field and are written as they are. An
// absent value is written as null. Append may overwrite dst's spare capacity.
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
	if v.Len() > manyMembers { // each of which is looked for in a list
		index(&p)
	}
	return p
}

// ownLists gives problems copies of the lists that they share with a spec, which
// is not theirs to change: one copy of each list, as there may be many problems.
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
