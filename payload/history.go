package payload

import (
	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/modules"
)

// maxHistoryRows is the largest number of rows of the rescheduled history that
// one appointment may have in a request.
const maxHistoryRows = 20

// historyRows counts the rows of the rescheduled history in one request by the
// id of their appointment.
type historyRows map[string]int

// append counts the record at position i, or appends the problem of a row too
// many (the page on adding appointments rescheduled history).
func (h *historyRows) append(errs zohocrm.Errors, m *modules.Module, rec modules.Record, i int) zohocrm.Errors {
	const appointment = "Appointment_Name"
	if m.APIName() != "Appointments_Rescheduled_History__s" {
		return errs
	}
	v, _ := rec.Field(appointment)
	id, ok := v.AsID()
	if !ok {
		id, ok = v.AsText()
	}
	switch {
	case !ok: // by external field
	case (*h)[id] == maxHistoryRows:
		e := &zohocrm.Error{
			Code: zohocrm.CodeInRequestLimitExceeded, Reason: zohocrm.ReasonMaxItems, Message: messageInvalid,
			Details: zohocrm.Details{Limit: maxHistoryRows}, Expected: "at most 20 rows of one appointment in a request",
		}
		errs = append(errs, e.Within(zohocrm.Key("data"), zohocrm.Index(i), zohocrm.Key(appointment)))
	default:
		if *h == nil {
			*h = historyRows{}
		}
		(*h)[id]++
	}
	return errs
}
