package record

import (
	"slices"
	"strings"
	"sync/atomic"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/program"
)

// A textSource is the text of a record: JSON, or a row of a table. It is parsed when
// somebody wants to look at the fields: a valid record is checked as text.
type textSource struct {
	text  string
	at    place   // of it in its stream, if it is JSON
	table *header // of the row, whose cells the text has as package packed writes them
	tree  atomic.Pointer[Record]
}

// fromText returns the record of a text that is at a place in its stream. The
// record and its source are one allocation.
func fromText(text string, at place) *Record {
	r := &struct {
		record Record
		source textSource
	}{source: textSource{text: text, at: at}}
	r.record.text = &r.source
	return &r.record
}

// fromRow returns the record of a row with these cells.
func fromRow(cells string, table *header, row int) *Record {
	r := &struct {
		record Record
		source textSource
	}{record: Record{table: table, row: row}, source: textSource{text: cells, table: table}}
	r.record.text = &r.source
	return &r.record
}

// row returns the row that the text is.
func (s *textSource) row() program.Row { return program.Row{Header: &s.table.Header, Text: s.text} }

// parsed returns the fields, or what is wrong with the record as a whole. It
// parses the text once, whichever goroutine comes first.
func (s *textSource) parsed() ([]fieldtype.Member, *zohocrm.Error) {
	tree := s.tree.Load()
	if tree == nil {
		tree = s.parse()
		if !s.tree.CompareAndSwap(nil, tree) {
			tree = s.tree.Load()
		}
	}
	return tree.members, tree.err
}

func (s *textSource) parse() *Record {
	if s.table != nil {
		return &Record{members: fieldtype.Internal.TextMembers(program.Key{}, program.Text{Row: s.row()})}
	}
	v, err := fieldtype.Internal.ParseText(program.Key{}, s.text)
	if err != nil {
		return &Record{err: s.at.shift(err)}
	}
	return FromValue(v)
}

// field returns the value of a field. It does not parse a text in which the name
// is nowhere, not even in escapes.
func (s *textSource) field(apiName string) (fieldtype.Value, bool) {
	if s.table != nil {
		if !slices.Contains(s.table.Names, apiName) {
			return fieldtype.Value{}, false
		}
	} else if !strings.Contains(s.text, apiName) && !strings.Contains(s.text, `\u`) && !strings.ContainsAny(apiName, "\"\\/\b\f\n\r\t") {
		return fieldtype.Value{}, false
	}
	members, _ := s.parsed()
	if i := position(members, apiName); i >= 0 {
		return members[i].Value, true
	}
	return fieldtype.Value{}, false
}
