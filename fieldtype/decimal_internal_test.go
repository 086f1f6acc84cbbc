package fieldtype

import (
	"math"
	"testing"
)

// An amount of up to two decimals and 15 digits is counted in hundredths; any
// other is left to package strconv.
func TestCentsOf(t *testing.T) {
	for _, test := range []struct {
		f     float64
		cents int64 // 0 if it is none
	}{
		{250000.90, 25000090}, {250000.50, 25000050}, {25, 2500}, {0.1, 10}, {0.01, 1}, {0.29, 29},
		{-0.07, -7}, {-1250.5, -125050},
		{9999999999999.99, 999999999999999}, {-9999999999999.99, -999999999999999},
		{1e13, 0}, {-1e13, 0}, {1e300, 0}, {math.MaxInt64 / 100, 0}, {math.MinInt64 / 100, 0},
		{0, 0}, {math.Copysign(0, -1), 0}, {0.001, 0}, {-0.005, 0}, {1.005, 0}, {0.30000000000000004, 0}, {math.SmallestNonzeroFloat64, 0},
	} {
		if cents, ok := centsOf(test.f); ok != (test.cents != 0) || ok && cents != test.cents {
			t.Errorf("centsOf(%v) = %d, %v, want %d", test.f, cents, ok, test.cents)
		}
	}
}
