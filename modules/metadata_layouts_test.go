package modules_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// The layouts of layouts-deals.json. Standard has the pipelines "Standard
// (Standard)" and "Partners", which is "Partner Sales" by its actual value;
// Renewals has the pipeline "Renewals".
const (
	inStandard = `,"Layout":{"id":"4876876000000095023"}`
	inRenewals = `,"Layout":{"id":"4876876000000095991"}`
)

func loadedDeals(t testing.TB) *modules.Module {
	t.Helper()
	return with(t, modules.Deals(), modules.WithLayoutsMetadata(bytes.NewReader(answer(t, "layouts-deals.json"))))
}

// TestLayouts checks deals against the two layouts of testdata.
func TestLayouts(t *testing.T) {
	m := loadedDeals(t)
	const closing = `,"Closing_Date":"2026-03-31"`
	for _, test := range []example{
		// Records that obey their layout.
		{`"Stage":"Qualification","Pipeline":"Standard (Standard)","Type":"New Business","Amount":1.5,
		  "Description":"x","Owner":{"id":"1"},"Tag":[{"name":"x"}],"Deal_Items":[{"Any":1}]` + closing + inStandard, nil},
		{`"Stage":"Renewal Due","Pipeline":"Renewals","Type":"Renewal","Account_Name":{"id":"1"},"Next_Step":"call"` + inRenewals, nil},
		// Nor does the form of the id matter, but for what there is to say of it.
		{`"Stage":"Qualification","Pipeline":"Partners","Layout":{"name":"Standard","id":"4876876000000095023"}` + closing, nil},
		{`"Stage":"Renewal Due","Pipeline":"Renewals","Layout":{"id":4876876000000095991}`, []string{
			`warning INVALID_DATA numeric_id $.Layout.id`, `error MANDATORY_NOT_FOUND mandatory $.Account_Name`,
		}},
		{`"Stage":"Renewal Due","Pipeline":"Renewals","Layout":"4876876000000095991"`, []string{
			`warning INVALID_DATA bare_id $.Layout {"expected_data_type":"jsonobject"}`, `error MANDATORY_NOT_FOUND mandatory $.Account_Name`,
		}},

		// Mandatory in the layout: an error when the record names it, and a
		// warning for the default layout when it names none.
		{`"Stage":"Qualification","Pipeline":"Partners"` + inStandard, []string{`error MANDATORY_NOT_FOUND mandatory $.Closing_Date`}},
		{`"Stage":"Qualification","Pipeline":"Partners","Closing_Date":null` + inStandard, []string{`error MANDATORY_NOT_FOUND mandatory $.Closing_Date`}},
		{`"Stage":"Qualification","Pipeline":"Partners"`, []string{`warning MANDATORY_NOT_FOUND mandatory $.Closing_Date`}},
		{`"Stage":"Renewal Due","Pipeline":"Renewals"` + inRenewals, []string{`error MANDATORY_NOT_FOUND mandatory $.Account_Name`}},

		// Fields outside the layout: Zoho ignores them. That needs a layout to
		// be named, as another may be the user's default.
		{`"Stage":"Qualification","Pipeline":"Partners","Next_Step":"call","Lead_Source":"x","Custom":1` + closing + inStandard, []string{
			`warning INVALID_DATA not_in_layout $.Next_Step`, // taken out: in the section of the unused
			`warning INVALID_DATA not_in_layout $.Lead_Source`,
			`warning INVALID_DATA not_in_layout $.Custom`,
		}},
		{`"Stage":"Renewal Due","Pipeline":"Renewals","Account_Name":{"id":"1"},"Description":"x","Campaign_Source":{"id":"1"},"Deal_Items":[{}]` + inRenewals, []string{
			`warning INVALID_DATA not_in_layout $.Description`,
			`warning INVALID_DATA not_in_layout $.Campaign_Source`, // an unused field
			`warning INVALID_DATA not_in_layout $.Deal_Items`,
		}},
		{`"Stage":"Qualification","Pipeline":"Partners","Lead_Source":"x","Custom":1` + closing, nil},
		// An empty one, a key that is no field, and one that is reported anyway.
		{`"Stage":"Qualification","Pipeline":"Partners","Lead_Source":null,"Next_Step":"","$approved":true,"Created_Time":"2017-08-16T14:32:23+05:30"` + closing + inStandard,
			[]string{`warning INVALID_DATA not_creatable $.Created_Time`}},

		// Values of a layout's picklists.
		{`"Stage":"Qualification","Pipeline":"Partners","Type":"Renewal"` + closing + inStandard, []string{`warning INVALID_DATA picklist $.Type one of 3`}},
		{`"Stage":"Qualification","Pipeline":"Partners","Type":"Renewal"` + closing, []string{`warning INVALID_DATA picklist $.Type one of 3`}},
		{`"Stage":"Renewal Due","Pipeline":"Renewals","Account_Name":{"id":"1"},"Type":"New Business"` + inRenewals, []string{`warning INVALID_DATA picklist $.Type one of 2`}},
		{`"Stage":"Renewal Due","Pipeline":"Renewals","Account_Name":{"id":"1"},"Type":"-None-"` + inRenewals, nil},
		{`"Stage":"Renewal Due","Pipeline":"Renewals","Account_Name":{"id":"1"},"Type":""` + inRenewals, nil},

		// A layout of which nothing is known.
		{`"Stage":"x","Pipeline":"y","Layout":{"id":"7"}`, []string{`warning INVALID_DATA supported $.Layout`}},
		{`"Stage":"x","Layout":{}`, []string{
			`error MANDATORY_NOT_FOUND mandatory $.Layout.id`, `warning MANDATORY_NOT_FOUND mandatory $.Closing_Date`,
			`warning INVALID_DATA picklist $.Stage one of 6`, `error MANDATORY_NOT_FOUND mandatory $.Pipeline`,
		}},
	} {
		object := `{"Deal_Name":"Insert",` + test.fields + `}`
		if diff := cmp.Diff(test.want, verdicts(t, m, object)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", object, diff)
		}
	}
	// What says nothing of the layouts says nothing of the records.
	empty := with(t, modules.Deals(), withLayouts(`{"layouts":[]}`))
	if got := verdicts(t, empty, `{"Deal_Name":"d","Stage":"s","Amount":1`+inStandard+`}`); got != nil {
		t.Errorf("no layout: %q", got)
	}
	// Some fields go with a record whatever its layout, and an empty value is in
	// no list. A value that is in no list at all is reported once.
	bare := with(t, modules.Deals(), withFields(`{"fields":[{"api_name":"Deal_Name"},{"api_name":"Stage"},{"api_name":"Type","data_type":"picklist",
		"pick_list_values":[{"display_value":"a"}]}]}`), withLayouts(`{"layouts":[{"id":"1","sections":[{"fields":[
		{"api_name":"Deal_Name"},{"api_name":"Stage"},{"api_name":"Type","pick_list_values":[{"display_value":"a"}]}]}]}]}`))
	for fields, want := range map[string][]string{
		`"Owner":{"id":"1"},"Tag":[{"name":"x"}],"Wizard":{"id":"1"},"$wizard_connection_path":["1"],"Pipeline":"P","Type":""`: nil,
		`"Type":"b"`: {`warning INVALID_DATA picklist $.Type one of 1`},
	} {
		if diff := cmp.Diff(want, verdicts(t, bare, `{"Deal_Name":"d","Stage":"s","Layout":{"id":"1"},`+fields+`}`)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", fields, diff)
		}
	}
	first := with(t, modules.Cases(), withFields(`{"fields":[{"api_name":"Case_Origin","data_type":"picklist","pick_list_values":[{"display_value":"Email"}]},
		{"api_name":"Status"},{"api_name":"Subject"}]}`), withLayouts(`{"layouts":[{"id":"1","sections":[{"fields":[{"api_name":"Case_Origin",
		"pick_list_values":[{"display_value":"Email"}]},{"api_name":"Status"},{"api_name":"Subject"}]}]}]}`))
	if diff := cmp.Diff([]string{`warning INVALID_DATA picklist $.Case_Origin one of 1`}, // of the first field of a module, too
		verdicts(t, first, `{"Case_Origin":"Fax","Status":"s","Subject":"s"}`)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	// What is mandatory in the layout after a field that a rule reports is missed, too.
	behind := with(t, modules.Deals(), withLayouts(`{"layouts":[{"id":"1","sections":[{"fields":[{"api_name":"Deal_Name"},{"api_name":"Stage"},
		{"api_name":"Pipeline","required":true,"pick_list_values":[{"display_value":"P"}]},{"api_name":"Amount","required":true}]}]}]}`))
	want := []string{`error MANDATORY_NOT_FOUND mandatory $.Amount`, `error MANDATORY_NOT_FOUND mandatory $.Pipeline`}
	if diff := cmp.Diff(want, verdicts(t, behind, `{"Deal_Name":"d","Stage":"s","Layout":{"id":"1"}}`)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	// Deal_Name is mandatory in the module and in both layouts, and is missed once.
	want = []string{`error MANDATORY_NOT_FOUND mandatory $.Deal_Name`}
	if diff := cmp.Diff(want, verdicts(t, m, `{"Stage":"Qualification","Pipeline":"Partners"`+closing+inStandard+`}`)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestLayoutsWithFields loads both answers: a field that the organization does
// not have is not said to be outside the layout, too.
func TestLayoutsWithFields(t *testing.T) {
	m := with(t, modules.Leads(), modules.WithFieldsMetadata(bytes.NewReader(answer(t, "fields-leads.json"))),
		withLayouts(`{"layouts":[{"id":"1","sections":[{"fields":[{"api_name":"Last_Name"},{"api_name":"interests",
			"pick_list_values":[{"display_value":"Analytics"},{"display_value":"Sports"}]},{"api_name":"Partner_Phone","required":true},
			{"api_name":"Mirror","required":true,"element_type":"mirror_field"}]}]}]}`))
	for _, test := range []example{
		{`"interests":["Sports","Analytics"]`, nil},
		{`"interests":["Sports","Big data","Chess"]`, []string{
			`warning INVALID_DATA picklist $.interests[2] one of 5`, // in no list
			`warning INVALID_DATA picklist $.interests[1] one of 2`, // not in the layout's
		}},
		{`"Compny":"x","Skype_ID":"x","Full_Name":"x","EAN_Code":"1"`, []string{
			`error INVALID_DATA unknown_field $.Compny`, `warning INVALID_DATA unknown_field $.Skype_ID`,
			`warning INVALID_DATA not_creatable $.Full_Name`, `warning INVALID_DATA not_in_layout $.EAN_Code`,
		}},
	} {
		object := `{"Last_Name":"Daly","Layout":{"id":"1"},` + test.fields + `}`
		if diff := cmp.Diff(test.want, verdicts(t, m, object)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", object, diff)
		}
	}
	// The cell of a table is read before its values are compared.
	table := with(t, modules.Leads(), modules.WithField(fieldtype.Field{APIName: "Interests", Spec: fieldtype.Spec{Kind: fieldtype.MultiSelect}}),
		withLayouts(`{"layouts":[{"id":"1","sections":[{"fields":[{"api_name":"Last_Name"},{"api_name":"Interests",
			"pick_list_values":[{"display_value":"Analytics"},{"display_value":"Sports"}]}]}]}]}`))
	for cell, want := range map[string][]string{"Analytics;Sports": nil, "Sports; Chess": {`warning INVALID_DATA picklist $.Interests[1] one of 2`}} {
		for rec := range record.ReadCSV(strings.NewReader("Last_Name,Layout,Interests\nDaly,1," + cell + "\n")) {
			_, errs := table.Append(nil, nil, rec)
			var got []string
			for _, e := range errs {
				got = append(got, testkit.Line(e))
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", cell, diff)
			}
		}
	}
	small := with(t, m, withLayouts(`{"layouts":[{"id":"1","sections":[{"fields":[{"api_name":"Last_Name"}]}]}]}`))
	want := []string{`warning INVALID_DATA not_in_layout $.interests`} // a name in small letters is one, too
	if diff := cmp.Diff(want, verdicts(t, small, `{"Last_Name":"Daly","interests":["Sports"],"Layout":{"id":"1"}}`)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestLayoutsFlips changes one key of the metadata at a time, and with it the
// verdict on the same record.
func TestLayoutsFlips(t *testing.T) {
	section := func(s string) string { return `{"layouts":[{"id":"1","sections":[` + s + `]}]}` }
	field := func(f string) string {
		return section(`{"fields":[{"api_name":"Deal_Name"},{"api_name":"Stage"},` + f + `]}`)
	}
	for _, test := range []struct {
		key          string
		load         func(string) modules.Option
		doc          string // with %s for what changes
		a, b         string
		fields       string
		withA, withB string
	}{
		{"layouts.id", withLayouts, `{"layouts":[{"id":"%s"}]}`, "1", "2", `"Layout":{"id":"2"}`, `warning INVALID_DATA supported $.Layout`, ``},
		{"sections.type", withLayouts, section(`{"fields":[{"api_name":"Deal_Name"},{"api_name":"Stage"}]},{"type":"%s","fields":[{"api_name":"Amount"}]}`),
			"used", "unused", `"Amount":1,"Layout":{"id":"1"}`, ``, `warning INVALID_DATA not_in_layout $.Amount`},
		{"sections.type of the first", withLayouts, section(`{"type":"%s","fields":[{"api_name":"Amount"}]},{"fields":[{"api_name":"Deal_Name"},{"api_name":"Stage"}]}`),
			"used", "unused", `"Amount":1,"Layout":{"id":"1"}`, ``, `warning INVALID_DATA not_in_layout $.Amount`},
		{"fields.api_name", withLayouts, field(`{"api_name":"%s"}`), "Amount", "Type", `"Amount":1,"Layout":{"id":"1"}`,
			``, `warning INVALID_DATA not_in_layout $.Amount`},
		{"fields.type", withLayouts, field(`{"api_name":"Amount","type":"%s"}`), "used", "unused", `"Amount":1,"Layout":{"id":"1"}`,
			``, `warning INVALID_DATA not_in_layout $.Amount`},
		{"fields.type of the first", withLayouts, section(`{"fields":[{"api_name":"Amount","type":"%s"},{"api_name":"Deal_Name"},{"api_name":"Stage"}]}`),
			"used", "unused", `"Amount":1,"Layout":{"id":"1"}`, ``, `warning INVALID_DATA not_in_layout $.Amount`},
		{"fields.required", withLayouts, field(`{"api_name":"Amount","required":%s}`), "false", "true", `"Layout":{"id":"1"}`,
			``, `error MANDATORY_NOT_FOUND mandatory $.Amount`},
		{"fields.required in the default layout", withLayouts, field(`{"api_name":"Amount","required":%s}`), "false", "true", `"Type":"x"`,
			``, `warning MANDATORY_NOT_FOUND mandatory $.Amount`},
		{"fields.element_type", withLayouts, field(`{"api_name":"Amount","required":true,"element_type":"%s"}`), "field", "mirror_field", `"Layout":{"id":"1"}`,
			`error MANDATORY_NOT_FOUND mandatory $.Amount`, ``},
		{"fields.pick_list_values.display_value", withLayouts, field(`{"api_name":"Type","pick_list_values":[{"display_value":"%s","actual_value":"z"}]}`),
			"x", "y", `"Type":"x","Layout":{"id":"1"}`, ``, `warning INVALID_DATA picklist $.Type one of 2`},
		{"fields.pick_list_values.actual_value", withLayouts, field(`{"api_name":"Type","pick_list_values":[{"display_value":"z","actual_value":"%s"}]}`),
			"x", "y", `"Type":"x","Layout":{"id":"1"}`, ``, `warning INVALID_DATA picklist $.Type one of 2`},
		{"isSubformSection", withLayouts, section(`{"fields":[{"api_name":"Deal_Name"},{"api_name":"Stage"}]},
			{"isSubformSection":%s,"api_name":"Deal_Items","fields":[{"api_name":"Quantity","data_type":"double","required":true}]}`),
			"false", "true", `"Deal_Items":[{}],"Quantity":1,"Layout":{"id":"1"}`,
			`warning INVALID_DATA not_in_layout $.Deal_Items`, `warning INVALID_DATA not_in_layout $.Quantity`},
		{"data_type in the section of a subform", withLayouts, section(`{"fields":[{"api_name":"Deal_Name"},{"api_name":"Stage"}]},
			{"isSubformSection":true,"api_name":"s","fields":[{"api_name":"Deal_Items","data_type":"%s","required":true}]}`),
			"subform", "text", `"Layout":{"id":"1"}`, `error MANDATORY_NOT_FOUND mandatory $.Deal_Items`, ``},

		{"Pipeline.display_value", withLayouts, field(`{"api_name":"Pipeline","pick_list_values":[{"display_value":"%s","actual_value":"z"}]}`),
			"P", "Q", `"Pipeline":"P"`, ``, `error MAPPING_MISMATCH picklist $.Pipeline {"mapped_field":"Layout"}`},
		{"Pipeline.actual_value, where none is displayed", withLayouts, field(`{"api_name":"Pipeline","pick_list_values":[{"actual_value":"%s"}]}`),
			"P", "Q", `"Pipeline":"P"`, ``, `error MAPPING_MISMATCH picklist $.Pipeline {"mapped_field":"Layout"}`},
		{"Pipeline.maps.api_name", withLayouts, field(`{"api_name":"Pipeline","pick_list_values":[{"display_value":"P","maps":[{"api_name":"%s","pick_list_values":[{"display_value":"t"}]}]}]}`),
			"Stage", "Type", `"Pipeline":"P"`, `error MAPPING_MISMATCH picklist $.Stage {"mapped_field":"Pipeline"}`, ``},
		{"Pipeline.maps, of which Stage is not the first", withLayouts, field(`{"api_name":"Pipeline","pick_list_values":[{"display_value":"P","maps":[{"api_name":"Type","pick_list_values":[]},{"api_name":"Stage","pick_list_values":[{"display_value":"%s"}]}]}]}`),
			"s", "t", `"Pipeline":"P"`, ``, `error MAPPING_MISMATCH picklist $.Stage {"mapped_field":"Pipeline"}`},
		{"Pipeline.maps.display_value", withLayouts, field(`{"api_name":"Pipeline","pick_list_values":[{"display_value":"P","maps":[{"api_name":"Stage","pick_list_values":[{"display_value":"%s","actual_value":"z"}]}]}]}`),
			"s", "t", `"Pipeline":"P"`, ``, `error MAPPING_MISMATCH picklist $.Stage {"mapped_field":"Pipeline"}`},
		{"Pipeline.maps.actual_value", withLayouts, field(`{"api_name":"Pipeline","pick_list_values":[{"display_value":"P","maps":[{"api_name":"Stage","pick_list_values":[{"display_value":"z","actual_value":"%s"}]}]}]}`),
			"s", "t", `"Pipeline":"P"`, `warning MAPPING_MISMATCH picklist $.Stage {"mapped_field":"Pipeline"}`, `error MAPPING_MISMATCH picklist $.Stage {"mapped_field":"Pipeline"}`},
		{"Pipeline.pick_list_values", withLayouts, field(`{"api_name":"Pipeline","required":true,"pick_list_values":[%s]}`),
			``, `{"display_value":"P"}`, `"Type":"x"`, `warning MANDATORY_NOT_FOUND mandatory $.Pipeline`, `error MANDATORY_NOT_FOUND mandatory $.Pipeline`},

		{"pipeline.display_value", withPipelines, `{"pipeline":[{"display_value":"%s","actual_value":"z"}]}`, "P", "Q", `"Pipeline":"P"`,
			``, `error MAPPING_MISMATCH picklist $.Pipeline {"mapped_field":"Layout"}`},
		{"pipeline.actual_value, where none is displayed", withPipelines, `{"pipeline":[{"actual_value":"%s"}]}`, "P", "Q", `"Pipeline":"P"`,
			``, `error MAPPING_MISMATCH picklist $.Pipeline {"mapped_field":"Layout"}`},
		{"pipeline.maps.display_value", withPipelines, `{"pipeline":[{"display_value":"P","maps":[{"display_value":"%s","actual_value":"z"}]}]}`, "s", "t", `"Pipeline":"P"`,
			``, `error MAPPING_MISMATCH picklist $.Stage {"mapped_field":"Pipeline"}`},
		{"pipeline.maps.actual_value", withPipelines, `{"pipeline":[{"display_value":"P","maps":[{"display_value":"z","actual_value":"%s"}]}]}`, "s", "t", `"Pipeline":"P"`,
			`warning MAPPING_MISMATCH picklist $.Stage {"mapped_field":"Pipeline"}`, `error MAPPING_MISMATCH picklist $.Stage {"mapped_field":"Pipeline"}`},
		{"pipeline.maps", withPipelines, `{"pipeline":[{"display_value":"P","maps":[%s]}]}`, ``, `{"display_value":"t"}`, `"Pipeline":"P"`,
			``, `error MAPPING_MISMATCH picklist $.Stage {"mapped_field":"Pipeline"}`},
		{"pipeline", withPipelines, `{"pipeline":[%s]}`, ``, `{"display_value":"P"}`, `"Type":"x"`,
			``, `error MANDATORY_NOT_FOUND mandatory $.Pipeline`},
	} {
		if test.withA == test.withB {
			t.Errorf("%s does not flip the verdict", test.key)
		}
		for _, side := range []struct{ with, want string }{{test.a, test.withA}, {test.b, test.withB}} {
			m := with(t, modules.Deals(), test.load(strings.Replace(test.doc, "%s", side.with, 1)))
			var want []string
			if side.want != "" {
				want = []string{side.want}
			}
			if diff := cmp.Diff(want, verdicts(t, m, `{"Deal_Name":"d","Stage":"s",`+test.fields+`}`)); diff != "" {
				t.Errorf("%s is %s (-want +got):\n%s", test.key, side.with, diff)
			}
		}
	}
}

// TestPipelines compares whole answers of the two ways in which stage,
// pipeline and layout do not fit, from the layout and from the pipelines.
func TestPipelines(t *testing.T) {
	fromLayouts := loadedDeals(t)
	fromPipelines := with(t, modules.Deals(), modules.WithPipelinesMetadata(bytes.NewReader(answer(t, "pipelines-deals.json"))))
	both := with(t, fromLayouts, modules.WithPipelinesMetadata(bytes.NewReader(answer(t, "pipelines-deals.json"))))
	const (
		stageOfAnother = `{"data":[{"code":"MAPPING_MISMATCH","details":{"mapped_field":"Pipeline","api_name":"Stage","json_path":"$.data[0].Stage"},"message":"Pipeline doesn't contain the Stage","status":"error"}]}`
		noSuchPipeline = `{"data":[{"code":"MAPPING_MISMATCH","details":{"mapped_field":"Layout","api_name":"Pipeline","json_path":"$.data[0].Pipeline"},"message":"Layout doesn't contain the Pipeline","status":"error"}]}`
		noPipeline     = `{"data":[{"code":"MANDATORY_NOT_FOUND","details":{"api_name":"Pipeline","json_path":"$.data[0].Pipeline"},"message":"required field not found","status":"error"}]}`
		notText        = `{"data":[{"code":"INVALID_DATA","details":{"expected_data_type":"text","api_name":"Pipeline","json_path":"$.data[0].Pipeline"},"message":"invalid data","status":"error"}]}`
	)
	for name, m := range map[string]*modules.Module{"layouts": fromLayouts, "pipelines": fromPipelines, "both": both} {
		for fields, want := range map[string]string{
			`"Stage":"Qualification","Pipeline":"Standard (Standard)"`:              "",
			`"Stage":"Needs Analysis","Pipeline":"Standard (Standard)"`:             "",
			`"Stage":"Identify Decision Makers","Pipeline":"Standard (Standard)"`:   "", // by display value
			`"Stage":"Id. Decision Makers","Pipeline":"Standard (Standard)"`:        "", // by actual value, which warns
			`"Stage":"Closed Won","Pipeline":"Partners"`:                            "",
			`"Stage":"Closed Won","Pipeline":"Partner Sales"`:                       noSuchPipeline, // by actual value (real case 4)
			`"Stage":"Needs Analysis","Pipeline":"Partners"`:                        stageOfAnother,
			`"Stage":"Needs Analysis","Pipeline":"Partner Sales"`:                   noSuchPipeline,
			`"Stage":"needs analysis","Pipeline":"Standard (Standard)"`:             stageOfAnother,
			`"Stage":"Qualification","Pipeline":"Nordic"`:                           noSuchPipeline,
			`"Stage":"Qualification","Pipeline":"standard (standard)"`:              noSuchPipeline,
			`"Stage":"Qualification"`:                                               noPipeline,
			`"Stage":"Qualification","Pipeline":null`:                               noPipeline,
			`"Stage":"Qualification","Pipeline":""`:                                 noPipeline,
			`"Stage":"Qualification","Pipeline":7`:                                  notText,
			`"Stage":"Qualification","Pipeline":"Standard (Standard)"` + inStandard: "",
		} {
			body, err := payload.NewInsert(m).Add(parse(t, `{"Deal_Name":"Insert","Closing_Date":"2026-03-31",`+fields+`}`)).Build()
			got := ""
			if err != nil {
				data, jsonErr := json.Marshal(err)
				if jsonErr != nil {
					t.Fatal(jsonErr)
				}
				got = string(data)
			}
			if got != want || (body == nil) != (want != "") {
				t.Errorf("%s: %s:\n got %s\nwant %s", name, fields, got, want)
			}
		}
	}
	// In the layout that the record names, the pipelines of others are none.
	for fields, want := range map[string][]string{
		`"Stage":"Renewal Due","Pipeline":"Renewals"`:                           nil,
		`"Stage":"Renewal Due","Pipeline":"Renewals"` + inRenewals:              nil,
		`"Stage":"Qualification","Pipeline":"Standard (Standard)"` + inRenewals: {`error MAPPING_MISMATCH picklist $.Pipeline {"mapped_field":"Layout"}`},
		`"Stage":"Renewal Due","Pipeline":"Renewals"` + inStandard:              {`error MAPPING_MISMATCH picklist $.Pipeline {"mapped_field":"Layout"}`},
		`"Stage":"Qualification","Pipeline":"Renewals"` + inRenewals:            {`error MAPPING_MISMATCH picklist $.Stage {"mapped_field":"Pipeline"}`},
		`"Stage":"Qualification","Pipeline":"Any","Layout":{"id":"7"}`:          nil, // of a layout that is not known
	} {
		got := slices.DeleteFunc(verdicts(t, fromLayouts, `{"Deal_Name":"d","Account_Name":{"id":"1"},"Closing_Date":"2026-03-31",`+fields+`}`), func(s string) bool {
			return strings.HasPrefix(s, "warning ")
		})
		if len(got) == 0 {
			got = nil
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", fields, diff)
		}
	}
	// Other modules have no pipelines, whatever is loaded.
	leads := with(t, modules.Leads(), modules.WithPipelinesMetadata(bytes.NewReader(answer(t, "pipelines-deals.json"))))
	if got := verdicts(t, leads, `{"Last_Name":"Daly"}`); got != nil {
		t.Errorf("Leads: %q", got)
	}
	// A pipeline that the fields make mandatory is missed once.
	mandatory := with(t, both, withFields(`{"fields":[{"api_name":"Deal_Name"},{"api_name":"Stage"},{"api_name":"Closing_Date"},
		{"api_name":"Pipeline","data_type":"picklist","system_mandatory":true}]}`))
	want := []string{`error MANDATORY_NOT_FOUND mandatory $.Pipeline`}
	if diff := cmp.Diff(want, verdicts(t, mandatory, `{"Deal_Name":"d","Stage":"Qualification","Closing_Date":"2026-03-31"}`)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	// Without the rule nothing of that is asked for, but what the layout wants.
	dropped := with(t, fromLayouts, modules.WithoutRule("pipeline_stage"))
	for fields, want := range map[string][]string{
		`"Stage":"Qualification","Pipeline":"Nordic"` + inStandard: nil,
		`"Stage":"Qualification"` + inStandard:                     {`error MANDATORY_NOT_FOUND mandatory $.Pipeline`},
	} {
		if diff := cmp.Diff(want, verdicts(t, dropped, `{"Deal_Name":"d","Closing_Date":"2026-03-31",`+fields+`}`)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", fields, diff)
		}
	}
}

// TestLayoutRuleNames lists the rules that the metadata adds, once each, and
// drops them one by one.
func TestLayoutRuleNames(t *testing.T) {
	m := with(t, loadedDeals(t), modules.WithLayoutsMetadata(bytes.NewReader(answer(t, "layouts-deals.json"))),
		modules.WithPipelinesMetadata(bytes.NewReader(answer(t, "pipelines-deals.json"))))
	names := map[string]int{}
	for r := range m.Rules() {
		names[r.Name]++
		if r.Doc == "" {
			t.Errorf("%s says nothing", r.Name)
		}
	}
	const record = `{"Deal_Name":"d","Stage":"Lost","Type":"x","Pipeline":"Nordic","Next_Step":"call"` + inStandard + `}`
	for _, test := range []struct{ rule, record, problem string }{
		{"layout_known", `{"Deal_Name":"d","Stage":"s","Pipeline":"Partners","Layout":{"id":"7"}}`, "$.Layout"},
		{"layout_mandatory", record, "$.Closing_Date"},
		{"layout_field", record, "$.Next_Step"},
		{"layout_picklist", record, "$.Type"},
		{"pipeline_stage", record, "$.Pipeline"},
	} {
		if names[test.rule] != 1 {
			t.Errorf("%s is there %d times", test.rule, names[test.rule])
		}
		has := func(m *modules.Module) bool {
			_, errs := m.Append(nil, nil, parse(t, test.record))
			return slices.ContainsFunc(errs, func(e *zohocrm.Error) bool { return e.Path.JSONPath() == test.problem })
		}
		if !has(m) || has(with(t, m, modules.WithoutRule(test.rule))) {
			t.Errorf("%s: with it %t, without it %t", test.rule, has(m), has(with(t, m, modules.WithoutRule(test.rule))))
		}
	}
}

// TestLayoutOfTheRequest takes the layout from the request for the records that
// name none.
func TestLayoutOfTheRequest(t *testing.T) {
	in := payload.NewInsert(loadedDeals(t)).Layout("4876876000000095991").Add(
		parse(t, `{"Deal_Name":"a","Stage":"Renewal Due","Pipeline":"Renewals"}`),
		parse(t, `{"Deal_Name":"b","Stage":"Qualification","Pipeline":"Partners","Closing_Date":"2026-03-31"`+inStandard+`}`),
	)
	want := `$.data[0].Account_Name: MANDATORY_NOT_FOUND: required field not found: expected a value`
	if err := in.Validate(); err == nil || err.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
}
