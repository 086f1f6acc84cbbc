package modules

import (
	"slices"

	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// Quotes is the module of offers. System-mandatory: Subject and Quoted_Items.
// The fields are those of the vendor's SDKs.
func Quotes() *Module { return quotes() }

var quotes = standard(definition{
	apiName: "Quotes", scopeName: "quotes", label: "Quotes", match: "Subject",
	fields: slices.Concat([]fieldtype.Field{
		{APIName: "Subject", Spec: of(fieldtype.SingleLine), Mandatory: true},
		{APIName: "Quoted_Items", Spec: lineItems(), Mandatory: true},
		{APIName: productDetails, Spec: olderLineItems(), AliasOf: "Quoted_Items"},
		{APIName: "$line_tax", Spec: of(fieldtype.LineTax)},
		{APIName: "Quote_Stage", Spec: of(fieldtype.Picklist)},
		{APIName: "Valid_Till", Spec: of(fieldtype.Date)},
		{APIName: "Account_Name", Spec: of(fieldtype.Lookup)},
		{APIName: "Contact_Name", Spec: of(fieldtype.Lookup)},
		{APIName: "Deal_Name", Spec: of(fieldtype.Lookup)},
		{APIName: "Team", Spec: of(fieldtype.SingleLine)},
		{APIName: "Carrier", Spec: of(fieldtype.Picklist)},
		{APIName: "Quote_Number", Spec: of(fieldtype.SingleLine), ReadOnly: true},
	}, inventoryFields),
})
