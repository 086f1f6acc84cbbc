// Workers checks a stream of JSON Lines on several cores and writes the bodies of
// Insert Records calls, one a line:
//
//	go run ./workers < leads.jsonl > bodies.jsonl
//
// The library starts no goroutine. This program has its own: one reads records, several
// check them, and one makes the bodies, in the order of the input. So the bodies and the
// problems are the same for any number of workers.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"

	"golang.org/x/sync/errgroup"

	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

func main() {
	if err := load(context.Background(), os.Stdin, os.Stdout, os.Stderr, runtime.GOMAXPROCS(0)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// A chunk is some records that follow one another.
type chunk struct {
	records []*record.Record
	checked []payload.Checked
	first   int           // the number of the first record
	done    chan struct{} // closed when they are checked
}

// load writes the bodies to out and the problems to problems.
func load(ctx context.Context, in io.Reader, out, problems io.Writer, workers int) error {
	request := payload.NewInsert(modules.Leads())
	batcher, errs := request.Batcher()
	if err := errs.Err(); err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	toCheck := make(chan *chunk)
	inOrder := make(chan *chunk, 2*workers) // how far the reader may be ahead

	var ended error         // of the stream: it does not stop the others
	group.Go(func() error { // reads
		defer close(toCheck)
		defer close(inOrder)
		ended = read(ctx, in, toCheck, inOrder)
		return nil
	})
	for range workers {
		checker := request.Checker() // of this goroutine
		group.Go(func() error {
			for c := range toCheck {
				c.check(checker)
			}
			return nil
		})
	}
	group.Go(func() error { // writes
		for c := range inOrder {
			select {
			case <-c.done:
			case <-ctx.Done():
				return ctx.Err()
			}
			if err := c.add(batcher, out, problems); err != nil {
				return err
			}
		}
		return nil
	})
	if err := group.Wait(); err != nil {
		return err
	}
	return errors.Join(ended, write(out, batcher)) // what was read before the stream failed is written
}

// check checks the records of the chunk.
func (c *chunk) check(checker *payload.Checker) {
	for i, rec := range c.records {
		checked, _ := checker.Check(nil, rec, c.first+i)
		c.checked = append(c.checked, checked)
	}
	close(c.done)
}

// add adds the checked records to bodies, and writes each full body.
func (c *chunk) add(batcher *payload.Batcher, out, problems io.Writer) error {
	for i, rec := range c.records {
		if found := batcher.AddChecked(rec, c.checked[i]); len(found) > 0 {
			fmt.Fprintf(problems, "line %d: %v\n", rec.Row(), found)
		}
		if batcher.Len() == payload.MaxRecords {
			if err := write(out, batcher); err != nil {
				return err
			}
		}
	}
	return nil
}

// read cuts the stream into chunks, which go to the workers and, in the order of the
// input, to the writer.
func read(ctx context.Context, in io.Reader, toCheck, inOrder chan<- *chunk) error {
	var failed error
	n := 0
	send := func(records []*record.Record) bool {
		c := &chunk{records: records, first: n, done: make(chan struct{})}
		n += len(records)
		for _, to := range []chan<- *chunk{inOrder, toCheck} {
			select {
			case to <- c:
			case <-ctx.Done():
				return false
			}
		}
		return true
	}
	var records []*record.Record
	for rec := range record.ReadJSONLines(in) {
		if failed = rec.Ended(); failed != nil {
			break
		}
		records = append(records, rec)
		if len(records) == 50 {
			if !send(records) {
				return ctx.Err()
			}
			records = nil
		}
	}
	if len(records) > 0 && !send(records) {
		return ctx.Err()
	}
	return failed
}

// write writes the body that is being filled, if it has a record.
func write(out io.Writer, batcher *payload.Batcher) error {
	batch := batcher.Flush()
	if batch.Body == nil {
		return nil
	}
	_, err := fmt.Fprintf(out, "%s\n", batch.Body)
	batcher.Reuse(batch) // it was written
	return err
}
