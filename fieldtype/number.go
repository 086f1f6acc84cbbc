package fieldtype

import (
	"strconv"
	"strings"

	"github.com/seed12a3e673/zohocrm"
)

// ValidateNumber checks a Number (page, "Number"): an integer of up to 9
// digits, or [zohocrm.ReasonType], [zohocrm.ReasonDigits].
func ValidateNumber(d Decimal) error { return Number.validateNumber(d) }

// ValidateCurrency checks an amount (page, "Currency"): up to 16 digits before
// the decimal point ([zohocrm.ReasonDigits]) and 9 after it
// ([zohocrm.ReasonDecimals]).
func ValidateCurrency(d Decimal) error { return Currency.validateNumber(d) }

// ValidateDouble checks a number of the field type Decimal (page, "Decimal"),
// which has the limits of [ValidateCurrency].
func ValidateDouble(d Decimal) error { return Double.validateNumber(d) }

// ValidatePercent checks a percentage (page, "Percent"): up to 5 digits before
// the decimal point and 9 after it. It need not lie between 0 and 100.
func ValidatePercent(d Decimal) error { return Percent.validateNumber(d) }

// ValidateLongInteger checks a Long Integer (page, "Long Integer"): a text of
// 1 to 18 digits such as "0012345600012", whose leading zeros count and are
// kept, with an optional minus ([zohocrm.ReasonFormat],
// [zohocrm.ReasonDigits]).
func ValidateLongInteger(s string) error { return LongInteger.validateText(s) }

// ValidateCheckbox checks the value of a checkbox (page, "Checkbox"): true or
// false, and neither as text ([zohocrm.ReasonType]).
func ValidateCheckbox(v Value) error { return Checkbox.validate(v) }

func (k Kind) validateNumber(d Decimal) error { return k.validate(Num(d)) }

func (k Kind) validate(v Value) error {
	spec := Spec{Kind: k}
	return first(spec.Check(v))
}

// appendNumber appends a number as it was written, if it has the digits and
// decimals of the spec.
func (s *Spec) appendNumber(dst []byte, errs zohocrm.Errors, v Value) ([]byte, zohocrm.Errors) {
	start := len(dst)
	switch v.form {
	case integer, float, number:
		dst = appendNumber(dst, v)
	case text:
		if n, ok := scanNumber(v.text); !ok || n != len(v.text) {
			e := s.Kind.typeProblem("a number, not text")
			if s.Quoted && ok && strings.TrimSpace(v.text[n:]) == "%" {
				e.Reason, e.Warning = zohocrm.ReasonQuotedNumber, true
				dst = AppendText(dst, v.text)
			}
			return dst, append(errs, e)
		}
		literal, ok := expandExponent(v.text)
		switch {
		case !ok:
			return dst, append(errs, expandedProblem())
		case v.n == marshaled:
			dst = append(dst, literal...)
		default:
			e := s.Kind.typeProblem("a number without quotes")
			e.Reason = zohocrm.ReasonQuotedNumber
			if !s.Quoted {
				return dst, append(errs, e)
			}
			e.Warning = true
			return appendPlain(dst, v.text), s.appendDigitProblem(append(errs, e), []byte(literal))
		}
	default:
		return dst, append(errs, s.Kind.typeProblem("a number"))
	}
	return dst, s.appendDigitProblem(errs, dst[start:])
}

// appendDigitProblem appends the problem of a number with too many digits or
// decimals.
func (s *Spec) appendDigitProblem(errs zohocrm.Errors, literal []byte) zohocrm.Errors {
	before, after := countDigits(literal)
	switch {
	case s.Kind == Number && after > 0:
		return append(errs, s.Kind.typeProblem("a whole number"))
	case before > s.maxDigits():
		return append(errs, &zohocrm.Error{
			Code: zohocrm.CodeInvalidData, Reason: zohocrm.ReasonDigits, Message: messageInvalid,
			Details: zohocrm.Details{MaximumLength: s.maxDigits()},
		})
	case after > s.maxDecimals():
		limit := s.maxDecimals()
		return append(errs, &zohocrm.Error{
			Code: zohocrm.CodeInvalidData, Reason: zohocrm.ReasonDecimals, Message: messageInvalid,
			Details: zohocrm.Details{MaximumDecimalPlace: &limit},
		})
	case s.Range != zohocrm.Range{}:
		if f, err := strconv.ParseFloat(string(literal), 64); err == nil && (f < float64(s.Range.From) || f > float64(s.Range.To)) {
			limits := s.Range
			return append(errs, &zohocrm.Error{
				Code: zohocrm.CodeInvalidData, Reason: zohocrm.ReasonRange,
				Message: "Please check whether the input values are correct",
				Details: zohocrm.Details{Range: &limits},
			})
		}
	}
	return errs
}

// appendNumber appends the literal of an integer, float or number.
func appendNumber(dst []byte, v Value) []byte {
	switch v.form {
	case integer:
		return strconv.AppendInt(dst, v.n, 10)
	case float:
		return appendFloat(dst, v.getFloat())
	}
	return append(dst, v.text...)
}

const expectedLongInteger = "text of digits, such as \"0012345600012\""

// appendLongInteger appends a Long Integer: as text, or as a number where the
// spec wants it. A Go integer takes the form that the field wants; a text or a
// JSON number stays what it is and warns when the field wants the other.
func (s *Spec) appendLongInteger(dst []byte, errs zohocrm.Errors, v Value) ([]byte, zohocrm.Errors) {
	start := len(dst)
	quoted := !s.AsNumber
	switch v.form {
	case integer:
	case float, number:
		if quoted {
			errs = append(errs, warning(zohocrm.ReasonBigintNumber, expectedLongInteger))
		}
		quoted = false
	case text:
		if n, ok := scanNumber(v.text); s.AsNumber && (v.n != marshaled || !ok || n != len(v.text)) {
			errs = append(errs, warning(zohocrm.ReasonQuotedNumber, "a number, as the field is sent as one"))
			quoted = true
		}
	default:
		return dst, append(errs, s.Kind.typeProblem(expectedLongInteger))
	}
	if quoted {
		dst = append(dst, '"')
		start++
	}
	dst = appendNumber(dst, v)
	digits, ok := integerDigits(dst[start:])
	switch {
	case !ok:
		e := s.Kind.typeProblem(expectedLongInteger)
		e.Reason = zohocrm.ReasonFormat
		errs = append(errs, e)
	case digits > s.maxDigits():
		errs = append(errs, &zohocrm.Error{
			Code: zohocrm.CodeInvalidData, Reason: zohocrm.ReasonDigits, Message: messageInvalid,
			Details: zohocrm.Details{MaximumLength: s.maxDigits()}, Expected: "at most " + strconv.Itoa(s.maxDigits()) + " digits",
		})
	}
	if quoted {
		dst = append(dst, '"')
	}
	return dst, errs
}

// integerDigits returns how many digits literal has, leading zeros among them.
// It is not ok when there is anything else but a minus in front.
func integerDigits(literal []byte) (n int, ok bool) {
	if len(literal) > 0 && literal[0] == '-' {
		literal = literal[1:]
	}
	for i := range len(literal) {
		if literal[i] < '0' || '9' < literal[i] {
			return 0, false
		}
	}
	return len(literal), len(literal) > 0
}

func appendCheckbox(dst []byte, errs zohocrm.Errors, v Value) ([]byte, zohocrm.Errors) {
	if v.form != boolean {
		return dst, append(errs, Checkbox.typeProblem("true or false, not text or a number"))
	}
	return appendBool(dst, v), errs
}
