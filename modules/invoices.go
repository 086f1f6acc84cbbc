package modules

import (
	"slices"

	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// Invoices is the module of bills. System-mandatory: Subject and Invoiced_Items.
// The fields are those of the vendor's SDKs and of its samples.
func Invoices() *Module { return invoices() }

var invoices = standard(definition{
	apiName: "Invoices", scopeName: "invoices", label: "Invoices", match: "Subject",
	fields: slices.Concat([]fieldtype.Field{
		{APIName: "Subject", Spec: of(fieldtype.SingleLine), Mandatory: true},
		{APIName: "Invoiced_Items", Spec: lineItems(), Mandatory: true},
		{APIName: productDetails, Spec: olderLineItems(), AliasOf: "Invoiced_Items"},
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
		{APIName: "Invoice_Number", Spec: of(fieldtype.SingleLine), ReadOnly: true},
	}, inventoryFields),
})
