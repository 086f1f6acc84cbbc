package zohocrm

import (
	"encoding/json"
	"errors"
	"iter"
	"slices"
	"strconv"
	"strings"
)

// An Error is one problem: a value of a record that Zoho would refuse. If Warning is
// set, Zoho may refuse, ignore or change the value.
//
// A nil *Error is no problem: its methods return zero values, and lists skip it.
//
// An Error holds no value of the record. Its JSON is the object with which Zoho
// answers:
//
//	{"code":"INVALID_DATA","details":{"maximum_length":30,"api_name":"Phone",
//	 "json_path":"$.data[0].Phone"},"message":"invalid data","status":"error"}
type Error struct {
	Code    Code
	Reason  Reason
	APIName string  // the field or key that the problem is about
	Path    Path    // where it is in the request body
	Message string  // Zoho's own words
	Details Details // limits and related fields, under Zoho's names

	// Expected says, for people, what would have been accepted. It never quotes the
	// value. If it is empty, Expectation derives it from Details.
	Expected string

	// Suggestion is the nearest known name or value, or "". It comes from the module
	// or the metadata, never from the record.
	Suggestion string

	// Fix says, for people, what to do. It is usually empty: Hint then has a sentence
	// for the reason.
	Fix string

	// Warning marks a problem that does not block the record: the page does not
	// forbid the value.
	Warning bool

	// Err is the cause if another package found the problem, such as a syntax error.
	Err error
}

// Details are the facts about a problem. Their JSON names are those of Zoho's
// answers, and zero fields are left out.
type Details struct {
	ExpectedDataType    string           `json:"expected_data_type,omitempty"`    // the type that was expected: "text", "integer", "jsonarray", ...
	MaximumLength       int              `json:"maximum_length,omitempty"`        // in code points, digits, or elements, by the field type
	MinimumLength       int              `json:"minimum_length,omitempty"`        // in the same units
	MaximumDecimalPlace *int             `json:"maximum_decimal_place,omitempty"` // digits after the decimal point
	Range               *Range           `json:"range,omitempty"`                 // inclusive bounds of a number
	SupportedValues     []string         `json:"supported_values,omitempty"`      // all values that are allowed
	Limit               int              `json:"limit,omitempty"`                 // most elements, with LIMIT_EXCEEDED
	Dependee            *FieldRef        `json:"dependee,omitempty"`              // the field whose value makes this one wrong
	MappedField         string           `json:"mapped_field,omitempty"`          // "Pipeline" or "Layout", with MAPPING_MISMATCH
	ExpectedFields      []FieldRef       `json:"expected_fields,omitempty"`       // one of these is needed
	ParentAPIName       string           `json:"parent_api_name,omitempty"`       // the subform that holds the field
	LayoutRule          *LayoutRule      `json:"layout_rule,omitempty"`           // the layout rule that makes the field mandatory
	ResourcePathIndex   *int             `json:"resource_path_index,omitempty"`   // the part of the request URL, with INVALID_MODULE
	DuplicateRecord     *DuplicateRecord `json:"duplicate_record,omitempty"`      // the record that has the value already, with DUPLICATE_DATA
	MoreRecords         bool             `json:"more_records,omitempty"`          // whether other records have the value, too, with DUPLICATE_DATA
	ID                  string           `json:"id,omitempty"`                    // the stored record or link that the problem is about: the one that an upsert found, say
	LinkingFields       []string         `json:"linking_fields,omitempty"`        // the lookups of the link that there is already, with DUPLICATE_LINKING_DATA
	DependencyError     Code             `json:"dependency_error,omitempty"`      // what another service refused, with DEPENDENT_SERVICE_ERROR
	Permissions         []string         `json:"permissions,omitempty"`           // those that the user lacks, with NO_PERMISSION
}

// A Range holds the inclusive bounds of a number.
type Range struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// A LayoutRule names a layout rule of the organization.
type LayoutRule struct {
	Name string `json:"name"`
	ID   string `json:"id"`
}

// A DuplicateRecord is the record of the organization that has the value of a
// unique field already.
type DuplicateRecord struct {
	Module *ModuleRef `json:"module,omitempty"` // nil when Zoho does not say
	ID     string     `json:"id"`
}

// A ModuleRef names a module of the organization.
type ModuleRef struct {
	APIName string `json:"api_name"`
	ID      string `json:"id,omitempty"`
}

// A FieldRef names another field of the request body.
type FieldRef struct {
	APIName string
	Path    Path
}

// MarshalJSON returns {"api_name":…,"json_path":…}.
func (r FieldRef) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		APIName  string `json:"api_name"`
		JSONPath string `json:"json_path"`
	}{r.APIName, r.Path.JSONPath()})
}

// PrefixPath puts steps before the paths of e and returns e. A check returns a path
// that starts at the value, and each caller adds the steps that lead there: so valid
// data builds no path. If e has no APIName, it becomes the last name in the steps
// that is not empty.
func (e *Error) PrefixPath(steps ...Step) *Error {
	if e == nil {
		return nil
	}
	if e.APIName == "" && len(e.Details.ExpectedFields) == 0 {
		for _, s := range slices.Backward(steps) {
			if name, ok := s.Key(); ok && name != "" {
				e.APIName = name
				break
			}
		}
	}
	e.Path = slices.Concat(Path(steps), e.Path)
	if d := e.Details.Dependee; d != nil {
		e.Details.Dependee = &FieldRef{d.APIName, slices.Concat(Path(steps), d.Path)}
	}
	if len(e.Details.ExpectedFields) > 0 {
		fields := slices.Clone(e.Details.ExpectedFields)
		for i := range fields {
			fields[i].Path = slices.Concat(Path(steps), fields[i].Path)
		}
		e.Details.ExpectedFields = fields
	}
	return e
}

// Error returns one line: path, code, Zoho's message, and what was expected. It
// cuts a name in the path after 100 characters. It is "<nil>" for nil.
func (e *Error) Error() string {
	if e == nil {
		return "<nil>"
	}
	var b strings.Builder
	if len(e.Path) > 0 {
		b.Write(e.Path.appendText(nil))
		b.WriteString(": ")
	}
	if e.Warning {
		b.WriteString("warning: ")
	}
	b.WriteString(string(e.Code))
	if e.Message != "" && !strings.EqualFold(e.Message, string(e.Code)) {
		b.WriteString(": ")
		b.WriteString(e.Message)
	}
	if e.Details.DependencyError != "" {
		b.WriteString(": ")
		b.WriteString(string(e.Details.DependencyError))
	}
	if want := e.Expectation(); want != "" {
		b.WriteString(": ")
		b.WriteString(want)
	}
	if e.Err != nil {
		b.WriteString(": ")
		b.WriteString(e.Err.Error())
	}
	return b.String()
}

// Expectation says, for people, what would have been accepted, such as "expected at
// most 30 characters". It is empty if the message says everything.
func (e *Error) Expectation() string {
	if s := e.expectation(); s != "" {
		return "expected " + s
	}
	return ""
}

// expectation returns what would have been accepted, without the verb.
func (e *Error) expectation() string {
	if e == nil {
		return ""
	}
	d := &e.Details
	switch {
	case e.Expected != "":
		return e.Expected
	case e.Reason == ReasonDigits && d.MaximumLength > 0:
		return "at most " + plural(d.MaximumLength, "digit") + " before the decimal point"
	case e.Reason == ReasonMaxItems && d.MaximumLength > 0:
		return "at most " + plural(d.MaximumLength, "element")
	case d.MaximumLength > 0:
		return "at most " + plural(d.MaximumLength, "character")
	case d.MaximumDecimalPlace != nil:
		return "at most " + plural(*d.MaximumDecimalPlace, "decimal")
	case d.Range != nil:
		return "a number from " + strconv.Itoa(d.Range.From) + " to " + strconv.Itoa(d.Range.To)
	case len(d.SupportedValues) > 0:
		return "one of " + shortList(d.SupportedValues)
	case d.Limit > 0:
		return "at most " + plural(d.Limit, "element")
	case e.Reason == ReasonMandatory:
		return "a value"
	case d.DuplicateRecord != nil && d.DuplicateRecord.ID != "":
		if d.MoreRecords {
			return "a value that record " + d.DuplicateRecord.ID + " and others do not have"
		}
		return "a value that record " + d.DuplicateRecord.ID + " does not have"
	case len(d.Permissions) > 0:
		return "permission " + strings.Join(d.Permissions, ", ")
	case d.ExpectedDataType != "":
		return "type " + d.ExpectedDataType
	}
	return ""
}

// The bounds of the values that a text lists, and of their bytes.
const (
	maxListed     = 12
	maxListedSize = 300
)

func shortList(values []string) string {
	first := firstValues(values, maxListed, maxListedSize)
	text := strings.Join(first, ", ")
	if n := len(values) - len(first); n > 0 {
		text += " and " + strconv.Itoa(n) + " more"
	}
	return text
}

// firstValues returns the first values of a list: at least one, at most n, and at
// most size bytes together.
func firstValues(values []string, n, size int) []string {
	for i, value := range values {
		if size -= len(value); i == n || i > 0 && size < 0 {
			return values[:i]
		}
	}
	return values
}

func plural(n int, unit string) string {
	if n != 1 {
		unit += "s"
	}
	return strconv.Itoa(n) + " " + unit
}

// Is reports whether target is the code or the reason of e.
func (e *Error) Is(target error) bool {
	if e == nil {
		return false
	}
	switch t := target.(type) {
	case Code:
		return e.Code == t
	case Reason:
		return e.Reason == t
	}
	return false
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error {
	if e == nil {
		return nil
	}
	return e.Err
}

// answer is the JSON form of one item of Zoho's answer.
type answer struct {
	Code    Code   `json:"code"`
	Details any    `json:"details"`
	Message string `json:"message"`
	Status  string `json:"status"`
}

// details are the details of an answer. They have both the name and the path or, as
// in Zoho's answers, neither.
type details struct {
	Details
	APIName  string `json:"api_name,omitempty"`
	JSONPath string `json:"json_path,omitempty"`
}

// The bounds of the supported values in JSON, and of their bytes.
const (
	maxEncoded     = 50
	maxEncodedSize = 500
)

func (e *Error) details() details {
	d := details{Details: e.Details, APIName: e.APIName}
	if e.APIName != "" && len(e.Path) > 0 {
		d.JSONPath = e.Path.JSONPath()
	}
	d.SupportedValues = firstValues(d.SupportedValues, maxEncoded, maxEncodedSize)
	return d
}

func (e *Error) answer() answer { return answer{e.Code, e.details(), e.message(), "error"} }

// message returns the message in JSON: Zoho's own words, or the count of the
// problems that are not listed.
func (e *Error) message() string {
	var more *MoreProblems
	if e.Reason == ReasonMore && errors.As(e.Err, &more) {
		return more.Error()
	}
	return e.Message
}

// MarshalJSON returns the object with which Zoho answers for one record, and null for
// nil. A warning has the same form, although Zoho has no warnings. Of
// supported_values it encodes at most the first 50, and at most 500 bytes.
func (e *Error) MarshalJSON() ([]byte, error) {
	if e == nil {
		return []byte("null"), nil
	}
	return json.Marshal(e.answer())
}

// Errors is a list of problems in the order of the request body. It is an error:
// errors.Is and errors.As look into each element. All methods skip nil elements.
type Errors []*Error

// Err returns the problems that are no warnings as an error of type Errors, or nil if
// there are none.
func (es Errors) Err() error {
	if blocking := es.blocking(); len(blocking) > 0 {
		return blocking
	}
	return nil
}

// blocking returns the list without its warnings.
func (es Errors) blocking() Errors {
	if !slices.ContainsFunc(es, (*Error).warns) {
		return es
	}
	return slices.DeleteFunc(slices.Clone(es), (*Error).warns)
}

// warns reports whether e is no error: a warning, or nil.
func (e *Error) warns() bool { return e == nil || e.Warning }

// Error returns the problems' texts, a line each.
func (es Errors) Error() string {
	var b strings.Builder
	separate := false
	for _, e := range es {
		if e == nil {
			continue
		}
		if separate {
			b.WriteByte('\n')
		}
		separate = true
		b.WriteString(e.Error())
	}
	return b.String()
}

// Unwrap returns the elements, for errors.Is and errors.As.
func (es Errors) Unwrap() []error {
	errs := make([]error, 0, len(es))
	for _, e := range es {
		if e != nil {
			errs = append(errs, e)
		}
	}
	return errs
}

// Records yields the problems of each record, in the order in which the records first
// appear in the list. Problems of the request itself, which belong to no record, have
// the position -1.
func (es Errors) Records() iter.Seq2[int, Errors] {
	return groups(es, func(e *Error) int { return e.Path.Record() })
}

// ByField yields the problems of each APIName, in the order in which the names first
// appear in the list. Use it to show the problems of one record in a form. A problem
// of a nested value has the name of its own key. The name of a problem without one is
// "".
func (es Errors) ByField() iter.Seq2[string, Errors] {
	return groups(es, func(e *Error) string { return e.APIName })
}

// groups yields the problems of each key, in the order in which the keys first
// appear.
func groups[K comparable](es Errors, key func(*Error) K) iter.Seq2[K, Errors] {
	return func(yield func(K, Errors) bool) {
		var order []K
		groups := map[K]Errors{}
		for _, e := range es {
			if e == nil {
				continue
			}
			k := key(e)
			if groups[k] == nil {
				order = append(order, k)
			}
			groups[k] = append(groups[k], e)
		}
		for _, k := range order {
			if !yield(k, groups[k]) {
				return
			}
		}
	}
}

// MarshalJSON returns the body with which Zoho would answer. It has an item for each
// record with errors; several errors of one record are in an item
// MULTIPLE_OR_MULTI_ERRORS. If an error is about the request itself, Zoho checks no
// record and answers with a single item that is not in "data": that item then has all
// errors of the list. Warnings are left out.
func (es Errors) MarshalJSON() ([]byte, error) {
	blocking := es.blocking()
	items := []answer{}
	for record, group := range blocking.Records() {
		if record < 0 {
			return json.Marshal(blocking.answer())
		}
		items = append(items, group.answer())
	}
	return json.Marshal(struct {
		Data []answer `json:"data"`
	}{items})
}

// answer returns one item for all errors of the list.
func (es Errors) answer() answer {
	if len(es) == 1 {
		return es[0].answer()
	}
	return answer{
		Code: CodeMultipleOrMultiErrors,
		Details: struct {
			Errors []*Error `json:"errors"`
		}{es},
		Message: "Multiple errors in the request",
		Status:  "error",
	}
}
