package payload

import (
	"maps"
	"slices"
	"time"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
)

// A Record is one record: field API names with values, in the order in which
// they were set. To set a field again replaces its value. The zero Record is
// empty and ready to use.
//
// A setter never fails. What is wrong with a value is found when the record is
// checked against a module.
type Record struct {
	members []fieldtype.Member
	known   int            // how many of the members that memory is left for have names that differ
	source  map[string]any // the other fields, until one is set
	shared  bool           // whether members are those of a Value, and copied before one is set
	problem *zohocrm.Error
}

var _ modules.Record = (*Record)(nil)

// NewRecord returns an empty record.
func NewRecord() *Record { return &Record{} }

// FromMap returns a record of a map such as encoding/json makes of an object,
// or as made by hand; see [fieldtype.Of] for what it may hold. The map is never
// written to and not kept, but the slices and maps in it are.
//
// As a map has no order, the fields go out in the order of the module's
// fields, and those that the module does not know after them, sorted.
func FromMap(m map[string]any) *Record { return NewRecord().SetMap(maps.Clone(m)) }

// SetMap sets the fields of a map; see [FromMap]. An empty record keeps the map
// and needs no new memory for it: the map is read when the record is checked,
// and must not change until then.
func (r *Record) SetMap(m map[string]any) *Record {
	if r.source == nil && len(r.members) == 0 {
		r.source = m
		return r
	}
	for _, member := range sortedMembers(m) {
		r.Value(member.Name, member.Value)
	}
	return r
}

// sortedMembers returns the fields of a map in the order of their names.
func sortedMembers(m map[string]any) []fieldtype.Member {
	members := make([]fieldtype.Member, 0, len(m))
	var c fieldtype.Converter
	for i, name := range slices.Sorted(maps.Keys(m)) {
		members = append(members, fieldtype.Member{Name: name})
		c.Set(&members[i].Value, m[name])
	}
	return members
}

// FromJSON returns a record of a JSON object. The fields keep their order, and
// numbers the digits they were written with. Text that is not JSON, not an
// object, or has a key twice is refused; see [fieldtype.ParseJSON].
func FromJSON(data []byte) (*Record, error) {
	v, err := fieldtype.ParseJSON(data)
	if err != nil {
		return nil, err
	}
	r := FromValue(v)
	if r.problem != nil {
		return nil, r.problem
	}
	return r, nil
}

// FromValue returns a record of an object, with its fields in the same order.
// The record of anything else has a problem, which is reported when it is
// checked.
func FromValue(v fieldtype.Value) *Record {
	if p := v.Problem(); p != nil {
		return &Record{problem: p}
	}
	if v.JSONType() != "object" {
		return &Record{problem: &zohocrm.Error{
			Code: zohocrm.CodeInvalidData, Reason: zohocrm.ReasonType, Message: messageInvalid,
			Details: zohocrm.Details{ExpectedDataType: "jsonobject"}, Expected: "a record as an object",
		}}
	}
	members, _ := v.Object()
	return &Record{members: members, shared: true}
}

// messageInvalid is Zoho's message for most values it refuses.
const messageInvalid = "invalid data"

// own makes the fields the record's own, so that they can change.
func (r *Record) own() {
	switch {
	case r.source != nil:
		r.members, r.source = r.Members(), nil
		r.known = len(r.members)
	case r.shared:
		r.members, r.shared = slices.Clone(r.members), false
		r.known = len(r.members)
	}
}

// Len returns the number of fields.
func (r *Record) Len() int {
	if r == nil {
		return 0
	}
	return len(r.members) + len(r.source)
}

// At returns the field at position i. The fields of a map are in the order of
// their names, and each call sorts them; [Record.Members] does that once.
func (r *Record) At(i int) (apiName string, v fieldtype.Value) {
	m := r.Members()[i]
	return m.Name, m.Value
}

// Members returns the fields in their order. They are the record's own and must
// not be changed.
func (r *Record) Members() []fieldtype.Member {
	if r == nil {
		return nil
	}
	if r.source != nil {
		return slices.Concat(r.members, sortedMembers(r.source))
	}
	return r.members
}

// Parts returns the fields as the record holds them: those in their order, and
// the map that [Record.SetMap] has kept, or nil. Neither may be changed.
func (r *Record) Parts() (members []fieldtype.Member, others map[string]any) {
	if r == nil {
		return nil, nil
	}
	return r.members, r.source
}

// Field returns the value of the field of that API name.
func (r *Record) Field(apiName string) (v fieldtype.Value, ok bool) {
	if r == nil {
		return fieldtype.Value{}, false
	}
	if i := r.find(apiName); i >= 0 {
		return r.members[i].Value, true
	}
	if x, ok := r.source[apiName]; ok {
		return fieldtype.Of(x), true
	}
	return fieldtype.Value{}, false
}

func (r *Record) find(apiName string) int {
	for i := range r.members {
		if r.members[i].Name == apiName {
			return i
		}
	}
	return -1
}

// Reset empties the record, so that it can be filled again without new memory.
// What it held is not collected before new values stand in its place.
func (r *Record) Reset() *Record {
	if r.shared {
		*r = Record{}
		return r
	}
	*r = Record{members: r.members[:0], known: r.known}
	return r
}

// Value sets a field to a value.
func (r *Record) Value(apiName string, v fieldtype.Value) *Record {
	r.own()
	// A record that is filled again has mostly the same fields in the same
	// order, and their names need not be looked for.
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
	return r
}

// Set sets a field to what a Go value stands for; see [fieldtype.Of].
func (r *Record) Set(apiName string, x any) *Record { return r.Value(apiName, fieldtype.Of(x)) }

// Null sets a field to null. Zoho takes that for an optional field.
func (r *Record) Null(apiName string) *Record { return r.Value(apiName, fieldtype.Null()) }

// Text sets a field to a text: Single Line, Multi Line, Email, Phone, URL,
// Picklist, and Long Integer, Date or Date/Time already written as text.
func (r *Record) Text(apiName, s string) *Record { return r.Value(apiName, fieldtype.Text(s)) }

// Texts sets a field to an array of texts: Multi-select picklist.
func (r *Record) Texts(apiName string, values ...string) *Record {
	return r.Value(apiName, fieldtype.Texts(values...))
}

// Bool sets a field to true or false: Checkbox.
func (r *Record) Bool(apiName string, b bool) *Record { return r.Value(apiName, fieldtype.Bool(b)) }

// Int sets a field to an integer: Number, Currency, Decimal, Percent and Long
// Integer, which it is written to as text.
func (r *Record) Int(apiName string, n int64) *Record { return r.Value(apiName, fieldtype.Int(n)) }

// Float sets a field to a float in its shortest decimal form: Currency,
// Decimal, Percent. For amounts of more than 15 digits there is
// [Record.Decimal].
func (r *Record) Float(apiName string, f float64) *Record {
	return r.Value(apiName, fieldtype.Float(f))
}

// Decimal sets a field to the exact number that a literal such as "250000.90"
// writes: Number, Currency, Decimal, Percent.
func (r *Record) Decimal(apiName, literal string) *Record {
	return r.Value(apiName, fieldtype.Literal(literal))
}

// Time sets a field to a time, which it is written to in its own format: Date,
// Date/Time.
func (r *Record) Time(apiName string, t time.Time) *Record {
	return r.Value(apiName, fieldtype.Time(t))
}

// Lookup sets a field to the object {"id":id}: Lookup, User.
func (r *Record) Lookup(apiName, id string) *Record { return r.Value(apiName, fieldtype.ID(id)) }

// Layout sets the layout of the record (page, "Layout"), which makes the
// fields that the layout wants mandatory and lets Zoho ignore those that are
// not in it.
func (r *Record) Layout(id string) *Record { return r.Lookup("Layout", id) }

// Approved sets $approved (page, note on "$approved"): false creates the
// record in approval mode.
func (r *Record) Approved(approved bool) *Record { return r.Bool("$approved", approved) }

// Wizard sets the wizard in which the record is created, and
// $wizard_connection_path: the ids of the connections in the order of the
// screens (page, "Wizard").
func (r *Record) Wizard(id string, connections ...string) *Record {
	return r.Lookup("Wizard", id).Texts("$wizard_connection_path", connections...)
}
