package record_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"iter"
	"strconv"
	"testing"
	"time"

	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// benchLeads is how many records a stream of the benchmarks has.
const benchLeads = 2000

var benchNames = []string{
	"Last_Name", "First_Name", "Company", "Designation", "Email", "Phone", "Mobile", "Website", "Lead_Source",
	"Industry", "No_of_Employees", "Annual_Revenue", "Street", "City", "Zip_Code", "Country", "Email_Opt_Out", "Description",
}

// benchRow returns the cells of a lead.
func benchRow(i int) []string {
	n := strconv.Itoa(i)
	return []string{
		"Daly", "Patricia", "Zylker " + n, "Head of Sales", "p.daly" + n + "@zylker.com", "+91 98765 43210", "99000" + n,
		"https://www.zylker.com/leads?n=" + n, "Trade Show", "Manufacturing", n, n + ".90", "1 Main Street", "Ottawa",
		"K1A 0B1", "Canada", "false", "Asked for an offer, wants to be called back in the second quarter.",
	}
}

// benchText reports whether the cells of a column are texts.
func benchText(column int) bool { return column != 10 && column != 11 && column != 16 }

func benchLines() []byte {
	var b bytes.Buffer
	for i := range benchLeads {
		for column, cell := range benchRow(i) {
			b.WriteString([]string{",", "{"}[max(0, 1-column)])
			b.WriteString(`"` + benchNames[column] + `":`)
			if benchText(column) {
				cell = strconv.Quote(cell)
			}
			b.WriteString(cell)
		}
		b.WriteString("}\n")
	}
	return b.Bytes()
}

func benchTable() []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Write(benchNames)
	for i := range benchLeads {
		w.Write(benchRow(i))
	}
	w.Flush()
	return b.Bytes()
}

// benchAgainst measures what turns a stream of records into bodies, and a peer
// after each time. The peer's metric is how long ours takes as a multiple.
func benchAgainst(b *testing.B, stream []byte, read func(io.Reader) iter.Seq[*record.Record], peer string, peerReads func(io.Reader) error) {
	b.Helper()
	b.ReportAllocs()
	b.SetBytes(int64(len(stream)))
	var own, others time.Duration
	for b.Loop() {
		start := time.Now()
		benchBodies(b, read(bytes.NewReader(stream)))
		own += time.Since(start)
		start = time.Now()
		if err := peerReads(bytes.NewReader(stream)); err != nil {
			b.Fatal(err)
		}
		others += time.Since(start)
	}
	b.ReportMetric(float64(benchLeads*b.N)/own.Seconds(), "records/s")
	b.ReportMetric(float64(benchLeads*b.N)/others.Seconds(), peer+"-records/s")
	b.ReportMetric(own.Seconds()/others.Seconds(), "x-"+peer)
}

func benchBodies(b *testing.B, stream iter.Seq[*record.Record]) {
	n := 0
	for batch, err := range payload.NewInsert(modules.Leads()).Batches(stream) {
		if err != nil {
			b.Fatal(err)
		}
		n += len(batch.Index)
	}
	if n != benchLeads {
		b.Fatalf("%d records", n)
	}
}

// BenchmarkLinesToBodies compares with encoding/json, which decodes each line
// into a map and encodes 100 of them together, and checks nothing.
func BenchmarkLinesToBodies(b *testing.B) {
	benchAgainst(b, benchLines(), record.ReadJSONLines, "encoding/json", func(r io.Reader) error {
		lines := json.NewDecoder(r)
		var body struct {
			Data []map[string]any `json:"data"`
		}
		for {
			var record map[string]any
			err := lines.Decode(&record)
			if err != nil && err != io.EOF {
				return err
			}
			if err == nil {
				body.Data = append(body.Data, record)
			}
			if len(body.Data) == payload.MaxRecords || err == io.EOF && len(body.Data) > 0 {
				if _, err := json.Marshal(body); err != nil {
					return err
				}
				body.Data = body.Data[:0]
			}
			if err == io.EOF {
				return nil
			}
		}
	})
}

// BenchmarkTableToBodies compares with encoding/csv, which only reads the rows.
func BenchmarkTableToBodies(b *testing.B) {
	benchAgainst(b, benchTable(), record.ReadCSV, "encoding/csv", func(r io.Reader) error {
		rows := csv.NewReader(r)
		rows.ReuseRecord = true
		for {
			if _, err := rows.Read(); err != nil {
				if err == io.EOF {
					return nil
				}
				return err
			}
		}
	})
}

// BenchmarkArrayToBodies compares with encoding/json, which decodes the whole
// array into maps and encodes them 100 at a time.
func BenchmarkArrayToBodies(b *testing.B) {
	array := bytes.ReplaceAll(bytes.TrimSpace(benchLines()), []byte("\n"), []byte(","))
	array = append(append([]byte{'['}, array...), ']')
	benchAgainst(b, array, record.ReadJSONArray, "encoding/json", func(r io.Reader) error {
		var records []map[string]any
		if err := json.NewDecoder(r).Decode(&records); err != nil {
			return err
		}
		for start := 0; start < len(records); start += payload.MaxRecords {
			data := records[start:min(start+payload.MaxRecords, len(records))]
			if _, err := json.Marshal(map[string]any{"data": data}); err != nil {
				return err
			}
		}
		return nil
	})
}
