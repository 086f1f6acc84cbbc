package main

import (
	"iter"
	"sync"

	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// A run has three stages: one goroutine reads records, several check them, and that
// of the job takes them in their order. Records are passed in pieces.

// The bounds of a piece.
const (
	maxPiece      = 25       // records; small, as a body of 100 should not wait long for them
	maxPieceBytes = 64 << 10 // of text, about
)

// cellBytes is about how many bytes a cell of a table takes in addition to its text.
const cellBytes = 16

// maxAhead is the largest number of bytes of text that are read and not yet taken. A
// single piece may have more.
const maxAhead = 2 << 20

// A reading is a record that was read, and the result of its check.
type reading struct {
	rec     *record.Record
	raw     string // the text in the input, if it is JSON
	checked payload.Checked
	prints  payload.Fingerprints
}

// A piece is some consecutive records.
type piece struct {
	readings []reading
	first    int           // the number of the first record in the input
	bytes    int64         // of their text, about
	ended    error         // of the stream, after the records
	json     []byte        // of the records
	done     chan struct{} // gets an element when they are checked
}

// check checks record n and appends its JSON to dst.
func (r *reading) check(dst []byte, c *payload.Checker, d *duplicates, in *input, n int) []byte {
	if in.format != "csv" {
		r.raw, _ = r.rec.Raw()
		r.rec = withoutReasons(r.rec)
	}
	r.prints = d.fingerprints(r.rec)
	r.checked, dst = c.Check(dst, r.rec, n)
	return dst
}

// pipe checks the records of a stream and takes them.
func (j *job) pipe(in *input, records iter.Seq[*record.Record]) error {
	first := j.read
	if j.workers == 1 {
		return j.pipeAlone(in, records)
	}
	var (
		pending = make(chan *piece, j.workers)   // to be checked
		ordered = make(chan *piece, 4*j.workers) // in the order of the input
		quit    = make(chan struct{})            // nobody takes records any more
		ahead   = &budget{limit: maxAhead}
		workers sync.WaitGroup
	)
	for range j.workers {
		c := j.checkers()
		workers.Go(func() {
			for p := range pending {
				for i := range p.readings {
					p.json = p.readings[i].check(p.json, c, j.duplicates, in, p.first+i)
				}
				p.done <- struct{}{}
			}
		})
	}
	go func() {
		defer close(ordered)
		defer close(pending)
		for p := range pieces(in, records, first) {
			if !ahead.take(p.bytes) {
				return
			}
			select {
			case pending <- p:
			case <-quit:
				return
			}
			ordered <- p // does not block for long: it has room for all pieces that the budget allows, or is being read
		}
	}()
	err := j.takePieces(in, func(yield func(*piece) bool) {
		for p := range ordered {
			<-p.done
			if !yield(p) {
				return
			}
			ahead.give(p.bytes)
			p.reuse()
		}
	})
	if err == nil { // the reader has ended
		workers.Wait()
		return nil
	}
	close(quit)
	ahead.close()
	go func() { // the reader may be blocked in a read
		for range ordered {
		}
	}()
	return err
}

// pipeAlone checks and takes the records one by one in this goroutine.
func (j *job) pipeAlone(in *input, records iter.Seq[*record.Record]) error {
	c := j.checkers()
	n := j.read
	var json []byte
	for rec := range records {
		if err := rec.Ended(); err != nil {
			return err
		}
		r := reading{rec: rec}
		json = r.check(json[:0], c, j.duplicates, in, n)
		if err := j.take(in, r); err != nil {
			return err
		}
		n++
	}
	return nil
}

// takePieces takes the records of pieces that are checked.
func (j *job) takePieces(in *input, all iter.Seq[*piece]) error {
	for p := range all {
		for _, r := range p.readings {
			if err := j.take(in, r); err != nil {
				return err
			}
		}
		if p.ended != nil {
			return p.ended
		}
	}
	return nil
}

// free are pieces whose memory can be reused.
var free = sync.Pool{New: func() any { return &piece{done: make(chan struct{}, 1)} }}

func newPiece(first int) *piece {
	p := free.Get().(*piece)
	p.first = first
	return p
}

// reuse makes the memory of a piece free for reuse, unless it is large.
func (p *piece) reuse() {
	if cap(p.json) > 4*maxPieceBytes {
		p.json = nil
	}
	clear(p.readings)
	p.readings, p.json, p.ended = p.readings[:0], p.json[:0], nil
	free.Put(p)
}

// pieces splits a stream into pieces. first is the number of its first record.
func pieces(in *input, records iter.Seq[*record.Record], first int) iter.Seq[*piece] {
	return func(yield func(*piece) bool) {
		start, row := in.text.n, int64(0)
		if in.table != nil {
			row = int64(len(in.table.Columns())) * cellBytes
		}
		p := newPiece(first)
		size := func() int64 { return in.text.n - start + int64(len(p.readings))*row }
		flush := func() bool {
			next := p.first + len(p.readings)
			if p.bytes = size(); len(p.readings) == 0 && p.ended == nil {
				return true
			}
			start = in.text.n
			full := p
			p = newPiece(next)
			return yield(full)
		}
		for rec := range records {
			if p.ended = rec.Ended(); p.ended != nil {
				break
			}
			p.readings = append(p.readings, reading{rec: rec})
			if (len(p.readings) == maxPiece || size() >= maxPieceBytes) && !flush() {
				return
			}
		}
		flush()
	}
}

// A budget bounds the bytes between the stages.
type budget struct {
	limit  int64
	mutex  sync.Mutex
	cond   *sync.Cond
	used   int64
	closed bool
}

// take waits until n fits into the budget, or nothing is taken. It returns false if
// the budget is closed.
func (b *budget) take(n int64) bool {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	if b.cond == nil {
		b.cond = sync.NewCond(&b.mutex)
	}
	for b.used > 0 && b.used+n > b.limit && !b.closed {
		b.cond.Wait()
	}
	b.used += n
	return !b.closed
}

// give returns n.
func (b *budget) give(n int64) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	b.used -= n
	if b.cond != nil {
		b.cond.Signal()
	}
}

// close ends all waiting.
func (b *budget) close() {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	b.closed = true
	if b.cond != nil {
		b.cond.Broadcast()
	}
}
