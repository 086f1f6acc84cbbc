package payload_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"

	"github.com/seed12a3e673/zohocrm/internal/fakezoho"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// A program inserts 250 leads, upserts them the next night, and updates them by the
// ids that it learned. Zoho is busy once, and has 25 of the leads already. Each
// lead is stored at the end, and none twice.
func Example_roundTrip() {
	zoho := &fakezoho.Server{Fail: map[int]fakezoho.Failure{3: fakezoho.Busy}}
	if err := zoho.Define("Leads", "Email:email?"); err != nil { // ? makes it unique
		fmt.Println(err)
		return
	}
	server := httptest.NewServer(zoho)
	defer server.Close()

	// send sends one body, whatever the call.
	send := func(r *payload.Request, batch payload.Batch) (payload.Outcome, error) {
		request, err := http.NewRequest(r.Method(), server.URL+"/crm/v7/"+r.Path(), bytes.NewReader(batch.Body))
		if err != nil {
			return payload.Outcome{}, err
		}
		for name, value := range batch.Headers {
			request.Header.Set(name, value)
		}
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			return payload.Outcome{}, err // it may have arrived: look before an insert is sent again
		}
		defer response.Body.Close()
		answer, err := io.ReadAll(response.Body)
		if err != nil {
			return payload.Outcome{}, err
		}
		return batch.Outcome(answer) // at any status
	}

	// sendAll sends records until none is left that is worth sending again, and
	// calls done with what became of each: at most five times, with a pause between
	// in a real program.
	sendAll := func(r *payload.Request, records []*record.Record, done func(i int, row payload.Row)) error {
		at := make([]int, len(records)) // of those that are to be sent
		for i := range at {
			at[i] = i
		}
		for range 5 {
			var part []*record.Record
			for _, i := range at {
				part = append(part, records[i])
			}
			var again []int
			for batch, err := range r.Batches(slices.Values(part)) {
				if err != nil {
					return err // records that Zoho would refuse
				}
				out, err := send(r, batch)
				var refused *payload.RequestError
				switch {
				case errors.As(err, &refused) && refused.Retryable():
					for _, i := range refused.Resend() {
						again = append(again, at[i])
					}
				case err != nil:
					return err
				}
				for _, i := range out.Resend() {
					again = append(again, at[i])
				}
				for _, row := range out.Rows {
					done(at[row.Index], row)
				}
			}
			if at = again; len(at) == 0 {
				return nil
			}
		}
		return errors.New("Zoho is busy")
	}

	lead := func(i int) *record.Record {
		return record.New().Text("Last_Name", "Daly").Text("Email", fmt.Sprintf("p.daly%d@zylker.com", i))
	}
	var leads []*record.Record
	for i := range 250 {
		leads = append(leads, lead(i))
	}
	// Somebody has entered every tenth by hand.
	insert := payload.NewInsert(modules.Leads())
	for i := 0; i < 250; i += 10 {
		insert.Add(lead(i))
	}
	batch, err := insert.Batch()
	if err == nil {
		_, err = send(insert, batch)
	}
	if err != nil {
		fmt.Println(err)
		return
	}

	// The first night: insert. A lead that Zoho has already becomes an update.
	ids := make([]string, len(leads))
	var duplicates []*record.Record
	inserted := 0
	err = sendAll(payload.NewInsert(modules.Leads()), leads, func(i int, row payload.Row) {
		switch id := row.DuplicateID(); {
		case row.ID != "":
			ids[i] = row.ID
			inserted++
		case id != "":
			ids[i] = id
			duplicates = append(duplicates, record.New().ID(id).Text("City", "Oslo"))
		}
	})
	fmt.Println("inserted", inserted, "with", len(duplicates), "duplicates, error:", err)

	updated := 0
	err = sendAll(payload.NewUpdate(modules.Leads()), duplicates, func(_ int, row payload.Row) {
		if row.ID != "" {
			updated++
		}
	})
	fmt.Println("updated", updated, "error:", err)

	// The next night: upsert, which finds them all by their email.
	actions := map[payload.Action]int{}
	err = sendAll(payload.NewUpsert(modules.Leads()).DuplicateCheck("Email"), leads, func(_ int, row payload.Row) { actions[row.Action]++ })
	fmt.Println("upserted", actions, "error:", err)

	// And an update of all by their ids.
	var changes []*record.Record
	for _, id := range ids {
		changes = append(changes, record.New().ID(id).Text("City", "Bergen"))
	}
	updated = 0
	err = sendAll(payload.NewUpdate(modules.Leads()), changes, func(_ int, row payload.Row) {
		if row.ID != "" {
			updated++
		}
	})
	fmt.Println("updated", updated, "error:", err)

	emails := map[any]int{}
	for _, stored := range zoho.Records("Leads") {
		if stored["City"] == "Bergen" {
			emails[stored["Email"]]++
		}
	}
	fmt.Println(len(zoho.Records("Leads")), "records are stored,", len(emails), "emails;", zoho.Calls(), "calls")
	// Output:
	// inserted 225 with 25 duplicates, error: <nil>
	// updated 25 error: <nil>
	// upserted map[update:250] error: <nil>
	// updated 250 error: <nil>
	// 250 records are stored, 250 emails; 12 calls
}
