package fieldtype

import (
	"reflect"
	"testing"
	"time"

	"github.com/seed12a3e673/zohocrm"
)

// What is valid costs no memory.
func TestAllocations(t *testing.T) {
	if patternRace {
		t.Skip("the race detector allocates")
	}
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
		{Spec{Kind: Picklist, Values: []string{"x", "automobile"}, Closed: true}, []Value{Text("automobile")}},
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
		{Spec{Kind: Double}, []Value{parse(`9999999999999999.999999999`), Literal(`1.5e3`)}},
		{Spec{Kind: Percent}, []Value{parse(`25`)}},
		{Spec{Kind: LongInteger}, []Value{Text("0012345600012"), Int(12345600012)}},
		{Spec{Kind: LongInteger, AsNumber: true}, []Value{Int(12345600012), parse(`12345600012`)}},
		{Spec{Kind: Checkbox}, []Value{Bool(true), Bool(false)}},
		{Spec{Kind: Lookup}, []Value{ID("425248000000104001"), parse(`{"id":"425248000000104001","name":"x"}`)}},
		{Spec{Kind: User}, []Value{parse(`{"name":"Patricia Boyle","id":"4150868000000623001"}`), parse(`{"email":"p.boyle@zylker.com"}`)}},
		{Spec{Kind: Layout}, []Value{ID("554023000002734009")}},
		{Spec{Kind: LarID}, []Value{Text("554023000002734009")}},
		{Spec{Kind: Wizard}, []Value{Text("554023000002734009"), ID("554023000002734009")}},
		{Spec{Kind: WizardPath}, []Value{Texts("1", "2"), parse(`["1"]`)}},
		{Spec{Kind: SEModule}, []Value{Text("Accounts")}},
		{Spec{Kind: Clock}, []Value{Text("10:00")}},
	}
	buf := make([]byte, 0, 1024)
	for _, test := range tests {
		for _, v := range test.values {
			if _, errs := test.spec.Append(buf, nil, v); len(errs) > 0 {
				t.Errorf("%v %+v: %v", test.spec.Kind, v, errs)
			}
			if n := testing.AllocsPerRun(100, func() { _, _ = test.spec.Append(buf, nil, v) }); n != 0 {
				t.Errorf("%v %+v: %v allocations", test.spec.Kind, v, n)
			}
			if n := testing.AllocsPerRun(100, func() { _ = test.spec.Check(v) }); n > 4 {
				t.Errorf("%v %+v: %v allocations to check", test.spec.Kind, v, n)
			}
		}
	}

	// Values are made without any, but for those that hold a time or a slice.
	var v Value
	for name, f := range map[string]func(){
		"Text": func() { v = Text("a") }, "Int": func() { v = Int(1 << 60) }, "Float": func() { v = Float(1.5) }, "Bool": func() { v = Bool(true) },
		"Num": func() { v = Num(Decimal{"1"}) }, "ID": func() { v = ID("1") }, "Of(string)": func() { v = Of("a") }, "Of(bool)": func() { v = Of(true) },
	} {
		if n := testing.AllocsPerRun(100, f); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
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
		if n := testing.AllocsPerRun(100, func() { _, _ = ParseJSON(text) }); n > 3 {
			t.Errorf("ParseJSON of %s: %v allocations", s, n)
		}
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
