package payload

import (
	"iter"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/program"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/record"
)

// The limits of one file of Bulk Write (Bulk Write page, "Limitations").
const (
	MaxBulkRows    = 25_000   // rows of a CSV
	MaxBulkColumns = 200      // columns of a CSV
	MaxBulkBytes   = 25 << 20 // of the zip
)

// A BulkWrite makes the zip files and job bodies of Bulk Write, Zoho's call for large
// loads: it costs 500 credits for up to 25,000 records. Its setters return the
// BulkWrite itself and never fail; [BulkWrite.Files] reports what is wrong. It is not
// safe for use by several goroutines.
//
// It checks records as a [Request] does and leaves out those that Zoho would refuse.
// Cells hold the values unchanged, even texts that begin with =, +, - or @. So do not
// open the files in a spreadsheet, which may run such a text as a formula.
//
// A nil *BulkWrite has no module, and [BulkWrite.Files] refuses it. Its setters
// return a new one.
type BulkWrite struct {
	request   *Request
	findBy    string
	keepEmpty bool
	callback  string
	tables    map[string]string // the modules of the rows in fields
}

// NewBulkWrite returns a Bulk Write that inserts, updates or upserts records of a
// module. An update finds its records by their id unless [BulkWrite.FindBy] names
// another field, an upsert by the field of [BulkWrite.FindBy] or else by the
// module's own check field, such as Email of Leads.
func NewBulkWrite(m *modules.Module, op modules.Operation) *BulkWrite {
	b := &BulkWrite{request: newRequest(m, op)}
	switch op {
	case modules.Update:
		b.findBy = idColumn
	case modules.Upsert:
		b.findBy = m.DuplicateCheckField()
	}
	return b
}

func (b *BulkWrite) ready() *BulkWrite {
	if b == nil || b.request == nil {
		return NewBulkWrite(nil, modules.Insert)
	}
	return b
}

// FindBy sets find_by, the field by which an update or upsert finds the stored
// record. A field other than id warns: Zoho's pages and samples have unique fields,
// but newer descriptions of the API list only id.
func (b *BulkWrite) FindBy(apiName string) *BulkWrite {
	b = b.ready()
	b.findBy = apiName
	return b
}

// IgnoreEmpty says what an empty cell does in an update or upsert. By default, or
// with true, Zoho ignores it, and a null in a record warns. With false it empties the
// stored field. Then each record must have the same fields as the first one, as a
// cell cannot say that its field is absent.
func (b *BulkWrite) IgnoreEmpty(ignore bool) *BulkWrite {
	b = b.ready()
	b.keepEmpty = !ignore
	return b
}

// Callback sets the URL to which Zoho posts when the job has ended.
func (b *BulkWrite) Callback(url string) *BulkWrite {
	b = b.ready()
	b.callback = url
	return b
}

// Table sets the module of the rows of a field. A multi-select or multi-user lookup
// needs the API name of its linking module. A subform or line items need it only if
// the module and the field have different names.
func (b *BulkWrite) Table(apiName, module string) *BulkWrite {
	b = b.ready()
	if b.tables == nil {
		b.tables = map[string]string{}
	}
	b.tables[apiName] = module
	return b
}

// Strict makes errors of warnings.
func (b *BulkWrite) Strict() *BulkWrite {
	b = b.ready()
	b.request.Strict()
	return b
}

const (
	idColumn  = "id"
	idSuffix  = "id"
	parentID  = "Parent_Id"
	parentKey = "Parent_Key"
)

// appendProblems appends what is wrong with the settings.
func (b *BulkWrite) appendProblems(errs zohocrm.Errors) zohocrm.Errors {
	r := b.request
	at := func(e *zohocrm.Error, steps ...zohocrm.Step) { errs = append(errs, e.PrefixPath(steps...)) }
	resource := []zohocrm.Step{zohocrm.Key("resource"), zohocrm.Index(0)}
	switch {
	case r.moduleless:
		at(zohocrm.UnknownModule("a module"), append(resource, zohocrm.Key("module"))...)
	case !r.module.TakesBulkWrite():
		at(zohocrm.UnknownModule("a module that Bulk Write takes, which "+r.module.APIName()+" is not"), append(resource, zohocrm.Key("module"))...)
	}
	findBy := append(resource, zohocrm.Key("find_by"))
	switch {
	case r.operation == modules.Insert && b.findBy != "":
		at(zohocrm.Warn(zohocrm.ReasonConflict, "no find_by: an insert finds no record"), findBy...)
	case r.operation == modules.Insert:
	case b.findBy == "":
		at(zohocrm.MissingAs("Required key find_by is not available", "the field by which records are found"), findBy...)
	case b.findBy != idColumn:
		unique, loaded := modules.Internal.Unique(program.Key{}, r.module)
		e := zohocrm.Warn(zohocrm.ReasonSupported, "id; whether Bulk Write takes a unique field is not certain")
		if loaded && b.findBy != r.module.DuplicateCheckField() && !slices.Contains(unique, b.findBy) {
			e = zohocrm.NotSupported(append([]string{idColumn}, unique...))
		}
		at(e, findBy...)
	}
	if u, err := url.Parse(b.callback); b.callback != "" && (err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "") {
		e := zohocrm.BadFormat("", "a URL that takes a POST, such as https://www.zylker.com/bulk")
		e.Code, e.Message = "INVALID_CALLBACK_URL", "Invalid callback URL"
		at(e, zohocrm.Key("callback"), zohocrm.Key("url"))
	}
	return errs
}

// Files checks a stream of records and yields files for Bulk Write. Each has a zip
// within the limits, the positions of its records, and the body of the job that reads
// it. Files holds the rows of one file in memory.
//
// A record with an error is left out. Its errors are in the [BulkFile.Problems] of
// the file that was being filled, and in the error that is yielded with it. Their
// paths have the record's position in the stream as $.data[N]. A file has at most
// [MaxBulkRows] records, [MaxBulkColumns] columns and a zip of [MaxBulkBytes]. An
// error in the settings ends the stream at once. If the stream of records fails,
// Files ends as [Request.Batches] does.
func (b *BulkWrite) Files(records iter.Seq[*record.Record]) iter.Seq2[BulkFile, error] {
	return func(yield func(BulkFile, error) bool) {
		if records == nil {
			return
		}
		w := newBulkWriter(b.ready())
		if err := w.problems.Err(); err != nil {
			yield(BulkFile{Problems: w.problems}, err)
			return
		}
		w.stream(records, yield)
	}
}

// stream yields the files of a stream of records.
func (w *bulkWriter) stream(records iter.Seq[*record.Record], yield func(BulkFile, error) bool) {
	n := 0
	for rec := range records {
		if err := rec.Ended(); err != nil {
			if w.flush(yield) {
				yield(BulkFile{}, err)
			}
			return
		}
		if !w.take(rec, n, yield) {
			return
		}
		n++
	}
	w.flush(yield)
}

// take checks the record at position n of the stream and adds it to the file. If the
// file has no room, it yields the file first. It returns false if yield did.
func (w *bulkWriter) take(rec *record.Record, n int, yield func(BulkFile, error) bool) bool {
	row, ok := w.check(rec, n)
	if !ok {
		if len(w.problems) < maxProblems {
			return true
		}
		problems := w.problems // they come before their file, which bounds the memory
		w.problems = nil
		return yield(BulkFile{Problems: problems}, problems.Err())
	}
	if !w.fits(row) {
		own := slices.Clone(w.problems[row.from:])
		w.problems = w.problems[:row.from]
		if !w.flush(yield) {
			return false
		}
		w.scratch, _ = w.checker.Append(w.scratch[:0], nil, rec, n) // which notes its unique values
		w.problems = append(w.problems, own...)
	}
	w.add(row, n)
	return true
}

// flush yields the file of the records that were added. It returns false if yield
// did.
func (w *bulkWriter) flush(yield func(BulkFile, error) bool) bool {
	for file := range w.files() {
		if file.Zip != nil {
			w.number++
			file.Number = w.number
		}
		if !yield(file, file.Problems.Err()) {
			return false
		}
	}
	return true
}

// A bulkWriter fills one file after another.
type bulkWriter struct {
	*BulkWrite
	checker  checker
	scratch  []byte
	problems zohocrm.Errors
	number   int // of the last file
	index    []int
	parent   table
	children []table
	held     int               // bytes of cells
	first    map[string]bool   // the columns of the first record
	warned   map[string]bool   // the fields with a warning about their uncertain cell form
	lookups  map[string]string // by which field each lookup was identified first
}

// A table is one CSV.
type table struct {
	field, module string
	number        int // among the tables of fields, from 1
	columns       []column
	positions     map[column]int
	rows          []tableRow
}

// A column of a table: a field, and for a lookup the field of the other module
// that its cells hold.
type column struct{ apiName, findBy string }

// header returns the name of a column in the header of its CSV.
func (c column) header() string {
	if c.findBy == "" {
		return c.apiName
	}
	return c.apiName + "." + c.findBy
}

// A tableRow holds the cells of a row, one after the other in text.
type tableRow struct {
	text   string
	cells  []cellEnd
	parent int // the row of the parent table
}

// A cellEnd says where a cell ends in the text of its row, and its column.
type cellEnd struct{ end, column int32 }

// A bulkRow is a record before it is added to a table.
type bulkRow struct {
	cells    []bulkCell
	children []childRow
	size     int
	from     int // the position of its first problem
}

type bulkCell struct {
	column
	text string
}

type childRow struct {
	field string
	cells []bulkCell
}

func newBulkWriter(b *BulkWrite) *bulkWriter {
	w := &bulkWriter{BulkWrite: b, warned: map[string]bool{}}
	r := b.request
	w.problems = b.appendProblems(nil)
	r.harden(w.problems)
	settings := program.Request{Operation: uint8(r.operation), Strict: r.strict}
	if b.findBy != "" && b.findBy != idColumn {
		settings.Checks = []string{b.findBy}
		settings.External = []string{r.module.APIName() + "." + b.findBy}
	}
	w.checker = modules.Internal.Request(program.Key{}, r.module, fieldtype.Value{}, settings)
	w.reset()
	return w
}

// reset begins another file.
func (w *bulkWriter) reset() {
	w.checker.Reset()
	w.parent = table{module: w.request.module.APIName()}
	w.children, w.index, w.held = nil, nil, 0
}

// check checks the record at position n of the stream and reads its cells. It is
// false if the record is left out.
func (w *bulkWriter) check(rec *record.Record, n int) (row bulkRow, ok bool) {
	before := len(w.problems)
	w.scratch, w.problems = w.checker.Append(w.scratch[:0], w.problems, rec, n)
	// No header X-EXTERNAL is needed, as the column of a lookup names the external
	// field.
	w.problems = append(w.problems[:before], slices.DeleteFunc(slices.Clone(w.problems[before:]), func(e *zohocrm.Error) bool {
		return e.Reason == zohocrm.ReasonExternalLookup
	})...)
	if w.problems[before:].Err() != nil {
		return row, false
	}
	v, err := fieldtype.ParseJSON(w.scratch)
	if err != nil { // Append writes JSON
		return row, false
	}
	from := len(w.problems)
	row = w.read(v)
	row.from = before
	for _, e := range w.problems[from:] {
		e.PrefixPath(zohocrm.Key("data"), zohocrm.Index(n))
	}
	record.Internal.Place(program.Key{}, rec, w.problems[from:], 2)
	w.request.harden(w.problems[from:])
	return row, w.problems[from:].Err() == nil
}

// report adds a problem of the record that is read.
func (w *bulkWriter) report(e *zohocrm.Error, steps ...zohocrm.Step) {
	w.problems = append(w.problems, e.PrefixPath(steps...))
}

// maxHeld bounds the bytes of the cells of one file. The zip of so many bytes usually
// has about the largest size that Bulk Write takes.
const maxHeld = 96 << 20

// fits reports whether the file has room for a record.
func (w *bulkWriter) fits(row bulkRow) bool {
	if len(w.index) == 0 {
		return true
	}
	if len(w.index) >= MaxBulkRows || w.held+row.size > maxHeld {
		return false
	}
	columns := len(w.parent.columns) + 1 // that of the key
	for _, cell := range row.cells {
		if _, known := w.parent.positions[cell.column]; !known {
			columns++
		}
	}
	more := map[string]int{}
	for _, child := range row.children {
		more[child.field]++
	}
	for i := range w.children {
		t := &w.children[i]
		if len(t.rows)+more[t.field] > MaxBulkRows {
			return false
		}
	}
	return columns <= MaxBulkColumns
}

// add adds a record to the file.
func (w *bulkWriter) add(row bulkRow, n int) {
	w.held += row.size
	for _, child := range row.children {
		i := slices.IndexFunc(w.children, func(t table) bool { return t.field == child.field })
		if i < 0 {
			module := w.tables[child.field]
			if module == "" {
				module = child.field
			}
			i = len(w.children)
			w.children = append(w.children, table{field: child.field, module: module, number: i + 1})
		}
		w.children[i].add(child.cells, len(w.index))
	}
	w.parent.add(row.cells, len(w.index))
	w.index = append(w.index, n)
}

// add adds a row.
func (t *table) add(cells []bulkCell, parent int) {
	row := tableRow{parent: parent, cells: make([]cellEnd, len(cells))}
	var text strings.Builder
	for i, cell := range cells {
		text.WriteString(cell.text)
		row.cells[i] = cellEnd{int32(text.Len()), int32(t.position(cell.column))} // of a record that is not too large
	}
	row.text = text.String()
	t.rows = append(t.rows, row)
}

// position returns the position of a column, and adds the column if it is new.
func (t *table) position(c column) int {
	at, known := t.positions[c]
	if !known {
		if t.positions == nil {
			t.positions = map[column]int{}
		}
		at = len(t.columns)
		t.columns = append(t.columns, c)
		t.positions[c] = at
	}
	return at
}

// write writes the cells of a row into a row of the CSV.
func (r *tableRow) write(into []string) {
	clear(into)
	start := int32(0)
	for _, c := range r.cells {
		into[c.column] = r.text[start:c.end]
		start = c.end
	}
}

// rowKey returns the key by which child rows name the row of their parent.
func rowKey(row int) string { return strconv.Itoa(row + 1) }
