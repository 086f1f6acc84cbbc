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
// A line that is not JSON makes a record with a problem, whose cause is a
// [*fieldtype.SyntaxError] with the line and column in the stream; the next lines
// are read all the same. So does a line of more than 16 MiB
// ([zohocrm.ReasonSize]). When r fails, the last record has the error as its
// [Record.Ended]; what is left of a line that it cuts off is not read.
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

// lineRecord returns the record of a line that starts at a place, or nil when
// the line is empty.
func lineRecord(s *source, start place) *Record {
	// Without its end, which is where a line that is cut short stops being
	// JSON.
	line := bytes.TrimRight(s.piece, "\r\n")
	switch {
	case s.long:
		return tooLong(start)
	case len(bytes.TrimSpace(line)) == 0:
		return nil
	}
	return fromText(string(line), start)
}

// shift moves the place of a problem in a piece of a stream that starts at p to
// the one in the stream.
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

// tooLong returns the record whose text starts at a place and is longer than
// any record may be.
func tooLong(start place) *Record {
	return &Record{err: start.problem(zohocrm.ReasonSize, expectedSize), row: start.line}
}
