package fieldtype_test

import (
	"math"
	"testing"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// TestParticipants is the page's "Participants": "Possible Values: lead,
// contact, user and email. participant: This key holds the record ID of the
// participant. Email: When "type":"email", use this key to specify the email ID
// of the participant."
func TestParticipants(t *testing.T) {
	const page = `[{"name":"John","type":"contact","participant":"5545974000002858122"},{"type":"email","Email":"patricia.boyle@zylker.com"}]`
	spec := fieldtype.Spec{Kind: fieldtype.Participants}
	types := func(warns bool) *zohocrm.Error {
		e := invalidData(zohocrm.ReasonSupported, zohocrm.Details{SupportedValues: []string{"lead", "contact", "user", "email"}}, index(0), key("type"))
		e.Warning = warns
		return e
	}
	noType := keyMissing(index(0), key("type"))
	noType.Details.SupportedValues = []string{"lead", "contact", "user", "email"}
	numericID := warning(invalidData(zohocrm.ReasonNumericID, zohocrm.Details{}, index(0), key("participant")))
	check(t, spec, []row{
		{in: parse(page), out: page},
		{in: parse(`[]`), out: `[]`},
		{in: parse(`[{"type":"lead","participant":"1"},{"type":"user","participant":"9999999999999999999"}]`), out: `[{"type":"lead","participant":"1"},{"type":"user","participant":"9999999999999999999"}]`},
		// As SDK samples have it: the address as participant, or both.
		{in: parse(`[{"type":"email","participant":"patricia.boyle@zylker.com"}]`), out: `[{"type":"email","participant":"patricia.boyle@zylker.com"}]`},
		{in: parse(`[{"type":"email","Email":"a@b.co","id":"1"}]`), out: `[{"type":"email","Email":"a@b.co","id":"1"}]`},
		// A field alone knows of no stored participant, so _delete is a key like any other.
		{in: parse(`[{"type":"contact","participant":"1","_delete":null}]`), out: `[{"type":"contact","participant":"1","_delete":null}]`},
		{in: parse(`[{"type":"contact","Email":"a@b.co"}]`), out: `[{"type":"contact","Email":"a@b.co"}]`},

		{in: parse(`[{"type":"contact","participant":"99999999999999999999"}]`), problems: problems(noID(index(0), key("participant")))},
		{in: parse(`[{"type":"user","participant":"patricia.boyle@zylker.com"}]`), problems: problems(noID(index(0), key("participant")))},
		{in: parse(`[{"type":"lead"}]`), problems: problems(keyMissing(index(0), key("participant")))},
		{in: parse(`[{"type":"contact","participant":""}]`), problems: problems(keyMissing(index(0), key("participant")))},
		{in: parse(`[{"type":"email"}]`), problems: problems(keyMissing(index(0), key("Email")))},
		{in: parse(`[{"type":"email","Email":null}]`), problems: problems(keyMissing(index(0), key("Email")))},
		{in: parse(`[{"type":"account","participant":"1"}]`), problems: problems(types(false))},
		{in: parse(`[{"type":"Contact","participant":"1"}]`), out: `[{"type":"Contact","participant":"1"}]`, problems: problems(types(true))},
		{in: parse(`[{"participant":"1"}]`), out: `[{"participant":"1"}]`, problems: problems(warning(noType))},
		{in: parse(`[{"type":"email","Email":"a@b"}]`), problems: problems(invalidEmail(index(0), key("Email")))},

		// An id as a number, as SDKs send it, and as Go has it.
		{in: parse(`[{"type":"contact","participant":5545974000002858122}]`), out: `[{"type":"contact","participant":5545974000002858122}]`, problems: problems(numericID)},
		{in: participant("user", fieldtype.Int(5545974000002858122)), out: `[{"type":"user","participant":"5545974000002858122"}]`},
		// One value, one problem.
		{in: participant("user", fieldtype.Float(math.NaN())), problems: problems(invalidData(zohocrm.ReasonNotFinite, zohocrm.Details{}, index(0), key("participant")))},
	})
	checkTypes(t, fieldtype.Participants, "jsonarray", "text", "number", "boolean", "object", "time")
	checkTypesAt(t, spec, `[{"type":"email","Email":"a@b.co"},?]`, "text number boolean array", "jsonobject", index(1))
	checkTypesAt(t, spec, `[{"type":?,"participant":"1"}]`, "number boolean array object", "text", index(0), key("type"))
	checkTypesAt(t, spec, `[{"type":"lead","participant":?}]`, "boolean array", "string", index(0), key("participant"))
	// By an external field, for which a header has to say which. Any other object is no id.
	external := notFound(index(0), key("participant"), key("id"))
	external.Reason = zohocrm.ReasonExternalLookup
	for _, text := range []string{`[{"type":"contact","participant":{"External_Contact_ID":"x"}}]`, `[{"type":"lead","participant":{"a":1}}]`} {
		check(t, spec, []row{{in: parse(text), out: text, problems: problems(warning(external))}})
	}
	for _, object := range []string{`{"id":"1"}`, `{"id":1}`, `{"name":"x"}`, `{"a":{}}`, `{"a":null}`, `{"a":1,"b":2}`} {
		check(t, spec, []row{{in: parse(`[{"type":"lead","participant":` + object + `}]`), problems: problems(wrongType("string", index(0), key("participant")))}})
	}
	checkTypesAt(t, spec, `[{"type":"email","participant":?}]`, "number boolean array object", "text", index(0), key("participant"))
	checkTypesAt(t, spec, `[{"type":"email","Email":?}]`, "number boolean array object", "email", index(0), key("Email"))
	checkTypesAt(t, spec, `[{"type":"email","Email":"a@b.co","name":?}]`, "number boolean array object", "text", index(0), key("name"))
}

// participant returns a list of one participant.
func participant(kind string, v fieldtype.Value) fieldtype.Value {
	return fieldtype.Array(fieldtype.Object(
		fieldtype.Member{Name: "type", Value: fieldtype.Text(kind)},
		fieldtype.Member{Name: "participant", Value: v},
	))
}

// invalidEmail returns the problem of a text that is no email address.
func invalidEmail(at ...zohocrm.Step) *zohocrm.Error {
	e := fieldtype.ValidateEmail("a@b").(*zohocrm.Error)
	return e.PrefixPath(at...)
}
