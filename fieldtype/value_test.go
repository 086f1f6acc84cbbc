package fieldtype_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
)

func decimal(s string) fieldtype.Decimal {
	d, err := fieldtype.ParseDecimal(s)
	if err != nil {
		panic(err)
	}
	return d
}

func member(name string, v fieldtype.Value) fieldtype.Member {
	return fieldtype.Member{Name: name, Value: v}
}

func TestValue(t *testing.T) {
	day := time.Date(2017, 8, 16, 14, 32, 23, 0, time.FixedZone("", 19800))
	tests := []struct {
		name     string
		v        fieldtype.Value
		jsonType string
		empty    bool
		len      int
		as       string // what As… returns, "" for none of them
	}{
		{"absent", fieldtype.Value{}, "", true, 0, ""},
		{"null", fieldtype.Null(), "null", true, 0, ""},
		{"text", fieldtype.Text("Mike O'Leary"), "string", false, 0, "text Mike O'Leary"},
		{"empty text", fieldtype.Text(""), "string", true, 0, "text "},
		{"white space", fieldtype.Text(" "), "string", false, 0, "text  "},
		{"true", fieldtype.Bool(true), "boolean", false, 0, "bool true"},
		{"false", fieldtype.Bool(false), "boolean", false, 0, "bool false"},
		{"zero", fieldtype.Int(0), "number", false, 0, "decimal 0"},
		{"integer", fieldtype.Int(math.MinInt64), "number", false, 0, "decimal -9223372036854775808"},
		{"float", fieldtype.Float(0.1), "number", false, 0, "decimal 0.1"},
		{"large float", fieldtype.Float(1e22), "number", false, 0, "decimal 10000000000000000000000"},
		{"small float", fieldtype.Float(1e-7), "number", false, 0, "decimal 0.0000001"},
		{"minus zero", fieldtype.Float(math.Copysign(0, -1)), "number", false, 0, "decimal -0"},
		{"decimal", fieldtype.NumberOf(decimal("250000.90")), "number", false, 0, "decimal 250000.90"},
		{"zero decimal", fieldtype.NumberOf(fieldtype.Decimal{}), "number", false, 0, "decimal 0"},
		{"time", fieldtype.Time(day), "string", false, 0, "time 2017-08-16T14:32:23+05:30"},
		{"zero time", fieldtype.Time(time.Time{}), "string", false, 0, "time 0001-01-01T00:00:00Z"},
		{"id", fieldtype.ID("425248000000104001"), "object", false, 1, "id 425248000000104001"},
		{"empty id", fieldtype.ID(""), "object", false, 1, "id "},
		{"object with an id", fieldtype.Object(member("id", fieldtype.Text("1"))), "object", false, 1, "id 1"},
		{"object with more than an id", fieldtype.Object(member("name", fieldtype.Null()), member("id", fieldtype.Text("1"))), "object", false, 2, "id 1"},
		{"object with a number as its id", fieldtype.Object(member("id", fieldtype.Int(1))), "object", false, 1, ""},
		{"empty object", fieldtype.Object(), "object", true, 0, ""},
		{"object", fieldtype.Object(member("a", fieldtype.Value{})), "object", false, 1, ""},
		{"texts", fieldtype.Texts("a", "b"), "array", false, 2, ""},
		{"no texts", fieldtype.Texts(), "array", true, 0, ""},
		{"texts of any", fieldtype.ValueOf([]any{"a", "b"}), "array", false, 2, ""},
		{"none of any", fieldtype.ValueOf([]any{}), "array", true, 0, ""},
		{"array", fieldtype.Array(fieldtype.Null()), "array", false, 1, ""},
		{"empty array", fieldtype.Array(), "array", true, 0, ""},
		{"not a number", fieldtype.Float(math.NaN()), "", false, 0, ""},
	}
	for _, test := range tests {
		v := test.v
		if got := v.JSONType(); got != test.jsonType {
			t.Errorf("%s: JSONType() = %q, want %q", test.name, got, test.jsonType)
		}
		if got, want := v.IsAbsent(), test.name == "absent"; got != want {
			t.Errorf("%s: IsAbsent() = %v", test.name, got)
		}
		if got, want := v.IsNull(), test.name == "null"; got != want {
			t.Errorf("%s: IsNull() = %v", test.name, got)
		}
		if got := v.IsEmpty(); got != test.empty {
			t.Errorf("%s: IsEmpty() = %v, want %v", test.name, got, test.empty)
		}
		if got := v.Len(); got != test.len {
			t.Errorf("%s: Len() = %v, want %v", test.name, got, test.len)
		}
		if got, want := v.Problem() != nil, test.name == "not a number"; got != want {
			t.Errorf("%s: Problem() = %v", test.name, v.Problem())
		}
		var as []string
		if s, ok := v.AsText(); ok {
			as = append(as, "text "+s)
		}
		if b, ok := v.AsBool(); ok {
			as = append(as, fmt.Sprint("bool ", b))
		}
		if d, ok := v.AsDecimal(); ok {
			as = append(as, "decimal "+d.String())
		}
		if s, ok := v.AsID(); ok {
			as = append(as, "id "+s)
		}
		if tm, ok := v.AsTime(); ok {
			as = append(as, "time "+tm.Format(time.RFC3339))
		}
		if got := strings.Join(as, ", "); got != test.as {
			t.Errorf("%s: is %q, want %q", test.name, got, test.as)
		}
	}
}

func TestAsFloat(t *testing.T) {
	for _, test := range []struct {
		v    fieldtype.Value
		want float64
	}{
		{fieldtype.Int(-7), -7}, {fieldtype.Float(0.1), 0.1}, {parse(`250000.90`), 250000.90}, {fieldtype.NumberOf(fieldtype.Decimal{}), 0},
		{parse(`9999999999999999.999999999`), 1e16},
	} {
		if f, ok := test.v.AsFloat(); f != test.want || !ok {
			t.Errorf("AsFloat of %s = %v, %v, want %v", show(test.v), f, ok, test.want)
		}
	}
	for _, v := range []fieldtype.Value{{}, fieldtype.Null(), fieldtype.Text("1"), fieldtype.Bool(true), fieldtype.Float(math.NaN()), parse(`1e400`), parse(`[1]`)} {
		if f, ok := v.AsFloat(); f != 0 && !math.IsInf(f, 0) || ok {
			t.Errorf("AsFloat of %s = %v, %v, want none", show(v), f, ok)
		}
	}
}

func TestElements(t *testing.T) {
	tests := []struct {
		name string
		v    fieldtype.Value
		want []string
	}{
		{"array", fieldtype.Array(fieldtype.Text("a"), fieldtype.Int(1), fieldtype.Null()), []string{`"a"`, "1", "null"}},
		{"texts", fieldtype.Texts("a", "", "ß"), []string{`"a"`, `""`, `"ß"`}},
		{"texts of any", fieldtype.ValueOf([]any{"a", "", "ß"}), []string{`"a"`, `""`, `"ß"`}},
		{"empty array", fieldtype.Array(), nil},
		{"object", parse(`{"a":1}`), nil},
		{"id", fieldtype.ID("1"), nil},
		{"text", fieldtype.Text("ab"), nil},
		{"absent", fieldtype.Value{}, nil},
	}
	for _, test := range tests {
		var got []string
		for i, element := range test.v.Elements() {
			if i != len(got) {
				t.Errorf("%s: position %d after %d elements", test.name, i, len(got))
			}
			if at := test.v.Element(i); show(at) != show(element) {
				t.Errorf("%s: Element(%d) = %s, want %s", test.name, i, show(at), show(element))
			}
			got = append(got, show(element))
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: other elements (-want +got):\n%s", test.name, diff)
		}
		for _, i := range []int{-1, len(got), math.MaxInt, math.MinInt} {
			if !test.v.Element(i).IsAbsent() {
				t.Errorf("%s: there is an element %d", test.name, i)
			}
		}
		for range test.v.Elements() {
			break // must not go on
		}
	}
}

func TestMembers(t *testing.T) {
	tests := []struct {
		name string
		v    fieldtype.Value
		want []string
	}{
		{"object", parse(`{"b":1,"a":"x","":null}`), []string{`b=1`, `a="x"`, `=null`}},
		{"id", fieldtype.ID("1"), []string{`id="1"`}},
		{"empty object", parse(`{}`), nil},
		{"array", parse(`["id"]`), nil},
		{"texts", fieldtype.Texts("id"), nil},
		{"text", fieldtype.Text("id"), nil},
		{"absent", fieldtype.Value{}, nil},
	}
	for _, test := range tests {
		var got []string
		for name, value := range test.v.Members() {
			if by, ok := test.v.Member(name); !ok || show(by) != show(value) {
				t.Errorf("%s: Member(%q) = %s, %v, want %s", test.name, name, show(by), ok, show(value))
			}
			got = append(got, name+"="+show(value))
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: other members (-want +got):\n%s", test.name, diff)
		}
		if v, ok := test.v.Member("there is none"); ok || !v.IsAbsent() {
			t.Errorf("%s: there is a member that there is not", test.name)
		}
		for range test.v.Members() {
			break // must not go on
		}
	}
}

// A key that is there twice is found in small objects and in large ones.
func TestObjectTwice(t *testing.T) {
	for _, n := range []int{2, 3, 32, 33, 34, 1000} {
		members := make([]fieldtype.Member, n)
		for i := range members {
			members[i] = member(fmt.Sprint("key ", i), fieldtype.Int(int64(i)))
		}
		if e := fieldtype.Object(members...).Problem(); e != nil {
			t.Errorf("%d members: %v", n, e)
		}
		for _, at := range [][2]int{{0, 1}, {0, n - 1}, {n - 2, n - 1}, {n / 2, n - 1}} {
			if at[0] == at[1] {
				continue
			}
			twice := slices.Clone(members)
			twice[at[1]].Name = twice[at[0]].Name
			want := invalidData(zohocrm.ReasonDuplicateKey, zohocrm.Details{}, key(fmt.Sprint("key ", at[0])))
			want.Expected = "each key once"
			if diff := cmp.Diff(want, fieldtype.Object(twice...).Problem()); diff != "" {
				t.Errorf("%d members, key %d twice (-want +got):\n%s", n, at[0], diff)
			}
		}
	}
	// A large object takes no time that grows with the square of its keys, which would
	// be minutes here.
	many := make([]fieldtype.Member, 100_000)
	for i := range many {
		many[i].Name = fmt.Sprint("key ", i)
	}
	if e := fieldtype.Object(many...).Problem(); e != nil {
		t.Errorf("%d members: %v", len(many), e)
	}
}

// What Problem returns is the caller's: to change its path changes nobody else's
// value.
func TestProblem(t *testing.T) {
	v := fieldtype.ValueOf(func() {})
	v.Problem().PrefixPath(key("Last_Name"))
	if got := v.Problem().Path; len(got) != 0 {
		t.Errorf("the value's problem is now at %s", got.JSONPath())
	}
	spec := fieldtype.Spec{}
	for range 2 {
		_, errs := spec.Append(nil, nil, fieldtype.Array(v, v))
		for i, e := range errs {
			if got, want := e.Path.JSONPath(), fmt.Sprintf("$[%d]", i); got != want {
				t.Errorf("problem at %s, want %s", got, want)
			}
		}
	}
}

// nest puts v into n arrays.
func nest(v fieldtype.Value, n int) fieldtype.Value {
	for range n {
		v = fieldtype.Array(v)
	}
	return v
}

// A tree is a slice of slices of its own.
type tree []tree

// nestGo returns v inside n Go slices or structs.
func nestGo(v any, n int, in func(v any) any) any {
	for range n {
		v = in(v)
	}
	return v
}

// TestBounds checks that no value is deeper or larger than the bounds, however
// it is made.
func TestBounds(t *testing.T) {
	const depth = fieldtype.MaxDepth
	loop, ring := []any{nil}, map[string]any{}
	loop[0], ring["a"] = loop, ring
	tests := []struct {
		name string
		v    fieldtype.Value
		want error // nil, or the reason
	}{
		{"a number in arrays", nest(fieldtype.Int(1), depth), nil},
		{"a number in arrays, one more", nest(fieldtype.Int(1), depth+1), zohocrm.ReasonDepth},
		{"an empty array in arrays", nest(fieldtype.Array(), depth-1), nil},
		{"an empty array in arrays, one more", nest(fieldtype.Array(), depth), zohocrm.ReasonDepth},
		{"texts in arrays", nest(fieldtype.Texts("a"), depth-1), nil},
		{"texts in arrays, one more", nest(fieldtype.Texts("a"), depth), zohocrm.ReasonDepth},
		{"an id in arrays", nest(fieldtype.ID("1"), depth-1), nil},
		{"an id in arrays, one more", nest(fieldtype.ID("1"), depth), zohocrm.ReasonDepth},
		{"an object in arrays", nest(fieldtype.Object(member("a", fieldtype.Array())), depth-2), nil},
		{"an object in arrays, one more", nest(fieldtype.Object(member("a", fieldtype.Array())), depth-1), zohocrm.ReasonDepth},
		{"arrays in an object", fieldtype.Object(member("a", nest(fieldtype.Int(1), depth-1))), nil},
		{"arrays in an object, one more", fieldtype.Object(member("a", nest(fieldtype.Int(1), depth))), zohocrm.ReasonDepth},

		{"a number in slices", fieldtype.ValueOf(nestGo(1, depth, func(v any) any { return []any{v} })), nil},
		{"a number in slices, one more", fieldtype.ValueOf(nestGo(1, depth+1, func(v any) any { return []any{v} })), zohocrm.ReasonDepth},
		{"a number in structs", fieldtype.ValueOf(nestGo(1, depth, func(v any) any { return struct{ A any }{v} })), nil},
		{"a number in structs, one more", fieldtype.ValueOf(nestGo(1, depth+1, func(v any) any { return struct{ A any }{v} })), zohocrm.ReasonDepth},
		{"an empty slice in slices of its own", fieldtype.ValueOf(nestGo(tree{}, depth-1, func(v any) any { return tree{v.(tree)} })), nil},
		{"an empty slice in slices of its own, one more", fieldtype.ValueOf(nestGo(tree{}, depth, func(v any) any { return tree{v.(tree)} })), zohocrm.ReasonDepth},

		{"a lookup in slices", fieldtype.ValueOf(nestGo(structLookup{"1"}, depth-1, func(v any) any { return []any{v} })), nil},
		{"a lookup in slices, one more", fieldtype.ValueOf(nestGo(structLookup{"1"}, depth, func(v any) any { return []any{v} })), zohocrm.ReasonDepth},

		{"a slice in itself", fieldtype.ValueOf(loop), zohocrm.ReasonDepth},
		{"a map in itself", fieldtype.ValueOf(ring), zohocrm.ReasonDepth},

		{"a slice", fieldtype.ValueOf(make([]any, fieldtype.MaxValues)), nil},
		{"a slice, one more", fieldtype.ValueOf(make([]any, fieldtype.MaxValues+1)), zohocrm.ReasonSize},
		{"a slice in a map", fieldtype.ValueOf(map[string]any{"a": make([]any, fieldtype.MaxValues-1)}), nil},
		{"a slice in a map, one more", fieldtype.ValueOf(map[string]any{"a": make([]any, fieldtype.MaxValues)}), zohocrm.ReasonSize},
		{"a slice in a struct", fieldtype.ValueOf(struct{ A []any }{make([]any, fieldtype.MaxValues-1)}), nil},
		{"a slice in a struct, one more", fieldtype.ValueOf(struct{ A []any }{make([]any, fieldtype.MaxValues)}), zohocrm.ReasonSize},
		{"a slice of the largest length in a struct", fieldtype.ValueOf(struct{ A []struct{} }{make([]struct{}, math.MaxInt)}), zohocrm.ReasonSize},
		{"slices of the largest length in a map", fieldtype.ValueOf(map[string][]struct{}{"a": make([]struct{}, math.MaxInt), "b": make([]struct{}, math.MaxInt)}), zohocrm.ReasonSize},
		{"array", fieldtype.Array(make([]fieldtype.Value, fieldtype.MaxValues)...), nil},
		{"array, one more", fieldtype.Array(make([]fieldtype.Value, fieldtype.MaxValues+1)...), zohocrm.ReasonSize},
		{"texts", fieldtype.Texts(make([]string, fieldtype.MaxValues)...), nil},
		{"texts, one more", fieldtype.Texts(make([]string, fieldtype.MaxValues+1)...), zohocrm.ReasonSize},
		{"texts twice", fieldtype.Array(fieldtype.Texts(make([]string, fieldtype.MaxValues/2-1)...), fieldtype.Texts(make([]string, fieldtype.MaxValues/2-1)...)), nil},
		{"texts twice, one more", fieldtype.Array(fieldtype.Texts(make([]string, fieldtype.MaxValues/2-1)...), fieldtype.Texts(make([]string, fieldtype.MaxValues/2)...)), zohocrm.ReasonSize},
		{"ids", fieldtype.Array(slices.Repeat([]fieldtype.Value{fieldtype.ID("1")}, fieldtype.MaxValues/2)...), nil},
		{"ids, one more", fieldtype.Array(slices.Repeat([]fieldtype.Value{fieldtype.ID("1")}, fieldtype.MaxValues/2+1)...), zohocrm.ReasonSize},
	}
	for _, test := range tests {
		checkBound(t, test.name, test.v, test.want)
	}

	// A value that shares its parts unfolds to twice as many with every step,
	// but never to more than the bound.
	v := fieldtype.Text("a")
	for i := range 2 * depth {
		v = fieldtype.Array(v, v)
		if i == 15 {
			checkBound(t, "shared 16 times", v, nil)
		}
		if i == 16 {
			checkBound(t, "shared 17 times", v, zohocrm.ReasonSize)
		}
	}
}

func checkBound(t *testing.T, name string, v fieldtype.Value, want error) {
	t.Helper()
	e := v.Problem()
	switch {
	case want == nil && e != nil:
		t.Errorf("%s: %v", name, e)
	case want != nil && e == nil:
		t.Errorf("%s: no problem, want %v", name, want)
	case want != nil:
		w := invalidData(want.(zohocrm.Reason), zohocrm.Details{})
		w.Expected = map[error]string{
			zohocrm.ReasonDepth: "at most 32 arrays and objects inside one another",
			zohocrm.ReasonSize:  "at most 131072 values in one another",
		}[want]
		if diff := cmp.Diff(w, e); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// TestPrintedValue: package fmt and package slog print no value, and package json
// writes it.
func TestPrintedValue(t *testing.T) {
	for _, tt := range []struct {
		v             fieldtype.Value
		printed, json string
	}{
		{fieldtype.Value{}, "no value", "null"}, {fieldtype.Null(), "null", "null"}, {fieldtype.Text("secret"), "string", `"secret"`}, {fieldtype.Text("secret 2"), "string", `"secret 2"`},
		{fieldtype.Array(fieldtype.Text("secret"), fieldtype.Int(1)), "array", `["secret",1]`}, {fieldtype.Object(fieldtype.Member{"a", fieldtype.Text("secret")}), "object", `{"a":"secret"}`},
	} {
		var log strings.Builder
		slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "v", tt.v)
		for _, printed := range []string{fmt.Sprint(tt.v), fmt.Sprintf("%#v %+v %d", tt.v, &tt.v, tt.v), log.String()} {
			if !strings.Contains(printed, tt.printed) || strings.Contains(printed, "secret") {
				t.Errorf("%s", printed)
			}
		}
		if b, err := json.Marshal(map[string]any{"v": tt.v}); err != nil || string(b) != `{"v":`+tt.json+`}` {
			t.Errorf("%s, %v", b, err)
		}
	}
	if _, err := json.Marshal(fieldtype.ValueOf(make(chan int))); !errors.Is(err, zohocrm.ReasonGoType) {
		t.Errorf("a channel: %v", err)
	}
}
