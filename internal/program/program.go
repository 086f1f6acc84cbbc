// Package program holds what package fieldtype compiles of fields. The packages
// of this library share it; users cannot reach it.
//
// It is data alone. Package fieldtype makes it and runs it.
package program

import (
	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/internal/names"
	"github.com/seed12a3e673/zohocrm/internal/near"
)

// A Key opens what a package exports for the other packages of this library
// only: nobody else can name its type.
type Key struct{}

// A Field is a compiled field: how its values are checked and written.
type Field struct {
	APIName string
	Bit     uint64 // of a field that is mandatory or that a rule reads; 0 if there are no more bits

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

	Values          []string // all that the field's list holds
	OnlyListed      bool
	AllowName       bool
	AllowQuoted     bool
	AllowNumber     bool
	ObjectOnly      bool // a lookup takes no bare id, as older versions send it
	Range           zohocrm.Range
	ConnectedLookup string
	Object          *Object // of the objects in the field's arrays, or the field's own
	Base            *Field  // of a field with further limits: the field without them

	// What there is to say of the field itself.
	Plain     bool // nothing: only its value counts
	Mandatory bool
	ReadOnly  bool
	Unlisted  bool // the organization's metadata does not list it
	Alias     int  // the position of the field that it is another spelling of, plus 1
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
	OneOf     uint64              // the bits of the fields of which a row needs one, as its check knows
	Triggers  []uint64            // of each rule, the bits of the fields that it reads; 0 if it has to run always
	Unknown   Policy
	Record    bool // a record, not a value in one
	Key       bool // a missing member is a key, not a field
	What      string

	Partial bool    // a field that is absent keeps its value, one that is empty loses it
	Lenient bool    // a mandatory field that is absent only warns
	Stored  bool    // it may be stored, so that a "_delete" in it is a mistake
	Changed *Object // of a row or link that has the id of a stored one; nil if ids have no meaning
	Unsure  bool    // of Changed: the record may be new, and then has no such row

	ReadOnly func() *zohocrm.Error // see Mode
}

// A Mode says how a call of the API takes records. The zero Mode is that of an
// insert.
type Mode struct {
	Writes  uint8 // a fieldtype.Writes; 0 for creation
	Partial bool  // see Object
	Lenient bool  // see Object
	Stored  bool  // the record may be stored, so that rows and links may have ids and be removed
	InRow   bool  // of the fields of a row, which holds no rows
	Unsure  bool  // see Object

	// ReadOnly returns the warning about a field that the call does not write;
	// nil for zohocrm.NotCreatable.
	ReadOnly func() *zohocrm.Error
}

// A Request says how the records of a request are checked.
type Request struct {
	Operation   uint8    // a modules.Operation
	Updates     bool     // an upsert that is expected to find each record
	LayoutRules bool     // the layout rules run
	Strict      bool     // warnings are errors
	ID          string   // the id in the URL of an update
	Checks      []string // duplicate_check_fields; nil if there are none
	External    []string // the entries of the header X-EXTERNAL that is sent
}

// A Policy says what becomes of a name that no field has.
type Policy uint8

// The policies.
const (
	Pass    Policy = iota // it passes; one that is near a known name warns
	Suspect               // likewise, and one that no API name can be warns
	Refuse                // it is an error, unless it is "id" or begins with "$"
)

// An Index holds the positions of the members of one large record by their names.
type Index map[string]int

// A State is what one goroutine remembers from record to record: records mostly
// have the same fields in the same order.
type State struct {
	First  [16]*Field // the field that was last at each of the first positions
	Known  int        // how many of these are known
	Places []*Field   // likewise of all positions, once there are more than fit First
	Order  []*Field   // the fields of Go maps, in the order in which they are written
	Spans  []Span     // the values of the JSON text or row that was appended last
	Struct any        // the struct type that was met last, bound to the fields

	// Strangers are fields of JSON text and structs that the object does not know,
	// and of which there is nothing to say.
	Strangers []*Field

	Header  *Header  // of the table that the last row was of
	Columns []*Field // the fields of its columns; nil of one that has more to be said of
}

// A Header is what the rows of a table have in common.
type Header struct {
	Names []string // the API names of the columns
	Cells *Cells   // how values are written
	Null  bool     // an empty cell is null
}

// A Text is a record as it was read: JSON, a row of a table, or a struct. The zero
// Text is none.
type Text struct {
	JSON string
	Row  Row
	View any // a struct, or a pointer to one
}

// A Row is a row of a table: the cells of the columns, without white space around
// them, as package packed writes texts.
type Row struct {
	Header *Header
	Text   string
}

// Cells say how the cells of a table write values.
type Cells struct {
	Decimal     byte // the decimal sign; 0 for numbers as JSON has them
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
// many elements it has if it is an array. It has no pointers, as one is written for each field of each record.
type Span struct{ Position, Start, End, Elements int }

// A Constant is a text that is written often.
type Constant struct {
	Text  string
	Start [StartSize]byte // the beginning of Text
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
