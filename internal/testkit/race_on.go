//go:build race

package testkit

// Race reports whether the race detector is on. It makes code slower, and pools
// drop some of what they are given, so that code allocates more.
const Race = true
