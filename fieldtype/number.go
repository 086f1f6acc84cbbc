package fieldtype

// integerDigits returns how many digits literal has, leading zeros among them.
// It is not ok when there is anything else but a minus before them.
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
