package modules

import (
	"slices"

	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// SalesOrders is the module of orders received. System-mandatory: Subject and
// Ordered_Items. The fields are those of the vendor's SDKs and of its samples.
func SalesOrders() *Module { return salesOrders() }

var salesOrders = standard(definition{
	apiName: "Sales_Orders", scopeName: "salesorders", label: "Sales Orders", match: "Subject",
	fields: slices.Concat([]fieldtype.Field{
		{APIName: "Subject", Spec: of(fieldtype.SingleLine), Mandatory: true},
		{APIName: "Ordered_Items", Spec: lineItems(), Mandatory: true},
		{APIName: productDetails, Spec: olderLineItems(), AliasOf: "Ordered_Items"},
		{APIName: "$line_tax", Spec: of(fieldtype.LineTax)},
		{APIName: "Status", Spec: of(fieldtype.Picklist)},
		{APIName: "Due_Date", Spec: of(fieldtype.Date)},
		{APIName: "Account_Name", Spec: of(fieldtype.Lookup)},
		{APIName: "Contact_Name", Spec: of(fieldtype.Lookup)},
		{APIName: "Deal_Name", Spec: of(fieldtype.Lookup)},
		{APIName: "Quote_Name", Spec: of(fieldtype.Lookup)},
		{APIName: "Customer_No", Spec: of(fieldtype.SingleLine)},
		{APIName: "Purchase_Order", Spec: of(fieldtype.SingleLine)},
		{APIName: "Pending", Spec: of(fieldtype.SingleLine)},
		{APIName: "Carrier", Spec: of(fieldtype.Picklist)},
		{APIName: "Excise_Duty", Spec: of(fieldtype.Currency)},
		{APIName: "Sales_Commission", Spec: of(fieldtype.Currency)},
		{APIName: "SO_Number", Spec: of(fieldtype.SingleLine), ReadOnly: true},
	}, inventoryFields),
})
