//go:build !nodirect

package fieldtype

// direct lets sources hand their values to the run functions as they are. The
// build tag nodirect makes everything a Value first: the tests run both ways, and
// find the same bytes and problems.
const direct = true
