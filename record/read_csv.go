package record

import (
	"io"
	"iter"
	"strconv"

	"github.com/seed12a3e673/zohocrm"
)

// ReadCSV yields the records of a CSV text (RFC 4180). Its first row has the API
// names of the fields. ReadCSV holds one row in memory, and skips a byte order mark
// and empty lines. For other delimiters and encodings, labels, and local dates and
// numbers use [Table].
//
// An empty cell is an absent field. The type of the field says how the cell is read;
// see [fieldtype.Cell]. White space around a cell is ignored. A column without a name
// must be empty.
//
// The cause of each problem of a record is a [*CellError] with the row and column. A
// row with more or fewer cells than the first one is a problem of the whole record.
// So is a misplaced quote ([zohocrm.ReasonSyntax], with a [*csv.ParseError] that has
// the line and column). The next rows are read as usual. After a misplaced quote the
// next row starts on the next line, even if the quote was left open, as nobody knows
// where the row should end.
//
// Other errors end the stream, and the last record has the error as its
// [Record.Ended]: a name that is twice in the first row (a [*CellError]), a misplaced
// quote there, a row of more than 16 MiB or 131,072 cells ([zohocrm.ReasonSize]), and
// an error of r. A quote that is left open for more than 16 MiB is only a problem of
// its row.
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
	Row     int    // from 1, as a spreadsheet counts: the row of names and empty lines count
	Column  int    // from 1; 0 for the whole row
	APIName string // of the column; "" if its name cannot be an API name, as it may be data
	Err     error  // the more precise cause, if there is one: a [*fieldtype.SyntaxError] or [*fieldtype.Mismatch]
}

// Error returns the row and column, such as "row 17, column 4 (Annual_Revenue)", and
// the cause. It is "<nil>" for nil.
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

// problem returns the problem at the row and column of e.
func (e *CellError) problem(reason zohocrm.Reason, expected string) *zohocrm.Error {
	return zohocrm.Invalid(reason, expected).WithCause(e)
}
