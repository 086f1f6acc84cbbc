package modules

import "github.com/seed12a3e673/zohocrm/fieldtype"

// Cases is the module of customers' issues. System-mandatory: Case_Origin, Status
// and Subject. The fields are those of the vendor's SDKs. The type of the long
// texts is not documented, so the longest is assumed.
func Cases() *Module { return cases() }

var cases = standard(definition{
	apiName: "Cases", scopeName: "cases", label: "Cases", match: "Subject",
	fields: []fieldtype.Field{
		{APIName: "Case_Origin", Spec: of(fieldtype.Picklist), Mandatory: true},
		{APIName: "Status", Spec: of(fieldtype.Picklist), Mandatory: true},
		{APIName: "Subject", Spec: of(fieldtype.SingleLine), Mandatory: true},
		{APIName: "Type", Spec: of(fieldtype.Picklist)},
		{APIName: "Priority", Spec: of(fieldtype.Picklist)},
		{APIName: "Case_Reason", Spec: of(fieldtype.Picklist)},
		{APIName: "Account_Name", Spec: of(fieldtype.Lookup)},
		{APIName: "Deal_Name", Spec: of(fieldtype.Lookup)},
		{APIName: "Product_Name", Spec: lookupByName()},
		{APIName: "Related_To", Spec: of(fieldtype.Lookup)},
		{APIName: "Reported_By", Spec: of(fieldtype.SingleLine)},
		{APIName: "Email", Spec: of(fieldtype.Email)},
		{APIName: "Phone", Spec: of(fieldtype.Phone)},
		{APIName: "Description", Spec: of(fieldtype.RichText)},
		{APIName: "Internal_Comments", Spec: of(fieldtype.RichText)},
		{APIName: "Solution", Spec: of(fieldtype.RichText)},
		{APIName: "Add_Comment", Spec: of(fieldtype.RichText)},
		{APIName: "Comments", Spec: of(fieldtype.Any)}, // a text in samples, an array in the SDKs
		{APIName: "Case_Number", Spec: of(fieldtype.SingleLine), ReadOnly: true},
		{APIName: "No_of_comments", Spec: of(fieldtype.Number), ReadOnly: true},
	},
})
