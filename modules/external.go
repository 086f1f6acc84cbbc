package modules

import (
	"slices"
	"strings"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/program"
	"github.com/seed12a3e673/zohocrm/record"
)

// External returns the entries of X-EXTERNAL that the last record needs.
func (r *request) External() []string { return r.external }

// takeExternal notes the entries of the header X-EXTERNAL that the record needs, and
// drops the warnings about lookups for which the request has an entry. The problems
// of the record begin at position from. Their paths have depth steps before the
// field.
func (r *request) takeExternal(errs zohocrm.Errors, from, depth int, rec *record.Record) zohocrm.Errors {
	r.external = r.external[:0]
	kept := errs[:from]
	var c *check // of the record
	for _, e := range errs[from:] {
		if e.Reason == zohocrm.ReasonExternalLookup {
			if c == nil {
				c = &check{module: r.module, column: r.column}
				c.members, c.others, _, _ = record.Internal.Parts(program.Key{}, rec, nil)
			}
			entry := c.externalEntry(e.Path[depth:])
			at := slices.IndexFunc(r.settings.External, entry.is)
			switch {
			case at >= 0: // the request sets the entry
				continue
			case entry.missing != "":
				e.Expected = `"id", or ` + entry.missing + " and the X-EXTERNAL header that names the external field"
			case entry.field != "" && !slices.Contains(r.external, entry.String()):
				r.external = append(r.external, entry.String())
			}
		}
		kept = append(kept, e)
	}
	clear(errs[len(kept):])
	return kept
}

// An entry of the header X-EXTERNAL names the external field of a lookup:
// Module.Lookup.Field, Module.Subform.Lookup.Field, or
// Module.Lookup->Target.Field for one that may point to several modules (insert
// page for external fields, "X-EXTERNAL").
type entry struct {
	lookup, target, field string
	missing               string // the field that would name the target, if nothing names it
}

// String returns the entry as the header has it.
func (e entry) String() string {
	if e.target != "" {
		return e.lookup + "->" + e.target + "." + e.field
	}
	return e.lookup + "." + e.field
}

// is reports whether an entry of a header is this one. The header may name a target
// that the record does not name.
func (e entry) is(header string) bool {
	if e.missing != "" {
		return strings.HasPrefix(header, e.lookup+"->") && strings.HasSuffix(header, "."+e.field)
	}
	return e.field != "" && header == e.String()
}

// externalEntry returns the entry for the lookup at a path in the record, which ends
// with "id". It is the zero entry if there is no lookup.
func (c *check) externalEntry(path zohocrm.Path) entry {
	e := entry{lookup: c.module.apiName}
	var v, owner fieldtype.Value
	lookup := ""
	for i, step := range path[:max(len(path)-1, 0)] {
		if n, ok := step.Index(); ok {
			v = v.Element(n)
			continue
		}
		name, _ := step.Key()
		if owner = v; i == 0 {
			v = c.value(name)
		} else {
			v, _ = v.Member(name)
		}
		e.lookup += "." + name
		lookup = name
	}
	if e.field = fieldtype.Internal.ExternalField(program.Key{}, v); e.field == "" {
		return entry{}
	}
	module, given := v.Member("module")
	if f := c.module.known(lookup); owner.IsAbsent() && f != nil {
		given = given || f.Spec.Kind == fieldtype.MultiModuleLookup
	}
	switch {
	case lookup == "What_Id" && c.module.known("$se_module") != nil:
		e.missing = "$se_module"
		e.target = c.text("$se_module")
	case lookup == "participant":
		e.missing = "type"
		kind, _ := owner.Member("type")
		name, _ := kind.AsText()
		e.target = participantModules[name]
	case given:
		e.missing = "module"
		name, _ := module.Member("api_name")
		e.target, _ = name.AsText()
	}
	if e.target != "" {
		e.missing = ""
	}
	return e
}

// participantModules are the modules of the types of participants.
var participantModules = map[string]string{"contact": "Contacts", "lead": "Leads", "user": "Users"}
