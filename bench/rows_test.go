package bench

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// leadCells returns the columns of leads, and the cells of one.
func leadCells(l *Lead) (names, cells []string) {
	cell := func(name, text string) { names, cells = append(names, name), append(cells, text) }
	cell("Last_Name", l.LastName)
	cell("First_Name", l.FirstName)
	cell("Company", l.Company)
	cell("Email", l.Email)
	cell("Secondary_Email", l.SecondaryEmail)
	cell("Phone", l.Phone)
	cell("Mobile", l.Mobile)
	cell("Website", l.Website)
	cell("Lead_Source", l.LeadSource)
	cell("Industry", l.Industry)
	cell("Rating", l.Rating)
	cell("Annual_Revenue", strconv.FormatFloat(l.AnnualRevenue, 'f', -1, 64))
	cell("No_of_Employees", strconv.Itoa(l.NoOfEmployees))
	cell("Description", strings.TrimSpace(l.Description)) // as a cell is read
	cell("Email_Opt_Out", strconv.FormatBool(l.EmailOptOut))
	cell("First_Contact", l.FirstContact)
	cell("Last_Visited_Time", l.LastVisitedTime)
	cell("Courses_Opted", strings.Join(l.Courses, ";"))
	cell("Owner", l.Owner.ID)
	cell("City", l.City)
	cell("Layout", l.Layout.ID)
	return names, cells
}

// leadRows returns leads as CSV. The descriptions have quotation marks in them, so
// that their cells are quoted; those of plain leads have none.
func leadRows(n int, plain bool) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	for i, lead := range Leads(n) {
		if plain {
			lead.Description = strings.ReplaceAll(lead.Description, `"`, "")
		}
		names, cells := leadCells(&lead)
		if i == 0 {
			w.Write(names)
		}
		w.Write(cells)
	}
	w.Flush()
	return b.Bytes()
}

// rowsLoad returns the load of a table to bodies, with the memory of one body or of
// many.
func rowsLoad(rows []byte, n int, reuse bool) load {
	r := payload.NewInsert(Module())
	return load{"rows", n, func() error {
		sent := 0
		b, problems := r.Batcher()
		if err := problems.Err(); err != nil {
			return err
		}
		flush := func() {
			batch := b.Flush()
			if sent += len(batch.Index); reuse {
				b.Reuse(batch)
			}
		}
		for rec := range record.ReadCSV(bytes.NewReader(rows)) {
			if err := b.Add(rec).Err(); err != nil {
				return err
			}
			if b.Len() == payload.MaxRecords {
				flush()
			}
		}
		if flush(); sent != n {
			return fmt.Errorf("%d records of %d were sent", sent, n)
		}
		return nil
	}}
}

// csvLoad returns the load of reading a table with encoding/csv and no more.
func csvLoad(rows []byte, n int, reuse bool) load {
	return load{"encoding-csv", n, func() error {
		r := csv.NewReader(bytes.NewReader(rows))
		r.ReuseRecord = reuse
		for {
			if _, err := r.Read(); err == io.EOF {
				return nil
			} else if err != nil {
				return err
			}
		}
	}}
}

// csvStructsLoad returns the load of what a program does that checks nothing: it
// reads rows with encoding/csv, fills structs and encodes 100 at a time.
func csvStructsLoad(rows []byte, n int, take func(body []byte)) load {
	return load{"encoding-csv-structs", n, func() error {
		r := csv.NewReader(bytes.NewReader(rows))
		r.ReuseRecord = true
		if _, err := r.Read(); err != nil {
			return err
		}
		var body structsBody
		flush := func() error {
			encoded, err := json.Marshal(&body)
			body.Data = body.Data[:0]
			take(encoded)
			return err
		}
		for {
			cells, err := r.Read()
			if err == io.EOF {
				return flush()
			} else if err != nil {
				return err
			}
			revenue, err := strconv.ParseFloat(cells[11], 64)
			if err != nil {
				return err
			}
			staff, err := strconv.Atoi(cells[12])
			if err != nil {
				return err
			}
			body.Data = append(body.Data, Lead{
				LastName: cells[0], FirstName: cells[1], Company: cells[2], Email: cells[3], SecondaryEmail: cells[4], Phone: cells[5],
				Mobile: cells[6], Website: cells[7], LeadSource: cells[8], Industry: cells[9], Rating: cells[10], AnnualRevenue: revenue,
				NoOfEmployees: staff, Description: cells[13], EmailOptOut: cells[14] == "true", FirstContact: cells[15],
				LastVisitedTime: cells[16], Courses: strings.Split(cells[17], ";"), Owner: Ref{cells[18]}, City: cells[19], Layout: Ref{cells[20]},
			})
			if len(body.Data) == payload.MaxRecords {
				if err := flush(); err != nil {
					return err
				}
			}
		}
	}}
}

// TestRowsAreTheSame: a table gives the values that the peer writes.
func TestRowsAreTheSame(t *testing.T) {
	rows := leadRows(150, false)
	var got, want []any
	for batch, err := range payload.NewInsert(Module()).Batches(record.ReadCSV(bytes.NewReader(rows))) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, decode(t, "zohocrm", batch.Body))
	}
	if err := csvStructsLoad(rows, 150, func(body []byte) { want = append(want, decode(t, "encoding/csv", body)) }).run(); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Error("the table gives other values than encoding/csv with structs")
	}
}

// TestRows holds the cost of a table against that of reading it with encoding/csv:
//
//	go test -run Rows -ratios
func TestRows(t *testing.T) {
	needRatios(t)
	for _, form := range rowForms() {
		ours, kept := rowsLoad(form.rows, form.n, true), rowsLoad(form.rows, form.n, false)
		for _, goal := range []struct {
			what        string
			ours, other load
			most        float64
		}{
			{"encoding/csv", ours, csvLoad(form.rows, form.n, false), 1.1},
			{"encoding/csv, ReuseRecord", ours, csvLoad(form.rows, form.n, true), 0},
			{"encoding/csv, structs, encoding/json", ours, csvStructsLoad(form.rows, form.n, func([]byte) {}), 0},
			{"encoding/csv, with bodies that are kept", kept, csvLoad(form.rows, form.n, false), 0},
		} {
			ratio(t, goal.ours, goal.other, *roundsFlag).report(t, form.name+" / "+goal.what, 0, goal.most)
		}
	}
}

type rowForm struct {
	name string
	rows []byte
	n    int
}

func rowForms() []rowForm {
	return []rowForm{
		{"rows, a cell quoted", leadRows(1000, false), 1000},
		{"rows, none quoted", leadRows(1000, true), 1000},
		{"20,000 different rows", leadRows(coldLeads, false), coldLeads},
	}
}

// BenchmarkRows makes bodies of tables.
func BenchmarkRows(b *testing.B) {
	for _, form := range rowForms() {
		for _, l := range []load{rowsLoad(form.rows, form.n, true), csvLoad(form.rows, form.n, false), csvStructsLoad(form.rows, form.n, func([]byte) {})} {
			b.Run(form.name+"/"+l.name, func(b *testing.B) { perRecord(b, l.records, l.run) })
		}
	}
}
