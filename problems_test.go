package zohocrm_test

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
)

// constructors holds each constructor of problems.go: what it returns, and what
// people read.
var constructors = []struct {
	name    string
	problem *zohocrm.Error
	code    zohocrm.Code
	reason  zohocrm.Reason
	message string
	details string
	expects string
	warning bool
}{
	{"Invalid", zohocrm.Invalid("bare_id", "x"), "INVALID_DATA", "bare_id", "invalid data", `{}`, "expected x", false},
	{"Warn", zohocrm.Warn("bare_id", "x"), "INVALID_DATA", "bare_id", "invalid data", `{}`, "expected x", true},

	{"WrongType", zohocrm.WrongType("text", "text"), "INVALID_DATA", "type", "invalid data", `{"expected_data_type":"text"}`, "expected text", false},
	{"WrongType", zohocrm.WrongType("", ""), "INVALID_DATA", "type", "invalid data", `{}`, "", false},
	{"WrongBody", zohocrm.WrongBody("an object"), "INVALID_DATA", "type", "body", `{"expected_data_type":"jsonobject"}`, "expected an object", false},
	{"QuotedNumber", zohocrm.QuotedNumber("double", ""), "INVALID_DATA", "quoted_number", "invalid data", `{"expected_data_type":"double"}`, "expected type double", false},
	{"BadFormat", zohocrm.BadFormat("date", "a date"), "INVALID_DATA", "format", "invalid data", `{"expected_data_type":"date"}`, "expected a date", false},
	{"BadCalendar", zohocrm.BadCalendar("date", "a day"), "INVALID_DATA", "calendar", "invalid data", `{"expected_data_type":"date"}`, "expected a day", false},
	{"BadID", zohocrm.BadID("an id"), "INVALID_DATA", "id", "invalid data", `{"expected_data_type":"string"}`, "expected an id", false},
	{"NotUTF8", zohocrm.NotUTF8("text", "text in UTF-8"), "INVALID_DATA", "utf8", "invalid data", `{"expected_data_type":"text"}`, "expected text in UTF-8", false},
	{"Pattern", zohocrm.Pattern("email", "an address", nil), "INVALID_DATA", "pattern", "invalid data", `{"expected_data_type":"email"}`, "expected an address", false},
	{"Syntax", zohocrm.Syntax(errors.New("line 1")), "INVALID_DATA", "syntax", "invalid data", `{}`, "", false},
	{"NotFinite", zohocrm.NotFinite(), "INVALID_DATA", "not_finite", "invalid data", `{}`, "expected a finite number", false},
	{"GoType", zohocrm.GoType("a struct"), "INVALID_DATA", "go_type", "invalid data", `{}`, "expected a struct", false},
	{"TooDeep", zohocrm.TooDeep("x"), "INVALID_DATA", "depth", "invalid data", `{}`, "expected x", false},

	{"TooLong", zohocrm.TooLong(30), "INVALID_DATA", "max_length", "invalid data", `{"maximum_length":30}`, "expected at most 30 characters", false},
	{"TooManyDigits", zohocrm.TooManyDigits(16), "INVALID_DATA", "digits", "invalid data", `{"maximum_length":16}`, "expected at most 16 digits before the decimal point", false},
	{"TooManyIntegerDigits", zohocrm.TooManyIntegerDigits(18), "INVALID_DATA", "digits", "invalid data", `{"maximum_length":18}`, "expected at most 18 digits", false},
	{"NumberTooLong", zohocrm.NumberTooLong("double", 400), "INVALID_DATA", "digits", "invalid data", `{"expected_data_type":"double"}`, "expected at most 400 digits", false},
	{"TooManyDecimals", zohocrm.TooManyDecimals(2), "INVALID_DATA", "decimals", "invalid data", `{"maximum_decimal_place":2}`, "expected at most 2 decimals", false},
	{"TooManyDecimals", zohocrm.TooManyDecimals(0), "INVALID_DATA", "decimals", "invalid data", `{"maximum_decimal_place":0}`, "expected at most 0 decimals", false},
	{"OutOfRange", zohocrm.OutOfRange(0, 60), "INVALID_DATA", "range", "Please check whether the input values are correct", `{"range":{"from":0,"to":60}}`, "expected a number from 0 to 60", false},
	{"OutOfBounds", zohocrm.OutOfBounds("a past time"), "INVALID_DATA", "range", "invalid data", `{}`, "expected a past time", false},
	{"Empty", zohocrm.Empty("at least 1 record"), "INVALID_DATA", "empty", "invalid data", `{"minimum_length":1}`, "expected at least 1 record", false},
	{"TooLarge", zohocrm.TooLarge("at most 64 MiB"), "INVALID_DATA", "size", "invalid data", `{}`, "expected at most 64 MiB", false},
	{"TooManyItems", zohocrm.TooManyItems(5, ""), "LIMIT_EXCEEDED", "max_items", "more than 5 elements are not allowed", `{"limit":5}`, "expected at most 5 elements", false},
	{"TooManyItems", zohocrm.TooManyItems(50, zohocrm.MessageTooManyParticipants), "LIMIT_EXCEEDED", "max_items", "Only 50 participants can be added to an event.", `{"limit":50}`, "expected at most 50 elements", false},
	{"TooManyUsers", zohocrm.TooManyUsers(100), "LIMIT_EXCEEDED", "max_items", "More than 100 users cannot be associated", `{"limit":100}`, "expected at most 100 elements", false},
	{"TooManyRecords", zohocrm.TooManyRecords(100), "LIMIT_EXCEEDED", "max_items", "count of records in your request exceeds the limit", `{"maximum_length":100}`, "expected at most 100 records", false},
	{"TooManyInRequest", zohocrm.TooManyInRequest(20, "at most 20 rows"), "IN_REQUEST_LIMIT_EXCEEDED", "max_items", "invalid data", `{"limit":20}`, "expected at most 20 rows", false},

	{"NotListed", zohocrm.NotListed([]string{"A", "B"}), "INVALID_DATA", "picklist", "invalid data", `{"supported_values":["A","B"]}`, "expected one of A, B", false},
	{"NotSupported", zohocrm.NotSupported([]string{"A", "B"}), "INVALID_DATA", "supported", "invalid data", `{"supported_values":["A","B"]}`, "expected one of A, B", false},
	{"NotSupportedAs", zohocrm.NotSupportedAs("INVALID_DATA", []string{"days"}), "INVALID_DATA", "supported", "INVALID_DATA", `{"supported_values":["days"]}`, "expected one of days", false},

	{"Missing", zohocrm.Missing(), "MANDATORY_NOT_FOUND", "mandatory", "required field not found", `{}`, "expected a value", false},
	{"MissingKey", zohocrm.MissingKey(), "MANDATORY_NOT_FOUND", "mandatory", "mandatory key missing", `{}`, "expected a value", false},
	{"MissingAs", zohocrm.MissingAs("The required key is missing", "the lookup"), "MANDATORY_NOT_FOUND", "mandatory", "The required key is missing", `{}`, "expected the lookup", false},
	{"MissingData", zohocrm.MissingData("an array of records"), "INVALID_DATA", "mandatory", "invalid data", `{"expected_data_type":"jsonarray"}`, "expected an array of records", false},
	{"LookupByName", zohocrm.LookupByName(), "MANDATORY_NOT_FOUND", "lookup_by_name", "required field not found", `{}`, `expected "id"; Zoho looks the name up or creates a record`, true},
	{"ExternalLookup", zohocrm.ExternalLookup(), "MANDATORY_NOT_FOUND", "external_lookup", "required field not found", `{}`, `expected "id", or the X-EXTERNAL header that names the external field`, true},
	{"OneOfMissing", zohocrm.OneOfMissing("should contain either content or title", zohocrm.FieldRef{APIName: "Note_Content", Path: zohocrm.Path{zohocrm.Key("Note_Content")}}), "EXPECTED_FIELD_MISSING", "mandatory", "should contain either content or title", `{"expected_fields":[{"api_name":"Note_Content","json_path":"$.Note_Content"}]}`, "expected a value", false},
	{"DependentMissing", zohocrm.DependentMissing(), "DEPENDENT_FIELD_MISSING", "mandatory", "Dependent Field missing", `{}`, "expected a value", false},

	{"DependentMismatch", zohocrm.DependentMismatch("Call Duration can not be zero.", "at least 00:01"), "DEPENDENT_MISMATCH", "conflict", "Call Duration can not be zero.", `{}`, "expected at least 00:01", false},
	{"DependentUnchanged", zohocrm.DependentUnchanged("cannot be same"), "DEPENDENT_FIELD_UNCHANGED", "conflict", "cannot be same", `{}`, "", false},
	{"MappingMismatch", zohocrm.MappingMismatch("Pipeline", zohocrm.MessageStageNotInPipeline, "a stage"), "MAPPING_MISMATCH", "picklist", "Pipeline doesn't contain the Stage", `{"mapped_field":"Pipeline"}`, "expected a stage", false},
	{"Conflict", zohocrm.Conflict("one"), "INVALID_DATA", "conflict", "invalid data", `{}`, "expected one", false},
	{"Duplicate", zohocrm.Duplicate("another"), "DUPLICATE_DATA", "duplicate_value", "duplicate data", `{}`, "expected another", false},
	{"DuplicateKey", zohocrm.DuplicateKey(), "INVALID_DATA", "duplicate_key", "invalid data", `{}`, "expected each key once", false},

	{"UnknownField", zohocrm.UnknownField("a field"), "INVALID_DATA", "unknown_field", "the field api name given seems to be invalid", `{}`, "expected a field", false},
	{"UnknownKey", zohocrm.UnknownKey("a key"), "INVALID_DATA", "unknown_key", "invalid data", `{}`, "expected a key", false},
	{"UnknownModule", zohocrm.UnknownModule("a module"), "INVALID_MODULE", "unknown_module", "the module name given seems to be invalid", `{}`, "expected a module", false},
	{"Renamed", zohocrm.Renamed("Purchase_Items"), "INVALID_DATA", "renamed", "invalid data", `{}`, "expected the field name Purchase_Items", true},
	{"NotCreatable", zohocrm.NotCreatable(), "INVALID_DATA", "not_creatable", "invalid data", `{}`, "expected no value: Zoho sets the field itself", true},
	{"NotUpdatable", zohocrm.NotUpdatable(), "INVALID_DATA", "not_updatable", "invalid data", `{}`, "expected no value: an update does not write the field", true},
}

func TestProblems(t *testing.T) {
	for _, test := range constructors {
		e := test.problem
		if e.Code != test.code || e.Reason != test.reason || e.Message != test.message || e.Warning != test.warning {
			t.Errorf("%s = %s, %s, %q, warning %t, want %s, %s, %q, warning %t",
				test.name, e.Code, e.Reason, e.Message, e.Warning, test.code, test.reason, test.message, test.warning)
		}
		if details, err := json.Marshal(e.Details); err != nil || string(details) != test.details {
			t.Errorf("%s: details = %s, %v, want %s", test.name, details, err, test.details)
		}
		if got := e.Expectation(); got != test.expects {
			t.Errorf("%s: Expectation() = %q, want %q", test.name, got, test.expects)
		}
		if e.Hint() == "" {
			t.Errorf("%s has no hint", test.name)
		}
		if e.APIName != "" || e.Path != nil {
			t.Errorf("%s has a name or path: %q, %v", test.name, e.APIName, e.Path)
		}
	}
}

// TestProblemsTable fails when a constructor has no row.
func TestProblemsTable(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "problems.go", nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]bool{}
	for _, test := range constructors {
		rows[test.name] = true
	}
	for _, decl := range file.Decls {
		if f, ok := decl.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.IsExported() && !rows[f.Name.Name] {
			t.Errorf("the table has no row for %s", f.Name.Name)
		}
	}
}

// TestReasonsTable holds the table of reasons against the constants of
// codes.go: each has a row, in order, and the row's doc is its comment.
func TestReasonsTable(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "codes.go", nil, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var names []zohocrm.Reason
	for _, decl := range file.Decls {
		d, ok := decl.(*ast.GenDecl)
		if !ok || d.Tok != token.CONST {
			continue
		}
		for _, spec := range d.Specs {
			s := spec.(*ast.ValueSpec)
			if kind, ok := s.Type.(*ast.Ident); !ok || kind.Name != "Reason" {
				continue
			}
			r := zohocrm.Reason(strings.Trim(s.Values[0].(*ast.BasicLit).Value, `"`))
			names = append(names, r)
			if want := strings.TrimSpace(s.Comment.Text()); r.Doc() != want {
				t.Errorf("%s: Doc() = %q, but the comment is %q", r, r.Doc(), want)
			}
			if hint := r.Hint(); hint == "" || strings.HasSuffix(hint, ".") || strings.ToLower(hint[:1]) != hint[:1] {
				t.Errorf("%s: Hint() = %q, want a sentence without a capital and a full stop", r, hint)
			}
		}
	}
	if diff := cmp.Diff(names, zohocrm.Reasons()); diff != "" || len(names) == 0 {
		t.Errorf("Reasons() differs from the constants (-want +got):\n%s", diff)
	}
	zohocrm.Reasons()[0] = "changed"
	if zohocrm.Reasons()[0] == "changed" {
		t.Error("Reasons returns the table itself")
	}
	if unknown := zohocrm.Reason("none"); unknown.Doc() != "" || unknown.Hint() != "" {
		t.Errorf("an unknown reason has the doc %q and the hint %q", unknown.Doc(), unknown.Hint())
	}
}

func TestWarningAndCause(t *testing.T) {
	cause := errors.New("cause")
	e := zohocrm.Missing()
	if got := e.AsWarning(); got != e || !e.Warning {
		t.Errorf("AsWarning() = %v, want the same error as a warning", got)
	}
	if got := e.WithCause(cause); got != e || !errors.Is(e, cause) {
		t.Errorf("WithCause() = %v, want the same error with its cause", got)
	}
}

func TestRetryable(t *testing.T) {
	for code, want := range map[zohocrm.Code]bool{
		zohocrm.CodeTooManyRequests:     true,
		zohocrm.CodeInternalError:       true,
		zohocrm.CodeInternalServerError: true,
		zohocrm.CodeInvalidData:         false,
		zohocrm.CodeRecordLocked:        false,
		zohocrm.CodeInvalidToken:        false,
		zohocrm.CodeSuccess:             false,
		"SOMETHING_NEW":                 false,
		"":                              false,
	} {
		if got := code.Retryable(); got != want {
			t.Errorf("%s.Retryable() = %t, want %t", code, got, want)
		}
	}
}

// TestBoundedCountsTheOthers counts what is beyond the bound, also what was counted before.
func TestBoundedCountsTheOthers(t *testing.T) {
	list := func(n int, warning bool) (es zohocrm.Errors) {
		for range n {
			e := zohocrm.Missing()
			e.Warning = warning
			es = append(es, e)
		}
		return es
	}
	const most = zohocrm.MaxProblems
	before := list(3, false)
	tests := []struct {
		name    string
		es      zohocrm.Errors
		count   int // of those that are not listed
		warning bool
	}{
		{"none", nil, 0, false},
		{"as many as are listed", list(most, false), 0, false},
		{"one more", list(most+1, false), 1, false},
		{"warnings", list(most+7, true), 7, true},
		{"a warning beyond", append(list(most, false), list(1, true)...), 1, true},
		{"an error beyond", append(list(most, true), list(2, false)...), 2, false},
		{"counted twice", append(list(most+5, true).Bounded(0), list(10, true)...), 15, true},
		{"an error counted twice", append(list(most+5, false).Bounded(0), list(10, true)...), 15, false},
		{"nil", append(list(most, false), nil, nil), 0, false},
	}
	for _, test := range tests {
		got := slices.Concat(before, test.es).Bounded(len(before), zohocrm.Key("Rows"))
		listed := len(before) + min(most, len(test.es))
		if test.count == 0 {
			if len(got) != listed {
				t.Errorf("%s: %d problems, want %d", test.name, len(got), listed)
			}
			continue
		}
		var more *zohocrm.MoreProblems
		last := got[len(got)-1]
		if len(got) != listed+1 || !errors.As(last, &more) || more.Count != test.count || last.Warning != test.warning ||
			last.Reason != zohocrm.ReasonMore || last.Path.JSONPath() != "$.Rows" || slices.Contains(got, nil) {
			t.Errorf("%s: %d problems, want %d; the last is %v", test.name, len(got), listed+1, last)
		}
	}
	if got := (&zohocrm.MoreProblems{Count: 1}).Error(); got != "and 1 more problem" {
		t.Error(got)
	}
}
