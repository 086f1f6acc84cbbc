package payload

import "github.com/seed12a3e673/zohocrm/fieldtype"

// Files sets a field to uploaded files or images: Image_Upload, File_Upload.
// The ids are those that the Files API answered with.
func (r *Record) Files(apiName string, fileIDs ...string) *Record {
	elements := make([]fieldtype.Value, len(fileIDs))
	for i, id := range fileIDs {
		elements[i] = fieldtype.Object(fieldtype.Member{Name: "File_Id__s", Value: fieldtype.Text(id)})
	}
	return r.Value(apiName, fieldtype.Array(elements...))
}

// Lookups sets a multi-select lookup or multi-user lookup to records or users.
// inner is the API name of the lookup field in the linking module, such as
// "Interested_Listings" for the field "Listings" on the page.
func (r *Record) Lookups(apiName, inner string, ids ...string) *Record {
	elements := make([]fieldtype.Value, len(ids))
	for i, id := range ids {
		elements[i] = fieldtype.Object(fieldtype.Member{Name: inner, Value: fieldtype.ID(id)})
	}
	return r.Value(apiName, fieldtype.Array(elements...))
}

// LookupIn sets a multi-module lookup, such as Appointment_For or the Parent_Id
// of a note, to a record of a module.
func (r *Record) LookupIn(apiName, module, id string) *Record {
	return r.Value(apiName, fieldtype.Object(
		fieldtype.Member{Name: "module", Value: fieldtype.Object(
			fieldtype.Member{Name: "api_name", Value: fieldtype.Text(module)},
		)},
		fieldtype.Member{Name: "id", Value: fieldtype.Text(id)},
	))
}

// RelatedTo sets What_Id to a record of a module, and $se_module to the module:
// tasks, events, calls.
func (r *Record) RelatedTo(module, id string) *Record {
	return r.Lookup("What_Id", id).Text("$se_module", module)
}

// Tags sets Tag to tags of those names.
func (r *Record) Tags(names ...string) *Record {
	elements := make([]fieldtype.Value, len(names))
	for i, name := range names {
		elements[i] = fieldtype.Object(fieldtype.Member{Name: "name", Value: fieldtype.Text(name)})
	}
	return r.Value("Tag", fieldtype.Array(elements...))
}
