package payload_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
)

// bodyOf wraps a record as the only one of a body.
func bodyOf(record string) string { return `{"data":[` + record + `]}` }

// TestPageQuote writes the page's quote with the builders. A builder gives a
// lookup its id alone; the page's sample names the records as well.
func TestPageQuote(t *testing.T) {
	quote := payload.NewRecord().
		Text("Subject", "quote v6").
		LineTaxes(payload.Tax{Name: "Common Tax", Percentage: "1.5"}).
		LineItems("Quoted_Items", payload.Product("3652397000000416001").
			Quantity("100").
			Discount("0").
			PriceBook("3652397000000491235").
			Description("description").
			Taxes(payload.Tax{Name: "Sales Tax", Percentage: "10"}, payload.Tax{Name: "Vat", Percentage: "1"}))
	const want = `{"Subject":"quote v6","$line_tax":[{"percentage":1.5,"name":"Common Tax"}],` +
		`"Quoted_Items":[{"Product_Name":{"id":"3652397000000416001"},"Quantity":100,"Discount":0,` +
		`"Price_Book_Name":{"id":"3652397000000491235"},"Description":"description",` +
		`"Line_Tax":[{"percentage":10,"name":"Sales Tax"},{"percentage":1,"name":"Vat"}]}]}`
	if diff := cmp.Diff(bodyOf(want), build(t, payload.NewInsert(modules.Quotes()).Add(quote))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestLineItemNumbers keeps the digits of numbers as they are given.
func TestLineItemNumbers(t *testing.T) {
	order := payload.NewRecord().Text("Subject", "order").
		LineItems("Ordered_Items", payload.Product("1").Quantity("2.50").ListPrice("1234567890123456.123456789").Set("Sequence_Number", 1))
	const want = `{"Subject":"order","Ordered_Items":[{"Product_Name":{"id":"1"},"Quantity":2.50,"List_Price":1234567890123456.123456789,"Sequence_Number":1}]}`
	if diff := cmp.Diff(bodyOf(want), build(t, payload.NewInsert(modules.SalesOrders()).Add(order))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestLineItemProblems finds each wrong value of a quote of four items where it
// stands.
func TestLineItemProblems(t *testing.T) {
	quote := payload.NewRecord().Text("Subject", "quote").
		LineTaxes(payload.Tax{Name: "Vat", Percentage: "1 %"}).
		LineItems("Quoted_Items",
			payload.Product("1"),
			payload.Product(""),
			payload.Product("1").Quantity("many").ListPrice("0.1234567891").Taxes(payload.Tax{Percentage: "100000"}),
			nil,
		)
	want := []string{
		"error INVALID_DATA format percentage $.data[0].$line_tax[0].percentage",
		"error MANDATORY_NOT_FOUND mandatory id $.data[0].Quoted_Items[1].Product_Name.id",
		"error INVALID_DATA format Quantity $.data[0].Quoted_Items[2].Quantity",
		"error INVALID_DATA decimals List_Price $.data[0].Quoted_Items[2].List_Price",
		"error INVALID_DATA digits percentage $.data[0].Quoted_Items[2].Line_Tax[0].percentage",
		"error INVALID_DATA type Quoted_Items $.data[0].Quoted_Items[3]",
	}
	if diff := cmp.Diff(want, lines(refused(t, payload.NewInsert(modules.Quotes()).Add(quote)))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestLineItemsAreMandatory checks that no items are as few as none.
func TestLineItemsAreMandatory(t *testing.T) {
	const missing = "error MANDATORY_NOT_FOUND mandatory Quoted_Items $.data[0].Quoted_Items"
	for _, quote := range []*payload.Record{
		payload.NewRecord().Text("Subject", "quote"),
		payload.NewRecord().Text("Subject", "quote").LineItems("Quoted_Items"),
		payload.NewRecord().Text("Subject", "quote").Null("Quoted_Items"),
	} {
		if diff := cmp.Diff([]string{missing}, lines(refused(t, payload.NewInsert(modules.Quotes()).Add(quote)))); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

// TestRowsLimit takes 100 rows of a subform, and no more.
func TestRowsLimit(t *testing.T) {
	quoteOf := func(n int) *payload.Insert {
		items := make([]*payload.LineItem, n)
		for i := range items {
			items[i] = payload.Product(fmt.Sprint(i + 1)).Quantity("1")
		}
		return payload.NewInsert(modules.Quotes()).Add(payload.NewRecord().Text("Subject", "quote").LineItems("Quoted_Items", items...))
	}
	if n := strings.Count(build(t, quoteOf(100)), "Product_Name"); n != 100 {
		t.Errorf("the body has %d of 100 items", n)
	}
	want := []string{"error LIMIT_EXCEEDED max_items Quoted_Items $.data[0].Quoted_Items"}
	if diff := cmp.Diff(want, lines(refused(t, quoteOf(101)))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestPriceRangesBuilder writes the ranges of Zoho's samples.
func TestPriceRangesBuilder(t *testing.T) {
	book := payload.NewRecord().Text("Price_Book_Name", "Price Book 1").
		PriceRanges(payload.PriceRange{From: "1", To: "5", Discount: "0"}, payload.PriceRange{From: "6", To: "11", Discount: "2.5"})
	const want = `{"Price_Book_Name":"Price Book 1","Pricing_Details":[{"from_range":1,"to_range":5,"discount":0},{"from_range":6,"to_range":11,"discount":2.5}]}`
	if diff := cmp.Diff(bodyOf(want), build(t, payload.NewInsert(modules.PriceBooks()).Add(book))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	book.PriceRanges(payload.PriceRange{From: "", To: "5", Discount: "x"}, payload.PriceRange{From: "6", To: "5", Discount: "1"})
	wantLines := []string{
		"error INVALID_DATA format from_range $.data[0].Pricing_Details[0].from_range",
		"error INVALID_DATA format discount $.data[0].Pricing_Details[0].discount",
		"error INVALID_DATA conflict to_range $.data[0].Pricing_Details[1].to_range",
	}
	if diff := cmp.Diff(wantLines, lines(refused(t, payload.NewInsert(modules.PriceBooks()).Add(book)))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestRows writes a subform of a custom field, with a subform in a row.
func TestRows(t *testing.T) {
	vehicle := payload.NewRecord().Text("Name", "Van 7").Rows("Trips",
		payload.NewRecord().Text("To", "Pune").Rows("Stops", payload.NewRecord().Text("At", "Lonavala")),
		payload.FromMap(map[string]any{"To": "Goa", "Cost": 12.5}),
	)
	const want = `{"Name":"Van 7","Trips":[{"To":"Pune","Stops":[{"At":"Lonavala"}]},{"Cost":12.5,"To":"Goa"}]}`
	if diff := cmp.Diff(bodyOf(want), build(t, payload.NewInsert(modules.Custom("Vehicles")).Add(vehicle))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	// A row that is no record is a problem of that row.
	bad := payload.FromValue(fieldtype.Array())
	quote := payload.NewRecord().Text("Subject", "quote").Rows("Quoted_Items", payload.NewRecord().Lookup("Product_Name", "1"), bad)
	wantLines := []string{"error INVALID_DATA type Quoted_Items $.data[0].Quoted_Items[1]"}
	if diff := cmp.Diff(wantLines, lines(refused(t, payload.NewInsert(modules.Quotes()).Add(quote)))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestRowsAreCopies changes rows and items after they have been set: the record
// keeps what they were, and a row may become its own record's row.
func TestRowsAreCopies(t *testing.T) {
	item := payload.Product("1").Quantity("1")
	row := payload.NewRecord().Text("A", "1")
	quote := payload.NewRecord().Text("Subject", "quote").LineItems("Quoted_Items", item).Rows("Custom", row)
	in := payload.NewInsert(modules.Quotes()).Add(quote)
	before := build(t, in)
	item.Quantity("2").Description("x")
	row.Text("A", "2").Text("B", "3")
	if after := build(t, in); after != before {
		t.Errorf("first %s, then %s", before, after)
	}
	row.Reset().Text("C", "4")
	if after := build(t, in); after != before {
		t.Errorf("first %s, after Reset %s", before, after)
	}

	own := payload.NewRecord().Text("Name", "Van 7").Rows("Trips", payload.NewRecord())
	own.Rows("Trips", own)
	const want = `{"Name":"Van 7","Trips":[{"Name":"Van 7","Trips":[{}]}]}`
	if diff := cmp.Diff(bodyOf(want), build(t, payload.NewInsert(modules.Custom("Vehicles")).Add(own))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for range 200 { // and so on, as deep as it likes
		own.Rows("Trips", own)
	}
	if errs := refused(t, payload.NewInsert(modules.Custom("Vehicles")).Add(own)); len(errs) != 1 || errs[0].Reason != zohocrm.ReasonDepth {
		t.Errorf("too deep: %v", errs)
	}
}
