package zohocrm

import (
	"errors"
	"strconv"
)

// Zoho's messages for the problems that a check before sending finds. A rule with its
// own message has it in its own file.
const (
	MessageInvalid             = "invalid data"                                                     // most values
	MessageOutOfRange          = "Please check whether the input values are correct"                // a number outside its bounds
	MessageBody                = "body"                                                             // the request body is no object
	MessageMissing             = "required field not found"                                         // a mandatory field
	MessageKeyMissing          = "mandatory key missing"                                            // a mandatory key of an object
	MessageDependentMissing    = "Dependent Field missing"                                          // a field that another requires
	MessageDuplicate           = "duplicate data"                                                   // a value that must be unique
	MessageUnknownField        = "the field api name given seems to be invalid"                     // a field that the module does not have
	MessageUnknownModule       = "the module name given seems to be invalid"                        // a module that does not exist
	MessageTooManyRecords      = "count of records in your request exceeds the limit"               // more than 100 records
	MessageTooManyImages       = "Record insertion limit for Image upload field has been exceeded." // too many images in a field
	MessageTooManyParticipants = "Only 50 participants can be added to an event."                   // more than 50 participants
	MessageWizardConnection    = "Wizard connection id is invalid"                                  // an id in $wizard_connection_path
	MessageModuleNotInAPI      = "The given module is not supported in API"                         // Documents and Projects
	MessageStageNotInPipeline  = "Pipeline doesn't contain the Stage"                               // MAPPING_MISMATCH of a Stage
	MessagePipelineNotInLayout = "Layout doesn't contain the Pipeline"                              // MAPPING_MISMATCH of a Pipeline
)

// Invalid returns an INVALID_DATA problem with that reason and no details. Use it for
// a reason without a constructor, and [Warn] for a warning.
//
// The expectation completes the words "expected ...", here and in all constructors.
// It must not quote the value.
func Invalid(reason Reason, expected string) *Error {
	return &Error{Code: CodeInvalidData, Reason: reason, Message: MessageInvalid, Expected: expected}
}

// Warn returns a warning: an INVALID_DATA problem of that reason that does not
// block.
func Warn(reason Reason, expected string) *Error { return Invalid(reason, expected).AsWarning() }

// AsWarning sets e.Warning and returns e. It returns nil for nil.
func (e *Error) AsWarning() *Error {
	if e != nil {
		e.Warning = true
	}
	return e
}

// WithCause sets e.Err and returns e. It returns nil for nil. A nil cause is no
// cause. A nil pointer in an error interface is one, so test for it before.
func (e *Error) WithCause(cause error) *Error {
	if e != nil {
		e.Err = cause
	}
	return e
}

// Wrong types and formats. The data type is what Zoho's answers have in
// details.expected_data_type, such as "text", "integer" or "jsonarray". An empty one
// is left out of the details.

// invalidType returns the INVALID_DATA problem of that reason with
// details.expected_data_type.
func invalidType(reason Reason, dataType, expected string) *Error {
	e := Invalid(reason, expected)
	e.Details.ExpectedDataType = dataType
	return e
}

// WrongType returns the problem of a value that has another JSON type than the
// data type: [ReasonType].
func WrongType(dataType, expected string) *Error { return invalidType(ReasonType, dataType, expected) }

// WrongBody returns the problem of a request body that is not an object:
// [ReasonType] with the message "body".
func WrongBody(expected string) *Error {
	e := WrongType("jsonobject", expected)
	e.Message = MessageBody
	return e
}

// QuotedNumber returns the problem of a text that holds the number that was
// expected: [ReasonQuotedNumber].
func QuotedNumber(dataType, expected string) *Error {
	return invalidType(ReasonQuotedNumber, dataType, expected)
}

// BadFormat returns the problem of a text that is not in the format of its
// field: [ReasonFormat].
func BadFormat(dataType, expected string) *Error {
	return invalidType(ReasonFormat, dataType, expected)
}

// BadCalendar returns the problem of a day or time that does not exist:
// [ReasonCalendar].
func BadCalendar(dataType, expected string) *Error {
	return invalidType(ReasonCalendar, dataType, expected)
}

// BadID returns the problem of a text that is not an id: [ReasonID].
func BadID(expected string) *Error { return invalidType(ReasonID, "string", expected) }

// NotUTF8 returns the problem of text that is not UTF-8: [ReasonUTF8].
func NotUTF8(dataType, expected string) *Error { return invalidType(ReasonUTF8, dataType, expected) }

// Pattern returns the problem of a text that the pattern of its field type does
// not match: [ReasonPattern]. The cause says which character is wrong; it may
// be nil.
func Pattern(dataType, expected string, cause error) *Error {
	return invalidType(ReasonPattern, dataType, expected).WithCause(cause)
}

// Syntax returns the problem of text that is not valid JSON or CSV:
// [ReasonSyntax]. The cause says where.
func Syntax(cause error) *Error { return Invalid(ReasonSyntax, "").WithCause(cause) }

// NotFinite returns the problem of NaN and the infinities: [ReasonNotFinite].
func NotFinite() *Error { return Invalid(ReasonNotFinite, "a finite number") }

// GoType returns the problem of a Go value that has no JSON form:
// [ReasonGoType].
func GoType(expected string) *Error { return Invalid(ReasonGoType, expected) }

// TooDeep returns the problem of a value that is nested too deep:
// [ReasonDepth].
func TooDeep(expected string) *Error { return Invalid(ReasonDepth, expected) }

// Lengths, digits and bounds.

// TooLong returns the problem of a text with more than max code points:
// [ReasonMaxLength] with details.maximum_length.
func TooLong(max int) *Error {
	e := Invalid(ReasonMaxLength, "")
	e.Details.MaximumLength = max
	return e
}

// TooManyDigits returns the problem of a number with more than max digits
// before the decimal point: [ReasonDigits] with details.maximum_length.
func TooManyDigits(max int) *Error {
	e := Invalid(ReasonDigits, "")
	e.Details.MaximumLength = max
	return e
}

// TooManyIntegerDigits is [TooManyDigits] for a number that has no decimal
// point, such as a Long Integer.
func TooManyIntegerDigits(max int) *Error {
	e := TooManyDigits(max)
	e.Expected = digitLimit(max)
	return e
}

// NumberTooLong returns the problem of a number that has more than max digits
// in all when written without an exponent: [ReasonDigits] with
// details.expected_data_type.
func NumberTooLong(dataType string, max int) *Error {
	return invalidType(ReasonDigits, dataType, digitLimit(max))
}

func digitLimit(max int) string { return "at most " + strconv.Itoa(max) + " digits" }

// TooManyDecimals returns the problem of a number with more than max digits
// after the decimal point: [ReasonDecimals] with details.maximum_decimal_place.
func TooManyDecimals(max int) *Error {
	e := Invalid(ReasonDecimals, "")
	e.Details.MaximumDecimalPlace = &max
	return e
}

// OutOfRange returns the problem of a number that is not between two bounds,
// which are themselves allowed: [ReasonRange] with details.range.
func OutOfRange(from, to int) *Error {
	e := Invalid(ReasonRange, "")
	e.Message = MessageOutOfRange
	e.Details.Range = &Range{From: from, To: to}
	return e
}

// OutOfBounds returns the problem of a value, such as a time, outside bounds
// that are not two numbers: [ReasonRange] without details.
func OutOfBounds(expected string) *Error { return Invalid(ReasonRange, expected) }

// Empty returns the problem of an array without elements: [ReasonEmpty] with
// details.minimum_length 1.
func Empty(expected string) *Error {
	e := Invalid(ReasonEmpty, expected)
	e.Details.MinimumLength = 1
	return e
}

// TooLarge returns the problem of a value or input of more bytes or values
// than the library reads: [ReasonSize].
func TooLarge(expected string) *Error { return Invalid(ReasonSize, expected) }

// TooManyItems returns the problem of an array with more than limit elements:
// LIMIT_EXCEEDED and [ReasonMaxItems] with details.limit. An empty message
// becomes "more than N elements are not allowed".
func TooManyItems(limit int, message string) *Error {
	if message == "" {
		message = "more than " + strconv.Itoa(limit) + " elements are not allowed"
	}
	return &Error{Code: CodeLimitExceeded, Reason: ReasonMaxItems, Message: message, Details: Details{Limit: limit}}
}

// TooManyUsers is [TooManyItems] with the message for a multi-user lookup.
func TooManyUsers(limit int) *Error {
	return TooManyItems(limit, "More than "+strconv.Itoa(limit)+" users cannot be associated")
}

// TooManyRecords returns the problem of a request with more than max records:
// LIMIT_EXCEEDED and [ReasonMaxItems] with details.maximum_length.
func TooManyRecords(max int) *Error {
	return &Error{
		Code: CodeLimitExceeded, Reason: ReasonMaxItems, Message: MessageTooManyRecords,
		Details: Details{MaximumLength: max}, Expected: "at most " + strconv.Itoa(max) + " records",
	}
}

// TooManyInRequest returns the problem of more things of one kind than one
// request may hold: IN_REQUEST_LIMIT_EXCEEDED and [ReasonMaxItems] with
// details.limit.
func TooManyInRequest(limit int, expected string) *Error {
	return &Error{
		Code: CodeInRequestLimitExceeded, Reason: ReasonMaxItems, Message: MessageInvalid,
		Details: Details{Limit: limit}, Expected: expected,
	}
}

// Lists of values. The constructors do not copy the list, as many problems share the
// list of a field. Do not change it afterwards.

// NotListed returns the problem of a value that is not among those of a
// picklist: [ReasonPicklist] with details.supported_values.
func NotListed(values []string) *Error {
	e := Invalid(ReasonPicklist, "")
	e.Details.SupportedValues = values
	return e
}

// NotSupported returns the problem of a value that is not among a few that Zoho
// fixes: [ReasonSupported] with details.supported_values.
func NotSupported(values []string) *Error { return NotSupportedAs(MessageInvalid, values) }

// NotSupportedAs is [NotSupported] with another message of Zoho's. For the
// period of a reminder it is the code itself.
func NotSupportedAs(message string, values []string) *Error {
	e := Invalid(ReasonSupported, "")
	e.Message = message
	e.Details.SupportedValues = values
	return e
}

// Missing fields and keys.

// missing returns a MANDATORY_NOT_FOUND problem.
func missing(reason Reason, message, expected string) *Error {
	return &Error{Code: CodeMandatoryNotFound, Reason: reason, Message: message, Expected: expected}
}

// Missing returns the problem of a mandatory field that is absent, null or
// empty: MANDATORY_NOT_FOUND and [ReasonMandatory].
func Missing() *Error { return missing(ReasonMandatory, MessageMissing, "") }

// MissingKey returns the problem of an object without a mandatory key:
// MANDATORY_NOT_FOUND and [ReasonMandatory].
func MissingKey() *Error { return missing(ReasonMandatory, MessageKeyMissing, "") }

// MissingAs is [Missing] with another message of Zoho's and an expectation,
// which may be empty.
func MissingAs(message, expected string) *Error { return missing(ReasonMandatory, message, expected) }

// MissingData returns the problem of a request body without the key "data":
// INVALID_DATA and [ReasonMandatory] with details.expected_data_type.
func MissingData(expected string) *Error { return invalidType(ReasonMandatory, "jsonarray", expected) }

// LookupByName returns the warning about a lookup by name, without an id:
// MANDATORY_NOT_FOUND and [ReasonLookupByName].
func LookupByName() *Error {
	return missing(ReasonLookupByName, MessageMissing, `"id"; Zoho looks the name up or creates a record`).AsWarning()
}

// ExternalLookup returns the warning about a lookup by an external field:
// MANDATORY_NOT_FOUND and [ReasonExternalLookup].
func ExternalLookup() *Error {
	return missing(ReasonExternalLookup, MessageMissing, `"id", or the X-EXTERNAL header that names the external field`).AsWarning()
}

// DependentMissing returns the problem of a field that is absent although the value
// of another requires it: DEPENDENT_FIELD_MISSING and [ReasonMandatory]. Set
// Details.Dependee to the other field.
func DependentMissing() *Error {
	return &Error{Code: CodeDependentFieldMissing, Reason: ReasonMandatory, Message: MessageDependentMissing}
}

// Contradictions and duplicates.

// DependentMismatch returns the problem of a field that contradicts another:
// DEPENDENT_MISMATCH and [ReasonConflict].
// Set Details.Dependee to the other field.
func DependentMismatch(message, expected string) *Error {
	return &Error{Code: CodeDependentMismatch, Reason: ReasonConflict, Message: message, Expected: expected}
}

// DependentUnchanged returns the problem of a field that equals another and
// must not: DEPENDENT_FIELD_UNCHANGED and [ReasonConflict].
// Set Details.Dependee to the other field.
func DependentUnchanged(message string) *Error {
	return &Error{Code: CodeDependentUnchanged, Reason: ReasonConflict, Message: message}
}

// MappingMismatch returns the problem of a value that the pipeline or layout of
// the record does not contain: MAPPING_MISMATCH and [ReasonPicklist] with
// details.mapped_field, "Pipeline" or "Layout".
func MappingMismatch(mappedField, message, expected string) *Error {
	return &Error{
		Code: CodeMappingMismatch, Reason: ReasonPicklist, Message: message, Expected: expected,
		Details: Details{MappedField: mappedField},
	}
}

// Conflict returns the problem of two parts of a value that exclude each other:
// INVALID_DATA and [ReasonConflict].
func Conflict(expected string) *Error { return Invalid(ReasonConflict, expected) }

// Duplicate returns the problem of a unique field whose value another record
// has: DUPLICATE_DATA and [ReasonDuplicateValue].
// Set Details.Dependee to the other field.
func Duplicate(expected string) *Error {
	return &Error{Code: CodeDuplicateData, Reason: ReasonDuplicateValue, Message: MessageDuplicate, Expected: expected}
}

// DuplicateKey returns the problem of an object that has a key twice:
// [ReasonDuplicateKey].
func DuplicateKey() *Error { return Invalid(ReasonDuplicateKey, "each key once") }

// Names.

// UnknownField returns the problem of a field that the module does not have:
// [ReasonUnknownField].
func UnknownField(expected string) *Error {
	e := Invalid(ReasonUnknownField, expected)
	e.Message = MessageUnknownField
	return e
}

// UnknownKey returns the problem of a key that is not documented:
// [ReasonUnknownKey].
func UnknownKey(expected string) *Error { return Invalid(ReasonUnknownKey, expected) }

// UnknownModule returns the problem of a module that does not exist:
// INVALID_MODULE and [ReasonUnknownModule].
func UnknownModule(expected string) *Error {
	return &Error{Code: CodeInvalidModule, Reason: ReasonUnknownModule, Message: MessageUnknownModule, Expected: expected}
}

// Renamed returns the warning about a field whose verified name is another:
// [ReasonRenamed]. The name is also the suggestion.
func Renamed(to string) *Error {
	e := Warn(ReasonRenamed, "the field name "+to)
	e.Suggestion, e.Fix = to, "use the name "+to
	return e
}

// NotCreatable returns the warning about a field that Zoho sets itself:
// [ReasonNotCreatable].
func NotCreatable() *Error { return Warn(ReasonNotCreatable, "no value: Zoho sets the field itself") }

// NotUpdatable returns the warning about a field that an update does not write:
// [ReasonNotUpdatable].
func NotUpdatable() *Error {
	return Warn(ReasonNotUpdatable, "no value: an update does not write the field")
}

// OneOfMissing returns the problem of a record that has none of several fields,
// one of which it needs: EXPECTED_FIELD_MISSING and [ReasonMandatory] with
// details.expected_fields.
func OneOfMissing(message string, fields ...FieldRef) *Error {
	return &Error{
		Code: CodeExpectedFieldMissing, Reason: ReasonMandatory, Message: message,
		Details: Details{ExpectedFields: fields},
	}
}

// MaxProblems is the largest number of problems that are listed for one record. One
// more problem, with [ReasonMore] and a [*MoreProblems] as its Err, counts the
// others.
const MaxProblems = 100

// MoreProblems says how many problems of a record are not listed.
type MoreProblems struct{ Count int }

// Error returns the count. It is "<nil>" for nil.
func (m *MoreProblems) Error() string {
	if m == nil {
		return "<nil>"
	}
	return "and " + plural(m.Count, "more problem")
}

// Bounded limits the problems of one record, which are the elements from position
// from on: it keeps [MaxProblems] of them and adds one that counts the others. That
// one has the path at. It is a warning if it counts only warnings.
func (es Errors) Bounded(from int, at ...Step) Errors {
	from = max(from, 0)
	if len(es)-from <= MaxProblems {
		return es
	}
	more, warning := 0, true
	kept := from
	var m *MoreProblems
	for _, e := range es[from:] {
		if e == nil {
			continue
		} else if e.Reason == ReasonMore && errors.As(e.Err, &m) && m != nil {
			more += m.Count
		} else if kept-from < MaxProblems {
			es[kept] = e
			kept++
			continue
		} else {
			more++
		}
		warning = warning && e.Warning
	}
	clear(es[kept:])
	if more == 0 {
		return es[:kept]
	}
	e := Invalid(ReasonMore, "").WithCause(&MoreProblems{more})
	e.Warning = warning
	return append(es[:kept], e.PrefixPath(at...))
}
