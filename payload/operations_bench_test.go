package payload_test

import (
	"fmt"
	"testing"

	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// BenchmarkOperations builds bodies of 100 leads by each call.
func BenchmarkOperations(b *testing.B) {
	for _, request := range []func(*modules.Module) *payload.Request{payload.NewInsert, payload.NewUpdate, payload.NewUpsert} {
		b.Run(request(nil).Operation().String(), func(b *testing.B) {
			r := request(modules.Leads())
			for i := range payload.MaxRecords {
				rec := record.New()
				if r.Operation() == modules.Update {
					rec.ID(fmt.Sprint(int64(5725767000000524157) + int64(i)))
				} else {
					rec.Text("Zylker_Key", fmt.Sprint(int64(5725767000000524157)+int64(i)))
				}
				r.Add(rec.Text("Last_Name", "Daly").Text("First_Name", "Paul").Text("Email", fmt.Sprintf("p.daly%d@zylker.com", i)).
					Text("Company", "Zylker").Text("City", "Zylkertown").Text("Phone", "+1 555 0100").Decimal("Annual_Revenue", "250000.90").
					Int("No_of_Employees", 120).Bool("Email_Opt_Out", false).Text("Description", "Met at the fair"))
			}
			b.ReportAllocs()
			var body []byte
			for b.Loop() {
				var err error
				if body, err = r.AppendJSON(body[:0]); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
