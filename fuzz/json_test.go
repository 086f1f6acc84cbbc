package fuzz_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// FuzzParseJSON compares ParseJSON with encoding/json. It takes the same texts, but
// for those nested too deep, not in UTF-8, or with half of a surrogate pair, and
// finds the same values in them, except for a key that occurs twice and an exponent
// that is too large.
func FuzzParseJSON(f *testing.F) {
	f.Fuzz(func(t *testing.T, data []byte) {
		v, err := fieldtype.ParseJSON(data)
		valid := json.Valid(data)
		if err != nil {
			jsonRefused(t, data, err, valid)
			return
		}
		switch {
		case !valid:
			t.Fatalf("%q: encoding/json does not take it", data)
		case !utf8.Valid(data):
			t.Fatalf("%q: not UTF-8, but taken", data)
		case jsonHalfPair(data):
			t.Fatalf("%q: holds half of a surrogate pair, but is taken", data)
		}
		d := json.NewDecoder(bytes.NewReader(data))
		d.UseNumber()
		if err := jsonSame(v, jsonDecode(t, d)); err != nil {
			t.Fatalf("%q: %v", data, err)
		}
		if _, err := d.Token(); err != io.EOF {
			t.Fatalf("%q: not read to its end", data)
		}

		// What is written is read as the same.
		anything := fieldtype.Spec{}
		out, errs := anything.Append(nil, nil, v)
		if len(errs) > 0 {
			return
		}
		again, err := fieldtype.ParseJSON(out)
		if err != nil {
			t.Fatalf("%q is written as %q: %v", data, out, err)
		}
		if outAgain, errs := anything.Append(nil, nil, again); len(errs) > 0 || !bytes.Equal(out, outAgain) {
			t.Fatalf("%q is written as %q, and that as %q, %v", data, out, outAgain, errs)
		}
	})
}

// jsonRefused checks the error of a text that is refused.
func jsonRefused(t *testing.T, data []byte, err error, valid bool) {
	t.Helper()
	var e *zohocrm.Error
	var place *fieldtype.SyntaxError
	if !errors.As(err, &e) || !errors.As(err, &place) || e.Code != zohocrm.CodeInvalidData {
		t.Fatalf("%q: %v is no *zohocrm.Error with a place", data, err)
	}
	if place.Offset < 0 || place.Offset > len(data) {
		t.Fatalf("%q: offset %d", data, place.Offset)
	}
	before := data[:place.Offset]
	line := bytes.LastIndexByte(before, '\n') + 1
	if place.Line != bytes.Count(before, []byte("\n"))+1 || place.Column != utf8.RuneCount(before[line:])+1 {
		t.Fatalf("%q: offset %d is at line %d, column %d", data, place.Offset, place.Line, place.Column)
	}
	switch e.Reason {
	case zohocrm.ReasonSyntax:
		if valid {
			t.Fatalf("%q: %v, but encoding/json takes it", data, err)
		}
	case zohocrm.ReasonUTF8:
		if place.Offset == len(data) {
			t.Fatalf("%q: %v, at the end", data, err)
		}
		if r, n := utf8.DecodeRune(data[place.Offset:]); (r != utf8.RuneError || n != 1) && !jsonHalf.Match(data[place.Offset:]) {
			t.Fatalf("%q: %v, but %q is UTF-8", data, err, r)
		}
	case zohocrm.ReasonDepth:
		if n := jsonDepth(before); n != fieldtype.MaxDepth {
			t.Fatalf("%q: %v, but it is in %d arrays and objects", data, err, n)
		}
	default:
		t.Fatalf("%q: reason %s", data, e.Reason)
	}
}

// jsonDepth returns in how many arrays and objects the start of a text ends.
func jsonDepth(start []byte) int {
	n, quoted := 0, false
	for i := 0; i < len(start); i++ {
		switch c := start[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '[', c == '{':
			n++
		case c == ']', c == '}':
			n--
		}
	}
	return n
}

// jsonHalf matches an escape for half of a surrogate pair.
var jsonHalf = regexp.MustCompile(`^\\u[dD][89a-fA-F]`)

var jsonEscape = regexp.MustCompile(`(?s)\\(?:u[0-9a-fA-F]{4}|.)`)

// jsonHalfPair reports whether a JSON text has an escape for half of a
// surrogate pair.
func jsonHalfPair(data []byte) bool {
	high, end := rune(0), -1
	for _, at := range jsonEscape.FindAllIndex(data, -1) {
		r := rune(0)
		if data[at[0]+1] == 'u' && at[1]-at[0] == 6 {
			n, _ := strconv.ParseUint(string(data[at[0]+2:at[1]]), 16, 16)
			r = rune(n)
		}
		pair := high != 0 && at[0] == end && utf16.DecodeRune(high, r) != utf8.RuneError
		if high != 0 && !pair || high == 0 && utf16.IsSurrogate(r) && r >= 0xdc00 {
			return true
		}
		if high = 0; !pair && utf16.IsSurrogate(r) {
			high, end = r, at[1]
		}
	}
	return high != 0
}

// A jsonMember is one name and value of an object, as encoding/json reads them.
type jsonMember struct {
	name  string
	value any
}

// jsonDecode reads the next value, an object as its members in their order.
func jsonDecode(t *testing.T, d *json.Decoder) any {
	t.Helper()
	token, err := d.Token()
	if err != nil {
		t.Fatal(err)
	}
	switch token {
	case json.Delim('['):
		list := []any{}
		for d.More() {
			list = append(list, jsonDecode(t, d))
		}
		_, _ = d.Token()
		return list
	case json.Delim('{'):
		list := []jsonMember{}
		for d.More() {
			name, _ := d.Token()
			list = append(list, jsonMember{name.(string), jsonDecode(t, d)})
		}
		_, _ = d.Token()
		return list
	}
	return token
}

// jsonSame compares a value with what encoding/json found.
func jsonSame(v fieldtype.Value, want any) error {
	other := fmt.Errorf("a %q, want %v", v.JSONType(), want)
	switch want := want.(type) {
	case nil:
		if !v.IsNull() {
			return other
		}
	case bool:
		if b, ok := v.AsBool(); !ok || b != want {
			return other
		}
	case string:
		if s, ok := v.AsText(); !ok || s != want {
			return other
		}
	case json.Number:
		if e := v.Problem(); e != nil {
			if e.Reason != zohocrm.ReasonDigits || decimalExponent(want.String()).CmpAbs(big.NewInt(1400)) <= 0 {
				return e
			}
			return nil
		}
		d, ok := v.AsDecimal()
		if !ok {
			return other
		}
		if !strings.ContainsAny(want.String(), "eE") && d.String() != want.String() {
			return fmt.Errorf("%s, want %s", d, want)
		}
		exact, _ := fieldtype.ParseDecimal(want.String())
		if d != exact {
			return fmt.Errorf("%s, want %s", d, exact)
		}
	case []any:
		if v.JSONType() != "array" || v.Len() != len(want) {
			return other
		}
		for i := range want {
			if err := jsonSame(v.Element(i), want[i]); err != nil {
				return err
			}
		}
	case []jsonMember:
		seen, twice := map[string]bool{}, false
		for _, m := range want {
			twice = twice || seen[m.name]
			seen[m.name] = true
		}
		if e := v.Problem(); twice {
			if e == nil || e.Reason != zohocrm.ReasonDuplicateKey {
				return fmt.Errorf("a key stands twice, problem %v", e)
			}
			return nil
		}
		if v.JSONType() != "object" || v.Len() != len(want) {
			return other
		}
		i := 0
		for name, value := range v.Members() {
			if name != want[i].name {
				return fmt.Errorf("key %q, want %q", name, want[i].name)
			}
			if err := jsonSame(value, want[i].value); err != nil {
				return err
			}
			i++
		}
	}
	return nil
}
