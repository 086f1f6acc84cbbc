package record

import (
	"bufio"
	"io"
	"strings"

	"github.com/seed12a3e673/zohocrm"
)

// RejectsColumn is the header of the column that [Rejects] adds. A table with such
// a column is read without it.
const RejectsColumn = "Why refused"

// A tableForm is how a table is written besides its delimiter.
type tableForm struct {
	mark      string // of the encoding
	separator string // the line sep=; with its end
	header    string // the row, without its end
	crlf      bool   // lines end as those of Windows do
}

// A keptRow is the text of a row as it was read, without its line end.
type keptRow struct {
	text string
	last int // where its last cell starts
}

// keep gives a record the text of its row, if that is asked for.
func (t *TableReader) keep(rec *Record) *Record {
	if t.table.KeepRows {
		rec.kept = &keptRow{t.rows.text(), t.rows.last}
	}
	return rec
}

// Rejects writes rows of a table as they were read, with one cell more: why the
// row was refused. It keeps the delimiter, encoding and line ends of the table, so
// that the rows can be mended and read again with the same settings.
type Rejects struct {
	table *TableReader
	w     *bufio.Writer
	begun bool
	old   bool // the last column has the reasons of an earlier run
	line  []byte
	err   error
}

// Rejects returns a writer of rows of the table. It needs [Table.KeepRows]. It
// writes nothing before the first row.
func (t *TableReader) Rejects(w io.Writer) *Rejects {
	n := len(t.columns)
	return &Rejects{table: t, w: bufio.NewWriter(w), old: t.columns[n-1].Name == RejectsColumn}
}

// Write writes the row of a record and why it was refused, and before the first
// row the header. A record that is no row of a table, or whose row was not
// kept, is refused with [zohocrm.ReasonGoType].
func (r *Rejects) Write(rec *Record, reason string) error {
	if rec == nil || rec.kept == nil {
		return zohocrm.GoType("a record of a table that keeps its rows")
	}
	if !r.begun {
		r.begun = true
		form := &r.table.form
		r.w.WriteString(form.mark)
		r.put(form.separator)
		name := `"` + RejectsColumn + `"`
		if r.old {
			r.put(form.header + r.end())
		} else {
			r.put(form.header + string(r.table.Delimiter()) + name + r.end())
		}
	}
	row := rec.kept.text
	if r.old && rec.kept.last > 0 && rec.kept.last <= len(row) {
		row = row[:rec.kept.last-1]
	}
	reason = strings.Join(strings.Fields(reason), " ")
	r.put(row + string(r.table.Delimiter()) + `"` + strings.ReplaceAll(reason, `"`, `""`) + `"` + r.end())
	return r.err
}

func (r *Rejects) end() string {
	if r.table.form.crlf {
		return "\r\n"
	}
	return "\n"
}

// put writes a text in the encoding of the table.
func (r *Rejects) put(s string) {
	r.line = r.table.encoding.append(r.line[:0], s)
	if _, err := r.w.Write(r.line); err != nil {
		r.err = err
	}
}

// Flush writes what is left, and returns the first error of the writer.
func (r *Rejects) Flush() error { return r.w.Flush() }
