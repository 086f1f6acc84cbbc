// Package nightly sends the rows of a database to Zoho CRM every night. It is an
// example to copy from. You can stop it at any time and run it again.
package nightly

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"slices"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// A Job sends the table
//
//	leads(Email TEXT PRIMARY KEY, Last_Name TEXT, City TEXT, zoho_id TEXT, state TEXT, reason TEXT)
//
// to Zoho. A row has the state "new", "changed", "sent" or "refused".
type Job struct {
	DB     *sql.DB
	Client *http.Client
	URL    string // of the API domain
	Token  func(ctx context.Context) (string, error)
	Rounds int // how often records are sent if Zoho is busy
}

// Run upserts the rows that are new, and updates those that have changed.
func (j *Job) Run(ctx context.Context) error {
	upsert := payload.NewUpsert(modules.Leads()).DuplicateCheck("Email")
	if err := j.send(ctx, upsert, `SELECT Email, Last_Name, City FROM leads WHERE state = 'new' ORDER BY Email`); err != nil {
		return err
	}
	return j.send(ctx, payload.NewUpdate(modules.Leads()),
		`SELECT zoho_id AS id, Email, Last_Name, City FROM leads WHERE state = 'changed' ORDER BY Email`)
}

// A result is what is stored for a row.
type result struct{ email, state, id, reason string }

// send sends the rows of a query until none is worth sending again. A row that is
// worth it keeps its state, so the query finds it again.
func (j *Job) send(ctx context.Context, r *payload.Request, query string) error {
	for range j.Rounds { // wait between the rounds in a real program
		again, err := j.round(ctx, r, query)
		if err != nil || again == 0 {
			return err
		}
	}
	return errors.New("nightly: Zoho is busy; the rest is sent in the next run")
}

// round sends the rows of a query once, and stores the results. It returns how many
// rows are worth sending again.
func (j *Job) round(ctx context.Context, r *payload.Request, query string) (again int, err error) {
	rows, err := j.DB.QueryContext(ctx, query)
	if err != nil {
		return 0, err
	}
	var emails []string // of the rows, by their position in the stream
	var results []result
	for batch, err := range r.Batches(withEmails(record.FromRows(rows), &emails)) {
		for _, p := range batch.Problems {
			if i := p.Path.Record(); i >= 0 && !p.Warning { // not sent, and Zoho would refuse it again
				results = append(results, result{emails[i], "refused", "", p.Error()})
			}
		}
		if err != nil && !onlyProblems(err) { // of the database
			return again, err
		}
		if batch.Body == nil {
			continue
		}
		out, err := j.call(ctx, r, batch)
		var refused *payload.RequestError
		switch {
		case errors.As(err, &refused) && refused.Retryable():
			again += len(refused.Resend())
		case err != nil:
			return again, errors.Join(err, j.note(ctx, results))
		}
		again += len(out.Resend())
		results = append(results, resultsOf(out, emails)...)
	}
	return again, j.note(ctx, results)
}

// withEmails yields records and appends the email of each to emails.
func withEmails(records iter.Seq[*record.Record], emails *[]string) iter.Seq[*record.Record] {
	return func(yield func(*record.Record) bool) {
		for rec := range records {
			email := ""
			if v, ok := rec.Field("Email"); ok {
				email, _ = v.AsText()
			}
			*emails = append(*emails, email)
			if !yield(rec) {
				return
			}
		}
	}
}

// resultsOf returns the results of the rows that are not worth sending again.
func resultsOf(out payload.Outcome, emails []string) (results []result) {
	again := out.Resend()
	for _, row := range out.Rows {
		switch {
		case slices.Contains(again, row.Index):
		case row.ID != "":
			results = append(results, result{emails[row.Index], "sent", row.ID, ""})
		default:
			results = append(results, result{emails[row.Index], "refused", row.DuplicateID(), row.Problems.Error()})
		}
	}
	return results
}

// onlyProblems reports whether an error of a batch is about its records.
func onlyProblems(err error) bool {
	var problems zohocrm.Errors
	return errors.As(err, &problems)
}

// note stores results.
func (j *Job) note(ctx context.Context, results []result) error {
	tx, err := j.DB.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, r := range results {
		const change = `UPDATE leads SET state = ?, zoho_id = CASE WHEN ? = '' THEN zoho_id ELSE ? END, reason = ? WHERE Email = ?`
		if _, err := tx.ExecContext(ctx, change, r.state, r.id, r.id, r.reason, r.email); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// call sends one body.
func (j *Job) call(ctx context.Context, r *payload.Request, batch payload.Batch) (payload.Outcome, error) {
	request, err := http.NewRequestWithContext(ctx, r.Method(), j.URL+"/crm/v7/"+r.Path(), bytes.NewReader(batch.Body))
	if err != nil {
		return payload.Outcome{}, err
	}
	token, err := j.Token(ctx)
	if err != nil {
		return payload.Outcome{}, err
	}
	request.Header.Set("Authorization", "Zoho-oauthtoken "+token)
	request.Header.Set("Content-Type", "application/json")
	for name, value := range batch.Headers {
		request.Header.Set(name, value)
	}
	response, err := j.Client.Do(request)
	if err != nil {
		return payload.Outcome{}, err
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(response.Body, 16<<20))
	if err != nil {
		return payload.Outcome{}, err
	}
	out, err := batch.Outcome(answer) // the answer has a body at every status
	if err != nil {
		err = fmt.Errorf("status %d: %w", response.StatusCode, err)
	}
	return out, err
}
