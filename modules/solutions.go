package modules

import "github.com/seed12a3e673/zohocrm/fieldtype"

// Solutions is the module of answers to customers' issues. System-mandatory:
// Solution_Title. The fields are those of the vendor's SDKs. The type of the
// long texts is not documented, so the longest is assumed.
func Solutions() *Module { return solutions() }

var solutions = standard(definition{
	apiName: "Solutions", scopeName: "solutions", label: "Solutions", match: "Solution_Title",
	fields: []fieldtype.Field{
		{APIName: "Solution_Title", Spec: of(fieldtype.SingleLine), Mandatory: true},
		{APIName: "Question", Spec: of(fieldtype.RichText)},
		{APIName: "Answer", Spec: of(fieldtype.RichText)},
		{APIName: "Product_Name", Spec: lookupByName()},
		{APIName: "Status", Spec: of(fieldtype.Picklist)},
		{APIName: "Published", Spec: of(fieldtype.Checkbox)},
		{APIName: "Add_Comment", Spec: of(fieldtype.RichText)},
		{APIName: "Comments", Spec: of(fieldtype.Any)}, // a text in samples, an array in the SDKs
		{APIName: "Solution_Number", Spec: of(fieldtype.SingleLine), ReadOnly: true},
		{APIName: "No_of_comments", Spec: of(fieldtype.Number), ReadOnly: true},
	},
})
