package modules

import "github.com/seed12a3e673/zohocrm/fieldtype"

// Invoices is the module of bills. System-mandatory: Subject and Invoiced_Items.
// The fields are those of the vendor's SDKs and of its samples.
func Invoices() *Module { return invoices() }

var invoices = standard(definition{
	apiName: "Invoices", scopeName: "invoices", label: "Invoices",
	fields: []Field{
		{APIName: "Subject", Spec: of(fieldtype.SingleLine), Mandatory: true},
		{APIName: "Invoiced_Items", Spec: lineItems(), Mandatory: true},
		{APIName: "$line_tax", Spec: of(fieldtype.LineTax)},
		{APIName: "Status", Spec: of(fieldtype.Picklist)},
		{APIName: "Invoice_Date", Spec: of(fieldtype.Date)},
		{APIName: "Due_Date", Spec: of(fieldtype.Date)},
		{APIName: "Account_Name", Spec: of(fieldtype.Lookup)},
		{APIName: "Contact_Name", Spec: of(fieldtype.Lookup)},
		{APIName: "Deal_Name__s", Spec: of(fieldtype.Lookup)},
		{APIName: "Sales_Order", Spec: of(fieldtype.Lookup)},
		{APIName: "Purchase_Order", Spec: of(fieldtype.SingleLine)},
		{APIName: "Excise_Duty", Spec: of(fieldtype.Currency)},
		{APIName: "Sales_Commission", Spec: of(fieldtype.Currency)},
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
		{APIName: "Invoice_Number", Spec: of(fieldtype.SingleLine), NotCreatable: true},
		{APIName: "Sub_Total", Spec: of(fieldtype.Currency), NotCreatable: true},
		{APIName: "Tax", Spec: of(fieldtype.Currency), NotCreatable: true},
		{APIName: "Grand_Total", Spec: of(fieldtype.Currency), NotCreatable: true},
	},
})
