package payload

import (
	"bufio"
	"encoding/csv"
	"errors"
	"io"
	"iter"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
)

// ReadCSV yields the records of a table in the form of RFC 4180, which starts
// with a row of the API names of its fields. It holds one row in memory. A byte
// order mark is passed over, and so are empty lines.
//
// An empty cell is an absent field. The type that m gives a field says how its
// cells are read, with white space around them left out:
//
//   - Number, Currency, Decimal, Percent: an exact number such as -1250.50. A
//     plus, zeros in front and a missing zero before the point do no harm;
//   - Checkbox: true or false, in any letter case;
//   - Multi-select picklist: values with ";" between them;
//   - Lookup, User, Layout: an id, or for a user an email. A lookup that Zoho
//     also takes by name reads anything but digits as the name;
//   - types that are an array or an object: JSON, when the cell starts with "["
//     or "{". So are lookups.
//
// A column without a name is passed over when it is empty.
//
// All other cells are texts and stay as they are, those of fields that m does
// not know among them.
//
// A cell that does not read as its type makes a problem of its field, and a row
// with more or fewer cells than the first one of the whole record. Their cause is
// a [*CellError] with the row and column. The rows after it are read on. The
// rest ends the stream and is yielded as an error with a nil record: a first
// row in which a name stands twice (a [*CellError]), a quote in
// the wrong place ([zohocrm.ReasonSyntax], with a [*csv.ParseError] that has
// the line and column), a row of more than 16 MiB ([zohocrm.ReasonSize]), and
// an error of r.
func ReadCSV(r io.Reader, m *modules.Module) iter.Seq2[modules.Record, error] {
	return func(yield func(modules.Record, error) bool) {
		t := newTable(r)
		columns, err := t.header(m)
		for err == nil {
			var cells []string
			if cells, err = t.next(); err == nil && !yield(t.record(columns, cells), nil) {
				return
			}
		}
		if err != io.EOF {
			yield(nil, err)
		}
	}
}

// A CellError says where in a table a problem lies.
type CellError struct {
	Row     int    // from 1, the row of API names, as a spreadsheet counts: with empty lines
	Column  int    // from 1; 0 for the whole row
	APIName string // of the column
	Err     error  // the cause in a cell that holds JSON: a [*fieldtype.SyntaxError]
}

// Error returns the place, such as "row 17, column 4 (Annual_Revenue)", and the
// cause.
func (e *CellError) Error() string {
	s := "row " + strconv.Itoa(e.Row)
	if e.Column > 0 {
		s += ", column " + strconv.Itoa(e.Column)
	}
	if e.APIName != "" {
		s += " (" + e.APIName + ")"
	}
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

// Unwrap returns the cause.
func (e *CellError) Unwrap() error { return e.Err }

// problem returns the problem of what stands at e.
func (e *CellError) problem(reason zohocrm.Reason, expected string) *zohocrm.Error {
	return &zohocrm.Error{
		Code: zohocrm.CodeInvalidData, Reason: reason, Message: messageInvalid, Expected: expected, Err: e,
	}
}

// A table reads the rows of a CSV stream.
type table struct {
	rows   *csv.Reader
	ration *ration
	row    int // the number of the row that was read last
	line   int // the line on which it ended
}

func newTable(r io.Reader) *table {
	t := &table{ration: &ration{r: r, left: maxRecordBytes}}
	buffer := bufio.NewReaderSize(t.ration, 1<<16)
	// What Peek fails with, reading fails with too.
	if start, _ := buffer.Peek(len(byteOrderMark)); string(start) == byteOrderMark {
		buffer.Discard(len(byteOrderMark))
	}
	t.rows = csv.NewReader(buffer)
	t.rows.ReuseRecord = true
	t.rows.FieldsPerRecord = -1
	return t
}

// A ration is a reader that fails when it has given all that was left. A quote
// left open would otherwise fill the memory with the rest of the stream.
type ration struct {
	r    io.Reader
	left int
}

var errRationed = errors.New(expectedSize)

func (r *ration) Read(p []byte) (int, error) {
	if r.left <= 0 {
		return 0, errRationed
	}
	n, err := r.r.Read(p[:min(len(p), r.left)])
	r.left -= n
	return n, err
}

// next returns the cells of the next row.
func (t *table) next() ([]string, error) {
	t.ration.left = maxRecordBytes
	cells, err := t.rows.Read()
	switch {
	case errors.Is(err, errRationed):
		return nil, (&CellError{Row: t.row + 1}).problem(zohocrm.ReasonSize, expectedSize)
	case errors.As(err, new(*csv.ParseError)):
		return nil, &zohocrm.Error{
			Code: zohocrm.CodeInvalidData, Reason: zohocrm.ReasonSyntax, Message: messageInvalid,
			Expected: "quotes around whole cells, and those inside doubled", Err: err,
		}
	case err != nil:
		return nil, err
	}
	line, _ := t.rows.FieldPos(0)
	t.row += line - t.line
	t.line, _ = t.rows.FieldPos(len(cells) - 1)
	t.line += strings.Count(cells[len(cells)-1], "\n")
	return cells, nil
}

// A column is a field of a table.
type column struct {
	apiName string
	spec    fieldtype.Spec
}

// header reads the first row.
func (t *table) header(m *modules.Module) ([]column, error) {
	cells, err := t.next()
	if err == io.EOF {
		return nil, (&CellError{Row: 1}).problem(zohocrm.ReasonEmpty, "a row of API names")
	}
	columns := make([]column, len(cells))
	seen := make(map[string]bool, len(cells))
	for i, cell := range cells {
		name := strings.TrimSpace(cell)
		at := &CellError{Row: t.row, Column: i + 1, APIName: name}
		switch {
		case !utf8.ValidString(name):
			at.APIName = ""
			return nil, at.problem(zohocrm.ReasonUTF8, "an API name in UTF-8")
		case name == "": // as spreadsheets leave behind; its cells must be empty
			continue
		case len(cells) == 1 && strings.ContainsAny(name, ";\t"):
			return nil, at.problem(zohocrm.ReasonFormat, "API names with a comma between them")
		case strings.ContainsFunc(name, unicode.IsControl):
			at.APIName = ""
			return nil, at.problem(zohocrm.ReasonFormat, "an API name on one line, and lines that end with a line feed")
		case seen[name]:
			return nil, at.problem(zohocrm.ReasonDuplicateKey, "each API name once")
		}
		seen[name] = true
		field, _ := m.Field(name)
		columns[i] = column{name, field.Spec}
	}
	if err == nil && len(seen) == 0 {
		return nil, (&CellError{Row: t.row}).problem(zohocrm.ReasonEmpty, "a row of API names")
	}
	return columns, err
}

// record returns the record of the row that was read last.
func (t *table) record(columns []column, cells []string) *Record {
	if len(cells) != len(columns) {
		at := &CellError{Row: t.row}
		return &Record{problem: at.problem(zohocrm.ReasonSyntax, strconv.Itoa(len(columns))+" cells, as many as API names")}
	}
	rec := &Record{members: make([]fieldtype.Member, 0, len(columns))}
	for i := range columns {
		c := &columns[i]
		if c.apiName == "" && cells[i] != "" {
			at := &CellError{Row: t.row, Column: i + 1}
			return &Record{problem: at.problem(zohocrm.ReasonUnknownField, "an API name in the first row for each cell that is not empty")}
		}
		v := cellValue(&c.spec, cells[i])
		if p := v.Problem(); p != nil {
			p.Err = &CellError{Row: t.row, Column: i + 1, APIName: c.apiName, Err: p.Err}
			v = fieldtype.Invalid(p)
		}
		if !v.IsAbsent() {
			rec.members = append(rec.members, fieldtype.Member{Name: c.apiName, Value: v})
		}
	}
	return rec
}
