//go:build darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd

package main

import (
	"errors"
	"os"
	"syscall"
)

// A lock is a file that one process at a time has locked. The system unlocks it when
// the process ends.
type lock struct{ file *os.File }

// lockFile makes a file if there is none and locks it, or fails with errLocked.
func lockFile(name string) (*lock, error) {
	for {
		f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o666)
		if err != nil {
			return nil, err
		}
		if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
			f.Close()
			if errors.Is(err, syscall.EWOULDBLOCK) {
				return nil, errLocked
			}
			return nil, &os.PathError{Op: "lock", Path: name, Err: err}
		}
		// Its owner may have removed the file since it was opened here.
		locked, err := f.Stat()
		if err != nil {
			f.Close()
			return nil, err
		}
		if named, err := os.Stat(name); err == nil && os.SameFile(locked, named) {
			return &lock{f}, nil
		}
		f.Close()
	}
}

// release removes the file and unlocks it.
func (l *lock) release() error {
	defer l.file.Close()
	return os.Remove(l.file.Name())
}
