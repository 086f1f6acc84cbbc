package modules

import "github.com/seed12a3e673/zohocrm/fieldtype"

// Vendors is the module of suppliers. System-mandatory: Vendor_Name. The fields are
// those of the vendor's SDKs.
func Vendors() *Module { return vendors() }

var vendors = standard(definition{
	apiName: "Vendors", scopeName: "vendors", label: "Vendors", match: "Vendor_Name",
	fields: []fieldtype.Field{
		{APIName: "Vendor_Name", Spec: of(fieldtype.SingleLine), Mandatory: true},
		{APIName: "Category", Spec: of(fieldtype.SingleLine)},
		{APIName: "Email", Spec: of(fieldtype.Email)},
		{APIName: "Phone", Spec: of(fieldtype.Phone)},
		{APIName: "Website", Spec: of(fieldtype.URL)},
		{APIName: "GL_Account", Spec: of(fieldtype.Picklist)},
		{APIName: "Street", Spec: of(fieldtype.SingleLine)},
		{APIName: "City", Spec: of(fieldtype.SingleLine)},
		{APIName: "State", Spec: of(fieldtype.SingleLine)},
		{APIName: "Zip_Code", Spec: of(fieldtype.SingleLine)},
		{APIName: "Country", Spec: of(fieldtype.SingleLine)},
		{APIName: "Description", Spec: of(fieldtype.MultiLineLarge)},
		{APIName: "Email_Opt_Out", Spec: of(fieldtype.Checkbox)},
		{APIName: "Record_Image", Spec: of(fieldtype.ProfileImage)},
		{APIName: "Unsubscribed_Mode", Spec: of(fieldtype.Picklist), ReadOnly: true},
		{APIName: "Unsubscribed_Time", Spec: of(fieldtype.DateTime), ReadOnly: true},
	},
})
