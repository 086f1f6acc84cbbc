package fieldtype

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/seed12a3e673/zohocrm/internal/testkit"
)

// The code points of a text are those that package utf8 counts.
func TestCodePoints(t *testing.T) {
	r := testkit.Rand(t)
	for range testkit.Size(5000, 20_000, 500_000) {
		var b strings.Builder
		for range r.IntN(40) {
			b.WriteString([]string{"a", "\x7f", "é", "߿", "ࠀ", "山", "\uffff", "😀", "\U0010ffff", "\x00"}[r.IntN(10)])
		}
		if s := b.String(); codePoints(s) != utf8.RuneCountInString(s) {
			t.Fatalf("%q: %d", s, codePoints(s))
		}
	}
}
