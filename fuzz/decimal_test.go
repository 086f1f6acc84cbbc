package fuzz_test

import (
	"encoding/json"
	"errors"
	"math/big"
	"strings"
	"testing"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// FuzzDecimal compares Decimal with package math/big: it takes what is a number
// in JSON, keeps it exactly, and counts its digits.
func FuzzDecimal(f *testing.F) {
	f.Fuzz(func(t *testing.T, s string) {
		isNumber := json.Valid([]byte(s)) && strings.Trim(s, "-0123456789+.eE") == "" && s != ""
		d, err := fieldtype.ParseDecimal(s)
		if err != nil {
			want := zohocrm.ReasonFormat
			if isNumber && decimalExponent(s).CmpAbs(big.NewInt(1400)) > 0 {
				want = zohocrm.ReasonDigits
			} else if isNumber {
				t.Fatalf("%q: %v, but it is a number", s, err)
			}
			if !errors.Is(err, want) || !errors.Is(err, zohocrm.CodeInvalidData) {
				t.Fatalf("%q: %v, want %s", s, err, want)
			}
			return
		}
		if !isNumber {
			t.Fatalf("%q: is no number, but read as %s", s, d)
		}
		out := d.String()
		if strings.ContainsAny(out, "eE+") || !json.Valid([]byte(out)) {
			t.Fatalf("%q: is read as %q", s, out)
		}
		if again, err := fieldtype.ParseDecimal(out); err != nil || again != d {
			t.Fatalf("%q: is read as %s, and that as %s, %v", s, d, again, err)
		}
		x := decimalRat(t, out)
		if large := decimalExponent(s).CmpAbs(big.NewInt(1400)) > 0; large && x.Sign() != 0 || !large && x.Cmp(decimalRat(t, s)) != 0 {
			t.Fatalf("%q: is read as %s", s, d)
		}

		x.Abs(x)
		before, after := d.Digits()
		if x.Cmp(decimalPower(before)) >= 0 || before > 0 && x.Cmp(decimalPower(before-1)) < 0 {
			t.Fatalf("%q: has not %d digits before the point", s, before)
		}
		whole := func(decimals int) bool { return new(big.Rat).Mul(x, decimalPower(decimals)).IsInt() }
		if !whole(after) || after > 0 && whole(after-1) {
			t.Fatalf("%q: has not %d digits after the point", s, after)
		}

		switch err := fieldtype.ValidateCurrency(d); {
		case before > 16 && !errors.Is(err, zohocrm.ReasonDigits):
			t.Fatalf("%q: %v, but it has %d digits", s, err, before)
		case before <= 16 && after > 9 && !errors.Is(err, zohocrm.ReasonDecimals):
			t.Fatalf("%q: %v, but it has %d decimals", s, err, after)
		case before <= 16 && after <= 9 && err != nil:
			t.Fatalf("%q: %v", s, err)
		}
	})
}

// decimalExponent returns the exponent of a number in JSON.
func decimalExponent(s string) *big.Int {
	x := new(big.Int)
	if i := strings.IndexAny(s, "eE"); i >= 0 {
		x.SetString(strings.TrimPrefix(s[i+1:], "+"), 10)
	}
	return x
}

func decimalRat(t *testing.T, s string) *big.Rat {
	t.Helper()
	x, ok := new(big.Rat).SetString(s)
	if !ok {
		t.Fatalf("math/big does not know %q", s)
	}
	return x
}

func decimalPower(n int) *big.Rat {
	return new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil))
}
