package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/record"
)

// A bodyWriter writes request bodies: one a line, or one a file.
type bodyWriter struct {
	out     io.Writer
	dir     string // where the files go; "" for out
	discard bool
	n       int // how many were written
}

func (w *bodyWriter) write(body []byte) error {
	if body == nil || w.discard {
		return nil
	}
	var err error
	if w.dir == "" {
		_, err = w.out.Write(append(body, '\n')) // a line is a buffer of its own
	} else {
		err = writeFile(w.dir, bodyName(w.n+1), body)
	}
	if err == nil {
		w.n++
	}
	return err
}

// stale returns the file of an earlier run that follows those of this one in the
// directory, or "".
func (w *bodyWriter) stale() string {
	name := bodyName(w.n + 1)
	if _, err := os.Stat(filepath.Join(w.dir, name)); w.dir == "" || w.n == 0 || err != nil {
		return ""
	}
	return name
}

// bodyName returns the name of the nth file, from 1.
func bodyName(n int) string { return fmt.Sprintf("body-%05d.json", n) }

// writeFile writes a file whole or not at all.
func writeFile(dir, name string, data []byte) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, name+".*.tmp")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Chmod(f.Name(), 0o644)
	}
	if err == nil {
		err = os.Rename(f.Name(), filepath.Join(dir, name))
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}

// A problemWriter writes problems, a line each.
type problemWriter struct {
	out     io.Writer
	json    bool
	refused bool // whether one of them was an error
	lines   []byte
}

func (w *problemWriter) write(problems zohocrm.Errors) error {
	if len(problems) == 0 {
		return nil
	}
	w.lines = w.lines[:0]
	for _, e := range problems {
		if w.json {
			w.lines = append(w.lines, problemJSON(e)...)
		} else {
			w.lines = append(w.lines, printable(e.Error())...)
		}
		w.lines = append(w.lines, '\n')
	}
	_, err := w.out.Write(w.lines)
	w.refused = w.refused || err == nil && problems.Err() != nil
	return err
}

// fail writes what ended the input or the output. In JSON it is a line like the
// others if it is a problem of the input.
func (w *problemWriter) fail(err error, stderr io.Writer) {
	var problem *zohocrm.Error
	if w.json && errors.As(err, &problem) {
		fmt.Fprintf(stderr, "%s\n", problemJSON(problem))
		return
	}
	fmt.Fprintln(stderr, "zohoinsert:", printable(err.Error()))
}

// problemJSON returns the long form of a problem, with the number of the record
// before it.
func problemJSON(e *zohocrm.Error) []byte {
	located := *e
	located.Err = locate(e.Err)
	line := fmt.Appendf(nil, `{"record":%d,`, e.Path.Record())
	return append(line, located.AppendLong(nil)[1:]...)
}

// locate returns a cause with the methods by which [zohocrm.Error.AppendLong]
// asks for the place in the input and in a text. Those of a table have the first
// themselves.
func locate(cause error) error {
	var inText *fieldtype.Mismatch
	if errors.As(cause, &inText) {
		cause = position{cause, inText.Position}
	}
	var inJSON *fieldtype.SyntaxError
	if errors.As(cause, &inJSON) && !errors.As(cause, new(*record.CellError)) {
		cause = place{cause, inJSON.Line, inJSON.Column}
	}
	return cause
}

type place struct {
	error
	row, column int
}

func (p place) Place() (row, column int) { return p.row, p.column }

func (p place) Unwrap() error { return p.error }

type position struct {
	error
	n int
}

func (p position) Position() int { return p.n }

func (p position) Unwrap() error { return p.error }

// printable returns s with what could move a terminal's cursor replaced.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) && r != ' ' {
			return unicode.ReplacementChar
		}
		return r
	}, s)
}
