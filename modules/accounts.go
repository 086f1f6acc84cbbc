package modules

import "github.com/seed12a3e673/zohocrm/fieldtype"

// Accounts is the module of companies. System-mandatory: Account_Name. The
// fields are those of the vendor's SDKs.
func Accounts() *Module { return accounts() }

var accounts = standard(definition{
	apiName: "Accounts", scopeName: "accounts", label: "Accounts", match: "Account_Name",
	fields: []fieldtype.Field{
		{APIName: "Account_Name", Spec: of(fieldtype.SingleLine), Mandatory: true},
		{APIName: "Account_Number", Spec: of(fieldtype.LongInteger)},
		{APIName: "Account_Site", Spec: of(fieldtype.SingleLine)},
		{APIName: "Account_Type", Spec: of(fieldtype.Picklist)},
		{APIName: "Parent_Account", Spec: of(fieldtype.Lookup)},
		{APIName: "Phone", Spec: of(fieldtype.Phone)},
		{APIName: "Fax", Spec: of(fieldtype.SingleLine)},
		{APIName: "Website", Spec: of(fieldtype.URL)},
		{APIName: "Industry", Spec: of(fieldtype.Picklist)},
		{APIName: "Ownership", Spec: of(fieldtype.Picklist)},
		{APIName: "Rating", Spec: of(fieldtype.Picklist)},
		{APIName: "Employees", Spec: of(fieldtype.Number)},
		{APIName: "Annual_Revenue", Spec: of(fieldtype.Currency)},
		{APIName: "Ticker_Symbol", Spec: of(fieldtype.SingleLine)},
		{APIName: "SIC_Code", Spec: quotedNumber()},
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
		{APIName: "Description", Spec: of(fieldtype.MultiLineLarge)},
		{APIName: "Currency", Spec: of(fieldtype.Picklist)},
		{APIName: "Exchange_Rate", Spec: of(fieldtype.DecimalNumber)},
		{APIName: "Record_Image", Spec: of(fieldtype.ProfileImage)},
		{APIName: "Last_Activity_Time", Spec: of(fieldtype.DateTime), ReadOnly: true},
		{APIName: "Territories", Spec: of(fieldtype.Territories), ReadOnly: true},
		{APIName: "Last_Enriched_Time__s", Spec: of(fieldtype.DateTime), ReadOnly: true},
		{APIName: "Enrich_Status__s", Spec: of(fieldtype.Picklist), ReadOnly: true},
	},
})
