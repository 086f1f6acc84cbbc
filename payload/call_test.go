package payload_test

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// TestSettingsThatACallDoesNotTake: a setting that a call does not take is a problem of it.
func TestSettingsThatACallDoesNotTake(t *testing.T) {
	lead := func() *record.Record {
		return record.New().Text("Last_Name", "Daly").Text("Email", "p.daly@zylker.com")
	}
	insert := func() *payload.Request { return payload.NewInsert(modules.Leads()).Add(lead()) }
	update := func() *payload.Request { return payload.NewUpdate(modules.Leads()).Add(lead().ID("1")) }
	upsert := func() *payload.Request { return payload.NewUpsert(modules.Leads()).Add(lead()) }
	for _, tt := range []struct {
		name    string
		request *payload.Request
		want    []string
	}{
		{"insert", insert(), nil},
		{"update", update(), nil},
		{"upsert", upsert(), nil},
		{"ID of an update", payload.NewUpdate(modules.Leads()).ID("2").Add(lead()), nil},
		{"ID in both places", update().ID("1"), nil},
		{"another ID", update().ID("2"), []string{"warning INVALID_DATA conflict $.data[0].id"}},
		{"a wrong ID", payload.NewUpdate(modules.Leads()).ID("x").Add(lead()), []string{`error INVALID_DATA id $ {"expected_data_type":"string","resource_path_index":1}`}},
		{"an empty ID", payload.NewUpdate(modules.Leads()).ID("").Add(lead()), []string{`error INVALID_DATA id $ {"expected_data_type":"string","resource_path_index":1}`, `error MANDATORY_NOT_FOUND mandatory $.data[0].id`}},
		{"ID of several", payload.NewUpdate(modules.Leads()).ID("1").Add(lead(), lead()), []string{`error LIMIT_EXCEEDED max_items $.data {"maximum_length":1}`}},
		{"ID of an insert", insert().ID("1"), []string{"warning INVALID_DATA conflict $"}},
		{"ID of an upsert", upsert().ID("1"), []string{"warning INVALID_DATA conflict $"}},
		{"ExpectUpdates of an insert", insert().ExpectUpdates(), []string{"warning INVALID_DATA conflict $"}},
		{"ExpectUpdates of an update", update().ExpectUpdates(), []string{"warning INVALID_DATA conflict $"}},
		{"DuplicateCheck of an insert", insert().DuplicateCheck("Email"), []string{"warning INVALID_DATA unknown_key $.duplicate_check_fields"}},
		{"DuplicateCheck of an update", update().DuplicateCheck("Email"), []string{"warning INVALID_DATA unknown_key $.duplicate_check_fields"}},
		{"DuplicateCheck", upsert().DuplicateCheck("Email"), nil},
		{"DuplicateCheck taken back", insert().DuplicateCheck("Email").DuplicateCheck(), nil},
		{"many DuplicateChecks", upsert().DuplicateCheck("Email", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j"),
			append(slices.Collect(func(yield func(string) bool) {
				for i := 1; i < 11; i++ {
					if !yield(fmt.Sprintf("warning INVALID_DATA supported $.duplicate_check_fields[%d] one of 1", i)) {
						return
					}
				}
			}), `warning LIMIT_EXCEEDED max_items $.duplicate_check_fields {"limit":10}`)},
		{"as many DuplicateChecks as Zoho takes", upsert().DuplicateCheck("Email", "a", "b", "c", "d", "e", "f", "g", "h", "i"),
			slices.Collect(func(yield func(string) bool) {
				for i := 1; i < 10; i++ {
					if !yield(fmt.Sprintf("warning INVALID_DATA supported $.duplicate_check_fields[%d] one of 1", i)) {
						return
					}
				}
			})},
		{"DuplicateCheck without a name", upsert().DuplicateCheck("Email", ""), []string{`error INVALID_DATA type $.duplicate_check_fields[1] {"expected_data_type":"text"}`}},
		{"DuplicateCheck of a module without a check field", payload.NewUpsert(modules.Linking("Trips")).DuplicateCheck("x").Add(record.New().Text("x", "y")),
			[]string{"warning INVALID_DATA supported $.duplicate_check_fields[0]"}},
		{"LeadAssignmentRule of another module", payload.NewInsert(modules.Contacts()).LeadAssignmentRule("1").Add(lead()), []string{"warning INVALID_DATA unknown_key $.lar_id"}},
		{"LeadAssignmentRule of an upsert of another module", payload.NewUpsert(modules.Contacts()).LeadAssignmentRule("1").Add(lead()), nil},
		{"LeadAssignmentRule of an update", update().LeadAssignmentRule("1"), []string{"warning INVALID_DATA unknown_key $.lar_id"}},
		{"LeadAssignmentRule of an upsert", upsert().LeadAssignmentRule("1"), nil},
		{"SkipFeatures of an upsert", upsert().SkipFeatures(payload.Cadences), []string{"error MANDATORY_NOT_FOUND mandatory $.skip_feature_execution[0].action"}},
		{"SkipFeaturesOn", upsert().SkipFeaturesOn(payload.Updated, payload.Cadences), nil},
		{"a wrong entry", update().External("Email"), []string{"error INVALID_DATA format $"}},
		{"an entry of another module", update().External("Contacts.Email"), []string{"warning INVALID_DATA conflict $"}},
		{"an entry without a field", update().External("Leads."), []string{"error INVALID_DATA format $"}},
		{"an entry without a module", update().External(".Email"), []string{"error INVALID_DATA format $"}},
		{"an entry", update().External("Leads.Email"), nil},
		{"trigger null", parsed(t, modules.Update, modules.Leads(), `{"data":[{"id":"1","City":"x"}],"trigger":null}`), []string{"warning INVALID_DATA type $.trigger"}},
		{"features null", parsed(t, modules.Update, modules.Leads(), `{"data":[{"id":"1","City":"x"}],"apply_feature_execution":null}`), []string{"warning INVALID_DATA type $.apply_feature_execution"}},
		{"strict", insert().ID("1").Strict(), []string{"error INVALID_DATA conflict $"}},
	} {
		var got []string
		for p := range tt.request.Problems() {
			got = append(got, testkit.Line(p))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// TestNoModule: every call without a module is refused.
func TestNoModule(t *testing.T) {
	for _, m := range []*modules.Module{nil, {}} {
		for _, r := range []*payload.Request{payload.NewInsert(m), payload.NewUpdate(m), payload.NewUpsert(m), payload.NewUpdate(m).ID("1"), {}} {
			err := r.DuplicateCheck("x").Add(record.New().Text("Last_Name", "Daly").ID("1")).Validate()
			if !errors.Is(err, zohocrm.CodeInvalidModule) {
				t.Errorf("%s: %v", r.Operation(), err)
			}
		}
	}
}

// TestNoModuleOnce: a module that is none is a problem once, beside those of the records.
func TestNoModuleOnce(t *testing.T) {
	for _, tt := range []struct {
		request *payload.Request
		want    []string
	}{
		{payload.NewInsert(nil), []string{"error INVALID_MODULE unknown_module $"}},
		{payload.NewUpdate(nil), []string{"error INVALID_MODULE unknown_module $"}},
		{payload.NewUpsert(nil), []string{"error INVALID_MODULE unknown_module $"}},
		{payload.NewInsert(&modules.Module{}), []string{"error INVALID_MODULE unknown_module $.data[0]"}},
	} {
		var got []string
		for p := range tt.request.Add(record.New().ID("1").Text("Name", "x")).Problems() {
			if !p.Warning {
				got = append(got, testkit.Line(p))
			}
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.request.Operation(), diff)
		}
	}
}

// TestDidYouMean suggests the field that a name in duplicate_check_fields is near.
func TestDidYouMean(t *testing.T) {
	m := withUnique.MustWith(modules.WithField(fieldtype.Field{APIName: "E_mail", Spec: fieldtype.Spec{Kind: fieldtype.Email}}))
	for name, want := range map[string]string{
		"email": "Email", "Emails": "Email", "E_mail": "Email", "Customer_Nr": "Customer_No", "Last_Nmae": "Last_Name", "Qqqqqq": "", "Phone": "",
	} {
		for p := range payload.NewUpsert(m).DuplicateCheck(name).Add(record.New().Text("Last_Name", "x").Text(name, "x@zylker.com")).Problems() {
			if p.Path.JSONPath() == "$.duplicate_check_fields[0]" && p.Suggestion != want {
				t.Errorf("%s: suggests %q, want %q", name, p.Suggestion, want)
			}
		}
	}
}

// TestUpdateBatches streams a table with a column id.
func TestUpdateBatches(t *testing.T) {
	table := "id,Last_Name,City\n1,Daly,Oslo\n,Dolan,Bergen\n3x,Frey,Turku\n4,,Lund\n"
	var bodies []string
	var lines []string
	for batch, err := range payload.NewUpdate(modules.Leads()).IfUnmodifiedSince(time.Unix(0, 0).UTC()).Batches(record.ReadCSV(strings.NewReader(table))) {
		if batch.Body != nil {
			bodies = append(bodies, string(batch.Body))
		}
		if diff := cmp.Diff(map[string]string{"If-Unmodified-Since": "1970-01-01T00:00:00+00:00"}, batch.Headers); diff != "" {
			t.Errorf("headers (-want +got):\n%s", diff)
		}
		var problems zohocrm.Errors
		if errors.As(err, &problems) {
			for _, p := range problems {
				lines = append(lines, testkit.Line(p))
			}
		}
	}
	if diff := cmp.Diff([]string{`{"data":[{"id":"1","Last_Name":"Daly","City":"Oslo"},{"id":"4","City":"Lund"}]}`}, bodies); diff != "" {
		t.Errorf("bodies (-want +got):\n%s", diff)
	}
	want := []string{"error MANDATORY_NOT_FOUND mandatory $.data[1].id", `error INVALID_DATA id $.data[2].id {"expected_data_type":"string"}`}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
	// One id in the URL is none for a stream.
	untouched := func(yield func(*record.Record) bool) { t.Error("a record was read") }
	for batch, err := range payload.NewUpdate(modules.Leads()).ID("1").Batches(untouched) {
		if batch.Body != nil || !errors.Is(err, zohocrm.ReasonConflict) {
			t.Errorf("%v, %v", batch, err)
		}
	}
}

// TestBatchHeaders: each batch has the headers of its own records.
func TestBatchHeaders(t *testing.T) {
	contacts := func(yield func(*record.Record) bool) {
		for i := range 250 {
			rec := record.New().Text("Last_Name", "Daly")
			if i == 120 {
				rec.Set("Account_Name", map[string]any{"External_Account_ID": "a"})
			}
			if i == 220 { // which is refused
				rec.Text("Email", "x").Set("Reporting_To", map[string]any{"External_Contact_ID": "a"})
			}
			if !yield(rec) {
				return
			}
		}
	}
	var got []map[string]string
	for batch := range payload.NewInsert(modules.Contacts()).Batches(contacts) {
		got = append(got, batch.Headers)
	}
	if diff := cmp.Diff([]map[string]string{nil, {"X-EXTERNAL": "Contacts.Account_Name.External_Account_ID"}, nil}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestOnlyAddedRowsCount: only the rows that are added count.
func TestOnlyAddedRowsCount(t *testing.T) {
	rows := func(added, changed int) *payload.Request {
		var all []*record.Record
		for range added {
			all = append(all, record.New().Text("Language", "x"))
		}
		for i := range changed {
			all = append(all, record.New().ID(fmt.Sprint(i+1)).Text("Language", "x"), record.DeleteRow(fmt.Sprint(1000+i)))
		}
		return payload.NewUpdate(languages).Add(record.New().ID("1").Subform("Languages", all...))
	}
	if err := rows(100, 150).Validate(); err != nil {
		t.Error(err)
	}
	if err := rows(101, 0).Validate(); !errors.Is(err, zohocrm.CodeLimitExceeded) {
		t.Error(err)
	}
}

// TestOutcomeOfOperations reads the answers of the pages on updates and upserts.
func TestOutcomeOfOperations(t *testing.T) {
	const people = `"Modified_By":{"name":"Patricia Boyle","id":"4150868000000225013"},"Created_By":{"name":"Patricia Boyle","id":"4150868000000225013"}`
	row := func(r payload.Row) string {
		s := fmt.Sprintf("%d %s %s %s %s", r.Index, r.ID, r.Action, r.Matched, r.DuplicateID())
		for _, p := range r.Problems {
			s += " " + string(p.Code) + " " + p.Path.JSONPath()
		}
		return s
	}
	for _, tt := range []struct {
		name, answer string
		index        []int
		want         []string
		refused      []int
		again        []int
	}{
		{"upsert", `{"data":[
			{"code":"SUCCESS","duplicate_field":"Email","action":"update","details":{"Modified_Time":"2020-10-14T10:31:43+05:30",` + people + `,"id":"4150868000000376008"},"message":"record updated","status":"success"},
			{"code":"SUCCESS","duplicate_field":null,"action":"insert","details":{` + people + `,"id":"4150868000003194003"},"message":"record added","status":"success"},
			{"code":"SUCCESS","duplicate_field":"Email","action":"insert","details":{"id":"3"},"message":"record added","status":"success"}]}`,
			[]int{7, 8, 9}, []string{"7 4150868000000376008 update Email ", "8 4150868000003194003 insert  ", "9 3 insert  "}, nil, nil},
		{"update", `{"data":[
			{"code":"SUCCESS","details":{"id":"1"},"message":"record updated","status":"success"},
			{"code":"MANDATORY_NOT_FOUND","details":{"api_name":"id","json_path":"$.data[1].id"},"message":"required field not found","status":"error"},
			{"code":"RECORD_LOCKED","details":{"api_name":"id","json_path":"$.data[2].id","action":"record_locking"},"message":"Sorry, you cannot perform this operation as the record is locked.","status":"error"},
			{"code":"NOT_APPROVED","details":{"resource_path_index":1},"message":"Cannot update record that is not approved yet","status":"error"},
			{"code":"DUPLICATE_LINKING_DATA","details":{"linking_fields":["Bugs_MxN","CM_MxN"],"id":"5"},"message":"duplicate association","status":"error"},
			{"code":"INTERNAL_ERROR","details":{},"message":"Internal Server Error","status":"error"},
			{"code":"DUPLICATE_DATA","details":{"api_name":"Email","json_path":"$.data[6].Email","duplicate_record":{"id":"77"}},"message":"duplicate data","status":"error"}]}`,
			[]int{0, 1, 2, 3, 4, 5, 6}, []string{"0 1   ", "1     MANDATORY_NOT_FOUND $.data[1].id", "2     RECORD_LOCKED $.data[2].id", "3     NOT_APPROVED $.data[3]",
				"4     DUPLICATE_LINKING_DATA $.data[4]", "5     INTERNAL_ERROR $.data[5]", "6    77 DUPLICATE_DATA $.data[6].Email"}, []int{1, 2, 3, 4, 6}, []int{5}},
		{"stale", `{"data":[{"code":"ALREADY_MODIFIED","details":{"Modified_Time":"2024-01-15T15:26:49+05:30",` + people + `,"id":"9"},"message":"record updated time has already passed if-unmodified-since time","status":"error"}]}`,
			[]int{4}, []string{"4     ALREADY_MODIFIED $.data[4]"}, []int{4}, nil},
	} {
		out, err := payload.Batch{Index: tt.index}.Outcome([]byte(tt.answer))
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		var got []string
		for _, r := range out.Rows {
			got = append(got, row(r))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
		if !slices.Equal(out.Refused(), tt.refused) || !slices.Equal(out.Resend(), tt.again) {
			t.Errorf("%s: refused %v, to send again %v", tt.name, out.Refused(), out.Resend())
		}
	}
}

// TestOutcomeOfWholeRequests: what is worth sending again is not a refusal.
func TestOutcomeOfWholeRequests(t *testing.T) {
	for code, again := range map[string]bool{
		"TOO_MANY_REQUESTS": true, "INTERNAL_ERROR": true, "INTERNAL_SERVER_ERROR": true,
		"OAUTH_SCOPE_MISMATCH": false, "INVALID_MODULE": false, "NO_PERMISSION": false, "LIMIT_EXCEEDED": false,
	} {
		_, err := payload.Batch{Index: []int{3, 5}}.Outcome([]byte(`{"code":"` + code + `","details":{},"message":"m","status":"error"}`))
		var refused *payload.RequestError
		if !errors.As(err, &refused) || refused.Retryable() != again || again != slices.Equal(refused.Resend(), []int{3, 5}) {
			t.Errorf("%s: %v", code, err)
		}
	}
}

// TestOutcomeOfOne: a bare answer to an update of one record is about the record.
func TestOutcomeOfOne(t *testing.T) {
	batch, err := payload.NewUpdate(modules.Leads()).ID("1").Add(record.New().Text("City", "Oslo")).Batch()
	if err != nil {
		t.Fatal(err)
	}
	for code, own := range map[string]bool{"NOT_APPROVED": true, "INVALID_DATA": true, "TOO_MANY_REQUESTS": false, "NO_PERMISSION": false} {
		out, err := batch.Outcome([]byte(`{"code":"` + code + `","details":{"resource_path_index":1},"message":"m","status":"error"}`))
		var refused *payload.RequestError
		if errors.As(err, &refused) == own || own && (len(out.Rows) != 1 || out.Rows[0].Problems[0].Path.JSONPath() != "$.data[0]" || !slices.Equal(out.Refused(), []int{0})) {
			t.Errorf("%s: %v, %v", code, out, err)
		}
	}
	for _, answer := range []string{`{"data":[%s]}`, `%s`} {
		answer = fmt.Sprintf(answer, `{"code":"SUCCESS","details":{"id":"1"},"message":"record updated","status":"success"}`)
		if out, err := batch.Outcome([]byte(answer)); err != nil || out.Rows[0].ID != "1" {
			t.Errorf("%s: %v, %v", answer, out, err)
		}
	}
	// It is about the request if the id is not in the URL, and if there is no body.
	failed, _ := payload.NewUpdate(modules.Leads()).ID("x").Add(record.New().Text("City", "Oslo")).Batch()
	insert, _ := payload.NewInsert(modules.Leads()).ID("1").Add(record.New().Text("Last_Name", "x")).Batch()
	update, _ := payload.NewUpdate(modules.Leads()).Add(record.New().ID("1").Text("City", "Oslo")).Batch()
	for name, batch := range map[string]payload.Batch{"failed": failed, "insert": insert, "update": update} {
		var refused *payload.RequestError
		if out, err := batch.Outcome([]byte(`{"code":"NOT_APPROVED","details":{},"message":"m","status":"error"}`)); !errors.As(err, &refused) {
			t.Errorf("%s: %v, %v", name, out, err)
		}
	}
}

// TestBatchOfRequest: it is what Build returns, with headers and positions.
func TestBatchOfRequest(t *testing.T) {
	r := payload.NewInsert(modules.Contacts()).Add(
		record.New().Text("Last_Name", "Daly").Set("Account_Name", map[string]any{"External_Account_ID": "a"}), record.New().Text("Last_Name", "Dolan"))
	batch, err := r.Batch()
	body, _ := r.Build()
	if err != nil || string(batch.Body) != string(body) || !slices.Equal(batch.Index, []int{0, 1}) || !maps.Equal(batch.Headers, r.Headers()) || len(batch.Problems) != 1 {
		t.Errorf("%+v, %v", batch, err)
	}
	if batch, err := payload.NewInsert(modules.Contacts()).Batch(); err == nil || batch.Body != nil || len(batch.Problems) != 1 {
		t.Errorf("%+v, %v", batch, err)
	}
}

// TestUnknownKeys: a key of no call is compared with those that the call takes. What an
// insert says of it is the page's.
func TestUnknownKeys(t *testing.T) {
	for _, tt := range []struct {
		op        modules.Operation
		key, want string
	}{
		{modules.Update, "triggers", "trigger"}, {modules.Update, "$trigger", "trigger"}, {modules.Update, "$qtrigge", "trigger"}, {modules.Update, "qqqqqq", ""},
		{modules.Update, "lar_ids", ""}, {modules.Upsert, "lar_ids", "lar_id"}, {modules.Insert, "triggers", ""},
	} {
		for p := range parsed(t, tt.op, modules.Leads(), `{"data":[{"id":"1","Last_Name":"x","Email":"a@b.de"}],"`+tt.key+`":[]}`).Problems() {
			if p.Path.JSONPath() == "$."+tt.key && (p.Suggestion != tt.want || strings.Contains(p.Expected, "did you mean") != (tt.want != "")) {
				t.Errorf("%s %s: suggests %q: %s", tt.op, tt.key, p.Suggestion, p.Expected)
			}
		}
	}
}

// TestFeatureExample: the example in a problem is one that the call takes.
func TestFeatureExample(t *testing.T) {
	for op, want := range map[modules.Operation]string{modules.Insert: `[{"name":"cadences"}]`, modules.Upsert: `[{"name":"cadences","action":"insert"}]`} {
		r := parsed(t, op, modules.Leads(), `{"data":[{"Last_Name":"x","Email":"a@zylker.com"}],"skip_feature_execution":1}`)
		if err := r.Validate(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", op, err, want)
		}
		r = parsed(t, op, modules.Leads(), `{"data":[{"Last_Name":"x","Email":"a@zylker.com"}],"skip_feature_execution":`+want+`}`)
		if err := r.Validate(); err != nil {
			t.Errorf("%s: %v", op, err)
		}
	}
}

// TestLayoutRulesRun: layout rules run if apply_feature_execution has them.
func TestLayoutRulesRun(t *testing.T) {
	m := modules.Leads().MustWith(modules.WithLayoutRules(modules.LayoutRule{Name: "r", Mandatory: []string{"Company"}}))
	for keys, runs := range map[string]bool{
		"": false, `,"apply_feature_execution":[{"name":"layout_rules"}]`: true, `,"trigger":[],"apply_feature_execution":[{"name":"x"},{"name":"layout_rules"}]`: true,
		`,"apply_feature_execution":[]`: false, `,"apply_feature_execution":[{"name":"range_validation"}]`: false, `,"x":[{"name":"layout_rules"}]`: false,
	} {
		got := false
		for p := range parsed(t, modules.Insert, m, `{"data":[{"Last_Name":"x"}]`+keys+`}`).Problems() {
			got = got || p.Path.JSONPath() == "$.data[0].Company"
		}
		if got != runs {
			t.Errorf("%s: they run: %t", keys, got)
		}
	}
}

// TestPath is the end of the URL of each call.
func TestPath(t *testing.T) {
	for want, r := range map[string]*payload.Request{
		"POST Leads": payload.NewInsert(modules.Leads()).ID("1"), "PUT Leads": payload.NewUpdate(modules.Leads()), "PUT Leads/1": payload.NewUpdate(modules.Leads()).ID("1"),
		"POST Leads/upsert": payload.NewUpsert(modules.Leads()).ID("1"),
	} {
		if got := r.Method() + " " + r.Path(); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// TestUnknownOperation: an operation that is none is Insert, for requests and for Bulk
// Write.
func TestUnknownOperation(t *testing.T) {
	const body = `{"data":[{"Last_Name":"x"}],"trigger":[],"lar_id":"1","skip_feature_execution":[{"name":"cadences"}]}`
	for _, op := range []modules.Operation{modules.Upsert + 1, 99, 255} {
		r := parsed(t, op, modules.Leads(), body)
		if got, err := r.Build(); string(got) != body || err != nil || r.Method() != "POST" || r.Path() != "Leads" || r.Operation() != modules.Insert {
			t.Errorf("%d: %s, %v, %s %s", op, got, err, r.Method(), r.Path())
		}
		if files, lines := bulk(t, payload.NewBulkWrite(modules.Leads(), op), parse(t, `{"Last_Name":"x"}`)); len(files) != 1 || lines != nil {
			t.Errorf("%d: %d files, %q", op, len(files), lines)
		}
	}
}

// TestHeaderOnce: an entry that the request sets and a record needs, or that several
// records need, is in the header once.
func TestHeaderOnce(t *testing.T) {
	contact := func() *record.Record {
		return record.New().Text("Last_Name", "Daly").Set("Account_Name", map[string]any{"Account_No": "a"})
	}
	r := payload.NewInsert(modules.Contacts()).External("Contacts.Account_Name.Account_No", "Contacts.Owner.No").Add(contact(), contact())
	if got := r.Headers(); !maps.Equal(got, map[string]string{"X-EXTERNAL": "Contacts.Account_Name.Account_No,Contacts.Owner.No"}) {
		t.Error(got)
	}
}
