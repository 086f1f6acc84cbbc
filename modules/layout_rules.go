package modules

import (
	"io"
	"slices"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// A LayoutRule is a layout rule of an organization with the action "Set
// Mandatory Field", the only one that the API runs (page,
// "apply_feature_execution"): when all criteria hold, the fields are mandatory.
type LayoutRule struct {
	Name      string
	ID        string
	LayoutID  string // the layout that the rule belongs to; "" for all
	When      []Criterion
	Mandatory []string // API names
}

// A Criterion holds when a field has one of some values.
type Criterion struct {
	APIName string
	Values  []string
}

// WithLayoutRules adds layout rules. They are enforced by
// [Module.AppendLayoutRuleProblems], which package payload calls when
// apply_feature_execution asks for layout_rules.
func WithLayoutRules(rules ...LayoutRule) Option {
	return func(m *Module) error {
		m.layoutRules = slices.Concat(m.layoutRules, rules)
		return nil
	}
}

// WithRules adds the layout rules of a JSON file, since no API call answers
// with them:
//
//	{"layout_rules": [{
//	  "name": "Referrals", "id": "5410702000000761547",
//	  "layout": {"id": "554023000002734009"},
//	  "when": [{"api_name": "Lead_Source", "values": ["Employee Referral"]}],
//	  "mandatory": ["Company"]
//	}]}
//
// "id" and "layout" may be left out. All criteria of "when" must hold.
func WithRules(r io.Reader) Option {
	return func(m *Module) error {
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
		return WithLayoutRules(rules...)(m)
	}
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

// AppendLayoutRuleProblems appends to errs what the layout rules find missing
// in a record: MANDATORY_NOT_FOUND with details.layout_rule.
func (m *Module) AppendLayoutRuleProblems(errs zohocrm.Errors, rec Record) zohocrm.Errors {
	c := check{module: m, rec: rec, errs: errs}
	for _, rule := range m.layoutRules {
		if !c.triggers(rule) {
			continue
		}
		for _, name := range rule.Mandatory {
			if f, ok := m.Field(name); c.has(name) || ok && f.Mandatory {
				continue // there, or reported already
			}
			c.report(name, &zohocrm.Error{
				Code: zohocrm.CodeMandatoryNotFound, Reason: zohocrm.ReasonMandatory, Message: messageRequired,
				Details: zohocrm.Details{LayoutRule: &zohocrm.LayoutRule{Name: rule.Name, ID: rule.ID}},
			})
		}
	}
	return c.errs
}

// triggers reports whether a rule's layout is the record's and its criteria
// hold.
func (c *check) triggers(rule LayoutRule) bool {
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

// holds reports whether a value is one of some texts, or an array holds one of
// them.
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
