//go:build unix

package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm/internal/testkit"
)

// TestBulkScale writes leads to files of Bulk Write, one in fifty of them broken, and
// reads a result in which Zoho has refused three in a hundred. Each row is in one file
// or among the rejects, its cells are those of the input, and the outcome speaks of it
// once.
func TestBulkScale(t *testing.T) {
	n := testkit.Size(2_600, 26_000, 1_000_000)
	dir := t.TempDir()
	run, rejects := filepath.Join(dir, "run"), filepath.Join(dir, "rejects.csv")
	file, err := build()
	if err != nil {
		t.Fatal(err)
	}
	process := exec.Command(file, "bulk", "-quiet", "-module", "Leads", "-operation", "insert", "-in", "csv", "-problems", "none", "-o", run, "-rejects", rejects)
	stdin, err := process.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	inherited := ownPeak(t)
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	w := bufio.NewWriterSize(stdin, 1<<16)
	w.WriteString(strings.Join(leadNames, ",") + "\r\n")
	var row []byte
	for i := range n {
		row = leadRow(row[:0], i)
		w.Write(row)
	}
	if err := w.Flush(); err != nil {
		t.Error(err)
	}
	stdin.Close()
	process.Wait()
	if status := process.ProcessState.ExitCode(); status != exitRefused {
		t.Fatalf("exit %d", status)
	}
	peak := maxRSS(process.ProcessState.SysUsage().(*syscall.Rusage))
	if peak > max(maxMemory, inherited) && !testkit.Race {
		t.Errorf("%d bytes of memory at the peak, at most %d wanted", peak, maxMemory)
	}

	m, err := readManifest(filepath.Join(run, manifestName))
	if err != nil {
		t.Fatal(err)
	}
	if good := n - n/50; m.Written != good || m.Read != n || m.Refused != n/50 || len(m.Bodies) != (good+24_999)/25_000 {
		t.Errorf("%+v", m.manifestTail)
	}
	accounted := make([]int, n)
	var results []string
	failed := 0
	for k, b := range m.Bodies {
		sent := filepath.Join(run, b.File)
		numbers := b.numbers()
		checkCells(t, sent, numbers)
		results = append(results, bulkResult(t, sent, filepath.Join(dir, fmt.Sprintf("result-%04d.zip", k+1)), func(i int) (string, string, string) {
			if numbers[i]%100 < 3 {
				failed++
				return "skipped", "", "DUPLICATE_DATA-Email"
			}
			return "added", fmt.Sprint(1 + numbers[i]), ""
		}))
	}
	refused, err := os.Open(rejects)
	if err != nil {
		t.Fatal(err)
	}
	defer refused.Close()
	r := csv.NewReader(refused)
	for i := -1; ; i++ {
		cells, err := r.Read()
		if err != nil {
			if i != n/50 {
				t.Errorf("%d rejects, %v", i, err)
			}
			break
		}
		if i >= 0 {
			number := 50*i + 49
			accounted[number]++
			if want := (lead{number}).appendCells(nil); !slices.Equal(want, cells[1:]) {
				t.Fatalf("reject %d is %q, want %q", i, cells, want)
			}
		}
	}

	outcome := exec.Command(file, append([]string{"outcome", "-quiet", "-run", run, "-problems", "json"}, results...)...)
	lines, err := outcome.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := outcome.Start(); err != nil {
		t.Fatal(err)
	}
	for s := bufio.NewScanner(lines); s.Scan(); {
		var line struct {
			Record, Row int
			Code        string
			Details     struct{ ID string }
		}
		if err := json.Unmarshal(s.Bytes(), &line); err != nil {
			t.Fatalf("%v: %s", err, s.Bytes())
		}
		accounted[line.Record]++
		switch {
		case line.Code == "SUCCESS" && line.Details.ID == fmt.Sprint(1+line.Record):
		case line.Code == "DUPLICATE_DATA" && line.Record%100 < 3:
			failed--
		default:
			t.Fatalf("%s", s.Bytes())
		}
	}
	outcome.Wait()
	if status := outcome.ProcessState.ExitCode(); status != exitRefused {
		t.Errorf("exit %d", status)
	}
	for i, k := range accounted {
		if k != 1 {
			t.Fatalf("record %d is accounted for %d times", i, k)
		}
	}
	if failed != 0 {
		t.Errorf("%d refused records are not in the outcome", failed)
	}
	t.Logf("%d records: %.1f MB at the peak, the outcome %.1f MB", n, float64(peak)/(1<<20), float64(maxRSS(outcome.ProcessState.SysUsage().(*syscall.Rusage)))/(1<<20))
}

// checkCells compares the cells of a file with the leads of these numbers.
func checkCells(t *testing.T, file string, numbers []int) {
	t.Helper()
	_, tables := tablesOf(t, file)
	rows := tables[0]
	if len(rows) != len(numbers)+1 || !slices.Equal(rows[0], leadNames) {
		t.Fatalf("%s has %d rows and the columns %q", file, len(rows), rows[0])
	}
	var cells []string
	for i, n := range numbers {
		if cells = (lead{n}).appendCells(cells[:0]); !slices.Equal(cells, rows[i+1]) {
			t.Fatalf("row %d of %s (-want +got):\n%s", i+1, file, cmp.Diff(cells, rows[i+1]))
		}
	}
}

// TestBulkInterrupt stops the command after its first file: it leaves whole files, and
// says how far it has come.
func TestBulkInterrupt(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "run")
	file, err := build()
	if err != nil {
		t.Fatal(err)
	}
	process := exec.Command(file, "bulk", "-quiet", "-module", "Leads", "-operation", "insert", "-in", "jsonl", "-o", dir)
	stdin, err := process.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stdin.Close() })
	var problems bytes.Buffer
	process.Stderr = &problems
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	go stdin.Write([]byte(lineNumbered(25_300))) // and then nothing, without an end
	waitFor(t, "file", func() bool { return len(listed(filepath.Join(dir, unfinishedName))) > 2 })
	process.Process.Signal(syscall.SIGTERM)
	process.Wait()
	if status := process.ProcessState.ExitCode(); status != 143 {
		t.Errorf("exit %d", status)
	}
	if got := strings.Join(listed(dir), " "); got != "leads-0001.job.json leads-0001.zip run.json" {
		t.Errorf("the directory holds %s", got)
	}
	_, tables := tablesOf(t, filepath.Join(dir, "leads-0001.zip"))
	m, err := readManifest(filepath.Join(dir, manifestName))
	if err != nil || len(tables[0]) != 25_001 || m.Written != 25_000 || m.Read != 25_000 || m.Complete || m.Stopped != "by a signal (terminated)" {
		t.Errorf("%d rows, %+v, %v", len(tables[0]), m, err)
	}
	if got := problems.String(); got != "zohocrm: stopped (terminated); wrote 1 whole file\n" {
		t.Errorf("%q", got)
	}
}

// TestBulkInterruptSummary counts, after a signal, the problems of the records before the
// end of the last file, and no others: the rejects have the same records.
func TestBulkInterruptSummary(t *testing.T) {
	dir := t.TempDir()
	run, rejects, shown := filepath.Join(dir, "run"), filepath.Join(dir, "rejects.jsonl"), filepath.Join(dir, "problems.txt")
	file, err := build()
	if err != nil {
		t.Fatal(err)
	}
	process := exec.Command(file, "bulk", "-module", "Leads", "-operation", "insert", "-in", "jsonl", "-o", run, "-rejects", rejects)
	stdin, err := process.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stdin.Close() })
	problems, err := os.Create(shown)
	if err != nil {
		t.Fatal(err)
	}
	defer problems.Close()
	process.Stderr = problems
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	const noMail, noName, aliased = `{"Last_Name":"Daly","Email":"none"}` + "\n", `{"Email":"p.daly@zylker.com"}` + "\n", `{"Last_Name":"Daly","Web Site":"x"}` + "\n"
	go stdin.Write([]byte(lineNumbered(10) + noMail + lineNumbered(25_000) + strings.Repeat(noMail+noName+aliased, 20) + lineNumbered(100)))
	waitFor(t, "problem of the last record", func() bool { return strings.Contains(read(t, shown), "$.data[25069].Last_Name") })
	process.Process.Signal(syscall.SIGTERM)
	process.Wait()
	if status := process.ProcessState.ExitCode(); status != 143 {
		t.Errorf("exit %d", status)
	}
	_, summary, _ := strings.Cut(read(t, shown), "25,001 records read: ")
	want := "25,000 in 1 file, 1 refused (Email: 1 not an email address, first in line 11)\n  stopped: by a signal (terminated)\n"
	if !strings.HasPrefix(summary, want) || strings.Contains(summary, "warnings") || strings.Contains(summary, "Web Site") {
		t.Errorf("%q, want %q", summary, want)
	}
	if got := read(t, rejects); strings.Count(got, "\n") != 1 {
		t.Errorf("rejects: %q", got)
	}
}
