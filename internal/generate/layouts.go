package generate

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"

	"github.com/seed12a3e673/zohocrm/internal/program"
)

// A listedChoice is a picklist value as the metadata calls write it.
type listedChoice struct {
	Shown  string      `json:"display_value,omitempty"`
	Actual string      `json:"actual_value,omitempty"`
	Maps   []stagesMap `json:"maps,omitempty"`
}

// A stagesMap says which stages a pipeline has.
type stagesMap struct {
	APIName string         `json:"api_name"`
	Values  []listedChoice `json:"pick_list_values"`
}

// A listedField is a field of a layout as the metadata call writes it.
type listedField struct {
	APIName  string         `json:"api_name"`
	Required bool           `json:"required,omitempty"`
	Values   []listedChoice `json:"pick_list_values,omitempty"`
}

func listed(choices ...program.Choice) []listedChoice {
	var all []listedChoice
	for _, c := range choices {
		all = append(all, listedChoice{Shown: c.Shown, Actual: c.Actual})
	}
	return all
}

// layoutsJSON returns layouts as an answer of the Layouts metadata call, with only
// what the checks need. Each field has a line.
func layoutsJSON(layouts []program.Layout) string {
	var b strings.Builder
	b.WriteString("{\"layouts\": [")
	for i, l := range layouts {
		b.WriteString(separator(i) + "\n\t{\"id\": " + line(l.ID) + ", \"sections\": [{\"fields\": [")
		for j, f := range fieldsOf(l) {
			b.WriteString(separator(j) + "\n\t\t" + line(f))
		}
		b.WriteString("\n\t]}]}")
	}
	return b.String() + "\n]}"
}

// fieldsOf returns the fields of a layout: first the mandatory ones, in the order in
// which they are reported.
func fieldsOf(l program.Layout) []listedField {
	var fields []listedField
	seen := map[string]bool{"": true}
	for i, name := range append(l.Required[:len(l.Required):len(l.Required)], l.Fields...) {
		if seen[name] {
			continue
		}
		seen[name] = true
		f := listedField{APIName: name, Required: i < len(l.Required)}
		for _, value := range l.Values[name] {
			f.Values = append(f.Values, listedChoice{Shown: value})
		}
		if name == pipelineField && len(l.Pipelines) > 0 {
			f.Values = nil
			for _, p := range l.Pipelines {
				c := listed(p.Choice)[0]
				if len(p.Stages) > 0 {
					c.Maps = []stagesMap{{stageField, listed(p.Stages...)}}
				}
				f.Values = append(f.Values, c)
			}
		}
		fields = append(fields, f)
	}
	return fields
}

// pipelinesJSON returns pipelines as the answer of Get Pipelines. Each has a line.
func pipelinesJSON(pipelines []program.Pipeline) string {
	var b strings.Builder
	b.WriteString("{\"pipeline\": [")
	for i, p := range pipelines {
		b.WriteString(separator(i) + "\n\t" + line(struct {
			listedChoice
			Stages []listedChoice `json:"maps,omitempty"`
		}{listed(p.Choice)[0], listed(p.Stages...)}))
	}
	return b.String() + "\n]}"
}

func separator(i int) string {
	if i == 0 {
		return ""
	}
	return ","
}

// line returns a value as JSON on one line.
func line(x any) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(x) // texts and booleans have a JSON form
	return strings.TrimSuffix(b.String(), "\n")
}

// raw returns a Go expression for a text of several lines.
func raw(s string) string {
	for line := range strings.Lines(s) {
		if !strconv.CanBackquote(strings.TrimSuffix(line, "\n")) {
			return quote(s)
		}
	}
	return "`" + s + "`"
}
