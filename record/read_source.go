package record

import (
	"bufio"
	"bytes"
	"io"
	"reflect"
	"unicode/utf8"

	"github.com/seed12a3e673/zohocrm"
)

// maxRecordBytes bounds the text of one record, so that a stream without an end
// of line or with a quote left open does not fill the memory. All the fields
// that an organization may have do not come near it.
const maxRecordBytes = 16 << 20

const expectedSize = "a record of at most 16 MiB"

// byteOrderMark is the prefix that some editors and spreadsheets give to UTF-8.
const byteOrderMark = "\uFEFF"

// A place is a place in a stream.
type place struct {
	offset int // bytes before it
	line   int // from 1
	column int // code points from 1
}

// pass moves p behind text.
func (p *place) pass(text []byte) {
	p.offset += len(text)
	if n := bytes.Count(text, []byte{'\n'}); n > 0 {
		p.line += n
		p.column = 1
		text = text[bytes.LastIndexByte(text, '\n')+1:]
	}
	for _, c := range text {
		if utf8.RuneStart(c) {
			p.column++
		}
	}
}

// newReader returns a buffer for a stream.
func newReader(r io.Reader) *bufio.Reader { return bufio.NewReaderSize(notNil(r), 1<<16) }

// notNil returns the reader, or one that fails if it is nil or a nil pointer.
func notNil(r io.Reader) io.Reader {
	if v := reflect.ValueOf(r); r == nil || v.Kind() == reflect.Pointer && v.IsNil() {
		return noReader{}
	}
	return r
}

// A noReader is in place of a reader that is nil.
type noReader struct{}

func (noReader) Read([]byte) (int, error) { return 0, zohocrm.GoType("a reader") }

// A source reads a stream of text in pieces. It holds one piece.
type source struct {
	r     *bufio.Reader
	err   error // what r ended with, when nothing of it is left
	at    place // of what comes next
	piece []byte
	room  []byte // in which pieces are put together
	long  bool   // whether piece is only the start of one that is too long
}

// newSource returns the source of a stream, after its byte order mark.
func newSource(r io.Reader) *source {
	s := &source{r: newReader(r), at: place{line: 1, column: 1}}
	var start []byte
	if start, s.err = s.r.Peek(len(byteOrderMark)); string(start) == byteOrderMark {
		s.r.Discard(len(byteOrderMark))
		s.at.offset = len(byteOrderMark)
	}
	return s
}

// window returns some of what comes next, and nothing at the end only. It stays
// good until more is taken.
func (s *source) window() []byte {
	if s.r.Buffered() == 0 && s.err == nil {
		_, s.err = s.r.Peek(1)
	}
	w, _ := s.r.Peek(s.r.Buffered())
	return w
}

// failure returns the error of the stream, if it ended with one.
func (s *source) failure() error {
	if s.err == io.EOF || s.r.Buffered() > 0 {
		return nil
	}
	return s.err
}

// begin begins a new piece.
func (s *source) begin() { s.piece, s.long = s.room[:0], false }

// take adds the first n bytes of the window to the piece, and skips what is beyond
// maxRecordBytes.
func (s *source) take(n int) {
	taken, _ := s.r.Peek(n)
	room := maxRecordBytes - len(s.piece)
	s.long = s.long || n > room
	s.piece = append(s.piece, taken[:min(n, room)]...)
	s.room = s.piece
	s.skip(n)
}

// skip skips the first n bytes of the window.
func (s *source) skip(n int) {
	skipped, _ := s.r.Peek(n)
	s.at.pass(skipped)
	s.r.Discard(n)
}

// line takes the next line as the piece, and reports whether it had an end. The
// piece stays good until more is taken.
func (s *source) line() (ended bool) {
	s.begin()
	w := s.window()
	if n := bytes.IndexByte(w, '\n') + 1; n > 0 { // as mostly: the line is not copied
		s.piece = w[:n]
		s.skip(n)
		return true
	}
	for !ended {
		w := s.window()
		if len(w) == 0 {
			break
		}
		n := bytes.IndexByte(w, '\n') + 1
		if ended = n > 0; !ended {
			n = len(w)
		}
		s.take(n)
	}
	return ended
}

// space skips white space, as JSON has it, and returns the byte that comes next,
// or false at the end.
func (s *source) space() (next byte, ok bool) {
	for {
		w := s.window()
		if len(w) == 0 {
			return 0, false
		}
		rest := bytes.TrimLeft(w, " \t\r\n")
		if len(rest) > 0 {
			next = rest[0]
			s.skip(len(w) - len(rest))
			return next, true
		}
		s.skip(len(w))
	}
}
