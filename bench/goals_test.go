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
	{"zohocrm-structs", "encoding-json-structs", 0.40},
	{"zohocrm-maps", "encoding-json-maps", 0.12},
	{"zohocrm-ready", "floor", 0},
	{"zohocrm-ready", "encoding-json-maps", 0},
	{"zohocrm-ready", "encoding-json-structs", 0},
	{"zohocrm-ready", "sonic-structs", 0},
	{"zohocrm-ready", "goccy-structs", 0},
	{"zohocrm-jsonl", "encoding-json-jsonl", 0},
	{"zohocrm-structs", "validator-encoding-json", 0},
	{"zohocrm-maps", "jsonschema-encoding-json", 0},
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

// TestRatios holds what a record costs against the goals, all or some of them:
//
//	go test -run Ratios -ratios
//	go test -run Ratios/zohocrm-ready/floor -ratios
func TestRatios(t *testing.T) {
	needRatios(t)
	loads := map[string]load{}
	for _, p := range peers(t, Leads(payload.MaxRecords)) {
		loads[p.name] = load{p.name, payload.MaxRecords, func() error {
			_, err := p.body()
			return err
		}}
	}
	for _, g := range goals {
		t.Run(g.ours+"/"+g.peer, func(t *testing.T) {
			ratio(t, loads[g.ours], loads[g.peer], *roundsFlag).report(t, g.ours+" / "+g.peer, 0, g.most)
		})
	}
}

// TestScale holds what a record of a long stream, of many records in
// memory and of a large module costs against what it costs in small:
//
//	go test -run Scale -ratios -long
func TestScale(t *testing.T) {
	needRatios(t)
	records, m := leadRecords(payload.MaxRecords), Module()
	few := streamOf(m, records, payload.MaxRecords)
	for _, n := range streamSizes()[1:] {
		rounds := max(3, min(*roundsFlag, *roundsFlag*10_000/n))
		ratio(t, streamOf(m, records, n), few, rounds).report(t, fmt.Sprintf("a record of %d / of 100", n), 0.85, 1.15)
	}
	n, rounds := heldSize(), max(3, *roundsFlag/4)
	held, near := leadRecords(n), streamOf(m, records, n)
	ratio(t, streamOf(m, held, n), near, rounds).report(t, fmt.Sprintf("a record of %d in memory / of 100", n), 0, 1.6)
	ratio(t, streamOf(m, scattered(held), n), near, rounds).report(t, "the same, scattered in memory", 0, 0)
	for _, turned := range []bool{false, true} {
		five := fieldsOf(t, fieldCounts[0], turned)
		for _, n := range fieldCounts[1:] {
			what := fmt.Sprintf("a module of %d fields / of 5", n)
			if turned {
				what += ", in turned order"
			}
			ratio(t, fieldsOf(t, n, turned), five, *roundsFlag).report(t, what, 0.85, 1.15)
		}
	}
}

// TestStreamMemory compares the memory in use within a long stream with that of one a
// tenth as long.
func TestStreamMemory(t *testing.T) {
	records, m := leadRecords(payload.MaxRecords), Module()
	inUse := func(n int) (most uint64) {
		batches := 0
		err := stream(m, records, n, func(payload.Batch) {
			if batches++; batches%(n/1000) != 0 {
				return
			}
			var s runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&s)
			most = max(most, s.HeapAlloc)
		})
		if err != nil {
			t.Fatal(err)
		}
		return most
	}
	n := 10 * heldSize()
	inUse(n / 10) // what is made once
	short, long := inUse(n/10), inUse(n)
	t.Logf("%.2f MB amid %d records, %.2f MB amid %d", float64(short)/1e6, n/10, float64(long)/1e6, n)
	if float64(long) > 1.15*float64(short) {
		t.Error("a longer stream takes more memory")
	}
}

// TestRefusedCosts holds what a problem costs against its goals, 3 µs and 4
// allocations. The time is that of this machine, now. The list of the problems
// grows with them, which takes some allocations a batch but none a problem.
func TestRefusedCosts(t *testing.T) {
	needRatios(t)
	for _, r := range refusals(t) {
		costs(t, load{r.name, r.problems, r.refuse}, max(3, *roundsFlag/4)).report(t, r.name+", ns a problem", 0, 3000)
		if n := r.allocations(); math.Floor(n) > 4 {
			t.Errorf("%s: %.2f allocations a problem are more than 4", r.name, n)
		}
	}
}
