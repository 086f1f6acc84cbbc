// Zohocrm checks records for Zoho CRM's Insert, Update and Upsert Records calls and
// writes the request bodies, or the files of Bulk Write, without sending anything.
//
//	zohocrm insert  -module NAME [flags] [FILE ...]
//	zohocrm update  -module NAME [flags] [FILE ...]
//	zohocrm upsert  -module NAME [flags] [FILE ...]
//	zohocrm bulk    -module NAME -operation insert|update|upsert -o DIR [flags] [FILE ...]
//	zohocrm outcome -run DIR | -batch BODY [flags] [ANSWER ...]
//	zohocrm generate -module NAME -fields FILE -package NAME -o FILE.go
//	zohocrm modules | fields -module NAME | schema -module NAME | explain REASON | version
//
// "zohocrm COMMAND -h" lists the flags of a command, with examples.
//
// Insert, update and upsert read records from files, or from standard input if there
// is no FILE or it is "-". They write the bodies to standard output, one per line, or
// to files in a directory. They write problems to standard error, one per line, and a
// summary at the end. A record that Zoho would refuse is left out, and the others are
// written. Input of any length takes little memory: a record may have 16 MiB, and a
// whole body 32 MiB. On a terminal a line shows the progress.
//
// The exit status is 0 if every record was written. It is 2 if nothing was done:
// wrong usage, input that cannot be read, output that cannot be written. It is 1 if
// some records were refused, or if the input or output failed after some bodies had
// been written. Records that were read before the failure are still written.
//
// The directory of -o holds the bodies of one run, and run.json, which says where in
// the input each of their records is. All files appear together when the run ends. No
// other run can write to the directory at the same time.
//
// On an interrupt (SIGHUP, SIGINT, SIGTERM) the command finishes the body that it is
// writing and stops with 128 plus the number of the signal: 129, 130, 143. A
// directory then holds the complete bodies before that point, and run.json says so.
//
// Bulk writes the zip files and the jobs of Bulk Write, which take up to 25,000 records
// each. With -plan it prints what they cost, and writes nothing.
//
// Outcome reads Zoho's answers and prints, row by row, what became of the records.
package main

import (
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"
)

// The exit statuses.
const (
	exitOK      = 0   // every record was written
	exitRefused = 1   // some records were not
	exitUsage   = 2   // nothing was done
	exitSignal  = 128 // plus the number of the signal that stopped it
)

// softMemory is the memory limit in bytes of the garbage collector, which works
// harder beyond it. Most input takes a fifth of it.
const softMemory = 64 << 20

// collectAt is how much the memory in use grows, in percent, before garbage is
// collected. Little is in use at a time: with Go's 100 percent the collector runs after
// every 4 MB, and takes as much time as the checks.
const collectAt = 400

// bulkCollectAt is the same for bulk, which holds the rows of a file: five times as much
// would be more than softMemory.
const bulkCollectAt = 100

func main() {
	ignoreClosedPipe()
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(softMemory)
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(collectAt)
	}
	os.Exit(run(os.Args[1:], os.Stdin, openOutput(os.Stdout), os.Stderr))
}

// collectForBulk collects garbage more often, unless the user has set how often.
func collectForBulk() {
	if set := debug.SetGCPercent(bulkCollectAt); set != collectAt {
		debug.SetGCPercent(set)
	}
}

// streams are what a command reads and writes.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// say prints a line to standard error.
func (s streams) say(text string) { fmt.Fprintln(s.err, "zohocrm:", printable(text)) }

// run calls a command.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	s := streams{stdin, stdout, stderr}
	if len(args) == 0 {
		printCommands(stderr)
		return exitUsage
	}
	switch args[0] {
	case "-h", "-help", "--help", "help":
		if len(args) == 2 {
			return run([]string{args[1], "-h"}, stdin, stdout, stderr)
		}
		printCommands(stdout)
		return exitOK
	}
	for _, c := range commands() {
		if c.name == args[0] {
			return c.call(s, args[1:])
		}
	}
	if strings.HasPrefix(args[0], "-") {
		s.say("name a command before the flags, such as insert: zohocrm -h lists them")
		return exitUsage
	}
	s.say("there is no command " + args[0] + nearCommand(args[0]) + ": zohocrm -h lists them")
	return exitUsage
}
