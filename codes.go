package zohocrm

// A Code is Zoho's name for a kind of problem, as in the "Possible Errors" section of
// the Insert Records page. It is an error, so errors.Is(err, CodeInvalidData) works
// with every error and list of errors of this library.
type Code string

// Error returns the code as Zoho writes it.
func (c Code) Error() string { return string(c) }

// The codes that a check before sending can report.
const (
	CodeInvalidData            Code = "INVALID_DATA"              // wrong type, format, length, digits, or not among the supported values
	CodeMandatoryNotFound      Code = "MANDATORY_NOT_FOUND"       // a mandatory field or key is absent, null or empty
	CodeLimitExceeded          Code = "LIMIT_EXCEEDED"            // more than 100 records, 50 participants, ...
	CodeDependentFieldMissing  Code = "DEPENDENT_FIELD_MISSING"   // a field that another field's value requires is absent
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
	CodeTooManyRequests       Code = "TOO_MANY_REQUESTS"     // HTTP status 429, without a Retry-After header
	CodeInternalServerError   Code = "INTERNAL_SERVER_ERROR" // another form of INTERNAL_ERROR
	CodeProcessingError       Code = "PROCESSING_ERROR"      // in details.dependency_error
	CodeCannotProcess         Code = "CANNOT_PROCESS"        // in details.dependency_error, and of a row of Bulk Write
)

// The codes of Bulk Write: the first two of a row, in the column ERRORS of the
// result, the others of a job.
const (
	CodeBlockedRecord            Code = "BLOCKED_RECORD"
	CodeResourceNotFound         Code = "RESOURCE_NOT_FOUND"
	CodeInvalidCallbackURL       Code = "INVALID_CALLBACK_URL"
	CodeInvalidCallbackMethod    Code = "INVALID_CALLBACK_METHOD"
	CodeMandatoryFieldsNotMapped Code = "MANDATORY_FIELDS_NOT_MAPPED"
	CodeCoexistenceNotAllowed    Code = "COEXISTENCE_NOT_ALLOWED"
	CodeFileNotSupported         Code = "FILE_NOT_SUPPORTED"
	CodeFileTooLarge             Code = "FILE_TOO_LARGE"
	CodeFileNotFound             Code = "FILE_NOT_FOUND"
	CodeInvalidFileID            Code = "INVALID_FILE_ID"
	CodeInvalidFileFormat        Code = "INVALID_FILE_FORMAT"
	CodeHeaderLimitExceeded      Code = "HEADER_LIMIT_EXCEEDED"
	CodeColumnIndexNotFound      Code = "COLUMN_INDEX_NOT_FOUND"
	CodeInvalidField             Code = "INVALID_FIELD"
	CodeInvalidFieldName         Code = "INVALID_FIELD_NAME"
	CodeMissingRequiredKey       Code = "MISSING_REQUIRED_KEY"
	CodeModuleNotAvailable       Code = "MODULE_NOT_AVAILABLE"
	CodeInvalidFormat            Code = "INVALID_FORMAT"
	CodeInvalidRequest           Code = "INVALID_REQUEST"
	CodeRequestBodyNotSupported  Code = "REQUEST_BODY_NOT_SUPPORTED"
)

// Retryable reports whether the same request may succeed later: Zoho had too many
// requests, or failed itself. It is false for every refusal and for a code that the
// library does not know.
//
// After an internal error, check first whether the records exist: Zoho may have
// stored them.
func (c Code) Retryable() bool {
	switch c {
	case CodeTooManyRequests, CodeInternalError, CodeInternalServerError:
		return true
	}
	return false
}

// A Reason names the check that found a problem. It is more precise than the [Code].
// Its text never changes, so programs can test for it and translate it. It is an
// error, so errors.Is(err, ReasonPattern) works.
type Reason string

// Error returns the reason's name.
func (r Reason) Error() string { return string(r) }

// Doc returns one line about the reason: what is wrong, and the code if the reason
// always has the same one. It is empty for an unknown reason.
func (r Reason) Doc() string { return r.info().doc }

// Hint returns one sentence that says what to do, such as "write the number without
// quotes". It is empty for an unknown reason.
func (r Reason) Hint() string { return r.info().hint }

// URL returns the web address of the section about the reason in docs/errors.md: what
// it means, an example, and what to do. The address never changes. It is empty for an
// unknown reason.
func (r Reason) URL() string {
	if r.info().reason == "" {
		return ""
	}
	return "https://github.com/seed12a3e673/zohocrm/blob/main/docs/errors.md#" + string(r)
}

func (r Reason) info() reasonInfo {
	for _, info := range reasons {
		if info.reason == r {
			return info
		}
	}
	return reasonInfo{}
}

// Reasons returns all reasons: first those of [Error.Reason], then the more precise
// ones of a pattern. The caller may change the slice.
func Reasons() []Reason {
	all := make([]Reason, len(reasons))
	for i := range reasons {
		all[i] = reasons[i].reason
	}
	return all
}

// The reasons of [Error.Reason]. The comment of each names its code and what is
// wrong.
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
	ReasonUnknownKey     Reason = "unknown_key"     // a key that Zoho does not document
	ReasonNotInLayout    Reason = "not_in_layout"   // the record's layout does not hold the field, so that Zoho ignores it
	ReasonNotCreatable   Reason = "not_creatable"   // Zoho sets the field itself and ignores or refuses it on insert
	ReasonNotUpdatable   Reason = "not_updatable"   // an update does not write the field
	ReasonRenamed        Reason = "renamed"         // the name is another spelling of the verified one
	ReasonUnknownModule  Reason = "unknown_module"  // INVALID_MODULE: no module of that name
	ReasonDuplicateKey   Reason = "duplicate_key"   // INVALID_DATA: the object has the key twice
	ReasonDuplicateValue Reason = "duplicate_value" // DUPLICATE_DATA or a warning: the same value twice where it must be unique
	ReasonSyntax         Reason = "syntax"          // INVALID_DATA: not valid JSON
	ReasonDepth          Reason = "depth"           // INVALID_DATA: nested deeper than any field type, or in a cycle
	ReasonSize           Reason = "size"            // INVALID_DATA: more values than a record can hold
	ReasonGoType         Reason = "go_type"         // INVALID_DATA: a Go value that has no JSON form
	ReasonUnreadable     Reason = "unreadable"      // the input failed before its end
	ReasonMore           Reason = "more"            // further problems of the record, which are only counted
	ReasonConflict       Reason = "conflict"        // two parts that exclude each other
)

// The more precise reasons of a text that the pattern of its field type does not
// match. The Err of an error with [ReasonPattern] has one of them. They say what to
// correct; only the pattern decides. fieldtype.Mismatch also has the position.
const (
	ReasonNoAt              Reason = "no_at"               // email: no "@"
	ReasonSecondAt          Reason = "second_at"           // email: more than one "@"
	ReasonFirstCharacter    Reason = "first_character"     // email: does not begin with a letter, digit, "+", "-" or "_"
	ReasonNoDot             Reason = "no_dot"              // email, URL: the domain or host has no dot
	ReasonEmptyLabel        Reason = "empty_label"         // email, URL: nothing before, between or after the dots of the domain or host
	ReasonLabelEdge         Reason = "label_edge"          // email: a part of the domain begins or ends with "-" or "_"
	ReasonTopLevelCharacter Reason = "top_level_character" // email: the part after the last dot has a character that is no letter
	ReasonTopLevelLength    Reason = "top_level_length"    // email: the part after the last dot has not 2 to 22 letters
	ReasonDomainLength      Reason = "domain_length"       // email: the domain has more than 256 characters
	ReasonNoDigit           Reason = "no_digit"            // phone: neither a digit nor a letter
	ReasonLeadingSeparator  Reason = "leading_separator"   // phone: begins with "-" or "."
	ReasonSeparators        Reason = "separators"          // phone: a separator that no digit or letter follows
	ReasonParentheses       Reason = "parentheses"         // phone: a parenthesis without its pair, with nothing in it, or with a separator at its edge
	ReasonExtension         Reason = "extension"           // phone: ",", ";" and "#" may only lead to digits and letters at the end, "#" and ";" also end it
	ReasonScheme            Reason = "scheme"              // URL: another scheme than "http://", "https://" and "ftp://", in small letters
	ReasonControl           Reason = "control"             // a newline or another control character
	ReasonCharacter         Reason = "character"           // a character that is not allowed there
)

// A reasonInfo is what the library says of a reason.
type reasonInfo struct {
	reason Reason
	doc    string // the comment of the constant
	hint   string // what to do
	named  bool   // a name or value that is unknown: the nearest known one is a better hint
}

// reasons holds a row for each constant, in their order.
var reasons = [...]reasonInfo{
	{ReasonMandatory, "MANDATORY_NOT_FOUND: absent, null or empty", "give the field a value", false},
	{ReasonType, "INVALID_DATA: wrong JSON type; see details.expected_data_type", "write the value in the JSON type that is expected", false},
	{ReasonQuotedNumber, "INVALID_DATA: a number was expected and text was given that may hold one", "write the number without quotes", false},
	{ReasonMaxLength, "INVALID_DATA: more code points than details.maximum_length", "shorten the text to the limit", false},
	{ReasonMaxItems, "INVALID_DATA or LIMIT_EXCEEDED: more elements than allowed", "send no more elements than the limit; split the rest into further requests or records", false},
	{ReasonEmpty, "INVALID_DATA: nothing in it", "send at least one element or character", false},
	{ReasonDigits, "INVALID_DATA: more digits than details.maximum_length", "write a number with fewer digits", false},
	{ReasonDecimals, "INVALID_DATA: more decimals than details.maximum_decimal_place", "round the number to the decimals that the field holds", false},
	{ReasonRange, "INVALID_DATA: outside details.range", "write a value within the bounds", false},
	{ReasonNotFinite, "INVALID_DATA: NaN or an infinity, which JSON cannot hold", "leave the field out, or give it a finite number", false},
	{ReasonPattern, "INVALID_DATA: the published pattern of the field type does not match", "write the text in the form that the field type asks for", false},
	{ReasonUTF8, "INVALID_DATA: text that is not UTF-8", "convert the text to UTF-8", false},
	{ReasonFormat, "INVALID_DATA: text not in the format of the field type", "write the text in the format that is expected", false},
	{ReasonCalendar, "INVALID_DATA: right format, but no such day or time", "write a day and time that exist", false},
	{ReasonPicklist, "INVALID_DATA: not among the values of the list", "choose a value of the list, or add the value to the list in Zoho", true},
	{ReasonSupported, "INVALID_DATA: not among details.supported_values", "choose one of the supported values", true},
	{ReasonID, "INVALID_DATA: an id is 1 to 19 digits", "write the id that Zoho gave the record, 1 to 19 digits in quotes", false},
	{ReasonBareID, `an id as text where an object with "id" is documented (an older form)`, "put the id into an object, under the key id", false},
	{ReasonNumericID, "an id as a number where text is documented", "put the id in quotes", false},
	{ReasonLookupByName, "a lookup by name, which Zoho takes for a few fields only", "send the id of the record in place of its name", false},
	{ReasonExternalLookup, "a lookup by external field, which needs the X-EXTERNAL header", "send the header X-EXTERNAL, or the id of the record", false},
	{ReasonBigintNumber, "a Long Integer as a number where text is documented", "put the number in quotes", false},
	{ReasonUnknownField, "the module has no such field", "use the API name of a field of the module, or remove the field", true},
	{ReasonUnknownKey, "a key that Zoho does not document", "use a key that Zoho documents, or remove the key", true},
	{ReasonNotInLayout, "the record's layout does not hold the field, so that Zoho ignores it", "remove the field, add it to the layout, or choose another layout", false},
	{ReasonNotCreatable, "Zoho sets the field itself and ignores or refuses it on insert", "remove the field", false},
	{ReasonNotUpdatable, "an update does not write the field", "remove the field", false},
	{ReasonRenamed, "the name is another spelling of the verified one", "use the verified name", false},
	{ReasonUnknownModule, "INVALID_MODULE: no module of that name", "use the API name of a module", true},
	{ReasonDuplicateKey, "INVALID_DATA: the object has the key twice", "keep one of the two keys", false},
	{ReasonDuplicateValue, "DUPLICATE_DATA or a warning: the same value twice where it must be unique", "keep the value in one record only", false},
	{ReasonSyntax, "INVALID_DATA: not valid JSON", "correct the JSON or CSV where it breaks off", false},
	{ReasonDepth, "INVALID_DATA: nested deeper than any field type, or in a cycle", "nest fewer arrays and objects, and no value within itself", false},
	{ReasonSize, "INVALID_DATA: more values than a record can hold", "send less data in one record", false},
	{ReasonGoType, "INVALID_DATA: a Go value that has no JSON form", "convert the Go value to a type that has a JSON form", false},
	{ReasonUnreadable, "the input failed before its end", "read the input again", false},
	{ReasonMore, "further problems of the record, which are only counted", "correct the problems that are listed first", false},
	{ReasonConflict, "two parts that exclude each other", "remove or change one of the two", false},
	{ReasonNoAt, `email: no "@"`, "add the @ and the domain", false},
	{ReasonSecondAt, `email: more than one "@"`, "keep one @", false},
	{ReasonFirstCharacter, `email: does not begin with a letter, digit, "+", "-" or "_"`, "begin with a letter, a digit, +, - or _", false},
	{ReasonNoDot, "email, URL: the domain or host has no dot", "write the full domain, with a dot", false},
	{ReasonEmptyLabel, "email, URL: nothing before, between or after the dots of the domain or host", "remove the dot that has nothing beside it", false},
	{ReasonLabelEdge, `email: a part of the domain begins or ends with "-" or "_"`, "remove the - or _ at the edge of the part", false},
	{ReasonTopLevelCharacter, "email: the part after the last dot has a character that is no letter", "end the domain with letters only", false},
	{ReasonTopLevelLength, "email: the part after the last dot has not 2 to 22 letters", "end the domain with 2 to 22 letters", false},
	{ReasonDomainLength, "email: the domain has more than 256 characters", "use a domain of at most 256 characters", false},
	{ReasonNoDigit, "phone: neither a digit nor a letter", "write at least one digit or letter", false},
	{ReasonLeadingSeparator, `phone: begins with "-" or "."`, "begin with a digit, a letter, + or (", false},
	{ReasonSeparators, "phone: a separator that no digit or letter follows", "write a digit or letter after the separator", false},
	{ReasonParentheses, "phone: a parenthesis without its pair, with nothing in it, or with a separator at its edge", "close the parenthesis, with digits or letters inside", false},
	{ReasonExtension, `phone: ",", ";" and "#" may only lead to digits and letters at the end, "#" and ";" also end it`, "put the extension last, after one , ; or #", false},
	{ReasonScheme, `URL: another scheme than "http://", "https://" and "ftp://", in small letters`, "begin with http://, https:// or ftp://, in small letters, or leave the scheme out", false},
	{ReasonControl, "a newline or another control character", "remove the newline or control character", false},
	{ReasonCharacter, "a character that is not allowed there", "remove the character", false},
}
