package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// A mark is where the last body ends: all records before it are in bodies or refused.
type mark struct {
	read, refused int
	next          place // of the next record
}

// A job is one run of insert, update, upsert or bulk.
type job struct {
	*settings
	streams
	module *modules.Module
	inputs []*input
	began  time.Time
	notes  []string // for the summary

	// Only the goroutine that holds the lock may use the following fields and the
	// outputs, as a signal may end the run at any time.
	lock       sync.Mutex
	filler     filler
	checkers   func() *payload.Checker // makes a checker for a worker
	warnings   zohocrm.Errors          // about the keys of the request, until they are printed
	duplicates *duplicates
	problems   problemWriter
	rejects    rejectWriter
	bodies     bodyWriter
	progress   progress
	places     []place // of the records in the body or file that is being filled
	numbers    []int   // of those records in the input
	headers    headers // that the bodies need
	read       int     // records
	refused    int     // of them
	written    int     // that are in bodies
	mark       mark    // where the last body ends
	stopped    bool    // by a signal: nothing more is written
}

// run reads the input and writes bodies and problems. An error means that the input
// could not be read, or the output could not be written.
func (j *job) run() error {
	for _, in := range j.inputs {
		if err := j.readInput(in); err != nil {
			return errors.Join(err, j.flush())
		}
	}
	return j.flush()
}

// An inputError is an error of a file of the input.
type inputError struct {
	in  *input
	err error
}

func (e *inputError) Error() string { return e.err.Error() }

func (e *inputError) Unwrap() error { return e.err }

// readInput reads one file.
func (j *job) readInput(in *input) error {
	text, close, err := in.open(j.in)
	if err != nil {
		return &inputError{in, err}
	}
	if err = j.readText(in, bufio.NewReaderSize(text, 1<<16)); err == nil {
		err = in.drain(text)
	}
	if e := close(); err == nil {
		err = e
	}
	var outside *outputError
	if err != nil && !errors.Is(err, errStopped) && !errors.As(err, &outside) {
		return &inputError{in, err}
	}
	return err
}

func (j *job) readText(in *input, text *bufio.Reader) error {
	records, err := in.stream(text, j.table)
	if err != nil {
		return err
	}
	if records == nil {
		return j.readObject(in, text)
	}
	if in.table != nil {
		j.noteColumns(in)
	}
	return j.pipe(in, records)
}

// take adds the next checked record, and writes the body if it is full.
func (j *job) take(in *input, r reading) error {
	j.lock.Lock()
	defer j.lock.Unlock()
	if j.stopped {
		return errStopped
	}
	if err := j.warn(); err != nil {
		return err
	}
	at := place{in, r.rec.Row()}
	if j.mark.next.in == nil {
		j.mark.next = at
	}
	found := j.duplicates.find(r.rec, r.prints, j.inputs, j.read, j.bodies.passed)
	problems := j.filler.AddChecked(r.rec, r.checked, found...)
	nameTwins(problems, j.numbers, j.places)
	number := j.read
	j.read++
	in.records++
	if j.progress.due() {
		j.drawProgress()
	}
	waits := j.filler.Waits()
	if waits { // all records before it are in the file that is written next
		j.problems.counts.mark()
	}
	if len(problems) > 0 {
		if err := j.print(problems, at, r.rec); err != nil {
			return err
		}
	}
	if problems.Err() != nil {
		j.refused++
		if err := j.rejects.write(in, r.rec, r.raw, problems); err != nil {
			return &outputError{err}
		}
		return nil
	}
	if !waits {
		j.duplicates.take(at, j.bodies.passed)
	}
	j.places, j.numbers = append(j.places, at), append(j.numbers, number)
	if j.filler.Full() {
		if err := j.writeOutputs(); err != nil {
			return err
		}
	}
	if waits {
		j.duplicates.take(at, j.bodies.passed)
	}
	return nil
}

// An outputError is an error of an output.
type outputError struct{ error }

func (e *outputError) Unwrap() error { return e.error }

// print prints the problems of a record or of the request.
func (j *job) print(problems zohocrm.Errors, at place, rec *record.Record) error {
	shown := j.progress.shown
	j.problems.erase = j.progress.erase
	if j.values {
		j.problems.counts.value = func(e *zohocrm.Error) *string { return valueOf(rec, e) }
	}
	if err := j.problems.write(problems, at); err != nil {
		return &outputError{err}
	}
	if shown && !j.progress.shown {
		j.drawProgress()
	}
	return nil
}

// warn prints the warnings about the keys of the request once.
func (j *job) warn() error {
	if len(j.warnings) == 0 {
		return nil
	}
	warnings := j.warnings
	j.warnings = nil
	return j.print(warnings, place{}, nil)
}

// flush writes the body that is being filled, the last one.
func (j *job) flush() error {
	j.lock.Lock()
	defer j.lock.Unlock()
	if j.stopped {
		return errStopped
	}
	if err := j.warn(); err != nil {
		return err
	}
	for j.filler.Len() > 0 {
		if err := j.writeOutputs(); err != nil {
			return err
		}
	}
	return nil
}

// writeOutputs writes the body or file that is being filled.
func (j *job) writeOutputs() error {
	if j.progress.bodies && !j.dry && j.dir == "" {
		j.progress.erase()
	}
	for out := range j.filler.flush() {
		n := len(out.Index)
		if err := j.bodies.write(out, j.places[:n]); err != nil {
			return &outputError{err}
		}
		j.headers.add(out.Headers)
		j.written += n
		j.places, j.numbers = slices.Delete(j.places, 0, n), slices.Delete(j.numbers, 0, n)
	}
	j.mark = mark{read: j.read - len(j.places), refused: j.refused}
	if len(j.places) > 0 { // of the record that waits
		j.mark.next = j.places[0]
	} else {
		j.problems.counts.mark()
	}
	return j.rejects.mark()
}

// readObject reads one record, or a whole body, which has the key "data".
func (j *job) readObject(in *input, text io.Reader) error {
	data, err := readWhole(text)
	if err != nil {
		return err
	}
	if in.format == "body" {
		return j.readBody(in, data)
	}
	v, err := fieldtype.ParseJSON(data)
	var syntax *fieldtype.SyntaxError
	switch {
	case errors.As(err, &syntax) && syntax.Expected == "the end":
		return fmt.Errorf("%w (for records one a line: -in jsonl)", err)
	case err != nil:
		return err
	}
	list, ok := v.Member("data")
	switch list.JSONType() {
	case "array", "object", "null", "": // "" is, for example, an element with a key twice
		if ok {
			return j.readBody(in, data)
		}
	}
	if isBodyTwice(v.Problem()) {
		return j.readBody(in, data)
	}
	if len(data) > maxRecordBytes {
		v = fieldtype.Invalid(zohocrm.TooLarge("a record of at most 16 MiB"))
	}
	return j.pipe(in, slices.Values([]*record.Record{record.FromValue(v)}))
}

// isBodyTwice reports whether a problem is about a key that occurs twice in a whole
// body.
func isBodyTwice(p *zohocrm.Error) bool {
	return p != nil && p.Reason == zohocrm.ReasonDuplicateKey &&
		slices.Contains([]string{"data", "trigger", "apply_feature_execution", "skip_feature_execution", "lar_id", "duplicate_check_fields"}, p.APIName)
}

// readBody reads a whole body. Zoho refuses all of it if a key or the number of
// records is wrong.
func (j *job) readBody(in *input, data []byte) error {
	switch {
	case j.bulk != nil:
		return errors.New("Bulk Write takes records, and no whole body: zohocrm " + j.op.String() + " checks one")
	case len(j.inputs) > 1:
		return errors.New("a whole body is a run of its own: name one file")
	}
	r, err := payload.Parse(j.op, j.module, data)
	var found *zohocrm.Error
	switch {
	case errors.Is(err, zohocrm.ReasonSyntax), errors.Is(err, zohocrm.ReasonDepth):
		return err
	case errors.As(err, &found):
		return j.refuseBody(zohocrm.Errors{found}, 0)
	}
	j.apply(r)
	all := zohocrm.Errors(slices.Collect(r.Problems()))
	if slices.ContainsFunc(all, func(e *zohocrm.Error) bool { return !e.Warning && e.Path.Record() < 0 }) {
		return j.refuseBody(all, len(r.Records()))
	}
	b, problems := r.Batcher()
	if b == nil { // the problems are those of r
		return problems
	}
	if err := j.useBatcher(b, problems); err != nil {
		return err
	}
	j.checkers = r.Checker
	return j.pipe(in, slices.Values(r.Records()))
}

// useBatcher makes the bodies with the settings of a whole body.
func (j *job) useBatcher(b *payload.Batcher, problems zohocrm.Errors) error {
	j.lock.Lock()
	defer j.lock.Unlock()
	if j.stopped {
		return errStopped
	}
	j.filler, j.warnings = bodyFiller{b}, problems
	return nil
}

// refuseBody prints the problems of a whole body that Zoho would refuse.
func (j *job) refuseBody(problems zohocrm.Errors, records int) error {
	j.lock.Lock()
	defer j.lock.Unlock()
	if j.stopped {
		return errStopped
	}
	j.read, j.refused, j.warnings = records, records, nil
	j.notes = append(j.notes, "the body is refused as a whole: what is wrong is not in one record alone")
	for i := 0; i < len(problems); {
		n := i + 1
		for n < len(problems) && problems[n].Path.Record() == problems[i].Path.Record() {
			n++
		}
		if err := j.print(problems[i:n], place{}, nil); err != nil {
			return err
		}
		i = n
	}
	return nil
}

// noteColumns notes for the summary how columns of a table were used, if their names
// do not say it.
func (j *job) noteColumns(in *input) {
	var mapped, left []string
	for _, c := range in.table.Columns() {
		name := fmt.Sprintf("column %d", c.Number)
		if c.Name != "" {
			name = cutName(c.Name)
		}
		switch {
		case c.Name == record.RejectsColumn:
		case c.Use == record.Ignored:
			left = append(left, name)
		case c.APIName != "" && c.Name != c.APIName:
			mapped = append(mapped, name+" = "+cutName(c.APIName))
		}
	}
	j.lock.Lock()
	defer j.lock.Unlock()
	note := func(what string, names []string) {
		if len(names) == 0 {
			return
		}
		more := ""
		if len(names) > maxColumns {
			names, more = names[:maxColumns], fmt.Sprintf(" and %d more", len(names)-maxColumns)
		}
		text := what + ": " + strings.Join(names, ", ") + more
		if len(j.inputs) > 1 {
			text = in.name + ": " + text
		}
		if !slices.Contains(j.notes, text) && len(j.notes) < maxNotes {
			j.notes = append(j.notes, text)
		}
	}
	note("columns", mapped)
	note("left out", left)
	note("no such column", in.table.Unused())
}

// The bounds of the notes about columns.
const (
	maxColumns = 50
	maxNotes   = 20
)
