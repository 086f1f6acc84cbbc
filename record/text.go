package record

import (
	"slices"
	"strings"
	"sync/atomic"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/program"
)

// A textSource is the text of a record: JSON, or a row of a table. It is parsed only
// when a field is read: the check of a valid record reads the text itself.
type textSource struct {
	text  string
	at    place   // where it starts in its stream, if it is JSON
	table *header // of the row; the text then has the cells, in the form of package packed
	tree  atomic.Pointer[Record]
}

// fromText returns the record of a text that starts at a place in its stream. The
// record and its source are one allocation.
func fromText(text string, at place) *Record {
	r := &struct {
		record Record
		source textSource
	}{record: Record{row: at.line}, source: textSource{text: text, at: at}}
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

// parsed returns the fields, or what is wrong with the record as a whole. It parses
// the text once; several goroutines may call it.
func (s *textSource) parsed() ([]fieldtype.Member, *zohocrm.Error) {
	tree := s.tree.Load()
	if tree == nil {
		s.tree.CompareAndSwap(nil, s.parse())
		tree = s.tree.Load()
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

// field returns the value of a field. It parses the text only if it may have the
// name.
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
