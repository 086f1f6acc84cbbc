//go:build nodirect

package fieldtype

const direct = false
