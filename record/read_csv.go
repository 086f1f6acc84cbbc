package record

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// ReadCSV yields the records of a table in the form of RFC 4180, which starts
// with a row of the API names of its fields. It holds one row in memory, and skips
// a byte order mark and empty lines.
//
// An empty cell is an absent field. The module against which a record is checked
// says how its cells are read; see [fieldtype.Cell]. White space around a cell is
// left out. A column without a name has to be empty.
//
// Problems of a record have a [*CellError] as their cause, with the row and
// column. A row with more or fewer cells than the first one is a problem of the
// whole record; the next rows are read all the same. The rest ends the stream,
// and the last record has it as its [Record.Ended]: a first row in which a name
// comes twice (a [*CellError]), a quote in the wrong place
// ([zohocrm.ReasonSyntax], with a [*csv.ParseError] that has the line and
// column), a row of more than 16 MiB or 131,072 cells ([zohocrm.ReasonSize]), and
// an error of r.
func ReadCSV(r io.Reader) iter.Seq[*Record] {
	return func(yield func(*Record) bool) {
		t := newTable(r)
		h, err := t.header()
		for err == nil {
			var cells []string
			if cells, err = t.next(); err == nil && !yield(t.record(h, cells)) {
				return
			}
		}
		if err != io.EOF {
			yield(endOf(err))
		}
	}
}

// A CellError says where in a table a problem lies.
type CellError struct {
	Row     int    // from 1, the row of API names, as a spreadsheet counts: with empty lines
	Column  int    // from 1; 0 for the whole row
	APIName string // of the column; "" if its name cannot be an API name, as it may be data
	Err     error  // the cause, if there is a finer one: a [*fieldtype.SyntaxError], a [*fieldtype.Mismatch]
}

// Error returns the place, such as "row 17, column 4 (Annual_Revenue)", and the
// cause. It is "<nil>" for nil.
func (e *CellError) Error() string {
	if e == nil {
		return "<nil>"
	}
	s := "row " + strconv.Itoa(e.Row)
	if e.Column > 0 {
		s += ", column " + strconv.Itoa(e.Column)
	}
	if e.APIName != "" {
		s += " (" + printable(e.APIName) + ")"
	}
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

// Place returns the row and column, and zeros for nil.
func (e *CellError) Place() (row, column int) {
	if e == nil {
		return 0, 0
	}
	return e.Row, e.Column
}

// Unwrap returns the cause.
func (e *CellError) Unwrap() error {
	if e == nil {
		return nil
	}
	return e.Err
}

// problem returns the problem of what is at e.
func (e *CellError) problem(reason zohocrm.Reason, expected string) *zohocrm.Error {
	return zohocrm.Invalid(reason, expected).WithCause(e)
}

// A table reads the rows of a CSV stream.
type table struct {
	rows   *csv.Reader
	ration *ration
	row    int // the number of the row that was read last
	line   int // the line on which it ended
}

func newTable(r io.Reader) *table {
	t := &table{ration: &ration{r: notNil(r), left: maxRecordBytes, commas: maxCells}}
	buffer := newReader(t.ration)
	// What Peek fails with, reading fails with too.
	if start, _ := buffer.Peek(len(byteOrderMark)); string(start) == byteOrderMark {
		buffer.Discard(len(byteOrderMark))
	}
	t.rows = csv.NewReader(buffer)
	t.rows.ReuseRecord = true
	t.rows.FieldsPerRecord = -1
	return t
}

// maxCells bounds the cells of a row: a comma takes far more memory as a cell.
const maxCells = fieldtype.MaxValues

// A ration is a reader that fails when it has given all that was left. A quote
// left open would otherwise fill the memory with the rest of the stream.
type ration struct {
	r      io.Reader
	left   int // bytes
	commas int // that may still come
}

var errRationed = errors.New("the row is too long")

// expectedRow says how long a row may be.
const expectedRow = "a row of at most 16 MiB and 131,072 cells"

func (r *ration) Read(p []byte) (int, error) {
	if r.left <= 0 {
		return 0, errRationed
	}
	n, err := r.r.Read(p[:min(len(p), r.left)])
	r.left -= n
	if r.commas -= bytes.Count(p[:n], []byte{','}); r.commas < 0 {
		r.left = 0
	}
	return n, err
}

// next returns the cells of the next row.
func (t *table) next() ([]string, error) {
	t.ration.left, t.ration.commas = maxRecordBytes, maxCells
	cells, err := t.rows.Read()
	switch {
	case errors.Is(err, errRationed):
		return nil, (&CellError{Row: t.row + 1}).problem(zohocrm.ReasonSize, expectedRow)
	case errors.As(err, new(*csv.ParseError)):
		e := zohocrm.Syntax(err)
		e.Expected = "quotes around whole cells, and those inside doubled"
		return nil, e
	case err != nil:
		return nil, err
	}
	line, _ := t.rows.FieldPos(0)
	t.row += line - t.line
	t.line, _ = t.rows.FieldPos(len(cells) - 1)
	t.line += strings.Count(cells[len(cells)-1], "\n")
	return cells, nil
}

// A header holds the API names of a table's columns, "" for one without.
type header struct {
	apiNames []string
	odd      bool // one of them cannot be an API name
}

// column returns the column of a field, from 1; 0 if there is none. A name in a
// problem may be cut.
func (h *header) column(apiName string) int {
	if apiName == "" {
		return 0
	}
	i := slices.Index(h.apiNames, apiName)
	if start, cut := strings.CutSuffix(apiName, "…"); cut && i < 0 {
		i = slices.IndexFunc(h.apiNames, func(name string) bool { return strings.HasPrefix(name, start) })
	}
	return i + 1
}

// hides reports whether the name of a column must not be printed in a problem, as
// it may be data: the first row of a table without a row of names is a record.
// Such a name cannot be an API name or, beside one that cannot, is unknown.
func (h *header) hides(name string, e *zohocrm.Error) bool {
	return !isAPIName(name) || h.odd && e.Reason == zohocrm.ReasonUnknownField && e.Suggestion == ""
}

// isAPIName reports whether a name can be an API name. A number cannot: it may be
// that of a phone.
func isAPIName(name string) bool {
	for i := range len(name) {
		c := name[i]
		letter := 'a' <= c|0x20 && c|0x20 <= 'z' || c == '_' || c == '$'
		if !letter && (i == 0 || c < '0' || '9' < c) {
			return false
		}
	}
	return name != ""
}

// header reads the first row.
func (t *table) header() (*header, error) {
	cells, err := t.next()
	if err == io.EOF {
		return nil, (&CellError{Row: 1}).problem(zohocrm.ReasonEmpty, "a row of API names")
	}
	h := &header{apiNames: make([]string, len(cells))}
	seen := make(map[string]bool, len(cells))
	for i, cell := range cells {
		name := strings.TrimSpace(cell)
		at := &CellError{Row: t.row, Column: i + 1}
		if isAPIName(name) {
			at.APIName = name
		} else if name != "" {
			h.odd = true
		}
		switch {
		case !utf8.ValidString(name):
			return nil, at.problem(zohocrm.ReasonUTF8, "an API name in UTF-8")
		case name == "": // as spreadsheets leave behind; its cells must be empty
			continue
		case len(cells) == 1 && strings.ContainsAny(name, ";\t"):
			return nil, at.problem(zohocrm.ReasonFormat, "API names with a comma between them")
		case strings.ContainsFunc(name, unicode.IsControl):
			return nil, at.problem(zohocrm.ReasonFormat, "an API name on one line, and lines that end with a line feed")
		case seen[name]:
			return nil, at.problem(zohocrm.ReasonDuplicateKey, "each API name once")
		}
		seen[name] = true
		h.apiNames[i] = strings.Clone(name)
	}
	if err == nil && len(seen) == 0 {
		return nil, (&CellError{Row: t.row}).problem(zohocrm.ReasonEmpty, "a row of API names")
	}
	return h, err
}

// record returns the record of the row that was read last.
func (t *table) record(h *header, cells []string) *Record {
	rec := &Record{table: h, row: t.row}
	if len(cells) != len(h.apiNames) {
		at := &CellError{Row: t.row}
		rec.err = at.problem(zohocrm.ReasonSyntax, strconv.Itoa(len(h.apiNames))+" cells, as many as API names")
		return rec
	}
	rec.members = make([]fieldtype.Member, 0, len(cells))
	for i, cell := range cells {
		v := fieldtype.Cell(cell)
		if v.IsAbsent() {
			continue
		}
		if h.apiNames[i] == "" {
			at := &CellError{Row: t.row, Column: i + 1}
			rec.members = nil
			rec.err = at.problem(zohocrm.ReasonUnknownField, "an API name in the first row for each cell that is not empty")
			return rec
		}
		rec.members = append(rec.members, fieldtype.Member{Name: h.apiNames[i], Value: v})
	}
	return rec
}
