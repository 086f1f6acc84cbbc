package record

import (
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/program"
)

// FromMap returns a record with the fields of a map. The values may have any type
// that [fieldtype.ValueOf] converts, such as the types that encoding/json uses. It
// copies the map and the slices and maps in it.
//
// A map has no order: the fields are written in the order of the module's fields,
// then the unknown fields, sorted.
func FromMap(m map[string]any) *Record { return New().SetMap(m) }

// SetMap sets the fields of a map; see [FromMap]. Fields that the record already has
// keep their position. The others are added in the order of their names.
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

// ViewMap makes the record a view of a map: the map is not copied, but read when the
// record is checked. Until then, do not change the map, nor the slices and maps in
// it. Use it in streams that reuse one map:
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
// A view replaces all fields of the record. If you set a field afterwards, the record
// copies the map first.
func (r *Record) ViewMap(m map[string]any) *Record {
	r = r.Reset()
	r.others, r.viewed = m, true
	return r
}
