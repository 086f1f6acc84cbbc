package main

import (
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
)

// flags are the flags of a command, with their lines of its help.
type flags struct {
	set  *flag.FlagSet
	help []flagHelp

	given []string // all arguments but the others
}

// A flagHelp is a line of help: a flag, or the heading of some.
type flagHelp struct{ name, value, usage string }

func newFlags(command string) *flags {
	f := &flags{set: flag.NewFlagSet(command, flag.ContinueOnError)}
	f.set.SetOutput(io.Discard) // the error is printed by [command.call]
	return f
}

// parse reads the flags, which may be before, between and after the other arguments,
// and returns the others. After "--" there are no flags.
func (f *flags) parse(args []string) (others []string, err error) {
	for {
		before := len(args)
		if err := f.set.Parse(args); err != nil {
			return nil, usageError{err}
		}
		rest := f.set.Args()
		f.given = append(f.given, args[:before-len(rest)]...)
		if len(rest) == 0 {
			return others, nil
		}
		if read := before - len(rest); read > 0 && args[read-1] == "--" {
			return append(others, rest...), nil
		}
		others, args = append(others, rest[0]), rest[1:]
	}
}

// heading adds a heading to the help.
func (f *flags) heading(text string) { f.help = append(f.help, flagHelp{usage: text}) }

// each calls set with each value of a flag, which may repeat.
func (f *flags) each(name, value, usage string, set func(string) error) {
	f.help = append(f.help, flagHelp{name, value, usage})
	f.set.Func(name, usage, set)
}

func (f *flags) text(p *string, name, value, usage string) {
	f.each(name, value, usage, func(s string) error {
		*p = s
		return nil
	})
}

func (f *flags) texts(p *[]string, name, value, usage string) {
	f.each(name, value, usage, func(s string) error {
		*p = append(*p, s)
		return nil
	})
}

// choice defines a flag with a list of values.
func (f *flags) choice(p *string, name, usage string, values ...string) {
	f.each(name, strings.Join(values, "|"), usage, func(s string) error {
		if !slices.Contains(values, s) {
			return fmt.Errorf("expected %s", strings.Join(values, ", "))
		}
		*p = s
		return nil
	})
}

// count defines a flag whose value is a number from least on.
func (f *flags) count(p *int, least int, name, usage string) {
	f.each(name, "N", usage, func(s string) error {
		var n int
		if _, err := fmt.Sscanf(s+"\n", "%d\n", &n); err != nil || n < least || n > 1_000_000_000 {
			return fmt.Errorf("expected a number from %d on", least)
		}
		*p = n
		return nil
	})
}

// toggle defines a flag without a value. names are its other names, which are in the
// same line of the help.
func (f *flags) toggle(p *bool, name, usage string, names ...string) {
	f.help = append(f.help, flagHelp{name, "", usage})
	for _, name := range append(names, name) {
		f.set.BoolVar(p, name, *p, usage)
	}
}

// print prints a line for each flag.
func (f *flags) print(w io.Writer) {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for i, h := range f.help {
		switch {
		case h.name == "":
			fmt.Fprintf(table, "\n%s:\n", h.usage)
		default:
			if i == 0 {
				fmt.Fprint(table, "\nflags:\n")
			}
			fmt.Fprintf(table, "  %s\t%s\n", strings.TrimSpace("-"+h.name+" "+h.value), h.usage)
		}
	}
	table.Flush()
}
