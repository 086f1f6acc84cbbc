// Package near finds the known name that is nearest to an unknown name.
package near

import (
	"math/bits"
	"strings"
)

// MaxLength is the largest number of bytes of a name that is compared.
const MaxLength = 100

const (
	maxEdits   = 2  // letters added, removed or changed between names that are near
	firstDigit = 26 // bit of 0 in a shape, after those of the letters
)

// An Index finds the nearest of its names. The zero Index has none.
type Index struct {
	names  []string
	shapes []shape
}

// New returns the index of a list of names. It keeps the list.
func New(names []string) Index {
	x := Index{names, make([]shape, len(names))}
	for i, name := range names {
		x.shapes[i] = shapeOf(name)
	}
	return x
}

// Find returns the position of the name that is nearest to name, or -1 if none
// is near.
func (x *Index) Find(name string) int {
	if len(name) > MaxLength {
		return -1
	}
	best, nearest := maxEdits+1, -1
	s := shapeOf(name)
	folded := ""
	for i, other := range x.names {
		if !s.near(x.shapes[i]) {
			continue
		}
		if folded == "" {
			folded = Fold(name)
		}
		if d := Distance(folded, Fold(other)); d < best && 3*d < len(name) {
			best, nearest = d, i
		}
	}
	return nearest
}

// A shape is the part of a folded name that is fast to compare: the set of its
// letters and digits, and its length.
type shape struct {
	letters uint64
	length  int
}

// near reports whether names of these shapes may be near. An edit changes at most two
// letters of the set, and the length by at most one: so most names need no
// comparison. Names with different digits are not near: Phone_1 is a custom field
// like Phone, as on the page.
func (s shape) near(t shape) bool {
	differ := s.letters ^ t.letters
	return differ>>firstDigit == 0 && bits.OnesCount64(differ) <= 2*maxEdits && abs(s.length-t.length) <= maxEdits
}

// shapeOf returns the shape of what [Fold] makes of name.
func shapeOf(name string) shape {
	s := shape{length: len(name)}
	for i := range len(name) {
		switch c := name[i]; {
		case 'a' <= c|0x20 && c|0x20 <= 'z':
			s.letters |= 1 << (c | 0x20 - 'a')
		case '0' <= c && c <= '9':
			s.letters |= 1 << (firstDigit + c - '0')
		case c == '_' || c == ' ' || c == '-':
			s.length--
		}
	}
	return s
}

func abs(n int) int { return max(n, -n) }

// Fold returns name in small letters and without the separators of its words.
func Fold(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case 'A' <= r && r <= 'Z':
			return r + 'a' - 'A'
		case r == '_' || r == ' ' || r == '-':
			return -1
		}
		return r
	}, name)
}

// Distance returns the least number of bytes to add, remove or change to get b from a
// (Levenshtein).
func Distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
