package payload

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/record"
)

// The columns that a result adds after those of the file (Download Result page).
const (
	statusColumn = "STATUS"
	idOfRecord   = "RECORD_ID"
	errorsColumn = "ERRORS"
)

// Outcome returns what became of each record of a file. sent is the zip that was
// uploaded. result is the zip at the job's download_url, or the CSV in it. index is the
// [BulkFile.Index] of the file, or nil if the file has all records of the stream.
//
// Zoho's result has codes and columns, but no reasons. Outcome checks the row again:
// a problem that it finds in such a column gives the reason, details and expectation.
// A row that Zoho did not process is worth sending again; see [Outcome.Resend].
//
// The error is a [*zohocrm.AnswerError] if the result does not belong to the file: it
// is no zip with a CSV, has more or fewer rows, or has a row with other values. Then
// nothing is known about any record.
func (b *BulkWrite) Outcome(sent, result []byte, index []int) (Outcome, error) {
	b = b.ready()
	rows, closeRows, err := openCSV(sent, nil)
	if err != nil {
		return Outcome{}, fmt.Errorf("the file that was sent: %w", err)
	}
	defer closeRows()
	results, closeResults, err := openCSV(result, []string{statusColumn, errorsColumn})
	if err != nil {
		return Outcome{}, fmt.Errorf("the result: %w", err)
	}
	defer closeResults()
	// The columns that both files have: a result usually has the first three of the file.
	shared := [][2]int{}
	for i, name := range results.header {
		if k := slices.Index(rows.header, name); k >= 0 && i != results.status && i != results.id && i != results.errors {
			shared = append(shared, [2]int{k, i})
		}
	}
	c := b.newChecker()
	var out Outcome
	for n := 0; ; n++ {
		row, errRow := rows.next()
		answer, errAnswer := results.next()
		switch {
		case errRow == io.EOF && errAnswer == io.EOF:
			return out, nil
		case errRow != nil && errRow != io.EOF:
			return Outcome{}, errRow
		case errAnswer != nil && errAnswer != io.EOF:
			return Outcome{}, errAnswer
		case errRow != nil || errAnswer != nil || index != nil && n >= len(index):
			return Outcome{}, &zohocrm.AnswerError{Expected: "as many rows as the file has"}
		}
		for _, at := range shared {
			if strings.TrimSpace(row[at[0]]) != strings.TrimSpace(answer[at[1]]) {
				return Outcome{}, &zohocrm.AnswerError{Expected: fmt.Sprintf("at row %d the values of the row of the file", n+1)}
			}
		}
		position := n
		if index != nil {
			position = index[n]
		}
		r := b.row(c, rows.header, row, results.of(answer), position)
		out.Rows = append(out.Rows, r)
		if r.ID != "" {
			out.IDs = append(out.IDs, r.ID)
		}
		out.Problems = append(out.Problems, r.Problems...)
	}
}

// A bulkAnswer is what a result says of a row.
type bulkAnswer struct{ status, id, errors string }

// row returns what became of a row.
func (b *BulkWrite) row(c checker, header, cells []string, answer bulkAnswer, position int) Row {
	r := Row{Index: position}
	switch status := strings.ToLower(answer.status); {
	case status == "added" && answer.errors == "":
		r.ID, r.Action = answer.id, Inserted
		return r
	case status == "updated" && answer.errors == "":
		r.ID, r.Action = answer.id, Updated
		return r
	case status == "unprocessed" && answer.errors == "": // it is worth sending again
		r.Problems = zohocrm.Errors{{Code: zohocrm.CodeInternalError, Message: "unprocessed"}}
	default:
		found := recheck(c, header, cells)
		r.Problems = parseBulkErrors(answer.errors, found)
		if len(r.Problems) == 0 {
			r.Problems = zohocrm.Errors{{Code: zohocrm.CodeCannotProcess, Message: "the record was not written"}}
		}
	}
	for _, e := range r.Problems {
		e.PrefixPath(zohocrm.Key("data"), zohocrm.Index(position))
	}
	return r
}

// recheck returns what a check of a row finds. Its paths begin at the record.
func recheck(c checker, header, cells []string) zohocrm.Errors {
	rec := record.New()
	for i, name := range header {
		if cells[i] == "" || name == parentKey {
			continue
		}
		field, findBy, _ := strings.Cut(name, ".")
		if findBy != "" {
			rec.Value(field, fieldtype.Object(fieldtype.Member{Name: findBy, Value: fieldtype.Text(cells[i])}))
		} else {
			rec.Value(name, fieldtype.Cell(cells[i]))
		}
	}
	c.Reset()
	_, errs := c.Append(nil, nil, rec, 0)
	var found zohocrm.Errors
	for _, e := range errs {
		e.Path = e.Path[min(2, len(e.Path)):]
		// Of a field without a column, such as rows with a table of their own, the row
		// says nothing.
		if name, ok := firstKey(e.Path); ok && slices.ContainsFunc(header, func(column string) bool {
			column, _, _ = strings.Cut(column, ".")
			return column == name
		}) {
			found = append(found, e)
		}
	}
	return found
}

// parseBulkErrors reads the column ERRORS: codes and their columns, as in
// MANDATORY_NOT_FOUND-Company,Last_Name:DUPLICATE_DATA-Email. found are the problems
// of a check, which say why.
func parseBulkErrors(text string, found zohocrm.Errors) zohocrm.Errors {
	var errs zohocrm.Errors
	for part := range strings.SplitSeq(text, ":") {
		code, columns, _ := strings.Cut(strings.TrimSpace(part), "-")
		if code == "" {
			continue
		}
		for name := range strings.SplitSeq(columns, ",") {
			if len(errs) == MaxBulkColumns {
				return errs
			}
			name, _, _ = strings.Cut(strings.TrimSpace(name), ".")
			errs = append(errs, bulkProblem(zohocrm.Code(code), name, found))
		}
	}
	return errs
}

// bulkProblem returns the problem of a code and a column.
func bulkProblem(code zohocrm.Code, name string, found zohocrm.Errors) *zohocrm.Error {
	for _, e := range found {
		if first, ok := firstKey(e.Path); ok && first == name {
			own := *e
			own.Code, own.Warning = code, false
			return &own
		}
	}
	e := &zohocrm.Error{Code: code, Message: zohocrm.MessageInvalid}
	switch code {
	case zohocrm.CodeMandatoryNotFound:
		e = zohocrm.Missing()
	case zohocrm.CodeDuplicateData:
		e = zohocrm.Duplicate("a value that no stored record has")
	}
	if name != "" {
		e.PrefixPath(zohocrm.Key(name))
	}
	return e
}

func firstKey(p zohocrm.Path) (string, bool) {
	if len(p) == 0 {
		return "", false
	}
	return p[0].Key()
}

// A csvFile is a CSV in a zip that is read row by row.
type csvFile struct {
	*csv.Reader
	header             []string
	status, id, errors int
}

// maxResult is the largest number of bytes that are read of one CSV.
const maxResult = 1 << 30

// zipMark is what a zip begins with.
const zipMark = "PK"

// openCSV opens the first CSV of a zip whose header has some columns, or a CSV with such
// a header.
func openCSV(data []byte, columns []string) (*csvFile, func(), error) {
	misfit := &zohocrm.AnswerError{Expected: "a CSV, or a zip with one, that has the columns " + strings.Join(append(columns, "of the fields"), ", ")}
	var files []func() (io.ReadCloser, error)
	if bytes.HasPrefix(data, []byte(zipMark)) {
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			return nil, nil, misfit
		}
		for _, f := range z.File {
			if strings.HasSuffix(strings.ToLower(f.Name), ".csv") {
				files = append(files, f.Open)
			}
		}
	} else if len(columns) > 0 {
		files = append(files, func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil })
	}
	for _, open := range files {
		r, err := open()
		if err != nil {
			return nil, nil, misfit
		}
		file := &csvFile{Reader: csv.NewReader(io.LimitReader(r, maxResult)), status: -1, id: -1, errors: -1}
		file.ReuseRecord = true
		header, err := file.Read()
		file.header = slices.Clone(header)
		if len(file.header) > 0 {
			file.header[0] = strings.TrimPrefix(file.header[0], "\ufeff")
		}
		has := err == nil
		for _, name := range columns {
			has = has && slices.Contains(file.header, name)
		}
		if has {
			file.status, file.id, file.errors = slices.Index(file.header, statusColumn), slices.Index(file.header, idOfRecord), slices.Index(file.header, errorsColumn)
			return file, func() { r.Close() }, nil
		}
		r.Close()
	}
	return nil, nil, misfit
}

// next returns the next row, or io.EOF.
func (f *csvFile) next() ([]string, error) {
	row, err := f.Read()
	var syntax *csv.ParseError
	switch {
	case errors.As(err, &syntax):
		return nil, &zohocrm.AnswerError{Expected: fmt.Sprintf("a row of a CSV at line %d", syntax.Line)}
	case err != nil && err != io.EOF:
		return nil, &zohocrm.AnswerError{Expected: "a zip that is whole"}
	}
	return row, err
}

// of returns what a row of a result says.
func (f *csvFile) of(row []string) bulkAnswer {
	a := bulkAnswer{status: strings.TrimSpace(row[f.status]), errors: strings.TrimSpace(row[f.errors])}
	if f.id >= 0 {
		a.id = strings.TrimSpace(row[f.id])
	}
	return a
}

// OnlyBulkRows returns the zip of a [BulkFile] with some of its records, in their order:
// for example those to send again. rows are positions in the first CSV without its
// header, from 0. Other positions are ignored. The rows of subforms stay with their
// record. The job of the file is valid for the new zip, with the id of its upload.
func OnlyBulkRows(sent []byte, rows []int) ([]byte, error) {
	misfit := zohocrm.WrongBody("a zip file of Bulk Write, as BulkFile.Zip is")
	z, err := zip.NewReader(bytes.NewReader(sent), int64(len(sent)))
	if err != nil || len(z.File) == 0 {
		return nil, misfit
	}
	wanted := map[int]bool{}
	for _, i := range rows {
		wanted[i] = true
	}
	keys := map[string]bool{}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for k, f := range z.File {
		key := 0 // the column of Parent_Id
		keep := func(_ int, row []string) bool { return keys[row[key]] }
		if k == 0 {
			keep = func(i int, row []string) bool {
				if wanted[i] && key >= 0 {
					keys[row[key]] = true
				}
				return wanted[i]
			}
		}
		text, err := keepRows(f, func(header []string) {
			if k == 0 {
				if key = slices.Index(header, parentKey); key < 0 {
					key = slices.Index(header, idColumn)
				}
			}
		}, keep)
		if err != nil {
			return nil, misfit
		}
		w, _ := out.Create(f.Name) // in memory, it does not fail
		_, _ = w.Write(text)
	}
	_ = out.Close()
	return b.Bytes(), nil
}

// keepRows returns the text of a CSV with its header and the rows to keep, unchanged.
func keepRows(f *zip.File, header func([]string), keep func(i int, row []string) bool) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	text, err := io.ReadAll(io.LimitReader(r, maxResult))
	if err != nil {
		return nil, err
	}
	rows := csv.NewReader(bytes.NewReader(text))
	rows.ReuseRecord = true
	var kept []byte
	for i, start := -1, int64(0); ; i++ {
		row, err := rows.Read()
		switch {
		case err == io.EOF:
			return kept, nil
		case err != nil:
			return nil, err
		case i < 0:
			header(row)
		}
		if i < 0 || keep(i, row) {
			kept = append(kept, text[start:rows.InputOffset()]...)
		}
		start = rows.InputOffset()
	}
}
