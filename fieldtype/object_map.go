package fieldtype

import (
	"slices"
	"strings"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/internal/program"
)

// appendMap checks the fields of a map and appends them: first the fields of the
// object in its order, then the unknown ones, sorted. It returns the bits of the
// fields that the map has.
//
// The maps of a request usually have the same fields, so it first looks for the
// fields of earlier maps: this needs no sorting.
func appendMap(o *objectProgram, st *program.State, dst []byte, errs zohocrm.Errors, s *source, at []zohocrm.Step) ([]byte, zohocrm.Errors, uint64) {
	if len(st.Order) > len(s.others)+maxStrange {
		st.Order = nil // an earlier map had very many fields
	}
	start, before := len(dst), len(errs)
	dst, errs, found, seen := appendOrdered(o, st.Order, dst, errs, s, at)
	if found < len(s.others) {
		st.Order = learn(o, st.Order, s.others)
		dst, errs, _, seen = appendOrdered(o, st.Order, dst[:start], errs[:before], s, at)
		if len(st.Order) > maxPlaces {
			st.Order = nil
		}
	}
	return dst, errs, seen
}

// maxStrange is the largest number of names in the order that a map may lack.
const maxStrange = 200

// appendOrdered appends the fields of a map that are in the order of the state, and
// returns their number.
func appendOrdered(o *objectProgram, order []*field, dst []byte, errs zohocrm.Errors, s *source, at []zohocrm.Step) (
	_ []byte, _ zohocrm.Errors, found int, seen uint64,
) {
	first := len(errs)
	var values converter
	for i := 0; ; i++ {
		var n int
		var bits uint64
		dst, i, n, bits = values.runMap(dst, s.others, order, i)
		found += n
		seen |= bits
		if i == len(order) {
			return dst, errs, found, seen
		}
		found++
		m := Member{Name: order[i].APIName}
		values.set(&m.Value, s.others[m.Name], MaxDepth)
		if m.Value.form == absent {
			continue
		}
		p := find(o, m.Name)
		if p != nil {
			seen |= p.Bit
		}
		before := len(errs)
		dst, errs = appendField(o, p, dst, errs, s, &m)
		withinField(errs[before:], at, p, m.Name)
		errs = errs.Bounded(first, at...)
	}
}

// runMap is like [runMembers], for a map. It converts no value that it appends. It
// skips fields that the map does not have. found is the number of fields that the map
// has before the position of the stop.
func (c *converter) runMap(dst []byte, source map[string]any, fields []*field, i int) (_ []byte, stop, found int, seen uint64) {
	for ; i < len(fields); i++ {
		p := fields[i]
		value, ok := source[p.APIName]
		if !ok {
			continue
		}
		if !direct {
			return dst, i, found, seen
		}
		start := len(dst)
		dst = p.Name.Append(dst)
		var why verdict
		if s, isText := value.(string); isText { // the usual case
			dst, why = runText(p, dst, s)
		} else {
			dst, why = c.runAny(p, dst, value)
		}
		if why != valid {
			return dst[:start], i, found, seen
		}
		found++
		seen |= p.Bit
	}
	return dst, i, found, seen
}

// runAny checks a Go value of a type that is frequent in maps, other than a text.
func (c *converter) runAny(p *field, dst []byte, value any) ([]byte, verdict) {
	switch x := value.(type) {
	case int:
		return runInteger(p, dst, int64(x))
	case int64:
		return runInteger(p, dst, x)
	case float64:
		if finite(x) {
			return runFloat(p, dst, x)
		}
	case bool:
		return runBool(p, dst, x)
	case map[string]any:
		if s, isText := x["id"].(string); isText && len(x) == 1 {
			if out, why := runID(p, dst, s); why == valid && c.take(1) {
				return out, valid
			}
		}
	case []any:
		if out, why := runTexts(p, dst, nil, x); why == valid && c.take(len(x)) {
			return out, valid
		}
		return runRows(c, p, dst, x)
	case []map[string]any:
		return runRows(c, p, dst, x)
	case []string:
		if out, why := runTexts(p, dst, x, nil); why == valid && c.take(len(x)) {
			return out, valid
		}
	case Value:
		if out, why := run(p, dst, &x); why == valid && c.take(int(x.extent().size)) {
			return out, valid
		}
	}
	return dst, asTree
}

// runRows appends an array of maps that are rows of a field, if they are valid. It
// makes no Values. The fields are sorted by name, as in every map within a map.
func runRows[T any](c *converter, p *field, dst []byte, rows []T) ([]byte, verdict) {
	if !plainRows(p) && (!needyRows(p) || Kind(p.Kind) == Participants) || len(rows) == 0 || len(rows) > p.Length {
		return dst, asTree
	}
	start, values := len(dst), *c // the count is restored if the rows have to be converted
	values.take(len(rows))
	for i := range rows {
		row, _ := any(rows[i]).(map[string]any)
		out, ok := values.runRow(p.Object, append(dst, ','), row)
		if !ok {
			return dst[:start], asTree
		}
		dst = out
	}
	if !values.take(0) {
		return dst[:start], asTree
	}
	*c = values
	dst[start] = '[' // in place of a comma
	return append(dst, ']'), valid
}

// runRow appends a row, if it is valid and not a nil map.
func (c *converter) runRow(o *objectProgram, dst []byte, row map[string]any) ([]byte, bool) {
	if row == nil || len(o.Fields) > 8+4*len(row) || !c.take(len(row)) { // each field would be searched in the map
		return dst, false
	}
	start := len(dst)
	dst, stop, found, seen := c.runMap(dst, row, o.Sorted, 0)
	if stop < len(o.Sorted) || found != len(row) || o.Counted&^seen != 0 || o.Uncounted || o.OneOf != 0 && seen&o.OneOf == 0 {
		return dst, false
	}
	if found == 0 {
		dst = append(dst, '{')
	}
	dst[start] = '{' // in place of a comma
	return append(dst, '}'), true
}

// learn returns the order with the names of a map added.
func learn(o *objectProgram, known []*field, source map[string]any) []*field {
	names := make([]string, 0, len(known)+len(source))
	for _, p := range known {
		names = append(names, p.APIName)
	}
	for name := range source {
		names = append(names, name)
	}
	sortNames(o, names)
	order := make([]*field, 0, len(names))
	for _, name := range slices.Compact(names) {
		switch p := find(o, name); {
		case len(known) > 0 && known[0].APIName == name:
			order, known = append(order, known[0]), known[1:]
		case p != nil && p.Plain:
			order = append(order, p)
		default:
			// The field always has a problem: this program accepts no value.
			order = append(order, &field{APIName: strings.Clone(name), Kind: uint8(limited)})
		}
	}
	return order
}

// sortNames sorts names by the order of the object's fields. Unknown names are last,
// in alphabetical order.
func sortNames(o *objectProgram, names []string) {
	type place struct {
		position int
		name     string
	}
	places := make([]place, len(names)) // so that each name is searched once
	for i, name := range names {
		places[i] = place{o.Names.Find(name), name}
		if places[i].position < 0 {
			places[i].position = len(o.Fields)
		}
	}
	slices.SortFunc(places, func(a, b place) int {
		if d := a.position - b.position; d != 0 {
			return d
		}
		return strings.Compare(a.name, b.name)
	})
	for i := range places {
		names[i] = places[i].name
	}
}
