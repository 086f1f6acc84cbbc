package fieldtype_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// The page: Phone accepts up to 30 characters. Examples: "9900000000" and
// "91(987)654321".
func TestValidatePhone(t *testing.T) {
	for _, s := range []string{
		"9900000000", "91(987)654321", // the page's
		"", // as in every field

		"+91 98765 43210", "(987)654321", "+1 (555) 123-4567", "+1-555-123-4567", "555.123.4567",
		"12 34 56", "555 x123", "1", "+1",
		// letters are digits here
		"abc", "1-800-FLOWERS", "555 ext 12",
		// a dot or dash, then a space
		"1. 2", "1- 2", " 1",
		// parentheses
		"(1)", " (1)", "( 1)", "(1 2-3.4)", "1(2)(3)", "1(2) (3)", "(1)-2", "(1) 2", "(1)2-3", "+(1)",
		"(1)- 2",
		// an extension
		"555;123", "555,123", "555,123#", "555,,,;123", "555;1,2", "555,1#2#3", "555,1#2#", "555,1;",
		"555#", "555;",
		// 30 code points
		strings.Repeat("1", 30),
	} {
		if err := fieldtype.ValidatePhone(s); err != nil {
			t.Errorf("ValidatePhone(%+q) = %v, want nil", s, err)
		}
	}
}

func TestValidatePhoneRefuses(t *testing.T) {
	tests := []patternRefusal{
		{"+", zohocrm.ReasonNoDigit, 1},
		{"()", zohocrm.ReasonNoDigit, 2},
		{"--", zohocrm.ReasonNoDigit, 2},
		{"-555", zohocrm.ReasonLeadingSeparator, 0},
		{".5", zohocrm.ReasonLeadingSeparator, 0},
		{"+-555", zohocrm.ReasonLeadingSeparator, 1},
		{"++1", zohocrm.ReasonCharacter, 1},
		{"1+2", zohocrm.ReasonCharacter, 1},
		{"555/1234", zohocrm.ReasonCharacter, 3},
		{"tel:555", zohocrm.ReasonCharacter, 3},
		{"555\u00a01234", zohocrm.ReasonCharacter, 3},
		{"٣٣٣", zohocrm.ReasonCharacter, 0},  // Arabic-Indic digits
		{"1 ٣٣", zohocrm.ReasonCharacter, 2}, // among others
		{"１２", zohocrm.ReasonCharacter, 0},   // fullwidth digits
		{"1--2", zohocrm.ReasonSeparators, 1},
		{"1  2", zohocrm.ReasonSeparators, 1},
		{"1 - 2", zohocrm.ReasonSeparators, 1},
		{"555-1234-", zohocrm.ReasonSeparators, 8},
		{"555 ", zohocrm.ReasonSeparators, 3},
		{"  1", zohocrm.ReasonSeparators, 0},
		{"(.5)1", zohocrm.ReasonParentheses, 0},
		{"1 (2).3", zohocrm.ReasonParentheses, 2},
		{"1 (2", zohocrm.ReasonParentheses, 2},
		{"1)2", zohocrm.ReasonParentheses, 1},
		{"1()2", zohocrm.ReasonParentheses, 1},
		{"((1))", zohocrm.ReasonParentheses, 0},
		{"1-(2)", zohocrm.ReasonSeparators, 1},
		{"(1-)2", zohocrm.ReasonParentheses, 0},
		{"555#12", zohocrm.ReasonExtension, 3},
		{",1", zohocrm.ReasonExtension, 0},
		{"555,", zohocrm.ReasonExtension, 3},
		{"555;;1", zohocrm.ReasonExtension, 3},
		{"555;,1", zohocrm.ReasonExtension, 3},
		{"555,12-34", zohocrm.ReasonExtension, 6},
		{"555,12##", zohocrm.ReasonExtension, 6},
		{"\n555", zohocrm.ReasonControl, 0},
		{"555\n", zohocrm.ReasonControl, 3},
		{"555\t1", zohocrm.ReasonControl, 3},
	}
	for _, test := range tests {
		test.check(t, fieldtype.ValidatePhone(test.value), "phone")
	}
}

func TestValidatePhoneLength(t *testing.T) {
	checkTooLong(t, fieldtype.ValidatePhone(strings.Repeat("1", 31)), 30)
	checkTooLong(t, fieldtype.ValidatePhone(strings.Repeat("(", 1_000_000)), 30)
	checkNotUTF8(t, fieldtype.ValidatePhone("1\xff"), "phone")
}

func ExampleValidatePhone() {
	fmt.Println(fieldtype.ValidatePhone("91(987)654321"))

	err := fieldtype.ValidatePhone("555--1234")
	var m *fieldtype.Mismatch
	if errors.As(err, &m) {
		fmt.Println(m.Reason, m.Position)
		fmt.Println(m)
	}
	// Output:
	// <nil>
	// separators 3
	// character 4: a separator that no digit or letter follows
}
