package fieldtype_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/big"
	"strings"
	"testing"

	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
)

func tooManyDigits(max int) *zohocrm.Error {
	return invalidData(zohocrm.ReasonDigits, zohocrm.Details{MaximumLength: max})
}

func tooManyDecimals(max int) *zohocrm.Error {
	return invalidData(zohocrm.ReasonDecimals, zohocrm.Details{MaximumDecimalPlace: &max})
}

func quotedNumber(dataType string) *zohocrm.Error {
	return invalidData(zohocrm.ReasonQuotedNumber, zohocrm.Details{ExpectedDataType: dataType})
}

// expanded is the problem of an exponent that makes too many digits.
func expanded() *zohocrm.Error {
	return invalidData(zohocrm.ReasonDigits, zohocrm.Details{ExpectedDataType: "double"})
}

// longestNumber is as long as a number may be.
var longestNumber = "5." + strings.Repeat("0", 2798)

// checkNumber checks what all fields for numbers have in common.
func checkNumber(t *testing.T, kind fieldtype.Kind, dataType string) {
	t.Helper()
	quoted := func() zohocrm.Errors { return problems(quotedNumber(dataType)) }
	other := func() zohocrm.Errors { return problems(wrongType(dataType)) }
	check(t, fieldtype.Spec{Kind: kind}, []row{
		{in: parse(`0`), out: `0`}, {in: parse(`-0`), out: `-0`}, {in: parse(`-1`), out: `-1`}, {in: parse(`1e3`), out: `1000`},
		{in: fieldtype.Int(0), out: `0`}, {in: fieldtype.Int(-25), out: `-25`}, {in: fieldtype.Float(25), out: `25`},
		{in: fieldtype.ValueOf(uint8(25)), out: `25`}, {in: fieldtype.ValueOf(json.Number("25")), out: `25`}, {in: fieldtype.ValueOf(big.NewInt(25)), out: `25`},
		{in: fieldtype.ValueOf(decimal("25")), out: `25`}, {in: fieldtype.NumberOf(fieldtype.Decimal{}), out: `0`},

		// What a decimal type writes is a number.
		{in: fieldtype.ValueOf(textual("25")), out: `25`}, {in: fieldtype.ValueOf(textual("1e2")), out: `100`}, {in: fieldtype.ValueOf(textual("")), out: `""`},
		{in: fieldtype.ValueOf(textual("+Inf")), problems: other()}, {in: fieldtype.ValueOf(textual("1e9999")), problems: problems(expanded())},

		// A number in quotes is a text, and so is everything else in quotes.
		{in: parse(`"25"`), problems: quoted()}, {in: parse(`"-1.50"`), problems: quoted()}, {in: parse(`"1e3"`), problems: quoted()},
		{in: fieldtype.Text("0"), problems: quoted()},
		{in: parse(`"007"`), problems: other()}, {in: parse(`"1,000"`), problems: other()}, {in: parse(`" 1"`), problems: other()},
		{in: parse(`"25%"`), problems: other()}, {in: parse(`"$5"`), problems: other()}, {in: parse(`"٣"`), problems: other()}, {in: parse(`"zwölf"`), problems: other()},
		{in: parse(`"1e9999"`), problems: problems(expanded())}, {in: fieldtype.Text("1\xff"), problems: other()},

		// A number may have 2800 characters, with all its zeros.
		{in: parse(longestNumber), out: longestNumber}, {in: parse(longestNumber + "0"), problems: problems(expanded())},
		{in: fieldtype.Text(longestNumber), problems: quoted()}, {in: fieldtype.Text(longestNumber + "0"), problems: problems(expanded())},

		{in: fieldtype.Float(math.Inf(1)), problems: problems(invalidData(zohocrm.ReasonNotFinite, zohocrm.Details{}))},
		{in: fieldtype.ValueOf(json.Number("")), out: `0`}, // as encoding/json writes it
		{in: parse(`1e9999`), problems: problems(expanded())},
	})
	checkTypes(t, kind, dataType, "text", "boolean", "array", "object", "time")

	// Where Zoho's own samples quote a number, that only warns.
	check(t, fieldtype.Spec{Kind: kind, AllowQuoted: true}, []row{
		{in: parse(`"25"`), out: `"25"`, problems: problems(warning(quotedNumber(dataType)))},
		{in: parse(`25`), out: `25`},
		{in: fieldtype.ValueOf(textual("25")), out: `25`},
		{in: parse(`"5%"`), out: `"5%"`, problems: problems(warning(quotedNumber(dataType)))},
		{in: parse(`"5.90 %\n"`), out: `"5.90 %\n"`, problems: problems(warning(quotedNumber(dataType)))},
		{in: parse(`"5%%"`), problems: other()}, {in: parse(`"%"`), problems: other()}, {in: parse(`"x%"`), problems: other()},
		{in: parse(`"x"`), problems: other()},
		{in: parse(`"12345678901234567890"`), problems: problems(warning(quotedNumber(dataType)), tooManyDigits(map[fieldtype.Kind]int{
			fieldtype.Number: 9, fieldtype.Currency: 16, fieldtype.DecimalNumber: 16, fieldtype.Percent: 5,
		}[kind]))},
	})
}

// Number: "Accepts numbers up to 9 digits. … Accepts only numeric values."
func TestNumber(t *testing.T) {
	checkNumber(t, fieldtype.Number, "integer")
	check(t, fieldtype.Spec{Kind: fieldtype.Number}, []row{
		{in: parse(`999999999`), out: `999999999`},
		{in: parse(`-999999999`), out: `-999999999`},
		{in: parse(`1e8`), out: `100000000`},
		{in: parse(`5.0`), out: `5.0`},
		{in: parse(`999999999.000`), out: `999999999.000`},
		{in: parse(`1000000000`), problems: problems(tooManyDigits(9))},
		{in: parse(`-1000000000`), problems: problems(tooManyDigits(9))},
		{in: parse(`1e9`), problems: problems(tooManyDigits(9))},
		{in: fieldtype.Int(999999999), out: `999999999`},
		{in: fieldtype.Int(-999999999), out: `-999999999`},
		{in: fieldtype.Int(1000000000), problems: problems(tooManyDigits(9))},
		{in: fieldtype.Int(-1000000000), problems: problems(tooManyDigits(9))},
		{in: fieldtype.Int(math.MinInt64), problems: problems(tooManyDigits(9))},
		{in: fieldtype.ValueOf(uint64(math.MaxUint64)), problems: problems(tooManyDigits(9))},
		{in: fieldtype.Float(1e300), problems: problems(tooManyDigits(9))},
		{in: parse(`5.5`), problems: problems(wrongType("integer"))},
		{in: parse(`0.1`), problems: problems(wrongType("integer"))},
		{in: parse(`1000000000.5`), problems: problems(wrongType("integer"))},
		{in: fieldtype.Float(0.1), problems: problems(wrongType("integer"))},
	})
	check(t, fieldtype.Spec{Kind: fieldtype.Number, MaxDigits: 20, MaxDecimals: 2}, []row{
		{in: parse(`12345678901234567890`), out: `12345678901234567890`},
		{in: fieldtype.Int(math.MinInt64), out: `-9223372036854775808`},
		{in: parse(`1.5`), problems: problems(wrongType("integer"))}, // still a whole number
	})
	checkValidate(t, "ValidateNumber", fieldtype.ValidateNumber, map[string]zohocrm.Reason{
		"999999999": "", "-999999999": "", "1000000000": zohocrm.ReasonDigits, "1.5": zohocrm.ReasonType,
	})
}

// Currency and Decimal: "Before decimal point - accepts numbers up to 16
// digits. … After decimal point - accepts precision up to 9 digits."
func TestCurrency(t *testing.T) {
	for kind, validate := range map[fieldtype.Kind]func(fieldtype.Decimal) error{
		fieldtype.Currency: fieldtype.ValidateCurrency, fieldtype.DecimalNumber: fieldtype.ValidateDecimal,
	} {
		checkNumber(t, kind, "double")
		check(t, fieldtype.Spec{Kind: kind}, []row{
			{in: parse(`250000.90`), out: `250000.90`},
			{in: parse(`250000.50`), out: `250000.50`},
			{in: fieldtype.ValueOf(250000.90), out: `250000.9`},
			{in: fieldtype.ValueOf(money{25000090}), out: `250000.90`},
			{in: fieldtype.ValueOf(quotedMoney{money{25000090}}), out: `250000.90`},
			{in: parse(`9999999999999999.999999999`), out: `9999999999999999.999999999`},
			{in: parse(`-9999999999999999.999999999`), out: `-9999999999999999.999999999`},
			{in: parse(`0.000000001`), out: `0.000000001`},
			{in: parse(`1.0000000000000`), out: `1.0000000000000`}, // zeros say nothing
			{in: fieldtype.ValueOf(1e-9), out: `0.000000001`},
			{in: parse(`10000000000000000`), problems: problems(tooManyDigits(16))},
			{in: parse(`-12345678901234567.5`), problems: problems(tooManyDigits(16))},
			{in: parse(`1e16`), problems: problems(tooManyDigits(16))},
			{in: parse(`0.0000000001`), problems: problems(tooManyDecimals(9))},
			{in: parse(`-1.1234567891`), problems: problems(tooManyDecimals(9))},
			{in: fieldtype.ValueOf(1e-10), problems: problems(tooManyDecimals(9))},
			{in: parse(`12345678901234567.1234567891`), problems: problems(tooManyDigits(16))},
			{in: fieldtype.ValueOf(new(big.Int).Exp(big.NewInt(10), big.NewInt(16), nil)), problems: problems(tooManyDigits(16))},
		})
		checkValidate(t, kind.String(), validate, map[string]zohocrm.Reason{
			"250000.90": "", "9999999999999999.999999999": "", "10000000000000000": zohocrm.ReasonDigits, "0.0000000001": zohocrm.ReasonDecimals,
		})
	}

	// "This limit may vary based on the value configured in the properties."
	check(t, fieldtype.Spec{Kind: fieldtype.Currency, MaxDigits: 3, MaxDecimals: 2}, []row{
		{in: parse(`999.99`), out: `999.99`},
		{in: parse(`1000`), problems: problems(tooManyDigits(3))},
		{in: parse(`1.001`), problems: problems(tooManyDecimals(2))},
	})
	check(t, fieldtype.Spec{Kind: fieldtype.DecimalNumber, MaxDigits: 18, MaxDecimals: -1}, []row{
		{in: parse(`999999999999999999`), out: `999999999999999999`},
		{in: parse(`1.0`), out: `1.0`},
		{in: parse(`1.1`), problems: problems(tooManyDecimals(0))},
	})
}

// Percent: "Accepts numbers up to 5 digits and only numeric values."
func TestPercent(t *testing.T) {
	checkNumber(t, fieldtype.Percent, "double")
	check(t, fieldtype.Spec{Kind: fieldtype.Percent}, []row{
		{in: parse(`25`), out: `25`},
		{in: parse(`99999`), out: `99999`},
		{in: parse(`-99999.123456789`), out: `-99999.123456789`},
		{in: parse(`100000`), problems: problems(tooManyDigits(5))},
		{in: parse(`1.1234567891`), problems: problems(tooManyDecimals(9))},
	})
	check(t, fieldtype.Spec{Kind: fieldtype.Percent, MaxDecimals: 2}, []row{
		{in: parse(`12.34`), out: `12.34`},
		{in: parse(`12.345`), problems: problems(tooManyDecimals(2))},
	})
	checkValidate(t, "ValidatePercent", fieldtype.ValidatePercent, map[string]zohocrm.Reason{
		"25": "", "99999": "", "100000": zohocrm.ReasonDigits, "1.1234567891": zohocrm.ReasonDecimals,
	})
}

// A range is checked after the digits, and holds its bounds.
func TestRange(t *testing.T) {
	outside := &zohocrm.Error{
		Code: zohocrm.CodeInvalidData, Reason: zohocrm.ReasonRange, Message: "Please check whether the input values are correct",
		Details: zohocrm.Details{Range: &zohocrm.Range{From: -5, To: 100}},
	}
	for _, kind := range []fieldtype.Kind{fieldtype.Number, fieldtype.DecimalNumber, fieldtype.Percent} {
		spec := fieldtype.Spec{Kind: kind, Range: zohocrm.Range{From: -5, To: 100}}
		check(t, spec, empty)
		check(t, spec, []row{
			{in: parse(`-5`), out: `-5`},
			{in: parse(`100`), out: `100`},
			{in: parse(`100.0`), out: `100.0`},
			{in: parse(`-0`), out: `-0`},
			{in: parse(`-6`), problems: problems(outside)},
			{in: parse(`101`), problems: problems(outside)},
		})
	}
	check(t, fieldtype.Spec{Kind: fieldtype.DecimalNumber, Range: zohocrm.Range{From: -5, To: 100}}, []row{
		{in: parse(`99.999999999`), out: `99.999999999`},
		{in: parse(`100.000000001`), problems: problems(outside)},
		{in: parse(`-5.000000001`), problems: problems(outside)},
		{in: parse(`12345678901234567`), problems: problems(tooManyDigits(16))},
	})
	check(t, fieldtype.Spec{Kind: fieldtype.Number, MaxDigits: 3, Range: zohocrm.Range{From: -5, To: 5000}}, []row{
		{in: parse(`999`), out: `999`},
		{in: parse(`1000`), problems: problems(tooManyDigits(3))},
	})
	negative := fieldtype.Spec{Kind: fieldtype.Number, Range: zohocrm.Range{From: -5}}
	outside.Details.Range = &zohocrm.Range{From: -5}
	check(t, negative, []row{
		{in: fieldtype.Int(-5), out: `-5`},
		{in: fieldtype.Int(0), out: `0`},
		{in: fieldtype.Int(1), problems: problems(outside)},
		{in: parse(`-6`), problems: problems(outside)},
	})
}

func checkValidate(t *testing.T, name string, validate func(fieldtype.Decimal) error, want map[string]zohocrm.Reason) {
	t.Helper()
	for s, reason := range want {
		err := validate(decimal(s))
		if reason == "" && err != nil || reason != "" && !errors.Is(err, reason) {
			t.Errorf("%s(%s) = %v, want reason %q", name, s, err, reason)
		}
	}
}

// Long Integer: "Accepts numbers up to 18 digits. … Accepts only numeric
// values." It is a text.
func TestLongInteger(t *testing.T) {
	format := func() zohocrm.Errors {
		return problems(invalidData(zohocrm.ReasonFormat, zohocrm.Details{ExpectedDataType: "bigint"}))
	}
	digits := func(max int) *zohocrm.Error {
		return invalidData(zohocrm.ReasonDigits, zohocrm.Details{MaximumLength: max})
	}
	asNumber := func() *zohocrm.Error {
		return warning(invalidData(zohocrm.ReasonBigintNumber, zohocrm.Details{}))
	}
	asText := func() *zohocrm.Error {
		return warning(invalidData(zohocrm.ReasonQuotedNumber, zohocrm.Details{}))
	}
	spec := fieldtype.Spec{Kind: fieldtype.LongInteger}
	check(t, spec, []row{
		{in: parse(`"0012345600012"`), out: `"0012345600012"`}, // leading zeros stay
		{in: parse(`"0"`), out: `"0"`},
		{in: parse(`"999999999999999999"`), out: `"999999999999999999"`},
		{in: parse(`"-999999999999999999"`), out: `"-999999999999999999"`},
		{in: parse(`"000000000000000000"`), out: `"000000000000000000"`},
		{in: parse(`"1000000000000000000"`), problems: problems(digits(18))},
		{in: parse(`"0000000000000000000"`), problems: problems(digits(18))}, // and count
		{in: parse(`"-1000000000000000000"`), problems: problems(digits(18))},
		{in: fieldtype.Text(strings.Repeat("1", 10_000)), problems: problems(digits(18))},

		{in: parse(`"-"`), problems: format()}, {in: parse(`"--1"`), problems: format()}, {in: parse(`"+1"`), problems: format()},
		{in: parse(`"1.5"`), problems: format()}, {in: parse(`"1.0"`), problems: format()}, {in: parse(`"1e3"`), problems: format()},
		{in: parse(`" 1"`), problems: format()}, {in: parse(`"1 "`), problems: format()}, {in: parse(`"1,000"`), problems: format()},
		{in: parse(`"0x1F"`), problems: format()}, {in: parse(`"abc"`), problems: format()}, {in: parse(`"٣"`), problems: format()},
		{in: parse(`"\""`), problems: format()}, {in: fieldtype.Text("1\xff"), problems: format()},

		// A Go integer is written as text.
		{in: fieldtype.Int(0), out: `"0"`}, {in: fieldtype.Int(-7), out: `"-7"`}, {in: fieldtype.Int(999999999999999999), out: `"999999999999999999"`},
		{in: fieldtype.ValueOf(uint8(7)), out: `"7"`}, {in: fieldtype.ValueOf(uint8(0)), out: `"0"`}, {in: fieldtype.ValueOf(big.NewInt(12345600012)), out: `"12345600012"`},
		{in: fieldtype.ValueOf(textual("0012345600012")), out: `"0012345600012"`},
		{in: fieldtype.ValueOf(textual("12345600012")), out: `"12345600012"`},
		{in: fieldtype.Int(1000000000000000000), problems: problems(digits(18))},
		{in: fieldtype.ValueOf(uint64(math.MaxUint64)), problems: problems(asNumber(), digits(18))},

		// A JSON number stays one, as SDKs send it, and warns.
		{in: parse(`12345600012`), out: `12345600012`, problems: problems(asNumber())},
		{in: parse(`-1`), out: `-1`, problems: problems(asNumber())},
		{in: parse(`1e3`), out: `1000`, problems: problems(asNumber())},
		{in: fieldtype.ValueOf(json.Number("7")), out: `7`, problems: problems(asNumber())},
		{in: fieldtype.Float(1e15), out: `1000000000000000`, problems: problems(asNumber())},
		{in: parse(`999999999999999999`), out: `999999999999999999`, problems: problems(asNumber())},
		{in: parse(`1000000000000000000`), problems: problems(asNumber(), digits(18))},
		{in: parse(`1.5`), problems: problems(asNumber(), format()[0])},
		{in: fieldtype.Float(0.5), problems: problems(asNumber(), format()[0])},
	})
	checkTypes(t, fieldtype.LongInteger, "bigint", "boolean", "array", "object", "time")

	// Visitor_Score has 19 digits.
	check(t, fieldtype.Spec{Kind: fieldtype.LongInteger, MaxDigits: 19}, []row{
		{in: parse(`"1234567890123456789"`), out: `"1234567890123456789"`},
		{in: parse(`"12345678901234567890"`), problems: problems(digits(19))},
	})

	// Some organizations want a number.
	number := fieldtype.Spec{Kind: fieldtype.LongInteger, AllowNumber: true}
	check(t, number, empty)
	check(t, number, []row{
		{in: fieldtype.Int(12345600012), out: `12345600012`},
		{in: fieldtype.Int(-1), out: `-1`},
		{in: parse(`12345600012`), out: `12345600012`},
		{in: fieldtype.Float(7), out: `7`},
		{in: fieldtype.ValueOf(textual("12345600012")), out: `12345600012`},
		{in: fieldtype.ValueOf(textual("-5")), out: `-5`},
		{in: fieldtype.ValueOf(textual("0012")), out: `"0012"`, problems: problems(asText())}, // which is no number of JSON
		{in: parse(`999999999999999999`), out: `999999999999999999`},
		{in: parse(`1000000000000000000`), problems: problems(digits(18))},
		{in: parse(`1.5`), problems: format()},

		// A text stays one: JSON has no number with leading zeros.
		{in: parse(`"12345600012"`), out: `"12345600012"`, problems: problems(asText())},
		{in: parse(`"0012345600012"`), out: `"0012345600012"`, problems: problems(asText())},
		{in: fieldtype.ValueOf(textual("0012345600012")), out: `"0012345600012"`, problems: problems(asText())},
		{in: fieldtype.ValueOf(textual("-007")), out: `"-007"`, problems: problems(asText())},
		{in: parse(`"x"`), problems: problems(asText(), format()[0])},
	})

	for s, reason := range map[string]zohocrm.Reason{
		"0012345600012": "", "999999999999999999": "", "-1": "", "": "", "1000000000000000000": zohocrm.ReasonDigits, "1.5": zohocrm.ReasonFormat,
	} {
		if err := fieldtype.ValidateLongInteger(s); reason == "" && err != nil || reason != "" && !errors.Is(err, reason) {
			t.Errorf("ValidateLongInteger(%q) = %v, want reason %q", s, err, reason)
		}
	}
}

// Checkbox: "Accepts only Boolean values (true,false)".
func TestCheckbox(t *testing.T) {
	wrong := func() zohocrm.Errors { return problems(wrongType("boolean")) }
	check(t, fieldtype.Spec{Kind: fieldtype.Checkbox}, []row{
		{in: parse(`true`), out: `true`},
		{in: parse(`false`), out: `false`},
		{in: fieldtype.ValueOf(true), out: `true`},
		{in: fieldtype.ValueOf(new(bool)), out: `false`},
		{in: parse(`"true"`), problems: wrong()},
		{in: parse(`"Yes"`), problems: wrong()},
		{in: parse(`1`), problems: wrong()},
		{in: parse(`0`), problems: wrong()},
	})
	checkTypes(t, fieldtype.Checkbox, "boolean", "text", "number", "array", "object", "time")
	for text, want := range map[string]error{"true": nil, "false": nil, "null": nil, `"true"`: zohocrm.ReasonType, "1": zohocrm.ReasonType} {
		if err := fieldtype.ValidateCheckbox(parse(text)); want == nil && err != nil || !errors.Is(err, want) {
			t.Errorf("ValidateCheckbox(%s) = %v, want %v", text, err, want)
		}
	}
}

func TestNumberLaws(t *testing.T) {
	l := testkit.Laws(t, 5000)
	l.Property("a number passes exactly if it has no more digits and decimals than its field", prop.ForAll(func(seed int64) (string, error) {
		r := fromSeed(seed)
		digits, decimals := 1+r.Intn(20), 1+r.Intn(12)
		kinds := []fieldtype.Kind{fieldtype.Currency, fieldtype.DecimalNumber, fieldtype.Percent}
		spec := fieldtype.Spec{Kind: kinds[r.Intn(3)], MaxDigits: digits, MaxDecimals: decimals}
		before, after := digits-1+r.Intn(3), decimals-1+r.Intn(3)
		in := r.pick("", "-") + random(r, before) + "." + random(r, after)
		if before == 0 {
			in = strings.Replace(in, ".", "0.", 1)
		}
		if after == 0 {
			in = strings.TrimSuffix(in, ".")
		}
		err := spec.Check(parse(in))
		var want error
		switch {
		case before > digits:
			want = zohocrm.ReasonDigits
		case after > decimals:
			want = zohocrm.ReasonDecimals
		}
		if want == nil && err != nil || !errors.Is(err, want) {
			return "", fmt.Errorf("%s with %d and %d digits: %v, want %v", in, digits, decimals, err, want)
		}
		return "", nil
	}, gen.Int64()))
	l.Property("an integer passes exactly if it has no more digits than its field", prop.ForAll(func(seed int64) (string, error) {
		r := fromSeed(seed)
		limit := 1 + r.Intn(20)
		n := max(1, limit-1+r.Intn(3))
		in := r.pick("", "-") + random(r, n)
		for v, spec := range map[string]fieldtype.Spec{
			in:             {Kind: fieldtype.Number, MaxDigits: limit},
			`"` + in + `"`: {Kind: fieldtype.LongInteger, MaxDigits: limit},
		} {
			err := spec.Check(parse(v))
			if (n <= limit) != (err == nil) || n > limit && !errors.Is(err, zohocrm.ReasonDigits) {
				return "", fmt.Errorf("%v %s with %d digits: %v", spec.Kind, v, limit, err)
			}
		}
		return "", nil
	}, gen.Int64()))
	l.Property("a number is written as the same number", prop.ForAll(func(seed int64) (string, error) {
		in := fromSeed(seed).literal()
		spec := fieldtype.Spec{Kind: fieldtype.DecimalNumber, MaxDigits: 100, MaxDecimals: 100}
		out, errs := spec.Append(nil, nil, parse(in))
		if len(errs) > 0 || rat(string(out)).Cmp(rat(in)) != 0 {
			return "", fmt.Errorf("%s is written as %s, %v", in, out, errs)
		}
		return "", nil
	}, gen.Int64()))
	l.TestingRun(t)
}

// random returns n digits, the first and last of them not 0.
func random(r source, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = "1234567890"[r.Intn(10)]
	}
	for _, i := range []int{0, n - 1} {
		if n > 0 && b[i] == '0' {
			b[i] = '5'
		}
	}
	return string(b)
}
