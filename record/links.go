package record

import "github.com/seed12a3e673/zohocrm/fieldtype"

// Files sets a field to uploaded files or images. The ids are those of the Files API.
// A field takes at most 10 images or 5 files.
func (r *Record) Files(apiName string, fileIDs ...string) *Record {
	elements := make([]fieldtype.Value, len(fileIDs))
	for i, id := range fileIDs {
		elements[i] = fieldtype.Object(fieldtype.Member{Name: "File_Id__s", Value: fieldtype.Text(id)})
	}
	return r.Value(apiName, fieldtype.Array(elements...))
}

// Lookups sets a multi-select lookup or multi-user lookup to records or users, by
// their ids. inner is the API name of the lookup field in the linking module.
func (r *Record) Lookups(apiName, inner string, ids ...string) *Record {
	elements := make([]fieldtype.Value, len(ids))
	for i, id := range ids {
		elements[i] = fieldtype.Object(fieldtype.Member{Name: inner, Value: fieldtype.ID(id)})
	}
	return r.Value(apiName, fieldtype.Array(elements...))
}

// LookupIn sets a multi-module lookup, such as Parent_Id of Notes, to a record of a
// module.
func (r *Record) LookupIn(apiName, module, id string) *Record {
	return r.Value(apiName, fieldtype.Object(
		fieldtype.Member{Name: "module", Value: fieldtype.Object(
			fieldtype.Member{Name: "api_name", Value: fieldtype.Text(module)},
		)},
		fieldtype.Member{Name: "id", Value: fieldtype.Text(id)},
	))
}

// A Reference names a record by the API name of its module and its id. Give both to
// [Record.LookupIn].
type Reference struct{ Module, ID string }

// Tags sets Tag, a field of most modules, to tags with these names.
func (r *Record) Tags(apiName string, names ...string) *Record {
	elements := make([]fieldtype.Value, len(names))
	for i, name := range names {
		elements[i] = fieldtype.Object(fieldtype.Member{Name: "name", Value: fieldtype.Text(name)})
	}
	return r.Value(apiName, fieldtype.Array(elements...))
}
