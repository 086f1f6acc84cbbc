package record_test

import (
	"encoding/json"
	"errors"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/record"
)

// exports are the files in testdata/files, as other programs write them, and the
// settings with which people would read them.
var exports = map[string]record.Table{
	"excel-en-us.csv": {Cells: fieldtype.CellFormat{Decimal: ".", Dates: []string{"M/d/yyyy"}}},
	"excel-de.csv": {
		Encoding: record.Windows1252,
		Map: map[string]string{
			"Nachname": "Last_Name", "Vorname": "First_Name", "Firma": "Company", "E-Mail": "Email", "Jahresumsatz": "Annual Revenue",
			"Kunde seit": "Customer Since", "Kein Newsletter": "Email Opt Out", "Straße": "Street", "Ort": "City",
		},
		Cells: fieldtype.CellFormat{Decimal: ",", Dates: []string{"d.M.yyyy"}, True: []string{"WAHR"}, False: []string{"FALSCH"}},
	},
	"excel-fr.csv": {
		Encoding: record.Windows1252,
		Map: map[string]string{
			"Nom": "Last_Name", "Prénom": "First_Name", "Société": "Company", "Chiffre d'affaires": "Annual_Revenue",
			"Client depuis": "Customer_Since", "Désabonné": "Email_Opt_Out",
		},
		Cells: fieldtype.CellFormat{Decimal: ",", Dates: []string{"dd/MM/yyyy"}, True: []string{"Oui"}, False: []string{"Non"}},
	},
	"excel-unicode.txt": {},
	"libreoffice.csv":   {},
	"google-sheets.csv": {},
	"salesforce.csv": {
		Map: map[string]string{
			"LASTNAME": "Last_Name", "FIRSTNAME": "First_Name", "COMPANY": "Company", "EMAIL": "Email", "ANNUALREVENUE": "Annual_Revenue",
			"LASTCONTACT__C": "Last_Contact", "INTERESTS__C": "Interests", "DESCRIPTION": "Description",
		},
		Ignore: []string{"ID", "ISCONVERTED"},
		Cells:  fieldtype.CellFormat{Dates: []string{"yyyy-MM-dd'T'HH:mm:ss'.000'XXX"}},
	},
	"hubspot.csv": {
		Map:    map[string]string{"Phone Number": "Phone", "Create Date": "Last_Contact"},
		Ignore: []string{"Record ID"},
		Cells:  fieldtype.CellFormat{Dates: []string{"yyyy-MM-dd HH:mm"}},
	},
	"postgres.csv": {
		Map: map[string]string{
			"last_name": "Last_Name", "email": "Email", "annual_revenue": "Annual_Revenue", "email_opt_out": "Email_Opt_Out",
			"last_contact": "Last_Contact", "notes": "Description",
		},
		Ignore:    []string{"id"},
		EmptyNull: true,
		Cells:     fieldtype.CellFormat{Dates: []string{"yyyy-MM-dd HH:mm:ssXXX"}, True: []string{"t"}, False: []string{"f"}},
	},
	"oracle-pipe.txt": {
		Map:   map[string]string{"LAST_NAME": "Last_Name", "COMPANY": "Company", "ANNUAL_REVENUE": "Annual_Revenue", "CUSTOMER_SINCE": "Customer_Since"},
		Cells: fieldtype.CellFormat{Dates: []string{"dd-MMM-yyyy"}},
	},
	"notepad.csv":       {},
	"broken-quotes.csv": {},
	"many-columns.csv":  {},
	"empty.csv":         {},
	"header-only.csv":   {},
	"windows-1252.csv": {
		Encoding: record.Windows1252,
		Cells:    fieldtype.CellFormat{Decimal: ",", Dates: []string{"dd/MM/yyyy"}, True: []string{"Ja"}, False: []string{"Nein"}},
	},
	"outlook.csv":    {Map: map[string]string{"Business Phone": "Phone"}},
	"no-header.csv":  {},
	"undeclared.csv": {},
}

// A readFile is what there is to see of a file that was read.
type readFile struct {
	Delimiter string          `json:"delimiter,omitempty"`
	Encoding  record.Encoding `json:"encoding,omitempty"`
	Columns   []string        `json:"columns,omitempty"`
	Records   []readRow       `json:"records"`
	Error     []readProblem   `json:"error,omitempty"` // instead of the rest
}

type readRow struct {
	Record   json.RawMessage `json:"record,omitempty"`
	Problems []readProblem   `json:"problems,omitempty"`
}

type readProblem struct {
	Problem string `json:"problem"`
	Hint    string `json:"hint,omitempty"`
}

// TestFilesOfOtherPrograms reads each file of testdata/files with its settings, and compares the
// records, columns and problems with a golden file.
func TestFilesOfOtherPrograms(t *testing.T) {
	m := modules.Leads().MustWith(modules.WithField(
		fieldtype.Field{APIName: "Customer_Since", Spec: fieldtype.Spec{Kind: fieldtype.Date}},
		fieldtype.Field{APIName: "Last_Contact", Spec: fieldtype.Spec{Kind: fieldtype.DateTime}},
		fieldtype.Field{APIName: "Interests", Spec: fieldtype.Spec{Kind: fieldtype.MultiSelect}},
	))
	files, err := filepath.Glob("../testdata/files/*.*")
	if err != nil || len(files) < 15 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		name := filepath.Base(file)
		t.Run(name, func(t *testing.T) {
			f, err := os.Open(file)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			var got readFile
			records := record.ReadJSONLines(f)
			if filepath.Ext(name) != ".jsonl" {
				table, ok := exports[name]
				if !ok {
					t.Fatalf("%s has no settings in exports", name)
				}
				table.Fields = m.Fields()
				reader, err := table.Open(f)
				records = got.table(reader, err)
			}
			got.Records = []readRow{}
			for rec := range records {
				if err := rec.Ended(); err != nil {
					got.Error = readProblems(err)
					break
				}
				var row readRow
				body, errs := m.Append(nil, nil, rec)
				if errs.Err() == nil {
					row.Record = body
				}
				row.Problems = readProblems(errs)
				got.Records = append(got.Records, row)
			}
			text, err := json.Marshal(got)
			if err != nil {
				t.Fatal(err)
			}
			testkit.Golden(t, "../../testdata/files/want/"+name+".json", testkit.Indent(t, text))
		})
	}
}

// table takes what is known of a table before its rows are read.
func (f *readFile) table(reader *record.TableReader, err error) iter.Seq[*record.Record] {
	f.Error = readProblems(err)
	if err == nil {
		f.Delimiter, f.Encoding = string(reader.Delimiter()), reader.Encoding()
		for _, c := range reader.Columns() {
			f.Columns = append(f.Columns, strings.TrimSpace(c.Name+" -> "+c.APIName)+" ("+string(c.Use)+")")
		}
		return reader.Records()
	}
	return func(func(*record.Record) bool) {}
}

// readProblems returns what there is to read of an error.
func readProblems(err error) []readProblem {
	var list zohocrm.Errors
	var one *zohocrm.Error
	switch {
	case err == nil:
	case errors.As(err, &list):
	case errors.As(err, &one):
		list = zohocrm.Errors{one}
	}
	var texts []readProblem
	for _, e := range list {
		texts = append(texts, readProblem{e.Error(), e.Hint()})
	}
	return texts
}
