package payload

import (
	"iter"
	"maps"
	"slices"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/program"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/record"
)

// A BulkBatcher makes files for Bulk Write from records that a program adds one by one.
// It does what [BulkWrite.Files] does, but returns the problems of each record at once.
// It holds the rows of one file in memory. It is not safe for use by several
// goroutines. The zero BulkBatcher and a nil *BulkBatcher have no module and refuse
// every record.
type BulkBatcher struct {
	bulk     *BulkWrite
	checker  checker // knows what the records of the file use
	alone    *Checker
	scratch  []byte
	index    []int
	parent   table
	children []table
	waiting  *bulkRecord       // the last record, if it belongs to the next file
	held     int               // bytes of cells
	first    map[string]bool   // the columns of the first record
	warned   map[string]bool   // the names of findings that were reported
	lookups  map[string]string // by which field each lookup was identified first
	number   int               // of files
	n        int               // how many records were added
}

// A bulkRecord is a record before it is added to a table.
type bulkRecord struct {
	*bulkRow
	n    int
	uses any
}

// Batcher returns an empty BulkBatcher with the settings of the Bulk Write. The
// problems are those of the settings: if one is an error, no file can be made, and the
// BulkBatcher is nil.
func (b *BulkWrite) Batcher() (*BulkBatcher, zohocrm.Errors) {
	b = b.ready()
	errs := b.appendProblems(nil)
	b.request.harden(errs)
	if errs.Err() != nil {
		return nil, errs
	}
	return newBulkBatcher(b), errs
}

func newBulkBatcher(b *BulkWrite) *BulkBatcher {
	b = b.clone()
	w := &BulkBatcher{bulk: b, checker: b.newChecker(), alone: b.Checker(), warned: map[string]bool{}}
	w.reset()
	return w
}

// ready makes the zero BulkBatcher ready. It returns a new one for nil.
func (w *BulkBatcher) ready() *BulkBatcher {
	if w == nil || w.bulk == nil {
		return newBulkBatcher(NewBulkWrite(nil, modules.Insert))
	}
	return w
}

// clone returns a copy of the settings, which a later call of a setter does not change.
func (b *BulkWrite) clone() *BulkWrite {
	own, request := *b, *b.request
	own.request, own.tables = &request, maps.Clone(b.tables)
	return &own
}

// newChecker returns a checker of records. It does not make errors of warnings.
func (b *BulkWrite) newChecker() checker {
	r := b.request
	settings := program.Request{Operation: uint8(r.operation), Checks: []string{b.findBy}}
	if b.findBy != idColumn {
		settings.External = []string{r.module.APIName() + "." + b.findBy}
	}
	return modules.Internal.Request(program.Key{}, r.module, r.layout, settings)
}

// Checker returns a [Checker] with the settings of the Bulk Write, for
// [BulkBatcher.AddChecked]. It does not look at the settings themselves, as
// [BulkWrite.Batcher] does.
func (b *BulkWrite) Checker() *Checker {
	b = b.ready().clone()
	return &Checker{checker: b.newChecker(), bulk: b}
}

// append appends the JSON of the record at position n, and returns its problems.
func (b *BulkWrite) append(c checker, dst []byte, rec *record.Record, n int) ([]byte, zohocrm.Errors) {
	dst, errs := c.Append(dst, nil, rec, n)
	// No header X-EXTERNAL is needed, as the column of a lookup names the external
	// field. An upsert may find its record by the id.
	byID := b.findBy == idColumn && b.request.operation == modules.Upsert
	errs = slices.DeleteFunc(errs, func(e *zohocrm.Error) bool {
		return e.Reason == zohocrm.ReasonExternalLookup || byID && e.Reason == zohocrm.ReasonConflict && e.APIName == idColumn
	})
	b.request.harden(errs)
	return dst, errs
}

// checkRow checks the record at position n, and reads its cells.
func (c *Checker) checkRow(dst []byte, rec *record.Record, n int) (Checked, []byte) {
	before := len(dst)
	c.checker.Reset()
	dst, errs := c.bulk.append(c.checker, dst, rec, n)
	checked := Checked{problems: errs, n: n}
	if errs.Err() != nil {
		return checked, dst
	}
	v, err := fieldtype.ParseJSON(dst[before:])
	if err != nil { // Append writes JSON
		return checked, dst
	}
	checked.uses, checked.row = c.checker.Uses(), c.bulk.read(v)
	return checked, dst[:before]
}

// Add checks a record and adds it to the file. It returns the problems, with the
// position of the record in the stream as $.data[N]. A record with an error is left
// out. found are problems that the caller has found in the record.
//
// If [BulkBatcher.Full] returns true, call [BulkBatcher.Flush] before the next Add,
// which otherwise refuses its record.
func (w *BulkBatcher) Add(rec *record.Record, found ...*zohocrm.Error) zohocrm.Errors {
	w = w.ready()
	var checked Checked
	checked, w.scratch = w.alone.Check(w.scratch[:0], rec, w.n)
	return w.AddChecked(rec, checked, found...)
}

// AddChecked adds a record that a [Checker] of [BulkWrite.Checker] has checked. Add the
// records in the order of the stream, each with its position in the stream. The files
// and the problems are those of [BulkBatcher.Add].
func (w *BulkBatcher) AddChecked(rec *record.Record, checked Checked, found ...*zohocrm.Error) zohocrm.Errors {
	w = w.ready()
	if checked.n != w.n || checked.row == nil && checked.problems.Err() == nil { // it is of another checker
		checked, w.scratch = w.alone.Check(w.scratch[:0], rec, w.n)
	}
	n := w.n
	w.n++
	errs := checked.problems
	var own zohocrm.Errors
	if checked.row != nil {
		own = w.rowProblems(checked.row, rec, n)
	}
	own = append(own, found...)
	switch {
	case w.bulk.request.moduleless:
		own = append(own, zohocrm.UnknownModule("a module").PrefixPath(zohocrm.Key("data"), zohocrm.Index(n)))
	case w.Full():
		own = append(own, zohocrm.TooManyRecords(MaxBulkRows).PrefixPath(zohocrm.Key("data")))
	}
	if checked.row == nil || own.Err() != nil {
		return append(errs, own...)
	}
	if !w.checker.TakeUses(checked.uses, n) { // it says which record has the value
		w.scratch, errs = w.bulk.append(w.checker, w.scratch[:0], rec, n)
	}
	switch {
	case errs.Err() != nil:
	case !w.fits(checked.row):
		w.waiting = &bulkRecord{checked.row, n, checked.uses}
	default:
		w.add(checked.row, n)
	}
	return append(errs, own...)
}

// maxTold bounds the names that a batcher remembers: records may have any names.
const maxTold = 1000

// rowProblems returns the problems of the cells of a record, and those that it has
// because of the records before it.
func (w *BulkBatcher) rowProblems(row *bulkRow, rec *record.Record, n int) zohocrm.Errors {
	var errs zohocrm.Errors
	for _, f := range row.findings {
		if f.lookup.apiName != "" {
			if f.e = w.twoForms(f.lookup); f.e == nil {
				continue
			}
			f.e, f.once = f.e.PrefixPath(f.path...), f.lookup.header()
		}
		if f.once == "" || w.bulk.request.strict || !w.warned[f.once] {
			errs = append(errs, f.e)
		}
		if f.once != "" && len(w.warned) < maxTold {
			w.warned[f.once] = true
		}
	}
	if e := w.compareFirst(row); e != nil {
		errs = append(errs, e)
	}
	for _, e := range errs {
		e.PrefixPath(zohocrm.Key("data"), zohocrm.Index(n))
	}
	record.Internal.Place(program.Key{}, rec, errs, 2)
	w.bulk.request.harden(errs)
	return errs
}

// twoForms returns the warning that records use different fields of the other module for
// a lookup, each of which has a column, or nil.
func (w *BulkBatcher) twoForms(c column) *zohocrm.Error {
	first, known := w.lookups[c.apiName]
	switch {
	case !known && len(w.lookups) == maxTold:
		return nil
	case !known:
		if w.lookups == nil {
			w.lookups = map[string]string{}
		}
		w.lookups[c.apiName] = c.findBy
		return nil
	case first == c.findBy:
		return nil
	}
	return zohocrm.Warn(zohocrm.ReasonFormat,
		"the same key in each record, as "+printed(first)+" before: it is not certain whether Bulk Write takes two columns for a lookup")
}

// compareFirst returns the problem of a record with other fields than the first one, or
// nil. Without IgnoreEmpty an empty cell would empty the fields that it does not have.
func (w *BulkBatcher) compareFirst(row *bulkRow) *zohocrm.Error {
	if !w.bulk.keepEmpty || w.bulk.request.operation == modules.Insert {
		return nil
	}
	if w.first == nil {
		w.first = map[string]bool{}
		for _, cell := range row.cells {
			w.first[cell.header()] = true
		}
		return nil
	}
	same := len(row.cells) == len(w.first)
	for _, cell := range row.cells {
		same = same && w.first[cell.header()]
	}
	if same {
		return nil
	}
	return zohocrm.Conflict("the fields of the first record: an empty cell would empty the stored field")
}

// Len returns the number of records in the file, and of the record that waits for the
// next file.
func (w *BulkBatcher) Len() int {
	switch {
	case w == nil:
		return 0
	case w.waiting != nil:
		return len(w.index) + 1
	}
	return len(w.index)
}

// Full reports whether the file has no room for another record: it has [MaxBulkRows]
// records, or the last record belongs to the next file.
func (w *BulkBatcher) Full() bool {
	return w != nil && (w.waiting != nil || len(w.index) >= MaxBulkRows)
}

// Waits reports whether the last record belongs to the next file.
func (w *BulkBatcher) Waits() bool { return w != nil && w.waiting != nil }

// Flush yields the file of the records that were added since the last call, or several
// files if one would be too large. Then it begins the next file. The files have no
// Problems: [BulkBatcher.Add] has returned them. At the end of the stream, call Flush
// until [BulkBatcher.Len] is 0.
func (w *BulkBatcher) Flush() iter.Seq[BulkFile] {
	return func(yield func(BulkFile) bool) {
		w := w.ready()
		defer w.next()
		w.files(MaxBulkBytes, yield)
	}
}

// files yields the files of the records. A zip of more bytes has one record.
func (w *BulkBatcher) files(bytes int, yield func(BulkFile) bool) {
	from := 0
	for from < len(w.index) {
		to := len(w.index)
		data := w.zip(from, to)
		for len(data) > bytes && to-from > 1 {
			to = from + (to-from)/2
			data = w.zip(from, to)
		}
		w.number++
		if !yield(BulkFile{Number: w.number, Zip: data, Index: slices.Clone(w.index[from:to]), job: w.job()}) {
			return
		}
		from = to
	}
}

// next begins the next file.
func (w *BulkBatcher) next() {
	waiting := w.waiting
	w.reset()
	if waiting != nil {
		w.checker.TakeUses(waiting.uses, waiting.n)
		w.add(waiting.bulkRow, waiting.n)
	}
}

// reset forgets the rows of the file. The next one takes their memory.
func (w *BulkBatcher) reset() {
	w.checker.Reset()
	w.parent.reset(w.bulk.request.module.APIName())
	w.children, w.index, w.held, w.waiting = nil, w.index[:0], 0, nil
}

// maxHeld bounds the bytes of the cells of one file. The zip of so many bytes usually
// has about the largest size that Bulk Write takes.
const maxHeld = 96 << 20

// fits reports whether a file that is not [BulkBatcher.Full] has room for a record.
func (w *BulkBatcher) fits(row *bulkRow) bool {
	if len(w.index) == 0 {
		return true
	}
	if w.held+row.size > maxHeld {
		return false
	}
	columns := len(w.parent.columns) + 1 // that of the key
	for i, cell := range row.cells {
		if w.parent.find(i, cell.column) < 0 {
			columns++
		}
	}
	for i := range w.children {
		t, more := &w.children[i], 0
		for _, child := range row.children {
			if child.field == t.field {
				more++
			}
		}
		if len(t.rows)+more > MaxBulkRows {
			return false
		}
	}
	return columns <= MaxBulkColumns
}

// add adds a record to the file.
func (w *BulkBatcher) add(row *bulkRow, n int) {
	w.held += row.size
	for _, child := range row.children {
		i := slices.IndexFunc(w.children, func(t table) bool { return t.field == child.field })
		if i < 0 {
			module := w.bulk.tables[child.field]
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
