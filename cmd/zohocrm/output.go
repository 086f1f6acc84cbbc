package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/record"
)

// openOutput returns standard output, or a writer that fails if the command was
// started without one (">&-"). Go opens the null device in its place, for reading
// and writing: all that is written would be lost without a word. A shell that is
// told ">/dev/null" opens it for writing alone.
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

// noOutput is in place of a standard output that is closed.
type noOutput struct{}

func (noOutput) Write([]byte) (int, error) {
	return 0, errors.New("standard output is closed (to write no bodies: -check)")
}

// A bodyWriter writes request bodies: one a line, or one a file.
type bodyWriter struct {
	out     io.Writer
	dir     string // where the files go; "" for out
	files   *directory
	discard bool
	n       int // how many were written
	passed  int // how many were written or discarded
}

// open opens the directory, if the bodies go to one.
func (w *bodyWriter) open() (err error) {
	if w.dir == "" || w.discard {
		return nil
	}
	if w.files, err = openDirectory(w.dir); err != nil {
		return fmt.Errorf("-o %s: %w", w.dir, err)
	}
	return nil
}

func (w *bodyWriter) write(body []byte) error {
	if body == nil {
		return nil
	}
	if w.discard {
		w.passed++
		return nil
	}
	var err error
	if w.files != nil {
		err = w.files.write(bodyName(w.n+1), body)
	} else {
		_, err = w.out.Write(append(body, '\n')) // a line is a buffer of its own
	}
	if err == nil {
		w.n++
		w.passed++
	}
	return err
}

// close closes the directory.
func (w *bodyWriter) close() (err error) {
	if w.files != nil {
		w.n, err = w.files.close()
		w.passed = w.n
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

// maxProblemBytes bounds what is printed of the problems of one record.
const maxProblemBytes = 100_000

// maxMoreBytes is the room for the line that counts the problems that are not
// printed.
const maxMoreBytes = 1000

func (w *problemWriter) write(problems zohocrm.Errors) error {
	if len(problems) == 0 {
		return nil
	}
	w.lines = w.lines[:0]
	for rest := problems; len(rest) > 0; {
		n := 1
		for n < len(rest) && rest[n].Path.Record() == rest[0].Path.Record() {
			n++
		}
		w.append(rest[:n])
		rest = rest[n:]
	}
	_, err := w.out.Write(w.lines)
	w.refused = w.refused || err == nil && problems.Err() != nil
	return err
}

// append appends the problems of one record, a line each, and a line with the
// number of those that there is no room for.
func (w *problemWriter) append(problems zohocrm.Errors) {
	start := len(w.lines)
	for i, e := range problems {
		end := len(w.lines)
		w.appendLine(e)
		if len(w.lines)-start > maxProblemBytes-maxMoreBytes {
			w.lines = w.lines[:end]
			w.appendLine(moreProblems(problems[i:]))
			return
		}
	}
}

func (w *problemWriter) appendLine(e *zohocrm.Error) {
	if w.json {
		w.lines = append(w.lines, problemJSON(e)...)
	} else {
		w.lines = append(w.lines, printable(e.Error())...)
	}
	w.lines = append(w.lines, '\n')
}

// moreProblems returns the problem that says how many there are of one record.
func moreProblems(problems zohocrm.Errors) *zohocrm.Error {
	count, warning := 0, true
	for _, e := range problems {
		n := 1
		var more *zohocrm.MoreProblems
		if errors.As(e, &more) {
			n = more.Count
		}
		count += n
		warning = warning && e.Warning
	}
	var cause error = &zohocrm.MoreProblems{Count: count}
	var cell *record.CellError
	if errors.As(problems[0], &cell) {
		cause = &record.CellError{Row: cell.Row, Err: cause}
	}
	e := zohocrm.Invalid(zohocrm.ReasonMore, "").WithCause(cause)
	e.Warning = warning
	if n := problems[0].Path.Record(); n >= 0 {
		e.Path, e.APIName = zohocrm.Path{zohocrm.Key("data"), zohocrm.Index(n)}, "data"
	}
	return e
}

// fail writes what ended the input or the output. In JSON it is a line like the
// others if it is a problem of the input.
func (w *problemWriter) fail(err error, stderr io.Writer) {
	var problem *zohocrm.Error
	joined, many := err.(interface{ Unwrap() []error })
	switch {
	case many:
		for _, err := range joined.Unwrap() {
			w.fail(err, stderr)
		}
	case w.json && errors.As(err, &problem):
		fmt.Fprintf(stderr, "%s\n", problemJSON(problem))
	default:
		fmt.Fprintln(stderr, "zohocrm:", printable(err.Error()))
	}
}

// problemJSON returns the long form of a problem, with the number of the record
// before it and, if it counts others, their number at the end. Names are cut, and
// what is not printable is escaped.
func problemJSON(e *zohocrm.Error) []byte {
	own := *e
	own.Err = locate(e.Err)
	own.APIName, own.Path = cutName(e.APIName), cutNames(e.Path)
	line := fmt.Appendf(nil, `{"record":%d,`, e.Path.Record())
	line = append(line, own.AppendLong(nil)[1:]...)
	var more *zohocrm.MoreProblems
	if errors.As(e, &more) {
		line = fmt.Appendf(line[:len(line)-1], `,"more":%d}`, more.Count)
	}
	return escape(line)
}

// maxName bounds the characters of a name that is printed.
const maxName = 100

// cutName returns a name of at most maxName characters and the mark of the cut.
func cutName(name string) string {
	n := 0
	for i := range name {
		if n == maxName {
			return name[:i] + "…"
		}
		n++
	}
	return name
}

// cutNames returns a path with the names in it cut.
func cutNames(path zohocrm.Path) zohocrm.Path {
	path = slices.Clone(path)
	for i, step := range path {
		if name, ok := step.Key(); ok {
			path[i] = zohocrm.Key(cutName(name))
		}
	}
	return path
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
		if !unicode.IsPrint(r) {
			return unicode.ReplacementChar
		}
		return r
	}, s)
}

// escape returns JSON with \uXXXX in place of what could move a terminal's cursor.
func escape(text []byte) []byte {
	if !bytes.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return text
	}
	var escaped []byte
	for _, r := range string(text) {
		if unicode.IsPrint(r) {
			escaped = utf8.AppendRune(escaped, r)
			continue
		}
		for _, unit := range utf16.AppendRune(nil, r) {
			escaped = fmt.Appendf(escaped, `\u%04x`, unit)
		}
	}
	return escaped
}

// A printableWriter writes lines with what could move a terminal's cursor
// replaced.
type printableWriter struct{ w io.Writer }

func (p printableWriter) Write(text []byte) (int, error) {
	for line := range strings.Lines(string(text)) {
		line, ended := strings.CutSuffix(line, "\n")
		line = printable(strings.ReplaceAll(line, "\t", "    "))
		if ended {
			line += "\n"
		}
		if _, err := io.WriteString(p.w, line); err != nil {
			return 0, err
		}
	}
	return len(text), nil
}
