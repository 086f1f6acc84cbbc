package record_test

import (
	"errors"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/record"
)

func TestReadJSONArray(t *testing.T) {
	const daly, boyle = `{"Last_Name":"Daly"}`, `{"Last_Name":"Boyle"}`
	const noObject = `$.data[0]: INVALID_DATA: invalid data: expected a record as an object`
	tests := []struct {
		name, stream string
		want         []string
	}{
		{"empty", `[]`, []string{}},
		{"empty with white space", " \r\n[\t]\n", []string{}},
		{"two", `[` + daly + `,` + boyle + `]`, []string{daly, boyle}},
		{"over lines", "[\n  {\n    \"Last_Name\": \"Daly\"\n  },\r\n  " + boyle + "\n]\n", []string{daly, boyle}},
		{"byte order mark", "\uFEFF[" + daly + "]", []string{daly}},
		{"one object", "\n" + daly + "\n", []string{daly}},
		{"brackets and quotes in texts", `[{"Last_Name":"]\"}[{\\"},` + boyle + `]`, []string{`{"Last_Name":"]\"}[{\\"}`, boyle}},
		{"a number keeps its digits", `[{"Last_Name":"Daly","Annual_Revenue":250000.90}]`,
			[]string{`{"Last_Name":"Daly","Annual_Revenue":250000.90}`}},
		{"a subform", `[{"Last_Name":"Daly","Rows":[{"A":[1,2]},{"A":[]}]},` + boyle + `]`,
			[]string{`{"Last_Name":"Daly","Rows":[{"A":[1,2]},{"A":[]}]}`, boyle}},
		{"elements that are no objects", `[5, "Daly", null, true, [], -1e3 ]`,
			[]string{noObject, noObject, noObject, noObject, noObject, noObject}},
		{"no array and no object", `"Daly"`, []string{noObject}},
		{"too deep", "[" + strings.Repeat("[", 40) + strings.Repeat("]", 40) + ",\n" + boyle + "]", []string{
			`$.data[0]: INVALID_DATA: invalid data: line 1, column 34: expected at most 32 arrays and objects inside one another`,
			boyle,
		}},
		{"too deep and without an end", "[" + strings.Repeat("[", 40), []string{
			`error: INVALID_DATA: invalid data: line 1, column 34: expected at most 32 arrays and objects inside one another`,
		}},
		{"not UTF-8", "[{\"Last_Name\":\"\xff\"}," + boyle + "]", []string{
			`$.data[0]: INVALID_DATA: invalid data: line 1, column 16: expected UTF-8`,
			boyle,
		}},
		{"half a surrogate pair", `[{"Last_Name":"\ud83d"},` + boyle + "]", []string{
			`$.data[0]: INVALID_DATA: invalid data: line 1, column 16: expected the halves of a surrogate pair together`,
			boyle,
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for r := range testkit.Readers(tt.stream) {
				readDiff(t, modules.Leads(), record.ReadJSONArray(r), tt.want...)
			}
		})
	}
}

// Where a stream stops being JSON, it says what ParseJSON says of the whole
// text, after the records before that place.
func TestReadJSONArrayMalformed(t *testing.T) {
	tests := []struct {
		stream  string
		records int
	}{
		{"", 0},
		{" \n ", 0},
		{"[", 0},
		{"[,", 0},
		{"]", 0},
		{"}", 0},
		{"x", 0},
		{"[]]", 0},
		{"[] x", 0},
		{"{} {}", 1},
		{"{}\n{}\n", 1},
		{"12 13", 1},
		{"12a", 0},
		{"[{}", 1},
		{"[{},", 1},
		{"[{},]", 1},
		{"[{},\n,{}]", 1},
		{"[{} {}]", 1},
		{"[{}\n{}]", 1},
		{"[{}, {\"a\":1}\n  \"b\"]", 2},
		{"[1 2]", 0 + 1},
		{"[12a]", 0},
		{"[01]", 0},
		{"[-]", 0},
		{"[1.]", 0},
		{"[tru]", 0},
		{"[truex]", 0},
		{"[tru{}]", 0},
		{"[null:1]", 1},
		{`["a"x]`, 1},
		{`["a`, 0},
		{"[\"a\n\"]", 0},
		{`["a\`, 0},
		{`["a\x"]`, 0},
		{`[{"a":1]`, 0},
		{`[{"a" 1}]`, 0},
		{`[{"a":}]`, 0},
		{`[{"a":1,}]`, 0},
		{`[{a:1}]`, 0},
		{"[{\"ä\":\"ö\"},\n{\"ü\":1},  {\"é\": x}]", 2},
		{"\uFEFF[{},\n {\"é\": x}]", 1},
		{"\uFEFF[{}, {\"é\": x}]", 1},
		{"[{}]\n[{}]", 1},
	}
	for _, tt := range tests {
		for _, r := range []func(string) *countingReader{
			func(s string) *countingReader { return &countingReader{Reader: strings.NewReader(s)} },
			func(s string) *countingReader {
				return &countingReader{Reader: iotest.OneByteReader(strings.NewReader(s))}
			},
		} {
			text, hasMark := strings.CutPrefix(tt.stream, "\uFEFF")
			var want, got *fieldtype.SyntaxError
			if _, err := fieldtype.ParseJSON([]byte(text)); !errors.As(err, &want) {
				t.Fatalf("%q: %v", tt.stream, err)
			}
			if hasMark {
				want.Offset += 3
			}
			records := 0
			for rec := range record.ReadJSONArray(r(tt.stream)) {
				switch err := rec.Ended(); {
				case got != nil:
					t.Errorf("%q: %v, %v after the error", tt.stream, rec, err)
				case err == nil:
					records++
				case rec.Len() != 0 || rec.Err() != err || !errors.As(err, &got):
					t.Errorf("%q: %v, %v, %v", tt.stream, rec, rec.Err(), err)
				}
			}
			if diff := cmp.Diff(want, got); diff != "" || records != tt.records {
				t.Errorf("%q: %d records, want %d (-want +got):\n%s", tt.stream, records, tt.records, diff)
			}
		}
	}
}

// Nesting and length cost time in proportion only, wherever they end.
func TestReadJSONArrayDeep(t *testing.T) {
	const n = 1 << 18
	for _, stream := range []string{
		"[" + strings.Repeat("[", n) + strings.Repeat("]", n+1),
		"[" + strings.Repeat(`{"a":`, n/4) + "1" + strings.Repeat("}", n/4) + "]",
		strings.Repeat("[", n),
		"[" + strings.Repeat("[}", n),
		`["` + strings.Repeat(`\"`, n) + `"]`,
		"[" + strings.Repeat(" ", n) + "]",
		"[" + strings.Repeat("1", n) + "]",
		"[1" + strings.Repeat(",1", n/4) + "]",
	} {
		for rec := range record.ReadJSONArray(strings.NewReader(stream)) {
			if err := rec.Ended(); err != nil && stream[len(stream)-1] == ']' {
				t.Errorf("%.8s: %v", stream, err)
			}
		}
	}
}
