package payload_test

import (
	"fmt"

	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// A program that sends each batch before it makes the next one can reuse the memory of
// the batch.
func ExampleBatcher_Reuse() {
	b, _ := payload.NewInsert(modules.Leads()).Batcher()
	for _, name := range []string{"Daly", "Boyle"} {
		b.Add(record.New().Text("Last_Name", name))
		batch := b.Flush()
		fmt.Println(string(batch.Body)) // send it
		b.Reuse(batch)
	}
	// Output:
	// {"data":[{"Last_Name":"Daly"}]}
	// {"data":[{"Last_Name":"Boyle"}]}
}
