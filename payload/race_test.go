//go:build race

package payload_test

// raceEnabled says whether the race detector is on, which makes pools drop what they
// hold: allocations then say nothing.
const raceEnabled = true
