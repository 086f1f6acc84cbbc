package zohocrm_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
)

//go:generate go test . -run ^TestREADMETables$ -update

// TestREADMECode holds the Go code of README.md against the tests of the
// packages, the examples among them: each of its blocks must be part of one.
func TestREADMECode(t *testing.T) {
	var examples strings.Builder
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(d.Name(), "_test.go") {
			return err
		}
		source, err := os.ReadFile(path)
		examples.WriteString(unindent(string(source)))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	blocks := strings.Split(readREADME(t), "```go\n")[1:]
	if len(blocks) == 0 {
		t.Fatal("README.md has no Go code")
	}
	for _, block := range blocks {
		code, _, _ := strings.Cut(block, "```")
		if !strings.Contains(examples.String(), unindent(code)) {
			t.Errorf("no test holds this code of README.md:\n%s", code)
		}
	}
}

// unindent returns source without what stands in front of each line.
func unindent(source string) string {
	lines := strings.Split(source, "\n")
	for i := range lines {
		lines[i] = strings.TrimSpace(lines[i])
	}
	return strings.Join(lines, "\n")
}

func readREADME(t *testing.T) string {
	t.Helper()
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(readme)
}

// TestREADMETables holds the tables of README.md against the tables in the
// code. `go generate` writes them.
func TestREADMETables(t *testing.T) {
	readme := readREADME(t)
	for name, table := range map[string]string{"field types": fieldTypeTable(), "modules": moduleTable()} {
		begin, end := "<!-- "+name+" -->\n", "<!-- /"+name+" -->"
		before, rest, ok := strings.Cut(readme, begin)
		got, after, closed := strings.Cut(rest, end)
		if !ok || !closed {
			t.Fatalf("README.md has no table of %s", name)
		}
		if got == table {
			continue
		}
		if !*update {
			t.Errorf("the table of %s in README.md is not that of the code; run go generate", name)
		}
		readme = before + begin + table + end + after
	}
	if *update {
		if err := os.WriteFile("README.md", []byte(readme), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

func fieldTypeTable() string {
	var b strings.Builder
	b.WriteString("| field type | data_type | limit | example | a value of another type is refused as |\n|---|---|---|---|---|\n")
	for kind := range fieldtype.Kinds() {
		if kind.Example() == "" {
			continue
		}
		spec := fieldtype.Spec{Kind: kind}
		refused := ""
		for _, v := range []fieldtype.Value{fieldtype.Bool(true), fieldtype.Array(fieldtype.Bool(true))} {
			if errs, ok := spec.Check(v).(interface{ Unwrap() []error }); ok && refused == "" {
				e := errs.Unwrap()[0]
				_, rest, _ := strings.Cut(e.Error(), ": ")
				refused = rest
			}
		}
		fmt.Fprintf(&b, "| %s | %s | %s | `%s` | %s |\n", kind, kind.DataType(), limits(kind), kind.Example(), refused)
	}
	return b.String()
}

func limits(kind fieldtype.Kind) string {
	length, digits, decimals := kind.Limits()
	var parts []string
	switch {
	case length > 0 && kind.JSONType() == "jsonarray":
		parts = append(parts, fmt.Sprintf("%d elements", length))
	case length > 0:
		parts = append(parts, fmt.Sprintf("%d characters", length))
	}
	if digits > 0 {
		parts = append(parts, fmt.Sprintf("%d digits", digits))
	}
	if decimals > 0 {
		parts = append(parts, fmt.Sprintf("%d decimals", decimals))
	}
	return strings.Join(parts, ", ")
}

func moduleTable() string {
	var b strings.Builder
	b.WriteString("| module | scope name | mandatory fields | rules |\n|---|---|---|---|\n")
	for m := range modules.All() {
		var mandatory, rules []string
		for f := range m.Fields() {
			if f.Mandatory {
				mandatory = append(mandatory, f.APIName)
			}
		}
		for rule := range m.Rules() {
			rules = append(rules, rule.Name)
		}
		slices.Sort(rules)
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", m.APIName(), m.ScopeName(), strings.Join(mandatory, ", "), strings.Join(rules, ", "))
	}
	b.WriteString("\n| rule | asks for |\n|---|---|\n")
	seen := map[string]bool{}
	for m := range modules.All() {
		for rule := range m.Rules() {
			if !seen[rule.Name] {
				fmt.Fprintf(&b, "| %s | %s |\n", rule.Name, rule.Doc)
			}
			seen[rule.Name] = true
		}
	}
	return b.String()
}
