package modules_test

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math/rand"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/record"
)

// A source makes a record of members. Of a map the order is lost.
type source struct {
	name    string
	ordered bool
	record  func(t testing.TB, members []fieldtype.Member) *record.Record
}

var sources = []source{
	{"fields", true, func(_ testing.TB, members []fieldtype.Member) *record.Record {
		return record.FromFields(func(yield func(string, fieldtype.Value) bool) {
			for _, m := range members {
				if !yield(m.Name, m.Value) {
					return
				}
			}
		})
	}},
	{"an object", true, func(_ testing.TB, members []fieldtype.Member) *record.Record {
		return record.FromValue(fieldtype.Object(members...))
	}},
	{"a struct", true, func(t testing.TB, members []fieldtype.Member) *record.Record {
		rec, err := record.FromStruct(structOf(members))
		if err != nil {
			t.Fatal(err)
		}
		return rec
	}},
	{"a view of a struct", true, func(_ testing.TB, members []fieldtype.Member) *record.Record {
		return record.New().ViewStruct(structOf(members))
	}},
	{"a map", false, func(_ testing.TB, members []fieldtype.Member) *record.Record { return record.FromMap(mapOf(members)) }},
	{"a view of a map", false, func(_ testing.TB, members []fieldtype.Member) *record.Record {
		return record.New().ViewMap(mapOf(members))
	}},
}

// structOf returns a pointer to a struct with the members as fields.
func structOf(members []fieldtype.Member) any {
	fields := make([]reflect.StructField, len(members), len(members)+1)
	for i, m := range members {
		tag := reflect.StructTag(fmt.Sprintf("zoho:%q", m.Name))
		fields[i] = reflect.StructField{Name: fmt.Sprint("F", i), Type: reflect.TypeFor[fieldtype.Value](), Tag: tag}
	}
	fields = append(fields, reflect.StructField{Name: "Omitted", Type: reflect.TypeFor[int](), Tag: `zoho:",omitempty"`})
	x := reflect.New(reflect.StructOf(fields))
	for i, m := range members {
		x.Elem().Field(i).Set(reflect.ValueOf(m.Value))
	}
	return x.Interface()
}

func mapOf(members []fieldtype.Member) map[string]any {
	source := map[string]any{}
	for _, m := range members {
		source[m.Name] = m.Value
	}
	return source
}

// inOrder returns the members in the order of the module, and after them those
// that it does not know by their names.
func inOrder(m *modules.Module, members []fieldtype.Member) []fieldtype.Member {
	position := map[string]int{}
	for f := range m.Fields() {
		position[f.APIName] = len(position) - 1000
	}
	return slices.SortedFunc(slices.Values(members), func(a, b fieldtype.Member) int {
		return cmp.Or(cmp.Compare(position[a.Name], position[b.Name]), strings.Compare(a.Name, b.Name))
	})
}

// outcome is what a module makes of a record: its JSON if there is no error, and
// its problems.
func outcome(t testing.TB, m *modules.Module, rec *record.Record) string {
	t.Helper()
	body, errs := m.Append(nil, nil, rec)
	if errs.Err() != nil {
		body = nil
	}
	answer, err := json.Marshal(errs)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%s %s %q", body, answer, testkit.Lines(errs))
}

// modulesOfSources are the modules with what an organization adds to them.
func modulesOfSources(t testing.TB) []*modules.Module {
	clock := modules.WithNow(func() time.Time { return now })
	own := modules.WithField(
		fieldtype.Field{APIName: "Own_List", Spec: fieldtype.Spec{Kind: fieldtype.MultiSelect, Values: []string{"Analytics", "Big data"}}},
		fieldtype.Field{APIName: "Own_Number", Spec: fieldtype.Spec{Kind: fieldtype.LongInteger}, Mandatory: true},
	)
	var all []*modules.Module
	for _, m := range allModules() {
		all = append(all, with(t, m, clock), with(t, m, clock, own))
	}
	return append(all, with(t, loadedDeals(t), clock), with(t, loadedLeads(t), clock))
}

// TestSourcesAgree compares records of the same fields from all sources: the same
// bytes and the same problems in the same order.
func TestSourcesAgree(t *testing.T) {
	const seed = 1234
	t.Logf("seed %d", seed)
	r := randomRecord{rand.New(rand.NewSource(seed))}
	for _, m := range modulesOfSources(t) {
		for range testkit.Runs(30) {
			members := r.record(m)
			for i := range r.Intn(3) { // and some that the module does not know
				members = append(members, fieldtype.Member{Name: fmt.Sprint("Own_", i), Value: r.value()})
			}
			ordered := inOrder(m, members)
			want := map[bool]string{true: outcome(t, m, byHand(members...)), false: outcome(t, m, byHand(ordered...))}
			for _, s := range sources {
				if got := outcome(t, m, s.record(t, members)); got != want[s.ordered] {
					t.Fatalf("%s of %s:\ngot  %s\nwant %s", m.APIName(), s.name, got, want[s.ordered])
				}
			}
		}
	}
}

// TestSourcesAgreeWithText does that for records as JSON, and for rows of a table
// with values that a cell can hold.
func TestSourcesAgreeWithText(t *testing.T) {
	const seed = 1234
	t.Logf("seed %d", seed)
	r := randomRecord{rand.New(rand.NewSource(seed))}
	for _, m := range modulesOfSources(t) {
		for range testkit.Size(5, 20, 20) {
			var members []fieldtype.Member
			var names, cells []string
			object := "{"
			for f := range m.Fields() {
				text := goodValues[f.Spec.Kind]
				if f.ReadOnly || f.Spec.Kind == fieldtype.Formula || r.Intn(3) == 0 {
					continue
				}
				v, err := fieldtype.ParseJSON([]byte(text))
				if err != nil {
					t.Fatal(err)
				}
				if object != "{" {
					object += ","
				}
				object += fmt.Sprintf("%q:%s", f.APIName, text)
				members = append(members, fieldtype.Member{Name: f.APIName, Value: v})
				if s, ok := v.AsText(); ok {
					text = s
				}
				if f.Spec.Kind == fieldtype.MultiSelect {
					text = "Analytics"
				}
				names, cells = append(names, f.APIName), append(cells, text)
			}
			want := outcome(t, m, byHand(members...))
			rec, err := record.FromJSON([]byte(object + "}"))
			if err != nil {
				t.Fatal(err)
			}
			if got := outcome(t, m, rec); got != want {
				t.Fatalf("%s of JSON:\ngot  %s\nwant %s", m.APIName(), got, want)
			}
			var table bytes.Buffer
			w := csv.NewWriter(&table)
			if err := w.WriteAll([][]string{append(names, "Nothing"), append(cells, "")}); err != nil {
				t.Fatal(err)
			}
			n := 0
			for rec := range record.ReadCSV(&table) {
				if got := outcome(t, m, rec); got != want {
					t.Fatalf("%s of a table:\ngot  %s\nwant %s", m.APIName(), got, want)
				}
				n++
			}
			if n != 1 {
				t.Fatalf("%d rows", n)
			}
		}
	}
}
