package report_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"html"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm/internal/report"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
)

var shots = flag.String("screenshots", "", "a folder for screenshots of the pages")

var started = time.Date(2026, 3, 14, 9, 26, 53, 0, time.UTC)

// leads is a run with all that a report may have.
func leads() *report.Run {
	value := "p.daly@zylker"
	return &report.Run{
		Command: "zohocrm 1.0.0", Module: "Leads", Operation: "insert", Started: started, Took: 1234567 * time.Microsecond,
		Inputs: []report.Input{{
			File: report.File{Name: "leads.csv", Size: 312_456, SHA256: strings.Repeat("0f", 32)}, Records: 2000,
			Delimiter: ";", Encoding: "windows-1252",
			Columns: []report.Column{
				{1, "Nachname", "Last_Name", "map"}, {2, "Email", "Email", "api name"}, {3, "Title", "Designation", "label"},
				{4, "Interne Nr.", "", "ignored"}, {5, "", "", "unnamed"},
			},
		}},
		Metadata: []report.File{{Name: "fields.json", Size: 81_920, SHA256: strings.Repeat("a5", 32)}},
		Read:     2000, Accepted: 1978, Bodies: 20, Refused: 22,
		Problems: []report.Problem{
			{Field: "Email", Reason: "pattern", Count: 12, Expected: "an email address", Hint: "correct the address",
				First: []report.Row{{Row: 17, Column: 2, Value: &value}, {Row: 1204, Column: 2}}},
			{Field: "Annual_Revenue", Reason: "format", Count: 9, Expected: "a decimal number such as -1250.50",
				Hint: "set CellFormat.Decimal (-decimal) for numbers such as 1,234.50 or 1.234,50", First: []report.Row{{Row: 40, Column: 7}}},
			{Reason: "syntax", Count: 1, Expected: "5 cells, as many as API names", First: []report.Row{{Row: 1999}}},
			{Field: "Lead_Source", Reason: "picklist", Warning: true, Count: 140, Expected: "one of Trade Show, Web",
				Hint: "did you mean Trade Show?", First: []report.Row{{Row: 3, Column: 9}}},
		},
		Warnings: []string{"The Fields metadata has no field Custom_1."},
		Next:     []string{"Mend the 22 rows of rejects.csv and read the file again with the same flags."},
	}
}

// hostile is a run in which every text would do harm if it were not escaped.
func hostile() *report.Run {
	const bad = "<script>console.error('run')</script>\"'`|*_[x](javascript:alert(1))&amp;@all\u202e\x1b[31m\n\n# x\x00\xff</style></title>{{.}}https://evil.example"
	value := bad
	file := report.File{Name: bad, Size: 1, SHA256: bad}
	return &report.Run{
		Command: bad, Module: bad, Operation: bad, Started: started, Stopped: bad,
		Inputs:   []report.Input{{File: file, Delimiter: bad, Encoding: bad, Columns: []report.Column{{1, bad, bad, bad}}}},
		Metadata: []report.File{file}, Read: 1, Refused: 1,
		Problems: []report.Problem{{Field: bad, Reason: bad, Count: 1, Expected: bad, Hint: bad, First: []report.Row{{Input: bad, Row: 1, Column: 1, Value: &value}}}},
		Warnings: []string{bad}, Next: []string{bad},
	}
}

// several is a run of several inputs, of which only tables have columns.
func several() *report.Run {
	table := func(name string) report.Input {
		return report.Input{File: report.File{Name: name, Size: 5_000_000_000}, Records: 1, Delimiter: ",", Encoding: "utf-8",
			Columns: []report.Column{{1, "Last_Name", "Last_Name", "api name"}}}
	}
	return &report.Run{
		Command: "zohocrm 1.0.0", Module: "Leads", Operation: "insert", Started: started,
		Inputs: []report.Input{table("a.csv"), {File: report.File{Name: "b.jsonl", Size: 999}, Records: 1000}, table("c.csv")},
		Read:   1002, Accepted: 1001, Bodies: 11, Refused: 1,
		Problems: []report.Problem{{Field: "Email", Reason: "pattern", Count: 1, First: []report.Row{{Input: "b.jsonl", Row: 1000}}}},
	}
}

var runs = []struct {
	name string
	run  *report.Run
}{
	{"leads", leads()},
	{"hostile", hostile()},
	{"several", several()},
	{"nothing", &report.Run{Command: "zohocrm 1.0.0", Module: "Leads", Operation: "insert", Started: started, DryRun: true}},
}

var writers = []struct {
	ext   string
	write func(*report.Run, io.Writer) error
}{
	{"html", (*report.Run).WriteHTML}, {"json", (*report.Run).WriteJSON}, {"md", (*report.Run).WriteMarkdown},
}

// TestReports compares each report with its golden file.
func TestReports(t *testing.T) {
	for _, tt := range runs {
		for _, w := range writers {
			var got bytes.Buffer
			if err := w.write(tt.run, &got); err != nil {
				t.Errorf("%s.%s: %v", tt.name, w.ext, err)
				continue
			}
			file := filepath.Join("testdata", tt.name+"."+w.ext)
			if testkit.Update() {
				if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got.String()); diff != "" {
				t.Errorf("%s (-want +got):\n%s", file, diff)
			}
		}
	}
}

// TestSameNumbers: the page, the JSON and the Markdown say the same.
func TestSameNumbers(t *testing.T) {
	var texts []string
	for _, w := range writers {
		var b bytes.Buffer
		if err := w.write(leads(), &b); err != nil {
			t.Fatal(err)
		}
		texts = append(texts, strings.NewReplacer(`\_`, "_", `\(`, "(", `\)`, ")", `\u003e`, ">").Replace(html.UnescapeString(b.String())))
	}
	for _, want := range []string{
		"Annual_Revenue", "a decimal number such as -1250.50", "Lead_Source", "did you mean Trade Show?", "syntax",
		"Nachname", "Designation", "label", "fields.json", strings.Repeat("a5", 32), "leads.csv", "rejects.csv", "p.daly", "Custom_1",
	} {
		for i, text := range texts {
			if !strings.Contains(text, want) {
				t.Errorf("%s does not say %q", writers[i].ext, want)
			}
		}
	}
}

// TestHostileTextIsNoMarkup: nothing of a hostile text is markup or leaves its line.
func TestHostileTextIsNoMarkup(t *testing.T) {
	var page, text, object bytes.Buffer
	if err := errors.Join(hostile().WriteHTML(&page), hostile().WriteMarkdown(&text), hostile().WriteJSON(&object)); err != nil {
		t.Fatal(err)
	}
	if regexp.MustCompile(`(?i)<script|javascript:[^(]*["'>]|\x1b|\x00|\x{202e}`).Match(page.Bytes()) || bytes.Count(page.Bytes(), []byte("<style>")) != 1 || bytes.Count(page.Bytes(), []byte("</style>")) != 1 {
		t.Errorf("%s", page.Bytes())
	}
	if regexp.MustCompile(`<script|\x1b|\x00|\x{202e}|(?m)^# x|@all|https://|[^\\]\]\(`).Match(text.Bytes()) {
		t.Errorf("%s", text.Bytes())
	}
	for line := range strings.Lines(text.String()) { // of a table, with as many cells as its header
		if strings.HasPrefix(line, "| error") && len(regexp.MustCompile(`[^\\]\|`).FindAllString(" "+line, -1)) != 8 {
			t.Errorf("%s", line)
		}
	}
	var back report.Run
	if err := json.Unmarshal(object.Bytes(), &back); err != nil || back.Problems[0].Count != 1 {
		t.Errorf("%v", err)
	}
	// A page loads nothing.
	if regexp.MustCompile(`(?i)\b(src|href|action|srcset)=["'](?:[^d"']|d[^a])|@import|url\(`).Match(page.Bytes()) {
		t.Errorf("%s", page.Bytes())
	}
}

// TestNoValues: without an example there is none.
func TestNoValues(t *testing.T) {
	run := leads()
	run.Problems[0].First[0].Value = nil
	for _, w := range writers {
		var b bytes.Buffer
		if err := w.write(run, &b); err != nil || strings.Contains(b.String(), "p.daly") {
			t.Errorf("%s: %v", w.ext, err)
		}
	}
}

// TestFailingWriter: the error of the writer is there.
func TestFailingWriter(t *testing.T) {
	broken := errors.New("broken")
	for _, w := range writers {
		if err := w.write(leads(), failing{broken}); !errors.Is(err, broken) {
			t.Errorf("%s: %v", w.ext, err)
		}
	}
}

type failing struct{ err error }

func (w failing) Write([]byte) (int, error) { return 0, w.err }

// browsers are the names of a browser that runs without a window.
var browsers = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "headless_shell"}

// TestBrowser opens the pages in a browser, in light and dark: no error in the
// console, no script runs, no element comes from a hostile text. With -screenshots
// it keeps pictures.
func TestBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser takes some seconds a page")
	}
	browser := os.Getenv("BROWSER_FOR_TESTS")
	for _, name := range browsers {
		if path, err := exec.LookPath(name); err == nil && browser == "" {
			browser = path
		}
	}
	if browser == "" {
		t.Skip("NO BROWSER: the report's page is not opened. Install chromium, or name one in BROWSER_FOR_TESTS")
	}
	dir := testkit.ShortDir(t)
	for _, tt := range runs {
		file := filepath.Join(dir, tt.name+".html")
		var page bytes.Buffer
		if err := tt.run.WriteHTML(&page); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, page.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		open := func(args ...string) string {
			args = append([]string{
				"--headless", "--disable-gpu", "--no-sandbox", "--no-first-run", "--hide-scrollbars", "--window-size=1100,1400",
				"--enable-logging=stderr", "--user-data-dir=" + filepath.Join(dir, "profile"),
			}, append(args, "file://"+file)...)
			cmd := exec.Command(browser, args...)
			cmd.Env = append(os.Environ(), "TMPDIR="+dir)
			var errs bytes.Buffer
			cmd.Stderr = &errs
			out, err := cmd.Output()
			if err != nil {
				t.Skipf("NO BROWSER: %s: %v\n%s", browser, err, errs.Bytes())
			}
			for line := range strings.Lines(errs.String()) {
				if strings.Contains(line, "CONSOLE") {
					t.Errorf("%s: %s", tt.name, line)
				}
			}
			return string(out)
		}
		dom := open("--dump-dom")
		if strings.Count(dom, "<h1>") != 1 || strings.Contains(strings.ToLower(dom), "<script") || !strings.Contains(dom, "</main>") {
			t.Errorf("%s: %s", tt.name, dom)
		}
		if *shots == "" {
			continue
		}
		for name, arg := range map[string]string{"light": "--disable-features=x", "dark": "--blink-settings=preferredColorScheme=0"} {
			open("--screenshot="+filepath.Join(*shots, tt.name+"-"+name+".png"), arg)
		}
	}
}
