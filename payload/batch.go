package payload

import (
	"iter"
	"slices"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/record"
)

// A Batch is one request body of a stream of records.
type Batch struct {
	// Body is the request body. It is nil when no record was left for it.
	Body []byte
	// Index maps positions in Body's "data", and so in Zoho's answer, to
	// positions in the stream.
	Index []int
	// Recurring is set when one of the records is a task or event that recurs.
	// Zoho's answer then has an item for each occurrence; see [Batch.Outcome].
	Recurring bool
	// Headers are the headers that this batch needs in addition to those of every
	// call; see [Request.Headers].
	Headers map[string]string
	// Problems are the errors and warnings of the records that were read for this
	// batch. Their paths hold the position in the stream.
	Problems zohocrm.Errors

	one bool // the URL names the only record
}

// Batch returns the body of [Request.Build] as a batch, which has the headers and
// matches Zoho's answer with the records. The error is that of Build.
func (r *Request) Batch() (Batch, error) {
	r = r.ready()
	body, errs, need := r.appendAll(nil)
	batch := Batch{Problems: errs, one: r.hasID && r.operation == modules.Update}
	if err := errs.Err(); err != nil {
		return batch, err
	}
	batch.Body, batch.Headers, batch.Index = body, r.headers(need), make([]int, len(r.records))
	for i, rec := range r.records {
		batch.Index[i] = i
		batch.Recurring = batch.Recurring || r.recurs(rec)
	}
	return batch, nil
}

// recurs reports whether Zoho's answer has an item for each occurrence of a record:
// only an insert makes them.
func (r *Request) recurs(rec *record.Record) bool {
	return r.operation == modules.Insert && recurs(rec)
}

// maxProblems is the largest number of problems that are collected. With more, a
// batch without a body has them.
const maxProblems = 1000

// maxFirstBody bounds the memory that is reserved for the first body of a stream.
const maxFirstBody = 1 << 18

// Batches checks a stream of records and yields request bodies of at most
// [MaxRecords] records each, with the keys of the request. It holds one batch in
// memory. It ignores the records that were added by [Request.Add].
//
// A record with an error is in no body. Its errors are in the [Batch.Problems] of the
// batch that was being filled, and in the error that is yielded with it. Their paths
// have the record's position in the stream as $.data[N]. An error in the keys of the
// request ends the stream at once, as no body could be sent.
//
// records may be [slices.Values] of a slice, or a stream of package record. If a
// stream fails, Batches yields the batch of the records before the failure, then an
// empty batch with the error of the stream. A loop that checks every error cannot
// miss it.
//
// Batches checks a record before it asks for the next one. So a stream may reuse one
// record, or the map or struct of a view.
func (r *Request) Batches(records iter.Seq[*record.Record]) iter.Seq2[Batch, error] {
	return func(yield func(Batch, error) bool) {
		if records == nil {
			return
		}
		b, problems := r.Batcher()
		if err := problems.Err(); err != nil {
			yield(Batch{Problems: problems}, err)
			return
		}
		b.stream(records, problems, yield)
	}
}

// stream yields the batches of a stream of records. problems are those to yield with
// the first one.
func (b *Batcher) stream(records iter.Seq[*record.Record], problems zohocrm.Errors, yield func(Batch, error) bool) {
	flush := func() bool {
		batch := b.Flush()
		batch.Problems, problems = problems, nil
		if batch.Body == nil && len(batch.Problems) == 0 {
			return true
		}
		return yield(batch, batch.Problems.Err())
	}
	for rec := range records {
		if err := rec.Ended(); err != nil {
			if flush() {
				yield(Batch{}, err)
			}
			return
		}
		problems = b.add(problems, rec)
		switch {
		case b.Len() == MaxRecords:
			if !flush() {
				return
			}
		case len(problems) >= maxProblems: // they come before their body, which bounds the memory
			if !yield(Batch{Problems: problems}, problems.Err()) {
				return
			}
			problems = nil
		}
	}
	flush()
}

// Only returns a batch with the records at the given positions in the stream, such as
// those of [Outcome.Resend]. It keeps their order and the keys of the body. Its Body
// is nil if b has none of these records. The error says that the Body of b is no
// request body.
func (b Batch) Only(positions []int) (Batch, error) {
	v, err := fieldtype.ParseJSON(b.Body)
	if err != nil {
		return Batch{}, err
	}
	data, _ := v.Member("data")
	if data.JSONType() != "array" || data.Len() != len(b.Index) {
		return Batch{}, zohocrm.WrongBody("an object with data of as many records as the batch has")
	}
	only := Batch{Headers: b.Headers, one: b.one}
	var kept []fieldtype.Value
	for i, element := range data.Elements() {
		if slices.Contains(positions, b.Index[i]) {
			kept = append(kept, element)
			only.Index = append(only.Index, b.Index[i])
			only.Recurring = only.Recurring || b.Recurring && recurs(record.FromValue(element))
		}
	}
	if len(kept) == 0 {
		return Batch{}, nil
	}
	var members []fieldtype.Member
	for name, value := range v.Members() {
		if name == "data" {
			value = fieldtype.Array(kept...)
		}
		members = append(members, fieldtype.Member{Name: name, Value: value})
	}
	body, errs := (&fieldtype.Spec{}).Append(nil, nil, fieldtype.Object(members...))
	only.Body = body
	return only, errs.Err()
}
