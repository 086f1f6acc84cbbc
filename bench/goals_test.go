package bench

import (
	"fmt"
	"math"
	"runtime"
	"testing"

	"github.com/seed12a3e673/zohocrm/payload"
)

// goals are ratios of what a record costs. Ours checks in full, the others only
// where their name says so. Those without a goal are for information.
var goals = []struct {
	ours, peer string
	most       float64
}{
	{"zohocrm-ready", "floor", 1.5},
	{"zohocrm-ready", "encoding-json-maps", 0.075},
	{"zohocrm-ready", "encoding-json-structs", 0.33},
	{"zohocrm-ready", "sonic-structs", 1},
	{"zohocrm-ready", "goccy-structs", 1},
	{"zohocrm-maps", "encoding-json-maps", 0.12},
	{"zohocrm-structs", "encoding-json-structs", 0.40},
	{"zohocrm-jsonl", "encoding-json-jsonl", 0.35},
	{"zohocrm-structs", "validator-encoding-json", 0.04},
	{"zohocrm-maps", "jsonschema-encoding-json", 0.025},
	{"zohocrm-ready", "validator-encoding-json", 0},
	{"zohocrm-ready", "jsonschema-encoding-json", 0},
	{"zohocrm-ready", "regexp2-encoding-json", 0},
	{"zohocrm-ready", "encoding-json-reused-maps", 0},
	{"zohocrm-ready", "encoding-json-reused-structs", 0},
	{"zohocrm-ready", "sonic-reused-structs", 0},
	{"zohocrm-ready", "goccy-reused-structs", 0},
	{"zohocrm-ready", "segmentio-reused-structs", 0},
	{"zohocrm-ready", "jsonv2-reused-structs", 0},
	{"zohocrm-maps", "encoding-json-reused-maps", 0},
	{"zohocrm-maps", "sonic-reused-maps", 0},
	{"zohocrm-maps", "goccy-reused-maps", 0},
	{"zohocrm-structs", "encoding-json-reused-structs", 0},
	{"zohocrm-built", "floor", 0},
	{"zohocrm-maps", "floor", 0},
	{"zohocrm-structs", "floor", 0},
	{"sonic-reused-structs", "floor", 0},
	{"goccy-reused-structs", "floor", 0},
	{"sonic-structs", "floor", 0},
	{"encoding-json-structs", "floor", 0},
	{"encoding-json-maps", "floor", 0},
}

// TestRatios holds what a record costs against the goals:
//
//	go test -run Ratios -ratios
func TestRatios(t *testing.T) {
	needRatios(t)
	loads := map[string]load{}
	for _, p := range peers(t, Leads(payload.MaxRecords)) {
		loads[p.name] = load{p.name, payload.MaxRecords, func() error {
			_, err := p.body()
			return err
		}}
	}
	fmt.Printf("%-22s %-28s %6s %8s   %s\n", "", "as a multiple of", "goal", "median", "quartiles")
	for _, g := range goals {
		s := ratio(t, loads[g.ours], loads[g.peer], *roundsFlag)
		goal, met := "", ""
		if g.most > 0 {
			goal = fmt.Sprint(g.most)
			met = verdict(t, g.ours+" / "+g.peer, s.median, 0, g.most)
		}
		fmt.Printf("%-22s %-28s %6s %8.4f   %.4f – %.4f   %s\n", g.ours, g.peer, goal, s.median, s.low, s.high, met)
	}
}

// TestScaleRatios holds what a record of a long stream, of many records in
// memory and of a large module costs against what it costs in small:
//
//	go test -run ScaleRatios -ratios -long
func TestScaleRatios(t *testing.T) {
	needRatios(t)
	report := func(what string, a, b load, rounds int, least, most float64) {
		s := ratio(t, a, b, rounds)
		fmt.Printf("%-44s %4.2f – %4.2f   %6.3f   %.3f – %.3f   %s\n",
			what, least, most, s.median, s.low, s.high, verdict(t, what, s.median, least, most))
	}
	fmt.Printf("%-44s %-11s   %6s   %s\n", "", "goal", "median", "quartiles")
	records, m := leadRecords(payload.MaxRecords), Module()
	few := streamOf(m, records, 100)
	for _, n := range streamSizes()[1:] {
		rounds := max(3, min(*roundsFlag, *roundsFlag*10_000/n))
		report(fmt.Sprintf("a record of %d to one of 100", n), streamOf(m, records, n), few, rounds, 0.85, 1.15)
	}
	n := heldSize()
	held, near := streamOf(m, leadRecords(n), n), streamOf(m, records, n)
	report(fmt.Sprintf("a record of %d in memory to one of 100", n), held, near, max(3, *roundsFlag/4), 0, 1.6)
	for _, turned := range []bool{false, true} {
		five := fieldsOf(t, fieldCounts[0], turned)
		for _, n := range fieldCounts[1:] {
			what := fmt.Sprintf("a module of %d fields to one of 5", n)
			if turned {
				what += ", turned"
			}
			report(what, fieldsOf(t, n, turned), five, *roundsFlag, 0.85, 1.15)
		}
	}
}

// TestStreamMemory holds the memory that a long stream takes against that of
// one a tenth as long.
func TestStreamMemory(t *testing.T) {
	needRatios(t)
	records, m := leadRecords(payload.MaxRecords), Module()
	peak := func(n int) (most uint64) {
		runtime.GC()
		batches := 0
		err := stream(m, records, n, func(payload.Batch) {
			if batches++; batches%10 == 0 {
				var s runtime.MemStats
				runtime.ReadMemStats(&s)
				most = max(most, s.HeapAlloc)
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		return most
	}
	n := 10 * heldSize()
	short, long := peak(n/10), peak(n)
	more := float64(long) / float64(short)
	fmt.Printf("heap of a stream of %d records %.1f MB, of %d records %.1f MB at most: %.2f   %s\n",
		n/10, float64(short)/1e6, n, float64(long)/1e6, more, verdict(t, "the heap of a stream", more, 0, 1.15))
}

// TestRefusedCosts holds what a problem costs against its goals, 3 µs and 4
// allocations. The time is that of this machine, now. The list of the problems
// grows with them, which takes some allocations a batch but none a problem.
func TestRefusedCosts(t *testing.T) {
	needRatios(t)
	fmt.Printf("%-24s %10s   %-15s %14s\n", "", "ns/problem", "quartiles", "allocs/problem")
	for _, r := range refusals(t) {
		s := costs(t, load{r.name, r.problems, r.refuse}, max(3, *roundsFlag/4))
		allocations := r.allocations()
		fmt.Printf("%-24s %10.0f   %6.0f – %6.0f %14.2f   %s %s\n", r.name, s.median, s.low, s.high, allocations,
			verdict(t, r.name+", ns", s.median, 0, 3000), verdict(t, r.name+", allocations", math.Floor(allocations), 0, 4))
	}
}
