package modules

import (
	"io"
	"slices"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// A LayoutRule is a layout rule of an organization that makes fields mandatory if all
// its criteria hold. "Set Mandatory Field" is the only action that the API runs
// (page, "apply_feature_execution").
type LayoutRule struct {
	Name      string
	ID        string
	LayoutID  string // of the layout that the rule belongs to; "" for all layouts
	When      []Criterion
	Mandatory []string // API names
}

// A Criterion holds if the value of a field, or one element of an array, is one of
// Values. Numbers and booleans are compared in their JSON form. A criterion without
// values never holds.
type Criterion struct {
	APIName string
	Values  []string
}

// WithLayoutRules adds layout rules. They run if the apply_feature_execution of a
// request has layout_rules. The option copies the rules at once.
func WithLayoutRules(rules ...LayoutRule) Option {
	own := slices.Clone(rules)
	for i := range own {
		own[i].Mandatory = slices.Clone(own[i].Mandatory)
		own[i].When = slices.Clone(own[i].When)
		for j := range own[i].When {
			own[i].When[j].Values = slices.Clone(own[i].When[j].Values)
		}
	}
	return option(func(m *Module) error {
		m.layoutRules = append(m.layoutRules, own...)
		return nil
	})
}

// WithLayoutRulesJSON adds the layout rules of a JSON document. You write it by hand,
// as no API call returns layout rules:
//
//	{"layout_rules": [{
//	  "name": "Referrals", "id": "5410702000000761547",
//	  "layout": {"id": "554023000002734009"},
//	  "when": [{"api_name": "Lead_Source", "values": ["Employee Referral"]}],
//	  "mandatory": ["Company"]
//	}]}
//
// "id", "layout" and "when" may be left out. It refuses a document as
// [WithFieldsMetadata] refuses an answer.
func WithLayoutRulesJSON(r io.Reader) Option {
	return option(func(m *Module) error {
		list, mr, err := readMetadata(r, "layout_rules")
		if err != nil {
			return err
		}
		var rules []LayoutRule
		for _, n := range list {
			rule := LayoutRule{Name: mr.mandatory(n, "name"), ID: mr.text(n, "id"), Mandatory: mr.texts(n, "mandatory")}
			if l, ok := mr.object(n, "layout"); ok {
				rule.LayoutID = mr.mandatory(l, "id")
			}
			for _, w := range mr.list(n, "when") {
				rule.When = append(rule.When, Criterion{mr.mandatory(w, "api_name"), mr.texts(w, "values")})
			}
			rules = append(rules, rule)
		}
		if mr.err != nil {
			return mr.err
		}
		m.layoutRules = append(m.layoutRules, rules...)
		return nil
	})
}

// texts returns a member that is an array of texts and not empty.
func (mr *metadataReader) texts(n *node, key string) []string {
	m := n.member(key)
	if m.value.JSONType() != "array" || m.value.Len() == 0 {
		mr.fail(m, "jsonarray", "an array of texts that is not empty")
		return nil
	}
	var texts []string
	for i, v := range m.value.Elements() {
		s, ok := v.AsText()
		if !ok || s == "" {
			mr.fail(&node{v, m, zohocrm.Index(i)}, "text", "a text that is not empty")
			return nil
		}
		texts = append(texts, s)
	}
	return texts
}

// checkLayoutRules reports what the layout rules find missing in the record:
// MANDATORY_NOT_FOUND with details.layout_rule.
func (c *check) checkLayoutRules() {
	for i := range c.module.layoutRules {
		rule := &c.module.layoutRules[i]
		if !c.triggers(rule) {
			continue
		}
		for _, name := range rule.Mandatory {
			if f := c.module.known(name); c.has(name) || c.stored(name) || f != nil && f.Mandatory {
				continue // given, stored, or reported already
			}
			e := zohocrm.Missing()
			e.Details.LayoutRule = &zohocrm.LayoutRule{Name: rule.Name, ID: rule.ID}
			c.report(name, e)
		}
	}
}

// triggers reports whether a rule is for the record's layout and its criteria hold.
func (c *check) triggers(rule *LayoutRule) bool {
	if rule.LayoutID != "" && c.layoutID() != rule.LayoutID {
		return false
	}
	for _, w := range rule.When {
		if !holds(c.value(w.APIName), w.Values) {
			return false
		}
	}
	return true
}

// holds reports whether a value is one of some texts, or an array with one of them.
func holds(v fieldtype.Value, values []string) bool {
	if s, ok := v.AsText(); ok {
		return slices.Contains(values, s)
	}
	if b, ok := v.AsBool(); ok {
		return slices.Contains(values, map[bool]string{true: "true", false: "false"}[b])
	}
	if d, ok := v.AsDecimal(); ok {
		return slices.Contains(values, d.String())
	}
	for _, element := range v.Elements() {
		if holds(element, values) {
			return true
		}
	}
	return false
}
