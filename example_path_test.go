package zohocrm_test

import (
	"fmt"

	"github.com/seed12a3e673/zohocrm"
)

// The steps of a path make a text for people who know no JSON.
func ExampleStep() {
	p, err := zohocrm.ParseJSONPath("$.data[4].Quoted_Items[2].Quantity")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, step := range p[1:] {
		if name, ok := step.Key(); ok {
			fmt.Print(" ", name)
		}
		if i, ok := step.Index(); ok {
			fmt.Print(" #", i+1)
		}
	}
	// Output: #5 Quoted_Items #3 Quantity
}

// A field of the request is looked for among the problems by its path.
func ExamplePath_Equal() {
	phone := zohocrm.Path{zohocrm.Key("data"), zohocrm.Index(2), zohocrm.Key("Phone")}
	for _, p := range problems() {
		if p.Path.Equal(phone) {
			fmt.Println(p.Expectation())
		}
	}
	// Output: expected at most 30 characters
}

// A log line is written without a string for the path.
func ExamplePath_AppendJSONPath() {
	var line []byte
	for _, p := range problems() {
		line = p.Path.AppendJSONPath(line[:0])
		line = append(line, ' ')
		line = append(line, p.Reason...)
		fmt.Println(string(line))
	}
	// Output:
	// $.data[0].Last_Name mandatory
	// $.data[2].Phone max_length
}
