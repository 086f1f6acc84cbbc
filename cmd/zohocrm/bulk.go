package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
)

// bulkSettings are what the flags of bulk say beside those of the other commands that
// read records.
type bulkSettings struct {
	operation   string
	findBy      string
	ignoreEmpty string
	callback    string
	tables      [][2]string // fields and the modules of their rows
	plan        bool
}

// bulkName is the name of the command.
const bulkName = "bulk"

// bulkPath is the path of the call that starts a job.
const bulkPath = "/crm/bulk/v7/write"

// newBulkSettings returns the settings of bulk without a flag.
func newBulkSettings() *settings {
	c := newSettings(modules.Insert)
	c.bulk = &bulkSettings{ignoreEmpty: "true"}
	return c
}

// bulkCommand makes the files of Bulk Write.
func bulkCommand() command {
	return command{
		name: bulkName, args: "-module NAME -operation insert|update|upsert -o DIR [flags] [FILE ...]",
		summary: "check records and write the zip files and jobs of Bulk Write",
		about: "DIR gets a zip of up to 25,000 records and its job: leads-0001.zip and leads-0001.job.json. Upload the zip, put the file_id\n" +
			"of the answer into the job, and post the job to " + bulkPath + ". An update finds its records by their id.",
		examples: []string{
			"zohocrm bulk -module Leads -operation insert -plan leads.csv",
			"zohocrm bulk -module Leads -operation insert -o run -rejects rejects.csv leads.csv",
			"zohocrm bulk -module Contacts -operation upsert -find-by Email -o run contacts-1.csv.gz contacts-2.jsonl",
		},
		statuses: recordsStatuses,
		define:   func(f *flags) func(streams, []string) (int, error) { return defineRecords(f, newBulkSettings()) },
	}
}

// define defines the flags of the job.
func (b *bulkSettings) define(f *flags) {
	f.choice(&b.operation, "operation", "what the job does (required)", "insert", "update", "upsert")
	findBy := func(s string) error {
		if s == "" || strings.Contains(s, ",") {
			return errors.New("expected the API name of one field")
		}
		b.findBy = s
		return nil
	}
	f.each("find-by", "FIELD", "the field by which an update or upsert finds a record (default: id, or the module's own field for an upsert; also -duplicate-check)", findBy)
	f.set.Func("duplicate-check", "", findBy)
	f.choice(&b.ignoreEmpty, "ignore-empty", "whether an empty cell of an update or upsert does nothing (default true); false empties the field: see command.md, with -empty null", "true", "false")
	f.text(&b.callback, "callback", "URL", "where Zoho posts the end of the job")
	f.each("table", "FIELD=MODULE", "the module of the rows of a field: the linking module of a multi-select lookup (repeat)", func(s string) error {
		field, module, ok := strings.Cut(s, "=")
		if !ok || field == "" || module == "" {
			return errors.New("expected FIELD=MODULE")
		}
		b.tables = append(b.tables, [2]string{field, module})
		return nil
	})
}

// checkBulk says what is wrong with the flags together, and sets what follows from them.
func (c *settings) checkBulk() error {
	b := c.bulk
	switch {
	case b == nil:
		return nil
	case b.operation == "":
		return usagef("-operation is required: insert, update or upsert")
	case b.plan && (c.rejects != "" || len(c.reports) > 0):
		return usagef("-plan writes nothing: leave out -rejects and -report")
	case c.dir == "" && !c.dry && !b.plan:
		return usagef("-o DIR is required: it gets the zip files and the jobs (to write none: -dry-run or -plan)")
	case b.operation == "insert" && b.findBy != "":
		return usagef("-find-by: an insert finds no record")
	}
	c.dry = c.dry || b.plan
	c.op = map[string]modules.Operation{"insert": modules.Insert, "update": modules.Update, "upsert": modules.Upsert}[b.operation]
	return nil
}

// checkFindBy says what is wrong with the field of -find-by.
func (c *settings) checkFindBy(m *modules.Module) error {
	if c.bulk == nil || c.bulk.findBy == "" || c.bulk.findBy == "id" {
		return nil
	}
	_, err := fieldOfFlag(m, "-find-by", c.bulk.findBy)
	return err
}

// bulkWrite returns the Bulk Write that the flags ask for.
func (c *settings) bulkWrite(m *modules.Module) *payload.BulkWrite {
	b := payload.NewBulkWrite(m, c.op).IgnoreEmpty(c.bulk.ignoreEmpty == "true")
	if c.bulk.findBy != "" {
		b.FindBy(c.bulk.findBy)
	}
	if c.bulk.callback != "" {
		b.Callback(c.bulk.callback)
	}
	for _, t := range c.bulk.tables {
		b.Table(t[0], t[1])
	}
	if c.layout != "" {
		b.Layout(c.layout)
	}
	if c.strict {
		b.Strict()
	}
	return b
}

// maxStem bounds the name of a file before its number.
const maxStem = 100

// bulkNames returns the names of the files of a module.
func bulkNames(apiName string) fileNames {
	stem := strings.Map(func(r rune) rune {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') {
			return '_'
		}
		return r
	}, strings.ToLower(apiName))
	return fileNames{stem[:min(len(stem), maxStem)]}
}

// names returns the names of the files that are written.
func (c *settings) names(m *modules.Module) fileNames {
	if c.bulk == nil {
		return fileNames{}
	}
	return bulkNames(m.APIName())
}

// operation returns what the run does.
func (c *settings) operation() string {
	if c.bulk != nil {
		return bulkName + " " + c.op.String()
	}
	return c.op.String()
}

// printPlan prints what the files cost, and the calls in their place.
func (j *job) printPlan() error {
	p := payload.PlanBulk(j.written)
	p.Files = j.bodies.passed // more than needed, if the records are large or have many different fields
	p.Credits = p.Files * payload.BulkCredits
	if j.style == "json" {
		_, err := fmt.Fprintf(j.out, `{"plan":{"records":%d,"files":%d,"jobs":%d,"credits":%d,"calls":%d,"call_credits":%d}}`+"\n",
			p.Records, p.Files, p.Files, p.Credits, p.Calls, p.CallCredits)
		return err
	}
	better := "both cost the same"
	switch less := p.CallCredits - p.Credits; {
	case less > 0:
		better = "Bulk Write costs " + plural(less, "credit") + " less"
	case less < 0:
		better = "the calls cost " + plural(-less, "credit") + " less"
	}
	_, err := fmt.Fprintf(j.out, "%s of %s to %s\nBulk Write: %s, %s, %s\n%s: %s, %s\n%s\n", plural(p.Records, "record"), j.module.APIName(), j.op,
		plural(p.Files, "file"), plural(p.Files, "job"), plural(p.Credits, "credit"), j.op, plural(p.Calls, "call"), plural(p.CallCredits, "credit"), better)
	return err
}
