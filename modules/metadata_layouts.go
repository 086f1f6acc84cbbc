package modules

import (
	"io"
	"slices"

	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/program"
)

// A layout is what the Layouts metadata says of one layout.
type layout struct {
	id        string
	required  []string            // mandatory in the layout
	fields    map[string]bool     // in the layout; empty if not known
	values    map[string][]string // of its picklists
	pipelines []program.Pipeline  // of its deals
}

// requiredByLayouts reports whether layouts are loaded and all of them require a field.
func (m *Module) requiredByLayouts(apiName string) bool {
	for i := range m.layouts {
		if !slices.Contains(m.layouts[i].required, apiName) {
			return false
		}
	}
	return len(m.layouts) > 0
}

// WithLayoutsMetadata loads the answer of the Layouts metadata call (GET
// settings/layouts?module=…): which fields each layout holds and makes mandatory, the
// values of its picklists, and its pipelines with their stages. A second answer adds
// its layouts, and replaces layouts with the same id.
//
// The option adds the rules layout_known, layout_mandatory, layout_field,
// layout_picklist and pipeline_stage. A record has the layout that its "Layout"
// names, or else the first of the answer. Zoho checks the mandatory fields of a
// layout only if the record names it: in a record without Layout, missing ones warn.
//
// It refuses an answer as [WithFieldsMetadata] does.
func WithLayoutsMetadata(r io.Reader) Option {
	return option(func(m *Module) error {
		list, mr, err := readMetadata(r, "layouts")
		if err != nil {
			return err
		}
		var layouts []layout
		seen := make(map[string]bool, len(list))
		for _, n := range list {
			l := mr.layout(n)
			if mr.err == nil && seen[l.id] {
				mr.fail(n.member("id"), "text", "each layout once")
			}
			if mr.err != nil {
				return mr.err
			}
			seen[l.id] = true
			layouts = append(layouts, l)
		}
		kept := slices.DeleteFunc(slices.Clone(m.layouts), func(l layout) bool { return seen[l.id] })
		m.layouts = append(kept, layouts...)
		m.addLayoutValues()
		m.addRules(layoutMetadataRules...)
		return nil
	})
}

// WithPipelinesMetadata loads the answer of the Get Pipelines call (GET
// settings/pipeline?layout_id=…) for Deals, and adds the rule pipeline_stage. With
// pipelines, "Pipeline" is mandatory, and Zoho takes only its displayed value. The
// answer does not name its layout, so load the answers for all layouts.
//
// It refuses an answer as [WithFieldsMetadata] does.
func WithPipelinesMetadata(r io.Reader) Option {
	return option(func(m *Module) error {
		list, mr, err := readMetadata(r, "pipeline")
		if err != nil {
			return err
		}
		var pipelines []program.Pipeline
		for _, n := range list {
			p := program.Pipeline{Choice: mr.choice(n)}
			for _, stage := range mr.list(n, "maps") {
				if s := mr.choice(stage); s.Shown != "" {
					p.Stages = append(p.Stages, s)
				}
			}
			if p.Shown != "" {
				pipelines = append(pipelines, p)
			}
		}
		if mr.err != nil {
			return mr.err
		}
		m.pipelines = append(m.pipelines, pipelines...)
		m.addRules(pipelineRule)
		return nil
	})
}

// addRules adds the rules that are not there yet.
func (m *Module) addRules(rules ...Rule) {
	for _, rule := range rules {
		if !m.hasRule(rule.Name) {
			m.rules = append(m.rules, rule)
		}
	}
}

func (m *Module) hasRule(name string) bool {
	return slices.ContainsFunc(m.rules, func(r Rule) bool { return r.Name == name })
}

// addLayoutValues adds to picklists the values that only a layout has. The Fields
// metadata does not list them.
func (m *Module) addLayoutValues() {
	added := map[string][]string{}
	for _, l := range m.layouts {
		for name, values := range l.values {
			added[name] = append(added[name], values...)
		}
	}
	for i := range m.fields {
		s := &m.fields[i].Spec
		values := added[m.fields[i].APIName]
		if len(values) == 0 || len(s.Values) == 0 || s.Kind != fieldtype.Picklist && s.Kind != fieldtype.MultiSelect {
			continue
		}
		s.Values = slices.Clip(s.Values)
		known := make(map[string]bool, len(s.Values))
		for _, value := range s.Values {
			known[value] = true
		}
		for _, value := range values {
			if !known[value] {
				known[value] = true
				s.Values = append(s.Values, value)
			}
		}
	}
}

func (mr *metadataReader) layout(n *node) layout {
	l := layout{id: mr.mandatory(n, "id"), fields: map[string]bool{}, values: map[string][]string{}}
	for _, section := range mr.list(n, "sections") {
		if mr.text(section, "type") == "unused" {
			continue // the layout no longer has it
		}
		subform, _ := mr.boolean(section, "isSubformSection")
		if subform {
			l.fields[mr.text(section, "api_name")] = true
		}
		for _, f := range mr.list(section, "fields") {
			name := mr.mandatory(f, "api_name")
			if mr.text(f, "type") == "unused" || subform && mr.text(f, "data_type") != "subform" {
				continue // not in the layout, or in its rows
			}
			l.fields[name] = true
			if required, _ := mr.boolean(f, "required"); required && !mr.mirrors(f) {
				l.required = append(l.required, name)
			}
			if values := mr.values(f, "pick_list_values"); len(values) > 0 {
				l.values[name] = values
			}
			if name == pipelineField {
				l.pipelines = append(l.pipelines, mr.pipelines(f)...)
			}
		}
	}
	return l
}

// pipelines returns the pipelines that the field Pipeline of a layout maps to
// stages.
func (mr *metadataReader) pipelines(field *node) []program.Pipeline {
	var pipelines []program.Pipeline
	for _, v := range mr.list(field, "pick_list_values") {
		p := program.Pipeline{Choice: mr.choice(v)}
		for _, mapped := range mr.list(v, "maps") {
			if mr.text(mapped, "api_name") != stageField {
				continue
			}
			for _, stage := range mr.list(mapped, "pick_list_values") {
				if s := mr.choice(stage); s.Shown != "" {
					p.Stages = append(p.Stages, s)
				}
			}
		}
		if p.Shown != "" {
			pipelines = append(pipelines, p)
		}
	}
	return pipelines
}
