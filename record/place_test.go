package record_test

import (
	"strings"
	"testing"

	"github.com/seed12a3e673/zohocrm/internal/testkit/requests"
	"github.com/seed12a3e673/zohocrm/record"
)

// TestRowAndRaw: a record of a stream says where it was, also when it is changed. Only
// JSON has a text, until the record is changed.
func TestRowAndRaw(t *testing.T) {
	lines := func(text string) *record.Record { return readAll(record.ReadJSONLines(strings.NewReader(text)))[0] }
	array := func(text string) *record.Record { return readAll(record.ReadJSONArray(strings.NewReader(text)))[0] }
	table := func(text string) *record.Record { return readAll(record.ReadCSV(strings.NewReader(text)))[0] }
	for _, tt := range []struct {
		name string
		rec  *record.Record
		row  int
		raw  string // "" for none
	}{
		{"a line", lines("\n{\"A\": 1} \n"), 2, `{"A": 1} `},
		{"a line that is no JSON", lines("\n{\"A\":\n"), 2, `{"A":`},
		{"a line, changed", lines("\n{\"A\":1}\n").Int("B", 1), 2, ""},
		{"an element", array("[\n\n{\"A\":\n1}]"), 3, "{\"A\":\n1}"},
		{"an element that is no UTF-8", array("\n[\"\xff\"]"), 2, "\"\xff\""},
		{"an element, changed", array("[\n{\"A\":1}]").Delete("A"), 2, ""},
		{"a row", table("A\n\nx\n"), 3, ""},
		{"a row, changed", table("A\n\nx\n").Int("B", 1), 3, ""},
		{"a broken row", table("A\n\nx,y\n"), 3, ""},
		{"a line, filled again", lines("\n{\"A\":1}\n").Reset().Int("A", 2), 0, ""},
		{"a row, filled again", table("A\nx\n").Reset().Int("A", 2), 0, ""},
		{"JSON of no stream", requests.FromJSON(t, `{"A":1}`), 0, `{"A":1}`},
		{"JSON of no stream, changed", requests.FromJSON(t, `{"A":1}`).Int("B", 2), 0, ""},
		{"setters", record.New().Int("A", 1), 0, ""},
		{"nil", nil, 0, ""},
	} {
		if raw, ok := tt.rec.Raw(); tt.rec.Row() != tt.row || raw != tt.raw || ok != (tt.raw != "") {
			t.Errorf("%s: row %d, want %d; text %q, %v, want %q", tt.name, tt.rec.Row(), tt.row, raw, ok, tt.raw)
		}
	}
}
