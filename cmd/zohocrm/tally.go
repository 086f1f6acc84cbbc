package main

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/seed12a3e673/zohocrm"
)

// A tally counts the problems by field and reason. It has a few facts about each
// pair, so its size does not depend on the number of problems.
type tally struct {
	counts map[tallyKey]*count
	order  []*count
	others int // problems of pairs beyond maxPairs

	since  []*count // the pairs that were counted since the mark
	marked int      // others at the mark

	value func(*zohocrm.Error) *string // of a problem, if values are wanted
}

// maxPairs is the largest number of pairs of a tally, as records may have any names.
const maxPairs = 1000

// maxFirst is the largest number of rows that a pair remembers.
const maxFirst = 5

type tallyKey struct {
	field   string // the path in the record without its indexes; "" for the record as a whole
	reason  zohocrm.Reason
	warning bool
}

// A count is a pair of a field and a reason.
type count struct {
	tallyKey
	n      int
	first  []place        // of the first records
	cells  []int          // the columns there
	values []*string      // the values there, if they are wanted
	e      *zohocrm.Error // the first problem

	changed   bool // since the mark
	kept      int  // n at the mark
	keptFirst int  // the length of first at the mark
}

// ofColumn reports whether a problem is about a column: then every record with the
// field has it.
func ofColumn(reason zohocrm.Reason) bool {
	switch reason {
	case zohocrm.ReasonUnknownField, zohocrm.ReasonRenamed, zohocrm.ReasonNotCreatable, zohocrm.ReasonNotUpdatable:
		return true
	}
	return false
}

// add counts a problem, and reports whether it has a pair.
func (t *tally) add(e *zohocrm.Error, at place) bool {
	key := tallyKey{fieldOf(e.Path), e.Reason, e.Warning}
	if e.Reason == "" {
		key.reason = zohocrm.Reason(e.Code) // an answer of Zoho's has no reason
	}
	c := t.counts[key]
	if c == nil {
		if len(t.order) == maxPairs {
			t.others++
			return false
		}
		c = &count{tallyKey: key, e: locate(e, at)}
		if t.counts == nil {
			t.counts = map[tallyKey]*count{}
		}
		t.counts[key] = c
		t.order = append(t.order, c)
	}
	if !c.changed {
		c.changed = true
		t.since = append(t.since, c)
	}
	c.n += weight(e)
	if len(c.first) < maxFirst {
		_, column := placeOf(e)
		var value *string
		if t.value != nil {
			value = t.value(e)
		}
		c.first, c.cells, c.values = append(c.first, at), append(c.cells, column), append(c.values, value)
	}
	return true
}

// mark notes the counts, for rewind.
func (t *tally) mark() {
	for _, c := range t.since {
		c.changed, c.kept, c.keptFirst = false, c.n, len(c.first)
	}
	t.since, t.marked = t.since[:0], t.others
}

// rewind forgets what was counted since the mark.
func (t *tally) rewind() {
	for _, c := range t.since {
		c.changed, c.n = false, c.kept
		c.first, c.cells, c.values = c.first[:c.keptFirst], c.cells[:c.keptFirst], c.values[:c.keptFirst]
		if c.n == 0 {
			delete(t.counts, c.tallyKey)
		}
	}
	t.order = slices.DeleteFunc(t.order, func(c *count) bool { return c.n == 0 })
	t.since, t.others = nil, t.marked
}

// weight returns how many problems a problem counts.
func weight(e *zohocrm.Error) int {
	var more *zohocrm.MoreProblems
	if errors.As(e, &more) {
		return more.Count
	}
	return 1
}

// fieldOf returns the names of a path after the record, such as
// "Quoted_Items.Quantity".
func fieldOf(path zohocrm.Path) string {
	if path.Record() >= 0 {
		path = path[2:]
	}
	if len(path) == 1 { // the usual case needs no allocation
		name, _ := path[0].Key()
		return cutName(name)
	}
	var names []string
	for _, step := range path {
		if name, ok := step.Key(); ok && len(names) < 4 {
			names = append(names, cutName(name))
		}
	}
	return strings.Join(names, ".")
}

// byCount returns the pairs of errors or of warnings, the most frequent first.
func (t *tally) byCount(warnings bool) []*count {
	var counts []*count
	for _, c := range t.order {
		if c.warning == warnings {
			counts = append(counts, c)
		}
	}
	slices.SortStableFunc(counts, func(a, b *count) int { return cmp.Compare(b.n, a.n) })
	return counts
}
