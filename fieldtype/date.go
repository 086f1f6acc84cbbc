package fieldtype

import (
	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/internal/words"
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

func timeProblem(dataType string, reason zohocrm.Reason, expected string) *zohocrm.Error {
	e := typeProblem(dataType, expected)
	e.Reason = reason
	switch {
	case reason != zohocrm.ReasonCalendar:
	case dataType == "date":
		e.Expected = "a day that exists, as yyyy-MM-dd"
	case dataType == "datetime":
		e.Expected = "a day and time that exist, " + expected
	}
	return e
}

// dateReason returns why s is not a date, or "".
func dateReason(s string) zohocrm.Reason {
	if len(s) != len(dateFormat) || !dateHead.fits(words.Eight(s)) || !dateTail.fits(words.Eight(s[2:])) {
		return zohocrm.ReasonFormat
	}
	return calendarReason(s)
}

// calendarReason returns why the date at the start of s is no day, or "".
func calendarReason(s string) zohocrm.Reason {
	year, month, day := number2(s)*100+number2(s[2:]), number2(s[5:]), number2(s[8:])
	if year == 0 || month < 1 || month > 12 || day < 1 || day > 28 && day > daysIn(year, month) {
		return zohocrm.ReasonCalendar
	}
	return ""
}

// dateTimeReason returns why s is not a date and time, or "".
func dateTimeReason(s string) zohocrm.Reason {
	if len(s) != len(dateTimeFormat) || !dateHead.fits(words.Eight(s)) || !timeHead.fits(words.Eight(s[8:])) || !timeTail.fits(words.Eight(s[13:])) ||
		s[19] != '+' && s[19] != '-' || !offsetTail.fits(words.Eight(s[17:])) {
		return zohocrm.ReasonFormat
	}
	if reason := calendarReason(s); reason != "" {
		return reason
	}
	hour, minute, second := number2(s[11:]), number2(s[14:]), number2(s[17:])
	offset, offsetMinute := number2(s[20:])*60+number2(s[23:]), number2(s[23:])
	if hour > 23 || minute > 59 || second > 59 || offset > 14*60 || offsetMinute > 59 {
		return zohocrm.ReasonCalendar
	}
	return ""
}

// A shape8 is what eight bytes look like: a digit where the mask has 0xf0, the
// byte of plain where it has 0xff, and anything where it has 0.
type shape8 struct{ mask, plain, digits uint64 }

// Windows of eight bytes on a date and a date and time.
var (
	dateHead   = shape8Of("0000-00-")
	dateTail   = shape8Of("00-00-00")
	timeHead   = shape8Of("00T00:00")
	timeTail   = shape8Of(":00:00.0")
	offsetTail = shape8Of("00.00:00")
)

// shape8Of returns the shape with a digit wherever s has 0, anything where it
// has a point, and what s has elsewhere.
func shape8Of(s string) (shape shape8) {
	for i := range 8 {
		at := 8 * i
		switch s[i] {
		case '0':
			shape.mask |= 0xf0 << at
			shape.plain |= '0' << at
			shape.digits |= 0x06 << at
		case '.':
		default:
			shape.mask |= 0xff << at
			shape.plain |= uint64(s[i]) << at
		}
	}
	return shape
}

// fits reports whether the eight bytes of w have the shape. Digits have
// the upper half of '0', and keep it when 6 is added.
func (shape *shape8) fits(w uint64) bool {
	return w&shape.mask == shape.plain && (w&^shape.mask+shape.digits)&shape.mask == 0
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
	case !isClock(v.text):
		reason = zohocrm.ReasonFormat
	case number2(v.text) > 23 || number2(v.text[3:]) > 59:
		reason = zohocrm.ReasonCalendar
	}
	if reason != "" {
		return dst, append(errs, timeProblem("text", reason, expected))
	}
	return appendPlain(dst, v.text), errs
}

// isClock reports whether s has two digits, a colon and two digits.
func isClock(s string) bool {
	return len(s) == 5 && s[2] == ':' && allDigits(s[:2]) && allDigits(s[3:])
}
