package record

import "github.com/seed12a3e673/zohocrm/fieldtype"

// The keys of updates.
const (
	idKey     = "id"
	appendKey = "$append_values"
	removeKey = "_delete"
)

// ID sets the id of the record, by which an update finds it; in a row of a subform
// that of the row that it changes (Update Records page, "id").
func (r *Record) ID(id string) *Record { return r.Text(idKey, id) }

// Append says of a multi-select picklist what an update or upsert does with its
// values: add them to the stored ones, or replace these. A picklist of which
// nothing is said is replaced (Update Records page, "$append_values").
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
// [Record.Subform]; rows that are not given stay as they are.
func DeleteRow(id string) *Record { return New().ID(id).Null(removeKey) }

// Unlink adds to a multi-select lookup, multi-user lookup or field for images what
// removes elements that are stored. The ids are those of the linking records or
// of the attachments, not of the records that they lead to (Update Records page,
// "_delete").
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
