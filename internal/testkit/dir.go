package testkit

import (
	"os"
	"testing"
)

// ShortDir returns a new folder with a short path, for a browser. Chromium makes a
// socket in the folder for temporary files and crashes where the path of the socket is
// longer than 108 bytes.
func ShortDir(t *testing.T) string {
	t.Helper()
	parent := "/tmp"
	if _, err := os.Stat(parent); err != nil {
		parent = ""
	}
	dir, err := os.MkdirTemp(parent, "zohocrm")
	if err != nil {
		t.Fatal(err)
	}
	// A browser may write a last file after its end, so an error is none of the test.
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}
