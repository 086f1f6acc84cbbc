package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// listed returns the names of the files of a directory.
func listed(dir string) (names []string) {
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// put makes a file in a directory.
func put(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(dir, 0o777), os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666)); err != nil {
		t.Fatal(err)
	}
}

// TestEarlierRun: a directory with bodies or a manifest is refused before
// anything is read, whatever the input, and stays as it is.
func TestEarlierRun(t *testing.T) {
	inputs := map[string]string{
		"good records": numbered(250), "one good record": `{"Last_Name":"Daly"}`, "all refused": `[{},{}]`, "an empty array": `[]`, "nothing": ``, "not JSON": `[`,
	}
	for _, name := range []string{"body-00001.json", "body-00002.json", "body-99999.json", "body-100000.json", "run.json"} {
		for input, text := range inputs {
			dir := t.TempDir()
			put(t, dir, name, "earlier")
			put(t, dir, "notes.txt", "of the user")
			invoke(text, "-module", "Leads", "-o", dir).want(t, exitUsage, "",
				"zohocrm: -o "+dir+": the directory holds what another run wrote ("+name+"): name another directory, or replace that run with -overwrite\n")
			if got := strings.Join(listed(dir), " "); got != name+" notes.txt" && got != "notes.txt "+name {
				t.Errorf("%s, %s: the directory holds %s", name, input, got)
			}
			if got := read(t, filepath.Join(dir, name)); got != "earlier" {
				t.Errorf("%s, %s: %s is now %q", name, input, name, got)
			}
			// Nothing is written by -dry-run, and so nothing is refused.
			if got := invoke(`{"Last_Name":"Daly"}`, "-module", "Leads", "-dry-run", "-o", dir); got.status != exitOK || got.err != "" {
				t.Errorf("-dry-run: exit %d, %q", got.status, got.err)
			}
		}
	}
}

// TestOverwrite replaces a run as a whole, and only by a run.
func TestOverwrite(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "notes.txt", "of the user")
	for _, tt := range []struct {
		input  string
		status int
		bodies string
	}{
		{numbered(450), exitOK, "body-00001.json body-00002.json body-00003.json body-00004.json body-00005.json notes.txt run.json"},
		{numbered(150), exitOK, "body-00001.json body-00002.json notes.txt run.json"},
		{"[", exitUsage, "body-00001.json body-00002.json notes.txt run.json"}, // nothing was done
		{numbered(250), exitOK, "body-00001.json body-00002.json body-00003.json notes.txt run.json"},
		{"[{}]", exitRefused, "notes.txt"}, // nothing is to be sent
	} {
		if got := invoke(tt.input, "-module", "Leads", "-o", dir, "-overwrite"); got.status != tt.status {
			t.Errorf("exit %d, want %d: %s", got.status, tt.status, got.err)
		}
		if got := strings.Join(listed(dir), " "); got != tt.bodies {
			t.Errorf("the directory holds %s, want %s", got, tt.bodies)
		}
	}
	if got := invoke("[]", "-module", "Leads", "-overwrite"); got.status != exitUsage {
		t.Errorf("-overwrite without -o: exit %d", got.status)
	}
}

// TestManifest says where in the input each record is.
func TestManifest(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "run")
	table := "Last_Name,City\n" + strings.Repeat("Daly,\"New\nYork\"\n", 2) + ",Austin\n" + strings.Repeat("Daly,Austin\n", 120)
	file, lines := write(t, "leads.csv", table), write(t, "leads.jsonl", "\n{\"Last_Name\":\"Daly\"}\n")
	if got := invoke("", "-module", "Leads", "-o", dir, file, lines); got.status != exitRefused {
		t.Fatalf("exit %d, %s", got.status, got.err)
	}
	m, err := readManifest(filepath.Join(dir, manifestName))
	if err != nil {
		t.Fatal(err)
	}
	want := []manifestBody{
		{File: "body-00001.json", Records: 100, Places: []manifestPlaces{{0, 0, 2, 2}, {0, 3, 5, 98}}},
		{File: "body-00002.json", Records: 23, Places: []manifestPlaces{{0, 101, 103, 22}, {1, 123, 2, 1}}},
	}
	if diff := cmp.Diff(want, m.Bodies); diff != "" {
		t.Errorf("bodies (-want +got):\n%s", diff)
	}
	hash := func(text string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(text))) }
	inputs := []manifestInput{
		{file, "csv", int64(len(table)), hash(table), 123},
		{lines, "jsonl", 22, hash("\n{\"Last_Name\":\"Daly\"}\n"), 1},
	}
	if diff := cmp.Diff(inputs, m.Inputs); diff != "" {
		t.Errorf("inputs (-want +got):\n%s", diff)
	}
	if m.Read != 124 || m.Written != 123 || m.Refused != 1 || !m.Complete || m.Command != "insert" || m.Method != "POST" || m.Path != "Leads" {
		t.Errorf("%+v", m)
	}
}

// TestLeftovers: what a run that was killed has left is removed by the next, and
// what else is in the directory is not.
func TestLeftovers(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, unfinishedName), "body-00001.json", "half a body")
	put(t, filepath.Join(dir, unfinishedName), "run.json", "{")
	put(t, dir, lockName, "")
	kept := []string{"body-00001.tmp", "my-body-00001.json", "notes.json.tmp", "body.json"}
	for _, name := range kept {
		put(t, dir, name, "of the user")
	}
	invoke(`{"Last_Name":"Daly"}`, "-module", "Leads", "-o", dir).want(t, exitOK, "", "")
	for _, name := range kept {
		if got := read(t, filepath.Join(dir, name)); got != "of the user" {
			t.Errorf("%s is now %q", name, got)
		}
	}
	if got := listed(dir); len(got) != len(kept)+2 {
		t.Errorf("the directory holds %q", got)
	}
	if got := read(t, filepath.Join(dir, "body-00001.json")); got != `{"data":[{"Last_Name":"Daly"}]}` {
		t.Errorf("the body is %s", got)
	}
}

// TestKilledAtTheEnd: a run that was killed while its files got their places is moved
// on by the next command, after any number of steps. Until then there is no
// manifest.
func TestKilledAtTheEnd(t *testing.T) {
	for steps := range 6 {
		dir := filepath.Join(t.TempDir(), "run")
		invoke(numbered(450), "-module", "Leads", "-o", dir).want(t, exitOK, "", "") // an earlier run
		fresh := filepath.Join(t.TempDir(), "fresh")
		invoke(strings.ReplaceAll(numbered(250), "Daly", "Boyle"), "-module", "Leads", "-o", fresh).want(t, exitOK, "", "")
		finished := filepath.Join(dir, finishedName)
		if err := os.Rename(fresh, finished); err != nil {
			t.Fatal(err)
		}
		// The steps of moveFinished: without the manifest and the bodies that are too many,
		// then body by body.
		if steps > 0 {
			if err := os.Remove(filepath.Join(dir, manifestName)); err != nil {
				t.Fatal(err)
			}
		}
		if steps > 1 {
			os.Remove(filepath.Join(dir, bodyName(5)))
		}
		for n := 1; n <= steps-2; n++ {
			if err := os.Rename(filepath.Join(finished, bodyName(n)), filepath.Join(dir, bodyName(n))); err != nil {
				t.Fatal(err)
			}
		}
		answer := write(t, "answer-00003.json", `{"data":[`+strings.Repeat(outcomeOK+",", 49)+outcomeOK+`]}`)
		if got := invoke("", "outcome", "-run", dir, answer); got.status != exitOK || strings.Count(got.out, "\n") != 50 {
			t.Errorf("%d steps: exit %d, %s", steps, got.status, got.err)
		}
		if got := strings.Join(listed(dir), " "); got != "body-00001.json body-00002.json body-00003.json run.json" {
			t.Errorf("%d steps: the directory holds %s", steps, got)
		}
		for n := 1; n <= 3; n++ {
			if !strings.Contains(read(t, filepath.Join(dir, bodyName(n))), "Boyle") {
				t.Errorf("%d steps: body %d is of the earlier run", steps, n)
			}
		}
	}
}

// TestNoDirectoryWithoutABody: without a body there is no directory either, unless there was one.
func TestNoDirectoryWithoutABody(t *testing.T) {
	for input, status := range map[string]int{`[]`: exitOK, `[{},{}]`: exitRefused, `[`: exitUsage, ``: exitUsage} {
		base := t.TempDir()
		if got := invoke(input, "-module", "Leads", "-o", filepath.Join(base, "a", "b")); got.status != status {
			t.Errorf("%s: exit %d, want %d", input, got.status, status)
		}
		if got := listed(base); len(got) != 0 {
			t.Errorf("%s: there is %q", input, got)
		}
		put(t, base, "notes.txt", "of the user")
		if got := invoke(input, "-module", "Leads", "-o", base); got.status != status {
			t.Errorf("%s: exit %d, want %d", input, got.status, status)
		}
		if got := listed(base); len(got) != 1 {
			t.Errorf("%s: there is %q", input, got)
		}
	}
}

// TestOneRunInADirectory: while a run has a directory no other can write to it, and then one
// can.
func TestOneRunInADirectory(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "bodies")
	d, err := openDirectory(dir, fileNames{}, false)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		invoke(`{"Last_Name":"Daly"}`, "-module", "Leads", "-o", dir).
			want(t, exitUsage, "", "zohocrm: -o "+dir+": another run writes to this directory now: name another one, or wait for its end\n")
	}
	if err := d.close(nil); err != nil {
		t.Error(err)
	}
	invoke(`{"Last_Name":"Daly"}`, "-module", "Leads", "-o", dir).want(t, exitOK, "", "")
	if got := listed(dir); strings.Join(got, " ") != "body-00001.json run.json" {
		t.Errorf("the directory holds %q", got)
	}
}

// TestFileThatFails: if a body cannot be written there is no run, and the command
// says so once.
func TestFileThatFails(t *testing.T) {
	dir := t.TempDir()
	d, err := openDirectory(dir, fileNames{}, false)
	if err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(dir, unfinishedName), "body-00002.json", "in its way")
	var failed []error
	for range 4 {
		failed = append(failed, d.write([]byte("x"), nil))
	}
	err = d.close(nil)
	if failed[0] != nil || failed[1] == nil || err == nil || strings.Contains(err.Error(), "\n") {
		t.Errorf("%v, %v", failed, err)
	}
	if got := listed(dir); len(got) != 0 {
		t.Errorf("the directory holds %q", got)
	}

	// The error of the command if the directory is lost during the run.
	lost := filepath.Join(t.TempDir(), "lost")
	input := &hook{text: strings.NewReader(strings.Repeat("{\"Last_Name\":\"Daly\"}\n", 1000)), then: func() { os.RemoveAll(lost) }}
	var out, problems strings.Builder
	if status := run(quietly([]string{"-module", "Leads", "-in", "jsonl", "-o", lost}), input, &out, &problems); status != exitUsage || problems.Len() == 0 {
		t.Errorf("exit %d, %q", status, problems.String())
	}
	if _, err := os.Stat(lost); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("there is %q", listed(lost))
	}

	// With refused records there is a summary, which does not say that anything is
	// written.
	input = &hook{text: strings.NewReader("{}\n" + strings.Repeat("{\"Last_Name\":\"Daly\"}\n", 1000)), then: func() { os.RemoveAll(lost) }}
	problems.Reset()
	if status := run([]string{"insert", "-module", "Leads", "-in", "jsonl", "-o", lost}, input, &out, &problems); status != exitRefused {
		t.Errorf("exit %d", status)
	}
	if got := problems.String(); strings.Contains(got, "go on with") || !strings.Contains(got, ": 0 in 0 bodies, 1 refused") || !strings.Contains(got, "nothing is kept: run it again") {
		t.Errorf("%s", got)
	}
}

// TestFinishedFiles: if the files are whole but cannot be moved, the command does not say
// that nothing is kept, and the next one moves them.
func TestFinishedFiles(t *testing.T) {
	dir := t.TempDir()
	inTheWay := filepath.Join(dir, bodyName(1))
	if err := os.Mkdir(inTheWay, 0o777); err != nil {
		t.Fatal(err)
	}
	put(t, inTheWay, "x", "of somebody else")
	got := aloud("[{},{\"Last_Name\":\"Daly\"}]", "insert", "-module", "Leads", "-o", dir, "-overwrite")
	if got.status != exitRefused || strings.Contains(got.err, "nothing is kept") || !strings.Contains(got.err, "the next command with -o "+dir+" moves them there") {
		t.Errorf("%+v", got)
	}
	if err := os.RemoveAll(inTheWay); err != nil {
		t.Fatal(err)
	}
	if got := invoke("[{\"Last_Name\":\"Daly\"}]", "-module", "Leads", "-o", dir); got.status != exitUsage {
		t.Errorf("%+v", got)
	}
	if names := strings.Join(listed(dir), " "); names != "body-00001.json run.json" {
		t.Errorf("the directory holds %s", names)
	}
}

// A hook calls a function before it is read from.
type hook struct {
	text *strings.Reader
	then func()
}

func (h *hook) Read(p []byte) (int, error) {
	h.then()
	return h.text.Read(p)
}
