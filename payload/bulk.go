package payload

import (
	"iter"
	"net/url"
	"slices"

	"github.com/seed12a3e673/zohocrm"
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

// Layout sets the layout of records without a Layout, as [Request.Layout] does. It has
// a column in the file.
func (b *BulkWrite) Layout(id string) *BulkWrite {
	b = b.ready()
	b.request.Layout(id)
	return b
}

// Table names the module of the rows of a field: the linking module of a
// multi-select or multi-user lookup, which has to be named, or the module of a
// subform or line items if it has another name than the field.
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
		batcher, problems := b.Batcher()
		if batcher == nil {
			yield(BulkFile{Problems: problems}, problems.Err())
			return
		}
		s := &bulkStream{batcher, problems, yield}
		for rec := range records {
			if err := rec.Ended(); err != nil {
				if s.end() {
					yield(BulkFile{}, err)
				}
				return
			}
			if !s.take(rec) {
				return
			}
		}
		s.end()
	}
}

// A bulkStream yields the files of a stream, with the problems of their records.
type bulkStream struct {
	*BulkBatcher
	problems zohocrm.Errors // that were not yielded yet
	yield    func(BulkFile, error) bool
}

// take adds a record, and yields the file if it is full. It returns false if yield did.
func (s *bulkStream) take(rec *record.Record) bool {
	found := s.Add(rec)
	if !s.Waits() {
		s.problems, found = append(s.problems, found...), nil
	}
	if s.Full() && !s.flush() {
		return false
	}
	s.problems = append(s.problems, found...) // the record is in the next file
	if len(s.problems) < maxProblems {
		return true
	}
	return s.yieldProblems() // they come before their file, which bounds the memory
}

// flush yields the file. It returns false if yield did.
func (s *bulkStream) flush() bool {
	for file := range s.Flush() {
		file.Problems, s.problems = s.problems, nil
		if !s.yield(file, file.Problems.Err()) {
			return false
		}
	}
	return true
}

// end yields what is left. It returns false if yield did.
func (s *bulkStream) end() bool {
	for s.Len() > 0 {
		if !s.flush() {
			return false
		}
	}
	return len(s.problems) == 0 || s.yieldProblems()
}

// yieldProblems yields the problems without a file.
func (s *bulkStream) yieldProblems() bool {
	problems := s.problems
	s.problems = nil
	return s.yield(BulkFile{Problems: problems}, problems.Err())
}
