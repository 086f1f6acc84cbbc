package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/seed12a3e673/zohocrm"
)

// maxName is the largest number of characters of a name that is printed.
const maxName = 100

// cutName returns at most maxName characters of a name, with "…" if it was cut.
func cutName(name string) string {
	n := 0
	for i := range name {
		if n == maxName {
			return name[:i] + "…"
		}
		n++
	}
	return name
}

// cutNames returns a path with cut names.
func cutNames(path zohocrm.Path) zohocrm.Path {
	path = slices.Clone(path)
	for i, step := range path {
		if name, ok := step.Key(); ok {
			path[i] = zohocrm.Key(cutName(name))
		}
	}
	return path
}

// printable replaces characters of s that could move a terminal's cursor.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return unicode.ReplacementChar
		}
		return r
	}, s)
}

// escape returns JSON with \uXXXX for characters that could move a terminal's cursor.
func escape(text []byte) []byte {
	if !bytes.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return text
	}
	var escaped []byte
	for _, r := range string(text) {
		if unicode.IsPrint(r) {
			escaped = utf8.AppendRune(escaped, r)
			continue
		}
		for _, unit := range utf16.AppendRune(nil, r) {
			escaped = fmt.Appendf(escaped, `\u%04x`, unit)
		}
	}
	return escaped
}
