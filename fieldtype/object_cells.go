package fieldtype

import (
	"github.com/seed12a3e673/zohocrm/internal/packed"
	"github.com/seed12a3e673/zohocrm/internal/program"
)

// appendCells does what [appendSource] does for a row of a table, if the row is
// valid: it hands each cell to [runCell] and decides nothing itself. It is not ok,
// and appends nothing, when there is anything to say of the row, and then the caller
// makes Values of its cells: see [rowMembers].
//
// The state knows afterwards where each cell is; see [findCell].
func appendCells(o *objectProgram, st *program.State, dst []byte, row program.Row) (_ []byte, seen uint64, ok bool) {
	if !direct {
		return dst, 0, false
	}
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
		why := blank
		if dst = p.Name.Append(dst); from < end {
			v.text = row.Text[from:end]
			dst, why = runCell(p, dst, &v)
		} else {
			dst = append(dst, "null"...) // as run says of every field
		}
		if why != valid && !(why == blank && !p.Mandatory && !o.Partial) {
			return dst[:start], 0, false
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

// resolve finds the fields of the columns of a table. Of a column that more is to
// be said of than its value there is none.
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

// findCell returns the value of a field of the row that appendCells has taken last.
// It is absent when the row has no such field.
func findCell(o *objectProgram, st *program.State, row program.Row, name string) Value {
	position := o.Names.Find(name)
	for i := range st.Spans {
		if span := &st.Spans[i]; span.Position == position {
			if span.Start == span.End {
				return Null()
			}
			v := cellOf(row.Header, row.Text[span.Start:span.End])
			return readCell(&o.Fields[position], &v)
		}
	}
	return Value{}
}

// cellOf returns a cell of a table, without white space around it.
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
