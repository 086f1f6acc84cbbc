package fakezoho

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// The patterns of the page. Package regexp takes the first two as they are, but for
// the lookahead of an email address, which is a length. That of a phone number has
// atomic groups, which it does not know.
var (
	email = regexp.MustCompile("^[+\\-\\p{L}\\p{M}\\p{N}_]([\\p{L}\\p{M}\\p{N}!#$%&'*+\\-/=?^_`{|}~.]*)@" +
		`(([\p{L}\p{N}\p{M}]+)(([\-_]*[\p{L}\p{M}\p{N}])*)[.])+[\p{L}\p{M}]{2,22}$`)
	website = regexp.MustCompile(`^(http://www.|https://www.|ftp://www.|www.|http://|https://|ftp://|)` +
		`[^\x00-\x19\x22-\x27\x2A-\x2C\x2E-\x2F\x3A-\x3F\x5B-\x5E\x60\x7B\x7D-\x7F]+` +
		`(\.[^\x00-\x19\x22\x24-\x2C\x2E-\x2F\x3C\x3E\x40\x5B-\x5E\x60\x7B\x7D-\x7F]+)+([/?].*)*$`)
)

func isEmail(s string) bool {
	domain := s[strings.LastIndexByte(s, '@')+1:]
	n := utf8.RuneCountInString(domain)
	return email.MatchString(s) && 4 <= n && n <= 256
}

// A part of a pattern says where a match that begins at i may end, the end that a
// backtracking engine tries first coming first.
type part func(s string, i int) []int

func set(chars string) part {
	return func(s string, i int) []int {
		if i < len(s) && strings.IndexByte(chars, s[i]) >= 0 {
			return []int{i + 1}
		}
		return nil
	}
}

// add appends the ends that are new.
func add(ends []int, more []int) []int {
	for _, e := range more {
		known := false
		for _, old := range ends {
			known = known || old == e
		}
		if !known {
			ends = append(ends, e)
		}
	}
	return ends
}

func seq(parts ...part) part {
	return func(s string, i int) []int {
		ends := []int{i}
		for _, p := range parts {
			var next []int
			for _, e := range ends {
				next = add(next, p(s, e))
			}
			ends = next
		}
		return ends
	}
}

func either(parts ...part) part {
	return func(s string, i int) (ends []int) {
		for _, p := range parts {
			ends = add(ends, p(s, i))
		}
		return ends
	}
}

func maybe(p part) part {
	return func(s string, i int) []int { return add(p(s, i), []int{i}) }
}

// many is p once or more.
func many(p part) part {
	return func(s string, i int) []int {
		seen := map[int]bool{}
		var from func(i int) []int
		from = func(i int) (ends []int) {
			if seen[i] {
				return nil
			}
			seen[i] = true
			for _, e := range p(s, i) {
				if e > i {
					ends = add(ends, from(e))
				}
				ends = add(ends, []int{e})
			}
			return ends
		}
		return from(i)
	}
}

// atomic is p, and never anything but its first match.
func atomic(p part) part {
	return func(s string, i int) []int {
		ends := p(s, i)
		return ends[:min(1, len(ends))]
	}
}

func not(p part) part {
	return func(s string, i int) []int {
		if len(p(s, i)) > 0 {
			return nil
		}
		return []int{i}
	}
}

const alphanumeric = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

// phone is
//
//	^([+]?)(?![.-])
//	(?>(?>[.-]?[ ]?[\da-zA-Z]+)+|([ ]?\((?![.-])(?>[ .-]?[\da-zA-Z]+)+\)(?![.])([ -]?[\da-zA-Z]+)?)+)+
//	(?>(?>([,]+)?[;]?[\da-zA-Z]+)+(([#][\da-zA-Z]+)+)?)?[#;]?$
//
// with the parentheses that the page lost (facts 7.1).
var phone = func() part {
	run := many(set(alphanumeric))
	group := seq(maybe(set(" ")), set("("), not(set(".-")), many(atomic(seq(maybe(set(" .-")), run))), set(")"), not(set(".")),
		maybe(seq(maybe(set(" -")), run)))
	return seq(maybe(set("+")), not(set(".-")),
		many(atomic(either(many(atomic(seq(maybe(set(".-")), maybe(set(" ")), run))), many(group)))),
		maybe(atomic(seq(many(atomic(seq(maybe(many(set(","))), maybe(set(";")), run))), maybe(many(seq(set("#"), run)))))),
		maybe(set("#;")))
}()

func isPhone(s string) bool {
	for _, end := range phone(s, 0) {
		if end == len(s) {
			return true
		}
	}
	return false
}
