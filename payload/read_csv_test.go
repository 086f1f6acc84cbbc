package payload_test

import (
	"encoding/csv"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
)

func ExampleReadCSV() {
	const table = `Last_Name,Email,Annual_Revenue,Email_Opt_Out
Daly,p.daly@zylker.com,250000.90,false
Boyle,,about 3000,
,p.boyle@zylker.com,,TRUE
`
	leads := modules.Leads()
	var readErr error
	records := payload.ReadCSV(strings.NewReader(table), leads)
	for batch, err := range payload.NewInsert(leads).Batches(payload.Until(records, &readErr)) {
		fmt.Println(string(batch.Body))
		fmt.Println(err)
	}
	fmt.Println(readErr)
	// Output:
	// {"data":[{"Last_Name":"Daly","Email":"p.daly@zylker.com","Annual_Revenue":250000.90,"Email_Opt_Out":false}]}
	// $.data[1].Annual_Revenue: INVALID_DATA: invalid data: expected a decimal number such as -1250.50: row 3, column 3 (Annual_Revenue)
	// $.data[2].Last_Name: MANDATORY_NOT_FOUND: required field not found: expected a value
	// <nil>
}

// cellModule has a field of each type that reads its cells in its own way.
func cellModule(t *testing.T) *modules.Module {
	t.Helper()
	options := []modules.Option{}
	for _, f := range []modules.Field{
		{APIName: "Number", Spec: fieldtype.Spec{Kind: fieldtype.Number}},
		{APIName: "Currency", Spec: fieldtype.Spec{Kind: fieldtype.Currency}},
		{APIName: "Double", Spec: fieldtype.Spec{Kind: fieldtype.Double}},
		{APIName: "Percent", Spec: fieldtype.Spec{Kind: fieldtype.Percent}},
		{APIName: "Long", Spec: fieldtype.Spec{Kind: fieldtype.LongInteger}},
		{APIName: "LongNumber", Spec: fieldtype.Spec{Kind: fieldtype.LongInteger, AsNumber: true}},
		{APIName: "Checkbox", Spec: fieldtype.Spec{Kind: fieldtype.Checkbox}},
		{APIName: "Multi", Spec: fieldtype.Spec{Kind: fieldtype.MultiSelect}},
		{APIName: "Text", Spec: fieldtype.Spec{Kind: fieldtype.SingleLine}},
		{APIName: "Date", Spec: fieldtype.Spec{Kind: fieldtype.Date}},
		{APIName: "Lookup", Spec: fieldtype.Spec{Kind: fieldtype.Lookup}},
		{APIName: "ByName", Spec: fieldtype.Spec{Kind: fieldtype.Lookup, ByName: true}},
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
	// Every cell stands in a row of its own, in quotes.
	tests := []struct {
		field, cell string
		want        string // the JSON of the field, or the problem
	}{
		{"Text", "Daly", `"Daly"`},
		{"Text", " Daly ", `" Daly "`},
		{"Text", " ", `" "`},
		{"Text", "0012", `"0012"`},
		{"Text", "{\"a\":1}", `"{\"a\":1}"`},
		{"Text", "a\nb", `"a\nb"`},
		{"Date", "2017-08-16", `"2017-08-16"`},
		{"Unknown", "12", `"12"`},
		{"Unknown", "true", `"true"`},
		{"Unknown", "[1]", `"[1]"`},
		{"Unknown", " ", `" "`},
		{"Formula", "12", `"12"`},

		{"Number", "100", `100`},
		{"Number", " 100 ", `100`},
		{"Number", "-0", `-0`},
		{"Number", "+100", `100`},
		{"Number", "007", `7`},
		{"Number", "000", `0`},
		{"Number", " ", ``},
		{"Number", "1.5", `INVALID_DATA: invalid data: expected a whole number`},
		{"Number", "1234567890", `INVALID_DATA: invalid data: expected at most 9 digits before the decimal point`},
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
		{"Long", "1.23E+17", `INVALID_DATA: invalid data: expected text of digits, such as "0012345600012"`},
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
		{"Lookup", "Zylker", `.id: INVALID_DATA: invalid data: expected an id: text of 1 to 19 digits`},
		{"ByName", "425248000000104001", `{"id":"425248000000104001"}`},
		{"ByName", "Zylker 2000", `{"name":"Zylker 2000"}`},
		{"User", "425248000000104001", `{"id":"425248000000104001"}`},
		{"User", "p.daly@zylker.com", `{"email":"p.daly@zylker.com"}`},
		{"Layout", "425248000000104001", `{"id":"425248000000104001"}`},
		{"Owner", "425248000000104001", `{"id":"425248000000104001"}`},

		{"Subform", `[{"A":1}, {"A":2}]`, `[{"A":1},{"A":2}]`},
		{"Subform", "[{\"A\":1},\n {\"A\":}]", `INVALID_DATA: invalid data: row 2, column 2 (Subform): line 2, column 7: expected a JSON value`},
		{"Subform", "{\"A\":1,\"A\":2}", `.A: INVALID_DATA: invalid data: expected each key once: row 2, column 2 (Subform)`},
		{"Subform", "Ottawa", `INVALID_DATA: invalid data: expected an array`},
		{"Files", `[{"File_Id__s":"ae9c7cefa418aec1"}]`, `[{"File_Id__s":"ae9c7cefa418aec1"}]`},
		{"Reminders", "15 mins", `[{"unit":15,"period":"minutes"}]`},
	}
	m := cellModule(t)
	for _, tt := range tests {
		var table strings.Builder
		w := csv.NewWriter(&table)
		w.WriteAll([][]string{{"Name", tt.field}, {"Ottawa", tt.cell}})
		var texts []string
		for _, text := range readTexts(m, payload.ReadCSV(strings.NewReader(table.String()), m)) {
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
			`$.data[0].Last_Name: MANDATORY_NOT_FOUND: required field not found: expected a value`,
		}},
		{"too many and too few cells", "Last_Name,City\nDaly,Ottawa,\nDaly\nDaly,Ottawa\n", []string{
			`$.data[0]: INVALID_DATA: invalid data: expected 2 cells, as many as API names: row 2`,
			`$.data[0]: INVALID_DATA: invalid data: expected 2 cells, as many as API names: row 3`,
			daly,
		}},
		{"several problems in a row", "Last_Name,No_of_Employees,Annual_Revenue,Zip_Code\nDaly,few,much,0123456789012345678901234567890\n", []string{
			`$.data[0].No_of_Employees: INVALID_DATA: invalid data: expected a decimal number such as -1250.50: row 2, column 2 (No_of_Employees)`,
			`$.data[0].Annual_Revenue: INVALID_DATA: invalid data: expected a decimal number such as -1250.50: row 2, column 3 (Annual_Revenue)`,
			`$.data[0].Zip_Code: INVALID_DATA: invalid data: expected at most 30 characters`,
		}},
		{"rows as a spreadsheet counts them", "\n\"Last_Name\",No_of_Employees,City\n\"D\na\nly\",1,\"Ott\nawa\"\n\n\nDaly,few,\n\nDaly,many,\n", []string{
			`{"Last_Name":"D\na\nly","No_of_Employees":1,"City":"Ott\nawa"}`,
			`$.data[0].No_of_Employees: INVALID_DATA: invalid data: expected a decimal number such as -1250.50: row 6, column 2 (No_of_Employees)`,
			`$.data[0].No_of_Employees: INVALID_DATA: invalid data: expected a decimal number such as -1250.50: row 8, column 2 (No_of_Employees)`,
		}},
		{"not UTF-8", "Last_Name,City\nD\xe4ly,Ottawa\nDaly,Ottawa\n", []string{
			`$.data[0].Last_Name: INVALID_DATA: invalid data: expected text in UTF-8`,
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
		{"a name stands twice", "\nLast_Name,City,Last_Name \nDaly,,Ottawa\n", []string{
			`error: INVALID_DATA: invalid data: expected each API name once: row 2, column 3 (Last_Name)`,
		}},
		{"semicolons", "Last_Name;City\nDaly;Ottawa\n", []string{
			`error: INVALID_DATA: invalid data: expected API names with a comma between them: row 1, column 1 (Last_Name;City)`,
		}},
		{"UTF-16", "\xff\xfeL\x00a\x00", []string{`error: INVALID_DATA: invalid data: expected an API name in UTF-8: row 1, column 1`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			readDiff(t, modules.Leads(), readLeads(strings.NewReader(tt.table)), tt.want...)
			readDiff(t, modules.Leads(), readLeads(iotest.OneByteReader(strings.NewReader(tt.table))), tt.want...)
			readDiff(t, modules.Leads(), readLeads(iotest.DataErrReader(strings.NewReader(tt.table))), tt.want...)
		})
	}
}

// A quote in the wrong place ends the table, as it is not known where the next
// row starts. What was read before is not lost.
func TestReadCSVQuotes(t *testing.T) {
	tests := []struct {
		name, table             string
		records                 int
		startLine, line, column int // column 0 is any
	}{
		{"in a cell without quotes", "Last_Name,City\nDaly,Ottawa\nDaly,Ott\"awa\nDaly,Ottawa\n", 1, 3, 3, 9},
		{"behind the quotes of a cell", "Last_Name,City\nDaly,\"Ott\nawa\"\nDaly,\"Ott\"awa\"\n", 1, 4, 4, 10},
		{"left open", "Last_Name,City\nDaly,Ottawa\nDaly,\"Ottawa\nDaly,Ottawa\n", 1, 3, 4, 0},
		{"in the names", "Last_Name,Ci\"ty\nDaly,Ottawa\n", 0, 1, 1, 13},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			records := 0
			var readErr error
			for rec, err := range readLeads(strings.NewReader(tt.table)) {
				switch {
				case readErr != nil, (rec == nil) == (err == nil):
					t.Errorf("%v, %v after %v", rec, err, readErr)
				case err == nil:
					records++
				}
				readErr = err
			}
			var parse *csv.ParseError
			if !errors.As(readErr, &parse) || !errors.Is(readErr, zohocrm.ReasonSyntax) {
				t.Fatalf("%v", readErr)
			}
			if records != tt.records || parse.StartLine != tt.startLine || parse.Line != tt.line || tt.column > 0 && parse.Column != tt.column {
				t.Errorf("%d records, %+v", records, parse)
			}
			const want = "INVALID_DATA: invalid data: expected quotes around whole cells, and those inside doubled: "
			if got := readErr.Error(); !strings.HasPrefix(got, want) || !strings.Contains(got, fmt.Sprintf("on line %d, column %d", parse.Line, parse.Column)) {
				t.Errorf("%s", got)
			}
		})
	}
}

// The place of a cell is for programs too.
func TestCellError(t *testing.T) {
	const table = "Subject,Quoted_Items\nPens,\"[{]\"\n"
	for rec, err := range payload.ReadCSV(strings.NewReader(table), modules.Quotes()) {
		if err != nil {
			t.Fatal(err)
		}
		err := payload.NewInsert(modules.Quotes()).Add(rec).Validate()
		var cell *payload.CellError
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
	for rec := range payload.ReadCSV(strings.NewReader(table), m) {
		for e := range payload.NewInsert(m).Add(rec).All() {
			got[e.APIName] = e.Details.ExpectedDataType
		}
	}
	want := map[string]string{"Number": "integer", "Currency": "double", "Percent": "double", "Checkbox": "boolean"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
