package fieldtype_test

import (
	"encoding/json"
	"fmt"
	"math/big"
	"reflect"
	"testing"
	"time"

	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/program"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
)

// scramble changes all that x holds and can be reached from it: the elements of
// slices, the entries of maps, the fields of structs, what pointers point to.
func scramble(x any) { scrambleValue(reflect.ValueOf(x), map[any]bool{}) }

func scrambleValue(v reflect.Value, seen map[any]bool) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() || seen[v.Pointer()] {
			return
		}
		seen[v.Pointer()] = true
		if n, ok := v.Interface().(*big.Int); ok {
			n.SetInt64(666)
			return
		}
		scrambleValue(v.Elem(), seen)
	case reflect.Interface:
		if v.IsNil() {
			return
		}
		scrambleValue(v.Elem(), seen)
		if v.CanSet() {
			v.Set(reflect.ValueOf("changed"))
		}
	case reflect.Map:
		for _, name := range v.MapKeys() {
			scrambleValue(v.MapIndex(name), seen)
			v.SetMapIndex(name, reflect.Value{})
		}
		if v.Type().Key().Kind() == reflect.String && !v.IsNil() {
			v.SetMapIndex(reflect.ValueOf("changed").Convert(v.Type().Key()), reflect.Zero(v.Type().Elem()))
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			scrambleValue(v.Index(i), seen)
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[fieldtype.Value]() && v.CanSet() {
			v.Set(reflect.ValueOf(fieldtype.Text("changed")))
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				scrambleValue(v.Field(i), seen)
			}
		}
	case reflect.String:
		if v.CanSet() {
			v.SetString("changed")
		}
	case reflect.Bool:
		if v.CanSet() {
			v.SetBool(!v.Bool())
		}
	case reflect.Int, reflect.Int64:
		if v.CanSet() {
			v.SetInt(v.Int() + 1)
		}
	case reflect.Float64:
		if v.CanSet() {
			v.SetFloat(v.Float() + 1)
		}
	}
}

// Types that hold others in every way.
type (
	holdsRow struct {
		Name     string
		Quantity *int
		Tags     []string
	}
	holdsAll struct {
		Texts    []string          `zoho:"Texts"`
		Any      any               `zoho:"Any"`
		List     []any             `zoho:"List"`
		Map      map[string]any    `zoho:"Map"`
		Strings  map[string]string `zoho:"Strings"`
		Rows     []holdsRow        `zoho:"Rows"`
		Pointers []*holdsRow       `zoho:"Pointers"`
		Pointer  *string           `zoho:"Pointer"`
		Raw      json.RawMessage   `zoho:"Raw"`
		Big      *big.Int          `zoho:"Big"`
		Value    fieldtype.Value   `zoho:"Value"`
		Values   []fieldtype.Value `zoho:"Values"`
		Time     *time.Time        `zoho:"Time"`
		Array    [2]string         `zoho:"Array"`
		Optional holdsOne          `zoho:"Optional"`
	}
	holdsOne struct{ X any }
)

func (h holdsOne) Optional() (any, bool) { return h.X, true }

// holding returns a new value of each kind that holds others.
func holding() map[string]any {
	at := time.Date(2017, 8, 16, 14, 32, 23, 0, time.UTC)
	row := func() holdsRow { return holdsRow{"a", ptr(1), []string{"x", "y"}} }
	all := func() *holdsAll {
		return &holdsAll{
			[]string{"a", "b"}, []string{"c"}, []any{"a", []any{1, "b"}, map[string]any{"id": "1"}},
			map[string]any{"a": []string{"b"}, "c": map[string]any{"d": []any{"e"}}}, map[string]string{"a": "b"},
			[]holdsRow{row()}, []*holdsRow{ptr(row()), nil}, ptr("text"), json.RawMessage(`{"a":["b"]}`), big.NewInt(7),
			fieldtype.Texts("a"), []fieldtype.Value{fieldtype.Texts("a"), fieldtype.ID("1")}, &at, [2]string{"a", "b"}, holdsOne{[]string{"a"}},
		}
	}
	return map[string]any{
		"texts": []string{"a", "b"}, "texts in any": []any{"a", "b"}, "list": []any{"a", 1, []string{"b"}}, "lists": [][]string{{"a"}, {"b"}},
		"array": &[2]string{"a", "b"}, "array in any": []any{[2]string{"a", "b"}},
		"map": map[string]any{"a": []string{"b"}, "c": map[string]any{"id": "1"}, "d": []any{"e", "f"}}, "id": map[string]any{"id": "1"},
		"map of texts": map[string]string{"a": "b"}, "map of lists": map[string][]string{"a": {"b"}}, "list of maps": []map[string]any{{"a": []any{"b"}}},
		"struct": all(), "struct by value": *all(), "structs": []holdsAll{*all()}, "pointers to structs": []*holdsAll{all()}, "struct in a map": map[string]any{"a": all()},
		"pointer": ptr(ptr("a")), "raw": json.RawMessage(`["a"]`), "big": big.NewInt(7), "bigs": []*big.Int{big.NewInt(7)}, "time": &at,
		"values": []fieldtype.Value{fieldtype.Text("a"), fieldtype.Texts("b")}, "value": ptr(fieldtype.Texts("a")), "optional": holdsOne{[]any{"a"}},
		"optionals": []holdsOne{{map[string]any{"a": []string{"b"}}}},
	}
}

// A Value is not changed by what becomes of what it was made of.
func TestValueOfIsNotChanged(t *testing.T) {
	for name, x := range holding() {
		v := fieldtype.ValueOf(x)
		before := body(v)
		if again := fieldtype.ValueOf(v); body(again) != before {
			t.Errorf("%s: a Value of it is %s, want %s", name, body(again), before)
		}
		scramble(x)
		if after := body(v); after != before {
			t.Errorf("%s: %s became %s", name, before, after)
		}
		if now := body(fieldtype.ValueOf(x)); now == before && name != "raw" && name != "time" {
			t.Errorf("%s: it was not changed: %s", name, now)
		}
	}
}

// body returns the whole JSON of a value.
func body(v fieldtype.Value) string {
	out, errs := (&fieldtype.Spec{}).Append(nil, nil, v)
	return fmt.Sprint(string(out), errs)
}

// Nor are the fields of a record that was made of a struct or a map, but by the
// views, which are read before it changes.
func TestSnapshotIsNotChanged(t *testing.T) {
	for name, x := range holding() {
		record := map[string]any{"A": x, "B": 1}
		own := fieldtype.Internal.Snapshot(program.Key{}, record)
		before := body(fieldtype.ValueOf(own))
		if want := body(fieldtype.ValueOf(record)); before != want {
			t.Errorf("%s: the copy of a map is %s, want %s", name, before, want)
		}
		scramble(record)
		if after := body(fieldtype.ValueOf(own)); after != before {
			t.Errorf("%s: %s became %s", name, before, after)
		}
	}
	s := holding()["struct"]
	members, err := fieldtype.Internal.AppendStruct(program.Key{}, nil, s, false)
	if err != nil {
		t.Fatal(err)
	}
	before := body(fieldtype.Object(members...))
	scramble(s)
	if after := body(fieldtype.Object(members...)); after != before {
		t.Errorf("%s became %s", before, after)
	}
}

// Nor by what becomes of the slices that the other functions are given.
func TestMakersAreNotChanged(t *testing.T) {
	texts := []string{"a", "b"}
	elements := []fieldtype.Value{fieldtype.Text("a"), fieldtype.Texts("b")}
	members := []fieldtype.Member{{Name: "a", Value: fieldtype.Int(1)}, {Name: "b", Value: fieldtype.Texts("c")}}
	single := []fieldtype.Member{{Name: "id", Value: fieldtype.Text("1")}}
	problem := zohocrm.BadFormat("date", "a date")
	data := []byte(`{"a":["b","c"],"d":"e"}`)
	parsed, err := fieldtype.ParseJSON(data)
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]fieldtype.Value{
		"Texts": fieldtype.Texts(texts...), "Array": fieldtype.Array(elements...), "Object": fieldtype.Object(members...),
		"Object of an id": fieldtype.Object(single...), "Invalid": fieldtype.Invalid(problem), "ParseJSON": parsed,
		"nested": fieldtype.Array(fieldtype.Object(members...), fieldtype.Texts(texts...)),
	}
	before := map[string]string{}
	for name, v := range values {
		before[name] = body(v)
	}
	texts[0], texts[1] = "changed", "changed"
	elements[0], elements[1] = fieldtype.Null(), fieldtype.Null()
	members[0], members[1] = fieldtype.Member{}, fieldtype.Member{}
	single[0] = fieldtype.Member{Name: "changed"}
	problem.Reason, problem.Expected = zohocrm.ReasonID, "changed"
	problem.PrefixPath(zohocrm.Key("changed"))
	copy(data, `["changed","changed"]`)
	for name, v := range values {
		// What is reported is changed by those who get it.
		for _, e := range []*zohocrm.Error{v.Problem(), v.Problem()} {
			if e != nil {
				e.PrefixPath(zohocrm.Key("changed")).Reason = zohocrm.ReasonType
			}
		}
		_, errs := (&fieldtype.Spec{Kind: fieldtype.Date}).Append(nil, nil, v)
		for _, e := range errs {
			e.PrefixPath(zohocrm.Key("changed")).Expected = "changed"
		}
		if after := body(v); after != before[name] {
			t.Errorf("%s: %s became %s", name, before[name], after)
		}
	}
}

// Nor by what is done with its parts.
func TestPartsAreNotChanged(t *testing.T) {
	v := parse(`{"a":["b","c"],"d":{"e":[1,{"f":2}]},"g":[]}`)
	before := body(v)
	inner, _ := v.Member("a")
	for _, part := range []fieldtype.Value{v, inner} {
		var members []fieldtype.Member
		for name, value := range part.Members() {
			members = append(members, fieldtype.Member{Name: name, Value: value})
		}
		var elements []fieldtype.Value
		for _, value := range part.Elements() {
			elements = append(elements, value)
		}
		object, array := fieldtype.Object(members...), fieldtype.Array(elements...)
		clear(members)
		clear(elements)
		_ = body(object) + body(array)
	}
	if after := body(v); after != before {
		t.Errorf("%s became %s", before, after)
	}
}

func TestUnchangingLaws(t *testing.T) {
	l := testkit.Laws(t, 3000)
	l.Property("a Value is not changed by its maker", prop.ForAll(func(seed int64) (string, error) {
		r := fromSeed(seed)
		x := r.goValue(r.value(3))
		switch r.Intn(3) {
		case 0:
			x = map[string]any{"a": x, "b": []any{x, "c"}}
		case 1:
			x = structOf(reflect.TypeOf(x), x)
		}
		v := fieldtype.ValueOf(x)
		before := body(v)
		scramble(x)
		if after := body(v); after != before {
			return "", fmt.Errorf("%T: %s became %s", x, before, after)
		}
		return "", nil
	}, gen.Int64()))
	l.TestingRun(t)
}
