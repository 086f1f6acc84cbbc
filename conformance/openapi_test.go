package conformance_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// An openAPI is what testdata/openapi.txt says.
type openAPI struct {
	requests []openRequest
	answers  []openAnswer
}

// An openRequest is a request, and a body that has all its keys without a mark.
type openRequest struct {
	call   string // "insert", "update", "upsert" or "bulk"
	module string
	body   string
	keys   []openKey
}

// An openKey is a key of a request, such as data[].Layout.id.
type openKey struct {
	path     string
	mark     string // "~": only of the description; "+": only of pages; or ""
	types    []string
	required string // "", "required" or "required?"
	open     bool   // it takes other keys, too
	enum     []string
	min, max int // -1 for none
	pattern  *regexp.Regexp
}

// An openAnswer is an item of an answer.
type openAnswer struct {
	code    string // "SUCCESS", or that of an error
	calls   []string
	details []openDetail
}

// An openDetail is one of the details of an item.
type openDetail struct {
	name              string
	optional, dropped bool
}

// readOpenAPI reads testdata/openapi.txt.
func readOpenAPI(t *testing.T) openAPI {
	t.Helper()
	var all openAPI
	for s := bufio.NewScanner(bytes.NewReader(read(t, "testdata/openapi.txt"))); s.Scan(); {
		words := strings.Fields(s.Text())
		if len(words) == 0 || words[0] == "#" {
			continue
		}
		switch words[0] {
		case "request":
			all.requests = append(all.requests, openRequest{call: words[1], module: words[2], body: words[3]})
		case "success":
			all.answers = append(all.answers, openAnswer{"SUCCESS", words[1:2], openDetails(words[2:])})
		case "error":
			all.answers = append(all.answers, openAnswer{words[1], strings.Split(words[2], ","), openDetails(words[3:])})
		default:
			r := &all.requests[len(all.requests)-1]
			r.keys = append(r.keys, newOpenKey(t, words))
		}
	}
	return all
}

func openDetails(words []string) []openDetail {
	var all []openDetail
	for _, word := range words {
		name, optional := strings.CutSuffix(word, "?")
		name, dropped := strings.CutPrefix(name, "-")
		all = append(all, openDetail{name, optional, dropped})
	}
	return all
}

func newOpenKey(t *testing.T, words []string) openKey {
	t.Helper()
	k := openKey{path: strings.TrimLeft(words[0], "~+"), types: strings.Split(words[1], "|"), min: -1, max: -1}
	k.mark = strings.TrimSuffix(words[0], k.path)
	for _, fact := range words[2:] {
		name, value, _ := strings.Cut(fact, "=")
		var err error
		switch name {
		case "required", "required?":
			k.required = name
		case "enum":
			k.enum = strings.Split(value, "|")
		case "min":
			k.min, err = strconv.Atoi(value)
		case "max":
			k.max, err = strconv.Atoi(value)
		case "max?":
		case "pattern":
			k.pattern, err = regexp.Compile(value)
		case "open":
			k.open = true
		default:
			t.Fatalf("%q: what is %s?", words, fact)
		}
		if err != nil {
			t.Fatalf("%q: %v", words, err)
		}
	}
	return k
}

// steps returns the steps of a path such as data[].Layout.id.
func steps(path string) []string {
	return strings.Split(strings.ReplaceAll(path, "[]", ".[]"), ".")
}

// change returns a body in which the value at a path is another one, or is absent for nil.
// The path leads to the first element of each array.
func change(t *testing.T, body, path string, value any) []byte {
	t.Helper()
	var root any
	if err := json.Unmarshal([]byte(body), &root); err != nil {
		t.Fatal(err)
	}
	at, all := root, steps(path)
	for _, step := range all[:len(all)-1] {
		if step == "[]" {
			at = at.([]any)[0]
		} else {
			at = at.(map[string]any)[step]
		}
	}
	switch last := all[len(all)-1]; {
	case last == "[]":
		at.([]any)[0] = value
	case value == nil:
		delete(at.(map[string]any), last)
	default:
		at.(map[string]any)[last] = value
	}
	text, err := json.Marshal(root)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// valueAt returns the value at a path.
func valueAt(t *testing.T, body, path string) any {
	t.Helper()
	var at any
	if err := json.Unmarshal([]byte(body), &at); err != nil {
		t.Fatal(err)
	}
	for _, step := range steps(path) {
		if step == "[]" {
			at = at.([]any)[0]
		} else {
			at = at.(map[string]any)[step]
		}
	}
	return at
}

// A change of a body, and whether it is right then.
type bodyChange struct {
	body  []byte
	right bool
	newer bool // it is right for the description alone
}

// changes returns what a key says of a request, as bodies that are right and wrong.
func (k openKey) changes(t *testing.T, body string) []bodyChange {
	t.Helper()
	var all []bodyChange
	add := func(value any, right, newer bool) {
		all = append(all, bodyChange{change(t, body, k.path, value), right, newer})
	}
	switch k.mark {
	case "~":
		for _, kind := range k.types {
			add(map[string]any{"string": "true", "null": json.RawMessage("null")}[kind], true, true)
		}
		return all
	case "+": // the page's words are tested in internal/acceptance
		return nil
	}
	switch k.types[0] {
	case "array":
		one := valueAt(t, body, k.path).([]any)[0]
		if k.min > 0 {
			add([]any{}, false, false)
		}
		if k.max > 0 {
			add(slices.Repeat([]any{one}, k.max), true, false)
			add(slices.Repeat([]any{one}, k.max+1), false, false)
		}
		add("x", false, false)
	case "object":
		add([]any{1}, false, false)
	case "string":
		for _, value := range k.enum {
			name, newer := strings.CutPrefix(value, "~")
			add(name, true, newer)
		}
		if k.enum != nil {
			add("none_of_them", false, false)
		}
		if k.max > 0 {
			add(strings.Repeat("1", k.max), true, false)
			add(strings.Repeat("1", k.max+1), false, false)
		}
		if k.pattern != nil {
			for _, value := range []string{"1", "1234567890123456789", "x", "12345678901234567890"} {
				add(value, k.pattern.MatchString(value), false)
			}
		}
		add(true, false, false)
	}
	if k.required == "required" && !strings.HasSuffix(k.path, "[]") {
		add(nil, false, false)
	}
	return all
}

var openOperations = map[string]modules.Operation{"insert": modules.Insert, "update": modules.Update, "upsert": modules.Upsert}

// TestOpenAPIRequests checks the bodies of the description: the library refuses none that
// it takes and takes none that it refuses, and what only the description has warns. The
// schema of an insert, which is that of v7, agrees.
func TestOpenAPIRequests(t *testing.T) {
	body, records, n := schema(t, "body.schema.json"), recordSchemas(t), 0
	for _, r := range readOpenAPI(t).requests {
		op, isCall := openOperations[r.call]
		if !isCall {
			continue
		}
		m, err := modules.Lookup(r.module)
		if err != nil {
			t.Fatal(err)
		}
		if found := problemsOf(t, op, m, []byte(r.body)); len(found) > 0 {
			t.Errorf("%s: %v", r.call, found)
		}
		for _, k := range r.keys {
			for _, c := range k.changes(t, r.body) {
				n++
				found := problemsOf(t, op, m, c.body)
				twins := slices.ContainsFunc(found, func(e *zohocrm.Error) bool { return e.Reason == zohocrm.ReasonDuplicateValue }) // 100 times one record
				switch {
				case c.right && found.Err() != nil, !c.right && found.Err() == nil, c.newer && len(found) == 0, c.right && !c.newer && len(found) > 0 && !twins:
					t.Errorf("%s %s, right %v, newer %v: %v\n%.300s", r.call, k.path, c.right, c.newer, found, c.body)
				}
				if op != modules.Insert {
					continue
				}
				err := conforms(body, c.body)
				if err == nil {
					err = conformingRecords(records[r.module], c.body)
				}
				if (err == nil) != (c.right && !c.newer) {
					t.Errorf("%s %s, right %v, newer %v: the schema says %v\n%.300s", r.call, k.path, c.right, c.newer, err, c.body)
				}
			}
		}
	}
	if n < 100 {
		t.Errorf("%d bodies", n)
	}
}

// conformingRecords validates each record of a body.
func conformingRecords(s *jsonschema.Schema, body []byte) error {
	var parts struct{ Data []json.RawMessage }
	if err := json.Unmarshal(body, &parts); err != nil {
		return err
	}
	for _, r := range parts.Data {
		if err := conforms(s, r); err != nil {
			return err
		}
	}
	return nil
}

// problemsOf returns the problems of a body.
func problemsOf(t *testing.T, op modules.Operation, m *modules.Module, body []byte) zohocrm.Errors {
	t.Helper()
	r, err := payload.Parse(op, m, body)
	if err != nil {
		if e, ok := err.(*zohocrm.Error); ok {
			return zohocrm.Errors{e}
		}
		t.Fatalf("%s: %v", body, err)
	}
	return slices.Collect(r.Problems())
}

// check checks a body against the keys of a request: it has no other keys, all that are
// required, and values of their types and in their limits.
func (r openRequest) check(t *testing.T, body []byte) {
	t.Helper()
	var root any
	if err := json.Unmarshal(body, &root); err != nil {
		t.Fatalf("%v: %s", err, body)
	}
	byPath := map[string]openKey{}
	for _, k := range r.keys {
		byPath[k.path] = k
	}
	var walk func(path string, v any)
	walk = func(path string, v any) {
		k, ok := byPath[path]
		above := path[:max(strings.LastIndexByte(path, '.'), 0)]
		switch {
		case path == "":
		case !ok && byPath[above].open:
			return
		case !ok:
			t.Errorf("%s has no %s: %s", r.call, path, body)
			return
		case !k.takes(v):
			t.Errorf("%s: %s is %v", r.call, path, v)
		}
		switch v := v.(type) {
		case []any:
			for _, element := range v {
				walk(path+"[]", element)
			}
		case map[string]any:
			for name, value := range v {
				walk(strings.TrimPrefix(path+"."+name, "."), value)
			}
			for _, k := range r.keys {
				name, within := strings.CutPrefix(k.path, path+".")
				if path == "" {
					name, within = k.path, true
				}
				if _, has := v[name]; within && k.required == "required" && !has && !strings.ContainsAny(name, ".[") {
					t.Errorf("%s: %s without %s: %s", r.call, path, name, body)
				}
			}
		}
	}
	walk("", root)
}

// takes reports whether a key has a value of this type and within its limits.
func (k openKey) takes(v any) bool {
	kind, size := "", 0
	switch v := v.(type) {
	case string:
		kind, size = "string", utf8.RuneCountInString(v)
		if k.enum != nil && !slices.ContainsFunc(k.enum, func(s string) bool { return strings.Trim(s, "~+") == v }) {
			return false
		}
	case []any:
		kind, size = "array", len(v)
	case map[string]any:
		kind = "object"
	case bool:
		kind = "boolean"
	case float64:
		kind = "integer"
	}
	return slices.Contains(k.types, kind) && (k.max < 0 || size <= k.max)
}

// TestOpenAPIBodies checks the bodies that the library writes with all that can be set.
func TestOpenAPIBodies(t *testing.T) {
	lead := func() *record.Record {
		return record.New().Text("Last_Name", "Daly").Text("Email", "p.daly@zylker.com").Text("City", "Oslo")
	}
	triggers := []payload.Trigger{payload.Workflow, payload.Approval, payload.Blueprint, payload.Pathfinder, payload.Orchestration}
	bodies := map[string]*payload.Request{
		"insert": payload.NewInsert(modules.Leads()).Add(lead()).Layout("7").Triggers(triggers...).ApplyFeatures(payload.LayoutRules).SkipFeatures(payload.Cadences).LeadAssignmentRule("8"),
		"update": payload.NewUpdate(modules.Leads()).Add(lead().ID("9")).Triggers(triggers...).ApplyFeatures(payload.LayoutRules).SkipFeatures(payload.Cadences),
		"upsert": payload.NewUpsert(modules.Leads()).Add(lead()).Layout("7").Triggers(triggers...).LeadAssignmentRule("8").DuplicateCheck("Email").SkipFeaturesOn(payload.Updated, payload.Cadences),
	}
	for _, r := range readOpenAPI(t).requests {
		if bodies[r.call] == nil || r.module != "Leads" {
			continue
		}
		body, err := bodies[r.call].Build()
		if err != nil {
			t.Errorf("%s: %v", r.call, err)
			continue
		}
		r.check(t, body)
	}
}

// TestOpenAPIJobs checks the jobs of Bulk Write that the library writes.
func TestOpenAPIJobs(t *testing.T) {
	requests := readOpenAPI(t).requests
	job := requests[slices.IndexFunc(requests, func(r openRequest) bool { return r.call == "bulk" })]
	job.check(t, []byte(job.body))
	const items = `,"Quoted_Items":[{"Product_Name":{"id":"8"},"Quantity":1}],"Account_Name":{"id":"9"}}`
	n := 0
	for _, b := range []struct {
		*payload.BulkWrite
		record string
	}{
		{payload.NewBulkWrite(modules.Leads(), modules.Insert), `{"Last_Name":"Daly","Owner":{"id":"7"}}`},
		{payload.NewBulkWrite(modules.Leads(), modules.Insert).Callback("https://www.zylker.com/bulk").Layout("7"), `{"Last_Name":"Daly"}`},
		{payload.NewBulkWrite(modules.Leads(), modules.Update).IgnoreEmpty(false), `{"id":"1","City":null,"Company":"Zylker"}`},
		{payload.NewBulkWrite(modules.Leads(), modules.Upsert).FindBy("Email"), `{"Last_Name":"Daly","Email":"p.daly@zylker.com"}`},
		{payload.NewBulkWrite(modules.Quotes(), modules.Insert), `{"Subject":"q"` + items},
		{payload.NewBulkWrite(modules.Quotes(), modules.Update), `{"id":"1","Subject":"q"` + items},
		{payload.NewBulkWrite(modules.Quotes(), modules.Upsert).FindBy("id"), `{"id":"1","Subject":"q"` + items},
	} {
		for file, err := range b.Files(record.ReadJSONLines(strings.NewReader(b.record + "\n"))) {
			if err != nil || file.Zip == nil {
				t.Fatalf("%s: %v", b.record, err)
			}
			job.check(t, file.Job("3524001000005697001"))
			n++
		}
	}
	if n != 7 {
		t.Errorf("%d jobs", n)
	}
}

// openSamples are values of details.
var openSamples = map[string]string{
	"api_name": `"Email"`, "json_path": `"$.data[0].Email"`, "expected_data_type": `"integer"`, "maximum_length": `2`, "supported_values": `["a","b"]`,
	"resource_path_index": `1`, "dependee": `{"api_name":"Status","json_path":"$.data[0].Status"}`, "layout_rule": `{"name":"Layout Rule","id":"5410702000000761547"}`,
	"id": `"2008662000006256222"`, "more_records": `true`, "dependency_error": `"NO_PERMISSION"`, "permissions": `["Crm_Implied_View_Leads"]`,
	"linking_fields": `["Bugs_MxN","CM_MxN"]`, "action": `"record_locking"`, "supported_callback_methods": `["post"]`,
	"duplicate_record": `{"module":{"api_name":"Leads","id":"4881139000000002175"},"id":"2008662000006256222"}`,
	"errors": `[{"code":"DUPLICATE_DATA","details":{"api_name":"Email"},"message":"duplicate data","status":"error"},` +
		`{"code":"DUPLICATE_DATA","details":{"api_name":"Mobile"},"message":"duplicate data","status":"error"}]`,
	"Modified_Time": `"2023-05-10T01:10:47-07:00"`, "Created_Time": `"2023-05-10T01:10:47-07:00"`,
	"Modified_By": `{"name":"Patricia Boyle","id":"5725767000000411001"}`, "Created_By": `{"name":"Patricia Boyle","id":"5725767000000411001"}`,
	"created_by": `{"id":"3524001000000186003"}`, "$approval_state": `"approved"`, "$state": `"save"`, "$wizard_connection_path": `null`, "$process_flow": `false`,
	"$locked_for_me": `false`, "$approved": `true`, "$status": `"cv_1"`, "$layout_id": `{"id":"1"}`, "$has_more": `{}`,
}

// items returns the item with the details that are required, and with all.
func (a openAnswer) items(t *testing.T, call string) []string {
	t.Helper()
	var items []string
	for _, all := range []bool{false, true} {
		var members []string
		for _, d := range a.details {
			sample, ok := openSamples[d.name]
			if !ok {
				t.Fatalf("there is no sample of %s", d.name)
			}
			if all || !d.optional {
				members = append(members, fmt.Sprintf("%q:%s", d.name, sample))
			}
		}
		item := fmt.Sprintf(`"code":%q,"details":{%s},"message":"a message","status":"error"`, a.code, strings.Join(members, ","))
		if a.code == "SUCCESS" {
			item = strings.Replace(item, "error", "success", 1)
			if call == "upsert" {
				item += `,"duplicate_field":"Email","action":"update"`
			}
		}
		if a.code == "COEXISTENCE_NOT_ALLOWED" { // the description has nothing else in it
			item = fmt.Sprintf(`"code":%q,"status":"error"`, a.code)
		}
		items = append(items, "{"+item+"}")
	}
	return items
}

// TestOpenAPIAnswers reads the items of the description. The schema of answers takes those
// of the calls of records. The library knows each code, and keeps all details but those
// that the table names.
func TestOpenAPIAnswers(t *testing.T) {
	answer, codes := schema(t, "answer.schema.json"), string(read(t, "../codes.go"))
	for _, a := range readOpenAPI(t).answers {
		if !strings.Contains(codes, strconv.Quote(a.code)) {
			t.Errorf("there is no code %s", a.code)
		}
		for _, call := range a.calls {
			for _, item := range a.items(t, call) {
				for _, text := range []string{`{"data":[` + item + `]}`, item} {
					if a.code == "SUCCESS" && (text == item) != (call == "bulk") { // a job's answer is bare, and others are not
						continue
					}
					if err := conforms(answer, []byte(text)); call != "bulk" && err != nil {
						t.Errorf("%s: %v", text, err)
					}
					read, err := zohocrm.ParseAnswer([]byte(text))
					if err != nil || len(read.Items) != 1 {
						t.Errorf("%s: %+v, %v", text, read, err)
						continue
					}
					a.compare(t, call, item, read.Items[0])
				}
			}
		}
	}
}

// compare compares an item with what was read of it.
func (a openAnswer) compare(t *testing.T, call, item string, got zohocrm.Item) {
	t.Helper()
	switch {
	case a.code == "SUCCESS":
		if got.ID != "2008662000006256222" || call == "upsert" && (got.Action != "update" || got.Matched != "Email") || len(got.Problems) > 0 {
			t.Errorf("%s: %+v", item, got)
		}
		return
	case a.code == string(zohocrm.CodeMultipleOrMultiErrors):
		if len(got.Problems) != 2 || got.Problems[0].APIName != "Email" || got.Problems[1].APIName != "Mobile" {
			t.Errorf("%s: %+v", item, got)
		}
		return
	case len(got.Problems) != 1:
		t.Errorf("%s: %+v", item, got)
		return
	}
	var sent, kept struct{ Details map[string]any }
	text, err := json.Marshal(got.Problems[0])
	if err == nil {
		err = json.Unmarshal(text, &kept)
	}
	if err == nil {
		err = json.Unmarshal([]byte(item), &sent)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range a.details {
		if d.dropped {
			delete(sent.Details, d.name)
		}
	}
	// A path without a name, and a name without a path, are read, but not written.
	for _, name := range []string{"api_name", "json_path"} {
		if _, has := sent.Details[name]; !has {
			delete(kept.Details, name)
		}
	}
	if _, named := sent.Details["api_name"]; !named && sent.Details["json_path"] != nil {
		if got.Problems[0].Path.JSONPath() != sent.Details["json_path"] {
			t.Errorf("%s: the path is %s", item, got.Problems[0].Path.JSONPath())
		}
		delete(sent.Details, "json_path")
	}
	if !maps.EqualFunc(sent.Details, kept.Details, func(a, b any) bool { return fmt.Sprint(a) == fmt.Sprint(b) }) {
		t.Errorf("%s %s: kept %s", call, item, text)
	}
}
