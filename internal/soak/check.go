//go:build unix

package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"unicode"
	"unicode/utf8"
)

// check checks what the command did.
func (r *round) check(command string) error {
	if r.killed && r.Status.Signal() != r.signal {
		return fmt.Errorf("the command was ended by a signal: %s", r.Status.Signal())
	}
	if err := r.compare(command); err != nil {
		return err
	}
	seen, err := r.readProblems()
	if err != nil {
		return err
	}
	numbers, err := r.readBodies()
	if err != nil {
		return err
	}
	if r.killed && r.signal != os.Kill && r.bodies+r.problems > 0 { // a signal before the first output may end it
		return fmt.Errorf("the command did not stop at the signal: %s", r.signal)
	}
	if stopped := r.killed || r.status > 128; r.signal != nil && r.discard {
		// Nothing says which records were good.
	} else if !stopped {
		if err := r.account(seen.reported, numbers, seen.ended); err != nil {
			return err
		}
	} else if want, ok := r.signal.(syscall.Signal); !ok || !r.killed && r.status != 128+int(want) {
		return fmt.Errorf("exit status %d after the signal %v", r.status, r.signal)
	}
	if err := r.checkNext(command); err != nil {
		return err
	}
	if limit := 4*r.unit() + baseMemory; r.Peak > min(limit, maxMemory) {
		return fmt.Errorf("%.1f MB of memory, at most %.1f wanted for %.1f MB", mega(r.Peak), mega(min(limit, maxMemory)), mega(r.unit()))
	}
	if r.CPU.Seconds() > 1+mega(r.bytes)/4 {
		return fmt.Errorf("%.1f s of a processor for %.1f MB", r.CPU.Seconds(), mega(r.bytes))
	}
	return nil
}

// compare runs a command with -dry-run again without it. The problems and the exit
// status must be the same.
func (r *round) compare(command string) error {
	if !r.discard || r.signal != nil {
		return nil
	}
	problems, err := os.ReadFile(r.file("problems"))
	if err != nil {
		return err
	}
	bodies, err := os.Stat(r.file("bodies"))
	if err != nil {
		return err
	}
	if bodies.Size() > 0 {
		return errors.New("there are bodies with -dry-run")
	}
	status := r.status
	r.args = slices.DeleteFunc(r.args, func(arg string) bool { return arg == "-dry-run" })
	if err := r.run(command); err != nil {
		return err
	}
	again, err := os.ReadFile(r.file("problems"))
	if err != nil {
		return err
	}
	if r.status != status || withoutSummary(problems) != withoutSummary(again) {
		return fmt.Errorf("with -dry-run the exit status is %d, and without %d; there are %d and %d bytes of problems", status, r.status, len(problems), len(again))
	}
	return nil
}

// A summary has the numbers of the command's summary.
type summary struct{ Read, Written, Refused int }

// summaryLine is the first line of a summary.
var summaryLine = regexp.MustCompile(`(?m)^([\d,]+) (?:row|record)s? read: ([\d,]+) (?:in|good for) [\d,]+ bod(?:y|ies), ([\d,]+) refused`)

// withoutSummary returns what was printed before the summary.
func withoutSummary(text []byte) string {
	if at := summaryLine.FindIndex(text); at != nil {
		return string(text[:at[0]])
	}
	if at := bytes.LastIndex(text, []byte(summaryJSON)); at >= 0 {
		return string(text[:at])
	}
	return string(text)
}

const summaryJSON = `{"summary":`

// readSummary reads the summary from the line that starts it. It ignores another
// line.
func (r *round) readSummary(line string) error {
	s := &summary{}
	switch parts := summaryLine.FindStringSubmatch(line); {
	case parts != nil:
		for i, n := range []*int{&s.Read, &s.Written, &s.Refused} {
			*n, _ = strconv.Atoi(strings.ReplaceAll(parts[i+1], ",", ""))
		}
	case strings.HasPrefix(line, summaryJSON):
		var long struct {
			Summary struct{ Read, Written, Refused int }
		}
		if err := json.Unmarshal([]byte(line), &long); err != nil {
			return fmt.Errorf("the summary: %w: %s", err, start(line))
		}
		*s = summary(long.Summary)
	default:
		return nil
	}
	r.summary = s
	return nil
}

// account checks that each record that was read is in a body or refused. ended
// says that something ended the reading.
func (r *round) account(reported map[int]bool, numbers []int, ended bool) error {
	for _, refused := range reported {
		if refused {
			r.refused++
		}
	}
	whole := reported[-1] // what is wrong with the request as a whole
	if whole {
		r.refused--
	}
	unnamed := 0 // records that are refused for a problem of their column, which is printed once
	if s := r.summary; s != nil && !whole {
		if s.Refused < r.refused || !r.discard && s.Written != r.written || s.Read != s.Written+s.Refused {
			return fmt.Errorf("the summary says %+v: %d were written, and %d named as refused", *s, r.written, r.refused)
		}
		unnamed, r.refused = s.Refused-r.refused, s.Refused
	}
	read := r.written + r.refused
	if want := r.wantStatus(whole, ended); r.status != want {
		return fmt.Errorf("exit status %d, want %d: %d written, %d refused, ended %v", r.status, want, r.written, r.refused, ended)
	}
	switch {
	case ended && !r.ends:
		return errors.New("the reading ended before the input")
	case whole && r.written > 0:
		return errors.New("there are bodies of a request that is wrong as a whole")
	case whole || r.loose:
		return nil
	case !ended && read != r.records, read > r.records:
		return fmt.Errorf("%d records written and %d refused, %d were sent", r.written, r.refused, r.records)
	}
	for n, refused := range reported {
		if refused && n >= read {
			return fmt.Errorf("record %d was refused, and only %d were read", n, read)
		}
	}
	if r.order {
		return inOrder(numbers, reported, unnamed)
	}
	return nil
}

// wantStatus returns the exit status that the command must have.
func (r *round) wantStatus(whole, ended bool) int {
	switch {
	case r.written > 0 && ended, r.refused > 0, whole && r.format == "body":
		return 1
	case ended:
		return 2
	}
	return 0
}

// inOrder checks that the bodies have the records in their order. Missing are only
// the reported ones, and at most unnamed others.
func inOrder(numbers []int, reported map[int]bool, unnamed int) error {
	next := 0
	for _, n := range numbers {
		for reported[next] {
			next++
		}
		for ; n > next && unnamed > 0; next++ {
			if !reported[next] {
				unnamed--
			}
		}
		if n != next {
			return fmt.Errorf("record %d is in a body where %d is due", n, next)
		}
		next++
	}
	return nil
}

// A reading is what the command has printed about records.
type reading struct {
	reported map[int]bool  // the records, and whether they are refused
	size     map[int]int64 // the bytes of the problems of each
	ended    bool          // the reading of the input ended early
}

// readProblems reads what was printed.
func (r *round) readProblems() (reading, error) {
	seen := reading{reported: map[int]bool{}, size: map[int]int64{}}
	file, err := os.Open(r.file("problems"))
	if err != nil {
		return seen, err
	}
	defer file.Close()
	lines := bufio.NewReaderSize(file, 1<<20)
	for {
		line, err := lines.ReadString('\n')
		if err == io.EOF && (line == "" || r.killed) {
			return seen, nil
		}
		if err != nil {
			return seen, fmt.Errorf("a line is cut: %s", start(line))
		}
		if err := printable(line); err != nil {
			return seen, err
		}
		if err := r.readSummary(line); err != nil {
			return seen, err
		}
		if r.summary != nil { // the rest is the summary
			continue
		}
		if err := r.readLine(line, &seen); err != nil {
			return seen, err
		}
	}
}

// readLine reads a problem or a message.
func (r *round) readLine(line string, seen *reading) error {
	if rest, ok := strings.CutPrefix(line, "zohocrm: "); ok {
		ends, known := r.message(rest)
		if !known {
			return fmt.Errorf("unexpected: %s", start(line))
		}
		seen.ended = seen.ended || ends
		return nil
	}
	p, err := r.readProblem(line)
	if err != nil {
		return err
	}
	if p.record < 0 && !p.many && (r.format != "body" || r.status == 2) { // in a body the error that ended the reading is a problem like others
		seen.ended = true
		return nil
	}
	r.problems++
	if p.many {
		return nil
	}
	seen.reported[p.record] = seen.reported[p.record] || !p.warning
	if seen.size[p.record] += int64(len(line)); seen.size[p.record] > maxReport {
		return fmt.Errorf("more than %d bytes of problems of record %d", maxReport, p.record)
	}
	r.largestReport = max(r.largestReport, seen.size[p.record])
	return nil
}

// message reports whether the command may print a message, and whether the message
// says that the reading ended early.
func (r *round) message(text string) (ends, known bool) {
	if strings.HasPrefix(text, "INVALID_DATA: ") {
		return true, true
	}
	return false, strings.HasPrefix(text, "stopped (") && r.status > 128
}

// printable checks that a line can be printed.
func printable(line string) error {
	for i, c := range strings.TrimSuffix(line, "\n") {
		if !unicode.IsPrint(c) || c == utf8.RuneError && !strings.HasPrefix(line[i:], "\uFFFD") {
			return fmt.Errorf("not printable: %q in %s", c, start(line[max(0, i-100):]))
		}
	}
	return nil
}

// A problem is the content of a line.
type problem struct {
	record  int
	warning bool
	many    bool // it is a problem of a column
}

// textProblem is the start of a line of text: the path and the level.
var textProblem = regexp.MustCompile(`^(?:\$(?:\.data\[(\d+|\*)\])?(?:\.[\w$]+…?|\[(?:\d+|\*)\]|\['(?:[^'\\]|\\.)*'\])*: )?(warning: )?[A-Z_]+: `)

func (r *round) readProblem(line string) (p problem, err error) {
	if !r.json {
		parts := textProblem.FindStringSubmatch(line)
		if parts == nil {
			return p, fmt.Errorf("not a problem: %s", start(line))
		}
		if p.record, err = strconv.Atoi(parts[1]); err != nil {
			p.record = -1
		}
		return problem{p.record, parts[2] != "", parts[1] == "*"}, nil
	}
	var long struct {
		Record  *int
		Level   string
		Code    string
		Count   int
		Details struct {
			APIName string `json:"api_name"`
		}
	}
	if err := json.Unmarshal([]byte(line), &long); err != nil || long.Record == nil || long.Code == "" || long.Level != "error" && long.Level != "warning" {
		return p, fmt.Errorf("not a problem: %w: %s", err, start(line))
	}
	if n := utf8.RuneCountInString(long.Details.APIName); n > 101 {
		return p, fmt.Errorf("a name of %d characters: %s", n, start(line))
	}
	return problem{*long.Record, long.Level == "warning", long.Count > 0}, nil
}

// readBodies reads the bodies, and returns the numbers of the records in them.
func (r *round) readBodies() (numbers []int, err error) {
	if r.files {
		return r.readBodyFiles()
	}
	file, err := os.Open(r.file("bodies"))
	if err != nil {
		return nil, err
	}
	defer file.Close()
	lines := bufio.NewReaderSize(file, 1<<20)
	for {
		line, err := lines.ReadBytes('\n')
		if err == io.EOF && (len(line) == 0 || r.killed) {
			return numbers, nil
		}
		if err == nil {
			numbers, err = r.readBody(numbers, line)
		}
		if err != nil {
			return nil, fmt.Errorf("body %d: %w: %s", r.bodies, err, start(string(line)))
		}
	}
}

// readBodyFiles reads the bodies in the files of -o, as readBodies does.
func (r *round) readBodyFiles() (numbers []int, err error) {
	entries, err := os.ReadDir(r.file("out"))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	for _, e := range entries {
		switch name := e.Name(); {
		case name == "run.json":
		case r.killed && (strings.HasSuffix(name, ".tmp") || strings.HasPrefix(name, ".")):
		case name != fmt.Sprintf("body-%05d.json", r.bodies+1):
			return nil, fmt.Errorf("file %s where body %d is due", name, r.bodies+1)
		default:
			text, err := os.ReadFile(filepath.Join(r.file("out"), name))
			if err == nil {
				numbers, err = r.readBody(numbers, text)
			}
			if err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
		}
	}
	return numbers, nil
}

// numberName is the name of the field with the number of a record.
const numberName = "Soak_Number"

// readBody reads a body, and appends the numbers of the records in it.
func (r *round) readBody(numbers []int, text []byte) ([]int, error) {
	var body struct{ Data []json.RawMessage }
	if err := json.Unmarshal(text, &body); err != nil {
		return nil, err
	}
	if len(body.Data) == 0 || len(body.Data) > 100 {
		return nil, fmt.Errorf("%d records", len(body.Data))
	}
	r.bodies++
	r.written += len(body.Data)
	r.largestBody = max(r.largestBody, int64(len(text)))
	for _, record := range body.Data {
		if !r.order {
			break
		}
		var number struct {
			N json.RawMessage `json:"Soak_Number"` // numberName
		}
		err := json.Unmarshal(record, &number)
		n, e := strconv.Atoi(strings.Trim(string(number.N), `"`)) // of a table it is a text
		if err = errors.Join(err, e); err != nil {
			return nil, fmt.Errorf("a record without its number: %w: %s", err, start(string(record)))
		}
		numbers = append(numbers, n)
	}
	return numbers, nil
}

// checkNext runs the command again with a good record in the same directory. The
// command must refuse if there are bodies, and otherwise clean the directory and
// write.
func (r *round) checkNext(command string) error {
	if !r.files {
		return nil
	}
	next := &round{dir: r.file("next"), format: "object", files: true, args: []string{"insert", "-module", "Leads", "-o", r.file("out")}}
	if err := os.MkdirAll(next.dir, 0o777); err != nil {
		return err
	}
	if err := os.WriteFile(next.file("input"), []byte(`{"Last_Name":"Daly"}`), 0o666); err != nil {
		return err
	}
	if err := next.run(command); err != nil {
		return err
	}
	entries, err := os.ReadDir(r.file("out"))
	if err != nil {
		return err
	}
	want, files := 0, 2
	if r.bodies > 0 {
		want, files = 2, r.bodies+1
	}
	if next.status != want || len(entries) != files {
		return fmt.Errorf("the next run exits with %d, want %d; the directory holds %d files, want %d", next.status, want, len(entries), files)
	}
	return nil
}
