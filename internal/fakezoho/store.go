package fakezoho

import (
	"fmt"
	"strings"
	"time"
)

const unknownID = "the id given seems to be invalid"

// refuse returns the item of the first problem.
func refuse(problems []problem, i int) item {
	p := problems[0]
	details := map[string]any{}
	for name, value := range p.details {
		if name == "dependee" {
			value = map[string]any{"api_name": value, "json_path": fmt.Sprintf("$.data[%d].%s", i, value)}
		}
		details[name] = value
	}
	if p.path != "" {
		details["api_name"] = apiName(p.path)
		details["json_path"] = fmt.Sprintf("$.data[%d].%s", i, p.path)
	}
	return refusal(p.code, p.message, details)
}

// apiName returns the last name of a path.
func apiName(path string) string {
	name := path[strings.LastIndexByte(path, '.')+1:]
	name, _, _ = strings.Cut(name, "[")
	return name
}

// check returns what is wrong with a record, whatever is stored.
func (s *Server) check(c *call, rec map[string]any) []problem {
	ch := &checker{module: c.module, row: s.modules["%row"], record: rec, operation: c.operation, now: s.Now, external: c.external}
	for name, other := range aliases[c.module.name] {
		if v, given := rec[name]; given && absent(rec[other]) {
			rec[other] = v
			delete(rec, name)
		}
	}
	for i := range c.module.fields {
		f := &c.module.fields[i]
		v, given := rec[f.name]
		if f.mandatory && f.lacks(v) && (c.operation != "update" || given) {
			ch.missing(f.name)
			continue
		}
		if f.kind == "rrule" && c.operation == "update" { // it is not updatable (facts 1.2), and ignored
			continue
		}
		ch.value(f, v, f.name)
	}
	for _, rule := range append(rules["*"], rules[c.module.name]...) {
		rule(ch)
	}
	return ch.problems
}

// lacks reports whether a mandatory field has no value. A lookup that is {} lacks its id
// alone (real case 23).
func (f *field) lacks(v any) bool {
	switch f.kind {
	case "lookup", "named", "user", "member", "layout", "target":
		return absent(v) || isEmpty(v) && !isObject(v)
	}
	return absent(v) || isEmpty(v)
}

func isObject(v any) bool {
	_, ok := v.(map[string]any)
	return ok
}

// isEmpty reports whether nothing is in an array or an object. No source says which
// of its codes Zoho answers a mandatory field with that has such a value.
func isEmpty(v any) bool {
	list, isList := v.([]any)
	o, isObject := v.(map[string]any)
	return isList && len(list) == 0 || isObject && len(o) == 0
}

// one writes a record and returns its item, or those of its occurrences.
func (s *Server) one(c *call, rec map[string]any, i int) []item {
	switch c.operation {
	case "update":
		return []item{s.update(c, rec, i)}
	case "upsert":
		return []item{s.upsert(c, rec, i)}
	}
	occurrences := occurrencesOf(rec)
	answers := []item{s.insert(c, rec, i)}
	for n := 1; n < occurrences && !answers[0].failed(); n++ {
		answers = append(answers, s.success("record added", map[string]any{"id": s.newID(), "Created_Time": s.stamp(), "Modified_Time": s.stamp()}))
	}
	return answers
}

// occurrencesOf returns how many items a recurring task or event is answered with
// (page, the response to a recurring task).
func occurrencesOf(rec map[string]any) int {
	o, _ := rec["Recurring_Activity"].(map[string]any)
	text, _ := o["RRULE"].(string)
	all, _ := parts(text)
	start, ok := parseDay(all["DTSTART"])
	until, given := parseDay(all["UNTIL"])
	if !ok || !given || all["FREQ"] != "DAILY" {
		return 1
	}
	interval := 1
	_, _ = fmt.Sscan(all["INTERVAL"], &interval)
	return 1 + int(until.Sub(start)/(24*time.Hour))/max(1, interval)
}

func (s *Server) stamp() string { return s.Now.Format("2006-01-02T15:04:05-07:00") }

// find returns the record with that value, without letter case, or nil.
func (s *Server) find(moduleName, name string, value any) map[string]any {
	if absent(value) {
		return nil
	}
	text := strings.ToLower(fmt.Sprint(value))
	for _, rec := range s.records[moduleName] {
		if stored := rec[name]; stored != nil && strings.ToLower(fmt.Sprint(stored)) == text {
			return rec
		}
	}
	return nil
}

// duplicates refuses a record of which a unique value is stored with another one.
func (s *Server) duplicates(c *call, rec map[string]any, i int) item {
	var items []item
	for _, f := range c.module.fields {
		if !f.unique {
			continue
		}
		if found := s.find(c.module.name, f.name, rec[f.name]); found != nil && found["id"] != rec["id"] {
			items = append(items, refusal("DUPLICATE_DATA", "duplicate data", map[string]any{
				"api_name": f.name, "json_path": fmt.Sprintf("$.data[%d].%s", i, f.name), "id": found["id"], "more_records": false,
				"duplicate_record": map[string]any{"id": found["id"], "Owner": patricia, "module": map[string]any{"api_name": c.module.name, "id": "554023000000002175"}},
			}))
		}
	}
	switch len(items) {
	case 0:
		return nil
	case 1:
		return items[0]
	}
	return refusal("MULTIPLE_OR_MULTI_ERRORS", "Multiple errors in the request", map[string]any{"errors": items})
}

// tooManyRows refuses a row of the history of an appointment that has 20 (Add
// Appointments Rescheduled History page).
func (s *Server) tooManyRows(c *call, rec map[string]any, i int) item {
	const field = "Appointment_Name"
	if c.module.name != "Appointments_Rescheduled_History__s" {
		return nil
	}
	rows := 0
	for _, stored := range s.records[c.module.name] {
		if fmt.Sprint(stored[field]) == fmt.Sprint(rec[field]) {
			rows++
		}
	}
	if rows < 20 {
		return nil
	}
	return refusal("IN_REQUEST_LIMIT_EXCEEDED", "more than 20 rows", map[string]any{"api_name": field, "json_path": fmt.Sprintf("$.data[%d].%s", i, field)})
}

func (s *Server) insert(c *call, rec map[string]any, i int) item {
	delete(rec, "id")
	if problems := s.check(c, rec); len(problems) > 0 {
		return refuse(problems, i)
	}
	if bad := s.duplicates(c, rec, i); bad != nil {
		return bad
	}
	if bad := s.tooManyRows(c, rec, i); bad != nil {
		return bad
	}
	rec["id"], rec["Created_Time"], rec["Modified_Time"] = s.newID(), s.stamp(), s.stamp()
	s.records[c.module.name] = append(s.records[c.module.name], rec)
	return s.success("record added", rec)
}

func (s *Server) update(c *call, rec map[string]any, i int) item {
	at := map[string]any{"api_name": "id", "json_path": fmt.Sprintf("$.data[%d].id", i)}
	stored := s.find(c.module.name, "id", rec["id"])
	for _, entry := range c.external {
		if m, name, ok := strings.Cut(entry, "."); ok && m == c.module.name && stored == nil && !strings.Contains(name, ".") {
			stored = s.find(m, name, rec[name])
			if stored != nil {
				rec["id"] = stored["id"]
			}
		}
	}
	switch {
	case stored == nil && absent(rec["id"]):
		return refusal("MANDATORY_NOT_FOUND", "required field not found", at)
	case stored == nil:
		return refusal("INVALID_DATA", unknownID, at)
	}
	modified, _ := parseMoment(stored["Modified_Time"])
	if !c.since.IsZero() && modified.After(c.since) {
		return s.modified(stored)
	}
	update := *c
	update.operation = "update"
	if problems := s.check(&update, rec); len(problems) > 0 {
		return refuse(problems, i)
	}
	if bad := s.duplicates(c, rec, i); bad != nil {
		return bad
	}
	appended, _ := rec["$append_values"].(map[string]any)
	for name, value := range rec {
		switch f := c.module.field(name); {
		case name == "$append_values", f != nil && (f.kind == "rrule" || f.kind == "~" && name != "id"): // not written
		case appended[name] == true:
			stored[name] = append(asList(stored[name]), asList(value)...)
		case f != nil && (f.kind == "subform" || f.kind == "items" || f.kind == "multilookup" || f.kind == "multiuser") && len(asList(value)) > 0:
			stored[name] = s.mergeRows(asList(stored[name]), asList(value))
		default:
			stored[name] = value
		}
	}
	stored["Modified_Time"] = s.stamp()
	return s.success("record updated", stored)
}

// mergeRows adds rows without an id, changes those with one and removes those that
// have _delete (page on updates of subforms).
func (s *Server) mergeRows(stored, changes []any) []any {
	rows := append([]any(nil), stored...)
	for _, v := range changes {
		change, _ := v.(map[string]any)
		if change["id"] == nil {
			change["id"] = s.newID()
			rows = append(rows, change)
			continue
		}
		_, removed := change["_delete"]
		var left []any
		for _, row := range rows {
			old, _ := row.(map[string]any)
			if old["id"] != change["id"] {
				left = append(left, row)
			} else if !removed {
				for name, value := range change {
					old[name] = value
				}
				left = append(left, old)
			}
		}
		rows = left
	}
	return rows
}

// matchFields returns the fields by which an upsert finds records, in their order:
// those that are named, then all unique ones. The module's own field is the first if
// none is named, and else only if it is (upsert page).
func matchFields(c *call) []string {
	fields := append([]string(nil), c.checks...)
	if len(fields) == 0 {
		own := systemField[c.module.name]
		if c.module.custom {
			own = "Name"
		}
		fields = append(fields, own)
	}
	for _, f := range c.module.fields {
		if f.unique && !contains(fields, f.name) {
			fields = append(fields, f.name)
		}
	}
	return fields
}

func (s *Server) upsert(c *call, rec map[string]any, i int) item {
	for _, name := range matchFields(c) {
		if found := s.find(c.module.name, name, rec[name]); found != nil {
			rec["id"] = found["id"]
			answer := s.update(c, rec, i)
			if !answer.failed() {
				answer["action"], answer["duplicate_field"] = "update", name
			} else if details, ok := answer["details"].(map[string]any); ok && answer["code"] == "MANDATORY_NOT_FOUND" {
				details["id"] = found["id"]
			}
			return answer
		}
	}
	answer := s.insert(c, rec, i)
	if !answer.failed() {
		answer["action"], answer["duplicate_field"] = "insert", nil
	}
	return answer
}
