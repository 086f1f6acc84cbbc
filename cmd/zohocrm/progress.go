package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"
)

// progressEvery is the time between changes of the progress line, and before its
// first appearance.
const progressEvery = 250 * time.Millisecond

// A progress is a line on a terminal that shows the progress of the work.
type progress struct {
	out    io.Writer // nil when there is no terminal
	bodies bool      // whether the bodies go to a terminal too
	now    func() time.Time
	began  time.Time
	drawn  time.Time // when the line was drawn last
	shown  bool
}

// newProgress returns the progress line of a terminal. On anything else there
// is none.
func newProgress(stdout, stderr io.Writer) progress {
	if !isTerminal(stderr) {
		return progress{}
	}
	now := time.Now()
	return progress{out: stderr, bodies: isTerminal(stdout), now: time.Now, began: now, drawn: now}
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

// draw draws the line. done is the part of the input that was read, from 0 to 1, or
// less if that is not known.
func (p *progress) draw(unit string, records, refused int, done float64) {
	p.drawn, p.shown = p.now(), true
	took := p.drawn.Sub(p.began).Seconds()
	line := ""
	if done >= 0 {
		const width = 20
		full := min(int(done*width), width)
		line = fmt.Sprintf("[%s%s] %3.0f %%  ", strings.Repeat("#", full), strings.Repeat("-", width-full), done*100)
	}
	line += fmt.Sprintf("%s read, %s refused", plural(records, unit), grouped(refused))
	if took > 0 {
		line += fmt.Sprintf(", %s a second", grouped(int(float64(records)/took)))
	}
	if done > 0.01 && done <= 1 {
		left := time.Duration(took * (1 - done) / done * float64(time.Second)).Round(time.Second)
		line += fmt.Sprintf(", %s left", left)
	}
	fmt.Fprintf(p.out, "\r%s\x1b[K", line)
}

// erase erases the line, so that other lines can be printed.
func (p *progress) erase() {
	if p.shown {
		io.WriteString(p.out, "\r\x1b[K")
		p.shown = false
	}
}

// drawProgress draws the line of the job.
func (j *job) drawProgress() {
	var read, all int64
	for _, in := range j.inputs {
		if in.size < 0 {
			all = -1
			break
		}
		all += in.size
		read += in.read()
	}
	done := -1.0
	if all > 0 {
		done = float64(read) / float64(all)
	}
	j.progress.draw(j.unit(), j.read, j.refused, done)
}
