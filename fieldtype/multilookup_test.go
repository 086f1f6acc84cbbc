package fieldtype_test

import (
	"strings"
	"testing"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// noID returns the problem of an id that is not 1 to 19 digits.
func noID(at ...zohocrm.Step) *zohocrm.Error {
	return invalidData(zohocrm.ReasonID, zohocrm.Details{ExpectedDataType: "string"}, at...)
}

// bareID returns the warning of an id in place of an object.
func bareID(at ...zohocrm.Step) *zohocrm.Error {
	return warning(invalidData(zohocrm.ReasonBareID, zohocrm.Details{ExpectedDataType: "jsonobject"}, at...))
}

// TestMultiSelectLookup is the page's field "Listings", whose lookup in the
// linking module is "Interested_Listings".
func TestMultiSelectLookup(t *testing.T) {
	const page = `[{"Interested_Listings":{"id":"3652397000001978005"}},{"Interested_Listings":{"id":"3652397000001978016"}}]`
	const inner = "Interested_Listings"
	unknown := fieldtype.Spec{Kind: fieldtype.MultiSelectLookup}
	known := fieldtype.Spec{Kind: fieldtype.MultiSelectLookup, ConnectedLookup: inner}
	for _, spec := range []fieldtype.Spec{unknown, known} {
		external := notFound(index(0), key(inner), key("id"))
		external.Reason = zohocrm.ReasonExternalLookup
		check(t, spec, []row{
			{in: parse(page), out: page},
			{in: parse(`[]`), out: `[]`},
			{in: parse(`[{"Interested_Listings":{"id":"1","name":"Villa"},"$sequence":3}]`), out: `[{"Interested_Listings":{"id":"1","name":"Villa"},"$sequence":3}]`},
			{in: parse(`[{"Interested_Listings":{"id":"9999999999999999999"}}]`), out: `[{"Interested_Listings":{"id":"9999999999999999999"}}]`},
			{in: parse(`[{"Interested_Listings":{"id":"99999999999999999999"}}]`), problems: problems(noID(index(0), key(inner), key("id")))},
			{in: parse(`[{"Interested_Listings":{"id":"villa"}}]`), problems: problems(noID(index(0), key(inner), key("id")))},
			{in: parse(`[{"Interested_Listings":{"id":"1"}},{"Interested_Listings":{}}]`), problems: problems(notFound(index(1), key(inner), key("id")))},
			{in: parse(`[{"Interested_Listings":{"name":"Villa"}}]`), problems: problems(notFound(index(0), key(inner), key("id")))},
			{in: parse(`[{"Interested_Listings":{"Listing_No":"7"}}]`), out: `[{"Interested_Listings":{"Listing_No":"7"}}]`,
				problems: problems(warning(external))},
			{in: parse(`[{"Interested_Listings":"3652397000001978005"}]`), problems: problems(wrongType("jsonobject", index(0), key(inner)))},
			{in: parse(`[{"Interested_Listings":"Villa"}]`), problems: problems(wrongType("jsonobject", index(0), key(inner)))},
			{in: parse(`[{"Interested_Listings":{"id":12}}]`), out: `[{"Interested_Listings":{"id":12}}]`,
				problems: problems(warning(invalidData(zohocrm.ReasonNumericID, zohocrm.Details{}, index(0), key(inner), key("id"))))},
		})
		checkTypesAt(t, spec, `[{"Interested_Listings":{"id":"1"}},?]`, "text number boolean array", "jsonobject", index(1))
		checkTypesAt(t, spec, `[{"Interested_Listings":?}]`, "text number boolean array", "jsonobject", index(0), key(inner))
		checkTypesAt(t, spec, `[{"Interested_Listings":{"id":?}}]`, "boolean array object", "string", index(0), key(inner), key("id"))
	}
	checkTypes(t, fieldtype.MultiSelectLookup, "jsonarray", "text", "number", "boolean", "object", "time")

	// What is missing can be named only when its name is known.
	for _, text := range []string{`[{}]`, `[{"Interested_Listings":null}]`, `[{"Interested_Listings":""}]`, `[{"id":"3652397000001978005"}]`, `[{"a":1,"b":"2"}]`} {
		check(t, known, []row{{in: parse(text), problems: problems(keyMissing(index(0), key(inner)))}})
		check(t, unknown, []row{{in: parse(text), problems: problems(keyMissing(index(0)))}})
	}
	check(t, known, []row{{in: parse(`[{"Listings":{"id":"1"}}]`), problems: problems(keyMissing(index(0), key(inner)))}})
	for _, spec := range []fieldtype.Spec{unknown, known} {
		element := fieldtype.Object(fieldtype.Member{Name: inner, Value: fieldtype.ID("1")}, fieldtype.Member{Name: "\xff", Value: fieldtype.Int(1)})
		check(t, spec, []row{{in: fieldtype.Array(element), problems: problems(notUTF8("text", index(0), key("\xff")))}})
	}
}

// TestMultiUserLookup is the page's field "Multi_user", and the Members of a
// service.
func TestMultiUserLookup(t *testing.T) {
	const page = `[{"Multi_user":{"name":"Patricia Boyle","id":"3652397000000186017"}},{"Multi_user":{"name":"J Smith","id":"3652397000000281001"}}]`
	spec := fieldtype.Spec{Kind: fieldtype.MultiUserLookup}
	check(t, spec, []row{
		{in: parse(page), out: page},
		{in: parse(`[{"User":{"email":"patricia.boyle@zylker.com"}}]`), out: `[{"User":{"email":"patricia.boyle@zylker.com"}}]`},
		{in: parse(`[{"User":{"name":"Patricia Boyle"}}]`), problems: problems(notFound(index(0), key("User"), key("id")))},
		{in: parse(`[{"User":"3652397000000186017"}]`), problems: problems(wrongType("jsonobject", index(0), key("User")))},
	})
	checkTypes(t, fieldtype.MultiUserLookup, "jsonarray", "text", "number", "boolean", "object", "time")
	checkTypesAt(t, spec, `[?]`, "text number boolean array", "jsonobject", index(0))
	checkTypesAt(t, spec, `[{"Multi_user":?}]`, "text number boolean array", "jsonobject", index(0), key("Multi_user"))

	const member = `{"Members":{"id":"3652397000000186017"}}`
	members := fieldtype.Spec{Kind: fieldtype.MultiUserLookup, ConnectedLookup: "Members", MaxLength: 100}
	check(t, members, []row{
		{in: parse(timesOf(100, member)), out: timesOf(100, member)},
		// Word for word what Zoho answers for the members of a service.
		{in: parse(timesOf(101, member)), problems: problems(tooManyOf(100, "More than 100 users cannot be associated"))},
	})
}

// TestMultiModuleLookup takes the Appointment_For of an appointment and the
// Parent_Id of a note.
func TestMultiModuleLookup(t *testing.T) {
	const contact = `{"module":{"api_name":"Contacts"},"id":"3652397000000649013","name":"Patricia Boyle"}`
	spec := fieldtype.Spec{Kind: fieldtype.MultiModuleLookup}
	check(t, spec, []row{
		{in: parse(contact), out: contact},
		{in: parse(`{"module":{"id":"3652397000000002175"},"id":"1"}`), out: `{"module":{"id":"3652397000000002175"},"id":"1"}`},
		{in: parse(`{"module":{"api_name":null,"id":"2"},"id":"1"}`), out: `{"module":{"api_name":null,"id":"2"},"id":"1"}`},
		{in: parse(`{"module":{"api_name":"Contacts"}}`), problems: problems(notFound(key("id")))},
		{in: parse(`{"module":{"api_name":"Contacts"},"name":"Patricia Boyle"}`), problems: problems(notFound(key("id")))},
		{in: parse(`{"module":{"api_name":"Contacts"},"id":"x"}`), problems: problems(noID(key("id")))},
		{in: parse(`{"id":"1"}`), out: `{"id":"1"}`, problems: problems(warning(notFound(key("module"))))},
		{in: parse(`{"id":"1","module":null}`), out: `{"id":"1","module":null}`, problems: problems(warning(notFound(key("module"))))},
		{in: parse(`"3652397000000649013"`), out: `"3652397000000649013"`, problems: problems(bareID())},
		{in: fieldtype.Object(
			fieldtype.Member{Name: "id", Value: fieldtype.Text("1")},
			fieldtype.Member{Name: "module", Value: fieldtype.ValueOf(make(chan int))},
		), problems: problems(invalidData(zohocrm.ReasonGoType, zohocrm.Details{}, key("module")))},
	})
	for name, values := range jsonOf {
		for _, value := range values {
			if name != "object" {
				check(t, spec, []row{{in: parse(value), problems: problems(wrongType("jsonobject"))}})
			}
		}
	}
	checkTypesAt(t, spec, `{"id":"1","module":?}`, "text number boolean array", "jsonobject", key("module"))
	checkTypesAt(t, spec, `{"id":"1","module":{"api_name":?}}`, "number boolean array object", "text", key("module"), key("api_name"))
	checkTypesAt(t, spec, `{"id":?,"module":{"api_name":"Contacts"}}`, "boolean array object", "string", key("id"))

	// The modules that the field's metadata names.
	of := fieldtype.Spec{Kind: fieldtype.MultiModuleLookup, Values: []string{"Leads", "Contacts"}}
	supported := invalidData(zohocrm.ReasonSupported, zohocrm.Details{SupportedValues: []string{"Leads", "Contacts"}}, key("module"), key("api_name"))
	check(t, of, []row{
		{in: parse(contact), out: contact},
		{in: parse(`{"module":{"api_name":"Deals"},"id":"1"}`), problems: problems(supported)},
		{in: parse(`{"module":{"id":"2"},"id":"1"}`), out: `{"module":{"id":"2"},"id":"1"}`},
	})
}

// TestSupportedValuesOfObjects changes what an error holds, which must not
// change what is taken.
func TestSupportedValuesOfObjects(t *testing.T) {
	tests := []struct {
		spec fieldtype.Spec
		text string
	}{
		{fieldtype.Spec{Kind: fieldtype.Participants}, `[{"type":"nobody"}]`},
		{fieldtype.Spec{Kind: fieldtype.Participants}, `[{"Email":"a@b.co"}]`},
		{fieldtype.Spec{Kind: fieldtype.MultiModuleLookup, Values: []string{"Leads"}}, `{"module":{"api_name":"Deals"},"id":"1"}`},
		{fieldtype.Spec{Kind: fieldtype.Reminders, Values: []string{"days"}}, `[{"unit":1,"period":"hours"}]`},
		{fieldtype.Spec{Kind: fieldtype.Reminders}, `[{"unit":1,"period":"years"}]`},
		{fieldtype.Spec{Kind: fieldtype.Picklist, Values: []string{"Hot"}}, `"Cold"`},
		{fieldtype.Spec{Kind: fieldtype.MultiSelect, Values: []string{"Hot"}, OnlyListed: true}, `["Cold"]`},
		{fieldtype.Spec{Kind: fieldtype.Any, Values: []string{"Hot"}}, `"Cold"`},
	}
	for _, tt := range tests {
		var texts []string
		for range 2 {
			_, errs := tt.spec.Append(nil, nil, parse(tt.text))
			if len(errs) != 1 || len(errs[0].Details.SupportedValues) == 0 {
				t.Fatalf("%s: %v", tt.text, errs)
			}
			texts = append(texts, strings.Join(errs[0].Details.SupportedValues, ","))
			for i := range errs[0].Details.SupportedValues {
				errs[0].Details.SupportedValues[i] = "changed"
			}
		}
		if texts[0] != texts[1] {
			t.Errorf("%s: first %s, then %s", tt.text, texts[0], texts[1])
		}
	}
}
