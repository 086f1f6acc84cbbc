package fieldtype_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
)

func TestAppendQuote(t *testing.T) {
	tests := []struct{ in, out string }{
		{"", `""`},
		{"Mike O'Leary", `"Mike O'Leary"`},
		{"This is the first line \n Now for the second Line", `"This is the first line \n Now for the second Line"`},
		{`"`, `"\""`}, {`\`, `"\\"`}, {`\"`, `"\\\""`}, {`"a"b"`, `"\"a\"b\""`},
		{"\r\n\t", `"\r\n\t"`},
		{"\x00\x01\b\f\x1f", `"\u0000\u0001\u0008\u000c\u001f"`},

		// Nothing else is escaped.
		{"\x7f/<>&'", "\"\x7f/<>&'\""},
		{"ß漢😀e\u0301\u2028\u2029\ufeff\ufffd", "\"ß漢😀e\u0301\u2028\u2029\ufeff\ufffd\""},
	}
	for _, test := range tests {
		if got := string(fieldtype.AppendQuote([]byte("before"), test.in)); got != "before"+test.out {
			t.Errorf("AppendQuote(%q) = %s, want %s", test.in, got, test.out)
		}
	}
}

// A text of any length is written whole, wherever it needs an escape and whatever
// room there is, and nothing before it changes.
func TestAppendQuoteOfAnyLength(t *testing.T) {
	for n := range 26 {
		for at := range n + 1 {
			for in, out := range map[string]string{
				"": "", `"`: `\"`, `\`: `\\`, "\n": `\n`, "\x1f": `\u001f`, "ß": "ß", "ß\x00": `ß\u0000`, " ~\x7f": " ~\x7f", "\t\r": `\t\r`,
			} {
				head, tail := strings.Repeat("a", at), strings.Repeat("b", n-at)
				want := `before"` + head + out + tail + `"`
				for _, room := range []int{0, 1, n, n + 1, n + 2, n + 3, n + 16, n + 18, 100} {
					dst := append(make([]byte, 0, 6+room), "before"...)
					if got := string(fieldtype.AppendQuote(dst, head+in+tail)); got != want || string(dst) != "before" {
						t.Fatalf("AppendQuote(%q) with room for %d = %s, want %s", head+in+tail, room, got, want)
					}
				}
			}
		}
	}
}

// A character that needs an escape is escaped, whatever two characters are before
// it, wherever in a text.
func TestAppendQuotePairs(t *testing.T) {
	var out []byte
	for _, behind := range []string{`\bcdefgh`, `"bcdefgh`, "\nbcdefgh", "bcdefgh"} {
		for at := range testkit.Size(1, 7, 7) {
			for x := range byte(utf8.RuneSelf) {
				for y := range byte(utf8.RuneSelf) {
					in := "nnnnnn"[:at] + string([]byte{x, y}) + behind
					out = fieldtype.AppendQuote(out[:0], in)
					var back string
					if err := json.Unmarshal(out, &back); err != nil || back != in {
						t.Fatalf("%q is written as %s, %v", in, out, err)
					}
				}
			}
		}
	}
}

func TestAppendQuoteLaws(t *testing.T) {
	l := testkit.Laws(t, 5000)
	l.Property("encoding/json and ParseJSON read what was written", prop.ForAll(func(s string) (string, error) {
		out := fieldtype.AppendQuote(nil, s)
		if !utf8.ValidString(s) {
			return "", nil
		}
		var back string
		if err := json.Unmarshal(out, &back); err != nil || back != s {
			return "", fmt.Errorf("%q comes back as %q, %v", s, back, err)
		}
		if parsed, ok := parse(string(out)).AsText(); !ok || parsed != s {
			return "", fmt.Errorf("%q is parsed as %q", s, parsed)
		}
		return "", nil
	}, gen.OneGenOf(gen.AnyString(), gen.Int64().Map(func(seed int64) string { return fromSeed(seed).text() }))))
	l.TestingRun(t)
}
