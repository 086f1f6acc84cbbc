package modules

import (
	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/rrule"
)

// Appointments is the module of appointments for a service. System-mandatory:
// Service_Name, Appointment_Name, Appointment_For, Owner, Appointment_Start_Time
// and Location. The fields are those of the vendor's SDKs, the lengths those of
// its Create Appointments page.
func Appointments() *Module { return appointments() }

// appointmentReminders have different limits from the reminders of events.
func appointmentReminders() fieldtype.Spec {
	return fieldtype.Spec{
		Kind: fieldtype.Reminders, Range: zohocrm.Range{To: rrule.AppointmentUnits},
		Values: []string{"minutes", "hours", "days"},
	}
}

var appointments = standard(definition{
	apiName: "Appointments__s", scopeName: "appointments", label: "Appointments", takes: onInsert | onUpdate | onUpsert,
	fields: []fieldtype.Field{
		{APIName: "Service_Name", Spec: of(fieldtype.Lookup), Mandatory: true},
		{APIName: "Appointment_Name", Spec: text(225), Mandatory: true},
		{APIName: "Appointment_For", Spec: of(fieldtype.MultiModuleLookup), Mandatory: true},
		{APIName: "Owner", Spec: of(fieldtype.User), Mandatory: true},
		{APIName: "Appointment_Start_Time", Spec: of(fieldtype.DateTime), Mandatory: true},
		{APIName: "Location", Spec: closed("Client Address", "Business Address"), Mandatory: true},
		{APIName: "Appointment_End_Time", Spec: of(fieldtype.DateTime)},
		{APIName: "Duration", Spec: of(fieldtype.Number)},
		{APIName: "Address", Spec: of(fieldtype.SingleLine)},
		{APIName: "Additional_Information", Spec: of(fieldtype.MultiLineLarge)},
		{APIName: "Status", Spec: closed("Scheduled", "Completed", "Cancelled", "Overdue")},
		{APIName: "Remind_At", Spec: appointmentReminders()},
		{APIName: "Cancellation_Reason", Spec: closed("By Customer", "By Team")},
		{APIName: "Cancellation_Note", Spec: of(fieldtype.MultiLine)},
		{APIName: "Cancelled_By", Spec: of(fieldtype.User)},
		{APIName: "Cancelled_Time", Spec: of(fieldtype.DateTime)},
		{APIName: "Reschedule_Reason", Spec: closed("By Customer", "By Team")},
		{APIName: "Reschedule_Note", Spec: of(fieldtype.MultiLine)},
		{APIName: "Rescheduled_By", Spec: of(fieldtype.User)},
		{APIName: "Rescheduled_Time", Spec: of(fieldtype.DateTime)},
		{APIName: "Rescheduled_From", Spec: of(fieldtype.DateTime)},
		{APIName: "Rescheduled_To", Spec: of(fieldtype.DateTime)},
		{APIName: "Job_Sheet_Created__s", Spec: of(fieldtype.Checkbox)},
		{APIName: "Job_Sheet_Name__s", Spec: of(fieldtype.SingleLine)},
		{APIName: "Job_Sheet_Section__s", Spec: of(fieldtype.Picklist)},
		{APIName: "Job_Sheet_Description__s", Spec: of(fieldtype.MultiLineLarge)},
		{APIName: "Reschedule_Count", Spec: of(fieldtype.Number), ReadOnly: true},
	},
	rules: appointmentRules,
})
