package rrule

import (
	"iter"
	"math/bits"
)

// A set of numbers is an array of bits. So a Rule allocates no memory, and two rules
// with the same numbers are equal. The numbers from -limit to limit have the bits in
// the order 0, 1, ..., limit, -limit, ..., -1: negative numbers, which count from the
// end, are last.

func bitOf(n, limit int) int {
	if n < 0 {
		n += 2*limit + 1
	}
	return n
}

func numberAt(bit, limit int) int {
	if bit > limit {
		bit -= 2*limit + 1
	}
	return bit
}

func add(set []uint64, bit int) { set[bit/64] |= 1 << (bit % 64) }

func has(set []uint64, bit int) bool { return set[bit/64]&(1<<(bit%64)) != 0 }

// all yields the bits that are set.
func all(set []uint64) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i, word := range set {
			for ; word != 0; word &= word - 1 {
				if !yield(i*64 + bits.TrailingZeros64(word)) {
					return
				}
			}
		}
	}
}
