package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
)

// A program is the tests of a package, with all changes.
type program struct {
	path, dir string
	start     []byte  // the changes that are reached without a test
	tests     []*test // the fast ones first
}

type test struct {
	name string
	took time.Duration // of processors
	seen []byte        // the changes that it reaches
}

// build builds the tests of a package and finds out what each of them reaches. It
// returns nil for a package without tests.
func build(p *pkg, dir string, changes int) (*program, error) {
	tests := &program{path: filepath.Join(dir, strings.ReplaceAll(p.ImportPath, "/", "-")+".test"), dir: p.Dir}
	cmd := exec.Command("go", "test", "-c", "-vet=off", "-overlay", filepath.Join(dir, "overlay.json"), "-o", tests.path, p.ImportPath)
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%s: %w\n%s", p.ImportPath, err, out)
	}
	if _, err := os.Stat(tests.path); err != nil {
		return nil, nil
	}
	seen := filepath.Join(dir, "seen")
	reach := func(file, name string) (*test, error) {
		if err := os.WriteFile(file, make([]byte, max(changes, 1)), 0o600); err != nil {
			return nil, err
		}
		took, ok := tests.run([]string{name}, filepath.Join(dir, "tmp-"+filepath.Base(file)), time.Minute, "MUTANTS_SEEN="+file)
		if !ok || took > *longest {
			return nil, nil
		}
		seen, err := os.ReadFile(file)
		return &test{name, took, seen}, err
	}
	start, err := reach(seen, "NONE")
	if err != nil || start == nil {
		return nil, fmt.Errorf("%s: no test can be run: %v", p.ImportPath, err)
	}
	tests.start = start.seen

	list := exec.Command(tests.path, "-test.list", "^(Test|Example|Fuzz)")
	list.Dir = p.Dir
	out, err := list.Output()
	if err != nil {
		return nil, err
	}
	var wait sync.WaitGroup
	var mutex sync.Mutex
	names := make(chan string)
	for i := range *workers {
		wait.Go(func() {
			for name := range names {
				t, err := reach(fmt.Sprint(seen, i), name)
				mutex.Lock()
				switch {
				case err != nil:
					log.Print(err)
				case t == nil:
					log.Printf("%s: %s is left out: it fails or takes long", p.ImportPath, name)
				default:
					tests.tests = append(tests.tests, t)
				}
				mutex.Unlock()
			}
		})
	}
	for name := range strings.Lines(string(out)) {
		names <- strings.TrimSpace(name)
	}
	close(names)
	wait.Wait()
	slices.SortFunc(tests.tests, func(a, b *test) int { return int(a.took - b.took) })
	return tests, nil
}

// try runs the tests that reach a change, and says whether one of them notices it and
// whether there is one.
func (p *program) try(id int, tmp string) (noticed, reached bool) {
	if p == nil {
		return false, false
	}
	// The fast tests come first, and more and more of them: most changes are noticed by
	// the first.
	var names []string
	var sum time.Duration
	step := 100 * time.Millisecond
	for i, t := range p.tests {
		if t.seen[id] != 0 || p.start[id] != 0 {
			reached = true
			names = append(names, t.name)
			sum += t.took
		}
		if len(names) > 0 && (sum > step || i == len(p.tests)-1) {
			if _, ok := p.run(names, tmp, 2*time.Second+8*sum, fmt.Sprint("MUTANT=", id)); !ok {
				return true, true
			}
			names, sum, step = nil, 0, min(2*step, 2*time.Second)
		}
	}
	return false, reached
}

// run runs tests of a program, in 4 GB of memory, and says how long they took and
// whether all pass.
func (p *program) run(names []string, tmp string, limit time.Duration, env ...string) (time.Duration, bool) {
	if err := os.MkdirAll(tmp, 0o700); err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(tmp)
	ctx, cancel := context.WithTimeout(context.Background(), limit+5*time.Second)
	defer cancel()
	var patterns []string
	for _, name := range names {
		patterns = append(patterns, "^"+regexp.QuoteMeta(name)+"$")
	}
	cmd := exec.CommandContext(ctx, "sh", "-c", `ulimit -v 4000000; exec "$0" "$@"`, p.path, "-test.short", "-test.failfast",
		fmt.Sprint("-test.timeout=", limit), "-test.run="+strings.Join(patterns, "|"))
	cmd.Dir = p.dir
	cmd.Env = append(append(os.Environ(), "GOMAXPROCS=1", "TMPDIR="+tmp), env...)
	cmd.WaitDelay = time.Second
	if err := cmd.Run(); err != nil {
		return 0, false
	}
	return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), true
}
