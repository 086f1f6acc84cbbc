package main

import (
	"iter"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// An output is what is sent at once: a body, or a file of Bulk Write with its job. The
// zip is the Body of its batch.
type output struct {
	payload.Batch
	job []byte // nil of a body
}

// A filler fills outputs with records that are checked.
type filler interface {
	// AddChecked adds a record, as that of [payload.Batcher] does.
	AddChecked(rec *record.Record, checked payload.Checked, found ...*zohocrm.Error) zohocrm.Errors
	// Len returns the number of records in the output, and of the one that waits.
	Len() int
	// Full reports whether flush has to be called before the next record is added.
	Full() bool
	// Waits reports whether the last record is not in what flush yields, but in the
	// output after it.
	Waits() bool
	// flush yields the output, which may be several, and begins the next one. An output
	// is whole until the next call.
	flush() iter.Seq[output]
}

// newFiller returns what makes the outputs that the flags ask for, and what makes the
// checkers of their records. It is nil if Zoho refuses the settings; the problems say
// why.
func (j *job) newFiller() (fill filler, checkers func() *payload.Checker, problems zohocrm.Errors) {
	if j.bulk != nil {
		collectForBulk()
		b := j.bulkWrite(j.module)
		w, problems := b.Batcher()
		if w == nil {
			return nil, nil, problems
		}
		return fileFiller{w}, b.Checker, problems
	}
	r := j.request()
	b, problems := r.Batcher()
	if b == nil {
		return nil, nil, problems
	}
	return bodyFiller{b}, r.Checker, problems
}

// A bodyFiller makes request bodies.
type bodyFiller struct{ *payload.Batcher }

func (f bodyFiller) Full() bool { return f.Len() == payload.MaxRecords }

func (f bodyFiller) Waits() bool { return false }

func (f bodyFiller) flush() iter.Seq[output] {
	return func(yield func(output) bool) {
		batch := f.Flush()
		if batch.Body != nil {
			yield(output{Batch: batch})
			f.Reuse(batch)
		}
	}
}

// A fileFiller makes files of Bulk Write.
type fileFiller struct{ *payload.BulkBatcher }

func (f fileFiller) flush() iter.Seq[output] {
	return func(yield func(output) bool) {
		for file := range f.Flush() {
			if !yield(output{payload.Batch{Body: file.Zip, Index: file.Index}, file.Job("")}) {
				return
			}
		}
	}
}
