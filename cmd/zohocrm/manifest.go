package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"

	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
)

// A manifest is the content of run.json: the settings of the run, and where in the
// input each record of each body is. Its members are in the order of the file.
type manifest struct {
	manifestHead
	Bodies []manifestBody `json:"bodies"`
	manifestTail
}

// manifestHead is known when the run begins.
type manifestHead struct {
	Version int      `json:"version"` // 1
	Command string   `json:"command"` // "insert", "update", "upsert" or "bulk"
	Module  string   `json:"module"`
	Does    string   `json:"operation,omitempty"` // what the jobs of bulk do: "insert", "update" or "upsert"
	Method  string   `json:"method"`              // of the call
	Path    string   `json:"path"`                // the end of its URL, after "/crm/v7/"; all after the host if it begins with "/"
	Args    []string `json:"args"`                // of the command
}

// A manifestBody is a body of the run, or a file of Bulk Write.
type manifestBody struct {
	File    string            `json:"file"`
	Job     string            `json:"job,omitempty"` // of a file of Bulk Write
	Records int               `json:"records"`
	Headers map[string]string `json:"headers,omitempty"` // that its request needs
	Places  []manifestPlaces  `json:"places"`            // of its records, in their order
}

// manifestPlaces are the places of consecutive records of the input.
type manifestPlaces struct {
	Input  int `json:"input"`         // in "inputs", from 0
	Record int `json:"record"`        // the number of the first, among all that were read, from 0
	Row    int `json:"row,omitempty"` // of the first record, from 1
	Count  int `json:"count"`
}

// manifestTail is known when the run ends.
type manifestTail struct {
	Inputs   []manifestInput   `json:"inputs"`
	Headers  map[string]string `json:"headers,omitempty"` // of all bodies together
	Read     int               `json:"read"`
	Written  int               `json:"written"`
	Refused  int               `json:"refused"`
	Complete bool              `json:"complete"`          // whether all of the input was read
	Stopped  string            `json:"stopped,omitempty"` // what ended the run before the end of its input
	Next     *manifestPlaces   `json:"next,omitempty"`    // the first record after those of the last body, if the run is not complete
}

// A manifestInput is a file of the input.
type manifestInput struct {
	File    string `json:"file"`
	Format  string `json:"format"`
	Size    int64  `json:"size"`             // in bytes, as far as it was read
	SHA256  string `json:"sha256,omitempty"` // if all of it was read
	Records int    `json:"records"`
}

// manifestHead returns the start of the manifest of the run.
func (j *job) manifestHead() manifestHead {
	if j.bulk != nil {
		return manifestHead{Version: 1, Command: bulkName, Module: j.module.APIName(), Does: j.op.String(), Method: "POST", Path: bulkPath, Args: j.args}
	}
	r := j.request()
	return manifestHead{Version: 1, Command: j.op.String(), Module: j.module.APIName(), Method: r.Method(), Path: r.Path(), Args: j.args}
}

// begin writes the start of the manifest.
func (d *directory) begin(head manifestHead) {
	d.text.Write(bytes.TrimSuffix(jsonOf(head), []byte("}")))
	d.text.WriteString(`,"bodies":[`)
}

// addBody adds the last body to the manifest. places are those of the records of
// the batch.
func (d *directory) addBody(batch payload.Batch, places []place) {
	if d.n > 1 {
		d.text.WriteByte(',')
	}
	d.text.WriteByte('\n')
	file, job := d.names.of(d.n)
	d.text.Write(jsonOf(manifestBody{
		File: file, Job: job, Records: len(batch.Index), Headers: batch.Headers, Places: placesOf(batch.Index, places),
	}))
}

// placesOf joins the places of consecutive records.
func placesOf(index []int, places []place) []manifestPlaces {
	var all []manifestPlaces
	for i, at := range places {
		if n := len(all) - 1; n >= 0 {
			last := &all[n]
			if last.Input == at.in.number && last.Record+last.Count == index[i] && (last.Row == 0 && at.row == 0 || last.Row > 0 && last.Row+last.Count == at.row) {
				last.Count++
				continue
			}
		}
		all = append(all, manifestPlaces{at.in.number, index[i], at.row, 1})
	}
	return all
}

// manifestTail returns the end of the manifest of the run. stopped says what ended
// the run before the end of its input, or is "".
func (j *job) manifestTail(stopped string) manifestTail {
	tail := manifestTail{
		Headers: j.headers.all, Read: j.read, Written: j.written, Refused: j.refused, Complete: stopped == "", Stopped: stopped,
	}
	for _, in := range j.inputs {
		tail.Inputs = append(tail.Inputs, manifestInput{in.name, in.format, in.read(), in.sha256(), in.records})
	}
	if next := j.mark.next; stopped != "" && next.in != nil {
		tail.Next = &manifestPlaces{Input: next.in.number, Record: j.mark.read, Row: next.row, Count: 1}
	}
	return tail
}

// endOfManifest returns the text of the end of a manifest.
func endOfManifest(tail manifestTail) []byte {
	return append(append([]byte("\n],"), jsonOf(tail)[1:]...), '\n')
}

// jsonOf returns the JSON of a value that always has one.
func jsonOf(v any) []byte {
	text, err := json.Marshal(v)
	if err != nil {
		return []byte("{}")
	}
	return text
}

// readManifest reads the manifest of a run.
func readManifest(file string) (*manifest, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var m manifest
	if err := json.Unmarshal(text, &m); err != nil {
		return nil, fmt.Errorf("%s: not the manifest of a run: %w", file, err)
	}
	if m.Version != 1 {
		return nil, fmt.Errorf("%s: version 1 of a manifest is known, not %d", file, m.Version)
	}
	for _, b := range m.Bodies {
		n := 0
		for _, p := range b.Places {
			if p.Input < 0 || p.Input >= len(m.Inputs) || p.Count < 1 || p.Record < 0 || p.Row < 0 {
				return nil, fmt.Errorf("%s: a wrong place in %s", file, b.File)
			}
			n += p.Count
		}
		if most := m.most(); n != b.Records || n > most {
			return nil, fmt.Errorf("%s: %d places of %d records in %s", file, n, b.Records, b.File)
		}
	}
	return &m, nil
}

// isBulk reports whether the run made files of Bulk Write.
func (m *manifest) isBulk() bool { return m.Command == bulkName }

// names returns the names of the files of the run.
func (m *manifest) names() fileNames {
	if m.isBulk() {
		return bulkNames(m.Module)
	}
	return fileNames{}
}

// output is what the records of the run are in.
func (m *manifest) output() string { return outputOf(m.isBulk()) }

// most returns how many records a body or file of the run has at most.
func (m *manifest) most() int {
	if m.isBulk() {
		return payload.MaxBulkRows
	}
	return payload.MaxRecords
}

// operation returns the operation of the run.
func (m *manifest) operation() (modules.Operation, error) {
	name := m.Command
	if m.isBulk() {
		name = m.Does
	}
	for op := modules.Insert; op <= modules.Upsert; op++ {
		if op.String() == name {
			return op, nil
		}
	}
	return 0, errors.New("a manifest of a command that is not known")
}

// headers are those that the bodies of a run need.
type headers struct{ all map[string]string }

// add adds the headers of a body. Entries of one header are joined.
func (h *headers) add(more map[string]string) {
	for name, value := range more {
		if h.all == nil {
			h.all = map[string]string{}
		}
		if old, ok := h.all[name]; ok && name == payload.ExternalHeader {
			value = joinEntries(old, value)
		}
		h.all[name] = value
	}
}

// joinEntries joins two lists with commas between their entries.
func joinEntries(a, b string) string {
	entries := list[string](a)
	for _, e := range list[string](b) {
		if !slices.Contains(entries, e) {
			entries = append(entries, e)
			a += "," + e
		}
	}
	return a
}
