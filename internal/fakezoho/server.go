// Package fakezoho is a server that answers the record calls of Zoho CRM, and Bulk
// Write, as their pages say. Tests and examples send to it on loopback.
//
// It is written from the pages and from recorded answers, not from the packages that
// it tests: it imports the standard library only, and has a table of the modules and
// rules of its own. Where the sources leave open what Zoho does, it takes a value.
package fakezoho

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// A Failure is what a call is answered with in place of its answer.
type Failure int

const (
	Busy     Failure = 1 + iota // 429, TOO_MANY_REQUESTS
	Broken                      // 500, INTERNAL_ERROR
	Cut                         // the connection is closed, and nothing was stored
	CutAfter                    // the connection is closed after all was stored
	Stale                       // 412, ALREADY_MODIFIED for each record
)

// A Server holds the records of one organization. Its zero value has none, and the
// modules of the page.
type Server struct {
	// Fail has the calls, from 1, that fail.
	Fail map[int]Failure
	// Now is the time of the server. Without it, it is 2026-01-01.
	Now time.Time

	mutex   sync.Mutex
	modules map[string]*module
	calls   int
	next    int
	records map[string][]map[string]any // by module, in the order of their insertion
	files   map[string][]byte           // of Bulk Write, by their ids
	jobs    map[string]*job
}

// Define adds fields to a module, and the module if it is not there: NAME:TYPE, such
// as Email:email? for a unique one, Skill_Level:integer3 or Name:text!.
func (s *Server) Define(moduleName string, fields ...string) error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.ready()
	m := s.modules[moduleName]
	if m == nil {
		m = &module{name: moduleName, fields: slices.Clone(s.modules["+"].fields), custom: true}
		s.modules[moduleName] = m
	}
	for _, text := range fields {
		f, err := parseField(text)
		if err != nil {
			return err
		}
		m.set(f)
	}
	return nil
}

// Fields returns the fields of a module and their types, for tests that make records
// of them.
func (s *Server) Fields(moduleName string) map[string]string {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.ready()
	all := map[string]string{}
	for _, f := range s.modules[moduleName].fields {
		all[f.name] = f.kind
	}
	return all
}

// Modules returns the names of the modules.
func (s *Server) Modules() []string {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.ready()
	return slices.DeleteFunc(slices.Sorted(maps.Keys(s.modules)), func(name string) bool { return strings.ContainsAny(name, "*%+") })
}

// Calls returns how many calls came.
func (s *Server) Calls() int {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.calls
}

// Records returns the records of a module.
func (s *Server) Records(moduleName string) []map[string]any {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.records[moduleName]
}

// Clear removes all records.
func (s *Server) Clear() {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	clear(s.records)
}

func (s *Server) ready() {
	if s.modules == nil {
		s.modules, s.records, s.files, s.jobs = table(), map[string][]map[string]any{}, map[string][]byte{}, map[string]*job{}
		if s.Now.IsZero() {
			s.Now = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
		}
	}
}

func (s *Server) newID() string {
	s.next++
	return strconv.Itoa(554023000 + s.next)
}

// An item is what is answered to one record.
type item map[string]any

func refusal(code, message string, details map[string]any) item {
	if details == nil {
		details = map[string]any{}
	}
	return item{"code": code, "message": message, "details": details, "status": "error"}
}

func (i item) failed() bool { return i["status"] == "error" }

var patricia = map[string]any{"name": "Patricia Boyle", "id": "554023000000235011"}

func (s *Server) success(message string, rec map[string]any) item {
	return item{"code": "SUCCESS", "message": message, "status": "success", "details": map[string]any{
		"Modified_Time": rec["Modified_Time"], "Modified_By": patricia, "Created_Time": rec["Created_Time"], "id": rec["id"], "Created_By": patricia,
		"$approval_state": "approved",
	}}
}

func reply(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json;charset=UTF-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}

// ServeHTTP answers POST /crm/v7/{module}, POST /crm/v7/{module}/upsert, PUT
// /crm/v7/{module}, PUT /crm/v7/{module}/{id}, and the calls of Bulk Write.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.ready()
	s.calls++
	failure := s.Fail[s.calls]
	switch failure {
	case Busy:
		reply(w, http.StatusTooManyRequests, refusal("TOO_MANY_REQUESTS", "You have exceeded the limit", nil))
		return
	case Broken:
		reply(w, http.StatusInternalServerError, refusal("INTERNAL_ERROR", "Internal Server Error", nil))
		return
	case Cut:
		panic(http.ErrAbortHandler) // closes the connection
	}
	status, answer := s.answer(r, failure == Stale)
	if failure == CutAfter {
		panic(http.ErrAbortHandler)
	}
	if data, ok := answer.([]byte); ok {
		_, _ = w.Write(data)
		return
	}
	reply(w, status, answer)
}

func (s *Server) answer(r *http.Request, stale bool) (int, any) {
	path := strings.Trim(r.URL.Path, "/")
	if rest, ok := strings.CutPrefix(path, "crm/v7/"); ok {
		return s.write(r, strings.Split(rest, "/"), stale)
	}
	return s.bulk(r, path)
}

// A call is one of the three for records.
type call struct {
	operation string
	module    *module
	external  []string // the entries of X-EXTERNAL
	checks    []string // duplicate_check_fields
	since     time.Time
}

// write answers a call for records.
func (s *Server) write(r *http.Request, parts []string, stale bool) (int, any) {
	c := call{module: s.modules[parts[0]]}
	if strings.ContainsAny(parts[0], "*%+") || c.module == nil {
		return http.StatusBadRequest, refusal("INVALID_MODULE", "the module name given seems to be invalid", map[string]any{"resource_path_index": 0})
	}
	id := ""
	switch {
	case len(parts) == 1 && r.Method == http.MethodPost:
		c.operation = "insert"
	case len(parts) == 2 && r.Method == http.MethodPost && parts[1] == "upsert":
		c.operation = "upsert"
	case len(parts) == 1 && r.Method == http.MethodPut:
		c.operation = "update"
	case len(parts) == 2 && r.Method == http.MethodPut:
		c.operation, id = "update", parts[1]
	case len(parts) <= 2:
		return http.StatusBadRequest, refusal("INVALID_REQUEST_METHOD", "The http request method type is not a valid one", map[string]any{"resource_path_index": 0})
	default:
		return http.StatusNotFound, refusal("INVALID_URL_PATTERN", "Please check if the URL trying to access is a correct one", nil)
	}
	if c.operation == "upsert" && noUpsert[c.module.name] {
		return http.StatusBadRequest, refusal("INVALID_MODULE", "The given module is not supported in API", map[string]any{"resource_path_index": 0})
	}
	for _, entry := range strings.Split(r.Header.Get("X-EXTERNAL"), ",") {
		c.external = append(c.external, strings.TrimSpace(entry))
	}
	c.since, _ = time.Parse("2006-01-02T15:04:05-07:00", r.Header.Get("If-Unmodified-Since"))
	var body map[string]any
	d := json.NewDecoder(r.Body)
	d.UseNumber()
	if d.Decode(&body) != nil || body == nil {
		return http.StatusBadRequest, refusal("INVALID_DATA", "body", map[string]any{"expected_data_type": "jsonobject"})
	}
	if bad := s.envelope(&c, body); bad != nil {
		return http.StatusBadRequest, bad
	}
	return s.writeAll(&c, body["data"].([]any), id, stale)
}

// writeAll writes the records, each for itself.
func (s *Server) writeAll(c *call, data []any, id string, stale bool) (int, any) {
	items, refused, old := []item{}, 0, 0
	for i, v := range data {
		rec, ok := v.(map[string]any)
		var answers []item
		switch {
		case !ok:
			answers = []item{refusal("INVALID_DATA", "invalid data", map[string]any{"expected_data_type": "jsonobject", "json_path": fmt.Sprintf("$.data[%d]", i)})}
		case stale:
			answers = []item{s.modified(rec)}
		default:
			if id != "" {
				rec["id"] = id
			}
			answers = s.one(c, rec, i)
		}
		for _, answer := range answers {
			items = append(items, answer)
			if answer.failed() {
				refused++
			}
			if answer["code"] == "ALREADY_MODIFIED" {
				old++
			}
		}
	}
	status := http.StatusOK
	switch {
	case old == len(items):
		status = http.StatusPreconditionFailed
	case refused == len(items):
		status = http.StatusBadRequest
	case refused > 0:
		status = http.StatusMultiStatus
	case c.operation == "insert":
		status = http.StatusCreated
	}
	if id != "" && refused == 1 && items[0]["code"] == "INVALID_DATA" && items[0]["message"] == unknownID { // real case 17
		return status, refusal("INVALID_DATA", "record not deleted", map[string]any{"resource_path_index": 1})
	}
	return status, map[string]any{"data": items}
}

func (s *Server) modified(rec map[string]any) item {
	return refusal("ALREADY_MODIFIED", "record updated time has already passed if-unmodified-since time", s.success("", rec)["details"].(map[string]any))
}

// envelope checks the keys beside the records.
func (s *Server) envelope(c *call, body map[string]any) item {
	data, ok := body["data"].([]any)
	switch {
	case !ok:
		return refusal("INVALID_DATA", "invalid data", map[string]any{"expected_data_type": "jsonarray", "api_name": "data"})
	case len(data) > 100:
		return refusal("LIMIT_EXCEEDED", "count of records in your request exceeds the limit", map[string]any{"maximum_length": 100, "api_name": "data"})
	case len(data) == 0:
		return refusal("INVALID_DATA", "invalid data", map[string]any{"minimum_length": 1, "api_name": "data", "json_path": "$.data"})
	}
	triggers := []string{"workflow", "approval", "blueprint", "pathfinder", "orchestration"}
	if list, given := body["trigger"]; given {
		texts, ok := list.([]any)
		for _, t := range texts {
			name, isText := t.(string)
			ok = ok && isText && contains(triggers, name)
		}
		if !ok {
			return wrongKey("$.trigger")
		}
	}
	keys := []string{"name"}
	if found := features(body, "apply_feature_execution", "layout_rules", keys); found != nil {
		return found
	}
	if c.operation == "upsert" {
		keys = append(keys, "action")
	}
	if found := features(body, "skip_feature_execution", "cadences", keys); found != nil {
		return found
	}
	for _, v := range asList(body["duplicate_check_fields"]) {
		if name, ok := v.(string); ok {
			c.checks = append(c.checks, name)
		}
	}
	return nil
}

// features checks a list of features, of which the API takes one by its name. Each
// element has the keys.
func features(body map[string]any, list, name string, keys []string) item {
	elements, isList := body[list].([]any)
	if body[list] != nil && !isList {
		return wrongKey("$." + list)
	}
	for i, v := range elements {
		o, _ := v.(map[string]any)
		path := fmt.Sprintf("$.%s[%d].", list, i)
		for _, k := range keys {
			if absent(o[k]) {
				return refusal("MANDATORY_NOT_FOUND", "required field not found", map[string]any{"api_name": k, "json_path": path + k})
			}
		}
		if o["name"] != name {
			return wrongKey(path + "name")
		}
	}
	return nil
}

func wrongKey(path string) item {
	return refusal("INVALID_DATA", "invalid data", map[string]any{"api_name": path[strings.LastIndexByte(path, '.')+1:], "json_path": path})
}

func asList(v any) []any {
	list, _ := v.([]any)
	return list
}
