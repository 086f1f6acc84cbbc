package fieldtype_test

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// likely makes a value that a field of the kind may take.
func (r source) likely(kind fieldtype.Kind) fieldtype.Value {
	switch kind {
	case fieldtype.Email:
		return fieldtype.Text(r.pick("p.boyle", "ä", "o'brien", "-a", ".a", "a..b") + "@" + r.pick("zylker.com", "a.b", "b_c.com", "ü.de", "-b.com", strings.Repeat("a", 95)+".co"))
	case fieldtype.Phone:
		return fieldtype.Text(r.pick("", "+", "(", "12") + r.pick("9900000000", "91(987)654321", "1-2", "1--2", "abc", "555#1", strings.Repeat("1", 31)))
	case fieldtype.URL:
		return fieldtype.Text(r.pick("", "http://", "https://www.") + r.pick("zylker.com", "a b.c", "localhost", "ü.de", "a.b/c?d", `a.b/"\`, "a.b/ß", "a..b"))
	case fieldtype.Number, fieldtype.Currency, fieldtype.Double, fieldtype.Percent:
		if r.Intn(2) == 0 {
			return fieldtype.Literal(r.pick("", "-") + random(r, 1+r.Intn(20)) + r.pick("", ".0", ".5", ".05", ".1234567891"))
		}
		return r.number()
	case fieldtype.MultiSelect:
		texts := []string{r.text(), r.pick("Analytics", "minutes"), r.pick("Analytics", "ß")}[r.Intn(3):]
		if r.Intn(2) == 0 {
			return fieldtype.Of(anys(texts))
		}
		return fieldtype.Texts(texts...)
	case fieldtype.Lookup, fieldtype.User, fieldtype.Layout:
		return fieldtype.ID(r.pick("", "-") + random(r, 1+r.Intn(22)))
	case fieldtype.Date, fieldtype.DateTime:
		return fieldtype.Text(r.pick("2017-08-16", "2017-02-29", "17-08-16") + r.pick("", "T14:32:23+05:30", "T14:32:23-07:00", "T24:00:00+00:00", "T14:32:23Z"))
	case fieldtype.Checkbox:
		return fieldtype.Bool(r.Intn(2) == 0)
	}
	return fieldtype.Text(r.text())
}

func TestAppendValidLaws(t *testing.T) {
	l := laws(t, 30_000)
	said := map[fieldtype.Kind]int{}
	l.Property("what AppendValid takes has no problem, and is written in the same way", prop.ForAll(func(seed int64) (string, error) {
		r := fromSeed(seed)
		spec := r.spec(1)
		spec.Kind = fieldtype.Kind(r.Intn(int(fieldtype.Layout) + 1))
		v := r.likely(spec.Kind)
		if r.Intn(4) == 0 {
			v = r.value(2)
		}
		const before = `"before":`
		name := r.pick("", "A", "Annual_Revenue", "A_name_that_is_longer_than_what_is_copied_at_once", "ß\"")
		prepared := spec.Prepare(name)
		members, fields := []fieldtype.Member{{Name: name, Value: v}}, []*fieldtype.Prepared{&prepared}
		prepared.Bit = 4
		out, stop, seen := fieldtype.AppendValid([]byte(before), members, fields, 0)
		if stop == 0 {
			if string(out) != before || seen != 0 {
				return "", fmt.Errorf("%v: AppendValid says no and leaves %q, bits %b", spec.Kind, out, seen)
			}
		} else {
			said[spec.Kind]++
			want := fieldtype.AppendText([]byte(before+","), name)
			want, errs := spec.AppendChecked(append(want, ':'), nil, v)
			if len(errs) > 0 || string(out) != string(want) || seen != 4 {
				return "", fmt.Errorf("%+v: AppendValid writes %s, bits %b, but AppendChecked %s, %v", spec, out, seen, want, errs)
			}
		}
		return "", sameOfMap(r, &spec, &prepared, v)
	}, gen.Int64()))
	l.TestingRun(t)
	for _, kind := range []fieldtype.Kind{
		fieldtype.SingleLine, fieldtype.MultiLine, fieldtype.Email, fieldtype.Phone, fieldtype.URL, fieldtype.Picklist, fieldtype.MultiSelect,
		fieldtype.Date, fieldtype.DateTime, fieldtype.Number, fieldtype.Currency, fieldtype.Checkbox, fieldtype.Lookup,
	} {
		if said[kind] < 10 {
			t.Errorf("AppendValid said yes to only %d values of %v", said[kind], kind)
		}
	}
}

// sameOfMap holds that a Go value in a map is taken when its Value is, written in
// the same way and counted in the same way.
func sameOfMap(r source, spec *fieldtype.Spec, prepared *fieldtype.Prepared, v fieldtype.Value) error {
	x := r.goValue(v)
	var of, converter fieldtype.Converter
	member := fieldtype.Member{Name: prepared.APIName}
	of.Set(&member.Value, x)
	fields := []*fieldtype.Prepared{prepared}
	want, wantStop, wantSeen := fieldtype.AppendValid(nil, []fieldtype.Member{member}, fields, 0)
	out, stop, found, seen := converter.AppendValid(nil, map[string]any{"other": 1, prepared.APIName: x}, fields, 0)
	if _, literal := x.(json.Number); literal { // which is parsed, and then left to Spec.Append
		want, wantStop, wantSeen = nil, 0, 0
	}
	if string(out) != string(want) || stop != wantStop || found != wantStop || seen != wantSeen {
		return fmt.Errorf("%+v: of %T a map has %q, %d, %d, %b, its Value %q, %d, %b", spec, x, out, stop, found, seen, want, wantStop, wantSeen)
	}
	out, stop, found, seen = converter.AppendValid(nil, map[string]any{"other": x}, fields, 0)
	if len(out) != 0 || stop != 1 || found != 0 || seen != 0 {
		return fmt.Errorf("%+v: of no value a map has %q, %d, %d, %b", spec, out, stop, found, seen)
	}
	return nil
}

// goValue returns a Go value that v stands for.
func (r source) goValue(v fieldtype.Value) any {
	if s, ok := v.AsText(); ok {
		return s
	}
	if b, ok := v.AsBool(); ok {
		return b
	}
	if d, ok := v.AsDecimal(); ok {
		n, err := strconv.ParseInt(d.String(), 10, 64)
		f, _ := v.AsFloat()
		switch {
		case err == nil && r.Intn(2) == 0:
			return n
		case err == nil && r.Intn(2) == 0:
			return int(n)
		case r.Intn(2) == 0:
			return f
		case r.Intn(20) == 0:
			return math.NaN()
		}
		return json.Number(d.String())
	}
	switch v.JSONType() {
	case "array":
		list, texts := []any{}, []string{}
		for _, element := range v.Elements() {
			list = append(list, r.goValue(element))
			if s, ok := element.AsText(); ok {
				texts = append(texts, s)
			}
		}
		if len(texts) == len(list) && r.Intn(2) == 0 {
			return texts
		}
		return list
	case "object":
		m := map[string]any{}
		for name, element := range v.Members() {
			m[name] = r.goValue(element)
		}
		return m
	case "null":
		return nil
	}
	return v
}

// Values that are taken from a map count as those that are converted do, once
// each.
func TestConverterAppendValidCounts(t *testing.T) {
	spec := fieldtype.Spec{Kind: fieldtype.MultiSelect}
	prepared := spec.Prepare("Courses")
	list := make([]string, fieldtype.MaxValues/2)
	for i := range list {
		list[i] = "Cloud"
	}
	lookup := fieldtype.Spec{Kind: fieldtype.Lookup}
	owner := lookup.Prepare("Owner")
	ofStrings, ofAnys, ofID := map[string]any{"Courses": list}, map[string]any{"Courses": anys(list)}, map[string]any{"Owner": map[string]any{"id": "1"}}
	for _, half := range []map[string]any{ofStrings, ofAnys} {
		var c fieldtype.Converter
		takes := func(source map[string]any, p *fieldtype.Prepared) bool {
			out, stop, found, _ := c.AppendValid(nil, source, []*fieldtype.Prepared{p}, 0)
			if stop != found || stop == 0 && len(out) > 0 {
				t.Fatalf("stop %d, found %d, %d bytes", stop, found, len(out))
			}
			return stop == 1
		}
		// What a field refuses does not count.
		if takes(map[string]any{"Owner": half["Courses"]}, &owner) || !takes(half, &prepared) || !takes(half, &prepared) {
			t.Fatalf("not all of %d values are taken", fieldtype.MaxValues)
		}
		if takes(ofID, &owner) || takes(map[string]any{"Courses": list[:1]}, &prepared) || takes(map[string]any{"Courses": anys(list[:1])}, &prepared) {
			t.Errorf("more than %d values are taken", fieldtype.MaxValues)
		}
	}
}

func anys(texts []string) []any {
	list := make([]any, len(texts))
	for i, s := range texts {
		list[i] = s
	}
	return list
}

// Of a list of any length each value is found, and no other.
func TestAppendValidFindsListed(t *testing.T) {
	lists := map[int][]string{0: nil}
	for n := 1; n <= 1000; n++ {
		lists[n] = append(lists[n-1][:n-1:n-1], strings.Repeat("a", n%7)+fmt.Sprint(n*7919%1000))
	}
	for _, n := range []int{1, 2, 7, 8, 9, 16, 17, 100, 1000} {
		spec := fieldtype.Spec{Kind: fieldtype.Picklist, Values: lists[n], Closed: true}
		prepared := spec.Prepare("Rating")
		takes := func(value string) bool {
			members := []fieldtype.Member{{Name: "Rating", Value: fieldtype.Text(value)}}
			out, stop, _ := fieldtype.AppendValid(nil, members, []*fieldtype.Prepared{&prepared}, 0)
			return stop == 1 && string(out) == `,"Rating":"`+value+`"`
		}
		for _, value := range lists[n] {
			if !takes(value) {
				t.Errorf("%d values: %q is not found", n, value)
			}
		}
		for _, value := range []string{"", "a", "b", "aaaaaaa1", "1000", "~"} {
			if takes(value) {
				t.Errorf("%d values: %q is found", n, value)
			}
		}
	}
}

// quickly returns what AppendValid writes of a value, and whether it takes it.
func quickly(spec fieldtype.Spec, v fieldtype.Value) (out string, ok bool) {
	prepared := spec.Prepare("A")
	dst, stop, _ := fieldtype.AppendValid(nil, []fieldtype.Member{{Name: "A", Value: v}}, []*fieldtype.Prepared{&prepared}, 0)
	return strings.TrimPrefix(string(dst), `,"A":`), stop == 1
}

// AppendValid itself takes what is common, up to the limits of each field type.
func TestAppendValidTakes(t *testing.T) {
	quoted := func(s string, n int) (fieldtype.Value, string) {
		s = strings.Repeat(s, n)
		return fieldtype.Text(s), `"` + s + `"`
	}
	type test struct {
		spec fieldtype.Spec
		v    fieldtype.Value
		want string
	}
	listed := []string{"x", "automobile", "Łódź", "a value that is longer than what is copied at once"}
	tests := []test{
		{fieldtype.Spec{Kind: fieldtype.SingleLine}, fieldtype.Text("a\"b\\c\nß"), `"a\"b\\c\nß"`},
		{fieldtype.Spec{Kind: fieldtype.URL}, fieldtype.Text("https://www.zylker.com"), `"https://www.zylker.com"`},
		{fieldtype.Spec{Kind: fieldtype.URL}, fieldtype.Text(`zylker.com/?q="ß"`), `"zylker.com/?q=\"ß\""`},
		{fieldtype.Spec{Kind: fieldtype.Email}, fieldtype.Text("p.boyle@zylker.com"), `"p.boyle@zylker.com"`},
		{fieldtype.Spec{Kind: fieldtype.Phone}, fieldtype.Text("91(987)654321"), `"91(987)654321"`},
		{fieldtype.Spec{Kind: fieldtype.Phone}, fieldtype.Text("+1 (555) 123-4567"), `"+1 (555) 123-4567"`},
		{fieldtype.Spec{Kind: fieldtype.Phone}, fieldtype.Text("(1 2-3.4)-5"), `"(1 2-3.4)-5"`},
		{fieldtype.Spec{Kind: fieldtype.Phone}, fieldtype.Text("555,123#"), `"555,123#"`},
		{fieldtype.Spec{Kind: fieldtype.Phone}, fieldtype.Text("555;"), `"555;"`},
		{fieldtype.Spec{Kind: fieldtype.Picklist}, fieldtype.Text("automobile"), `"automobile"`},
		{fieldtype.Spec{Kind: fieldtype.Picklist}, fieldtype.Text(`19"`), `"19\""`},
		{fieldtype.Spec{Kind: fieldtype.Picklist}, fieldtype.Text(`a screen of 19" and more`), `"a screen of 19\" and more"`},
		{fieldtype.Spec{Kind: fieldtype.Date}, fieldtype.Text("2017-08-16"), `"2017-08-16"`},
		{fieldtype.Spec{Kind: fieldtype.DateTime}, fieldtype.Text("2017-08-16T14:32:23+05:30"), `"2017-08-16T14:32:23+05:30"`},
		{fieldtype.Spec{Kind: fieldtype.Checkbox}, fieldtype.Bool(true), `true`},
		{fieldtype.Spec{Kind: fieldtype.Checkbox}, fieldtype.Bool(false), `false`},
		{fieldtype.Spec{Kind: fieldtype.Lookup}, fieldtype.ID("425248000000104001"), `{"id":"425248000000104001"}`},
		{fieldtype.Spec{Kind: fieldtype.User}, fieldtype.ID("4150868000000623001"), `{"id":"4150868000000623001"}`},
		{fieldtype.Spec{Kind: fieldtype.Layout}, fieldtype.ID("554023000002734009"), `{"id":"554023000002734009"}`},

		{fieldtype.Spec{Kind: fieldtype.MultiSelect}, fieldtype.Texts("Analytics"), `["Analytics"]`},
		{fieldtype.Spec{Kind: fieldtype.MultiSelect}, fieldtype.Texts("Analytics", "Big data"), `["Analytics","Big data"]`},
		{fieldtype.Spec{Kind: fieldtype.MultiSelect}, fieldtype.Of([]any{"Analytics", "Big data"}), `["Analytics","Big data"]`},
		{fieldtype.Spec{Kind: fieldtype.MultiSelect, Values: listed}, fieldtype.Texts(listed[1:3]...), `["automobile","Łódź"]`},

		{fieldtype.Spec{Kind: fieldtype.Number}, fieldtype.Int(999_999_999), `999999999`},
		{fieldtype.Spec{Kind: fieldtype.Number}, fieldtype.Int(-999_999_999), `-999999999`},
		{fieldtype.Spec{Kind: fieldtype.Number}, fieldtype.Float(120), `120`},
		{fieldtype.Spec{Kind: fieldtype.Number}, fieldtype.Literal("123456789"), `123456789`},
		{fieldtype.Spec{Kind: fieldtype.Number}, fieldtype.Literal("120.0"), `120.0`},
		{fieldtype.Spec{Kind: fieldtype.Currency}, fieldtype.Int(9_999_999_999_999_999), `9999999999999999`},
		{fieldtype.Spec{Kind: fieldtype.Currency}, fieldtype.Int(-9_999_999_999_999_999), `-9999999999999999`},
		{fieldtype.Spec{Kind: fieldtype.Currency}, fieldtype.Float(250000.90), `250000.9`},
		{fieldtype.Spec{Kind: fieldtype.Currency}, fieldtype.Float(0), `0`},
		{fieldtype.Spec{Kind: fieldtype.Currency}, fieldtype.Float(0.000000001), `0.000000001`},
		{fieldtype.Spec{Kind: fieldtype.Currency}, fieldtype.Literal("250000.90"), `250000.90`},
		{fieldtype.Spec{Kind: fieldtype.Currency, MaxDecimals: 2}, fieldtype.Float(0.25), `0.25`},
		{fieldtype.Spec{Kind: fieldtype.Currency, MaxDecimals: 1}, fieldtype.Float(0.5), `0.5`},
		{fieldtype.Spec{Kind: fieldtype.Double}, fieldtype.Int(7), `7`},
		{fieldtype.Spec{Kind: fieldtype.Double}, fieldtype.Literal("-9999999999999999.999999999"), `-9999999999999999.999999999`},
		{fieldtype.Spec{Kind: fieldtype.Double, MaxDigits: 18}, fieldtype.Int(999_999_999_999_999_999), `999999999999999999`},
		{fieldtype.Spec{Kind: fieldtype.Double, MaxDigits: 19}, fieldtype.Float(12.5), `12.5`},
		{fieldtype.Spec{Kind: fieldtype.Percent}, fieldtype.Int(25), `25`},
		{fieldtype.Spec{Kind: fieldtype.Percent}, fieldtype.Float(-99999.99), `-99999.99`},
	}
	for kind, max := range map[fieldtype.Kind]int{
		fieldtype.SingleLine: 255, fieldtype.MultiLine: 2000, fieldtype.MultiLineLarge: 32000, fieldtype.RichText: 50000,
	} {
		for _, s := range []string{"a", "ß", "漢", "😀"} {
			v, want := quoted(s, max/len(s))
			tests = append(tests, test{fieldtype.Spec{Kind: kind}, v, want})
			v, want = quoted(s, 2)
			tests = append(tests, test{fieldtype.Spec{Kind: kind, MaxLength: 2 * len(s)}, v, want})
		}
	}
	for kind, s := range map[fieldtype.Kind]string{
		fieldtype.URL: "zylker.com/" + strings.Repeat("a", 439), fieldtype.Email: strings.Repeat("a", 89) + "@zylker.com", fieldtype.Phone: strings.Repeat("1", 30),
	} {
		v, want := quoted(s, 1)
		tests = append(tests, test{fieldtype.Spec{Kind: kind}, v, want})
	}
	for _, value := range listed {
		v, want := quoted(value, 1)
		tests = append(tests, test{fieldtype.Spec{Kind: fieldtype.Picklist, Values: listed}, v, want})
	}
	for _, test := range tests {
		if out, ok := quickly(test.spec, test.v); !ok || out != test.want {
			t.Errorf("%v %s: AppendValid writes %.60q, %v, want %.60q", test.spec.Kind, show(test.v), out, ok, test.want)
		}
	}
}

// AppendValid takes nothing that is one step beyond a limit, and nothing that
// Append has something to say of.
func TestAppendValidLeaves(t *testing.T) {
	type test struct {
		spec   fieldtype.Spec
		v      fieldtype.Value
		reason zohocrm.Reason // that Append gives, or "" when it takes the value
	}
	tests := []test{
		{fieldtype.Spec{Kind: fieldtype.URL}, fieldtype.Text("zylker.com/" + strings.Repeat("a", 440)), zohocrm.ReasonMaxLength},
		{fieldtype.Spec{Kind: fieldtype.URL}, fieldtype.Text("localhost"), zohocrm.ReasonPattern},
		{fieldtype.Spec{Kind: fieldtype.URL}, fieldtype.Text("zylker.com/\xff"), zohocrm.ReasonUTF8},
		{fieldtype.Spec{Kind: fieldtype.Email}, fieldtype.Text(strings.Repeat("a", 90) + "@zylker.com"), zohocrm.ReasonMaxLength},
		{fieldtype.Spec{Kind: fieldtype.Email}, fieldtype.Text("p.boyle"), zohocrm.ReasonPattern},
		{fieldtype.Spec{Kind: fieldtype.Phone}, fieldtype.Text(strings.Repeat("1", 31)), zohocrm.ReasonMaxLength},
		{fieldtype.Spec{Kind: fieldtype.Phone}, fieldtype.Text("1--2"), zohocrm.ReasonPattern},
		{fieldtype.Spec{Kind: fieldtype.Picklist}, fieldtype.Text("\xff"), zohocrm.ReasonUTF8},
		{fieldtype.Spec{Kind: fieldtype.Picklist, Values: []string{"\xff"}}, fieldtype.Text("\xff"), zohocrm.ReasonUTF8},
		{fieldtype.Spec{Kind: fieldtype.Picklist, Values: []string{"x"}}, fieldtype.Text("y"), zohocrm.ReasonPicklist},
		{fieldtype.Spec{Kind: fieldtype.Picklist, Values: []string{"", "x"}}, fieldtype.Text(""), ""}, // whether it may be empty is not the field's to know
		{fieldtype.Spec{Kind: fieldtype.Date}, fieldtype.Text("2017-02-29"), zohocrm.ReasonCalendar},
		{fieldtype.Spec{Kind: fieldtype.DateTime}, fieldtype.Text("2017-08-16T14:32:23Z"), zohocrm.ReasonFormat},
		{fieldtype.Spec{Kind: fieldtype.Checkbox}, fieldtype.Int(1), zohocrm.ReasonType},
		{fieldtype.Spec{Kind: fieldtype.SingleLine}, fieldtype.Bool(true), zohocrm.ReasonType},
		{fieldtype.Spec{Kind: fieldtype.SingleLine}, fieldtype.Int(1), zohocrm.ReasonType},
		{fieldtype.Spec{Kind: fieldtype.SingleLine}, fieldtype.ID("1"), zohocrm.ReasonType},
		{fieldtype.Spec{Kind: fieldtype.SingleLine}, fieldtype.Texts("a"), zohocrm.ReasonType},
		{fieldtype.Spec{Kind: fieldtype.Lookup}, fieldtype.ID("x1"), zohocrm.ReasonID},
		{fieldtype.Spec{Kind: fieldtype.User}, fieldtype.ID("1x"), zohocrm.ReasonID},

		{fieldtype.Spec{Kind: fieldtype.MultiSelect}, fieldtype.Texts(), ""},
		{fieldtype.Spec{Kind: fieldtype.MultiSelect}, fieldtype.Texts("a", "\xff"), zohocrm.ReasonUTF8},
		{fieldtype.Spec{Kind: fieldtype.MultiSelect, MaxLength: 1}, fieldtype.Texts("a", "b"), zohocrm.ReasonMaxItems},
		{fieldtype.Spec{Kind: fieldtype.MultiSelect, Values: []string{"x"}}, fieldtype.Texts("x", "y"), zohocrm.ReasonPicklist},

		{fieldtype.Spec{Kind: fieldtype.Number}, fieldtype.Int(1_000_000_000), zohocrm.ReasonDigits},
		{fieldtype.Spec{Kind: fieldtype.Number}, fieldtype.Int(-1_000_000_000), zohocrm.ReasonDigits},
		{fieldtype.Spec{Kind: fieldtype.Number}, fieldtype.Literal("1000000000"), zohocrm.ReasonDigits},
		{fieldtype.Spec{Kind: fieldtype.Number, MaxDecimals: 2}, fieldtype.Float(1.5), zohocrm.ReasonType},
		{fieldtype.Spec{Kind: fieldtype.Number, MaxDecimals: 2}, fieldtype.Literal("1.5"), zohocrm.ReasonType},
		{fieldtype.Spec{Kind: fieldtype.Number, Range: zohocrm.Range{From: 1, To: 5}}, fieldtype.Int(6), zohocrm.ReasonRange},
		{fieldtype.Spec{Kind: fieldtype.Currency}, fieldtype.Int(10_000_000_000_000_000), zohocrm.ReasonDigits},
		{fieldtype.Spec{Kind: fieldtype.Currency}, fieldtype.Int(-10_000_000_000_000_000), zohocrm.ReasonDigits},
		{fieldtype.Spec{Kind: fieldtype.Currency}, fieldtype.Literal("0.0000000001"), zohocrm.ReasonDecimals},
		{fieldtype.Spec{Kind: fieldtype.Currency, MaxDecimals: 1}, fieldtype.Float(0.25), zohocrm.ReasonDecimals},
		{fieldtype.Spec{Kind: fieldtype.Currency, MaxDecimals: -1}, fieldtype.Float(0.5), zohocrm.ReasonDecimals},
		{fieldtype.Spec{Kind: fieldtype.Double, MaxDigits: 18}, fieldtype.Int(1_000_000_000_000_000_000), zohocrm.ReasonDigits},
		{fieldtype.Spec{Kind: fieldtype.Double, MaxDigits: 19}, fieldtype.Int(1), ""}, // no int64 is the limit
		{fieldtype.Spec{Kind: fieldtype.Percent}, fieldtype.Float(100_000), zohocrm.ReasonDigits},
		{fieldtype.Spec{Kind: fieldtype.Percent}, fieldtype.Float(-100_000), zohocrm.ReasonDigits},
		{fieldtype.Spec{Kind: fieldtype.Checkbox}, fieldtype.Literal("1"), zohocrm.ReasonType},
	}
	// Up to the limit in code points, though not in bytes, Append takes a text.
	for _, s := range []string{"ß", "漢", "😀"} {
		tests = append(tests, test{fieldtype.Spec{Kind: fieldtype.SingleLine}, fieldtype.Text(strings.Repeat(s, 255)), ""},
			test{fieldtype.Spec{Kind: fieldtype.SingleLine, MaxLength: 2}, fieldtype.Text(s + s), ""})
	}
	for _, s := range []string{"a", "ß", "漢", "😀"} {
		tests = append(tests, test{fieldtype.Spec{Kind: fieldtype.SingleLine}, fieldtype.Text(strings.Repeat(s, 256)), zohocrm.ReasonMaxLength},
			test{fieldtype.Spec{Kind: fieldtype.SingleLine, MaxLength: 2}, fieldtype.Text(strings.Repeat(s, 3)), zohocrm.ReasonMaxLength})
	}
	// Bytes that are not UTF-8 are found in a text of every length, also behind
	// an escape.
	for n := range 20 {
		for _, bad := range []string{"\x80", "\xff"} {
			for _, s := range []string{strings.Repeat("a", n) + bad, `"` + strings.Repeat("a", n) + bad, bad + strings.Repeat("a", n) + `"`} {
				tests = append(tests, test{fieldtype.Spec{Kind: fieldtype.SingleLine}, fieldtype.Text(s), zohocrm.ReasonUTF8},
					test{fieldtype.Spec{Kind: fieldtype.Picklist}, fieldtype.Text(s), zohocrm.ReasonUTF8})
			}
		}
	}
	for _, test := range tests {
		if out, ok := quickly(test.spec, test.v); ok || out != "" {
			t.Errorf("%v %s: AppendValid writes %.60q, %v", test.spec.Kind, show(test.v), out, ok)
		}
		_, errs := test.spec.Append(nil, nil, test.v)
		switch {
		case test.reason == "" && len(errs) > 0:
			t.Errorf("%v %s: %v", test.spec.Kind, show(test.v), errs)
		case test.reason != "" && (len(errs) != 1 || errs[0].Reason != test.reason):
			t.Errorf("%v %s: %v, want reason %s", test.spec.Kind, show(test.v), errs, test.reason)
		}
	}
}

// AppendValid goes on as long as each member is the one that is expected, and
// leaves what it did before.
func TestAppendValidStops(t *testing.T) {
	spec := fieldtype.Spec{Kind: fieldtype.Number}
	var fields []*fieldtype.Prepared
	for i, name := range []string{"A", "B", "C"} {
		prepared := spec.Prepare(name)
		prepared.Bit = 1 << i
		fields = append(fields, &prepared)
	}
	one := func(names ...string) (members []fieldtype.Member) {
		for _, name := range names {
			members = append(members, fieldtype.Member{Name: name, Value: fieldtype.Int(1)})
		}
		return members
	}
	wrong := one("A", "B", "C")
	wrong[1].Value = fieldtype.Text("x")
	for _, test := range []struct {
		name    string
		members []fieldtype.Member
		fields  int // how many are expected
		from    int
		want    string
		stop    int
	}{
		{"no members", nil, 3, 0, "", 0},
		{"nothing expected", one("A", "B"), 0, 0, "", 0},
		{"all", one("A", "B", "C"), 3, 0, `,"A":1,"B":1,"C":1`, 3},
		{"fewer members", one("A", "B"), 3, 0, `,"A":1,"B":1`, 2},
		{"more members", one("A", "B", "C"), 2, 0, `,"A":1,"B":1`, 2},
		{"from the second", one("A", "B", "C"), 3, 1, `,"B":1,"C":1`, 3},
		{"behind the last", one("A", "B", "C"), 3, 3, "", 3},
		{"another member", one("A", "X", "C"), 3, 0, `,"A":1`, 1},
		{"another member at first", one("X", "B"), 3, 0, "", 0},
		{"a member twice", one("A", "A"), 3, 0, `,"A":1`, 1},
		{"a wrong value", wrong, 3, 0, `,"A":1`, 1},
		{"a wrong value at first", wrong, 3, 1, "", 1},
	} {
		out, stop, seen := fieldtype.AppendValid([]byte("before"), test.members, fields[:test.fields], test.from)
		if string(out) != "before"+test.want || stop != test.stop || seen != bitsOf(test.want) {
			t.Errorf("%s: %q, %d, bits %b, want %q, %d", test.name, out, stop, seen, "before"+test.want, test.stop)
		}
	}
	for _, test := range []struct {
		name        string
		source      map[string]any
		from        int
		want        string
		stop, found int
	}{
		{"no map", nil, 0, "", 3, 0},
		{"all of a map", map[string]any{"A": 1, "B": 1, "C": 1, "D": 1}, 0, `,"A":1,"B":1,"C":1`, 3, 3},
		{"some of a map", map[string]any{"A": 1, "C": 1}, 0, `,"A":1,"C":1`, 3, 2},
		{"the last of a map", map[string]any{"C": 1}, 0, `,"C":1`, 3, 1},
		{"from the second", map[string]any{"A": 1, "B": 1, "C": 1}, 1, `,"B":1,"C":1`, 3, 2},
		{"behind the last", map[string]any{"A": 1}, 3, "", 3, 0},
		{"null", map[string]any{"A": 1, "B": nil, "C": 1}, 0, `,"A":1`, 1, 1},
		{"a wrong value", map[string]any{"A": 1, "C": "1"}, 0, `,"A":1`, 2, 1},
		{"a wrong value at first", map[string]any{"A": true}, 0, "", 0, 0},
	} {
		var c fieldtype.Converter
		out, stop, found, seen := c.AppendValid([]byte("before"), test.source, fields, test.from)
		if string(out) != "before"+test.want || stop != test.stop || found != test.found || seen != bitsOf(test.want) {
			t.Errorf("%s: %q, %d, found %d, bits %b, want %q, %d, %d", test.name, out, stop, found, seen, "before"+test.want, test.stop, test.found)
		}
	}
}

// From a map, values of the common forms are taken as they are, and any other
// is left.
func TestConverterAppendValidTakes(t *testing.T) {
	var nilID map[string]any
	for _, test := range []struct {
		kind fieldtype.Kind
		x    any
		want string // "" if it is left
	}{
		{fieldtype.SingleLine, "Daly", `"Daly"`},
		{fieldtype.Number, 120, `120`},
		{fieldtype.Number, int64(-120), `-120`},
		{fieldtype.Number, 120.0, `120`},
		{fieldtype.Currency, 250000.9, `250000.9`},
		{fieldtype.Checkbox, false, `false`},
		{fieldtype.Lookup, map[string]any{"id": "425248000000104001"}, `{"id":"425248000000104001"}`},
		{fieldtype.MultiSelect, []any{"Analytics", "Big data"}, `["Analytics","Big data"]`},
		{fieldtype.MultiSelect, []string{"Analytics"}, `["Analytics"]`},
		{fieldtype.SingleLine, "", ""},
		{fieldtype.SingleLine, nil, ""},
		{fieldtype.SingleLine, fieldtype.Text("Daly"), ""},
		{fieldtype.SingleLine, 1, ""},
		{fieldtype.Number, int32(1), ""},
		{fieldtype.Number, "1", ""},
		{fieldtype.Number, json.Number("1"), ""},
		{fieldtype.Currency, math.NaN(), ""},
		{fieldtype.Currency, math.Inf(1), ""},
		{fieldtype.Currency, math.Inf(-1), ""},
		{fieldtype.Checkbox, 1, ""},
		{fieldtype.Checkbox, "true", ""},
		{fieldtype.Lookup, nilID, ""},
		{fieldtype.Lookup, map[string]any{}, ""},
		{fieldtype.Lookup, map[string]any{"id": nil}, ""},
		{fieldtype.Lookup, map[string]any{"id": 425248000000104001}, ""},
		{fieldtype.Lookup, map[string]any{"id": "x"}, ""},
		{fieldtype.Lookup, map[string]any{"ID": "1"}, ""},
		{fieldtype.Lookup, map[string]any{"id": "1", "name": "x"}, ""},
		{fieldtype.Lookup, map[string]string{"id": "1"}, ""},
		{fieldtype.Lookup, "1", ""},
		{fieldtype.MultiSelect, []any(nil), ""},
		{fieldtype.MultiSelect, []any{}, ""},
		{fieldtype.MultiSelect, []any{"Analytics", 1}, ""},
		{fieldtype.MultiSelect, []any{nil}, ""},
		{fieldtype.MultiSelect, []any{fieldtype.Text("Analytics")}, ""},
		{fieldtype.MultiSelect, []string(nil), ""},
		{fieldtype.MultiSelect, []string{}, ""},
		{fieldtype.MultiSelect, "Analytics", ""},
	} {
		for _, values := range [][]string{nil, {"", "Analytics", "Big data"}} { // a list may have the empty text
			spec := fieldtype.Spec{Kind: test.kind, Values: values}
			prepared := spec.Prepare("A")
			var c fieldtype.Converter
			out, stop, found, _ := c.AppendValid(nil, map[string]any{"A": test.x}, []*fieldtype.Prepared{&prepared}, 0)
			if taken := test.want != ""; taken != (stop == 1) || stop != found || strings.TrimPrefix(string(out), `,"A":`) != test.want {
				t.Errorf("%v %#v: %s, %d, %d, want %q", test.kind, test.x, out, stop, found, test.want)
			}
		}
	}
}

// bitsOf returns the bits of the fields A, B and C that are in a text.
func bitsOf(text string) (bits uint64) {
	for i, name := range []string{"A", "B", "C"} {
		if strings.Contains(text, name) {
			bits |= 1 << i
		}
	}
	return bits
}

// Names and values of any length are written whole, whatever room there is for
// what is copied at once, and nothing that stands before them changes.
func TestAppendValidRoom(t *testing.T) {
	for n := 1; n <= 40; n++ {
		text := strings.Repeat("n", n)
		spec := fieldtype.Spec{Kind: fieldtype.Picklist, Values: []string{text, "other"}}
		prepared := spec.Prepare(text)
		members := []fieldtype.Member{{Name: text, Value: fieldtype.Text(text)}}
		want := `before,"` + text + `":"` + text + `"`
		for room := range 100 {
			dst := append(make([]byte, 0, 6+room), "before"...)
			out, stop, _ := fieldtype.AppendValid(dst, members, []*fieldtype.Prepared{&prepared}, 0)
			if string(out) != want || stop != 1 || string(dst) != "before" {
				t.Fatalf("%d bytes and room for %d: %q, %d, want %q", n, room, out, stop, want)
			}
			if name := string(prepared.AppendName(dst)); name != `before,"`+text+`":` {
				t.Fatalf("%d bytes and room for %d: the name %q", n, room, name)
			}
		}
	}
}
