package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/payload"
)

var outcomeCommand = command{
	name: "outcome", args: "-run DIR [ANSWER ...] | -batch BODY [ANSWER]",
	summary: "say what became of each record after Zoho's answer",
	about: "With -run, DIR is what -o of insert, update, upsert or bulk wrote, and an answer belongs to the body whose number its name\n" +
		"has: answer-00002.json to body-00002.json, and result-0002.zip or .csv to leads-0002.zip. Records are named by their rows in the\n" +
		"input. With -batch they are named by their positions in the body. ANSWER absent or \"-\" reads standard input.",
	examples: []string{
		"zohocrm outcome -run run answers/answer-*.json",
		"zohocrm outcome -run run -rejects refused.csv -o again answers/answer-*.json",
		"zohocrm outcome -run run results/leads-*.zip",
		"zohocrm outcome -batch body-00001.json answer.json",
	},
	statuses: []exitStatus{
		{"0", "every record was written by Zoho"},
		{"1", "some were refused, an answer is of no use, or a file of -rejects or -o could not be written"},
		{"2", "nothing is known: wrong usage, or no answer to that body"},
	},
	define: func(f *flags) func(streams, []string) (int, error) {
		o := &outcome{style: "text"}
		f.text(&o.run, "run", "DIR", "the directory of the run")
		f.text(&o.batch, "batch", "FILE", "the request body that was sent")
		f.choice(&o.style, "problems", "how records are printed on standard output (default text)", "text", "json", "none")
		f.text(&o.rejects.file, "rejects", "FILE", "write the records that Zoho refused in the form of the input, with the reasons (with -run)")
		f.text(&o.dir, "o", "DIR", "write the bodies or files of the records that are worth sending again as they are (with -run)")
		f.toggle(&o.replace, "overwrite", "replace the run that the directory of -o holds")
		f.toggle(&o.quiet, "quiet", "print no summary")
		return func(s streams, args []string) (int, error) {
			o.streams = s
			if err := checkOutput("-rejects", o.rejects.file); err != nil {
				return exitUsage, err
			}
			switch {
			case (o.run == "") == (o.batch == ""):
				return exitUsage, usagef("one of -run and -batch is required")
			case o.batch != "" && (o.rejects.file != "" || o.dir != ""):
				return exitUsage, usagef("-rejects and -o need -run, which knows the input")
			case o.batch != "" && len(args) > 1:
				return exitUsage, usagef("one ANSWER at most, got %d", len(args))
			case o.batch != "":
				return o.ofBatch(args)
			}
			return o.ofRun(args)
		}
	},
}

// An outcome is a call of the command.
type outcome struct {
	streams
	run, batch string
	style      string
	dir        string
	replace    bool
	quiet      bool
	rejects    rejectWriter

	manifest *manifest          // with -run
	bulk     *payload.BulkWrite // of a run of bulk
	settings *settings          // of the run, with -rejects
	lines    bytes.Buffer
	counts   tally
	refusals map[int]zohocrm.Errors // of records, by their numbers in the input
	unsure   []string               // files that the run has not read to their end
	tables   map[string]*rowCount   // of the rows of fields in files of bulk, by their CSVs

	written, refused, again, unknown int // records
}

// ofBatch reads the answer to one body.
func (o *outcome) ofBatch(args []string) (int, error) {
	body, err := readFile(o.batch)
	if err != nil {
		return exitUsage, err
	}
	batch, err := payload.ParseBatch(body)
	if err != nil {
		return exitUsage, fmt.Errorf("-batch: %w", err)
	}
	answer, err := o.readAnswer(args)
	if err != nil {
		return exitUsage, err
	}
	if _, _, err := o.add(batch, answer, "request", nil); err != nil {
		return exitUsage, err
	}
	return o.print()
}

// readAnswer reads the only answer.
func (o *outcome) readAnswer(args []string) ([]byte, error) {
	if len(args) == 0 || args[0] == standardInput {
		return readWhole(o.in)
	}
	return readFile(args[0])
}

// print prints the lines and returns the exit status.
func (o *outcome) print() (int, error) {
	if o.style == "none" {
		o.lines.Reset()
	}
	if _, err := o.out.Write(o.lines.Bytes()); err != nil {
		return exitUsage, err
	}
	o.lines.Reset()
	if o.refused+o.again+o.unknown > 0 || o.rowsLost() {
		return exitRefused, nil
	}
	return exitOK, nil
}

// add adds the outcome of a batch. whole is the name of the request. places are those
// of the records, or nil. add returns the positions of the records to send again.
func (o *outcome) add(batch payload.Batch, answer []byte, whole string, places map[int]place) (again []int, refused zohocrm.Errors, err error) {
	out, err := batch.Outcome(answer)
	var request *payload.RequestError
	switch {
	case errors.As(err, &request):
		o.printRefused(whole, -1, place{}, request.Problems)
		again = request.Resend()
		if o.again += len(again); len(again) == 0 {
			o.refused += len(batch.Index)
			o.count(request.Problems, place{})
		}
		return again, request.Problems, nil
	case err != nil:
		return nil, nil, err
	case len(out.Rows) == 1: // all items are of one record, which may recur
		row := out.Rows[0]
		at := places[row.Index]
		for _, id := range out.IDs {
			o.printWritten(row, id, at)
		}
		row.Problems = out.Problems
		o.addRefused(row, at, out.Resend())
		if len(out.Problems) == 0 {
			o.written++
		}
	case out.Unmatched:
		o.say("tasks or events that recur have an item for each occurrence: which record an item belongs to cannot be told")
		for _, id := range out.IDs {
			o.printWritten(payload.Row{Index: -1}, id, place{})
		}
		o.printRefused("-", -1, place{}, out.Problems)
		o.unknown += len(out.Problems)
	default:
		return o.addRows(out, places), nil, nil
	}
	return out.Resend(), nil, nil
}

// addRows adds what became of each record, and returns the positions of those to send
// again.
func (o *outcome) addRows(out payload.Outcome, places map[int]place) (again []int) {
	again = out.Resend()
	for _, row := range out.Rows {
		at := places[row.Index]
		if row.ID != "" || len(row.Problems) == 0 {
			o.written++
			o.printWritten(row, row.ID, at)
		} else {
			o.addRefused(row, at, again)
		}
	}
	return again
}

// addRefused adds a record that Zoho did not write, if it has problems.
func (o *outcome) addRefused(row payload.Row, at place, again []int) {
	if len(row.Problems) == 0 {
		return
	}
	o.printRefused(o.recordName(row.Index, at), row.Index, at, row.Problems)
	if _, found := slices.BinarySearch(again, row.Index); found {
		o.again++
		return
	}
	o.refused++
	o.count(row.Problems, at)
	if o.rejects.file != "" {
		if o.refusals == nil {
			o.refusals = map[int]zohocrm.Errors{}
		}
		o.refusals[row.Index] = row.Problems
	}
}

func (o *outcome) count(problems zohocrm.Errors, at place) {
	for _, e := range problems {
		o.counts.add(e, at)
	}
}

// readFile reads a file as a whole.
func readFile(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readWhole(f)
}

// recordName names a record by its row, or by its number.
func (o *outcome) recordName(record int, at place) string {
	switch {
	case record < 0:
		return "-"
	case o.manifest == nil:
		return strconv.Itoa(record)
	}
	name := at.String()
	if name == "" {
		name = "record " + strconv.Itoa(record)
	}
	if len(o.manifest.Inputs) > 1 && at.in != nil {
		name = at.in.name + " " + name
	}
	return name
}

// appendPlace appends the file and the row of a record to its line in JSON.
func (o *outcome) appendPlace(at place) string {
	text := ""
	if o.manifest != nil && len(o.manifest.Inputs) > 1 && at.in != nil {
		text += `,"file":` + string(quote(at.in.name))
	}
	if at.row > 0 {
		text += `,"row":` + strconv.Itoa(at.row)
	}
	return text
}

// printWritten prints the id of a record that Zoho wrote.
func (o *outcome) printWritten(row payload.Row, id string, at place) {
	done := "inserted"
	if row.Action == payload.Updated || o.manifest != nil && o.manifest.Command == "update" {
		done = "updated"
	}
	if o.style == "json" {
		text, _ := json.Marshal(id)
		action := ""
		if row.Action != "" {
			action = `"action":` + string(quote(string(row.Action))) + ","
		}
		fmt.Fprintf(&o.lines, `{"record":%d%s,"code":"SUCCESS",%s"details":{"id":%s},"status":"success"}`+"\n", row.Index, o.appendPlace(at), action, escape(text))
		return
	}
	fmt.Fprintf(&o.lines, "%s %s %s\n", printable(o.recordName(row.Index, at)), done, printable(id))
}

// printRefused prints what is wrong with a record or the request.
func (o *outcome) printRefused(name string, record int, at place, problems zohocrm.Errors) {
	for _, e := range slices.Clone(problems).Bounded(0) {
		if o.style == "json" {
			p := problem{Error: locate(e, place{row: at.row}), at: at}
			if o.manifest != nil && len(o.manifest.Inputs) > 1 && at.in != nil {
				p.file = at.in.name
			}
			o.lines.Write(appendProblemJSON(nil, p))
			continue
		}
		where, why := "", e.Error()
		if len(e.Path) > 0 {
			where = " " + e.Path.JSONPath()
			why = strings.TrimPrefix(why, e.Path.JSONPath()+": ")
		}
		why = strings.TrimPrefix(why, string(e.Code))
		fmt.Fprintln(&o.lines, printable(name+" refused "+string(e.Code)+where+why))
	}
}
