package modules

import (
	"slices"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/record"
)

// External returns the entries of X-EXTERNAL that the last record needs.
func (r *request) External() []string { return r.external }

// takeExternal notes the entries of the header X-EXTERNAL that the record needs,
// and drops the warnings about lookups for which the request has an entry. The
// problems of the record are those from position from on, and their paths have
// depth steps before the field.
func (r *request) takeExternal(errs zohocrm.Errors, from, depth int, rec *record.Record) zohocrm.Errors {
	r.external = r.external[:0]
	kept := errs[:from]
	for _, e := range errs[from:] {
		if e.Reason == zohocrm.ReasonExternalLookup {
			if entry := r.module.externalEntry(rec, e.Path[depth:]); entry != "" {
				if !slices.Contains(r.external, entry) {
					r.external = append(r.external, entry)
				}
				if slices.Contains(r.settings.External, entry) {
					continue
				}
			}
		}
		kept = append(kept, e)
	}
	clear(errs[len(kept):])
	return kept
}

// externalEntry returns the entry of the header X-EXTERNAL for the lookup at a
// path in a record, which ends with "id": Module.Lookup.Field,
// Module.Subform.Lookup.Field, or Module.Lookup->Target.Field for one that may
// point to several modules (insert page for external fields, "X-EXTERNAL").
func (m *Module) externalEntry(rec *record.Record, path zohocrm.Path) string {
	entry := m.apiName
	var v, owner fieldtype.Value
	lookup := ""
	for i, step := range path[:max(len(path)-1, 0)] {
		if n, ok := step.Index(); ok {
			v = v.Element(n)
			continue
		}
		name, _ := step.Key()
		if owner = v; i == 0 {
			v, _ = rec.Field(name)
		} else {
			v, _ = v.Member(name)
		}
		entry += "." + name
		lookup = name
	}
	if v.Len() != 1 || v.JSONType() != "object" {
		return ""
	}
	for name := range v.Members() {
		return entry + target(lookup, rec, owner) + "." + name
	}
	return ""
}

// participantModules are the modules of the types of participants.
var participantModules = map[string]string{"contact": "Contacts", "lead": "Leads", "user": "Users"}

// target returns "->" and the module that a lookup points to, if it may point to
// several; owner is the row that the lookup is in.
func target(lookup string, rec *record.Record, owner fieldtype.Value) string {
	module := ""
	switch lookup {
	case "What_Id":
		for _, name := range []string{"$se_module", "se_module"} {
			if v, _ := rec.Field(name); module == "" {
				module, _ = v.AsText()
			}
		}
	case "participant":
		kind, _ := owner.Member("type")
		name, _ := kind.AsText()
		module = participantModules[name]
	}
	if module == "" {
		return ""
	}
	return "->" + module
}
