package fuzz_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"unicode"
	"unicode/utf8"

	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// FuzzCSV compares ReadCSV with encoding/csv: the cells that are not blank are
// the fields, in their order, without the white space around them. A row that has
// not as many cells as names, or a cell without a name, is a record with a
// problem. What encoding/csv refuses is refused with the same error, and the next
// line is read as the next row. A module that knows no types writes the cells as
// texts.
func FuzzCSV(f *testing.F) {
	for _, seed := range []string{
		"", "\n", "a", "a,b\n1,2\n", "a,b\r\n1,2\r\n", "\uFEFFa,b\n1,2", "\uFEFF\"a\",b\n,\n", " a , b \n 1 , 2 \n",
		"a,b\n\"1\n2\",\"3\"\"4\"\n", "a,b\n1\n1,2,3\n\n1,2\n", "a,a\n1,2\n", "a,\n1,2\n", "a;b\n1;2\n",
		"a,b\n1,2\"3\n", "a,b\n1,\"2\"3\n", "a,b\n1,\"2\n", "a\n\xff\n", "\xff\n1\n", "a\n\r\n\r1\r", "a\n\"\"\n",
		"a,b\n1,\"2\n1,2\n1,\"2\"\n", "a,b\n\"1\r\n2\",x\"\r\n3,4\r\n", "a\n\"1\r", "a,b\n1,\"2\"\r", "sep=;\na;b\n1;2\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
			return // UTF-16
		}
		m := modules.Custom("Rows")
		records, readErr := arrayRead(t, record.ReadCSV(bytes.NewReader(data)))
		again, againErr := arrayRead(t, record.ReadCSV(iotest.HalfReader(iotest.DataErrReader(bytes.NewReader(data)))))
		if !reflect.DeepEqual(csvTexts(records), csvTexts(again)) || !reflect.DeepEqual(readErr, againErr) {
			t.Fatalf("%q: %d records, %v; read in pieces %d, %v", data, len(records), readErr, len(again), againErr)
		}

		rows := &csvRows{rest: csvSeparator.ReplaceAll(bytes.TrimPrefix(data, []byte("\uFEFF")), nil)}
		rows.line = bytes.Count(data[:len(data)-len(rows.rest)], []byte{'\n'})
		text := rows.rest
		names, err := rows.next()
		if err != nil || !csvNames(names) {
			if readErr == nil || len(records) > 0 {
				t.Fatalf("%q: %d records, %v", data, len(records), readErr)
			}
			csvSameError(t, text, readErr, err)
			return
		}
		if readErr != nil {
			t.Fatalf("%q: %v", data, readErr)
		}
		known := slices.ContainsFunc(names, func(name string) bool { // with a type of its own, or not printed
			_, ok := m.Field(name)
			return ok && name != "Name" || name != "" && !csvAPIName.MatchString(name)
		})
		for i := 0; ; i++ {
			row, err := rows.next()
			if err == io.EOF {
				if len(records) != i {
					t.Fatalf("%q: %d records, want %d", data, len(records), i)
				}
				return
			}
			switch {
			case i >= len(records):
				t.Fatalf("%q: %d records", data, len(records))
			case err != nil:
				csvSameError(t, data, records[i].Err(), err)
			case len(row) != len(names) || csvStray(names, row):
				if err := payload.NewInsert(m).Add(records[i]).Validate(); err == nil || records[i].Len() != 0 {
					t.Fatalf("%q: row %d: %v", data, i, err)
				}
			default:
				csvSameCells(t, records[i], names, row)
				if !known {
					csvSameTexts(t, m, records[i])
				}
			}
		}
	})
}

// csvAPIName is what can be an API name; others are not printed.
var csvAPIName = regexp.MustCompile(`\A[A-Za-z_$][A-Za-z0-9_$]*\z`)

// csvSeparator is a first line that is no row.
var csvSeparator = regexp.MustCompile(`(?i)\A"?sep=[^\n]"?\r?\n`)

// csvTexts are records as they print, and what is wrong with them.
func csvTexts(records []*record.Record) []string {
	var texts []string
	for _, rec := range records {
		text, err := rec.MarshalJSON()
		texts = append(texts, string(text), fmt.Sprint(err))
	}
	return texts
}

// csvRows reads rows by encoding/csv. After an error it starts again at the line
// after that at which the broken row starts.
type csvRows struct {
	rest []byte
	line int // the lines before the rest
}

func (r *csvRows) next() ([]string, error) {
	rows := csv.NewReader(bytes.NewReader(r.rest))
	rows.FieldsPerRecord = -1
	row, err := rows.Read()
	var parse *csv.ParseError
	if !errors.As(err, &parse) {
		r.skip(int(rows.InputOffset()))
		return row, err
	}
	offset := 0
	for range parse.StartLine {
		if n := bytes.IndexByte(r.rest[offset:], '\n'); n >= 0 {
			offset += n + 1
		} else {
			offset = len(r.rest)
		}
	}
	parse.StartLine += r.line
	parse.Line += r.line
	r.skip(offset)
	return nil, parse
}

func (r *csvRows) skip(n int) {
	r.line += bytes.Count(r.rest[:n], []byte{'\n'})
	r.rest = r.rest[n:]
}

// csvNames reports whether cells are the API names of fields, some of which may
// be empty, and trims them.
func csvNames(cells []string) bool {
	named := false
	for i, cell := range cells {
		name := strings.TrimSpace(cell)
		if !utf8.ValidString(name) || name != "" && slices.Contains(cells[:i], name) ||
			strings.ContainsFunc(name, unicode.IsControl) || len(cells) == 1 && strings.ContainsAny(name, ";|") {
			return false
		}
		named = named || name != ""
		cells[i] = name
	}
	return named
}

// csvStray reports whether a cell without a name is not empty.
func csvStray(names, row []string) bool {
	for i, name := range names {
		if name == "" && strings.TrimSpace(row[i]) != "" {
			return true
		}
	}
	return false
}

// csvSameCells checks that the fields of a record are the cells of a row.
func csvSameCells(t *testing.T, rec *record.Record, names, row []string) {
	t.Helper()
	var want, got []string
	for i, cell := range row {
		if cell = strings.TrimSpace(cell); cell != "" {
			want = append(want, names[i], cell)
		}
	}
	for name, v := range rec.Fields() {
		s, ok := v.AsText()
		if !ok {
			t.Fatalf("%q: field %q is a %s", row, name, v.JSONType())
		}
		got = append(got, name, s)
	}
	if !slices.Equal(got, want) || rec.Len() != len(want)/2 {
		t.Fatalf("%q: %d fields %q", row, rec.Len(), got)
	}
}

// csvSameTexts checks that a record of cells is written, and refused, as that of
// the same texts.
func csvSameTexts(t *testing.T, m *modules.Module, rec *record.Record) {
	t.Helper()
	texts := record.New()
	for name, v := range rec.Fields() {
		s, _ := v.AsText()
		texts.Text(name, s)
	}
	if got, want := recordVerdict(m, rec), recordVerdict(m, texts); csvPlace.ReplaceAllString(got, "") != want {
		t.Fatalf("cells: %s\ntexts: %s", got, want)
	}
}

// csvPlace is what only a problem of a table has.
var csvPlace = regexp.MustCompile(`,"row":[0-9]+(,"column":[0-9]+)?`)

// csvSameError checks that a stream ended with the error of encoding/csv.
func csvSameError(t *testing.T, data []byte, got, want error) {
	t.Helper()
	var gotParse, wantParse *csv.ParseError
	switch {
	case errors.As(want, &wantParse):
		if !errors.As(got, &gotParse) || *gotParse != *wantParse {
			t.Fatalf("%q: %v, want %v", data, got, want)
		}
	case want == io.EOF && got != nil && len(bytes.TrimSpace(data)) > 0:
		t.Fatalf("%q: %v", data, got)
	}
}
