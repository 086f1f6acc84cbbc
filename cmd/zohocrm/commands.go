package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/seed12a3e673/zohocrm/internal/near"
	"github.com/seed12a3e673/zohocrm/modules"
)

// A command is what the first argument names. To add one, write its file and put
// it into [commands].
type command struct {
	name     string
	args     string // what follows the name in its usage line
	summary  string // one line
	about    string // more text of its help, or empty
	examples []string
	statuses []exitStatus

	// define defines the flags and returns a function that does the work after they
	// are read. An error means that nothing was done.
	define func(f *flags) func(s streams, args []string) (status int, err error)
}

// An exitStatus is a line of help.
type exitStatus struct{ status, means string }

// commands returns the commands in the order of their list.
func commands() []command {
	return slices.Concat(
		[]command{recordsCommand(modules.Insert), recordsCommand(modules.Update), recordsCommand(modules.Upsert), bulkCommand(), outcomeCommand},
		codeCommands(),
		[]command{modulesCommand, fieldsCommand, explainCommand, versionCommand},
	)
}

// A usageError is an error of usage, after which the help is mentioned.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// usagef returns a usageError.
func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// call reads the arguments and does the work.
func (c *command) call(s streams, args []string) int {
	f := newFlags(c.name)
	do := c.define(f)
	args, err := f.parse(args)
	if errors.Is(err, flag.ErrHelp) {
		c.printHelp(s.out, f)
		return exitOK
	}
	status := exitUsage
	if err == nil {
		status, err = do(s, args)
	}
	if err == nil {
		return status
	}
	text := err.Error()
	if errors.As(err, new(usageError)) {
		text += " (zohocrm " + c.name + " -h lists the flags)"
	}
	s.say(text)
	return exitUsage
}

// printCommands prints the list of the commands.
func printCommands(w io.Writer) {
	fmt.Fprint(w, "Zohocrm checks records for Zoho CRM and writes the bodies of its requests. It sends nothing.\n\nusage: zohocrm COMMAND [flags] [FILE ...]\n\n")
	table := tabwriter.NewWriter(w, 0, 0, 3, ' ', 0)
	for _, c := range commands() {
		fmt.Fprintf(table, "  %s\t%s\n", c.name, c.summary)
	}
	table.Flush()
	fmt.Fprint(w, "\nzohocrm COMMAND -h lists the flags of a command, with examples.\n")
}

// printHelp prints the help of a command: a line for each flag, examples, exit
// statuses.
func (c *command) printHelp(w io.Writer, f *flags) {
	fmt.Fprintf(w, "usage: %s\n\n%s\n", strings.TrimSpace("zohocrm "+c.name+" "+c.args), c.summary)
	if c.about != "" {
		fmt.Fprintf(w, "\n%s\n", c.about)
	}
	f.print(w)
	if len(c.examples) > 0 {
		fmt.Fprint(w, "\nexamples:\n")
		for _, example := range c.examples {
			fmt.Fprintf(w, "  %s\n", example)
		}
	}
	fmt.Fprint(w, "\nexit status:\n")
	for _, s := range c.statuses {
		fmt.Fprintf(w, "  %-13s %s\n", s.status, s.means)
	}
}

// nearCommand returns a question about the command with a near name, or "".
func nearCommand(name string) string {
	var names []string
	for _, c := range commands() {
		names = append(names, c.name)
	}
	index := near.New(names)
	if i := index.Find(name); i >= 0 {
		return " (did you mean " + names[i] + "?)"
	}
	return ""
}
