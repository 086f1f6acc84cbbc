package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// An outputFile is a file that appears as a whole, or not at all.
type outputFile struct {
	*os.File        // unfinished
	name     string // of the finished file
}

// createOutput makes an unfinished file.
func createOutput(name string) (*outputFile, error) {
	name, err := replacedFile(name)
	if err != nil {
		return nil, err
	}
	f, err := os.OpenFile(name+".tmp", os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o666)
	if err != nil {
		return nil, err
	}
	return &outputFile{f, name}, nil
}

// finish gives a complete file its name. After an error it removes the file.
func (f *outputFile) finish(err error) error {
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), f.name)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}

// checkOutput says what is wrong with the file of a flag that is to be written, if
// the flag names one.
func checkOutput(flag, name string) error {
	if name == "" {
		return nil
	}
	if _, err := replacedFile(name); err != nil {
		return usagef("%s: %w", flag, err)
	}
	return nil
}

// maxLinks bounds the symbolic links that lead to a file.
const maxLinks = 255

// replacedFile returns the name of the file that an output replaces, which need not
// exist. A symbolic link stays, and the file that it leads to is replaced. What is no
// regular file is an error, as the rename would destroy it.
func replacedFile(name string) (string, error) {
	info, err := os.Stat(name)
	switch {
	case name == "-", err == nil && !info.Mode().IsRegular():
		return "", fmt.Errorf("%s is no regular file: name a regular file", name)
	case err != nil && !errors.Is(err, os.ErrNotExist):
		return "", err
	}
	for _, f := range []*os.File{os.Stdout, os.Stderr} {
		if stream, e := f.Stat(); err == nil && e == nil && os.SameFile(info, stream) {
			return "", fmt.Errorf("%s is standard output or standard error: name another regular file", name)
		}
	}
	for range maxLinks {
		info, err := os.Lstat(name)
		if err != nil || info.Mode()&os.ModeSymlink == 0 {
			break
		}
		target, err := os.Readlink(name)
		if err != nil {
			return "", err
		}
		if !filepath.IsAbs(target) {
			dir, err := filepath.EvalSymlinks(filepath.Dir(name))
			if err != nil {
				return "", err
			}
			target = filepath.Join(dir, target)
		}
		name = target
	}
	return name, nil
}
