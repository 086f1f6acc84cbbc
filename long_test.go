package zohocrm_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
)

func TestAppendLong(t *testing.T) {
	values := make([]string, 51)
	for i := range values {
		values[i] = strconv.Itoa(i)
	}
	first50 := `["` + strings.Join(values[:50], `","`) + `"]`
	for _, test := range []struct {
		problem *zohocrm.Error
		want    string
	}{
		{nil, `null`},
		{zohocrm.TooLong(30).PrefixPath(first(key("Phone"))...),
			`{"level":"error","reason":"max_length","code":"INVALID_DATA","details":{"maximum_length":30,"api_name":"Phone","json_path":"$.data[0].Phone"},"message":"invalid data","status":"error","expected":"at most 30 characters","hint":"shorten the text to the limit"}`},
		{suggest(zohocrm.UnknownField("a field of the module").AsWarning(), "Email").PrefixPath(first(key("Emial"))...),
			`{"level":"warning","reason":"unknown_field","code":"INVALID_DATA","details":{"api_name":"Emial","json_path":"$.data[0].Emial"},"message":"the field api name given seems to be invalid","status":"error","expected":"a field of the module","hint":"did you mean Email?","suggestion":"Email"}`},
		{zohocrm.Pattern("email", "an address", cause{17, 4, 0, "add the @"}),
			`{"level":"error","reason":"pattern","code":"INVALID_DATA","details":{"expected_data_type":"email"},"message":"invalid data","status":"error","expected":"an address","hint":"add the @","row":17,"column":4,"position":0}`},
		{&zohocrm.Error{Code: zohocrm.CodeInternalError},
			`{"level":"error","reason":"","code":"INTERNAL_ERROR","details":{},"message":"","status":"error"}`},
		{zohocrm.NotListed(values),
			`{"level":"error","reason":"picklist","code":"INVALID_DATA","details":{"supported_values":` + first50 + `,"supported_values_total":51},"message":"invalid data","status":"error","expected":"one of 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 39 more","hint":"choose a value of the list, or add the value to the list in Zoho"}`},
	} {
		if diff := cmp.Diff("> "+test.want, string(test.problem.AppendLong([]byte("> ")))); diff != "" {
			t.Errorf("AppendLong differs (-want +got):\n%s", diff)
		}
	}
	e := zohocrm.NotListed(values)
	if got, want := string(mustMarshal(e)), `{"code":"INVALID_DATA","details":{"supported_values":`+first50+`},"message":"invalid data","status":"error"}`; got != want {
		t.Errorf("MarshalJSON = %s, want %s", got, want)
	}
	if len(e.Details.SupportedValues) != 51 {
		t.Errorf("MarshalJSON cut the details themselves")
	}
}
