package record_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"math/big"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/internal/testkit/requests"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// TestSetters writes each setter's value to fields of the types it is for.
func TestSetters(t *testing.T) {
	moment := time.Date(2017, 8, 16, 14, 32, 23, 999, time.FixedZone("", 5*3600+1800))
	tests := []struct {
		name string
		set  func(r *record.Record)
		want string
	}{
		{"Text", func(r *record.Record) { r.Text("Text", "Mike O'Leary \"<é>\"\n") }, `"Text":"Mike O'Leary \"<é>\"\n"`},
		{"Text of a Long Integer", func(r *record.Record) { r.Text("Long", "0012345600012") }, `"Long":"0012345600012"`},
		{"Text of a date", func(r *record.Record) { r.Text("Date", "2017-08-16") }, `"Date":"2017-08-16"`},
		{"MultiSelect", func(r *record.Record) { r.MultiSelect("List", "Analytics", "Big data") }, `"List":["Analytics","Big data"]`},
		{"MultiSelect of none", func(r *record.Record) { r.MultiSelect("List") }, `"List":[]`},
		{"Bool", func(r *record.Record) { r.Bool("Flag", false) }, `"Flag":false`},
		{"Int", func(r *record.Record) { r.Int("Number", 0) }, `"Number":0`},
		{"Int of a Currency", func(r *record.Record) { r.Int("Currency", -12) }, `"Currency":-12`},
		{"Int of a Long Integer", func(r *record.Record) { r.Int("Long", 123456789012345678) }, `"Long":"123456789012345678"`},
		{"Float", func(r *record.Record) { r.Float("Currency", 250000.90) }, `"Currency":250000.9`},
		{"Float has no exponent", func(r *record.Record) { r.Float("Double", 1e15) }, `"Double":1000000000000000`},
		{"Decimal keeps its digits", func(r *record.Record) { r.Decimal("Currency", "1234567890123456.120000000") }, `"Currency":1234567890123456.120000000`},
		{"DateTime of a Date", func(r *record.Record) { r.DateTime("Date", moment) }, `"Date":"2017-08-16"`},
		{"DateTime of a Date/Time", func(r *record.Record) { r.DateTime("DateTime", moment) }, `"DateTime":"2017-08-16T14:32:23+05:30"`},
		{"Date of a Date", func(r *record.Record) { r.Date("Date", moment) }, `"Date":"2017-08-16"`},
		{"Date of a Date/Time", func(r *record.Record) { r.Date("DateTime", moment) }, `"DateTime":"2017-08-16T14:32:23+05:30"`},
		{"Number", func(r *record.Record) { r.Number("Number", 120) }, `"Number":120`},
		{"Number of a literal", func(r *record.Record) { r.Number("Number", "120") }, `"Number":120`},
		{"Decimal of a float", func(r *record.Record) { r.Decimal("Currency", 12.5) }, `"Currency":12.5`},
		{"Decimal of a *big.Int", func(r *record.Record) { r.Decimal("Double", big.NewInt(7)) }, `"Double":7`},
		{"User", func(r *record.Record) { r.User("User", "4150868000000623001") }, `"User":{"id":"4150868000000623001"}`},
		{"Lookup", func(r *record.Record) { r.Lookup("Lookup", "425248000000104001") }, `"Lookup":{"id":"425248000000104001"}`},
		{"Null", func(r *record.Record) { r.Null("Text") }, `"Text":null`},
		{"Value", func(r *record.Record) { r.Value("Text", fieldtype.Text("x")) }, `"Text":"x"`},
		{"Value that is absent", func(r *record.Record) { r.Value("Text", fieldtype.Value{}).Int("Number", 1) }, `"Number":1`},
		{"Set of a map", func(r *record.Record) {
			r.Set("User", map[string]any{"name": "Patricia Boyle", "id": "4150868000000623001"})
		},
			`"User":{"id":"4150868000000623001","name":"Patricia Boyle"}`},
		{"Set of a json.Number", func(r *record.Record) { r.Set("Currency", json.Number("250000.90")) }, `"Currency":250000.90`},
		{"Set of a *big.Int", func(r *record.Record) { r.Set("Currency", big.NewInt(-5)) }, `"Currency":-5`},
		{"Set of nil", func(r *record.Record) { r.Set("Text", nil) }, `"Text":null`},
		{"Set of a nil pointer", func(r *record.Record) { r.Set("Text", (*string)(nil)) }, `"Text":null`},
		{"Layout", func(r *record.Record) { r.Lookup("Layout", "554023000002734009") }, `"Layout":{"id":"554023000002734009"}`},
		{"Approved", func(r *record.Record) { r.Bool("$approved", false) }, `"$approved":false`},
		{"Wizard", func(r *record.Record) {
			r.Lookup("Wizard", "554023000002734009").MultiSelect("$wizard_connection_path", "554023000002734010", "554023000002734011")
		},
			`"Wizard":{"id":"554023000002734009"},"$wizard_connection_path":["554023000002734010","554023000002734011"]`},
		{"a field that is set again keeps its place", func(r *record.Record) { r.Text("Text", "a").Int("Number", 1).Text("Text", "b") }, `"Text":"b","Number":1`},
		{"a field of another type when it is set again", func(r *record.Record) { r.Text("Number", "a").Int("Number", 1) }, `"Number":1`},
	}
	m := requests.Vehicles(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := record.New().Text("Name", "Van 7")
			tt.set(r)
			in := payload.NewInsert(m).Add(r)
			if got, want := requests.Build(t, in), `{"data":[{"Name":"Van 7",`+tt.want+`}]}`; got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
			if errs := requests.All(in); len(errs) > 0 {
				t.Errorf("problems: %v", errs)
			}
		})
	}
}

// TestRecordReads goes through the fields of a record.
func TestRecordReads(t *testing.T) {
	r := record.New().Text("Last_Name", "Daly").Int("No_of_Employees", 120)
	var names []string
	for name, v := range r.Fields() {
		names = append(names, name)
		if got, ok := r.Field(name); !ok || !reflect.DeepEqual(got, v) {
			t.Errorf("Field(%s) = %v, %v; Fields has %v", name, got, ok, v)
		}
	}
	if diff := cmp.Diff([]string{"Last_Name", "No_of_Employees"}, names); diff != "" || r.Len() != len(names) {
		t.Errorf("%d fields (-want +got):\n%s", r.Len(), diff)
	}
	for range r.Fields() { // a loop may end early
		break
	}
	if v, ok := r.Field("last_name"); ok || !v.IsAbsent() {
		t.Errorf("Field of a field that is not there = %v, %v", v, ok)
	}
}

// TestFieldOfText finds the fields of JSON text and of rows, by their names in Go,
// whatever is escaped in the text.
func TestFieldOfText(t *testing.T) {
	const names = "\"\\/\b\f\n\r\té"
	object := requests.FromJSON(t, `{"A":"1","B":{"C":"A"},"D":"2","\"":"3","\\":"4","\/":"5","\b":"6","\f":"7","\n":"8","\r":"9","\t":"10","é":"11"}`)
	escaped := requests.FromJSON(t, `{"\u0041":"1"}`)
	row := readAll(record.ReadCSV(strings.NewReader("A,D,E\n1,2,\n")))[0]
	wrong := readAll(record.ReadJSONLines(strings.NewReader(`{"A":1`)))[0]
	for _, tt := range []struct {
		rec        *record.Record
		name, want string // "" if there is no such field
	}{
		{object, "A", "1"}, {object, "D", "2"}, {object, "C", ""}, {object, "a", ""}, {object, "none", ""}, {object, "", ""},
		{escaped, "A", "1"}, {escaped, "D", ""},
		{row, "A", "1"}, {row, "D", "2"}, {row, "E", ""}, {row, "none", ""}, {wrong, "A", ""},
	} {
		v, ok := tt.rec.Field(tt.name)
		if s, _ := v.AsText(); s != tt.want || ok != (tt.want != "") {
			t.Errorf("Field(%q) = %q, %v, want %q", tt.name, s, ok, tt.want)
		}
	}
	for i, r := range []rune(names) {
		v, ok := object.Field(string(r))
		if s, _ := v.AsText(); s != fmt.Sprint(i+3) || !ok {
			t.Errorf("Field(%q) = %q, %v", r, s, ok)
		}
	}
}

// A toggle is there when it is read for the first time, and not afterwards.
type toggle struct{ reads *int }

func (t toggle) IsZero() bool { *t.reads++; return *t.reads > 1 }

// TestFieldOfToggle: a field that is not there when it is read again is no field.
func TestFieldOfToggle(t *testing.T) {
	row := struct {
		A toggle `zoho:"A,omitzero"`
	}{toggle{new(int)}}
	if v, ok := record.New().ViewStruct(&row).Field("A"); ok || !v.IsAbsent() {
		t.Errorf("Field(A) = %v, %v", v, ok)
	}
}

// TestReset empties records of every kind, which then are as good as new.
func TestReset(t *testing.T) {
	bad := record.FromValue(fieldtype.Int(1))
	for _, r := range []*record.Record{requests.Lead().Int("x", 1), record.FromMap(map[string]any{"b": 1, "a": 2}), bad, {}, record.New()} {
		if r.Reset(); r.Len() != 0 {
			t.Errorf("%d fields are left", r.Len())
		}
		r.Text("Last_Name", "Daly").Text("Company", "ABC") // in this order, which is not that of the names
		if got, want := requests.Build(t, requests.Leads(r)), `{"data":[{"Last_Name":"Daly","Company":"ABC"}]}`; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	var zero record.Record
	if got := requests.Build(t, requests.Leads(zero.Text("Last_Name", "Daly"))); got != `{"data":[{"Last_Name":"Daly"}]}` {
		t.Errorf("the zero Record gives %s", got)
	}
}

// TestMapOrder writes a map in the order of the module's fields, and what the
// module does not know after them, sorted; a hundred times the same.
func TestMapOrder(t *testing.T) {
	m := map[string]any{
		"zebra": 1, "State": "Texas", "Email": "p.daly@zylker.com", "apple": map[string]any{"z": 1, "a": []any{"x", 2}}, "Last_Name": "Daly",
		"First_Name": "Paul", "Company": "ABC", "Mango_1": true, "$approved": false, "Owner": map[string]any{"id": "1"},
	}
	const want = `{"data":[{"Last_Name":"Daly","First_Name":"Paul","Company":"ABC","Email":"p.daly@zylker.com","State":"Texas",` +
		`"Owner":{"id":"1"},"$approved":false,"Mango_1":true,"apple":{"a":["x",2],"z":1},"zebra":1}]}`
	for range 100 {
		if got := requests.Build(t, requests.Leads(record.FromMap(m))); got != want {
			t.Fatalf("got  %s\nwant %s", got, want)
		}
	}

	// Two requests for different modules share the record.
	r := record.FromMap(map[string]any{"Name": "Van 7", "Last_Name": "Daly"})
	if got, want := requests.Build(t, requests.Leads(r)), `{"data":[{"Last_Name":"Daly","Name":"Van 7"}]}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := requests.Build(t, payload.NewInsert(modules.Custom("Vehicles")).Add(r)), `{"data":[{"Name":"Van 7","Last_Name":"Daly"}]}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	// Before a module has arranged them, the fields of a map are sorted.
	if got := fmt.Sprint(fieldNames(r)); got != "[Last_Name Name]" {
		t.Errorf("the fields are %s", got)
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
	in, alone := requests.Leads(), []string{}
	for _, m := range maps {
		in.Add(record.FromMap(m))
		one := requests.Build(t, requests.Leads(record.FromMap(m)))
		alone = append(alone, strings.TrimSuffix(strings.TrimPrefix(one, `{"data":[`), `]}`))
	}
	if got, want := requests.Build(t, in), `{"data":[`+strings.Join(alone, ",")+`]}`; got != want {
		t.Errorf("together the maps are written in another order than alone")
	}
	if want := `{"Last_Name":"Boyle","State":"Texas","a":1}`; alone[2] != want {
		t.Errorf("got %s, want %s", alone[2], want)
	}
}

// TestMapProblemsInOrder reports what is wrong with a map in the order in which it
// would be written, a hundred times the same.
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
		if diff := cmp.Diff(want, testkit.Lines(requests.All(requests.Leads(record.FromMap(m))))); diff != "" {
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
	in := payload.NewInsert(modules.Leads()).Add(record.FromMap(m).Text("Company", "ABC").Null("Owner")).Layout("1").Strict()
	_ = requests.All(in)
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
		rec  *record.Record
		want string
	}{
		{"an empty record", record.New().SetMap(map[string]any{"b": 1, "Last_Name": "Daly"}), `{"Last_Name":"Daly","b":1}`},
		{"a record of setters", requests.Lead().SetMap(map[string]any{"b": 1, "a": 2, "Last_Name": "Dolan"}), `{"Last_Name":"Dolan","a":2,"b":1}`},
		{"a record of a map", record.FromMap(map[string]any{"z": 1, "Last_Name": "Daly"}).SetMap(map[string]any{"a": 2}), `{"Last_Name":"Daly","z":1,"a":2}`},
		{"a record of JSON", requests.FromJSON(t, `{"z":1,"Last_Name":"Daly"}`).SetMap(map[string]any{"z": 2, "b": 1}), `{"z":2,"Last_Name":"Daly","b":1}`},
		{"nothing", requests.Lead().SetMap(nil), `{"Last_Name":"Daly"}`},
		{"a map, emptied", record.FromMap(map[string]any{"x": 1}).Reset().SetMap(map[string]any{"Last_Name": "Daly"}), `{"Last_Name":"Daly"}`},
	}
	for _, tt := range tests {
		if got, want := requests.Build(t, requests.Leads(tt.rec)), `{"data":[`+tt.want+`]}`; got != want {
			t.Errorf("%s: got %s, want %s", tt.name, got, want)
		}
	}

	// What is set after a map, or looked up in one.
	r := record.FromMap(map[string]any{"b": 1, "a": 2, "Last_Name": "Daly"})
	if _, ok := r.Field("c"); ok {
		t.Error("the map has a field c")
	}
	if v, ok := r.Field("a"); !ok || v.JSONType() != "number" || r.Len() != 3 {
		t.Errorf("Field(a) = %v, %v; %d fields", v.JSONType(), ok, r.Len())
	}
	if got, want := requests.Build(t, requests.Leads(r.Text("c", "x").Int("a", 3))), `{"data":[{"Last_Name":"Daly","a":3,"b":1,"c":"x"}]}`; got != want {
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
	a, b := record.FromValue(v).Text("Last_Name", "Dolan"), record.FromValue(v)
	record.FromValue(v).Reset().Text("x", "y")
	for _, tt := range []struct {
		rec  *record.Record
		want string
	}{{a, "Dolan"}, {b, "Daly"}, {record.FromValue(v), "Daly"}} {
		if got, want := requests.Build(t, requests.Leads(tt.rec)), `{"data":[{"Last_Name":"`+tt.want+`","Company":"ABC"}]}`; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestFromMapOfNil(t *testing.T) {
	r := record.FromMap(nil)
	if r.Len() != 0 {
		t.Errorf("%d fields", r.Len())
	}
	if got := requests.Build(t, requests.Leads(r.Text("Last_Name", "Daly"))); got != `{"data":[{"Last_Name":"Daly"}]}` {
		t.Error(got)
	}
}

func TestFromJSON(t *testing.T) {
	const object = ` {"State":"Texas", "Last_Name":"D\u00e1ly", "Annual_Revenue":250000.90, "x":{"b":1.50,"a":[]}, "y":1.5e3} `
	want := `{"data":[{"State":"Texas","Last_Name":"Dály","Annual_Revenue":250000.90,"x":{"b":1.50,"a":[]},"y":1500}]}`
	if got := requests.Build(t, requests.Leads(requests.FromJSON(t, object))); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := requests.Build(t, requests.Leads(requests.FromJSON(t, object).Text("State", "Ohio"))); got != strings.Replace(want, "Texas", "Ohio", 1) {
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
		{"a number that starts with 0", `{"a":01}`, zohocrm.ReasonSyntax, "line 1, column 7: expected ',' or '}'"},
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
			r, err := record.FromJSON([]byte(tt.text))
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

// TestDuplicateKeys reports a key that an object has twice, with its path, at any
// depth.
func TestDuplicateKeys(t *testing.T) {
	r := requests.FromJSON(t, `{"Last_Name":"Daly","Owner":{"id":"1","id":"2"},"x":[1,{"y":{"z":1,"z":1}}]}`)
	want := []string{
		"error INVALID_DATA duplicate_key id $.data[0].Owner.id",
		"error INVALID_DATA duplicate_key z $.data[0].x[1].y.z",
	}
	if diff := cmp.Diff(want, testkit.Lines(requests.All(requests.Leads(r)))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}

	// A whole record of which that is said is one that no field of counts.
	whole := record.FromValue(fieldtype.Object(fieldtype.Member{Name: "a"}, fieldtype.Member{Name: "a"}))
	if diff := cmp.Diff([]string{"error INVALID_DATA duplicate_key a $.data[0].a"}, testkit.Lines(requests.All(requests.Leads(whole)))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestFromValue makes records of values that are no objects. The problem waits until
// the record is checked, and is reported each time.
func TestFromValue(t *testing.T) {
	for _, v := range []fieldtype.Value{{}, fieldtype.Null(), fieldtype.Text("x"), fieldtype.Array(), fieldtype.Texts("Last_Name")} {
		in := requests.Leads(requests.Lead(), record.FromValue(v))
		for range 2 {
			if diff := cmp.Diff([]string{"error INVALID_DATA type data $.data[1]"}, testkit.Lines(requests.All(in))); diff != "" {
				t.Errorf("%v (-want +got):\n%s", v.JSONType(), diff)
			}
		}
	}
	if got := requests.Build(t, payload.NewInsert(modules.Custom("x")).Add(record.FromValue(fieldtype.ID("1")).Text("Name", "n"))); got != `{"data":[{"id":"1","Name":"n"}]}` {
		t.Errorf("an object with only an id: %s", got)
	}
}

// TestHostileValues gives setters and maps what has no place in a record.
// Nothing panics and nothing hangs; what is wrong is reported with its path.
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
	var nilRecord *record.Record
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
		{"10 MB", strings.Repeat("x", testkit.Size(1, 10, 10)<<20), "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, r := range []*record.Record{requests.Lead().Set("Other", tt.value), record.FromMap(map[string]any{"Last_Name": "Daly", "Other": tt.value})} {
				errs := requests.All(requests.Leads(r))
				if tt.reason == "" {
					body := requests.Build(t, requests.Leads(r))
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
				err := requests.Leads(requests.Lead().Set(name, tt.value)).Validate()
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
		body := requests.Build(t, requests.Leads(requests.Lead().Int(name, 1)))
		want := map[string]any{"data": []any{map[string]any{"Last_Name": "Daly", name: json.Number("1")}}}
		if diff := cmp.Diff(any(want), testkit.Decode(t, []byte(body))); diff != "" {
			t.Errorf("%.20q (-want +got):\n%.500s", name, diff)
		}
	}
	for _, name := range []string{"\xff", "a\xc3"} {
		for _, in := range []*payload.Insert{requests.Leads(requests.Lead().Int(name, 1)), requests.Leads(record.FromMap(map[string]any{"Last_Name": "x", name: 1}))} {
			if errs := requests.Refused(t, in); !errors.Is(errs, zohocrm.ReasonUTF8) {
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
				for e := range payload.NewInsert(m).Add(record.New().Set(f.APIName, v)).Problems() {
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
	wrong := requests.FromJSON(t, "{"+strings.Join(fields, ",")+"}")
	errs := requests.Refused(t, requests.Leads(requests.Lead(), wrong))
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
	testkit.Golden(t, "seven_wrong.json", testkit.Indent(t, answer))
	testkit.Golden(t, "seven_wrong.txt", []byte(errs.Error()+"\n"))

	// Of a record of setters it is the same.
	again := record.New()
	for name, v := range testkit.Decode(t, []byte("{"+strings.Join(fields, ",")+"}")).(map[string]any) {
		again.Set(name, v)
	}
	got := testkit.Lines(requests.Refused(t, requests.Leads(requests.Lead(), again)))
	want := testkit.Lines(errs)
	slices.Sort(got)
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("of setters (-JSON +setters):\n%s", diff)
	}
}

// TestResetLaw fills one record again and again, in any order and with fields
// set twice, and compares it with a new one each time.
func TestResetLaw(t *testing.T) {
	random := testkit.Rand(t)
	names := []string{"Last_Name", "Company", "State", "a", "b", "c"}
	again := record.New()
	for round := range 5000 {
		fresh := record.New()
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
func textOf(r *record.Record) string {
	var b strings.Builder
	for name, v := range r.Fields() {
		d, _ := v.AsDecimal()
		fmt.Fprintf(&b, "%s=%s;", name, d)
		if w, ok := r.Field(name); !ok || !reflect.DeepEqual(v, w) {
			fmt.Fprintf(&b, "Field(%s) differs;", name)
		}
	}
	return b.String()
}

// A record that is filled again finds the names of the time before; other names in
// other places must not occur twice.
func TestRecordFilledAgain(t *testing.T) {
	r := record.New().Text("A", "1").Text("B", "2").Text("C", "3")
	r.Reset().Text("B", "4").Text("A", "5").Text("B", "6")
	if got := fmt.Sprint(fieldNames(r)); got != "[B A]" {
		t.Errorf("fields %s, want [B A]", got)
	}
	r = record.New().Text("A", "1").Text("B", "2").Text("C", "3")
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

// TestRecordModel does at random all that changes a record, and compares it with a
// list after each step, and with a record that is filled again.
func TestRecordModel(t *testing.T) {
	random := testkit.Rand(t)
	var model []string // name=number
	name := func(entry string) string {
		name, _, _ := strings.Cut(entry, "=")
		return name
	}
	at := func(apiName string) int {
		return slices.IndexFunc(model, func(entry string) bool { return name(entry) == apiName })
	}
	set := func(apiName string, n int) {
		entry := fmt.Sprintf("%s=%d", apiName, n)
		if i := at(apiName); i >= 0 {
			model[i] = entry
		} else {
			model = append(model, entry)
		}
	}
	names := []string{"", "A", "B"} // those of the struct first
	for i := range 150 {            // enough for an index
		names = append(names, fmt.Sprint("F", i))
	}
	r := record.New()
	largest := 0
	for step := range testkit.Size(10_000, 20_000, 20_000) {
		few := names[:1+random.IntN(len(names))]
		apiName, n := few[random.IntN(len(few))], random.IntN(1000)
		switch random.IntN(40) {
		case 0:
			if random.IntN(10) == 0 {
				r.Reset()
				model = nil
			}
		case 1, 2, 3, 4, 5:
			r.Delete(apiName)
			if i := at(apiName); i >= 0 {
				model = slices.Delete(model, i, i+1)
			}
		case 6:
			r.SetStruct(struct{ A, B int }{n, n + 1})
			set("A", n)
			set("B", n+1)
		case 7:
			r.SetMap(map[string]any{"B": n, apiName: n})
			for _, name := range slices.Compact(slices.Sorted(slices.Values([]string{"B", apiName}))) {
				set(name, n)
			}
		case 8:
			if random.IntN(10) == 0 {
				r.ViewMap(map[string]any{"B": n, "A": n})
				model = []string{fmt.Sprintf("A=%d", n), fmt.Sprintf("B=%d", n)}
			}
		case 9:
			if random.IntN(10) == 0 {
				r.ViewStruct(&struct{ B, A int }{n, n})
				model = []string{fmt.Sprintf("B=%d", n), fmt.Sprintf("A=%d", n)}
			}
		case 10: // the same fields again, in their order, as a stream sets them
			again := slices.Clone(model)
			r.Reset()
			for _, entry := range again {
				r.Decimal(name(entry), strings.TrimPrefix(entry, name(entry)+"="))
			}
		default:
			r.Int(apiName, int64(n))
			set(apiName, n)
		}
		largest = max(largest, len(model))
		var got []string
		for name, v := range r.Fields() {
			d, _ := v.AsDecimal()
			got = append(got, fmt.Sprintf("%s=%s", name, d))
		}
		if !slices.Equal(model, got) || r.Len() != len(model) {
			t.Fatalf("step %d: %d fields (-want +got):\n%s", step, r.Len(), cmp.Diff(model, got))
		}
		v, ok := r.Field(apiName)
		d, _ := v.AsDecimal()
		if i := at(apiName); ok != (i >= 0) || ok && model[i] != fmt.Sprintf("%s=%s", apiName, d) {
			t.Fatalf("step %d: Field(%q) = %s, %v", step, apiName, d, ok)
		}
	}
	if largest < 100 {
		t.Errorf("no record had more than %d fields", largest)
	}
}

func fieldNames(r *record.Record) (names []string) {
	for name := range r.Fields() {
		names = append(names, name)
	}
	return names
}

// No record is a problem and no panic, also when a module is asked directly. An
// empty one lacks its mandatory fields.
func TestModuleWithoutRecord(t *testing.T) {
	if err := modules.Leads().Check(nil); !errors.Is(err, zohocrm.ReasonType) {
		t.Errorf("no record gives %v, want %q", err, zohocrm.ReasonType)
	}
	if err := modules.Leads().Check(&record.Record{}); !errors.Is(err, zohocrm.CodeMandatoryNotFound) {
		t.Errorf("an empty record gives %v, want %q", err, zohocrm.CodeMandatoryNotFound)
	}
}

// A map is written, and is refused, as its fields are that are set one by one in
// the order of the module, whatever is in it, and whatever maps came before. So is
// a view of the map.
func TestMapIsItsFieldsInOrder(t *testing.T) {
	values := []any{
		"Daly", "p.daly@zylker.com", "9900000000", "München", "a \"b\"", "", "\xff", strings.Repeat("x", 300), "2017-08-16", "Advertisement",
		1, int64(-7), 12.5, math.NaN(), math.MaxFloat64, true, nil, json.Number("250000.90"), time.Unix(0, 0), record.Opt[string]{}, struct{}{},
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
		"Layout": map[string]any{"id": "1", "name": "x"}, "Full_Name": "Patricia Daly", "Own_1": []any{1, "x"}, "Own_2": record.Opt[int]{},
	}
	m, err := modules.Leads().With(
		modules.WithField(fieldtype.Field{APIName: "Courses_Opted", Spec: fieldtype.Spec{Kind: fieldtype.MultiSelect, Values: []string{"Analytics"}, OnlyListed: true}}),
		modules.WithField(fieldtype.Field{APIName: "Lead_Source", Spec: fieldtype.Spec{Kind: fieldtype.Picklist, Values: []string{"Advertisement"}}}),
		// Its rules go through all fields.
		modules.WithLayoutsMetadata(strings.NewReader(`{"layouts":[{"id":"1","sections":[{"fields":[{"api_name":"Last_Name"},{"api_name":"Company","required":true},
			{"api_name":"Lead_Source","pick_list_values":[{"actual_value":"Fair","display_value":"Fair"}]}]}]}]}`)),
	)
	if err != nil {
		t.Fatal(err)
	}
	random := testkit.Rand(t)
	order := map[string]int{}
	for f := range m.Fields() {
		order[f.APIName] = len(order)
	}
	position := func(name string) int {
		if i, ok := order[name]; ok {
			return i
		}
		return len(order)
	}
	bodies := 0
	for round := range testkit.Runs(3000) {
		ofMaps, ofViews, ofFields := payload.NewInsert(m), payload.NewInsert(m), payload.NewInsert(m)
		if random.IntN(3) == 0 {
			for _, in := range []*payload.Insert{ofMaps, ofViews, ofFields} {
				in.Layout("554023000002734009")
			}
		}
		var views []*record.Record
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
				if d := position(a) - position(b); d != 0 {
					return d
				}
				return strings.Compare(a, b)
			})
			rec := record.New()
			for _, name := range inOrder {
				rec.Set(name, lead[name])
			}
			ofMaps.Add(record.FromMap(lead))
			ofFields.Add(rec)
			views = append(views, record.New().ViewMap(lead))
		}
		if diff := cmp.Diff(testkit.Lines(requests.All(ofFields)), testkit.Lines(requests.All(ofMaps))); diff != "" {
			t.Fatalf("round %d: problems (-of fields +of maps):\n%s", round, diff)
		}
		for batch := range ofViews.Batches(slices.Values(views)) {
			want := requests.All(ofFields)
			if diff := cmp.Diff(testkit.Lines(want), testkit.Lines(batch.Problems)); diff != "" {
				t.Fatalf("round %d: problems (-of fields +of views):\n%s", round, diff)
			}
			if body, _ := ofFields.Build(); want.Err() == nil && string(batch.Body) != string(body) {
				t.Fatalf("round %d: got  %s\nwant %s", round, batch.Body, body)
			}
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
	if bodies < testkit.Runs(500) {
		t.Errorf("only %d requests had no error", bodies)
	}
}

// A record that Fields hands on is written as the record itself, with and without
// the layout of the request.
func TestRecordOfFields(t *testing.T) {
	many := map[string]any{"Last_Name": "Daly"}
	for i := range 20_000 {
		many[fmt.Sprint("Own_", i)] = i
	}
	for name, r := range map[string]*record.Record{
		"setters": requests.Lead().Text("Company", "ABC"), "JSON": requests.FromJSON(t, `{"Last_Name":"Daly","Annual_Revenue":250000.90}`),
		"another layout": requests.Lead().Lookup("Layout", "1"), "a large record": record.FromMap(many).Null("Company"),
	} {
		for _, layout := range []string{"", "554023000002734009"} {
			alone, part := requests.Leads(r), requests.Leads(record.FromFields(r.Fields()))
			if layout != "" {
				alone.Layout(layout)
				part.Layout(layout)
			}
			if want, got := requests.Build(t, alone), requests.Build(t, part); got != want {
				t.Errorf("%s: got %.200s, want %.200s", name, got, want)
			}
		}
	}
	for _, in := range []*payload.Insert{requests.Leads(record.FromFields(nil)), requests.Leads(record.FromFields(nil)).Layout("1")} {
		if diff := cmp.Diff([]string{"error MANDATORY_NOT_FOUND mandatory Last_Name $.data[0].Last_Name"}, testkit.Lines(requests.All(in))); diff != "" {
			t.Errorf("no fields (-want +got):\n%s", diff)
		}
	}
}

// A list of values may have the empty text, which is then no more a value of a
// mandatory field than it is otherwise, and is no other value.
func TestPicklistWithEmptyValue(t *testing.T) {
	type source string
	m, err := modules.Leads().With(
		modules.WithField(fieldtype.Field{APIName: "Rating", Mandatory: true, Spec: fieldtype.Spec{Kind: fieldtype.Picklist, Values: []string{"", "Active"}}}),
		modules.WithField(fieldtype.Field{APIName: "Courses", Spec: fieldtype.Spec{Kind: fieldtype.MultiSelect, Values: []string{"", "Cloud"}, OnlyListed: true}}),
	)
	if err != nil {
		t.Fatal(err)
	}
	fields := map[string]any{"Last_Name": "Daly", "Rating": "Active", "Courses": []any{source("Cloud")}}
	for _, r := range []*record.Record{record.FromMap(fields), record.New().Set("Last_Name", "Daly").Set("Rating", "Active").Set("Courses", fields["Courses"])} {
		if got, want := requests.Build(t, payload.NewInsert(m).Add(r)), `{"data":[{"Last_Name":"Daly","Rating":"Active","Courses":["Cloud"]}]}`; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		for _, x := range []any{[]any{1}, []any{source("none")}, []any{map[string]any{}}} {
			if diff := cmp.Diff(1, len(requests.All(payload.NewInsert(m).Add(r.Set("Courses", x))))); diff != "" {
				t.Errorf("%v: %s", x, diff)
			}
		}
		want := []string{"error MANDATORY_NOT_FOUND mandatory Rating $.data[0].Rating"}
		if diff := cmp.Diff(want, testkit.Lines(requests.All(payload.NewInsert(m).Add(r.Set("Courses", nil).Text("Rating", ""))))); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}
