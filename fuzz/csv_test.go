package fuzz_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"unicode"
	"unicode/utf8"

	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
)

// FuzzCSV compares ReadCSV with encoding/csv: where all fields are texts, the
// cells that are not empty are the fields, in their order. A row that has not
// as many cells as names, or a cell without a name, is a record with a problem. What encoding/csv refuses
// is refused at the same place.
func FuzzCSV(f *testing.F) {
	for _, seed := range []string{
		"", "\n", "a", "a,b\n1,2\n", "a,b\r\n1,2\r\n", "\uFEFFa,b\n1,2", "\uFEFF\"a\",b\n,\n", " a , b \n 1 , 2 \n",
		"a,b\n\"1\n2\",\"3\"\"4\"\n", "a,b\n1\n1,2,3\n\n1,2\n", "a,a\n1,2\n", "a,\n1,2\n", "a;b\n1;2\n",
		"a,b\n1,2\"3\n", "a,b\n1,\"2\"3\n", "a,b\n1,\"2\n", "a\n\xff\n", "\xff\n1\n", "a\n\r\n\r1\r", "a\n\"\"\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		m := modules.Custom("Rows")
		records, readErr := arrayRead(t, payload.ReadCSV(bytes.NewReader(data), m))
		again, againErr := arrayRead(t, payload.ReadCSV(iotest.HalfReader(iotest.DataErrReader(bytes.NewReader(data))), m))
		if !reflect.DeepEqual(records, again) || !reflect.DeepEqual(readErr, againErr) {
			t.Fatalf("%q: %d records, %v; read in pieces %d, %v", data, len(records), readErr, len(again), againErr)
		}

		rows := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\uFEFF"))))
		rows.FieldsPerRecord = -1
		names, err := rows.Read()
		if err != nil || !csvNames(names) {
			if readErr == nil || len(records) > 0 {
				t.Fatalf("%q: %d records, %v", data, len(records), readErr)
			}
			csvSameError(t, data, readErr, err)
			return
		}
		known := slices.ContainsFunc(names, func(name string) bool { // with a type of its own
			_, ok := m.Field(name)
			return ok && name != "Name"
		})
		for i := 0; ; i++ {
			row, err := rows.Read()
			if err != nil {
				if len(records) != i {
					t.Fatalf("%q: %d records, want %d", data, len(records), i)
				}
				csvSameError(t, data, readErr, err)
				return
			}
			switch {
			case i >= len(records):
				t.Fatalf("%q: %d records, %v", data, len(records), readErr)
			case len(row) != len(names) || csvStray(names, row):
				if err := payload.NewInsert(m).Add(records[i]).Validate(); err == nil || records[i].Len() != 0 {
					t.Fatalf("%q: row %d: %v", data, i, err)
				}
			case !known:
				csvSameCells(t, records[i], names, row)
			}
		}
	})
}

// csvNames reports whether cells are the API names of fields, some of which may
// be empty, and trims them.
func csvNames(cells []string) bool {
	named := false
	for i, cell := range cells {
		name := strings.TrimSpace(cell)
		if !utf8.ValidString(name) || name != "" && slices.Contains(cells[:i], name) ||
			strings.ContainsFunc(name, unicode.IsControl) || len(cells) == 1 && strings.Contains(name, ";") {
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
		if name == "" && row[i] != "" {
			return true
		}
	}
	return false
}

// csvSameCells checks that the fields of a record are the cells of a row.
func csvSameCells(t *testing.T, rec modules.Record, names, row []string) {
	t.Helper()
	n := 0
	for i, cell := range row {
		if cell == "" {
			continue
		}
		if n >= rec.Len() {
			t.Fatalf("%q: %d fields", row, n)
		}
		name, v := rec.At(n)
		if s, ok := v.AsText(); !ok || s != cell || name != names[i] {
			t.Fatalf("%q: field %d is %q with %q", row, n, name, s)
		}
		n++
	}
	if n != rec.Len() {
		t.Fatalf("%q: %d fields", row, rec.Len())
	}
}

// csvSameError checks that a stream ended with the error of encoding/csv.
func csvSameError(t *testing.T, data []byte, got, want error) {
	t.Helper()
	var gotParse, wantParse *csv.ParseError
	switch {
	case errors.As(want, &wantParse):
		if !errors.As(got, &gotParse) || *gotParse != *wantParse {
			t.Fatalf("%q: %v, want %v", data, got, want)
		}
	case want == io.EOF && got != nil && len(bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\uFEFF")))) > 0:
		t.Fatalf("%q: %v", data, got)
	}
}
