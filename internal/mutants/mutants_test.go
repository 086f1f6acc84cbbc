package main

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const sample = `package p

const limit = 2 + 3

type count uint8

func (c *count) add(n int, text string) (bool, string) {
	for i := 0; i < n; i++ {
		if text == "" || n-i > limit {
			break
		}
		*c += 2
		text = text + "x"
	}
	n |= 1 << uint(n)
	switch {
	case text[0] == 'x' && !done():
		return true, text
	}
	return false, text
}

func done() bool { return -limit > limit }
`

// TestChanges lists the changes of a sample. Constants and texts that are joined have
// none.
func TestChanges(t *testing.T) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "sample.go", sample, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Uses: map[*ast.Ident]types.Object{}, Defs: map[*ast.Ident]types.Object{}}
	checked, err := new(types.Config).Check("p", fset, []*ast.File{file}, info)
	if err != nil {
		t.Fatal(err)
	}
	s := scanner{fset: fset, info: info, pkg: checked, source: []byte(sample)}
	s.scan(file)
	var got []string
	for _, site := range s.sites {
		got = append(got, site.names...)
	}
	want := []string{
		"count.add: i < n with <=",
		"count.add: i < n with >=",
		"count.add: i++ with --",
		`count.add: text == "" || n-i > limit with &&`,
		`count.add: text == "" with !=`,
		"count.add: n-i > limit with >=",
		"count.add: n-i > limit with <=",
		"count.add: n-i with +",
		"count.add: break with continue",
		"count.add: *c += 2 with -=",
		"count.add: n |= 1 << uint(n) with &=",
		"count.add: 1 << uint(n) with >>",
		"count.add: text[0] == 'x' && !done() with ||",
		"count.add: text[0] == 'x' with !=",
		"count.add: !done() with without !",
		"count.add: true with the other",
		"count.add: false with the other",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the changes (-want +got):\n%s", diff)
	}

	// All of them compile, and the lines keep their numbers.
	p := &pkg{ImportPath: "p"}
	written := apply([][]byte{[]byte(sample)}, s.sites, 0)
	if got, want := strings.Count(string(written[0]), "\n"), strings.Count(sample, "\n"); got != want {
		t.Errorf("%d lines, want %d", got, want)
	}
	helper := []byte(strings.Replace(switchFile, "PACKAGE", "p", 1))
	wrong, err := p.errors(importer.ForCompiler(token.NewFileSet(), "source", nil), append(written, helper))
	if err != nil || len(wrong) > 0 {
		t.Errorf("%v %v\n%s", err, wrong, written[0])
	}
}

// TestRun tries a module of its own: one change is noticed by no test, and one is in a
// function that no test calls.
func TestRun(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds a program")
	}
	if runtime.GOOS == "windows" {
		t.Skip("tests run with a limit of a shell")
	}
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod":      "module sample\n\ngo 1.25\n",
		"a/a.go":      "package a\n\nfunc Less(x, y int) bool { return x < y }\n\nfunc Far(x int) bool { return x != 0 }\n",
		"a/a_test.go": "package a\n\nimport \"testing\"\n\nfunc TestLess(t *testing.T) {\n\tif Less(2, 1) {\n\t\tt.Fail()\n\t}\n}\n",
		survivorsFile: "",
		"b/b.go":      "package b\n",
		"b/b_test.go": "package b\n\nimport (\n\t\"testing\"\n\n\t\"sample/a\"\n)\n\nfunc TestFar(t *testing.T) {\n\tif !a.Far(1) {\n\t\tt.Fail()\n\t}\n}\n",
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	for others, want := range map[string]string{
		"":    "a/a.go:3: Less: x < y with <=: lives\na/a.go:5: Far: x != 0 with ==: not reached\n",
		"./b": "a/a.go:3: Less: x < y with <=: lives\n",
	} {
		var out strings.Builder
		lived, err := run(&out, t.TempDir(), []string{"./a"}, strings.Fields(others))
		if err != nil {
			t.Fatal(err)
		}
		if got, _, _ := strings.Cut(out.String(), "\n|"); got != want || lived != strings.Count(want, "\n") {
			t.Errorf("with the tests of %q: %d live:\n%s", others, lived, out.String())
		}
	}
}
