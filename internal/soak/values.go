//go:build unix

package main

import (
	"fmt"
	"strconv"
	"strings"
)

// name returns the name of a field. It may have any character that JSON does not
// escape.
func (g *generator) name() string {
	switch g.IntN(8) {
	case 0:
		return pick(g, "id", "name", "Last_Nam", "last_name", "Full_Name", "Created_Time", "$approved", "$se_module", "Product_Details", "quantity")
	case 1:
		return pick(g, "", " ", "First Name", "p.daly@zylker.com", "+91 98765 43210", "söhne", "名前", "\u202e", "a\u009b31m", "\u2028", "\ufeff", "\U000E0041", "\x7f", "e\u0301", "'", "']", ".", "[0]", "$", "__proto__")
	case 2:
		return strings.Repeat(pick(g, "x", "\u202e", "é", "\U0001F468", "a "), 1+g.size(300))
	}
	return "Field_" + strconv.Itoa(g.IntN(1_000_000))
}

// texts are valid and invalid texts for all field types.
var texts = []string{
	"", " ", "Daly", "null", "true", "0", "-1", "12.5", "1e5", "NaN", "0012345600012", "12345678901234567890",
	"p.daly@zylker.com", "p.daly@zylker", "@", strings.Repeat("a.", 45) + "@" + strings.Repeat("b-", 40) + ".c",
	"+91 98765 43210", "((((((((", strings.Repeat("1 ", 15), "https://www.zylker.com/a?b=c#d", "http://", strings.Repeat("a.", 200),
	"2026-01-31", "2026-02-30", "2026-01-31T09:00:00+01:00", "2026-01-31T25:00:00", "09:00",
	"FREQ=DAILY;INTERVAL=99;DTSTART=2026-01-01;UNTIL=2099-12-31", "FREQ=YEARLY;COUNT=99999999999", "ACTION=EMAIL;TRIGGER=-P10000D", "FREQ=" + strings.Repeat(";", 500),
	"Analytics;Big data;;", "Value 1 of the list", "value 1 of the list", "Scheduled", "Outbound", "Inbound", "None", "flat", "425248000000104001",
	"\u202e\u009b\u0085\u2028\ufeff", "漢字 🙂 e\u0301", strings.Repeat("x", 2001), strings.Repeat("ä", 300), "a\u00a0b", "=cmd|' /C calc'!A0", "'; DROP TABLE leads; --", "<script>alert(1)</script>",
}

// numbers are numbers that are hard to read, to write or to compare.
var numbers = []string{
	"0", "-0", "1", "-1", "1.0", "0.1", "100", "1e2", "1E+2", "1e-2", "12345678901234567890123", "0.1234567890123456789", "9007199254740993",
	"1e308", "1e309", "-1e400", "1e-400", "1e99999", "5e-324", "999999999999999999999999999999.99999999999999", "18446744073709551616", "-9223372036854775809",
}

// value appends a JSON value with at most depth arrays and objects inside one
// another.
func (g *generator) value(depth int) {
	if depth > 20 {
		g.deep = true
	}
	if depth <= 0 || g.one(3) {
		g.scalar()
		return
	}
	n := g.IntN(4)
	if g.one(2) {
		g.text = append(g.text, '[')
		for i := range n {
			if i > 0 {
				g.text = append(g.text, ',')
			}
			g.value(depth - 1)
		}
		g.text = append(g.text, ']')
		return
	}
	g.text = append(g.text, '{')
	for range n {
		g.member(pick(g, g.name(), "id", "name", "email", "Product_Name", "Quantity", "RRULE", "ALARM", "unit", "period", "from_range", "participant", "type", "tax", "File_Id__s"))
		g.value(depth - 1)
	}
	g.text = append(g.text, '}')
}

// scalar appends a text, a number, true, false or null.
func (g *generator) scalar() {
	switch g.IntN(5) {
	case 0:
		g.text = append(g.text, pick(g, numbers...)...)
	case 1:
		g.text = append(g.text, pick(g, "true", "false", "null")...)
	case 2:
		if g.one(30) { // half of a surrogate pair, text that is not UTF-8
			g.text = append(g.text, pick(g, `"\ud800"`, `"\udc00\ud800"`, "\"\xff\"", "\"\xed\xa0\x80\"")...)
			return
		}
		fallthrough
	default:
		g.text = append(g.text, '"')
		for _, c := range pick(g, texts...) {
			switch {
			case c == '"' || c == '\\':
				g.text = append(g.text, '\\', byte(c))
			case c < ' ' || g.one(50):
				g.text = appendUnits(g.text, c)
			default:
				g.text = append(g.text, string(c)...)
			}
		}
		g.text = append(g.text, '"')
	}
}

// appendUnits appends a character as \uXXXX.
func appendUnits(dst []byte, c rune) []byte {
	if c > 0xffff {
		c -= 0x10000
		return fmt.Appendf(dst, `\u%04X\u%04x`, 0xd800+c>>10, 0xdc00+c&0x3ff)
	}
	return fmt.Appendf(dst, `\u%04x`, c)
}

// cell returns the cell of a table.
func (g *generator) cell() string {
	switch g.IntN(6) {
	case 0:
		return pick(g, numbers...)
	case 1:
		return pick(g, "", " ", "TRUE", "no", `{"id":"1"}`, `[{"a":1,"a":2}]`, `[`, "[1,2,3]", "a;b;c", "\ta\t", "a\nb", "a\r\nb", "a,b", `a"b`, "\x00", "\xff", "\u202e")
	case 2:
		if g.one(100) {
			return strings.Repeat(pick(g, "x", "ä;", "1", "\n", `"`), g.size(1<<20))
		}
	}
	return pick(g, texts...)
}
