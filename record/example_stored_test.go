package record_test

import (
	"fmt"

	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// An update adds, changes and removes rows; rows that are not given stay as they
// are.
func ExampleDeleteRow() {
	body, err := payload.NewUpdate(modules.Quotes()).Add(record.New().ID("554023000000480721").
		Subform("Quoted_Items",
			modules.LineItem("554023000000480700", 2),
			record.New().ID("554023000000480787").Int("Quantity", 3),
			record.DeleteRow("554023000000480722"),
		)).Build()
	fmt.Printf("%s %v\n", body, err)
	// Output:
	// {"data":[{"id":"554023000000480721","Quoted_Items":[{"Product_Name":{"id":"554023000000480700"},"Quantity":2},{"id":"554023000000480787","Quantity":3},{"id":"554023000000480722","_delete":null}]}]} <nil>
}

// Values are added to those of a multi-select picklist, and a link is removed by
// the id of its linking record.
func ExampleRecord_Append() {
	rec := record.New().ID("3652397000003852095").
		MultiSelect("Foreign_Languages", "Korean").Append("Foreign_Languages", true).
		Lookups("Listings", "Interested_Listings", "3652397000001988001").Unlink("Listings", "431581000000697244")
	body, err := payload.NewUpdate(modules.Deals()).Add(rec).Build()
	fmt.Printf("%s %v\n", body, err)
	// Output:
	// {"data":[{"id":"3652397000003852095","Foreign_Languages":["Korean"],"$append_values":{"Foreign_Languages":true},"Listings":[{"Interested_Listings":{"id":"3652397000001988001"}},{"id":"431581000000697244","_delete":null}]}]} <nil>
}
