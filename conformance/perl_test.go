package conformance_test

import (
	"bufio"
	"bytes"
	"flag"
	"fmt"
	"os/exec"
	"strings"
	"testing"

	"github.com/seed12a3e673/zohocrm/fieldtype"
)

var long = flag.Bool("long", false, "match a million texts of each pattern instead of 3,000")

// judge is a program for Perl that matches the texts of its input, one a line in
// hexadecimal, with a pattern, and prints 1 or 0 for each. The option a makes \d the
// ASCII digits; what is added to the pattern makes $ the very end of the text.
const judge = `
use strict;
my $pattern = pack("H*", shift);
utf8::decode($pattern);
my $compiled = qr/$pattern(?!\n)/a;
while (my $line = <STDIN>) {
	chomp $line;
	my $text = pack("H*", $line);
	utf8::decode($text);
	print $text =~ $compiled ? 1 : 0, "\n";
}`

// patternCases are the published patterns, what the library says of a text, and
// pieces that texts are made of. Half of the texts have the first plain pieces only.
// Perl goes back over what it has read: a text is short, so that it comes to an end.
var patternCases = []struct {
	name, pattern string
	validate      func(string) error
	limit, plain  int
	starts        []string // of a text
	pieces        []string
}{
	{"email", fieldtype.EmailPattern, fieldtype.ValidateEmail, 60, 6, []string{"", "", "a@", "p.boyle@zylker", "a@b.", "'@b.co"}, []string{
		"a", ".co", "b", ".com", "ä", "-c", "1", "-", "_", ".", "@", "+", "'", "山", "\u0301", "٣", "€", "\n", " ", "co", "@b", "😀", "é", "²", "{", "/", "\u00a0",
		strings.Repeat("z", 21),
	}},
	{"phone", fieldtype.PhonePattern, fieldtype.ValidatePhone, 30, 8, []string{"", "", "+", "(", "1"}, []string{
		"1", "23", "x", " 4", "-5", ",6", ".7", "#8", "Z", " ", "-", ".", "(", ")", ",", ";", "#", "+", "\n", "(4)", " (5)6", "٣", "ä", "/",
	}},
	{"url", fieldtype.URLPattern, fieldtype.ValidateURL, 60, 6, []string{"", "", "http://", "https://www.", "ftp://", "www", "a.b"}, []string{
		"a", ".b", "c", ".d", "/", "ä", "b", ".", "?", "#", ":", "-", "@", " ", "%", "&", "[", "(", ")", "!", "+", "~", "\"", "\n", "\r", "\u2028", "\u0085", "山", "😀",
		"www.", "http://", "www", "//", "\x1a", "\x19", "\x7f", "\x00", "`", "^", "{", "|", ";", "<", "=", "*", ",", "'", "$", "\\", "]", ">",
	}},
}

// TestPerl: what a published pattern matches in Perl the library takes, and nothing
// else.
func TestPerl(t *testing.T) {
	perl, err := exec.LookPath("perl")
	if err != nil {
		t.Skip("no perl on this machine: its engine is not compared")
	}
	n := 3000
	if *long {
		n = 1_000_000
	}
	for _, c := range patternCases {
		t.Run(c.name, func(t *testing.T) {
			r := newSource(t, 1)
			var texts []string
			var in bytes.Buffer
			for range n {
				text := c.starts[r.IntN(len(c.starts))]
				pieces := c.pieces
				if r.IntN(2) == 0 {
					pieces = pieces[:c.plain]
				}
				for range 1 + r.IntN(12) {
					text += pieces[r.IntN(len(pieces))]
				}
				if runes := []rune(text); len(runes) > c.limit {
					text = string(runes[:c.limit])
				}
				texts = append(texts, text)
				fmt.Fprintf(&in, "%x\n", text)
			}
			cmd := exec.Command(perl, "-e", judge, fmt.Sprintf("%x", c.pattern))
			cmd.Stdin = &in
			var stderr bytes.Buffer
			cmd.Stderr = &stderr
			out, err := cmd.Output()
			if err != nil || stderr.Len() > 0 {
				t.Fatalf("%v: %s", err, stderr.Bytes())
			}
			verdicts := bufio.NewScanner(bytes.NewReader(out))
			matched := 0
			for _, text := range texts {
				if !verdicts.Scan() {
					t.Fatal("perl gave fewer verdicts than it got texts")
				}
				match := verdicts.Text() == "1"
				if match {
					matched++
				}
				if got := c.validate(text) == nil; got != match {
					t.Fatalf("%+q: perl says %t, the library %t", text, match, got)
				}
			}
			t.Logf("%d texts, %d match", n, matched)
			if matched < n/100 || matched > n-n/100 {
				t.Errorf("%d of %d texts match: that shows little", matched, n)
			}
		})
	}
}
