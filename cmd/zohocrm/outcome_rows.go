package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/seed12a3e673/zohocrm/payload"
)

// A rowCount counts the rows of a field, such as line items, in the files of a run of bulk.
type rowCount struct {
	written, refused int
	missing          int // those that Zoho refused of records that it wrote
	unknown          int // files whose result says nothing of the rows
}

// addTables adds what became of the rows of fields in a file.
func (o *outcome) addTables(out payload.Outcome, file string, places map[int]place) {
	written := map[int]bool{}
	for _, row := range out.Rows {
		written[row.Index] = len(row.Problems) == 0
	}
	for _, table := range out.Tables {
		if o.tables == nil {
			o.tables = map[string]*rowCount{}
		}
		c := o.tables[table.File]
		if c == nil {
			c = &rowCount{}
			o.tables[table.File] = c
		}
		if table.Err != nil {
			c.unknown++
			o.say(fmt.Sprintf("%s: nothing is known of the rows in its %s: %v", file, table.File, table.Err))
		}
		for _, row := range table.Rows {
			if len(row.Problems) == 0 {
				c.written++
				continue
			}
			c.refused++
			if written[row.Index] {
				c.missing++
			}
			at := places[row.Index]
			o.printRefused(o.recordName(row.Index, at), row.Index, at, row.Problems)
		}
	}
}

// rowsLost reports whether rows of fields were refused. Where nothing is known of them, a
// line says so, but a run of every night must not end as a failure for it.
func (o *outcome) rowsLost() bool {
	for _, c := range o.tables {
		if c.refused > 0 {
			return true
		}
	}
	return false
}

// rowLines returns the lines of the summary about the rows of fields.
func (o *outcome) rowLines() []string {
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(o.tables)) {
		c := o.tables[name]
		var parts []string
		if c.written+c.refused > 0 {
			parts = append(parts, fmt.Sprintf("%s written by Zoho, %s refused", plural(c.written, "row"), grouped(c.refused)))
		}
		if c.missing > 0 {
			parts = append(parts, fmt.Sprintf("%s of written records: add what is missing there with an update", grouped(c.missing)))
		}
		if c.unknown > 0 {
			parts = append(parts, fmt.Sprintf("of %s nothing is known: look into the result, or at the records in Zoho", plural(c.unknown, "file")))
		}
		lines = append(lines, "  "+name+": "+strings.Join(parts, "; "))
	}
	return lines
}
