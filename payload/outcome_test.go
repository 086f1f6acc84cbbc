package payload_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// sent is a batch whose records were at these positions of a stream.
func sent(index ...int) payload.Batch { return payload.Batch{Index: index} }

// recurring is such a batch with a record that recurs.
func recurring(index ...int) payload.Batch { return payload.Batch{Index: index, Recurring: true} }

// answerTo is an answer with these items in data.
func answerTo(items ...string) string { return `{"data":[` + strings.Join(items, ",") + `]}` }

// okItem and badItem are what Zoho says of an inserted and a refused record.
func okItem(id string) string {
	return `{"code":"SUCCESS","details":{"id":"` + id + `","$approval_state":"approved"},"message":"record added","status":"success"}`
}

func badItem(path string) string {
	return `{"code":"INVALID_DATA","details":{"api_name":"Email","json_path":"` + path + `"},"message":"invalid data","status":"error"}`
}

// olderItem has no path.
const olderItem = `{"code":"INVALID_DATA","details":{"api_name":"Email"},"message":"invalid data","status":"error"}`

// told is an outcome as text: a line for each row, a second line for each further
// problem of it, and the ids when no row has them.
func told(o payload.Outcome) []string {
	var all, ids []string
	for _, row := range o.Rows {
		if row.ID != "" {
			all = append(all, fmt.Sprint(row.Index, " inserted ", row.ID))
			ids = append(ids, row.ID)
		}
		for _, e := range row.Problems {
			all = append(all, fmt.Sprint(row.Index, " refused ", e.Code, " ", e.Path.JSONPath()))
		}
		if (row.ID != "") == (len(row.Problems) > 0) {
			all = append(all, fmt.Sprint(row.Index, " has both an id and problems, or neither"))
		}
	}
	if o.Unmatched {
		all = append(all, "unmatched")
		for _, e := range o.Problems {
			all = append(all, fmt.Sprint("refused ", e.Code, " ", e.Path.JSONPath()))
		}
	}
	if !slices.Equal(ids, o.IDs) {
		all = append(all, "ids "+strings.Join(o.IDs, " "))
	}
	return all
}

func TestOutcome(t *testing.T) {
	tests := []struct {
		name   string
		batch  payload.Batch
		answer string
		want   []string
	}{
		{"all inserted", sent(4, 7), answerTo(okItem("11"), okItem("12")), []string{"4 inserted 11", "7 inserted 12"}},
		{"mixed (207)", sent(4, 7, 9), answerTo(okItem("11"), badItem("$.data[1].Email"), okItem("13")),
			[]string{"4 inserted 11", "7 refused INVALID_DATA $.data[7].Email", "9 inserted 13"}},
		{"all refused", sent(4, 7), answerTo(badItem("$.data[0].Email"), badItem("$.data[1].Email")),
			[]string{"4 refused INVALID_DATA $.data[4].Email", "7 refused INVALID_DATA $.data[7].Email"}},
		{"a position that is also one of the stream", sent(1, 0), answerTo(badItem("$.data[0].Email"), badItem("$.data[1].Email")),
			[]string{"1 refused INVALID_DATA $.data[1].Email", "0 refused INVALID_DATA $.data[0].Email"}},
		{"the first record", sent(0), answerTo(okItem("11")), []string{"0 inserted 11"}},
		{"the id of one record twice", sent(0, 1), answerTo(okItem("11"), okItem("11")), []string{"0 inserted 11", "1 inserted 11"}},

		{"no path (older)", sent(4, 7), answerTo(okItem("11"), olderItem),
			[]string{"4 inserted 11", "7 refused INVALID_DATA $.data[7].Email"}},
		{"no details", sent(4, 7), answerTo(okItem("11"), `{"code":"RECORD_LOCKED","message":"m","status":"error"}`),
			[]string{"4 inserted 11", "7 refused RECORD_LOCKED $.data[7]"}},
		{"every record", sent(4, 7), answerTo(badItem("$.data[*].Layout"), badItem("$.data[*].Layout")),
			[]string{"4 refused INVALID_DATA $.data[4].Layout", "7 refused INVALID_DATA $.data[7].Layout"}},
		{"a subform", sent(4, 7), answerTo(okItem("11"), badItem("$.data[1].Quoted_Items[0].Quantity")),
			[]string{"4 inserted 11", "7 refused INVALID_DATA $.data[7].Quoted_Items[0].Quantity"}},
		{"something beside the records, of each", sent(4, 7), answerTo(badItem("$.trigger[0]"), badItem("$.trigger[0]")),
			[]string{"4 refused INVALID_DATA $.trigger[0]", "7 refused INVALID_DATA $.trigger[0]"}},
		{"several errors of one record", sent(4, 7),
			answerTo(okItem("11"), `{"code":"MULTIPLE_OR_MULTI_ERRORS","details":{"errors":[`+badItem("$.data[1].Email")+`,`+olderItem+`]},"message":"Multiple errors in the request","status":"error"}`),
			[]string{"4 inserted 11", "7 refused INVALID_DATA $.data[7].Email", "7 refused INVALID_DATA $.data[7].Email"}},
		{"several errors of the record itself", sent(4, 7),
			answerTo(okItem("11"), `{"code":"MULTIPLE_OR_MULTI_ERRORS","details":{"errors":[{"code":"RECORD_LOCKED"},{"code":"NOT_APPROVED"}]},"message":"m","status":"error"}`),
			[]string{"4 inserted 11", "7 refused RECORD_LOCKED $.data[7]", "7 refused NOT_APPROVED $.data[7]"}},
		{"a bare item of one record", sent(4), okItem("11"), []string{"4 inserted 11"}},
		{"no records", sent(), answerTo(), nil},

		// A recurring task or event alone: all items are its occurrences.
		{"one occurrence", recurring(4), answerTo(okItem("11")), []string{"4 inserted 11"}},
		{"occurrences", recurring(4), answerTo(okItem("11"), okItem("12"), okItem("13")), []string{"4 inserted 11", "ids 11 12 13"}},
		{"a recurring record refused", recurring(4), answerTo(badItem("$.data[0].Email")), []string{"4 refused INVALID_DATA $.data[4].Email"}},
		{"an occurrence refused", recurring(4), answerTo(okItem("11"), badItem("$.data[0].Email"), okItem("13")),
			[]string{"4 refused INVALID_DATA $.data[4].Email", "ids 11 13"}},
		{"an occurrence refused at its own position", recurring(4), answerTo(okItem("11"), olderItem),
			[]string{"4 refused INVALID_DATA $.data[4].Email", "ids 11"}},
		{"the first occurrence refused", recurring(4), answerTo(olderItem, okItem("12")),
			[]string{"4 refused INVALID_DATA $.data[4].Email", "ids 12"}},

		// And among others: no item is put to a record.
		{"recurring among others", recurring(4, 7), answerTo(okItem("11"), okItem("12"), okItem("13")), []string{"unmatched", "ids 11 12 13"}},
		{"as many items as records", recurring(4, 7), answerTo(okItem("11"), badItem("$.data[1].Email")),
			[]string{"unmatched", "refused INVALID_DATA $.data[*].Email", "ids 11"}},
		{"a path into no record", recurring(4, 7), answerTo(okItem("11"), okItem("12"), badItem("$.data[99].Email")),
			[]string{"unmatched", "refused INVALID_DATA $.data[*].Email", "ids 11 12"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := test.batch.Outcome([]byte(test.answer))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, told(got)); diff != "" {
				t.Errorf("the outcome differs (-want +got):\n%s", diff)
			}
		})
	}
}

// TestOutcomeOfOtherFields checks that the fields an error refers to are put in
// the stream too.
func TestOutcomeOfOtherFields(t *testing.T) {
	answer, err := os.ReadFile(filepath.Join("..", "testdata", "answers", "either_of.json"))
	if err != nil {
		t.Fatal(err)
	}
	out, err := sent(40, 70).Outcome(answer)
	if err != nil || len(out.Problems) != 1 || out.Rows[0].ID != "5545974000003190001" {
		t.Fatalf("%+v, %v", out, err)
	}
	e := out.Problems[0]
	fields := e.Details.ExpectedFields
	if e.Path.JSONPath() != "$.data[70]" || len(fields) != 2 ||
		fields[0].Path.JSONPath() != "$.data[70].Note_Content" || fields[1].Path.JSONPath() != "$.data[70].Note_Title" {
		t.Errorf("%s, %v", e.Path.JSONPath(), fields)
	}

	// Whatever the path of the error is.
	beside := `{"code":"DEPENDENT_MISMATCH","details":{"api_name":"trigger","json_path":"$.trigger[0]","dependee":{"api_name":"Email","json_path":"$.data[1].Email"}},"message":"m","status":"error"}`
	_, err = sent(40, 70).Outcome([]byte(beside))
	var refused *payload.RequestError
	if !errors.As(err, &refused) || refused.Problems[0].Details.Dependee.Path.JSONPath() != "$.data[70].Email" {
		t.Errorf("%v", err)
	}

	// Another record of the request.
	other := `{"code":"DUPLICATE_DATA","details":{"api_name":"Email","json_path":"$.data[1].Email","dependee":{"api_name":"Email","json_path":"$.data[0].Email"}},"message":"duplicate data","status":"error"}`
	out, err = sent(40, 70).Outcome([]byte(answerTo(okItem("11"), other)))
	if err != nil || len(out.Problems) != 1 {
		t.Fatalf("%+v, %v", out, err)
	}
	if e := out.Problems[0]; e.Path.JSONPath() != "$.data[70].Email" || e.Details.Dependee.Path.JSONPath() != "$.data[40].Email" {
		t.Errorf("%s, dependee %s", e.Path.JSONPath(), e.Details.Dependee.Path.JSONPath())
	}
}

// TestOutcomeRefused checks the records that are to be sent again.
func TestOutcomeRefused(t *testing.T) {
	out, err := sent(2, 3, 5, 8).Outcome([]byte(answerTo(badItem("$.data[0].Email"), okItem("12"), okItem("13"), olderItem)))
	if got, want := out.Refused(), []int{2, 8}; err != nil || !slices.Equal(got, want) {
		t.Errorf("Refused() = %v, %v, want %v", got, err, want)
	}
	if !errors.Is(out.Problems.Err(), zohocrm.CodeInvalidData) || len(out.Problems) != 2 {
		t.Errorf("Problems = %v", out.Problems)
	}
	out, err = sent(2).Outcome([]byte(answerTo(okItem("12"))))
	if got := out.Refused(); err != nil || got != nil || out.Problems.Err() != nil {
		t.Errorf("Refused() = %v, %v, want none", got, err)
	}
}

// TestOutcomeOfRequest checks answers that refuse the request as a whole.
func TestOutcomeOfRequest(t *testing.T) {
	permission := `{"code":"NO_PERMISSION","message":"Permission denied","status":"error","details":{"permissions":["Crm_Implied_View_Leads"]}}`
	tests := []struct {
		name   string
		batch  payload.Batch
		answer string
		code   zohocrm.Code
		want   string
	}{
		{"no permission", sent(4, 7), permission, zohocrm.CodeNoPermission,
			"request refused: NO_PERMISSION: Permission denied: expected permission Crm_Implied_View_Leads"},
		{"of one record", sent(4), permission, zohocrm.CodeNoPermission,
			"request refused: NO_PERMISSION: Permission denied: expected permission Crm_Implied_View_Leads"},
		{"of recurring records", recurring(4, 7), permission, zohocrm.CodeNoPermission,
			"request refused: NO_PERMISSION: Permission denied: expected permission Crm_Implied_View_Leads"},
		{"too many records", sent(4, 7),
			`{"code":"LIMIT_EXCEEDED","details":{"maximum_length":100,"api_name":"data"},"message":"count of records in your request exceeds the limit","status":"error"}`,
			zohocrm.CodeLimitExceeded, "request refused: LIMIT_EXCEEDED: count of records in your request exceeds the limit: expected at most 100 elements"},
		{"a bare item about a record", sent(4, 7), badItem("$.data[1].Email"), zohocrm.CodeInvalidData,
			"request refused: $.data[7].Email: INVALID_DATA: invalid data"},
		{"a bare item about every record", sent(4, 7), badItem("$.data[*].Layout"), zohocrm.CodeInvalidData,
			"request refused: $.data[*].Layout: INVALID_DATA: invalid data"},
		{"several errors", sent(4, 7),
			`{"code":"MULTIPLE_OR_MULTI_ERRORS","details":{"errors":[` + badItem("$.trigger[0]") + `,` + badItem("$.data[0].Email") + `]},"message":"m","status":"error"}`,
			zohocrm.CodeInvalidData, "request refused: $.trigger[0]: INVALID_DATA: invalid data\n$.data[4].Email: INVALID_DATA: invalid data"},
		{"something beside the records, in data", sent(4, 7), answerTo(badItem("$.skip_feature_execution[0].name")), zohocrm.CodeInvalidData,
			"request refused: $.skip_feature_execution[0].name: INVALID_DATA: invalid data"},
		{"data itself, in data", sent(4, 7), answerTo(badItem("$.data")), zohocrm.CodeInvalidData,
			"request refused: $.data: INVALID_DATA: invalid data"},
	}
	for _, test := range tests {
		out, err := test.batch.Outcome([]byte(test.answer))
		var request *payload.RequestError
		if !errors.As(err, &request) || err.Error() != test.want || !errors.Is(err, test.code) || out.Rows != nil {
			t.Errorf("%s: %v, %v, want %s", test.name, out, err, test.want)
		}
	}
}

// TestOutcomeMisfit checks that an answer to something else is never matched.
func TestOutcomeMisfit(t *testing.T) {
	const astray = "expected an item about the record at its position"
	tests := []struct {
		name   string
		batch  payload.Batch
		answer string
		want   string
	}{
		{"not JSON", sent(4), "<html>502 Bad Gateway</html>", "answer: $: expected JSON at line 1, column 1"},
		{"data not an array", sent(4), `{"data":{}}`, "answer: $.data: expected an array"},
		{"fewer items", sent(4, 7), answerTo(okItem("11")), "answer: $.data: expected as many items as records: 2, found 1"},
		{"fewer items, one refused", sent(4, 7), answerTo(olderItem), "answer: $.data: expected as many items as records: 2, found 1"},
		{"no items", sent(4), answerTo(), "answer: $.data: expected as many items as records: 1, found 0"},
		{"more items", sent(4), answerTo(okItem("11"), okItem("12")), "answer: $.data: expected as many items as records: 1, found 2"},
		{"no records", sent(), answerTo(okItem("11")), "answer: $.data: expected as many items as records: 0, found 1"},
		{"no records, recurring", recurring(), answerTo(okItem("11")), "answer: $.data: expected as many items as records: 0, found 1"},
		{"fewer items, recurring", recurring(4, 7), answerTo(okItem("11")), "answer: $.data: expected as many items as records: 2, found 1"},
		{"a bare item of two records", sent(4, 7), okItem("11"), "answer: $.data: expected as many items as records: 2, found 1"},

		{"about the record before", sent(4, 7), answerTo(okItem("11"), badItem("$.data[0].Email")), "answer: $.data[1]: " + astray},
		{"about the record after", sent(4, 7), answerTo(badItem("$.data[1].Email"), okItem("12")), "answer: $.data[0]: " + astray},
		{"about the position in the stream", sent(4, 7), answerTo(badItem("$.data[4].Email"), okItem("12")), "answer: $.data[0]: " + astray},
		{"about a record that was not sent", sent(4, 7), answerTo(okItem("11"), badItem("$.data[2].Email")), "answer: $.data[1]: " + astray},
		{"one error of several is astray", sent(4, 7),
			answerTo(okItem("11"), `{"code":"MULTIPLE_OR_MULTI_ERRORS","details":{"errors":[`+badItem("$.data[1].Email")+`,`+badItem("$.data[0].Email")+`]},"status":"error"}`),
			"answer: $.data[1]: " + astray},
		{"a field of a record that was not sent", sent(4, 7),
			answerTo(okItem("11"), `{"code":"DEPENDENT_MISMATCH","details":{"api_name":"A","json_path":"$.data[1].A","dependee":{"api_name":"B","json_path":"$.data[2].B"}},"status":"error"}`),
			"answer: $.data[1]: " + astray},
		{"an occurrence of another record", recurring(4), answerTo(okItem("11"), okItem("12"), badItem("$.data[1].Email")), "answer: $.data[2]: " + astray},
		{"a bare item about a record that was not sent", sent(4, 7), badItem("$.data[2].Email"), "answer: $: expected an item about one of the 2 records"},

		{"an id with an error", sent(4), answerTo(`{"code":"SUCCESS","details":{"id":"11"},"status":"error"}`), "answer: $.data[0]: expected a code and a status that goes with it"},
		{"success without an id", sent(4), answerTo(`{"code":"SUCCESS","details":{},"status":"success"}`), "answer: $.data[0].details.id: expected the id of the record"},
	}
	for _, test := range tests {
		out, err := test.batch.Outcome([]byte(test.answer))
		var misfit *zohocrm.AnswerError
		if !errors.As(err, &misfit) || err.Error() != test.want || out.Rows != nil || out.IDs != nil {
			t.Errorf("%s: %v, %v, want %s", test.name, out, err, test.want)
		}
	}
}

// TestOutcomeOfPage reads the page's sample responses as answers to its sample
// inputs.
func TestOutcomeOfPage(t *testing.T) {
	tests := []struct {
		body, answer string
		want         []string
		err          string
	}{
		{body: "Leads", answer: "page_leads", want: []string{"0 inserted 5725767000000524157", "1 inserted 5725767000000524157"}},
		{body: "Events", answer: "page_events", want: []string{
			"0 inserted 3652397000010183179", "ids 3652397000010183179 3652397000010183181 3652397000010183183"}},
		{body: "Tasks", answer: "page_tasks", want: []string{
			"0 inserted 3652397000007549434",
			"ids 3652397000007549434 3652397000007549435 3652397000007549436 3652397000007549437 3652397000007549438 3652397000007549439 3652397000007549440"}},
		// The page answers one record with two items.
		{body: "Deals", answer: "page_deals", err: "answer: $.data: expected as many items as records: 1, found 2"},
	}
	for _, test := range tests {
		body, err := os.ReadFile(filepath.Join("..", "testdata", "page", test.body+".json"))
		if err != nil {
			t.Fatal(err)
		}
		answer, err := os.ReadFile(filepath.Join("..", "testdata", "answers", test.answer+".json"))
		if err != nil {
			t.Fatal(err)
		}
		batch, err := payload.ParseBatch(body)
		if err != nil {
			t.Fatal(err)
		}
		out, err := batch.Outcome(answer)
		if fmt.Sprint(err) != orNil(test.err) {
			t.Errorf("%s: %v, want %s", test.body, err, test.err)
		}
		if diff := cmp.Diff(test.want, told(out)); diff != "" {
			t.Errorf("%s: the outcome differs (-want +got):\n%s", test.body, diff)
		}
	}
}

func orNil(text string) string {
	if text == "" {
		return "<nil>"
	}
	return text
}

func TestParseBatch(t *testing.T) {
	tests := []struct {
		name, body string
		records    int
		recurring  bool
		err        string
	}{
		{name: "no records", body: `{"data":[]}`},
		{name: "records", body: `{"data":[{"Last_Name":"Daly"},{}],"trigger":[]}`, records: 2},
		{name: "recurring", body: `{"data":[{},{"Recurring_Activity":{"RRULE":"FREQ=DAILY;INTERVAL=1;DTSTART=2023-05-20;UNTIL=2023-05-28"}},{}]}`, records: 3, recurring: true},
		{name: "null", body: `{"data":[{"Recurring_Activity":null}]}`, records: 1},
		{name: "empty", body: `{"data":[{"Recurring_Activity":{}}]}`, records: 1},
		{name: "not JSON", body: "{\"data\":\n[}", err: "INVALID_DATA: invalid data: line 2, column 2: expected a JSON value"},
		{name: "not an object", body: `[]`, err: "INVALID_DATA: body: expected an object with data"},
		{name: "null body", body: `null`, err: "INVALID_DATA: body: expected an object with data"},
		{name: "no data", body: `{}`, err: "$.data: INVALID_DATA: invalid data: expected an array of records"},
		{name: "data is null", body: `{"data":null}`, err: "$.data: INVALID_DATA: invalid data: expected an array of records"},
		{name: "data not an array", body: `{"data":{}}`, err: "$.data: INVALID_DATA: invalid data: expected an array of records"},
		{name: "not a record", body: `{"data":[{},7]}`, err: "$.data[1]: INVALID_DATA: invalid data: expected a record as an object"},
	}
	for _, test := range tests {
		b, err := payload.ParseBatch([]byte(test.body))
		if test.err != "" {
			if err == nil || err.Error() != test.err {
				t.Errorf("%s: %v, want %s", test.name, err, test.err)
			}
			continue
		}
		var index []int
		for i := range test.records {
			index = append(index, i)
		}
		if err != nil || string(b.Body) != test.body || !slices.Equal(b.Index, index) || b.Recurring != test.recurring {
			t.Errorf("%s: %+v, %v", test.name, b, err)
		}
	}
}

// TestBatchRecurring checks that a batch knows of its own recurring records,
// not of those of another batch or of those that were left out.
func TestBatchRecurring(t *testing.T) {
	task := func(recurs bool) *record.Record {
		r := record.New().Text("Subject", "Call back")
		if recurs {
			r.Set("Recurring_Activity", map[string]any{"RRULE": "FREQ=DAILY;INTERVAL=1;DTSTART=2023-05-20;UNTIL=2023-05-28"})
		}
		return r
	}
	var got []bool
	for b := range payload.NewInsert(modules.Tasks()).Batches(func(yield func(*record.Record) bool) {
		for i := range 301 {
			rec := task(i == 150)
			if i == 250 {
				rec = task(true).Null("Subject") // refused
			}
			if !yield(rec) {
				return
			}
		}
	}) {
		got = append(got, b.Recurring)
	}
	if want := []bool{false, true, false}; !slices.Equal(got, want) {
		t.Errorf("Recurring = %v, want %v", got, want)
	}
}

// TestOutcomeLaws checks that random answers are matched to their own records.
func TestOutcomeLaws(t *testing.T) {
	laws := testkit.LawsUpTo(t, 300, 100)

	// Each record is inserted (0), refused with a path (1) or without (2), or
	// refused with several errors (3). Its id or API name is its own.
	item := func(kind, i int) string {
		name := fmt.Sprint("Field_", i)
		part := `{"code":"INVALID_DATA","details":{"api_name":"` + name + `","json_path":"$.data[` + fmt.Sprint(i) + `].` + name + `"},"message":"invalid data","status":"error"}`
		switch kind {
		case 0:
			return okItem(fmt.Sprint(1000 + i))
		case 1:
			return part
		case 2:
			return `{"code":"INVALID_DATA","details":{"api_name":"` + name + `"},"message":"invalid data","status":"error"}`
		}
		return `{"code":"MULTIPLE_OR_MULTI_ERRORS","details":{"errors":[` + part + `,` + part + `]},"message":"m","status":"error"}`
	}
	kinds := gen.SliceOf(gen.IntRange(0, 3))
	// The records were far apart in the stream.
	batchOf := func(n int) payload.Batch {
		b := payload.Batch{}
		for i := range n {
			b.Index = append(b.Index, 7*i+3)
		}
		return b
	}
	itemsOf := func(kinds []int) []string {
		items := make([]string, len(kinds))
		for i, kind := range kinds {
			items[i] = item(kind, i)
		}
		return items
	}

	laws.Property("each record has its own item", prop.ForAll(
		func(kinds []int) bool {
			out, err := batchOf(len(kinds)).Outcome([]byte(answerTo(itemsOf(kinds)...)))
			if err != nil || len(out.Rows) != len(kinds) {
				return false
			}
			var again []int
			for i, row := range out.Rows {
				if row.Index != 7*i+3 {
					return false
				}
				if kinds[i] == 0 {
					if row.ID != fmt.Sprint(1000+i) || row.Problems != nil {
						return false
					}
					continue
				}
				again = append(again, row.Index)
				if row.ID != "" || len(row.Problems) != 1+kinds[i]/3 {
					return false
				}
				for _, e := range row.Problems {
					if e.Path.JSONPath() != fmt.Sprintf("$.data[%d].Field_%d", row.Index, i) {
						return false
					}
				}
			}
			return slices.Equal(out.Refused(), again)
		}, kinds))

	laws.Property("an item more or less is an error", prop.ForAll(
		func(kinds []int, n int) bool {
			if n == len(kinds) {
				return true
			}
			_, err := batchOf(n).Outcome([]byte(answerTo(itemsOf(kinds)...)))
			var misfit *zohocrm.AnswerError
			return errors.As(err, &misfit)
		}, kinds, gen.IntRange(0, 100)))

	laws.Property("an item with a path at another position is an error", prop.ForAll(
		func(kinds []int, i, j int) bool {
			items := itemsOf(kinds)
			if len(items) < 2 {
				return true
			}
			i, j = i%len(items), j%len(items)
			items[i], items[j] = items[j], items[i]
			_, err := batchOf(len(items)).Outcome([]byte(answerTo(items...)))
			var misfit *zohocrm.AnswerError
			knows := func(kind int) bool { return kind == 1 || kind == 3 }
			return errors.As(err, &misfit) == (i != j && (knows(kinds[i]) || knows(kinds[j])))
		}, kinds, gen.IntRange(0, 99), gen.IntRange(0, 99)))

	laws.TestingRun(t)
}

// TestDuplicateID: the first problem that has a stored record counts.
func TestDuplicateID(t *testing.T) {
	with := func(id string) *zohocrm.Error {
		return &zohocrm.Error{Details: zohocrm.Details{DuplicateRecord: &zohocrm.DuplicateRecord{ID: id}}}
	}
	for _, tt := range []struct {
		problems zohocrm.Errors
		want     string
	}{
		{nil, ""}, {zohocrm.Errors{nil}, ""}, {zohocrm.Errors{nil, {}, with(""), with("7"), with("8")}, "7"},
	} {
		if got := (payload.Row{Problems: tt.problems}).DuplicateID(); got != tt.want {
			t.Errorf("%v: %q, want %q", tt.problems, got, tt.want)
		}
	}
}
