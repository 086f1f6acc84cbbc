package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/record"
)

// aloud calls a command with its summary, and returns it without its pace.
func aloud(stdin string, args ...string) result {
	var out, err bytes.Buffer
	status := run(args, strings.NewReader(stdin), &out, &err)
	return result{status, out.String(), pace.ReplaceAllString(err.String(), "")}
}

// pace is the line with the time that a run took.
var pace = regexp.MustCompile(`(?m)^  \d+\.\d s, [\d,]+ (?:row|record)s? a second\n`)

// TestSummary ends a run with its numbers, the problems by field and reason, and what
// to do.
func TestSummary(t *testing.T) {
	dir := t.TempDir()
	table := "Last_Name,Email,Compny\n" + strings.Repeat("Daly,p.daly@zylker.com,\n", 1997) + "Dolan,none,x\n,p@zylker.com,y\nHart,none,\n"
	file, rejects, out := write(t, "leads.csv", table), filepath.Join(dir, "rejects.csv"), filepath.Join(dir, "run")
	got := aloud("", "insert", "-module", "Leads", "-o", out, "-rejects", rejects, file)
	want := "$.data[1997].Email: INVALID_DATA: invalid data: expected an email address: name@domain.tld: row 1999, column 2 (Email): no @\n" +
		"$.data[1998].Last_Name: MANDATORY_NOT_FOUND: required field not found: expected a value: row 2000, column 1 (Last_Name)\n" +
		"$.data[1999].Email: INVALID_DATA: invalid data: expected an email address: name@domain.tld: row 2001, column 2 (Email): no @\n" +
		"$.data[*].Compny: warning: INVALID_DATA: the field api name given seems to be invalid: expected a field of the module; did you mean Company?: column 3 (Compny): 2 records, rows 1999, 2000\n" +
		"2,000 rows read: 1,997 in 20 bodies, 3 refused (Email: 2 not an email address, first in row 1999; Last_Name: 1 without a value, first in row 2000)\n" +
		"  warnings: Compny: 2 no such field, first in row 1999\n" +
		"  next: POST each of " + filepath.Join(out, "body-*.json") + " to /crm/v7/Leads, and read the answers with: zohocrm outcome -run " + out + " ANSWER ...\n" +
		"  next: correct " + rejects + " and read it again\n"
	got.want(t, exitRefused, "", want)

	aloud("[]", "insert", "-module", "Leads").want(t, exitOK, "", "0 records read: 0 in 0 bodies, 0 refused\n")
	aloud(`{"Last_Name":"Daly"}`, "insert", "-module", "Leads", "-dry-run").want(t, exitOK, "",
		"1 record read: 1 good for 1 body, 0 refused\n  next: without -dry-run the bodies are written\n")

	// In JSON it is a line like the others.
	var last struct {
		Summary struct {
			Read, Written, Bodies, Refused int
			Problems                       []jsonCount
		}
	}
	lines := strings.Split(strings.TrimSpace(aloud("", "insert", "-module", "Leads", "-problems", "json", "-dry-run", file).err), "\n")
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &last); err != nil {
		t.Fatal(err)
	}
	counts := []jsonCount{{"Email", "pattern", "error", 2, []int{1999, 2001}}, {"Last_Name", "mandatory", "error", 1, []int{2000}}, {"Compny", "unknown_field", "warning", 2, []int{1999, 2000}}}
	if s := last.Summary; s.Read != 2000 || s.Written != 1997 || s.Bodies != 20 || s.Refused != 3 {
		t.Errorf("%+v", s)
	}
	if diff := cmp.Diff(counts, last.Summary.Problems); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestColumnsOnce: what is wrong with a column of many rows is a line or two, however
// many rows there are.
func TestColumnsOnce(t *testing.T) {
	rows := testkit.Size(3_000, 30_000, 30_000)
	table := "Last_Name,Emial,Full_Name,E mail\n" + strings.Repeat("Daly,a@b.de,c,\n", rows)
	got := invoke(table, "-module", "Leads", "-in", "csv", "-map", "E mail=Email")
	if got.status != exitOK || len(got.err) > 1000 || !strings.Contains(got.err, fmt.Sprintf("%d,000 records, rows 2, 3, 4, 5, 6, ...\n", rows/1000)) {
		t.Errorf("exit %d, %d bytes: %.2000s", got.status, len(got.err), got.err)
	}
	// With the organization's metadata it is an error, which refuses each.
	got = aloud(table, "insert", "-module", "Leads", "-in", "csv", "-fields", leadsFields, "-map", "E mail=Email", "-problems", "json")
	if got.status != exitRefused || !strings.Contains(got.err, fmt.Sprintf(`"row":2,"column":2,"count":%d,"rows":[2,3,4,5,6]}`, rows)) || !strings.Contains(got.err, fmt.Sprintf(`"refused":%d`, rows)) || len(got.err) > 5000 {
		t.Errorf("exit %d, %d bytes: %.2000s", got.status, len(got.err), got.err)
	}
	// Any names at all.
	var keys strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&keys, `{"Last_Name":"x","Full_Nam%d":1}`+"\n", i)
	}
	got = aloud(keys.String(), "insert", "-module", "Leads", "-in", "jsonl", "-fields", leadsFields)
	if n := strings.Count(got.err, "\n"); got.status != exitRefused || n < 2000 || n > 3100 || !strings.Contains(got.err, "\n  and 2,000 problems of other fields\n") {
		t.Errorf("exit %d, %d lines: %.300s", got.status, n, got.err[len(got.err)-600:])
	}
}

// TestMaxProblems prints so many lines, and how many more there are.
func TestMaxProblems(t *testing.T) {
	input := "[" + strings.Repeat(`{},`, 49) + `{"Last_Name":"x","Full_Name":"y"}]`
	for _, style := range []string{"text", "json"} {
		for most, lines := range map[int]int{0: 50, 1: 2, 49: 50, 50: 50, 100: 50} {
			got := invoke(input, "-module", "Leads", "-problems", style, "-max-problems", strconv.Itoa(most))
			if n := strings.Count(got.err, "\n"); n != lines || got.status != exitRefused {
				t.Errorf("%s, -max-problems %d: exit %d, %d lines, want %d", style, most, got.status, n, lines)
			}
			if more := fmt.Sprintf("%d more problems", 50-most); most == 1 && !strings.Contains(got.err, more) {
				t.Errorf("%s: %q, want %q in it", style, got.err, more)
			}
		}
	}
}

// TestEveryLineHasItsRow, in text and in JSON, and the file when there are several.
func TestEveryLineHasItsRow(t *testing.T) {
	files := []string{
		write(t, "a.csv", "Last_Name,Email,Odd Name,Compny\nDaly,x,,\n,y@z.de,,1\nDaly\n\"Da\"ly,,,\nx,y,z,2\n"),
		write(t, "b.jsonl", "{\"Email\":\"x\",\"Compny\":1}\n\nnull\n{\n{\"Last_Name\":{\"x\":1,\"x\":1},\"Full_Name\":1}\n"),
		write(t, "c.json", "[{},\n1,\n{\"Last_Name\":\"\xff\"},\n{\"Last_Name\":7}]"),
	}
	for _, style := range []string{"text", "json", "github"} {
		got := invoke("", append([]string{"-module", "Leads", "-problems", style, "-ignore", "Odd Name"}, files...)...)
		n := 0
		for line := range strings.Lines(got.err) {
			if strings.Contains(line, "no such column") {
				continue
			}
			n++
			file := slices.IndexFunc(files, func(name string) bool { return strings.Contains(line, name) })
			row := map[string]string{"text": `(row|line|rows|lines) \d+`, "json": `"row":\d+`, "github": `,line=\d+,`}[style]
			if file < 0 || !regexp.MustCompile(row).MatchString(line) {
				t.Errorf("%s: %s", style, line)
			}
		}
		if n < 12 || got.status != exitRefused {
			t.Errorf("%s: exit %d, %d lines:\n%s", style, got.status, n, got.err)
		}
	}
}

// TestSARIF is one JSON document, whatever happens.
func TestSARIF(t *testing.T) {
	for input, results := range map[string]int{`[]`: 0, `[{},{}]`: 2, `[{},`: 2, `[`: 1, `[{"Last_Name":"x","Full_Name":1},{"Last_Name":"x","Full_Name":1}]`: 1} {
		for _, quiet := range []string{"-quiet", "-quiet=false"} {
			var out, err bytes.Buffer
			run([]string{"insert", "-module", "Leads", "-problems", "sarif", quiet}, strings.NewReader(input), &out, &err)
			var log struct {
				Version string
				Runs    []struct {
					Results []sarifResult
					Tool    struct{ Driver struct{ Rules []sarifRule } }
				}
			}
			if e := json.Unmarshal(err.Bytes(), &log); e != nil || log.Version != "2.1.0" || len(log.Runs) != 1 || len(log.Runs[0].Results) != results || len(log.Runs[0].Tool.Driver.Rules) < 40 {
				t.Errorf("%s: %v: %s", input, e, err.String())
			}
		}
	}
}

// TestGzip reads a packed file, and no more of it than is in proportion.
func TestGzip(t *testing.T) {
	pack := func(name, text string, times int) string {
		file := filepath.Join(t.TempDir(), name)
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		for range times {
			w.Write([]byte(text))
		}
		w.Close()
		if err := os.WriteFile(file, b.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
		return file
	}
	invoke("", "-module", "Leads", pack("leads.csv.gz", "Last_Name\nDaly\n", 1)).want(t, exitOK, `{"data":[{"Last_Name":"Daly"}]}`+"\n", "")
	invoke("", "-module", "Leads", pack("leads.JSONL.GZ", "{\"Last_Name\":\"Daly\"}\n", 1)).want(t, exitOK, `{"data":[{"Last_Name":"Daly"}]}`+"\n", "")
	if got := invoke("", "-module", "Leads", write(t, "no.json.gz", "[{},{},{},{},{}]")); got.status != exitUsage || !strings.Contains(got.err, "gzip: invalid header") {
		t.Errorf("%+v", got)
	}
	if testing.Short() {
		return // the other one has 100 MB
	}
	bomb := pack("leads.jsonl.gz", strings.Repeat(" ", 1<<20)+"\n", 100)
	invoke("", "-module", "Leads", bomb).want(t, exitUsage, "", "zohocrm: INVALID_DATA: invalid data: expected a text of at most 200 times the bytes of its .gz file\n")
}

// TestCustom takes a module of the organization's own.
func TestCustom(t *testing.T) {
	invoke(`{"Name":"x","Any":1}`, "-module", "Vehicles", "-custom").want(t, exitOK, `{"data":[{"Name":"x","Any":1}]}`+"\n", "")
	if got := invoke(`{"Name":"x"}`, "-module", "Vehicles"); got.status != exitUsage || !strings.Contains(got.err, "-custom") {
		t.Errorf("%+v", got)
	}
	// A declared subform has the fields of a file.
	rows := []string{"-module", "Leads", "-field", "Availability:subform", "-fields", "Availability=" + visitsFields}
	invoke(`{"Last_Name":"x","Availability":[{"Visited_On":"2026-01-31"}]}`, rows...).want(t, exitOK, `{"data":[{"Last_Name":"x","Availability":[{"Visited_On":"2026-01-31"}]}]}`+"\n", "")
	invoke(`{"Last_Name":"x","Availability":[{"Visited_On":"2026-01-31","Purpose":7}]}`, rows...).want(t, exitRefused, "",
		"$.data[0].Availability[0].Purpose: INVALID_DATA: invalid data: expected text\n")
}

// TestForeignMetadata says once that a file has the fields of another module.
func TestForeignMetadata(t *testing.T) {
	got := aloud(`[{"Deal_Name":"d","Stage":"s"}]`, "insert", "-module", "Deals", "-fields", leadsFields)
	if n := strings.Count(got.err, "look like the fields of Leads"); n != 1 {
		t.Errorf("%d times: %s", n, got.err)
	}
	if got := aloud(`[{"Last_Name":"d"}]`, "insert", "-module", "Leads", "-fields", leadsFields); strings.Contains(got.err, "look like") {
		t.Error(got.err)
	}
}

// TestUpdateAndUpsert calls the other two commands.
func TestUpdateAndUpsert(t *testing.T) {
	invoke("id,City\n3652397000000186017,Austin\n,Austin\n", "update", "-module", "Leads", "-in", "csv").want(t, exitRefused,
		`{"data":[{"id":"3652397000000186017","City":"Austin"}]}`+"\n",
		"$.data[1].id: MANDATORY_NOT_FOUND: required field not found: expected a value: row 3, column 1 (id)\n")
	invoke("id,City\n3652397000000186017,\n", "update", "-module", "Leads", "-in", "csv", "-empty", "null").want(t, exitOK,
		`{"data":[{"id":"3652397000000186017","City":null}]}`+"\n", "")
	invoke(`{"Last_Name":"Daly","Email":"a@b.de"}`, "upsert", "-module", "Leads", "-duplicate-check", "Email", "-skip", "insert:cadences").want(t, exitOK,
		`{"data":[{"Last_Name":"Daly","Email":"a@b.de"}],"skip_feature_execution":[{"name":"cadences","action":"insert"}],"duplicate_check_fields":["Email"]}`+"\n", "")
	invoke(`{"Email":"a@b.de"}`, "upsert", "-module", "Leads", "-expect-updates").want(t, exitOK, `{"data":[{"Email":"a@b.de"}]}`+"\n",
		"$.data[0].Last_Name: warning: MANDATORY_NOT_FOUND: required field not found: expected a value\n")
	if got := invoke(`{"Subject":"x"}`, "upsert", "-module", "Tasks"); got.status != exitUsage || !strings.Contains(got.err, "INVALID_MODULE") {
		t.Errorf("%+v", got)
	}
	got := aloud(`{"Last_Name":"x","Account_Name":{"Ext":"7"}}`, "insert", "-module", "Contacts", "-external", "Contacts.Account_Name.Ext")
	if got.status != exitOK || !strings.Contains(got.err, "\n  headers that the requests need: X-EXTERNAL: Contacts.Account_Name.Ext\n") {
		t.Errorf("%+v", got)
	}
}

// TestUnique finds a value of an earlier record, in the same body or another one, in
// the same file or another one.
func TestUnique(t *testing.T) {
	lead := func(i int) string { return fmt.Sprintf("Daly,p%d@zylker.com\n", i) }
	var table strings.Builder
	table.WriteString("Last_Name,Email\n")
	for i := range 150 {
		table.WriteString(lead(i))
	}
	table.WriteString(lead(149) + strings.ToUpper(lead(0)) + ",p200@zylker.com\n" + lead(200)) // row 154 is refused: row 155 has its value alone
	file, second := write(t, "a.csv", table.String()), write(t, "b.csv", "Email,Last_Name\np7@zylker.com,x\np8@zylker.com\n")
	got := invoke("", "-module", "Leads", "-unique", "Email", file, second)
	want := file + ": $.data[150].Email: DUPLICATE_DATA: duplicate data: expected a value that row 151 does not have: row 152, column 2 (Email)\n" +
		file + ": $.data[151].Email: DUPLICATE_DATA: duplicate data: expected a value that row 2 of " + file + " does not have: row 153, column 2 (Email)\n" +
		file + ": $.data[152].Last_Name: MANDATORY_NOT_FOUND: required field not found: expected a value: row 154, column 1 (Last_Name)\n" +
		second + ": $.data[154].Email: DUPLICATE_DATA: duplicate data: expected a value that row 9 of " + file + " does not have: row 2, column 1 (Email)\n" +
		second + ": $.data[155]: INVALID_DATA: invalid data: expected 2 cells, as many as API names: row 3\n"
	if diff := cmp.Diff(want, got.err); diff != "" || got.status != exitRefused || strings.Count(got.out, "zylker") != 151 {
		t.Errorf("exit %d (-want +got):\n%s", got.status, diff)
	}
	// An upsert would update the first.
	if got := invoke("", "upsert", "-module", "Leads", "-unique", "Email", file); !strings.Contains(got.err, "$.data[151].Email: warning: DUPLICATE_DATA") {
		t.Errorf("%+v", got.err)
	}
}

// TestRejectsLaw: what is refused, read again as it is, is refused again, all of it,
// and written to the same file again; and what was written is not in it.
func TestRejectsLaw(t *testing.T) {
	random := testkit.Rand(t)
	for range testkit.Size(8, 80, 3000) {
		for _, format := range []string{"csv", "jsonl", "json"} {
			input, args := rejectInput(random, format)
			command := "insert"
			if random.IntN(3) == 0 {
				command, args = "bulk", append(args, "-operation", "insert")
			}
			dir := t.TempDir()
			file, first, second := filepath.Join(dir, "in."+format), filepath.Join(dir, "first."+format), filepath.Join(dir, "second."+format)
			if err := os.WriteFile(file, []byte(input), 0o666); err != nil {
				t.Fatal(err)
			}
			args = append(args, "-module", "Leads", "-dry-run", "-problems", "json")
			one := aloud("", append([]string{command, "-rejects", first, file}, args...)...)
			if one.status == exitUsage {
				t.Fatalf("%s\n%s", input, one.err)
			}
			refused := refusedOf(t, one.err)
			if refused == 0 {
				continue
			}
			two := aloud("", append([]string{command, "-rejects", second, first}, args...)...)
			if again := refusedOf(t, two.err); again != refused || !strings.Contains(two.err, `"read":`+strconv.Itoa(refused)+`,"written":0,`) {
				t.Errorf("%d refused, then %d:\n%s\n%s\n%s\n%s", refused, again, input, read(t, first), one.err, two.err)
			}
			if diff := cmp.Diff(reasonsAlone(one.err), reasonsAlone(two.err)); diff != "" {
				t.Errorf("%s\n%s\nother reasons (-first +second):\n%s", input, read(t, first), diff)
			}
			// Whatever is said of a row, a third time it is the same; an object with a key twice
			// gets the reasons once more.
			third := filepath.Join(dir, "third."+format)
			if three := aloud("", append([]string{command, "-rejects", third, second}, args...)...); three.status == exitUsage {
				t.Fatalf("%s\n%s\n%s\n%s", input, read(t, first), read(t, second), three.err)
			}
			if read(t, second) != read(t, third) && !strings.Contains(input, `"x":2`) {
				t.Errorf("%s\n%q\n%q", input, read(t, second), read(t, third))
			}
		}
	}
}

// rejectInput returns records of which some are refused.
func rejectInput(random *rand.Rand, format string) (input string, args []string) {
	pick := func(list ...string) string { return list[random.IntN(len(list))] }
	n := 1 + random.IntN(8)
	var b strings.Builder
	if format == "csv" {
		delimiter := pick(",", ";", "\t", "|")
		end := pick("\n", "\r\n")
		cells := func(cells ...string) { b.WriteString(strings.Join(cells, delimiter) + end) }
		b.WriteString(pick("", "", "\ufeff", "sep="+delimiter+end))
		cells("Last_Name", "Email", "Annual_Revenue")
		for range n {
			switch random.IntN(8) {
			case 0:
				cells("Daly")
			case 1:
				cells("Da\"ly", "", "")
			case 2:
				cells("\"Da\nly\"", "x", "\"1\"")
			case 3:
				cells("a", "b@c.de", "1", "", "")
			default:
				cells(pick("Daly", "", "\"D"+delimiter+"\"\"ly\""), pick("a@b.de", "none", ""), pick("1.5", "many", ""))
			}
		}
		return b.String(), nil
	}
	for i := range n {
		text := pick(`{"Last_Name":"Daly"}`, `{}`, `{"Email":"none"}`, `null`, `[1]`, `{"Last_Name":"x","Email":"\u006eone"}`, `{"Last_Name":{"x":1,"x":2}}`, ` { "Last_Name" : 7 } `)
		if format == "jsonl" {
			b.WriteString(text + pick("\n", "\r\n", "\n\n"))
			continue
		}
		b.WriteString(pick("[", "[ ")[min(i, 1):] + text + map[bool]string{true: "]", false: ",\n"}[i == n-1])
	}
	if format == "jsonl" && random.IntN(3) == 0 {
		b.WriteString(`{"Last_Name":`)
	}
	return b.String(), nil
}

// refusedOf returns the number in the summary.
func refusedOf(t *testing.T, text string) int {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(text), "\n")
	var last struct{ Summary struct{ Refused *int } }
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &last); err != nil || last.Summary.Refused == nil {
		t.Fatalf("%v: %s", err, text)
	}
	return *last.Summary.Refused
}

// reasonsAlone returns the reasons of errors and their fields, sorted.
func reasonsAlone(text string) []string {
	var reasons []string
	for line := range strings.Lines(text) {
		var p struct {
			Level, Reason string
			Details       struct {
				APIName string `json:"api_name"`
			}
		}
		if json.Unmarshal([]byte(line), &p) == nil && p.Level == "error" {
			reasons = append(reasons, p.Reason+" "+p.Details.APIName)
		}
	}
	slices.Sort(reasons)
	return reasons
}

// TestRejectsKeepTheForm of the input.
func TestRejectsKeepTheForm(t *testing.T) {
	dir := t.TempDir()
	for name, tt := range map[string]struct {
		input, want string
		args        []string
	}{
		"a.csv":   {"Nachname;Email\r\nM\xfcller;x\r\nD;\r\n", record.RejectsColumn + ";Nachname;Email\r\n\"Email: expected an email address: name@domain.tld\";M\xfcller;x\r\n", []string{"-encoding", "windows-1252", "-map", "Nachname=Last_Name"}},
		"b.jsonl": {"{\"Last_Name\":\"x\"}\n{ \"Email\" : \"a@b.de\" }\n{}\n7\n", `{ "Email" : "a@b.de","` + record.RejectsColumn + `":"Last_Name: expected a value"}` + "\n" + `{"` + record.RejectsColumn + `":"Last_Name: expected a value"}` + "\n7\n", nil},
		"c.json":  {"[{\"Last_Name\":\"x\"},{},{\"Last_Name\":1}]", "[\n" + `{"` + record.RejectsColumn + `":"Last_Name: expected a value"},` + "\n" + `{"Last_Name":1,"` + record.RejectsColumn + `":"Last_Name: expected text"}` + "\n]\n", nil},
		"d.json":  {"[{\"Last_Name\":\"x\"}]", "", nil},
	} {
		file, rejects := filepath.Join(dir, name), filepath.Join(dir, "rejects-"+name)
		if err := os.WriteFile(file, []byte(tt.input), 0o666); err != nil {
			t.Fatal(err)
		}
		invoke("", append([]string{"-module", "Leads", "-rejects", rejects, file}, tt.args...)...)
		if diff := cmp.Diff(tt.want, read(t, rejects)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	// Rejects that are read again say on which line a record is.
	again := invoke("", "-module", "Leads", "-dry-run", filepath.Join(dir, "rejects-b.jsonl"))
	again.want(t, 1, "", "$.data[0].Last_Name: MANDATORY_NOT_FOUND: required field not found: expected a value: line 1\n"+
		"$.data[1].Last_Name: MANDATORY_NOT_FOUND: required field not found: expected a value: line 2\n"+
		"$.data[2]: INVALID_DATA: invalid data: expected a record as an object: line 3\n")
	for _, name := range listed(dir) {
		if strings.HasSuffix(name, ".tmp") {
			t.Errorf("there is %s", name)
		}
	}
	// Where nothing was done there are no rejects.
	invoke("[", "-module", "Leads", "-rejects", filepath.Join(dir, "none.json"))
	if _, err := os.Stat(filepath.Join(dir, "none.json")); err == nil {
		t.Error("there are rejects of nothing")
	}
}
