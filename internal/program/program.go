// Package program has the types of compiled fields, which the packages of this
// library share and users cannot reach.
//
// It has only data. Package fieldtype compiles and runs the programs.
package program

import (
	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/internal/names"
	"github.com/seed12a3e673/zohocrm/internal/near"
)

// A Key is an argument of methods that a package exports only for the other packages
// of this library: users cannot name its type.
type Key struct{}

// A Field is a compiled field: how its values are checked and written.
type Field struct {
	APIName string
	Bit     uint64 // of a mandatory field, or one that a rule reads; 0 if there are no more bits

	Name   Constant // the API name as JSON, with a comma before and a colon after it
	Kind   uint8    // a fieldtype.Kind, or fieldtype's kind for limits that no kind knows
	Listed bool     // Values are known
	Ranged bool     // Range is known

	Length   int // code points of a text, elements of an array
	Digits   int // before the decimal point
	Decimals int // after it

	Table   names.Table // of the values that a list holds
	Near    *near.Index // of Values; nil if there are too many
	Encoded []Constant  // those values as JSON

	Values          []string // the values of the field's list
	OnlyListed      bool
	AllowName       bool
	AllowQuoted     bool
	AllowNumber     bool
	ObjectOnly      bool // a lookup refuses a bare id, the form of older versions
	Range           zohocrm.Range
	ConnectedLookup string
	Object          *Object // of the objects in the field's arrays, or the field's own
	Base            *Field  // of a field with further limits: the field without them

	// Problems of the field itself.
	Plain     bool // there are none: only its value may have problems
	Mandatory bool
	Filled    bool // every layout of the organization requires it: an update cannot remove its rows
	ReadOnly  bool
	Unlisted  bool // the organization's metadata does not list it
	Alias     int  // the position of the verified field plus 1, if this is another spelling
	AliasOf   string
	Position  int // among the fields of the object
}

// An Object is the compiled fields of a record or of a row.
type Object struct {
	Fields    []Field
	Sorted    []*Field // the plain fields of a row, by their names
	Names     names.Table
	Near      near.Index
	Spellings map[string][]string // other spellings of a name
	Required  []int               // positions of the mandatory fields
	Counted   uint64              // the bits of the mandatory fields
	Uncounted bool                // some mandatory field has no bit
	OneOf     uint64              // the bits of the fields of which a row needs one; its check reports that
	Triggers  []uint64            // for each rule the bits of the fields that it reads; 0 if it always runs
	Unknown   Policy
	Record    bool // a record, not a value in one
	Key       bool // a missing member is a key, not a field
	What      string

	Partial bool    // an absent field keeps its stored value, and an empty one loses it
	Lenient bool    // an absent mandatory field only warns
	Stored  bool    // the record may be stored; a "_delete" in it is an error
	Changed *Object // for a row or link with the id of a stored one; nil if ids have no meaning
	Unsure  bool    // of Changed: the record may be new and have no such row

	ReadOnly func() *zohocrm.Error // see Mode
}

// A Mode says how a call of the API takes records. The zero Mode is that of an
// insert.
type Mode struct {
	Writes  uint8 // a fieldtype.Writes; 0 for creation
	Partial bool  // see Object
	Lenient bool  // see Object
	Stored  bool  // the record may be stored; rows and links may have ids and be removed
	InRow   bool  // for the fields of a row, which cannot have rows
	Unsure  bool  // see Object

	// ReadOnly returns the warning about a field that the call does not write;
	// nil for zohocrm.NotCreatable.
	ReadOnly func() *zohocrm.Error
}

// A Request says how the records of a request are checked.
type Request struct {
	Operation   uint8    // a modules.Operation
	Updates     bool     // an upsert that should find each record
	LayoutRules bool     // the layout rules run
	Strict      bool     // warnings are errors
	ID          string   // the id in the URL of an update
	Checks      []string // duplicate_check_fields; nil if there are none
	External    []string // the entries of the header X-EXTERNAL that is sent
}

// A Policy says how unknown names are treated.
type Policy uint8

// The policies.
const (
	Pass    Policy = iota // they pass; one that is near a known name warns
	Suspect               // like Pass, but one that cannot be an API name also warns
	Refuse                // they are errors, except "id" and names that begin with "$"
)

// An Index holds the positions of the members of one large record by their names.
type Index map[string]int

// A State is what one goroutine remembers from record to record, as records usually
// have the same fields in the same order.
type State struct {
	First  [16]*Field // the fields at the first positions of the last record
	Known  int        // how many of them are known
	Places []*Field   // the fields at all positions, if there are more than First can hold
	Order  []*Field   // the fields of Go maps, in the order in which they are written
	Spans  []Span     // the values of the last JSON text or row
	Struct any        // the last struct type, bound to the fields

	// Strangers are fields of JSON text and structs that the object does not know and
	// that have no problem.
	Strangers []*Field

	Header  *Header  // of the table of the last row
	Columns []*Field // the fields of its columns; nil for one whose field or name may have problems
}

// A Header is what the rows of a table share.
type Header struct {
	Names []string // the API names of the columns
	Cells *Cells   // how values are written
	Null  bool     // an empty cell is null
}

// A Text is the source of a record: JSON, a row of a table, or a struct. The zero
// Text is none.
type Text struct {
	JSON string
	Row  Row
	View any // a struct, or a pointer to one
}

// A Row is a row of a table: the cells of the columns, without white space around
// them, in the form of package packed.
type Row struct {
	Header *Header
	Text   string
}

// Cells say how the cells of a table write values.
type Cells struct {
	Decimal     byte // the decimal sign; 0 for numbers as in JSON
	Dates       []DateFormat
	True, False []string // besides true and false
}

// A DateFormat is the parts of a date or time in their order.
type DateFormat []DatePart

// A DatePart is a part of a date or time: a number, or a text between numbers.
type DatePart struct {
	Letter byte // of the format: y M d H h m s, a for AM and PM, X for an offset; 0 for a text
	Least  int  // digits of the number; M of 3 and 4 letters is a name
	Most   int
	Text   string
}

// A Span says where the value of a field is in the JSON text of a record, and how
// many elements an array has. It has no pointers, which would make the many writes of
// spans slower.
type Span struct{ Position, Start, End, Elements int }

// A Constant is a text that is fast to append.
type Constant struct {
	Text  string
	Start [StartSize]byte // the first bytes of Text
}

// StartSize is how many bytes of a Constant are written at once.
const StartSize = 32

// NewConstant returns the constant of a text.
func NewConstant(text []byte) Constant {
	c := Constant{Text: string(text)}
	copy(c.Start[:], text)
	return c
}

// Append appends the text to dst. It may overwrite dst's spare capacity.
func (c *Constant) Append(dst []byte) []byte {
	if len(c.Text) > StartSize || cap(dst)-len(dst) < StartSize {
		return append(dst, c.Text...)
	}
	*(*[StartSize]byte)(dst[len(dst) : len(dst)+StartSize]) = c.Start
	return dst[:len(dst)+len(c.Text)]
}
