package bench

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
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

// coldLeads is how many different leads lie in memory where the processor's caches
// shall not help.
const coldLeads = 20_000

// lineForms are the kinds of JSON Lines that are measured.
var lineForms = []struct {
	name   string
	module func() *modules.Module
	lines  func() []byte
	parsed float64 // the goal: the cost of a record as a multiple of that of one that is parsed
	sonic  float64 // the same for what sonic's decoder and encoder of structs take
}{
	{"compact leads", Module, func() []byte { return leadLines(1000) }, 0.15, 0.33},
	{"20,000 different leads", Module, func() []byte { return leadLines(coldLeads) }, 0, 0.33},
	{"leads of Python", Module, func() []byte { return pythonLines(leadLines(1000)) }, 0.33, 0},
	{"events", modules.Events, func() []byte { return eventLines(1000) }, 0.33, 0},
	{"quotes", modules.Quotes, func() []byte { return quoteLines(1000) }, 0.33, 0},
}

// TestLines holds the cost of JSON Lines that are checked as text against that of
// lines that are parsed, and that of leads against what others take that check
// nothing:
//
//	go test -run Lines -ratios
func TestLines(t *testing.T) {
	needRatios(t)
	for _, form := range lineForms {
		m, lines := form.module(), form.lines()
		now, before := linesLoad(m, lines, record.ReadJSONLines), linesLoad(m, lines, parsedLines)
		ratio(t, now, before, *roundsFlag).report(t, form.name+" / parsed", 0, form.parsed)
		copied := load{"memory", now.records, func() error { bytes.Clone(lines); return nil }}
		ratio(t, now, copied, *roundsFlag).report(t, form.name+" / a copy", 0, 0)
		ratio(t, now, validLoad(lines), *roundsFlag).report(t, form.name+" / jsontext: valid", 0, 0)
		if !bytes.Contains(lines, []byte("Last_Name")) {
			continue
		}
		for _, p := range typedPeers {
			goal := 0.0
			if p.name == "sonic" {
				goal = form.sonic
			}
			ratio(t, now, typedLoad(p, lines), *roundsFlag).report(t, form.name+" / "+p.name+" structs", 0, goal)
		}
	}
}

// BenchmarkLines makes bodies of JSON Lines.
func BenchmarkLines(b *testing.B) {
	for _, form := range lineForms {
		m, lines := form.module(), form.lines()
		loads := map[string]load{
			"text": linesLoad(m, lines, record.ReadJSONLines), "parsed": linesLoad(m, lines, parsedLines),
			"array": arrayLoad(m, lines, record.ReadJSONArray), "jsontext-valid": validLoad(lines),
		}
		if bytes.Contains(lines, []byte("Last_Name")) {
			for _, p := range typedPeers {
				loads[p.name] = typedLoad(p, lines)
			}
		}
		for _, name := range slices.Sorted(maps.Keys(loads)) {
			b.Run(form.name+"/"+name, func(b *testing.B) { perRecord(b, loads[name].records, loads[name].run) })
		}
	}
}
