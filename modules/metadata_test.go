package modules_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/modules"
)

// answer returns an answer of a metadata call from testdata.
func answer(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func withFields(doc string) modules.Option { return modules.WithFieldsMetadata(strings.NewReader(doc)) }
func withLayouts(doc string) modules.Option {
	return modules.WithLayoutsMetadata(strings.NewReader(doc))
}
func withPipelines(doc string) modules.Option {
	return modules.WithPipelinesMetadata(strings.NewReader(doc))
}
func withRules(doc string) modules.Option { return modules.WithLayoutRulesJSON(strings.NewReader(doc)) }

// verdicts returns all problems of a record that a JSON object writes.
func verdicts(t testing.TB, m *modules.Module, object string) []string {
	t.Helper()
	_, errs := m.Append(nil, nil, parse(t, object))
	var got []string
	for _, e := range errs {
		got = append(got, testkit.Line(e))
	}
	return got
}

// TestMetadataRealAnswers loads extracts of answers that Zoho has given, and the
// whole answers if they are at hand, and checks minimal records against them.
func TestMetadataRealAnswers(t *testing.T) {
	t.Run("extracts", func(t *testing.T) { testRealAnswers(t, extracts) })
	t.Run("whole", func(t *testing.T) {
		if _, err := os.Stat(wholeAnswers); errors.Is(err, os.ErrNotExist) {
			t.Skip("the whole answers are not here")
		}
		testRealAnswers(t, wholeAnswers)
	})
}

func testRealAnswers(t *testing.T, dir string) {
	open := func(t *testing.T, name string) []byte {
		t.Helper()
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	t.Run("Leads v7", func(t *testing.T) {
		m := with(t, modules.Leads(), modules.WithFieldsMetadata(bytes.NewReader(open(t, "fields-leads-docs-v7.json"))))
		for object, want := range map[string][]string{
			`{"Last_Name":"Daly","Owner":{"id":"1"},"Layout":{"id":"2276164000000095055"},"Wizard":{"id":"1"},
			  "$wizard_connection_path":["1"],"Tag":[{"name":"VIP"}],"Rating":"Shut Down","Lead_Source":"-None-"}`: nil,
			`{"Last_Name":"Daly","Products":[{"Products":{"id":"1"}}],"multiline":"x","Percent":12.34,"Testing_GPL":"A.A"}`: nil,
			`{"Last_Name":"Daly","File_Upload":[{"File_Id__s":"a"},{"File_Id__s":"b"}]}`: {
				`error LIMIT_EXCEEDED max_items $.File_Upload {"limit":1}`,
			},
			`{"Last_Name":"Daly","Age1":1234567890,"External":1}`: {
				`error INVALID_DATA digits $.Age1 {"maximum_length":9}`,
				`error INVALID_DATA type $.External {"expected_data_type":"text"}`,
			},
			`{"Last_Name":"Daly","Formula_Decimal":1.5,"Total_Notes_Added":3,"Project_Details":[{"Any":1}]}`: {
				`warning INVALID_DATA not_creatable $.Formula_Decimal`,
				`warning INVALID_DATA not_creatable $.Total_Notes_Added`,
			},
		} {
			if diff := cmp.Diff(want, verdicts(t, m, object)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", object, diff)
			}
		}
		if got := slices.Collect(m.Unique()); !slices.Equal(got, []string{"Email", "Phone"}) {
			t.Errorf("unique fields: %q", got)
		}
	})
	t.Run("Leads v2", func(t *testing.T) {
		m := with(t, modules.Leads(), modules.WithFieldsMetadata(bytes.NewReader(open(t, "fields-leads-real-org-v2.json"))))
		for object, want := range map[string][]string{
			// Layout is a bigint there, and still an object in the record.
			`{"Last_Name":"Daly","Layout":{"id":"6221978000000000167"},"Tag":[{"name":"VIP"}]}`:                     nil,
			`{"Last_Name":"Daly","Assigned_Jobs":[{"Assigned_Jobs":{"id":"1"}}],"Production_L12Mo":123456789012.5}`: nil,
			`{"Last_Name":"Daly","Candidate_Locator":"TWAV1","Company":"Zylker","Compny":"Zylker"}`: {
				`warning INVALID_DATA not_creatable $.Candidate_Locator`,
				`warning INVALID_DATA unknown_field $.Company`,
				`error INVALID_DATA unknown_field $.Compny`,
			},
			`{"Last_Name":"Daly","Headline":"` + strings.Repeat("x", 2001) + `"}`: {
				`error INVALID_DATA max_length $.Headline {"maximum_length":2000}`,
			},
		} {
			if diff := cmp.Diff(want, verdicts(t, m, object)); diff != "" {
				t.Errorf("%.200s (-want +got):\n%s", object, diff)
			}
		}
	})
	t.Run("Deals", func(t *testing.T) {
		m := with(t, modules.Deals(), modules.WithFieldsMetadata(bytes.NewReader(open(t, "fields-deals-real-org.json"))))
		want := []string{
			`error INVALID_DATA decimals $.Est_ARR {"maximum_decimal_place":0}`,
			`error INVALID_DATA digits $.Estimated_Req_Qty {"maximum_length":3}`,
		}
		got := verdicts(t, m, `{"Deal_Name":"Insert","Stage":"Closed Won","Account_Name":{"id":"1"},
			"Layout":{"id":"1"},"Pipeline":"Sales","Est_ARR":1.5,"Estimated_Req_Qty":1000}`)
		got = slices.DeleteFunc(got, func(s string) bool { return strings.Contains(s, "$.Stage") }) // a list of its own
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
	for _, name := range []string{"layouts-leads-docs-v7.json", "layouts-filtered-v8.json"} {
		t.Run(name, func(t *testing.T) {
			m := with(t, modules.Leads(), modules.WithLayoutsMetadata(bytes.NewReader(open(t, name))))
			if err := m.Check(parse(t, `{"Last_Name":"Daly","Company":"Zylker"}`)); err != nil {
				t.Error(err)
			}
		})
	}
	t.Run("a filtered layout", func(t *testing.T) {
		m := with(t, modules.Leads(), modules.WithLayoutsMetadata(bytes.NewReader(open(t, "layouts-filtered-v8.json"))))
		got := verdicts(t, m, `{"Last_Name":"Daly","Company":"Zylker","Layout":{"id":"4150868000000095005"}}`)
		if got != nil {
			t.Errorf("a layout of which no field is known: %q", got)
		}
	})
}

// TestMetadataPrecedence takes each step of: page defaults < known standard
// field < Fields metadata < Layouts metadata. A field that is declared after all
// of them counts most.
func TestMetadataPrecedence(t *testing.T) {
	text := func(n int) string { return `"` + strings.Repeat("x", n) + `"` }
	tooLong := func(n int) []string {
		return []string{fmt.Sprintf(`error INVALID_DATA max_length $.Company {"maximum_length":%d}`, n)}
	}
	named := func(m *modules.Module, v string) []string {
		t.Helper()
		return verdicts(t, m, `{"Name":"n","Last_Name":"Daly","Company":`+v+`}`)
	}
	// A Single Line field of the page has 255 characters.
	custom := with(t, modules.Custom("Vehicles"), modules.WithField(fieldtype.Field{
		APIName: "Company", Spec: fieldtype.Spec{Kind: fieldtype.SingleLine},
	}), modules.WithField(fieldtype.Field{APIName: "Last_Name"}))
	// Company of Leads has 200, Name is no field of theirs.
	leads := with(t, modules.Leads(), modules.WithField(fieldtype.Field{APIName: "Name"}))
	// The organization gave it 20.
	const fields = `{"fields":[{"api_name":"Last_Name"},{"api_name":"Name"},
		{"api_name":"Company","data_type":"text","json_type":"string","length":20,"system_mandatory":false}]}`
	loaded := with(t, leads, withFields(fields))
	// And made it 60 by hand.
	declared := with(t, loaded, modules.WithField(fieldtype.Field{
		APIName: "Company", Spec: fieldtype.Spec{Kind: fieldtype.SingleLine, MaxLength: 60},
	}))
	for _, step := range []struct {
		name  string
		m     *modules.Module
		limit int
	}{
		{"page default", custom, 255}, {"known standard field", leads, 200}, {"Fields metadata", loaded, 20}, {"declared", declared, 60},
	} {
		if got := named(step.m, text(step.limit)); got != nil {
			t.Errorf("%s: %d characters: %q", step.name, step.limit, got)
		}
		if diff := cmp.Diff(tooLong(step.limit), named(step.m, text(step.limit+1))); diff != "" {
			t.Errorf("%s: %d characters (-want +got):\n%s", step.name, step.limit+1, diff)
		}
	}

	// What the Fields metadata leaves out stays as the module knows it.
	kept := with(t, leads, withFields(`{"fields":[{"api_name":"Last_Name"},{"api_name":"Name"},{"api_name":"Company"},
		{"api_name":"Description","data_type":"textarea"}]}`))
	if diff := cmp.Diff(tooLong(200), named(kept, text(201))); diff != "" {
		t.Errorf("without length (-want +got):\n%s", diff)
	}
	if got := verdicts(t, kept, `{"Last_Name":"Daly","Description":`+text(32000)+`}`); got != nil {
		t.Errorf("a textarea that stays large: %q", got)
	}

	// So it is with what it says nothing in.
	kept = with(t, kept, withFields(`{"fields":[{"api_name":"Company","data_type":"text","length":0}]}`))
	if diff := cmp.Diff(tooLong(200), named(kept, text(201))); diff != "" {
		t.Errorf("length 0 (-want +got):\n%s", diff)
	}
	kept = with(t, modules.Custom("Vehicles"),
		withFields(`{"fields":[{"api_name":"Name"},{"api_name":"P","data_type":"picklist","pick_list_values":[{"display_value":"a"}]},
			{"api_name":"M","data_type":"multi_module_lookup","multi_module_lookup":{"modules":[{"api_name":"Leads"}]}}]}`),
		withFields(`{"fields":[{"api_name":"P","data_type":"picklist","pick_list_values":[]},
			{"api_name":"M","data_type":"multi_module_lookup","multi_module_lookup":{"modules":[]}}]}`))
	want := []string{`warning INVALID_DATA picklist $.P one of 1`, `error INVALID_DATA supported $.M.module.api_name one of 1`}
	if diff := cmp.Diff(want, verdicts(t, kept, `{"Name":"n","P":"b","M":{"id":"1","module":{"api_name":"Deals"}}}`)); diff != "" {
		t.Errorf("empty lists (-want +got):\n%s", diff)
	}

	// A layout makes mandatory what the fields leave optional, and its list of
	// values counts before theirs, whichever is loaded first.
	const stages = `{"fields":[{"api_name":"Deal_Name"},{"api_name":"Stage","data_type":"picklist","json_type":"string",
		"pick_list_values":[{"display_value":"Qualification","actual_value":"Qualification"},{"display_value":"Closed Won"}]},
		{"api_name":"Amount","data_type":"currency","json_type":"double","system_mandatory":false}]}`
	const layouts = `{"layouts":[{"id":"1","sections":[{"fields":[{"api_name":"Deal_Name"},{"api_name":"Amount","required":true},
		{"api_name":"Stage","pick_list_values":[{"display_value":"Closed Won"},{"display_value":"Renewal Due"}]}]}]}]}`
	for _, options := range [][]modules.Option{
		{withFields(stages), withLayouts(layouts)},
		{withLayouts(layouts), withFields(stages)},
	} {
		m := with(t, modules.Deals(), options...)
		for object, want := range map[string][]string{
			`{"Deal_Name":"d","Stage":"Closed Won","Amount":1,"Layout":{"id":"1"}}`:  nil,
			`{"Deal_Name":"d","Stage":"Renewal Due","Amount":1,"Layout":{"id":"1"}}`: nil,
			`{"Deal_Name":"d","Stage":"Qualification","Amount":1,"Layout":{"id":"1"}}`: {
				`warning INVALID_DATA picklist $.Stage one of 2`,
			},
			`{"Deal_Name":"d","Stage":"Lost","Amount":1,"Layout":{"id":"1"}}`: {
				`warning INVALID_DATA picklist $.Stage one of 3`,
			},
			`{"Deal_Name":"d","Stage":"Closed Won","Layout":{"id":"1"}}`: {
				`error MANDATORY_NOT_FOUND mandatory $.Amount`,
			},
		} {
			if diff := cmp.Diff(want, verdicts(t, m, object)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", object, diff)
			}
		}
	}
}

// TestMetadataImmutable holds a module as it was while copies of it are
// refined, and each copy while others are made of it.
func TestMetadataImmutable(t *testing.T) {
	describe := func(m *modules.Module) []string {
		var all []string
		for f := range m.Fields() {
			all = append(all, fmt.Sprintf("%+v", f))
		}
		for r := range m.Rules() {
			all = append(all, r.Name)
		}
		for _, object := range []string{
			`{}`, `{"Deal_Name":"d","Stage":"Lost","Pipeline":"P","Type":"x","Deal_Items":[{"a":1}],"Foo":1,"Layout":{"id":"4876876000000095991"}}`,
		} {
			all = append(all, verdicts(t, m, object)...)
		}
		return slices.Concat(all, slices.Collect(m.Unique()))
	}
	m := modules.Deals()
	versions := []*modules.Module{m}
	was := [][]string{describe(m)}
	for _, option := range []modules.Option{
		withFields(`{"fields":[{"api_name":"Deal_Name","unique":{"case_sensitive":false},"length":5},
			{"api_name":"Stage","pick_list_values":[{"display_value":"Lost"}]},{"api_name":"Deal_Items","data_type":"subform"}]}`),
		modules.WithLayoutsMetadata(bytes.NewReader(answer(t, "layouts-deals.json"))),
		modules.WithPipelinesMetadata(bytes.NewReader(answer(t, "pipelines-deals.json"))),
		modules.WithSubformMetadata("Deal_Items", bytes.NewReader(answer(t, "fields-subform.json"))),
		modules.WithLayoutRulesJSON(bytes.NewReader(answer(t, "layout-rules.json"))),
		modules.WithField(fieldtype.Field{APIName: "Foo", Spec: fieldtype.Spec{Kind: fieldtype.Number}}),
		withFields(`{"fields":[{"api_name":"Foo","data_type":"email"},{"api_name":"Type","unique":{"x":1}}]}`),
		modules.WithoutRule("pipeline_stage"),
	} {
		m = with(t, m, option)
		versions, was = append(versions, m), append(was, describe(m))
	}
	for i, v := range versions {
		if diff := cmp.Diff(was[i], describe(v)); diff != "" {
			t.Errorf("module %d has changed (-before +after):\n%s", i, diff)
		}
	}
	if diff := cmp.Diff(describe(modules.Deals()), was[0]); diff != "" {
		t.Errorf("Deals has changed (-now +before):\n%s", diff)
	}

	// Two copies of one module do not see each other's values.
	base := with(t, modules.Custom("Vehicles"), withFields(`{"fields":[{"api_name":"Name"},
		{"api_name":"P","data_type":"picklist","pick_list_values":[{"display_value":"a"},{"display_value":"b"},{"display_value":"c"}]}]}`))
	layout := func(value string) modules.Option {
		field := `{"sections":[{"fields":[{"api_name":"Name"},{"api_name":"P","pick_list_values":[{"display_value":"` + value + `"}]}]}],"id":`
		return withLayouts(`{"layouts":[` + field + `"1"},` + field + `"2"}]}`)
	}
	x, y := with(t, base, layout("x")), with(t, base, layout("y"))
	for value, m := range map[string]*modules.Module{"x": x, "y": y} {
		if got := verdicts(t, m, `{"Name":"n","P":"`+value+`"}`); got != nil {
			t.Errorf("%s: %q", value, got)
		}
		if f, _ := m.Field("P"); !slices.Equal(f.Spec.Values, []string{"a", "b", "c", value}) {
			t.Errorf("%s: %q", value, f.Spec.Values)
		}
		want := []string{`warning INVALID_DATA picklist $.P one of 4`}
		if diff := cmp.Diff(want, verdicts(t, m, `{"Name":"n","P":"z"}`)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}

	// What an error says is the caller's to change.
	for _, object := range []string{`{"Stage":"none","Pipeline":"Nordic","Type":"none","Layout":{"id":"4876876000000095023"}}`, `{"Stage":"none","Type":"none"}`} {
		before := describe(m)
		_, errs := m.Append(nil, nil, parse(t, object))
		changed := 0
		for _, e := range errs {
			for i := range e.Details.SupportedValues {
				e.Details.SupportedValues[i] = "none"
				changed++
			}
		}
		if diff := cmp.Diff(before, describe(m)); diff != "" || changed == 0 {
			t.Errorf("%d changes in errors changed the module:\n%s", changed, diff)
		}
	}

	// An answer that cannot be loaded changes nothing.
	before := describe(m)
	if c, err := m.With(withFields(`{"fields":[{"api_name":"Bar"},{"api_name":"Bar"}]}`)); err == nil || c != nil {
		t.Errorf("a field that is there twice: module %v, error %v", c, err)
	}
	if diff := cmp.Diff(before, describe(m)); diff != "" {
		t.Errorf("a refused answer has changed the module:\n%s", diff)
	}
}

// TestMetadataReload loads newer answers over older ones: the newer ones count.
func TestMetadataReload(t *testing.T) {
	m := with(t, modules.Leads(),
		withFields(`{"fields":[{"api_name":"Last_Name","length":5},{"api_name":"Score","data_type":"integer"}]}`),
		withFields(`{"fields":[{"api_name":"Last_Name","length":6},{"api_name":"Rank","data_type":"integer"}]}`),
		withLayouts(`{"layouts":[{"id":"1","sections":[{"fields":[{"api_name":"Company","required":true}]}]},{"id":"2"}]}`),
		withLayouts(`{"layouts":[{"id":"1","sections":[{"fields":[{"api_name":"Rank","required":true}]}]}]}`),
	)
	for object, want := range map[string][]string{
		`{"Last_Name":"123456","Score":1,"Rank":2}`:                 nil,
		`{"Last_Name":"1234567","Rank":2}`:                          {`error INVALID_DATA max_length $.Last_Name {"maximum_length":6}`},
		`{"Last_Name":"Daly","Layout":{"id":"1"}}`:                  {`warning INVALID_DATA not_in_layout $.Last_Name`, `error MANDATORY_NOT_FOUND mandatory $.Rank`},
		`{"Last_Name":"Daly","Rank":"x","Layout":{"id":"2"}}`:       {`error INVALID_DATA type $.Rank {"expected_data_type":"integer"}`},
		`{"Last_Name":"Daly","Rank":1,"Rnk":1,"Layout":{"id":"2"}}`: {`error INVALID_DATA unknown_field $.Rnk`},
	} {
		got := verdicts(t, m, object)
		slices.Sort(got)
		slices.Sort(want)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", object, diff)
		}
	}
}

// loaders are the functions that read metadata, with an answer that each takes.
var loaders = []struct {
	name   string
	module func() *modules.Module
	load   func(io.Reader) modules.Option
	file   string
	key    string
}{
	{"WithFieldsMetadata", modules.Leads, modules.WithFieldsMetadata, "fields-leads.json", "fields"},
	{"WithLayoutsMetadata", modules.Deals, modules.WithLayoutsMetadata, "layouts-deals.json", "layouts"},
	{"WithPipelinesMetadata", modules.Deals, modules.WithPipelinesMetadata, "pipelines-deals.json", "pipeline"},
	{"WithLayoutRulesJSON", modules.Deals, modules.WithLayoutRulesJSON, "layout-rules.json", "layout_rules"},
	{"WithSubformMetadata", modules.Quotes, func(r io.Reader) modules.Option { return modules.WithSubformMetadata("Quoted_Items", r) }, "fields-subform.json", "fields"},
}

// TestMetadataTruncated cuts answers short: at every byte near the beginning
// and the end, and at many between. Each is refused where it ends.
func TestMetadataTruncated(t *testing.T) {
	for _, l := range loaders {
		data := bytes.TrimRight(answer(t, l.file), "\n")
		places := testkit.Size(20, 150, 150)
		step, edge := max(len(data)/places, 1), testkit.Size(10, 60, 60)
		for n := 0; n < len(data); n++ {
			if n > edge && n < len(data)-edge && n%step != 0 {
				continue
			}
			m, err := l.module().With(l.load(bytes.NewReader(data[:n])))
			var syntax *fieldtype.SyntaxError
			if m != nil || !errors.Is(err, zohocrm.ReasonSyntax) || !errors.As(err, &syntax) {
				t.Fatalf("%s, %d bytes: %v", l.name, n, err)
			}
			if syntax.Offset > n || syntax.Line < 1 || syntax.Column < 1 {
				t.Fatalf("%s, %d bytes: the place is %+v", l.name, n, syntax)
			}
		}
	}
}

// TestMetadataRefused gives answers with something wrong in them. The error says what
// and where.
func TestMetadataRefused(t *testing.T) {
	deep := strings.Repeat(`{"a":[`, 20) + strings.Repeat(`]}`, 20)
	for _, test := range []struct {
		name, doc string // KEY is the key of the list
		want      string
	}{
		{"empty", ``, `$: INVALID_DATA syntax`},
		{"blank", " \n ", `$: INVALID_DATA syntax`},
		{"null", `null`, `$: INVALID_DATA type jsonobject`},
		{"array", `[]`, `$: INVALID_DATA type jsonobject`},
		{"text", `"KEY"`, `$: INVALID_DATA type jsonobject`},
		{"empty object", `{}`, `$.KEY: INVALID_DATA type jsonarray`},
		{"an error of Zoho", `{"code":"INVALID_TOKEN","details":{},"message":"invalid oauth token","status":"error"}`, `$.KEY: INVALID_DATA type jsonarray`},
		{"null list", `{"KEY":null}`, `$.KEY: INVALID_DATA type jsonarray`},
		{"object list", `{"KEY":{}}`, `$.KEY: INVALID_DATA type jsonarray`},
		{"number in list", `{"KEY":[{"api_name":"A","id":"1","name":"r","mandatory":["A"]},7]}`, `$.KEY[1]: INVALID_DATA type jsonobject`},
		{"null in list", `{"KEY":[null]}`, `$.KEY[0]: INVALID_DATA type jsonobject`},
		{"key twice", `{"KEY":[],"KEY":[]}`, `$.KEY: INVALID_DATA duplicate_key`},
		{"key twice in an element", `{"KEY":[{"api_name":"A","id":"1","id":"2"}]}`, `$.KEY[0].id: INVALID_DATA duplicate_key`},
		{"two documents", `{"KEY":[]}{"KEY":[]}`, `$: INVALID_DATA syntax`},
		{"too deep", `{"KEY":[` + deep + `]}`, `$: INVALID_DATA depth`},
		{"not UTF-8", "{\"KEY\":[{\"api_name\":\"\xff\"}]}", `$: INVALID_DATA utf8`},
		{"half a surrogate pair", `{"KEY":[{"api_name":"\ud800"}]}`, `$: INVALID_DATA utf8`},
	} {
		for _, l := range loaders {
			doc, want := strings.ReplaceAll(test.doc, "KEY", l.key), strings.ReplaceAll(test.want, "KEY", l.key)
			m, err := l.module().With(l.load(strings.NewReader(doc)))
			if m != nil || place(err) != want {
				t.Errorf("%s, %s: got %s, want %s", l.name, test.name, place(err), want)
			}
		}
	}
}

// place returns "path: CODE reason expected_data_type" of an error of a loader.
func place(err error) string {
	var e *zohocrm.Error
	if !errors.As(err, &e) {
		return fmt.Sprint(err)
	}
	return strings.TrimSpace(fmt.Sprintf("%s: %s %s %s", e.Path.JSONPath(), e.Code, e.Reason, e.Details.ExpectedDataType))
}

// TestMetadataWrongTypes gives each key that a loader knows each type that is
// not its own.
func TestMetadataWrongTypes(t *testing.T) {
	const field = `{"fields":[{"api_name":"A"},{"api_name":"B","data_type":"%s",%s}]}`
	const layout = `{"layouts":[{"id":"1"},{"id":"2","sections":[{"api_name":"s","fields":[{"api_name":"Pipeline",%s}]}]}]}`
	for _, test := range []struct {
		load  func(string) modules.Option
		doc   string // with %s for the member
		key   string
		path  string
		types string // the JSON types that are taken, and "null"
		want  string // expected_data_type
	}{
		{withFields, `{"fields":[{%s}]}`, `api_name`, `$.fields[0].api_name`, "string number", "text"},
		{withFields, `{"fields":[{"api_name":"B",%s}]}`, `data_type`, `$.fields[0].data_type`, "string number", "text"},
		{withFields, fmt.Sprintf(field, "text", "%s"), `json_type`, `$.fields[1].json_type`, "string number", "text"},
		{withFields, fmt.Sprintf(field, "text", "%s"), `length`, `$.fields[1].length`, "number", "integer"},
		{withFields, fmt.Sprintf(field, "subform", "%s"), `length`, `$.fields[1].length`, "number", "integer"},
		{withFields, fmt.Sprintf(field, "currency", "%s"), `decimal_place`, `$.fields[1].decimal_place`, "number", "integer"},
		{withFields, fmt.Sprintf(field, "text", "%s"), `system_mandatory`, `$.fields[1].system_mandatory`, "boolean", "boolean"},
		{withFields, fmt.Sprintf(field, "text", "%s"), `operation_type`, `$.fields[1].operation_type`, "object", "jsonobject"},
		{withFields, fmt.Sprintf(field, "text", `"operation_type":{%s}`), `api_create`, `$.fields[1].operation_type.api_create`, "boolean", "boolean"},
		{withFields, fmt.Sprintf(field, "text", "%s"), `unique`, `$.fields[1].unique`, "object", "jsonobject"},
		{withFields, fmt.Sprintf(field, "text", "%s"), `element_type`, `$.fields[1].element_type`, "string number", "text"},
		{withFields, fmt.Sprintf(field, "textarea", "%s"), `textarea`, `$.fields[1].textarea`, "object", "jsonobject"},
		{withFields, fmt.Sprintf(field, "textarea", `"textarea":{%s}`), `type`, `$.fields[1].textarea.type`, "string number", "text"},
		{withFields, fmt.Sprintf(field, "picklist", "%s"), `pick_list_values`, `$.fields[1].pick_list_values`, "array", "jsonarray"},
		{withFields, fmt.Sprintf(field, "multiselectpicklist", `"pick_list_values":[{},{%s}]`), `display_value`, `$.fields[1].pick_list_values[1].display_value`, "string number", "text"},
		{withFields, fmt.Sprintf(field, "picklist", `"pick_list_values":[{%s}]`), `actual_value`, `$.fields[1].pick_list_values[0].actual_value`, "string number", "text"},
		{withFields, fmt.Sprintf(field, "multiselectlookup", "%s"), `multiselectlookup`, `$.fields[1].multiselectlookup`, "object", "jsonobject"},
		{withFields, fmt.Sprintf(field, "multiuserlookup", "%s"), `multiuserlookup`, `$.fields[1].multiuserlookup`, "object", "jsonobject"},
		{withFields, fmt.Sprintf(field, "multiuserlookup", `"multiuserlookup":{%s}`), `connectedlookup_apiname`, `$.fields[1].multiuserlookup.connectedlookup_apiname`, "string number", "text"},
		{withFields, fmt.Sprintf(field, "multi_module_lookup", "%s"), `multi_module_lookup`, `$.fields[1].multi_module_lookup`, "object", "jsonobject"},
		{withFields, fmt.Sprintf(field, "multi_module_lookup", `"multi_module_lookup":{%s}`), `modules`, `$.fields[1].multi_module_lookup.modules`, "array", "jsonarray"},
		{withFields, fmt.Sprintf(field, "multi_module_lookup", `"multi_module_lookup":{"modules":[{%s}]}`), `api_name`, `$.fields[1].multi_module_lookup.modules[0].api_name`, "string number", "text"},

		{withLayouts, `{"layouts":[{%s}]}`, `id`, `$.layouts[0].id`, "string number", "text"},
		{withLayouts, `{"layouts":[{"id":"1",%s}]}`, `sections`, `$.layouts[0].sections`, "array", "jsonarray"},
		{withLayouts, `{"layouts":[{"id":"1","sections":[{%s}]}]}`, `type`, `$.layouts[0].sections[0].type`, "string number", "text"},
		{withLayouts, `{"layouts":[{"id":"1","sections":[{%s}]}]}`, `fields`, `$.layouts[0].sections[0].fields`, "array", "jsonarray"},
		{withLayouts, `{"layouts":[{"id":"1","sections":[{%s}]}]}`, `isSubformSection`, `$.layouts[0].sections[0].isSubformSection`, "boolean", "boolean"},
		{withLayouts, `{"layouts":[{"id":"1","sections":[{"fields":[{%s}]}]}]}`, `api_name`, `$.layouts[0].sections[0].fields[0].api_name`, "string number", "text"},
		{withLayouts, layout, `required`, `$.layouts[1].sections[0].fields[0].required`, "boolean", "boolean"},
		{withLayouts, layout, `type`, `$.layouts[1].sections[0].fields[0].type`, "string number", "text"},
		{withLayouts, layout, `pick_list_values`, `$.layouts[1].sections[0].fields[0].pick_list_values`, "array", "jsonarray"},
		{withLayouts, fmt.Sprintf(layout, `"pick_list_values":[{"display_value":"P",%s}]`), `maps`, `$.layouts[1].sections[0].fields[0].pick_list_values[0].maps`, "array", "jsonarray"},
		{withLayouts, fmt.Sprintf(layout, `"pick_list_values":[{"maps":[{%s}]}]`), `api_name`, `$.layouts[1].sections[0].fields[0].pick_list_values[0].maps[0].api_name`, "string number", "text"},
		{withLayouts, fmt.Sprintf(layout, `"pick_list_values":[{"maps":[{"api_name":"Stage",%s}]}]`), `pick_list_values`, `$.layouts[1].sections[0].fields[0].pick_list_values[0].maps[0].pick_list_values`, "array", "jsonarray"},

		{withPipelines, `{"pipeline":[{%s}]}`, `display_value`, `$.pipeline[0].display_value`, "string number", "text"},
		{withPipelines, `{"pipeline":[{%s}]}`, `actual_value`, `$.pipeline[0].actual_value`, "string number", "text"},
		{withPipelines, `{"pipeline":[{%s}]}`, `maps`, `$.pipeline[0].maps`, "array", "jsonarray"},
		{withPipelines, `{"pipeline":[{"maps":[{},{%s}]}]}`, `display_value`, `$.pipeline[0].maps[1].display_value`, "string number", "text"},

		{withRules, `{"layout_rules":[{%s,"mandatory":["A"]}]}`, `name`, `$.layout_rules[0].name`, "string number", "text"},
		{withRules, `{"layout_rules":[{"name":"r","mandatory":["A"],%s}]}`, `id`, `$.layout_rules[0].id`, "string number", "text"},
		{withRules, `{"layout_rules":[{"name":"r",%s}]}`, `mandatory`, `$.layout_rules[0].mandatory`, "array", "jsonarray"},
		{withRules, `{"layout_rules":[{"name":"r","mandatory":["A"],%s}]}`, `layout`, `$.layout_rules[0].layout`, "object", "jsonobject"},
		{withRules, `{"layout_rules":[{"name":"r","mandatory":["A"],"layout":{%s}}]}`, `id`, `$.layout_rules[0].layout.id`, "string number", "text"},
		{withRules, `{"layout_rules":[{"name":"r","mandatory":["A"],%s}]}`, `when`, `$.layout_rules[0].when`, "array", "jsonarray"},
		{withRules, `{"layout_rules":[{"name":"r","mandatory":["A"],"when":[{"values":["v"],%s}]}]}`, `api_name`, `$.layout_rules[0].when[0].api_name`, "string number", "text"},
		{withRules, `{"layout_rules":[{"name":"r","mandatory":["A"],"when":[{"api_name":"A",%s}]}]}`, `values`, `$.layout_rules[0].when[0].values`, "array", "jsonarray"},
	} {
		for kind, v := range map[string]string{
			"string": `"x"`, "number": `7`, "boolean": `true`, "object": `{"x":1}`, "array": `[true]`,
		} {
			member := `"` + test.key + `":` + v
			_, err := modules.Deals().With(test.load(fmt.Sprintf(test.doc, member)))
			if slices.Contains(strings.Fields(test.types), kind) {
				if kind == "array" && strings.HasPrefix(place(err), test.path+"[0]: ") {
					continue // the array is taken, its element is not
				}
				if err != nil && kind != "object" {
					t.Errorf("%s: %s is refused: %v", test.path, kind, err)
				}
				continue
			}
			if want := test.path + ": INVALID_DATA type " + test.want; place(err) != want {
				t.Errorf("%s: %s: got %s, want %s", test.path, kind, place(err), want)
			}
		}
	}

	// Numbers have bounds, elements a type, and a few keys must be there.
	for _, test := range []struct {
		load      func(string) modules.Option
		doc, want string
	}{
		{withFields, fmt.Sprintf(field, "text", `"length":-1`), `$.fields[1].length: INVALID_DATA type integer`},
		{withFields, fmt.Sprintf(field, "text", `"length":1.5`), `$.fields[1].length: INVALID_DATA type integer`},
		{withFields, fmt.Sprintf(field, "text", `"length":1e9`), `$.fields[1].length: INVALID_DATA type integer`},
		{withFields, fmt.Sprintf(field, "text", `"length":1e400`), `$.fields[1].length: INVALID_DATA type integer`},
		{withFields, fmt.Sprintf(field, "text", `"length":1e2000`), `$.fields[1].length: INVALID_DATA digits double`},
		{withFields, fmt.Sprintf(field, "text", `"length":"ten"`), `$.fields[1].length: INVALID_DATA type integer`},
		{withFields, fmt.Sprintf(field, "text", `"length":""`), `$.fields[1].length: INVALID_DATA type integer`},
		{withFields, `{"fields":[{}]}`, `$.fields[0].api_name: INVALID_DATA type text`},
		{withFields, `{"fields":[{"api_name":""}]}`, `$.fields[0].api_name: INVALID_DATA type text`},
		{withFields, `{"fields":[{"api_name":"A"},{"api_name":"B"},{"api_name":"A"}]}`, `$.fields[2].api_name: INVALID_DATA type text`},
		{withFields, fmt.Sprintf(field, "picklist", `"pick_list_values":["a"]`), `$.fields[1].pick_list_values[0]: INVALID_DATA type jsonobject`},
		{withFields, fmt.Sprintf(field, "picklist", `"pick_list_values":[{"display_value":"a","display_value":"b"}]`), `$.fields[1].pick_list_values[0].display_value: INVALID_DATA duplicate_key`},
		{withLayouts, `{"layouts":[{"name":"Standard"}]}`, `$.layouts[0].id: INVALID_DATA type text`},
		{withLayouts, `{"layouts":[{"id":"1"},{"id":1}]}`, `$.layouts[1].id: INVALID_DATA type text`},
		{withLayouts, `{"layouts":[{"id":"1","sections":[{"fields":[{}]}]}]}`, `$.layouts[0].sections[0].fields[0].api_name: INVALID_DATA type text`},
		{withRules, `{"layout_rules":[{"mandatory":["A"]}]}`, `$.layout_rules[0].name: INVALID_DATA type text`},
		{withRules, `{"layout_rules":[{"name":"r"}]}`, `$.layout_rules[0].mandatory: INVALID_DATA type jsonarray`},
		{withRules, `{"layout_rules":[{"name":"r","mandatory":[]}]}`, `$.layout_rules[0].mandatory: INVALID_DATA type jsonarray`},
		{withRules, `{"layout_rules":[{"name":"r","mandatory":["A",""]}]}`, `$.layout_rules[0].mandatory[1]: INVALID_DATA type text`},
		{withRules, `{"layout_rules":[{"name":"r","mandatory":["A"],"when":[{"api_name":"A","values":["v",1]}]}]}`, `$.layout_rules[0].when[0].values[1]: INVALID_DATA type text`},
		{withRules, `{"layout_rules":[{"name":"r","mandatory":["A"],"layout":{}}]}`, `$.layout_rules[0].layout.id: INVALID_DATA type text`},
	} {
		if _, err := modules.Deals().With(test.load(test.doc)); place(err) != test.want {
			t.Errorf("%s: got %s, want %s", test.doc, place(err), test.want)
		}
	}
}

// TestMetadataTolerated loads answers that are odd, but say nothing wrong.
func TestMetadataTolerated(t *testing.T) {
	good := map[string]string{"Leads": minimal["Leads"], "Deals": `{"Deal_Name":"d","Stage":"s"}`}
	for _, test := range []struct {
		load func(string) modules.Option
		doc  string
	}{
		{withFields, `{"fields":[]}`},
		{withFields, "\uFEFF" + `{"fields":[]}`},
		{withFields, `{"info":{"count":0},"fields":[{"api_name":"Last_Name"},{"api_name":"Deal_Name"},{"api_name":"Stage"}]}`},
		{withFields, `{"fields":[{"api_name":"A","data_type":"of the year 2030","json_type":"of then","length":"255","decimal_place":null,
			"system_mandatory":null,"operation_type":{},"unique":null,"pick_list_values":"not looked at","textarea":7}]}`},
		{withFields, `{"fields":[{"api_name":"A","data_type":"text","length":1000000},{"api_name":"B","data_type":"text","length":0.0}]}`},
		{withFields, `{"fields":[{"api_name":"A","data_type":"picklist","pick_list_values":[{},{"display_value":null,"actual_value":null}]}]}`},
		{withFields, `{"fields":[{"api_name":"A","other":{"x":1,"x":2}}]}`}, // twice, but not looked at
		{withFields, `{"fields":[{"api_name":"A","x":[{"y":[{"z":[{"a":[{"b":[{"c":1}]}]}]}]}]}]}`},
		{withFields, `{"fields":[{"api_name":"$weird","data_type":"text"},{"api_name":"größe","data_type":"text"},{"api_name":"a b","data_type":"text"}]}`},
		{withLayouts, `{"layouts":[]}`},
		{withLayouts, `{"layouts":[{"id":"1","sections":[]},{"id":"2"},{"id":"3","sections":[{"fields":[]}]},{"id":"4","sections":null}]}`},
		{withLayouts, `{"layouts":[{"id":487687600000009502,"profiles":"not looked at"}]}`},
		{withLayouts, `{"layouts":[{"id":"1","sections":[{"fields":[{"api_name":"Pipeline","pick_list_values":[{},{"maps":[]}]}]}]}]}`},
		{withPipelines, `{"pipeline":[]}`},
		{withPipelines, `{"pipeline":[{}]}`},
		{withRules, `{"layout_rules":[]}`},
	} {
		for name, object := range good {
			m, err := modules.Lookup(name)
			if err != nil {
				t.Fatal(err)
			}
			m, err = m.With(test.load(test.doc))
			if err != nil {
				t.Errorf("%s: %s: %v", name, test.doc, err)
				continue
			}
			if err := m.Check(parse(t, object)); err != nil {
				t.Errorf("%s: %s: %v", name, test.doc, err)
			}
		}
	}
}

// TestMetadataReader returns the error of a reader as it is.
func TestMetadataReader(t *testing.T) {
	broken := errors.New("broken pipe")
	for _, l := range loaders {
		r := testkit.Broken(`{"`+l.key+`":[`, broken)
		if _, err := l.module().With(l.load(r)); !errors.Is(err, broken) {
			t.Errorf("%s: %v", l.name, err)
		}
	}
}

// endless gives spaces without end, and counts them.
type endless struct{ n int64 }

func (r *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	r.n += int64(len(p))
	return len(p), nil
}

// TestMetadataHuge gives answers that are made to take long.
func TestMetadataHuge(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 64 MiB")
	}
	r := &endless{}
	_, err := modules.Leads().With(modules.WithFieldsMetadata(r))
	if !errors.Is(err, zohocrm.ReasonSize) || r.n > 65<<20 {
		t.Errorf("an answer without end: %v after %d bytes", err, r.n)
	}
	const doc = `{"fields":[]}`
	for n, reason := range map[int64]error{64 << 20: nil, 64<<20 + 1: zohocrm.ReasonSize} {
		spaces := io.LimitReader(&endless{}, n-int64(len(doc)))
		if _, err := modules.Leads().With(modules.WithFieldsMetadata(io.MultiReader(strings.NewReader(doc), spaces))); !errors.Is(err, reason) {
			t.Errorf("an answer of %d bytes: %v, want %v", n, err, reason)
		}
	}

	const n = 20_000
	repeat := func(format string) string {
		var b strings.Builder
		for i := range n {
			if i > 0 {
				b.WriteByte(',')
			}
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	for name, option := range map[string]modules.Option{
		"fields":           withFields(`{"fields":[` + repeat(`{"api_name":"Field_%d","data_type":"text"}`) + `]}`),
		"similar names":    withFields(`{"fields":[` + repeat(`{"api_name":"Custom_Field_%06d_of_the_Organization"}`) + `]}`),
		"mandatory fields": withFields(`{"fields":[` + repeat(`{"api_name":"F%d","system_mandatory":true}`) + `]}`),
		"values":           withFields(`{"fields":[{"api_name":"P","data_type":"picklist","pick_list_values":[` + repeat(`{"display_value":"v%d"}`) + `]}]}`),
		"modules":          withFields(`{"fields":[{"api_name":"P","data_type":"multi_module_lookup","multi_module_lookup":{"modules":[` + repeat(`{"api_name":"M%d"}`) + `]}}]}`),
		"layouts":          withLayouts(`{"layouts":[` + repeat(`{"id":"%d","sections":[{"fields":[{"api_name":"A","pick_list_values":[{"display_value":"v"}]}]}]}`) + `]}`),
		"layout fields":    withLayouts(`{"layouts":[{"id":"1","sections":[{"fields":[` + repeat(`{"api_name":"F%d","required":true}`) + `]}]}]}`),
		"pipelines":        withPipelines(`{"pipeline":[` + repeat(`{"display_value":"p%d","maps":[{"display_value":"s"}]}`) + `]}`),
		"rules":            withRules(`{"layout_rules":[` + repeat(`{"name":"r%d","mandatory":["A"]}`) + `]}`),
		"unknown keys":     withFields(`{"fields":[{"api_name":"A",` + repeat(`"k%d":0`) + `}]}`),
	} {
		m := with(t, modules.Deals(), option)
		if _, errs := m.Append(nil, nil, parse(t, `{"Deal_Name":"d","Stage":"s","Pipeline":"p1"}`)); len(errs) > n+10 {
			t.Errorf("%s: %d problems", name, len(errs))
		}
	}
}

// TestMetadataSwap lets some goroutines check records while another replaces
// the module they take. Run it with -race.
func TestMetadataSwap(t *testing.T) {
	fields, layouts, rules := answer(t, "fields-leads.json"), answer(t, "layouts-deals.json"), answer(t, "layout-rules.json")
	rec := parse(t, `{"Last_Name":"Daly","Email":"p.daly@zylker.com","Rating":"ShutDown","Foo":1,"Layout":{"id":"4876876000000095023"}}`)
	var current atomic.Pointer[modules.Module]
	current.Store(modules.Leads())
	stop := make(chan struct{})
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			var body []byte
			for {
				select {
				case <-stop:
					return
				default:
				}
				m := current.Load()
				var errs zohocrm.Errors
				body, errs = m.Append(body[:0], errs[:0], rec)
				errs = append(errs, brokenLayoutRules(m, rec)...)
				if len(body) == 0 || len(errs) > 10 {
					t.Errorf("%d problems: %v", len(errs), errs)
					return
				}
				for f := range m.Fields() {
					if f.APIName == "" {
						t.Error("a field without a name")
					}
				}
			}
		})
	}
	for i := range testkit.Size(6, 20, 20) {
		options := []modules.Option{modules.WithFieldsMetadata(bytes.NewReader(fields)), modules.WithLayoutsMetadata(bytes.NewReader(layouts)), modules.WithLayoutRulesJSON(bytes.NewReader(rules))}
		base := current.Load() // one copy of another, and now and then afresh
		if i%5 == 0 {
			base = modules.Leads()
		}
		current.Store(with(t, base, options[:1+i%3]...))
	}
	close(stop)
	readers.Wait()
}

// fieldsDocument writes the Fields answer of n fields, of several types, with
// the keys that an answer has.
func fieldsDocument(n int) string {
	types := []struct{ dataType, jsonType, rest string }{
		{"text", "string", `"length":255`},
		{"picklist", "string", `"length":120,"pick_list_values":[{"display_value":"-None-","sequence_number":1,"reference_value":"-None-","colour_code":null,"actual_value":"-None-","id":"4876876000000002005","type":"used"},{"display_value":"One","sequence_number":2,"reference_value":"One","colour_code":null,"actual_value":"One","id":"4876876000000002007","type":"used"}]`},
		{"currency", "double", `"length":16,"decimal_place":2`},
		{"integer", "integer", `"length":9`},
		{"datetime", "string", `"length":120`},
		{"lookup", "jsonobject", `"length":120`},
		{"boolean", "boolean", `"length":5`},
		{"email", "string", `"length":100`},
	}
	var b strings.Builder
	b.WriteString(`{"fields":[{"api_name":"Last_Name","data_type":"text","json_type":"string","length":80,"system_mandatory":true}`)
	for i := 1; i < n; i++ {
		f := types[i%len(types)]
		fmt.Fprintf(&b, `,{"associated_module":null,"webhook":true,"operation_type":{"web_update":true,"api_create":true,"web_create":true,"api_update":true},
			"field_label":"Custom Field %d","tooltip":null,"type":"used","field_read_only":false,"read_only":false,"multi_module_lookup":{},
			"id":"4876876000000%06d","created_time":null,"filterable":true,"visible":true,
			"profiles":[{"permission_type":"read_write","name":"Administrator","id":"4876876000000026011"},{"permission_type":"read_write","name":"Standard","id":"4876876000000026014"}],
			"view_type":{"view":true,"edit":true,"quick_create":false,"create":true},"external":null,"api_name":"Custom_Field_%d","unique":{},
			"system_mandatory":false,"virtual_field":false,"json_type":%q,"crypt":null,"currency":{},"custom_field":true,"lookup":{},"rollup_summary":{},
			"data_type":%q,"formula":{},"mass_update":true,"multiselectlookup":{},"auto_number":{},%s}`, i, i, i, f.jsonType, f.dataType, f.rest)
	}
	b.WriteString("]}")
	return b.String()
}

func BenchmarkLoadFields500(b *testing.B) {
	doc := fieldsDocument(500)
	b.SetBytes(int64(len(doc)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := modules.Leads().With(withFields(doc)); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkCheck checks one lead against the built-in table, and against the
// built-in table with the answer of an organization of 500 fields.
func BenchmarkCheck(b *testing.B) {
	rec := parse(b, `{"Last_Name":"Daly","Company":"Zylker","Salutation":"Mr.","Annual_Revenue":12.5,
		"No_of_Employees":7,"First_Visited_Time":"2017-08-16T14:32:23+05:30","Email_Opt_Out":true,"Email":"p.daly@zylker.com"}`)
	listed := with(b, modules.Leads(), modules.WithFieldsMetadata(bytes.NewReader(answer(b, "fields-leads.json"))))
	for _, test := range []struct {
		name string
		m    *modules.Module
	}{
		{"built-in", modules.Leads()},
		{"loaded500", with(b, listed, withFields(fieldsDocument(500-87)))},
	} {
		b.Run(test.name, func(b *testing.B) {
			var body []byte
			b.ReportAllocs()
			for b.Loop() {
				var errs zohocrm.Errors
				if body, errs = test.m.Append(body[:0], nil, rec); errs != nil {
					b.Fatal(errs)
				}
			}
		})
	}
}
