package modules

import "github.com/seed12a3e673/zohocrm/fieldtype"

// Quotes is the module of offers. System-mandatory: Subject and Quoted_Items.
// The fields are those of the vendor's SDKs.
func Quotes() *Module { return quotes() }

var quotes = standard(definition{
	apiName: "Quotes", scopeName: "quotes", label: "Quotes",
	fields: []Field{
		{APIName: "Subject", Spec: of(fieldtype.SingleLine), Mandatory: true},
		{APIName: "Quoted_Items", Spec: lineItems(), Mandatory: true},
		{APIName: "$line_tax", Spec: of(fieldtype.LineTax)},
		{APIName: "Quote_Stage", Spec: of(fieldtype.Picklist)},
		{APIName: "Valid_Till", Spec: of(fieldtype.Date)},
		{APIName: "Account_Name", Spec: of(fieldtype.Lookup)},
		{APIName: "Contact_Name", Spec: of(fieldtype.Lookup)},
		{APIName: "Deal_Name", Spec: of(fieldtype.Lookup)},
		{APIName: "Team", Spec: of(fieldtype.SingleLine)},
		{APIName: "Carrier", Spec: of(fieldtype.Picklist)},
		{APIName: "Discount", Spec: of(fieldtype.Currency)},
		{APIName: "Adjustment", Spec: of(fieldtype.Currency)},
		{APIName: "Currency", Spec: of(fieldtype.Picklist)},
		{APIName: "Exchange_Rate", Spec: of(fieldtype.Double)},
		{APIName: "Billing_Street", Spec: of(fieldtype.SingleLine)},
		{APIName: "Billing_City", Spec: of(fieldtype.SingleLine)},
		{APIName: "Billing_State", Spec: of(fieldtype.SingleLine)},
		{APIName: "Billing_Code", Spec: of(fieldtype.SingleLine)},
		{APIName: "Billing_Country", Spec: of(fieldtype.SingleLine)},
		{APIName: "Shipping_Street", Spec: of(fieldtype.SingleLine)},
		{APIName: "Shipping_City", Spec: of(fieldtype.SingleLine)},
		{APIName: "Shipping_State", Spec: of(fieldtype.SingleLine)},
		{APIName: "Shipping_Code", Spec: of(fieldtype.SingleLine)},
		{APIName: "Shipping_Country", Spec: of(fieldtype.SingleLine)},
		{APIName: "Terms_and_Conditions", Spec: of(fieldtype.RichText)},
		{APIName: "Description", Spec: of(fieldtype.MultiLineLarge)},
		{APIName: "Quote_Number", Spec: of(fieldtype.SingleLine), NotCreatable: true},
		{APIName: "Sub_Total", Spec: of(fieldtype.Currency), NotCreatable: true},
		{APIName: "Tax", Spec: of(fieldtype.Currency), NotCreatable: true},
		{APIName: "Grand_Total", Spec: of(fieldtype.Currency), NotCreatable: true},
	},
})
