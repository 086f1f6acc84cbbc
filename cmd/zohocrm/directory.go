package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
)

// A directory takes the bodies of one run. It is locked until it is closed.
type directory struct {
	path string
	lock *lock
	made []string // the directories that were made for it, the innermost first

	unsynced chan struct{} // has an element for each file that is not on the disk yet
	last     chan struct{} // is closed when the last file has its name or never will

	mutex  sync.Mutex
	n      int   // how many files have their names
	err    error // of the first file that did not get its name, until it is returned
	broken bool  // whether there is such a file
}

// lockName is the name of the file by which a run locks its directory. The file
// is removed at the end of the run; a run that was killed leaves it unlocked.
const lockName = ".zohocrm.lock"

// manifestName is the name of the file that says what a run was.
const manifestName = "run.json"

var (
	// errLocked says that another process has a lock.
	errLocked = errors.New("locked")

	errInUse = errors.New("another run writes to this directory now: name another one, or wait for its end")
)

// openDirectory makes a directory if there is none, locks it, and removes what a
// run that was killed has left half written. It fails if the directory holds the
// bodies of another run: whoever sends all bodies must not send those.
func openDirectory(path string) (*directory, error) {
	d := &directory{path: path, unsynced: make(chan struct{}, maxUnsynced), last: make(chan struct{})}
	close(d.last)
	for p := filepath.Clean(path); ; p = filepath.Dir(p) {
		if _, err := os.Lstat(p); err == nil || p == filepath.Dir(p) {
			break
		}
		d.made = append(d.made, p)
	}
	if err := os.MkdirAll(path, 0o777); err != nil {
		d.removeMade()
		return nil, err
	}
	var err error
	if d.lock, err = lockFile(filepath.Join(path, lockName)); err != nil {
		d.removeMade()
		if errors.Is(err, errLocked) {
			err = errInUse
		}
		return nil, err
	}
	if err := d.clear(); err != nil {
		_, e := d.close()
		return nil, errors.Join(err, e)
	}
	return d, nil
}

// clear removes files that are half written, and fails if there are bodies or a
// manifest.
func (d *directory) clear() error {
	entries, err := os.ReadDir(d.path)
	if err != nil {
		return err
	}
	earlier := ""
	for _, e := range entries {
		name := e.Name()
		switch {
		case isHalfWritten(name) && e.Type().IsRegular():
			if err := os.Remove(filepath.Join(d.path, name)); err != nil {
				return err
			}
		case earlier == "" && (isBody(name) || name == manifestName):
			earlier = name
		}
	}
	if earlier != "" {
		return fmt.Errorf("the directory holds what another run wrote (%s): name another directory, or move those files away first", earlier)
	}
	return nil
}

// bodyName returns the name of the nth file, from 1.
func bodyName(n int) string { return fmt.Sprintf("body-%05d.json", n) }

// isBody reports whether a file has the name of a body.
func isBody(name string) bool { return matches(name, "body-*.json") }

// isHalfWritten reports whether a file has the name of a body that is being
// written.
func isHalfWritten(name string) bool { return matches(name, "body-*.json*.tmp") }

func matches(name, pattern string) bool {
	ok, _ := filepath.Match(pattern, name)
	return ok
}

// maxUnsynced bounds the files that are not on the disk yet. A disk takes several
// of them in little more time than one.
const maxUnsynced = 8

// write writes a file whole or not at all. A file gets its name when its bytes are
// on the disk and the files before it have theirs; write does not wait for that,
// but returns the error of a file before. close waits.
func (d *directory) write(name string, data []byte) error {
	d.unsynced <- struct{}{}
	name = filepath.Join(d.path, name)
	half := name + ".tmp"
	f, err := os.OpenFile(half, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		<-d.unsynced
		return err
	}
	_, err = f.Write(data)
	before, done := d.last, make(chan struct{})
	d.last = done
	go func() {
		if err == nil {
			err = f.Sync()
		}
		if e := f.Close(); err == nil {
			err = e
		}
		<-before
		d.finish(half, name, err)
		close(done)
		<-d.unsynced
	}()
	return d.takeError()
}

// takeError returns the error of the file that did not get its name, once.
func (d *directory) takeError() error {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	err := d.err
	d.err = nil
	return err
}

// finish gives a file its name, or removes it if it or one before has an error.
func (d *directory) finish(half, name string, err error) {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	if d.broken {
		os.Remove(half)
		return
	}
	if err == nil {
		err = os.Rename(half, name)
	}
	if err != nil {
		os.Remove(half)
		d.err, d.broken = err, true
		return
	}
	d.n++
}

// close unlocks the directory when all files in it, and their names, are on the
// disk. If there are none, it removes the directories that were made. It returns
// the number of files.
func (d *directory) close() (files int, err error) {
	<-d.last
	err = d.takeError()
	if d.n == 0 {
		err = errors.Join(err, d.lock.release())
		d.removeMade()
		return 0, err
	}
	err = errors.Join(err, syncDirectory(d.path))
	for _, path := range d.made {
		err = errors.Join(err, syncDirectory(filepath.Dir(path)))
	}
	return d.n, errors.Join(err, d.lock.release())
}

// removeMade removes the directories that were made, as long as they are empty.
func (d *directory) removeMade() {
	for _, path := range d.made {
		os.Remove(path)
	}
}

// syncDirectory makes the names in a directory durable. Windows has no such call.
func syncDirectory(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}
