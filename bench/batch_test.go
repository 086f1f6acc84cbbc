package bench

import (
	"bytes"
	"encoding/json"
	"strconv"
	"testing"

	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
)

const batch = 100

func records(leads []Lead) []*payload.Record {
	out := make([]*payload.Record, len(leads))
	for i := range leads {
		out[i] = leads[i].Fill(payload.NewRecord())
	}
	return out
}

// floor writes a body by hand, without any check: the least that writing it
// can cost.
func floor(dst []byte, leads []Lead) []byte {
	dst = append(dst, `{"data":[`...)
	for i := range leads {
		if i > 0 {
			dst = append(dst, ',')
		}
		l := &leads[i]
		dst = append(dst, `{"Last_Name":`...)
		dst = fieldtype.AppendText(dst, l.LastName)
		dst = append(dst, `,"First_Name":`...)
		dst = fieldtype.AppendText(dst, l.FirstName)
		dst = append(dst, `,"Company":`...)
		dst = fieldtype.AppendText(dst, l.Company)
		dst = append(dst, `,"Email":`...)
		dst = fieldtype.AppendText(dst, l.Email)
		dst = append(dst, `,"Secondary_Email":`...)
		dst = fieldtype.AppendText(dst, l.SecondaryEmail)
		dst = append(dst, `,"Phone":`...)
		dst = fieldtype.AppendText(dst, l.Phone)
		dst = append(dst, `,"Mobile":`...)
		dst = fieldtype.AppendText(dst, l.Mobile)
		dst = append(dst, `,"Website":`...)
		dst = fieldtype.AppendText(dst, l.Website)
		dst = append(dst, `,"Lead_Source":`...)
		dst = fieldtype.AppendText(dst, l.LeadSource)
		dst = append(dst, `,"Industry":`...)
		dst = fieldtype.AppendText(dst, l.Industry)
		dst = append(dst, `,"Rating":`...)
		dst = fieldtype.AppendText(dst, l.Rating)
		dst = append(dst, `,"Annual_Revenue":`...)
		dst = strconv.AppendFloat(dst, l.AnnualRevenue, 'f', -1, 64)
		dst = append(dst, `,"No_of_Employees":`...)
		dst = strconv.AppendInt(dst, int64(l.NoOfEmployees), 10)
		dst = append(dst, `,"Description":`...)
		dst = fieldtype.AppendText(dst, l.Description)
		dst = append(dst, `,"Email_Opt_Out":`...)
		dst = strconv.AppendBool(dst, l.EmailOptOut)
		dst = append(dst, `,"First_Contact":`...)
		dst = fieldtype.AppendText(dst, l.FirstContact)
		dst = append(dst, `,"Last_Visited_Time":`...)
		dst = fieldtype.AppendText(dst, l.LastVisitedTime)
		dst = append(dst, `,"Courses_Opted":[`...)
		for j, c := range l.Courses {
			if j > 0 {
				dst = append(dst, ',')
			}
			dst = fieldtype.AppendText(dst, c)
		}
		dst = append(dst, `],"Owner":{"id":`...)
		dst = fieldtype.AppendText(dst, l.Owner.ID)
		dst = append(dst, `},"City":`...)
		dst = fieldtype.AppendText(dst, l.City)
		dst = append(dst, `,"Layout":{"id":`...)
		dst = fieldtype.AppendText(dst, l.Layout.ID)
		dst = append(dst, `}}`...)
	}
	return append(dst, `]}`...)
}

func BenchmarkBatch100(b *testing.B) {
	leads := Leads(batch)
	m := Module()
	run := func(name string, f func()) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				f()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/batch, "ns/record")
		})
	}
	var buf []byte
	run("floor", func() { buf = floor(buf[:0], leads) })

	ready := payload.NewInsert(m)
	for _, r := range records(leads) {
		ready.Add(r)
	}
	run("zohocrm-ready", func() {
		var err error
		if buf, err = ready.AppendJSON(buf[:0]); err != nil {
			b.Fatal(err)
		}
	})
	maps := make([]map[string]any, batch)
	for i := range leads {
		maps[i] = leads[i].Map()
	}
	reused := make([]*payload.Record, batch)
	for i := range reused {
		reused[i] = payload.NewRecord()
	}
	filled := payload.NewInsert(m)
	for _, r := range reused {
		filled.Add(r)
	}
	build := func(fill func(i int, r *payload.Record)) func() {
		return func() {
			for i, r := range reused {
				fill(i, r.Reset())
			}
			var err error
			if buf, err = filled.AppendJSON(buf[:0]); err != nil {
				b.Fatal(err)
			}
		}
	}
	run("zohocrm-built", build(func(i int, r *payload.Record) { leads[i].Fill(r) }))
	run("zohocrm-maps", build(func(i int, r *payload.Record) { r.SetMap(maps[i]) }))
	run("zohocrm-structs", build(func(i int, r *payload.Record) { r.SetStruct(&leads[i]) }))
	var lines []byte
	for i := range leads {
		line, _ := json.Marshal(leads[i])
		lines = append(append(lines, line...), '\n')
	}
	run("zohocrm-jsonl", func() {
		in := payload.NewInsert(m)
		for batch, err := range in.Batches(func(yield func(modules.Record) bool) {
			for rec, err := range payload.ReadJSONLines(bytes.NewReader(lines)) {
				if err != nil || !yield(rec) {
					return
				}
			}
		}) {
			if err != nil || len(batch.Index) != 100 {
				b.Fatal(err)
			}
		}
	})
	run("encoding-json-jsonl", func() {
		var data []map[string]any
		for line := range bytes.Lines(lines) {
			var m map[string]any
			if err := json.Unmarshal(line, &m); err != nil {
				b.Fatal(err)
			}
			data = append(data, m)
		}
		if _, err := json.Marshal(map[string]any{"data": data}); err != nil {
			b.Fatal(err)
		}
	})
	run("encoding-json-maps", func() {
		if _, err := json.Marshal(map[string]any{"data": maps}); err != nil {
			b.Fatal(err)
		}
	})
	run("encoding-json-structs", func() {
		if _, err := json.Marshal(map[string]any{"data": leads}); err != nil {
			b.Fatal(err)
		}
	})
}
