package zohocrm_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
)

// missing is the error of a field that is absent.
func missing(steps ...zohocrm.Step) *zohocrm.Error {
	return (&zohocrm.Error{
		Code:    zohocrm.CodeMandatoryNotFound,
		Reason:  zohocrm.ReasonMandatory,
		Message: "required field not found",
	}).PrefixPath(steps...)
}

// invalid is the error of a value that is not as details say.
func invalid(reason zohocrm.Reason, details zohocrm.Details, steps ...zohocrm.Step) *zohocrm.Error {
	return (&zohocrm.Error{
		Code:    zohocrm.CodeInvalidData,
		Reason:  reason,
		Message: "invalid data",
		Details: details,
	}).PrefixPath(steps...)
}

// warned marks e as a warning.
func warned(e *zohocrm.Error) *zohocrm.Error {
	e.Warning = true
	return e
}

func ptr(n int) *int { return &n }

// first is the path of the first record of the request.
func first(steps ...zohocrm.Step) []zohocrm.Step { return inRecord(0, steps...) }

// answers are the bodies with which Zoho answers, by the name of the golden
// file that holds the body.
var answers = []struct {
	name   string
	errors zohocrm.Errors
}{
	{"mandatory", zohocrm.Errors{missing(first(key("Last_Name"))...)}},
	{"mandatory_layout_rule", zohocrm.Errors{(&zohocrm.Error{
		Code:    zohocrm.CodeMandatoryNotFound,
		Reason:  zohocrm.ReasonMandatory,
		Message: "required field not found",
		Details: zohocrm.Details{LayoutRule: &zohocrm.LayoutRule{Name: "Layout Rule", ID: "5410702000000761547"}},
	}).PrefixPath(first(key("Phone"))...)}},
	{"mandatory_key", zohocrm.Errors{(&zohocrm.Error{
		Code:    zohocrm.CodeMandatoryNotFound,
		Reason:  zohocrm.ReasonMandatory,
		Message: "mandatory key missing",
	}).PrefixPath(key("unit")).PrefixPath(index(0)).PrefixPath(first(key("Remind_At"))...)}},
	{"lookup_without_id", zohocrm.Errors{missing(key("id")).PrefixPath(first(key("Contact_Name"))...)}},
	{"line_items_missing", zohocrm.Errors{missing(first(key("Quoted_Items"))...)}},
	{"type", zohocrm.Errors{invalid(zohocrm.ReasonType, zohocrm.Details{ExpectedDataType: "integer"}, first(key("Number_1"))...)}},
	{"max_length", zohocrm.Errors{invalid(zohocrm.ReasonMaxLength, zohocrm.Details{MaximumLength: 255}, first(key("Address"))...)}},
	{"max_length_and_type", zohocrm.Errors{invalid(zohocrm.ReasonMaxLength, zohocrm.Details{MaximumLength: 255, ExpectedDataType: "text"}, first(key("Address"))...)}},
	{"max_digits", zohocrm.Errors{invalid(zohocrm.ReasonDigits, zohocrm.Details{MaximumLength: 2}, first(key("Number_1"))...)}},
	{"max_decimals", zohocrm.Errors{invalid(zohocrm.ReasonDecimals, zohocrm.Details{MaximumDecimalPlace: ptr(2)}, first(key("Valuation"))...)}},
	{"max_decimals_none", zohocrm.Errors{invalid(zohocrm.ReasonDecimals, zohocrm.Details{MaximumDecimalPlace: ptr(0)}, first(key("Valuation"))...)}},
	{"range", zohocrm.Errors{(&zohocrm.Error{
		Code:    zohocrm.CodeInvalidData,
		Reason:  zohocrm.ReasonRange,
		Message: "Please check whether the input values are correct",
		Details: zohocrm.Details{Range: &zohocrm.Range{From: 0, To: 100}},
	}).PrefixPath(first(key("Remind_At"), index(0), key("unit"))...)}},
	{"fixed_list", zohocrm.Errors{(&zohocrm.Error{
		Code:    zohocrm.CodeInvalidData,
		Reason:  zohocrm.ReasonSupported,
		Message: "INVALID_DATA",
		Details: zohocrm.Details{SupportedValues: []string{"minutes", "hours", "days"}},
	}).PrefixPath(first(key("Remind_At"), index(0), key("period"))...)}},
	{"picklist", zohocrm.Errors{(&zohocrm.Error{
		Code:    zohocrm.CodeInvalidData,
		Reason:  zohocrm.ReasonPicklist,
		Message: "The given Availability Type is not in picklist",
	}).PrefixPath(first(key("Availability_Type"))...)}},
	{"envelope_value", zohocrm.Errors{invalid(zohocrm.ReasonSupported, zohocrm.Details{SupportedValues: []string{"layout_rules"}},
		key("apply_feature_execution"), index(0), key("name"))}},
	{"invalid_value", zohocrm.Errors{(&zohocrm.Error{
		Code:    zohocrm.CodeInvalidData,
		Reason:  zohocrm.ReasonFormat,
		Message: "The field value given for Company is invalid",
	}).PrefixPath(first(key("Company"))...)}},
	{"body", zohocrm.Errors{{
		Code:    zohocrm.CodeInvalidData,
		Reason:  zohocrm.ReasonType,
		Message: "body",
		Details: zohocrm.Details{ExpectedDataType: "jsonobject"},
	}}},
	{"data_not_array", zohocrm.Errors{{
		Code:    zohocrm.CodeInvalidData,
		Reason:  zohocrm.ReasonType,
		APIName: "data",
		Message: "invalid data",
		Details: zohocrm.Details{ExpectedDataType: "jsonarray"},
	}}},
	{"data_too_long", zohocrm.Errors{{
		Code:    zohocrm.CodeLimitExceeded,
		Reason:  zohocrm.ReasonMaxItems,
		APIName: "data",
		Message: "count of records in your request exceeds the limit",
		Details: zohocrm.Details{MaximumLength: 100},
	}}},
	{"data_too_long_with_path", zohocrm.Errors{invalid(zohocrm.ReasonMaxItems, zohocrm.Details{MaximumLength: 4}, key("data"))}},
	{"sub_limit", zohocrm.Errors{(&zohocrm.Error{
		Code:    zohocrm.CodeLimitExceeded,
		Reason:  zohocrm.ReasonMaxItems,
		Message: "More than 100 users cannot be associated",
		Details: zohocrm.Details{Limit: 100},
	}).PrefixPath(first(key("Members"))...)}},
	{"duplicate", zohocrm.Errors{duplicate("Unique_1")}},
	{"duplicates", zohocrm.Errors{duplicate("Unique_1"), duplicate("Unique_2")}},
	{"dependent_missing", zohocrm.Errors{dependent(zohocrm.CodeDependentFieldMissing, "Address", "Location", "Dependent Field missing")}},
	{"dependent_mismatch", zohocrm.Errors{dependent(zohocrm.CodeDependentMismatch, "Status", "Appointment_Start_Time", "Appointment cannot be scheduled for past dates")}},
	{"dependent_unchanged", zohocrm.Errors{dependent(zohocrm.CodeDependentUnchanged, "Rescheduled_From", "Appointment_Start_Time", "Reschedule_From and Appointment_Start_Time cannot be same")}},
	{"mapping_pipeline", zohocrm.Errors{mapping("Stage", "Pipeline", "Pipeline doesn't contain the Stage")}},
	{"mapping_layout", zohocrm.Errors{mapping("Pipeline", "Layout", "Layout doesn't contain the Pipeline")}},
	{"either_of", zohocrm.Errors{(&zohocrm.Error{
		Code:    zohocrm.CodeExpectedFieldMissing,
		Reason:  zohocrm.ReasonMandatory,
		Message: "should contain either content or title",
		Details: zohocrm.Details{ExpectedFields: []zohocrm.FieldRef{
			{APIName: "Note_Content", Path: zohocrm.Path{key("Note_Content")}},
			{APIName: "Note_Title", Path: zohocrm.Path{key("Note_Title")}},
		}},
	}).PrefixPath(inRecord(1)...)}},
	{"not_allowed", zohocrm.Errors{(&zohocrm.Error{
		Code:    zohocrm.CodeNotAllowed,
		Message: "Service is not available on the given time",
	}).PrefixPath(first(key("Appointment_Start_Time"))...)}},
	{"module", zohocrm.Errors{{
		Code:    zohocrm.CodeInvalidModule,
		Reason:  zohocrm.ReasonUnknownModule,
		Message: "the module name given seems to be invalid",
		Details: zohocrm.Details{ResourcePathIndex: ptr(0)},
	}}},

	// A record without errors has no item, and a warning is none.
	{"records", zohocrm.Errors{
		missing(first(key("Last_Name"))...),
		warned(invalid(zohocrm.ReasonUnknownField, zohocrm.Details{}, inRecord(1, key("Last_Nmae"))...)),
		invalid(zohocrm.ReasonMaxLength, zohocrm.Details{MaximumLength: 80}, inRecord(2, key("Last_Name"))...),
		invalid(zohocrm.ReasonType, zohocrm.Details{ExpectedDataType: "boolean"}, inRecord(2, key("Email_Opt_Out"))...),
	}},
	{"only_warnings", zohocrm.Errors{warned(missing(first(key("Who_Id"))...))}},

	// An error in the envelope makes the answer bare, at any position in the list.
	{"envelope_several", zohocrm.Errors{
		invalid(zohocrm.ReasonType, zohocrm.Details{ExpectedDataType: "boolean"}, first(key("Email_Opt_Out"))...),
		(&zohocrm.Error{
			Code:    zohocrm.CodeMandatoryNotFound,
			Reason:  zohocrm.ReasonMandatory,
			Message: "mandatory key missing",
		}).PrefixPath(key("skip_feature_execution"), index(0), key("name")),
	}},
}

func duplicate(name string) *zohocrm.Error {
	return (&zohocrm.Error{
		Code:    zohocrm.CodeDuplicateData,
		Reason:  zohocrm.ReasonDuplicateValue,
		Message: "duplicate data",
	}).PrefixPath(first(key(name))...)
}

func dependent(code zohocrm.Code, name, dependee, message string) *zohocrm.Error {
	return (&zohocrm.Error{
		Code:    code,
		Reason:  zohocrm.ReasonConflict,
		APIName: name,
		Path:    zohocrm.Path{key(name)},
		Message: message,
		Details: zohocrm.Details{Dependee: &zohocrm.FieldRef{APIName: dependee, Path: zohocrm.Path{key(dependee)}}},
	}).PrefixPath(first()...)
}

func mapping(name, mapped, message string) *zohocrm.Error {
	return (&zohocrm.Error{
		Code:    zohocrm.CodeMappingMismatch,
		Reason:  zohocrm.ReasonConflict,
		Message: message,
		Details: zohocrm.Details{MappedField: mapped},
	}).PrefixPath(first(key(name))...)
}

// TestAnswers compares the JSON form with Zoho's answers, byte for byte. The
// golden files are written by hand from answers of Zoho's.
func TestAnswers(t *testing.T) {
	dir := filepath.Join("testdata", "errors")
	files := map[string]bool{}
	for _, test := range answers {
		t.Run(test.name, func(t *testing.T) {
			file := filepath.Join(dir, test.name+".json")
			if files[file] {
				t.Fatalf("two answers of that name")
			}
			files[file] = true
			got, err := test.errors.MarshalJSON()
			if err != nil {
				t.Fatal(err)
			}
			if marshaled, err := json.Marshal(test.errors); err != nil || !bytes.Equal(marshaled, got) {
				t.Errorf("json.Marshal gives %s, %v; MarshalJSON %s", marshaled, err, got)
			}
			testkit.Golden(t, "errors/"+test.name+".json", append(got, '\n'))
		})
	}
	found, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	if len(found) != len(files) {
		t.Errorf("%s holds %d files, but there are %d answers", dir, len(found), len(files))
	}
}

// TestErrorMarshalJSON checks that one error is one item of an answer, a
// warning too.
func TestErrorMarshalJSON(t *testing.T) {
	e := invalid(zohocrm.ReasonPattern, zohocrm.Details{ExpectedDataType: "phone"}, first(key("Phone"))...)
	const want = `{"code":"INVALID_DATA","details":{"expected_data_type":"phone","api_name":"Phone","json_path":"$.data[0].Phone"},"message":"invalid data","status":"error"}`
	for range 2 {
		got, err := json.Marshal(e)
		if err != nil || string(got) != want {
			t.Errorf("warning %t: json.Marshal = %s, %v, want %s", e.Warning, got, err, want)
		}
		e.Warning = true
	}
}

func TestPrefixPath(t *testing.T) {
	t.Run("name", func(t *testing.T) {
		tests := []struct {
			name  string
			error *zohocrm.Error
			want  string
			path  string
		}{
			{"of the field", missing(first(key("Last_Name"))...), "Last_Name", "$.data[0].Last_Name"},
			{"of the inner key", missing(key("id")).PrefixPath(first(key("Contact_Name"))...), "id", "$.data[0].Contact_Name.id"},
			{"of the array, for an element", missing(index(2)).PrefixPath(key("Courses")).PrefixPath(first()...), "Courses", "$.data[0].Courses[2]"},
			{"of the field around it, for an empty key", missing(key("")).PrefixPath(first()...), "data", "$.data[0]['']"},
			{"of the field around it, for an empty key, at once", missing(first(key(""))...), "data", "$.data[0]['']"},
			{"of the row's field", missing(key("Quantity")).PrefixPath(key("Quoted_Items"), index(2)).PrefixPath(first()...), "Quantity", "$.data[0].Quoted_Items[2].Quantity"},
			{"given", (&zohocrm.Error{APIName: "Email"}).PrefixPath(first(key("Emial"))...), "Email", "$.data[0].Emial"},
			{"none without a key", missing(index(0)), "", "$[0]"},
			{"none without a step", missing(), "", "$"},
			{"of data, for a record", missing(first()...), "data", "$.data[0]"},
		}
		for _, test := range tests {
			if test.error.APIName != test.want || test.error.Path.JSONPath() != test.path {
				t.Errorf("%s: APIName, Path = %q, %s, want %q, %s",
					test.name, test.error.APIName, test.error.Path.JSONPath(), test.want, test.path)
			}
		}
	})

	t.Run("related fields", func(t *testing.T) {
		dependee := zohocrm.FieldRef{APIName: "Location", Path: zohocrm.Path{key("Location")}}
		expected := []zohocrm.FieldRef{{APIName: "Note_Content", Path: zohocrm.Path{key("Note_Content")}}, {APIName: "Note_Title"}}
		e := &zohocrm.Error{Details: zohocrm.Details{Dependee: &dependee, ExpectedFields: expected}}
		if got := e.PrefixPath(key("Job_Sheet")).PrefixPath(inRecord(3)...); got != e {
			t.Errorf("PrefixPath returns another error")
		}
		if e.APIName != "" {
			t.Errorf("APIName = %q, want none: it is about several fields", e.APIName)
		}
		got := []string{
			e.Details.Dependee.Path.JSONPath(),
			e.Details.ExpectedFields[0].Path.JSONPath(),
			e.Details.ExpectedFields[1].Path.JSONPath(),
		}
		want := []string{"$.data[3].Job_Sheet.Location", "$.data[3].Job_Sheet.Note_Content", "$.data[3].Job_Sheet"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("paths differ (-want +got):\n%s", diff)
		}
		// What the caller holds may be shared between errors.
		if dependee.Path.JSONPath() != "$.Location" || expected[0].Path.JSONPath() != "$.Note_Content" {
			t.Errorf("PrefixPath changed the caller's fields: %v, %v", dependee, expected)
		}
	})

	t.Run("steps are copied", func(t *testing.T) {
		steps := first(key("Email"))
		e := missing(steps...)
		steps[1], steps[2] = index(7), key("Phone")
		if got := e.Path.JSONPath(); got != "$.data[0].Email" {
			t.Errorf("Path = %s after the caller changed its steps", got)
		}
	})
}

// TestIs asks for codes and reasons in every way an error comes to a caller.
func TestIs(t *testing.T) {
	email := invalid(zohocrm.ReasonPattern, zohocrm.Details{}, first(key("Email"))...)
	name := missing(inRecord(1, key("Last_Name"))...)
	other := errors.New("other")
	tests := []struct {
		name string
		err  error
		is   []error
		not  []error
	}{
		{"error", email,
			[]error{zohocrm.CodeInvalidData, zohocrm.ReasonPattern, email},
			[]error{zohocrm.CodeMandatoryNotFound, zohocrm.ReasonMandatory, zohocrm.Code("pattern"), zohocrm.Reason("INVALID_DATA"), name, other}},
		{"wrapped", fmt.Errorf("line 3: %w", fmt.Errorf("lead: %w", email)),
			[]error{zohocrm.CodeInvalidData, zohocrm.ReasonPattern, email},
			[]error{zohocrm.CodeMandatoryNotFound, name}},
		{"joined", errors.Join(other, email, name),
			[]error{zohocrm.CodeInvalidData, zohocrm.ReasonPattern, zohocrm.CodeMandatoryNotFound, zohocrm.ReasonMandatory, email, name, other},
			[]error{zohocrm.CodeLimitExceeded, zohocrm.ReasonDigits}},
		{"list", zohocrm.Errors{email, name},
			[]error{zohocrm.CodeInvalidData, zohocrm.ReasonPattern, zohocrm.CodeMandatoryNotFound, zohocrm.ReasonMandatory, email, name},
			[]error{zohocrm.CodeLimitExceeded, zohocrm.ReasonDigits, other, zohocrm.Errors{email, name}}},
		{"wrapped list", fmt.Errorf("file: %w", zohocrm.Errors{email, name}.Err()),
			[]error{zohocrm.CodeInvalidData, zohocrm.ReasonMandatory, name},
			[]error{zohocrm.CodeLimitExceeded, other}},
		{"joined lists", errors.Join(zohocrm.Errors{email}, zohocrm.Errors{name}),
			[]error{zohocrm.ReasonPattern, zohocrm.CodeMandatoryNotFound},
			[]error{zohocrm.CodeLimitExceeded}},
		{"blocking part of a list", zohocrm.Errors{warned(duplicate("Email")), name}.Err(),
			[]error{zohocrm.CodeMandatoryNotFound},
			[]error{zohocrm.CodeDuplicateData, zohocrm.ReasonDuplicateValue}},
		{"cause", &zohocrm.Error{Code: zohocrm.CodeInvalidData, Err: fmt.Errorf("row 1: %w", other)},
			[]error{zohocrm.CodeInvalidData, other},
			[]error{zohocrm.ReasonSyntax}},
		{"empty list", zohocrm.Errors{}, nil, []error{zohocrm.CodeInvalidData, zohocrm.Code(""), zohocrm.Reason("")}},
	}
	for _, test := range tests {
		for _, target := range test.is {
			if !errors.Is(test.err, target) {
				t.Errorf("%s: not %v", test.name, target)
			}
		}
		for _, target := range test.not {
			if errors.Is(test.err, target) {
				t.Errorf("%s: is %v", test.name, target)
			}
		}
	}
}

func TestAs(t *testing.T) {
	list := zohocrm.Errors{missing(first(key("Last_Name"))...), duplicate("Email")}
	err := fmt.Errorf("leads.json: %w", list.Err())

	var problems zohocrm.Errors
	if !errors.As(err, &problems) || !slices.Equal(problems, list) {
		t.Errorf("errors.As gives the list %v, want %v", problems, list)
	}
	var problem *zohocrm.Error
	if !errors.As(err, &problem) || problem != list[0] {
		t.Errorf("errors.As gives the error %v, want the first, %v", problem, list[0])
	}
	if !errors.As(errors.Join(errors.New("other"), list[1]), &problem) || problem != list[1] {
		t.Errorf("errors.As gives the error %v of the joined ones, want %v", problem, list[1])
	}
	var code zohocrm.Code
	if errors.As(err, &code) {
		t.Errorf("errors.As gives the code %v: one of several", code)
	}
}

func TestCodeAndReasonText(t *testing.T) {
	if got := zohocrm.CodeInvalidData.Error(); got != "INVALID_DATA" {
		t.Errorf("CodeInvalidData.Error() = %q", got)
	}
	if got := zohocrm.ReasonMaxLength.Error(); got != "max_length" {
		t.Errorf("ReasonMaxLength.Error() = %q", got)
	}
}

func TestErr(t *testing.T) {
	a, b := missing(first(key("Last_Name"))...), duplicate("Email")
	v, w := warned(missing(first(key("Who_Id"))...)), warned(missing(first(key("What_Id"))...))
	tests := []struct {
		name string
		list zohocrm.Errors
		want zohocrm.Errors
	}{
		{"nil", nil, nil},
		{"empty", zohocrm.Errors{}, nil},
		{"a warning", zohocrm.Errors{v}, nil},
		{"warnings", zohocrm.Errors{v, w}, nil},
		{"errors", zohocrm.Errors{a, b}, zohocrm.Errors{a, b}},
		{"errors among warnings", zohocrm.Errors{v, b, w, a}, zohocrm.Errors{b, a}},
	}
	for _, test := range tests {
		before := slices.Clone(test.list)
		err := test.list.Err()
		if test.want == nil {
			if err != nil { // also a typed nil
				t.Errorf("%s: Err() = %#v, want nil", test.name, err)
			}
		} else if got, ok := err.(zohocrm.Errors); !ok || !slices.Equal(got, test.want) {
			t.Errorf("%s: Err() = %v, want %v", test.name, err, test.want)
		}
		if !slices.Equal(test.list, before) {
			t.Errorf("%s: Err changed the list", test.name)
		}
	}
}

func TestRecords(t *testing.T) {
	a0, b0 := missing(first(key("Last_Name"))...), duplicate("Email")
	a2, b2 := missing(inRecord(2, key("Last_Name"))...), warned(missing(inRecord(2, key("Company"))...))
	envelope := invalid(zohocrm.ReasonSupported, zohocrm.Details{}, key("trigger"), index(0))
	every := invalid(zohocrm.ReasonID, zohocrm.Details{}, inRecord(-1, key("Layout"))...)
	list := zohocrm.Errors{a2, envelope, a0, b2, every, b0}

	type group struct {
		record int
		errors zohocrm.Errors
	}
	var got []group
	for record, errs := range list.Records() {
		got = append(got, group{record, errs})
	}
	want := []group{{2, zohocrm.Errors{a2, b2}}, {-1, zohocrm.Errors{envelope, every}}, {0, zohocrm.Errors{a0, b0}}}
	if !slices.EqualFunc(got, want, func(a, b group) bool { return a.record == b.record && slices.Equal(a.errors, b.errors) }) {
		t.Errorf("Records() = %v, want %v", got, want)
	}

	for record := range list.Records() {
		if record != 2 {
			t.Errorf("Records() went on after the loop ended")
		}
		break
	}
	for record := range zohocrm.Errors(nil).Records() {
		t.Errorf("Records() of no errors yields %d", record)
	}
}

func TestByField(t *testing.T) {
	a, b, c := missing(first(key("Email"))...), missing(first(key("Phone"))...), missing(inRecord(1, key("Email"))...)
	bare := &zohocrm.Error{Code: zohocrm.CodeInternalError}
	list := zohocrm.Errors{b, nil, a, bare, c}
	var names []string
	var groups []zohocrm.Errors
	for name, errs := range list.ByField() {
		names, groups = append(names, name), append(groups, errs)
	}
	if diff := cmp.Diff([]string{"Phone", "Email", ""}, names); diff != "" {
		t.Errorf("names differ (-want +got):\n%s", diff)
	}
	want := []zohocrm.Errors{{b}, {a, c}, {bare}}
	if !slices.EqualFunc(groups, want, func(x, y zohocrm.Errors) bool { return slices.Equal(x, y) }) {
		t.Errorf("groups = %v, want %v", groups, want)
	}
	for name := range list.ByField() {
		if name != "Phone" {
			t.Error("ByField continued after the loop ended")
		}
		break
	}
}

func TestErrorText(t *testing.T) {
	tests := []struct {
		error *zohocrm.Error
		want  string
	}{
		{missing(first(key("Last_Name"))...),
			"$.data[0].Last_Name: MANDATORY_NOT_FOUND: required field not found: expected a value"},
		{invalid(zohocrm.ReasonMaxLength, zohocrm.Details{MaximumLength: 30}, first(key("Phone"))...),
			"$.data[0].Phone: INVALID_DATA: invalid data: expected at most 30 characters"},
		{warned(invalid(zohocrm.ReasonRenamed, zohocrm.Details{}, first(key("Outbound_Call_Status"))...)),
			"$.data[0].Outbound_Call_Status: warning: INVALID_DATA: invalid data"},
		{&zohocrm.Error{Code: zohocrm.CodeInvalidData, Message: "body", Details: zohocrm.Details{ExpectedDataType: "jsonobject"}},
			"INVALID_DATA: body: expected type jsonobject"},
		// Zoho sometimes repeats the code as the message.
		{&zohocrm.Error{Code: zohocrm.CodeInvalidData, Message: "INVALID_DATA", Details: zohocrm.Details{SupportedValues: []string{"minutes", "hours", "days"}}},
			"INVALID_DATA: expected one of minutes, hours, days"},
		{&zohocrm.Error{Code: zohocrm.CodeDependentMismatch, Message: "Call Duration can not be zero.", Path: first(key("Call_Duration"))},
			"$.data[0].Call_Duration: DEPENDENT_MISMATCH: Call Duration can not be zero."},
		{&zohocrm.Error{Code: zohocrm.CodeInvalidData, Message: "invalid data", Err: errors.New("line 3, column 7")},
			"INVALID_DATA: invalid data: line 3, column 7"},
		{&zohocrm.Error{Code: zohocrm.CodeDependentServiceError, Message: "Error", Details: zohocrm.Details{DependencyError: "PROCESSING_ERROR"}},
			"DEPENDENT_SERVICE_ERROR: Error: PROCESSING_ERROR"},
		{&zohocrm.Error{Code: zohocrm.CodeInternalError}, "INTERNAL_ERROR"},
		{missing(first(key("two\nlines"))...),
			`$.data[0]['two\u000alines']: MANDATORY_NOT_FOUND: required field not found: expected a value`},
	}
	for _, test := range tests {
		if got := test.error.Error(); got != test.want {
			t.Errorf("Error() = %q, want %q", got, test.want)
		}
	}

	list := zohocrm.Errors{tests[0].error, tests[2].error}
	if got, want := list.Error(), tests[0].want+"\n"+tests[2].want; got != want {
		t.Errorf("Errors.Error() = %q, want %q", got, want)
	}
	if got := (zohocrm.Errors{}).Error(); got != "" {
		t.Errorf("Errors.Error() of no errors = %q", got)
	}
}

func TestErrorTextCutsNames(t *testing.T) {
	for name, want := range map[string]string{
		strings.Repeat("n", 100):        "$." + strings.Repeat("n", 100),
		strings.Repeat("n", 101):        "$." + strings.Repeat("n", 100) + "…",
		strings.Repeat("ß", 100):        "$['" + strings.Repeat("ß", 100) + "']",
		strings.Repeat("ß", 101):        "$['" + strings.Repeat("ß", 100) + "…']",
		strings.Repeat("\u202e", 1<<16): "$['" + strings.Repeat(`\u202e`, 100) + "…']",
	} {
		got, _, _ := strings.Cut(zohocrm.Missing().PrefixPath(key(name)).Error(), ": ")
		if got != want {
			t.Errorf("the path is %.300q, want %q", got, want)
		}
	}
}

func TestExpectation(t *testing.T) {
	tests := []struct {
		error zohocrm.Error
		want  string
	}{
		{zohocrm.Error{Reason: zohocrm.ReasonMandatory}, "expected a value"},
		{zohocrm.Error{Reason: zohocrm.ReasonType, Details: zohocrm.Details{ExpectedDataType: "jsonarray"}}, "expected type jsonarray"},
		{zohocrm.Error{Reason: zohocrm.ReasonMaxLength, Details: zohocrm.Details{MaximumLength: 255}}, "expected at most 255 characters"},
		{zohocrm.Error{Reason: zohocrm.ReasonMaxLength, Details: zohocrm.Details{MaximumLength: 1}}, "expected at most 1 character"},
		{zohocrm.Error{Reason: zohocrm.ReasonMaxLength, Details: zohocrm.Details{MaximumLength: 255, ExpectedDataType: "text"}}, "expected at most 255 characters"},
		{zohocrm.Error{Reason: zohocrm.ReasonDigits, Details: zohocrm.Details{MaximumLength: 16}}, "expected at most 16 digits before the decimal point"},
		{zohocrm.Error{Reason: zohocrm.ReasonDigits, Details: zohocrm.Details{MaximumLength: 1}}, "expected at most 1 digit before the decimal point"},
		{zohocrm.Error{Reason: zohocrm.ReasonDecimals, Details: zohocrm.Details{MaximumDecimalPlace: ptr(2)}}, "expected at most 2 decimals"},
		{zohocrm.Error{Reason: zohocrm.ReasonDecimals, Details: zohocrm.Details{MaximumDecimalPlace: ptr(1)}}, "expected at most 1 decimal"},
		{zohocrm.Error{Reason: zohocrm.ReasonDecimals, Details: zohocrm.Details{MaximumDecimalPlace: ptr(0)}}, "expected at most 0 decimals"},
		{zohocrm.Error{Reason: zohocrm.ReasonRange, Details: zohocrm.Details{Range: &zohocrm.Range{From: 0, To: 60}}}, "expected a number from 0 to 60"},
		{zohocrm.Error{Reason: zohocrm.ReasonRange, Details: zohocrm.Details{Range: &zohocrm.Range{From: -5, To: 0}}}, "expected a number from -5 to 0"},
		{zohocrm.Error{Reason: zohocrm.ReasonSupported, Details: zohocrm.Details{SupportedValues: []string{"cadences"}}}, "expected one of cadences"},
		{zohocrm.Error{Reason: zohocrm.ReasonSupported, Details: zohocrm.Details{SupportedValues: []string{"Inbound", "Outbound", "Missed"}}}, "expected one of Inbound, Outbound, Missed"},
		{zohocrm.Error{Reason: zohocrm.ReasonMaxItems, Details: zohocrm.Details{Limit: 50}}, "expected at most 50 elements"},
		{zohocrm.Error{Reason: zohocrm.ReasonMaxItems, Details: zohocrm.Details{MaximumLength: 100}}, "expected at most 100 elements"},
		{zohocrm.Error{Reason: zohocrm.ReasonMaxItems, Details: zohocrm.Details{MaximumLength: 1}}, "expected at most 1 element"},
		{zohocrm.Error{Reason: zohocrm.ReasonDuplicateValue, Details: zohocrm.Details{DuplicateRecord: &zohocrm.DuplicateRecord{ID: "2008662000006256222"}}}, "expected a value that record 2008662000006256222 does not have"},
		{zohocrm.Error{Reason: zohocrm.ReasonDuplicateValue, Details: zohocrm.Details{DuplicateRecord: &zohocrm.DuplicateRecord{ID: "2008662000006256222"}, MoreRecords: true}},
			"expected a value that record 2008662000006256222 and others do not have"},
		{zohocrm.Error{Details: zohocrm.Details{Permissions: []string{"Crm_Implied_View_Leads"}}}, "expected permission Crm_Implied_View_Leads"},
		// What a check says itself comes before what the details say.
		{zohocrm.Error{Reason: zohocrm.ReasonPattern, Expected: "an email address", Details: zohocrm.Details{ExpectedDataType: "email"}}, "expected an email address"},
		{zohocrm.Error{Reason: zohocrm.ReasonMandatory, Expected: "the stage of the deal"}, "expected the stage of the deal"},
		// The message says it all.
		{zohocrm.Error{Reason: zohocrm.ReasonConflict, Details: zohocrm.Details{MappedField: "Pipeline"}}, ""},
		{zohocrm.Error{Reason: zohocrm.ReasonDuplicateValue}, ""},
		{zohocrm.Error{}, ""},
	}
	for _, test := range tests {
		if got := test.error.Expectation(); got != test.want {
			t.Errorf("Expectation() of %s, %+v = %q, want %q", test.error.Reason, test.error.Details, got, test.want)
		}
	}
}

// TestErrorHoldsNoValue pins what an error is made of. Nothing in it is for
// the value that was given: the values of a CRM are personal data, and errors
// end in logs. Whoever adds a field here has thought of that.
func TestErrorHoldsNoValue(t *testing.T) {
	want := map[string]string{
		"Code":                                   "string",
		"Reason":                                 "string",
		"APIName":                                "string",
		"Path[].name":                            "string",
		"Path[].index":                           "int",
		"Message":                                "string",
		"Details.ExpectedDataType":               "string",
		"Details.MaximumLength":                  "int",
		"Details.MinimumLength":                  "int",
		"Details.MaximumDecimalPlace":            "int",
		"Details.Range.From":                     "int",
		"Details.Range.To":                       "int",
		"Details.SupportedValues[]":              "string",
		"Details.Limit":                          "int",
		"Details.Dependee.APIName":               "string",
		"Details.Dependee.Path[].name":           "string",
		"Details.Dependee.Path[].index":          "int",
		"Details.MappedField":                    "string",
		"Details.ExpectedFields[].APIName":       "string",
		"Details.ExpectedFields[].Path[].name":   "string",
		"Details.ExpectedFields[].Path[].index":  "int",
		"Details.ParentAPIName":                  "string",
		"Details.LayoutRule.Name":                "string",
		"Details.LayoutRule.ID":                  "string",
		"Details.ResourcePathIndex":              "int",
		"Details.DuplicateRecord.Module.APIName": "string",
		"Details.DuplicateRecord.Module.ID":      "string",
		"Details.DuplicateRecord.ID":             "string",
		"Details.MoreRecords":                    "bool",
		"Details.ID":                             "string",
		"Details.LinkingFields[]":                "string",
		"Details.DependencyError":                "string",
		"Details.Permissions[]":                  "string",
		"Expected":                               "string",
		"Suggestion":                             "string",
		"Fix":                                    "string",
		"Warning":                                "bool",
		"Err":                                    "interface",
	}
	got := map[string]string{}
	leaves(reflect.TypeFor[zohocrm.Error](), "", got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the parts of Error differ (-want +got):\n%s", diff)
	}
}

// leaves notes the kind of everything that t holds.
func leaves(t reflect.Type, at string, kinds map[string]string) {
	switch t.Kind() {
	case reflect.Struct:
		for i := range t.NumField() {
			f := t.Field(i)
			leaves(f.Type, strings.TrimPrefix(at+"."+f.Name, "."), kinds)
		}
	case reflect.Pointer:
		leaves(t.Elem(), at, kinds)
	case reflect.Slice:
		leaves(t.Elem(), at+"[]", kinds)
	default:
		kinds[at] = t.Kind().String()
	}
}

// TestErrorLaws checks what holds for every error, also for names that nobody
// would give a field.
func TestErrorLaws(t *testing.T) {
	laws := testkit.LawsUpTo(t, 500, 20)

	laws.Property("the JSON form is valid, and has every error that blocks once", prop.ForAll(
		func(list zohocrm.Errors) bool {
			got, err := list.MarshalJSON()
			return err == nil && json.Valid(got) &&
				bytes.Count(got, []byte(`"message":"law"`)) == blockingIn(list)
		}, genErrors()))

	laws.Property("the JSON form keeps names and paths", prop.ForAll(
		func(e *zohocrm.Error) bool {
			text, err := json.Marshal(e)
			if err != nil {
				return false
			}
			var got struct {
				Details struct {
					APIName  string `json:"api_name"`
					JSONPath string `json:"json_path"`
					Dependee *struct {
						APIName  string `json:"api_name"`
						JSONPath string `json:"json_path"`
					}
				}
			}
			if json.Unmarshal(text, &got) != nil {
				return false
			}
			d := got.Details
			if d.APIName != string([]rune(e.APIName)) {
				return false
			}
			if e.APIName != "" && len(e.Path) > 0 && d.JSONPath != e.Path.JSONPath() {
				return false
			}
			related := e.Details.Dependee
			return (related == nil) == (d.Dependee == nil) &&
				(related == nil || d.Dependee.APIName == string([]rune(related.APIName)) && d.Dependee.JSONPath == related.Path.JSONPath())
		}, genError()))

	laws.Property("the text is one line, whatever the names", prop.ForAll(
		func(e *zohocrm.Error) bool { return !strings.ContainsAny(e.Error(), "\n\r") }, genError()))

	laws.Property("PrefixPath by parts is PrefixPath at once", prop.ForAll(
		func(e *zohocrm.Error, outer, inner []zohocrm.Step) bool {
			parts, once := *e, *e
			parts.PrefixPath(inner...).PrefixPath(outer...)
			once.PrefixPath(slices.Concat(outer, inner)...)
			return parts.APIName == once.APIName && parts.Error() == once.Error() &&
				bytes.Equal(mustMarshal(&parts), mustMarshal(&once))
		}, genError(), genSteps(), genSteps()))

	laws.Property("Err is nil when only warnings are left, and else the others in order", prop.ForAll(
		func(list zohocrm.Errors) bool {
			err := list.Err()
			if blockingIn(list) == 0 {
				return err == nil
			}
			got, rest := err.(zohocrm.Errors), list
			for _, e := range got {
				i := slices.Index(rest, e)
				if i < 0 || e.Warning {
					return false
				}
				rest = rest[i+1:]
			}
			return len(got) == blockingIn(list)
		}, genErrors()))

	laws.Property("Records gives each record once, with all its errors in order", prop.ForAll(
		func(list zohocrm.Errors) bool {
			seen, total := map[int]bool{}, 0
			for record, errs := range list.Records() {
				if seen[record] {
					return false
				}
				seen[record] = true
				total += len(errs)
				of := slices.DeleteFunc(slices.Clone(list), func(e *zohocrm.Error) bool { return e.Path.Record() != record })
				if !slices.Equal(errs, of) {
					return false
				}
			}
			return total == len(list)
		}, genErrors()))

	laws.TestingRun(t)
}

func blockingIn(list zohocrm.Errors) int {
	n := 0
	for _, e := range list {
		if !e.Warning {
			n++
		}
	}
	return n
}

func mustMarshal(e *zohocrm.Error) []byte {
	text, err := json.Marshal(e)
	if err != nil {
		panic(err)
	}
	return text
}

// genError yields errors at any place of any name, in a record more often than
// not. Their message is "law".
func genError() gopter.Gen {
	return gopter.CombineGens(genName(), genPath(), genName(), gen.IntRange(-1, 3), gen.Bool(), gen.Bool()).
		Map(func(v []any) *zohocrm.Error {
			e := &zohocrm.Error{
				Code:    zohocrm.CodeInvalidData,
				Reason:  zohocrm.ReasonType,
				APIName: v[0].(string),
				Path:    v[1].(zohocrm.Path),
				Message: "law",
				Warning: v[4].(bool),
			}
			if related := v[2].(string); v[5].(bool) {
				e.Details.Dependee = &zohocrm.FieldRef{APIName: related, Path: zohocrm.Path{key(related)}}
			}
			if record := v[3].(int); record >= 0 {
				e.PrefixPath(inRecord(record)...)
			}
			return e
		})
}

func genErrors() gopter.Gen {
	return gen.SliceOf(genError()).Map(func(list []*zohocrm.Error) zohocrm.Errors { return list })
}
