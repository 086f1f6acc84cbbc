// Package queue sends records to Zoho CRM from the workers of a job queue, such as
// River or Temporal: a program to copy from. A task may run twice, at any time, and
// a worker may die at any line.
package queue

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"slices"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// A Task is what the queue keeps of one call: the body, made once, and the keys of its
// records in this system.
type Task struct {
	ID      string // of the body: two tasks with it are one
	Method  string
	Path    string // after /crm/v7/
	Headers map[string]string
	Body    json.RawMessage
	Keys    []string // in the order of the body
}

// A Queue takes tasks, and drops one whose ID it knows: a unique job of River, a
// workflow id of Temporal.
type Queue interface {
	Add(ctx context.Context, task Task) error
}

// A Store notes what became of a record. To note it twice is to note it once.
type Store interface {
	Sent(ctx context.Context, key, id string) error
	Refused(ctx context.Context, key, reason string) error
}

// Enqueue checks records and queues the bodies of a request. It has to be an upsert or
// an update: the same body may be sent twice. field holds the key of a record.
func Enqueue(ctx context.Context, q Queue, s Store, r *payload.Request, field string, records iter.Seq[*record.Record]) error {
	keys := map[int]string{} // of the records that are in no body yet
	keyed := func(yield func(*record.Record) bool) {
		n := 0
		for rec := range records {
			v, _ := rec.Field(field)
			if keys[n], _ = v.AsText(); !yield(rec) {
				return
			}
			n++
		}
	}
	for batch, err := range r.Batches(keyed) {
		var problems zohocrm.Errors
		if err != nil && !errors.As(err, &problems) {
			return err // of the stream
		}
		for _, p := range problems {
			if i := p.Path.Record(); i >= 0 && !p.Warning {
				if err := s.Refused(ctx, keys[i], p.Error()); err != nil {
					return err
				}
			}
		}
		if batch.Body == nil {
			continue
		}
		var own []string
		for _, i := range batch.Index {
			own = append(own, keys[i])
			delete(keys, i)
		}
		if err := q.Add(ctx, newTask(r.Method(), r.Path(), batch, own)); err != nil {
			return err
		}
	}
	return nil
}

func newTask(method, path string, batch payload.Batch, keys []string) Task {
	id := fmt.Sprintf("%x", sha256.Sum256(batch.Body))
	return Task{ID: id, Method: method, Path: path, Headers: batch.Headers, Body: batch.Body, Keys: keys}
}

// A Worker runs tasks.
type Worker struct {
	Queue  Queue
	Store  Store
	Client *http.Client
	URL    string // of the API domain
	Token  func(ctx context.Context) (string, error)
}

// Work sends one body and notes what became of its records. With an error the queue
// runs the task again, later each time, and sets it aside after its last attempt.
func (w *Worker) Work(ctx context.Context, task Task) error {
	batch, err := payload.ParseBatch(task.Body) // its positions are those of the keys
	if err != nil {
		return err
	}
	answer, err := w.send(ctx, task)
	if err != nil {
		return err // whether or not Zoho has it: the body does the same again
	}
	outcome, err := batch.Outcome(answer)
	if err != nil { // Zoho is busy, or refuses the call: the token, say
		return err
	}
	again := outcome.Resend()
	if len(again) == len(task.Keys) {
		return errors.New("queue: Zoho is busy")
	}
	if err := w.note(ctx, task, outcome); err != nil || len(again) == 0 {
		return err
	}
	rest, err := batch.Only(again)
	if err != nil {
		return err
	}
	rest.Headers = task.Headers
	var keys []string
	for _, i := range again {
		keys = append(keys, task.Keys[i])
	}
	return w.Queue.Add(ctx, newTask(task.Method, task.Path, rest, keys))
}

// note notes the records that were written or refused. Those to send again it leaves.
func (w *Worker) note(ctx context.Context, task Task, outcome payload.Outcome) error {
	again := outcome.Resend()
	for _, row := range outcome.Rows {
		key := task.Keys[row.Index]
		var err error
		switch {
		case row.ID != "":
			err = w.Store.Sent(ctx, key, row.ID)
		case !slices.Contains(again, row.Index):
			err = w.Store.Refused(ctx, key, row.Problems.Error())
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// send sends the body of a task and returns the answer, of whatever status.
func (w *Worker) send(ctx context.Context, task Task) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, task.Method, w.URL+"/crm/v7/"+task.Path, bytes.NewReader(task.Body))
	if err != nil {
		return nil, err
	}
	token, err := w.Token(ctx)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Authorization", "Zoho-oauthtoken "+token)
	request.Header.Set("Content-Type", "application/json")
	for name, value := range task.Headers {
		request.Header.Set(name, value)
	}
	response, err := w.Client.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	return io.ReadAll(io.LimitReader(response.Body, 16<<20))
}
