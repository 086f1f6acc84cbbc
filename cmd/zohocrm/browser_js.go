package main

import (
	"errors"
	"io"
	"os"
	"syscall"

	"github.com/seed12a3e673/zohocrm/internal/report"
)

// In a browser the command checks records. It makes no Go code and no report as a
// page of its own: what does that is a third of what the browser would load.

// codeCommands returns no command.
func codeCommands() []command { return nil }

// writePage fails.
func writePage(*report.Run, io.Writer) error {
	return errors.New("a browser writes reports as .json and .md")
}

// stopSignals returns the signals that stop a job.
func stopSignals() []os.Signal { return []os.Signal{os.Interrupt, syscall.SIGTERM} }

// ignoreClosedPipe does nothing: there are no pipes.
func ignoreClosedPipe() {}
