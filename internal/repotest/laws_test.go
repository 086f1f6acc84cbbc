package repotest

import (
	"regexp"
	"strings"
	"testing"
)

// TestLaws: the table of laws in fuzz/README.md names tests that exist, and every fuzz
// target.
func TestLaws(t *testing.T) {
	declared := regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)\w+)\(`)
	tests := map[string]bool{}
	for _, file := range writtenFiles(t) {
		if !strings.HasSuffix(file, "_test.go") {
			continue
		}
		for _, match := range declared.FindAllStringSubmatch(read(t, file), -1) {
			tests[match[1]] = true
		}
	}
	named := map[string]bool{}
	for _, match := range regexp.MustCompile("`((?:Test|Fuzz)\\w+)`").FindAllStringSubmatch(read(t, "fuzz/README.md"), -1) {
		name := match[1]
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
