package fieldtype_test

import (
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// Types that say themselves what they are to a database.
type (
	valuer struct { // as most are
		value any
		err   error
	}
	valuerPointer struct{ value string }
	valuerText    string
	valuerList    []string
	valuerBytes   [4]byte
	valuerSelf    struct{}
	valuerLoop    struct{ N int }
	valuerTagged  struct {
		A int `zoho:"A"`
	}
	valuerJSON struct{ N int }
)

func (v valuer) Value() (driver.Value, error)         { return v.value, v.err }
func (v *valuerPointer) Value() (driver.Value, error) { return v.value, nil }
func (v valuerText) Value() (driver.Value, error)     { return strings.ToUpper(string(v)), nil }
func (v valuerList) Value() (driver.Value, error)     { return strings.Join(v, "+"), nil }
func (v valuerBytes) Value() (driver.Value, error)    { return fmt.Sprintf("%x", v[:]), nil }
func (v valuerSelf) Value() (driver.Value, error)     { return v, nil }
func (v *valuerLoop) Value() (driver.Value, error)    { return []any{v}, nil }
func (v valuerTagged) Value() (driver.Value, error)   { return "of the database", nil }
func (v valuerJSON) Value() (driver.Value, error)     { return "of the database", nil }
func (v valuerJSON) MarshalJSON() ([]byte, error)     { return fmt.Appendf(nil, `{"n":%d}`, v.N), nil }

// What a type gives to a database is its value, alone and inside others.
func TestValueOfDriver(t *testing.T) {
	at := time.Date(2017, 8, 16, 14, 32, 23, 0, time.FixedZone("", 19800))
	tests := []struct {
		in   any
		kind fieldtype.Kind
		want string
	}{
		{sql.NullString{String: "Daly", Valid: true}, fieldtype.SingleLine, `"Daly"`},
		{sql.NullString{String: "", Valid: true}, fieldtype.SingleLine, `""`},
		{sql.NullString{String: "not valid"}, fieldtype.SingleLine, `null`},
		{&sql.NullString{String: "Daly", Valid: true}, fieldtype.SingleLine, `"Daly"`},
		{(*sql.NullString)(nil), fieldtype.SingleLine, `null`},
		{ptr(&sql.NullString{String: "Daly", Valid: true}), fieldtype.SingleLine, `"Daly"`},
		{sql.NullInt64{Int64: 120, Valid: true}, fieldtype.Number, `120`},
		{sql.NullInt32{Int32: 120, Valid: true}, fieldtype.Number, `120`},
		{sql.NullInt64{Int64: 12345600012, Valid: true}, fieldtype.LongInteger, `"12345600012"`},
		{sql.NullFloat64{Float64: 0.25, Valid: true}, fieldtype.Currency, `0.25`},
		{sql.NullBool{Bool: false, Valid: true}, fieldtype.Checkbox, `false`},
		{sql.NullBool{}, fieldtype.Checkbox, `null`},
		{sql.NullTime{Time: at, Valid: true}, fieldtype.DateTime, `"2017-08-16T14:32:23+05:30"`},
		{sql.NullTime{Time: at, Valid: true}, fieldtype.Date, `"2017-08-16"`},
		{sql.NullTime{Time: at}, fieldtype.DateTime, `null`},
		{sql.Null[int64]{V: 120, Valid: true}, fieldtype.Number, `120`},
		{sql.Null[int64]{V: 120}, fieldtype.Number, `null`},
		{sql.Null[string]{V: "Daly", Valid: true}, fieldtype.SingleLine, `"Daly"`},
		{sql.Null[time.Time]{V: at, Valid: true}, fieldtype.Date, `"2017-08-16"`},

		{valuer{value: "Daly"}, fieldtype.SingleLine, `"Daly"`},
		{&valuer{value: int64(7)}, fieldtype.Number, `7`},
		{valuer{}, fieldtype.SingleLine, `null`},
		{valuerPointer{"a"}, fieldtype.SingleLine, `"a"`},
		{&valuerPointer{"a"}, fieldtype.SingleLine, `"a"`},
		{valuerText("a"), fieldtype.SingleLine, `"A"`},
		{ptr(valuerText("a")), fieldtype.SingleLine, `"A"`},
		{valuerList{"a", "b"}, fieldtype.SingleLine, `"a+b"`},
		{valuerList(nil), fieldtype.SingleLine, `null`},
		{valuerBytes{1, 2, 3, 0xff}, fieldtype.SingleLine, `"010203ff"`},

		// Bytes are a text, which a field for numbers reads as one.
		{valuer{value: []byte("Łódź")}, fieldtype.SingleLine, `"Łódź"`},
		{valuer{value: []byte("250000.90")}, fieldtype.Currency, `250000.90`},
		{valuer{value: []byte("2017-08-16")}, fieldtype.Date, `"2017-08-16"`},
		{valuer{value: []byte(nil)}, fieldtype.SingleLine, `null`},
		{valuer{value: []byte{}}, fieldtype.SingleLine, `""`},
		{sql.Null[[]byte]{V: []byte("a"), Valid: true}, fieldtype.SingleLine, `"a"`},

		// A zoho tag goes before, and so does another method.
		{valuerTagged{1}, fieldtype.Any, `{"A":1}`},
		{valuerJSON{1}, fieldtype.Any, `{"n":1}`},
	}
	for _, test := range tests {
		spec := fieldtype.Spec{Kind: test.kind}
		out, errs := spec.Append(nil, nil, fieldtype.ValueOf(test.in))
		if string(out) != test.want || len(errs) > 0 {
			t.Errorf("%v of %#v: %s, %v, want %s", test.kind, test.in, out, errs, test.want)
		}
		for name, nested := range map[string]any{
			"slice": []any{test.in}, "map": map[string]any{"a": test.in}, "struct": structOf(reflect.TypeOf(test.in), test.in),
			"any in a struct": structOf(reflect.TypeFor[any](), test.in), "optional": []maybe{{test.in, true}},
		} {
			spec := fieldtype.Spec{Kind: fieldtype.Territories}
			element := fieldtype.ValueOf(nested)
			if element.JSONType() == "object" {
				for _, value := range element.Members() {
					element = fieldtype.Array(value)
				}
			}
			out, errs := spec.Append(nil, nil, element)
			want := "[" + jsonBody(fieldtype.ValueOf(test.in)) + "]"
			if string(out) != want || len(errs) > 0 {
				t.Errorf("%#v in a %s: %s, %v, want %s", test.in, name, out, errs, want)
			}
		}
		if _, err := everywhere(spec, fieldtype.ValueOf(test.in), test.in); err != nil {
			t.Errorf("%#v: %v", test.in, err)
		}
	}
}

// jsonBody returns the JSON of a value that has no problem.
func jsonBody(v fieldtype.Value) string {
	out, _ := (&fieldtype.Spec{}).Append(nil, nil, v)
	return string(out)
}

// The zero value of such a type is left out by omitzero.
func TestValueOfDriverOmitted(t *testing.T) {
	type row struct {
		A sql.NullString `zoho:"A,omitzero"`
		B sql.NullString `zoho:"B,omitzero"`
		C sql.NullString `zoho:"C"`
	}
	if got, errs := structJSON(t, row{B: sql.NullString{String: "", Valid: true}}); got != `{"B":"","C":null}` || len(errs) > 0 {
		t.Errorf("%s, %v", got, errs)
	}
}

// failures are Go values of which a method fails or panics, with what it failed
// of, if that is an error of ours.
func failures(cause error) map[string]any {
	return map[string]any{
		"MarshalText fails": textFails{cause, false}, "MarshalText panics": textFails{cause, true}, "MarshalText panics with a text": textFails{nil, true},
		"MarshalJSON fails": jsonFailing{cause, false}, "MarshalJSON panics": jsonFailing{cause, true}, "MarshalJSON panics with a text": jsonFailing{nil, true},
		"Value fails": valuer{err: cause}, "Value panics": valuerPanics{cause}, "Value panics with a text": valuerPanics{nil},
		"Optional panics": optionalPanics{cause}, "Optional panics with a text": optionalPanics{nil},
		"MarshalJSON of a struct panics": &struct{ json.Marshaler }{}, "Value of a struct panics": &struct{ driver.Valuer }{}, "MarshalText of a struct panics": struct{ *time.Time }{},
	}
}

type (
	textFails struct {
		err    error
		panics bool
	}
	jsonFailing struct {
		err    error
		panics bool
	}
	valuerPanics   struct{ err error }
	optionalPanics struct{ err error }
)

// fail returns or panics with an error, or panics with a text.
func fail(err error, panics bool) error {
	switch {
	case err == nil:
		panic("the value is " + marker)
	case panics:
		panic(err)
	}
	return err
}

func (f textFails) MarshalText() ([]byte, error)       { return nil, fail(f.err, f.panics) }
func (f jsonFailing) MarshalJSON() ([]byte, error)     { return nil, fail(f.err, f.panics) }
func (f valuerPanics) Value() (driver.Value, error)    { return nil, fail(f.err, true) }
func (f optionalPanics) Optional() (value any, _ bool) { return fail(f.err, true), true }

// What a method of a Go type failed of is kept, for errors.Is, but its text is not
// printed: it may quote the value.
func TestFailuresKeepTheirCause(t *testing.T) {
	cause := errors.New("the value is " + marker)
	for name, x := range failures(fmt.Errorf("wrapped: %w", cause)) {
		for where, v := range map[string]fieldtype.Value{
			"alone": fieldtype.ValueOf(x), "in a map": fieldtype.ValueOf(map[string]any{"a": x}),
			"in a slice": fieldtype.ValueOf([]any{x}), "in a struct": fieldtype.ValueOf(structOf(reflect.TypeOf(x), x)),
		} {
			for _, kind := range []fieldtype.Kind{fieldtype.Any, fieldtype.SingleLine} {
				_, errs := (&fieldtype.Spec{Kind: kind}).Append(nil, nil, v)
				if kind == fieldtype.SingleLine && where != "alone" {
					continue
				}
				if len(errs) != 1 || errs[0].Reason != zohocrm.ReasonGoType || errs[0].Err == nil {
					t.Errorf("%s, %s: %+v, want reason %s and a cause", name, where, errs, zohocrm.ReasonGoType)
					continue
				}
				if ours := !strings.Contains(name, "text") && !strings.Contains(name, "of a struct"); ours != errors.Is(errs, cause) {
					t.Errorf("%s, %s: errors.Is finds the cause: %v", name, where, !ours)
				}
				if strings.Contains(name, "of a struct") {
					var nilPointer interface{ RuntimeError() }
					if !errors.As(errs, &nilPointer) {
						t.Errorf("%s, %s: the cause is %v", name, where, errors.Unwrap(errs[0].Err))
					}
				}
				said := leaks(errs) + errs.Error() + string(errs[0].AppendLong(nil)) + fmt.Sprintf("%v %+v", errs[0], errs)
				if strings.Contains(said, marker) || strings.Contains(said, "wrapped") || !strings.Contains(errs[0].Error(), "a method of the Go type ") {
					t.Errorf("%s, %s: it says %s", name, where, said)
				}
			}
		}
	}
}

// A driver.Valuer that gives no value of a database makes an invalid Value.
func TestValueOfDriverRefuses(t *testing.T) {
	for name, test := range map[string]struct {
		in     any
		reason zohocrm.Reason
	}{
		"itself":             {valuerSelf{}, zohocrm.ReasonGoType},
		"itself in a slice":  {&valuerLoop{}, zohocrm.ReasonDepth},
		"another one":        {valuer{value: sql.NullString{}}, zohocrm.ReasonGoType},
		"other bytes":        {valuer{value: []byte("a\xff")}, zohocrm.ReasonUTF8},
		"a channel":          {valuer{value: make(chan int)}, zohocrm.ReasonGoType},
		"a number of no end": {valuer{value: math.Inf(1)}, zohocrm.ReasonNotFinite},
	} {
		for where, x := range map[string]any{"alone": test.in, "in a map": map[string]any{"a": test.in}, "in a struct": structOf(reflect.TypeOf(test.in), test.in)} {
			err := (&fieldtype.Spec{}).Check(fieldtype.ValueOf(x))
			if !errors.Is(err, test.reason) {
				t.Errorf("%s, %s: %v, want reason %s", name, where, err, test.reason)
			}
		}
		for kind := range fieldtype.Kinds() { // whatever the field
			if err := (&fieldtype.Spec{Kind: kind}).Check(fieldtype.ValueOf(test.in)); test.reason != zohocrm.ReasonDepth && !errors.Is(err, test.reason) {
				t.Errorf("%s in %v: %v, want reason %s", name, kind, err, test.reason)
			}
		}
	}
}

// A struct without a JSON form of its own that is set to a field of a simple type
// is named: its JSON form, an object, is no clue to what is wrong.
func TestWrongTypeNamesTheGoType(t *testing.T) {
	type Address struct{ City string }
	type Key struct {
		ID string `json:"id"`
	}
	const named = ", not the Go type fieldtype_test.Address"
	for _, kind := range []fieldtype.Kind{
		fieldtype.SingleLine, fieldtype.MultiLine, fieldtype.MultiLineLarge, fieldtype.RichText, fieldtype.Email, fieldtype.Phone, fieldtype.URL,
		fieldtype.Picklist, fieldtype.MultiSelect, fieldtype.Date, fieldtype.DateTime, fieldtype.Clock, fieldtype.Number, fieldtype.Currency,
		fieldtype.DecimalNumber, fieldtype.Percent, fieldtype.LongInteger, fieldtype.Checkbox, fieldtype.LarID, fieldtype.SEModule, fieldtype.ProfileImage,
		fieldtype.Tag, fieldtype.Subform, fieldtype.Participants,
	} {
		spec := fieldtype.Spec{Kind: kind}
		for name, x := range map[string]any{"struct": Address{"a"}, "pointer": &Address{"a"}} {
			err := spec.Check(fieldtype.ValueOf(x))
			if !errors.Is(err, zohocrm.ReasonType) || !strings.HasSuffix(err.Error(), named) {
				t.Errorf("%v of a %s: %v", kind, name, err)
			}
			if _, err := everywhere(spec, fieldtype.ValueOf(x), x); err != nil {
				t.Errorf("%v of a %s: %v", kind, name, err)
			}
		}
		// A map, or an object of JSON, has no such type, nor has what marshals itself.
		for name, x := range map[string]any{
			"map": map[string]any{"City": "a"}, "JSON": json.RawMessage(`{"City":"a"}`), "MarshalJSON": jsonStruct{1, 2}, "lookup": Key{"1"},
		} {
			if err := spec.Check(fieldtype.ValueOf(x)); !errors.Is(err, zohocrm.ReasonType) || strings.Contains(err.Error(), "Go type") {
				t.Errorf("%v of a %s: %v", kind, name, err)
			}
		}
	}
	// In a row, too, and in the other arrays.
	err := quotedItems.Check(fieldtype.ValueOf([]map[string]any{{"Product_Name": fieldtype.ID("1"), "Description": Address{"a"}}}))
	if err == nil || !strings.HasSuffix(err.Error(), named) {
		t.Errorf("in a row: %v", err)
	}
	if err := (&fieldtype.Spec{Kind: fieldtype.MultiSelect}).Check(fieldtype.ValueOf([]any{"a", Address{"a"}})); err == nil || !strings.HasSuffix(err.Error(), named) {
		t.Errorf("in a list: %v", err)
	}
}
