package testkit

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const library = "github.com/seed12a3e673/zohocrm"

// Follow follows the instructions of a page of the repository, in an empty
// folder, and compares what the page shows with what comes. root is the folder of the
// repository, page a file in it.
//
//   - A block after a line "`name`:" is a file, which is written.
//   - A block after a line "`name` (a part):" is a part of a file that is there, or of
//     one of the repository.
//   - A line of a console block that begins with "$ " is a command, and the lines after
//     it are what it prints. A line "..." is for any lines.
//   - A text block is a picture.
//
// One thing differs from what a reader does: the library and the command are those of
// the repository. env is added to the environment of the commands.
func Follow(t *testing.T, root, page string, env ...string) {
	t.Helper()
	if testing.Short() {
		t.Skip("it compiles some programs")
	}
	if runtime.GOOS == "windows" {
		t.Skip("the commands are those of a Unix shell")
	}
	root, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := os.ReadFile(filepath.Join(root, page))
	if err != nil {
		t.Fatal(err)
	}
	bin := t.TempDir()
	r := &reader{t: t, root: root, dir: t.TempDir(), bin: bin}
	r.env = append(os.Environ(), "GOPROXY=off", "GOSUMDB=off", "GOFLAGS=-mod=mod", "GOWORK=off", "GOTOOLCHAIN=local", "PATH="+bin+":"+os.Getenv("PATH"))
	r.env = append(r.env, env...)
	blocks := strings.Split(string(doc), "```")
	for i := 1; i < len(blocks); i += 2 {
		before := strings.TrimSpace(blocks[i-1])
		before = before[strings.LastIndexByte(before, '\n')+1:]
		language, block, _ := strings.Cut(blocks[i], "\n")
		r.block(before, language, block)
	}
}

// A reader follows a page.
type reader struct {
	t         *testing.T
	root, bin string   // of the repository; of commands that are installed
	dir       string   // where the reader is
	env       []string // of commands
}

// fileName is the line before a block that is a file or a part of one.
var fileName = regexp.MustCompile("^`([^`]+)`( \\(a part\\))?:$")

// block does what a block says. before is the line before it.
func (r *reader) block(before, language, block string) {
	r.t.Helper()
	match := fileName.FindStringSubmatch(before)
	switch {
	case match != nil && match[2] == "":
		file := filepath.Join(r.dir, filepath.FromSlash(match[1]))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			r.t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(block), 0o666); err != nil {
			r.t.Fatal(err)
		}
	case match != nil:
		whole, err := os.ReadFile(filepath.Join(r.dir, filepath.FromSlash(match[1])))
		if err != nil {
			whole, err = os.ReadFile(filepath.Join(r.root, filepath.FromSlash(match[1])))
		}
		if err != nil || !strings.Contains(unindent(string(whole)), unindent(block)) {
			r.t.Errorf("%s does not have the part (%v):\n%s", match[1], err, block)
		}
	case language == "console":
		for _, part := range strings.Split("\n"+block, "\n$ ")[1:] {
			line, want, _ := strings.Cut(part, "\n")
			r.command(line, want)
		}
	case language != "text":
		r.t.Errorf("a block of %q without a file: %s", language, block)
	}
}

// unindent returns a text without the white space before each line.
func unindent(text string) string {
	return regexp.MustCompile(`(?m)^[ \t]+`).ReplaceAllString(text, "")
}

// command runs a command and compares what it prints.
func (r *reader) command(line, want string) {
	r.t.Helper()
	switch {
	case strings.HasPrefix(line, "cd "):
		r.dir = filepath.Join(r.dir, strings.TrimPrefix(line, "cd "))
		return
	case line == "go install "+library+"/cmd/zohocrm@latest":
		if out := r.sh(r.root, "GOFLAGS= go build -o "+r.bin+" ./cmd/zohocrm"); out != "" {
			r.t.Fatal(out)
		}
		return
	case strings.HasPrefix(line, "go get "):
		r.sh(r.dir, "go mod edit -replace "+library+"="+r.root)
	}
	got := r.sh(r.dir, line)
	if strings.HasPrefix(line, "go mod ") || strings.HasPrefix(line, "go get ") {
		return // which says what it does
	}
	pattern := regexp.QuoteMeta(strings.TrimSpace(want))
	pattern = regexp.MustCompile(`(?m)^\\\.\\\.\\\.$`).ReplaceAllString(pattern, `(?s:.*)`)
	if !regexp.MustCompile(`^` + pattern + `$`).MatchString(strings.TrimSpace(got)) {
		r.t.Fatalf("%s (-want +got):\n%s", line, cmp.Diff(strings.TrimSpace(want), strings.TrimSpace(got)))
	}
}

// sh runs a command line and returns what it prints.
func (r *reader) sh(dir, line string) string {
	cmd := exec.Command("sh", "-c", line)
	cmd.Dir, cmd.Env = dir, r.env
	out, _ := cmd.CombinedOutput() // a command may fail, and says why
	return string(out)
}
