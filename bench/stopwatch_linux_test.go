package bench

import (
	"runtime"
	"time"

	"golang.org/x/sys/unix"
)

// A stopwatch measures the time that processors spend on this program, the garbage
// collector's threads among it. It stops while other programs have them.
type stopwatch struct{ started time.Duration }

func (s *stopwatch) start() {
	runtime.GC() // so that none of what was before is collected on this account
	s.started = processTime()
}

func (s *stopwatch) stop() time.Duration { return processTime() - s.started }

func processTime() time.Duration {
	var t unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_PROCESS_CPUTIME_ID, &t); err != nil {
		panic(err) // every Linux has this clock
	}
	return time.Duration(t.Nano())
}
