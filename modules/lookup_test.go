package modules_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/modules"
)

// TestAll lists the page's "Supported modules" in its order, without Custom,
// and Notes of its "Possible module names".
func TestAll(t *testing.T) {
	want := []string{
		"Leads", "Accounts", "Contacts", "Deals", "Campaigns", "Tasks", "Cases", "Events", "Calls", "Solutions", "Products",
		"Vendors", "Price_Books", "Quotes", "Sales_Orders", "Purchase_Orders", "Invoices", "Appointments__s",
		"Appointments_Rescheduled_History__s", "Services__s", "Notes",
	}
	var got []string
	for m := range modules.All() {
		got = append(got, m.APIName())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-page +got):\n%s", diff)
	}
	for m := range modules.All() { // stops when yield returns false
		if m.APIName() != "Leads" {
			t.Fatal("All goes on")
		}
		break
	}
}

// TestLookupByAnyName finds every module by each of its names, however it is
// written.
func TestLookupByAnyName(t *testing.T) {
	for m := range modules.All() {
		for _, name := range []string{m.APIName(), m.ScopeName(), m.Label()} {
			for _, odd := range []string{
				name, strings.ToLower(name), strings.ToUpper(name), strings.ReplaceAll(name, "_", ""),
				strings.ReplaceAll(name, "_", " "), strings.ReplaceAll(name, " ", "-"), " " + name + "_",
			} {
				got, err := modules.Lookup(odd)
				if err != nil || got != m {
					t.Errorf("Lookup(%q) = %v, %v; want %s", odd, got, err, m.APIName())
				}
			}
		}
	}
}

// TestLookupNames holds names that do not follow from one another.
func TestLookupNames(t *testing.T) {
	tests := map[string]string{
		"pricebooks":                       "Price_Books",
		"PriceBooks":                       "Price_Books",
		"sales orders":                     "Sales_Orders",
		"purchaseorders":                   "Purchase_Orders",
		"Meetings":                         "Events", // the label
		"events":                           "Events",
		"appointments":                     "Appointments__s",
		"Appointments__s":                  "Appointments__s",
		"appointments_rescheduled_history": "Appointments_Rescheduled_History__s",
		"services":                         "Services__s",
		"Potentials":                       "Deals", // its name of old
	}
	for name, want := range tests {
		m, err := modules.Lookup(name)
		if err != nil || m.APIName() != want {
			t.Errorf("Lookup(%q) = %v, %v; want %s", name, m, err, want)
		}
	}
}

// TestLookupUnknown checks INVALID_MODULE and the names that it offers, the
// nearest first.
func TestLookupUnknown(t *testing.T) {
	tests := []struct {
		name    string
		nearest string // "" when none is offered
	}{
		{"Lead", "Leads"},
		{"Laeds", "Leads"},
		{"Price_Book", "Price_Books"},
		{"Quote", "Quotes"},
		{"Invoices2", "Invoices"},
		{"Meeting", "Events"}, // by its label
		{"Service", "Services__s"},
		{"Line_Items", "Invoices"}, // far from all, yet something has to be nearest
		{"custom", "Cases"},        // means all custom modules, and is none
		{"", "Leads"},              // the first of the shortest
		{"\xff\xfe", "Leads"},
		{strings.Repeat("x", 100), "Leads"}, // as far from all
		{strings.Repeat("x", 101), ""},
		{strings.Repeat("Leads", 1<<20), ""},
	}
	for _, tt := range tests {
		m, err := modules.Lookup(tt.name)
		if m != nil || !errors.Is(err, zohocrm.CodeInvalidModule) || !errors.Is(err, zohocrm.ReasonUnknownModule) {
			t.Errorf("Lookup(%.20q) = %v, %v", tt.name, m, err)
			continue
		}
		answer, _ := json.Marshal(err)
		const want = `{"code":"INVALID_MODULE","details":{"resource_path_index":0},"message":"the module name given seems to be invalid","status":"error"}`
		if string(answer) != want {
			t.Errorf("Lookup(%.20q): JSON\ngot  %s\nwant %s", tt.name, answer, want)
		}
		var problem *zohocrm.Error
		errors.As(err, &problem)
		offer, names, offered := strings.Cut(problem.Expectation(), ", such as ")
		if offer != "expected the API name of a module" {
			t.Errorf("Lookup(%.20q): %q", tt.name, problem.Expectation())
		}
		nearest := strings.Split(names, ", ")
		switch {
		case offered != (tt.nearest != ""):
			t.Errorf("Lookup(%.20q) offers %q", tt.name, names)
		case offered && (len(nearest) != 3 || nearest[0] != tt.nearest):
			t.Errorf("Lookup(%.20q) offers %q, want %s first of three", tt.name, nearest, tt.nearest)
		}
	}
}
