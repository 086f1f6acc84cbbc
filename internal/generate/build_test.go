package generate_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed12a3e673/zohocrm/internal/generate"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/modules"
)

// vet compiles and vets a module of its own of these files, which uses the library
// as it is here. It returns what the go command prints.
func vet(t *testing.T, files map[string]string) (string, error) {
	t.Helper()
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	requires, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	sums, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil {
		t.Fatal(err)
	}
	const library = "github.com/seed12a3e673/zohocrm"
	files["go.mod"] = strings.Replace(string(requires), "module "+library, "module example.com/crm", 1) +
		"\nrequire " + library + " v0.0.0\n\nreplace " + library + " => " + filepath.ToSlash(root) + "\n"
	files["go.sum"] = string(sums)
	for name, content := range files {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("go", "vet", "./...")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOPROXY=off", "GOWORK=off")
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// TestRealMetadata compiles and vets the code of each real metadata answer: the
// extracts in this repository, and the whole answers where they are.
func TestRealMetadata(t *testing.T) {
	testkit.SkipBuilds(t)
	files := map[string]string{}
	for pkg, pattern := range map[string]string{
		"extracts": filepath.Join("..", "..", "testdata", "metadata", "fields-*.json"),
		"answers":  filepath.Join("..", "..", "..", "shared", "reference", "metadata", "fields-*.json"),
	} {
		names, err := filepath.Glob(pattern)
		if err != nil || pkg == "extracts" && len(names) == 0 {
			t.Fatal(names, err)
		}
		for _, name := range names {
			base := modules.Leads()
			if strings.Contains(name, "deals") {
				base = modules.Deals()
			}
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			m, err := base.With(modules.WithFieldsMetadata(bytes.NewReader(data)))
			if err != nil {
				t.Fatal(err)
			}
			c := code(t, m, generate.Hash(data))
			ids, err := generate.IDs("crm", nil, c.IDs)
			if err != nil {
				t.Fatal(err)
			}
			dir := pkg + "/" + strings.TrimSuffix(filepath.Base(name), ".json")
			files[dir+"/module_zoho.go"], files[dir+"/zoho_ids.go"] = string(c.Source), string(ids)
		}
	}
	if out, err := vet(t, files); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// TestRenamedField checks that a program does not compile any more when a field
// that it uses has another name in the metadata.
func TestRenamedField(t *testing.T) {
	testkit.SkipBuilds(t)
	data, err := os.ReadFile(filepath.Join("testdata", "fields-deals.json"))
	if err != nil {
		t.Fatal(err)
	}
	program := `package main

import (
	"fmt"

	"example.com/crm/crm"
	"github.com/seed12a3e673/zohocrm/record"
)

func main() {
	fmt.Println(crm.Deals.Insert(&crm.Deal{DealName: "Fair", NextStep: record.Some("Call")}).Build())
}
`
	for _, test := range []struct{ old, new, problem string }{
		{"Next_Step", "Next_Step", ""},
		{"Next_Step", "Following_Step", "unknown field NextStep"},
	} {
		m, err := modules.Deals().With(modules.WithFieldsMetadata(bytes.NewReader(bytes.ReplaceAll(data, []byte(test.old), []byte(test.new)))))
		if err != nil {
			t.Fatal(err)
		}
		c := code(t, m, "")
		ids, err := generate.IDs("crm", nil, c.IDs)
		if err != nil {
			t.Fatal(err)
		}
		out, err := vet(t, map[string]string{"crm/deals_zoho.go": string(c.Source), "crm/zoho_ids.go": string(ids), "main.go": program})
		if (err != nil) != (test.problem != "") || !strings.Contains(out, test.problem) {
			t.Errorf("%s as %s: %v\n%s", test.old, test.new, err, out)
		}
	}
}
