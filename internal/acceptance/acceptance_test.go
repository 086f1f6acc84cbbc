// Package acceptance checks the library against Zoho's pages, line by line. Each file of
// testdata has the words of a source, and for each words requests with the problems that
// the library must find. rowsOf describes the form of the files, modules_test.go has the
// modules, and code_test.go the checks in Go.
package acceptance

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// TestPages checks every line of the pages. None may be without a check and without a
// reason why only the server can know it.
func TestPages(t *testing.T) {
	for _, page := range []string{"page", "contradictions", "rulings", "update", "upsert", "realcases"} {
		t.Run(page, func(t *testing.T) {
			words := map[string]bool{}
			for i, r := range rowsOf(t, page) {
				checks := code[page][r.words]
				if words[r.words] = true; len(r.requests)+len(checks) == 0 && r.server == "" {
					t.Errorf("%s, %q: nothing is checked, and no reason is given", r.heading, r.words)
				}
				t.Run(fmt.Sprintf("%03d %s", i, r.words), func(t *testing.T) {
					for _, request := range r.requests {
						request.run(t)
					}
					for _, check := range checks {
						check(t)
					}
				})
			}
			for w := range code[page] {
				if !words[w] {
					t.Errorf("%s does not say %q", page, w)
				}
			}
		})
	}
}

// run checks a request.
func (r request) run(t *testing.T) {
	t.Helper()
	built, problems := r.build(t)
	body, lines, refused := "", []string(nil), built == nil
	for _, p := range problems {
		lines = append(lines, problemLine(p))
		refused = refused || !p.Warning
	}
	if built != nil {
		out, err := built.Build()
		if body = string(out); (err != nil) != refused {
			t.Errorf("%s %s %s: %v", r.operation, r.module, short(r.input), err)
		}
	}
	if diff := cmp.Diff(r.problems, lines); diff != "" {
		t.Errorf("%s %s %s: the problems differ (-want +got):\n%s", r.operation, r.module, short(r.input), diff)
	}
	if want := expected(r); !refused && body != want {
		t.Errorf("%s is written as\n%s\nwant\n%s", short(r.input), short(body), short(want))
	}
}

// build returns the request and its problems. It returns nil for a body that is none.
func (r request) build(t *testing.T) (*payload.Request, []*zohocrm.Error) {
	t.Helper()
	operation := map[string]modules.Operation{"insert": modules.Insert, "update": modules.Update, "upsert": modules.Upsert}[r.operation]
	m := moduleOf(t, r.module)
	built, err := payload.Parse(operation, m, []byte(r.input))
	if !strings.HasPrefix(r.input, `{"data":`) {
		var rec *record.Record
		rec, err = record.FromJSON([]byte(r.input))
		built = newRequest[r.operation](m).Add(rec)
	}
	if err != nil {
		return nil, []*zohocrm.Error{err.(*zohocrm.Error)}
	}
	if r.strict {
		built.Strict()
	}
	return built, slices.Collect(built.Problems())
}

var newRequest = map[string]func(*modules.Module) *payload.Request{"insert": payload.NewInsert, "update": payload.NewUpdate, "upsert": payload.NewUpsert}
