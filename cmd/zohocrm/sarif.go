package main

import (
	"encoding/json"
	"path/filepath"

	"github.com/seed12a3e673/zohocrm"
)

// SARIF 2.1.0 is the format in which tools that check files report to others.

type sarifText struct {
	Text string `json:"text"`
}

type sarifRule struct {
	ID    string    `json:"id"`
	Short sarifText `json:"shortDescription"`
	Help  sarifText `json:"help"`
}

type sarifResult struct {
	RuleID    string          `json:"ruleId"`
	Level     string          `json:"level"`
	Message   sarifText       `json:"message"`
	Locations []sarifLocation `json:"locations,omitempty"`
	Count     int             `json:"occurrenceCount,omitempty"`
}

type sarifLocation struct {
	Physical struct {
		Artifact struct {
			URI string `json:"uri"`
		} `json:"artifactLocation"`
		Region *sarifRegion `json:"region,omitempty"`
	} `json:"physicalLocation"`
}

type sarifRegion struct {
	StartLine int `json:"startLine"`
}

// sarifBegin returns the text before the results: the reasons are the rules.
func sarifBegin() string {
	var rules []sarifRule
	for _, r := range zohocrm.Reasons() {
		rules = append(rules, sarifRule{string(r), sarifText{r.Doc()}, sarifText{r.Hint()}})
	}
	text, err := json.Marshal(rules)
	if err != nil { // texts always have a JSON form
		text = []byte("[]")
	}
	return `{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"tool":{"driver":{"name":"zohocrm","rules":` +
		string(text) + "}},\n" + `"results":[` + "\n"
}

// appendProblemSARIF appends a result, without the comma after it.
func appendProblemSARIF(dst []byte, p problem) []byte {
	result := sarifResult{RuleID: string(p.Reason), Level: "error", Message: sarifText{p.Error.Error()}}
	if p.Warning {
		result.Level = "warning"
	}
	if p.many != nil {
		result.Count = p.many.n
	}
	if p.at.in != nil && p.at.in.name != standardInput {
		var at sarifLocation
		at.Physical.Artifact.URI = filepath.ToSlash(p.at.in.name)
		if row, _ := placeOf(p.Error); row > 0 {
			at.Physical.Region = &sarifRegion{row}
		}
		result.Locations = []sarifLocation{at}
	}
	text, err := json.Marshal(result)
	if err != nil { // texts and numbers always have a JSON form
		text = []byte("{}")
	}
	return append(dst, escape(text)...)
}

// appendSARIFEnd appends the end of the document, which has the summary.
func appendSARIFEnd(dst []byte, s *summary) []byte {
	dst = append(dst, "\n]"...)
	if s != nil {
		dst = append(append(append(dst, `,"properties":{"summary":`...), s.json()...), '}')
	}
	return append(dst, "}]}\n"...)
}
