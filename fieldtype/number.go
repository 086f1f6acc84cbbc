package fieldtype

// integerDigits returns how many digits literal has, with leading zeros. It is not ok
// if literal has anything but digits after an optional minus.
func integerDigits(literal []byte) (n int, ok bool) {
	if len(literal) > 0 && literal[0] == '-' {
		literal = literal[1:]
	}
	for i := range len(literal) {
		if literal[i] < '0' || '9' < literal[i] {
			return 0, false
		}
	}
	return len(literal), len(literal) > 0
}
