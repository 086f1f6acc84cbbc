package fuzz_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
)

// FuzzBody reads bodies for each of the modules and operations. What is built is JSON, and the
// same when it is read again. What is refused has problems that are
// JSON, in one line of text each, and are the same when they are asked for
// again.
func FuzzBody(f *testing.F) {
	all := slices.Collect(modules.All())
	files, err := filepath.Glob("../testdata/page/*.json")
	if err != nil || len(files) == 0 {
		f.Fatal(files, err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		m, err := modules.Lookup(strings.TrimSuffix(filepath.Base(file), ".json"))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(uint8(slices.Index(all, m)), data)
	}
	for _, body := range []string{
		`{"data":[{"Last_Name":"Daly"},{"Last_Name":1}],"trigger":[],"lar_id":3652397000000186017,"process":["review_process"]}`,
		`{"data":[{"Last_Name":"D\u00e1ly","Annual_Revenue":2.5000090e5,"x":{"a":[1e2,-0,0.10,null,true]}}],"apply_feature_execution":[{"name":"layout_rules"}]}`,
		`{"trigger":["workflow","x"],"data":[null,[],{"a":1,"a":2}],"skip_feature_execution":[{}]}`,
		`{"data":{}}`, `[]`, `{"data":[`, "\xff",
	} {
		f.Add(uint8(0), []byte(body))
	}

	for _, body := range []string{
		`{"data":[{"id":"1","Quoted_Items":[{"id":"2","Quantity":1},{"id":"3","_delete":null},{"_delete":1}],"$append_values":{"a":true,"\u0000":1}}],"$append_values":{}}`,
		`{"data":[{"Subject":"s","id":5,"_delete":null,"Quoted_Items":[{"Product_Name":{"Ext":"1"}}]}],"duplicate_check_fields":["Subject","Sub\nject",1,null],"skip_feature_execution":[{"name":"cadences","action":"insert"}]}`,
		`{"data":[{"id":""},{"id":null},{"id":"x"},{"Image_Upload":[],"File_Upload":[{"id":"1","_delete":null}]}],"lar_id":"1"}`,
	} {
		for op := range 3 {
			f.Add(uint8(op*len(all)+slices.Index(all, modules.Quotes())), []byte(body))
		}
	}

	f.Fuzz(func(t *testing.T, module uint8, data []byte) {
		m, op := all[int(module)%len(all)], modules.Operation(int(module)/len(all)%3)
		in, err := payload.Parse(op, m, data)
		if err != nil {
			bodyProblem(t, err)
			return
		}
		body, err := in.Build()
		var problems zohocrm.Errors
		for e := range in.Problems() {
			bodyProblem(t, e)
			problems = append(problems, e)
		}
		if (err == nil) != (problems.Err() == nil) || err != nil && err.Error() != problems.Err().Error() {
			t.Fatalf("Build: %v\nProblems: %v", err, problems)
		}
		if err != nil {
			bodyProblem(t, err)
			return
		}
		if !json.Valid(body) {
			t.Fatalf("no JSON: %q", body)
		}
		in, err = payload.Parse(op, m, body)
		if err != nil {
			t.Fatalf("%q is built and not read: %v", body, err)
		}
		again, err := in.Build()
		if err != nil || !bytes.Equal(again, body) {
			t.Fatalf("%q is built again as\n%q, %v", body, again, err)
		}
	})
}

// bodyProblem checks the forms of a problem or of a list of problems.
func bodyProblem(t *testing.T, err error) {
	t.Helper()
	text, jsonErr := json.Marshal(err)
	if jsonErr != nil || !json.Valid(text) {
		t.Fatalf("%v: JSON %q, %v", err, text, jsonErr)
	}
	list, ok := err.(zohocrm.Errors)
	if !ok {
		list = zohocrm.Errors{err.(*zohocrm.Error)}
	}
	for _, e := range list {
		if e.Code == "" || e.Reason == "" || e.Message == "" || strings.ContainsAny(e.Error(), "\n\r") {
			t.Fatalf("problem %q: code %q, reason %q", e.Error(), e.Code, e.Reason)
		}
	}
}
