package repotest

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestLinks follows the links of the pages to files.
func TestLinks(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^)#:"]+)\)`)
	for _, page := range writtenFiles(t) {
		if !strings.HasSuffix(page, ".md") {
			continue
		}
		for _, match := range link.FindAllStringSubmatch(read(t, page), -1) {
			if _, err := os.Stat(filepath.Join(root, filepath.FromSlash(path.Dir(page)), match[1])); err != nil {
				t.Errorf("%s: %v", page, err)
			}
		}
	}
}
