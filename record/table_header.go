package record

import (
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/near"
	"github.com/seed12a3e673/zohocrm/internal/program"
)

// open reads the header.
func (t *TableReader) open() (zohocrm.Errors, error) {
	if e := t.mark(); e != nil {
		return zohocrm.Errors{e}, nil
	}
	t.separator()
	names := namesOf(&t.table)
	cells, errs, err := t.split(names)
	if len(errs) > 0 || err != nil {
		return errs, err
	}
	t.form.header = keptRow{t.rows.text(), t.rows.first}
	t.form.crlf = strings.HasSuffix(string(t.rows.rest()[:t.rows.end]), "\r\n")
	return t.setColumns(names, cells), nil
}

// mark reads the mark of the encoding, and decodes the text.
func (t *TableReader) mark() *zohocrm.Error {
	rows := &t.rows
	for len(rows.buf) < len(byteOrderMark) && rows.more() {
	}
	mark, e := markOf(rows.buf)
	given, _ := ParseEncoding(string(t.table.Encoding))
	switch {
	case mark == "" && given == "":
		e = UTF8
	case mark == "":
		e = given
	case given != "" && given != e:
		return zohocrm.Invalid(zohocrm.ReasonFormat, "the encoding of the mark at the start, "+string(e)+": leave Table.Encoding (-encoding) out")
	}
	t.encoding, t.form.mark = e, mark
	rows.start = len(mark)
	if e != UTF8 {
		rest := slices.Clone(rows.rest())
		err := rows.err
		rows.r = newDecoder(&restReader{rest: rest, err: err, r: rows.r}, e)
		rows.buf, rows.start, rows.err = rows.buf[:0], 0, nil
	}
	return nil
}

// A restReader returns the bytes that were already read of a reader, and then the
// rest of the reader or its error.
type restReader struct {
	rest []byte
	err  error
	r    io.Reader
}

func (r *restReader) Read(p []byte) (int, error) {
	if len(r.rest) > 0 {
		n := copy(p, r.rest)
		r.rest = r.rest[n:]
		return n, nil
	}
	if r.err != nil {
		return 0, r.err
	}
	return r.r.Read(p)
}

// separator reads a first line such as sep=; which spreadsheets do not show or count.
func (t *TableReader) separator() {
	const longest = len("\"sep=;\"\r\n")
	rows := &t.rows
	for len(rows.rest()) < longest && !strings.Contains(string(rows.rest()), "\n") && rows.more() {
	}
	line, _, ended := strings.Cut(string(rows.rest()[:min(longest, len(rows.rest()))]), "\n")
	name := strings.Trim(strings.TrimSuffix(line, "\r"), `"`)
	if !ended || len(name) != len("sep=;") || !strings.EqualFold(name[:len("sep=")], "sep=") {
		return
	}
	t.form.separator = line + "\n"
	rows.start += len(line) + 1
	rows.line++
	own := Table{Delimiter: rune(name[len(name)-1])}
	if t.table.Delimiter == 0 && own.problem() == nil {
		t.table.Delimiter = own.Delimiter
	}
}

// delimiters are those that Open finds in a header.
var delimiters = []byte{',', ';', '\t', '|'}

// split splits the header into cells. If the delimiter is not set, it takes the one
// with which most cells are names.
func (t *TableReader) split(names *tableNames) ([]string, zohocrm.Errors, error) {
	rows := &t.rows
	if err := rows.begin(); err == io.EOF {
		return nil, zohocrm.Errors{noNames(1)}, nil
	} else if err != nil {
		return nil, nil, err
	}
	if rows.delimiter = byte(t.table.Delimiter); rows.delimiter == 0 {
		var sure bool
		if rows.delimiter, sure = t.tell(names); !sure {
			e := (&CellError{Row: rows.row}).problem(zohocrm.ReasonFormat, "API names or labels with the same delimiter between them")
			e.Fix = "set Table.Delimiter (-delimiter)"
			return nil, zohocrm.Errors{e}, nil
		}
	}
	if err := rows.cut(); err != nil {
		problem, ends := rows.problemOf(err)
		if problem == nil {
			return nil, nil, ends
		}
		return nil, zohocrm.Errors{problem}, nil
	}
	return rows.texts(), nil, nil
}

// noNames returns the problem of a table without names in its first row.
func noNames(row int) *zohocrm.Error {
	e := (&CellError{Row: row}).problem(zohocrm.ReasonEmpty, "a row of API names")
	e.Fix = "write the API names or labels of the fields into the first row"
	return e
}

// tell returns the delimiter with which the header has the most names. It is not sure
// if two delimiters are equally good.
func (t *TableReader) tell(names *tableNames) (delimiter byte, sure bool) {
	delimiter, sure = delimiters[0], true
	most, score := 1, -1
	for _, d := range delimiters {
		t.rows.delimiter = d
		switch t.rows.cut() {
		case nil:
		case errLongRow: // the header is too long with every delimiter
			return d, true
		default:
			continue
		}
		cells := t.rows.texts()
		s := names.score(cells)
		switch {
		case s > score || s == score && len(cells) > most:
			delimiter, sure, score, most = d, true, s, len(cells)
		case s == score && len(cells) == most && most > 1:
			sure = false
		}
	}
	return delimiter, sure
}

// tableNames are the names that may be in a header.
type tableNames struct {
	table    *Table
	any      bool                // every name is an API name
	apiNames map[string]bool     // of the fields
	labels   map[string][]string // the fields that have a label
	near     near.Index          // of listed
	listed   []string            // the labels and API names
	fields   []string            // their fields
}

func namesOf(t *Table) *tableNames {
	n := &tableNames{table: t, any: t.Fields == nil, apiNames: map[string]bool{}, labels: map[string][]string{}}
	if t.Fields == nil {
		return n
	}
	for f := range t.Fields {
		n.apiNames[f.APIName] = true
		if f.AliasOf != "" { // the verified name has the label
			continue
		}
		label := strings.TrimSpace(f.ShownLabel())
		n.labels[label] = append(n.labels[label], f.APIName)
		n.listed, n.fields = append(n.listed, label, f.APIName), append(n.fields, f.APIName, f.APIName)
	}
	n.near = near.New(n.listed)
	return n
}

// score returns how well cells look like a header.
func (n *tableNames) score(cells []string) int {
	score := 0
	for _, cell := range cells {
		column, _ := n.column(cell)
		switch {
		case cell == "":
		case column.Use == Unknown || n.any && isAPIName(cell):
			score++
		case column.Use != "" && !n.any:
			score += 2
		}
	}
	return score
}

// column returns how the column with that name is used. Its Use is empty if there is
// a problem.
func (n *tableNames) column(name string) (Column, *zohocrm.Error) {
	column := Column{Name: name}
	if target, ok := n.table.Map[name]; ok {
		return n.mapped(column, strings.TrimSpace(target))
	}
	switch {
	case name == "":
		column.Use = Unnamed
	case name == RejectsColumn || slices.Contains(n.table.Ignore, name):
		column.Use = Ignored
	case n.any || n.apiNames[name]:
		column.APIName, column.Use = name, ByAPIName
	case len(n.labels[name]) == 1:
		column.APIName, column.Use = n.labels[name][0], ByLabel
	case n.labels[name] != nil:
		return column, n.ambiguous(name)
	case isAPIName(name):
		column.APIName, column.Use, column.Suggestion = name, Unknown, n.nearest(name)
	default:
		e := zohocrm.UnknownField("the API name or label of a field")
		e.Fix = columnFix
		if e.Suggestion = n.nearest(name); e.Suggestion != "" {
			e.Expected += "; did you mean " + e.Suggestion + "?"
		}
		return column, e
	}
	return column, nil
}

const columnFix = "set the field of the column in Table.Map (-map), or leave it out with Table.Ignore (-ignore)"

// mapped returns a column with the field that Table.Map names.
func (n *tableNames) mapped(column Column, target string) (Column, *zohocrm.Error) {
	switch {
	case n.any && target != "" || n.apiNames[target]:
		column.APIName = target
	case len(n.labels[target]) == 1:
		column.APIName = n.labels[target][0]
	case n.labels[target] != nil:
		return column, n.ambiguous(target)
	case isAPIName(target): // the check of the records reports it if it is unknown
		column.APIName = target
	default:
		e := zohocrm.UnknownField("the API name or label of a field in Table.Map (-map)")
		e.Suggestion = n.nearest(target)
		return column, e
	}
	column.Use = ByMap
	return column, nil
}

// ambiguous returns the problem of a label that several fields have.
func (n *tableNames) ambiguous(label string) *zohocrm.Error {
	fields := n.labels[label]
	e := zohocrm.Invalid(zohocrm.ReasonUnknownField, "one of the fields with this label: "+strings.Join(fields[:min(len(fields), 5)], ", "))
	e.Fix = columnFix
	return e
}

// nearest returns the field of the label or API name that is nearest to a name, or
// "".
func (n *tableNames) nearest(name string) string {
	if i := n.near.Find(name); i >= 0 {
		return n.fields[i]
	}
	return ""
}

// setColumns sets the columns by the cells of the header.
func (t *TableReader) setColumns(names *tableNames, cells []string) zohocrm.Errors {
	var errs zohocrm.Errors
	h := &header{expectedCells: strconv.Itoa(len(cells)) + " cells, as many as API names"}
	first := map[string]int{} // the columns, by what may occur once
	met := map[string]bool{}
	use := make([]columnUse, len(cells))
	for i, name := range cells {
		column, problem := names.column(name)
		column.Number = i + 1
		met[name] = true
		key := column.APIName
		if e := t.badName(name, len(cells)); e != nil {
			problem = e
		} else if first[key] > 0 {
			problem = zohocrm.Invalid(zohocrm.ReasonDuplicateKey, "each API name once")
			if cells[first[key]-1] != name {
				problem.Expected = "each field once, not also in column " + strconv.Itoa(first[key])
				problem.Fix = "leave one of the two columns out with Table.Ignore (-ignore)"
			}
		}
		if problem != nil {
			at := &CellError{Row: t.rows.row, Column: i + 1}
			if isAPIName(key) {
				at.APIName = key
			}
			errs = append(errs, problem.WithCause(at)).Bounded(0)
			continue
		}
		switch column.Use {
		case Ignored:
			use[i] = dropCells
		case Unnamed:
			use[i] = emptyCells
		default:
			first[key] = i + 1
			h.odd = h.odd || !isAPIName(key)
			h.Names, h.columns = append(h.Names, key), append(h.columns, i+1)
		}
		t.columns = append(t.columns, column)
	}
	if len(errs) == 0 && len(h.Names) == 0 {
		errs = append(errs, noNames(t.rows.row))
	}
	for _, name := range slices.Concat(slices.Collect(maps.Keys(t.table.Map)), t.table.Ignore) {
		if !met[name] {
			t.unused = append(t.unused, name)
		}
	}
	slices.Sort(t.unused)
	h.Cells, _ = fieldtype.Internal.CompileCells(program.Key{}, &t.table.Cells)
	h.Null = t.table.EmptyNull
	t.header, t.rows.use = h, use
	return errs
}

// badName returns the problem of a text that cannot be a name.
func (t *TableReader) badName(name string, columns int) *zohocrm.Error {
	switch {
	case !utf8.ValidString(name):
		e := zohocrm.Invalid(zohocrm.ReasonUTF8, "an API name in UTF-8")
		e.Fix = "set Table.Encoding (-encoding), such as windows-1252"
		return e
	case columns == 1 && strings.ContainsFunc(name, func(r rune) bool { return r != t.Delimiter() && strings.ContainsRune(",;\t|", r) }):
		e := zohocrm.Invalid(zohocrm.ReasonFormat, "API names with "+delimiterName(t.rows.delimiter)+" between them")
		e.Fix = "set Table.Delimiter (-delimiter)"
		return e
	case strings.ContainsFunc(name, unicode.IsControl):
		return zohocrm.Invalid(zohocrm.ReasonFormat, "an API name on one line, and lines that end with a line feed")
	}
	return nil
}

// delimiterName returns a delimiter for people.
func delimiterName(d byte) string {
	switch d {
	case ',':
		return "a comma"
	case ';':
		return "a semicolon"
	case '\t':
		return "a tab"
	}
	return strconv.QuoteRune(rune(d))
}
