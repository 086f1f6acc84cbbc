package zohocrm

// A Code is the word with which Zoho names a kind of refusal, as in the
// "Possible Errors" section of the Insert Records page. It is an error, so
// that errors.Is(err, CodeInvalidData) answers for any error or list of errors
// of this library.
type Code string

// Error returns the code as Zoho writes it.
func (c Code) Error() string { return string(c) }

// The codes that a check before sending can report.
const (
	CodeInvalidData            Code = "INVALID_DATA"              // wrong type, format, length, digits, or not among the supported values
	CodeMandatoryNotFound      Code = "MANDATORY_NOT_FOUND"       // a mandatory field or key is absent, null or empty
	CodeLimitExceeded          Code = "LIMIT_EXCEEDED"            // more than 100 records, 50 participants, ...
	CodeDependentFieldMissing  Code = "DEPENDENT_FIELD_MISSING"   // a field that another field's value calls for is absent
	CodeDependentMismatch      Code = "DEPENDENT_MISMATCH"        // two fields contradict each other
	CodeDependentUnchanged     Code = "DEPENDENT_FIELD_UNCHANGED" // two fields that must differ are equal
	CodeMappingMismatch        Code = "MAPPING_MISMATCH"          // the stage is not in the pipeline, the pipeline not in the layout
	CodeExpectedFieldMissing   Code = "EXPECTED_FIELD_MISSING"    // none of several fields, one of which is needed
	CodeDuplicateData          Code = "DUPLICATE_DATA"            // a unique field has the same value twice
	CodeMultipleOrMultiErrors  Code = "MULTIPLE_OR_MULTI_ERRORS"  // several errors in one record
	CodeInvalidModule          Code = "INVALID_MODULE"            // no such module
	CodeInRequestLimitExceeded Code = "IN_REQUEST_LIMIT_EXCEEDED" // more than a record may hold in one request
)

// The codes that only the server can know. They are here to be recognized in
// its answers.
const (
	CodeSuccess               Code = "SUCCESS"
	CodeDependentServiceError Code = "DEPENDENT_SERVICE_ERROR"
	CodeDuplicateLinkingData  Code = "DUPLICATE_LINKING_DATA"
	CodeInvalidURLPattern     Code = "INVALID_URL_PATTERN"
	CodeInvalidRequestMethod  Code = "INVALID_REQUEST_METHOD"
	CodeOAuthScopeMismatch    Code = "OAUTH_SCOPE_MISMATCH"
	CodeInvalidToken          Code = "INVALID_TOKEN"
	CodeAuthenticationFailure Code = "AUTHENTICATION_FAILURE"
	CodeAuthorizationFailed   Code = "AUTHORIZATION_FAILED"
	CodeNoPermission          Code = "NO_PERMISSION"
	CodeRecordLocked          Code = "RECORD_LOCKED"
	CodeInternalError         Code = "INTERNAL_ERROR"
	CodePatternNotMatched     Code = "PATTERN_NOT_MATCHED"
	CodeNotApproved           Code = "NOT_APPROVED"
	CodeNotReviewed           Code = "NOT_REVIEWED"
	CodeFeatureNotSupported   Code = "FEATURE_NOT_SUPPORTED"
	CodeStorageSpaceExceeded  Code = "STORAGE_SPACE_EXCEEDED"
	CodeNotAllowed            Code = "NOT_ALLOWED"
	CodeAlreadyModified       Code = "ALREADY_MODIFIED"
)

// A Reason says which check found a problem. It is finer than the [Code] and
// stays the same from release to release, so that programs can test for it and
// translate it. It is an error, so that errors.Is(err, ReasonPattern) works.
type Reason string

// Error returns the reason's name.
func (r Reason) Error() string { return string(r) }

// The reasons. Beside each stand the code it comes with and what it says.
const (
	ReasonMandatory      Reason = "mandatory"       // MANDATORY_NOT_FOUND: absent, null or empty
	ReasonType           Reason = "type"            // INVALID_DATA: wrong JSON type; see details.expected_data_type
	ReasonQuotedNumber   Reason = "quoted_number"   // INVALID_DATA: a number was expected and text was given that may hold one
	ReasonMaxLength      Reason = "max_length"      // INVALID_DATA: more code points than details.maximum_length
	ReasonMaxItems       Reason = "max_items"       // INVALID_DATA or LIMIT_EXCEEDED: more elements than allowed
	ReasonEmpty          Reason = "empty"           // INVALID_DATA: nothing in it
	ReasonDigits         Reason = "digits"          // INVALID_DATA: more digits than details.maximum_length
	ReasonDecimals       Reason = "decimals"        // INVALID_DATA: more decimals than details.maximum_decimal_place
	ReasonRange          Reason = "range"           // INVALID_DATA: outside details.range
	ReasonNotFinite      Reason = "not_finite"      // INVALID_DATA: NaN or an infinity, which JSON cannot hold
	ReasonPattern        Reason = "pattern"         // INVALID_DATA: the published pattern of the field type does not match
	ReasonUTF8           Reason = "utf8"            // INVALID_DATA: text that is not UTF-8
	ReasonFormat         Reason = "format"          // INVALID_DATA: text not in the format of the field type
	ReasonCalendar       Reason = "calendar"        // INVALID_DATA: right format, but no such day or time
	ReasonPicklist       Reason = "picklist"        // INVALID_DATA: not among the values of the list
	ReasonSupported      Reason = "supported"       // INVALID_DATA: not among details.supported_values
	ReasonID             Reason = "id"              // INVALID_DATA: an id is 1 to 19 digits
	ReasonBareID         Reason = "bare_id"         // an id as text where an object with "id" is documented (an older form)
	ReasonNumericID      Reason = "numeric_id"      // an id as a number where text is documented
	ReasonLookupByName   Reason = "lookup_by_name"  // a lookup by name, which Zoho takes for a few fields only
	ReasonExternalLookup Reason = "external_lookup" // a lookup by external field, which needs the X-EXTERNAL header
	ReasonBigintNumber   Reason = "bigint_number"   // a Long Integer as a number where text is documented
	ReasonUnknownField   Reason = "unknown_field"   // the module has no such field
	ReasonUnknownKey     Reason = "unknown_key"     // a key that the page does not document
	ReasonNotInLayout    Reason = "not_in_layout"   // the record's layout does not hold the field, so that Zoho ignores it
	ReasonNotCreatable   Reason = "not_creatable"   // Zoho sets the field itself and ignores or refuses it on insert
	ReasonRenamed        Reason = "renamed"         // another spelling of the name is the verified one
	ReasonUnknownModule  Reason = "unknown_module"  // INVALID_MODULE: no module of that name
	ReasonDuplicateKey   Reason = "duplicate_key"   // INVALID_DATA: the object has the key twice
	ReasonDuplicateValue Reason = "duplicate_value" // DUPLICATE_DATA or a warning: the same value twice where it must be unique
	ReasonSyntax         Reason = "syntax"          // INVALID_DATA: not valid JSON
	ReasonDepth          Reason = "depth"           // INVALID_DATA: nested deeper than any field type, or in a cycle
	ReasonSize           Reason = "size"            // INVALID_DATA: more values than a record can hold
	ReasonGoType         Reason = "go_type"         // INVALID_DATA: a Go value that has no JSON form
	ReasonConflict       Reason = "conflict"        // two parts that exclude each other
)

// The finer reasons of a text that the pattern of its field type does not
// match. They stand beside [ReasonPattern], in the Err of the error, and say
// what to mend; the pattern alone decides. See fieldtype.Mismatch for the
// position that comes with them.
const (
	ReasonNoAt              Reason = "no_at"               // email: no "@"
	ReasonSecondAt          Reason = "second_at"           // email: more than one "@"
	ReasonFirstCharacter    Reason = "first_character"     // email: begins with something else than a letter, digit, "+", "-" or "_"
	ReasonNoDot             Reason = "no_dot"              // email, URL: the domain or host has no dot
	ReasonEmptyLabel        Reason = "empty_label"         // email, URL: nothing before, between or after the dots of the domain or host
	ReasonLabelEdge         Reason = "label_edge"          // email: a part of the domain begins or ends with "-" or "_"
	ReasonTopLevelCharacter Reason = "top_level_character" // email: the part after the last dot holds something else than letters
	ReasonTopLevelLength    Reason = "top_level_length"    // email: the part after the last dot has not 2 to 22 letters
	ReasonDomainLength      Reason = "domain_length"       // email: the domain has more than 256 characters
	ReasonNoDigit           Reason = "no_digit"            // phone: neither a digit nor a letter
	ReasonLeadingSeparator  Reason = "leading_separator"   // phone: begins with "-" or "."
	ReasonSeparators        Reason = "separators"          // phone: a separator that no digit or letter follows
	ReasonParentheses       Reason = "parentheses"         // phone: a parenthesis without its pair, with nothing in it, or with a separator at its edge
	ReasonExtension         Reason = "extension"           // phone: ",", ";" and "#" may only lead to digits and letters at the end, "#" and ";" also end it
	ReasonScheme            Reason = "scheme"              // URL: another scheme than "http://", "https://" and "ftp://", in small letters
	ReasonControl           Reason = "control"             // a newline or another control character
	ReasonCharacter         Reason = "character"           // a character that may not stand there
)
