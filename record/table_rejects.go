package record

import (
	"bufio"
	"io"
	"reflect"
	"strings"

	"github.com/seed12a3e673/zohocrm"
)

// RejectsColumn is the name of the column that [Rejects] adds before the others. A
// table with such a column is read without it.
const RejectsColumn = "zohocrm_problems"

// A tableForm is how a table is written besides its delimiter.
type tableForm struct {
	mark      string // of the encoding
	separator string // the line sep=; with its end
	header    keptRow
	crlf      bool // lines end as those of Windows do
}

// A keptRow is the text of a row as it was read, without its line end.
type keptRow struct {
	text  string
	first int // where its first cell ends, with the delimiter
}

// keep gives a record the text of its row, if that is asked for.
func (t *TableReader) keep(rec *Record) *Record {
	if t.table.KeepRows {
		rec.kept = &keptRow{t.rows.text(), t.rows.first}
	}
	return rec
}

// Rejects writes rows of a table as they were read, each after a cell that says
// why the row was refused. It keeps the encoding, delimiter and line ends of the
// table, so that the rows can be mended and read again with the same settings. Of
// a table that it has written itself it replaces the first cells.
type Rejects struct {
	table *TableReader
	w     *bufio.Writer
	old   bool // the first column has the problems of an earlier run
	begun bool
	line  []byte
	err   error
}

// Rejects returns a writer of rows of the table, of which the records have to keep
// their text; see [Table.KeepRows]. It writes nothing before the first row.
func (t *TableReader) Rejects(w io.Writer) *Rejects {
	r := &Rejects{table: t}
	switch v := reflect.ValueOf(w); {
	case t == nil || t.header == nil:
		r.err = zohocrm.GoType("a table that is open")
	case w == nil || v.Kind() == reflect.Pointer && v.IsNil():
		r.err = zohocrm.GoType("a writer")
	default:
		r.w, r.old = bufio.NewWriter(w), t.columns[0].Name == RejectsColumn
	}
	return r
}

// Write writes the row of a record and why it was refused, and before the first
// row the header. A record that is no row of a table, or whose row was not kept, is
// refused with [zohocrm.ReasonGoType].
func (r *Rejects) Write(rec *Record, problems string) error {
	switch {
	case r == nil || r.w == nil && r.err == nil:
		return zohocrm.GoType("a table that is open")
	case r.err != nil:
		return r.err
	case rec == nil || rec.kept == nil:
		return zohocrm.GoType("a record of a table that keeps its rows")
	}
	if !r.begun {
		r.begun = true
		form := &r.table.form
		r.w.WriteString(form.mark)
		r.put(form.separator)
		r.row(RejectsColumn, &form.header)
	}
	problems = strings.Join(strings.Fields(problems), " ")
	r.row(`"`+strings.ReplaceAll(problems, `"`, `""`)+`"`, rec.kept)
	return r.err
}

// row writes a row after another first cell.
func (r *Rejects) row(first string, row *keptRow) {
	text, end := row.text, "\n"
	if r.old {
		text = text[row.first:]
	}
	if r.table.form.crlf {
		end = "\r\n"
	}
	r.put(first + string(r.table.Delimiter()) + text + end)
}

// put writes a text in the encoding of the table.
func (r *Rejects) put(s string) {
	r.line = r.table.encoding.append(r.line[:0], s)
	if _, err := r.w.Write(r.line); err != nil {
		r.err = err
	}
}

// Flush writes what is left, and returns the first error of the writer.
func (r *Rejects) Flush() error {
	if r != nil && r.err == nil && r.w != nil {
		r.err = r.w.Flush()
	}
	if r == nil {
		return nil
	}
	return r.err
}
