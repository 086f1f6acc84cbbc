package modules

import (
	"iter"
	"slices"
	"strings"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/internal/near"
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

// Lookup returns the module of the page with the given API name ("Price_Books"),
// scope name ("pricebooks") or label ("Price Books"). Letter case, spaces,
// hyphens and underscores do not count. An unknown name is INVALID_MODULE
// ([zohocrm.ReasonUnknownModule]), and the error names the nearest modules. For a
// custom module of an organization use [Custom].
func Lookup(name string) (*Module, error) {
	folded := near.Fold(name)
	for m := range All() {
		names := append([]string{m.apiName, m.scopeName, m.label}, m.aliases...)
		if slices.ContainsFunc(names, func(n string) bool { return near.Fold(n) == folded }) {
			return m, nil
		}
	}
	resource := 0
	e := zohocrm.UnknownModule("the API name of a module")
	if slices.Contains(notInAPI, folded) {
		e.Message = zohocrm.MessageModuleNotInAPI
	}
	e.Details.ResourcePathIndex = &resource
	if names := nearestModules(folded); len(names) > 0 {
		e.Expected += ", such as " + strings.Join(names, ", ")
	}
	return nil, e
}

// notInAPI are modules of Zoho CRM that the API does not have (page, "Possible Errors":
// INVALID_MODULE), as package near folds them.
var notInAPI = []string{near.Fold("Documents"), near.Fold("Projects")}

// nearestModules returns the API names of the three modules whose names are
// nearest to a folded name, nearest first.
func nearestModules(folded string) []string {
	if len(folded) > near.MaxLength {
		return nil
	}
	type candidate struct {
		name  string
		edits int
	}
	var all []candidate
	for m := range All() {
		edits := min(near.Distance(folded, near.Fold(m.apiName)), near.Distance(folded, near.Fold(m.label)))
		all = append(all, candidate{m.apiName, edits})
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return a.edits - b.edits })
	var names []string
	for _, n := range all[:3] {
		names = append(names, n.name)
	}
	return names
}
