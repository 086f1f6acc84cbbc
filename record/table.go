package record

import (
	"io"
	"iter"
	"slices"
	"strings"
	"unicode"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/names"
	"github.com/seed12a3e673/zohocrm/internal/program"
)

// A Table says how to read a table: its delimiter, encoding, names of columns, and
// forms of values.
//
//	table := record.Table{
//		Fields:   module.Fields(),
//		Map:      map[string]string{"Firma": "Company"},
//		Encoding: record.Windows1252,
//		Cells:    fieldtype.CellFormat{Decimal: ",", Dates: []string{"dd.MM.yyyy"}, True: []string{"Ja"}, False: []string{"Nein"}},
//	}
//	reader, err := table.Open(file)
//
// With the zero Table the header has API names and decides the delimiter, the text is
// UTF-8, and cells have the forms of [fieldtype.Cell]. Nothing is guessed: if
// something can mean two things, a problem names the setting that decides.
type Table struct {
	// Fields are the fields whose API names and labels may be in the header, such as
	// those of modules.Module.Fields. The check of the records reports a name that
	// can be an API name and is not that of a field. Any other name must be in Map or
	// Ignore. Without Fields every name is an API name.
	Fields iter.Seq[fieldtype.Field]

	// Map maps cells of the header, without white space around them, to API names or
	// labels of fields.
	Map map[string]string

	// Ignore lists the cells of the header whose columns are left out.
	Ignore []string

	Delimiter rune                 // an ASCII character such as ';'; 0 if the header or a line such as sep=; decides
	Encoding  Encoding             // of the text; empty for UTF-8, and for UTF-16 with a byte order mark
	Cells     fieldtype.CellFormat // the forms of values
	EmptyNull bool                 // an empty cell is null; without it, it is absent
	KeepRows  bool                 // records keep the text of their rows, for [TableReader.Rejects]
}

// Check returns what is wrong with the settings themselves, or nil. Open does the
// same.
func (t Table) Check() error {
	if e := t.problem(); e != nil {
		return e
	}
	return nil
}

func (t *Table) problem() *zohocrm.Error {
	d := t.Delimiter
	if d != 0 && d != '\t' && (d < ' ' || '~' < d || d == '"' || unicode.IsLetter(d) || unicode.IsDigit(d)) {
		return zohocrm.Invalid(zohocrm.ReasonFormat, "one sign such as ; or a tab as Table.Delimiter (-delimiter)")
	}
	if _, err := ParseEncoding(string(t.Encoding)); err != nil {
		e := err.(*zohocrm.Error) // as ParseEncoding says
		e.Expected += " as Table.Encoding (-encoding)"
		return e
	}
	for _, name := range t.Ignore {
		if _, mapped := t.Map[name]; mapped {
			return zohocrm.Invalid(zohocrm.ReasonFormat, "a column either in Table.Map (-map) or in Table.Ignore (-ignore)")
		}
	}
	_, e := fieldtype.Internal.CompileCells(program.Key{}, &t.Cells)
	return e
}

// Open returns a reader of a table after it has read the header, which is the first
// row that is not empty.
//
// The error is a [zohocrm.Errors] with everything that is wrong with the settings and
// the header: a name that is neither an API name nor a label, with a suggestion if
// one is near; a label that several fields have; a field that occurs twice. The cause
// of such a problem is a [*CellError]. An error of r is returned unchanged.
func (t Table) Open(r io.Reader) (*TableReader, error) {
	if e := t.problem(); e != nil {
		return nil, zohocrm.Errors{e}
	}
	tr := &TableReader{table: t, rows: rowReader{r: safely(r)}}
	if errs, err := tr.open(); err != nil {
		return nil, err
	} else if len(errs) > 0 {
		return nil, errs
	}
	tr.table.Fields = nil
	return tr, nil
}

// A TableReader reads the rows of a table. It is not safe for use by several
// goroutines, but its records are.
type TableReader struct {
	table    Table
	rows     rowReader
	header   *header
	encoding Encoding
	columns  []Column
	unused   []string
	form     tableForm
}

// A Column says what became of a column of a table.
type Column struct {
	Number     int       // from 1
	Name       string    // the cell of the header
	APIName    string    // of the field; empty for a column that is left out
	Use        ColumnUse // how the field was found
	Suggestion string    // the API name of a field that has a near label, if Use is Unknown
}

// A ColumnUse says how the field of a column was found.
type ColumnUse string

// The ways in which the field of a column is found.
const (
	ByAPIName ColumnUse = "api name" // the header has the API name of a field
	ByLabel   ColumnUse = "label"    // the header has the label of a field
	ByMap     ColumnUse = "map"      // Table.Map names the field
	Ignored   ColumnUse = "ignored"  // the column is left out, as Table.Ignore says
	Unnamed   ColumnUse = "unnamed"  // the column has no name; its cells must be empty
	Unknown   ColumnUse = "unknown"  // the name can be an API name, but no field has it
)

// Columns returns how each column is used, in their order.
func (t *TableReader) Columns() []Column {
	if t == nil {
		return nil
	}
	return slices.Clone(t.columns)
}

// Unused returns the names in Map and Ignore that no column has, sorted.
func (t *TableReader) Unused() []string {
	if t == nil {
		return nil
	}
	return slices.Clone(t.unused)
}

// Delimiter returns the delimiter of the table.
func (t *TableReader) Delimiter() rune {
	if t == nil {
		return 0
	}
	return rune(t.rows.delimiter)
}

// Encoding returns the encoding of the table.
func (t *TableReader) Encoding() Encoding {
	if t == nil {
		return ""
	}
	return t.encoding
}

// Records yields the records of the remaining rows. It holds one row in memory and
// skips empty lines. [ReadCSV] says which problems a row may have, and what ends the
// stream.
func (t *TableReader) Records() iter.Seq[*Record] {
	return func(yield func(*Record) bool) {
		if t == nil || t.header == nil {
			yield(endOf(zohocrm.GoType("a table that is open")))
			return
		}
		for {
			rec, err := t.next()
			switch {
			case err == io.EOF:
				return
			case err != nil:
				yield(endOf(err))
				return
			case !yield(rec):
				return
			}
		}
	}
}

// next returns the record of the next row.
func (t *TableReader) next() (*Record, error) {
	err := t.rows.next()
	if err != nil {
		problem, ends := t.rows.problemOf(err)
		if ends != nil {
			return nil, ends
		}
		return t.keep(&Record{table: t.header, row: t.rows.row, err: problem}), nil
	}
	if t.rows.count == len(t.rows.use) && t.rows.stray == 0 {
		return t.keep(fromRow(string(t.rows.cells), t.header, t.rows.row)), nil
	}
	at := &CellError{Row: t.rows.row}
	problem := at.problem(zohocrm.ReasonSyntax, t.header.expectedCells)
	if t.rows.count == len(t.rows.use) {
		at.Column = t.rows.stray
		problem = at.problem(zohocrm.ReasonUnknownField, "an API name in the first row for each cell that is not empty")
	}
	return t.keep(&Record{table: t.header, row: t.rows.row, err: problem}), nil
}

// problemOf returns the problem of a row that cannot be split into cells, or the
// error that ends the stream.
func (t *rowReader) problemOf(err error) (problem *zohocrm.Error, ends error) {
	broken, isBroken := err.(*brokenRow)
	switch {
	case err == errLongRow || isBroken && broken.cause == errLongRow:
		problem = (&CellError{Row: max(t.row, 1)}).problem(zohocrm.ReasonSize, expectedRow)
	case isBroken:
		problem = (&CellError{Row: t.row, Err: broken.cause}).problem(zohocrm.ReasonSyntax, "quotes around whole cells, and those inside doubled")
	default:
		return nil, err
	}
	if !isBroken {
		return nil, problem
	}
	return problem, nil
}

// A header holds what the rows of a table have in common.
type header struct {
	program.Header
	columns       []int  // the columns of the names, from 1
	odd           bool   // a name cannot be an API name
	expectedCells string // how many cells a row has
}

// column returns the column of a field, from 1, or 0. The name comes from a problem
// and may be cut.
func (h *header) column(apiName string) int {
	if apiName == "" {
		return 0
	}
	i := slices.Index(h.Names, apiName)
	if start, cut := strings.CutSuffix(apiName, "…"); cut && i < 0 {
		i = slices.IndexFunc(h.Names, func(name string) bool { return strings.HasPrefix(name, start) })
	}
	if i < 0 {
		return 0
	}
	return h.columns[i]
}

// hides reports whether a problem must not name a column, as the name may be data: a
// table without a row of names has a record in its first row. The name is hidden if
// it cannot be an API name, or if it is unknown and another one cannot be an API
// name.
func (h *header) hides(name string, e *zohocrm.Error) bool {
	name = strings.TrimSuffix(name, "…") // of a long name that is cut
	return !isAPIName(name) || h.odd && e.Reason == zohocrm.ReasonUnknownField && e.Suggestion == ""
}

// isAPIName reports whether a name can be an API name and does not begin with a digit:
// that may be a phone number.
func isAPIName(name string) bool { return names.IsAPI(name) && (name[0] < '0' || '9' < name[0]) }
