package fieldtype

import (
	"time"

	"github.com/seed12a3e673/zohocrm/internal/words"
)

// dateVerdict checks a date.
func dateVerdict(s string) verdict {
	if len(s) != len(dateFormat) || !dateHead.fits(words.Eight(s)) || !dateTail.fits(words.Eight(s[2:])) {
		return wrongFormat
	}
	return dayVerdict(s)
}

// dayVerdict checks that the date at the start of s is a day.
func dayVerdict(s string) verdict {
	year, month, day := number2(s)*100+number2(s[2:]), number2(s[5:]), number2(s[8:])
	if year == 0 || month < 1 || month > 12 || day < 1 || day > 28 && day > daysIn(year, month) {
		return notInCalendar
	}
	return valid
}

// dateTimeVerdict checks a date and time. One without an offset warns: Zoho reads it
// in the time zone of the user who sends it (real cases, 1).
func dateTimeVerdict(s string) verdict {
	const local = len("2006-01-02T15:04:05")
	if len(s) != len(dateTimeFormat) && len(s) != local ||
		!dateHead.fits(words.Eight(s)) || !timeHead.fits(words.Eight(s[8:])) || !clockTail.fits(words.Eight(s[11:])) {
		return wrongFormat
	}
	if len(s) > local && (s[19] != '+' && s[19] != '-' || !offsetTail.fits(words.Eight(s[17:]))) {
		return wrongFormat
	}
	if v := dayVerdict(s); v != valid {
		return v
	}
	if number2(s[11:]) > 23 || number2(s[14:]) > 59 || number2(s[17:]) > 59 {
		return notInCalendar
	}
	if len(s) == local {
		return noOffset.warn()
	}
	if minutes := number2(s[23:]); minutes > 59 || number2(s[20:])*60+minutes > 14*60 {
		return notInCalendar
	}
	return valid
}

// momentOf returns the moment, in UTC, of a date and time with an offset that is
// valid.
func momentOf(s string) time.Time {
	offset := time.Duration(number2(s[20:])*60+number2(s[23:])) * time.Minute
	if s[19] == '-' {
		offset = -offset
	}
	year, month, day := number2(s)*100+number2(s[2:]), time.Month(number2(s[5:])), number2(s[8:])
	return time.Date(year, month, day, number2(s[11:]), number2(s[14:]), number2(s[17:]), 0, time.UTC).Add(-offset)
}

// A shape8 describes eight bytes. Where the mask has 0xf0 there is a digit, where it
// has 0xff the byte of plain, and where it has 0 any byte.
type shape8 struct{ mask, plain, digits uint64 }

// The shapes of eight bytes of a date, and of a date and time.
var (
	dateHead   = shape8Of("0000-00-")
	dateTail   = shape8Of("00-00-00")
	timeHead   = shape8Of("00T00:00")
	clockTail  = shape8Of("00:00:00")
	offsetTail = shape8Of("00.00:00")
)

// shape8Of returns the shape that s describes: 0 means a digit, a point any byte, and
// another byte itself.
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

// fits reports whether the eight bytes of w have the shape. A digit is a byte whose
// upper four bits are those of '0', even after 6 is added.
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

// clockVerdict checks a time as HH:mm, such as "09:30".
func clockVerdict(s string) verdict {
	switch {
	case !isClock(s):
		return wrongFormat
	case number2(s) > 23 || number2(s[3:]) > 59:
		return notInCalendar
	}
	return valid
}

// isClock reports whether s has two digits, a colon and two digits.
func isClock(s string) bool {
	return len(s) == 5 && s[2] == ':' && allDigits(s[:2]) && allDigits(s[3:])
}
