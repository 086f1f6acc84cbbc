package fieldtype_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// The rows of a subform have what a record has: a near name is suggested, a name
// that no API name can be warns, another spelling and a field that Zoho sets
// itself warn, and an empty mandatory field is reported in its place.
func TestRows(t *testing.T) {
	spec := fieldtype.Spec{Kind: fieldtype.Subform, Fields: []fieldtype.Field{
		{APIName: "Product_Name", Spec: fieldtype.Spec{Kind: fieldtype.Lookup}, Mandatory: true},
		{APIName: "Quantity", Spec: fieldtype.Spec{Kind: fieldtype.DecimalNumber}},
		{APIName: "Product_Code", Spec: fieldtype.Spec{Kind: fieldtype.SingleLine}, ReadOnly: true},
		{APIName: "Product_Details", Spec: fieldtype.Spec{Kind: fieldtype.Lookup}, AliasOf: "Product_Name"},
	}}
	at := func(e *zohocrm.Error, name string) *zohocrm.Error { return e.PrefixPath(index(0), key(name)) }
	unknown := func(name, suggestion string) *zohocrm.Error {
		e := &zohocrm.Error{
			Code: zohocrm.CodeInvalidData, Reason: zohocrm.ReasonUnknownField, Message: "the field api name given seems to be invalid",
			Suggestion: suggestion, Warning: true,
		}
		return at(e, name)
	}
	notCreatable := func(name string) *zohocrm.Error { return at(zohocrm.NotCreatable(), name) }
	renamed := func(name string) *zohocrm.Error { return at(zohocrm.Renamed("Product_Name"), name) }
	missing := func() *zohocrm.Error { return notFound(index(0), key("Product_Name")) }

	passes := []struct {
		row      string
		problems zohocrm.Errors
	}{
		{`{"Product_Name":{"id":"1"},"Quantity":1}`, nil},
		{`{"Product_Name":{"id":"1"},"A_custom_field":1,"$sequence":1,"id":"1"}`, nil},
		{`{"Product_Name":{"id":"1"},"quantity":1,"Quantitiy":1}`, problems(unknown("quantity", "Quantity"), unknown("Quantitiy", "Quantity"))},
		{`{"Product_Name":{"id":"1"},"List Price":1,"Größe":1,"a.b":2,"":3}`, problems(
			unknown("List Price", ""), unknown("Größe", ""), unknown("a.b", ""), unknown("", ""))},
		{`{"Product_Name":{"id":"1"},"Product_Code":"x"}`, problems(notCreatable("Product_Code"))},
		{`{"Product_Name":{"id":"1"},"Product_Code":7}`, problems(notCreatable("Product_Code"))}, // whatever the value
		{`{"Product_Details":{"id":"1"}}`, problems(renamed("Product_Details"))},
		{`{"product_details":{"id":"1"},"Product_Name":{"id":"1"}}`, problems(unknown("product_details", "Product_Name"))}, // not the other spelling
		{`{"Product_Details":{"id":"1"},"Product_Name":null}`, problems(renamed("Product_Details"))},
	}
	for _, test := range passes {
		check(t, spec, []row{{in: parse("[" + test.row + "]"), out: "[" + test.row + "]", problems: test.problems}})
	}
	refused := []struct {
		row      string
		problems zohocrm.Errors
	}{
		{`{}`, problems(missing())},
		{`{"Quantity":1}`, problems(missing())},
		{`{"Product_Details":null}`, problems(renamed("Product_Details"), at(zohocrm.Missing(), "Product_Details"))},
		// An empty field in its place, one that there is not after all others.
		{`{"Product_Name":null,"Quantity":"x"}`, problems(missing(), wrongType("double", index(0), key("Quantity")))},
		{`{"Product_Name":{},"Quantity":"x"}`, problems(notFound(index(0), key("Product_Name"), key("id")), wrongType("double", index(0), key("Quantity")))},
		{`{"Quantity":"x"}`, problems(wrongType("double", index(0), key("Quantity")), missing())},
		{`{"Quantity":"x","Product_Name":""}`, problems(wrongType("double", index(0), key("Quantity")), missing())},
	}
	for _, test := range refused {
		check(t, spec, []row{{in: parse("[" + test.row + "]"), problems: test.problems}})
	}

	// A near name in closed rows, and in those of which no field is known.
	closed := spec
	closed.OnlyListed = true
	e := unknown("Quantitiy", "Quantity")
	e.Warning = false
	check(t, closed, []row{{in: parse(`[{"Product_Name":{"id":"1"},"Quantitiy":1}]`), problems: problems(e)}})
	check(t, fieldtype.Spec{Kind: fieldtype.Subform}, []row{
		{in: parse(`[{"Quantitiy":1}]`), out: `[{"Quantitiy":1}]`},
		{in: parse(`[{"List Price":1}]`), out: `[{"List Price":1}]`, problems: problems(unknown("List Price", ""))},
	})
	// A name that is not UTF-8 is reported, even of a field that is known.
	bad := fieldtype.Spec{Kind: fieldtype.Subform, Fields: []fieldtype.Field{{APIName: "a\xffb"}}}
	for _, name := range []string{"a\xffb", "b\xff"} {
		element := fieldtype.Object(fieldtype.Member{Name: name, Value: fieldtype.Int(1)})
		check(t, bad, []row{{in: fieldtype.Array(element, element), problems: problems(notUTF8("text", index(0), key(name)), notUTF8("text", index(1), key(name)))}})
	}
	// The path of a problem has up to 400 bytes of a name.
	name := strings.Repeat("a ", 200)
	for given, path := range map[string]string{name: name, name + "b": name + "…"} {
		text := `[{"` + given + `":1}]`
		check(t, fieldtype.Spec{Kind: fieldtype.Subform}, []row{{in: parse(text), out: text, problems: problems(unknown(path, ""))}})
	}
	// Of the names that are not known, the first 1000 are compared with those that are.
	text := "[{"
	for i := range 999 {
		text += fmt.Sprintf(`"Custom_%d":0,`, i)
	}
	text += `"quantity":1,"quantitY":2}]`
	check(t, fieldtype.Spec{Kind: fieldtype.Subform, Fields: spec.Fields[1:2]}, []row{{in: parse(text), out: text, problems: problems(unknown("quantity", "Quantity"))}})

	// The keys of other objects have no API names, but near ones are suggested.
	check(t, fieldtype.Spec{Kind: fieldtype.LineTax}, []row{
		{in: parse(`[{"Percentage":1,"a b":2}]`), out: `[{"Percentage":1,"a b":2}]`, problems: problems(unknown("Percentage", "percentage"))},
	})
}

// What is expected in place of a name that is not known is that which is near.
func TestSuggestionExpectation(t *testing.T) {
	spec := fieldtype.Spec{Kind: fieldtype.Subform, Fields: []fieldtype.Field{{APIName: "Quantity"}}}
	for text, want := range map[string]string{
		`[{"quantity":1}]`:   "$[0].quantity: warning: INVALID_DATA: the field api name given seems to be invalid: expected a field of the subform; did you mean Quantity?",
		`[{"List Price":1}]`: "$[0]['List Price']: warning: INVALID_DATA: the field api name given seems to be invalid: expected an API name: letters, digits and _",
	} {
		_, errs := spec.Append(nil, nil, parse(text))
		if len(errs) != 1 || errs[0].Error() != want {
			t.Errorf("%s: %v, want %s", text, errs, want)
		}
	}
}
