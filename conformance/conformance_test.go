// Package conformance_test holds what the library writes, bodies and errors,
// against JSON Schemas that were written from the documentation. Another library
// validates; it is in a module of its own, so that it never reaches the go.mod of
// the library.
package conformance_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
)

// schema returns a schema of this folder, or one of the definitions in it.
func schema(t *testing.T, location string) *jsonschema.Schema {
	t.Helper()
	s, err := jsonschema.NewCompiler().Compile(location)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// conforms validates JSON against a schema. Numbers are read exactly.
func conforms(s *jsonschema.Schema, data []byte) error {
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		return err
	}
	return s.Validate(v)
}

func files(t *testing.T, pattern string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.FromSlash(pattern))
	if err != nil || len(names) == 0 {
		t.Fatalf("%s: %d files, %v", pattern, len(names), err)
	}
	return names
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// recordSchemas returns the schema of the records of each module.
func recordSchemas(t *testing.T) map[string]*jsonschema.Schema {
	t.Helper()
	schemas := map[string]*jsonschema.Schema{}
	for m := range modules.All() {
		schemas[m.APIName()] = schema(t, "records.schema.json#/$defs/"+m.APIName())
	}
	schemas["Custom"] = schema(t, "records.schema.json#/$defs/Custom")
	return schemas
}

// TestPageBodies validates the bodies of the page, unchanged and as they are written.
func TestPageBodies(t *testing.T) {
	body, records := schema(t, "body.schema.json"), recordSchemas(t)
	for _, name := range files(t, "../testdata/page/*.json") {
		module := strings.TrimSuffix(filepath.Base(name), ".json")
		m, err := modules.Lookup(module)
		if err != nil {
			t.Fatal(err)
		}
		printed := read(t, name)
		in, err := payload.ParseInsert(m, printed)
		if err != nil {
			t.Fatal(err)
		}
		built, err := in.Build()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, data := range [][]byte{printed, built} {
			checkBody(t, body, records[module], data)
		}
	}
}

// checkBody validates a body, and each record in it.
func checkBody(t *testing.T, body, record *jsonschema.Schema, data []byte) {
	t.Helper()
	if err := conforms(body, data); err != nil {
		t.Fatalf("%s\n%v", data, err)
	}
	if err := conformingRecords(record, data); err != nil {
		t.Fatalf("%s\n%v", data, err)
	}
}

// TestDocumentedAnswers holds the schema of answers against those of the
// documentation and of production reports, so that it is no mirror of the code.
func TestDocumentedAnswers(t *testing.T) {
	answer := schema(t, "answer.schema.json")
	for _, name := range files(t, "../testdata/answers/*.json") {
		if err := conforms(answer, read(t, name)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestGoldenErrors validates the errors that the tests of the root package pin.
func TestGoldenErrors(t *testing.T) {
	answer := schema(t, "answer.schema.json#/$defs/written")
	for _, name := range files(t, "../testdata/errors/*.json") {
		data := bytes.TrimSpace(read(t, name))
		if string(data) == `{"data":[]}` {
			continue // of warnings alone, which are no answer
		}
		if err := conforms(answer, data); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, name := range files(t, "../payload/testdata/*/*.json") {
		if err := conforms(answer, read(t, name)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestSchemasRefuse checks that the schemas are not content with anything.
func TestSchemasRefuse(t *testing.T) {
	for location, documents := range map[string][]string{
		"body.schema.json": {
			`[]`, `{}`, `{"data":{}}`, `{"data":[]}`, `{"data":[1]}`,
			`{"data":[` + strings.TrimSuffix(strings.Repeat(`{},`, 101), ",") + `]}`,
			`{"data":[{}],"trigger":["cadences"]}`, `{"data":[{}],"trigger":"workflow"}`,
			`{"data":[{}],"apply_feature_execution":[{"name":"cadences"}]}`, `{"data":[{}],"skip_feature_execution":[{}]}`,
			`{"data":[{}],"lar_id":"first"}`, `{"data":[{}],"unheard_of":1}`,
			`{"data":[{"Layout":"1"}]}`, `{"data":[{"$approved":"false"}]}`, `{"data":[{"Tag":["a"]}]}`, `{"data":[{"Owner":{"name":"a"}}]}`,
		},
		"records.schema.json#/$defs/Leads":       {`{}`, `{"Last_Name":1}`, `{"Last_Name":"a","Annual_Revenue":"1"}`, `{"Last_Name":"a","No_of_Employees":1.5}`, `{"Last_Name":"a","Email_Opt_Out":0}`},
		"records.schema.json#/$defs/Quotes":      {`{"Subject":"a"}`, `{"Subject":"a","Quoted_Items":[{}]}`, `{"Subject":"a","Quoted_Items":[{"Product_Name":{},"Quantity":1}]}`},
		"records.schema.json#/$defs/Calls":       {`{"Subject":"a","Call_Type":"Outbound","Call_Start_Time":"2021-02-23T13:30:00+05:30"}`, `{"Subject":"a","Call_Type":"Missed","Call_Start_Time":"2021-02-23"}`},
		"records.schema.json#/$defs/Tasks":       {`{"Subject":"a","Remind_At":{"ALARM":"ACTION=SMS;TRIGGER=-P1D;TRIGGER_TIME=22:52"}}`, `{"Subject":"a","Recurring_Activity":{"RRULE":"daily"}}`},
		"records.schema.json#/$defs/Deals":       {`{"Deal_Name":"a","Stage":"b","Closing_Date":"2021-13-01"}`},
		"records.schema.json#/$defs/Events":      {`{"Event_Title":"a","Start_DateTime":"2023-05-20T09:00:00+05:30","End_DateTime":"2023-05-20T09:00:00+05:30","Remind_At":[{"unit":1,"period":"mins"}]}`},
		"records.schema.json#/$defs/Custom":      {`{}`},
		"records.schema.json#/$defs/Cases":       {`{"Case_Origin":"a","Status":"b"}`},
		"answer.schema.json#/$defs/path":         {`""`, `"$"`, `"data[0]"`, `"$.data[x]"`, `"$['a]"`},
		"answer.schema.json#/$defs/success":      {`{"code":"SUCCESS","details":{},"message":"record added","status":"success"}`},
		"records.schema.json#/$defs/Price_Books": {`{"Price_Book_Name":"a","Pricing_Details":[{"from_range":1,"to_range":2}]}`},
		"answer.schema.json":                     {`{}`, `{"data":[]}`, `{"data":[{}]}`, `[]`, `{"code":"SUCCESS","details":{},"message":"record added","status":"success"}`},
		"answer.schema.json#/$defs/written": {
			`{}`, `{"data":[]}`, `{"data":[{}]}`, `{"code":"INVALID_DATA","details":{},"message":"invalid data"}`,
			`{"code":"WRONG","details":{},"message":"invalid data","status":"error"}`,
			`{"code":"INVALID_DATA","details":{"value":"secret"},"message":"invalid data","status":"error"}`,
			`{"code":"INVALID_DATA","details":{"expected_data_type":"number"},"message":"invalid data","status":"error"}`,
			`{"code":"INVALID_DATA","details":{"maximum_length":0},"message":"invalid data","status":"error"}`,
			`{"code":"MANDATORY_NOT_FOUND","details":{},"message":"required field not found","status":"error"}`,
			`{"code":"LIMIT_EXCEEDED","details":{"api_name":"data"},"message":"x","status":"error"}`,
			`{"code":"DEPENDENT_MISMATCH","details":{"api_name":"a","json_path":"$.data[0].a"},"message":"x","status":"error"}`,
			`{"code":"MULTIPLE_OR_MULTI_ERRORS","details":{"errors":[]},"message":"Multiple errors in the request","status":"error"}`,
			`{"code":"INVALID_DATA","details":{"errors":[]},"message":"x","status":"error"}`,
		},
	} {
		s := schema(t, location)
		for _, document := range documents {
			var invalid *jsonschema.ValidationError
			if err := conforms(s, []byte(document)); !errors.As(err, &invalid) {
				t.Errorf("%s takes %.200s: %v", location, document, err)
			}
		}
	}
}

// TestFields checks that the modules know every field of the SDKs.
func TestFields(t *testing.T) {
	var schemas struct {
		Defs map[string]struct {
			Properties map[string]any
			Required   []string
		} `json:"$defs"`
	}
	if err := json.Unmarshal(read(t, "records.schema.json"), &schemas); err != nil {
		t.Fatal(err)
	}
	for m := range modules.All() {
		s, ok := schemas.Defs[m.APIName()]
		if !ok {
			t.Errorf("there is no schema of %s", m.APIName())
		}
		for name := range s.Properties {
			if _, ok := m.Field(name); !ok {
				t.Errorf("%s does not know %s", m.APIName(), name)
			}
		}
		for _, name := range s.Required {
			if f, _ := m.Field(name); !f.Mandatory {
				t.Errorf("%s of %s is not mandatory", name, m.APIName())
			}
		}
	}
}
