package record

import (
	"io"
	"iter"
	"slices"
	"strings"
	"unicode"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/program"
)

// A Table says how a table is written, so that a file is read as people have it:
//
//	table := record.Table{
//		Fields:   module.Fields(),
//		Map:      map[string]string{"Firma": "Company"},
//		Encoding: record.Windows1252,
//		Cells:    fieldtype.CellFormat{Decimal: ",", Dates: []string{"dd.MM.yyyy"}, True: []string{"Ja"}, False: []string{"Nein"}},
//	}
//	reader, err := table.Open(file)
//
// In the zero Table the header has API names and tells the delimiter, the text is
// UTF-8, and cells are as [fieldtype.Cell] has them. Nothing is guessed: what can
// mean two things is a problem that names the setting which decides.
type Table struct {
	// Fields are the fields whose API names and labels the header may have, as
	// modules.Module.Fields gives them. A name that can be an API name but is that
	// of no field is left to the check of the records. Any other name has to be
	// in Map or Ignore. Without Fields every name is taken as an API name.
	Fields iter.Seq[fieldtype.Field]

	// Map are the API names or labels of the fields of columns, by the cells of
	// the header without the white space around them.
	Map map[string]string

	// Ignore are the columns that are left out, by the cells of the header.
	Ignore []string

	Delimiter rune                 // between the cells: an ASCII character such as ';'; 0 if the header or a line such as sep=; tells it
	Encoding  Encoding             // of the text; empty for UTF-8, and for UTF-16 with its mark
	Cells     fieldtype.CellFormat // how values are written
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

// Open reads the header of a table. The first row that is not empty is the header.
//
// It returns what is wrong with the settings or with the header, of all columns, as
// an error of type [zohocrm.Errors]: a name that is neither an API name nor a
// label, with a suggestion if one is near; a label that several fields have; a
// field that comes twice. Such a problem has a [*CellError] as its cause. An error
// of r is returned as it is.
func (t Table) Open(r io.Reader) (*TableReader, error) {
	if e := t.problem(); e != nil {
		return nil, zohocrm.Errors{e}
	}
	tr := &TableReader{table: t, rows: rowReader{r: notNil(r)}}
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

// How the field of a column is found.
const (
	ByAPIName ColumnUse = "api name" // the header has the API name of a field
	ByLabel   ColumnUse = "label"    // the header has the label of a field
	ByMap     ColumnUse = "map"      // Table.Map names the field
	Ignored   ColumnUse = "ignored"  // the column is left out, as Table.Ignore says
	Unnamed   ColumnUse = "unnamed"  // the column has no name; its cells have to be empty
	Unknown   ColumnUse = "unknown"  // the header has what can be an API name, but is that of no field
)

// Columns returns what became of each column, in their order.
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

// Records yields the records of the rows that are left. It holds one row in memory
// and skips empty lines. See [ReadCSV] for what is wrong with a row, and what ends
// the stream.
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

// problemOf returns the problem of a row that cannot be cut into cells; or else the
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
	columns       []int  // where the names are, from 1
	odd           bool   // a name cannot be an API name
	expectedCells string // how many cells a row has
}

// column returns the column of a field, from 1; 0 if there is none. A name in a
// problem may be cut.
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
