package record_test

import (
	"bytes"
	"github.com/seed12a3e673/zohocrm/record"
	"testing"
)

func BenchmarkTableRead(b *testing.B) {
	table := benchTable()
	b.SetBytes(int64(len(table)))
	b.ReportAllocs()
	for b.Loop() {
		for range record.ReadCSV(bytes.NewReader(table)) {
		}
	}
}
