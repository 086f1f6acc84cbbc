package modules

import (
	"cmp"
	"iter"
	"math"
	"slices"
	"strconv"

	"github.com/seed12a3e673/zohocrm"
)

// dealRules are the rules of deals (page, "Possible Errors").
var dealRules = []Rule{{
	Name:   "deal_probability",
	Doc:    "Probability is from 0 to 100.",
	Source: `page, "Possible Errors": INVALID_DATA, "Given Probability is not valid"`,
	fields: []string{"Probability"},
	check: func(c *check) {
		if p, ok := c.value("Probability").AsFloat(); ok && (p < 0 || p > 100) {
			e := zohocrm.OutOfRange(0, 100)
			e.Message = "Given Probability is not valid"
			c.report("Probability", e)
		}
	},
}}

// priceBookRules are the rules of price books (page, "Price Books").
var priceBookRules = []Rule{{
	Name:   "price_ranges",
	Doc:    "In Pricing_Details, a to_range below from_range warns.",
	Source: `facts 2.2, Price_Books: the ranges of the samples`,
	fields: []string{"Pricing_Details"},
	check: func(c *check) {
		for r := range priceRanges(c) {
			if r.to < r.from {
				c.report("Pricing_Details", priceRangeProblem(r.row, "to_range", "a number that is not below from_range"))
			}
		}
	},
}, {
	Name:   "price_ranges_overlap",
	Doc:    "In Pricing_Details, a range that begins within another warns.",
	Source: `facts 2.2, Price_Books: the ranges of the samples`,
	fields: []string{"Pricing_Details"},
	check: func(c *check) {
		for _, r := range overlapping(c) {
			c.report("Pricing_Details", priceRangeProblem(r.row, "from_range", "a number above to_range of row "+strconv.Itoa(r.other)))
		}
	},
}}

// priceRangeProblem returns a warning, as no source says that Zoho refuses a range.
func priceRangeProblem(row int, key, expected string) *zohocrm.Error {
	return zohocrm.Conflict(expected).AsWarning().PrefixPath(zohocrm.Index(row), zohocrm.Key(key))
}

// A priceRange is the range of a row of Pricing_Details.
type priceRange struct {
	from, to float64
	row      int
	other    int // the row in whose range it begins, if any
}

// priceRanges yields the ranges of Pricing_Details, without rows that have none.
func priceRanges(c *check) iter.Seq[priceRange] {
	return func(yield func(priceRange) bool) {
		for i, row := range c.value("Pricing_Details").Elements() {
			from, _ := row.Member("from_range")
			to, _ := row.Member("to_range")
			a, ok1 := from.AsFloat()
			b, ok2 := to.AsFloat()
			if ok1 && ok2 && !yield(priceRange{from: a, to: b, row: i}) {
				return
			}
		}
	}
}

// overlapping returns the ranges that begin within another, in the order of the rows.
// The fast path is for ranges in rising order, the usual case, and allocates nothing.
func overlapping(c *check) []priceRange {
	last, rising := math.Inf(-1), true
	for r := range priceRanges(c) {
		rising = rising && last < r.from && r.from <= r.to
		last = r.to
	}
	if rising {
		return nil
	}
	ranges := slices.SortedStableFunc(priceRanges(c), func(a, b priceRange) int { return cmp.Compare(a.from, b.from) })
	var found []priceRange
	widest := priceRange{to: math.Inf(-1)}
	for _, r := range ranges {
		if r.from <= widest.to {
			r.other = widest.row
			found = append(found, r)
		}
		if r.to > widest.to && r.from <= r.to {
			widest = r
		}
	}
	slices.SortFunc(found, func(a, b priceRange) int { return cmp.Compare(a.row, b.row) })
	return found
}
