package fieldtype

import (
	"math"
	"math/big"
	"strconv"
	"strings"

	"github.com/seed12a3e673/zohocrm"
)

// A Decimal is an exact decimal number. It keeps its digits: 250000.90 stays
// 250000.90. It is never converted to a float64, which cannot hold the 16 digits and
// 9 decimals of a Currency field.
//
// The zero Decimal is the number 0.
type Decimal struct{ literal string }

// maxExpanded is the largest number of digits of a number without its exponent, and
// of a big.Int, whose conversion to text is slow. A float64 has at most 309 digits
// and 1074 decimals.
const maxExpanded = 1400

// ParseDecimal reads a number as JSON writes it: an optional minus, digits without a
// leading zero, and optionally a point with decimals and an exponent. It removes the
// exponent, as Zoho's samples have none: 1.5e3 becomes 1500. It refuses any other
// text, and a number of more than 1400 digits without its exponent
// ([zohocrm.ReasonDigits]).
func ParseDecimal(s string) (Decimal, error) {
	n, ok := scanNumber(s)
	if !ok || n != len(s) {
		return Decimal{}, zohocrm.BadFormat("double", "a decimal number such as -1250.50")
	}
	literal, ok := expandExponent(s)
	if !ok {
		return Decimal{}, zohocrm.NumberTooLong("double", maxExpanded)
	}
	return Decimal{literal}, nil
}

// DecimalOf returns the number of a Go value: any integer or finite float, a
// json.Number, a *big.Int, a Decimal, or a type whose MarshalText returns a decimal
// number. It refuses other values.
func DecimalOf(x any) (Decimal, error) {
	v := ValueOf(x)
	if v.form == marshaled {
		return ParseDecimal(v.text)
	}
	if d, ok := v.AsDecimal(); ok {
		return d, nil
	}
	if e := v.Problem(); e != nil {
		return Decimal{}, e
	}
	return Decimal{}, zohocrm.WrongType("double", "a number")
}

// String returns the number without an exponent.
func (d Decimal) String() string {
	if d.literal == "" {
		return "0"
	}
	return d.literal
}

// MarshalText returns the number without an exponent.
func (d Decimal) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// MarshalJSON returns the number without an exponent.
func (d Decimal) MarshalJSON() ([]byte, error) { return d.MarshalText() }

// Digits returns how many digits the number has before and after the decimal point.
// The sign, zeros at the start and zeros at the end of the decimals do not count:
// 0.50 has 0 and 1.
func (d Decimal) Digits() (before, after int) { return countDigits(d.literal) }

func countDigits[T string | []byte](literal T) (before, after int) {
	i := 0
	for i < len(literal) && (literal[i] == '-' || literal[i] == '0') {
		i++
	}
	for ; i < len(literal) && literal[i] != '.'; i++ {
		before++
	}
	for j := i + 1; j < len(literal); j++ {
		if literal[j] != '0' {
			after = j - i
		}
	}
	return before, after
}

// scanNumber returns the length of the JSON number at the start of s, or false if
// there is none.
func scanNumber(s string) (n int, ok bool) {
	i := 0
	digits := func() bool {
		start := i
		for i < len(s) && '0' <= s[i] && s[i] <= '9' {
			i++
		}
		return i > start
	}
	if i < len(s) && s[i] == '-' {
		i++
	}
	if i < len(s) && s[i] == '0' {
		i++
	} else if !digits() {
		return i, false
	}
	if i < len(s) && s[i] == '.' {
		if i++; !digits() {
			return i, false
		}
	}
	if i < len(s) && s[i]|0x20 == 'e' {
		i++
		if i < len(s) && (s[i] == '+' || s[i] == '-') {
			i++
		}
		if !digits() {
			return i, false
		}
	}
	return i, true
}

// expandExponent returns the JSON number s without an exponent, or false if that is
// too long.
func expandExponent(s string) (string, bool) {
	e := max(strings.LastIndexByte(s, 'e'), strings.LastIndexByte(s, 'E'))
	if e < 0 {
		return s, true
	}
	exponent, err := strconv.Atoi(s[e+1:])
	mantissa, sign := s[:e], ""
	if mantissa[0] == '-' {
		mantissa, sign = mantissa[1:], "-"
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	digits := strings.TrimLeft(whole+fraction, "0")
	if digits == "" {
		return sign + "0", true
	}
	if err != nil || exponent < -maxExpanded || exponent > maxExpanded {
		return "", false
	}
	// The number is 0.digits × 10^point.
	point := exponent + len(digits) - len(fraction)
	switch {
	case point <= 0:
		return sign + "0." + strings.Repeat("0", -point) + digits, true
	case point >= len(digits):
		return sign + digits + strings.Repeat("0", point-len(digits)), true
	}
	return sign + digits[:point] + "." + digits[point:], true
}

// appendFloat appends a finite number in its shortest form.
func appendFloat(dst []byte, f float64) []byte {
	if cents, ok := centsOf(f); ok {
		return appendCents(dst, cents)
	}
	return strconv.AppendFloat(dst, f, 'f', -1, 64)
}

// centsOf returns the hundredths of an amount of up to two decimals and 15 digits.
// Different amounts of that form are different float64s, so this is the shortest
// decimal form of f.
func centsOf(f float64) (cents int64, ok bool) {
	if !(-1e13 < f && f < 1e13) {
		return 0, false
	}
	cents = int64(math.RoundToEven(f * 100))
	return cents, float64(cents)/100 == f && cents != 0 // zero may have a sign
}

// appendCents appends hundredths as a decimal without zeros at its end.
func appendCents(dst []byte, cents int64) []byte {
	if cents < 0 {
		dst, cents = append(dst, '-'), -cents
	}
	dst = strconv.AppendInt(dst, cents/100, 10)
	tenths, rest := byte(cents/10%10), byte(cents%10)
	switch {
	case rest != 0:
		return append(dst, '.', '0'+tenths, '0'+rest)
	case tenths != 0:
		return append(dst, '.', '0'+tenths)
	}
	return dst
}

// bigInt returns x as a Value.
func bigInt(x *big.Int) Value {
	switch {
	case x == nil:
		return Null()
	case x.IsInt64():
		return Int(x.Int64())
	case x.BitLen() > maxExpanded*10/3:
		return Value{form: invalid, ref: zohocrm.NumberTooLong("double", maxExpanded)}
	}
	return Value{form: number, text: x.String()}
}
