package fieldtype

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"unicode/utf8"

	"github.com/seed12a3e673/zohocrm/internal/words"
)

// AppendQuote appends s as a JSON text in double quotes to dst. It escapes only the
// characters that JSON requires to be escaped. s must be UTF-8.
func AppendQuote(dst []byte, s string) []byte {
	dst, _ = appendText(dst, s)
	return dst
}

// appendPlain appends a text that needs no escape.
func appendPlain(dst []byte, s string) []byte {
	n := len(s)
	if cap(dst)-len(dst) < n+2 {
		dst = slices.Grow(dst, n+2)
	}
	out := dst[len(dst) : len(dst)+n+2]
	out[0], out[n+1] = '"', '"'
	copy(out[1:], s)
	return dst[:len(dst)+n+2]
}

// appendText is [AppendQuote] and reports whether s is ASCII.
func appendText(dst []byte, s string) (_ []byte, ascii bool) {
	n := len(s)
	if cap(dst)-len(dst) < n+2 {
		dst = slices.Grow(dst, n+2)
	}
	out := dst[len(dst) : len(dst)+n+2]
	out[0] = '"'
	if plain := copyPlain(out[1:1+n], s); plain < n {
		return appendEscaped(dst[:len(dst)+1+plain], s[plain:])
	}
	out[n+1] = '"'
	return dst[:len(dst)+n+2], true
}

// copyPlain copies s to out, eight bytes at a time, up to the first character that is
// not ASCII or needs an escape. It returns the offset of that character. Some bytes
// after it may be copied, too.
func copyPlain(out []byte, s string) int {
	n := len(s)
	out = out[:n]
	i := 0
	if n >= 8 {
		last := words.Eight(s[n-8:]) // they may overlap the bytes before
		for ; i < n-8; i += 8 {
			w := words.Eight(s[i : i+8])
			binary.LittleEndian.PutUint64(out[i:i+8], w)
			if m := special(w); m != 0 {
				return i + bits.TrailingZeros64(m)/8
			}
		}
		binary.LittleEndian.PutUint64(out[n-8:], last)
		if m := special(last); m != 0 {
			return n - 8 + bits.TrailingZeros64(m)/8
		}
		return n
	}
	if n >= 4 {
		head, tail := words.Four(s), words.Four(s[n-4:])
		if special(uint64(head)|uint64(tail)<<32) == 0 {
			binary.LittleEndian.PutUint32(out, head)
			binary.LittleEndian.PutUint32(out[n-4:], tail)
			return n
		}
	}
	for ; i < n; i++ {
		c := s[i]
		if c < ' ' || c == '"' || c == '\\' || c >= utf8.RuneSelf {
			return i
		}
		out[i] = c
	}
	return n
}

// appendEscaped appends the rest of a text, in which something needs an escape
// or is not ASCII, and reports whether it is ASCII.
func appendEscaped(dst []byte, s string) (_ []byte, ascii bool) {
	ascii = true
	for {
		if cap(dst)-len(dst) < len(s)+escapeRoom {
			dst = slices.Grow(dst, len(s)+escapeRoom)
		}
		end := len(dst)
		out := dst[:cap(dst)]
		plain, high := copyUnescaped(out[end:], s)
		ascii = ascii && !high
		end += plain
		if plain == len(s) {
			out[end] = '"'
			return out[:end+1], ascii
		}
		if c := s[plain]; c == '"' || c == '\\' {
			out[end], out[end+1] = '\\', c
			dst = out[:end+2]
		} else {
			dst = appendControl(out[:end], c)
		}
		s = s[plain+1:]
	}
}

// copyUnescaped copies s to out up to the first character that needs an escape. It
// returns the offset of that character, and whether something before it, or shortly
// after it, is not ASCII.
func copyUnescaped(out []byte, s string) (n int, high bool) {
	out = out[:len(s)]
	i := 0
	for ; i <= len(s)-8; i += 8 {
		w := words.Eight(s[i : i+8])
		binary.LittleEndian.PutUint64(out[i:i+8], w)
		if special(w) != 0 {
			high = high || w&highs != 0
			if m := escapes(w) & highs; m != 0 {
				return i + bits.TrailingZeros64(m)/8, high
			}
		}
	}
	for ; i < len(s); i++ {
		c := s[i]
		if c < ' ' || c == '"' || c == '\\' {
			return i, high
		}
		high = high || c >= utf8.RuneSelf
		out[i] = c
	}
	return len(s), high
}

// escapeRoom is enough for one escape, the last quotation mark, and the bytes that
// are copied ahead.
const escapeRoom = 16

// The lowest and the highest bit of each of eight bytes.
const (
	lows  = 0x0101010101010101
	highs = lows << 7
)

// special returns the highest bit of each byte of w that is not ASCII or that JSON
// requires to be escaped. The first bit is right; later ones may be wrong.
func special(w uint64) uint64 {
	quote, backslash := w^lows*'"', w^lows*'\\'
	plain := (quote + (highs - lows)) & (backslash + (highs - lows)) & (w + (highs - lows*' '))
	return (w | ^plain) & highs
}

// escapes returns the highest bit of each byte of w that JSON requires to be escaped.
// The first bit is right; later ones may be wrong.
func escapes(w uint64) uint64 {
	quote, backslash := w^lows*'"', w^lows*'\\'
	return (quote-lows)&^quote | (backslash-lows)&^backslash | (w-lows*' ')&^w
}

// appendControl appends a control character.
func appendControl(dst []byte, c byte) []byte {
	switch c {
	case '\n':
		return append(dst, `\n`...)
	case '\r':
		return append(dst, `\r`...)
	case '\t':
		return append(dst, `\t`...)
	}
	dst = append(dst, `\u00`...)
	return append(dst, "0123456789abcdef"[c>>4], "0123456789abcdef"[c&15])
}

// The formats of the page, in the notation of package time.
const (
	dateFormat     = "2006-01-02"
	dateTimeFormat = "2006-01-02T15:04:05-07:00"
)

// maxOffset is the largest offset from UTC, in seconds.
const maxOffset = 14 * 60 * 60
