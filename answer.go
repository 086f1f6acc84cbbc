package zohocrm

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// An Answer is what Zoho answers to an insert, update or upsert, at whatever HTTP status.
// Package payload matches it to the records that were sent.
type Answer struct {
	// Items are those of "data". Zoho writes one for each record, in the order
	// of the request, and one for each occurrence of a recurring task or event.
	Items []Item
	// Bare is set when the answer is one item that is not in "data".
	// It is about the request as a whole: no access, no such module, too many
	// records, ...
	Bare bool
}

// An Item is what became of one record. It has either an ID or Problems.
type Item struct {
	ID       string // of the record that was written
	Action   string // of an upsert: "insert" or "update"
	Matched  string // the API name of the field by which an upsert found the record
	Problems Errors // why Zoho refused it
}

// An AnswerError says that a text is not an answer of Zoho, or not the answer to the
// request in question. Nobody knows then what became of the records. The error holds
// nothing of the text.
type AnswerError struct {
	Path     Path   // where in the answer
	Expected string // what should be there
}

// Error returns where the answer is wrong and what should be there.
func (e *AnswerError) Error() string {
	if e == nil {
		return "<nil>"
	}
	return "answer: " + e.Path.JSONPath() + ": expected " + e.Expected
}

// ParseAnswer reads the body of Zoho's answer to an insert, update or upsert: items
// in "data", or one bare item (page, "Sample Response" and "Possible Errors").
// Anything else is an [*AnswerError].
//
// An item with several errors (MULTIPLE_OR_MULTI_ERRORS) has them in details.errors.
// Older versions of the API write no json_path: the path is then made of the item's
// position and the api_name. Limits may be numbers or quoted. ParseAnswer keeps only
// the details that [Details] names, because others hold values of records or names of
// people. It keeps the message, which is Zoho's or that of a validation rule of the
// organization.
//
// It sets the reason of an error if code and details allow only one.
func ParseAnswer(data []byte) (Answer, error) { return parseAnswer(data, object.problem) }

// parseAnswer reads an answer, and each of its errors with read.
func parseAnswer(data []byte, read reader) (Answer, error) {
	var body object
	if err := json.Unmarshal(data, &body); err != nil || body == nil {
		expected := "an object"
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			expected = "JSON" + position(data, syntax.Offset)
		}
		return Answer{}, &AnswerError{Expected: expected}
	}
	if _, wrapped := body["data"]; !wrapped {
		item, err := body.item(nil, read)
		if err != nil {
			return Answer{}, err
		}
		return Answer{Items: []Item{item}, Bare: true}, nil
	}
	at := Path{Key("data")}
	list, ok := body.list("data")
	if !ok {
		return Answer{}, &AnswerError{at, "an array"}
	}
	answer := Answer{Items: make([]Item, len(list))}
	for i, raw := range list {
		var err error
		if answer.Items[i], err = objectOf(raw).item(Path{at[0], Index(i)}, read); err != nil {
			return Answer{}, err
		}
	}
	return answer, nil
}

// position returns the line and column at which text stops being JSON. offset is the
// byte after it.
func position(data []byte, offset int64) string {
	before := data[:max(0, min(int(offset)-1, len(data)))]
	line := bytes.LastIndexByte(before, '\n') + 1
	return fmt.Sprintf(" at line %d, column %d", bytes.Count(before, []byte{'\n'})+1, utf8.RuneCount(before[line:])+1)
}

// An object is a JSON object. Its methods return the zero value if a member is absent
// or has another type. Unlike a struct, it compares names exactly, and a member of a
// wrong type does not make the others unreadable.
type object map[string]json.RawMessage

func objectOf(raw json.RawMessage) object {
	var o object
	if json.Unmarshal(raw, &o) != nil {
		return nil
	}
	return o
}

// text returns a text as one line.
func (o object) text(name string) string { return textOf(o[name]) }

func textOf(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) != nil {
		return ""
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, s)
}

// id returns an id, which is a text or, in older versions, a number.
func (o object) id(name string) string {
	if s := o.text(name); s != "" {
		return s
	}
	raw := o[name]
	if bytes.ContainsFunc(raw, func(r rune) bool { return r < '0' || '9' < r }) {
		return ""
	}
	return string(raw)
}

// number returns an integer, which may be quoted.
func (o object) number(name string) (n int, ok bool) {
	n, err := strconv.Atoi(string(bytes.Trim(o[name], `"`)))
	return n, err == nil
}

// limit returns a limit, which is not negative.
func (o object) limit(name string) int {
	n, _ := o.number(name)
	return max(n, 0)
}

func (o object) list(name string) (list []json.RawMessage, ok bool) {
	err := json.Unmarshal(o[name], &list)
	return list, err == nil && list != nil
}

func (o object) texts(name string) []string {
	list, _ := o.list(name)
	var texts []string
	for _, raw := range list {
		if s := textOf(raw); s != "" {
			texts = append(texts, s)
		}
	}
	return texts
}

// A reader reads one error in the item at a path.
type reader func(o object, at Path) *Error

// item reads the item at a path in the answer. The path of a bare item is empty.
func (o object) item(at Path, read reader) (Item, error) {
	code, status := Code(o.text("code")), o.text("status")
	switch {
	case code == CodeSuccess && (status == "success" || status == ""):
		id := objectOf(o["details"]).id("id")
		if id == "" {
			return Item{}, &AnswerError{append(at, Key("details"), Key("id")), "the id of the record"}
		}
		item := Item{ID: id, Action: o.text("action")}
		if item.Action == "update" { // newer answers name a field for inserts, too
			item.Matched = o.text("duplicate_field")
		}
		return item, nil
	case code != CodeSuccess && code != "" && (status == "error" || status == ""):
		return Item{Problems: o.problems(at, read)}, nil
	}
	return Item{}, &AnswerError{at, "a code and a status that goes with it"}
}

// problems returns the errors of a refused item.
func (o object) problems(at Path, read reader) Errors {
	list, ok := objectOf(o["details"]).list("errors")
	if !ok {
		list, _ = o.list("errors")
	}
	var errs Errors
	for _, raw := range list {
		if part := objectOf(raw); part.text("code") != "" && part.text("status") != "success" {
			errs = append(errs, read(part, at))
		}
	}
	if len(errs) == 0 {
		errs = Errors{read(o, at)}
	}
	return errs
}

// problem returns one error.
func (o object) problem(at Path) *Error {
	details := objectOf(o["details"])
	e := &Error{
		Code:    Code(o.text("code")),
		APIName: details.text("api_name"),
		Message: o.text("message"),
		Details: details.details(at),
	}
	e.Path = details.path(at, e.Details.ParentAPIName)
	if e.Code == CodeDuplicateData {
		e.Details.DuplicateRecord, e.Details.ID = details.duplicate(), ""
	}
	e.Reason = e.reason()
	return e
}

// details reads the details of an error that may be kept. at is the path of its item.
func (o object) details(at Path) Details {
	d := Details{
		ExpectedDataType: o.text("expected_data_type"),
		MaximumLength:    o.limit("maximum_length"),
		MinimumLength:    o.limit("minimum_length"),
		SupportedValues:  o.texts("supported_values"),
		Limit:            o.limit("limit"),
		MappedField:      o.text("mapped_field"),
		ParentAPIName:    o.text("parent_api_name"),
		DependencyError:  Code(o.text("dependency_error")),
		Permissions:      o.texts("permissions"),
		ID:               o.id("id"),
		LinkingFields:    o.texts("linking_fields"),
		MoreRecords:      string(o["more_records"]) == "true",
	}
	if n, ok := o.number("maximum_decimal_place"); ok && n >= 0 {
		d.MaximumDecimalPlace = &n
	}
	if n, ok := o.number("resource_path_index"); ok {
		d.ResourcePathIndex = &n
	}
	bounds := objectOf(o["range"])
	from, okFrom := bounds.number("from")
	to, okTo := bounds.number("to")
	if okFrom && okTo {
		d.Range = &Range{from, to}
	}
	if rule := objectOf(o["layout_rule"]); rule != nil {
		d.LayoutRule = &LayoutRule{rule.text("name"), rule.id("id")}
	}
	if dependee := objectOf(o["dependee"]); dependee != nil {
		d.Dependee = dependee.field(at)
	}
	expected, _ := o.list("expected_fields")
	for _, raw := range expected {
		if f := objectOf(raw); f != nil {
			d.ExpectedFields = append(d.ExpectedFields, *f.field(at))
		}
	}
	return d
}

func (o object) field(at Path) *FieldRef {
	return &FieldRef{o.text("api_name"), o.path(at, "")}
}

// path returns the json_path. Older versions write none: then it returns the path of
// the api_name in the item at a path. If the field is in a subform, its row is not
// known, and the path ends at the subform.
func (o object) path(at Path, parent string) Path {
	if path, err := ParseJSONPath(o.text("json_path")); err == nil {
		return path
	}
	name := parent
	if name == "" {
		name = o.text("api_name")
	}
	if len(at) == 0 || name == "" { // a bare item may name anything
		return at
	}
	return slices.Concat(at, Path{Key(name)})
}

// duplicate returns the record that has the value already: the
// duplicate_record or, in older versions, the details themselves. Its owner is
// a person and is left out.
func (o object) duplicate() *DuplicateRecord {
	record := o
	if inner := objectOf(o["duplicate_record"]); inner != nil {
		record = inner
	}
	d := &DuplicateRecord{ID: record.id("id")}
	if d.ID == "" {
		d.ID = o.id("id")
	}
	if m := objectOf(record["module"]); m != nil {
		d.Module = &ModuleRef{m.text("api_name"), m.id("id")}
	}
	if d.ID == "" && d.Module == nil {
		return nil
	}
	return d
}

// reason returns the reason of an error in an answer if there can be only one. Zoho
// reports a text that is too long and a number with too many digits in the same way,
// and so a wrong type and a wrong format.
func (e *Error) reason() Reason {
	switch d := &e.Details; e.Code {
	case CodeMandatoryNotFound, CodeDependentFieldMissing, CodeExpectedFieldMissing:
		return ReasonMandatory
	case CodeDependentMismatch, CodeDependentUnchanged, CodeMappingMismatch:
		return ReasonConflict
	case CodeDuplicateData:
		return ReasonDuplicateValue
	case CodeInvalidModule:
		return ReasonUnknownModule
	case CodeLimitExceeded:
		return ReasonMaxItems
	case CodeInvalidData:
		switch {
		case d.MaximumDecimalPlace != nil:
			return ReasonDecimals
		case d.Range != nil:
			return ReasonRange
		case len(d.SupportedValues) > 0:
			return ReasonSupported
		case d.MaximumLength > 0 && e.Path.Equal(Path{Key("data")}):
			return ReasonMaxItems
		}
	}
	return ""
}
