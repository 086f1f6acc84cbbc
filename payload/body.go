package payload

import (
	"strings"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/record"
)

// ParseInsert returns the request of a whole insert body, such as
// {"data":[…],"trigger":[…]}. It keeps all keys. Keys that the page does not document
// warn.
//
// It refuses text that is not JSON, and a body that is no object or has no array
// "data" (INVALID_DATA with expected_data_type). Build reports the problems of the
// records.
func ParseInsert(m *modules.Module, body []byte) (*Request, error) {
	return Parse(modules.Insert, m, body)
}

// Parse returns the request of a whole body of an operation; see [ParseInsert].
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
		for name := range v.Members() {
			if !ok && strings.EqualFold(name, "data") {
				e.Fix = `write the key "data" in small letters`
			}
		}
		return nil, e.PrefixPath(zohocrm.Key("data"))
	}
	r := newRequest(m, op)
	for name, value := range v.Members() {
		if name != "data" { // no key occurs twice
			r.envelope = append(r.envelope, fieldtype.Member{Name: name, Value: value})
		}
	}
	for _, v := range data.Elements() {
		r.Add(record.FromValue(v))
	}
	return r, nil
}

// Records returns the records that were added. Do not change the slice; the records
// you may change.
func (r *Request) Records() []*record.Record { return r.ready().records }
