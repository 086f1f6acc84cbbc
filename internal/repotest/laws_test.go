package repotest

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestLaws: the table of laws in fuzz/README.md names tests that exist, and every fuzz
// target.
func TestLaws(t *testing.T) {
	root := filepath.Join("..", "..")
	readme, err := os.ReadFile(filepath.Join(root, "fuzz", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	declared := regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)\w+)\(`)
	tests := map[string]bool{}
	for _, file := range writtenFiles(t) {
		if !strings.HasSuffix(file, "_test.go") {
			continue
		}
		source, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(file)))
		if err != nil {
			t.Fatal(err)
		}
		for _, match := range declared.FindAllSubmatch(source, -1) {
			tests[string(match[1])] = true
		}
	}
	named := map[string]bool{}
	for _, match := range regexp.MustCompile("`((?:Test|Fuzz)\\w+)`").FindAllSubmatch(readme, -1) {
		name := string(match[1])
		if named[name] = true; !tests[name] {
			t.Errorf("fuzz/README.md names %s, and there is none", name)
		}
	}
	for name := range tests {
		if strings.HasPrefix(name, "Fuzz") && !named[name] {
			t.Errorf("fuzz/README.md does not name %s", name)
		}
	}
}
