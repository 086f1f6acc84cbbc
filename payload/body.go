package payload

import (
	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
)

// FromBody returns the request that a whole body stands for:
// {"data":[…],"trigger":[…],…}. All keys are kept, those that the page does not
// document among them, which warn.
//
// Text that is not JSON is refused, and so is a body that is not an object or
// has no array "data" (INVALID_DATA with expected_data_type). What is wrong
// with a record is found by Build.
func FromBody(m *modules.Module, body []byte) (*Insert, error) {
	v, err := fieldtype.ParseJSON(body)
	if err != nil {
		return nil, err
	}
	if p := v.Problem(); p != nil {
		return nil, p
	}
	if v.JSONType() != "object" {
		e := typeProblem("jsonobject", "an object with data")
		e.Message = "body"
		return nil, e
	}
	data, ok := v.Member("data")
	if p := data.Problem(); p != nil {
		return nil, p.Within(zohocrm.Key("data"))
	}
	if data.JSONType() != "array" {
		e := typeProblem("jsonarray", "an array of records")
		if !ok {
			e.Reason = zohocrm.ReasonMandatory
		}
		return nil, e.Within(zohocrm.Key("data"))
	}
	in := NewInsert(m)
	for name, value := range v.Members() {
		if name != "data" { // and no key stands twice, so that set need not look
			in.envelope = append(in.envelope, fieldtype.Member{Name: name, Value: value})
		}
	}
	for _, record := range data.Elements() {
		in.Add(FromValue(record))
	}
	return in, nil
}

// Records returns the records of the request.
func (in *Insert) Records() []modules.Record { return in.records }
