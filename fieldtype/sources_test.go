package fieldtype_test

import (
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/program"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
)

// A value is written in the same way, and has the same problems, wherever it comes
// from: setters, a map, a struct, JSON, and from the first record of a module or
// any later one.

// compile returns the program of a record with these fields, and of one rule that
// reads the field A.
func compile(fields ...fieldtype.Field) *program.Object {
	return fieldtype.Internal.Compile(program.Key{}, fields, program.Suspect, "a field of the module", nil, [][]string{{"A"}}, program.Mode{})
}

// An outcome is what becomes of a record.
type outcome struct {
	body string // "" if the record is refused
	errs zohocrm.Errors
	seen bool // the rule that reads the field A has to run
}

// appendRecord appends a record.
func appendRecord(o *program.Object, st *program.State, members []fieldtype.Member, others map[string]any) outcome {
	const before = `"before":`
	given := zohocrm.Errors{{Code: zohocrm.CodeSuccess}}
	out, errs, seen := fieldtype.Internal.Append(program.Key{}, o, st, []byte(before), given, members, others, nil)
	if errs[0] != given[0] || !strings.HasPrefix(string(out), before) {
		panic("what was there before is gone")
	}
	got := outcome{errs: errs[1:], seen: o.Triggers[0]&seen != 0 || o.Triggers[0] == 0}
	if got.errs.Err() == nil {
		got.body = string(out[len(before):])
	}
	return got
}

// differ returns an error if two outcomes are not the same.
func differ(name string, got, want outcome) error {
	if len(got.errs) == 0 && len(want.errs) == 0 {
		got.errs, want.errs = nil, nil
	}
	if got.body != want.body || got.seen != want.seen {
		return fmt.Errorf("%s writes %.300q, seen %v, want %.300q, %v; problems %v, want %v", name, got.body, got.seen, want.body, want.seen, got.errs, want.errs)
	}
	if diff := cmp.Diff(want.errs, got.errs); diff != "" {
		return fmt.Errorf("%s has other problems (-want +got):\n%s", name, diff)
	}
	return nil
}

// alone returns what becomes of a record whose only field is A, as Spec.Append
// has it.
func alone(spec *fieldtype.Spec, v fieldtype.Value) outcome {
	if v.IsAbsent() {
		return outcome{body: "{}"}
	}
	out, errs := spec.Append([]byte(`{"A":`), nil, v)
	for _, e := range errs {
		e.PrefixPath(key("A"))
	}
	want := outcome{errs: errs, seen: true}
	if errs.Err() == nil {
		want.body = string(out) + "}"
	}
	return want
}

// everywhere checks that a value, and a Go value that it may be made of, is
// the same from each source as it is for Spec.Append. It returns what that says.
func everywhere(spec fieldtype.Spec, v fieldtype.Value, x any) (outcome, error) {
	o := compile(fieldtype.Field{APIName: "A", Spec: spec})
	want := alone(&spec, v)
	ofGo := alone(&spec, fieldtype.ValueOf(x))
	members, others, values := new(program.State), new(program.State), new(program.State)
	for _, turn := range []string{"at first", "again"} {
		for _, err := range []error{
			differ("a setter "+turn, appendRecord(o, members, []fieldtype.Member{{Name: "A", Value: v}}, nil), want),
			differ("a Value in a map "+turn, appendRecord(o, values, nil, map[string]any{"A": v}), want),
			differ(fmt.Sprintf("a %T in a map %s", x, turn), appendRecord(o, others, nil, map[string]any{"A": x}), ofGo),
		} {
			if err != nil {
				return want, err
			}
		}
	}
	for _, view := range []bool{false, true} {
		for _, s := range []any{structOf(reflect.TypeFor[any](), x), structOf(reflect.TypeOf(x), x)} {
			fields, err := fieldtype.Internal.AppendStruct(program.Key{}, nil, s, view)
			if err != nil {
				return want, err
			}
			if err := differ(fmt.Sprintf("a struct with a %T, view %v,", x, view), appendRecord(o, members, fields, nil), ofGo); err != nil {
				return want, err
			}
		}
	}
	return want, fromJSON(o, x)
}

// structOf returns a struct with the field A of a type.
func structOf(t reflect.Type, x any) any {
	if t == nil {
		t = reflect.TypeFor[any]()
	}
	s := reflect.New(reflect.StructOf([]reflect.StructField{{Name: "A", Type: t, Tag: `zoho:"A"`}}))
	if x != nil {
		s.Elem().Field(0).Set(reflect.ValueOf(x))
	}
	return s.Interface()
}

// fromJSON checks that JSON text is the same as what encoding/json makes of it,
// with exact numbers.
func fromJSON(o *program.Object, x any) error {
	text, err := json.Marshal(map[string]any{"A": x})
	if err != nil || !utf8.Valid(text) {
		return nil
	}
	decoder := json.NewDecoder(strings.NewReader(string(text)))
	decoder.UseNumber()
	var others map[string]any
	if err := decoder.Decode(&others); err != nil {
		return err
	}
	sorted, err := json.Marshal(others) // an object in a map has its members in the order of their names
	if err != nil {
		return err
	}
	v, err := fieldtype.ParseJSON(sorted)
	if err != nil {
		return err
	}
	members, _ := fieldtype.Internal.Members(program.Key{}, v)
	return differ("JSON", appendRecord(o, new(program.State), members, nil), appendRecord(o, new(program.State), nil, others))
}

// likely makes a value that a field of the kind may take.
func (r source) likely(kind fieldtype.Kind) fieldtype.Value {
	switch kind {
	case fieldtype.Email:
		return fieldtype.Text(r.pick("p.boyle", "ä", "o'brien", "-a", ".a", "a..b") + "@" + r.pick("zylker.com", "a.b", "b_c.com", "ü.de", "-b.com", strings.Repeat("a", 95)+".co"))
	case fieldtype.Phone:
		return fieldtype.Text(r.pick("", "+", "(", "12") + r.pick("9900000000", "91(987)654321", "1-2", "1--2", "abc", "555#1", strings.Repeat("1", 31)))
	case fieldtype.URL:
		return fieldtype.Text(r.pick("", "http://", "https://www.") + r.pick("zylker.com", "a b.c", "localhost", "ü.de", "a.b/c?d", `a.b/"\`, "a.b/ß", "a..b"))
	case fieldtype.Number, fieldtype.Currency, fieldtype.DecimalNumber, fieldtype.Percent:
		if r.Intn(2) == 0 {
			return fieldtype.ParseNumber(r.pick("", "-") + random(r, 1+r.Intn(20)) + r.pick("", ".0", ".5", ".05", ".1234567891"))
		}
		return r.number()
	case fieldtype.MultiSelect:
		texts := []string{r.text(), r.pick("Analytics", "minutes"), r.pick("Analytics", "ß")}[r.Intn(3):]
		if r.Intn(2) == 0 {
			return fieldtype.ValueOf(anys(texts))
		}
		return fieldtype.Texts(texts...)
	case fieldtype.Lookup, fieldtype.User, fieldtype.Layout:
		return fieldtype.ID(r.pick("", "-") + random(r, 1+r.Intn(22)))
	case fieldtype.Date, fieldtype.DateTime:
		return fieldtype.Text(r.pick("2017-08-16", "2017-02-29", "17-08-16") + r.pick("", "T14:32:23", "T14:32:23+05:30", "T14:32:23-07:00", "T24:00:00+00:00", "T14:32:23Z"))
	case fieldtype.Checkbox:
		return fieldtype.Bool(r.Intn(2) == 0)
	}
	return fieldtype.Text(r.text())
}

// goValue returns a Go value of which v is the Value.
func (r source) goValue(v fieldtype.Value) any {
	if s, ok := v.AsText(); ok {
		return s
	}
	if b, ok := v.AsBool(); ok {
		return b
	}
	if t, ok := v.AsTime(); ok {
		return t
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

func anys[T any](elements []T) []any {
	list := make([]any, len(elements))
	for i, x := range elements {
		list[i] = x
	}
	return list
}

func TestSourcesLaws(t *testing.T) {
	n := 6000
	if testkit.Long() {
		n = 12_000
	}
	l := testkit.Laws(t, n)
	taken := map[fieldtype.Kind]int{}
	l.Property("a value is the same from every source", prop.ForAll(func(seed int64) (string, error) {
		r := fromSeed(seed)
		spec := r.spec(1)
		if r.Intn(2) == 0 {
			spec.Kind = fieldtype.Kind(r.Intn(int(fieldtype.Layout) + 1))
		}
		v := r.likely(spec.Kind)
		if r.Intn(3) == 0 {
			v = r.value(2)
		}
		if r.Intn(20) == 0 {
			v = fieldtype.Cell(r.text())
		}
		got, err := everywhere(spec, v, r.goValue(v))
		if err != nil {
			return "", fmt.Errorf("%+v of %s: %w", spec, show(v), err)
		}
		if len(got.errs) == 0 && !v.IsEmpty() {
			taken[spec.Kind]++
		}
		return "", nil
	}, gen.Int64()))
	l.TestingRun(t)
	for _, kind := range []fieldtype.Kind{
		fieldtype.SingleLine, fieldtype.MultiLine, fieldtype.Email, fieldtype.Phone, fieldtype.URL, fieldtype.Picklist, fieldtype.MultiSelect,
		fieldtype.Date, fieldtype.DateTime, fieldtype.Number, fieldtype.Currency, fieldtype.Checkbox, fieldtype.Lookup,
	} {
		if taken[kind] < testkit.Size(0, 5, 5) { // under -short some have none
			t.Errorf("only %d values of %v are valid", taken[kind], kind)
		}
	}
}

// A record is the same whatever records came before it, and a map is the same as
// its fields one by one.
func TestRecordLaws(t *testing.T) {
	l := testkit.Laws(t, 2000)
	l.Property("a record is the same after others", prop.ForAll(func(seed int64) (string, error) {
		r := fromSeed(seed)
		var fields []fieldtype.Field
		names := map[string]bool{}
		for range r.Intn(8) {
			name := r.pick("A", "B", "C", "D", "Annual_Revenue", "A_name_that_is_longer_than_what_is_copied_at_once", "ß\"", "a\xffb")
			if names[name] {
				continue
			}
			names[name] = true
			f := fieldtype.Field{APIName: name, Spec: r.spec(1), Mandatory: r.Intn(3) == 0, ReadOnly: r.Intn(5) == 0}
			if len(fields) > 0 && r.Intn(5) == 0 {
				f.AliasOf, f.Mandatory = fields[0].APIName, false
			}
			fields = append(fields, f)
		}
		o := compile(fields...)
		var members, others program.State
		for range 5 {
			record := map[string]any{}
			var listed []fieldtype.Member
			for range r.Intn(8) {
				name := r.pick("A", "B", "C", "D", "Annual_Revenue", "Annual_Revenues", "A_name_that_is_longer_than_what_is_copied_at_once", "ß\"", "a\xffb", "", "\xff", "a b", "$x")
				if _, twice := record[name]; twice {
					continue
				}
				v := r.value(1)
				for _, f := range fields {
					if f.APIName == name && r.Intn(2) == 0 {
						v = r.likely(f.Spec.Kind)
					}
				}
				record[name] = r.goValue(v)
				listed = append(listed, fieldtype.Member{Name: name, Value: fieldtype.ValueOf(record[name])})
			}
			sorted := fieldtype.Internal.Sorted(program.Key{}, o, nil, record)
			for _, err := range []error{
				differ("a record after others", appendRecord(o, &members, listed, nil), appendRecord(o, new(program.State), listed, nil)),
				differ("a map after others", appendRecord(o, &others, nil, record), appendRecord(o, new(program.State), nil, record)),
				differ("a map", appendRecord(o, &others, nil, record), appendRecord(o, new(program.State), sorted, nil)),
			} {
				if err != nil {
					return "", fmt.Errorf("%+v: %w", fields, err)
				}
			}
		}
		return "", nil
	}, gen.Int64()))
	l.TestingRun(t)
}

// Whatever the fields of the records before, those of this one are written in
// their order, each under its name.
func TestRecordOrder(t *testing.T) {
	spec := fieldtype.Spec{Kind: fieldtype.Number}
	o := compile(fieldtype.Field{APIName: "A", Spec: spec}, fieldtype.Field{APIName: "B", Spec: spec}, fieldtype.Field{APIName: "C", Spec: spec})
	one := func(names string) (members []fieldtype.Member) {
		for name := range strings.FieldsSeq(names) {
			members = append(members, fieldtype.Member{Name: name, Value: fieldtype.Int(1)})
		}
		return members
	}
	var many strings.Builder
	for i := range 2000 { // more than are remembered
		fmt.Fprintf(&many, "X%d ", i)
	}
	records := []string{"", "A", "A B C", "C B A", "B", "A B", "X A B C", "A X C", "A B C X", "X Y", many.String(), many.String() + "A B C", "A " + many.String()}
	for _, before := range records {
		for _, after := range records {
			var st program.State
			appendRecord(o, &st, one(before), nil)
			got := appendRecord(o, &st, one(after), nil)
			var want strings.Builder
			for name := range strings.FieldsSeq(after) {
				fmt.Fprintf(&want, `,"%s":1`, name)
			}
			if body := "{" + strings.TrimPrefix(want.String(), ",") + "}"; got.body != body || len(got.errs) > 0 || got.seen != strings.Contains(after, "A") {
				t.Errorf("%.20q after %.20q is %.60s, %v, seen %v", after, before, got.body, got.errs, got.seen)
			}
		}
	}
}

// Of records with more fields than are remembered without memory, and more than
// are remembered at all, it is the same. Once they are remembered, they cost none.
func TestRecordOfManyFields(t *testing.T) {
	for _, n := range []int{15, 16, 17, 18, 40, 1023, 1024, 1025, 1100} {
		fields, members := []fieldtype.Field{}, []fieldtype.Member{}
		var want strings.Builder
		for i := range n {
			name := fmt.Sprintf("F%d", i)
			fields = append(fields, fieldtype.Field{APIName: name, Spec: fieldtype.Spec{Kind: fieldtype.Number}})
			members = append(members, fieldtype.Member{Name: name, Value: fieldtype.Int(int64(i))})
			fmt.Fprintf(&want, `,"%s":%d`, name, i)
		}
		o := compile(fields...)
		var st program.State
		for turn := range 3 {
			// From the last field on, the one before it, and so on, at first.
			for i := range n {
				if turn == 0 && i%97 == 0 {
					appendRecord(o, &st, members[n-1-i:], nil)
				}
			}
			if got := appendRecord(o, &st, members, nil); got.body != "{"+want.String()[1:]+"}" || len(got.errs) > 0 {
				t.Fatalf("%d fields: %.100s, %v", n, got.body, got.errs)
			}
		}
		buf := make([]byte, 0, 20*n)
		if allocs := testing.AllocsPerRun(10, func() {
			_, _, _ = fieldtype.Internal.Append(program.Key{}, o, &st, buf, nil, members, nil, nil)
		}); allocs != 0 {
			t.Errorf("%d fields: %v allocations", n, allocs)
		}
		if len(st.Places) > 1024 {
			t.Errorf("%d fields are remembered", len(st.Places))
		}
	}
}

// A name that is no field's is none of a field, whatever was there before: that
// in its place was not known either.
func TestRecordNames(t *testing.T) {
	o := compile(fieldtype.Field{APIName: "A", Spec: fieldtype.Spec{Kind: fieldtype.Number}})
	for _, v := range []fieldtype.Value{fieldtype.Text("x"), fieldtype.Int(1), fieldtype.Cell("x"), fieldtype.Bool(true), fieldtype.Texts("a"), fieldtype.ID("1"), {}} {
		for _, name := range []string{"", "\xff", "B"} {
			record := []fieldtype.Member{{Name: name, Value: v}, {Name: "A", Value: fieldtype.Int(1)}}
			var st program.State
			want := appendRecord(o, new(program.State), record, nil)
			for range 3 {
				if err := differ(fmt.Sprintf("%q", name), appendRecord(o, &st, record, nil), want); err != nil {
					t.Error(err)
				}
			}
			asMap := map[string]any{name: v, "A": 1}
			want = appendRecord(o, new(program.State), nil, asMap)
			for range 3 {
				if err := differ(fmt.Sprintf("%q in a map", name), appendRecord(o, &st, nil, asMap), want); err != nil {
					t.Error(err)
				}
			}
		}
	}
}

// The values of all fields of a map count together, those that are written as
// they are and those that are converted.
func TestValuesOfAMapCountTogether(t *testing.T) {
	half := make([]string, fieldtype.MaxValues/2)
	for i := range half {
		half[i] = "Cloud"
	}
	o := compile(
		fieldtype.Field{APIName: "A", Spec: fieldtype.Spec{Kind: fieldtype.MultiSelect}},
		fieldtype.Field{APIName: "B", Spec: fieldtype.Spec{Kind: fieldtype.MultiSelect}},
		fieldtype.Field{APIName: "C", Spec: fieldtype.Spec{Kind: fieldtype.Lookup}},
		fieldtype.Field{APIName: "D", Spec: fieldtype.Spec{Kind: fieldtype.MultiSelect}},
	)
	lists := []any{fieldtype.Texts(half...), half, anys(half)}
	for _, list := range lists[:testkit.Size(1, 3, 3)] {
		for name, more := range map[string]map[string]any{
			"nothing": {}, "a text": {"D": "x"}, "a lookup": {"C": map[string]any{"id": "1"}},
			"texts": {"D": half[:1]}, "a list": {"D": anys(half[:1])}, "a Value": {"D": fieldtype.Texts("x")},
		} {
			record := map[string]any{"A": list, "B": list}
			wrong := 0
			for name, x := range more {
				record[name] = x
				wrong++
			}
			var st program.State
			for range 2 {
				got := appendRecord(o, &st, nil, record)
				if len(got.errs) != wrong || wrong > 0 && name != "a text" && got.errs[0].Reason != zohocrm.ReasonSize {
					t.Errorf("%T and %s: %v", list, name, got.errs)
				}
			}
		}
	}
}

// Of a list of any length each value is found, and no other.
func TestListed(t *testing.T) {
	lists := map[int][]string{0: nil}
	for n := 1; n <= 1000; n++ {
		lists[n] = append(lists[n-1][:n-1:n-1], strings.Repeat("a", n%7)+fmt.Sprint(n*7919%1000))
	}
	for _, n := range []int{1, 2, 7, 8, 9, 16, 17, 100, 1000} {
		spec := fieldtype.Spec{Kind: fieldtype.Picklist, Values: lists[n], OnlyListed: true}
		o := compile(fieldtype.Field{APIName: "A", Spec: spec})
		takes := func(value string) bool {
			got := appendRecord(o, new(program.State), []fieldtype.Member{{Name: "A", Value: fieldtype.Text(value)}}, nil)
			if one := spec.Check(fieldtype.Text(value)); (one == nil) != (got.body != "") {
				t.Errorf("%d values: %q is %s, but %v for Check", n, value, got.body, one)
			}
			return got.body == `{"A":"`+value+`"}`
		}
		for _, value := range lists[n] {
			if !takes(value) {
				t.Errorf("%d values: %q is not found", n, value)
			}
		}
		for _, value := range []string{"a", "b", "aaaaaaa1", "1000", "~"} {
			if takes(value) {
				t.Errorf("%d values: %q is found", n, value)
			}
		}
	}
}

// Names and values of any length are written whole, whatever room there is for
// what is copied at once, and nothing that is before them changes.
func TestNamesAndTextsOfAnyLength(t *testing.T) {
	for n := 1; n <= 40; n++ {
		text := strings.Repeat("n", n)
		o := compile(fieldtype.Field{APIName: text, Spec: fieldtype.Spec{Kind: fieldtype.Picklist, Values: []string{text, "other"}}})
		members := []fieldtype.Member{{Name: text, Value: fieldtype.Text(text)}}
		want := `before{"` + text + `":"` + text + `"}`
		var st program.State
		for room := range 100 {
			dst := append(make([]byte, 0, 6+room), "before"...)
			out, errs, _ := fieldtype.Internal.Append(program.Key{}, o, &st, dst, nil, members, nil, nil)
			if string(out) != want || len(errs) > 0 || string(dst) != "before" {
				t.Fatalf("%d bytes and room for %d: %q, %v, want %q", n, room, out, errs, want)
			}
		}
	}
}

// The rows of a Go map are checked like those of JSON: all that a row lacks is found.
func TestRowsOfMaps(t *testing.T) {
	prices, rows := fieldtype.Spec{Kind: fieldtype.PricingDetails}, fieldtype.Spec{Kind: fieldtype.Subform, Fields: []fieldtype.Field{{APIName: "B"}}}
	missing := func(name string) *zohocrm.Error { return keyMissing(key("A"), index(0), key(name)) }
	for _, test := range []struct {
		spec fieldtype.Spec
		rows []map[string]any
		want outcome
	}{
		{prices, []map[string]any{{"from_range": 1, "to_range": 5, "discount": 2}}, outcome{body: `{"A":[{"discount":2,"from_range":1,"to_range":5}]}`}},
		{prices, []map[string]any{{"from_range": 1, "to_range": 5}}, outcome{errs: problems(missing("discount"))}},
		{prices, []map[string]any{{}}, outcome{errs: problems(missing("from_range"), missing("to_range"), missing("discount"))}},
		{rows, []map[string]any{{}}, outcome{body: `{"A":[{}]}`}},
		{rows, []map[string]any{{"B": 1}, {}}, outcome{body: `{"A":[{"B":1},{}]}`}},
		{rows, []map[string]any{nil}, outcome{errs: problems(wrongType("jsonobject", key("A"), index(0)))}},
	} {
		for _, x := range []any{test.rows, anys(test.rows)} {
			got, err := everywhere(test.spec, fieldtype.ValueOf(x), x)
			if err != nil {
				t.Errorf("%v: %v", x, err)
			}
			if diff := cmp.Diff(test.want.errs, got.errs, cmpopts.EquateEmpty(), cmpopts.IgnoreFields(zohocrm.Error{}, "Expected", "Fix")); diff != "" || got.body != test.want.body {
				t.Errorf("%v: %s, want %s (-want +got):\n%s", x, got.body, test.want.body, diff)
			}
		}
	}
}

// The rows and files of a record that may be stored: those with an id change a stored
// one.
func TestStoredRows(t *testing.T) {
	numbered := fieldtype.Spec{Kind: fieldtype.Subform, Fields: []fieldtype.Field{{APIName: "id", Spec: fieldtype.Spec{Kind: fieldtype.SingleLine}}}}
	repeated := warning(invalidData(zohocrm.ReasonDuplicateValue, zohocrm.Details{}, key("A"), index(1), key("id")))
	for _, test := range []struct {
		spec     fieldtype.Spec
		value    string
		problems zohocrm.Errors
	}{
		{fieldtype.Spec{Kind: fieldtype.ImageUpload}, `[{"id":"1","File_Id__s":"a"}]`, nil},
		{fieldtype.Spec{Kind: fieldtype.ImageUpload}, `[{"id":"1","File_Id__s":7}]`, problems(wrongType("text", key("A"), index(0), key("File_Id__s")))},
		{fieldtype.Spec{Kind: fieldtype.Subform}, `[{"id":"1"},{"id":"1"}]`, problems(repeated)},
		{fieldtype.Spec{Kind: fieldtype.Subform}, `[{"id":""},{"id":""}]`, nil}, // which name no stored row
		{fieldtype.Spec{Kind: fieldtype.Subform}, `[{"id":"x"}]`, problems(noID(key("A"), index(0), key("id")))},
		{numbered, `[{"id":"x"}]`, nil}, // as the field of the subform says
	} {
		o := fieldtype.Internal.Compile(program.Key{}, []fieldtype.Field{{APIName: "A", Spec: test.spec}}, program.Suspect, "a field", nil,
			[][]string{{"A"}}, program.Mode{Partial: true, Stored: true})
		got := appendRecord(o, new(program.State), []fieldtype.Member{{Name: "A", Value: parse(test.value)}}, nil)
		if diff := cmp.Diff(test.problems, got.errs, cmpopts.EquateEmpty(), cmpopts.IgnoreFields(zohocrm.Error{}, "Code", "Message", "Expected", "Fix")); diff != "" {
			t.Errorf("%s: other problems than expected (-want +got):\n%s", test.value, diff)
		}
	}
}

// What is common is taken up to the limits of each field type.
func TestSourcesTakeUpToTheLimits(t *testing.T) {
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
		{fieldtype.Spec{Kind: fieldtype.MultiSelect}, fieldtype.ValueOf([]any{"Analytics", "Big data"}), `["Analytics","Big data"]`},
		{fieldtype.Spec{Kind: fieldtype.MultiSelect, Values: listed}, fieldtype.Texts(listed[1:3]...), `["automobile","Łódź"]`},

		{fieldtype.Spec{Kind: fieldtype.Number}, fieldtype.Int(999_999_999), `999999999`},
		{fieldtype.Spec{Kind: fieldtype.Number}, fieldtype.Int(-999_999_999), `-999999999`},
		{fieldtype.Spec{Kind: fieldtype.Number}, fieldtype.Float(120), `120`},
		{fieldtype.Spec{Kind: fieldtype.Number}, fieldtype.ParseNumber("123456789"), `123456789`},
		{fieldtype.Spec{Kind: fieldtype.Number}, fieldtype.ParseNumber("120.0"), `120.0`},
		{fieldtype.Spec{Kind: fieldtype.Currency}, fieldtype.Int(9_999_999_999_999_999), `9999999999999999`},
		{fieldtype.Spec{Kind: fieldtype.Currency}, fieldtype.Int(-9_999_999_999_999_999), `-9999999999999999`},
		{fieldtype.Spec{Kind: fieldtype.Currency}, fieldtype.Float(250000.90), `250000.9`},
		{fieldtype.Spec{Kind: fieldtype.Currency}, fieldtype.Float(0), `0`},
		{fieldtype.Spec{Kind: fieldtype.Currency}, fieldtype.Float(0.000000001), `0.000000001`},
		{fieldtype.Spec{Kind: fieldtype.Currency}, fieldtype.ParseNumber("250000.90"), `250000.90`},
		{fieldtype.Spec{Kind: fieldtype.Currency, MaxDecimals: 2}, fieldtype.Float(0.25), `0.25`},
		{fieldtype.Spec{Kind: fieldtype.Currency, MaxDecimals: 1}, fieldtype.Float(0.5), `0.5`},
		{fieldtype.Spec{Kind: fieldtype.DecimalNumber}, fieldtype.Int(7), `7`},
		{fieldtype.Spec{Kind: fieldtype.DecimalNumber}, fieldtype.ParseNumber("-9999999999999999.999999999"), `-9999999999999999.999999999`},
		{fieldtype.Spec{Kind: fieldtype.DecimalNumber, MaxDigits: 18}, fieldtype.Int(999_999_999_999_999_999), `999999999999999999`},
		{fieldtype.Spec{Kind: fieldtype.DecimalNumber, MaxDigits: 19}, fieldtype.Float(12.5), `12.5`},
		{fieldtype.Spec{Kind: fieldtype.Percent}, fieldtype.Int(25), `25`},
		{fieldtype.Spec{Kind: fieldtype.Percent}, fieldtype.Float(-99999.99), `-99999.99`},
	}
	for kind, max := range map[fieldtype.Kind]int{
		fieldtype.SingleLine: 255, fieldtype.MultiLine: 2000, fieldtype.MultiLineLarge: 32000, fieldtype.RichText: 50000,
	} {
		for _, s := range []string{"a", "ß", "漢", "😀"} {
			v, want := quoted(s, max)
			tests = append(tests, test{fieldtype.Spec{Kind: kind}, v, want})
			v, want = quoted(s, 2)
			tests = append(tests, test{fieldtype.Spec{Kind: kind, MaxLength: 2}, v, want})
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
		got, err := everywhere(test.spec, test.v, fromSeed(testkit.Seed).goValue(test.v))
		if err != nil {
			t.Errorf("%v %s: %v", test.spec.Kind, show(test.v), err)
		}
		if got.body != `{"A":`+test.want+`}` || len(got.errs) > 0 {
			t.Errorf("%v %s: %.60q, %v, want %.60q", test.spec.Kind, show(test.v), got.body, got.errs, test.want)
		}
	}
}

// Nothing is taken that is one step beyond a limit.
func TestSourcesRefuseBeyondTheLimits(t *testing.T) {
	type test struct {
		spec   fieldtype.Spec
		v      fieldtype.Value
		reason zohocrm.Reason // "" if there is nothing to say of the value
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
		{fieldtype.Spec{Kind: fieldtype.Number}, fieldtype.ParseNumber("1000000000"), zohocrm.ReasonDigits},
		{fieldtype.Spec{Kind: fieldtype.Number, MaxDecimals: 2}, fieldtype.Float(1.5), zohocrm.ReasonType},
		{fieldtype.Spec{Kind: fieldtype.Number, MaxDecimals: 2}, fieldtype.ParseNumber("1.5"), zohocrm.ReasonType},
		{fieldtype.Spec{Kind: fieldtype.Number, Range: zohocrm.Range{From: 1, To: 5}}, fieldtype.Int(6), zohocrm.ReasonRange},
		{fieldtype.Spec{Kind: fieldtype.Currency}, fieldtype.Int(10_000_000_000_000_000), zohocrm.ReasonDigits},
		{fieldtype.Spec{Kind: fieldtype.Currency}, fieldtype.Int(-10_000_000_000_000_000), zohocrm.ReasonDigits},
		{fieldtype.Spec{Kind: fieldtype.Currency}, fieldtype.ParseNumber("0.0000000001"), zohocrm.ReasonDecimals},
		{fieldtype.Spec{Kind: fieldtype.Currency, MaxDecimals: 1}, fieldtype.Float(0.25), zohocrm.ReasonDecimals},
		{fieldtype.Spec{Kind: fieldtype.Currency, MaxDecimals: -1}, fieldtype.Float(0.5), zohocrm.ReasonDecimals},
		{fieldtype.Spec{Kind: fieldtype.DecimalNumber, MaxDigits: 18}, fieldtype.Int(1_000_000_000_000_000_000), zohocrm.ReasonDigits},
		{fieldtype.Spec{Kind: fieldtype.DecimalNumber, MaxDigits: 19}, fieldtype.Int(1), ""}, // no int64 is the limit
		{fieldtype.Spec{Kind: fieldtype.Percent}, fieldtype.Float(100_000), zohocrm.ReasonDigits},
		{fieldtype.Spec{Kind: fieldtype.Percent}, fieldtype.Float(-100_000), zohocrm.ReasonDigits},
		{fieldtype.Spec{Kind: fieldtype.Checkbox}, fieldtype.ParseNumber("1"), zohocrm.ReasonType},
	}
	// The limit of a text is in code points, not in bytes.
	for _, s := range []string{"ß", "漢", "😀"} {
		tests = append(tests, test{fieldtype.Spec{Kind: fieldtype.SingleLine}, fieldtype.Text(strings.Repeat(s, 255)), ""},
			test{fieldtype.Spec{Kind: fieldtype.SingleLine, MaxLength: 2}, fieldtype.Text(s + s), ""})
	}
	for _, s := range []string{"a", "ß", "漢", "😀"} {
		tests = append(tests, test{fieldtype.Spec{Kind: fieldtype.SingleLine}, fieldtype.Text(strings.Repeat(s, 256)), zohocrm.ReasonMaxLength},
			test{fieldtype.Spec{Kind: fieldtype.SingleLine, MaxLength: 2}, fieldtype.Text(strings.Repeat(s, 3)), zohocrm.ReasonMaxLength})
	}
	// Bytes that are not UTF-8 are found in a text of every length, also after an
	// escape.
	for n := range 20 {
		for _, bad := range []string{"\x80", "\xff"} {
			for _, s := range []string{strings.Repeat("a", n) + bad, `"` + strings.Repeat("a", n) + bad, bad + strings.Repeat("a", n) + `"`} {
				tests = append(tests, test{fieldtype.Spec{Kind: fieldtype.SingleLine}, fieldtype.Text(s), zohocrm.ReasonUTF8},
					test{fieldtype.Spec{Kind: fieldtype.Picklist}, fieldtype.Text(s), zohocrm.ReasonUTF8})
			}
		}
	}
	for _, test := range tests {
		got, err := everywhere(test.spec, test.v, fromSeed(testkit.Seed).goValue(test.v))
		if err != nil {
			t.Errorf("%v %s: %v", test.spec.Kind, show(test.v), err)
		}
		switch {
		case test.reason == "" && len(got.errs) > 0:
			t.Errorf("%v %s: %v", test.spec.Kind, show(test.v), got.errs)
		case test.reason != "" && (len(got.errs) != 1 || got.errs[0].Reason != test.reason):
			t.Errorf("%v %s: %v, want reason %s", test.spec.Kind, show(test.v), got.errs, test.reason)
		}
	}
}
