package fieldtype

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed12a3e673/zohocrm/internal/program"
)

// jsonFields has a field of each form of value.
var jsonFields = []Field{
	{APIName: "Last_Name", Spec: Spec{Kind: SingleLine, MaxLength: 20}},
	{APIName: "Description", Spec: Spec{Kind: MultiLine, MaxLength: 100}},
	{APIName: "Rating", Spec: Spec{Kind: Picklist}},
	{APIName: "Employees", Spec: Spec{Kind: Number}},
	{APIName: "Revenue", Spec: Spec{Kind: Currency}},
	{APIName: "Opt_Out", Spec: Spec{Kind: Checkbox}},
	{APIName: "Courses", Spec: Spec{Kind: MultiSelect}},
	{APIName: "Account", Spec: Spec{Kind: Lookup}},
	{APIName: "Due", Spec: Spec{Kind: Date}},
	{APIName: "Items", Spec: Spec{Kind: Subform, Fields: []Field{{APIName: "Quantity", Spec: Spec{Kind: Number}}, {APIName: "Notes", Spec: Spec{Kind: Any}}}}},
	{APIName: "Prices", Spec: Spec{Kind: PricingDetails}},
	{APIName: "Guests", Spec: Spec{Kind: Participants}},
	{APIName: "Tag", Spec: Spec{Kind: Tag}},
	{APIName: "Links", Spec: Spec{Kind: MultiSelectLookup, ConnectedLookup: "Link"}},
	{APIName: "Rule", Spec: Spec{Kind: RRule}},
	{APIName: "Zip", Spec: Spec{Kind: SingleLine}},
}

// compileJSON returns the program of a record with these fields and a rule that reads
// Last_Name.
func compileJSON(fields []Field) *program.Object {
	return Internal.Compile(program.Key{}, fields, program.Suspect, "a field", nil, [][]string{{"Last_Name"}}, program.Mode{})
}

// TestDirectText: these texts are checked as they are read, and no value of theirs is
// parsed into a Value. Each value counts, and of an array how many elements it has.
func TestDirectText(t *testing.T) {
	for _, tt := range []struct {
		name   string
		text   string
		out    string // "" for the text without white space
		values int    // without the record itself
		size   int    // the elements of the last field
		parsed bool   // no run function reads a value of that form
	}{
		{name: "nothing", text: `{}`},
		{name: "a text", text: `{"Last_Name":"Daly"}`, values: 1},
		{name: "an empty text", text: `{"Last_Name":""}`, values: 1},
		{name: "a text of other characters", text: `{"Last_Name":"Dåly 山"}`, values: 1},
		{name: "short escapes", text: `{"Last_Name":"a\"b\\c"}`, values: 1},
		{name: "a newline", text: `{"Description":"a\nb\tc\r"}`, values: 1},
		{name: "long escapes", text: `{"Last_Name":"\u0044aly\/"}`, out: `{"Last_Name":"Daly/"}`, values: 1},
		{name: "an escape for a pair", text: `{"Last_Name":"\ud83d\ude00"}`, out: `{"Last_Name":"😀"}`, values: 1},
		{name: "a choice", text: `{"Rating":"Hot"}`, values: 1},
		{name: "null", text: `{"Last_Name":null}`, values: 1},
		{name: "a number", text: `{"Employees":120}`, values: 1},
		{name: "the first and last digit", text: `{"Employees":0,"Revenue":9}`, values: 2},
		{name: "a negative number", text: `{"Employees":-120}`, values: 1},
		{name: "decimals", text: `{"Revenue":12.50}`, values: 1},
		{name: "an exponent", text: `{"Revenue":12e3}`, out: `{"Revenue":12000}`, values: 2}, // one byte more
		{name: "true", text: `{"Opt_Out":true}`, values: 1},
		{name: "false", text: `{"Opt_Out":false}`, values: 1},
		{name: "choices", text: `{"Courses":["Go","C","Å"]}`, values: 4, size: 3},
		{name: "choices with white space", text: `{"Courses" : [ "Go" , "C" ] }`, out: `{"Courses":["Go","C"]}`, values: 3, size: 2},
		{name: "a lookup", text: `{"Account":{"id":"425248000000104001"}}`, values: 2},
		{name: "a lookup with white space", text: `{"Account": { "id" : "425248000000104001" } }`, out: `{"Account":{"id":"425248000000104001"}}`, values: 2},
		{name: "a date", text: `{"Due":"2026-11-28"}`, values: 1},
		{name: "rows", text: `{"Items":[{"Quantity":1},{"Quantity":2}]}`, values: 5, size: 2},
		{name: "rows with white space", text: `{"Items":[ {"Quantity":1} , { "Quantity" : 2 } ]}`, out: `{"Items":[{"Quantity":1},{"Quantity":2}]}`, values: 5, size: 2},
		{name: "price ranges", text: `{"Prices":[{"from_range":1,"to_range":5,"discount":0}]}`, values: 5, size: 1},
		{name: "participants", text: `{"Guests":[{"type":"email","participant":"p.daly@zylker.com"},{"type":"contact","participant":"425248000000104001"}]}`, values: 7, size: 2},
		{name: "participants with white space", text: `{"Guests":[ { "type" : "email" , "participant":"p.daly@zylker.com"} ]}`,
			out: `{"Guests":[{"type":"email","participant":"p.daly@zylker.com"}]}`, values: 4, size: 1},
		{name: "tags", text: `{"Tag":[{"name":"VIP"},{"id":"1"}]}`, values: 5, size: 2},
		{name: "links", text: `{"Links":[{"Link":{"id":"1"}}]}`, values: 4, size: 1},
		{name: "white space", text: "\t\r\n { \"Last_Name\" : \"Daly\" , \"Opt_Out\":true \n} ", out: `{"Last_Name":"Daly","Opt_Out":true}`, values: 2},
		{name: "fields of the organization", text: `{"Mine":"x","Yours":1,"Zip":"1"}`, values: 3},
		{name: "a text with a space near the end", text: `{"Zip":"a b"}`, values: 1},

		{name: "a participant whose type comes last", text: `{"Guests":[{"participant":"p.daly@zylker.com","type":"email"}]}`, values: 4, size: 1, parsed: true},
		{name: "no choices", text: `{"Courses":[]}`, values: 1, parsed: true},
		{name: "a recurrence", text: `{"Rule":{"RRULE":"FREQ=DAILY;INTERVAL=1;DTSTART=2026-11-28;UNTIL=2026-12-28"}}`, values: 2, parsed: true},
		{name: "a lookup with a name", text: `{"Account":{"id":"1","name":"Zylker"}}`, values: 3, parsed: true},
		{name: "an array of no known type", text: `{"Mine":[1,2]}`, values: 3, size: 2, parsed: true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := compileJSON(jsonFields)
			var st program.State
			for range 2 { // the second record finds its fields where those of the first were
				r := jsonReader{s: tt.text, left: maxParsed}
				r.space()
				dst, _, ok := r.record(o, &st, []byte("before"), 0, MaxDepth)
				r.space()
				want := tt.out
				if want == "" {
					want = tt.text
				}
				if got := string(dst); !ok || got != "before"+want || r.i != len(tt.text) {
					t.Fatalf("%t, %s, read to %d of %d", ok, got, r.i, len(tt.text))
				}
				if got := maxParsed - r.left; got != tt.values+1 {
					t.Errorf("%d values, want %d", got, tt.values+1)
				}
				if n := len(st.Spans); n > 0 {
					span := st.Spans[n-1]
					if span.Elements != tt.size {
						t.Errorf("%d elements, want %d", span.Elements, tt.size)
					}
					if value := tt.text[span.Start:span.End]; strings.TrimSpace(value) != value || value == "" {
						t.Errorf("the last value is %q", value)
					}
				}
				if parsed := r.trees != nil; parsed != tt.parsed {
					t.Errorf("parsed: %t, want %t", parsed, tt.parsed)
				}
				if r.trees != nil {
					r.trees.free()
				}
			}
		})
	}
}

// TestNotDirectText: the direct path leaves these texts to the general way, which says
// what is wrong with them.
func TestNotDirectText(t *testing.T) {
	o := compileJSON(jsonFields)
	deep := func(n int) string { return `{"Mine":` + strings.Repeat("[", n) + strings.Repeat("]", n) + `}` }
	deepRow := func(n int) string {
		return `{"Items":[{"Notes":` + strings.Repeat("[", n) + strings.Repeat("]", n) + `}]}`
	}
	for _, text := range []string{
		``, `[]`, `{`, `{"Last_Name"`, `{"Last_Name":`, `{"Last_Name":"`, `{"Last_Name":"Daly"`, `{"Last_Name":"Daly",`, `{"Last_Name" "Daly"}`,
		`{"Last_Name":"Daly" "Opt_Out":true}`, `{"Last_Name":"Daly","Last_Name":"Daly"}`, `{,"Last_Name":"Daly"}`, `{Last_Name:"Daly"}`,
		"{\"Last_Name\":\"a\x01b\"}", "{\"Last_Name\":\"a\xff\"}", `{"Last_Name":"a\x"}`, `{"Last_Name":"a\`, `{"Last_Name":"\ud800"}`, `{"Last\u005fName":"Daly"}`,
		`{"Last_Name":"Daly, who has too long a name"}`, `{"Last_Name":1}`, `{"Last_Nam":"Daly"}`, `{"Last Name":"Daly"}`,
		`{"Employees":1.5}`, `{"Employees":01}`, `{"Employees":-}`, `{"Revenue":1e999}`, `{"Opt_Out":tru}`, `{"Opt_Out":nul}`,
		`{"Courses":["Go",]}`, `{"Courses":["Go"`, `{"Courses":["Go" "C"]}`, `{"Courses":["Go",1]}`, "{\"Courses\":[\"a\xff\"]}",
		`{"Account":{"id":"x"}}`, `{"Account":{"id":1}}`, `{"Account":{"id" "1"}}`, `{"Account":{"id":"1"`, `{"Account":"1"}`,
		`{"Items":[{"Quantity":"x"}]}`, `{"Items":[{"Quantity":1}`, `{"Items":[{"Quantity":1} {"Quantity":2}]}`,
		`{"Prices":[{}]}`, `{"Guests":[{"type":"email"}]}`, `{"Guests":[{"type":"nobody","participant":"1"}]}`,
		`{"Tag":[{}]}`, `{"Guests":[1]}`, `{"Guests":[{"type":1,"participant":"1"}]}`, `{"Guests":[{"type":"cont\u0061ct","participant":"Zylker"}]}`, `{"Last_Name":"Daly""Opt_Out":true}`, `{"Opt_Out":true,"Opt_Out":true}`,
		"{\"Last_Name\":\"a\x80\"}", `{"Last_Name":"Å`, deep(MaxDepth), deepRow(MaxDepth - 2),
	} {
		for _, spare := range []string{"", strings.Repeat(" ", 8)} { // textEnd reads eight bytes where there are as many
			var st program.State
			for range 2 { // the second time the state knows the fields
				dst, _, ok := appendJSON(o, &st, []byte("before"), 0, text+spare)
				if ok || string(dst[:len("before")]) != "before" {
					t.Errorf("%q: %t, %s", text, ok, dst)
				}
				if _, _, ok := appendJSON(o, &st, nil, 0, `{"Last_Name":"Daly","Opt_Out":true}`); !ok {
					t.Fatal("the record between is not taken")
				}
			}
		}
	}
	var st program.State
	for _, text := range []string{deep(MaxDepth - 1), deepRow(MaxDepth - 3)} {
		if _, _, ok := appendJSON(o, &st, nil, 0, text); !ok {
			t.Errorf("the deepest text is not taken: %.20s", text)
		}
	}
}

// TestDirectTextOfMandatory: a mandatory field that is empty is for the general way.
func TestDirectTextOfMandatory(t *testing.T) {
	o := compileJSON([]Field{{APIName: "Last_Name", Spec: Spec{Kind: SingleLine}, Mandatory: true}})
	for text, want := range map[string]bool{`{"Last_Name":"Daly"}`: true, `{"Last_Name":""}`: false, `{"Last_Name":null}`: false, `{}`: false} {
		var st program.State
		if _, _, ok := appendJSON(o, &st, nil, 0, text); ok != want {
			t.Errorf("%s: %t, want %t", text, ok, want)
		}
	}
}

// TestDirectTextOfManyFields: the direct path knows the first fields of an object, and
// leaves the others to the general way.
func TestDirectTextOfManyFields(t *testing.T) {
	fields := make([]Field, maxPlaces+1)
	for i := range fields {
		fields[i] = Field{APIName: fmt.Sprintf("Field_%d", i), Spec: Spec{Kind: SingleLine}}
	}
	o := compileJSON(fields)
	for n, want := range map[int]bool{maxPlaces - 1: true, maxPlaces: false} {
		var st program.State
		if _, _, ok := appendJSON(o, &st, nil, 0, fmt.Sprintf(`{"Field_%d":"x"}`, n)); ok != want {
			t.Errorf("field %d: %t, want %t", n, ok, want)
		}
	}
}

// TestDirectTextCounts: a text may have as many values as a parser takes, and not one
// more.
func TestDirectTextCounts(t *testing.T) {
	fields := append([]Field{{APIName: "Names", Spec: Spec{Kind: MultiSelect, MaxLength: maxParsed + 1}}}, jsonFields...)
	o := compileJSON(fields)
	for n, want := range map[int]bool{maxParsed - 2: true, maxParsed - 1: false} {
		text := fmt.Sprintf(`{"Names":[%s"a"]}`, strings.Repeat(`"a",`, n-1))
		var st program.State
		if _, _, ok := appendJSON(o, &st, nil, 0, text); ok != want {
			t.Errorf("%d elements: %t, want %t", n, ok, want)
		}
	}
}

// TestDirectFirst: a field that is given beside the text comes first, unless the text
// has it. Anything to say of it is for the general way.
func TestDirectFirst(t *testing.T) {
	type row struct{ Last_Name string }
	for _, tt := range []struct {
		name  string
		first Member
		text  program.Text
		out   string // "" if it is left to the general way
		added bool
	}{
		{"added", Member{"Zip", Text("1")}, program.Text{JSON: `{"Last_Name":"Daly"}`}, `{"Zip":"1","Last_Name":"Daly"}`, true},
		{"alone", Member{"Zip", Text("1")}, program.Text{JSON: `{}`}, `{"Zip":"1"}`, true},
		{"in the text", Member{"Last_Name", Text("x")}, program.Text{JSON: `{"Last_Name":"Daly"}`}, `{"Last_Name":"Daly"}`, false},
		{"in the struct", Member{"Last_Name", Text("x")}, program.Text{View: row{"Daly"}}, `{"Last_Name":"Daly"}`, false},
		{"added to a struct", Member{"Zip", Text("1")}, program.Text{View: &row{"Daly"}}, `{"Zip":"1","Last_Name":"Daly"}`, true},
		{"unknown", Member{"Mine", Text("1")}, program.Text{JSON: `{}`}, "", false},
		{"too long", Member{"Last_Name", Text(strings.Repeat("x", 21))}, program.Text{JSON: `{}`}, "", false},
		{"before a text that is wrong", Member{"Zip", Text("1")}, program.Text{JSON: `{"Last_Name":1}`}, "", false},
	} {
		var st program.State
		dst, _, added, ok := appendRecord(compileJSON(jsonFields), &st, nil, tt.text, &tt.first)
		if !direct {
			tt.out, tt.added = "", false
		}
		if string(dst) != tt.out || ok != (tt.out != "") || added != tt.added {
			t.Errorf("%s: %s, added %t, %t", tt.name, dst, added, ok)
		}
	}
}

// TestDirectStruct: a struct is checked field by field, and a field makes a Value only
// if its Go type does not say which run function it needs.
func TestDirectStruct(t *testing.T) {
	type lead struct {
		Last_Name string
		Employees int
		Revenue   float64
		Opt_Out   bool
		Courses   []string
		Mine      string
		Zip       *string `json:",omitempty"`
		Rating    any
	}
	o := compileJSON(jsonFields)
	var st program.State
	zip := "1"
	for _, tt := range []struct {
		in   any
		out  string // "" if it is left to the general way
		kept string // the fields of which there is a Value
	}{
		{lead{Last_Name: "Daly", Employees: 120, Revenue: 1.5, Opt_Out: true, Courses: []string{"Go"}, Mine: "x", Rating: "Hot"},
			`{"Last_Name":"Daly","Employees":120,"Revenue":1.5,"Opt_Out":true,"Courses":["Go"],"Mine":"x","Rating":"Hot"}`, "Rating"},
		{&lead{Zip: &zip}, `{"Last_Name":"","Employees":0,"Revenue":0,"Opt_Out":false,"Courses":null,"Mine":"","Zip":"1","Rating":null}`, "Courses Rating Last_Name Mine"},
		{lead{Employees: 1, Rating: 1}, "", ""},
		{lead{Last_Name: strings.Repeat("x", 21)}, "", ""},
		{(*lead)(nil), "", ""},
		{1, "", ""},
	} {
		dst, _, ok := appendGo(o, &st, nil, 0, tt.in)
		if ok != (tt.out != "") || ok && string(dst) != tt.out {
			t.Errorf("%+v: %t, %s", tt.in, ok, dst)
		}
		if !ok {
			continue
		}
		b := st.Struct.(*boundStruct)
		for i, f := range b.fields {
			if kept := b.kept[i].form != absent; kept && !strings.Contains(tt.kept, f.p.APIName) {
				t.Errorf("%s has a Value", f.p.APIName)
			}
			if given := givenGo(&st, func(name string) bool { return name == f.p.APIName }); given != f.found {
				t.Errorf("%s: given %t", f.p.APIName, given)
			}
		}
	}
}

// TestDirectStructCounts: a struct may have as many values as a record, and not one
// more.
func TestDirectStructCounts(t *testing.T) {
	type names struct{ Names []string }
	o := compileJSON([]Field{{APIName: "Names", Spec: Spec{Kind: MultiSelect, MaxLength: MaxValues + 1}}})
	for n, want := range map[int]bool{MaxValues - 1: true, MaxValues: false} {
		list := make([]string, n)
		for i := range list {
			list[i] = "a"
		}
		var st program.State
		if _, _, ok := appendGo(o, &st, nil, 0, names{list}); ok != want {
			t.Errorf("%d elements: %t, want %t", n, ok, want)
		}
	}
}
