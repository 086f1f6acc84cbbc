package modules

import "github.com/seed12a3e673/zohocrm/fieldtype"

// Deals is the module of possible sales. System-mandatory: Deal_Name, Stage, and
// Pipeline in an organization that has pipelines. The fields are those of the
// vendor's SDKs.
func Deals() *Module { return deals() }

var deals = standard(definition{
	apiName: "Deals", scopeName: "deals", label: "Deals", match: "Deal_Name",
	aliases: []string{"Potentials"}, labels: map[string]string{"Owner": "Deal Owner"},
	fields: []fieldtype.Field{
		{APIName: "Deal_Name", Spec: text(120), Mandatory: true},
		{APIName: "Stage", Spec: of(fieldtype.Picklist), Mandatory: true},
		{APIName: "Pipeline", Spec: of(fieldtype.Picklist)},
		{APIName: "Account_Name", Spec: lookupByName()},
		{APIName: "Contact_Name", Spec: of(fieldtype.Lookup)},
		{APIName: "Amount", Spec: of(fieldtype.Currency)},
		{APIName: "Closing_Date", Spec: of(fieldtype.Date)},
		{APIName: "Probability", Spec: of(fieldtype.Number)},
		{APIName: "Type", Spec: of(fieldtype.Picklist)},
		{APIName: "Next_Step", Spec: of(fieldtype.SingleLine)},
		{APIName: "Lead_Source", Spec: of(fieldtype.Picklist)},
		{APIName: "Campaign_Source", Spec: of(fieldtype.Lookup)},
		{APIName: "Reason_For_Loss__s", Spec: of(fieldtype.Picklist)},
		{APIName: "Description", Spec: of(fieldtype.MultiLineLarge)},
		{APIName: "Currency", Spec: of(fieldtype.Picklist)},
		{APIName: "Exchange_Rate", Spec: of(fieldtype.DecimalNumber)},
		{APIName: "Territory", Spec: of(fieldtype.Territories)},
		{APIName: "Expected_Revenue", Spec: of(fieldtype.Currency), ReadOnly: true},
		{APIName: "Overall_Sales_Duration", Spec: of(fieldtype.Number), ReadOnly: true},
		{APIName: "Sales_Cycle_Duration", Spec: of(fieldtype.Number), ReadOnly: true},
		{APIName: "Last_Activity_Time", Spec: of(fieldtype.DateTime), ReadOnly: true},
		{APIName: "Lead_Conversion_Time", Spec: of(fieldtype.Number), ReadOnly: true},
	},
	rules: dealRules,
})
