package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/payload"
)

// runOutcome is the sub-command that reads Zoho's answer to a body:
//
//	zohocrm outcome -batch FILE [-problems text|json] [ANSWER]
//
// ANSWER absent or "-" reads standard input. It prints a line for each record,
// by its position in the body: "0 inserted ID", "1 refused CODE PATH: why". The
// exit status is 0 when all were inserted, 1 when some were refused, and 2 when
// nothing is known: wrong usage, or not an answer to that body.
func runOutcome(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	fail := func(err error) int {
		fmt.Fprintln(stderr, "zohocrm outcome:", printable(err.Error()))
		return exitUsage
	}
	flags := flag.NewFlagSet("zohocrm outcome", flag.ContinueOnError)
	flags.SetOutput(printableWriter{stderr})
	flags.Usage = func() {
		fmt.Fprintln(stderr, "usage: zohocrm outcome -batch FILE [-problems text|json] [ANSWER]")
		flags.PrintDefaults()
	}
	bodyFile := flags.String("batch", "", "the `FILE` with the request body that was sent (required)")
	style := flags.String("problems", "text", "how records are printed: text or json (`STYLE`)")
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return exitOK
	} else if err != nil {
		return exitUsage // printed already
	}
	switch {
	case *bodyFile == "":
		return fail(errors.New("-batch is required"))
	case flags.NArg() > 1:
		return fail(fmt.Errorf("one ANSWER at most, got %d", flags.NArg()))
	case *style != "text" && *style != "json":
		return fail(errors.New("-problems: expected text or json"))
	}
	body, err := readFile(*bodyFile)
	if err != nil {
		return fail(err)
	}
	batch, err := payload.ParseBatch(body)
	if err != nil {
		return fail(fmt.Errorf("-batch: %w", err))
	}
	var answer []byte
	if name := flags.Arg(0); name == "" || name == "-" {
		answer, err = readWhole(stdin)
	} else {
		answer, err = readFile(name)
	}
	if err != nil {
		return fail(err)
	}
	w := &outcomeWriter{json: *style == "json"}
	out, err := batch.Outcome(answer)
	var request *payload.RequestError
	switch {
	case errors.As(err, &request):
		w.refused("request", request.Problems)
		out.Problems = request.Problems
	case err != nil:
		return fail(err)
	case len(out.Rows) == 1: // all items are of one record, which may recur
		w.inserted(0, out.IDs...)
		w.refused(recordName(0), out.Problems)
	case out.Unmatched:
		fmt.Fprintln(stderr, "zohocrm outcome: tasks or events that recur have an item for each occurrence: which record an item belongs to cannot be told")
		w.inserted(-1, out.IDs...)
		w.refused(recordName(-1), out.Problems)
	default:
		for _, row := range out.Rows {
			if row.ID != "" {
				w.inserted(row.Index, row.ID)
			} else {
				w.refused(recordName(row.Index), row.Problems)
			}
		}
	}
	if _, err := stdout.Write(w.lines.Bytes()); err != nil {
		return fail(err)
	}
	if len(out.Problems) > 0 {
		return exitRefused
	}
	return exitOK
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

// An outcomeWriter collects what became of records, a line each.
type outcomeWriter struct {
	lines bytes.Buffer
	json  bool
}

// inserted adds the ids of a record, -1 for one that is not known.
func (w *outcomeWriter) inserted(record int, ids ...string) {
	for _, id := range ids {
		if w.json {
			text, _ := json.Marshal(id)
			fmt.Fprintf(&w.lines, `{"record":%d,"code":"SUCCESS","details":{"id":%s},"status":"success"}`+"\n", record, escape(text))
		} else {
			fmt.Fprintf(&w.lines, "%s inserted %s\n", recordName(record), printable(id))
		}
	}
}

func recordName(record int) string {
	if record < 0 {
		return "-"
	}
	return strconv.Itoa(record)
}

// refused adds what is wrong with a record or the request.
func (w *outcomeWriter) refused(name string, problems zohocrm.Errors) {
	for _, e := range slices.Clone(problems).Bounded(0) {
		if w.json {
			w.lines.Write(append(problemJSON(e), '\n'))
			continue
		}
		where, why := "", e.Error()
		if len(e.Path) > 0 {
			where = " " + e.Path.JSONPath()
			why = strings.TrimPrefix(why, e.Path.JSONPath()+": ")
		}
		why = strings.TrimPrefix(why, string(e.Code))
		fmt.Fprintln(&w.lines, printable(name+" refused "+string(e.Code)+where+why))
	}
}
