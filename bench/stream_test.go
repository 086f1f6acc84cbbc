package bench

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// streamOf returns the load of streaming n records in batches. Where there are
// fewer records than that, they come around again.
func streamOf(m *modules.Module, records []*record.Record, n int) load {
	return load{fmt.Sprintf("stream-%d", n), n, func() error {
		return stream(m, records, n, func(payload.Batch) {})
	}}
}

// stream streams n records in batches and hands each to the caller.
func stream(m *modules.Module, records []*record.Record, n int, batched func(payload.Batch)) error {
	sent := 0
	for batch, err := range payload.NewInsert(m).Batches(func(yield func(*record.Record) bool) {
		for i := range n {
			if !yield(records[i%len(records)]) {
				return
			}
		}
	}) {
		if err != nil {
			return err
		}
		sent += len(batch.Index)
		batched(batch)
	}
	if sent != n {
		return fmt.Errorf("%d records of %d were sent", sent, n)
	}
	return nil
}

// leadRecords returns n different records, ready-made.
func leadRecords(n int) []*record.Record {
	leads := Leads(n)
	records := make([]*record.Record, n)
	for i := range leads {
		records[i] = leads[i].Fill(record.New())
	}
	return records
}

// scattered returns records in an order that is not that in which they lie in
// memory.
func scattered(records []*record.Record) []*record.Record {
	out := slices.Clone(records)
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// streamSizes returns how many records are streamed.
func streamSizes() []int {
	sizes := []int{100, 1000, 10_000}
	if *longFlag {
		sizes = append(sizes, 100_000, 1_000_000)
	}
	return sizes
}

// heldSize returns how many records are held in memory.
func heldSize() int {
	if *longFlag {
		return 100_000
	}
	return 10_000
}

// BenchmarkStream streams records in batches, always the same 100.
func BenchmarkStream(b *testing.B) {
	records, m := leadRecords(payload.MaxRecords), Module()
	for _, n := range streamSizes() {
		l := streamOf(m, records, n)
		b.Run("records="+strconv.Itoa(n), func(b *testing.B) { perRecord(b, n, l.run) })
	}
}

// BenchmarkHeld streams records that are all in memory, so that each is far
// from the processor when its turn comes: in the order in which they were made,
// and in any other.
func BenchmarkHeld(b *testing.B) {
	n, m := heldSize(), Module()
	held := leadRecords(n)
	b.Run("records="+strconv.Itoa(n), func(b *testing.B) { perRecord(b, n, streamOf(m, held, n).run) })
	b.Run("scattered/records="+strconv.Itoa(n), func(b *testing.B) { perRecord(b, n, streamOf(m, scattered(held), n).run) })
}

var fieldCounts = []int{5, 10, 20, 50, 100, 200, 500}

// fieldsOf returns the load of 100 records of five fields, which are spread
// over a module of n. When turned, each record has its fields in another order
// than the one before it, so that none is where it was.
func fieldsOf(tb testing.TB, n int, turned bool) load {
	options := make([]modules.Option, n-1) // besides its Name
	for i := range options {
		options[i] = modules.WithField(fieldtype.Field{APIName: fieldName(i), Spec: fieldtype.Spec{Kind: fieldtype.SingleLine}})
	}
	m, err := modules.Custom("Machines").With(options...)
	if err != nil {
		tb.Fatal(err)
	}
	names := []string{"Name"}
	for i := range 4 {
		names = append(names, fieldName((n-2)*i/3))
	}
	in := payload.NewInsert(m)
	for i := range payload.MaxRecords {
		r := record.New()
		for j := range names {
			if turned {
				j = (i*2 + j) % len(names)
			}
			r.Text(names[j], "Zylker & Sons No. "+strconv.Itoa(i))
		}
		in.Add(r)
	}
	var buf []byte
	return load{fmt.Sprintf("fields-%d", n), payload.MaxRecords, func() (err error) {
		buf, err = in.AppendJSON(buf[:0])
		return err
	}}
}

// fieldName returns a name as organizations give them, another for each i below
// 500.
func fieldName(i int) string {
	first := []string{
		"Account", "Billing", "Contract", "Delivery", "Estimated", "First", "Internal", "Last", "Main", "Next", "Old",
		"Planned", "Previous", "Primary", "Project", "Region", "Renewal", "Sales", "Second", "Service", "Shipping",
		"Support", "Target", "Total", "Warranty",
	}
	second := []string{
		"Amount", "City", "Code", "Comment", "Contact", "Cost", "Date", "Email", "End", "Group", "Hours", "Level", "Name",
		"Number", "Owner", "Price", "Reason", "Start", "Status", "Type",
	}
	return first[i%len(first)] + "_" + second[i/len(first)%len(second)]
}

// BenchmarkFields makes a request body of 100 records of five fields, of modules
// of many.
func BenchmarkFields(b *testing.B) {
	for _, turned := range []bool{false, true} {
		for _, n := range fieldCounts {
			l := fieldsOf(b, n, turned)
			b.Run(fmt.Sprintf("turned=%t/fields=%d", turned, n), func(b *testing.B) { perRecord(b, l.records, l.run) })
		}
	}
}
