//go:build unix && !aix && !solaris && !illumos

package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestOutputIsFifo: a fifo stays, also through a link.
func TestOutputIsFifo(t *testing.T) {
	for call, args := range outputCalls(t) {
		dir := t.TempDir()
		fifo, link := filepath.Join(dir, "fifo"), filepath.Join(dir, outputName(call))
		if err := syscall.Mkfifo(fifo, 0o666); err != nil {
			t.Skip(err)
		}
		if err := os.Symlink("fifo", link); err != nil {
			t.Fatal(err)
		}
		if got := invoke("", append(args, link)...); got.status != exitUsage || !strings.Contains(got.err, args[len(args)-1]+": "+link+" is no regular file") {
			t.Errorf("%s: %+v", call, got)
		}
		if info, err := os.Lstat(fifo); err != nil || info.Mode()&os.ModeNamedPipe == 0 {
			t.Errorf("%s: the fifo is replaced", call)
		}
	}
}
