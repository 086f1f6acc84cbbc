package main

import (
	"fmt"
	"io"
	"os"
	"time"
)

// progressEvery is how often the progress line changes, and how long it takes
// until there is one.
const progressEvery = 250 * time.Millisecond

// A progress is a line on a terminal that says how far the work has come.
type progress struct {
	out    io.Writer // nil when there is no terminal
	bodies bool      // whether the bodies go to a terminal too
	now    func() time.Time
	drawn  time.Time // when the line was drawn last
	shown  bool
}

// newProgress returns the progress line of a terminal. On anything else there
// is none.
func newProgress(stdout, stderr io.Writer) progress {
	if !isTerminal(stderr) {
		return progress{}
	}
	return progress{out: stderr, bodies: isTerminal(stdout), now: time.Now, drawn: time.Now()}
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// due reports whether it is time to draw the line.
func (p *progress) due() bool { return p.out != nil && p.now().Sub(p.drawn) >= progressEvery }

func (p *progress) draw(records, bodies int) {
	fmt.Fprintf(p.out, "\r%d records read, %d bodies written\x1b[K", records, bodies)
	p.drawn, p.shown = p.now(), true
}

// erase makes room for other lines.
func (p *progress) erase() {
	if p.shown {
		io.WriteString(p.out, "\r\x1b[K")
		p.shown = false
	}
}
