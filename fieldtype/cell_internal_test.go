package fieldtype

import (
	"strings"
	"testing"

	"github.com/seed12a3e673/zohocrm/internal/program"
)

// A cell is read as the format of its table says, and a problem says which form or
// which setting would help.
func TestCellFormats(t *testing.T) {
	point, comma, dates := CellFormat{Decimal: "."}, CellFormat{Decimal: ","}, func(format string) CellFormat {
		return CellFormat{Dates: []string{format}}
	}
	const json, decimal, dated = "write JSON in the cell", decimalSetting, datesSetting
	for _, test := range []struct {
		format   CellFormat
		kind     Kind
		cell     string
		want     string // "" if the cell is refused
		expected string // a part of what the problem expects
		fix      string // a part of its fix; "" if it names no setting and no JSON
	}{
		// An exponent after a whole number, and groups after three digits.
		{point, Currency, "15e2", "1500", "", ""},
		{point, Currency, "15E2", "1500", "", ""},
		{point, Currency, "123,456.5", "123456.5", "", ""},
		{point, Currency, "1234,567.5", "", "such as -1,250.50", ""},
		{comma, Currency, "1,5x", "", "such as -1.250,50", ""},
		{dates("dd/MM/yyyy"), Currency, "1.5x", "", "a decimal number", decimal},
		{comma, Currency, "1,5e9999", "", "1400", ""},

		// The setting of the decimal sign is for a cell with digits and a sign.
		{CellFormat{}, Number, "1,000", "", "", decimal},
		{CellFormat{}, Number, "a,b", "", "", ""},
		{CellFormat{}, Number, "12x", "", "", ""},
		{CellFormat{}, Number, "1.5", "", "a whole number", ""},

		// JSON is for a cell that has none.
		{CellFormat{}, Tag, "VIP", "", "", json},
		{CellFormat{}, Tag, `["VIP"]`, "", "", ""},
		{CellFormat{}, Tag, `[{"name":`, "", "", ""},

		{dates("ddMMMyyyy"), Date, "01Feb2024", `"2024-02-01"`, "", ""},
		{dates("dMyyyy"), Date, "12122024", `"2024-12-12"`, "", ""},
		{dates("ddMMyyyy"), Date, "1022024", "", "", dated},
		{dates("yyyyMMdd"), Date, "202421", "", "", dated},
		{dates("yyyy|MM|dd"), Date, "2024|02|01", `"2024-02-01"`, "", ""},
		{dates("[yyyy]{MM}dd"), Date, "[2024]{02}01", `"2024-02-01"`, "", ""},
		{dates("yyyy d MMM"), Date, "2024 1 Feb", `"2024-02-01"`, "", ""},
		{dates("yyyy d MMM"), Date, "2024 1 Fe", "", "", dated},
		{dates("dd-MMM-yyyy"), Date, "01--2024", "", "", dated},
		{dates("M/d/yyyy h:mm a"), DateTime, "2/1/2024 1:05 PM", `"2024-02-01T13:05:00"`, "", ""},
		{dates("M/d/yyyy h:mm a"), DateTime, "2/1/2024 0:05 PM", "", "", dated},
		{dates("M/d/yyyy h:mm a"), DateTime, "2/1/2024 1:05 xm", "", "", dated},
		{dates("M/d/yyyy h:mm a"), DateTime, "2/1/2024 1:05 an", "", "", dated},
		{dates("M/d/yyyy h:mm a"), DateTime, "2/1/2024 1:05 p", "", "", dated},
		{dates("h:mma M/d/yyyy"), Date, "1:05 2/1/2024", "", "", dated}, // neither AM nor PM
		{dates("yyyy-MM-dd HH:mm:ssXXX"), DateTime, "2024-02-01 09:30:00", "", "", dated},
		{dates("HH:mmXXX dd/MM/yyyy"), DateTime, "09:30+02 01/02/2024", `"2024-02-01T09:30:00+02:00"`, "", ""},
		{dates("HH:mmXXX dd/MM/yyyy"), DateTime, "09:30+0200 01/02/2024", `"2024-02-01T09:30:00+02:00"`, "", ""},
		{dates("HH:mmXXX: dd/MM/yyyy"), DateTime, "09:30+02: 01/02/2024", "", "", dated}, // half an offset such as +02:00
	} {
		c, e := test.format.compile()
		if e != nil {
			t.Errorf("%+v: %v", test.format, e)
			continue
		}
		p := compile(&Spec{Kind: test.kind})
		v := Value{form: cell, text: test.cell, ref: c}
		out, errs := appendValue(&p, nil, nil, &v)
		if test.want != "" {
			blocking := errs.Err()
			if string(out) != test.want || blocking != nil {
				t.Errorf("%+v: %v %q: %s, %v, want %s", test.format, test.kind, test.cell, out, errs, test.want)
			}
			continue
		}
		if errs.Err() == nil || len(errs) != 1 {
			t.Errorf("%+v: %v %q: %s, %v", test.format, test.kind, test.cell, out, errs)
			continue
		}
		helps := strings.Contains(errs[0].Fix, "CellFormat.") || strings.Contains(errs[0].Fix, json)
		if !strings.Contains(errs[0].Expected, test.expected) || !strings.Contains(errs[0].Fix, test.fix) || helps != (test.fix != "") {
			t.Errorf("%+v: %v %q: expected %q, fix %q", test.format, test.kind, test.cell, errs[0].Expected, errs[0].Fix)
		}
	}
}

// A format without a setting is that of [Cell]. One that nobody can read a date by is
// refused.
func TestCellFormatCheck(t *testing.T) {
	for _, f := range []*CellFormat{nil, {}} {
		if c, e := f.compile(); c != nil || e != nil {
			t.Errorf("%+v: %+v, %v", f, c, e)
		}
	}
	for _, dates := range []string{
		"dd/MM/yyyy ss", "dd/MM/yyyyXXX", "dd/MM/yyyy ssXXX", // seconds or an offset without an hour
		"dd/MM/yyyy 'at", "'", // an apostrophe that nothing closes
		"dd/MM/yyyy z", "dd/MM/yyyy Z", "dd/MM/yyyy A", // letters that mean nothing
	} {
		if err := (&CellFormat{Dates: []string{dates}}).Check(); err == nil {
			t.Errorf("%q is a format", dates)
		}
	}
}

// A row of a table is written at once only if it has no problem and no warning.
func TestCellsOfRow(t *testing.T) {
	o := compileObject([]Field{
		{APIName: "A", Spec: Spec{Kind: SingleLine}, Mandatory: true},
		{APIName: "B", Spec: Spec{Kind: Lookup}},
		{APIName: "C", Spec: Spec{Kind: Tag}},
	}, options{record: true, what: "a field"})
	for _, test := range []struct {
		null bool // an empty cell is null
		row  string
		want string // "" if the row is left to the general way
	}{
		{false, "\x01x\x00\x00", `{"A":"x"}`},
		{true, "\x01x\x00\x00", `{"A":"x","B":null,"C":null}`},
		{true, "\x01x\x011\x00", `{"A":"x","B":{"id":"1"},"C":null}`},
		{true, "\x00\x011\x00", ""}, // A is mandatory
		{false, "\x00\x011\x00", ""},
	} {
		row := program.Row{Header: &program.Header{Names: []string{"A", "B", "C"}, Null: test.null}, Text: test.row}
		out, _, ok := appendCells(o, new(program.State), nil, 0, row)
		if ok != (test.want != "") || ok && string(out) != test.want {
			t.Errorf("%q, null %v: %s, %v, want %s", test.row, test.null, out, ok, test.want)
		}
	}
}
