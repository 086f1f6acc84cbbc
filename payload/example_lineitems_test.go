package payload_test

import (
	"fmt"
	"strings"

	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// A quote of a hundred line items, each with two taxes, and a tax of the whole
// quote. Numbers are literals, so that they stay exact.
func Example_lineItems() {
	items := make([]*record.Record, 100)
	for i := range items {
		items[i] = modules.LineItem(fmt.Sprint(3652397000000416001+int64(i)), "2.5").
			Decimal("List_Price", "19.90").
			Taxes("Line_Tax",
				record.Tax{Name: "Sales Tax", Percentage: "10"},
				record.Tax{Name: "Vat", Percentage: "1.5"},
			)
	}
	quote := record.New().
		Text("Subject", "Spare parts").
		Subform("Quoted_Items", items...).
		Taxes("$line_tax", record.Tax{Name: "Common Tax", Percentage: "0.5"})

	body, err := payload.NewInsert(modules.Quotes()).Add(quote).Build()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(strings.Count(string(body), "Product_Name"), "line items, the first of them:")
	_, rest, _ := strings.Cut(string(body), `"Quoted_Items":[`)
	first, _, _ := strings.Cut(rest, `,{"Product_Name"`)
	fmt.Println(first)
	// Output:
	// 100 line items, the first of them:
	// {"Product_Name":{"id":"3652397000000416001"},"Quantity":2.5,"List_Price":19.90,"Line_Tax":[{"percentage":10,"name":"Sales Tax"},{"percentage":1.5,"name":"Vat"}]}
}

// A problem in a line item says in which one, and what is expected there.
func Example_lineItemProblem() {
	quote := record.New().
		Text("Subject", "Spare parts").
		Subform("Quoted_Items",
			modules.LineItem("3652397000000416001", 2),
			modules.LineItem("3652397000000416002", "a dozen"),
		)
	_, err := payload.NewInsert(modules.Quotes()).Add(quote).Build()
	fmt.Println(err)
	// Output:
	// $.data[0].Quoted_Items[1].Quantity: INVALID_DATA: invalid data: expected a decimal number such as -1250.50
}
