package payload

import (
	"slices"
	"strings"

	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
)

// A mapOrder is the names of the fields of maps, in the order of a module's
// fields. As the maps of a request have mostly the same fields, a map is asked
// for those of the maps before it, which costs no sorting.
type mapOrder []string

// maxStrange bounds the names in the order that a map may lack.
const maxStrange = 200

// appendMembers appends the fields of a map in the order of m's fields, and
// those that m does not know after them, sorted.
func (o *mapOrder) appendMembers(members []fieldtype.Member, source map[string]any, m *modules.Module) []fieldtype.Member {
	if len(*o) > len(source)+maxStrange {
		*o = nil // a map of very many fields came before
	}
	start := len(members)
	var c fieldtype.Converter
	for _, name := range *o {
		if x, ok := source[name]; ok {
			members = append(members, fieldtype.Member{})
			m := &members[len(members)-1]
			m.Name = name
			c.Set(&m.Value, x)
		}
	}
	if len(members)-start == len(source) {
		return members
	}
	o.learn(source, m)
	return o.appendMembers(members[:start], source, m)
}

// learn takes the names of a map into the order.
func (o *mapOrder) learn(source map[string]any, m *modules.Module) {
	names := slices.Clone(*o)
	for name := range source {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		if d := m.Position(a) - m.Position(b); d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	*o = slices.Compact(names)
}
