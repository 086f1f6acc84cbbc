package record_test

import (
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/internal/testkit/requests"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// cellModule has a field of each type that reads its cells in its own way.
func cellModule(t *testing.T) *modules.Module {
	t.Helper()
	options := []modules.Option{}
	for _, f := range []fieldtype.Field{
		{APIName: "Number", Spec: fieldtype.Spec{Kind: fieldtype.Number}},
		{APIName: "Currency", Spec: fieldtype.Spec{Kind: fieldtype.Currency}},
		{APIName: "Double", Spec: fieldtype.Spec{Kind: fieldtype.DecimalNumber}},
		{APIName: "Percent", Spec: fieldtype.Spec{Kind: fieldtype.Percent}},
		{APIName: "Long", Spec: fieldtype.Spec{Kind: fieldtype.LongInteger}},
		{APIName: "LongNumber", Spec: fieldtype.Spec{Kind: fieldtype.LongInteger, AllowNumber: true}},
		{APIName: "Checkbox", Spec: fieldtype.Spec{Kind: fieldtype.Checkbox}},
		{APIName: "Multi", Spec: fieldtype.Spec{Kind: fieldtype.MultiSelect}},
		{APIName: "Text", Spec: fieldtype.Spec{Kind: fieldtype.SingleLine}},
		{APIName: "Date", Spec: fieldtype.Spec{Kind: fieldtype.Date}},
		{APIName: "Lookup", Spec: fieldtype.Spec{Kind: fieldtype.Lookup}},
		{APIName: "ByName", Spec: fieldtype.Spec{Kind: fieldtype.Lookup, AllowName: true}},
		{APIName: "User", Spec: fieldtype.Spec{Kind: fieldtype.User}},
		{APIName: "Subform", Spec: fieldtype.Spec{Kind: fieldtype.Subform}},
		{APIName: "Files", Spec: fieldtype.Spec{Kind: fieldtype.FileUpload}},
		{APIName: "Reminders", Spec: fieldtype.Spec{Kind: fieldtype.Reminders}},
		{APIName: "Formula", Spec: fieldtype.Spec{Kind: fieldtype.Formula}},
	} {
		options = append(options, modules.WithField(f))
	}
	m, err := modules.Custom("Cells").With(options...)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestReadCSVCells(t *testing.T) {
	// Every cell is in a row of its own, in quotes.
	tests := []struct {
		field, cell string
		want        string // the JSON of the field, or the problem
	}{
		{"Text", "Daly", `"Daly"`},
		{"Text", " Daly ", `"Daly"`},
		{"Text", "\u00a0Daly\t\n", `"Daly"`},
		{"Text", "Paul  Daly", `"Paul  Daly"`},
		{"Text", " ", ``},
		{"Text", "0012", `"0012"`},
		{"Text", "{\"a\":1}", `"{\"a\":1}"`},
		{"Text", "a\nb", `"a\nb"`},
		{"Date", "2017-08-16", `"2017-08-16"`},
		{"Unknown", "12", `"12"`},
		{"Unknown", "true", `"true"`},
		{"Unknown", "[1]", `"[1]"`},
		{"Unknown", " x ", `"x"`},
		{"Unknown", " ", ``},
		{"Formula", "12", `"12"`},

		{"Number", "100", `100`},
		{"Number", " 100 ", `100`},
		{"Number", "-0", `-0`},
		{"Number", "+100", `100`},
		{"Number", "007", `7`},
		{"Number", "000", `0`},
		{"Number", " ", ``},
		{"Number", "1.5", `INVALID_DATA: invalid data: expected a whole number: row 2, column 2 (Number)`},
		{"Number", "1234567890", `INVALID_DATA: invalid data: expected at most 9 digits before the decimal point: row 2, column 2 (Number)`},
		{"Number", "few", `INVALID_DATA: invalid data: expected a decimal number such as -1250.50: row 2, column 2 (Number)`},
		{"Number", "true", `INVALID_DATA: invalid data: expected a decimal number such as -1250.50: row 2, column 2 (Number)`},
		{"Currency", "250000.90", `250000.90`},
		{"Currency", "1234567890123456.123456789", `1234567890123456.123456789`},
		{"Currency", "-.5", `-0.5`},
		{"Currency", "1.5E+3", `1500`},
		{"Currency", "1,250.50", `INVALID_DATA: invalid data: expected a decimal number such as -1250.50: row 2, column 2 (Currency)`},
		{"Currency", "$5", `INVALID_DATA: invalid data: expected a decimal number such as -1250.50: row 2, column 2 (Currency)`},
		{"Currency", "5.", `INVALID_DATA: invalid data: expected a decimal number such as -1250.50: row 2, column 2 (Currency)`},
		{"Currency", "+-5", `INVALID_DATA: invalid data: expected a decimal number such as -1250.50: row 2, column 2 (Currency)`},
		{"Currency", "--5", `INVALID_DATA: invalid data: expected a decimal number such as -1250.50: row 2, column 2 (Currency)`},
		{"Currency", "-", `INVALID_DATA: invalid data: expected a decimal number such as -1250.50: row 2, column 2 (Currency)`},
		{"Currency", "+", `INVALID_DATA: invalid data: expected a decimal number such as -1250.50: row 2, column 2 (Currency)`},
		{"Currency", ".", `INVALID_DATA: invalid data: expected a decimal number such as -1250.50: row 2, column 2 (Currency)`},
		{"Currency", "e5", `INVALID_DATA: invalid data: expected a decimal number such as -1250.50: row 2, column 2 (Currency)`},
		{"Currency", "0x10", `INVALID_DATA: invalid data: expected a decimal number such as -1250.50: row 2, column 2 (Currency)`},
		{"Currency", "NaN", `INVALID_DATA: invalid data: expected a decimal number such as -1250.50: row 2, column 2 (Currency)`},
		{"Currency", "1e9999", `INVALID_DATA: invalid data: expected at most 1400 digits: row 2, column 2 (Currency)`},
		{"Double", "3.14", `3.14`},
		{"Percent", "12.5", `12.5`},
		{"Percent", "12.5%", `INVALID_DATA: invalid data: expected a decimal number such as -1250.50: row 2, column 2 (Percent)`},

		{"Long", "0012345600012", `"0012345600012"`},
		{"Long", "1.23E+17", `INVALID_DATA: invalid data: expected text of digits, such as "0012345600012": row 2, column 2 (Long)`},
		{"LongNumber", "12345600012", `12345600012`},

		{"Checkbox", "true", `true`},
		{"Checkbox", "FALSE ", `false`},
		{"Checkbox", "1", `INVALID_DATA: invalid data: expected true or false: row 2, column 2 (Checkbox)`},
		{"Checkbox", "yes", `INVALID_DATA: invalid data: expected true or false: row 2, column 2 (Checkbox)`},

		{"Multi", "Analytics;Big data", `["Analytics","Big data"]`},
		{"Multi", "Analytics ; Big data;", `["Analytics","Big data"]`},
		{"Multi", "Analytics", `["Analytics"]`},
		{"Multi", "[Analytics]", `["[Analytics]"]`},

		{"Lookup", "425248000000104001", `{"id":"425248000000104001"}`},
		{"Lookup", `{"id":"425248000000104001","name":"Zylker"}`, `{"id":"425248000000104001","name":"Zylker"}`},
		{"Lookup", "Zylker", `.id: INVALID_DATA: invalid data: expected an id: text of 1 to 19 digits: row 2, column 2 (Lookup)`},
		{"ByName", "425248000000104001", `{"id":"425248000000104001"}`},
		{"ByName", "Zylker 2000", `{"name":"Zylker 2000"}`},
		{"User", "425248000000104001", `{"id":"425248000000104001"}`},
		{"User", "p.daly@zylker.com", `{"email":"p.daly@zylker.com"}`},
		{"Layout", "425248000000104001", `{"id":"425248000000104001"}`},
		{"Owner", "425248000000104001", `{"id":"425248000000104001"}`},

		{"Subform", `[{"A":1}, {"A":2}]`, `[{"A":1},{"A":2}]`},
		{"Subform", "[{\"A\":1},\n {\"A\":}]", `INVALID_DATA: invalid data: row 2, column 2 (Subform): line 2, column 7: expected a JSON value`},
		{"Subform", "{\"A\":1,\"A\":2}", `.A: INVALID_DATA: invalid data: expected each key once: row 2, column 2 (Subform)`},
		{"Subform", "Ottawa", `INVALID_DATA: invalid data: expected an array: row 2, column 2 (Subform)`},
		{"Files", `[{"File_Id__s":"ae9c7cefa418aec1"}]`, `[{"File_Id__s":"ae9c7cefa418aec1"}]`},
		{"Reminders", "15 mins", `[{"unit":15,"period":"minutes"}]`},
	}
	m := cellModule(t)
	for _, tt := range tests {
		var table strings.Builder
		w := csv.NewWriter(&table)
		w.WriteAll([][]string{{"Name", tt.field}, {"Ottawa", tt.cell}})
		var texts []string
		for _, text := range readTexts(m, record.ReadCSV(strings.NewReader(table.String()))) {
			if !strings.Contains(text, ": warning: ") {
				texts = append(texts, text)
			}
		}
		want := `{"Name":"Ottawa"}`
		switch {
		case strings.Contains(tt.want, "INVALID_DATA"):
			if !strings.HasPrefix(tt.want, ".") {
				tt.want = ": " + tt.want
			}
			want = "$.data[0]." + tt.field + tt.want
		case tt.want != "":
			want = `{"Name":"Ottawa","` + tt.field + `":` + tt.want + `}`
		}
		if diff := cmp.Diff([]string{want}, texts); diff != "" {
			t.Errorf("%s %q (-want +got):\n%s", tt.field, tt.cell, diff)
		}
	}
}

func TestReadCSV(t *testing.T) {
	const daly = `{"Last_Name":"Daly","City":"Ottawa"}`
	tests := []struct {
		name, table string
		want        []string
	}{
		{"header only", "Last_Name,City\n", []string{}},
		{"header without its end", "Last_Name,City", []string{}},
		{"a row", "Last_Name,City\nDaly,Ottawa\n", []string{daly}},
		{"no end of line at the end", "Last_Name,City\nDaly,Ottawa", []string{daly}},
		{"ends of line of Windows", "Last_Name,City\r\nDaly,Ottawa\r\n", []string{daly}},
		{"byte order mark", "\uFEFFLast_Name,City\nDaly,Ottawa\n", []string{daly}},
		{"byte order mark before a quote", "\uFEFF\"Last_Name\",\"City\"\n\"Daly\",\"Ottawa\"\n", []string{daly}},
		{"white space around the names", " Last_Name , City\nDaly,Ottawa\n", []string{daly}},
		{"empty lines", "\n\nLast_Name,City\n\nDaly,Ottawa\n\n", []string{daly}},
		{"the order of the table", "City,Last_Name\nOttawa,Daly\n", []string{`{"City":"Ottawa","Last_Name":"Daly"}`}},
		{"quotes", "Last_Name,City\n\"D\"\"a\"\"ly, P\",\"Ott\r\nawa\"\n", []string{`{"Last_Name":"D\"a\"ly, P","City":"Ott\nawa"}`}},
		{"an empty cell is absent", "Last_Name,City,Email\nDaly,,\"\"\n", []string{`{"Last_Name":"Daly"}`}},
		{"a mandatory field is missing", "Last_Name,City\n,Ottawa\n", []string{
			`$.data[0].Last_Name: MANDATORY_NOT_FOUND: required field not found: expected a value: row 2, column 1 (Last_Name)`,
		}},
		{"too many and too few cells", "Last_Name,City\nDaly,Ottawa,\nDaly\nDaly,Ottawa\n", []string{
			`$.data[0]: INVALID_DATA: invalid data: expected 2 cells, as many as API names: row 2`,
			`$.data[0]: INVALID_DATA: invalid data: expected 2 cells, as many as API names: row 3`,
			daly,
		}},
		{"several problems in a row", "Last_Name,No_of_Employees,Annual_Revenue,Zip_Code\nDaly,few,much,0123456789012345678901234567890\n", []string{
			`$.data[0].No_of_Employees: INVALID_DATA: invalid data: expected a decimal number such as -1250.50: row 2, column 2 (No_of_Employees)`,
			`$.data[0].Annual_Revenue: INVALID_DATA: invalid data: expected a decimal number such as -1250.50: row 2, column 3 (Annual_Revenue)`,
			`$.data[0].Zip_Code: INVALID_DATA: invalid data: expected at most 30 characters: row 2, column 4 (Zip_Code)`,
		}},
		{"rows as a spreadsheet counts them", "\n\"Last_Name\",No_of_Employees,City\n\"D\na\nly\",1,\"Ott\nawa\"\n\n\nDaly,few,\n\nDaly,many,\n", []string{
			`{"Last_Name":"D\na\nly","No_of_Employees":1,"City":"Ott\nawa"}`,
			`$.data[0].No_of_Employees: INVALID_DATA: invalid data: expected a decimal number such as -1250.50: row 6, column 2 (No_of_Employees)`,
			`$.data[0].No_of_Employees: INVALID_DATA: invalid data: expected a decimal number such as -1250.50: row 8, column 2 (No_of_Employees)`,
		}},
		{"rows of Windows, in quotes", "\"Last_Name\",\"No_of_Employees\"\r\n\"Daly\",\"few\"\r\n\r\n\"Daly\",\"many\"\r\n", []string{
			`$.data[0].No_of_Employees: INVALID_DATA: invalid data: expected a decimal number such as -1250.50: row 2, column 2 (No_of_Employees)`,
			`$.data[0].No_of_Employees: INVALID_DATA: invalid data: expected a decimal number such as -1250.50: row 4, column 2 (No_of_Employees)`,
		}},
		{"not UTF-8", "Last_Name,City\nD\xe4ly,Ottawa\nDaly,Ottawa\n", []string{
			`$.data[0].Last_Name: INVALID_DATA: invalid data: expected text in UTF-8: row 2, column 1 (Last_Name)`,
			daly,
		}},
		{"nothing", "", []string{`error: INVALID_DATA: invalid data: expected a row of API names: row 1`}},
		{"columns without a name", "Last_Name,,City,\nDaly,,Ottawa,\nDolan,x,,\n", []string{
			`{"Last_Name":"Daly","City":"Ottawa"}`,
			`$.data[0]: INVALID_DATA: invalid data: expected an API name in the first row for each cell that is not empty: row 3, column 2`,
		}},
		{"lines that end with CR", "Last_Name,City\rDaly,Ottawa\rDolan,\r", []string{
			`error: INVALID_DATA: invalid data: expected an API name on one line, and lines that end with a line feed: row 1, column 2`,
		}},
		{"no names", ", ,\nDaly,,Ottawa\n", []string{`error: INVALID_DATA: invalid data: expected a row of API names: row 1`}},
		{"a name comes twice", "\nLast_Name,City,Last_Name \nDaly,,Ottawa\n", []string{
			`error: INVALID_DATA: invalid data: expected each API name once: row 2, column 3 (Last_Name)`,
		}},
		{"semicolons", "Last_Name;City\nDaly;Ottawa\n", []string{
			`error: INVALID_DATA: invalid data: expected API names with a comma between them: row 1, column 1`,
		}},
		{"neither UTF-8 nor UTF-16", "\xffLast_Name\n", []string{`error: INVALID_DATA: invalid data: expected an API name in UTF-8: row 1, column 1`}},
		{"white space on one side of a cell", "Last_Name,City\nDaly," + strings.Repeat("x", 70) + "\nDaly ,Ottawa\n Daly,Ottawa\nDaly, Ottawa\nDaly,Ottawa \n\x0bDaly,Ottawa\x1f\n", []string{
			`{"Last_Name":"Daly","City":"` + strings.Repeat("x", 70) + `"}`, daly, daly, daly, daly, `{"Last_Name":"Daly","City":"Ottawa\u001f"}`,
		}},
		{"quotes at the end", "Last_Name,City\nDaly,\"Ottawa\"", []string{daly}},
		{"quotes and half a line end at the end", "Last_Name,City\n\"Daly\",\"Ottawa\"\r", []string{daly}},
		{"line ends of Windows in quotes", "Last_Name,City\n\"\r\nDa\r\nly\r\n\",\"Ott\rawa\"\n", []string{`{"Last_Name":"Da\nly","City":"Ott\rawa"}`}},
		{"UTF-16", "\xff\xfeL\x00a\x00s\x00t\x00_\x00N\x00a\x00m\x00e\x00\n\x00D\x00\xe4\x00l\x00y\x00", []string{`{"Last_Name":"Däly"}`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for r := range testkit.Readers(tt.table) {
				readDiff(t, modules.Leads(), record.ReadCSV(r), tt.want...)
			}
		})
	}
}

// A quote in the wrong place costs its row, and the next line is read as the next
// row. In the names it ends the table.
func TestReadCSVQuotes(t *testing.T) {
	tests := []struct {
		name, table             string
		want                    string // the rows: a letter for each, "!" for one with a problem
		startLine, line, column int    // of the first problem
	}{
		{"in a cell without quotes", "A,B\na,1\nb,Ott\"awa\nc,1\n", "a!c", 3, 3, 6},
		{"behind the quotes of a cell", "A,B\na,\"Ott\nawa\"\nb,\"Ott\"awa\"\nc,1\n", "a!c", 4, 4, 7},
		{"behind the quotes of a cell, later in its line", "A,B\na,1\nb,\"Ott\nawa\"b,1\nc,1\n", "a!!c", 3, 4, 4},
		{"left open", "A,B\na,1\nb,\"Ottawa\nc,1\nd,1\n", "a!cd", 3, 5, 5},
		{"left open in the last line", "A,B\na,1\nb,\"Ottawa", "a!", 3, 3, 10},
		{"left open, with the end of its line", "A,B\na,1\nb,\"Ottawa\n", "a!", 3, 3, 11},
		{"left open, with the end of its line of Windows", "A,B\r\na,1\r\nb,\"Ottawa\r\n", "a!", 3, 3, 11},
		{"left open, with an empty line", "A,B\r\na,1\r\nb,\"Ott\r\n\r\n", "a!", 3, 4, 2},
		{"left open, with a quote after it", "A,B\na,\"Ottawa\nb,\"Paris\"\nc,1\n", "!bc", 2, 3, 3},
		{"several", "A,B\nx\"x,1\na,1\nb,1\"\nc,\"1\"\n", "!a!c", 2, 2, 2},
		{"several with CRLF", "A,B\r\nx\"x,1\r\na,1\r\nb,1\"\r\nc,\"1\"\r\n", "!a!c", 2, 2, 2},
		{"in the names", "A,B\"b\nc,1\n", "", 1, 1, 4},
		{"after a line with the delimiter", "sep=,\nA,B\na,1\nb,1\"\n", "a!", 4, 4, 4},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for r := range testkit.Readers(tt.table) {
				got := ""
				var first error
				for rec := range record.ReadCSV(r) {
					v, _ := rec.Field("A")
					name, _ := v.AsText()
					err := rec.Err()
					switch {
					case rec.Ended() != nil:
						name = ""
					case err != nil:
						name = "!"
					}
					got += name
					if first == nil {
						first = err
					}
				}
				var parse *csv.ParseError
				if got != tt.want || !errors.As(first, &parse) || !errors.Is(first, zohocrm.ReasonSyntax) {
					t.Fatalf("rows %q, want %q; %v", got, tt.want, first)
				}
				if parse.StartLine != tt.startLine || parse.Line != tt.line || parse.Column != tt.column {
					t.Errorf("%+v", parse)
				}
				const want = "INVALID_DATA: invalid data: expected quotes around whole cells, and those inside doubled: "
				if got := first.Error(); !strings.HasPrefix(got, want) || !strings.Contains(got, fmt.Sprintf("on line %d", parse.Line)) || strings.Contains(got, "Ott") {
					t.Errorf("%s", got)
				}
			}
		})
	}
}

// Programs can read the row and column of a cell.
func TestCellError(t *testing.T) {
	const table = "Subject,Quoted_Items\nPens,\"[{]\"\n"
	for rec := range record.ReadCSV(strings.NewReader(table)) {
		if err := rec.Err(); err != nil {
			t.Fatal(err)
		}
		err := payload.NewInsert(modules.Quotes()).Add(rec).Validate()
		var cell *record.CellError
		var syntax *fieldtype.SyntaxError
		if !errors.As(err, &cell) || cell.Row != 2 || cell.Column != 2 || cell.APIName != "Quoted_Items" {
			t.Errorf("cell %+v of %v", cell, err)
		}
		if !errors.As(err, &syntax) || syntax.Column != 3 || !errors.Is(err, zohocrm.ReasonSyntax) {
			t.Errorf("syntax %+v of %v", syntax, err)
		}
	}
}

// The details of a cell that does not read as its type name the type, as
// Zoho's answers do.
func TestReadCSVExpectedDataType(t *testing.T) {
	const table = "Name,Number,Currency,Percent,Checkbox\nOttawa,a,b,c,d\n"
	m := cellModule(t)
	got := map[string]string{}
	for rec := range record.ReadCSV(strings.NewReader(table)) {
		for e := range payload.NewInsert(m).Add(rec).Problems() {
			got[e.APIName] = e.Details.ExpectedDataType
		}
	}
	want := map[string]string{"Number": "integer", "Currency": "double", "Percent": "double", "Checkbox": "boolean"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestEveryProblemHasItsCell: whatever finds it, each problem of a row has the
// row and column as its cause, and what caused it before is the cause of that.
func TestEveryProblemHasItsCell(t *testing.T) {
	m := uniqueNames(t)
	const table = "Last_Name,Email,No_of_Employees,Owner,Compny,Full_Name,Wizard,Rows,$bad name\n" +
		"Daly,p.daly@zylker,few,Patricia,ABC,Paul Daly,,,\n" + // a pattern, a cell, a nested id, a near name, a read-only field
		"\n" +
		"Boyle,,,,,,3652397000003677001,\"[{\"\"A\"\":1,\"\"A\"\":2}]\",x\n" + // a rule, JSON, a name that no field has
		"Daly\n" + // the whole row
		",,,,,,,,\n" + // a mandatory field
		"BOYLE,,,,,,,,\n" + // fine
		"boyle,,,,,,,,\n" // a value that is there already
	type place struct {
		Record, Row, Column int
		APIName, Path       string
		Reason              zohocrm.Reason
	}
	want := []place{
		{0, 2, 2, "Email", "$.data[0].Email", zohocrm.ReasonPattern},
		{0, 2, 3, "No_of_Employees", "$.data[0].No_of_Employees", zohocrm.ReasonFormat},
		{0, 2, 4, "Owner", "$.data[0].Owner.id", zohocrm.ReasonID},
		{0, 2, 5, "Compny", "$.data[0].Compny", zohocrm.ReasonUnknownField},
		{0, 2, 6, "Full_Name", "$.data[0].Full_Name", zohocrm.ReasonNotCreatable},
		{1, 4, 8, "Rows", "$.data[1].Rows[0].A", zohocrm.ReasonDuplicateKey},
		{1, 4, 9, "", "$.data[1]['column 9']", zohocrm.ReasonUnknownField},
		{1, 4, 0, "$wizard_connection_path", "$.data[1].$wizard_connection_path", zohocrm.ReasonMandatory},
		{2, 5, 0, "", "$.data[2]", zohocrm.ReasonSyntax},
		{3, 6, 1, "Last_Name", "$.data[3].Last_Name", zohocrm.ReasonMandatory},
		{5, 8, 1, "Last_Name", "$.data[5].Last_Name", zohocrm.ReasonDuplicateValue},
	}
	places := func(errs zohocrm.Errors) (got []place) {
		for _, e := range errs {
			var cell *record.CellError
			if !errors.As(e.Err, &cell) {
				t.Errorf("%v has no cell", e)
				continue
			}
			row, column := cell.Place()
			got = append(got, place{e.Path.Record(), row, column, cell.APIName, e.Path.JSONPath(), e.Reason})
		}
		return got
	}
	found := zohocrm.Errors{}
	in := payload.NewInsert(m)
	for batch := range payload.NewInsert(m).Batches(record.ReadCSV(strings.NewReader(table))) {
		found = append(found, batch.Problems...)
	}
	if diff := cmp.Diff(want, places(found)); diff != "" {
		t.Errorf("of Batches (-want +got):\n%s", diff)
	}
	for _, rec := range readAll(record.ReadCSV(strings.NewReader(table))) {
		in.Add(rec)
	}
	if diff := cmp.Diff(want, places(requests.All(in))); diff != "" {
		t.Errorf("of Build (-want +got):\n%s", diff)
	}
	// A row that is added twice, and the layout of the request, which is in no cell.
	in = payload.NewInsert(m).Layout("x")
	for _, rec := range slices.Repeat(readAll(record.ReadCSV(strings.NewReader("Last_Name\nDaly\n"))), 2) {
		in.Add(rec)
	}
	if diff := cmp.Diff([]place{
		{1, 2, 0, "", "$.data[1]", zohocrm.ReasonGoType},
		{0, 2, 0, "Layout", "$.data[0].Layout.id", zohocrm.ReasonID}, {1, 2, 0, "Layout", "$.data[1].Layout.id", zohocrm.ReasonID},
	}, places(requests.All(in))); diff != "" {
		t.Errorf("a row added twice (-want +got):\n%s", diff)
	}
	// What caused a problem before is still there.
	var mismatch *fieldtype.Mismatch
	if !errors.As(found[0], &mismatch) {
		t.Errorf("%v does not say which character is wrong", found[0])
	}
	// Setting a field or printing a problem keeps the row and column.
	first := readAll(record.ReadCSV(strings.NewReader("Last_Name\nDaly\n")))[0].Text("Last_Name", "").Int("Email", 1)
	got := places(requests.All(payload.NewInsert(m).Add(first)))
	if diff := cmp.Diff([]place{
		{0, 2, 1, "Last_Name", "$.data[0].Last_Name", zohocrm.ReasonMandatory}, {0, 2, 0, "Email", "$.data[0].Email", zohocrm.ReasonType},
	}, got); diff != "" {
		t.Errorf("fields that were set (-want +got):\n%s", diff)
	}
}

// uniqueNames is the module of leads with a unique name and a field with rows.
func uniqueNames(t *testing.T) *modules.Module {
	t.Helper()
	m, err := modules.Leads().With(modules.WithField(
		fieldtype.Field{APIName: "Last_Name", Spec: fieldtype.Spec{Kind: fieldtype.SingleLine}, Mandatory: true, Unique: true},
		fieldtype.Field{APIName: "Rows", Spec: fieldtype.Spec{Kind: fieldtype.Subform}},
	))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestCellsAreTrimmed: white space around names and cells does not count, that in
// them does, and a cell of nothing else is empty.
func TestCellsAreTrimmed(t *testing.T) {
	const table = " Last_Name ,\tEmail,No_of_Employees\u00a0,Email_Opt_Out,Owner\n" +
		"  Paul   Daly\t, p.daly@zylker.com ,\u00a012 , TRUE ,  4150868000000623001\n" +
		"\"\n Boyle \n\",\" \",\t,\u3000,\"\r\n\"\n"
	readDiff(t, modules.Leads(), record.ReadCSV(strings.NewReader(table)),
		`{"Last_Name":"Paul   Daly","Email":"p.daly@zylker.com","No_of_Employees":12,"Email_Opt_Out":true,"Owner":{"id":"4150868000000623001"}}`,
		`{"Last_Name":"Boyle"}`)
	// A column without a name may hold white space.
	readDiff(t, modules.Leads(), record.ReadCSV(strings.NewReader("Last_Name, \nDaly, \n")), `{"Last_Name":"Daly"}`)
}

// TestCellErrorPrints: a name of a column with control characters does not reach
// a terminal as it is.
func TestCellErrorPrints(t *testing.T) {
	e := &record.CellError{Row: 3, Column: 2, APIName: "a\u202e\x1b" + strings.Repeat("b", 200)}
	if got, want := e.Error(), `row 3, column 2 (a\u202e\x1b`+strings.Repeat("b", 97)+`…)`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestNoHeader: in a table without a row of names the first record is read as names.
// A name that cannot be one is not in any problem, only its position is; nor is a
// name that is unknown beside one that cannot be one.
func TestNoHeader(t *testing.T) {
	listed, err := modules.Leads().With(modules.WithFieldsMetadata(strings.NewReader(
		`{"fields":[{"api_name":"Last_Name","data_type":"text","json_type":"string","length":80},{"api_name":"Company","data_type":"text","json_type":"string","length":80}]}`)))
	if err != nil {
		t.Fatal(err)
	}
	long := strings.Repeat("Ottawa, K1A 0B1; ", 40)
	header := []string{"Secret", "p.secret@zylker.com", "+91 98765 43210", "9900000000", `"Patricia Secret"`, `"` + long + `"`, "Company", "Compony", "söhne", "Last_Name"}
	row := "Dolan,b.dolan@zylker.com,+91 1,12,Brian Dolan,Toronto,ABC,DEF,x,\n"
	table := strings.Join(header, ",") + "\n" + row
	for name, m := range map[string]*modules.Module{"known fields": listed, "any fields": modules.Leads()} {
		columns := map[string]bool{}
		for e := range payload.NewInsert(m).Add(readAll(record.ReadCSV(strings.NewReader(table)))...).Problems() {
			var cell *record.CellError
			if !errors.As(e, &cell) {
				t.Fatalf("%s: %v has no cell", name, e)
			}
			columns[e.Path.JSONPath()] = true
			if want := fmt.Sprintf("column %d", cell.Column); cell.APIName == "" && (e.APIName != want || e.Path[2] != zohocrm.Key(want) || cell.Column == 0) {
				t.Errorf("%s: %v is about %q", name, e, e.APIName)
			}
			for _, text := range []string{e.Error(), string(e.AppendLong(nil)), cell.Error(), fmt.Sprintf("%+v", *cell)} {
				for _, part := range []string{"Secret", "secret", "98765", "99000", "Patricia", "Ottawa", "hne", "Dolan"} {
					if strings.Contains(text, part) {
						t.Errorf("%s: %s is in %s", name, part, text)
					}
				}
			}
		}
		for column, listed := range map[int]bool{1: true, 2: false, 3: false, 4: true, 5: false, 6: false, 9: false} {
			if path := fmt.Sprintf("$.data[0]['column %d']", column); !columns[path] && (name == "known fields" || !listed) {
				t.Errorf("%s: there is no problem at %s, only %v", name, path, columns)
			}
		}
		if !columns["$.data[0].Compony"] || !columns["$.data[0].Last_Name"] {
			t.Errorf("%s: names that can be API names are not printed: %v", name, columns)
		}
	}

	// What is wrong with the names themselves.
	for header, want := range map[string]string{
		"p.daly@zylker.com,p.daly@zylker.com\n": "row 1, column 2",
		"9900000000,9900000000\n":               "row 1, column 2",
		"0900000000,0900000000\n":               "row 1, column 2",
		"Daly;Patricia Daly;Ottawa\n":           "row 1, column 1",
		"Last_Name,City,City\n":                 "row 1, column 3 (City)",
	} {
		records := readAll(record.ReadCSV(strings.NewReader(header)))
		if err := records[len(records)-1].Ended(); err == nil || !strings.HasSuffix(err.Error(), ": "+want) {
			t.Errorf("%q: %v, want %s", header, err, want)
		}
	}

	// In a row of names, an unknown one is printed.
	errs := requests.All(payload.NewInsert(listed).Add(readAll(record.ReadCSV(strings.NewReader("Last_Name,Custom_1\nDaly,x\n")))...))
	if len(errs) != 1 || errs[0].APIName != "Custom_1" || errs[0].Path.JSONPath() != "$.data[0].Custom_1" {
		t.Errorf("%v", errs)
	}

	// A field that is in no column keeps its name, which the program gave it.
	rec := readAll(record.ReadCSV(strings.NewReader("Last_Name,p.daly@zylker.com\nDaly,x\n")))[0].Text("no name", "x").Delete("p.daly@zylker.com")
	errs = requests.All(payload.NewInsert(modules.Leads()).Add(rec))
	if len(errs) != 1 || errs[0].APIName != "no name" || errs[0].Path.JSONPath() != "$.data[0]['no name']" {
		t.Errorf("%v", errs)
	}
	// The body has the real names.
	readDiff(t, modules.Leads(), record.ReadCSV(strings.NewReader("Last_Name,p.daly@zylker.com\nDaly,x\n")), `{"Last_Name":"Daly","p.daly@zylker.com":"x"}`,
		"$.data[0]['column 2']: warning: INVALID_DATA: the field api name given seems to be invalid: expected an API name: letters, digits and _: row 2, column 2")
}

// TestCSVLongName: the name of a field is in the problem, also where it is so long
// that it is cut. It is no data, since it can be an API name.
func TestCSVLongName(t *testing.T) {
	name := strings.Repeat("v", 1000)
	for rec := range record.ReadCSV(strings.NewReader("Name," + name + "\nZylker,\xff\n")) {
		var errs zohocrm.Errors
		if err := payload.NewInsert(modules.Custom("Rows")).Add(rec).Validate(); !errors.As(err, &errs) || len(errs) != 1 {
			t.Fatalf("%v", err)
		}
		var cell *record.CellError
		if !errors.As(errs[0].Err, &cell) || cell.Column != 2 || !strings.HasPrefix(cell.APIName, "vvv") || !strings.HasPrefix(errs[0].APIName, "vvv") {
			t.Errorf("cell %+v, API name %q", cell, errs[0].APIName)
		}
	}
}
