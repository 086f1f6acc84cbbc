package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm/internal/fakezoho"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
)

// A lawRow is a record of the input of a run: its name is that of no other.
type lawRow struct {
	name, email string
	input, row  int
}

// lawInput returns a file of records, and appends what is in it to rows.
func lawInput(random *rand.Rand, format string, input int, rows []lawRow) (string, []lawRow) {
	var b strings.Builder
	if format == "csv" {
		b.WriteString("Last_Name,City,Email\n")
	}
	for i := range random.IntN(160) {
		r := lawRow{fmt.Sprint("Daly ", len(rows)), fmt.Sprintf("p%d@zylker.com", random.IntN(120)), input, i + 2} // as a spreadsheet counts
		if format == "jsonl" {
			r.row = 1 + strings.Count(b.String(), "\n")
		}
		if random.IntN(9) == 0 {
			r.email = "none"
		}
		city := []string{"Oslo", `New "York"`, "", "a, b"}[random.IntN(4)]
		switch format {
		case "csv":
			fmt.Fprintf(&b, "%s,\"%s\",%s\n", r.name, strings.ReplaceAll(city, `"`, "\n"), r.email)
		default:
			fmt.Fprintf(&b, `{"Last_Name":%q,"City":%q,"Email":%q}`+"\n", r.name, city, r.email)
			b.WriteString([]string{"", "\n"}[random.IntN(2)])
		}
		rows = append(rows, r)
	}
	return b.String(), rows
}

// TestRunLaw: each record of the input is in one body of a run or is refused, the
// manifest has its place in the input, and of Zoho's answers each row that was sent
// is written, or refused and in the file of rejects. What to send again, sent again,
// leaves nothing open.
func TestRunLaw(t *testing.T) {
	random := testkit.Rand(t)
	for range testkit.Size(2, 8, 400) {
		dir := t.TempDir()
		var rows []lawRow
		var files []string
		format := []string{"csv", "jsonl"}[random.IntN(2)]
		for i := range 1 + random.IntN(3) {
			var text string
			text, rows = lawInput(random, format, i, rows)
			files = append(files, filepath.Join(dir, fmt.Sprintf("in-%d.%s", i, format)))
			if err := os.WriteFile(files[i], []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		run := filepath.Join(dir, "run")
		if got := invoke("", append([]string{"insert", "-module", "Leads", "-o", run}, files...)...); got.status == exitUsage {
			t.Fatal(got.err)
		}
		if !slices.ContainsFunc(rows, func(r lawRow) bool { return r.email != "none" }) {
			continue // without a body there is no run
		}
		zoho := &fakezoho.Server{Fail: map[int]fakezoho.Failure{1 + random.IntN(4): fakezoho.Busy}}
		if err := zoho.Define("Leads", "Email:email?"); err != nil {
			t.Fatal(err)
		}
		sent := lawManifest(t, run, rows)
		report, rejects := lawOutcome(t, zoho, run, format)

		// Zoho has one row of each email, and refuses the others.
		var want []string
		refused := map[string]bool{}
		stored := map[any]bool{}
		for _, rec := range zoho.Records("Leads") {
			stored[rec["Last_Name"]] = true
		}
		for _, r := range sent {
			refused[r.name] = !stored[r.name]
			want = append(want, lawPlace(files, r)+map[bool]string{true: " inserted", false: " refused"}[stored[r.name]])
		}
		slices.Sort(want)
		slices.Sort(report)
		if diff := cmp.Diff(want, report); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		for _, r := range sent {
			if n := strings.Count(rejects, r.name+map[string]string{"csv": ",", "jsonl": `"`}[format]); n != map[bool]int{true: 1}[refused[r.name]] {
				t.Errorf("%s is %d times in the rejects, refused %t:\n%s", r.name, n, refused[r.name], rejects)
			}
		}
	}
}

// lawManifest compares the manifest of a run with the input, and returns the rows that
// are in its bodies, in their order.
func lawManifest(t *testing.T, run string, rows []lawRow) []lawRow {
	t.Helper()
	m, err := readManifest(filepath.Join(run, manifestName))
	if err != nil {
		t.Fatal(err)
	}
	var sent []lawRow
	for _, b := range m.Bodies {
		var body struct {
			Data []struct{ Last_Name string }
		}
		if err := json.Unmarshal([]byte(read(t, filepath.Join(run, b.File))), &body); err != nil {
			t.Fatal(err)
		}
		i := 0
		for _, p := range b.Places {
			for k := range p.Count {
				r := rows[p.Record+k]
				if body.Data[i].Last_Name != r.name || p.Input != r.input || k == 0 && p.Row != r.row {
					t.Errorf("record %d of %s is %s of file %d, row %d: the manifest says %+v", i, b.File, r.name, r.input, r.row, p)
				}
				sent = append(sent, r)
				i++
			}
		}
		if i != len(body.Data) {
			t.Errorf("%s has %d records, the manifest %d", b.File, len(body.Data), i)
		}
	}
	good := slices.DeleteFunc(slices.Clone(rows), func(r lawRow) bool { return r.email == "none" })
	if diff := cmp.Diff(good, sent, cmp.AllowUnexported(lawRow{})); diff != "" || m.Read != len(rows) || m.Written != len(good) {
		t.Errorf("%d read, %d written; the good ones are in the bodies (-want +got):\n%s", m.Read, m.Written, diff)
	}
	return sent
}

// lawOutcome sends the bodies of a run, and those that are to be sent again. It returns
// what the command says of each row, its place and whether it was inserted, and the
// rejects.
func lawOutcome(t *testing.T, zoho *fakezoho.Server, run, format string) (report []string, rejects string) {
	t.Helper()
	m, err := readManifest(filepath.Join(run, manifestName))
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Bodies) == 0 {
		return nil, ""
	}
	again, file := run+"-again", run+"-rejects."+format
	args := []string{"outcome", "-run", run, "-rejects", file, "-o", again}
	for i, b := range m.Bodies {
		w := httptest.NewRecorder()
		zoho.ServeHTTP(w, httptest.NewRequest(m.Method, "/crm/v7/"+m.Path, strings.NewReader(read(t, filepath.Join(run, b.File)))))
		answer := filepath.Join(filepath.Dir(run), fmt.Sprintf("answer-%05d.json", i+1))
		if err := os.WriteFile(answer, w.Body.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
		args = append(args, answer)
	}
	got := aloud("", args...)
	if got.status == exitUsage {
		t.Fatal(got.err)
	}
	for line := range strings.Lines(got.out) {
		for _, fate := range []string{" inserted ", " refused "} {
			if place, _, ok := strings.Cut(line, fate); ok && !strings.HasPrefix(line, "body-") {
				report = append(report, strings.TrimSpace(place+fate))
			}
		}
	}
	if _, err := os.Stat(file); err == nil {
		rejects = read(t, file)
	}
	if _, err := os.Stat(again); err == nil {
		more, text := lawOutcome(t, zoho, again, format)
		report, rejects = append(report, more...), rejects+text
	}
	return report, rejects
}

// lawPlace is how the command names a row.
func lawPlace(files []string, r lawRow) string {
	place := fmt.Sprint("row ", r.row)
	if strings.HasSuffix(files[0], ".jsonl") {
		place = fmt.Sprint("line ", r.row)
	}
	if len(files) > 1 {
		place = files[r.input] + " " + place
	}
	return place
}
