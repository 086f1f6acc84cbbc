package bench

import (
	"flag"
	"fmt"
	"slices"
	"testing"
	"time"
)

var (
	ratiosFlag = flag.Bool("ratios", false, "measure the goals, as ratios within interleaved rounds")
	longFlag   = flag.Bool("long", false, "also measure more than 10,000 records")
	roundsFlag = flag.Int("rounds", 40, "how many rounds a ratio is the median of")
	sampleFlag = flag.Duration("sample", 10*time.Millisecond, "how long each side runs in a round")
)

// A load is work on a number of records.
type load struct {
	name    string
	records int
	run     func() error
}

// sample runs a load n times.
func (l load) sample(tb testing.TB, n int) time.Duration {
	var s stopwatch
	s.start()
	for range n {
		if err := l.run(); err != nil {
			tb.Fatalf("%s: %v", l.name, err)
		}
	}
	return s.stop()
}

// runs returns how many runs fill a sample.
func (l load) runs(tb testing.TB) int {
	l.sample(tb, 1) // fills buffers and caches
	for n := 1; ; n *= 2 {
		if took := l.sample(tb, n); took >= *sampleFlag/2 {
			return max(1, n*int(*sampleFlag)/int(took))
		}
	}
}

// cost runs a load n times and returns the nanoseconds that a record took.
func (l load) cost(tb testing.TB, n int) float64 {
	return float64(l.sample(tb, n).Nanoseconds()) / float64(n*l.records)
}

// A spread is what many rounds measured: the median and the quartiles.
type spread struct{ low, median, high float64 }

func spreadOf(values []float64) spread {
	slices.Sort(values)
	n := len(values)
	return spread{values[n/4], values[n/2], values[n-1-n/4]}
}

// costs returns the nanoseconds that a record of a load takes.
func costs(tb testing.TB, l load, rounds int) spread {
	n := l.runs(tb)
	values := make([]float64, rounds)
	for i := range values {
		values[i] = l.cost(tb, n)
	}
	return spreadOf(values)
}

// ratio returns the cost of a record of one load as a multiple of that of
// another. As the speed of a machine drifts, the two run by turns, and each
// round gives a ratio of its own. Every other round turns them around.
func ratio(tb testing.TB, a, b load, rounds int) spread {
	na, nb := a.runs(tb), b.runs(tb)
	values := make([]float64, rounds)
	for i := range values {
		if i%2 == 0 {
			cost := a.cost(tb, na)
			values[i] = cost / b.cost(tb, nb)
		} else {
			other := b.cost(tb, nb)
			values[i] = a.cost(tb, na) / other
		}
	}
	return spreadOf(values)
}

// report prints a row of a table: what was measured, the goal, the median and
// the quartiles. It fails the test when the median misses the goal. A goal whose
// end is 0 is none.
func (s spread) report(t *testing.T, what string, least, most float64) {
	t.Helper()
	goal, verdict := "", ""
	if most > 0 {
		goal, verdict = fmt.Sprintf("%g – %g", least, most), "met"
		if s.median < least || s.median > most {
			verdict = "MISSED"
			t.Errorf("%s: %.4g is not from %g to %g", what, s.median, least, most)
		}
	}
	fmt.Printf("%-50s %-11s %10.4g   %.4g – %.4g   %s\n", what, goal, s.median, s.low, s.high, verdict)
}

func needRatios(t *testing.T) {
	t.Helper()
	if !*ratiosFlag {
		t.Skip("without -ratios")
	}
}
