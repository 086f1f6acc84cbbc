package fieldtype_test

import (
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
)

func TestParseDecimal(t *testing.T) {
	tests := []struct {
		in            string
		out           string
		before, after int
	}{
		// The page's examples keep their zeros.
		{"250000.90", "250000.90", 6, 1},
		{"250000.50", "250000.50", 6, 1},
		{"25", "25", 2, 0},

		{"0", "0", 0, 0},
		{"-0", "-0", 0, 0},
		{"0.0", "0.0", 0, 0},
		{"-0.50", "-0.50", 0, 1},
		{"0.05", "0.05", 0, 2},
		{"10", "10", 2, 0},
		{"1.000", "1.000", 1, 0},
		{"1.0010", "1.0010", 1, 3},
		{"-1234567890123456.123456789", "-1234567890123456.123456789", 16, 9},

		// Exponents are resolved.
		{"1.5e3", "1500", 4, 0},
		{"1.5E+3", "1500", 4, 0},
		{"1.5e1", "15", 2, 0},
		{"1.5e0", "1.5", 1, 1},
		{"1.50e0", "1.50", 1, 1},
		{"1.5e-1", "0.15", 0, 2},
		{"1.5e-3", "0.0015", 0, 4},
		{"-1.5e-3", "-0.0015", 0, 4},
		{"123.456e1", "1234.56", 4, 2},
		{"1500e-2", "15.00", 2, 0},
		{"0.05e1", "0.5", 0, 1},
		{"0.05e2", "5", 1, 0},
		{"0.05e3", "50", 2, 0},
		{"0e5", "0", 0, 0},
		{"-0.00e-5", "-0", 0, 0},
		{"0e999999999999999999999", "0", 0, 0},
		{"1e00000000000000000000005", "100000", 6, 0},
		{"1e1400", "1" + strings.Repeat("0", 1400), 1401, 0},
		{"1e-1400", "0." + strings.Repeat("0", 1399) + "1", 0, 1400},
		{strings.Repeat("7", 5000), strings.Repeat("7", 5000), 5000, 0},
	}
	for _, test := range tests {
		d, err := fieldtype.ParseDecimal(test.in)
		if err != nil {
			t.Errorf("ParseDecimal(%.40s): %v", test.in, err)
			continue
		}
		if got := d.String(); got != test.out {
			t.Errorf("ParseDecimal(%.40s) = %.40s, want %.40s", test.in, got, test.out)
		}
		if before, after := d.Digits(); before != test.before || after != test.after {
			t.Errorf("%.40s has %d and %d digits, want %d and %d", test.in, before, after, test.before, test.after)
		}
		text, err := d.MarshalText()
		if string(text) != test.out || err != nil {
			t.Errorf("MarshalText() = %.40s, %v, want %.40s", text, err, test.out)
		}
		body, err := json.Marshal(map[string]any{"Amount": d})
		if want := `{"Amount":` + test.out + `}`; string(body) != want || err != nil {
			t.Errorf("Marshal = %.40s, %v, want %.40s", body, err, want)
		}
	}

	noNumber := invalidData(zohocrm.ReasonFormat, zohocrm.Details{ExpectedDataType: "double"})
	tooMany := invalidData(zohocrm.ReasonDigits, zohocrm.Details{ExpectedDataType: "double"})
	for in, want := range map[string]*zohocrm.Error{
		"": noNumber, "-": noNumber, "+1": noNumber, ".5": noNumber, "5.": noNumber, "01": noNumber, "-01": noNumber, "00": noNumber,
		"1,000.50": noNumber, "1_000": noNumber, "0x1F": noNumber, "1e": noNumber, "1e+": noNumber, "1.e5": noNumber, "1e5.5": noNumber,
		"NaN": noNumber, "Infinity": noNumber, "-Inf": noNumber, " 1": noNumber, "1 ": noNumber, "1\n": noNumber, "1\x00": noNumber,
		"$5": noNumber, "٣": noNumber, "−5": noNumber, "1/3": noNumber, "--1": noNumber, "null": noNumber, `"1"`: noNumber,
		"1e1401": tooMany, "1e-1401": tooMany, "1e999999999": tooMany, "-1e-999999999": tooMany, "1e999999999999999999999": tooMany,
	} {
		d, err := fieldtype.ParseDecimal(in)
		var got *zohocrm.Error
		if !errors.As(err, &got) || d != (fieldtype.Decimal{}) {
			t.Errorf("ParseDecimal(%q) = %v, %v, want an error", in, d, err)
			continue
		}
		if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(zohocrm.Error{}, "Expected", "Fix")); diff != "" {
			t.Errorf("ParseDecimal(%q) (-want +got):\n%s", in, diff)
		}
	}

	if got := (fieldtype.Decimal{}).String(); got != "0" {
		t.Errorf("the zero Decimal is %q", got)
	}
	var _ encoding.TextMarshaler = fieldtype.Decimal{}
}

func TestDecimalOf(t *testing.T) {
	for _, test := range []struct {
		in  any
		out string
	}{
		{int8(-128), "-128"},
		{uint64(math.MaxUint64), "18446744073709551615"},
		{float32(0.1), "0.1"},
		{0.1, "0.1"},
		{1e300, "1" + strings.Repeat("0", 300)},
		{math.Copysign(0, -1), "-0"},
		{json.Number("1.50"), "1.50"},
		{json.Number("1e5"), "100000"},
		{json.RawMessage("1.50"), "1.50"},
		{new(big.Int).Lsh(big.NewInt(1), 100), "1267650600228229401496703205376"},
		{big.NewFloat(2.5), "2.5"},
		{big.NewFloat(1e100), "1" + strings.Repeat("0", 100)},
		{decimal("250000.90"), "250000.90"},
		{ptr(decimal("250000.90")), "250000.90"},
		{textual("12.30"), "12.30"},
		{textual("1.5e3"), "1500"},
		{ptr(7), "7"},
		{fieldtype.Int(7), "7"},
	} {
		d, err := fieldtype.DecimalOf(test.in)
		if err != nil || d.String() != test.out {
			t.Errorf("DecimalOf(%T) = %.40s, %v, want %.40s", test.in, d, err, test.out)
		}
	}
	for _, test := range []struct {
		in     any
		reason zohocrm.Reason
	}{
		{nil, zohocrm.ReasonType},
		{(*int)(nil), zohocrm.ReasonType},
		{"1.5", zohocrm.ReasonType},
		{"", zohocrm.ReasonType},
		{true, zohocrm.ReasonType},
		{[]int{1}, zohocrm.ReasonType},
		{json.RawMessage(`"1.5"`), zohocrm.ReasonType},
		{json.RawMessage(`1.5x`), zohocrm.ReasonSyntax},
		{math.NaN(), zohocrm.ReasonNotFinite},
		{float32(math.Inf(-1)), zohocrm.ReasonNotFinite},
		{struct{}{}, zohocrm.ReasonGoType},
		{complex(1, 0), zohocrm.ReasonGoType},
		{failing{errors.New("no")}, zohocrm.ReasonGoType},
		{json.Number("abc"), zohocrm.ReasonFormat},
		{json.Number("1e999999999"), zohocrm.ReasonDigits},
		{textual("1/3"), zohocrm.ReasonFormat},
		{textual("+Inf"), zohocrm.ReasonFormat},
		{textual("1e9999"), zohocrm.ReasonDigits},
		{new(big.Int).Lsh(big.NewInt(1), 1<<20), zohocrm.ReasonDigits},
	} {
		d, err := fieldtype.DecimalOf(test.in)
		if !errors.Is(err, test.reason) || !errors.Is(err, zohocrm.CodeInvalidData) || d != (fieldtype.Decimal{}) {
			t.Errorf("DecimalOf(%T) = %v, %v, want reason %s", test.in, d, err, test.reason)
		}
	}
}

func ptr[T any](x T) *T { return &x }

// literal makes a random number as JSON writes it.
func (r source) literal() string {
	var b strings.Builder
	if r.Intn(2) == 0 {
		b.WriteByte('-')
	}
	digits := func(most int) {
		for range 1 + r.Intn(most) {
			b.WriteByte("00123456789"[r.Intn(11)])
		}
	}
	if r.Intn(3) == 0 {
		b.WriteByte('0')
	} else {
		b.WriteByte("123456789"[r.Intn(9)])
		if r.Intn(2) == 0 {
			digits(25)
		}
	}
	if r.Intn(2) == 0 {
		b.WriteByte('.')
		digits(25)
	}
	if r.Intn(2) == 0 {
		b.WriteString(r.pick("e", "E") + r.pick("", "+", "-"))
		fmt.Fprint(&b, r.Intn(60))
	}
	return b.String()
}

// rat returns the number that s writes, as math/big reads it.
func rat(s string) *big.Rat {
	x, ok := new(big.Rat).SetString(s)
	if !ok {
		panic("math/big does not know " + s)
	}
	return x
}

func power10(n int) *big.Rat {
	return new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil))
}

func TestDecimalLaws(t *testing.T) {
	l := testkit.Laws(t, 5000)
	random := func(law func(r source, in string) error) gopter.Prop {
		return prop.ForAll(func(seed int64) (string, error) {
			r := fromSeed(seed)
			in := r.literal()
			if err := law(r, in); err != nil {
				return "", fmt.Errorf("%s: %w", in, err)
			}
			return "", nil
		}, gen.Int64())
	}
	l.Property("the number is kept exactly, and without an exponent", random(func(_ source, in string) error {
		out := decimal(in).String()
		if rat(out).Cmp(rat(in)) != 0 || strings.ContainsAny(out, "eE+") || !json.Valid([]byte(out)) {
			return fmt.Errorf("is read as %s", out)
		}
		if again := decimal(out).String(); again != out {
			return fmt.Errorf("is read as %s, and that as %s", out, again)
		}
		return nil
	}))
	l.Property("the digits are those of the number", random(func(_ source, in string) error {
		x := rat(in)
		x.Abs(x)
		before, after := decimal(in).Digits()
		if x.Cmp(power10(before)) >= 0 || before > 0 && x.Cmp(power10(before-1)) < 0 {
			return fmt.Errorf("has not %d digits before the point", before)
		}
		whole := func(decimals int) bool { return new(big.Rat).Mul(x, power10(decimals)).IsInt() }
		if !whole(after) || after > 0 && whole(after-1) {
			return fmt.Errorf("has not %d digits after the point", after)
		}
		return nil
	}))
	l.Property("a float64 is kept exactly", random(func(r source, _ string) error {
		f := math.Float64frombits(r.Uint64())
		if r.Intn(2) == 0 { // an amount
			f = float64(r.Int63n(2_000_000_000_000_000)-1_000_000_000_000_000) / []float64{1, 10, 100, 1000}[r.Intn(4)]
			if digits := r.Intn(16); r.Intn(2) == 0 {
				f = math.Trunc(f/math.Pow10(digits)*100) / 100
			}
		}
		d, err := fieldtype.DecimalOf(f)
		if math.IsNaN(f) || math.IsInf(f, 0) {
			if !errors.Is(err, zohocrm.ReasonNotFinite) {
				return fmt.Errorf("%v: %v", f, err)
			}
			return nil
		}
		var back float64
		if shortest := strconv.FormatFloat(f, 'f', -1, 64); d.String() != shortest {
			return fmt.Errorf("is %s, and shorter %s", d, shortest)
		}
		if err := json.Unmarshal([]byte(d.String()), &back); err != nil || math.Float64bits(back) != math.Float64bits(f) {
			return fmt.Errorf("%v comes back as %v, %v", f, back, err)
		}
		return nil
	}))
	l.TestingRun(t)
}
