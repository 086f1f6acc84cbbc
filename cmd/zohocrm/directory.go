package main

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
)

// A directory holds the bodies of one run and the manifest that lists them. It is
// locked until it is closed. Files are first written to a directory within it and
// moved when the run ends. So there is a whole run or none, even if the command is
// killed:
//
//	DIR/.zohocrm-unfinished/    while the run writes; the next run removes it
//	DIR/.zohocrm-finished/      when all is on the disk; the next run moves what is left
//	DIR/body-00001.json ...     and finally DIR/run.json
//
// The files of Bulk Write are leads-0001.zip and leads-0001.job.json.
type directory struct {
	path    string
	names   fileNames
	lock    *lock
	made    []string // the directories that were made for it, the innermost first
	replace bool     // the existing run

	manifest *os.File
	text     *bufio.Writer // of the manifest
	n        int           // how many bodies there are
	finished bool          // all files are on the disk, and any later command moves them

	unsynced chan struct{} // has an element for each file that is not on the disk yet
	syncing  sync.WaitGroup
	mutex    sync.Mutex
	err      error // of the first file that could not be written
}

// The names in a directory other than those of the bodies.
const (
	manifestName   = "run.json"            // says what the run was
	lockName       = ".zohocrm.lock"       // is locked by a run, and removed at its end
	unfinishedName = ".zohocrm-unfinished" // holds the files of a run that goes on or was killed
	finishedName   = ".zohocrm-finished"   // holds the files of a run that has ended
)

var (
	// errLocked says that another process has a lock.
	errLocked = errors.New("locked")

	errInUse = errors.New("another run writes to this directory now: name another one, or wait for its end")
)

// openDirectory makes a directory if there is none, locks it, and removes what a
// killed run has left. It fails if the directory holds another run, unless replace is
// true: somebody who sends all bodies must not send those again.
func openDirectory(path string, names fileNames, replace bool) (*directory, error) {
	d := &directory{path: path, names: names, replace: replace, unsynced: make(chan struct{}, maxUnsynced)}
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
	if err := d.prepare(); err != nil {
		return nil, errors.Join(err, d.discard())
	}
	return d, nil
}

// prepare removes old files and makes the directory for the new ones.
func (d *directory) prepare() error {
	if err := moveFinished(d.path); err != nil {
		return err
	}
	earlier, err := earlierRun(d.path)
	if err != nil {
		return err
	}
	if earlier != "" && !d.replace {
		return fmt.Errorf("the directory holds what another run wrote (%s): name another directory, or replace that run with -overwrite", earlier)
	}
	if err := os.RemoveAll(d.unfinished("")); err != nil {
		return err
	}
	if err := os.Mkdir(d.unfinished(""), 0o777); err != nil {
		return err
	}
	if d.manifest, err = os.OpenFile(d.unfinished(manifestName), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666); err != nil {
		return err
	}
	d.text = bufio.NewWriter(d.manifest)
	return nil
}

// unfinished returns the name of a file of the run while it goes on.
func (d *directory) unfinished(name string) string {
	return filepath.Join(d.path, unfinishedName, name)
}

// earlierRun returns the name of a file of another run in a directory, or "".
func earlierRun(path string) (string, error) {
	names, err := runFiles(path)
	if err != nil || len(names) > 0 {
		return slices.Concat(names, []string{""})[0], err
	}
	if _, err := os.Lstat(filepath.Join(path, manifestName)); err == nil {
		return manifestName, nil
	}
	return "", nil
}

// fileNames are the names of the files of a run: those of bodies, or of the files of
// Bulk Write of a module.
type fileNames struct{ module string }

// of returns the name of the nth file, from 1, and of its job, if it has one.
func (f fileNames) of(n int) (file, job string) {
	if f.module == "" {
		return bodyName(n), ""
	}
	name := fmt.Sprintf("%s-%04d", f.module, n)
	return name + zipExtension, name + jobExtension
}

// pattern returns what the names match that are sent or uploaded.
func (f fileNames) pattern() string {
	if f.module == "" {
		return "body-*.json"
	}
	return f.module + "-*" + zipExtension
}

const (
	zipExtension = ".zip"
	jobExtension = ".job.json"
)

// bodyName returns the name of the nth body, from 1.
func bodyName(n int) string { return fmt.Sprintf("body-%05d.json", n) }

// isBody reports whether a file has the name of a body.
func isBody(name string) bool {
	ok, _ := filepath.Match("body-*.json", name)
	return ok
}

// runFiles returns the names in a directory that are those of bodies, or of files of
// Bulk Write with their jobs; the zips go before their jobs. A zip without a job is
// somebody else's.
func runFiles(path string) (names []string, err error) {
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, err
	}
	all := map[string]bool{}
	for _, e := range entries {
		all[e.Name()] = true
	}
	for _, e := range entries {
		name := e.Name()
		if isBody(name) {
			names = append(names, name)
		}
		if stem, ok := strings.CutSuffix(name, jobExtension); ok && jobName.MatchString(name) {
			if all[stem+zipExtension] {
				names = append(names, stem+zipExtension)
			}
			names = append(names, name)
		}
	}
	return names, nil
}

// jobName is the name of a job of Bulk Write.
var jobName = regexp.MustCompile(`^[a-z0-9_]+-\d{4,}\.job\.json$`)

// maxUnsynced is the largest number of files that are not on the disk yet. A disk
// writes several in little more time than one.
const maxUnsynced = 8

// write writes the next body, or the next file of Bulk Write and its job.
func (d *directory) write(body, job []byte) error {
	d.n++
	name, jobName := d.names.of(d.n)
	if jobName != "" {
		if err := d.writeFile(jobName, job); err != nil {
			return err
		}
	}
	return d.writeFile(name, body)
}

// writeFile writes a file. It does not wait until the file is on the disk, and returns
// the error of an earlier one.
func (d *directory) writeFile(name string, data []byte) error {
	d.unsynced <- struct{}{}
	f, err := os.OpenFile(d.unfinished(name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		<-d.unsynced
		return d.fail(err)
	}
	_, err = f.Write(data)
	d.syncing.Add(1)
	go func() {
		defer d.syncing.Done()
		if err == nil {
			err = f.Sync()
		}
		if e := f.Close(); err == nil {
			err = e
		}
		d.fail(err)
		<-d.unsynced
	}()
	return d.fail(nil)
}

// fail notes an error, if there is none yet, and returns the first.
func (d *directory) fail(err error) error {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	if d.err == nil {
		d.err = err
	}
	return d.err
}

// close ends the run: it moves the files once all are on the disk. Without a body
// there is no run, and close removes the directories that were made. end is the end
// of the manifest.
func (d *directory) close(end []byte) error {
	d.syncing.Wait()
	err := d.fail(nil)
	if err == nil && d.n > 0 {
		d.text.Write(end)
		err = errors.Join(d.text.Flush(), d.manifest.Sync())
	}
	if err != nil || d.n == 0 {
		if err == nil && d.replace {
			err = removeRun(d.path, nil)
		}
		return errors.Join(err, d.discard())
	}
	err = errors.Join(d.manifest.Close(), syncDirectory(d.unfinished("")))
	if err == nil {
		err = os.Rename(d.unfinished(""), filepath.Join(d.path, finishedName))
	}
	if err == nil {
		d.finished = true
		err = errors.Join(syncDirectory(d.path), moveFinished(d.path))
	}
	for _, path := range d.made {
		err = errors.Join(err, syncDirectory(filepath.Dir(path)))
	}
	return errors.Join(err, d.lock.release())
}

// discard removes what the run has written, and unlocks the directory. It keeps an
// earlier run.
func (d *directory) discard() error {
	d.syncing.Wait()
	if d.manifest != nil {
		d.manifest.Close()
	}
	err := errors.Join(os.RemoveAll(d.unfinished("")), d.lock.release())
	d.removeMade()
	return err
}

// removeMade removes the directories that were made, as long as they are empty.
func (d *directory) removeMade() {
	for _, path := range d.made {
		os.Remove(path)
	}
}

// moveFinished moves the files of a finished run into the directory, and removes
// those of the run that they replace. If another process has done a part of that, it
// does the rest. The manifest is moved last.
func moveFinished(path string) error {
	finished := filepath.Join(path, finishedName)
	entries, err := os.ReadDir(finished)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(finished, manifestName)); err != nil { // all is moved
		return os.Remove(finished)
	}
	m, err := readManifest(filepath.Join(finished, manifestName))
	if err != nil {
		return err
	}
	keep := map[string]bool{}
	for _, b := range m.Bodies {
		keep[b.File], keep[b.Job] = true, true
	}
	if err := removeRun(path, keep); err != nil {
		return err
	}
	for _, e := range entries {
		if name := e.Name(); keep[name] {
			if err := os.Rename(filepath.Join(finished, name), filepath.Join(path, name)); err != nil {
				return err
			}
		}
	}
	if err := syncDirectory(path); err != nil {
		return err
	}
	if err := os.Rename(filepath.Join(finished, manifestName), filepath.Join(path, manifestName)); err != nil {
		return err
	}
	return errors.Join(os.Remove(finished), syncDirectory(path))
}

// moveFinishedLocked does what moveFinished does, unless another run writes to the
// directory.
func moveFinishedLocked(path string) error {
	if _, err := os.Stat(filepath.Join(path, finishedName)); err != nil {
		return nil
	}
	lock, err := lockFile(filepath.Join(path, lockName))
	if errors.Is(err, errLocked) {
		return errInUse
	}
	if err != nil {
		return err
	}
	return errors.Join(moveFinished(path), lock.release())
}

// removeRun removes the manifest of a run, and then its files, except those to keep,
// which will be replaced.
func removeRun(path string, keep map[string]bool) error {
	if err := os.Remove(filepath.Join(path, manifestName)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	names, err := runFiles(path)
	if err != nil {
		return err
	}
	for _, name := range names {
		if keep[name] {
			continue
		}
		if err := os.Remove(filepath.Join(path, name)); err != nil {
			return err
		}
	}
	return nil
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
