package fieldtype_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
)

// tooLong returns the problem of a text that is longer than max.
func tooLong(max int, at ...zohocrm.Step) *zohocrm.Error {
	return invalidData(zohocrm.ReasonMaxLength, zohocrm.Details{MaximumLength: max}, at...)
}

func notUTF8(dataType string, at ...zohocrm.Step) *zohocrm.Error {
	return invalidData(zohocrm.ReasonUTF8, zohocrm.Details{ExpectedDataType: dataType}, at...)
}

// Single Line: "Accepts up to 255 characters, and alphanumeric and special
// characters."
func TestSingleLine(t *testing.T) {
	spec := fieldtype.Spec{Kind: fieldtype.SingleLine}
	check(t, spec, []row{
		{in: parse(`"Mike O'Leary"`), out: `"Mike O'Leary"`},
		{in: parse(`"A1 !\"#$%&'()*+,-./:;<=>?@[\\]^_{|}~"`), out: `"A1 !\"#$%&'()*+,-./:;<=>?@[\\]^_{|}~"`},
		{in: parse(`"Łódź 漢字 😀"`), out: `"Łódź 漢字 😀"`},
		{in: parse(`" "`), out: `" "`},
		{in: parse(`"2 lines\nof text"`), out: `"2 lines\nof text"`},
		{in: fieldtype.ValueOf(textual("by MarshalText")), out: `"by MarshalText"`},
		{in: fieldtype.Text("\xff"), problems: problems(notUTF8("text"))},
		{in: fieldtype.Text("a\xed\xa0\x80"), problems: problems(notUTF8("text"))},
		{in: fieldtype.Text(strings.Repeat("\xff", 300)), problems: problems(notUTF8("text"))},
	})
	checkLength(t, fieldtype.SingleLine, 255, fieldtype.ValidateSingleLine)
	checkTypes(t, fieldtype.SingleLine, "text", "number", "boolean", "array", "object", "time")
}

// Multi Line: "Small - accepts up to 2000 characters. Large - accepts up to
// 32000 characters." The metadata also knows rich text, of up to 50000.
func TestMultiLine(t *testing.T) {
	for kind, limit := range map[fieldtype.Kind]int{
		fieldtype.MultiLine: 2000, fieldtype.MultiLineLarge: 32000, fieldtype.RichText: 50000,
	} {
		check(t, fieldtype.Spec{Kind: kind}, []row{
			{in: parse(`"This is the first line \n Now for the second Line"`), out: `"This is the first line \n Now for the second Line"`},
			{in: parse(`"<b>Bold</b>\r\n\t\u0000"`), out: `"<b>Bold</b>\r\n\t\u0000"`},
			{in: fieldtype.Text("\xff"), problems: problems(notUTF8("text"))},
		})
		checkTypes(t, kind, "text", "number", "boolean", "array", "object", "time")
		checkLength(t, kind, limit, map[fieldtype.Kind]func(string) error{
			fieldtype.MultiLine: fieldtype.ValidateMultiLine, fieldtype.MultiLineLarge: fieldtype.ValidateMultiLineLarge, fieldtype.RichText: fieldtype.ValidateRichText,
		}[kind])
	}
}

// checkLength checks that a text may have limit code points, and not one more.
func checkLength(t *testing.T, kind fieldtype.Kind, limit int, validate func(string) error) {
	t.Helper()
	for _, character := range []string{"a", "ß", "漢", "😀", "\n", "\u0301"} {
		longest := strings.Repeat(character, limit)
		written, _ := json.Marshal(longest)
		check(t, fieldtype.Spec{Kind: kind}, []row{
			{in: fieldtype.Text(longest), out: string(written)},
			{in: fieldtype.Text(longest + character), problems: problems(tooLong(limit))},
			{in: fieldtype.Text(longest + "\xff"), problems: problems(notUTF8("text"))},
		})
		if err := validate(longest); err != nil {
			t.Errorf("%v: %d times %q: %v", kind, limit, character, err)
		}
		err := validate(longest + character)
		var e *zohocrm.Error
		if !errors.As(err, &e) || e.Reason != zohocrm.ReasonMaxLength || e.Details.MaximumLength != limit {
			t.Errorf("%v: %d times %q: %v, want reason max_length", kind, limit+1, character, err)
		}
	}
	if err := validate(""); err != nil {
		t.Errorf("%v: the empty text: %v", kind, err)
	}
}

// $se_module and Record_Image are short texts.
func TestOtherTexts(t *testing.T) {
	for _, kind := range []fieldtype.Kind{fieldtype.SEModule, fieldtype.ProfileImage} {
		check(t, fieldtype.Spec{Kind: kind}, []row{
			{in: parse(`"Accounts"`), out: `"Accounts"`},
			{in: fieldtype.Text(strings.Repeat("ß", 255)), out: `"` + strings.Repeat("ß", 255) + `"`},
			{in: fieldtype.Text(strings.Repeat("ß", 256)), problems: problems(tooLong(255))},
		})
		checkTypes(t, kind, "text", "number", "boolean", "array", "object", "time")
	}
}

// Picklist: "You can either pass an existing pick list value or add a new one.
// The pick list value accepts all alphanumeric and special characters."
func TestPicklist(t *testing.T) {
	check(t, fieldtype.Spec{Kind: fieldtype.Picklist}, []row{
		{in: parse(`"automobile"`), out: `"automobile"`},
		{in: parse(`"-None-"`), out: `"-None-"`},
		{in: parse(`"ASP (Application Service Provider)"`), out: `"ASP (Application Service Provider)"`},
		{in: parse(`"Łódź"`), out: `"Łódź"`},
		{in: fieldtype.Text(strings.Repeat("漢", 1000)), out: `"` + strings.Repeat("漢", 1000) + `"`},
		{in: fieldtype.Text("\xff"), problems: problems(notUTF8("text"))},
	})
	checkTypes(t, fieldtype.Picklist, "text", "number", "boolean", "array", "object", "time")

	values := []string{"automobile", "Large Enterprise", "Łódź"}
	other := func() *zohocrm.Error {
		return invalidData(zohocrm.ReasonPicklist, zohocrm.Details{SupportedValues: values})
	}
	near := func(e *zohocrm.Error) *zohocrm.Error {
		e.Suggestion = "automobile"
		return e
	}
	open := fieldtype.Spec{Kind: fieldtype.Picklist, Values: values}
	check(t, open, empty)
	check(t, open, []row{
		{in: parse(`"automobile"`), out: `"automobile"`},
		{in: parse(`"Łódź"`), out: `"Łódź"`},
		{in: parse(`"new"`), out: `"new"`, problems: problems(warning(other()))},
		{in: parse(`"Automobile"`), out: `"Automobile"`, problems: problems(warning(near(other())))},
		{in: parse(`"automobile "`), out: `"automobile "`, problems: problems(warning(near(other())))},
	})
	closed := open
	closed.OnlyListed = true
	check(t, closed, empty)
	check(t, closed, []row{
		{in: parse(`"Large Enterprise"`), out: `"Large Enterprise"`},
		{in: parse(`"new"`), problems: problems(other())},
		{in: parse(`"AUTOMOBILE"`), problems: problems(near(other()))},
	})

	if err := fieldtype.ValidatePicklist("new"); err != nil {
		t.Errorf("ValidatePicklist(new) = %v", err)
	}
	if err := fieldtype.ValidatePicklist("\xff"); !errors.Is(err, zohocrm.ReasonUTF8) {
		t.Errorf("ValidatePicklist of no UTF-8 = %v", err)
	}
}

// Multi-select picklist: a JSON array of such values.
func TestMultiSelect(t *testing.T) {
	check(t, fieldtype.Spec{Kind: fieldtype.MultiSelect}, []row{
		{in: parse(`["Analytics", "Big data"]`), out: `["Analytics","Big data"]`},
		{in: fieldtype.Texts("Analytics", "Big data"), out: `["Analytics","Big data"]`},
		{in: fieldtype.ValueOf([]any{"Łódź"}), out: `["Łódź"]`},
		{in: parse(`[]`), out: `[]`},
		{in: parse(`[""]`), out: `[""]`},

		// What clients send in its place.
		{in: parse(`"Analytics;Big data"`), problems: problems(wrongType("jsonarray"))},
		{in: parse(`"Analytics,Big data"`), problems: problems(wrongType("jsonarray"))},

		// Each wrong element is found.
		{in: parse(`["a", 1, true, null, ["b"], {"c":"d"}]`), problems: problems(
			wrongType("text", index(1)), wrongType("text", index(2)), wrongType("text", index(3)),
			wrongType("text", index(4)), wrongType("text", index(5)),
		)},
		{in: fieldtype.Texts("a", "\xff"), problems: problems(notUTF8("text", index(1)))},
		{in: fieldtype.ValueOf([]any{"a", make(chan int)}), problems: problems(invalidData(zohocrm.ReasonGoType, zohocrm.Details{}, index(1)))},
	})
	checkTypes(t, fieldtype.MultiSelect, "jsonarray", "text", "number", "boolean", "object", "time")

	values := []string{"Analytics", "Big data"}
	other := func(i int) *zohocrm.Error {
		return invalidData(zohocrm.ReasonPicklist, zohocrm.Details{SupportedValues: values}, index(i))
	}
	check(t, fieldtype.Spec{Kind: fieldtype.MultiSelect, Values: values}, []row{
		{in: parse(`["Big data"]`), out: `["Big data"]`},
		{in: parse(`["x", "Analytics", "y"]`), out: `["x","Analytics","y"]`, problems: problems(warning(other(0)), warning(other(2)))},
	})
	check(t, fieldtype.Spec{Kind: fieldtype.MultiSelect, Values: values, OnlyListed: true}, []row{
		{in: parse(`["x", "Analytics", "y"]`), problems: problems(other(0), other(2))},
	})
	check(t, fieldtype.Spec{Kind: fieldtype.MultiSelect, MaxLength: 2}, []row{
		{in: fieldtype.Texts("a", "b"), out: `["a","b"]`},
		{in: fieldtype.Texts("a", "b", "c"), problems: problems(&zohocrm.Error{
			Code: zohocrm.CodeLimitExceeded, Reason: zohocrm.ReasonMaxItems,
			Message: "more than 2 elements are not allowed", Details: zohocrm.Details{Limit: 2},
		})},
	})
}

// Each problem has the list of its own field, which stays as it is when the caller
// changes the list of the field.
func TestListsOfProblems(t *testing.T) {
	listed := func(name string, values ...string) fieldtype.Field {
		return fieldtype.Field{APIName: name, Spec: fieldtype.Spec{Kind: fieldtype.Picklist, Values: values, OnlyListed: true}}
	}
	other := func(name string, values ...string) *zohocrm.Error {
		return invalidData(zohocrm.ReasonPicklist, zohocrm.Details{SupportedValues: values}, index(0), key(name))
	}
	check(t, fieldtype.Spec{Kind: fieldtype.Subform, Fields: []fieldtype.Field{listed("A", "Hot", "Cold"), listed("B", "North", "South")}}, []row{
		{in: parse(`[{"A":"xyz","B":"xyz"}]`), problems: problems(other("A", "Hot", "Cold"), other("B", "North", "South"))},
	})

	values := []string{"Hot", "Cold"}
	_, errs := (&fieldtype.Spec{Kind: fieldtype.MultiSelect, Values: values}).Append(nil, nil, parse(`[1,"xyz"]`))
	values[0] = "changed"
	if len(errs) != 2 || errs[1].Details.SupportedValues[0] != "Hot" {
		t.Errorf("%+v", errs)
	}
}

func TestTextLaws(t *testing.T) {
	l := testkit.Laws(t, 5000)
	l.Property("a text passes exactly if it has no more code points than its field", prop.ForAll(func(seed int64, limit int) (string, error) {
		r := fromSeed(seed)
		kinds := []fieldtype.Kind{fieldtype.SingleLine, fieldtype.MultiLine, fieldtype.MultiLineLarge, fieldtype.RichText, fieldtype.SEModule}
		spec := fieldtype.Spec{Kind: kinds[r.Intn(len(kinds))], MaxLength: limit}
		var b strings.Builder
		for range limit - 1 + r.Intn(3) {
			b.WriteString(r.pick("a", "ß", "漢", "😀", "\n", `"`))
		}
		s := b.String()
		err := spec.Check(fieldtype.Text(s))
		if fits := utf8.RuneCountInString(s) <= limit; fits != (err == nil) {
			return "", fmt.Errorf("%d of %d: %v", utf8.RuneCountInString(s), limit, err)
		}
		if err != nil && !errors.Is(err, zohocrm.ReasonMaxLength) {
			return "", err
		}
		return "", nil
	}, gen.Int64(), gen.IntRange(1, 300)))
	l.TestingRun(t)
}
