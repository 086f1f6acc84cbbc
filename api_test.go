package zohocrm_test

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm/internal/testkit"
)

// TestAPI compares the exported symbols of each package with testdata/api, which has
// one line for each: a change of the API is a change of a file. -update writes the
// files.
func TestAPI(t *testing.T) {
	for _, dir := range testkit.PackageDirs(t) {
		name := strings.ReplaceAll(filepath.ToSlash(dir), "/", "-")
		if dir == "." {
			name = "zohocrm"
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := strings.Join(symbolsOf(t, dir), "\n") + "\n"
			golden := filepath.Join("testdata", "api", name+".txt")
			if testkit.Update() {
				if err := os.WriteFile(golden, []byte(got), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
				t.Errorf("the API of package %s differs from %s; if that is meant, run go test . -run '^TestAPI$' -update (-want +got):\n%s",
					name, golden, diff)
			}
		})
	}
}

// symbolsOf returns a line for each exported symbol of a package, sorted.
func symbolsOf(t *testing.T, dir string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			lines = append(lines, symbolsOfDecl(decl)...)
		}
	}
	slices.Sort(lines)
	return slices.Compact(lines) // files with build tags may declare a symbol twice
}

// symbolsOfDecl returns the lines of a declaration.
func symbolsOfDecl(decl ast.Decl) (lines []string) {
	switch d := decl.(type) {
	case *ast.FuncDecl:
		if !d.Name.IsExported() || d.Recv != nil && !ast.IsExported(receiver(d.Recv.List[0].Type)) {
			return nil
		}
		return []string{source(&ast.FuncDecl{Recv: d.Recv, Name: d.Name, Type: d.Type})}
	case *ast.GenDecl:
		typ := "" // of a constant without one, in a list with iota
		for _, spec := range d.Specs {
			switch s := spec.(type) {
			case *ast.ValueSpec:
				if s.Type != nil || len(s.Values) > 0 {
					typ = source(s.Type)
				}
				for i, name := range s.Names {
					line := strings.TrimSpace(fmt.Sprintf("%s %s %s", d.Tok, name.Name, typ))
					if i < len(s.Values) && d.Tok == token.CONST {
						line += " = " + source(s.Values[i])
					}
					if name.IsExported() {
						lines = append(lines, line)
					}
				}
			case *ast.TypeSpec:
				if s.Name.IsExported() {
					lines = append(lines, symbolsOfType(s)...)
				}
			}
		}
	}
	return lines
}

// receiver returns the name of a method's type.
func receiver(e ast.Expr) string {
	switch x := e.(type) {
	case *ast.StarExpr:
		return receiver(x.X)
	case *ast.IndexExpr:
		return receiver(x.X)
	case *ast.Ident:
		return x.Name
	}
	return ""
}

// symbolsOfType returns the line of a type, and those of its fields or methods.
func symbolsOfType(s *ast.TypeSpec) (lines []string) {
	head := "type " + s.Name.Name
	if s.TypeParams != nil {
		var params []string
		for _, p := range s.TypeParams.List {
			params = append(params, p.Names[0].Name+" "+source(p.Type))
		}
		head += "[" + strings.Join(params, ", ") + "]"
	}
	if s.Assign.IsValid() {
		head += " ="
	}
	kind, fields := "", (*ast.FieldList)(nil)
	switch t := s.Type.(type) {
	case *ast.StructType:
		kind, fields = "struct", t.Fields
	case *ast.InterfaceType:
		kind, fields = "interface", t.Methods
	default:
		return []string{head + " " + source(s.Type)}
	}
	lines = append(lines, head+" "+kind)
	for _, f := range fields.List {
		tag := ""
		if f.Tag != nil {
			tag = " " + f.Tag.Value
		}
		for _, name := range f.Names {
			if name.IsExported() {
				lines = append(lines, fmt.Sprintf("%s %s, %s %s%s", head, kind, name.Name, source(f.Type), tag))
			}
		}
		if len(f.Names) == 0 {
			lines = append(lines, fmt.Sprintf("%s %s, embedded %s%s", head, kind, source(f.Type), tag))
		}
	}
	return lines
}

// source returns Go source on one line, or "" for nil.
func source(node ast.Node) string {
	if e, ok := node.(ast.Expr); ok && e == nil || node == nil {
		return ""
	}
	var b bytes.Buffer
	if err := printer.Fprint(&b, token.NewFileSet(), node); err != nil {
		return ""
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
