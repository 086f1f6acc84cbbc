//go:build !js

package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const dealsMetadata = "../../internal/generate/testdata/fields-deals.json"

// generated returns the arguments of a call that writes a file of a new directory, and
// the name of the file.
func generated(t *testing.T, args ...string) ([]string, string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "deals_zoho.go")
	return append([]string{"generate", "-module", "Deals", "-package", "crm", "-o", file}, args...), file
}

func contentOf(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.FromSlash(name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func writeFile(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func TestGenerate(t *testing.T) {
	args, file := generated(t, "-fields", dealsMetadata,
		"-fields", "Deal_Items=../../internal/generate/testdata/fields-deal-items.json",
		"-layouts", "../../modules/testdata/layouts-deals.json", "-pipelines", "../../modules/testdata/pipelines-deals.json")
	invoke("", args...).want(t, exitOK, "", "")
	code := contentOf(t, file)
	for _, want := range []string{"package crm\n", "type Deal struct {", "type DealItem struct {", "DealPipelinePartners", "Stages() []DealStage"} {
		if !strings.Contains(code, want) {
			t.Errorf("there is no %q in the code", want)
		}
	}
	ids := contentOf(t, filepath.Join(filepath.Dir(file), idsFile))
	if !strings.Contains(ids, "DealID ") || !strings.Contains(ids, "ProductID ") {
		t.Errorf("the types of ids:\n%s", ids)
	}
	// The second run writes nothing.
	before, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	invoke("", args...).want(t, exitOK, "", "")
	if after, err := os.Stat(file); err != nil || !after.ModTime().Equal(before.ModTime()) {
		t.Errorf("the second run writes the file: %v", err)
	}
	// A second module of the package shares the ids.
	leads := filepath.Join(filepath.Dir(file), "leads_zoho.go")
	if got := invoke("", "generate", "-module", "Leads", "-package", "crm", "-fields", "../../modules/testdata/fields-leads.json", "-o", leads); got.status != exitOK {
		t.Fatal(got)
	}
	ids = contentOf(t, filepath.Join(filepath.Dir(file), idsFile))
	if !strings.Contains(ids, "DealID ") || !strings.Contains(ids, "LeadID ") || strings.Count(ids, "AccountID") != 1 {
		t.Errorf("the types of ids of two modules:\n%s", ids)
	}
}

// TestGenerateGo checks that a go:generate line names the package.
func TestGenerateGo(t *testing.T) {
	t.Setenv("GOPACKAGE", "sales")
	file := filepath.Join(t.TempDir(), "deals_zoho.go")
	invoke("", "generate", "-module", "Deals", "-fields", dealsMetadata, "-type", "Sale", "-o", file).want(t, exitOK, "", "")
	if code := contentOf(t, file); !strings.Contains(code, "package sales\n") || !strings.Contains(code, "type Sale struct") {
		t.Error("another package or struct")
	}
	invoke("", "generate", "-diff", "-module", "Deals", "-fields", dealsMetadata, "-o", file).want(t, exitOK, "", "")
}

func TestGenerateDiff(t *testing.T) {
	args, file := generated(t, "-fields", dealsMetadata)
	invoke("", args...).want(t, exitOK, "", "")
	before := contentOf(t, file)
	changed := filepath.Join(t.TempDir(), "fields.json")
	text := contentOf(t, dealsMetadata)
	diff := []string{"generate", "-diff", "-module", "Deals", "-fields", changed, "-o", file}

	writeFile(t, changed, strings.Replace(text, `"length": 100`, `"length": 90`, 1))
	invoke("", diff...).want(t, exitOK, "Next_Step: text of up to 90 characters, was text of up to 100 characters\n", "")

	writeFile(t, changed, strings.ReplaceAll(text, "Next_Step", "Following_Step"))
	invoke("", diff...).want(t, exitRefused,
		"Next_Step: gone\nFollowing_Step: new, text of up to 100 characters\nbreaks: Deal.NextStep is gone\n", "")
	if contentOf(t, file) != before {
		t.Error("-diff writes the file")
	}
}

func TestGenerateRefuses(t *testing.T) {
	t.Setenv("GOPACKAGE", "")
	dir := t.TempDir()
	byHand := filepath.Join(dir, "hand.go")
	writeFile(t, byHand, "package crm\n")
	bad := filepath.Join(dir, "bad.json")
	writeFile(t, bad, `{"fields":[{"api_name":"A"},{"api_name":"B","length":"x"}]}`)
	file := filepath.Join(dir, "deals_zoho.go")
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{"-fields", dealsMetadata}, "-o is required"},
		{[]string{"-fields", dealsMetadata, "-o", "deals.txt"}, "-o is required"},
		{[]string{"-fields", dealsMetadata, "-o", file}, "-package is required"},
		{[]string{"-fields", dealsMetadata, "-o", file, "-package", "a b"}, "no name of a Go package"},
		{[]string{"-fields", dealsMetadata, "-o", file, "-package", "crm", "-type", "deal"}, "no exported name"},
		{[]string{"-o", file, "-package", "crm"}, "Deals: the Fields metadata has no field"},
		{[]string{"-fields", bad, "-o", file, "-package", "crm"}, "-fields " + bad + ": $.fields[1].length"},
		{[]string{"-fields", dealsMetadata, "-o", byHand, "-package", "crm"}, "stays as it is"},
		{[]string{"-fields", dealsMetadata, "-o", byHand, "-diff"}, "not one that zohocrm generate has written"},
		{[]string{"-fields", dealsMetadata, "-o", file, "-diff"}, "deals_zoho.go"},
		{[]string{"-fields", dealsMetadata, "-o", file, "-package", "crm", "more"}, "expected no argument"},
		{[]string{"-fields", dealsMetadata, "-o", filepath.Join(dir, "none", "x.go"), "-package", "crm"}, "none"},
	} {
		got := invoke("", append([]string{"generate", "-module", "Deals"}, test.args...)...)
		if got.status != exitUsage || !strings.Contains(got.err, test.want) {
			t.Errorf("%v: %d %s", test.args, got.status, got.err)
		}
	}
	if got := contentOf(t, byHand); got != "package crm\n" {
		t.Errorf("a file by hand has become %q", got)
	}
}

// TestMetadataDirectory reads the metadata of a module as the vendor's tool pulls it: a
// file for each field and layout.
func TestMetadataDirectory(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "crm", "meta", "modules", "Deals")
	var answer struct{ Fields []json.RawMessage }
	if err := json.Unmarshal([]byte(contentOf(t, dealsMetadata)), &answer); err != nil {
		t.Fatal(err)
	}
	for _, field := range answer.Fields {
		var named struct {
			APIName string `json:"api_name"`
		}
		if err := json.Unmarshal(field, &named); err != nil {
			t.Fatal(err)
		}
		writeFile(t, filepath.Join(dir, "fields", named.APIName+".fields-meta.json"), byteOrderMark+string(field))
	}
	var layouts struct{ Layouts []json.RawMessage }
	if err := json.Unmarshal([]byte(contentOf(t, "../../modules/testdata/layouts-deals.json")), &layouts); err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(dir, "layouts", "Standard.layouts-meta.json"), string(layouts.Layouts[0]))
	writeFile(t, filepath.Join(dir, "Deals.modules-meta.json"), `{"api_name":"Deals"}`)

	args, file := generated(t, "-fields", dir, "-layouts", dir)
	invoke("", args...).want(t, exitOK, "", "")
	whole, wholeFile := generated(t, "-fields", dealsMetadata)
	invoke("", whole...).want(t, exitOK, "", "")
	structOf := func(file string) string {
		code := contentOf(t, file)
		return code[strings.Index(code, "type Deal struct"):strings.Index(code, "// Record returns")]
	}
	if bytes.Count([]byte(structOf(file)), []byte("\n")) != bytes.Count([]byte(structOf(wholeFile)), []byte("\n")) {
		t.Errorf("other fields:\n%s", structOf(file))
	}
	if !strings.Contains(contentOf(t, file), "WithLayoutsMetadata") {
		t.Error("there is no layout")
	}

	// An error names the file.
	writeFile(t, filepath.Join(dir, "fields", "Next_Step.fields-meta.json"), `{"api_name":"Next_Step","length":{}}`)
	got := invoke("", args...)
	if got.status != exitUsage || !strings.Contains(got.err, "Next_Step.fields-meta.json: $.fields[9].length") {
		t.Error(got)
	}
	writeFile(t, filepath.Join(dir, "fields", "Next_Step.fields-meta.json"), `[`)
	if got := invoke("", args...); got.status != exitUsage || !strings.Contains(got.err, "Next_Step.fields-meta.json: expected a JSON object") {
		t.Error(got)
	}
	empty := t.TempDir()
	if got := invoke("[]", "-module", "Deals", "-fields", empty); got.status != exitUsage || !strings.Contains(got.err, "no metadata") {
		t.Error(got)
	}
}

func TestSchemaCommand(t *testing.T) {
	got := invoke("", "schema", "-module", "Deals", "-fields", dealsMetadata)
	got.want(t, exitOK, contentOf(t, "../../internal/generate/testdata/deals.schema.json"), "")
	if got := invoke("", "schema", "-module", "Dells"); got.status != exitUsage {
		t.Error(got)
	}
}
