package fieldtype_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// What a mismatch says is wrong, and what to do.
func TestMismatchWords(t *testing.T) {
	tests := []struct {
		reason zohocrm.Reason
		text   string // at position 3
		hint   string
	}{
		{zohocrm.ReasonEmpty, "it is empty", "write a value, or leave the field out"},
		{zohocrm.ReasonNoAt, "no @", "write name@domain.tld"},
		{zohocrm.ReasonSecondAt, "character 4: a second @", "write one address with one @"},
		{zohocrm.ReasonFirstCharacter, "character 4: the name before the @ must begin with a letter, a digit, +, - or _",
			"start the name before the @ with a letter, a digit, +, - or _"},
		{zohocrm.ReasonNoDot, "no dot in the domain", "write the domain with a dot, such as domain.tld"},
		{zohocrm.ReasonEmptyLabel, "character 4: a part of the domain is empty",
			"write one dot between two parts of the domain, and none at its start or end"},
		{zohocrm.ReasonLabelEdge, "character 4: a part of the domain begins or ends with a dash or underscore",
			"start and end each part of the domain with a letter or a digit"},
		{zohocrm.ReasonTopLevelCharacter, "character 4: only letters may follow the domain's last dot",
			"end the domain with a dot and 2 to 22 letters, such as .com"},
		{zohocrm.ReasonTopLevelLength, "character 4: 2 to 22 letters must follow the domain's last dot",
			"end the domain with a dot and 2 to 22 letters, such as .com"},
		{zohocrm.ReasonDomainLength, "character 4: the domain is longer than 256 characters", "write a domain of up to 256 characters"},
		{zohocrm.ReasonNoDigit, "no digit and no letter", "write the digits of the number"},
		{zohocrm.ReasonLeadingSeparator, "character 4: a dash or dot at the start",
			"start the number with a digit, a letter, + or a parenthesis"},
		{zohocrm.ReasonSeparators, "character 4: a separator that no digit or letter follows",
			"write one space, dot or dash between digits, and none at the end"},
		{zohocrm.ReasonParentheses, "character 4: parentheses come in pairs, with digits or letters next to them inside, and no dot behind",
			"write parentheses in pairs around digits or letters, such as 91(987)654321"},
		{zohocrm.ReasonExtension, "character 4: after , ; or # only digits and letters may come, and a # or ; at the end",
			"write the extension last, such as 9900000000,123 or 9900000000;123"},
		{zohocrm.ReasonScheme, "character 4: the scheme must be http://, https:// or ftp://, in small letters",
			"begin with http://, https:// or ftp://: small letters, a colon and two slashes"},
		{zohocrm.ReasonControl, "character 4: a newline or another control character", "remove the newline or control character"},
		{zohocrm.ReasonCharacter, "character 4: a character that is not allowed there",
			"remove this character, or the word that it belongs to"},
		{zohocrm.ReasonPicklist, "character 4: a character that is not allowed there", // no reason of a mismatch
			"remove this character, or the word that it belongs to"},
	}
	for _, test := range tests {
		m := &fieldtype.Mismatch{Reason: test.reason, Position: 3}
		if got := m.Error(); got != test.text {
			t.Errorf("%s: %q, want %q", test.reason, got, test.text)
		}
		if got := m.Hint(); got != test.hint {
			t.Errorf("%s: hint %q, want %q", test.reason, got, test.hint)
		}
		if strings.ContainsAny(m.Hint(), "\n") || strings.HasSuffix(m.Hint(), ".") {
			t.Errorf("%s: hint %q is no sentence to put behind a colon", test.reason, m.Hint())
		}
	}
}

// A mismatch is its reason for errors.Is, and no other. Without one there is none.
func TestMismatchIs(t *testing.T) {
	m := &fieldtype.Mismatch{Reason: zohocrm.ReasonNoAt}
	if !errors.Is(m, zohocrm.ReasonNoAt) || errors.Is(m, zohocrm.ReasonNoDot) {
		t.Errorf("%v", m)
	}
	if m = nil; m.Is(zohocrm.ReasonNoAt) {
		t.Error("none has a reason")
	}
}

// What a hint advises is right: the example in it passes.
func TestMismatchHintsPass(t *testing.T) {
	tests := []struct {
		validate func(string) error
		wrong    string
		hint     string // part of it
		right    string
	}{
		{fieldtype.ValidateEmail, "name", "name@domain.tld", "name@domain.tld"},
		{fieldtype.ValidateEmail, "name@domain", "domain.tld", "name@domain.tld"},
		{fieldtype.ValidateEmail, "name@domain.1", ".com", "name@domain.com"},
		{fieldtype.ValidatePhone, "91(987654321", "91(987)654321", "91(987)654321"},
		{fieldtype.ValidatePhone, "9900000000,", "9900000000,123", "9900000000,123"},
		{fieldtype.ValidatePhone, "9900000000;;123", "9900000000;123", "9900000000;123"},
		{fieldtype.ValidatePhone, "Tel: 9900000000", "the word", "9900000000"},
		{fieldtype.ValidateURL, "domain", "domain.tld", "domain.tld"},
		{fieldtype.ValidateURL, "HTTP://domain.tld", "http://", "http://domain.tld"},
	}
	for _, test := range tests {
		var m *fieldtype.Mismatch
		if err := test.validate(test.wrong); !errors.As(err, &m) {
			t.Errorf("%q: no mismatch in %v", test.wrong, err)
		} else if !strings.Contains(m.Hint(), test.hint) {
			t.Errorf("%q: hint %q, want it to name %q", test.wrong, m.Hint(), test.hint)
		}
		if err := test.validate(test.right); err != nil {
			t.Errorf("%q: %v", test.right, err)
		}
	}
}

func ExampleMismatch_Hint() {
	err := fieldtype.ValidateURL("HTTPS://www.zylker.com")
	var m *fieldtype.Mismatch
	if errors.As(err, &m) {
		fmt.Println(m)
		fmt.Println(m.Hint())
	}
	// Output:
	// character 1: the scheme must be http://, https:// or ftp://, in small letters
	// begin with http://, https:// or ftp://: small letters, a colon and two slashes
}
