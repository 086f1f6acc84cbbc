package record

import (
	"errors"
	"slices"
	"strconv"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/program"
)

// Internal has the methods that only the other packages of this library can call:
// they need a key of an internal type.
var Internal internals

type internals struct{}

// Parts returns the fields in the form in which the record holds them: members and,
// for a Go map, others. If the record is a view of a struct, it reads the struct into
// scratch, and returns scratch for the next call. The error says what is wrong with
// the record as a whole.
func (internals) Parts(_ program.Key, r *Record, scratch []fieldtype.Member) (
	members []fieldtype.Member, others map[string]any, grown []fieldtype.Member, problem *zohocrm.Error,
) {
	if r == nil {
		return nil, nil, scratch, zohocrm.WrongType("jsonobject", "a record")
	}
	members, others, problem = r.parts(scratch[:0])
	if r.view != nil && problem == nil {
		scratch = members
	}
	if problem != nil {
		e := *problem
		problem = &e
	}
	return members, others, scratch, problem
}

// Text returns the source of a record that was not changed: its JSON text, its row of
// a table, or the struct that it is a view of. Otherwise the zero Text. JSON text was
// not parsed and may be invalid.
func (internals) Text(_ program.Key, r *Record) program.Text {
	switch {
	case r == nil || r.err != nil:
		return program.Text{}
	case r.text == nil:
		return program.Text{View: r.view}
	case r.text.table != nil:
		return program.Text{Row: r.text.row()}
	}
	return program.Text{JSON: r.text.text}
}

// Viewed returns the record, or a snapshot of it if it is a view.
func (internals) Viewed(_ program.Key, r *Record) *Record {
	if r == nil || !r.viewed {
		return r
	}
	own := &Record{err: r.err}
	switch {
	case r.view != nil && r.err == nil:
		own.members, own.err = structMembers(nil, r.view, false)
		own.known = len(own.members)
	default:
		own.others = fieldtype.Internal.Snapshot(program.Key{}, r.others)
	}
	return own
}

// Prefixed makes dst a record with another field before the fields of r.
func (internals) Prefixed(_ program.Key, dst, r *Record, first fieldtype.Member) {
	prefix := append(dst.members[:0], first)
	members, others, problem := r.parts(prefix)
	if r.view == nil || problem != nil {
		members = append(prefix, members...)
	}
	*dst = Record{members: members, others: others, err: problem, table: r.table, row: r.row}
}

// Forget empties a record and keeps its memory.
func (internals) Forget(_ program.Key, r *Record) {
	clear(r.members)
	*r = Record{members: r.members[:0]}
}

// Place adds to problems the row and column of the table that the record comes from.
// Their paths have depth steps before the name of the field. If the table has no row
// of names, a name may be data: it is replaced with "column N".
func (internals) Place(_ program.Key, r *Record, errs zohocrm.Errors, depth int) {
	if r == nil || r.table == nil {
		return
	}
	for _, e := range errs {
		var cell *CellError
		if errors.As(e.Err, &cell) {
			continue
		}
		name := ""
		if len(e.Path) > depth {
			name, _ = e.Path[depth].Key()
		}
		cell = &CellError{Row: r.row, Column: r.table.column(name), APIName: name, Err: e.Err}
		if cell.Column > 0 && r.table.hides(name, e) {
			cell.APIName = ""
			position := "column " + strconv.Itoa(cell.Column)
			e.Path = slices.Clone(e.Path)
			e.Path[depth] = zohocrm.Key(position)
			if e.APIName == name {
				e.APIName = position
			}
		}
		e.Err = cell
	}
}
