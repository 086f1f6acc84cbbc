package payload

import (
	"slices"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/record"
)

// A Batcher makes request bodies of records that a program adds one by one. It does
// the work of [Request.Batches] for a program that has its own loop and needs the
// problems of each record at once. It holds one body in memory. It is not safe for
// use by several goroutines. The zero Batcher and a nil *Batcher have no module and
// refuse every record.
type Batcher struct {
	request *Request
	checker checker
	apart   checker  // of records that the caller refuses: their unique values are not in the body
	tail    []byte   // of each body
	batch   Batch    // that is being filled
	need    []string // of X-EXTERNAL
	size    int      // of the largest body
	spare   Batch    // whose memory the next batch takes
	n       int      // how many records were added
}

// Batcher returns an empty Batcher with the settings of the request, and the problems
// of the settings. If one of these is an error, no body can be sent and the Batcher
// is nil.
func (r *Request) Batcher() (*Batcher, zohocrm.Errors) {
	r = r.ready()
	errs := r.appendCallProblems(nil)
	if r.hasID && r.operation == modules.Update {
		errs = append(errs, zohocrm.Conflict("no id in the URL: each record of a stream has its own"))
	}
	tail, errs := r.appendEnvelope([]byte{']'}, errs)
	r.harden(errs)
	if errs.Err() != nil {
		return nil, errs
	}
	// The request's own checker knows other records.
	return &Batcher{request: r, checker: r.newChecker(), tail: append(tail, '}')}, errs
}

// ready makes the zero Batcher ready. It returns a new one for nil.
func (b *Batcher) ready() *Batcher {
	if b == nil {
		b = &Batcher{}
	}
	if b.request == nil {
		b.request = b.request.ready()
		b.checker = b.request.newChecker()
	}
	return b
}

// Add checks a record and adds it to the body. It returns the problems, with the
// position of the record in the stream as $.data[N]. If one is an error, the record
// is not added. found are problems that the caller has found in the record.
//
// If the body holds [MaxRecords] records, call [Batcher.Flush] before the next Add,
// which otherwise refuses the record.
func (b *Batcher) Add(rec *record.Record, found ...*zohocrm.Error) zohocrm.Errors {
	b = b.ready()
	if len(b.batch.Index) == MaxRecords {
		found = append(slices.Clone(found), zohocrm.TooManyRecords(MaxRecords).PrefixPath(zohocrm.Key("data")))
	}
	return b.add(nil, rec, found...)
}

func (b *Batcher) add(errs zohocrm.Errors, rec *record.Record, found ...*zohocrm.Error) zohocrm.Errors {
	if b.batch.Body == nil {
		b.checker.Reset()
		b.begin()
	}
	end := len(b.batch.Body)
	if len(b.batch.Index) > 0 {
		b.batch.Body = append(b.batch.Body, ',')
	}
	if b.request.moduleless {
		found = append(slices.Clone(found), zohocrm.UnknownModule("a module").PrefixPath(zohocrm.Key("data"), zohocrm.Index(b.n)))
	}
	before, checker := len(errs), b.checker
	if zohocrm.Errors(found).Err() != nil {
		if b.apart == nil {
			b.apart = b.request.newChecker()
		}
		checker = b.apart
		checker.Reset()
	}
	b.batch.Body, errs = checker.Append(b.batch.Body, errs, rec, b.n)
	errs = append(errs, found...)
	if errs[before:].Err() != nil {
		b.batch.Body = b.batch.Body[:end]
	} else {
		if len(b.batch.Index) == 0 && b.size == 0 { // the size of the first record estimates that of the first body
			b.batch.Body = slices.Grow(b.batch.Body, min(min(len(b.batch.Body), maxFirstBody)*MaxRecords*9/8, maxFirstBody))
		}
		b.batch.Index = append(b.batch.Index, b.n)
		b.need = union(b.need, b.checker.External())
		b.batch.Recurring = b.batch.Recurring || b.request.operation == modules.Insert && b.checker.Recurs(rec)
	}
	b.n++
	return errs
}

// begin begins a body.
func (b *Batcher) begin() {
	b.batch.Body = append(slices.Grow(b.spare.Body[:0], b.size), `{"data":[`...)
	b.batch.Index, b.spare = b.spare.Index[:0], Batch{}
}

// A Checker checks records before they are added to a body. So several goroutines can
// check the records of a stream, each with its own Checker, and one goroutine makes
// the bodies; see [Batcher.AddChecked], and examples/workers for a whole program. The
// zero Checker and a nil *Checker refuse every record.
type Checker struct {
	checker checker
	inserts bool
	bulk    *BulkWrite // that the records are for
}

// A Checked is a record that a [Checker] has checked.
type Checked struct {
	json     []byte
	problems zohocrm.Errors
	n        int
	external []string
	recurs   bool
	uses     any
	row      *bulkRow // of Bulk Write
}

// Checker returns a Checker with the settings of the request. It does not check the
// settings themselves; [Request.Batcher] does.
func (r *Request) Checker() *Checker {
	r = r.ready()
	return &Checker{checker: r.newChecker(), inserts: r.operation == modules.Insert}
}

// Check checks the record at position n in the stream, from 0. It appends the JSON of
// the record to dst and returns dst. The Checked refers to dst: do not change it
// before [Batcher.AddChecked].
func (c *Checker) Check(dst []byte, rec *record.Record, n int) (Checked, []byte) {
	before := len(dst)
	if c == nil || c.checker == nil {
		e := zohocrm.UnknownModule("a module").PrefixPath(zohocrm.Key("data"), zohocrm.Index(max(n, 0)))
		return Checked{problems: zohocrm.Errors{e}, n: n}, dst
	}
	if c.bulk != nil {
		return c.checkRow(dst, rec, n)
	}
	c.checker.Reset() // what other records have does not matter here
	dst, errs := c.checker.Append(dst, nil, rec, n)
	checked := Checked{problems: errs, n: n}
	if errs.Err() == nil {
		checked.json = dst[before:len(dst):len(dst)]
		checked.external = slices.Clone(c.checker.External())
		checked.recurs = c.inserts && c.checker.Recurs(rec)
		checked.uses = c.checker.Uses()
	}
	return checked, dst
}

// AddChecked adds a record that a Checker has checked. The body and the problems are
// the same as with [Batcher.Add]. Add the records in the order of the stream.
func (b *Batcher) AddChecked(rec *record.Record, checked Checked, found ...*zohocrm.Error) zohocrm.Errors {
	b = b.ready()
	refused := checked.problems.Err() != nil || zohocrm.Errors(found).Err() != nil
	if b.batch.Body == nil {
		b.checker.Reset()
	}
	if len(b.batch.Index) == MaxRecords || checked.n != b.n || b.request.moduleless || !refused && !b.checker.TakeUses(checked.uses, b.n) {
		return b.Add(rec, found...)
	}
	b.n++
	if refused {
		return append(checked.problems, found...)
	}
	if b.batch.Body == nil {
		b.begin()
	}
	if len(b.batch.Index) > 0 {
		b.batch.Body = append(b.batch.Body, ',')
	}
	b.batch.Body = append(b.batch.Body, checked.json...)
	b.batch.Index = append(b.batch.Index, checked.n)
	b.need = union(b.need, checked.external)
	b.batch.Recurring = b.batch.Recurring || checked.recurs
	return append(checked.problems, found...)
}

// Len returns the number of records in the body.
func (b *Batcher) Len() int {
	if b == nil {
		return 0
	}
	return len(b.batch.Index)
}

// Flush returns the batch of the records that were added since the last call, and
// begins the next one. Its Body is nil if there are none. It has no Problems, as
// [Batcher.Add] has returned them.
func (b *Batcher) Flush() Batch {
	b = b.ready()
	batch, need := b.batch, b.need
	if b.batch, b.need = (Batch{}), nil; len(batch.Index) == 0 {
		if batch.Body != nil { // all its records were refused
			b.Reuse(batch)
		}
		return Batch{}
	}
	batch.Body = append(batch.Body, b.tail...)
	batch.Headers = b.request.headers(need)
	b.size = max(b.size, len(batch.Body))
	return batch
}

// Reuse gives the memory of a batch, which [Batcher.Flush] has returned, to the
// next one. Call it when the batch was sent and is no longer needed: the next body
// overwrites its Body and Index. Without Reuse, each batch has memory of its own.
func (b *Batcher) Reuse(batch Batch) {
	if b != nil {
		b.spare = Batch{Body: batch.Body, Index: batch.Index}
	}
}
