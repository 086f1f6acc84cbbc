package fieldtype

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/internal/program"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
)

// What is valid costs no memory.
func TestAllocations(t *testing.T) {
	testkit.SkipAllocs(t)
	parse := func(text string) Value {
		v, err := ParseJSON([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	tests := []struct {
		spec   Spec
		values []Value
	}{
		{Spec{Kind: Any}, []Value{{}, Null(), parse(`{"a":[1,"b",null,true,{"c":2.5}],"d":{"id":"1"}}`)}},
		{Spec{Kind: SingleLine}, []Value{Text(""), Text("Mike O'Leary"), Text("Łódź\n")}},
		{Spec{Kind: MultiLine}, []Value{parse(`"This is the first line \n Now for the second Line"`)}},
		{Spec{Kind: MultiLineLarge}, []Value{Text("<b>漢字</b>")}},
		{Spec{Kind: RichText}, []Value{Text("<b>漢字</b>")}},
		{Spec{Kind: Email}, []Value{Text("p.boyle@zylker.com")}},
		{Spec{Kind: Phone}, []Value{Text("9900000000"), Text("91(987)654321")}},
		{Spec{Kind: URL}, []Value{Text("https://www.zylker.com")}},
		{Spec{Kind: Picklist, Values: []string{"x", "automobile"}, OnlyListed: true}, []Value{Text("automobile")}},
		{Spec{Kind: MultiSelect, Values: []string{"Analytics", "Big data"}}, []Value{Texts("Analytics", "Big data"), parse(`["Analytics"]`)}},
		{Spec{Kind: Date}, []Value{Text("2017-08-16"), Time(time.Date(2017, 8, 16, 0, 0, 0, 0, time.UTC))}},
		{Spec{Kind: DateTime}, []Value{
			Text("2017-08-16T14:32:23+05:30"),
			Time(time.Date(2017, 8, 16, 14, 32, 23, 0, time.FixedZone("", 19800))),
			Time(time.Date(1890, 8, 16, 14, 32, 23, 0, time.FixedZone("", 561))),
		}},
		{Spec{Kind: Number}, []Value{Int(7), Float(7), parse(`123456789`)}},
		{Spec{Kind: Number, MaxDigits: 3, MaxDecimals: -1}, []Value{Int(-999)}},
		{Spec{Kind: Currency}, []Value{parse(`250000.90`), Float(250000.90)}},
		{Spec{Kind: DecimalNumber}, []Value{parse(`9999999999999999.999999999`), ParseNumber(`1.5e3`)}},
		{Spec{Kind: Percent}, []Value{parse(`25`)}},
		{Spec{Kind: LongInteger}, []Value{Text("0012345600012"), Int(12345600012)}},
		{Spec{Kind: LongInteger, AllowNumber: true}, []Value{Int(12345600012), parse(`12345600012`)}},
		{Spec{Kind: Checkbox}, []Value{Bool(true), Bool(false)}},
		{Spec{Kind: Lookup}, []Value{ID("425248000000104001"), parse(`{"id":"425248000000104001","name":"x"}`)}},
		{Spec{Kind: User}, []Value{parse(`{"name":"Patricia Boyle","id":"4150868000000623001"}`), parse(`{"email":"p.boyle@zylker.com"}`)}},
		{Spec{Kind: Layout}, []Value{ID("554023000002734009")}},
		{Spec{Kind: LarID}, []Value{Text("554023000002734009")}},
		{Spec{Kind: Wizard}, []Value{Text("554023000002734009"), ID("554023000002734009")}},
		{Spec{Kind: WizardPath}, []Value{Texts("1", "2"), parse(`["1"]`)}},
		{Spec{Kind: SEModule}, []Value{Text("Accounts")}},
		{Spec{Kind: Clock}, []Value{Text("10:00")}},

		{Spec{Kind: MultiModuleLookup}, []Value{parse(MultiModuleLookup.Example())}},
		{Spec{Kind: MultiSelectLookup}, []Value{parse(MultiSelectLookup.Example())}},
		{Spec{Kind: MultiUserLookup}, []Value{parse(MultiUserLookup.Example())}},
		{Spec{Kind: ImageUpload}, []Value{parse(ImageUpload.Example())}},
		{Spec{Kind: FileUpload}, []Value{parse(FileUpload.Example())}},
		{Spec{Kind: Subform}, []Value{parse(Subform.Example())}},
		{Spec{Kind: LineTax}, []Value{parse(LineTax.Example())}},
		{Spec{Kind: PricingDetails}, []Value{parse(PricingDetails.Example())}},
		{Spec{Kind: Participants}, []Value{parse(Participants.Example()), parse(`[{"type":"email","Email":"a@b.co"}]`)}},
		{Spec{Kind: Tag}, []Value{parse(Tag.Example())}},
		{Spec{Kind: Consent}, []Value{parse(Consent.Example())}},
		{Spec{Kind: TimeRanges}, []Value{parse(TimeRanges.Example())}},
	}
	buf := make([]byte, 0, 1024)
	for _, test := range tests {
		for _, v := range test.values {
			if _, errs := test.spec.Append(buf, nil, v); len(errs) > 0 {
				t.Errorf("%v %+v: %v", test.spec.Kind, v, errs)
			}
			testkit.Allocs(t, fmt.Sprintf("%v %+v", test.spec.Kind, v), 0, func() { _, _ = test.spec.Append(buf, nil, v) })
			most := 4.0 // for the JSON, which is not kept
			if _, why := run(&kindPrograms[test.spec.Kind], nil, &v); why.accepts() {
				most = 0
			}
			testkit.Allocs(t, fmt.Sprintf("%v %+v to check", test.spec.Kind, v), most, func() { _ = test.spec.Check(v) })
		}
	}

	// Nor do the fields of a module, and the rows in them, once one record was
	// there.
	o := compileObject([]Field{
		{APIName: "Items", Spec: Spec{Kind: Subform, Fields: []Field{
			{APIName: "Product_Name", Spec: Spec{Kind: Lookup, AllowName: true}, Mandatory: true},
			{APIName: "Quantity", Spec: Spec{Kind: DecimalNumber}},
			{APIName: "Unit", Spec: Spec{Kind: Picklist, Values: []string{"piece", "box"}}},
			{APIName: "Line_Tax", Spec: Spec{Kind: LineTax}},
		}}},
		{APIName: "Participants", Spec: Spec{Kind: Participants}},
		{APIName: "$line_tax", Spec: Spec{Kind: LineTax}},
		{APIName: "Listings", Spec: Spec{Kind: MultiSelectLookup, ConnectedLookup: "Interested_Listings"}},
		{APIName: "Members", Spec: Spec{Kind: MultiUserLookup, ConnectedLookup: "User"}},
		{APIName: "Tag", Spec: Spec{Kind: Tag}},
		{APIName: "Courses", Spec: Spec{Kind: MultiSelect, Values: []string{"Analytics", "Big data"}, OnlyListed: true}},
		{APIName: "Rating", Spec: Spec{Kind: Picklist, Values: []string{"Hot"}}},
		{APIName: "For", Spec: Spec{Kind: MultiModuleLookup, Values: []string{"Leads", "Contacts"}}},
		{APIName: "Prices", Spec: Spec{Kind: PricingDetails}},
		{APIName: "Timings", Spec: Spec{Kind: TimeRanges}},
		{APIName: "Consent", Spec: Spec{Kind: Consent}},
	}, options{record: true})
	for name, text := range map[string]string{
		"Items": `[{"Product_Name":{"id":"1","name":"x"},"Quantity":1.5,"Unit":"box","Line_Tax":[{"percentage":10,"name":"Vat"}]},` +
			`{"Product_Name":{"id":"2"},"Quantity":2,"Unit":"piece","Description":"a field that is not known"}]`,
		"Participants": `[{"type":"contact","participant":"5545974000002858122"},{"type":"email","Email":"a@b.co"}]`,
		"$line_tax":    `[{"percentage":10,"name":"Sales Tax"},{"percentage":1,"name":"Vat"}]`,
		"Listings":     `[{"Interested_Listings":{"id":"1"}},{"Interested_Listings":{"id":"2","name":"x"}}]`,
		"Members":      `[{"User":{"id":"1"}},{"User":{"email":"a@b.co"}}]`,
		"Tag":          `[{"name":"VIP"},{"name":"Hot","id":"1"}]`,
		"Courses":      `["Analytics","Big data"]`,
		"Rating":       `"Hot"`,
		"For":          `{"module":{"api_name":"Contacts"},"id":"1"}`,
		"Prices":       `[{"from_range":1,"to_range":5,"discount":5},{"from_range":6,"to_range":9,"discount":6}]`,
		"Timings":      `[{"From":"09:00","To":"17:30"}]`,
		"Consent":      `{"Contact_Through_Email":true,"Consent_Date":"2017-08-16"}`,
	} {
		s := source{members: []Member{{"A_custom_field", Text("x")}, {name, parse(text)}}}
		var st program.State
		want := `{"A_custom_field":"x","` + name + `":` + text + `}`
		if out, errs, _ := appendSource(o, &st, buf, nil, &s, nil); len(errs) > 0 || string(out) != want {
			t.Errorf("%s: %s, %v", name, out, errs)
		}
		testkit.Allocs(t, name, 0, func() { _, _, _ = appendSource(o, &st, buf, nil, &s, nil) })
	}

	// Values are made without any, but for those that hold a time or a slice.
	var v Value
	for name, f := range map[string]func(){
		"Text": func() { v = Text("a") }, "Int": func() { v = Int(1 << 60) }, "Float": func() { v = Float(1.5) }, "Bool": func() { v = Bool(true) },
		"Num": func() { v = NumberOf(Decimal{"1"}) }, "ID": func() { v = ID("1") }, "ValueOf(string)": func() { v = ValueOf("a") }, "ValueOf(bool)": func() { v = ValueOf(true) },
	} {
		testkit.Allocs(t, name, 0, f)
	}
	_ = v

	// A text without an escape is part of the input, which is copied once.
	text := []byte(`  "a text without an escape, longer than what fits anywhere else"  `)
	if n := testing.AllocsPerRun(100, func() { _, _ = ParseJSON(text) }); n > 1 {
		t.Errorf("ParseJSON of a text: %v allocations", n)
	}

	// The parts of an array or object are gathered in memory that is there from
	// the last text, and copied once: the input, the parts, and their header.
	for _, s := range []string{`[1,2,3,4,5,6,7,8,9]`, `{"a":1,"b":2,"c":3,"d":4,"e":5}`} {
		text := []byte(s)
		testkit.Allocs(t, fmt.Sprintf("ParseJSON of %s", s), 3, func() { _, _ = ParseJSON(text) })
	}
}

// A parser that is done keeps the memory for a usual text, but nothing in it,
// and gives back that of a large one.
func TestParserKeepsLittle(t *testing.T) {
	for _, test := range []struct {
		members, elements int
		kept              bool
	}{
		{0, 0, true},
		{maxKept, maxKept, true},
		{maxKept + 1, 0, false},
		{0, maxKept + 1, false},
		{maxKept + 1, maxKept + 1, false},
	} {
		members, elements := make([]Member, test.members), make([]Value, test.elements)
		for i := range members {
			members[i] = Member{"a", Text("b")}
		}
		for i := range elements {
			elements[i] = Text("b")
		}
		p := &parser{s: "text", i: 1, problem: "the end", at: 1, reason: zohocrm.ReasonSyntax, members: members[:0], elements: elements[:0]}
		p.free()
		want := [2]int{test.members, test.elements}
		if !test.kept {
			want = [2]int{}
		}
		if got := [2]int{cap(p.members), cap(p.elements)}; got != want {
			t.Errorf("of %d members and %d elements, it keeps %v", test.members, test.elements, got)
		}
		if !reflect.DeepEqual(*p, parser{members: p.members[:0], elements: p.elements[:0]}) {
			t.Errorf("it remembers %+v", *p)
		}
		for _, m := range members {
			if m.Name != "" || !m.Value.IsAbsent() {
				t.Fatalf("of %d members, it keeps %s", test.members, m.Name)
			}
		}
		for _, v := range elements {
			if !v.IsAbsent() {
				t.Fatalf("of %d elements, it keeps one", test.elements)
			}
		}
	}
}
