package zohocrm

import (
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
)

// ParseJSONPath returns the path of a text that [Path.JSONPath] or Zoho's
// details.json_path has, such as "$.data[0].Quoted_Items[2].Quantity" or
// "$.data[*].Layout". A name follows a dot, or is in brackets and quotes. Any other
// text is INVALID_DATA with [ReasonFormat].
func ParseJSONPath(s string) (Path, error) {
	rest, ok := strings.CutPrefix(s, "$")
	var p Path
	for ok && rest != "" {
		var step Step
		step, rest, ok = cutStep(rest)
		p = append(p, step)
	}
	if !ok {
		return nil, BadFormat("", "a path such as $.data[0].Email")
	}
	return p, nil
}

// cutStep reads the first step of s, which is not empty.
func cutStep(s string) (step Step, rest string, ok bool) {
	switch {
	case s[0] == '.':
		end := strings.IndexAny(s[1:], ".[") + 1
		if end == 0 {
			end = len(s)
		}
		name := s[1:end]
		return Key(name), s[end:], name != "" && name != "*" && !strings.Contains(name, "]")
	case strings.HasPrefix(s, "[*]"):
		return Index(-1), s[len("[*]"):], true
	case strings.HasPrefix(s, "['"), strings.HasPrefix(s, `["`):
		name, rest, ok := cutQuoted(s[1:])
		if ok {
			rest, ok = strings.CutPrefix(rest, "]")
		}
		return Key(name), rest, ok
	case s[0] == '[':
		number, rest, ok := strings.Cut(s[1:], "]")
		i, err := strconv.Atoi(number)
		ok = ok && err == nil && 0 <= i && i < math.MaxInt && strconv.Itoa(i) == number
		return Index(i), rest, ok
	}
	return Step{}, "", false
}

// cutQuoted reads the name in quotes with which s begins.
func cutQuoted(s string) (name, rest string, ok bool) {
	quote, rest := s[0], s[1:]
	var b strings.Builder
	for rest != "" {
		if rest[0] == quote {
			return b.String(), rest[1:], true
		}
		r, tail, ok := cutSurrogates(rest)
		if !ok {
			var err error
			if r, _, tail, err = strconv.UnquoteChar(rest, quote); err != nil {
				break
			}
		}
		b.WriteRune(r)
		rest = tail
	}
	return "", "", false
}

// cutSurrogates reads the character that s begins with as \uD83D\uDE00.
func cutSurrogates(s string) (r rune, rest string, ok bool) {
	const length = len(`\uD83D\uDE00`)
	if len(s) < length || s[:2] != `\u` || s[6:8] != `\u` {
		return 0, s, false
	}
	high, err1 := strconv.ParseUint(s[2:6], 16, 16)
	low, err2 := strconv.ParseUint(s[8:length], 16, 16)
	r = utf16.DecodeRune(rune(high), rune(low))
	return r, s[length:], err1 == nil && err2 == nil && r != unicode.ReplacementChar
}
