package testkit

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// PackageDirs returns the directories of the packages that other modules can import. The
// test must run in the root of the module.
func PackageDirs(t *testing.T) []string {
	t.Helper()
	var dirs []string
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		switch name := d.Name(); {
		case err != nil || path == ".":
			return err
		case d.IsDir():
			_, noModule := os.Stat(filepath.Join(path, "go.mod"))
			if name == "testdata" || name == "internal" || name == "cmd" || strings.HasPrefix(name, ".") || noModule == nil {
				return fs.SkipDir
			}
		case strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go"):
			if _, err := os.ReadFile(path); err != nil { // so that go test knows the files of a cached result
				return err
			}
			if dir := filepath.Dir(path); !slices.Contains(dirs, dir) {
				dirs = append(dirs, dir)
			}
		}
		return nil
	})
	if err != nil || len(dirs) == 0 {
		t.Fatalf("packages %q: %v", dirs, err)
	}
	return dirs
}

// GoList returns what "go list" prints.
func GoList(t *testing.T, args ...string) string {
	t.Helper()
	out, err := exec.Command("go", append([]string{"list"}, args...)...).Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			t.Log(string(exit.Stderr))
		}
		t.Fatalf("go list: %v", err)
	}
	return string(out)
}
