package payload_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// randomRecord returns a record of a module: some of its fields, most with a value
// of their type.
func randomRecord(t testing.TB, rnd *rand.Rand, m *modules.Module) *record.Record {
	t.Helper()
	pool := []string{`null`, `""`, `[]`, `{}`, `true`, `12`, `"x"`, `"00:00"`, `"Scheduled"`, `"Yes"`, `[{"id":"1"}]`, `{"id":"x"}`}
	rec := record.New()
	for f := range m.Fields() {
		if f.APIName == "id" || f.APIName == "$append_values" || rnd.IntN(6) > 0 && !f.Mandatory {
			continue
		}
		text := f.Spec.Kind.Example()
		switch {
		case len(f.Spec.Values) > 0 && f.Spec.Kind == fieldtype.Picklist:
			text = fmt.Sprintf("%q", f.Spec.Values[rnd.IntN(len(f.Spec.Values))])
		case text == "" || rnd.IntN(12) == 0:
			text = pool[rnd.IntN(len(pool))]
		}
		v, err := fieldtype.ParseJSON([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		rec.Value(f.APIName, v)
	}
	return rec
}

// refusals returns the errors of a request by path and code, without those about
// what is missing and about ids.
func refusals(r *payload.Request) map[string]bool {
	found := map[string]bool{}
	for p := range r.Problems() {
		if !p.Warning && p.Reason != zohocrm.ReasonMandatory && p.APIName != "id" {
			found[string(p.Code)+" "+string(p.Reason)+" "+p.Path.JSONPath()] = true
		}
	}
	return found
}

// TestOperationLaws: an upsert takes what an insert takes; an update refuses
// nothing that an insert takes, and takes each part of it; expecting updates never
// refuses more; and what a call takes is written as every call writes it.
func TestOperationLaws(t *testing.T) {
	rnd := testkit.Rand(t)
	good := 0
	for m := range modules.All() {
		for range testkit.Runs(300) {
			rec := randomRecord(t, rnd, m)
			update := record.New().ID("1")
			part := record.New().ID("1")
			for name, v := range rec.Fields() {
				update.Value(name, v)
				if rnd.IntN(2) == 0 {
					part.Value(name, v)
				}
			}
			insert := refusals(payload.NewInsert(m).Add(rec))
			for _, r := range []*payload.Request{payload.NewUpdate(m).Add(update), payload.NewUpdate(m).ID("1").Add(rec)} {
				for line := range refusals(r) {
					if !insert[line] {
						t.Errorf("%s: only an update refuses %v: %s", m.APIName(), rec, line)
					}
				}
			}
			body, err := payload.NewInsert(m).Add(rec).Build()
			if err != nil {
				continue
			}
			good++
			if again, err := payload.NewUpdate(m).ID("1").Add(rec).Build(); err != nil || string(again) != string(body) {
				t.Errorf("%s: an update of %v: %v\n got %s\nwant %s", m.APIName(), rec, err, again, body)
			}
			if err := payload.NewUpdate(m).Add(part).Validate(); err != nil && !onlyEmptied(err, part) {
				t.Errorf("%s: an update of the part %v: %v", m.APIName(), part, err)
			}
			if !m.Takes(modules.Upsert) {
				continue
			}
			for _, r := range []*payload.Request{payload.NewUpsert(m).Add(rec), payload.NewUpsert(m).ExpectUpdates().Add(rec), payload.NewUpsert(m).ExpectUpdates().Add(part)} {
				if again, err := r.Build(); err != nil && !onlyEmptied(err, part) || len(again) > 0 && r.Records()[0] == rec && string(again) != string(body) {
					t.Errorf("%s: an upsert of %v: %v\n got %s\nwant %s", m.APIName(), r.Records()[0], err, again, body)
				}
			}
		}
	}
	if good < 20 {
		t.Errorf("only %d records are good", good)
	}
	t.Logf("%d good records", good)
}

// onlyEmptied reports whether errors are only about fields that are there and
// empty: a part may lack the other spelling, which has the value.
func onlyEmptied(err error, rec *record.Record) bool {
	for _, e := range err.(zohocrm.Errors) {
		if v, ok := rec.Field(e.APIName); e.Reason != zohocrm.ReasonMandatory || !ok || !v.IsEmpty() {
			return false
		}
	}
	return true
}

// TestSourcesOfUpdates: setters, maps, views and JSON give the same bytes and
// problems in every operation.
func TestSourcesOfUpdates(t *testing.T) {
	rnd := testkit.Rand(t)
	for m := range modules.All() {
		for range testkit.Runs(60) {
			rec := randomRecord(t, rnd, m).ID("1")
			fields := map[string]any{}
			for name, v := range rec.Fields() {
				fields[name] = v
			}
			sorted := record.New()
			for _, name := range slices.Sorted(maps.Keys(fields)) {
				sorted.Value(name, fields[name].(fieldtype.Value))
			}
			for _, op := range []modules.Operation{modules.Update, modules.Upsert} {
				var want []string
				for i, source := range []*record.Record{sorted, record.FromMap(fields), record.New().ViewMap(fields)} {
					r, _ := payload.Parse(op, m, []byte(`{"data":[]}`))
					var got []string
					for p := range r.Add(source).Problems() {
						got = append(got, testkit.Line(p))
					}
					slices.Sort(got)
					if i == 0 {
						want = got
					}
					if strings.Join(got, "\n") != strings.Join(want, "\n") {
						t.Errorf("%s %s, source %d:\n%s\nwant\n%s", op, m.APIName(), i, strings.Join(got, "\n"), strings.Join(want, "\n"))
					}
				}
			}
		}
	}
}
