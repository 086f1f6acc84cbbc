package fieldtype

// A verdict is what [run] finds of a value: it is valid, or why it is refused,
// or what it is warned of, or both.
type verdict uint16

const (
	valid  verdict = iota // the value was written
	blank                 // null or the empty text was written, which a mandatory field does not take
	asTree                // nothing was written: [appendTree] has to look

	// Why a value is refused or warned of; see [explain].
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

// warn returns the verdict that a value was written and is warned of.
func (v verdict) warn() verdict { return v << 8 }

// warning returns what a value is warned of, or valid.
func (v verdict) warning() verdict { return v >> 8 }

// refusal returns why a value is refused; valid or blank if it is not.
func (v verdict) refusal() verdict { return v & 0xff }

// accepts reports whether the value was written, with a warning or without.
func (v verdict) accepts() bool { return v.refusal() <= blank }
