package fieldtype_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/big"
	"testing"

	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
)

func numericID(at ...zohocrm.Step) *zohocrm.Error {
	return warning(invalidData(zohocrm.ReasonNumericID, zohocrm.Details{}, at...))
}

// by returns the warning of a lookup that has another key than an id.
func by(reason zohocrm.Reason) *zohocrm.Error {
	e := warning(notFound(key("id")))
	e.Reason = reason
	return e
}

// misspelled returns the warning of a key that is near a known one.
func misspelled(name, known string) *zohocrm.Error {
	e := &zohocrm.Error{
		Code: zohocrm.CodeInvalidData, Reason: zohocrm.ReasonUnknownField, Message: "the field api name given seems to be invalid",
		Suggestion: known,
	}
	return warning(e.PrefixPath(key(name)))
}

// checkLookup checks what all objects with an id have in common.
func checkLookup(t *testing.T, kind fieldtype.Kind) {
	t.Helper()
	missing := func() zohocrm.Errors { return problems(notFound(key("id"))) }
	wrong := func() zohocrm.Errors { return problems(wrongType("string", key("id"))) }
	check(t, fieldtype.Spec{Kind: kind}, []row{
		{in: parse(`{"id":"425248000000104001"}`), out: `{"id":"425248000000104001"}`},
		{in: fieldtype.ID("425248000000104001"), out: `{"id":"425248000000104001"}`},
		{in: fieldtype.ValueOf(map[string]string{"id": "425248000000104001"}), out: `{"id":"425248000000104001"}`},
		{in: parse(`{"name":"Patricia Boyle","id":"4150868000000623001"}`), out: `{"name":"Patricia Boyle","id":"4150868000000623001"}`},
		{in: parse(`{"id":"1","name":null,"x":[{}]}`), out: `{"id":"1","name":null,"x":[{}]}`},

		// An id is 1 to 19 digits.
		{in: fieldtype.ID("0"), out: `{"id":"0"}`},
		{in: fieldtype.ID("9999999999999999999"), out: `{"id":"9999999999999999999"}`},
		{in: fieldtype.ID("10000000000000000000"), problems: problems(noID(key("id")))},
		{in: fieldtype.ID("-1"), problems: problems(noID(key("id")))},
		{in: fieldtype.ID("abc"), problems: problems(noID(key("id")))},
		{in: fieldtype.ID("1234567:"), problems: problems(noID(key("id")))}, // ":" follows "9" in ASCII
		{in: fieldtype.ID("/1234567"), problems: problems(noID(key("id")))}, // and "/" before "0"
		{in: fieldtype.ID(" 1"), problems: problems(noID(key("id")))},
		{in: fieldtype.ID("1.0"), problems: problems(noID(key("id")))},
		{in: fieldtype.ID("١"), problems: problems(noID(key("id")))},
		{in: fieldtype.ID("\xff"), problems: problems(noID(key("id")))},
		{in: parse(`{"id":"abc","name":"x"}`), problems: problems(noID(key("id")))},

		// A Go integer is written as text. A JSON number stays and warns.
		{in: fieldtype.ValueOf(map[string]any{"id": int64(425248000000104001)}), out: `{"id":"425248000000104001"}`},
		{in: fieldtype.ValueOf(map[string]any{"id": math.MaxInt32}), out: `{"id":"2147483647"}`}, // an int
		{in: fieldtype.ValueOf(map[string]any{"id": int64(math.MaxInt64)}), out: `{"id":"9223372036854775807"}`},
		{in: fieldtype.ValueOf(map[string]any{"id": big.NewInt(7)}), out: `{"id":"7"}`},
		{in: fieldtype.ValueOf(map[string]any{"id": textual("7")}), out: `{"id":"7"}`},
		{in: fieldtype.ValueOf(map[string]any{"id": 0}), problems: wrong()},
		{in: fieldtype.ValueOf(map[string]any{"id": -1}), problems: wrong()},
		{in: parse(`{"id":425248000000104001}`), out: `{"id":425248000000104001}`, problems: problems(numericID(key("id")))},
		{in: fieldtype.ValueOf(map[string]any{"id": json.Number("7")}), out: `{"id":7}`, problems: problems(numericID(key("id")))},
		{in: parse(`{"id":-1}`), problems: wrong()},
		{in: parse(`{"id":1.5}`), problems: wrong()},
		{in: parse(`{"id":12345678901234567890}`), problems: wrong()},

		// A float64 has lost digits of such a number.
		{in: fieldtype.ValueOf(map[string]any{"id": 425248000000104001.0}), problems: wrong()},

		{in: parse(`{"id":true}`), problems: wrong()},
		{in: parse(`{"id":["1"]}`), problems: wrong()},
		{in: parse(`{"id":{"id":"1"}}`), problems: wrong()},
		{in: fieldtype.ValueOf(map[string]any{"id": math.NaN()}), problems: problems(invalidData(zohocrm.ReasonNotFinite, zohocrm.Details{}, key("id")))},
		{in: fieldtype.ValueOf(map[string]any{"id": make(chan int)}), problems: problems(invalidData(zohocrm.ReasonGoType, zohocrm.Details{}, key("id")))},

		// No id
		{in: parse(`{}`), problems: missing()},
		{in: parse(`{"id":""}`), problems: missing()},
		{in: parse(`{"id":null}`), problems: missing()},
		{in: parse(`{"id":null,"x":"y"}`), problems: missing()},
		{in: parse(`{"a":1,"b":2}`), problems: missing()},
		{in: parse(`{"ID":"1","Id":"2"}`), problems: append(missing(), misspelled("ID", "id"), misspelled("Id", "id"))},
		{in: parse(`{"x":null}`), problems: missing()},
		{in: parse(`{"x":""}`), problems: missing()},

		// By name
		{in: parse(`{"name":"Zylker"}`), problems: missing()},
		{in: parse(`{"name":"Zylker","id":""}`), problems: missing()},

		// What is beside the id must be JSON, too.
		{in: fieldtype.ValueOf(map[string]any{"id": "1", "name": "\xff"}), problems: problems(notUTF8("text", key("name")))},
	})
	check(t, fieldtype.Spec{Kind: kind, AllowName: true}, []row{
		{in: parse(`{"name":"Zylker"}`), out: `{"name":"Zylker"}`, problems: problems(by(zohocrm.ReasonLookupByName))},
		{in: parse(`{"name":"Zylker","id":null}`), out: `{"name":"Zylker","id":null}`, problems: problems(by(zohocrm.ReasonLookupByName))},
		{in: parse(`{"name":"Zylker","id":"1"}`), out: `{"name":"Zylker","id":"1"}`},
		{in: parse(`{"name":""}`), problems: missing()},
		{in: parse(`{"name":null}`), problems: missing()},
		{in: parse(`{}`), problems: missing()},
	})
}

// checkBareName checks that a name as text is taken where Zoho looks it up, and
// only there.
func checkBareName(t *testing.T, kind fieldtype.Kind) {
	t.Helper()
	byName := warning(invalidData(zohocrm.ReasonLookupByName, zohocrm.Details{ExpectedDataType: "jsonobject"}))
	check(t, fieldtype.Spec{Kind: kind, AllowName: true}, []row{
		{in: parse(`"Zylker"`), out: `"Zylker"`, problems: problems(byName)},
		{in: parse(`"10000000000000000000"`), out: `"10000000000000000000"`, problems: problems(byName)},
		{in: parse(`"425248000000104001"`), out: `"425248000000104001"`, problems: problems(bareID())},
		{in: fieldtype.Text("\xff"), problems: problems(notUTF8("jsonobject"))},
		{in: parse(`1`), problems: problems(wrongType("jsonobject"))},
		{in: parse(`["Zylker"]`), problems: problems(wrongType("jsonobject"))},
	})
	check(t, fieldtype.Spec{Kind: kind}, []row{{in: parse(`"Zylker"`), problems: problems(wrongType("jsonobject"))}})
}

// checkBareID checks that an id as text is taken, as an older form, where an
// object belongs, and that nothing else but an object is.
func checkBareID(t *testing.T, kind fieldtype.Kind) {
	t.Helper()
	wrong := func() zohocrm.Errors { return problems(wrongType("jsonobject")) }
	check(t, fieldtype.Spec{Kind: kind}, []row{
		{in: parse(`"425248000000104001"`), out: `"425248000000104001"`, problems: problems(bareID())},
		{in: parse(`"9999999999999999999"`), out: `"9999999999999999999"`, problems: problems(bareID())},
		{in: parse(`"10000000000000000000"`), problems: wrong()},
		{in: parse(`"-1"`), problems: wrong()},
		{in: parse(`425248000000104001`), problems: wrong()},
		{in: parse(`["425248000000104001"]`), problems: wrong()},
		{in: parse(`[{"id":"425248000000104001"}]`), problems: wrong()},
	})
	checkTypes(t, kind, "jsonobject", "text", "number", "boolean", "array", "time")
}

// Lookup: "Accepts unique ID of the record".
func TestLookup(t *testing.T) {
	checkLookup(t, fieldtype.Lookup)
	checkBareID(t, fieldtype.Lookup)
	checkBareName(t, fieldtype.Lookup)
	check(t, fieldtype.Spec{Kind: fieldtype.Lookup}, []row{
		// By an external field, for which a header has to say which.
		{in: parse(`{"Products_External":"A-1"}`), out: `{"Products_External":"A-1"}`, problems: problems(by(zohocrm.ReasonExternalLookup))},
		{in: parse(`{"External":7}`), out: `{"External":7}`, problems: problems(by(zohocrm.ReasonExternalLookup))},
		{in: parse(`{"External":{"a":1}}`), out: `{"External":{"a":1}}`, problems: problems(by(zohocrm.ReasonExternalLookup))},
		{in: parse(`{"module":"A-1"}`), out: `{"module":"A-1"}`, problems: problems(by(zohocrm.ReasonExternalLookup))}, // only an object is the module
		{in: parse(`{"module":{"api_name":"Leads"}}`), problems: problems(notFound(key("id")))},
		{in: parse(`{"email":"p.boyle@zylker.com"}`), out: `{"email":"p.boyle@zylker.com"}`, problems: problems(by(zohocrm.ReasonExternalLookup))},
	})
	checkValue(t, "ValidateLookup", fieldtype.ValidateLookup, map[string]error{
		`{"id":"425248000000104001"}`: nil, `"425248000000104001"`: nil, `null`: nil, `""`: nil,
		`{"name":"x"}`: zohocrm.CodeMandatoryNotFound, `{"id":"x"}`: zohocrm.ReasonID, `"x"`: zohocrm.ReasonType, `1`: zohocrm.ReasonType,
	})
}

// User: "This is a default look-up field to users in Zoho CRM."
func TestUser(t *testing.T) {
	checkLookup(t, fieldtype.User)
	checkBareID(t, fieldtype.User)
	check(t, fieldtype.Spec{Kind: fieldtype.User}, []row{
		{in: parse(`{"name":"Patricia Boyle","id":"4150868000000623001"}`), out: `{"name":"Patricia Boyle","id":"4150868000000623001"}`},
		{in: parse(`{"email":"p.boyle@zylker.com"}`), out: `{"email":"p.boyle@zylker.com"}`},
		{in: parse(`{"email":"p.boyle@zylker.com","name":"x","id":null}`), out: `{"email":"p.boyle@zylker.com","name":"x","id":null}`},
		{in: parse(`{"email":""}`), problems: problems(notFound(key("id")))},
		{in: parse(`{"email":null,"name":"Patricia Boyle"}`), problems: problems(notFound(key("id")))},
		{in: parse(`{"External":"A-1"}`), out: `{"External":"A-1"}`, problems: problems(by(zohocrm.ReasonExternalLookup))},
	})
	checkValue(t, "ValidateUser", fieldtype.ValidateUser, map[string]error{
		`{"id":"1"}`: nil, `{"email":"p.boyle@zylker.com"}`: nil, `{"name":"Patricia Boyle"}`: zohocrm.ReasonMandatory, `true`: zohocrm.ReasonType,
	})
}

// Layout: "The ID represents the unique ID of the layout."
func TestLayout(t *testing.T) {
	checkLookup(t, fieldtype.Layout)
	checkBareID(t, fieldtype.Layout)
	check(t, fieldtype.Spec{Kind: fieldtype.Layout}, []row{
		{in: parse(`{"id":"554023000002734009"}`), out: `{"id":"554023000002734009"}`},
		{in: parse(`{"External":"A-1"}`), problems: problems(notFound(key("id")))},
		{in: parse(`{"email":"p.boyle@zylker.com"}`), problems: problems(notFound(key("id")))},
	})
	checkValue(t, "ValidateLayout", fieldtype.ValidateLayout, map[string]error{
		`{"id":"554023000002734009"}`: nil, `{"name":"Standard"}`: zohocrm.ReasonMandatory, `[]`: zohocrm.ReasonType,
	})
}

// checkID checks an id that is a text of its own.
func checkID(t *testing.T, kind fieldtype.Kind) {
	t.Helper()
	wrong := func() zohocrm.Errors { return problems(wrongType("string")) }
	check(t, fieldtype.Spec{Kind: kind}, empty)
	check(t, fieldtype.Spec{Kind: kind}, []row{
		{in: parse(`"3652397000003677001"`), out: `"3652397000003677001"`},
		{in: parse(`"9999999999999999999"`), out: `"9999999999999999999"`},
		{in: parse(`"10000000000000000000"`), problems: problems(noID())},
		{in: parse(`"-1"`), problems: problems(noID())},
		{in: parse(`"wizard"`), problems: problems(noID())},
		{in: parse(`"ß"`), problems: problems(noID())},
		{in: parse(`" "`), problems: problems(noID())},
		{in: fieldtype.Int(3652397000003677001), out: `"3652397000003677001"`},
		{in: fieldtype.Int(0), problems: wrong()},
		{in: parse(`3652397000003677001`), out: `3652397000003677001`, problems: problems(numericID())},
		{in: parse(`0.5`), problems: wrong()},
		{in: parse(`1e30`), problems: wrong()},
		{in: fieldtype.Float(7), problems: wrong()},
		{in: parse(`true`), problems: wrong()},
		{in: parse(`["1"]`), problems: wrong()},
		{in: fieldtype.ValueOf(complex(1, 1)), problems: problems(invalidData(zohocrm.ReasonGoType, zohocrm.Details{}))},
	})
}

// lar_id: "The unique ID of the lead assignment rule".
func TestLarID(t *testing.T) {
	checkID(t, fieldtype.LarID)
	check(t, fieldtype.Spec{Kind: fieldtype.LarID}, []row{
		{in: parse(`{"id":"1"}`), problems: problems(wrongType("string"))},
	})
	if err := fieldtype.ValidateLarID("3652397000003677001"); err != nil {
		t.Errorf("ValidateLarID = %v", err)
	}
	if err := fieldtype.ValidateLarID("x"); !errors.Is(err, zohocrm.ReasonID) {
		t.Errorf("ValidateLarID(x) = %v", err)
	}
}

// Wizard: "The ID of the wizard in which you want to create the record", as
// text on the page and in an object elsewhere.
func TestWizard(t *testing.T) {
	checkID(t, fieldtype.Wizard)
	checkLookup(t, fieldtype.Wizard)
	check(t, fieldtype.Spec{Kind: fieldtype.Wizard}, []row{
		{in: parse(`{"id":"3652397000003677001"}`), out: `{"id":"3652397000003677001"}`},
		{in: parse(`{"External":"A-1"}`), problems: problems(notFound(key("id")))},
	})
	check(t, fieldtype.Spec{Kind: fieldtype.WizardPath}, []row{
		{in: fieldtype.ValueOf([]int{7}), out: `["7"]`},
		{in: parse(`["1",2,"x",null]`), problems: problems(connection(numericID(index(1))), connection(noID(index(2))), connection(wrongType("string", index(3))))},
	})
	checkValue(t, "ValidateWizard", fieldtype.ValidateWizard, map[string]error{
		`"3652397000003677001"`: nil, `{"id":"3652397000003677001"}`: nil, `"x"`: zohocrm.ReasonID, `{}`: zohocrm.ReasonMandatory, `[]`: zohocrm.ReasonType,
	})
}

func checkValue(t *testing.T, name string, validate func(fieldtype.Value) error, want map[string]error) {
	t.Helper()
	for text, want := range want {
		if err := validate(parse(text)); want == nil && err != nil || !errors.Is(err, want) {
			t.Errorf("%s(%s) = %v, want %v", name, text, err, want)
		}
	}
}

func TestLookupLaws(t *testing.T) {
	l := testkit.Laws(t, 2000)
	l.Property("an id passes exactly if it is 1 to 19 digits", prop.ForAll(func(seed int64) (string, error) {
		r := fromSeed(seed)
		n := 1 + r.Intn(25)
		s := []byte(random(r, n))
		valid := n <= 19
		if r.Intn(2) == 0 {
			s[r.Intn(n)] = "-+. ex\x00/:"[r.Intn(9)]
			valid = false
		}
		for _, kind := range []fieldtype.Kind{fieldtype.Lookup, fieldtype.User, fieldtype.Layout, fieldtype.Wizard} {
			err := (&fieldtype.Spec{Kind: kind}).Check(fieldtype.ID(string(s)))
			if valid != (err == nil) || !valid && !errors.Is(err, zohocrm.ReasonID) {
				return "", fmt.Errorf("%v %q: %v", kind, s, err)
			}
		}
		return "", nil
	}, gen.Int64()))
	l.TestingRun(t)
}
