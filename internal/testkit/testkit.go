// Package testkit holds what the tests of several packages share. Only tests
// import it. It imports no package of this module but zohocrm, so that the
// internal tests of all other packages can use it; what knows records and
// requests is in testkit/requests.
//
// It registers the flags -update and -long, once for each test binary: a package
// whose tests import testkit does not define them again.
package testkit

import (
	"flag"
	"testing"
)

var (
	update = flag.Bool("update", false, "write the golden files anew")
	long   = flag.Bool("long", false, "also test what takes more than some seconds")
)

// Update reports whether -update is given: golden files are written, and then
// compared.
func Update() bool { return *update }

// Long reports whether -long is given: tests run in their full size.
func Long() bool { return *long }

// Size returns how much a test does: short under -short, full with -long, usual
// otherwise.
func Size(short, usual, full int) int {
	switch {
	case Long():
		return full
	case testing.Short():
		return short
	}
	return usual
}
