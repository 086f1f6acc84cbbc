package modules

import "github.com/seed12a3e673/zohocrm/fieldtype"

// Products is the module of what is sold. System-mandatory: Product_Name. The
// fields are those of the vendor's SDKs.
func Products() *Module { return products() }

var products = standard(definition{
	apiName: "Products", scopeName: "products", label: "Products", match: "Product_Name",
	fields: []fieldtype.Field{
		{APIName: "Product_Name", Spec: of(fieldtype.SingleLine), Mandatory: true},
		{APIName: "Product_Code", Spec: of(fieldtype.SingleLine)},
		{APIName: "Product_Category", Spec: of(fieldtype.Picklist)},
		{APIName: "Product_Active", Spec: of(fieldtype.Checkbox)},
		{APIName: "Manufacturer", Spec: of(fieldtype.Picklist)},
		{APIName: "Vendor_Name", Spec: of(fieldtype.Lookup)},
		{APIName: "Handler", Spec: of(fieldtype.User)},
		{APIName: "Unit_Price", Spec: of(fieldtype.Currency)},
		{APIName: "Commission_Rate", Spec: of(fieldtype.DecimalNumber)},
		{APIName: "Taxable", Spec: of(fieldtype.Checkbox)},
		{APIName: "Tax", Spec: of(fieldtype.Any)}, // the form of a product's taxes differs from that of line items
		{APIName: "Usage_Unit", Spec: of(fieldtype.Picklist)},
		{APIName: "Qty_Ordered", Spec: of(fieldtype.DecimalNumber)},
		{APIName: "Qty_in_Stock", Spec: of(fieldtype.DecimalNumber)},
		{APIName: "Qty_in_Demand", Spec: of(fieldtype.DecimalNumber)},
		{APIName: "Reorder_Level", Spec: of(fieldtype.DecimalNumber)},
		{APIName: "Sales_Start_Date", Spec: of(fieldtype.Date)},
		{APIName: "Sales_End_Date", Spec: of(fieldtype.Date)},
		{APIName: "Support_Start_Date", Spec: of(fieldtype.Date)},
		{APIName: "Support_Expiry_Date", Spec: of(fieldtype.Date)},
		{APIName: "Description", Spec: of(fieldtype.MultiLineLarge)},
		{APIName: "Record_Image", Spec: of(fieldtype.ProfileImage)},
	},
})
