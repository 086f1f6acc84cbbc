package fieldtype_test

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// likely makes a value that a field of the kind may take.
func (r source) likely(kind fieldtype.Kind) fieldtype.Value {
	switch kind {
	case fieldtype.Email:
		return fieldtype.Text(r.pick("p.boyle", "ä", "o'brien", "-a", ".a", "a..b") + "@" + r.pick("zylker.com", "a.b", "b_c.com", "ü.de", "-b.com", strings.Repeat("a", 95)+".co"))
	case fieldtype.Phone:
		return fieldtype.Text(r.pick("", "+", "(", "12") + r.pick("9900000000", "91(987)654321", "1-2", "1--2", "abc", "555#1", strings.Repeat("1", 31)))
	case fieldtype.URL:
		return fieldtype.Text(r.pick("", "http://", "https://www.") + r.pick("zylker.com", "a b.c", "localhost", "ü.de", "a.b/c?d", `a.b/"\`, "a.b/ß", "a..b"))
	case fieldtype.Number, fieldtype.Currency, fieldtype.Double, fieldtype.Percent:
		if r.Intn(2) == 0 {
			return fieldtype.Literal(r.pick("", "-") + random(r, 1+r.Intn(20)) + r.pick("", ".0", ".5", ".05", ".1234567891"))
		}
		return r.number()
	case fieldtype.MultiSelect:
		texts := []string{r.text(), r.pick("Analytics", "minutes"), r.pick("Analytics", "ß")}[r.Intn(3):]
		if r.Intn(2) == 0 {
			return fieldtype.Of(anys(texts))
		}
		return fieldtype.Texts(texts...)
	case fieldtype.Lookup, fieldtype.User, fieldtype.Layout:
		return fieldtype.ID(r.pick("", "-") + random(r, 1+r.Intn(22)))
	case fieldtype.Date, fieldtype.DateTime:
		return fieldtype.Text(r.pick("2017-08-16", "2017-02-29", "17-08-16") + r.pick("", "T14:32:23+05:30", "T14:32:23-07:00", "T24:00:00+00:00", "T14:32:23Z"))
	case fieldtype.Checkbox:
		return fieldtype.Bool(r.Intn(2) == 0)
	}
	return fieldtype.Text(r.text())
}

func TestAppendValidLaws(t *testing.T) {
	l := laws(t, 30_000)
	said := map[fieldtype.Kind]int{}
	l.Property("what AppendValid takes has no problem, and is written in the same way", prop.ForAll(func(seed int64) (string, error) {
		r := fromSeed(seed)
		spec := r.spec(1)
		spec.Kind = fieldtype.Kind(r.Intn(int(fieldtype.Layout) + 1))
		v := r.likely(spec.Kind)
		if r.Intn(4) == 0 {
			v = r.value(2)
		}
		const before = `"before":`
		name := r.pick("", "A", "Annual_Revenue", "A_name_that_is_longer_than_what_is_copied_at_once", "ß\"")
		prepared := spec.Prepare(name)
		members, fields := []fieldtype.Member{{Name: name, Value: v}}, []*fieldtype.Prepared{&prepared}
		prepared.Bit = 4
		out, stop, seen := fieldtype.AppendValid([]byte(before), members, fields, 0)
		if stop == 0 {
			if string(out) != before || seen != 0 {
				return "", fmt.Errorf("%v: AppendValid says no and leaves %q, bits %b", spec.Kind, out, seen)
			}
		} else {
			said[spec.Kind]++
			want := fieldtype.AppendText([]byte(before+","), name)
			want, errs := spec.AppendChecked(append(want, ':'), nil, v)
			if len(errs) > 0 || string(out) != string(want) || seen != 4 {
				return "", fmt.Errorf("%+v: AppendValid writes %s, bits %b, but AppendChecked %s, %v", spec, out, seen, want, errs)
			}
		}
		return "", sameOfMap(r, &spec, &prepared, v)
	}, gen.Int64()))
	l.TestingRun(t)
	for _, kind := range []fieldtype.Kind{
		fieldtype.SingleLine, fieldtype.MultiLine, fieldtype.Email, fieldtype.Phone, fieldtype.URL, fieldtype.Picklist, fieldtype.MultiSelect,
		fieldtype.Date, fieldtype.DateTime, fieldtype.Number, fieldtype.Currency, fieldtype.Checkbox, fieldtype.Lookup,
	} {
		if said[kind] < 10 {
			t.Errorf("AppendValid said yes to only %d values of %v", said[kind], kind)
		}
	}
}

// sameOfMap holds that a Go value in a map is taken when its Value is, written in
// the same way and counted in the same way.
func sameOfMap(r source, spec *fieldtype.Spec, prepared *fieldtype.Prepared, v fieldtype.Value) error {
	x := r.goValue(v)
	var of, converter fieldtype.Converter
	member := fieldtype.Member{Name: prepared.APIName}
	of.Set(&member.Value, x)
	fields := []*fieldtype.Prepared{prepared}
	want, wantStop, wantSeen := fieldtype.AppendValid(nil, []fieldtype.Member{member}, fields, 0)
	out, stop, found, seen := converter.AppendValid(nil, map[string]any{"other": 1, prepared.APIName: x}, fields, 0)
	if _, literal := x.(json.Number); literal { // which is parsed, and then left to Spec.Append
		want, wantStop, wantSeen = nil, 0, 0
	}
	if string(out) != string(want) || stop != wantStop || found != wantStop || seen != wantSeen {
		return fmt.Errorf("%+v: of %T a map has %q, %d, %d, %b, its Value %q, %d, %b", spec, x, out, stop, found, seen, want, wantStop, wantSeen)
	}
	out, stop, found, seen = converter.AppendValid(nil, map[string]any{"other": x}, fields, 0)
	if len(out) != 0 || stop != 1 || found != 0 || seen != 0 {
		return fmt.Errorf("%+v: of no value a map has %q, %d, %d, %b", spec, out, stop, found, seen)
	}
	return nil
}

// goValue returns a Go value that v stands for.
func (r source) goValue(v fieldtype.Value) any {
	if s, ok := v.AsText(); ok {
		return s
	}
	if b, ok := v.AsBool(); ok {
		return b
	}
	if d, ok := v.AsDecimal(); ok {
		n, err := strconv.ParseInt(d.String(), 10, 64)
		f, _ := v.AsFloat()
		switch {
		case err == nil && r.Intn(2) == 0:
			return n
		case err == nil && r.Intn(2) == 0:
			return int(n)
		case r.Intn(2) == 0:
			return f
		case r.Intn(20) == 0:
			return math.NaN()
		}
		return json.Number(d.String())
	}
	switch v.JSONType() {
	case "array":
		list, texts := []any{}, []string{}
		for _, element := range v.Elements() {
			list = append(list, r.goValue(element))
			if s, ok := element.AsText(); ok {
				texts = append(texts, s)
			}
		}
		if len(texts) == len(list) && r.Intn(2) == 0 {
			return texts
		}
		return list
	case "object":
		m := map[string]any{}
		for name, element := range v.Members() {
			m[name] = r.goValue(element)
		}
		return m
	case "null":
		return nil
	}
	return v
}

// Values that are taken from a map count as those that are converted do, once
// each.
func TestConverterAppendValidCounts(t *testing.T) {
	spec := fieldtype.Spec{Kind: fieldtype.MultiSelect}
	prepared := spec.Prepare("Courses")
	list := make([]string, fieldtype.MaxValues/2)
	for i := range list {
		list[i] = "Cloud"
	}
	lookup := fieldtype.Spec{Kind: fieldtype.Lookup}
	owner := lookup.Prepare("Owner")
	ofStrings, ofAnys, ofID := map[string]any{"Courses": list}, map[string]any{"Courses": anys(list)}, map[string]any{"Owner": map[string]any{"id": "1"}}
	for _, half := range []map[string]any{ofStrings, ofAnys} {
		var c fieldtype.Converter
		takes := func(source map[string]any, p *fieldtype.Prepared) bool {
			out, stop, found, _ := c.AppendValid(nil, source, []*fieldtype.Prepared{p}, 0)
			if stop != found || stop == 0 && len(out) > 0 {
				t.Fatalf("stop %d, found %d, %d bytes", stop, found, len(out))
			}
			return stop == 1
		}
		// What a field refuses does not count.
		if takes(map[string]any{"Owner": half["Courses"]}, &owner) || !takes(half, &prepared) || !takes(half, &prepared) {
			t.Fatalf("not all of %d values are taken", fieldtype.MaxValues)
		}
		if takes(ofID, &owner) || takes(map[string]any{"Courses": list[:1]}, &prepared) || takes(map[string]any{"Courses": anys(list[:1])}, &prepared) {
			t.Errorf("more than %d values are taken", fieldtype.MaxValues)
		}
	}
}

func anys(texts []string) []any {
	list := make([]any, len(texts))
	for i, s := range texts {
		list[i] = s
	}
	return list
}

// Of a list of any length each value is found, and no other.
func TestAppendValidFindsListed(t *testing.T) {
	lists := map[int][]string{0: nil}
	for n := 1; n <= 1000; n++ {
		lists[n] = append(lists[n-1][:n-1:n-1], strings.Repeat("a", n%7)+fmt.Sprint(n*7919%1000))
	}
	for _, n := range []int{1, 2, 7, 8, 9, 16, 17, 100, 1000} {
		spec := fieldtype.Spec{Kind: fieldtype.Picklist, Values: lists[n], Closed: true}
		prepared := spec.Prepare("Rating")
		takes := func(value string) bool {
			members := []fieldtype.Member{{Name: "Rating", Value: fieldtype.Text(value)}}
			out, stop, _ := fieldtype.AppendValid(nil, members, []*fieldtype.Prepared{&prepared}, 0)
			return stop == 1 && string(out) == `,"Rating":"`+value+`"`
		}
		for _, value := range lists[n] {
			if !takes(value) {
				t.Errorf("%d values: %q is not found", n, value)
			}
		}
		for _, value := range []string{"", "a", "b", "aaaaaaa1", "1000", "~"} {
			if takes(value) {
				t.Errorf("%d values: %q is found", n, value)
			}
		}
	}
}
