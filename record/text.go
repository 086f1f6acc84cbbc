package record

import (
	"strings"
	"sync/atomic"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/program"
)

// A textSource is the JSON text of a record. It is parsed when somebody wants to
// look at the fields: a valid record is checked as text.
type textSource struct {
	text string
	at   place // of it in its stream
	tree atomic.Pointer[Record]
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

// parsed returns the fields, or what is wrong with the record as a whole. It
// parses the text once, whichever goroutine comes first.
func (s *textSource) parsed() ([]fieldtype.Member, *zohocrm.Error) {
	tree := s.tree.Load()
	if tree == nil {
		v, err := fieldtype.Internal.ParseText(program.Key{}, s.text)
		if err != nil {
			tree = &Record{err: s.at.shift(err)}
		} else {
			tree = FromValue(v)
		}
		if !s.tree.CompareAndSwap(nil, tree) {
			tree = s.tree.Load()
		}
	}
	return tree.members, tree.err
}

// field returns the value of a field. It does not parse a text in which the name
// is nowhere, not even in escapes.
func (s *textSource) field(apiName string) (fieldtype.Value, bool) {
	if !strings.Contains(s.text, apiName) && !strings.Contains(s.text, `\u`) && !strings.ContainsAny(apiName, "\"\\/\b\f\n\r\t") {
		return fieldtype.Value{}, false
	}
	members, _ := s.parsed()
	if i := position(members, apiName); i >= 0 {
		return members[i].Value, true
	}
	return fieldtype.Value{}, false
}
