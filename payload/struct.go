package payload

import (
	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// FromStruct returns a record of a struct or of a pointer to one, which spares
// a copy. Its fields have the names that their zoho tags say, or else their json
// tags, and go out in the order of the struct; see [fieldtype.AppendStruct] for
// the tags and their options.
//
//	type Lead struct {
//		LastName string       `zoho:"Last_Name"`
//		Email    string       `zoho:"Email,omitempty"`
//		OptOut   bool         `zoho:"Email_Opt_Out"` // false is sent
//		Budget   Opt[float64] `zoho:"Annual_Revenue"`
//		Owner    *struct {
//			ID string `zoho:"id"`
//		} `zoho:"Owner,omitempty"`
//	}
//
// A time.Time is written in the format of its field, a decimal type as a
// number, a struct with an id as a lookup, and a slice of structs as the rows of
// a subform. An [Opt] can be absent, null, or a value.
//
// The slices and maps in the struct are kept. It is refused with
// [zohocrm.ReasonGoType] when x is not a struct or has no exported field. What
// is wrong with a value is found when the record is checked.
func FromStruct(x any) (*Record, error) {
	members, err := fieldtype.AppendStruct(nil, x)
	if err != nil {
		return nil, err
	}
	return &Record{members: members}, nil
}

// SetStruct sets the fields that [FromStruct] takes of a struct or of a pointer
// to one. When x is not a struct, that is reported when the record is checked.
//
// A record that is emptied and filled again needs no new memory:
//
//	for i := range leads {
//		body, err = payload.NewInsert(m).Add(r.Reset().SetStruct(&leads[i])).AppendJSON(body)
//		...
//	}
func (r *Record) SetStruct(x any) *Record {
	r.own()
	n := len(r.members)
	members, err := fieldtype.AppendStruct(r.members, x)
	if err != nil {
		r.problem = err.(*zohocrm.Error)
		return r
	}
	if n == 0 { // and no name stands twice in a struct
		r.members, r.known = members, len(members)
		return r
	}
	r.members, r.known = members[:n], n
	for _, m := range members[n:] {
		r.Value(m.Name, m.Value) // writes at most where m stood
	}
	return r
}
