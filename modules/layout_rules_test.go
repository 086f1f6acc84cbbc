package modules_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// No API call answers with layout rules, so they are written by hand. They run
// when the request asks for layout_rules.
func ExampleWithLayoutRulesJSON() {
	deals, err := modules.Deals().With(modules.WithLayoutRulesJSON(strings.NewReader(`{"layout_rules": [{
		"name": "Referrals", "id": "5410702000000761547",
		"layout": {"id": "554023000002734009"},
		"when": [{"api_name": "Lead_Source", "values": ["Employee Referral", "Partner"]}],
		"mandatory": ["Description"]
	}]}`)))
	if err != nil {
		fmt.Println(err)
		return
	}
	deal := record.New().
		Text("Deal_Name", "Insert").Text("Stage", "Qualification").
		Text("Lead_Source", "Partner").Lookup("Layout", "554023000002734009")

	fmt.Println(payload.NewInsert(deals).Add(deal).Validate())
	err = payload.NewInsert(deals).Add(deal).ApplyFeatures(payload.LayoutRules).Validate()
	answer, _ := json.MarshalIndent(err, "", "  ")
	fmt.Println(string(answer))
	// Output:
	// <nil>
	// {
	//   "data": [
	//     {
	//       "code": "MANDATORY_NOT_FOUND",
	//       "details": {
	//         "layout_rule": {
	//           "name": "Referrals",
	//           "id": "5410702000000761547"
	//         },
	//         "api_name": "Description",
	//         "json_path": "$.data[0].Description"
	//       },
	//       "message": "required field not found",
	//       "status": "error"
	//     }
	//   ]
	// }
}

// layoutRules are those of layout-rules.json.
var layoutRules = []modules.LayoutRule{{
	Name: "Referrals", ID: "5410702000000761547", LayoutID: "4876876000000095023",
	When:      []modules.Criterion{{APIName: "Lead_Source", Values: []string{"Employee Referral", "Partner"}}},
	Mandatory: []string{"Description"},
}, {
	Name: "Large deals", ID: "5410702000000761549",
	When: []modules.Criterion{
		{APIName: "Type", Values: []string{"New Business"}},
		{APIName: "Stage", Values: []string{"Closed Won"}},
	},
	Mandatory: []string{"Amount", "Closing_Date"},
}, {
	Name: "Always", Mandatory: []string{"Next_Step"},
}}

// TestLayoutRules runs the rules of testdata, which are the same as data and as
// a file.
func TestLayoutRules(t *testing.T) {
	asFile := with(t, modules.Deals(), modules.WithLayoutRulesJSON(bytes.NewReader(answer(t, "layout-rules.json"))))
	asData := with(t, modules.Deals(), modules.WithLayoutRules(layoutRules...))
	missing := func(field, name, id string) string {
		return fmt.Sprintf(`error MANDATORY_NOT_FOUND mandatory $.data[0].%s {"layout_rule":{"name":%q,"id":%q}}`, field, name, id)
	}
	var (
		referral = missing("Description", "Referrals", "5410702000000761547")
		amount   = missing("Amount", "Large deals", "5410702000000761549")
		closing  = missing("Closing_Date", "Large deals", "5410702000000761549")
		always   = missing("Next_Step", "Always", "")
	)
	for _, test := range []example{
		{`"Next_Step":"call"`, nil},
		{`"Type":"x"`, []string{always}},
		{`"Next_Step":""`, []string{always}},
		{`"Next_Step":null`, []string{always}},
		// Of one layout only.
		{`"Next_Step":"call","Lead_Source":"Partner"` + inStandard, []string{referral}},
		{`"Next_Step":"call","Lead_Source":"Employee Referral"` + inStandard, []string{referral}},
		{`"Next_Step":"call","Lead_Source":"Partner","Description":"x"` + inStandard, nil},
		{`"Next_Step":"call","Lead_Source":"Partner"` + inRenewals, nil},
		{`"Next_Step":"call","Lead_Source":"Partner"`, nil},
		{`"Next_Step":"call","Lead_Source":"partner"` + inStandard, nil},
		{`"Next_Step":"call","Lead_Source":["Web","Partner"]` + inStandard, []string{
			`error INVALID_DATA type $.data[0].Lead_Source {"expected_data_type":"text"}`, referral,
		}},
		// All criteria must hold.
		{`"Next_Step":"call","Stage":"Closed Won"`, nil},
		{`"Next_Step":"call","Stage":"Closed Won","Type":"New Business","Amount":1`, []string{closing}},
		{`"Stage":"Closed Won","Type":"New Business"`, []string{amount, closing, always}},
	} {
		object := `{"Deal_Name":"d",` + test.fields + `}`
		if !strings.Contains(object, `"Stage"`) {
			object = `{"Stage":"s",` + object[1:]
		}
		for name, m := range map[string]*modules.Module{"file": asFile, "data": asData} {
			if err := payload.NewInsert(m).Add(parse(t, object)).Validate(); !slices.ContainsFunc(test.want, func(s string) bool { return !strings.Contains(s, "layout_rule") }) && err != nil {
				t.Errorf("%s: %s: not asked for: %v", name, object, err)
			}
			var got []string
			for e := range payload.NewInsert(m).Add(parse(t, object)).ApplyFeatures(payload.LayoutRules).Problems() {
				got = append(got, testkit.Line(e))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("%s: %s (-want +got):\n%s", name, object, diff)
			}
		}
	}
}

// TestLayoutRulesAskedFor runs the rules when apply_feature_execution holds
// layout_rules, and not else.
func TestLayoutRulesAskedFor(t *testing.T) {
	m := with(t, modules.Deals(), modules.WithLayoutRulesJSON(bytes.NewReader(answer(t, "layout-rules.json"))))
	for envelope, want := range map[string]bool{
		``: false,
		`,"apply_feature_execution":[{"name":"layout_rules"}]`:                  true,
		`,"apply_feature_execution":[{"name":"other"},{"name":"layout_rules"}]`: true,
		`,"apply_feature_execution":[]`:                                         false,
		`,"apply_feature_execution":[{"name":"Layout_Rules"}]`:                  false,
		`,"apply_feature_execution":["layout_rules"]`:                           false,
		`,"apply_feature_execution":{"name":"layout_rules"}`:                    false,
		`,"skip_feature_execution":[{"name":"layout_rules"}]`:                   false,
		`,"trigger":["workflow"]`:                                               false,
	} {
		in, err := payload.ParseInsert(m, []byte(`{"data":[{"Deal_Name":"d","Stage":"s"}]`+envelope+`}`))
		if err != nil {
			t.Fatal(err)
		}
		got := false
		for e := range in.Problems() {
			got = got || e.Details.LayoutRule != nil
		}
		if got != want {
			t.Errorf("%s: the rules ran: %t", envelope, got)
		}
	}
}

// brokenLayoutRules returns what the layout rules find in a record, in a request
// that applies them.
func brokenLayoutRules(m *modules.Module, rec *record.Record) (found zohocrm.Errors) {
	for e := range payload.NewInsert(m).ApplyFeatures(payload.LayoutRules).Add(rec).Problems() {
		if e.Details.LayoutRule != nil {
			found = append(found, e)
		}
	}
	return found
}

// TestLayoutRulesFlips changes one key of a rule at a time, and with it the
// verdict on the same record.
func TestLayoutRulesFlips(t *testing.T) {
	const broken = `error MANDATORY_NOT_FOUND mandatory $.data[0].Amount {"layout_rule":{"name":"r","id":"1"}}`
	for _, test := range []struct {
		key, doc     string
		a, b         string
		fields       string
		withA, withB string
	}{
		{"name", `"name":"%s","id":"1","mandatory":["Amount"]`, "r", "s", `"Type":"x"`,
			broken, strings.Replace(broken, `"r"`, `"s"`, 1)},
		{"id", `"name":"r","id":%s,"mandatory":["Amount"]`, `"1"`, "null", `"Type":"x"`,
			broken, strings.Replace(broken, `"1"`, `""`, 1)},
		{"layout.id", `"name":"r","id":"1","layout":{"id":"%s"},"mandatory":["Amount"]`, "7", "8", `"Layout":{"id":"7"}`, broken, ``},
		{"layout", `"name":"r","id":"1","layout":%s,"mandatory":["Amount"]`, "null", `{"id":"8"}`, `"Layout":{"id":"7"}`, broken, ``},
		{"when.api_name", `"name":"r","id":"1","when":[{"api_name":"%s","values":["x"]}],"mandatory":["Amount"]`, "Type", "Next_Step", `"Type":"x"`, broken, ``},
		{"when.values", `"name":"r","id":"1","when":[{"api_name":"Type","values":["w","%s"]}],"mandatory":["Amount"]`, "x", "y", `"Type":"x"`, broken, ``},
		{"when", `"name":"r","id":"1","when":[{"api_name":"Type","values":["x"]}%s],"mandatory":["Amount"]`, ``, `,{"api_name":"Stage","values":["t"]}`, `"Type":"x"`, broken, ``},
		{"mandatory", `"name":"r","id":"1","mandatory":["%s"]`, "Amount", "Type", `"Type":"x"`, broken, ``},
		{"mandatory in the module, too", `"name":"r","id":"1","mandatory":["%s"]`, "Amount", "Stage", `"Type":"x"`, broken, ``},
	} {
		if test.withA == test.withB {
			t.Errorf("%s does not flip the verdict", test.key)
		}
		for _, side := range []struct{ with, want string }{{test.a, test.withA}, {test.b, test.withB}} {
			m := with(t, modules.Deals(), withRules(`{"layout_rules":[{`+strings.Replace(test.doc, "%s", side.with, 1)+`}]}`))
			var got, want []string
			for _, e := range brokenLayoutRules(m, parse(t, `{"Deal_Name":"d","Stage":"s",`+test.fields+`}`)) {
				got = append(got, testkit.Line(e))
			}
			if side.want != "" {
				want = []string{side.want}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s is %s (-want +got):\n%s", test.key, side.with, diff)
			}
		}
	}
}

// TestLayoutRuleCriteria compares the texts of a criterion with values of every
// type.
func TestLayoutRuleCriteria(t *testing.T) {
	for _, test := range []struct {
		value, text string
		want        bool
	}{
		{`"Partner"`, "Partner", true}, {`"Partner"`, "partner", false}, {`"Partner "`, "Partner", false},
		{`true`, "true", true}, {`false`, "true", false}, {`false`, "false", true},
		{`5`, "5", true}, {`5.0`, "5", false}, {`5.0`, "5.0", true}, {`-1e2`, "-100", true},
		{`["a","b"]`, "b", true}, {`["a",["b"]]`, "b", true}, {`["a"]`, "b", false}, {`[]`, "", false},
		{`null`, "null", false}, {`""`, "", true}, {`{"id":"1"}`, "id", false},
	} {
		m := with(t, modules.Deals(), modules.WithLayoutRules(modules.LayoutRule{
			Name: "r", When: []modules.Criterion{{APIName: "F", Values: []string{"other", test.text}}}, Mandatory: []string{"Amount"},
		}))
		got := len(brokenLayoutRules(m, parse(t, `{"F":`+test.value+`}`))) == 1
		if got != test.want {
			t.Errorf("%s is %q: %t", test.value, test.text, got)
		}
	}
	// A criterion without values never holds, a field that is absent never is
	// one of them.
	for _, c := range []modules.Criterion{{APIName: "F"}, {APIName: "G", Values: []string{""}}} {
		m := with(t, modules.Deals(), modules.WithLayoutRules(modules.LayoutRule{Name: "r", When: []modules.Criterion{c}, Mandatory: []string{"Amount"}}))
		if errs := brokenLayoutRules(m, parse(t, `{"F":"x"}`)); errs != nil {
			t.Errorf("%v: %v", c, errs)
		}
	}
	// What the module makes mandatory is missed once. A field that it does not know may
	// be mandatory, too.
	m := with(t, modules.Deals(), modules.WithLayoutRules(modules.LayoutRule{Name: "r", Mandatory: []string{"Deal_Name", "Own"}}))
	if errs := brokenLayoutRules(m, parse(t, `{"Stage":"s"}`)); len(errs) != 1 || errs[0].APIName != "Own" {
		t.Errorf("Deal_Name and Own: %v", errs)
	}
	// They come after the other problems of their record, and before those of the
	// next one.
	m = with(t, modules.Deals(), modules.WithLayoutRules(layoutRules...))
	in := payload.NewInsert(m).ApplyFeatures(payload.LayoutRules).Add(parse(t, `{"Probability":"x"}`), parse(t, `{}`))
	var got []string
	for e := range in.Problems() {
		got = append(got, e.Path.JSONPath())
	}
	want := strings.Fields(`$.data[0].Probability $.data[0].Deal_Name $.data[0].Stage $.data[0].Next_Step
		$.data[1].Deal_Name $.data[1].Stage $.data[1].Next_Step`)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("order of the problems (-want +got):\n%s", diff)
	}
}
