package generate_test

import (
	"path/filepath"
	"testing"

	"github.com/seed12a3e673/zohocrm/internal/testkit"
)

// TestTutorial follows docs/generate.md word for word.
func TestTutorial(t *testing.T) {
	testkit.SkipBuilds(t)
	testkit.Follow(t, filepath.Join("..", ".."), "docs/generate.md")
}
