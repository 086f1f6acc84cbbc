package modules

import (
	"iter"
	"slices"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/program"
)

// The fields of deals that depend on pipelines.
const (
	pipelineField = "Pipeline"
	stageField    = "Stage"
)

// layout returns the layout of the record if its metadata is loaded, and whether the
// record itself names it.
func (c *check) layout() (l *layout, named bool) {
	id := c.layoutID()
	named = id != ""
	for i := range c.module.layouts {
		if l = &c.module.layouts[i]; !named || l.id == id {
			return l, named
		}
	}
	return nil, named
}

// layoutID returns the id of the layout that the record names, or "".
func (c *check) layoutID() string {
	v := c.value(layoutField)
	if id, ok := v.Member("id"); ok {
		v = id
	}
	if d, ok := v.AsDecimal(); ok {
		return d.String()
	}
	id, _ := v.AsText()
	return id
}

// layoutMetadataRules are the rules of an organization's layouts.
var layoutMetadataRules = []Rule{{
	Name:   "layout_known",
	Doc:    "A Layout that is not among the loaded ones warns.",
	Source: `facts 1.3: the Layouts metadata lists the layouts`,
	check: func(c *check) {
		if l, named := c.layout(); named && l == nil && len(c.module.layouts) > 0 {
			c.report(layoutField, zohocrm.Warn(zohocrm.ReasonSupported, "the id of a layout of the module"))
		}
	},
}, {
	Name:   "layout_mandatory",
	Doc:    "The fields that the record's layout makes mandatory are given. Without a Layout they warn.",
	Source: `page, "Sample Attributes": Layout, Note`,
	check: func(c *check) {
		l, named := c.layout()
		if l == nil {
			return
		}
		for _, name := range l.required {
			if f := c.module.known(name); c.has(name) || c.stored(name) || f != nil && (f.Mandatory || !f.WrittenBy(c.column.writes())) {
				continue // present, stored, reported already, or not sent
			}
			if c.module.mandatoryByRule(name) || name == pipelineField && c.hasPipelines() && c.module.hasRule(pipelineRule.Name) {
				continue // the rule reports it
			}
			e := zohocrm.Missing()
			e.Warning = !named || c.column.partial()
			c.report(name, e)
		}
	},
}, {
	Name:   "layout_field",
	Doc:    "A field that is not in the record's Layout warns, as Zoho ignores it.",
	Source: `page, "Sample Attributes": Layout, Note`,
	check: func(c *check) {
		l, named := c.layout()
		if l == nil || !named || len(l.fields) == 0 {
			return
		}
		for _, member := range c.all() {
			name, v := member.Name, member.Value
			f := c.module.known(name)
			if f == nil {
				f = &fieldtype.Field{APIName: name}
			}
			listed := c.module.listed[name]
			switch {
			case v.IsEmpty() || l.fields[name] || outsideLayouts[name]:
				continue
			case c.module.loaded && !listed || !f.WrittenBy(c.column.writes()):
				continue // reported already
			case !listed && !isField(f):
				continue
			}
			c.report(name, zohocrm.Warn(zohocrm.ReasonNotInLayout, "a field of the record's layout: Zoho ignores others"))
		}
	},
}, {
	Name:   "layout_picklist",
	Doc:    "A value that is not in the layout's list of a picklist warns.",
	Source: `facts 1.3: layout-specific pick_list_values; facts 7.13`,
	check: func(c *check) {
		l, named := c.layout()
		if l == nil || len(l.values) == 0 || !named && c.column.partial() {
			return
		}
		for _, member := range c.all() {
			name := member.Name
			values := l.values[name]
			if len(values) == 0 || name == pipelineField {
				continue // nothing is known about the values, or pipeline_stage reports it
			}
			v := c.value(name) // the value of a cell, as the field reads it
			if v.Len() == 0 {
				c.checkChoice(name, v, values, slices.Contains(values, textOf(v)))
				continue
			}
			listed := make(map[string]bool, len(values))
			for _, value := range values {
				listed[value] = true
			}
			for j, element := range v.Elements() {
				c.checkChoice(name, element, values, listed[textOf(element)], zohocrm.Index(j))
			}
		}
	},
}, pipelineRule}

// textOf returns a text, or "" of another value.
func textOf(v fieldtype.Value) string {
	s, _ := v.AsText()
	return s
}

// checkChoice warns about a text that is in the field's list of values, but not in
// the list of the record's layout. If it is in neither, the field reports it.
func (c *check) checkChoice(name string, v fieldtype.Value, values []string, listed bool, path ...zohocrm.Step) {
	s := textOf(v)
	if s == "" || listed {
		return
	}
	if i := c.module.program.Names.Find(name); i >= 0 {
		if p := &c.module.program.Fields[i]; p.Listed && p.Table.Find(s) < 0 {
			return
		}
	}
	e := zohocrm.NotListed(values).AsWarning()
	c.report(name, e.PrefixPath(path...))
}

// outsideLayouts are the fields that a record may have in every layout.
var outsideLayouts = map[string]bool{layoutField: true, "Owner": true, "Tag": true, "Wizard": true, pipelineField: true}

var pipelineRule = Rule{
	Name:   "pipeline_stage",
	Doc:    "With pipelines, Pipeline is mandatory, is one of the layout's by its displayed value, and has the Stage. A Stage by its actual value warns if it is displayed as another.",
	Source: `page, "Pipeline"; facts 5, pipeline/stage; real cases 4 to 6`,
	check: func(c *check) {
		if !c.hasPipelines() {
			return
		}
		if !c.has(pipelineField) {
			if f := c.module.known(pipelineField); !f.Mandatory { // otherwise it is reported already
				c.mandatory(pipelineField)
			}
			return
		}
		name, isText := c.value(pipelineField).AsText()
		if !isText {
			return
		}
		stage := c.text(stageField)
		switch shown, ok := c.pipeline(name); {
		case !ok:
			e := zohocrm.MappingMismatch("Layout", zohocrm.MessagePipelineNotInLayout, "a pipeline of the layout")
			c.reportShown(pipelineField, shown, e)
		case stage != "":
			c.checkStage(name, stage)
		}
	},
}

// pipeline reports whether name is the displayed value of a pipeline. If it is the
// actual value of one, it returns the displayed value.
func (c *check) pipeline(name string) (shown string, ok bool) {
	for p := range c.pipelines() {
		switch name {
		case p.Shown:
			return name, true
		case p.Actual:
			shown = p.Shown
		}
	}
	return shown, false
}

// checkStage reports a stage that is not in the pipelines with that displayed value.
func (c *check) checkStage(pipeline, stage string) {
	shown := ""
	for p := range c.pipelines() {
		if p.Shown != pipeline {
			continue
		}
		if len(p.Stages) == 0 {
			return // the stages are not known
		}
		for _, s := range p.Stages {
			switch stage {
			case s.Shown:
				return
			case s.Actual:
				shown = s.Shown
			}
		}
	}
	e := zohocrm.MappingMismatch("Pipeline", zohocrm.MessageStageNotInPipeline, "a stage of the pipeline")
	e.Warning = shown != ""
	c.reportShown(stageField, shown, e)
}

// reportShown adds a problem of a field. If the field has an actual value, shown is
// the displayed value.
func (c *check) reportShown(apiName, shown string, e *zohocrm.Error) {
	if shown != "" {
		e.Expected += " by its displayed value: Zoho takes the displayed value"
		e.Suggestion, e.Fix = shown, "give the displayed value, not the actual value"
	}
	c.report(apiName, e)
}

// pipelines yields the pipelines that a deal can have: those of its layout, or of all
// layouts if it names none.
func (c *check) pipelines() iter.Seq[*program.Pipeline] {
	return func(yield func(*program.Pipeline) bool) {
		if c.module.known(pipelineField) == nil {
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
