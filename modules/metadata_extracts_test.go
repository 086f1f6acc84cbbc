package modules_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
)

// Where real answers of the metadata calls are: extracts in this repository, and
// the whole answers beside it, which are not part of a clone.
var (
	extracts     = filepath.Join("..", "testdata", "metadata")
	wholeAnswers = filepath.Join("..", "..", "shared", "reference", "metadata")
)

// TestMetadataExtracts compares each extract with the whole answer: it has no
// field, key or value that the answer does not have.
func TestMetadataExtracts(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(extracts, "*.json"))
	if err != nil || len(files) < 5 {
		t.Fatalf("%q: %v", files, err)
	}
	for _, file := range files {
		whole, err := os.ReadFile(filepath.Join(wholeAnswers, filepath.Base(file)))
		if errors.Is(err, os.ErrNotExist) {
			t.Skip("the whole answers are not here")
		}
		if err != nil {
			t.Fatal(err)
		}
		extract, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if len(extract) > 16<<10 {
			t.Errorf("%s has %d bytes", file, len(extract))
		}
		var part, all any
		if json.Unmarshal(extract, &part) != nil || json.Unmarshal(whole, &all) != nil {
			t.Fatalf("%s is not JSON", file)
		}
		if !isPart(part, all) {
			t.Errorf("%s is not part of the answer", file)
		}
	}
}

// isPart reports whether one JSON value is another without some of its members and
// elements.
func isPart(part, all any) bool {
	switch x := part.(type) {
	case map[string]any:
		y, ok := all.(map[string]any)
		for name, value := range x {
			other, known := y[name]
			ok = ok && known && isPart(value, other)
		}
		return ok
	case []any:
		y, ok := all.([]any)
		for _, element := range x {
			i := slices.IndexFunc(y, func(other any) bool { return isPart(element, other) })
			if i < 0 {
				return false
			}
			y = y[i+1:]
		}
		return ok
	}
	return reflect.DeepEqual(part, all)
}

// TestMetadataExtractKinds asks for a field of each kind that a real answer can
// name.
func TestMetadataExtractKinds(t *testing.T) {
	found := map[fieldtype.Kind]bool{}
	for _, answer := range []struct {
		module *modules.Module
		file   string
	}{
		{modules.Leads(), "fields-leads-docs-v7.json"}, {modules.Leads(), "fields-leads-real-org-v2.json"}, {modules.Deals(), "fields-deals-real-org.json"},
	} {
		text, err := os.ReadFile(filepath.Join(extracts, answer.file))
		if err != nil {
			t.Fatal(err)
		}
		var of struct {
			Fields []struct {
				APIName string `json:"api_name"`
			} `json:"fields"`
		}
		if err := json.Unmarshal(text, &of); err != nil {
			t.Fatal(err)
		}
		m := with(t, answer.module, modules.WithFieldsMetadata(bytes.NewReader(text)))
		for _, field := range of.Fields {
			f, _ := m.Field(field.APIName)
			found[f.Spec.Kind] = true
		}
	}
	for k := range fieldtype.Kinds() {
		switch k {
		case fieldtype.MultiUserLookup, fieldtype.MultiModuleLookup, fieldtype.Consent, fieldtype.TimeRanges, fieldtype.LineTax,
			fieldtype.Alarm, fieldtype.RRule, fieldtype.Reminders: // no answer that is known has one
		default:
			if k.DataType() != "" && !found[k] {
				t.Errorf("no extract has a field of kind %v", k)
			}
		}
	}
}
