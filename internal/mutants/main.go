// Mutants changes the code of packages, one operator at a time, and runs their tests.
// A change that no test notices lives: the tests miss something, or the change is no
// error.
//
//	go run ./internal/mutants ./rrule ./internal/near
//
// All changes are compiled into one test program for each package, and a variable says
// which one is made, so that nothing is built for a change. Each change is tried with
// the tests that reach it, the fast ones first: those of its own package, and then those
// of the packages of -also.
//
// It prints the changes that live and are not in survivors.txt, and the numbers of each
// package. Its exit status is 1 if there is one.
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"
)

var (
	also    = flag.String("also", "", "packages whose tests are run where those of the changed package notice nothing, with spaces between")
	only    = flag.String("only", "", "a file with changes, as this program prints them: no other is tried")
	longest = flag.Duration("longest", 2*time.Second, "the processor time of a test that is not run for each change")
	workers = flag.Int("j", runtime.NumCPU(), "how many tests run at the same time")
)

// A change is one operator that is another one.
type change struct {
	id      int
	pkg     *pkg
	file    string // from the root of the module
	line    int
	name    string // the function, the change and the expression
	outcome string // of the tests
}

func (c *change) String() string { return fmt.Sprintf("%s:%d: %s", c.file, c.line, c.name) }

// key is what survivors.txt calls the change, without the line, which moves.
func (c *change) key() string { return c.file + ": " + c.name }

type pkg struct {
	ImportPath, Dir, Name, Export string
	GoFiles                       []string

	changes []*change
}

func main() {
	log.SetFlags(0)
	flag.Parse()
	if flag.NArg() == 0 {
		log.Fatal("usage: mutants [flags] PACKAGE...")
	}
	dir, err := os.MkdirTemp("", "mutants")
	if err != nil {
		log.Fatal(err)
	}
	lived, err := run(os.Stdout, dir, flag.Args(), strings.Fields(*also))
	os.RemoveAll(dir)
	if err != nil {
		log.Fatal(err)
	}
	if lived > 0 {
		os.Exit(1)
	}
}

func run(out io.Writer, dir string, targets, others []string) (int, error) {
	packages, exports, err := list(targets)
	if err != nil {
		return 0, err
	}
	changes, err := instrument(packages, exports, dir)
	if err != nil {
		return 0, err
	}
	extra, _, err := list(others)
	if err != nil {
		return 0, err
	}
	programs := map[string]*program{} // by the import path
	for _, p := range append(slices.Clone(packages), extra...) {
		if programs[p.ImportPath], err = build(p, dir, len(changes)); err != nil {
			return 0, err
		}
	}
	if *only != "" {
		chosen, err := readOnly(*only)
		if err != nil {
			return 0, err
		}
		changes = slices.DeleteFunc(changes, func(c *change) bool { return !chosen(c) })
	}

	queue := make(chan *change)
	var wait sync.WaitGroup
	for i := range *workers {
		wait.Go(func() {
			for c := range queue {
				order := []*program{programs[c.pkg.ImportPath]}
				for _, p := range extra {
					if p.ImportPath != c.pkg.ImportPath {
						order = append(order, programs[p.ImportPath])
					}
				}
				c.outcome = try(c, order, filepath.Join(dir, fmt.Sprint("tmp", i)))
			}
		})
	}
	for i, c := range changes {
		if i%100 == 0 {
			log.Printf("%d of %d changes", i, len(changes))
		}
		queue <- c
	}
	close(queue)
	wait.Wait()
	return report(out, packages)
}

// instrument writes the files of the packages with all changes, and an overlay for them.
func instrument(packages []*pkg, exports map[string]string, dir string) ([]*change, error) {
	overlay := map[string]string{}
	var changes []*change
	for _, p := range packages {
		if err := p.instrument(exports, dir, overlay, len(changes)); err != nil {
			return nil, err
		}
		changes = append(changes, p.changes...)
	}
	text, err := json.Marshal(map[string]any{"Replace": overlay})
	if err != nil {
		return nil, err
	}
	return changes, os.WriteFile(filepath.Join(dir, "overlay.json"), text, 0o600)
}

// try returns what the tests of some programs make of a change.
func try(c *change, programs []*program, tmp string) (outcome string) {
	outcome = "not reached"
	for _, p := range programs {
		switch noticed, reached := p.try(c.id, tmp); {
		case noticed:
			return "noticed"
		case reached:
			outcome = "lives"
		}
	}
	return outcome
}

// report prints the changes that live and the numbers, and returns how many of those
// that live have no reason.
func report(out io.Writer, packages []*pkg) (int, error) {
	reasons, err := readSurvivors()
	if err != nil {
		return 0, err
	}
	unexplained := 0
	var table strings.Builder
	for _, p := range packages {
		count := map[string]int{}
		for _, c := range p.changes {
			if c.outcome == "" {
				continue
			}
			count["all"]++
			outcome := c.outcome
			if outcome != "noticed" && reasons[c.key()] != "" {
				outcome = "explained"
			}
			count[outcome]++
			if outcome != "noticed" && outcome != "explained" {
				unexplained++
				fmt.Fprintf(out, "%s: %s\n", c, c.outcome)
			}
		}
		if count["all"] > 0 {
			fmt.Fprintf(&table, "| `%s` | %d | %d | %d | %d | %d | %.1f %% |\n", path.Dir(p.changes[0].file), count["all"], count["noticed"],
				count["explained"], count["lives"], count["not reached"], 100*float64(count["noticed"])/float64(count["all"]))
		}
	}
	fmt.Fprint(out, "\n| package | changes | noticed | explained | live | not reached | noticed |\n|---|---|---|---|---|---|---|\n", table.String())
	return unexplained, nil
}

// survivorsFile has a line for each change that lives and is no error: what this program
// calls it, a tab, and why no test can notice it.
const survivorsFile = "internal/mutants/survivors.txt"

func readSurvivors() (map[string]string, error) {
	text, err := os.ReadFile(survivorsFile)
	if err != nil {
		return nil, err
	}
	reasons := map[string]string{}
	for line := range strings.Lines(string(text)) {
		if key, why, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok {
			reasons[key] = why
		}
	}
	return reasons, nil
}

// readOnly reads changes as report prints them. Their lines may have moved.
func readOnly(name string) (func(*change) bool, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	wanted := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		for _, outcome := range []string{": lives", ": not reached"} {
			line = strings.TrimSuffix(line, outcome)
		}
		file, rest, _ := strings.Cut(line, ":")
		_, name, _ := strings.Cut(rest, ":")
		wanted[file+":"+name] = true
	}
	return func(c *change) bool { return wanted[c.key()] }, nil
}

// list returns the packages, and the export data of all that they and switch.go.txt
// import.
func list(patterns []string) ([]*pkg, map[string]string, error) {
	if len(patterns) == 0 {
		return nil, nil, nil
	}
	cmd := exec.Command("go", append([]string{"list", "-deps", "-export", "-json=ImportPath,Dir,Name,Export,GoFiles,DepOnly,Standard", "cmp", "os", "strconv", "syscall"}, patterns...)...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, nil, err
	}
	var packages []*pkg
	exports := map[string]string{}
	decoder := json.NewDecoder(bytes.NewReader(out))
	for {
		var p struct {
			pkg
			DepOnly, Standard bool
		}
		switch err := decoder.Decode(&p); {
		case err == io.EOF:
			return packages, exports, nil
		case err != nil:
			return nil, nil, err
		}
		exports[p.ImportPath] = p.Export
		if !p.DepOnly && !p.Standard {
			packages = append(packages, &p.pkg)
		}
	}
}
