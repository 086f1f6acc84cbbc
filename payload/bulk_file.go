package payload

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/modules"
)

// A BulkFile is one file of Bulk Write with the job that reads it.
type BulkFile struct {
	// Number counts the files from 1.
	Number int
	// Zip is the file to upload: a CSV of the records and one for each field with
	// rows. It is nil when no record was left for it.
	Zip []byte
	// Index maps the rows of the first CSV, without its header, to positions in the
	// stream.
	Index []int
	// Problems are the errors and warnings of the records that were read for this
	// file. Their paths hold the position in the stream.
	Problems zohocrm.Errors

	job bulkJob
}

// Job returns the body of the call that starts the job, POST
// {api-domain}/crm/bulk/v7/write. fileID is the details.file_id in the answer to the
// upload of the zip. With an empty fileID, complete the body later with
// [FillBulkJob].
func (f BulkFile) Job(fileID string) []byte {
	job := f.job
	job.Resource = slices.Clone(job.Resource)
	for i := range job.Resource {
		job.Resource[i].FileID = fileID
	}
	return encodeJob(job)
}

// FillBulkJob returns the body of a job with the id of the uploaded file.
func FillBulkJob(job []byte, fileID string) ([]byte, error) {
	var body bulkJob
	if err := json.Unmarshal(job, &body); err != nil || len(body.Resource) == 0 {
		return nil, zohocrm.WrongBody("the body of a Bulk Write job, as BulkFile.Job returns it")
	}
	if fileID == "" {
		return nil, zohocrm.MissingAs(zohocrm.MessageMissing, "the file_id that the upload answered with").PrefixPath(zohocrm.Key("file_id"))
	}
	for i := range body.Resource {
		body.Resource[i].FileID = fileID
	}
	return encodeJob(body), nil
}

func encodeJob(job bulkJob) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	_ = e.Encode(job) // of texts and numbers only
	return b.Bytes()
}

// A bulkJob is the body of a job (Create Bulk Write Job page, "Request JSON").
type bulkJob struct {
	CharacterEncoding string         `json:"character_encoding,omitempty"`
	Operation         string         `json:"operation"`
	IgnoreEmpty       *bool          `json:"ignore_empty,omitempty"`
	Callback          *bulkCallback  `json:"callback,omitempty"`
	Resource          []bulkResource `json:"resource"`
}

type bulkCallback struct {
	URL    string `json:"url"`
	Method string `json:"method"`
}

type bulkResource struct {
	Type        string        `json:"type"`
	Module      bulkModule    `json:"module"`
	FileID      string        `json:"file_id"`
	FileNames   []string      `json:"file_names"`
	FindBy      string        `json:"find_by,omitempty"`
	IgnoreEmpty *bool         `json:"ignore_empty,omitempty"`
	Mappings    []bulkMapping `json:"field_mappings"`
}

type bulkModule struct {
	APIName string `json:"api_name"`
}

type bulkMapping struct {
	APIName           string `json:"api_name"`
	Index             int    `json:"index"`
	FindBy            string `json:"find_by,omitempty"`
	ParentColumnIndex *int   `json:"parent_column_index,omitempty"`
}

// fileName returns the name of the CSV of a table, which is one for any system.
func (t *table) fileName() string {
	name := fileStem(t.module)
	if t.number > 0 {
		name += "-" + strconv.Itoa(t.number)
	}
	return name + csvExtension
}

// fileStem returns how the name of a file of a module begins.
func fileStem(module string) string {
	name := strings.Map(func(r rune) rune {
		if r != '_' && (r|0x20 < 'a' || 'z' < r|0x20) && (r < '0' || '9' < r) {
			return '_'
		}
		return r
	}, module)
	return name[:min(len(name), maxFileName)]
}

// maxFileName is the length of a name without its extension.
const maxFileName = 200

// keyed reports whether rows name the row of their parent by a key that the parent's
// table has for them: not if the parent is stored, and has an id.
func (w *BulkBatcher) keyed() bool {
	return len(w.children) > 0 && (w.bulk.request.operation == modules.Insert || w.bulk.findBy != idColumn)
}

// job returns the body of the job of the tables.
func (w *BulkBatcher) job() bulkJob {
	op := w.bulk.request.operation
	job := bulkJob{CharacterEncoding: "UTF-8", Operation: op.String()}
	if op != modules.Insert {
		ignore := !w.bulk.keepEmpty
		job.IgnoreEmpty = &ignore
	}
	if w.bulk.callback != "" {
		job.Callback = &bulkCallback{URL: w.bulk.callback, Method: "post"}
	}
	resource := func(t *table) bulkResource {
		return bulkResource{Type: "data", Module: bulkModule{t.module}, FileNames: []string{t.fileName()}, IgnoreEmpty: job.IgnoreEmpty}
	}
	parent := resource(&w.parent)
	if op != modules.Insert {
		parent.FindBy = w.bulk.findBy
	}
	parent.Mappings = mappings(&w.parent, 0)
	job.Resource = append(job.Resource, parent)
	for i := range w.children {
		child := resource(&w.children[i])
		link := bulkMapping{APIName: parentID}
		if w.keyed() {
			key := len(w.parent.columns)
			link.ParentColumnIndex = &key
		}
		child.Mappings = append([]bulkMapping{link}, mappings(&w.children[i], 1)...)
		job.Resource = append(job.Resource, child)
	}
	return job
}

// mappings returns the field_mappings of a table of which the first column is at
// position first of the CSV.
func mappings(t *table, first int) []bulkMapping {
	all := []bulkMapping{}
	for i, c := range t.columns {
		all = append(all, bulkMapping{APIName: c.apiName, Index: first + i, FindBy: c.findBy})
	}
	return all
}

// zip returns the zip of the records from one position up to another.
func (w *BulkBatcher) zip(from, to int) []byte {
	var b bytes.Buffer
	b.Grow(w.parent.size())
	z := zip.NewWriter(&b)
	// Neither a zip nor a CSV in memory fails.
	create := func(t *table) *csv.Writer {
		f, _ := z.Create(t.fileName())
		return csv.NewWriter(f)
	}
	width := len(w.parent.columns)
	out := create(&w.parent)
	cells := make([]string, width, width+1)
	if w.keyed() {
		cells = append(cells, parentKey)
	}
	for i, c := range w.parent.columns {
		cells[i] = c.header()
	}
	_ = out.Write(cells)
	for i := from; i < to; i++ {
		w.parent.write(cells[:width], i)
		if w.keyed() {
			cells[width] = rowKey(i - from)
		}
		_ = out.Write(cells)
	}
	out.Flush()
	for k := range w.children {
		t := &w.children[k]
		cells := make([]string, 1+len(t.columns))
		cells[0] = parentID
		for i, c := range t.columns {
			cells[1+i] = c.header()
		}
		out := create(t)
		_ = out.Write(cells)
		for i := range t.rows {
			parent := int(t.rows[i].parent)
			if parent < from || parent >= to {
				continue
			}
			t.write(cells[1:], i)
			if w.keyed() {
				cells[0] = rowKey(parent - from)
			} else {
				cells[0] = w.parent.cellOf(parent, column{apiName: idColumn})
			}
			_ = out.Write(cells)
		}
		out.Flush()
	}
	_ = z.Close()
	return b.Bytes()
}

// cellOf returns a cell of a row, of a column that the table has.
func (t *table) cellOf(row int, c column) string {
	cells := make([]string, len(t.columns))
	t.write(cells, row)
	return cells[t.positions[c]]
}
