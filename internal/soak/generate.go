//go:build unix

package main

import (
	"bufio"
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// A generator writes the input of a round.
type generator struct {
	*rand.Rand
	text []byte // of the record that is being made
	left int    // about how many bytes the input may still have
	deep bool   // a value may be too deep
}

// A module is a module for which records are made.
type module struct {
	good   string   // the members of a record that is right
	cells  []string // the cells of one
	fields []string // some of the fields, those of the cells first
}

var modules = map[string]module{
	"Leads": {`"Last_Name":"Daly","Email":"p.daly@zylker.com"`, []string{"Daly", "p.daly@zylker.com"},
		[]string{"Last_Name", "Email", "Phone", "Website", "No_of_Employees", "Annual_Revenue", "Email_Opt_Out", "Owner", "Layout", "Tag", "Lead_Source", "Description", "Record_Image", "Wizard"}},
	"Contacts": {`"Last_Name":"Daly","Tag":[{"name":"a"}]`, []string{"Daly"},
		[]string{"Last_Name", "Account_Name", "Date_of_Birth", "Mailing_Street", "Reporting_To", "Email", "Tag"}},
	"Deals": {`"Deal_Name":"d","Stage":"Closed Won","Amount":1.50`, []string{"d", "Closed Won"},
		[]string{"Deal_Name", "Stage", "Closing_Date", "Amount", "Probability", "Pipeline", "Account_Name", "Contact_Name"}},
	"Tasks": {`"Subject":"s","Recurring_Activity":{"RRULE":"FREQ=DAILY;INTERVAL=1;DTSTART=2026-04-06;UNTIL=2026-04-08"}`, []string{"s"},
		[]string{"Subject", "Due_Date", "Remind_At", "Recurring_Activity", "What_Id", "$se_module"}},
	"Events": {`"Event_Title":"e","Start_DateTime":"2026-03-01T10:00:00+01:00","End_DateTime":"2026-03-01T11:00:00+01:00"`,
		[]string{"e", "2026-03-01T10:00:00+01:00", "2026-03-01T11:00:00+01:00"},
		[]string{"Event_Title", "Start_DateTime", "End_DateTime", "Participants", "Recurring_Activity", "Remind_At", "All_day"}},
	"Calls": {`"Subject":"s","Call_Type":"Inbound","Call_Start_Time":"2026-01-30T10:00:00+01:00","Call_Duration":"10"`,
		[]string{"s", "Inbound", "2026-01-30T10:00:00+01:00", "10"},
		[]string{"Subject", "Call_Type", "Call_Start_Time", "Call_Duration", "Outgoing_Call_Status", "Who_Id"}},
	"Quotes": {`"Subject":"s","Quoted_Items":[{"Product_Name":{"id":"4150868000000623001"},"Quantity":1}]`,
		[]string{"s", `[{"Product_Name":{"id":"4150868000000623001"},"Quantity":1}]`},
		[]string{"Subject", "Quoted_Items", "Account_Name", "Valid_Till", "Terms_and_Conditions"}},
	"Price_Books": {`"Price_Book_Name":"p"`, []string{"p"},
		[]string{"Price_Book_Name", "Pricing_Details", "Pricing_Model"}},
	"Vehicles": {`"Name":"n","Code":"0123"`, []string{"n", "0123"}, // a custom module
		[]string{"Name", "Code", "Options", "Rows", "Price"}},
}

// maxInput is about how many bytes an input has at most.
const maxInput = 40 << 20

// generate chooses the arguments of the command and writes its input.
func (r *round) generate(random *rand.Rand) error {
	g := &generator{Rand: random}
	// Most inputs are small, so that there are many rounds.
	g.left = []int{2 << 10, 20 << 10, 200 << 10, 2 << 20, maxInput}[min(g.IntN(5), g.IntN(6), 4)]
	r.format = pick(g, "json", "jsonl", "csv", "body", "object")
	name := pick(g, slices.Sorted(maps.Keys(modules))...)
	m := modules[name]
	in := r.format
	if in == "object" {
		in = "json"
	}
	r.args = []string{"insert", "-module", name, "-in", in, "-now", "2026-01-31T09:00:00+01:00"}
	switch {
	case name == "Vehicles":
		r.args = append(r.args, "-field", "Options:multiselectpicklist", "-field", "Code:bigint:9", "-field", "Rows:subform", "-field", "Price:currency:9:2")
	case g.one(4):
		if err := r.writeMetadata(g, m.fields); err != nil {
			return err
		}
		r.args = append(r.args, "-fields", r.file("fields.json"))
	}
	if r.json = g.one(2); r.json {
		r.args = append(r.args, "-problems", "json")
	}
	if g.one(4) {
		r.args = append(r.args, "-strict")
	}
	switch g.IntN(5) {
	case 0:
		r.discard = true
		r.args = append(r.args, "-dry-run")
	case 1, 2:
		r.files = true
		r.args = append(r.args, "-o", r.file("out"))
	}
	if g.one(2) {
		r.args = append(r.args, "-j", pick(g, "1", "2", "7"))
	}
	if g.one(4) {
		r.args = append(r.args, "-rejects", r.file("rejects"))
	}
	if g.one(12) {
		r.signal = pick[os.Signal](g, syscall.SIGHUP, syscall.SIGINT, syscall.SIGTERM, os.Kill)
		r.after = time.Duration(g.IntN(80)) * time.Millisecond
	}
	file, err := os.Create(r.file("input"))
	if err != nil {
		return err
	}
	defer file.Close()
	w := bufio.NewWriterSize(file, 1<<20)
	switch r.format {
	case "jsonl":
		r.writeLines(g, w, m)
	case "json":
		r.writeArray(g, w, m)
	case "csv":
		r.writeTable(g, w, m)
	case "body":
		r.writeBody(g, w, m)
	case "object":
		r.writeObject(g, w, m)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	info, err := file.Stat()
	if err != nil {
		return err
	}
	if r.bytes = info.Size(); r.format == "body" {
		r.largest = r.bytes
	}
	return nil
}

// pick returns one of some things.
func pick[T any](g *generator, things ...T) T { return things[g.IntN(len(things))] }

// one is true one time in n.
func (g *generator) one(n int) bool { return g.IntN(n) == 0 }

// size returns a number of up to limit, mostly a small one.
func (g *generator) size(limit int) int {
	for limit > 4 && !g.one(4) {
		limit /= 4
	}
	return g.IntN(limit + 1)
}

// writeMetadata writes the fields of the module, some with long lists of values.
func (r *round) writeMetadata(g *generator, fields []string) error {
	var b bytes.Buffer
	b.WriteString(`{"fields":[{"api_name":"` + numberName + `","data_type":"integer","json_type":"integer","length":9}`)
	for _, name := range fields {
		if strings.HasPrefix(name, "$") || g.one(3) {
			continue
		}
		kind, jsonType := pick(g, "text", "picklist", "multiselectpicklist", "email", "textarea"), "string"
		if kind == "multiselectpicklist" {
			jsonType = "jsonarray"
		}
		fmt.Fprintf(&b, `,{"api_name":%q,"data_type":%q,"json_type":%q,"length":%d,"system_mandatory":%t,"unique":{}`, name, kind, jsonType, 1+g.size(2000), g.one(5))
		if strings.Contains(kind, "picklist") {
			b.WriteString(`,"pick_list_values":[`)
			for i := range 1 + g.size(5000) {
				if i > 0 {
					b.WriteByte(',')
				}
				fmt.Fprintf(&b, `{"display_value":"Value %d of the list %s","actual_value":"Value %d of the list"}`, i, strings.Repeat("ä", g.IntN(30)), i)
			}
			b.WriteByte(']')
		}
		b.WriteByte('}')
	}
	b.WriteString("]}")
	return os.WriteFile(r.file("fields.json"), b.Bytes(), 0o666)
}

// count counts a record of the input.
func (r *round) count(g *generator, bytes int) {
	r.records++
	r.largest = max(r.largest, int64(bytes))
	g.left -= bytes
}

// writeLines writes JSON Lines. A line that is no JSON is a record that is
// refused.
func (r *round) writeLines(g *generator, w *bufio.Writer, m module) {
	r.order = true
	for i := 0; g.left > 0 && (i == 0 || !g.one(2000)); i++ {
		line := g.record(m, r.records)
		switch g.IntN(20) {
		case 0:
			g.spoil(line[bytes.IndexByte(line, ',')+1:]) // the number stays
		case 1:
			line = line[:g.IntN(len(line))+1]
		case 2:
			line = append(line, pick(g, "}", ",", "null", " {}", "\x00", "\xff", "]")...)
		case 3:
			w.WriteString(pick(g, "\n", "\r\n", "  \t\r\n"))
		}
		r.count(g, len(line))
		w.Write(line)
		w.WriteString(pick(g, "\n", "\n", "\r\n"))
	}
}

// writeArray writes an array. What is no JSON ends it.
func (r *round) writeArray(g *generator, w *bufio.Writer, m module) {
	r.order = true
	w.WriteString(pick(g, "[", " \n[", "\uFEFF["))
	for i := 0; g.left > 0 && (i == 0 || !g.one(2000)); i++ {
		if i > 0 {
			w.WriteString(pick(g, ",", ", ", ",\n"))
		}
		var element []byte
		switch g.IntN(20) {
		case 0:
			g.text = append(g.text[:0], '[') // no object, as an object needs a number
			g.value(g.size(25))
			element = append(g.text, ']')
		case 1:
			element = []byte(pick(g, `{"a":"`+"\xff"+`"}`, `{"a":"\ud800"}`, strings.Repeat("[", 50)+strings.Repeat("]", 50)))
		case 2:
			if g.one(10) {
				r.ends = true
				w.WriteString(pick(g, `{"a" 1}`, `tru`, `{"a":`, `]]`, `{"a":1,}`, `"`, ``, `01`, `{'a':1}`))
				w.WriteString(pick(g, "", ",{}]", "]"))
				return
			}
			fallthrough
		default:
			element = g.record(m, r.records)
		}
		r.count(g, len(element))
		w.Write(element)
	}
	if g.one(10) {
		r.ends = true
		w.WriteString(pick(g, "", ",", "}", "] x", ", ]"))
		return
	}
	w.WriteString("]\n")
}

// writeTable writes a table. A quote in the wrong place ends it, or hides the
// rows after it.
func (r *round) writeTable(g *generator, w *bufio.Writer, m module) {
	header := r.writeHeader(g, w, m)
	size := int(r.largest)
	for i := 0; g.left > 0 && (i == 0 || !g.one(2000)); i++ {
		cells := len(header) - 1
		if g.one(20) {
			cells = g.size(2 * cells)
		}
		g.row(m, r.records, cells)
		if g.one(300) {
			r.ends, r.order, r.loose = true, false, true
			g.text = append(g.text, pick(g, `x"y`, `"`, `,"x"y`, `"x`)...)
		}
		if cells > 120_000 || len(g.text) > 15<<20 {
			r.ends, r.order = true, false
		}
		g.text = append(g.text, pick(g, "\n", "\r\n")...)
		w.Write(g.text)
		r.count(g, len(g.text)+size)
		if g.one(50) {
			w.WriteString("\n")
		}
	}
}

// writeHeader writes the header of a table and returns its names. Its size is the
// largest of a record so far, as the names are part of each record that is written.
func (r *round) writeHeader(g *generator, w *bufio.Writer, m module) []string {
	header := append([]string{numberName}, m.fields...)
	odd := g.one(3)
	for i := range g.size(min(140_000, g.left/20)) {
		name := "Column_" + strconv.Itoa(i)
		if odd && g.one(4) {
			name = g.name() + strconv.Itoa(i)
		}
		header = append(header, name)
	}
	if g.one(10) {
		header[1+g.IntN(len(header)-1)] = pick(g, "", "Last_Name", "p.daly@zylker.com", "\u202e", "a\u009b", "a\"b", "\xff")
	}
	size := 0
	for i, name := range header {
		cell := quoted(name, g.one(4))
		size += len(cell) + 1
		if i > 0 {
			w.WriteByte(',')
		}
		w.WriteString(cell)
	}
	w.WriteString(pick(g, "\n", "\r\n"))
	r.largest = int64(size)
	r.order = true
	seen := map[string]bool{}
	for _, name := range header {
		if name = strings.TrimSpace(name); seen[name] || len(header) > 120_000 || size > 15<<20 {
			r.ends = true
		}
		seen[name] = name != ""
		if name != "" && !apiName.MatchString(name) { // nor the label of a field
			r.ends = true
		}
	}
	return header
}

// row makes a row of that number and so many further cells. Most rows are right.
func (g *generator) row(m module, number, cells int) {
	g.text = strconv.AppendInt(g.text[:0], int64(number), 10)
	good := !g.one(3)
	for k := range cells {
		g.text = append(g.text, ',')
		switch {
		case good && k < len(m.cells):
			g.text = append(g.text, quoted(m.cells[k], g.one(3))...)
		case !good && k < len(m.fields), k >= len(m.fields) && g.one(1+cells/20):
			g.text = append(g.text, quoted(g.cell(), g.one(3))...)
		}
	}
}

// apiName is what can be the API name of a field.
var apiName = regexp.MustCompile(`^[A-Za-z_$][A-Za-z0-9_$]*$`)

// quoted returns a cell, in quotes if it needs them or always is true.
func quoted(cell string, always bool) string {
	if !always && !strings.ContainsAny(cell, "\",\r\n") && strings.TrimSpace(cell) == cell {
		return cell
	}
	return `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
}

// writeBody writes a whole body.
func (r *round) writeBody(g *generator, w *bufio.Writer, m module) {
	r.order = true
	g.left = min(g.left, 28<<20)
	var b bytes.Buffer
	b.WriteString(`{`)
	if g.one(5) {
		b.WriteString(pick(g, `"trigger":["workflow"],`, `"trigger":[1,2,{}],`, `"process":["review_process"],`, `"lar_id":"1",`, `"data":1,`, `"duplicate_check_fields":[],`, `"`+g.name()+`":1,`))
	}
	b.WriteString(`"data":[`)
	limit := 100
	if g.one(10) {
		limit = 5000
	}
	for i := 0; g.left > 0 && i < limit && (i == 0 || !g.one(200)); i++ {
		if i > 0 {
			b.WriteByte(',')
		}
		element := g.record(m, r.records)
		if g.one(20) {
			g.text = append(g.text[:0], '[') // no object, as an object needs a number
			g.value(g.size(25))
			element = append(g.text, ']')
		}
		r.count(g, len(element))
		b.Write(element)
	}
	b.WriteString(`]}`)
	text := b.Bytes()
	if g.one(8) {
		r.ends, r.order = true, false
		text = text[:g.IntN(len(text))]
	} else if g.one(8) {
		r.ends, r.order = true, false
		g.spoil(text)
	}
	r.ends = r.ends || g.deep
	w.Write(text)
}

// writeObject writes one record.
func (r *round) writeObject(g *generator, w *bufio.Writer, m module) {
	r.ends = true // the text may be no JSON, too deep or too large
	text := g.record(m, 0)
	switch g.IntN(6) {
	case 0:
		text = text[:g.IntN(len(text))+1]
	case 1:
		g.spoil(text)
	case 2:
		text = append(text, "{}"...)
	}
	r.count(g, len(text))
	w.Write(text)
}

// spoil changes some bytes of a text, but none to a line feed.
func (g *generator) spoil(text []byte) {
	if len(text) == 0 {
		return
	}
	for range 1 + g.size(20) {
		text[g.IntN(len(text))] = pick(g, []byte("\"\\{}[],:0eE-.'\x00\x1f\x7f\x80\xc3\xe2\xf0\xff nt\r")...)
	}
}

// record returns a record as JSON, with its number. Half of the records are right,
// and some of those are long.
func (g *generator) record(m module, number int) []byte {
	g.text = fmt.Appendf(g.text[:0], `{"%s":%d,`, numberName, number)
	if g.one(2) {
		g.text = append(g.text, m.good...)
		for i := range g.size(min(10, g.left/100)) {
			g.member("Note_" + strconv.Itoa(i))
			g.text = append(append(append(g.text, '"'), strings.Repeat("x", g.size(min(200_000, g.left/10)))...), '"')
		}
		return append(g.text, '}')
	}
	for _, name := range m.fields {
		if g.one(3) {
			g.member(name)
			g.value(pick(g, 0, 1, 2, 5, g.size(40)))
		}
	}
	g.attack(m.fields, min(g.left, 18<<20))
	g.text = bytes.TrimSuffix(g.text, []byte(","))
	return append(g.text, '}')
}

// attack adds an expensive member to some records, with at most about room bytes.
func (g *generator) attack(fields []string, room int) {
	switch g.IntN(40) {
	case 0: // many fields
		for range g.size(min(200_000, room/16)) {
			g.member(g.name())
			g.text = append(g.text, pick(g, "1", "null", `""`, `"x"`, "[]")...)
		}
	case 1, 2: // many elements
		g.member(pick(g, fields...) + pick(g, "", "", "_1"))
		element := pick(g, "1", `"x"`, `"Value 7 of the lists"`, "{}", "[]", `{"x":1,"x":2}`, `{"id":"x"}`, `{"name":"x"}`, `{"Product_Name":{"id":"x"},"Quantity":"1"}`)
		n := g.size(room / len(element))
		g.text = append(g.text, '[')
		g.text = append(g.text, strings.Repeat(element+",", n)...)
		g.text = append(append(g.text, element...), ']')
	case 3: // deep
		g.member(g.name())
		n := g.size(min(100_000, room/40))
		g.deep = g.deep || n > 20
		opening, closing := "[", "]"
		if g.one(2) {
			opening, closing = `{"`+g.name()+`":`, "}"
		}
		g.text = append(g.text, strings.Repeat(opening, n)+pick(g, "1", `{"x":1,"x":2}`, `[{"x":1,"x":2},{"x":1,"x":2}]`)+strings.Repeat(closing, n)...)
	case 4: // a long text
		g.member(pick(g, g.name(), pick(g, fields...)))
		part := pick(g, "x", "ä", "a@b.", `\n`, "<&>", "\u202e", "http://a/", "+91 ", `\ud83d\udc68`)
		g.text = append(append(append(g.text, '"'), strings.Repeat(part, g.size(room/len(part)))...), '"')
	case 5: // a long name
		name := g.name() + pick(g, "_", " ")
		g.member(strings.Repeat(name, 1+g.size(room/len(name))))
		g.value(3)
	case 6: // a long number
		g.member(pick(g, "Annual_Revenue", "Amount", "Price", g.name()))
		g.text = append(g.text, pick(g, "1", "-1", "0.", "-0.")+strings.Repeat(pick(g, "0", "1", "9"), 1+g.size(min(room, 1<<20)))...)
		g.text = append(g.text, pick(g, "", "e99", "E-99999", "e999999999")...)
	}
}

// member begins a member of the object.
func (g *generator) member(name string) {
	if !bytes.HasSuffix(g.text, []byte(",")) && !bytes.HasSuffix(g.text, []byte("{")) {
		g.text = append(g.text, ',')
	}
	g.text = append(g.text, '"')
	g.text = append(g.text, name...)
	g.text = append(g.text, `":`...)
}
