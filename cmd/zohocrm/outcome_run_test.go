package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	outcomeBusy   = `{"code":"INTERNAL_ERROR","details":{},"message":"Internal Server Error","status":"error"}`
	outcomeNoMail = `{"code":"INVALID_DATA","details":{"expected_data_type":"email","api_name":"Email","json_path":"$.data[%d].Email"},"message":"invalid data","status":"error"}`
	outcomeTwin   = `{"code":"DUPLICATE_DATA","details":{"api_name":"Email","json_path":"$.data[%d].Email","duplicate_record":{"id":"5725767000000411001"}},"message":"duplicate data","status":"error"}`
)

// answerOf returns an answer with n items, of which some are others.
func answerOf(n int, others map[int]string) string {
	var items []string
	for i := range n {
		item := fmt.Sprintf(`{"code":"SUCCESS","details":{"id":"%d"},"message":"record added","status":"success"}`, int64(5725767000000000000)+int64(i))
		if other, ok := others[i]; ok {
			item = strings.ReplaceAll(other, "%d", fmt.Sprint(i))
		}
		items = append(items, item)
	}
	return `{"data":[` + strings.Join(items, ",") + "]}"
}

// TestOutcomeOfRun speaks of the rows of the input, writes those that Zoho refused as
// the input has them, and the bodies to send again.
func TestOutcomeOfRun(t *testing.T) {
	dir := t.TempDir()
	file, out, again, rejects := filepath.Join(dir, "leads.csv"), filepath.Join(dir, "run"), filepath.Join(dir, "again"), filepath.Join(dir, "rejects.csv")
	var table strings.Builder
	table.WriteString("Nachname;Email;Firma\r\n")
	for i := range 300 {
		email := fmt.Sprintf("p%d@zylker.com", i)
		if i == 3 || i == 120 {
			email = "none"
		}
		fmt.Fprintf(&table, "\"D\"\"aly %d\";%s;Zylker\r\n", i, email)
	}
	if err := os.WriteFile(file, []byte(table.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	if got := invoke("", "-module", "Leads", "-map", "Nachname=Last_Name", "-map", "Firma=Company", "-o", out, file); got.status != exitRefused {
		t.Fatalf("%+v", got)
	}
	put(t, dir, "answer-00001.json", answerOf(100, map[int]string{2: outcomeTwin, 3: outcomeBusy, 99: outcomeBusy}))
	put(t, dir, "answer-00002.json", answerOf(100, map[int]string{19: outcomeNoMail}))
	put(t, dir, "answer-00003.json", outcomeDenied)
	answers := func(n ...int) (files []string) {
		for _, n := range n {
			files = append(files, filepath.Join(dir, fmt.Sprintf("answer-%05d.json", n)))
		}
		return files
	}
	var first, second strings.Builder
	got := aloud("", append([]string{"outcome", "-run", out, "-rejects", rejects, "-o", again}, answers(2, 1)...)...)
	for i := range 300 {
		if i == 3 || i == 120 {
			continue
		}
		at, b := i, &first
		if i > 3 {
			at--
		}
		if at > 99 {
			at, b = at-100, &second
		}
		if i > 120 {
			at--
		}
		if i > 201 {
			break
		}
		id := int64(5725767000000000000) + int64(at)
		switch {
		case b == &first && at == 2:
			fmt.Fprintf(b, "row %d refused DUPLICATE_DATA $.data[%d].Email: duplicate data: expected a value that record 5725767000000411001 does not have\n", i+2, i)
		case b == &first && (at == 3 || at == 99):
			fmt.Fprintf(b, "row %d refused INTERNAL_ERROR $.data[%d]: Internal Server Error\n", i+2, i)
		case b == &second && at == 19:
			fmt.Fprintf(b, "row %d refused INVALID_DATA $.data[%d].Email: invalid data: expected type email\n", i+2, i)
		default:
			fmt.Fprintf(b, "row %d inserted %d\n", i+2, id)
		}
	}
	got.want(t, exitRefused, first.String()+second.String(),
		"2 of 3 bodies answered: 196 records written by Zoho, 2 refused (Email: 1 the value of another record, first in row 4; Email: 1 not type email, first in row 123)\n"+
			"  2 records to send again as they are: first look whether Zoho has them; send the bodies in "+again+"\n"+
			"  next: correct "+rejects+" and read it again\n"+
			"  1 body without an answer\n")
	want := "zohocrm_problems;Nachname;Email;Firma\r\n" +
		"\"Email: expected a value that record 5725767000000411001 does not have\";\"D\"\"aly 2\";p2@zylker.com;Zylker\r\n" +
		"\"Email: INVALID_DATA expected type email\";\"D\"\"aly 121\";p121@zylker.com;Zylker\r\n"
	if diff := cmp.Diff(want, read(t, rejects)); diff != "" {
		t.Errorf("rejects (-want +got):\n%s", diff)
	}
	if got := strings.Join(listed(again), " "); got != "body-00001.json run.json" {
		t.Errorf("the directory holds %s", got)
	}
	body := `{"data":[{"Last_Name":"D\"aly 4","Email":"p4@zylker.com","Company":"Zylker"},{"Last_Name":"D\"aly 100","Email":"p100@zylker.com","Company":"Zylker"}]}`
	if diff := cmp.Diff(body, read(t, filepath.Join(again, bodyName(1)))); diff != "" {
		t.Errorf("the body to send again (-want +got):\n%s", diff)
	}

	// The bodies to send again are a run like others.
	put(t, dir, "answer-00001.json", answerOf(2, map[int]string{1: outcomeNoMail}))
	if got := aloud("", append([]string{"outcome", "-run", again, "-rejects", rejects}, answers(1)...)...); got.status != exitRefused ||
		got.out != "row 6 inserted 5725767000000000000\nrow 102 refused INVALID_DATA $.data[100].Email: invalid data: expected type email\n" ||
		!strings.HasSuffix(read(t, rejects), "\r\n\"Email: INVALID_DATA expected type email\";\"D\"\"aly 100\";p100@zylker.com;Zylker\r\n") {
		t.Errorf("%+v\n%s", got, read(t, rejects))
	}

	// A request that is refused as a whole.
	got = aloud("", append([]string{"outcome", "-run", out}, answers(3)...)...)
	if got.status != exitRefused || got.out != "body-00003.json refused NO_PERMISSION: Permission denied: expected permission Crm_Implied_View_Leads\n" ||
		!strings.Contains(got.err, "\n  body-00003.json was refused as a whole: correct the cause and send it again\n") {
		t.Errorf("%+v", got)
	}

	// What is of no use.
	put(t, dir, "answer-00002.json", answerOf(7, nil))
	put(t, dir, "answer.json", answerOf(7, nil))
	for _, args := range [][]string{
		append([]string{"-run", out}, answers(2)...), {"-run", out, filepath.Join(dir, "answer.json")}, {"-run", out}, {"-run", dir},
		append([]string{"-run", out}, answers(1, 1)...), append([]string{"-run", out}, answers(9)...),
		append([]string{"-run", out, "-batch", file}, answers(1)...), append([]string{"-batch", file, "-o", dir}, answers(1)...),
	} {
		if got := invoke("", append([]string{"outcome"}, args...)...); got.status != exitUsage || got.err == "" {
			t.Errorf("%q: %+v", args, got)
		}
	}
	put(t, dir, "answer-00001.json", answerOf(100, map[int]string{2: outcomeTwin}))
	if err := os.WriteFile(file, []byte(table.String()+"\r\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if got := invoke("", append([]string{"outcome", "-run", out, "-rejects", rejects + ".csv"}, answers(1)...)...); got.status != exitUsage || got.out != "" ||
		!strings.Contains(got.err, "leads.csv: the file is not the one that the run has read") {
		t.Errorf("%+v", got)
	}
	if _, err := os.Stat(rejects + ".csv"); err == nil {
		t.Error("there are rejects of another file")
	}
}

// TestOutcomeOfInterruptedRun takes rejects from a file that the run has read in part,
// of which the manifest has no hash, and says so. A shorter file is another one.
func TestOutcomeOfInterruptedRun(t *testing.T) {
	dir := t.TempDir()
	out, file, rejects := filepath.Join(dir, "run"), filepath.Join(dir, "leads.csv"), filepath.Join(dir, "rejects.csv")
	const table = "Last_Name,Email\nDaly,p.daly@zylker.com\nDolan,b.dolan@zylker.com\n"
	put(t, dir, "leads.csv", table)
	put(t, dir, "answer-00001.json", answerOf(2, map[int]string{1: outcomeNoMail}))
	if got := invoke("", "-module", "Leads", "-o", out, file); got.status != exitOK {
		t.Fatalf("%+v", got)
	}
	manifest := regexp.MustCompile(`"sha256":"[0-9a-f]*",?`).ReplaceAllString(read(t, filepath.Join(out, manifestName)), "")
	if err := os.WriteFile(filepath.Join(out, manifestName), []byte(manifest), 0o666); err != nil {
		t.Fatal(err)
	}
	args := []string{"outcome", "-run", out, "-rejects", rejects, filepath.Join(dir, "answer-00001.json")}
	got := aloud("", args...)
	if got.status != exitRefused || !strings.Contains(got.err, file+" was not read to its end by the run: make sure that it is the same file") ||
		!strings.Contains(read(t, rejects), "Dolan,b.dolan@zylker.com\n") {
		t.Errorf("%+v\n%s", got, read(t, rejects))
	}
	put(t, dir, "leads.csv", table[:len(table)-10])
	if got := aloud("", args...); got.status != exitUsage || got.out != "" || !strings.Contains(got.err, "the file is not the one that the run has read") {
		t.Errorf("%+v", got)
	}
}

// TestOutcomeFails: what keeps the rejects from being written is said before anything is
// printed.
func TestOutcomeFails(t *testing.T) {
	dir := t.TempDir()
	out, file := filepath.Join(dir, "run"), filepath.Join(dir, "leads.jsonl")
	put(t, dir, "leads.jsonl", lineNumbered(2))
	put(t, dir, "answer-00001.json", answerOf(2, map[int]string{0: outcomeBusy, 1: outcomeNoMail}))
	answer := filepath.Join(dir, "answer-00001.json")
	if got := invoke("", "-module", "Leads", "-o", out, file); got.status != exitOK {
		t.Fatalf("%+v", got)
	}
	manifest := read(t, filepath.Join(out, manifestName))
	for name, test := range map[string]struct{ change, rejects, want string }{
		"the input is gone":           {"leads.jsonl", "r.jsonl", "leads.jsonl"},
		"the input was standard":      {regexp.MustCompile(`"file":"[^"]*leads.jsonl"`).ReplaceAllString(manifest, `"file":"-"`), "r.jsonl", "standard input cannot be read again"},
		"the settings are gone":       {strings.Replace(manifest, `"-module",`, `"-fields","gone.json","-module",`, 1), "r.jsonl", "-fields gone.json"},
		"no directory of the rejects": {manifest, "none/r.jsonl", "none"},
	} {
		if strings.HasPrefix(test.change, "{") {
			put(t, out, manifestName, test.change)
		} else {
			put(t, out, manifestName, manifest)
			if err := os.Rename(file, file+".away"); err != nil {
				t.Fatal(err)
			}
		}
		got := aloud("", "outcome", "-run", out, "-rejects", filepath.Join(dir, test.rejects), answer)
		if got.status != exitUsage || got.out != "" || !strings.Contains(got.err, test.want) {
			t.Errorf("%s: %+v", name, got)
		}
		if names := listed(dir); strings.Join(names, " ") != "answer-00001.json leads.jsonl run" && test.change != "leads.jsonl" {
			t.Errorf("%s: the directory holds %q", name, names)
		}
		_ = os.Rename(file+".away", file)
	}

	// If no answer can be read, an earlier list of rejects stays.
	put(t, out, manifestName, manifest)
	put(t, dir, "r.jsonl", "mine")
	if got := aloud("", "outcome", "-run", out, "-rejects", filepath.Join(dir, "r.jsonl"), file); got.status != exitUsage || got.out != "" || read(t, filepath.Join(dir, "r.jsonl")) != "mine" {
		t.Errorf("%+v, %q", got, read(t, filepath.Join(dir, "r.jsonl")))
	}
}
