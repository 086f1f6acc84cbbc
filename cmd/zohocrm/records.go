package main

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// settings are the flags of insert, update, upsert and bulk.
type settings struct {
	op      modules.Operation
	bulk    *bulkSettings // nil of the others
	args    []string      // as they were given, for run.json
	mod     moduleSettings
	format  string
	table   record.Table
	unique  []string
	dir     string
	replace bool // the existing run in the directory
	dry     bool
	strict  bool
	quiet   bool
	style   string // of the problems
	most    int    // problems that are printed
	workers int    // goroutines that check records
	rejects string
	reports []string
	values  bool // in reports

	layout, trigger, feature, larID string
	skip                            string
	checks                          string
	updates                         bool
	external                        []string
	unmodified                      time.Time
}

// recordsCommands are the help texts of the commands that read records.
var recordsCommands = [...]struct {
	summary  string
	about    string
	examples []string
}{
	modules.Insert: {
		"check records and write the bodies of Insert Records calls",
		"",
		[]string{
			"zohocrm insert -module Leads leads.csv > bodies.jsonl",
			"zohocrm insert -module Leads -fields fields.json -o run -rejects rejects.csv leads.csv",
			"zohocrm insert -module Leads -dry-run leads-1.csv.gz leads-2.jsonl",
			`zohocrm insert -module Contacts -map "E-mail=Email" -ignore Notes -date-format dd/MM/yyyy -decimal , people.csv`,
		},
	},
	modules.Update: {
		"check records and write the bodies of Update Records calls",
		"Each record has its id, in a table in the column id. What a record does not have stays as it is; null empties a field.",
		[]string{
			"zohocrm update -module Leads -o run changes.csv",
			"zohocrm update -module Leads -empty null -o run changes.csv",
		},
	},
	modules.Upsert: {
		"check records and write the bodies of Upsert Records calls",
		"Zoho updates the records that it finds by the duplicate check fields, and inserts the others.",
		[]string{
			"zohocrm upsert -module Leads -duplicate-check Email,Mobile -o run leads.csv",
			"zohocrm upsert -module Leads -duplicate-check Email -expect-updates changes.jsonl",
		},
	},
}

// recordsStatuses are the exit statuses of the commands that read records.
var recordsStatuses = []exitStatus{
	{"0", "every record was written"},
	{"1", "some were refused, or the input broke off; the good ones before it were written"},
	{"2", "wrong usage or unreadable input; nothing was done"},
	{"129, 130, 143", "stopped by a signal; what was written is whole"},
}

// recordsCommand returns the command of an operation.
func recordsCommand(op modules.Operation) command {
	help := recordsCommands[op]
	return command{
		name: op.String(), args: "-module NAME [flags] [FILE ...]",
		summary: help.summary, about: help.about, examples: help.examples, statuses: recordsStatuses,
		define: func(f *flags) func(streams, []string) (int, error) { return defineRecords(f, newSettings(op)) },
	}
}

// defineRecords defines the flags of a command that reads records, and returns what
// does its work.
func defineRecords(f *flags, c *settings) func(streams, []string) (int, error) {
	c.define(f)
	return func(s streams, files []string) (int, error) {
		c.args = givenArgs(f, files)
		if err := c.checkBulk(); err != nil {
			return exitUsage, err
		}
		j, err := c.job(s, files)
		if err != nil {
			return exitUsage, err
		}
		return j.work(), nil
	}
}

// newSettings returns the settings without flags.
func newSettings(op modules.Operation) *settings {
	return &settings{op: op, style: "text", workers: runtime.GOMAXPROCS(0)}
}

// define defines the flags.
func (c *settings) define(f *flags) {
	f.heading("the module")
	c.mod.define(f)
	f.heading("the input: FILE is .json, .jsonl, .ndjson, .csv or .tsv, each also with .gz; without FILE it is standard input")
	f.choice(&c.format, "in", "the format of the input (default: by the file's extension, json of standard input)", c.formats()...)
	c.defineTable(f)
	f.texts(&c.unique, "unique", "FIELD", "refuse a record with the value of an earlier one in this field, as in the unique fields of the metadata (repeat)")
	f.heading("the request")
	if c.bulk != nil {
		c.bulk.define(f)
		f.text(&c.layout, "layout", "ID", layoutUsage)
	} else {
		c.defineRequest(f)
	}
	f.heading("the output")
	c.defineOutput(f)
	f.count(&c.workers, 1, "j", "check records in N goroutines; the output is the same for each N (default: the number of cores)")
	f.heading("reports")
	f.choice(&c.style, "problems", "how problems are printed on standard error (default text)", problemStyles...)
	f.count(&c.most, 0, "max-problems", "print at most N lines of problems, and how many more there are (default: all)")
	f.text(&c.rejects, "rejects", "FILE", "write the refused records in the form of the input, with the reasons, to be corrected and read again")
	f.texts(&c.reports, "report", "FILE", "write a report: .json, or .html and .md for people (repeat)")
	f.toggle(&c.values, "report-values", "put the values of the first rows into reports")
	f.toggle(&c.quiet, "quiet", "print no summary and no progress")
	f.toggle(&c.strict, "strict", "refuse records for warnings, too")
}

// formats are the values of -in.
func (c *settings) formats() []string {
	if c.bulk != nil {
		return formats[:slices.Index(formats, "body")]
	}
	return formats
}

// defineOutput defines the flags that say what is written.
func (c *settings) defineOutput(f *flags) {
	dir, dry := "write each body to a file of its own in DIR, body-00001.json ..., and run.json", "report only: write no bodies (also -check)"
	if c.bulk != nil {
		dir, dry = "write the zip files and the jobs to DIR, and run.json (required)", "report only: write no files (also -check)"
	}
	f.text(&c.dir, "o", "DIR", dir)
	f.toggle(&c.replace, "overwrite", "replace the run that DIR holds")
	f.toggle(&c.dry, "dry-run", dry, "check")
	if c.bulk != nil {
		f.toggle(&c.bulk.plan, "plan", "print the files, jobs and credits, and the calls and credits without Bulk Write; write nothing")
	}
}

// layoutUsage is the help of -layout.
const layoutUsage = "the layout of records that have no Layout"

// defineRequest defines the flags of the request that the operation takes.
func (c *settings) defineRequest(f *flags) {
	f.text(&c.layout, "layout", "ID", layoutUsage)
	f.text(&c.trigger, "trigger", "LIST", "run these automations only: workflow,approval,blueprint,pathfinder,orchestration, or none")
	f.text(&c.feature, "apply", "LIST", "apply_feature_execution: layout_rules")
	usage := "skip_feature_execution: cadences"
	if c.op == modules.Upsert {
		usage = "skip_feature_execution of records that are inserted or updated: insert:cadences or update:cadences"
	}
	f.text(&c.skip, "skip", "LIST", usage)
	if c.op != modules.Update {
		f.text(&c.larID, "lar-id", "ID", "the lead assignment rule")
	}
	if c.op == modules.Upsert {
		f.text(&c.checks, "duplicate-check", "LIST", "the API names of the fields by which Zoho finds a record, in their order")
		f.toggle(&c.updates, "expect-updates", "each record is there already: mandatory fields that are absent only warn")
	}
	f.texts(&c.external, "external", "ENTRY", "an entry of the header X-EXTERNAL, such as Contacts.Account_Name.External_Account_ID (repeat)")
	if c.op != modules.Insert {
		f.each("unmodified-since", "TIME", "the header If-Unmodified-Since: Zoho refuses a record that was modified later", func(s string) (err error) {
			c.unmodified, err = parseTime(s)
			return err
		})
	}
}

// parseTime reads the time of a flag.
func parseTime(s string) (time.Time, error) {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return t, errors.New("expected a time such as 2026-01-31T09:00:00+01:00")
	}
	return t, nil
}

// job returns the job that the flags ask for.
func (c *settings) job(s streams, files []string) (*job, error) {
	j := &job{settings: c, streams: s}
	var err error
	if j.inputs, err = findInputs(files, c.format); err != nil {
		return nil, err
	}
	for _, in := range j.inputs {
		in.hashed = c.dir != "" || len(c.reports) > 0
	}
	if err := c.checkFiles(j.inputs); err != nil {
		return nil, err
	}
	if j.module, j.notes, err = c.mod.find(); err != nil {
		return nil, err
	}
	if j.module, err = uniqueFields(j.module, c.unique); err != nil {
		return nil, err
	}
	if err := c.checkFindBy(j.module); err != nil {
		return nil, err
	}
	if c.layout != "" {
		if err := fieldtype.ValidateLayout(fieldtype.ID(c.layout)); err != nil {
			return nil, fmt.Errorf("-layout: %w", err)
		}
	}
	c.table.Fields, c.table.KeepRows = j.module.Fields(), c.rejects != ""
	if err := c.table.Check(); err != nil {
		return nil, err
	}
	j.duplicates = newDuplicates(j.request(), j.module)
	j.bodies = bodyWriter{out: s.out, dir: c.dir, discard: c.dry, names: c.names(j.module)}
	j.problems = newProblemWriter(s.err, c.style, c.most, len(j.inputs) > 1)
	j.rejects = rejectWriter{file: c.rejects}
	if !c.quiet {
		j.progress = newProgress(s.out, s.err)
	}
	return j, nil
}

// checkFiles returns what is wrong with the files that are to be written.
func (c *settings) checkFiles(inputs []*input) error {
	if c.replace && c.dir == "" {
		return usagef("-overwrite replaces the run in the directory of -o: name it")
	}
	for _, name := range c.reports {
		if reportWriters[extension(name)] == nil {
			return usagef("-report: expected a file .html, .json or .md")
		}
	}
	for i, name := range append([]string{c.rejects}, c.reports...) {
		for _, in := range inputs {
			if name != "" && sameFile(name, in.name) {
				return usagef("%s is a file of the input: write to another one", name)
			}
		}
		flag := "-report"
		if i == 0 {
			flag = "-rejects"
		}
		if err := checkOutput(flag, name); err != nil {
			return err
		}
	}
	return nil
}

// request returns an empty request with the settings of the flags.
func (j *job) request() *payload.Request {
	r := map[modules.Operation]func(*modules.Module) *payload.Request{
		modules.Insert: payload.NewInsert, modules.Update: payload.NewUpdate, modules.Upsert: payload.NewUpsert,
	}[j.op](j.module)
	j.apply(r)
	return r
}

// apply sets the settings of the flags.
func (c *settings) apply(r *payload.Request) {
	if c.layout != "" {
		r.Layout(c.layout)
	}
	switch {
	case c.trigger == "none":
		r.Triggers()
	case c.trigger != "":
		r.Triggers(list[payload.Trigger](c.trigger)...)
	}
	if c.feature != "" {
		r.ApplyFeatures(list[payload.Feature](c.feature)...)
	}
	if c.skip != "" {
		action, features, ok := strings.Cut(c.skip, ":")
		if ok {
			r.SkipFeaturesOn(payload.Action(action), list[payload.Feature](features)...)
		} else {
			r.SkipFeatures(list[payload.Feature](c.skip)...)
		}
	}
	if c.larID != "" {
		r.LeadAssignmentRule(c.larID)
	}
	if c.checks != "" {
		r.DuplicateCheck(list[string](c.checks)...)
	}
	if c.updates {
		r.ExpectUpdates()
	}
	if len(c.external) > 0 {
		r.External(c.external...)
	}
	if !c.unmodified.IsZero() {
		r.IfUnmodifiedSince(c.unmodified)
	}
	if c.strict {
		r.Strict()
	}
}

// givenArgs returns the arguments without -j, which does not change the output.
func givenArgs(f *flags, files []string) []string {
	var args []string
	for i := 0; i < len(f.given); i++ {
		switch arg := f.given[i]; {
		case arg == "-j" || arg == "--j":
			i++
		case !strings.HasPrefix(arg, "-j=") && !strings.HasPrefix(arg, "--j="):
			args = append(args, arg)
		}
	}
	return append(args, files...)
}

// list splits a list at commas.
func list[T ~string](s string) []T {
	var items []T
	for item := range strings.SplitSeq(s, ",") {
		items = append(items, T(strings.TrimSpace(item)))
	}
	return items
}
