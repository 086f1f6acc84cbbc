package report

import (
	_ "embed"
	"html/template"
	"io"
	"strings"
	"time"
	"unicode"
)

// WriteHTML writes the run as a single page, which loads nothing and runs no script.
func (r *Run) WriteHTML(w io.Writer) error {
	page, err := template.New("page").Funcs(pageFuncs()).Parse(pageText)
	if err != nil {
		return err
	}
	return page.Execute(w, r)
}

//go:embed page.html
var pageText string

// pageFuncs returns what the page calls. It is no variable, so that a program which
// writes no page has no html/template in it.
func pageFuncs() template.FuncMap {
	return template.FuncMap{
		"n":      grouped[int],
		"n64":    grouped[int64],
		"plain":  plain,
		"plural": plural,
		"time":   func(t time.Time) string { return t.UTC().Format(time.RFC3339) },
		"took":   func(d time.Duration) string { return d.Round(time.Millisecond).String() },
		// share returns the share of a part in percent, at least 1.
		"share": func(part, whole int) int { return max(1, part*100/whole) },
		"most":  (*Run).most,
	}
}

// plain returns a text without characters that change how a browser shows other text:
// control characters, and those for the direction of writing.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsPrint(r):
			return r
		case unicode.IsSpace(r):
			return ' '
		}
		return unicode.ReplacementChar
	}, strings.ToValidUTF8(s, "\uFFFD"))
}
