package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm/internal/testkit"
)

// TestWorkers: whatever the number of workers, the bodies, the problems, the summary,
// the rejects and the manifest are the same.
func TestWorkers(t *testing.T) {
	random := testkit.Rand(t)
	for range testkit.Size(2, 12, 400) {
		for _, format := range []string{"csv", "jsonl", "json"} {
			var parts strings.Builder
			for range 1 + random.IntN(80) {
				input, _ := rejectInput(random, map[string]string{"csv": "jsonl"}[format]+strings.TrimPrefix(format, "csv"))
				parts.WriteString(input)
			}
			input := parts.String()
			switch format {
			case "csv":
				var table strings.Builder
				table.WriteString("Last_Name,Email,Full_Name\n")
				for range random.IntN(1000) {
					fmt.Fprintf(&table, "Daly,p%d@zylker.com,%s\n", random.IntN(3000), []string{"", "", "", "x"}[random.IntN(4)])
					if random.IntN(40) == 0 {
						table.WriteString("\"Da\"ly,\n")
					}
				}
				input = table.String()
			case "json":
				input = strings.ReplaceAll(input, "][", ",")
				if random.IntN(4) == 0 {
					input = input[:random.IntN(len(input))]
				}
			}
			command := []string{"insert"}
			if random.IntN(2) == 0 {
				command = []string{"bulk", "-operation", []string{"insert", "upsert"}[random.IntN(2)]}
			}
			var want []string
			for _, workers := range []string{"1", "2", "5"} {
				dir := t.TempDir()
				t.Chdir(dir)
				if err := os.WriteFile("in."+format, []byte(input), 0o666); err != nil {
					t.Fatal(err)
				}
				got := aloud("", append(command, "-module", "Leads", "-j", workers, "-unique", "Email", "-o", "run", "-rejects", "rejects", "in."+format)...)
				all := []string{fmt.Sprint(got.status), got.err}
				for _, file := range []string{"rejects", filepath.Join("run", manifestName), filepath.Join("run", bodyName(1)), filepath.Join("run", bodyName(2)), filepath.Join("run", bodyName(7)), filepath.Join("run", "leads-0001.zip"), filepath.Join("run", "leads-0001.job.json")} {
					text, err := os.ReadFile(file)
					if os.IsNotExist(err) {
						text = []byte("none")
					}
					all = append(all, string(text))
				}
				if want == nil {
					want = all
				}
				if diff := cmp.Diff(want, all); diff != "" {
					t.Fatalf("%s, -j %s (-one +more):\n%s\n%s", format, workers, diff, input)
				}
			}
		}
	}
}

// TestReports writes the three forms, with values only if they are asked for.
func TestReports(t *testing.T) {
	dir := t.TempDir()
	file := write(t, "leads.csv", "Last_Name,Email,Annual_Revenue\nDaly,<b>hush,1\n,a@b.de,\"<i>\"\n")
	for _, args := range [][]string{nil, {"-report-values"}} {
		args = append(args, "-module", "Leads", "-fields", leadsFields, "-report", filepath.Join(dir, "r.html"), "-report", filepath.Join(dir, "r.json"), "-report", filepath.Join(dir, "r.md"), "-dry-run", file)
		if got := invoke("", args...); got.status != exitRefused {
			t.Fatalf("%+v", got)
		}
		var report struct {
			Read, Accepted, Refused int
			Problems                []struct {
				Field, Reason string
				Count         int
				First         []struct {
					Row, Column int
					Value       *string
				}
			}
			Inputs []struct {
				SHA256  string
				Columns []struct{ Field string }
			}
			Metadata []struct{ SHA256 string }
		}
		text := read(t, filepath.Join(dir, "r.json"))
		if err := json.Unmarshal([]byte(text), &report); err != nil {
			t.Fatal(err)
		}
		if report.Read != 2 || report.Refused != 2 || len(report.Problems) < 3 || len(report.Inputs) != 1 || len(report.Inputs[0].SHA256) != 64 ||
			len(report.Inputs[0].Columns) != 3 || len(report.Metadata) != 1 || len(report.Metadata[0].SHA256) != 64 {
			t.Errorf("%s", text)
		}
		for _, name := range []string{"r.html", "r.json", "r.md"} {
			text := read(t, filepath.Join(dir, name))
			if strings.Contains(text, "hush") != (args[0] == "-report-values") || strings.Contains(text, "<b>hush") && name == "r.html" || !strings.Contains(strings.ReplaceAll(text, `\_`, "_"), "Annual_Revenue") {
				t.Errorf("%q: %s: %.3000s", args[0], name, text)
			}
		}
	}
	var out, err bytes.Buffer
	if status := run([]string{"insert", "-quiet", "-module", "Leads", "-report", filepath.Join(dir, "none", "r.md")}, strings.NewReader(`{"Last_Name":"x"}`), &out, &err); status != exitRefused || !strings.Contains(err.String(), "zohocrm: -report: open ") {
		t.Errorf("exit %d, %s", status, err.String())
	}
}
