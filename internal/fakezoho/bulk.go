package fakezoho

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// A job is one of Bulk Write, which is done at once.
type job struct {
	operation string
	counts    map[string]int
	result    []byte
	resource  []resource
}

type resource struct {
	Type     string     `json:"type"`
	Module   moduleName `json:"module"`
	FileID   string     `json:"file_id"`
	Names    []string   `json:"file_names"`
	FindBy   string     `json:"find_by"`
	Mappings []mapping  `json:"field_mappings"`
}

type moduleName struct {
	APIName string `json:"api_name"`
}

type mapping struct {
	APIName string `json:"api_name"`
	Index   int    `json:"index"`
	FindBy  string `json:"find_by"`
	Parent  *int   `json:"parent_column_index"`
}

const (
	maxBulkRows    = 25_000
	maxBulkColumns = 200
	maxBulkBytes   = 25 << 20
)

// bulk answers the calls of Bulk Write: the upload of a zip, the start of a job, its
// state and its result.
func (s *Server) bulk(r *http.Request, path string) (int, any) {
	const jobs, results = "crm/bulk/v7/write", "crm/bulk/v7/result"
	switch {
	case r.Method == http.MethodPost && strings.HasSuffix(path, "/upload"):
		return s.upload(r)
	case r.Method == http.MethodPost && path == jobs:
		return s.start(r)
	case r.Method == http.MethodGet && strings.HasPrefix(path, jobs+"/"):
		id := path[len(jobs)+1:]
		if j := s.jobs[id]; j != nil {
			return http.StatusOK, s.state(id, j)
		}
	case r.Method == http.MethodGet && strings.HasPrefix(path, results+"/"):
		if j := s.jobs[path[len(results)+1:]]; j != nil {
			return http.StatusOK, j.result
		}
	}
	return http.StatusNotFound, refusal("INVALID_URL_PATTERN", "Please check if the URL trying to access is a correct one", nil)
}

func (s *Server) upload(r *http.Request) (int, any) {
	file, _, err := r.FormFile("file")
	if err != nil || r.Header.Get("feature") != "bulk-write" || r.Header.Get("X-CRM-ORG") == "" {
		return http.StatusBadRequest, refusal("FILE_NOT_FOUND", "no file, or a header is missing", nil)
	}
	data, err := io.ReadAll(io.LimitReader(file, maxBulkBytes+1))
	switch {
	case err != nil:
		return http.StatusBadRequest, refusal("FILE_NOT_FOUND", "the file cannot be read", nil)
	case len(data) > maxBulkBytes:
		return http.StatusRequestEntityTooLarge, refusal("FILE_TOO_LARGE", "more than 25 MB", nil)
	}
	if _, err := zip.NewReader(bytes.NewReader(data), int64(len(data))); err != nil {
		return http.StatusBadRequest, refusal("INVALID_FILE_FORMAT", "only zip format is supported", nil)
	}
	id := s.newID()
	s.files[id] = data
	return http.StatusOK, item{"status": "success", "code": "FILE_UPLOAD_SUCCESS", "message": "file uploaded.", "details": map[string]any{"file_id": id, "created_time": s.stamp()}}
}

func (s *Server) state(id string, j *job) any {
	files := []any{}
	for _, r := range j.resource {
		counts := map[string]any{"status": "COMPLETED", "name": strings.Join(r.Names, ",")}
		for name, n := range j.counts {
			counts[name+"_count"] = n
		}
		files = append(files, map[string]any{"status": "COMPLETED", "type": "data", "module": map[string]any{"api_name": r.Module.APIName}, "file": counts})
	}
	return map[string]any{"status": "COMPLETED", "character_encoding": "UTF-8", "operation": j.operation, "id": id, "created_by": patricia, "created_time": s.stamp(),
		"resource": files, "result": map[string]any{"download_url": "/crm/bulk/v7/result/" + id}}
}

// rowsOf reads a CSV of a zip, its header aside.
func rowsOf(data []byte, names []string) ([][]string, bool) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, false
	}
	for _, f := range z.File {
		if len(names) > 0 && !contains(names, f.Name) {
			continue
		}
		in, err := f.Open()
		if err != nil {
			return nil, false
		}
		rows, err := csv.NewReader(in).ReadAll()
		in.Close()
		return rows, err == nil && len(rows) > 0
	}
	return nil, false
}

// start runs a job. Its errors are those of the Create Bulk Write Job page.
func (s *Server) start(r *http.Request) (int, any) {
	var body struct {
		Operation string     `json:"operation"`
		Ignore    bool       `json:"ignore_empty"`
		Resource  []resource `json:"resource"`
	}
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil || len(body.Resource) == 0 {
		return http.StatusBadRequest, refusal("MISSING_REQUIRED_KEY", "the key is missing", map[string]any{"json_path": "$.resource"})
	}
	if !contains([]string{"insert", "update", "upsert"}, body.Operation) {
		return http.StatusBadRequest, refusal("INVALID_FORMAT", "invalid operation", nil)
	}
	var tables [][][]string
	for i, res := range body.Resource {
		data := s.files[res.FileID]
		m := s.modules[res.Module.APIName]
		rows, ok := rowsOf(data, res.Names)
		switch {
		case data == nil:
			return http.StatusBadRequest, refusal("INVALID_FILE_ID", "improper file id", nil)
		case !ok:
			return http.StatusBadRequest, refusal("FILE_NOT_FOUND", "no such file in the zip", nil)
		case i == 0 && (m == nil || noBulk[m.name]):
			return http.StatusBadRequest, refusal("MODULE_NOT_AVAILABLE", "the module is not available", nil)
		case i == 0 && body.Operation != "insert" && res.FindBy == "":
			return http.StatusBadRequest, refusal("MANDATORY_NOT_FOUND", "Required key find_by is not available", nil)
		case len(rows)-1 > maxBulkRows:
			return http.StatusBadRequest, refusal("LIMIT_EXCEEDED", "too many rows", nil)
		case len(rows[0]) > maxBulkColumns:
			return http.StatusBadRequest, refusal("HEADER_LIMIT_EXCEEDED", "too many columns", nil)
		}
		for _, f := range res.Mappings {
			switch {
			case f.Index >= len(rows[0]):
				return http.StatusBadRequest, refusal("COLUMN_INDEX_NOT_FOUND", "no such column", nil)
			case !strings.HasPrefix(rows[0][f.Index], f.APIName) && f.Parent == nil:
				return http.StatusBadRequest, refusal("INVALID_FIELD_NAME", "invalid mapping. invalid api_name", nil)
			}
		}
		tables = append(tables, rows)
	}
	if body.Operation == "insert" {
		for _, f := range s.modules[body.Resource[0].Module.APIName].fields {
			mapped := slices.ContainsFunc(body.Resource[0].Mappings, func(m mapping) bool { return m.APIName == f.name })
			if f.mandatory && f.kind != "items" && !mapped {
				return http.StatusBadRequest, refusal("MANDATORY_FIELDS_NOT_MAPPED", "All mandatory fields are not mapped for the layout", nil)
			}
		}
	}
	id := s.newID()
	j := &job{operation: body.Operation, counts: map[string]int{}, resource: body.Resource}
	s.jobs[id] = j
	s.run(j, tables, body.Ignore)
	return http.StatusCreated, item{"status": "success", "code": "SUCCESS", "message": "success", "details": map[string]any{"id": id, "created_by": patricia}}
}

// cell returns the value of a cell of a field.
func (m *module) cell(f mapping, text string) any {
	if f.FindBy != "" && text != "" {
		return map[string]any{f.FindBy: text}
	}
	known := m.field(f.APIName)
	if known == nil || text == "" {
		return text
	}
	switch known.kind {
	case "integer", "double", "currency", "percent", "quoted":
		if json.Valid([]byte(text)) {
			return json.Number(text)
		}
	case "boolean":
		if b, err := strconv.ParseBool(text); err == nil {
			return b
		}
	case "multiselectpicklist":
		var list []any
		for _, t := range strings.Split(text, ";") {
			list = append(list, t)
		}
		return list
	}
	return text
}

// record returns the record of a row.
func (m *module) record(mappings []mapping, row []string, ignoreEmpty bool) map[string]any {
	rec := map[string]any{}
	for _, f := range mappings {
		if text := row[f.Index]; f.Parent == nil && (text != "" || !ignoreEmpty && rec[f.APIName] == nil) {
			rec[f.APIName] = m.cell(f, text)
		}
	}
	return rec
}

// run writes the rows of a job and makes its result: the first three columns that
// are mapped, and what became of the row (Download Result page).
func (s *Server) run(j *job, tables [][][]string, ignoreEmpty bool) {
	parent := j.resource[0]
	m := s.modules[parent.Module.APIName]
	c := &call{operation: j.operation, module: m}
	if j.operation == "upsert" {
		c.checks = []string{parent.FindBy}
	}
	for _, table := range j.resource {
		for _, f := range table.Mappings {
			if f.FindBy != "" { // the column finds records by that field, without a header
				c.external = append(c.external, f.APIName+"."+f.FindBy)
			}
		}
	}
	header := tables[0][0]
	columns := parent.Mappings[:min(3, len(parent.Mappings))]
	result := [][]string{nil}
	for _, f := range columns {
		result[0] = append(result[0], header[f.Index])
	}
	result[0] = append(result[0], "STATUS", "RECORD_ID", "ERRORS")
	for _, row := range tables[0][1:] {
		rec := m.record(parent.Mappings, row, ignoreEmpty || j.operation == "insert")
		s.children(j, tables, rec, row, m)
		if j.operation == "update" && parent.FindBy != "id" {
			if found := s.find(m.name, parent.FindBy, rec[parent.FindBy]); found != nil {
				rec["id"] = found["id"]
			}
		}
		answer := s.one(c, rec, 0)[0]
		details := answer["details"].(map[string]any)
		var out []string
		for _, f := range columns {
			out = append(out, row[f.Index])
		}
		status, failure := "added", ""
		switch {
		case answer.failed():
			name, _ := details["json_path"].(string)
			name = strings.TrimPrefix(name, "$.data[0].")
			name, _, _ = strings.Cut(strings.ReplaceAll(name, "[", "."), ".")
			status, failure = "skipped", answer["code"].(string)+"-"+name
		case j.operation == "update", answer["action"] == "update":
			status = "updated"
		}
		id, _ := details["id"].(string)
		if answer.failed() {
			id = ""
		}
		result = append(result, append(out, status, id, failure))
		j.counts[status]++
		j.counts["total"]++
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	out, _ := z.Create("result.csv") // in memory
	w := csv.NewWriter(out)
	_ = w.WriteAll(result)
	_ = z.Close()
	j.result = b.Bytes()
}

// children gives a record the rows of the other tables that are its own.
func (s *Server) children(j *job, tables [][][]string, rec map[string]any, row []string, m *module) {
	for i, res := range j.resource {
		if i == 0 {
			continue
		}
		key, known := "", false
		for _, f := range res.Mappings {
			if f.Parent != nil && *f.Parent < len(row) {
				key, known = row[*f.Parent], true
			}
		}
		field := res.Module.APIName
		if !known {
			key, _ = rec["id"].(string)
		}
		for _, cells := range tables[i][1:] {
			if cells[0] == key && key != "" {
				rec[field] = append(asList(rec[field]), s.modules["%row"].record(res.Mappings, cells, true))
			}
		}
	}
}
