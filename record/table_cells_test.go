package record_test

import (
	"encoding/csv"
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/record"
)

// TestTableCells: what a cell of a type is under a format. A cell that the format
// does not read is refused, and the hint names the setting where one would help.
func TestTableCells(t *testing.T) {
	point, comma := fieldtype.CellFormat{Decimal: "."}, fieldtype.CellFormat{Decimal: ","}
	dates := func(formats ...string) fieldtype.CellFormat { return fieldtype.CellFormat{Dates: formats} }
	words := fieldtype.CellFormat{True: []string{"Ja", " 1 ", "Oui"}, False: []string{"Nein", "0"}}
	const decimal, dated, worded = "-decimal", "-date-format", "-true, -false"
	tests := []struct {
		format      fieldtype.CellFormat
		field, cell string
		want        string // the JSON; "" if the cell is refused
		hint        string // a part of it, if the cell is refused
	}{
		{point, "Currency", "1250.50", "1250.50", ""},
		{point, "Currency", "1,250.50", "1250.50", ""},
		{point, "Currency", "1,250", "1250", ""},
		{point, "Currency", "-1,234,567.89", "-1234567.89", ""},
		{point, "Currency", "+1,250.50", "1250.50", ""},
		{point, "Currency", "−1,250.50", "-1250.50", ""},
		{point, "Currency", "12,34,567.50", "1234567.50", ""},
		{point, "Currency", "1,23,45,678", "12345678", ""},
		{point, "Currency", "1 234 567.5", "1234567.5", ""},
		{point, "Currency", "1\u00a0234.5", "1234.5", ""},
		{point, "Currency", "1\u202f234.5", "1234.5", ""},
		{point, "Currency", "1'234.50", "1234.50", ""},
		{point, "Currency", "1’234.50", "1234.50", ""},
		{point, "Currency", ".5", "0.5", ""},
		{point, "Currency", "007", "7", ""},
		{point, "Currency", "1.5E+3", "1500", ""},
		{point, "Number", "1,250", "1250", ""},
		{point, "Percent", "12.5", "12.5", ""},
		{point, "Double", "0.50", "0.50", ""},
		{point, "Long", "0012345600012", `"0012345600012"`, ""},
		{point, "Text", "1,250.50", `"1,250.50"`, ""},
		{point, "Currency", "1.250,50", "", ""},
		{point, "Currency", "1,25", "", ""},
		{point, "Currency", "1,2345", "", ""},
		{point, "Currency", "1234,567", "", ""},
		{point, "Currency", "1,234,56", "", ""},
		{point, "Currency", "1,234 567", "", ""},
		{point, "Currency", "123,45,678", "", ""},
		{point, "Currency", ",234", "", ""},
		{point, "Currency", "1,,234", "", ""},
		{point, "Currency", "1,234.5.6", "", ""},
		{point, "Currency", "1.234,567", "", ""},
		{point, "Currency", "$5", "", ""},
		{point, "Currency", "-", "", ""},
		{point, "Currency", "--5", "", ""},
		{point, "Currency", "5.", "", ""},
		{point, "Number", "1,250.5", "", ""},
		{comma, "Currency", "1250,50", "1250.50", ""},
		{comma, "Currency", "1.250,50", "1250.50", ""},
		{comma, "Currency", "1.250", "1250", ""},
		{comma, "Currency", "1 250,50", "1250.50", ""},
		{comma, "Currency", "-1.234.567,89", "-1234567.89", ""},
		{comma, "Currency", "1250", "1250", ""},
		{comma, "Currency", ",5", "0.5", ""},
		{comma, "Currency", "1250.50", "", ""},
		{comma, "Currency", "1.5", "", ""},
		{comma, "Currency", "1,250.50", "", ""},
		{comma, "Number", "1.250", "1250", ""},
		{fieldtype.CellFormat{}, "Currency", "1.250", "1.250", ""},
		{fieldtype.CellFormat{}, "Currency", "1,250.50", "", decimal},
		{fieldtype.CellFormat{}, "Currency", "1.250,50", "", decimal},

		{dates("dd/MM/yyyy"), "Date", "01/02/2024", `"2024-02-01"`, ""},
		{dates("dd/MM/yyyy"), "Date", "1/2/2024", `"2024-02-01"`, ""},
		{dates("d.M.yyyy"), "Date", "01.02.2024", `"2024-02-01"`, ""},
		{dates("MM/dd/yyyy"), "Date", "01/02/2024", `"2024-01-02"`, ""},
		{dates("yyyyMMdd"), "Date", "20240201", `"2024-02-01"`, ""},
		{dates("ddMMyyyy"), "Date", "01022024", `"2024-02-01"`, ""},
		{dates("dd-MMM-yyyy"), "Date", "01-Feb-2024", `"2024-02-01"`, ""},
		{dates("MMMM d, yyyy"), "Date", "february 1, 2024", `"2024-02-01"`, ""},
		{dates("MMMM d, yyyy"), "Date", "May 1, 2024", `"2024-05-01"`, ""},
		{dates("d 'de' MM 'de' yyyy"), "Date", "1 de 02 de 2024", `"2024-02-01"`, ""},
		{dates("yyyy-dd-MM"), "Date", "2024-02-01", `"2024-01-02"`, ""},
		{dates("dd/MM/yyyy"), "Date", "2024-02-01", `"2024-02-01"`, ""},
		{dates("dd/MM/yyyy", "MM/dd/yyyy"), "Date", "25/12/2024", `"2024-12-25"`, ""},
		{dates("dd/MM/yyyy", "MM/dd/yyyy"), "Date", "12/25/2024", `"2024-12-25"`, ""},
		{dates("dd/MM/yyyy", "MM/dd/yyyy"), "Date", "02/02/2024", `"2024-02-02"`, ""},
		{dates("dd/MM/yyyy"), "Text", "01/02/2024", `"01/02/2024"`, ""},
		{dates("dd/MM/yyyy HH:mm"), "DateTime", "01/02/2024 09:30", `"2024-02-01T09:30:00"`, ""},
		{dates("dd/MM/yyyy HH:mm:ss"), "DateTime", "01/02/2024 9:30:05", `"2024-02-01T09:30:05"`, ""},
		{dates("M/d/yyyy h:mm a"), "DateTime", "2/1/2024 9:30 PM", `"2024-02-01T21:30:00"`, ""},
		{dates("M/d/yyyy h:mm a"), "DateTime", "2/1/2024 12:05 am", `"2024-02-01T00:05:00"`, ""},
		{dates("M/d/yyyy h:mm a"), "DateTime", "2/1/2024 12:05 PM", `"2024-02-01T12:05:00"`, ""},
		{dates("yyyy-MM-dd HH:mm:ssXXX"), "DateTime", "2024-02-01 09:30:00+02:00", `"2024-02-01T09:30:00+02:00"`, ""},
		{dates("yyyy-MM-dd HH:mm:ssXXX"), "DateTime", "2024-02-01 09:30:00-0530", `"2024-02-01T09:30:00-05:30"`, ""},
		{dates("yyyy-MM-dd HH:mm:ssXXX"), "DateTime", "2024-02-01 09:30:00Z", `"2024-02-01T09:30:00+00:00"`, ""},
		{dates("yyyy-MM-dd HH:mm:ssXXX"), "DateTime", "2024-02-01 09:30:00+02", `"2024-02-01T09:30:00+02:00"`, ""},
		{dates("yyyy-MM-dd HH:mm:ssXXX"), "DateTime", "2024-02-01 09:30:00+2", "", dated},
		{dates("yyyy-MM-dd HH:mm:ssXXX"), "DateTime", "2024-02-01 09:30:00+02:", "", dated},
		{dates("dd/MM/yyyy"), "DateTime", "2024-02-01T09:30:00+02:00", `"2024-02-01T09:30:00+02:00"`, ""},
		{dates("dd/MM/yyyy", "MM/dd/yyyy"), "Date", "01/02/2024", "", dated},
		{dates("yyyy-dd-MM", "yyyy-MM-dd"), "Date", "2024-01-02", "", dated},
		{dates("dd/MM/yyyy"), "Date", "31/02/2024", "", ""},
		{dates("dd/MM/yyyy"), "Date", "02/31/2024", "", ""},
		{dates("yyyy-dd-MM"), "Date", "2024-01-31", "", ""},
		{dates("dd/MM/yyyy"), "Date", "01/02/24", "", dated},
		{dates("dd/MM/yyyy"), "Date", "01/02/2024 00:00", "", dated},
		{dates("dd/MM/yyyy"), "Date", "x01/02/2024", "", dated},
		{dates("dd/MM/yyyy HH:mm"), "Date", "01/02/2024 00:00", "", ""},
		{dates("dd/MM/yyyy"), "DateTime", "01/02/2024", "", ""},
		{dates("dd/MM/yyyy HH:mm"), "DateTime", "01/02/2024 24:30", "", ""},
		{dates("M/d/yyyy h:mm a"), "DateTime", "2/1/2024 13:05 PM", "", dated},
		{fieldtype.CellFormat{}, "Date", "01/02/2024", "", dated},
		{fieldtype.CellFormat{}, "Date", "01.02.2024", "", dated},
		{fieldtype.CellFormat{}, "Date", "tomorrow", "", ""},
		{fieldtype.CellFormat{}, "DateTime", "01/02/2024 10:00", "", dated},

		{words, "Checkbox", "Ja", "true", ""},
		{words, "Checkbox", "JA", "true", ""},
		{words, "Checkbox", "oui", "true", ""},
		{words, "Checkbox", "1", "true", ""},
		{words, "Checkbox", "nein", "false", ""},
		{words, "Checkbox", "0", "false", ""},
		{words, "Checkbox", "True", "true", ""},
		{words, "Checkbox", "FALSE", "false", ""},
		{words, "Text", "Ja", `"Ja"`, ""},
		{words, "Number", "1", "1", ""},
		{words, "Checkbox", "Yes", "", worded},
		{fieldtype.CellFormat{}, "Checkbox", "Yes", "", worded},
		{fieldtype.CellFormat{}, "Checkbox", "1", "", worded},
	}
	options := []modules.Option{modules.WithField(fieldtype.Field{APIName: "DateTime", Spec: fieldtype.Spec{Kind: fieldtype.DateTime}})}
	m := cellModule(t).MustWith(options...)
	for _, tt := range tests {
		var text strings.Builder
		csv.NewWriter(&text).WriteAll([][]string{{"Name", tt.field}, {"Ottawa", " " + tt.cell + "\t"}})
		reader, err := record.Table{Fields: m.Fields(), Cells: tt.format}.Open(strings.NewReader(text.String()))
		if err != nil {
			t.Fatalf("%+v: %v", tt.format, err)
		}
		for rec := range reader.Records() {
			body, errs := m.Append(nil, nil, rec)
			blocking, _ := errs.Err().(zohocrm.Errors)
			if tt.want != "" {
				if want := `{"Name":"Ottawa","` + tt.field + `":` + tt.want + `}`; string(body) != want || blocking != nil {
					t.Errorf("%+v: %s %q: %s, %v", tt.format, tt.field, tt.cell, body, errs)
				}
				continue
			}
			if len(blocking) != 1 {
				t.Errorf("%+v: %s %q: %s, %v", tt.format, tt.field, tt.cell, body, errs)
				continue
			}
			e := blocking[0]
			var cell *record.CellError
			if row, column := place(e, &cell); row != 2 || column != 2 || strings.Contains(e.Error()+e.Hint(), tt.cell) && len(tt.cell) > 4 {
				t.Errorf("%+v: %s %q: %v", tt.format, tt.field, tt.cell, e)
			}
			if named := strings.Contains(e.Hint(), "(-"); !strings.Contains(e.Hint(), tt.hint) || named != (tt.hint != "") {
				t.Errorf("%+v: %s %q: %s: hint %q", tt.format, tt.field, tt.cell, e, e.Hint())
			}
		}
	}
}

// place returns the row and column of a problem.
func place(e *zohocrm.Error, cell **record.CellError) (row, column int) {
	if errors.As(e, cell) {
		return (*cell).Place()
	}
	return 0, 0
}

// TestTrimming is a law: white space around a cell of any type makes no good value
// bad, and changes nothing inside.
func TestTrimming(t *testing.T) {
	rnd := testkit.Rand(t)
	spaces := []string{" ", "\t", "\u00a0", "\u3000", "\r", "\n", "\u2003", "  "}
	m := cellModule(t)
	var names []string
	for f := range m.Fields() {
		names = append(names, f.APIName)
	}
	cells := []string{
		"Daly", "Paul  Daly", "a\nb", "100", "-12.50", "true", "FALSE", "2024-02-01", "2024-02-01T10:00:00+02:00", "a;b", "p.daly@zylker.com",
		"425248000000104001", `[{"A":1}]`, "{\"id\":\"425248000000104001\"}", "x", "0012",
	}
	good := 0
	for range testkit.Size(100, 1500, 40000) {
		name, cell := names[rnd.IntN(len(names))], cells[rnd.IntN(len(cells))]
		around := func() string { return spaces[rnd.IntN(len(spaces))] + spaces[rnd.IntN(len(spaces))] }
		var verdicts []string
		for _, cell := range []string{cell, around() + cell, cell + around(), around() + cell + around()} {
			var text strings.Builder
			csv.NewWriter(&text).WriteAll([][]string{{name}, {cell}})
			reader, err := record.Table{Fields: m.Fields()}.Open(strings.NewReader(text.String()))
			if err != nil {
				t.Fatal(err)
			}
			verdicts = append(verdicts, strings.Join(readTexts(m, reader.Records()), "\n"))
		}
		if strings.HasPrefix(verdicts[0], "{") {
			good++
		}
		if slices.ContainsFunc(verdicts, func(v string) bool { return v != verdicts[0] }) {
			t.Fatalf("%s %q: %q", name, cell, verdicts)
		}
	}
	if good == 0 {
		t.Error("no cell was good")
	}
}

// TestTableIsDirect: a row is checked without a Value of a cell, and what comes
// of it is what comes of the same row once a field of it was set.
func TestTableIsDirect(t *testing.T) {
	rnd := testkit.Rand(t)
	format := fieldtype.CellFormat{Decimal: ",", Dates: []string{"dd.MM.yyyy"}, True: []string{"Ja"}, False: []string{"Nein"}}
	names := []string{"Last_Name", "Email", "Annual_Revenue", "No_of_Employees", "Email_Opt_Out", "Owner", "Custom", "Date_of_Birth", "Layout", "Full_Name"}
	m := modules.Leads().MustWith(modules.WithField(fieldtype.Field{APIName: "Date_of_Birth", Spec: fieldtype.Spec{Kind: fieldtype.Date}}))
	pieces := []string{"", "", "Daly", "p.daly@zylker.com", "1.250,50", "1250", "12", "Ja", "nein", "425248000000104001", "01.02.2024", "2024-02-01", "é", "\xff", `"x"`, "a;b", "-", "{}", "[1]"}
	for range testkit.Size(500, 3000, 200000) {
		row := make([]string, len(names))
		for i := range row {
			row[i] = pieces[rnd.IntN(len(pieces))]
			if rnd.IntN(3) == 0 {
				row[i] += pieces[rnd.IntN(len(pieces))]
			}
		}
		var text strings.Builder
		csv.NewWriter(&text).WriteAll([][]string{names, row})
		null := rnd.IntN(2) == 0
		reader, err := record.Table{Fields: m.Fields(), Cells: format, EmptyNull: null}.Open(strings.NewReader(text.String()))
		if err != nil {
			t.Fatal(err)
		}
		for rec := range reader.Records() {
			body, errs := m.Append(nil, nil, rec)
			again, errsAgain := m.Append(nil, nil, rec.Text("x", "x").Delete("x"))
			if diff := cmp.Diff(errs.Error(), errsAgain.Error()); diff != "" || errs.Err() == nil && string(body) != string(again) {
				t.Fatalf("%q: %s\n%s\n%s", row, diff, body, again)
			}
		}
	}
}

// TestTableRowsAreSafe: records outlive their stream, several goroutines check them, and one
// that is changed changes no other.
func TestTableRowsAreSafe(t *testing.T) {
	var text strings.Builder
	text.WriteString("Last_Name;City\n")
	for i := range 3000 {
		text.WriteString("Daly " + strconv.Itoa(i) + ";Ottawa\n")
	}
	all := slices.Collect(openTable(t, record.Table{}, text.String()).Records())
	done := make(chan string)
	for range 3 {
		go func() {
			for i, rec := range all {
				body, errs := modules.Leads().Append(nil, nil, rec)
				city, _ := rec.Field("City")
				if s, _ := city.AsText(); s != "Ottawa" || len(errs) > 0 || string(body) != `{"Last_Name":"Daly `+strconv.Itoa(i)+`","City":"Ottawa"}` || rec.Len() != 2 {
					done <- string(body)
					return
				}
			}
			done <- ""
		}()
	}
	for range 3 {
		if s := <-done; s != "" {
			t.Error(s)
		}
	}
}
