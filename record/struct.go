package record

import (
	"slices"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/program"
)

// FromStruct returns a record of a struct or of a pointer to one. It is a
// snapshot: what becomes of the struct, and of the slices and maps in it, does
// not change the record.
//
// A field's name is that of its zoho tag, or else of its json tag, or else that
// of the Go field. The fields are written in the order of the struct:
//
//	type Lead struct {
//		LastName string              `zoho:"Last_Name"`
//		Email    string              `zoho:"Email,omitempty"`
//		OptOut   bool                `zoho:"Email_Opt_Out"` // false is sent
//		Budget   record.Opt[float64] `zoho:"Annual_Revenue"`
//		Birthday time.Time           `zoho:"Date_of_Birth,omitzero"`
//		Notes    string              `zoho:"-"`
//		Owner    *struct {
//			ID string `zoho:"id"`
//		} `zoho:"Owner,omitempty"`
//	}
//
// A tag "-" leaves the field out, and so does a small first letter. The options
// are those of the zoho tag if there is one, and otherwise those of the json
// tag. Both mean what they mean to encoding/json: omitempty leaves out false, 0,
// nil, and an empty text, array, slice or map; omitzero leaves out the zero
// value, or what the type's IsZero method says. Without an option every value
// is sent, false and 0 among them, a nil pointer, slice or map as null, and the
// zero time.Time as a day in the year 1. The option string means nothing here:
// the field type decides how a number is written.
//
// The fields of an embedded struct count as fields of the struct around it, by
// the rules of encoding/json: of several fields of one name that with the least
// depth is taken, among these that with a zoho tag, then that with a json tag,
// and when there are still several none of them. A struct embedded by a nil
// pointer has no fields.
//
// Each value is converted as by [fieldtype.ValueOf]; a nested struct becomes an
// object, and a slice of structs an array of objects, such as the rows of a
// subform. An [Opt] can be absent, null, or a value.
//
// When x is not a struct or has no exported field, the error is
// [zohocrm.ReasonGoType]. What is wrong with a value is found when the record is
// checked.
func FromStruct(x any) (*Record, error) {
	members, problem := structMembers(nil, x, false)
	if problem != nil {
		return nil, problem
	}
	return &Record{members: members, known: len(members)}, nil
}

// structMembers appends the fields of a struct to dst, or says why it cannot. As
// a view, their values may share memory with the struct.
func structMembers(dst []fieldtype.Member, x any, view bool) ([]fieldtype.Member, *zohocrm.Error) {
	members, err := fieldtype.Internal.AppendStruct(program.Key{}, dst, x, view)
	if err != nil {
		return nil, err.(*zohocrm.Error) // as AppendStruct says
	}
	return members, nil
}

// SetStruct sets the fields that [FromStruct] takes of a struct or of a pointer
// to one. The fields that the record has already keep their place. When x is not
// a struct, the record has a problem; see [Record.Err].
func (r *Record) SetStruct(x any) *Record {
	if r == nil {
		r = New()
	}
	r.own()
	n := len(r.members)
	members, problem := structMembers(r.members, x, false)
	if problem != nil {
		r.err = problem
		return r
	}
	if n == 0 { // and no name comes twice in a struct
		r.members, r.known = members, len(members)
		return r
	}
	added := slices.Clone(members[n:])
	r.members, r.known = members[:n], n
	for _, m := range added {
		r.Value(m.Name, m.Value)
	}
	return r
}

// ViewStruct makes the record a view of a struct, given by a pointer: the struct
// is read when the record is checked, which costs no copy and no memory. The
// struct, and the slices and maps in it, must not change until then. It is for
// streams that fill one variable again and again:
//
//	var lead Lead
//	rec := record.New().ViewStruct(&lead)
//	for next(&lead) { // fills the struct
//		if !yield(rec) {
//			return
//		}
//	}
//
// payload.Request.Batches checks each record before it asks for the next, and
// payload.Request.Add takes a snapshot of a view.
//
// A view replaces what the record held. To set a field afterwards takes the
// snapshot that the view is not. When x is not a struct, the record has a
// problem; see [Record.Err].
func (r *Record) ViewStruct(x any) *Record {
	r = r.Reset()
	r.view, r.viewed = x, true
	if x == nil {
		r.err = zohocrm.GoType("a struct with exported fields, or a pointer to one")
	}
	return r
}
