package record_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/internal/testkit/requests"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// TestPageQuote writes the page's quote with the builders. A builder gives a
// lookup its id alone; the page's sample names the records as well.
func TestPageQuote(t *testing.T) {
	quote := record.New().
		Text("Subject", "quote v6").
		Taxes("$line_tax", record.Tax{Name: "Common Tax", Percentage: "1.5"}).
		Subform("Quoted_Items", modules.LineItem("3652397000000416001", "100").
			Decimal("Discount", "0").
			Lookup("Price_Book_Name", "3652397000000491235").
			Text("Description", "description").
			Taxes("Line_Tax", record.Tax{Name: "Sales Tax", Percentage: "10"}, record.Tax{Name: "Vat", Percentage: "1"}))
	const want = `{"Subject":"quote v6","$line_tax":[{"percentage":1.5,"name":"Common Tax"}],` +
		`"Quoted_Items":[{"Product_Name":{"id":"3652397000000416001"},"Quantity":100,"Discount":0,` +
		`"Price_Book_Name":{"id":"3652397000000491235"},"Description":"description",` +
		`"Line_Tax":[{"percentage":10,"name":"Sales Tax"},{"percentage":1,"name":"Vat"}]}]}`
	if diff := cmp.Diff(requests.Body(want), requests.Build(t, payload.NewInsert(modules.Quotes()).Add(quote))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestLineItemNumbers keeps the digits of numbers as they are given.
func TestLineItemNumbers(t *testing.T) {
	order := record.New().Text("Subject", "order").
		Subform("Ordered_Items", modules.LineItem("1", "2.50").Decimal("List_Price", "1234567890123456.123456789").Set("Sequence_Number", 1))
	const want = `{"Subject":"order","Ordered_Items":[{"Product_Name":{"id":"1"},"Quantity":2.50,"List_Price":1234567890123456.123456789,"Sequence_Number":1}]}`
	if diff := cmp.Diff(requests.Body(want), requests.Build(t, payload.NewInsert(modules.SalesOrders()).Add(order))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestLineItemProblems finds each wrong value of a quote of four items, with its
// path.
func TestLineItemProblems(t *testing.T) {
	quote := record.New().Text("Subject", "quote").
		Taxes("$line_tax", record.Tax{Name: "Vat", Percentage: "1 %"}).
		Subform("Quoted_Items",
			record.New().Lookup("Product_Name", "1"),
			record.New().Lookup("Product_Name", ""),
			modules.LineItem("1", "many").Decimal("List_Price", "0.1234567891").Taxes("Line_Tax", record.Tax{Percentage: "100000"}),
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
	if diff := cmp.Diff(want, testkit.Lines(requests.Refused(t, payload.NewInsert(modules.Quotes()).Add(quote)))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestLineItemsAreMandatory checks that no items are as few as none.
func TestLineItemsAreMandatory(t *testing.T) {
	const missing = "error MANDATORY_NOT_FOUND mandatory Quoted_Items $.data[0].Quoted_Items"
	for _, quote := range []*record.Record{
		record.New().Text("Subject", "quote"),
		record.New().Text("Subject", "quote").Subform("Quoted_Items"),
		record.New().Text("Subject", "quote").Null("Quoted_Items"),
	} {
		if diff := cmp.Diff([]string{missing}, testkit.Lines(requests.Refused(t, payload.NewInsert(modules.Quotes()).Add(quote)))); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

// TestRowsLimit takes 100 rows of a subform, and no more.
func TestRowsLimit(t *testing.T) {
	quoteOf := func(n int) *payload.Insert {
		items := make([]*record.Record, n)
		for i := range items {
			items[i] = modules.LineItem(fmt.Sprint(i+1), 1)
		}
		return payload.NewInsert(modules.Quotes()).Add(record.New().Text("Subject", "quote").Subform("Quoted_Items", items...))
	}
	if n := strings.Count(requests.Build(t, quoteOf(100)), "Product_Name"); n != 100 {
		t.Errorf("the body has %d of 100 items", n)
	}
	want := []string{"error LIMIT_EXCEEDED max_items Quoted_Items $.data[0].Quoted_Items"}
	if diff := cmp.Diff(want, testkit.Lines(requests.Refused(t, quoteOf(101)))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestPriceRangesBuilder writes the ranges of Zoho's samples.
func TestPriceRangesBuilder(t *testing.T) {
	book := record.New().Text("Price_Book_Name", "Price Book 1").
		PriceRanges("Pricing_Details", record.PriceRange{From: "1", To: "5", Discount: "0"}, record.PriceRange{From: "6", To: "11", Discount: "2.5"})
	const want = `{"Price_Book_Name":"Price Book 1","Pricing_Details":[{"from_range":1,"to_range":5,"discount":0},{"from_range":6,"to_range":11,"discount":2.5}]}`
	if diff := cmp.Diff(requests.Body(want), requests.Build(t, payload.NewInsert(modules.PriceBooks()).Add(book))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	book.PriceRanges("Pricing_Details", record.PriceRange{From: "", To: "5", Discount: "x"}, record.PriceRange{From: "6", To: "5", Discount: "1"})
	wantLines := []string{
		"error INVALID_DATA format from_range $.data[0].Pricing_Details[0].from_range",
		"error INVALID_DATA format discount $.data[0].Pricing_Details[0].discount",
		"warning INVALID_DATA conflict to_range $.data[0].Pricing_Details[1].to_range",
	}
	if diff := cmp.Diff(wantLines, testkit.Lines(requests.All(payload.NewInsert(modules.PriceBooks()).Add(book)))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestRows writes a subform of a custom field, with a subform in a row.
func TestRows(t *testing.T) {
	vehicle := record.New().Text("Name", "Van 7").Subform("Trips",
		record.New().Text("To", "Pune").Subform("Stops", record.New().Text("At", "Lonavala")),
		record.FromMap(map[string]any{"To": "Goa", "Cost": 12.5}),
	)
	const want = `{"Name":"Van 7","Trips":[{"To":"Pune","Stops":[{"At":"Lonavala"}]},{"Cost":12.5,"To":"Goa"}]}`
	if diff := cmp.Diff(requests.Body(want), requests.Build(t, payload.NewInsert(modules.Custom("Vehicles")).Add(vehicle))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	// A row that is no record is a problem of that row.
	bad := record.FromValue(fieldtype.Array())
	quote := record.New().Text("Subject", "quote").Subform("Quoted_Items", record.New().Lookup("Product_Name", "1"), bad)
	wantLines := []string{"error INVALID_DATA type Quoted_Items $.data[0].Quoted_Items[1]"}
	if diff := cmp.Diff(wantLines, testkit.Lines(requests.Refused(t, payload.NewInsert(modules.Quotes()).Add(quote)))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestRowsAreCopies changes rows and items after they have been set: the record
// keeps what they were, and a row may become its own record's row.
func TestRowsAreCopies(t *testing.T) {
	item := modules.LineItem("1", "1")
	row := record.New().Text("A", "1")
	quote := record.New().Text("Subject", "quote").Subform("Quoted_Items", item).Subform("Custom", row)
	in := payload.NewInsert(modules.Quotes()).Add(quote)
	before := requests.Build(t, in)
	item.Decimal("Quantity", "2").Text("Description", "x")
	row.Text("A", "2").Text("B", "3")
	if after := requests.Build(t, in); after != before {
		t.Errorf("first %s, then %s", before, after)
	}
	row.Reset().Text("C", "4")
	if after := requests.Build(t, in); after != before {
		t.Errorf("first %s, after Reset %s", before, after)
	}

	own := record.New().Text("Name", "Van 7").Subform("Trips", record.New())
	own.Subform("Trips", own)
	const want = `{"Name":"Van 7","Trips":[{"Name":"Van 7","Trips":[{}]}]}`
	if diff := cmp.Diff(requests.Body(want), requests.Build(t, payload.NewInsert(modules.Custom("Vehicles")).Add(own))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for range 200 { // and so on, as deep as it likes
		own.Subform("Trips", own)
	}
	if errs := requests.Refused(t, payload.NewInsert(modules.Custom("Vehicles")).Add(own)); len(errs) != 1 || errs[0].Reason != zohocrm.ReasonDepth {
		t.Errorf("too deep: %v", errs)
	}
}
