package modules

import (
	"iter"
	"slices"
	"strings"

	"github.com/seed12a3e673/zohocrm"
)

// standardModules are the modules of the page's "Supported modules", in its
// order, and Notes.
var standardModules = []func() *Module{
	Leads, Accounts, Contacts, Deals, Campaigns, Tasks, Cases, Events, Calls, Solutions, Products, Vendors,
	PriceBooks, Quotes, SalesOrders, PurchaseOrders, Invoices,
	Appointments, AppointmentsRescheduledHistory, Services, Notes,
}

// All yields the modules of the Insert Records page.
func All() iter.Seq[*Module] {
	return func(yield func(*Module) bool) {
		for _, module := range standardModules {
			if !yield(module()) {
				return
			}
		}
	}
}

// Lookup returns the module of the page that has the given API name
// ("Price_Books"), scope name ("pricebooks") or label ("Price Books"). Letter
// case, spaces and underscores do not count. An unknown name gives
// INVALID_MODULE ([zohocrm.ReasonUnknownModule]) and names the nearest modules;
// for a module that an organization has made itself there is [Custom].
func Lookup(name string) (*Module, error) {
	folded := fold(name)
	for m := range All() {
		names := append([]string{m.apiName, m.scopeName, m.label}, m.aliases...)
		if slices.ContainsFunc(names, func(n string) bool { return fold(n) == folded }) {
			return m, nil
		}
	}
	resource := 0
	e := &zohocrm.Error{
		Code: zohocrm.CodeInvalidModule, Reason: zohocrm.ReasonUnknownModule,
		Message:  "the module name given seems to be invalid",
		Details:  zohocrm.Details{ResourcePathIndex: &resource},
		Expected: "the API name of a module",
	}
	if near := nearestModules(folded); len(near) > 0 {
		e.Expected += ", such as " + strings.Join(near, ", ")
	}
	return nil, e
}

// fold returns name without letter case and without what separates its words.
func fold(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case 'A' <= r && r <= 'Z':
			return r + 'a' - 'A'
		case r == '_' || r == ' ' || r == '-':
			return -1
		}
		return r
	}, name)
}

// nearestModules returns the API names of the three modules whose names are
// nearest to a folded name, nearest first.
func nearestModules(folded string) []string {
	if len(folded) > maxNearLength {
		return nil
	}
	type near struct {
		name  string
		edits int
	}
	var all []near
	for m := range All() {
		edits := min(distance(folded, fold(m.apiName)), distance(folded, fold(m.label)))
		all = append(all, near{m.apiName, edits})
	}
	slices.SortStableFunc(all, func(a, b near) int { return a.edits - b.edits })
	var names []string
	for _, n := range all[:3] {
		names = append(names, n.name)
	}
	return names
}
