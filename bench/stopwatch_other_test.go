//go:build !linux

package bench

import "time"

// A stopwatch measures the time that passes, where the time that a thread has
// the processor cannot be asked for.
type stopwatch struct{ started time.Time }

func (s *stopwatch) start()              { s.started = time.Now() }
func (s *stopwatch) stop() time.Duration { return time.Since(s.started) }
