//go:build race

package testkit

// Race reports whether the race detector is on. Code is then slower and allocates
// more, as pools drop some values.
const Race = true
