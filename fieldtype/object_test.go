package fieldtype_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// keyMissing returns the problem of an object that lacks a key, in the words
// with which Zoho answers for the keys of an object that is no subform row.
func keyMissing(at ...zohocrm.Step) *zohocrm.Error {
	e := notFound(at...)
	e.Message = "mandatory key missing"
	return e
}

// tooManyOf returns the problem of an array of more than n elements.
func tooManyOf(n int, message string, at ...zohocrm.Step) *zohocrm.Error {
	e := &zohocrm.Error{
		Code: zohocrm.CodeLimitExceeded, Reason: zohocrm.ReasonMaxItems, Message: message,
		Details: zohocrm.Details{Limit: n},
	}
	return e.PrefixPath(at...)
}

// timesOf returns the JSON array that holds an element n times.
func timesOf(n int, element string) string {
	return "[" + strings.TrimSuffix(strings.Repeat(element+",", n), ",") + "]"
}

// jsonOf holds JSON of each type that is neither null nor empty.
var jsonOf = map[string][]string{
	"text":    {`"x"`, `" "`, `"true"`, `"[]"`},
	"number":  {`1`, `0`, `-2.5`},
	"boolean": {`true`, `false`},
	"array":   {`[1]`, `["x"]`, `[{"id":"1"}]`, `[[]]`},
	"object":  {`{"a":1}`, `{"id":"1"}`, `{"a":{}}`},
}

// checkTypesAt puts values of the wrong types where the template has "?", and
// expects a problem of the type dataType there.
func checkTypesAt(t *testing.T, spec fieldtype.Spec, template, types, dataType string, at ...zohocrm.Step) {
	t.Helper()
	for name := range strings.FieldsSeq(types) {
		if jsonOf[name] == nil {
			t.Fatalf("no values of type %s", name)
		}
		for _, value := range jsonOf[name] {
			in := strings.Replace(template, "?", value, 1)
			check(t, spec, []row{{in: parse(in), problems: problems(wrongType(dataType, at...))}})
		}
	}
}

// checkMissingAt leaves out the key that the template has with the value "?",
// and gives it each value that says nothing. A comma goes with the key.
func checkMissingAt(t *testing.T, spec fieldtype.Spec, template, key string, want *zohocrm.Error) {
	t.Helper()
	member := `"` + key + `":?`
	left := strings.Replace(template, member+",", "", 1)
	left = strings.Replace(left, ","+member, "", 1)
	left = strings.Replace(left, member, "", 1)
	if left == template {
		t.Fatalf("%s: no %s", template, member)
	}
	check(t, spec, []row{{in: parse(left), problems: problems(want)}})
	for _, value := range []string{`null`, `""`, `[]`, `{}`} {
		want := want
		if value == `{}` && slices.ContainsFunc(spec.Fields, func(f fieldtype.Field) bool { return f.APIName == key && f.Spec.Kind == fieldtype.Lookup }) {
			want = notFound(append(slices.Clone(want.Path), zohocrm.Key("id"))...) // the id is missing, not the lookup
		}
		check(t, spec, []row{{in: parse(strings.Replace(template, "?", value, 1)), problems: problems(want)}})
	}
}

// TestFiles is the page's "Image_Upload" and "File_Upload", with the counts of
// the page on custom fields: up to 10 images, and 1 or 5 files.
func TestFiles(t *testing.T) {
	tests := []struct {
		kind    fieldtype.Kind
		most    int
		message string
	}{
		{fieldtype.ImageUpload, 10, "Record insertion limit for Image upload field has been exceeded."},
		{fieldtype.FileUpload, 5, "more than 5 elements are not allowed"},
	}
	for _, tt := range tests {
		t.Run(tt.kind.DataType(), func(t *testing.T) {
			const page = `[{"File_Id__s":"2cxxxxxxxxxxxx2fa"},{"File_Id__s":"2cxxxxxxxxxxxx4fa"}]`
			const file = `{"File_Id__s":"2cxxxxxxxxxxxx4fc"}`
			spec := fieldtype.Spec{Kind: tt.kind}
			check(t, spec, []row{
				{in: parse(page), out: page},
				{in: parse(`[]`), out: `[]`},
				{in: parse(timesOf(tt.most, file)), out: timesOf(tt.most, file)},
				{in: parse(timesOf(tt.most+1, file)), problems: problems(tooManyOf(tt.most, tt.message))},
				// The schema knows more keys, which pass as they are.
				{in: parse(`[{"File_Id__s":"a","Description__s":"b","Sequence_Number__s":1}]`), out: `[{"File_Id__s":"a","Description__s":"b","Sequence_Number__s":1}]`},
				{in: parse(`[` + file + `,{}]`), problems: problems(keyMissing(index(1), key("File_Id__s")))},
				{in: parse(`[{"File_Id__s":"` + strings.Repeat("é", 255) + `"}]`), out: `[{"File_Id__s":"` + strings.Repeat("é", 255) + `"}]`},
			})
			checkTypes(t, tt.kind, "jsonarray", "text", "number", "boolean", "object", "time")
			checkTypesAt(t, spec, `[`+file+`,?]`, "text number boolean array", "jsonobject", index(1))
			checkTypesAt(t, spec, `[{"File_Id__s":?}]`, "number boolean array object", "text", index(0), key("File_Id__s"))
			checkMissingAt(t, spec, `[{"File_Id__s":?}]`, "File_Id__s", keyMissing(index(0), key("File_Id__s")))
			check(t, spec, []row{{in: parse(`[null]`), problems: problems(wrongType("jsonobject", index(0)))}})
		})
	}
	// The length of the field's metadata goes before.
	one := fieldtype.Spec{Kind: fieldtype.FileUpload, MaxLength: 1}
	check(t, one, []row{
		{in: parse(`[{"File_Id__s":"a"}]`), out: `[{"File_Id__s":"a"}]`},
		{in: parse(`[{"File_Id__s":"a"},{"File_Id__s":"b"}]`), problems: problems(tooManyOf(1, "more than 1 elements are not allowed"))},
	})
}

// quotedItems is the spec of a subform with rows that hold a lookup, numbers, a
// text and a subform of their own.
var quotedItems = fieldtype.Spec{Kind: fieldtype.Subform, Fields: []fieldtype.Field{
	{APIName: "Product_Name", Spec: fieldtype.Spec{Kind: fieldtype.Lookup, AllowName: true}, Mandatory: true},
	{APIName: "Quantity", Spec: fieldtype.Spec{Kind: fieldtype.DecimalNumber}},
	{APIName: "Discount", Spec: fieldtype.Spec{Kind: fieldtype.Currency, AllowQuoted: true}},
	{APIName: "Description", Spec: fieldtype.Spec{Kind: fieldtype.RichText}},
	{APIName: "Line_Tax", Spec: fieldtype.Spec{Kind: fieldtype.LineTax}},
	{APIName: "Parts", Spec: fieldtype.Spec{Kind: fieldtype.Subform, MaxLength: 2, Fields: []fieldtype.Field{
		{APIName: "Code", Spec: fieldtype.Spec{Kind: fieldtype.SingleLine, MaxLength: 3}, Mandatory: true},
	}}},
}}

// TestSubform is the page's "Quoted_Items", and subforms of other fields.
func TestSubform(t *testing.T) {
	const page = `[{"Product_Name":{"name":"ZCRM_Product","id":"3652397000000416001"},"Quantity":100,"Discount":0,` +
		`"Price_Book_Name":{"id":"3652397000000491235","name":"Price Book 1"},"Description":"description",` +
		`"Line_Tax":[{"percentage":10,"name":"Sales Tax"},{"percentage":1,"name":"Vat"}]}]`
	const item = `{"Product_Name":{"id":"1"}}`
	quoted := invalidData(zohocrm.ReasonQuotedNumber, zohocrm.Details{ExpectedDataType: "double"}, index(0), key("Quantity"))
	byName := notFound(key("id"))
	byName.Reason = zohocrm.ReasonLookupByName
	byName.PrefixPath(index(0), key("Product_Name"))
	check(t, quotedItems, []row{
		{in: parse(page), out: page},
		{in: parse(timesOf(100, item)), out: timesOf(100, item)},
		{in: parse(timesOf(101, item)), problems: problems(tooManyOf(100, "more than 100 elements are not allowed"))},
		// Numbers keep their digits.
		{in: parse(`[{"Product_Name":{"id":"1"},"Quantity":1234567890123456.123456789}]`), out: `[{"Product_Name":{"id":"1"},"Quantity":1234567890123456.123456789}]`},
		{in: parse(`[{"Product_Name":{"id":"1"},"Quantity":"2"}]`), problems: problems(quoted)},
		// Two problems in row 0, none in row 1, one in row 2, in their order.
		{
			in: parse(`[{"Quantity":[],"Product_Name":{"id":"x"}},` + item + `,{"Quantity":1.0123456789}]`),
			problems: problems(
				wrongType("double", index(0), key("Quantity")),
				invalidData(zohocrm.ReasonID, zohocrm.Details{ExpectedDataType: "string"}, index(0), key("Product_Name"), key("id")),
				invalidData(zohocrm.ReasonDecimals, zohocrm.Details{MaximumDecimalPlace: ptr(9)}, index(2), key("Quantity")),
				notFound(index(2), key("Product_Name")),
			),
		},
		{in: parse(`[{"Product_Name":{"name":"ZCRM_Product"}}]`), out: `[{"Product_Name":{"name":"ZCRM_Product"}}]`, problems: problems(warning(byName))},
		// A subform in a subform.
		{in: parse(`[{"Product_Name":{"id":"1"},"Parts":[{"Code":"abc"},{"Code":"d"}]}]`), out: `[{"Product_Name":{"id":"1"},"Parts":[{"Code":"abc"},{"Code":"d"}]}]`},
		{in: parse(`[{"Product_Name":{"id":"1"},"Parts":[{"Code":"a"},{"Code":"b"},{"Code":"c"}]}]`), problems: problems(
			tooManyOf(2, "more than 2 elements are not allowed", index(0), key("Parts")))},
		{in: parse(`[` + item + `,{"Product_Name":{"id":"1"},"Parts":[{"Code":"a"},{"Code":"abcd"}]}]`), problems: problems(
			invalidData(zohocrm.ReasonMaxLength, zohocrm.Details{MaximumLength: 3}, index(1), key("Parts"), index(1), key("Code")))},
		{in: parse(`[{"Product_Name":{"id":"1"},"Parts":[{}]}]`), problems: problems(notFound(index(0), key("Parts"), index(0), key("Code")))},
	})
	checkTypes(t, fieldtype.Subform, "jsonarray", "text", "number", "boolean", "object", "time")
	checkTypesAt(t, quotedItems, `[?]`, "text number boolean array", "jsonobject", index(0))
	checkTypesAt(t, quotedItems, `[{"Product_Name":?}]`, "number boolean array", "jsonobject", index(0), key("Product_Name"))
	bareName := warning(invalidData(zohocrm.ReasonLookupByName, zohocrm.Details{ExpectedDataType: "jsonobject"}, index(0), key("Product_Name")))
	check(t, quotedItems, []row{{in: parse(`[{"Product_Name":"x"}]`), out: `[{"Product_Name":"x"}]`, problems: problems(bareName)}})
	checkTypesAt(t, quotedItems, `[{"Product_Name":{"id":"1"},"Quantity":?}]`, "text boolean array object", "double", index(0), key("Quantity"))
	checkTypesAt(t, quotedItems, `[{"Product_Name":{"id":"1"},"Description":?}]`, "number boolean array object", "text", index(0), key("Description"))
	checkTypesAt(t, quotedItems, `[{"Product_Name":{"id":"1"},"Line_Tax":?}]`, "text number boolean object", "jsonarray", index(0), key("Line_Tax"))
	checkTypesAt(t, quotedItems, `[{"Product_Name":{"id":"1"},"Line_Tax":[{},?]}]`, "text number boolean array", "jsonobject", index(0), key("Line_Tax"), index(1))
	checkTypesAt(t, quotedItems, `[{"Product_Name":{"id":"1"},"Line_Tax":[{"percentage":?}]}]`, "text boolean array object", "double", index(0), key("Line_Tax"), index(0), key("percentage"))
	checkMissingAt(t, quotedItems, `[{"Product_Name":?,"Quantity":1}]`, "Product_Name", notFound(index(0), key("Product_Name")))

	// Of a subform whose rows are not known every object passes.
	custom := fieldtype.Spec{Kind: fieldtype.Subform}
	check(t, custom, []row{
		{in: parse(`[{},{"a":{"b":[1,null,"c"]}}]`), out: `[{},{"a":{"b":[1,null,"c"]}}]`},
		{in: parse(`[{}]`), out: `[{}]`},
		{in: parse(`[{"a":1},2]`), problems: problems(wrongType("jsonobject", index(1)))},
	})

	// Of a closed one only the fields that are known, the id and keys such as
	// "$sequence" pass.
	closed := quotedItems
	closed.OnlyListed = true
	unknown := &zohocrm.Error{
		Code: zohocrm.CodeInvalidData, Reason: zohocrm.ReasonUnknownField, Message: "the field api name given seems to be invalid",
	}
	unknown.PrefixPath(index(1), key("Colour"))
	check(t, closed, []row{
		{in: parse(`[{"Product_Name":{"id":"1"},"Quantity":2,"id":"7","$sequence":3}]`), out: `[{"Product_Name":{"id":"1"},"Quantity":2,"id":"7","$sequence":3}]`},
		{in: parse(`[` + item + `,{"Product_Name":{"id":"1"},"Colour":"red"}]`), problems: problems(unknown)},
		{in: parse(`[{"Product_Name":{"id":"1"},"Parts":[{"Code":"abc","Colour":"red"}]}]`), out: `[{"Product_Name":{"id":"1"},"Parts":[{"Code":"abc","Colour":"red"}]}]`},
	})
	// Objects of another kind are not closed.
	check(t, fieldtype.Spec{Kind: fieldtype.LineTax, OnlyListed: true}, []row{
		{in: parse(`[{"name":"Vat","Colour":"red"}]`), out: `[{"name":"Vat","Colour":"red"}]`},
	})
}

// TestLineTax is the page's "$line_tax" and "Line_Tax".
func TestLineTax(t *testing.T) {
	spec := fieldtype.Spec{Kind: fieldtype.LineTax}
	check(t, spec, []row{
		{in: parse(`[{"percentage":1.5,"name":"Common Tax"}]`), out: `[{"percentage":1.5,"name":"Common Tax"}]`},
		{in: parse(`[{"percentage":10,"name":"Sales Tax"},{"percentage":1,"name":"Vat"}]`), out: `[{"percentage":10,"name":"Sales Tax"},{"percentage":1,"name":"Vat"}]`},
		{in: parse(`[{"name":"Vat","percentage":1,"id":"3652397000000416001","value":0.25}]`), out: `[{"name":"Vat","percentage":1,"id":"3652397000000416001","value":0.25}]`},
		{in: parse(`[]`), out: `[]`},
		{in: parse(`[{"percentage":99999}]`), out: `[{"percentage":99999}]`},
		{in: parse(`[{"percentage":100000}]`), problems: problems(
			invalidData(zohocrm.ReasonDigits, zohocrm.Details{MaximumLength: 5}, index(0), key("percentage")))},
		{in: parse(`[{"id":"x"}]`), problems: problems(
			invalidData(zohocrm.ReasonID, zohocrm.Details{ExpectedDataType: "string"}, index(0), key("id")))},
	})
	checkTypes(t, fieldtype.LineTax, "jsonarray", "text", "number", "boolean", "object", "time")
	checkTypesAt(t, spec, `[?]`, "text number boolean array", "jsonobject", index(0))
	checkTypesAt(t, spec, `[{"name":?}]`, "number boolean array object", "text", index(0), key("name"))
	checkTypesAt(t, spec, `[{"value":?}]`, "text boolean array object", "double", index(0), key("value"))
	checkTypesAt(t, spec, `[{"id":?}]`, "boolean array object", "string", index(0), key("id"))
}

// TestPricingDetails is the page's "JSON Array with "from_range", "to_range",
// "discount"". That of v8 has unit_price.
func TestPricingDetails(t *testing.T) {
	spec := fieldtype.Spec{Kind: fieldtype.PricingDetails}
	check(t, spec, []row{
		{in: parse(`[{"from_range":1,"to_range":5,"discount":2},{"from_range":6,"to_range":11,"discount":3.5}]`), out: `[{"from_range":1,"to_range":5,"discount":2},{"from_range":6,"to_range":11,"discount":3.5}]`},
		{in: parse(`[{"from_range":1,"to_range":10,"unit_price":9.90}]`), out: `[{"from_range":1,"to_range":10,"unit_price":9.90}]`},
		{in: parse(`[{"discount":0,"to_range":0,"from_range":0}]`), out: `[{"discount":0,"to_range":0,"from_range":0}]`},
		{in: parse(`[{}]`), problems: problems(
			keyMissing(index(0), key("from_range")), keyMissing(index(0), key("to_range")), keyMissing(index(0), key("discount")))},
		{in: parse(`[{"from_range":"1","to_range":5,"discount":2}]`), problems: problems(
			invalidData(zohocrm.ReasonQuotedNumber, zohocrm.Details{ExpectedDataType: "double"}, index(0), key("from_range")))},
	})
	checkTypes(t, fieldtype.PricingDetails, "jsonarray", "text", "number", "boolean", "object", "time")
	checkTypesAt(t, spec, `[?]`, "text number boolean array", "jsonobject", index(0))
	for template, name := range map[string]string{
		`[{"from_range":?,"to_range":5,"discount":2}]`: "from_range",
		`[{"from_range":1,"to_range":?,"discount":2}]`: "to_range",
		`[{"from_range":1,"to_range":5,"discount":?}]`: "discount",
	} {
		checkTypesAt(t, spec, template, "text boolean array object", "double", index(0), key(name))
	}
	checkMissingAt(t, spec, `[{"from_range":?,"to_range":5,"discount":2}]`, "from_range", keyMissing(index(0), key("from_range")))
	checkMissingAt(t, spec, `[{"from_range":1,"to_range":?,"discount":2}]`, "to_range", keyMissing(index(0), key("to_range")))
	check(t, spec, []row{
		{in: parse(`[{"from_range":1,"to_range":5}]`), problems: problems(keyMissing(index(0), key("discount")))},
		{in: parse(`[{"from_range":1,"to_range":5,"discount":null}]`), problems: problems(keyMissing(index(0), key("discount")))},
	})
}

// TestTag takes tags as objects with a name, which is how Zoho's samples have
// them.
func TestTag(t *testing.T) {
	spec := fieldtype.Spec{Kind: fieldtype.Tag}
	check(t, spec, []row{
		{in: parse(`[{"name":"Hot"},{"name":"2024","id":"3652397000000416001"}]`), out: `[{"name":"Hot"},{"name":"2024","id":"3652397000000416001"}]`},
		{in: parse(`[]`), out: `[]`},
	})
	checkTypes(t, fieldtype.Tag, "jsonarray", "text", "number", "boolean", "object", "time")
	checkTypesAt(t, spec, `[{"name":"Hot"},?]`, "text number boolean array", "jsonobject", index(1))
	checkTypesAt(t, spec, `[{"name":?}]`, "number boolean array object", "text", index(0), key("name"))
}

// TestConsent takes Data_Processing_Basis_Details.
func TestConsent(t *testing.T) {
	const all = `{"Consent_Remarks":"asked","Consent_Through":"Email","Consent_Date":"2023-05-20","Data_Processing_Basis":"Obtained",` +
		`"Contact_Through_Email":true,"Contact_Through_Social":false,"Contact_Through_Survey":true,"Contact_Through_Phone":true}`
	spec := fieldtype.Spec{Kind: fieldtype.Consent}
	check(t, spec, []row{
		{in: parse(all), out: all},
		{in: parse(`{}`), out: `{}`},
		{in: parse(`{"Consent_Date":null,"Lawful_Reason":"x"}`), out: `{"Consent_Date":null,"Lawful_Reason":"x"}`},
		{in: parse(`{"Consent_Date":"20.05.2023"}`), problems: problems(
			invalidData(zohocrm.ReasonFormat, zohocrm.Details{ExpectedDataType: "date"}, key("Consent_Date")))},
		{in: parse(`{"Consent_Date":"2023-02-29"}`), problems: problems(
			invalidData(zohocrm.ReasonCalendar, zohocrm.Details{ExpectedDataType: "date"}, key("Consent_Date")))},
	})
	checkTypes(t, fieldtype.Consent, "jsonobject", "text", "number", "boolean", "array", "time")
	checkTypesAt(t, spec, `{"Consent_Remarks":?}`, "number boolean array object", "text", key("Consent_Remarks"))
	checkTypesAt(t, spec, `{"Consent_Through":?}`, "number boolean array object", "text", key("Consent_Through"))
	checkTypesAt(t, spec, `{"Consent_Date":?}`, "number boolean array object", "date", key("Consent_Date"))
	checkTypesAt(t, spec, `{"Data_Processing_Basis":?}`, "number boolean array object", "text", key("Data_Processing_Basis"))
	for _, through := range []string{"Email", "Social", "Survey", "Phone"} {
		name := "Contact_Through_" + through
		checkTypesAt(t, spec, `{"`+name+`":?}`, "text number array object", "boolean", key(name))
	}
}

// TestTimeRanges takes Available_Timings: at most two ranges, 24 hours.
func TestTimeRanges(t *testing.T) {
	const day = `{"From":"09:00","To":"17:30"}`
	spec := fieldtype.Spec{Kind: fieldtype.TimeRanges}
	wrongFormat := invalidData(zohocrm.ReasonFormat, zohocrm.Details{ExpectedDataType: "text"}, index(0), key("From"))
	wrongTime := invalidData(zohocrm.ReasonCalendar, zohocrm.Details{ExpectedDataType: "text"}, index(0), key("From"))
	check(t, spec, []row{
		{in: parse(timesOf(1, day)), out: timesOf(1, day)},
		{in: parse(timesOf(2, day)), out: timesOf(2, day)},
		{in: parse(timesOf(3, day)), problems: problems(tooManyOf(2, "more than 2 elements are not allowed"))},
		{in: parse(`[{"From":"00:00","To":"23:59"}]`), out: `[{"From":"00:00","To":"23:59"}]`},
		{in: parse(`[{"From":"9:00","To":"17:30"}]`), problems: problems(wrongFormat)},
		{in: parse(`[{"From":"09.00","To":"17:30"}]`), problems: problems(wrongFormat)},
		{in: parse(`[{"From":"24:00","To":"17:30"}]`), problems: problems(wrongTime)},
		{in: parse(`[{"From":"09:60","To":"17:30"}]`), problems: problems(wrongTime)},
	})
	checkTypes(t, fieldtype.TimeRanges, "jsonarray", "text", "number", "boolean", "object", "time")
	checkTypesAt(t, spec, `[?]`, "text number boolean array", "jsonobject", index(0))
	checkTypesAt(t, spec, `[{"From":?,"To":"17:30"}]`, "number boolean array object", "text", index(0), key("From"))
	checkMissingAt(t, spec, `[{"From":?,"To":"17:30"}]`, "From", keyMissing(index(0), key("From")))
	checkMissingAt(t, spec, `[{"From":"09:00","To":?}]`, "To", keyMissing(index(0), key("To")))
}

// TestWizardPath takes the ids of the connections of a wizard.
func TestWizardPath(t *testing.T) {
	spec := fieldtype.Spec{Kind: fieldtype.WizardPath}
	noID := func(i int) *zohocrm.Error {
		return connection(invalidData(zohocrm.ReasonID, zohocrm.Details{ExpectedDataType: "string"}, index(i)))
	}
	check(t, spec, []row{
		{in: fieldtype.Texts("554023000002734009", "554023000002734010"), out: `["554023000002734009","554023000002734010"]`},
		{in: parse(`["9999999999999999999"]`), out: `["9999999999999999999"]`}, // 19 digits
		{in: parse(`["1","99999999999999999999"]`), problems: problems(noID(1))},
		{in: parse(`["1","x"," 2"]`), problems: problems(noID(1), noID(2))},
	})
	checkTypes(t, fieldtype.WizardPath, "jsonarray", "text", "number", "boolean", "object", "time")
	for name := range strings.FieldsSeq("boolean array object") {
		for _, value := range jsonOf[name] {
			check(t, spec, []row{{in: parse(`["1",` + value + `]`), problems: problems(connection(wrongType("string", index(1))))}})
		}
	}
}

// connection returns the problem of an id of a wizard's connection.
func connection(e *zohocrm.Error) *zohocrm.Error {
	e.Message = zohocrm.MessageWizardConnection
	return e
}
