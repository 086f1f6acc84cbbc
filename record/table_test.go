package record_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/record"
)

// openTable opens a table of leads.
func openTable(t *testing.T, table record.Table, text string) *record.TableReader {
	t.Helper()
	if table.Fields == nil {
		table.Fields = modules.Leads().Fields()
	}
	reader, err := table.Open(strings.NewReader(text))
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return reader
}

func TestTableDelimiter(t *testing.T) {
	const daly = `{"Last_Name":"Daly","City":"Ottawa"}`
	tests := []struct {
		name, table string
		delimiter   rune // that is given
		want        rune // 0 for an error that names the setting
	}{
		{"comma", "Last_Name,City\nDaly,Ottawa\n", 0, ','},
		{"semicolon", "Last_Name;City\nDaly;Ottawa\n", 0, ';'},
		{"tab", "Last_Name\tCity\nDaly\tOttawa\n", 0, '\t'},
		{"pipe", "Last_Name|City\nDaly|Ottawa\n", 0, '|'},
		{"labels", "Last Name;City\nDaly;Ottawa\n", 0, ';'},
		{"in quotes", "\"Last Name\";\"City\"\n\"Daly\";\"Ottawa\"\n", 0, ';'},
		{"a line that says it", "sep=;\nLast_Name;City\nDaly;Ottawa\n", 0, ';'},
		{"a line that says it, of Windows", "sep=\t\r\nLast_Name\tCity\r\nDaly\tOttawa\r\n", 0, '\t'},
		{"a line that says it, in quotes", "\"sep=;\"\nLast_Name;City\nDaly;Ottawa\n", 0, ';'},
		{"a line that says what no header would", "SEP=!\nLast_Name!City\nDaly!Ottawa\n", 0, '!'},
		{"a line that says another one than is given", "sep=;\nLast_Name,City\nDaly,Ottawa\n", ',', ','},
		{"given", "Last_Name^City\nDaly^Ottawa\n", '^', '^'},
		{"other delimiters in cells", "Last_Name;City\nDaly;Ottawa\n\"a,b,c|d\te\";x\n", 0, ';'},
		{"other delimiters in a column that is left out", "Last_Name;City;a, b, c, d\nDaly;Ottawa;\n", 0, ';'},
		{"another one than is given", "Last_Name;City\nDaly;Ottawa\n", ',', 0},
		{"two that make the same of the header", "Last_Name;City,Country\nDaly;Ottawa,x\n", 0, 0},
		{"as many columns with fewer names", "Last_Name,City,1;2;3\nDaly,Ottawa,\n", 0, ','},
		{"more columns with fewer names", "Last_Name,City,1|2|3|4\nDaly,Ottawa,\n", 0, ','},
		{"many names that no field has", "Last_Name,City,a;b;c;d;e\nDaly,Ottawa,\n", 0, ','},
	}
	for _, tt := range tests {
		table := record.Table{Fields: modules.Leads().Fields(), Delimiter: tt.delimiter, Ignore: []string{"a, b, c, d", "1;2;3", "1|2|3|4", "a;b;c;d;e"}}
		for r := range testkit.Readers(tt.table) {
			reader, err := table.Open(r)
			if tt.want == 0 {
				var e *zohocrm.Error
				if !errors.As(err, &e) || !strings.Contains(e.Hint(), "-delimiter") {
					t.Errorf("%s: %v", tt.name, err)
				}
				continue
			}
			if err != nil || reader.Delimiter() != tt.want {
				t.Errorf("%s: %v", tt.name, err)
				continue
			}
			if got := readTexts(modules.Leads(), reader.Records()); len(got) == 0 || got[0] != daly {
				t.Errorf("%s: %q", tt.name, got)
			}
		}
	}
	// Without fields, a cell that can be an API name counts, and then the columns.
	for header, want := range map[string]rune{
		"A,B;C D;E F;G H": ',', "A;B,C D,E F,G H": ';', "First Name;Last Name": ';', "First Name|Last Name|City, the Country": '|', "Last Name": ',',
	} {
		reader, err := record.Table{}.Open(strings.NewReader(header + "\n"))
		if err != nil || reader.Delimiter() != want {
			t.Errorf("%s: %c, %v", header, reader.Delimiter(), err)
		}
	}
	// A name in quotes may have delimiters, and a table one column.
	for _, text := range []string{"Last Name\nDaly\n", "\"Last Name\"\n\"Daly\"\n"} {
		if got := readTexts(modules.Leads(), openTable(t, record.Table{}, text).Records()); len(got) != 1 || got[0] != `{"Last_Name":"Daly"}` {
			t.Errorf("%q: %q", text, got)
		}
	}
}

// TestTableColumns: what each column becomes.
func TestTableColumns(t *testing.T) {
	table := record.Table{
		Fields: modules.Leads().Fields(),
		Map:    map[string]string{"Firma": "Company", "Umsatz": "Annual Revenue", "E-Mail": "Email", "Kunde": "Custom_1"},
		Ignore: []string{"Interne Nr.", "Notiz"},
	}
	const text = "Last_Name,First Name,Title,Interne Nr.,Firma,,Umsatz,E-Mail,Compny,Kunde,Lead Owner,zohocrm_problems\n" +
		"Daly,Paul,Head,7,Zylker,,1250.50,p.daly@zylker.com,x,y,4150868000000623001,an old problem\n"
	reader, err := table.Open(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	want := []record.Column{
		{1, "Last_Name", "Last_Name", record.ByAPIName, ""},
		{2, "First Name", "First_Name", record.ByLabel, ""},
		{3, "Title", "Designation", record.ByLabel, ""},
		{4, "Interne Nr.", "", record.Ignored, ""},
		{5, "Firma", "Company", record.ByMap, ""},
		{6, "", "", record.Unnamed, ""},
		{7, "Umsatz", "Annual_Revenue", record.ByMap, ""},
		{8, "E-Mail", "Email", record.ByMap, ""},
		{9, "Compny", "Compny", record.Unknown, "Company"},
		{10, "Kunde", "Custom_1", record.ByMap, ""},
		{11, "Lead Owner", "Owner", record.ByLabel, ""},
		{12, record.RejectsColumn, "", record.Ignored, ""},
	}
	if diff := cmp.Diff(want, reader.Columns()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"Notiz"}, reader.Unused()); diff != "" {
		t.Errorf("unused (-want +got):\n%s", diff)
	}
	got := readTexts(modules.Leads(), reader.Records())
	if diff := cmp.Diff([]string{
		`{"Last_Name":"Daly","First_Name":"Paul","Designation":"Head","Company":"Zylker","Annual_Revenue":1250.50,"Email":"p.daly@zylker.com",` +
			`"Compny":"x","Custom_1":"y","Owner":{"id":"4150868000000623001"}}`,
		`$.data[0].Compny: warning: INVALID_DATA: the field api name given seems to be invalid: expected a field of the module; did you mean Company?: row 2, column 9 (Compny)`,
	}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestTableColumnNames: an API name comes before a label, an alias of a field has no
// label, and without fields any name is one, but for no name.
func TestTableColumnNames(t *testing.T) {
	fields := modules.Custom("Cells").MustWith(modules.WithField(
		fieldtype.Field{APIName: "A", Label: "B"}, fieldtype.Field{APIName: "B", Label: "C"},
		fieldtype.Field{APIName: "B_2", AliasOf: "B"}, fieldtype.Field{APIName: "D", Label: "E"}))
	for _, tt := range []struct {
		table        record.Table
		name, become string // "" for a problem
	}{
		{record.Table{Fields: fields.Fields()}, "B", "B api name"},
		{record.Table{Fields: fields.Fields()}, "C", "B label"},
		{record.Table{Fields: fields.Fields(), Map: map[string]string{"x": " B "}}, "x", "B map"},
		{record.Table{Fields: fields.Fields(), Map: map[string]string{"x": "C"}}, "x", "B map"},
		{record.Table{Fields: fields.Fields(), Map: map[string]string{"x": ""}}, "x", ""},
		{record.Table{Fields: fields.Fields()}, "B_2", "B_2 api name"},
		{record.Table{Fields: fields.Fields()}, "B 2", ""},
		{record.Table{Fields: fields.Fields()}, "E", "D label"},
		{record.Table{}, "die Stadt", "die Stadt api name"},
		{record.Table{Map: map[string]string{"x": "die Stadt"}}, "x", "die Stadt map"},
		{record.Table{Map: map[string]string{"x": " "}}, "x", ""},
	} {
		got := ""
		reader, err := tt.table.Open(strings.NewReader(tt.name + "\n"))
		if c := reader.Columns(); err == nil {
			got = c[0].APIName + " " + string(c[0].Use)
		}
		if got != tt.become {
			t.Errorf("%s with %v: %q, want %q; %v", tt.name, tt.table.Map, got, tt.become, err)
		}
	}
}

// TestTableOfNothing: no reader, and one that Open did not give, have one problem.
func TestTableOfNothing(t *testing.T) {
	for _, reader := range []*record.TableReader{nil, {}} {
		all := readAll(reader.Records())
		if len(all) != 1 || !errors.Is(all[0].Ended(), zohocrm.ReasonGoType) {
			t.Errorf("%v", all)
		}
	}
}

// TestTableHeaderProblems: all that is wrong with the header is said at once, and a
// name that may be data is not printed.
func TestTableHeaderProblems(t *testing.T) {
	twice := modules.Leads().MustWith(modules.WithField(
		fieldtype.Field{APIName: "Ref_1", Label: "Reference"}, fieldtype.Field{APIName: "Ref_2", Label: "Reference"}))
	tests := []struct {
		name   string
		table  record.Table
		header string
		want   []string // problem, hint
	}{
		{"a label that is near", record.Table{}, "Last Name,E-mail\n", []string{
			"INVALID_DATA: the field api name given seems to be invalid: expected the API name or label of a field; did you mean Email?: row 1, column 2",
			"set the field of the column in Table.Map (-map), or leave it out with Table.Ignore (-ignore)"}},
		{"labels in another letter case", record.Table{}, "last name,City\n", []string{
			"INVALID_DATA: the field api name given seems to be invalid: expected the API name or label of a field; did you mean Last_Name?: row 1, column 1",
			"set the field of the column in Table.Map (-map), or leave it out with Table.Ignore (-ignore)"}},
		{"a row of data", record.Table{}, "Daly,p.daly@zylker.com,+1 555 0100\n", []string{
			"INVALID_DATA: the field api name given seems to be invalid: expected the API name or label of a field: row 1, column 2",
			"set the field of the column in Table.Map (-map), or leave it out with Table.Ignore (-ignore)",
			"INVALID_DATA: the field api name given seems to be invalid: expected the API name or label of a field: row 1, column 3",
			"set the field of the column in Table.Map (-map), or leave it out with Table.Ignore (-ignore)"}},
		{"a label of two fields", record.Table{Fields: twice.Fields()}, "Last Name,Reference\n", []string{
			"INVALID_DATA: invalid data: expected one of the fields with this label: Ref_1, Ref_2: row 1, column 2",
			"set the field of the column in Table.Map (-map), or leave it out with Table.Ignore (-ignore)"}},
		{"a field twice", record.Table{}, "Last_Name,City,Last Name\n", []string{
			"INVALID_DATA: invalid data: expected each field once, not also in column 1: row 1, column 3 (Last_Name)",
			"leave one of the two columns out with Table.Ignore (-ignore)"}},
		{"a map to no field", record.Table{Map: map[string]string{"Ort": "die Stadt"}}, "Last_Name,Ort\n", []string{
			"INVALID_DATA: the field api name given seems to be invalid: expected the API name or label of a field in Table.Map (-map): row 1, column 2",
			"use the API name of a field of the module, or remove the field"}},
		{"Windows-1252 without saying so", record.Table{}, "Last_Name,Stra\xdfe\n", []string{
			"INVALID_DATA: invalid data: expected an API name in UTF-8: row 1, column 2",
			"set Table.Encoding (-encoding), such as windows-1252"}},
		{"a bad name of a field that is there already", record.Table{Map: map[string]string{"Or\tt": "City"}, Delimiter: ';'}, "City;Or\tt\n", []string{
			"INVALID_DATA: invalid data: expected an API name on one line, and lines that end with a line feed: row 1, column 2 (City)",
			""}},
		{"UTF-16 without a mark", record.Table{}, "L\x00a\x00s\x00t\x00\n\x00", []string{
			"INVALID_DATA: invalid data: expected an API name on one line, and lines that end with a line feed: row 1, column 1",
			""}},
	}
	for _, tt := range tests {
		if tt.table.Fields == nil {
			tt.table.Fields = modules.Leads().Fields()
		}
		_, err := tt.table.Open(strings.NewReader(tt.header + "x,y\n"))
		errs, ok := err.(zohocrm.Errors)
		if !ok {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		var got []string
		for _, e := range errs {
			hint := e.Hint()
			if tt.want[len(tt.want)-1] == "" {
				hint = ""
			}
			got = append(got, e.Error(), hint)
			var cell *record.CellError
			if !errors.As(e, &cell) || cell.Row != 1 || cell.Column == 0 {
				t.Errorf("%s: %v has no cell", tt.name, e)
			}
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// TestTableSettings: what is wrong with the settings themselves names the setting
// and the flag.
func TestTableSettings(t *testing.T) {
	cells := func(f fieldtype.CellFormat) record.Table { return record.Table{Cells: f} }
	tests := []struct {
		table record.Table
		want  string // the flag; "" if nothing is wrong
	}{
		{record.Table{}, ""},
		{record.Table{Delimiter: '\t', Encoding: "Latin-1", Cells: fieldtype.CellFormat{Decimal: ",", Dates: []string{"d.M.yyyy H:mm"}, True: []string{"x"}, False: []string{"-"}}}, ""},
		{record.Table{Delimiter: ' '}, ""},
		{record.Table{Delimiter: '~'}, ""},
		{record.Table{Delimiter: '\x1f'}, "-delimiter"},
		{record.Table{Delimiter: '\x7f'}, "-delimiter"},
		{record.Table{Delimiter: '"'}, "-delimiter"},
		{record.Table{Delimiter: '\n'}, "-delimiter"},
		{record.Table{Delimiter: 'a'}, "-delimiter"},
		{record.Table{Delimiter: '§'}, "-delimiter"},
		{record.Table{Encoding: "ebcdic"}, "-encoding"},
		{record.Table{Map: map[string]string{"a": "b"}, Ignore: []string{"a"}}, "-map"},
		{cells(fieldtype.CellFormat{Decimal: ";"}), "-decimal"},
		{cells(fieldtype.CellFormat{Dates: []string{"dd/MM"}}), "-date-format"},
		{cells(fieldtype.CellFormat{Dates: []string{"dd/MM/yy"}}), "-date-format"},
		{cells(fieldtype.CellFormat{Dates: []string{"dd/mm/yyyy"}}), "-date-format"},
		{cells(fieldtype.CellFormat{Dates: []string{"%d/%m/%Y"}}), "-date-format"},
		{cells(fieldtype.CellFormat{Dates: []string{"dd/MM/yyyy hh:mm"}}), "-date-format"},
		{cells(fieldtype.CellFormat{Dates: []string{"dd/dd/yyyy MM"}}), "-date-format"},
		{cells(fieldtype.CellFormat{Dates: []string{""}}), "-date-format"},
		{cells(fieldtype.CellFormat{True: []string{"Ja"}, False: []string{"ja"}}), "-true"},
		{cells(fieldtype.CellFormat{True: []string{"false"}}), "-true"},
		{cells(fieldtype.CellFormat{True: []string{" "}}), "-true"},
	}
	for _, tt := range tests {
		err := tt.table.Check()
		if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%+v: %v", tt.table, err)
		}
		if _, opened := tt.table.Open(strings.NewReader("Last_Name\n")); (opened == nil) != (err == nil) {
			t.Errorf("%+v: Open says %v, Check %v", tt.table, opened, err)
		}
	}
}

// encoded returns a text in an encoding, with its mark if there is one.
func encoded(e record.Encoding, s string) string {
	var b bytes.Buffer
	switch e {
	case record.UTF8:
		b.WriteString("\uFEFF" + s)
	case record.UTF16LE, record.UTF16BE:
		for _, unit := range utf16.Encode([]rune("\uFEFF" + s)) {
			pair := []byte{byte(unit), byte(unit >> 8)}
			if e == record.UTF16BE {
				pair[0], pair[1] = pair[1], pair[0]
			}
			b.Write(pair)
		}
	default:
		for _, r := range s {
			if r == '€' {
				r = 0x80
			}
			b.WriteByte(byte(r))
		}
	}
	return b.String()
}

func TestTableEncodings(t *testing.T) {
	for _, e := range []record.Encoding{record.UTF8, record.UTF16LE, record.UTF16BE, record.Windows1252, record.ISO88591} {
		text, want := "Last_Name;City\r\nDäly;Zürich ½\r\n", []string{`{"Last_Name":"Däly","City":"Zürich ½"}`}
		switch e {
		case record.UTF8, record.UTF16LE, record.UTF16BE:
			text, want = text+"😀;\U0010FFFF\n", append(want, "{\"Last_Name\":\"😀\",\"City\":\"\U0010FFFF\"}")
		case record.Windows1252:
			text, want = text+"5 €;x\n", append(want, `{"Last_Name":"5 €","City":"x"}`)
		}
		text = encoded(e, text)
		given := e
		if e != record.Windows1252 && e != record.ISO88591 {
			given = "" // the mark says it
		}
		for _, given := range []record.Encoding{given, e} {
			for r := range testkit.Readers(text) {
				reader, err := record.Table{Fields: modules.Leads().Fields(), Encoding: given}.Open(r)
				if err != nil {
					t.Fatalf("%s: %v", e, err)
				}
				if got := readTexts(modules.Leads(), reader.Records()); reader.Encoding() != e || !cmp.Equal(want, got) {
					t.Errorf("%s: %s, %s", e, reader.Encoding(), got)
				}
			}
		}
	}
	// A mark that says something else.
	_, err := record.Table{Encoding: record.Windows1252}.Open(strings.NewReader("\uFEFFLast_Name\n"))
	if err == nil || !strings.Contains(err.Error(), "utf-8: leave Table.Encoding (-encoding) out") {
		t.Errorf("%v", err)
	}
	// Bytes that mean nothing are no text.
	for e, text := range map[record.Encoding]string{
		record.Windows1252: "Last_Name\nDa\x81ly\nDaly\n",
		record.UTF16LE:     encoded(record.UTF16LE, "Last_Name\nDa") + "\x00\xd8" + encoded(record.UTF16LE, "ly\nDaly\n")[2:],
		record.UTF8:        "Last_Name\nDa\xe4ly\nDaly\n",
	} {
		reader, err := record.Table{Encoding: e}.Open(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		got := readTexts(modules.Leads(), reader.Records())
		want := []string{`$.data[0].Last_Name: INVALID_DATA: invalid data: expected text in UTF-8: row 2, column 1 (Last_Name)`, `{"Last_Name":"Daly"}`}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", e, diff)
		}
	}
	// Half a character at the end.
	reader, err := record.Table{}.Open(strings.NewReader(encoded(record.UTF16BE, "Last_Name\nDaly") + "\x00"))
	if err != nil {
		t.Fatal(err)
	}
	for rec := range reader.Records() {
		if err := modules.Leads().Check(rec); !errors.Is(err, zohocrm.ReasonUTF8) {
			t.Errorf("%v", err)
		}
	}
}

// TestEncodedCells: cells of any length and with any character are read, to the end of the
// text.
func TestEncodedCells(t *testing.T) {
	for _, tt := range []struct {
		encoding record.Encoding
		cell     string
	}{
		{record.Windows1252, "x" + strings.Repeat("ä", 100_000)},
		{record.Windows1252, "5\u00a0€"},
		{record.ISO88591, "x" + strings.Repeat("ä", 100_000)},
		{record.UTF16LE, "x" + strings.Repeat("ä", 100_000)},
		{record.UTF16BE, "x" + strings.Repeat("ä", 100_000)},
		{record.UTF16LE, strings.Repeat("x😀", 50_000)},
		{record.UTF16BE, "😀"},
		{record.UTF16BE, "\U00010000\U0010FC00\U000103FF\U0010FFFF\uD7FF\uE000"},
	} {
		for r := range testkit.Readers(encoded(tt.encoding, "A\n"+tt.cell)) {
			reader, err := record.Table{Encoding: tt.encoding}.Open(r)
			if err != nil {
				t.Fatal(err)
			}
			got := []string{}
			for rec := range reader.Records() {
				v, _ := rec.Field("A")
				s, _ := v.AsText()
				got = append(got, s)
			}
			if !cmp.Equal([]string{tt.cell}, got) {
				t.Errorf("%s: %.30q has become %.30q", tt.encoding, tt.cell, got)
			}
		}
	}
}

func TestParseEncoding(t *testing.T) {
	for name, want := range map[string]record.Encoding{
		"": "", "UTF-8": record.UTF8, "utf8": record.UTF8, "Windows-1252": record.Windows1252, "CP1252": record.Windows1252, "cp-1252": record.Windows1252,
		"latin1": record.ISO88591, "ISO_8859-1": record.ISO88591, "utf16-le": record.UTF16LE, "UTF-16BE": record.UTF16BE,
	} {
		if got, err := record.ParseEncoding(name); got != want || err != nil {
			t.Errorf("%q: %q, %v", name, got, err)
		}
	}
	for _, name := range []string{"utf-7", "ISO-8859-15", "windows-1251", "shift_jis"} {
		if _, err := record.ParseEncoding(name); !errors.Is(err, zohocrm.ReasonFormat) {
			t.Errorf("%q: %v", name, err)
		}
	}
}

// TestTableEmpty: an empty cell is absent or null.
func TestTableEmpty(t *testing.T) {
	const text = "Last_Name,City,Annual_Revenue,Email\nDaly,, ,\"\"\n,x,,\n"
	for null, want := range map[bool][]string{
		false: {`{"Last_Name":"Daly"}`, `$.data[0].Last_Name: MANDATORY_NOT_FOUND: required field not found: expected a value: row 3, column 1 (Last_Name)`},
		true: {`{"Last_Name":"Daly","City":null,"Annual_Revenue":null,"Email":null}`,
			`$.data[0].Last_Name: MANDATORY_NOT_FOUND: required field not found: expected a value: row 3, column 1 (Last_Name)`},
	} {
		if diff := cmp.Diff(want, readTexts(modules.Leads(), openTable(t, record.Table{EmptyNull: null}, text).Records())); diff != "" {
			t.Errorf("null %v (-want +got):\n%s", null, diff)
		}
	}
}

// TestTableFailingReader: an error of the stream is there as it is, in the header
// and after it.
func TestTableFailingReader(t *testing.T) {
	broken := errors.New("broken")
	for _, text := range []string{"", "Last_Name", "sep=", "\xff\xfeL"} {
		_, err := record.Table{}.Open(io.MultiReader(strings.NewReader(text), failingReader{broken}))
		if !errors.Is(err, broken) {
			t.Errorf("%q: %v", text, err)
		}
	}
	reader, err := record.Table{}.Open(io.MultiReader(strings.NewReader("Last_Name\nDaly\nDal"), failingReader{broken}))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for rec := range reader.Records() {
		got = append(got, fmt.Sprint(rec, errors.Is(rec.Ended(), broken)))
	}
	if diff := cmp.Diff([]string{"record(Last_Name) false", "record() true"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

type failingReader struct{ err error }

func (r failingReader) Read([]byte) (int, error) { return 0, r.err }
