package record

import (
	"fmt"
	"iter"
	"log/slog"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/program"
)

// A Record is one record, or one row of a subform: field API names with values, in
// the order in which they were set. Setting a field again replaces its value. The
// zero Record is empty and ready to use. A nil *Record is empty too, and its setters
// return a new record. Use records by pointer.
//
// A setter never fails, and copies what it is given: later changes of slices, maps
// and structs do not change the record. The check against a module finds what is
// wrong with a value. A setter returns the record itself, so calls can be chained.
//
// Several goroutines may read and check a record at once, as long as none changes it.
type Record struct {
	members []fieldtype.Member
	known   int            // how many members, with those in spare memory, have different names
	index   map[string]int // the positions of the members, if find has needed it
	others  map[string]any // the other fields, those of a map, until one is set
	view    any            // a struct whose fields are read when the record is checked
	text    *textSource    // the JSON text or row that the fields are in, until one is set
	viewed  bool           // the caller owns others or view
	shared  bool           // a Value has the same members: they are copied before one is set
	err     *zohocrm.Error // what is wrong with the record as a whole
	ended   error          // the error with which the stream ended at this record
	table   *header        // of the table that the record is a row of
	row     int            // its row there, or the line of its JSON
	kept    *keptRow       // the text of the row, if it is kept
}

// New returns an empty record.
func New() *Record { return &Record{} }

// FromFields returns a record of names and values. With it, your own Go types need
// only one method, and no reflection, to become records:
//
//	func (c Customer) Fields() iter.Seq2[string, fieldtype.Value] {
//		return func(yield func(string, fieldtype.Value) bool) {
//			_ = yield("Last_Name", fieldtype.Text(c.Name)) &&
//				yield("Email", fieldtype.Text(c.Email))
//		}
//	}
//
//	rec := record.FromFields(customer.Fields())
//
// Only the method decides what is written. An absent value is left out.
//
// The record has a problem if a name occurs twice ([zohocrm.ReasonDuplicateKey]) or
// there are more than [fieldtype.MaxValues] fields ([zohocrm.ReasonSize]).
func FromFields(fields iter.Seq2[string, fieldtype.Value]) *Record {
	r := New()
	if fields == nil {
		return r
	}
	for name, v := range fields {
		if r.find(name) >= 0 {
			r.err = zohocrm.DuplicateKey().PrefixPath(zohocrm.Key(name))
			return r
		}
		if len(r.members) == fieldtype.MaxValues {
			r.err = zohocrm.TooLarge("at most " + strconv.Itoa(fieldtype.MaxValues) + " fields")
			return r
		}
		r.Value(name, v)
	}
	return r
}

// FromJSON returns the record of a JSON object. Fields keep their order, and numbers
// their digits. It refuses text that is not JSON, is no object, or has a key twice;
// see [fieldtype.ParseJSON].
func FromJSON(data []byte) (*Record, error) {
	text := string(data)
	v, err := fieldtype.Internal.CheckText(program.Key{}, text)
	switch {
	case err != nil:
		return nil, err
	case v.JSONType() != "object":
		return nil, FromValue(v).err
	}
	return fromText(text, place{}), nil
}

// FromValue returns the record of an object, with its fields in the same order. The
// record of any other value has a problem; see [Record.Err].
func FromValue(v fieldtype.Value) *Record {
	if e := v.Problem(); e != nil {
		return &Record{err: e}
	}
	members, ok := fieldtype.Internal.Members(program.Key{}, v)
	if !ok {
		return &Record{err: zohocrm.WrongType("jsonobject", "a record as an object")}
	}
	return &Record{members: members, shared: true}
}

// Err returns what is wrong with the record as a whole, or nil: a line that is
// not JSON, a row with too few cells, a Go value that is no struct. Every check
// reports it.
//
// If a stream fails, its last record has the error as its Err; see [Record.Ended].
func (r *Record) Err() error {
	if r == nil {
		return nil
	}
	if r.ended != nil {
		return r.ended
	}
	if _, _, problem := r.parts(nil); problem != nil {
		return problem
	}
	return nil
}

// Ended returns the error with which a stream ended at the record, or nil. The rest
// of the stream was not read.
func (r *Record) Ended() error {
	if r == nil {
		return nil
	}
	return r.ended
}

// endOf returns the last record of a stream that failed.
func endOf(err error) *Record {
	if e, ok := err.(*zohocrm.Error); ok {
		return &Record{err: e, ended: err}
	}
	e := zohocrm.Invalid(zohocrm.ReasonUnreadable, "input that can be read to its end").WithCause(err)
	return &Record{err: e, ended: err}
}

// own copies fields that the record shares or has not read yet, so that they can
// change.
func (r *Record) own() {
	if !r.viewed && !r.shared && r.others == nil && r.text == nil {
		return
	}
	r.members, r.err = r.all()
	if r.shared {
		r.members = slices.Clone(r.members)
	}
	r.others, r.view, r.text, r.viewed, r.shared = nil, nil, nil, false, false
	r.known, r.index = len(r.members), nil
}

// all returns the fields in their order, those of a map by their names, and what
// is wrong with the record as a whole.
func (r *Record) all() ([]fieldtype.Member, *zohocrm.Error) {
	switch {
	case r.text != nil:
		return r.text.parsed()
	case r.view != nil && r.err == nil:
		return structMembers(nil, r.view, false)
	}
	return fieldtype.Internal.Sorted(program.Key{}, noFields, r.members, r.others), r.err
}

// noFields is the program of an object without known fields.
var noFields = &program.Object{}

// parts returns the fields in the form in which the record holds them: members and,
// for a map, others. If the record is a view of a struct, it appends the fields to
// scratch, and their values may share memory with the struct. problem is what is
// wrong with the record as a whole.
func (r *Record) parts(scratch []fieldtype.Member) (members []fieldtype.Member, others map[string]any, problem *zohocrm.Error) {
	switch {
	case r.text != nil:
		members, problem = r.text.parsed()
	case r.view != nil && r.err == nil:
		members, problem = structMembers(scratch, r.view, true)
	default:
		return r.members, r.others, r.err
	}
	return members, nil, problem
}

// Len returns the number of fields.
func (r *Record) Len() int {
	switch {
	case r == nil:
		return 0
	case r.view != nil || r.text != nil:
		members, _, _ := r.parts(nil)
		return len(members)
	}
	return len(r.members) + len(r.others)
}

// Fields yields the fields in their order, those of a map by their names. A field
// must not be set or deleted in the loop.
func (r *Record) Fields() iter.Seq2[string, fieldtype.Value] {
	return func(yield func(string, fieldtype.Value) bool) {
		if r == nil {
			return
		}
		members, _ := r.all()
		for i := range members {
			if !yield(members[i].Name, members[i].Value) {
				return
			}
		}
	}
}

// Field returns the value of the field of that API name, or false when the record
// has none.
func (r *Record) Field(apiName string) (v fieldtype.Value, ok bool) {
	switch {
	case r == nil:
		return fieldtype.Value{}, false
	case r.view != nil:
		return r.viewField(apiName)
	case r.text != nil:
		return r.text.field(apiName)
	case r.index != nil:
		if i, ok := r.index[apiName]; ok {
			return r.members[i].Value, true
		}
	default: // without an index, as reading must not change the record
		if i := position(r.members, apiName); i >= 0 {
			return r.members[i].Value, true
		}
	}
	if x, ok := r.others[apiName]; ok {
		return fieldtype.ValueOf(x), true
	}
	return fieldtype.Value{}, false
}

// viewField returns the value of a field of the struct that the record views.
func (r *Record) viewField(apiName string) (fieldtype.Value, bool) {
	// Usually there is no such field: then nothing is allocated.
	scratch := scratches.Get().(*[]fieldtype.Member)
	members, _, _ := r.parts((*scratch)[:0])
	i := position(members, apiName)
	clear(members)
	*scratch = members[:0]
	scratches.Put(scratch)
	if i < 0 {
		return fieldtype.Value{}, false
	}
	own, _ := r.all()
	if i = position(own, apiName); i < 0 {
		return fieldtype.Value{}, false
	}
	return own[i].Value, true
}

// scratches holds memory for the fields of a struct.
var scratches = sync.Pool{New: func() any { return new([]fieldtype.Member) }}

// manyFields is the largest number of fields that are searched without an index.
const manyFields = 64

// find returns the position of a field, or -1.
func (r *Record) find(apiName string) int {
	if len(r.members) <= manyFields {
		return position(r.members, apiName)
	}
	if r.index == nil {
		r.index = make(map[string]int, len(r.members))
		for i := range r.members {
			r.index[r.members[i].Name] = i
		}
	}
	if i, ok := r.index[apiName]; ok {
		return i
	}
	return -1
}

// position returns the position of the member of that name, or -1.
func position(members []fieldtype.Member, name string) int {
	for i := range members {
		if members[i].Name == name {
			return i
		}
	}
	return -1
}

// Reset empties the record and keeps its memory for new fields. Until these replace
// them, the old values stay in memory.
func (r *Record) Reset() *Record {
	switch {
	case r == nil:
		return New()
	case r.shared || r.text != nil:
		*r = Record{}
	default:
		*r = Record{members: r.members[:0], known: r.known}
	}
	return r
}

// Delete removes a field. Without such a field the record stays as it is.
func (r *Record) Delete(apiName string) *Record {
	if r == nil {
		return New()
	}
	r.own()
	if i := position(r.members, apiName); i >= 0 { // the positions in an index would be wrong afterwards
		r.members = slices.Delete(r.members, i, i+1)
		r.known, r.index = len(r.members), nil
	}
	return r
}

// Value sets a field to a value. An absent value is left out of the body.
func (r *Record) Value(apiName string, v fieldtype.Value) *Record {
	if r == nil {
		r = New()
	}
	r.own()
	// A record that is reused usually gets the same fields in the same order: then no
	// name is searched.
	n := len(r.members)
	if n < r.known && r.members[:n+1][n].Name == apiName {
		r.members = r.members[:n+1]
		r.members[n].Value = v
		return r
	}
	if i := r.find(apiName); i >= 0 {
		r.members[i].Value = v
		return r
	}
	r.members = append(r.members, fieldtype.Member{Name: apiName, Value: v})
	r.known = n + 1
	if r.index != nil {
		r.index[apiName] = n
	}
	return r
}

// Set sets a field to the value of a Go value; see [fieldtype.ValueOf].
func (r *Record) Set(apiName string, x any) *Record { return r.Value(apiName, fieldtype.ValueOf(x)) }

// Null sets a field to null, which Zoho accepts in an optional field.
func (r *Record) Null(apiName string) *Record { return r.Value(apiName, fieldtype.Null()) }

// Text sets a field to a text: Single Line, Multi Line, Email, Phone, URL, Picklist,
// or a Long Integer, Date or Date/Time that is already a text.
func (r *Record) Text(apiName, s string) *Record { return r.Value(apiName, fieldtype.Text(s)) }

// MultiSelect sets a Multi-select picklist to values of its list.
func (r *Record) MultiSelect(apiName string, values ...string) *Record {
	return r.Value(apiName, fieldtype.Texts(values...))
}

// Bool sets a Checkbox.
func (r *Record) Bool(apiName string, b bool) *Record { return r.Value(apiName, fieldtype.Bool(b)) }

// Int sets a field to an integer: Number, Currency, Decimal, Percent, or Long
// Integer, which writes it as text.
func (r *Record) Int(apiName string, n int64) *Record { return r.Value(apiName, fieldtype.Int(n)) }

// Float sets a Currency, Decimal or Percent field to a float in its shortest decimal
// form. Use [Record.Decimal] for amounts of more than 15 digits.
func (r *Record) Float(apiName string, f float64) *Record {
	return r.Value(apiName, fieldtype.Float(f))
}

// Number sets a Number field to any Go number, or to the number that a literal
// such as "120" writes.
func (r *Record) Number(apiName string, x any) *Record { return r.Decimal(apiName, x) }

// Decimal sets a Currency, Decimal or Percent field to any Go number, or to the
// exact number that a literal such as "250000.90" writes.
func (r *Record) Decimal(apiName string, x any) *Record {
	if literal, ok := x.(string); ok {
		return r.Value(apiName, fieldtype.ParseNumber(literal))
	}
	return r.Value(apiName, fieldtype.ValueOf(x))
}

// Date sets a Date field to the day of t in t's time zone. A Date/Time field gets the
// whole time.
func (r *Record) Date(apiName string, t time.Time) *Record { return r.DateTime(apiName, t) }

// DateTime sets a Date/Time field to t, in t's time zone. A Date field gets the day.
func (r *Record) DateTime(apiName string, t time.Time) *Record {
	return r.Value(apiName, fieldtype.Time(t))
}

// Lookup sets a field to the object {"id":id}: Lookup, User, Layout, Wizard.
func (r *Record) Lookup(apiName, id string) *Record { return r.Value(apiName, fieldtype.ID(id)) }

// User sets a field to the user with that id.
func (r *Record) User(apiName, id string) *Record { return r.Lookup(apiName, id) }

// Subform sets a subform to at most 100 rows. It copies them. A nil row is null,
// which no subform takes.
func (r *Record) Subform(apiName string, rows ...*Record) *Record {
	elements := make([]fieldtype.Value, len(rows))
	for i, row := range rows {
		elements[i] = row.object()
	}
	return r.Value(apiName, fieldtype.Array(elements...))
}

// object returns the record as an object.
func (r *Record) object() fieldtype.Value {
	if r == nil {
		return fieldtype.Null()
	}
	members, problem := r.all()
	if problem != nil {
		return fieldtype.Invalid(problem)
	}
	return fieldtype.Object(members...)
}

// MarshalJSON returns the record as a JSON object, or an error about a value without
// a JSON form. It checks nothing else, as it knows no module: cells of a table are
// texts, and the fields of a map are sorted by their names.
//
// It also works for a copy of a record. A nil *Record is null.
func (r Record) MarshalJSON() ([]byte, error) {
	members, problem := r.all()
	if problem != nil {
		return nil, problem
	}
	body, errs := fieldtype.Internal.AppendMembers(program.Key{}, nil, members)
	if err := errs.Err(); err != nil {
		return nil, err
	}
	return body, nil
}

// Format prints the names of the record's fields for every verb, and never its
// values, which are personal data. It prints at most 20 names, and at most 100
// characters of each.
//
// It also works for a copy of a record. Package fmt prints a nil *Record as <nil>.
func (r Record) Format(f fmt.State, _ rune) {
	if f != nil {
		fmt.Fprint(f, r.names())
	}
}

// LogValue returns the names of the record's fields, as [Record.Format] prints
// them, for package slog.
func (r *Record) LogValue() slog.Value {
	if r == nil {
		return slog.Value{}
	}
	return slog.StringValue(r.names())
}

// The bounds of what is printed of a record.
const (
	maxPrinted = 20  // names
	maxName    = 100 // characters of a name
)

// names returns the names of the fields for people.
func (r *Record) names() string {
	var b strings.Builder
	b.WriteString("record(")
	members, _ := r.all()
	for i := range members {
		if i > 0 {
			b.WriteString(", ")
		}
		if i == maxPrinted {
			fmt.Fprintf(&b, "%d more", len(members)-i)
			break
		}
		b.WriteString(printable(members[i].Name))
	}
	b.WriteString(")")
	return b.String()
}

// printable returns a name that is cut and has only printable characters.
func printable(name string) string {
	var b strings.Builder
	n := 0
	for _, r := range name {
		if n++; n > maxName {
			b.WriteString("…")
			break
		}
		if unicode.IsPrint(r) {
			b.WriteRune(r)
		} else {
			b.WriteString(strings.Trim(strconv.QuoteRune(r), "'"))
		}
	}
	return b.String()
}
