package fieldtype_test

import (
	"errors"
	"testing"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/program"
)

// The field says how a cell is read.
func TestCell(t *testing.T) {
	tests := []struct {
		spec fieldtype.Spec
		cell string
		want string // "" if the cell is refused
	}{
		{fieldtype.Spec{Kind: fieldtype.SingleLine}, "Daly", `"Daly"`},
		{fieldtype.Spec{Kind: fieldtype.SingleLine}, " \t Daly \r\n", `"Daly"`},
		{fieldtype.Spec{Kind: fieldtype.SingleLine}, "007", `"007"`},
		{fieldtype.Spec{Kind: fieldtype.SingleLine}, "[1]", `"[1]"`},
		{fieldtype.Spec{Kind: fieldtype.SingleLine}, "", `null`},
		{fieldtype.Spec{Kind: fieldtype.SingleLine}, " ", `null`},
		{fieldtype.Spec{Kind: fieldtype.MultiLine}, "a\nb", `"a\nb"`},
		{fieldtype.Spec{Kind: fieldtype.Email}, " p.boyle@zylker.com ", `"p.boyle@zylker.com"`},
		{fieldtype.Spec{Kind: fieldtype.Email}, "p.boyle", ""},
		{fieldtype.Spec{Kind: fieldtype.Phone}, "9900000000", `"9900000000"`},
		{fieldtype.Spec{Kind: fieldtype.URL}, "zylker.com", `"zylker.com"`},
		{fieldtype.Spec{Kind: fieldtype.Picklist, Values: []string{"Hot"}, OnlyListed: true}, "Hot ", `"Hot"`},
		{fieldtype.Spec{Kind: fieldtype.Picklist, Values: []string{"Hot"}, OnlyListed: true}, "Cold", ""},
		{fieldtype.Spec{Kind: fieldtype.Date}, "2017-08-16", `"2017-08-16"`},
		{fieldtype.Spec{Kind: fieldtype.Date}, "16.08.2017", ""},
		{fieldtype.Spec{Kind: fieldtype.DateTime}, "2017-08-16T14:32:23+05:30", `"2017-08-16T14:32:23+05:30"`},
		{fieldtype.Spec{Kind: fieldtype.DateTime}, "2017-08-16T14:32:23", `"2017-08-16T14:32:23"`},
		{fieldtype.Spec{Kind: fieldtype.Clock}, "10:00", `"10:00"`},

		{fieldtype.Spec{Kind: fieldtype.Number}, "120", `120`},
		{fieldtype.Spec{Kind: fieldtype.Number}, " -120 ", `-120`},
		{fieldtype.Spec{Kind: fieldtype.Number}, "+120", `120`},
		{fieldtype.Spec{Kind: fieldtype.Number}, "00120", `120`},
		{fieldtype.Spec{Kind: fieldtype.Number}, "-09", `-9`},
		{fieldtype.Spec{Kind: fieldtype.Number}, "-00", `-0`},
		{fieldtype.Spec{Kind: fieldtype.Number}, "1.5", ""},
		{fieldtype.Spec{Kind: fieldtype.Currency}, "250000.90", `250000.90`},
		{fieldtype.Spec{Kind: fieldtype.Currency}, ".5", `0.5`},
		{fieldtype.Spec{Kind: fieldtype.Currency}, "-.5", `-0.5`},
		{fieldtype.Spec{Kind: fieldtype.Currency}, "+00.50", `0.50`},
		{fieldtype.Spec{Kind: fieldtype.Currency}, "1e3", `1000`},
		{fieldtype.Spec{Kind: fieldtype.Percent}, "25", `25`},
		{fieldtype.Spec{Kind: fieldtype.DecimalNumber}, "9999999999999999.999999999", `9999999999999999.999999999`},
		{fieldtype.Spec{Kind: fieldtype.LongInteger}, "0012345600012", `"0012345600012"`},
		{fieldtype.Spec{Kind: fieldtype.LongInteger, AllowNumber: true}, "12345600012", `12345600012`},
		{fieldtype.Spec{Kind: fieldtype.LongInteger, AllowNumber: true}, "0012", `"0012"`},

		{fieldtype.Spec{Kind: fieldtype.Checkbox}, "true", `true`},
		{fieldtype.Spec{Kind: fieldtype.Checkbox}, "FALSE", `false`},
		{fieldtype.Spec{Kind: fieldtype.Checkbox}, "yes", ""},
		{fieldtype.Spec{Kind: fieldtype.Checkbox}, "1", ""},

		{fieldtype.Spec{Kind: fieldtype.MultiSelect}, "Analytics", `["Analytics"]`},
		{fieldtype.Spec{Kind: fieldtype.MultiSelect}, " Analytics ;Big data;; ", `["Analytics","Big data"]`},
		{fieldtype.Spec{Kind: fieldtype.MultiSelect}, ";", `[]`},

		{fieldtype.Spec{Kind: fieldtype.Lookup}, "425248000000104001", `{"id":"425248000000104001"}`},
		{fieldtype.Spec{Kind: fieldtype.Lookup}, "Zylker", ""},
		{fieldtype.Spec{Kind: fieldtype.Lookup}, `{"id":"1","name":"x"}`, `{"id":"1","name":"x"}`},
		{fieldtype.Spec{Kind: fieldtype.Lookup}, `{"id":`, ""},
		{fieldtype.Spec{Kind: fieldtype.Lookup, AllowName: true}, "Zylker", `{"name":"Zylker"}`},
		{fieldtype.Spec{Kind: fieldtype.Lookup, AllowName: true}, "425248000000104001", `{"id":"425248000000104001"}`},
		{fieldtype.Spec{Kind: fieldtype.User}, "p.boyle@zylker.com", `{"email":"p.boyle@zylker.com"}`},
		{fieldtype.Spec{Kind: fieldtype.User}, "4150868000000623001", `{"id":"4150868000000623001"}`},
		{fieldtype.Spec{Kind: fieldtype.Layout}, "554023000002734009", `{"id":"554023000002734009"}`},
		{fieldtype.Spec{Kind: fieldtype.Wizard}, "3652397000003677001", `"3652397000003677001"`},
		{fieldtype.Spec{Kind: fieldtype.Wizard}, `{"id":"3652397000003677001"}`, `{"id":"3652397000003677001"}`},
		{fieldtype.Spec{Kind: fieldtype.LarID}, "3652397000002045001", `"3652397000002045001"`},
		{fieldtype.Spec{Kind: fieldtype.Tag}, `[{"name":"VIP"}]`, `[{"name":"VIP"}]`},
		{fieldtype.Spec{Kind: fieldtype.Tag}, `VIP`, ""},
		{fieldtype.Spec{Kind: fieldtype.Subform}, `[{"Quantity":1}]`, `[{"Quantity":1}]`},
		{fieldtype.Spec{Kind: fieldtype.Reminders}, `15 mins`, `[{"unit":15,"period":"minutes"}]`},
		{fieldtype.Spec{Kind: fieldtype.RRule}, `{"RRULE":"FREQ=DAILY;INTERVAL=1;DTSTART=2023-05-20;UNTIL=2023-05-28"}`, `{"RRULE":"FREQ=DAILY;INTERVAL=1;DTSTART=2023-05-20;UNTIL=2023-05-28"}`},
		{fieldtype.Spec{Kind: fieldtype.Any}, "[1]", `"[1]"`},
		{fieldtype.Spec{Kind: fieldtype.Formula}, "7", `"7"`},

		// With a limit that its kind does not know, too.
		{fieldtype.Spec{Kind: fieldtype.Checkbox, MaxLength: 1}, "true", `true`},
		{fieldtype.Spec{Kind: fieldtype.Number, Values: []string{"x"}}, "120", `120`},
		{fieldtype.Spec{Kind: fieldtype.Any, MaxLength: 2}, "ab", `"ab"`},
		{fieldtype.Spec{Kind: fieldtype.Any, MaxLength: 2}, "abc", ""},
	}
	for _, test := range tests {
		out, errs := test.spec.Append(nil, nil, fieldtype.Cell(test.cell))
		if got := string(out); errs.Err() == nil && got != test.want || (errs.Err() == nil) != (test.want != "") {
			t.Errorf("%v of %q: %s, %v, want %s", test.spec.Kind, test.cell, got, errs, test.want)
		}
		if _, err := everywhere(test.spec, fieldtype.Cell(test.cell), fieldtype.Cell(test.cell)); err != nil {
			t.Errorf("%v of %q: %v", test.spec.Kind, test.cell, err)
		}
	}
}

// A cell of a lookup that Zoho does not look up by name is an id.
func TestCellLookup(t *testing.T) {
	check(t, fieldtype.Spec{Kind: fieldtype.Lookup}, []row{{in: fieldtype.Cell("Zylker"), problems: problems(noID(key("id")))}})
	check(t, fieldtype.Spec{Kind: fieldtype.User}, []row{{in: fieldtype.Cell("Patricia"), problems: problems(noID(key("id")))}})
	check(t, fieldtype.Spec{Kind: fieldtype.Lookup, AllowName: true}, []row{
		{in: fieldtype.Cell("Zylker"), out: `{"name":"Zylker"}`, problems: problems(by(zohocrm.ReasonLookupByName))}})
}

// A cell that is no number gets that reason.
func TestCellNumbers(t *testing.T) {
	spec := fieldtype.Spec{Kind: fieldtype.Number}
	for _, cell := range []string{"a dozen", "1,000", "1 000", "+-1", "-+1", "--1", "++1", "+", "-", ".", "1.", "0x10", "1e", "NaN", "Infinity", "٣", "1\x00", "1e9999"} {
		_, errs := spec.Append(nil, nil, fieldtype.Cell(cell))
		if len(errs) != 1 || errs[0].Reason != zohocrm.ReasonFormat && errs[0].Reason != zohocrm.ReasonDigits || errs[0].Details.ExpectedDataType != "integer" {
			t.Errorf("%q: %+v", cell, errs)
		}
	}
}

// As long as no field reads it, a cell is a text.
func TestCellIsText(t *testing.T) {
	v := fieldtype.Cell(" 120 ")
	if s, ok := v.AsText(); s != "120" || !ok || v.JSONType() != "string" || v.IsEmpty() || v.IsAbsent() || v.Len() != 0 {
		t.Errorf("%q, %v, %s", s, ok, v.JSONType())
	}
	if _, ok := v.AsDecimal(); ok {
		t.Error("it is a number")
	}
	for _, empty := range []string{"", " ", "\t\n"} {
		if v := fieldtype.Cell(empty); !v.IsAbsent() {
			t.Errorf("%q is %s", empty, show(v))
		}
	}
	if err := (&fieldtype.Spec{}).Check(fieldtype.Cell("\xff")); !errors.Is(err, zohocrm.ReasonUTF8) {
		t.Errorf("a cell that is not UTF-8: %v", err)
	}
}

// A rule that asks for a field finds what the field reads.
func TestCellFind(t *testing.T) {
	o := compile(fieldtype.Field{APIName: "A", Spec: fieldtype.Spec{Kind: fieldtype.Number}}, fieldtype.Field{APIName: "B", AliasOf: "A", Spec: fieldtype.Spec{Kind: fieldtype.Number}})
	for _, name := range []string{"A", "B"} {
		v, spelling := fieldtype.Internal.Find(program.Key{}, o, []fieldtype.Member{{Name: name, Value: fieldtype.Cell("+7")}}, nil, new(program.Index), "A")
		if d, ok := v.AsDecimal(); !ok || d.String() != "7" || spelling != name {
			t.Errorf("%s: %s by %s", name, show(v), spelling)
		}
	}
}
