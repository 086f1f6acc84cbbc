package modules

import (
	"slices"
	"sync"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/program"
	"github.com/seed12a3e673/zohocrm/record"
)

// Check returns the problems that Zoho would find in a record, as one error of
// type [zohocrm.Errors], or nil.
func (m *Module) Check(rec *record.Record) error {
	_, errs := m.Append(nil, nil, rec)
	return errs.Err()
}

// Append checks a record as one to insert and appends its JSON object to dst. It
// appends errors and warnings to errs: first those of the fields in the record's
// order, then missing mandatory fields in the module's order, then those of the
// rules. Their paths start at the record. If one of them is an error, ignore what
// Append appended to dst. Append may overwrite dst's spare capacity.
//
// Append does not run layout rules, nor the rules of a whole request, such as
// unique_in_request.
func (m *Module) Append(dst []byte, errs zohocrm.Errors, rec *record.Record) ([]byte, zohocrm.Errors) {
	c := checkers.Get().(*checker)
	if c.module != m || c.column.program == nil { // the module may be complete now
		scratch := c.scratch
		*c = *newChecker(m)
		c.scratch = scratch
	}
	dst, errs = c.append(dst, errs, rec)
	c.forget()
	checkers.Put(c)
	return dst, errs
}

// forget drops the records that the checker refers to.
func (c *checker) forget() {
	clear(c.scratch[:cap(c.scratch)])
	c.scratch, c.lists, c.text = c.scratch[:0], nil, noText
	fieldtype.Internal.Forget(program.Key{}, &c.state)
}

// checkers holds checkers that are free.
var checkers = sync.Pool{New: func() any { return newChecker(nil) }}

// A checker checks records of one module one after another. It is not safe for
// use by several goroutines.
type checker struct {
	module  *Module
	column  *column  // of the module, for the operation
	request *request // that the records are in; nil for an insert of [Module.Append]
	state   program.State
	scratch []fieldtype.Member   // the fields of a struct that is read when it is checked
	lists   map[*string][]string // copies of the module's lists of values; see shared
	check   check
	text    program.Text    // the record that was checked last, if it was text and valid
	layout  fieldtype.Value // of the records that name no layout, if it is not absent
	laidOut bool            // text is a record that names no layout
}

// newChecker returns a checker of inserts.
func newChecker(m *Module) *checker { return &checker{module: m, column: m.orNone().columnOf(Insert)} }

// noText is the text of a record that is none, or has a problem.
var noText program.Text

// maxScratch bounds the memory that a checker keeps, in fields.
const maxScratch = 1024

// append does the work of [Module.Append]. The paths of the problems begin with the
// steps to the record.
func (c *checker) append(dst []byte, errs zohocrm.Errors, rec *record.Record, at ...zohocrm.Step) ([]byte, zohocrm.Errors) {
	out, found, ok := c.appendText(dst, errs, rec, at)
	if ok {
		return out, found
	}
	return c.appendParts(dst, errs, rec, at)
}

// appendParts does the work of append for every form of record.
func (c *checker) appendParts(dst []byte, errs zohocrm.Errors, rec *record.Record, at []zohocrm.Step) ([]byte, zohocrm.Errors) {
	if c.column.program == nil {
		return dst, append(errs, notAModule().PrefixPath(at...))
	}
	before := len(errs)
	members, others, scratch, problem := record.Internal.Parts(program.Key{}, rec, c.scratch)
	if problem != nil {
		errs = append(errs, problem.PrefixPath(at...))
	} else {
		var seen uint64
		dst, errs, seen = fieldtype.Internal.Append(program.Key{}, c.column.program, &c.state, dst, errs, members, others, at)
		errs = c.amend(errs, before, len(at), members, others)
		errs = c.appendRuleProblems(errs, check{members: members, others: others}, seen, at).Bounded(before, at...)
	}
	c.finish(rec, errs[before:], len(at), scratch)
	return dst, errs
}

// appendText is the fast path of append for an unchanged text or a view of a struct.
// It appends nothing if a field has a problem. It adds the layout of the request if
// the record names none.
func (c *checker) appendText(dst []byte, errs zohocrm.Errors, rec *record.Record, at []zohocrm.Step) (_ []byte, _ zohocrm.Errors, ok bool) {
	c.text = noText
	text := record.Internal.Text(program.Key{}, rec)
	if text == noText || c.column.program == nil {
		return dst, errs, false
	}
	first := fieldtype.Member{Name: layoutField, Value: c.layout}
	dst, seen, added, ok := fieldtype.Internal.AppendText(program.Key{}, c.column.program, &c.state, dst, text, &first)
	if !ok {
		return dst, errs, false
	}
	c.text, c.laidOut = text, added
	before := len(errs)
	errs = c.appendRuleProblems(errs, c.textSource(), seen, at).Bounded(before, at...)
	c.finish(rec, errs[before:], len(at), c.scratch)
	return dst, errs, true
}

// textSource returns the source of checks of the text that was appended last.
func (c *checker) textSource() check {
	source := check{source: c.text, state: &c.state}
	if c.laidOut {
		source.added = c.layout
	}
	return source
}

// finish completes the problems of a record, whose paths have depth steps before
// the name of the field.
func (c *checker) finish(rec *record.Record, errs zohocrm.Errors, depth int, scratch []fieldtype.Member) {
	record.Internal.Place(program.Key{}, rec, errs, depth)
	for _, e := range errs {
		if len(e.Details.SupportedValues) > 0 {
			e.Details.SupportedValues = c.shared(e.Details.SupportedValues)
		}
	}
	if cap(scratch) > maxScratch {
		scratch = nil
	}
	c.scratch = scratch
}

// shared returns a copy of a list of the module, the same one for all problems.
// Callers may change the list of a problem, but not that of the module.
func (c *checker) shared(list []string) []string {
	own, ok := c.lists[&list[0]]
	if !ok {
		if c.lists == nil {
			c.lists = map[*string][]string{}
		}
		own = slices.Clone(list)
		c.lists[&list[0]], c.lists[&own[0]] = own, own
	}
	return own
}

// checkOf returns a check of one rule on the record of the source.
func (c *checker) checkOf(source check, errs zohocrm.Errors) check {
	source.module, source.column, source.request, source.errs, source.first = c.module, c.column, c.request, errs, len(errs)
	return source
}

// appendRuleProblems appends the problems that rules find in the record of the
// source. A rule runs if the record has one of the fields that it reads. In an update
// the record must also have all fields that the rule needs.
func (c *checker) appendRuleProblems(errs zohocrm.Errors, source check, seen uint64, at []zohocrm.Step) zohocrm.Errors {
	found := len(errs)
	partial, begun := c.column.partial(), false
	for i, fields := range c.column.program.Triggers {
		rule := &c.column.rules[i]
		if fields&seen == 0 && fields != 0 || rule.check == nil {
			continue
		}
		if !begun {
			c.check, begun = c.checkOf(source, errs), true
		}
		c.check.first = len(c.check.errs)
		if !partial || c.check.decidable(rule) {
			rule.check(&c.check)
		}
	}
	if begun {
		errs = c.check.errs
		c.check = check{}
	}
	for _, e := range errs[found:] {
		e.PrefixPath(at...)
	}
	return errs
}
