package payload

import (
	"strings"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/modules"
)

// A uniqueSet finds records of one request that have the same value in a unique
// field. It holds the position of the first record with each value.
type uniqueSet map[uniqueValue]int

type uniqueValue struct{ apiName, value string }

// append appends a problem for each unique field of the record at position i
// whose value a record before it has (page, "Duplicates are checked for every
// insert record API call based on unique fields"). The other record is the
// dependee. A record without such a problem is taken into the set; the others
// will not be inserted, and so take no value from those that follow.
func (u *uniqueSet) append(errs zohocrm.Errors, m *modules.Module, rec modules.Record, i int) zohocrm.Errors {
	before := len(errs)
	for name := range m.Unique() {
		v, ok := uniqueValueOf(rec, name)
		first, found := (*u)[v]
		if !ok || !found {
			continue
		}
		e := &zohocrm.Error{
			Code: zohocrm.CodeDuplicateData, Reason: zohocrm.ReasonDuplicateValue, Message: "duplicate data",
			Expected: "a value that no other record of the request has",
		}
		e.Within(zohocrm.Key("data"), zohocrm.Index(i), zohocrm.Key(name))
		e.Details.Dependee = &zohocrm.FieldRef{
			APIName: name, Path: zohocrm.Path{zohocrm.Key("data"), zohocrm.Index(first), zohocrm.Key(name)},
		}
		errs = append(errs, e)
	}
	if len(errs) > before {
		return errs
	}
	for name := range m.Unique() {
		if v, ok := uniqueValueOf(rec, name); ok {
			if *u == nil {
				*u = uniqueSet{}
			}
			(*u)[v] = i
		}
	}
	return errs
}

// uniqueValueOf returns the value of a unique field. Letter case does not
// count, and an empty field has none.
func uniqueValueOf(rec modules.Record, apiName string) (uniqueValue, bool) {
	v, _ := rec.Field(apiName)
	if s, ok := v.AsText(); ok {
		return uniqueValue{apiName, strings.ToLower(s)}, s != ""
	}
	d, ok := v.AsDecimal()
	return uniqueValue{apiName, d.String()}, ok
}
