package record

import (
	"io"
	"iter"
	"strconv"

	"github.com/seed12a3e673/zohocrm"
)

// ReadCSV yields the records of a table in the form of RFC 4180, which starts
// with a row of the API names of its fields. It holds one row in memory, and skips
// a byte order mark and empty lines. [Table] reads what people have: other
// delimiters and encodings, labels, local dates and numbers.
//
// An empty cell is an absent field. The module against which a record is checked
// says how its cells are read; see [fieldtype.Cell]. White space around a cell is
// left out. A column without a name has to be empty.
//
// Problems of a record have a [*CellError] as their cause, with the row and
// column. A row with more or fewer cells than the first one is a problem of the
// whole record, and so is a quote in the wrong place ([zohocrm.ReasonSyntax], with
// a [*csv.ParseError] that has the line and column); the next rows are read all
// the same. After a quote in the wrong place that is the next line, even if
// the quote was left open, as it is not known where the row should end.
//
// The rest ends the stream, and the last record has it as its [Record.Ended]: a
// first row in which a name comes twice (a [*CellError]) or a quote is in the wrong
// place, a row of more than 16 MiB or 131,072 cells ([zohocrm.ReasonSize]), and an
// error of r. A quote that is left open for more than 16 MiB costs its row alone.
func ReadCSV(r io.Reader) iter.Seq[*Record] {
	return func(yield func(*Record) bool) {
		t, err := Table{Delimiter: ','}.Open(r)
		if errs, ok := err.(zohocrm.Errors); ok {
			err = errs[0]
		}
		if err != nil {
			yield(endOf(err))
			return
		}
		t.Records()(yield)
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
