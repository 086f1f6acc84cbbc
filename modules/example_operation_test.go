package modules_test

import (
	"fmt"

	"github.com/seed12a3e673/zohocrm/modules"
)

// An upsert takes no activities, and finds records of other modules by a field of
// the module.
func ExampleModule_Takes() {
	for _, m := range []*modules.Module{modules.Leads(), modules.Quotes(), modules.Tasks()} {
		fmt.Println(m.APIName(), m.Takes(modules.Upsert), m.DuplicateCheckField())
	}
	// Output:
	// Leads true Email
	// Quotes true Subject
	// Tasks false
}

// The rules of updates that inserts do not have.
func ExampleModule_RulesOf() {
	insert := map[string]bool{}
	for rule := range modules.Leads().Rules() {
		insert[rule.Name] = true
	}
	for rule := range modules.Leads().RulesOf(modules.Update) {
		if !insert[rule.Name] {
			fmt.Println(rule.Name)
		}
	}
	// Output:
	// update_id
	// update_nothing
	// update_same_id
	// append_values
}

// Bulk Write takes most modules, and tasks among the activities.
func ExampleModule_TakesBulkWrite() {
	for _, m := range []*modules.Module{modules.Leads(), modules.Tasks(), modules.Notes()} {
		fmt.Println(m.APIName(), m.TakesBulkWrite())
	}
	// Output:
	// Leads true
	// Tasks true
	// Notes false
}
