package main

import (
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/report"
	"github.com/seed12a3e673/zohocrm/record"
)

// reportWriters are the forms of a report, by the extensions of its file.
var reportWriters = map[string]func(*report.Run, io.Writer) error{
	".html": writePage, ".json": (*report.Run).WriteJSON, ".md": (*report.Run).WriteMarkdown,
}

// writeReport writes a complete report or none.
func writeReport(file string, r *report.Run) error {
	out, err := createOutput(file)
	if err != nil {
		return err
	}
	return out.finish(reportWriters[extension(file)](r, out))
}

// report returns the report of the run.
func (j *job) report(s *summary) *report.Run {
	r := &report.Run{
		Command: "zohocrm " + version(), Module: j.module.APIName(), Operation: j.operation(), DryRun: j.dry, Started: j.began, Took: s.took,
		Read: s.read, Accepted: s.written, Bodies: s.bodies, Output: j.output(), Refused: s.refused, Warnings: s.notes, Stopped: s.stopped, Next: s.next,
		Problems: []report.Problem{},
	}
	for _, in := range j.inputs {
		r.Inputs = append(r.Inputs, in.report())
	}
	for _, m := range j.mod.metadata {
		name := m.name
		if _, file, ok := m.subform(); ok {
			name = file
		}
		r.Metadata = append(r.Metadata, reportFile(name))
	}
	for _, c := range append(s.counts.byCount(false), s.counts.byCount(true)...) {
		r.Problems = append(r.Problems, c.report(len(j.inputs) > 1))
	}
	if s.counts.others > 0 {
		r.Warnings = append(r.Warnings, "and "+plural(s.counts.others, "problem")+" of other fields")
	}
	return r
}

// report returns the report of a file of the input.
func (in *input) report() report.Input {
	out := report.Input{File: report.File{Name: in.title(), Size: in.read(), SHA256: in.sha256()}, Records: in.records}
	if in.table == nil {
		return out
	}
	out.Delimiter, out.Encoding = string(in.table.Delimiter()), string(in.table.Encoding())
	for _, c := range in.table.Columns() {
		out.Columns = append(out.Columns, report.Column{Number: c.Number, Name: cutName(c.Name), Field: cutName(c.APIName), How: string(c.Use)})
	}
	return out
}

// reportFile returns the report of a file of metadata.
func reportFile(name string) report.File {
	out := report.File{Name: name}
	f, err := os.Open(name)
	if err != nil {
		return out
	}
	defer f.Close()
	hash := sha256.New()
	if n, err := io.Copy(hash, f); err == nil {
		out.Size, out.SHA256 = n, fmt.Sprintf("%x", hash.Sum(nil))
	}
	return out
}

// report returns the report of a field and a reason.
func (c *count) report(named bool) report.Problem {
	p := report.Problem{
		Field: c.field, Reason: string(c.reason), Warning: c.warning, Count: c.n,
		Expected: strings.TrimPrefix(c.e.Expectation(), "expected "), Hint: c.e.Hint(),
	}
	for i, at := range c.first {
		row := report.Row{Row: at.row, Column: c.cells[i], Value: c.values[i]}
		if named && at.in != nil {
			row.Input = at.in.name
		}
		p.First = append(p.First, row)
	}
	return p
}

// maxValue is the largest number of characters of a value in a report.
const maxValue = 100

// valueOf returns the value of a record that a problem is about, or nil. It is for a
// report with values.
func valueOf(rec *record.Record, e *zohocrm.Error) *string {
	if e.Path.Record() < 0 || len(e.Path) < 3 {
		return nil
	}
	name, _ := e.Path[2].Key()
	v, ok := rec.Field(name)
	if !ok {
		return nil
	}
	text, isText := v.AsText()
	if !isText {
		data, errs := (&fieldtype.Spec{}).Append(nil, nil, v)
		if errs.Err() != nil {
			return nil
		}
		text = string(data)
	}
	if runes := []rune(text); len(runes) > maxValue {
		text = string(runes[:maxValue]) + "…"
	}
	text = strings.ToValidUTF8(text, "\uFFFD")
	return &text
}
