package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// unit is what the records of the input are called.
func (j *job) unit() string {
	if slices.ContainsFunc(j.inputs, func(in *input) bool { return in.format != "csv" }) {
		return "record"
	}
	return "row"
}

// output is what the records are written in.
func (j *job) output() string { return outputOf(j.bulk != nil) }

// outputOf is what records are sent in.
func outputOf(bulk bool) string {
	if bulk {
		return "file"
	}
	return "body"
}

// summary returns the summary of the run. stopped says what ended the run before the
// end of its input, or is "".
func (j *job) summary(stopped string, status int) *summary {
	s := &summary{
		read: j.read, written: j.written, bodies: j.bodies.passed, refused: j.refused, unit: j.unit(), output: j.output(), dry: j.dry,
		counts: &j.problems.counts, took: time.Since(j.began), stopped: stopped, notes: slices.Clone(j.notes),
	}
	for _, note := range []string{j.duplicates.note(), j.rejects.note(), j.headers.note()} {
		if note != "" {
			s.notes = append(s.notes, note)
		}
	}
	if status != exitUsage {
		s.next = j.next(stopped)
	}
	return s
}

// next returns what to do after the run.
func (j *job) next(stopped string) []string {
	var next []string
	add := func(format string, args ...any) { next = append(next, fmt.Sprintf(format, args...)) }
	if n := j.mark.next; stopped != "" && n.in != nil && n.row > 0 {
		add("go on with %s of %s: what is before it is written or refused", n, n.in.title())
	}
	switch r := j.request(); {
	case j.bodies.passed == 0:
	case j.bulk != nil && j.bulk.plan:
		add("without -plan the files are written")
	case j.dry:
		add("without -dry-run the %s are written", many(j.output()))
	case j.bulk != nil:
		add("upload each of %s, put the file_id of the answer into its %s, POST that to %s, and read the results with: zohocrm outcome -run %s RESULT ...",
			filepath.Join(j.dir, j.bodies.names.pattern()), jobExtension, bulkPath, j.dir)
	case j.dir != "":
		add("%s each of %s to /crm/v7/%s, and read the answers with: zohocrm outcome -run %s ANSWER ...",
			r.Method(), filepath.Join(j.dir, "body-*.json"), r.Path(), j.dir)
	}
	hints := map[string]bool{}
	for _, c := range j.problems.counts.byCount(false) {
		if hint := flagHint(c.e); hint != "" && !hints[hint] && len(hints) < maxListed {
			hints[hint] = true
			add("%s: %s", c.field, hint)
		}
	}
	switch {
	case j.refused == 0:
	case j.rejects.n > 0:
		add("correct %s and read it again", j.rejects.file)
	case j.rejects.file == "" && (j.bulk == nil || !j.bulk.plan):
		add("-rejects FILE writes the refused %ss to a file to be corrected", j.unit())
	}
	return next
}

// note returns the note of the summary about refused records that are not in the
// file, or "".
func (w *rejectWriter) note() string {
	if w.lost == 0 {
		return ""
	}
	return fmt.Sprintf("%s not in %s: too long, or of a file of another form", plural(w.lost, "refused record"), w.file)
}

// note returns the note of the summary about headers that the bodies need, or "".
func (h *headers) note() string {
	var all []string
	for name, value := range h.all {
		all = append(all, name+": "+value)
	}
	if len(all) == 0 {
		return ""
	}
	slices.Sort(all)
	return "headers that the requests need: " + strings.Join(all, "; ")
}
