package repotest

import (
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed12a3e673/zohocrm/internal/fakezoho"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
)

// root is the folder of the repository.
var root = filepath.Join("..", "..")

// TestTutorial follows docs/tutorial.md word for word, with a server in place of Zoho.
func TestTutorial(t *testing.T) {
	server := httptest.NewServer(&fakezoho.Server{})
	defer server.Close()
	testkit.Follow(t, root, "docs/tutorial.md", "ZOHO_URL="+server.URL, "ZOHO_TOKEN=token")
}

// TestREADME follows README.md word for word.
func TestREADME(t *testing.T) { testkit.Follow(t, root, "README.md") }

// TestREADMEIsShort: README.md is read in five minutes.
func TestREADMEIsShort(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(text), "\n"); n > 120 {
		t.Errorf("README.md has %d lines, and 120 are enough", n)
	}
}
