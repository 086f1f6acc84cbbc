package fuzz_test

import (
	"testing"

	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// FuzzPhone compares ValidatePhone with the published pattern, which is fast
// enough as it is.
func FuzzPhone(f *testing.F) {
	published := patternPublished(fieldtype.PhonePattern)
	f.Fuzz(func(t *testing.T, s string) {
		err := fieldtype.ValidatePhone(s)
		if patternInLimits(t, err, s, 30) {
			patternVerdict(t, err, s, patternMatch(t, published, s), "phone")
		}
	})
}
