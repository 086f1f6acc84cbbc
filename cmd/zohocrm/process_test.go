//go:build unix

package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/seed12a3e673/zohocrm/internal/testkit"
)

// maxMemory is the memory that the command may take at its peak, in bytes,
// however long its input.
const maxMemory = 64 << 20

// commandDir is where the command is built.
var commandDir string

// asCommand is the variable of the environment with which the program of the tests is
// the command.
const asCommand = "ZOHOCRM_TEST_AS_COMMAND"

func TestMain(m *testing.M) {
	if os.Getenv(asCommand) != "" {
		main()
	}
	// A process that nohup started ignores SIGHUP, and so do those that it starts,
	// unless it handles the signal.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGHUP)
	var err error
	if commandDir, err = os.MkdirTemp("", "zohocrm"); err != nil {
		panic(err)
	}
	status := m.Run()
	os.RemoveAll(commandDir)
	os.Exit(status)
}

// build builds the command, once for all tests. Under -short, which is to be quick, the
// command is the program of the tests. With coverage that program would print a warning.
var build = sync.OnceValues(func() (file string, err error) {
	if testing.Short() && testing.CoverMode() == "" {
		os.Setenv(asCommand, "1")
		return os.Executable()
	}
	file = filepath.Join(commandDir, "zohocrm")
	if out, err := exec.Command("go", "build", "-o", file, ".").CombinedOutput(); err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, out)
	}
	return file, nil
})

// start starts the command as a process of its own. Its standard input is the
// pipe that it returns.
func start(t *testing.T, args ...string) (process *exec.Cmd, stdin io.WriteCloser) {
	t.Helper()
	file, err := build()
	if err != nil {
		t.Fatal(err)
	}
	process = exec.Command(file, append([]string{"insert", "-quiet", "-module", "Leads"}, args...)...)
	stdin, err = process.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stdin.Close() })
	return process, stdin
}

// leadNames are the fields of a lead of a long stream.
var leadNames = []string{
	"Last_Name", "First_Name", "Company", "Designation", "Email", "Phone", "Mobile", "Website", "Lead_Source",
	"Industry", "No_of_Employees", "Annual_Revenue", "Street", "City", "Zip_Code", "Country", "Email_Opt_Out", "Description",
}

// A lead is record i of a long stream. Every fiftieth is broken, each in
// another way than the one before.
type lead struct{ i int }

func (l lead) broken() bool { return l.i%50 == 49 }

// appendCells appends the cells of the lead.
func (l lead) appendCells(cells []string) []string {
	n := strconv.Itoa(l.i)
	cells = append(cells,
		"Daly "+n, "Patricia", "Zylker \"Söhne\", "+n, "Head of Sales", "p.daly"+n+"@zylker.com", "+91 98765 43210", "9900000000",
		"https://www.zylker.com/leads?n="+n, "Trade Show", "Manufacturing", n, n+".90", "1 Main Street", "Ottawa", "K1A 0B1", "Canada",
		"false", "Asked for an offer\nand wants to be called back in the second quarter of the year, or the third.")
	if l.broken() {
		switch l.i / 50 % 4 {
		case 0:
			cells[0] = "" // mandatory
		case 1:
			cells[5] = "+91 98765 43210 98765 43210 98765" // too long
		case 2:
			cells[4] = "p.daly at zylker" // no email
		case 3:
			cells[10] = "many" // no number
		}
	}
	return cells
}

// appendJSON appends the lead as it is written.
func (l lead) appendJSON(dst []byte, cells []string) []byte {
	for column, cell := range cells {
		if cell == "" {
			continue
		}
		dst = append(dst, ',', '"')
		dst = append(dst, leadNames[column]...)
		dst = append(dst, '"', ':')
		if cell == "many" || column != 10 && column != 11 && column != 16 {
			dst = append(dst, '"')
			for _, c := range []byte(cell) {
				switch c {
				case '"':
					dst = append(dst, '\\', c)
				case '\n':
					dst = append(dst, `\n`...)
				default:
					dst = append(dst, c)
				}
			}
			dst = append(dst, '"')
		} else {
			dst = append(dst, cell...)
		}
	}
	return append(dst, '}')
}

// leadJSON appends the JSON of lead i.
func leadJSON(dst []byte, i int) []byte {
	start := len(dst)
	var cells [18]string
	dst = lead{i}.appendJSON(dst, lead{i}.appendCells(cells[:0]))
	dst[start] = '{' // in place of the first comma
	return dst
}

func leadLine(dst []byte, i int) []byte { return append(leadJSON(dst, i), '\n') }

// leadRow appends the row of lead i, with every second cell in quotes that
// needs none.
func leadRow(dst []byte, i int) []byte {
	var cells [18]string
	for column, cell := range (lead{i}).appendCells(cells[:0]) {
		if column > 0 {
			dst = append(dst, ',')
		}
		if column%2 == 0 || strings.ContainsAny(cell, "\",\n") {
			dst = append(dst, '"')
			dst = append(dst, strings.ReplaceAll(cell, `"`, `""`)...)
			dst = append(dst, '"')
		} else {
			dst = append(dst, cell...)
		}
	}
	return append(dst, "\r\n"...)
}

// longStreams are the forms of a long stream.
var longStreams = []struct {
	format, head, tail string
	append             func(dst []byte, i int) []byte
}{
	{"jsonl", "", "", leadLine},
	{"csv", strings.Join(leadNames, ",") + "\r\n", "", leadRow},
	{"json", "[", `{"Last_Name":"Daly"}]`, func(dst []byte, i int) []byte { return append(leadJSON(dst, i), ",\n"...) }},
}

// TestStream sends 20,000 records through the command in each form.
func TestStream(t *testing.T) {
	for _, stream := range longStreams {
		t.Run(stream.format, func(t *testing.T) {
			process, stdin := start(t, "-in", stream.format, "-problems", "json")
			runStream(t, process, stdin, testkit.Size(1_000, 20_000, 20_000), stream.head, stream.tail, stream.append)
		})
	}
}

// TestMillionRecords sends a million records through the command as lines and
// as a table.
func TestMillionRecords(t *testing.T) {
	if !testkit.Long() || testkit.Race {
		t.Skip("takes half a minute: needs -long, and no race detector, which the command is built without")
	}
	for _, stream := range longStreams[:2] {
		t.Run(stream.format, func(t *testing.T) {
			process, stdin := start(t, "-in", stream.format, "-problems", "json")
			runStream(t, process, stdin, 1_000_000, stream.head, stream.tail, stream.append)
		})
	}
}

// runStream writes n records to the command and reads the bodies and reports
// back: every good record is in one body, as it was written, and every bad one
// in one report, all in their order.
func runStream(t *testing.T, process *exec.Cmd, stdin io.WriteCloser, n int, head, tail string, appendRecord func([]byte, int) []byte) {
	t.Helper()
	bodies, err := process.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	reports, err := process.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	inherited := ownPeak(t)
	began := time.Now()
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	wg.Go(func() {
		defer stdin.Close()
		w := bufio.NewWriterSize(stdin, 1<<16)
		w.WriteString(head)
		var record []byte
		for i := range n {
			record = appendRecord(record[:0], i)
			if _, err := w.Write(record); err != nil {
				t.Errorf("record %d: %v", i, err)
				return
			}
		}
		w.WriteString(tail)
		if err := w.Flush(); err != nil {
			t.Error(err)
		}
	})
	good, bad := 0, 0
	wg.Go(func() { bad = readReports(t, reports) })
	wg.Go(func() { good = readBodies(t, bodies, n) })
	wg.Wait()
	process.Wait()
	if tail != "" {
		good-- // the one that ends the array
	}
	if status := process.ProcessState.ExitCode(); status != exitRefused {
		t.Errorf("exit %d, want %d", status, exitRefused)
	}
	if good != n-n/50 || bad != n/50 {
		t.Errorf("%d good and %d bad records of %d", good, bad, n)
	}
	took := time.Since(began)
	peak := maxRSS(process.ProcessState.SysUsage().(*syscall.Rusage))
	t.Logf("%d records in %.1f s, %.0f a second; the command took %.1f s of a processor and %.1f MB at its peak (%.1f here before)",
		n, took.Seconds(), float64(n)/took.Seconds(),
		(process.ProcessState.UserTime() + process.ProcessState.SystemTime()).Seconds(), float64(peak)/(1<<20), float64(inherited)/(1<<20))
	// The peak of a process counts from that of the one that started it.
	if peak > max(maxMemory, inherited) {
		t.Errorf("%d bytes of memory at the peak, at most %d wanted", peak, maxMemory)
	}
}

// ownPeak returns the largest memory that this process has had, in bytes.
func ownPeak(t *testing.T) int64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		t.Fatal(err)
	}
	return maxRSS(&usage)
}

// maxRSS returns the largest memory that a process had, in bytes.
func maxRSS(usage *syscall.Rusage) int64 {
	if runtime.GOOS == "darwin" || runtime.GOOS == "ios" {
		return int64(usage.Maxrss)
	}
	return int64(usage.Maxrss) << 10
}

// readBodies reads bodies, a line each, and returns how many records they hold.
// It stops at the first that is not the next good one.
func readBodies(t *testing.T, bodies io.Reader, n int) (records int) {
	defer io.Copy(io.Discard, bodies)
	lines := bufio.NewReaderSize(bodies, 1<<20)
	var want []byte
	next := 0
	for {
		line, err := lines.ReadSlice('\n')
		if err == io.EOF && len(line) == 0 {
			return records
		}
		var body struct{ Data []json.RawMessage }
		if err == nil {
			err = json.Unmarshal(line, &body)
		}
		if err != nil || len(body.Data) == 0 || len(body.Data) > 100 {
			t.Errorf("after %d records a body of %d: %v", records, len(body.Data), err)
			return records
		}
		for _, record := range body.Data {
			for next < n && (lead{next}).broken() {
				next++
			}
			if want = leadJSON(want[:0], next); next == n {
				want = append(want[:0], `{"Last_Name":"Daly"}`...)
			}
			if !bytes.Equal(record, want) {
				t.Errorf("record %d is %s, want %s", next, record, want)
				return records
			}
			next++
			records++
		}
	}
}

// readReports reads reports, a line each, and returns how many there are. It
// stops at the first that is not of the next bad record.
func readReports(t *testing.T, reports io.Reader) (records int) {
	defer io.Copy(io.Discard, reports)
	lines := bufio.NewScanner(reports)
	for ; lines.Scan(); records++ {
		var report struct {
			Record int
			Level  string
		}
		err := json.Unmarshal(lines.Bytes(), &report)
		if err != nil || report.Record != records*50+49 || report.Level != "error" {
			t.Errorf("after %d reports %s: %v", records, lines.Bytes(), err)
			return records
		}
	}
	return records
}

// feed writes n leads of which none is broken to the command, or leads for ever,
// and then more empty lines than a pipe holds: when it has written them, the
// command has read the leads.
func feed(stdin io.Writer, n int) (fed chan bool) {
	fed = make(chan bool)
	go func() {
		for i := 0; n == 0 || i < n; i++ {
			if _, err := stdin.Write(leadLine(nil, i*50)); err != nil {
				return
			}
		}
		stdin.Write(bytes.Repeat([]byte("\n"), 1<<20))
		close(fed)
	}()
	return fed
}

// bodiesIn returns the names of the bodies that a run in a directory has begun.
func bodiesIn(dir string) []string {
	return slices.DeleteFunc(listed(filepath.Join(dir, unfinishedName)), func(name string) bool { return !isBody(name) })
}

// waitFor waits until something is so.
func waitFor(t *testing.T, what string, so func() bool) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !so(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("after 20 s there is no %s", what)
		}
	}
}

// isWhole checks that a body is whole, and number i of those that feed makes.
func isWhole(t *testing.T, i int, text []byte) {
	t.Helper()
	var body struct {
		Data []struct {
			N int `json:"No_of_Employees"`
		}
	}
	if err := json.Unmarshal(text, &body); err != nil || len(body.Data) != 100 || body.Data[0].N != i*5000 {
		t.Errorf("body %d has %d records: %v", i, len(body.Data), err)
	}
}

// TestInterrupt stops the command while it reads and writes, and while it waits
// for input. It leaves whole files only.
func TestInterrupt(t *testing.T) {
	tests := []struct {
		name    string
		signal  syscall.Signal
		records int // how many it gets before it waits for more; 0 for ever more
		files   int // how many it has when the signal comes, at least
		status  int
	}{
		{"at work", syscall.SIGINT, 0, 20, 130},
		{"its terminal closed at work", syscall.SIGHUP, 0, 20, 129},
		{"waiting", syscall.SIGTERM, 250, 2, 143},
		{"before the first body", syscall.SIGINT, 50, 0, 130},
		{"its terminal closed before the first body", syscall.SIGHUP, 50, 0, 129},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "bodies")
			process, stdin := start(t, "-in", "jsonl", "-o", dir)
			var problems bytes.Buffer
			process.Stderr = &problems
			if err := process.Start(); err != nil {
				t.Fatal(err)
			}
			fed := feed(stdin, tt.records)
			if tt.records > 0 {
				<-fed
			}
			waitFor(t, "body", func() bool { return len(bodiesIn(dir)) >= tt.files })
			process.Process.Signal(tt.signal)
			process.Wait()
			if status := process.ProcessState.ExitCode(); status != tt.status {
				t.Errorf("exit %d, want %d", status, tt.status)
			}
			names := listed(dir)
			if len(names) > 0 {
				last := len(names) - 1
				m, err := readManifest(filepath.Join(dir, names[last]))
				names = names[:last]
				if err != nil || len(m.Bodies) != len(names) || m.Complete || m.Stopped != "by a signal ("+tt.signal.String()+")" || m.Written != 100*len(names) || m.Read != m.Written {
					t.Errorf("%d bodies, %+v, %v", len(names), m, err)
				}
			}
			for i, name := range names {
				if name != bodyName(i+1) {
					t.Errorf("file %d is %s", i, name)
				}
				isWhole(t, i, []byte(read(t, filepath.Join(dir, name))))
			}
			want := fmt.Sprintf("zohocrm: stopped (%s); wrote %s\n", tt.signal, plural(len(names), "whole body"))
			if got := problems.String(); got != want {
				t.Errorf("%q, want %q", got, want)
			}
		})
	}
}

// TestInterruptedOverwrite keeps the run that a directory holds if a signal comes
// before there is a body.
func TestInterruptedOverwrite(t *testing.T) {
	dir := t.TempDir()
	if got := invoke(numbered(150), "-module", "Leads", "-o", dir); got.status != exitOK {
		t.Fatalf("%+v", got)
	}
	names, manifest := listed(dir), read(t, filepath.Join(dir, manifestName))
	process, stdin := start(t, "-in", "jsonl", "-o", dir, "-overwrite")
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	<-feed(stdin, 50)
	process.Process.Signal(syscall.SIGINT)
	process.Wait()
	if status := process.ProcessState.ExitCode(); status != 130 {
		t.Errorf("exit %d", status)
	}
	if got := listed(dir); !slices.Equal(got, names) || read(t, filepath.Join(dir, manifestName)) != manifest {
		t.Errorf("the directory holds %q, want %q", got, names)
	}
}

// TestInterruptedLines stops the command while it writes bodies and problems to
// pipes that are full. When they are read on, their last lines are whole.
func TestInterruptedLines(t *testing.T) {
	signals := []syscall.Signal{syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP}
	for _, s := range signals[:testkit.Size(1, 3, 3)] {
		for _, what := range []string{"bodies", "problems"} {
			t.Run(s.String()+", "+what, func(t *testing.T) {
				process, stdin := start(t, "-in", "jsonl", "-problems", "json")
				output, err := process.StdoutPipe()
				if what == "problems" {
					process.Stdout = nil
					output, err = process.StderrPipe()
				}
				if err != nil {
					t.Fatal(err)
				}
				if err := process.Start(); err != nil {
					t.Fatal(err)
				}
				go func() {
					for i := 0; ; i++ {
						line := leadLine(nil, i*50)
						if what == "problems" {
							line = []byte("{}\n")
						}
						if _, err := stdin.Write(line); err != nil {
							return
						}
					}
				}()
				// It is within a line when the pipe is full.
				lines := bufio.NewReader(output)
				first, err := lines.ReadBytes('\n')
				if err != nil {
					t.Fatal(err)
				}
				time.Sleep(50 * time.Millisecond)
				process.Process.Signal(s)
				time.Sleep(50 * time.Millisecond)
				rest, err := io.ReadAll(lines)
				if err != nil {
					t.Fatal(err)
				}
				process.Wait()
				if status := process.ProcessState.ExitCode(); status != exitSignal+int(s) {
					t.Errorf("exit %d, want %d", status, exitSignal+int(s))
				}
				text := append(first, rest...)
				if what == "problems" {
					stopped := fmt.Sprintf("zohocrm: stopped (%s); wrote 0 whole bodies\n", s)
					cut, ok := bytes.CutSuffix(text, []byte(stopped))
					if text = cut; !ok {
						t.Errorf("it ends with %q", text[max(0, len(text)-100):])
					}
				}
				if !bytes.HasSuffix(text, []byte("\n")) {
					t.Errorf("it ends with %q", text[max(0, len(text)-100):])
				}
				i := 0
				for line := range bytes.Lines(text) {
					if what == "bodies" {
						isWhole(t, i, line)
					} else if !problemLine.Match(line) {
						t.Errorf("line %d is %q", i, line)
					}
					i++
				}
			})
		}
	}
}

// TestNohup: SIGHUP does not stop a command that was started so that it ignores it.
// SIGINT does: a shell lets commands in the background ignore it, and kill -INT means
// them too.
func TestNohup(t *testing.T) {
	process, stdin := start(t, "-in", "jsonl")
	process.Args = append([]string{"sh", "-c", `trap "" HUP INT; exec "$0" "$@"`}, process.Args...)
	process.Path = "/bin/sh"
	var out, problems bytes.Buffer
	process.Stdout, process.Stderr = &out, &problems
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	<-feed(stdin, 250)
	process.Process.Signal(syscall.SIGHUP)
	time.Sleep(20 * time.Millisecond)
	process.Process.Signal(syscall.SIGINT)
	process.Wait()
	if status := process.ProcessState.ExitCode(); status != 130 || bytes.Count(out.Bytes(), []byte("\n")) != 2 {
		t.Errorf("exit %d, %q", status, problems.String())
	}
}

// TestKilled: a run that is killed leaves no run, and the next one clears up.
func TestKilled(t *testing.T) {
	for name, records := range map[string]int{"with bodies": 950, "before the first body": 50} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "bodies")
			process, stdin := start(t, "-in", "jsonl", "-o", dir, "-rejects", dir+".jsonl")
			if err := process.Start(); err != nil {
				t.Fatal(err)
			}
			<-feed(stdin, records)
			waitFor(t, "body", func() bool { return len(bodiesIn(dir)) >= records/100 })
			process.Process.Kill()
			process.Wait()
			for _, name := range listed(dir) {
				if !strings.HasPrefix(name, ".") {
					t.Errorf("the directory holds %s", name)
				}
			}
			if _, err := os.Stat(dir + ".jsonl"); err == nil {
				t.Error("there is a file of rejects")
			}
			invoke(`{"Last_Name":"Daly"}`, "-module", "Leads", "-o", dir).want(t, exitOK, "", "")
			if got := listed(dir); !slices.Equal(got, []string{bodyName(1), manifestName}) {
				t.Errorf("the directory holds %q", got)
			}
		})
	}
}

// TestKilledAnytime: whenever a run is killed that replaces another, the directory
// holds one of the two, whole, at the latest when the next command has looked at it.
func TestKilledAnytime(t *testing.T) {
	random := testkit.Rand(t)
	dir := filepath.Join(t.TempDir(), "run")
	old := "[" + strings.Repeat(`{"Last_Name":"Old"},`, 1999) + `{"Last_Name":"Old"}]`
	for range testkit.Size(1, 10, 200) {
		invoke(old, "-module", "Leads", "-o", dir, "-overwrite").want(t, exitOK, "", "")
		process, stdin := start(t, "-in", "jsonl", "-o", dir, "-overwrite")
		if err := process.Start(); err != nil {
			t.Fatal(err)
		}
		go func() {
			for i := range 1000 {
				if _, err := stdin.Write(leadLine(nil, i*50)); err != nil {
					return
				}
			}
			stdin.Close()
		}()
		time.Sleep(time.Duration(random.IntN(150)) * time.Millisecond)
		process.Process.Kill()
		process.Wait()
		if err := moveFinishedLocked(dir); err != nil {
			t.Fatal(err)
		}
		m, err := readManifest(filepath.Join(dir, manifestName))
		if err != nil {
			t.Fatal(err)
		}
		names := slices.DeleteFunc(listed(dir), func(name string) bool { return !isBody(name) })
		if len(names) != len(m.Bodies) || len(names) != 20 && len(names) != 10 {
			t.Errorf("the directory holds %d bodies, and the manifest %d", len(names), len(m.Bodies))
		}
		for _, name := range names {
			if got := strings.Contains(read(t, filepath.Join(dir, name)), "Old"); got != (len(names) == 20) {
				t.Errorf("%s of %d is of the other run", name, len(names))
			}
		}
	}
}

// TestTwoRuns starts runs at once in one directory, which there is not yet. One of
// them writes all of its bodies, and the others exit with 2.
func TestTwoRuns(t *testing.T) {
	for round := range testkit.Size(1, 5, 5) {
		dir := filepath.Join(t.TempDir(), "a", "bodies")
		const runs, records = 4, 2000
		var processes [runs]*exec.Cmd
		var inputs [runs]io.WriteCloser
		var problems [runs]bytes.Buffer
		for i := range runs {
			processes[i], inputs[i] = start(t, "-in", "jsonl", "-o", dir)
			processes[i].Stderr = &problems[i]
			if err := processes[i].Start(); err != nil {
				t.Fatal(err)
			}
		}
		var wg sync.WaitGroup
		for i := range runs {
			wg.Go(func() {
				for k := range records {
					if _, err := inputs[i].Write(leadLine(nil, k*50)); err != nil {
						break
					}
				}
				inputs[i].Close()
			})
		}
		statuses := map[int]int{}
		for i := range runs {
			processes[i].Wait()
			status := processes[i].ProcessState.ExitCode()
			statuses[status]++
			if got := problems[i].String(); status == exitOK && got != "" || status != exitOK && strings.Count(got, "\n") != 1 {
				t.Errorf("round %d, run %d: exit %d, %q", round, i, status, got)
			}
		}
		wg.Wait()
		if statuses[exitOK] != 1 || statuses[exitUsage] != runs-1 {
			t.Errorf("round %d: exit statuses %v", round, statuses)
		}
		names := slices.DeleteFunc(listed(dir), func(name string) bool { return name == manifestName })
		for i, name := range names {
			if name != bodyName(i+1) {
				t.Fatalf("round %d: file %d is %s", round, i, name)
			}
			isWhole(t, i, []byte(read(t, filepath.Join(dir, name))))
		}
		if len(names) != records/100 {
			t.Errorf("round %d: %d bodies", round, len(names))
		}
	}
}

// TestFileMode: who may read the bodies is for the umask to say.
func TestFileMode(t *testing.T) {
	for umask, want := range map[int]os.FileMode{0: 0o666, 0o022: 0o644, 0o027: 0o640, 0o077: 0o600} {
		dir := filepath.Join(t.TempDir(), "a", "bodies")
		old := syscall.Umask(umask)
		got := invoke(`{"Last_Name":"Daly"}`, "-module", "Leads", "-o", dir)
		syscall.Umask(old)
		got.want(t, exitOK, "", "")
		for name, want := range map[string]os.FileMode{dir: want | want&0o444>>2 | os.ModeDir, filepath.Join(dir, bodyName(1)): want} {
			info, err := os.Stat(name)
			if err != nil {
				t.Fatal(err)
			}
			if info.Mode() != want {
				t.Errorf("with the umask %03o the mode of %s is %s, want %s", umask, filepath.Base(name), info.Mode(), want)
			}
		}
	}
}

// TestNoOutput: bodies that nobody can get are no success. The null device is what
// the user asked for.
func TestNoOutput(t *testing.T) {
	const daly = "{\"Last_Name\":\"Daly\"}\n"
	for _, tt := range []struct {
		shell, input string
		args         []string
		status       int
		err          string
	}{
		{`exec "$0" "$@" >&-`, daly, nil, exitUsage, "zohocrm: standard output is closed (to write no bodies: -dry-run)\n"},
		{`exec "$0" "$@" >&-`, "", nil, exitOK, ""},
		{`exec "$0" "$@" >&-`, daly, []string{"-check"}, exitOK, ""},
		{`exec "$0" "$@" >&-`, daly, []string{"-o", filepath.Join(t.TempDir(), "bodies")}, exitOK, ""},
		{`exec "$0" "$@" >/dev/null`, daly, nil, exitOK, ""},
	} {
		process, stdin := start(t, append(tt.args, "-in", "jsonl")...)
		process.Args = append([]string{"sh", "-c", tt.shell}, process.Args...)
		process.Path = "/bin/sh"
		var problems bytes.Buffer
		process.Stderr = &problems
		if err := process.Start(); err != nil {
			t.Fatal(err)
		}
		io.WriteString(stdin, tt.input)
		stdin.Close()
		process.Wait()
		if got := process.ProcessState.ExitCode(); got != tt.status || problems.String() != tt.err {
			t.Errorf("%s %q: exit %d, %q; want %d, %q", tt.shell, tt.args, got, problems.String(), tt.status, tt.err)
		}
	}
}

// TestClosedOutput says that nobody reads the bodies any more, and ends.
func TestClosedOutput(t *testing.T) {
	process, stdin := start(t, "-in", "jsonl")
	var problems bytes.Buffer
	process.Stderr = &problems
	bodies, err := process.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		for i := 0; ; i++ {
			if _, err := stdin.Write(leadLine(nil, i*50)); err != nil {
				return
			}
		}
	}()
	line, err := bufio.NewReader(bodies).ReadBytes('\n')
	if err != nil || !json.Valid(line) {
		t.Errorf("%.100s: %v", line, err)
	}
	bodies.Close()
	process.Wait()
	if got := problems.String(); process.ProcessState.ExitCode() != exitRefused || !strings.HasPrefix(got, "zohocrm: ") ||
		!strings.HasSuffix(got, ": broken pipe\n") || strings.Count(got, "\n") != 1 {
		t.Errorf("exit %d, %q", process.ProcessState.ExitCode(), got)
	}
}
