// Package report writes the result of a run of the command as a page, as JSON and as
// Markdown, which all have the same content.
//
// A report has no value of a record, except for examples that the caller adds. Every
// text in it may be hostile, so the writers escape them all.
package report

import (
	"cmp"
	"strconv"
	"time"
)

// A Run is the content of a report. Its JSON is the report for machines.
type Run struct {
	Command   string        `json:"command"`           // the name and version of the command
	Module    string        `json:"module"`            // the API name
	Operation string        `json:"operation"`         // such as "insert"
	DryRun    bool          `json:"dry_run,omitempty"` // nothing was written but reports
	Started   time.Time     `json:"started"`
	Took      time.Duration `json:"took_ns"`

	Inputs   []Input `json:"inputs"`
	Metadata []File  `json:"metadata,omitempty"`

	Read     int    `json:"read"`     // records
	Accepted int    `json:"accepted"` // records in bodies
	Bodies   int    `json:"bodies"`   // or files of Bulk Write
	Output   string `json:"-"`        // what Bodies counts: "body" if it is empty
	Refused  int    `json:"refused"`  // records

	Problems []Problem `json:"problems"`           // errors first, then sorted by count
	Warnings []string  `json:"warnings,omitempty"` // about the whole run
	Stopped  string    `json:"stopped,omitempty"`  // why the run ended before its input did; empty for a whole run
	Next     []string  `json:"next,omitempty"`     // what to do
}

// A File is a file that was read.
type File struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`             // bytes
	SHA256 string `json:"sha256,omitempty"` // in hexadecimal
}

// An Input is a file of records.
type Input struct {
	File
	Records   int      `json:"records"`
	Delimiter string   `json:"delimiter,omitempty"` // of a table
	Encoding  string   `json:"encoding,omitempty"`  // of a table
	Columns   []Column `json:"columns,omitempty"`   // of a table
}

// A Column says how a column of a table was used.
type Column struct {
	Number int    `json:"number"`          // from 1
	Name   string `json:"name,omitempty"`  // in the header; empty if the name may be data
	Field  string `json:"field,omitempty"` // empty for a column that is left out
	How    string `json:"how"`             // such as "label"
}

// A Problem is one reason why values of one field were refused or warned about.
type Problem struct {
	Field    string `json:"field,omitempty"` // the API name; empty for whole records
	Reason   string `json:"reason"`
	Warning  bool   `json:"warning,omitempty"`
	Count    int    `json:"count"`
	Expected string `json:"expected,omitempty"`
	Hint     string `json:"hint,omitempty"`
	First    []Row  `json:"first"` // the first of them
}

// A Row is a record with a problem.
type Row struct {
	Input  string  `json:"input,omitempty"` // the file, if there are several
	Row    int     `json:"row"`             // of the table, or the line
	Column int     `json:"column,omitempty"`
	Value  *string `json:"value,omitempty"` // an example, if the caller adds it
}

// Truncated reports whether the run ended before its input did.
func (r *Run) Truncated() bool { return r.Stopped != "" }

// Rate returns the records a second, 0 if the run took no time.
func (r *Run) Rate() int {
	if r.Took <= 0 {
		return 0
	}
	return int(float64(r.Read) / r.Took.Seconds())
}

// Title returns the operation and module of the run, such as "Insert into Leads".
func (r *Run) Title() string {
	title := "Report of " + r.Operation
	if r.Module != "" {
		title += ", module " + r.Module
	}
	return title
}

// Outputs is what Bodies counts, in a heading.
func (r *Run) Outputs() string {
	if r.Output == "file" {
		return "Files"
	}
	return "Bodies"
}

// Summary returns the run in one sentence.
func (r *Run) Summary() string {
	s := plural(r.Read, "record") + " read: "
	if r.DryRun {
		s += grouped(r.Accepted) + " good"
	} else {
		s += grouped(r.Accepted) + " in " + plural(r.Bodies, cmp.Or(r.Output, "body"))
	}
	s += ", " + grouped(r.Refused) + " refused"
	if r.Truncated() {
		s += "; the run ended early"
	}
	return s
}

// Level returns "error" or "warning".
func (p *Problem) Level() string {
	if p.Warning {
		return "warning"
	}
	return "error"
}

// Place returns, for people, where a row is.
func (w *Row) Place() string {
	s := "row " + grouped(w.Row)
	if w.Column > 0 {
		s += ", column " + grouped(w.Column)
	}
	if w.Input != "" {
		s = w.Input + ": " + s
	}
	return s
}

// Shown returns the field for people.
func (p *Problem) Shown() string {
	if p.Field == "" {
		return "(whole record)"
	}
	return p.Field
}

// Became returns, for people, how a column was used.
func (c *Column) Became() string {
	if c.Field == "" {
		return "left out"
	}
	return c.Field
}

// Shown returns the name of a column for people.
func (c *Column) Shown() string {
	if c.Name == "" {
		return "(column " + strconv.Itoa(c.Number) + ")"
	}
	return c.Name
}

// most returns the largest count of the problems, at least 1.
func (r *Run) most() int {
	most := 1
	for i := range r.Problems {
		most = max(most, r.Problems[i].Count)
	}
	return most
}

// grouped returns a number with a comma between groups of three digits.
func grouped[T int | int64](n T) string {
	s := strconv.FormatInt(int64(n), 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

func plural(n int, unit string) string {
	switch {
	case n == 1:
		return "1 " + unit
	case unit == "body":
		return grouped(n) + " bodies"
	}
	return grouped(n) + " " + unit + "s"
}
