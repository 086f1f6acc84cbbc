// Package fakecrm is a server that answers the record calls as Zoho CRM's pages
// say. Tests and examples send to it on loopback.
package fakecrm

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
)

// A Server holds the records of one organization. The zero Server has none.
type Server struct {
	// Unique maps a module to its field in which no two records have the same value.
	Unique map[string]string
	// Busy are the calls, from 1, that are answered with 429.
	Busy map[int]bool

	mutex   sync.Mutex
	calls   int
	next    int
	records map[string][]map[string]any // by module, in the order of their insertion
}

// Calls returns how many calls came.
func (s *Server) Calls() int {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.calls
}

// Records returns the records of a module.
func (s *Server) Records(module string) []map[string]any {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.records[module]
}

// An item is what is answered to one record.
type item struct {
	Code    string         `json:"code"`
	Action  string         `json:"action,omitempty"`
	Matched *string        `json:"duplicate_field,omitempty"`
	Details map[string]any `json:"details"`
	Message string         `json:"message"`
	Status  string         `json:"status"`
}

func refusal(code, message string, details map[string]any) item {
	return item{Code: code, Message: message, Details: details, Status: "error"}
}

func success(message, action, id string) item {
	return item{Code: "SUCCESS", Message: message, Action: action, Details: map[string]any{"id": id}, Status: "success"}
}

// ServeHTTP answers POST /crm/v7/{module}, POST /crm/v7/{module}/upsert, PUT
// /crm/v7/{module} and PUT /crm/v7/{module}/{id}.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.calls++
	bare := func(status int, i item) {
		w.WriteHeader(status)
		_ = json.NewEncoder(w).Encode(i)
	}
	parts := strings.Split(strings.TrimPrefix(r.URL.Path, "/crm/v7/"), "/")
	var body struct {
		Data   []map[string]any `json:"data"`
		Checks []string         `json:"duplicate_check_fields"`
	}
	var write func(rec map[string]any, i int) item
	module := parts[0]
	switch operation := r.Method + " " + strings.Join(parts[1:], "/"); {
	case s.Busy[s.calls]:
		bare(http.StatusTooManyRequests, refusal("TOO_MANY_REQUESTS", "You have exceeded the limit", map[string]any{}))
		return
	case json.NewDecoder(r.Body).Decode(&body) != nil || len(body.Data) == 0:
		bare(http.StatusBadRequest, refusal("INVALID_DATA", "body", map[string]any{"expected_data_type": "jsonobject"}))
		return
	case len(body.Data) > 100:
		bare(http.StatusBadRequest, refusal("LIMIT_EXCEEDED", "count of records in your request exceeds the limit", map[string]any{"maximum_length": 100, "api_name": "data"}))
		return
	case operation == "POST ":
		write = func(rec map[string]any, i int) item { return s.insert(module, rec, i) }
	case operation == "POST upsert":
		write = func(rec map[string]any, i int) item { return s.upsert(module, rec, body.Checks, i) }
	case r.Method == "PUT":
		write = func(rec map[string]any, i int) item {
			if len(parts) > 1 {
				rec["id"] = parts[1]
			}
			return s.update(module, rec, i)
		}
	default:
		bare(http.StatusNotFound, refusal("INVALID_URL_PATTERN", "Please check if the URL trying to access is a correct one", map[string]any{}))
		return
	}
	var items []item
	refused := 0
	for i, rec := range body.Data {
		items = append(items, write(rec, i))
		if items[i].Status == "error" {
			refused++
		}
	}
	switch {
	case refused == len(items):
		w.WriteHeader(http.StatusBadRequest)
	case refused > 0:
		w.WriteHeader(http.StatusMultiStatus)
	case r.Method == "POST" && len(parts) == 1:
		w.WriteHeader(http.StatusCreated)
	}
	_ = json.NewEncoder(w).Encode(map[string]any{"data": items})
}

// find returns the record with that value, without letter case, or nil.
func (s *Server) find(module, field string, value any) map[string]any {
	text := strings.ToLower(fmt.Sprint(value))
	if value == nil || text == "" {
		return nil
	}
	for _, rec := range s.records[module] {
		if strings.ToLower(fmt.Sprint(rec[field])) == text {
			return rec
		}
	}
	return nil
}

// mandatory are the mandatory fields of modules.
var mandatory = map[string]string{"Leads": "Last_Name", "Contacts": "Last_Name"}

func at(i int, field string, more map[string]any) map[string]any {
	details := map[string]any{"api_name": field, "json_path": "$.data[" + strconv.Itoa(i) + "]." + field}
	for name, value := range more {
		details[name] = value
	}
	return details
}

func (s *Server) insert(module string, rec map[string]any, i int) item {
	if field := mandatory[module]; field != "" && (rec[field] == nil || rec[field] == "") {
		return refusal("MANDATORY_NOT_FOUND", "required field not found", at(i, field, nil))
	}
	unique := s.Unique[module]
	if found := s.find(module, unique, rec[unique]); found != nil {
		return refusal("DUPLICATE_DATA", "duplicate data", at(i, unique, map[string]any{
			"duplicate_record": map[string]any{"id": found["id"], "module": map[string]any{"api_name": module, "id": "1"}},
		}))
	}
	s.next++
	rec["id"] = strconv.Itoa(554023000 + s.next)
	if s.records == nil {
		s.records = map[string][]map[string]any{}
	}
	s.records[module] = append(s.records[module], rec)
	return success("record added", "", rec["id"].(string))
}

func (s *Server) update(module string, rec map[string]any, i int) item {
	id, _ := rec["id"].(string)
	if id == "" {
		return refusal("MANDATORY_NOT_FOUND", "required field not found", at(i, "id", nil))
	}
	stored := s.find(module, "id", id)
	if stored == nil {
		return refusal("INVALID_DATA", "the id given seems to be invalid", at(i, "id", nil))
	}
	unique := s.Unique[module]
	if found := s.find(module, unique, rec[unique]); found != nil && found["id"] != id {
		return refusal("DUPLICATE_DATA", "duplicate data", at(i, unique, map[string]any{"duplicate_record": map[string]any{"id": found["id"]}}))
	}
	for name, value := range rec {
		stored[name] = value
	}
	return success("record updated", "", id)
}

func (s *Server) upsert(module string, rec map[string]any, checks []string, i int) item {
	for _, field := range append(checks, s.Unique[module]) {
		found := s.find(module, field, rec[field])
		if found == nil {
			continue
		}
		rec["id"] = found["id"]
		answer := s.update(module, rec, i)
		if answer.Status == "success" {
			answer.Action, answer.Matched = "update", &field
		}
		return answer
	}
	answer := s.insert(module, rec, i)
	if answer.Status == "success" {
		answer.Action = "insert"
	}
	return answer
}
