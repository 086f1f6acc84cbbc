package packed_test

import (
	"strings"
	"testing"

	"github.com/seed12a3e673/zohocrm/internal/packed"
)

func TestPacked(t *testing.T) {
	texts := []string{"", "a", strings.Repeat("b", 127), strings.Repeat("c", 128), "", strings.Repeat("d", 16383), strings.Repeat("e", 16384), strings.Repeat("f", 3<<20), "g"}
	var all []byte
	for _, text := range texts {
		all = packed.Append(all, []byte(text))
	}
	s, i := string(all), 0
	for k, want := range texts {
		start, end := packed.Next(s, i)
		if s[start:end] != want {
			t.Fatalf("text %d has %d bytes, want %d", k, end-start, len(want))
		}
		i = end
	}
	if i != len(s) {
		t.Errorf("%d bytes are left", len(s)-i)
	}
}
