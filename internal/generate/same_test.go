package generate_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/generate/testdata/crm"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/record"
	"github.com/seed12a3e673/zohocrm/rrule"
)

// A typed is a struct of generated code.
type typed interface{ Record() *record.Record }

// TestModule compares the modules in generated code with those that the metadata
// makes.
func TestModule(t *testing.T) {
	for name, m := range map[string]*modules.Module{
		"leads_zoho.go": crm.Leads.Module, "deals_zoho.go": crm.Deals.Module, "odd_zoho.go": crm.OddOnes.Module,
	} {
		want, _ := samples[name].load(t)
		if diff := cmp.Diff(slices.Collect(want.Fields()), slices.Collect(m.Fields())); diff != "" {
			t.Errorf("%s: other fields (-metadata +code):\n%s", name, diff)
		}
		rules := func(m *modules.Module) (names []string) {
			for r := range m.Rules() {
				names = append(names, r.Name)
			}
			return names
		}
		if diff := cmp.Diff(rules(want), rules(m)); diff != "" {
			t.Errorf("%s: other rules (-metadata +code):\n%s", name, diff)
		}
	}
}

// TestTypedRecordIsItsMapAndJSON checks random records, valid and broken ones, as typed values, as maps
// and as JSON, against the module in the code and that of the metadata: they have
// the same JSON and the same problems.
func TestTypedRecordIsItsMapAndJSON(t *testing.T) {
	rng := &source{Rand: testkit.Rand(t)}
	n := testkit.Size(100, 10_000, 10_000)
	for _, test := range []struct {
		sample string
		module *modules.Module
		zero   func() typed
	}{
		{"leads_zoho.go", crm.Leads.Module, func() typed { return &crm.Lead{} }},
		{"deals_zoho.go", crm.Deals.Module, func() typed { return &crm.Deal{} }},
		{"odd_zoho.go", crm.OddOnes.Module, func() typed { return &crm.OddOne{} }},
	} {
		t.Run(test.sample, func(t *testing.T) {
			loaded, _ := samples[test.sample].load(t)
			fields := fieldsOf(t, test.zero(), slices.Collect(loaded.Fields()))
			refused, warned := 0, 0
			for range n {
				x := test.zero()
				rng.broken = rng.IntN(2) == 0
				members := fill(t, rng, reflect.ValueOf(x).Elem(), fields)
				wire, text := members.decode(), members.json()
				parsed, err := record.FromJSON(text)
				if err != nil {
					t.Fatalf("%s: %v", text, err)
				}
				want, problems := result(loaded, parsed)
				for name, got := range map[string]*record.Record{"typed": x.Record(), "map": record.FromMap(wire), "JSON": parsed} {
					for _, m := range []*modules.Module{loaded, test.module} {
						want, problems := want, problems
						body, lines := result(m, got)
						if name == "map" { // the members of a nested map are sorted
							want, body = sortedKeys(t, want), sortedKeys(t, body)
							problems, lines = slices.Sorted(slices.Values(problems)), slices.Sorted(slices.Values(lines))
						}
						if !slices.Equal(problems, lines) {
							t.Fatalf("%s: %s has other problems (-JSON +%s):\n%s", text, name, name, cmp.Diff(problems, lines))
						}
						if body != want {
							t.Fatalf("%s: other bytes\n%s\n%s", name, want, body)
						}
					}
				}
				if want == "" {
					refused++
				} else if len(problems) > 0 {
					warned++
				}
			}
			t.Logf("%d refused, %d with warnings", refused, warned)
			if refused == 0 || refused == n {
				t.Error("the records are all alike")
			}
		})
	}
}

// result returns the JSON of a record, "" if it is refused, and its problems.
func result(m *modules.Module, rec *record.Record) (string, []string) {
	body, errs := m.Append(nil, nil, rec)
	var lines []string
	for _, e := range errs {
		lines = append(lines, testkit.Line(e))
	}
	if errs.Err() != nil {
		return "", lines
	}
	return string(body), lines
}

// sortedKeys returns a JSON object with sorted keys.
func sortedKeys(t *testing.T, object string) string {
	if object == "" {
		return ""
	}
	return testkit.JSON(testkit.Decode(t, []byte(object)))
}

// A goField is a field of a struct with what the module knows of it.
type goField struct {
	fieldtype.Field
	index int // in the struct
	rows  []goField
}

// fieldsOf returns the fields of a struct. What API name a Go field has is known by
// the record of that field alone.
func fieldsOf(t *testing.T, x typed, known []fieldtype.Field) []goField {
	t.Helper()
	var fields []goField
	typ := reflect.TypeOf(x).Elem()
	for i := range typ.NumField() {
		if typ.Field(i).Name == "ID" {
			continue
		}
		alone := reflect.New(typ)
		v := alone.Elem().Field(i)
		switch v.Kind() {
		case reflect.String:
			v.SetString("x")
		case reflect.Slice:
			v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		default:
			if moment, ok := v.Addr().Interface().(*time.Time); ok {
				*moment = time.Now()
			} else if err := v.Addr().Interface().(json.Unmarshaler).UnmarshalJSON([]byte("null")); err != nil {
				t.Fatal(err)
			}
		}
		for name := range alone.Interface().(typed).Record().Fields() {
			at := slices.IndexFunc(known, func(f fieldtype.Field) bool { return f.APIName == name })
			f := goField{Field: known[at], index: i}
			if rows, ok := v.Addr().Interface().(*record.Opt[[]*crm.LeadVisit]); ok && rows != nil {
				f.rows = fieldsOf(t, &crm.LeadVisit{}, f.Spec.Fields)
			}
			if _, ok := v.Addr().Interface().(*record.Opt[[]*crm.DealItem]); ok {
				f.rows = fieldsOf(t, &crm.DealItem{}, f.Spec.Fields)
			}
			fields = append(fields, f)
		}
	}
	return fields
}

// A wire is a record as JSON has it.
type wire []member

type member struct {
	name  string
	value any
}

func (w wire) json() []byte {
	var parts []string
	for _, m := range w {
		parts = append(parts, testkit.JSON(m.name)+":"+text(m.value))
	}
	return []byte("{" + strings.Join(parts, ",") + "}")
}

func text(x any) string {
	switch x := x.(type) {
	case wire:
		return string(x.json())
	case []any:
		var parts []string
		for _, e := range x {
			parts = append(parts, text(e))
		}
		return "[" + strings.Join(parts, ",") + "]"
	}
	return testkit.JSON(x)
}

// decode returns the record as a map.
func (w wire) decode() map[string]any {
	m := map[string]any{}
	for _, e := range w {
		m[e.name] = plain(e.value)
	}
	return m
}

func plain(x any) any {
	switch x := x.(type) {
	case wire:
		return x.decode()
	case []any:
		all := make([]any, len(x))
		for i := range x {
			all[i] = plain(x[i])
		}
		return all
	}
	return x
}

// fill sets some fields of a struct at random and returns them as JSON has them.
func fill(t *testing.T, rng *source, v reflect.Value, fields []goField) wire {
	t.Helper()
	var w wire
	few := rng.IntN(4)
	for _, f := range fields {
		if f.Mandatory && rng.broken && rng.IntN(20) == 0 || !f.Mandatory && rng.IntN(4) > few {
			continue
		}
		target := v.Field(f.index)
		null, canBeNull := target.Addr().Interface().(json.Unmarshaler)
		_, moment := target.Addr().Interface().(*time.Time)
		canBeNull = canBeNull && !moment
		if canBeNull && rng.IntN(15) == 0 && (rng.broken || !f.Mandatory && f.Spec.Kind != fieldtype.Subform) {
			if err := null.UnmarshalJSON([]byte("null")); err != nil {
				t.Fatal(err)
			}
			w = append(w, member{f.APIName, nil})
			continue
		}
		if value, ok := set(t, rng, target, f); ok {
			w = append(w, member{f.APIName, value})
		}
	}
	return w
}

// set sets a field of a struct to a random value and returns it as JSON has it.
func set(t *testing.T, rng *source, target reflect.Value, f goField) (any, bool) {
	t.Helper()
	give := func(x any) {
		data, err := json.Marshal(x)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(data, target.Addr().Interface()); err != nil {
			t.Fatalf("%s: %v", f.APIName, err)
		}
	}
	switch p := target.Addr().Interface().(type) {
	case *record.Opt[fieldtype.Decimal]:
		d, err := fieldtype.ParseDecimal(either(rng, []string{"0", "1", "-2", "99999", "99"}, "-2.50", "12345.678", "12345678901234567", "0.12345678901"))
		if err != nil {
			t.Fatal(err)
		}
		*p = record.Some(d)
		return json.Number(d.String()), true
	case *record.Opt[int64]:
		n := either(rng, []int64{0, 7, -12, 100}, 1000, 123456789, 1e12)
		*p = record.Some(n)
		return n, true
	case *record.Opt[bool]:
		*p = record.Some(rng.IntN(2) == 0)
		v, _ := p.Get()
		return v, true
	case *time.Time:
		*p = moment(rng)
		return written(*p, f.Spec.Kind), true
	case *record.Opt[time.Time]:
		at := moment(rng)
		*p = record.Some(at)
		return written(at, f.Spec.Kind), true
	case *record.Opt[[]*crm.LeadVisit]:
		rows, list := []*crm.LeadVisit{}, []any{}
		for range rng.IntN(4) {
			row := &crm.LeadVisit{}
			list = append(list, fill(t, rng, reflect.ValueOf(row).Elem(), f.rows))
			rows = append(rows, row)
		}
		*p = record.Some(rows)
		return list, true
	case *record.Opt[[]*crm.DealItem]:
		rows, list := []*crm.DealItem{}, []any{}
		for range rng.IntN(4) {
			row := &crm.DealItem{}
			list = append(list, fill(t, rng, reflect.ValueOf(row).Elem(), f.rows))
			rows = append(rows, row)
		}
		*p = record.Some(rows)
		return list, true
	case *record.Opt[[]record.Tax]:
		*p = record.Some([]record.Tax{{Name: "Vat", Percentage: "1.5"}})
		return []any{wire{{"percentage", json.Number("1.5")}, {"name", "Vat"}}}, true
	case *record.Opt[[]rrule.Reminder]:
		*p = record.Some([]rrule.Reminder{rrule.Minutes(15)})
		return []any{wire{{"unit", 15}, {"period", "minutes"}}}, true
	case *record.Opt[rrule.Alarm], *record.Opt[rrule.Rule]:
		return nil, false
	case *record.Opt[record.Reference]:
		ref := record.Reference{Module: either(rng, []string{"Contacts", "Accounts"}, "Leads", ""), ID: id(rng)}
		*p = record.Some(ref)
		return wire{{"module", wire{{"api_name", ref.Module}}}, {"id", ref.ID}}, true
	case *record.Opt[any]:
		x := pick[any](rng, "text", true, json.Number("12"), []any{"a"})
		if f.Spec.Kind == fieldtype.Consent {
			x = pick[any](rng, "text", wire{{"Contact_Through_Email", true}})
		}
		*p = record.Some(plain(x))
		return x, true
	}
	switch f.Spec.Kind {
	case fieldtype.Lookup, fieldtype.User, fieldtype.Layout, fieldtype.Wizard:
		s := id(rng)
		give(s)
		if target.Kind() == reflect.String && s == "" {
			return nil, false
		}
		return wire{{"id", s}}, true
	case fieldtype.MultiSelect:
		list := []any{}
		for range 1 + rng.IntN(3) {
			list = append(list, choose(rng, f.Spec.Values))
		}
		give(list)
		return list, true
	case fieldtype.MultiSelectLookup, fieldtype.MultiUserLookup:
		return lists(rng, give, func(s string) any { return wire{{f.Spec.ConnectedLookup, wire{{"id", s}}}} }), true
	case fieldtype.Tag:
		return lists(rng, give, func(s string) any { return wire{{"name", s}} }), true
	case fieldtype.ImageUpload, fieldtype.FileUpload:
		return lists(rng, give, func(s string) any { return wire{{"File_Id__s", s}} }), true
	}
	s := word(rng, &f)
	give(s)
	if target.Kind() == reflect.String && s == "" {
		return nil, false
	}
	return s, true
}

// lists gives a field a list of texts, and returns it as JSON has it.
func lists(rng *source, give func(any), one func(string) any) any {
	texts, list := []string{}, []any{}
	for range rng.IntN(4) {
		s := id(rng)
		texts, list = append(texts, s), append(list, one(s))
	}
	give(texts)
	return list
}

// A source is one of random values, which are valid unless they may be broken.
type source struct {
	*rand.Rand
	broken bool
}

func pick[T any](rng *source, all ...T) T { return all[rng.IntN(len(all))] }

// either returns a valid value or, if that may be, a broken one.
func either[T any](rng *source, valid []T, broken ...T) T {
	if rng.broken && rng.IntN(4) == 0 {
		return pick(rng, broken...)
	}
	return pick(rng, valid...)
}

func id(rng *source) string {
	return either(rng, []string{"4876876000000095023", "1", fmt.Sprint(rng.Uint32())}, "12345678901234567890", "", "abc")
}

func moment(rng *source) time.Time {
	return time.Unix(rng.Int64N(4e9), 0).In(time.FixedZone("", (rng.IntN(27)-13)*3600+1800*rng.IntN(2)))
}

func written(at time.Time, kind fieldtype.Kind) string {
	if kind == fieldtype.Date {
		return at.Format("2006-01-02")
	}
	return at.Format("2006-01-02T15:04:05-07:00")
}

func choose(rng *source, values []string) string {
	if len(values) == 0 {
		values = []string{"any"}
	}
	return either(rng, values, "no value of the list")
}

// word returns a text that may fit a field.
func word(rng *source, f *goField) string {
	if rng.IntN(40) == 0 {
		return either(rng, []string{"", "日本", "<b>&</b>"}, "\"\\\u2028\u0000", strings.Repeat("a", 256), strings.Repeat("ü", 50_001))
	}
	switch f.Spec.Kind {
	case fieldtype.Email:
		return either(rng, []string{"p.boyle@zylker.com", "a@b.co"}, "p.boyle@", "@")
	case fieldtype.Phone:
		return either(rng, []string{"+1 (555) 123-4567", "99000"}, "none")
	case fieldtype.URL:
		return either(rng, []string{"https://www.zylker.com/?a=b"}, "nowhere")
	case fieldtype.Picklist:
		return choose(rng, f.Spec.Values)
	case fieldtype.LongInteger:
		return either(rng, []string{"0012", "12"}, "1234567890123456789012", "x")
	}
	return pick(rng, "Daly", "O'Leary & Söhne", "x")
}
