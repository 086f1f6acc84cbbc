package record

import (
	"cmp"
	"errors"
	"io"
	"iter"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/program"
)

// ReadJSONArray yields the records of a JSON array of objects of any length. It
// holds one element in memory. A value that is no array is read as the only
// record.
//
// If the stream stops being JSON or r fails, the last record has the error as its
// [Record.Ended]. A syntax error is [zohocrm.ReasonSyntax], and its cause is a
// [*fieldtype.SyntaxError] with the line and column in the stream. An element becomes
// a record with a problem if it is nested too deep ([zohocrm.ReasonDepth]), has text
// that is not UTF-8 or half of a surrogate pair ([zohocrm.ReasonUTF8]), or has more
// than 16 MiB ([zohocrm.ReasonSize]). Then the next element is read as usual.
func ReadJSONArray(r io.Reader) iter.Seq[*Record] {
	return func(yield func(*Record) bool) {
		s := newSource(r)
		read := s.only
		if next, _ := s.space(); next == '[' {
			read = s.array
		}
		more, err := read(yield)
		if !more && err == nil {
			return
		}
		if _, rest := s.space(); err == nil && (rest || s.failure() != nil) {
			err = s.syntaxError(expectedEnd)
		}
		if err != nil {
			yield(endOf(err))
		}
	}
}

// only yields the next value. It returns false if yield does.
func (s *source) only(yield func(*Record) bool) (more bool, err error) {
	rec, err := s.element(expectedEnd)
	return err == nil && yield(rec), err
}

// array yields the elements of the next array. It returns false if yield does.
func (s *source) array(yield func(*Record) bool) (more bool, err error) {
	const expected = "',' or ']'"
	s.skip(1)
	if next, _ := s.space(); next == ']' {
		s.skip(1)
		return true, nil
	}
	for {
		rec, err := s.element(expected)
		if err != nil || !yield(rec) {
			return false, err
		}
		switch next, _ := s.space(); next {
		case ',':
			s.skip(1)
			s.space()
		case ']':
			s.skip(1)
			return true, nil
		default:
			return false, s.syntaxError(expected)
		}
	}
}

// expectedEnd is what ParseJSON expects after a value.
const expectedEnd = "the end"

// syntaxError returns the error of a stream that does not have what is expected next,
// or the error of the reader that ended it there.
func (s *source) syntaxError(expected string) error {
	if err := s.failure(); err != nil {
		return err
	}
	return s.at.problem(zohocrm.ReasonSyntax, expected)
}

// element reads the next value as a record. expected is what must follow it.
func (s *source) element(expected string) (*Record, error) {
	start := s.at
	s.begin()
	var e extent
	for !e.ended && !s.long {
		w := s.window()
		if len(w) == 0 {
			break
		}
		s.take(e.scan(w))
	}
	if err := s.failure(); err != nil && !e.ended {
		return nil, err
	}
	text := string(s.piece)
	_, err := fieldtype.Internal.CheckText(program.Key{}, text)
	var syntax *fieldtype.SyntaxError
	switch {
	case s.long && !(errors.As(err, &syntax) && syntax.Offset < maxRecordBytes-longestToken):
		return s.pass(&e, tooLong(start))
	case err == nil:
		return fromText(text, start), nil
	case errors.As(err, &syntax) && syntax.Expected == expectedEnd:
		syntax.Expected = expected
	}
	problem := start.shift(err)
	if problem.Reason == zohocrm.ReasonSyntax {
		return nil, problem
	}
	if e.ended && !s.long {
		return fromText(text, start), nil // its fields have the problem
	}
	return s.pass(&e, &Record{err: problem, row: start.line})
}

// longestToken is the length of the longest token, an escaped surrogate pair. A text
// that is cut off may stop being JSON so many bytes before its end, only because the
// token is incomplete.
const longestToken = 16

// pass skips the rest of a value and returns its record. If the value has no end, its
// problem is the error of the stream.
func (s *source) pass(e *extent, rec *Record) (*Record, error) {
	for !e.ended {
		w := s.window()
		if len(w) == 0 {
			return nil, cmp.Or(s.failure(), error(rec.err))
		}
		s.skip(e.scan(w))
	}
	return rec, nil
}

// An extent finds the end of a JSON value, window by window. It looks only at
// brackets and quotes.
type extent struct {
	depth   int  // brackets that are open
	text    bool // in a text
	escaped bool // after a backslash in it
	scalar  bool // in a number or a word
	ended   bool
}

// scan returns how many bytes of a window belong to the value. A control character in
// a text ends the value, which is then no JSON.
func (e *extent) scan(window []byte) int {
	for i, c := range window {
		switch {
		case e.escaped:
			e.escaped = false
		case e.text:
			switch {
			case c == '\\':
				e.escaped = true
			case c == '"':
				e.text = false
				e.ended = e.depth == 0
			case c < ' ':
				e.ended = true
			}
		case e.scalar || e.depth == 0 && c != '"' && c != '{' && c != '[':
			e.scalar = true
			switch c {
			case ' ', '\t', '\r', '\n', ',', ':', '"', '{', '}', '[', ']':
				e.ended = true
				return i
			}
		case c == '"':
			e.text = true
		case c == '{' || c == '[':
			e.depth++
		case c == '}' || c == ']':
			e.depth--
			e.ended = e.depth == 0
		}
		if e.ended {
			return i + 1
		}
	}
	return len(window)
}
