package bench

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// loopVariable makes the test binary the program that decodes and encodes each
// line with encoding/json.
const loopVariable = "BENCH_ENCODING_JSON_LOOP"

func TestMain(m *testing.M) {
	if os.Getenv(loopVariable) == "" {
		os.Exit(m.Run())
	}
	if err := loop(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// loop is what a program does that reads JSON Lines and writes them again.
func loop(in io.Reader, out io.Writer) error {
	w := bufio.NewWriterSize(out, 1<<16)
	d, e := json.NewDecoder(bufio.NewReaderSize(in, 1<<16)), json.NewEncoder(w)
	for {
		var m map[string]any
		switch err := d.Decode(&m); {
		case errors.Is(err, io.EOF):
			return w.Flush()
		case err != nil:
			return err
		}
		if err := e.Encode(m); err != nil {
			return err
		}
	}
}

// A command is a whole program that reads JSON Lines.
type command struct {
	name string
	args []string
	env  string
}

// cost runs the command on a file and returns the time that passed and that of the
// processors.
func (c *command) cost(tb testing.TB, file string) (wall, cpu time.Duration) {
	in, err := os.Open(file)
	if err != nil {
		tb.Fatal(err)
	}
	defer in.Close()
	cmd := exec.Command(c.args[0], c.args[1:]...)
	var problems bytes.Buffer
	cmd.Stdin, cmd.Stderr = in, &problems // the output is not kept
	if c.env != "" {
		cmd.Env = append(os.Environ(), c.env)
	}
	start := time.Now()
	if err := cmd.Run(); err != nil {
		tb.Fatalf("%s: %v\n%.1000s", c.name, err, problems.Bytes())
	}
	return time.Since(start), cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
}

// TestCommand compares the command on files of leads with programs that read and
// write their lines or rows and check nothing, and on one core with all of them. Those
// that are not installed are left out:
//
//	go test -run Command -ratios -v
func TestCommand(t *testing.T) {
	needRatios(t)
	dir := t.TempDir()
	binary := filepath.Join(dir, "zohocrm")
	build := exec.Command("go", "build", "-o", binary, "./cmd/zohocrm")
	build.Dir = ".."
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	n, rounds := coldLeads, max(3, *roundsFlag/8)
	if *longFlag {
		n = 50 * coldLeads
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for format, input := range map[string]struct {
		text   func() []byte
		others []*command
	}{
		"jsonl": {func() []byte { return leadLines(n) }, []*command{
			{"an encoding/json loop", []string{self}, loopVariable + "=1"},
			{"jq -c .", []string{"jq", "-c", "."}, ""},
			{"Miller", []string{"mlr", "--ijsonl", "--ojsonl", "cat"}, ""},
		}},
		"csv": {func() []byte { return leadRows(n, false) }, []*command{
			{"Miller", []string{"mlr", "--icsv", "--ojsonl", "cat"}, ""},
		}},
	} {
		file := filepath.Join(dir, "leads."+format)
		if err := os.WriteFile(file, input.text(), 0o666); err != nil {
			t.Fatal(err)
		}
		args := []string{binary, "insert", "-quiet", "-module", "Leads", "-in", format}
		ours := &command{"zohocrm", args, ""}
		for _, other := range append(input.others, &command{"-j 1", append(args[:len(args):len(args)], "-j", "1"), ""}) {
			if _, err := exec.LookPath(other.args[0]); err != nil {
				t.Logf("%s is not installed", other.name)
				continue
			}
			var walls, cpus []float64
			for range rounds {
				wall, cpu := ours.cost(t, file)
				otherWall, otherCPU := other.cost(t, file)
				walls = append(walls, float64(wall)/float64(otherWall))
				cpus = append(cpus, float64(cpu)/float64(otherCPU))
			}
			spreadOf(walls).report(t, fmt.Sprintf("zohocrm insert / %s, %d leads, %s", other.name, n, format), 0, 0)
			spreadOf(cpus).report(t, "the same, processor time", 0, 0)
		}
	}
}
