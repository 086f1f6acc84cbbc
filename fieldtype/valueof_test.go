package fieldtype_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/big"
	"net/netip"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"
	"unsafe"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
)

type (
	myString string
	myInt    int16
	myBool   bool
	myFloat  float32
	myDouble float64
	myMap    map[myString]any
	mySlice  []myInt
)

// money is a decimal type with its methods on the value, as most have them.
type money struct{ cents int64 }

func (m money) MarshalText() ([]byte, error) {
	return fmt.Appendf(nil, "%d.%02d", m.cents/100, m.cents%100), nil
}

// quotedMoney also writes itself to JSON in quotes, as many decimal types do.
type quotedMoney struct{ money }

func (m quotedMoney) MarshalJSON() ([]byte, error) {
	b, err := m.MarshalText()
	return fmt.Appendf(nil, "%q", b), err
}

// rate is a decimal type with its methods on the pointer.
type rate struct{ text string }

func (r *rate) MarshalText() ([]byte, error) { return []byte(r.text), nil }

// stage writes itself to JSON.
type stage struct{ json string }

func (s stage) MarshalJSON() ([]byte, error) { return []byte(s.json), nil }

type withTime struct{ time.Time }

func TestValueOf(t *testing.T) {
	day := time.Date(2017, 8, 16, 14, 32, 23, 987654321, time.FixedZone("", 19800))
	pp := ptr(ptr(ptr(7)))
	var nilAny any
	tests := []struct {
		in   any
		want string
	}{
		// null
		{nil, `null`},
		{(*int)(nil), `null`},
		{(*string)(nil), `null`},
		{(*money)(nil), `null`}, // its method would panic
		{(*rate)(nil), `null`},
		{(*big.Int)(nil), `null`},
		{(*time.Time)(nil), `null`},
		{(*fieldtype.Decimal)(nil), `null`},
		{(*fieldtype.Value)(nil), `null`},
		{(*chan int)(nil), `null`},
		{map[string]any(nil), `null`},
		{map[string]int(nil), `null`},
		{myMap(nil), `null`},
		{map[int]int(nil), `null`},
		{[]any(nil), `null`},
		{[]string(nil), `null`},
		{[]int(nil), `null`},
		{[]byte(nil), `null`},
		{json.RawMessage(nil), `null`},
		{json.RawMessage("null"), `null`},
		{ptr[*int](nil), `null`},
		{&nilAny, `null`},
		{fieldtype.Value{}, `null`},

		// text
		{"Mike O'Leary", `"Mike O'Leary"`},
		{"", `""`},
		{myString("x"), `"x"`},
		{ptr("x"), `"x"`},
		{netip.MustParseAddr("192.0.2.1"), `"192.0.2.1"`},
		{ptr(netip.MustParseAddr("192.0.2.1")), `"192.0.2.1"`},

		// booleans
		{true, `true`},
		{false, `false`},
		{myBool(true), `true`},
		{ptr(false), `false`},

		// integers
		{int(-1), `-1`}, {int8(math.MinInt8), `-128`}, {int16(math.MinInt16), `-32768`}, {int32(math.MinInt32), `-2147483648`},
		{int64(math.MinInt64), `-9223372036854775808`}, {int64(math.MaxInt64), `9223372036854775807`},
		{uint(1), `1`}, {uint8(math.MaxUint8), `255`}, {uint16(math.MaxUint16), `65535`}, {uint32(math.MaxUint32), `4294967295`},
		{uint64(math.MaxInt64), `9223372036854775807`}, {uint64(math.MaxInt64) + 1, `9223372036854775808`},
		{uint64(math.MaxUint64), `18446744073709551615`}, {uintptr(7), `7`},
		{myInt(-7), `-7`}, {time.Second, `1000000000`}, {time.August, `8`},
		{pp, `7`},
		{big.NewInt(0), `0`},
		{big.NewInt(math.MinInt64), `-9223372036854775808`},
		{new(big.Int).Exp(big.NewInt(10), big.NewInt(30), nil), `1` + strings.Repeat("0", 30)},
		{new(big.Int).Neg(new(big.Int).Lsh(big.NewInt(1), 64)), `-18446744073709551616`},

		// floats, in their shortest form
		{0.1, `0.1`}, {float32(0.1), `0.1`}, {myFloat(0.3), `0.3`}, {myDouble(0.3), `0.3`}, {250000.90, `250000.9`}, {25.0, `25`}, {1e21, `1` + strings.Repeat("0", 21)},
		{math.SmallestNonzeroFloat64, `0.` + strings.Repeat("0", 323) + `5`}, {float32(16777216), `16777216`},
		{math.Copysign(0, -1), `-0`}, {float32(math.Copysign(0, -1)), `-0`},

		// exact numbers
		{json.Number("250000.90"), `250000.90`}, {json.Number("1e5"), `100000`}, {json.Number("-0"), `-0`},
		{ptr(json.Number("1.0")), `1.0`},
		{decimal("250000.90"), `250000.90`}, {ptr(decimal("250000.90")), `250000.90`}, {fieldtype.Decimal{}, `0`},

		// times: in any form, and not as their RFC 3339 text
		{day, `"2017-08-16T14:32:23+05:30"`},
		{&day, `"2017-08-16T14:32:23+05:30"`},
		{ptr(&day), `"2017-08-16T14:32:23+05:30"`},
		{day.UTC(), `"2017-08-16T09:02:23+00:00"`},

		// decimal types: a field of which nothing is known gets their text
		{money{25090}, `"250.90"`}, {&money{25090}, `"250.90"`}, {quotedMoney{money{25090}}, `"250.90"`}, {&rate{"0.07"}, `"0.07"`}, {rate{"0.07"}, `"0.07"`},
		{[]money{{1}, {2}}, `["0.01","0.02"]`}, {[]rate{{"1"}}, `["1"]`}, {map[string]rate{"a": {"1"}}, `{"a":"1"}`},

		// JSON
		{json.RawMessage(` {"b":1.50,"a":[true,null]} `), `{"b":1.50,"a":[true,null]}`},
		{ptr(json.RawMessage(`[]`)), `[]`},
		{stage{`{"id":"1"}`}, `{"id":"1"}`}, {&stage{`null`}, `null`}, {[]stage{{`1`}, {`"a"`}}, `[1,"a"]`},
		{[]json.RawMessage{nil, json.RawMessage("1")}, `[null,1]`},

		// arrays
		{[]string{"Analytics", "Big data"}, `["Analytics","Big data"]`}, {[]string{}, `[]`}, {[]any{}, `[]`},
		{[]any{nil, 1, "a", []any{true}}, `[null,1,"a",[true]]`}, {[2]string{"a", "b"}, `["a","b"]`}, {[0]int{}, `[]`},
		{[]int{1, 2}, `[1,2]`}, {mySlice{3}, `[3]`}, {ptr([]int{1}), `[1]`}, {[]*int{ptr(1), nil}, `[1,null]`},
		{[][]string{{"a"}, nil}, `[["a"],null]`}, {[]error{nil}, `[null]`}, {[]fmt.Stringer{nil}, `[null]`},
		{[]fieldtype.Value{fieldtype.Int(1), fieldtype.ID("2")}, `[1,{"id":"2"}]`},
		{[]map[string]any{{"a": 1}, nil}, `[{"a":1},null]`},

		// objects: in the order of their names
		{map[string]any{}, `{}`}, {map[string]any{"b": 1, "a": nil, "c": []string{"x"}, "": "ß"}, `{"":"ß","a":null,"b":1,"c":["x"]}`},
		{map[string]string{"b": "1", "a": "2"}, `{"a":"2","b":"1"}`}, {myMap{"b": 1, "a": 2}, `{"a":2,"b":1}`},
		{map[string]map[string]int{"a": {"b": 1}}, `{"a":{"b":1}}`}, {ptr(map[string]int{"a": 1}), `{"a":1}`},
		{map[string]any{"id": "425248000000104001"}, `{"id":"425248000000104001"}`},
		{map[string]any{"id": fieldtype.Value{}, "name": "x"}, `{"name":"x"}`},

		{fieldtype.Text("as it is"), `"as it is"`}, {ptr(fieldtype.Int(1)), `1`},
	}
	for _, test := range tests {
		v := fieldtype.ValueOf(test.in)
		out, errs := (&fieldtype.Spec{}).Append(nil, nil, v)
		if err := errs.Err(); err != nil || string(out) != test.want {
			t.Errorf("ValueOf(%T %.60v) is %.60s, %v, want %.60s", test.in, test.in, out, err, test.want)
		}
		if !v.IsAbsent() && v.IsNull() != (test.want == "null") {
			t.Errorf("ValueOf(%T): IsNull() = %v", test.in, v.IsNull())
		}
	}

	invalid := []struct {
		in     any
		reason zohocrm.Reason
		cause  bool // a *SyntaxError
	}{
		{math.NaN(), zohocrm.ReasonNotFinite, false},
		{math.Inf(1), zohocrm.ReasonNotFinite, false},
		{math.Inf(-1), zohocrm.ReasonNotFinite, false},
		{float32(math.NaN()), zohocrm.ReasonNotFinite, false},
		{float32(math.Inf(1)), zohocrm.ReasonNotFinite, false},
		{myFloat(math.Inf(-1)), zohocrm.ReasonNotFinite, false},
		{ptr(math.NaN()), zohocrm.ReasonNotFinite, false},
		{make(chan int), zohocrm.ReasonGoType, false},
		{(chan int)(nil), zohocrm.ReasonGoType, false},
		{func() {}, zohocrm.ReasonGoType, false},
		{(func())(nil), zohocrm.ReasonGoType, false},
		{complex64(1), zohocrm.ReasonGoType, false},
		{complex(1, 2), zohocrm.ReasonGoType, false},
		{unsafe.Pointer(nil), zohocrm.ReasonGoType, false},
		{struct{}{}, zohocrm.ReasonGoType, false},
		{&struct{ a any }{nil}, zohocrm.ReasonGoType, false},
		{reflect.ValueOf(1), zohocrm.ReasonGoType, false},
		{[]byte("text or base64?"), zohocrm.ReasonGoType, false},
		{[]byte{}, zohocrm.ReasonGoType, false},
		{[3]byte{}, zohocrm.ReasonGoType, false},
		{map[int]string{1: "a"}, zohocrm.ReasonGoType, false},
		{map[any]any{"a": 1}, zohocrm.ReasonGoType, false},
		{map[bool]int{}, zohocrm.ReasonGoType, false},
		{failing{errors.New("no")}, zohocrm.ReasonGoType, false},
		{&failing{errors.New("no")}, zohocrm.ReasonGoType, false},
		{json.Number("abc"), zohocrm.ReasonFormat, false},
		{json.Number(" 1"), zohocrm.ReasonFormat, false},
		{json.Number("NaN"), zohocrm.ReasonFormat, false},
		{json.Number("1e999999999"), zohocrm.ReasonDigits, false},
		{json.RawMessage(""), zohocrm.ReasonSyntax, true},
		{json.RawMessage("{"), zohocrm.ReasonSyntax, true},
		{json.RawMessage("\"\xff\""), zohocrm.ReasonUTF8, true},
		{json.RawMessage(`{"a":1,"a":2}`), zohocrm.ReasonDuplicateKey, false},
		{json.RawMessage(strings.Repeat("[", 100)), zohocrm.ReasonDepth, true},
		{json.RawMessage("[" + strings.Repeat("1,", fieldtype.MaxValues) + "1]"), zohocrm.ReasonSize, false},
		{stage{"{]"}, zohocrm.ReasonSyntax, true},
		{stage{""}, zohocrm.ReasonSyntax, true},
		{new(big.Int).Lsh(big.NewInt(1), 1<<24), zohocrm.ReasonDigits, false},
	}
	for _, test := range invalid {
		v := fieldtype.ValueOf(test.in)
		e := v.Problem()
		if e == nil {
			t.Errorf("ValueOf(%T %.60v) has no problem", test.in, test.in)
			continue
		}
		var syntax *fieldtype.SyntaxError
		if e.Code != zohocrm.CodeInvalidData || e.Reason != test.reason || e.Message != "invalid data" || e.Warning || errors.As(e, &syntax) != test.cause {
			t.Errorf("ValueOf(%T): %+v, want reason %s", test.in, e, test.reason)
		}
		if e.Expected == "" && !test.cause {
			t.Errorf("ValueOf(%T): the problem does not say what was expected", test.in)
		}
		if bytes := strings.HasSuffix(fmt.Sprintf("%T", test.in), "]uint8"); bytes != strings.HasPrefix(e.Expected, "a string in place of bytes") {
			t.Errorf("ValueOf(%T): the problem says %q", test.in, e.Expected)
		}
		if v.JSONType() != "" || v.IsEmpty() || v.IsAbsent() || v.IsNull() {
			t.Errorf("ValueOf(%T): an invalid value is not empty", test.in)
		}
	}
}

// A big.Int is taken with as many digits as an exponent may make, and
// refused with some more.
func TestValueOfBigInt(t *testing.T) {
	largest := new(big.Int).Exp(big.NewInt(10), big.NewInt(1400), nil)
	largest.Sub(largest, big.NewInt(1))
	d, err := fieldtype.DecimalOf(largest)
	if before, _ := d.Digits(); err != nil || before != 1400 {
		t.Errorf("a number of 1400 digits has %d, %v", before, err)
	}
	// The bits say whether there are too many digits: at most 4666, ten thirds of 1400.
	for bits, want := range map[uint]error{4666: nil, 4667: zohocrm.ReasonDigits} {
		if _, err := fieldtype.DecimalOf(new(big.Int).Lsh(big.NewInt(1), bits-1)); !errors.Is(err, want) {
			t.Errorf("a number of %d bits: %v, want %v", bits, err, want)
		}
	}
	if _, err := fieldtype.DecimalOf(largest.Lsh(largest, 20)); !errors.Is(err, zohocrm.ReasonDigits) {
		t.Errorf("a number of 1407 digits: %v", err)
	}
}

// What contains itself ends at the depth that a value may have.
func TestValueOfCycle(t *testing.T) {
	m := map[string]any{}
	m["a"], m["b"] = m, m
	s := []any{1, nil, nil}
	s[1], s[2] = s, s
	type node []node
	n := node{nil, nil}
	n[0], n[1] = n, n
	type pointer *pointer
	var p pointer
	p = &p
	var x any
	x = &x
	mixed := map[string]any{}
	mixed["a"] = []any{&mixed}
	type tree map[string]tree
	self := tree{}
	for i := range 1000 {
		self[fmt.Sprint(i)] = self
	}
	wide := make([]any, 100_000)
	for i := range wide {
		wide[i] = wide
	}
	for name, in := range map[string]any{
		"map": m, "slice": s, "typed slice": n, "pointer": p, "pointer to any": x, "mixed": mixed, "wide map": self, "wide slice": wide,
	} {
		err := (&fieldtype.Spec{}).Check(fieldtype.ValueOf(in))
		if !errors.Is(err, zohocrm.ReasonDepth) && !errors.Is(err, zohocrm.ReasonSize) {
			t.Errorf("%s: %v, want a problem with the depth or size", name, err)
		}
	}
}

// What shares its parts is read as often as it is named, but never without end.
func TestValueOfShared(t *testing.T) {
	shared := func(x any, times int) any {
		for range times {
			x = []any{x, map[string]any{"a": x}}
		}
		return x
	}
	if e := fieldtype.ValueOf(shared("a", 10)).Problem(); e != nil {
		t.Errorf("10 steps: %v", e)
	}
	raw := json.RawMessage("[" + strings.Repeat("1,", 1000) + "1]")
	values := fieldtype.Array(make([]fieldtype.Value, 1000)...)
	texts := make([]string, 1000)
	repeated := func(x any) []any {
		xs := make([]any, 100_000)
		for i := range xs {
			xs[i] = x
		}
		return xs
	}
	for name, in := range map[string]any{
		"steps":      shared("a", 31),
		"many steps": shared("a", 1000),
		"JSON":       repeated(raw),
		"marshalers": repeated(stage{string(raw)}),
		"values":     repeated(values),
		"texts":      repeated(texts),
	} {
		if e := fieldtype.ValueOf(in).Problem(); e == nil || e.Reason != zohocrm.ReasonSize {
			t.Errorf("%s: problem %v, want size", name, e)
		}
	}
}

// Size is no reason not to end.
func TestValueOfLarge(t *testing.T) {
	size := testkit.Size(256<<10, 1<<20, 10<<20)
	long := strings.Repeat("ß", size/2)
	values := []fieldtype.Value{fieldtype.ValueOf(long), fieldtype.ValueOf(map[string]any{"id": long}), fieldtype.ValueOf([]string{long})}
	for kind := range fieldtype.Clock + 1 {
		spec := fieldtype.Spec{Kind: kind, MaxLength: size}
		for _, v := range values {
			_ = spec.Check(v) // must end
		}
	}
	check(t, fieldtype.Spec{Kind: fieldtype.RichText}, []row{{
		in: fieldtype.ValueOf(long), problems: problems(invalidData(zohocrm.ReasonMaxLength, zohocrm.Details{MaximumLength: 50000})),
	}})
}

// ValueOf never changes what it is given, and keeps none of a map.
func TestValueOfKeepsInput(t *testing.T) {
	in := map[string]any{"b": []any{1, map[string]any{"c": "x"}}, "a": []string{"y"}}
	want := map[string]any{"b": []any{1, map[string]any{"c": "x"}}, "a": []string{"y"}}
	v := fieldtype.ValueOf(in)
	_ = (&fieldtype.Spec{}).Check(v)
	if diff := cmp.Diff(want, in); diff != "" {
		t.Errorf("the input changed (-want +got):\n%s", diff)
	}
	delete(in, "b")
	if got, want := show(v), `{"a":["y"],"b":[1,{"c":"x"}]}`; got != want {
		t.Errorf("the value is now %s, want %s", got, want)
	}
}

func TestValueOfTime(t *testing.T) {
	zone := func(seconds int) *time.Location { return time.FixedZone("", seconds) }
	at := func(year int, loc *time.Location) time.Time { return time.Date(year, 12, 31, 23, 30, 0, 999, loc) }
	tests := []struct {
		in             time.Time
		date, dateTime string // "" for a problem
	}{
		{at(2023, time.UTC), "2023-12-31", "2023-12-31T23:30:00+00:00"},
		{at(2023, zone(-12*3600)), "2023-12-31", "2023-12-31T23:30:00-12:00"},
		{at(2023, zone(14*3600)), "2023-12-31", "2023-12-31T23:30:00+14:00"},
		{at(2023, zone(-14*3600)), "2023-12-31", "2023-12-31T23:30:00-14:00"},
		{at(2023, zone(20700)), "2023-12-31", "2023-12-31T23:30:00+05:45"},

		// An offset that the format cannot say is written in UTC.
		{at(2023, zone(15*3600)), "2023-12-31", "2023-12-31T08:30:00+00:00"},
		{at(2023, zone(-100*3600)), "2023-12-31", "2024-01-05T03:30:00+00:00"},
		{at(1890, zone(561)), "1890-12-31", "1890-12-31T23:20:39+00:00"}, // Paris
		{at(1890, zone(-1)), "1890-12-31", "1890-12-31T23:30:01+00:00"},

		{at(1, time.UTC), "0001-12-31", "0001-12-31T23:30:00+00:00"},
		{at(9999, time.UTC), "9999-12-31", "9999-12-31T23:30:00+00:00"},
		{at(0, time.UTC), "", ""},
		{at(-1, time.UTC), "", ""},
		{at(10000, time.UTC), "", ""},
		{time.Unix(1<<60, 0).UTC(), "", ""},
		{time.Unix(-1<<60, 0).UTC(), "", ""},
		{time.Time{}, "0001-01-01", "0001-01-01T00:00:00+00:00"},
		{at(9999, zone(-100*3600)), "9999-12-31", ""},
	}
	for _, test := range tests {
		for kind, want := range map[fieldtype.Kind]string{fieldtype.Date: test.date, fieldtype.DateTime: test.dateTime, fieldtype.Any: test.dateTime} {
			spec := fieldtype.Spec{Kind: kind}
			if want != "" {
				check(t, spec, []row{{in: fieldtype.ValueOf(test.in), out: `"` + want + `"`}})
				continue
			}
			dataType := map[fieldtype.Kind]string{fieldtype.Date: "date"}[kind]
			if dataType == "" {
				dataType = "datetime"
			}
			check(t, spec, []row{{in: fieldtype.ValueOf(test.in), problems: problems(
				invalidData(zohocrm.ReasonCalendar, zohocrm.Details{ExpectedDataType: dataType}),
			)}})
		}
	}

	// A type made around a time writes what its MarshalText says.
	if got, want := show(fieldtype.ValueOf(withTime{time.Date(2017, 8, 16, 0, 0, 0, 0, time.UTC)})), `"2017-08-16T00:00:00Z"`; got != want {
		t.Errorf("a type around a time is %s, want %s", got, want)
	}
}

// nullInt is like the optional integers of database packages: as JSON it is null
// or a number, as a text "" or digits.
type nullInt struct {
	n     int
	valid bool
}

func (i nullInt) MarshalText() ([]byte, error) {
	if !i.valid {
		return nil, nil
	}
	return []byte(strconv.Itoa(i.n)), nil
}

func (i nullInt) MarshalJSON() ([]byte, error) {
	if !i.valid {
		return []byte("null"), nil
	}
	return []byte(strconv.Itoa(i.n)), nil
}

// exact is like the decimal types that write JSON with quotes.
type exact string

func (e exact) MarshalText() ([]byte, error) { return []byte(e), nil }
func (e exact) MarshalJSON() ([]byte, error) { return []byte(`"` + string(e) + `"`), nil }

// exactNumber writes JSON without quotes. Its text is for people.
type exactNumber string

func (e exactNumber) MarshalText() ([]byte, error) { return []byte("EUR " + e), nil }
func (e exactNumber) MarshalJSON() ([]byte, error) { return []byte(e), nil }

// jsonText is a text that is an object as JSON.
type jsonText string

func (s jsonText) MarshalJSON() ([]byte, error) { return []byte(`{"name":"` + s + `"}`), nil }

// noText is a text that cannot be written.
type noText string

func (noText) MarshalText() ([]byte, error) { return nil, errors.New("no text") }

// What a method of a text says counts, not the text that it is made of.
func TestValueOfTextFails(t *testing.T) {
	if err := (&fieldtype.Spec{}).Check(fieldtype.ValueOf(noText("x"))); !errors.Is(err, zohocrm.ReasonGoType) {
		t.Errorf("%v, want reason %s", err, zohocrm.ReasonGoType)
	}
}

func TestValueOfBothMarshalers(t *testing.T) {
	for _, tt := range []struct {
		x    any
		kind fieldtype.Kind
		want string
	}{
		{nullInt{5, true}, fieldtype.Number, `5`},
		{nullInt{}, fieldtype.Number, `null`},
		{exact("1.50"), fieldtype.Currency, `1.50`},
		{exact("1.50"), fieldtype.SingleLine, `"1.50"`},
		{exactNumber("1.50"), fieldtype.Currency, `1.50`},
		{jsonText("x"), fieldtype.Any, `{"name":"x"}`},
	} {
		spec := fieldtype.Spec{Kind: tt.kind}
		got, errs := spec.Append(nil, nil, fieldtype.ValueOf(tt.x))
		if string(got) != tt.want || errs != nil {
			t.Errorf("%v: %#v is %s, %v, want %s", tt.kind, tt.x, got, errs, tt.want)
		}
	}
}
