package fieldtype

import (
	"github.com/seed12a3e673/zohocrm/internal/packed"
	"github.com/seed12a3e673/zohocrm/internal/program"
)

// appendCells is [appendRecord] for a row of a table: it passes each cell to
// [runCell]. seen are the bits of other fields of the record.
func appendCells(o *objectProgram, st *program.State, dst []byte, seen uint64, row program.Row) (_ []byte, _ uint64, ok bool) {
	if st.Header != row.Header {
		resolve(o, st, row.Header)
	}
	st.Spans = st.Spans[:0]
	start, i := len(dst), 0
	v := Value{form: cell, ref: row.Header.Cells}
	for _, p := range st.Columns {
		from, end := packed.Next(row.Text, i)
		if i = end; from == end && !row.Header.Null {
			continue
		}
		if p == nil {
			return dst[:start], 0, false
		}
		if dst = p.Name.Append(dst); from < end {
			var why verdict
			v.text = row.Text[from:end]
			if dst, why = runCell(p, dst, &v); why != valid {
				return dst[:start], 0, false
			}
		} else {
			if empty := Null(); !mayEmpty(o, p, &empty) {
				return dst[:start], 0, false
			}
			dst = append(dst, "null"...) // as run does for every field
		}
		seen |= p.Bit
		if o.Record {
			st.Spans = append(st.Spans, program.Span{Position: p.Position, Start: from, End: end})
		}
	}
	if o.Counted&^seen != 0 || o.Uncounted {
		return dst[:start], 0, false
	}
	if len(dst) == start {
		dst = append(dst, '{')
	}
	dst[start] = '{' // in place of a comma
	return append(dst, '}'), seen, true
}

// resolve finds the fields of the columns of a table. A column whose field or name
// may have problems gets none.
func resolve(o *objectProgram, st *program.State, h *program.Header) {
	st.Header = h
	st.Columns = st.Columns[:0]
	for _, name := range h.Names {
		p := find(o, name)
		if p != nil && !p.Plain {
			p = nil
		}
		st.Columns = append(st.Columns, p)
	}
}

// cellOf returns the Value of a cell of a table, without white space around it.
func cellOf(h *program.Header, s string) Value {
	return Value{form: cell, text: s, ref: h.Cells}
}

// rowMembers returns the members of a row. An empty cell is absent.
func rowMembers(row program.Row) []Member {
	members := make([]Member, 0, len(row.Header.Names))
	i := 0
	for _, name := range row.Header.Names {
		start, end := packed.Next(row.Text, i)
		i = end
		switch {
		case start < end:
			members = append(members, Member{Name: name, Value: cellOf(row.Header, row.Text[start:end])})
		case row.Header.Null:
			members = append(members, Member{Name: name, Value: Null()})
		}
	}
	return members
}
