package testkit

import (
	"math/rand/v2"
	"testing"

	"github.com/leanovate/gopter"
)

// Seed is the seed of the random values of all laws.
const Seed = 1234

// Laws returns an empty list of laws. Each is checked on n random inputs, a
// twentieth of them under -short.
func Laws(t testing.TB, n int) *gopter.Properties { return LawsUpTo(t, n, 100) }

// LawsUpTo returns an empty list of laws like Laws. The random slices and texts
// have at most size elements.
func LawsUpTo(t testing.TB, n, size int) *gopter.Properties {
	t.Helper()
	t.Logf("seed %d", Seed)
	parameters := gopter.DefaultTestParametersWithSeed(Seed)
	parameters.MinSuccessfulTests, parameters.MaxSize = Runs(n), size
	return gopter.NewProperties(parameters)
}

// Runs returns n, or a twentieth of it under -short.
func Runs(n int) int {
	if testing.Short() {
		return max(1, n/20)
	}
	return n
}

// Rand returns the source of the random values of a test that is not a law.
func Rand(t testing.TB) *rand.Rand {
	t.Helper()
	t.Logf("seed %d", Seed)
	return rand.New(rand.NewPCG(Seed, 0))
}
