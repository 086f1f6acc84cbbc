package fieldtype_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// The page: Email accepts valid email IDs. Example: "p.boyle@zylker.com".
func TestValidateEmail(t *testing.T) {
	for _, s := range []string{
		"p.boyle@zylker.com", // the page's
		"",                   // as in every field
		"p.daly@zylker.com",
		"brian@villa.com",
		"patricia.boyle@zylker.com",

		// first character: a letter, mark or number of any script, + - _
		"-a@b.co", "+a@b.co", "_@b.co", "1@b.co", "ä@ü.de", "\u0301@b.co", "Ⅷ@b.co",
		// then also these
		"o'brien@x.com", "a!#$%&'*+-/=?^_`{|}~.@b.co", "a..b@b.co", "a.@b.co",
		"用户@例子.公司", "अजय@डाटा.भारत", "𐐀@𐐀.𐐀𐐀",
		// domain: labels of letters, marks and numbers, dashes and underscores within
		"a@b_c.com", "a@b--c.com", "a@b-_-c.com", "a@1.com", "a@1.2.3.com", "a@a.b.c.d.e.fg",
		// top-level part: 2 to 22 letters or marks
		"a@b.co", "a@b." + strings.Repeat("z", 22), "a@b." + strings.Repeat("ü", 22), "a@b.c\u0301",
		// 100 code points, whatever they take in bytes
		strings.Repeat("a", 94) + "@bc.de", strings.Repeat("ä", 94) + "@bc.de",
	} {
		if err := fieldtype.ValidateEmail(s); err != nil {
			t.Errorf("ValidateEmail(%+q) = %v, want nil", s, err)
		}
	}
}

func TestValidateEmailRefuses(t *testing.T) {
	tests := []patternRefusal{
		{"a", zohocrm.ReasonNoAt, 1},
		{"zylker.com", zohocrm.ReasonNoAt, 10},
		{"@", zohocrm.ReasonFirstCharacter, 0},
		{"@b.co", zohocrm.ReasonFirstCharacter, 0},
		{".a@b.co", zohocrm.ReasonFirstCharacter, 0},
		{"'a@b.com", zohocrm.ReasonFirstCharacter, 0},
		{" a@b.co", zohocrm.ReasonFirstCharacter, 0},
		{"Jane Doe <jane@b.co>", zohocrm.ReasonCharacter, 4},
		{"Ⅷ a@b.co", zohocrm.ReasonCharacter, 1},
		{"aⅧ a@b.co", zohocrm.ReasonCharacter, 2},
		{"ä ä@b.co", zohocrm.ReasonCharacter, 1},
		{`a"b"@b.co`, zohocrm.ReasonCharacter, 1},
		{"a@b@c.de", zohocrm.ReasonSecondAt, 3},
		{"a@b.co, c@d.de", zohocrm.ReasonSecondAt, 9},
		{"a@@b.co", zohocrm.ReasonSecondAt, 2},
		{"a@b.co;", zohocrm.ReasonCharacter, 6},
		{"a@b.co ", zohocrm.ReasonCharacter, 6},
		{"a@[1.2.3.4]", zohocrm.ReasonCharacter, 2},
		{"a@b", zohocrm.ReasonNoDot, 3},
		{"a@localhost", zohocrm.ReasonNoDot, 11},
		{"a@.b.co", zohocrm.ReasonEmptyLabel, 2},
		{"a@b..co", zohocrm.ReasonEmptyLabel, 4},
		{"a@b.co.", zohocrm.ReasonEmptyLabel, 7},
		{"a@-b.com", zohocrm.ReasonLabelEdge, 2},
		{"a@b-.com", zohocrm.ReasonLabelEdge, 3},
		{"a@_b.com", zohocrm.ReasonLabelEdge, 2},
		{"a@b.com-", zohocrm.ReasonLabelEdge, 7},
		{"a@b.c0m", zohocrm.ReasonTopLevelCharacter, 5},
		{"a@b.x-y", zohocrm.ReasonTopLevelCharacter, 5},
		{"a@1.2.3.4", zohocrm.ReasonTopLevelCharacter, 8},
		{"a@b.co٣", zohocrm.ReasonTopLevelCharacter, 6},
		{"a@b.c", zohocrm.ReasonTopLevelLength, 4},
		{"ä@ü.d", zohocrm.ReasonTopLevelLength, 4},
		{"a@٣.d", zohocrm.ReasonTopLevelLength, 4},
		{"a@b." + strings.Repeat("z", 23), zohocrm.ReasonTopLevelLength, 4},
		{"a@b.co\n", zohocrm.ReasonControl, 6},
		{"a@b.co\r\n", zohocrm.ReasonControl, 6},
		{"a\x00@b.co", zohocrm.ReasonControl, 1},
		{"\na@b.co", zohocrm.ReasonControl, 0},
		{"a\u0080@b.co", zohocrm.ReasonControl, 1},
		{"ß\u0085@b.co", zohocrm.ReasonControl, 1},
	}
	for _, test := range tests {
		test.check(t, fieldtype.ValidateEmail(test.value), "email")
	}
}

func TestValidateEmailLength(t *testing.T) {
	for _, s := range []string{
		strings.Repeat("a", 95) + "@bc.de",
		strings.Repeat("ä", 95) + "@bc.de",
		strings.Repeat("@", 1_000_000), // the length comes before the pattern
	} {
		checkTooLong(t, fieldtype.ValidateEmail(s), 100)
	}
	checkNotUTF8(t, fieldtype.ValidateEmail("a@b.co\xff"), "email")
	checkNotUTF8(t, fieldtype.ValidateEmail("\xed\xa0\x80@b.co"), "email") // a surrogate
}

// A patternRefusal is a text that a pattern does not match, with what to correct.
type patternRefusal struct {
	value    string
	reason   zohocrm.Reason
	position int
}

func (test patternRefusal) check(t *testing.T, err error, dataType string) {
	t.Helper()
	if err == nil {
		t.Errorf("%+q passes, want it refused", test.value)
		return
	}
	var e *zohocrm.Error
	if !errors.As(err, &e) {
		t.Errorf("%+q: error of type %T", test.value, err)
		return
	}
	if e.Code != zohocrm.CodeInvalidData || e.Reason != zohocrm.ReasonPattern || e.Warning ||
		e.Message != "invalid data" || e.Details.ExpectedDataType != dataType || e.Expected == "" {
		t.Errorf("%+q: %#v", test.value, e)
	}
	var m *fieldtype.Mismatch
	if !errors.As(err, &m) {
		t.Errorf("%+q: no mismatch in %v", test.value, err)
		return
	}
	if m.Reason != test.reason || m.Position != test.position {
		t.Errorf("%+q: %s at %d, want %s at %d", test.value, m.Reason, m.Position, test.reason, test.position)
	}
	if !errors.Is(err, test.reason) || !errors.Is(err, zohocrm.ReasonPattern) || !errors.Is(err, zohocrm.CodeInvalidData) {
		t.Errorf("%+q: errors.Is does not find the reasons in %v", test.value, err)
	}
}

func checkTooLong(t *testing.T, err error, max int) {
	t.Helper()
	var e *zohocrm.Error
	if !errors.As(err, &e) || e.Code != zohocrm.CodeInvalidData || e.Reason != zohocrm.ReasonMaxLength || e.Details.MaximumLength != max {
		t.Errorf("got %#v, want max_length %d", err, max)
	}
}

func checkNotUTF8(t *testing.T, err error, dataType string) {
	t.Helper()
	var e *zohocrm.Error
	if !errors.As(err, &e) || e.Code != zohocrm.CodeInvalidData || e.Reason != zohocrm.ReasonUTF8 || e.Details.ExpectedDataType != dataType {
		t.Errorf("got %#v, want utf8 and %s", err, dataType)
	}
}

func ExampleValidateEmail() {
	fmt.Println(fieldtype.ValidateEmail("p.boyle@zylker.com"))

	err := fieldtype.ValidateEmail("p.boyle@zylker")
	fmt.Println(errors.Is(err, zohocrm.ReasonNoDot))
	fmt.Println(err)
	// Output:
	// <nil>
	// true
	// INVALID_DATA: invalid data: expected an email address: name@domain.tld: no dot in the domain
}
