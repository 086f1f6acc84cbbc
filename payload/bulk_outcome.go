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
// The rows of line items, subforms and links have tables of their own in the file. What
// became of them is in [Outcome.Tables].
//
// The error is a [*zohocrm.AnswerError] if the result does not belong to the file: it
// is no zip with a CSV, has more or fewer rows, or has a row with other values. Then
// nothing is known about any record.
func (b *BulkWrite) Outcome(sent, result []byte, index []int) (Outcome, error) {
	b = b.ready()
	tables, err := csvTables(sent, nil)
	if err != nil {
		return Outcome{}, fmt.Errorf("the file that was sent: %w", err)
	}
	results, err := csvTables(result, []string{statusColumn, errorsColumn})
	if err != nil {
		return Outcome{}, fmt.Errorf("the result: %w", err)
	}
	of, found := tables[0].resultOf(results)
	if !found {
		of = results[0] // Zoho may name the columns in another way
	}
	out, keys := Outcome{}, parents{}
	key := slices.Index(tables[0].header, parentKey)
	if key < 0 {
		key = slices.Index(tables[0].header, idColumn)
	}
	c := b.newChecker()
	if err := tables[0].pairs(of, func(n int, row []string, answer bulkAnswer) error {
		if index != nil && n >= len(index) {
			return otherRows()
		}
		position := n
		if index != nil {
			position = index[n]
		}
		if key >= 0 && len(tables) > 1 {
			keys.add(row[key], position)
		}
		r := b.row(c, tables[0].header, row, answer, position)
		out.Rows = append(out.Rows, r)
		if r.ID != "" {
			out.IDs = append(out.IDs, r.ID)
		}
		out.Problems = append(out.Problems, r.Problems...)
		return nil
	}); err != nil {
		return Outcome{}, err
	}
	for _, t := range tables[1:] {
		out.Tables = append(out.Tables, b.tableOutcome(t, results, keys))
	}
	return out, nil
}

// otherRows says that a result has more or fewer rows than its file.
func otherRows() error { return &zohocrm.AnswerError{Expected: "as many rows as the file has"} }

// parents are the positions of the records of a file by the keys that their rows have.
type parents map[string]int

// ofSeveral is the position for a key of several records.
const ofSeveral = -1

func (p parents) add(key string, position int) {
	if _, twice := p[key]; twice {
		position = ofSeveral
	}
	p[key] = position
}

// tableOutcome returns what became of the rows of a table.
func (b *BulkWrite) tableOutcome(t csvTable, results []csvTable, keys parents) TableOutcome {
	out := TableOutcome{File: t.name}
	of, found := t.resultOf(results)
	if !found || !slices.Contains(of.header, parentID) {
		out.Err = &zohocrm.AnswerError{Expected: "a CSV with what became of the rows of " + t.name}
		return out
	}
	field := b.fieldOfFile(t.name)
	key := slices.Index(t.header, parentID)
	seen := map[int]int{} // rows by the positions of their records
	if err := t.pairs(of, func(n int, row []string, answer bulkAnswer) error {
		position, known := keys[row[key]]
		if !known || position == ofSeveral {
			return &zohocrm.AnswerError{Expected: fmt.Sprintf("at row %d the row of one record of the file", n+1)}
		}
		r := TableRow{Index: position, Row: seen[position]}
		seen[position]++
		if r.ID, _, r.Problems = answer.read(nil); len(r.Problems) > 0 {
			r.ID = ""
			for _, e := range r.Problems {
				e.PrefixPath(zohocrm.Key("data"), zohocrm.Index(position), zohocrm.Key(field), zohocrm.Index(r.Row))
			}
		}
		out.Rows = append(out.Rows, r)
		return nil
	}); err != nil {
		out.Rows, out.Err = nil, err
	}
	return out
}

// fieldOfFile returns the field whose rows are in a CSV of a file: one of [BulkWrite.Table],
// or the one that is named like the module.
func (b *BulkWrite) fieldOfFile(name string) string {
	stem := strings.TrimSuffix(name, csvExtension)
	stem = stem[:max(strings.LastIndexByte(stem, '-'), 0)]
	field := stem
	for own, module := range b.tables {
		if fileStem(module) != stem {
			continue
		}
		if field != stem { // two fields have one module
			return stem
		}
		field = own
	}
	return field
}

// A bulkAnswer is what a result says of a row.
type bulkAnswer struct{ status, id, errors string }

// read returns what became of a row: its id and what was done with it, or the problems.
// found returns the problems of a check, which say why. It may be nil.
func (a bulkAnswer) read(found func() zohocrm.Errors) (id string, action Action, problems zohocrm.Errors) {
	switch status := strings.ToLower(a.status); {
	case status == "added" && a.errors == "":
		return a.id, Inserted, nil
	case status == "updated" && a.errors == "":
		return a.id, Updated, nil
	case status == "unprocessed" && a.errors == "": // it is worth sending again
		return "", "", zohocrm.Errors{{Code: zohocrm.CodeInternalError, Message: "unprocessed"}}
	}
	var reasons zohocrm.Errors
	if found != nil {
		reasons = found()
	}
	if problems = parseBulkErrors(a.errors, reasons); len(problems) == 0 {
		problems = zohocrm.Errors{{Code: zohocrm.CodeCannotProcess, Message: "the record was not written"}}
	}
	return "", "", problems
}

// row returns what became of a row.
func (b *BulkWrite) row(c checker, header, cells []string, answer bulkAnswer, position int) Row {
	r := Row{Index: position}
	r.ID, r.Action, r.Problems = answer.read(func() zohocrm.Errors { return recheck(c, header, cells) })
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

// maxResult is the largest number of bytes that are read of one CSV.
const maxResult = 1 << 30

// The bounds of what is read of the headers of a zip: a job has at most 100 resources
// (OpenAPI of v8), and 200 columns with names of 100 characters.
const (
	maxTables = 100
	maxHeader = 1 << 20
)

// zipMark is what a zip begins with.
const zipMark = "PK"

// csvExtension ends the name of a CSV.
const csvExtension = ".csv"

// A csvTable is a CSV of a zip, or a CSV alone.
type csvTable struct {
	name   string // "" for a CSV alone
	header []string
	text   func() (io.ReadCloser, error)
}

// csvTables returns the CSVs of a zip whose headers have some columns, or a CSV with such
// a header. There is at least one.
func csvTables(data []byte, columns []string) ([]csvTable, error) {
	misfit := &zohocrm.AnswerError{Expected: "a CSV, or a zip with one, that has the columns " + strings.Join(append(columns, "of the fields"), ", ")}
	var all, tables []csvTable
	if bytes.HasPrefix(data, []byte(zipMark)) {
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			return nil, misfit
		}
		for _, f := range z.File {
			if strings.HasSuffix(strings.ToLower(f.Name), csvExtension) {
				all = append(all, csvTable{name: f.Name, text: f.Open})
			}
		}
	} else if len(columns) > 0 {
		all = append(all, csvTable{text: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }})
	}
	for _, t := range all[:min(len(all), maxTables)] {
		text, err := t.text()
		if err != nil {
			return nil, misfit
		}
		header, err := csv.NewReader(io.LimitReader(text, maxHeader)).Read()
		text.Close()
		if t.header = header; len(t.header) > 0 {
			t.header[0] = strings.TrimPrefix(t.header[0], "\ufeff")
		}
		if err == nil && !slices.ContainsFunc(columns, func(name string) bool { return !slices.Contains(t.header, name) }) {
			tables = append(tables, t)
		}
	}
	if len(tables) == 0 {
		return nil, misfit
	}
	return tables, nil
}

// A csvFile is a CSV that is read row by row.
type csvFile struct {
	*csv.Reader
	io.Closer
}

func (t csvTable) open() (csvFile, error) {
	text, err := t.text()
	if err != nil {
		return csvFile{}, err
	}
	r := csv.NewReader(io.LimitReader(text, maxResult))
	r.ReuseRecord = true
	return csvFile{r, text}, nil
}

// resultOf returns the result of a table: the one of whose columns, but for its own, the
// table has all. Of several it is the one that is named like the table, as Zoho names a
// result by the module and the file.
func (t csvTable) resultOf(results []csvTable) (csvTable, bool) {
	like := func(r csvTable) bool {
		return strings.HasSuffix(strings.TrimSuffix(r.name, csvExtension), strings.TrimSuffix(t.name, csvExtension))
	}
	var fits []csvTable
	for _, r := range results {
		if !slices.ContainsFunc(r.header, func(name string) bool {
			return name != statusColumn && name != idOfRecord && name != errorsColumn && !slices.Contains(t.header, name)
		}) {
			fits = append(fits, r)
		}
	}
	if len(fits) > 1 {
		fits = slices.DeleteFunc(fits, func(r csvTable) bool { return !like(r) })
	}
	if len(fits) != 1 {
		return csvTable{}, false
	}
	return fits[0], true
}

// pairs calls each with the rows of a table and what the result says of them. The error is
// that of each, or says that the result is of another table.
func (t csvTable) pairs(result csvTable, each func(n int, row []string, answer bulkAnswer) error) error {
	rows, err := t.open()
	if err != nil {
		return brokenZip()
	}
	defer rows.Close()
	answers, err := result.open()
	if err != nil {
		return brokenZip()
	}
	defer answers.Close()
	// The columns that both have: a result usually has the first three of the file.
	shared := [][2]int{}
	for i, name := range result.header {
		if k := slices.Index(t.header, name); k >= 0 && name != statusColumn && name != idOfRecord && name != errorsColumn {
			shared = append(shared, [2]int{k, i})
		}
	}
	for n := -1; ; n++ {
		row, errRow := rows.next()
		answer, errAnswer := answers.next()
		switch {
		case errRow == io.EOF && errAnswer == io.EOF:
			return nil
		case errRow != nil && errRow != io.EOF:
			return errRow
		case errAnswer != nil && errAnswer != io.EOF:
			return errAnswer
		case errRow != nil || errAnswer != nil:
			return otherRows()
		case n < 0: // the headers
			continue
		}
		for _, at := range shared {
			if strings.TrimSpace(row[at[0]]) != strings.TrimSpace(answer[at[1]]) {
				return &zohocrm.AnswerError{Expected: fmt.Sprintf("at row %d the values of the row of the file", n+1)}
			}
		}
		if err := each(n, row, result.answerOf(answer)); err != nil {
			return err
		}
	}
}

// brokenZip says that a zip cannot be read to its end.
func brokenZip() error { return &zohocrm.AnswerError{Expected: "a zip that is whole"} }

// next returns the next row, or io.EOF.
func (f csvFile) next() ([]string, error) {
	row, err := f.Read()
	var syntax *csv.ParseError
	switch {
	case errors.As(err, &syntax):
		return nil, &zohocrm.AnswerError{Expected: fmt.Sprintf("a row of a CSV at line %d", syntax.Line)}
	case err != nil && err != io.EOF:
		return nil, brokenZip()
	}
	return row, err
}

// answerOf returns what a row of a result says. Its columns come after those of the file,
// which may have the same names.
func (t csvTable) answerOf(row []string) bulkAnswer {
	cell := func(column string) string {
		for i, name := range slices.Backward(t.header) {
			if name == column {
				return strings.TrimSpace(row[i])
			}
		}
		return ""
	}
	return bulkAnswer{status: cell(statusColumn), id: cell(idOfRecord), errors: cell(errorsColumn)}
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
