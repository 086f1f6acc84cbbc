package payload

import (
	"slices"
	"strings"
	"time"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
)

// An Action is what an upsert does with a record.
type Action string

// The actions.
const (
	Inserted Action = "insert"
	Updated  Action = "update"
)

// The headers that only some requests need.
const (
	ExternalHeader   = "X-EXTERNAL"
	UnmodifiedHeader = "If-Unmodified-Since"
)

// DuplicateCheck sets duplicate_check_fields of an upsert: the fields by which Zoho
// finds a record, in this order. Each is the module's check field, such as Email of
// Leads, or a unique field. Without names, Zoho looks at the check field and then at
// the unique fields. With names, it looks at the check field only if it is named, and
// at the unique fields always.
func (r *Request) DuplicateCheck(apiNames ...string) *Request {
	r = r.ready()
	if len(apiNames) == 0 {
		r.unset(checkKey)
		return r
	}
	return r.set(checkKey, fieldtype.Texts(apiNames...))
}

const checkKey = "duplicate_check_fields"

// unset removes a key of the request.
func (r *Request) unset(name string) {
	r.checker = nil
	r.envelope = slices.DeleteFunc(r.envelope, func(m fieldtype.Member) bool { return m.Name == name })
}

// ExpectUpdates says that the upsert finds every record. Absent mandatory fields then
// only warn. Zoho refuses a record that it does not find and that lacks one.
func (r *Request) ExpectUpdates() *Request {
	r = r.ready()
	r.updates, r.checker = true, nil
	return r
}

// ID sets the id in the URL of an update of one record; see [Request.Path]. The
// record then needs no id.
func (r *Request) ID(id string) *Request {
	r = r.ready()
	r.id, r.hasID, r.checker = id, true, nil
	return r
}

// External sets entries of the header X-EXTERNAL, such as
// "Contacts.Account_Name.External_Account_ID". Lookups by these external fields then
// do not warn. With an entry such as "Contacts.External_Contact_ID", records of an
// update may have that field instead of an id.
func (r *Request) External(entries ...string) *Request {
	r = r.ready()
	r.external, r.checker = slices.Clone(entries), nil
	return r
}

// IfUnmodifiedSince sets the header of that name: Zoho answers ALREADY_MODIFIED
// for a record that was modified later.
func (r *Request) IfUnmodifiedSince(t time.Time) *Request {
	r = r.ready()
	r.unmodified = t
	return r
}

// Operation returns what the request does.
func (r *Request) Operation() modules.Operation { return r.ready().operation }

// Method returns the HTTP method of the call: "POST" or "PUT".
func (r *Request) Method() string { return calls[r.ready().operation].method }

// Path returns the end of the URL of the call, after "/crm/v7/": "Leads",
// "Leads/upsert", or "Leads/3652397000003852095" for an update with an id ([Request.ID]).
func (r *Request) Path() string {
	r = r.ready()
	path := r.module.APIName() + calls[r.operation].path
	if r.hasID && r.operation == modules.Update {
		path += "/" + r.id
	}
	return path
}

// A call is the method of an operation, and the end of its URL.
type call struct{ method, path string }

// calls has a row for each operation.
var calls = [...]call{
	modules.Insert: {"POST", ""},
	modules.Update: {"PUT", ""},
	modules.Upsert: {"POST", "/upsert"},
}

// Headers returns the headers that the request needs in addition to those of every
// call, or nil. They are X-EXTERNAL, if a record has a lookup by an external field or
// [Request.External] sets it, and If-Unmodified-Since. To find them, it checks the
// records.
func (r *Request) Headers() map[string]string {
	r = r.ready()
	_, _, need := r.appendAll(nil)
	return r.headers(need)
}

func (r *Request) headers(need []string) map[string]string {
	var headers map[string]string
	set := func(name, value string) {
		if headers == nil {
			headers = map[string]string{}
		}
		headers[name] = value
	}
	if entries := union(slices.Clone(r.external), need); len(entries) > 0 {
		set(ExternalHeader, strings.Join(entries, ","))
	}
	if !r.unmodified.IsZero() {
		set(UnmodifiedHeader, r.unmodified.Format("2006-01-02T15:04:05-07:00"))
	}
	return headers
}

// union appends to a list the texts that it does not hold.
func union(list, more []string) []string {
	for _, s := range more {
		if !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}

// appendCallProblems appends the problems of settings that the operation does not
// take.
func (r *Request) appendCallProblems(errs zohocrm.Errors) zohocrm.Errors {
	if !r.moduleless && r.operation != modules.Insert && !r.module.Takes(r.operation) {
		resource := 0
		e := zohocrm.UnknownModule("a module that " + r.operation.String() + " takes")
		e.Details.ResourcePathIndex = &resource
		errs = append(errs, e)
	}
	switch {
	case !r.hasID:
	case r.operation != modules.Update:
		errs = append(errs, zohocrm.Warn(zohocrm.ReasonConflict, "no id in the URL: only an update has one"))
	default:
		resource := 1
		for _, e := range idProblems(r.id) {
			e.Message = "the id given seems to be invalid"
			e.Details.ResourcePathIndex = &resource
			errs = append(errs, e)
		}
	}
	if r.updates && r.operation != modules.Upsert {
		errs = append(errs, zohocrm.Warn(zohocrm.ReasonConflict, "no ExpectUpdates: only an upsert may insert and update"))
	}
	for _, entry := range r.external {
		if module, field, ok := strings.Cut(entry, "."); !ok || module == "" || field == "" {
			errs = append(errs, zohocrm.BadFormat("", "an entry of X-EXTERNAL such as Contacts.Account_Name.External_Account_ID"))
		} else if name := r.module.APIName(); module != name {
			errs = append(errs, zohocrm.Warn(zohocrm.ReasonConflict, "an entry of X-EXTERNAL that begins with the module of the records"))
		}
	}
	return errs
}

// idProblems returns what is wrong with an id.
func idProblems(id string) zohocrm.Errors {
	if id == "" {
		return zohocrm.Errors{zohocrm.BadID("an id: text of 1 to 19 digits")}
	}
	_, errs := (&fieldtype.Spec{Kind: fieldtype.LarID}).Append(nil, nil, fieldtype.Text(id))
	return errs
}

// checkFields returns the texts of duplicate_check_fields, nil if there are none.
func (r *Request) checkFields() []string {
	var names []string
	for _, m := range r.envelope {
		if m.Name != checkKey {
			continue
		}
		for _, element := range m.Value.Elements() {
			if s, ok := element.AsText(); ok && s != "" && !slices.Contains(names, s) {
				names = append(names, s)
			}
		}
	}
	return names
}
