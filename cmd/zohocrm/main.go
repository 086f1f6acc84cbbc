// Zohocrm checks records for Zoho CRM's Insert Records call and writes the
// request bodies, without sending anything.
//
//	zohocrm -module NAME [flags] [FILE]
//	zohocrm outcome -batch BODY [flags] [ANSWER]
//
// The first form reads records from FILE, or from standard input when FILE is absent or
// "-", and writes the bodies to standard output, one a line, or to the files of
// a directory. Problems go to standard error, one a line. A record that Zoho
// would refuse is left out, and the others are written. Input of any length takes
// little memory: a record may have 16 MiB, and a whole body 32 MiB. On a terminal a
// line shows the progress.
//
// The exit status is 0 when every record was written and 2 when nothing was done:
// wrong usage, input that cannot be read, output that cannot be written. It is
// 1 when some records were refused, or when the input or output broke after
// some bodies had been written. What was read before the break is still written.
//
// The directory must not hold the bodies of another run, and no other run can
// write to it at the same time.
//
// On an interrupt (SIGHUP, SIGINT, SIGTERM) it finishes the body that it is
// writing and stops, with 128 and the number of the signal: 129, 130, 143. In a
// directory there are whole files only, then as always.
//
// The second form reads what Zoho answered to a body and says row by row what
// became of its records.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// The exit statuses.
const (
	exitOK      = 0   // every record was written
	exitRefused = 1   // some records were not
	exitUsage   = 2   // nothing was done
	exitSignal  = 128 // and the number of the signal that stopped it
)

// softMemory is the memory in bytes beyond which garbage is collected more often
// than is fast. Most input takes a fifth of it.
const softMemory = 64 << 20

func main() {
	signal.Ignore(syscall.SIGPIPE) // a closed output is an error like any other
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(softMemory)
	}
	os.Exit(run(os.Args[1:], os.Stdin, openOutput(os.Stdout), os.Stderr))
}

// A job is one call of the command.
type job struct {
	module  *modules.Module
	flags   func(*payload.Insert) // sets what the flags ask for on a request
	format  string                // "json", "jsonl", "csv", "body"
	file    string                // "-" is standard input
	records int                   // how many were read of a stream

	output   sync.Mutex // guards what follows, and whatever is written
	bodies   bodyWriter
	problems problemWriter
	progress progress
	stopped  bool // by a signal: nothing more is written
}

func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	if len(args) > 0 && args[0] == "outcome" {
		return runOutcome(args[1:], stdin, stdout, stderr)
	}
	j, err := parse(args, stdout, stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return exitOK
	case errors.As(err, new(flagError)):
		return exitUsage
	case err != nil:
		fmt.Fprintln(stderr, "zohocrm:", printable(err.Error()))
		return exitUsage
	}
	if !j.checkFlags() {
		return exitUsage
	}
	input := stdin
	if j.file != "-" {
		f, err := os.Open(j.file)
		if err != nil {
			fmt.Fprintln(stderr, "zohocrm:", printable(err.Error()))
			return exitUsage
		}
		defer f.Close()
		input = f
	}
	return j.work(input, stderr)
}

// parse reads the command line.
func parse(args []string, stdout, stderr io.Writer) (*job, error) {
	flags := flag.NewFlagSet("zohocrm", flag.ContinueOnError)
	flags.SetOutput(printableWriter{stderr})
	flags.Usage = func() {
		fmt.Fprintln(stderr, "usage: zohocrm -module NAME [flags] [FILE]")
		fmt.Fprintln(stderr, "       zohocrm outcome -batch BODY [flags] [ANSWER]")
		flags.PrintDefaults()
	}
	var fields []fieldtype.Field
	var metadata []metadataFile
	module := flags.String("module", "", "the module's API `name`, scope name or label (required)")
	format := flags.String("in", "", "input `format`: json, jsonl, csv or body (default: by the file's extension, else json)")
	flags.Func("field", "declare a custom field, `NAME:TYPE[:LENGTH[:DECIMALS]]`, TYPE being its data_type (may repeat)", func(s string) error {
		f, err := parseField(s)
		fields = append(fields, f)
		return err
	})
	var without []string
	flags.Func("without-rule", "leave out the module's rule `NAME`, such as call_scheduled (may repeat)", func(s string) error {
		without = append(without, s)
		return nil
	})
	for _, f := range metadataFlags {
		flags.Func(f.name, f.usage, func(s string) error {
			metadata = append(metadata, metadataFile{f.name, s})
			return nil
		})
	}
	layout := flags.String("layout", "", "the layout `ID` of records that have no Layout")
	trigger := flags.String("trigger", "", "run these automations only: workflow,approval,blueprint,pathfinder,orchestration, or none (`LIST`)")
	apply := flags.String("apply", "", "apply_feature_execution: layout_rules (`LIST`)")
	skip := flags.String("skip", "", "skip_feature_execution: cadences (`LIST`)")
	larID := flags.String("lar-id", "", "the lead assignment rule's `ID`")
	now := flags.String("now", "", "the `TIME` that rules take for now, RFC 3339 (default: the clock)")
	out := flags.String("o", "", "write each body to a file of its own in `DIR`, which must hold none: body-00001.json ...")
	style := flags.String("problems", "text", "how problems are printed: text or json (`STYLE`)")
	strict := flags.Bool("strict", false, "take warnings for errors")
	check := flags.Bool("check", false, "report only, write no bodies")
	if err := flags.Parse(args); err != nil {
		return nil, flagError{err}
	}
	switch {
	case *module == "":
		return nil, errors.New("-module is required")
	case flags.NArg() > 1:
		return nil, fmt.Errorf("one FILE at most, got %d", flags.NArg())
	case *style != "text" && *style != "json":
		return nil, errors.New("-problems: expected text or json")
	}
	j := &job{file: "-", format: *format}
	if flags.NArg() == 1 {
		j.file = flags.Arg(0)
	}
	var err error
	if j.format, err = inputFormat(*format, j.file); err != nil {
		return nil, err
	}
	clock := time.Now
	if *now != "" {
		t, err := time.Parse(time.RFC3339, *now)
		if err != nil {
			return nil, errors.New("-now: expected a time such as 2026-01-31T09:00:00+01:00")
		}
		clock = func() time.Time { return t }
	}
	if j.module, err = findModule(*module, metadata, fields, clock); err != nil {
		return nil, err
	}
	if j.module, err = withoutRules(j.module, without); err != nil {
		return nil, fmt.Errorf("-without-rule: %w", err)
	}
	j.flags = func(in *payload.Insert) {
		if *layout != "" {
			in.Layout(*layout)
		}
		switch {
		case *trigger == "none":
			in.Triggers()
		case *trigger != "":
			in.Triggers(list[payload.Trigger](*trigger)...)
		}
		if *apply != "" {
			in.ApplyFeatures(list[payload.Feature](*apply)...)
		}
		if *skip != "" {
			in.SkipFeatures(list[payload.Feature](*skip)...)
		}
		if *larID != "" {
			in.LeadAssignmentRule(*larID)
		}
		if *strict {
			in.Strict()
		}
	}
	if *layout != "" {
		if err := fieldtype.ValidateLayout(fieldtype.ID(*layout)); err != nil {
			return nil, fmt.Errorf("-layout: %w", err)
		}
	}
	j.bodies = bodyWriter{out: stdout, dir: *out, discard: *check}
	j.problems = problemWriter{out: stderr, json: *style == "json"}
	j.progress = newProgress(stdout, stderr)
	return j, nil
}

// A flagError is one that the flag package has printed already.
type flagError struct{ error }

func (e flagError) Unwrap() error { return e.error }

// list splits a list at its commas.
func list[T ~string](s string) []T {
	var items []T
	for item := range strings.SplitSeq(s, ",") {
		items = append(items, T(strings.TrimSpace(item)))
	}
	return items
}

// inputFormat returns the format of the input: the one asked for, or that of
// the file's extension.
func inputFormat(format, file string) (string, error) {
	if format == "" {
		format = "json"
		for _, f := range []string{"jsonl", "csv"} {
			if strings.HasSuffix(strings.ToLower(file), "."+f) {
				format = f
			}
		}
	}
	switch format {
	case "json", "jsonl", "csv", "body":
		return format, nil
	}
	return "", errors.New("-in: expected json, jsonl, csv or body")
}

// findModule returns the module of that name with the organization's metadata
// and the declared fields, which go before it. A name that is not on the page
// is a module of the organization's own when either says what is in it.
func findModule(name string, metadata []metadataFile, fields []fieldtype.Field, clock func() time.Time) (*modules.Module, error) {
	m, err := modules.Lookup(name)
	if err != nil {
		if len(fields) == 0 && !describeModule(metadata) {
			return nil, fmt.Errorf("-module: %w (for a custom module, give its fields with -fields or -field)", err)
		}
		m = modules.Custom(name)
	}
	if m, err = loadMetadata(m, metadata); err != nil {
		return nil, err
	}
	options := []modules.Option{modules.WithNow(clock)}
	for _, f := range fields {
		if known, ok := m.Field(f.APIName); ok { // its type may change, what Zoho does with it stays
			known.Spec = f.Spec
			f = known
		}
		options = append(options, modules.WithField(f))
	}
	return m.With(options...)
}

// withoutRules returns the module without those of its rules.
func withoutRules(m *modules.Module, names []string) (*modules.Module, error) {
	var known []string
	for r := range m.Rules() {
		known = append(known, r.Name)
	}
	var options []modules.Option
	for _, name := range names {
		if !slices.Contains(known, name) {
			return nil, fmt.Errorf("expected one of %s", strings.Join(known, ", "))
		}
		options = append(options, modules.WithoutRule(name))
	}
	return m.With(options...)
}

// parseField reads NAME:TYPE[:LENGTH[:DECIMALS]].
func parseField(s string) (fieldtype.Field, error) {
	parts := strings.Split(s, ":")
	if len(parts) < 2 || len(parts) > 4 || parts[0] == "" {
		return fieldtype.Field{}, errors.New("expected NAME:TYPE[:LENGTH[:DECIMALS]]")
	}
	kind, ok := fieldtype.KindOf(parts[1])
	if !ok {
		return fieldtype.Field{}, errors.New("expected a data_type of the Fields metadata, such as text, email, bigint or currency")
	}
	spec := fieldtype.Spec{Kind: kind}
	numbers := make([]int, len(parts)-2)
	for i, part := range parts[2:] {
		n, err := strconv.Atoi(part)
		if err != nil || n < 0 || n > 1_000_000 || i == 0 && n == 0 {
			return fieldtype.Field{}, errors.New("expected LENGTH and DECIMALS as numbers")
		}
		numbers[i] = n
	}
	if len(numbers) > 0 {
		spec.MaxLength, spec.MaxDigits = numbers[0], numbers[0]
	}
	if len(numbers) > 1 {
		if spec.MaxDecimals = numbers[1]; numbers[1] == 0 {
			spec.MaxDecimals = -1
		}
	}
	return fieldtype.Field{APIName: parts[0], Spec: spec}, nil
}

// checkFlags reports what is wrong with the keys that the flags put beside the
// records, before any record is read.
func (j *job) checkFlags() bool {
	for batch, err := range j.insert().Batches(func(func(*record.Record) bool) {}) {
		if err != nil { // warnings come again with the first records
			j.problems.write(batch.Problems)
			return false
		}
	}
	return true
}
