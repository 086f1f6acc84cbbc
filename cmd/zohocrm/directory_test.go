package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
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
			put(t, dir, "body-00001.json.tmp", "half a body")
			put(t, dir, "notes.txt", "of the user")
			invoke(text, "-module", "Leads", "-o", dir).want(t, exitUsage, "",
				"zohocrm: -o "+dir+": the directory holds what another run wrote ("+name+"): name another directory, or move those files away first\n")
			if got := strings.Join(listed(dir), " "); got != name+" notes.txt" && got != "notes.txt "+name {
				t.Errorf("%s, %s: the directory holds %s", name, input, got)
			}
			if got := read(t, filepath.Join(dir, name)); got != "earlier" {
				t.Errorf("%s, %s: %s is now %q", name, input, name, got)
			}
			// Nothing is written by -check, and so nothing is refused.
			if got := invoke(`{"Last_Name":"Daly"}`, "-module", "Leads", "-check", "-o", dir); got.status != exitOK || got.err != "" {
				t.Errorf("-check: exit %d, %q", got.status, got.err)
			}
		}
	}
}

// TestLeftovers: what a run that was killed left half written is removed by the
// next, and what else is in the directory is not.
func TestLeftovers(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"body-00001.json.tmp", "body-00007.json.123456.tmp", lockName} {
		put(t, dir, name, "half a body")
	}
	kept := []string{"body-00001.tmp", "my-body-00001.json", "notes.json.tmp", "body.json"}
	for _, name := range kept {
		put(t, dir, name, "of the user")
	}
	if err := os.Mkdir(filepath.Join(dir, "body-00002.json.tmp"), 0o777); err != nil { // in no one's way
		t.Fatal(err)
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

// TestNoBody: without a body there is no directory either, unless there was one.
func TestNoBody(t *testing.T) {
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

// TestLocked: while a run has a directory no other can write to it, and then one
// can.
func TestLocked(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "bodies")
	d, err := openDirectory(dir)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		invoke(`{"Last_Name":"Daly"}`, "-module", "Leads", "-o", dir).
			want(t, exitUsage, "", "zohocrm: -o "+dir+": another run writes to this directory now: name another one, or wait for its end\n")
	}
	if files, err := d.close(); files != 0 || err != nil {
		t.Errorf("%d files, %v", files, err)
	}
	invoke(`{"Last_Name":"Daly"}`, "-module", "Leads", "-o", dir).want(t, exitOK, "", "")
	if got := listed(dir); len(got) != 1 || got[0] != "body-00001.json" {
		t.Errorf("the directory holds %q", got)
	}
}

// TestFilesInOrder: a file does not get its name before the file before it.
func TestFilesInOrder(t *testing.T) {
	dir := t.TempDir()
	d, err := openDirectory(dir)
	if err != nil {
		t.Fatal(err)
	}
	before := make(chan struct{}) // of a file that the disk takes its time for
	d.last = before
	for _, name := range []string{"body-00002.json", "body-00003.json"} {
		if err := d.write(name, []byte("x")); err != nil {
			t.Fatal(err)
		}
	}
	time.Sleep(20 * time.Millisecond)
	if got, want := strings.Join(listed(dir), " "), lockName+" body-00002.json.tmp body-00003.json.tmp"; got != want {
		t.Errorf("the directory holds %s, want %s", got, want)
	}
	close(before)
	if files, err := d.close(); files != 2 || err != nil {
		t.Errorf("%d files, %v", files, err)
	}
	if got := strings.Join(listed(dir), " "); got != "body-00002.json body-00003.json" {
		t.Errorf("the directory holds %s", got)
	}
}

// TestFileThatFails: after a file that does not get its name none of those behind
// it does, and the command says so once.
func TestFileThatFails(t *testing.T) {
	dir := t.TempDir()
	d, err := openDirectory(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.write("body-00001.json", []byte("1")); err != nil {
		t.Fatal(err)
	}
	<-d.last
	if err := os.MkdirAll(filepath.Join(dir, "body-00002.json", "x"), 0o777); err != nil {
		t.Fatal(err)
	}
	var failed error
	for _, name := range []string{"body-00002.json", "body-00003.json", "body-00004.json"} {
		failed = errors.Join(failed, d.write(name, []byte("x")))
	}
	files, err := d.close()
	if err = errors.Join(failed, err); files != 1 || err == nil || strings.Contains(err.Error(), "\n") {
		t.Errorf("%d files, %v", files, err)
	}
	if got := strings.Join(listed(dir), " "); got != "body-00001.json body-00002.json" {
		t.Errorf("the directory holds %s", got)
	}

	// Of the command, where the directory is lost on the way.
	lost := filepath.Join(t.TempDir(), "lost")
	input := &hook{text: strings.NewReader(strings.Repeat("{\"Last_Name\":\"Daly\"}\n", 1000)), then: func() { os.RemoveAll(lost) }}
	var out, problems strings.Builder
	if status := run([]string{"-module", "Leads", "-in", "jsonl", "-o", lost}, input, &out, &problems); status != exitUsage || problems.Len() == 0 {
		t.Errorf("exit %d, %q", status, problems.String())
	}
	if _, err := os.Stat(lost); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("there is %q", listed(lost))
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
