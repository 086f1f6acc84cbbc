//go:build !race

package fieldtype

// patternRace says that the race detector is on, which makes pools drop what
// they hold: allocations then say nothing.
const patternRace = false
