package fuzz_test

import (
	"testing"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/modules"
)

// FuzzLayouts loads any bytes as an answer of the Layouts and the Get Pipelines
// call, and as a file of layout rules. They are refused, or leave a module that
// takes a minimal deal without a layout: only a pipeline may be asked for. A
// deal that names its layout may lack fields of it.
func FuzzLayouts(f *testing.F) {
	metadataSeeds(f, "pipelines-deals.json", "layout-rules.json")
	for _, s := range []string{
		`{"layouts":[]}`, `{"layouts":[{"id":"1","sections":[{"type":"used","fields":[{"api_name":"Amount","required":true}]}]}]}`,
		`{"layouts":[{"id":"1","sections":[{"fields":[{"api_name":"Type","pick_list_values":[{"display_value":"a","actual_value":"b"}]}]}]}]}`,
		`{"layouts":[{"id":1,"sections":[{"fields":[{"api_name":"Pipeline","pick_list_values":[{"display_value":"P","maps":[{"api_name":"Stage","pick_list_values":[{"display_value":"s"}]}]}]}]}]}]}`,
		`{"layouts":[{"id":"1","sections":[{"isSubformSection":true,"api_name":"s","fields":[{"api_name":"Items","data_type":"subform"}]},{"type":"unused"}]}]}`,
		`{"pipeline":[{"display_value":"P","maps":[{"display_value":"s","actual_value":"t"}]}]}`,
		`{"layout_rules":[{"name":"r","layout":{"id":"1"},"when":[{"api_name":"Type","values":["a"]}],"mandatory":["Amount"]}]}`,
		`{"layouts":[{"id":"1"},{"id":"1"}]}`, `{}`, ``,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		m := modules.Deals()
		if loaded := metadataLoad(t, m, modules.WithLayoutsMetadata, data); loaded != nil {
			m = loaded
		}
		if loaded := metadataLoad(t, m, modules.WithPipelinesMetadata, data); loaded != nil {
			m = loaded
		}
		if loaded := metadataLoad(t, m, modules.WithLayoutRulesJSON, data); loaded != nil {
			m = loaded
		}
		pipeline := func(e *zohocrm.Error) bool {
			return e.APIName == "Pipeline" && (e.Code == zohocrm.CodeMandatoryNotFound || e.Code == zohocrm.CodeMappingMismatch) ||
				e.APIName == "Stage" && e.Code == zohocrm.CodeMappingMismatch
		}
		for _, object := range []string{`{"Deal_Name":"d","Stage":"s"}`, `{"Deal_Name":"d","Stage":"s","Pipeline":"P","Type":"a"}`} {
			for _, e := range metadataCheck(t, m, object) {
				if !e.Warning && !pipeline(e) {
					t.Errorf("a deal without a layout: %v", e)
				}
			}
		}
		for _, e := range metadataCheck(t, m, `{"Deal_Name":"d","Stage":"s","Type":["a"],"Amount":1,"Items":[{}],"Layout":{"id":"1"}}`) {
			if !e.Warning && !pipeline(e) && e.Code != zohocrm.CodeMandatoryNotFound && e.APIName != "Type" {
				t.Errorf("a deal of a layout: %v", e)
			}
		}
	})
}
