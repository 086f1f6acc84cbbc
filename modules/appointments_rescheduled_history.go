package modules

import "github.com/seed12a3e673/zohocrm/fieldtype"

// AppointmentsRescheduledHistory is the module of what happened to an appointment.
// System-mandatory: Appointment_Name, Rescheduled_Time, Rescheduled_By,
// Rescheduled_From and Rescheduled_To. The fields are those of the vendor's API
// description.
func AppointmentsRescheduledHistory() *Module { return appointmentsRescheduledHistory() }

var appointmentsRescheduledHistory = standard(definition{
	apiName: "Appointments_Rescheduled_History__s", scopeName: "appointments_rescheduled_history", label: "Appointments Rescheduled History", takes: onInsert | onUpdate | onUpsert,
	fields: []fieldtype.Field{
		{APIName: "Appointment_Name", Spec: of(fieldtype.Lookup), Mandatory: true},
		{APIName: "Rescheduled_Time", Spec: of(fieldtype.DateTime), Mandatory: true},
		{APIName: "Rescheduled_By", Spec: of(fieldtype.User), Mandatory: true},
		{APIName: "Rescheduled_From", Spec: of(fieldtype.DateTime), Mandatory: true},
		{APIName: "Rescheduled_To", Spec: of(fieldtype.DateTime), Mandatory: true},
		{APIName: "Reschedule_Reason", Spec: closed("By Customer", "By Team")},
		{APIName: "Reschedule_Note", Spec: of(fieldtype.RichText)},
		{APIName: "Name", Spec: of(fieldtype.SingleLine)},
	},
	rules: historyRules,
})
