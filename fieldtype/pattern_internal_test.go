package fieldtype

import (
	"errors"
	"math"
	"os"
	"reflect"
	"regexp"
	"runtime/debug"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/dlclark/regexp2/v2"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
)

// A patternSubject is a pattern with all that has to agree on it.
type patternSubject struct {
	*pattern
	name      string
	published *regexp2.Regexp

	// second is a second opinion, by another engine.
	second func(string) bool

	// Texts for TestPatternsOnAllTexts: all texts of up to a number of symbols after
	// a prefix. There is a symbol for each class of characters of the pattern.
	texts []patternTexts

	// Templates for TestPatternsOnAllCharacters, with one character for "%".
	templates []string
}

// matches reports whether the matcher matches, whatever the judge finds.
func (p *patternSubject) matches(s string) bool {
	reason, _ := p.match(s)
	return reason == ""
}

type patternTexts struct {
	prefix  string
	symbols []string
}

var patternSubjects = []patternSubject{
	{
		pattern:   &patterns[emailRow],
		name:      "email",
		published: patternPublished(EmailPattern),
		second:    emailSecond,
		texts: []patternTexts{
			{"", []string{"a", "1", "-", ".", "@", "'", "\n", "ä", "٣"}},
			{"a@", []string{"a", "1", "-", "_", ".", "@", "\n", "\u0301", "bc", "٣", "€"}},
		},
		templates: []string{"%", "%@b.co", "a%@b.co", "a@%.co", "a@b%b.co", "a@b%.co", "a@b.c%", "a@b.c%d", "a@b.co%"},
	},
	{
		pattern:   &patterns[phoneRow],
		name:      "phone",
		published: patternPublished(PhonePattern),
		second:    patternJudged(patternPublished(PhonePattern)), // no other engine has atomic groups
		texts: []patternTexts{
			{"", []string{"1", " ", "-", ".", "(", ")", ",", ";", "#", "+", "\n"}},
		},
		templates: []string{"%", "%1", "1%", "1%1", "(%)", "(1%1)", "(1)%", "(1)%1", "1,%", "1,1%", "1,1#%"},
	},
	{
		pattern:   &patterns[urlRow],
		name:      "url",
		published: patternPublished(URLPattern),
		second:    urlSecond.MatchString,
		texts: []patternTexts{
			{"", []string{"a", ".", "/", "?", "\n", `"`, "www", "http://", "@"}},
			{"a.b", []string{"a", ".", "/", "?", "\n", `"`, "ä", "\r"}},
			{"www", []string{"a", ".", "/", "?", "\n", `"`, "www", "ä", "@"}},
			{"http://www", []string{"a", ".", "/", "?", "\n", `"`, "w", "(", "#"}},
		},
		templates: []string{"%", "%.b", "a%.b", "a.%", "a.b%", "a.b%b", "a.b/%", "a.b?%", "www%a.b", "www.%.b", "http://%.b", "ftp://www%a.b"},
	},
}

// patternJudged returns the verdict of an engine as a function.
func patternJudged(re *regexp2.Regexp) func(string) bool {
	return func(s string) bool { return patternMatches(re, s) }
}

func patternPublished(pattern string) *regexp2.Regexp {
	return regexp2.MustCompile(pattern, regexp2.RE2, regexp2.OptionMaxBacktrackingStackSize(-1))
}

// Package regexp has no look-ahead: the length of the domain is counted.
var emailWithoutLookAhead = regexp.MustCompile(strings.ReplaceAll(EmailPattern, `(?=.{4,256}$)`, ``))

func emailSecond(s string) bool {
	_, domain, _ := strings.Cut(s, "@")
	n := utf8.RuneCountInString(domain)
	return emailWithoutLookAhead.MatchString(s) && 4 <= n && n <= 256
}

var urlSecond = regexp.MustCompile(URLPattern)

// agree compares all opinions on a text that is short enough for the published
// pattern.
func (p *patternSubject) agree(t *testing.T, s string) {
	t.Helper()
	published, err := p.published.MatchString(s)
	if err != nil {
		t.Fatalf("%s: %+q: %v", p.name, s, err)
	}
	if twin := patternMatches(p.judge(), s); twin != published {
		t.Fatalf("%s: %+q: the twin says %t, the published pattern %t", p.name, s, twin, published)
	}
	p.agreeWith(t, s, published)
}

// agreeWith compares the second opinion and the matcher with a verdict. The
// matcher must find all that match and all that do not, with a reason and a place
// in the text or at its end.
func (p *patternSubject) agreeWith(t *testing.T, s string, want bool) {
	t.Helper()
	if got := p.second(s); got != want {
		t.Fatalf("%s: %+.99q: the second opinion is %t, the pattern says %t", p.name, s, got, want)
	}
	reason, offset := p.match(s)
	if got := reason == ""; got != want {
		t.Fatalf("%s: %+.99q: the matcher says %t, %s at %d, the pattern %t", p.name, s, got, reason, offset, want)
	}
	if offset < 0 || offset > len(s) || offset < len(s) && !utf8.RuneStart(s[offset]) || want && offset != 0 {
		t.Fatalf("%s: %+.99q: offset %d", p.name, s, offset)
	}
}

// checkProblem checks the problem of a text that the pattern matches or not.
func (p *patternSubject) checkProblem(t *testing.T, s string, ok bool) {
	t.Helper()
	e := p.problem(s)
	if ok != (e == nil) {
		t.Fatalf("%s: %+.99q: problem %v, the pattern says %t", p.name, s, e, ok)
	}
	if ok {
		return
	}
	m, _ := e.Err.(*Mismatch)
	if m == nil || m.Reason == "" || m.Position < 0 || m.Position > utf8.RuneCountInString(s) {
		t.Fatalf("%s: %+.99q: mismatch %+v", p.name, s, m)
	}
	if _, known := mismatches[m.Reason]; !known {
		t.Fatalf("%s: %+.99q: no text for %s", p.name, s, m.Reason)
	}
}

// patternExhaustive makes the comparisons complete, which takes a minute a
// pattern: EXHAUSTIVE=1 go test -run Patterns ./fieldtype
var patternExhaustive = os.Getenv("EXHAUSTIVE") != ""

// The twin, the matcher and the published pattern agree on all texts of up to 4
// or, exhaustively, 7 symbols: on those that match and on those that do not.
func TestPatternsOnAllTexts(t *testing.T) {
	max := testkit.Size(3, 4, 4)
	if patternExhaustive {
		max = 7
	}
	for _, p := range patternSubjects {
		t.Run(p.name, func(t *testing.T) {
			yes, all := 0, 0
			for _, texts := range p.texts {
				text := []byte(texts.prefix)
				var walk func(left int)
				walk = func(left int) {
					s := string(text)
					p.agree(t, s)
					ok := p.second(s)
					if left >= max-5 {
						p.checkProblem(t, s, ok)
					}
					all++
					if ok {
						yes++
					}
					if left == 0 {
						return
					}
					for _, symbol := range texts.symbols {
						n := len(text)
						text = append(text, symbol...)
						walk(left - 1)
						text = text[:n]
					}
				}
				walk(max)
			}
			if yes == 0 || yes == all {
				t.Errorf("%d of %d texts match: that shows nothing", yes, all)
			}
			t.Logf("%d texts, %d match", all, yes)
		})
	}
}

// They agree on every character in every place.
func TestPatternsOnAllCharacters(t *testing.T) {
	last := rune(testkit.Size(0x400, 0x3100, 0x3100))
	switch {
	case patternExhaustive:
		last = unicode.MaxRune
	case testkit.Race: // ten times slower, and of no interest here
		last = 0x400
	}
	for _, p := range patternSubjects {
		t.Run(p.name, func(t *testing.T) {
			for _, template := range p.templates {
				before, after, _ := strings.Cut(template, "%")
				for r := rune(0); r <= last; r++ {
					if utf8.ValidRune(r) {
						p.agree(t, before+string(r)+after)
					}
				}
			}
		})
	}
}

// Texts that make a backtracking engine slow are judged in time that grows with
// their length only: at this length, a matcher that goes back over what it has
// read does not come to an end. The second opinions are linear by their nature.
func TestPatternsOnLongTexts(t *testing.T) {
	n := testkit.Size(10_000, 100_000, 100_000)
	if testkit.Race {
		n = 10_000
	}
	for _, p := range patternSubjects {
		t.Run(p.name, func(t *testing.T) {
			for _, family := range patternFamilies[p.name] {
				s := family.text(n)
				ok := patternMatches(p.judge(), s)
				p.agreeWith(t, s, ok)
				p.checkProblem(t, s, ok)
				if ok != family.ok {
					t.Errorf("%s: %t, want %t", family.name, ok, family.ok)
				}
			}
		})
	}
}

// A domain may have 4 to 256 characters, and the part after its last dot 2 to
// 22, whatever their bytes.
func TestEmailDomainLength(t *testing.T) {
	p := &patternSubjects[emailRow]
	for _, letter := range []string{"a", "ä", "𐐀"} {
		for _, n := range []int{1, 2, 3, 4, 5, 250, 252, 253, 254} {
			s := "a@" + strings.Repeat(letter, n) + ".co"
			p.agreeWith(t, s, n <= 253)
			if ok := patternMatches(emailJudge(), s); ok != (n <= 253) {
				t.Errorf("domain of %d %s: %t", n+3, letter, ok)
			}
			p.checkProblem(t, s, n <= 253)
		}
		for n := range 25 {
			s := "a@b." + strings.Repeat(letter, n)
			p.agree(t, s)
			p.checkProblem(t, s, 2 <= n && n <= 22)
		}
	}
	// A domain whose only problem is its length gets that reason.
	for _, end := range []string{".co", ".com", "." + strings.Repeat("z", 22)} {
		e := p.problem("ä@" + strings.Repeat("ä", 257-len(end)) + end)
		var m *Mismatch
		if !errors.As(e, &m) || m.Reason != zohocrm.ReasonDomainLength || m.Position != 2 {
			t.Errorf("domain of 257 that ends with %s: %v", end, e)
		}
	}
}

// An engine that fails has not refused.
func TestPatternEngineErrorIsNoVerdict(t *testing.T) {
	re := regexp2.MustCompile(phoneTwin, regexp2.RE2, regexp2.OptionMaxBacktrackingStackSize(0))
	if _, err := re.MatchString("1-"); !errors.Is(err, regexp2.ErrBacktrackingStackLimit) {
		t.Fatalf("error %v, want the stack's limit", err)
	}
	if !patternMatches(re, "1-") {
		t.Error("an engine error became a refusal")
	}
}

// The judges have no limits, whatever the engine's defaults are when they are
// first used.
func TestPatternJudgeIgnoresDefaults(t *testing.T) {
	timeout, optimizations := regexp2.DefaultMatchTimeout, regexp2.DefaultOptimizationOptions
	defer func() {
		regexp2.DefaultMatchTimeout, regexp2.DefaultOptimizationOptions = timeout, optimizations
	}()
	regexp2.DefaultMatchTimeout = time.Nanosecond
	regexp2.DefaultOptimizationOptions.MaxBacktrackingStackSize = 0

	judge := patternJudge(phoneTwin)()
	if judge.MatchTimeout != math.MaxInt64 {
		t.Errorf("time-out %v", judge.MatchTimeout)
	}
	ok, err := judge.MatchString(strings.Repeat("(1)-1", 100_000))
	if !ok || err != nil {
		t.Errorf("%t, %v", ok, err)
	}
}

func TestPatternsAllocateNothing(t *testing.T) {
	testkit.SkipAllocs(t)
	defer debug.SetGCPercent(debug.SetGCPercent(-1)) // so does the garbage collector
	valid := map[string]func(string) error{
		"p.boyle@zylker.com": ValidateEmail, "ä@ü.de": ValidateEmail, strings.Repeat("𐐀", 94) + "@bc.de": ValidateEmail,
		"91(987)654321": ValidatePhone, "+1 (555) 123-4567": ValidatePhone,
		"https://www.zylker.com": ValidateURL, "http://müller.de/ü": ValidateURL, "www/a.b": ValidateURL,
	}
	for s, validate := range valid {
		n := testing.AllocsPerRun(100, func() {
			if err := validate(s); err != nil {
				t.Fatal(err)
			}
		})
		if n != 0 {
			t.Errorf("%+q: %v allocations", s, n)
		}
	}
	for _, p := range patternSubjects {
		for _, s := range []string{"", "\n", strings.Repeat("ä.1-", 1000) + "\n", strings.Repeat("(1)-", 10_000) + "\n"} {
			n := testing.AllocsPerRun(5, func() {
				if patternMatches(p.judge(), s) {
					t.Fatalf("%s: %+.99q passes", p.name, s)
				}
			})
			if n != 0 {
				t.Errorf("%s: refusing %d bytes: %v allocations", p.name, len(s), n)
			}
		}
	}
}

// The matcher and the judge disagree: the matcher's match is final, its refusal
// needs the judge.
func TestPatternCheckNeedsBoth(t *testing.T) {
	refuses := func(string) (zohocrm.Reason, int) { return zohocrm.ReasonCharacter, 1 }
	accepts := func(string) (zohocrm.Reason, int) { return "", 0 }
	tests := []struct {
		name   string
		match  func(string) (zohocrm.Reason, int)
		twin   string
		reason zohocrm.Reason
		offset int
	}{
		{"both refuse", refuses, "x", zohocrm.ReasonCharacter, 1},
		{"only the matcher refuses", refuses, "a", "", 0},
		{"only the judge refuses", accepts, "x", "", 0},
		{"none refuses", accepts, "a", "", 0},
	}
	for _, test := range tests {
		p := pattern{Email, test.match, patternJudge(test.twin), "a"}
		if reason, offset := p.check("aaa"); reason != test.reason || offset != test.offset {
			t.Errorf("%s: %q at %d, want %q at %d", test.name, reason, offset, test.reason, test.offset)
		}
	}
}

// Each pattern has one row, and no other kind has one.
func TestPatternOf(t *testing.T) {
	rows := map[Kind]int{Email: emailRow, Phone: phoneRow, URL: urlRow}
	for k := range Kinds() {
		p := patternOf(k)
		if row, ok := rows[k]; ok && p != &patterns[row] || !ok && p != nil {
			t.Errorf("%v: %v", k, p)
		}
	}
}

// The empty text matches no pattern, but passes, as in every field.
func TestPatternsAndTheEmptyText(t *testing.T) {
	for _, p := range patternSubjects {
		if reason, offset := p.check(""); reason != zohocrm.ReasonEmpty || offset != 0 {
			t.Errorf("%s: %q at %d, want empty at 0", p.name, reason, offset)
		}
		if err := p.validate(""); err != nil {
			t.Errorf("%s: %v, want nil", p.name, err)
		}
	}
}

// A buffer that is done keeps the memory for a usual text, but nothing in it, and
// gives back that of a long one.
func TestPatternBufferKeepsLittle(t *testing.T) {
	tests := []struct {
		symbols int
		kept    bool
	}{
		{0, true},
		{100, true},
		{patternBufferMax, true},
		{patternBufferMax + 1, false},
		{1_000_000, false},
	}
	for _, test := range tests {
		b := patternBuffer{make([]rune, 0, test.symbols)} // exactly so many
		b.fill(strings.Repeat("a", test.symbols))
		held := b.runes
		b.free()
		if kept := cap(b.runes) == test.symbols; len(b.runes) != 0 || kept != test.kept || !kept && b.runes != nil {
			t.Errorf("%d symbols: it keeps room for %d", test.symbols, cap(b.runes))
		}
		for _, r := range held {
			if r != 0 {
				t.Fatalf("%d symbols: it keeps %q", test.symbols, r)
			}
		}
	}
}

// What is kept of a text that was judged is nothing, of any length.
func TestPatternPoolForgets(t *testing.T) {
	for _, n := range []int{30, 1_000_000} {
		patternMatches(phoneJudge(), strings.Repeat("7", n))
		b := patternBuffers.Get().(*patternBuffer)
		if cap(b.runes) > patternBufferMax {
			t.Errorf("the pool keeps room for %d symbols", cap(b.runes))
		}
		for _, r := range b.runes[:cap(b.runes)] {
			if r != 0 {
				t.Fatalf("the pool keeps %q", r)
			}
		}
		patternBuffers.Put(b)
	}
}

func TestTextProblem(t *testing.T) {
	tests := []struct {
		text   string
		max    int
		reason zohocrm.Reason // "" if it passes
	}{
		{"", 1, ""},
		{"a", 1, ""},
		{"ab", 1, zohocrm.ReasonMaxLength},
		{"ä", 1, ""},
		{"𐐀", 1, ""},
		{"a\u0301", 1, zohocrm.ReasonMaxLength}, // two code points, one character to the eye
		{strings.Repeat("𐐀", 255), 255, ""},
		{strings.Repeat("𐐀", 256), 255, zohocrm.ReasonMaxLength},
		{strings.Repeat("a", 1000), 0, ""}, // no limit
		{"\uFFFD", 1, ""},                  // the replacement character itself is UTF-8
		{"\xff", 1, zohocrm.ReasonUTF8},
		{"abc\xff", 1, zohocrm.ReasonUTF8}, // before the length, which means nothing there
		{"\xc0\x80", 9, zohocrm.ReasonUTF8},
		{"\xed\xa0\x80", 9, zohocrm.ReasonUTF8},
	}
	for _, test := range tests {
		e := textProblem(test.text, test.max, "text")
		switch {
		case test.reason == "":
			if e != nil {
				t.Errorf("%+.20q, %d: %v", test.text, test.max, e)
			}
		case e == nil || e.Code != zohocrm.CodeInvalidData || e.Reason != test.reason || e.Message != "invalid data":
			t.Errorf("%+.20q, %d: %v, want %s", test.text, test.max, e, test.reason)
		case test.reason == zohocrm.ReasonMaxLength && !reflect.DeepEqual(e.Details, zohocrm.Details{MaximumLength: test.max}):
			t.Errorf("%+.20q: details %+v", test.text, e.Details)
		case test.reason == zohocrm.ReasonUTF8 && !reflect.DeepEqual(e.Details, zohocrm.Details{ExpectedDataType: "text"}):
			t.Errorf("%+.20q: details %+v", test.text, e.Details)
		}
	}
}

// One byte beyond ASCII is found at any position.
func TestTextIsASCII(t *testing.T) {
	for n := range 40 {
		text := []byte(strings.Repeat("\x7f", n))
		if !textIsASCII(string(text)) {
			t.Errorf("%d bytes of ASCII are not", n)
		}
		for i := range n {
			text[i] = 0x80
			if textIsASCII(string(text)) {
				t.Errorf("a byte at %d of %d is overlooked", i, n)
			}
			text[i] = 0x7f
		}
	}
}
