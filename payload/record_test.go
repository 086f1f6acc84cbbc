package payload_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"math/big"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
)

// TestSetters writes each setter's value to fields of the types it is for.
func TestSetters(t *testing.T) {
	moment := time.Date(2017, 8, 16, 14, 32, 23, 999, time.FixedZone("", 5*3600+1800))
	tests := []struct {
		name string
		set  func(r *payload.Record)
		want string
	}{
		{"Text", func(r *payload.Record) { r.Text("Text", "Mike O'Leary \"<é>\"\n") }, `"Text":"Mike O'Leary \"<é>\"\n"`},
		{"Text of a Long Integer", func(r *payload.Record) { r.Text("Long", "0012345600012") }, `"Long":"0012345600012"`},
		{"Text of a date", func(r *payload.Record) { r.Text("Date", "2017-08-16") }, `"Date":"2017-08-16"`},
		{"Texts", func(r *payload.Record) { r.Texts("List", "Analytics", "Big data") }, `"List":["Analytics","Big data"]`},
		{"Texts of none", func(r *payload.Record) { r.Texts("List") }, `"List":[]`},
		{"Bool", func(r *payload.Record) { r.Bool("Flag", false) }, `"Flag":false`},
		{"Int", func(r *payload.Record) { r.Int("Number", 0) }, `"Number":0`},
		{"Int of a Currency", func(r *payload.Record) { r.Int("Currency", -12) }, `"Currency":-12`},
		{"Int of a Long Integer", func(r *payload.Record) { r.Int("Long", 123456789012345678) }, `"Long":"123456789012345678"`},
		{"Float", func(r *payload.Record) { r.Float("Currency", 250000.90) }, `"Currency":250000.9`},
		{"Float has no exponent", func(r *payload.Record) { r.Float("Double", 1e15) }, `"Double":1000000000000000`},
		{"Decimal keeps its digits", func(r *payload.Record) { r.Decimal("Currency", "1234567890123456.120000000") }, `"Currency":1234567890123456.120000000`},
		{"Time of a Date", func(r *payload.Record) { r.Time("Date", moment) }, `"Date":"2017-08-16"`},
		{"Time of a Date/Time", func(r *payload.Record) { r.Time("DateTime", moment) }, `"DateTime":"2017-08-16T14:32:23+05:30"`},
		{"Lookup", func(r *payload.Record) { r.Lookup("Lookup", "425248000000104001") }, `"Lookup":{"id":"425248000000104001"}`},
		{"Null", func(r *payload.Record) { r.Null("Text") }, `"Text":null`},
		{"Value", func(r *payload.Record) { r.Value("Text", fieldtype.Text("x")) }, `"Text":"x"`},
		{"Value that is absent", func(r *payload.Record) { r.Value("Text", fieldtype.Value{}).Int("Number", 1) }, `"Number":1`},
		{"Set of a map", func(r *payload.Record) {
			r.Set("User", map[string]any{"name": "Patricia Boyle", "id": "4150868000000623001"})
		},
			`"User":{"id":"4150868000000623001","name":"Patricia Boyle"}`},
		{"Set of a json.Number", func(r *payload.Record) { r.Set("Currency", json.Number("250000.90")) }, `"Currency":250000.90`},
		{"Set of a *big.Int", func(r *payload.Record) { r.Set("Currency", big.NewInt(-5)) }, `"Currency":-5`},
		{"Set of nil", func(r *payload.Record) { r.Set("Text", nil) }, `"Text":null`},
		{"Set of a nil pointer", func(r *payload.Record) { r.Set("Text", (*string)(nil)) }, `"Text":null`},
		{"Layout", func(r *payload.Record) { r.Layout("554023000002734009") }, `"Layout":{"id":"554023000002734009"}`},
		{"Approved", func(r *payload.Record) { r.Approved(false) }, `"$approved":false`},
		{"Wizard", func(r *payload.Record) { r.Wizard("554023000002734009", "554023000002734010", "554023000002734011") },
			`"Wizard":{"id":"554023000002734009"},"$wizard_connection_path":["554023000002734010","554023000002734011"]`},
		{"a field that is set again keeps its place", func(r *payload.Record) { r.Text("Text", "a").Int("Number", 1).Text("Text", "b") }, `"Text":"b","Number":1`},
		{"a field of another type when it is set again", func(r *payload.Record) { r.Text("Number", "a").Int("Number", 1) }, `"Number":1`},
	}
	m := vehicles(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := payload.NewRecord().Text("Name", "Van 7")
			tt.set(r)
			in := payload.NewInsert(m).Add(r)
			if got, want := build(t, in), `{"data":[{"Name":"Van 7",`+tt.want+`}]}`; got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
			if errs := all(in); len(errs) > 0 {
				t.Errorf("problems: %v", errs)
			}
		})
	}
}

// TestRecordReads goes through the fields of a record.
func TestRecordReads(t *testing.T) {
	r := payload.NewRecord().Text("Last_Name", "Daly").Int("No_of_Employees", 120)
	var names []string
	for i := range r.Len() {
		name, v := r.At(i)
		names = append(names, name)
		if got, ok := r.Field(name); !ok || !reflect.DeepEqual(got, v) {
			t.Errorf("Field(%s) = %v, %v; At(%d) = %v", name, got, ok, i, v)
		}
	}
	if diff := cmp.Diff([]string{"Last_Name", "No_of_Employees"}, names); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if v, ok := r.Field("last_name"); ok || !v.IsAbsent() {
		t.Errorf("Field of a field that is not there = %v, %v", v, ok)
	}
}

// TestReset empties records of every kind, which then are as good as new.
func TestReset(t *testing.T) {
	bad := payload.FromValue(fieldtype.Int(1))
	for _, r := range []*payload.Record{lead().Int("x", 1), payload.FromMap(map[string]any{"b": 1, "a": 2}), bad, {}, payload.NewRecord()} {
		if r.Reset(); r.Len() != 0 {
			t.Errorf("%d fields are left", r.Len())
		}
		r.Text("Last_Name", "Daly").Text("Company", "ABC") // in this order, which is not that of the names
		if got, want := build(t, leads(r)), `{"data":[{"Last_Name":"Daly","Company":"ABC"}]}`; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	var zero payload.Record
	if got := build(t, leads(zero.Text("Last_Name", "Daly"))); got != `{"data":[{"Last_Name":"Daly"}]}` {
		t.Errorf("the zero Record gives %s", got)
	}
}

// TestMapOrder sends a map out in the order of the module's fields, and what
// the module does not know after them, sorted; a hundred times the same.
func TestMapOrder(t *testing.T) {
	m := map[string]any{
		"zebra": 1, "State": "Texas", "Email": "p.daly@zylker.com", "apple": map[string]any{"z": 1, "a": []any{"x", 2}}, "Last_Name": "Daly",
		"First_Name": "Paul", "Company": "ABC", "Mango_1": true, "$approved": false, "Owner": map[string]any{"id": "1"},
	}
	const want = `{"data":[{"Last_Name":"Daly","First_Name":"Paul","Company":"ABC","Email":"p.daly@zylker.com","State":"Texas",` +
		`"Owner":{"id":"1"},"$approved":false,"Mango_1":true,"apple":{"a":["x",2],"z":1},"zebra":1}]}`
	for range 100 {
		if got := build(t, leads(payload.FromMap(m))); got != want {
			t.Fatalf("got  %s\nwant %s", got, want)
		}
	}

	// Two requests for different modules share the record.
	r := payload.FromMap(map[string]any{"Name": "Van 7", "Last_Name": "Daly"})
	if got, want := build(t, leads(r)), `{"data":[{"Last_Name":"Daly","Name":"Van 7"}]}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := build(t, payload.NewInsert(modules.Custom("Vehicles")).Add(r)), `{"data":[{"Name":"Van 7","Last_Name":"Daly"}]}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	// Before a module has arranged them, the fields of a map are sorted.
	if name, _ := r.At(0); name != "Last_Name" {
		t.Errorf("the first field is %s", name)
	}
}

// TestMapOrderOfStrangers sends maps that have nothing in common, the first of
// very many fields, through one request.
func TestMapOrderOfStrangers(t *testing.T) {
	many := map[string]any{"Last_Name": "Daly"}
	for i := range 5000 {
		many[fmt.Sprintf("Field_%04d", i)] = i
	}
	maps := []map[string]any{many, {"Last_Name": "Dolan", "b": 1}, {"a": 1, "Last_Name": "Boyle", "State": "Texas"}, many, {"Last_Name": "Daly", "Field_0000": 0}}
	in, alone := leads(), []string{}
	for _, m := range maps {
		in.Add(payload.FromMap(m))
		one := build(t, leads(payload.FromMap(m)))
		alone = append(alone, strings.TrimSuffix(strings.TrimPrefix(one, `{"data":[`), `]}`))
	}
	if got, want := build(t, in), `{"data":[`+strings.Join(alone, ",")+`]}`; got != want {
		t.Errorf("together the maps go out in another order than alone")
	}
	if want := `{"Last_Name":"Boyle","State":"Texas","a":1}`; alone[2] != want {
		t.Errorf("got %s, want %s", alone[2], want)
	}
}

// TestMapProblemsInOrder reports what is wrong with a map in the order in which
// it would go out, a hundred times the same.
func TestMapProblemsInOrder(t *testing.T) {
	m := map[string]any{"State": 1, "Email": "x", "Company": true, "Zulu": make(chan int), "Alfa": func() {}, "Annual_Revenue": "1"}
	want := []string{
		"error INVALID_DATA type Company $.data[0].Company",
		"error INVALID_DATA pattern Email $.data[0].Email",
		"error INVALID_DATA quoted_number Annual_Revenue $.data[0].Annual_Revenue",
		"error INVALID_DATA type State $.data[0].State",
		"error INVALID_DATA go_type Alfa $.data[0].Alfa",
		"error INVALID_DATA go_type Zulu $.data[0].Zulu",
		"error MANDATORY_NOT_FOUND mandatory Last_Name $.data[0].Last_Name",
	}
	for range 100 {
		if diff := cmp.Diff(want, lines(all(leads(payload.FromMap(m))))); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
	}
}

// TestMapIsNeverWrittenTo looks at maps, and all that is in them, before and
// after.
func TestMapIsNeverWrittenTo(t *testing.T) {
	make := func() map[string]any {
		return map[string]any{
			"Last_Name": "Daly", "Annual_Revenue": json.Number("250000.90"), "Email": "wrong",
			"Owner": map[string]any{"name": "Patricia Boyle", "id": "1"}, "Tag": []any{map[string]any{"name": "b"}, map[string]any{"name": "a"}},
			"Courses": []string{"b", "a"}, "Created": time.Unix(0, 0), "nothing": nil, "$se_module": "Leads", "last_name": "x",
		}
	}
	m := make()
	in := payload.NewInsert(modules.Leads()).Add(payload.FromMap(m).Text("Company", "ABC").Null("Owner")).Layout("1").Strict()
	_ = all(in)
	_, _ = in.Build()
	if diff := cmp.Diff(make(), m); diff != "" {
		t.Errorf("the map has changed (-before +after):\n%s", diff)
	}
}

// TestSetMap adds maps to records that hold something, and to those that do
// not.
func TestSetMap(t *testing.T) {
	tests := []struct {
		name string
		rec  *payload.Record
		want string
	}{
		{"an empty record", payload.NewRecord().SetMap(map[string]any{"b": 1, "Last_Name": "Daly"}), `{"Last_Name":"Daly","b":1}`},
		{"a record of setters", lead().SetMap(map[string]any{"b": 1, "a": 2, "Last_Name": "Dolan"}), `{"Last_Name":"Dolan","a":2,"b":1}`},
		{"a record of a map", payload.FromMap(map[string]any{"z": 1, "Last_Name": "Daly"}).SetMap(map[string]any{"a": 2}), `{"Last_Name":"Daly","z":1,"a":2}`},
		{"a record of JSON", fromJSON(t, `{"z":1,"Last_Name":"Daly"}`).SetMap(map[string]any{"z": 2, "b": 1}), `{"z":2,"Last_Name":"Daly","b":1}`},
		{"nothing", lead().SetMap(nil), `{"Last_Name":"Daly"}`},
		{"a map, emptied", payload.FromMap(map[string]any{"x": 1}).Reset().SetMap(map[string]any{"Last_Name": "Daly"}), `{"Last_Name":"Daly"}`},
	}
	for _, tt := range tests {
		if got, want := build(t, leads(tt.rec)), `{"data":[`+tt.want+`]}`; got != want {
			t.Errorf("%s: got %s, want %s", tt.name, got, want)
		}
	}

	// What is set after a map, or looked up in one.
	r := payload.FromMap(map[string]any{"b": 1, "a": 2, "Last_Name": "Daly"})
	if _, ok := r.Field("c"); ok {
		t.Error("the map has a field c")
	}
	if v, ok := r.Field("a"); !ok || v.JSONType() != "number" || r.Len() != 3 {
		t.Errorf("Field(a) = %v, %v; %d fields", v.JSONType(), ok, r.Len())
	}
	if got, want := build(t, leads(r.Text("c", "x").Int("a", 3))), `{"data":[{"Last_Name":"Daly","a":3,"b":1,"c":"x"}]}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestRecordOfValueIsItsOwn changes records that were made of one value, which
// stays as it is.
func TestRecordOfValueIsItsOwn(t *testing.T) {
	v, err := fieldtype.ParseJSON([]byte(`{"Last_Name":"Daly","Company":"ABC"}`))
	if err != nil {
		t.Fatal(err)
	}
	a, b := payload.FromValue(v).Text("Last_Name", "Dolan"), payload.FromValue(v)
	payload.FromValue(v).Reset().Text("x", "y")
	for _, tt := range []struct {
		rec  *payload.Record
		want string
	}{{a, "Dolan"}, {b, "Daly"}, {payload.FromValue(v), "Daly"}} {
		if got, want := build(t, leads(tt.rec)), `{"data":[{"Last_Name":"`+tt.want+`","Company":"ABC"}]}`; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestFromMapOfNil(t *testing.T) {
	r := payload.FromMap(nil)
	if r.Len() != 0 {
		t.Errorf("%d fields", r.Len())
	}
	if got := build(t, leads(r.Text("Last_Name", "Daly"))); got != `{"data":[{"Last_Name":"Daly"}]}` {
		t.Error(got)
	}
}

func TestFromJSON(t *testing.T) {
	const object = ` {"State":"Texas", "Last_Name":"D\u00e1ly", "Annual_Revenue":250000.90, "x":{"b":1.50,"a":[]}, "y":1.5e3} `
	want := `{"data":[{"State":"Texas","Last_Name":"Dály","Annual_Revenue":250000.90,"x":{"b":1.50,"a":[]},"y":1500}]}`
	if got := build(t, leads(fromJSON(t, object))); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := build(t, leads(fromJSON(t, object).Text("State", "Ohio"))); got != strings.Replace(want, "Texas", "Ohio", 1) {
		t.Errorf("with State set again: %s", got)
	}
}

// TestFromJSONRefuses refuses text that is not one JSON object.
func TestFromJSONRefuses(t *testing.T) {
	tests := []struct {
		name, text string
		reason     zohocrm.Reason
		place      string // in the words of the cause
	}{
		{"nothing", "", zohocrm.ReasonSyntax, "line 1, column 1: expected a JSON value"},
		{"half an object", "{\n  \"Last_Name\": \"Daly\"", zohocrm.ReasonSyntax, "line 2, column 22: expected ',' or '}'"},
		{"the page's missing comma", "{\"Company\": \"ABC\"\n\"Last_Name\": \"Dolan\"}", zohocrm.ReasonSyntax, "line 2, column 1: expected ',' or '}'"},
		{"two objects", `{} {}`, zohocrm.ReasonSyntax, "line 1, column 4: expected the end"},
		{"a trailing comma", `{"a":1,}`, zohocrm.ReasonSyntax, "line 1, column 8: expected a key in double quotes"},
		{"single quotes", `{'a':1}`, zohocrm.ReasonSyntax, "line 1, column 2: expected a key in double quotes"},
		{"a tab in a text", "{\"a\":\"\t\"}", zohocrm.ReasonSyntax, "line 1, column 7: expected an escape in place of a control character"},
		{"NaN", `{"a":NaN}`, zohocrm.ReasonSyntax, "line 1, column 6: expected a JSON value"},
		{"a number with a zero in front", `{"a":01}`, zohocrm.ReasonSyntax, "line 1, column 7: expected ',' or '}'"},
		{"not UTF-8", "{\"a\":\"\xff\"}", zohocrm.ReasonUTF8, "line 1, column 7: expected UTF-8"},
		{"half a surrogate pair", `{"a":"\ud800"}`, zohocrm.ReasonUTF8, "line 1, column 7: expected the halves of a surrogate pair together"},
		{"10,000 arrays", strings.Repeat("[", 10000), zohocrm.ReasonDepth, "line 1, column 33: expected at most 32 arrays and objects inside one another"},
		{"10,000 objects", strings.Repeat(`{"a":`, 10000), zohocrm.ReasonDepth, "line 1, column 161: expected at most 32 arrays and objects inside one another"},
		{"an array", `[{"Last_Name":"Daly"}]`, zohocrm.ReasonType, ""},
		{"a text", `"Last_Name"`, zohocrm.ReasonType, ""},
		{"null", `null`, zohocrm.ReasonType, ""},
		{"a key twice", `{"Last_Name":"Daly","Email":"a@b.co","Last_Name":"Dolan"}`, zohocrm.ReasonDuplicateKey, ""},
		{"a key twice, by an escape", `{"a":1,"\u0061":2}`, zohocrm.ReasonDuplicateKey, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, err := payload.FromJSON([]byte(tt.text))
			if r != nil || !errors.Is(err, zohocrm.CodeInvalidData) || !errors.Is(err, tt.reason) {
				t.Fatalf("FromJSON = %v, %v; want %s", r, err, tt.reason)
			}
			var syntax *fieldtype.SyntaxError
			if errors.As(err, &syntax) != (tt.place != "") || tt.place != "" && syntax.Error() != tt.place {
				t.Errorf("cause %v, want %q", syntax, tt.place)
			}
		})
	}
}

// TestDuplicateKeys reports a key that stands twice where it stands, at any
// depth.
func TestDuplicateKeys(t *testing.T) {
	r := fromJSON(t, `{"Last_Name":"Daly","Owner":{"id":"1","id":"2"},"x":[1,{"y":{"z":1,"z":1}}]}`)
	want := []string{
		"error INVALID_DATA duplicate_key id $.data[0].Owner.id",
		"error INVALID_DATA duplicate_key z $.data[0].x[1].y.z",
	}
	if diff := cmp.Diff(want, lines(all(leads(r)))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}

	// A whole record of which that is said is one that no field of counts.
	whole := payload.FromValue(fieldtype.Object(fieldtype.Member{Name: "a"}, fieldtype.Member{Name: "a"}))
	if diff := cmp.Diff([]string{"error INVALID_DATA duplicate_key a $.data[0].a"}, lines(all(leads(whole)))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestFromValue makes records of values that are no objects. The problem waits
// until the record is checked, and is reported each time anew.
func TestFromValue(t *testing.T) {
	for _, v := range []fieldtype.Value{{}, fieldtype.Null(), fieldtype.Text("x"), fieldtype.Array(), fieldtype.Texts("Last_Name")} {
		in := leads(lead(), payload.FromValue(v))
		for range 2 {
			if diff := cmp.Diff([]string{"error INVALID_DATA type data $.data[1]"}, lines(all(in))); diff != "" {
				t.Errorf("%v (-want +got):\n%s", v.JSONType(), diff)
			}
		}
	}
	if got := build(t, payload.NewInsert(modules.Custom("x")).Add(payload.FromValue(fieldtype.ID("1")).Text("Name", "n"))); got != `{"data":[{"id":"1","Name":"n"}]}` {
		t.Errorf("an object with only an id: %s", got)
	}
}

// TestHostileValues gives setters and maps what has no place in a record.
// Nothing panics and nothing hangs; what is wrong is reported where it stands.
func TestHostileValues(t *testing.T) {
	cycle := map[string]any{"Last_Name": "Daly"}
	cycle["Self"] = cycle
	loop := []any{nil}
	loop[0] = loop
	deep := any("x")
	for range 10000 {
		deep = []any{deep}
	}
	wide := any("x")
	for range 30 { // 2^30 values, if it were unfolded
		wide = []any{wide, wide}
	}
	var nilMap map[string]any
	var nilSlice []any
	var nilRecord *payload.Record
	tests := []struct {
		name   string
		value  any
		reason zohocrm.Reason // "" when the value passes
		body   string
	}{
		{"NaN", math.NaN(), zohocrm.ReasonNotFinite, ""},
		{"Inf", math.Inf(1), zohocrm.ReasonNotFinite, ""},
		{"-Inf", float32(math.Inf(-1)), zohocrm.ReasonNotFinite, ""},
		{"channel", make(chan int), zohocrm.ReasonGoType, ""},
		{"function", func() {}, zohocrm.ReasonGoType, ""},
		{"complex", 1i, zohocrm.ReasonGoType, ""},
		{"bytes", []byte("abc"), zohocrm.ReasonGoType, ""},
		{"map with numbers for keys", map[int]any{1: 2}, zohocrm.ReasonGoType, ""},
		{"json.Number that is none", json.Number("12 apples"), zohocrm.ReasonFormat, ""},
		{"json.Number of too much", json.Number("1e999999999"), zohocrm.ReasonDigits, ""},
		{"raw JSON that is none", json.RawMessage("{"), zohocrm.ReasonSyntax, ""},
		{"text that is not UTF-8", "\xff", zohocrm.ReasonUTF8, ""},
		{"map in a cycle", cycle, zohocrm.ReasonDepth, ""},
		{"slice in a cycle", loop, zohocrm.ReasonDepth, ""},
		{"10,000 slices", deep, zohocrm.ReasonDepth, ""},
		{"2^30 values", wide, zohocrm.ReasonSize, ""},
		{"nil map", nilMap, "", "null"},
		{"nil slice", nilSlice, "", "null"},
		{"nil pointer", (*int)(nil), "", "null"},
		{"nil error", error(nil), "", "null"},
		{"nil big.Int", (*big.Int)(nil), "", "null"},
		{"nil record", nilRecord, "", "null"},
		{"struct without an exported field", &struct{ a int }{1}, zohocrm.ReasonGoType, ""},
		{"10 MB", strings.Repeat("x", 10<<20), "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, r := range []*payload.Record{lead().Set("Other", tt.value), payload.FromMap(map[string]any{"Last_Name": "Daly", "Other": tt.value})} {
				errs := all(leads(r))
				if tt.reason == "" {
					body := build(t, leads(r))
					if want := `{"data":[{"Last_Name":"Daly","Other":` + tt.body + `}]}`; tt.body != "" && body != want {
						t.Errorf("got %s, want %s", body, want)
					}
					continue
				}
				if len(errs) == 0 || !strings.HasPrefix(errs[0].Path.JSONPath(), "$.data[0].Other") {
					t.Fatalf("problems %.200v", errs)
				}
				for _, e := range errs {
					if !e.Is(tt.reason) {
						t.Errorf("reason %s, want %s", e.Reason, tt.reason)
					}
				}
			}
			// The same in a field that has a type.
			for _, name := range []string{"Last_Name", "Email", "Annual_Revenue", "Owner", "Email_Opt_Out", "Tag", "Layout", "Lead_Source", "Created_Time", "Visitor_Score"} {
				err := leads(lead().Set(name, tt.value)).Validate()
				if tt.reason != "" && err == nil {
					t.Errorf("%s takes it", name)
				}
				if err != nil && len(err.Error()) > 2000 {
					t.Errorf("%s: a report of %d bytes", name, len(err.Error()))
				}
			}
		})
	}
}

// TestHostileNames sets fields of names that nobody would give.
func TestHostileNames(t *testing.T) {
	for _, name := range []string{"", "\x00", "a\nb", "\"", `\`, "é", "\u2028", "__proto__", strings.Repeat("n", 1<<20)} {
		body := build(t, leads(lead().Int(name, 1)))
		want := map[string]any{"data": []any{map[string]any{"Last_Name": "Daly", name: json.Number("1")}}}
		if diff := cmp.Diff(any(want), decoded(t, []byte(body))); diff != "" {
			t.Errorf("%.20q (-want +got):\n%.500s", name, diff)
		}
	}
	for _, name := range []string{"\xff", "a\xc3"} {
		for _, in := range []*payload.Insert{leads(lead().Int(name, 1)), leads(payload.FromMap(map[string]any{"Last_Name": "x", name: 1}))} {
			if errs := refused(t, in); !errors.Is(errs, zohocrm.ReasonUTF8) {
				t.Errorf("%q: %v", name, errs)
			}
		}
	}
}

// TestErrorsHoldNoValue puts a telling text into every field and looks for it in
// what is reported.
func TestErrorsHoldNoValue(t *testing.T) {
	const secret = "s3cr3t-value"
	values := []any{secret, []any{secret}, map[string]any{"a": secret}, map[string]any{"id": secret}, json.Number("7777777777777777777"), secret + "\xff"}
	for m := range modules.All() {
		for f := range m.Fields() {
			for _, v := range values {
				for e := range payload.NewInsert(m).Add(payload.NewRecord().Set(f.APIName, v)).All() {
					text, _ := json.Marshal(e)
					if s := e.Error() + string(text); strings.Contains(s, "s3cr3t") || strings.Contains(s, "77777777") {
						t.Errorf("%s.%s: %s", m.APIName(), f.APIName, s)
					}
				}
			}
		}
	}
}

// sevenWrong is a lead with seven wrong fields, and what is said of each.
var sevenWrong = []struct {
	field, value string
	code         zohocrm.Code
	reason       zohocrm.Reason
	details      zohocrm.Details
	expectation  string
}{
	{"Last_Name", `"` + strings.Repeat("x", 81) + `"`, zohocrm.CodeInvalidData, zohocrm.ReasonMaxLength,
		zohocrm.Details{MaximumLength: 80}, "expected at most 80 characters"},
	{"Email", `"p.daly@zylker"`, zohocrm.CodeInvalidData, zohocrm.ReasonPattern,
		zohocrm.Details{ExpectedDataType: "email"}, "expected an email address: name@domain.tld"},
	{"Annual_Revenue", `250000.1234567891`, zohocrm.CodeInvalidData, zohocrm.ReasonDecimals,
		zohocrm.Details{MaximumDecimalPlace: new(int)}, "expected at most 9 decimals"},
	{"No_of_Employees", `"120"`, zohocrm.CodeInvalidData, zohocrm.ReasonQuotedNumber,
		zohocrm.Details{ExpectedDataType: "integer"}, "expected a number without quotes"},
	{"Email_Opt_Out", `"no"`, zohocrm.CodeInvalidData, zohocrm.ReasonType,
		zohocrm.Details{ExpectedDataType: "boolean"}, "expected true or false, not text or a number"},
	{"First_Visited_Time", `"2025-08-16T16:26:04.240Z"`, zohocrm.CodeInvalidData, zohocrm.ReasonFormat,
		zohocrm.Details{ExpectedDataType: "datetime"}, "expected a date and time as yyyy-MM-ddTHH:mm:ss±HH:mm"},
	{"Layout", `{"name":"Standard"}`, zohocrm.CodeMandatoryNotFound, zohocrm.ReasonMandatory,
		zohocrm.Details{}, "expected a value"},
}

// TestSevenWrongFields reports all seven in their order, each with its code,
// reason, path, and expected type or limit.
func TestSevenWrongFields(t *testing.T) {
	*sevenWrong[2].details.MaximumDecimalPlace = 9
	var fields []string
	for _, w := range sevenWrong {
		fields = append(fields, fmt.Sprintf("%q:%s", w.field, w.value))
	}
	wrong := fromJSON(t, "{"+strings.Join(fields, ",")+"}")
	errs := refused(t, leads(lead(), wrong))
	if len(errs) != len(sevenWrong) {
		t.Fatalf("%d problems, want %d:\n%v", len(errs), len(sevenWrong), errs)
	}
	for i, w := range sevenWrong {
		e := errs[i]
		path, name := "$.data[1]."+w.field, w.field
		if w.field == "Layout" {
			path, name = path+".id", "id"
		}
		if e.Code != w.code || e.Reason != w.reason || e.APIName != name || e.Path.JSONPath() != path || e.Warning {
			t.Errorf("%s: %s %s %s %s", w.field, e.Code, e.Reason, e.APIName, e.Path.JSONPath())
		}
		if diff := cmp.Diff(w.details, e.Details); diff != "" {
			t.Errorf("%s: details (-want +got):\n%s", w.field, diff)
		}
		if got := e.Expectation(); got != w.expectation {
			t.Errorf("%s: %q, want %q", w.field, got, w.expectation)
		}
		if got, want := e.Path.Pointer(), "/data/1/"+w.field; !strings.HasPrefix(got, want) {
			t.Errorf("%s: pointer %s, want %s", w.field, got, want)
		}
	}
	answer, err := json.Marshal(errs)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "seven_wrong.json", pretty(t, answer))
	golden(t, "seven_wrong.txt", []byte(errs.Error()+"\n"))

	// Of a record of setters it is the same.
	again := payload.NewRecord()
	for name, v := range decoded(t, []byte("{"+strings.Join(fields, ",")+"}")).(map[string]any) {
		again.Set(name, v)
	}
	got := lines(refused(t, leads(lead(), again)))
	want := lines(errs)
	slices.Sort(got)
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("of setters (-JSON +setters):\n%s", diff)
	}
}

// TestResetLaw fills one record again and again, in any order and with fields
// set twice, and compares it with a new one each time.
func TestResetLaw(t *testing.T) {
	const seed = 1234
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	names := []string{"Last_Name", "Company", "State", "a", "b", "c"}
	again := payload.NewRecord()
	for round := range 5000 {
		fresh := payload.NewRecord()
		again.Reset()
		switch random.IntN(8) {
		case 0:
			m := map[string]any{"b": round, "State": "Texas"}
			fresh.SetMap(m)
			again.SetMap(m)
		case 1:
			again.Reset().Reset()
		case 2:
			x := struct {
				C int `zoho:"c"`
			}{round}
			fresh.SetStruct(x)
			again.SetStruct(x)
		}
		for range random.IntN(8) {
			name, n := names[random.IntN(len(names))], int64(random.IntN(100))
			fresh.Int(name, n)
			again.Int(name, n)
		}
		if diff := cmp.Diff(textOf(fresh), textOf(again)); diff != "" {
			t.Fatalf("round %d (-new +filled again):\n%s", round, diff)
		}
	}
}

// textOf writes the fields of a record in their order.
func textOf(r *payload.Record) string {
	var b strings.Builder
	for i := range r.Len() {
		name, v := r.At(i)
		d, _ := v.AsDecimal()
		fmt.Fprintf(&b, "%s=%s;", name, d)
		if w, ok := r.Field(name); !ok || !reflect.DeepEqual(v, w) {
			fmt.Fprintf(&b, "Field(%s) differs;", name)
		}
	}
	return b.String()
}

// A record that is filled again finds the names of the time before; other names
// in other places must not stand twice.
func TestRecordFilledAgain(t *testing.T) {
	r := payload.NewRecord().Text("A", "1").Text("B", "2").Text("C", "3")
	r.Reset().Text("B", "4").Text("A", "5").Text("B", "6")
	if got := fmt.Sprint(fieldNames(r)); got != "[B A]" {
		t.Errorf("fields %s, want [B A]", got)
	}
	r.Reset().Text("A", "7")
	r.SetStruct(struct {
		B string
		A string
	}{"8", "9"})
	if got := fmt.Sprint(fieldNames(r)); got != "[A B]" {
		t.Errorf("fields %s, want [A B]", got)
	}
	r.Reset().SetMap(map[string]any{"C": "1", "A": "2"}).Text("B", "3").Text("A", "4")
	if got := fmt.Sprint(fieldNames(r)); got != "[A C B]" {
		t.Errorf("fields %s, want [A C B]", got)
	}
}

func fieldNames(r *payload.Record) (names []string) {
	for i := range r.Len() {
		name, _ := r.At(i)
		names = append(names, name)
	}
	return names
}

// No record is a problem and no panic, also when a module is asked directly.
func TestModuleWithoutRecord(t *testing.T) {
	if err := modules.Leads().Check(nil); !errors.Is(err, zohocrm.ReasonType) {
		t.Errorf("no record gives %v, want %q", err, zohocrm.ReasonType)
	}
	if err := modules.Leads().Check((*payload.Record)(nil)); !errors.Is(err, zohocrm.CodeMandatoryNotFound) {
		t.Errorf("a nil record gives %v, want %q", err, zohocrm.CodeMandatoryNotFound)
	}
}

// A map goes out, and is refused, as its fields do that are set one by one in
// the order of the module, whatever is in it, and whatever maps came before.
func TestMapIsItsFieldsInOrder(t *testing.T) {
	values := []any{
		"Daly", "p.daly@zylker.com", "9900000000", "München", "a \"b\"", "", "\xff", strings.Repeat("x", 300), "2017-08-16", "Advertisement",
		1, int64(-7), 12.5, math.NaN(), math.MaxFloat64, true, nil, json.Number("250000.90"), time.Unix(0, 0), payload.Opt[string]{}, struct{}{},
		[]any{"Analytics"}, []any{"Analytics", 1}, []string{"Analytics", "Cloud"}, []any{}, map[string]any{"id": "1"}, map[string]any{"id": "x"},
		map[string]any{"id": "1", "name": "x"}, map[string]any{"name": "x"}, fieldtype.Text("x"), fieldtype.Value{}, make(chan int),
	}
	names := []string{
		"Last_Name", "Company", "Email", "Phone", "City", "Annual_Revenue", "No_of_Employees", "Email_Opt_Out", "Lead_Source", "Courses_Opted", "Owner",
		"Layout", "Description", "Last_Visited_Time", "Tag", "Full_Name", "$approved", "Emial", "last_name", "Own_1", "Own_2", "", "\xff",
	}
	fine := map[string]any{
		"Last_Name": "Daly", "Company": "München", "Email": "p.daly@zylker.com", "City": nil, "Annual_Revenue": 12.5, "No_of_Employees": int64(7),
		"Email_Opt_Out": true, "Lead_Source": "Advertisement", "Courses_Opted": []string{"Analytics"}, "Owner": map[string]any{"id": "1"},
		"Layout": map[string]any{"id": "1", "name": "x"}, "Full_Name": "Patricia Daly", "Own_1": []any{1, "x"}, "Own_2": payload.Opt[int]{},
	}
	m, err := modules.Leads().With(
		modules.WithField(modules.Field{APIName: "Courses_Opted", Spec: fieldtype.Spec{Kind: fieldtype.MultiSelect, Values: []string{"Analytics"}, Closed: true}}),
		modules.WithField(modules.Field{APIName: "Lead_Source", Spec: fieldtype.Spec{Kind: fieldtype.Picklist, Values: []string{"Advertisement"}}}),
		// Its rules go through all fields.
		modules.WithLayouts(strings.NewReader(`{"layouts":[{"id":"1","sections":[{"fields":[{"api_name":"Last_Name"},{"api_name":"Company","required":true},
			{"api_name":"Lead_Source","pick_list_values":[{"actual_value":"Fair","display_value":"Fair"}]}]}]}]}`)),
	)
	if err != nil {
		t.Fatal(err)
	}
	const seed = 1234
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	bodies := 0
	for round := range 3000 {
		ofMaps, ofFields := payload.NewInsert(m), payload.NewInsert(m)
		if random.IntN(3) == 0 {
			ofMaps.Layout("554023000002734009")
			ofFields.Layout("554023000002734009")
		}
		for range 1 + random.IntN(4) {
			lead := map[string]any{}
			for range random.IntN(12) {
				name := names[random.IntN(len(names))]
				if x, ok := fine[name]; ok && round%2 == 0 {
					lead["Last_Name"], lead[name] = "Daly", x
				} else if round%2 != 0 {
					lead[name] = values[random.IntN(len(values))]
				}
			}
			inOrder := slices.SortedFunc(maps.Keys(lead), func(a, b string) int {
				if d := m.Position(a) - m.Position(b); d != 0 {
					return d
				}
				return strings.Compare(a, b)
			})
			record := payload.NewRecord()
			for _, name := range inOrder {
				record.Set(name, lead[name])
			}
			ofMaps.Add(payload.NewRecord().SetMap(lead))
			ofFields.Add(record)
		}
		if diff := cmp.Diff(lines(all(ofFields)), lines(all(ofMaps))); diff != "" {
			t.Fatalf("round %d: problems (-of fields +of maps):\n%s", round, diff)
		}
		want, _ := ofFields.Build()
		got, _ := ofMaps.Build()
		if len(want) > 0 {
			bodies++
		}
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Fatalf("round %d: bodies (-of fields +of maps):\n%s", round, diff)
		}
	}
	if bodies < 500 {
		t.Errorf("only %d requests had no error", bodies)
	}
}

// A record that is part of another type goes out as it does alone, with and
// without the layout of the request, also when there is none.
func TestEmbeddedRecord(t *testing.T) {
	type wrapped struct{ *payload.Record }
	many := map[string]any{"Last_Name": "Daly"}
	for i := range 20_000 {
		many[fmt.Sprint("Own_", i)] = i
	}
	for name, r := range map[string]*payload.Record{
		"setters": lead().Text("Company", "ABC"), "a map": payload.FromMap(map[string]any{"Email": "x@y.co", "Company": "ABC", "Last_Name": "Daly"}),
		"a large map": payload.FromMap(many), "another layout": lead().Layout("1"),
	} {
		for _, layout := range []string{"", "554023000002734009"} {
			alone, part := leads(r), leads().Add(wrapped{r})
			if layout != "" {
				alone.Layout(layout)
				part.Layout(layout)
			}
			if want, got := build(t, alone), build(t, part); got != want {
				t.Errorf("%s: got %.200s, want %.200s", name, got, want)
			}
		}
	}
	for _, in := range []*payload.Insert{leads().Add(wrapped{}), leads().Add(wrapped{}).Layout("1")} {
		if diff := cmp.Diff([]string{"error MANDATORY_NOT_FOUND mandatory Last_Name $.data[0].Last_Name"}, lines(all(in))); diff != "" {
			t.Errorf("no record (-want +got):\n%s", diff)
		}
	}
}

// A list of values may have the empty text, which is then no more a value of a
// mandatory field than it is otherwise, and stands for no other.
func TestPicklistWithEmptyValue(t *testing.T) {
	type source string
	m, err := modules.Leads().With(
		modules.WithField(modules.Field{APIName: "Rating", Mandatory: true, Spec: fieldtype.Spec{Kind: fieldtype.Picklist, Values: []string{"", "Active"}}}),
		modules.WithField(modules.Field{APIName: "Courses", Spec: fieldtype.Spec{Kind: fieldtype.MultiSelect, Values: []string{"", "Cloud"}, Closed: true}}),
	)
	if err != nil {
		t.Fatal(err)
	}
	fields := map[string]any{"Last_Name": "Daly", "Rating": "Active", "Courses": []any{source("Cloud")}}
	for _, r := range []*payload.Record{payload.FromMap(fields), payload.NewRecord().Set("Last_Name", "Daly").Set("Rating", "Active").Set("Courses", fields["Courses"])} {
		if got, want := build(t, payload.NewInsert(m).Add(r)), `{"data":[{"Last_Name":"Daly","Rating":"Active","Courses":["Cloud"]}]}`; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		for _, x := range []any{[]any{1}, []any{source("none")}, []any{map[string]any{}}} {
			if diff := cmp.Diff(1, len(all(payload.NewInsert(m).Add(r.Set("Courses", x))))); diff != "" {
				t.Errorf("%v: %s", x, diff)
			}
		}
		want := []string{"error MANDATORY_NOT_FOUND mandatory Rating $.data[0].Rating"}
		if diff := cmp.Diff(want, lines(all(payload.NewInsert(m).Add(r.Set("Courses", nil).Text("Rating", ""))))); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}
