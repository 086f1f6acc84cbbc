package record_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/record"
)

// TestRowsOfMutatedTables: of tables with all sorts of mistakes in them the rows are
// those of encoding/csv, cell for cell, and so are the errors; after an error both
// go on at the line after the one at which the broken row starts.
func TestRowsOfMutatedTables(t *testing.T) {
	rnd := testkit.Rand(t)
	pieces := []string{`"`, `""`, `"""`, ";", ",", ";;", " ", "\t", "é", "\xff", "\r", "\r\n", "\n", "\n\n", "x", `;"a`, `"b";`, `"c"` + "\n", "\x00", strings.Repeat("y", 300)}
	broken, good := 0, 0
	for range testkit.Size(300, 3000, 300_000) {
		delimiter := []rune{';', ',', '\t', '|'}[rnd.IntN(4)]
		var b strings.Builder
		b.WriteString("A" + string(delimiter) + "B\n")
		for range 1 + rnd.IntN(6) {
			b.WriteString([]string{"a;b\n", "a;b\r\n", "\"a\";\"b;b\"\n", "\"a\nb\";\"c\"\"d\"\n", "a\n", "\n", ";\n"}[rnd.IntN(7)])
		}
		text := strings.ReplaceAll(b.String(), ";", string(delimiter))
		header := strings.IndexByte(text, '\n') + 1
		for range rnd.IntN(4) {
			i := header + rnd.IntN(len(text)-header+1)
			text = text[:i] + pieces[rnd.IntN(len(pieces))] + text[min(len(text), i+rnd.IntN(3)):]
		}
		reader, err := record.Table{Delimiter: delimiter}.Open(&pieceReader{text, rnd})
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		var got [][]string
		for rec := range reader.Records() {
			var parse *csv.ParseError
			var row []string
			switch err := rec.Err(); {
			case errors.As(err, &parse):
				row = []string{parse.Error()}
				broken++
			case err != nil:
				row = []string{"!"}
			default:
				for _, name := range []string{"A", "B"} {
					v, _ := rec.Field(name)
					s, _ := v.AsText()
					row = append(row, s)
				}
				good++
			}
			got = append(got, row)
		}
		if diff := cmp.Diff(peerRows(text[header:], delimiter), got); diff != "" {
			t.Fatalf("%q (-want +got):\n%s", text, diff)
		}
	}
	if broken == 0 || good == 0 {
		t.Errorf("%d rows with an error, %d without", broken, good)
	}
}

// A pieceReader returns a text in pieces of random lengths.
type pieceReader struct {
	text string
	rnd  *rand.Rand
}

func (r *pieceReader) Read(p []byte) (int, error) {
	if r.text == "" {
		return 0, io.EOF
	}
	n := copy(p, r.text[:min(len(r.text), 1+r.rnd.IntN(40))])
	r.text = r.text[n:]
	return n, nil
}

// peerRows returns what encoding/csv reads of a table with two columns, after its
// header: the cells of a row, "!" for one with more or fewer cells, or the error.
func peerRows(text string, delimiter rune) (all [][]string) {
	for line := 1; ; {
		rows := csv.NewReader(strings.NewReader(text))
		rows.Comma, rows.FieldsPerRecord = delimiter, -1
		row, err := rows.Read()
		n := int(rows.InputOffset())
		var parse *csv.ParseError
		switch {
		case errors.As(err, &parse):
			n = 0
			for range parse.StartLine {
				if end := strings.IndexByte(text[n:], '\n'); end >= 0 {
					n += end + 1
				} else {
					n = len(text)
				}
			}
			parse.StartLine += line
			parse.Line += line
			row = []string{parse.Error()}
		case err != nil:
			return all
		case len(row) != 2:
			row = []string{"!"}
		default:
			for i := range row {
				row[i] = strings.TrimSpace(row[i])
			}
		}
		all = append(all, row)
		line += strings.Count(text[:n], "\n")
		text = text[n:]
	}
}

// TestLongRows: a row of up to 16 MiB is read. A quote that is left open for longer
// costs its row alone, a line that is longer ends the table, and memory is bounded.
func TestLongRows(t *testing.T) {
	if testing.Short() {
		t.Skip("the rows have some 16 MiB")
	}
	const most = 16 << 20
	long := strings.Repeat(strings.Repeat("x", 1023)+"\n", most/1024)
	tests := []struct {
		name, table string
		want        []string
	}{
		{"a long row", "Name,B\n\"" + long[:most-6] + "\",1\na,1\n", []string{"ok", "ok"}},
		{"a quote left open", "Name,B\na,1\nb,\"" + long + "c,1\nd,1\n", append(append([]string{"ok", "size"}, slices.Repeat([]string{"syntax"}, most/1024-1)...), "ok", "ok")},
		{"a long line", "Name,B\na,1\n" + strings.Repeat("x", most+1) + "\nb,1\n", []string{"ok", "size"}},
		{"many cells", "Name,B\na,1\n" + strings.Repeat(",", 131_072) + "\nb,1\n", []string{"ok", "size"}},
	}
	for _, tt := range tests {
		var got []string
		for rec := range record.ReadCSV(bytes.NewReader([]byte(tt.table))) {
			reason := "ok"
			for _, e := range []error{rec.Err(), rec.Ended()} {
				if e != nil {
					reason = reasonOf(e)
				}
			}
			got = append(got, reason)
		}
		if !slices.Equal(tt.want, got) {
			t.Errorf("%s: %d rows, %.100q; want %d", tt.name, len(got), got, len(tt.want))
		}
	}
}

// reasonOf returns the reason of an error.
func reasonOf(err error) string {
	var e *zohocrm.Error
	if errors.As(err, &e) {
		return string(e.Reason)
	}
	return err.Error()
}
