package payload

import (
	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/record"
)

// ParseInsert returns the request of a whole body:
// {"data":[…],"trigger":[…],…}. It keeps all keys. Those that the page does not
// document warn.
//
// Text that is not JSON is refused, and so is a body that is not an object or
// has no array "data" (INVALID_DATA with expected_data_type). What is wrong
// with a record is found by Build.
func ParseInsert(m *modules.Module, body []byte) (*Request, error) {
	return Parse(modules.Insert, m, body)
}

// Parse returns the request of an operation that a whole body is; see
// [ParseInsert].
func Parse(op modules.Operation, m *modules.Module, body []byte) (*Request, error) {
	v, err := fieldtype.ParseJSON(body)
	if err != nil {
		return nil, err
	}
	if p := v.Problem(); p != nil {
		return nil, p
	}
	if v.JSONType() != "object" {
		return nil, zohocrm.WrongBody("an object with data")
	}
	data, ok := v.Member("data")
	if p := data.Problem(); p != nil {
		return nil, p.PrefixPath(zohocrm.Key("data"))
	}
	if data.JSONType() != "array" {
		e := zohocrm.WrongType("jsonarray", "an array of records")
		if !ok {
			e = zohocrm.MissingData("an array of records")
		}
		return nil, e.PrefixPath(zohocrm.Key("data"))
	}
	r := newRequest(m, op)
	for name, value := range v.Members() {
		if name != "data" { // and no key comes twice
			r.envelope = append(r.envelope, fieldtype.Member{Name: name, Value: value})
		}
	}
	for _, v := range data.Elements() {
		r.Add(record.FromValue(v))
	}
	return r, nil
}

// Records returns the records that were added. The slice must not be changed; the
// records may.
func (r *Request) Records() []*record.Record { return r.ready().records }
