package record_test

import (
	"fmt"
	"time"

	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// A Source is a value of a picklist.
type Source string

// A Visit is a row of a subform.
type Visit struct{ Purpose record.Opt[string] }

// Record makes a row of a visit.
func (v *Visit) Record() *record.Record {
	return record.SetText(record.New(), "Purpose", v.Purpose)
}

// A struct like those that "zohocrm generate" writes. What is absent is left out, and
// null empties a field.
func ExampleSetText() {
	lead := struct {
		FirstName record.Opt[string]
		Source    record.Opt[Source]
		Employees record.Opt[int64]
		Revenue   record.Opt[fieldtype.Decimal]
		OptOut    record.Opt[bool]
		Met       record.Opt[time.Time]
		Owner     record.Opt[string]
		Courses   record.Opt[[]string]
		Products  record.Opt[[]string]
		Visits    record.Opt[[]*Visit]
		Tags      record.Opt[[]string]
		More      record.Opt[any]
	}{
		FirstName: record.Null[string](),
		Source:    record.Some[Source]("Web Download"),
		Employees: record.Some[int64](12),
		OptOut:    record.Some(false),
		Met:       record.Some(time.Date(2026, 5, 20, 0, 0, 0, 0, time.UTC)),
		Owner:     record.Some("4150868000000623001"),
		Courses:   record.Some([]string{"Analytics"}),
		Products:  record.Some([]string{"3652397000001978005"}),
		Visits:    record.Some([]*Visit{{Purpose: record.Some("Demo")}}),
		Tags:      record.Some([]string{"VIP"}),
	}
	rec := record.New().Text("Last_Name", "Daly")
	record.SetText(rec, "First_Name", lead.FirstName)
	record.SetText(rec, "Lead_Source", lead.Source)
	record.SetInt(rec, "No_of_Employees", lead.Employees)
	record.SetDecimal(rec, "Annual_Revenue", lead.Revenue)
	record.SetBool(rec, "Email_Opt_Out", lead.OptOut)
	record.SetTime(rec, "First_Contact", lead.Met)
	record.SetLookup(rec, "Owner", lead.Owner)
	record.SetMultiSelect(rec, "Courses", lead.Courses)
	record.SetLookups(rec, "Products", "Product", lead.Products)
	record.SetRows(rec, "Visits", lead.Visits)
	record.SetOpt(rec, "Tag", lead.Tags, func(r *record.Record, v []string) *record.Record {
		return r.Tags("Tag", v...)
	})
	record.SetAny(rec, "More", lead.More)

	module := modules.Leads().MustWith(modules.WithField(
		fieldtype.Field{APIName: "First_Contact", Spec: fieldtype.Spec{Kind: fieldtype.Date}},
	))
	body, err := payload.NewInsert(module).Add(rec).Build()
	fmt.Println(string(body), err)
	// Output:
	// {"data":[{"Last_Name":"Daly","First_Name":null,"Lead_Source":"Web Download","No_of_Employees":12,"Email_Opt_Out":false,"First_Contact":"2026-05-20","Owner":{"id":"4150868000000623001"},"Courses":["Analytics"],"Products":[{"Product":{"id":"3652397000001978005"}}],"Visits":[{"Purpose":"Demo"}],"Tag":[{"name":"VIP"}]}]} <nil>
}
