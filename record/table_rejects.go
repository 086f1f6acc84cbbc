package record

import (
	"bufio"
	"io"
	"reflect"
	"strings"

	"github.com/seed12a3e673/zohocrm"
)

// RejectsColumn is the name of the column that [Rejects] adds before the others.
// Readers of a table ignore a first column with this name.
const RejectsColumn = "zohocrm_problems"

// A tableForm says how a table is written, except for its delimiter.
type tableForm struct {
	mark      string // of the encoding
	separator string // the line sep=; with its end
	header    keptRow
	crlf      bool // lines end with CR LF
}

// A keptRow is the text of a row as it was read, without its line end.
type keptRow struct {
	text  string
	first int // where its first cell ends, with the delimiter
}

// keep gives a record the text of its row if KeepRows is set.
func (t *TableReader) keep(rec *Record) *Record {
	if t.table.KeepRows {
		rec.kept = &keptRow{t.rows.text(), t.rows.first}
	}
	return rec
}

// Rejects writes refused rows of a table unchanged, each after a cell with the
// reasons. It keeps the encoding, delimiter and line ends of the table, so the rows
// can be corrected and read again with the same settings. In a table that it has
// written itself, it replaces the first cells.
type Rejects struct {
	table *TableReader
	w     *bufio.Writer
	old   bool // the first column has the problems of an earlier run
	begun bool
	line  []byte
	err   error
}

// Rejects returns a writer of refused rows of the table. It needs [Table.KeepRows].
// It writes nothing before the first row.
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

// Write writes the row of a record with its problems. Before the first row it writes
// the header. It refuses a record without the text of a row with
// [zohocrm.ReasonGoType].
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
	problems = strings.Join(strings.Fields(strings.ToValidUTF8(problems, "\uFFFD")), " ")
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

// Flush writes what is buffered, and returns the first error of the writer.
func (r *Rejects) Flush() error {
	if r != nil && r.err == nil && r.w != nil {
		r.err = r.w.Flush()
	}
	if r == nil {
		return nil
	}
	return r.err
}
