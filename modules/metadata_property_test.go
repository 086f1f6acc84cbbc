package modules_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/modules"
)

// A breach is a value that breaks one thing, and the verdict on it, with %s for
// the path of the field.
type breach struct{ value, verdict string }

// A genField is a field of generated metadata.
type genField struct {
	name      string
	attrs     string // its members in the Fields answer
	mandatory bool
	good      func(r *rand.Rand) string // a value that obeys
	breaches  []breach
}

func digits(r *rand.Rand, n int) string {
	s := strconv.Itoa(1 + r.IntN(9))
	for range n - 1 {
		s += strconv.Itoa(r.IntN(10))
	}
	return s
}

func ofText(n int) func(r *rand.Rand) string {
	return func(r *rand.Rand) string { return xs(1 + r.IntN(n)) }
}

func constant(values ...string) func(r *rand.Rand) string {
	return func(r *rand.Rand) string { return values[r.IntN(len(values))] }
}

func tooLong(n int) breach {
	return breach{xs(n + 1), fmt.Sprintf(`error INVALID_DATA max_length %%s {"maximum_length":%d}`, n)}
}

func wrongType(value, dataType string) breach {
	return breach{value, fmt.Sprintf(`error INVALID_DATA type %%s {"expected_data_type":%q}`, dataType)}
}

func tooMany(value string, n int) breach {
	return breach{value, fmt.Sprintf(`error LIMIT_EXCEEDED max_items %%s {"limit":%d}`, n)}
}

func repeated(element string, n int) string {
	return "[" + strings.TrimSuffix(strings.Repeat(element+",", n), ",") + "]"
}

// fieldGens make a field of each kind with random limits: its attributes, what
// obeys them, and what breaks one.
var fieldGens = []func(r *rand.Rand, f *genField){
	func(r *rand.Rand, f *genField) {
		n := 1 + r.IntN(300)
		f.attrs = fmt.Sprintf(`"data_type":"text","json_type":"string","length":%d`, n)
		f.good, f.breaches = ofText(n), []breach{tooLong(n), wrongType("7", "text"), wrongType("[1]", "text")}
	},
	func(r *rand.Rand, f *genField) {
		n := []int{2000, 32000, 50000}[r.IntN(3)]
		f.attrs = fmt.Sprintf(`"data_type":"textarea","json_type":"string","length":%d,"textarea":{"type":%q}`, n,
			map[int]string{2000: "small", 32000: "large", 50000: "rich_text"}[n])
		f.good, f.breaches = ofText(n), []breach{tooLong(n), wrongType("true", "text")}
	},
	func(r *rand.Rand, f *genField) {
		n := 6 + r.IntN(95)
		f.attrs = fmt.Sprintf(`"data_type":"email","json_type":"string","length":%d`, n)
		f.good = constant(`"a@b.co"`, `"ä@ü.de"`)
		f.breaches = []breach{
			{`"a@b"`, `error INVALID_DATA pattern %s {"expected_data_type":"email"}`},
			{`"` + strings.Repeat("x", n) + `@b.co"`, tooLong(n).verdict},
		}
	},
	func(r *rand.Rand, f *genField) {
		n := 5 + r.IntN(26)
		f.attrs = fmt.Sprintf(`"data_type":"phone","json_type":"string","length":%d`, n)
		f.good = func(r *rand.Rand) string { return `"` + digits(r, n) + `"` }
		f.breaches = []breach{
			{`"1--2"`, `error INVALID_DATA pattern %s {"expected_data_type":"phone"}`},
			{`"` + strings.Repeat("1", n+1) + `"`, tooLong(n).verdict},
		}
	},
	func(r *rand.Rand, f *genField) {
		n := 14 + r.IntN(437)
		f.attrs = fmt.Sprintf(`"data_type":"website","json_type":"string","length":%d`, n)
		f.good, f.breaches = constant(`"www.zylker.com"`, `"zylker.com"`), []breach{
			{`"zylker"`, `error INVALID_DATA pattern %s {"expected_data_type":"website"}`},
			{`"www.zylker.com/` + strings.Repeat("x", n) + `"`, tooLong(n).verdict},
		}
	},
	func(r *rand.Rand, f *genField) {
		f.attrs = `"data_type":"picklist","json_type":"string","length":120,"pick_list_values":[{"display_value":"-None-","actual_value":"-None-"},
			{"display_value":"Shut Down","actual_value":"ShutDown"}]`
		f.good = constant(`"-None-"`, `"Shut Down"`, `"ShutDown"`)
		f.breaches = []breach{wrongType("7", "text"), wrongType(`["ShutDown"]`, "text"), {`"Shutdown"`, `warning INVALID_DATA picklist %s one of 3`}}
	},
	func(r *rand.Rand, f *genField) {
		f.attrs = `"data_type":"multiselectpicklist","json_type":"jsonarray","length":1000,"pick_list_values":[{"display_value":"a"},{"display_value":"b","actual_value":"B"}]`
		f.good = constant(`["a"]`, `["a","b"]`, `["B","a"]`)
		f.breaches = []breach{wrongType(`"a;b"`, "jsonarray"), {`["a","c"]`, `warning INVALID_DATA picklist %s[1] one of 3`},
			{`["a",1]`, `error INVALID_DATA type %s[1] {"expected_data_type":"text"}`}}
	},
	func(r *rand.Rand, f *genField) {
		f.attrs = `"data_type":"date","json_type":"string","length":20`
		f.good = func(r *rand.Rand) string {
			return fmt.Sprintf(`"20%02d-%02d-%02d"`, r.IntN(100), 1+r.IntN(12), 1+r.IntN(28))
		}
		f.breaches = []breach{{`"2017-02-30"`, `error INVALID_DATA calendar %s {"expected_data_type":"date"}`},
			{`"16.08.2017"`, `error INVALID_DATA format %s {"expected_data_type":"date"}`}}
	},
	func(r *rand.Rand, f *genField) {
		f.attrs = `"data_type":"datetime","json_type":"string","length":120`
		f.good = func(r *rand.Rand) string {
			return fmt.Sprintf(`"2017-08-16T%02d:%02d:23+%02d:30"`, r.IntN(24), r.IntN(60), r.IntN(13))
		}
		f.breaches = []breach{{`"2017-08-16T14:32:23Z"`, `error INVALID_DATA format %s {"expected_data_type":"datetime"}`}}
	},
	func(r *rand.Rand, f *genField) {
		n := 1 + r.IntN(9)
		f.attrs = fmt.Sprintf(`"data_type":"integer","json_type":"integer","length":%d,"decimal_place":null`, n)
		f.good = func(r *rand.Rand) string { return []string{"", "-"}[r.IntN(2)] + digits(r, 1+r.IntN(n)) }
		f.breaches = []breach{{digits(r, n+1), fmt.Sprintf(`error INVALID_DATA digits %%s {"maximum_length":%d}`, n)},
			wrongType("1.5", "integer"), {`"1"`, `error INVALID_DATA quoted_number %s {"expected_data_type":"integer"}`}}
	},
	func(r *rand.Rand, f *genField) {
		n := 1 + r.IntN(18)
		f.attrs = fmt.Sprintf(`"data_type":"bigint","json_type":"string","length":%d`, n)
		f.good = func(r *rand.Rand) string { return `"` + digits(r, 1+r.IntN(n)) + `"` }
		f.breaches = []breach{{`"` + digits(r, n+1) + `"`, fmt.Sprintf(`error INVALID_DATA digits %%s {"maximum_length":%d}`, n)},
			{`"x"`, `error INVALID_DATA format %s {"expected_data_type":"bigint"}`}}
	},
	func(r *rand.Rand, f *genField) {
		n, d := 1+r.IntN(16), r.IntN(10)
		f.attrs = fmt.Sprintf(`"data_type":%q,"json_type":"double","length":%d,"decimal_place":%d`,
			[]string{"currency", "double", "percent"}[r.IntN(3)], n, d)
		f.good = func(r *rand.Rand) string {
			s := digits(r, 1+r.IntN(n))
			if d > 0 {
				s += "." + digits(r, 1+r.IntN(d))
			}
			return s
		}
		f.breaches = []breach{{digits(r, n+1), fmt.Sprintf(`error INVALID_DATA digits %%s {"maximum_length":%d}`, n)},
			{"0." + strings.Repeat("0", d) + "1", fmt.Sprintf(`error INVALID_DATA decimals %%s {"maximum_decimal_place":%d}`, d)}, wrongType("true", "double")}
	},
	func(r *rand.Rand, f *genField) {
		f.attrs = `"data_type":"boolean","json_type":"boolean","length":5`
		f.good, f.breaches = constant("true", "false"), []breach{wrongType(`"true"`, "boolean"), wrongType("1", "boolean")}
	},
	func(r *rand.Rand, f *genField) {
		f.attrs = fmt.Sprintf(`"data_type":%q,"json_type":"jsonobject","length":120`, []string{"lookup", "userlookup", "ownerlookup"}[r.IntN(3)])
		f.good = func(r *rand.Rand) string { return `{"id":"` + digits(r, 1+r.IntN(19)) + `"}` }
		f.breaches = []breach{{`{"name":"Zylker"}`, `error MANDATORY_NOT_FOUND mandatory %s.id`}, wrongType("7", "jsonobject"),
			{`{"id":"x"}`, `error INVALID_DATA id %s.id {"expected_data_type":"string"}`}}
	},
	func(r *rand.Rand, f *genField) {
		key := []string{"multiselectlookup", "multiuserlookup"}[r.IntN(2)]
		f.attrs = fmt.Sprintf(`"data_type":%q,"json_type":"jsonarray","length":200,%q:{"connectedlookup_apiname":"Inner"}`, key, key)
		f.good = func(r *rand.Rand) string { return repeated(`{"Inner":{"id":"1"}}`, 1+r.IntN(4)) }
		f.breaches = []breach{{`[{"Inner":{"id":"1"}},{"Outer":{"id":"1"}}]`, `error MANDATORY_NOT_FOUND mandatory %s[1].Inner`}, wrongType(`{"Inner":{"id":"1"}}`, "jsonarray")}
	},
	func(r *rand.Rand, f *genField) {
		f.attrs = `"data_type":"multi_module_lookup","json_type":"jsonobject","multi_module_lookup":{"modules":[{"api_name":"Contacts"},{"api_name":"Leads"}]}`
		f.good = constant(`{"module":{"api_name":"Leads"},"id":"1"}`, `{"id":"1","module":{"api_name":"Contacts"}}`)
		f.breaches = []breach{{`{"module":{"api_name":"Deals"},"id":"1"}`, `error INVALID_DATA supported %s.module.api_name one of 2`},
			{`{"id":"1"}`, `warning MANDATORY_NOT_FOUND mandatory %s.module`}}
	},
	func(r *rand.Rand, f *genField) {
		n := 1 + r.IntN(10)
		f.attrs = fmt.Sprintf(`"data_type":%q,"json_type":"jsonarray","length":%d`, []string{"fileupload", "imageupload"}[r.IntN(2)], n)
		f.good = func(r *rand.Rand) string { return repeated(`{"File_Id__s":"a"}`, 1+r.IntN(n)) }
		f.breaches = []breach{tooMany(repeated(`{"File_Id__s":"a"}`, n+1), n), {`[{}]`, `error MANDATORY_NOT_FOUND mandatory %s[0].File_Id__s`}}
	},
	func(r *rand.Rand, f *genField) {
		f.attrs = `"data_type":"subform","json_type":"jsonarray","operation_type":{"api_create":false}`
		f.good = func(r *rand.Rand) string { return repeated(`{"Any":"thing"}`, 1+r.IntN(100)) }
		f.breaches = []breach{tooMany(repeated(`{}`, 101), 100), wrongType(`{"a":1}`, "jsonarray"), {`[{},7]`, `error INVALID_DATA type %s[1] {"expected_data_type":"jsonobject"}`}}
	},
	func(r *rand.Rand, f *genField) {
		f.attrs = `"data_type":"picklist","json_type":"string","length":120,"operation_type":{"api_create":false}`
		f.breaches = []breach{{`"x"`, `warning INVALID_DATA not_creatable %s`}}
	},
	func(r *rand.Rand, f *genField) {
		f.attrs = fmt.Sprintf(`"data_type":%q`, []string{"autonumber", "formula", "rollup_summary"}[r.IntN(3)])
		f.breaches = []breach{{`"x"`, `warning INVALID_DATA not_creatable %s`}}
	},
}

// genFields returns random fields of a module of an organization's own.
func genFields(r *rand.Rand) []*genField {
	fields := []*genField{{name: "Name", attrs: `"data_type":"text","length":120`, mandatory: true, good: ofText(120), breaches: []breach{tooLong(120)}}}
	for i := range 1 + r.IntN(15) {
		f := &genField{name: fmt.Sprintf("Generated_%c%d", 'A'+rune(r.IntN(26)), i)}
		fieldGens[r.IntN(len(fieldGens))](r, f)
		f.mandatory = f.good != nil && r.IntN(3) == 0
		fields = append(fields, f)
	}
	return fields
}

// fieldsAnswer writes the Fields answer of fields, in any order, with some keys
// that are not known.
func fieldsAnswer(r *rand.Rand, fields []*genField) string {
	var elements []string
	for _, i := range r.Perm(len(fields)) {
		f := fields[i]
		elements = append(elements, fmt.Sprintf(`{"webhook":true,"api_name":%q,"system_mandatory":%t,%s,"unique":{},"future":[{"key":%d}]}`,
			f.name, f.mandatory, f.attrs, i))
	}
	return `{"fields":[` + strings.Join(elements, ",") + `],"info":{"more":false}}`
}

// A member is one field of a generated record.
type member struct{ name, value string }

func object(members []member) string {
	var s []string
	for _, m := range members {
		s = append(s, fmt.Sprintf("%q:%s", m.name, m.value))
	}
	return "{" + strings.Join(s, ",") + "}"
}

// obeying returns a record that obeys the fields, in any order.
func obeying(r *rand.Rand, fields []*genField) []member {
	var members []member
	for _, i := range r.Perm(len(fields)) {
		f := fields[i]
		switch {
		case f.mandatory || f.good != nil && r.IntN(3) > 0:
			members = append(members, member{f.name, f.good(r)})
		case r.IntN(5) == 0 && f.good != nil:
			members = append(members, member{f.name, []string{"null", `""`}[r.IntN(2)]})
		}
	}
	return members
}

// set returns the members with one of them set.
func set(members []member, name, value string) []member {
	members = slices.Clone(members)
	if i := slices.IndexFunc(members, func(m member) bool { return m.name == name }); i >= 0 {
		members[i].value = value
		return members
	}
	return append(members, member{name, value})
}

func without(members []member, name string) []member {
	return slices.DeleteFunc(slices.Clone(members), func(m member) bool { return m.name == name })
}

// broken returns a record that breaks one thing of the fields, and the verdict.
func broken(r *rand.Rand, fields []*genField, members []member) ([]member, string) {
	f := fields[r.IntN(len(fields))]
	switch {
	case f.mandatory && r.IntN(2) == 0:
		verdict := "error MANDATORY_NOT_FOUND mandatory $." + f.name
		empty := []string{"", "null", `""`, "[]", "{}"}[r.IntN(5)]
		if empty == "{}" && strings.Contains(f.attrs, `"json_type":"jsonobject"`) { // a lookup, which lacks its id
			verdict += ".id"
		}
		if empty != "" {
			return set(members, f.name, empty), verdict
		}
		return without(members, f.name), verdict
	case r.IntN(8) == 0:
		return set(members, "Something_Else", `{"a":[1]}`), "error INVALID_DATA unknown_field $.Something_Else"
	}
	b := f.breaches[r.IntN(len(f.breaches))]
	return set(members, f.name, b.value), strings.Replace(b.verdict, "%s", "$."+f.name, 1)
}

// TestFieldsLaws makes random metadata, and records: what obeys it is accepted,
// and what breaks one thing is refused with exactly that problem.
func TestFieldsLaws(t *testing.T) {
	properties := testkit.Laws(t, 300)
	properties.Property("records of random fields", prop.ForAll(func(seed uint64) (bool, error) {
		r := rand.New(rand.NewPCG(seed, 1))
		fields := genFields(r)
		doc := fieldsAnswer(r, fields)
		m, err := modules.Custom("Vehicles").With(withFields(doc))
		if err != nil {
			return false, fmt.Errorf("%s: %w", doc, err)
		}
		for range 4 {
			good := obeying(r, fields)
			if got := verdicts(t, m, object(good)); got != nil {
				return false, fmt.Errorf("%s\n%s obeys: %q", doc, object(good), got)
			}
			bad, want := broken(r, fields, good)
			if got := verdicts(t, m, object(bad)); len(got) != 1 || got[0] != want {
				return false, fmt.Errorf("%s\n%.500s: %q, want %s", doc, object(bad), got, want)
			}
		}
		return true, nil
	}, gen.UInt64()))
	properties.TestingRun(t)
}

// A genLayout is a layout of deals of generated metadata.
type genLayout struct {
	id        string
	fields    []string            // of layoutFields
	required  []string            // of fields
	values    map[string][]string // of picklists
	pipelines map[string][]string // stages by pipeline
}

// layoutFields are optional fields of deals, with a value.
var layoutFields = map[string]string{
	"Amount": "1.5", "Closing_Date": `"2026-03-31"`, "Next_Step": `"call"`, "Description": `"x"`, "Account_Name": `{"id":"1"}`,
	"Type": `"a"`, "Lead_Source": `"a"`, "My_Field": `true`,
}

func genLayouts(r *rand.Rand) []*genLayout {
	names := slices.Sorted(maps.Keys(layoutFields))
	var layouts []*genLayout
	for i := range 1 + r.IntN(3) {
		l := &genLayout{id: strconv.Itoa(100 + i), values: map[string][]string{}, pipelines: map[string][]string{}}
		for _, name := range names {
			if r.IntN(3) == 0 {
				continue
			}
			l.fields = append(l.fields, name)
			if r.IntN(3) == 0 {
				l.required = append(l.required, name)
			}
			if name == "Type" || name == "Lead_Source" {
				l.values[name] = []string{"a", "b", fmt.Sprint("c", i)}
			}
		}
		for j := range 1 + r.IntN(3) {
			stages := []string{"Qualification"}
			for k := range r.IntN(4) {
				stages = append(stages, fmt.Sprintf("Stage %d%d%d", i, j, k))
			}
			l.pipelines[fmt.Sprintf("Pipeline %d%d", i, j)] = stages
		}
		layouts = append(layouts, l)
	}
	return layouts
}

func (l *genLayout) pipeline(r *rand.Rand) (name string, stages []string) {
	n := r.IntN(len(l.pipelines))
	name = fmt.Sprintf("Pipeline %s%d", l.id[2:], n)
	return name, l.pipelines[name]
}

// pick writes one value of a picklist.
func pick(text, rest string) string {
	return fmt.Sprintf(`{"display_value":%q,"actual_value":%q%s}`, text, text, rest)
}

func picks(texts []string) string {
	var s []string
	for _, text := range texts {
		s = append(s, pick(text, `,"type":"used"`))
	}
	return strings.Join(s, ",")
}

func layoutsAnswer(layouts []*genLayout) string {
	var all []string
	for _, l := range layouts {
		fields := []string{`{"api_name":"Deal_Name","required":true}`, `{"api_name":"Stage","required":true,"pick_list_values":[]}`}
		for _, name := range l.fields {
			fields = append(fields, fmt.Sprintf(`{"api_name":%q,"required":%t,"pick_list_values":[%s]}`,
				name, slices.Contains(l.required, name), picks(l.values[name])))
		}
		var pipelines []string
		for j := range len(l.pipelines) {
			name := fmt.Sprintf("Pipeline %s%d", l.id[2:], j)
			pipelines = append(pipelines, pick(name, `,"maps":[{"api_name":"Stage","pick_list_values":[`+picks(l.pipelines[name])+`]}]`))
		}
		fields = append(fields, `{"api_name":"Pipeline","required":true,"pick_list_values":[`+strings.Join(pipelines, ",")+`]}`)
		half := len(fields) / 2
		all = append(all, fmt.Sprintf(`{"id":%q,"sections":[{"type":"used","fields":[%s]},{"type":"used","fields":[%s]},
			{"type":"unused","fields":[{"api_name":"Probability","required":true}]}]}`,
			l.id, strings.Join(fields[:half], ","), strings.Join(fields[half:], ",")))
	}
	return `{"layouts":[` + strings.Join(all, ",") + `]}`
}

// obeyingLayout returns a deal that obeys a layout. It names it, or not.
func obeyingLayout(r *rand.Rand, l *genLayout, named bool) []member {
	pipeline, stages := l.pipeline(r)
	members := []member{
		{"Deal_Name", `"Insert"`}, {"Pipeline", strconv.Quote(pipeline)}, {"Stage", strconv.Quote(stages[r.IntN(len(stages))])},
	}
	if named {
		members = append(members, member{"Layout", `{"id":"` + l.id + `"}`})
	}
	for _, name := range l.fields {
		if slices.Contains(l.required, name) || r.IntN(2) == 0 {
			members = append(members, member{name, layoutFields[name]})
		}
	}
	r.Shuffle(len(members), func(i, j int) { members[i], members[j] = members[j], members[i] })
	return members
}

// brokenLayout returns a deal that breaks one thing of its layout, which is the
// first when it names none, and the verdict.
func brokenLayout(r *rand.Rand, l *genLayout, named bool, members []member) ([]member, string) {
	for {
		switch r.IntN(7) {
		case 0:
			if len(l.required) > 0 {
				level, name := map[bool]string{true: "error", false: "warning"}[named], l.required[r.IntN(len(l.required))]
				return without(members, name), level + " MANDATORY_NOT_FOUND mandatory $." + name
			}
		case 1:
			if named {
				return set(members, "Probability", "50"), "warning INVALID_DATA not_in_layout $.Probability"
			}
		case 2:
			for _, name := range slices.Sorted(maps.Keys(layoutFields)) {
				if named && !slices.Contains(l.fields, name) {
					return set(members, name, layoutFields[name]), "warning INVALID_DATA not_in_layout $." + name
				}
			}
		case 3:
			if _, ok := l.values["Type"]; ok {
				return set(members, "Type", `"d"`), "warning INVALID_DATA picklist $.Type one of 3"
			}
		case 4:
			return set(members, "Stage", `"Stage of another"`), `error MAPPING_MISMATCH picklist $.Stage {"mapped_field":"Pipeline"}`
		case 5:
			return set(members, "Pipeline", `"Pipeline of another"`), `error MAPPING_MISMATCH picklist $.Pipeline {"mapped_field":"Layout"}`
		case 6:
			return without(members, "Pipeline"), `error MANDATORY_NOT_FOUND mandatory $.Pipeline`
		}
	}
}

// TestLayoutsLaws does for layouts and pipelines what TestFieldsLaws does for
// fields.
func TestLayoutsLaws(t *testing.T) {
	properties := testkit.Laws(t, 200)
	properties.Property("deals of random layouts", prop.ForAll(func(seed uint64) (bool, error) {
		r := rand.New(rand.NewPCG(seed, 2))
		layouts := genLayouts(r)
		doc := layoutsAnswer(layouts)
		m, err := modules.Deals().With(withLayouts(doc))
		if err != nil {
			return false, fmt.Errorf("%s: %w", doc, err)
		}
		for range 4 {
			l, named := layouts[0], false
			if r.IntN(3) > 0 {
				l, named = layouts[r.IntN(len(layouts))], true
			}
			good := obeyingLayout(r, l, named)
			if got := verdicts(t, m, object(good)); got != nil {
				return false, fmt.Errorf("%s\n%s obeys: %q", doc, object(good), got)
			}
			bad, want := brokenLayout(r, l, named, good)
			if got := verdicts(t, m, object(bad)); len(got) != 1 || got[0] != want {
				return false, fmt.Errorf("%s\n%s: %q, want %s", doc, object(bad), got, want)
			}
		}
		return true, nil
	}, gen.UInt64()))
	properties.TestingRun(t)
}
