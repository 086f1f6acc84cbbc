package record_test

import (
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

type lawID struct {
	ID string `zoho:"id"`
}

type lawRow struct {
	Product  lawID `zoho:"Product_Name"`
	Quantity int
	Price    *float64 `zoho:"List_Price,omitempty"`
}

type lawPerson struct {
	Type        string `zoho:"type"`
	Participant string `zoho:"participant,omitempty"`
	Email       string `zoho:",omitempty"`
}

// A lawLevel says itself what it is.
type lawLevel int

func (l lawLevel) MarshalText() ([]byte, error) { return fmt.Append(nil, "level ", int(l)), nil }

// structValue returns a value of a random type that a field of a struct may have.
func structValue(r *rand.Rand) reflect.Value {
	texts := []string{"", "x", "Zylker & Sons", "Jürgen \"J\"", "p.boyle@zylker.com", "p@x", "+1 555 0100", "2026-03-02", "2026-03-02T10:00:00+05:30", "\xff", "41", "Cold Call", strings.Repeat("y", 300)}
	text := texts[r.IntN(len(texts))]
	n, f := r.IntN(1000), float64(r.IntN(1000))/4
	at := time.Date(2026, 1, 1+r.IntN(60), 9, 0, 0, 0, time.FixedZone("", 3600*r.IntN(10)))
	values := []any{
		text, text, text, &text, (*string)(nil), n, -n, int8(n), int64(math.MaxInt64), uint(n), uint64(math.MaxUint64), f, float32(f), math.NaN(), n%2 == 0,
		[]string{"Analytics", "Zürich"}, []string{}, []string(nil), []string{text}, lawID{"41"}, lawID{text}, &lawID{"41"}, (*lawID)(nil),
		at, time.Time{}, &at, record.Some(text), record.Opt[int]{}, record.Null[bool](), lawLevel(n), lawLevel(n),
		[]lawRow{{lawID{"1"}, 2, nil}, {lawID{"2"}, n, &f}}, []lawPerson{{"lead", "41", ""}, {"email", "", "a@b.cc"}},
		map[string]any{"id": "41"}, []any{"Analytics"}, any(nil), fieldtype.Text(text), fieldtype.Value{}, struct{ Name string }{text}, make(chan int),
	}
	v := reflect.ValueOf(values[r.IntN(len(values))])
	if !v.IsValid() {
		v = reflect.Zero(reflect.TypeFor[any]())
	}
	return v
}

// goodValues are values that fields of a type mostly take.
var goodValues = map[fieldtype.Kind][]any{
	fieldtype.SingleLine: {"x", "Jürgen", record.Some("y")}, fieldtype.MultiLine: {"a\n\"b\""}, fieldtype.Email: {"p.boyle@zylker.com"}, fieldtype.Phone: {"+1 555 0100"},
	fieldtype.URL: {"https://www.zylker.com"}, fieldtype.Date: {"2026-03-02", time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)},
	fieldtype.DateTime: {"2026-03-02T10:00:00+05:30", time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)}, fieldtype.Number: {7, uint8(7), int64(0)},
	fieldtype.Currency: {7, 7.25, float32(0.5)}, fieldtype.DecimalNumber: {7.25, 0}, fieldtype.Percent: {7}, fieldtype.LongInteger: {7, "0012"}, fieldtype.Checkbox: {true, false},
	fieldtype.Picklist: {"Cold Call"}, fieldtype.MultiSelect: {[]string{"Analytics", "Zürich"}, []any{"Analytics"}}, fieldtype.Lookup: {lawID{"41"}, &lawID{"42"}, map[string]any{"id": "4"}},
	fieldtype.User: {lawID{"41"}}, fieldtype.Layout: {lawID{"41"}}, fieldtype.LarID: {"41", 41}, fieldtype.Participants: {[]lawPerson{{"lead", "41", ""}, {"email", "", "a@b.cc"}}},
	fieldtype.Subform: {[]lawRow{{lawID{"1"}, 2, nil}}},
}

// A lawField is a field that a random struct may have.
type lawField struct {
	name      string
	kind      fieldtype.Kind
	mandatory bool
}

// randomStruct returns a pointer to a struct with some of the fields.
func randomStruct(r *rand.Rand, known []lawField) any {
	r.Shuffle(len(known), func(i, j int) { known[i], known[j] = known[j], known[i] })
	var taken []lawField
	some := r.IntN(6) + 1
	for _, f := range known {
		if some--; some >= 0 || f.mandatory && r.IntN(8) > 0 {
			taken = append(taken, f)
		}
	}
	var fields []reflect.StructField
	var values []reflect.Value
	for i, f := range taken {
		name, v := f.name, structValue(r)
		if good := goodValues[f.kind]; len(good) > 0 && r.IntN(12) > 0 {
			v = reflect.ValueOf(good[r.IntN(len(good))])
		}
		t := v.Type()
		if r.IntN(8) == 0 {
			t = reflect.TypeFor[any]()
		}
		tag := fmt.Sprintf("zoho:%q", name+[]string{"", "", "", ",omitempty", ",omitzero"}[r.IntN(5)])
		fields, values = append(fields, reflect.StructField{Name: fmt.Sprint("F", i), Type: t, Tag: reflect.StructTag(tag)}), append(values, v)
	}
	if r.IntN(4) == 0 { // the last one is that of an embedded struct
		last := len(fields) - 1
		inner := reflect.StructOf([]reflect.StructField{fields[last]})
		fields[last] = reflect.StructField{Name: "Inner", Type: reflect.PointerTo(inner), Anonymous: true}
		p := reflect.New(inner)
		p.Elem().Field(0).Set(values[last])
		if values[last] = p; r.IntN(3) == 0 {
			values[last] = reflect.Zero(p.Type())
		}
	}
	x := reflect.New(reflect.StructOf(fields))
	for i, v := range values {
		x.Elem().Field(i).Set(v)
	}
	return x.Interface()
}

// TestStructIsItsMembers: a view of a struct has the bytes and the problems of a
// record with its fields, in all operations and whatever was checked before.
func TestStructIsItsMembers(t *testing.T) {
	r := testkit.Rand(t)
	cases := textCases(t)
	valid, all := 0, 0
	for _, name := range slices.Sorted(maps.Keys(cases)) {
		m := cases[name].module
		var known []lawField
		for f := range m.Fields() {
			known = append(known, lawField{f.APIName, f.Spec.Kind, f.Mandatory})
		}
		for _, name := range []string{"Custom_1", "Last_Nam", "a b"} {
			known = append(known, lawField{name: name})
		}
		known = append(known, lawField{name: "id", kind: fieldtype.LarID})
		requests := map[string]func() *payload.Request{
			"insert":          func() *payload.Request { return payload.NewInsert(m) },
			"laid out insert": func() *payload.Request { return payload.NewInsert(m).Layout("7") },
			"update":          func() *payload.Request { return payload.NewUpdate(m) },
			"laid out update": func() *payload.Request { return payload.NewUpdate(m).Layout("7").ID("1") },
			"upsert":          func() *payload.Request { return payload.NewUpsert(m) },
		}
		for range testkit.Size(20, 300, 5000) {
			x := randomStruct(r, known)
			if r.IntN(4) == 0 {
				x = reflect.ValueOf(x).Elem().Interface()
			}
			// Twice in a stream, as the type is known the second time, and after the other.
			for op, request := range requests {
				view := record.New().ViewStruct(x)
				got := streamVerdict(request(), view, view)
				want := streamVerdict(request(), record.New().SetStruct(x), record.New().SetStruct(x))
				if got != want {
					t.Fatalf("%s of %s: %#v\ngot  %s\nwant %s", op, name, x, got, want)
				}
				if all++; strings.HasPrefix(got, `{"data"`) {
					valid++
				}
			}
			got, want := textVerdict(m.Append(nil, nil, record.New().ViewStruct(x))), textVerdict(m.Append(nil, nil, record.New().SetStruct(x)))
			if got != want {
				t.Fatalf("%s: %#v\ngot  %s\nwant %s", name, x, got, want)
			}
		}
	}
	if valid < all/10 {
		t.Errorf("only %d of %d streams are valid", valid, all)
	}
}

// streamVerdict returns the bodies of a stream of records and all their problems.
// That a record of an upsert may hold an id is not looked at here.
func streamVerdict(r *payload.Request, records ...*record.Record) string {
	var all []byte
	for batch, err := range r.Batches(slices.Values(records)) {
		all = fmt.Append(append(all, batch.Body...), batch.Index, batch.Recurring, batch.Headers, err != nil, textVerdict(nil, batch.Problems))
	}
	return string(all)
}
