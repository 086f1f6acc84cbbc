package repotest

import (
	"strings"
	"testing"

	"github.com/seed12a3e673/zohocrm/internal/testkit"
)

// TestREADME follows README.md word for word.
func TestREADME(t *testing.T) { testkit.Follow(t, root, "README.md") }

// TestREADMEIsShort: README.md is read in five minutes.
func TestREADMEIsShort(t *testing.T) {
	if n := strings.Count(read(t, "README.md"), "\n"); n > 120 {
		t.Errorf("README.md has %d lines, and 120 are enough", n)
	}
}

// TestREADMECode compares the Go code of README.md with the tests of the packages
// and the programs in examples: each of its blocks must be part of one.
func TestREADMECode(t *testing.T) {
	var examples strings.Builder
	for _, file := range writtenFiles(t) {
		if strings.HasSuffix(file, "_test.go") || strings.HasPrefix(file, "examples/") && strings.HasSuffix(file, ".go") {
			examples.WriteString(unindent(read(t, file)))
		}
	}
	blocks := strings.Split(read(t, "README.md"), "```go\n")[1:]
	if len(blocks) == 0 {
		t.Fatal("README.md has no Go code")
	}
	for _, block := range blocks {
		code, _, _ := strings.Cut(block, "```")
		if !strings.Contains(examples.String(), unindent(code)) {
			t.Errorf("no test holds this code of README.md:\n%s", code)
		}
	}
}

// unindent returns source without the white space before each line.
func unindent(source string) string {
	lines := strings.Split(source, "\n")
	for i := range lines {
		lines[i] = strings.TrimSpace(lines[i])
	}
	return strings.Join(lines, "\n")
}
