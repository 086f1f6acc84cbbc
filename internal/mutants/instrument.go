package main

import (
	_ "embed"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

//go:embed switch.go.txt
var switchFile string

// instrument writes the files of a package with all its changes, which are numbered
// from first, and adds them to overlay.
func (p *pkg) instrument(exports map[string]string, dir string, overlay map[string]string, first int) error {
	look := importer.ForCompiler(token.NewFileSet(), "gc", func(path string) (io.ReadCloser, error) { return os.Open(exports[path]) })
	sources, sites, err := p.sites(look)
	if err != nil {
		return err
	}
	sources = append(sources, []byte(strings.Replace(switchFile, "PACKAGE", p.Name, 1)))
	names := append(slices.Clone(p.GoFiles), "mutants_switch.go")
	var written [][]byte
	// A change that does not compile is left out: a break in a loop after which there is
	// no return, for one.
	for {
		written = apply(sources, sites, first)
		wrong, err := p.errors(look, written)
		if err != nil {
			return err
		}
		if len(wrong) == 0 {
			break
		}
		before := len(sites)
		sites = slices.DeleteFunc(sites, func(s *site) bool {
			return wrong[position{s.file, s.line}] || wrong[position{s.file, s.last}] || wrong[position{s.file, s.functionEnd}]
		})
		if len(sites) == before {
			return fmt.Errorf("%s does not compile with the changes: %v", p.ImportPath, wrong)
		}
	}
	for i, name := range names {
		target := filepath.Join(dir, fmt.Sprintf("%d-%s", first, name))
		overlay[filepath.Join(p.Dir, name)] = target
		if err := os.WriteFile(target, written[i], 0o600); err != nil {
			return err
		}
	}
	return p.number(sites, first)
}

// number makes the changes of the sites.
func (p *pkg) number(sites []*site, first int) error {
	root, err := os.Getwd()
	if err != nil {
		return err
	}
	seen := map[string]int{}
	for _, s := range sites {
		file, err := filepath.Rel(root, filepath.Join(p.Dir, p.GoFiles[s.file]))
		if err != nil {
			return err
		}
		for _, name := range s.names {
			c := &change{id: first + len(p.changes), pkg: p, file: filepath.ToSlash(file), line: s.line, name: name}
			if seen[c.key()]++; seen[c.key()] > 1 {
				c.name += fmt.Sprintf(", number %d", seen[c.key()])
			}
			p.changes = append(p.changes, c)
		}
	}
	return nil
}

// sites returns the files of a package and what can be changed in them.
func (p *pkg) sites(look types.Importer) (sources [][]byte, sites []*site, err error) {
	fset := token.NewFileSet()
	var files []*ast.File
	for _, name := range p.GoFiles {
		source, err := os.ReadFile(filepath.Join(p.Dir, name))
		if err != nil {
			return nil, nil, err
		}
		file, err := parser.ParseFile(fset, name, source, parser.SkipObjectResolution)
		if err != nil {
			return nil, nil, err
		}
		files = append(files, file)
		sources = append(sources, source)
	}
	info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Uses: map[*ast.Ident]types.Object{}, Defs: map[*ast.Ident]types.Object{}}
	config := types.Config{Importer: look}
	checked, err := config.Check(p.ImportPath, fset, files, info)
	if err != nil {
		return nil, nil, err
	}
	for i, file := range files {
		s := scanner{fset: fset, info: info, pkg: checked, source: sources[i], file: i}
		s.scan(file)
		sites = append(sites, s.sites...)
	}
	return sources, sites, nil
}

// apply returns the files with the changes, which are numbered from id. The lines keep
// their numbers.
func apply(sources [][]byte, sites []*site, id int) [][]byte {
	edits := make([][]edit, len(sources))
	for _, s := range sites {
		edits[s.file] = append(edits[s.file], s.edits(id)...)
		id += len(s.names)
	}
	var written [][]byte
	for i, source := range sources {
		// Of the ends of expressions in one place, the inner one comes first. Ends come
		// before beginnings.
		var ends, all []edit
		for _, e := range slices.Backward(edits[i]) {
			if e.after {
				ends = append(ends, e)
			}
		}
		all = append(ends, slices.DeleteFunc(edits[i], func(e edit) bool { return e.after })...)
		slices.SortStableFunc(all, func(a, b edit) int { return a.at - b.at })
		var out []byte
		at := 0
		for _, e := range all {
			out = append(append(out, source[at:e.at]...), e.text...)
			at = e.at + e.cut
		}
		written = append(written, append(out, source[at:]...))
	}
	return written
}

// A position is a line of a file of a package.
type position struct{ file, line int }

// errors returns where files do not compile.
func (p *pkg) errors(look types.Importer, sources [][]byte) (map[position]bool, error) {
	fset := token.NewFileSet()
	var files []*ast.File
	for i, source := range sources {
		file, err := parser.ParseFile(fset, strconv.Itoa(i), source, parser.SkipObjectResolution)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", p.ImportPath, err)
		}
		files = append(files, file)
	}
	wrong := map[position]bool{}
	config := types.Config{Importer: look, Error: func(err error) {
		at := fset.Position(err.(types.Error).Pos)
		i, _ := strconv.Atoi(at.Filename)
		wrong[position{i, at.Line}] = true
	}}
	config.Check(p.ImportPath, fset, files, nil)
	return wrong, nil
}
