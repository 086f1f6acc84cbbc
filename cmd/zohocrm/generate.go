//go:build !js

package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/seed12a3e673/zohocrm/internal/generate"
	"github.com/seed12a3e673/zohocrm/modules"
)

// idsFile is the name of the file with the types of ids, which the modules of a
// package share.
const idsFile = "zoho_ids.go"

var generateCommand = command{
	name: "generate", args: "-module NAME -fields FILE -package NAME -o FILE.go [flags]",
	summary: "write Go types for the records of a module, from the organization's metadata",
	about: `The file has a struct for the records, types with constants for the picklists, and a
variable that makes checked requests: it needs no metadata at run time. Beside it the
command writes ` + idsFile + `, the types of ids, which the modules of a package share.
-fields may name a directory, as the vendor's own command-line tool pulls it: that of
a module, or one with a file for each field.

-diff writes nothing. It compares the metadata with the file of -o, a line for each
change; a line that begins with "breaks:" is a change for which a program has to
change, too.`,
	examples: []string{
		"zohocrm generate -module Leads -fields fields.json -package crm -o crm/leads_zoho.go",
		"zohocrm generate -diff -module Leads -fields fields.json -o crm/leads_zoho.go",
		"//go:generate zohocrm generate -module Leads -fields fields.json -o leads_zoho.go",
	},
	statuses: []exitStatus{
		{"0", "the file was written; with -diff, no program has to change"},
		{"1", "with -diff, a program has to change"},
		{"2", "wrong usage, bad metadata, a file that cannot be written"},
	},
	define: func(f *flags) func(streams, []string) (int, error) {
		var c moduleSettings
		var config generate.Config
		var file string
		var diff bool
		c.defineAnswers(f)
		f.text(&config.Package, "package", "NAME", "the name of the package (default: that of the go:generate line)")
		f.text(&config.Type, "type", "NAME", "the name of the struct (default: the module's name in the singular)")
		f.text(&file, "o", "FILE.go", "the file that is written (required)")
		f.toggle(&diff, "diff", "compare the file with the metadata, and write nothing")
		return func(s streams, args []string) (int, error) {
			switch {
			case len(args) > 0:
				return exitUsage, usagef("expected no argument beside the flags, got %d", len(args))
			case filepath.Ext(file) != ".go":
				return exitUsage, usagef("-o is required: the name of a .go file")
			}
			for _, name := range []string{file, idsBeside(file)} {
				if err := checkOutput("-o", name); err != nil {
					return exitUsage, err
				}
			}
			m, notes, err := c.find()
			if err != nil {
				return exitUsage, err
			}
			for _, note := range notes {
				s.say(note)
			}
			if diff {
				return printDiff(s, m, file)
			}
			config.Package = cmp.Or(config.Package, os.Getenv("GOPACKAGE"))
			if config.Package == "" {
				return exitUsage, usagef("-package is required")
			}
			if config.Hash, err = c.hash(); err != nil {
				return exitUsage, err
			}
			code, err := generate.Module(m, config)
			if err != nil {
				return exitUsage, err
			}
			for _, left := range code.Left {
				s.say(left)
			}
			return exitOK, writeCode(file, config.Package, code)
		}
	},
}

var schemaCommand = command{
	name: "schema", args: "-module NAME [flags]",
	summary:  "print a JSON Schema of the records of a module",
	about:    "The schema is one of draft 2020-12. It refuses nothing that the check takes.",
	examples: []string{"zohocrm schema -module Leads -fields fields.json"},
	statuses: listStatuses,
	define: func(f *flags) func(streams, []string) (int, error) {
		var c moduleSettings
		c.defineAnswers(f)
		return func(s streams, args []string) (int, error) {
			m, err := c.findAlone(s, args)
			if err != nil {
				return exitUsage, err
			}
			schema, err := generate.Schema(m)
			if err != nil {
				return exitUsage, err
			}
			_, err = s.out.Write(schema)
			return exitOK, err
		}
	},
}

// defineAnswers defines the flags that name the module and the answers of the metadata
// calls.
func (c *moduleSettings) defineAnswers(f *flags) {
	f.text(&c.name, "module", "NAME", "the module's API name, scope name or label (required)")
	f.toggle(&c.custom, "custom", "the module is one of the organization's own")
	for _, m := range metadataFlags {
		if m.name == "rules" { // which need a request
			continue
		}
		f.each(m.name, "FILE", m.usage, func(s string) error {
			c.metadata = append(c.metadata, metadataFile{m.name, s})
			return nil
		})
	}
}

// hash returns the hash of the metadata that the flags name.
func (c *moduleSettings) hash() (string, error) {
	var inputs [][]byte
	for _, file := range c.metadata {
		name := file.name
		if subform, rest, ok := file.subform(); ok {
			name = rest
			inputs = append(inputs, []byte(subform))
		}
		answer, _, err := readMetadata(name, metadataKeys[file.flag])
		if err != nil {
			return "", err
		}
		inputs = append(inputs, answer)
	}
	return generate.Hash(inputs...), nil
}

// printDiff prints how metadata differs from generated code.
func printDiff(s streams, m *modules.Module, file string) (int, error) {
	code, err := os.ReadFile(file)
	if err != nil {
		return exitUsage, err
	}
	changes, err := generate.Diff(code, m)
	if err != nil {
		return exitUsage, fmt.Errorf("%s: %w", file, err)
	}
	status := exitOK
	for _, c := range changes {
		line := c.Text
		if c.Breaks {
			line, status = "breaks: "+line, exitRefused
		}
		if _, err := fmt.Fprintln(s.out, line); err != nil {
			return exitUsage, err
		}
	}
	return status, nil
}

// idsBeside returns the name of the file with the types of ids.
func idsBeside(file string) string { return filepath.Join(filepath.Dir(file), idsFile) }

// writeCode writes the code of a module to a file, and the types of ids to a second
// file in the same directory. It replaces only files that the command has written.
func writeCode(file, pkg string, code generate.Code) error {
	ids := idsBeside(file)
	existing, err := os.ReadFile(ids)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	types, err := generate.IDs(pkg, existing, code.IDs)
	if err != nil {
		return fmt.Errorf("%s: %w", ids, err)
	}
	old, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if len(old) > 0 && !generate.Generated(old) {
		return fmt.Errorf("%s: it is not a file that zohocrm generate has written, and stays as it is", file)
	}
	for _, f := range []struct {
		name     string
		old, now []byte
	}{{file, old, code.Source}, {ids, existing, types}} {
		if bytes.Equal(f.old, f.now) {
			continue
		}
		if err := replaceFile(f.name, f.now); err != nil {
			return err
		}
	}
	return nil
}

// replaceFile writes a file as a whole, or not at all.
func replaceFile(name string, content []byte) (err error) {
	if name, err = replacedFile(name); err != nil {
		return err
	}
	temp, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+"-*")
	if err != nil {
		return err
	}
	_, err = temp.Write(content)
	return (&outputFile{temp, name}).finish(errors.Join(err, temp.Chmod(0o644)))
}
