package program

// A Description is what the Fields metadata says about a field and its check does not
// need.
type Description struct {
	APIName  string
	DataType string        // data_type
	Module   string        // the API name of the module that a lookup leads to; "" if not known
	Choices  []Choice      // of a picklist
	Rows     []Description // of a subform, if its metadata is loaded
}

// A Choice is a value of a picklist: the displayed value, and the actual value, which
// does not change when the value is renamed.
type Choice struct{ Shown, Actual string }

// A Pipeline is a pipeline of deals and its stages.
type Pipeline struct {
	Choice
	Stages []Choice // empty if not known
}

// A Layout is what the Layouts metadata says about one layout.
type Layout struct {
	ID        string
	Required  []string            // mandatory in the layout
	Fields    []string            // in the layout; empty if not known
	Values    map[string][]string // of its picklists
	Pipelines []Pipeline          // of its deals
}
