package modules

import "github.com/seed12a3e673/zohocrm/fieldtype"

// Events is the module of meetings. System-mandatory: Event_Title, Start_DateTime and
// End_DateTime. The page also lists Remind_At, which only a recurring meeting needs.
// The fields are those of the vendor's SDKs.
func Events() *Module { return events() }

var events = standard(definition{
	apiName: "Events", scopeName: "events", label: "Meetings", takes: onInsert | onUpdate,
	fields: []fieldtype.Field{
		{APIName: "Event_Title", Spec: of(fieldtype.SingleLine), Mandatory: true},
		{APIName: "Start_DateTime", Spec: of(fieldtype.DateTime), Mandatory: true},
		{APIName: "End_DateTime", Spec: of(fieldtype.DateTime), Mandatory: true},
		{APIName: "All_day", Spec: of(fieldtype.Checkbox)},
		{APIName: "All_Day", Spec: of(fieldtype.Checkbox), AliasOf: "All_day"},
		{APIName: "Venue", Spec: of(fieldtype.SingleLine)},
		{APIName: "Meeting_Venue__s", Spec: of(fieldtype.Picklist)},
		{APIName: "Meeting_Provider__s", Spec: of(fieldtype.Picklist)},
		{APIName: "Participants", Spec: of(fieldtype.Participants)},
		{APIName: "$send_notification", Spec: of(fieldtype.Checkbox)},
		{APIName: "Who_Id", Spec: of(fieldtype.Lookup)},
		{APIName: "What_Id", Spec: of(fieldtype.Lookup)},
		{APIName: "$se_module", Spec: seModule()},
		{APIName: "se_module", Spec: seModule(), AliasOf: "$se_module"},
		{APIName: "Recurring_Activity", Spec: of(fieldtype.RRule), Only: fieldtype.OnCreate},
		{APIName: "Remind_At", Spec: of(fieldtype.Reminders)},
		{APIName: "Remind_Participants", Spec: of(fieldtype.Reminders)},
		{APIName: "Description", Spec: of(fieldtype.MultiLineLarge)},
		{APIName: "ZIP_Code", Spec: of(fieldtype.SingleLine)},
		{APIName: "Latitude", Spec: of(fieldtype.DecimalNumber)},
		{APIName: "Longitude", Spec: of(fieldtype.DecimalNumber)},
		{APIName: "Currency", Spec: of(fieldtype.Picklist)},
		{APIName: "Check_In_Time", Spec: of(fieldtype.DateTime), ReadOnly: true},
		{APIName: "Check_In_By", Spec: of(fieldtype.User), ReadOnly: true},
		{APIName: "Check_In_Status", Spec: of(fieldtype.SingleLine), ReadOnly: true},
		{APIName: "Check_In_Comment", Spec: of(fieldtype.RichText), ReadOnly: true},
		{APIName: "Check_In_Address", Spec: of(fieldtype.RichText), ReadOnly: true},
		{APIName: "Check_In_Sub_Locality", Spec: of(fieldtype.SingleLine), ReadOnly: true},
		{APIName: "Check_In_City", Spec: of(fieldtype.SingleLine), ReadOnly: true},
		{APIName: "Check_In_State", Spec: of(fieldtype.SingleLine), ReadOnly: true},
		{APIName: "Check_In_Country", Spec: of(fieldtype.SingleLine), ReadOnly: true},
	},
	rules: eventRules,
})
