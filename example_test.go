package zohocrm_test

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/seed12a3e673/zohocrm"
)

// problems is what a check of three records could report.
func problems() zohocrm.Errors {
	lastName := (&zohocrm.Error{
		Code:    zohocrm.CodeMandatoryNotFound,
		Reason:  zohocrm.ReasonMandatory,
		Message: "required field not found",
	}).PrefixPath(zohocrm.Key("data"), zohocrm.Index(0), zohocrm.Key("Last_Name"))
	phone := (&zohocrm.Error{
		Code:    zohocrm.CodeInvalidData,
		Reason:  zohocrm.ReasonMaxLength,
		Message: "invalid data",
		Details: zohocrm.Details{MaximumLength: 30},
	}).PrefixPath(zohocrm.Key("data"), zohocrm.Index(2), zohocrm.Key("Phone"))
	return zohocrm.Errors{lastName, phone}
}

// One call answers whether any record lacks a mandatory field, however the
// error was wrapped on its way.
func ExampleCode() {
	err := fmt.Errorf("import of Monday's leads: %w", problems().Err())

	fmt.Println(errors.Is(err, zohocrm.CodeMandatoryNotFound))
	fmt.Println(errors.Is(err, zohocrm.CodeDuplicateData))
	fmt.Println(errors.Is(err, zohocrm.ReasonMaxLength))
	// Output:
	// true
	// false
	// true
}

// To look at every problem, take the list out of the error.
func ExampleErrors() {
	err := fmt.Errorf("import of Monday's leads: %w", problems().Err())

	var list zohocrm.Errors
	if errors.As(err, &list) {
		for _, p := range list {
			fmt.Println(p.Path.Pointer(), p.Code, p.Reason, p.Details.MaximumLength)
		}
	}
	// Output:
	// /data/0/Last_Name MANDATORY_NOT_FOUND mandatory 0
	// /data/2/Phone INVALID_DATA max_length 30
}

// The text of a list has a line for each problem.
func ExampleErrors_Error() {
	fmt.Println(problems())
	// Output:
	// $.data[0].Last_Name: MANDATORY_NOT_FOUND: required field not found: expected a value
	// $.data[2].Phone: INVALID_DATA: invalid data: expected at most 30 characters
}

func ExampleErrors_Records() {
	for record, list := range problems().Records() {
		fmt.Println("record", record, "has", len(list), "problem, with", list[0].APIName)
	}
	// Output:
	// record 0 has 1 problem, with Last_Name
	// record 2 has 1 problem, with Phone
}

// The JSON form of a list is the body with which Zoho would answer, so one
// reader serves for both.
func ExampleErrors_MarshalJSON() {
	body, err := json.MarshalIndent(problems()[1:], "", "  ")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(string(body))
	// Output:
	// {
	//   "data": [
	//     {
	//       "code": "INVALID_DATA",
	//       "details": {
	//         "maximum_length": 30,
	//         "api_name": "Phone",
	//         "json_path": "$.data[2].Phone"
	//       },
	//       "message": "invalid data",
	//       "status": "error"
	//     }
	//   ]
	// }
}

// A check of one value reports no path. Its callers add the steps that lead
// there, and the error takes its name from the innermost.
func ExampleError_PrefixPath() {
	e := &zohocrm.Error{
		Code:    zohocrm.CodeInvalidData,
		Reason:  zohocrm.ReasonRange,
		Message: "Please check whether the input values are correct",
		Details: zohocrm.Details{Range: &zohocrm.Range{From: 0, To: 60}},
	}
	e.PrefixPath(zohocrm.Key("Remind_At"), zohocrm.Index(1), zohocrm.Key("unit"))
	e.PrefixPath(zohocrm.Key("data"), zohocrm.Index(0))

	fmt.Println(e.APIName)
	fmt.Println(e.Path.JSONPath())
	fmt.Println(e.Expectation())
	// Output:
	// unit
	// $.data[0].Remind_At[1].unit
	// expected a number from 0 to 60
}

func ExamplePath() {
	p := zohocrm.Path{
		zohocrm.Key("data"), zohocrm.Index(4), zohocrm.Key("Quoted_Items"), zohocrm.Index(2), zohocrm.Key("Quantity"),
	}
	fmt.Println(p.JSONPath())
	fmt.Println(p.Pointer())
	fmt.Println(p.Record())
	// Output:
	// $.data[4].Quoted_Items[2].Quantity
	// /data/4/Quoted_Items/2/Quantity
	// 4
}
