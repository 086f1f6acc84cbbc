package acceptance

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/seed12a3e673/zohocrm"
)

// A row is something that a source says, with its requests.
type row struct {
	heading, words, server string
	requests               []request
}

// A request is a record or a whole body, with what must become of it.
type request struct {
	operation, module, input, written string
	strict                            bool
	problems                          []string
}

// rowsOf reads the rows of a page:
//
//	says The words of the page.
//	server why only the server can know more
//		insert Leads {"Last_Name":"Daly"}
//		insert strict Leads {"data":[{"Last_Name":null}]}
//			$.data[0].Last_Name MANDATORY_NOT_FOUND mandatory: required field not found
//		update Leads {"id":"7","City":"Oslo"}
//			written {"data":[…]}
//
// A request is a record or a whole body. It must be refused if a problem is no warning,
// and must otherwise be written unchanged, or as "written" says. ⟪3×ab⟫ means ababab.
func rowsOf(t *testing.T, page string) (rows []row) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", page+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	heading := ""
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSuffix(line, "\n")
		key, rest, _ := strings.Cut(strings.TrimLeft(line, "\t"), " ")
		last := &row{}
		if len(rows) > 0 {
			last = &rows[len(rows)-1]
		}
		switch depth := len(line) - len(strings.TrimLeft(line, "\t")); {
		case line == "":
		case depth == 2 && key == "written":
			last.requests[len(last.requests)-1].written = unfold(rest)
		case depth == 2:
			request := &last.requests[len(last.requests)-1]
			request.problems = append(request.problems, strings.TrimLeft(line, "\t"))
		case depth == 1:
			r := request{operation: key}
			rest, r.strict = strings.CutPrefix(rest, "strict ")
			r.module, r.input, _ = strings.Cut(rest, " ")
			r.input = unfold(r.input)
			last.requests = append(last.requests, r)
		case key == "#":
			heading = rest
		case key == "says":
			rows = append(rows, row{heading: heading, words: rest})
		case key == "server":
			last.server = rest
		default:
			t.Fatalf("%s: %s", page, line)
		}
	}
	return rows
}

var folded = regexp.MustCompile(`⟪(\d+)×(.*?)⟫`)

// unfold returns a text with its repeated parts.
func unfold(text string) string {
	return folded.ReplaceAllStringFunc(text, func(s string) string {
		parts := folded.FindStringSubmatch(s)
		n, _ := strconv.Atoi(parts[1])
		return strings.Repeat(parts[2], n)
	})
}

// expected returns the body that a request must be written as.
func expected(r request) string {
	text := r.input
	if r.written != "" {
		text = r.written
	}
	if !strings.HasPrefix(text, `{"data":`) {
		text = `{"data":[` + text + `]}`
	}
	var body bytes.Buffer
	if err := json.Compact(&body, []byte(text)); err != nil {
		return err.Error()
	}
	return body.String()
}

// problemLine returns what a program sees of a problem.
func problemLine(e *zohocrm.Error) string {
	line := fmt.Sprintf("%s %s %s: %s", e.Path.JSONPath(), e.Code, e.Reason, e.Message)
	if e.Warning {
		line = "warning " + line
	}
	var details bytes.Buffer
	encoder := json.NewEncoder(&details)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(e.Details); err != nil {
		return err.Error()
	}
	if s := strings.TrimSpace(details.String()); s != "{}" {
		line += " " + s
	}
	return line
}

// short returns a text that fits into a message.
func short(s string) string {
	if len(s) > 400 {
		return s[:200] + "…" + s[len(s)-200:]
	}
	return s
}
