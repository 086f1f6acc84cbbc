package fieldtype_test

import (
	"strconv"
	"testing"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// A hint says what to do. It quotes nothing of the value.
func TestHints(t *testing.T) {
	text := fieldtype.Text
	tests := []struct {
		kind fieldtype.Kind
		v    fieldtype.Value
		hint string
	}{
		{fieldtype.DateTime, text("2025-08-16T16:26:04Z"), "write +00:00 in place of Z"},
		{fieldtype.DateTime, text("2025-08-16T16:26:04.240Z"), "leave out the fraction of a second, write +00:00 in place of Z"},
		{fieldtype.DateTime, text("2025-08-16T16:26:04.240+00:00"), "leave out the fraction of a second"},
		{fieldtype.DateTime, text("2025-08-16 16:26:04+00:00"), "write T between date and time"},
		{fieldtype.DateTime, text("2025-08-16"), "add the time and the offset: 1999-12-31T00:00:00+00:00"},
		{fieldtype.DateTime, text("16/08/2025 16:26"), "write year, month and day with dashes: 1999-12-31T00:00:00+00:00 for 31/12/1999"},
		{fieldtype.DateTime, text("2025-08-16T16:26:04+0530"), "write the offset with a colon: +05:30"},
		{fieldtype.DateTime, text("2025-08-16T16:26:04-0530"), "write the offset with a colon: +05:30"},
		{fieldtype.Clock, text("2025-08-16"), "write the text in the format that is expected"}, // not the hint of a date
		{fieldtype.Date, fieldtype.Int(1723766400), "write a text in the form of " + fieldtype.Date.Example() + ", not a number of seconds or days"},
		{fieldtype.DateTime, fieldtype.Float(45520.5), "write a text in the form of " + fieldtype.DateTime.Example() + ", not a number of seconds or days"},
		{fieldtype.SingleLine, fieldtype.Bool(true), "write a value in the form of " + fieldtype.SingleLine.Example()},
		{fieldtype.DateTime, text("soon"), "write the text in the format that is expected"},
		{fieldtype.Date, text("16/08/2025"), "write year, month and day with dashes: 1999-12-31 for 31/12/1999"},
		{fieldtype.Date, text("16.08.2025"), "write year, month and day with dashes: 1999-12-31 for 31/12/1999"},
		{fieldtype.Date, text("2025-08-16T16:26:04+00:00"), "write the date without a time"},
		{fieldtype.Date, text("tomorrow"), "write the text in the format that is expected"},
		{fieldtype.Number, text("7"), `write the number without quotes: 54, not "54"`},
		{fieldtype.Currency, text("7.50"), `write the number without quotes: 54, not "54"`},
		{fieldtype.SingleLine, fieldtype.Int(7), `write the text in quotes: "105", not 105`},
		{fieldtype.Picklist, fieldtype.Float(7.5), `write the text in quotes: "105", not 105`},
		{fieldtype.MultiSelect, text("Italy"), `write an array: ["a"], not "a"`},
		{fieldtype.Checkbox, text("yes"), "write true or false without quotes"},
		{fieldtype.Checkbox, fieldtype.Int(1), "write true or false without quotes"},
		{fieldtype.Lookup, fieldtype.Object(), "leave the field out, or write null"},
		{fieldtype.User, fieldtype.Object(), "leave the field out, or write null"},
		{fieldtype.Phone, text("Tel: 9900000000"), "remove this character, or the word that it belongs to"},
		{fieldtype.URL, text("zylker"), "write the domain with a dot, such as domain.tld"},
	}
	for _, test := range tests {
		spec := fieldtype.Spec{Kind: test.kind}
		_, problems := spec.Append(nil, nil, test.v)
		if len(problems) != 1 || problems[0].Hint() != test.hint {
			t.Errorf("%v %s: got %q, want %q", test.kind, show(test.v), hints(problems), test.hint)
		}
	}
}

func hints(problems zohocrm.Errors) (hints []string) {
	for _, p := range problems {
		hints = append(hints, p.Hint())
	}
	return hints
}

// TestNearValues: a value that is near one of a list gets it as a suggestion, in
// every source of a list.
func TestNearValues(t *testing.T) {
	values := []string{"Advertisement", "Cold Call", "Zurich", "Phase 1", "Phase 2"}
	for given, want := range map[string]string{
		"cold call": "Cold Call", "Cold-Call": "Cold Call", "Cold  Call": "Cold Call", "ColdCall": "Cold Call", "Advertisment": "Advertisement",
		"Zürich": "Zurich", "Phase 3": "", "Fair": "", "": "",
	} {
		for _, only := range []bool{true, false} {
			for kind, v := range map[fieldtype.Kind]fieldtype.Value{
				fieldtype.Picklist: fieldtype.Text(given), fieldtype.MultiSelect: fieldtype.Texts("Cold Call", given), fieldtype.SingleLine: fieldtype.Text(given),
			} {
				spec := fieldtype.Spec{Kind: kind, Values: values, OnlyListed: only}
				_, problems := spec.Append(nil, nil, v)
				if given == "" && len(problems) == 0 {
					continue
				}
				if len(problems) != 1 || problems[0].Suggestion != want || problems[0].Warning == only {
					t.Errorf("%s %q: %v, want the suggestion %q", kind, given, problems, want)
				} else if hint := problems[0].Hint(); want != "" && hint != "did you mean "+want+"?" || only && want == "" && hint != "choose a value of the list" {
					t.Errorf("%s %q: %s", kind, given, hint)
				}
			}
		}
	}
	long := make([]string, 100_000)
	for i := range long {
		long[i] = "value " + strconv.Itoa(i)
	}
	for n, want := range map[int]string{2000: "value 5", 2001: "", len(long): ""} {
		_, problems := (&fieldtype.Spec{Kind: fieldtype.Picklist, Values: long[:n], OnlyListed: true}).Append(nil, nil, fieldtype.Text("valu 5"))
		if len(problems) != 1 || problems[0].Suggestion != want {
			t.Errorf("a list of %d: %v", n, problems)
		}
	}
}
