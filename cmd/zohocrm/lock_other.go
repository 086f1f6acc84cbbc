//go:build !(darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd || windows)

package main

import (
	"errors"
	"io/fs"
	"os"
)

// A lock is a file that one process at a time can make. The file of a killed process
// must be removed by hand.
type lock struct{ name string }

// lockFile makes a file, or fails with errLocked if there is one.
func lockFile(name string) (*lock, error) {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return nil, errLocked
	}
	if err != nil {
		return nil, err
	}
	return &lock{name}, f.Close()
}

// release removes the file.
func (l *lock) release() error { return os.Remove(l.name) }
