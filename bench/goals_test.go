package bench

import (
	"fmt"
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
	{"zohocrm-ready", "segmentio-structs", 0},
	{"zohocrm-ready", "jsonv2-structs", 0},
	{"zohocrm-built", "floor", 0},
	{"zohocrm-structs", "floor", 0},
	{"zohocrm-maps", "floor", 0},
	{"zohocrm-maps", "sonic-maps", 0},
	{"zohocrm-maps", "goccy-maps", 0},
}

// TestRatios measures the goals:
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
	row("%-16s %-26s %6s %8s   %-19s", "ours", "peer", "goal", "median", "quartiles")
	for _, g := range goals {
		s := ratio(t, loads[g.ours], loads[g.peer], *roundsFlag)
		goal, met := "", ""
		if g.most > 0 {
			goal = fmt.Sprint(g.most)
			met = verdict(t, g.ours+" / "+g.peer, s.median, 0, g.most)
		}
		row("%-16s %-26s %6s %8.4f   %.4f – %.4f   %s", g.ours, g.peer, goal, s.median, s.low, s.high, met)
	}
}
