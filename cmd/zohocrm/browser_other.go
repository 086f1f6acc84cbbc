//go:build !js

package main

import (
	"os"
	"os/signal"
	"syscall"

	"github.com/seed12a3e673/zohocrm/internal/report"
)

// codeCommands returns the commands that make code.
func codeCommands() []command { return []command{generateCommand, schemaCommand} }

// writePage writes a report as a page of its own.
var writePage = (*report.Run).WriteHTML

// stopSignals returns the signals that stop a job. Under nohup SIGHUP does not.
func stopSignals() []os.Signal {
	signals := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) {
		signals = append(signals, syscall.SIGHUP)
	}
	return signals
}

// ignoreClosedPipe makes a closed output an error like any other.
func ignoreClosedPipe() { signal.Ignore(syscall.SIGPIPE) }
