//go:build !nodirect

package record_test

import (
	"strings"
	"testing"

	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/record"
)

// TestTableAllocations: a valid row costs two allocations to read and none to
// check, whatever its format.
func TestTableAllocations(t *testing.T) {
	testkit.SkipAllocs(t)
	const rows = 500
	names := []string{"Last_Name", "Email", "Annual_Revenue", "No_of_Employees", "Email_Opt_Out", "Owner", "Date_of_Birth", "Phone", "Website", "Started", "Courses"}
	line := "Daly;p.daly@zylker.com;1.234.567,50;12;Ja;425248000000104001;01.02.2024;\"+91 98765 43210\";https://www.zylker.com;01.02.2024 10:30 +02:00;a;\n"
	line = strings.Replace(line, ";a;\n", ";\"a;b\"\n", 1)
	m := modules.Leads().MustWith(modules.WithField(
		fieldtype.Field{APIName: "Date_of_Birth", Spec: fieldtype.Spec{Kind: fieldtype.Date}},
		fieldtype.Field{APIName: "Started", Spec: fieldtype.Spec{Kind: fieldtype.DateTime}},
		fieldtype.Field{APIName: "Courses", Spec: fieldtype.Spec{Kind: fieldtype.MultiSelect}}))
	text := strings.Join(names, ";") + "\n" + strings.Repeat(line, rows)
	table := record.Table{Fields: m.Fields(), Cells: fieldtype.CellFormat{
		Decimal: ",", Dates: []string{"MM/dd/yyyy", "dd.MM.yyyy", "dd.MM.yyyy HH:mm XXX"}, True: []string{"Ja"}, False: []string{"Nein"}}}
	read := func() (records []*record.Record) {
		reader, err := table.Open(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		records = make([]*record.Record, 0, rows)
		for rec := range reader.Records() {
			records = append(records, rec)
		}
		return records
	}
	if allocs := testing.AllocsPerRun(5, func() { read() }); allocs > 2.2*rows+600 {
		t.Errorf("%v allocations to read %d rows", allocs, rows)
	}
	records := read()
	dst := make([]byte, 0, 1<<12)
	i := 0
	if allocs := testing.AllocsPerRun(rows-10, func() {
		_, errs := m.Append(dst, nil, records[i])
		if errs != nil {
			t.Fatal(errs)
		}
		i++
	}); allocs != 0 {
		t.Errorf("%v allocations to check a row", allocs)
	}
}
