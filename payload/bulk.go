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

// A BulkWrite makes the zip files and job bodies of Bulk Write out of records: the
// call for large loads, at 500 credits for up to 25,000 records. Its setters return
// the BulkWrite itself and never fail; [BulkWrite.Files] reports what is wrong. It
// is not safe for use by several goroutines.
//
// Records are checked as those of a [Request] are, and those that Zoho would refuse
// are left out. A value is written into its cell as it is: a text that begins with
// =, +, - or @ stays what it is, as it is data for Zoho, and a spreadsheet that opens
// the file may read it as a formula.
//
// A nil *BulkWrite is one without a module, which is refused; its setters return a
// new one.
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

// FindBy sets find_by: the field by which an update or upsert finds the stored
// record. Newer descriptions of the API list only id, pages and samples a unique
// field, too: another field than id warns.
func (b *BulkWrite) FindBy(apiName string) *BulkWrite {
	b = b.ready()
	b.findBy = apiName
	return b
}

// IgnoreEmpty says what an empty cell does in an update or upsert. Without a call,
// or with true, it does nothing: a null in a record then warns. With false it empties
// the stored field: then each record must have the fields of the first one, as a cell
// cannot say that its field is absent.
func (b *BulkWrite) IgnoreEmpty(ignore bool) *BulkWrite {
	b = b.ready()
	b.keepEmpty = !ignore
	return b
}

// Callback sets the URL to which Zoho posts the end of the job.
func (b *BulkWrite) Callback(url string) *BulkWrite {
	b = b.ready()
	b.callback = url
	return b
}

// Layout sets the layout of the records that name none themselves, as that of a
// [Request] does. It has a column of its own.
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

// Files checks a stream of records and yields the files of Bulk Write, one after
// the other: each with a zip that the limits allow, the positions of its records, and
// the body of the job that reads it. It holds the rows of one file in memory.
//
// A record with an error is left out; its errors come with the file that was being
// filled, as the error and in [BulkFile.Problems], with the record's position in the
// stream as $.data[N]. A file has at most [MaxBulkRows] records; before that its rows
// must end when the zip would be larger than [MaxBulkBytes], or the columns more than
// [MaxBulkColumns]. An error in the settings ends the stream at once, and a stream
// that fails ends as that of [Request.Batches].
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
		flush := func() bool {
			for file := range batcher.Flush() {
				file.Problems, problems = problems, nil
				if !yield(file, file.Problems.Err()) {
					return false
				}
			}
			return true
		}
		rest := func() bool {
			for batcher.Len() > 0 {
				if !flush() {
					return false
				}
			}
			return len(problems) == 0 || yield(BulkFile{Problems: problems}, problems.Err())
		}
		for rec := range records {
			if err := rec.Ended(); err != nil {
				if rest() {
					yield(BulkFile{}, err)
				}
				return
			}
			found := batcher.Add(rec)
			if !batcher.Waits() {
				problems, found = append(problems, found...), nil
			}
			if batcher.Full() && !flush() {
				return
			}
			problems = append(problems, found...) // of a record that is in the next file
			if len(problems) >= maxProblems { // ahead of their file
				own := problems
				if problems = nil; !yield(BulkFile{Problems: own}, own.Err()) {
					return
				}
			}
		}
		rest()
	}
}
