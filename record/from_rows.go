package record

import (
	"database/sql"
	"iter"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/program"
)

// FromRows yields a record for each row of a database query. The column names are the
// API names of the fields:
//
//	rows, err := db.Query(`SELECT name AS "Last_Name", mail AS "Email" FROM customers`)
//	...
//	for batch, err := range payload.NewInsert(modules.Leads()).Batches(record.FromRows(rows)) {
//
// NULL is null. Bytes are a text, which a field for numbers reads as a number. If two
// columns have the same name, the stream ends before its first record: give one of
// them another name in the query.
//
// FromRows holds one row in memory, and closes rows when the loop ends. If the rows
// fail, the last record has the error as its [Record.Ended].
func FromRows(rows *sql.Rows) iter.Seq[*Record] {
	return func(yield func(*Record) bool) {
		if rows == nil {
			yield(endOf(zohocrm.GoType("the rows of a query")))
			return
		}
		defer rows.Close()
		names, err := rows.Columns()
		if err == nil {
			err = differ(names)
		}
		if err != nil {
			yield(endOf(err))
			return
		}
		cells, into := make([]any, len(names)), make([]any, len(names))
		for i := range cells {
			into[i] = &cells[i]
		}
		for rows.Next() {
			if err := rows.Scan(into...); err != nil {
				yield(endOf(err))
				return
			}
			if !yield(ofRow(names, cells)) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(endOf(err))
		}
	}
}

// ofRow returns the record of the cells that a database driver gave for a row.
func ofRow(names []string, cells []any) *Record {
	members := make([]fieldtype.Member, len(names))
	for i, x := range cells {
		members[i].Name = names[i]
		if b, ok := x.([]byte); ok {
			members[i].Value = fieldtype.Internal.DriverText(program.Key{}, b)
		} else {
			members[i].Value = fieldtype.ValueOf(x)
		}
	}
	return &Record{members: members, known: len(members)}
}

// differ returns the problem of a name that occurs twice, or nil.
func differ(names []string) error {
	seen := make(map[string]bool, len(names))
	for _, name := range names {
		if seen[name] {
			return zohocrm.DuplicateKey().PrefixPath(zohocrm.Key(name))
		}
		seen[name] = true
	}
	return nil
}
