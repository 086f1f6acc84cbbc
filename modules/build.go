package modules

import (
	"fmt"
	"time"

	"github.com/seed12a3e673/zohocrm/record"
)

// A CallType says who made a call.
type CallType string

// The types of calls that took place.
const (
	Inbound  CallType = "Inbound"
	Outbound CallType = "Outbound"
)

// ScheduledCall returns a planned outbound call (page, "Sample Input to Insert a
// Call"). It also needs Who_Id and What_Id; see [RelatedTo].
func ScheduledCall(subject string, start time.Time) *record.Record {
	return record.New().Text("Subject", subject).Text("Call_Type", string(Outbound)).
		Text("Outgoing_Call_Status", "Scheduled").DateTime("Call_Start_Time", start)
}

// CompletedCall returns a call that took place. Its Call_Duration is HH:mm, rounded
// up to minutes. A check refuses a duration of zero or less, or of more than 99:59.
func CompletedCall(t CallType, subject string, start time.Time, duration time.Duration) *record.Record {
	minutes := duration / time.Minute
	if duration%time.Minute > 0 {
		minutes++
	}
	r := record.New().Text("Subject", subject).Text("Call_Type", string(t))
	if t == Outbound {
		r.Text("Outgoing_Call_Status", "Completed")
	}
	return r.DateTime("Call_Start_Time", start).
		Text("Call_Duration", fmt.Sprintf("%02d:%02d", minutes/60, minutes%60))
}

// MissedCall returns a call that nobody answered.
func MissedCall(subject string, start time.Time) *record.Record {
	return record.New().Text("Subject", subject).Text("Call_Type", "Missed").DateTime("Call_Start_Time", start)
}

// RelatedTo sets What_Id of a task, event or call to the record with that id, and
// $se_module to the API name of its module. It returns rec, and nil for nil.
func RelatedTo(rec *record.Record, module, id string) *record.Record {
	if rec == nil {
		return nil
	}
	return rec.Lookup("What_Id", id).Text("$se_module", module)
}

// LineItem returns a row of Quoted_Items, Ordered_Items, Purchase_Items or
// Invoiced_Items (page, "Sample Input for the Inventory Modules"): a product and
// its quantity. The quantity is any Go number, or the text of a decimal number
// such as "2.5"; see [record.Record.Decimal]. Set List_Price, Discount, Line_Tax
// and the other fields of the row as in any record. Give the rows to
// [record.Record.Subform].
func LineItem(productID string, quantity any) *record.Record {
	return record.New().Lookup("Product_Name", productID).Decimal("Quantity", quantity)
}
