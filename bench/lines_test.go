package bench

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"testing"

	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// leadLines returns leads as JSON Lines.
func leadLines(n int) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	for _, lead := range Leads(n) {
		if err := e.Encode(lead); err != nil {
			panic(err)
		}
	}
	return b.Bytes()
}

// pythonLines returns JSON Lines as Python's json.dumps writes them: with a space
// after each colon and comma, and escapes in place of what is not ASCII.
func pythonLines(lines []byte) []byte {
	var out []byte
	quoted := false
	for i, r := range string(lines) {
		quoted = quoted != (r == '"' && lines[max(i-1, 0)] != '\\')
		switch {
		case r > 0x7f:
			out = fmt.Appendf(out, `\u%04x`, r)
		case !quoted && (r == ':' || r == ','):
			out = append(out, byte(r), ' ')
		default:
			out = append(out, byte(r))
		}
	}
	return out
}

// eventLines returns events with participants as JSON Lines.
func eventLines(n int) []byte {
	var b bytes.Buffer
	for i := range n {
		fmt.Fprintf(&b, `{"Event_Title":"Demo %d","Start_DateTime":"2026-03-02T10:%02d:00+05:30","End_DateTime":"2026-03-02T12:00:00+05:30",`, i, i%60)
		fmt.Fprintf(&b, `"All_day":false,"Venue":"Zylker Tower, floor %d","Description":"Bring the offer and the samples.",`, i)
		fmt.Fprintf(&b, `"What_Id":{"id":"41508680000%08d"},"$se_module":"Deals","Remind_At":[{"unit":15,"period":"minutes"}],`, i)
		fmt.Fprintf(&b, `"Participants":[{"type":"contact","participant":"41508680000%08d"},{"type":"lead","participant":"41508680000%08d"},`, i, i+1)
		fmt.Fprintf(&b, `{"type":"email","Email":"p.boyle+%d@zylker.com"}]}`+"\n", i)
	}
	return b.Bytes()
}

// quoteLines returns quotes with line items as JSON Lines.
func quoteLines(n int) []byte {
	var b bytes.Buffer
	for i := range n {
		fmt.Fprintf(&b, `{"Subject":"Offer %d","Quote_Stage":"Draft","Valid_Till":"2026-05-01","Account_Name":{"id":"41508680000%08d"},"Quoted_Items":[`, i, i)
		for j := range 4 {
			fmt.Fprintf(&b, `{"Product_Name":{"id":"41508680001%08d"},"Quantity":%d,"List_Price":%d.5,"Discount":0,"Description":"Position %d"},`, j, j+1, 100+j, j)
		}
		b.Truncate(b.Len() - 1)
		b.WriteString("]}\n")
	}
	return b.Bytes()
}

// parsedLines reads JSON Lines as the library did when it parsed each line.
func parsedLines(r io.Reader) iter.Seq[*record.Record] {
	return func(yield func(*record.Record) bool) {
		lines := bufio.NewReaderSize(r, 1<<16)
		for {
			line, err := lines.ReadSlice('\n')
			if err != nil {
				return
			}
			v, err := fieldtype.ParseJSON(bytes.TrimRight(line, "\r\n"))
			if err != nil || !yield(record.FromValue(v)) {
				return
			}
		}
	}
}

// linesLoad returns the load of a stream of JSON Lines to bodies.
func linesLoad(m *modules.Module, lines []byte, read func(io.Reader) iter.Seq[*record.Record]) load {
	n := bytes.Count(lines, []byte("\n"))
	return load{"lines", n, func() error {
		sent := 0
		for batch, err := range payload.NewInsert(m).Batches(read(bytes.NewReader(lines))) {
			if err != nil {
				return err
			}
			sent += len(batch.Index)
		}
		if sent != n {
			return fmt.Errorf("%d records of %d were sent", sent, n)
		}
		return nil
	}}
}

// arrayLoad returns the load of a JSON array to bodies.
func arrayLoad(m *modules.Module, lines []byte, read func(io.Reader) iter.Seq[*record.Record]) load {
	l := linesLoad(m, lines, func(io.Reader) iter.Seq[*record.Record] {
		array := bytes.ReplaceAll(bytes.TrimSpace(lines), []byte("\n"), []byte(","))
		return read(io.MultiReader(bytes.NewReader([]byte("[")), bytes.NewReader(array), bytes.NewReader([]byte("]"))))
	})
	return l
}

// lineForms are the kinds of JSON Lines that are measured. most is the goal: the
// cost of a record in relation to that of one that is parsed.
var lineForms = []struct {
	name   string
	module func() *modules.Module
	lines  []byte
	most   float64
}{
	{"compact leads", Module, leadLines(1000), 0.3},
	{"leads of Python", Module, pythonLines(leadLines(1000)), 0.5},
	{"events", modules.Events, eventLines(1000), 0.5},
	{"quotes", modules.Quotes, quoteLines(1000), 0.5},
}

// TestLines holds the cost of JSON Lines that are checked as text against that of
// lines that are parsed:
//
//	go test -run Lines -ratios
func TestLines(t *testing.T) {
	needRatios(t)
	for _, form := range lineForms {
		m := form.module()
		now, before := linesLoad(m, form.lines, record.ReadJSONLines), linesLoad(m, form.lines, parsedLines)
		ratio(t, now, before, *roundsFlag).report(t, form.name+" / parsed", 0, form.most)
		copied := load{"memory", now.records, func() error { bytes.Clone(form.lines); return nil }}
		ratio(t, now, copied, *roundsFlag).report(t, form.name+" / a copy", 0, 0)
	}
}

// BenchmarkLines makes bodies of JSON Lines.
func BenchmarkLines(b *testing.B) {
	for _, form := range lineForms {
		m := form.module()
		for _, l := range []struct {
			name string
			load load
		}{
			{"text", linesLoad(m, form.lines, record.ReadJSONLines)},
			{"parsed", linesLoad(m, form.lines, parsedLines)},
			{"array", arrayLoad(m, form.lines, record.ReadJSONArray)},
		} {
			b.Run(form.name+"/"+l.name, func(b *testing.B) {
				b.ReportAllocs()
				perRecord(b, l.load.records, l.load.run)
			})
		}
	}
}
