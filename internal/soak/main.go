//go:build unix

// Soak runs the command zohocrm on random hostile input, with at most 256 MB of
// memory, and checks its output:
//
//   - every record that was read is in one body or refused, in its order;
//   - the peak of the memory is at most 4 times the bytes of the largest record,
//     or of the largest body, and 64 MB;
//   - at most 100 KB of problems are printed of a record, and all is printable;
//   - 4 MB of input take at most a second of a processor;
//   - the exit status is as documented, nothing panics, and after a signal all
//     lines and files are whole.
//
// It stops at the first round that fails, keeps its files, and says how to run
// the round again.
//
//	go run ./internal/soak -for 10m
//	go run ./internal/soak -seed 14 -round 1234
//
// With -clients it is a service that checks forms for so many clients instead: every
// answer has to be right, and neither memory nor goroutines may grow.
//
//	go run ./internal/soak -for 10m -clients 50
package main

import (
	"errors"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

func main() {
	if len(os.Args) > 1 && os.Args[1] == measureArg {
		measure(os.Args[2:])
		return
	}
	length := flag.Duration("for", 20*time.Second, "how long to go on")
	seed := flag.Uint64("seed", 14, "the seed of all that is random")
	round := flag.Int("round", -1, "run this `round` alone")
	command := flag.String("command", "", "the command's `file` (default: it is built)")
	clients := flag.Int("clients", 0, "check forms for `N` clients instead")
	verbose := flag.Bool("v", false, "print a line for each round")
	flag.Parse()
	if *clients > 0 {
		if err := serve(*length, *clients, *seed); err != nil {
			fmt.Fprintln(os.Stderr, "soak:", err)
			os.Exit(1)
		}
		return
	}
	if err := soak(*length, *seed, *round, *command, *verbose); err != nil {
		fmt.Fprintln(os.Stderr, "soak:", err)
		os.Exit(1)
	}
}

func soak(length time.Duration, seed uint64, only int, command string, verbose bool) error {
	dir, err := os.MkdirTemp("", "soak")
	if err != nil {
		return err
	}
	if command == "" {
		command = filepath.Join(dir, "zohocrm")
		build := exec.Command("go", "build", "-o", command, "github.com/seed12a3e673/zohocrm/cmd/zohocrm")
		if out, err := build.CombinedOutput(); err != nil {
			return errors.Join(fmt.Errorf("go build: %w\n%s", err, out), os.RemoveAll(dir))
		}
	}
	fmt.Printf("seed %d\n", seed)
	var all total
	began := time.Now()
	first, last := 0, math.MaxInt
	if only >= 0 {
		first, last = only, only
	}
	for n := first; n <= last && (only >= 0 || time.Since(began) < length); n++ {
		r, err := runRound(seed, n, command, filepath.Join(dir, "round"))
		if err != nil {
			return fmt.Errorf("round %d: %w\ncommand: %q\nits files are in %s; run it again: go run ./internal/soak -seed %d -round %d",
				n, err, r.args, dir, seed, n)
		}
		if verbose {
			fmt.Printf("round %d: %s\n", n, r)
		}
		all.add(r)
		if err := os.RemoveAll(filepath.Join(dir, "round")); err != nil {
			return err
		}
	}
	all.print(time.Since(began))
	return os.RemoveAll(dir)
}

// newRandom returns what a round draws its numbers from.
func newRandom(seed uint64, n int) *rand.Rand { return rand.New(rand.NewPCG(seed, uint64(n))) }

// runRound makes the input of a round, runs the command on it and checks what it
// does.
func runRound(seed uint64, n int, command, dir string) (*round, error) {
	r := &round{n: n, dir: dir}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return r, err
	}
	if err := r.generate(newRandom(seed, n)); err != nil {
		return r, err
	}
	if err := r.run(command); err != nil {
		return r, err
	}
	return r, r.check(command)
}

// A round is one call of the command, with its input and its result.
type round struct {
	n       int
	dir     string
	args    []string
	format  string // "json", "jsonl", "csv", "body", "object"
	json    bool   // -problems json
	files   bool   // -o
	discard bool   // -dry-run
	signal  os.Signal
	after   time.Duration // when the signal comes

	bytes   int64 // of the input
	largest int64 // of its records, or of a body as a whole
	records int   // how many are read if all are
	order   bool  // the records have their numbers
	ends    bool  // something in the input may end the reading
	loose   bool  // a misplaced quote may make one record or several of the rows

	result
	bodies, written, refused, problems int
	summary                            *summary // the summary that the command has printed, if any
	largestBody, largestReport         int64
}

func (r *round) String() string {
	return fmt.Sprintf("%-6s %7.2f MB, %6d of %6d records in %4d bodies, %6d refused, %6d problems; exit %3d, %5.1f MB of memory for %.2f MB, %.1f KB of problems, %.2f s",
		r.format, mega(r.bytes), r.written, r.records, r.bodies, r.refused, r.problems, r.status, mega(r.Peak), mega(r.unit()), float64(r.largestReport)/1000, r.CPU.Seconds())
}

// unit returns the bytes that the memory is measured by.
func (r *round) unit() int64 { return max(r.largest, r.largestBody) }

func mega(bytes int64) float64 { return float64(bytes) / (1 << 20) }

// A total adds up the results of many rounds.
type total struct {
	rounds, stopped, records, bodies, written, refused, problems int
	bytes                                                        int64
	forms                                                        map[string]int
	memory, report, slow                                         *round
}

func (t *total) add(r *round) {
	if t.forms == nil {
		t.forms = map[string]int{}
		t.memory, t.report, t.slow = r, r, r
	}
	t.rounds++
	if r.signal != nil {
		t.stopped++
	}
	t.forms[r.format]++
	t.records += r.written + r.refused
	t.bodies += r.bodies
	t.written += r.written
	t.refused += r.refused
	t.problems += r.problems
	t.bytes += r.bytes
	if r.Peak > t.memory.Peak {
		t.memory = r
	}
	if r.largestReport > t.report.largestReport {
		t.report = r
	}
	if r.pace() > t.slow.pace() {
		t.slow = r
	}
}

func (t *total) print(took time.Duration) {
	if t.rounds == 0 {
		return
	}
	fmt.Printf("%d rounds in %.0f s, %d of them stopped by a signal: %v\n", t.rounds, took.Seconds(), t.stopped, t.forms)
	fmt.Printf("%d records in %.0f MB: %d in %d bodies, %d refused with %d problems\n", t.records, mega(t.bytes), t.written, t.bodies, t.refused, t.problems)
	fmt.Printf("most memory: round %d: %s\n", t.memory.n, t.memory)
	fmt.Printf("most problems: round %d: %s\n", t.report.n, t.report)
	fmt.Printf("slowest, %.2f s for 4 MB: round %d: %s\n", t.slow.pace(), t.slow.n, t.slow)
}

// pace returns the seconds for 4 MB; 0 if there was too little to measure.
func (r *round) pace() float64 {
	if r.bytes < 1<<20 {
		return 0
	}
	return r.CPU.Seconds() * 4 / mega(r.bytes)
}
