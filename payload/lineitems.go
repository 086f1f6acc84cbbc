package payload

import (
	"slices"

	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// A Tax is a tax of a line item or of a whole record. Percentage is a decimal
// literal such as "1.5".
type Tax struct{ Name, Percentage string }

func taxArray(taxes []Tax) fieldtype.Value {
	elements := make([]fieldtype.Value, len(taxes))
	for i, t := range taxes {
		elements[i] = fieldtype.Object(
			fieldtype.Member{Name: "percentage", Value: fieldtype.Literal(t.Percentage)},
			fieldtype.Member{Name: "name", Value: fieldtype.Text(t.Name)},
		)
	}
	return fieldtype.Array(elements...)
}

// A LineItem is a row of Quoted_Items, Ordered_Items, Purchase_Items or
// Invoiced_Items (page, "Sample Input for the Inventory Modules"). Numbers are
// given as decimal literals, so that they stay exact.
type LineItem struct{ row Record }

// Product returns the line item of a product.
func Product(id string) *LineItem {
	item := &LineItem{}
	item.row.Lookup("Product_Name", id)
	return item
}

// Quantity sets how many there are: "100", "2.5".
func (i *LineItem) Quantity(literal string) *LineItem {
	i.row.Decimal("Quantity", literal)
	return i
}

// ListPrice sets the price of one.
func (i *LineItem) ListPrice(literal string) *LineItem {
	i.row.Decimal("List_Price", literal)
	return i
}

// Discount sets the discount, an amount.
func (i *LineItem) Discount(literal string) *LineItem {
	i.row.Decimal("Discount", literal)
	return i
}

// PriceBook sets the price book that the price comes from.
func (i *LineItem) PriceBook(id string) *LineItem {
	i.row.Lookup("Price_Book_Name", id)
	return i
}

// Description sets what is said of the item.
func (i *LineItem) Description(s string) *LineItem {
	i.row.Text("Description", s)
	return i
}

// Taxes sets Line_Tax, the taxes of the item.
func (i *LineItem) Taxes(taxes ...Tax) *LineItem {
	i.row.Value("Line_Tax", taxArray(taxes))
	return i
}

// Set sets any field of the row; see [fieldtype.Of].
func (i *LineItem) Set(apiName string, x any) *LineItem {
	i.row.Set(apiName, x)
	return i
}

// LineItems sets the subform of that name to line items.
func (r *Record) LineItems(apiName string, items ...*LineItem) *Record {
	rows := make([]*Record, len(items))
	for i, item := range items {
		if item != nil {
			rows[i] = &item.row
		}
	}
	return r.Rows(apiName, rows...)
}

// LineTaxes sets $line_tax, the taxes of the whole record.
func (r *Record) LineTaxes(taxes ...Tax) *Record { return r.Value("$line_tax", taxArray(taxes)) }

// A PriceRange is a row of a price book's Pricing_Details: the discount for
// quantities from From to To. All are decimal literals.
type PriceRange struct{ From, To, Discount string }

// PriceRanges sets Pricing_Details (page, "Price Books").
func (r *Record) PriceRanges(ranges ...PriceRange) *Record {
	rows := make([]*Record, len(ranges))
	for i, p := range ranges {
		rows[i] = NewRecord().Decimal("from_range", p.From).Decimal("to_range", p.To).Decimal("discount", p.Discount)
	}
	return r.Rows("Pricing_Details", rows...)
}

// Rows sets a subform to rows, each of which is a record of its own. A nil row
// is null.
func (r *Record) Rows(apiName string, rows ...*Record) *Record {
	elements := make([]fieldtype.Value, len(rows))
	for i, row := range rows {
		elements[i] = row.object()
	}
	return r.Value(apiName, fieldtype.Array(elements...))
}

// object returns the record as an object. It is a copy, so that the record can
// be filled on.
func (r *Record) object() fieldtype.Value {
	switch {
	case r == nil:
		return fieldtype.Null()
	case r.problem != nil:
		return fieldtype.Invalid(r.problem)
	}
	return fieldtype.Object(slices.Clone(r.Members())...)
}
