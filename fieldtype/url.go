package fieldtype

import (
	"strings"

	"github.com/seed12a3e673/zohocrm"
)

// URLPattern is the regular expression with which Zoho CRM checks a URL field (page,
// "Sample Attributes", URL), without the page's escaping. It is for documentation and
// tests: a backtracking engine takes exponential time for a text with a newline.
const URLPattern = `^(http:\/\/www.|https:\/\/www.|ftp:\/\/www.|www.|http:\/\/|https:\/\/|ftp:\/\/|){1}` +
	`[^\x00-\x19\x22-\x27\x2A-\x2C\x2E-\x2F\x3A-\x3F\x5B-\x5E\x60\x7B\x7D-\x7F]+` +
	`(\.[^\x00-\x19\x22\x24-\x2C\x2E-\x2F\x3C\x3E\x40\x5B-\x5E\x60\x7B\x7D-\x7F]+)+([\/\?].*)*$`

// urlTwin matches the same texts as URLPattern, in few ways. A repeated tail becomes
// a single one, as each reaches the end of the line. A look-ahead refuses newlines
// once, instead of each tail again.
const urlTwin = `^(?=(?>.*)$)(?:http://www.|https://www.|ftp://www.|www.|http://|https://|ftp://|)` +
	`[^\x00-\x19\x22-\x27\x2A-\x2C\x2E-\x2F\x3A-\x3F\x5B-\x5E\x60\x7B\x7D-\x7F]+` +
	`(?:\.[^\x00-\x19\x22\x24-\x2C\x2E-\x2F\x3C\x3E\x40\x5B-\x5E\x60\x7B\x7D-\x7F]+)+(?:[/?].*)?$`

var urlJudge = patternJudge(urlTwin)

const (
	urlNotFirst = 1 << iota // not in the first part of a host
	urlNotOther             // not in the other parts
	urlTail                 // begins the tail, and may be within a part
)

var urlClass = patternClasses(
	"\x00\x01\x02\x03\x04\x05\x06\x07\x08\t\n\x0b\x0c\r\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\"#$%&'*+,./:;<=>?[\\]^`{}~\x7f",
	"\x00\x01\x02\x03\x04\x05\x06\x07\x08\t\n\x0b\x0c\r\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\"$%&'()*+,./<>@[\\]^`{}~\x7f",
	"?",
)

// matchURL reports whether URLPattern matches s. If not, it returns why and the
// byte offset where.
func matchURL(s string) (reason zohocrm.Reason, offset int) {
	start := urlScheme(s)
	stop, ok := urlHost(s, start)
	if ok || urlAfterWWW(s, start) {
		return "", 0
	}
	return urlReason(s, start, stop)
}

// urlHost matches a host and what follows it at start. It reports whether the match
// reaches the end of s, and if not where it stopped. It never backtracks: a part of
// the host ends at a character that it cannot have, and a tail reaches the end.
func urlHost(s string, start int) (stop int, ok bool) {
	i := start
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
	if s[i] != '/' && s[i] != '?' {
		return i, false
	}
	if end := strings.IndexByte(s[i:], '\n'); end >= 0 {
		return i + end, false
	}
	return len(s), true
}

// urlAfterWWW is urlHost after "www" and one more character at start. The pattern has
// an unescaped dot there, which matches any character. That makes a difference only
// if the character cannot be in the host.
func urlAfterWWW(s string, start int) bool {
	const www = "www"
	i := start + len(www)
	if !strings.HasPrefix(s[start:], www) || i == len(s) || s[i] == '\n' || urlClass[s[i]]&urlNotFirst == 0 {
		return false
	}
	_, ok := urlHost(s, i+1)
	return ok
}

// urlScheme returns the length of the scheme at the start of s.
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

// urlReason returns why the match of the host at start stopped at stop, and the byte
// offset of what to correct. It first looks for control characters.
func urlReason(s string, start, stop int) (reason zohocrm.Reason, offset int) {
	if s == "" {
		return zohocrm.ReasonEmpty, 0
	}
	if i := strings.IndexByte(s, '\n'); i >= 0 {
		return zohocrm.ReasonControl, i
	}
	if s[0] == ' ' && stop < len(s) && s[stop] == ':' {
		return zohocrm.ReasonCharacter, 0 // before a scheme: without one the pattern takes a space
	}
	if before, after, found := strings.Cut(s, ":"); start == 0 && found && strings.HasPrefix(after, "/") && !strings.ContainsAny(before, "./?") {
		return zohocrm.ReasonScheme, 0
	}
	host := s[start:]
	if i := strings.IndexAny(host, "/?"); i >= 0 {
		host = host[:i]
	}
	end := start + len(host)
	switch {
	case stop < len(s) && (s[stop] < ' ' || s[stop] == 0x7f):
		return zohocrm.ReasonControl, stop
	case !strings.Contains(host, "."):
		return zohocrm.ReasonNoDot, end
	case stop == end || stop == len(s) || s[stop] == '.':
		return zohocrm.ReasonEmptyLabel, stop
	}
	return zohocrm.ReasonCharacter, stop
}
