package fieldtype_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/rand"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
)

// A row is a value, and what a field type makes of it: the JSON that it writes,
// or problems. Warnings come with both.
type row struct {
	in       fieldtype.Value
	out      string
	problems zohocrm.Errors
}

// check checks a field type row by row.
func check(t *testing.T, spec fieldtype.Spec, rows []row) {
	t.Helper()
	for _, row := range rows {
		const before = `"before":`
		given := zohocrm.Errors{{Code: zohocrm.CodeSuccess}}
		out, errs := spec.Append([]byte(before), given, row.in)
		name := fmt.Sprintf("%v %s", spec.Kind, show(row.in))
		if errs[0] != given[0] || !strings.HasPrefix(string(out), before) {
			t.Errorf("%s: what was there before is gone", name)
			continue
		}
		errs = errs[1:]
		if diff := cmp.Diff(row.problems, errs, cmpopts.EquateEmpty(), cmpopts.IgnoreFields(zohocrm.Error{}, "Expected", "Fix")); diff != "" {
			t.Errorf("%s: other problems than expected (-want +got):\n%s", name, diff)
		}
		for _, e := range errs {
			if !strings.HasPrefix(e.Expectation(), "expected ") || strings.Contains(e.Expectation(), "\n") {
				t.Errorf("%s: the problem does not say what was expected: %q", name, e.Expectation())
			}
		}
		if got := string(out[len(before):]); errs.Err() == nil && got != row.out {
			t.Errorf("%s: wrote %s, want %s", name, got, row.out)
		} else if errs.Err() == nil && !json.Valid([]byte(got)) {
			t.Errorf("%s: wrote %s, which is not JSON", name, got)
		}
		if diff := cmp.Diff(errs.Err(), spec.Check(row.in)); diff != "" {
			t.Errorf("%s: Check finds other problems than Append (-Append +Check):\n%s", name, diff)
		}
	}
}

// show returns a short text of a value, for a test's messages.
func show(v fieldtype.Value) string {
	out, errs := (&fieldtype.Spec{}).Append(nil, nil, v)
	if len(errs) > 0 {
		return string(errs[0].Reason)
	}
	if len(out) > 60 {
		return fmt.Sprintf("%s… (%d bytes)", out[:60], len(out))
	}
	return string(out)
}

// parse returns the value that JSON text writes.
func parse(text string) fieldtype.Value {
	v, err := fieldtype.ParseJSON([]byte(text))
	if err != nil {
		panic(err)
	}
	return v
}

func key(name string) zohocrm.Step { return zohocrm.Key(name) }
func index(i int) zohocrm.Step     { return zohocrm.Index(i) }

// invalidData returns the problem of a value that Zoho calls "invalid data".
func invalidData(reason zohocrm.Reason, details zohocrm.Details, at ...zohocrm.Step) *zohocrm.Error {
	e := &zohocrm.Error{Code: zohocrm.CodeInvalidData, Reason: reason, Message: "invalid data", Details: details}
	return e.PrefixPath(at...)
}

// wrongType returns the problem of a value of another type than dataType.
func wrongType(dataType string, at ...zohocrm.Step) *zohocrm.Error {
	return invalidData(zohocrm.ReasonType, zohocrm.Details{ExpectedDataType: dataType}, at...)
}

// notFound returns the problem of an object that lacks a key.
func notFound(at ...zohocrm.Step) *zohocrm.Error {
	e := &zohocrm.Error{Code: zohocrm.CodeMandatoryNotFound, Reason: zohocrm.ReasonMandatory, Message: "required field not found"}
	return e.PrefixPath(at...)
}

// warning makes a warning of a problem.
func warning(e *zohocrm.Error) *zohocrm.Error {
	e.Warning = true
	return e
}

func problems(errs ...*zohocrm.Error) zohocrm.Errors { return errs }

// empty are the values that say nothing. Every field takes them.
var empty = []row{
	{in: fieldtype.Value{}, out: "null"},
	{in: fieldtype.Null(), out: "null"},
	{in: fieldtype.Text(""), out: `""`},
	{in: fieldtype.ValueOf(nil), out: "null"},
	{in: fieldtype.ValueOf((*int)(nil)), out: "null"},
}

// oneOfEach holds a value of each JSON type.
var oneOfEach = map[string][]fieldtype.Value{
	"text":    {parse(`"Mike O'Leary"`), parse(`"ß"`), parse(`" "`), parse(`"true"`), parse(`"null"`), parse(`"[]"`)},
	"number":  {parse(`1`), parse(`0`), parse(`-2.5`), fieldtype.Int(7), fieldtype.Float(0.5)},
	"boolean": {parse(`true`), parse(`false`)},
	"array":   {parse(`[]`), parse(`[1,"a"]`), fieldtype.Texts("a"), fieldtype.Texts()},
	"object":  {parse(`{}`), parse(`{"a":1}`), fieldtype.ID("425248000000104001")},
	"time":    {fieldtype.Time(time.Date(2017, 8, 16, 14, 32, 23, 0, time.UTC))},
}

// checkTypes checks that a field type refuses the values of the given types as
// values of a wrong type.
func checkTypes(t *testing.T, kind fieldtype.Kind, dataType string, types ...string) {
	t.Helper()
	for _, name := range types {
		for _, v := range oneOfEach[name] {
			check(t, fieldtype.Spec{Kind: kind}, []row{{in: v, problems: problems(wrongType(dataType))}})
		}
	}
	// What has no JSON form at all is reported as that.
	check(t, fieldtype.Spec{Kind: kind}, []row{
		{in: fieldtype.Float(math.NaN()), problems: problems(invalidData(zohocrm.ReasonNotFinite, zohocrm.Details{}))},
		{in: fieldtype.ValueOf(make(chan int)), problems: problems(invalidData(zohocrm.ReasonGoType, zohocrm.Details{}))},
		{in: parse(`{"id":"1","id":"2"}`), problems: problems(invalidData(zohocrm.ReasonDuplicateKey, zohocrm.Details{}, key("id")))},
	})
	check(t, fieldtype.Spec{Kind: kind}, empty)
}

// A field of which nothing is known takes every value and writes it as it is.
func TestAnyTakesEveryValue(t *testing.T) {
	for _, kind := range []fieldtype.Kind{fieldtype.Any, fieldtype.Formula, fieldtype.RollupSummary, fieldtype.AutoNumber, 255} {
		spec := fieldtype.Spec{Kind: kind}
		check(t, spec, empty)
		check(t, spec, []row{
			{in: fieldtype.Text("Mike O'Leary"), out: `"Mike O'Leary"`},
			{in: fieldtype.Text("1\n\"2\" <ß>\u2028"), out: `"1\n\"2\" <ß>` + "\u2028" + `"`},
			{in: fieldtype.Bool(true), out: `true`},
			{in: fieldtype.Bool(false), out: `false`},
			{in: fieldtype.Int(math.MinInt64), out: `-9223372036854775808`},
			{in: fieldtype.Float(1e21), out: `1000000000000000000000`},
			{in: parse(`250000.90`), out: `250000.90`},
			{in: fieldtype.ID("425248000000104001"), out: `{"id":"425248000000104001"}`},
			{in: fieldtype.Texts("Analytics", "Big data"), out: `["Analytics","Big data"]`},
			{in: parse(` { "b" : [ 1 , null , { } ] , "a" : { "id" : "x" } } `), out: `{"b":[1,null,{}],"a":{"id":"x"}}`},
			{in: fieldtype.Time(time.Date(2017, 8, 16, 14, 32, 23, 0, time.FixedZone("", 19800))), out: `"2017-08-16T14:32:23+05:30"`},

			// An absent member is left out, an absent element cannot be.
			{in: fieldtype.Object(
				fieldtype.Member{Name: "a"},
				fieldtype.Member{Name: "b", Value: fieldtype.Int(1)},
				fieldtype.Member{Name: "c"},
				fieldtype.Member{Name: "d", Value: fieldtype.Null()},
			), out: `{"b":1,"d":null}`},
			{in: fieldtype.Array(fieldtype.Value{}, fieldtype.Int(1)), out: `[null,1]`},

			// What has no JSON form is found in every place.
			{in: fieldtype.ValueOf(map[string]any{"a": []any{1, math.Inf(1)}, "b": make(chan int)}), problems: problems(
				invalidData(zohocrm.ReasonNotFinite, zohocrm.Details{}, key("a"), index(1)),
				invalidData(zohocrm.ReasonGoType, zohocrm.Details{}, key("b")),
			)},
			{in: parse(`[{"a":{"b":1,"b":2}}]`), problems: problems(
				invalidData(zohocrm.ReasonDuplicateKey, zohocrm.Details{}, index(0), key("a"), key("b")),
			)},
			{in: fieldtype.ValueOf([]string{"a", "\xff"}), problems: problems(
				invalidData(zohocrm.ReasonUTF8, zohocrm.Details{ExpectedDataType: "text"}, index(1)),
			)},
			{in: fieldtype.ValueOf(map[string]string{"a\xff": "b"}), problems: problems(
				invalidData(zohocrm.ReasonUTF8, zohocrm.Details{ExpectedDataType: "text"}, key("a\xff")),
			)},
			{in: fieldtype.ID("\xff"), problems: problems(
				invalidData(zohocrm.ReasonUTF8, zohocrm.Details{ExpectedDataType: "text"}, key("id")),
			)},
			{in: fieldtype.Time(time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)), problems: problems(
				invalidData(zohocrm.ReasonCalendar, zohocrm.Details{ExpectedDataType: "datetime"}),
			)},
		})
	}
}

// TestKindsKnownByTheirJSONType: of these field types only the JSON type is known.
func TestKindsKnownByTheirJSONType(t *testing.T) {
	territories := fieldtype.Spec{Kind: fieldtype.Territories, MaxLength: 2}
	check(t, territories, []row{
		{in: parse(`[]`), out: `[]`},
		{in: parse(`[{"name":"EMEA"},1]`), out: `[{"name":"EMEA"},1]`},
		{in: fieldtype.Texts("a", "b", "c"), problems: problems(&zohocrm.Error{
			Code: zohocrm.CodeLimitExceeded, Reason: zohocrm.ReasonMaxItems,
			Message: "more than 2 elements are not allowed", Details: zohocrm.Details{Limit: 2},
		})},
	})
	checkTypes(t, fieldtype.Territories, "jsonarray", "text", "number", "boolean", "object", "time")
}

// TestCheck checks the form of what Check returns.
func TestCheck(t *testing.T) {
	spec := fieldtype.Spec{Kind: fieldtype.MultiSelect, Values: []string{"a"}, OnlyListed: true}
	if err := spec.Check(fieldtype.Texts("a")); err != nil {
		t.Errorf("Check = %v, want nil", err)
	}
	err := spec.Check(fieldtype.Texts("b", "a", "c"))
	errs, ok := err.(zohocrm.Errors)
	if !ok || len(errs) != 2 {
		t.Fatalf("Check = %v, want a list of 2 problems", err)
	}
	if !errors.Is(err, zohocrm.CodeInvalidData) || !errors.Is(err, zohocrm.ReasonPicklist) || errors.Is(err, zohocrm.ReasonType) {
		t.Errorf("errors.Is does not see the problems in %v", err)
	}
	if got, want := errs[1].Path.JSONPath(), "$[2]"; got != want {
		t.Errorf("the second problem is at %s, want %s", got, want)
	}

	// Warnings do not block.
	spec.OnlyListed = false
	if err := spec.Check(fieldtype.Texts("b")); err != nil {
		t.Errorf("Check = %v for a value that only warns", err)
	}

	// One problem is returned as itself by the functions for one field type.
	err = fieldtype.ValidateNumber(decimal("1234567890"))
	if _, ok := err.(*zohocrm.Error); !ok {
		t.Errorf("ValidateNumber returns a %T", err)
	}
	err = fieldtype.ValidateLookup(parse(`{"name":1,"id":{"a":"b","a":"b"}}`))
	if err == nil {
		t.Error("ValidateLookup takes an id with a key twice")
	}

	// Several are returned as the list.
	err = fieldtype.ValidateLookup(parse(`{"id":"x","name":{"a":"b","a":"b"}}`))
	if errs, ok := err.(zohocrm.Errors); !ok || len(errs) != 2 || !errors.Is(err, zohocrm.ReasonID) || !errors.Is(err, zohocrm.ReasonDuplicateKey) {
		t.Errorf("ValidateLookup returns %v, want a list of 2 problems", err)
	}
}

// Specs and values for the laws below.

// marker is a text that no error may hold. It is not a number, so that it is
// refused by most field types, and the number is too long for all of them.
const (
	marker       = "Zxq7Kv9wTgPb"
	markerNumber = "918273645546372819918273645546372819"
)

// kinds is more than there are field types: the rest is like Any.
const kinds = fieldtype.Kind(48)

// A source makes random specs and values.
type source struct{ *rand.Rand }

func fromSeed(seed int64) source { return source{rand.New(rand.NewSource(seed))} }

func (r source) pick(texts ...string) string { return texts[r.Intn(len(texts))] }

func (r source) spec(depth int) fieldtype.Spec {
	s := fieldtype.Spec{
		Kind:        fieldtype.Kind(r.Intn(int(kinds))),
		OnlyListed:  r.Intn(2) == 0,
		AllowName:   r.Intn(2) == 0,
		AllowQuoted: r.Intn(2) == 0,
		AllowNumber: r.Intn(2) == 0,
	}
	if r.Intn(2) == 0 {
		s.MaxLength, s.MaxDigits, s.MaxDecimals = r.Intn(5), r.Intn(5), r.Intn(5)-1
	}
	if r.Intn(3) == 0 {
		s.Values = []string{"Analytics", "minutes", "Contacts"}
	}
	if r.Intn(3) == 0 {
		s.Range = zohocrm.Range{From: r.Intn(5), To: 5 + r.Intn(100)}
	}
	if r.Intn(3) == 0 {
		s.ConnectedLookup = "id"
	}
	for depth > 0 && r.Intn(2) == 0 {
		depth--
		s.Fields = append(s.Fields, fieldtype.Field{APIName: r.name(), Spec: r.spec(depth), Mandatory: r.Intn(2) == 0})
	}
	return s
}

// name returns a key that some field type knows, or any other.
func (r source) name() string {
	return r.pick("id", "id", "name", "email", "Email", "File_Id__s", "module", "api_name", "unit", "period", "time",
		"RRULE", "ALARM", "From", "To", "from_range", "to_range", "discount", "type", "participant", "percentage",
		"Consent_Date", "Contact_Through_Email", "x", "", "ß", "a\xffb", `"`)
}

// text returns a text that some field type knows, or any other.
func (r source) text() string {
	switch r.Intn(3) {
	case 0:
		return r.pick("p.boyle@zylker.com", "9900000000", "https://www.zylker.com", "2017-08-16", "2017-08-16T14:32:23+05:30",
			"2017-02-29", "2017-08-16T14:32:23Z", "0012345600012", "425248000000104001", "15 mins", "minutes", "mins", "days",
			"FREQ=DAILY;INTERVAL=1;DTSTART=2023-05-20;UNTIL=2023-05-28", "ACTION=EMAIL;TRIGGER=-P1D;TRIGGER_TIME=22:52",
			"lead", "email", "Contacts", "Analytics", "10:00", "25:61", "12.5", "5%", "5 %\n", "-1", "1e3", "1e99999", "-", "007", "-007", "")
	case 1:
		return marker[:r.Intn(len(marker))] + r.pick("", "\x00", "\n", "\\", `"`, "\xed\xa0\x80", "\xff", "漢字", "😀", "e\u0301", "\u2028")
	}
	return strings.Repeat(r.pick("a", "ß", "1", "0", " ", "\x7f"), r.Intn(40))
}

func (r source) number() fieldtype.Value {
	switch r.Intn(5) {
	case 0:
		return fieldtype.Int(r.Int63() - r.Int63())
	case 1:
		return fieldtype.Int(int64(r.Intn(120)))
	case 2:
		return fieldtype.Float(math.Float64frombits(r.Uint64()))
	case 3:
		return parse(r.pick("-0", "0.0", "12.50", "123456789", "1234567890123456.123456789", "1e3", "15", markerNumber))
	}
	return fieldtype.Float(float64(r.Intn(2000)) / 8)
}

func (r source) value(depth int) fieldtype.Value {
	kinds := 12
	if depth == 0 {
		kinds = 9
	}
	switch r.Intn(kinds) {
	case 0:
		return fieldtype.Value{}
	case 1:
		return fieldtype.Null()
	case 2:
		return fieldtype.Bool(r.Intn(2) == 0)
	case 3, 4:
		return r.number()
	case 5, 6:
		return fieldtype.Text(r.text())
	case 7:
		return fieldtype.ValueOf(textual(r.text()))
	case 8:
		switch r.Intn(4) {
		case 0:
			return fieldtype.Time(time.Unix(r.Int63n(1<<40)-1<<39, 0).In(time.FixedZone("", r.Intn(200000)-100000)))
		case 1:
			return fieldtype.ID(r.text())
		case 2:
			return fieldtype.Texts(r.text(), r.text())
		}
		return fieldtype.ValueOf(struct{}{})
	case 9:
		elements := make([]fieldtype.Value, r.Intn(4))
		for i := range elements {
			elements[i] = r.value(depth - 1)
		}
		return fieldtype.Array(elements...)
	}
	members := make([]fieldtype.Member, r.Intn(4))
	for i := range members {
		members[i] = fieldtype.Member{Name: r.name(), Value: r.value(depth - 1)}
	}
	return fieldtype.Object(members...)
}

// textual is a text by MarshalText, as a decimal type has it.
type textual string

func (s textual) MarshalText() ([]byte, error) { return []byte(s), nil }

func TestSpecLaws(t *testing.T) {
	l := testkit.Laws(t, 20_000)
	l.Property("every spec takes every value: no panic, and JSON or a problem comes out", prop.ForAll(func(seed int64) (string, error) {
		r := fromSeed(seed)
		spec, v := r.spec(2), r.value(3)
		out, errs := spec.Append([]byte("["), nil, v)
		if out[0] != '[' {
			return "", errors.New("what was there before is gone")
		}
		if errs.Err() == nil && !json.Valid(append(slices.Clone(out), ']')) {
			return "", fmt.Errorf("%v wrote %s, which is not JSON", spec.Kind, out)
		}
		for _, e := range errs {
			if e.Code == "" || e.Reason == "" || e.Message == "" || e.Expectation() == "" {
				return "", fmt.Errorf("%v has a problem that says too little: %#v", spec.Kind, e)
			}
		}
		again, errsAgain := spec.Append([]byte("["), nil, v)
		if !bytes.Equal(out, again) || !cmp.Equal(errs, errsAgain) {
			return "", fmt.Errorf("%v says another thing when asked twice", spec.Kind)
		}
		return "", nil
	}, gen.Int64()))
	l.TestingRun(t)
}

// leaks returns which of the things said of errs holds the marker.
func leaks(errs zohocrm.Errors) string {
	var said []string
	for _, e := range errs {
		body, err := json.Marshal(e)
		if err != nil {
			return err.Error()
		}
		said = append(said, e.Error(), e.Expected, e.APIName, fmt.Sprintf("%+v", e.Details), string(body))
	}
	for _, s := range said {
		for _, m := range []string{marker, markerNumber[:12]} {
			if strings.Contains(s, m) {
				return s
			}
		}
	}
	return ""
}

// No problem of any field type says the value, or a piece of it.
func TestErrorsHoldNoValue(t *testing.T) {
	texts := []string{
		marker, markerNumber, marker + "\xff", "1 " + marker, "FREQ=" + marker, "ACTION=EMAIL;" + marker, marker + "@", marker + "@" + marker, "+" + marker + "-", "http://" + marker, "2017-13-" + marker,
		marker + "T14:32:23+05:30", "FREQ=DAILY;" + marker + "=1", "FREQ=DAILY;BYDAY=" + marker,
		"FREQ=DAILY;INTERVAL=" + markerNumber, "ACTION=" + marker, "ACTION=EMAIL;TRIGGER=" + marker,
		strings.Repeat(marker, 50), "-" + markerNumber, markerNumber + ".5", "1e" + markerNumber, marker + "\x00",
	}
	var values, keys []fieldtype.Value
	for _, s := range texts {
		values = append(values,
			fieldtype.Text(s), fieldtype.ID(s), fieldtype.Texts(s, s), fieldtype.ValueOf(textual(s)),
			fieldtype.ValueOf(json.Number(s)), fieldtype.ValueOf(json.RawMessage(s)), fieldtype.ValueOf(json.RawMessage(`"`+s)),
			fieldtype.ValueOf(failing{errors.New(s)}), fieldtype.ValueOf(&failing{errors.New(s)}),
			fieldtype.ValueOf([]byte(s)), fieldtype.ValueOf(struct{ S string }{s}), fieldtype.ValueOf(map[[1]string]int{{s}: 1}),
		)
		if len(values) > 100 {
			continue // the objects below know nothing more to ask of a text
		}
		for _, name := range []string{"id", "name", "email", "Email", "File_Id__s", "module", "api_name", "unit", "period", "time",
			"RRULE", "ALARM", "From", "from_range", "type", "participant", "percentage", "Consent_Date", "x"} {
			inner := fieldtype.Object(fieldtype.Member{Name: name, Value: fieldtype.Text(s)})
			values = append(values, inner, fieldtype.Array(inner),
				fieldtype.Object(fieldtype.Member{Name: name, Value: fieldtype.Texts(s)}),
				fieldtype.Object(fieldtype.Member{Name: name, Value: inner}),
				fieldtype.Array(fieldtype.Object(fieldtype.Member{Name: "x", Value: inner})),
				fieldtype.Object(fieldtype.Member{Name: name, Value: fieldtype.Text(s)}, fieldtype.Member{Name: name, Value: fieldtype.Text(s)}))
		}
		// A key is printed only if it leads to a problem, as in a subform's row.
		if utf8.ValidString(s) {
			unknown := fieldtype.Object(fieldtype.Member{Name: s, Value: fieldtype.Text("1")})
			keys = append(keys, unknown, fieldtype.Array(unknown))
		}
	}
	n := fieldtype.NumberOf(decimal(markerNumber))
	values = append(values, n, fieldtype.Array(n, n), fieldtype.Object(fieldtype.Member{Name: "id", Value: n}),
		fieldtype.Array(fieldtype.Object(fieldtype.Member{Name: "id", Value: n})))

	found := 0
	for kind := range kinds {
		for _, spec := range []fieldtype.Spec{
			{Kind: kind},
			{Kind: kind, OnlyListed: true, AllowNumber: true, Values: []string{"a"}, MaxLength: 1, MaxDigits: 1, ConnectedLookup: "id", Range: zohocrm.Range{From: 1, To: 2}},
			{Kind: kind, AllowQuoted: true, AllowName: true, Fields: []fieldtype.Field{{APIName: "x", Spec: fieldtype.Spec{Kind: fieldtype.Date}, Mandatory: true}}},
		} {
			vs := values
			if kind < fieldtype.ImageUpload {
				vs = slices.Concat(values, keys)
			}
			for i, v := range vs {
				if testing.Short() && (i+int(kind))%4 > 0 {
					continue
				}
				_, errs := spec.Append(nil, nil, v)
				found += len(errs)
				if said := leaks(errs); said != "" {
					t.Fatalf("%v tells the value %s: %.300s", kind, show(v), said)
				}
			}
		}
	}
	if found < testkit.Size(4_000, 10_000, 10_000) {
		t.Errorf("only %d problems were looked at", found)
	}

	// Nor does text that is no JSON.
	for _, s := range texts {
		for _, text := range []string{s, `"` + s, `{"` + s, `{"` + s + `":x}`, `[` + s, `"\u` + s + `"`, `"\` + s, "1" + s} {
			_, err := fieldtype.ParseJSON([]byte(text))
			var e *zohocrm.Error
			if errors.As(err, &e) && leaks(zohocrm.Errors{e}) != "" {
				t.Errorf("ParseJSON tells its input: %.300s", leaks(zohocrm.Errors{e}))
			}
		}
		_, err := fieldtype.ParseDecimal(s)
		var e *zohocrm.Error
		if errors.As(err, &e) && leaks(zohocrm.Errors{e}) != "" {
			t.Errorf("ParseDecimal tells its input: %.300s", leaks(zohocrm.Errors{e}))
		}
	}
}

// failing is a type that cannot be marshaled.
type failing struct{ err error }

func (f failing) MarshalText() ([]byte, error)  { return []byte("half"), f.err }
func (f *failing) MarshalJSON() ([]byte, error) { return []byte("half"), f.err }
