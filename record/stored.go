package record

import "github.com/seed12a3e673/zohocrm/fieldtype"

// The keys of updates.
const (
	idKey     = "id"
	appendKey = "$append_values"
	removeKey = "_delete"
)

// ID sets the id by which an update finds the record. In a row of a subform it is the
// id of the stored row to change (Update Records page, "id").
func (r *Record) ID(id string) *Record { return r.Text(idKey, id) }

// Append says whether an update or upsert adds the values of a multi-select picklist
// to the stored values, or replaces these. By default it replaces them (Update
// Records page, "$append_values").
func (r *Record) Append(apiName string, add bool) *Record {
	members := []fieldtype.Member{}
	v, _ := r.Field(appendKey)
	for name, value := range v.Members() {
		if name != apiName {
			members = append(members, fieldtype.Member{Name: name, Value: value})
		}
	}
	members = append(members, fieldtype.Member{Name: apiName, Value: fieldtype.Bool(add)})
	return r.Value(appendKey, fieldtype.Object(members...))
}

// DeleteRow returns a row that removes the stored row with that id. Give it to
// [Record.Subform]. Stored rows that you do not give do not change.
func DeleteRow(id string) *Record { return New().ID(id).Null(removeKey) }

// Unlink removes stored elements of a multi-select lookup, a multi-user lookup or a
// field for images. The ids are those of the linking records or attachments, not of
// the linked records (Update Records page, "_delete").
func (r *Record) Unlink(apiName string, ids ...string) *Record {
	v, _ := r.Field(apiName)
	var elements []fieldtype.Value
	for _, element := range v.Elements() {
		elements = append(elements, element)
	}
	for _, id := range ids {
		elements = append(elements, DeleteRow(id).object())
	}
	return r.Value(apiName, fieldtype.Array(elements...))
}
