//go:build !js

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// outputCalls are calls that write a file, without its name.
func outputCalls(t *testing.T) map[string][]string {
	t.Helper()
	dir := t.TempDir()
	put(t, dir, "bad.json", `[{"Last_Name":"Daly"},{"Email":"x"}]`)
	put(t, dir, "good.json", `{"Last_Name":"Daly"}`)
	put(t, dir, "answer.json", `{"data":[{"code":"INVALID_DATA","details":{"api_name":"Last_Name"},"message":"invalid data","status":"error"}]}`)
	in := func(name string) string { return filepath.Join(dir, name) }
	invoke("", "-module", "Leads", "-o", in("run"), in("good.json")).want(t, exitOK, "", "")
	return map[string][]string{
		"insert -rejects":  {"insert", "-module", "Leads", "-dry-run", in("bad.json"), "-rejects"},
		"insert -report":   {"insert", "-module", "Leads", "-dry-run", in("good.json"), "-report"},
		"bulk -rejects":    {"bulk", "-module", "Leads", "-operation", "insert", "-dry-run", in("bad.json"), "-rejects"},
		"outcome -rejects": {"outcome", "-run", in("run"), in("answer.json"), "-rejects"},
		"generate -o":      {"generate", "-module", "Deals", "-package", "crm", "-fields", dealsMetadata, "-o"},
	}
}

// outputName is a name that the flag of a call takes.
func outputName(call string) string {
	switch {
	case strings.HasSuffix(call, "-report"):
		return "out.md"
	case strings.HasSuffix(call, "-o"):
		return "out.go"
	}
	return "out.json"
}

// TestOutputThroughLink: a symbolic link stays, and the file that it leads to is
// written, whether it is there or not.
func TestOutputThroughLink(t *testing.T) {
	for call, args := range outputCalls(t) {
		for _, exists := range []bool{true, false} {
			dir := t.TempDir()
			name := outputName(call)
			target, link := filepath.Join(dir, "below", name), filepath.Join(dir, name)
			put(t, filepath.Join(dir, "below"), "other", "")
			if exists {
				put(t, filepath.Join(dir, "below"), name, "")
			}
			for from, to := range map[string]string{link: filepath.Join("below", "link"), filepath.Join(dir, "below", "link"): name} {
				if err := os.Symlink(to, from); err != nil {
					t.Skip(err)
				}
			}
			got := invoke("", append(args, link)...)
			if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
				t.Errorf("%s: the link is replaced: %+v", call, got)
			}
			if text, err := os.ReadFile(target); err != nil || len(text) == 0 {
				t.Errorf("%s: the file is not written (%v): %+v", call, err, got)
			}
		}
	}
}

// TestOutputIsNoFile: what is no regular file stays, and nothing is read.
func TestOutputIsNoFile(t *testing.T) {
	for call, args := range outputCalls(t) {
		dir := t.TempDir()
		name := filepath.Join(dir, outputName(call))
		if err := os.Mkdir(name, 0o777); err != nil {
			t.Fatal(err)
		}
		flag := args[len(args)-1]
		want := "zohocrm: " + flag + ": " + name + " is no regular file: name a regular file ("
		if got := invoke("", append(args, name)...); got.status != exitUsage || got.out != "" || !strings.HasPrefix(got.err, want) || strings.Count(got.err, "\n") != 1 {
			t.Errorf("%s: %+v, want %s", call, got, want)
		}
		if !strings.HasSuffix(call, "-rejects") {
			continue // the others need an extension
		}
		want = "zohocrm: -rejects: - is no regular file: name a regular file ("
		if got := invoke("", append(args, "-")...); got.status != exitUsage || !strings.HasPrefix(got.err, want) {
			t.Errorf("%s: %+v, want %s", call, got, want)
		}
	}
}

// TestOutputIsStream: the file of standard output is not replaced, as the bodies in it
// would be lost.
func TestOutputIsStream(t *testing.T) {
	name := write(t, "out.json", "")
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	defer func(old *os.File) { os.Stdout = old }(os.Stdout)
	os.Stdout = f
	got := invoke("{}", "-module", "Leads", "-rejects", name)
	if want := "zohocrm: -rejects: " + name + " is standard output or standard error: name another regular file ("; got.status != exitUsage || !strings.HasPrefix(got.err, want) {
		t.Errorf("%+v, want %s", got, want)
	}
}
