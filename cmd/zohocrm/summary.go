package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// A summary is the result of a run.
type summary struct {
	read, written, bodies, refused int
	unit                           string // what the records are called
	output                         string // and what they are in
	dry                            bool   // the bodies were not written
	counts                         *tally
	took                           time.Duration
	stopped                        string   // what ended the run before the end of its input, or ""
	notes                          []string // other facts about the run
	next                           []string // what to do
}

// maxListed bounds the pairs that a line of the summary lists.
const maxListed = 5

// appendText appends the summary for people. Its first line has the numbers.
func (s *summary) appendText(dst []byte) []byte {
	in := "in"
	if s.dry {
		in = "good for"
	}
	line := fmt.Sprintf("%s read: %s %s %s, %s refused", plural(s.read, s.unit), grouped(s.written), in, plural(s.bodies, s.output), grouped(s.refused))
	if listed := s.listed(false); listed != "" {
		line += " (" + listed + ")"
	}
	lines := []string{line}
	if s.stopped != "" {
		lines = append(lines, "  stopped: "+s.stopped)
	}
	if listed := s.listed(true); listed != "" {
		lines = append(lines, "  warnings: "+listed)
	}
	if s.counts.others > 0 {
		lines = append(lines, "  and "+plural(s.counts.others, "problem")+" of other fields")
	}
	for _, note := range s.notes {
		lines = append(lines, "  "+note)
	}
	lines = append(lines, "  "+s.pace())
	for _, next := range s.next {
		lines = append(lines, "  next: "+next)
	}
	for _, line := range lines {
		dst = append(append(dst, printable(line)...), '\n')
	}
	return dst
}

// pace returns the time of the run and the records per second.
func (s *summary) pace() string {
	seconds := s.took.Seconds()
	if seconds < 0.001 {
		seconds = 0.001
	}
	return fmt.Sprintf("%.1f s, %s a second", seconds, plural(int(float64(s.read)/seconds), s.unit))
}

// listed returns the most frequent pairs of field and reason, those of errors or of
// warnings.
func (s *summary) listed(warnings bool) string {
	var parts []string
	counts := s.counts.byCount(warnings)
	for i, c := range counts {
		if i == maxListed {
			parts = append(parts, fmt.Sprintf("and %d more", len(counts)-i))
			break
		}
		part := fmt.Sprintf("%s %s", grouped(c.n), c.words())
		if c.field != "" {
			part = c.field + ": " + part
		}
		if first := c.first[0]; first.row > 0 {
			part += ", first in " + first.String()
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, "; ")
}

// jsonSummary is the form of a summary for programs.
type jsonSummary struct {
	Read     int         `json:"read"`
	Written  int         `json:"written"`
	Bodies   int         `json:"bodies"`
	Refused  int         `json:"refused"`
	DryRun   bool        `json:"dry_run,omitempty"`
	Stopped  string      `json:"stopped,omitempty"`
	Problems []jsonCount `json:"problems"`
	More     int         `json:"more_problems,omitempty"`
	Notes    []string    `json:"notes,omitempty"`
	Seconds  float64     `json:"seconds"`
	Next     []string    `json:"next,omitempty"`
}

type jsonCount struct {
	Field  string `json:"field"`
	Reason string `json:"reason"`
	Level  string `json:"level"`
	Count  int    `json:"count"`
	Rows   []int  `json:"rows,omitempty"`
}

// json returns the summary as one JSON object on a line.
func (s *summary) json() []byte {
	out := jsonSummary{
		Read: s.read, Written: s.written, Bodies: s.bodies, Refused: s.refused, DryRun: s.dry, Stopped: s.stopped,
		Problems: []jsonCount{}, More: s.counts.others, Notes: s.notes, Seconds: s.took.Seconds(), Next: s.next,
	}
	for _, c := range append(s.counts.byCount(false), s.counts.byCount(true)...) {
		level := "error"
		if c.warning {
			level = "warning"
		}
		counted := jsonCount{Field: c.field, Reason: string(c.reason), Level: level, Count: c.n}
		for _, at := range c.first {
			if at.row > 0 && at.in == c.first[0].in {
				counted.Rows = append(counted.Rows, at.row)
			}
		}
		out.Problems = append(out.Problems, counted)
	}
	text, err := json.Marshal(out)
	if err != nil { // texts and numbers always have a JSON form
		text = []byte("{}")
	}
	return escape(text)
}

// appendSummaryJSON appends the summary as a line of its own.
func appendSummaryJSON(dst []byte, s *summary) []byte {
	if s == nil {
		return dst
	}
	return append(append(append(dst, `{"summary":`...), s.json()...), "}\n"...)
}
