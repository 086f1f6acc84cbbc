package fuzz_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// metadataSeeds adds answers of testdata that are small enough to be changed
// byte by byte.
func metadataSeeds(f *testing.F, files ...string) {
	f.Helper()
	for _, name := range files {
		data, err := os.ReadFile(filepath.Join("..", "modules", "testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		var compact bytes.Buffer
		if err := json.Compact(&compact, data); err != nil {
			f.Fatal(err)
		}
		f.Add(compact.Bytes())
	}
}

// metadataLoad loads an answer twice, which must end in the same way: with an error
// that says what is wrong, or with a module.
func metadataLoad(t *testing.T, m *modules.Module, load func(io.Reader) modules.Option, data []byte) *modules.Module {
	t.Helper()
	loaded, err := m.With(load(bytes.NewReader(data)))
	again, errAgain := m.With(load(bytes.NewReader(data)))
	if fmt.Sprint(err) != fmt.Sprint(errAgain) {
		t.Fatalf("%v, and then %v", err, errAgain)
	}
	if err != nil {
		var e *zohocrm.Error
		if loaded != nil || !errors.As(err, &e) || e.Code != zohocrm.CodeInvalidData || e.Reason == "" || e.Warning {
			t.Fatalf("module %v, error %#v", loaded, err)
		}
		return nil
	}
	if a, b := slices.Collect(loaded.Fields()), slices.Collect(again.Fields()); !reflect.DeepEqual(a, b) {
		t.Fatalf("%v, and then %v", a, b)
	}
	return loaded
}

// metadataCheck checks a record of a JSON object, twice. Its body is JSON if no
// problem is an error, and every problem says what, where and why.
func metadataCheck(t *testing.T, m *modules.Module, object string) zohocrm.Errors {
	t.Helper()
	rec, err := record.FromJSON([]byte(object))
	if err != nil {
		t.Fatal(err)
	}
	body, errs := m.Append(nil, nil, rec)
	bodyAgain, errsAgain := m.Append(nil, nil, rec)
	if !bytes.Equal(body, bodyAgain) || errs.Error() != errsAgain.Error() {
		t.Fatalf("%s: %s\n%v, and then %s\n%v", object, body, errs, bodyAgain, errsAgain)
	}
	if errs.Err() == nil && !json.Valid(body) {
		t.Fatalf("%s: not JSON: %s", object, body)
	}
	for e := range payload.NewInsert(m).ApplyFeatures(payload.LayoutRules).Add(rec).Problems() {
		if e.Code == "" || e.Reason == "" || e.APIName == "" || len(e.Path) == 0 {
			t.Fatalf("%s: %#v", object, e)
		}
	}
	return errs
}

// FuzzFields loads any bytes as an answer of the Fields metadata call. It is
// refused, or leaves a module that takes a minimal lead, unless it makes more
// fields mandatory or another field of Last_Name.
func FuzzFields(f *testing.F) {
	metadataSeeds(f, "fields-subform.json")
	for _, s := range []string{
		`{"fields":[]}`, `{"fields":[{"api_name":"Last_Name","data_type":"text","length":3,"system_mandatory":true}]}`,
		`{"fields":[{"api_name":"Tag","data_type":"text","json_type":"jsonarray"},{"api_name":"Layout","data_type":"bigint","json_type":"string"}]}`,
		`{"fields":[{"api_name":"A","data_type":"currency","length":16,"decimal_place":0,"unique":{"case_sensitive":false},"operation_type":{"api_create":false}}]}`,
		`{"fields":[{"api_name":"A","data_type":"picklist","pick_list_values":[{"display_value":"a","actual_value":"b"}]}]}`,
		`{"fields":[{"api_name":"A","data_type":"multiselectlookup","multiselectlookup":{"connectedlookup_apiname":"B"}}]}`,
		`{"fields":[{"api_name":"A","data_type":"multi_module_lookup","multi_module_lookup":{"modules":[{"api_name":"B"}]}}]}`,
		`{"fields":[{"api_name":"A","data_type":"textarea","textarea":{"type":"rich_text"},"element_type":"mirror_field"}]}`,
		`{"fields":[{"api_name":"A"},{"api_name":"A"}]}`, `[]`, `null`, ``,
	} {
		f.Add([]byte(s))
	}
	own, _ := modules.Leads().Field("Last_Name")
	f.Fuzz(func(t *testing.T, data []byte) {
		m := metadataLoad(t, modules.Leads(), modules.WithFieldsMetadata, data)
		if m == nil {
			return
		}
		lastName, _ := m.Field("Last_Name")
		for _, e := range metadataCheck(t, m, `{"Last_Name":"Daly"}`) {
			field, _ := m.Field(e.APIName)
			missing := e.Reason == zohocrm.ReasonMandatory && field.Mandatory && e.APIName != "Last_Name"
			another := e.APIName == "Last_Name" && !reflect.DeepEqual(lastName.Spec, own.Spec)
			if !e.Warning && !missing && !another {
				t.Errorf("a minimal lead: %v", e)
			}
		}
		// Whatever the fields are, a record of any values is checked, and what
		// the module itself says stays.
		metadataCheck(t, m, `{"A":"x","B":[1,{"a":null}],"C":{"id":"1"},"Tag":[{"name":"x"}],"Email":"a@b.co","Annual_Revenue":1.5}`)
		if err := modules.Leads().Check(record.New().Text("Last_Name", "Daly")); err != nil {
			t.Fatal(err)
		}
		// The same answer describes the rows of a subform.
		quotes := metadataLoad(t, modules.Quotes(), func(r io.Reader) modules.Option { return modules.WithSubformMetadata("Quoted_Items", r) }, data)
		if quotes == nil {
			t.Fatal("an answer for fields, and not for those of a subform")
		}
		items, _ := quotes.Field("Quoted_Items")
		row := map[string]fieldtype.Field{}
		for _, c := range items.Spec.Fields {
			row[c.APIName] = c
		}
		for _, e := range metadataCheck(t, quotes, `{"Subject":"s","Quoted_Items":[{"Product_Name":{"id":"1"}}]}`) {
			if c := row[e.APIName]; !e.Warning && !(e.Reason == zohocrm.ReasonMandatory && c.Mandatory) && c.Spec.Kind == fieldtype.Lookup {
				t.Errorf("a minimal quote: %v", e)
			}
		}
	})
}
