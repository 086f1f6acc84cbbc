package record_test

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// readTexts returns what a stream of records holds, a text each: the object that
// a record becomes and then its problems, and at the end the error that ended the
// stream.
func readTexts(m *modules.Module, records iter.Seq[*record.Record]) []string {
	texts := []string{}
	for rec := range records {
		if err := rec.Ended(); err != nil {
			texts = append(texts, "error: "+err.Error())
			continue
		}
		in := payload.NewInsert(m).Add(rec)
		if body, err := in.Build(); err == nil {
			body, _ := strings.CutPrefix(string(body), `{"data":[`)
			texts = append(texts, strings.TrimSuffix(body, `]}`))
		}
		for e := range in.Problems() {
			texts = append(texts, e.Error())
		}
	}
	return texts
}

func readDiff(t *testing.T, m *modules.Module, records iter.Seq[*record.Record], want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, readTexts(m, records)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A countingReader counts what was read of it.
type countingReader struct {
	io.Reader
	n int
}

func (r *countingReader) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	r.n += n
	return n, err
}

func TestReadJSONLines(t *testing.T) {
	const daly, boyle = `{"Last_Name":"Daly"}`, `{"Last_Name":"Boyle"}`
	tests := []struct {
		name, stream string
		want         []string
	}{
		{"nothing", "", []string{}},
		{"two lines", daly + "\n" + boyle + "\n", []string{daly, boyle}},
		{"no end of line at the end", daly + "\n" + boyle, []string{daly, boyle}},
		{"ends of line of Windows", daly + "\r\n" + boyle + "\r\n", []string{daly, boyle}},
		{"empty lines", "\n\n" + daly + "\n \t\r\n" + boyle + "\n\n", []string{daly, boyle}},
		{"byte order mark", "\uFEFF" + daly + "\n", []string{daly}},
		{"white space", "  " + daly + " \n", []string{daly}},
		{"a number keeps its digits", `{"Last_Name":"Daly","Annual_Revenue":250000.90}`,
			[]string{`{"Last_Name":"Daly","Annual_Revenue":250000.90}`}},
		{"lines that are not JSON", "\uFEFF" + daly + "\n\n{\"Last_Name\":Daly}\n" + boyle + "\n{\"ä\": tru", []string{
			daly,
			`$.data[0]: INVALID_DATA: invalid data: line 3, column 14: expected a JSON value`,
			boyle,
			`$.data[0]: INVALID_DATA: invalid data: line 5, column 7: expected a JSON value`,
		}},
		{"two objects on a line", daly + boyle, []string{
			`$.data[0]: INVALID_DATA: invalid data: line 1, column 21: expected the end`,
		}},
		{"a line that is no object", "5\n" + daly, []string{
			`$.data[0]: INVALID_DATA: invalid data: expected a record as an object`,
			daly,
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for r := range testkit.Readers(tt.stream) {
				readDiff(t, modules.Leads(), record.ReadJSONLines(r), tt.want...)
			}
		})
	}
}

// A place counts from the start of the stream.
func TestReadJSONLinesOffset(t *testing.T) {
	const stream = "\uFEFF{\"Last_Name\":\"Daly\"}\n{x}\n"
	var syntax *fieldtype.SyntaxError
	for rec := range record.ReadJSONLines(strings.NewReader(stream)) {
		errors.As(payload.NewInsert(modules.Leads()).Add(rec).Validate(), &syntax)
	}
	want := &fieldtype.SyntaxError{Offset: strings.Index(stream, "x"), Line: 2, Column: 2, Expected: "a key in double quotes"}
	if diff := cmp.Diff(want, syntax); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// An error of the reader ends each stream after the records that were whole.
func TestReadError(t *testing.T) {
	broken := errors.New("connection lost")
	readers := []struct {
		name, text string
		read       func(io.Reader) iter.Seq[*record.Record]
		want       []string
	}{
		{"lines", "{\"Last_Name\":\"Daly\"}\n{\"Last_Name\":\"Boyle\"", record.ReadJSONLines, []string{`{"Last_Name":"Daly"}`}},
		{"array", `[{"Last_Name":"Daly"},{"Last_Name":"Boyle"`, record.ReadJSONArray, []string{`{"Last_Name":"Daly"}`}},
		{"array between elements", `[{"Last_Name":"Daly"}, `, record.ReadJSONArray, []string{`{"Last_Name":"Daly"}`}},
		{"array before the comma", `[{"Last_Name":"Daly"} `, record.ReadJSONArray, []string{`{"Last_Name":"Daly"}`}},
		{"array after its end", `[{"Last_Name":"Daly"}]`, record.ReadJSONArray, []string{`{"Last_Name":"Daly"}`}},
		{"array at its start", ``, record.ReadJSONArray, nil},
		{"table", "Last_Name\nDaly\nBoyle", record.ReadCSV, []string{`{"Last_Name":"Daly"}`}},
		{"table in quotes", "Last_Name\nDaly\n\"Boyle", record.ReadCSV, []string{`{"Last_Name":"Daly"}`}},
		{"table at its start", "", record.ReadCSV, nil},
	}
	for _, tt := range readers {
		t.Run(tt.name, func(t *testing.T) {
			for _, wrap := range []func(io.Reader) io.Reader{iotest.OneByteReader, iotest.HalfReader, iotest.DataErrReader, onAgain} {
				r := wrap(testkit.Broken(tt.text, broken))
				readDiff(t, modules.Leads(), tt.read(r), append(slices.Clone(tt.want), "error: connection lost")...)
			}
		})
	}
}

// An againReader goes on after an error, with other text, as a connection may.
type againReader struct{ r io.Reader }

func onAgain(r io.Reader) io.Reader { return &againReader{r} }

func (r *againReader) Read(p []byte) (int, error) {
	n, err := r.r.Read(p)
	if err != nil {
		r.r = strings.NewReader("\"}]\n{\"Last_Name\":\"Hart\"}\n")
	}
	return n, err
}

// TestBadReader: a reader that says it has read fewer bytes than none, or more than it was
// asked for, is a failed one, as is one that reads nothing.
func TestBadReader(t *testing.T) {
	utf16 := encoded(record.UTF16LE, "A\nx")
	for text, read := range map[string]func(io.Reader) iter.Seq[*record.Record]{
		"": record.ReadJSONLines, "{}\n{": record.ReadJSONLines, " ": record.ReadJSONArray, "[{},{": record.ReadJSONArray,
		"A\n": record.ReadCSV, "A\nx": record.ReadCSV, utf16: record.ReadCSV, utf16 + "y": record.ReadCSV,
	} {
		for _, tt := range []struct {
			reader badReader
			want   string
		}{
			{1, "a reader that does not say how much it has read"},
			{fewerThanNone, "a reader that does not say how much it has read"},
			{readsNothing, io.ErrNoProgress.Error()},
		} {
			var ended error
			for rec := range read(io.MultiReader(strings.NewReader(text), tt.reader)) {
				ended = rec.Ended()
			}
			if ended == nil || ended.Error() != tt.want {
				t.Errorf("%q, %d: %v, want %s", text, tt.reader, ended, tt.want)
			}
		}
	}
}

// A badReader says it has read so many bytes more than it was asked for.
type badReader int

const (
	readsNothing  badReader = 0
	fewerThanNone badReader = -1
)

func (r badReader) Read(p []byte) (int, error) {
	switch r {
	case readsNothing:
		return 0, nil
	case fewerThanNone:
		return -1, nil
	}
	return len(p) + int(r), nil
}

// TestEndedIsReported: the check of the last record reports the error of a stream, that
// of a reader as one of input that cannot be read.
func TestEndedIsReported(t *testing.T) {
	broken := errors.New("connection lost")
	for _, tt := range []struct {
		stream iter.Seq[*record.Record]
		want   []error
	}{
		{record.ReadJSONLines(testkit.Broken("{", broken)), []error{zohocrm.ReasonUnreadable, broken}},
		{record.ReadCSV(testkit.Broken("a\n", broken)), []error{zohocrm.ReasonUnreadable, broken}},
		{record.ReadJSONArray(strings.NewReader("[")), []error{zohocrm.ReasonSyntax}},
		{record.ReadCSV(strings.NewReader("")), []error{zohocrm.ReasonEmpty}},
	} {
		for rec := range tt.stream {
			err := modules.Leads().Check(rec)
			for _, want := range tt.want {
				if !errors.Is(err, want) {
					t.Errorf("%v is not %v", err, want)
				}
			}
		}
	}
}

// A record that is longer than any may be is reported, and what follows it is
// read on: in a table, where the end of the row is not known, the next line.
func TestReadTooLong(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 80 MB")
	}
	long := strings.Repeat("y", 16<<20)
	const problem = "$.data[0]: INVALID_DATA: invalid data: line %d, column %d: expected a record of at most 16 MiB"
	t.Run("lines", func(t *testing.T) {
		stream := "\n{\"Last_Name\":\"" + long + "\"}\n{\"Last_Name\":\"Daly\"}\n"
		readDiff(t, modules.Leads(), record.ReadJSONLines(strings.NewReader(stream)),
			fmt.Sprintf(problem, 2, 1), `{"Last_Name":"Daly"}`)
	})
	t.Run("array", func(t *testing.T) {
		stream := "[ {\"Last_Name\":\"" + long + "[\"},{\"Last_Name\":\"Daly\"}, x]"
		readDiff(t, modules.Leads(), record.ReadJSONArray(strings.NewReader(stream)),
			fmt.Sprintf(problem, 1, 3), `{"Last_Name":"Daly"}`,
			fmt.Sprintf("error: INVALID_DATA: invalid data: line 1, column %d: expected a JSON value", len(stream)-1))
	})
	t.Run("array with a quote left out", func(t *testing.T) {
		// Nothing after the mistake is needed to find it.
		rest := &countingReader{Reader: strings.NewReader(strings.Repeat(`,{"Last_Name":"Boyle"}`, 1<<20))}
		stream := io.MultiReader(strings.NewReader(`[{"Last_Name":"Daly"},{"Last_Name":"Boyle}`), rest)
		readDiff(t, modules.Leads(), record.ReadJSONArray(stream),
			`{"Last_Name":"Daly"}`, "error: INVALID_DATA: invalid data: line 1, column 46: expected ',' or '}'")
		if rest.n > 17<<20 {
			t.Errorf("read %d bytes", rest.n)
		}
	})
	t.Run("table with a quote left open", func(t *testing.T) {
		const rows = 3 << 20
		stream := "Last_Name,First_Name\nDaly,P\n\"Boyle,1\n" + strings.Repeat("Boyle,1\n", rows)
		n := 0
		for rec := range record.ReadCSV(strings.NewReader(stream)) {
			switch n++; n {
			case 2: // the row of the quote, and that is all
				const want = "expected a row of at most 16 MiB and 131,072 cells: row 3"
				if err := rec.Err(); err == nil || !strings.HasSuffix(err.Error(), want) {
					t.Errorf("%v, want %s", err, want)
				}
			case 1, 3, rows + 2:
				if name, _ := rec.Field("Last_Name"); rec.Err() != nil || name.IsEmpty() {
					t.Errorf("record %d: %v", n, rec.Err())
				}
			}
		}
		if n != rows+2 {
			t.Errorf("%d records, want %d", n, rows+2)
		}
	})
}

// Whoever stops reading records stops the reading of the stream.
func TestReadingStopsWithTheLoop(t *testing.T) {
	line := `{"Last_Name":"Daly"}`
	streams := []struct {
		name, text string
		read       func(io.Reader) iter.Seq[*record.Record]
	}{
		{"lines", strings.Repeat(line+"\n", 100_000), record.ReadJSONLines},
		{"array", "[" + line + strings.Repeat(","+line, 100_000) + "]", record.ReadJSONArray},
		{"table", "Last_Name\n" + strings.Repeat("Daly\n", 400_000), record.ReadCSV},
		{"table with quotes", "\"Last_Name\"\r\n" + strings.Repeat("\"Daly\"\r\n", 200_000), record.ReadCSV},
	}
	for _, tt := range streams {
		// A record is there as soon as its text is.
		for most, read := range map[int]func(io.Reader) io.Reader{1 << 17: func(r io.Reader) io.Reader { return r }, 300: iotest.OneByteReader} {
			r := &countingReader{Reader: strings.NewReader(tt.text)}
			n := 0
			for rec := range tt.read(read(r)) {
				if rec == nil || rec.Err() != nil {
					t.Fatalf("%v, %v", rec, rec.Err())
				}
				if n++; n == 10 {
					break
				}
			}
			if n != 10 || r.n > most {
				t.Errorf("%s: %d records, %d of %d bytes", tt.name, n, r.n, len(tt.text))
			}
		}
	}
}

// errors.Is finds the problem of a record as any other.
func TestReadReasons(t *testing.T) {
	tests := []struct {
		records iter.Seq[*record.Record]
		want    zohocrm.Reason
	}{
		{record.ReadJSONLines(strings.NewReader(`{`)), zohocrm.ReasonSyntax},
		{record.ReadJSONLines(strings.NewReader("{\"Last_Name\":\"\xff\"}")), zohocrm.ReasonUTF8},
		{record.ReadJSONArray(strings.NewReader("[{\"Last_Name\":\"\xff\"}]")), zohocrm.ReasonUTF8},
		{record.ReadJSONArray(strings.NewReader("[" + strings.Repeat("[", 40) + strings.Repeat("]", 41))), zohocrm.ReasonDepth},
		{record.ReadCSV(strings.NewReader("Last_Name,City\nDaly\n")), zohocrm.ReasonSyntax},
		{record.ReadCSV(strings.NewReader("Last_Name,No_of_Employees\nDaly,few\n")), zohocrm.ReasonFormat},
		{record.ReadCSV(strings.NewReader("Last_Name,Email_Opt_Out\nDaly,yes\n")), zohocrm.ReasonFormat},
	}
	for _, tt := range tests {
		n := 0
		for rec := range tt.records {
			n++
			if err := rec.Ended(); err != nil || !errors.Is(payload.NewInsert(modules.Leads()).Add(rec).Validate(), tt.want) {
				t.Errorf("%v, %v, want %s", rec, err, tt.want)
			}
		}
		if n != 1 {
			t.Errorf("%d records, want 1 with %s", n, tt.want)
		}
	}
}
