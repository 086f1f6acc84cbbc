package modules

import (
	"slices"
	"strings"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// appendMap checks the fields of a map and appends them: those of the module in
// its order, and those that it does not know after them, sorted. It returns the
// bits of the fields that the map has.
//
// As the maps of a request have mostly the same fields, a map is asked for those
// of the maps before it, which costs no sorting.
func (c *Checker) appendMap(dst []byte, errs zohocrm.Errors, source map[string]any, fields Record, at []zohocrm.Step) ([]byte, zohocrm.Errors, uint64) {
	if len(c.order) > len(source)+maxStrange {
		c.order = nil // a map of very many fields came before
	}
	start, before := len(dst), len(errs)
	dst, errs, found, seen := c.appendOrdered(dst, errs, source, fields, at)
	if found < len(source) {
		c.learn(source)
		dst, errs, _, seen = c.appendOrdered(dst[:start], errs[:before], source, fields, at)
	}
	return dst, errs, seen
}

// maxStrange bounds the names in the order that a map may lack.
const maxStrange = 200

// appendOrdered appends the fields of a map that are in the order, and returns
// how many these are.
func (c *Checker) appendOrdered(dst []byte, errs zohocrm.Errors, source map[string]any, fields Record, at []zohocrm.Step) (
	_ []byte, _ zohocrm.Errors, found int, seen uint64,
) {
	var values fieldtype.Converter
	for i := 0; ; i++ {
		var n int
		var bits uint64
		dst, i, n, bits = values.AppendValid(dst, source, c.order, i)
		found += n
		seen |= bits
		if i == len(c.order) {
			return dst, errs, found, seen
		}
		found++
		m := fieldtype.Member{Name: c.order[i].APIName}
		values.Set(&m.Value, source[m.Name])
		if m.Value.IsAbsent() {
			continue
		}
		p := c.module.plan(m.Name)
		seen |= p.spec.Bit
		before := len(errs)
		dst, errs = c.module.appendField(dst, errs, fields, p, &m)
		withinField(errs[before:], at, m.Name)
	}
}

// learn takes the names of a map into the order.
func (c *Checker) learn(source map[string]any) {
	names := make([]string, 0, len(c.order)+len(source))
	for _, spec := range c.order {
		names = append(names, spec.APIName)
	}
	for name := range source {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		if d := c.module.Position(a) - c.module.Position(b); d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	known := c.order // in the same order
	c.order = make([]*fieldtype.Prepared, 0, len(names))
	for _, name := range slices.Compact(names) {
		if len(known) > 0 && known[0].APIName == name {
			c.order, known = append(c.order, known[0]), known[1:]
			continue
		}
		p := c.module.plan(name)
		if p.plain {
			c.order = append(c.order, &p.spec)
			continue
		}
		// There is something to say of the field whatever its value: a spec of
		// which no value is of the common form.
		spec := unknown.Prepare(strings.Clone(name))
		c.order = append(c.order, &spec)
	}
}

// A mapView is a record that has fields in a map. They are made Values when a
// rule goes through all of them.
type mapView struct {
	checker *Checker
	rec     Record
	members []fieldtype.Member
	others  map[string]any
	copied  bool
}

func (r *mapView) Len() int { return len(r.all()) }

func (r *mapView) At(i int) (string, fieldtype.Value) {
	m := &r.all()[i]
	return m.Name, m.Value
}

func (r *mapView) Field(apiName string) (fieldtype.Value, bool) { return r.rec.Field(apiName) }

func (r *mapView) all() []fieldtype.Member {
	c := r.checker
	if r.copied {
		return c.copied
	}
	r.copied = true
	c.copied = append(c.copied, r.members...)
	var values fieldtype.Converter
	for _, spec := range c.order {
		if x, ok := r.others[spec.APIName]; ok {
			c.copied = append(c.copied, fieldtype.Member{Name: spec.APIName})
			values.Set(&c.copied[len(c.copied)-1].Value, x)
		}
	}
	return c.copied
}
