package record_test

import (
	"fmt"
	"io"
	"iter"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm/record"
)

// A letterReader returns one letter again and again.
type letterReader byte

func (r letterReader) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(r)
	}
	return len(p), nil
}

// TestLargestRecord: a record of 16 MiB, with the end of its line, is read. One that is
// a byte longer has a problem, and the next one is read. In a table it ends the stream,
// but for an open quote.
func TestLargestRecord(t *testing.T) {
	const most = 16 << 20
	for _, tt := range []struct {
		name        string
		start, text string // before the record, and its start
		size        int    // of the record; the rest of it is letters
		end, rest   string // its end, and what follows
		read        func(io.Reader) iter.Seq[*record.Record]
		want        []string
	}{
		{"element", "[ ", `{"a":"`, most, `"}`, "\n,{}]", record.ReadJSONArray, []string{"line 1", "line 2"}},
		{"element cut in an escape", "[", `{"a":"`, most + 3, `\ud83d\ude00"}`, "\n,{}]", record.ReadJSONArray, []string{"size, line 1", "line 2"}},
		{"longer element with a mistake", "[", `{"a":x"`, most + 1, `"}`, "\n,{}]", record.ReadJSONArray, []string{"ended, syntax"}},
		{"longer element that is no UTF-8", "[", "{\"a\":\"\xff", most + 1, `"}`, "\n,{}]", record.ReadJSONArray, []string{"utf8, line 1", "line 2"}},
		{"last row", "a\n", "", most, "", "", record.ReadCSV, []string{"line 2"}},
		{"longer row", "a\n", "", most + 1, "\n", "b\n", record.ReadCSV, []string{"ended, size"}},
		{"open quote", "a\n", "\"b\n", most + 3, "\n", "", record.ReadCSV, []string{"size, line 2", "line 3"}},
	} {
		letters := io.LimitReader(letterReader('y'), int64(tt.size-len(tt.text)-len(tt.end)))
		stream := io.MultiReader(strings.NewReader(tt.start+tt.text), letters, strings.NewReader(tt.end+tt.rest))
		var got []string
		for rec := range tt.read(stream) {
			_, isText := rec.Raw()
			switch {
			case rec.Ended() != nil:
				got = append(got, "ended, "+reasonOf(rec.Ended()))
			case !isText && rec.Err() != nil:
				got = append(got, fmt.Sprint(reasonOf(rec.Err()), ", line ", rec.Row()))
			default:
				got = append(got, fmt.Sprint("line ", rec.Row()))
			}
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// TestMostCells: a row has at most 131,072 cells, and so have the names.
func TestMostCells(t *testing.T) {
	for _, tt := range []struct {
		names, cell string
		cells       int
		want        string
	}{
		{"a", "", 131_072, "syntax"}, // not as many as names
		{"a", "", 131_073, "size"},
		{"a", `""`, 131_072, "syntax"},
		{"a", `""`, 131_073, "size"},
		{"a", "xy", 131_073, "size"},
		{strings.Repeat(",", 131_071) + "b", "c", 131_072, "unknown_field"}, // only one has a name
		{strings.Repeat(",", 131_072) + "b", "c", 1, "size"},
	} {
		for _, delimiter := range []rune{',', 0} {
			text := tt.names + "\n" + tt.cell + strings.Repeat(","+tt.cell, tt.cells-1) + "\n" + strings.Repeat("x,", 50) + "\n"
			reader, err := record.Table{Delimiter: delimiter}.Open(strings.NewReader(text))
			if err == nil {
				for rec := range reader.Records() {
					err = rec.Err()
					break
				}
			}
			if got := reasonOf(err); got != tt.want {
				t.Errorf("%.9s, %d cells: %s, want %s", tt.names, tt.cells, got, tt.want)
			}
		}
	}
}
