package record

import (
	"io"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// windows1252 are the characters of the bytes from 0x80 to 0x9f, or 0 if there is
// none. The other bytes are as in ISO-8859-1.
var windows1252 = [32]rune{
	'€', 0, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0, 'Ž', 0,
	0, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0, 'ž', 'Ÿ',
}

// newDecoder returns a reader of the text in UTF-8.
//
// Bytes that are no character in the encoding become invalid UTF-8, so the check
// refuses a cell with them. [Encoding.append] restores the original bytes.
func newDecoder(r io.Reader, e Encoding) io.Reader {
	d := &decoder{r: r}
	switch e {
	case UTF16LE:
		d.decode = func(dst, src []byte) ([]byte, int) { return decode16(dst, src, 0) }
	case UTF16BE:
		d.decode = func(dst, src []byte) ([]byte, int) { return decode16(dst, src, 1) }
	case Windows1252, ISO88591:
		d.decode = func(dst, src []byte) ([]byte, int) { return decode8(dst, src, e == Windows1252), len(src) }
	default:
		return r
	}
	return d
}

// A decoder decodes the bytes of a reader.
type decoder struct {
	r      io.Reader
	decode func(dst, src []byte) (_ []byte, n int) // appends the characters of the first n bytes
	in     [4096]byte
	left   int    // bytes of in that are not decoded yet
	out    []byte // decoded, of which next is not read yet
	next   int
	err    error
}

func (d *decoder) Read(p []byte) (int, error) {
	if d.next == len(d.out) && d.err == nil {
		n, err := d.r.Read(d.in[d.left:])
		d.err = err
		n += d.left
		var used int
		d.out, used = d.decode(d.out[:0], d.in[:n])
		d.next = 0
		d.left = copy(d.in[:], d.in[used:n])
		if d.err == io.EOF && d.left > 0 { // half a character
			d.out = append(d.out, 0xff)
		}
	}
	n := copy(p, d.out[d.next:])
	if d.next += n; d.next < len(d.out) {
		return n, nil
	}
	return n, d.err
}

// decode8 appends the characters of bytes.
func decode8(dst, src []byte, windows bool) []byte {
	for _, c := range src {
		switch {
		case c < utf8.RuneSelf:
			dst = append(dst, c)
		case !windows || c >= 0xa0:
			dst = utf8.AppendRune(dst, rune(c))
		case windows1252[c-0x80] == 0:
			dst = append(dst, c)
		default:
			dst = utf8.AppendRune(dst, windows1252[c-0x80])
		}
	}
	return dst
}

// decode16 appends the characters of pairs of bytes. low is the position of the low
// byte in a pair.
func decode16(dst, src []byte, low int) (_ []byte, n int) {
	unit := func(i int) rune { return rune(src[i+1-low])<<8 | rune(src[i+low]) }
	for ; n+2 <= len(src); n += 2 {
		c := unit(n)
		if !utf16.IsSurrogate(c) {
			dst = utf8.AppendRune(dst, c)
			continue
		}
		if c < 0xdc00 {
			if n+4 > len(src) {
				break // the other half comes later
			}
			if pair := utf16.DecodeRune(c, unit(n+2)); pair != utf8.RuneError {
				dst = utf8.AppendRune(dst, pair)
				n += 2
				continue
			}
		}
		dst = append(dst, 0xe0|byte(c>>12), 0x80|byte(c>>6&0x3f), 0x80|byte(c&0x3f))
	}
	return dst, n
}

// append appends a text in the encoding. The text is valid UTF-8, or from a decoder. A
// character that is not in the encoding becomes a question mark.
func (e Encoding) append(dst []byte, s string) []byte {
	switch e {
	case UTF8:
		return append(dst, s...)
	case UTF16LE, UTF16BE:
		for i := 0; i < len(s); {
			c, n := utf8.DecodeRuneInString(s[i:])
			if s[i] == 0xed { // it has three bytes, also half of a surrogate pair
				c, n = 0xd000|rune(s[i+1]&0x3f)<<6|rune(s[i+2]&0x3f), 3
			}
			if high, low := utf16.EncodeRune(c); high != utf8.RuneError {
				dst = e.appendUnit(dst, high)
				c = low
			}
			dst = e.appendUnit(dst, c)
			i += n
		}
		return dst
	}
	for i := 0; i < len(s); {
		c, n := utf8.DecodeRuneInString(s[i:])
		if c == utf8.RuneError && n == 1 {
			dst = append(dst, s[i])
		} else {
			dst = append(dst, e.byteOf(c))
		}
		i += n
	}
	return dst
}

func (e Encoding) appendUnit(dst []byte, c rune) []byte {
	if e == UTF16LE {
		return append(dst, byte(c), byte(c>>8))
	}
	return append(dst, byte(c>>8), byte(c))
}

// byteOf returns the byte of a character.
func (e Encoding) byteOf(c rune) byte {
	switch i := slices.Index(windows1252[:], c); {
	case c < 0x80 || c <= 0xff && (c >= 0xa0 || e == ISO88591):
		return byte(c)
	case i >= 0 && e == Windows1252:
		return byte(0x80 + i)
	}
	return '?'
}

// encodingMarks are the marks that a text may start with.
var encodingMarks = []struct {
	mark     string
	encoding Encoding
}{{byteOrderMark, UTF8}, {"\xff\xfe", UTF16LE}, {"\xfe\xff", UTF16BE}}

// markOf returns the mark that a text starts with, and the encoding that it means.
func markOf(start []byte) (mark string, e Encoding) {
	for _, m := range encodingMarks {
		if strings.HasPrefix(string(start[:min(len(start), 3)]), m.mark) {
			return m.mark, m.encoding
		}
	}
	return "", ""
}
