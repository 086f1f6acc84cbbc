// Package rows brings new rows of a database to Zoho CRM and the ids back: the short
// form of package nightly, which also sends again what Zoho was too busy for.
package rows

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"io"
	"iter"
	"log"
	"net/http"

	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// A Job sends the rows of the table leads(Email, Last_Name, City, zoho_id) to Zoho.
type Job struct {
	DB         *sql.DB
	URL, Token string // of the API
}

// Run sends the rows that have no id, and stores the ids that Zoho gives.
func (j *Job) Run(ctx context.Context) error {
	rows, err := j.DB.QueryContext(ctx, `SELECT Email, Last_Name, City FROM leads WHERE zoho_id IS NULL ORDER BY Email`)
	if err != nil {
		return err
	}
	var emails []string        // of the rows, by their position
	ids := map[string]string{} // by the email

	upsert := payload.NewUpsert(modules.Leads()).DuplicateCheck("Email")
	for batch, err := range upsert.Batches(note(&emails, record.FromRows(rows))) {
		if err != nil {
			log.Print(err) // the problems of rows that are in no body, or the error of the database
		}
		outcome, err := j.send(ctx, upsert, batch) // its body, and batch.Outcome(answer)
		if err != nil {
			return err
		}
		for _, row := range outcome.Rows {
			ids[emails[row.Index]] = row.ID // or "", and row.Problems say why; outcome.Resend lists what to send again
		}
	}
	return errors.Join(rows.Err(), j.store(ctx, ids))
}

// note appends the emails of records to emails while they are read.
func note(emails *[]string, records iter.Seq[*record.Record]) iter.Seq[*record.Record] {
	return func(yield func(*record.Record) bool) {
		for rec := range records {
			v, _ := rec.Field("Email")
			email, _ := v.AsText()
			*emails = append(*emails, email)
			if !yield(rec) {
				return
			}
		}
	}
}

// send sends the body of a batch, if it has one, and reads the answer.
func (j *Job) send(ctx context.Context, r *payload.Request, batch payload.Batch) (payload.Outcome, error) {
	if batch.Body == nil {
		return payload.Outcome{}, nil
	}
	request, err := http.NewRequestWithContext(ctx, r.Method(), j.URL+"/crm/v7/"+r.Path(), bytes.NewReader(batch.Body))
	if err != nil {
		return payload.Outcome{}, err
	}
	request.Header.Set("Authorization", "Zoho-oauthtoken "+j.Token)
	request.Header.Set("Content-Type", "application/json")
	for name, value := range batch.Headers {
		request.Header.Set(name, value)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return payload.Outcome{}, err
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		return payload.Outcome{}, err
	}
	return batch.Outcome(answer) // at any status
}

// store stores the ids of rows.
func (j *Job) store(ctx context.Context, ids map[string]string) error {
	for email, id := range ids {
		if id == "" {
			continue
		}
		if _, err := j.DB.ExecContext(ctx, `UPDATE leads SET zoho_id = ? WHERE Email = ?`, id, email); err != nil {
			return err
		}
	}
	return nil
}
