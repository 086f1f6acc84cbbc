package main

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

const (
	outcomeBody = `{"data":[{"Last_Name":"Daly"},{"Last_Name":"Boyle","Email":"p.boyle@zylker.com"},{"Last_Name":"Ng"}]}`

	outcomeRecurs = `"Subject":"Call back","Recurring_Activity":{"RRULE":"FREQ=DAILY;INTERVAL=1;DTSTART=2022-04-06;UNTIL=2022-04-08"}`

	outcomeOK  = `{"code":"SUCCESS","details":{"id":"5725767000000524157","Created_By":{"name":"Patricia Boyle","id":"1"}},"message":"record added","status":"success"}`
	outcomeOK2 = `{"code":"SUCCESS","details":{"id":"5725767000000524158"},"message":"record added","status":"success"}`
	outcomeBad = `{"code":"INVALID_DATA","details":{"expected_data_type":"email","api_name":"Email","json_path":"$.data[1].Email"},"message":"invalid data","status":"error"}`
	// Two errors in one record.
	outcomeMulti = `{"code":"MULTIPLE_OR_MULTI_ERRORS","details":{"errors":[` + outcomeBad +
		`,{"code":"DUPLICATE_DATA","details":{"api_name":"Phone","duplicate_record":{"Owner":{"name":"Patricia Boyle","id":"1"},"id":"5725767000000411001"},"json_path":"$.data[1].Phone"},"message":"duplicate data","status":"error"}]},"message":"Multiple errors in the request","status":"error"}`
	outcomeDenied = `{"code":"NO_PERMISSION","message":"Permission denied","status":"error","details":{"permissions":["Crm_Implied_View_Leads"]}}`
)

func TestOutcome(t *testing.T) {
	data := func(items string) string { return `{"data":[` + items + `]}` }
	tests := []struct {
		name, body, answer string
		style              string
		status             int
		out, err           string
	}{
		{name: "all inserted", body: data(`{},{}`), answer: data(outcomeOK + "," + outcomeOK2), status: 0,
			out: "0 inserted 5725767000000524157\n1 inserted 5725767000000524158\n"},
		{name: "one refused", body: outcomeBody, answer: data(outcomeOK + "," + outcomeBad + "," + outcomeOK2), status: 1,
			out: "0 inserted 5725767000000524157\n" +
				"1 refused INVALID_DATA $.data[1].Email: invalid data: expected type email\n" +
				"2 inserted 5725767000000524158\n"},
		{name: "two errors", body: outcomeBody, answer: data(outcomeOK + "," + outcomeMulti + "," + outcomeOK2), status: 1,
			out: "0 inserted 5725767000000524157\n" +
				"1 refused INVALID_DATA $.data[1].Email: invalid data: expected type email\n" +
				"1 refused DUPLICATE_DATA $.data[1].Phone: duplicate data: expected a value that record 5725767000000411001 does not have\n" +
				"2 inserted 5725767000000524158\n"},
		{name: "json", style: "json", body: outcomeBody, answer: data(outcomeOK + "," + outcomeBad + "," + outcomeOK2), status: 1,
			out: `{"record":0,"code":"SUCCESS","details":{"id":"5725767000000524157"},"status":"success"}` + "\n" +
				`{"record":1,"level":"error","reason":"","code":"INVALID_DATA","details":{"expected_data_type":"email","api_name":"Email","json_path":"$.data[1].Email"},"message":"invalid data","status":"error","expected":"type email"}` + "\n" +
				`{"record":2,"code":"SUCCESS","details":{"id":"5725767000000524158"},"status":"success"}` + "\n"},
		{name: "the request refused", body: outcomeBody, answer: outcomeDenied, status: 1,
			out: "request refused NO_PERMISSION: Permission denied: expected permission Crm_Implied_View_Leads\n"},
		{name: "the request refused, json", style: "json", body: outcomeBody, answer: outcomeDenied, status: 1,
			out: `{"record":-1,"level":"error","reason":"","code":"NO_PERMISSION","details":{"permissions":["Crm_Implied_View_Leads"]},"message":"Permission denied","status":"error","expected":"permission Crm_Implied_View_Leads"}` + "\n"},
		{name: "a recurring task", body: data(`{` + outcomeRecurs + `}`), answer: data(outcomeOK + "," + outcomeOK2), status: 0,
			out: "0 inserted 5725767000000524157\n0 inserted 5725767000000524158\n"},
		{name: "a recurring task among others", body: data(`{},{` + outcomeRecurs + `}`), answer: data(outcomeOK + "," + outcomeOK2 + "," + outcomeBad), status: 1,
			out: "- inserted 5725767000000524157\n- inserted 5725767000000524158\n- refused INVALID_DATA $.data[*].Email: invalid data: expected type email\n",
			err: "zohocrm: tasks or events that recur have an item for each occurrence: which record an item belongs to cannot be told\n"},
		{name: "marks in front", body: "\uFEFF" + data(`{}`), answer: "\uFEFF" + data(outcomeOK), status: 0,
			out: "0 inserted 5725767000000524157\n"},
		{name: "an id for the terminal", body: data(`{}`), answer: data(`{"code":"SUCCESS","details":{"id":"1\u202e2\u001b[2J"}}`), status: 0,
			out: "0 inserted 1\uFFFD2 [2J\n"},

		{name: "more items than records", body: data(`{}`), answer: data(outcomeOK + "," + outcomeOK2), status: 2,
			err: "zohocrm: answer: $.data: expected as many items as records: 1, found 2\n"},
		{name: "not an answer", body: outcomeBody, answer: "<html>", status: 2,
			err: "zohocrm: answer: $: expected JSON at line 1, column 1\n"},
		{name: "not a body", body: "[]", answer: data(outcomeOK), status: 2,
			err: "zohocrm: -batch: INVALID_DATA: body: expected an object with data\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			body, answer := filepath.Join(dir, "body-00001.json"), filepath.Join(dir, "answer.json")
			if err := errors.Join(os.WriteFile(body, []byte(test.body), 0o600), os.WriteFile(answer, []byte(test.answer), 0o600)); err != nil {
				t.Fatal(err)
			}
			args := []string{"outcome", "-batch", body}
			if test.style != "" {
				args = append(args, "-problems", test.style)
			}
			invoke("", append(args, answer)...).want(t, test.status, test.out, test.err)
			invoke(test.answer, append(args, "-")...).want(t, test.status, test.out, test.err)
			invoke(test.answer, args...).want(t, test.status, test.out, test.err)
		})
	}
}

func TestOutcomeUsage(t *testing.T) {
	body := filepath.Join(t.TempDir(), "body-00001.json")
	if err := os.WriteFile(body, []byte(outcomeBody), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{},
		{"answer.json"},
		{"-batch", body, "one.json", "two.json"},
		{"-batch", body, "-problems", "xml"},
		{"-batch", body, "-module", "Leads"},
		{"-batch", body, body + ".none"},
		{"-batch", body + ".none"},
	} {
		r := invoke("", append([]string{"outcome"}, args...)...)
		if r.status != exitUsage || r.out != "" || r.err == "" {
			t.Errorf("outcome %q: %+v", args, r)
		}
	}
	if r := invoke("", "outcome", "-h"); r.status != exitOK || r.out == "" || r.err != "" {
		t.Errorf("outcome -h: %+v", r)
	}
}
