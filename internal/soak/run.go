//go:build unix

package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"
)

// The bounds of a call of the command.
const (
	maxMemory  = 256 << 20 // its memory, which the system does not let it exceed
	baseMemory = 64 << 20  // in addition to 4 times the largest record
	maxReport  = 100_000   // bytes of problems of a record
	maxWait    = 2 * time.Minute
)

// measureArg is the first argument with which this program runs and measures a
// command. The peak memory of a process is at least that of the process that starts
// it, so this one must be small.
const measureArg = "-measure"

// A result is the result of a call.
type result struct {
	status int
	killed bool
	Peak   int64 // bytes of memory
	CPU    time.Duration
	Status syscall.WaitStatus
}

// measure runs a command with limited memory. It writes the process id and then the
// result to file descriptor 3. A shell sets the limit, as this process may need more
// with the race detector.
func measure(args []string) {
	report := os.NewFile(3, "report")
	signal.Notify(make(chan os.Signal, 1), syscall.SIGHUP) // the command must not ignore it because nohup started the soak
	limited := fmt.Sprintf(`ulimit -d %d && exec "$@"`, maxMemory>>10)
	command := exec.Command("/bin/sh", append([]string{"-c", limited, "sh"}, args...)...)
	command.Stdin, command.Stdout, command.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := command.Start(); err != nil {
		fmt.Fprintln(os.Stderr, "soak:", err)
		os.Exit(1)
	}
	fmt.Fprintln(report, command.Process.Pid)
	command.Wait()
	usage := command.ProcessState.SysUsage().(*syscall.Rusage)
	json.NewEncoder(report).Encode(result{
		Peak:   maxRSS(usage),
		CPU:    command.ProcessState.UserTime() + command.ProcessState.SystemTime(),
		Status: command.ProcessState.Sys().(syscall.WaitStatus),
	})
}

// maxRSS returns the memory at the peak in bytes.
func maxRSS(usage *syscall.Rusage) int64 {
	if runtime.GOOS == "darwin" || runtime.GOOS == "ios" {
		return int64(usage.Maxrss)
	}
	return int64(usage.Maxrss) << 10
}

func (r *round) file(name string) string { return filepath.Join(r.dir, name) }

// run runs the command on the input.
func (r *round) run(command string) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	input, err := os.Open(r.file("input"))
	if err != nil {
		return err
	}
	defer input.Close()
	bodies, err := os.Create(r.file("bodies"))
	if err != nil {
		return err
	}
	defer bodies.Close()
	problems, err := os.Create(r.file("problems"))
	if err != nil {
		return err
	}
	defer problems.Close()
	reader, report, err := os.Pipe()
	if err != nil {
		return err
	}
	defer reader.Close()
	process := exec.Command(self, append([]string{measureArg, command}, r.args...)...)
	process.Stdin, process.Stdout, process.Stderr, process.ExtraFiles = input, bodies, problems, []*os.File{report}
	err = process.Start()
	report.Close()
	if err != nil {
		return err
	}
	lines := bufio.NewReader(reader)
	var pid int
	if _, err := fmt.Fscanln(lines, &pid); err != nil {
		process.Wait()
		text, _ := os.ReadFile(r.file("problems"))
		return fmt.Errorf("the command does not start: %w: %s", err, start(string(text)))
	}
	kill := func(s os.Signal) func() {
		return func() {
			if p, err := os.FindProcess(pid); err == nil {
				p.Signal(s)
			}
		}
	}
	defer time.AfterFunc(maxWait, kill(os.Kill)).Stop()
	if r.signal != nil {
		defer time.AfterFunc(r.after, kill(r.signal)).Stop()
	}
	err = json.NewDecoder(lines).Decode(&r.result)
	process.Wait()
	if err != nil {
		return fmt.Errorf("the command was not measured: %w", err)
	}
	r.status = r.Status.ExitStatus()
	r.killed = r.Status.Signaled()
	return nil
}

// start returns the first bytes of a text for a message.
func start(text string) string {
	if len(text) > 300 {
		text = text[:300] + "…"
	}
	return strings.ToValidUTF8(text, "?")
}
