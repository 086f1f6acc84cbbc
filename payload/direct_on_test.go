//go:build !nodirect

package payload_test

// direct says whether the sources hand their values to a check as they are.
const direct = true
