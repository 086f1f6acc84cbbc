package main

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// tablesOf returns the tables of a zip file in their order, read by encoding/csv, with
// their names.
func tablesOf(t testing.TB, file string) (names []string, tables [][][]string) {
	t.Helper()
	z, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(r).ReadAll()
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		names, tables = append(names, f.Name), append(tables, rows)
	}
	return names, tables
}

// bulkResult writes the result of a file: its first three columns, and what became
// returns for each row, from 0.
func bulkResult(t testing.TB, sent, file string, became func(row int) (status, id, errors string)) string {
	t.Helper()
	_, tables := tablesOf(t, sent)
	var text bytes.Buffer
	w := csv.NewWriter(&text)
	for i, row := range tables[0] {
		row = slices.Clone(row[:min(3, len(row))])
		if i == 0 {
			row = append(row, "STATUS", "RECORD_ID", "ERRORS")
		} else {
			status, id, errors := became(i - 1)
			row = append(row, status, id, errors)
		}
		if err := w.Write(row); err != nil {
			t.Fatal(err)
		}
	}
	w.Flush()
	data := text.Bytes()
	if strings.HasSuffix(file, ".zip") {
		var packed bytes.Buffer
		z := zip.NewWriter(&packed)
		f, err := z.Create("3524001000005697001.csv")
		if err == nil {
			_, err = f.Write(data)
		}
		if err != nil || z.Close() != nil {
			t.Fatal(err)
		}
		data = packed.Bytes()
	}
	if err := os.WriteFile(file, data, 0o666); err != nil {
		t.Fatal(err)
	}
	return file
}

// bulkInputs are the files of the golden test.
var bulkInputs = map[string]string{
	"leads.csv":     "Nachname;Company;Email;Annual_Revenue\n=Daly();+1;p.daly@zylker.com;1.50\n@Dolan;-2+3;dolan;\n\"Fr\"\"ey\";\"a\nb\";frey@zylker.com;\n;x;;\n",
	"changes.jsonl": `{"id":"3652397000003852095","City":"Oslo","Phone":null}` + "\n" + `{"City":"Rome"}` + "\n" + `{"id":"3652397000003852096","Phone":"1"}` + "\n",
	"quotes.json": `[{"Subject":"one","Quoted_Items":[{"Product_Name":{"id":"8"},"Quantity":1},{"Product_Name":{"id":"9"},"Quantity":2}]},` +
		`{"Subject":"two","Quoted_Items":[{"Product_Name":{"id":"8"},"Quantity":3}],"Tag":[{"name":"hot"}]},` +
		`{"Subject":"three","Quoted_Items":[{"Product_Name":{"id":"8"},"Quantity":4}]}]`,
	"contacts.csv": "Last_Name,Email\nDaly,a@zylker.com\nDolan,A@zylker.com\nFrey,\n",
	"body.json":    `{"data":[{"Last_Name":"Daly"}]}`,
}

// bulkCalls are the calls of the golden test.
var bulkCalls = [][]string{
	{"-module", "Leads", "-operation", "insert", "-map", "Nachname=Last_Name", "-callback", "https://www.zylker.com/bulk", "-o", "run", "-rejects", "rejects.csv", "leads.csv"},
	{"-module", "Leads", "-operation", "update", "-o", "run", "changes.jsonl"},
	{"-module", "Leads", "-operation", "update", "-ignore-empty", "false", "-overwrite", "-o", "run", "changes.jsonl"},
	{"-module", "Quotes", "-operation", "insert", "-problems", "json", "-quiet", "-o", "run", "-overwrite", "quotes.json"},
	{"-module", "Contacts", "-operation", "upsert", "-duplicate-check", "Email", "-o", "none/run", "-dry-run", "contacts.csv"},
	{"-module", "Contacts", "-operation", "insert", "-unique", "Email", "-plan", "-o", "none/run", "contacts.csv"},
	{"-module", "Contacts", "-operation", "insert", "-plan", "-problems", "json", "-quiet", "contacts.csv"},
	{"-module", "Contacts", "-operation", "insert", "contacts.csv"},
	{"-module", "Contacts", "-plan", "contacts.csv"},
	{"-module", "Contacts", "-operation", "delete", "contacts.csv"},
	{"-module", "Contacts", "-operation", "insert", "-plan", "-rejects", "rejects.csv", "contacts.csv"},
	{"-module", "Contacts", "-operation", "insert", "-plan", "-find-by", "id", "contacts.csv"},
	{"-module", "Contacts", "-operation", "insert", "-plan", "-in", "body", "body.json"},
	{"-module", "Contacts", "-operation", "insert", "-plan", "body.json"},
	{"-module", "Contacts", "-operation", "insert", "-plan", "-callback", "zylker.com", "contacts.csv"},
	{"-module", "Contacts", "-operation", "insert", "-plan", "-table", "Listings", "contacts.csv"},
	{"-module", "Events", "-operation", "insert", "-plan", "contacts.csv"},
}

// TestBulk is what bulk prints and writes.
func TestBulk(t *testing.T) {
	home, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	for name, text := range bulkInputs {
		put(t, ".", name, text)
	}
	var text strings.Builder
	for _, args := range bulkCalls {
		got := aloud("", append([]string{"bulk"}, args...)...)
		fmt.Fprintf(&text, "$ zohocrm bulk %s\n%s%sexit %d\n", strings.Join(args, " "), got.out, got.err, got.status)
		switch {
		case slices.Contains(args, "-plan") || slices.Contains(args, "-dry-run"):
			if names := listed("none"); len(names) > 0 {
				t.Errorf("%q has written %q", args, names)
			}
		case got.status != exitUsage:
			for _, name := range listed("run") {
				if !strings.HasSuffix(name, ".zip") {
					fmt.Fprintf(&text, "\n%s\n%s", name, read(t, filepath.Join("run", name)))
					continue
				}
				names, tables := tablesOf(t, filepath.Join("run", name))
				for i, table := range tables {
					fmt.Fprintf(&text, "\n%s in %s\n", names[i], name)
					for _, row := range table {
						fmt.Fprintf(&text, "%q\n", row)
					}
				}
			}
			if slices.Contains(args, "-rejects") {
				fmt.Fprintf(&text, "\nrejects.csv\n%s", read(t, "rejects.csv"))
			}
		}
		text.WriteString("\n")
	}
	t.Chdir(home)
	golden(t, "testdata/bulk.txt", text.String())
}

// TestBulkOverwrite replaces a run of the other kind, and leaves what is no file of a
// run.
func TestBulkOverwrite(t *testing.T) {
	dir := t.TempDir()
	bulk := []string{"bulk", "-quiet", "-module", "Leads", "-operation", "insert", "-in", "jsonl", "-o", dir}
	put(t, dir, "backup-2024.zip", "mine")
	invoke(numbered(120), "insert", "-module", "Leads", "-o", dir).want(t, exitOK, "", "")
	if got := invoke(lineNumbered(3), bulk...); got.status != exitUsage || !strings.Contains(got.err, "the directory holds what another run wrote (body-00001.json)") {
		t.Errorf("%+v", got)
	}
	for range 2 { // also over itself
		invoke(lineNumbered(3), append(bulk, "-overwrite")...).want(t, exitOK, "", "")
		if got := strings.Join(listed(dir), " "); got != "backup-2024.zip leads-0001.job.json leads-0001.zip run.json" {
			t.Errorf("the directory holds %s", got)
		}
	}
	if got := invoke(numbered(2), "insert", "-module", "Leads", "-o", dir); got.status != exitUsage || !strings.Contains(got.err, "(leads-0001.zip)") {
		t.Errorf("%+v", got)
	}
	invoke(numbered(120), "insert", "-module", "Leads", "-o", dir, "-overwrite").want(t, exitOK, "", "")
	if got := strings.Join(listed(dir), " "); got != "backup-2024.zip body-00001.json body-00002.json run.json" {
		t.Errorf("the directory holds %s", got)
	}
}

// lineNumbered returns that many leads, a line each.
func lineNumbered(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `{"Last_Name":"Daly %d"}`+"\n", i)
	}
	return b.String()
}

// TestBulkKilledAtTheEnd: the files of a run that was killed while they got their names
// are moved on by outcome, whichever are left.
func TestBulkKilledAtTheEnd(t *testing.T) {
	names := []string{"leads-0001.job.json", "leads-0001.zip"}
	for steps := range 3 {
		dir := t.TempDir()
		invoke(lineNumbered(3), "bulk", "-quiet", "-module", "Leads", "-operation", "insert", "-in", "jsonl", "-o", dir).want(t, exitOK, "", "")
		result := bulkResult(t, filepath.Join(dir, names[1]), filepath.Join(dir, "result-0001.csv"), func(i int) (string, string, string) { return "added", fmt.Sprint(i + 1), "" })
		finished := filepath.Join(dir, finishedName)
		if err := os.Mkdir(finished, 0o777); err != nil {
			t.Fatal(err)
		}
		for _, name := range append(slices.Clone(names[steps:]), manifestName) {
			if err := os.Rename(filepath.Join(dir, name), filepath.Join(finished, name)); err != nil {
				t.Fatal(err)
			}
		}
		invoke("", "outcome", "-run", dir, result).want(t, exitOK, "line 1 inserted 1\nline 2 inserted 2\nline 3 inserted 3\n", "")
	}
}

// TestBulkOutcome speaks of the rows of the input, writes those that Zoho refused as
// the input has them, and the files to send again.
func TestBulkOutcome(t *testing.T) {
	dir := t.TempDir()
	file, out, again, rejects := filepath.Join(dir, "leads.csv"), filepath.Join(dir, "run"), filepath.Join(dir, "again"), filepath.Join(dir, "rejects.csv")
	table := "Last_Name,Email,City\n=Daly,p.daly@zylker.com,Oslo\nDolan,dolan,Rome\nFrey,frey@zylker.com,\nGill,gill@zylker.com,Bonn\n"
	if err := os.WriteFile(file, []byte(table), 0o666); err != nil {
		t.Fatal(err)
	}
	if got := invoke("", "bulk", "-module", "Leads", "-operation", "insert", "-o", out, file); got.status != exitRefused {
		t.Fatalf("%+v", got)
	}
	sent := filepath.Join(out, "leads-0001.zip")
	became := func(i int) (string, string, string) {
		row := [][3]string{{"added", "5725767000000411001", ""}, {"skipped", "", "MANDATORY_NOT_FOUND-City:DUPLICATE_DATA-Email"}, {"unprocessed", "", ""}}[i]
		return row[0], row[1], row[2]
	}
	wantOut := "row 2 inserted 5725767000000411001\n" +
		"row 4 refused MANDATORY_NOT_FOUND $.data[2].City: required field not found: expected a value\n" +
		"row 4 refused DUPLICATE_DATA $.data[2].Email: duplicate data: expected a value that no stored record has\n" +
		"row 5 refused INTERNAL_ERROR $.data[3]: unprocessed\n"
	wantErr := "1 of 1 file answered: 1 record written by Zoho, 1 refused (City: 1 without a value, first in row 4; Email: 1 the value of another record, first in row 4)\n" +
		"  1 record to send again as they are: first look whether Zoho has them; send the files in " + again + "\n" +
		"  next: correct " + rejects + " and read it again\n"
	for _, name := range []string{"result.zip", "3524001000005697001.csv"} {
		result := bulkResult(t, sent, filepath.Join(dir, name), became)
		aloud("", "outcome", "-run", out, "-rejects", rejects, "-o", again, "-overwrite", result).want(t, exitRefused, wantOut, wantErr)
	}
	want := "zohocrm_problems,Last_Name,Email,City\n\"City: expected a value; Email: expected a value that no stored record has\",Frey,frey@zylker.com,\n"
	if diff := cmp.Diff(want, read(t, rejects)); diff != "" {
		t.Errorf("rejects (-want +got):\n%s", diff)
	}

	// The file to send again is a run like others. Its job has no file_id, also if that of
	// the run has got one.
	job := strings.Replace(read(t, filepath.Join(out, "leads-0001.job.json")), `"file_id": ""`, `"file_id":"7"`, 1)
	put(t, out, "leads-0001.job.json", job)
	result := bulkResult(t, sent, filepath.Join(dir, "result.zip"), became)
	invoke("", "outcome", "-run", out, "-o", again, "-overwrite", "-problems", "none", result).want(t, exitRefused, "", "")
	if got := strings.Join(listed(again), " "); got != "leads-0001.job.json leads-0001.zip run.json" {
		t.Errorf("the directory holds %s", got)
	}
	if got := read(t, filepath.Join(again, "leads-0001.job.json")); got != strings.Replace(job, `"file_id":"7"`, `"file_id": ""`, 1) {
		t.Errorf("the job is %s", got)
	}
	_, tables := tablesOf(t, filepath.Join(again, "leads-0001.zip"))
	if diff := cmp.Diff([][]string{{"Last_Name", "Email", "City"}, {"Gill", "gill@zylker.com", "Bonn"}}, tables[0]); diff != "" {
		t.Errorf("the file to send again (-want +got):\n%s", diff)
	}
	result = bulkResult(t, filepath.Join(again, "leads-0001.zip"), filepath.Join(dir, "again.csv"), func(int) (string, string, string) { return "updated", "8", "" })
	aloud("", "outcome", "-run", again, result).want(t, exitOK, "row 5 updated 8\n", "1 of 1 file answered: 1 record written by Zoho, 0 refused\n")

	// What is of no use, and a run whose metadata is gone.
	for _, args := range [][]string{{file}, {sent}, {filepath.Join(dir, "none.zip")}, {result}} {
		if got := invoke("", append([]string{"outcome", "-run", out}, args...)...); got.status != exitUsage || got.err == "" {
			t.Errorf("%q: %+v", args, got)
		}
	}
	manifest := filepath.Join(out, manifestName)
	text := strings.Replace(read(t, manifest), `"-module",`, `"-fields","gone.json","-module",`, 1)
	put(t, out, manifestName, text)
	result = bulkResult(t, sent, filepath.Join(dir, "result.zip"), became)
	if got := invoke("", "outcome", "-run", out, result); got.status != exitRefused || !strings.HasPrefix(got.err, "zohocrm: the reasons of a check are left out: the module of the run: -fields gone.json: ") {
		t.Errorf("%+v", got)
	}
	put(t, out, manifestName, strings.Replace(text, `"operation":"insert"`, `"operation":"delete"`, 1))
	if got := invoke("", "outcome", "-run", out, result); got.status != exitUsage || !strings.Contains(got.err, "a command that is not known") {
		t.Errorf("%+v", got)
	}
}

// TestBulkOutcomeNames: the name of a result has the number of its file.
func TestBulkOutcomeNames(t *testing.T) {
	dir := t.TempDir()
	rows := lineNumbered(25_001)
	invoke(rows, "bulk", "-module", "Leads", "-operation", "insert", "-in", "jsonl", "-o", dir).want(t, exitOK, "", "")
	var results []string
	for n := 1; n <= 2; n++ {
		results = append(results, bulkResult(t, filepath.Join(dir, fmt.Sprintf("leads-%04d.zip", n)), filepath.Join(dir, fmt.Sprintf("result-%04d.zip", n)),
			func(i int) (string, string, string) { return "added", fmt.Sprint(i + 1), "" }))
	}
	got := invoke("", "outcome", "-run", dir, results[1])
	got.want(t, exitOK, "line 25001 inserted 1\n", "")
	got = aloud("", "outcome", "-run", dir, results[0], results[1])
	if got.status != exitOK || strings.Count(got.out, "\n") != 25_001 || !strings.HasPrefix(got.err, "2 of 2 files answered: 25,001 records written by Zoho, 0 refused\n") {
		t.Errorf("exit %d, %d lines, %s", got.status, strings.Count(got.out, "\n"), got.err)
	}
	invoke("", "outcome", "-run", dir, filepath.Join(dir, "result.zip")).
		want(t, exitUsage, "", "zohocrm: "+filepath.Join(dir, "result.zip")+": its name does not say the number of a file, such as result-0002.zip for leads-0002.zip (zohocrm outcome -h lists the flags)\n")
}

// TestBulkReport speaks of files, and of what the jobs do.
func TestBulkReport(t *testing.T) {
	dir := t.TempDir()
	args := []string{"bulk", "-module", "Leads", "-operation", "upsert", "-find-by", "Email", "-in", "jsonl", "-o", filepath.Join(dir, "run")}
	for _, name := range []string{"r.html", "r.md", "r.json"} {
		args = append(args, "-report", filepath.Join(dir, name))
	}
	if got := invoke(`{"Last_Name":"Daly","Email":"p.daly@zylker.com"}`, args...); got.status != exitOK {
		t.Fatalf("%+v", got)
	}
	for name, want := range map[string]string{"r.html": "<dt>Files</dt><dd>1</dd>", "r.md": "1 record read: 1 in 1 file, 0 refused", "r.json": `"operation": "bulk upsert"`} {
		if text := read(t, filepath.Join(dir, name)); !strings.Contains(text, want) {
			t.Errorf("%s has no %q:\n%.2000s", name, want, text)
		}
	}
}

// TestBulkOutcomeOfRows speaks of refused line items by the row of their record, and says
// plainly of a result that has none.
func TestBulkOutcomeOfRows(t *testing.T) {
	dir := t.TempDir()
	run, rejects := filepath.Join(dir, "run"), filepath.Join(dir, "rejects.jsonl")
	put(t, dir, "quotes.jsonl", strings.ReplaceAll(strings.Trim(bulkInputs["quotes.json"], "[]"), `]},`, "]}\n")+"\n")
	aloud("", "bulk", "-quiet", "-problems", "none", "-module", "Quotes", "-operation", "insert", "-o", run, filepath.Join(dir, "quotes.jsonl")).want(t, exitRefused, "", "")
	sent := filepath.Join(run, "quotes-0001.zip")
	_, tables := tablesOf(t, sent) // quotes 0 and 2, with two line items and one
	result := func(name string, fates ...[]string) string {
		file, err := os.Create(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		z := zip.NewWriter(file)
		for k, became := range fates {
			f, err := z.Create(fmt.Sprintf("%d.csv", k))
			if err != nil {
				t.Fatal(err)
			}
			w := csv.NewWriter(f)
			for i, row := range tables[k] {
				cells := append(slices.Clone(row[:1]), "STATUS", "RECORD_ID", "ERRORS")
				if i > 0 {
					status, codes, _ := strings.Cut(became[i-1], " ")
					cells = append(slices.Clone(row[:1]), status, fmt.Sprint(10*k+i), codes)
				}
				_ = w.Write(cells)
			}
			w.Flush()
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return file.Name()
	}
	both := []string{"added", "skipped DUPLICATE_DATA-Subject"}
	whole := result("result-0001.zip", both, []string{"added", "skipped INVALID_DATA-Quantity", "skipped MANDATORY_NOT_FOUND-Product_Name"})
	aloud("", "outcome", "-run", run, "-rejects", rejects, whole).want(t, exitRefused,
		"line 1 inserted 1\n"+
			"line 3 refused DUPLICATE_DATA $.data[2].Subject: duplicate data: expected a value that no stored record has\n"+
			"line 1 refused INVALID_DATA $.data[0].Quoted_Items[1].Quantity: invalid data\n"+
			"line 3 refused MANDATORY_NOT_FOUND $.data[2].Quoted_Items[0].Product_Name: required field not found: expected a value\n",
		"1 of 1 file answered: 1 record written by Zoho, 1 refused (Subject: 1 the value of another record, first in line 3)\n"+
			"  Quoted_Items-1.csv: 1 row written by Zoho, 2 refused; 1 of written records: add what is missing there with an update\n"+
			"  next: correct "+rejects+" and read it again\n")
	if got := read(t, rejects); strings.Count(got, `"Subject"`) != 1 || !strings.Contains(got, `"three"`) {
		t.Errorf("rejects: %s", got)
	}
	aloud("", "outcome", "-run", run, result("result-0001.zip", []string{"added", "added"}, []string{"added", "updated", "added"})).want(t, exitOK,
		"line 1 inserted 1\nline 3 inserted 2\n", "1 of 1 file answered: 2 records written by Zoho, 0 refused\n  Quoted_Items-1.csv: 3 rows written by Zoho, 0 refused\n")
	unknown := "zohocrm: quotes-0001.zip: nothing is known of the rows in its Quoted_Items-1.csv: answer: $: expected a CSV with what became of the rows of Quoted_Items-1.csv\n"
	bare := result("result-0001.zip", []string{"added", "added"})
	aloud("", "outcome", "-run", run, bare).want(t, exitOK,
		"line 1 inserted 1\nline 3 inserted 2\n", unknown+
			"1 of 1 file answered: 2 records written by Zoho, 0 refused\n  Quoted_Items-1.csv: of 1 file nothing is known: look into the result, or at the records in Zoho\n")
	aloud("", "outcome", "-quiet", "-problems", "json", "-run", run, bare).want(t, exitOK,
		`{"record":0,"row":1,"code":"SUCCESS","action":"insert","details":{"id":"1"},"status":"success"}`+"\n"+
			`{"record":2,"row":3,"code":"SUCCESS","action":"insert","details":{"id":"2"},"status":"success"}`+"\n", unknown)
}
