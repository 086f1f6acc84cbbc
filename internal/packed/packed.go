// Package packed joins texts to one, each after its length, and reads them again.
package packed

import "encoding/binary"

// Append appends a text.
func Append(dst, text []byte) []byte {
	if len(text) < 0x80 {
		return append(append(dst, byte(len(text))), text...)
	}
	return append(binary.AppendUvarint(dst, uint64(len(text))), text...)
}

// Next returns where the text at position i of s starts and ends. The next one
// starts at its end.
func Next(s string, i int) (start, end int) {
	n := int(s[i])
	if i++; n < 0x80 {
		return i, i + n
	}
	n &= 0x7f
	for shift := 7; ; shift += 7 {
		c := int(s[i])
		i++
		if n |= c & 0x7f << shift; c < 0x80 {
			return i, i + n
		}
	}
}
