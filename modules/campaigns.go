package modules

import "github.com/seed12a3e673/zohocrm/fieldtype"

// Campaigns is the module of marketing campaigns. System-mandatory:
// Campaign_Name. The fields are those of the vendor's SDKs.
func Campaigns() *Module { return campaigns() }

var campaigns = standard(definition{
	apiName: "Campaigns", scopeName: "campaigns", label: "Campaigns", match: "Campaign_Name",
	fields: []fieldtype.Field{
		{APIName: "Campaign_Name", Spec: of(fieldtype.SingleLine), Mandatory: true},
		{APIName: "Type", Spec: of(fieldtype.Picklist)},
		{APIName: "Status", Spec: of(fieldtype.Picklist)},
		{APIName: "Start_Date", Spec: of(fieldtype.Date)},
		{APIName: "End_Date", Spec: of(fieldtype.Date)},
		{APIName: "Parent_Campaign", Spec: of(fieldtype.Lookup)},
		{APIName: "Budgeted_Cost", Spec: of(fieldtype.Currency)},
		{APIName: "Actual_Cost", Spec: of(fieldtype.Currency)},
		{APIName: "Expected_Revenue", Spec: of(fieldtype.Currency)},
		{APIName: "Expected_Response", Spec: of(fieldtype.LongInteger)},
		{APIName: "Num_sent", Spec: of(fieldtype.LongInteger)},
		{APIName: "Description", Spec: of(fieldtype.MultiLineLarge)},
		{APIName: "Currency", Spec: of(fieldtype.Picklist)},
		{APIName: "Exchange_Rate", Spec: of(fieldtype.DecimalNumber)},
	},
})
