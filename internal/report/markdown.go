package report

import (
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"
)

// WriteMarkdown writes the run as a text for a ticket.
func (r *Run) WriteMarkdown(w io.Writer) error {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("# %s\n", md(r.Title()))
	line("%s.\n", md(r.Summary()))
	if r.Truncated() {
		line("**The run ended early: %s**\n", md(r.Stopped))
	}
	if len(r.Next) > 0 {
		line("What to do next:\n")
		for _, s := range r.Next {
			line("- %s", md(s))
		}
		line("")
	}
	if len(r.Problems) > 0 {
		line("| | field | reason | count | expected | what to do | first |")
		line("|---|---|---|--:|---|---|---|")
		for i := range r.Problems {
			p := &r.Problems[i]
			line("| %s | %s | %s | %s | %s | %s | %s |", p.Level(), md(p.Shown()), md(p.Reason), grouped(p.Count), md(p.Expected), md(p.Hint), rows(p.First))
		}
		line("")
	}
	for _, s := range r.Warnings {
		line("- Warning: %s", md(s))
	}
	if len(r.Warnings) > 0 {
		line("")
	}
	for i := range r.Inputs {
		in := &r.Inputs[i]
		line("Input %s: %s, %s bytes%s\n", md(in.Name), plural(in.Records, "record"), grouped(in.Size), hash(&in.File))
		if len(in.Columns) == 0 {
			continue
		}
		line("| column | name | became | by |")
		line("|--:|---|---|---|")
		for j := range in.Columns {
			c := &in.Columns[j]
			line("| %d | %s | %s | %s |", c.Number, md(c.Shown()), md(c.Became()), md(c.How))
		}
		line("")
	}
	for i := range r.Metadata {
		line("Metadata %s: %s bytes%s\n", md(r.Metadata[i].Name), grouped(r.Metadata[i].Size), hash(&r.Metadata[i]))
	}
	line("%s, started %s, took %s.", md(r.Command), r.Started.UTC().Format(time.RFC3339), r.Took.Round(time.Millisecond))
	_, err := io.WriteString(w, b.String())
	return err
}

// rows returns the rows and, if there are any, their values.
func rows(list []Row) string {
	var texts []string
	for i := range list {
		s := md(list[i].Place())
		if v := list[i].Value; v != nil {
			s += " (" + md(*v) + ")"
		}
		texts = append(texts, s)
	}
	return strings.Join(texts, "; ")
}

func hash(f *File) string {
	if f.SHA256 == "" {
		return ""
	}
	return ", SHA-256 " + md(f.SHA256)
}

// md returns Markdown that shows a text on one line, without markup, links or
// mentions.
func md(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case strings.ContainsRune("\\`*_{}[]()#+!|~$", r):
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '@', r == ':' && strings.HasSuffix(b.String(), "http"), r == ':' && strings.HasSuffix(b.String(), "https"):
			fmt.Fprintf(&b, "&#%d;", r)
		case !unicode.IsPrint(r):
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
