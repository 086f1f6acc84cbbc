// Package testkit has functions for the tests of several packages. Only tests import
// it. Of this module it imports only zohocrm, so that the internal tests of all other
// packages can use it. Functions about records and requests are in testkit/requests.
//
// It registers the flags -update and -long: a package whose tests import testkit must
// not define them again.
package testkit

import (
	"flag"
	"testing"
)

var (
	update = flag.Bool("update", false, "write the golden files again")
	long   = flag.Bool("long", false, "also test what takes more than some seconds")
)

// Update reports whether -update is given: golden files are written, and then
// compared.
func Update() bool { return *update }

// Long reports whether -long is given: tests run in their full size.
func Long() bool { return *long }

// Size returns one of its arguments: short with -short, full with -long, and usual
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
