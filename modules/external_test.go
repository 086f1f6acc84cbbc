package modules_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// TestExternalEntries is the grammar of the header X-EXTERNAL: the entry that each
// form of a lookup needs, and what is said of it with the entry and without it.
func TestExternalEntries(t *testing.T) {
	trips := modules.Custom("Trips").MustWith(modules.WithField(
		fieldtype.Field{APIName: "Guide", Spec: fieldtype.Spec{Kind: fieldtype.Lookup}},
		fieldtype.Field{APIName: "For", Spec: fieldtype.Spec{Kind: fieldtype.MultiModuleLookup}},
		fieldtype.Field{APIName: "Stops", Spec: fieldtype.Spec{Kind: fieldtype.Subform, Fields: []fieldtype.Field{
			{APIName: "Hotel", Spec: fieldtype.Spec{Kind: fieldtype.Lookup}}, {APIName: "For", Spec: fieldtype.Spec{Kind: fieldtype.Lookup}},
		}}},
		fieldtype.Field{APIName: "Guests", Spec: fieldtype.Spec{Kind: fieldtype.MultiSelectLookup, ConnectedLookup: "Guest"}},
	))
	const event = `"Event_Title":"t","Start_DateTime":"2026-01-01T10:00:00+00:00","End_DateTime":"2026-01-01T11:00:00+00:00",`
	for _, tt := range []struct {
		module  *modules.Module
		members string
		entry   string // "" if the record does not say it
		unsaid  string // then: what the problem asks for
		sent    string // an entry that the caller sends; entry if empty
	}{
		{module: trips, members: `"Name":"n","Guide":{"Guide_No":"7"}`, entry: "Trips.Guide.Guide_No"},
		{module: trips, members: `"Name":"n","Stops":[{"Hotel":{"id":"1"}},{"Hotel":{"Hotel_No":"7"}}]`, entry: "Trips.Stops.Hotel.Hotel_No"},
		{module: trips, members: `"Name":"n","Stops":[{"For":{"Hotel_No":"7"}}]`, entry: "Trips.Stops.For.Hotel_No"}, // not the For of the trip
		{module: trips, members: `"Name":"n","Guests":[{"Guest":{"Guest_No":"7"}}]`, entry: "Trips.Guests.Guest.Guest_No"},
		{module: trips, members: `"Name":"n","For":{"module":{"api_name":"Contacts"},"Contact_No":"7"}`, entry: "Trips.For->Contacts.Contact_No"},
		{module: trips, members: `"Name":"n","For":{"Contact_No":"7"}`, unsaid: "module", sent: "Trips.For->Contacts.Contact_No"},
		{module: modules.Notes(), members: `"Note_Content":"n","Parent_Id":{"Lead_No":"7","module":{"api_name":"Leads"}}`, entry: "Notes.Parent_Id->Leads.Lead_No"},
		{module: modules.Quotes(), members: `"Subject":"q","Quoted_Items":[{"Product_Name":{"Products_External":"p"},"Quantity":1}]`, entry: "Quotes.Quoted_Items.Product_Name.Products_External"},
		{module: modules.Tasks(), members: `"Subject":"t","Who_Id":{"Contact_No":"7"}`, entry: "Tasks.Who_Id.Contact_No"},
		{module: modules.Tasks(), members: `"Subject":"t","What_Id":{"Account_No":"7"},"$se_module":"Accounts"`, entry: "Tasks.What_Id->Accounts.Account_No"},
		{module: modules.Tasks(), members: `"Subject":"t","What_Id":{"Account_No":"7"},"se_module":"Accounts"`, entry: "Tasks.What_Id->Accounts.Account_No"},
		{module: modules.Events(), members: event + `"Participants":[{"type":"lead","participant":{"Lead_No":"7"}}]`, entry: "Events.Participants.participant->Leads.Lead_No"},
		{module: modules.Events(), members: event + `"Participants":[{"participant":{"Lead_No":"7"}}]`, unsaid: "type", sent: "Events.Participants.participant->Leads.Lead_No"},
	} {
		body := `{"data":[{` + tt.members + `}]}`
		r, err := payload.ParseInsert(tt.module, []byte(body))
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Headers()[payload.ExternalHeader]; got != tt.entry {
			t.Errorf("%s: header %q, want %q", body, got, tt.entry)
		}
		var said []string
		for p := range r.Problems() {
			if strings.Contains(testkit.Line(p), " external_lookup ") {
				said = append(said, testkit.Line(p))
				if tt.unsaid != "" && !strings.Contains(p.Expected, tt.unsaid+" and the X-EXTERNAL header") {
					t.Errorf("%s: expected %s", body, p.Expected)
				}
			}
		}
		if len(said) != 1 || !strings.HasPrefix(said[0], "warning MANDATORY_NOT_FOUND") || r.Validate() != nil {
			t.Errorf("%s: %q", body, said)
		}
		if tt.sent == "" {
			tt.sent = tt.entry
		}
		r.External(tt.sent)
		for p := range r.Problems() {
			if strings.Contains(testkit.Line(p), " external_lookup ") {
				t.Errorf("%s: with the entry %s", body, testkit.Line(p))
			}
		}
		if got := r.Headers()[payload.ExternalHeader]; got != tt.sent {
			t.Errorf("%s: header %q, want %q", body, got, tt.sent)
		}
		r.External(tt.sent + "x") // another field
		if !slices.ContainsFunc(found(r), func(p *zohocrm.Error) bool { return p.Reason == zohocrm.ReasonExternalLookup }) {
			t.Errorf("%s: the entry of another field will do", body)
		}
	}
	// The cells of a table are read as their fields read them.
	const table = "Name,Guide,Stops\nn,\"{\"\"Guide_No\"\":\"\"7\"\"}\",\"[{\"\"Hotel\"\":{\"\"Hotel_No\"\":\"\"7\"\"}}]\"\n"
	for rec := range record.ReadCSV(strings.NewReader(table)) {
		const entries = "Trips.Guide.Guide_No,Trips.Stops.Hotel.Hotel_No"
		r := payload.NewInsert(trips).Add(rec)
		if got := r.Headers()[payload.ExternalHeader]; got != entries || len(found(r)) != 2 {
			t.Errorf("a table: header %q, want %q; %v", got, entries, found(r))
		}
		if got := found(r.External(strings.Split(entries, ",")...)); got != nil {
			t.Errorf("a table with the entries: %v", got)
		}
	}
	// What_Id without $se_module is refused by an insert, and warns in an update.
	for _, tt := range []struct {
		op   modules.Operation
		want []string
	}{
		{modules.Insert, []string{"warning INVALID_DATA not_creatable $.data[0].id", "warning MANDATORY_NOT_FOUND external_lookup $.data[0].What_Id.id", "error MANDATORY_NOT_FOUND mandatory $.data[0].$se_module"}},
		{modules.Update, []string{"warning MANDATORY_NOT_FOUND external_lookup $.data[0].What_Id.id"}},
	} {
		r, err := payload.Parse(tt.op, modules.Tasks(), []byte(`{"data":[{"id":"1","Subject":"t","What_Id":{"Account_No":"7"}}]}`))
		if err != nil {
			t.Fatal(err)
		}
		var lines []string
		for p := range r.Problems() {
			lines = append(lines, testkit.Line(p))
		}
		if diff := cmp.Diff(tt.want, lines); diff != "" || r.Headers() != nil {
			t.Errorf("%s: headers %v (-want +got):\n%s", tt.op, r.Headers(), diff)
		}
	}
}
