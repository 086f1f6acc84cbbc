package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/record"
)

// A rejectWriter writes the refused records to a file, in the form of the input: rows
// of a table with a column of reasons, or JSON records, on lines or in an array, with
// a key of reasons. If the file is read as input again, the column or key is ignored.
// The file gets its name at the end.
type rejectWriter struct {
	file   string // its name; "" for none
	temp   *outputFile
	out    *bufio.Writer
	form   *input          // the first input with a refused record: the file has its form
	rows   *record.Rejects // of a table
	n      int
	lost   int   // records that the file cannot hold
	marked int64 // the bytes of the file when the last body was written
}

// open makes the file.
func (w *rejectWriter) open() (err error) {
	if w.file == "" {
		return nil
	}
	if w.temp, err = createOutput(w.file); err != nil {
		return fmt.Errorf("-rejects: %w", err)
	}
	w.out = bufio.NewWriterSize(w.temp, 1<<16)
	return nil
}

// write writes a record with its problems. raw is its text in the input, if that is
// JSON.
func (w *rejectWriter) write(in *input, rec *record.Record, raw string, problems zohocrm.Errors) error {
	if w.file == "" {
		return nil
	}
	if w.form == nil {
		if w.form = in; in.table != nil {
			w.rows = in.table.Rejects(w.out)
		}
	}
	reason := reasonsOf(problems)
	switch {
	case (w.form.format == "csv") != (in.format == "csv"):
		w.lost++
		return nil
	case in.format == "csv":
		w.n++
		if in != w.form { // its columns may differ
			if w.rows == nil || !sameColumns(w.form, in) {
				w.n--
				w.lost++
				return nil
			}
		}
		return w.rows.Write(rec, reason)
	}
	text, ok := rejectText(rec, raw, reason)
	if !ok {
		w.lost++
		return nil
	}
	switch {
	case w.form.format == "jsonl":
		text += "\n"
	case w.n == 0:
		text = "[\n" + text
	default:
		text = ",\n" + text
	}
	w.n++
	_, err := w.out.WriteString(text)
	return err
}

// sameColumns reports whether two tables have the same columns in the same form.
func sameColumns(a, b *input) bool {
	if a.table == nil || b.table == nil || a.table.Delimiter() != b.table.Delimiter() || a.table.Encoding() != b.table.Encoding() {
		return false
	}
	one, other := a.table.Columns(), b.table.Columns()
	if len(one) != len(other) {
		return false
	}
	for i := range one {
		if one[i] != other[i] {
			return false
		}
	}
	return true
}

// maxReasons bounds the problems that a rejected record names.
const maxReasons = 20

// reasonsOf returns the errors of a record as one text.
func reasonsOf(problems zohocrm.Errors) string {
	var reasons []string
	for _, e := range problems {
		if e.Warning {
			continue
		}
		if len(reasons) == maxReasons {
			reasons = append(reasons, "and more")
			break
		}
		text := strings.TrimPrefix(e.Expectation(), "expected ")
		switch {
		case text != "" && e.Reason != zohocrm.ReasonMore:
			text = "expected " + text
		case e.Message != "":
			text = e.Message
		default:
			text = string(e.Code)
		}
		if e.Reason == "" { // Zoho's own refusal
			text = string(e.Code) + " " + text
		}
		if field := fieldOf(e.Path); field != "" {
			text = field + ": " + text
		}
		reasons = append(reasons, printable(text))
	}
	return strings.Join(reasons, "; ")
}

// rejectText returns the JSON of a record with the reasons as a member. Text that is
// no object does not change, so it is refused again.
func rejectText(rec *record.Record, raw, reason string) (string, bool) {
	text, ok := rec.Raw()
	if !ok { // without the reasons of an earlier run
		text = raw
		if data, err := rec.MarshalJSON(); err == nil {
			text = string(data)
		}
	}
	if text = strings.TrimSpace(text); text == "" {
		return "", false
	}
	start, ok := strings.CutSuffix(text, "}")
	if start = strings.TrimRight(start, " \t\r\n"); !ok || !strings.HasPrefix(start, "{") {
		return text, true
	}
	if start != "{" {
		start += ","
	}
	return start + string(quote(record.RejectsColumn)) + ":" + string(quote(reason)) + "}", true
}

// withoutReasons returns a record of JSON without the reasons that an earlier run
// has added.
func withoutReasons(rec *record.Record) *record.Record {
	if text, ok := rec.Raw(); ok && !strings.Contains(text, record.RejectsColumn) {
		return rec
	}
	if _, ok := rec.Field(record.RejectsColumn); ok {
		return rec.Delete(record.RejectsColumn)
	}
	return rec
}

// mark notes that all records until now are in bodies or in the file.
func (w *rejectWriter) mark() error {
	if w.file == "" {
		return nil
	}
	if err := w.flush(); err != nil {
		return &outputError{fmt.Errorf("-rejects: %w", err)}
	}
	var err error
	w.marked, err = w.temp.Seek(0, 1)
	return err
}

func (w *rejectWriter) flush() error {
	if w.rows != nil {
		if err := w.rows.Flush(); err != nil {
			return err
		}
	}
	return w.out.Flush()
}

// drop removes the unfinished file.
func (w *rejectWriter) drop() {
	if w.temp != nil {
		w.temp.Close()
		os.Remove(w.temp.Name())
		w.temp = nil
	}
}

// close gives the file its name. If the run was stopped, it holds the records before
// the end of the last body.
func (w *rejectWriter) close(stopped bool) error {
	if w.temp == nil {
		return nil
	}
	err := w.flush()
	if stopped && err == nil {
		err = errors.Join(w.temp.Truncate(w.marked), seekTo(w.temp.File, w.marked))
	}
	if size, e := w.temp.Seek(0, 1); err == nil && e == nil && size > 0 && w.form != nil && w.form.format != "jsonl" && w.form.format != "csv" {
		_, err = w.temp.WriteString("\n]\n")
	}
	if err = w.temp.finish(errors.Join(err, w.temp.Sync())); err != nil {
		return fmt.Errorf("-rejects: %w", err)
	}
	return nil
}

func seekTo(f *os.File, at int64) error {
	_, err := f.Seek(at, 0)
	return err
}
