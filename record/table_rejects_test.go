package record_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/record"
)

// rejected reads a table and returns its rejects, and what was wrong with them.
func rejected(t *testing.T, table record.Table, text string) (rejects string, problems []string) {
	t.Helper()
	m := modules.Leads()
	table.Fields, table.KeepRows = m.Fields(), true
	reader, err := table.Open(strings.NewReader(text))
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	var b bytes.Buffer
	w := reader.Rejects(&b)
	for rec := range reader.Records() {
		if err := m.Check(rec); err != nil {
			problem := err.Error()
			problem = problem[:strings.LastIndex(problem, ": row")]
			problems = append(problems, problem)
			if err := w.Write(rec, problem); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	return b.String(), problems
}

// TestRejects: rejects have the form of the table. To read them unmended refuses the
// same rows with the same problems, and writes the same rejects.
func TestRejects(t *testing.T) {
	const utf8 = "Last_Name,No_of_Employees,City\n" +
		"Daly,12,Ottawa\n" +
		"Boyle,few,\" a \"\"b\"\",\nc\"\n" + // a cell, and a row of two lines
		"\n" +
		",12,\n" + // a mandatory field
		"Dolan,12\n" + // too few cells
		"Dolan,12,x,y\n" + // too many
		"Kelly,12,Ott\"awa\n" +
		"Kelly,12,\"Ottawa\n" +
		"Kelly,1 2,'\\\n" +
		"Ke\"lly,12,x"
	want := rejectsHeader + utf8[:strings.IndexByte(utf8, '\n')+1] +
		"\"$.No_of_Employees: INVALID_DATA: invalid data: expected a decimal number such as -1250.50\",Boyle,few,\" a \"\"b\"\",\nc\"\n" +
		"\"$.Last_Name: MANDATORY_NOT_FOUND: required field not found: expected a value\",,12,\n" +
		"\"INVALID_DATA: invalid data: expected 3 cells, as many as API names\",Dolan,12\n" +
		"\"INVALID_DATA: invalid data: expected 3 cells, as many as API names\",Dolan,12,x,y\n" +
		"\"INVALID_DATA: invalid data: expected quotes around whole cells, and those inside doubled\",Kelly,12,Ott\"awa\n" +
		"\"INVALID_DATA: invalid data: expected quotes around whole cells, and those inside doubled\",Kelly,12,\"Ottawa\n" +
		"\"$.No_of_Employees: INVALID_DATA: invalid data: expected a decimal number such as -1250.50\",Kelly,1 2,'\\\n" +
		"\"INVALID_DATA: invalid data: expected quotes around whole cells, and those inside doubled\",Ke\"lly,12,x\n"
	got, problems := rejected(t, record.Table{}, utf8)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(problems) != 8 {
		t.Errorf("%q", problems)
	}

	windows := strings.ReplaceAll(strings.ReplaceAll(utf8, ",", ";"), "Ottawa", "Zürich 5 €") + "\x81"
	for _, tt := range []struct {
		name  string
		table record.Table
		text  string
	}{
		{"UTF-8", record.Table{}, utf8},
		{"a mark and CRLF", record.Table{}, "\uFEFF" + strings.ReplaceAll(utf8, "\n", "\r\n")},
		{"a line for the delimiter", record.Table{}, "sep=;\n" + strings.ReplaceAll(utf8, ",", ";")},
		{"UTF-16", record.Table{}, encoded(record.UTF16LE, strings.ReplaceAll(utf8, "Boyle", "😀"))},
		{"half a character", record.Table{}, encoded(record.UTF16BE, utf8+"\n") + "\xd8\x00" + encoded(record.UTF16BE, ",12,\n")[2:]},
		{"Windows-1252", record.Table{Encoding: record.Windows1252}, strings.TrimPrefix(encoded(record.Windows1252, windows), "\uFEFF")},
		{"ISO-8859-1", record.Table{Encoding: record.ISO88591}, encoded(record.ISO88591, strings.ReplaceAll(utf8, "Ottawa", "Zürich"))},
	} {
		first, problems := rejected(t, tt.table, tt.text)
		again, problemsAgain := rejected(t, tt.table, first)
		if len(problems) < 8 {
			t.Errorf("%s: %q", tt.name, problems)
		}
		for i := range problems { // the rows have a cell more
			problems[i] = strings.ReplaceAll(problems[i], "expected 3 cells", "expected 4 cells")
		}
		if diff := cmp.Diff(problems, problemsAgain); diff != "" {
			t.Errorf("%s: problems of the rejects (-want +got):\n%s", tt.name, diff)
		}
		if diff := cmp.Diff(strings.ReplaceAll(first, "expected 3 cells", "expected 4 cells"), again); diff != "" && !strings.HasPrefix(tt.name, "UTF-16") && tt.name != "half a character" {
			t.Errorf("%s: rejects of the rejects (-want +got):\n%s", tt.name, diff)
		}
		if third, _ := rejected(t, tt.table, again); third != again {
			t.Errorf("%s: third rejects %q, want %q", tt.name, third, again)
		}
	}
}

// TestRejectsKeepBytes: a rejected row has the bytes that it had, with each byte or unit
// of its encoding, also those that mean nothing.
func TestRejectsKeepBytes(t *testing.T) {
	var bytes, low, high []byte
	for c := range 1 << 8 {
		if !strings.ContainsRune("\n\r\",", rune(c)) {
			bytes = append(bytes, byte(c))
		}
	}
	for c := range 1 << 16 {
		if !strings.ContainsRune("\n\r\",", rune(c)) {
			low = append(low, byte(c), byte(c>>8), 'x', 0) // no unit is half of a pair
			high = append(high, byte(c>>8), byte(c), 0, 'x')
		}
	}
	for _, tt := range []struct {
		encoding record.Encoding
		row      string
	}{
		{record.UTF8, string(bytes)}, {record.Windows1252, string(bytes)}, {record.ISO88591, string(bytes)},
		{record.UTF16LE, string(low)}, {record.UTF16BE, string(high)},
		{record.UTF16LE, "\x00\xdc"}, {record.UTF16BE, "\xdc\x00"},
		{record.UTF16LE, encoded(record.UTF16LE, "\U00010000\U0010FFFF")}, {record.UTF16BE, encoded(record.UTF16BE, "\U00010000\U0010FFFF")},
	} {
		problem := encoded(tt.encoding, "INVALID_DATA: invalid data: expected 2 cells, as many as API names\",")
		problem = strings.TrimPrefix(problem, encoded(tt.encoding, ""))
		got, _ := rejected(t, record.Table{Encoding: tt.encoding}, encoded(tt.encoding, "Last_Name,City\n")+tt.row)
		_, got, _ = strings.Cut(got, problem)
		if want := tt.row + strings.TrimPrefix(encoded(tt.encoding, "\n"), encoded(tt.encoding, "")); got != want {
			t.Errorf("%s: %d bytes have become %d: %.100q", tt.encoding, len(want), len(got), got)
		}
	}
}

// TestRejectsProblems: the reasons are one line in the encoding of the table. What the
// encoding does not have is a question mark.
func TestRejectsProblems(t *testing.T) {
	const problems = " a\n\u0080\u0081\u009fé\u00ffĀ€\U0001F600\uFFFD \"\xed\" "
	for e, want := range map[record.Encoding]string{
		record.UTF8:        "\"a \u0080\u0081\u009fé\u00ffĀ€\U0001F600\uFFFD \"\"\uFFFD\"\"\",x,y\n",
		record.Windows1252: "\"a ???\xe9\xff?\x80?? \"\"?\"\"\",x,y\n",
		record.ISO88591:    "\"a \x80\x81\x9f\xe9\xff???? \"\"?\"\"\",x,y\n",
		record.UTF16LE:     strings.TrimPrefix(encoded(record.UTF16LE, "\"a \u0080\u0081\u009fé\u00ffĀ€\U0001F600\uFFFD \"\"\uFFFD\"\"\",x,y\n"), "\xff\xfe"),
	} {
		reader, err := record.Table{Encoding: e, KeepRows: true}.Open(strings.NewReader(strings.TrimPrefix(encoded(e, "A\nx,y\n"), "\uFEFF")))
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		w := reader.Rejects(&b)
		for rec := range reader.Records() {
			if err := errors.Join(w.Write(rec, problems), w.Flush()); err != nil {
				t.Error(err)
			}
		}
		if got := b.String(); !strings.HasSuffix(got, want) {
			t.Errorf("%s: %q, want %q", e, got, want)
		}
	}
}

// rejectsHeader is what comes before the header of rejects.
const rejectsHeader = record.RejectsColumn + ","

// TestRejectsOfNothing: no reject, no header; and what is no row is refused.
func TestRejectsOfNothing(t *testing.T) {
	if got, _ := rejected(t, record.Table{}, "Last_Name\nDaly\n"); got != "" {
		t.Errorf("%q", got)
	}
	reader, err := record.Table{}.Open(strings.NewReader("Last_Name\nDaly\n"))
	if err != nil {
		t.Fatal(err)
	}
	w := reader.Rejects(io.Discard)
	for rec := range reader.Records() {
		if err := w.Write(rec, "x"); !errors.Is(err, zohocrm.ReasonGoType) {
			t.Errorf("a row that is not kept: %v", err)
		}
	}
	if err := w.Write(record.New(), "x"); !errors.Is(err, zohocrm.ReasonGoType) {
		t.Errorf("no row: %v", err)
	}
	kept := readAll(openTable(t, record.Table{KeepRows: true}, "Last_Name\nDaly\n").Records())[0]
	for name, w := range map[string]*record.Rejects{
		"no writer": reader.Rejects(nil), "a nil writer": reader.Rejects((*bytes.Buffer)(nil)), "no reader": (*record.TableReader)(nil).Rejects(io.Discard),
		"a reader that is not open": new(record.TableReader).Rejects(io.Discard),
	} {
		if err := w.Write(kept, "x"); !errors.Is(err, zohocrm.ReasonGoType) {
			t.Errorf("%s: %v", name, err)
		}
		if err := w.Flush(); !errors.Is(err, zohocrm.ReasonGoType) {
			t.Errorf("%s: Flush says %v", name, err)
		}
	}
	for _, w := range []*record.Rejects{nil, {}} {
		if err := w.Write(kept, "x"); !errors.Is(err, zohocrm.ReasonGoType) || w.Flush() != nil {
			t.Errorf("no rejects: %v, %v", err, w.Flush())
		}
	}
	// An error of the writer is there, at the end at the latest.
	reader, err = record.Table{KeepRows: true}.Open(strings.NewReader("Last_Name\nDaly\n"))
	if err != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken")
	w = reader.Rejects(failingWriter{broken})
	for rec := range reader.Records() {
		if err := w.Write(rec, strings.Repeat("x", 10_000)); !errors.Is(err, broken) {
			t.Errorf("%v", err)
		}
	}
	if err := w.Flush(); !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
}

type failingWriter struct{ err error }

func (w failingWriter) Write([]byte) (int, error) { return 0, w.err }
