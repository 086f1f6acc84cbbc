package fieldtype_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"unicode/utf8"

	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"github.com/seed12a3e673/zohocrm/fieldtype"
)

func TestAppendText(t *testing.T) {
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
		if got := string(fieldtype.AppendText([]byte("before"), test.in)); got != "before"+test.out {
			t.Errorf("AppendText(%q) = %s, want %s", test.in, got, test.out)
		}
	}
}

func TestAppendTextLaws(t *testing.T) {
	l := laws(t, 5000)
	l.Property("encoding/json and ParseJSON read what was written", prop.ForAll(func(s string) (string, error) {
		out := fieldtype.AppendText(nil, s)
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
