package record

import (
	"bytes"
	"errors"
	"io"
	"iter"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// ReadJSONLines yields the records of a stream of JSON objects, one a line. It
// holds one line in memory and skips empty lines.
//
// A line that is not JSON becomes a record with a problem, whose cause is a
// [*fieldtype.SyntaxError] with the line and column in the stream. So does a line of
// more than 16 MiB ([zohocrm.ReasonSize]). The next lines are read as usual. If r
// fails, the last record has the error as its [Record.Ended], and the line that was
// being read is dropped.
func ReadJSONLines(r io.Reader) iter.Seq[*Record] {
	return func(yield func(*Record) bool) {
		for s := newSource(r); ; {
			start := s.at
			ended := s.line()
			if err := s.failure(); err != nil && !ended {
				yield(endOf(err))
				return
			}
			if rec := lineRecord(s, start); rec != nil && !yield(rec) {
				return
			}
			if !ended {
				return
			}
		}
	}
}

// lineRecord returns the record of a line that starts at p, or nil if the line is
// empty.
func lineRecord(s *source, start place) *Record {
	// Without the line end: a line that is cut short stops being JSON before it.
	line := bytes.TrimRight(s.piece, "\r\n")
	switch {
	case s.long:
		return tooLong(start)
	case len(bytes.TrimSpace(line)) == 0:
		return nil
	}
	return fromText(string(line), start)
}

// shift changes the line and column of a problem from those in a piece of a stream,
// which starts at p, to those in the stream.
func (p place) shift(err error) *zohocrm.Error {
	var syntax *fieldtype.SyntaxError
	if errors.As(err, &syntax) {
		syntax.Offset += p.offset
		if syntax.Line == 1 {
			syntax.Column += p.column - 1
		}
		syntax.Line += p.line - 1
	}
	return err.(*zohocrm.Error) // as ParseJSON says
}

// problem returns the problem of what is at p.
func (p place) problem(reason zohocrm.Reason, expected string) *zohocrm.Error {
	return zohocrm.Invalid(reason, "").WithCause(
		&fieldtype.SyntaxError{Offset: p.offset, Line: p.line, Column: p.column, Expected: expected})
}

// tooLong returns the record of a text that starts at p and is longer than any record
// may be.
func tooLong(start place) *Record {
	return &Record{err: start.problem(zohocrm.ReasonSize, expectedSize), row: start.line}
}
