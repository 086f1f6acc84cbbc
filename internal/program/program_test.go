package program

import (
	"strings"
	"testing"
)

// A constant of any length is written whole, whatever room there is, and nothing
// that is before it changes.
func TestConstantAppend(t *testing.T) {
	for n := range 2*StartSize + 3 {
		text := strings.Repeat("n", n)
		c := NewConstant([]byte(text))
		for room := range 2*StartSize + 10 {
			dst := append(make([]byte, 0, 6+room), "before"...)
			if got := string(c.Append(dst)); got != "before"+text || string(dst) != "before" {
				t.Fatalf("%d bytes and room for %d: %q", n, room, got)
			}
			if n <= room && room >= StartSize {
				if allocs := testing.AllocsPerRun(1, func() { c.Append(dst) }); allocs != 0 {
					t.Fatalf("%d bytes and room for %d: %v allocations", n, room, allocs)
				}
			}
		}
	}
}

// A constant keeps a copy.
func TestConstantCopy(t *testing.T) {
	for _, n := range []int{1, StartSize, StartSize + 1} {
		text := []byte(strings.Repeat("n", n))
		c := NewConstant(text)
		clear(text)
		if got := string(c.Append(nil)); got != strings.Repeat("n", n) {
			t.Errorf("%d bytes: %q", n, got)
		}
		if got := string(c.Append(make([]byte, 0, 100))); got != strings.Repeat("n", n) {
			t.Errorf("%d bytes, with room: %q", n, got)
		}
	}
}
