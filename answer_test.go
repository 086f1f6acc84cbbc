package zohocrm_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
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

// inserted is an answer with only inserted records.
func inserted(ids ...string) zohocrm.Answer {
	var a zohocrm.Answer
	for _, id := range ids {
		a.Items = append(a.Items, zohocrm.Item{ID: id})
	}
	return a
}

// refused is the answer to a record, and bare to a request, that Zoho refused.
func refused(problems ...*zohocrm.Error) zohocrm.Answer {
	return zohocrm.Answer{Items: []zohocrm.Item{{Problems: problems}}}
}

func bare(problem *zohocrm.Error) zohocrm.Answer {
	return zohocrm.Answer{Items: []zohocrm.Item{{Problems: zohocrm.Errors{problem}}}, Bare: true}
}

// said is an error as an answer gives it. The path goes from the first record,
// and its last name is the API name.
func said(code zohocrm.Code, reason zohocrm.Reason, message string, details zohocrm.Details, steps ...zohocrm.Step) *zohocrm.Error {
	name, _ := steps[len(steps)-1].Key()
	return &zohocrm.Error{Code: code, Reason: reason, APIName: name, Path: first(steps...), Message: message, Details: details}
}

// andMore says that further records have the value.
func andMore(e *zohocrm.Error) *zohocrm.Error {
	e.Details.MoreRecords = true
	return e
}

// held is an error about a value that another record has.
func held(name, id string, module *zohocrm.ModuleRef) *zohocrm.Error {
	return said("DUPLICATE_DATA", zohocrm.ReasonDuplicateValue, "duplicate data",
		zohocrm.Details{DuplicateRecord: &zohocrm.DuplicateRecord{Module: module, ID: id}}, key(name))
}

// dependee is the details of an error that another field of the first record
// brings about.
func dependee(name string) zohocrm.Details {
	return zohocrm.Details{Dependee: &zohocrm.FieldRef{APIName: name, Path: first(key(name))}}
}

// parsed are the answers in testdata/answers, by file.
var parsed = map[string]zohocrm.Answer{
	"page_leads":  inserted("5725767000000524157", "5725767000000524157"),
	"page_deals":  inserted("3652397000006064046", "3652397000006064047"),
	"page_events": inserted("3652397000010183179", "3652397000010183181", "3652397000010183183"),
	"page_tasks": inserted("3652397000007549434", "3652397000007549435", "3652397000007549436", "3652397000007549437",
		"3652397000007549438", "3652397000007549439", "3652397000007549440"),
	"upsert":     {Items: []zohocrm.Item{{ID: "5725767000000524158", Action: "insert"}}},
	"numeric_id": inserted("5725767000000524157"),

	"mandatory": refused(said("MANDATORY_NOT_FOUND", "mandatory", "required field not found", zohocrm.Details{}, key("Last_Name"))),
	"mandatory_layout_rule": refused(said("MANDATORY_NOT_FOUND", "mandatory", "required field not found",
		zohocrm.Details{LayoutRule: &zohocrm.LayoutRule{Name: "Layout Rule", ID: "5410702000000761547"}}, key("Phone"))),
	"mandatory_key":      refused(said("MANDATORY_NOT_FOUND", "mandatory", "mandatory key missing", zohocrm.Details{}, key("Remind_At"), index(0), key("unit"))),
	"lookup_without_id":  refused(said("MANDATORY_NOT_FOUND", "mandatory", "required field not found", zohocrm.Details{}, key("Contact_Name"), key("id"))),
	"line_items_missing": refused(said("MANDATORY_NOT_FOUND", "mandatory", "required field not found", zohocrm.Details{}, key("Quoted_Items"))),

	// The wrong type and the wrong format look alike: no reason.
	"type":        refused(said("INVALID_DATA", "", "invalid data", zohocrm.Details{ExpectedDataType: "integer"}, key("Number_1"))),
	"older_type":  refused(said("INVALID_DATA", "", "invalid data", zohocrm.Details{ExpectedDataType: "jsonarray"}, key("Destination"))),
	"older_phone": refused(said("INVALID_DATA", "", "invalid data", zohocrm.Details{ExpectedDataType: "phone"}, key("Phone"))),

	// The row of the subform is not known.
	"older_subform": refused(&zohocrm.Error{
		Code: "MANDATORY_NOT_FOUND", Reason: "mandatory", Message: "required field not found",
		APIName: "Quantity", Path: first(key("Quoted_Items")),
		Details: zohocrm.Details{ParentAPIName: "Quoted_Items"},
	}),

	// And so do text and numbers that are too long.
	"max_length":          refused(said("INVALID_DATA", "", "invalid data", zohocrm.Details{MaximumLength: 255}, key("Address"))),
	"max_length_quoted":   refused(said("INVALID_DATA", "", "invalid data", zohocrm.Details{MaximumLength: 255}, key("Address"))),
	"max_length_and_type": refused(said("INVALID_DATA", "", "invalid data", zohocrm.Details{MaximumLength: 255, ExpectedDataType: "text"}, key("Address"))),
	"max_digits":          refused(said("INVALID_DATA", "", "invalid data", zohocrm.Details{MaximumLength: 2}, key("Number_1"))),

	"max_decimals": refused(said("INVALID_DATA", "decimals", "invalid data", zohocrm.Details{MaximumDecimalPlace: ptr(2)}, key("Valuation"))),
	"range": refused(said("INVALID_DATA", "range", "Please check whether the input values are correct",
		zohocrm.Details{Range: &zohocrm.Range{From: 0, To: 100}}, key("Remind_At"), index(0), key("unit"))),
	"fixed_list": refused(said("INVALID_DATA", "supported", "INVALID_DATA",
		zohocrm.Details{SupportedValues: []string{"minutes", "hours", "days"}}, key("Remind_At"), index(0), key("period"))),
	"picklist":      refused(said("INVALID_DATA", "", "The given Availability Type is not in picklist", zohocrm.Details{}, key("Availability_Type"))),
	"invalid_value": refused(said("INVALID_DATA", "", "The field value given for Company is invalid", zohocrm.Details{}, key("Company"))),
	"user_state": refused(said("INVALID_DATA", "", "Members is not Confirmed", zohocrm.Details{},
		key("Members"), index(0), key("Members"), key("id"))),
	"every_element": refused((&zohocrm.Error{Code: "INVALID_DATA", Message: "invalid data"}).PrefixPath(inRecord(-1, key("Layout"))...)),

	"sub_limit": refused(said("LIMIT_EXCEEDED", "max_items", "More than 100 users cannot be associated", zohocrm.Details{Limit: 100}, key("Members"))),
	"participants": refused(&zohocrm.Error{
		Code: "LIMIT_EXCEEDED", Reason: "max_items", Message: "Only 50 participants can be added to an event.", Path: first(),
	}),

	"duplicate":        refused(held("Unique_1", "2008662000006256222", nil)),
	"duplicate_module": refused(held("Billing_Street", "111111000000536282", &zohocrm.ModuleRef{APIName: "Sales_Orders", ID: "111111000000002766"})),
	"older_duplicate":  refused(held("Email", "554023000000527002", nil)),
	"duplicates":       refused(held("Unique_1", "2008662000006256222", nil), andMore(held("Unique_2", "2008662000006256223", nil))),
	"duplicates_unnamed": refused(&zohocrm.Error{
		Code: "MULTIPLE_OR_MULTI_ERRORS", Message: "Duplicate data in multiple fields", Path: first(),
	}),

	"dependent_missing":  refused(said("DEPENDENT_FIELD_MISSING", "mandatory", "Dependent Field missing", dependee("Location"), key("Address"))),
	"dependent_mismatch": refused(said("DEPENDENT_MISMATCH", "conflict", "Appointment cannot be scheduled for past dates", dependee("Appointment_Start_Time"), key("Status"))),
	"dependent_unchanged": refused(said("DEPENDENT_FIELD_UNCHANGED", "conflict", "Reschedule_From and Appointment_Start_Time cannot be same",
		dependee("Appointment_Start_Time"), key("Rescheduled_From"))),
	"call_duration":    refused(said("DEPENDENT_MISMATCH", "conflict", "Call Duration can not be zero.", zohocrm.Details{}, key("Call_Duration"))),
	"mapping_pipeline": refused(said("MAPPING_MISMATCH", "conflict", "Pipeline doesn't contain the Stage", zohocrm.Details{MappedField: "Pipeline"}, key("Stage"))),
	"mapping_layout":   refused(said("MAPPING_MISMATCH", "conflict", "Layout doesn't contain the Pipeline", zohocrm.Details{MappedField: "Layout"}, key("Pipeline"))),

	"either_of": {Items: []zohocrm.Item{{ID: "5545974000003190001"}, {Problems: zohocrm.Errors{{
		Code: "EXPECTED_FIELD_MISSING", Reason: "mandatory", Message: "should contain either content or title", Path: inRecord(1),
		Details: zohocrm.Details{ExpectedFields: []zohocrm.FieldRef{
			{APIName: "Note_Content", Path: inRecord(1, key("Note_Content"))},
			{APIName: "Note_Title", Path: inRecord(1, key("Note_Title"))},
		}},
	}}}}},
	"mixed": {Items: []zohocrm.Item{{ID: "5725767000000524157"}, {Problems: zohocrm.Errors{{
		Code: "INVALID_DATA", Message: "the field api name given seems to be invalid", APIName: "Last_Name", Path: inRecord(1, key("Last_Name")),
	}}}}},
	"mixed_error_meta": {Items: []zohocrm.Item{
		{Problems: zohocrm.Errors{said("INVALID_DATA", "", "invalid data", zohocrm.Details{}, key("Duration"))}},
		{ID: "5545974000003190002"},
	}},

	"not_allowed": refused(said("NOT_ALLOWED", "", "Service is not available on the given time", zohocrm.Details{}, key("Appointment_Start_Time"))),
	"other_service": refused(&zohocrm.Error{
		Code: "DEPENDENT_SERVICE_ERROR", Message: "Error", Path: first(), Details: zohocrm.Details{DependencyError: "NO_PERMISSION"},
	}),
	"locked": refused(said("RECORD_LOCKED", "", "Sorry, you cannot perform this operation as the record is locked.", zohocrm.Details{}, key("id"))),

	// These have an id, but not that of a record that was inserted.
	"linking_duplicate": refused(&zohocrm.Error{Code: "DUPLICATE_LINKING_DATA", Message: "duplicate association", Path: first(),
		Details: zohocrm.Details{ID: "1385235000011590004", LinkingFields: []string{"Bugs_MxN", "CM_MxN"}}}),
	"stale": refused(&zohocrm.Error{
		Code: "ALREADY_MODIFIED", Message: "record updated time has already passed if-unmodified-since time", Path: first(),
		Details: zohocrm.Details{ID: "5725767000000524157"},
	}),

	"bare_body": bare(&zohocrm.Error{Code: "INVALID_DATA", Message: "body", Details: zohocrm.Details{ExpectedDataType: "jsonobject"}}),
	"bare_data_type": bare(&zohocrm.Error{
		Code: "INVALID_DATA", Message: "invalid data", APIName: "data", Details: zohocrm.Details{ExpectedDataType: "jsonarray"},
	}),
	"bare_data_too_long": bare(&zohocrm.Error{
		Code: "INVALID_DATA", Reason: "max_items", Message: "invalid data", APIName: "data", Path: zohocrm.Path{key("data")},
		Details: zohocrm.Details{MaximumLength: 4},
	}),
	"bare_limit": bare(&zohocrm.Error{
		Code: "LIMIT_EXCEEDED", Reason: "max_items", Message: "count of records in your request exceeds the limit", APIName: "data",
		Details: zohocrm.Details{MaximumLength: 100},
	}),
	"bare_envelope_value": bare(&zohocrm.Error{
		Code: "INVALID_DATA", Reason: "supported", Message: "invalid data", APIName: "name",
		Path: zohocrm.Path{key("apply_feature_execution"), index(0), key("name")},
		Details: zohocrm.Details{SupportedValues: []string{"layout_rules", "range_validation", "assignment_rules", "function_validation_rule",
			"criteria_validation_rule", "global_map_dependency", "territory_subordinates"}},
	}),
	"bare_module": bare(&zohocrm.Error{
		Code: "INVALID_MODULE", Reason: "unknown_module", Message: "the module name given seems to be invalid",
		Details: zohocrm.Details{ResourcePathIndex: ptr(0)},
	}),
	"bare_module_unsupported": bare(&zohocrm.Error{Code: "INVALID_MODULE", Reason: "unknown_module", Message: "The given module is not supported in API"}),
	"bare_method": bare(&zohocrm.Error{
		Code: "INVALID_REQUEST_METHOD", Message: "The HTTP request method type is not a valid one.", Details: zohocrm.Details{ResourcePathIndex: ptr(0)},
	}),
	"bare_url":            bare(&zohocrm.Error{Code: "INVALID_URL_PATTERN", Message: "Please check if the URL trying to access is a correct one"}),
	"bare_scope":          bare(&zohocrm.Error{Code: "OAUTH_SCOPE_MISMATCH", Message: "Unauthorized"}),
	"bare_authentication": bare(&zohocrm.Error{Code: "AUTHENTICATION_FAILURE", Message: "Authentication failed"}),
	"bare_token":          bare(&zohocrm.Error{Code: "INVALID_TOKEN", Message: "invalid oauth token"}),
	"bare_permission": bare(&zohocrm.Error{
		Code: "NO_PERMISSION", Message: "Permission denied", Details: zohocrm.Details{Permissions: []string{"Crm_Implied_View_Leads"}},
	}),
	"bare_authorization": bare(&zohocrm.Error{
		Code: "AUTHORIZATION_FAILED", Message: "User does not have sufficient privilege to perform this action", Details: zohocrm.Details{ResourcePathIndex: ptr(0)},
	}),
	"bare_internal":        bare(&zohocrm.Error{Code: "INTERNAL_ERROR", Message: "Internal Server Error"}),
	"bare_internal_server": bare(&zohocrm.Error{Code: "INTERNAL_SERVER_ERROR", Message: "Internal server error occurred."}),
}

// TestParseAnswer reads an answer of each shape that Zoho is known to give. The
// answers are in testdata/answers, whose README says where they come from.
func TestParseAnswer(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "answers", "*.json"))
	if err != nil || len(files) != len(parsed) {
		t.Errorf("testdata/answers has %d files (%v), expected %d", len(files), err, len(parsed))
	}
	for name, want := range parsed {
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join("testdata", "answers", name+".json"))
			if err != nil {
				t.Fatal(err)
			}
			got, err := zohocrm.ParseAnswer(data)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("the answer differs (-want +got):\n%s", diff)
			}
		})
	}
}

// TestParseAnswerLenient reads what is not as documented but leaves no doubt.
func TestParseAnswerLenient(t *testing.T) {
	item := func(code, details string) string {
		return `{"code":"` + code + `","details":` + details + `,"message":"m"}`
	}
	problem := func(reason zohocrm.Reason, name string, d zohocrm.Details) zohocrm.Answer {
		e := &zohocrm.Error{Code: "INVALID_DATA", Reason: reason, Message: "m", APIName: name, Path: first(), Details: d}
		if name != "" {
			e.Path = first(key(name))
		}
		return refused(e)
	}
	plain := problem("", "X", zohocrm.Details{})
	tests := []struct {
		name   string
		answer string
		want   zohocrm.Answer
	}{
		{"no items", `{"data":[]}`, zohocrm.Answer{Items: []zohocrm.Item{}}},
		{"no status", `{"data":[` + item("SUCCESS", `{"id":"1"}`) + `]}`, inserted("1")},
		{"other keys", `{"info":{"count":1},"data":[` + item("SUCCESS", `{"id":"1"}`) + `],"code":"X"}`, inserted("1")},
		{"white space", " \r\n\t{\"data\":\n[" + item("SUCCESS", `{"id":"1"}`) + "]}\n", inserted("1")},
		{"a code of which nobody knows", `{"data":[{"code":"TEA_TIME","details":{"biscuits":[1]},"message":"m","status":"error"}]}`,
			refused(&zohocrm.Error{Code: "TEA_TIME", Message: "m", Path: first()})},
		{"no details", `{"data":[{"code":"INVALID_DATA","message":"m"}]}`, problem("", "", zohocrm.Details{})},
		{"details of another type", `{"data":[` + item("INVALID_DATA", `[]`) + `]}`, problem("", "", zohocrm.Details{})},
		{"null details", `{"data":[` + item("INVALID_DATA", `null`) + `]}`, problem("", "", zohocrm.Details{})},
		{"a path that is none", `{"data":[` + item("INVALID_DATA", `{"api_name":"X","json_path":"data/0/X"}`) + `]}`, plain},
		{"an empty path", `{"data":[` + item("INVALID_DATA", `{"api_name":"X","json_path":""}`) + `]}`, plain},
		{"a null path", `{"data":[` + item("INVALID_DATA", `{"api_name":"X","json_path":null}`) + `]}`, plain},
		{"limits in quotes", `{"data":[` + item("INVALID_DATA", `{"api_name":"X","maximum_decimal_place":"2","range":{"from":"0","to":"60"},"limit":"50","minimum_length":"1"}`) + `]}`,
			problem("decimals", "X", zohocrm.Details{MaximumDecimalPlace: ptr(2), Range: &zohocrm.Range{From: 0, To: 60}, Limit: 50, MinimumLength: 1})},
		{"limits of other types", `{"data":[` + item("INVALID_DATA", `{"api_name":"X","maximum_length":[255],"limit":"many","range":[0,60],"minimum_length":-1,"maximum_decimal_place":1.5,"supported_values":"a"}`) + `]}`, plain},
		{"a range with one end", `{"data":[` + item("INVALID_DATA", `{"api_name":"X","range":{"from":0}}`) + `]}`, plain},
		{"a limit that no number holds", `{"data":[` + item("INVALID_DATA", `{"api_name":"X","maximum_length":1e99}`) + `]}`, plain},
		{"supported values of two types", `{"data":[` + item("INVALID_DATA", `{"api_name":"X","supported_values":["a",1,null,"b"]}`) + `]}`,
			problem("supported", "X", zohocrm.Details{SupportedValues: []string{"a", "b"}})},
		{"an older dependee", `{"data":[` + item("INVALID_DATA", `{"api_name":"X","dependee":{"api_name":"Y"}}`) + `]}`,
			problem("", "X", zohocrm.Details{Dependee: &zohocrm.FieldRef{APIName: "Y", Path: first(key("Y"))}})},
		{"names in other letters", `{"data":[` + item("INVALID_DATA", `{"api_name":"X","API_NAME":"Z","Maximum_Length":3}`) + `]}`, plain},
		{"control characters", `{"data":[{"code":"INVALID_DATA","details":{"api_name":"X"},"message":"m\u001b[2J\nn"}]}`,
			refused(&zohocrm.Error{Code: "INVALID_DATA", APIName: "X", Message: "m [2J n", Path: first(key("X"))})},
		{"several errors beside the details", `{"data":[{"code":"MULTIPLE_OR_MULTI_ERRORS","details":{},"message":"m","errors":[` + item("INVALID_DATA", `{"api_name":"X"}`) + `]}]}`, plain},
		{"several errors, some unreadable", `{"data":[` + item("MULTIPLE_OR_MULTI_ERRORS", `{"errors":[1,{},null,{"code":"A","status":"success"},`+item("INVALID_DATA", `{"api_name":"X"}`)+`]}`) + `]}`, plain},
		{"several errors, all unreadable", `{"data":[` + item("MULTIPLE_OR_MULTI_ERRORS", `{"errors":[[]]}`) + `]}`,
			refused(&zohocrm.Error{Code: "MULTIPLE_OR_MULTI_ERRORS", Message: "m", Path: first()})},
		{"several errors, bare", item("MULTIPLE_OR_MULTI_ERRORS", `{"errors":[`+item("INVALID_DATA", `{"api_name":"X"}`)+`]}`),
			bare(&zohocrm.Error{Code: "INVALID_DATA", APIName: "X", Message: "m"})},
		{"a duplicate of which only the module is known", `{"data":[` + item("DUPLICATE_DATA", `{"api_name":"X","module":{"api_name":"Leads","id":"2"}}`) + `]}`,
			refused(&zohocrm.Error{Code: "DUPLICATE_DATA", Reason: "duplicate_value", APIName: "X", Message: "m", Path: first(key("X")),
				Details: zohocrm.Details{DuplicateRecord: &zohocrm.DuplicateRecord{Module: &zohocrm.ModuleRef{APIName: "Leads", ID: "2"}}}})},
		{"a duplicate of which nothing is known", `{"data":[` + item("DUPLICATE_DATA", `{"api_name":"X"}`) + `]}`,
			refused(&zohocrm.Error{Code: "DUPLICATE_DATA", Reason: "duplicate_value", APIName: "X", Message: "m", Path: first(key("X"))})},
	}
	for _, test := range tests {
		got, err := zohocrm.ParseAnswer([]byte(test.answer))
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
		} else if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: the answer differs (-want +got):\n%s", test.name, diff)
		}
	}
}

func TestParseAnswerRefuses(t *testing.T) {
	const coded = "expected a code and a status that goes with it"
	tests := []struct{ answer, want string }{
		{"", "answer: $: expected JSON at line 1, column 1"},
		{"<html>\n</html>", "answer: $: expected JSON at line 1, column 1"},
		{"{\"data\":\n  [{\"äé\"]}", "answer: $: expected JSON at line 2, column 9"},
		{`{"data":[]} x`, "answer: $: expected JSON at line 1, column 13"},
		{strings.Repeat("[", 1<<20), "answer: $: expected JSON at line 1, column 10001"},
		{"null", "answer: $: expected an object"},
		{"[]", "answer: $: expected an object"},
		{`"SUCCESS"`, "answer: $: expected an object"},
		{"{}", "answer: $: " + coded},
		{`{"error":"invalid_code"}`, "answer: $: " + coded},
		{`{"data":{"code":"SUCCESS"}}`, "answer: $.data: expected an array"},
		{`{"data":null}`, "answer: $.data: expected an array"},
		{`{"data":[null]}`, "answer: $.data[0]: " + coded},
		{`{"data":[{"code":"A","status":"error"},[]]}`, "answer: $.data[1]: " + coded},
		{`{"data":[{"status":"error"}]}`, "answer: $.data[0]: " + coded},
		{`{"data":[{"code":7}]}`, "answer: $.data[0]: " + coded},
		{`{"data":[{"code":"SUCCESS","details":{"id":"1"},"status":"error"}]}`, "answer: $.data[0]: " + coded},
		{`{"data":[{"code":"INVALID_DATA","details":{"id":"1"},"status":"success"}]}`, "answer: $.data[0]: " + coded},
		{`{"data":[{"code":"INVALID_DATA","status":"queued"}]}`, "answer: $.data[0]: " + coded},
		{`{"data":[{"code":"SUCCESS","details":{},"status":"success"}]}`, "answer: $.data[0].details.id: expected the id of the record"},
		{`{"data":[{"code":"SUCCESS","details":{"id":1.5},"status":"success"}]}`, "answer: $.data[0].details.id: expected the id of the record"},
		{`{"data":[{"code":"SUCCESS","details":{"id":""},"status":"success"}]}`, "answer: $.data[0].details.id: expected the id of the record"},
		{`{"code":"SUCCESS","details":{"ID":"1"}}`, "answer: $.details.id: expected the id of the record"},
	}
	for _, test := range tests {
		got, err := zohocrm.ParseAnswer([]byte(test.answer))
		var answerError *zohocrm.AnswerError
		if !errors.As(err, &answerError) || err.Error() != test.want || got.Items != nil {
			t.Errorf("ParseAnswer(%.60q) = %v, %v, want %s", test.answer, got, err, test.want)
		}
	}
}

// TestParseAnswerHoldsNoValue puts a value wherever an answer has been seen to
// have one, and looks for it in what is kept.
func TestParseAnswerHoldsNoValue(t *testing.T) {
	const secret = "p.boyle@zylker.example"
	for _, item := range []string{
		`{"code":"INVALID_DATA","details":{"api_name":"X","value":"S","regex":"S","param":"S","reason":"S","by":"S","External":"S"},"message":"m","status":"error"}`,
		`{"code":"INVALID_DATA","details":{"api_name":"X","exists_in":{"S":"S"},"ambiguity_due_to":["S"],"S":"S"},"S":"S","message":"m","status":"error"}`,
		`{"code":"INVALID_DATA","details":{"api_name":"X","dependee":{"api_name":"Y","value":"S"},"range":{"from":1,"to":2,"value":"S"}},"message":"m","status":"error"}`,
		`{"code":"DUPLICATE_DATA","details":{"api_name":"X","duplicate_record":{"Owner":{"name":"S","id":"1","zuid":"S","email":"S"},"name":"S","Email":"S","id":"2"}},"message":"m","status":"error"}`,
		`{"code":"SUCCESS","details":{"id":"3","Created_By":{"name":"S","id":"S"},"Modified_By":{"name":"S","id":"S"}},"message":"S","status":"success"}`,
	} {
		text := strings.ReplaceAll(item, "S\"", secret+"\"")
		text = strings.ReplaceAll(text, "SUCCES"+secret, "SUCCESS")
		if !strings.Contains(text, secret) || !json.Valid([]byte(text)) {
			t.Fatalf("no value in %s", text)
		}
		a, err := zohocrm.ParseAnswer([]byte(`{"data":[` + text + `]}`))
		if err != nil || len(a.Items) != 1 {
			t.Fatalf("%s: %v, %v", text, a, err)
		}
		kept, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		if all := string(kept) + a.Items[0].Problems.Error(); strings.Contains(all, secret) {
			t.Errorf("of %s is kept %s", text, all)
		}
	}
	for _, text := range []string{secret, `{"data":["` + secret + `"]}`, `{"` + secret + `":1}`, `{"data":[{"code":"` + secret + `","status":"success"}]}`} {
		if _, err := zohocrm.ParseAnswer([]byte(text)); err == nil || strings.Contains(fmt.Sprintf("%#v %v", err, err), secret) {
			t.Errorf("ParseAnswer(%s): %#v", text, err)
		}
	}
}

// TestParseAnswerLaws checks that what Errors writes, which is the answer that
// Zoho would give, is read back to the same errors.
func TestParseAnswerLaws(t *testing.T) {
	laws := testkit.LawsUpTo(t, 300, 20)

	laws.Property("errors are read back, record by record", prop.ForAll(
		func(list zohocrm.Errors) bool {
			text, err := json.Marshal(list)
			if err != nil {
				return false
			}
			answer, err := zohocrm.ParseAnswer(text)
			if err != nil {
				return false
			}
			var want, got [][]string
			for record, errs := range errorsOf(list).Records() {
				if record < 0 { // then all errors are one bare item
					want = [][]string{facts(errorsOf(list))}
					break
				}
				want = append(want, facts(errs))
			}
			for _, item := range answer.Items {
				got = append(got, facts(item.Problems))
			}
			return cmp.Equal(want, got)
		}, genAnswerErrors()))

	laws.TestingRun(t)
}

// errorsOf is the list without its warnings.
func errorsOf(list zohocrm.Errors) zohocrm.Errors {
	return slices.DeleteFunc(slices.Clone(list), func(e *zohocrm.Error) bool { return e.Warning })
}

// facts are what JSON keeps of errors.
func facts(errs zohocrm.Errors) []string {
	var all []string
	for _, e := range errs {
		fact := fmt.Sprint(e.Code, e.APIName, e.Message, e.Details.MaximumLength, e.Details.SupportedValues)
		if e.APIName != "" {
			fact += e.Path.JSONPath()
		}
		if d := e.Details.Dependee; d != nil {
			fact += d.APIName + d.Path.JSONPath()
		}
		all = append(all, fact)
	}
	return all
}

// genAnswerErrors yields errors at any place with names that a line can hold.
func genAnswerErrors() gopter.Gen {
	name := gen.OneConstOf("Last_Name", "$se_module", "id", "O'Leary", "a.b[0]", "ß", "")
	e := gopter.CombineGens(name, name, genPath(), gen.IntRange(-1, 3), gen.IntRange(0, 300), gen.Bool()).Map(func(v []any) *zohocrm.Error {
		e := &zohocrm.Error{
			Code: zohocrm.CodeInvalidData, APIName: v[0].(string), Message: "law", Path: v[2].(zohocrm.Path), Warning: v[5].(bool),
			Details: zohocrm.Details{MaximumLength: v[4].(int)},
		}
		if related := v[1].(string); related != "" {
			e.Details.Dependee = &zohocrm.FieldRef{APIName: related, Path: zohocrm.Path{key(related)}}
			e.Details.SupportedValues = []string{related}
		}
		if record := v[3].(int); record >= 0 {
			e.PrefixPath(inRecord(record)...)
		}
		return e
	})
	return gen.SliceOf(e).Map(func(list []*zohocrm.Error) zohocrm.Errors { return list })
}

func ExampleParseAnswer() {
	answer, err := zohocrm.ParseAnswer([]byte(`{"data":[
		{"code":"SUCCESS","details":{"id":"5725767000000524157"},"message":"record added","status":"success"},
		{"code":"INVALID_DATA","details":{"maximum_length":30,"api_name":"Phone","json_path":"$.data[1].Phone"},"message":"invalid data","status":"error"}]}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, item := range answer.Items {
		if item.ID != "" {
			fmt.Println(i, "inserted", item.ID)
		} else {
			fmt.Println(i, item.Problems)
		}
	}
	// Output:
	// 0 inserted 5725767000000524157
	// 1 $.data[1].Phone: INVALID_DATA: invalid data: expected at most 30 characters
}
