package fieldtype_test

import (
	"fmt"
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
			list := make([]any, len(texts))
			for i := range list {
				list[i] = texts[i]
			}
			return fieldtype.Of(list)
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
		out, stop := fieldtype.AppendValid([]byte(before), members, fields, 0)
		if stop == 0 {
			if string(out) != before {
				return "", fmt.Errorf("%v: AppendValid says no and leaves %q", spec.Kind, out)
			}
			return "", nil
		}
		said[spec.Kind]++
		want := fieldtype.AppendText([]byte(before+","), name)
		want, errs := spec.AppendChecked(append(want, ':'), nil, v)
		if len(errs) > 0 || string(out) != string(want) {
			return "", fmt.Errorf("%+v: AppendValid writes %s, but AppendChecked %s, %v", spec, out, want, errs)
		}
		return "", nil
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
			out, stop := fieldtype.AppendValid(nil, members, []*fieldtype.Prepared{&prepared}, 0)
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
