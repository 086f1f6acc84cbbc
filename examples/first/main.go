// Command first checks two leads and prints the body of the request, or what is
// wrong with them.
package main

import (
	"errors"
	"fmt"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

func main() {
	body, err := payload.NewInsert(modules.Leads()).Add(
		record.New().Text("Last_Name", "Daly").Text("Email", "p.daly@zylker").Set("Annual_Revenue", "250000"),
		record.New().Text("Company", "Zylker").Bool("Email_Opt_Out", false),
	).Build()
	var problems zohocrm.Errors
	if !errors.As(err, &problems) {
		fmt.Println(string(body))
	}
	for _, p := range problems {
		fmt.Println(p.Path.JSONPath(), p.Code, "-", p.Hint())
	}
}
