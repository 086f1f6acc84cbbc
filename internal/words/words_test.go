package words

import "testing"

func TestWords(t *testing.T) {
	for _, s := range []string{"\x01\x02\x03\x04\x05\x06\xfe\xff", "\x01\x02\x03\x04\x05\x06\xfe\xff and more"} {
		if got, want := Eight(s), uint64(0xfffe060504030201); got != want {
			t.Errorf("Eight(%q) = %#x, want %#x", s, got, want)
		}
		if got, want := Four(s[4:]), uint32(0xfffe0605); got != want {
			t.Errorf("Four(%q) = %#x, want %#x", s[4:], got, want)
		}
	}
}
