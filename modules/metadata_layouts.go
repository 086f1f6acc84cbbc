package modules

import (
	"io"
	"slices"

	"github.com/seed12a3e673/zohocrm"
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
	stages []string
}

// WithLayouts loads the answer of the Layouts metadata call (GET
// settings/layouts?module=…): which fields each layout holds and makes
// mandatory, the values of its picklists, and its pipelines with their stages.
// To load another answer adds its layouts.
//
// The layout of a record is that of its "Layout"; [WithLayouts] adds the rules
// layout_mandatory, layout_field, layout_picklist and pipeline_stage. As Zoho
// looks at a layout's mandatory fields only when the record names its layout,
// a record without Layout is held against the default layout with warnings.
//
// It refuses an answer as [WithFields] does.
func WithLayouts(r io.Reader) Option {
	return func(m *Module) error {
		list, mr, err := readMetadata(r, "layouts")
		if err != nil {
			return err
		}
		var layouts []layout
		for _, n := range list {
			l := mr.layout(n)
			if mr.err == nil && slices.ContainsFunc(layouts, func(other layout) bool { return other.id == l.id }) {
				mr.fail(n.member("id"), "text", "each layout once")
			}
			layouts = append(layouts, l)
		}
		if mr.err != nil {
			return mr.err
		}
		m.layouts = slices.Concat(m.layouts, layouts)
		m.addRules(layoutRules...)
		return nil
	}
}

// WithPipelines loads the answer of the Get Pipelines call (GET
// settings/pipeline?layout_id=…) for deals of any layout, and adds the rule
// pipeline_stage. With pipelines, "Pipeline" is mandatory.
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
			pipelines = append(pipelines, p)
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
		if !slices.ContainsFunc(m.rules, func(r Rule) bool { return r.Name == rule.Name }) {
			m.rules = append(m.rules, rule)
		}
	}
}

func (mr *metadataReader) layout(n *node) layout {
	l := layout{id: mr.mandatory(n, "id"), fields: map[string]bool{}, values: map[string][]string{}}
	for _, section := range mr.list(n, "sections") {
		if subform, _ := mr.boolean(section, "isSubformSection"); subform {
			continue // its fields are those of the rows
		}
		for _, f := range mr.list(section, "fields") {
			name := mr.mandatory(f, "api_name")
			l.fields[name] = true
			if required, _ := mr.boolean(f, "required"); required {
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
		if len(p.stages) > 0 {
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
	if id, ok := v.AsID(); ok {
		return id
	}
	id, _ := v.AsText()
	return id
}

// layoutRules are the rules of an organization's layouts.
var layoutRules = []Rule{{
	Name: "layout_known",
	Doc:  "A Layout that is not among the loaded ones warns.",
	check: func(c *check) {
		if l, named := c.layout(); named && l == nil {
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
			if !ok || !f.isField() || c.module.loaded && !c.module.listed[name] || v.IsEmpty() || l.fields[name] || outsideLayouts[name] {
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
			s, ok := v.AsText()
			if !ok || s == "" || len(values) == 0 || slices.Contains(values, s) {
				continue
			}
			f, _ := c.module.Field(name)
			if name == "Pipeline" || len(f.Spec.Values) > 0 && !slices.Contains(f.Spec.Values, s) {
				continue // another check reports it
			}
			e := warning(zohocrm.ReasonPicklist, "")
			e.Details.SupportedValues = values
			c.report(name, e)
		}
	},
}, pipelineRule}

// outsideLayouts are the fields that go with a record whatever its layout.
var outsideLayouts = map[string]bool{"Layout": true, "Owner": true, "Tag": true, "Wizard": true, "Pipeline": true}

var pipelineRule = Rule{
	Name: "pipeline_stage",
	Doc:  "With pipelines, Pipeline is mandatory, is one of the layout's, and has the Stage.",
	check: func(c *check) {
		if c.module.apiName != "Deals" {
			return
		}
		pipelines := c.pipelines()
		if len(pipelines) == 0 {
			return
		}
		name, isText := c.value("Pipeline").AsText()
		if !c.has("Pipeline") {
			c.mandatory("Pipeline")
			return
		}
		stage := c.text("Stage")
		known, contains := false, false
		for _, p := range pipelines {
			if slices.Contains(p.names, name) {
				known = true
				contains = contains || slices.Contains(p.stages, stage)
			}
		}
		switch {
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

// pipelines returns the pipelines that a record can have: those of its layout,
// or of all layouts when it names none.
func (c *check) pipelines() []pipeline {
	pipelines := c.module.pipelines
	l, named := c.layout()
	for i := range c.module.layouts {
		if other := &c.module.layouts[i]; other == l || !named {
			pipelines = slices.Concat(pipelines, other.pipelines)
		}
	}
	return pipelines
}
