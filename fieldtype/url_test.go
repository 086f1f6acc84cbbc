package fieldtype_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// The page: URL accepts valid URLs. Example: "https://www.zylker.com".
func TestValidateURL(t *testing.T) {
	for _, s := range []string{
		"https://www.zylker.com", // the page's
		"",                       // as in every field

		// with or without a scheme, with or without www
		"http://zylker.com", "https://zylker.com", "ftp://zylker.com", "zylker.com", "www.zylker.com",
		"http://www.zylker.com", "ftp://www.zylker.com", "www.com", "http://www.com",
		// a host has a dot, and from the first on it may hold a port
		"a.b", "a.b.c", "a-b.c_d", "user@host.com", "a.com:8080", "a.com:8080/x", "1.2.3.4",
		"müller.de", "例子.公司", "http://𐐀.𐐀", "a.b\u0085",
		// what the pattern takes, weak as it is
		"a b.com", "a.b c", "a.b#x", "a.b=c;d", "\x1a.\x1f", "(a).b",
		// anything but a newline after the first / or ?
		"a.b/", "a.b?", "a.b/c/d?e=f&g=h#i", "a.b??", "a.b/\"<>\\^`{}~ \t\r\x00\x7f", "a.b?x\"", "a.b.?x", "http://a.b//",
		// the unescaped dots after www match any character
		"www/a.b", "http://www$a.b", "www\ra.b", "wwww.b.c",
		// 450 code points
		"a." + strings.Repeat("b", 448), "ä." + strings.Repeat("ä", 448),
	} {
		if err := fieldtype.ValidateURL(s); err != nil {
			t.Errorf("ValidateURL(%+q) = %v, want nil", s, err)
		}
	}
}

func TestValidateURLRefuses(t *testing.T) {
	tests := []patternRefusal{
		{"zylker", zohocrm.ReasonNoDot, 6},
		{"localhost", zohocrm.ReasonNoDot, 9},
		{"http://localhost", zohocrm.ReasonNoDot, 16},
		{"http://localhost/a.b", zohocrm.ReasonNoDot, 16},
		{"localhost:8080", zohocrm.ReasonNoDot, 14},
		{"http://", zohocrm.ReasonNoDot, 7},
		{"http:///a.b", zohocrm.ReasonNoDot, 7},
		{"/a.b", zohocrm.ReasonNoDot, 0},
		{"mailto:a@b.com", zohocrm.ReasonCharacter, 6},
		{"mailto://a.com", zohocrm.ReasonScheme, 0},
		{"HTTP://a.com", zohocrm.ReasonScheme, 0},
		{"ldap://a.com", zohocrm.ReasonScheme, 0},
		{"http:/a.com", zohocrm.ReasonScheme, 0},
		{" http://a.com", zohocrm.ReasonCharacter, 0}, // a space before the scheme
		{" a,b.com", zohocrm.ReasonCharacter, 2},      // which alone is none
		{".com", zohocrm.ReasonEmptyLabel, 0},
		{"http://.com", zohocrm.ReasonEmptyLabel, 7},
		{"a.", zohocrm.ReasonEmptyLabel, 2},
		{"a..b", zohocrm.ReasonEmptyLabel, 2},
		{"ä.ö..b/x", zohocrm.ReasonEmptyLabel, 4},
		{"a./x", zohocrm.ReasonEmptyLabel, 2},
		{"www..", zohocrm.ReasonEmptyLabel, 4},
		{"a,b.com", zohocrm.ReasonCharacter, 1},
		{"a.com,b.com", zohocrm.ReasonCharacter, 5},
		{"<a.com>", zohocrm.ReasonCharacter, 0},
		{"a.b@c.d", zohocrm.ReasonCharacter, 3},
		{"user:pw@host.com", zohocrm.ReasonCharacter, 4},
		{"https://www.zylker.com\n", zohocrm.ReasonControl, 22},
		{"a.b/c\nd", zohocrm.ReasonControl, 5},
		{"a.b?\n", zohocrm.ReasonControl, 4},
		{"\nhttp://a.b", zohocrm.ReasonControl, 0},
		{"a.b\r", zohocrm.ReasonControl, 3},
		{"a\t.b", zohocrm.ReasonControl, 1},
		{"a.b\x7f", zohocrm.ReasonControl, 3},
	}
	for _, test := range tests {
		test.check(t, fieldtype.ValidateURL(test.value), "website")
	}
}

func TestValidateURLLength(t *testing.T) {
	checkTooLong(t, fieldtype.ValidateURL("a."+strings.Repeat("b", 449)), 450)
	checkTooLong(t, fieldtype.ValidateURL("a.b"+strings.Repeat("/", 1_000_000)+"\n"), 450)
	checkNotUTF8(t, fieldtype.ValidateURL("a.b/\xff"), "website")
}

func ExampleValidateURL() {
	fmt.Println(fieldtype.ValidateURL("https://www.zylker.com"))
	fmt.Println(fieldtype.ValidateURL("HTTPS://www.zylker.com"))
	// Output:
	// <nil>
	// INVALID_DATA: invalid data: expected a URL: host.tld, with or without http://, https:// or ftp:// before it: character 1: the scheme must be http://, https:// or ftp://, in small letters
}
