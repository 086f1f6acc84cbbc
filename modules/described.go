package modules

import (
	"maps"
	"slices"

	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/program"
)

// Described returns what the Fields metadata says about the fields that it lists, in
// its order. Do not change the slices.
func (internals) Described(_ program.Key, m *Module) []program.Description {
	return m.orNone().described
}

// Layouts returns what the Layouts metadata says, in its order.
func (internals) Layouts(_ program.Key, m *Module) []program.Layout {
	var layouts []program.Layout
	for _, l := range m.orNone().layouts {
		layouts = append(layouts, program.Layout{
			ID: l.id, Required: l.required, Fields: slices.Sorted(maps.Keys(l.fields)), Values: l.values, Pipelines: l.pipelines,
		})
	}
	return layouts
}

// Pipelines returns what the answers of Get Pipelines say.
func (internals) Pipelines(_ program.Key, m *Module) []program.Pipeline { return m.orNone().pipelines }

// describe notes what the metadata says about fields. It replaces what an earlier
// answer said.
func (m *Module) describe(described []program.Description) {
	positions := make(map[string]int, len(m.described))
	for i := range m.described {
		positions[m.described[i].APIName] = i
	}
	for _, d := range described {
		if i, ok := positions[d.APIName]; ok {
			d.Rows = m.described[i].Rows
			m.described[i] = d
			continue
		}
		m.described = append(m.described, d)
	}
}

// describeRows notes what the metadata says of the fields of a subform's rows.
func (m *Module) describeRows(apiName string, rows []program.Description) {
	for i := range m.described {
		if m.described[i].APIName == apiName {
			m.described[i].Rows = rows
		}
	}
}

// description returns what the metadata says about a field and its check does not
// need.
func (mr *metadataReader) description(n *node, f *fieldtype.Field) program.Description {
	d := program.Description{APIName: f.APIName, DataType: mr.text(n, "data_type")}
	switch f.Spec.Kind {
	case fieldtype.Picklist, fieldtype.MultiSelect:
		d.Choices = mr.choices(n, "pick_list_values")
	case fieldtype.Lookup:
		d.Module = moduleOf(n, "lookup", "module")
	case fieldtype.MultiSelectLookup:
		d.Module = moduleOf(n, "multiselectlookup", "connected_module")
	}
	return d
}

// moduleOf returns the API name of a module in an object of a field: older versions
// of the API have a text, newer ones an object. It is "" for any other value, as no
// check depends on it.
func moduleOf(n *node, object, key string) string {
	module, _ := n.member(object).value.Member(key)
	if name, ok := module.Member("api_name"); ok {
		module = name
	}
	s, _ := module.AsText()
	return s
}
