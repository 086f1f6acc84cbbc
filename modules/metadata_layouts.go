package modules

import (
	"io"
	"iter"
	"slices"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// A layout is what the Layouts metadata says of one layout.
type layout struct {
	id        string
	required  []string            // mandatory in the layout
	fields    map[string]bool     // in the layout; empty if not known
	values    map[string][]string // of its picklists
	pipelines []pipeline          // of its deals
}

// A pipeline is a pipeline of deals and its stages, each by display value and
// actual value.
type pipeline struct {
	names  []string
	stages []string // empty if not known
}

// WithLayouts loads the answer of the Layouts metadata call (GET
// settings/layouts?module=…): which fields each layout holds and makes
// mandatory, the values of its picklists, and its pipelines with their stages.
// To load another answer adds its layouts, and replaces those it has again.
//
// The layout of a record is that of its "Layout", else the first of the answer;
// [WithLayouts] adds the rules layout_known, layout_mandatory, layout_field,
// layout_picklist and pipeline_stage. As Zoho looks at a layout's mandatory
// fields only when the record names its layout, a record without Layout is held
// against the default layout with warnings.
//
// It refuses an answer as [WithFields] does.
func WithLayouts(r io.Reader) Option {
	return func(m *Module) error {
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
		m.addRules(layoutRules...)
		return nil
	}
}

// WithPipelines loads the answer of the Get Pipelines call (GET
// settings/pipeline?layout_id=…) for deals of any layout, and adds the rule
// pipeline_stage. With pipelines, "Pipeline" is mandatory. The answer does not
// say which layout it is for: load those of all layouts that the deals have.
//
// It refuses an answer as [WithFields] does.
func WithPipelines(r io.Reader) Option {
	return func(m *Module) error {
		list, mr, err := readMetadata(r, "pipeline")
		if err != nil {
			return err
		}
		var pipelines []pipeline
		for _, n := range list {
			p := pipeline{names: mr.names(n)}
			for _, stage := range mr.list(n, "maps") {
				p.stages = append(p.stages, mr.names(stage)...)
			}
			if len(p.names) > 0 {
				pipelines = append(pipelines, p)
			}
		}
		if mr.err != nil {
			return mr.err
		}
		m.pipelines = slices.Concat(m.pipelines, pipelines)
		m.addRules(pipelineRule)
		return nil
	}
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

// addLayoutValues adds to the values of the picklists those that only a layout
// has: the Fields metadata does not list them.
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
			continue // what was taken out of the layout
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
			if name == "Pipeline" {
				l.pipelines = append(l.pipelines, mr.pipelines(f)...)
			}
		}
	}
	return l
}

// pipelines returns the pipelines that the field Pipeline of a layout maps to
// stages.
func (mr *metadataReader) pipelines(field *node) []pipeline {
	var pipelines []pipeline
	for _, v := range mr.list(field, "pick_list_values") {
		p := pipeline{names: mr.names(v)}
		for _, mapped := range mr.list(v, "maps") {
			if mr.text(mapped, "api_name") == "Stage" {
				p.stages = append(p.stages, mr.values(mapped, "pick_list_values")...)
			}
		}
		if len(p.names) > 0 {
			pipelines = append(pipelines, p)
		}
	}
	return pipelines
}

// layout returns the layout of the record, if its metadata is loaded. It is
// named when the record itself names it.
func (c *check) layout() (l *layout, named bool) {
	id := c.layoutID()
	if id == "" {
		if len(c.module.layouts) > 0 {
			return &c.module.layouts[0], false
		}
		return nil, false
	}
	for i := range c.module.layouts {
		if c.module.layouts[i].id == id {
			return &c.module.layouts[i], true
		}
	}
	return nil, true
}

// layoutID returns the id of the layout that the record names, or "".
func (c *check) layoutID() string {
	v := c.value("Layout")
	if id, ok := v.Member("id"); ok {
		v = id
	}
	if d, ok := v.AsDecimal(); ok {
		return d.String()
	}
	id, _ := v.AsText()
	return id
}

// layoutRules are the rules of an organization's layouts.
var layoutRules = []Rule{{
	Name: "layout_known",
	Doc:  "A Layout that is not among the loaded ones warns.",
	check: func(c *check) {
		if l, named := c.layout(); named && l == nil && len(c.module.layouts) > 0 {
			c.report("Layout", warning(zohocrm.ReasonSupported, "the id of a layout of the module"))
		}
	},
}, {
	Name: "layout_mandatory",
	Doc:  "The fields that the record's layout makes mandatory are given. Without a Layout they warn.",
	check: func(c *check) {
		l, named := c.layout()
		if l == nil {
			return
		}
		for _, name := range l.required {
			if f, ok := c.module.Field(name); c.has(name) || ok && (f.Mandatory || f.NotCreatable) {
				continue // there, reported already, or not to be sent
			}
			if c.module.mandatoryByRule(name) || name == "Pipeline" && c.hasPipelines() && c.module.hasRule(pipelineRule.Name) {
				continue // the rule reports it
			}
			e := &zohocrm.Error{
				Code: zohocrm.CodeMandatoryNotFound, Reason: zohocrm.ReasonMandatory, Message: messageRequired,
				Warning: !named,
			}
			c.report(name, e)
		}
	},
}, {
	Name: "layout_field",
	Doc:  "A field that is not in the record's Layout warns, as Zoho ignores it.",
	check: func(c *check) {
		l, named := c.layout()
		if l == nil || !named || len(l.fields) == 0 {
			return
		}
		for i := range c.rec.Len() {
			name, v := c.rec.At(i)
			f, ok := c.module.Field(name)
			if !ok {
				f.APIName = name
			}
			listed := c.module.listed[name]
			switch {
			case v.IsEmpty() || l.fields[name] || outsideLayouts[name]:
				continue
			case c.module.loaded && !listed || f.NotCreatable:
				continue // reported already
			case !listed && !f.isField():
				continue
			}
			c.report(name, warning(zohocrm.ReasonNotInLayout, "a field of the record's layout: Zoho ignores others"))
		}
	},
}, {
	Name: "layout_picklist",
	Doc:  "A value that is not in the layout's list of a picklist warns.",
	check: func(c *check) {
		l, _ := c.layout()
		if l == nil || len(l.values) == 0 {
			return
		}
		for i := range c.rec.Len() {
			name, v := c.rec.At(i)
			values := l.values[name]
			if len(values) == 0 || name == "Pipeline" {
				continue // nothing is known, or pipeline_stage reports it
			}
			c.checkChoice(name, v, values)
			for j, element := range v.Elements() {
				c.checkChoice(name, element, values, zohocrm.Index(j))
			}
		}
	},
}, pipelineRule}

// checkChoice warns when a text is in a field's list of values, but not in that
// of the record's layout. If it is in neither, the field reports it.
func (c *check) checkChoice(name string, v fieldtype.Value, values []string, path ...zohocrm.Step) {
	s, ok := v.AsText()
	if !ok || s == "" || slices.Contains(values, s) {
		return
	}
	if f, _ := c.module.Field(name); len(f.Spec.Values) > 0 && !slices.Contains(f.Spec.Values, s) {
		return
	}
	e := warning(zohocrm.ReasonPicklist, "")
	e.Details.SupportedValues = slices.Clone(values)
	c.report(name, e.Within(path...))
}

// outsideLayouts are the fields that go with a record whatever its layout.
var outsideLayouts = map[string]bool{"Layout": true, "Owner": true, "Tag": true, "Wizard": true, "Pipeline": true}

var pipelineRule = Rule{
	Name: "pipeline_stage",
	Doc:  "With pipelines, Pipeline is mandatory, is one of the layout's, and has the Stage.",
	check: func(c *check) {
		name, isText := c.value("Pipeline").AsText()
		stage := c.text("Stage")
		known, contains := false, false
		for p := range c.pipelines() {
			if slices.Contains(p.names, name) {
				known = true
				contains = contains || len(p.stages) == 0 || slices.Contains(p.stages, stage)
			}
		}
		switch f, _ := c.module.Field("Pipeline"); {
		case !c.hasPipelines():
		case !c.has("Pipeline"):
			if !f.Mandatory { // otherwise it is reported already
				c.mandatory("Pipeline")
			}
		case !isText:
		case !known:
			c.report("Pipeline", mappingProblem("Layout", "Layout doesn't contain the Pipeline", "a pipeline of the layout"))
		case stage != "" && !contains:
			c.report("Stage", mappingProblem("Pipeline", "Pipeline doesn't contain the Stage", "a stage of the pipeline"))
		}
	},
}

func mappingProblem(mapped, message, expected string) *zohocrm.Error {
	return &zohocrm.Error{
		Code: zohocrm.CodeMappingMismatch, Reason: zohocrm.ReasonPicklist, Message: message, Expected: expected,
		Details: zohocrm.Details{MappedField: mapped},
	}
}

// pipelines yields the pipelines that a deal can have: those of its layout, or
// of all layouts when it names none.
func (c *check) pipelines() iter.Seq[*pipeline] {
	return func(yield func(*pipeline) bool) {
		if c.module.apiName != "Deals" {
			return
		}
		for i := range c.module.pipelines {
			if !yield(&c.module.pipelines[i]) {
				return
			}
		}
		l, named := c.layout()
		for i := range c.module.layouts {
			other := &c.module.layouts[i]
			for j := range other.pipelines {
				if (other == l || !named) && !yield(&other.pipelines[j]) {
					return
				}
			}
		}
	}
}

func (c *check) hasPipelines() bool {
	for range c.pipelines() {
		return true
	}
	return false
}
