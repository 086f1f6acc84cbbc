package report

import (
	"encoding/json"
	"io"
	"strings"
)

// WriteJSON writes the run as one JSON object. Bytes that are not UTF-8 become
// U+FFFD.
func (r *Run) WriteJSON(w io.Writer) error {
	own := *r
	if own.Inputs == nil {
		own.Inputs = []Input{}
	}
	own.Problems = make([]Problem, len(r.Problems))
	for i, p := range r.Problems {
		if p.First == nil {
			p.First = []Row{}
		}
		own.Problems[i] = p
	}
	body, err := json.MarshalIndent(struct {
		Truncated bool `json:"truncated"`
		Run
	}{r.Truncated(), own}, "", "  ")
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, strings.TrimSpace(string(body))+"\n")
	return err
}
