package record_test

import (
	"database/sql/driver"
	"fmt"
	"testing"

	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/record"
)

// A counted value counts how often it is converted.
type counted struct{ n *int }

func (c counted) Value() (driver.Value, error) {
	*c.n++
	return "x", nil
}

// mapOf returns a map of n fields.
func mapOf(n int, x any) map[string]any {
	m := make(map[string]any, n)
	for i := range n {
		m[fmt.Sprint("Field_", i)] = x
	}
	return m
}

// walk goes through all fields of a record.
func walk(r *record.Record) (n int) {
	for range r.Fields() {
		n++
	}
	return n
}

// TestWalkIsLinear: to walk through a record of a map converts each of its values
// once, and takes memory in proportion to their number.
func TestWalkIsLinear(t *testing.T) {
	const fields = 800
	conversions := 0
	m := mapOf(fields, counted{&conversions})
	view := record.New().ViewMap(m)
	if walk(view) != fields || conversions != fields {
		t.Errorf("a view of %d fields took %d conversions", fields, conversions)
	}
	conversions = 0
	snapshot := record.FromMap(m)
	if first, second := walk(snapshot), walk(snapshot); first != fields || second != fields || conversions != fields {
		t.Errorf("a snapshot of %d fields took %d conversions for two walks", fields, conversions)
	}
	conversions = 0
	if _, problems := modules.Custom("x").Append(nil, nil, view.Text("Name", "x")); problems.Err() != nil || conversions != fields {
		t.Errorf("to check %d fields took %d conversions; %v", fields, conversions, problems.Err())
	}

	allocs := func(n int) float64 {
		r := record.FromMap(mapOf(n, "x"))
		return testing.AllocsPerRun(10, func() { walk(r) })
	}
	if few, many := allocs(100), allocs(fields); many > few+4 {
		t.Errorf("to walk through 100 fields takes %v allocations, and through %d %v", few, fields, many)
	}
}

// BenchmarkWalk has a time for each field, which is the same however many there
// are.
func BenchmarkWalk(b *testing.B) {
	for _, n := range []int{100, 800, 6400} {
		r := record.FromMap(mapOf(n, "x"))
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				walk(r)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/field")
		})
	}
}
