package bench

import (
	"runtime"
	"time"

	"golang.org/x/sys/unix"
)

// A stopwatch measures the time that the processor spends on the caller's
// thread. It stands still while other programs have the processor, and leaves
// out the garbage collector's own threads, which favours those that make
// garbage.
type stopwatch struct{ started time.Duration }

func (s *stopwatch) start() {
	runtime.LockOSThread()
	s.started = threadTime()
}

func (s *stopwatch) stop() time.Duration {
	defer runtime.UnlockOSThread()
	return threadTime() - s.started
}

func threadTime() time.Duration {
	var t unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_THREAD_CPUTIME_ID, &t); err != nil {
		panic(err) // every Linux has this clock
	}
	return time.Duration(t.Nano())
}
