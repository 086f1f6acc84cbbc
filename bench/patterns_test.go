package bench

import (
	"errors"

	"github.com/dlclark/regexp2/v2"

	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// The published patterns, as a program would compile them that takes them from
// the page. That for emails goes back without end on a long text that it does
// not match, so that only typical values are measured.
var (
	publishedEmail = regexp2.MustCompile(fieldtype.EmailPattern, regexp2.RE2)
	publishedPhone = regexp2.MustCompile(fieldtype.PhonePattern, regexp2.RE2)
	publishedURL   = regexp2.MustCompile(fieldtype.URLPattern, regexp2.RE2)
)

func matches(re *regexp2.Regexp, s string) bool {
	ok, err := re.MatchString(s)
	return ok && err == nil
}

var errPattern = errors.New("a value does not match its pattern")

// checkPatterns holds the emails, phones and the website of leads against the
// published patterns, and nothing else.
func checkPatterns(leads []Lead) error {
	for i := range leads {
		l := &leads[i]
		if !matches(publishedEmail, l.Email) || !matches(publishedEmail, l.SecondaryEmail) ||
			!matches(publishedPhone, l.Phone) || !matches(publishedPhone, l.Mobile) ||
			!matches(publishedURL, l.Website) {
			return errPattern
		}
	}
	return nil
}
