package fieldtype_test

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
)

// specLimits has limits for each field of Spec, the values that they are for, and
// what is said of those. The values are those of limitValues.
var specLimits = []struct {
	field   string // of Spec
	value   any
	values  []string // Values, which the limit needs
	fits    func(kind fieldtype.Kind, v, written fieldtype.Value) bool
	reasons []zohocrm.Reason
}{
	{"MaxLength", 1, nil, func(k fieldtype.Kind, v, written fieldtype.Value) bool {
		if k == fieldtype.Reminders { // one reminder, or the older form
			return isArray(v) && v.Len() > 1
		}
		return isText(written) || isArray(v) && v.Len() > 1
	}, []zohocrm.Reason{zohocrm.ReasonMaxLength, zohocrm.ReasonMaxItems}},
	{"MaxDigits", 1, nil, isNumber, []zohocrm.Reason{zohocrm.ReasonDigits}},
	{"MaxDecimals", 1, nil, isDecimal, []zohocrm.Reason{zohocrm.ReasonDecimals}},
	{"MaxDecimals", -1, nil, isDecimal, []zohocrm.Reason{zohocrm.ReasonDecimals}},
	{"Range", zohocrm.Range{From: 1, To: 2}, nil, func(k fieldtype.Kind, v, written fieldtype.Value) bool {
		return isNumber(k, v, written) || k == fieldtype.LongInteger || k == fieldtype.Reminders && isArray(written)
	}, []zohocrm.Reason{zohocrm.ReasonRange}},
	{"Values", []string{"never"}, nil, isListed, []zohocrm.Reason{zohocrm.ReasonPicklist, zohocrm.ReasonSupported}},
	{"OnlyListed", true, []string{"never"}, isListed, []zohocrm.Reason{zohocrm.ReasonPicklist, zohocrm.ReasonSupported}},
	{"OnlyListed", true, nil, func(k fieldtype.Kind, v, _ fieldtype.Value) bool {
		_, hasID := v.Element(0).AsID()
		return k == fieldtype.Subform && !hasID
	}, []zohocrm.Reason{zohocrm.ReasonUnknownField}},
	{"Fields", []fieldtype.Field{{APIName: "Must", Mandatory: true}}, nil, func(_ fieldtype.Kind, v, _ fieldtype.Value) bool {
		return isObject(v) || isObject(v.Element(0))
	}, []zohocrm.Reason{zohocrm.ReasonMandatory}},
	{"Fields", []fieldtype.Field{{APIName: "id", Spec: fieldtype.Spec{Kind: fieldtype.Date}}}, nil, func(_ fieldtype.Kind, v, _ fieldtype.Value) bool {
		_, alone := v.AsID()
		_, first := v.Element(0).AsID()
		return alone || first
	}, []zohocrm.Reason{zohocrm.ReasonFormat}},
	{"ConnectedLookup", "Must", nil, func(k fieldtype.Kind, _, _ fieldtype.Value) bool {
		return k == fieldtype.MultiSelectLookup || k == fieldtype.MultiUserLookup
	}, []zohocrm.Reason{zohocrm.ReasonMandatory}},
}

// allowances are the fields of Spec that allow something, and so limit nothing.
var allowances = []string{"AllowName", "AllowQuoted", "AllowNumber"}

func isText(v fieldtype.Value) bool   { return v.JSONType() == "string" }
func isArray(v fieldtype.Value) bool  { return v.JSONType() == "array" }
func isObject(v fieldtype.Value) bool { return v.JSONType() == "object" }

func isNumber(_ fieldtype.Kind, v, written fieldtype.Value) bool {
	return v.JSONType() == "number" || written.JSONType() == "number" || v.Element(0).JSONType() == "number"
}

func isDecimal(_ fieldtype.Kind, _, written fieldtype.Value) bool {
	d, ok := written.AsDecimal()
	_, after := d.Digits()
	return ok && after > 1
}

// isListed reports whether a value is, or has, one of a list.
func isListed(k fieldtype.Kind, v, written fieldtype.Value) bool {
	switch k {
	case fieldtype.SEModule: // which values it takes is for the rules of its module
		return false
	case fieldtype.MultiModuleLookup: // the modules
		module, _ := v.Member("module")
		return isObject(module)
	case fieldtype.Reminders: // the periods
		return isArray(written)
	}
	return isText(written) || isText(written.Element(0))
}

// limitValues returns values of every form. Each has two characters, elements or
// digits at least, and decimals if it can have any.
func limitValues(kind fieldtype.Kind) []fieldtype.Value {
	values := []fieldtype.Value{
		fieldtype.Text("ab"), fieldtype.Text("12"), fieldtype.ValueOf(textual("ab")), fieldtype.ValueOf(textual("12")),
		fieldtype.Cell("ab"), fieldtype.Cell("12"), fieldtype.Cell("12.55"),
		fieldtype.Int(12), fieldtype.Float(12), fieldtype.Float(12.55), fieldtype.ParseNumber("12"), fieldtype.ParseNumber("12.55"),
		fieldtype.Bool(true), fieldtype.ID("12"), fieldtype.Texts("12", "34"), fieldtype.Texts("ab"),
		fieldtype.Time(time.Date(2017, 8, 16, 14, 32, 23, 0, time.UTC)),
		fieldtype.Text("a.b@zylker.com"), fieldtype.Text("zylker.com"), fieldtype.Text("2017-08-16"), fieldtype.Text("2017-08-16T14:32:23+05:30"), fieldtype.Text("2017-08-16T14:32:23"),
		fieldtype.Text("10:00"), fieldtype.Text("15 mins"),
		parse(`{"id":"12","name":"x"}`), parse(`{"id":"12","module":{"api_name":"Leads"}}`), parse(`[{"id":"12","name":"x"},{"name":"y"}]`),
		parse(`[12,"ab",{"id":"12"}]`), parse(`[{"L":{"id":"1"}},{"L":{"id":"2"}}]`), parse(`[{"unit":15,"period":"minutes"},{"unit":12,"period":"hours"}]`),
		parse(`[{"type":"lead","participant":"12"},{"type":"email","Email":"a@b.co"}]`), parse(`[{"type":"lead","participant":{"External":"x"}}]`),
		parse(`[{"From":"09:00","To":"10:00"},{"From":"11:00","To":"12:00"}]`), parse(`[{"File_Id__s":"ab"},{"File_Id__s":"cd"}]`),
	}
	if example := kind.Example(); example != "" {
		values = append(values, parse(example))
	}
	return values
}

// A limit is for what it says: the length of an array counts its elements, and
// other limits each of them.
func TestLimitsOfElements(t *testing.T) {
	check(t, fieldtype.Spec{Kind: fieldtype.Any, MaxLength: 2}, []row{
		{in: parse(`["abc",{"a":"bcd"}]`), out: `["abc",{"a":"bcd"}]`},
		{in: parse(`"ab"`), out: `"ab"`},
		{in: parse(`"abc"`), problems: problems(tooLong(2))},
		{in: parse(`[1,2,3]`), problems: problems(tooManyOf(2, "more than 2 elements are not allowed"))},
		{in: parse(`123`), out: `123`},
	})
	notListed := func(at ...zohocrm.Step) *zohocrm.Error {
		return warning(invalidData(zohocrm.ReasonPicklist, zohocrm.Details{SupportedValues: []string{"a"}}, at...))
	}
	check(t, fieldtype.Spec{Kind: fieldtype.Any, Values: []string{"a"}, MaxDigits: 2}, []row{
		{in: parse(`["a","b",123,12,["b"]]`), problems: problems(notListed(index(1)), invalidData(zohocrm.ReasonDigits, zohocrm.Details{MaximumLength: 2}, index(2)))},
		{in: parse(`["a","b"]`), out: `["a","b"]`, problems: problems(notListed(index(1)))},
		{in: parse(`"b"`), out: `"b"`, problems: problems(notListed())},
		{in: parse(`""`), out: `""`},
		{in: parse(`[["b"],"b"]`), out: `[["b"],"b"]`, problems: problems(notListed(index(1)))}, // after an array, too
	})
	check(t, fieldtype.Spec{Kind: fieldtype.Any, MaxDecimals: 2}, []row{
		{in: parse(`1.25`), out: `1.25`}, {in: parse(`1.255`), problems: problems(tooManyDecimals(2))},
	})
	check(t, fieldtype.Spec{Kind: fieldtype.Any, MaxDecimals: -1}, []row{
		{in: parse(`1`), out: `1`}, {in: parse(`1.5`), problems: problems(tooManyDecimals(0))},
	})
	// A Long Integer is in its range, as a text and as a number.
	outside := func() *zohocrm.Error {
		e := invalidData(zohocrm.ReasonRange, zohocrm.Details{Range: &zohocrm.Range{From: 5, To: 10}})
		e.Message = zohocrm.MessageOutOfRange
		return e
	}
	check(t, fieldtype.Spec{Kind: fieldtype.LongInteger, Range: zohocrm.Range{From: 5, To: 10}}, []row{
		{in: fieldtype.Text("007"), out: `"007"`}, {in: fieldtype.Int(10), out: `"10"`}, {in: fieldtype.Text("-7"), problems: problems(outside())},
		{in: fieldtype.Text("004"), problems: problems(outside())}, {in: fieldtype.Int(11), problems: problems(outside())},
		{in: parse(`11`), problems: problems(warning(invalidData(zohocrm.ReasonBigintNumber, zohocrm.Details{})), outside())},
	})
}

// No limit is without effect, whatever the field type and the source: what
// violates it is refused or warned of, unless the field refuses it anyway.
func TestNoLimitIsWithoutEffect(t *testing.T) {
	for i := range reflect.TypeFor[fieldtype.Spec]().NumField() {
		name := reflect.TypeFor[fieldtype.Spec]().Field(i).Name
		known := name == "Kind" || slices.Contains(allowances, name)
		for _, limit := range specLimits {
			known = known || limit.field == name
		}
		if !known {
			t.Errorf("there is no test of the limit %s", name)
		}
	}
	for _, limit := range specLimits {
		found := map[fieldtype.Kind]int{}
		for kind := range kinds {
			for _, v := range limitValues(kind) {
				if testing.Short() && found[kind] == 2 {
					break
				}
				free := fieldtype.Spec{Kind: kind, Values: limit.values}
				body, errs := free.Append(nil, nil, v)
				if errs.Err() != nil || !limit.fits(kind, v, parse(string(body))) {
					continue
				}
				found[kind]++
				spec := free
				reflect.ValueOf(&spec).Elem().FieldByName(limit.field).Set(reflect.ValueOf(limit.value))
				got, err := everywhere(spec, v, fromSeed(testkit.Seed).goValue(v))
				if err != nil {
					t.Errorf("%v with %s of %s: %v", kind, limit.field, show(v), err)
				}
				if !slices.ContainsFunc(got.errs, func(e *zohocrm.Error) bool {
					return slices.Contains(limit.reasons, e.Reason) && (!e.Warning || limit.field == "Values")
				}) {
					t.Errorf("%v with %s %v takes %s: %v", kind, limit.field, limit.value, show(v), got.errs)
				}
			}
		}
		if len(found) == 0 {
			t.Errorf("no field type has a value that fits the limit %s", limit.field)
		}
		t.Logf("%s %v: %d field types", limit.field, limit.value, len(found))
	}
}
