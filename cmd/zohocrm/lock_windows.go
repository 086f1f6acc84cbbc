package main

import (
	"errors"
	"os"
	"syscall"
)

// A lock is a file that one process at a time has open. The system closes it when the
// process ends.
type lock struct{ handle syscall.Handle }

const (
	errSharingViolation   = syscall.Errno(32) // ERROR_SHARING_VIOLATION
	fileFlagDeleteOnClose = 0x04000000        // FILE_FLAG_DELETE_ON_CLOSE
)

// lockFile makes a file and locks it, or fails with errLocked.
func lockFile(name string) (*lock, error) {
	path, err := syscall.UTF16PtrFromString(name)
	if err != nil {
		return nil, err
	}
	handle, err := syscall.CreateFile(path, syscall.GENERIC_READ|syscall.GENERIC_WRITE, 0, nil,
		syscall.OPEN_ALWAYS, syscall.FILE_ATTRIBUTE_NORMAL|fileFlagDeleteOnClose, 0)
	if errors.Is(err, errSharingViolation) {
		return nil, errLocked
	}
	if err != nil {
		return nil, &os.PathError{Op: "lock", Path: name, Err: err}
	}
	return &lock{handle}, nil
}

// release removes the file and unlocks it.
func (l *lock) release() error { return syscall.CloseHandle(l.handle) }
