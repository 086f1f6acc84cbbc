package fieldtype

import "testing"

// A text that fits in the room that there is takes no memory.
func TestQuoteInRoom(t *testing.T) {
	for _, test := range []struct {
		s    string
		need int
		by   func(dst []byte, s string) []byte
	}{
		{"2017-08-16", 12, appendPlain},
		{"2017-08-16", 12, AppendQuote},
		{"a b", 5, AppendQuote},
		{"ß", 1 + 2 + escapeRoom, AppendQuote},
	} {
		dst := make([]byte, 1, 1+test.need)
		if out := test.by(dst, test.s); &out[0] != &dst[0] {
			t.Errorf("%q takes memory with room for %d", test.s, test.need)
		}
	}
}
