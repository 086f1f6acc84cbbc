package main

import (
	"fmt"
	"io"
	"runtime/debug"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/near"
	"github.com/seed12a3e673/zohocrm/modules"
)

// listStatuses are the exit statuses of the commands that list modules, fields and
// reasons.
var listStatuses = []exitStatus{{"0", "it was printed"}, {"2", "wrong usage, or there is nothing of that name"}}

var modulesCommand = command{
	name: "modules", summary: "list the modules of the Insert Records page",
	examples: []string{"zohocrm modules"}, statuses: listStatuses,
	define: func(*flags) func(streams, []string) (int, error) {
		return func(s streams, args []string) (int, error) {
			if len(args) > 0 {
				return exitUsage, usagef("expected no argument, got %d", len(args))
			}
			return exitOK, printTable(s.out, func(row func(...string)) {
				row("API NAME", "LABEL", "MANDATORY", "CALLS")
				for m := range modules.All() {
					var mandatory, calls []string
					for f := range m.Fields() {
						if f.Mandatory {
							mandatory = append(mandatory, f.APIName)
						}
					}
					for _, op := range []modules.Operation{modules.Insert, modules.Update, modules.Upsert} {
						if m.Takes(op) {
							calls = append(calls, op.String())
						}
					}
					row(m.APIName(), m.Label(), strings.Join(mandatory, ", "), strings.Join(calls, ", "))
				}
			})
		}
	},
}

var fieldsCommand = command{
	name: "fields", args: "-module NAME [flags]", summary: "list the fields of a module",
	examples: []string{"zohocrm fields -module Leads", "zohocrm fields -module Leads -fields fields.json"}, statuses: listStatuses,
	define: func(f *flags) func(streams, []string) (int, error) {
		var c moduleSettings
		f.text(&c.name, "module", "NAME", "the module's API name, scope name or label (required)")
		f.toggle(&c.custom, "custom", "the module is one of the organization's own")
		c.defineFields(f)
		return func(s streams, args []string) (int, error) {
			m, err := c.findAlone(s, args)
			if err != nil {
				return exitUsage, err
			}
			return exitOK, printTable(s.out, func(row func(...string)) {
				row("API NAME", "TYPE", "LIMIT", "")
				for f := range m.Fields() {
					row(f.APIName, f.Spec.Kind.DataType(), limitOf(f), strings.Join(marksOf(f), ", "))
				}
			})
		}
	},
}

// limitOf returns the length or the digits that a field may have, or "".
func limitOf(f fieldtype.Field) string {
	switch {
	case f.Spec.MaxDigits > 0 && f.Spec.MaxDecimals > 0:
		return fmt.Sprintf("%d.%d", f.Spec.MaxDigits, f.Spec.MaxDecimals)
	case f.Spec.MaxLength > 0:
		return fmt.Sprint(f.Spec.MaxLength)
	case f.Spec.MaxDigits > 0:
		return fmt.Sprint(f.Spec.MaxDigits)
	}
	return ""
}

// marksOf returns other properties of a field.
func marksOf(f fieldtype.Field) []string {
	var marks []string
	if f.Mandatory {
		marks = append(marks, "mandatory")
	}
	if f.Unique {
		marks = append(marks, "unique")
	}
	return marks
}

var explainCommand = command{
	name: "explain", args: "REASON", summary: "say what the reason of a problem means and what to do",
	examples: []string{"zohocrm explain pattern", "zohocrm explain"}, statuses: listStatuses,
	define: func(*flags) func(streams, []string) (int, error) {
		return func(s streams, args []string) (int, error) {
			if len(args) > 1 {
				return exitUsage, usagef("one REASON at most, got %d", len(args))
			}
			if len(args) == 1 {
				return exitOK, explain(s.out, args[0])
			}
			return exitOK, printTable(s.out, func(row func(...string)) {
				for _, r := range zohocrm.Reasons() {
					row(string(r), r.Doc())
				}
			})
		}
	},
}

// explain prints what a reason means.
func explain(w io.Writer, name string) error {
	all := zohocrm.Reasons()
	r := zohocrm.Reason(strings.ReplaceAll(strings.ToLower(name), "-", "_"))
	if !slices.Contains(all, r) {
		names := make([]string, len(all))
		for i := range all {
			names[i] = string(all[i])
		}
		index := near.New(names)
		if i := index.Find(name); i >= 0 {
			return usagef("there is no reason %s; did you mean %s?", cutName(name), names[i])
		}
		return usagef("there is no reason %s: zohocrm explain lists them", cutName(name))
	}
	_, err := fmt.Fprintf(w, "%s\n\n  what is wrong: %s\n  what to do:    %s\n  an example:    %s\n", r, r.Doc(), r.Hint(), r.URL())
	return err
}

var versionCommand = command{
	name: "version", summary: "print the version", statuses: listStatuses,
	define: func(*flags) func(streams, []string) (int, error) {
		return func(s streams, args []string) (int, error) {
			if len(args) > 0 {
				return exitUsage, usagef("expected no argument, got %d", len(args))
			}
			_, err := fmt.Fprintf(s.out, "zohocrm %s, for Zoho CRM API v7\n", version())
			return exitOK, err
		}
	},
}

// version returns the version of the command.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}

// printTable prints rows with aligned columns.
func printTable(w io.Writer, rows func(row func(cells ...string))) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	var failed error
	rows(func(cells ...string) {
		for i := range cells {
			cells[i] = printable(cells[i])
		}
		if failed == nil {
			_, failed = fmt.Fprintln(table, strings.TrimRight(strings.Join(cells, "\t"), "\t"))
		}
	})
	if failed != nil {
		return failed
	}
	return table.Flush()
}
