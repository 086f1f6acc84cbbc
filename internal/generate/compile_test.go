package generate_test

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/seed12a3e673/zohocrm/internal/generate"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/modules"
)

// exports returns what opens the export data of the packages that generated code
// imports, and of all that those import.
func exports(t *testing.T) func(path string) (io.ReadCloser, error) {
	t.Helper()
	out, err := exec.Command("go", "list", "-export", "-deps", "-f", "{{.ImportPath}} {{.Export}}", "./testdata/crm").Output()
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for line := range strings.Lines(string(out)) {
		path, file, _ := strings.Cut(strings.TrimSpace(line), " ")
		files[path] = file
	}
	return func(path string) (io.ReadCloser, error) { return os.Open(files[path]) }
}

// TestNamesCompile compiles the code of random metadata whose names and values are
// near each other, are words of Go, or have letters of several scripts.
func TestNamesCompile(t *testing.T) {
	testkit.SkipBuilds(t)
	rng := &source{Rand: testkit.Rand(t)}
	set := token.NewFileSet()
	library := importer.ForCompiler(set, "gc", exports(t))
	names := []string{"A", "a", "A_1", "A1", "A_1_", "ID", "id", "Id", "Record", "Fill", "Lead", "Leads", "LeadsModule", "LeadID", "UserID",
		"User", "Layout", "type", "func", "1", "_", "日本", "ä", "Ä", "A B", "A-B", "Module", "Insert", "string", "record", "time", "iota", "B", "Lead_A", "AB", "A_B"}
	kinds := []string{"text", "picklist", "multiselectpicklist", "currency", "integer", "date", "boolean", "lookup", "userlookup", "layout",
		"subform", "multiselectlookup", "fileupload", "formula", "unheard_of", "RRULE", "linetax", "multi_module_lookup"}
	fieldsOf := func() []byte {
		var fields []map[string]any
		seen := map[string]bool{}
		for range 1 + rng.IntN(20) {
			name := pick(rng, names...)
			if seen[name] {
				continue
			}
			seen[name] = true
			var values []map[string]string
			for range rng.IntN(6) {
				values = append(values, map[string]string{"display_value": pick(rng, names...), "actual_value": pick(rng, names...)})
			}
			fields = append(fields, map[string]any{
				"api_name": name, "field_label": pick(rng, names...), "data_type": pick(rng, kinds...), "system_mandatory": rng.IntN(3) == 0,
				"lookup":            map[string]any{"module": pick(rng, names...)},
				"multiselectlookup": map[string]any{"connectedlookup_apiname": pick(rng, names...)}, "pick_list_values": values,
			})
		}
		data, err := json.Marshal(map[string]any{"fields": fields})
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	for range testkit.Runs(500) {
		data := fieldsOf()
		m, err := modules.Custom(pick(rng, names...)).With(modules.WithFieldsMetadata(strings.NewReader(string(data))))
		if err != nil {
			t.Fatalf("%s: %v", data, err)
		}
		for _, name := range names {
			rows := string(fieldsOf())
			if n, err := m.With(modules.WithSubformMetadata(name, strings.NewReader(rows))); err == nil {
				m = n
			}
		}
		c, err := generate.Module(m, generate.Config{Package: "crm"})
		if err != nil {
			if !strings.Contains(err.Error(), "no field") {
				t.Fatalf("%s: %v", data, err)
			}
			continue
		}
		ids, err := generate.IDs("crm", nil, c.IDs)
		if err != nil {
			t.Fatal(err)
		}
		var files []*ast.File
		for i, source := range [][]byte{c.Source, ids} {
			file, err := parser.ParseFile(set, fmt.Sprint(i), source, 0)
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, file)
		}
		config := types.Config{Importer: library}
		if _, err := config.Check("crm", set, files, nil); err != nil {
			t.Fatalf("%s:\n%v\n%s", data, err, c.Source)
		}
	}
}
