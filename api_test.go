package zohocrm_test

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm/internal/testkit"
)

// TestAPI holds what each package exports, and what it says of it, against
// testdata/api: a change of the surface is a change of a file. -update writes
// the files.
func TestAPI(t *testing.T) {
	for _, dir := range packageDirs(t) {
		name := strings.ReplaceAll(filepath.ToSlash(dir), "/", "-")
		if dir == "." {
			name = "zohocrm"
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			command := exec.Command("go", "doc", "-all", "./"+filepath.ToSlash(dir))
			var trouble bytes.Buffer
			command.Stderr = &trouble
			got, err := command.Output()
			if err != nil {
				t.Fatalf("go doc: %v\n%s", err, &trouble)
			}
			golden := filepath.Join("testdata", "api", name+".txt")
			if testkit.Update() {
				if err := os.WriteFile(golden, got, 0o666); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("what package %s exports differs from %s; if that is meant, run go test . -run ^TestAPI$ -update (-want +got):\n%s",
					name, golden, diff)
			}
		})
	}
}

// packageDirs returns the directories of the module's packages that others can
// import. It reads their sources: go test keeps a result until a file changes that the test
// itself has looked at, and what go doc looks at does not count.
func packageDirs(t *testing.T) []string {
	t.Helper()
	var dirs []string
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		switch name := d.Name(); {
		case err != nil || path == ".":
			return err
		case d.IsDir():
			_, noModule := os.Stat(filepath.Join(path, "go.mod"))
			if name == "testdata" || name == "internal" || strings.HasPrefix(name, ".") || noModule == nil {
				return fs.SkipDir
			}
		case strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go"):
			if _, err := os.ReadFile(path); err != nil {
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
