package generate_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed12a3e673/zohocrm/internal/generate"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/modules"
)

// A metadata is what a module is generated from.
type metadata struct {
	module                    *modules.Module
	fields, layout, pipelines string
	subforms                  [][2]string // the API name and the file
}

// The samples under testdata/crm, by their files.
var samples = map[string]metadata{
	"leads_zoho.go": {module: modules.Leads(), fields: "../../modules/testdata/fields-leads.json",
		subforms: [][2]string{{"Visits", "../../modules/testdata/fields-subform.json"}}},
	"deals_zoho.go": {module: modules.Deals(), fields: "testdata/fields-deals.json",
		layout: "../../modules/testdata/layouts-deals.json", pipelines: "../../modules/testdata/pipelines-deals.json",
		subforms: [][2]string{{"Deal_Items", "testdata/fields-deal-items.json"}}},
	"odd_zoho.go": {module: modules.Custom("Odd_Ones"), fields: "testdata/fields-odd.json"},
}

// load returns the module with the metadata, and the hash of it.
func (m metadata) load(t testing.TB) (*modules.Module, string) {
	t.Helper()
	var inputs [][]byte
	read := func(name string) *bytes.Reader {
		data, err := os.ReadFile(filepath.FromSlash(name))
		if err != nil {
			t.Fatal(err)
		}
		inputs = append(inputs, data)
		return bytes.NewReader(data)
	}
	options := []modules.Option{modules.WithFieldsMetadata(read(m.fields))}
	for _, s := range m.subforms {
		options = append(options, modules.WithSubformMetadata(s[0], read(s[1])))
	}
	if m.layout != "" {
		options = append(options, modules.WithLayoutsMetadata(read(m.layout)))
	}
	if m.pipelines != "" {
		options = append(options, modules.WithPipelinesMetadata(read(m.pipelines)))
	}
	module, err := m.module.With(options...)
	if err != nil {
		t.Fatal(err)
	}
	return module, generate.Hash(inputs...)
}

// code returns the generated code of a module.
func code(t testing.TB, m *modules.Module, hash string) generate.Code {
	t.Helper()
	c, err := generate.Module(m, generate.Config{Package: "crm", Hash: hash})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestGolden compares the generated code of the samples with testdata/crm, which
// other tests compile and run.
func TestGolden(t *testing.T) {
	var ids []byte
	var left []string
	for _, name := range []string{"deals_zoho.go", "leads_zoho.go", "odd_zoho.go"} {
		m, hash := samples[name].load(t)
		c := code(t, m, hash)
		testkit.Golden(t, "crm/"+name, c.Source)
		if again := code(t, m, hash); !bytes.Equal(again.Source, c.Source) {
			t.Errorf("%s: the second run writes other code", name)
		}
		var err error
		if ids, err = generate.IDs("crm", ids, c.IDs); err != nil {
			t.Fatal(err)
		}
		left = append(left, c.Left...)
	}
	testkit.Golden(t, "crm/zoho_ids.go", ids)
	testkit.Golden(t, "left.txt", []byte(strings.Join(left, "\n")+"\n"))
}
