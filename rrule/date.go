package rrule

import (
	"cmp"
	"time"

	"github.com/seed12a3e673/zohocrm"
)

// A Date is a day of the calendar, from 0000-01-01 to 9999-12-31. The zero Date
// is no day.
type Date struct {
	year       int16
	month, day uint8
}

// Day returns that day. A day that does not exist, such as 2023-02-30, becomes the
// zero Date, and a rule with it is invalid.
func Day(year int, month time.Month, day int) Date {
	if year < 0 || year > 9999 || month < time.January || month > time.December || day < 1 || day > daysIn(year, month) {
		return Date{}
	}
	return Date{int16(year), uint8(month), uint8(day)}
}

// DayOf returns the day that t falls on in its own time zone.
func DayOf(t time.Time) Date { return Day(t.Date()) }

// Date returns the parts of d.
func (d Date) Date() (year int, month time.Month, day int) {
	return int(d.year), time.Month(d.month), int(d.day)
}

// IsValid reports whether d is a day.
func (d Date) IsValid() bool { return d != Date{} }

// Weekday returns the day of the week, or 0 for the zero Date.
func (d Date) Weekday() Weekday {
	if !d.IsValid() {
		return 0
	}
	return Monday + Weekday(d.utc(-1).Weekday()) // the day before counts from Sunday = 0
}

// Compare returns -1, 0 or +1 when d is before, on or after e. The zero Date is
// before every day.
func (d Date) Compare(e Date) int {
	return cmp.Or(cmp.Compare(d.year, e.year), cmp.Compare(d.month, e.month), cmp.Compare(d.day, e.day))
}

// String returns d as yyyy-MM-dd, or "invalid Date" for the zero Date.
func (d Date) String() string {
	if !d.IsValid() {
		return "invalid Date"
	}
	return d.utc(0).Format(time.DateOnly)
}

// MarshalText returns d as yyyy-MM-dd, and nothing for the zero Date.
func (d Date) MarshalText() ([]byte, error) {
	if !d.IsValid() {
		return nil, nil
	}
	return d.utc(0).AppendFormat(nil, time.DateOnly), nil
}

// UnmarshalText sets d to the day that yyyy-MM-dd says, or to the zero Date when
// there is no text.
func (d *Date) UnmarshalText(text []byte) error {
	if d == nil {
		return nilProblem()
	}
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	m, reason := parseMoment(string(text))
	if reason == "" && m.timed {
		reason = zohocrm.ReasonFormat
	}
	if reason != "" {
		return zohocrm.Invalid(reason, "a date as yyyy-MM-dd")
	}
	*d = m.Date
	return nil
}

// utc returns the day n days after d, at midnight.
func (d Date) utc(n int) time.Time {
	return time.Date(int(d.year), time.Month(d.month), int(d.day)+n, 0, 0, 0, 0, time.UTC)
}

// add returns the day n days after d, but none after the year 10000. The year may be
// negative.
func (d Date) add(n int) Date {
	if last := int(d.day) + n; n >= 0 && last <= daysIn(int(d.year), time.Month(d.month)) {
		d.day = uint8(last)
		return d
	}
	year, month, day := d.utc(n).Date()
	return Date{int16(min(year, 10000)), uint8(month), uint8(day)}
}

func daysIn(year int, month time.Month) int {
	switch month {
	case time.April, time.June, time.September, time.November:
		return 30
	case time.February:
		return daysInYear(year) - 337
	}
	return 31
}

func daysInYear(year int) int {
	if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
		return 366
	}
	return 365
}

// A moment is a Date and, if timed, a time of that day at an offset from UTC.
type moment struct {
	Date
	hour, minute, second uint8
	timed                bool
	offset               int16 // minutes east of UTC
}

const maxOffset = 14 * 60 // minutes

// momentOf returns t to the second. If its offset has seconds or is too large
// to be written, the moment is given in UTC.
func momentOf(t time.Time) moment {
	_, offset := t.Zone()
	if offset%60 != 0 || offset < -maxOffset*60 || offset > maxOffset*60 {
		t, offset = t.UTC(), 0
	}
	return moment{DayOf(t), uint8(t.Hour()), uint8(t.Minute()), uint8(t.Second()), true, int16(offset / 60)}
}

// time returns the moment; without a time it is the start of the day in UTC.
func (m moment) time() time.Time {
	zone := time.UTC
	if m.offset != 0 {
		zone = time.FixedZone("", int(m.offset)*60)
	}
	return time.Date(int(m.year), time.Month(m.month), int(m.day), int(m.hour), int(m.minute), int(m.second), 0, zone)
}

// before compares the instants of two moments that have a time, and otherwise their
// days.
func (m moment) before(n moment) bool {
	if m.timed && n.timed {
		return m.time().Before(n.time())
	}
	return m.Compare(n.Date) < 0
}

func (m moment) appendTo(dst []byte) []byte {
	if !m.timed {
		return m.time().AppendFormat(dst, time.DateOnly)
	}
	return m.time().AppendFormat(dst, "2006-01-02T15:04:05-07:00")
}

// parseMoment reads yyyy-MM-dd or yyyy-MM-ddTHH:mm:ss±HH:mm. The reason is empty if
// the text is valid.
func parseMoment(s string) (m moment, reason zohocrm.Reason) {
	switch {
	case looksLike(s, "0000-00-00T00:00:00±00:00"):
		hour, minute, second, offset := two(s[11:]), two(s[14:]), two(s[17:]), two(s[20:])*60+two(s[23:])
		if hour > 23 || minute > 59 || second > 59 || two(s[23:]) > 59 || offset > maxOffset {
			return m, zohocrm.ReasonCalendar
		}
		if s[19] == '-' {
			offset = -offset
		}
		m = moment{hour: uint8(hour), minute: uint8(minute), second: uint8(second), timed: true, offset: int16(offset)}
	case !looksLike(s, "0000-00-00"):
		return m, zohocrm.ReasonFormat
	}
	m.Date = Day(two(s)*100+two(s[2:]), time.Month(two(s[5:])), two(s[8:]))
	if !m.IsValid() {
		return moment{}, zohocrm.ReasonCalendar
	}
	return m, ""
}

// A clock is the text of a time of the day, to the minute, or all zeros.
type clock [5]byte

// parseClock reads hour and minute, of two digits each, with one of the separators
// between them. The reason is empty if the text is valid.
func parseClock(s, separators string) (c clock, reason zohocrm.Reason) {
	for i := range len(separators) {
		if !looksLike(s, "00"+separators[i:i+1]+"00") {
			continue
		}
		if two(s) > 23 || two(s[3:]) > 59 {
			return c, zohocrm.ReasonRange
		}
		copy(c[:], s)
		return c, ""
	}
	return c, zohocrm.ReasonFormat
}

func (c clock) String() string {
	if c == (clock{}) {
		return ""
	}
	return string(c[:])
}

// looksLike reports whether s has a digit for every 0 of the form, a sign for
// ±, and the rest unchanged.
func looksLike(s, form string) bool {
	for _, want := range form {
		if s == "" {
			return false
		}
		c := s[0]
		if want == '0' && (c < '0' || c > '9') || want == '±' && c != '+' && c != '-' ||
			want != '0' && want != '±' && rune(c) != want {
			return false
		}
		s = s[1:]
	}
	return s == ""
}

// two returns the number that the first two digits of s make.
func two(s string) int { return int(s[0]-'0')*10 + int(s[1]-'0') }
