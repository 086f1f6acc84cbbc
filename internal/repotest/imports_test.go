package repotest

import (
	"encoding/json"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm/internal/testkit"
)

// TestImports pins the order of the packages: each knows those below it, none
// above, and only regexp2 from outside the standard library.
func TestImports(t *testing.T) {
	const (
		zohocrm   = "github.com/seed12a3e673/zohocrm"
		words     = zohocrm + "/internal/words"
		names     = zohocrm + "/internal/names"
		near      = zohocrm + "/internal/near"
		program   = zohocrm + "/internal/program"
		packed    = zohocrm + "/internal/packed"
		report    = zohocrm + "/internal/report"
		rrule     = zohocrm + "/rrule"
		fieldtype = zohocrm + "/fieldtype"
		record    = zohocrm + "/record"
		modules   = zohocrm + "/modules"
		payload   = zohocrm + "/payload"
		generate  = zohocrm + "/internal/generate"
		command   = zohocrm + "/cmd/zohocrm"
		fakezoho  = zohocrm + "/internal/fakezoho"
		regexp2   = "github.com/dlclark/regexp2/v2"
	)
	reaches := map[string][]string{
		zohocrm:   nil,
		words:     nil,
		names:     {words},
		near:      nil,
		program:   {zohocrm, words, names, near},
		packed:    nil,
		rrule:     {zohocrm},
		fieldtype: {zohocrm, words, names, near, program, packed, rrule, regexp2},
		record:    {zohocrm, words, names, near, program, packed, rrule, fieldtype, regexp2},
		modules:   {zohocrm, words, names, near, program, packed, rrule, fieldtype, record, regexp2},
		payload:   {zohocrm, words, names, near, program, packed, rrule, fieldtype, record, modules, regexp2},
		generate:  {zohocrm, words, names, near, program, packed, rrule, fieldtype, record, modules, regexp2},
		fakezoho:  nil, // which has to know nothing of what it is to test
		command:   {zohocrm, words, names, near, program, packed, report, rrule, fieldtype, record, modules, payload, generate, regexp2},
	}

	packages := list(t)
	for path, want := range reaches {
		p, ok := packages[path]
		if !ok {
			t.Errorf("there is no package %s", path)
			continue
		}
		var got []string
		for _, dep := range p.Deps {
			if d := packages[dep]; !d.Standard && dep != path {
				// Of another module, its packages do not matter.
				if !d.Module.Main {
					dep = d.Module.Path
				}
				got = append(got, dep)
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		if diff := cmp.Diff(want, slices.Compact(got)); diff != "" {
			t.Errorf("%s reaches other packages than it should (-want +got):\n%s", path, diff)
		}
	}

	// The command opens no connection, and the page to try is to be small.
	if slices.Contains(packages[command].Deps, "net/http") {
		t.Errorf("%s reaches net/http", command)
	}

	// No other package of the module reaches anything else, but what only tests
	// import.
	for path, p := range packages {
		if p.Standard || !p.Module.Main || strings.HasPrefix(path, zohocrm+"/internal/testkit") {
			continue
		}
		for _, dep := range p.Deps {
			if d := packages[dep]; !d.Standard && d.Module.Main && (strings.HasPrefix(dep, zohocrm+"/internal/testkit") || dep == fakezoho) ||
				!d.Standard && !d.Module.Main && d.Module.Path != regexp2 {
				t.Errorf("%s reaches %s", path, dep)
			}
		}
	}
}

// A listed package is what "go list" says about one.
type listed struct {
	ImportPath string
	Standard   bool
	Deps       []string
	Module     struct {
		Path string
		Main bool
	}
}

// list returns all packages of the module and all that they reach, tests aside.
func list(t *testing.T) map[string]listed {
	t.Helper()
	// go test keeps a result until a file changes in a folder that the test has looked
	// at, and what go list looks at does not count.
	writtenFiles(t)
	out := testkit.GoList(t, "-deps", "-json=ImportPath,Standard,Deps,Module", "github.com/seed12a3e673/zohocrm/...")
	packages := map[string]listed{}
	for d := json.NewDecoder(strings.NewReader(out)); ; {
		var p listed
		if err := d.Decode(&p); err == io.EOF {
			return packages
		} else if err != nil {
			t.Fatalf("go list's answer: %v", err)
		}
		packages[p.ImportPath] = p
	}
}
