package testkit

import "testing"

// SkipAllocs skips a test of allocations under the race detector, which
// allocates, too.
func SkipAllocs(t testing.TB) {
	t.Helper()
	if Race {
		t.Skip("the race detector allocates")
	}
}

// Allocs reports an error if f allocates more than most times a run. Under the
// race detector it only runs f, once.
func Allocs(t testing.TB, name string, most float64, f func()) {
	t.Helper()
	if Race {
		f()
		return
	}
	if n := testing.AllocsPerRun(100, f); n > most {
		t.Errorf("%s: %v allocations, want at most %v", name, n, most)
	}
}

// SkipBuilds skips a test that builds programs under -short, as it takes seconds, and
// under the race detector, which sees nothing of them.
func SkipBuilds(t testing.TB) {
	t.Helper()
	if testing.Short() {
		t.Skip("it builds programs")
	}
	if Race {
		t.Skip("the race detector sees nothing of the programs that the test builds")
	}
}
