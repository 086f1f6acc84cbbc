package repotest

import (
	"go/parser"
	"go/token"
	"regexp"
	"strings"
	"testing"
)

// plainWords are words that comments and pages do not use, and what they use instead.
var plainWords = []struct{ words, instead string }{
	{`go(?:es|ing)? out|went out`, "is written, is sent"},
	{`pass(?:es|ed|ing)? over`, "skip"},
	{`stands?|stood|standing`, "is, means"},
	{`in front`, "before"},
	{`says? (?:yes|no)`, "accepts, refuses"},
	{`amid`, "within, during"},
	{`mend(?:s|ed|ing)?`, "correct"},
	{`all the same`, "still, too"},
	{`behind`, "after"},
	{`the place`, "the position, the row and column"},
	{`on the way`, "in between, during"},
	{`anew`, "again"},
	{`at last`, "finally"},
	{`the like`, "name the others"},
	{`likewise`, "the same"},
	{`taken for|took for`, "reads as"},
	{`comes? twice`, "occurs twice"},
	{`tells?|told`, "says, reports"},
	{`spares`, "avoids"},
	{`till|thereof|nought|hence`, "until, of it, nothing, so"},
}

// allowedWords are texts that may have these words, by their files. A text of another
// file, or another text, may not.
var allowedWords = map[string][]string{
	"docs/errors.md":          {"no dot behind"},    // a message
	"docs/flags.md":           {"the header tells"}, // the help of a flag
	"docs/testing.md":         {"on updates and upserts likewise"},
	"fuzz/README.md":          {"names the place where it stops", "with the place", "likewise", "tells nothing of it", "tells for each"},
	"payload/outcome_test.go": {"told is an outcome"}, // a variable
	"record/table_header.go":  {"tell returns"},       // a function
}

// TestPlainWords: comments and pages use plain words.
func TestPlainWords(t *testing.T) {
	var patterns []*regexp.Regexp
	var words []string
	for _, w := range plainWords {
		patterns = append(patterns, regexp.MustCompile(`(?i)\b(?:`+w.words+`)\b`))
		words = append(words, w.words)
	}
	anyOfThem := regexp.MustCompile(`(?i)\b(?:` + strings.Join(words, "|") + `)\b`)
	check := func(file, text string) {
		text = strings.Join(strings.Fields(text), " ")
		for _, allowed := range allowedWords[file] {
			text = strings.ReplaceAll(text, allowed, "")
		}
		if !anyOfThem.MatchString(text) {
			return
		}
		for i, p := range patterns {
			for _, at := range p.FindAllStringIndex(text, -1) {
				t.Errorf("%s: %q in %q: write %s", file, text[at[0]:at[1]], text[max(0, at[0]-40):min(len(text), at[1]+40)], plainWords[i].instead)
			}
		}
	}
	for _, file := range writtenFiles(t) {
		text := read(t, file)
		if strings.HasSuffix(file, ".md") {
			check(file, text)
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, comment := range parsed.Comments {
			if text := comment.Text(); !strings.HasPrefix(text, "Output:") && !strings.HasPrefix(text, "Unordered output:") {
				check(file, text)
			}
		}
	}
}
