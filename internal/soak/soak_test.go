//go:build unix

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/seed12a3e673/zohocrm/internal/testkit"
)

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == measureArg {
		measure(os.Args[2:])
		return
	}
	os.Exit(m.Run())
}

// TestFindsFaults runs commands that break one law each, and one that breaks none.
func TestFindsFaults(t *testing.T) {
	if testing.Short() {
		t.Skip("it runs many programs")
	}
	input := func(r *round, lines ...string) {
		r.format, r.json, r.order, r.args = "jsonl", false, true, []string{}
		for _, line := range lines {
			r.records++
			r.largest = max(r.largest, int64(len(line)))
		}
		r.bytes = int64(len(strings.Join(lines, "\n")))
		if err := os.WriteFile(r.file("input"), []byte(strings.Join(lines, "\n")+"\n"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	const bodies = `echo '{"data":[{"Soak_Number":0},{"Soak_Number":2}]}'; `
	const refused = `echo '$.data[1].x: INVALID_DATA: invalid data' >&2; `
	for name, tt := range map[string]struct{ script, want string }{
		"none":               {bodies + refused + `exit 1`, ""},
		"a warning, too":     {bodies + refused + `echo "\$.data[2]['a b'].c[0]: warning: INVALID_DATA: x" >&2; exit 1`, ""},
		"a lost record":      {`echo '{"data":[{"Soak_Number":0}]}'; ` + refused + `exit 1`, "1 records written and 1 refused, 3 were sent"},
		"a record twice":     {`echo '{"data":[{"Soak_Number":0},{"Soak_Number":0}]}'; ` + refused + `exit 1`, "record 0 is in a body where 2 is due"},
		"one out of order":   {`echo '{"data":[{"Soak_Number":2},{"Soak_Number":0}]}'; ` + refused + `exit 1`, "record 2 is in a body where 0 is due"},
		"refused and sent":   {`echo '{"data":[{"Soak_Number":0},{"Soak_Number":1}]}'; ` + refused + `exit 1`, "record 1 is in a body where 2 is due"},
		"no body":            {refused + `exit 1`, "0 records written and 1 refused, 3 were sent"},
		"an empty body":      {`echo '{"data":[]}'; ` + refused + `exit 1`, "0 records"},
		"a cut body":         {`printf '{"data":[{"Soak_Number":0},{"Soak_Number":2}]}'; ` + refused + `exit 1`, "EOF"},
		"no JSON":            {`echo '{"data":[{"Soak_Number":0}'; ` + refused + `exit 1`, "unexpected end of JSON input"},
		"exit status 0":      {bodies + refused + `exit 0`, "exit status 0, want 1"},
		"exit status 2":      {bodies + refused + `exit 2`, "exit status 2, want 1"},
		"an early end":       {bodies + refused + `echo 'zohocrm: INVALID_DATA: invalid data: line 1' >&2; exit 1`, "the reading ended before the input"},
		"a panic":            {bodies + refused + `echo 'panic: runtime error' >&2; exit 2`, "not a problem: panic"},
		"a cut problem":      {bodies + `printf '$.data[1].x: INVALID_DATA: invalid data' >&2; exit 1`, "a line is cut"},
		"a control":          {bodies + refused + `printf '$.data[1].x: INVALID_DATA: \302\233\n' >&2; exit 1`, "not printable"},
		"no UTF-8":           {bodies + refused + `printf '$.data[1].x: INVALID_DATA: \377\n' >&2; exit 1`, "not printable"},
		"too many problems":  {bodies + `yes '$.data[1].x: INVALID_DATA: invalid data' | head -n 3000 >&2; exit 1`, "more than 100000 bytes of problems of record 1"},
		"too much memory":    {`data=$(head -c 100000000 /dev/zero | tr '\0' x); ` + bodies + refused + `exit 1`, "MB of memory, at most"},
		"too much for all":   {`data=$(head -c 400000000 /dev/zero | tr '\0' x); ` + bodies + refused + `exit 1`, ""},
		"too much time":      {`i=0; while [ $i -lt 3000000 ]; do i=$((i+1)); done; ` + bodies + refused + `exit 1`, "s of a processor"},
		"killed by a signal": {`kill -SEGV $$`, "ended by a signal"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			command := filepath.Join(dir, "command")
			if err := os.WriteFile(command, []byte("#!/bin/sh\n"+tt.script+"\n"), 0o777); err != nil {
				t.Fatal(err)
			}
			r := &round{dir: dir}
			input(r, `{"Soak_Number":0}`, `{"Soak_Number":1}`, `{"Soak_Number":2}`)
			err := r.run(command)
			if err == nil {
				err = r.check(command)
			}
			got := fmt.Sprint(err)
			if (tt.want == "") != (err == nil) && name != "too much for all" || !strings.Contains(got, tt.want) {
				t.Errorf("%s, want %q in it", got, tt.want)
			}
			if name == "too much for all" && err == nil {
				t.Error("it is not found")
			}
		})
	}
}

// TestSameInput: a seed and the number of a round say all.
func TestSameInput(t *testing.T) {
	for n := range testkit.Size(5, 30, 30) {
		var texts [2]string
		for i := range texts {
			r := &round{dir: t.TempDir()}
			if err := r.generate(newRandom(14, n)); err != nil {
				t.Fatal(err)
			}
			text, err := os.ReadFile(r.file("input"))
			if err != nil {
				t.Fatal(err)
			}
			texts[i] = strings.ReplaceAll(strings.Join(r.args, " "), r.dir, "DIR") + fmt.Sprint(r.signal, r.after, r.records, r.largest) + string(text)
		}
		if texts[0] != texts[1] {
			t.Errorf("round %d is not the same twice", n)
		}
	}
}

// TestServe checks forms for some clients.
func TestServe(t *testing.T) {
	if err := serve(time.Duration(testkit.Size(100, 300, 300))*time.Millisecond, 8, 14); err != nil {
		t.Error(err)
	}
}

// TestGrowthIsFound says when memory or goroutines have grown.
func TestGrowthIsFound(t *testing.T) {
	grown := func(heap uint64, goroutines int) []sample {
		all := slices.Repeat([]sample{{heap: 10 << 20, goroutines: 100}}, samples)
		for i := samples / 2; i < samples; i++ {
			all[i] = sample{heap, goroutines}
		}
		return all
	}
	for _, tt := range []struct {
		all  []sample
		want string
	}{
		{grown(10<<20, 100), ""},
		{grown(13<<20, 130), ""},
		{grown(15<<20, 100), "the memory in use grows"},
		{grown(10<<20, 150), "the goroutines grow"},
	} {
		if err := flat(tt.all); fmt.Sprint(err) != tt.want && (err != nil || tt.want != "") {
			t.Errorf("%v: %v, want %q", tt.all[samples-1], err, tt.want)
		}
	}
}
