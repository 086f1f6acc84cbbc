package generate_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestTutorial runs docs/generate.md word for word: it writes the files, runs the
// commands and compares what they print. It changes one thing: the library is the one
// here, not one of the network.
func TestTutorial(t *testing.T) {
	if testing.Short() {
		t.Skip("it compiles some programs")
	}
	if runtime.GOOS == "windows" {
		t.Skip("the commands are those of a Unix shell")
	}
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := os.ReadFile(filepath.Join(root, "docs", "generate.md"))
	if err != nil {
		t.Fatal(err)
	}
	dir, file, commands := t.TempDir(), "", 0
	blocks := strings.Split(string(doc), "```")
	for i := 1; i < len(blocks); i += 2 {
		before := strings.TrimSpace(blocks[i-1])
		before = before[strings.LastIndexByte(before, '\n')+1:]
		language, block, _ := strings.Cut(blocks[i], "\n")
		if name, rest, ok := strings.Cut(strings.TrimPrefix(before, "`"), "`"); ok && strings.HasPrefix(before, "`") {
			file = filepath.Join(dir, filepath.FromSlash(name))
			switch rest {
			case ":":
				if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, []byte(block), 0o666); err != nil {
					t.Fatal(err)
				}
				continue
			case " (a part):":
				whole, err := os.ReadFile(file)
				if err != nil || !strings.Contains(string(whole), block) {
					t.Errorf("%s does not have the part (%v):\n%s", name, err, whole)
				}
				continue
			}
		}
		if language != "console" {
			t.Fatalf("a block of %q without a file: %s", language, block)
		}
		for _, part := range strings.Split("\n"+block, "\n$ ")[1:] {
			line, want, _ := strings.Cut(part, "\n")
			commands++
			if name, ok := strings.CutPrefix(line, "cd "); ok {
				dir = filepath.Join(dir, name)
				continue
			}
			if strings.HasPrefix(line, "go get ") {
				sh(t, dir, "go mod edit -replace github.com/seed12a3e673/zohocrm="+root)
			}
			got := sh(t, dir, line)
			if strings.HasPrefix(line, "go mod ") || strings.HasPrefix(line, "go get ") {
				continue // which says what it does
			}
			if diff := cmp.Diff(strings.TrimSpace(want), strings.TrimSpace(got)); diff != "" {
				t.Fatalf("%s (-want +got):\n%s", line, diff)
			}
		}
	}
	if commands < 8 {
		t.Errorf("only %d commands", commands)
	}
}

// sh runs a command line and returns what it prints.
func sh(t *testing.T, dir, line string) string {
	t.Helper()
	cmd := exec.Command("sh", "-c", line)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOPROXY=off", "GOSUMDB=off", "GOFLAGS=-mod=mod", "GOWORK=off", "GOTOOLCHAIN=local")
	out, _ := cmd.CombinedOutput() // a command may fail, and says why
	return string(out)
}
