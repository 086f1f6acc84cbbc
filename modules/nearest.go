package modules

import "math/bits"

const (
	maxNearLength = 100 // bytes of a name that is compared at all
	maxEdits      = 2   // letters added, removed or changed between names that are near
	firstDigit    = 26  // bit of 0 in a shape, after those of the letters
)

// nearestField returns the API name of the field whose name is nearest to
// name, if any is near.
func (m *Module) nearestField(name string) (string, bool) {
	if len(name) > maxNearLength {
		return "", false
	}
	best, nearest := maxEdits+1, ""
	s := shapeOf(name)
	for i, f := range m.fields {
		if !s.near(m.shapes[i]) {
			continue
		}
		if d := distance(fold(name), fold(f.APIName)); d < best && 3*d < len(name) {
			best, nearest = d, f.APIName
			if f.Preferred != "" {
				nearest = f.Preferred
			}
		}
	}
	return nearest, nearest != ""
}

// A shape is what of a folded name is quick to compare: the set of its letters
// and digits, and its length.
type shape struct {
	letters uint64
	length  int
}

// near reports whether names of these shapes may be near. An edit changes at
// most two letters of the set and one of the length, so most names are ruled
// out without comparing them. Names with other digits are not near: Phone_1 is
// a custom field beside Phone, as the page has it.
func (s shape) near(t shape) bool {
	differ := s.letters ^ t.letters
	return differ>>firstDigit == 0 && bits.OnesCount64(differ) <= 2*maxEdits && abs(s.length-t.length) <= maxEdits
}

// shapeOf returns the shape of what [fold] makes of name.
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

// distance returns the least number of bytes to add, remove or change that
// makes b of a (Levenshtein).
func distance(a, b string) int {
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
