package main

import (
	"bufio"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// ofRun reads the answers to bodies of a run.
func (o *outcome) ofRun(args []string) (int, error) {
	if err := o.openRun(); err != nil {
		return exitUsage, err
	}
	answers, err := o.match(args)
	if err != nil {
		return exitUsage, err
	}
	inputs := o.manifest.files()
	if err := o.openRejects(inputs); err != nil {
		return exitUsage, err
	}
	var again *directory
	if o.dir != "" {
		if again, err = openDirectory(o.dir, o.manifest.names(), o.replace); err != nil {
			o.rejects.drop()
			return exitUsage, fmt.Errorf("-o %s: %w", o.dir, err)
		}
		again.begin(o.manifest.manifestHead)
	}
	answered, wholes, status, err := o.ofBodies(answers, inputs, again)
	if err != nil || answered == 0 && len(o.manifest.Bodies) > 0 { // nothing is known
		o.rejects.drop()
		if again != nil {
			err = errors.Join(err, again.discard())
		}
		return exitUsage, err
	}
	// What became of the records is printed. A file that fails now costs only itself.
	if again != nil {
		if err := again.close(endOfManifest(manifestTail{
			Inputs: o.manifest.Inputs, Headers: o.manifest.Headers, Read: o.manifest.Read, Written: o.again, Refused: o.manifest.Read - o.again, Complete: true,
		})); err != nil {
			o.say(fmt.Sprintf("-o %s: %v", o.dir, err))
			status, o.dir = exitRefused, ""
		}
	}
	if err := o.writeRejects(inputs); err != nil {
		o.say(err.Error())
		status, o.rejects.file = exitRefused, ""
	}
	printed, err := o.print()
	if err != nil {
		return exitUsage, err
	}
	o.printSummary(answered, wholes)
	return max(status, printed), nil
}

// ofBodies reads the answers to the bodies, prints what became of their records, and
// writes those to send again. It returns how many bodies have an answer, and which ones
// Zoho refused as a whole. The error is that of the print.
func (o *outcome) ofBodies(answers map[int][]string, inputs []*input, again *directory) (answered int, wholes []string, status int, err error) {
	status = exitOK
	for i, b := range o.manifest.Bodies {
		for _, name := range answers[i] {
			whole, err := o.ofAnswer(b, inputs, name, again)
			if err != nil {
				o.say(name + ": " + err.Error())
				status = exitRefused
				continue
			}
			if whole {
				wholes = append(wholes, b.File)
			}
			answered++
			if err := o.printSoFar(); err != nil {
				return answered, wholes, status, err
			}
		}
	}
	return answered, wholes, status, nil
}

// ofAnswer reads the answer to a body, and writes the records to send again, if there
// is a directory for them. It reports whether Zoho refused the request as a whole.
func (o *outcome) ofAnswer(b manifestBody, inputs []*input, name string, again *directory) (whole bool, err error) {
	out, whole, err := o.ofBody(b, inputs, name)
	if err == nil && out.Body != nil && again != nil {
		if err = again.write(out.Body, out.job); err == nil {
			again.addBody(out.Batch, b.places(inputs, out.Index))
		}
	}
	return whole, err
}

// printSoFar prints the lines so far.
func (o *outcome) printSoFar() error {
	_, err := o.print()
	return err
}

// openRun reads the manifest of the run. If the run was killed while it moved its
// files, it moves the rest.
func (o *outcome) openRun() (err error) {
	if err := moveFinishedLocked(o.run); err != nil {
		return fmt.Errorf("-run %s: %w", o.run, err)
	}
	if o.manifest, err = readManifest(filepath.Join(o.run, manifestName)); err != nil {
		return fmt.Errorf("-run: %w", err)
	}
	if !o.manifest.isBulk() {
		return nil
	}
	collectForBulk()
	c, m, err := o.manifest.settings()
	if err != nil { // the files of the metadata are not there, say
		op, known := o.manifest.operation()
		if known != nil {
			return fmt.Errorf("-run: %w", known)
		}
		o.say("the reasons of a check are left out: " + err.Error())
		o.bulk = payload.NewBulkWrite(modules.Custom(o.manifest.Module), op)
		return nil
	}
	o.bulk = c.bulkWrite(m)
	return nil
}

// lastNumber is the last number in the name of a file.
var lastNumber = regexp.MustCompile(`(\d+)\D*$`)

// match returns the names of the answers to each body.
func (o *outcome) match(args []string) (map[int][]string, error) {
	if len(args) == 0 {
		args = []string{standardInput}
	}
	answers := map[int][]string{}
	for _, name := range args {
		n := -1
		if m := lastNumber.FindStringSubmatch(filepath.Base(name)); m != nil && name != standardInput {
			number, err := strconv.Atoi(m[1])
			if err == nil {
				file, _ := o.manifest.names().of(number)
				n = slices.IndexFunc(o.manifest.Bodies, func(b manifestBody) bool { return b.File == file })
			}
		}
		if n < 0 && len(o.manifest.Bodies) == 1 && len(args) == 1 {
			n = 0
		}
		if n < 0 {
			file, _ := o.manifest.names().of(2)
			like := "answer-00002.json"
			if o.bulk != nil {
				like = "result-0002.zip"
			}
			return nil, usagef("%s: its name does not say the number of a %s, such as %s for %s", name, o.manifest.output(), like, file)
		}
		if len(answers[n]) > 0 {
			return nil, usagef("%s and %s are answers to one %s", answers[n][0], name, o.manifest.output())
		}
		answers[n] = []string{name}
	}
	return answers, nil
}

// ofBody reads the answer to a body. It returns the batch of the records to send
// again, and whether Zoho refused the request as a whole.
func (o *outcome) ofBody(b manifestBody, inputs []*input, name string) (again output, whole bool, err error) {
	if o.bulk != nil {
		again, err = o.ofFile(b, inputs, name)
		return again, false, err
	}
	body, err := readFile(filepath.Join(o.run, b.File))
	if err != nil {
		return again, false, err
	}
	batch, err := payload.ParseBatch(body)
	if err != nil {
		return again, false, fmt.Errorf("%s: %w", b.File, err)
	}
	if len(batch.Index) != b.Records {
		return again, false, fmt.Errorf("%s has %d records, and %s says %d: it is not that of the run", b.File, len(batch.Index), manifestName, b.Records)
	}
	batch.Index, batch.Headers = b.numbers(), b.Headers
	batch.Recurring = batch.Recurring && o.manifest.Command == modules.Insert.String()
	answer, err := o.readAnswer([]string{name})
	if err != nil {
		return again, false, err
	}
	positions, refused, err := o.add(batch, answer, b.File, b.placesByNumber(inputs))
	if err != nil {
		return again, false, err
	}
	again.Batch, err = batch.Only(positions)
	return again, len(refused) > 0 && len(positions) == 0, err
}

// fileID is the id of an upload in a job.
var fileID = regexp.MustCompile(`"file_id"\s*:\s*"[^"]*"`)

// ofFile reads the result of a file of Bulk Write. It returns the file of the records to
// send again.
func (o *outcome) ofFile(b manifestBody, inputs []*input, name string) (again output, err error) {
	sent, err := readFile(filepath.Join(o.run, b.File))
	if err != nil {
		return again, err
	}
	result, err := o.readAnswer([]string{name})
	if err != nil {
		return again, err
	}
	numbers := b.numbers()
	out, err := o.bulk.Outcome(sent, result, numbers)
	if err != nil {
		return again, err
	}
	places := b.placesByNumber(inputs)
	again.Index = o.addRows(out, places)
	o.addTables(out, b.File, places)
	if o.dir == "" || len(again.Index) == 0 {
		return again, nil
	}
	var rows []int
	for i, n := range numbers {
		if _, found := slices.BinarySearch(again.Index, n); found {
			rows = append(rows, i)
		}
	}
	if again.job, err = readFile(filepath.Join(o.run, b.Job)); err != nil {
		return again, err
	}
	again.job = fileID.ReplaceAll(again.job, []byte(`"file_id": ""`))
	again.Body, err = payload.OnlyBulkRows(sent, rows)
	return again, err
}

// placesByNumber returns the places of the records of a body by their numbers in the
// input.
func (b manifestBody) placesByNumber(inputs []*input) map[int]place {
	places := map[int]place{}
	numbers := b.numbers()
	for i, at := range b.places(inputs, numbers) {
		places[numbers[i]] = at
	}
	return places
}

// numbers returns the numbers of the records of a body in the input.
func (b manifestBody) numbers() []int {
	numbers := make([]int, 0, b.Records)
	for _, p := range b.Places {
		for i := range p.Count {
			numbers = append(numbers, p.Record+i)
		}
	}
	return numbers
}

// places returns the places of the records of a body with those numbers, which are in
// order.
func (b manifestBody) places(inputs []*input, numbers []int) []place {
	places := make([]place, 0, len(numbers))
	for _, p := range b.Places {
		for i := range p.Count {
			if _, found := slices.BinarySearch(numbers, p.Record+i); !found {
				continue
			}
			at := place{in: inputs[p.Input]}
			if p.Row > 0 {
				at.row = p.Row + i
			}
			places = append(places, at)
		}
	}
	return places
}

// files returns the inputs of the run.
func (m *manifest) files() []*input {
	var inputs []*input
	for i, in := range m.Inputs {
		inputs = append(inputs, &input{
			name: in.File, number: i, format: in.Format, size: in.Size, hashed: true, packed: strings.HasSuffix(strings.ToLower(in.File), ".gz"),
		})
	}
	return inputs
}

// settings returns the settings of the run and its module, from its arguments.
func (m *manifest) settings() (*settings, *modules.Module, error) {
	op, err := m.operation()
	if err != nil {
		return nil, nil, err
	}
	c := newSettings(op)
	if m.isBulk() {
		c = newBulkSettings()
	}
	f := newFlags(m.Command)
	c.define(f)
	if _, err := f.parse(m.Args); err != nil {
		return nil, nil, fmt.Errorf("the arguments of the run: %w", err)
	}
	if err := c.checkBulk(); err != nil {
		return nil, nil, fmt.Errorf("the arguments of the run: %w", err)
	}
	module, _, err := c.mod.find()
	if err != nil {
		return nil, nil, fmt.Errorf("the module of the run: %w", err)
	}
	c.table.Fields, c.table.KeepRows = module.Fields(), true
	return c, module, nil
}

// openRejects makes the file of the rejects. The error is what would keep them from being
// written, so that it comes before anything is printed: the input of the run is gone, or
// is not the one that the run has read.
func (o *outcome) openRejects(inputs []*input) (err error) {
	if o.rejects.file == "" {
		return nil
	}
	if o.settings, _, err = o.manifest.settings(); err != nil {
		return fmt.Errorf("-rejects: %w", err)
	}
	for i, in := range inputs {
		if err := o.manifest.Inputs[i].check(); err != nil {
			return fmt.Errorf("-rejects: %s: %w", in.name, err)
		}
	}
	return o.rejects.open()
}

// errOtherInput says that a file has changed since the run.
var errOtherInput = errors.New("the file is not the one that the run has read")

// check reads a file of the run to say whether it is still the same.
func (m *manifestInput) check() error {
	if m.File == standardInput {
		return errors.New("standard input cannot be read again")
	}
	f, err := os.Open(m.File)
	if err != nil {
		return err
	}
	defer f.Close()
	hash := sha256.New()
	n, err := io.Copy(hash, f)
	if err == nil {
		err = m.compare(n, fmt.Sprintf("%x", hash.Sum(nil)))
	}
	return err
}

// compare compares a file that was read, its size and its hash, with that of the run. The
// manifest has no hash of a file that an interrupted run has read in part.
func (m *manifestInput) compare(size int64, hash string) error {
	if m.SHA256 != "" && hash != m.SHA256 || size < m.Size {
		return errOtherInput
	}
	return nil
}

// writeRejects reads the input again and writes the records that Zoho refused.
func (o *outcome) writeRejects(inputs []*input) error {
	if o.rejects.file == "" {
		return nil
	}
	n := 0
	for i, in := range inputs {
		read := &o.manifest.Inputs[i]
		if read.SHA256 == "" && read.Size > 0 {
			o.unsure = append(o.unsure, in.name)
		}
		err := o.rejectsOf(in, &n)
		if err == nil {
			err = read.compare(in.read(), in.sha256())
		}
		if err != nil {
			o.rejects.drop()
			return fmt.Errorf("-rejects: %s: %w", in.name, err)
		}
	}
	return o.rejects.close(false)
}

// rejectsOf writes the records of one file that Zoho refused. n counts records.
func (o *outcome) rejectsOf(in *input, n *int) error {
	text, close, err := in.open(nil)
	if err != nil {
		return err
	}
	defer close()
	records, err := o.settings.recordsOf(in, bufio.NewReaderSize(text, 1<<16))
	if err != nil {
		return err
	}
	for rec := range records {
		if err := rec.Ended(); err != nil {
			return err
		}
		if problems := o.refusals[*n]; problems != nil {
			raw := ""
			if in.format != "csv" {
				raw, _ = rec.Raw()
				rec = withoutReasons(rec)
			}
			if err := o.rejects.write(in, rec, raw, problems); err != nil {
				return err
			}
		}
		*n++
	}
	return in.drain(text)
}

// recordsOf returns the records of a file of a run, those of a body among them.
func (c *settings) recordsOf(in *input, text *bufio.Reader) (iter.Seq[*record.Record], error) {
	records, err := in.stream(text, c.table)
	if records != nil || err != nil {
		return records, err
	}
	data, err := readWhole(text)
	if err != nil {
		return nil, err
	}
	if r, err := payload.Parse(c.op, nil, data); err == nil {
		return slices.Values(r.Records()), nil
	}
	v, err := fieldtype.ParseJSON(data)
	return slices.Values([]*record.Record{record.FromValue(v)}), err
}

// printSummary prints what became of the run.
func (o *outcome) printSummary(answered int, wholes []string) {
	if o.quiet {
		return
	}
	s := &summary{counts: &o.counts}
	line := fmt.Sprintf("%s of %s answered: %s written by Zoho, %s refused", grouped(answered), plural(len(o.manifest.Bodies), o.manifest.output()),
		plural(o.written, "record"), grouped(o.refused))
	if listed := s.listed(false); listed != "" {
		line += " (" + listed + ")"
	}
	lines := []string{line}
	if o.again > 0 {
		next := "send them again with -o DIR"
		if o.dir != "" {
			next = "send the " + many(o.manifest.output()) + " in " + o.dir
		}
		lines = append(lines, fmt.Sprintf("  %s to send again as they are: first look whether Zoho has them; %s", plural(o.again, "record"), next))
	}
	for _, name := range wholes {
		lines = append(lines, "  "+name+" was refused as a whole: correct the cause and send it again")
	}
	for _, name := range o.unsure {
		lines = append(lines, "  "+name+" was not read to its end by the run: make sure that it is the same file, as the rejects are taken from it by their places")
	}
	lines = append(lines, o.rowLines()...)
	if o.refused > 0 && o.rejects.file != "" {
		lines = append(lines, "  next: correct "+o.rejects.file+" and read it again")
	}
	if left := len(o.manifest.Bodies) - answered; left > 0 {
		lines = append(lines, "  "+plural(left, o.manifest.output())+" without an answer")
	}
	for _, line := range lines {
		fmt.Fprintln(o.err, printable(line))
	}
}
