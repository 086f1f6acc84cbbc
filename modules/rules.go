package modules

import (
	"time"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/program"
)

// A Rule checks several fields of a record, or the records of a request.
// [Module.Rules] lists the rules of a module, and [WithoutRule] removes one.
type Rule struct {
	Name   string // stable; for WithoutRule
	Doc    string // what the rule requires
	Source string // the source: a section of a page of Zoho's, or a fact or real case of docs/sources.md

	// fields are the fields that start the rule: it does not run for a record without
	// any of them. A rule without fields runs for every record.
	fields []string
	check  func(c *check)

	// on are the operations for which the rule runs.
	on operationSet

	// needs are the fields that an update must have for the rule to run, as the
	// stored record may have other values. Nil means fields.
	needs []string

	// decides are the fields that are mandatory only if the rule says so. The
	// metadata cannot express that, and says that they are always mandatory.
	decides []string

	// request compares the record with the other records of its request. A rule with
	// request has no check.
	request func(c *check, r *request)
}

// A check runs one rule on one record.
type check struct {
	module  *Module
	column  *column
	request *request // that the record is in; nil for an insert of [Module.Append]
	members []fieldtype.Member
	others  map[string]any
	index   program.Index   // of a large record
	source  program.Text    // the record, if it is a valid text
	state   *program.State  // where the values are in the text
	added   fieldtype.Value // the layout that is added to the text, if it is not absent
	errs    zohocrm.Errors
	first   int // the position of the rule's first problem in errs
}

// value returns the value of a field by its verified name or by another
// spelling of it.
func (c *check) value(apiName string) fieldtype.Value {
	v, _ := c.find(apiName)
	return v
}

// find returns the value of a field, and the name under which the record holds
// it: the verified one or another spelling of it.
func (c *check) find(apiName string) (fieldtype.Value, string) {
	switch {
	case c.source == noText:
		return fieldtype.Internal.Find(program.Key{}, c.column.program, c.members, c.others, &c.index, apiName)
	case apiName == layoutField && !c.added.IsAbsent():
		return c.added, apiName
	default: // no other spelling is in the text
		return fieldtype.Internal.FindText(program.Key{}, c.column.program, c.state, c.source, apiName), apiName
	}
}

// elements returns how many elements the array in a field has, or 0.
func (c *check) elements(apiName string) int {
	if c.source.JSON != "" {
		if span := c.span(apiName); span != nil {
			return span.Elements
		}
		return 0
	}
	v := c.value(apiName)
	if v.JSONType() != "array" {
		return 0
	}
	return v.Len()
}

// all returns the fields of the record, those of a map in the module's order. The
// layout that is added to the text is not among them.
func (c *check) all() []fieldtype.Member {
	if c.source != noText {
		return fieldtype.Internal.TextMembers(program.Key{}, c.source)
	}
	return fieldtype.Internal.Sorted(program.Key{}, c.column.program, c.members, c.others)
}

// given reports whether the record itself has a field with that name, even an empty
// one.
func (c *check) given(is func(name string) bool) bool {
	if c.source != noText {
		return fieldtype.Internal.GivenText(program.Key{}, c.column.program, c.state, c.source, is)
	}
	for i := range c.members {
		if !c.members[i].Value.IsAbsent() && is(c.members[i].Name) {
			return true
		}
	}
	for name := range c.others {
		if is(name) {
			return true
		}
	}
	return false
}

// has reports whether a field has a value.
func (c *check) has(apiName string) bool { return !c.value(apiName).IsEmpty() }

// stored reports whether the stored record may have a field: the record may lack
// fields and lacks this one, or has a value that the operation does not write.
func (c *check) stored(apiName string) bool {
	if !c.column.partial() {
		return false
	}
	f := c.module.known(apiName)
	return f != nil && !f.WrittenBy(c.column.writes()) || c.lacks(apiName)
}

// lacks reports whether a field is absent.
func (c *check) lacks(apiName string) bool {
	if c.source != noText && c.span(apiName) != nil { // the usual case: the value is not read
		return false
	}
	return c.value(apiName).IsAbsent()
}

// span returns where the value of a field is in the text, or nil.
func (c *check) span(apiName string) *program.Span {
	return fieldtype.Internal.SpanText(program.Key{}, c.column.program, c.state, apiName)
}

// decidable reports whether the record has the fields that a rule needs.
func (c *check) decidable(rule *Rule) bool {
	needs := rule.needs
	if needs == nil {
		needs = rule.fields
	}
	for _, name := range needs {
		if c.stored(name) {
			return false
		}
	}
	return true
}

// text returns the text of a field, or "".
func (c *check) text(apiName string) string {
	s, _ := c.value(apiName).AsText()
	return s
}

// time returns the date and time of a field, in any zone.
func (c *check) time(apiName string) (time.Time, bool) {
	v := c.value(apiName)
	if t, ok := v.AsTime(); ok {
		return t, true
	}
	s, _ := v.AsText()
	if t, ok := fieldtype.Internal.Moment(program.Key{}, s); ok {
		return t, true
	}
	t, err := time.Parse("2006-01-02T15:04:05-07:00", s)
	return t, err == nil
}

// now returns the current time, or false if the module has no clock.
func (c *check) now() (time.Time, bool) {
	if c.module.now == nil {
		return time.Time{}, false
	}
	return c.module.now(), true
}

// spelling returns the name under which the record holds the value of a field.
func (c *check) spelling(apiName string) string {
	_, name := c.find(apiName)
	return name
}

// report adds a problem of a field.
func (c *check) report(apiName string, e *zohocrm.Error) {
	c.errs = append(c.errs, e.PrefixPath(zohocrm.Key(c.spelling(apiName)))).Bounded(c.first)
}

// reportDependent adds a problem that a field has because of the value of
// another, the dependee.
func (c *check) reportDependent(apiName, dependee string, e *zohocrm.Error) {
	c.report(apiName, e)
	ref := fieldRef(c.spelling(dependee))
	e.Details.Dependee = &ref
}

// fieldRef points to a field of the record.
func fieldRef(apiName string) zohocrm.FieldRef {
	return zohocrm.FieldRef{APIName: apiName, Path: zohocrm.Path{zohocrm.Key(apiName)}}
}

// mandatory reports a field that has no value.
func (c *check) mandatory(apiName string) {
	if !c.has(apiName) && !c.stored(apiName) {
		c.report(apiName, zohocrm.Missing())
	}
}

// dependent reports a field that has no value although the value of another requires
// it, with Zoho's message.
func (c *check) dependent(apiName, dependee, message string) {
	if !c.has(apiName) && !c.stored(apiName) {
		e := zohocrm.DependentMissing()
		e.Message = message
		c.reportDependent(apiName, dependee, e)
	}
}

// mismatch reports a field that contradicts another.
func (c *check) mismatch(apiName, dependee, message, expected string) {
	c.reportDependent(apiName, dependee, zohocrm.DependentMismatch(message, expected))
}

// commonRules are the rules of every module.
var commonRules = append([]Rule{{
	Name:   "wizard_connection_path",
	Doc:    "A record that is created in a Wizard has $wizard_connection_path.",
	Source: `page, "Possible Errors": DEPENDENT_FIELD_MISSING`,
	on:     onInsert | onUpsert,
	fields: []string{"Wizard"},
	check: func(c *check) {
		if c.has("Wizard") {
			c.dependent("$wizard_connection_path", "Wizard", zohocrm.MessageMissing)
		}
	},
}, uniqueRule}, operationRules...)
