//go:build nodirect

package payload_test

const direct = false
