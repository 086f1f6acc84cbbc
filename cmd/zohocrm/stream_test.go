package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestCSV takes a table, by its name and by -in.
func TestCSV(t *testing.T) {
	const table = "\uFEFFLast_Name,Email,Annual_Revenue,Email_Opt_Out,Owner,Interests\r\n" +
		"\"Daly, P\",p.daly@zylker.com,250000.90,false,425248000000104001,Analytics;Big data\r\n" +
		"Boyle,,,,p.boyle@zylker.com,\r\n"
	const body = `{"data":[{"Last_Name":"Daly, P","Email":"p.daly@zylker.com","Annual_Revenue":250000.90,"Email_Opt_Out":false,` +
		`"Owner":{"id":"425248000000104001"},"Interests":["Analytics","Big data"]},` +
		`{"Last_Name":"Boyle","Owner":{"email":"p.boyle@zylker.com"}}]}` + "\n"
	args := []string{"-module", "Leads", "-field", "Interests:multiselectpicklist"}
	invoke("", append(args, write(t, "leads.csv", table))...).want(t, exitOK, body, "")
	invoke("", append(args, write(t, "LEADS.CSV", table))...).want(t, exitOK, body, "")
	invoke(table, append(args, "-in", "csv")...).want(t, exitOK, body, "")
	invoke("Last_Name,City\n", "-module", "Leads", "-in", "csv").want(t, exitOK, "", "")

	// Bad rows are reported by their number among the records, and their row and
	// column; the others are written.
	invoke("Last_Name,No_of_Employees\nDaly,12\nDolan,few\n\nBoyle\nHart,1\n", "-module", "Leads", "-in", "csv").
		want(t, exitRefused, `{"data":[{"Last_Name":"Daly","No_of_Employees":12},{"Last_Name":"Hart","No_of_Employees":1}]}`+"\n",
			"$.data[1].No_of_Employees: INVALID_DATA: invalid data: expected a decimal number such as -1250.50: row 3, column 2 (No_of_Employees)\n"+
				"$.data[2]: INVALID_DATA: invalid data: expected 2 cells, as many as API names: row 5\n")
	invoke("Last_Name,No_of_Employees\nDaly,few\n", "-module", "Leads", "-in", "csv", "-problems", "json").want(t, exitRefused, "",
		`{"record":0,"level":"error","reason":"format","code":"INVALID_DATA","details":{"expected_data_type":"integer","api_name":"No_of_Employees","json_path":"$.data[0].No_of_Employees"},"message":"invalid data","status":"error",`+
			`"expected":"a decimal number such as -1250.50","hint":"write the text in the format that is expected","row":2,"column":2}`+"\n")

	// A problem of a whole row has the row alone, and one within a text the
	// character, too.
	invoke("Last_Name,Email\nDaly\n\nDolan,p.dolan@@zylker.com\n", "-module", "Leads", "-in", "csv", "-problems", "json").want(t, exitRefused, "",
		`{"record":0,"level":"error","reason":"syntax","code":"INVALID_DATA","details":{"api_name":"data","json_path":"$.data[0]"},"message":"invalid data","status":"error",`+
			`"expected":"2 cells, as many as API names","hint":"correct the JSON or CSV where it breaks off","row":2}`+"\n"+
			`{"record":1,"level":"error","reason":"pattern","code":"INVALID_DATA","details":{"expected_data_type":"email","api_name":"Email","json_path":"$.data[1].Email"},"message":"invalid data","status":"error",`+
			`"expected":"an email address: name@domain.tld","hint":"write one address with one @","row":4,"column":2,"position":8}`+"\n")
}

// TestBreakOff writes what a stream held before it broke off, and exits with 1
// when that was something and 2 when it was nothing.
func TestBreakOff(t *testing.T) {
	const daly = `{"Last_Name":"Daly"}`
	const out = `{"data":[` + daly + "]}\n"
	tests := []struct {
		name, format, stream string
		status               int
		out, err             string
	}{
		{"an array", "json", "[" + daly + ",\n {\"Last_Name\":Dolan},\n" + daly + "]", exitRefused, out,
			"zohocrm: INVALID_DATA: invalid data: line 2, column 15: expected a JSON value\n"},
		{"an array without an end", "json", "[" + daly, exitRefused, out,
			"zohocrm: INVALID_DATA: invalid data: line 1, column 22: expected ',' or ']'\n"},
		{"an array at its first record", "json", "[{\"Last_Name\":Daly}," + daly + "]", exitUsage, "",
			"zohocrm: INVALID_DATA: invalid data: line 1, column 15: expected a JSON value\n"},
		{"an array after a bad record", "json", "[{},", exitRefused, "",
			"$.data[0].Last_Name: MANDATORY_NOT_FOUND: required field not found: expected a value: line 1\n" +
				"zohocrm: INVALID_DATA: invalid data: line 1, column 5: expected a JSON value\n"},
		{"an element too deep", "json", "[" + strings.Repeat("[", 40) + strings.Repeat("]", 40) + "," + daly + "]", exitRefused, out,
			"$.data[0]: INVALID_DATA: invalid data: line 1, column 34: expected at most 32 arrays and objects inside one another\n"},
		{"a table", "csv", "Last_Name\nDaly\n" + strings.Repeat(",", 131_072) + "\nDaly\n", exitRefused, out,
			"zohocrm: INVALID_DATA: invalid data: expected a row of at most 16 MiB and 131,072 cells: row 3\n"},
		{"a table that goes on after a broken quote", "csv", "Last_Name\nDaly\nDo\"lan\nDaly\n", exitRefused, `{"data":[` + daly + "," + daly + "]}\n",
			"$.data[1]: INVALID_DATA: invalid data: expected quotes around whole cells, and those inside doubled: row 3: " +
				"parse error on line 3, column 3: bare \" in non-quoted-field\n"},
		{"the names of a table", "csv", "Last_Name,Last_Name\nDaly,Daly\n", exitUsage, "",
			"zohocrm: INVALID_DATA: invalid data: expected each API name once: row 1, column 2 (Last_Name)\n"},
		{"records one a line, without saying so", "json", daly + "\n" + daly + "\n", exitUsage, "",
			"zohocrm: INVALID_DATA: invalid data: line 2, column 1: expected the end (for records one a line: -in jsonl)\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := invoke(tt.stream, "-module", "Leads", "-in", tt.format)
			got.want(t, tt.status, tt.out, tt.err)
		})
	}

	// In JSON the line and column are those of the stream.
	invoke("[{},\n {\"Last_Name\":Dolan}]", "-module", "Leads", "-problems", "json").want(t, exitRefused, "",
		`{"record":0,"level":"error","reason":"mandatory","code":"MANDATORY_NOT_FOUND","details":{"api_name":"Last_Name","json_path":"$.data[0].Last_Name"},"message":"required field not found","status":"error",`+
			`"expected":"a value","hint":"give the field a value","row":1}`+"\n"+
			`{"record":-1,"level":"error","reason":"syntax","code":"INVALID_DATA","details":{},"message":"invalid data","status":"error",`+
			`"expected":"a JSON value","hint":"correct the JSON or CSV where it breaks off","row":2,"column":15}`+"\n")

	var problems bytes.Buffer
	for format, stream := range map[string]string{"jsonl": daly + "\n{\"Last", "json": "[" + daly + ", {\"Last", "csv": "Last_Name\nDaly\nBo"} {
		var out, problems bytes.Buffer
		status := run(quietly([]string{"-module", "Leads", "-in", format}), failing{strings.NewReader(stream)}, &out, &problems)
		result{status, out.String(), problems.String()}.want(t, exitRefused, `{"data":[`+daly+"]}\n", "zohocrm: connection reset\n")
	}

	// An output that takes no more after the first body.
	status := run(quietly([]string{"-module", "Leads"}), strings.NewReader(numbered(250)), &takes{n: 1}, &problems)
	if status != exitRefused || problems.String() != "zohocrm: no space left\n" {
		t.Errorf("exit %d, %q", status, problems.String())
	}
}

// A takes writer takes n writes.
type takes struct{ n int }

func (w *takes) Write(p []byte) (int, error) {
	if w.n--; w.n < 0 {
		return 0, errors.New("no space left")
	}
	return len(p), nil
}

// TestWhiteSpaceBeforeTheInput: records and a body are recognized after any amount of white space.
func TestWhiteSpaceBeforeTheInput(t *testing.T) {
	const daly = `{"Last_Name":"Daly"}`
	for _, space := range []string{"", "\n", "\uFEFF", "\uFEFF\r\n", strings.Repeat(" \n", 20_000), strings.Repeat(" ", 1<<17)} {
		for _, input := range []string{daly, "[" + daly + "]", `{"data":[` + daly + `]}`} {
			if len(space) > 1<<16 && strings.HasPrefix(input, `{"data"`) {
				continue // white space as far as one sees
			}
			invoke(space+input, "-module", "Leads").want(t, exitOK, `{"data":[`+daly+"]}\n", "")
		}
	}
}

// TestProgress draws a line now and then, and erases it before any other.
func TestProgress(t *testing.T) {
	var line, out bytes.Buffer
	clock := time.Unix(0, 0)
	now := func() time.Time { // which 100 records take a second of
		clock = clock.Add(10 * time.Millisecond)
		return clock
	}
	input := strings.Repeat("{\"Last_Name\":\"Daly\"}\n", 149) + "{}\n" + strings.Repeat("{\"Last_Name\":\"Daly\"}\n", 50)
	j, err := insertJob("", &out, &line, "-module", "Leads", write(t, "leads.jsonl", input))
	if err != nil {
		t.Fatal(err)
	}
	if j.progress.out != nil {
		t.Fatal("a buffer is no terminal")
	}
	j.progress = progress{out: &line, now: now, began: clock, drawn: clock}
	if status := j.work(); status != exitRefused {
		t.Errorf("exit %d", status)
	}
	lines := strings.Split(line.String(), "\r")
	draws := slices.DeleteFunc(slices.Clone(lines), func(s string) bool { return !strings.Contains(s, "a second") || strings.Contains(s, "refused (") })
	if len(draws) < 4 || len(draws) > 9 || draws[0] != "[####################] 100 %  25 records read, 0 refused, 96 a second, 0s left\x1b[K" ||
		!strings.Contains(draws[len(draws)-1], ", 1 refused") {
		t.Errorf("%q", draws)
	}
	// The line is empty when the problem comes, and in the end.
	problem := slices.IndexFunc(lines, func(s string) bool { return strings.Contains(s, "MANDATORY_NOT_FOUND") })
	if problem < 0 || !strings.HasPrefix(lines[problem], "\x1b[K$.data[149]") || strings.Contains(lines[len(lines)-1], "% ") {
		t.Errorf("%q", lines)
	}
	if strings.Count(out.String(), "\n") != 2 {
		t.Errorf("%q", out.String())
	}
}

// TestFileIsNoTerminal takes a file for no terminal.
func TestFileIsNoTerminal(t *testing.T) {
	f, err := os.Create(filepath.Join(t.TempDir(), "errors"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, w := range []io.Writer{f, io.Discard} {
		if p := newProgress(w, w); p.out != nil || p.due() {
			t.Errorf("%T is a terminal", w)
		}
	}
}
