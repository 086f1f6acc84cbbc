package modules

import "github.com/seed12a3e673/zohocrm/fieldtype"

// Calls is the module of telephone calls. System-mandatory: Subject, Call_Type,
// Call_Start_Time and Call_Duration, the last not for a call that is scheduled
// or missed. The page's Outbound_Call_Status is the SDKs' Outgoing_Call_Status.
// The fields are those of the vendor's SDKs.
func Calls() *Module { return calls() }

var calls = standard(definition{
	apiName: "Calls", scopeName: "calls", label: "Calls", takes: onInsert | onUpdate,
	fields: []fieldtype.Field{
		{APIName: "Subject", Spec: of(fieldtype.SingleLine), Mandatory: true},
		{APIName: "Call_Type", Spec: closed("Inbound", "Outbound", "Missed"), Mandatory: true},
		{APIName: "Call_Start_Time", Spec: of(fieldtype.DateTime), Mandatory: true},
		{APIName: "Call_Duration", Spec: of(fieldtype.SingleLine)},
		{APIName: "Outgoing_Call_Status", Spec: picklist("Scheduled", "Completed")},
		{APIName: "Outbound_Call_Status", Spec: picklist("Scheduled", "Completed"), AliasOf: "Outgoing_Call_Status"},
		{APIName: "Who_Id", Spec: of(fieldtype.Lookup)},
		{APIName: "What_Id", Spec: of(fieldtype.Lookup)},
		{APIName: "$se_module", Spec: seModule("Leads", "Contacts")},
		{APIName: "se_module", Spec: seModule("Leads", "Contacts"), AliasOf: "$se_module"},
		{APIName: "Call_Purpose", Spec: of(fieldtype.Picklist)},
		{APIName: "Call_Agenda", Spec: of(fieldtype.SingleLine)},
		{APIName: "Call_Result", Spec: of(fieldtype.RichText)},
		{APIName: "Reminder", Spec: of(fieldtype.Picklist)},
		{APIName: "Dialled_Number", Spec: of(fieldtype.SingleLine)},
		{APIName: "Caller_ID", Spec: of(fieldtype.SingleLine)},
		{APIName: "Call_Owner", Spec: of(fieldtype.User)},
		{APIName: "CTI_Entry", Spec: of(fieldtype.Checkbox)},
		{APIName: "Scheduled_In_CRM", Spec: of(fieldtype.Picklist)},
		{APIName: "Voice_Recording__s", Spec: text(3000)}, // an address; its type is not documented
		{APIName: "Description", Spec: of(fieldtype.MultiLineLarge)},
		{APIName: "Currency", Spec: of(fieldtype.Picklist)},
		{APIName: "Call_Duration_in_seconds", Spec: of(fieldtype.Number), ReadOnly: true},
	},
	rules: callRules,
})
