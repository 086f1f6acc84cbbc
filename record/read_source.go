package record

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"reflect"
	"unicode/utf8"

	"github.com/seed12a3e673/zohocrm"
)

// maxRecordBytes is the largest number of bytes of one record. It bounds the memory
// for a stream without line ends or with an open quote. A record with all the fields
// that an organization may have is far smaller.
const maxRecordBytes = 16 << 20

const expectedSize = "a record of at most 16 MiB"

// byteOrderMark is the prefix that some editors and spreadsheets write before UTF-8.
const byteOrderMark = "\uFEFF"

// A place is a position in a stream.
type place struct {
	offset int // bytes before it
	line   int // from 1
	column int // code points from 1
}

// pass moves p to the end of text, which starts at p.
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
func newReader(r io.Reader) *bufio.Reader { return bufio.NewReaderSize(safely(r), 1<<16) }

// safely returns the reader, which fails if it is nil or a nil pointer, and where it
// breaks the rules of a reader.
func safely(r io.Reader) io.Reader {
	if v := reflect.ValueOf(r); r == nil || v.Kind() == reflect.Pointer && v.IsNil() {
		return noReader{}
	}
	return safeReader{r}
}

// A safeReader fails instead of saying that it has read fewer bytes than none, or more
// than it was asked for.
type safeReader struct{ r io.Reader }

func (s safeReader) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	if n < 0 || n > len(p) {
		return 0, errNoRead
	}
	return n, err
}

var errNoRead = errors.New("a reader that does not say how much it has read")

// A noReader replaces a nil reader.
type noReader struct{}

func (noReader) Read([]byte) (int, error) { return 0, zohocrm.GoType("a reader") }

// A source reads a stream of text in pieces. It holds one piece.
type source struct {
	r     *bufio.Reader
	err   error // the error with which r ended, once all of its bytes are taken
	at    place // of what comes next
	piece []byte
	room  []byte // where pieces are joined
	long  bool   // piece is only the start of one that is too long
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

// window returns some of the next bytes. It is empty only at the end. The bytes are
// valid until more are taken.
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

// take adds the first n bytes of the window to the piece. It skips bytes beyond
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

// line takes the next line as the piece, and reports whether it had an end. The piece
// is valid until more bytes are taken.
func (s *source) line() (ended bool) {
	s.begin()
	w := s.window()
	if n := bytes.IndexByte(w, '\n') + 1; n > 0 { // the usual case: the line is not copied
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

// space skips the white space of JSON and returns the next byte, or false at the end.
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
