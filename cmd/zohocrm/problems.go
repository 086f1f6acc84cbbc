package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/record"
)

// A problemWriter prints problems, one per line. It prints a problem of a column
// once, at the end, with the number of its records.
type problemWriter struct {
	out     io.Writer
	style   problemStyle
	named   bool // lines have the name of the file
	most    int  // lines that are printed; 0 for all
	printed int
	more    int    // problems beyond the limit, which are not printed
	erase   func() // erases the line of progress
	begun   bool   // whether the style's first lines are printed
	refused bool   // whether one of the problems was an error
	lines   []byte
	counts  tally
}

// A problemStyle is a way to print problems.
type problemStyle struct {
	name   string
	begin  string                              // before the first line
	append func(dst []byte, p problem) []byte  // a line
	end    func(dst []byte, s *summary) []byte // appends the summary and the end; nil for the summary as text
}

// A problem is one that is printed.
type problem struct {
	*zohocrm.Error        // with its row and column
	at             place  // of the record
	file           string // of the record, if it is to be printed
	many           *count // for a problem of a column with several records
}

// problemStyles are the values of -problems.
var problemStyles = []string{"text", "json", "github", "sarif", "none"}

// styleOf returns the style of a name.
func styleOf(name string) problemStyle {
	switch name {
	case "json":
		return problemStyle{name: name, append: appendProblemJSON, end: appendSummaryJSON}
	case "github":
		return problemStyle{name: name, append: appendProblemGithub}
	case "sarif":
		return problemStyle{name: name, begin: sarifBegin(), append: appendProblemSARIF, end: appendSARIFEnd}
	case "none":
		return problemStyle{name: name}
	}
	return problemStyle{name: name, append: appendProblemText}
}

func newProblemWriter(out io.Writer, style string, most int, named bool) problemWriter {
	return problemWriter{out: out, style: styleOf(style), most: most, named: named}
}

// maxProblemBytes is the largest number of bytes of the problems of one record.
const maxProblemBytes = 100_000

// maxMoreBytes is reserved for the line that counts the problems that are not
// printed.
const maxMoreBytes = 1000

// write prints the problems of one record, or of the request as a whole.
func (w *problemWriter) write(problems zohocrm.Errors, at place) error {
	w.lines = w.lines[:0]
	for i, e := range problems {
		if w.counts.add(e, at) && ofColumn(e.Reason) {
			continue
		}
		end := len(w.lines)
		w.appendLine(problem{Error: locate(e, at), at: at})
		if len(w.lines) > maxProblemBytes-maxMoreBytes {
			w.lines = w.lines[:end]
			for _, e := range problems[i+1:] {
				w.counts.add(e, at)
			}
			w.appendLine(problem{Error: locate(moreProblems(problems[i:]), at), at: at})
			break
		}
	}
	err := w.flush()
	w.refused = w.refused || err == nil && problems.Err() != nil
	return err
}

// flush prints the lines.
func (w *problemWriter) flush() error {
	if len(w.lines) == 0 {
		return nil
	}
	if w.erase != nil {
		w.erase()
	}
	_, err := w.out.Write(w.lines)
	w.lines = w.lines[:0]
	return err
}

// appendLine appends the line of a problem, if there is room for it.
func (w *problemWriter) appendLine(p problem) {
	if w.style.append == nil {
		return
	}
	if w.most > 0 && w.printed >= w.most {
		w.more += weight(p.Error)
		return
	}
	w.printed++
	if !w.begun {
		w.lines = append(w.lines, w.style.begin...)
		w.begun = true
	} else if w.style.name == "sarif" {
		w.lines = append(w.lines, ",\n"...)
	}
	if w.named && p.at.in != nil {
		p.file = p.at.in.name
	}
	w.lines = w.style.append(w.lines, p)
}

// end prints the problems of columns, how many problems were not printed, and the
// summary if there is one.
func (w *problemWriter) end(s *summary) error {
	for _, c := range w.counts.order {
		if !ofColumn(c.reason) {
			continue
		}
		p := problem{Error: c.e, at: c.first[0]}
		if c.n > 1 {
			p.many, p.Error = c, ofMany(c)
		}
		w.appendLine(p)
	}
	if w.more > 0 {
		w.most = 0
		e := zohocrm.Invalid(zohocrm.ReasonMore, "").WithCause(&zohocrm.MoreProblems{Count: w.more}).AsWarning()
		w.appendLine(problem{Error: e})
	}
	switch {
	case w.style.end != nil:
		if !w.begun && (s != nil || w.style.begin != "") {
			w.lines = append(w.lines, w.style.begin...)
		}
		w.lines = w.style.end(w.lines, s)
	case s != nil:
		w.lines = s.appendText(w.lines)
	}
	return w.flush()
}

// ofMany returns a problem of a column for several records.
func ofMany(c *count) *zohocrm.Error {
	e := *c.e
	e.Path = anyRecord(e.Path)
	e.Err = &manyRows{count: c}
	return &e
}

// anyRecord returns a path of any record: $.data[*].
func anyRecord(path zohocrm.Path) zohocrm.Path {
	path = append(zohocrm.Path(nil), path...)
	for i, step := range path {
		if _, ok := step.Index(); ok {
			path[i] = zohocrm.Index(-1)
		}
	}
	return path
}

// manyRows is the cause of a problem of several records.
type manyRows struct{ count *count }

// Error names the number of records and the first of them.
func (m *manyRows) Error() string {
	var cell *record.CellError
	text := ""
	if errors.As(m.count.e.Err, &cell) && cell.Column > 0 {
		text = fmt.Sprintf("column %d", cell.Column)
		if cell.APIName != "" {
			text += " (" + cutName(cell.APIName) + ")"
		}
		text += ": "
	}
	return text + plural(m.count.n, "record") + m.count.places()
}

// Place returns the row and column of the first record.
func (m *manyRows) Place() (row, column int) { return m.count.first[0].row, m.count.cells[0] }

// places returns ", rows 2, 3, 4 ..." of the first records, or "" if they have none.
func (c *count) places() string {
	if c.first[0].row == 0 {
		return ""
	}
	var rows []string
	for _, at := range c.first {
		if at.in == c.first[0].in {
			rows = append(rows, fmt.Sprint(at.row))
		}
	}
	text := ", " + c.first[0].unit()
	if len(rows) > 1 {
		text += "s"
	}
	text += " " + strings.Join(rows, ", ")
	if c.n > len(rows) {
		text += ", ..."
	}
	return text
}

func appendProblemText(dst []byte, p problem) []byte {
	if p.file != "" {
		dst = append(append(dst, printable(p.file)...), ": "...)
	}
	return append(append(dst, printable(p.Error.Error())...), '\n')
}

// appendProblemJSON appends the long form of a problem. Before it are the number of
// the record and, if there are several, the file. A problem of several records has
// their number at the end. Characters that are not printable are escaped.
func appendProblemJSON(dst []byte, p problem) []byte {
	n := p.Path.Record()
	if p.many != nil {
		n = p.many.e.Path.Record()
	}
	line := fmt.Appendf(nil, `{"record":%d,`, n)
	if p.file != "" {
		line = append(append(append(line, `"file":`...), quote(p.file)...), ',')
	}
	line = append(line, p.AppendLong(nil)[1:]...)
	var more *zohocrm.MoreProblems
	if errors.As(p.Error, &more) {
		line = fmt.Appendf(line[:len(line)-1], `,"more":%d}`, more.Count)
	}
	if p.many != nil {
		line = fmt.Appendf(line[:len(line)-1], `,"count":%d`, p.many.n)
		if p.many.first[0].row > 0 {
			line = append(line, `,"rows":[`...)
			for i, at := range p.many.first {
				if at.in != p.many.first[0].in {
					break
				}
				if i > 0 {
					line = append(line, ',')
				}
				line = fmt.Appendf(line, "%d", at.row)
			}
			line = append(line, ']')
		}
		line = append(line, '}')
	}
	return append(append(dst, escape(line)...), '\n')
}

// githubEscapes are the escapes of values in a workflow command.
var githubEscapes = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")

// appendProblemGithub appends a workflow command, which GitHub shows at the line of
// the file.
func appendProblemGithub(dst []byte, p problem) []byte {
	level := "error"
	if p.Warning {
		level = "warning"
	}
	dst = append(append(dst, "::"...), level...)
	separator := " "
	add := func(name, value string) {
		dst = fmt.Appendf(dst, "%s%s=%s", separator, name, githubEscapes.Replace(printable(value)))
		separator = ","
	}
	if p.at.in != nil && p.at.in.name != standardInput {
		add("file", p.at.in.name)
	}
	if row, _ := placeOf(p.Error); row > 0 {
		add("line", fmt.Sprint(row))
	}
	add("title", strings.TrimSpace(string(p.Code)+" "+p.APIName))
	text := strings.ReplaceAll(printable(p.Error.Error()), "%", "%25")
	return append(append(append(dst, "::"...), text...), '\n')
}

// moreProblems returns the problem that counts the other problems of a record.
func moreProblems(problems zohocrm.Errors) *zohocrm.Error {
	count, warning := 0, true
	for _, e := range problems {
		count += weight(e)
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

// fail prints the error that ended the input or the output. In a style for machines,
// a problem of the input is a line like the others.
func (w *problemWriter) fail(err error, at place) {
	var found *zohocrm.Error
	var list zohocrm.Errors // such as those of a header
	joined, many := err.(interface{ Unwrap() []error })
	isProblem := errors.As(err, &found)
	switch {
	case many:
		for _, err := range joined.Unwrap() {
			w.fail(err, at)
		}
	case errors.As(err, &list):
		w.fail(errors.Join(list.Unwrap()...), at)
	case w.style.name == "sarif" && !isProblem:
		w.fail(zohocrm.Invalid(zohocrm.ReasonUnreadable, "").WithCause(err), at)
	case isProblem && (w.style.name == "json" || w.style.name == "sarif"):
		at.row = 0
		w.most = 0
		w.appendLine(problem{Error: locate(found, at), at: at})
		w.flush()
	default:
		prefix := "zohocrm: "
		if file := w.fileOf(at); file != "" {
			prefix += file + ": "
		}
		text := err.Error()
		if hint := flagHint(found); hint != "" {
			text += " (" + hint + ")"
		}
		fmt.Fprintln(w.out, printable(prefix+text))
	}
}

func (w *problemWriter) fileOf(at place) string {
	if w.named && at.in != nil {
		return at.in.name
	}
	return ""
}

// quote returns a JSON string.
func quote(s string) []byte {
	text, err := json.Marshal(s)
	if err != nil { // a string always has a JSON form
		return []byte(`""`)
	}
	return text
}
