package modules

import "github.com/seed12a3e673/zohocrm/fieldtype"

// Tasks is the module of things to do. System-mandatory: Subject. The fields
// are those of the vendor's SDKs and of the page's sample.
func Tasks() *Module { return tasks() }

var tasks = standard(definition{
	apiName: "Tasks", scopeName: "tasks", label: "Tasks", takes: onInsert | onUpdate | onBulk,
	fields: []fieldtype.Field{
		{APIName: "Subject", Spec: of(fieldtype.SingleLine), Mandatory: true},
		{APIName: "Due_Date", Spec: of(fieldtype.Date)},
		{APIName: "Status", Spec: of(fieldtype.Picklist)},
		{APIName: "Priority", Spec: of(fieldtype.Picklist)},
		{APIName: "Who_Id", Spec: of(fieldtype.Lookup)},
		{APIName: "What_Id", Spec: of(fieldtype.Lookup)},
		{APIName: "$se_module", Spec: seModule("Leads", "Contacts")},
		{APIName: "se_module", Spec: seModule("Leads", "Contacts"), AliasOf: "$se_module"},
		{APIName: "Recurring_Activity", Spec: of(fieldtype.RRule), Only: fieldtype.OnCreate},
		{APIName: "Remind_At", Spec: of(fieldtype.Alarm)},
		{APIName: "Send_Notification_Email", Spec: of(fieldtype.Checkbox)},
		{APIName: "send_notification", Spec: of(fieldtype.Checkbox)},
		{APIName: "Description", Spec: of(fieldtype.MultiLineLarge)},
		{APIName: "Currency", Spec: of(fieldtype.Picklist)},
		{APIName: "Closed_Time", Spec: of(fieldtype.DateTime), ReadOnly: true},
	},
	rules: taskRules,
})
