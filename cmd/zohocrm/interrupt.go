package main

import (
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// errStopped ends the work after a signal.
var errStopped = errors.New("interrupted")

// work does the job until it is done or a signal asks to stop. It returns the
// exit status.
//
// The job runs in its own goroutine, as a read of a pipe or terminal cannot be
// interrupted. After a signal it finishes only the current write. A second signal
// ends the command at once. Under nohup SIGHUP does not stop it.
func (j *job) work() int {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, stopSignals()...)
	defer signal.Stop(signals)
	j.began = time.Now()
	if !j.begin() {
		return exitUsage
	}
	done := make(chan error, 1)
	go func() { done <- j.run() }()
	select {
	case err := <-done:
		return j.end(err)
	case s := <-signals:
		signal.Stop(signals)
		j.lock.Lock()
		defer j.lock.Unlock()
		return j.stop(s)
	}
}

// begin opens the outputs of the job. It returns false if that fails, or if Zoho
// refuses the keys that the flags set in the request.
func (j *job) begin() bool {
	j.filler, j.checkers, j.warnings = j.newFiller()
	if j.filler == nil {
		j.problems.write(j.warnings, place{})
		j.problems.end(nil)
		return false
	}
	err := checkHeaders(j.inputs, j.table)
	if err == nil {
		err = j.rejects.open()
	}
	if err == nil {
		err = j.openBodies()
	}
	if err != nil {
		j.rejects.drop()
		j.problems.fail(err, place{})
		return false
	}
	return true
}

// end ends a job at the end of its input, or after an error.
func (j *job) end(err error) int {
	j.progress.erase()
	var input *inputError
	stopped, broken := "", place{}
	switch {
	case errors.As(err, &input):
		stopped, broken = "the input of "+input.in.title()+" broke off", place{in: input.in}
	case err != nil:
		stopped = "the output broke off"
	}
	nothing := err != nil && j.bodies.passed == 0 && !j.problems.refused
	stopped, e := j.closeBodies(stopped, nothing)
	var output *outputError
	if errors.As(err, &output) && e != nil && errors.Is(e, output.error) { // the same error
		err = nil
	}
	err = errors.Join(err, e)
	nothing = err != nil && j.bodies.passed == 0 && !j.problems.refused
	if nothing {
		j.rejects.drop()
	} else {
		err = errors.Join(err, j.rejects.close(false))
	}
	if err != nil {
		j.problems.fail(err, broken)
	}
	status := exitOK
	switch {
	case nothing:
		status = exitUsage
	case err != nil, j.problems.refused:
		status = exitRefused
	}
	return j.finish(stopped, status)
}

// stop ends a job that was stopped by a signal.
func (j *job) stop(s os.Signal) int {
	j.stopped = true
	j.progress.erase()
	j.read, j.refused = j.mark.read, j.mark.refused
	j.problems.counts.rewind()
	stopped := "by a signal (" + s.String() + ")"
	stopped, err := j.closeBodies(stopped, j.bodies.passed == 0) // without a file an earlier run stays
	err = errors.Join(err, j.rejects.close(true))
	if err != nil {
		j.problems.fail(err, place{})
	}
	number, _ := s.(syscall.Signal)
	status := j.finish(stopped, exitSignal+int(number))
	if j.style == "sarif" { // the output is one document
		return status
	}
	fmt.Fprintf(j.err, "zohocrm: stopped (%s); wrote %s\n", s, plural(j.bodies.passed, "whole "+j.output()))
	return status
}

// closeBodies closes the directory of the bodies. It returns what ended the run before
// the end of its input: if the directory fails, what is left of the run.
func (j *job) closeBodies(stopped string, nothing bool) (string, error) {
	err := j.bodies.close(endOfManifest(j.manifestTail(stopped)), nothing)
	switch {
	case err == nil:
		return stopped, nil
	case j.bodies.files.finished:
		return "the output broke off when all files were whole: the next command with -o " + j.dir + " moves them there", err
	}
	j.written, j.mark = 0, mark{}
	return "the output broke off, and nothing is kept: run it again", err
}

// finish prints the summary and writes the reports.
func (j *job) finish(stopped string, status int) int {
	summary := j.summary(stopped, status)
	printed := summary
	if j.quiet || status == exitUsage { // nothing was done, and the error was printed
		printed = nil
	}
	if err := j.problems.end(printed); err != nil && status == exitOK {
		status = exitRefused
	}
	if j.bulk != nil && j.bulk.plan && stopped == "" && status != exitUsage {
		if err := j.printPlan(); err != nil {
			j.problems.fail(err, place{})
			status = max(status, exitRefused)
		}
	}
	for _, file := range j.reports {
		if err := writeReport(file, j.report(summary)); err != nil {
			j.problems.fail(fmt.Errorf("-report: %w", err), place{})
			status = max(status, exitRefused)
		}
	}
	return status
}
