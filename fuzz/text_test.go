package fuzz_test

import (
	"encoding/json"
	"errors"
	"testing"
	"unicode/utf8"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// FuzzAppendQuote checks that encoding/json and ParseJSON read the text that was
// written, and that text which is not UTF-8 is reported before it is.
func FuzzAppendQuote(f *testing.F) {
	anything := fieldtype.Spec{}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			if err := anything.Check(fieldtype.Text(s)); !errors.Is(err, zohocrm.ReasonUTF8) {
				t.Fatalf("%q: %v, want reason utf8", s, err)
			}
			return
		}
		out := fieldtype.AppendQuote([]byte("before"), s)
		if string(out[:6]) != "before" {
			t.Fatalf("%q: what was there before is now %q", s, out[:6])
		}
		out = out[6:]
		var back string
		if err := json.Unmarshal(out, &back); err != nil || back != s {
			t.Fatalf("%q: encoding/json reads %q, %v", s, back, err)
		}
		v, err := fieldtype.ParseJSON(out)
		if parsed, ok := v.AsText(); err != nil || !ok || parsed != s {
			t.Fatalf("%q: ParseJSON reads %q, %v", s, parsed, err)
		}
		// Only what must be is escaped.
		n := 2
		for _, c := range []byte(s) {
			switch {
			case c == '"', c == '\\', c == '\n', c == '\r', c == '\t':
				n += 2
			case c < ' ':
				n += 6
			default:
				n++
			}
		}
		if len(out) != n {
			t.Fatalf("%q: %s has %d bytes, want %d", s, out, len(out), n)
		}
		if again, errs := anything.Append(nil, nil, fieldtype.Text(s)); len(errs) > 0 || string(again) != string(out) {
			t.Fatalf("%q: a field writes %s, %v", s, again, errs)
		}
	})
}
