package record

import (
	"io"
	"iter"

	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// A Table says how a table is written, so that a file is read as people have it.
// In the zero Table the header says which delimiter there is, and has API names.
type Table struct {
	// Fields are the fields whose API names and labels the header may have, as
	// modules.Module.Fields gives them. Without them the header has API names.
	Fields iter.Seq[fieldtype.Field]

	Map    map[string]string // the fields of columns, API names or labels, by the cells of the header
	Ignore []string          // the columns that are left out, by the cells of the header

	Delimiter rune                 // between the cells; 0 if the header tells it
	Encoding  Encoding             // of the text; empty for UTF-8, and for UTF-16 with a mark
	Cells     fieldtype.CellFormat // how values are written
	EmptyNull bool                 // an empty cell is null, not absent
	KeepRows  bool                 // records keep the text of their rows, for [TableReader.Rejects]
}

// Open reads the header of a table.
func (t Table) Open(r io.Reader) (*TableReader, error) {
	own := newTable(r)
	h, err := own.header()
	if err != nil && err != io.EOF {
		return nil, err
	}
	return &TableReader{table: own, header: h, err: err}, nil
}

// Check returns what is wrong with the settings themselves, or nil.
func (t Table) Check() error { return t.Cells.Check() }

// A TableReader reads the rows of a table.
type TableReader struct {
	table  *table
	header *header
	err    error
}

// A Column says what became of a column of a table.
type Column struct {
	Number  int       // from 1
	Name    string    // the cell of the header; "" if it may be data, which is not printed
	APIName string    // the field; "" for a column that is left out
	Use     ColumnUse // how the field was found
}

// A ColumnUse says how the field of a column was found.
type ColumnUse string

// How the field of a column is found.
const (
	ByAPIName ColumnUse = "api name" // the header has the API name of a field
	ByLabel   ColumnUse = "label"    // the header has the label of a field
	ByMap     ColumnUse = "map"      // Table.Map names the field
	Ignored   ColumnUse = "ignored"  // left out, as Table.Ignore says
	Unnamed   ColumnUse = "unnamed"  // without a name; its cells must be empty
	Unknown   ColumnUse = "unknown"  // the header has what can be an API name, but is that of no known field
)

// Columns returns what became of each column.
func (t *TableReader) Columns() []Column {
	columns := make([]Column, len(t.header.apiNames))
	for i, name := range t.header.apiNames {
		columns[i] = Column{Number: i + 1, Name: name, APIName: name, Use: ByAPIName}
	}
	return columns
}

// Unused returns the columns of Map and Ignore that the table does not have.
func (t *TableReader) Unused() []string { return nil }

// Delimiter returns the delimiter of the table.
func (t *TableReader) Delimiter() rune { return ',' }

// Encoding returns the encoding of the table.
func (t *TableReader) Encoding() Encoding { return UTF8 }

// Records yields the records of the rows, once.
func (t *TableReader) Records() iter.Seq[*Record] {
	return func(yield func(*Record) bool) {
		err := t.err
		for err == nil {
			var cells []string
			if cells, err = t.table.next(); err == nil && !yield(t.table.record(t.header, cells)) {
				return
			}
		}
		if err != io.EOF {
			yield(endOf(err))
		}
	}
}

// RejectsColumn is the header of the column that [Rejects] adds. A table that
// is read with such a column is read without it.
const RejectsColumn = "Why refused"

// Rejects writes rows of a table in its own form, with one cell more.
type Rejects struct{}

// Rejects returns a writer of rows of the table.
func (t *TableReader) Rejects(w io.Writer) *Rejects { return &Rejects{} }

// Write writes the row of a record, with the reason in one cell more.
func (r *Rejects) Write(rec *Record, reason string) error { return nil }

// Flush writes what is left, and returns the first error of the writer.
func (r *Rejects) Flush() error { return nil }
