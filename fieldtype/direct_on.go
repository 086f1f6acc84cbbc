//go:build !nodirect

package fieldtype

// direct lets sources pass their values directly to the run functions. With the build
// tag nodirect, every value becomes a Value first. The tests pass both ways: bytes
// and problems are the same.
const direct = true
