package generate

import (
	"crypto/sha256"
	"encoding/hex"
	"go/token"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxNameLength is the largest number of characters of a Go name. Longer names are
// cut after a word.
const maxNameLength = 60

// initialisms are the words that Go names write in capitals.
var initialisms = map[string]bool{
	"api": true, "b2b": true, "b2c": true, "ceo": true, "cfo": true, "crm": true, "cto": true, "csv": true, "dns": true, "eu": true,
	"gdpr": true, "hr": true, "html": true, "http": true, "https": true, "iban": true, "id": true, "ip": true,
	"json": true, "kpi": true, "pdf": true, "sku": true, "sla": true, "sms": true, "sql": true, "uid": true, "uk": true,
	"ui": true, "uri": true, "url": true, "utm": true, "uuid": true, "vat": true, "vip": true, "voip": true, "xml": true,
}

// symbols are words for characters in which values may differ.
var symbols = map[rune]string{
	'+': "Plus", '%': "Percent", '&': "And", '<': "Less", '>': "More", '#': "Sharp", '$': "Dollar", '€': "Euro", '£': "Pound",
	'=': "Equal", '@': "At",
}

// goName returns a text as the end of a Go name: its words, each with a capital,
// without separators, except for an underscore between two digits. It is "" if the
// text has no letter and no digit.
func goName(s string) string {
	var name strings.Builder
	length := 0
	for _, word := range wordsOf(s) {
		length += utf8.RuneCountInString(word)
		if length > maxNameLength && name.Len() > 0 {
			break
		}
		word = capital(word)
		last, _ := utf8.DecodeLastRuneInString(name.String())
		first, _ := utf8.DecodeRuneInString(word)
		if unicode.IsDigit(last) && unicode.IsDigit(first) {
			name.WriteByte('_')
		}
		name.WriteString(word)
	}
	return name.String()
}

// wordsOf returns the words of a text: letters and digits, and words for some
// symbols. An apostrophe does not end a word.
func wordsOf(s string) []string {
	var all []string
	var word []rune
	flush := func() {
		for len(word) > maxNameLength { // such a word is no real word
			all, word = append(all, string(word[:maxNameLength])), word[maxNameLength:]
		}
		if len(word) > 0 {
			all, word = append(all, string(word)), nil
		}
	}
	for _, r := range s {
		switch {
		case r == '\'' || r == '’' || unicode.IsMark(r): // no Go name has a mark
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			word = append(word, r)
		default:
			flush()
			if symbols[r] != "" {
				all = append(all, symbols[r])
			}
		}
	}
	flush()
	return all
}

// capital returns a word with a capital at its start, and an initialism in
// capitals.
func capital(word string) string {
	if initialisms[strings.ToLower(word)] && (word == strings.ToLower(word) || word[1:] == strings.ToLower(word[1:])) {
		return strings.ToUpper(word)
	}
	first, size := utf8.DecodeRuneInString(word)
	return string(unicode.ToUpper(first)) + word[size:]
}

// fieldName returns the Go name of a field or module by its API name. An API name
// that begins with no capital, as that of a script without capitals, gets a word
// before it.
func fieldName(apiName, word string) string {
	name := goName(strings.TrimSuffix(apiName, "__s"))
	if first, _ := utf8.DecodeRuneInString(name); !unicode.IsUpper(first) {
		return word + name
	}
	return name
}

// digest returns six hexadecimal digits of the hash of a text.
func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:3])
}

// unique returns a different Go name, not in taken, for each text. best are the
// preferred names. Texts with the same preferred name get the text itself, if it is a
// Go name, or a name with the digest of the text. So the names do not depend on the
// order of the texts.
func unique(texts, names []string, taken map[string]bool) []string {
	count := map[string]int{}
	for _, name := range names {
		count[name]++
	}
	own := make([]string, len(texts))
	for i, name := range names {
		free := func(name string) bool { return !taken[name] && token.IsIdentifier(name) }
		if count[name] > 1 || !free(name) {
			first, _ := utf8.DecodeRuneInString(texts[i])
			if !unicode.IsUpper(first) || !free(texts[i]) || texts[i] != name && count[texts[i]] > 0 {
				name += "_" + digest(texts[i])
			} else {
				name = texts[i]
			}
		}
		for taken[name] { // digests have only six digits
			name += "_"
		}
		taken[name] = true
		own[i] = name
	}
	return own
}

// singular returns the English singular of the name of a module.
func singular(plural string) string {
	lower := strings.ToLower(plural)
	switch {
	case strings.HasSuffix(lower, "ies") && len(plural) > 4:
		return plural[:len(plural)-3] + "y"
	case hasSuffix(lower, "sses", "xes", "ches", "shes"):
		return plural[:len(plural)-2]
	case hasSuffix(lower, "ss", "us", "is", "news") || !strings.HasSuffix(lower, "s") || len(plural) < 3:
		return plural
	}
	return plural[:len(plural)-1]
}

func hasSuffix(s string, suffixes ...string) bool {
	for _, suffix := range suffixes {
		if strings.HasSuffix(s, suffix) {
			return true
		}
	}
	return false
}
