package fieldtype

import (
	"fmt"
	"net/mail"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"
)

// A patternFamily is a kind of text on which an engine that goes back may spend
// more than linear time, in any length.
type patternFamily struct {
	name  string
	front string
	part  string // repeated
	back  string
	ok    bool // the verdict, when it is long
}

// text returns the family's text of about n code points.
func (f patternFamily) text(n int) string {
	n -= utf8.RuneCountInString(f.front + f.back)
	return f.front + strings.Repeat(f.part, max(1, n/utf8.RuneCountInString(f.part))) + f.back
}

var patternFamilies = map[string][]patternFamily{
	"email": {
		{"letters", "", "a", "", false},
		{"letters then domain", "", "a", "@b.co", true},
		{"letters then @", "", "a", "@", false},
		{"dots then domain", "a", ".", "@b.co", true},
		{"dots", "", ".", "", false},
		{"one long label", "a@", "a", ".co", false},
		{"labels", "a@", "a.", "co", false},
		{"labels and newline", "a@", "a.", "co\n", false},
		{"dashes in a label", "a@a", "-", "a.co", false},
		{"dashes between letters", "a@", "a-", "a.co", false},
		{"at signs", "a", "@", "", false},
		{"combining marks", "", "\u0301", "@b.co", true},
		{"combining marks in the domain", "a@", "\u0301.", "co", false},
		{"astral letters", "", "𐐀", "@𐐀𐐀.𐐀𐐀", true},
		{"astral letters and newline", "", "𐐀", "@𐐀𐐀.𐐀𐐀\n", false},
		{"slashes", "a", "/", "@b.co", true},
		{"question marks", "a", "?", "!", false},
	},
	"phone": {
		{"digits", "", "1", "", true},
		{"digits and newline", "", "1", "\n", false},
		{"dashes", "", "-", "", false},
		{"digits and dashes", "", "1-", "", false},
		{"digits and dots", "", "1.", "1", true},
		{"digits and spaces", "", "1 ", "1\n", false},
		{"groups", "", "(1)", "", true},
		{"groups then !", "", "(1)", "!", false},
		{"groups, dashes and digits", "", "(1)-1-1", "!", false},
		{"open parentheses", "", "(", "", false},
		{"one open group", "(", "1-", "1", false},
		{"groups in groups", "", "(1", ")", false},
		{"commas", "1", ",", "", false},
		{"extensions", "1", ",1", "!", false},
		{"extensions and newline", "1", ";1", "\n", false},
		{"hashes", "1,1", "#1", "!", false},
		{"hashes at the end", "1,1", "#1", "#", true},
		{"combining marks", "1", "\u0301", "", false},
		{"astral digits", "", "𝟏", "", false},
	},
	"url": {
		{"letters", "", "a", "", false},
		{"letters then label", "http://www.", "a", ".b", true},
		{"labels", "", "a.", "b", true},
		{"labels and newline", "", "a.", "b\n", false},
		{"labels and quotation mark", "", "a.", `b"`, false},
		{"labels behind a scheme", "https://www.", "a.", `b"`, false},
		{"www labels", "", "www.", `"`, false},
		{"dots", "a", ".", "", false},
		{"dashes", "a.b", "-", `"`, false},
		{"slashes", "a.b", "/", "", true},
		{"slashes and newline", "a.b", "/", "\n", false},
		{"question marks", "a.b", "?", "", true},
		{"question marks and newline", "a.b", "?", "\n", false},
		{"slashes and question marks", "a.b", "/?", "\n", false},
		{"labels of question marks", "a", ".?", `"`, false},
		{"newlines", "a.b/", "\n", "", false},
		{"combining marks", "", "\u0301.", `"`, false},
		{"astral letters", "", "𐐀.", "𐐀", true},
	},
}

// BenchmarkPatternJudge gives the time for each symbol on all families: it stays
// flat when the time is linear.
func BenchmarkPatternJudge(b *testing.B) {
	for _, p := range patternSubjects {
		for _, family := range patternFamilies[p.name] {
			for _, n := range []int{64, 1_000, 64_000, 1_000_000} {
				b.Run(fmt.Sprintf("%s/%s/%d", p.name, strings.ReplaceAll(family.name, " ", "_"), n), func(b *testing.B) {
					s := family.text(n)
					judge := p.judge()
					patternMatches(judge, s) // fills the pools
					b.ReportAllocs()
					for b.Loop() {
						patternMatches(judge, s)
					}
					perSymbol(b, s)
				})
			}
		}
	}
}

// BenchmarkPatternProblem is the same for all of the check: the matcher, and the judge
// where that refuses.
func BenchmarkPatternProblem(b *testing.B) {
	for _, p := range patternSubjects {
		for _, family := range patternFamilies[p.name] {
			for _, n := range []int{64, 1_000, 64_000, 1_000_000} {
				b.Run(fmt.Sprintf("%s/%s/%d", p.name, strings.ReplaceAll(family.name, " ", "_"), n), func(b *testing.B) {
					s := family.text(n)
					p.problem(s)
					for b.Loop() {
						p.problem(s)
					}
					perSymbol(b, s)
				})
			}
		}
	}
}

func perSymbol(b *testing.B, s string) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(utf8.RuneCountInString(s)), "ns/symbol")
}

// BenchmarkPatternTypical compares the check of typical values with the
// published pattern in regexp2 and with the parsers of the standard library.
func BenchmarkPatternTypical(b *testing.B) {
	typical := map[string][]string{
		"email": {"p.boyle@zylker.com", "jane.doe+crm@mail.example-company.co.uk", "ä@ü.de"},
		"phone": {"9900000000", "91(987)654321", "+1 (555) 123-4567", "+49 30 901820,12#"},
		"url":   {"https://www.zylker.com", "http://example.com/path/to/page?query=1&x=2#frag", "https://müller.de/straße"},
	}
	library := map[string]func(string) error{
		"email": func(s string) error { _, err := mail.ParseAddress(s); return err },
		"url":   func(s string) error { _, err := url.Parse(s); return err },
	}
	validate := map[string]func(string) error{"email": ValidateEmail, "phone": ValidatePhone, "url": ValidateURL}
	for _, p := range patternSubjects {
		for _, s := range typical[p.name] {
			name := p.name + "/" + strings.ReplaceAll(s, "/", "|")
			b.Run(name+"/this", func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if err := validate[p.name](s); err != nil {
						b.Fatal(err)
					}
				}
			})
			b.Run(name+"/twin", func(b *testing.B) {
				b.ReportAllocs()
				judge := p.judge()
				for b.Loop() {
					if !patternMatches(judge, s) {
						b.Fatal("refused")
					}
				}
			})
			b.Run(name+"/regexp2", func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if ok, err := p.published.MatchString(s); !ok || err != nil {
						b.Fatal(ok, err)
					}
				}
			})
			if parse := library[p.name]; parse != nil {
				b.Run(name+"/net", func(b *testing.B) {
					b.ReportAllocs()
					for b.Loop() {
						if err := parse(s); err != nil {
							b.Fatal(err)
						}
					}
				})
			}
		}
	}
}
