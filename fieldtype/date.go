package fieldtype

import (
	"github.com/seed12a3e673/zohocrm"
)

// ValidateDate checks a date (page, "Date"): exactly yyyy-MM-dd, such as
// "2017-08-16" ([zohocrm.ReasonFormat]), and a day that exists
// ([zohocrm.ReasonCalendar]).
func ValidateDate(s string) error { return Date.validateText(s) }

// ValidateDateTime checks a date and time (page, "Date/Time"): exactly
// yyyy-MM-ddTHH:mm:ss±HH:mm, such as "2017-08-16T14:32:23+05:30", without a
// fraction of a second and without "Z" ([zohocrm.ReasonFormat]); a day and time
// that exist and an offset of up to 14 hours ([zohocrm.ReasonCalendar]).
func ValidateDateTime(s string) error { return DateTime.validateText(s) }

const (
	expectedDate     = "a date as yyyy-MM-dd"
	expectedDateTime = "a date and time as yyyy-MM-ddTHH:mm:ss±HH:mm"
)

func appendDate(dst []byte, errs zohocrm.Errors, v Value) ([]byte, zohocrm.Errors) {
	if v.form == moment {
		return appendTime(dst, errs, v, dateFormat, "date")
	}
	if v.form != text {
		return dst, append(errs, Date.typeProblem(expectedDate))
	}
	if reason := dateReason(v.text); reason != "" {
		return dst, append(errs, timeProblem("date", reason, expectedDate))
	}
	return appendPlain(dst, v.text), errs
}

func appendDateTime(dst []byte, errs zohocrm.Errors, v Value) ([]byte, zohocrm.Errors) {
	if v.form == moment {
		return appendTime(dst, errs, v, dateTimeFormat, "datetime")
	}
	if v.form != text {
		return dst, append(errs, DateTime.typeProblem(expectedDateTime))
	}
	if reason := dateTimeReason(v.text); reason != "" {
		return dst, append(errs, timeProblem("datetime", reason, expectedDateTime))
	}
	return appendPlain(dst, v.text), errs
}

// appendPlain appends a text that is known to need no escape.
func appendPlain(dst []byte, s string) []byte {
	dst = append(dst, '"')
	dst = append(dst, s...)
	return append(dst, '"')
}

func timeProblem(dataType string, reason zohocrm.Reason, expected string) *zohocrm.Error {
	e := typeProblem(dataType, expected)
	e.Reason = reason
	if reason == zohocrm.ReasonCalendar {
		e.Expected = "a day and time that exist, " + expected
	}
	return e
}

// dateReason returns why s is not a date, or "".
func dateReason(s string) zohocrm.Reason {
	if !hasShape(s, "0000-00-00") {
		return zohocrm.ReasonFormat
	}
	year, month, day := number2(s)*100+number2(s[2:]), number2(s[5:]), number2(s[8:])
	if year == 0 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return zohocrm.ReasonCalendar
	}
	return ""
}

// dateTimeReason returns why s is not a date and time, or "".
func dateTimeReason(s string) zohocrm.Reason {
	if !hasShape(s, "0000-00-00T00:00:00+00:00") {
		return zohocrm.ReasonFormat
	}
	if reason := dateReason(s[:len(dateFormat)]); reason != "" {
		return reason
	}
	hour, minute, second := number2(s[11:]), number2(s[14:]), number2(s[17:])
	offset, offsetMinute := number2(s[20:])*60+number2(s[23:]), number2(s[23:])
	if hour > 23 || minute > 59 || second > 59 || offset > 14*60 || offsetMinute > 59 {
		return zohocrm.ReasonCalendar
	}
	return ""
}

// hasShape reports whether s has a digit wherever shape has 0, a sign wherever
// it has +, and is the same elsewhere.
func hasShape(s, shape string) bool {
	if len(s) != len(shape) {
		return false
	}
	i := 0
	for ; i+8 <= len(s); i += 8 {
		if !hasShape8(textEight(s[i:i+8]), textEight(shape[i:i+8])) {
			return false
		}
	}
	for ; i < len(s); i++ {
		switch c := s[i]; shape[i] {
		case '0':
			if c < '0' || '9' < c {
				return false
			}
		case '+':
			if c != '+' && c != '-' {
				return false
			}
		default:
			if c != shape[i] {
				return false
			}
		}
	}
	return true
}

// hasShape8 does what hasShape does for eight bytes at once.
func hasShape8(s, shape uint64) bool {
	digits, signs := equalBytes(shape, '0'), equalBytes(shape, '+')
	x := s ^ shape
	switch {
	case x&highs != 0, x&^(digits|signs) != 0:
		return false
	case (x&digits+lows*(0x7f-9)&digits)&highs != 0: // more than 9 from '0'
		return false
	}
	x &= signs // 0 for '+', and the two bits of 6 for '-'
	return x&^(lows*6) == 0 && (x^x>>1)&(lows*2) == 0
}

// equalBytes returns a number with all bits set of the bytes of w that are c.
func equalBytes(w uint64, c byte) uint64 {
	x := w ^ lows*uint64(c)
	return ^((x&^highs + (highs - lows)) | x) & highs >> 7 * 0xff
}

// number2 reads two digits.
func number2(s string) int { return int(s[0]-'0')*10 + int(s[1]-'0') }

func daysIn(year, month int) int {
	if month == 2 {
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 30 + (month+month>>3)&1
}

// appendClock appends a text in the form HH:mm, such as "09:30".
func appendClock(dst []byte, errs zohocrm.Errors, v Value) ([]byte, zohocrm.Errors) {
	const expected = "a time as HH:mm, from 00:00 to 23:59"
	if v.form != text {
		return dst, append(errs, Clock.typeProblem(expected))
	}
	reason := zohocrm.Reason("")
	switch {
	case !hasShape(v.text, "00:00"):
		reason = zohocrm.ReasonFormat
	case number2(v.text) > 23 || number2(v.text[3:]) > 59:
		reason = zohocrm.ReasonCalendar
	}
	if reason != "" {
		return dst, append(errs, timeProblem("text", reason, expected))
	}
	return appendPlain(dst, v.text), errs
}
