package bench

import (
	"testing"

	"github.com/seed12a3e673/zohocrm/payload"
)

// BenchmarkBatch100 makes a request body of 100 leads in each peer's way.
func BenchmarkBatch100(b *testing.B) {
	for _, p := range peers(b, Leads(payload.MaxRecords)) {
		b.Run(p.name, func(b *testing.B) {
			perRecord(b, payload.MaxRecords, func() error {
				_, err := p.body()
				return err
			})
		})
	}
}

// perRecord runs f, which works on n records, and reports what one of them
// costs: the time that passed, and that of the processor, which does not count
// when other programs have it.
func perRecord(b *testing.B, n int, f func() error) {
	if err := f(); err != nil { // fills buffers and caches
		b.Fatal(err)
	}
	b.ReportAllocs()
	var c stopwatch
	c.start()
	for b.Loop() {
		if err := f(); err != nil {
			b.Fatal(err)
		}
	}
	busy := c.stop()
	records := float64(b.N) * float64(n)
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/records, "ns/record")
	b.ReportMetric(float64(busy.Nanoseconds())/records, "cpu-ns/record")
}
