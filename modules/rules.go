package modules

import (
	"time"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// A Rule ties fields of one record together. [Module.Rules] lists the rules of
// a module, and [WithoutRule] drops one.
type Rule struct {
	Name string // stable; for WithoutRule
	Doc  string // what the rule asks for

	// fields are what the rule is about: a record that has none of them keeps
	// it. A rule without fields is about every record.
	fields []string
	check  func(c *check)
}

// A check is one rule at work on one record.
type check struct {
	module *Module
	rec    Record
	errs   zohocrm.Errors
}

// value returns the value of a field by its verified name or by another
// spelling of it.
func (c *check) value(apiName string) fieldtype.Value { return c.module.value(c.rec, apiName) }

// has reports whether a field has a value.
func (c *check) has(apiName string) bool { return !c.value(apiName).IsEmpty() }

// text returns the text of a field, "" when it holds none.
func (c *check) text(apiName string) string {
	s, _ := c.value(apiName).AsText()
	return s
}

// time returns the date and time of a field.
func (c *check) time(apiName string) (time.Time, bool) {
	v := c.value(apiName)
	if t, ok := v.AsTime(); ok {
		return t, true
	}
	s, _ := v.AsText()
	t, err := time.Parse("2006-01-02T15:04:05-07:00", s)
	return t, err == nil
}

// now returns the current time, or false when the module has no clock.
func (c *check) now() (time.Time, bool) {
	if c.module.now == nil {
		return time.Time{}, false
	}
	return c.module.now(), true
}

// spelling returns the name under which the record holds the value of a field:
// the verified one or another spelling of it.
func (c *check) spelling(apiName string) string {
	if v, _ := c.rec.Field(apiName); v.IsEmpty() {
		for _, name := range c.module.spellings[apiName] {
			if v, _ := c.rec.Field(name); !v.IsEmpty() {
				return name
			}
		}
	}
	return apiName
}

// report adds a problem of a field.
func (c *check) report(apiName string, e *zohocrm.Error) {
	c.errs = append(c.errs, e.Within(zohocrm.Key(c.spelling(apiName))))
}

// reportDependent adds a problem that a field has because of the value of
// another, the dependee.
func (c *check) reportDependent(apiName, dependee string, e *zohocrm.Error) {
	c.report(apiName, e)
	name := c.spelling(dependee)
	e.Details.Dependee = &zohocrm.FieldRef{APIName: name, Path: zohocrm.Path{zohocrm.Key(name)}}
}

// mandatory reports a field that has no value.
func (c *check) mandatory(apiName string) {
	if !c.has(apiName) {
		c.report(apiName, &zohocrm.Error{
			Code: zohocrm.CodeMandatoryNotFound, Reason: zohocrm.ReasonMandatory, Message: messageRequired,
		})
	}
}

// dependent reports a field that has no value although the value of another
// calls for it.
func (c *check) dependent(apiName, dependee string) {
	if !c.has(apiName) {
		c.reportDependent(apiName, dependee, dependentProblem())
	}
}

// dependentProblem returns the problem of a field that another calls for.
func dependentProblem() *zohocrm.Error {
	return &zohocrm.Error{
		Code: zohocrm.CodeDependentFieldMissing, Reason: zohocrm.ReasonMandatory, Message: "Dependent Field missing",
	}
}

// mismatch reports a field that contradicts another.
func (c *check) mismatch(apiName, dependee, message, expected string) {
	c.reportDependent(apiName, dependee, &zohocrm.Error{
		Code: zohocrm.CodeDependentMismatch, Reason: zohocrm.ReasonConflict, Message: message, Expected: expected,
	})
}

// The messages of Zoho for most values it refuses, for those it misses, and for
// names that it does not know.
const (
	messageInvalid      = "invalid data"
	messageRequired     = "required field not found"
	messageUnknownField = "the field api name given seems to be invalid"
)

// commonRules are the rules of every module.
var commonRules = []Rule{{
	Name:   "wizard_connection_path",
	Doc:    "A record that is created in a Wizard has $wizard_connection_path.",
	fields: []string{"Wizard"},
	check: func(c *check) {
		if c.has("Wizard") {
			c.dependent("$wizard_connection_path", "Wizard")
		}
	},
}}
