package record

import (
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"errors"
	"io"
	"math/bits"

	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/packed"
)

// maxCells is the largest number of cells of a row. A cell takes far more memory than
// its comma in the text.
const maxCells = fieldtype.MaxValues

// expectedRow says how long a row may be.
const expectedRow = "a row of at most 16 MiB and 131,072 cells"

// A rowReader splits the rows of a table into cells, as encoding/csv does: a quoted cell
// may hold delimiters, line ends and doubled quotes.
//
// After a misplaced quote, the next row starts on the next line.
type rowReader struct {
	r         io.Reader
	buf       []byte // what was read; the row is at start
	start     int
	err       error // the error with which r ended
	delimiter byte
	use       []columnUse // of each column; nil to take all
	row       int         // the number of the row, as a spreadsheet counts: empty lines count
	line      int         // the lines before the row

	// What the row has.
	end      int    // of the row in buf, from start on, with its line end
	lines    int    // of the row
	count    int    // of its cells
	stray    int    // the first column that must be empty and is not; from 1
	cells    []byte // those that are used, packed, without white space around them
	first    int    // where its first cell ends, from start on, with the delimiter
	unquoted []byte // memory for a cell with doubled quotes
}

// A columnUse says how the cells of a column are used.
type columnUse uint8

const (
	useCells   columnUse = iota
	dropCells            // they are ignored
	emptyCells           // they must be empty
)

var errLongRow = errors.New("the row is too long")

// A brokenRow is the error of a row after which the next one can be read.
type brokenRow struct{ cause error }

func (e *brokenRow) Error() string { return e.cause.Error() }

// next reads the next row. The error is io.EOF after the last one, a [*brokenRow],
// errLongRow, or that of the stream.
func (t *rowReader) next() error {
	if err := t.begin(); err != nil {
		return err
	}
	return t.cut()
}

// begin skips empty lines up to the next row.
func (t *rowReader) begin() error {
	for {
		t.start, t.end = t.start+t.end, 0
		t.line, t.lines = t.line+t.lines, 0
		rest := t.rest()
		switch {
		case len(rest) == 0 || len(rest) == 1 && rest[0] == '\r':
			if !t.more() {
				t.start = len(t.buf)
				return t.err
			}
			continue
		case rest[0] == '\n':
			t.end = 1
		case rest[0] == '\r' && rest[1] == '\n':
			t.end = 2
		default:
			t.row++
			return nil
		}
		t.row++
		t.lines = 1
	}
}

// rest returns the bytes that were read, from the start of the row.
func (t *rowReader) rest() []byte { return t.buf[t.start:] }

// more reads more bytes. It returns false at the end of the stream, and if the row is
// too long.
func (t *rowReader) more() bool {
	n := len(t.buf) - t.start
	if t.err != nil || n > maxRecordBytes {
		return false
	}
	if t.start > 0 {
		copy(t.buf, t.rest())
		t.buf, t.start = t.buf[:n], 0
	}
	if n == cap(t.buf) {
		buf := make([]byte, n, max(1<<16, min(2*n, maxRecordBytes+1<<16)))
		copy(buf, t.buf)
		t.buf = buf
	}
	for range 100 {
		read, err := t.r.Read(t.buf[n:cap(t.buf)])
		t.buf, t.err = t.buf[:n+read], err
		if read > 0 {
			return true
		}
		if err != nil {
			return false
		}
	}
	t.err = io.ErrNoProgress
	return false
}

// cut splits the row into cells.
func (t *rowReader) cut() error {
	t.end, t.lines, t.count, t.stray, t.first, t.cells = 0, 0, 0, 0, 0, t.cells[:0]
	for i := 0; i >= 0; {
		var err error
		if i = t.plainCells(i); i < 0 {
			break
		}
		if t.count == maxCells {
			return errLongRow
		}
		for i == len(t.rest()) && t.more() {
		}
		if rest := t.rest(); i < len(rest) && rest[i] == '"' {
			i, err = t.quoted(i)
		} else {
			i, err = t.plain(i)
		}
		if err != nil {
			return err
		}
		if t.count == 1 {
			t.first = max(i, 0)
		}
	}
	if t.end > maxRecordBytes {
		return errLongRow
	}
	return nil
}

// plainCells reads cells without quotes from offset i on, as long as their ends are
// in the buffer. It returns where the next cell starts, or -1 at the end of the row.
// [rowReader.plain] and [rowReader.quoted] read the other cells.
func (t *rowReader) plainCells(i int) int {
	rest := t.rest()
	delimiter := t.delimiter
	delimiters := uint64(delimiter) * ones
	for t.count < maxCells {
		j := i
		for {
			if j+8 > len(rest) {
				return i
			}
			w := binary.LittleEndian.Uint64(rest[j:])
			if m := zeros(w^delimiters) | zeros(w^newlines) | zeros(w^quotes); m != 0 {
				j += bits.TrailingZeros64(m) / 8
				break
			}
			j += 8
		}
		switch rest[j] {
		case '"':
			return i
		case '\n':
			t.end, t.lines = j+1, t.lines+1
			if rest[j-1] == '\r' {
				j--
			}
			t.short(rest, i, j)
			return -1
		}
		t.short(rest, i, j)
		i = j + 1
		if t.count == 1 {
			t.first = i
		}
	}
	return i
}

// short adds the cell from i to j of rest. It is the fast path of [rowReader.cell]
// for short cells.
func (t *rowReader) short(rest []byte, i, j int) {
	const most = 16
	n, k := j-i, len(t.cells)
	if n == 0 || n > most || len(rest)-i < most || cap(t.cells)-k <= most || t.count >= len(t.use) ||
		t.use[t.count] != useCells || rest[i]-'!' > '~'-'!' || rest[j-1]-'!' > '~'-'!' {
		t.cell(rest[i:j])
		return
	}
	t.count++
	room := t.cells[k : k+1+most]
	room[0] = byte(n)
	*(*[most]byte)(room[1:]) = [most]byte(rest[i:])
	t.cells = t.cells[:k+1+n]
}

// plain reads a cell without quotes, which starts at i. It returns where the next
// cell starts, or -1 at the end of the row.
func (t *rowReader) plain(i int) (next int, err error) {
	rest, j := t.rest(), i
	delimiters := uint64(t.delimiter) * ones
	for {
		for ; j+8 <= len(rest); j += 8 {
			w := binary.LittleEndian.Uint64(rest[j:])
			if m := zeros(w^delimiters) | zeros(w^newlines) | zeros(w^quotes); m != 0 {
				j += bits.TrailingZeros64(m) / 8
				goto found
			}
		}
		for ; j < len(rest); j++ {
			if c := rest[j]; c == t.delimiter || c == '\n' || c == '"' {
				goto found
			}
		}
		more := t.more()
		if rest = t.rest(); !more {
			break
		}
	}
	if t.err != io.EOF {
		return 0, t.failure()
	}
	t.end = j
	t.cell(rest[i:])
	return -1, nil
found:
	switch rest[j] {
	case '"':
		return 0, t.broken(j, csv.ErrBareQuote)
	case '\n':
		t.end, t.lines = j+1, t.lines+1
		t.cell(rest[i:j])
		return -1, nil
	}
	t.cell(rest[i:j])
	return j + 1, nil
}

// The bytes that [rowReader.plain] searches in eight bytes at once.
const (
	ones            = 0x0101010101010101
	highs           = 0x8080808080808080
	newlines uint64 = '\n' * ones
	quotes   uint64 = '"' * ones
)

// zeros returns a bit for each byte of w that is zero. Bits after the first one may
// be wrong.
func zeros(w uint64) uint64 { return (w - ones) &^ w & highs }

// quoted reads a cell in quotes, which starts at i; see [rowReader.plain].
func (t *rowReader) quoted(i int) (next int, err error) {
	doubled := false
	for j := i + 1; ; {
		rest := t.rest()
		n := bytes.IndexByte(rest[j:], '"')
		if n < 0 {
			if j = len(rest); t.more() {
				continue
			}
			return 0, t.open()
		}
		j += n
		for len(rest) == j+1 || len(rest) == j+2 && rest[j+1] == '\r' { // the next byte is not read yet
			more := t.more()
			if rest = t.rest(); more {
				continue
			}
			if t.err != io.EOF {
				return 0, t.failure()
			}
			break
		}
		after := rest[j+1:]
		switch {
		case len(after) > 0 && after[0] == '"':
			doubled = true
			j += 2
			continue
		case len(after) > 0 && after[0] == t.delimiter:
			t.take(rest[i+1:j], doubled)
			return j + 2, nil
		case len(after) == 0:
			t.end = j + 1
		case after[0] == '\n':
			t.end = j + 2
		case after[0] == '\r' && (len(after) == 1 || after[1] == '\n'):
			t.end = min(j+3, len(rest))
		default:
			return 0, t.broken(j, csv.ErrQuote)
		}
		t.lines++
		t.take(rest[i+1:j], doubled)
		return -1, nil
	}
}

// take adds a cell that was in quotes.
func (t *rowReader) take(text []byte, doubled bool) {
	t.lines += bytes.Count(text, []byte{'\n'})
	if bytes.Contains(text, []byte("\r\n")) {
		text = bytes.ReplaceAll(text, []byte("\r\n"), []byte{'\n'})
	}
	if doubled {
		t.unquoted = t.unquoted[:0]
		for {
			i := bytes.IndexByte(text, '"')
			if i < 0 {
				break
			}
			t.unquoted = append(t.unquoted, text[:i+1]...)
			text = text[i+2:]
		}
		t.unquoted = append(t.unquoted, text...)
		text = t.unquoted
	}
	t.cell(text)
}

// cell adds a cell.
func (t *rowReader) cell(text []byte) {
	column := t.count
	t.count++
	use := useCells
	if t.use != nil {
		if column >= len(t.use) {
			return
		}
		use = t.use[column]
	}
	if use == dropCells {
		return
	}
	if n := len(text); n > 0 && (text[0]-'!' > '~'-'!' || text[n-1]-'!' > '~'-'!') {
		text = bytes.TrimSpace(text)
	}
	switch {
	case use == useCells:
		t.cells = packed.Append(t.cells, text)
	case len(text) > 0 && t.stray == 0:
		t.stray = column + 1
	}
}

// texts returns the used cells of the row.
func (t *rowReader) texts() []string {
	var texts []string
	all := string(t.cells)
	for i := 0; i < len(all); {
		var start int
		start, i = packed.Next(all, i)
		texts = append(texts, all[start:i])
	}
	return texts
}

// text returns the text of the row, without its line end.
func (t *rowReader) text() string {
	row := t.rest()[:t.end]
	return string(bytes.TrimSuffix(bytes.TrimSuffix(row, []byte{'\n'}), []byte{'\r'}))
}

// failure returns the error of a row that has no end.
func (t *rowReader) failure() error {
	if t.err != nil {
		return t.err
	}
	return errLongRow
}

// broken returns the error of the misplaced quote at i.
func (t *rowReader) broken(i int, cause error) error {
	before := t.rest()[:i]
	lines := bytes.Count(before, []byte{'\n'})
	return t.pickUp(&csv.ParseError{
		StartLine: t.line + 1, Line: t.line + 1 + lines, Column: i - bytes.LastIndexByte(before, '\n'), Err: cause,
	})
}

// open returns the error of a quote that is open until the end of the stream or of
// the largest row.
func (t *rowReader) open() error {
	switch {
	case t.err == nil:
		return t.pickUp(errLongRow)
	case t.err != io.EOF:
		return t.err
	}
	// As encoding/csv counts: a line ends with one character.
	text := bytes.TrimSuffix(t.rest(), []byte{'\r'})
	lines := bytes.Count(text, []byte{'\n'})
	column := len(text) - bytes.LastIndexByte(text, '\n')
	if n := len(text) - 1; text[n] == '\n' {
		lines--
		column = n - bytes.LastIndexByte(text[:n], '\n') + 1
		if bytes.HasSuffix(text, []byte("\r\n")) {
			column--
		}
	}
	return t.pickUp(&csv.ParseError{StartLine: t.line + 1, Line: t.line + 1 + lines, Column: column, Err: csv.ErrQuote})
}

// pickUp ends the row after its first line, so that the next row starts there.
func (t *rowReader) pickUp(cause error) error {
	t.lines = 1
	for from := 0; ; {
		rest := t.rest()
		if n := bytes.IndexByte(rest[from:], '\n'); n >= 0 {
			t.end = from + n + 1
			return &brokenRow{cause}
		}
		if from = len(rest); t.more() {
			continue
		}
		if t.err != io.EOF {
			return t.failure()
		}
		t.end = from
		return &brokenRow{cause}
	}
}
