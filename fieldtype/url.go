package fieldtype

import (
	"strings"

	"github.com/seed12a3e673/zohocrm"
)

// URLPattern is the regular expression with which Zoho CRM checks a URL field
// (page, "Sample Attributes", URL), without the page's escaping. It is for
// documentation and for tests: text with a newline takes a backtracking engine
// exponential time.
const URLPattern = `^(http:\/\/www.|https:\/\/www.|ftp:\/\/www.|www.|http:\/\/|https:\/\/|ftp:\/\/|){1}` +
	`[^\x00-\x19\x22-\x27\x2A-\x2C\x2E-\x2F\x3A-\x3F\x5B-\x5E\x60\x7B\x7D-\x7F]+` +
	`(\.[^\x00-\x19\x22\x24-\x2C\x2E-\x2F\x3C\x3E\x40\x5B-\x5E\x60\x7B\x7D-\x7F]+)+([\/\?].*)*$`

// urlTwin has the language of URLPattern and few ways to match. A tail that may
// come many times is one that comes once, as each reaches to the end of the
// line; and no part of the pattern takes a newline, which the look-ahead says
// once instead of every tail again.
const urlTwin = `^(?=(?>.*)$)(?:http://www.|https://www.|ftp://www.|www.|http://|https://|ftp://|)` +
	`[^\x00-\x19\x22-\x27\x2A-\x2C\x2E-\x2F\x3A-\x3F\x5B-\x5E\x60\x7B\x7D-\x7F]+` +
	`(?:\.[^\x00-\x19\x22\x24-\x2C\x2E-\x2F\x3C\x3E\x40\x5B-\x5E\x60\x7B\x7D-\x7F]+)+(?:[/?].*)?$`

var urlJudge = patternJudge(urlTwin)

// ValidateURL checks a URL (page, "URL"): UTF-8 of up to 450 code points that
// [URLPattern] matches. It reports [zohocrm.ReasonUTF8],
// [zohocrm.ReasonMaxLength], or [zohocrm.ReasonPattern] with a [Mismatch].
//
// The pattern takes any text of two or more parts with dots between them, with
// or without "http://", "https://" or "ftp://" in front, and anything but a
// newline behind the first "/" or "?". It is weaker than a URL's grammar: it
// takes spaces.
func ValidateURL(s string) error {
	if _, ok := urlScan(s); ok && len(s) <= kinds[URL].maxLength && textIsASCII(s) {
		return nil
	}
	return patternValidate(URL, s, urlProblem)
}

// urlProblem returns the problem of a text in UTF-8, of any length, that
// URLPattern does not match, and nil for any other.
func urlProblem(s string) *zohocrm.Error {
	stop, ok := urlScan(s)
	if ok || patternMatches(urlJudge(), s) {
		return nil
	}
	return patternProblem(URL, "a URL: host.tld, with or without http://, https:// or ftp:// in front", urlMismatch(s, stop))
}

const (
	urlNotFirst = 1 << iota // in no first part of a host
	urlNotOther             // in no other part
	urlTail                 // begins the tail, and may stand within a part
)

var urlClass = patternClasses(
	"\x00\x01\x02\x03\x04\x05\x06\x07\x08\t\n\x0b\x0c\r\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\"#$%&'*+,./:;<=>?[\\]^`{}~\x7f",
	"\x00\x01\x02\x03\x04\x05\x06\x07\x08\t\n\x0b\x0c\r\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\"$%&'()*+,./<>@[\\]^`{}~\x7f",
	"?",
)

// urlScan says yes to texts that URLPattern matches. Its no means nothing; stop
// is then how far it came. Text beyond ASCII may stand anywhere.
func urlScan(s string) (stop int, ok bool) {
	i := urlScheme(s)
	start := i
	for i < len(s) && urlClass[s[i]]&urlNotFirst == 0 {
		i++
	}
	if i == start || i == len(s) || s[i] != '.' {
		return i, false
	}
	for i < len(s) && s[i] == '.' {
		i++
		if i == len(s) || urlClass[s[i]]&urlNotOther != 0 {
			return i, false
		}
		i++
		for i < len(s) && urlClass[s[i]]&(urlNotOther|urlTail) == 0 {
			i++
		}
	}
	if i == len(s) {
		return i, true
	}
	return i, (s[i] == '/' || s[i] == '?') && strings.IndexByte(s[i:], '\n') < 0
}

// urlScheme returns the length of the scheme in front of s.
func urlScheme(s string) int {
	switch {
	case strings.HasPrefix(s, "https://"):
		return len("https://")
	case strings.HasPrefix(s, "http://"):
		return len("http://")
	case strings.HasPrefix(s, "ftp://"):
		return len("ftp://")
	}
	return 0
}

// urlMismatch returns what to mend in a text that URLPattern does not match
// beyond stop.
func urlMismatch(s string, stop int) *Mismatch {
	if s == "" {
		return mismatch(s, zohocrm.ReasonEmpty, 0)
	}
	if i := strings.IndexByte(s, '\n'); i >= 0 {
		return mismatch(s, zohocrm.ReasonControl, i)
	}
	start := urlScheme(s)
	if before, after, found := strings.Cut(s, ":"); start == 0 && found && strings.HasPrefix(after, "/") && !strings.ContainsAny(before, "./?") {
		return mismatch(s, zohocrm.ReasonScheme, 0)
	}
	host := s[start:]
	if i := strings.IndexAny(host, "/?"); i >= 0 {
		host = host[:i]
	}
	end := start + len(host)
	switch {
	case stop < len(s) && (s[stop] < ' ' || s[stop] == 0x7f):
		return mismatch(s, zohocrm.ReasonControl, stop)
	case !strings.Contains(host, "."):
		return mismatch(s, zohocrm.ReasonNoDot, end)
	case stop == end || stop == len(s) || s[stop] == '.':
		return mismatch(s, zohocrm.ReasonEmptyLabel, stop)
	}
	return mismatch(s, zohocrm.ReasonCharacter, stop)
}
