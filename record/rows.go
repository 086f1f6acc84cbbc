package record

import "github.com/seed12a3e673/zohocrm/fieldtype"

// A Tax is a tax of a line item or of a whole record. Percentage is a decimal
// literal such as "1.5".
type Tax struct{ Name, Percentage string }

// Taxes sets a field to taxes: Line_Tax of a line item, or $line_tax of the whole
// record (page, "Sample Input for the Inventory Modules").
func (r *Record) Taxes(apiName string, taxes ...Tax) *Record {
	elements := make([]fieldtype.Value, len(taxes))
	for i, t := range taxes {
		elements[i] = fieldtype.Object(
			fieldtype.Member{Name: "percentage", Value: fieldtype.ParseNumber(t.Percentage)},
			fieldtype.Member{Name: "name", Value: fieldtype.Text(t.Name)},
		)
	}
	return r.Value(apiName, fieldtype.Array(elements...))
}

// A PriceRange is a row of a price book: the discount for quantities from From to To.
// All are decimal literals.
type PriceRange struct{ From, To, Discount string }

// PriceRanges sets Pricing_Details of Price Books to price ranges (page, "Price
// Books").
func (r *Record) PriceRanges(apiName string, ranges ...PriceRange) *Record {
	rows := make([]*Record, len(ranges))
	for i, p := range ranges {
		rows[i] = New().Decimal("from_range", p.From).Decimal("to_range", p.To).Decimal("discount", p.Discount)
	}
	return r.Subform(apiName, rows...)
}
