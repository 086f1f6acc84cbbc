package fieldtype_test

import (
	"fmt"

	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// A field may be written when a record is created and never later.
func ExampleField_WrittenBy() {
	f := fieldtype.Field{APIName: "Source_System", Spec: fieldtype.Spec{Kind: fieldtype.SingleLine}, Only: fieldtype.OnCreate}
	fmt.Println(f.WrittenBy(fieldtype.OnCreate), f.WrittenBy(fieldtype.OnUpdate))
	// Output: true false
}
