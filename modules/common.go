package modules

import "github.com/seed12a3e673/zohocrm/fieldtype"

// commonFields are the fields that every module has, and the $-keys that every
// record may hold. Zoho itself sets those that are not creatable.
var commonFields = []fieldtype.Field{
	{APIName: "Owner", Spec: of(fieldtype.User)},
	{APIName: layoutField, Spec: of(fieldtype.Layout)},
	{APIName: "Tag", Spec: of(fieldtype.Tag)},
	{APIName: "Data_Processing_Basis_Details", Spec: of(fieldtype.Consent)}, // with GDPR compliance on
	{APIName: imageField, Spec: of(fieldtype.ImageUpload)},
	{APIName: fileField, Spec: of(fieldtype.FileUpload)},
	{APIName: "Wizard", Spec: of(fieldtype.Wizard)},
	{APIName: "$wizard_connection_path", Spec: of(fieldtype.WizardPath)},
	{APIName: "$approved", Spec: of(fieldtype.Checkbox)},
	{APIName: "$append_values", Spec: of(fieldtype.Any)}, // has a meaning in updates only
	{APIName: "id", Spec: longInteger(19), ReadOnly: true},
	{APIName: "Created_By", Spec: of(fieldtype.User), ReadOnly: true},
	{APIName: "Created_Time", Spec: of(fieldtype.DateTime), ReadOnly: true},
	{APIName: "Modified_By", Spec: of(fieldtype.User), ReadOnly: true},
	{APIName: "Modified_Time", Spec: of(fieldtype.DateTime), ReadOnly: true},
	{APIName: "Record_Status__s", Spec: of(fieldtype.Picklist), ReadOnly: true},
	{APIName: "Locked__s", Spec: of(fieldtype.Checkbox), ReadOnly: true},
	{APIName: "Change_Log_Time__s", Spec: of(fieldtype.DateTime), ReadOnly: true},
}

const (
	idField        = "id"                 // of a record
	layoutField    = "Layout"             // names the layout of a record
	recurringField = "Recurring_Activity" // of tasks and events
	rowParent      = "Parent_Id"          // of a subform's row: the record that it belongs to
	productDetails = "Product_Details"    // names the line items in older versions of the API
	nameField      = "Name"               // of a custom module
	imageField     = "Image_Upload"       // as the page names a field for images
	fileField      = "File_Upload"        // as the page names a field for files
)

// of returns the spec of a kind with the default limits of the page.
func of(kind fieldtype.Kind) fieldtype.Spec { return fieldtype.Spec{Kind: kind} }

// text returns the spec of a Single Line field of a verified length.
func text(maxLength int) fieldtype.Spec {
	return fieldtype.Spec{Kind: fieldtype.SingleLine, MaxLength: maxLength}
}

// website returns the spec of a URL field of a verified length.
func website(maxLength int) fieldtype.Spec {
	return fieldtype.Spec{Kind: fieldtype.URL, MaxLength: maxLength}
}

// picklist returns the spec of a Picklist with its documented values. Other values
// warn, as an organization may have added its own.
func picklist(values ...string) fieldtype.Spec {
	return fieldtype.Spec{Kind: fieldtype.Picklist, Values: values}
}

// closed returns the spec of a Picklist that takes no other values.
func closed(values ...string) fieldtype.Spec {
	return fieldtype.Spec{Kind: fieldtype.Picklist, Values: values, OnlyListed: true}
}

// quotedNumber returns the spec of a Number that is a text in Zoho's own samples.
func quotedNumber() fieldtype.Spec {
	return fieldtype.Spec{Kind: fieldtype.Number, AllowQuoted: true}
}

// longInteger returns the spec of a Long Integer of more digits than the page
// gives the field type: an id has up to 19.
func longInteger(maxDigits int) fieldtype.Spec {
	return fieldtype.Spec{Kind: fieldtype.LongInteger, MaxDigits: maxDigits}
}

// lookupByName returns the spec of a Lookup that Zoho also takes by name,
// without an id.
func lookupByName() fieldtype.Spec {
	return fieldtype.Spec{Kind: fieldtype.Lookup, AllowName: true}
}

// seModule returns the spec of $se_module. It takes the modules that the page
// lists for events, and more: any other module warns.
func seModule(more ...string) fieldtype.Spec {
	values := []string{"Accounts", "Deals", "Products", "Quotes", "Sales_Orders",
		"Purchase_Orders", "Invoices", "Campaigns", "Vendors", "Cases"}
	return fieldtype.Spec{Kind: fieldtype.SEModule, Values: append(values, more...)}
}

// lineItems returns the spec of the line items of an inventory module, with the
// fields of the page's sample and the SDKs. A Discount is a number in the
// documentation and a text in the SDKs.
func lineItems() fieldtype.Spec {
	return fieldtype.Spec{Kind: fieldtype.Subform, Fields: []fieldtype.Field{
		{APIName: "Product_Name", Spec: lookupByName(), Mandatory: true},
		{APIName: "Quantity", Spec: of(fieldtype.DecimalNumber)},
		{APIName: "List_Price", Spec: of(fieldtype.Currency)},
		{APIName: "Discount", Spec: fieldtype.Spec{Kind: fieldtype.Currency, AllowQuoted: true}},
		{APIName: "Price_Book_Name", Spec: of(fieldtype.Lookup)},
		{APIName: "Description", Spec: of(fieldtype.RichText)},
		{APIName: "Line_Tax", Spec: of(fieldtype.LineTax)},
		{APIName: "Sequence_Number", Spec: of(fieldtype.Number)},
	}}
}

// olderLineItems returns the spec of the line items under their name in older
// versions of the API (real case 25). Their fields had other names, and only that of
// the product is known: so all others pass.
func olderLineItems() fieldtype.Spec {
	return fieldtype.Spec{Kind: fieldtype.Subform, Fields: []fieldtype.Field{
		{APIName: "product", Spec: lookupByName()},
		{APIName: "Product_Name", Spec: lookupByName()},
	}}
}

// inventoryFields are the fields that all inventory modules have.
var inventoryFields = []fieldtype.Field{
	{APIName: "Discount", Spec: of(fieldtype.Currency)},
	{APIName: "Adjustment", Spec: of(fieldtype.Currency)},
	{APIName: "Currency", Spec: of(fieldtype.Picklist)},
	{APIName: "Exchange_Rate", Spec: of(fieldtype.DecimalNumber)},
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
	{APIName: "Terms_and_Conditions", Spec: of(fieldtype.RichText)},
	{APIName: "Description", Spec: of(fieldtype.MultiLineLarge)},
	{APIName: "Sub_Total", Spec: of(fieldtype.Currency), ReadOnly: true},
	{APIName: "Tax", Spec: of(fieldtype.Currency), ReadOnly: true},
	{APIName: "Grand_Total", Spec: of(fieldtype.Currency), ReadOnly: true},
}
