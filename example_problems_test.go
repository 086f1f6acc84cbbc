package zohocrm_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"os"

	"github.com/seed12a3e673/zohocrm"
)

// A check of one's own reports its problem with a constructor, and adds the
// path to the value.
func ExampleMissing() {
	p := zohocrm.Missing().PrefixPath(zohocrm.Key("data"), zohocrm.Index(0), zohocrm.Key("Last_Name"))
	fmt.Println(p)
	fmt.Println(p.Hint())
	// Output:
	// $.data[0].Last_Name: MANDATORY_NOT_FOUND: required field not found: expected a value
	// give the field a value
}

// The constructors for values.
func ExampleWrongType() {
	for _, p := range []*zohocrm.Error{
		zohocrm.WrongType("text", "text"),
		zohocrm.WrongBody("an object with data"),
		zohocrm.QuotedNumber("double", "a number without quotes"),
		zohocrm.BadFormat("date", "a date as yyyy-MM-dd"),
		zohocrm.BadCalendar("date", "a day that exists, as yyyy-MM-dd"),
		zohocrm.BadID("an id: text of 1 to 19 digits"),
		zohocrm.NotUTF8("text", "text in UTF-8"),
		zohocrm.Pattern("email", "an email address", zohocrm.ReasonNoAt),
		zohocrm.Syntax(nil),
		zohocrm.NotFinite(),
		zohocrm.GoType("a struct"),
		zohocrm.TooDeep("at most 100 levels"),
		zohocrm.DuplicateKey(),
		zohocrm.Invalid(zohocrm.ReasonBareID, "an object with id"),
	} {
		fmt.Printf("%s %q\n", p.Reason, p.Expectation())
	}
	// Output:
	// type "expected text"
	// type "expected an object with data"
	// quoted_number "expected a number without quotes"
	// format "expected a date as yyyy-MM-dd"
	// calendar "expected a day that exists, as yyyy-MM-dd"
	// id "expected an id: text of 1 to 19 digits"
	// utf8 "expected text in UTF-8"
	// pattern "expected an email address"
	// syntax ""
	// not_finite "expected a finite number"
	// go_type "expected a struct"
	// depth "expected at most 100 levels"
	// duplicate_key "expected each key once"
	// bare_id "expected an object with id"
}

// The constructors for limits.
func ExampleTooLong() {
	for _, p := range []*zohocrm.Error{
		zohocrm.TooLong(30),
		zohocrm.TooManyDigits(16),
		zohocrm.TooManyIntegerDigits(18),
		zohocrm.NumberTooLong("double", 400),
		zohocrm.TooManyDecimals(2),
		zohocrm.OutOfRange(0, 60),
		zohocrm.OutOfBounds("a time that is not in the future"),
		zohocrm.Empty("at least 1 record"),
		zohocrm.TooLarge("at most 64 MiB"),
		zohocrm.TooManyItems(50, zohocrm.MessageTooManyParticipants),
		zohocrm.TooManyUsers(100),
		zohocrm.TooManyRecords(100),
		zohocrm.TooManyInRequest(20, "at most 20 rows"),
	} {
		fmt.Println(p.Code, p.Reason, "-", p.Expectation())
	}
	// Output:
	// INVALID_DATA max_length - expected at most 30 characters
	// INVALID_DATA digits - expected at most 16 digits before the decimal point
	// INVALID_DATA digits - expected at most 18 digits
	// INVALID_DATA digits - expected at most 400 digits
	// INVALID_DATA decimals - expected at most 2 decimals
	// INVALID_DATA range - expected a number from 0 to 60
	// INVALID_DATA range - expected a time that is not in the future
	// INVALID_DATA empty - expected at least 1 record
	// INVALID_DATA size - expected at most 64 MiB
	// LIMIT_EXCEEDED max_items - expected at most 50 elements
	// LIMIT_EXCEEDED max_items - expected at most 100 elements
	// LIMIT_EXCEEDED max_items - expected at most 100 records
	// IN_REQUEST_LIMIT_EXCEEDED max_items - expected at most 20 rows
}

// The constructors for lists, missing fields, contradictions and names.
func ExampleNotListed() {
	for _, p := range []*zohocrm.Error{
		zohocrm.NotListed([]string{"Web", "Phone"}),
		zohocrm.NotSupported([]string{"Web", "Phone"}),
		zohocrm.NotSupportedAs("INVALID_DATA", []string{"days", "hours"}),
		zohocrm.MissingKey(),
		zohocrm.MissingAs(zohocrm.MessageKeyMissing, "the lookup"),
		zohocrm.MissingData("an array of records"),
		zohocrm.OneOfMissing("should contain either content or title", zohocrm.FieldRef{APIName: "Note_Content"}),
		zohocrm.DependentMissing(),
		zohocrm.DependentMismatch(zohocrm.MessageInvalid, "a later time"),
		zohocrm.DependentUnchanged("the times cannot be same"),
		zohocrm.MappingMismatch("Pipeline", zohocrm.MessageStageNotInPipeline, "a stage of the pipeline"),
		zohocrm.Conflict("COUNT or UNTIL, not both"),
		zohocrm.Duplicate("a value that no other record has"),
		zohocrm.UnknownField("a field of the module"),
		zohocrm.UnknownKey("a documented key"),
		zohocrm.UnknownModule("a module"),
	} {
		fmt.Printf("%s %s %q\n", p.Code, p.Reason, p.Expectation())
	}
	// Output:
	// INVALID_DATA picklist "expected one of Web, Phone"
	// INVALID_DATA supported "expected one of Web, Phone"
	// INVALID_DATA supported "expected one of days, hours"
	// MANDATORY_NOT_FOUND mandatory "expected a value"
	// MANDATORY_NOT_FOUND mandatory "expected the lookup"
	// INVALID_DATA mandatory "expected an array of records"
	// EXPECTED_FIELD_MISSING mandatory "expected a value"
	// DEPENDENT_FIELD_MISSING mandatory "expected a value"
	// DEPENDENT_MISMATCH conflict "expected a later time"
	// DEPENDENT_FIELD_UNCHANGED conflict ""
	// MAPPING_MISMATCH picklist "expected a stage of the pipeline"
	// INVALID_DATA conflict "expected COUNT or UNTIL, not both"
	// DUPLICATE_DATA duplicate_value "expected a value that no other record has"
	// INVALID_DATA unknown_field "expected a field of the module"
	// INVALID_DATA unknown_key "expected a documented key"
	// INVALID_MODULE unknown_module "expected a module"
}

// A warning does not block. Some constructors return one; AsWarning makes one
// of any problem.
func ExampleWarn() {
	problems := zohocrm.Errors{
		zohocrm.Warn(zohocrm.ReasonNumericID, "an id as text"),
		zohocrm.LookupByName(),
		zohocrm.ExternalLookup(),
		zohocrm.Renamed("Purchase_Items"),
		zohocrm.NotCreatable(),
		zohocrm.NotUpdatable(),
		zohocrm.UnknownField("a field of the module").AsWarning(),
	}
	for _, p := range problems {
		fmt.Println(p.Reason, "-", p.Hint())
	}
	fmt.Println(problems.Err())
	// Output:
	// numeric_id - put the id in quotes
	// lookup_by_name - send the id of the record in place of its name
	// external_lookup - send the header X-EXTERNAL, or the id of the record
	// renamed - use the name Purchase_Items
	// not_creatable - remove the field
	// not_updatable - remove the field
	// unknown_field - use the API name of a field of the module, or remove the field
	// <nil>
}

// The long form is a line of a report.
func ExampleError_AppendLong() {
	p := zohocrm.UnknownField("a field of the module").PrefixPath(zohocrm.Key("data"), zohocrm.Index(0), zohocrm.Key("Emial"))
	p.Suggestion = "Email"
	fmt.Println(string(p.AppendLong(nil)))
	// Output:
	// {"level":"error","reason":"unknown_field","code":"INVALID_DATA","details":{"api_name":"Emial","json_path":"$.data[0].Emial"},"message":"the field api name given seems to be invalid","status":"error","expected":"a field of the module","hint":"did you mean Email?","suggestion":"Email"}
}

// A problem keeps its cause.
func ExampleError_WithCause() {
	_, cause := os.ReadFile("no such file")
	p := zohocrm.Invalid(zohocrm.ReasonGoType, "an image").WithCause(cause)
	fmt.Println(os.IsNotExist(p.Unwrap()))
	// Output: true
}

// A form shows problems beside its fields.
func ExampleErrors_ByField() {
	problems := zohocrm.Errors{
		zohocrm.TooLong(30).PrefixPath(zohocrm.Key("Phone")),
		zohocrm.Missing().PrefixPath(zohocrm.Key("Last_Name")),
		zohocrm.Pattern("phone", "a phone number", nil).PrefixPath(zohocrm.Key("Phone")),
	}
	for field, errs := range problems.ByField() {
		fmt.Println(field)
		for _, p := range errs {
			fmt.Println("  ", p.Hint())
		}
	}
	// Output:
	// Phone
	//    shorten the text to the limit
	//    write the text in the form that the field type asks for
	// Last_Name
	//    give the field a value
}

// What MarshalJSON encoded reads back.
func ExampleErrors_UnmarshalJSON() {
	var problems zohocrm.Errors
	err := json.Unmarshal([]byte(`{"data":[{"code":"MANDATORY_NOT_FOUND","details":{"api_name":"Last_Name","json_path":"$.data[2].Last_Name"},
		"message":"required field not found","status":"error"}]}`), &problems)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(problems)
	fmt.Println(problems[0].Path.Record(), problems[0].Reason)
	// Output:
	// $.data[2].Last_Name: MANDATORY_NOT_FOUND: required field not found: expected a value
	// 2 mandatory
}

// A log holds no values, and at most 20 problems.
func ExampleErrors_LogValue() {
	log := slog.New(slog.NewTextHandler(os.Stdout, &slog.HandlerOptions{ReplaceAttr: func(groups []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey && len(groups) == 0 {
			return slog.Attr{}
		}
		return a
	}}))
	log.Info("refused", "problems", zohocrm.Errors{zohocrm.Missing().PrefixPath(zohocrm.Key("Last_Name"))})
	// Output:
	// level=INFO msg=refused problems.count=1 problems.0.path=$.Last_Name problems.0.code=MANDATORY_NOT_FOUND problems.0.reason=mandatory problems.0.expected="a value"
}

// The problems of a record without end are counted, not listed.
func ExampleErrors_Bounded() {
	var problems zohocrm.Errors
	for i := range 250 {
		problems = append(problems, zohocrm.Missing().PrefixPath(zohocrm.Key("Rows"), zohocrm.Index(i)))
	}
	problems = problems.Bounded(0, zohocrm.Key("Rows"))
	fmt.Println(len(problems), "-", problems[zohocrm.MaxProblems])
	// Output: 101 - $.Rows: INVALID_DATA: invalid data: and 150 more problems
}

// A list of all reasons is a page of a manual.
func ExampleReasons() {
	for _, r := range zohocrm.Reasons()[:3] {
		fmt.Printf("%s\n  %s\n  %s\n", r, r.Doc(), r.Hint())
	}
	// Output:
	// mandatory
	//   MANDATORY_NOT_FOUND: absent, null or empty
	//   give the field a value
	// type
	//   INVALID_DATA: wrong JSON type; see details.expected_data_type
	//   write the value in the JSON type that is expected
	// quoted_number
	//   INVALID_DATA: a number was expected and text was given that may hold one
	//   write the number without quotes
}

// A link beside a message leads to what it means.
func ExampleReason_URL() {
	fmt.Println(zohocrm.ReasonQuotedNumber.URL())
	// Output: https://github.com/seed12a3e673/zohocrm/blob/main/docs/errors.md#quoted_number
}

func ExampleCode_Retryable() {
	fmt.Println(zohocrm.CodeTooManyRequests.Retryable(), zohocrm.CodeInvalidData.Retryable())
	// Output: true false
}
