package modules

import (
	"slices"

	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// PurchaseOrders is the module of orders placed. System-mandatory: Subject,
// Vendor_Name and Purchase_Items, which the page spells Purchased_Items. The
// fields are those of the vendor's SDKs.
func PurchaseOrders() *Module { return purchaseOrders() }

var purchaseOrders = standard(definition{
	apiName: "Purchase_Orders", scopeName: "purchaseorders", label: "Purchase Orders", match: "Subject",
	fields: slices.Concat([]fieldtype.Field{
		{APIName: "Subject", Spec: of(fieldtype.SingleLine), Mandatory: true},
		{APIName: "Vendor_Name", Spec: of(fieldtype.Lookup), Mandatory: true},
		{APIName: "Purchase_Items", Spec: lineItems(), Mandatory: true},
		{APIName: "Purchased_Items", Spec: lineItems(), AliasOf: "Purchase_Items"},
		{APIName: productDetails, Spec: olderLineItems(), AliasOf: "Purchase_Items"},
		{APIName: "$line_tax", Spec: of(fieldtype.LineTax)},
		{APIName: "PO_Number", Spec: of(fieldtype.SingleLine)},
		{APIName: "PO_Date", Spec: of(fieldtype.Date)},
		{APIName: "Status", Spec: of(fieldtype.Picklist)},
		{APIName: "Due_Date", Spec: of(fieldtype.Date)},
		{APIName: "Contact_Name", Spec: of(fieldtype.Lookup)},
		{APIName: "Requisition_No", Spec: of(fieldtype.SingleLine)},
		{APIName: "Tracking_Number", Spec: of(fieldtype.SingleLine)},
		{APIName: "Carrier", Spec: of(fieldtype.Picklist)},
		{APIName: "Excise_Duty", Spec: of(fieldtype.Currency)},
		{APIName: "Sales_Commission", Spec: of(fieldtype.Currency)},
	}, inventoryFields),
})
