package main

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/seed12a3e673/zohocrm"
)

// reasonWords say in a summary what is wrong with values of a field. For other
// reasons the summary says what was expected.
var reasonWords = map[zohocrm.Reason]string{
	zohocrm.ReasonMandatory:      "without a value",
	zohocrm.ReasonQuotedNumber:   "a number in quotes",
	zohocrm.ReasonMaxLength:      "too long",
	zohocrm.ReasonMaxItems:       "too many",
	zohocrm.ReasonEmpty:          "empty",
	zohocrm.ReasonDigits:         "too many digits",
	zohocrm.ReasonDecimals:       "too many decimals",
	zohocrm.ReasonRange:          "out of range",
	zohocrm.ReasonUTF8:           "not UTF-8",
	zohocrm.ReasonCalendar:       "no such day or time",
	zohocrm.ReasonPicklist:       "not in the list",
	zohocrm.ReasonSupported:      "not a value that Zoho takes",
	zohocrm.ReasonID:             "not an id",
	zohocrm.ReasonBareID:         "an id as text",
	zohocrm.ReasonNumericID:      "an id as a number",
	zohocrm.ReasonLookupByName:   "a lookup by name",
	zohocrm.ReasonExternalLookup: "a lookup by an external field",
	zohocrm.ReasonBigintNumber:   "a Long Integer as a number",
	zohocrm.ReasonUnknownField:   "no such field",
	zohocrm.ReasonUnknownKey:     "no such key",
	zohocrm.ReasonNotInLayout:    "not in the layout",
	zohocrm.ReasonNotCreatable:   "set by Zoho itself",
	zohocrm.ReasonNotUpdatable:   "not written by an update",
	zohocrm.ReasonRenamed:        "another name of the field",
	zohocrm.ReasonUnknownModule:  "no such module",
	zohocrm.ReasonDuplicateKey:   "a key twice",
	zohocrm.ReasonDuplicateValue: "the value of another record",
	zohocrm.ReasonSyntax:         "cannot be read",
	zohocrm.ReasonDepth:          "nested too deep",
	zohocrm.ReasonSize:           "too large",
	zohocrm.ReasonUnreadable:     "cannot be read",
	zohocrm.ReasonMore:           "not listed",
	zohocrm.ReasonConflict:       "in contradiction",
}

// words returns what is wrong, such as "not an email address".
func (c *count) words() string {
	if text, ok := reasonWords[c.reason]; ok {
		return text
	}
	expected := strings.TrimPrefix(c.e.Expectation(), "expected ")
	for _, end := range []string{": ", ", such as", " such as", "; ", " ("} {
		expected, _, _ = strings.Cut(expected, end)
	}
	if expected == "" {
		return strings.ReplaceAll(string(c.reason), "_", " ")
	}
	return "not " + expected
}

// goName matches a setting of the library, whose flag follows it in a text.
var goName = regexp.MustCompile(`\b[A-Z]\w*\.[A-Z]\w* \((-[a-z-]+)\)`)

// flagHint returns the hint about a problem that a flag solves, or "".
func flagHint(e *zohocrm.Error) string {
	hint := e.Hint()
	if !goName.MatchString(hint) {
		return ""
	}
	return goName.ReplaceAllString(hint, "$1")
}

// grouped returns a number with a comma between its thousands.
func grouped(n int) string {
	text := strconv.Itoa(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

// plural returns a number of things.
func plural(n int, thing string) string {
	if n != 1 {
		thing = many(thing)
	}
	return grouped(n) + " " + thing
}

// many returns the plural of a thing.
func many(thing string) string {
	if stem, ok := strings.CutSuffix(thing, "y"); ok {
		return stem + "ies"
	}
	return thing + "s"
}
