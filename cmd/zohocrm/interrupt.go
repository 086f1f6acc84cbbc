package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/seed12a3e673/zohocrm/payload"
)

// errStopped ends the work after a signal.
var errStopped = errors.New("interrupted")

// work does the job until it is done or a signal asks to stop. It returns the
// exit status.
//
// The job reads and writes in a goroutine of its own, since no read of a pipe
// or terminal can be broken off. After a signal it is let finish what it writes
// and nothing more; a second signal ends the command at once. Under nohup SIGHUP
// does not stop it.
func (j *job) work(input io.Reader, stderr io.Writer) int {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	if !signal.Ignored(syscall.SIGHUP) {
		signal.Notify(signals, syscall.SIGHUP)
	}
	defer signal.Stop(signals)
	if err := j.bodies.open(); err != nil {
		j.problems.fail(err, stderr)
		return exitUsage
	}
	done := make(chan error, 1)
	go func() { done <- j.run(input) }()
	select {
	case err := <-done:
		j.progress.erase()
		err = errors.Join(err, j.bodies.close())
		if err != nil {
			j.problems.fail(err, stderr)
		}
		switch {
		case j.bodies.passed > 0 && err != nil, j.problems.refused:
			return exitRefused
		case err != nil:
			return exitUsage
		}
		return exitOK
	case s := <-signals:
		signal.Stop(signals)
		j.output.Lock()
		defer j.output.Unlock()
		j.stopped = true
		j.progress.erase()
		if err := j.bodies.close(); err != nil {
			j.problems.fail(err, stderr)
		}
		fmt.Fprintf(stderr, "zohocrm: stopped (%s); %d bodies were written, each of them whole\n", s, j.bodies.n)
		number, _ := s.(syscall.Signal)
		return exitSignal + int(number)
	}
}

// put writes a body and the problems that come with it: the whole of both or,
// after a signal, nothing.
func (j *job) put(batch payload.Batch) error {
	j.output.Lock()
	defer j.output.Unlock()
	if j.stopped {
		return errStopped
	}
	if len(batch.Problems) > 0 || j.progress.bodies {
		j.progress.erase()
	}
	if err := j.problems.write(batch.Problems); err != nil {
		return err
	}
	return j.bodies.write(batch.Body)
}

// countRecord counts a record that was read, and shows it now and then.
func (j *job) countRecord() {
	j.records++
	if !j.progress.due() {
		return
	}
	j.output.Lock()
	defer j.output.Unlock()
	if !j.stopped {
		j.progress.draw(j.records, j.bodies.n)
	}
}
