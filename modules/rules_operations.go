package modules

import (
	"slices"
	"strings"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/near"
)

const appendValues = "$append_values"

// operationRules are the rules of updates and upserts, in every module.
var operationRules = []Rule{{
	Name:   "update_id",
	Doc:    "An update names its record: by id, by the id in the URL, or by an external field that the header X-EXTERNAL names. With an id in the URL another one warns.",
	Source: `Update Records page, "Possible Errors": MANDATORY_NOT_FOUND; update page for external fields`,
	on:     onUpdate,
	needs:  []string{},
	check: func(c *check) {
		id, given := c.recordID()
		switch named := c.request.settings.ID; { // the id in the URL
		case !given && named == "" && !c.hasExternalID():
			c.report(idField, zohocrm.Missing())
		case given && named != "" && id != named:
			c.report(idField, zohocrm.Conflict("the id in the URL, or none").AsWarning())
		}
	},
}, {
	Name:   "update_nothing",
	Doc:    "An update without a field to write warns.",
	Source: `facts on update 5: an update of nothing spends a credit`,
	on:     onUpdate,
	needs:  []string{},
	check: func(c *check) {
		if c.given(func(name string) bool { return !isKey(name) }) {
			return
		}
		c.errs = append(c.errs, zohocrm.Warn(zohocrm.ReasonEmpty, "a field to write"))
	},
}, {
	Name:   "update_same_id",
	Doc:    "Two records of a request with the same id warn: which of them is written last is not documented.",
	Source: `facts on update 9`,
	on:     onUpdate,
	request: func(c *check, r *request) {
		id, given := c.recordID()
		if !given {
			return
		}
		use := r.use(requestKey{rule: "update_same_id", field: idField, value: id}, idField)
		if use.count == 0 {
			return
		}
		e := zohocrm.Warn(zohocrm.ReasonDuplicateValue, "an id that no other record of the request has")
		c.report(idField, e)
	},
}, {
	Name:   "append_values",
	Doc:    "$append_values is an object that says of multi-select picklists of the record whether their values are added. A key that is none of them warns, and is an error if the metadata is loaded. A text warns: the OpenAPI description of v8 has one.",
	Source: `Update Records page and upsert page, "Sample Attributes": $append_values`,
	on:     onUpdate | onUpsert,
	fields: []string{appendValues},
	check:  (*check).appendValues,
}, {
	Name:   "upsert_id",
	Doc:    "A record of an upsert with an id warns: what it means is not documented.",
	Source: `facts on update 4.6`,
	on:     onUpsert,
	fields: []string{idField},
	check: func(c *check) {
		if _, given := c.recordID(); given {
			c.report(idField, zohocrm.Warn(zohocrm.ReasonConflict, "no id: an upsert finds its record by the duplicate check fields"))
		}
	},
}, {
	Name:   "upsert_check_fields",
	Doc:    "A record that has none of the fields by which an upsert finds records warns: it can only be inserted.",
	Source: `upsert page, "duplicate_check_fields"; facts on update 4.10`,
	on:     onUpsert,
	request: func(c *check, r *request) {
		if len(r.checks) == 0 || slices.ContainsFunc(r.checks, c.has) {
			return
		}
		e := zohocrm.MissingAs(zohocrm.MessageMissing, "a field by which the upsert finds the record: without one it can only be inserted")
		c.errs = append(c.errs, e.AsWarning())
	},
}, {
	Name:    "upsert_same_value",
	Doc:     "Two records of a request that have the same value in a field by which an upsert finds records warn.",
	Source:  `facts on update 4.9`,
	on:      onUpsert,
	request: func(c *check, r *request) { c.duplicates(r, r.checks) },
}}

// isKey reports whether a member of a record is a key that says how to write it, and
// no field.
func isKey(name string) bool { return name == idField || name == layoutField || name == appendValues }

// recordID returns the id in a record.
func (c *check) recordID() (id string, given bool) {
	v := c.value(idField)
	if d, ok := v.AsDecimal(); ok {
		return d.String(), true
	}
	id, _ = v.AsText()
	return id, !v.IsEmpty()
}

// hasExternalID reports whether the record has the external field that identifies it.
func (c *check) hasExternalID() bool {
	for _, entry := range c.request.settings.External {
		module, field, ok := strings.Cut(entry, ".")
		if ok && module == c.module.apiName && !strings.Contains(field, ".") && c.has(field) {
			return true
		}
	}
	return false
}

// appendValues checks $append_values.
func (c *check) appendValues() {
	v := c.value(appendValues)
	const example = `an object such as {"Languages":true}`
	switch {
	case v.IsNull() || v.Problem() != nil:
		return
	case v.JSONType() != "object":
		e := zohocrm.WrongType("jsonobject", example)
		e.Warning = v.JSONType() == "string" // so the description of v8 has it
		c.report(appendValues, e)
		return
	}
	names := c.module.multiSelects()
	index := near.New(names)
	for name, value := range v.Members() {
		at := func(e *zohocrm.Error) { c.report(appendValues, e.PrefixPath(zohocrm.Key(name))) }
		if _, ok := value.AsBool(); !ok && value.Problem() == nil {
			at(zohocrm.WrongType("boolean", "true to add the values, false to replace them"))
		}
		f, nearest := c.module.known(name), -1
		if f == nil && v.Len() <= maxCompared {
			nearest = index.Find(name)
		}
		switch {
		case f == nil && nearest < 0 && !c.module.loaded: // nothing is known about the field
		case f == nil || f.Spec.Kind != fieldtype.MultiSelect:
			e := zohocrm.UnknownField("a multi-select picklist of the module")
			e.Warning = !c.module.loaded
			if nearest >= 0 {
				e.Suggestion = names[nearest]
				e.Expected += "; did you mean " + e.Suggestion + "?"
			}
			at(e)
			continue
		}
		if c.value(name).IsAbsent() {
			at(zohocrm.Warn(zohocrm.ReasonMandatory, "a field that the record has"))
		}
	}
}

// maxCompared is the largest number of names of one object that are compared with
// known names.
const maxCompared = 1000

// multiSelects returns the API names of the multi-select picklists.
func (m *Module) multiSelects() []string {
	var names []string
	for i := range m.fields {
		if m.fields[i].Spec.Kind == fieldtype.MultiSelect {
			names = append(names, m.fields[i].APIName)
		}
	}
	return names
}

// checkFields returns the fields by which an upsert finds records, in the order in
// which Zoho reads them (upsert page, "duplicate_check_fields"): those of the list,
// or without a list the module's check field, and then the unique fields.
func (m *Module) checkFields(list []string) []string {
	var fields []string
	if list != nil {
		fields = append(fields, list...)
	} else if name := m.DuplicateCheckField(); name != "" {
		fields = append(fields, name)
	}
	listed := make(map[string]bool, len(fields))
	for _, name := range fields {
		listed[name] = true
	}
	for _, name := range m.unique {
		if !listed[name] {
			fields = append(fields, name)
		}
	}
	return fields
}
