package record

import (
	"slices"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/program"
)

// FromStruct returns a record with the fields of a struct or of a pointer to one. It
// copies the struct and the slices and maps in it.
//
// The API name of a field is in its zoho tag, else in its json tag, else it is the
// name of the Go field. The fields are written in the order of the struct:
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
// Fields with the tag "-" and unexported fields are left out. The options of the zoho
// tag count, or without a zoho tag those of the json tag, as in encoding/json:
// omitempty leaves out false, 0, nil, and an empty text, array, slice or map.
// omitzero leaves out the zero value, or a value whose IsZero method returns true.
// Without an option every value is sent, even false and 0. A nil pointer, slice or
// map is sent as null, and the zero time.Time as a day in the year 1. The option
// string has no effect: the field type decides how a number is written.
//
// The fields of an embedded struct are fields of the outer struct, as in
// encoding/json. Of several fields with the same name the least nested one is used,
// then the one with a zoho tag, then the one with a json tag. If several are left,
// none is used. A struct embedded by a nil pointer has no fields.
//
// [fieldtype.ValueOf] says how each value is converted. A nested struct becomes an
// object, and a slice of structs an array of objects, such as the rows of a subform.
// An [Opt] can be absent, null, or a value.
//
// If x is no struct or has no exported field, the error has [zohocrm.ReasonGoType].
// The check of the record finds what is wrong with values.
func FromStruct(x any) (*Record, error) {
	members, problem := structMembers(nil, x, false)
	if problem != nil {
		return nil, problem
	}
	return &Record{members: members, known: len(members)}, nil
}

// structMembers appends the fields of a struct to dst. If view is true, their values
// may share memory with the struct.
func structMembers(dst []fieldtype.Member, x any, view bool) ([]fieldtype.Member, *zohocrm.Error) {
	members, err := fieldtype.Internal.AppendStruct(program.Key{}, dst, x, view)
	if err != nil {
		return nil, err.(*zohocrm.Error) // as AppendStruct says
	}
	return members, nil
}

// SetStruct sets the fields of a struct or of a pointer to one; see [FromStruct].
// Fields that the record already has keep their position. If x is no struct, the
// record has a problem; see [Record.Err].
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
	if n == 0 { // no name occurs twice in a struct
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

// ViewStruct makes the record a view of a struct, given by a pointer: the struct is
// not copied, but read when the record is checked. Until then, do not change the
// struct, nor the slices and maps in it. Use it in streams that reuse one variable:
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
// A view replaces all fields of the record. If you set a field afterwards, the record
// copies the struct first. If x is no struct, the record has a problem; see
// [Record.Err].
func (r *Record) ViewStruct(x any) *Record {
	r = r.Reset()
	r.view, r.viewed = x, true
	if x == nil {
		r.err = zohocrm.GoType("a struct with exported fields, or a pointer to one")
	}
	return r
}
