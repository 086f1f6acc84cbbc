package fieldtype

import "testing"

// The digits of a Long Integer are counted with leading zeros. Anything else is none.
func TestIntegerDigits(t *testing.T) {
	for literal, want := range map[string]int{"0": 1, "007": 3, "-7": 1, "": 0, "-": 0, "--7": 0, "+7": 0, "1.5": 0, "7-": 0} {
		if n, ok := integerDigits([]byte(literal)); ok != (want > 0) || ok && n != want {
			t.Errorf("%q: %d, %v, want %d", literal, n, ok, want)
		}
	}
}
