package repotest

import (
	"regexp"
	"strings"
	"testing"
)

// TestSources: each fact that the tables of the modules cite has a row in sources.md.
func TestSources(t *testing.T) {
	insert, update, _ := strings.Cut(read(t, "docs/sources.md"), "## Facts on update")
	rows := map[string]map[string]bool{"": {}, "on update ": {}}
	for on, part := range map[string]string{"": insert, "on update ": update} {
		for _, row := range regexp.MustCompile(`(?m)^\| ([\d., –]+) \|`).FindAllStringSubmatch(part, -1) {
			for _, number := range regexp.MustCompile(`\d+(\.\d+)?`).FindAllString(row[1], -1) {
				rows[on][number] = true
			}
		}
	}
	rows[""]["3.2"] = true // of "3.1 – 3.3"
	cited := regexp.MustCompile(`facts (on update )?(\d+(?:\.\d+)?(?:, \d+\.\d+)*)`).FindAllStringSubmatch(read(t, "docs/modules.md"), -1)
	if len(cited) < 50 {
		t.Errorf("%d citations are found", len(cited))
	}
	for _, c := range cited {
		for number := range strings.SplitSeq(c[2], ", ") {
			if !rows[c[1]][number] {
				t.Errorf("docs/sources.md has no row for %q", "facts "+c[1]+number)
			}
		}
	}
}
