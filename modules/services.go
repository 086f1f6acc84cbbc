package modules

import (
	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// Services is the module of services that can be booked. System-mandatory:
// Service_Name, Duration, Location, Members, Availability_Type and Price. The
// fields are those of the vendor's SDKs, the values those of its Create Services
// page.
func Services() *Module { return services() }

// serviceDuration is in minutes: the sources name 15 and 5 as the least, and a
// day as the most.
func serviceDuration() fieldtype.Spec {
	return fieldtype.Spec{Kind: fieldtype.Number, AllowQuoted: true, Range: zohocrm.Range{From: 5, To: 1440}}
}

var services = standard(definition{
	apiName: "Services__s", scopeName: "services", label: "Services", takes: onInsert | onUpdate | onUpsert,
	fields: []fieldtype.Field{
		{APIName: "Service_Name", Spec: of(fieldtype.SingleLine), Mandatory: true},
		{APIName: "Duration", Spec: serviceDuration(), Mandatory: true},
		{APIName: "Location", Spec: closed("Client Address", "Business Address", "Business Address and Client Address"), Mandatory: true},
		{APIName: "Members", Spec: fieldtype.Spec{Kind: fieldtype.MultiUserLookup, ConnectedLookup: "Members", MaxLength: 100}, Mandatory: true},
		{APIName: "Availability_Type", Spec: closed("Every Business Days", "Specific Date Range", "Specific Date(s)", "Specific Day(s)"), Mandatory: true},
		{APIName: "Price", Spec: fieldtype.Spec{Kind: fieldtype.Currency, MaxDecimals: 2}, Mandatory: true},
		{APIName: "Available_From", Spec: of(fieldtype.Date)},
		{APIName: "Available_Till", Spec: of(fieldtype.Date)},
		{APIName: "Available_Dates", Spec: of(fieldtype.Any)}, // an array of dates
		{APIName: "Available_Days", Spec: fieldtype.Spec{Kind: fieldtype.MultiSelect, Values: weekdays, OnlyListed: true}},
		{APIName: "Available_Timings", Spec: of(fieldtype.TimeRanges)},
		{APIName: "Status", Spec: closed("Available", "Temporarily Unavailable", "Not in Use", "Not In Use", "Scheduled")},
		{APIName: "Unavailable_From", Spec: of(fieldtype.DateTime)},
		{APIName: "Unavailable_Till", Spec: of(fieldtype.DateTime)},
		{APIName: "Job_Sheet_Required", Spec: closed("Yes", "No", "yes", "no")}, // the insert page writes "yes", which warns
		{APIName: "Job_Sheet_Section__s", Spec: of(fieldtype.Picklist)},
		{APIName: "Tax", Spec: of(fieldtype.Any)}, // objects with id and value, not texts
		{APIName: "Description", Spec: of(fieldtype.MultiLineLarge)},
		{APIName: "Record_Image", Spec: of(fieldtype.ProfileImage)},
	},
	rules:   serviceRules,
	answers: serviceAnswers,
})
