package fieldtype

// A verdict is the result of [run] for a value: valid, or why the value is refused,
// or a warning, or both.
type verdict uint16

const (
	valid  verdict = iota // the value was written
	blank                 // null or the empty text was written; a mandatory field refuses it
	asTree                // nothing was written: [appendTree] decides

	// The reasons of refusals and warnings; see [explain].
	wrongType
	notUTF8
	tooLong
	noMatch // of the pattern
	wrongFormat
	notInCalendar
	yearOutside
	textNotNumber
	quotedNumber
	quotedPercent
	tooManyPlaces // of an exponent
	tooManyDigits
	tooManyDecimals
	notWhole
	outOfRange
	numberNotText // of a Long Integer
	textNotNumberForm
	notDigits // of a Long Integer
	tooManyIntegerDigits
	notListed
	notID
	notIDType
	numericID
	bareID
	nameForID
	noOffset
)

// warn returns the verdict that a value was written with a warning.
func (v verdict) warn() verdict { return v << 8 }

// warning returns the reason of the warning, or valid.
func (v verdict) warning() verdict { return v >> 8 }

// refusal returns the reason why a value is refused. It is valid or blank if the
// value was accepted.
func (v verdict) refusal() verdict { return v & 0xff }

// accepts reports whether the value was written, with a warning or without.
func (v verdict) accepts() bool { return v.refusal() <= blank }
