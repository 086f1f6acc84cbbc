package repotest

import (
	"errors"
	"go/ast"
	"go/doc"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/seed12a3e673/zohocrm/internal/testkit"
)

// noExample holds the methods, of whatever type, that are called by others than
// the reader of an example, and says by whom.
var noExample = map[string]string{
	"Error":         "fmt prints errors by it; ExampleErrors_Error and most others do",
	"Is":            "errors.Is calls it; see ExampleCode",
	"Unwrap":        "package errors calls it; see ExampleErrors",
	"String":        "fmt prints values by it",
	"Format":        "fmt prints records by it",
	"MarshalJSON":   "encoding/json calls it; see ExampleErrors_MarshalJSON, ExampleReminder",
	"UnmarshalJSON": "encoding/json calls it; see ExampleOpt_UnmarshalJSON",
	"LogValue":      "log/slog calls it; see ExampleErrors_LogValue",
	"MarshalText":   "encoding/json calls it; see ExampleRule_UnmarshalText",
	"UnmarshalText": "encoding/json calls it; see ExampleRule_UnmarshalText",
	"Optional":      "fieldtype.ValueOf calls it; see ExampleOpt",
}

// TestExamples asks of every package for examples that are run and that call,
// together, all its exported functions and methods. The methods of interfaces
// are for others to write.
func TestExamples(t *testing.T) {
	t.Chdir(filepath.Join("..", ".."))
	const module = "github.com/seed12a3e673/zohocrm"
	fset := token.NewFileSet()
	files := map[string][]*ast.File{} // with examples, by import path
	imports := map[string]bool{}
	for _, dir := range testkit.PackageDirs(t) {
		importPath := path.Join(module, filepath.ToSlash(dir))
		files[importPath] = parseExamples(t, fset, dir)
		imports[importPath] = true
		for _, file := range files[importPath] {
			for _, spec := range file.Imports {
				imports[strings.Trim(spec.Path.Value, `"`)] = true
			}
		}
	}
	load := importer.ForCompiler(fset, "gc", exportData(t, slices.Sorted(maps.Keys(imports))))

	excused := map[string]bool{}
	for importPath := range files {
		p, err := load.Import(importPath)
		if err != nil {
			t.Fatal(err)
		}
		if p.Name() == "main" {
			continue
		}
		called := calledInExamples(t, fset, load, importPath, files[importPath])
		for _, f := range exportedFuncs(p) {
			isMethod := f.Signature().Recv() != nil
			switch {
			case called[f]:
			case isMethod && noExample[f.Name()] != "":
				excused[f.Name()] = true
			default:
				t.Errorf("no example calls %s", f.FullName())
			}
		}
	}
	for name := range noExample {
		if !excused[name] {
			t.Errorf("noExample excuses %s, and need not", name)
		}
	}
}

// parseExamples returns the test files of a directory that hold examples.
func parseExamples(t *testing.T, fset *token.FileSet, dir string) []*ast.File {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	for _, name := range names {
		file, err := parser.ParseFile(fset, name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		if len(doc.Examples(file)) > 0 {
			files = append(files, file)
		}
	}
	return files
}

// exportData finds what the compiler wrote of packages and of all that they
// import.
func exportData(t *testing.T, packages []string) importer.Lookup {
	t.Helper()
	args := append([]string{"-deps", "-export", "-f", "{{.ImportPath}}\t{{.Export}}"}, packages...)
	files := map[string]string{}
	for line := range strings.Lines(testkit.GoList(t, args...)) {
		importPath, file, _ := strings.Cut(strings.TrimSpace(line), "\t")
		files[importPath] = file
	}
	return func(importPath string) (io.ReadCloser, error) { return os.Open(files[importPath]) }
}

// calledInExamples returns what the examples in the files use.
func calledInExamples(t *testing.T, fset *token.FileSet, load types.Importer, importPath string, files []*ast.File) map[*types.Func]bool {
	t.Helper()
	examples := doc.Examples(files...)
	info := types.Info{Uses: map[*ast.Ident]types.Object{}}
	// The tests in the files may need declarations of other files. Examples may not,
	// as people copy from them.
	trouble := func(err error) {
		var e types.Error
		if errors.As(err, &e) && slices.ContainsFunc(examples, func(x *doc.Example) bool {
			return x.Code.Pos() <= e.Pos && e.Pos < x.Code.End()
		}) {
			t.Error(err)
		}
	}
	config := types.Config{Importer: load, Error: trouble}
	config.Check(importPath+"_test", fset, files, &info)

	called := map[*types.Func]bool{}
	for _, example := range examples {
		if example.Output == "" && !example.EmptyOutput {
			t.Errorf("%s: Example%s has no output, so that it is not run", fset.Position(example.Code.Pos()), example.Name)
		}
		ast.Inspect(example.Code, func(n ast.Node) bool {
			if name, ok := n.(*ast.Ident); ok {
				if f, ok := info.Uses[name].(*types.Func); ok {
					called[f.Origin()] = true
				}
			}
			return true
		})
	}
	return called
}

// exportedFuncs returns the exported functions of a package and the exported
// methods of its exported types, interfaces aside.
func exportedFuncs(p *types.Package) []*types.Func {
	var funcs []*types.Func
	for _, name := range p.Scope().Names() {
		switch object := p.Scope().Lookup(name).(type) {
		case *types.Func:
			funcs = append(funcs, object)
		case *types.TypeName:
			named, ok := object.Type().(*types.Named)
			if !ok || !object.Exported() || types.IsInterface(named) {
				continue
			}
			funcs = slices.AppendSeq(funcs, named.Methods())
		}
	}
	return slices.DeleteFunc(funcs, func(f *types.Func) bool { return !f.Exported() })
}
