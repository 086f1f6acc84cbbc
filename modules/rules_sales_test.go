package modules_test

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/modules"
)

// text is a value as a caller of setters makes it.
func text(s string) fieldtype.Value { return fieldtype.Text(s) }

// salesRules show the rules of deals and price books, and the one of every
// module. The answers are in testdata/rules.
var salesRules = []ruleExample{
	// "The probability of winning a deal cannot be less than 0% or greater than
	// 100%."
	{modules.Deals(), "deal_probability", `"Probability":100`, `"Probability":101`},
	{modules.PriceBooks(), "price_ranges", `"Pricing_Details":[{"from_range":5,"to_range":5,"discount":0}]`, `"Pricing_Details":[{"from_range":1,"to_range":4,"discount":0},{"from_range":6,"to_range":5,"discount":0}]`},
	{modules.PriceBooks(), "price_ranges_overlap",
		`"Pricing_Details":[{"from_range":1,"to_range":10,"discount":0},{"from_range":11,"to_range":50,"discount":1}]`,
		`"Pricing_Details":[{"from_range":1,"to_range":10,"discount":0},{"from_range":10,"to_range":50,"discount":1}]`},
	// "You have not specified $wizard_connection_path in the input while creating
	// a record in a wizard."
	{modules.Leads(), "wizard_connection_path", `"Wizard":"554023000002734009","$wizard_connection_path":["554023000002734010"]`, `"Wizard":"554023000002734009"`},
}

func TestSalesRules(t *testing.T) { checkRules(t, salesRules) }

// TestDealProbability takes numbers from 0 to 100.
func TestDealProbability(t *testing.T) {
	const outside = "error INVALID_DATA range Probability $.Probability"
	for value, want := range map[string][]string{
		`0`: nil, `1`: nil, `100`: nil, `null`: nil,
		`-1`: {outside}, `101`: {outside}, `999999999`: {outside},
		`"50"`:       {"error INVALID_DATA quoted_number Probability $.Probability"},
		`50.5`:       {"error INVALID_DATA type Probability $.Probability"},
		`1000000000`: {"error INVALID_DATA digits Probability $.Probability", outside},
	} {
		if diff := cmp.Diff(want, problems(t, modules.Deals(), patched(t, modules.Deals(), `"Probability":`+value))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", value, diff)
		}
	}
}

// TestLineItemsOfEachModule checks the subforms of the four inventory modules.
func TestLineItemsOfEachModule(t *testing.T) {
	for subform, m := range map[string]*modules.Module{
		"Quoted_Items": modules.Quotes(), "Ordered_Items": modules.SalesOrders(), "Purchase_Items": modules.PurchaseOrders(), "Invoiced_Items": modules.Invoices(),
	} {
		missing := []string{"error MANDATORY_NOT_FOUND mandatory " + subform + " $." + subform}
		item := `{"Product_Name":{"id":"1"},"Quantity":2}`
		for value, want := range map[string][]string{
			`null`: missing, `[]`: missing, `""`: missing,
			`{}`:  missing,
			`"x"`: {"error INVALID_DATA type " + subform + " $." + subform},
			"[" + strings.Repeat(item+",", 99) + item + "]":                                            nil,
			"[" + strings.Repeat(item+",", 100) + item + "]":                                           {"error LIMIT_EXCEEDED max_items " + subform + " $." + subform},
			"[" + item + ",{}]":                                                                        {"error MANDATORY_NOT_FOUND mandatory Product_Name $." + subform + "[1].Product_Name"},
			"[" + item + `,{"Product_Name":{"name":"ZCRM_Product"}}]`:                                  {"warning MANDATORY_NOT_FOUND lookup_by_name id $." + subform + "[1].Product_Name.id"},
			"[" + item + "," + item + `,{"Product_Name":{"id":"1"},"Quantity":"2"}]`:                   {"error INVALID_DATA quoted_number Quantity $." + subform + "[2].Quantity"},
			"[" + item + `,{"Product_Name":{"id":"1"},"Line_Tax":[{"name":"Vat","percentage":true}]}]`: {"error INVALID_DATA type percentage $." + subform + "[1].Line_Tax[0].percentage"},
			// Discounts as SDKs have them.
			`[{"Product_Name":{"id":"1"},"Discount":"5.90"}]`: {"warning INVALID_DATA quoted_number Discount $." + subform + "[0].Discount"},
			`[{"Product_Name":{"id":"1"},"Discount":"5%"}]`:   {"warning INVALID_DATA quoted_number Discount $." + subform + "[0].Discount"},
			`[{"Product_Name":{"id":"1"},"Discount":"five"}]`: {"error INVALID_DATA type Discount $." + subform + "[0].Discount"},
		} {
			if diff := cmp.Diff(want, problems(t, m, patched(t, m, `"`+subform+`":`+value))); diff != "" {
				t.Errorf("%s %.80s (-want +got):\n%s", m.APIName(), value, diff)
			}
		}
	}
}

// pricingDetails returns a field with ranges from and to, given in pairs.
func pricingDetails(pairs ...any) string {
	var rows []string
	for i := 0; i < len(pairs); i += 2 {
		rows = append(rows, fmt.Sprintf(`{"from_range":%v,"to_range":%v,"discount":1}`, pairs[i], pairs[i+1]))
	}
	return `"Pricing_Details":[` + strings.Join(rows, ",") + `]`
}

// TestPriceRanges checks rows in every order.
func TestPriceRanges(t *testing.T) {
	below := func(row int) string {
		return fmt.Sprintf("warning INVALID_DATA conflict to_range $.Pricing_Details[%d].to_range", row)
	}
	overlaps := func(row int) string {
		return fmt.Sprintf("warning INVALID_DATA conflict from_range $.Pricing_Details[%d].from_range", row)
	}
	for fields, want := range map[string][]string{
		pricingDetails(1, 5, 6, 11):                                        nil, // Zoho's samples
		pricingDetails(1, 10, 11, 50):                                      nil,
		pricingDetails(11, 50, 1, 10):                                      nil, // in any order
		pricingDetails(1, 1, 2, 2, 3, 3):                                   nil,
		pricingDetails(1, "5.5", "5.500000001", 9):                         nil,
		pricingDetails(1, 5, 5, 9):                                         {overlaps(1)},
		pricingDetails(5, 9, 1, 5):                                         {overlaps(0)},
		pricingDetails(5, 10, 1, 20):                                       {overlaps(0)},
		pricingDetails(1, 20, 30, 40, 5, 10):                               {overlaps(2)},
		pricingDetails(1, 20, 2, 3, 15, 18):                                {overlaps(1), overlaps(2)},
		pricingDetails(1, 5, 1, 5, 1, 5):                                   {overlaps(1), overlaps(2)},
		pricingDetails(5, 4):                                               {below(0)},
		pricingDetails(1, 2, 5, 4, 9, 8):                                   {below(1), below(2)},
		pricingDetails(1, 9, 5, 4):                                         {below(1), overlaps(1)},
		pricingDetails(1, "null", 7, 3):                                    {"error MANDATORY_NOT_FOUND mandatory to_range $.Pricing_Details[0].to_range", below(1)},
		pricingDetails(0, 0, `"x"`, 1, 0, 3, 2, 4):                         {"error INVALID_DATA type from_range $.Pricing_Details[1].from_range", overlaps(2), overlaps(3)},
		`"Pricing_Details":[{"from_range":1,"to_range":2,"discount":1},5]`: {"error INVALID_DATA type Pricing_Details $.Pricing_Details[1]"},
	} {
		if diff := cmp.Diff(want, problems(t, modules.PriceBooks(), patched(t, modules.PriceBooks(), fields))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", fields, diff)
		}
	}
}

// TestPriceRangesNamed reads which row a range begins in: of several, the one
// that ends last, and of those that end together the first.
func TestPriceRangesNamed(t *testing.T) {
	for fields, want := range map[string][]int{
		pricingDetails(1, 5, 1, 5, 1, 5):    {0, 0},
		pricingDetails(1, 20, 2, 3, 15, 18): {0, 0},
		pricingDetails(1, 5, 3, 9, 4, 6):    {0, 1},
		pricingDetails(5, 9, 1, 5):          {1},
	} {
		_, errs := modules.PriceBooks().Append(nil, nil, patched(t, modules.PriceBooks(), fields))
		var expected, got []string
		for _, row := range want {
			expected = append(expected, fmt.Sprint("a number above to_range of row ", row))
		}
		for _, e := range errs {
			got = append(got, e.Expected)
		}
		if diff := cmp.Diff(expected, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", fields, diff)
		}
	}
}

// TestPriceRangesAgainstPairs compares with the plain look at all pairs: a row
// warns when its range begins within that of another row, the earlier one if
// both begin there.
func TestPriceRangesAgainstPairs(t *testing.T) {
	const seed = 1234
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewSource(seed))
	for range 500 {
		var pairs []any
		for range r.Intn(7) + 1 {
			from := r.Intn(12)
			pairs = append(pairs, from, from+r.Intn(5))
		}
		var want []string
		for i := 0; i < len(pairs); i += 2 {
			for j := 0; j < len(pairs); j += 2 {
				from, other, to := pairs[i].(int), pairs[j].(int), pairs[j+1].(int)
				if (other < from || other == from && j < i) && from <= to {
					want = append(want, fmt.Sprintf("warning INVALID_DATA conflict from_range $.Pricing_Details[%d].from_range", i/2))
					break
				}
			}
		}
		fields := pricingDetails(pairs...)
		if got := problems(t, modules.PriceBooks(), patched(t, modules.PriceBooks(), fields)); !slices.Equal(want, got) {
			t.Fatalf("%s: %q, want %q", fields, got, want)
		}
	}
}

// TestManyPriceRanges checks a price book of as many ranges as JSON text may hold,
// from the last to the first. To compare them in pairs would take long.
func TestManyPriceRanges(t *testing.T) {
	n := testkit.Size(10_000, 65_000, 65_000)
	var b strings.Builder
	for i := n; i > 0; i-- {
		fmt.Fprintf(&b, `,{"from_range":%d,"to_range":%d,"discount":1}`, 2*i, 2*i+1)
	}
	rec := parse(t, `{"Price_Book_Name":"Price Book 1","Pricing_Details":[`+b.String()[1:]+`]}`)
	if got := problems(t, modules.PriceBooks(), rec); got != nil {
		t.Errorf("%d problems, the first %s", len(got), got[0])
	}
}
