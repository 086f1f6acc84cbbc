package main

import (
	"io"
	"strings"

	"github.com/seed12a3e673/zohocrm/modules"
)

// insertJob returns the job of a call of insert.
func insertJob(stdin string, out, err io.Writer, args ...string) (*job, error) {
	c := newSettings(modules.Insert)
	f := newFlags("insert")
	c.define(f)
	files, e := f.parse(args)
	if e != nil {
		return nil, e
	}
	return c.job(streams{strings.NewReader(stdin), out, err}, files)
}
