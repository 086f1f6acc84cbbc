package modules

import "github.com/seed12a3e673/zohocrm/fieldtype"

// PriceBooks is the module of price lists. System-mandatory: Price_Book_Name and
// Pricing_Details. The fields are those of the vendor's SDKs.
func PriceBooks() *Module { return priceBooks() }

var priceBooks = standard(definition{
	apiName: "Price_Books", scopeName: "pricebooks", label: "Price Books", match: "Price_Book_Name",
	fields: []fieldtype.Field{
		{APIName: "Price_Book_Name", Spec: of(fieldtype.SingleLine), Mandatory: true},
		{APIName: "Pricing_Details", Spec: of(fieldtype.PricingDetails), Mandatory: true},
		{APIName: "Pricing_Model", Spec: of(fieldtype.Picklist)},
		{APIName: "Active", Spec: of(fieldtype.Checkbox)},
		{APIName: "Description", Spec: of(fieldtype.MultiLineLarge)},
	},
	rules: priceBookRules,
})
