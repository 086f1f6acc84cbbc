package modules

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm/internal/program"
)

// TestDescribed reads what the Fields metadata says beside the checks. A later answer
// replaces what an earlier one says of a field, but not of the rows of a subform.
func TestDescribed(t *testing.T) {
	fields := func(doc string) Option { return WithFieldsMetadata(strings.NewReader(`{"fields":[` + doc + `]}`)) }
	rows := func(name, doc string) Option {
		return WithSubformMetadata(name, strings.NewReader(`{"fields":[`+doc+`]}`))
	}
	m := refine(t, Custom("Trips"),
		fields(`{"api_name":"Name","data_type":"text"},{"api_name":"Stops","data_type":"subform"},{"api_name":"Guests","data_type":"subform"},
			{"api_name":"Guide","data_type":"lookup","lookup":{"module":{"api_name":"Guides","id":"1"}}},
			{"api_name":"Bus","data_type":"lookup","lookup":{"module":"Buses"}},
			{"api_name":"Driver","data_type":"lookup","lookup":{}},
			{"api_name":"Towns","data_type":"multiselectlookup","multiselectlookup":{"connected_module":"Towns"}}`),
		rows("Stops", `{"api_name":"At","data_type":"time"}`),
		fields(`{"api_name":"Stops","data_type":"subform"},{"api_name":"Name","data_type":"autonumber"},
			{"api_name":"Class","data_type":"picklist","pick_list_values":[{"display_value":"First","actual_value":"1"}]}`),
	)
	want := []program.Description{
		{APIName: "Name", DataType: "autonumber"},
		{APIName: "Stops", DataType: "subform", Rows: []program.Description{{APIName: "At", DataType: "time"}}},
		{APIName: "Guests", DataType: "subform"},
		{APIName: "Guide", DataType: "lookup", Module: "Guides"},
		{APIName: "Bus", DataType: "lookup", Module: "Buses"}, // as in older versions
		{APIName: "Driver", DataType: "lookup"},
		{APIName: "Towns", DataType: "multiselectlookup", Module: "Towns"},
		{APIName: "Class", DataType: "picklist", Choices: []program.Choice{{Shown: "First", Actual: "1"}}},
	}
	if diff := cmp.Diff(want, Internal.Described(program.Key{}, m)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestDescribedLayouts has the lists of values of the picklists alone.
func TestDescribedLayouts(t *testing.T) {
	m := refine(t, Custom("Trips"), WithLayoutsMetadata(strings.NewReader(`{"layouts":[{"id":"1","sections":[{"fields":[
		{"api_name":"Name","required":true},{"api_name":"Class","pick_list_values":[{"display_value":"First"}]},{"api_name":"Bus","pick_list_values":[]}]}]}]}`)))
	want := []program.Layout{{ID: "1", Required: []string{"Name"}, Fields: []string{"Bus", "Class", "Name"}, Values: map[string][]string{"Class": {"First"}}}}
	if diff := cmp.Diff(want, Internal.Layouts(program.Key{}, m)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
