package record

import (
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/program"
)

// FromMap returns a record of a map such as encoding/json makes of an object, or
// as made by hand; see [fieldtype.ValueOf] for what it may hold. It is a
// snapshot of the map and of the slices and maps in it.
//
// As a map has no order, the fields are written in the order of the module's
// fields, and those that the module does not know after them, sorted.
func FromMap(m map[string]any) *Record { return New().SetMap(m) }

// SetMap sets the fields of a map; see [FromMap]. The fields that the record has
// already keep their place, and the others are added in the order of their names.
func (r *Record) SetMap(m map[string]any) *Record {
	if r == nil {
		r = New()
	}
	if !r.viewed && r.others == nil && r.text == nil && len(r.members) == 0 {
		r.others = fieldtype.Internal.Snapshot(program.Key{}, m)
		return r
	}
	for _, member := range fieldtype.Internal.Sorted(program.Key{}, noFields, nil, m) {
		r.Value(member.Name, member.Value)
	}
	return r
}

// ViewMap makes the record a view of a map, which is read when the record is
// checked and costs no copy. The map, and the slices and maps in it, must not
// change until then. It is for streams that fill one map again and again:
//
//	row := map[string]any{}
//	rec := record.New().ViewMap(row)
//	for next(row) { // fills the map
//		if !yield(rec) {
//			return
//		}
//	}
//
// payload.Request.Batches checks each record before it asks for the next, and
// payload.Request.Add takes a snapshot of a view.
//
// A view replaces what the record held. To set a field afterwards takes the
// snapshot that the view is not.
func (r *Record) ViewMap(m map[string]any) *Record {
	r = r.Reset()
	r.others, r.viewed = m, true
	return r
}
