package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/payload"
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

// stale returns the body of an earlier run that stands in the directory behind
// those of this one, or "".
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

// problemJSON returns Zoho's answer for a problem, with the number of the
// record, the level and the reason in front.
func problemJSON(e *zohocrm.Error) []byte {
	level := "error"
	if e.Warning {
		level = "warning"
	}
	reason, _ := json.Marshal(e.Reason)
	placed := *e
	if errors.As(e.Err, new(*payload.CellError)) || errors.As(e.Err, new(*fieldtype.SyntaxError)) {
		placed.Message += ": " + printable(e.Err.Error()) // the place in the input
	}
	answer, _ := json.Marshal(&placed)
	line := fmt.Appendf(nil, `{"record":%d,"level":"%s","reason":%s,`, e.Path.Record(), level, reason)
	return append(line, answer[1:]...)
}

// printable returns s with what could move a terminal's cursor replaced.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) && r != ' ' {
			return unicode.ReplacementChar
		}
		return r
	}, s)
}
