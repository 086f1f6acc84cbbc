package fakezoho_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/fakezoho"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// leads is the module of an organization in which emails and Number_1 are unique.
func leads(t testing.TB) (*fakezoho.Server, *modules.Module) {
	t.Helper()
	zoho := &fakezoho.Server{}
	if err := zoho.Define("Leads", "Email:email?", "Number_1:integer?", "Languages:multiselectpicklist", "Steps:subform",
		"Houses:multilookup{House}"); err != nil {
		t.Fatal(err)
	}
	email, _ := modules.Leads().Field("Email")
	email.Unique = true
	return zoho, modules.Leads().MustWith(modules.WithField(email,
		fieldtype.Field{APIName: "Number_1", Spec: fieldtype.Spec{Kind: fieldtype.Number}, Unique: true},
		fieldtype.Field{APIName: "Languages", Spec: fieldtype.Spec{Kind: fieldtype.MultiSelect}},
		fieldtype.Field{APIName: "Steps", Spec: fieldtype.Spec{Kind: fieldtype.Subform}},
		fieldtype.Field{APIName: "Houses", Spec: fieldtype.Spec{Kind: fieldtype.MultiSelectLookup, ConnectedLookup: "House"}}))
}

func lead(email string) *record.Record {
	return record.New().Text("Last_Name", "Daly").Text("Email", email)
}

// exchange sends a request to the server and returns the status and the outcome.
func exchange(t testing.TB, zoho http.Handler, in *payload.Request) (int, payload.Outcome, error) {
	t.Helper()
	batch, err := in.Batch()
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(in.Method(), "/crm/v7/"+in.Path(), bytes.NewReader(batch.Body))
	for name, value := range batch.Headers {
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	zoho.ServeHTTP(w, r)
	out, err := batch.Outcome(w.Body.Bytes())
	return w.Code, out, err
}

// summary says what became of each row.
func summary(out payload.Outcome) []string {
	var lines []string
	for _, row := range out.Rows {
		line := string(row.Action) + row.Matched
		if row.ID != "" {
			line += " written"
		}
		for _, p := range row.Problems {
			line += fmt.Sprintf(" %s %s", p.Code, p.Path.JSONPath())
		}
		lines = append(lines, strings.TrimSpace(line))
	}
	return lines
}

// TestOutcomes: what the server answers to the three calls is read as what happened.
func TestOutcomes(t *testing.T) {
	zoho, m := leads(t)
	check := func(in *payload.Request, status int, want ...string) payload.Outcome {
		t.Helper()
		got, out, err := exchange(t, zoho, in)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, summary(out)); diff != "" || got != status {
			t.Errorf("status %d, want %d (-want +got):\n%s", got, status, diff)
		}
		return out
	}
	first := check(payload.NewInsert(m).Add(lead("a@b.co").Int("Number_1", 1), lead("b@b.co").Int("Number_1", 2)), 201, "written", "written")
	out := check(payload.NewInsert(m).Add(lead("A@b.co"), lead("c@b.co"), lead("b@b.co").Int("Number_1", 1)), 207,
		"DUPLICATE_DATA $.data[0].Email", "written", "DUPLICATE_DATA $.data[2].Email DUPLICATE_DATA $.data[2].Number_1")
	if id := out.Rows[0].DuplicateID(); id != first.Rows[0].ID {
		t.Errorf("DuplicateID = %q, want %q", id, first.Rows[0].ID)
	}
	check(payload.NewInsert(m).Add(lead("a@b.co")), 400, "DUPLICATE_DATA $.data[0].Email")

	id := first.Rows[0].ID
	check(payload.NewUpdate(m).Add(record.New().ID(id).Text("City", "Oslo"), record.New().ID("42").Text("City", "Oslo"),
		record.New().ID(id).Text("Email", "b@b.co")), 207, "written", "INVALID_DATA $.data[1].id", "DUPLICATE_DATA $.data[2].Email")
	check(payload.NewUpdate(m).ID(id).Add(record.New().Text("City", "Bergen")), 200, "written")
	if _, out, err := exchange(t, zoho, payload.NewUpdate(m).ID("42").Add(record.New().Text("City", "Oslo"))); err != nil || len(out.Refused()) != 1 {
		t.Errorf("an update of a record that is gone: %v, %v", out, err) // which is answered bare (real case 17)
	}
	check(payload.NewUpdate(m).External("Leads.Email").Add(record.New().Text("Email", "b@b.co").Text("City", "Tromsø")), 200, "written")
	for name, want := range map[string]string{"a@b.co": "Bergen", "b@b.co": "Tromsø"} {
		if i := slices.IndexFunc(zoho.Records("Leads"), func(rec map[string]any) bool { return rec["Email"] == name }); zoho.Records("Leads")[i]["City"] != want {
			t.Errorf("%s: %v", name, zoho.Records("Leads")[i])
		}
	}

	check(payload.NewUpsert(m).DuplicateCheck("Email").Add(lead("a@b.co"), lead("new@b.co")), 200, "updateEmail written", "insert written")
	check(payload.NewUpsert(m).DuplicateCheck("Number_1").Add(lead("").Int("Number_1", 2)), 200, "updateNumber_1 written")
	check(payload.NewUpsert(m).Add(lead("a@b.co").Int("Number_1", 2)), 400, "DUPLICATE_DATA $.data[0].Number_1")

	// The server's records are those of 2026-01-01.
	since := payload.NewUpdate(m).IfUnmodifiedSince(time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)).Add(record.New().ID(id).Text("City", "Oslo"))
	check(since, 412, "ALREADY_MODIFIED $.data[0]")
	check(since.IfUnmodifiedSince(time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)), 200, "written")
}

// TestStoredArrays: an update adds the values of a multi-select picklist or takes
// them in place of the stored ones, and adds, changes and removes rows.
func TestStoredArrays(t *testing.T) {
	zoho, m := leads(t)
	_, out, err := exchange(t, zoho, payload.NewInsert(m).Add(lead("a@b.co").MultiSelect("Languages", "Korean").Set("Steps", []any{map[string]any{"Step": "one"}})))
	if err != nil || len(out.IDs) != 1 {
		t.Fatal(out, err)
	}
	id := out.IDs[0]
	update := func(text string) {
		t.Helper()
		in, err := payload.Parse(modules.Update, m, []byte(`{"data":[{"id":"`+id+`",`+text+`}]}`))
		if err != nil {
			t.Fatal(err)
		}
		if _, out, err := exchange(t, zoho, in); err != nil || len(out.IDs) != 1 {
			t.Fatal(out.Problems, err)
		}
	}
	update(`"Languages":["French"],"$append_values":{"Languages":true}`)
	stored := zoho.Records("Leads")[0]
	if got := fmt.Sprint(stored["Languages"]); got != "[Korean French]" {
		t.Error(got)
	}
	update(`"Languages":["Dutch"],"Steps":[{"Step":"two"}]`)
	if got := fmt.Sprint(stored["Languages"]); got != "[Dutch]" {
		t.Error(got)
	}
	rows := stored["Steps"].([]any)
	if len(rows) != 2 {
		t.Fatal(rows)
	}
	last := rows[1].(map[string]any)["id"].(string)
	update(`"Steps":[{"id":"` + last + `","_delete":null}]`)
	if rows := stored["Steps"].([]any); len(rows) != 1 {
		t.Error(rows)
	}
	update(`"Steps":[]`)
	if rows := stored["Steps"].([]any); len(rows) != 0 {
		t.Error(rows)
	}
}

// TestRecurringOutcome: each occurrence has an item, so that positions no longer map.
func TestRecurringOutcome(t *testing.T) {
	zoho := &fakezoho.Server{}
	task := func() *record.Record {
		return record.New().Text("Subject", "x").Set("Recurring_Activity", map[string]any{"RRULE": "FREQ=DAILY;INTERVAL=1;DTSTART=2022-04-06;UNTIL=2022-04-12"})
	}
	_, out, err := exchange(t, zoho, payload.NewInsert(modules.Tasks()).Add(task()))
	if err != nil || len(out.IDs) != 7 || out.Unmatched || len(out.Rows) != 1 {
		t.Errorf("%+v, %v", out, err)
	}
	_, out, err = exchange(t, zoho, payload.NewInsert(modules.Tasks()).Add(task(), record.New().Text("Subject", "y")))
	if err != nil || len(out.IDs) != 8 || !out.Unmatched {
		t.Errorf("%+v, %v", out, err)
	}
}

// TestFailures: a server that fails and one that refuses differ.
func TestFailures(t *testing.T) {
	zoho, m := leads(t)
	zoho.Fail = map[int]fakezoho.Failure{1: fakezoho.Busy, 2: fakezoho.Broken, 3: fakezoho.Cut, 4: fakezoho.CutAfter, 5: fakezoho.Stale}
	server := httptest.NewServer(zoho)
	defer server.Close()
	batch, err := payload.NewInsert(m).Add(lead("a@b.co")).Batch()
	if err != nil {
		t.Fatal(err)
	}
	send := func() (int, []byte, error) {
		// Without a connection that is kept, as the client would send again by itself.
		client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
		r, err := client.Post(server.URL+"/crm/v7/Leads", "application/json", bytes.NewReader(batch.Body))
		if err != nil {
			return 0, nil, err
		}
		defer r.Body.Close()
		text, err := io.ReadAll(r.Body)
		return r.StatusCode, text, err
	}
	for _, want := range []int{http.StatusTooManyRequests, http.StatusInternalServerError} {
		status, text, err := send()
		var refused *payload.RequestError
		if _, outcome := batch.Outcome(text); err != nil || status != want || !errors.As(outcome, &refused) || !refused.Retryable() || len(refused.Resend()) != 1 {
			t.Errorf("%d, %v, %s", status, err, text)
		}
	}
	for _, stored := range []int{0, 1} {
		if status, text, err := send(); err == nil || len(zoho.Records("Leads")) != stored {
			t.Errorf("a connection that is cut: %d, %s, %v, %d records", status, text, err, len(zoho.Records("Leads")))
		}
	}
	status, text, err := send()
	out, outcome := batch.Outcome(text)
	if err != nil || outcome != nil || status != http.StatusPreconditionFailed || out.Rows[0].Problems[0].Code != zohocrm.CodeAlreadyModified {
		t.Errorf("%d, %v, %v, %s", status, err, outcome, text)
	}
	if _, text, _ = send(); !strings.Contains(string(text), "DUPLICATE_DATA") {
		t.Errorf("sent again after all: %s", text)
	}
}

// TestWholeRequests: what Zoho refuses of a request as a whole is a RequestError.
func TestWholeRequests(t *testing.T) {
	zoho, m := leads(t)
	batch, err := payload.NewInsert(m).Add(lead("a@b.co")).Batch()
	if err != nil {
		t.Fatal(err)
	}
	many := strings.Repeat(`{"Last_Name":"x"},`, 100) + `{"Last_Name":"x"}`
	for name, test := range map[string]struct {
		method, path, body, code string
		status                   int
	}{
		"no object":        {"POST", "Leads", `[]`, "INVALID_DATA", 400},
		"no data":          {"POST", "Leads", `{}`, "INVALID_DATA", 400},
		"too many":         {"POST", "Leads", `{"data":[` + many + `]}`, "LIMIT_EXCEEDED", 400},
		"trigger":          {"POST", "Leads", `{"data":[{}],"trigger":["x"]}`, "INVALID_DATA", 400},
		"skip without":     {"POST", "Leads", `{"data":[{}],"skip_feature_execution":[{}]}`, "MANDATORY_NOT_FOUND", 400},
		"skip without two": {"POST", "Leads/upsert", `{"data":[{}],"skip_feature_execution":[{"name":"cadences"}]}`, "MANDATORY_NOT_FOUND", 400},
		"apply":            {"POST", "Leads", `{"data":[{}],"apply_feature_execution":[{"name":"x"}]}`, "INVALID_DATA", 400},
		"module":           {"POST", "Leeds", `{"data":[{}]}`, "INVALID_MODULE", 400},
		"upsert of tasks":  {"POST", "Tasks/upsert", `{"data":[{}]}`, "INVALID_MODULE", 400},
		"method":           {"DELETE", "Leads", `{"data":[{}]}`, "INVALID_REQUEST_METHOD", 400},
		"url":              {"POST", "Leads/1/2", `{"data":[{}]}`, "INVALID_URL_PATTERN", 404},
	} {
		w := httptest.NewRecorder()
		zoho.ServeHTTP(w, httptest.NewRequest(test.method, "/crm/v7/"+test.path, strings.NewReader(test.body)))
		var refused *payload.RequestError
		_, err := batch.Outcome(w.Body.Bytes())
		if !errors.As(err, &refused) || w.Code != test.status || string(refused.Problems[0].Code) != test.code {
			t.Errorf("%s: %d %s: %v", name, w.Code, w.Body, err)
		}
	}
}

// bulkJob uploads a file, runs its job and returns the result.
func bulkJob(t testing.TB, zoho http.Handler, file payload.BulkFile) []byte {
	t.Helper()
	call := func(r *http.Request) []byte {
		w := httptest.NewRecorder()
		zoho.ServeHTTP(w, r)
		if w.Code/100 != 2 {
			t.Fatalf("%s %s: %d %s", r.Method, r.URL, w.Code, w.Body)
		}
		return w.Body.Bytes()
	}
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	part, err := w.CreateFormFile("file", "leads.zip")
	if err != nil {
		t.Fatal(err)
	}
	_, _ = part.Write(file.Zip)
	_ = w.Close()
	upload := httptest.NewRequest("POST", "/crm/v8/upload", &form)
	upload.Header.Set("Content-Type", w.FormDataContentType())
	upload.Header.Set("feature", "bulk-write")
	upload.Header.Set("X-CRM-ORG", "1")
	var answer struct {
		Details struct {
			FileID string `json:"file_id"`
			ID     string `json:"id"`
		} `json:"details"`
		Result struct {
			URL string `json:"download_url"`
		} `json:"result"`
	}
	for _, next := range []func() *http.Request{
		func() *http.Request { return upload },
		func() *http.Request {
			return httptest.NewRequest("POST", "/crm/bulk/v7/write", bytes.NewReader(file.Job(answer.Details.FileID)))
		},
		func() *http.Request {
			return httptest.NewRequest("GET", "/crm/bulk/v7/write/"+answer.Details.ID, nil)
		},
	} {
		if err := json.Unmarshal(call(next()), &answer); err != nil {
			t.Fatal(err)
		}
	}
	return call(httptest.NewRequest("GET", answer.Result.URL, nil))
}

// TestBulkOutcomes: what is uploaded is stored, and the result is read as what
// happened.
func TestBulkOutcomes(t *testing.T) {
	zoho, m := leads(t)
	check := func(b *payload.BulkWrite, records []*record.Record, want ...string) payload.Outcome {
		t.Helper()
		for file, err := range b.Files(slices.Values(records)) {
			if err != nil {
				t.Fatal(err)
			}
			out, err := b.Outcome(file.Zip, bulkJob(t, zoho, file), file.Index)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, summary(out)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			return out
		}
		t.Fatal("no file")
		return payload.Outcome{}
	}
	out := check(payload.NewBulkWrite(m, modules.Insert), []*record.Record{lead("a@b.co").Bool("Email_Opt_Out", true).MultiSelect("Languages", "French", "Dutch"), lead("b@b.co").User("Owner", "12")},
		"insert written", "insert written")
	stored := zoho.Records("Leads")[0]
	if stored["Email_Opt_Out"] != true || fmt.Sprint(stored["Languages"]) != "[French Dutch]" || fmt.Sprint(zoho.Records("Leads")[1]["Owner"]) != "map[id:12]" {
		t.Errorf("%v", zoho.Records("Leads"))
	}
	check(payload.NewBulkWrite(m, modules.Insert), []*record.Record{lead("c@b.co"), lead("a@b.co")}, "insert written", "DUPLICATE_DATA $.data[1].Email")
	check(payload.NewBulkWrite(m, modules.Update), []*record.Record{record.New().ID(out.Rows[0].ID).Text("City", "Oslo"), record.New().ID("42").Text("City", "Oslo")},
		"update written", "INVALID_DATA $.data[1].id")
	check(payload.NewBulkWrite(m, modules.Upsert), []*record.Record{lead("a@b.co").Text("City", "Bergen"), lead("d@b.co")}, "update written", "insert written")
	if stored["City"] != "Bergen" || len(zoho.Records("Leads")) != 4 {
		t.Errorf("%v", zoho.Records("Leads"))
	}

	// A column of any table may find records by another field than their ids. The server
	// takes the name of a table for that of its field.
	byField := lead("e@b.co").Set("Houses", []any{map[string]any{"House": map[string]any{"Number": "5"}}})
	check(payload.NewBulkWrite(m, modules.Insert).Table("Houses", "Houses"), []*record.Record{byField}, "insert written")

	quotes := payload.NewBulkWrite(modules.Quotes(), modules.Insert)
	check(quotes, []*record.Record{
		record.New().Text("Subject", "one").Subform("Quoted_Items", modules.LineItem("7", 2), modules.LineItem("8", "2.5")),
		record.New().Text("Subject", "two").Subform("Quoted_Items", modules.LineItem("9", 1)),
	}, "insert written", "insert written")
	if got := zoho.Records("Quotes"); len(got[0]["Quoted_Items"].([]any)) != 2 || len(got[1]["Quoted_Items"].([]any)) != 1 {
		t.Errorf("%v", got)
	}
}

// TestBulkDifferential: of random records the library writes those to a file that
// the server takes, but for those of which it warns.
func TestBulkDifferential(t *testing.T) {
	r := maker{testkit.Rand(t)}
	zoho, known := organization(t)
	written := 0
	for _, name := range slices.Sorted(maps.Keys(known)) {
		m := known[name]
		if !m.TakesBulkWrite() {
			continue
		}
		fields := zoho.Fields(name)
		var records []*record.Record
		for range testkit.Size(20, 60, 1000) {
			rec, err := record.FromJSON([]byte(r.record(fields, sortedKeys(fields), good[name], "")))
			if err != nil {
				t.Fatal(err)
			}
			records = append(records, rec)
		}
		b := payload.NewBulkWrite(m, modules.Insert).Table("Listings", "Listings").Table("Helpers", "Helpers")
		for file, err := range b.Files(slices.Values(records)) {
			var problems zohocrm.Errors
			if err != nil && !errors.As(err, &problems) {
				t.Fatal(err)
			}
			if file.Zip == nil {
				continue
			}
			zoho.Clear()
			out, err := b.Outcome(file.Zip, bulkJob(t, zoho, file), file.Index)
			if err != nil {
				t.Fatal(err)
			}
			written += len(out.IDs)
			for _, row := range out.Rows {
				warns := slices.ContainsFunc(file.Problems, func(e *zohocrm.Error) bool { return e.Path.Record() == row.Index })
				if row.ID == "" && !warns {
					t.Errorf("%s: %v", name, row.Problems)
				}
			}
		}
	}
	t.Logf("%d records written", written)
	if written < 20 {
		t.Errorf("%d records written", written)
	}
}
