package record

import (
	"strings"

	"github.com/seed12a3e673/zohocrm"
)

// An Encoding is the name of the encoding of a text. The empty name is UTF-8, or
// UTF-16 if the text starts with its byte order mark.
type Encoding string

// The encodings that a table may have.
const (
	UTF8        Encoding = "utf-8"
	UTF16LE     Encoding = "utf-16le"
	UTF16BE     Encoding = "utf-16be"
	Windows1252 Encoding = "windows-1252"
	ISO88591    Encoding = "iso-8859-1"
)

// encodings are the usual names of the encodings, without the separators of words.
var encodings = map[string]Encoding{
	"": "", "utf8": UTF8, "utf16le": UTF16LE, "utf16be": UTF16BE,
	"windows1252": Windows1252, "cp1252": Windows1252, "ansi": Windows1252,
	"iso88591": ISO88591, "latin1": ISO88591,
}

// ParseEncoding returns the encoding of that name, such as "Windows-1252", "cp1252",
// "latin1" or "UTF-16LE". It ignores letter case, spaces, dashes and underscores. An
// unknown name is an error ([zohocrm.ReasonFormat]).
func ParseEncoding(name string) (Encoding, error) {
	folded := strings.Map(func(r rune) rune {
		if strings.ContainsRune("-_ ", r) {
			return -1
		}
		return r
	}, strings.ToLower(name))
	e, ok := encodings[folded]
	if !ok {
		return "", zohocrm.Invalid(zohocrm.ReasonFormat, "an encoding: utf-8, utf-16le, utf-16be, windows-1252 or iso-8859-1")
	}
	return e, nil
}
