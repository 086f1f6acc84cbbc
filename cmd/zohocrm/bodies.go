package main

import (
	"errors"
	"fmt"
	"io"
	"os"
)

// openOutput returns standard output, or a writer that fails if the command was
// started without one (">&-"). Go then opens the null device for reading and writing,
// and all output would be lost silently. For ">/dev/null" a shell opens it only for
// writing.
func openOutput(stdout *os.File) io.Writer {
	info, err := stdout.Stat()
	if err != nil {
		return noOutput{}
	}
	null, err := os.Stat(os.DevNull)
	if err != nil || !os.SameFile(info, null) {
		return stdout
	}
	if _, err := stdout.Read(make([]byte, 1)); err == io.EOF {
		return noOutput{}
	}
	return stdout
}

// noOutput replaces a closed standard output.
type noOutput struct{}

func (noOutput) Write([]byte) (int, error) {
	return 0, errors.New("standard output is closed (to write no bodies: -dry-run)")
}

// A bodyWriter writes request bodies: one a line, or one a file; and the files of Bulk
// Write.
type bodyWriter struct {
	out     io.Writer
	dir     string // where the files go; "" for out
	names   fileNames
	files   *directory
	discard bool
	passed  int // how many were written or discarded
}

// openBodies opens the directory, if the bodies go to one.
func (j *job) openBodies() (err error) {
	w := &j.bodies
	if w.dir == "" || w.discard {
		return nil
	}
	if w.files, err = openDirectory(w.dir, w.names, j.replace); err != nil {
		return fmt.Errorf("-o %s: %w", w.dir, err)
	}
	w.files.begin(j.manifestHead())
	return nil
}

func (w *bodyWriter) write(out output, places []place) error {
	var err error
	switch {
	case w.discard:
	case w.files != nil:
		if err = w.files.write(out.Body, out.job); err == nil {
			w.files.addBody(out.Batch, places)
		}
	default:
		_, err = w.out.Write(append(out.Body, '\n')) // each line has its own buffer
	}
	if err == nil {
		w.passed++
	}
	return err
}

// close closes the directory. If it fails, there is no body in the directory, unless
// the files of the run are finished. If nothing was done, an earlier run is kept.
func (w *bodyWriter) close(end []byte, nothing bool) error {
	if w.files == nil {
		return nil
	}
	var err error
	if nothing {
		err = w.files.discard()
	} else {
		err = w.files.close(end)
	}
	if err != nil {
		if !w.files.finished {
			w.passed = 0
		}
		return fmt.Errorf("-o %s: %w", w.dir, err)
	}
	return nil
}
