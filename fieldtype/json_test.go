package fieldtype_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/program"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
)

func TestParseJSON(t *testing.T) {
	deepest := strings.Repeat("[", fieldtype.MaxDepth) + strings.Repeat("]", fieldtype.MaxDepth)
	tests := []struct{ in, out string }{
		{`null`, `null`}, {`true`, `true`}, {`false`, `false`},
		{` null `, `null`}, {"\t\r\n 1 \t\r\n", `1`},

		// Numbers keep their digits.
		{`0`, `0`}, {`-0`, `-0`}, {`0.0`, `0.0`}, {`250000.90`, `250000.90`}, {`-12.5`, `-12.5`},
		{`1234567890123456.123456789`, `1234567890123456.123456789`},
		{`123456789012345678901234567890`, `123456789012345678901234567890`},
		{`1e2`, `100`}, {`1E+2`, `100`}, {`15e-1`, `1.5`}, {`0e0`, `0`},

		// Texts
		{`""`, `""`}, {`"Mike O'Leary"`, `"Mike O'Leary"`}, {`"ß漢😀"`, `"ß漢😀"`}, {"\"\x7f\"", "\"\x7f\""},
		{`"This is the first line \n Now for the second Line"`, `"This is the first line \n Now for the second Line"`},
		{`"\"\\\/\b\f\n\r\t"`, `"\"\\/\u0008\u000c\n\r\t"`},
		{`"\u0041\u00e9\u00E9\u6f22\u0000\uFFFF"`, "\"Aéé漢\\u0000\uffff\""},
		{`"\u00aa\u00AA\u00af\u00AF"`, `"ªª¯¯"`},
		{`"\ud83d\ude00 \uD83D\uDE00"`, `"😀 😀"`},
		{`"a\u0041b\\u0041"`, `"aAb\\u0041"`},
		{`"ß\n漢"`, `"ß\n漢"`}, {"\"\ufffd\"", "\"\ufffd\""}, {`"\ufffd"`, "\"\ufffd\""},

		// Arrays and objects keep their order.
		{`[]`, `[]`}, {`[ ]`, `[]`}, {`{}`, `{}`}, {"{\n}", `{}`},
		{`[1, "a" ,null,[ ],{} ]`, `[1,"a",null,[],{}]`},
		{` { "b" : 1 , "a" : [ { "c" : null } ] } `, `{"b":1,"a":[{"c":null}]}`},
		{`{"":1," ":2,"ß":3,"\u00df2":4}`, `{"":1," ":2,"ß":3,"ß2":4}`},
		{`{"a":1,"A":2}`, `{"a":1,"A":2}`},
		{`{"id":"425248000000104001"}`, `{"id":"425248000000104001"}`},
		{deepest, deepest},
		{strings.Repeat(`{"a":`, fieldtype.MaxDepth) + "1" + strings.Repeat("}", fieldtype.MaxDepth),
			strings.Repeat(`{"a":`, fieldtype.MaxDepth) + "1" + strings.Repeat("}", fieldtype.MaxDepth)},
	}
	for _, test := range tests {
		v, err := fieldtype.ParseJSON([]byte(test.in))
		if err != nil {
			t.Errorf("ParseJSON(%.60q): %v", test.in, err)
			continue
		}
		if got, errs := (&fieldtype.Spec{}).Append(nil, nil, v); len(errs) > 0 || string(got) != test.out {
			t.Errorf("ParseJSON(%.60q) is %.60s, %v, want %.60s", test.in, got, errs, test.out)
		}
	}
}

// A value that has no clear meaning becomes an invalid value; the rest of the text is
// read on.
func TestParseJSONInvalid(t *testing.T) {
	tests := []struct {
		in, path string
		reason   zohocrm.Reason
	}{
		{`{"a":1,"a":1}`, "$.a", zohocrm.ReasonDuplicateKey},
		{`{"a":1,"b":2,"\u0061":3}`, "$.a", zohocrm.ReasonDuplicateKey},
		{`{"id":"1","id":"2"}`, "$.id", zohocrm.ReasonDuplicateKey},
		{`{"":1,"":2}`, "$['']", zohocrm.ReasonDuplicateKey},
		{`[{"a":{"b":1,"c":2,"b":3}},1]`, "$[0].a.b", zohocrm.ReasonDuplicateKey},
		{`1e1401`, "$", zohocrm.ReasonDigits},
		{`[0,-1E-999999999999999999]`, "$[1]", zohocrm.ReasonDigits},
	}
	for _, test := range tests {
		v, err := fieldtype.ParseJSON([]byte(test.in))
		if err != nil {
			t.Errorf("ParseJSON(%s): %v", test.in, err)
			continue
		}
		_, errs := (&fieldtype.Spec{}).Append(nil, nil, v)
		if len(errs) != 1 || errs[0].Reason != test.reason || errs[0].Path.JSONPath() != test.path {
			t.Errorf("ParseJSON(%s): %v, want %s at %s", test.in, errs, test.reason, test.path)
		}
	}
}

func TestParseJSONRefuses(t *testing.T) {
	const (
		value  = "a JSON value"
		end    = "the end"
		digit  = "a digit"
		quote  = `'"'`
		comma  = "',' or ']'"
		comma2 = "',' or '}'"
		name   = "a key in double quotes"
		escape = `one of " \ / b f n r t u after the backslash`
		hex    = `\u and four hexadecimal digits`
		halves = `the halves of a surrogate pair together`
		ctrl   = "an escape in place of a control character"
	)
	tests := []struct {
		in           string
		offset       int
		line, column int
		expected     string
		reason       zohocrm.Reason
		alsoValid    bool // to encoding/json
	}{
		// Nothing, and nothing but white space.
		{"", 0, 1, 1, value, zohocrm.ReasonSyntax, false},
		{" \n ", 3, 2, 2, value, zohocrm.ReasonSyntax, false},
		{"\ufeff{}", 0, 1, 1, value, zohocrm.ReasonSyntax, false}, // a byte order mark
		{"\x00", 0, 1, 1, value, zohocrm.ReasonSyntax, false},
		{"\u00a01", 0, 1, 1, value, zohocrm.ReasonSyntax, false}, // a space that JSON does not know

		// Words
		{"nul", 0, 1, 1, value, zohocrm.ReasonSyntax, false},
		{"True", 0, 1, 1, value, zohocrm.ReasonSyntax, false},
		{"nullx", 4, 1, 5, end, zohocrm.ReasonSyntax, false},
		{"NaN", 0, 1, 1, value, zohocrm.ReasonSyntax, false},
		{"undefined", 0, 1, 1, value, zohocrm.ReasonSyntax, false},
		{"'a'", 0, 1, 1, value, zohocrm.ReasonSyntax, false},
		{"// c\n1", 0, 1, 1, value, zohocrm.ReasonSyntax, false},

		// Numbers
		{"-", 1, 1, 2, digit, zohocrm.ReasonSyntax, false},
		{"-a", 1, 1, 2, digit, zohocrm.ReasonSyntax, false},
		{"+1", 0, 1, 1, value, zohocrm.ReasonSyntax, false},
		{".5", 0, 1, 1, value, zohocrm.ReasonSyntax, false},
		{"1.", 2, 1, 3, digit, zohocrm.ReasonSyntax, false},
		{"1.e1", 2, 1, 3, digit, zohocrm.ReasonSyntax, false},
		{"1e", 2, 1, 3, digit, zohocrm.ReasonSyntax, false},
		{"1e+", 3, 1, 4, digit, zohocrm.ReasonSyntax, false},
		{"01", 1, 1, 2, end, zohocrm.ReasonSyntax, false},
		{"-01", 2, 1, 3, end, zohocrm.ReasonSyntax, false},
		{"0x1", 1, 1, 2, end, zohocrm.ReasonSyntax, false},
		{"1 2", 2, 1, 3, end, zohocrm.ReasonSyntax, false},
		{"[1 2]", 3, 1, 4, comma, zohocrm.ReasonSyntax, false},
		{"1,000", 1, 1, 2, end, zohocrm.ReasonSyntax, false},

		// Texts
		{`"`, 1, 1, 2, quote, zohocrm.ReasonSyntax, false},
		{`"abc`, 4, 1, 5, quote, zohocrm.ReasonSyntax, false},
		{`"a\n`, 4, 1, 5, quote, zohocrm.ReasonSyntax, false},
		{`"a\`, 2, 1, 3, quote, zohocrm.ReasonSyntax, false},
		{`"a\"`, 4, 1, 5, quote, zohocrm.ReasonSyntax, false},
		{"\"a\nb\"", 2, 1, 3, ctrl, zohocrm.ReasonSyntax, false},
		{"\"a\\n\tb\"", 4, 1, 5, ctrl, zohocrm.ReasonSyntax, false},
		{"{\"a\n\":1}", 3, 1, 4, ctrl, zohocrm.ReasonSyntax, false},
		{"{\"a\t:1,b}", 3, 1, 4, ctrl, zohocrm.ReasonSyntax, false},
		{"[\"a\n\",1]", 3, 1, 4, ctrl, zohocrm.ReasonSyntax, false},
		{"\"\x00\"", 1, 1, 2, ctrl, zohocrm.ReasonSyntax, false},
		{`"\x41"`, 1, 1, 2, escape, zohocrm.ReasonSyntax, false},
		{`"\'"`, 1, 1, 2, escape, zohocrm.ReasonSyntax, false},
		{`"\U0041"`, 1, 1, 2, escape, zohocrm.ReasonSyntax, false},
		{`"\u"`, 1, 1, 2, hex, zohocrm.ReasonSyntax, false},
		{`"\u004`, 1, 1, 2, hex, zohocrm.ReasonSyntax, false},
		{`"\u0041`, 7, 1, 8, quote, zohocrm.ReasonSyntax, false},
		{`"\u004g"`, 1, 1, 2, hex, zohocrm.ReasonSyntax, false},
		{`"\u00ß"`, 1, 1, 2, hex, zohocrm.ReasonSyntax, false},
		{`"\u+041"`, 1, 1, 2, hex, zohocrm.ReasonSyntax, false},

		// Half of a surrogate pair: encoding/json puts U+FFFD in its place.
		{`"\ud83d"`, 1, 1, 2, halves, zohocrm.ReasonUTF8, true},
		{`"\ud83d!"`, 1, 1, 2, halves, zohocrm.ReasonUTF8, true},
		{`"\ude00\ud83d"`, 1, 1, 2, halves, zohocrm.ReasonUTF8, true},
		{`"\ud83d\ud83d"`, 1, 1, 2, halves, zohocrm.ReasonUTF8, true},
		{`"\ud83d\u0041"`, 1, 1, 2, halves, zohocrm.ReasonUTF8, true},
		{`"\ud83d\n"`, 1, 1, 2, halves, zohocrm.ReasonUTF8, true},
		{`"ß\ud83d\ude0"`, 3, 1, 3, hex, zohocrm.ReasonSyntax, false},

		// Not UTF-8: encoding/json puts U+FFFD in its place.
		{"\"\xff\"", 1, 1, 2, "UTF-8", zohocrm.ReasonUTF8, true},
		{"\"\x80\"", 1, 1, 2, "UTF-8", zohocrm.ReasonUTF8, true},
		{"\"1234\xff678\"", 5, 1, 6, "UTF-8", zohocrm.ReasonUTF8, true},
		{"\"1234\xff67812345678\"", 5, 1, 6, "UTF-8", zohocrm.ReasonUTF8, true},
		{"\"aß\xc3\"", 4, 1, 4, "UTF-8", zohocrm.ReasonUTF8, true},
		{"\"a\\n\xed\xa0\xbd\"", 4, 1, 5, "UTF-8", zohocrm.ReasonUTF8, true}, // a surrogate in UTF-8
		{"{\"\xff\":1}", 2, 1, 3, "UTF-8", zohocrm.ReasonUTF8, true},
		{"\"\xe2\x82\\u0041\"", 1, 1, 2, "UTF-8", zohocrm.ReasonUTF8, true},
		{"\xff", 0, 1, 1, value, zohocrm.ReasonSyntax, false},

		// Arrays
		{"[", 1, 1, 2, value, zohocrm.ReasonSyntax, false},
		{"[1", 2, 1, 3, comma, zohocrm.ReasonSyntax, false},
		{"[1,", 3, 1, 4, value, zohocrm.ReasonSyntax, false},
		{"[1,]", 3, 1, 4, value, zohocrm.ReasonSyntax, false},
		{"[,1]", 1, 1, 2, value, zohocrm.ReasonSyntax, false},
		{"[1}", 2, 1, 3, comma, zohocrm.ReasonSyntax, false},
		{"]", 0, 1, 1, value, zohocrm.ReasonSyntax, false},
		{"[]]", 2, 1, 3, end, zohocrm.ReasonSyntax, false},

		// Objects
		{"{", 1, 1, 2, name, zohocrm.ReasonSyntax, false},
		{"{1:2}", 1, 1, 2, name, zohocrm.ReasonSyntax, false},
		{"{a:1}", 1, 1, 2, name, zohocrm.ReasonSyntax, false},
		{`{"a"}`, 4, 1, 5, "':'", zohocrm.ReasonSyntax, false},
		{`{"a":}`, 5, 1, 6, value, zohocrm.ReasonSyntax, false},
		{`{"a":1`, 6, 1, 7, comma2, zohocrm.ReasonSyntax, false},
		{`{"a":1,}`, 7, 1, 8, name, zohocrm.ReasonSyntax, false},
		{`{"a":1 "b":2}`, 7, 1, 8, comma2, zohocrm.ReasonSyntax, false},
		{`{"a":1]`, 6, 1, 7, comma2, zohocrm.ReasonSyntax, false},
		{`{"a`, 3, 1, 4, quote, zohocrm.ReasonSyntax, false},
		{`{"a":[}`, 6, 1, 7, value, zohocrm.ReasonSyntax, false},
		{`{} {}`, 3, 1, 4, end, zohocrm.ReasonSyntax, false},

		// The page's own sample lacks a comma after "ABC".
		{"{\r\n    \"Company\": \"ABC\"\r\n    \"Last_Name\": \"Dolan\"\r\n}", 29, 3, 5, comma2, zohocrm.ReasonSyntax, false},

		// Lines and columns count code points, and a line ends with "\n".
		{"[\n1,\n\n  x]", 8, 4, 3, value, zohocrm.ReasonSyntax, false},
		{"[\r\n1,\r\nx]", 7, 3, 1, value, zohocrm.ReasonSyntax, false},
		{"[\r1,\rx]", 5, 1, 6, value, zohocrm.ReasonSyntax, false},
		{`["漢字😀é",x]`, 16, 1, 9, value, zohocrm.ReasonSyntax, false},
		{"[\"漢\",\n\"字\", x]", 15, 2, 6, value, zohocrm.ReasonSyntax, false},

		// Deeper than any field type.
		{strings.Repeat("[", 33) + strings.Repeat("]", 33), 32, 1, 33, "at most 32 arrays and objects inside one another", zohocrm.ReasonDepth, true},
		{strings.Repeat(`{"a":`, 32) + "{}" + strings.Repeat("}", 32), 160, 1, 161, "at most 32 arrays and objects inside one another", zohocrm.ReasonDepth, true},
		{strings.Repeat("[", 33), 32, 1, 33, "at most 32 arrays and objects inside one another", zohocrm.ReasonDepth, false},
		{strings.Repeat("[\n", 32) + " {", 65, 33, 2, "at most 32 arrays and objects inside one another", zohocrm.ReasonDepth, false},
	}
	for _, test := range tests {
		v, err := fieldtype.ParseJSON([]byte(test.in))
		if !v.IsAbsent() {
			t.Errorf("ParseJSON(%.60q) returns a value and an error", test.in)
		}
		var e *zohocrm.Error
		if !errors.As(err, &e) {
			t.Errorf("ParseJSON(%.60q) = %v, want a *zohocrm.Error", test.in, err)
			continue
		}
		want := &zohocrm.Error{
			Code: zohocrm.CodeInvalidData, Reason: test.reason, Message: "invalid data",
			Err: &fieldtype.SyntaxError{Offset: test.offset, Line: test.line, Column: test.column, Expected: test.expected},
		}
		// Errors are compared field by field, their causes among them.
		if diff := cmp.Diff(*want, *e); diff != "" {
			t.Errorf("ParseJSON(%.60q) (-want +got):\n%s", test.in, diff)
		}
		text := fmt.Sprintf("INVALID_DATA: invalid data: line %d, column %d: expected %s", test.line, test.column, test.expected)
		if err.Error() != text {
			t.Errorf("ParseJSON(%.60q): %v, want %s", test.in, err, text)
		}
		if json.Valid([]byte(test.in)) != test.alsoValid {
			t.Errorf("encoding/json takes %.60q: %v", test.in, !test.alsoValid)
		}
	}
}

// Neither depth nor size keeps the parser from its end, nor does it run out of
// stack.
func TestParseJSONLarge(t *testing.T) {
	size := testkit.Size(100_000, 10_000_000, 10_000_000)
	for _, in := range []string{
		strings.Repeat("[", 10_000),
		strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000),
		strings.Repeat("[", size),
		strings.Repeat(`{"a":`, size/5),
		strings.Repeat(`[{"":`, size/5),
	} {
		if _, err := fieldtype.ParseJSON([]byte(in)); !errors.Is(err, zohocrm.ReasonDepth) {
			t.Errorf("%.10s…: %v, want reason depth", in, err)
		}
	}
	for name, in := range map[string]string{
		"text":        `"` + strings.Repeat("a", size) + `"`,
		"code points": `"` + strings.Repeat("ß", size/2) + `"`,
		"escapes":     `"` + strings.Repeat(`\u00df`, size/6) + `"`,
		"digits":      strings.Repeat("1", size),
		"decimals":    "0." + strings.Repeat("1", size),
		"exponent":    "0e" + strings.Repeat("1", size),
		"space":       strings.Repeat(" ", size) + "1",
		"lines":       strings.Repeat("\n", size) + "1",
	} {
		v, err := fieldtype.ParseJSON([]byte(in))
		if err != nil || v.Problem() != nil {
			t.Errorf("%s: %v, %v", name, err, v.Problem())
		}
	}

	if testing.Short() {
		return // what follows takes much memory
	}

	// A text may hold twice as many values as a Value.
	for n, want := range map[int]error{2*fieldtype.MaxValues - 1: nil, 2 * fieldtype.MaxValues: zohocrm.ReasonSize} {
		v, err := fieldtype.ParseJSON([]byte(timesOf(n, "1")))
		if want == nil && (err != nil || v.Len() != n) || !errors.Is(err, want) {
			t.Errorf("an array of %d: %d, %v, want %v", n, v.Len(), err, want)
		}
	}

	// For our own packages the number of values is not bounded: a text may hold
	// any number of records.
	many := "[" + strings.Repeat(`{"a":[1,2]},`, fieldtype.MaxValues) + "1]"
	v, err := fieldtype.Internal.ParseLong(program.Key{}, []byte(many))
	if err != nil || v.Len() != fieldtype.MaxValues+1 {
		t.Errorf("%d records and one are %d, %v", fieldtype.MaxValues, v.Len(), err)
	}
	if out, errs := (&fieldtype.Spec{}).Append(nil, nil, v); len(errs) > 0 || string(out) != many {
		t.Errorf("many records come out in another way, with %d problems", len(errs))
	}
	if e := fieldtype.ValueOf(v).Problem(); e != nil {
		t.Errorf("Of such a value: %v", e)
	}
	if e := fieldtype.Array(v).Problem(); e == nil || e.Reason != zohocrm.ReasonSize {
		t.Errorf("such a value as part of another: %v", e)
	}

	// Many names are compared, too.
	var b strings.Builder
	for i := range 200_000 {
		fmt.Fprintf(&b, `,"name %d":1`, i)
	}
	if v, err := fieldtype.ParseJSON([]byte("{" + b.String()[1:] + "}")); err != nil || v.Len() != 200_000 {
		t.Errorf("200,000 names are %d, %v", v.Len(), err)
	}
	if v, err := fieldtype.ParseJSON([]byte("{" + b.String()[1:] + `,"name 199999":1}`)); err != nil || v.Problem() == nil {
		t.Errorf("the last of 200,000 names is there twice, but there is no problem; %v", err)
	}
}

// The value does not change with the bytes it was read from.
func TestParseJSONKeepsNothing(t *testing.T) {
	data := []byte(`{"a":"b","c":[1.50,"d\n"]}`)
	v, err := fieldtype.ParseJSON(data)
	if err != nil {
		t.Fatal(err)
	}
	for i := range data {
		data[i] = 'x'
	}
	if got, want := show(v), `{"a":"b","c":[1.50,"d\n"]}`; got != want {
		t.Errorf("the value is now %s, want %s", got, want)
	}
}

// json makes random JSON text, with white space anywhere.
func (r source) json(depth int) string {
	space := func(s string) string {
		return r.pick("", "", "", " ", "\n", "\r\n\t") + s + r.pick("", "", "", " ", "\n")
	}
	kinds := 6
	if depth == 0 {
		kinds = 4
	}
	switch r.Intn(kinds) {
	case 0:
		return space(r.pick("null", "true", "false"))
	case 1:
		return space(r.literal())
	case 2, 3:
		return space(r.quoted())
	case 4:
		elements := make([]string, r.Intn(4))
		for i := range elements {
			elements[i] = r.json(depth - 1)
		}
		return space("[" + space(strings.Join(elements, ",")) + "]")
	}
	members := make([]string, r.Intn(4))
	for i := range members {
		members[i] = space(fmt.Sprintf(`"%d %s`, i, r.quoted()[1:])) + ":" + r.json(depth-1)
	}
	return space("{" + space(strings.Join(members, ",")) + "}")
}

// quoted makes a random JSON text in quotes.
func (r source) quoted() string {
	var b strings.Builder
	for range r.Intn(8) {
		b.WriteString(r.pick("a", "id", "ß", "漢", "😀", "\x7f", "\u2028", "<", `\"`, `\\`, `\/`, `\b`, `\f`, `\n`, `\r`, `\t`,
			`\u0000`, `\u00e9`, `\uFFFF`, `\ud83d\ude00`, `\\u0041`))
	}
	return `"` + b.String() + `"`
}

// plain returns v as encoding/json knows it, with objects as lists of names and
// values in their order, and numbers as fractions.
func plain(v fieldtype.Value) any {
	switch v.JSONType() {
	case "string":
		s, _ := v.AsText()
		return s
	case "number":
		d, _ := v.AsDecimal()
		return rat(d.String()).String()
	case "boolean":
		b, _ := v.AsBool()
		return b
	case "array":
		list := []any{}
		for _, element := range v.Elements() {
			list = append(list, plain(element))
		}
		return list
	case "object":
		list := [][2]any{}
		for name, value := range v.Members() {
			list = append(list, [2]any{name, plain(value)})
		}
		return list
	}
	return nil
}

// decode reads the next value of d in the form of plain.
func decode(d *json.Decoder) any {
	token, err := d.Token()
	if err != nil {
		panic(err)
	}
	switch token := token.(type) {
	case json.Number:
		return rat(token.String()).String()
	case json.Delim:
		if token == '[' {
			list := []any{}
			for d.More() {
				list = append(list, decode(d))
			}
			_, _ = d.Token()
			return list
		}
		list := [][2]any{}
		for d.More() {
			name, _ := d.Token()
			list = append(list, [2]any{name, decode(d)})
		}
		_, _ = d.Token()
		return list
	}
	return token
}

func TestJSONLaws(t *testing.T) {
	any := fieldtype.Spec{}
	l := testkit.Laws(t, 5000)
	l.Property("a JSON text has the value that encoding/json finds in it", prop.ForAll(func(seed int64) (string, error) {
		in := fromSeed(seed).json(4)
		v, err := fieldtype.ParseJSON([]byte(in))
		if err != nil {
			return "", fmt.Errorf("%s: %w", in, err)
		}
		d := json.NewDecoder(strings.NewReader(in))
		d.UseNumber()
		return cmp.Diff(decode(d), plain(v)), nil
	}, gen.Int64()))
	l.Property("what is written is read as the same value, and written in the same way", prop.ForAll(func(seed int64) (string, error) {
		v := parse(fromSeed(seed).json(4))
		out, errs := any.Append(nil, nil, v)
		if len(errs) > 0 {
			return "", errs
		}
		again, err := fieldtype.ParseJSON(out)
		if err != nil {
			return "", fmt.Errorf("%s: %w", out, err)
		}
		outAgain, _ := any.Append(nil, nil, again)
		if !bytes.Equal(out, outAgain) {
			return "", fmt.Errorf("%s is written as %s", out, outAgain)
		}
		return cmp.Diff(plain(v), plain(again)), nil
	}, gen.Int64()))
	l.Property("a text with one byte changed, lost or put in is taken exactly if encoding/json takes it", prop.ForAll(func(seed int64) (string, error) {
		r := fromSeed(seed)
		in := []byte(r.json(3))
		i := r.Intn(len(in))
		b := r.pick(`"`, `\`, "[", "]", "{", "}", ",", ":", "0", "1", ".", "-", "e", "u", " ", "\n", "x", "\x00")[0]
		switch r.Intn(3) {
		case 0:
			in[i] = b
		case 1:
			in = slices.Delete(in, i, i+1)
		case 2:
			in = slices.Insert(in, i, b)
		}
		_, err := fieldtype.ParseJSON(in)
		if surrogate := bytes.Contains(in, []byte(`\ud`)); (err == nil) != json.Valid(in) && !surrogate && !errors.Is(err, zohocrm.ReasonUTF8) {
			return "", fmt.Errorf("%q: %v", in, err)
		}
		return "", nil
	}, gen.Int64()))
	l.TestingRun(t)
}
