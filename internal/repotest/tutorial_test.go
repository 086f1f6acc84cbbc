package repotest

import (
	"net/http/httptest"
	"testing"

	"github.com/seed12a3e673/zohocrm/internal/fakezoho"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
)

// TestTutorial follows docs/tutorial.md word for word, with a server in place of Zoho.
func TestTutorial(t *testing.T) {
	server := httptest.NewServer(&fakezoho.Server{})
	defer server.Close()
	testkit.Follow(t, root, "docs/tutorial.md", "ZOHO_URL="+server.URL, "ZOHO_TOKEN=token")
}
