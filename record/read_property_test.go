package record_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// The kinds of records of a random stream.
const (
	good       = iota
	bad        // Zoho refuses it
	unreadable // its line, row or element cannot be read as a record
)

// A readFormat writes a stream of records and reads it.
type readFormat struct {
	name  string
	write func(kinds []int) string
	read  func(io.Reader) iter.Seq[*record.Record]
}

// goodLead is the JSON of the record at position i of a stream.
func goodLead(i int) string {
	return fmt.Sprintf(`{"Last_Name":"Daly\n\"%d\"","No_of_Employees":%d}`, i, i)
}

func leadObject(i, kind int) string {
	switch kind {
	case bad:
		return `{"Last_Name":"Daly","No_of_Employees":"12"}`
	case unreadable:
		return "[{\"Last_Name\":\"\xff\"}]"
	}
	return goodLead(i)
}

var readFormats = []readFormat{
	{"lines", func(kinds []int) string {
		var b strings.Builder
		for i, kind := range kinds {
			b.WriteString(leadObject(i, kind))
			b.WriteString([]string{"\n", "\r\n", "\n\n"}[i%3])
		}
		return b.String()
	}, record.ReadJSONLines},
	{"array", func(kinds []int) string {
		objects := make([]string, len(kinds))
		for i, kind := range kinds {
			objects[i] = leadObject(i, kind)
		}
		return "[" + strings.Join(objects, " ,\n") + "]"
	}, record.ReadJSONArray},
	{"table", func(kinds []int) string {
		var b strings.Builder
		w := csv.NewWriter(&b)
		w.Write([]string{"Last_Name", "No_of_Employees"})
		for i, kind := range kinds {
			switch kind {
			case bad:
				w.Write([]string{"Daly", "few"})
			case unreadable:
				w.Write([]string{"Daly"})
			default:
				w.Write([]string{fmt.Sprintf("Daly\n\"%d\"", i), fmt.Sprint(i)})
			}
		}
		w.Flush()
		return b.String()
	}, record.ReadCSV},
}

// TestStreamProperty: whatever a stream holds and wherever its reader breaks
// off, the data of the batches one after another are the good records in their
// order, and the problems are those of the others.
func TestStreamProperty(t *testing.T) {
	properties := testkit.Laws(t, 100)
	for _, format := range readFormats {
		properties.Property(format.name, prop.ForAll(func(kinds []int, breakOff int) (string, error) {
			return streamLaw(format, kinds, breakOff), nil
		}, streamKinds(), gen.IntRange(1, 8)))
	}
	properties.TestingRun(t)
}

// streamKinds generates the kinds of up to 450 records, good ones for the most
// part.
func streamKinds() gopter.Gen {
	return gen.IntRange(0, 450).FlatMap(func(n any) gopter.Gen {
		return gen.SliceOfN(n.(int), gen.Weighted([]gen.WeightedGen{
			{Weight: 20, Gen: gen.Const(good)},
			{Weight: 2, Gen: gen.Const(bad)},
			{Weight: 1, Gen: gen.Const(unreadable)},
		}))
	}, nil)
}

// streamLaw returns how a stream breaks the law, or "".
func streamLaw(format readFormat, kinds []int, breakOff int) string {
	pulled := 0
	var readErr error
	records := func(yield func(*record.Record) bool) {
		for rec := range format.read(strings.NewReader(format.write(kinds))) {
			if readErr = rec.Ended(); readErr == nil {
				pulled++
			}
			if !yield(rec) {
				return
			}
		}
	}
	var data, want []string
	var index, refused, wantIndex, wantRefused []int
	batches := 0
	for batch, err := range payload.NewInsert(modules.Leads()).Batches(records) {
		n, problem := batchRecords(batch.Body)
		switch {
		case problem != nil:
			return problem.Error()
		case len(n) > payload.MaxRecords:
			return fmt.Sprintf("a batch of %d records", len(n))
		case (err == nil) != (len(batch.Problems) == 0):
			return fmt.Sprintf("%v with %v", err, batch.Problems)
		}
		data = append(data, n...)
		index = append(index, batch.Index...)
		for record := range batch.Problems.Records() {
			refused = append(refused, record)
		}
		if batches++; batches == breakOff {
			break
		}
	}
	if readErr != nil {
		return readErr.Error()
	}
	for i, kind := range kinds[:pulled] {
		if kind == good {
			want = append(want, goodLead(i))
			wantIndex = append(wantIndex, i)
		} else {
			wantRefused = append(wantRefused, i)
		}
	}
	if batches < breakOff && pulled != len(kinds) {
		return fmt.Sprintf("%d of %d records were read", pulled, len(kinds))
	}
	return cmp.Diff(want, data) + cmp.Diff(wantIndex, index) + cmp.Diff(wantRefused, refused)
}

// batchRecords returns the records of a request body.
func batchRecords(body []byte) ([]string, error) {
	if body == nil {
		return nil, nil
	}
	var request struct{ Data []json.RawMessage }
	err := json.Unmarshal(body, &request)
	var records []string
	for _, record := range request.Data {
		records = append(records, string(record))
	}
	return records, err
}

// TestStreamCutOff: wherever a stream is cut off, what was whole before is
// read, and nothing else.
func TestStreamCutOff(t *testing.T) {
	kinds := slices.Repeat([]int{good}, 5)
	for _, format := range readFormats {
		whole := format.write(kinds)
		before := 0
		for n := range len(whole) {
			got := readTexts(modules.Leads(), format.read(testkit.Broken(whole[:n], io.ErrUnexpectedEOF)))
			last := len(got) - 1
			if got[last] != "error: "+io.ErrUnexpectedEOF.Error() {
				t.Fatalf("%s after %d bytes: %q", format.name, n, got)
			}
			for i, record := range got[:last] {
				if record != goodLead(i) {
					t.Fatalf("%s after %d bytes: record %d is %s", format.name, n, i, record)
				}
			}
			if last < before {
				t.Fatalf("%s after %d bytes: %d records, %d of less", format.name, n, last, before)
			}
			before = last
		}
		if before < len(kinds)-1 {
			t.Errorf("%s: only %d records of all bytes but one", format.name, before)
		}
	}
}
